//! Time expressions: what the words say, before any date.
