//! The chronology for reading.

use crate::Asked;
use crate::common::report::plural;
use crate::common::{Output, Report, wrap};
use crate::select::is_told;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use tarikh::export::dates::{self, Language};
use tarikh::export::text::{self, Entry};
use tarikh::timeline::{Event, Group, PublishedWhen, Timeline};

/// So many of a kind that nobody reads to the end are listed.
const LISTED: usize = 20;

/// Where it all comes from, the dated events, those of which only the order is known, what was inferred of publications,
/// what could not be read or applied, and what the articles contradict each other about.
pub(crate) fn write(asked: &Asked<'_>, report: &Report, output: &mut Output) -> io::Result<()> {
    let Asked { arguments, timeline, selection, .. } = *asked;
    let width = arguments.width.or((!io::stdout().is_terminal()).then_some(100));
    let mut page = Page { width: wrap::width(width), output, begun: false, language: arguments.lang.into() };
    if arguments.explain.is_some() {
        return selection.events().try_for_each(|event| page.explained(event, timeline));
    }
    page.header(timeline)?;
    let mut grouped: BTreeMap<Option<Group>, Vec<&Event>> = BTreeMap::new();
    let (mut undated, mut hidden) = (Vec::new(), 0);
    for event in selection.events() {
        if !arguments.all && !is_told(event) {
            hidden += 1;
        } else if event.is_undated() {
            undated.push(event);
        } else {
            let group = arguments.group.and_then(|unit| Group::of(event, unit.into()));
            grouped.entry(group).or_default().push(event);
        }
    }
    if grouped.is_empty() && undated.is_empty() {
        report.say("no event to show");
    }
    for (group, events) in grouped {
        if let Some(group) = group {
            page.heading(&group.words(page.language))?;
        }
        events.into_iter().try_for_each(|event| page.entry(event, timeline))?;
    }
    if !undated.is_empty() {
        page.heading(page.tr(
            "Events without a date, or with no more than a latest one",
            "أحداث بلا تاريخ، أو لا يعرف إلا أقصى موعد لها",
        ))?;
        undated.into_iter().try_for_each(|event| page.entry(event, timeline))?;
    }
    if let Some(days) = arguments.gaps {
        page.silences(timeline, days)?;
    }
    if !arguments.filters.ask_for_some() {
        page.publications(timeline)?;
        page.left_out(timeline)?;
        page.contradictions(timeline)?;
    }
    page.hidden(hidden)
}

/// Lines on a page of a width.
struct Page<'o> {
    width: usize,
    output: &'o mut Output,
    begun: bool,
    language: Language,
}

impl Page<'_> {
    fn tr<'w>(&self, english: &'w str, arabic: &'w str) -> &'w str {
        if self.language == Language::Arabic { arabic } else { english }
    }

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
        for line in entry(event, timeline, self.language).lines() {
            // Names go on under the first name; a sentence goes on at its own edge.
            const LISTS: [&str; 6] = ["    who ", "    where ", "    order ", "    من ", "    أين ", "    الترتيب "];
            let listed = LISTS.iter().any(|label| line.starts_with(label));
            self.line(&line, if listed { 7 } else { 0 })?;
        }
        Ok(())
    }

    /// What the timeline was made of, and by what.
    fn header(&mut self, timeline: &Timeline) -> io::Result<()> {
        let header = timeline.header();
        let (articles, open) = (header.read.articles, header.read.articles - header.read.dated);
        let arabic = self.language == Language::Arabic;
        let mut words = match arabic {
            true => format!("المقالات: {articles}"),
            false => format!("{articles} {}", plural(articles as u64, "article", "articles")),
        };
        if open > 0 {
            words += &match arabic {
                true => format!("، منها {open} بلا تاريخ نشر"),
                false => format!(", {open} without a publication date"),
            };
        }
        let skipped = header.skipped.len();
        if skipped > 0 {
            words += &match arabic {
                true => format!("؛ لم يُقرأ {skipped}، وهي مذكورة أدناه"),
                false => format!("; {skipped} not read, listed below"),
            };
        }
        self.line(&words, 4)?;
        let mut made = vec![format!("tarikh {}", header.version)];
        made.extend(header.packs.iter().map(|pack| {
            let (name, version) = (text::isolate(&pack.name), text::isolate(&pack.version));
            format!("{} {name} {version} ({})", self.tr("pack", "معارف"), text::isolate(&pack.fingerprint))
        }));
        let open: Vec<&str> = header.policy.open_dates.iter().map(|preference| preference.as_str()).collect();
        if !open.is_empty() {
            made.push(format!("{} {}", self.tr("open dates read as", "قراءة التواريخ المفتوحة:"), open.join(", ")));
        }
        self.line(&made.join(" · "), 4)
    }

    /// One event, and why it is dated as it is.
    fn explained(&mut self, event: &Event, timeline: &Timeline) -> io::Result<()> {
        self.entry(event, timeline)?;
        if let Some(explanation) = timeline.explain(&event.id) {
            self.gap()?;
            for line in explanation.prose(self.language).lines() {
                self.line(line, 6)?;
            }
            self.witnesses(event, timeline)?;
        }
        Ok(())
    }

    /// Which articles count as one witness, and the numbers with who reports them.
    fn witnesses(&mut self, event: &Event, timeline: &Timeline) -> io::Result<()> {
        let arabic = self.language == Language::Arabic;
        let (articles, independent) = (event.articles, event.independent);
        let told = match arabic {
            true => format!("  المقالات التي ترويه: {articles}، المستقلة منها: {independent}"),
            false => {
                let noun = plural(articles.into(), "article", "articles");
                format!("  told by {articles} {noun}, {independent} independent")
            }
        };
        self.line(&told, 4)?;
        for article in timeline.articles() {
            let tells = event.mentions.iter().any(|mention| mention.article == article.id);
            if let Some(like) = article.dispatch.as_ref().filter(|_| tells) {
                self.line(&format!("    {}", like.words(&article.id, self.language)), 6)?;
            }
        }
        for tally in &event.numbers {
            self.line(&format!("  {}:", tally.words(self.language)), 4)?;
            for report in &tally.reports {
                let later = match (report.superseded, report.part) {
                    (true, _) => self.tr(" (superseded)", " (تلته حصيلة أخرى)"),
                    (_, true) => self.tr(" (some of them)", " (بعضهم)"),
                    _ => "",
                };
                self.line(&format!("    {}{later}", report.words(self.language)), 6)?;
            }
        }
        Ok(())
    }

    /// When the articles without a date were published.
    fn publications(&mut self, timeline: &Timeline) -> io::Result<()> {
        let open = timeline.articles().iter().filter(|article| matches!(article.published, PublishedWhen::Inferred(_)));
        for (at, article) in open.enumerate() {
            if at == 0 {
                self.heading(self.tr("Articles without a publication date", "مقالات بلا تاريخ نشر"))?;
            }
            self.line(&format!("{}: {}", text::isolate(&article.id), article.published.words(self.language)), 4)?;
        }
        Ok(())
    }

    /// Stretches without events.
    fn silences(&mut self, timeline: &Timeline, days: i64) -> io::Result<()> {
        let arabic = self.language == Language::Arabic;
        self.heading(&match arabic {
            true => format!("لا يعرف حدث في مدة لا تقل بالأيام عن {days}"),
            false => format!("No event is known for {days} days or more"),
        })?;
        for silence in timeline.silences(days) {
            let (days, from, to) = (silence.days(), silence.from, silence.to);
            self.line(
                &match arabic {
                    true => format!("من {from} إلى {to} (بالأيام: {days})"),
                    false => format!("{days} days from {from}, until {to}"),
                },
                4,
            )?;
        }
        Ok(())
    }

    /// How many events are not shown.
    fn hidden(&mut self, hidden: usize) -> io::Result<()> {
        if hidden == 0 {
            return Ok(());
        }
        self.gap()?;
        let words = match self.language {
            Language::Arabic => format!("أحداث لا تؤرخها كلمات ولم تُعرض: {hidden}؛ تعرضها --all"),
            _ => {
                let events = plural(hidden as u64, "event that no words date is", "events that no words date are");
                format!("{hidden} {events} not shown; --all shows them")
            }
        };
        self.line(&words, 0)
    }

    /// What could not be read, and what could not be corrected.
    fn left_out(&mut self, timeline: &Timeline) -> io::Result<()> {
        let skipped = timeline.header().skipped;
        if !skipped.is_empty() {
            self.heading(self.tr("Not read", "لم يُقرأ"))?;
        }
        for what in skipped.iter().take(LISTED) {
            let place = if what.place.is_empty() { String::new() } else { format!("{}: ", text::isolate(&what.place)) };
            self.line(&format!("{place}{}", text::isolate(&what.reason)), 4)?;
        }
        if skipped.len() > LISTED {
            let more = skipped.len() - LISTED;
            let words = match self.language {
                Language::Arabic => format!("وغيرها {more}؛ تذكرها كلها --format json"),
                _ => format!("and {more} more; --format json has them all"),
            };
            self.line(&words, 4)?;
        }
        let lost: Vec<_> = timeline.corrections().iter().filter(|corrected| corrected.missing.is_some()).collect();
        if !lost.is_empty() {
            self.heading(self.tr("Corrections that could not be applied", "تصحيحات لم يمكن تطبيقها"))?;
        }
        for corrected in lost {
            self.line(&corrected.words(self.language), 4)?;
        }
        Ok(())
    }

    /// Publication dates that do not fit their articles, claims that cannot all be true, and counts.
    fn contradictions(&mut self, timeline: &Timeline) -> io::Result<()> {
        let (mut conflicts, disputes) = (timeline.conflicts().to_vec(), timeline.disputes());
        if conflicts.is_empty() && disputes.is_empty() {
            return Ok(());
        }
        self.heading(self.tr("Contradictions", "تناقضات"))?;
        // Dates of articles first, and by article: whoever corrects one looks for it there.
        conflicts.sort_by_cached_key(|conflict| {
            let article = conflict.misdated().map(str::to_owned);
            (article.is_none(), article)
        });
        for conflict in &conflicts {
            let mut lines = conflict.lines(self.language).into_iter();
            if let Some(head) = lines.next() {
                self.line(&head, 4)?;
            }
            for line in lines {
                self.line(&line, 6)?;
            }
        }
        for dispute in &disputes {
            self.line(&dispute.words(self.language), 4)?;
            for side in &dispute.sides {
                let mut told = side.quotations(self.language);
                let words = format!("  - {}:", side.words(self.language));
                self.line(&format!("{words} {}", told.next().unwrap_or_default()), 6)?;
                for quotation in told {
                    self.line(&format!("    {quotation}"), 4)?;
                }
            }
        }
        Ok(())
    }
}

fn entry(event: &Event, timeline: &Timeline, language: Language) -> Entry {
    let reservation = event.factuality.reservation(language).or_else(|| {
        let claimed = event.mentions.iter().all(|mention| mention.source.is_some());
        claimed.then_some(if language == Language::Arabic { "ادعاء" } else { "claimed" })
    });
    let role = |role: tarikh::event::Role| role.words(language).map(str::to_owned);
    Entry {
        id: event.id.clone(),
        when: dates::bounds(event.bounds(), language),
        reservations: reservation.map(str::to_owned).into_iter().collect(),
        what: event.label.clone(),
        who: event.participants.iter().map(|party| (party.name.clone(), role(party.role))).collect(),
        places: event.places.iter().map(|place| place.name.clone()).collect(),
        articles: event.articles as usize,
        independent: event.independent as usize,
        numbers: event.numbers.iter().map(|tally| tally.words(language)).collect(),
        order: event.nearby.iter().map(|near| near.words(|id| timeline.event(id), language)).collect(),
        language,
    }
}
