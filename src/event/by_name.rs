//! Classes and modes by their names, in JSON and on a command line.

use super::class::{Class, Mode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::str::FromStr;
use std::sync::LazyLock;

macro_rules! by_name {
    ($name:ident, $what:literal, else $other:ident) => {
        /// Reads the name that JSON has, and nothing else.
        impl FromStr for $name {
            type Err = crate::Error;

            fn from_str(word: &str) -> crate::Result<Self> {
                static NAMES: LazyLock<String> = LazyLock::new(|| {
                    format!("one of {}", $name::ALL.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(" "))
                });
                let value = Self::ALL.iter().copied().find(|value| value.as_str() == word);
                value.ok_or_else(|| crate::Error::parse($what, word, NAMES.as_str()))
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
                Ok(Self::ALL.iter().copied().find(|value| value.as_str() == text).unwrap_or(Self::$other))
            }
        }
    };
}

by_name!(Class, "class", else Other);
by_name!(Mode, "mode", else Other);
