//! Arabic letters as they are really written.
//!
//! Takes the untouched text; gives [`Token`]s: a place in the text and a folded [`Key`] to look words up by.
//! All spelling variation ends here: hamza and alef forms, ى/ي, ة/ه, diacritics, tatweel, presentation
//! forms, three kinds of digits, zero-width and bidi controls, attached clitics. Knows nothing of time.

mod clitic;
mod ending;
mod key;
mod letter;
mod sentence;
mod sieve;
mod token;

pub use clitic::{Clitics, Split, splits};
pub(crate) use clitic::{LEADING, any_stem};
pub(crate) use ending::Endings;
pub use key::Key;
pub(crate) use key::key;
pub(crate) use sentence::{ends_sentence, is_stop};
pub(crate) use sieve::{Few, Sieve};
pub use token::{Gap, Kind, Token, tokenize, tokenize_into};
pub(crate) use token::{Sink, Tokenizer, letters, without_letters};
