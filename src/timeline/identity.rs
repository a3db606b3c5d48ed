//! Which mentions, in one article or in many, tell of one happening.
//!
//! Within an article mentions are read in order and form [`chains`](super::chains). Chains of different articles are
//! compared only where they share a key: their family and a place, somebody who took part, the day. Pairs that fit are
//! joined from the best to the worst, and only if everything joined before agrees: two attacks on one town on different
//! days stay two. What becomes of a mention depends on nothing but what is connected with it by pairs that fit.

use super::chains::{self, Chain};
use super::kinds::{Family, Truth};
use crate::calendar::Bounds;
use crate::knowledge::{Pack, PlaceKind, ReferenceEvent};
use crate::script::Key;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// At most so many of a block are compared with each other; beyond, only neighbours in time.
pub(super) const BLOCK: usize = 64;
pub(super) const NEIGHBOURS: usize = 24;
/// Points at which two are one happening.
pub(super) const ENOUGH: i32 = 24;
/// The most points for shared words.
const MOST_FOR_WORDS: i32 = 8;
/// Points at which two of which one article tells apart are one all the same.
const SURE: i32 = 40;
pub(super) const NEVER: i32 = -1_000;
/// Accords of the same people within so many days may be steps of one.
const TWINS: i64 = 400;

/// For every chain the number of its event; events are numbered in order of their first chain. The chains are in the
/// order of the ids of their articles, then of the text.
pub(super) fn events(chains: &[&Chain], pack: &Pack) -> Vec<u32> {
    join(chains, pairs(chains, pack), pack)
}

/// The same from pairs that fit, each with its points and the numbers of the two chains, the lesser first.
pub(super) fn join(chains: &[&Chain], mut pairs: Vec<(i32, u32, u32)>, pack: &Pack) -> Vec<u32> {
    pairs.sort_unstable_by_key(|&(points, a, b)| (Reverse(points), a, b));
    pairs.dedup();
    let mut groups = Groups::new(chains, pack);
    for (points, a, b) in pairs {
        groups.join(a, b, points);
    }
    groups.number()
}

fn key(family: Family, with: &str) -> u64 {
    super::words::hash([format!("{family:?}").as_bytes(), with.as_bytes()])
}

/// What a chain must share with another to be compared with it.
pub(super) fn keys(chain: &Chain, pack: &Pack) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut families: Vec<Family> = chain.families.iter().map(|f| f.kin()).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        keys.extend(chain.places.iter().filter(|p| is_specific(pack, p)).map(|p| key(family, p)));
        if family != Family::Saying || chain.timed {
            keys.extend(chain.actors.iter().map(|a| key(family, a)));
        }
        if family == Family::Coup {
            keys.push(key(family, "\u{2}"));
        }
        let unplaced = chain.timed && !chain.places.iter().any(|p| is_specific(pack, p));
        let around = (chain.pointed || unplaced) && is_pointed_to(family);
        keys.extend(chain.focus.iter().filter(|_| around).map(|p| key(family, p)));
        if chain.timed && width(&chain.bounds).is_some_and(|w| w <= 3) && family != Family::Saying {
            // What happens once on a day, named or not.
            let day = chain.bounds.earliest_start().map(|t| t.date().to_string()).unwrap_or_default();
            keys.push(key(family, &format!("\u{2}{day}")));
        }
    }
    for words in chain.words.iter().filter(|words| words.len() >= 5) {
        // Copies of one report share the words whose hashes happen to be the least.
        for lemma in &chain.lemmas {
            let hash = |k: &Key| super::words::hash([&k.mixed().to_le_bytes(), lemma.as_bytes()]);
            let mut least: Vec<u64> = words.iter().map(hash).collect();
            least.sort_unstable();
            keys.extend(least.into_iter().take(3));
        }
    }
    if let Some(reference) = chain.reference {
        keys.push(super::words::hash([b"reference".as_slice(), &reference.to_le_bytes()]));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn pairs(chains: &[&Chain], pack: &Pack) -> Vec<(i32, u32, u32)> {
    let mut blocks: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, chain) in (0u32..).zip(chains) {
        for key in keys(chain, pack) {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for block in blocks.values() {
        let mut block = block.clone();
        if block.len() > BLOCK {
            block.sort_by_key(|&at| (chains.get(at as usize).map(|c| place_in_time(c)), at));
        }
        let near = if block.len() > BLOCK { NEIGHBOURS } else { BLOCK };
        for (i, &a) in block.iter().enumerate() {
            for &b in block.iter().skip(i + 1).take(near) {
                let (a, b) = (a.min(b), a.max(b));
                let (Some(x), Some(y)) = (chains.get(a as usize), chains.get(b as usize)) else { continue };
                let points = points(x, y, pack);
                if points >= ENOUGH {
                    found.push((points, a, b));
                }
            }
        }
    }
    found
}

/// Where a chain stands among those with which it shares a key, in seconds.
pub(super) fn place_in_time(chain: &Chain) -> i64 {
    // What has no time of its own is about as old as the news that tells it.
    chain.bounds.earliest_start().or(chain.told).map_or(i64::MIN, super::facts::seconds)
}

/// Whether a place is small enough that sharing it says something.
pub(super) fn is_specific(pack: &Pack, place: &str) -> bool {
    pack.place(place).is_none_or(|p| !matches!(p.kind, PlaceKind::Continent | PlaceKind::Country | PlaceKind::Region))
}

/// Whether two bounds leave room for one happening.
pub(super) fn times_agree(a: &Bounds, b: &Bounds) -> bool {
    let apart = |x: &Bounds, y: &Bounds| {
        x.latest_end().zip(y.earliest_start()).is_some_and(|(end, start)| end <= start)
            || x.latest_start().zip(y.earliest_start()).is_some_and(|(l, e)| l < e)
    };
    !apart(a, b) && !apart(b, a)
}

/// Whether one ends more than so many hours before the other begins.
pub(super) fn apart_in_time(a: &Bounds, b: &Bounds, hours: i64) -> bool {
    let far = |x: &Bounds, y: &Bounds| {
        x.latest_end().zip(y.earliest_start()).is_some_and(|(end, start)| (start - end).num_hours() > hours)
    };
    far(a, b) || far(b, a)
}

/// Days between the earliest start and the latest end.
pub(super) fn width(bounds: &Bounds) -> Option<i64> {
    bounds.width().map(|w| w.num_days())
}

pub(super) fn places_agree(a: &[String], b: &[String], pack: &Pack) -> Option<bool> {
    let (a, b): (Vec<_>, Vec<_>) =
        (a.iter().filter(|p| is_specific(pack, p)).collect(), b.iter().filter(|p| is_specific(pack, p)).collect());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if sites_differ(&a, &b, pack) {
        return Some(false);
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

/// What kind of building or ground a place is, folded: «مطعم» is no hotel, in whatever town.
fn site<'p>(place: &'p str, pack: &'p Pack) -> Option<String> {
    const SITES: &[&str] = &[
        "مطعم",
        "فندق",
        "سفاره",
        "قنصليه",
        "مطار",
        "معسكر",
        "ثكنه",
        "قاعده",
        "كنيسه",
        "مدرسه",
        "سوق",
        "مستشفي",
        "جسر",
        "سجن",
        "مسجد",
    ];
    let label = pack.place(place).filter(|p| p.kind == PlaceKind::Site).map(|p| super::words::name(p.label()));
    let label = label.as_deref().unwrap_or(place);
    let first = label.split(' ').next()?;
    SITES.contains(&first).then(|| first.to_owned())
}

/// Whether both name a site, and not of one kind.
fn sites_differ(a: &[&String], b: &[&String], pack: &Pack) -> bool {
    let sites = |list: &[&String]| -> Vec<String> { list.iter().filter_map(|p| site(p, pack)).collect() };
    let (a, b) = (sites(a), sites(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

/// How many of those who take part are the same: whom the pack knows, and others by the word for what they are.
fn actors_shared(a: &[String], b: &[String]) -> (i32, i32) {
    fn head(name: &str) -> &str {
        name.split(' ').next().unwrap_or_default()
    }
    let known = a.iter().filter(|x| is_id(x) && b.contains(x)).count() as i32;
    let alike = |x: &&String| !is_id(x) && b.iter().any(|y| !is_id(y) && head(x) == head(y));
    (known, a.iter().filter(alike).count() as i32)
}

/// Whether an actor is an id of a pack, and not a name that the article has.
fn is_id(actor: &str) -> bool {
    actor.is_ascii()
}

/// How well two chains of different articles fit: tens of points; negative where they cannot be one.
pub(super) fn points(a: &Chain, b: &Chain, pack: &Pack) -> i32 {
    if a.truth != b.truth {
        return NEVER;
    }
    if let (Some(x), Some(y)) = (a.reference, b.reference) {
        // Known happenings are known to differ; what is told of one differently is a contradiction, not another one.
        return if x == y { 100 } else { NEVER };
    }
    let unlike = |x: &Chain, y: &Chain| chains::excluded_by_day(x.reference, &y.said, pack);
    if unlike(a, b) || unlike(b, a) {
        return NEVER;
    }
    // Of one article they were told apart.
    if a.article == b.article || a.ongoing != b.ongoing {
        return NEVER;
    }
    let same = a.families.iter().copied().find(|f| b.families.contains(f));
    let akin = || a.families.iter().copied().find(|f| b.families.iter().any(|g| f.kin() == g.kin()));
    let Some(family) = same.or_else(akin) else { return NEVER };
    let coup = family == Family::Coup;
    if !(times_agree(&a.bounds, &b.bounds) || (coup && !apart_in_time(&a.bounds, &b.bounds, 24))) {
        return NEVER;
    }
    let places = places_agree(&a.places, &b.places, pack);
    if places == Some(false) && is_bodily(family) {
        return NEVER;
    }
    let (shared_actors, alike) = actors_shared(&a.actors, &b.actors);
    let known = |list: &[String]| list.iter().any(|x| is_id(x));
    let no_shared_actor = known(&a.actors) && known(&b.actors) && shared_actors == 0;
    let same_lemma = a.lemmas.iter().any(|l| b.lemmas.contains(l)) || a.roots.iter().any(|r| b.roots.contains(r));

    let time = match (a.timed, b.timed, width(&a.bounds), width(&b.bounds)) {
        (true, true, Some(x), Some(y)) if x <= 3 && y <= 3 => 20,
        (true, true, Some(x), Some(y)) if x.min(y) <= 31 && x.max(y) <= 62 => 14,
        (true, true, Some(x), Some(y)) if x.max(y) <= 366 => 8,
        (true, true, Some(_), Some(_)) => 3,
        _ => 0,
    };
    // What has no time of its own is as old as the news that tells it.
    let told = if a.timed || b.timed || !a.dated || !b.dated {
        None
    } else {
        a.told.zip(b.told).map(|(a, b)| (a - b).num_days().abs())
    };
    let news = match told {
        Some(0..=3) if !a.ongoing => 8,
        _ => 0,
    };
    let mut points = news + time + shared_actors.min(2) * 7 + alike.min(1) * 3;
    // One of them names none, but is told in an article about the place.
    let focus = || {
        let around = |c: &Chain| if specific(c, pack).is_empty() { c.focus.clone() } else { specific(c, pack) };
        places_agree(&around(a), &around(b), pack) == Some(true)
    };
    points += match places {
        Some(true) => 12,
        Some(false) => -4,
        None if time + news > 0 && focus() => 8,
        None if time > 0 => 0,
        // «الهجوم», in the news of the days after one.
        None if is_pointed_to(family) && (told_after(a, b, 10) || told_after(b, a, 10)) && focus() => 34,
        None => 0,
    };
    points += if same_lemma { 5 } else { 0 };
    points -= if same.is_none() { 4 } else { 0 };
    points += if chains::is_rare(family) { (time / 7) * 4 } else { 0 };
    if no_shared_actor && places != Some(true) {
        points -= 6;
    }
    // Words are dear to compare, and few pairs need them.
    let open = same_lemma || matches!(family, Family::Coup | Family::Founding | Family::Declaration);
    if !open && points + MOST_FOR_WORDS < ENOUGH {
        return points;
    }
    let (overlap, least_words) = overlap(a, b);
    points += (overlap / 10).min(MOST_FOR_WORDS);
    if overlap >= 80 && same_lemma && least_words >= 5 {
        // The same sentence: one report copied by another.
        return 60;
    }
    if time + news == 0 && places != Some(true) && overlap < 40 {
        // Nothing ties an undated mention to one in another article but who and what.
        points -= 10;
    }
    match family {
        // Sayings are one only if the same people say the same thing on the same day.
        Family::Saying if shared_actors == 0 || time < 14 || overlap < 25 => NEVER,
        Family::Other(_) | Family::Turn if !same_lemma => points - 15,
        // «الانقلاب» in the news of the weeks after one is that one.
        Family::Coup if recent(a, b) => points + 30,
        // What hardly ever happens twice.
        Family::Coup => points + if time > 0 { 16 } else { 8 },
        Family::Founding if shared_actors > 0 => points + 18,
        Family::Declaration if overlap >= 30 => points + 4,
        _ => points,
    }
}

/// The times at which an accord that a chain tells of can have been signed, where its day is not told.
fn loose(chain: &Chain) -> Option<Bounds> {
    let dated = chain.timed && width(&chain.bounds).is_some_and(|days| days <= 3);
    (chain.reference.is_none() && chain.families.contains(&Family::Agreement) && !dated).then_some(chain.bounds)
}

/// Whether what was at a time like this could as well be another event of the pack than the one at hand: an accord is
/// initialled, signed by some and then by others.
fn may_be_twin(at: u32, bounds: &Bounds, pack: &Pack) -> bool {
    let events = pack.reference_events();
    let Some(event) = events.get(at as usize) else { return false };
    let near = |twin: &ReferenceEvent| (twin.begin.earliest - event.begin.earliest).num_days().abs() <= TWINS;
    let shares = |twin: &ReferenceEvent| twin.actors.iter().any(|a| event.actors.contains(a));
    let twin = |twin: &&ReferenceEvent| {
        twin.id != event.id
            && twin.class == event.class
            && near(twin)
            && shares(twin)
            && super::reference::bounds(twin).is_some_and(|b| b.intersect(bounds).is_some())
    };
    event.class == "agreement" && events.iter().find(twin).is_some()
}

/// The places that a chain names itself.
fn specific(chain: &Chain, pack: &Pack) -> Vec<String> {
    chain.places.iter().filter(|p| is_specific(pack, p)).cloned().collect()
}

/// Whether it takes place where it takes place: «باماكو» may sign an accord elsewhere, but not be attacked there.
fn is_bodily(family: Family) -> bool {
    use Family::{
        Capture, Coup, Death, Destruction, Disaster, Displacement, Kidnapping, Protest, Siege, Violence, Visit,
    };
    matches!(
        family,
        Capture
            | Coup
            | Death
            | Destruction
            | Disaster
            | Displacement
            | Kidnapping
            | Protest
            | Siege
            | Violence
            | Visit
    )
}

/// Whether «الهجوم», «الإفراج» in the news of the days after one is that one.
fn is_pointed_to(family: Family) -> bool {
    is_bodily(family) || matches!(family, Family::Release | Family::Resignation | Family::Withdrawal)
}

/// The greatest share of words, in percent, that a sentence of one has in common with one of the other, and of how many.
fn overlap(a: &Chain, b: &Chain) -> (i32, i32) {
    let pairs = a.words.iter().flat_map(|x| b.words.iter().map(move |y| (x, y)));
    let of = |(x, y): (&Vec<Key>, &Vec<Key>)| {
        let least = x.len().min(y.len()).max(1) as i32;
        (100 * shared(x, y) as i32 / least, least)
    };
    pairs.map(of).max().unwrap_or((0, 0))
}

/// Whether one of two is undated and told within two months of the other, which is dated to the day.
fn recent(a: &Chain, b: &Chain) -> bool {
    let after = |undated: &Chain, dated: &Chain| days_after(undated, dated).is_some_and(|d| (0..=60).contains(&d));
    after(a, b) || after(b, a)
}

/// Whether the first is only pointed to, so many days after the second at the most.
fn told_after(pointed: &Chain, dated: &Chain, most: i64) -> bool {
    pointed.pointed && days_after(pointed, dated).is_some_and(|d| (0..=most).contains(&d))
}

/// Days from what is dated to the day to the article that tells of what is not.
fn days_after(undated: &Chain, dated: &Chain) -> Option<i64> {
    let day = dated.bounds.earliest_start().filter(|_| dated.timed && width(&dated.bounds).is_some_and(|w| w <= 3));
    undated.told.filter(|_| !undated.timed && undated.dated).zip(day).map(|(told, day)| (told - day).num_days())
}

/// How many keys two sorted lists share.
fn shared(a: &[Key], b: &[Key]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
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
    /// Of the accords that it may be one of many.
    loose: Option<Bounds>,
    truth: Truth,
    coup: bool,
    bodily: bool,
    places: BTreeSet<String>,
    articles: BTreeSet<u32>,
}

impl<'f> Groups<'f> {
    fn new(chains: &[&Chain], pack: &'f Pack) -> Self {
        let agreed = chains
            .iter()
            .map(|c| Agreed {
                bounds: c.bounds,
                reference: c.reference,
                loose: loose(c),
                truth: c.truth,
                coup: c.families.contains(&Family::Coup),
                bodily: c.families.iter().any(|&f| is_bodily(f)),
                // Only what the pack knows can be known to be elsewhere.
                places: c.places.iter().filter(|p| pack.place(p).is_some() && is_specific(pack, p)).cloned().collect(),
                articles: BTreeSet::from([c.article]),
            })
            .collect();
        Self { parent: (0..chains.len() as u32).collect(), agreed, pack }
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

    fn join(&mut self, a: u32, b: u32, points: i32) {
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
        let elsewhere =
            x.bodily && y.bodily && !x.places.is_empty() && !y.places.is_empty() && x.places.iter().all(far);
        let night = x.coup && y.coup && !apart_in_time(&x.bounds, &y.bounds, 24);
        let apart = elsewhere || !(times_agree(&x.bounds, &y.bounds) || night);
        // An article that tells of two knows why.
        let (few, many) = if x.articles.len() < y.articles.len() { (x, y) } else { (y, x) };
        let told_apart = points < SURE && few.articles.iter().any(|a| many.articles.contains(a));
        let twin = |known: &Agreed, other: &Agreed| {
            known.reference.zip(other.loose.as_ref()).is_some_and(|(at, bounds)| may_be_twin(at, bounds, pack))
        };
        let twin = x.reference != y.reference && (twin(x, y) || twin(y, x));
        if references || twin || x.truth != y.truth || ((apart || told_apart) && !known) {
            return;
        }
        let joined = Agreed {
            // Two dates of one known happening contradict each other; either may be told again.
            bounds: x.bounds.intersect(&y.bounds).unwrap_or_else(|| x.bounds.hull(&y.bounds)),
            reference: x.reference.or(y.reference),
            loose: x.loose.zip(y.loose).map(|(a, b)| a.hull(&b)).or(x.loose).or(y.loose),
            truth: x.truth,
            coup: x.coup && y.coup,
            bodily: x.bodily || y.bodily,
            places: x.places.union(&y.places).cloned().collect(),
            articles: x.articles.union(&y.articles).copied().collect(),
        };
        if let (Some(parent), Some(agreed)) = (self.parent.get_mut(b as usize), self.agreed.get_mut(a as usize)) {
            *parent = a;
            *agreed = joined;
        }
    }

    /// For each chain the number of its event.
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
