//! What a pack is made of. One struct per kind of line.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::days::{DayBound, Window};

/// What must hold before a name that could mean something else is taken for this entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Needs {
    /// An office this person held stands right before it (`الرئيس كيتا`), or the full name stood earlier in
    /// the text. For surnames that several people bear.
    Title,
    /// An unflagged name of the same entity stood earlier in the text. For short forms that are also
    /// common words (`المرابطون`).
    Full,
    /// Something that belongs to this entity (one of its places, groups, forces) is named in the same text
    /// without doubt, or a preposition is attached (`بمالي`). For `مالي`, which also means *financial*.
    Context,
}

/// One spelling of a name.
///
/// In JSON a plain string, or an object when the spelling needs care:
/// `{"text":"كيتا","needs":"title"}`.
///
/// Hamza and alef forms, `ى/ي`, `ة/ه`, diacritics and tatweel are folded before comparing, the article is
/// optional on every word, and a missing space between two words is understood: none of these needs a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub struct Name {
    /// The spelling.
    pub text: String,
    /// What must hold before it counts.
    pub needs: Option<Needs>,
    /// It always counts after one of these words.
    pub after: Vec<String>,
    /// It never counts after one of these words.
    pub not_after: Vec<String>,
    /// The article must be there, or absent, exactly as spelled (`الجزائر` the state, `جزائر` islands).
    pub exact: bool,
    /// Another entity bears the same spelling, and that is known.
    pub shared: bool,
}

impl From<&str> for Name {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CarefulName {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    needs: Option<Needs>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    after: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    not_after: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    exact: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    shared: bool,
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.needs.is_none() && self.after.is_empty() && self.not_after.is_empty() && !self.exact && !self.shared {
            return serializer.serialize_str(&self.text);
        }
        let Self { text, needs, after, not_after, exact, shared } = self.clone();
        CarefulName { text, needs, after, not_after, exact, shared }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or an object like {\"text\":\"…\",\"needs\":\"title\"}")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                Ok(Name::from(text))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Name, E> {
                Ok(Name { text, ..Name::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
                let careful = CarefulName::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let CarefulName { text, needs, after, not_after, exact, shared } = careful;
                Ok(Name { text, needs, after, not_after, exact, shared })
            }
        }
        deserializer.deserialize_any(NameVisitor)
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

fn is_true(flag: &bool) -> bool {
    *flag
}

fn yes() -> bool {
    true
}

/// What kind of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActorKind {
    /// Rebels, jihadists, militias.
    ArmedGroup,
    /// The forces of a state, or a private force in its service.
    Army,
    /// An international military or civil operation.
    Mission,
    /// A state.
    State,
    /// A government, junta, parliament or court of a state.
    Government,
    /// A body of several states or of citizens.
    Organisation,
    /// A party, coalition or movement without arms.
    Party,
    /// A people or community.
    People,
    /// A news outlet or agency.
    Media,
    /// A company.
    Company,
    /// A person.
    Person,
    /// None of these.
    Other,
}

/// How one actor stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RelationKind {
    /// It broke away from the other.
    SplitFrom,
    /// It dissolved into the other.
    MergedInto,
    /// It belongs to the other and keeps its name.
    PartOf,
    /// It took the other's place.
    SuccessorOf,
}

/// A relation of an actor to another, with its date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Relation {
    /// Which relation.
    pub kind: RelationKind,
    /// The id of the other actor.
    pub to: String,
    /// When it came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DayBound>,
    /// `false` where the fact itself is doubted.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub certain: bool,
    /// Who says so.
    pub source: String,
}

/// Somebody or something that acts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Actor {
    /// Lower-case id, unique among the actors of the pack.
    pub id: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// Arabic spellings and abbreviations; the first one is shown to people.
    pub names: Vec<Name>,
    /// Names in Latin letters; the first one is shown to people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names_en: Vec<String>,
    /// The adjectives of a state, masculine singular without article (`فرنسي`); other forms are derived.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nisba: Vec<Name>,
    /// The actor it belongs to or is at home in: a force's state, a group's country, a mission's body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// When it came into being; for a person the day of birth, from which the age that an article gives him tells when
    /// it was written. Usually left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<DayBound>,
    /// When it ceased to be; left out if unknown or still so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<DayBound>,
    /// Splits, mergers and memberships.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    /// `false` where the dates are doubted; then they are wide.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub certain: bool,
    /// Who says so.
    pub source: String,
}

impl Actor {
    /// The days on which it can have existed.
    #[must_use]
    pub fn lifetime(&self) -> Window {
        Window::of(self.begin, self.end)
    }

    /// The name to show: the first Arabic one, or the id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.names.first().map_or(&self.id, |name| &name.text)
    }
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlaceKind {
    /// A part of the world.
    Continent,
    /// A country; give it the id of its state and it needs no names of its own.
    Country,
    /// A part of a country, official or customary, or of several.
    Region,
    /// A city.
    City,
    /// A town.
    Town,
    /// A village.
    Village,
    /// Mountains, rivers, lakes, deserts.
    Nature,
    /// A camp, airport, hotel, palace.
    Site,
}

/// Somewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Place {
    /// Lower-case id, unique among the places of the pack. A country has the id of its state.
    pub id: String,
    /// What kind of place.
    pub kind: PlaceKind,
    /// Arabic spellings; the first one is shown to people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Names in Latin letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names_en: Vec<String>,
    /// The id of the place it lies in.
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Who says so.
    pub source: String,
}

impl Place {
    /// The name to show: the first Arabic one, or the id.
    #[must_use]
    pub fn label(&self) -> &str {
        self.names.first().map_or(&self.id, |name| &name.text)
    }
}

/// A kind of office, and the words that name it before a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Office {
    /// Lower-case id, unique among the offices of the pack (`foreign_minister`).
    pub id: String,
    /// Arabic titles (`وزير الخارجية`).
    pub titles: Vec<Name>,
    /// Whether one person at a time holds it (in one state or organisation).
    #[serde(default, skip_serializing_if = "is_false")]
    pub single: bool,
}

/// One person in one office, from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Tenure {
    /// The id of the person, an actor.
    pub person: String,
    /// The id of the office.
    pub office: String,
    /// The id of the actor whose office it is.
    pub of: String,
    /// The first day in office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<DayBound>,
    /// The last day; left out if unknown or still in office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<DayBound>,
    /// What else should be said about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// `false` where the dates are doubted; then they are wide.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub certain: bool,
    /// Who says so.
    pub source: String,
}

impl Tenure {
    /// The days on which the person can have held the office.
    #[must_use]
    pub fn window(&self) -> Window {
        Window::of(self.begin, self.end)
    }
}

/// Something that is known to have happened, and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReferenceEvent {
    /// Lower-case id, unique among the events of the pack.
    pub id: String,
    /// What happened, in one lower-case word (`capture`, `coup`, `agreement`, …).
    pub class: String,
    /// What happened, in English.
    pub label_en: String,
    /// What happened, in Arabic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_ar: Option<String>,
    /// The day it began.
    pub begin: DayBound,
    /// The day it ended.
    pub end: DayBound,
    /// The ids of those who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// The id of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Arabic words a report of it is likely to use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// `false` where the date is doubted; then it is wide.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub certain: bool,
    /// Who says so; begins with `to check:` where nobody has looked it up.
    pub source: String,
}

impl ReferenceEvent {
    /// The days on which it can have gone on.
    #[must_use]
    pub fn window(&self) -> Window {
        Window::of(Some(self.begin), Some(self.end))
    }
}
