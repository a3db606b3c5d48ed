//! The cost of many articles, counted in steps.

use super::laws::corpus::Corpus;
use super::make::simple;
use super::{Timeline, mali};
use crate::event::Mode;
use crate::link::Reading;
use crate::timeline::work;

/// An attack as one article tells it: the days of publication and the other words differ.
fn telling(number: usize, dated: bool) -> Reading {
    let published = format!("2018-07-{:02}", 2 + number % 8);
    let text = format!("قتل {} جنود في مدينة غاو في 1 يوليو 2018، كما أعلن مصدر {}.", 2 + number % 7, number % 50);
    let mentions = [("قتل", Mode::Killing, "1 يوليو 2018")];
    simple(&format!("a{number:06}"), dated.then_some(published.as_str()), &text, &mentions)
}

fn built(readings: &[Reading]) -> (Timeline, u64) {
    work::of(|| {
        let mut builder = mali();
        builder.extend(readings.iter().cloned());
        builder.build()
    })
}

/// Steps for each of the last articles, added one by one to all that came before.
fn added(readings: &[Reading], last: usize) -> u64 {
    let (before, late) = readings.split_at(readings.len() - last);
    let mut timeline = built(before).0;
    let ((), steps) = work::of(|| late.iter().for_each(|reading| timeline.add(reading.clone())));
    steps / last as u64
}

#[test]
fn four_times_the_tellings_of_one_event_are_four_times_the_work() {
    for every in [0, 10] {
        let tellings =
            |count: usize| -> Vec<Reading> { (0..count).map(|n| telling(n, every == 0 || n % every != 0)).collect() };
        let [few, many] = [150, 600].map(tellings);
        let ((small, few_steps), (large, many_steps)) = (built(&few), built(&many));
        println!("one event, one of {every} without a date: {few_steps} steps, {many_steps} of four times as many");
        assert_eq!((small.events().len(), large.events().len()), (1, 1));
        assert!(2 * many_steps <= 9 * few_steps, "{few_steps} steps, then {many_steps}");
        let (few_steps, many_steps) = (added(&few, 5), added(&many, 5));
        println!("one more: {few_steps} steps, {many_steps} of four times as many");
        assert!(2 * many_steps <= 9 * few_steps, "{few_steps} steps, then {many_steps}");
    }
}

#[test]
fn one_more_article_takes_hardly_more_among_many() {
    let readings = |size: u64| -> Vec<Reading> {
        let mut corpus = Corpus::new(size);
        (0..size).map(|number| corpus.reading(number * 1_000_003 % size)).collect()
    };
    let [few, many] = [250, 1_000].map(readings);
    let (few_steps, many_steps) = (built(&few).1 / 250, built(&many).1 / 1_000);
    println!("each of a corpus: {few_steps} steps, {many_steps} of four times as many");
    assert!(many_steps <= 2 * few_steps, "{few_steps} steps, then {many_steps}");
    let (few_steps, many_steps) = (added(&few, 40), added(&many, 40));
    println!("one more: {few_steps} steps, {many_steps} of four times as many");
    assert!(many_steps <= 2 * few_steps, "{few_steps} steps, then {many_steps}");
}
