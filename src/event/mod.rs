//! Who did what: sentences into event mentions.

mod conjugate;
