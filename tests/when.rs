//! Dates on the command lines of the example programs.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, unreachable_pub)]
#[path = "../examples/common/when.rs"]
mod when;

use when::{Dated, Stretch};

#[test]
fn a_stretch_is_a_day_a_month_or_a_year() {
    for (written, start, end) in [
        ("2012-08-15", "2012-08-15", "2012-08-16"),
        ("2012-08", "2012-08-01", "2012-09-01"),
        ("2012-12", "2012-12-01", "2013-01-01"),
        ("2012", "2012-01-01", "2013-01-01"),
        ("٢٠١٢", "2012-01-01", "2013-01-01"),
    ] {
        let stretch: Stretch = written.parse().unwrap();
        assert_eq!((stretch.start.date().to_string(), stretch.end.date().to_string()), (start.into(), end.into()));
    }
    for wrong in ["", "12", "2012-13", "2012-02-30", "2012-08-15T10:00", "soon", "-2012"] {
        assert!(wrong.parse::<Stretch>().is_err(), "{wrong}");
    }
}

#[test]
fn an_id_may_hold_an_equals_sign() {
    let dated: Dated = "a=b=2012-08-15".parse().unwrap();
    assert_eq!((dated.id.as_str(), dated.published.date().to_string().as_str()), ("a=b", "2012-08-15"));
    assert_eq!("a".parse::<Dated>().unwrap_err(), "write the article's id, an equals sign and a date: a1=2012-08-15");
    assert_eq!(
        "a=15/8/2012".parse::<Dated>().unwrap_err(),
        "not a publication date: «15/8/2012»; expected a day as 2012-08-15 or a time as 2012-08-15T10:00"
    );
}
