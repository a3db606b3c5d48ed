//! What rules out most of the chains with which one shares a key, in a few steps.
//!
//! A chain is compared with hundreds of others, and few are one with it. Sets of words and names are compared as bits
//! here: two that share nothing often share no bit, and the points that are left are too few.

use super::card::{Atlas, Card, is_id};
use super::chains;
use super::identity::{self, ENOUGH, MOST_FOR_WORDS, STRONG};
use super::kinds::{Family, Truth};
use super::relative::DAY;
use super::work;

/// A chain, ready to be compared with many.
#[derive(Debug, Clone)]
pub(super) struct Ready<'a> {
    card: Card<'a>,
    /// A bit for each family under which it is looked for.
    kin: u64,
    lemmas: u64,
    roots: u64,
    /// Of those whom the pack knows, and how many they are; of others the words for what they are.
    ids: u64,
    known: i32,
    heads: u64,
    /// Words of its sentences; how many more of a sentence there are than bits, and of the shortest how many.
    words: u64,
    more: u32,
    least: u32,
    /// Of a kind of which what is said decides.
    once: bool,
    rare: bool,
    width: Option<i64>,
    news: Option<(i64, i64)>,
}

fn bit(word: [u8; 4]) -> u64 {
    1 << (u32::from_le_bytes(word) & 63)
}

fn bits<'w>(words: impl IntoIterator<Item = &'w [u8; 4]>) -> u64 {
    words.into_iter().fold(0, |all, &word| all | bit(word))
}

/// A bit for each family under which a chain is looked for.
fn kin(card: &Card<'_>) -> u64 {
    card.families().fold(0, |all, family| all | 1 << (family.kin().code() & 63))
}

impl<'a> Ready<'a> {
    pub(super) fn new(card: Card<'a>) -> Self {
        let (mut words, mut more, mut least) = (0, 0, u32::MAX);
        for sentence in card.sentences() {
            let own = bits(sentence);
            words |= own;
            more = more.max(sentence.len() as u32 - own.count_ones());
            least = least.min(sentence.len() as u32);
        }
        let ids = || card.actors.iter().filter(|party| is_id(party));
        let others = card.actors.iter().filter(|party| !is_id(party));
        Self {
            kin: kin(&card),
            lemmas: bits(card.lemmas),
            roots: bits(card.roots),
            ids: bits(ids().map(|party| &party[0])),
            known: ids().count() as i32,
            heads: bits(others.map(|party| &party[1])),
            words,
            more,
            least,
            once: card.families().any(identity::is_once),
            rare: card.families().any(chains::is_rare),
            width: card.window.width(),
            news: identity::told_of(&card),
            card,
        }
    }

    /// How well the two fit, the first before the second, if they do.
    pub(super) fn fits(&self, other: &Self, atlas: &Atlas) -> Option<i32> {
        let points = || identity::points(&self.card, &other.card, atlas);
        if !self.may_fit(other, atlas) {
            debug_assert!(points() < ENOUGH, "{self:?} {other:?}");
            return None;
        }
        Some(points()).filter(|&points| points >= ENOUGH)
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
        if a.article == b.article || a.ongoing != b.ongoing || self.kin & kin(b) == 0 {
            return false;
        }
        // Of coups and the like the times decide little.
        self.once || b.families().any(identity::is_once) || a.window.agrees(&b.window)
    }

    /// Whether they may have points enough: never `false` if they do.
    pub(super) fn may_fit(&self, other: &Self, atlas: &Atlas) -> bool {
        work::steps(1);
        let (a, b) = (&self.card, &other.card);
        if a.truth != b.truth {
            return false;
        }
        if let (Some(x), Some(y)) = (a.reference, b.reference) {
            return x == y;
        }
        if a.article == b.article || a.ongoing != b.ongoing || self.kin & other.kin == 0 {
            return false;
        }
        if self.once || other.once {
            return true;
        }
        let early = |x: &Card<'_>, y: &Card<'_>| x.told.is_some_and(|told| told <= y.window.earliest_start);
        if !a.window.agrees(&b.window) || (a.truth == Truth::Fact && (early(a, b) || early(b, a))) {
            return false;
        }
        let anchored = a.reference.is_some() != b.reference.is_some();
        let time = if anchored {
            identity::shared_time(identity::timing(a, b, atlas), identity::timing(b, a, atlas))
        } else {
            identity::shared_time((a.timed, self.width), (b.timed, other.width))
        };
        let told = if a.timed || b.timed { None } else { a.told.zip(b.told) };
        let news = if told.is_some_and(|(a, b)| (a - b).abs() / DAY <= 3) { 8 } else { 0 };
        let actors = if self.ids & other.ids == 0 { 0 } else { self.known.min(other.known).min(2) };
        let lemma = self.lemmas & other.lemmas != 0 || self.roots & other.roots != 0;
        // Of the words that a sentence shares with another each has a bit in both, or none of its own.
        let shared = (self.words & other.words).count_ones() + self.more.min(other.more);
        let overlap = (100 * shared / self.least.min(other.least).max(1)) as i32;
        if lemma && overlap >= 80 {
            return true;
        }
        let sayings = 1 << Family::Saying.code();
        if (self.kin == sayings || other.kin == sayings) && (actors == 0 || time < 14) {
            return false;
        }
        let placed = !a.places.is_empty() && !b.places.is_empty();
        let mut most = time + news + 7 * actors + (overlap / 10).min(MOST_FOR_WORDS);
        most += if self.heads & other.heads != 0 { 3 } else { 0 };
        most += if lemma { 5 } else { 0 };
        most += if anchored || (self.rare && other.rare) { (time / 7) * 4 } else { 0 };
        let votes = 1 << Family::Election.code();
        most += if self.kin & other.kin & votes != 0 && time >= identity::SAME_DAY { identity::VOTE } else { 0 };
        most += match () {
            () if placed => 12,
            () if time == 0 && (a.pointed || b.pointed) => 34,
            () if time + news > 0 => 8,
            () => 0,
        };
        if !placed {
            most -= if self.known > 0 && other.known > 0 && actors == 0 { 6 } else { 0 };
            most -= if time + news == 0 && overlap < 40 { 10 } else { 0 };
        }
        most -= if time + news == 0 && (a.told.is_none() || b.told.is_none()) { 12 } else { 0 };
        most >= if identity::is_stale(identity::hull(self.news, other.news)) { STRONG } else { ENOUGH }
    }
}
