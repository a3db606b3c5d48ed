//! Finding a pack's names in text.
//!
//! Names are paths of folded words in a trie. One pass over the words walks it from every word and keeps the
//! longest path that ends a name; a second pass, over what was found, decides the doubtful ones by what
//! stands around them. Both are linear in the text.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::spelling::{Piece, bare, pieces, without_article};
use super::{Actor, ActorKind, Name, Needs, Pack};
use crate::article::Span;
use crate::script::{Clitics, Endings, Key, Kind, Sieve, Token, key, splits};

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
    /// What kind of actor it is, if it is one.
    pub actor: Option<ActorKind>,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found<'g> {
    /// Whose name it is.
    pub entity: Entity<'g>,
    /// Who else bears it, where the text does not tell them apart.
    pub also: Vec<Entity<'g>>,
    /// The tokens, as indices into those that were searched.
    pub tokens: Range<usize>,
    /// From the first byte of the first token to the last of the last; what is attached in front is included.
    pub span: Span,
    /// What is attached to the first word, its article included.
    pub clitics: Clitics,
}

/// Finds the names of a pack in text.
///
/// The longest name wins. On the first word it sees through `و ف ب ل ك` and the article; on every word
/// through the article; between two words of a name through a missing space, a detached `و`, quotation
/// marks and dashes. Any other mark ends a name.
///
/// ```
/// use tarikh::knowledge::{EntityKind, Gazetteer};
/// use tarikh::script::tokenize;
///
/// let text = "سيطرت «أنصار الدين» على مدينة تومبوكتو";
/// let found = Gazetteer::mali().find(&tokenize(text));
/// assert_eq!(found[0].entity.id, "ansar_dine");
/// assert_eq!(found[0].span.of(text), "أنصار الدين");
/// assert_eq!(found[1].entity.id, "timbuktu");
/// assert_eq!(found[1].entity.kind, EntityKind::Place);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// The node after each word that names begin with.
    firsts: FxHashMap<Key, u32>,
    /// What most words fail that begin no name: how words end that begin one, a filter for these with whatever is written
    /// onto them, and one for them alone.
    first_ends: Endings,
    first_forms: Sieve<2048>,
    first: Sieve<1024>,
    /// A number for each further word of a name.
    words: FxHashMap<Key, u32>,
    /// Over which further word which node follows on which.
    edges: FxHashMap<(u32, u32), u32>,
    /// Names have numbers in them (`حركة 5 يونيو`).
    numbers: FxHashMap<(u32, u64), u32>,
    nodes: Vec<Node>,
    entries: Vec<EntryAt>,
    entities: Vec<EntityAt>,
}

/// Where the words of a name have led to.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Its first entry in `entries`, which are chained by `next`.
    first: u32,
    /// A bit for each word that leads on: most words that follow a name in a text do not.
    onward: u32,
}

impl Node {
    const NEW: Self = Self { first: NONE, onward: 0 };

    #[inline]
    fn bit(word: Key) -> u32 {
        1 << (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 59)
    }
}

#[derive(Debug, Clone)]
struct EntityAt {
    kind: EntityKind,
    actor: Option<ActorKind>,
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
    /// Words, bare.
    after: Box<[Key]>,
    not_after: Box<[Key]>,
}

const NONE: u32 = u32::MAX;

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
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Vec<Found<'_>> {
        let candidates = self.candidates(tokens);
        if candidates.is_empty() {
            return Vec::new();
        }
        let mut verdict = Verdict::new(self, &candidates, tokens);
        candidates.iter().filter_map(|candidate| verdict.judge(candidate)).collect()
    }

    fn edge(&self, node: u32, word: Key) -> Option<u32> {
        self.nodes.get(node as usize).filter(|node| node.onward & Node::bit(word) != 0)?;
        self.edges.get(&(node, *self.words.get(&word)?)).copied()
    }

    /// From a node over the next word: the node after it and the token after it.
    fn step(&self, node: u32, tokens: &[Token], at: usize) -> Option<(u32, usize)> {
        // Two marks between two words of a name are as many as anybody writes.
        let (at, token) = (at..at + 3).find_map(|at| {
            let token = tokens.get(at)?;
            (!inside_name(token)).then_some((at, token))
        })?;
        if let Some(number) = token.number() {
            return self.numbers.get(&(node, number)).map(|&next| (next, at + 1));
        }
        let word = token.key();
        if word.is_empty() {
            return None;
        }
        let known = |key| self.edge(node, key);
        if let Some(next) = known(word).or_else(|| without_article(word).and_then(known)) {
            return Some((next, at + 1));
        }
        let joined = word.join(tokens.get(at + 1)?.key());
        if word == key!("و") { known(joined).map(|next| (next, at + 2)) } else { None }
    }

    /// Whether a word can begin a name: says yes too often, never no wrongly.
    #[inline]
    fn may_begin(&self, word: Key) -> bool {
        self.first_ends.may_end(word) && self.first_forms.may_have_form(word)
    }

    fn candidates(&self, tokens: &[Token]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if !token.is_word() || !self.may_begin(token.key()) {
                at += 1;
                continue;
            }
            let mut best: Option<Candidate> = None;
            let stems = splits(token.key()).filter(|split| split.stem.len() > 1 && self.first.may_have(split.stem));
            for split in stems {
                let Some(&first) = self.firsts.get(&split.stem) else { continue };
                let (mut node, mut end) = (first, at + 1);
                loop {
                    let longer = best.as_ref().is_none_or(|b| b.tokens.end < end);
                    let article = split.clitics.article;
                    if longer && self.entries_at(node).any(|e| e.article.is_none_or(|a| a == article)) {
                        let span = tokens.get(end - 1).map_or(token.span, |last| token.span.cover(last.span));
                        best = Some(Candidate { tokens: at..end, node, span, clitics: split.clitics });
                    }
                    let Some((next, after)) = self.step(node, tokens, end) else { break };
                    (node, end) = (next, after);
                }
            }
            at += 1;
            if let Some(best) = best {
                at = best.tokens.end;
                found.push(best);
            }
        }
        found
    }

    fn entries_at(&self, node: u32) -> impl Iterator<Item = &EntryAt> {
        let mut at = self.nodes.get(node as usize).map_or(NONE, |node| node.first);
        std::iter::from_fn(move || {
            let entry = self.entries.get(at as usize)?;
            at = entry.next;
            Some(entry)
        })
    }
}

/// Whether a mark may stand between two words of one name.
fn inside_name(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('«' | '»' | '"' | '“' | '”' | '\'' | '-' | '–' | '/' | '#' | '_'))
}

/// Some words that are a name, of whom is to be decided.
struct Candidate {
    tokens: Range<usize>,
    node: u32,
    span: Span,
    clitics: Clitics,
}

/// Decides who is meant, and whether anybody is.
struct Verdict<'g, 't> {
    gazetteer: &'g Gazetteer,
    tokens: &'t [Token],
    candidates: &'t [Candidate],
    /// Entities, and what they belong to, that are named without doubt somewhere in the text; seldom asked for.
    at_home: Option<Vec<bool>>,
    /// Entities named in full so far.
    named: Vec<bool>,
    /// The offices that the last title found can mean, and the word after it.
    titles: Vec<u32>,
    titles_end: usize,
    /// Used again for every candidate.
    best: Vec<(u32, u8)>,
}

impl<'g, 't> Verdict<'g, 't> {
    fn new(gazetteer: &'g Gazetteer, candidates: &'t [Candidate], tokens: &'t [Token]) -> Self {
        Self {
            gazetteer,
            tokens,
            candidates,
            at_home: None,
            named: vec![false; gazetteer.entities.len()],
            titles: Vec::new(),
            titles_end: 0,
            best: Vec::new(),
        }
    }

    fn at_home(gazetteer: &Gazetteer, candidates: &[Candidate]) -> Vec<bool> {
        let mut at_home = vec![false; gazetteer.entities.len()];
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
        at_home
    }

    /// Whether something of this entity is named in the text; for an adjective, something of its state.
    fn belongs(&mut self, entity: usize) -> bool {
        let at_home = self.at_home.get_or_insert_with(|| Self::at_home(self.gazetteer, self.candidates));
        let seen = |at: usize| at_home.get(at).copied().unwrap_or_default();
        let state = self.gazetteer.entities.get(entity).filter(|e| e.kind == EntityKind::Nationality);
        seen(entity) || state.and_then(|e| e.home).is_some_and(|home| seen(home as usize))
    }

    fn judge(&mut self, candidate: &Candidate) -> Option<Found<'g>> {
        let gazetteer = self.gazetteer;
        // Few names ask for the word before.
        let token = candidate.tokens.start.checked_sub(1).and_then(|at| self.tokens.get(at));
        let neighbours = OnceCell::new();
        let before = |words: &[Key]| {
            let is_one =
                |t: &Token| neighbours.get_or_init(|| self::neighbours(t.key())).iter().any(|w| words.contains(w));
            !words.is_empty() && token.is_some_and(is_one)
        };
        let near = candidate.tokens.start.saturating_sub(self.titles_end) <= 2;
        // The surest reading counts: unflagged, or the one whose need is met; in the order of the pack.
        let mut best = std::mem::take(&mut self.best);
        best.clear();
        for entry in gazetteer.entries_at(candidate.node) {
            if entry.article.is_some_and(|article| article != candidate.clitics.article) || before(&entry.not_after) {
                continue;
            }
            let entity = entry.entity as usize;
            let named = self.named.get(entity).copied().unwrap_or_default();
            let titled = near
                && gazetteer.entities.get(entity).is_some_and(|e| e.offices.iter().any(|o| self.titles.contains(o)));
            let after = before(&entry.after);
            let met = match entry.needs {
                None => true,
                Some(_) if after => true,
                Some(Needs::Title) => titled || named,
                Some(Needs::Full) => named,
                Some(Needs::Context) => named || candidate.clitics.preposition.is_some() || self.belongs(entity),
            };
            if met {
                best.push((entry.entity, u8::from(after) * 4 + u8::from(titled) * 2 + u8::from(named)));
            }
        }
        let found = self.choose(candidate, &mut best);
        self.best = best;
        found
    }

    /// The surest of the entities that some words can mean.
    fn choose(&mut self, candidate: &Candidate, best: &mut Vec<(u32, u8)>) -> Option<Found<'g>> {
        let gazetteer = self.gazetteer;
        let surest = best.iter().map(|&(_, sure)| sure).max()?;
        best.retain(|&(_, sure)| sure == surest);
        best.sort_unstable();
        let mut chosen = best.iter().filter_map(|&(entity, _)| {
            let EntityAt { kind, actor, id, .. } = gazetteer.entities.get(entity as usize)?;
            Some(Entity { kind: *kind, id, actor: *actor })
        });
        let entity = chosen.next()?;
        let also: Vec<_> = chosen.collect();
        if let [(only, _)] = best.as_slice()
            && let Some(named) = self.named.get_mut(*only as usize)
        {
            *named = true;
        }
        if entity.kind == EntityKind::Office {
            self.titles.clear();
            self.titles.extend(best.iter().map(|&(office, _)| office));
            self.titles_end = candidate.tokens.end;
        }
        let Candidate { tokens, span, clitics, .. } = candidate;
        Some(Found { entity, also, tokens: tokens.clone(), span: *span, clitics: *clitics })
    }
}

/// What a word before a name can be in a list of words: itself, or itself after an attached particle.
fn neighbours(word: Key) -> [Key; 2] {
    let attached = [key!("و"), key!("ف"), key!("ب"), key!("ل")].into_iter().any(|particle| word.starts_with(particle));
    [word, if attached { word.skip(1) } else { word }].map(|word| without_article(word).unwrap_or(word))
}

struct Builder<'p> {
    pack: &'p Pack,
    gazetteer: Gazetteer,
    /// For a folded word, all words that may stand for it, itself included.
    same: FxHashMap<Key, Vec<Key>>,
    /// Used again for every name: its tokens, its words, and the node before each.
    tokens: Vec<Token>,
    words: Vec<Piece>,
    before: Vec<u32>,
    /// Entities by kind and id.
    ids: FxHashMap<(EntityKind, &'p str), u32>,
}

impl<'p> Builder<'p> {
    fn new(pack: &'p Pack) -> Self {
        let mut same: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
        for group in pack.same_words() {
            let words: Vec<Key> = group.iter().map(|word| bare(word)).collect();
            for &word in &words {
                same.entry(word).or_default().extend(&words);
            }
        }
        let mut gazetteer = Gazetteer { nodes: vec![Node::NEW], ..Gazetteer::default() };
        // So many of each to an entry: names have several spellings of two words, each also run together.
        let entries = pack.actors().len() + pack.places().len() + pack.offices().len();
        gazetteer.firsts.reserve(4 * entries);
        gazetteer.words.reserve(2 * entries);
        gazetteer.edges.reserve(7 * entries);
        gazetteer.nodes.reserve(10 * entries);
        gazetteer.entries.reserve(7 * entries);
        gazetteer.entities.reserve(entries);
        let ids = FxHashMap::with_capacity_and_hasher(entries, FxBuildHasher);
        Self { pack, gazetteer, same, tokens: Vec::new(), words: Vec::new(), before: Vec::new(), ids }
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
            if let Some(at) = self.gazetteer.entities.get_mut(entity as usize) {
                at.actor = Some(actor.kind);
            }
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
            let state = home(&self.ids, EntityKind::Actor, &actor.id);
            links.push((home(&self.ids, EntityKind::Nationality, &actor.id), state));
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
    }

    fn entity(&mut self, kind: EntityKind, id: &'p str) -> u32 {
        let at = u32::try_from(self.gazetteer.entities.len()).unwrap_or(NONE);
        self.gazetteer.entities.push(EntityAt { kind, actor: None, id: id.into(), home: None, offices: Vec::new() });
        *self.ids.entry((kind, id)).or_insert(at)
    }

    /// The forms of a state's adjective: gender, number, case.
    fn nationality(&mut self, actor: &'p Actor) {
        if actor.nisba.is_empty() {
            return;
        }
        let entity = self.entity(EntityKind::Nationality, &actor.id);
        for nisba in &actor.nisba {
            let mut form = nisba.clone();
            for ending in ["", "ة", "ين", "ون", "ان", "ا", "تين", "تان", "ات"] {
                form.text.truncate(nisba.text.len());
                form.text.push_str(ending);
                // `ليبيا` is the country, hardly ever *Libyan* in the accusative.
                if ending != "ا" || !actor.names.iter().any(|name| name.text == form.text) {
                    self.add(entity, &form);
                }
            }
        }
    }

    fn add(&mut self, entity: u32, name: &Name) {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        pieces(&name.text, &mut self.tokens, &mut words);
        let list = |words: &[String]| -> Box<[Key]> { words.iter().map(|word| bare(word)).collect() };
        let entry = EntryAt {
            entity,
            next: NONE,
            needs: name.needs,
            article: name
                .exact
                .then(|| matches!(words.first(), Some(Piece::Word(word)) if without_article(*word).is_some())),
            after: list(&name.after),
            not_after: list(&name.not_after),
        };
        let mut before = std::mem::take(&mut self.before);
        before.clear();
        let mut node = 0;
        for &word in &words {
            before.push(node);
            node = self.after(node, word);
        }
        // A name without words ends nowhere: `check` reports it.
        if node != 0 {
            self.end(node, &entry);
        }
        // A space may be missing between any two words.
        for (gap, pair) in words.windows(2).enumerate() {
            let [Piece::Word(left), Piece::Word(right)] = *pair else { continue };
            let joined = without_article(left).unwrap_or(left).join(right);
            if joined.len() < 6 {
                continue;
            }
            let node = self.after(before[gap], Piece::Word(joined));
            let node = words[gap + 2..].iter().fold(node, |node, &word| self.after(node, word));
            self.end(node, &entry);
        }
        (self.words, self.before) = (words, before);
    }

    /// The node after another over a word or number, a new one where there is none.
    fn after(&mut self, node: u32, piece: Piece) -> u32 {
        let Gazetteer { firsts, first_ends, first_forms, first, words, edges, numbers, nodes, .. } =
            &mut self.gazetteer;
        let fresh = u32::try_from(nodes.len()).unwrap_or(NONE);
        let mut over = |word: Key| {
            if node == 0 {
                return *firsts.entry(word).or_insert_with(|| {
                    first_ends.add(word);
                    first_forms.add_forms(word);
                    first.add(word);
                    fresh
                });
            }
            if let Some(node) = nodes.get_mut(node as usize) {
                node.onward |= Node::bit(word);
            }
            let unknown = words.len() as u32;
            let word = *words.entry(word).or_insert(unknown);
            *edges.entry((node, word)).or_insert(fresh)
        };
        let next = match piece {
            Piece::Number(number) => *numbers.entry((node, number)).or_insert(fresh),
            Piece::Word(word) => {
                let word = without_article(word).unwrap_or(word);
                let next = over(word);
                if next == fresh {
                    for &other in self.same.get(&word).map(Vec::as_slice).unwrap_or_default() {
                        over(other);
                    }
                }
                next
            }
        };
        if next == fresh {
            nodes.push(Node::NEW);
        }
        next
    }

    fn end(&mut self, node: u32, entry: &EntryAt) {
        let Some(&Node { first, .. }) = self.gazetteer.nodes.get(node as usize) else { return };
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
        self.gazetteer.entries.push(EntryAt { next: first, ..entry.clone() });
        if let Some(node) = self.gazetteer.nodes.get_mut(node as usize) {
            node.first = at;
        }
    }
}
