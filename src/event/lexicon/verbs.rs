//! Every table of verbs.

use super::row::VerbRow;
use super::{affairs, common, force, further, harm, life, speech, state, wider};

pub(super) const TABLES: [&[VerbRow]; 9] = [
    force::VERBS,
    state::VERBS,
    speech::VERBS,
    common::VERBS,
    wider::VERBS,
    further::VERBS,
    harm::VERBS,
    affairs::VERBS,
    life::VERBS,
];
