//! Counted work: how cost grows with the articles is tested by steps, and never by seconds. Nothing is counted outside
//! tests.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    /// Whether all work is done on this thread, and counted.
    static ALONE: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Counts so many steps: things looked at, compared or joined.
#[inline]
pub(super) fn steps(_count: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + _count as u64);
}

/// Whether all work is done on this thread.
#[inline]
pub(super) fn is_alone() -> bool {
    #[cfg(test)]
    return ALONE.get();
    #[cfg(not(test))]
    false
}

/// How many steps some work takes.
#[cfg(test)]
pub(super) fn of<T>(work: impl FnOnce() -> T) -> (T, u64) {
    ALONE.set(true);
    STEPS.set(0);
    let made = work();
    ALONE.set(false);
    (made, STEPS.get())
}
