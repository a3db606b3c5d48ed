//! What a timeline answers: what is certain and what is possible, in which order, from which words.

use super::make::{read, simple};
use super::{Language, Order, PublishedWhen, Timeline, day, mali};
use crate::article::{Article, Published};
use crate::event::Mode;
use crate::link::Reading;
use crate::timeline::facts::{FROM_WINDOW, GIVEN};

fn capture(id: &str, place: &str, when: &str) -> Reading {
    let text = format!("سيطر مسلحون على مدينة {place} {when}.");
    simple(id, Some("2019-12-31"), &text, &[("سيطر", Mode::Capture, when)])
}

fn labels<'t>(events: impl Iterator<Item = &'t crate::timeline::Event>) -> String {
    let mut ids: Vec<&str> = events.map(|e| e.mentions[0].article.as_str()).collect();
    ids.sort_unstable();
    ids.join("")
}

/// a: a day of July; b: some time in July; c: some time in 2018; d: a day of December.
fn four() -> Timeline {
    let all = [
        capture("a", "غاو", "4 يوليو 2018"),
        capture("b", "كيدال", "يوليو 2018"),
        capture("c", "تمبكتو", "عام 2018"),
        capture("d", "ميناكا", "7 ديسمبر 2018"),
    ];
    all.into_iter().fold(mali(), super::TimelineBuilder::add).build()
}

#[test]
fn what_is_certain_and_what_is_possible() {
    let timeline = four();
    let at = |text: &str| day(text).into();
    assert_eq!(labels(timeline.surely_during(at("2018-07-01"), at("2018-08-01"))), "ab");
    assert_eq!(labels(timeline.possibly_during(at("2018-07-01"), at("2018-08-01"))), "abc");
    assert_eq!(labels(timeline.possibly_during(at("2018-07-10"), at("2018-07-11"))), "bc");
    assert_eq!(labels(timeline.surely_before(at("2018-08-01"))), "ab");
    assert_eq!(labels(timeline.possibly_before(at("2018-07-04"))), "bc");
    assert_eq!(labels(timeline.possibly_before(at("2018-08-01"))), "abc");
    assert_eq!(labels(timeline.surely_after(at("2018-07-02"))), "ad");
    assert_eq!(labels(timeline.possibly_after(at("2018-07-20"))), "bcd");
    assert_eq!(labels(timeline.of_article("b")), "b");
    // In order, and from both ends.
    let ids: Vec<&str> = timeline.events().map(|e| e.id.as_str()).collect();
    let back: Vec<&str> = timeline.events().rev().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.iter().rev().copied().collect::<Vec<_>>(), back);
}

#[test]
fn a_relation_is_told_only_where_it_is_certain() {
    let timeline = four();
    let id = |article: &str| timeline.of_article(article).next().unwrap().id.clone();
    let relation = |a: &str, b: &str| timeline.relation(&id(a), &id(b)).unwrap();
    assert_eq!((relation("a", "d"), relation("d", "a")), (Order::Before, Order::After));
    assert_eq!((relation("b", "d"), relation("d", "b")), (Order::Before, Order::After));
    // Some day of July, some day of the year: nobody knows.
    assert_eq!(
        (relation("a", "b"), relation("a", "c"), relation("c", "d")),
        (Order::Unknown, Order::Unknown, Order::Unknown)
    );
    assert_eq!(timeline.relation(&id("a"), "e0"), None);
}

#[test]
fn what_still_lasts_contains_what_happened_meanwhile() {
    let mut article = Article::new(
        "a",
        "يحاصر مسلحون مدينة غاو منذ 1 يوليو 2018. وزار وزير الدفاع مدينة موبتي في 10 يوليو 2018. وزار مدينة سيغو في 1 يونيو 2018.",
    );
    article.published = Some(Published::On(day("2018-08-01")));
    let timeline = mali().add(read(&article)).build();
    let of = |words: &str| {
        let told = |e: &&crate::timeline::Event| e.mentions.iter().any(|m| m.sentence.contains(words));
        timeline.events().find(told).unwrap().id.clone()
    };
    let relation = |a: &str, b: &str| timeline.relation(&of(a), &of(b)).unwrap();
    assert_eq!((relation("غاو", "موبتي"), relation("موبتي", "غاو")), (Order::Contains, Order::During));
    assert_eq!((relation("سيغو", "غاو"), relation("غاو", "سيغو")), (Order::Before, Order::After));
}

#[test]
fn a_date_names_the_articles_and_the_words_that_give_it() {
    let timeline = four();
    let event = timeline.of_article("a").next().unwrap();
    let explanation = timeline.explain(&event.id).unwrap();
    assert_eq!(explanation.articles().collect::<Vec<_>>(), ["a"]);
    let quoted: Vec<&str> =
        explanation.limits.iter().flat_map(|l| &l.claims).flat_map(|c| &c.quotes).map(|q| q.text.as_str()).collect();
    assert!(quoted.contains(&"4 يوليو 2018"), "{quoted:?}");
    assert!(explanation.prose(Language::English).contains("4 July 2018"));
    assert!(explanation.prose(Language::Arabic).contains("4 يوليو 2018"));
}

/// «الخميس» alone forces nothing: the day on which the article was published does too.
#[test]
fn what_is_counted_from_publication_rests_on_it() {
    let mut article = Article::new("a", "هاجم مسلحون مدينة غاو صباح الخميس. وأعلن الجيش الحداد في 4 يوليو 2018.");
    article.published = Some(Published::On(day("2018-07-07")));
    let timeline = mali().add(read(&article)).build();
    for event in timeline.events() {
        let explanation = timeline.explain(&event.id).unwrap();
        let relative = event.mentions.iter().any(|m| m.sentence.contains("الخميس"));
        for forced in &explanation.limits {
            let premise = forced.claims.iter().filter(|c| c.rule == GIVEN && c.article.as_deref() == Some("a"));
            assert_eq!(premise.count(), usize::from(relative), "{}: {forced:?}", event.label);
        }
        let prose = explanation.prose(Language::English);
        assert_eq!(prose.contains("a, published on 7 July 2018"), relative, "{prose}");
        assert_eq!(prose.contains("not before 5 July 2018, 03:00"), relative, "{prose}");
    }
}

/// «أمس السبت» means a day because of the window, so it cannot be why the window is what it is.
#[test]
fn no_window_is_explained_by_itself() {
    let text = "وقعت تنسيقية حركات أزواد أمس السبت في باماكو اتفاق السلم والمصالحة. وقال مسؤول اليوم إن الاتفاق مهم.";
    let timeline = mali().add(read(&Article::new("a", text))).build();
    let source = &timeline.articles()[0];
    assert_eq!(source.published, PublishedWhen::Inferred([Some(day("2015-06-21")); 2]));
    let claims: Vec<_> = source.because.iter().map(|id| timeline.claim(id).unwrap()).collect();
    assert!(claims.iter().any(|c| c.pack.is_some()) && claims.iter().all(|c| c.rule != FROM_WINDOW), "{claims:?}");
    for event in timeline.events().filter(|e| e.reference.is_none()) {
        for forced in timeline.explain(&event.id).unwrap().limits {
            let worked_out = forced.claims.iter().any(|c| c.rule == FROM_WINDOW);
            assert!(!worked_out || forced.claims.iter().any(|c| c.pack.is_some()), "{forced:?}");
        }
    }
}

/// What publication follows from one undated text.
fn window(text: &str) -> [Option<chrono::NaiveDate>; 2] {
    let timeline = mali().add(read(&Article::new("a", text))).build();
    let PublishedWhen::Inferred(window) = timeline.articles()[0].published else { panic!("given") };
    window
}

#[test]
fn windows_follow_from_what_is_told_as_past_as_to_come_and_who_is_in_office() {
    let at = |from: &str, to: &str| [from, to].map(|d| (!d.is_empty()).then(|| day(d)));
    for (text, expected) in [
        // A dateline is the day of writing.
        ("باماكو 6 يوليو 2013 (وكالة الساحل) -- رفعت السلطات حالة الطوارئ.", at("2013-07-06", "2013-07-07")),
        // Told as past, told as to come.
        ("قتل جنديان في غاو في 3 مارس 2016.", at("2016-03-03", "")),
        ("ستجرى انتخابات محلية في غاو في 20 نوفمبر 2016.", at("", "2016-11-21")),
        // «كان مقررا» was to come then.
        ("كان من المقرر أن تجرى انتخابات في 20 نوفمبر 2016.", at("", "")),
        // Who holds the office, and who is told as overthrown.
        ("قال الرئيس الفرنسي فرانسوا هولاند أمس إن بلاده مستعدة.", at("2012-05-15", "2017-05-29")),
        ("كان العسكريون قد أطاحوا بالرئيس أمادو توماني توري.", at("2002-06-08", "")),
        // What the pack knows, told as news.
        ("أطاح العسكريون بالرئيس أمادو توماني توري.", at("2012-03-22", "2012-04-22")),
        // The weekday with the whole date is told years later as well.
        ("اندلع حريق كبير في سوق المدينة يوم الأربعاء 14 أكتوبر 2009.", at("2009-10-14", "")),
        ("اندلع حريق كبير في سوق المدينة يوم الأربعاء 14 أكتوبر 1925.", at("1925-10-14", "")),
        // A day that is announced elsewhere in the text is not past.
        ("ستجرى انتخابات محلية في 9 مايو. ودعي الناخبون إلى المراكز في 9 مايو 2010.", at("", "")),
        // How old somebody is, give or take a year.
        ("قال إبراهيم أبو بكر كيتا (70 عاما) إن البلاد تتعافى.", at("2014-01-29", "2017-01-28")),
        ("وصل إبراهيم أبو بكر كيتا البالغ من العمر ٧٠ عاما إلى المطار.", at("2014-01-29", "2017-01-28")),
        ("وصل إبراهيم أبو بكر كيتا بعد 70 عاما من الغياب.", at("", "")),
        // Who has won the vote is called by the office before he enters on it.
        ("استقبل الرئيس إبراهيم أبو بكر كيتا الوفد.", at("2013-09-04", "2020-09-02")),
        ("هنأ خصمه الرئيس إبراهيم أبو بكر كيتا بعد فوزه في الانتخابات.", at("2013-06-21", "")),
        // Who held the whole north, and who one town of it, for ten years more.
        ("تسيطر حركة أنصار الدين على مدن شمال مالي.", at("2012-03-30", "2013-02-14")),
        ("يسيطر مقاتلو الحركة الوطنية لتحرير أزواد على كيدال شمال مالي.", at("2011-10-01", "2026-06-03")),
        // Young bodies tell something, old ones nothing.
        ("بحث وزراء تحالف دول الساحل ملف الحدود.", at("2023-09-16", "")),
        ("دعت الأمم المتحدة إلى الهدوء.", at("", "")),
        // Who was sent away, told as news.
        ("طردت السلطات المالية السفير الفرنسي جويل ميير الاثنين.", at("2022-01-31", "2022-02-14")),
        // «هنأ الرئيس الفرنسي كيتا»: Keita is no president of France.
        ("وهنأ الرئيس الفرنسي كيتا هاتفيا أمس.", at("", "")),
    ] {
        assert_eq!(window(text), expected, "{text}");
    }
}

#[test]
fn a_day_that_goes_on_with_a_year_told_before_says_nothing_of_the_year_of_publication() {
    let told = "اختطف مسلحون القنصل في غاو في 5 أبريل 2012. وأطلق سراح ثلاثة من معاونيه في 12 يوليو.";
    assert_eq!(window(told)[1], None);
    let dated = |date: &str| {
        let mut article = Article::new("a", told);
        article.published = Some(Published::On(day(date)));
        mali().add(read(&article)).build()
    };
    assert_eq!(dated("2014-09-01").articles()[0].published, PublishedWhen::Given(Published::On(day("2014-09-01"))));
}
