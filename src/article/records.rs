//! Articles as they lie in files, one at a time and not yet decoded.

use super::{Article, jsonl, markdown};
use crate::error::{Error, Fault, Place, Result};
use simdutf8::compat::Utf8Error;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest line or file that is read unless somebody says otherwise: some thousand times an article of news. What is
/// found in a text that is all expressions and events takes up to 200 times its bytes, so this bounds the memory as well.
pub(super) const LIMIT: usize = 4 << 20;
/// Spans count bytes in 32 bits: no limit may go beyond.
const MOST: usize = u32::MAX as usize - 1;

/// One article as it lies in its file, not yet decoded.
///
/// Finding where an article begins and ends is quick and has to happen in order; decoding it is neither. So a program
/// that uses many threads takes `Record`s from a [`Records`] in one of them and calls [`article`](Self::article) in all.
#[derive(Debug, Clone)]
pub struct Record {
    origin: Arc<Origin>,
    form: Form,
    bytes: Vec<u8>,
}

/// Where records come from.
#[derive(Debug)]
struct Origin {
    /// What errors call it: the path as it was given.
    name: String,
    /// What an article in it is called that states no id.
    id: String,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    /// The whole file.
    Text,
    /// One line of JSON, `line` counted from 1, `byte` where it starts in the file.
    Json { line: u64, byte: u64 },
}

impl Record {
    /// Decodes the article.
    ///
    /// # Errors
    /// If the bytes are not UTF-8, the JSON or the front matter is broken, a date in the metadata cannot be read, or
    /// a text file holds nothing.
    pub fn article(&self) -> Result<Article> {
        let text = match simdutf8::compat::from_utf8(&self.bytes) {
            Ok(text) => text,
            Err(error) => return Err(self.not_utf8(self.place(), error)),
        };
        match self.form {
            Form::Text => markdown::read(&self.origin.name, &self.origin.id, text),
            Form::Json { line, .. } => {
                let json = text.strip_prefix('\u{feff}').unwrap_or(text);
                jsonl::read(|| self.place(), || format!("{}:{line}", self.origin.id), json)
            }
        }
    }

    /// How many bytes it takes up.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it has no bytes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn place(&self) -> Place {
        let line = match self.form {
            Form::Text => None,
            Form::Json { line, .. } => Some(line),
        };
        Place { name: self.origin.name.clone(), line }
    }

    fn not_utf8(&self, place: Place, error: Utf8Error) -> Error {
        let start = error.valid_up_to();
        let bad = &self.bytes[start..];
        let found = bad[..error.error_len().unwrap_or(bad.len()).min(bad.len())].to_vec();
        let before = match self.form {
            Form::Text => 0,
            Form::Json { byte, .. } => byte,
        };
        let advice = if self.bytes.starts_with(&[0xff, 0xfe]) || self.bytes.starts_with(&[0xfe, 0xff]) {
            "this looks like UTF-16: save it as UTF-8, for example with: iconv -f UTF-16 -t UTF-8"
        } else {
            "save it as UTF-8; older Arabic files are often in Windows-1256: iconv -f WINDOWS-1256 -t UTF-8"
        };
        Error::input(place, Fault::Encoding { byte: before + start as u64, found, advice })
    }
}

/// An iterator of [`Record`]s: what [`Articles`](super::Articles) reads, before decoding.
///
/// Made by [`Articles::records`](super::Articles::records). An error stands for what could not be read (a line that is
/// too long, a file that cannot be opened); the records after it still come.
pub struct Records<'r> {
    /// What is still to read, the next on top.
    stack: Vec<Source<'r>>,
    pub(super) limit: usize,
}

enum Source<'r> {
    /// A path somebody asked for, or found in a folder they asked for.
    Path {
        path: PathBuf,
        id: String,
        folder: Option<Arc<PathBuf>>,
    },
    Lines {
        reader: Box<dyn BufRead + Send + 'r>,
        origin: Arc<Origin>,
        line: u64,
        byte: u64,
    },
    /// What went wrong while a folder was listed.
    Failed(Error),
}

impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("pending", &self.stack.len()).field("limit", &self.limit).finish()
    }
}

impl<'r> Records<'r> {
    pub(super) fn open(path: &Path) -> Result<Self> {
        fs::metadata(path).map_err(|cause| io_error(path, cause))?;
        let id = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let source = Source::Path { path: path.to_owned(), id, folder: None };
        Ok(Self { stack: vec![source], limit: LIMIT })
    }

    pub(super) fn from_jsonl(reader: Box<dyn BufRead + Send + 'r>, name: String) -> Self {
        let origin = Arc::new(Origin { id: name.clone(), name });
        Self { stack: vec![Source::Lines { reader, origin, line: 0, byte: 0 }], limit: LIMIT }
    }

    pub(super) fn set_limit(&mut self, bytes: usize) {
        self.limit = bytes.min(MOST);
    }

    pub(super) fn append(&mut self, mut more: Self) {
        more.stack.append(&mut self.stack);
        self.stack = more.stack;
    }

    /// Reads a file, or puts what a folder holds on the stack.
    fn visit(&mut self, path: PathBuf, id: String, folder: Option<Arc<PathBuf>>) -> Option<Result<Record>> {
        let kind = match fs::metadata(&path) {
            Ok(kind) => kind,
            Err(cause) => return Some(Err(io_error(&path, cause))),
        };
        if kind.is_dir() {
            let within = folder.is_some();
            let folder = folder.unwrap_or_else(|| Arc::new(path.clone()));
            self.list(&path, within.then_some(id.as_str()), &folder);
            return None;
        }
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(cause) => return Some(Err(io_error(&path, cause))),
        };
        let origin = Arc::new(Origin { name: path.to_string_lossy().into_owned(), id });
        if let Some(problem) = no_text(&path) {
            let place = Place { name: origin.name.clone(), line: None };
            let advice = "save the articles as plain text (.txt, .md), or as JSON, one object to a line (.jsonl)";
            let fault = Fault::Syntax { column: None, found: None, problem: problem.to_owned(), advice };
            return Some(Err(Error::input(place, fault)));
        }
        if is_lines(&path) {
            let reader = Box::new(BufReader::with_capacity(64 << 10, file));
            self.stack.push(Source::Lines { reader, origin, line: 0, byte: 0 });
            return None;
        }
        let mut bytes = Vec::new();
        if let Err(cause) = file.take(self.limit as u64 + 1).read_to_end(&mut bytes) {
            return Some(Err(io_error(&path, cause)));
        }
        if bytes.len() > self.limit {
            let place = Place { name: origin.name.clone(), line: None };
            return Some(Err(Error::input(place, Fault::Limit { what: "file", limit: self.limit })));
        }
        Some(Ok(Record { origin, form: Form::Text, bytes }))
    }

    /// Puts the articles of a folder on the stack, sorted by name, the first on top.
    fn list(&mut self, path: &Path, prefix: Option<&str>, folder: &Arc<PathBuf>) {
        let start = self.stack.len();
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(cause) => return self.stack.push(Source::Failed(io_error(path, cause))),
        };
        let mut found = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => found.push(entry),
                Err(cause) => self.stack.push(Source::Failed(io_error(path, cause))),
            }
        }
        found.sort_by_key(fs::DirEntry::file_name);
        for entry in found {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let source = match entry.file_type() {
                Err(cause) => Source::Failed(io_error(&path, cause)),
                Ok(kind) if kind.is_symlink() => match link(&path, folder) {
                    Some(error) => Source::Failed(error),
                    None => continue,
                },
                Ok(kind) if kind.is_dir() || kind.is_file() && is_article(&path) => {
                    let id = prefix.map_or_else(|| name.clone(), |prefix| format!("{prefix}/{name}"));
                    Source::Path { path, id, folder: Some(Arc::clone(folder)) }
                }
                Ok(_) => continue,
            };
            self.stack.push(source);
        }
        self.stack[start..].reverse();
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.stack.pop()? {
                Source::Failed(error) => return Some(Err(error)),
                Source::Path { path, id, folder } => {
                    if let Some(record) = self.visit(path, id, folder) {
                        return Some(record);
                    }
                }
                Source::Lines { mut reader, origin, mut line, mut byte } => {
                    match next_line(&mut *reader, self.limit, &mut line, &mut byte) {
                        Ok(None) => {}
                        Ok(Some(Some((bytes, start)))) => {
                            let form = Form::Json { line, byte: start };
                            let record = Record { origin: Arc::clone(&origin), form, bytes };
                            self.stack.push(Source::Lines { reader, origin, line, byte });
                            return Some(Ok(record));
                        }
                        Ok(Some(None)) => {
                            let place = Place { name: origin.name.clone(), line: Some(line) };
                            self.stack.push(Source::Lines { reader, origin, line, byte });
                            return Some(Err(Error::input(place, Fault::Limit { what: "line", limit: self.limit })));
                        }
                        // What comes after a disk error is anybody's guess: this source ends here.
                        Err(cause) => {
                            let place = Place { name: origin.name.clone(), line: Some(line) };
                            return Some(Err(Error::input(place, Fault::Io { cause })));
                        }
                    }
                }
            }
        }
    }
}

/// The next line that is not blank and the byte it starts at, `None` in its place if it is longer than `limit` (the
/// rest of it is passed over); nothing at the end. `line` and `byte` count on.
#[allow(clippy::type_complexity)]
fn next_line(
    reader: &mut (dyn BufRead + Send + '_),
    limit: usize,
    line: &mut u64,
    byte: &mut u64,
) -> io::Result<Option<Option<(Vec<u8>, u64)>>> {
    let mut bytes = Vec::new();
    loop {
        *line += 1;
        let start = *byte;
        let read = reader.take(limit as u64 + 1).read_until(b'\n', &mut bytes)?;
        *byte += read as u64;
        if read == 0 {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if bytes.len() > limit {
            *byte += reader.skip_until(b'\n')? as u64;
            return Ok(Some(None));
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        if !is_blank(&bytes) {
            return Ok(Some(Some((bytes, start))));
        }
        bytes.clear();
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).iter().all(u8::is_ascii_whitespace)
}

fn io_error(path: &Path, cause: io::Error) -> Error {
    Error::input(Place { name: path.to_string_lossy().into_owned(), line: None }, Fault::Io { cause })
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    extensions.iter().any(|wanted| extension.eq_ignore_ascii_case(wanted))
}

/// What a file is whose name says that it is no text: read as one it would give nonsense, or nothing.
fn no_text(path: &Path) -> Option<&'static str> {
    const KINDS: [(&[&str], &str); 5] = [
        (&["csv", "tsv"], "a table is not read as an article"),
        (&["html", "htm", "xhtml", "mhtml"], "a web page is not read as an article"),
        (&["xml", "rss", "atom"], "XML is not read as an article"),
        (&["pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "epub"], "no plain text"),
        (&["zip", "gz", "tgz", "bz2", "xz", "zst", "7z"], "packed; unpack it first"),
    ];
    KINDS.iter().find(|(endings, _)| has_extension(path, endings)).map(|(_, problem)| *problem)
}

fn is_lines(path: &Path) -> bool {
    has_extension(path, &["jsonl", "ndjson", "json"])
}

/// Whether a file in a folder is an article, or a list of them; a README is about the folder.
fn is_article(path: &Path) -> bool {
    let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    has_extension(path, &["md", "txt", "jsonl"]) && !readme
}

/// What to say of a symbolic link in a folder. One that stays inside is read where it leads; one that leads out could
/// reach anything, so it is reported and not followed.
fn link(path: &Path, folder: &Path) -> Option<Error> {
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(cause) => return is_article(path).then(|| io_error(path, cause)),
    };
    if !target.is_dir() && !is_article(path) {
        return None;
    }
    match fs::canonicalize(folder) {
        Ok(folder) if target.starts_with(&folder) => None,
        _ => {
            let place = Place { name: path.to_string_lossy().into_owned(), line: None };
            Some(Error::input(place, Fault::Outside))
        }
    }
}
