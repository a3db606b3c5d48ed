//! Readings made by hand: a text, and for each mention its words, its kind, and the time expression that dates it.

use crate::article::{Article, Quote, Span};
use crate::calendar::{Origin, Tagger};
use crate::event::{Class, Factuality, Form, Mention, Mode, Participant, PlaceRef, Role, Tense};
use crate::knowledge::{EntityKind, Gazetteer};
use crate::link::{ArticleInfo, Claim, DatedMention, Moment, Reading, Relation, Strength, TimeLink, When};
use crate::script::tokenize;
use crate::timex::TimexKind;
use std::borrow::Cow;

/// One mention of a hand-made reading.
#[derive(Clone)]
pub(super) struct Made<'a> {
    /// Byte where its trigger stands, and the trigger.
    pub(super) at: usize,
    pub(super) trigger: &'a str,
    pub(super) class: Class,
    pub(super) mode: Mode,
    pub(super) form: Form,
    pub(super) factual: bool,
    /// Index of the time expression that dates it.
    pub(super) timex: Option<usize>,
}

pub(super) fn quote(text: &str, start: usize, end: usize) -> Quote {
    let chars = |byte: usize| text[..byte].chars().count() as u32;
    Quote {
        text: text[start..end].to_owned(),
        bytes: Span::new(start as u32, end as u32),
        chars: Span::new(chars(start), chars(end)),
    }
}

/// The sentence around a byte, and the clause: as far as the next comma.
fn around(text: &str, at: usize, marks: &[char]) -> (usize, usize) {
    let start = text[..at].rfind(marks).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..].find(marks).map_or(text.len(), |i| at + i);
    (start, end)
}

pub(super) fn sentence(text: &str, at: usize) -> (usize, usize) {
    around(text, at, &['\n', '.', '؟', '!'])
}

/// Closes a reading as the linking room would: links, claims and bounds of every mention.
pub(super) fn reading(article: &Article, mentions: &[Made<'_>]) -> Reading {
    let text = &article.text;
    let timexes = Tagger::new().tag(article);
    let tokens = tokenize(text);
    let names = Gazetteer::mali().find(&tokens);
    let (mut dated, mut links, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    for (id, made) in (0u32..).zip(mentions) {
        let trigger = quote(text, made.at, made.at + made.trigger.len());
        let (s, e) = sentence(text, made.at);
        let (cs, ce) = around(text, made.at, &['\n', '.', '؟', '!', '،', '؛']);
        let near: Vec<_> = names
            .iter()
            .filter(|n| (n.span.start as usize) < ce && (n.span.end as usize) > cs && n.span.end > n.span.start)
            .collect();
        let named = |kind: EntityKind| near.iter().filter(move |n| n.entity.kind == kind);
        let participants = named(EntityKind::Actor)
            .map(|n| Participant {
                name: n.span.of(text).to_owned(),
                id: Some(n.entity.id.to_owned()),
                role: Role::Other,
                quote: quote(text, n.span.start as usize, n.span.end as usize),
            })
            .collect();
        let places = named(EntityKind::Place)
            .map(|n| PlaceRef {
                name: n.span.of(text).to_owned(),
                id: Some(n.entity.id.to_owned()),
                quote: quote(text, n.span.start as usize, n.span.end as usize),
            })
            .collect();
        let mention = Mention {
            id,
            trigger: trigger.clone(),
            lemma: made.trigger.to_owned().into(),
            class: made.class,
            mode: made.mode,
            form: made.form,
            tense: if made.form == Form::Verb { Tense::Past } else { Tense::None },
            factuality: if made.factual { Factuality::Factual } else { Factuality::Planned },
            attribution: None,
            participants,
            places,
            sentence: Span::new(s as u32, e as u32),
        };
        let mut time = None;
        let add = |claims: &mut Vec<Claim>,
                   from,
                   to,
                   least,
                   most,
                   rule: &'static str,
                   strength,
                   timex,
                   evidence: &[Quote]| {
            claims.push(Claim {
                id: claims.len() as u32,
                from,
                to,
                least,
                most,
                rule: Cow::Borrowed(rule),
                strength,
                timex,
                evidence: evidence.to_vec(),
            });
        };
        if let Some(index) = made.timex {
            let timex = &timexes[index];
            let strength = if timex.components.year == Origin::Said { Strength::Explicit } else { Strength::Relative };
            let relation = if timex.kind == TimexKind::Duration { Relation::Since } else { Relation::During };
            links.push(TimeLink {
                mention: id,
                timex: index as u32,
                relation,
                rule: Cow::Borrowed("made"),
                strength,
                words: None,
            });
            if let Some(bounds) = timex.bounds {
                let evidence = [timex.quote.clone(), trigger.clone()];
                if let Some(t) = bounds.earliest_start() {
                    add(
                        &mut claims,
                        Moment::Calendar(t),
                        Moment::Start(id),
                        Some(0),
                        None,
                        "during",
                        strength,
                        Some(index as u32),
                        &evidence,
                    );
                }
                if let Some(t) = bounds.latest_end().filter(|_| relation == Relation::During) {
                    add(
                        &mut claims,
                        Moment::Calendar(t),
                        Moment::End(id),
                        None,
                        Some(0),
                        "during",
                        strength,
                        Some(index as u32),
                        &evidence,
                    );
                }
                let inside = bounds.extent().filter(|_| relation == Relation::During);
                let bounds = inside.and_then(|(s, e)| crate::calendar::Bounds::sometime_in(s, e)).unwrap_or(bounds);
                time = Some(When { value: timex.value.clone(), granularity: timex.granularity, bounds });
            }
        }
        if made.factual && mention.tense == Tense::Past {
            add(
                &mut claims,
                Moment::Publication,
                Moment::Start(id),
                None,
                Some(86_400),
                "past",
                Strength::Tense,
                None,
                &[trigger],
            );
        }
        dated.push(DatedMention { mention, timexes: made.timex.iter().map(|&t| t as u32).collect(), time });
    }
    Reading {
        schema: "tarikh/1".into(),
        article: ArticleInfo::from(article),
        text: text.clone(),
        timexes,
        mentions: dated,
        links,
        claims,
        numbers: Vec::new(),
    }
}

/// A reading from mentions given by trigger, mode, and the words of the time expression that dates each.
pub(super) fn simple(id: &str, published: Option<&str>, text: &str, told: &[(&str, Mode, &str)]) -> Reading {
    let mut article = Article::new(id, text);
    article.published = published.map(|d| d.parse::<chrono::NaiveDate>().unwrap().into());
    let timexes = Tagger::new().tag(&article);
    let mentions: Vec<Made<'_>> = told
        .iter()
        .map(|&(trigger, mode, time)| Made {
            at: text.find(trigger).unwrap_or_else(|| panic!("{trigger} in {text}")),
            trigger,
            class: Class::Other,
            mode,
            form: Form::Verb,
            factual: true,
            timex: (!time.is_empty()).then(|| {
                timexes.iter().position(|t| t.quote.text == time).unwrap_or_else(|| panic!("{time}: {timexes:?}"))
            }),
        })
        .collect();
    reading(&article, &mentions)
}

/// What the library itself reads in an article.
pub(super) fn read(article: &Article) -> Reading {
    crate::link::Reader::new().with_names(Gazetteer::mali()).read(article)
}
