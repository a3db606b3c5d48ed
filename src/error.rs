//! The crate's one error type.

use std::fmt;

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, where, and what to do about it.
///
/// Opaque on purpose: ask it questions (`is_…`) instead of matching variants.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// A textual form (TIMEX3 value, EDTF, …) that does not parse.
    Parse { what: &'static str, found: String, expected: &'static str },
    /// A knowledge pack that cannot be read, with line and column where there is one place to look at.
    Pack { at: Option<(usize, usize)>, what: String },
}

impl Error {
    pub(crate) fn parse(what: &'static str, found: &str, expected: &'static str) -> Self {
        Self { kind: Kind::Parse { what, found: found.chars().take(80).collect(), expected } }
    }

    pub(crate) fn pack(at: Option<(usize, usize)>, what: String) -> Self {
        Self { kind: Kind::Pack { at, what } }
    }

    /// Whether a knowledge pack could not be read or merged.
    #[must_use]
    pub fn is_pack(&self) -> bool {
        matches!(self.kind, Kind::Pack { .. })
    }

    /// Whether a textual form did not parse.
    #[must_use]
    pub fn is_parse(&self) -> bool {
        matches!(self.kind, Kind::Parse { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Parse { what, found, expected } => write!(f, "not a {what}: «{found}»; expected {expected}"),
            Kind::Pack { at: Some((line, column)), what } => {
                write!(f, "knowledge pack, line {line}, column {column}: {what}")
            }
            Kind::Pack { at: None, what } => write!(f, "knowledge pack: {what}"),
        }
    }
}

impl std::error::Error for Error {}
