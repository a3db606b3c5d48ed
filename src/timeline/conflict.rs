//! Refused claims as something to read: both sides, and why this one was set aside.

use super::event::{Conflict, Evidence};
use super::facts::Fact;
use super::relative::DAY;
use crate::network;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// `index` finds a fact by the id of its claim, `evidence` shows it.
pub(super) fn conflicts(
    refused: &[network::Conflict],
    facts: &[Fact],
    index: &FxHashMap<u64, u32>,
    evidence: impl Fn(u32) -> Option<Evidence>,
) -> Vec<Conflict> {
    let mut all = Vec::new();
    for conflict in refused.iter().filter(|c| c.is_contradiction()) {
        let Some(&dropped) = index.get(&conflict.refused().get()) else { continue };
        let others: Vec<u32> =
            conflict.claims().iter().skip(1).filter_map(|id| index.get(&id.get()).copied()).collect();
        let Some(shown) = evidence(dropped) else { continue };
        let rule = why(facts, dropped, &others);
        all.push(Conflict {
            claims: others.iter().filter_map(|&at| evidence(at)).collect(),
            dropped: shown,
            days: conflict.excess() / DAY + i64::from(conflict.excess() % DAY > 0),
            rule: Cow::Borrowed(rule),
        });
    }
    all
}

/// The first of the documented preferences that tells the dropped claim from the weakest of the others.
fn why(facts: &[Fact], dropped: u32, others: &[u32]) -> &'static str {
    let Some(dropped) = facts.get(dropped as usize) else { return "order" };
    let Some(weakest) = others.iter().filter_map(|&at| facts.get(at as usize)).min_by_key(|f| f.trust) else {
        // It contradicts itself.
        return "impossible";
    };
    if dropped.trust < weakest.trust {
        "less_trusted"
    } else if others.iter().filter_map(|&at| facts.get(at as usize)).all(|f| f.width() < dropped.width()) {
        "less_specific"
    } else {
        "fewer_sources"
    }
}
