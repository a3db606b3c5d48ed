//! The chronology for reading.

use super::{Arguments, Unit, chosen};
use crate::common::report::plural;
use crate::common::{Output, Report, wrap};
use std::io::{self, IsTerminal, Write};
use tarikh::calendar::Bounds;
use tarikh::event::{Factuality, Role};
use tarikh::export::dates::{self, Language};
use tarikh::export::text::{self, Entry};
use tarikh::timeline::{Event, PublishedWhen, Timeline};

/// So many of a kind that nobody reads to the end are listed.
const LISTED: usize = 20;

/// Where it all comes from, the dated events, those of which only the order is known, what was inferred of publications,
/// what could not be read or applied, and what the articles contradict each other about.
pub(crate) fn write(
    arguments: &Arguments,
    timeline: &Timeline,
    report: &Report,
    output: &mut Output,
) -> io::Result<()> {
    let width = arguments.width.or((!io::stdout().is_terminal()).then_some(100));
    let mut page = Page { width: wrap::width(width), output, begun: false };
    if let Some(id) = &arguments.explain {
        return page.explained(id, arguments, timeline);
    }
    page.header(timeline)?;
    let mut group = None;
    let (mut shown, mut undated) = (0, Vec::new());
    for event in chosen(arguments, timeline).filter(|event| is_told(event)) {
        shown += 1;
        if event.is_undated() {
            undated.push(event);
            continue;
        }
        let first = event.bounds().earliest_start();
        if let Some(heading) = arguments.group.zip(first).map(|(unit, first)| unit.name(first))
            && group.as_ref() != Some(&heading)
        {
            page.heading(&heading)?;
            group = Some(heading);
        }
        page.entry(event, timeline)?;
    }
    if shown == 0 {
        report.say("no event to show");
    }
    if !undated.is_empty() {
        page.heading("Events without a date, or with no more than a latest one")?;
        for event in undated {
            page.entry(event, timeline)?;
        }
    }
    if let Some(days) = arguments.gaps {
        page.heading(&format!("No event is known for {days} days or more"))?;
        for silence in timeline.silences(days) {
            page.line(&format!("{} days from {}, until {}", silence.days(), silence.from, silence.to), 4)?;
        }
    }
    if arguments.asks_for_some() {
        return Ok(());
    }
    page.publications(timeline)?;
    page.left_out(timeline)?;
    page.contradictions(timeline)?;
    let left = timeline.events().filter(|event| !is_told(event)).count();
    if left > 0 {
        page.gap()?;
        let events = plural(left as u64, "event that no words date is", "events that no words date are");
        page.line(&format!("{left} {events} not shown; --format json has them all."), 0)?;
    }
    Ok(())
}

/// Whether some article says when the event was, and not only that it was before publication; or more than one tells
/// of it.
fn is_told(event: &Event) -> bool {
    let timed = event.mentions.iter().any(|mention| !mention.timexes.is_empty());
    event.reference.is_some() || timed || !event.nearby.is_empty() || event.articles > 1
}

/// Lines on a page of a width.
struct Page<'o> {
    width: usize,
    output: &'o mut Output,
    begun: bool,
}

impl Page<'_> {
    fn line(&mut self, line: &str, hanging: usize) -> io::Result<()> {
        self.begun = true;
        for piece in wrap::wrap(line, self.width, hanging) {
            writeln!(self.output, "{piece}")?;
        }
        Ok(())
    }

    fn gap(&mut self) -> io::Result<()> {
        if self.begun { writeln!(self.output) } else { Ok(()) }
    }

    fn heading(&mut self, words: &str) -> io::Result<()> {
        self.gap()?;
        self.line(&format!("-- {words}"), 0)
    }

    fn entry(&mut self, event: &Event, timeline: &Timeline) -> io::Result<()> {
        self.gap()?;
        for line in entry(event, timeline).lines() {
            // Names go on under the first name; a sentence goes on at its own edge.
            let listed = ["    who ", "    where ", "    order "].iter().any(|label| line.starts_with(label));
            self.line(&line, if listed { 7 } else { 0 })?;
        }
        Ok(())
    }

    /// What the timeline was made of, and by what.
    fn header(&mut self, timeline: &Timeline) -> io::Result<()> {
        let header = timeline.header();
        let (articles, open) = (header.read.articles, header.read.articles - header.read.dated);
        let mut words = format!("{articles} {}", plural(articles as u64, "article", "articles"));
        if open > 0 {
            words += &format!(", {open} without a publication date");
        }
        if !header.skipped.is_empty() {
            words += &format!("; {} not read, listed below", header.skipped.len());
        }
        self.line(&words, 4)?;
        let mut made = vec![format!("tarikh {}", header.version)];
        made.extend(header.packs.iter().map(|pack| {
            let (name, version) = (text::isolate(&pack.name), text::isolate(&pack.version));
            format!("pack {name} {version} ({})", text::isolate(&pack.fingerprint))
        }));
        let open: Vec<&str> = header.policy.open_dates.iter().map(|preference| preference.as_str()).collect();
        if !open.is_empty() {
            made.push(format!("open dates read as {}", open.join(", ")));
        }
        self.line(&made.join(" · "), 4)
    }

    /// One event, and why it is dated as it is.
    fn explained(&mut self, id: &str, arguments: &Arguments, timeline: &Timeline) -> io::Result<()> {
        for event in chosen(arguments, timeline) {
            self.entry(event, timeline)?;
        }
        let event = timeline.redirect(id);
        if let Some((event, explanation)) = event.and_then(|event| Some((event, timeline.explain(&event.id)?))) {
            self.gap()?;
            for line in explanation.prose(Language::English).lines() {
                self.line(line, 6)?;
            }
            self.witnesses(event, timeline)?;
        }
        Ok(())
    }

    /// Which articles count as one witness, and the numbers with who reports them.
    fn witnesses(&mut self, event: &Event, timeline: &Timeline) -> io::Result<()> {
        let articles = plural(event.articles.into(), "article", "articles");
        self.line(&format!("  told by {} {articles}, {} independent", event.articles, event.independent), 4)?;
        for article in timeline.articles() {
            let tells = event.mentions.iter().any(|mention| mention.article == article.id);
            if let Some(like) = article.dispatch.as_ref().filter(|_| tells) {
                let agency = like.agency.as_ref().map_or(String::new(), |agency| format!(", both name {agency}"));
                let kind = if like.copy { "a copy" } else { "a rewrite" };
                let (id, other) = (text::isolate(&article.id), text::isolate(&like.like));
                let line = format!("    {id} and {other} are one dispatch, {kind}: {} % shared{agency}", like.shared);
                self.line(&line, 6)?;
            }
        }
        for tally in &event.numbers {
            self.line(&format!("  {}:", tally.words()), 4)?;
            for report in &tally.reports {
                let later = match (report.superseded, report.part) {
                    (true, _) => " (superseded)",
                    (_, true) => " (some of them)",
                    _ => "",
                };
                self.line(&format!("    {}{later}", report.words(Language::English)), 6)?;
            }
        }
        Ok(())
    }

    /// When the articles without a date were published.
    fn publications(&mut self, timeline: &Timeline) -> io::Result<()> {
        let mut begun = false;
        for article in timeline.articles() {
            let PublishedWhen::Inferred([first, last]) = article.published else { continue };
            if !begun {
                self.heading("Articles without a publication date")?;
                begun = true;
            }
            let day = |day: chrono::NaiveDate| dates::bounds(&Bounds::of_day(day), Language::English);
            let window = match (first, last) {
                (Some(first), Some(last)) if first == last => format!("published on {}", day(first)),
                (Some(first), Some(last)) => format!("published between {} and {}", day(first), day(last)),
                (Some(first), None) => format!("published on {} or later", day(first)),
                (None, Some(last)) => format!("published on {} or earlier", day(last)),
                (None, None) => "nothing says when it was published".to_owned(),
            };
            self.line(&format!("{}: {window}", text::isolate(&article.id)), 4)?;
        }
        Ok(())
    }

    /// What could not be read, and what could not be corrected.
    fn left_out(&mut self, timeline: &Timeline) -> io::Result<()> {
        let skipped = timeline.header().skipped;
        if !skipped.is_empty() {
            self.heading("Not read")?;
        }
        for what in skipped.iter().take(LISTED) {
            let place = if what.place.is_empty() { String::new() } else { format!("{}: ", text::isolate(&what.place)) };
            self.line(&format!("{place}{}", text::isolate(&what.reason)), 4)?;
        }
        if skipped.len() > LISTED {
            self.line(&format!("and {} more; --format json has them all", skipped.len() - LISTED), 4)?;
        }
        let lost: Vec<_> = timeline.corrections().iter().filter(|corrected| corrected.missing.is_some()).collect();
        if !lost.is_empty() {
            self.heading("Corrections that could not be applied")?;
        }
        for corrected in lost {
            self.line(&corrected.words(Language::English), 4)?;
        }
        Ok(())
    }

    /// Publication dates that do not fit their articles, claims that cannot all be true, and counts.
    fn contradictions(&mut self, timeline: &Timeline) -> io::Result<()> {
        let (mut conflicts, disputes) = (timeline.conflicts().to_vec(), timeline.disputes());
        if conflicts.is_empty() && disputes.is_empty() {
            return Ok(());
        }
        self.heading("Contradictions")?;
        // Dates of articles first, and by article: whoever corrects one looks for it there.
        conflicts.sort_by_cached_key(|conflict| {
            let article = conflict.misdated().map(str::to_owned);
            (article.is_none(), article)
        });
        for conflict in &conflicts {
            let mut lines = conflict.lines(Language::English).into_iter();
            if let Some(head) = lines.next() {
                self.line(&head, 4)?;
            }
            for line in lines {
                self.line(&line, 6)?;
            }
        }
        for dispute in &disputes {
            self.line(&dispute.words(), 4)?;
            for side in &dispute.sides {
                let mut told = side.quotations();
                let words = format!("  - {}:", side.words());
                self.line(&format!("{words} {}", told.next().unwrap_or_default()), 6)?;
                for quotation in told {
                    self.line(&format!("    {quotation}"), 4)?;
                }
            }
        }
        Ok(())
    }
}

fn entry(event: &Event, timeline: &Timeline) -> Entry {
    let mut reservations: Vec<String> = match event.factuality {
        Factuality::Factual => Vec::new(),
        Factuality::Negated => vec!["did not happen".to_owned()],
        Factuality::Planned => vec!["planned".to_owned()],
        Factuality::Possible => vec!["possible".to_owned()],
        Factuality::Conditional => vec!["conditional".to_owned()],
        Factuality::Asked => vec!["asked for".to_owned()],
        Factuality::Denied => vec!["denied".to_owned()],
        _ => vec!["uncertain".to_owned()],
    };
    let claimed = event.mentions.iter().all(|mention| mention.source.is_some());
    if claimed && reservations.is_empty() {
        reservations.push("claimed".to_owned());
    }
    Entry {
        id: event.id.clone(),
        when: dates::bounds(event.bounds(), Language::English),
        reservations,
        what: event.label.clone(),
        who: event.participants.iter().map(|party| (party.name.clone(), role(party.role))).collect(),
        places: event.places.iter().map(|place| place.name.clone()).collect(),
        articles: event.articles as usize,
        independent: event.independent as usize,
        numbers: event.numbers.iter().map(tarikh::timeline::Tally::words).collect(),
        order: event.nearby.iter().map(|near| near.words(|id| timeline.event(id), Language::English)).collect(),
    }
}

fn role(role: Role) -> Option<String> {
    match role {
        Role::Agent => Some("by".to_owned()),
        Role::Patient => Some("to".to_owned()),
        _ => None,
    }
}

impl Unit {
    /// The day, month or year that a moment lies in.
    fn name(self, at: chrono::NaiveDateTime) -> String {
        let pattern = match self {
            Self::Day => "%Y-%m-%d",
            Self::Month => "%Y-%m",
            Self::Year => "%Y",
        };
        at.format(pattern).to_string()
    }
}
