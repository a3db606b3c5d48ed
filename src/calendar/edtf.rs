//! Bounds as EDTF (ISO 8601-2), the notation of libraries and archives for dates that are not exact.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::{Bounds, Granularity, Quarter, Season, Value};

/// The nearest EDTF expression for bounds that were stated at a granularity.
///
/// | known | written |
/// |---|---|
/// | a day, month, year | `2012-08-13`, `2012-08`, `2012` |
/// | a season, quarter, half year | `2012-22`, `2012-34`, `2012-40` |
/// | a decade, century | `199X`, `19XX` |
/// | a second, minute of the clock | `2012-06-14T17:00:00` |
/// | one day of several, which is open | `[2012-08-02..2012-08-04]` |
/// | any other interval | `2012-03-30/2012-04-01`, `2012-03/2012-05`, `2011/2012` |
/// | one side only | `../2012-08-15`, `2012-01-01/..` |
/// | nothing | `XXXX` |
///
/// EDTF knows no weeks, no parts of days and no intervals between clock times: they become the days they touch.
/// Both ends of an EDTF interval are included, so the last day is the one before the midnight at which bounds end.
/// A single unit, as in EDTF itself, leaves open whether all of it was meant or some moment in it. Years beyond
/// 9999 are written `Y12345`, without month and day.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::{Bounds, Granularity, edtf};
///
/// let day = NaiveDate::from_ymd_opt(2012, 8, 13).unwrap();
/// assert_eq!(edtf(&Bounds::of_day(day), Granularity::Day), "2012-08-13");
/// let noon = day.and_hms_opt(12, 0, 0).unwrap();
/// assert_eq!(edtf(&Bounds::before(noon), Granularity::Day), "../2012-08-13");
/// ```
#[must_use]
pub fn edtf(bounds: &Bounds, granularity: Granularity) -> String {
    written(bounds, granularity, "")
}

/// The same for a time that was called approximate: every date in it carries `~`.
///
/// ```
/// use tarikh::calendar::{Bounds, Granularity, Value, edtf_approximate};
///
/// let (start, end) = "2012".parse::<Value>().unwrap().interval().unwrap();
/// assert_eq!(edtf_approximate(&Bounds::exactly(start, end).unwrap(), Granularity::Year), "2012~");
/// ```
#[must_use]
pub fn edtf_approximate(bounds: &Bounds, granularity: Granularity) -> String {
    written(bounds, granularity, "~")
}

fn written(bounds: &Bounds, granularity: Granularity, mark: &str) -> String {
    // The inner two points are lost: an EDTF interval cannot say that each of its ends is one of several days.
    match (bounds.earliest_start(), bounds.latest_end()) {
        (None, None) => "XXXX".into(),
        (Some(start), None) => format!("{}{mark}/..", day(start.date())),
        (None, Some(end)) => format!("../{}{mark}", day(last_day(end))),
        (Some(start), Some(end)) => interval(bounds, (start, end), granularity, mark),
    }
}

fn interval(
    bounds: &Bounds,
    (start, end): (NaiveDateTime, NaiveDateTime),
    granularity: Granularity,
    mark: &str,
) -> String {
    let moment = granularity <= Granularity::Minute && end - start <= TimeDelta::minutes(1);
    if moment && bounds.exact().is_some() && (1..=9999).contains(&start.year()) {
        // A qualifier has no place behind a clock time.
        return start.format("%Y-%m-%dT%H:%M:%S").to_string();
    }
    // An empty interval still lies on a day.
    let (first, last) = (start.date(), last_day(end).max(start.date()));
    let single = |granularity| {
        let value = Value::of(granularity, first)?;
        (value.interval()? == (start, end)).then(|| unit(&value))?
    };
    // The unit that was meant first: June to August is a season, or just three months.
    if let Some(unit) = single(granularity) {
        return format!("{unit}{mark}");
    }
    if first == last {
        return format!("{}{mark}", day(first));
    }
    let plain = [Granularity::Month, Granularity::Year, Granularity::Decade, Granularity::Century];
    if let Some(unit) = plain.into_iter().find_map(single) {
        return format!("{unit}{mark}");
    }
    // Inside a set no date can be qualified, and no long year occur.
    let settable = mark.is_empty() && [first, last].iter().all(|day| (-9999..=9999).contains(&day.year()));
    if granularity <= Granularity::Day && bounds.exact().is_none() && settable {
        return format!("[{}..{}]", day(first), day(last));
    }
    let aligned = |granularity: Granularity| {
        let (from, to) = (Value::of(granularity, first)?, Value::of(granularity, last)?);
        let whole = from.interval()?.0 == start && to.interval()?.1 == end;
        whole.then(|| Some((unit(&from)?, unit(&to)?)))?
    };
    let coarse = [Granularity::Year, Granularity::Month].into_iter().filter(|unit| *unit <= granularity);
    let (from, to) = coarse.filter_map(aligned).next().unwrap_or_else(|| (day(first), day(last)));
    format!("{from}{mark}/{to}{mark}")
}

/// The last day before the end of a half-open interval.
fn last_day(end: NaiveDateTime) -> NaiveDate {
    end.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(end).date()
}

fn year(year: i32) -> String {
    match year {
        0..=9999 => format!("{year:04}"),
        -9999..0 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    }
}

fn day(day: NaiveDate) -> String {
    match day.year() {
        -9999..=9999 => format!("{}-{:02}-{:02}", year(day.year()), day.month(), day.day()),
        beyond => year(beyond),
    }
}

/// A calendar unit that EDTF can write in one piece.
fn unit(value: &Value) -> Option<String> {
    let numbered = |y: i32, number: u32| (-9999..=9999).contains(&y).then(|| format!("{}-{number:02}", year(y)));
    match *value {
        Value::Day(date) => Some(day(date)),
        Value::Month(y, month) => numbered(y, month.number_from_month()),
        Value::Season(y, season) => numbered(
            y,
            match season {
                Season::Spring => 21,
                Season::Summer => 22,
                Season::Autumn => 23,
                Season::Winter => 24,
            },
        ),
        Value::Quarter(y, quarter) => numbered(y, 33 + quarter.number() - Quarter::Q1.number()),
        Value::Half(y, half) => numbered(y, 39 + half.number()),
        Value::Year(y) => Some(year(y)),
        // Before the common era, and at its start, our decades are not those of EDTF's astronomical years.
        Value::Decade(decade @ 1..=999) => Some(format!("{decade:03}X")),
        Value::Century(century @ 1..=99) => Some(format!("{century:02}XX")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(value: &str) -> (Bounds, Granularity) {
        let value: Value = value.parse().unwrap();
        let (start, end) = value.interval().unwrap();
        (Bounds::exactly(start, end).unwrap(), value.granularity().unwrap())
    }

    fn midnight(text: &str) -> NaiveDateTime {
        text.parse::<NaiveDate>().unwrap().and_hms_opt(0, 0, 0).unwrap()
    }

    #[test]
    fn values_keep_their_shape() {
        for (value, expected) in [
            ("2012-08-13", "2012-08-13"),
            ("2012-08", "2012-08"),
            ("2012", "2012"),
            ("0800", "0800"),
            ("BC0044", "-0043"),
            ("BC0044-03-15", "-0043-03-15"),
            ("2012-W24", "2012-06-11/2012-06-17"),
            ("2012-SU", "2012-22"),
            ("2012-WI", "2012-24"),
            ("2012-Q2", "2012-34"),
            ("2012-H1", "2012-40"),
            ("199X", "199X"),
            ("19XX", "19XX"),
            ("000X", "0001/0009"),
            ("BC004X", "-0048/-0039"),
            ("2012-06-14T17:00", "2012-06-14T17:00:00"),
            ("2012-06-14T17", "2012-06-14"),
            ("2012-06-14TMO", "2012-06-14"),
            ("2012-06-14TNI", "2012-06-14/2012-06-15"),
            ("+12345", "Y12345"),
        ] {
            let (bounds, granularity) = of(value);
            let text = edtf(&bounds, granularity);
            assert_eq!(text, expected, "{value}");
            assert!(edtf_core::is_valid(&text), "{text}");
            let approximate = edtf_approximate(&bounds, granularity);
            assert!(edtf_core::is_valid(&approximate), "{approximate}");
            assert!(approximate.contains('~') || granularity == Granularity::Minute, "{approximate}");
        }
    }

    #[test]
    fn intervals_and_open_sides() {
        let span = |from, to| Bounds::exactly(midnight(from), midnight(to)).unwrap();
        let within = |from, to| Bounds::sometime_in(midnight(from), midnight(to)).unwrap();
        for (bounds, granularity, expected) in [
            (span("2012-03-30", "2012-04-02"), Granularity::Day, "2012-03-30/2012-04-01"),
            (span("2012-06-01", "2012-09-01"), Granularity::Month, "2012-06/2012-08"),
            (span("2012-06-01", "2012-09-01"), Granularity::Season, "2012-22"),
            (span("2012-06-01", "2012-09-01"), Granularity::Day, "2012-06-01/2012-08-31"),
            (span("2010-01-01", "2013-01-01"), Granularity::Year, "2010/2012"),
            (span("2010-01-01", "2013-01-02"), Granularity::Year, "2010-01-01/2013-01-01"),
            (span("2012-08-02", "2012-08-04"), Granularity::Minute, "2012-08-02/2012-08-03"),
            (within("2012-08-02", "2012-08-05"), Granularity::Day, "[2012-08-02..2012-08-04]"),
            (within("2012-08-02", "2012-08-05"), Granularity::Month, "2012-08-02/2012-08-04"),
            (within("2012-08-02", "2012-08-03"), Granularity::Day, "2012-08-02"),
            (within("2012-08-01", "2012-09-01"), Granularity::Day, "2012-08"),
            (within("2012-08-02", "2012-08-02"), Granularity::Day, "2012-08-02"),
            (Bounds::before(midnight("2012-08-16")), Granularity::Day, "../2012-08-15"),
            (Bounds::after(midnight("2012-01-01")), Granularity::Day, "2012-01-01/.."),
            (Bounds::UNKNOWN, Granularity::Day, "XXXX"),
        ] {
            let text = edtf(&bounds, granularity);
            assert_eq!(text, expected);
            assert!(edtf_core::is_valid(&text), "{text}");
        }
        assert_eq!(edtf_approximate(&span("2010-01-01", "2013-01-01"), Granularity::Year), "2010~/2012~");
    }

    proptest! {
        #[test]
        fn always_valid(
            points in proptest::collection::vec(proptest::option::of(-5_000_000i32..5_000_000), 2),
            length in 0i32..5_000, short in any::<bool>(), exact in any::<bool>(), unit in 0usize..14,
        ) {
            let at = |n: i32| NaiveDate::from_num_days_from_ce_opt(n).unwrap().and_hms_opt(0, 0, 0).unwrap();
            let start = points[0];
            let end = if short { start.map(|start| start + length) } else { points[1] };
            let (start, end) = (start.map(at), end.map(at));
            let bounds = if exact { Bounds::new(start, start, end, end) } else { Bounds::new(start, None, None, end) };
            if let Some(bounds) = bounds {
                for text in [edtf(&bounds, Granularity::ALL[unit]), edtf_approximate(&bounds, Granularity::ALL[unit])] {
                    prop_assert!(edtf_core::is_valid(&text), "{}", text);
                }
            }
        }
    }
}
