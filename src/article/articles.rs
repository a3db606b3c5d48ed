//! Reading many articles, one at a time.

use super::records::{Record, Records};
use super::{Article, markdown};
use crate::error::{Error, Fault, Place, Result};
use std::collections::HashMap;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::hash::{Hash, Hasher};
use std::io::BufRead;
use std::path::Path;

/// An iterator of articles from files, folders and streams.
///
/// One article is held at a time, so a collection may be larger than memory. What cannot be read comes as an error in
/// its place, and the articles after it still come: count the errors, do not stop at them.
///
/// # What is read
/// - A **folder**: the files in it and below that end in `.md`, `.txt` or `.jsonl`, in the order of their names. Not
///   read: names that begin with a dot, a README, symbolic links (one that leads out of the folder is an error).
/// - A **`.jsonl` file** (also `.ndjson`, `.json`): one JSON object a line with `text` and, if known, `id`, `title`,
///   `published` (or `dct`, or `date`), `source`. `reference`, the moment that relative dates count from, wins over
///   `published`. Other fields and blank lines are passed over. The id defaults to the file name and line, `news.jsonl:3`.
/// - Any **other file**: one text, optionally after front matter:
///
///   ```text
///   ---
///   id: gao-17
///   title: هجوم في غاو
///   published: 2012-08-15
///   source: example
///   ---
///   ```
///
///   The id defaults to the file name, in a folder to the path below it. The text is what follows the front matter,
///   byte for byte. `date`, as site generators write it, is taken for `published` where that is not given; a key that
///   looks like a misspelt `published` is an error, other keys are passed over.
/// - **Not read**: a file whose name says that it is a web page, a table, a PDF or packed; that is an error.
///
/// A byte order mark and Windows line ends are understood. See [`Published`](super::Published) for the forms of dates.
///
/// # Limits
/// A line of JSON or a text file may have [`LIMIT`](Self::LIMIT) bytes; [`limit`](Self::limit) changes that. What is longer
/// is an error, and takes no more memory than the limit. It bounds what an article may hold, too: a text that is nothing
/// but time expressions and events takes up to 200 times its bytes once it is read. JSON may be 127 levels deep.
///
/// ```
/// use tarikh::article::Articles;
///
/// let lines = r#"{"id":"a","published":"2012-08-15","text":"قتل جنديان أمس"}
/// {"id":"b","published":"yesterday","text":"…"}
/// {"text":"وصل الوزير"}"#;
/// let (read, failed): (Vec<_>, Vec<_>) = Articles::from_jsonl(lines.as_bytes(), "news").partition(Result::is_ok);
/// assert_eq!(read[1].as_ref().unwrap().id, "news:3");
/// assert_eq!(
///     failed[0].as_ref().unwrap_err().to_string(),
///     "news, line 2: published is «yesterday»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty"
/// );
/// ```
#[derive(Debug)]
pub struct Articles<'r> {
    records: Records<'r>,
    seen: Option<HashMap<String, Seen>>,
}

/// The first article with an id: what it says, as a hash, and where it stands.
#[derive(Debug)]
struct Seen {
    content: u64,
    place: Place,
}

impl<'r> Articles<'r> {
    /// The longest line of JSON or text file, in bytes, unless [`limit`](Self::limit) says otherwise: 4 MiB.
    pub const LIMIT: usize = super::records::LIMIT;

    /// The articles of a file or a folder.
    ///
    /// # Errors
    /// If there is no such path or it may not be read. Troubles inside a folder come later, as items.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Records::open(path.as_ref()).map(Self::over)
    }

    /// The articles of a stream of JSON lines; `name` is what errors and default ids call it.
    ///
    /// The reader must be `Send` so that the articles may be read in any thread; for standard input take
    /// `BufReader::new(std::io::stdin())`.
    pub fn from_jsonl(reader: impl BufRead + Send + 'r, name: impl Into<String>) -> Self {
        Self::over(Records::from_jsonl(Box::new(reader), name.into()))
    }

    fn over(records: Records<'r>) -> Self {
        Self { records, seen: None }
    }

    /// The same articles, with another limit in bytes for a line or a text file (at most 4 GiB).
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.records.set_limit(bytes);
        self
    }

    /// These articles, then `more`. The limit of the first holds for all.
    #[must_use]
    pub fn followed_by(mut self, more: Self) -> Self {
        self.records.append(more.records);
        self
    }

    /// The same articles, each id only once.
    ///
    /// An exact copy of an article already read is passed over; another article under the same id is an error. This is
    /// what a timeline needs, where ids name the witnesses. It remembers every id, so memory grows with the number of
    /// articles, though not with their length.
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.seen.get_or_insert_default();
        self
    }

    /// The same articles before decoding, for programs that decode on many threads.
    #[must_use]
    pub fn records(self) -> Records<'r> {
        self.records
    }

    /// The article if its id is new, nothing if it is a copy.
    fn check(seen: &mut HashMap<String, Seen>, article: Article, record: &Record) -> Option<Result<Article>> {
        // `new` has fixed keys: the same everywhere, which is all that is needed here.
        let mut hasher = DefaultHasher::new();
        (&article.title, &article.published, &article.source, &article.text).hash(&mut hasher);
        let content = hasher.finish();
        match seen.entry(article.id.clone()) {
            Entry::Vacant(free) => {
                free.insert(Seen { content, place: record.place() });
                Some(Ok(article))
            }
            Entry::Occupied(taken) if taken.get().content == content => None,
            Entry::Occupied(taken) => {
                let fault = Fault::Duplicate { id: article.id, first: taken.get().place.clone() };
                Some(Err(Error::input(record.place(), fault)))
            }
        }
    }
}

impl Iterator for Articles<'_> {
    type Item = Result<Article>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let record = match self.records.next()? {
                Ok(record) => record,
                Err(error) => return Some(Err(error)),
            };
            let article = match record.article() {
                Ok(article) => article,
                Err(error) => return Some(Err(error)),
            };
            let Some(seen) = &mut self.seen else { return Some(Ok(article)) };
            if let Some(item) = Self::check(seen, article, &record) {
                return Some(item);
            }
        }
    }
}

impl Article {
    /// The article in a text or Markdown file with or without front matter, as [`Articles`] reads it; `name` is its id
    /// if it states none, and what errors call it.
    ///
    /// ```
    /// use tarikh::article::Article;
    ///
    /// let article = Article::from_markdown("a.md", "---\npublished: 2012-08-15\n---\nقتل جنديان أمس")?;
    /// assert_eq!((article.id.as_str(), article.text.as_str()), ("a.md", "قتل جنديان أمس"));
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    ///
    /// # Errors
    /// If nothing is in it, the front matter is broken, or its date cannot be read.
    pub fn from_markdown(name: &str, file: &str) -> Result<Self> {
        markdown::read(name, name, file)
    }

    /// The article in one JSON object, as [`Articles`] reads a line; `name` is its id if it states none, and what
    /// errors call it.
    ///
    /// ```
    /// use tarikh::article::Article;
    ///
    /// let article = Article::from_json("a", r#"{"dct":"2012-08-15","text":"قتل جنديان أمس"}"#)?;
    /// assert!(article.published.is_some());
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it is not a JSON object with a text, or a date in it cannot be read.
    pub fn from_json(name: &str, json: &str) -> Result<Self> {
        super::jsonl::read(|| Place { name: name.to_owned(), line: None }, || name.to_owned(), json)
    }
}
