//! Input that is meant to break things: the fuzzer's seeds, and everything that once did break something.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(unreachable_pub)]
#[path = "support/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;

/// Runs one check over the files of its folder under `tests/data/fuzz`.
fn all(target: &str, check: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{} holds the seeds", folder.display());
    for file in files {
        // Shown if the check fails.
        println!("{}", file.display());
        check(&fs::read(&file).unwrap());
    }
}

#[test]
fn read() {
    all("read", checks::read);
}

#[test]
fn resolve() {
    all("resolve", checks::resolve);
}

#[test]
fn timeline() {
    all("timeline", checks::timeline);
}

#[test]
fn network() {
    all("network", checks::network);
}

#[test]
fn articles() {
    all("articles", checks::articles);
}

/// A reading and a timeline from elsewhere may say anything: places beyond the text or within a character, mentions and
/// time expressions that are not there. Each number of them in turn is replaced, and asked about.
#[test]
fn numbers_from_elsewhere_are_refused_or_lead_nowhere() {
    use serde_json::{Value, json};

    fn places(value: &Value, path: &str, out: &mut Vec<String>) {
        match value {
            Value::Number(_) => out.push(path.to_owned()),
            Value::Array(items) => items.iter().enumerate().for_each(|(n, v)| places(v, &format!("{path}/{n}"), out)),
            Value::Object(fields) => fields.iter().for_each(|(name, v)| places(v, &format!("{path}/{name}"), out)),
            _ => {}
        }
    }

    let text = "قتل الجيش 20 مسلحا أمس وغادر بعد يومين من الهجوم.";
    let mut article = tarikh::Article::new("a", text);
    article.published = chrono::NaiveDate::from_ymd_opt(2012, 8, 15).map(Into::into);
    let reading = tarikh::Reader::new().read(&article);
    assert!(reading.timexes.len() > 1 && reading.mentions.len() > 1 && !reading.numbers.is_empty());
    let timeline = tarikh::Timeline::from_readings([reading.clone()]);
    let (mut taken, mut refused) = (0, 0);
    for whole in [serde_json::to_value(&reading).unwrap(), serde_json::to_value(&timeline).unwrap()] {
        let mut all = Vec::new();
        places(&whole, "", &mut all);
        assert!(all.len() > 50, "{}", all.len());
        // Within a character, beyond any text, below zero.
        for (place, number) in all.iter().zip([json!(1), json!(u32::MAX), json!(i64::MIN)].into_iter().cycle()) {
            let mut changed = whole.clone();
            *changed.pointer_mut(place).unwrap() = number;
            println!("{place}");
            let bytes = serde_json::to_vec(&changed).unwrap();
            let reads = serde_json::from_slice::<tarikh::Reading>(&bytes).is_ok()
                || serde_json::from_slice::<tarikh::Timeline>(&bytes).is_ok();
            *if reads { &mut taken } else { &mut refused } += 1;
            checks::timeline(&bytes);
        }
    }
    assert!(taken > 50 && refused > 20, "{taken} taken, {refused} refused");
}

/// Week 53, 29 February, the last days of Hijri months, the years before the first, and the ends of what a date can be.
#[test]
fn the_edges_of_calendars() {
    use chrono::NaiveDate;
    use tarikh::calendar::Unresolved::OutOfRange;
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let (first, last) = (NaiveDate::MIN, NaiveDate::MAX);
    for (text, published, value) in [
        ("الأسبوع الماضي", day(2010, 1, 5), Ok("2009-W53")),
        ("الأسبوع الجاري", day(2010, 1, 3), Ok("2009-W53")),
        ("الأسبوع المقبل", day(2015, 12, 24), Ok("2015-W53")),
        ("قبل سنة", day(2012, 2, 29), Ok("2011")),
        ("قبل شهر", day(2012, 3, 31), Ok("2012-02")),
        ("قبل يوم", day(2012, 3, 1), Ok("2012-02-29")),
        ("قبل يوم", day(1900, 3, 1), Ok("1900-02-28")),
        ("غدا", day(2012, 2, 28), Ok("2012-02-29")),
        ("29 فبراير", day(2015, 3, 5), Ok("2012-02-29")),
        ("29 رمضان 1436", day(2015, 8, 1), Ok("2015-07-16")),
        ("30 ذو الحجة 1436", day(2016, 1, 1), Ok("2015-10-13")),
        ("عام 1 قبل الميلاد", day(2012, 1, 1), Ok("BC0001")),
        ("44 ق.م", day(2012, 1, 1), Ok("BC0044")),
        ("قبل 2012 سنة", day(2012, 6, 1), Ok("BC0001")),
        ("قبل 2013 سنة", day(2012, 6, 1), Ok("BC0002")),
        ("أمس", day(1, 1, 1), Ok("BC0001-12-31")),
        ("غدا", day(9999, 12, 31), Ok("+10000-01-01")),
        ("أمس", first, Err(OutOfRange)),
        ("غدا", last, Err(OutOfRange)),
        ("الشهر الماضي", first, Err(OutOfRange)),
        ("الشهر المقبل", last, Err(OutOfRange)),
        ("العام الماضي", first, Err(OutOfRange)),
        ("العام المقبل", last, Err(OutOfRange)),
        ("قبل عشرين سنة", first, Err(OutOfRange)),
    ] {
        let found = tarikh::Tagger::new().tag_text(text, Some(published.into()));
        assert_eq!(found.len(), 1, "{text}");
        let said = found[0].value.as_ref().map(ToString::to_string).ok_or(found[0].unresolved);
        assert_eq!(said.as_deref(), value.map_err(Some).as_ref().copied(), "{text} in an article of {published}");
    }
}

/// Days that are not there, and numbers beyond every calendar: a value or a reason, never another day.
#[test]
fn what_no_calendar_holds_has_no_value() {
    use tarikh::calendar::Unresolved::{DoesNotExist, OutOfRange};
    let reference = chrono::NaiveDate::from_ymd_opt(2012, 8, 15).map(tarikh::article::Published::On);
    for (text, unresolved) in [
        ("قبل 99999999999 سنة", OutOfRange),
        ("قبل مليار سنة", OutOfRange),
        ("قبل 300 ألف سنة", OutOfRange),
        ("1 محرم 99999", OutOfRange),
        ("1 محرم 99999 هـ", OutOfRange),
        ("15 يونيو 999999", OutOfRange),
        ("15 يونيو 99999999999999999999999", OutOfRange),
        ("29 فبراير 2015", DoesNotExist),
        ("29 فبراير 1900", DoesNotExist),
        ("30 فبراير", DoesNotExist),
        ("31 أبريل 2012", DoesNotExist),
        ("30 صفر 1433", DoesNotExist),
        ("31 رمضان 1433", DoesNotExist),
    ] {
        let found = tarikh::Tagger::new().tag_text(text, reference);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].quote.text, text, "found whole");
        assert_eq!((&found[0].value, found[0].unresolved), (&None, Some(unresolved)), "{text}");
    }
    // What the number counts is no year.
    let counted = tarikh::Tagger::new().tag_text("وصل 15 يونيو 20000 لاجئ", reference);
    assert_eq!(counted[0].quote.text, "15 يونيو");
    for text in ["قبل 18446744073709551616 يوما", "قبل 340282366920938463463374607431768211456 سنة"] {
        let found = tarikh::Tagger::new().tag_text(text, reference);
        assert!(found.iter().all(|timex| timex.value.is_none()), "{text}: {found:?}");
    }
}
