//! Events as a table: one a row, comma-separated (RFC 4180, UTF-8).
//!
//! # Columns
//! | column | content |
//! |---|---|
//! | `id`, `label` | as in the JSON |
//! | `edtf` | when, as the nearest EDTF expression ([`Event::edtf`]) |
//! | `granularity` | how fine the words were that date it: `day`, `month`, … |
//! | `earliest_start`, `latest_start`, `earliest_end`, `latest_end` | the four bounds, `2012-08-13T00:00:00`; ends are not part of the event; empty where nothing is known |
//! | `width_days` | how many days of the calendar it may have touched |
//! | `time_precision`, `date_prec` | that width as the codes of ACLED and UCDP, see below |
//! | `articles`, `sources`, `independent` | how many articles tell it, from how many outlets, and how many are independent |
//! | `factuality`, `claimed` | whether it happened; whether every mention is ascribed to somebody |
//! | `class`, `mode` | what happened, as in the JSON |
//! | `by`, `by_id`, `to`, `to_id`, `others`, `others_id` | who takes part, and their ids in the pack; several with `; ` between, an id empty where there is none |
//! | `places`, `places_id`, `lat`, `lon` | where; the coordinates of the finest place that the pack has some for |
//! | `dead_low`, `dead_best`, `dead_high`, … | how many, for each fate: `dead`, `wounded`, `missing`, `abducted`, `captured`, `arrested`, `freed`, `displaced` |
//! | `numbers`, `disputed` | the same in words, with who they are; whether sources contradict each other about them |
//!
//! Where a number is reported for all together, that counts. Of several groups without such a number the lowest is that of
//! the largest group and the highest that of all groups together; the best stays empty.
//!
//! # Codes of precision
//! | calendar days that may be touched | ACLED `time_precision` | UCDP `date_prec` |
//! |---|---|---|
//! | 1 | 1 (day) | 1 (exact date) |
//! | 2 to 6 | 2 (week or similar) | 2 (two to six days) |
//! | 7 | 2 | 3 (a week) |
//! | 8 to 31 | 3 (month) | 4 (a month) |
//! | 32 to 366 | none: not recorded by ACLED | 5 (a year) |
//! | more, or open to one side | none | none |
//!
//! # Spreadsheets
//! Words of articles that begin with `=`, `+`, `-` or `@` would be formulas to a spreadsheet: an apostrophe is put before
//! them. Control characters and marks of direction are left out. [`BOM`] in front makes Excel read Arabic letters right.

use super::dates::Language;
use super::{Losses, Lost};
use crate::event::Role;
use crate::knowledge::Pack;
use crate::link::Fate;
use crate::plain::one_line;
use crate::timeline::{Event, Tally};
use chrono::{NaiveDateTime, TimeDelta};
use std::borrow::Borrow;
use std::io::{self, Write};

/// The three bytes by which Excel knows UTF-8. Other programs want a file without.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes events as a table, with a first row of names, and says what has no column. Places have their coordinates from
/// the pack.
///
/// ```
/// use tarikh::export::{Lost, csv};
/// use tarikh::knowledge::{Gazetteer, Pack};
/// use tarikh::{Article, Reader, Timeline};
///
/// let article = Article::new("a", "قتل 11 جنديا في هجوم في كيدال في 3 مارس 2013.");
/// let timeline = Timeline::from_readings([Reader::new().with_names(Gazetteer::mali()).read(&article)]);
/// let mut table = Vec::new();
/// let losses = csv::write(timeline.events(), Pack::mali(), &mut table)?;
/// let table = String::from_utf8(table).unwrap();
/// let row: Vec<&str> = table.lines().nth(1).unwrap().split(',').collect();
/// assert_eq!(row[2], "2013-03-03");
/// assert_eq!(losses.of(Lost::Evidence), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// If `out` does not take it.
pub fn write<E: Borrow<Event>>(
    events: impl IntoIterator<Item = E>,
    pack: &Pack,
    out: &mut impl Write,
) -> io::Result<Losses> {
    let mut losses = Losses::default();
    let mut row = Row::default();
    BEFORE.iter().for_each(|name| row.cell(name));
    for fate in Fate::ALL {
        ["low", "best", "high"].iter().for_each(|part| row.cell(&format!("{fate}_{part}")));
    }
    AFTER.iter().for_each(|name| row.cell(name));
    row.end(out)?;
    for event in events {
        let event = event.borrow();
        row.event(event, pack, &mut losses);
        let told = event.mentions.iter().any(|mention| !mention.timexes.is_empty());
        losses.count(Lost::Evidence, told || event.reference.is_some());
        losses.count(Lost::Order, !event.nearby.is_empty());
        losses.count(Lost::Reports, !event.numbers.is_empty());
        losses.count(Lost::Formula, std::mem::take(&mut row.guarded));
        row.end(out)?;
    }
    Ok(losses)
}

/// The columns before the counts, and those after them.
const BEFORE: [&str; 28] = [
    "id",
    "label",
    "edtf",
    "granularity",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "width_days",
    "time_precision",
    "date_prec",
    "articles",
    "sources",
    "independent",
    "factuality",
    "claimed",
    "class",
    "mode",
    "by",
    "by_id",
    "to",
    "to_id",
    "others",
    "others_id",
    "places",
    "places_id",
    "lat",
    "lon",
];
const AFTER: [&str; 2] = ["numbers", "disputed"];

/// One row, cell by cell.
#[derive(Default)]
struct Row {
    line: String,
    cells: usize,
    /// Whether an apostrophe stands before a cell.
    guarded: bool,
}

impl Row {
    /// A cell of words, of numbers or dates that the crate writes. Quoted where it must be.
    fn cell(&mut self, text: &str) {
        if self.cells > 0 {
            self.line.push(',');
        }
        self.cells += 1;
        if text.contains(['"', ',', '\r', '\n']) {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(text);
        }
    }

    /// A cell of words from outside.
    fn words(&mut self, text: &str) {
        let text = one_line(text);
        if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            self.guarded = true;
            self.cell(&format!("'{text}"));
        } else {
            self.cell(&text);
        }
    }

    /// Several in one cell.
    fn list<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        let each: Vec<String> = words.into_iter().map(|words| one_line(words).replace(';', ",")).collect();
        let known = each.iter().any(|words| !words.is_empty());
        self.words(&if known { each.join("; ") } else { String::new() });
    }

    fn number(&mut self, number: Option<impl ToString>) {
        self.cell(&number.map_or(String::new(), |number| number.to_string()));
    }

    fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.line.push_str("\r\n");
        out.write_all(self.line.as_bytes())?;
        self.line.clear();
        self.cells = 0;
        Ok(())
    }

    fn event(&mut self, event: &Event, pack: &Pack, losses: &mut Losses) {
        self.words(&event.id);
        self.words(&event.label);
        let bounds = event.bounds();
        self.cell(&event.edtf());
        self.cell(event.time.granularity.map_or("", |granularity| granularity.as_str()));
        for moment in [bounds.earliest_start(), bounds.latest_start(), bounds.earliest_end(), bounds.latest_end()] {
            self.cell(&moment.map_or(String::new(), |moment| format!("{moment:?}")));
        }
        let days = bounds.extent().map(|(start, end)| days_touched(start, end));
        self.number(days);
        self.number(days.and_then(time_precision));
        self.number(days.and_then(date_prec));
        losses.count(Lost::Precision, days.and_then(date_prec).is_none());
        for count in [event.articles, event.sources, event.independent] {
            self.number(Some(count));
        }
        self.cell(event.factuality.as_str());
        self.cell(truth(event.mentions.iter().all(|mention| mention.source.is_some())));
        self.cell(event.class.as_str());
        self.cell(event.mode.as_str());
        for role in Role::ALL {
            let parties = || event.participants.iter().filter(|party| party.role == *role);
            self.list(parties().map(|party| party.name.as_str()));
            self.list(parties().map(|party| party.id.as_deref().unwrap_or_default()));
        }
        self.list(event.places.iter().map(|place| place.name.as_str()));
        self.list(event.places.iter().map(|place| place.id.as_deref().unwrap_or_default()));
        let (lat, lon) = coordinates(event, pack).unzip();
        self.number(lat);
        self.number(lon);
        let mut open = false;
        for &fate in Fate::ALL {
            let told: Vec<&Tally> = event.numbers.iter().filter(|tally| tally.fate == fate).collect();
            let (low, best, high) = counted(&told);
            open |= low.is_some() && best.is_none();
            [low, best, high].into_iter().for_each(|number| self.number(number));
        }
        losses.count(Lost::Total, open);
        let numbers: Vec<String> = event.numbers.iter().map(|tally| tally.words(Language::English)).collect();
        self.list(numbers.iter().map(String::as_str));
        self.cell(truth(event.numbers.iter().any(|tally| tally.disputed)));
    }
}

fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

/// How many days of the calendar a half-open interval touches; a moment touches its own.
fn days_touched(start: NaiveDateTime, end: NaiveDateTime) -> i64 {
    let last = end.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(end).max(start);
    (last.date() - start.date()).num_days() + 1
}

/// The code of ACLED: a day, a week, a month.
fn time_precision(days: i64) -> Option<u8> {
    match days {
        ..=1 => Some(1),
        2..=7 => Some(2),
        8..=31 => Some(3),
        _ => None,
    }
}

/// The code of UCDP: a day, two to six, a week, a month, a year.
fn date_prec(days: i64) -> Option<u8> {
    match days {
        ..=1 => Some(1),
        2..=6 => Some(2),
        7 => Some(3),
        8..=31 => Some(4),
        32..=366 => Some(5),
        _ => None,
    }
}

/// Where the finest of an event's places lies.
fn coordinates(event: &Event, pack: &Pack) -> Option<(f64, f64)> {
    let places = event.places.iter().filter_map(|place| pack.place(place.id.as_deref()?));
    let known = places.filter_map(|place| Some((place.kind, place.lat.zip(place.lon)?)));
    // The first of equals: the one named first.
    known.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, at)| at)
}

/// The lowest, the best and the highest number of all who met one fate.
fn counted(told: &[&Tally]) -> (Option<u64>, Option<u64>, Option<u64>) {
    let low = told.iter().map(|tally| tally.low).max();
    match (told.iter().find(|tally| tally.who.is_none()), told) {
        (Some(all), _) | (None, [all]) => (low.map(|low| low.min(all.best)), Some(all.best), Some(all.high)),
        (None, []) => (None, None, None),
        (None, groups) => (low, None, Some(groups.iter().map(|tally| tally.high).fold(0, u64::saturating_add))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Gazetteer;
    use crate::{Article, Reader, Timeline};
    use proptest::prelude::*;

    fn event(text: &str) -> Event {
        let reader = Reader::new().with_names(Gazetteer::mali());
        let timeline = Timeline::from_readings([reader.read(&Article::new("a", text))]);
        timeline.events().next().unwrap().clone()
    }

    fn table(events: &[Event]) -> (Vec<Vec<String>>, Losses) {
        let mut out = Vec::new();
        let losses = write(events, Pack::mali(), &mut out).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        (rows, losses)
    }

    /// The cells of one event by the names of their columns.
    fn cells(event: &Event) -> impl Fn(&str) -> String {
        let (rows, _) = table(std::slice::from_ref(event));
        move |name| rows[1][rows[0].iter().position(|column| column == name).unwrap()].clone()
    }

    #[test]
    fn a_row_says_what_the_event_says() {
        let event = event("قتل 11 جنديا وثلاثة مدنيين وأصيب نحو 20 شخصا في هجوم شنه مسلحون على كيدال في 3 مارس 2013.");
        let cell = cells(&event);
        for (column, content) in [
            ("id", event.id.as_str()),
            ("edtf", "2013-03-03"),
            ("granularity", "day"),
            ("earliest_start", "2013-03-03T00:00:00"),
            ("latest_end", "2013-03-04T00:00:00"),
            ("width_days", "1"),
            ("time_precision", "1"),
            ("date_prec", "1"),
            ("independent", "1"),
            ("factuality", "factual"),
            ("claimed", "false"),
            ("missing_best", ""),
        ] {
            assert_eq!(cell(column), content, "{column}");
        }
        let kidal = Pack::mali().place("kidal").unwrap();
        assert_eq!((cell("lat"), cell("lon")), (kidal.lat.unwrap().to_string(), kidal.lon.unwrap().to_string()));
    }

    #[test]
    fn widths_have_the_codes_of_the_table() {
        let of = |from: &str, to: &str| {
            let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap().into();
            let days = days_touched(day(from), day(to));
            (days, time_precision(days), date_prec(days))
        };
        assert_eq!(of("2012-08-13", "2012-08-13"), (1, Some(1), Some(1)));
        assert_eq!(of("2012-08-13", "2012-08-14"), (1, Some(1), Some(1)));
        assert_eq!(of("2012-08-13", "2012-08-15"), (2, Some(2), Some(2)));
        assert_eq!(of("2012-08-13", "2012-08-20"), (7, Some(2), Some(3)));
        assert_eq!(of("2012-08-13", "2012-08-21"), (8, Some(3), Some(4)));
        assert_eq!(of("2012-08-01", "2012-09-01"), (31, Some(3), Some(4)));
        assert_eq!(of("2012-08-01", "2012-10-01"), (61, None, Some(5)));
        assert_eq!(of("2012-01-01", "2013-01-01"), (366, None, Some(5)));
        assert_eq!(of("2012-01-01", "2013-01-02"), (367, None, None));
    }

    #[test]
    fn groups_without_a_total_have_no_best_number() {
        let tally = |who, low, best, high| {
            let json =
                serde_json::json!({"fate": "dead", "who": who, "low": low, "best": best, "high": high, "reports": []});
            serde_json::from_value::<Tally>(json).unwrap()
        };
        let (soldiers, civilians) = (tally(Some("soldiers"), 5, 6, 7), tally(Some("civilians"), 2, 2, 2));
        let all = tally(None, 3, 9, 10);
        assert_eq!(counted(&[]), (None, None, None));
        assert_eq!(counted(&[&soldiers]), (Some(5), Some(6), Some(7)));
        assert_eq!(counted(&[&soldiers, &civilians]), (Some(5), None, Some(9)));
        // More died than the largest group.
        assert_eq!(counted(&[&all, &soldiers, &civilians]), (Some(5), Some(9), Some(10)));
    }

    #[test]
    fn what_has_no_column_is_counted() {
        let mut open = event("قتل جنديان في غاو في 3 مارس 2013.");
        let (_, losses) = table(&[open.clone()]);
        assert_eq!(losses.iter().collect::<Vec<_>>(), [(Lost::Evidence, 1), (Lost::Reports, 1)]);
        open.time.bounds = crate::calendar::Bounds::before(chrono::NaiveDate::from_ymd_opt(2013, 1, 1).unwrap().into());
        open.label = "=cmd|' /C calc'!A0".to_owned();
        let (rows, losses) = table(&[open]);
        assert_eq!((losses.of(Lost::Precision), losses.of(Lost::Formula)), (1, 1));
        assert_eq!(rows[1][1], "'=cmd|' /C calc'!A0");
    }

    proptest! {
        /// Whatever an article says: every row has every cell, each is read as it was written, and none is a formula.
        #[test]
        fn any_words_stay_in_their_cell(words in "\\PC*|[=+@,;\"'\r\n\t\u{202e} -]{0,12}") {
            let mut hostile = event("قتل جنديان في غاو في 3 مارس 2013.");
            hostile.label = words.clone();
            for party in &mut hostile.participants {
                party.name = words.clone();
                party.id = Some(words.clone());
            }
            let (rows, _) = table(&[hostile.clone(), hostile]);
            prop_assert_eq!(rows.len(), 3);
            let plain = one_line(&words);
            let label = &rows[1][1];
            let guarded = format!("'{plain}");
            prop_assert!([plain, guarded].contains(label));
            // A number may begin with a minus: it is the crate's own.
            let words = rows[0].iter().zip(&rows[1]).filter(|(_, cell)| cell.parse::<f64>().is_err());
            for (name, cell) in words {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{name}: {cell:?}");
            }
        }
    }
}
