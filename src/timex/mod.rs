//! Time expressions: what the words say, before any date.
//!
//! Takes tokens; gives [`Expression`]s, as a regular-expression parser gives a syntax tree. Words are typed
//! tables, grammar is typed code over tokens. Knows nothing of dates: an expression can be resolved against
//! any reference time by [`crate::calendar`].
//!
//! # Adding a word
//! No Arabic and no grammar is needed, only the word. Each meaning is one line with all its spellings; differences that
//! folding takes away (hamza on alef, ى/ي, ة/ه, short vowels, the stretched line) and what is written onto a word (و, ب,
//! ل, the article) need none.
//!
//! | what | file | line |
//! |---|---|---|
//! | one more name of January | `src/timex/words.rs` | `("يناير ينايير جانفي", Month(1, Yes))`: write it into the string |
//! | a number word | `src/timex/words.rs` | `("خمسه خمس خمسا", Number(Num::Digit(5)))` |
//! | a wording of several words | `src/timex/phrases.rs` | `("الفترة الأخيرة", Vague(Past))` |
//! | a holiday's name | `src/timex/phrases.rs` | `("عيد العمال", Holiday("labour_day"))` |
//! | when a holiday falls | `src/calendar/holiday.rs` | `row("labour_day", Fixed(5, 1))` |
//!
//! Then add a phrase with the word to `tests/data/phrases.txt`, with the value that it should have.

mod cue;
mod expression;
mod find;
mod grammar;
mod kinds;
mod phrases;
mod rule;
mod table;
mod words;

pub use cue::Cue;
pub use expression::{
    Amount, Anchor, Calendar, Clock, Date, DayPart, Direction, Expression, Form, Modifier, Part, Quantity, Recurrence,
    Season, TimexKind, Unit, Year, Zone,
};
pub(crate) use find::with_next;
pub use find::{Finder, Occurrence};
pub use rule::Rule;
pub use words::Signal;
