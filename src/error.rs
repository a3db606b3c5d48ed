//! The crate's one error type.

use crate::plain::Fragment;
use std::fmt;
use std::io;

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, where, and what to do about it.
///
/// Opaque on purpose: ask it questions (`is_…`) instead of matching variants. The message names the file, the line
/// or byte, the value it stumbled over and the way out. Words of a source are quoted so that they cannot disturb
/// a terminal.
///
/// ```
/// use tarikh::article::Article;
///
/// let error = Article::from_markdown("a.md", "---\npublished: 15 août 2012\n---\nنص").unwrap_err();
/// assert!(error.is_metadata());
/// assert_eq!(
///     error.to_string(),
///     "a.md, line 2: published is «15 août 2012»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty"
/// );
/// ```
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    /// A textual form (TIMEX3 value, EDTF, …) that does not parse.
    Parse { what: &'static str, found: String, expected: &'static str },
    /// An article that could not be taken in.
    Input(Box<Input>),
    /// A knowledge pack that cannot be read, with line and column where there is one place to look at.
    Pack { at: Option<(usize, usize)>, what: String },
    /// A file of corrections that cannot be read, with line and column where there is one place to look at.
    Corrections { at: Option<(usize, usize)>, what: String },
}

/// What is wrong with an input, and where.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) place: Place,
    pub(crate) fault: Fault,
}

/// A file, and the line in it where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) name: String,
    /// Counted from 1.
    pub(crate) line: Option<u64>,
}

#[derive(Debug)]
pub(crate) enum Fault {
    /// The system refused.
    Io { cause: io::Error },
    /// A field whose value cannot be used.
    Metadata { field: &'static str, found: String, advice: &'static str },
    /// A field that must be there and is not.
    Missing { field: &'static str, advice: &'static str },
    /// Bytes that are not UTF-8; `byte` counts from 0 in the file.
    Encoding { byte: u64, found: Vec<u8>, advice: &'static str },
    /// Not the format it should be; `column` counts from 1 in bytes.
    Syntax { column: Option<usize>, found: Option<String>, problem: String, advice: &'static str },
    /// Longer than was allowed.
    Limit { what: &'static str, limit: usize },
    /// Nothing there.
    Empty,
    /// An id that another article has.
    Duplicate { id: String, first: Place },
    /// A link that leads outside what was asked for.
    Outside,
}

impl Error {
    pub(crate) fn parse(what: &'static str, found: &str, expected: &'static str) -> Self {
        Self { kind: Kind::Parse { what, found: found.chars().take(80).collect(), expected } }
    }

    pub(crate) fn input(place: Place, fault: Fault) -> Self {
        Self { kind: Kind::Input(Box::new(Input { place, fault })) }
    }

    pub(crate) fn pack(at: Option<(usize, usize)>, what: String) -> Self {
        Self { kind: Kind::Pack { at, what } }
    }

    pub(crate) fn corrections(at: Option<(usize, usize)>, what: String) -> Self {
        Self { kind: Kind::Corrections { at, what } }
    }

    /// What it is about, and what is wrong with that.
    pub(crate) fn place_and_reason(&self) -> (String, String) {
        match &self.kind {
            Kind::Input(input) => {
                let Place { name, line } = &input.place;
                let line = line.map_or(String::new(), |line| format!(", line {line}"));
                (format!("{name}{line}"), input.fault.to_string())
            }
            _ => (String::new(), self.to_string()),
        }
    }

    fn fault(&self) -> Option<&Fault> {
        match &self.kind {
            Kind::Input(input) => Some(&input.fault),
            _ => None,
        }
    }

    /// Whether a textual form did not parse.
    #[must_use]
    pub fn is_parse(&self) -> bool {
        matches!(self.kind, Kind::Parse { .. })
    }

    /// Whether a knowledge pack could not be read or merged.
    #[must_use]
    pub fn is_pack(&self) -> bool {
        matches!(self.kind, Kind::Pack { .. })
    }

    /// Whether [corrections](crate::timeline::Corrections) could not be understood: no such file, an unknown change, a
    /// date that is none.
    #[must_use]
    pub fn is_corrections(&self) -> bool {
        matches!(self.kind, Kind::Corrections { .. })
    }

    /// Whether the system refused: no such file, no permission, a disk that fails. The cause is the
    /// [`source`](std::error::Error::source).
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.fault(), Some(Fault::Io { .. }))
    }

    /// Whether a field about an article cannot be used: a date in an unknown form, a field given twice.
    #[must_use]
    pub fn is_metadata(&self) -> bool {
        matches!(self.fault(), Some(Fault::Metadata { .. } | Fault::Missing { .. }))
    }

    /// Whether bytes are not UTF-8.
    #[must_use]
    pub fn is_encoding(&self) -> bool {
        matches!(self.fault(), Some(Fault::Encoding { .. }))
    }

    /// Whether a file is not written as its format wants: broken JSON, front matter that does not end.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        matches!(self.fault(), Some(Fault::Syntax { .. }))
    }

    /// Whether a line or file is longer than the limit.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self.fault(), Some(Fault::Limit { .. }))
    }

    /// Whether a text file has nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.fault(), Some(Fault::Empty))
    }

    /// Whether two different articles have one id.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self.fault(), Some(Fault::Duplicate { .. }))
    }

    /// Whether a symbolic link in a folder leads out of the folder; it is not followed.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        matches!(self.fault(), Some(Fault::Outside))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Parse { what, found, expected } => {
                write!(f, "not a {what}: {}; expected {expected}", Fragment(found))
            }
            Kind::Input(input) => write!(f, "{}: {}", input.place, input.fault),
            Kind::Pack { at, what } => placed(f, "knowledge pack", *at, what),
            Kind::Corrections { at, what } => placed(f, "corrections", *at, what),
        }
    }
}

fn placed(f: &mut fmt::Formatter<'_>, file: &str, at: Option<(usize, usize)>, what: &str) -> fmt::Result {
    f.write_str(file)?;
    if let Some((line, column)) = at {
        write!(f, ", line {line}, column {column}")?;
    }
    write!(f, ": {}", crate::plain::isolated(what))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::plain::isolated(&self.name))?;
        match self.line {
            Some(line) => write!(f, ", line {line}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { cause } => write!(f, "cannot be read: {cause}"),
            Self::Metadata { field, found, advice } => write!(f, "{field} is {}; {advice}", Fragment(found)),
            Self::Missing { field, advice } => write!(f, "no {field}; {advice}"),
            Self::Encoding { byte, found, advice } => {
                write!(f, "not UTF-8 at byte {byte} (")?;
                for (i, byte) in found.iter().enumerate() {
                    write!(f, "{}{byte:02X}", if i == 0 { "" } else { " " })?;
                }
                write!(f, "); {advice}")
            }
            Self::Syntax { column, found, problem, advice } => {
                if let Some(column) = column {
                    write!(f, "column {column}: ")?;
                }
                if let Some(found) = found {
                    write!(f, "{} ", Fragment(found))?;
                }
                write!(f, "{}; {advice}", crate::plain::isolated(problem))
            }
            Self::Limit { what, limit } => {
                write!(f, "the {what} is longer than the limit of {limit} bytes; split it, or raise the limit")
            }
            Self::Empty => f.write_str("nothing in it; put the article's text there, or remove the file"),
            Self::Duplicate { id, first } => write!(
                f,
                "the id {} belongs to another article already ({first}); give each article its own",
                Fragment(id)
            ),
            Self::Outside => f.write_str(
                "a link that leads out of the folder, not followed; to read what it points to, name that itself",
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.fault() {
            Some(Fault::Io { cause }) => Some(cause),
            _ => None,
        }
    }
}
