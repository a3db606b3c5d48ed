use super::*;
use crate::knowledge::{Gazetteer, Pack};
use crate::timeline::Skipped;
use crate::{Article, Reader};
use proptest::prelude::*;

fn timeline(articles: &[(&str, &str)]) -> Timeline {
    let reader = Reader::new().with_names(Gazetteer::mali());
    let mut builder = Timeline::builder().pack(Pack::mali()).skipped(Skipped::new("x <b>", "\u{202e}bad & worse"));
    builder.extend(articles.iter().map(|(id, text)| reader.read(&Article::new(*id, *text).with_title(*text))));
    builder.build()
}

fn page(timeline: &Timeline, language: Language) -> String {
    let mut out = Vec::new();
    Page::new(timeline).language(language).title(timeline.articles()[0].id.as_str()).write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Whether every element that is opened is closed in its place; the names of those that are there.
fn elements(page: &str) -> Result<std::collections::BTreeSet<String>, String> {
    const VOID: [&str; 3] = ["meta", "br", "!DOCTYPE"];
    let (mut open, mut all) = (Vec::new(), std::collections::BTreeSet::new());
    let mut rest = page.to_owned();
    if let (Some(start), Some(end)) = (rest.find("<style>"), rest.find("</style>")) {
        rest.replace_range(start + 7..end, "");
    }
    let mut rest = rest.as_str();
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').ok_or("a tag does not end")? + at;
        let tag = &rest[at + 1..end];
        if tag.contains('<') {
            return Err(format!("a < within <{tag}>"));
        }
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Err(format!("{name} is closed and not open")),
            Some(_) => {}
            None => {
                all.insert(name.to_owned());
                if !VOID.contains(&name) {
                    open.push(name);
                }
            }
        }
        rest = &rest[end + 1..];
    }
    if open.is_empty() { Ok(all) } else { Err(format!("not closed: {open:?}")) }
}

const TEXTS: [(&str, &str); 4] = [
    ("a", "قتل خمسة جنود في هجوم على معسكر في غاو يوم 1 مايو 2013. وسيزور الرئيس تمبكتو غدا."),
    ("b", "قتل عشرة جنود على الأقل في هجوم على معسكر في غاو في 1 مايو 2013."),
    ("c", "سيطر المتمردون على كيدال منذ مارس 2012."),
    ("d", "وصل الوزير أمس إلى كيدال بعد يومين من مقتل جنديين."),
];

#[test]
fn a_page_has_everything_in_both_languages() {
    let timeline = timeline(&TEXTS);
    for (language, words) in [
        (
            Language::English,
            [
                "dir=\"ltr\"",
                "1 May 2013",
                "Evidence · articles: 2, independent: 2",
                "Contradictions",
                "5 to 10 soldiers dead",
            ],
        ),
        (
            Language::Arabic,
            ["dir=\"rtl\"", "1 مايو 2013", "الأدلة · المقالات: 2، المستقلة: 2", "تناقضات", "القتلى من الجنود: 5 إلى 10"],
        ),
    ] {
        let page = page(&timeline, language);
        elements(&page).unwrap();
        for words in words {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Every event once, undated ones too; every link leads somewhere.
        assert_eq!(page.matches("<article ").count(), timeline.events().len());
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(page.contains(&format!("id=\"{target}\"")), "{target}");
        }
        assert!(page.contains("<mark>قتل</mark>") && page.contains("<b>يوم 1 مايو 2013</b>"), "{page}");
        assert!(page.contains("x &lt;b&gt;") && page.contains("bad &amp; worse") && !page.contains('\u{202e}'));
    }
}

#[test]
fn a_page_asks_for_nothing() {
    let page = page(&timeline(&TEXTS), Language::Arabic);
    for word in ["<script", "<link", "<img", "http://", "https://", "url(", "@import", " src=", " onclick="] {
        assert_eq!(page.find(word), None, "{word}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn some_events_are_a_page_that_says_so() {
    let timeline = timeline(&TEXTS);
    let mut out = Vec::new();
    Page::new(&timeline).events(timeline.events().take(1)).write(&mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    assert_eq!(page.matches("<article ").count(), 1);
    let left = timeline.events().len() - 1;
    assert!(page.contains(&format!("Events of the timeline that this page leaves out: {left}")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_words_leave_their_place(words in "\\PC{0,20}|[<>&\"'/a-z=\u{202e}\u{2069} -]{0,30}") {
        let text = format!("قتل جنديان {words} في غاو في 3 مارس 2013 {words}.");
        let timeline = timeline(&[(&format!("{words}x"), &text)]);
        let page = page(&timeline, Language::Arabic);
        let names = elements(&page).unwrap();
        let ours = ["!DOCTYPE", "a", "article", "b", "bdi", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt",
            "em", "footer", "h1", "h2", "h3", "head", "header", "html", "i", "li", "main", "mark", "meta", "nav", "ol", "p",
            "section", "small", "span", "style", "summary", "title", "ul"];
        prop_assert!(names.iter().all(|name| ours.contains(&name.as_str())), "{names:?}");
        let overrides = page.matches('\u{202e}').count();
        prop_assert_eq!(overrides, 0);
    }
}
