//! The included articles are read as their expectation says.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use tarikh::article::Articles;

#[test]
fn every_included_article_is_read_with_its_metadata() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    let read: BTreeMap<_, _> = Articles::open(folder)
        .unwrap()
        .unique()
        .map(|article| article.unwrap())
        .map(|article| (article.id, (article.published, article.text)))
        .collect();
    let expected: serde_json::Value = serde_json::from_str(include_str!("data/articles.json")).unwrap();
    let expected = expected["articles"].as_array().unwrap();
    assert_eq!(read.len(), expected.len());
    for article in expected {
        // Where the file states no id, its name is the id.
        let named = |field: &str| read.get(article[field].as_str().unwrap());
        let (published, text) = named("id").or_else(|| named("file")).unwrap();
        let written = published.map(|published| published.date().to_string());
        let wanted = article["published"].as_str().map(|date| &date[..10]);
        assert_eq!(written.as_deref(), wanted, "{}", article["id"]);
        for timex in article["timexes"].as_array().unwrap() {
            let (words, nth) = (timex["text"].as_str().unwrap(), timex["nth"].as_u64().unwrap());
            assert!(text.matches(words).count() as u64 > nth, "{}: {words}", article["id"]);
        }
    }
}
