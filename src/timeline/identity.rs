//! Which mentions, in one article or in many, tell of one happening.
//!
//! Within an article mentions are read in order and form [`chains`](super::chains). Chains of different articles are
//! compared only where they share a key: their family and a place, somebody who took part, the day. Pairs that fit are
//! joined from the best to the worst, and only if everything joined before agrees: two attacks on one town on different
//! days stay two. What becomes of a mention depends on nothing but what is connected with it by pairs that fit.

use super::bytes::Four;
use super::card::{Atlas, Card, Localities, Locality, Party, Window, is_id};
use super::chains;
use super::kinds::{Family, Truth};
use super::relative::DAY;
use super::store::parallel;
use super::words::{self, Shared as Word};
use super::work;
use crate::calendar::Bounds;
use crate::knowledge::{Pack, PlaceKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cmp::Reverse;

/// At most so many of a block are compared with each other; beyond, only neighbours in time.
pub(super) const BLOCK: usize = 64;
pub(super) const NEIGHBOURS: usize = 24;

/// How far from each other those of a block of so many stand that are compared.
pub(super) fn near(block: usize) -> usize {
    if block > BLOCK { NEIGHBOURS } else { BLOCK }
}

/// Points at which two are one happening.
pub(super) const ENOUGH: i32 = 24;
/// The most points for shared words.
pub(super) const MOST_FOR_WORDS: i32 = 8;
/// Points at which two of which one article tells apart are one all the same.
pub(super) const SURE: i32 = 40;
pub(super) const NEVER: i32 = -1_000;
/// So long something is news: what is told later without saying when may be another one like it.
pub(super) const NEWS: i64 = 14 * DAY;
/// Points at which it is that one all the same.
pub(super) const STRONG: i32 = 34;

/// For each of so many chains the number of its event; events are numbered in order of their first chain. The chains are
/// in the order of their articles, then of the text. `pairs` are those that fit, each once with its points and
/// the numbers of the two chains, the lesser first; the best come first.
pub(super) fn join<'c>(
    count: u32,
    card: impl Fn(u32) -> Option<Card<'c>>,
    pairs: impl IntoIterator<Item = (i32, u32, u32)>,
    atlas: &Atlas,
) -> Vec<u32> {
    let mut groups = Groups { parent: (0..count).collect(), agreed: FxHashMap::default(), card, atlas };
    for (points, a, b) in pairs {
        groups.join(a, b, points);
    }
    groups.number()
}

/// Pairs as they are [joined](join): the best first.
pub(super) fn ranked(mut pairs: Vec<(i32, u32, u32)>) -> Vec<(i32, u32, u32)> {
    parallel::sort_by_key(&mut pairs, |&(points, a, b)| (Reverse(points), a, b));
    pairs.dedup();
    pairs
}

/// What chains are found by: kinds of keys, so that a place and an actor of one name are two.
enum Shared<'c> {
    Place(&'c [u8]),
    Actor(Party),
    Day(i64),
    Kind,
}

fn key(family: Family, with: &Shared<'_>) -> u64 {
    let of = |kind: u8| u64::from(family.code()) << 8 | u64::from(kind);
    let with_number = |kind: u8, number: u64| words::mix(words::mix(of(kind)) ^ number);
    match with {
        Shared::Place(name) => {
            let eight = |part: &[u8]| part.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
            let begin = words::mix(of(b'p') | (name.len() as u64) << 16);
            name.chunks(8).fold(begin, |state, part| words::mix(state ^ eight(part)))
        }
        Shared::Actor([name, head]) => {
            let number = |four: &Four| u64::from(u32::from_le_bytes(*four));
            with_number(b'a', number(name) << 32 | number(head))
        }
        Shared::Day(day) => with_number(b'd', day.cast_unsigned()),
        Shared::Kind => with_number(b'k', 0),
    }
}

/// The bits of a key that count, the highest.
pub(super) const KEY_BITS: u32 = 48;

/// What a chain must share with another to be compared with it, in order; that replaces what the list holds.
pub(super) fn keys(card: &Card<'_>, keys: &mut Vec<u64>) {
    keys.clear();
    let kin = || card.families().map(Family::kin);
    // Each once.
    for (_, family) in kin().enumerate().filter(|&(at, family)| !kin().take(at).any(|other| other == family)) {
        keys.extend(card.places.map(|place| key(family, &Shared::Place(place.name))));
        if family != Family::Saying || card.timed {
            keys.extend(card.actors.iter().map(|&actor| key(family, &Shared::Actor(actor))));
        }
        if family == Family::Coup {
            keys.push(key(family, &Shared::Kind));
        }
        if (card.pointed || (card.timed && card.places.is_empty())) && is_pointed_to(family) {
            keys.extend(card.focus.map(|place| key(family, &Shared::Place(place.name))));
        }
        if card.timed && card.window.width().is_some_and(|w| w <= 3) && family != Family::Saying {
            // What happens once on a day, named or not.
            keys.push(key(family, &Shared::Day(card.window.earliest_start.div_euclid(DAY))));
        }
    }
    for sentence in card.sentences().filter(|words| words.len() >= 5) {
        // Copies of one report share the words whose hashes happen to be the least.
        for lemma in card.lemmas {
            let lemma = u64::from(u32::from_le_bytes(*lemma)) << 32;
            let [mut first, mut second, mut third] = [u64::MAX; 3];
            for word in sentence {
                let hash = words::mix(lemma | u64::from(u32::from_le_bytes(*word)));
                match () {
                    () if hash < first => (first, second, third) = (hash, first, second),
                    () if hash > first && hash < second => (second, third) = (hash, second),
                    () if hash > second && hash < third => third = hash,
                    () => {}
                }
            }
            keys.extend([first, second, third].into_iter().filter(|&hash| hash != u64::MAX));
        }
    }
    if let Some(reference) = card.reference {
        keys.push(words::mix(words::mix(u64::from(b'r')) ^ u64::from(reference)));
    }
    for key in keys.iter_mut() {
        *key &= u64::MAX << (u64::BITS - KEY_BITS);
    }
    keys.sort_unstable();
    keys.dedup();
}

/// Where a chain stands among those with which it shares a key, in seconds.
pub(super) fn place_in_time(card: &Card<'_>) -> i64 {
    // What has no time of its own is about as old as the news that tells it.
    match card.window.earliest_start {
        i64::MIN => card.told.unwrap_or(i64::MIN),
        start => start,
    }
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

/// Whether what happened at some places can have happened at others; `None` where one says nothing of that.
pub(super) fn places_agree(a: &[Word], b: &[Word], pack: &Pack) -> Option<bool> {
    let specific = |place: &&Word| is_specific(pack, place);
    let known = |place: &Word| pack.place(place).is_some();
    let same =
        |x: &Word, y: &Word| x == y || pack.lies_in(x, y) || pack.lies_in(y, x) || x.contains(&**y) || y.contains(&**x);
    agree((a.iter().filter(specific), b.iter().filter(specific)), |p| site(p, pack), known, same)
}

/// The same of places as cards have them.
fn sites_agree(a: Localities<'_>, b: Localities<'_>, atlas: &Atlas) -> Option<bool> {
    let same = |x: Locality<'_>, y: Locality<'_>| {
        let nested = x.known.zip(y.known).is_some_and(|(x, y)| atlas.nested(x, y));
        let (part, whole) = if x.name.len() < y.name.len() { (x.name, y.name) } else { (y.name, x.name) };
        nested || words::stands_in(part, whole)
    };
    agree((a, b), |p| p.site, |p| p.known.is_some(), same)
}

fn agree<P: Copy>(
    (a, b): (impl Iterator<Item = P> + Clone, impl Iterator<Item = P> + Clone),
    site: impl Fn(P) -> u8,
    known: impl Fn(P) -> bool,
    same: impl Fn(P, P) -> bool,
) -> Option<bool> {
    if a.clone().next().is_none() || b.clone().next().is_none() {
        return None;
    }
    // Both name a site, and not of one kind.
    let is_site = |p: &P| site(*p) != 0;
    let (mut sites, mut others) = (a.clone().filter(is_site).peekable(), b.clone().filter(is_site).peekable());
    if sites.peek().is_some() && others.peek().is_some() && !sites.any(|x| others.clone().any(|y| site(x) == site(y))) {
        return Some(false);
    }
    // «فندق» is in «فندق راديسون بلو»; whether a hotel is in Bamako nobody has said.
    if a.clone().any(|x| b.clone().any(|y| same(x, y))) {
        return Some(true);
    }
    (a.clone().any(&known) == b.clone().any(&known)).then_some(false)
}

/// What kind of building or ground a place is, folded, as a number from 1: «مطعم» is no hotel, in whatever town.
pub(super) fn site(place: &str, pack: &Pack) -> u8 {
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
    let label = pack.place(place).filter(|p| p.kind == PlaceKind::Site).map(|p| words::name(p.label()));
    let label = label.as_deref().unwrap_or(place);
    let first = label.split(' ').next().unwrap_or_default();
    SITES.iter().position(|site| *site == first).map_or(0, |at| at as u8 + 1)
}

/// How many of those who take part are the same: whom the pack knows, and others by the word for what they are.
fn actors_shared(a: &[Party], b: &[Party]) -> (i32, i32) {
    let known = a.iter().filter(|x| is_id(x) && b.contains(x)).count() as i32;
    let alike = |x: &&Party| !is_id(x) && b.iter().any(|y| x[1] == y[1]);
    (known, a.iter().filter(alike).count() as i32)
}

/// How well two chains fit, the first before the second, if they do.
pub(super) fn fit(a: &Card<'_>, b: &Card<'_>, atlas: &Atlas) -> Option<i32> {
    Some(points(a, b, atlas)).filter(|&points| points >= ENOUGH)
}

/// How well two chains of different articles fit: tens of points; negative where they cannot be one.
pub(super) fn points(a: &Card<'_>, b: &Card<'_>, atlas: &Atlas) -> i32 {
    if a.truth != b.truth {
        return NEVER;
    }
    if let (Some(x), Some(y)) = (a.reference, b.reference) {
        // Known happenings are known to differ; what is told of one differently is a contradiction, not another one.
        return if x == y { 100 } else { NEVER };
    }
    // Of one article they were told apart.
    if a.article == b.article || a.ongoing != b.ongoing {
        return NEVER;
    }
    let same = a.shared_family(b);
    let akin = || a.families().find(|f| b.families().any(|g| f.kin() == g.kin()));
    let Some(family) = same.or_else(akin) else { return NEVER };
    let coup = family == Family::Coup;
    if !(a.window.agrees(&b.window) || (coup && !a.window.is_apart(&b.window, 24))) {
        return NEVER;
    }
    // Nobody tells as a fact what is yet to come.
    let early = |x: &Card<'_>, y: &Card<'_>| x.told.is_some_and(|told| told <= y.window.earliest_start);
    if a.truth == Truth::Fact && (early(a, b) || early(b, a)) {
        return NEVER;
    }
    let another = |x: &Card<'_>, y: &Card<'_>| {
        x.reference.is_some_and(|known| atlas.is_another(known, &y.window, y.told.filter(|_| y.truth == Truth::Fact)))
    };
    if another(a, b) || another(b, a) {
        return NEVER;
    }
    let places = sites_agree(a.places, b.places, atlas);
    if places == Some(false) && is_bodily(family) {
        return NEVER;
    }
    let (shared_actors, alike) = actors_shared(a.actors, b.actors);
    let known = |list: &[Party]| list.iter().any(is_id);
    let no_shared_actor = known(a.actors) && known(b.actors) && shared_actors == 0;
    let same_lemma = a.lemmas.iter().any(|l| b.lemmas.contains(l)) || a.roots.iter().any(|r| b.roots.contains(r));

    let anchored = a.reference.is_some() != b.reference.is_some();
    let time = shared_time(timing(a, b, atlas), timing(b, a, atlas));
    // What has no time of its own is as old as the news that tells it.
    let told = if a.timed || b.timed { None } else { a.told.zip(b.told) };
    let news = match told.map(|(a, b)| (a - b).abs() / DAY) {
        Some(0..=3) if !a.ongoing => 8,
        _ => 0,
    };
    let mut points = news + time + shared_actors.min(2) * 7 + alike.min(1) * 3;
    // One of them names none, but is told in an article about the place.
    let focus = || sites_agree(a.around(), b.around(), atlas) == Some(true);
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
    let rare = chains::is_rare(family) || (anchored && same.is_some() && is_decided(family));
    points += if rare { (time / 7) * 4 } else { 0 };
    // No country votes twice on a day.
    points += if family == Family::Election && time >= SAME_DAY { VOTE } else { 0 };
    if no_shared_actor && places != Some(true) {
        points -= 6;
    }
    // Words are dear to compare, and few pairs need them.
    let open = same_lemma || is_once(family);
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
    if time + news == 0 && (a.told.is_none() || b.told.is_none()) && !is_once(family) {
        // Nobody knows when either was: what is told so often may be any of many.
        points -= 12;
    }
    if points < STRONG && is_stale(hull(told_of(a), told_of(b))) {
        return NEVER;
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

/// Whether a chain has a time, and of how many days: what the pack knows has that of the pack, where the other does not
/// contradict it.
pub(super) fn timing(card: &Card<'_>, other: &Card<'_>, atlas: &Atlas) -> (bool, Option<i64>) {
    let own = (card.timed, card.window.width());
    let known = card.reference.and_then(|reference| atlas.days(reference)).filter(|days| days.agrees(&other.window));
    let narrower = |days: &&Window| !own.0 || own.1.is_none_or(|own| days.width().is_some_and(|days| days < own));
    known.filter(narrower).map_or(own, |days| (true, days.width()))
}

/// Kinds of which hardly two are told of one day, once one of them is known.
fn is_decided(family: Family) -> bool {
    matches!(family, Family::Resolution | Family::Deployment | Family::Trial | Family::Election | Family::Office)
}

/// Points for one day.
pub(super) const SAME_DAY: i32 = 20;
/// More points for two votes on one day.
pub(super) const VOTE: i32 = 6;

/// Points for times that two tell of, each with the width of its window in days.
pub(super) fn shared_time((a, x): (bool, Option<i64>), (b, y): (bool, Option<i64>)) -> i32 {
    match (a && b, x, y) {
        (true, Some(x), Some(y)) if x <= 3 && y <= 3 => SAME_DAY,
        (true, Some(x), Some(y)) if x.min(y) <= 31 && x.max(y) <= 62 => 14,
        (true, Some(x), Some(y)) if x.max(y) <= 366 => 8,
        (true, Some(_), Some(_)) => 3,
        _ => 0,
    }
}

/// Whether it is of a kind of which what is said decides: it hardly happens twice.
pub(super) fn is_once(family: Family) -> bool {
    matches!(family, Family::Coup | Family::Founding | Family::Declaration)
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

/// The day that a chain tells of; where it says nothing of that, the day on which it is told.
pub(super) fn told_of(card: &Card<'_>) -> Option<(i64, i64)> {
    if card.families().any(is_once) {
        return None;
    }
    match card.window.width() {
        Some(0..=3) => Some((card.window.earliest_start, card.window.earliest_start)),
        Some(_) => None,
        None => card.told.map(|told| (told, told)),
    }
}

/// From the first to the last of both.
pub(super) fn hull(a: Option<(i64, i64)>, b: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

fn is_stale(news: Option<(i64, i64)>) -> bool {
    news.is_some_and(|(first, last)| last - first > NEWS)
}

/// The times at which an accord that a chain tells of can have been signed, where its day is not told.
fn loose(card: &Card<'_>) -> Option<Window> {
    let dated = card.timed && card.window.width().is_some_and(|days| days <= 3);
    let accord = card.families().any(|family| family == Family::Agreement);
    (card.reference.is_none() && accord && !dated).then_some(card.window)
}

/// The greatest share of words, in percent, that a sentence of one has in common with one of the other, and of how many.
fn overlap(a: &Card<'_>, b: &Card<'_>) -> (i32, i32) {
    let mut most = (0, 0);
    for x in a.sentences() {
        for y in b.sentences() {
            let least = x.len().min(y.len()).max(1) as i32;
            most = most.max((100 * shared(x, y) as i32 / least, least));
        }
    }
    most
}

/// Whether one of two is undated and told within two months of the other, which is dated to the day.
fn recent(a: &Card<'_>, b: &Card<'_>) -> bool {
    let after =
        |undated: &Card<'_>, dated: &Card<'_>| days_after(undated, dated).is_some_and(|d| (0..=60).contains(&d));
    after(a, b) || after(b, a)
}

/// Whether the first is only pointed to, so many days after the second at the most.
fn told_after(pointed: &Card<'_>, dated: &Card<'_>, most: i64) -> bool {
    pointed.pointed && days_after(pointed, dated).is_some_and(|d| (0..=most).contains(&d))
}

/// Days from what is dated to the day to the article that tells of what is not.
fn days_after(undated: &Card<'_>, dated: &Card<'_>) -> Option<i64> {
    let day = dated.window.earliest_start;
    let to_the_day = dated.timed && dated.window.width().is_some_and(|w| w <= 3);
    undated.told.filter(|_| !undated.timed && to_the_day).map(|told| (told - day) / DAY)
}

/// How many words two lists in order share.
fn shared(a: &[Four], b: &[Four]) -> usize {
    /// Of fewer pairs each with each is faster than one after the other: many are compared in one step.
    const FEW: usize = 1 << 9;
    if a.len() * b.len() <= FEW {
        let is_there = |x: u32| b.iter().fold(false, |any, y| any | (u32::from_le_bytes(*y) == x));
        return a.iter().map(|x| usize::from(is_there(u32::from_le_bytes(*x)))).sum();
    }
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        let (x, y) = (u32::from_le_bytes(*x), u32::from_le_bytes(*y));
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

/// Union–find whose sets know what they have agreed on.
struct Groups<'f, F> {
    parent: Vec<u32>,
    /// By root, of sets of more than one.
    agreed: FxHashMap<u32, Agreed>,
    card: F,
    atlas: &'f Atlas,
}

#[derive(Debug, Clone)]
struct Agreed {
    window: Window,
    reference: Option<u32>,
    /// Of the accords that it may be one of many.
    loose: Option<Window>,
    /// Its day and the days on which it was told as news, in seconds.
    news: Option<(i64, i64)>,
    truth: Truth,
    coup: bool,
    bodily: bool,
    /// In order.
    places: Vec<u16>,
    articles: Articles,
}

/// The articles that tell of a set of chains: a few in a row, many by their hashes. One more of many takes no longer.
#[derive(Debug, Clone)]
enum Articles {
    Few(Vec<u32>),
    Many(FxHashSet<u32>),
}

impl Articles {
    fn len(&self) -> usize {
        match self {
            Self::Few(articles) => articles.len(),
            Self::Many(articles) => articles.len(),
        }
    }

    fn contains(&self, article: u32) -> bool {
        match self {
            Self::Few(articles) => articles.contains(&article),
            Self::Many(articles) => articles.contains(&article),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let (few, many) = if self.len() < other.len() { (self, other) } else { (other, self) };
        work::steps(few.len());
        match few {
            Self::Few(articles) => articles.iter().any(|&article| many.contains(article)),
            Self::Many(articles) => articles.iter().any(|&article| many.contains(article)),
        }
    }

    /// All of both.
    fn with(self, other: Self) -> Self {
        /// So many are looked through as fast as one is found by its hash.
        const FEW: usize = 16;
        let (few, many) = if self.len() < other.len() { (self, other) } else { (other, self) };
        work::steps(few.len());
        let mut all = match many {
            Self::Few(articles) if articles.len() + few.len() > FEW => Self::Many(articles.into_iter().collect()),
            many => many,
        };
        let mut put = |article: u32| match &mut all {
            Self::Few(articles) if articles.contains(&article) => {}
            Self::Few(articles) => articles.push(article),
            Self::Many(articles) => _ = articles.insert(article),
        };
        match few {
            Self::Few(articles) => articles.into_iter().for_each(&mut put),
            Self::Many(articles) => articles.into_iter().for_each(&mut put),
        }
        all
    }
}

impl Agreed {
    fn of(card: &Card<'_>) -> Self {
        Self {
            window: card.window,
            reference: card.reference,
            loose: loose(card),
            news: told_of(card),
            truth: card.truth,
            coup: card.families().any(|f| f == Family::Coup),
            bodily: card.families().any(is_bodily),
            // Only what the pack knows can be known to be elsewhere.
            places: card.places.filter_map(|place| place.known).fold(Vec::new(), |all, place| union(all, vec![place])),
            articles: Articles::Few(vec![card.article]),
        }
    }
}

impl<'c, F: Fn(u32) -> Option<Card<'c>>> Groups<'_, F> {
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
        work::steps(1);
        let (a, b) = (self.root(a), self.root(b));
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            return;
        }
        let alone = |root: u32| (self.card)(root).map(|card| Cow::Owned(Agreed::of(&card)));
        let agreed = |root: u32| self.agreed.get(&root).map(Cow::Borrowed).or_else(|| alone(root));
        let (Some(x), Some(y)) = (agreed(a), agreed(b)) else { return };
        let references = matches!((x.reference, y.reference), (Some(r), Some(s)) if r != s);
        let known = x.reference.is_some() && x.reference == y.reference;
        let far = |&p: &u16| !y.places.iter().any(|&q| self.atlas.nested(p, q));
        let elsewhere =
            x.bodily && y.bodily && !x.places.is_empty() && !y.places.is_empty() && x.places.iter().all(far);
        let night = x.coup && y.coup && !x.window.is_apart(&y.window, 24);
        let apart = elsewhere || !(x.window.agrees(&y.window) || night);
        let twin = |known: &Agreed, other: &Agreed| {
            known.reference.zip(other.loose.as_ref()).is_some_and(|(at, window)| self.atlas.has_twin(at, window))
        };
        let twin = x.reference != y.reference && (twin(&x, &y) || twin(&y, &x));
        let another = |known: &Agreed, other: &Agreed| {
            known
                .reference
                .is_some_and(|at| other.reference.is_none() && self.atlas.is_another(at, &other.window, None))
        };
        let twin = twin || another(&x, &y) || another(&y, &x);
        // Pairs of days make a row of years.
        let news = hull(x.news, y.news);
        let stale = points < STRONG && !known && is_stale(news);
        // An article that tells of two knows why. That takes long to find out where many tell of both.
        let told_apart = || points < SURE && x.articles.meets(&y.articles);
        if references || twin || stale || x.truth != y.truth || (!known && (apart || told_apart())) {
            return;
        }
        let joined = Agreed {
            news,
            // Two dates of one known happening contradict each other; either may be told again.
            window: x.window.intersect(&y.window).unwrap_or_else(|| x.window.hull(&y.window)),
            reference: x.reference.or(y.reference),
            loose: x.loose.zip(y.loose).map(|(a, b)| a.hull(&b)).or(x.loose).or(y.loose),
            truth: x.truth,
            coup: x.coup && y.coup,
            bodily: x.bodily || y.bodily,
            places: Vec::new(),
            articles: Articles::Few(Vec::new()),
        };
        // What many have agreed on is not copied for every one more.
        let own = |cow: Cow<'_, Agreed>| if let Cow::Owned(one) = cow { Some(one) } else { None };
        let (x, y) = (own(x), own(y));
        let (x, y) = (x.or_else(|| self.agreed.remove(&a)), y.or_else(|| self.agreed.remove(&b)));
        let (Some(x), Some(y)) = (x, y) else { return };
        let joined = Agreed { places: union(x.places, y.places), articles: x.articles.with(y.articles), ..joined };
        self.agreed.insert(a, joined);
        if let Some(parent) = self.parent.get_mut(b as usize) {
            *parent = a;
        }
    }

    /// For each chain the number of its event.
    fn number(mut self) -> Vec<u32> {
        // A root is the first of its set.
        let mut numbers = vec![0; self.parent.len()];
        let mut next = 0;
        for at in 0..self.parent.len() as u32 {
            let root = self.root(at);
            let number = if root == at { next } else { numbers.get(root as usize).copied().unwrap_or_default() };
            next += u32::from(root == at);
            if let Some(slot) = numbers.get_mut(at as usize) {
                *slot = number;
            }
        }
        numbers
    }
}

/// All numbers of both lists, each in order, in order. A few numbers more take little.
fn union<T: Ord>(a: Vec<T>, b: Vec<T>) -> Vec<T> {
    let (mut many, few) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for number in few {
        if let Err(place) = many.binary_search(&number) {
            many.insert(place, number);
        }
    }
    many
}
