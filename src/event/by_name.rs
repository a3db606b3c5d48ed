//! Classes and modes in JSON and on command lines: their names.

use super::class::{Class, Mode};
use crate::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::str::FromStr;

macro_rules! by_name {
    ($name:ident, $what:literal, else $other:ident) => {
        /// Reads the name that JSON has, and nothing else.
        impl FromStr for $name {
            type Err = Error;

            fn from_str(word: &str) -> Result<Self, Error> {
                let found = Self::ALL.iter().copied().find(|value| value.as_str() == word);
                found.ok_or_else(|| Error::parse($what, word, Self::NAMES))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        /// A name this version does not know is read as the remaining class, so that newer data stays readable.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                Ok(text.parse().unwrap_or(Self::$other))
            }
        }
    };
}

by_name!(Class, "class", else Other);
by_name!(Mode, "mode", else Other);
