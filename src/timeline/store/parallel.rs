//! Work for as many threads as there are processors. What comes out does not depend on how it was shared.

use super::super::assemble::Context;
use super::super::work;
use std::num::NonZero;
use std::sync::{Mutex, PoisonError};

/// Fewer items are not worth a thread.
const MANY: usize = 256;
/// So many are taken up at once: neighbours are alike, and pieces small enough even out. An article without a date takes
/// ten times as long as others.
const PIECE: usize = 16;

fn threads() -> usize {
    if work::is_alone() {
        return 1;
    }
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// What `work` gives for the items, in their order; only so many of them are unpacked at a time.
pub(in crate::timeline) fn by_pieces<I, T>(
    items: impl IntoIterator<Item = I>,
    work: impl Fn(Vec<I>) -> Vec<T>,
) -> Vec<T> {
    const UNPACKED: usize = 1_024;
    let mut items = items.into_iter();
    let mut out = Vec::with_capacity(items.size_hint().0);
    loop {
        let piece: Vec<I> = items.by_ref().take(UNPACKED).collect();
        if piece.is_empty() {
            return out;
        }
        out.extend(work(piece));
    }
}

/// What `work` gives for each of the items, in their order.
pub(in crate::timeline) fn each<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    if items.len() < MANY || threads() == 1 {
        return items.iter().map(work).collect();
    }
    let pieces = shared(items.chunks(PIECE), || (), |(), piece| piece.iter().map(&work).collect::<Vec<T>>());
    pieces.into_iter().flatten().collect()
}

/// The same, where each thread has its own [`Context`]: it remembers what expressions mean.
pub(in crate::timeline) fn each_with<I: Sync, T: Send>(
    items: &[I],
    context: &Context<'_>,
    work: impl Fn(&I, &Context<'_>) -> T + Sync,
) -> Vec<T> {
    if items.len() < MANY || threads() == 1 {
        return items.iter().map(|item| work(item, context)).collect();
    }
    let fresh = context.fresh();
    let pieces = shared(items.chunks(PIECE), fresh, |context, piece| {
        piece.iter().map(|item| work(item, context)).collect::<Vec<T>>()
    });
    pieces.into_iter().flatten().collect()
}

/// The same, here or on `all` processors, where each item is work enough for itself.
pub(in crate::timeline) fn each_if<I: Sync, T: Send>(
    all: bool,
    items: &[I],
    context: &Context<'_>,
    work: impl Fn(&I, &Context<'_>) -> T + Sync,
) -> Vec<T> {
    /// So many are taken up at once.
    const PIECE: usize = 4;
    if !all || items.len() <= PIECE || threads() == 1 {
        return items.iter().map(|item| work(item, context)).collect();
    }
    let pieces = shared(items.chunks(PIECE), context.fresh(), |context, piece| {
        piece.iter().map(|item| work(item, context)).collect::<Vec<T>>()
    });
    pieces.into_iter().flatten().collect()
}

/// The same of items that are used up.
pub(super) fn into_each_with<I: Send, T: Send>(
    items: Vec<I>,
    context: &Context<'_>,
    work: impl Fn(I, &Context<'_>) -> T + Sync,
) -> Vec<T> {
    if items.len() < MANY || threads() == 1 {
        return items.into_iter().map(|item| work(item, context)).collect();
    }
    let mut items = items.into_iter();
    let pieces = std::iter::from_fn(move || {
        let piece: Vec<I> = items.by_ref().take(PIECE).collect();
        (!piece.is_empty()).then_some(piece)
    });
    let pieces = shared(pieces, context.fresh(), |context, piece| {
        piece.into_iter().map(|item| work(item, context)).collect::<Vec<T>>()
    });
    pieces.into_iter().flatten().collect()
}

/// What `work` gives for each of the pieces, in their order, worked out here or on `all` processors.
pub(in crate::timeline) fn pieces<P: Send, T: Send>(
    pieces: impl Iterator<Item = P> + Send,
    all: bool,
    work: impl Fn(P) -> T + Sync,
) -> Vec<T> {
    if all { shared(pieces, || (), |(), piece| work(piece)) } else { pieces.map(work).collect() }
}

/// Puts items in the order of their keys, which all differ or make no difference, on all processors.
pub(in crate::timeline) fn sort_by_key<T: Send, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K + Sync) {
    /// Fewer are not worth a thread.
    const MANY: usize = 1 << 15;
    if items.len() < MANY || threads() == 1 {
        items.sort_unstable_by_key(key);
        return;
    }
    let part = items.len().div_ceil(threads());
    std::thread::scope(|scope| {
        for part in items.chunks_mut(part) {
            scope.spawn(|| part.sort_unstable_by_key(&key));
        }
    });
    // Finds the parts to be in order, and merges them.
    items.sort_by_key(key);
}

/// What `work` gives for each of the pieces, in their order; `begin` makes what each thread keeps for itself.
pub(super) fn shared<P: Send, S, T: Send>(
    pieces: impl Iterator<Item = P> + Send,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, P) -> T + Sync,
) -> Vec<T> {
    if threads() == 1 || pieces.size_hint().1.is_some_and(|most| most <= 1) {
        let mut own = begin();
        return pieces.map(|piece| work(&mut own, piece)).collect();
    }
    let queue = Mutex::new(pieces.enumerate());
    let (queue, begin, work) = (&queue, &begin, &work);
    let run = move || {
        let mut own = begin();
        let mut done = Vec::new();
        loop {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((number, piece)) = next else { return done };
            done.push((number, work(&mut own, piece)));
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let running: Vec<_> = (1..threads()).map(|_| scope.spawn(run)).collect();
        // This thread works as well: it remembers what words were made of before.
        let mut all = run();
        for thread in running {
            match thread.join() {
                Ok(done) => all.extend(done),
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        all
    });
    all.sort_unstable_by_key(|&(number, _)| number);
    all.into_iter().map(|(_, value)| value).collect()
}
