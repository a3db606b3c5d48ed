//! One article in, its reading out.

use super::claim::{Relation, TimeLink};
use super::reading::{ArticleInfo, DatedMention, Reading};
use super::{anchored, lasting, named_day, numbers, rules, when};
use crate::article::Article;
use crate::calendar::{Origin, Tagger, Timex, Value};
use crate::event::{self, Found, Mention, Mode, Names, Tense};
use crate::timex::Finder;
use std::cell::Cell;
use std::fmt;

/// Reads articles: times, events, and which time dates which event.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::article::Article;
/// use tarikh::link::Reader;
///
/// let article = Article::new("a1", "أعلن المتحدث الخميس مقتل 30 جهاديا الأحد في اشتباكات")
///     .with_published(NaiveDate::from_ymd_opt(2018, 4, 5).unwrap());
/// let reading = Reader::new().read(&article);
/// let dated: Vec<_> = reading
///     .mentions
///     .iter()
///     .map(|m| (m.mention.trigger.text.as_str(), m.time.as_ref().and_then(|t| t.value.as_ref()).map(|v| v.to_string())))
///     .collect();
/// assert_eq!(
///     dated,
///     [
///         ("أعلن", Some("2018-04-05".to_owned())),
///         ("مقتل", Some("2018-04-01".to_owned())),
///         ("اشتباكات", Some("2018-04-01".to_owned())),
///     ]
/// );
/// ```
pub struct Reader<'n> {
    tagger: Tagger,
    names: &'n (dyn Names + Sync),
}

impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("tagger", &self.tagger).finish_non_exhaustive()
    }
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self { tagger: Tagger::new(), names: &() }
    }
}

thread_local! {
    /// Buffers that serve one text after another.
    static ROOM: Cell<(Finder, Found)> = Cell::default();
}

/// The buffers of longer texts are not kept.
const KEPT: usize = 1 << 20;

impl<'n> Reader<'n> {
    /// A reader that knows no names but those that titles and kinds announce.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with the names of a knowledge pack.
    #[must_use]
    pub fn with_names(mut self, names: &'n (dyn Names + Sync)) -> Self {
        self.names = names;
        self
    }

    /// The same with another way to read open dates.
    #[must_use]
    pub fn with_tagger(mut self, tagger: Tagger) -> Self {
        self.tagger = tagger;
        self
    }

    /// Everything that the article says about time. Depends on the article and the names alone; linear in the text.
    #[must_use]
    pub fn read(&self, article: &Article) -> Reading {
        let (mut finder, mut found) = ROOM.take();
        let occurrences = finder.find(&article.text);
        let timexes = self.tagger.resolve(&article.text, article.published, occurrences);
        let tokens = finder.tokens();
        // Vague words (السابق, الماضي) are adjectives of the nouns beside them as much as times.
        let busy: Vec<_> = timexes
            .iter()
            .filter(|t| !matches!(t.value, Some(Value::Past | Value::Present | Value::Future)))
            .map(|t| t.quote.bytes)
            .collect();
        let located = event::Located::new(&article.text, tokens);
        event::find_into(&located, self.names, &busy, &mut found);
        let mut links = rules::links(&located, &found, &timexes, article.published.map(|p| p.date()));
        let mut distances = anchored::distances(tokens, &found, &links, &timexes);
        // A doubtful noun is an event only where a time makes it one.
        let counted = numbers::drafts(&finder, &found, &busy);
        let mut number: Vec<Option<u32>> = vec![None; found.mentions.len()];
        let mut next = 0;
        let mut linked = vec![false; found.mentions.len()];
        let times = when::Times::new(&timexes);
        for link in &links {
            linked[link.mention as usize] |= when::dates(link, &times);
        }
        for distance in &distances {
            linked[distance.mention as usize] = true;
            linked[distance.from as usize] = true;
        }
        let named = named_day::find(tokens, &found);
        let lasting = lasting::find(tokens, &found, &links, &timexes);
        for day in &named {
            linked[day.event as usize] = true;
        }
        // … or a number: «تحرير 20 رهينة».
        for mention in counted.iter().filter_map(|draft| draft.mention) {
            linked[mention as usize] = true;
        }
        for (i, site) in found.sites.iter().enumerate() {
            if !site.weak || linked[i] {
                number[i] = Some(next);
                next += 1;
            }
        }
        links.retain_mut(|link| match number[link.mention as usize] {
            Some(id) => {
                link.mention = id;
                true
            }
            None => false,
        });
        distances.retain_mut(|distance| {
            let both = (number[distance.mention as usize], number[distance.from as usize]);
            if let (Some(mention), Some(from)) = both {
                (distance.mention, distance.from) = (mention, from);
            }
            both.0.is_some() && both.1.is_some()
        });
        event::complete(&located, &mut found, |mention| number[mention].is_some());
        let mut keep = number.iter();
        found.mentions.retain(|_| keep.next().is_some_and(Option::is_some));
        let numbers = numbers::finish(&located, &finder, &counted, &number, &found.mentions);
        let told = told_as_past(&links, &found.mentions, &timexes);
        let mut mentions = Vec::with_capacity(found.mentions.len());
        // Two of most links, one of most mentions without a time.
        let mut claims = Vec::with_capacity(2 * links.len() + found.mentions.len());
        let mut from = 0;
        for (id, mut mention) in found.mentions.drain(..).enumerate() {
            mention.id = id as u32;
            if let Some(attribution) = &mut mention.attribution {
                attribution.report = attribution.report.and_then(|old| number.get(old as usize).copied().flatten());
            }
            let to = from + links[from..].iter().take_while(|l| l.mention == mention.id).count();
            let own = &links[from..to];
            from = to;
            let time = when::when(&mention, own, &times, article.published);
            when::claims(&mention, own, &times, &mut claims);
            // What is dated after publication is still to come, whatever its tense: «يغادر غدا».
            let ahead = time.as_ref().and_then(|t| t.bounds.earliest_start()).zip(article.published);
            if ahead.is_some_and(|(start, published)| start.date() > published.date())
                && mention.factuality == event::Factuality::Factual
                && !own.iter().any(|link| told.contains(&link.timex))
            {
                mention.factuality = event::Factuality::Planned;
            }
            let dating = own.iter().filter(|l| when::dates(l, &times)).map(|l| l.timex).collect();
            mentions.push(DatedMention { mention, timexes: dating, time });
        }
        anchored::story_day(&links, &distances, &timexes, &mut mentions, &mut claims);
        let published = article.published.map(|p| p.date());
        anchored::place(&article.text, &distances, &timexes, published, &mut mentions, &mut claims);
        named_day::place(&named, &found, &number, &timexes, &mut mentions, &mut claims);
        lasting::place(&lasting, &number, &timexes, &mut mentions, &mut claims);
        for distance in &distances {
            anchored::claim(distance, &mentions, &timexes, &mut claims);
        }
        if article.text.len() < KEPT {
            ROOM.set((finder, found));
        }
        Reading {
            schema: "tarikh/1".to_owned(),
            article: ArticleInfo::from(article),
            text: article.text.clone(),
            timexes,
            mentions,
            links,
            claims,
            numbers,
        }
    }
}

/// The times said with their year that some verb tells as past. If the publication lies before, it is in doubt, and
/// not what happened.
fn told_as_past(links: &[TimeLink], mentions: &[Mention], timexes: &[Timex]) -> Vec<u32> {
    let past = |mention: &&Mention| {
        matches!(mention.tense, Tense::Past | Tense::Pluperfect)
            && !matches!(mention.mode, Mode::Statement | Mode::Other)
    };
    let said = |link: &&TimeLink| timexes[link.timex as usize].components.year == Origin::Said;
    let told = links.iter().filter(|link| link.relation == Relation::During).filter(said);
    told.filter(|link| mentions.get(link.mention as usize).as_ref().is_some_and(past)).map(|link| link.timex).collect()
}
