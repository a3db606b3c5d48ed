//! Classes and modes in JSON: their names.

use super::class::{Class, Mode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

macro_rules! by_name {
    ($name:ident else $other:ident) => {
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

by_name!(Class else Other);
by_name!(Mode else Other);
