//! What the articles report of how many: lowest, best and highest, with who says so.

use super::articles::Told;
use super::{explain, words};
use crate::article::{Published, Quote, Span};
use crate::calendar::Bounds;
use crate::export;
use crate::export::dates::{self, Language};
use crate::export::text;
use crate::link::{DatedMention, Fate, Number, Who};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One number that one article reports.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The article.
    pub article: String,
    /// The number that the words name; none for «عشرات».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// At least so many.
    pub least: u64,
    /// At most so many, where the words limit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// The words.
    pub quote: Quote,
    /// Who says so, where it is not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// When that was published, if the date was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// Whether the article itself counts more: these are some of those, or were counted earlier.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
    /// Whether a later article of the same outlet gives another number, or the dispatch that it copies was followed by
    /// one that does; or the article itself calls it a first toll and gives another.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
    /// Whether another source gives a number that cannot be true beside this one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disputed: bool,
}

/// What is reported of how many people met one fate in an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tally {
    /// What became of them.
    pub fate: Fate,
    /// Who they are; `None` for all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// The lowest number that a report leaves open.
    pub low: u64,
    /// The number that most independent reports name; of several, the latest, then the highest.
    pub best: u64,
    /// The highest number that a report names. More may be meant: see [`Report::most`].
    pub high: u64,
    /// Whether two reports of different sources cannot both be true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disputed: bool,
    /// All reports, in order of the articles.
    pub reports: Vec<Report>,
}

impl Tally {
    /// The tally in words: "5 soldiers dead", "2 to 7 wounded (best 5)", «الجرحى: 2 إلى 7 (الأرجح 5)».
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let open = self.reports.iter().all(|r| r.superseded || r.part || r.most.is_none());
        let most = Some(self.high).filter(|_| !open || self.low != self.high);
        let (range, best) = (export::words::range(self.low, most, language), self.best);
        let counted = export::words::counted(self.fate, self.who, language);
        let best = match (self.low == self.high, self.disputed, language) {
            (true, ..) => String::new(),
            (_, true, Language::English) => format!(" (best {best}, disputed)"),
            (_, false, Language::English) => format!(" (best {best})"),
            (_, true, Language::Arabic) => format!(" (الأرجح {best}، مختلف عليه)"),
            (_, false, Language::Arabic) => format!(" (الأرجح {best})"),
        };
        match language {
            Language::English => format!("{range} {counted}{best}"),
            Language::Arabic => format!("{counted}: {range}{best}"),
        }
    }
}

impl Report {
    /// The report in words: where it stands, the quoted words, and who is said to say so.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let words = explain::quotation(&self.quote.text, &self.article, self.quote.chars.start, language);
        let day = self.published.map(|published| dates::bounds(&Bounds::of_day(published.date()), language));
        let words = day.map_or(words.clone(), |day| format!("{words}, {}", text::isolate(&day)));
        let source = self.source.as_deref().map(text::isolate);
        match (source, language) {
            (None, _) => words,
            (Some(source), Language::Arabic) => format!("{words} (عن {source})"),
            (Some(source), _) => format!("{words} (according to {source})"),
        }
    }
}

/// A report with what decides between reports.
struct Counted<'t> {
    number: &'t Number,
    told: &'t Told,
    /// The number of the dispatch that its article tells.
    dispatch: u32,
    outlet: &'t str,
    part: bool,
    superseded: bool,
    disputed: bool,
}

impl Counted<'_> {
    /// The number that speaks for the report.
    fn value(&self) -> u64 {
        self.number.value.unwrap_or(self.number.least)
    }

    fn date(&self) -> Option<Published> {
        self.told.published
    }

    /// What the words leave open.
    fn range(&self) -> (u64, Option<u64>) {
        (self.number.least, self.number.most)
    }

    /// Who is quoted for it, letters that are written differently made the same.
    fn said_by(&self) -> Option<String> {
        self.source().map(words::name)
    }

    /// Who is quoted for it. A toll is nobody: «قتل 12 شخصا بحسب حصيلة جديدة».
    fn source(&self) -> Option<&str> {
        self.number.source.as_ref().map(|quote| quote.text.as_str()).filter(|words| !words.contains("حصيل"))
    }

    /// Whether it counts against others.
    fn stands(&self) -> bool {
        !self.part && !self.superseded
    }

    /// Whether both come from one source: one outlet or one dispatch, unless it quotes two people.
    fn is_one_source_with(&self, other: &Self) -> bool {
        let together = self.outlet == other.outlet || self.dispatch == other.dispatch;
        together && !quotes_another(self.said_by().as_deref(), other.said_by().as_deref())
    }
}

/// Whether two are quoted, and not the same one.
fn quotes_another(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The tallies of an event from its mentions, each with its article and the dispatch and the outlet behind that.
pub(super) fn of<'t>(mentions: impl IntoIterator<Item = (&'t Told, &'t DatedMention, (u32, &'t str))>) -> Vec<Tally> {
    type Counts<'t> = ((Fate, Option<Who>), Vec<Counted<'t>>);
    let mut groups: Vec<Counts<'_>> = Vec::new();
    for (told, mention, (dispatch, outlet)) in mentions {
        for number in told.reading.numbers.iter().filter(|n| n.mention == Some(mention.mention.id)) {
            // All together, whatever they are called.
            let who = number.who.filter(|who| *who != Who::People);
            let counted = Counted { number, told, dispatch, outlet, part: false, superseded: false, disputed: false };
            match groups.iter_mut().find(|(key, _)| *key == (number.fate, who)) {
                Some((_, list)) => list.push(counted),
                None => groups.push(((number.fate, who), vec![counted])),
            }
        }
    }
    groups.sort_by_key(|(key, _)| *key);
    groups.into_iter().map(|((fate, who), list)| tally(fate, who, list)).collect()
}

fn tally(fate: Fate, who: Option<Who>, mut list: Vec<Counted<'_>>) -> Tally {
    // One count alone stands, and contradicts nobody.
    let disputed = list.len() > 1 && {
        first_tolls(&mut list);
        supersede(&mut list);
        parts(&mut list);
        dispute(&mut list)
    };
    let standing = || list.iter().filter(|c| c.stands());
    // A dispatch speaks once for a number, however often it is printed.
    let support = |value: u64| {
        let mut witnesses: Vec<u32> = standing().filter(|c| c.value() == value).map(|c| c.dispatch).collect();
        witnesses.sort_unstable();
        witnesses.dedup();
        witnesses.len()
    };
    let best = standing().map(|c| (support(c.value()), c.date(), c.value())).max().map_or(0, |(.., value)| value);
    let low = standing().map(|c| c.number.least).min().unwrap_or(best).min(best);
    let high =
        standing().map(|c| c.number.most.unwrap_or(c.value().max(c.number.least))).max().unwrap_or(best).max(best);
    let reports = list.iter().map(|c| Report {
        article: c.told.name.clone(),
        value: c.number.value,
        least: c.number.least,
        most: c.number.most,
        quote: c.number.quote.clone(),
        source: c.source().map(str::to_owned),
        published: c.date(),
        part: c.part,
        superseded: c.superseded,
        disputed: c.disputed,
    });
    Tally { fate, who, low, best, high, disputed, reports: reports.collect() }
}

/// Runs of the counts of one article each.
fn by_article(list: &[Counted<'_>]) -> Vec<Vec<usize>> {
    let mut articles: Vec<Vec<usize>> = Vec::new();
    for (at, counted) in list.iter().enumerate() {
        let same = |run: &&mut Vec<usize>| {
            run.first().and_then(|&first| list.get(first)).is_some_and(|first| first.told.name == counted.told.name)
        };
        match articles.last_mut().filter(|run| same(run)) {
            Some(run) => run.push(at),
            None => articles.push(vec![at]),
        }
    }
    articles.retain(|run| run.len() > 1);
    articles
}

/// Marks what an article calls a first toll, where it has another: «وكانت حصيلة أولى تحدثت عن 27 قتيلا».
fn first_tolls(list: &mut [Counted<'_>]) {
    for run in by_article(list) {
        let of = |at: &usize| list.get(*at);
        let quotes: Vec<Span> = run.iter().filter_map(of).map(|counted| counted.number.quote.bytes).collect();
        let first: Vec<usize> =
            run.iter().filter(|at| of(at).is_some_and(|counted| is_first_toll(counted, &quotes))).copied().collect();
        if first.len() == run.len() {
            continue;
        }
        for at in first {
            if let Some(counted) = list.get_mut(at) {
                counted.superseded = true;
            }
        }
    }
}

/// Whether «حصيلة أولى» stands before a number, and no other number between.
fn is_first_toll(counted: &Counted<'_>, quotes: &[Span]) -> bool {
    /// About a clause, in bytes.
    const NEAR: u32 = 160;
    const EARLIER: [&str; 5] = ["اولي", "اوليه", "سابقه", "مؤقته", "الاولي"];
    let text = &counted.told.reading.text;
    let end = counted.number.quote.bytes.start;
    let near = Span::new(end.saturating_sub(NEAR), end).whole_letters(text);
    let before = near.of(text);
    let found = words::words(before);
    let cue = found.windows(2).rev().find_map(|pair| match pair {
        [(_, toll), (span, which)] if toll.ends_with("حصيله") && EARLIER.contains(&which.as_str()) => {
            Some(span.end)
        }
        _ => None,
    });
    let ends = |mark: char| before.rfind(mark).map_or(0, |at| at as u32);
    cue.is_some_and(|cue| {
        let cue = cue.min(before.len() as u32);
        let alone = !quotes.iter().any(|other| other.start >= near.start + cue && other.start < end);
        alone && ends('.') <= cue && ends('\n') <= cue
    })
}

/// Marks counts that are less than what their own article counts elsewhere, if it does not quote two people.
fn parts(list: &mut [Counted<'_>]) {
    for run in by_article(list) {
        let less = |at: usize| {
            let Some(counted) = list.get(at) else { return false };
            let others = run.iter().filter_map(|&other| list.get(other)).filter(|other| !other.superseded);
            let mut more = others.filter(|other| counted.range().1.is_some_and(|most| most < other.range().0));
            more.any(|other| !quotes_another(counted.said_by().as_deref(), other.said_by().as_deref()))
        };
        let some: Vec<usize> = run.iter().copied().filter(|&at| less(at)).collect();
        for at in some {
            if let Some(counted) = list.get_mut(at) {
                counted.part = true;
            }
        }
    }
}

/// Marks the earlier counts of outlets that give later ones. What an outlet quotes of one side says nothing of the
/// count of another.
fn supersede(list: &mut [Counted<'_>]) {
    let mut latest: FxHashMap<(&str, Option<String>), Published> = FxHashMap::default();
    let mut quoted: FxHashMap<&str, Published> = FxHashMap::default();
    for counted in list.iter() {
        let Some(date) = counted.date() else { continue };
        for known in [
            latest.entry((counted.outlet, counted.said_by())).or_insert(date),
            quoted.entry(counted.outlet).or_insert(date),
        ] {
            *known = date.max(*known);
        }
    }
    let mut copied: FxHashSet<(u32, (u64, Option<u64>))> = FxHashSet::default();
    for counted in list.iter_mut() {
        let who = counted.said_by();
        let last = match who {
            // Its own number is followed by any later one.
            None => quoted.get(counted.outlet).copied(),
            Some(_) => latest.get(&(counted.outlet, who)).max(latest.get(&(counted.outlet, None))).copied(),
        };
        counted.superseded |= counted.date().zip(last).is_some_and(|(date, last)| date < last);
        if counted.superseded {
            copied.insert((counted.dispatch, counted.range()));
        }
    }
    // Who prints an old dispatch does not know better.
    for counted in list {
        counted.superseded |= copied.contains(&(counted.dispatch, counted.range()));
    }
}

/// Marks the counts that cannot be true beside one of another source, and says whether there are any.
fn dispute(list: &mut [Counted<'_>]) -> bool {
    let mut by_range: BTreeMap<(u64, Option<u64>), Vec<usize>> = BTreeMap::new();
    for (at, counted) in list.iter().enumerate().filter(|(_, counted)| counted.stands()) {
        by_range.entry(counted.range()).or_default().push(at);
    }
    let mut disputed: BTreeSet<usize> = BTreeSet::new();
    for (&(_, most), few) in &by_range {
        for (&(least, _), many) in &by_range {
            if most.is_none_or(|most| most >= least) {
                continue;
            }
            // Those of one side are compared with the first of the other: sources are few, articles may be many.
            let apart =
                |a: usize, b: usize| list.get(a).zip(list.get(b)).is_some_and(|(a, b)| !a.is_one_source_with(b));
            let first = |side: &[usize]| side.first().copied().unwrap_or_default();
            let (a, b) = (first(few), first(many));
            if many.iter().any(|&other| apart(a, other)) || few.iter().any(|&other| apart(b, other)) {
                disputed.extend(few.iter().chain(many));
            }
        }
    }
    for &at in &disputed {
        if let Some(counted) = list.get_mut(at) {
            counted.disputed = true;
        }
    }
    !disputed.is_empty()
}
