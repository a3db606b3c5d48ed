//! However articles arrive, one by one, in groups, in any order or twice, the timeline is the same, byte for byte.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use corpus::Corpus;
use proptest::prelude::*;
use tarikh::knowledge::Pack;
use tarikh::{Reading, Timeline};

/// Articles of a few weeks about a few places, in some order. More than share a key and are compared, in most cases.
fn articles() -> impl Strategy<Value = Vec<Reading>> {
    let some = (1u64..=24, any::<u16>()).prop_map(|(size, seed)| {
        let mut corpus = Corpus::dense(size, u64::from(seed));
        (0..size).map(|number| corpus.reading(number)).collect::<Vec<_>>()
    });
    some.prop_shuffle()
}

fn together(readings: &[Reading]) -> Timeline {
    let mut builder = Timeline::builder().pack(Pack::mali());
    builder.extend(readings.iter().cloned());
    builder.build()
}

fn json(timeline: &Timeline) -> String {
    serde_json::to_string(timeline).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn adding_one_by_one_is_building_at_once(readings in articles(), first in 0usize..24) {
        let whole = json(&together(&readings));
        let first = first.min(readings.len());
        let mut grown = together(&readings[..first]);
        for reading in &readings[first..] {
            grown.add(reading.clone());
            // What is looked at on the way is not kept.
            grown.events().for_each(drop);
        }
        grown.extend(readings.iter().take(3).cloned());
        prop_assert_eq!(json(&grown), whole);
    }

    #[test]
    fn order_and_grouping_make_no_difference(mut readings in articles(), cuts in (0usize..24, 0usize..24)) {
        let whole = json(&together(&readings));
        readings.reverse();
        prop_assert_eq!(json(&together(&readings)), whole.clone());
        let (a, b) = (cuts.0.min(cuts.1).min(readings.len()), cuts.0.max(cuts.1).min(readings.len()));
        let [first, second, third] =
            [&readings[..a], &readings[a..b], &readings[b..]].map(together);
        let left = first.clone().merge(second.clone()).merge(third.clone());
        prop_assert_eq!(json(&left), whole.clone());
        prop_assert_eq!(json(&third.merge(first.merge(second))), whole.clone());
        prop_assert_eq!(json(&left.clone().merge(left)), whole);
    }
}

#[test]
fn a_date_or_another_article_of_the_same_id_that_comes_late_counts_as_if_it_had_been_there() {
    let mut corpus = Corpus::dense(30, 7);
    let readings: Vec<Reading> = (0..30).map(|number| corpus.reading(number)).collect();
    let date = "2012-01-20".parse::<chrono::NaiveDate>().unwrap();
    let mut other = readings[4].clone();
    other.article.title = Some("another".into());
    let (early, late) = readings.split_at(25);
    let whole = {
        let mut builder = Timeline::builder().pack(Pack::mali());
        builder.extend(readings.iter().cloned().chain([other.clone()]));
        builder.published(readings[2].article.id.clone(), date).build()
    };
    let dated = {
        let mut builder = Timeline::builder().pack(Pack::mali());
        builder.extend(late.iter().cloned());
        builder.published(readings[2].article.id.clone(), date).build()
    };
    let mut grown = together(early);
    grown.add(other);
    assert_eq!(json(&grown.merge(dated)), json(&whole));
}
