//! Days with a name: feasts and national days, and when they fall.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::hijri::{HijriDate, Uncertainty};
use super::{Bounds, Value, add_days, nth_weekday};

/// A day, or a run of days, with a name that comes back every year.
///
/// ```
/// use tarikh::calendar::Holiday;
///
/// let fitr = Holiday::find("eid_al_fitr").unwrap();
/// let occasions = fitr.in_year(2012);
/// assert_eq!(occasions.len(), 1);
/// assert_eq!(occasions[0].value().unwrap().to_string(), "2012-08-19");
/// assert_eq!(occasions[0].uncertainty().days(), 1);
/// // The Hijri year is shorter: in 2000 the feast fell twice.
/// assert_eq!(fitr.in_year(2000).len(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Holiday {
    row: &'static Row,
}

/// Its name in knowledge and lexicon tables, when it begins, how many days it lasts.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Row {
    id: &'static str,
    rule: Rule,
    days: u8,
}

/// When a holiday begins.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Rule {
    /// Month and day.
    Fixed(u32, u32),
    /// Month, weekday, which one of the month (negative: from its end), and days after it.
    Weekday(u32, Weekday, i8, i64),
    /// Days after Easter Sunday of the western churches.
    Western(i64),
    /// Days after Easter Sunday of the eastern churches.
    Eastern(i64),
    /// Month and day of the Hijri calendar.
    Hijri(u32, u32),
    /// A month of the Hijri calendar, whole; it has no TIMEX3 value.
    HijriMonth(u32),
}

use Rule::{Eastern, Fixed, Hijri, HijriMonth, Western};

/// One line a holiday: add new ones here, then their names to the lexicon.
#[rustfmt::skip]
static TABLE: &[Row] = &[
    row("new_year",               Fixed(1, 1)),
    row("amazigh_new_year",       Fixed(1, 12)),
    row("valentine",              Fixed(2, 14)),
    row("womens_day",             Fixed(3, 8)),
    row("nowruz",                 Fixed(3, 21)),
    row("arab_mothers_day",       Fixed(3, 21)),
    row("april_fools",            Fixed(4, 1)),
    row("labour_day",             Fixed(5, 1)),
    row("press_freedom_day",      Fixed(5, 3)),
    row("nakba_day",              Fixed(5, 15)),
    row("childrens_day",          Fixed(6, 1)),
    row("refugee_day",            Fixed(6, 20)),
    row("halloween",              Fixed(10, 31)),
    row("all_saints",             Fixed(11, 1)),
    row("epiphany",               Fixed(1, 6)),
    row("assumption",             Fixed(8, 15)),
    row("christmas_eve",          Fixed(12, 24)),
    row("christmas",              Fixed(12, 25)),
    row("boxing_day",             Fixed(12, 26)),
    row("new_years_eve",          Fixed(12, 31)),
    row("orthodox_christmas",     Fixed(1, 7)),
    row("orthodox_epiphany",      Fixed(1, 19)),
    row("human_rights_day",       Fixed(12, 10)),
    row("arabic_language_day",    Fixed(12, 18)),

    row("algeria_independence",   Fixed(7, 5)),
    row("algeria_revolution",     Fixed(11, 1)),
    row("bahrain_national",       Fixed(12, 16)),
    row("burkina_independence",   Fixed(8, 5)),
    row("chad_independence",      Fixed(8, 11)),
    row("egypt_january_25",       Fixed(1, 25)),
    row("egypt_june_30",          Fixed(6, 30)),
    row("egypt_sinai",            Fixed(4, 25)),
    row("egypt_july_23",          Fixed(7, 23)),
    row("egypt_october_6",        Fixed(10, 6)),
    row("france_bastille",        Fixed(7, 14)),
    row("france_armistice",       Fixed(11, 11)),
    row("victory_in_europe",      Fixed(5, 8)),
    row("germany_unity",          Fixed(10, 3)),
    row("iran_revolution",        Fixed(2, 11)),
    row("iraq_july_14",           Fixed(7, 14)),
    row("iraq_army",              Fixed(1, 6)),
    row("jordan_independence",    Fixed(5, 25)),
    row("kuwait_national",        Fixed(2, 25)),
    row("kuwait_liberation",      Fixed(2, 26)),
    row("lebanon_independence",   Fixed(11, 22)),
    row("libya_february_17",      Fixed(2, 17)),
    row("libya_independence",     Fixed(12, 24)),
    row("libya_september_1",      Fixed(9, 1)),
    row("mali_independence",      Fixed(9, 22)),
    row("mali_army",              Fixed(1, 20)),
    row("mauritania_independence", Fixed(11, 28)),
    row("morocco_manifesto",      Fixed(1, 11)),
    row("morocco_throne",         Fixed(7, 30)),
    row("morocco_revolution",     Fixed(8, 20)),
    row("morocco_youth",          Fixed(8, 21)),
    row("morocco_green_march",    Fixed(11, 6)),
    row("morocco_independence",   Fixed(11, 18)),
    row("niger_republic",         Fixed(12, 18)),
    row("niger_independence",     Fixed(8, 3)),
    row("nigeria_independence",   Fixed(10, 1)),
    row("oman_national",          Fixed(11, 18)),
    row("palestine_independence", Fixed(11, 15)),
    row("palestine_land",         Fixed(3, 30)),
    row("qatar_national",         Fixed(12, 18)),
    row("saudi_founding",         Fixed(2, 22)),
    row("saudi_national",         Fixed(9, 23)),
    row("senegal_independence",   Fixed(4, 4)),
    row("sudan_independence",     Fixed(1, 1)),
    row("syria_evacuation",       Fixed(4, 17)),
    row("tunisia_revolution",     Fixed(1, 14)),
    row("tunisia_independence",   Fixed(3, 20)),
    row("tunisia_martyrs",        Fixed(4, 9)),
    row("tunisia_republic",       Fixed(7, 25)),
    row("turkey_republic",        Fixed(10, 29)),
    row("uae_national",           Fixed(12, 2)),
    row("us_independence",        Fixed(7, 4)),
    row("us_veterans",            Fixed(11, 11)),
    row("yemen_unity",            Fixed(5, 22)),
    row("yemen_september_26",     Fixed(9, 26)),
    row("yemen_october_14",       Fixed(10, 14)),

    row("us_mlk",                 Rule::Weekday(1, Weekday::Mon, 3, 0)),
    row("us_presidents",          Rule::Weekday(2, Weekday::Mon, 3, 0)),
    row("us_mothers_day",         Rule::Weekday(5, Weekday::Sun, 2, 0)),
    row("us_memorial",            Rule::Weekday(5, Weekday::Mon, -1, 0)),
    row("fathers_day",            Rule::Weekday(6, Weekday::Sun, 3, 0)),
    row("us_labor",               Rule::Weekday(9, Weekday::Mon, 1, 0)),
    row("us_columbus",            Rule::Weekday(10, Weekday::Mon, 2, 0)),
    row("us_thanksgiving",        Rule::Weekday(11, Weekday::Thu, 4, 0)),
    row("black_friday",           Rule::Weekday(11, Weekday::Thu, 4, 1)),
    row("cyber_monday",           Rule::Weekday(11, Weekday::Thu, 4, 4)),

    row("shrove_tuesday",         Western(-47)),
    row("ash_wednesday",          Western(-46)),
    row("palm_sunday",            Western(-7)),
    row("maundy_thursday",        Western(-3)),
    row("good_friday",            Western(-2)),
    row("holy_saturday",          Western(-1)),
    row("easter",                 Western(0)),
    row("easter_monday",          Western(1)),
    row("ascension",              Western(39)),
    row("pentecost",              Western(49)),
    row("whit_monday",            Western(50)),
    row("corpus_christi",         Western(60)),
    row("orthodox_palm_sunday",   Eastern(-7)),
    row("orthodox_maundy_thursday", Eastern(-3)),
    row("orthodox_good_friday",   Eastern(-2)),
    row("orthodox_holy_saturday", Eastern(-1)),
    row("orthodox_easter",        Eastern(0)),
    row("sham_el_nessim",         Eastern(1)),
    row("orthodox_pentecost",     Eastern(49)),

    row("hijri_new_year",         Hijri(1, 1)),
    row("tasua",                  Hijri(1, 9)),
    row("ashura",                 Hijri(1, 10)),
    row("arbaeen",                Hijri(2, 20)),
    row("mawlid",                 Hijri(3, 12)),
    row("isra_and_miraj",         Hijri(7, 27)),
    row("mid_shaaban",            Hijri(8, 15)),
    row("ramadan_first",          Hijri(9, 1)),
    row("laylat_al_qadr",         Hijri(9, 27)),
    row("ghadir",                 Hijri(12, 18)),
    row("tarwiyah",               Hijri(12, 8)),
    row("arafa",                  Hijri(12, 9)),
    Row { id: "ramadan",     rule: HijriMonth(9), days: 0 },
    Row { id: "ramadan_last_ten", rule: Hijri(9, 21), days: 10 },
    Row { id: "eid_al_fitr", rule: Hijri(10, 1),  days: 3 },
    Row { id: "eid_al_adha", rule: Hijri(12, 10), days: 4 },
    Row { id: "tashriq",     rule: Hijri(12, 11), days: 3 },
];

const fn row(id: &'static str, rule: Rule) -> Row {
    Row { id, rule, days: 1 }
}

/// One time that a holiday fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Occasion {
    first: NaiveDate,
    end: NaiveDate,
    uncertainty: Uncertainty,
    named: bool,
}

impl Holiday {
    /// The holiday of an id, such as `eid_al_fitr` or `christmas`.
    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| Self { row })
    }

    /// All holidays, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| Self { row })
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.row.id
    }

    /// Whether it follows the Hijri calendar, and so wanders through the seasons.
    #[must_use]
    pub const fn is_hijri(self) -> bool {
        matches!(self.row.rule, Hijri(..) | HijriMonth(_))
    }

    /// The occasions that begin in a Gregorian year, in order: none, one or two.
    #[must_use]
    pub fn in_year(self, year: i32) -> Vec<Occasion> {
        let single = |day: Option<NaiveDate>| day.into_iter().filter_map(|day| self.lasting(day)).collect();
        match self.row.rule {
            Fixed(month, day) => single(NaiveDate::from_ymd_opt(year, month, day)),
            Rule::Weekday(month, weekday, nth, after) => {
                single(nth_weekday(year, month, weekday, nth).and_then(|day| add_days(day, after)))
            }
            Western(after) => single(western_easter(year).and_then(|day| add_days(day, after))),
            Eastern(after) => single(eastern_easter(year).and_then(|day| add_days(day, after))),
            Hijri(..) | HijriMonth(_) => {
                let Some(january) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
                // Before 1 AH a Gregorian year can still end in it.
                let first = HijriDate::from_gregorian(january).map_or(1, HijriDate::year);
                (first..=first + 2)
                    .filter_map(|hijri| self.in_hijri_year(hijri))
                    .filter(|occasion| occasion.first.year() == year)
                    .collect()
            }
        }
    }

    /// The occasion in a Hijri year; `None` for holidays that do not follow the Hijri calendar.
    #[must_use]
    pub fn in_hijri_year(self, year: i32) -> Option<Occasion> {
        let uncertainty = HijriDate::uncertainty(year);
        match self.row.rule {
            Hijri(month, day) => {
                let (first, uncertainty) = HijriDate::new(year, month, day)?.to_gregorian()?;
                Some(Occasion { uncertainty, ..self.lasting(first)? })
            }
            HijriMonth(month) => {
                let (start, end) = HijriDate::month_interval(year, month)?;
                Some(Occasion { first: start.date(), end: end.date(), uncertainty, named: false })
            }
            _ => None,
        }
    }

    /// The occasions that begin in the year of a day, the year before and the year after, in order.
    ///
    /// The last one before the day and the next one after it are among them.
    #[must_use]
    pub fn near(self, day: NaiveDate) -> Vec<Occasion> {
        (day.year() - 1..=day.year() + 1).flat_map(|year| self.in_year(year)).collect()
    }

    fn lasting(self, first: NaiveDate) -> Option<Occasion> {
        let end = first.checked_add_days(Days::new(u64::from(self.row.days)))?;
        Some(Occasion { first, end, uncertainty: Uncertainty::EXACT, named: true })
    }
}

impl Occasion {
    /// The first day.
    #[must_use]
    pub const fn first_day(&self) -> NaiveDate {
        self.first
    }

    /// The half-open interval from the first day to the last.
    #[must_use]
    pub fn interval(&self) -> (NaiveDateTime, NaiveDateTime) {
        (self.first.and_time(NaiveTime::MIN), self.end.and_time(NaiveTime::MIN))
    }

    /// By how much the days may be off.
    #[must_use]
    pub const fn uncertainty(&self) -> Uncertainty {
        self.uncertainty
    }

    /// Bounds for the whole occasion, widened by the uncertainty.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        self.uncertainty.widen(self.interval())
    }

    /// The TIMEX3 value: the first day, which the name means when it means a day. `None` for a whole Hijri month,
    /// which TIMEX3 cannot write.
    #[must_use]
    pub fn value(&self) -> Option<Value> {
        self.named.then_some(Value::Day(self.first))
    }
}

/// Easter Sunday of the Gregorian reckoning (the algorithm of Meeus, Jones and Butcher), from year 1.
fn western_easter(year: i32) -> Option<NaiveDate> {
    if !(1..=99_999).contains(&year) {
        return None;
    }
    let (century, rest) = (year / 100, year % 100);
    let golden = year % 19;
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}

/// Easter Sunday of the Julian reckoning (the algorithm of Meeus), as a Gregorian date, from year 1.
fn eastern_easter(year: i32) -> Option<NaiveDate> {
    // In some 26,000 years it leaves the year that it is counted by.
    if !(1..=9_999).contains(&year) {
        return None;
    }
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let day = moon + weekday + 114;
    let julian = NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)?;
    // March and April lie behind the leap day of a centurial year, so the lag of that year already counts.
    add_days(julian, i64::from(year / 100 - year / 400 - 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn days(id: &str, year: i32) -> Vec<String> {
        let holiday = Holiday::find(id).unwrap_or_else(|| panic!("{id} is missing"));
        holiday.in_year(year).iter().map(|occasion| occasion.first_day().to_string()).collect()
    }

    #[test]
    fn when_holidays_fell() {
        for (id, day) in [
            ("christmas", "2012-12-25"),
            ("mali_independence", "2012-09-22"),
            ("us_thanksgiving", "2012-11-22"),
            ("black_friday", "2012-11-23"),
            ("us_mothers_day", "2012-05-13"),
            ("us_memorial", "2012-05-28"),
            ("fathers_day", "2013-06-16"),
            ("us_labor", "2013-09-02"),
            ("us_mlk", "2014-01-20"),
            ("easter", "2012-04-08"),
            ("easter", "1961-04-02"),
            ("easter", "2038-04-25"),
            ("easter", "1818-03-22"),
            ("good_friday", "2013-03-29"),
            ("palm_sunday", "2012-04-01"),
            ("pentecost", "2012-05-27"),
            ("orthodox_easter", "2012-04-15"),
            ("orthodox_easter", "2013-05-05"),
            ("orthodox_easter", "2024-05-05"),
            ("orthodox_easter", "1900-04-22"),
            ("sham_el_nessim", "2016-05-02"),
            ("ramadan", "2012-07-20"),
            ("eid_al_fitr", "2012-08-19"),
            ("eid_al_adha", "2012-10-26"),
            ("arafa", "2012-10-25"),
            ("ashura", "2012-11-24"),
            ("hijri_new_year", "2012-11-15"),
            ("laylat_al_qadr", "2012-08-15"),
        ] {
            let year = day[..4].parse().unwrap();
            assert_eq!(days(id, year), [day], "{id}");
        }
        assert_eq!(days("eid_al_fitr", 2000), ["2000-01-08", "2000-12-27"]);
        assert_eq!(days("hijri_new_year", 622), ["0622-07-19"]);
        assert_eq!(days("hijri_new_year", 621), Vec::<String>::new());
        assert_eq!(days("orthodox_easter", 28_328), Vec::<String>::new());
    }

    #[test]
    fn what_an_occasion_says() {
        let ramadan = Holiday::find("ramadan").unwrap().in_hijri_year(1433).unwrap();
        assert_eq!(ramadan.value(), None);
        assert_eq!(ramadan.interval().1.date().to_string(), "2012-08-19");
        assert_eq!(ramadan.bounds().unwrap().earliest_start().unwrap().date().to_string(), "2012-07-19");
        let fitr = Holiday::find("eid_al_fitr").unwrap().in_hijri_year(1433).unwrap();
        assert_eq!(fitr.interval().1.date().to_string(), "2012-08-22");
        let christmas = Holiday::find("christmas").unwrap();
        assert_eq!(christmas.in_hijri_year(1433), None);
        assert_eq!(christmas.in_year(2012)[0].bounds().unwrap().exact(), Some(christmas.in_year(2012)[0].interval()));
        assert!(Holiday::find("christmas ").is_none());
    }

    #[test]
    fn ids_are_unique_and_rules_make_sense() {
        let mut ids: Vec<_> = Holiday::all().map(Holiday::id).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
        for holiday in Holiday::all() {
            assert!(!holiday.in_year(2012).is_empty() || holiday.is_hijri(), "{}", holiday.id());
            let over_time: usize = (1970..2070).map(|year| holiday.in_year(year).len()).sum();
            let expected = if holiday.is_hijri() { 102..=104 } else { 100..=100 };
            assert!(expected.contains(&over_time), "{} fell {over_time} times", holiday.id());
        }
    }

    proptest! {
        #[test]
        fn any_year_is_safe_and_in_order(year in prop_oneof![any::<i32>(), -10i32..10_500]) {
            for holiday in Holiday::all() {
                let occasions = holiday.in_year(year);
                prop_assert!(occasions.len() <= 2 && occasions.is_sorted_by_key(Occasion::first_day));
                for occasion in occasions {
                    prop_assert_eq!(occasion.first_day().year(), year);
                    prop_assert!(occasion.interval().0 < occasion.interval().1);
                    let _ = occasion.bounds();
                }
            }
        }

        #[test]
        fn the_last_and_the_next_are_near(days in 719_163i32..760_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            for holiday in Holiday::all() {
                let near = holiday.near(day);
                prop_assert!(near.is_sorted_by_key(Occasion::first_day));
                prop_assert!(near.first().is_some_and(|first| first.first_day() < day));
                prop_assert!(near.last().is_some_and(|last| last.first_day() > day));
            }
        }

        #[test]
        fn easters_are_spring_sundays(year in 1583i32..4_000) {
            for easter in [western_easter(year).unwrap(), eastern_easter(year).unwrap()] {
                prop_assert_eq!(easter.weekday(), Weekday::Sun);
                prop_assert!((3..=6).contains(&easter.month()));
            }
            prop_assert!(western_easter(year) <= eastern_easter(year));
        }
    }
}
