//! Every table of verbs.

use super::row::VerbRow;
use super::{common, force, further, speech, state, wider};

pub(super) const TABLES: [&[VerbRow]; 6] =
    [force::VERBS, state::VERBS, speech::VERBS, common::VERBS, wider::VERBS, further::VERBS];
