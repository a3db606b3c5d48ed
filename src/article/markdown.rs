//! A text or Markdown file, with or without front matter.

use super::Article;
use super::metadata::Metadata;
use crate::error::{Error, Fault, Place, Result};

/// One line of front matter.
enum Line<'a> {
    /// `key: value`, for a key of ours.
    Field(&'static str, String),
    /// Another name for the date of publication, and the date.
    Date(String),
    /// A key that is most likely meant for `published`.
    Misspelt(&'a str),
    /// The closing `---`.
    End,
    /// A comment, a blank, a list, a key of somebody else.
    Other,
    /// None of these.
    Unknown(&'a str),
}

/// The article in `file`; `name` is what it is called in errors, `default_id` its id if it states none.
pub(super) fn read(name: &str, default_id: &str, file: &str) -> Result<Article> {
    let place = |line: u64| Place { name: name.to_owned(), line: Some(line) };
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    if file.trim().is_empty() {
        return Err(Error::input(Place { name: name.to_owned(), line: None }, Fault::Empty));
    }
    let mut lines = file.split_inclusive('\n');
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return Metadata::default().article(|| default_id.to_owned(), file.to_owned(), |_| place(1));
    }

    let mut metadata = Metadata::default();
    let mut stands_on: Vec<(&str, u64)> = Vec::new();
    let mut start = "---".len() + line_end(file, "---".len());
    for (number, line) in (2..).zip(lines) {
        start += line.len();
        match scan(line) {
            Line::Other => {}
            Line::End => {
                let on = |field: &str| stands_on.iter().find(|(key, _)| *key == field).map_or(1, |&(_, line)| line);
                return metadata.article(|| default_id.to_owned(), file[start..].to_owned(), |field| place(on(field)));
            }
            Line::Field(key, value) => {
                if let Some((_, first)) = stands_on.iter().find(|(seen, _)| *seen == key) {
                    let problem = format!("{key} again, after line {first}");
                    return Err(Error::input(
                        place(number),
                        Fault::Syntax { column: None, found: None, problem, advice: "keep one of the two" },
                    ));
                }
                stands_on.push((key, number));
                *slot(&mut metadata, key) = Some(value);
            }
            Line::Date(value) => {
                stands_on.push(("date", number));
                metadata.date.get_or_insert(value);
            }
            Line::Misspelt(key) => {
                let (found, problem) = (Some(key.to_owned()), "is no field of an article".to_owned());
                let advice = "write published: for the date of publication, or # before what is something else";
                return Err(Error::input(place(number), Fault::Syntax { column: None, found, problem, advice }));
            }
            Line::Unknown(line) => {
                let found = Some(line.to_owned());
                let problem = "is neither a field nor the end of the front matter".to_owned();
                let advice = "write `key: value`, and --- on a line of its own before the text";
                return Err(Error::input(place(number), Fault::Syntax { column: None, found, problem, advice }));
            }
        }
    }
    Err(Error::input(
        place(1),
        Fault::Syntax {
            column: None,
            found: None,
            problem: "the front matter that begins here does not end".to_owned(),
            advice: "put --- on a line of its own before the text",
        },
    ))
}

/// The length of the rest of the line from byte `from`, its end included.
fn line_end(file: &str, from: usize) -> usize {
    file[from..].find('\n').map_or(file.len() - from, |end| end + 1)
}

fn scan(line: &str) -> Line<'_> {
    let whole = line.trim_end();
    if whole == "---" || whole == "..." {
        return Line::End;
    }
    let line = whole.trim_start();
    // What is indented, and a list, belongs to the key above it.
    if line.is_empty() || line.starts_with(['#', '-']) || line.len() < whole.len() {
        return Line::Other;
    }
    let Some((key, value)) = line.split_once(':') else { return Line::Unknown(line) };
    let key = key.trim_end();
    let value = || unquoted(value.trim());
    for ours in ["id", "title", "published", "source", "dct", "reference", "date"] {
        if key.eq_ignore_ascii_case(ours) {
            // Some site generators write there whether a page is to be seen.
            let flag = ours == "published" && matches!(value().as_str(), "true" | "false");
            return if flag { Line::Other } else { Line::Field(ours, value()) };
        }
    }
    let plain: String = key.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect::<String>().to_ascii_lowercase();
    match plain.as_str() {
        "pubdate" | "publishdate" | "publisheddate" | "publicationdate" | "datepublished" | "publishedat"
        | "publishedon" => Line::Date(value()),
        "publish" | "publisher" | "publishers" => Line::Other,
        _ if plain.starts_with('p') && crate::plain::nearest(&plain, ["published"]).is_some() => Line::Misspelt(key),
        _ => Line::Other,
    }
}

fn slot<'a>(metadata: &'a mut Metadata, key: &str) -> &'a mut Option<String> {
    match key {
        "id" => &mut metadata.id,
        "title" => &mut metadata.title,
        "published" => &mut metadata.published,
        "source" => &mut metadata.source,
        "dct" => &mut metadata.dct,
        "date" => &mut metadata.date,
        _ => &mut metadata.reference,
    }
}

/// The value without the quotation marks around it, its escapes undone as in YAML.
fn unquoted(value: &str) -> String {
    let inside = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(inside) = inside('"') {
        let mut plain = String::with_capacity(inside.len());
        let mut escaped = false;
        for c in inside.chars() {
            if escaped || c != '\\' {
                if escaped && c != '"' && c != '\\' {
                    plain.push('\\');
                }
                plain.push(c);
                escaped = false;
            } else {
                escaped = true;
            }
        }
        plain
    } else if let Some(inside) = inside('\'') {
        inside.replace("''", "'")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ok(file: &str) -> Article {
        read("dir/a.md", "a.md", file).unwrap()
    }

    fn fails(file: &str) -> String {
        read("dir/a.md", "a.md", file).unwrap_err().to_string()
    }

    #[test]
    fn a_file_without_front_matter_is_all_text() {
        for text in ["قتل جنديان\n", "قتل\r\nجنديان\r\n", "--- \tx\nنص", "----\nنص", "نص\n---\nid: x\n---\n"]
        {
            let article = ok(text);
            assert_eq!((article.id.as_str(), article.text.as_str()), ("a.md", text));
            assert_eq!((article.title, article.published, article.source), (None, None, None));
        }
    }

    #[test]
    fn front_matter_in_every_dress() {
        let plain = "---\nid: m1\ntitle: هجوم في غاو\npublished: 2012-08-15\nsource: x\n---\nنص\n";
        let quoted = "---\nID: \"m1\"\nTitle: 'هجوم في غاو'\n\n# note\ntags:\n  - mali\n- x\nauthor: y\nPublished: ٢٠١٢-٠٨-١٥\nsource:  x \n---\nنص\n";
        let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
        for (file, text) in [(plain, "نص\n"), (quoted, "نص\n"), (windows.as_str(), "نص\r\n")] {
            let article = ok(file);
            assert_eq!(article.id, "m1");
            assert_eq!(article.title.as_deref(), Some("هجوم في غاو"));
            assert_eq!(article.published.map(|p| p.date().to_string()).as_deref(), Some("2012-08-15"));
            assert_eq!(article.source.as_deref(), Some("x"));
            assert_eq!(article.text, text);
        }
    }

    #[test]
    fn values_keep_what_they_say() {
        assert_eq!(
            ok("---\ntitle: \"قال: \\\"نعم\\\" \\\\ \\n\"\n---\nx").title.as_deref(),
            Some("قال: \"نعم\" \\ \\n")
        );
        assert_eq!(ok("---\ntitle: 'it''s'\n---\nx").title.as_deref(), Some("it's"));
        assert_eq!(ok("---\ntitle: a: b # c\n---\nx").title.as_deref(), Some("a: b # c"));
        assert_eq!(ok("---\nid:\npublished: \"\"\ntitle:  \n---\nx").id, "a.md");
    }

    #[test]
    fn reference_wins_over_published_and_published_over_dct() {
        let day = |file: &str| ok(file).published.unwrap().datetime().to_string();
        assert_eq!(day("---\ndct: 2012-01-01\npublished: 2012-01-02\n---\nx"), "2012-01-02 00:00:00");
        assert_eq!(day("---\npublished: 2012-01-02\nreference: 2012-01-03T04:05\n---\nx"), "2012-01-03 04:05:00");
    }

    #[test]
    fn the_date_is_found_by_the_names_that_others_give_it() {
        for fields in [
            "date: 2013-03-18",
            "Date: \"2013-03-18 10:00:00 +0100\"",
            "publishDate: 2013-03-18T10:00:00+01:00",
            "pub_date: 2013-03-18",
            "date_published: 2013-03-18",
            "published: true\ndate: 2013-03-18",
            "date: 2012-01-01\npublished: 2013-03-18",
            "date: last week\ndct: 2013-03-18",
            "date: 2013-03-18\npublication-date: 2014-01-01",
        ] {
            let article = ok(&format!("---\n{fields}\n---\nx"));
            assert_eq!(article.published.map(|p| p.date().to_string()).as_deref(), Some("2013-03-18"), "{fields}");
        }
        assert_eq!(
            ok("---\npublisher: x\nupdated: 2013-03-18\nunpublished: 1\npublished: false\n---\nx").published,
            None
        );
        assert_eq!(
            fails("---\nid: x\ndate: 18 March\n---\nx"),
            "dir/a.md, line 3: date is «18 March»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty"
        );
    }

    #[test]
    fn a_misspelt_date_is_not_passed_over() {
        for key in ["publised", "publishd", "Pubished"] {
            assert_eq!(
                fails(&format!("---\n{key}: 2013-03-18\n---\nx")),
                format!(
                    "dir/a.md, line 2: «{key}» is no field of an article; write published: for the date of publication, or # before what is something else"
                )
            );
        }
    }

    #[test]
    fn whole_messages() {
        assert_eq!(
            fails("---\nid: x\npublished: 15 أغسطس 2012\n---\nx"),
            "dir/a.md, line 3: published is «\u{2068}15 أغسطس 2012\u{2069}»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty"
        );
        assert_eq!(
            fails("---\nid: x\nقتل جنديان\n---\n"),
            "dir/a.md, line 3: «\u{2068}قتل جنديان\u{2069}» is neither a field nor the end of the front matter; write `key: value`, and --- on a line of its own before the text"
        );
        assert_eq!(
            fails("---\nid: x\n"),
            "dir/a.md, line 1: the front matter that begins here does not end; put --- on a line of its own before the text"
        );
        assert_eq!(fails("---\nid: x\nId: y\n---\nx"), "dir/a.md, line 3: id again, after line 2; keep one of the two");
        for empty in ["", "\u{feff}", " \r\n\n"] {
            assert_eq!(fails(empty), "dir/a.md: nothing in it; put the article's text there, or remove the file");
            assert!(read("a", "a", empty).unwrap_err().is_empty());
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_article_or_an_error(file in "(---\n)?((id|published|x)?:? ?[\"'a0-9٠-]{0,6}\r?\n){0,5}(---)?\\PC*") {
            if let Ok(article) = read("a", "a", &file) {
                prop_assert!(file.ends_with(&article.text));
            }
        }
    }
}
