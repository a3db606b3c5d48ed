//! The axis of a year, and bounds as bars on it.

use super::escape::said;
use crate::calendar::Bounds;
use crate::timeline::{Event, Group};
use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta};

/// From the start of the first year of a section to the end of the last.
pub(super) struct Axis {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

/// The names of so many years stand beside each other without touching.
const YEARS: i32 = 7;

impl Axis {
    /// The years of a group; of one without an end as much as its events need.
    pub(super) fn of(group: &Group, events: &[&Event]) -> Self {
        let from = group.from();
        let known = |event: &&Event| {
            let bounds = event.bounds();
            [bounds.latest_end(), bounds.earliest_end(), bounds.earliest_start()].into_iter().flatten().max()
        };
        let next_year = |at: NaiveDateTime| {
            let first = NaiveDate::from_ymd_opt(at.year().checked_add(1)?, 1, 1)?;
            Some(first.and_time(chrono::NaiveTime::MIN))
        };
        let to = group.to().or_else(|| next_year(events.iter().filter_map(known).max()?));
        let to = to.filter(|&to| to > from).or_else(|| next_year(from)).unwrap_or(NaiveDateTime::MAX);
        Self { from, to }
    }

    /// Where a moment lies, in ten-thousandths of the axis, which may be left of it or right of it.
    fn place(&self, at: NaiveDateTime) -> i64 {
        let whole = (self.to - self.from).num_seconds().max(1);
        let part = i128::from((at - self.from).num_seconds()) * 10_000 / i128::from(whole);
        i64::try_from(part).unwrap_or(i64::MAX)
    }

    /// The names of months by their number, or of years, each with its place in percent: no more than stand beside each
    /// other.
    pub(super) fn ticks(&self) -> Vec<(String, String)> {
        let months = (self.to.year() - self.from.year()) * 12 + i32::from(self.to.month() as u8)
            - i32::from(self.from.month() as u8);
        // Months of one year, else as many years as have room.
        let (step, by_year) = match months {
            ..=12 => (1, false),
            13..=24 => (3, false),
            _ => (12 * u32::try_from((months - 1) / (12 * YEARS) + 1).unwrap_or(1), true),
        };
        let mut ticks = Vec::new();
        let mut at = Some(self.from);
        while let Some(tick) = at.filter(|&at| at < self.to && ticks.len() < 24) {
            let name = if by_year { tick.year().to_string() } else { tick.month().to_string() };
            ticks.push((percent(self.place(tick)), name));
            at = tick.checked_add_months(Months::new(step));
        }
        ticks
    }

    /// Bounds as a bar: light from the earliest start to the latest end, dark from the latest start to the earliest end.
    pub(super) fn track(&self, bounds: &Bounds, words: &str) -> String {
        let clipped = |at: i64| at.clamp(0, 10_000);
        let start = bounds.earliest_start().map(|at| self.place(at));
        // What is open to the end is drawn as far as it surely went.
        let end = bounds.latest_end().or_else(|| bounds.latest_start().max(bounds.earliest_end()));
        let end = end.map(|at| self.place(at));
        let open = |known: bool, name: &'static str| if known { "" } else { name };
        let whole = (clipped(start.unwrap_or(0)), clipped(end.unwrap_or(10_000)));
        let before = open(start.is_some_and(|at| at >= 0), " before");
        let after = open(bounds.latest_end().is_some() && end.is_some_and(|at| at <= 10_000), " after");
        let sure = bounds.latest_start().zip(bounds.earliest_end()).filter(|(start, end)| start < end);
        let sure = sure.map(|(start, end)| (clipped(self.place(start)), clipped(self.place(end))));
        let bar = |(from, to): (i64, i64), class: &str| {
            format!("<i class=\"{class}\" style=\"--a:{}%;--w:{}%\"></i>", percent(from), percent((to - from).max(0)))
        };
        let sure = sure.filter(|(from, to)| from < to).map_or(String::new(), |sure| bar(sure, "sure"));
        // What is known to the day is as good as certain on this scale.
        let day = bounds.extent().is_some_and(|(start, end)| end - start <= TimeDelta::days(1));
        let may = bar(whole, &format!("{}{before}{after}", if day { "sure" } else { "may" }));
        format!("<div class=\"track\" role=\"img\" aria-label=\"{}\">{may}{sure}</div>", said(words))
    }
}

/// Ten-thousandths as percent with two places.
fn percent(part: i64) -> String {
    format!("{}.{:02}", part / 100, part % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse::<NaiveDate>().unwrap().into()
    }

    fn year() -> Axis {
        Axis { from: at("2012-01-01"), to: at("2013-01-01") }
    }

    #[test]
    fn bounds_are_drawn_where_they_lie() {
        for (points, may, sure) in [
            // July 1 is day 182 of 366.
            ("2012-07-01 2012-07-01 2012-07-02 2012-07-02", ("sure", "49.72", "0.28"), Some(("49.72", "0.28"))),
            ("2012-01-01 ? ? 2013-01-01", ("may", "0.00", "100.00"), None),
            ("2012-07-01 2012-07-02 ? ?", ("may after", "49.72", "0.28"), None),
            ("2012-07-01 2012-07-02 2013-05-01 ?", ("may after", "49.72", "50.28"), Some(("50.00", "50.00"))),
            ("2011-07-01 2011-07-01 2012-07-02 2012-07-02", ("may before", "0.00", "50.00"), Some(("0.00", "50.00"))),
            ("? ? ? 2012-07-02", ("may before", "0.00", "50.00"), None),
        ] {
            let [a, b, c, d] = [0, 1, 2, 3].map(|n| points.split(' ').nth(n).filter(|p| *p != "?").map(at));
            let bounds = Bounds::new(a, b, c, d).unwrap();
            let track = year().track(&bounds, "x");
            let bar = |(class, from, wide): (&str, &str, &str)| {
                format!("<i class=\"{class}\" style=\"--a:{from}%;--w:{wide}%\"></i>")
            };
            let sure = sure.map_or(String::new(), |(from, wide)| bar(("sure", from, wide)));
            assert!(track.ends_with(&format!("aria-label=\"x\">{}{sure}</div>", bar(may))), "{points}: {track}");
        }
    }

    #[test]
    fn an_axis_has_a_tick_for_each_month_or_year() {
        let names = |axis: Axis| axis.ticks().into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ");
        assert_eq!(names(year()), "1 2 3 4 5 6 7 8 9 10 11 12");
        assert_eq!(names(Axis { from: at("2010-01-01"), to: at("2014-01-01") }), "2010 2011 2012 2013");
        assert_eq!(names(Axis { from: at("1963-01-01"), to: at("2007-01-01") }), "1963 1970 1977 1984 1991 1998 2005");
        assert!(Axis { from: NaiveDateTime::MIN, to: NaiveDateTime::MAX }.ticks().len() <= 24);
    }
}
