//! Reading files, folders and streams: everything that can be wrong with them.

use super::{Article, Articles};
use crate::error::Result;
use proptest::prelude::*;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// A folder of the test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tarikh-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// `message` with the folder's own path taken out.
    fn plain(&self, message: impl ToString) -> String {
        message.to_string().replace(&format!("{}/", self.0.display()), "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ids(articles: Articles<'_>) -> Vec<String> {
    articles.map(|article| article.map_or_else(|error| error.to_string(), |article| article.id)).collect()
}

fn lines(bytes: &[u8]) -> Vec<Result<Article>> {
    Articles::from_jsonl(bytes, "in").collect()
}

fn messages(items: &[Result<Article>]) -> Vec<String> {
    items.iter().filter_map(|item| item.as_ref().err()).map(ToString::to_string).collect()
}

#[test]
fn a_folder_is_read_in_order_of_names_and_only_its_articles() {
    let folder = Folder::new("folder");
    folder.put("b.txt", "ب");
    folder.put("a/z.md", "---\nid: own\n---\nا");
    folder.put("a/y.MD", "ا");
    folder.put("c.jsonl", "{\"text\":\"1\"}\r\n\r\n{\"id\":\"x\",\"text\":\"2\"}\r\n{\"text\":\"3\"}");
    for other in ["README.md", ".hidden.md", ".git/a.md", "notes.pdf", "data.json", "noextension"] {
        folder.put(other, "x");
    }
    assert_eq!(ids(Articles::open(&folder.0).unwrap()), ["a/y.MD", "own", "b.txt", "c.jsonl:1", "x", "c.jsonl:4"]);
    assert_eq!(ids(Articles::open(folder.0.join("README.md")).unwrap()), ["README.md"], "asked for by name");
}

#[test]
fn the_other_articles_go_on() {
    let folder = Folder::new("goes-on");
    folder.put("1.md", "---\npublished: soon\n---\nا");
    folder.put("2.txt", "");
    folder.put("3.txt", b"abc\xc7\xe1");
    folder.put("4.jsonl", "{\"text\":\n{\"text\":\"ا\"}\n");
    folder.put("5.txt", "ا");
    let found: Vec<_> = ids(Articles::open(&folder.0).unwrap()).iter().map(|id| folder.plain(id)).collect();
    assert_eq!(
        found,
        [
            "1.md, line 2: published is «soon»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty",
            "2.txt: nothing in it; put the article's text there, or remove the file",
            "3.txt: not UTF-8 at byte 3 (C7); save it as UTF-8; older Arabic files are often in Windows-1256: \
             iconv -f WINDOWS-1256 -t UTF-8",
            "4.jsonl, line 1: column 8: EOF while parsing a value; write one complete JSON object to a line",
            "4.jsonl:2",
            "5.txt",
        ]
    );
}

#[test]
fn bytes_are_counted_from_the_start_of_the_file() {
    let items = lines(b"{\"text\":\"a\"}\n\n{\"text\":\"\xd9\x85\xff\"}\n{\"text\":\"b\"}");
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 2);
    assert!(items[1].as_ref().unwrap_err().is_encoding());
    assert_eq!(
        messages(&items),
        ["in, line 3: not UTF-8 at byte 25 (FF); save it as UTF-8; older Arabic files are often in Windows-1256: \
          iconv -f WINDOWS-1256 -t UTF-8"]
    );
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("نص".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(
        messages(&lines(&utf16)),
        ["in, line 1: not UTF-8 at byte 0 (FF); this looks like UTF-16: save it as UTF-8, for example with: \
          iconv -f UTF-16 -t UTF-8"]
    );
}

#[test]
fn marks_blanks_and_line_ends_mean_nothing() {
    let items =
        lines("\u{feff}{\"id\":\"a\",\"text\":\"x\"}\r\n \t\r\n\u{feff}\r\n{\"id\":\"b\",\"text\":\"y\"}".as_bytes());
    let ids: Vec<_> = items.into_iter().map(|item| item.unwrap().id).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(lines(b"").is_empty() && lines(b"\xef\xbb\xbf").is_empty() && lines(b"\n\r\n\n").is_empty());
}

#[test]
fn a_long_line_is_passed_over_and_named() {
    let exact = "{\"text\":\"x\"}";
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(1000));
    let input = format!("{exact}\n{long}\n{exact}\n{long}");
    let items: Vec<_> = Articles::from_jsonl(input.as_bytes(), "in").limit(exact.len()).collect();
    assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, false]);
    assert!(items[1].as_ref().unwrap_err().is_limit());
    assert_eq!(
        messages(&items),
        [2, 4].map(|line| format!(
            "in, line {line}: the line is longer than the limit of 12 bytes; split it, or raise the limit"
        ))
    );
    let folder = Folder::new("limit");
    let path = folder.put("a.txt", "12345");
    assert_eq!(ids(Articles::open(&path).unwrap().limit(5)), ["a.txt"]);
    assert_eq!(
        folder.plain(&ids(Articles::open(&path).unwrap().limit(4))[0]),
        "a.txt: the file is longer than the limit of 4 bytes; split it, or raise the limit"
    );
}

#[test]
fn a_line_without_end_takes_no_more_memory_than_the_limit() {
    // A hundred megabytes that exist nowhere; the limit is one.
    let endless = io::repeat(b'x').take(100 << 20).chain(&b"\n{\"text\":\"y\"}"[..]);
    let mut articles = Articles::from_jsonl(BufReader::new(endless), "in").limit(1 << 20);
    assert!(articles.next().unwrap().unwrap_err().is_limit());
    assert_eq!(articles.next().unwrap().unwrap().id, "in:2");
    assert!(articles.next().is_none());
}

#[test]
fn a_reader_that_fails_ends_its_source_only() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("disk on fire"))
        }
    }
    let broken = Articles::from_jsonl(BufReader::new((&b"{\"text\":\"a\"}\n{"[..]).chain(Broken)), "one");
    let items: Vec<_> = broken.followed_by(Articles::from_jsonl(&b"{\"text\":\"b\"}"[..], "two")).collect();
    assert_eq!(items[0].as_ref().unwrap().id, "one:1");
    assert!(items[1].as_ref().unwrap_err().is_io());
    assert_eq!(messages(&items), ["one, line 2: cannot be read: disk on fire"]);
    assert_eq!(items[2].as_ref().unwrap().id, "two:1");
    assert_eq!(items.len(), 3);
}

#[test]
fn one_id_one_article() {
    let input =
        "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n{\"text\":\"x\"}";
    let items: Vec<_> = Articles::from_jsonl(input.as_bytes(), "in").unique().collect();
    assert_eq!(items.len(), 3, "the copy is passed over");
    assert!(items[1].as_ref().unwrap_err().is_duplicate());
    assert_eq!(
        messages(&items),
        ["in, line 3: the id «a» belongs to another article already (in, line 1); give each article its own"]
    );
    assert_eq!(lines(input.as_bytes()).iter().filter(|item| item.is_ok()).count(), 4, "filters take all");
}

#[test]
fn what_is_not_there_is_said_at_once() {
    let error = Articles::open("no/such/file.md").unwrap_err();
    assert!(error.is_io() && std::error::Error::source(&error).is_some());
    assert_eq!(error.to_string(), "no/such/file.md: cannot be read: No such file or directory (os error 2)");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new("outside");
    let secret = outside.put("secret.md", "سر");
    let folder = Folder::new("links");
    let inside = folder.put("a.md", "ا");
    let link = |target: &Path, name: &str| symlink(target, folder.0.join(name)).unwrap();
    link(&secret, "b.md");
    link(&outside.0, "c");
    link(&inside, "d.md");
    link(&folder.0, "loop");
    link(Path::new("/no/such"), "e.md");
    link(&secret, "f.pdf");
    let found: Vec<_> = ids(Articles::open(&folder.0).unwrap()).iter().map(|id| folder.plain(id)).collect();
    let outside_message =
        "a link that leads out of the folder, not followed; to read what it points to, name that itself";
    assert_eq!(
        found,
        [
            "a.md".to_owned(),
            format!("b.md: {outside_message}"),
            format!("c: {outside_message}"),
            "e.md: cannot be read: No such file or directory (os error 2)".to_owned(),
        ]
    );
    assert!(Articles::open(&folder.0).unwrap().any(|item| item.is_err_and(|error| error.is_outside())));
    assert_eq!(ids(Articles::open(folder.0.join("b.md")).unwrap()), ["b.md"], "asked for by name");
}

#[test]
fn hostile_names_and_values_cannot_disturb_a_terminal() {
    let items: Vec<_> = Articles::from_jsonl(
        "{\"text\":\"x\",\"published\":\"\\u001b[2J\\u202e5102\"}\n\u{1b}[31m".as_bytes(),
        "a\u{1b}]0;x\u{7}\u{202e}.jsonl",
    )
    .collect();
    for message in messages(&items) {
        assert!(!message.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{message:?}");
        assert!(message.starts_with("a<1B>]0;x<07>.jsonl, line "), "{message:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_articles_or_errors_and_lose_no_line(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let filled = bytes
            .split(|&b| b == b'\n')
            .filter(|line| !line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).iter().all(u8::is_ascii_whitespace))
            .count();
        prop_assert_eq!(lines(&bytes).len(), filled);
    }

    #[test]
    fn what_is_written_as_json_is_read_back(text in "\\PC*", id in "[a-z]{1,8}", title in proptest::option::of("[a-z]{1,9}")) {
        let mut article = Article::new(id, text);
        article.title = title;
        let mut line = serde_json::to_vec(&article).unwrap();
        line.push(b'\n');
        prop_assert_eq!(lines(&line).pop().unwrap().unwrap(), article);
    }
}

#[test]
fn a_range_is_cut_to_whole_letters() {
    let text = "في غاو";
    assert_eq!(crate::article::Span::new(1, 8).whole_letters(text).of(text), "ي غ");
    assert_eq!(crate::article::Span::new(0, u32::MAX).whole_letters(text).of(text), text);
    assert!(crate::article::Span::new(40, 50).whole_letters(text).is_empty());
}
