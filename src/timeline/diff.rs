//! What is different between two timelines, and which claims made the difference.

use super::build::event_name;
use super::event::{Event, Evidence};
use super::{Timeline, words};
use crate::export::dates::{self, Language};
use crate::export::text::isolate;
use crate::link::When;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// An event that is in both timelines and told differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Changed {
    /// Its id now.
    pub id: String,
    /// Its id before, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is different: `time`, `label`, `factuality`, `participants`, `places`, `numbers`, `mentions`, `reference`.
    pub what: Vec<String>,
    /// When it was thought to be before, if that is different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<When>,
    /// When it is thought to be now, if that is different.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<When>,
    /// The claims that its date rests on now and did not before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Evidence>,
    /// The claims that it rested on before and does not now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_longer: Vec<Evidence>,
}

/// Events that were several and are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Merged {
    /// Before.
    pub from: Vec<String>,
    /// Now.
    pub into: String,
}

/// An event that was one and is several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Split {
    /// Before.
    pub from: String,
    /// Now.
    pub into: Vec<String>,
}

/// What is different between an older and a newer timeline. Every list is in order of the ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Diff {
    /// Events that no mention of the older timeline tells.
    pub added: Vec<String>,
    /// Events told differently.
    pub changed: Vec<Changed>,
    /// Events that were several.
    pub merged: Vec<Merged>,
    /// Events that were one.
    pub split: Vec<Split>,
    /// Events of the older timeline of which no mention is left.
    pub gone: Vec<String>,
}

impl Diff {
    /// Whether the two say the same of all events.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The difference as lines of text, safe to show on a terminal. `new` is the newer timeline.
    #[must_use]
    pub fn prose(&self, new: &Timeline, language: Language) -> String {
        let tr =
            |english: &'static str, arabic: &'static str| if language == Language::Arabic { arabic } else { english };
        let mut out = String::new();
        let told = |id: &str| match new.event(id) {
            Some(event) => {
                let when = dates::bounds(event.bounds(), language);
                format!("{}: {}: {}", isolate(id), isolate(&when), isolate(&event.label))
            }
            None => isolate(id),
        };
        let into = tr("into", "في");
        for id in &self.added {
            let _ = writeln!(out, "{:<8} {}", tr("added", "جديد"), told(id));
        }
        for change in &self.changed {
            let was = tr("was", "كان");
            let before = change.before.as_ref().map_or(String::new(), |id| format!(", {was} {}", isolate(id)));
            let _ =
                writeln!(out, "{:<8} {} ({}{before})", tr("changed", "تغير"), told(&change.id), change.what.join(", "));
            let indent = " ".repeat(9);
            if let (Some(was), Some(is)) = (&change.was, &change.is) {
                let when = |time: &When| isolate(&dates::bounds(&time.bounds, language));
                let (was, is) = (when(was), when(is));
                if was != is {
                    let _ = writeln!(out, "{indent}{was} {} {is}", tr("→", "←"));
                }
            }
            // One sentence may bound both the start and the end; and may be counted anew, which nobody sees.
            let words = |claims: &[Evidence]| claims.iter().map(|c| c.words(language)).collect::<BTreeSet<String>>();
            let (now, before) = (words(&change.because), words(&change.no_longer));
            for words in now.difference(&before) {
                let _ = writeln!(out, "{indent}{} {words}", tr("because", "لأن"));
            }
            for words in before.difference(&now) {
                let _ = writeln!(out, "{indent}{} {words}", tr("no longer", "لم يعد"));
            }
        }
        for merged in &self.merged {
            let from: Vec<String> = merged.from.iter().map(|id| isolate(id)).collect();
            let _ = writeln!(out, "{:<8} {} {into} {}", tr("merged", "دُمج"), from.join(", "), told(&merged.into));
        }
        for split in &self.split {
            let now: Vec<String> = split.into.iter().map(|id| isolate(id)).collect();
            let _ = writeln!(out, "{:<8} {} {into} {}", tr("split", "قُسم"), isolate(&split.from), now.join(", "));
        }
        for id in &self.gone {
            let _ = writeln!(out, "{:<8} {}", tr("gone", "زال"), isolate(id));
        }
        out
    }
}

/// What tells a mention from others in every timeline.
type Place<'t> = (&'t str, u32);

fn places(event: &Event) -> impl Iterator<Item = Place<'_>> {
    event.mentions.iter().map(|m| (m.article.as_str(), m.trigger.bytes.start))
}

impl Timeline {
    /// What is different in a newer timeline. Events are the same where they share a mention.
    ///
    /// ```
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let reader = Reader::new();
    /// let one = reader.read(&Article::new("a", "قتل جنديان في غاو في 3 مارس 2013"));
    /// let two = reader.read(&Article::new("b", "زار الوزير كيدال في 5 مارس 2013"));
    /// let old = Timeline::from_readings([one.clone()]);
    /// let new = Timeline::from_readings([one, two]);
    /// let diff = old.diff(&new);
    /// assert_eq!((diff.added.len(), diff.changed.len(), diff.gone.len()), (1, 0, 0));
    /// assert!(new.diff(&new).is_empty());
    /// ```
    #[must_use]
    pub fn diff(&self, new: &Self) -> Diff {
        let index = |timeline: &'_ Self| -> BTreeMap<(String, u32), String> {
            let events = timeline.events();
            let each = events.flat_map(|e| {
                places(e).map(|(article, at)| ((article.to_owned(), at), e.id.clone())).collect::<Vec<_>>()
            });
            each.collect()
        };
        let (was, is) = (index(self), index(new));
        // For every event of one the events of the other that share a mention with it.
        let mut forward: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut backward: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (place, before) in &was {
            if let Some(now) = is.get(place) {
                forward.entry(before).or_default().insert(now);
                backward.entry(now).or_default().insert(before);
            }
        }
        let mut diff = Diff::default();
        for event in new.events() {
            let Some(before) = backward.get(event.id.as_str()) else {
                diff.added.push(event.id.clone());
                continue;
            };
            if before.len() > 1 {
                let from = before.iter().map(|id| (*id).to_owned()).collect();
                diff.merged.push(Merged { from, into: event.id.clone() });
                continue;
            }
            let Some(old) = before.first().and_then(|id| self.event(id)) else { continue };
            if forward.get(old.id.as_str()).is_some_and(|now| now.len() == 1) {
                diff.changed.extend(changed(self, old, new, event));
            }
        }
        for event in self.events() {
            match forward.get(event.id.as_str()) {
                None => diff.gone.push(event.id.clone()),
                Some(now) if now.len() > 1 => {
                    let into = now.iter().map(|id| (*id).to_owned()).collect();
                    diff.split.push(Split { from: event.id.clone(), into });
                }
                Some(_) => {}
            }
        }
        diff.added.sort_unstable();
        diff.gone.sort_unstable();
        diff.changed.sort_by(|a, b| a.id.cmp(&b.id));
        diff.merged.sort_by(|a, b| a.into.cmp(&b.into));
        diff.split.sort_by(|a, b| a.from.cmp(&b.from));
        diff
    }

    /// The event that has this id now, or had it before other articles told of it: every mention of an event keeps the
    /// id that it would give an event of its own. An id that is no longer used is searched for in all events.
    #[must_use]
    pub fn redirect(&self, id: &str) -> Option<&Event> {
        self.event(id).or_else(|| {
            self.events().find(|event| {
                event.mentions.iter().any(|m| {
                    let place = m.trigger.bytes.start.to_le_bytes();
                    let parts = [m.article.as_bytes(), m.trigger.text.as_bytes(), place.as_slice()];
                    event_name(words::hash(parts)) == id
                })
            })
        })
    }
}

fn changed(was: &Timeline, old: &Event, is: &Timeline, new: &Event) -> Option<Changed> {
    let aspects = [
        ("time", old.time != new.time),
        ("label", old.label != new.label),
        ("factuality", old.factuality != new.factuality),
        ("participants", old.participants != new.participants),
        ("places", old.places != new.places),
        ("numbers", old.numbers != new.numbers),
        ("mentions", !places(old).eq(places(new))),
        ("reference", old.reference != new.reference),
    ];
    let what: Vec<String> =
        aspects.iter().filter(|(_, differs)| *differs).map(|(name, _)| (*name).to_owned()).collect();
    if what.is_empty() && old.id == new.id {
        return None;
    }
    let only = |ids: &[String], others: &[String], timeline: &Timeline| -> Vec<Evidence> {
        ids.iter().filter(|id| !others.contains(id)).filter_map(|id| timeline.claim(id).cloned()).collect()
    };
    let timed = old.time != new.time;
    Some(Changed {
        id: new.id.clone(),
        before: (old.id != new.id).then(|| old.id.clone()),
        what,
        was: timed.then(|| old.time.clone()),
        is: timed.then(|| new.time.clone()),
        because: if timed { only(&new.because, &old.because, is) } else { Vec::new() },
        no_longer: if timed { only(&old.because, &new.because, was) } else { Vec::new() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Reader};
    use proptest::prelude::*;

    const TEXTS: &[&str] = &[
        "قتل جنديان في هجوم في غاو في 3 مارس 2013.",
        "زار الوزير كيدال في 5 مارس 2013.",
        "خطف مسلحون ثلاثة صحافيين في تمبكتو في مايو 2014.",
        "أصيب خمسة أشخاص في انفجار في موبتي في 7 يونيو 2015.",
        "وقعت الحكومة اتفاقا مع الحركة في الجزائر في 20 يونيو 2015.",
        "قتل جنديان في هجوم في غاو في مارس 2013 وأصيب ثلاثة.",
    ];

    fn timeline(of: &[usize]) -> Timeline {
        let reader = Reader::new().with_names(crate::knowledge::Gazetteer::mali());
        Timeline::from_readings(of.iter().map(|&n| reader.read(&Article::new(format!("a{n}"), TEXTS[n]))))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn adding_an_article_changes_no_event_that_it_does_not_tell(
            some in prop::collection::btree_set(0..TEXTS.len(), 1..TEXTS.len()), added in 0..TEXTS.len()
        ) {
            let some: Vec<usize> = some.into_iter().filter(|&n| n != added).collect();
            let old = timeline(&some);
            let new = timeline(&some.iter().copied().chain([added]).collect::<Vec<_>>());
            let name = format!("a{added}");
            for event in old.events() {
                let now = new.redirect(&event.id);
                prop_assert!(now.is_some(), "every old id leads to an event");
                let now = now.unwrap();
                if now.mentions.iter().all(|m| m.article != name) {
                    prop_assert_eq!(&now.id, &event.id);
                }
            }
            let diff = old.diff(&new);
            prop_assert!(diff.gone.is_empty());
            for id in diff.added.iter().chain(diff.merged.iter().map(|m| &m.into)) {
                prop_assert!(new.event(id).unwrap().mentions.iter().any(|m| m.article == name));
            }
            prop_assert!(new.diff(&new).is_empty());
            let json = serde_json::to_string(&diff).unwrap();
            prop_assert_eq!(serde_json::from_str::<Diff>(&json).unwrap(), diff);
        }
    }

    #[test]
    fn a_date_that_became_finer_says_by_which_claim() {
        let (old, new) = (timeline(&[5]), timeline(&[0, 5]));
        let diff = old.diff(&new);
        let change = diff.changed.iter().find(|c| c.what.contains(&"time".to_owned())).expect("the month became a day");
        assert!(change.because.iter().any(|claim| claim.article.as_deref() == Some("a0")), "{change:?}");
        let prose = diff.prose(&new, Language::English);
        assert!(prose.contains("\n         in March 2013 → 3 March 2013\n         because a0, character "), "{prose}");
        let arabic = diff.prose(&new, Language::Arabic);
        assert!(arabic.contains("في مارس 2013\u{2069} ← \u{2068}3 مارس 2013"), "{arabic}");
        // What is given up and taken up again in the same words is not told.
        for line in prose.lines().filter_map(|line| line.trim().strip_prefix("because ")) {
            assert!(!prose.contains(&format!("no longer {line}")), "{prose}");
        }
        let back = new.diff(&old);
        assert!(back.gone.is_empty() && !back.is_empty());
    }
}
