//! What is one happening and what is another, and what that says of undated articles: texts read as they are.

use super::reported::told;
use super::{PublishedWhen, Timeline, mali};
use crate::link::Reading;
use chrono::NaiveDate;

fn timeline(articles: &[(&str, Option<&str>, &str)]) -> Timeline {
    articles.iter().fold(mali(), |builder, (id, day, text)| builder.add(told(id, *day, text))).build()
}

/// The words with which the event is told that this word tells, with their articles; «a:سقطت b:دخلها».
fn words(timeline: &Timeline, trigger: &str) -> String {
    let tells = |e: &&super::Event| e.mentions.iter().any(|m| m.trigger.text == trigger);
    let event = timeline.events().find(tells).unwrap_or_else(|| panic!("{trigger}"));
    event.mentions.iter().map(|m| format!("{}:{}", m.article, m.trigger.text)).collect::<Vec<_>>().join(" ")
}

/// The day on which an article was published, and its report.
type Report = (&'static str, &'static str);

/// The reports of two articles; a word, and all with which the event is told that it tells.
const TOLD: &[([Report; 2], &str, &str)] = &[
    // A council resolves, whatever the word for it.
    (
        [
            ("2012-12-22", "أجاز مجلس الأمن الدولي الخميس نشر قوة أفريقية في مالي."),
            ("2013-01-20", "صدر قرار مجلس الأمن بشأن نشر القوة الأفريقية في 20 ديسمبر الماضي."),
        ],
        "أجاز",
        "a:أجاز b:صدر",
    ),
    // The town is named before the clause that tells of it.
    (
        [
            ("2012-04-04", "سقطت كيدال يوم الجمعة 30 مارس بيد المتمردين."),
            ("2012-04-10", "عاد الهدوء إلى كيدال التي دخلها المتمردون في 30 مارس."),
        ],
        "سقطت",
        "a:سقطت b:دخلها",
    ),
    (
        [
            ("2013-06-07", "ينتظر أن تجرى الانتخابات الرئاسية يوم 28 يوليو المقبل."),
            ("2013-06-09", "حددت الحكومة موعد الاقتراع الرئاسي في 28 يوليو المقبل."),
        ],
        "انتخابات",
        "a:انتخابات b:اقتراع",
    ),
    // Nobody tells it before it was.
    (
        [
            ("2012-05-02", "معارك بين القبعات الحمر والانقلابيين في باماكو."),
            ("2013-02-09", "اقتحم جنود ثكنة القبعات الحمر في باماكو أمس الجمعة وقتل شخصان."),
        ],
        "اقتحم",
        "b:اقتحم b:قتل",
    ),
];

#[test]
fn reports_of_one_happening_are_joined_and_others_are_not() {
    for ([a, b], trigger, all) in TOLD {
        let timeline = timeline(&[("a", Some(a.0), a.1), ("b", Some(b.0), b.1)]);
        assert_eq!(words(&timeline, trigger), *all, "{}", a.1);
    }
}

#[test]
fn no_event_is_later_than_the_article_that_tells_it_as_past() {
    let later = timeline(&[("a", Some("2013-02-01"), "محطات الحرب: من إعلان الانفصال إلى استعادة كيدال.")]);
    assert!(later.events().all(|event| event.time.value.is_none()), "{:?}", later.events().collect::<Vec<_>>());
}

#[test]
fn what_is_told_of_the_second_day_does_not_move_the_first() {
    let timeline = timeline(&[
        ("a", Some("2015-08-08"), "هاجم مسلحون فندق بيبلوس في سيفاري أمس الجمعة."),
        ("b", Some("2015-08-10"), "قتل الجيش يوم 8 أغسطس 2015 أربعة مسلحين في هجومه على فندق بيبلوس في سيفاري."),
    ]);
    assert!(timeline.conflicts().is_empty(), "{:?}", timeline.conflicts());
    let attack = timeline.events().find(|e| e.articles == 2).unwrap();
    assert_eq!(attack.time.value.as_ref().unwrap().to_string(), "2015-08-07");
}

#[test]
fn lines_of_a_list_tell_each_of_something_else() {
    let text = "محطات الأزمة:\n- هجوم للمتمردين على ميناكا في 17 يناير 2012.\n- سقوط الشمال.\n- انقلاب في باماكو.\n\
                - بدء العملية الفرنسية ومقتل ضابط.";
    assert_eq!(words(&timeline(&[("a", Some("2013-02-01"), text)]), "هجوم"), "a:هجوم");
    // And its first line is no dateline.
    let text = "- 17 يناير 1990: هجوم على بلدة.\n- 22 مارس 2012: انقلاب في باماكو.";
    assert!(timeline(&[("a", Some("2013-02-01"), text)]).conflicts().is_empty());
}

#[test]
fn since_when_there_was_no_other_does_not_say_when_it_was() {
    let text = "شن مسلحون فجر الثلاثاء هجوما على بلدة ليره، هو الأول من نوعه منذ عام 2009.";
    let attack = timeline(&[("a", Some("2012-02-01"), text)]);
    assert!(attack.conflicts().is_empty());
    assert_eq!(attack.events().next().unwrap().time.value.as_ref().unwrap().to_string(), "2012-01-31");
}

/// What an undated article says, and a day on which it can have been published.
const WINDOWS: &[(&str, &str)] = &[
    // Who is to come is not there, and who has come has followed another.
    ("قال متحدث إن عملية برخان ستحل محل عملية سرفال في الأول من الشهر المقبل.", "2014-07-20"),
    ("ورثت قوة برخان معسكرات سرفال في تيساليت، وتنتشر القوة اليوم في خمس دول.", "2018-05-01"),
    // What goes through the years names those who are no more.
    (
        "حركة التوحيد والجهاد في غرب أفريقيا تنظيم مسلح. ظهر في 2011 وسيطر على غاو في 2012 وقتل أحد مؤسسيه في 2014.",
        "2018-03-01",
    ),
    // What was to come then.
    (
        "أحرق محتجون البرلمان لمنع النواب من التصويت على تعديل كان سيتيح للرئيس الترشح مجددا في نوفمبر 2015.",
        "2014-11-01",
    ),
    // There was an oath on that day before.
    (
        "من المقرر أن يؤدي الرئيس كيتا اليمين الدستورية في الرابع من سبتمبر المقبل. ويتولى كيتا السلطة منذ سبتمبر 2013.",
        "2018-08-17",
    ),
    // The sentence is of Friday, whenever it was printed.
    (
        "قال الرئيس مساء الجمعة إن عشرين شخصا قتلوا عندما هاجم مسلحون فندق راديسون في باماكو في وقت سابق من اليوم.",
        "2015-11-21",
    ),
    ("سجلت المنظمة بين يناير 2023 ويونيو من العام الحالي أربعين حالة.", "2025-08-28"),
    ("حضر القيادي سيدي إبراهيم ولد سيداتي الاجتماع في باماكو.", "2015-06-21"),
    ("أسقط الجيش الجزائري طائرة مسيرة مالية قرب تينزاواتين ليلة 31 مارس.", "2026-03-15"),
    // He was not killed in that sentence.
    (
        "اغتيل في المعارك شيخان من الأعيان. وقال القيادي سيدي إبراهيم ولد سيداتي في باماكو إن تنسيقية حركات أزواد لن ترد.",
        "2017-06-21",
    ),
];

#[test]
fn a_window_holds_the_day_of_publication() {
    for (text, truth) in WINDOWS {
        let truth: NaiveDate = truth.parse().unwrap();
        let reading: Reading = told("a", None, text);
        let timeline = mali().add(reading).build();
        let article = &timeline.articles()[0];
        let PublishedWhen::Inferred([from, to]) = article.published else { panic!("{article:?}") };
        let holds = from.is_none_or(|from| from <= truth) && to.is_none_or(|to| truth <= to);
        assert!(holds, "{text} {:?} {truth}", article.published);
        assert!(article.because.iter().all(|id| timeline.claim(id).is_some()), "{text}");
    }
}
