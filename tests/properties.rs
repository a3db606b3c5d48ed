//! What holds for any text and any date.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, unreachable_pub)]
#[path = "support/checks.rs"]
mod checks;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use edtf_core::{Bound, BoundDate, Edtf};
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::LazyLock;
use tarikh::article::Published;
use tarikh::calendar::{Bounds, Context, Granularity, Preference, Resolution, Value, edtf};
use tarikh::script::{Key, tokenize};
use tarikh::timex::{Cue, Expression, Finder};
use tarikh::{Article, Reader, Tagger, Timex};

/// The texts of `tests/data/phrases.txt`.
static PHRASES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/phrases.txt").lines();
    let cases = lines.filter(|line| !line.starts_with(['#', '@']));
    cases.filter_map(|line| Some(line.split_once('|')?.0.trim())).filter(|text| !text.is_empty()).collect()
});

fn phrase() -> impl Strategy<Value = String> {
    select(PHRASES.clone()).prop_map(str::to_owned)
}

/// A phrase that means the same wherever it stands: no agency's dateline, which opens an article.
fn sentence() -> impl Strategy<Value = String> {
    phrase().prop_filter("a dateline", |text| !text.contains('(') && !text.contains('\n'))
}

/// A stretch of what turns up in articles, or might: most often a phrase of time.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => phrase(),
        2 => "[ء-غف-ي]{1,9}",
        2 => select(vec!["قتل جنديان في غاو", "أعلن الجيش", "سيصل الوفد", "بعد الهجوم", "منذ", "حتى", "وقال إن", "و", "في"])
            .prop_map(str::to_owned),
        1 => "[0-9]{1,4}|[٠-٩]{1,4}|[۰-۹]{1,4}|[0-9]{18,40}",
        1 => "[0-9]{1,2}[/.:-][0-9]{1,2}([/.:-][0-9]{2,4})?",
        1 => "[،؛؟.!:()«»\"/–—-]{1,3}",
        1 => select(vec!["ﺍﻟﺨﻤﻴﺲ", "ﻳﻮﻧﻴﻮ ﺍﻟﻤﺎﺿﻲ", "ﷲ", "ﻻ", "يَوْمَ", "الثلاثـــاء", "السبت\u{200f}", "\u{202b}2012\u{202c}"])
            .prop_map(str::to_owned),
        1 => "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{61c}]{1,3}",
        1 => "\\PC{1,5}|[a-zA-Z]{1,8}",
        1 => "\n{1,3}|\r\n|\t|\u{a0}|\u{0}|\u{1b}",
    ]
}

/// Pieces with and without spaces between them.
fn text() -> impl Strategy<Value = String> {
    let glue = prop_oneof![5 => Just(" "), 1 => Just(""), 1 => Just("\n"), 1 => Just(". ")];
    proptest::collection::vec((piece(), glue), 0..14)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, glue)| [piece, glue.to_owned()]).collect())
}

/// Days that news is about, and now and then any that chrono can hold.
fn day() -> impl Strategy<Value = NaiveDate> {
    let any = NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce();
    prop_oneof![
        6 => 730_000..740_000i32,
        1 => -1000..200_000i32,
        1 => any,
        1 => select(vec![NaiveDate::MIN.num_days_from_ce(), NaiveDate::MAX.num_days_from_ce()]),
    ]
    .prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

/// A day that can be moved by centuries.
fn recent_day() -> impl Strategy<Value = NaiveDate> {
    (600_000..900_000i32).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn preference() -> impl Strategy<Value = Preference> {
    select(vec![Preference::News, Preference::Past, Preference::Future])
}

fn cue() -> impl Strategy<Value = Cue> {
    select(vec![Cue::Past, Cue::Begun, Cue::Announced, Cue::Future])
}

fn tag(text: &str, reference: impl Into<Published>) -> Vec<Timex> {
    Tagger::new().tag_text(text, Some(reference.into()))
}

fn resolve(expression: &Expression, reference: NaiveDate, preference: Preference, cue: Cue) -> Resolution {
    let mut context = Context::at(reference).preferring(preference);
    context.cue = cue;
    expression.resolve(&context)
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    /// Offsets lie on character boundaries of the original and quote exactly what they say; spans never overlap; bounds
    /// are ordered; values and EDTF are well-formed and values read back.
    #[test]
    fn what_is_read_stands_in_the_text(text in text(), day in proptest::option::of(day())) {
        let mut article = Article::new("a", text);
        article.published = day.map(Published::On);
        checks::is_reading_of(&Reader::new().read(&article), &article.text);
    }

    /// What EDTF says of an interval is, to the day, what the bounds say. Read by another crate.
    #[test]
    fn edtf_says_the_same_days(
        first in -300_000..3_600_000i32,
        length in prop_oneof![1..4i32, 25..70i32, 300..800i32, 1..40_000i32],
        granularity in select(Granularity::ALL.to_vec()),
    ) {
        let day = |days| NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let named = Value::of(granularity, day(first)).and_then(|value| value.interval());
        let free = (day(first).into(), day(first + length).into());
        for (start, end) in named.into_iter().chain([free]) {
            let written = edtf(&Bounds::exactly(start, end).unwrap(), granularity);
            let read = Edtf::parse(&written).unwrap().bounds();
            let said = |day: NaiveDate| {
                Bound::Date(BoundDate { year: day.year().into(), month: day.month() as u8, day: day.day() as u8 })
            };
            // Years beyond 9999 are written without month and day; seasons belong to the months of the north.
            if (0..=9999).contains(&start.year()) && (0..=9999).contains(&end.year()) && granularity != Granularity::Season {
                prop_assert_eq!(read.earliest, said(start.date()), "{}", written);
                prop_assert_eq!(read.latest, said((end - TimeDelta::seconds(1)).date()), "{}", written);
            }
        }
    }

    /// A folded word folds to itself.
    #[test]
    fn folding_is_idempotent(word in "[\u{600}-\u{6ff}ﭐ-ﻼ]{0,20}|\\PC{0,12}") {
        for token in tokenize(&word) {
            let folded = token.key().to_string();
            prop_assert_eq!(Key::of(&folded), token.key());
            prop_assert_eq!(Key::of(&folded).to_string(), folded);
        }
    }

    /// Diacritics, tatweel, digits of another script and invisible marks change no meaning.
    #[test]
    fn decoration_changes_no_value(
        text in proptest::collection::vec(phrase(), 1..4).prop_map(|pieces| pieces.join(" ثم ")),
        marks in proptest::collection::vec(select(vec!["", "", "", "\u{64e}", "\u{650}", "\u{64f}", "\u{652}", "\u{651}\u{64e}", "ـ", "ــــ"]), 1..40),
        zero in select(vec!['0', '٠', '۰', '０']),
        day in recent_day(),
    ) {
        let plain = undecorated(&text);
        let dressed = decorated(&plain, &marks, zero);
        let (plainly, dressily) = (tag(&plain, day), tag(&dressed, day));
        let said = |timexes: &[Timex]| -> Vec<_> {
            timexes.iter().map(|t| (undecorated(&t.quote.text), t.kind, t.value.clone(), t.modifier, t.unresolved, t.bounds)).collect()
        };
        prop_assert_eq!(said(&plainly), said(&dressily), "{} and {}", plain, dressed);
    }

    /// What one sentence says does not depend on the sentences after it, and on those before it only where its words
    /// refer back.
    #[test]
    fn sentences_stand_alone(
        before in proptest::collection::vec(sentence(), 1..3),
        after in proptest::collection::vec(sentence(), 1..3),
        end in select(vec![". ", ".\n", "؟ ", "! ", "\n\n"]),
        day in recent_day(),
    ) {
        let before = format!("{} في المدينة{end}", before.join(" في المدينة. "));
        let after = format!("وكتب {} في المدينة.", after.join(" في المدينة. وكتب "));
        let (first, second) = (tag(&before, day), tag(&after, day));
        let whole = tag(&format!("{before}{after}"), day);
        prop_assert_eq!(whole.len(), first.len() + second.len());
        let (whole_first, whole_second) = whole.split_at(first.len());
        prop_assert_eq!(whole_first, &first[..]);
        // The sentence in which a time that refers back is another now: what it tells goes on from there («الاثنين 2
        // فبراير … ثم الخميس»).
        let mut moved = None;
        for (alone, among) in second.iter().zip(whole_second) {
            prop_assert_eq!(&alone.quote.text, &among.quote.text);
            prop_assert_eq!(alone.quote.bytes.start as usize + before.len(), among.quote.bytes.start as usize);
            // A member of a list may take the year that stands with its neighbour, in its own sentence.
            prop_assert_eq!(&alone.expression, &among.expression);
            if refers_back(&alone.expression, day) {
                if alone.value != among.value {
                    moved = Some(among.sentence);
                }
            } else if moved != Some(among.sentence) {
                prop_assert_eq!((&alone.value, alone.bounds), (&among.value, among.bounds), "{}{}", before, after);
            }
        }
    }

    /// Seen from a day some weeks later, days and weeks lie so many weeks later.
    #[test]
    fn weeks_move_with_the_reference(
        text in counted_in_days(), day in recent_day(), weeks in -2000..2000i64, preference in preference(), cue in cue(),
    ) {
        let by = TimeDelta::weeks(weeks);
        let found = Finder::new().find(&text);
        prop_assert_eq!(found.len(), 1, "{}", text);
        let expression = &found[0].expression;
        let here = resolve(expression, day, preference, cue);
        let there = resolve(expression, day + by, preference, cue);
        prop_assert!(here.value.is_some(), "{}", text);
        prop_assert!(is_moved(&here, &there, by), "{}: {:?} and {:?}", text, here, there);
    }

    /// The calendar repeats after 400 years: what is counted from the reference lies 400 years later, what is said in
    /// full stays.
    #[test]
    fn centuries_move_with_the_reference(
        text in phrase(), day in recent_day(), times in -1..2i64, preference in preference(), cue in cue(),
    ) {
        let by = TimeDelta::days(146_097 * times);
        for found in Finder::new().find(&text) {
            let expression = found.expression;
            // The Hijri calendar has another cycle, and so has Easter.
            let written = serde_json::to_string(&expression).unwrap();
            if written.contains("hijri") || written.contains("holiday") {
                continue;
            }
            let here = resolve(&expression, day, preference, cue);
            let there = resolve(&expression, day + by, preference, cue);
            let stays = (&here.value, here.bounds) == (&there.value, there.bounds);
            prop_assert!(stays || is_moved(&here, &there, by), "{}: {:?} and {:?}", text, here, there);
        }
    }
}

/// A wording that counts days or weeks from the reference.
fn counted_in_days() -> impl Strategy<Value = String> {
    let weekday = select(vec!["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]);
    let part = select(vec!["", "مساء ", "صباح ", "ظهر ", "فجر ", "ليل "]);
    let direction = select(vec!["", " الماضي", " المقبل", " الجاري", " القادم"]);
    prop_oneof![
        (part, weekday, direction).prop_map(|(part, weekday, direction)| format!("{part}{weekday}{direction}")),
        (3..90u32, select(vec!["يوما", "أسبوعا"])).prop_map(|(count, unit)| format!("قبل {count} {unit}")),
        select(vec![
            "اليوم",
            "أمس",
            "غدا",
            "أول أمس",
            "بعد غد",
            "صباح اليوم",
            "مساء أمس",
            "الأسبوع الماضي",
            "الأسبوع المقبل",
            "هذا الأسبوع",
            "قبل يومين",
            "قبل أسبوعين",
            "قبل أسبوع",
            "نهاية الأسبوع الماضي",
            "الليلة الماضية",
        ])
        .prop_map(str::to_owned),
    ]
}

/// Whether `there` is `here`, moved in time.
fn is_moved(here: &Resolution, there: &Resolution, by: TimeDelta) -> bool {
    let moved = |t: Option<NaiveDateTime>| t.map(|t| t + by);
    let points = |b: Bounds| [b.earliest_start(), b.latest_start(), b.earliest_end(), b.latest_end()];
    let interval = |value: &Value| value.interval().map(|(start, end)| [start, end]);
    let values = |r: &Resolution| r.value.iter().chain(&r.candidates).cloned().collect::<Vec<_>>();
    let same_values = values(here).len() == values(there).len()
        && values(here)
            .iter()
            .zip(&values(there))
            .all(|(a, b)| a.granularity() == b.granularity() && interval(a).map(|i| i.map(|t| t + by)) == interval(b));
    same_values
        && here.kind == there.kind
        && here.unresolved == there.unresolved
        && here.bounds.map(|b| points(b).map(moved)) == there.bounds.map(points)
}

/// Whether what an expression means depends on what was told before it.
fn refers_back(expression: &Expression, day: NaiveDate) -> bool {
    // «الأحد 22 مارس» takes over the year that is told only where the weekday agrees: in 28 years it does.
    // «الثمانينات» is of the century that is told.
    let years = (day.year() - 28..=day.year()).chain([day.year() - 150]).map(Some);
    let mut earlier = vec![None];
    // In two quarters, one of which is not that of the day.
    let told = [
        "1991-02-03",
        "1991-02",
        "1991",
        "1991-02-03TMO",
        "1991-08-03",
        "1991-08",
        "1991-Q1",
        "1991-Q3",
        "1650",
        "1899",
    ];
    earlier.extend(told.map(|v| v.parse::<Value>().ok()));
    let told = years.map(|year| (year, None)).chain(earlier.into_iter().map(|value| (Some(day.year() - 7), value)));
    let told: Vec<_> = told.collect();
    [Cue::Past, Cue::Begun, Cue::Announced, Cue::Future].into_iter().any(|cue| {
        let alone = resolve(expression, day, Preference::News, cue);
        told.iter().any(|(year, earlier)| {
            let mut context = Context::at(day);
            context.cue = cue;
            context.story_year = *year;
            context.earlier.clone_from(earlier);
            let among = expression.resolve(&context);
            (alone.value.as_ref(), alone.bounds) != (among.value.as_ref(), among.bounds)
        })
    })
}

/// Without marks, and with European digits.
fn undecorated(text: &str) -> String {
    let kept = text.chars().filter(|&c| !matches!(c, '\u{64b}'..='\u{652}' | 'ـ' | '\u{200f}' | '\u{200e}'));
    kept.map(|c| match c {
        '٠'..='٩' => digit(c, '٠', '0'),
        '۰'..='۹' => digit(c, '۰', '0'),
        '０'..='９' => digit(c, '０', '0'),
        _ => c,
    })
    .collect()
}

fn digit(c: char, zero: char, other: char) -> char {
    char::from_u32(c as u32 - zero as u32 + other as u32).unwrap()
}

/// With marks on the letters that another letter follows, and digits of another script.
fn decorated(text: &str, marks: &[&str], zero: char) -> String {
    let mut out = String::new();
    let mut marks = marks.iter().cycle();
    let is_letter = |c: char| matches!(c, 'ء'..='غ' | 'ف'..='ي');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(if c.is_ascii_digit() { digit(c, '0', zero) } else { c });
        if is_letter(c) && rest.peek().is_some_and(|&next| is_letter(next)) {
            out.push_str(marks.next().unwrap());
        }
    }
    out
}
