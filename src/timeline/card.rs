//! What is kept of the chains of an article: little, side by side, and ready to be compared.
//!
//! Names and words are hashes, since nothing is asked of them but whether they are the same; places keep their names,
//! one of which may stand in another. A chain is compared with hundreds of others, so nothing is worked out twice.

use super::articles::Told;
use super::bytes::{self, Bytes, Four, Shelved};
use super::chains::Chain;
use super::corrected::mention_id;
use super::identity::{is_specific, site};
use super::kinds::{Family, Truth};
use super::words::{self, Shared};
use super::work;
use crate::calendar::Bounds;
use crate::knowledge::{Pack, Place, ReferenceEvent};
use chrono::NaiveDateTime;
use rustc_hash::FxHashMap;

/// Not known: before all times, and after all.
const OPEN: [i64; 2] = [i64::MIN, i64::MAX];

/// The places of a pack by number, with what lies in what.
#[derive(Debug, Clone, Default)]
pub(super) struct Atlas {
    numbers: FxHashMap<String, u16>,
    /// For every place those in which it lies, itself among them.
    within: Vec<Vec<u16>>,
    /// For every place a bit for each that says something of where, and of which one lies in the other or one name is
    /// part of the other.
    alike: Vec<u32>,
    /// When the events of the pack were, by their numbers.
    days: Vec<Option<Window>>,
    /// For an accord of the pack, by its number, when those were signed that may be taken for it.
    twins: FxHashMap<u32, Vec<Window>>,
}

/// Accords of the same people within so many days may be steps of one: initialled, signed by some and then by others.
const TWINS: i64 = 400;

impl Atlas {
    pub(super) fn new(pack: &Pack) -> Self {
        let known = || pack.places().iter().zip(0..u16::MAX);
        let numbers: FxHashMap<String, u16> = known().map(|(place, at)| (place.id.clone(), at)).collect();
        let around = |place: &str| {
            known().filter(|(region, _)| pack.lies_in(place, &region.id)).map(|(_, at)| at).collect::<Vec<_>>()
        };
        let events = || (0u32..).zip(pack.reference_events()).filter(|(_, event)| event.class == "agreement");
        let twins = |(at, event): (u32, &ReferenceEvent)| {
            let near = |other: &ReferenceEvent| (other.begin.earliest - event.begin.earliest).num_days().abs() <= TWINS;
            let shares = |other: &ReferenceEvent| other.actors.iter().any(|a| event.actors.contains(a));
            let others = events().filter(|(other_at, other)| *other_at != at && near(other) && shares(other));
            let windows = others.filter_map(|(_, other)| super::reference::bounds(other)).map(|b| Window::of(&b));
            (at, windows.collect())
        };
        let twins = events().map(twins).collect();
        let days = pack.reference_events().iter().map(|event| super::reference::bounds(event).map(|b| Window::of(&b)));
        let within = known().map(|(place, _)| around(&place.id)).collect();
        let mut atlas = Self { days: days.collect(), within, alike: Vec::new(), numbers, twins };
        let is_alike = |(place, at): (&Place, u16), (other, number): (&Place, u16)| {
            let [name, other] = [&place.id, &other.id].map(|id| id.as_bytes());
            atlas.nested(at, number) || words::stands_in(name, other) || words::stands_in(other, name)
        };
        let specific: Vec<(&Place, u16)> = known().filter(|(place, _)| is_specific(pack, &place.id)).collect();
        let alike = |place: (&Place, u16)| {
            let others = specific.iter().filter(|other| is_alike(place, **other));
            others.fold(0, |all, other| all | atlas.bit(other.1))
        };
        atlas.alike = known().map(alike).collect();
        atlas
    }

    /// Whether what was at a time like this could as well be another accord than the one at hand.
    pub(super) fn has_twin(&self, reference: u32, window: &Window) -> bool {
        self.twins.get(&reference).is_some_and(|twins| twins.iter().any(|twin| twin.intersect(window).is_some()))
    }

    /// Whether what was at a time like this is another one than an event of the pack: reports of one differ by days, and
    /// not by months; and nobody `told` of it before it was.
    pub(super) fn is_another(&self, reference: u32, window: &Window, told: Option<i64>) -> bool {
        /// Hours.
        const MONTH: i64 = 31 * 24;
        self.days(reference)
            .is_some_and(|known| known.is_apart(window, MONTH) || told.is_some_and(|told| told <= known.earliest_start))
    }

    /// When an event of the pack was.
    pub(super) fn days(&self, reference: u32) -> Option<&Window> {
        self.days.get(reference as usize).and_then(Option::as_ref)
    }

    fn number(&self, place: &str) -> Option<u16> {
        self.numbers.get(place).copied()
    }

    /// A bit for a place.
    pub(super) fn bit(&self, place: u16) -> u32 {
        1 << (place & 31)
    }

    /// A bit for each place that may be meant where another is named.
    pub(super) fn alike(&self, place: u16) -> u32 {
        self.alike.get(place as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether one of two places that the pack knows lies in the other, or is it.
    pub(super) fn nested(&self, a: u16, b: u16) -> bool {
        let lies = |a: u16, b: u16| self.within.get(a as usize).is_some_and(|around| around.contains(&b));
        a == b || lies(a, b) || lies(b, a)
    }
}

/// A place that says something about where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Locality<'a> {
    /// Its number in the [`Atlas`].
    pub(super) known: Option<u16>,
    /// What kind of building or ground it is, from 1.
    pub(super) site: u8,
    /// Its id or folded name.
    pub(super) name: &'a [u8],
}

/// Places, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Localities<'a>(&'a [u8]);

impl<'a> Localities<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> Iterator for Localities<'a> {
    type Item = Locality<'a>;

    fn next(&mut self) -> Option<Locality<'a>> {
        let mut rest = Bytes(self.0);
        let &site = rest.take(1).first()?;
        let known = Some(rest.two()).filter(|&known| known != u16::MAX);
        let length = rest.two();
        let name = rest.take(usize::from(length));
        self.0 = rest.0;
        Some(Locality { known, site, name })
    }
}

/// Somebody who takes part: by the whole name, and by its first word.
pub(super) type Party = [Four; 2];

/// Whether somebody is known by an id of a pack, and not by a name that the article has.
pub(super) fn is_id(party: &Party) -> bool {
    party[1] == [0; 4]
}

/// Bounds in seconds; what is not known is as far away as can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) earliest_start: i64,
    pub(super) latest_start: i64,
    pub(super) earliest_end: i64,
    pub(super) latest_end: i64,
}

impl Window {
    const UNKNOWN: Self =
        Self { earliest_start: OPEN[0], latest_start: OPEN[1], earliest_end: OPEN[0], latest_end: OPEN[1] };

    fn of(bounds: &Bounds) -> Self {
        let seconds = |t: Option<NaiveDateTime>, open: i64| t.map_or(open, super::facts::seconds);
        Self {
            earliest_start: seconds(bounds.earliest_start(), OPEN[0]),
            latest_start: seconds(bounds.latest_start(), OPEN[1]),
            earliest_end: seconds(bounds.earliest_end(), OPEN[0]),
            latest_end: seconds(bounds.latest_end(), OPEN[1]),
        }
    }

    /// Days between the earliest start and the latest end.
    pub(super) fn width(&self) -> Option<i64> {
        let known = self.earliest_start != OPEN[0] && self.latest_end != OPEN[1];
        known.then(|| (self.latest_end - self.earliest_start) / super::relative::DAY)
    }

    /// Whether two leave room for one happening.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let apart = |x: &Self, y: &Self| {
            y.earliest_start != OPEN[0] && (x.latest_end <= y.earliest_start || x.latest_start < y.earliest_start)
        };
        !apart(self, other) && !apart(other, self)
    }

    /// Whether one ends more than so many hours before the other begins.
    pub(super) fn is_apart(&self, other: &Self, hours: i64) -> bool {
        let far = |x: &Self, y: &Self| {
            x.latest_end != OPEN[1] && y.earliest_start != OPEN[0] && (y.earliest_start - x.latest_end) / 3600 > hours
        };
        far(self, other) || far(other, self)
    }

    /// What both allow, if they leave anything.
    pub(super) fn intersect(&self, other: &Self) -> Option<Self> {
        let earliest_start = self.earliest_start.max(other.earliest_start);
        let latest_end = self.latest_end.min(other.latest_end);
        let both = Self {
            earliest_start,
            latest_start: self.latest_start.min(other.latest_start).min(latest_end),
            earliest_end: self.earliest_end.max(other.earliest_end).max(earliest_start),
            latest_end,
        };
        (both.earliest_start <= both.latest_start && both.earliest_end <= both.latest_end).then_some(both)
    }

    /// What one of them allows.
    pub(super) fn hull(&self, other: &Self) -> Self {
        Self {
            earliest_start: self.earliest_start.min(other.earliest_start),
            latest_start: self.latest_start.max(other.latest_start),
            earliest_end: self.earliest_end.min(other.earliest_end),
            latest_end: self.latest_end.max(other.latest_end),
        }
    }
}

/// A chain as it is compared with those of other articles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card<'a> {
    pub(super) article: u32,
    pub(super) truth: Truth,
    pub(super) ongoing: bool,
    pub(super) timed: bool,
    /// Only pointed to: «الهجوم», of which the article has not told.
    pub(super) pointed: bool,
    pub(super) window: Window,
    /// The latest end of the day on which its article was published, in seconds; `None` where not even the month is known.
    pub(super) told: Option<i64>,
    /// Reference event of the pack.
    pub(super) reference: Option<u32>,
    families: &'a [u8],
    pub(super) lemmas: &'a [Four],
    pub(super) roots: &'a [Four],
    pub(super) actors: &'a [Party],
    /// Those that say something about where.
    pub(super) places: Localities<'a>,
    /// Places that the article is about, for a chain that names none.
    pub(super) focus: Localities<'a>,
    /// Whether the times of its mentions have a value.
    pub(super) valued: bool,
    /// What its first mention gives an event for an id, and whether that is told as a fact.
    pub(super) first: (u64, Truth),
    /// For each sentence that tells of it how many words follow, then these in order.
    sentences: &'a [Four],
}

impl<'a> Card<'a> {
    pub(super) fn families(&self) -> impl Iterator<Item = Family> + use<'a> {
        self.families.iter().map(|&code| Family::from_code(code))
    }

    /// The first family that the other has too.
    pub(super) fn shared_family(&self, other: &Self) -> Option<Family> {
        let same = self.families.iter().find(|code| other.families.contains(code));
        same.map(|&code| Family::from_code(code))
    }

    /// Its places, or those of its article if it names none.
    pub(super) fn around(&self) -> Localities<'a> {
        if self.places.is_empty() { self.focus } else { self.places }
    }

    /// The words of its sentences.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &'a [Four]> + Clone + use<'a> {
        let mut rest = self.sentences;
        std::iter::from_fn(move || {
            let (length, words) = rest.split_first()?;
            let (words, next) = words.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = next;
            Some(words)
        })
    }
}

/// The chains of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Cards {
    mentions: u32,
    chains: u32,
    /// Bytes for each number of a chain.
    size: u8,
    /// Places that the article is about: so many bytes.
    focus: u16,
    told: Option<i64>,
    /// For every mention its chain; for every chain where it stands; the focus; the chains.
    bytes: Shelved,
}

impl Cards {
    /// What is kept of the chains of an article.
    pub(super) fn new(chains: &[Chain], told: &Told, pack: &Pack, atlas: &Atlas) -> Self {
        let mentions = told.reading.mentions.len();
        let size = match chains.len() {
            0..0x100 => 1u8,
            0x100..0x1_0000 => 2,
            _ => 4,
        };
        let mut chain_of = vec![0u32; mentions];
        for (number, chain) in (0u32..).zip(chains) {
            for &member in &chain.members {
                if let Some(slot) = chain_of.get_mut(member as usize) {
                    *slot = number;
                }
            }
        }
        let mut focus = 0;
        let bytes = bytes::kept(|bytes| {
            chain_of.iter().for_each(|chain| bytes.extend(chain.to_le_bytes().iter().take(usize::from(size))));
            let table = bytes.len();
            bytes.resize(table + 4 * chains.len(), 0);
            let around = chains.iter().find(|chain| !chain.focus.is_empty());
            let start = bytes.len();
            around.into_iter().for_each(|chain| put_places(bytes, &chain.focus, pack, atlas));
            focus = u16::try_from(bytes.len() - start).unwrap_or_default();
            for (number, chain) in chains.iter().enumerate() {
                let at = (bytes.len() as u32).to_le_bytes();
                if let Some(slot) = bytes.get_mut(table + 4 * number..table + 4 * number + 4) {
                    slot.copy_from_slice(&at);
                }
                put(bytes, chain, told, pack, atlas);
            }
        });
        let day = chains.first().filter(|chain| chain.dated).and_then(|chain| chain.told).map(super::facts::seconds);
        Self { mentions: mentions as u32, chains: chains.len() as u32, size, focus, told: day, bytes }
    }

    /// What is kept, to be put in a better place.
    pub(super) fn bytes_mut(&mut self) -> &mut Shelved {
        &mut self.bytes
    }

    fn table(&self) -> usize {
        self.mentions as usize * usize::from(self.size)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many mentions there are.
    pub(super) fn mentions(&self) -> u32 {
        self.mentions
    }

    /// How many chains there are.
    pub(super) fn len(&self) -> u32 {
        self.chains
    }

    /// The chain of a mention.
    pub(super) fn chain_of(&self, mention: u32) -> Option<u32> {
        if mention >= self.mentions {
            return None;
        }
        let size = usize::from(self.size);
        let place = mention as usize * size;
        let mut four = [0; 4];
        four.get_mut(..size)?.copy_from_slice(self.bytes.get(place..place + size)?);
        Some(u32::from_le_bytes(four))
    }

    /// The mentions of a chain, in order.
    pub(super) fn members(&self, chain: u32) -> impl Iterator<Item = u32> + '_ {
        (0..self.mentions).filter(move |&mention| self.chain_of(mention) == Some(chain))
    }

    /// All chains, called by the number of their article.
    pub(super) fn iter(&self, article: u32) -> impl Iterator<Item = Card<'_>> {
        (0..self.len()).filter_map(move |chain| self.get(article, chain))
    }

    /// The reference event of a chain.
    pub(super) fn reference(&self, chain: u32) -> Option<u32> {
        self.get(0, chain)?.reference
    }

    /// A chain, called by the number of its article.
    pub(super) fn get(&self, article: u32, chain: u32) -> Option<Card<'_>> {
        if chain >= self.len() {
            return None;
        }
        work::steps(1);
        let table = self.table();
        let at = Bytes(self.bytes.get(table + 4 * chain as usize..)?).four();
        let mut rest = Bytes(self.bytes.get(at as usize..)?);
        let id = rest.eight() as u64;
        let [flags, more] = [rest.one(), rest.one()];
        let is = |bit: u8| flags >> bit & 1 == 1;
        let [families, sentences] = [rest.one(), rest.one()];
        let [lemmas, roots, actors, places] = [(); 4].map(|()| rest.two());
        let window = if is(5) {
            Window {
                earliest_start: rest.eight(),
                latest_start: rest.eight(),
                earliest_end: rest.eight(),
                latest_end: rest.eight(),
            }
        } else {
            Window::UNKNOWN
        };
        let reference = is(6).then(|| rest.four());
        let families = rest.take(usize::from(families));
        let lemmas = rest.fours(usize::from(lemmas));
        let roots = rest.fours(usize::from(roots));
        let actors = rest.fours(2 * usize::from(actors)).as_chunks().0;
        let places = Localities(rest.take(usize::from(places)));
        let mut words = Bytes(rest.0);
        let mut length = 0;
        for _ in 0..sentences {
            let own = 1 + words.four() as usize;
            words.fours(own - 1);
            length += own;
        }
        let start = table + 4 * self.len() as usize;
        let focus = self.bytes.get(start..start + usize::from(self.focus)).filter(|_| is(7)).unwrap_or_default();
        Some(Card {
            article,
            truth: truth(flags),
            valued: more >> 2 & 1 == 1,
            first: (id, truth(more)),
            ongoing: is(2),
            timed: is(3),
            pointed: is(4),
            window,
            told: self.told,
            reference,
            families,
            lemmas,
            roots,
            actors,
            places,
            focus: Localities(focus),
            sentences: rest.fours(length),
        })
    }
}

/// The two lowest bits.
fn truth(bits: u8) -> Truth {
    match bits & 3 {
        0 => Truth::Fact,
        1 => Truth::Not,
        _ => Truth::ToCome,
    }
}

/// As many of a list as its count can tell: no article has more.
fn counted<T>(list: &[T], most: usize) -> &[T] {
    list.get(..most).unwrap_or(list)
}

fn put(bytes: &mut Vec<u8>, chain: &Chain, told: &Told, pack: &Pack, atlas: &Atlas) {
    const MOST: usize = 4_096;
    let window = Window::of(&chain.bounds);
    let bits = [
        chain.ongoing,
        chain.timed,
        chain.pointed,
        window != Window::UNKNOWN,
        chain.reference.is_some(),
        !chain.focus.is_empty(),
    ];
    let flags = bits.iter().zip(2..).fold(chain.truth as u8, |flags, (&bit, at)| flags | u8::from(bit) << at);
    let (families, sentences) = (counted(&chain.families, 255), counted(&chain.words, 255));
    let (lemmas, roots, actors) =
        (counted(&chain.lemmas, MOST), counted(&chain.roots, MOST), counted(&chain.actors, MOST));
    let members = || chain.members.iter().filter_map(|&member| told.reading.mentions.get(member as usize));
    let valued = members().any(|m| m.time.as_ref().is_some_and(|time| time.value.is_some()));
    let first = members().next().map(|m| (mention_id(&told.name, &m.mention.trigger), Truth::of(m.mention.factuality)));
    let (id, truth) = first.unwrap_or((0, Truth::Fact));
    bytes.extend(id.to_le_bytes());
    bytes.extend([flags, truth as u8 | u8::from(valued) << 2, families.len() as u8, sentences.len() as u8]);
    for count in [lemmas.len(), roots.len(), actors.len()] {
        bytes.extend((count as u16).to_le_bytes());
    }
    // How many bytes the places take is known when they are written.
    let count = bytes.len();
    bytes.extend([0; 2]);
    if window != Window::UNKNOWN {
        let points = [window.earliest_start, window.latest_start, window.earliest_end, window.latest_end];
        points.iter().for_each(|point| bytes.extend(point.to_le_bytes()));
    }
    bytes.extend(chain.reference.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend(families.iter().map(|family| family.code()));
    lemmas.iter().chain(roots).for_each(|word| bytes.extend(four(word)));
    for actor in actors {
        bytes.extend(four(actor));
        // By its nature no name has the number that ids have.
        let head = |name: &str| four(name.split(' ').next().unwrap_or_default()).map(|byte| byte | 1);
        bytes.extend(if actor.is_ascii() { [0; 4] } else { head(actor) });
    }
    let start = bytes.len();
    put_places(bytes, &chain.places, pack, atlas);
    let places = (bytes.len() - start) as u16;
    if let Some(slot) = bytes.get_mut(count..count + 2) {
        slot.copy_from_slice(&places.to_le_bytes());
    }
    let mut numbers: Vec<u32> = Vec::new();
    for words in sentences {
        numbers.clear();
        numbers.extend(words.iter().map(|word| words::mix(word.mixed()) as u32));
        numbers.sort_unstable();
        numbers.dedup();
        bytes.extend((numbers.len() as u32).to_le_bytes());
        numbers.iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    }
}

fn put_places(bytes: &mut Vec<u8>, places: &[Shared], pack: &Pack, atlas: &Atlas) {
    // Not more than its count can tell.
    const MOST: usize = 60_000;
    let start = bytes.len();
    for place in places.iter().filter(|place| is_specific(pack, place)) {
        let name = counted(place.as_bytes(), 1_024);
        if bytes.len() - start + name.len() > MOST {
            break;
        }
        bytes.push(site(place, pack));
        bytes.extend(atlas.number(place).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend(name);
    }
}

/// A word as it is kept: nothing is asked of it but whether it is the same.
fn four(word: &str) -> Four {
    (words::hash([word.as_bytes()]) as u32).to_le_bytes()
}
