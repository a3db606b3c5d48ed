//! Whether a pack can be trusted.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::spelling::{Piece, fold_name, keys, without_article};
use super::{Actor, ActorKind, DayBound, Name, Pack, PlaceKind, RelationKind, Tenure, Window};

/// A kind of mistake that a pack can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Rule {
    /// Two entries of one kind have one id.
    DuplicateId,
    /// An id is used that no entry has.
    UnknownId,
    /// Something ends before it begins, or the two ends of a bound are the wrong way round.
    ImpossibleDate,
    /// Two people certainly held an office for one at the same time.
    OverlappingTenures,
    /// Two entities share a spelling, and it is not marked `shared` or given something it `needs`.
    SharedSpelling,
    /// An entry does not say where it comes from.
    MissingSource,
    /// An entry has no name, or a name without letters.
    MissingName,
    /// Somebody took part in something, or held an office of something, before it came into being or after it had
    /// ceased to be. What it grew out of, and what it went up in, count for offices.
    OutOfLifetime,
    /// Coordinates that are nowhere on Earth.
    ImpossiblePlace,
    /// Places that lie in one another.
    CircularPlace,
    /// A class that is not one lower-case word.
    MalformedClass,
}

/// A mistake in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What kind of mistake.
    pub rule: Rule,
    /// The entry: its section and its id.
    pub entry: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.entry, self.message)
    }
}

impl Pack {
    /// Looks for mistakes: ids used twice or never defined, impossible dates, two people in one office at
    /// the same time, one spelling for two entities, entries without source. Empty if there are none.
    ///
    /// ```
    /// use tarikh::knowledge::Pack;
    ///
    /// let pack = Pack::from_json(r#"{"schema":"tarikh-pack/1","name":"demo","version":"1","actors":[
    /// {"id":"x","kind":"armed_group","names":["جبهة س"],"begin":"2012-05","end":"2011","source":"report"}
    /// ]}"#)?;
    /// assert_eq!(pack.check()[0].to_string(), "actors/x: ends (2011-12-31) before it begins (2012-05-01)");
    /// assert!(Pack::mali().check().is_empty());
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut checker = Checker { pack: self, findings: Vec::new() };
        checker.ids();
        checker.actors();
        checker.places();
        checker.tenures();
        checker.overlaps();
        checker.events();
        checker.spellings();
        checker.findings
    }
}

struct Checker<'a> {
    pack: &'a Pack,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    fn find(&mut self, rule: Rule, entry: String, message: String) {
        self.findings.push(Finding { rule, entry, message });
    }

    fn ids(&mut self) {
        let pack = self.pack;
        let sections: [(&str, Vec<&str>); 4] = [
            ("actors", pack.actors().iter().map(|e| e.id.as_str()).collect()),
            ("places", pack.places().iter().map(|e| e.id.as_str()).collect()),
            ("offices", pack.offices().iter().map(|e| e.id.as_str()).collect()),
            ("reference_events", pack.reference_events().iter().map(|e| e.id.as_str()).collect()),
        ];
        for (section, ids) in sections {
            let mut seen = FxHashSet::default();
            for id in ids {
                if !seen.insert(id) {
                    self.find(Rule::DuplicateId, format!("{section}/{id}"), "this id is taken; choose another".into());
                }
            }
        }
    }

    fn source(&mut self, entry: &str, source: &str) {
        if source.trim().is_empty() {
            self.find(Rule::MissingSource, entry.into(), "has no source; say who says so".into());
        }
    }

    fn names(&mut self, entry: &str, names: &[Name], required: bool) {
        if required && names.is_empty() || names.iter().any(|name| fold_name(&name.text).is_empty()) {
            self.find(Rule::MissingName, entry.into(), "has no name that could be found in a text".into());
        }
    }

    fn actor_id(&mut self, entry: &str, id: &str) {
        if self.pack.actor(id).is_none() {
            self.find(Rule::UnknownId, entry.into(), format!("no actor has the id «{id}»"));
        }
    }

    fn dates(&mut self, entry: &str, begin: Option<DayBound>, end: Option<DayBound>) {
        for bound in [begin, end].into_iter().flatten().filter(|b| b.width() < 0) {
            let message = format!("{} comes after {}; swap them", bound.earliest, bound.latest);
            self.find(Rule::ImpossibleDate, entry.into(), message);
        }
        if let (Some(begin), Some(end)) = (begin, end)
            && end.latest < begin.earliest
        {
            let message = format!("ends ({}) before it begins ({})", end.latest, begin.earliest);
            self.find(Rule::ImpossibleDate, entry.into(), message);
        }
    }

    fn actors(&mut self) {
        for actor in self.pack.actors() {
            let entry = format!("actors/{}", actor.id);
            self.source(&entry, &actor.source);
            self.names(&entry, &actor.names, true);
            self.dates(&entry, actor.begin, actor.end);
            if let Some(of) = &actor.of {
                self.actor_id(&entry, of);
            }
            for relation in &actor.relations {
                self.actor_id(&entry, &relation.to);
                self.source(&entry, &relation.source);
                self.dates(&entry, relation.date, relation.date);
            }
        }
    }

    fn places(&mut self) {
        for place in self.pack.places() {
            let entry = format!("places/{}", place.id);
            self.source(&entry, &place.source);
            let named_by_state = self.pack.actor(&place.id).is_some_and(|actor| actor.kind == ActorKind::State);
            self.names(&entry, &place.names, !(place.kind == PlaceKind::Country && named_by_state));
            if place.lat.is_some_and(|lat| !(-90.0..=90.0).contains(&lat))
                || place.lon.is_some_and(|lon| !(-180.0..=180.0).contains(&lon))
            {
                self.find(Rule::ImpossiblePlace, entry.clone(), "lies nowhere on Earth; degrees north and east".into());
            }
            let mut at = place.within.as_deref();
            for step in 0.. {
                let Some(id) = at else { break };
                let Some(outer) = self.pack.place(id) else {
                    if step == 0 {
                        self.find(Rule::UnknownId, entry.clone(), format!("no place has the id «{id}»"));
                    }
                    break;
                };
                if step > 14 || outer.id == place.id {
                    self.find(Rule::CircularPlace, entry.clone(), format!("lies in «{id}», which lies in it"));
                    break;
                }
                at = outer.within.as_deref();
            }
        }
    }

    fn tenures(&mut self) {
        for tenure in self.pack.tenures() {
            let entry = entry_of(tenure);
            self.source(&entry, &tenure.source);
            self.actor_id(&entry, &tenure.person);
            self.actor_id(&entry, &tenure.of);
            if self.pack.office(&tenure.office).is_none() {
                self.find(Rule::UnknownId, entry.clone(), format!("no office has the id «{}»", tenure.office));
            }
            self.dates(&entry, tenure.begin, tenure.end);
            for id in [&tenure.person, &tenure.of] {
                let Some(actor) = self.pack.actor(id) else { continue };
                let Window { earliest, latest } = self.career(actor);
                let early = tenure.begin.zip(earliest).filter(|(begin, earliest)| begin.latest < *earliest);
                let late = tenure.end.zip(latest).filter(|(end, latest)| *latest < end.earliest);
                let found = early
                    .map(|(_, day)| format!("began before «{id}» came into being ({day})"))
                    .or(late.map(|(_, day)| format!("lasted longer than «{id}», which ended on {day}")));
                if let Some(what) = found {
                    let advice = "correct one of the dates, or name what it grew out of or went up in";
                    self.find(Rule::OutOfLifetime, entry.clone(), format!("{what}; {advice}"));
                }
            }
        }
    }

    /// The days on which an actor existed, or what it took the place of, broke away from or merged into.
    fn career(&self, actor: &Actor) -> Window {
        let mut whole = actor.lifetime();
        for relation in &actor.relations {
            let Some(other) = self.pack.actor(&relation.to).map(Actor::lifetime) else { continue };
            match relation.kind {
                RelationKind::SuccessorOf | RelationKind::SplitFrom => {
                    whole.earliest = whole.earliest.zip(other.earliest).map(|(a, b)| a.min(b));
                }
                RelationKind::MergedInto => whole.latest = whole.latest.zip(other.latest).map(|(a, b)| a.max(b)),
                RelationKind::PartOf => {}
            }
        }
        whole
    }

    fn overlaps(&mut self) {
        let mut offices: FxHashMap<(&str, &str), Vec<&Tenure>> = FxHashMap::default();
        let mut order = Vec::new();
        for tenure in self.pack.tenures() {
            if self.pack.office(&tenure.office).is_some_and(|office| office.single) {
                let key = (tenure.office.as_str(), tenure.of.as_str());
                let holders = offices.entry(key).or_default();
                if holders.is_empty() {
                    order.push(key);
                }
                holders.push(tenure);
            }
        }
        for key in order {
            let Some(mut holders) = offices.remove(&key) else { continue };
            holders.sort_by_key(|t| t.begin.map(|b| b.latest));
            // The tenure that surely lasts longest among those begun so far.
            let mut longest: Option<&Tenure> = None;
            for tenure in holders {
                if let Some(before) = longest
                    && surely_overlap(before, tenure)
                {
                    let message = format!(
                        "overlaps with {}; one person at a time holds this office, so say when the earlier one left it",
                        before.person
                    );
                    self.find(Rule::OverlappingTenures, entry_of(tenure), message);
                }
                let end = |t: &Tenure| t.end.map_or(chrono::NaiveDate::MAX, |e| e.earliest);
                if longest.is_none_or(|before| end(before) < end(tenure)) {
                    longest = Some(tenure);
                }
            }
        }
    }

    fn events(&mut self) {
        for event in self.pack.reference_events() {
            let entry = format!("reference_events/{}", event.id);
            self.source(&entry, &event.source);
            self.dates(&entry, Some(event.begin), Some(event.end));
            if event.class.is_empty() || !event.class.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                let message = format!("the class «{}» is not one lower-case word", event.class);
                self.find(Rule::MalformedClass, entry.clone(), message);
            }
            for id in &event.actors {
                self.actor_id(&entry, id);
                let Some(actor) = self.pack.actor(id) else { continue };
                let Window { earliest, latest } = actor.lifetime();
                if earliest.is_some_and(|e| event.end.latest < e) || latest.is_some_and(|l| l < event.begin.earliest) {
                    let message = format!("«{id}» did not exist then; name its predecessor or successor");
                    self.find(Rule::OutOfLifetime, entry.clone(), message);
                }
            }
            if let Some(id) = &event.place
                && self.pack.place(id).is_none()
            {
                self.find(Rule::UnknownId, entry.clone(), format!("no place has the id «{id}»"));
            }
        }
    }

    fn spellings(&mut self) {
        let pack = self.pack;
        let names = pack.actors().iter().flat_map(|a| a.names.iter().map(move |n| ("actors", &a.id, n)));
        let names = names.chain(pack.places().iter().flat_map(|p| p.names.iter().map(move |n| ("places", &p.id, n))));
        let mut owners: FxHashMap<String, (&str, &String, &Name)> = FxHashMap::default();
        for (section, id, name) in names {
            // The article counts where a name insists on it.
            let mut key = fold_name(&name.text);
            if name.exact {
                key.push_str(
                    if matches!(keys(&name.text).next(), Some(Piece::Word(first)) if without_article(first).is_some()) {
                        " +"
                    } else {
                        " -"
                    },
                );
            }
            let Some((other_section, other, known)) = owners.get(&key).copied() else {
                owners.insert(key, (section, id, name));
                continue;
            };
            if (section, id) == (other_section, other) {
                let message = format!("the spelling «{}» is there already; leave it out", name.text);
                self.find(Rule::SharedSpelling, format!("{section}/{id}"), message);
            } else if !(known.shared || known.needs.is_some()) || !(name.shared || name.needs.is_some()) {
                let message = format!(
                    "«{}» is also {other_section}/{other}; mark both \"shared\" or say what the name \"needs\"",
                    name.text
                );
                self.find(Rule::SharedSpelling, format!("{section}/{id}"), message);
            }
        }
    }
}

fn entry_of(tenure: &Tenure) -> String {
    format!("tenures/{} {} of {}", tenure.person, tenure.office, tenure.of)
}

/// Whether both held the office on some day whatever the days in doubt; a shared day of handing over is
/// no overlap.
fn surely_overlap(a: &Tenure, b: &Tenure) -> bool {
    let starts_before_end = |a: &Tenure, b: &Tenure| match (a.begin, b.end) {
        (Some(begin), Some(end)) => begin.latest < end.earliest,
        (Some(_), None) => true,
        (None, _) => false,
    };
    starts_before_end(a, b) && starts_before_end(b, a)
}
