//! Five articles without dates that are not part of the repository: what must follow from them. Without them the tests
//! say so and check nothing.

use super::{PublishedWhen, Timeline, day, mali};
use crate::article::Article;
use crate::timeline::tests::make;

/// The days between which each was published, as far as the public record tells.
const TRUTH: &[(&str, &str, &str)] = &[
    ("000", "2012-08-01", "2012-10-15"),
    ("001", "2021-10-22", "2021-11-07"),
    ("002", "2013-01-12", "2013-04-30"),
    ("003", "2012-03-11", "2012-03-15"),
    ("004", "2024-01-26", "2025-12-31"),
];

fn articles() -> Option<Vec<Article>> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    let files: Vec<_> = std::fs::read_dir(dir).ok()?.filter_map(|f| Some(f.ok()?.path())).collect();
    let texts = files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt"));
    let article = |file: &std::path::PathBuf| {
        let id = file.file_name()?.to_str()?.get(..3)?.to_owned();
        Some(Article::new(id, std::fs::read_to_string(file).ok()?))
    };
    texts.map(article).collect::<Option<Vec<_>>>().filter(|all| all.len() == TRUTH.len())
}

fn timeline(dated: bool) -> Option<Timeline> {
    let Some(articles) = articles() else {
        println!("skipped: ../shared/seeds is not there");
        return None;
    };
    let mut builder = mali();
    for article in articles {
        builder = builder.add(make::read(&article));
    }
    if dated {
        for &(id, from, _) in TRUTH {
            builder = builder.published(id, day(from));
        }
    }
    Some(builder.build())
}

#[test]
fn windows_of_the_seeds_leave_room_for_the_truth() {
    let Some(timeline) = timeline(false) else { return };
    for (source, &(id, from, to)) in timeline.articles().iter().zip(TRUTH) {
        let PublishedWhen::Inferred([first, last]) = source.published else { panic!("{id} given") };
        assert_eq!(source.id, id);
        assert!(first.is_some_and(|first| first <= day(to)), "{id} {first:?}");
        assert!(last.is_none_or(|last| day(from) <= last), "{id} {last:?}");
    }
    // As narrow as offices and what is told as news allow.
    let window = |at: usize| match &timeline.articles()[at].published {
        PublishedWhen::Inferred(window) => *window,
        PublishedWhen::Given(_) => [None; 2],
    };
    assert!(window(0)[0] >= Some(day("2012-06-15")) && window(0)[1] <= Some(day("2012-12-01")), "{:?}", window(0));
    assert!(window(2)[0] >= Some(day("2013-01-10")), "{:?}", window(2));
    assert!(window(3)[0] >= Some(day("2012-03-09")) && window(3)[1] <= Some(day("2012-04-10")), "{:?}", window(3));
}

/// One event on that day, told by both articles.
fn told_by_both(timeline: &Timeline, reference: &str, on: &str) {
    let events: Vec<_> = timeline.events().filter(|e| e.reference.as_deref() == Some(reference)).collect();
    let [event] = events.as_slice() else { panic!("{reference}: {} events", events.len()) };
    assert_eq!(event.time.value.as_ref().map(ToString::to_string).as_deref(), Some(on), "{reference}");
    for id in ["001", "004"] {
        assert!(event.mentions.iter().any(|m| m.article == id), "{reference} in {id}");
    }
}

#[test]
fn what_two_seeds_tell_is_one_event() {
    for dated in [false, true] {
        let Some(timeline) = timeline(dated) else { return };
        told_by_both(&timeline, "2017-03-02-merger-mali", "2017-03-02");
        told_by_both(&timeline, "2012-04-06-declaration-gao", "2012-04-06");
        // «يضم» and «تسيطر منذ» tell of what lasts.
        let lasting = timeline.events().flat_map(|e| e.mentions.iter().map(move |m| (e, m)));
        for (event, mention) in lasting.filter(|(_, m)| ["يضم", "تسيطر"].contains(&m.trigger.text.as_str())) {
            assert_eq!(event.reference, None, "{}", mention.sentence);
        }
    }
}
