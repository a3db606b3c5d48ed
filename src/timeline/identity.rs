//! Which mentions, in one article or in many, tell of one happening.
//!
//! Mentions are compared only where they share a key: their family and a place, somebody who took part, or the
//! article. Pairs that fit are joined from the best to the worst, and only if everything joined before agrees: two
//! attacks on one town on different days stay two.

use super::kinds::{Family, Truth};
use crate::calendar::Bounds;
use crate::knowledge::{Pack, PlaceKind};
use crate::script::Key;
use chrono::NaiveDateTime;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What is compared of a mention.
#[derive(Debug, Clone)]
pub(super) struct Features {
    pub(super) article: u32,
    pub(super) sentence: u32,
    pub(super) family: Family,
    pub(super) truth: Truth,
    /// It lasts: told in the present, or since a time.
    pub(super) ongoing: bool,
    /// It is told since when it lasts.
    pub(super) since: bool,
    pub(super) lemma: String,
    /// A noun or participle: it may point back to something told before.
    pub(super) nominal: bool,
    /// Ids, or folded names of what the pack does not know.
    pub(super) places: Vec<String>,
    pub(super) actors: Vec<String>,
    pub(super) words: Vec<Key>,
    pub(super) bounds: Bounds,
    /// The latest end of the day on which its article was published.
    pub(super) told: Option<NaiveDateTime>,
    /// A noun with its article: «الهجوم».
    pub(super) definite: bool,
    /// What is said of its day or month without the year, where the publication date is not known.
    pub(super) clues: Vec<super::relative::Clue>,
    /// Whether a time expression dates it.
    pub(super) timed: bool,
    /// Whether that is a day which only the publication tells: «أمس».
    pub(super) fresh: bool,
    /// A verb that only says that something happened, of the family of what did.
    pub(super) happens: bool,
    /// Reference event of the pack.
    pub(super) reference: Option<u32>,
}

/// At most so many of a block are compared with each other; beyond, only neighbours in time.
const BLOCK: usize = 64;
const NEIGHBOURS: usize = 24;
/// Points at which two mentions are one happening.
const ENOUGH: i32 = 24;

/// For every mention the number of its event; events are numbered in order of their first mention.
pub(super) fn events(features: &[Features], pack: &Pack) -> Vec<u32> {
    let mut pairs = pairs(features, pack);
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    pairs.dedup_by(|a, b| (a.1, a.2) == (b.1, b.2));
    let mut groups = Groups::new(features, pack);
    for (_, a, b) in pairs {
        groups.join(a, b);
    }
    groups.number()
}

fn key(family: Family, with: &str) -> u64 {
    super::words::hash([format!("{family:?}").as_bytes(), with.as_bytes()])
}

fn pairs(features: &[Features], pack: &Pack) -> Vec<(i32, u32, u32)> {
    let mut blocks: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, f) in (0u32..).zip(features) {
        let specific = f.places.iter().filter(|p| is_specific(pack, p));
        let mut keys: Vec<u64> = specific.map(|p| key(f.family, p)).collect();
        if f.family != Family::Saying || f.timed {
            keys.extend(f.actors.iter().map(|a| key(f.family, a)));
        }
        keys.push(key(f.family, &format!("\u{1}{}", f.article)));
        if f.words.len() >= 5 {
            // Copies of one report share the words whose hashes happen to be the least.
            let hash = |k: &Key| super::words::hash([k.to_string().as_bytes(), f.lemma.as_bytes()]);
            let mut least: Vec<u64> = f.words.iter().map(hash).collect();
            least.sort_unstable();
            keys.extend(least.into_iter().take(3));
        }
        if let Some(reference) = f.reference {
            keys.push(super::words::hash([b"reference".as_slice(), &reference.to_le_bytes()]));
        }
        if f.family == Family::Kidnapping && is_holding(&f.lemma) {
            keys.push(key(Family::Violence, &format!("\u{1}{}", f.article)));
        }
        if f.family == Family::Coup {
            keys.push(key(f.family, "\u{2}"));
        }
        if f.family == Family::Violence && f.timed {
            // What happens once in a place and time, named or not.
            let day = f.bounds.earliest_start().map(|t| t.date().to_string()).unwrap_or_default();
            keys.push(key(f.family, &format!("\u{2}{day}")));
        }
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for block in blocks.values() {
        let mut block = block.clone();
        if block.len() > BLOCK {
            block.sort_by_key(|&at| {
                let f = features.get(at as usize);
                (f.and_then(|f| f.bounds.earliest_start()), at)
            });
        }
        let near = if block.len() > BLOCK { NEIGHBOURS } else { BLOCK };
        for (i, &a) in block.iter().enumerate() {
            for &b in block.iter().skip(i + 1).take(near) {
                let (a, b) = (a.min(b), a.max(b));
                let (Some(fa), Some(fb)) = (features.get(a as usize), features.get(b as usize)) else { continue };
                let points = points(fa, fb, pack);
                if points >= ENOUGH {
                    found.push((points, a, b));
                }
            }
        }
    }
    found
}

/// Whether a place is small enough that sharing it says something.
pub(super) fn is_specific(pack: &Pack, place: &str) -> bool {
    pack.place(place).is_none_or(|p| !matches!(p.kind, PlaceKind::Continent | PlaceKind::Country | PlaceKind::Region))
}

/// Whether two bounds leave room for one happening.
fn compatible(a: &Bounds, b: &Bounds) -> bool {
    let apart = |x: &Bounds, y: &Bounds| {
        x.latest_end().zip(y.earliest_start()).is_some_and(|(end, start)| end <= start)
            || x.latest_start().zip(y.earliest_start()).is_some_and(|(l, e)| l < e)
    };
    !apart(a, b) && !apart(b, a)
}

/// Whether one ends at most a day before the other begins: a coup goes on into the night.
fn next_day(a: &Bounds, b: &Bounds) -> bool {
    let near = |x: &Bounds, y: &Bounds| {
        x.latest_end().zip(y.earliest_start()).is_none_or(|(end, start)| (start - end).num_hours() <= 24)
    };
    near(a, b) && near(b, a)
}

/// Days between the earliest start and the latest end.
fn width(bounds: &Bounds) -> Option<i64> {
    bounds.width().map(|w| w.num_days())
}

fn places_agree(a: &[String], b: &[String], pack: &Pack) -> Option<bool> {
    let (a, b): (Vec<_>, Vec<_>) =
        (a.iter().filter(|p| is_specific(pack, p)).collect(), b.iter().filter(|p| is_specific(pack, p)).collect());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    // «فندق» is in «فندق راديسون بلو»; whether a hotel is in Bamako nobody has said.
    let same = |x: &String, y: &String| {
        x == y || pack.lies_in(x, y) || pack.lies_in(y, x) || x.contains(y.as_str()) || y.contains(x.as_str())
    };
    if a.iter().any(|x| b.iter().any(|y| same(x, y))) {
        return Some(true);
    }
    let known = |list: &[&String]| list.iter().any(|p| pack.place(p).is_some());
    (known(&a) == known(&b)).then_some(false)
}

/// Whether a word, folded, tells of holding people: «احتجاز رهائن».
fn is_holding(lemma: &str) -> bool {
    matches!(lemma, "احتجز" | "احتجاز" | "رهن" | "رهائن" | "رهاين")
}

/// Whether hostages are held, and not suspects.
fn holds_hostages(f: &Features) -> bool {
    let hostages = [Key::of("رهائن"), Key::of("رهينة"), Key::of("الرهائن")];
    is_holding(&f.lemma) && f.words.iter().any(|word| hostages.contains(word))
}

/// Whether a word, folded, tells of fighting that goes on.
fn is_lasting(lemma: &str) -> bool {
    matches!(
        lemma,
        "نزاع"
            | "صراع"
            | "حرب"
            | "تمرد"
            | "اقتتال"
            | "قتال"
            | "مواجهه"
            | "مواجهات"
            | "عنف"
            | "حمله"
            | "عمليه"
            | "قاتل"
    )
}

/// How well two mentions fit: tens of points; negative where they cannot be one.
fn points(a: &Features, b: &Features, pack: &Pack) -> i32 {
    const NEVER: i32 = -1_000;
    let same_article = a.article == b.article;
    if a.truth != b.truth {
        return NEVER;
    }
    if let (Some(x), Some(y)) = (a.reference, b.reference) {
        // Known happenings are known to differ; what is told of one differently is a contradiction, not another one.
        return if x == y { 100 } else { NEVER };
    }
    let coup = a.family == Family::Coup && b.family == Family::Coup;
    if !(compatible(&a.bounds, &b.bounds) || coup && next_day(&a.bounds, &b.bounds)) {
        return NEVER;
    }
    // «احتجزوا رهائن» is part of the attack that is told beside it.
    let hostages = same_article
        && a.sentence.abs_diff(b.sentence) <= 1
        && matches!(
            (a.family, b.family),
            (Family::Violence, Family::Kidnapping) | (Family::Kidnapping, Family::Violence)
        )
        && (holds_hostages(a) || holds_hostages(b));
    if (a.family != b.family && !hostages) || a.ongoing != b.ongoing {
        return NEVER;
    }
    let places = places_agree(&a.places, &b.places, pack);
    if places == Some(false) {
        return NEVER;
    }
    let shared_actors = a.actors.iter().filter(|x| b.actors.contains(x)).count() as i32;
    let no_shared_actor = !a.actors.is_empty() && !b.actors.is_empty() && shared_actors == 0;
    let shared_words = shared(&a.words, &b.words) as i32;
    let least_words = a.words.len().min(b.words.len()).max(1) as i32;
    let overlap = 100 * shared_words / least_words;
    let same_lemma = a.lemma == b.lemma;

    let (wa, wb) = (width(&a.bounds), width(&b.bounds));
    let time = match (a.timed && wa.is_some(), b.timed && wb.is_some()) {
        (true, true) => match (wa.unwrap_or(i64::MAX), wb.unwrap_or(i64::MAX)) {
            (x, y) if x <= 3 && y <= 3 => 20,
            (x, y) if x.min(y) <= 31 && x.max(y) <= 62 => 14,
            (x, y) if x.max(y) <= 366 => 8,
            _ => 3,
        },
        _ => 0,
    };
    let mut points = time + shared_actors.min(2) * 7 + (overlap / 10).min(8);
    points += if places == Some(true) { 12 } else { 0 };
    points += if same_lemma { 5 } else { 0 };
    if no_shared_actor && places != Some(true) {
        points -= 6;
    }
    if same_article {
        let apart = a.sentence.abs_diff(b.sentence) as i32;
        // One of them points to the other: «الهجوم», or a noun that adds nothing of its own.
        let points_to = |x: &Features, y: &Features| {
            // «النزاع», «المواجهات» are more than one attack, and an attack elsewhere is another one.
            let own = !x.places.is_empty() && places.is_none();
            // What the pack knows by these words alone is told here for the first time.
            let told_in_full = x.reference.is_some() && (y.article, y.sentence) < (x.article, x.sentence);
            if told_in_full
                || !x.nominal
                || x.timed
                || (is_lasting(&x.lemma) != is_lasting(&y.lemma))
                || (own && !x.definite)
            {
                0
            } else if x.definite {
                28
            } else {
                14
            }
        };
        points += (points_to(a, b).max(points_to(b, a)) - (2 * apart).min(8)).max(0);
        points += if apart <= 1 { 8 } else { 3 };
        // «دارت معركة»: the verb only says that it happened.
        points += if apart == 0 && (a.happens || b.happens) && (a.nominal || b.nominal) { 12 } else { 0 };
        // Two verbs of one kind with the same people in one sentence tell of two things more often than not.
        if !b.nominal && !a.nominal && apart == 0 && !same_lemma && time == 0 {
            points -= 6;
        }
    } else if overlap >= 80 && same_lemma && least_words >= 5 {
        // The same sentence: one report copied by another.
        return 60;
    } else if time == 0 && places != Some(true) && overlap < 40 {
        // Nothing ties an undated mention to one in another article but who and what.
        points -= 10;
    }
    match a.family {
        // Sayings are one only if the same people say the same thing on the same day.
        Family::Saying if !same_article && (shared_actors == 0 || time < 14 || overlap < 25) => NEVER,
        Family::Saying if same_article && (!same_lemma || overlap < 60) => points - 16,
        Family::Other(_) | Family::Turn if !same_lemma => points - 15,
        // «الانقلاب» in the news of the weeks after one is that one.
        Family::Coup if !same_article && recent(a, b) => points + 30,
        // What hardly ever happens twice.
        Family::Coup => points + if time > 0 { 16 } else { 8 },
        Family::Founding if shared_actors > 0 => points + 18,
        Family::Declaration if overlap >= 30 => points + 4,
        _ => points,
    }
}

/// Whether one of two is undated and told within two months of the other, which is dated to the day.
fn recent(a: &Features, b: &Features) -> bool {
    let told_after = |undated: &Features, dated: &Features| {
        let days = undated.told.zip(dated.bounds.earliest_start()).map(|(t, s)| (t - s).num_days());
        !undated.timed && width(&dated.bounds).is_some_and(|w| w <= 3) && days.is_some_and(|d| (0..=60).contains(&d))
    };
    told_after(a, b) || told_after(b, a)
}

/// How many keys two sorted lists share.
fn shared(a: &[Key], b: &[Key]) -> usize {
    a.iter().filter(|key| b.binary_search(key).is_ok()).count()
}

/// Union–find whose sets know what they have agreed on.
struct Groups<'f> {
    parent: Vec<u32>,
    agreed: Vec<Agreed>,
    pack: &'f Pack,
}

#[derive(Debug, Clone)]
struct Agreed {
    bounds: Bounds,
    reference: Option<u32>,
    truth: Truth,
    coup: bool,
    places: BTreeSet<String>,
}

impl<'f> Groups<'f> {
    fn new(features: &[Features], pack: &'f Pack) -> Self {
        let agreed = features
            .iter()
            .map(|f| Agreed {
                bounds: f.bounds,
                reference: f.reference,
                truth: f.truth,
                coup: f.family == Family::Coup,
                // Only what the pack knows can be known to be elsewhere.
                places: f.places.iter().filter(|p| pack.place(p).is_some() && is_specific(pack, p)).cloned().collect(),
            })
            .collect();
        Self { parent: (0..features.len() as u32).collect(), agreed, pack }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while let Some(&parent) = self.parent.get(at as usize) {
            if parent == at {
                break;
            }
            let grandparent = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = grandparent;
            }
            at = grandparent;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            return;
        }
        let (Some(x), Some(y)) = (self.agreed.get(a as usize), self.agreed.get(b as usize)) else { return };
        let references = matches!((x.reference, y.reference), (Some(r), Some(s)) if r != s);
        let known = x.reference.is_some() && x.reference == y.reference;
        let pack = self.pack;
        let far = |p: &String| !y.places.iter().any(|q| p == q || pack.lies_in(p, q) || pack.lies_in(q, p));
        let elsewhere = !x.places.is_empty() && !y.places.is_empty() && x.places.iter().all(far);
        let night = x.coup && y.coup && next_day(&x.bounds, &y.bounds);
        let apart = elsewhere || !(compatible(&x.bounds, &y.bounds) || night);
        if references || x.truth != y.truth || (apart && !known) {
            return;
        }
        let joined = Agreed {
            // Two dates of one known happening contradict each other; either may be told again.
            bounds: x.bounds.intersect(&y.bounds).unwrap_or_else(|| x.bounds.hull(&y.bounds)),
            reference: x.reference.or(y.reference),
            truth: x.truth,
            coup: x.coup && y.coup,
            places: x.places.union(&y.places).cloned().collect(),
        };
        if let (Some(parent), Some(agreed)) = (self.parent.get_mut(b as usize), self.agreed.get_mut(a as usize)) {
            *parent = a;
            *agreed = joined;
        }
    }

    fn number(mut self) -> Vec<u32> {
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        (0..self.parent.len() as u32)
            .map(|at| {
                let root = self.root(at);
                let next = numbers.len() as u32;
                *numbers.entry(root).or_insert(next)
            })
            .collect()
    }
}
