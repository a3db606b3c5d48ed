mod asking;
mod gold;
mod growth;
mod laws;
mod make;
mod one;
mod reported;
mod seeds;

use super::*;
use crate::event::Mode;
use crate::export::dates::Language;
use chrono::NaiveDate;
use make::simple;

fn mali() -> TimelineBuilder {
    Timeline::builder().pack(Pack::mali())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_year_in_one_article_and_the_day_in_another_are_one_event_on_that_day() {
    let vague = simple(
        "a",
        Some("2021-10-25"),
        "يضم تنظيم نصرة الإسلام والمسلمين الذي تأسس عام 2017 أربع حركات.",
        &[("تأسس", Mode::Founding, "عام 2017")],
    );
    let precise = simple(
        "b",
        Some("2025-02-25"),
        "نشأت جماعة نصرة الإسلام والمسلمين في 2 مارس/آذار 2017 بعد اندماج أربع حركات مسلحة.",
        &[("نشأت", Mode::Founding, "2 مارس/آذار 2017")],
    );
    for builder in [mali(), Timeline::builder()] {
        let timeline = builder.add(vague.clone()).add(precise.clone()).build();
        let events: Vec<_> = timeline.events().collect();
        assert_eq!(events.len(), 1, "{events:?}");
        assert_eq!(events[0].time.value.as_ref().unwrap().to_string(), "2017-03-02");
        assert_eq!((events[0].articles, events[0].mentions.len()), (2, 2));
    }
}

#[test]
fn two_attacks_on_one_town_in_one_month_stay_two() {
    let a = simple(
        "a",
        Some("2018-07-02"),
        "هاجم مسلحون مدينة غاو في 1 يوليو 2018.",
        &[("هاجم", Mode::Attack, "1 يوليو 2018")],
    );
    let b = simple(
        "b",
        Some("2018-07-20"),
        "هاجم مسلحون مدينة غاو في 18 يوليو 2018.",
        &[("هاجم", Mode::Attack, "18 يوليو 2018")],
    );
    let c = simple(
        "c",
        Some("2018-07-03"),
        "هاجم مسلحون مدينة غاو في 1 يوليو 2018 وفروا.",
        &[("هاجم", Mode::Attack, "1 يوليو 2018")],
    );
    let timeline = mali().add(a).add(b).add(c).build();
    let articles: Vec<_> = timeline.events().map(|e| e.articles).collect();
    assert_eq!(articles, [2, 1]);
    let ids: Vec<_> = timeline.events().map(|e| e.id.clone()).collect();
    assert_eq!(timeline.relation(&ids[0], &ids[1]), Some(Order::Before));
    assert_eq!(timeline.relation(&ids[1], &ids[0]), Some(Order::After));
}

#[test]
fn contradicting_sources_are_both_kept_and_one_gives_way() {
    // Both pin the same meeting; the day said in full stands against the weekday counted from publication.
    let a = simple(
        "a",
        Some("2015-06-22"),
        "وقع وفد الحكومة اتفاقا في غاو في 18 يونيو 2015.",
        &[("وقع", Mode::Agreement, "18 يونيو 2015")],
    );
    let mut b = simple(
        "b",
        Some("2015-06-22"),
        "قال مصدر إن الوفد كان قد وصل ثم وقع اتفاقا في غاو عام 2015.",
        &[("وقع", Mode::Agreement, "عام 2015")],
    );
    // Somebody's other date for the same happening.
    let mut wrong = b.claims[0].clone();
    wrong.id = b.claims.len() as u32;
    wrong.from = crate::link::Moment::Calendar(day("2015-06-21").and_time(chrono::NaiveTime::MIN));
    wrong.strength = crate::link::Strength::Relative;
    b.claims.push(wrong);
    let timeline = mali().add(a).add(b).build();
    let event = timeline.events().find(|e| e.articles == 2).unwrap();
    assert_eq!(event.time.value.as_ref().unwrap().to_string(), "2015-06-18");
    let conflict = timeline.conflicts().iter().find(|c| c.dropped.article.as_deref() == Some("b")).unwrap();
    assert_eq!(conflict.rule, "less_trusted");
    assert!(!conflict.claims.is_empty() && conflict.claims.iter().all(|c| !c.quotes.is_empty()));
    let explanation = timeline.explain(&event.id).unwrap();
    assert_eq!(explanation.conflicts.len(), 1);
    let english = explanation.prose(Language::English);
    assert!(english.contains("set aside") && english.contains("18 June 2015"), "{english}");
    assert!(explanation.prose(Language::Arabic).contains("18 يونيو 2015"));
}

#[test]
fn a_missing_publication_date_is_bounded_by_offices_and_events_and_told_why() {
    let text =
        "زار الرئيس الفرنسي، فرانسوا هولاند، مدينة تمبكتو أمس. وكانت القوات قد سيطرت على المدينة في 28 يناير 2013.";
    let reading = simple("a", None, text, &[("زار", Mode::Visit, "أمس"), ("سيطرت", Mode::Capture, "28 يناير 2013")]);
    let timeline = mali().add(reading.clone()).build();
    let article = &timeline.articles()[0];
    let PublishedWhen::Inferred([Some(from), Some(to)]) = article.published else { panic!("{article:?}") };
    assert!(from >= day("2013-01-28") && to <= day("2017-06-15"), "{from} {to}");
    assert!(!article.because.is_empty());
    assert!(article.because.iter().all(|id| timeline.claim(id).is_some()));

    let dated = mali().add(reading).published("a", day("2013-02-03")).build();
    assert_eq!(dated.articles()[0].published, PublishedWhen::Given(day("2013-02-03").into()));
    let visit = dated.events().find(|e| e.mode == Mode::Visit).unwrap();
    assert_eq!(visit.time.value.as_ref().unwrap().to_string(), "2013-02-02");
}

#[test]
fn a_newer_version_is_refused_by_name() {
    let json = serde_json::to_string(&mali().build()).unwrap().replace("tarikh/1", "tarikh/9");
    let error = serde_json::from_str::<Timeline>(&json).unwrap_err().to_string();
    assert!(error.contains("tarikh/9") && error.contains("newer"), "{error}");
}
