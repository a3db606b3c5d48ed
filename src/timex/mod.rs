//! Time expressions: what the words say, before any date.
//!
//! Takes tokens; gives [`Expression`]s, as a regular-expression parser gives a syntax tree. Words are typed
//! tables, grammar is typed code over tokens. Knows nothing of dates: an expression can be resolved against
//! any reference time by [`crate::calendar`].

mod expression;
mod find;
mod grammar;
mod phrases;
mod words;

pub use expression::{
    Amount, Anchor, Calendar, Clock, Date, DayPart, Direction, Expression, Form, Modifier, Part, Quantity, Recurrence,
    Season, TimexKind, Unit, Year, Zone,
};
pub use find::{Cue, Finder, Occurrence};
pub use words::Signal;
