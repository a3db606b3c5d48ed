use super::*;
use crate::calendar::{Amount, Unit};
use chrono::FixedOffset;
use proptest::prelude::*;

fn value(text: &str) -> Value {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_form_names_its_interval() {
    for (text, granularity, start, end) in [
        ("2012-08-13", "day", "2012-08-13T00:00:00", "2012-08-14T00:00:00"),
        ("2012-06", "month", "2012-06-01T00:00:00", "2012-07-01T00:00:00"),
        ("2012-12", "month", "2012-12-01T00:00:00", "2013-01-01T00:00:00"),
        ("2012", "year", "2012-01-01T00:00:00", "2013-01-01T00:00:00"),
        ("0800", "year", "0800-01-01T00:00:00", "0801-01-01T00:00:00"),
        ("BC0044", "year", "-0043-01-01T00:00:00", "-0042-01-01T00:00:00"),
        ("BC0001", "year", "0000-01-01T00:00:00", "0001-01-01T00:00:00"),
        ("BC0044-03-15", "day", "-0043-03-15T00:00:00", "-0043-03-16T00:00:00"),
        ("2012-W24", "week", "2012-06-11T00:00:00", "2012-06-18T00:00:00"),
        ("2009-W53", "week", "2009-12-28T00:00:00", "2010-01-04T00:00:00"),
        ("2012-W24-WE", "weekend", "2012-06-15T00:00:00", "2012-06-18T00:00:00"),
        ("2012-SP", "season", "2012-03-01T00:00:00", "2012-06-01T00:00:00"),
        ("2012-WI", "season", "2012-12-01T00:00:00", "2013-03-01T00:00:00"),
        ("2012-Q2", "quarter", "2012-04-01T00:00:00", "2012-07-01T00:00:00"),
        ("2012-H2", "half", "2012-07-01T00:00:00", "2013-01-01T00:00:00"),
        ("199X", "decade", "1990-01-01T00:00:00", "2000-01-01T00:00:00"),
        ("000X", "decade", "0001-01-01T00:00:00", "0010-01-01T00:00:00"),
        ("BC004X", "decade", "-0048-01-01T00:00:00", "-0038-01-01T00:00:00"),
        ("19XX", "century", "1900-01-01T00:00:00", "2000-01-01T00:00:00"),
        ("BC00XX", "century", "-0098-01-01T00:00:00", "0001-01-01T00:00:00"),
        ("2012-06-14T17", "hour", "2012-06-14T17:00:00", "2012-06-14T18:00:00"),
        ("2012-06-14T17:00", "minute", "2012-06-14T17:00:00", "2012-06-14T17:01:00"),
        ("2012-06-14T17:00:30Z", "second", "2012-06-14T17:00:30", "2012-06-14T17:00:31"),
        ("2012-06-14T17:00+01:00", "minute", "2012-06-14T17:00:00", "2012-06-14T17:01:00"),
        ("2012-06-14TMO", "part_of_day", "2012-06-14T03:00:00", "2012-06-14T12:00:00"),
        ("2012-06-14TMI", "part_of_day", "2012-06-14T11:00:00", "2012-06-14T14:00:00"),
        ("2012-06-14TAF", "part_of_day", "2012-06-14T12:00:00", "2012-06-14T18:00:00"),
        ("2012-06-14TEV", "part_of_day", "2012-06-14T16:00:00", "2012-06-15T00:00:00"),
        ("2012-06-14TNI", "part_of_day", "2012-06-14T18:00:00", "2012-06-15T06:00:00"),
        ("2012-06-14TDT", "part_of_day", "2012-06-14T05:00:00", "2012-06-14T20:00:00"),
    ] {
        let value = value(text);
        assert_eq!(value.to_string(), text);
        assert_eq!(value.granularity().unwrap().to_string(), granularity, "{text}");
        let (from, to) = value.interval().unwrap();
        assert_eq!((format!("{from:?}"), format!("{to:?}")), (start.into(), end.into()), "{text}");
    }
}

#[test]
fn values_without_a_place_on_the_calendar() {
    for text in [
        "T17:00",
        "T09:30:15-03:30",
        "TNI",
        "XXXX-06",
        "XXXX-06-14",
        "XXXX-02-29",
        "XXXX-XX-14",
        "XXXX-WXX-4",
        "XXXX-WXX-4TMO",
        "XXXX-WXX-5T13:00",
        "XXXX-WXX-WE",
        "XXXX-SU",
        "P1D",
        "P1W",
        "P3D",
        "PXD",
        "P0.5Y",
        "P1DE",
        "P2DT3H",
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
        "+300000",
        "BC300000",
        "+300000-06",
    ] {
        let value = value(text);
        assert_eq!(value.to_string(), text);
        assert_eq!(value.interval(), None, "{text}");
    }
    assert_eq!(value("P2DT3H"), Value::Period(Period::of(2, Unit::Day).and(3, Unit::Hour)));
}

#[test]
fn other_spellings_are_read_as_the_usual_one() {
    for (text, usual) in
        [("199", "199X"), ("19", "19XX"), ("P1CE", "P1C"), ("2012-W24-4", "2012-06-14"), ("T17:00+00:00", "T17:00Z")]
    {
        assert_eq!(value(text).to_string(), usual);
    }
}

#[test]
fn what_is_no_value_is_an_error() {
    for text in [
        "",
        "2012-13",
        "2012-00",
        "2012-6",
        "2015-02-29",
        "2012-W54",
        "2012-W00",
        "2012-Q5",
        "2012-Q0",
        "2012-H3",
        "2012-XX",
        "20123",
        "+2012",
        "+02012",
        "0000",
        "BC0000",
        "BC",
        "BC+44",
        "BC44",
        "-0043",
        "2012-",
        "-2012",
        "XXXX",
        "XXXX-13",
        "XXXX-02-30",
        "XXXX-XX-32",
        "XXXX-XX-00",
        "XXXX-WXX-8",
        "XXXX-WXX-0",
        "T",
        "T24:00",
        "T17:60",
        "T7:00",
        "T17:00:61",
        "T17:00Zx",
        "T17:00+1",
        "T17:00+25:00",
        "T17:00+01:60",
        "TXX",
        "2012T17:00",
        "2012-06-14T",
        "2012-06-14TTMO",
        "199XX",
        "1XXX-06",
        "X",
        "XX",
        "199X-06",
        "2012-08-13 ",
        "٢٠١٢",
        "past_ref",
        "UNKNOWN",
        "2012-08-+3",
        "2012-+8",
        "99999999999",
    ] {
        assert!(text.parse::<Value>().is_err(), "{text} is {:?}", text.parse::<Value>());
    }
}

#[test]
fn a_day_and_the_units_that_hold_it() {
    let day = NaiveDate::from_ymd_opt(2012, 1, 1).unwrap();
    for (granularity, text) in [
        (Granularity::Day, "2012-01-01"),
        (Granularity::Weekend, "2011-W52-WE"),
        (Granularity::Week, "2011-W52"),
        (Granularity::Month, "2012-01"),
        (Granularity::Season, "2011-WI"),
        (Granularity::Quarter, "2012-Q1"),
        (Granularity::Half, "2012-H1"),
        (Granularity::Year, "2012"),
        (Granularity::Decade, "201X"),
        (Granularity::Century, "20XX"),
        (Granularity::Millennium, "2XXX"),
    ] {
        assert_eq!(Value::of(granularity, day).unwrap().to_string(), text);
    }
    assert_eq!(Value::of(Granularity::Hour, day), None);
}

#[test]
fn json_is_the_string() {
    let json = "\"2012-06-14TMO\"";
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(value, Value::Day(NaiveDate::from_ymd_opt(2012, 6, 14).unwrap()).at(PartOfDay::Morning).unwrap());
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert!(serde_json::from_str::<Value>("\"2012-13\"").is_err());
}

#[test]
fn edges_never_panic() {
    for year in [i32::MIN, i32::MIN + 1, -1, 0, 1, i32::MAX - 1, i32::MAX] {
        let values = [
            Value::Year(year),
            Value::Month(year, Month::December),
            Value::Season(year, Season::Winter),
            Value::Quarter(year, Quarter::Q4),
            Value::Half(year, Half::H2),
            Value::Decade(year),
            Value::Century(year),
            Value::Millennium(year),
            Value::decade_of(year),
            Value::century_of(year),
        ];
        for value in values {
            assert_eq!(value.to_string().parse::<Value>().unwrap(), value);
            let _ = value.interval();
        }
        assert_eq!(Value::week(year, 54), None);
    }
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        for granularity in Granularity::ALL {
            if let Some(value) = Value::of(granularity, day) {
                assert_eq!(value.to_string().parse::<Value>().ok(), Some(value.clone()), "{value}");
                let _ = value.interval();
            }
        }
        for part in [PartOfDay::Night, PartOfDay::Morning] {
            let _ = Value::Day(day).at(part).unwrap().interval();
        }
    }
}

fn any_time() -> impl Strategy<Value = TimeOfDay> {
    let part = prop::sample::select(vec![PartOfDay::Morning, PartOfDay::Midday, PartOfDay::Night]);
    let clock = (0u32..24, 0u32..60, 0u32..60, 0..3, proptest::option::of(-86_399..86_400));
    prop_oneof![
        part.prop_map(TimeOfDay::Part),
        clock.prop_map(|(hour, minute, second, precision, zone)| {
            let clock = match precision {
                0 => Clock::hour(hour),
                1 => Clock::at(hour, minute),
                _ => Clock::at_second(hour, minute, second),
            };
            let zone = zone.and_then(FixedOffset::east_opt);
            let clock = clock.unwrap();
            TimeOfDay::Clock(zone.map_or(clock, |zone| clock.with_zone(zone)))
        }),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    let day = || (-4_371_000i32..3_652_000).prop_filter_map("out of range", NaiveDate::from_num_days_from_ce_opt);
    prop_oneof![
        (day(), 4usize..14).prop_filter_map("too fine", |(day, n)| Value::of(Granularity::ALL[n], day)),
        (day(), any_time()).prop_filter_map("no day", |(day, time)| Value::Day(day).at(time)),
        any_time().prop_map(Value::TimeOfDay),
        (0i32..7, proptest::option::of(any_time())).prop_filter_map("no weekday", |(n, time)| {
            let weekday = Value::weekday(Weekday::try_from(n as u8).ok()?);
            time.map_or(Some(weekday.clone()), |time| weekday.at(time))
        }),
        (1u32..13, 1u32..32).prop_filter_map("no such day", |(month, day)| Value::day_of_year(month, day)),
        any::<u64>().prop_map(|n| Value::Period(Period::of(Amount::thousandths(n), Unit::Year))),
        any::<i32>().prop_map(Value::Year),
    ]
}

proptest! {
    #[test]
    fn text_round_trips(value in any_value()) {
        prop_assert_eq!(value.to_string().parse::<Value>().unwrap(), value);
    }

    #[test]
    fn a_unit_holds_its_day(days in -4_000_000i32..3_652_000, n in 4usize..14) {
        let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
        let granularity = Granularity::ALL[n];
        let (start, end) = Value::of(granularity, day).unwrap().interval().unwrap();
        // The weekend is the one unit that leaves most days out.
        if granularity != Granularity::Weekend {
            prop_assert!(start <= day.and_time(NaiveTime::MIN) && day.and_time(NaiveTime::MIN) < end);
        }
    }

    #[test]
    fn any_text_is_safe(text in "[BC+XWPTQH0-9:Z-]{0,14}|.{0,8}") {
        if let Ok(value) = text.parse::<Value>() {
            let again = value.to_string();
            prop_assert_eq!(again.parse::<Value>().unwrap(), value.clone());
            let _ = value.interval();
        }
    }
}
