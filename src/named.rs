//! Enums whose values have one word each, the same in JSON, in text and on a command line.

/// Gives an enum `ALL`, `as_str`, `Display` and an exact `FromStr`. The words are those that serde writes.
macro_rules! named {
    ($name:ident, $what:literal { $first:ident = $first_word:literal $(, $variant:ident = $word:literal)* $(,)? }) => {
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[Self::$first $(, Self::$variant)*];

            /// The word for it, as in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { Self::$first => $first_word $(, Self::$variant => $word)* }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Reads the word that `Display` writes, and nothing else.
        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(word: &str) -> $crate::Result<Self> {
                match word {
                    $first_word => Ok(Self::$first),
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::Error::parse($what, word, concat!("one of ", $first_word $(, ", ", $word)*))),
                }
            }
        }
    };
}

/// An enum of the rules of a room: each with its word, and with its meaning, which is also its documentation.
macro_rules! rules {
    ($(#[$meta:meta])* $what:literal { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize,
        )]
        #[non_exhaustive]
        pub enum Rule { $($(#[doc = $doc])+ #[serde(rename = $word)] $variant,)+ }

        named!(Rule, $what { $($variant = $word,)+ });

        impl ::std::convert::From<Rule> for ::std::borrow::Cow<'static, str> {
            fn from(rule: Rule) -> Self {
                Self::Borrowed(rule.as_str())
            }
        }

        impl Rule {
            /// What the rule takes, with an example, in English: the text that documents it here.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::calendar::Origin;
    use crate::event::{Class, Factuality, Mode, Role, Tense};
    use crate::export::dates::Language;
    use crate::link::{Fate, Relation, Rule as Linking, Strength, Who};
    use crate::timeline::{Limit, Order, Trust};
    use crate::timex::Rule as Grammar;

    /// The word, `Display`, `FromStr` and JSON agree; another word is an error that lists what is allowed.
    #[test]
    fn words_are_the_same_everywhere() {
        macro_rules! check {
            ($($name:ident)*) => { $(
                assert!(!$name::ALL.is_empty());
                for &value in $name::ALL {
                    assert_eq!(serde_json::to_value(value).unwrap(), value.as_str(), stringify!($name));
                    assert_eq!(value.to_string().parse::<$name>().unwrap(), value);
                    assert_eq!(format!("{value:>20}").len(), 20.max(value.as_str().len()));
                }
                let error = "?".parse::<$name>().unwrap_err();
                assert!(error.is_parse());
                let last = $name::ALL.last().unwrap().as_str();
                assert!(error.to_string().ends_with(last), "{error}");
            )* };
        }
        check!(Class Factuality Fate Language Limit Mode Order Origin Relation Role Strength Tense Trust Who);
        check!(Linking Grammar);
    }
}
