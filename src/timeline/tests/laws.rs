//! What must hold whatever the articles: order, grouping and repetition make no difference.

use super::gold;
use super::{Timeline, mali};
use crate::link::Reading;
use crate::timeline::store::MOST;
use proptest::prelude::*;
use std::sync::LazyLock;

#[path = "../../../benches/corpus/mod.rs"]
pub(super) mod corpus;

static READINGS: LazyLock<Vec<Reading>> =
    LazyLock::new(|| gold::articles().into_iter().map(|a| gold::reading(&a)).collect());

fn json(timeline: &Timeline) -> String {
    serde_json::to_string(timeline).unwrap()
}

fn together(readings: impl IntoIterator<Item = Reading>) -> Timeline {
    let mut builder = mali();
    builder.extend(readings);
    builder.build()
}

/// A few of the readings, as indices.
fn some() -> impl Strategy<Value = Vec<usize>> {
    prop::sample::subsequence((0..READINGS.len()).collect::<Vec<_>>(), 2..=3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn order_and_repetition_make_no_difference(mut chosen in some().prop_shuffle(), again in 0usize..3) {
        let first = json(&together(chosen.iter().map(|&i| READINGS[i].clone())));
        chosen.push(chosen[again % chosen.len()]);
        chosen.reverse();
        let second = json(&together(chosen.iter().map(|&i| READINGS[i].clone())));
        prop_assert_eq!(first, second);
    }

    #[test]
    fn grouping_makes_no_difference(chosen in some(), cut in 0usize..3) {
        let all = together(chosen.iter().map(|&i| READINGS[i].clone()));
        let (a, b) = chosen.split_at(cut % (chosen.len() + 1));
        let part = |of: &[usize]| together(of.iter().map(|&i| READINGS[i].clone()));
        prop_assert_eq!(&json(&part(a).merge(part(b))), &json(&all));
        prop_assert_eq!(&json(&part(b).merge(part(a))), &json(&all));
        prop_assert_eq!(&json(&all.clone().merge(all.clone())), &json(&all));
        let mut grown = part(a);
        b.iter().for_each(|&i| grown.add(READINGS[i].clone()));
        prop_assert_eq!(&json(&grown), &json(&all));
    }

    #[test]
    fn json_comes_back_as_it_was(chosen in some()) {
        let timeline = together(chosen.iter().map(|&i| READINGS[i].clone()));
        let written = json(&timeline);
        let again: Timeline = serde_json::from_str(&written).unwrap();
        prop_assert!(again == timeline);
        prop_assert_eq!(&json(&again), &written);
        // The network is there again: relations and explanations are the same.
        let ids: Vec<&str> = timeline.events().map(|e| e.id.as_str()).collect();
        for pair in ids.windows(2).take(20) {
            prop_assert_eq!(timeline.relation(pair[0], pair[1]), again.relation(pair[0], pair[1]));
            prop_assert_eq!(timeline.explain(pair[0]), again.explain(pair[0]));
        }
        // What was read can be merged with what was not there.
        let more = together([READINGS[0].clone()]);
        prop_assert_eq!(json(&again.merge(more.clone())), json(&timeline.merge(more)));
    }

    #[test]
    fn every_bound_is_explained(chosen in some()) {
        let timeline = together(chosen.iter().map(|&i| READINGS[i].clone()));
        for event in timeline.events() {
            for forced in timeline.explain(&event.id).unwrap().limits {
                prop_assert!(!forced.claims.is_empty(), "{:?} of {}", forced.limit, event.label);
            }
            for id in &event.because {
                prop_assert!(timeline.claim(id).is_some());
            }
        }
    }
}

#[test]
fn one_id_with_two_contents_is_two_articles() {
    let mut other = READINGS[0].clone();
    other.article.title = Some("another".into());
    let timeline = together([READINGS[0].clone(), other.clone()]);
    let swapped = together([other, READINGS[0].clone()]);
    assert_eq!(timeline.articles().len(), 2);
    assert_ne!(timeline.articles()[0].id, timeline.articles()[1].id);
    assert_eq!(json(&timeline), json(&swapped));
}

/// Articles of a few weeks about a few places, some without a date: nearly all hang together.
fn dense() -> impl Strategy<Value = Vec<Reading>> {
    let some = (6u64..=16, any::<u16>()).prop_map(|(size, seed)| {
        let mut corpus = corpus::Corpus::dense(size, u64::from(seed));
        (0..size).map(|number| corpus.reading(number)).collect::<Vec<_>>()
    });
    some.prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Where what hangs together is cut, at whatever size, the order makes no difference either.
    #[test]
    fn what_is_cut_is_cut_in_any_order(readings in dense(), most in 0usize..60, first in 0usize..16, late in 0usize..16) {
        MOST.set(Some(most));
        let whole = json(&together(readings.clone()));
        let mut grown = together(readings.iter().take(first).cloned());
        for reading in readings.iter().skip(first) {
            grown.add(reading.clone());
        }
        prop_assert_eq!(&json(&grown), &whole);
        // A date that comes later may part what hung together.
        let date = "2012-01-15".parse::<chrono::NaiveDate>().unwrap();
        let late = &readings[late % readings.len()];
        let dated = mali().published(late.article.id.clone(), date).add(late.clone()).build();
        let mut all = mali().published(late.article.id.clone(), date);
        all.extend(readings.iter().cloned());
        prop_assert_eq!(json(&grown.merge(dated)), json(&all.build()));
        MOST.set(None);
    }
}
