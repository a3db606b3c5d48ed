//! From symbolic expressions to dates.
