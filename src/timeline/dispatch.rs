//! Which articles are copies or rewrites of one dispatch, so that one report counts as one witness.
//!
//! An article is compared by its shingles: three words in a row, without what is written onto them. Of each article the
//! least hashes are kept (a bottom-k sketch, Broder 1997); articles that share one of the least of these are candidates,
//! and a candidate is a copy or rewrite if enough of the shorter text stands in the longer. Two texts that name one
//! agency need less. Linear in the texts: a hash that many share joins neighbours only.
//!
//! Independent reports of one event share names, numbers and an official's quotation, which make few shingles.

use super::bytes::parts_of;
use super::work;
use crate::article::Published;
use crate::script::{Gap, Key, Kind, Token, key};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::sync::{LazyLock, OnceLock};

/// Hashes kept of an article: all of a text of some 250 words.
const KEPT: usize = 192;
/// How many of the least find candidates.
const BANDS: usize = 48;
/// How many articles before it one is compared with that share a hash.
const NEAR: usize = 6;
/// Shared shingles in a thousand of the shorter text: of a rewrite, of a rewrite that names the same agency, of a copy.
const REWRITE: u32 = 140;
const CREDITED: u32 = 80;
const COPY: u32 = 600;
/// Fewer shared shingles than this are chance.
const FEWEST: usize = 4;

/// How an article hangs together with another that tells the same dispatch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dispatch {
    /// The article of the dispatch that was published first, or comes first by its id.
    pub first: String,
    /// The article that this one is most like.
    pub like: String,
    /// How much of the shorter of the two stands in the longer, in percent of runs of three words.
    pub shared: u8,
    /// Whether it is a copy; if not, a rewrite.
    pub copy: bool,
    /// The agency that both name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
}

/// Names of agencies in texts and credit lines.
const AGENCIES: &[(&str, &[&[Key]])] = &[
    ("afp", &[&[key!("فرانس"), key!("برس")], &[key!("ا"), key!("ف"), key!("ب")], &[key!("اف"), key!("ب")]]),
    ("reuters", &[&[key!("رويترز")], &[key!("رويتر")]]),
    ("ap", &[&[key!("اسوشيتد"), key!("برس")], &[key!("اسوشييتد"), key!("برس")], &[key!("الاسوشيتد"), key!("برس")]]),
    ("dpa", &[&[key!("د"), key!("ب"), key!("ا")], &[key!("الالمانيه"), key!("للانباء")]]),
    ("xinhua", &[&[key!("شينخوا")]]),
    ("anadolu", &[&[key!("الاناضول")]]),
    ("efe", &[&[key!("ايفي")]]),
    ("ansa", &[&[key!("انسا")]]),
    ("upi", &[&[key!("يونايتد"), key!("برس")], &[key!("ي"), key!("ب"), key!("ا")]]),
    ("sputnik", &[&[key!("سبوتنيك")]]),
    ("novosti", &[&[key!("نوفوستي")]]),
    ("tass", &[&[key!("تاس")], &[key!("ايتار")]]),
    ("mena", &[&[key!("ا"), key!("ش"), key!("ا")]]),
    ("bloomberg", &[&[key!("بلومبرغ")], &[key!("بلومبيرغ")]]),
];

/// What is kept of a text for comparing it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Print {
    /// The least hashes of its shingles, in order.
    hashes: Box<[u32]>,
    /// Whether there were more.
    cut: bool,
    /// The agencies that it names, one bit each in the order of the table.
    agencies: u16,
}

thread_local! {
    /// Those of the last text: their memory is for the next.
    static HASHES: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

impl Print {
    /// Of the tokens of a text.
    pub(super) fn of(tokens: &[Token]) -> Self {
        let mut hashes = HASHES.take();
        hashes.clear();
        let mut agencies = 0;
        let (mut before, mut last) = (0u64, 0u64);
        let mut run = 0;
        for (at, token) in tokens.iter().enumerate() {
            if token.gap == Gap::Paragraph {
                run = 0;
            }
            let word = match token.kind {
                Kind::Word => {
                    agencies |= named(tokens, at);
                    let stem = stem(token.key());
                    if stem.len() < 3 {
                        continue;
                    }
                    stem.mixed()
                }
                Kind::Number => token.number().unwrap_or(0).wrapping_add(1),
                _ => continue,
            };
            let shingle = before.rotate_left(20) ^ last.rotate_left(10) ^ word;
            (before, last) = (last.wrapping_mul(MIX), word.wrapping_mul(MIX));
            run += 1;
            if run >= 3 {
                hashes.push((shingle.wrapping_mul(MIX) >> 32) as u32);
            }
        }
        hashes.sort_unstable();
        hashes.dedup();
        let cut = hashes.len() > KEPT;
        let least = hashes.get(..KEPT).unwrap_or(&hashes).into();
        HASHES.set(hashes);
        Self { hashes: least, cut, agencies }
    }

    /// Whether they share one of the least hashes.
    fn meets(&self, other: &Self) -> bool {
        let (mut a, mut b) = (self.hashes.iter().take(BANDS).peekable(), other.hashes.iter().take(BANDS).peekable());
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                Ordering::Equal => return true,
                Ordering::Less => a.next(),
                Ordering::Greater => b.next(),
            };
        }
        false
    }

    /// How much of the shorter stands in the longer, in thousandths, and how many shingles that is.
    fn shared(&self, other: &Self) -> (u32, usize) {
        let whole = |p: &Self| if p.cut { p.hashes.last().copied().unwrap_or(u32::MAX) } else { u32::MAX };
        // Above this one of them is not known in full.
        let limit = whole(self).min(whole(other));
        let known = |p: &Self| p.hashes.partition_point(|&h| h <= limit);
        let (a, b) = (self.hashes.get(..known(self)), other.hashes.get(..known(other)));
        let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
        work::steps(a.len() + b.len());
        let (mut i, mut j, mut both) = (0, 0, 0usize);
        while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
            both += usize::from(x == y);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        ((1000 * both / a.len().min(b.len()).max(1)) as u32, both)
    }
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word without what is written in front, as far as letters alone tell.
fn stem(word: Key) -> Key {
    let and = [key!("وال"), key!("فال"), key!("ولل")];
    let long = word.len() > 5;
    if long
        && (and.iter().any(|a| word.starts_with(*a)) || [key!("بال"), key!("كال")].iter().any(|a| word.starts_with(*a)))
    {
        word.skip(3)
    } else if word.len() > 4 && (word.starts_with(key!("ال")) || word.starts_with(key!("لل"))) {
        word.skip(2)
    } else if word.len() > 4 && word.starts_with(key!("و")) {
        word.skip(1)
    } else {
        word
    }
}

/// A bit for each word with which the name of an agency begins: most words have none of them.
static BEGINNINGS: LazyLock<[u64; 4]> = LazyLock::new(|| {
    let mut bits = [0; 4];
    for head in AGENCIES.iter().flat_map(|(_, names)| *names).filter_map(|name| name.first()) {
        let (word, bit) = bit_of(*head);
        if let Some(word) = bits.get_mut(word) {
            *word |= bit;
        }
    }
    bits
});

fn bit_of(word: Key) -> (usize, u64) {
    let hash = word.mixed().wrapping_mul(MIX) >> 56;
    (hash as usize >> 6, 1 << (hash & 63))
}

/// The agencies whose name begins at a token, as bits.
fn named(tokens: &[Token], at: usize) -> u16 {
    let Some(first) = tokens.get(at).map(Token::key) else { return 0 };
    let bare = if first.len() > 4 && first.starts_with(key!("ل")) { first.skip(1) } else { first };
    let begins = |word: Key| {
        let (word, bit) = bit_of(word);
        BEGINNINGS.get(word).is_some_and(|bits| bits & bit != 0)
    };
    if !begins(first) && (bare == first || !begins(bare)) {
        return 0;
    }
    let mut bits = 0;
    for (bit, (_, names)) in AGENCIES.iter().enumerate() {
        for name in *names {
            let Some((head, rest)) = name.split_first() else { continue };
            if *head != first && *head != bare {
                continue;
            }
            // Points may stand between letters: «د.ب.أ».
            let mut words = tokens.iter().skip(at + 1).filter(|t| !matches!(t.kind, Kind::Mark('.')));
            if rest.iter().all(|word| words.next().is_some_and(|t| t.key() == *word)) {
                bits |= 1 << bit;
            }
        }
    }
    bits
}

/// Two articles that tell one dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Link {
    a: u32,
    b: u32,
    shared: u32,
    agencies: u16,
}

/// Each article with those before it that are near it under one of its least hashes, each pair once and in order.
fn candidates(prints: &[&Print]) -> Vec<[u32; 2]> {
    // Two numbers in one are put in order in half the time.
    let both = |first: u32, second: u32| u64::from(first) << 32 | u64::from(second);
    let mut hashes: Vec<u64> = Vec::with_capacity(prints.len() * BANDS);
    for (at, print) in (0u32..).zip(prints) {
        hashes.extend(print.hashes.iter().take(BANDS).map(|&hash| both(hash, at)));
    }
    hashes.sort_unstable();
    let mut pairs = Vec::new();
    for bucket in hashes.chunk_by(|x, y| x >> 32 == y >> 32) {
        for (place, &b) in bucket.iter().enumerate() {
            let before = bucket.get(place.saturating_sub(NEAR)..place).unwrap_or_default();
            pairs.extend(before.iter().map(|&a| both(b as u32, a as u32)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(parts_of).collect()
}

/// The dispatches of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Dispatches {
    /// For every article the least number of an article that tells the same dispatch.
    group: Vec<u32>,
    /// For every article what it is most like.
    best: Vec<Option<Link>>,
}

impl Dispatches {
    pub(super) fn of<'p>(prints: impl IntoIterator<Item = &'p Print>) -> Self {
        Self::find(&prints.into_iter().collect::<Vec<_>>(), true)
    }

    /// Finds which articles are together, and if all is asked for what each is `most` like.
    fn find(prints: &[&Print], most: bool) -> Self {
        let mut group: Vec<u32> = (0..prints.len() as u32).collect();
        let mut best: Vec<Option<Link>> = vec![None; prints.len()];
        let mut near: Vec<u32> = Vec::new();
        // The few articles of one event are compared in pairs; there each is near all others.
        let few = prints.len() <= NEAR + 1;
        let candidates = if few { Vec::new() } else { candidates(prints) };
        let mut rest = candidates.as_slice();
        for (b, print) in (0u32..).zip(prints.iter().copied()) {
            near.clear();
            if few {
                near.extend((0..b).filter(|&a| prints.get(a as usize).is_some_and(|other| other.meets(print))));
            } else {
                let (own, others) = rest.split_at(rest.partition_point(|pair| pair[0] <= b));
                near.extend(own.iter().map(|pair| pair[1]));
                rest = others;
            }
            for &a in &near {
                let Some(other) = prints.get(a as usize) else { continue };
                if !most && root(&mut group, a) == root(&mut group, b) {
                    continue;
                }
                let (shared, both) = other.shared(print);
                let agencies = other.agencies & print.agencies;
                let enough = if agencies == 0 { REWRITE } else { CREDITED };
                if shared < enough || both < FEWEST {
                    continue;
                }
                let link = Link { a, b, shared, agencies };
                for at in [a, b] {
                    if let Some(slot) = best.get_mut(at as usize)
                        && slot.is_none_or(|known| known.shared < shared)
                    {
                        *slot = Some(link);
                    }
                }
                join(&mut group, a, b);
            }
        }
        for at in 0..group.len() as u32 {
            let root = root(&mut group, at);
            if let Some(slot) = group.get_mut(at as usize) {
                *slot = root;
            }
        }
        Self { group, best }
    }

    /// The number of the dispatch that an article tells.
    pub(super) fn group(&self, article: u32) -> u32 {
        self.group.get(article as usize).copied().unwrap_or(article)
    }

    /// For every article what it hangs together with. `named` gives the id and the date of an article.
    pub(super) fn told<'n>(&self, named: impl Fn(u32) -> (&'n str, Option<Published>)) -> Vec<Option<Dispatch>> {
        let mut firsts: FxHashMap<u32, u32> = FxHashMap::default();
        for (at, &group) in (0u32..).zip(&self.group) {
            let key = |at: u32| {
                let (name, date) = named(at);
                (date.is_none(), date, name)
            };
            let first = firsts.entry(group).or_insert(at);
            if key(at) < key(*first) {
                *first = at;
            }
        }
        let tell = |(at, best): (u32, &Option<Link>)| {
            let link = best.as_ref()?;
            let like = if link.a == at { link.b } else { link.a };
            let agency = AGENCIES.iter().enumerate().find(|(bit, _)| link.agencies >> bit & 1 == 1);
            Some(Dispatch {
                first: named(*firsts.get(&self.group(at))?).0.to_owned(),
                like: named(like).0.to_owned(),
                shared: (link.shared / 10) as u8,
                copy: link.shared >= COPY,
                agency: agency.map(|(_, (name, _))| (*name).to_owned()),
            })
        };
        (0u32..).zip(&self.best).map(tell).collect()
    }
}

/// Which of a few articles tell one dispatch: worked out when somebody asks, which is seldom.
#[derive(Debug)]
pub(super) struct Alike<'p> {
    prints: Vec<&'p Print>,
    groups: OnceLock<Vec<u32>>,
}

impl<'p> Alike<'p> {
    pub(super) fn new(prints: Vec<&'p Print>) -> Self {
        Self { prints, groups: OnceLock::new() }
    }

    /// The same where the number of the dispatch of each is known.
    pub(super) fn known(groups: Vec<u32>) -> Self {
        Self { prints: Vec::new(), groups: groups.into() }
    }

    /// The number of the dispatch that an article tells.
    pub(super) fn group(&self, article: u32) -> u32 {
        let groups = self.groups.get_or_init(|| Dispatches::find(&self.prints, false).group);
        groups.get(article as usize).copied().unwrap_or(article)
    }
}

fn root(group: &mut [u32], mut at: u32) -> u32 {
    while let Some(&parent) = group.get(at as usize).filter(|&&parent| parent != at) {
        let grandparent = group.get(parent as usize).copied().unwrap_or(parent);
        if let Some(slot) = group.get_mut(at as usize) {
            *slot = grandparent;
        }
        at = grandparent;
    }
    at
}

fn join(group: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(group, a), root(group, b));
    if let Some(slot) = group.get_mut(a.max(b) as usize) {
        *slot = a.min(b);
    }
}

/// How many of these articles are independent: those of one outlet, or that tell one dispatch, are one witness.
/// `of` gives the dispatch and the outlet of an article.
pub(super) fn independent<'o>(articles: &[u32], of: impl Fn(u32) -> (u32, &'o str)) -> u32 {
    let mut groups: Vec<u32> = (0..articles.len() as u32).collect();
    let mut dispatches: FxHashMap<u32, u32> = FxHashMap::default();
    let mut outlets: FxHashMap<&str, u32> = FxHashMap::default();
    for (at, &article) in (0u32..).zip(articles) {
        let (dispatch, outlet) = of(article);
        let known = [*dispatches.entry(dispatch).or_insert(at), *outlets.entry(outlet).or_insert(at)];
        for other in known {
            join(&mut groups, other, at);
        }
    }
    (0u32..).zip(&groups).filter(|(at, parent)| at == *parent).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::tokenize;

    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
        dispatch: String,
        text: String,
    }

    fn rows() -> Vec<Row> {
        let data = include_str!("../../tests/data/syndication.jsonl");
        data.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn prints(rows: &[Row]) -> Vec<Print> {
        rows.iter().map(|row| Print::of(&tokenize(&row.text))).collect()
    }

    /// Twelve dispatches, each with a copy, a rewrite and a brief, and two independent reports of the same event: pairs
    /// of articles that are put together, against those that belong together.
    #[test]
    fn copies_and_rewrites_are_found_and_independent_reports_are_not() {
        let rows = rows();
        let found = Dispatches::of(&prints(&rows));
        let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
        for (i, a) in rows.iter().enumerate() {
            for (j, b) in rows.iter().enumerate().skip(i + 1) {
                let together = found.group(i as u32) == found.group(j as u32);
                match (together, a.dispatch == b.dispatch) {
                    (true, true) => right += 1,
                    (true, false) => wrong.push((&a.id, &b.id)),
                    (false, true) => missed.push((&a.id, &b.id)),
                    (false, false) => {}
                }
            }
        }
        let share = |errors: usize| f64::from(right) / (f64::from(right) + errors as f64);
        println!(
            "syndication: precision {:.3}, recall {:.3}; {wrong:?} {missed:?}",
            share(wrong.len()),
            share(missed.len())
        );
        assert!(share(wrong.len()) >= 0.95, "put together: {wrong:?}");
        assert!(share(missed.len()) >= 0.95, "kept apart: {missed:?}");
    }

    #[test]
    fn the_order_of_articles_makes_no_difference() {
        let mut rows = rows();
        let groups = |rows: &[Row]| {
            let found = Dispatches::of(&prints(rows));
            let mut together: Vec<Vec<String>> = Vec::new();
            for at in 0..rows.len() as u32 {
                let with = (0..rows.len() as u32).filter(|&b| found.group(b) == found.group(at));
                let mut ids: Vec<String> = with.map(|b| rows[b as usize].id.clone()).collect();
                ids.sort();
                together.push(ids);
            }
            together.sort();
            together
        };
        let forward = groups(&rows);
        rows.reverse();
        assert_eq!(groups(&rows), forward);
    }

    #[test]
    fn few_articles_are_put_together_as_many_are() {
        let rows = rows();
        let prints = prints(&rows);
        let all = Dispatches::of(&prints);
        for few in (0..rows.len()).collect::<Vec<_>>().windows(5) {
            let found = Dispatches::of(few.iter().map(|&at| &prints[at]));
            for (i, &a) in few.iter().enumerate() {
                for (j, &b) in few.iter().enumerate() {
                    // Two that only a third ties together may be apart without it.
                    let (here, there) =
                        (found.group(i as u32) == found.group(j as u32), all.group(a as u32) == all.group(b as u32));
                    assert!(there || !here, "{} {}", rows[a].id, rows[b].id);
                    let linked =
                        |of: &Dispatches, x: u32, y: u32| of.best[x as usize].is_some_and(|l| [l.a, l.b].contains(&y));
                    assert!(!linked(&all, a as u32, b as u32) || here, "{} {}", rows[a].id, rows[b].id);
                }
            }
        }
    }

    #[test]
    fn a_copy_says_what_it_is_a_copy_of() {
        let rows = rows();
        let found = Dispatches::of(&prints(&rows));
        let told = found.told(|at| (rows[at as usize].id.as_str(), None));
        let of = |id: &str| told[rows.iter().position(|row| row.id == id).unwrap()].clone();
        let copy = of("02-copy").unwrap();
        assert!(copy.copy && copy.shared > 80, "{copy:?}");
        assert_eq!((copy.like.as_str(), copy.agency.as_deref()), ("02-original", Some("reuters")));
        assert!(!of("01-rewrite").unwrap().copy);
        assert_eq!(of("01-independent"), None);
    }

    #[test]
    fn long_texts_are_compared_by_a_part_of_their_shingles() {
        let rows = rows();
        let join =
            |from: usize| (0..40).map(|n| rows[(from + n) % rows.len()].text.clone()).collect::<Vec<_>>().join("\n");
        let (a, b) = (Print::of(&tokenize(&join(0))), Print::of(&tokenize(&join(10))));
        assert!(a.cut && b.cut);
        // Thirty of forty texts are the same.
        assert!((650..=850).contains(&a.shared(&b).0), "{:?}", a.shared(&b));
    }

    #[test]
    fn witnesses_are_outlets_and_dispatches_together() {
        // Articles 0 and 1 are one dispatch, 1 and 2 of one outlet, 3 is alone.
        let of = |at: u32| [(0, "a"), (0, "b"), (2, "b"), (3, "c")][at as usize];
        assert_eq!(independent(&[0, 1, 2, 3], of), 2);
        assert_eq!(independent(&[0, 2], of), 2);
        assert_eq!(independent(&[], of), 0);
    }
}
