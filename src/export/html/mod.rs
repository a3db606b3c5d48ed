//! A timeline as one HTML page: right to left in Arabic, left to right in English, nothing to load, no script.
//!
//! Events stand in order, year by year, each with its bounds drawn as a bar on the axis of its year: light where it may
//! have been, dark where it surely was, fading out where nothing is known of the end. Under each, folded, is the evidence:
//! why it is dated so, the sentences with the words that tell of it, and who reports which number. Undated events, what
//! the articles contradict each other about, and the articles themselves follow. It prints, and works without a network.
//!
//! Everything that comes from an article is escaped, stripped of what could reorder the page, and isolated; a content
//! security policy forbids scripts and requests besides.

mod axis;
mod escape;

use super::dates::{self, Language};
use crate::calendar::Granularity;
use crate::timeline::{Conflict, Event, Group, Point, Source, Timeline, Witness};
use axis::Axis;
use chrono::NaiveDateTime;
use escape::{attribute, marked, said, text};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
/// More sentences about one event than this are counted, not quoted.
const QUOTED: usize = 12;

/// A timeline to be written as a page.
///
/// ```
/// use tarikh::export::dates::Language;
/// use tarikh::export::html::Page;
/// use tarikh::{Article, Reader, Timeline};
///
/// let article = Article::new("a", "قتل جنديان في غاو في 3 مارس 2013.");
/// let timeline = Timeline::from_readings([Reader::new().read(&article)]);
/// let mut page = Vec::new();
/// Page::new(&timeline).language(Language::Arabic).title("مالي").write(&mut page)?;
/// let page = String::from_utf8(page).unwrap();
/// assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">"));
/// assert!(page.contains("<title>مالي</title>") && page.contains("3 مارس 2013"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page<'t> {
    timeline: &'t Timeline,
    language: Language,
    title: Option<String>,
    events: Option<Vec<&'t Event>>,
}

impl<'t> Page<'t> {
    /// All of a timeline, in English.
    #[must_use]
    pub fn new(timeline: &'t Timeline) -> Self {
        Self { timeline, language: Language::English, title: None, events: None }
    }

    /// The language of headings, dates and explanations, which decides the direction of the page. What articles say
    /// stays as it is.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The heading of the page.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Only these events, in their order; how many others there are is said.
    #[must_use]
    pub fn events(mut self, events: impl IntoIterator<Item = &'t Event>) -> Self {
        self.events = Some(events.into_iter().collect());
        self
    }

    /// Writes the page.
    ///
    /// # Errors
    /// If `out` does not take it.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let events = self.events.clone().unwrap_or_else(|| self.timeline.events().collect());
        let numbers = self.timeline.articles().iter().zip(1..).map(|(article, at)| (article.id.as_str(), at)).collect();
        let articles = self.timeline.articles().iter().map(|article| (article.id.as_str(), article)).collect();
        Writer { timeline: self.timeline, language: self.language, numbers, articles, out }.page(self, &events)
    }
}

/// The events of each stretch of years, in order of the stretches.
type Years<'t> = BTreeMap<(NaiveDateTime, bool, Option<NaiveDateTime>), (Group, Vec<&'t Event>)>;

struct Writer<'t, 'o, O: Write> {
    timeline: &'t Timeline,
    language: Language,
    /// The number of each article on the page, by its id.
    numbers: HashMap<&'t str, usize>,
    articles: HashMap<&'t str, &'t Source>,
    out: &'o mut O,
}

impl<'t, O: Write> Writer<'t, '_, O> {
    fn tr<'w>(&self, english: &'w str, arabic: &'w str) -> &'w str {
        if self.language == Language::Arabic { arabic } else { english }
    }

    fn page(&mut self, page: &Page<'_>, events: &[&'t Event]) -> io::Result<()> {
        let (lang, dir) = if self.language == Language::Arabic { ("ar", "rtl") } else { ("en", "ltr") };
        let title = page.title.as_deref().unwrap_or_else(|| self.tr("Chronology", "تسلسل الأحداث"));
        let title = escape::plain(title);
        writeln!(
            self.out,
            "<!DOCTYPE html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
        )?;
        self.made_of()?;
        // A year before the two years that begin with it: for whoever reads on, not for whoever looks things up.
        let place = |year: &Group| (year.from(), year.to().is_none(), year.to());
        let mut years: Years<'_> = BTreeMap::new();
        let mut undated = Vec::new();
        for &event in events {
            match Group::of(event, Granularity::Year) {
                Some(year) => years.entry(place(&year)).or_insert_with(|| (year, Vec::new())).1.push(event),
                None => undated.push(event),
            }
        }
        self.overview(&years)?;
        writeln!(self.out, "</header>\n<main>")?;
        for (year, events) in years.values() {
            self.year(year, events)?;
        }
        if !undated.is_empty() {
            let words = self.tr("Events without a date", "أحداث بلا تاريخ");
            writeln!(self.out, "<section id=\"undated\">\n<h2>{words}</h2>")?;
            undated.iter().try_for_each(|event| self.event(event, None))?;
            writeln!(self.out, "</section>")?;
        }
        let hidden = self.timeline.events().len().saturating_sub(events.len());
        if hidden > 0 {
            let words = self.tr("Events of the timeline that this page leaves out", "أحداث لا تعرضها هذه الصفحة");
            writeln!(self.out, "<p class=\"note\">{words}: {hidden}</p>")?;
        }
        self.contradictions()?;
        self.sources()?;
        self.left_out()?;
        writeln!(self.out, "</main>\n</body>\n</html>")
    }

    /// What the timeline was made of, and by what.
    fn made_of(&mut self) -> io::Result<()> {
        let header = self.timeline.header();
        let (articles, open) =
            (header.read.articles, header.read.articles - header.read.dated.min(header.read.articles));
        let mut made = vec![match self.language {
            Language::Arabic => format!("المقالات: {articles}، منها {open} بلا تاريخ نشر"),
            Language::English => format!("articles: {articles}, of which {open} without a publication date"),
        }];
        if !header.skipped.is_empty() {
            made.push(format!("{}: {}", self.tr("not read", "لم يُقرأ"), header.skipped.len()));
        }
        made.push(text(&format!("tarikh {}", header.version)));
        made.extend(header.packs.iter().map(|pack| {
            let words = format!("{} {} ({})", pack.name, pack.version, pack.fingerprint);
            format!("{} {}", self.tr("pack", "معارف"), text(&words))
        }));
        writeln!(self.out, "<p class=\"made\">{}</p>", made.join(" · "))
    }

    /// How many events each year has, as columns that lead there.
    fn overview(&mut self, years: &Years<'_>) -> io::Result<()> {
        let Some(most) = years.values().map(|(_, events)| events.len()).max() else { return Ok(()) };
        writeln!(self.out, "<nav aria-label=\"{}\">\n<ol>", self.tr("Years", "السنوات"))?;
        for (year, events) in years.values() {
            let (name, count) = (year.words(self.language), events.len());
            // In hundredths, and never nothing.
            let height = (count * 100 / most).max(2);
            writeln!(
                self.out,
                "<li><a href=\"#{}\"><i style=\"--h:{height}%\"></i><b>{count}</b><span>{}</span></a></li>",
                anchor(year),
                said(&name)
            )?;
        }
        writeln!(self.out, "</ol>\n</nav>")
    }

    fn year(&mut self, year: &Group, events: &[&Event]) -> io::Result<()> {
        let axis = Axis::of(year, events);
        writeln!(self.out, "<section id=\"{}\">\n<h2>{}</h2>", anchor(year), said(&year.words(self.language)))?;
        writeln!(self.out, "<div class=\"scale\" aria-hidden=\"true\">")?;
        for (at, name) in axis.ticks() {
            writeln!(self.out, "<span style=\"--a:{at}%\">{name}</span>")?;
        }
        writeln!(self.out, "</div>")?;
        events.iter().try_for_each(|event| self.event(event, Some(&axis)))?;
        writeln!(self.out, "</section>")
    }

    fn event(&mut self, event: &Event, axis: Option<&Axis>) -> io::Result<()> {
        let when = dates::bounds(event.bounds(), self.language);
        writeln!(self.out, "<article id=\"{}\">\n<div class=\"when\">{}", attribute(&event.id), said(&when))?;
        let claimed = || event.mentions.iter().all(|mention| mention.source.is_some());
        let reservation = event.factuality.reservation(self.language);
        if let Some(words) = reservation.or_else(|| claimed().then(|| self.tr("claimed", "ادعاء"))) {
            writeln!(self.out, "<em>{words}</em>")?;
        }
        if let Some(axis) = axis {
            writeln!(self.out, "{}", axis.track(event.bounds(), &when))?;
        }
        writeln!(self.out, "</div>\n<div class=\"what\">\n<h3>{}</h3>", text(&event.label))?;
        self.facts(event)?;
        self.evidence(event)?;
        writeln!(self.out, "</div>\n</article>")
    }

    /// Who, where, how many, in what order.
    fn facts(&mut self, event: &Event) -> io::Result<()> {
        let language = self.language;
        let who = event.participants.iter().map(|party| {
            let role = party.role.words(language).map_or(String::new(), |role| format!(" <small>{role}</small>"));
            format!("{}{role}", text(&party.name))
        });
        let places = event.places.iter().map(|place| text(&place.name));
        let numbers = event.numbers.iter().map(|tally| said(&tally.words(language)));
        let timeline = self.timeline;
        let order = event.nearby.iter().map(|near| {
            let words = said(&near.words(|id| timeline.event(id), language));
            match &near.to {
                Point::Start(id) | Point::End(id) => format!("<a href=\"#{}\">{words}</a>", attribute(id)),
                _ => words,
            }
        });
        let rows: [(&str, Vec<String>); 4] = [
            (self.tr("who", "مَن"), who.collect()),
            (self.tr("where", "أين"), places.collect()),
            (self.tr("count", "كم"), numbers.collect()),
            (self.tr("order", "الترتيب"), order.collect()),
        ];
        if rows.iter().all(|(_, words)| words.is_empty()) {
            return Ok(());
        }
        writeln!(self.out, "<dl>")?;
        for (label, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
            writeln!(self.out, "<dt>{label}</dt><dd>{}</dd>", words.join(self.tr("; ", "؛ ")))?;
        }
        writeln!(self.out, "</dl>")
    }

    /// Why it is dated so, and the sentences that tell of it, folded.
    fn evidence(&mut self, event: &Event) -> io::Result<()> {
        let (articles, independent) = (event.articles, event.independent);
        let summary = match self.language {
            Language::Arabic => format!("الأدلة · المقالات: {articles}، المستقلة: {independent}"),
            Language::English => format!("Evidence · articles: {articles}, independent: {independent}"),
        };
        writeln!(self.out, "<details>\n<summary>{summary}</summary>")?;
        if let Some(explanation) = self.timeline.explain(&event.id) {
            let prose = explanation.prose(self.language);
            // The first line repeats what stands above.
            self.outline(prose.lines().skip(1))?;
        }
        // A sentence that mentions it twice is quoted once.
        let together = |a: &Witness, b: &Witness| {
            (&a.article, &a.sentence, &a.source) == (&b.article, &b.sentence, &b.source) && !a.sentence.is_empty()
        };
        let sentences = || event.mentions.chunk_by(together);
        for mentions in sentences().take(QUOTED) {
            self.quotation(mentions)?;
        }
        let more = sentences().skip(QUOTED).count();
        if more > 0 {
            let words = self.tr("sentences not quoted here", "جمل لم تُقتبس هنا");
            writeln!(self.out, "<p class=\"note\">{words}: {more}</p>")?;
        }
        for tally in event.numbers.iter().filter(|tally| tally.reports.len() > 1) {
            writeln!(self.out, "<p>{}</p>\n<ul>", said(&tally.words(self.language)))?;
            for report in &tally.reports {
                writeln!(self.out, "<li>{}</li>", said(&report.words(self.language)))?;
            }
            writeln!(self.out, "</ul>")?;
        }
        writeln!(self.out, "<p class=\"id\">{}</p>\n</details>", text(&event.id))
    }

    /// Lines of which those that begin with a dash, or stand under one, are a list.
    fn outline<'l>(&mut self, lines: impl Iterator<Item = &'l str>) -> io::Result<()> {
        let mut listed = false;
        for line in lines {
            let plain = line.trim_start();
            let item = plain.strip_prefix("- ").or_else(|| line.starts_with("    ").then_some(plain));
            if item.is_some() != listed {
                writeln!(self.out, "{}", if listed { "</ul>" } else { "<ul>" })?;
                listed = !listed;
            }
            match item {
                Some(item) => writeln!(self.out, "<li>{}</li>", said(item))?,
                None => writeln!(self.out, "<p>{}</p>", said(plain))?,
            }
        }
        if listed { writeln!(self.out, "</ul>") } else { Ok(()) }
    }

    /// The sentence of some mentions, with the words that name the event and its time marked, and where it stands.
    fn quotation(&mut self, mentions: &[Witness]) -> io::Result<()> {
        let Some(mention) = mentions.first() else { return Ok(()) };
        let article = self.articles.get(mention.article.as_str());
        let number = self.numbers.get(mention.article.as_str()).copied().unwrap_or_default();
        let sentence = match mention.sentence.as_str() {
            "" => escape::plain(&mention.trigger.text),
            sentence => {
                let triggers = mentions.iter().map(|mention| (mention.trigger.text.as_str(), "mark"));
                let times = mentions.iter().flat_map(|mention| &mention.timexes);
                marked(sentence, triggers.chain(times.map(|timex| (timex.text.as_str(), "b"))))
            }
        };
        let title = article.and_then(|article| article.title.as_deref()).unwrap_or(&mention.article);
        let mut from = format!("<a href=\"#a{number}\">{}</a>", text(title));
        if let Some(outlet) = article.and_then(|article| article.source.as_deref()) {
            from += &format!(" · {}", text(outlet));
        }
        if let Some(who) = &mention.source {
            from += &format!(" · {} {}", self.tr("according to", "عن"), text(who));
        }
        writeln!(self.out, "<blockquote><p dir=\"auto\">{sentence}</p><footer>{from}</footer></blockquote>")
    }

    /// What the articles contradict each other about.
    fn contradictions(&mut self) -> io::Result<()> {
        let timeline = self.timeline;
        let (conflicts, disputes) = (timeline.conflicts(), timeline.disputes());
        if conflicts.is_empty() && disputes.is_empty() {
            return Ok(());
        }
        let words = self.tr("Contradictions", "تناقضات");
        writeln!(self.out, "<section id=\"contradictions\">\n<h2>{words}</h2>")?;
        // What does not fit the date of its own article first.
        let (misdated, others): (Vec<&Conflict>, Vec<&Conflict>) =
            conflicts.iter().partition(|conflict| conflict.misdated().is_some());
        for conflict in misdated.into_iter().chain(others) {
            let lines = conflict.lines(self.language);
            writeln!(self.out, "<div class=\"conflict\">")?;
            self.outline(lines.iter().map(String::as_str))?;
            if let Point::Start(id) | Point::End(id) = &conflict.dropped.to {
                let label = timeline.event(id).map_or("", |event| event.label.as_str());
                writeln!(self.out, "<p><a href=\"#{}\">{}</a></p>", attribute(id), text(label))?;
            }
            writeln!(self.out, "</div>")?;
        }
        for dispute in &disputes {
            writeln!(
                self.out,
                "<div class=\"conflict\">\n<p><a href=\"#{}\">{}</a></p>\n<ul>",
                attribute(&dispute.event),
                said(&dispute.words(self.language))
            )?;
            for side in &dispute.sides {
                let told: Vec<String> = side.quotations(self.language).map(|words| said(&words)).collect();
                writeln!(self.out, "<li>{}: {}</li>", said(&side.words(self.language)), told.join("<br>"))?;
            }
            writeln!(self.out, "</ul>\n</div>")?;
        }
        writeln!(self.out, "</section>")
    }

    /// The articles, by number.
    fn sources(&mut self) -> io::Result<()> {
        let words = self.tr("Articles", "المقالات");
        writeln!(self.out, "<section id=\"articles\">\n<h2>{words}</h2>\n<ol class=\"articles\">")?;
        for (article, number) in self.timeline.articles().iter().zip(1..) {
            let mut parts = vec![text(article.title.as_deref().unwrap_or(&article.id))];
            parts.extend(article.source.as_deref().map(text));
            parts.push(said(&article.published.words(self.language)));
            if let Some(dispatch) = &article.dispatch {
                parts.push(said(&dispatch.words(&article.id, self.language)));
            }
            if article.title.is_some() {
                parts.push(format!("<small>{}</small>", text(&article.id)));
            }
            writeln!(self.out, "<li id=\"a{number}\">{}</li>", parts.join(" · "))?;
        }
        writeln!(self.out, "</ol>\n</section>")
    }

    /// What could not be read, and what could not be corrected.
    fn left_out(&mut self) -> io::Result<()> {
        let skipped = self.timeline.header().skipped;
        let lost: Vec<String> = self
            .timeline
            .corrections()
            .iter()
            .filter(|corrected| corrected.missing.is_some())
            .map(|corrected| said(&corrected.words(self.language)))
            .collect();
        let skipped: Vec<String> =
            skipped.iter().map(|what| format!("{}: {}", text(&what.place), text(&what.reason))).collect();
        let lists = [
            (self.tr("Not read", "لم يُقرأ"), skipped),
            (self.tr("Corrections that could not be applied", "تصحيحات لم يمكن تطبيقها"), lost),
        ];
        for (words, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
            writeln!(self.out, "<section>\n<h2>{words}</h2>\n<ul>")?;
            items.iter().try_for_each(|item| writeln!(self.out, "<li>{item}</li>"))?;
            writeln!(self.out, "</ul>\n</section>")?;
        }
        Ok(())
    }
}

/// What the section of some years is called in links.
fn anchor(year: &Group) -> String {
    format!("y{year}").replace('/', "-")
}

#[cfg(test)]
mod tests;
