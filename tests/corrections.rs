//! What people correct counts, is explained, survives a new run, and is never lost without a word.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use std::sync::LazyLock;
use tarikh::article::Articles;
use tarikh::export::dates::Language;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::link::{Reader, Reading};
use tarikh::timeline::{Corrected, Corrections, Event, Timeline, TimelineBuilder, Trust};

const EXAMPLE: &str = include_str!("../examples/corrections.json");

static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    let names = Gazetteer::new(Pack::mali());
    let reader = Reader::new().with_names(&names);
    Articles::open(folder).unwrap().unique().map(|article| reader.read(&article.unwrap())).collect()
});

static BEFORE: LazyLock<Timeline> = LazyLock::new(|| builder().build());

/// Of the readings those that the example corrects, and two beside.
fn few(corrections: Corrections) -> Timeline {
    let mut builder = Timeline::builder().pack(Pack::mali()).corrections(corrections);
    let few = ["01", "03", "04", "06", "12", "17"];
    builder.extend(READINGS.iter().filter(|r| few.iter().any(|id| r.article.id.starts_with(id))).cloned());
    builder.build()
}

fn builder() -> TimelineBuilder {
    let mut builder = Timeline::builder().pack(Pack::mali());
    builder.extend(READINGS.iter().cloned());
    builder
}

fn corrected(json: &[serde_json::Value]) -> Timeline {
    builder().corrections(file(json)).build()
}

fn file(corrections: &[serde_json::Value]) -> Corrections {
    let file = serde_json::json!({"schema": "tarikh-corrections/1", "corrections": corrections});
    Corrections::from_json(&file.to_string()).unwrap()
}

fn said(field: &str, change: serde_json::Value) -> serde_json::Value {
    let mut all = serde_json::json!({"author": "Sara", "reason": "seen in the archive"});
    all[field] = change;
    all
}

fn words(article: &str, words: &str) -> serde_json::Value {
    serde_json::json!({"article": article, "words": words})
}

/// The event of the mention with this trigger.
fn of<'t>(timeline: &'t Timeline, article: &str, trigger: &str) -> Option<&'t Event> {
    timeline.events().find(|e| e.mentions.iter().any(|m| m.article == article && m.trigger.text == trigger))
}

fn value(event: &Event) -> String {
    event.time.value.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn json(timeline: &Timeline) -> String {
    serde_json::to_string(timeline).unwrap()
}

#[test]
fn the_example_file_changes_what_it_says_and_nothing_else() {
    let (before, after) = (&*BEFORE, builder().corrections(Corrections::from_json(EXAMPLE).unwrap()).build());
    assert!(before.corrections().is_empty());
    assert_eq!(after.corrections().len(), 4);
    assert!(after.corrections().iter().all(|c| c.missing.is_none()), "{:?}", after.corrections());

    let coup = of(&after, "12-coup-rewrite", "اسقط").unwrap();
    assert_eq!((coup.reference.as_deref(), coup.articles), (Some("2012-03-22-coup-bamako"), 5));
    assert_eq!(of(before, coup.mentions[0].article.as_str(), &coup.mentions[0].trigger.text).unwrap().id, coup.id);
    let explained = after.explain(&coup.id).unwrap();
    assert_eq!(explained.corrections[0].correction.author, "Example desk");
    assert!(explained.prose(Language::English).contains("told from memory"));

    let mission = of(&after, "17-accord-ended", "انتشارها").unwrap();
    assert_eq!(
        (value(of(before, "17-accord-ended", "انتشارها").unwrap()), value(mission)),
        ("2013-07".into(), "2013-07-01".into())
    );
    let explained = after.explain(&mission.id).unwrap();
    let forced =
        explained.limits.iter().flat_map(|limit| &limit.claims).filter(|claim| claim.trust == Trust::Correction);
    assert!(forced.into_iter().all(|claim| claim.correction.as_ref().unwrap().reason.contains("1 July 2013")));
    assert!(explained.prose(Language::English).contains("took over on 1 July 2013"));
    assert!(explained.prose(Language::Arabic).contains("صححه"));

    // «… كنا نحصي المدن التي تسقط، أما الآن فنحصي التوقيعات»: of the two the first.
    let counted = |timeline: &Timeline| -> Vec<u32> {
        let mentions = timeline.events().flat_map(|event| &event.mentions).filter(|m| m.article == "06-accord-signed");
        let mut places: Vec<u32> =
            mentions.filter(|m| m.trigger.text == "نحصي").map(|m| m.trigger.chars.start).collect();
        places.sort_unstable();
        places
    };
    let both = counted(before);
    assert_eq!((both.len(), counted(&after)), (2, both[1..].to_vec()));

    let published = |timeline: &Timeline| {
        let source = timeline.articles().iter().find(|a| a.id == "03-timbuktu-shrines").unwrap();
        serde_json::to_value(&source.published).unwrap()
    };
    assert_eq!(published(&after)["given"], "2012-07-03");
    assert!(published(before)["given"].is_null());

    // Events of which none of these articles tells, nor is why they are dated so, are as they were, unless these tell of
    // them now.
    let touched = ["03-timbuktu-shrines", "06-accord-signed", "12-coup-rewrite", "17-accord-ended"];
    let untouched = |timeline: &Timeline, e: &Event| {
        let told = e.mentions.iter().map(|m| Some(m.article.clone()));
        let because = e.because.iter().map(|id| timeline.claim(id).unwrap().article.clone());
        told.chain(because).flatten().all(|article| !touched.contains(&article.as_str()))
    };
    let mut same = 0;
    for event in before.events().filter(|e| untouched(before, e)) {
        let now = after.event(&event.id).unwrap();
        assert!(!untouched(&after, now) || now == event, "{now:?}");
        same += 1;
    }
    assert!(same > 50, "{same}");
}

#[test]
fn corrections_come_back_from_json_and_hold_when_articles_arrive() {
    let corrections = || Corrections::from_json(EXAMPLE).unwrap();
    let all = builder().corrections(corrections()).build();
    let mut again: Timeline = serde_json::from_str(&json(&all)).unwrap();
    assert_eq!(json(&again), json(&all));
    again.extend([READINGS[0].clone()]);
    assert_eq!(json(&again), json(&all));

    // Waiting for their articles, they are applied when these come.
    let mut few = Timeline::builder().pack(Pack::mali()).corrections(corrections());
    few.extend(READINGS[..2].iter().cloned());
    let mut grown = few.build();
    assert!(grown.corrections().iter().any(|c| c.missing.is_some()));
    grown.extend(READINGS[2..8].iter().cloned());
    grown.extend(READINGS[8..].iter().cloned());
    assert_eq!(json(&grown), json(&all));

    // Merged in or given later, they are the same.
    assert_eq!(json(&BEFORE.clone().correct(corrections())), json(&all));
    let alone = Timeline::builder().pack(Pack::mali()).corrections(corrections()).build();
    assert_eq!(json(&BEFORE.clone().merge(alone)), json(&all));
}

#[test]
fn what_is_not_found_is_reported_with_the_reason() {
    let cases = [
        (said("date", serde_json::json!({"event": "e0000000000000001", "is": "2012"})), "no event has the id"),
        (said("date", serde_json::json!({"event": words("99", "x"), "is": "2012"})), "no article has the id"),
        (said("reject_mention", words("06-accord-signed", "باريس")), "no mention in"),
        (said("reject_mention", words("01-north-falls", "سقطت")), "more than once"),
        (said("reject_claim", "c0000000000000001".into()), "no claim has the id"),
        (said("reject_claim", "nonsense".into()), "is no id of a claim"),
        (said("merge_actors", serde_json::json!(["mnla", "من لا يعرفه أحد"])), "nobody has the id or name"),
        (said("published", serde_json::json!({"article": "99", "on": "2012-01-01"})), "no article has the id"),
    ];
    let timeline = corrected(&cases.clone().map(|(correction, _)| correction));
    assert_eq!(timeline.corrections().len(), cases.len());
    for (correction, why) in cases {
        let same = |c: &&Corrected| serde_json::to_value(&c.correction).unwrap() == correction;
        let found = timeline.corrections().iter().find(same).unwrap();
        assert!(found.missing.as_ref().is_some_and(|missing| missing.contains(why)), "{found:?}");
        assert!(found.words(Language::English).contains("not applied"));
    }
    // Nothing else changes.
    assert!(timeline.events().eq(BEFORE.events()));
}

#[test]
fn a_correction_counts_more_than_what_is_said_in_full() {
    // Said in full by two articles, and known to the pack.
    let date = said("date", serde_json::json!({"event": "2012-04-01-capture-timbuktu", "is": "2012-04-02"}));
    let timeline = corrected(&[date]);
    let event = of(&timeline, "01-north-falls", "يدخل").unwrap();
    assert_eq!(value(event), "2012-04-02");
    assert!(timeline.conflicts().iter().any(|conflict| {
        conflict.rule == "less_trusted" && conflict.claims.iter().any(|claim| claim.trust == Trust::Correction)
    }));
}

#[test]
fn bounds_distances_and_order_limit_an_event() {
    let event = words("17-accord-ended", "انتشارها");
    let bound =
        said("bound", serde_json::json!({"event": event, "not_before": "2013-07-10", "not_after": "2013-07-20"}));
    let timeline = corrected(&[bound]);
    let bounds = *of(&timeline, "17-accord-ended", "انتشارها").unwrap().bounds();
    let day = |t: Option<chrono::NaiveDateTime>| t.unwrap().date().to_string();
    assert_eq!((day(bounds.earliest_start()), day(bounds.latest_end())), ("2013-07-10".into(), "2013-07-21".into()));

    // The article knows the year; thirty weeks after 10 January 2013 are 8 August, give or take half a week.
    let event = words("10-coup-agency", "انتخب");
    let by =
        said("relative", serde_json::json!({"event": event, "after": "2013-01-10-capture-konna", "by": "30 weeks"}));
    let timeline = corrected(&[by]);
    let event = of(&timeline, "10-coup-agency", "انتخب").unwrap();
    let first = day(event.bounds().earliest_start());
    let last = day(event.bounds().latest_start());
    assert_eq!((first.as_str(), last.as_str()), ("2013-08-04", "2013-08-12"));
    assert_eq!(timeline.corrections()[0].events.len(), 2);
}

#[test]
fn events_are_parted_and_claims_are_rejected() {
    let two =
        serde_json::json!([words("07-radisson-agency", "في هجوم شنه"), words("08-radisson-gulf", "الهجوم الإرهابي")]);
    let timeline = corrected(&[said("different_events", two)]);
    let (agency, gulf) =
        (of(&timeline, "07-radisson-agency", "احتجزوا").unwrap(), of(&timeline, "08-radisson-gulf", "قضوا").unwrap());
    assert_ne!(agency.id, gulf.id);
    assert_eq!((agency.reference.is_some(), gulf.reference.is_some()), (true, false));

    let before = &*BEFORE;
    let mission = of(before, "17-accord-ended", "انتشارها").unwrap();
    let claims: Vec<_> = mission.because.iter().map(|id| said("reject_claim", id.as_str().into())).collect();
    let timeline = corrected(&claims);
    assert!(timeline.corrections().iter().all(|c| c.missing.is_none() && c.events.contains(&mission.id)));
    assert_ne!(timeline.event(&mission.id).unwrap().bounds(), mission.bounds());
    assert!(claims.iter().all(|claim| timeline.claim(claim["reject_claim"].as_str().unwrap()).is_none()));
}

#[test]
fn merged_actors_are_one() {
    let names = serde_json::json!(["malian_army", "mnla"]);
    let before = &*BEFORE;
    let (one, other) = ("malian_army", "mnla");
    assert!(before.with_actor(one).count() > 0 && before.with_actor(other).count() > 0);
    let timeline = corrected(&[said("merge_actors", names)]);
    assert_eq!(timeline.corrections()[0].missing, None);
    // One of the two stands for both.
    let counts = [timeline.with_actor(one).count(), timeline.with_actor(other).count()];
    assert!(counts.contains(&0) && counts.iter().any(|&n| n > 0), "{counts:?}");
}

#[test]
fn a_file_that_says_too_little_or_too_much_is_refused() {
    for (wrong, why) in [
        (r#"{"author": "", "reason": "x", "reject_claim": "c1"}"#, "author"),
        (r#"{"author": "x", "reason": " ", "reject_claim": "c1"}"#, "reason"),
        (r#"{"author": "x", "reject_claim": "c1"}"#, "reason"),
        (r#"{"author": "x", "reason": "x", "reject_claim": "c1", "same_event": ["a", "b"]}"#, "one thing"),
        (r#"{"author": "x", "reason": "x", "same_event": ["a"]}"#, "two events"),
        (r#"{"author": "x", "reason": "x", "date": {"event": "e1", "is": "yesterday"}}"#, "yesterday"),
        (r#"{"author": "x", "reason": "x", "bound": {"event": "e1", "not_befor": "2012"}}"#, "not_befor"),
        (r#"{"author": "x", "reason": "x", "relative": {"event": "e1"}}"#, "before or after"),
    ] {
        let file = format!(r#"{{"schema": "tarikh-corrections/1", "corrections": [{wrong}]}}"#);
        let error = Corrections::from_json(&file).unwrap_err().to_string();
        assert!(error.contains(why) && error.contains("correction 1"), "{wrong}: {error}");
    }
    assert!(Corrections::from_json(r#"{"schema": "tarikh-corrections/2", "corrections": []}"#).is_err());
}

/// Whoever writes corrections by hand is told what would have been right, in words of the file and not of the program.
#[test]
fn what_is_wrong_with_a_file_is_said_in_its_own_words() {
    let all =
        "date, bound, relative, reject_claim, reject_mention, same_event, different_events, merge_actors, published";
    for (correction, message) in [
        (
            r#""dat": {"event": "e1", "is": "2012"}"#,
            format!("corrections: correction 1: unknown change «dat»; did you mean date? (one of {all})"),
        ),
        (
            r#""tomorrow": {"event": "e1"}"#,
            format!("corrections: correction 1: unknown change «tomorrow» (one of {all})"),
        ),
        (r#""date": {"event": "e1"}"#, "corrections: correction 1: date: missing field `is`".to_owned()),
        (
            r#""date": {"event": 7, "is": "2012"}"#,
            "corrections: correction 1: date: invalid type: integer `7`, expected an event: its id, or {\"article\": …, \"words\": …}"
                .to_owned(),
        ),
        (
            r#""reject_mention": {"article": "a", "word": "قتل"}"#,
            "corrections: correction 1: reject_mention: unknown field `word`, expected one of `article`, `words`, `character`"
                .to_owned(),
        ),
        (
            r#""published": {"article": "a", "on": "last week"}"#,
            "corrections: correction 1: published: not a publication date: «last week»; expected a day as 2012-08-15 or a time as 2012-08-15T10:00"
                .to_owned(),
        ),
        (
            r#""date": {"event": "e1", "is": "soon"}"#,
            "corrections: correction 1: date: «soon» is no date; write 2012-04-01, 2012-04, 2012 or 2012-03-30/2012-04-01"
                .to_owned(),
        ),
    ] {
        let file = format!(
            r#"{{"schema": "tarikh-corrections/1", "corrections": [{{"author": "x", "reason": "y", {correction}}}]}}"#
        );
        let error = Corrections::from_json(&file).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.is_corrections() && !error.is_pack(), "{error:?}");
    }
    let broken = Corrections::from_json("{\n\"schema\": 3").unwrap_err().to_string();
    assert!(
        broken.starts_with("corrections, line 2, column 11: invalid type: integer `3`, expected a string; a file is")
    );
}

/// Corrections of every kind, some of which contradict each other.
fn several() -> Vec<serde_json::Value> {
    let example: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut all = example["corrections"].as_array().unwrap().clone();
    let (mission, shrines) = (words("17-accord-ended", "انتشارها"), words("03-timbuktu-shrines", "دخلتها"));
    all.extend([
        said("date", serde_json::json!({"event": mission, "is": "2013-07-02"})),
        said("same_event", serde_json::json!([shrines, "2012-04-01-capture-timbuktu"])),
        said("different_events", serde_json::json!(["2012-04-01-capture-timbuktu", shrines])),
        said("published", serde_json::json!({"article": "03-timbuktu-shrines", "on": "2012-07-04"})),
        said("merge_actors", serde_json::json!(["mnla", "malian_army"])),
        said("merge_actors", serde_json::json!(["malian_army", "french_forces"])),
        said("reject_mention", mission),
        said("relative", serde_json::json!({"event": shrines, "after": "2012-03-22-coup-bamako", "by": "10 days"})),
    ]);
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn corrections_in_any_order_give_the_same(
        chosen in prop::sample::subsequence(several(), 3..=12),
        seed in any::<prop::sample::Selector>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut shuffled = chosen.clone();
        let mut left = chosen.clone();
        shuffled.clear();
        while !left.is_empty() {
            let next = seed.select(0..left.len());
            shuffled.push(left.swap_remove(next));
        }
        let one = json(&few(file(&chosen)));
        prop_assert_eq!(&json(&few(file(&shuffled))), &one);
        // Some at first and the others later.
        let (first, later) = shuffled.split_at(cut.index(shuffled.len()));
        prop_assert_eq!(&json(&few(file(first)).correct(file(later))), &one);
    }
}
