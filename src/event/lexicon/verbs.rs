//! Every table of verbs.

use super::row::VerbRow;
use super::{common, force, speech, state, wider};

pub(super) const TABLES: [&[VerbRow]; 5] = [force::VERBS, state::VERBS, speech::VERBS, common::VERBS, wider::VERBS];
