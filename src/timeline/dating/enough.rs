//! What has to speak for an event of the knowledge pack before it is taken for the news of an undated article, for each
//! class of event.
//!
//! At least two things that are independent of each other, one of which is said of hardly any other event.

use crate::timeline::evidence::Evidence;
use Ask::{
    Actors, All, Any, Day, Dear, Details, Group, Keywords, Never, Numbered, NumberedNear, Person, Phrases, Place,
    Points, Proper, Quiet, Rare, Signs, Small, Somewhere, Unique, UniqueNear, Verb,
};

/// What is asked for.
#[derive(Debug, Clone, Copy)]
enum Ask {
    All(&'static [Ask]),
    Any(&'static [Ask]),
    Never,
    /// The day of the week fits.
    Day,
    /// A verb tells it: by a noun it may be an old one.
    Verb,
    /// So many signs of who, where and when it was, of which two may be words said of it.
    Signs(u32),
    // The fields of [`Evidence`], those that count with the least of each.
    Points(u32),
    Keywords(u32),
    Details(u32),
    Phrases(u32),
    Actors(u32),
    Unique,
    UniqueNear,
    Rare,
    Proper,
    Numbered,
    NumberedNear,
    Person,
    Dear,
    Group,
    Place,
    Somewhere,
    Quiet,
    Small,
}

/// What a report tells besides.
#[derive(Debug, Clone, Copy)]
struct Told {
    day: bool,
    verb: bool,
}

impl Ask {
    fn is_met(self, of: &Evidence, told: Told) -> bool {
        match self {
            All(asked) => asked.iter().all(|ask| ask.is_met(of, told)),
            Any(asked) => asked.iter().any(|ask| ask.is_met(of, told)),
            Never => false,
            Day => told.day,
            Verb => told.verb,
            Signs(least) => {
                let signs = [of.person, of.place, of.group, told.day].into_iter().map(u32::from).sum::<u32>();
                signs + of.details.min(2) >= least
            }
            Points(least) => of.points >= least,
            Keywords(least) => of.keywords >= least,
            Details(least) => of.details >= least,
            Phrases(least) => of.phrases >= least,
            Actors(least) => of.actors >= least,
            Unique => of.unique,
            UniqueNear => of.unique_near,
            Rare => of.rare,
            Proper => of.proper,
            Numbered => of.numbered,
            NumberedNear => of.numbered_near,
            Person => of.person,
            Dear => of.dear,
            Group => of.group,
            Place => of.place,
            Somewhere => of.somewhere,
            Quiet => of.quiet,
            Small => of.small,
        }
    }
}

/// What is asked for of an event of some classes, by what is told of it.
#[derive(Debug)]
struct Row {
    classes: &'static [&'static str],
    /// Told as news.
    ever: Ask,
    /// The same where hardly more than a year is left, and the day of the week fits.
    then: Ask,
    /// Told anywhere in the first lines, with its day.
    with_day: Ask,
    /// The same where the day is told of something else.
    near_day: Ask,
    /// It hardly comes twice to one person, group or pact.
    once: bool,
}

/// Somebody or something that took part, or where it was.
const SETTING: Ask = Any(&[Actors(1), Somewhere]);
/// The same, or when it was.
const SCENE: Ask = Any(&[Person, Group, Place, Day, Phrases(2)]);

/// What comes again and again: a summit, a round of votes, a raid.
const AGAIN: Ask = All(&[Points(12), Day, Unique, Details(2), SCENE]);

/// Whom it befell, or what befell whom where.
const BEFALLEN: Ask = All(&[
    Points(9),
    SETTING,
    Any(&[
        All(&[Person, Details(1)]),
        Proper,
        All(&[Place, Keywords(2), Details(1), Any(&[Day, Unique])]),
        All(&[Day, Place, Details(1), Actors(1)]),
    ]),
]);

/// What hardly comes twice to one person, group or pact.
const ONCE: Ask = All(&[Points(9), Any(&[Person, Proper, Unique, All(&[Place, Day, Details(1)])]), Signs(2), SCENE]);

/// What is said of no other attack.
const NO_OTHER: Ask = All(&[Unique, Any(&[Person, Place, Proper, Day, Phrases(2)]), SETTING]);
/// Who was hit, how many and by what, on the day of the week.
const WHO_WAS_HIT: Ask = All(&[Day, Place, Details(3), Actors(2)]);
const BY_A_NAME: Ask = All(&[Rare, Day, Any(&[Place, Group])]);
/// The less was at a place, the less has to be said.
const AT_THE_PLACE: Ask = All(&[
    Place,
    Day,
    Any(&[
        Details(3),
        All(&[Details(2), Any(&[Small, Group])]),
        All(&[Details(1), Any(&[Quiet, All(&[Small, Actors(2)])])]),
    ]),
]);
const ATTACK: Ask = All(&[Points(10), Any(&[NO_OTHER, WHO_WAS_HIT, BY_A_NAME, AT_THE_PLACE])]);

/// Where the year is known.
const THEN: Ask =
    Any(&[All(&[Place, Details(1), Any(&[Small, Actors(1), Details(2)])]), All(&[Person, Details(1)]), Unique, Rare]);

/// A name for it, or for who took part.
const NAMED: Ask = Any(&[Unique, Proper, All(&[Dear, Details(2)])]);
/// «سقطوا في الهجوم على فندق», «مدبر هجمات الجمعة الماضية».
const WITH_DAY: Ask = Any(&[
    All(&[
        Points(10),
        Any(&[
            NAMED,
            Rare,
            All(&[Place, Any(&[Quiet, Details(2), All(&[Small, Details(1)])])]),
            Dear,
            All(&[Person, Details(1)]),
        ]),
    ]),
    All(&[Points(6), UniqueNear, Any(&[Place, Actors(1), Details(2)])]),
]);
const NEAR_DAY: Ask = All(&[Points(14), NAMED, Any(&[Person, Group, Place, Actors(1)]), Details(2)]);

const VISIT: Ask = All(&[Person, Place]);

/// An attack, and whatever else is not in the table.
const OTHER: Row = Row { classes: &[], ever: ATTACK, then: THEN, with_day: WITH_DAY, near_day: NEAR_DAY, once: false };

/// What is not asked for otherwise is asked for as for [`OTHER`].
#[rustfmt::skip]
static TABLE: &[Row] = &[
    // What is said may be said again; not so on the same day of the week.
    Row { classes: &["statement"],
          ever: All(&[Points(12), Day, Keywords(2)]), then: Unique, with_day: Never, near_day: Never, ..OTHER },
    Row { classes: &["talks", "protest"],
          ever: AGAIN, then: Unique, with_day: Never, near_day: Never, ..OTHER },
    Row { classes: &["visit"],
          ever: VISIT, then: VISIT, with_day: Never, near_day: Never, ..OTHER },
    // Told by its number, or by what is decided in no other.
    Row { classes: &["resolution", "law"],
          ever: All(&[SETTING, Any(&[Numbered, All(&[NumberedNear, Day]), All(&[Unique, Any(&[Day, Phrases(2)])])])]),
          then: Unique, with_day: Numbered, near_day: Never, ..OTHER },
    // Two who stand against each other, or what is voted on once.
    Row { classes: &["election"],
          ever: Any(&[AGAIN, All(&[Points(12), Day, Keywords(2), Any(&[Rare, All(&[Person, Actors(2)])])])]),
          then: Details(2), ..OTHER },
    Row { classes: &["trial"],
          ever: Any(&[AGAIN, All(&[Points(12), Day, Verb, Dear, Details(2)])]), then: Unique, ..OTHER },
    Row { classes: &["sanction"],
          ever: AGAIN, then: Unique, ..OTHER },
    Row { classes: &["airstrike", "blockade"],
          ever: AGAIN, ..OTHER },
    // «أطاح العسكريون بالرئيس»
    Row { classes: &["coup"],
          ever: All(&[Points(9), Person, Any(&[Day, Verb])]), once: true, ..OTHER },
    Row { classes: &["release", "kidnapping", "death", "crash"],
          ever: BEFALLEN, once: true, ..OTHER },
    Row { classes: &["founding", "merger", "split", "declaration", "killing", "appointment", "inauguration",
                     "resignation", "agreement", "withdrawal", "expulsion"],
          ever: ONCE, once: true, ..OTHER },
    // A town is not often taken by the same people.
    Row { classes: &["capture"],
          ever: Any(&[ATTACK, All(&[Points(10), Place, Actors(2), Details(1)])]), ..OTHER },
];

/// Classes of which every report names whom it is about.
const ABOUT_SOMEBODY: &[&str] = &[
    "visit",
    "appointment",
    "inauguration",
    "resignation",
    "death",
    "statement",
    "trial",
    "coup",
    "arrest",
    "release",
    "killing",
];

/// Classes of which every report names where it was.
const AT_A_PLACE: &[&str] =
    &["airstrike", "ambush", "attack", "bombing", "clash", "killing", "execution", "capture", "protest"];

fn row(class: &str) -> &'static Row {
    TABLE.iter().find(|row| row.classes.contains(&class)).unwrap_or(&OTHER)
}

/// Whether events of a class hardly come twice to one person, group or pact.
pub(super) fn is_singular(class: &str) -> bool {
    row(class).once
}

impl Evidence {
    fn meets(&self, class: &str, asked: impl Fn(&Row) -> Ask, told: Told) -> bool {
        !self.is_amiss(class) && asked(row(class)).is_met(self, told)
    }

    /// Whether there is any chance: the days are dear to compare.
    pub(super) fn may_do(&self, class: &str, narrow: bool) -> bool {
        self.is_enough(class, true, true, narrow) || self.is_enough_with_day(class)
    }

    /// Whether what speaks for an event leaves no doubt. `day` says whether the day of the week fits, `verb` whether a
    /// verb tells it, `narrow` whether hardly more than a year is left.
    pub(super) fn is_enough(&self, class: &str, day: bool, verb: bool, narrow: bool) -> bool {
        let told = Told { day, verb };
        (narrow && day && self.meets(class, |row| row.then, told)) || self.meets(class, |row| row.ever, told)
    }

    /// Whether it leaves no doubt wherever in the first lines the event is told, if none of its times lies back as far
    /// and one of those that are fresh is its day.
    pub(super) fn is_enough_with_day(&self, class: &str) -> bool {
        self.meets(class, |row| row.with_day, Told { day: true, verb: true })
    }

    /// The same where that day is told of something else.
    pub(super) fn is_enough_near_day(&self, class: &str) -> bool {
        self.meets(class, |row| row.near_day, Told { day: true, verb: true })
    }

    /// Whether what every report of an event names is not there: who it was about, or where it was.
    fn is_amiss(&self, class: &str) -> bool {
        (self.nobody && !self.proper && ABOUT_SOMEBODY.contains(&class))
            || (self.nowhere && AT_A_PLACE.contains(&class))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_class_that_is_asked_about_is_one_of_the_pack_and_stands_in_one_line() {
        let pack = crate::knowledge::Pack::mali();
        let known: BTreeSet<&str> = pack.reference_events().iter().map(|event| event.class.as_str()).collect();
        let mut seen = BTreeSet::new();
        for class in TABLE.iter().flat_map(|row| row.classes) {
            assert!(known.contains(class), "{class}");
            assert!(seen.insert(class), "{class} twice");
        }
        assert!(ABOUT_SOMEBODY.iter().chain(AT_A_PLACE).all(|class| known.contains(class)));
    }

    #[test]
    fn a_visit_names_who_and_where_and_a_resolution_its_number() {
        let visit = Evidence { person: true, place: true, ..Evidence::default() };
        assert!(visit.is_enough("visit", false, false, false));
        assert!(!Evidence { place: false, ..visit }.is_enough("visit", true, true, false));
        let vote = Evidence { numbered: true, somewhere: true, ..Evidence::default() };
        assert!(vote.is_enough("resolution", false, false, false));
        assert!(!Evidence { numbered: false, ..vote }.is_enough("resolution", true, true, false));
        // Nobody is named who was seized.
        assert!(!Evidence { nobody: true, ..visit }.is_enough("visit", true, true, true));
    }
}
