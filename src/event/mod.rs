//! Who did what: sentences into event mentions.
//!
//! Takes the tokens of a text and, if there is one, a gazetteer ([`Names`]); gives [`Mention`]s: verbs, verbal
//! nouns, light verbs with their noun, participles, each with its [`Class`] and [`Mode`], who takes part,
//! where, whether it happened ([`Factuality`]) and who says so. Knows nothing of dates: which time belongs to
//! which mention is the business of [`link`](crate::link).
//!
//! How a sentence is read:
//! 1. Each word is looked up with and without what is written onto it (و ف ب ك ل س ال, pronouns). What it is
//!    there, verb, noun or small word, is decided by what stands before it.
//! 2. The sentence is cut into clauses, one finite verb each, with how they hang on each other.
//! 3. Verbs and event nouns become mentions; a light verb and its noun are one.
//! 4. Particles, moods and governing words say whether it happened: لم, سـ, قد, إذا, طالب, نفى, حذر.
//! 5. Names and the words that announce names give participants and places.
//!
//! # Adding a verb
//! One line in a table of `src/event/lexicon`: lemma, root, form, class, mode, verbal nouns.
//! ```text
//! v("داهم", "دهم", III, Coerce, Attack, "مداهمة!"),
//! ```
//! All forms follow from root and form, weak and doubled roots and the seats of hamza included; a test checks
//! that they give the lemma. `!` after a verbal noun makes it an event wherever it stands. Event nouns that
//! come from no verb are lines of `nouns.rs`; words that announce a name are lines of `names.rs`; actors and
//! places are entries of a [knowledge pack](crate::knowledge).

mod by_name;
mod class;
mod clause;
mod conjugate;
mod factuality;
mod find;
pub(crate) mod lexicon;
mod located;
mod memo;
mod mention;
mod names;
mod participants;
mod scene;
mod sense;
mod traits;
#[cfg(test)]
mod verb;
mod weigh;
mod word;
mod words;

pub use class::{Class, Mode};
pub use mention::{Attribution, Factuality, Form, Mention, Participant, PlaceRef, Role, Tense};
pub use names::{NameKind, Named, Names};

pub(crate) use conjugate::Aspect;
#[cfg(test)]
pub(crate) use find::find;
pub(crate) use find::{Found, complete, find_into};
pub(crate) use located::Located;
pub(crate) use mention::{Clause, Link, Site};
pub(crate) use names::is_people;
pub(crate) use scene::sentence_start;
pub(crate) use traits::Traits;
pub(crate) use word::{Role as WordRole, Word};
pub(crate) use words::is_joined;
