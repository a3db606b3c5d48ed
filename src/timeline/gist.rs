//! What rules out most of the chains with which one shares a key, in a few steps.
//!
//! A chain is compared with hundreds of others, and few are one with it. Sets of words and names are compared as bits
//! here: two that share nothing often share no bit, and the points that are left are too few. What is looked at of one
//! chain is one line of the processor's memory: where a million articles are compared, to fetch what is told of a
//! chain takes longer than to look at it.

use super::card::{Atlas, Card, Window, is_id};
use super::chains;
use super::identity::{self, ENOUGH, MOST_FOR_WORDS, STRONG};
use super::kinds::{Family, Truth};
use super::work;

/// What of a chain tells in a few steps that it is not one with another. Times are in hours, and no window is narrower
/// than it is.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Gist {
    /// A bit for each family under which it is looked for.
    kin: u64,
    /// For the words of its sentences.
    words: u64,
    earliest_start: i32,
    latest_start: i32,
    latest_end: i32,
    /// The latest end of the day on which its article was published.
    told: i32,
    /// Of those whom the pack knows; of others the words for what they are.
    ids: u32,
    heads: u16,
    lemmas: u16,
    roots: u16,
    /// Two events of the pack may have one number.
    reference: u16,
    /// The places that it names and the pack knows, and all that may be taken for one of them.
    places: u32,
    alike: u32,
    article: u32,
    /// How many more words of a sentence there are than bits, and of the shortest how many words.
    more: u16,
    least: u16,
    /// Days between the earliest start and the latest end.
    width: i16,
    flags: u16,
}

/// No reference event, no width, no earliest start, and no day of publication: before or after all that there are.
const NONE: u16 = u16::MAX;
const UNKNOWN: i16 = i16::MAX;
const OPEN: i32 = i32::MIN;
const NEVER: i32 = i32::MAX;

/// What a chain is or has, a bit each.
mod flag {
    /// Its [`Truth`](super::Truth).
    pub(super) const TRUTH: u16 = 0b11;
    pub(super) const ONGOING: u16 = 1 << 2;
    pub(super) const TIMED: u16 = 1 << 3;
    pub(super) const POINTED: u16 = 1 << 4;
    pub(super) const PLACED: u16 = 1 << 5;
    /// Of a kind of which what is said decides.
    pub(super) const ONCE: u16 = 1 << 6;
    pub(super) const RARE: u16 = 1 << 7;
    /// Nothing but a saying.
    pub(super) const SAYING: u16 = 1 << 8;
    pub(super) const VOTE: u16 = 1 << 9;
    /// Of those who take part the pack knows one, or more.
    pub(super) const KNOWN: u16 = 1 << 10;
    pub(super) const SEVERAL: u16 = 1 << 11;
    /// It names a place that the pack does not know.
    pub(super) const ELSEWHERE: u16 = 1 << 12;
}

fn bits<'w>(words: impl IntoIterator<Item = &'w [u8; 4]>) -> u64 {
    words.into_iter().fold(0, |all, word| all | 1 << (u32::from_le_bytes(*word) & 63))
}

/// As many bits as half a number of these has, or a quarter.
fn half(bits: u64) -> u32 {
    bits as u32 | (bits >> u32::BITS) as u32
}

fn quarter(bits: u64) -> u16 {
    half(bits) as u16 | (half(bits) >> u16::BITS) as u16
}

/// A bit for each family under which a chain is looked for.
fn kin(card: &Card<'_>) -> u64 {
    card.families().fold(0, |all, family| all | 1 << (family.kin().code() & 63))
}

const HOUR: i64 = 3600;

/// The hour in which a second lies; [`OPEN`] where there is none.
fn hour_of(second: i64) -> i32 {
    if second == i64::MIN { OPEN } else { clamped(second.div_euclid(HOUR), i32::MAX - 2) }
}

/// The first hour that is not before a second, and not more than so many.
fn hour_after(second: i64, most: i32) -> i32 {
    clamped(second.div_euclid(HOUR) + i64::from(second.rem_euclid(HOUR) != 0), most)
}

fn clamped(hour: i64, most: i32) -> i32 {
    hour.clamp(i64::from(OPEN) + 1, i64::from(most)) as i32
}

impl Gist {
    pub(super) fn of(card: &Card<'_>, atlas: &Atlas) -> Self {
        let (mut words, mut more, mut least) = (0, 0, u32::MAX);
        for sentence in card.sentences() {
            let own = bits(sentence);
            words |= own;
            more = more.max(sentence.len() as u32 - own.count_ones());
            least = least.min(sentence.len() as u32);
        }
        let known = || card.actors.iter().filter(|party| is_id(party)).map(|party| &party[0]);
        let others = card.actors.iter().filter(|party| !is_id(party)).map(|party| &party[1]);
        let known_places = || card.places.filter_map(|place| place.known);
        let (kin, family) = (kin(card), |family: Family| 1 << (family.code() & 63));
        let Window { earliest_start, latest_start, latest_end, .. } = card.window;
        let is = [
            (flag::ONGOING, card.ongoing),
            (flag::TIMED, card.timed),
            (flag::POINTED, card.pointed),
            (flag::PLACED, !card.places.is_empty()),
            (flag::ONCE, card.families().any(identity::is_once)),
            (flag::RARE, card.families().any(chains::is_rare)),
            (flag::SAYING, kin == family(Family::Saying)),
            (flag::VOTE, kin & family(Family::Election) != 0),
            (flag::KNOWN, known().next().is_some()),
            (flag::SEVERAL, known().nth(1).is_some()),
            (flag::ELSEWHERE, { card.places }.any(|place| place.known.is_none())),
        ];
        Self {
            kin,
            words,
            earliest_start: hour_of(earliest_start),
            latest_start: hour_after(latest_start, i32::MAX),
            latest_end: hour_after(latest_end, i32::MAX),
            told: card.told.map_or(NEVER, |told| hour_after(told, NEVER - 1)),
            lemmas: quarter(bits(card.lemmas)),
            roots: quarter(bits(card.roots)),
            ids: half(bits(known())),
            heads: quarter(bits(others)),
            article: card.article,
            reference: card.reference.map_or(NONE, |number| (number % u32::from(NONE)) as u16),
            places: known_places().fold(0, |all, place| all | atlas.bit(place)),
            alike: known_places().fold(0, |all, place| all | atlas.alike(place)),
            more: u16::try_from(more).unwrap_or(u16::MAX),
            least: u16::try_from(least).unwrap_or(u16::MAX),
            // Longer ones make no difference.
            width: card.window.width().map_or(UNKNOWN, |days| days.clamp(-1, 400) as i16),
            flags: is.iter().fold(card.truth as u16, |flags, &(bit, is)| flags | if is { bit } else { 0 }),
        }
    }

    fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    fn timing(&self) -> (bool, Option<i64>) {
        (self.is(flag::TIMED), self.days())
    }

    fn days(&self) -> Option<i64> {
        (self.width != UNKNOWN).then(|| self.width.into())
    }

    /// See [`identity::told_of`].
    fn news(&self) -> Option<(i64, i64)> {
        let at = match self.days() {
            _ if self.is(flag::ONCE) => None,
            Some(0..=3) => Some(self.earliest_start),
            Some(_) => None,
            None => Some(self.told).filter(|&told| told != NEVER),
        };
        at.map(|hour| (hour.into(), hour.into()))
    }

    /// See [`Window::agrees`].
    fn agrees(&self, other: &Self) -> bool {
        let apart = |x: &Self, y: &Self| {
            y.earliest_start != OPEN && (x.latest_end <= y.earliest_start || x.latest_start < y.earliest_start)
        };
        !apart(self, other) && !apart(other, self)
    }

    /// Whether two may have points enough: never `false` if they do.
    #[inline]
    pub(super) fn may_fit(&self, other: &Self) -> bool {
        work::steps(1);
        let (a, b) = (self, other);
        if (a.flags ^ b.flags) & flag::TRUTH != 0 {
            return false;
        }
        if a.reference != NONE && b.reference != NONE {
            return a.reference == b.reference;
        }
        if a.kin & b.kin == 0 || a.article == b.article || (a.flags ^ b.flags) & flag::ONGOING != 0 {
            return false;
        }
        // Of coups and the like the times decide little.
        (a.flags | b.flags) & flag::ONCE != 0 || (a.agrees(b) && a.may_have_enough(b))
    }

    /// The same of two of one kind, as far as that goes, whose times leave room for one happening.
    fn may_have_enough(&self, other: &Self) -> bool {
        const DAY: u32 = 24;
        /// Two hours more for what is cut off: see [`Gist`].
        const NEWS: i64 = identity::NEWS / HOUR + 2;
        let (a, b) = (self, other);
        let (either, both) = (a.flags | b.flags, a.flags & b.flags);
        let early = |x: &Self, y: &Self| x.told <= y.earliest_start;
        if a.flags & flag::TRUTH == Truth::Fact as u16 && (early(a, b) || early(b, a)) {
            return false;
        }
        let anchored = (a.reference == NONE) != (b.reference == NONE);
        // What the pack knows may have its day from there.
        let time = if anchored { identity::SAME_DAY } else { identity::shared_time(a.timing(), b.timing()) };
        let told = either & flag::TIMED == 0 && a.told != NEVER && b.told != NEVER;
        let news = if told && a.told.abs_diff(b.told) <= 4 * DAY { 8 } else { 0 };
        let actors = match () {
            () if a.ids & b.ids == 0 => 0,
            () => 1 + i32::from(both & flag::SEVERAL != 0),
        };
        let lemma = a.lemmas & b.lemmas != 0 || a.roots & b.roots != 0;
        // Of the words that a sentence shares with another each has a bit in both, or none of its own.
        let shared = (a.words & b.words).count_ones() + u32::from(a.more.min(b.more));
        let overlap = (100 * shared / u32::from(a.least.min(b.least)).max(1)) as i32;
        if lemma && overlap >= 80 {
            return true;
        }
        if either & flag::SAYING != 0 && (actors == 0 || time < 14) {
            return false;
        }
        let placed = both & flag::PLACED != 0;
        let mut most = time + news + 7 * actors + (overlap / 10).min(MOST_FOR_WORDS);
        most += if a.heads & b.heads != 0 { 3 } else { 0 };
        most += if lemma { 5 } else { 0 };
        most += if anchored || both & flag::RARE != 0 { (time / 7) * 4 } else { 0 };
        most += if both & flag::VOTE != 0 && time >= identity::SAME_DAY { identity::VOTE } else { 0 };
        let apart = placed && either & flag::ELSEWHERE == 0 && a.places & b.alike == 0;
        most += match () {
            () if apart => -4,
            () if placed => 12,
            () if time == 0 && either & flag::POINTED != 0 => 34,
            () if time + news > 0 => 8,
            () => 0,
        };
        if !placed || apart {
            most -= if both & flag::KNOWN != 0 && actors == 0 { 6 } else { 0 };
            most -= if time + news == 0 && overlap < 40 { 10 } else { 0 };
        }
        most -= if time + news == 0 && (a.told == NEVER || b.told == NEVER) { 12 } else { 0 };
        let is_stale = || identity::hull(a.news(), b.news()).is_some_and(|(first, last)| last - first > NEWS);
        most >= ENOUGH && (most >= STRONG || !is_stale())
    }
}

/// A chain, ready to be compared with many.
#[derive(Debug, Clone)]
pub(super) struct Ready<'a> {
    card: Card<'a>,
    pub(super) gist: Gist,
}

impl<'a> Ready<'a> {
    pub(super) fn new(card: Card<'a>, atlas: &Atlas) -> Self {
        Self { gist: Gist::of(&card, atlas), card }
    }

    /// How well the two fit, the first before the second, if they do.
    pub(super) fn fits(&self, other: &Self, atlas: &Atlas) -> Option<i32> {
        if !self.gist.may_fit(&other.gist) {
            debug_assert!(self.points(other, atlas).is_none(), "{self:?} {other:?}");
            return None;
        }
        self.points(other, atlas)
    }

    /// The same of two of which it is known that they [may fit](Gist::may_fit).
    pub(super) fn points(&self, other: &Self, atlas: &Atlas) -> Option<i32> {
        identity::fit(&self.card, &other.card, atlas)
    }

    /// Whether another, of which no more is worked out, may have points enough: never `false` if it does.
    pub(super) fn may_meet(&self, b: &Card<'_>) -> bool {
        let a = &self.card;
        if a.truth != b.truth {
            return false;
        }
        if let (Some(x), Some(y)) = (a.reference, b.reference) {
            return x == y;
        }
        if a.article == b.article || a.ongoing != b.ongoing || self.gist.kin & kin(b) == 0 {
            return false;
        }
        // Of coups and the like the times decide little.
        self.gist.is(flag::ONCE) || b.families().any(identity::is_once) || a.window.agrees(&b.window)
    }
}
