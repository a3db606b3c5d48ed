//! Readings on their way into a timeline.

use super::super::articles::Told;
use super::super::assemble::Context;
use super::super::bytes::Shelved;
use super::super::packed::Packed;
use super::{Read, parallel};
use crate::link::Reading;

/// A reading, packed, and if its context was known when it came, what is worked out of it: that saves unpacking it.
#[derive(Debug, Clone)]
pub(in crate::timeline) struct Fresh {
    pub(super) packed: Packed,
    /// As if no other article had its id, nobody said another date, and nobody corrected anything.
    pub(super) read: Option<Box<Read>>,
}

impl From<Packed> for Fresh {
    fn from(packed: Packed) -> Self {
        Self { packed, read: None }
    }
}

impl Fresh {
    fn new(reading: Reading, context: &Context<'_>) -> Self {
        let packed = Packed::new(&reading);
        let told = Told::alone(reading);
        Self { packed, read: Some(Box::new(Read::of(&told, context))) }
    }

    /// What was worked out of it no longer holds.
    pub(in crate::timeline) fn forget(&mut self) {
        self.read = None;
    }
}

/// Many readings, packed and worked out.
pub(super) fn all(readings: impl IntoIterator<Item = Reading>, context: &Context<'_>) -> Vec<Fresh> {
    parallel::by_pieces(readings, |piece| {
        let mut all = parallel::into_each_with(piece, context, Fresh::new);
        Shelved::together(all.iter_mut().map(|fresh| fresh.packed.bytes_mut()));
        Shelved::together(all.iter_mut().filter_map(|fresh| fresh.read.as_deref_mut()).flat_map(Read::bytes_mut));
        all
    })
}
