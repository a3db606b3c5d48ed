//! Any value of the crate, or one that is made of them, as JSON.

use serde::Serialize;
use std::io;

/// Appends a value as JSON, byte for byte as `serde_json` writes it and a few times as fast: for lines by the million.
///
/// ```
/// use tarikh::{Article, Tagger, export::json};
///
/// let timexes = Tagger::new().tag(&Article::new("a1", "قتل جنديان في غاو في 3 مايو 2013"));
/// let mut line = Vec::new();
/// json::append(&timexes, &mut line)?;
/// assert_eq!(line, serde_json::to_vec(&timexes)?);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Where `serde_json` has one; nothing is appended then.
pub fn append(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    let start = out.len();
    crate::json::append(value, out).map_err(|error| {
        out.truncate(start);
        error.into()
    })
}
