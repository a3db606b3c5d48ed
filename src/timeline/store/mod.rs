//! All articles with what follows from them, so that an article can be added without looking at all of it again.
//!
//! Chains are found by the keys they share ([`Index`]), joined to events, and the events to knots (see
//! [`assemble`](super::assemble)). A new article changes the chains that are compared with its own, the events of which
//! these are part, and the knots that hold those events; only that is worked out again. What comes out is what would
//! have come out had all articles come together:
//!
//! - Pairs of chains are joined from the best to the worst, and a pair that is refused changes nothing. So what becomes
//!   of the chains of one event is decided by the pairs between them alone, and events that no new or vanished pair
//!   touches stay. Where a new chain could join an event, all chains of the event are joined anew, and so on.
//! - A knot depends on its own articles and events alone.
//! - Numbers of articles, chains, events and knots follow the order of arrival, and decide nothing: where an order is
//!   needed, names and contents are compared.

mod change;
mod compare;
mod fits;
mod fresh;
mod index;
mod knots;
mod lists;
pub(super) mod parallel;
mod plain;
mod show;

pub(super) use fresh::Fresh;
#[cfg(test)]
pub(super) use knots::MOST;

use super::articles::{Kept, Name, Told};
use super::assemble::{self, Context, Depth, Part, Solved};
use super::bytes::Shelved;
use super::card::{Atlas, Card, Cards};
use super::corrected::Resolved;
use super::corrections::Corrections;
use super::dating::Dating;
use super::dispatch::Print;
use super::event::Event;
use super::facts::Node;
use super::identity;
use super::order::Place;
use super::packed;
use super::reference::References;
use super::said::Said;
use super::words;
use crate::article::Published;
use crate::knowledge::{Gazetteer, Pack};
use crate::link::Reading;
use chrono::NaiveDate;
use fits::Fits;
use index::{Entry, Index, Stand, Standing};
use knots::Cut;
use lists::Lists;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

/// No number.
const NONE: u32 = u32::MAX;
/// What is kept of so many articles lies in one block.
const SHELF: usize = 1 << 8;
/// With more new articles than one for so many old ones, everything is worked out again.
const FEW: usize = 4;

/// What is kept of an article: what was read, packed, and what is compared.
#[derive(Debug, Clone)]
struct Article {
    kept: Kept,
    read: Read,
    /// The outlet: many articles share one.
    source: Option<Arc<str>>,
    /// The number of its first chain.
    first: u32,
}

impl Article {
    fn part(&self, number: u32) -> Part<'_> {
        let Read { cards, said, dating, .. } = &self.read;
        Part::new(number, &self.kept, self.source.as_deref(), (cards, said, dating.as_deref()))
    }
}

/// What is worked out of one article.
#[derive(Debug, Clone)]
struct Read {
    cards: Cards,
    said: Said,
    dating: Option<Box<Dating>>,
    /// Pairs of its chains between which a claim leads, the later first.
    ties: Box<[[u32; 2]]>,
    /// For telling copies and rewrites of it.
    print: Print,
    source: Option<String>,
}

impl Read {
    fn of(told: &Told, context: &Context<'_>) -> Self {
        let (dating, days) = assemble::dating(told, context);
        // What is kept calls its article by no number.
        let alone = assemble::alone(0, told, (dating.as_ref(), days), Depth::Bounds, context);
        let home = |node: Node| match node {
            Node::Start(mention) | Node::End(mention) => alone.cards.chain_of(mention),
            _ => None,
        };
        let between = alone.facts.iter().filter_map(|(_, fact)| home(fact.from).zip(home(fact.to)));
        let ties = between.filter(|(a, b)| a != b).map(|(a, b)| [a.max(b), a.min(b)]).collect();
        let said = Said::new(&alone.facts);
        context.numbered.give(alone.facts);
        Self {
            ties,
            said,
            cards: alone.cards,
            dating: dating.map(Box::new),
            print: Print::of(&context.tokens.borrow()),
            source: told.reading.article.source.clone(),
        }
    }

    /// What of it is looked at together with other articles, to be put in a better place.
    fn bytes_mut(&mut self) -> [&mut Shelved; 2] {
        [self.cards.bytes_mut(), self.said.bytes_mut()]
    }
}

#[derive(Debug, Clone)]
struct Happening {
    knot: u32,
    /// Its number in the knot.
    at: u32,
    place: Place,
    event: OnceLock<Box<Event>>,
}

/// The numbers of the events, for those who look at them.
#[derive(Debug, Clone, Default)]
struct Shown {
    /// In the order for display.
    order: BTreeSet<(Place, u32)>,
    by_id: FxHashMap<u64, u32>,
}

impl Shown {
    fn put(&mut self, place: Place, event: u32) {
        self.order.insert((place, event));
        self.by_id.insert(place.id, event);
    }

    fn take(&mut self, place: Place, event: u32) {
        self.order.remove(&(place, event));
        self.by_id.remove(&place.id);
    }
}

/// Knots are events that have to be worked out together. Most are of one.
#[derive(Debug, Clone, Default)]
struct Knots {
    /// Of each the groups of chains, and the events.
    groups: Lists,
    events: Lists,
    /// How much each is of what hangs together.
    cut: Vec<Cut>,
    /// Those in which some claim was set aside.
    refused: BTreeSet<u32>,
    /// Corrections that found a claim to reject, with the ids of the events that it was about.
    rejected: BTreeMap<u32, Vec<(u32, Vec<u64>)>>,
    solved: Recent,
}

/// Knots of several events that were looked at: the next of their events is likely to be asked for as well.
#[derive(Debug, Default)]
struct Recent(Mutex<FxHashMap<u32, Arc<Seen>>>);

/// A knot that was looked at.
#[derive(Debug)]
struct Seen {
    solved: Solved,
    /// For each of its articles the dispatch that it copies or writes.
    dispatches: Vec<u32>,
}

/// What was looked at can be worked out again.
impl Clone for Recent {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    pack: Arc<Pack>,
    /// Whether that is the pack of the crate: it takes a while to compare them.
    mali: bool,
    atlas: Arc<Atlas>,
    corrected: Arc<Resolved>,
    articles: Vec<Option<Article>>,
    /// For every article, also for those that are no more, what follows from its name, and its first chain.
    ties: Vec<(u64, u32)>,
    names: BTreeMap<Name, u32>,
    outlets: FxHashSet<Arc<str>>,
    /// For every chain the number of its article; its number there counts from the article's first.
    chains: Vec<u32>,
    /// For every chain where it stands among others, in seconds.
    times: Vec<i64>,
    /// So many chains came together, and are in the order of the ranks of their articles.
    ordered: u32,
    index: Index,
    /// For every chain those that it is compared with and fits.
    fits: Fits,
    /// For every chain its group.
    group_of: Vec<u32>,
    /// The chains of every group: of one event, as far as that is told before articles without a date are dated.
    groups: Lists,
    /// Chains of articles without a date that date nobody, as far as their groups tell.
    loose: FxHashSet<u32>,
    knot_of: Vec<u32>,
    knots: Knots,
    happenings: Vec<Option<Happening>>,
    /// Made when events are first asked for, and kept up from then on.
    shown: OnceLock<Shown>,
}

impl Store {
    /// The store of these readings; `dates` tells when articles were published where somebody said so.
    pub(super) fn new(
        pack: Arc<Pack>,
        readings: Vec<Fresh>,
        dates: &BTreeMap<String, Published>,
        corrections: &Corrections,
    ) -> Self {
        let corrected = Arc::new(Resolved::new(corrections, &pack));
        let (mali, atlas) = (*pack == *Pack::mali(), Arc::new(Atlas::new(&pack)));
        let mut store = Self { mali, atlas, pack, corrected, ..Self::default() };
        store.add(readings, dates);
        store
    }

    /// Takes in readings, as [`add`](Self::add) does; `false` if there is none.
    pub(super) fn extend(
        &mut self,
        readings: impl IntoIterator<Item = Reading>,
        dates: &BTreeMap<String, Published>,
    ) -> bool {
        let new =
            with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| fresh::all(readings, context));
        let some = !new.is_empty();
        self.add(new, dates);
        some
    }

    /// Takes in readings. Those that are there already are no news.
    pub(super) fn add(&mut self, mut readings: Vec<Fresh>, dates: &BTreeMap<String, Published>) {
        readings.sort_by(|a, b| a.packed.id().cmp(b.packed.id()));
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        let mut readings = readings.into_iter().peekable();
        while let Some(first) = readings.next() {
            let mut same = vec![first];
            while let Some(next) =
                readings.next_if(|next| same.first().is_some_and(|first: &Fresh| first.packed.id() == next.packed.id()))
            {
                if !same.iter().any(|known| known.packed == next.packed) {
                    same.push(next);
                }
            }
            let Some(id) = same.first().map(|first| first.packed.id().to_owned()) else { continue };
            let known: Vec<(u32, &Kept)> =
                self.of_id(&id).filter_map(|at| Some((at, &self.article(at)?.kept))).collect();
            same.retain(|fresh| !known.iter().any(|(_, kept)| kept.packed == fresh.packed));
            let date = dates.get(&id).copied();
            let alone = known.len() + same.len() == 1;
            for &(at, kept) in &known {
                let renamed = known.len() == 1 && !alone;
                if renamed || kept.published != date.or(kept.packed.published) {
                    gone.push(at);
                    new.push((Kept::new(kept.packed.clone(), alone, date), None));
                }
            }
            new.extend(same.into_iter().map(|fresh| {
                let kept = Kept::new(fresh.packed, alone, date);
                let read = fresh.read.filter(|_| alone && !kept.moved());
                (kept, read)
            }));
        }
        if new.is_empty() {
            return;
        }
        let pack = Arc::clone(&self.pack);
        let (corrected, atlas) = (Arc::clone(&self.corrected), Arc::clone(&self.atlas));
        with_context(&pack, self.mali, &corrected, &atlas, |context| {
            if new.len() * FEW > self.names.len() + new.len() {
                self.rebuild(&gone, new, context);
            } else {
                self.update(&gone, new, context);
            }
        });
    }

    /// Dates of articles that are there, where somebody says another one now.
    pub(super) fn redate(&mut self, dates: &BTreeMap<String, Published>) {
        let known = dates.keys().flat_map(|id| self.of_id(id)).filter_map(|at| self.article(at));
        let readings = known.map(|article| article.kept.packed.clone().into()).collect();
        self.add(readings, dates);
    }

    fn of_id(&self, id: &str) -> impl Iterator<Item = u32> + use<'_> {
        let id = id.to_owned();
        self.names.range(Name::first(&id)..).take_while(move |(name, _)| name.id() == id).map(|(_, &at)| at)
    }

    fn article(&self, at: u32) -> Option<&Article> {
        self.articles.get(at as usize)?.as_ref()
    }

    /// The article of a chain, and the number of the chain in it.
    fn link(&self, chain: u32) -> Option<(u32, u32)> {
        let &at = self.chains.get(chain as usize)?;
        Some((at, chain.checked_sub(self.article(at)?.first)?))
    }

    fn chain(&self, number: u32) -> Option<Card<'_>> {
        let &at = self.chains.get(number as usize)?;
        let article = self.article(at)?;
        article.read.cards.get(at, number.checked_sub(article.first)?)
    }

    /// Articles before others by [rank](Kept::rank), and chains as they stand in them.
    fn by_rank(&self, a: u32, b: u32) -> Ordering {
        if a < self.ordered && b < self.ordered {
            return a.cmp(&b);
        }
        self.rank(a).cmp(&self.rank(b))
    }

    fn rank(&self, chain: u32) -> Option<((NaiveDate, &Name), u32)> {
        let (article, at) = self.link(chain)?;
        Some((self.article(article)?.kept.rank(), at))
    }

    /// Enters articles and their chains, which are in no group yet, and gives the numbers of the chains.
    fn enter(&mut self, new: Vec<(Kept, Read)>) -> std::ops::Range<u32> {
        let before = self.chains.len() as u32;
        if self.articles.is_empty() {
            // Room for more takes no memory before it is filled; to move all that is there would take long.
            self.articles.reserve_exact(new.len() + new.len() / 4);
        }
        for (kept, mut read) in new {
            let at = self.articles.len() as u32;
            let first = self.chains.len() as u32;
            for card in read.cards.iter(at) {
                self.chains.push(at);
                self.times.push(identity::place_in_time(&card));
                self.group_of.push(NONE);
            }
            self.names.insert(kept.name.clone(), at);
            let source = read.source.take().map(|source| {
                let source: Arc<str> = source.into();
                if let Some(known) = self.outlets.get(&source) {
                    return Arc::clone(known);
                }
                self.outlets.insert(Arc::clone(&source));
                source
            });
            self.ties.push((words::hash([kept.name.as_str().as_bytes()]), first));
            self.articles.push(Some(Article { kept, read, source, first }));
        }
        before..self.chains.len() as u32
    }

    /// The entries of a chain in the index.
    fn entries(&self, chain: u32) -> Vec<Entry> {
        let stand = self.stand(chain);
        let mut keys = Vec::with_capacity(32);
        self.chain(chain).into_iter().for_each(|card| identity::keys(&card, &mut keys));
        keys.into_iter().map(|key| Entry { key, stand }).collect()
    }

    /// Everything anew, with the articles `gone` left out and `new` ones taken in.
    fn rebuild(&mut self, gone: &[u32], new: Vec<(Kept, Option<Box<Read>>)>, context: &Context<'_>) {
        let gone: FxHashSet<u32> = gone.iter().copied().collect();
        let old = std::mem::take(self);
        (self.pack, self.mali, self.atlas, self.corrected) = (old.pack, old.mali, old.atlas, old.corrected);
        let kept = (0u32..).zip(old.articles).filter(|(at, _)| !gone.contains(at)).filter_map(|(_, article)| article);
        // What is worked out of an article depends on nothing but the article, which is the same.
        let kept = kept.map(|Article { kept, mut read, source, .. }| {
            read.source = source.map(|source| String::from(&*source));
            (kept, Some(Box::new(read)))
        });
        let mut kept: Vec<(Kept, Option<Box<Read>>)> = kept.chain(new).collect();
        kept.sort_by(|a, b| a.0.rank().cmp(&b.0.rank()));
        let mut kept = parallel::into_each_with(kept, context, |(kept, read), context| {
            let read = read.unwrap_or_else(|| Box::new(Read::of(&kept.told(), context)));
            (kept, *read)
        });
        // News of one time is compared with itself.
        for neighbours in kept.chunks_mut(SHELF) {
            Shelved::together(neighbours.iter_mut().flat_map(|(_, read)| read.bytes_mut()));
        }
        let chains = self.enter(kept);
        self.ordered = chains.end;
        let mut corrected = Resolved::clone(&self.corrected);
        if corrected.all().next().is_some() {
            let told: Vec<(u32, Told, &Cards)> = (0u32..)
                .zip(self.articles.iter().flatten())
                .map(|(at, article)| (at, article.kept.told(), &article.read.cards))
                .collect();
            corrected.find(told.iter().map(|(at, told, cards)| (*at, told, *cards)), context.pack);
        }
        let corrected = Arc::new(corrected);
        self.corrected = Arc::clone(&corrected);
        let context = &Context::new(context.pack, context.gazetteer, context.references, &corrected, context.atlas);

        let chains: Vec<u32> = chains.collect();
        let pairs = self.compare(&chains);
        self.fits = Fits::of_pairs(chains.len(), &pairs);
        let ranked = pairs.ranked();
        let events = identity::join(chains.len() as u32, |chain| self.chain(chain), ranked.iter(), context.atlas);
        drop(ranked);
        let groups = grouped(chains, &events);
        let loose = parallel::each(&groups, |chains| self.loose_in(chains));
        let groups = groups.into_iter().zip(loose).map(|(chains, loose)| self.put_group(chains, loose)).collect();
        self.tie(groups, context);
    }

    /// Enters a group of chains, of which some are loose in it.
    fn put_group(&mut self, chains: Vec<u32>, loose: Vec<u32>) -> u32 {
        let number = self.groups.len();
        for &chain in &chains {
            self.loose.remove(&chain);
            if let Some(slot) = self.group_of.get_mut(chain as usize) {
                *slot = number;
            }
        }
        self.loose.extend(loose);
        self.knot_of.push(NONE);
        self.groups.push(chains)
    }

    fn group(&self, chain: u32) -> Option<u32> {
        self.group_of.get(chain as usize).copied().filter(|&group| group != NONE)
    }

    fn members(&self, group: u32) -> &[u32] {
        self.groups.get(group)
    }
}

impl Standing for Store {
    fn time(&self, chain: u32) -> i64 {
        self.times.get(chain as usize).copied().unwrap_or(i64::MIN)
    }

    fn stand(&self, chain: u32) -> Stand {
        let article = self.chains.get(chain as usize).and_then(|&at| self.ties.get(at as usize));
        // Where others are of the same time.
        let tie = article.map_or(0, |(tie, first)| words::mix(tie ^ u64::from(chain - first)));
        Stand { time: self.time(chain), tie, chain }
    }
}

/// The chains of each event, in the order of the events.
fn grouped(chains: Vec<u32>, events: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = vec![Vec::new(); events.iter().map(|&e| e as usize + 1).max().unwrap_or(0)];
    for (chain, &event) in chains.into_iter().zip(events) {
        if let Some(group) = groups.get_mut(event as usize) {
            group.push(chain);
        }
    }
    groups
}

/// Readings on their way into a timeline; with the pack of the crate (`mali`), whose context is always at hand, worked out.
pub(super) fn fresh(readings: impl IntoIterator<Item = Reading>, mali: bool) -> Vec<Fresh> {
    static ATLAS: LazyLock<Atlas> = LazyLock::new(|| Atlas::new(Pack::mali()));
    if !mali {
        return packed::all(readings).into_iter().map(Fresh::from).collect();
    }
    with_context(Pack::mali(), true, &Resolved::default(), &ATLAS, |context| fresh::all(readings, context))
}

fn with_context<T>(
    pack: &Pack,
    mali: bool,
    corrected: &Resolved,
    atlas: &Atlas,
    then: impl FnOnce(&Context<'_>) -> T,
) -> T {
    static MALI: LazyLock<(Gazetteer, References<'static>)> =
        LazyLock::new(|| (Gazetteer::mali().clone(), References::new(Pack::mali())));
    if mali {
        let (gazetteer, references) = &*MALI;
        then(&Context::new(pack, gazetteer, references, corrected, atlas))
    } else {
        then(&Context::new(pack, &Gazetteer::new(pack), &References::new(pack), corrected, atlas))
    }
}
