//! When an article was published whose first lines say so.

use super::Reason;
use crate::calendar::{Granularity, Origin, Timex, Value};
use crate::link::Reading;
use chrono::Days as Step;

/// The day that stands on a line of its own, and that of the dateline, if there are any.
pub(super) fn told(reading: &Reading) -> impl Iterator<Item = Reason> {
    line_of_its_own(reading).into_iter().chain(before_the_text(reading))
}

/// «باماكو 6 يوليو 2013 (شينخوا) --» before the first sentence: written on that day, published then or on the next.
fn before_the_text(reading: &Reading) -> Option<Reason> {
    /// Where the first sentence has begun, in characters.
    const START: u32 = 48;
    let timex = reading.timexes.first().filter(|t| t.quote.chars.end <= START && t.signal.is_none())?;
    let interval = timex.value.as_ref().and_then(Value::interval);
    let day = interval.filter(|_| timex.components.year == Origin::Said && timex.granularity == Some(Granularity::Day));
    let (start, _) = day?;
    let rest = reading.text.get(timex.quote.bytes.end as usize..).unwrap_or_default();
    // «فيكتوريا (24 مايو 1819 – 22 يناير 1901)»
    let before = reading.text.get(..timex.quote.bytes.start as usize).unwrap_or_default();
    let inside = before.rfind('(') > before.rfind(')');
    let marked = !inside
        && (rest.trim_start_matches([' ', '/', ',', '،']).starts_with(['(', '-', '–', '—', ':', '|', '_'])
            || rest.starts_with('/'));
    // «(نيروبي، 6 أبريل 2022) –»
    let closed = rest.strip_prefix(')').is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—', ':']));
    let marked = marked || (inside && closed && before.trim_end().ends_with(['،', ',', '/']));
    // «- 28 مايو 1975: توقيع المعاهدة» is a line of a list.
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    let listed = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '•' | '*' | '▪'));
    let told =
        listed || reading.mentions.first().is_some_and(|m| m.mention.trigger.bytes.start < timex.quote.bytes.start);
    (marked && !told).then(|| Reason {
        rule: "dateline",
        from: Some(start.date()),
        to: start.date().checked_add_days(Step::new(1)),
        quotes: vec![timex.quote.clone()],
        pack: None,
    })
}

/// A day with its year that stands alone on one of the first lines, as pages have it below the title.
fn line_of_its_own(reading: &Reading) -> Option<Reason> {
    /// Characters in which the head of a page ends.
    const PAGE: u32 = 300;
    let day = |t: &Timex| {
        let said = t.components.year == Origin::Said && t.granularity == Some(Granularity::Day);
        let bytes = t.quote.bytes;
        let before = reading.text.get(..bytes.start as usize)?.rsplit('\n').next()?;
        let after = reading.text.get(bytes.end as usize..)?.split('\n').next()?;
        let alone = said && t.signal.is_none() && before.trim().is_empty() && after.trim().is_empty();
        t.value.as_ref().filter(|_| alone)?.interval().map(|(start, _)| start.date())
    };
    // Chronicles have many.
    let mut days = reading.timexes.iter().filter_map(|t| Some((t, day(t)?)));
    let (timex, day) = days.next().filter(|(t, _)| t.quote.chars.end <= PAGE)?;
    days.next().is_none().then(|| Reason {
        rule: "dateline",
        from: day.checked_sub_days(Step::new(1)),
        to: day.checked_add_days(Step::new(2)),
        quotes: vec![timex.quote.clone()],
        pack: None,
    })
}
