//! One article as one JSON object.

use super::Article;
use super::metadata::Metadata;
use crate::error::{Error, Fault, Place, Result};
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// How to repair a line, as error messages say it.
const ADVICE: &str = "write one complete JSON object to a line";

/// The fields that count; others are passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "id")]
    id: Option<String>,
    title: Option<String>,
    published: Option<String>,
    dct: Option<String>,
    reference: Option<String>,
    /// Of any type: where `published` is given it may be anything.
    date: Option<serde_json::Value>,
    source: Option<String>,
    text: Option<String>,
}

/// The article in the JSON object `json`, which stands at `place`; the id is for one that states none.
pub(super) fn read(place: impl Fn() -> Place, default_id: impl FnOnce() -> String, json: &str) -> Result<Article> {
    let fail = |fault| Err(Error::input(place(), fault));
    let start = json.trim_start();
    // An array would be taken for the fields in their order.
    if !start.starts_with('{') {
        let advice = if start.starts_with('[') {
            "write one object to a line instead of one array, for example with: jq -c '.[]'"
        } else {
            ADVICE
        };
        let found = Some(start.chars().take(80).collect());
        let problem = "is not a JSON object".to_owned();
        return fail(Fault::Syntax { column: Some(json.len() - start.len() + 1), found, problem, advice });
    }
    let line: Line = match serde_json::from_str(json) {
        Ok(line) => line,
        Err(error) => {
            return fail(Fault::Syntax {
                column: Some(error.column()),
                found: None,
                problem: problem(&error),
                advice: ADVICE,
            });
        }
    };
    let Some(text) = line.text else {
        return fail(Fault::Missing { field: "text", advice: "put the article's words into the field \"text\"" });
    };
    let Line { id, title, published, dct, reference, date, source, .. } = line;
    let date = date.filter(|date| !date.is_null()).map(|date| match date {
        serde_json::Value::String(date) => date,
        other => other.to_string(),
    });
    Metadata { id, title, source, published, dct, reference, date }.article(default_id, text, |_| place())
}

/// What serde_json says, without the place (we know a better one), and not longer than a message should be.
fn problem(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let words = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
    match words.char_indices().nth(160) {
        Some((cut, _)) => format!("{}…", &words[..cut]),
        None => words.to_owned(),
    }
}

/// Many collections number their articles: a number is an id as well.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    struct Id;
    impl de::Visitor<'_> for Id {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an id: a string or a whole number")
        }
        fn visit_str<E>(self, id: &str) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_owned()))
        }
        fn visit_u64<E>(self, id: u64) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }
        fn visit_i64<E>(self, id: i64) -> std::result::Result<Self::Value, E> {
            Ok(Some(id.to_string()))
        }
        fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
            Ok(None)
        }
    }
    deserializer.deserialize_any(Id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { name: "c.jsonl".to_owned(), line: Some(7) }
    }

    fn ok(json: &str) -> Article {
        read(place, || "c.jsonl:7".to_owned(), json).unwrap()
    }

    #[test]
    fn a_date_is_the_publication_where_nothing_else_is_said() {
        assert_eq!(ok(r#"{"date":"2012-08-15","text":"x"}"#).published.unwrap().date().to_string(), "2012-08-15");
        for other in [r#""next week""#, "1345017600", r#"{"$date":1}"#, "null"] {
            let json = format!(r#"{{"date":{other},"published":"2012-08-16","text":"x"}}"#);
            assert_eq!(ok(&json).published.unwrap().date().to_string(), "2012-08-16", "{other}");
        }
        let error = read(place, String::new, r#"{"date":1345017600,"text":"x"}"#).unwrap_err();
        assert!(error.is_metadata() && error.to_string().contains("date is «1345017600»; write it as"), "{error}");
    }

    #[test]
    fn fields_and_their_other_names() {
        let article =
            ok(r#"{"id":"a","title":"ت","published":"2012-08-15","source":"s","text":"\u0646ص","x":{"y":[1]}}"#);
        assert_eq!((article.id.as_str(), article.text.as_str()), ("a", "نص"));
        assert_eq!((article.title.as_deref(), article.source.as_deref()), (Some("ت"), Some("s")));
        assert_eq!(article.published.unwrap().date().to_string(), "2012-08-15");
        let dct = ok(r#"{"dct":"2012-08-15","reference":"2012-08-16T10:00:00","text":""}"#);
        assert_eq!(dct.published.unwrap().datetime().to_string(), "2012-08-16 10:00:00");
        assert_eq!(dct.id, "c.jsonl:7");
        for unsaid in [r#"{"text":"x","published":null,"id":null}"#, r#"{"text":"x","published":"","id":" "}"#] {
            assert_eq!((ok(unsaid).published, ok(unsaid).id.as_str()), (None, "c.jsonl:7"));
        }
        assert_eq!(ok(r#"{"id":17,"text":"x"}"#).id, "17");
        assert_eq!(
            ok(r#"{"text":"x","published":"","dct":"2012-08-15"}"#).published.unwrap().date().to_string(),
            "2012-08-15"
        );
    }

    #[test]
    fn whole_messages() {
        for (json, message) in [
            (
                r#"{"id":"a""#,
                "c.jsonl, line 7: column 9: EOF while parsing an object; write one complete JSON object to a line",
            ),
            (
                r#"{"text":"a"} x"#,
                "c.jsonl, line 7: column 14: trailing characters; write one complete JSON object to a line",
            ),
            (
                r#"{"text":5}"#,
                "c.jsonl, line 7: column 9: invalid type: integer `5`, expected a string; write one complete JSON object to a line",
            ),
            (
                r#"{"id":[],"text":"a"}"#,
                "c.jsonl, line 7: column 8: invalid type: sequence, expected an id: a string or a whole number; write one complete JSON object to a line",
            ),
            (
                r#"{"text":"a","text":"b"}"#,
                "c.jsonl, line 7: column 18: duplicate field `text`; write one complete JSON object to a line",
            ),
            (
                r#"[{"text":"a"}]"#,
                "c.jsonl, line 7: column 1: «[{\"text\":\"a\"}]» is not a JSON object; write one object to a line instead of one array, for example with: jq -c '.[]'",
            ),
            (
                "نص",
                "c.jsonl, line 7: column 1: «\u{2068}نص\u{2069}» is not a JSON object; write one complete JSON object to a line",
            ),
            (r#"{"id":"a"}"#, "c.jsonl, line 7: no text; put the article's words into the field \"text\""),
            (
                r#"{"text":"a","dct":"soon"}"#,
                "c.jsonl, line 7: dct is «soon»; write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty",
            ),
        ] {
            assert_eq!(read(place, || "x".to_owned(), json).unwrap_err().to_string(), message, "{json}");
        }
    }

    #[test]
    fn depth_and_length_are_bounded() {
        let deep = format!(r#"{{"text":"a","x":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        match read(place, || "x".to_owned(), &deep) {
            Ok(article) => assert_eq!(article.text, "a"),
            Err(error) => assert!(error.is_syntax() && error.to_string().len() < 300, "{error}"),
        }
        let long = format!(r#"{{"text":{{"{}":1}}}}"#, "x".repeat(100_000));
        assert!(read(place, || "x".to_owned(), &long).unwrap_err().to_string().len() < 400);
    }
}
