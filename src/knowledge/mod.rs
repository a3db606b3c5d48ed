//! What is known about a domain before reading: who, where, in office when, and what happened on which day.
//!
//! A [`Pack`] is such knowledge as data. The crate carries one about the conflict in Mali
//! ([`Pack::mali`]); a pack about anything else is a JSON file read by [`Pack::from_json`], and the two are
//! the same to the rest of the crate. Several packs [`merge`](Pack::merge) into one. A [`Gazetteer`] finds
//! a pack's names in text.
//!
//! ```
//! use tarikh::knowledge::Pack;
//!
//! let mali = Pack::mali();
//! let gao = mali.place("gao").unwrap();
//! assert_eq!(gao.label(), "غاو");
//! let window = mali.tenure_window("francois_hollande", "الرئيس الفرنسي").unwrap();
//! assert_eq!(window.earliest.unwrap().to_string(), "2012-05-15");
//! ```
//!
//! # Adding one line
//! A pack is a JSON object whose arrays hold one entry per line, so that a line is all it takes. A place:
//!
//! ```json
//! {"id":"ber","kind":"town","names":["بير","بئر"],"in":"timbuktu_region","source":"GeoNames"},
//! ```
//!
//! An actor, and the same actor with a history:
//!
//! ```json
//! {"id":"fla","kind":"armed_group","names":["جبهة تحرير أزواد"],"names_en":["FLA"],"of":"mali","begin":"2024-11-30","source":"…"},
//! {"id":"jnim","kind":"armed_group","names":["نصرة الإسلام والمسلمين"],"begin":"2017-03-02","relations":[{"kind":"successor_of","to":"ansar_dine","date":"2017-03-02","source":"…"}],"source":"…"},
//! ```
//!
//! Somebody in office:
//!
//! ```json
//! {"person":"laurent_fabius","office":"foreign_minister","of":"france","begin":"2012-05-16","end":"2016-02-11","source":"…"},
//! ```
//!
//! Something that happened; the doubted day of the second is a bound with a stated width, not a fact:
//!
//! ```json
//! {"id":"2012-03-30-kidal","class":"capture","label_en":"Rebels capture Kidal","begin":"2012-03-30","end":"2012-03-30","actors":["mnla"],"place":"kidal","source":"…"},
//! {"id":"2012-08-aguelhok","class":"killing","label_en":"…","begin":["2012-07-22","2012-08-05"],"end":["2012-07-22","2012-08-05"],"certain":false,"source":"…"},
//! ```
//!
//! Words that may be written in several ways in *any* name (`أغ/أق`, `كيتا/كايتا`) are one line in
//! `same_words`. [`Pack::check`] says what is wrong with a pack before anybody trusts it.

mod check;
mod days;
mod gazetteer;
mod model;
mod spelling;

use std::io::Read;
use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

pub use check::{Finding, Rule};
pub use days::{DayBound, Window};
pub use gazetteer::{Entity, EntityKind, Found, Gazetteer};
pub use model::{
    Actor, ActorKind, Name, Needs, Office, Place, PlaceKind, ReferenceEvent, Relation, RelationKind, Tenure,
};

use crate::script::{Key, key};
use crate::{Error, Result};
use spelling::{Piece, fold_name, keys, without_article};

/// The version of the pack format this crate writes, and the newest it reads.
pub const SCHEMA: &str = "tarikh-pack/1";

static MALI: LazyLock<Pack> = LazyLock::new(|| {
    // Two parts of `mali.json`, which the build script has taken apart.
    let all_but_events = include_str!(concat!(env!("OUT_DIR"), "/mali.json"));
    let events = include_str!(concat!(env!("OUT_DIR"), "/mali.events.json"));
    Pack::in_two_parts(all_but_events, events).unwrap_or_default()
});

/// The pack as it stands in a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    schema: String,
    name: String,
    version: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default)]
    same_words: Vec<Vec<String>>,
    #[serde(default)]
    offices: Vec<Office>,
    #[serde(default)]
    places: Vec<Place>,
    #[serde(default)]
    actors: Vec<Actor>,
    #[serde(default)]
    tenures: Vec<Tenure>,
    #[serde(default)]
    reference_events: Vec<ReferenceEvent>,
}

/// Enough of a pack to say which format it has.
#[derive(Deserialize)]
struct Header {
    schema: String,
}

/// Knowledge about a domain: actors, places, tenures of office, reference events.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    contents: Contents,
    actors: FxHashMap<Box<str>, u32>,
    places: FxHashMap<Box<str>, u32>,
    offices: FxHashMap<Box<str>, u32>,
    /// Not in `contents`.
    events: Events,
    /// Tenures by person.
    tenures: FxHashMap<Box<str>, Vec<u32>>,
}

/// The reference events of a pack. To read a text takes none, and they are half of a pack: those that come with the
/// crate are read when first asked for.
#[derive(Debug, Clone, Default)]
struct Events {
    json: &'static str,
    read: OnceLock<Indexed>,
}

#[derive(Debug, Clone, Default)]
struct Indexed {
    events: Vec<ReferenceEvent>,
    ids: FxHashMap<Box<str>, u32>,
}

impl Events {
    fn new(events: Vec<ReferenceEvent>) -> Self {
        let ids = index(events.iter().map(|e| &e.id));
        Self { json: "", read: OnceLock::from(Indexed { events, ids }) }
    }

    fn get(&self) -> &Indexed {
        self.read.get_or_init(|| {
            let events: Vec<ReferenceEvent> = serde_json::from_str(self.json).unwrap_or_default();
            Indexed { ids: index(events.iter().map(|e| &e.id)), events }
        })
    }

    fn into_list(self) -> Vec<ReferenceEvent> {
        self.get();
        self.read.into_inner().unwrap_or_default().events
    }
}

/// The place of each id in its list.
fn index<'a>(ids: impl ExactSizeIterator<Item = &'a String>) -> FxHashMap<Box<str>, u32> {
    let mut map = FxHashMap::with_capacity_and_hasher(ids.len(), FxBuildHasher);
    for (at, id) in (0..).zip(ids) {
        // The first of two entries with one id counts; `check` reports the second.
        map.entry(id.as_str().into()).or_insert(at);
    }
    map
}

/// Two packs are equal if they say the same in the same order.
impl PartialEq for Pack {
    fn eq(&self, other: &Self) -> bool {
        self.contents == other.contents && self.reference_events() == other.reference_events()
    }
}

impl Pack {
    /// The pack about the conflict in Mali, 2010 to 2025, that comes with the crate.
    ///
    /// Read when first asked for, once.
    #[must_use]
    pub fn mali() -> &'static Self {
        &MALI
    }

    /// Reads a pack from JSON.
    ///
    /// # Errors
    /// If the text is not a pack, with line and column; or if its format is newer than this crate. Facts are
    /// not judged here: see [`Pack::check`].
    ///
    /// ```
    /// use tarikh::knowledge::Pack;
    ///
    /// let pack = Pack::from_json(r#"{"schema":"tarikh-pack/1","name":"demo","version":"1","places":[
    /// {"id":"homs","kind":"city","names":["حمص"],"source":"atlas"}
    /// ]}"#)?;
    /// assert_eq!(pack.places().len(), 1);
    ///
    /// let newer = Pack::from_json(r#"{"schema":"tarikh-pack/2","name":"demo","version":"1","moons":[]}"#);
    /// assert!(newer.unwrap_err().to_string().contains("tarikh-pack/2"));
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self> {
        let read = serde_json::from_str::<Contents>(json);
        // A newer format may fail for any reason; that it is newer is the reason worth telling.
        let schema = match &read {
            Ok(contents) => Some(contents.schema.clone()),
            Err(_) => serde_json::from_str::<Header>(json).ok().map(|header| header.schema),
        };
        if let Some(schema) = schema.filter(|schema| schema != SCHEMA) {
            return Err(Error::pack(
                None,
                format!(
                    "its schema is «{schema}», this version reads «{SCHEMA}»; use a newer tarikh or convert the pack"
                ),
            ));
        }
        match read {
            Ok(contents) => Ok(Self::indexed(contents)),
            Err(error) => Err(Error::pack(Some((error.line(), error.column())), describe(&error))),
        }
    }

    /// Reads a pack from JSON that is being streamed.
    ///
    /// # Errors
    /// As [`Pack::from_json`]; also if reading fails or the bytes are not UTF-8.
    pub fn from_reader(mut reader: impl Read) -> Result<Self> {
        let mut json = String::new();
        reader.read_to_string(&mut json).map_err(|error| Error::pack(None, format!("cannot be read: {error}")))?;
        Self::from_json(&json)
    }

    /// A pack whose reference events, as a list, are left for later.
    fn in_two_parts(all_but_events: &str, json: &'static str) -> Result<Self> {
        Ok(Self { events: Events { json, read: OnceLock::new() }, ..Self::from_json(all_but_events)? })
    }

    fn indexed(mut contents: Contents) -> Self {
        let events = Events::new(std::mem::take(&mut contents.reference_events));
        let mut tenures: FxHashMap<Box<str>, Vec<u32>> =
            FxHashMap::with_capacity_and_hasher(contents.tenures.len(), FxBuildHasher);
        for (at, tenure) in (0..).zip(&contents.tenures) {
            tenures.entry(tenure.person.as_str().into()).or_default().push(at);
        }
        Self {
            actors: index(contents.actors.iter().map(|e| &e.id)),
            places: index(contents.places.iter().map(|e| &e.id)),
            offices: index(contents.offices.iter().map(|e| &e.id)),
            events,
            tenures,
            contents,
        }
    }

    /// The pack as JSON with one entry per line, ready to be edited and read again.
    #[must_use]
    pub fn to_json(&self) -> String {
        fn text(value: &str) -> String {
            serde_json::to_string(value).unwrap_or_default()
        }
        fn section(out: &mut String, name: &str, entries: &[impl Serialize]) {
            out.push_str(&format!(",\n\"{name}\":["));
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "\n" } else { ",\n" });
                out.push_str(&serde_json::to_string(entry).unwrap_or_default());
            }
            out.push_str("\n]");
        }
        let Contents { schema, name, version, note, same_words, offices, places, actors, tenures, reference_events: _ } =
            &self.contents;
        let mut out =
            format!("{{\n\"schema\":{},\n\"name\":{},\n\"version\":{}", text(schema), text(name), text(version));
        if !note.is_empty() {
            out.push_str(&format!(",\n\"note\":{}", text(note)));
        }
        section(&mut out, "same_words", same_words);
        section(&mut out, "offices", offices);
        section(&mut out, "places", places);
        section(&mut out, "actors", actors);
        section(&mut out, "tenures", tenures);
        section(&mut out, "reference_events", self.reference_events());
        out.push_str("\n}\n");
        out
    }

    /// A short hash of everything the pack says, to name it in results. Layout and white space of the file
    /// do not matter.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", fnv(self.to_json().as_bytes()))
    }

    /// This pack and another one together. What both say is kept once.
    ///
    /// # Errors
    /// If both have an entry with one id but not the same content: rename one of them, or correct it.
    pub fn merge(self, other: Self) -> Result<Self> {
        fn union<T: PartialEq>(
            mut mine: Vec<T>,
            index: &FxHashMap<Box<str>, u32>,
            theirs: Vec<T>,
            id: impl Fn(&T) -> &str,
        ) -> Result<Vec<T>> {
            for entry in theirs {
                match index.get(id(&entry)).and_then(|&at| mine.get(at as usize)) {
                    None => mine.push(entry),
                    Some(known) if *known == entry => {}
                    // An id that one pack has twice, which `check` reports.
                    Some(_) if mine.contains(&entry) => {}
                    Some(_) => {
                        let id = id(&entry);
                        let what = format!("both packs have «{id}» and differ about it; rename or correct one of them");
                        return Err(Error::pack(None, what));
                    }
                }
            }
            Ok(mine)
        }
        fn unite<T: PartialEq>(mut mine: Vec<T>, theirs: Vec<T>) -> Vec<T> {
            let known = mine.len();
            for entry in theirs {
                if !mine.iter().take(known).any(|e| *e == entry) {
                    mine.push(entry);
                }
            }
            mine
        }
        let (mine, theirs) = (self.contents, other.contents);
        let ids = self.events.get().ids.clone();
        let events = self.events.into_list();
        let joined = |a: String, b: String, by: &str| {
            if a == b || b.is_empty() {
                a
            } else if a.is_empty() {
                b
            } else {
                a + by + &b
            }
        };
        Ok(Self::indexed(Contents {
            schema: SCHEMA.to_owned(),
            name: joined(mine.name, theirs.name, "+"),
            version: joined(mine.version, theirs.version, "+"),
            note: joined(mine.note, theirs.note, "\n"),
            same_words: unite(mine.same_words, theirs.same_words),
            offices: union(mine.offices, &self.offices, theirs.offices, |e| &e.id)?,
            places: union(mine.places, &self.places, theirs.places, |e| &e.id)?,
            actors: union(mine.actors, &self.actors, theirs.actors, |e| &e.id)?,
            tenures: unite(mine.tenures, theirs.tenures),
            reference_events: union(events, &ids, other.events.into_list(), |e| &e.id)?,
        }))
    }

    /// What the pack calls itself.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.contents.name
    }

    /// The version of the pack, as its authors count.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.contents.version
    }

    /// Everybody and everything that acts.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.contents.actors
    }

    /// All places.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.contents.places
    }

    /// All kinds of office.
    #[must_use]
    pub fn offices(&self) -> &[Office] {
        &self.contents.offices
    }

    /// All tenures of office.
    #[must_use]
    pub fn tenures(&self) -> &[Tenure] {
        &self.contents.tenures
    }

    /// All reference events.
    #[must_use]
    pub fn reference_events(&self) -> &[ReferenceEvent] {
        &self.events.get().events
    }

    /// Words that stand for one another inside names.
    #[must_use]
    pub fn same_words(&self) -> &[Vec<String>] {
        &self.contents.same_words
    }

    /// The actor with this id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.actors.get(id).and_then(|&at| self.contents.actors.get(at as usize))
    }

    /// The place with this id. A country has the id of its state.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<&Place> {
        self.places.get(id).and_then(|&at| self.contents.places.get(at as usize))
    }

    /// The kind of office with this id.
    #[must_use]
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.get(id).and_then(|&at| self.contents.offices.get(at as usize))
    }

    /// The reference event with this id.
    #[must_use]
    pub fn reference_event(&self, id: &str) -> Option<&ReferenceEvent> {
        let Indexed { events, ids } = self.events.get();
        ids.get(id).and_then(|&at| events.get(at as usize))
    }

    /// The force of this state, for phrases like `القوات الفرنسية`.
    #[must_use]
    pub fn army_of(&self, state: &str) -> Option<&Actor> {
        self.actors().iter().find(|a| a.kind == ActorKind::Army && a.of.as_deref() == Some(state))
    }

    /// Whether the place lies in the other one, or is it.
    #[must_use]
    pub fn lies_in(&self, place: &str, region: &str) -> bool {
        let mut at = self.place(place);
        // Bounded: a pack may, wrongly, say that two places lie in one another.
        for _ in 0..16 {
            let Some(here) = at else { return false };
            if here.id == region {
                return true;
            }
            at = here.within.as_deref().and_then(|id| self.place(id));
        }
        false
    }

    /// The tenures of a person, in the order of the pack.
    pub fn tenures_of(&self, person: &str) -> impl Iterator<Item = &Tenure> {
        let at = self.tenures.get(person).map(Vec::as_slice).unwrap_or_default();
        at.iter().filter_map(|&at| self.contents.tenures.get(at as usize))
    }

    /// The tenures of a person that a title means: `title` is the words before the name
    /// (`الرئيس الفرنسي`, `وزير الخارجية`) or the id of an office.
    pub fn tenures_titled(&self, person: &str, title: &str) -> impl Iterator<Item = &Tenure> {
        let offices = self.offices_titled(title);
        self.tenures_of(person).filter(move |tenure| offices.contains(&tenure.office.as_str()))
    }

    /// The days on which the person can have held the office that the title means: from the first such
    /// tenure's earliest begin to the last one's latest end. `None` if none is known.
    ///
    /// The text speaks of the person under that title, so what it reports, or its publication, lies in this
    /// window, unless it says *former* (`السابق`) or looks back.
    #[must_use]
    pub fn tenure_window(&self, person: &str, title: &str) -> Option<Window> {
        self.tenures_titled(person, title).map(Tenure::window).reduce(Window::cover)
    }

    /// The ids of the offices that a title means. The longest known title that the words begin with counts:
    /// `رئيس الوزراء المالي` is a prime minister, not a president.
    fn offices_titled(&self, title: &str) -> Vec<&str> {
        if let Some(office) = self.office(title) {
            return vec![&office.id];
        }
        let definite = matches!(keys(title).next(), Some(Piece::Word(first)) if without_article(first).is_some());
        let words = bare_words(title);
        let mut best: (usize, Vec<&str>) = (0, Vec::new());
        for office in self.offices() {
            for name in &office.titles {
                let known = bare_words(&name.text);
                let fits = words.starts_with(&known);
                // `رئيس` before an unknown noun heads anything (`رئيس بلدية`); with the article it stands alone.
                let alone = known.len() > 1 || definite || words.get(1).is_none_or(|&next| self.names_state(next));
                if known.is_empty() || !fits || !alone || known.len() < best.0 {
                    continue;
                }
                if known.len() > best.0 {
                    best = (known.len(), Vec::new());
                }
                if !best.1.contains(&office.id.as_str()) {
                    best.1.push(&office.id);
                }
            }
        }
        best.1
    }

    /// Whether a word without article begins the name of a state, or says *republic* or *state*.
    fn names_state(&self, word: Key) -> bool {
        [key!("جمهورية"), key!("دولة"), key!("بلاد")].contains(&word)
            || self
                .actors()
                .iter()
                .filter(|a| a.kind == ActorKind::State)
                .any(|state| state.names.iter().any(|name| bare_words(&name.text).first() == Some(&word)))
    }

    /// Reference events, by whatever is known about what one looks for.
    ///
    /// ```
    /// use tarikh::knowledge::{EventQuery, Pack};
    ///
    /// let falls = Pack::mali().find_events(EventQuery::new().class("capture").place("gao"));
    /// assert!(falls.iter().any(|event| event.begin.to_string() == "2012-03-31"));
    /// ```
    #[must_use]
    pub fn find_events(&self, query: EventQuery<'_>) -> Vec<&ReferenceEvent> {
        let keyword = query.keyword.map(fold_name);
        self.reference_events()
            .iter()
            .filter(|event| {
                query.class.is_none_or(|class| event.class == class)
                    && query.actor.is_none_or(|actor| event.actors.iter().any(|a| a == actor))
                    && query.place.is_none_or(|region| event.place.as_deref().is_some_and(|p| self.lies_in(p, region)))
                    && query.within.is_none_or(|w| {
                        w.earliest.is_none_or(|e| e <= event.end.latest)
                            && w.latest.is_none_or(|l| event.begin.earliest <= l)
                    })
                    && keyword
                        .as_deref()
                        .is_none_or(|k| event.keywords.iter().any(|known| fold_name(known).contains(k)))
            })
            .collect()
    }
}

/// What to look for among reference events; what is not set does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventQuery<'a> {
    class: Option<&'a str>,
    actor: Option<&'a str>,
    place: Option<&'a str>,
    keyword: Option<&'a str>,
    within: Option<Window>,
}

impl<'a> EventQuery<'a> {
    /// Everything.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Only of this class.
    #[must_use]
    pub fn class(mut self, class: &'a str) -> Self {
        self.class = Some(class);
        self
    }

    /// Only where this actor took part.
    #[must_use]
    pub fn actor(mut self, id: &'a str) -> Self {
        self.actor = Some(id);
        self
    }

    /// Only at this place or in it.
    #[must_use]
    pub fn place(mut self, id: &'a str) -> Self {
        self.place = Some(id);
        self
    }

    /// Only with this in a keyword, however it is spelled.
    #[must_use]
    pub fn keyword(mut self, word: &'a str) -> Self {
        self.keyword = Some(word);
        self
    }

    /// Only what can have gone on in this window.
    #[must_use]
    pub fn within(mut self, window: Window) -> Self {
        self.within = Some(window);
        self
    }
}

/// The words of a title, articles off; numbers do not count.
fn bare_words(title: &str) -> Vec<Key> {
    let word = |piece| if let Piece::Word(word) = piece { Some(without_article(word).unwrap_or(word)) } else { None };
    keys(title).filter_map(word).collect()
}

/// FNV-1a: the same on every machine and in every release.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// What serde says, and what to do about it.
fn describe(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let advice = match error.classify() {
        serde_json::error::Category::Syntax | serde_json::error::Category::Eof => {
            "check commas, quotes and brackets on this line and the one before"
        }
        _ => "correct the entry on this line; `tarikh::knowledge` documents the fields",
    };
    format!("{said}; {advice}")
}

#[cfg(test)]
mod tests;
