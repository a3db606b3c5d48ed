//! What a timeline reports beside its events: where it comes from, what it could not read, order without dates, counts
//! and publication dates that contradict each other, windows that grow when what forced them is rejected.

use super::make::read;
use super::*;
use crate::article::Article;

pub(super) fn told(id: &str, published: Option<&str>, text: &str) -> Reading {
    let article = Article::new(id, text);
    read(&match published {
        Some(date) => article.with_published(day(date)),
        None => article,
    })
}

fn from(id: &str, published: &str, source: &str, text: &str) -> Reading {
    let mut reading = told(id, Some(published), text);
    reading.article.source = Some(source.into());
    reading
}

fn json(timeline: &Timeline) -> String {
    serde_json::to_string(timeline).unwrap()
}

#[test]
fn the_header_says_where_a_timeline_comes_from() {
    let mut timeline = mali()
        .add(told("a", Some("2015-03-18"), "زار الوزير غاو في يونيو."))
        .add(told("b", None, "زار الرئيس كيدال أمس."))
        .add(told("c", None, "زار الوزير تمبكتو أمس."))
        .published("b", day("2015-03-19"))
        .build();
    timeline.skip(Skipped::new("news.jsonl, line 3", "not UTF-8"));
    let header = timeline.header();
    assert_eq!(header.version, env!("CARGO_PKG_VERSION"));
    assert_eq!((header.packs.len(), header.packs[0].fingerprint.clone()), (1, Pack::mali().fingerprint()));
    assert_eq!((header.read.articles, header.read.dated), (3, 2));
    assert_eq!(header.policy.open_dates, [crate::calendar::Preference::News]);
    assert!(header.policy.trust.is_sorted_by(|a, b| a > b), "the most trusted first: {:?}", header.policy.trust);
    let written: serde_json::Value = serde_json::from_str(&json(&timeline)).unwrap();
    assert_eq!(written["schema"], SCHEMA);
    assert_eq!(written["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(written["packs"][0]["fingerprint"], Pack::mali().fingerprint());
    assert_eq!(written["policy"]["open_dates"][0], "news");
    assert_eq!(written["read"], serde_json::json!({"articles": 3, "dated": 2}));
    assert_eq!(written["skipped"], serde_json::json!([{"place": "news.jsonl, line 3", "reason": "not UTF-8"}]));
}

#[test]
fn a_header_comes_back_as_it_was_written() {
    let mut timeline = mali().add(told("a", Some("2015-03-18"), "زار الوزير غاو في يونيو.")).build();
    timeline.skip(Skipped::new("x", "y"));
    // Another version worked it out: that is what it still says.
    let written =
        json(&timeline).replace(&format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION")), "\"version\":\"0.0.1\"");
    let again: Timeline = serde_json::from_str(&written).unwrap();
    assert_eq!(again.header().version, "0.0.1");
    assert_eq!(json(&again), written);
    assert_ne!(again, timeline);
    // What is worked out anew is of this version.
    let more = mali().add(told("b", None, "زار الرئيس كيدال.")).build();
    let merged = again.merge(more);
    assert_eq!((merged.header().version.as_ref(), merged.header().skipped.len()), (env!("CARGO_PKG_VERSION"), 1));
}

#[test]
fn what_could_not_be_read_is_merged_like_what_was() {
    let reading = |id: &str| told(id, Some("2015-03-18"), "زار الوزير غاو في 3 مارس 2015.");
    let with = |id: &str, lines: &[&str]| {
        let builder = lines.iter().fold(mali(), |builder, line| builder.skipped(Skipped::new(*line, "broken")));
        builder.add(reading(id)).build()
    };
    let (a, b) = (with("a", &["line 9", "line 1"]), with("b", &["line 1", "line 5"]));
    let one = a.clone().merge(b.clone());
    assert_eq!(json(&one), json(&b.clone().merge(a.clone())));
    assert_eq!(json(&one), json(&one.clone().merge(b)));
    let places: Vec<String> = one.header().skipped.into_iter().map(|what| what.place).collect();
    assert_eq!(places, ["line 1", "line 5", "line 9"]);
    // Whatever is done with it afterwards.
    let mut more = one.with_pack(Pack::mali()).correct(Corrections::default());
    more.add(reading("c"));
    assert_eq!(more.header().skipped.len(), 3);
    let restored: Timeline = serde_json::from_str(&json(&more)).unwrap();
    assert_eq!(restored.header(), more.header());
}

#[test]
fn an_error_of_the_reader_says_what_was_skipped() {
    let lines = "{\"id\":\"a\",\"text\":\"x\"}\nbroken\n";
    let errors = crate::article::Articles::from_jsonl(lines.as_bytes(), "news.jsonl").filter_map(Result::err);
    let skipped: Vec<Skipped> = errors.map(|error| Skipped::from(&error)).collect();
    assert_eq!(skipped[0].place, "news.jsonl, line 2");
    assert!(skipped[0].reason.contains("not a JSON object"), "{skipped:?}");
}

/// The event that an article tells with this word.
fn of<'t>(timeline: &'t Timeline, trigger: &str) -> &'t Event {
    let tells = |e: &&Event| e.mentions.iter().any(|m| m.trigger.text.ends_with(trigger));
    timeline.events().find(tells).unwrap_or_else(|| panic!("{trigger}"))
}

#[test]
fn events_without_a_date_keep_the_order_that_is_told() {
    let text = "انفجرت سيارة في غاو قبل ثلاثة أيام. واجتمع الوزير أمس مع الزعماء. وتجري حاليا محادثات في كيدال. \
                وسيزور الرئيس تمبكتو غدا.";
    let timeline = mali().add(told("a", None, text)).build();
    let order = |trigger: &str| -> Vec<String> {
        let event = of(&timeline, trigger);
        assert!(event.is_undated(), "{event:?}");
        let words = |near: &Nearby| near.words(|id| timeline.event(id), Language::English);
        let plain = |words: String| words.replace(['\u{2068}', '\u{2069}'], "");
        event.nearby.iter().map(words).map(plain).collect()
    };
    let (blast, meeting, visit) = (of(&timeline, "انفجرت"), of(&timeline, "اجتمع"), of(&timeline, "زور"));
    let to = |words: &str, event: &Event| format!("{words} «{}» · {}", event.label, event.id);
    assert_eq!(order("انفجرت"), [to("2 days before", meeting), "3 days before a was published".to_owned()]);
    assert_eq!(
        order("اجتمع"),
        [to("2 days before", visit), to("2 days after", blast), "1 day before a was published".to_owned()]
    );
    assert_eq!(order("محادثات"), ["under way when a was published"]);
    assert_eq!(order("زور"), [to("2 days after", meeting), "1 day after a was published".to_owned()]);
    // It is in the JSON, and comes back.
    let again: Timeline = serde_json::from_str(&json(&timeline)).unwrap();
    assert_eq!(of(&again, "اجتمع").nearby, meeting.nearby);
    assert!(Language::Arabic != Language::English && !meeting.nearby[0].words(|_| None, Language::Arabic).is_empty());
    // What has a date needs no order.
    let dated = mali().add(told("a", None, text)).published("a", day("2013-05-02")).build();
    assert!(dated.events().all(|event| event.nearby.is_empty()));
}

#[test]
fn an_event_counted_from_another_lies_after_it() {
    let text = "غادر الوفد المدينة بعد يومين من الهجوم على المعسكر.";
    let timeline = mali().add(told("a", None, text)).build();
    let (departure, attack) = (of(&timeline, "غادر"), of(&timeline, "هجوم"));
    let near = |of: &Event, to: &Event| {
        let found = of.nearby.iter().find(|near| near.to == Point::Start(to.id.clone())).cloned();
        found.map(|near| (near.order, near.least, near.most))
    };
    let hours = |n: i64| Some(n * 3_600);
    assert_eq!(near(departure, attack), Some((Order::After, hours(36), hours(60))));
    assert_eq!(near(attack, departure), Some((Order::Before, hours(-60), hours(-36))));
}

/// What is told, on which day it is said to be published, and the rule that finds that impossible.
const MISDATED: &[(&str, &str, Option<&str>)] = &[
    // Told as past before it came.
    ("قتل جنديان في هجوم في غاو يوم السبت 14 أبريل 2012.", "2012-04-10", Some("told_as_past")),
    ("قتل جنديان في هجوم في غاو يوم السبت 14 أبريل 2012.", "2012-04-14", None),
    // Within a day, zones and night editions decide.
    ("قتل جنديان في هجوم في غاو يوم السبت 14 أبريل 2012.", "2012-04-13", None),
    // To come, and so it is told.
    ("سيزور الوزير غاو يوم 14 أبريل 2012.", "2012-04-10", None),
    ("ستجرى الانتخابات الرئاسية في 28 يوليو 2013.", "2013-01-10", None),
    ("حددت الحكومة يوم 28 يوليو 2013 موعدا للانتخابات.", "2013-01-10", None),
    ("تقرر تخصيص المبلغ لفترة السنتين 2014-2015.", "2013-12-20", None),
    // To come when it was long past.
    ("سيزور الوزير غاو يوم 14 أبريل 2012.", "2013-06-01", Some("told_as_to_come")),
    ("وكان الوزير سيزور غاو يوم 14 أبريل 2012.", "2013-06-01", None),
    // A day and its weekday do not meet in any year near.
    ("سيطر مسلحون على البلدة يوم السبت 14 أبريل.", "2013-08-20", Some("weekday_and_date")),
    ("سيطر مسلحون على البلدة يوم السبت 14 أبريل.", "2012-04-16", None),
    ("أعلن المتحدث أمس السبت مقتل جنديين.", "2012-04-11", Some("weekday_and_date")),
    ("أعلن المتحدث أمس السبت مقتل جنديين.", "2012-04-15", None),
    // The site is a day behind the agency.
    ("وصل الرئيس اليوم السبت إلى كيدال.", "2012-04-15", None),
    // A slip of the pen fits on no day.
    ("قتل جنديان الاثنين 12 يناير 2016.", "2016-01-14", None),
    // The dateline.
    ("باماكو 6 يوليو 2013 (شينخوا) -- وصل الرئيس إلى كيدال.", "2013-07-07", None),
    ("باماكو 6 يوليو 2013 (شينخوا) -- وصل الرئيس إلى كيدال.", "2012-04-11", Some("dateline")),
    ("باماكو 6 يوليو 2013 (شينخوا) -- وصل الرئيس إلى كيدال.", "2014-04-11", Some("dateline")),
    ("فيكتوريا (24 مايو 1819 - 22 يناير 1901) ملكة بريطانيا.", "2017-05-10", None),
    // Who did not exist.
    ("أعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن الهجوم.", "2011-04-11", Some("existed")),
    ("أعلنت جماعة نصرة الإسلام والمسلمين مسؤوليتها عن الهجوم.", "2018-04-11", None),
];

#[test]
fn a_given_date_that_the_text_contradicts_is_reported_and_still_counts() {
    for (text, published, rule) in MISDATED {
        let timeline = mali().add(told("a", Some(published), text)).build();
        let found: Vec<&Conflict> = timeline.conflicts().iter().filter(|c| c.misdated().is_some()).collect();
        let rules: Vec<&str> = found.iter().map(|c| c.dropped.rule.as_ref()).collect();
        assert_eq!(rules, rule.as_slice(), "{text} {published}");
        assert_eq!(timeline.articles()[0].published, PublishedWhen::Given(day(published).into()));
        for conflict in found {
            assert_eq!((conflict.misdated(), conflict.rule.as_ref()), (Some("a"), "less_trusted"));
            assert!(conflict.days > 1 && !conflict.dropped.quotes.is_empty(), "{conflict:?}");
            let lines = conflict.lines(Language::English);
            assert!(lines[0].contains("does not fit its text"), "{lines:?}");
            // Whoever asks about one of its events is told.
            let event = timeline.events().next().unwrap();
            assert!(timeline.explain(&event.id).unwrap().prose(Language::English).contains("does not fit its text"));
        }
    }
}

#[test]
fn a_date_is_doubted_where_no_event_is_told_too() {
    let timeline = mali().add(told("a", Some("2012-04-11"), "باماكو 6 يوليو 2013 (شينخوا) -- صورة.")).build();
    assert_eq!(timeline.events().count(), 0);
    assert_eq!(timeline.conflicts().iter().filter_map(Conflict::misdated).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn what_happened_did_so_although_its_article_is_misdated() {
    let text = "قتل جنديان في هجوم في غاو يوم السبت 14 أبريل 2012.";
    let timeline = mali().add(told("a", Some("2012-04-10"), text)).build();
    let event = of(&timeline, "قتل");
    assert_eq!(event.factuality, crate::event::Factuality::Factual);
    assert_eq!(event.time.value.as_ref().unwrap().to_string(), "2012-04-14");
    // A correction of the date settles it.
    let date = serde_json::json!({"schema": CORRECTIONS, "corrections": [
        {"author": "x", "reason": "y", "published": {"article": "a", "on": "2012-04-15"}}
    ]});
    let corrected = timeline.correct(Corrections::from_json(&date.to_string()).unwrap());
    assert!(corrected.conflicts().is_empty(), "{:?}", corrected.conflicts());
}

const FIVE: &str = "قتل خمسة جنود في هجوم على معسكر في غاو يوم 1 مايو 2013.";
const TEN: &str = "لقي ما لا يقل عن عشرة جنود مصرعهم في الهجوم على معسكر الجيش في غاو في 1 مايو 2013.";

#[test]
fn counts_of_different_sources_that_cannot_both_be_true_are_listed() {
    let sides = |readings: &[Reading]| -> Vec<Vec<(String, Vec<String>)>> {
        let mut builder = mali();
        builder.extend(readings.iter().cloned());
        let timeline = builder.build();
        let disputes = timeline.disputes();
        let written: serde_json::Value = serde_json::from_str(&json(&timeline)).unwrap();
        assert_eq!(written["disputes"], serde_json::to_value(&disputes).unwrap());
        let side = |side: &Side| {
            (
                side.words(crate::export::dates::Language::English),
                side.reports.iter().map(|r| r.article.clone()).collect(),
            )
        };
        disputes.iter().map(|dispute| dispute.sides.iter().map(side).collect()).collect()
    };
    let dispute = |few: &[&str], many: &[&str]| {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        vec![vec![("5".to_owned(), ids(few)), ("10 or more".to_owned(), ids(many))]]
    };
    let (a, b) = (from("a", "2013-05-02", "x", FIVE), from("b", "2013-05-02", "y", TEN));
    assert_eq!(sides(&[a.clone(), b.clone()]), dispute(&["a"], &["b"]));
    // A copy of one side is no third.
    let copy = from("c", "2013-05-02", "z", FIVE);
    assert_eq!(sides(&[a.clone(), b.clone(), copy]), dispute(&["a", "c"], &["b"]));
    // One outlet that says both on one day has made a mistake, and does not contradict another.
    assert!(sides(&[a.clone(), from("b", "2013-05-02", "x", TEN)]).is_empty());
    // It counted again: its first number is no longer its own.
    assert!(sides(&[a.clone(), from("b", "2013-05-03", "x", TEN)]).is_empty());
    assert!(sides(&[a.clone(), b.clone(), from("d", "2013-05-04", "x", TEN)]).is_empty(), "the later one agrees");
    // What fits is no contradiction.
    assert!(sides(&[from("a", "2013-05-02", "x", &FIVE.replace("خمسة", "12 من")), b]).is_empty());
}

#[test]
fn a_later_count_of_an_outlet_supersedes_its_earlier_ones() {
    let timeline = mali()
        .add(from("a", "2013-05-02", "x", FIVE))
        .add(from("copy", "2013-05-02", "z", FIVE))
        .add(from("b", "2013-05-04", "x", TEN))
        .build();
    let event = timeline.events().find(|e| e.articles == 3).unwrap();
    let superseded = |id: &str| event.numbers[0].reports.iter().find(|r| r.article == id).unwrap().superseded;
    // Who printed what x has taken back knows no better than x.
    assert_eq!((superseded("a"), superseded("copy"), superseded("b")), (true, true, false));
    assert_eq!((event.numbers[0].low, event.numbers[0].best), (10, 10));
    assert!(timeline.disputes().is_empty());
}

#[test]
fn a_window_grows_when_what_forced_it_is_rejected() {
    let text = "أعلنت جماعة نصرة الإسلام والمسلمين أمس مسؤوليتها عن الهجوم. وقالت جماعة نصرة الإسلام والمسلمين إن الهجوم \
                رد على مقتل أحد قادتها.";
    let reading = told("a", None, text);
    let window = |timeline: &Timeline| match timeline.articles()[0].published {
        PublishedWhen::Inferred(window) => window,
        ref other => panic!("{other:?}"),
    };
    let before = mali().add(reading.clone()).build();
    assert_eq!(window(&before)[0], Some(day("2017-03-02")));
    let forced: Vec<&Evidence> = before.articles()[0].because.iter().filter_map(|id| before.claim(id)).collect();
    let existed = forced.iter().find(|claim| claim.rule == "existed").unwrap();
    let reject = serde_json::json!({"schema": CORRECTIONS, "corrections": [
        {"author": "desk", "reason": "another group of that name", "reject_claim": existed.id}
    ]});
    let after = before.clone().correct(Corrections::from_json(&reject.to_string()).unwrap());
    // Wherever the name stands: the group is another one.
    assert_eq!(window(&after), [None, None]);
    assert_eq!(after.corrections()[0].missing, None);
    assert!(after.claim(&existed.id).is_none());
    // The same whether it was known from the start.
    let built = mali().corrections(Corrections::from_json(&reject.to_string()).unwrap()).add(reading).build();
    assert_eq!(json(&built), json(&after));
}

#[test]
fn a_restored_timeline_says_that_its_pack_is_not_at_hand() {
    let pack = Pack::from_json(
        r#"{"schema":"tarikh-pack/1","name":"sudan","version":"2024-01","reference_events":[
        {"id":"2023-04-15-clash-khartoum","class":"clash","label_en":"War breaks out","begin":"2023-04-15","end":"2023-04-15",
        "keywords":["اندلاع الحرب"],"source":"press"}]}"#,
    )
    .unwrap();
    let told = |id: &str| told(id, Some("2023-04-20"), "قتل جنديان في الخرطوم في 15 أبريل 2023.");
    let built = Timeline::builder().pack(&pack).add(told("a")).build();
    assert!(built.missing_pack().is_none() && built.require_pack().is_ok());
    let restore = || -> Timeline { serde_json::from_str(&json(&built)).unwrap() };
    assert_eq!(restore().missing_pack(), built.header().packs.first());
    let error = restore().require_pack().unwrap_err();
    assert!(error.is_pack() && error.to_string().contains("sudan 2024-01"), "{error}");
    // Given it, all is as before.
    let mut given = restore().with_pack(&pack);
    given.add(told("b"));
    assert!(given.require_pack().is_ok());
    assert_eq!(given.header().packs, built.header().packs);
    // So it is if somebody who has it is merged with it.
    assert!(restore().merge(Timeline::builder().pack(&pack).add(told("b")).build()).missing_pack().is_none());
    // What goes on without it rests on none: nobody is told of a pack that was not asked.
    let mut without = restore();
    without.add(told("b"));
    assert!(without.missing_pack().is_none() && without.header().packs.is_empty());
    // The crate's own is always at hand, and a timeline without one misses none.
    let own: Timeline = serde_json::from_str(&json(&mali().add(told("a")).build())).unwrap();
    assert!(own.missing_pack().is_none());
    assert!(Timeline::from_readings([told("a")]).missing_pack().is_none());
}
