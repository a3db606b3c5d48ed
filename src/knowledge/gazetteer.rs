//! Finding a pack's names in text.
//!
//! Names are paths of word hashes in a trie. One pass over the words walks it from every word and keeps the
//! longest path that ends a name; a second pass, over what was found, decides the doubtful ones by what
//! stands around them. Both are linear in the text.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::{fold_key, fold_words, without_article};
use super::{Actor, ActorKind, Name, Needs, Pack};
use crate::article::Span;

/// A word of a text, as the gazetteer wants it: its folded key and its place.
///
/// Punctuation that separates (`،` `.` `:`) should be a word of its own, so that no name reaches across it;
/// quotation marks and dashes inside names should be left out (`حركة «أنصار الدين»`).
pub trait Word {
    /// The word without spelling differences: no diacritics, bare alef, `ي` for `ى`, `ه` for `ة`.
    fn key(&self) -> &str;
    /// Where it stands.
    fn span(&self) -> Span;
}

impl<S: AsRef<str>> Word for (Span, S) {
    fn key(&self) -> &str {
        self.1.as_ref()
    }

    fn span(&self) -> Span {
        self.0
    }
}

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EntityKind {
    /// An actor. A state is an actor; [`Pack::place`] has its country under the same id.
    Actor,
    /// A place.
    Place,
    /// A kind of office (`وزير الخارجية`).
    Office,
    /// An adjective of a state (`الفرنسية`); the id is the state's.
    Nationality,
}

/// An entry of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Entity<'g> {
    /// What it is.
    pub kind: EntityKind,
    /// Its id in the pack.
    pub id: &'g str,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found<'g> {
    /// Whose name it is.
    pub entity: Entity<'g>,
    /// Who else bears it, where the text does not tell them apart.
    pub also: Vec<Entity<'g>>,
    /// The words, as indices into those that were searched.
    pub words: Range<usize>,
    /// From the first byte of the first word to the last of the last; attached prepositions are included.
    pub span: Span,
    /// How many letters of the first word's key are attached particles (`و ف ب ل ك`), not name and not
    /// article: 1 for `بكيدال`.
    pub prefix: usize,
}

/// Finds the names of a pack in text.
///
/// The longest name wins. On the first word it sees through `و ف ب ل ك` and the article; on every word
/// through the article; between two words of a name through a missing space and through a detached `و`.
///
/// ```
/// use tarikh::article::Span;
/// use tarikh::knowledge::{EntityKind, Gazetteer};
///
/// let text = ["سيطرت", "انصار", "الدين", "علي", "مدينه", "تومبوكتو"];
/// let words: Vec<_> = (0..).zip(text).map(|(at, key)| (Span::new(at * 8, at * 8 + 7), key)).collect();
/// let found = Gazetteer::mali().find(&words);
/// assert_eq!(found[0].entity.id, "ansar_dine");
/// assert_eq!(found[0].words, 1..3);
/// assert_eq!(found[1].entity.id, "timbuktu");
/// assert_eq!(found[1].entity.kind, EntityKind::Place);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    edges: FxHashMap<(u32, u64), u32>,
    /// For every node, its first entry in `entries`; entries of a node are chained by `next`.
    nodes: Vec<u32>,
    entries: Vec<EntryAt>,
    entities: Vec<EntityAt>,
}

#[derive(Debug, Clone)]
struct EntityAt {
    kind: EntityKind,
    id: Box<str>,
    /// What it belongs to, as an index of an entity.
    home: Option<u32>,
    /// The offices a person held, as indices of entities.
    offices: Vec<u32>,
}

#[derive(Debug, Clone)]
struct EntryAt {
    entity: u32,
    next: u32,
    needs: Option<Needs>,
    /// If the article matters: whether it must be there.
    article: Option<bool>,
    /// Hashes of words, bare.
    after: Box<[u64]>,
    not_after: Box<[u64]>,
}

const NONE: u32 = u32::MAX;

/// FNV-1a: hashes a word piece by piece, the same on every machine.
pub(super) fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    hash_more(0xcbf2_9ce4_8422_2325, bytes)
}

fn hash_more(state: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(state, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

static MALI: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new(Pack::mali()));

impl Gazetteer {
    /// The gazetteer of the Mali pack; built when first asked for, once.
    #[must_use]
    pub fn mali() -> &'static Self {
        &MALI
    }

    /// The gazetteer of a pack. For several packs, [`merge`](Pack::merge) them first.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        Builder::new(pack).build()
    }

    /// The names in a text, in the order in which they stand; no two overlap.
    pub fn find<W: Word>(&self, words: &[W]) -> Vec<Found<'_>> {
        let candidates = self.candidates(words);
        let mut verdict = Verdict::new(self, &candidates, words);
        candidates.iter().filter_map(|candidate| verdict.judge(candidate)).collect()
    }

    fn edge(&self, node: u32, hash: u64) -> Option<u32> {
        self.edges.get(&(node, hash)).copied()
    }

    /// From a node over the word at `at`: the node and the word after it.
    fn step<W: Word>(&self, node: u32, words: &[W], at: usize) -> Option<(u32, usize)> {
        let key = words.get(at)?.key();
        if let Some(next) = self.edge(node, hash(key.bytes())) {
            return Some((next, at + 1));
        }
        if let Some(next) = without_article(key).and_then(|bare| self.edge(node, hash(bare.bytes()))) {
            return Some((next, at + 1));
        }
        if key == "و" {
            let joined = hash_more(hash(key.bytes()), words.get(at + 1)?.key().bytes());
            return self.edge(node, joined).map(|next| (next, at + 2));
        }
        None
    }

    fn candidates<W: Word>(&self, words: &[W]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let mut best: Option<Candidate> = None;
            for start in Starts::new(word.key()) {
                let Some(first) = self.edge(0, hash(start.rest.bytes())) else { continue };
                let (mut node, mut end) = (first, at + 1);
                loop {
                    let longer = best.as_ref().is_none_or(|b| b.words.end < end);
                    if longer && self.entries_at(node).any(|e| e.article.is_none_or(|a| a == start.article)) {
                        let span = words.get(end - 1).map_or(word.span(), |last| word.span().cover(last.span()));
                        let (prefix, article) = (start.prefix, start.article);
                        best = Some(Candidate { words: at..end, node, span, prefix, prepositional: start.preposition, article });
                    }
                    let Some((next, after)) = self.step(node, words, end) else { break };
                    (node, end) = (next, after);
                }
            }
            at = best.as_ref().map_or(at + 1, |b| b.words.end);
            found.extend(best);
        }
        found
    }

    fn entries_at(&self, node: u32) -> impl Iterator<Item = &EntryAt> {
        let mut at = self.nodes.get(node as usize).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let entry = self.entries.get(at as usize)?;
            at = entry.next;
            Some(entry)
        })
    }
}

/// Some words that are a name, of whom is to be decided.
struct Candidate {
    words: Range<usize>,
    node: u32,
    span: Span,
    prefix: usize,
    prepositional: bool,
    article: bool,
}

/// The ways to read the first word of a name: with and without attached particles and article.
struct Starts<'w> {
    readings: [Option<Start<'w>>; 8],
    at: usize,
}

#[derive(Clone, Copy)]
struct Start<'w> {
    rest: &'w str,
    /// Letters of particles before the name and its article.
    prefix: usize,
    preposition: bool,
    article: bool,
}

impl<'w> Starts<'w> {
    fn new(key: &'w str) -> Self {
        let mut starts = Self { readings: [None; 8], at: 0 };
        starts.add(key, 0, false);
        let (after, letters) = match key.strip_prefix(['و', 'ف']) {
            Some(rest) => {
                starts.add(rest, 1, false);
                (rest, 1)
            }
            None => (key, 0),
        };
        for (base, letters) in [(key, 0), (after, letters)].into_iter().take(1 + letters) {
            if let Some(rest) = base.strip_prefix("لل") {
                // لل is ل and the article with its alef written away.
                starts.push(rest, letters + 1, true, true);
            }
            if let Some(rest) = base.strip_prefix(['ب', 'ل', 'ك']) {
                starts.add(rest, letters + 1, true);
            }
        }
        starts.at = 0;
        starts
    }

    fn add(&mut self, rest: &'w str, prefix: usize, preposition: bool) {
        self.push(rest, prefix, preposition, false);
        if let Some(bare) = without_article(rest) {
            self.push(bare, prefix, preposition, true);
        }
    }

    fn push(&mut self, rest: &'w str, prefix: usize, preposition: bool, article: bool) {
        // One letter is not a name.
        if rest.chars().nth(1).is_some()
            && let Some(slot) = self.readings.get_mut(self.at)
        {
            *slot = Some(Start { rest, prefix, preposition, article });
            self.at += 1;
        }
    }
}

impl<'w> Iterator for Starts<'w> {
    type Item = Start<'w>;

    fn next(&mut self) -> Option<Start<'w>> {
        let start = *self.readings.get(self.at)?;
        self.at += 1;
        start
    }
}

/// Decides who is meant, and whether anybody is.
struct Verdict<'g, 'w, W> {
    gazetteer: &'g Gazetteer,
    words: &'w [W],
    /// Entities, and what they belong to, that are named without doubt somewhere in the text.
    at_home: Vec<bool>,
    /// Entities named in full so far.
    named: Vec<bool>,
    /// The last office found, and the word after it.
    office: Option<(u32, usize)>,
}

impl<'g, 'w, W: Word> Verdict<'g, 'w, W> {
    fn new(gazetteer: &'g Gazetteer, candidates: &[Candidate], words: &'w [W]) -> Self {
        let entities = gazetteer.entities.len();
        let mut at_home = vec![false; entities];
        for candidate in candidates {
            let mut entries = gazetteer.entries_at(candidate.node);
            // A spelling that several share, or that needs something, is no witness.
            let (Some(entry), None) = (entries.next(), entries.next()) else { continue };
            if entry.needs.is_some() {
                continue;
            }
            let mut at = gazetteer.entities.get(entry.entity as usize).and_then(|e| e.home);
            for _ in 0..4 {
                let Some(home) = at else { break };
                if let Some(seen) = at_home.get_mut(home as usize) {
                    *seen = true;
                }
                at = gazetteer.entities.get(home as usize).and_then(|e| e.home);
            }
        }
        Self { gazetteer, words, at_home, named: vec![false; entities], office: None }
    }

    fn judge(&mut self, candidate: &Candidate) -> Option<Found<'g>> {
        let gazetteer = self.gazetteer;
        let before = candidate.words.start.checked_sub(1).and_then(|at| self.words.get(at)).map(|w| neighbours(w.key()));
        let office = self.office.filter(|&(_, end)| candidate.words.start.saturating_sub(end) <= 2).map(|(office, _)| office);
        // The surest reading counts: unflagged, or the one whose need is met; in the order of the pack.
        let mut best: Vec<(u32, u8)> = Vec::new();
        for entry in gazetteer.entries_at(candidate.node) {
            if entry.article.is_some_and(|article| article != candidate.article)
                || before.is_some_and(|words| words.iter().any(|word| entry.not_after.contains(word)))
            {
                continue;
            }
            let entity = entry.entity as usize;
            let named = self.named.get(entity).copied().unwrap_or_default();
            let titled =
                office.is_some_and(|office| gazetteer.entities.get(entity).is_some_and(|e| e.offices.contains(&office)));
            let met = match entry.needs {
                None => true,
                Some(_) if before.is_some_and(|words| words.iter().any(|word| entry.after.contains(word))) => true,
                Some(Needs::Title) => titled || named,
                Some(Needs::Full) => named,
                Some(Needs::Context) => {
                    named || candidate.prepositional || self.at_home.get(entity).copied().unwrap_or_default()
                }
            };
            if met {
                best.push((entry.entity, u8::from(titled) * 2 + u8::from(named)));
            }
        }
        let surest = best.iter().map(|&(_, sure)| sure).max()?;
        best.retain(|&(_, sure)| sure == surest);
        best.sort_unstable();
        let mut chosen = best.iter().filter_map(|&(entity, _)| {
            let EntityAt { kind, id, .. } = gazetteer.entities.get(entity as usize)?;
            Some(Entity { kind: *kind, id })
        });
        let entity = chosen.next()?;
        let also: Vec<_> = chosen.collect();
        if let [(only, _)] = best.as_slice() {
            if let Some(named) = self.named.get_mut(*only as usize) {
                *named = true;
            }
            if entity.kind == EntityKind::Office {
                self.office = Some((*only, candidate.words.end));
            }
        }
        let Candidate { words, span, prefix, .. } = candidate;
        Some(Found { entity, also, words: words.clone(), span: *span, prefix: *prefix })
    }
}

/// The hash of a word without its article.
fn hash_bare(key: &str) -> u64 {
    hash(without_article(key).unwrap_or(key).bytes())
}

/// What a word before a name can be in a list of words: itself, or itself after an attached particle.
fn neighbours(key: &str) -> [u64; 2] {
    [hash_bare(key), hash_bare(key.strip_prefix(['و', 'ف', 'ب', 'ل']).unwrap_or(key))]
}

struct Builder<'p> {
    pack: &'p Pack,
    gazetteer: Gazetteer,
    /// For a folded word, all words that may stand for it, itself included.
    same: FxHashMap<String, Vec<u64>>,
    /// Entities by kind and id.
    ids: FxHashMap<(EntityKind, &'p str), u32>,
}

impl<'p> Builder<'p> {
    fn new(pack: &'p Pack) -> Self {
        let mut same: FxHashMap<String, Vec<u64>> = FxHashMap::default();
        for group in pack.same_words() {
            let words: Vec<String> =
                group.iter().map(|w| fold_key(w)).map(|w| without_article(&w).map(str::to_owned).unwrap_or(w)).collect();
            for word in &words {
                same.entry(word.clone()).or_default().extend(words.iter().map(|w| hash(w.bytes())));
            }
        }
        let gazetteer = Gazetteer { nodes: vec![NONE], ..Gazetteer::default() };
        Self { pack, gazetteer, same, ids: FxHashMap::default() }
    }

    fn build(mut self) -> Gazetteer {
        let pack = self.pack;
        for office in pack.offices() {
            let entity = self.entity(EntityKind::Office, &office.id);
            for title in &office.titles {
                self.add(entity, title);
            }
        }
        for actor in pack.actors() {
            let entity = self.entity(EntityKind::Actor, &actor.id);
            for name in &actor.names {
                self.add(entity, name);
            }
            self.nationality(actor);
        }
        for place in pack.places() {
            let entity = self.entity(EntityKind::Place, &place.id);
            for name in &place.names {
                self.add(entity, name);
            }
        }
        self.link();
        self.gazetteer
    }

    /// Fills in what belongs to what, and who held which office.
    fn link(&mut self) {
        let pack = self.pack;
        let home = |ids: &FxHashMap<(EntityKind, &'p str), u32>, kind, id: &'p str| ids.get(&(kind, id)).copied();
        let mut links = Vec::new();
        for actor in pack.actors().iter().filter(|a| a.kind != ActorKind::Person) {
            let of = actor.of.as_deref().and_then(|of| home(&self.ids, EntityKind::Actor, of));
            links.push((home(&self.ids, EntityKind::Actor, &actor.id), of));
        }
        for place in pack.places() {
            // A country is at home in its state, so that its towns speak for the state.
            let state = home(&self.ids, EntityKind::Actor, &place.id);
            let within = place.within.as_deref().and_then(|id| home(&self.ids, EntityKind::Place, id));
            links.push((home(&self.ids, EntityKind::Place, &place.id), state.or(within)));
        }
        for (entity, home) in links {
            if let Some(entity) = entity.and_then(|e| self.gazetteer.entities.get_mut(e as usize)) {
                entity.home = home;
            }
        }
        for tenure in pack.tenures() {
            let person = home(&self.ids, EntityKind::Actor, &tenure.person);
            let office = home(&self.ids, EntityKind::Office, &tenure.office);
            let person = person.and_then(|p| self.gazetteer.entities.get_mut(p as usize));
            if let (Some(person), Some(office)) = (person, office) {
                person.offices.push(office);
            }
        }
        // The adjective of a state speaks for it as little as its name does: it has no home.
    }

    fn entity(&mut self, kind: EntityKind, id: &'p str) -> u32 {
        let at = u32::try_from(self.gazetteer.entities.len()).unwrap_or(NONE);
        self.gazetteer.entities.push(EntityAt { kind, id: id.into(), home: None, offices: Vec::new() });
        *self.ids.entry((kind, id)).or_insert(at)
    }

    /// The forms of a state's adjective: gender, number, case.
    fn nationality(&mut self, actor: &'p Actor) {
        let Some(nisba) = &actor.nisba else { return };
        let entity = self.entity(EntityKind::Nationality, &actor.id);
        for ending in ["", "ة", "ين", "ون", "ان", "ا", "تين", "تان", "ات"] {
            self.add(entity, &Name { text: format!("{}{ending}", nisba.text), ..nisba.clone() });
        }
    }

    fn add(&mut self, entity: u32, name: &Name) {
        let words: Vec<String> = fold_words(&name.text).collect();
        let bare: Vec<&str> = words.iter().map(|word| without_article(word).unwrap_or(word)).collect();
        let Some(first) = words.first() else { return };
        let hashes = |list: &[String]| -> Box<[u64]> { list.iter().map(|word| hash_bare(&fold_key(word))).collect() };
        let entry = EntryAt {
            entity,
            next: NONE,
            needs: name.needs,
            article: name.exact.then(|| without_article(first).is_some()),
            after: hashes(&name.after),
            not_after: hashes(&name.not_after),
        };
        let node = self.path(0, &bare);
        self.end(node, entry.clone());
        // A space may be missing between any two words.
        for gap in 1..bare.len() {
            let (Some(left), Some(right)) = (bare.get(gap - 1), words.get(gap)) else { continue };
            let joined = format!("{left}{right}");
            if joined.chars().nth(5).is_none() {
                continue;
            }
            let before = self.path(0, bare.get(..gap - 1).unwrap_or_default());
            let node = self.path(before, &[&joined]);
            let node = self.path(node, bare.get(gap + 1..).unwrap_or_default());
            self.end(node, entry.clone());
        }
    }

    fn path(&mut self, from: u32, words: &[&str]) -> u32 {
        let mut node = from;
        for &word in words {
            let key = hash(word.bytes());
            node = match self.gazetteer.edges.get(&(node, key)) {
                Some(&next) => next,
                None => {
                    let next = u32::try_from(self.gazetteer.nodes.len()).unwrap_or(NONE);
                    self.gazetteer.nodes.push(NONE);
                    self.gazetteer.edges.insert((node, key), next);
                    for &other in self.same.get(word).map(Vec::as_slice).unwrap_or_default() {
                        self.gazetteer.edges.entry((node, other)).or_insert(next);
                    }
                    next
                }
            };
        }
        node
    }

    fn end(&mut self, node: u32, entry: EntryAt) {
        let Some(&first) = self.gazetteer.nodes.get(node as usize) else { return };
        // The same entity may reach a node by two spellings; one that needs nothing wins.
        let mut at = first;
        while let Some(known) = self.gazetteer.entries.get_mut(at as usize) {
            if known.entity == entry.entity && known.article == entry.article {
                if known.needs.is_some() && entry.needs.is_none() {
                    known.needs = None;
                }
                return;
            }
            at = known.next;
        }
        let at = u32::try_from(self.gazetteer.entries.len()).unwrap_or(NONE);
        self.gazetteer.entries.push(EntryAt { next: first, ..entry });
        if let Some(slot) = self.gazetteer.nodes.get_mut(node as usize) {
            *slot = at;
        }
    }
}
