//! Numbers as bytes, one after the other: what a timeline keeps for each article is kept so.

use std::cell::RefCell;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Bytes that are kept, as a rule in one block with those of others: what is looked at together lies together in memory,
/// and many small pieces leave no holes. A block is there as long as anything in it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelved {
    block: Arc<[u8]>,
    place: Range<usize>,
}

impl Shelved {
    /// Puts the bytes of all into one block, in their order.
    pub(super) fn together<'s>(all: impl IntoIterator<Item = &'s mut Self>) {
        let all: Vec<&mut Self> = all.into_iter().collect();
        let mut block = Vec::with_capacity(all.iter().map(|bytes| bytes.len()).sum());
        all.iter().for_each(|bytes| block.extend_from_slice(bytes));
        let block: Arc<[u8]> = block.into();
        let mut from = 0;
        for bytes in all {
            let to = from + bytes.len();
            *bytes = Self { block: Arc::clone(&block), place: from..to };
            from = to;
        }
    }
}

impl From<&[u8]> for Shelved {
    fn from(bytes: &[u8]) -> Self {
        Self { block: bytes.into(), place: 0..bytes.len() }
    }
}

impl Deref for Shelved {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.block.get(self.place.clone()).unwrap_or_default()
    }
}

impl PartialEq for Shelved {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Shelved {}

/// What is kept of the bytes that `write` writes: just as many as they are. They are written where others were before,
/// since what grows and is then cut leaves holes in memory.
pub(super) fn kept(write: impl FnOnce(&mut Vec<u8>)) -> Shelved {
    thread_local! {
        static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    /// More is not held on to.
    const MOST: usize = 1 << 18;
    let mut bytes = BYTES.take();
    bytes.clear();
    write(&mut bytes);
    let kept = bytes.as_slice().into();
    if bytes.capacity() <= MOST {
        BYTES.set(bytes);
    }
    kept
}

/// The two numbers of which one is made: they are put in order faster so.
pub(super) fn parts_of(both: u64) -> [u32; 2] {
    [(both >> 32) as u32, both as u32]
}

/// A number of four bytes as it is kept.
pub(super) type Four = [u8; 4];

/// Writes a number in seven bits a byte, the low ones first.
pub(super) fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The same of a number that may be below zero: small ones on both sides are short.
pub(super) fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put(bytes, ((number << 1) ^ (number >> 63)) as u64);
}

/// Reads what [`put`] wrote, and takes it off.
pub(super) fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Reads what [`put_signed`] wrote, and takes it off.
pub(super) fn signed(rest: &mut &[u8]) -> Option<i64> {
    let number = number(rest)?;
    Some((number >> 1) as i64 ^ -((number & 1) as i64))
}

/// Bytes that are read one number after the other; there are as many as were written.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    #[inline]
    pub(super) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at_checked(count).unwrap_or_default();
        self.0 = rest;
        taken
    }

    #[inline]
    pub(super) fn array<const N: usize>(&mut self) -> [u8; N] {
        let (taken, rest) = self.0.split_first_chunk().map_or(([0; N], Default::default()), |(t, r)| (*t, r));
        self.0 = rest;
        taken
    }

    #[inline]
    pub(super) fn one(&mut self) -> u8 {
        u8::from_le_bytes(self.array())
    }

    #[inline]
    pub(super) fn two(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    #[inline]
    pub(super) fn four(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    #[inline]
    pub(super) fn eight(&mut self) -> i64 {
        i64::from_le_bytes(self.array())
    }

    #[inline]
    pub(super) fn fours(&mut self, count: usize) -> &'a [Four] {
        self.take(4 * count).as_chunks().0
    }
}
