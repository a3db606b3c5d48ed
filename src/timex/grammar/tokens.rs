//! The input of the grammar: a window on the tokens, and the parsers for single words.

use super::date::Month;
use super::number::Cardinal;
use super::quantity::{Measured, QUANTITY};
use crate::script::{Clitics, Few, Gap, Key, Kind, LEADING, Token, key, splits};
use crate::timex::expression::{Date, DayPart, Expression, Form};
use crate::timex::kinds::{self, Kinds, Starts};
use crate::timex::phrases::{Continuation, Meaning, Phrases};
use crate::timex::rule::Rule;
use crate::timex::table::{self, Entry, Table};
use crate::timex::words::{Clear, Num, Sense, Signal};
use chrono::Weekday;
use nom::{Err, IResult, Input, Needed, Parser};
use std::cell::{Cell, OnceCell};
use std::iter::{Copied, Enumerate};
use std::sync::LazyLock;

/// A token with what its word can mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lex {
    pub(crate) token: Token,
    /// What the table says of the word once its clitics are taken off.
    entry: &'static Entry,
    /// What kinds of meaning these are, and what the token is if it has none.
    pub(super) kinds: Kinds,
    /// The rules that can begin here.
    pub(super) starts: Starts,
    pub(super) clitics: Clitics,
    /// Letters at the front that stay outside of an expression.
    pub(crate) outside: u8,
    /// Letters at the end that belong to the next word, run together with this one.
    pub(crate) after: u8,
}

/// How many letters of an attached conjunction and preposition stay outside of an expression. What ل and the article
/// have contracted to (لليوم) is not taken apart.
fn letters_outside(clitics: Clitics) -> u8 {
    match (clitics.conjunction, clitics.preposition, clitics.article) {
        (conjunction, Some('ل'), true) => u8::from(conjunction.is_some()),
        (conjunction, preposition, _) => u8::from(conjunction.is_some()) + u8::from(preposition.is_some()),
    }
}

/// What the table says of words without meaning, of numbers and of marks.
static NOTHING: Entry = Entry::EMPTY;

/// «ألف», «مليون».
fn is_scale(sense: Sense) -> bool {
    matches!(sense, Sense::Number(Num::Scale(_)))
}

/// A sign that makes the number before it a share or a price.
pub(super) const fn is_sign(mark: char) -> bool {
    matches!(mark, '%' | '٪' | '$' | '€' | '£' | '°')
}

/// Words that are met written together with a weekday or month before or after them.
const BEFORE: [Key; 7] =
    [Key::of("او"), Key::of("في"), Key::of("يوم"), Key::of("شهر"), Key::of("منذ"), Key::of("خلال"), Key::of("حتي")];
const BEHIND: [Key; 12] = [
    Key::of("ان"),
    Key::of("بان"),
    Key::of("في"),
    Key::of("من"),
    Key::of("علي"),
    Key::of("الي"),
    Key::of("عن"),
    Key::of("مع"),
    Key::of("الماضي"),
    Key::of("المقبل"),
    Key::of("القادم"),
    Key::of("الجاري"),
];

const ARTICLE: Key = Key::of("ال");

/// The word table, behind a filter that refuses most words of a text in one look.
pub(crate) struct Words {
    table: &'static Table,
    /// One bit for the hash of each word that [`Lex::of_word`] makes something of, with all that can be written onto it.
    forms: Box<[u64; FORMS]>,
    /// The same of the ends of these words, which have nothing written onto them: a table for the processor's nearest
    /// cache.
    ends: Box<[u64; ENDS]>,
}

/// 2^19 bits, two of them for each of some 30,000 forms.
const FORMS: usize = 1 << 13;

/// 2^16 bits, two of them for each of some thousand ends.
const ENDS: usize = 1 << 10;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(table::table()));

/// The words of the grammar.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

/// What words met before mean: of the words that get past the filter a few hundred are nearly all.
#[derive(Debug, Default)]
pub(crate) struct Memo(Vec<(Key, Option<Meant>)>);

const MEMO: usize = 1024;

/// What a [`Lex`] says of its word, wherever that stands.
#[derive(Debug, Clone, Copy)]
struct Meant {
    entry: &'static Entry,
    clitics: Clitics,
    outside: u8,
    after: u8,
}

impl Memo {
    /// Makes room, once.
    pub(crate) fn prepare(&mut self) {
        if self.0.is_empty() {
            self.0 = vec![(Key::NONE, None); MEMO];
        }
    }

    /// Gives a word its meaning, if it has any.
    #[inline]
    pub(crate) fn look_up(&mut self, word: &mut Lex) {
        let token = word.token;
        let key = token.key();
        let Some(slot) = self.0.get_mut(Words::slot(key)) else { return };
        if slot.0 != key {
            if !words().may_know(key) {
                return;
            }
            *slot = (key, Lex::of_word(words(), token).map(Lex::meant));
        }
        if let Some(Meant { entry, clitics, outside, after }) = slot.1 {
            *word = Lex { outside, after, ..Lex::of(token, entry, clitics) };
        }
    }
}

impl Words {
    fn new(table: &'static Table) -> Self {
        let (mut forms, mut ends) = (Box::new([0; FORMS]), Box::new([0; ENDS]));
        let mut insert_form = |word: Key| {
            let (at, bits) = Self::bits(word.mixed());
            forms[at % FORMS] |= bits;
        };
        let mut insert_end = |word: Key| {
            let (at, bits) = Self::bits(word.last_four());
            ends[at % ENDS] |= bits;
        };
        for (stem, entry) in table.entries() {
            LEADING.iter().for_each(|before| insert_form(before.join(stem)));
            // Most stems are long enough to be the end of all these.
            let all = if stem.len() < Key::LAST { &LEADING[..] } else { &LEADING[..1] };
            all.iter().for_each(|before| insert_end(before.join(stem)));
            let mut insert = |word| {
                insert_form(word);
                insert_end(word);
            };
            if entry.senses.iter().any(|sense| matches!(sense, Sense::Day(_) | Sense::Month(..))) {
                for before in BEFORE {
                    insert(before.join(stem));
                    insert(before.join(ARTICLE).join(stem));
                }
                for behind in BEHIND {
                    insert(ARTICLE.join(stem).join(behind));
                }
            }
        }
        Self { table, forms, ends }
    }

    /// Where a word's two bits are.
    #[inline]
    fn bits(letters: u64) -> (usize, u64) {
        let hash = letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 39;
        ((hash >> 12) as usize, 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }

    /// A word's place in a [`Memo`].
    #[inline]
    fn slot(word: Key) -> usize {
        (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 37) as usize % MEMO
    }

    /// Whether the word may mean something, alone, with clitics or run together with another: always if it does.
    #[inline]
    fn may_know(&self, word: Key) -> bool {
        let (at, bits) = Self::bits(word.mixed());
        self.forms[at % FORMS] & bits == bits
    }

    /// The same, by the end of the word.
    #[inline]
    pub(crate) fn may_know_end(&self, word: Key) -> bool {
        let (at, bits) = Self::bits(word.last_four());
        self.ends[at % ENDS] & bits == bits
    }
}

/// «الثلاثاءأن», «فييونيو», «يومالخميس»: two words without the space between them, one of them a name of a day or month.
#[cold]
fn run_together(table: &'static Table, token: Token, key: Key) -> Option<Lex> {
    if key.len() < 6 {
        return None;
    }
    let named = |stem: Key, article: bool| {
        table.look_up(stem).filter(|entry| {
            entry.senses.iter().any(|s| match s {
                Sense::Day(_) => article,
                Sense::Month(_, Clear::Yes) => !article,
                _ => false,
            })
        })
    };
    for before in BEFORE {
        if key.starts_with(before) {
            let rest = key.skip(before.len());
            let article = rest.starts_with(ARTICLE);
            let stem = if article { rest.skip(2) } else { rest };
            let entry = named(stem, article)?;
            let letters = before.len() as u8;
            // To the grammar the word before is a preposition written onto this one.
            let clitics = Clitics {
                letters: letters + if article { 2 } else { 0 },
                conjunction: None,
                preposition: Some('ب'),
                article,
            };
            return Some(Lex { outside: letters, ..Lex::of(token, entry, clitics) });
        }
    }
    if key.starts_with(ARTICLE) && key.len() >= 7 {
        for behind in BEHIND {
            if key.ends_with(behind) {
                let stem = key.drop_last(behind.len()).skip(2);
                if let Some(entry) = named(stem, true) {
                    let clitics = Clitics { letters: 2, article: true, ..Clitics::default() };
                    return Some(Lex { after: behind.len() as u8, ..Lex::of(token, entry, clitics) });
                }
            }
        }
    }
    None
}

impl Lex {
    /// A token, no more said of it than that it is a word, a number or a mark.
    #[inline]
    pub(crate) fn new(token: Token) -> Self {
        let (kinds, starts) = match token.kind {
            Kind::Number => (Kinds::DIGITS, Starts::DIGITS),
            Kind::Mark('(') => (Kinds::MARK.and(Kinds::BRACKET), Starts::NONE),
            Kind::Mark('-' | '–') => (Kinds::MARK.and(Kinds::LINK), Starts::NONE),
            Kind::Mark(':') => (Kinds::MARK.and(Kinds::COLON), Starts::NONE),
            Kind::Mark(_) => (Kinds::MARK, Starts::NONE),
            Kind::Word | Kind::Latin | Kind::Foreign => (Kinds::UNKNOWN, Starts::NONE),
        };
        Self { token, entry: &NOTHING, kinds, starts, clitics: Clitics::default(), outside: 0, after: 0 }
    }

    fn meant(self) -> Meant {
        let Self { entry, clitics, outside, after, .. } = self;
        Meant { entry, clitics, outside, after }
    }

    /// Meanings of the word once its clitics are taken off; none for words without any.
    #[inline]
    pub(super) fn senses(&self) -> &'static [Sense] {
        &self.entry.senses
    }

    /// A word that means something.
    fn of_word(words: &Words, token: Token) -> Option<Self> {
        let key = token.key();
        Self::taken_apart(words.table, token, key).or_else(|| run_together(words.table, token, key))
    }

    /// A word that the table has, or has once what is written in front is taken off.
    fn taken_apart(table: &'static Table, token: Token, key: Key) -> Option<Self> {
        if let Some(entry) = table.look_up(key) {
            return Some(Self::of(token, entry, Clitics::default()));
        }
        splits(key).skip(1).find_map(|split| {
            let entry = table.look_up(split.stem)?;
            Some(Self { outside: letters_outside(split.clitics), ..Self::of(token, entry, split.clitics) })
        })
    }

    /// A word that the table has.
    #[inline]
    fn of(token: Token, entry: &'static Entry, clitics: Clitics) -> Self {
        Self { token, entry, kinds: entry.kinds, starts: entry.starts, clitics, outside: 0, after: 0 }
    }

    /// Whether a grammar rule or a phrase can begin here.
    #[inline]
    pub(crate) fn may_begin(&self) -> bool {
        !self.starts.is_empty() || self.kinds.meets(Kinds::PHRASE)
    }

    /// Gives the word at `n`, if it begins a phrase of the table, what can begin with one; if not, takes the sense from it.
    #[inline]
    pub(crate) fn settle_phrase(all: &mut [Self], n: usize) {
        let Some((lex, after)) = all.get_mut(n..).and_then(<[Self]>::split_first_mut) else { return };
        if !lex.kinds.meets(Kinds::PHRASE) {
            return;
        }
        let next = after.first().map_or(Key::NONE, |lex| lex.token.key());
        let may = lex.phrases().iter().any(|phrases| phrases.may_go_on_with(next));
        match may.then(|| lex.phrase_starts(after)).flatten() {
            Some((starts, kinds)) => {
                lex.starts = lex.starts.and(starts);
                lex.kinds = lex.kinds.and(kinds);
            }
            None => {
                lex.kinds = lex.kinds.without(Kinds::PHRASE);
                if lex.kinds == Kinds::NONE {
                    lex.kinds = Kinds::UNKNOWN;
                }
            }
        }
    }

    /// The rules that can begin with a phrase which begins with the word, and what it can stand for; `None` if none does.
    fn phrase_starts(&self, after: &[Self]) -> Option<(Starts, Kinds)> {
        let follows = |(rest, _): &&Continuation| {
            rest.len() <= after.len() && rest.iter().zip(after).all(|(word, lex)| lex.token.key() == *word)
        };
        // «أكثر من» modifies what can be measured.
        let of_nothing = |rest: &[Key], meaning| {
            matches!(meaning, Meaning::Before(_)) && after.get(rest.len()).is_some_and(Self::is_dull)
        };
        let starts = |(rest, meaning): &Continuation| {
            let none = gated() && of_nothing(rest, *meaning);
            let starts = if none { Starts::NONE } else { kinds::phrase_starts(*meaning) };
            (starts, kinds::phrase_kinds(*meaning))
        };
        let phrases = self.phrases();
        let begun = phrases.iter().flat_map(|phrases| phrases.longest_first).filter(follows).map(starts);
        begun.reduce(|(starts, kinds), (more, of)| (starts.and(more), kinds.and(of)))
    }

    /// The phrases that begin with the word, with its article if it has one; then those that begin with «لل»: «للتو».
    #[inline]
    fn phrases(&self) -> [Phrases; 2] {
        let Entry { phrases: [bare, the, of_the], .. } = self.entry;
        let plain = match self.clitics.article {
            // Run together with the next word, it begins none.
            _ if self.after > 0 => Phrases::NONE,
            true => *the,
            false => *bare,
        };
        let contracted = self.clitics.article && self.clitics.preposition.is_some() && self.clitics.letters == 2;
        [plain, if contracted { *of_the } else { Phrases::NONE }]
    }

    /// Whether the word is part of no expression, known or not.
    pub(crate) fn says_no_time(&self) -> bool {
        self.senses().iter().all(|&sense| sense.is_about_others())
    }

    /// Whether this is a word that no expression goes on with, and follows the word before it: one that the grammar does
    /// not know, or knows only for what it does to its neighbours. Not «م», «او» or «ثم», which some rules name.
    pub(super) fn is_dull(&self) -> bool {
        static SHORT: Few<16> = Few::of([
            Key::of("ان"),
            Key::of("قد"),
            Key::of("كان"),
            Key::of("لا"),
            Key::of("لم"),
            Key::of("لن"),
            Key::of("هو"),
            Key::of("هي"),
            Key::of("هم"),
            Key::of("عن"),
            Key::of("ما"),
            Key::of("انه"),
            Key::of("له"),
            Key::of("لها"),
            Key::of("به"),
            Key::of("تم"),
        ]);
        let word = self.token.key();
        let unknown = self.kinds == Kinds::UNKNOWN && (word.len() > 3 || SHORT.has(word));
        // «9 ص» is an hour.
        let said = self.kinds == Kinds::OTHER && word.len() > 1;
        (unknown || said && self.says_no_time()) && self.token.gap <= Gap::Space
    }

    /// Whether nothing can begin here because of the words that follow: refuses most numbers and demonstratives.
    #[inline]
    pub(super) fn needs_more_than(&self, after: &[Self]) -> bool {
        let Some(next) = after.first() else { return false };
        // «من باماكو», «بعد الهجوم»
        if self.starts == Starts::OFFSET && !next.kinds.meets(QUANTITY) && !self.kinds.meets(Kinds::PHRASE) {
            return true;
        }
        if super::needs::breaks_off(self.kinds, next.kinds) {
            return true;
        }
        let kinds = if self.definite() { self.kinds } else { self.kinds.without(Kinds::DAY) };
        let number = self.kinds == Kinds::DIGITS;
        // Only a year, or a weekday with the article, stands alone.
        let alone = if number { self.token.digits != 4 } else { kinds.without(Kinds::DEPENDENT) == Kinds::NONE };
        match next.token.kind {
            Kind::Mark(mark) => alone && number && is_sign(mark),
            Kind::Word if alone => {
                // «3 ملايين دولار»
                let scale = next.kinds == Kinds::NUMBER && !next.attached() && next.any(is_scale);
                next.is_dull()
                    || self.kinds == Kinds::DHU && next.kinds == Kinds::UNKNOWN
                    || scale && after.get(1).is_some_and(Self::is_dull)
            }
            _ => false,
        }
    }

    /// Whether a count can begin here: a number, «نحو», «بضعة», «بين», or a phrase such as «ما لا يقل عن».
    #[inline]
    pub(crate) fn may_count(&self) -> bool {
        const KINDS: Kinds = Kinds::PHRASE.and(Kinds::APPROX).and(Kinds::DIGITS).and(Kinds::NUMBER).and(Kinds::SEVERAL);
        self.kinds != Kinds::UNKNOWN && (self.kinds.meets(KINDS) || self.has(Sense::Signal(Signal::Between)))
    }

    /// Whether a grammar rule can begin here.
    pub(crate) fn can_begin(&self) -> bool {
        !self.starts.is_empty() || !gated()
    }

    #[inline(always)]
    pub(crate) fn has(&self, sense: Sense) -> bool {
        self.kinds.meets(Kinds::of(sense)) && self.senses().contains(&sense)
    }

    pub(crate) fn any(&self, test: impl Fn(Sense) -> bool) -> bool {
        self.senses().iter().any(|&s| test(s))
    }

    /// Whether the word begins with the article, known to the table or not.
    pub(crate) fn definite_word(&self) -> bool {
        self.definite() || self.token.key().starts_with(ARTICLE)
    }

    /// Whether و, ف, ب, ك or ل is written onto the word.
    pub(super) fn attached(&self) -> bool {
        self.clitics.conjunction.is_some() || self.clitics.preposition.is_some()
    }

    pub(crate) fn definite(&self) -> bool {
        self.clitics.article
    }

    /// The folded word with its article but without attached conjunction and preposition.
    pub(super) fn plain(&self) -> Key {
        let key = self.token.key();
        if self.clitics.letters == 0 {
            key
        } else if self.clitics.article {
            key!("ال").join(key.skip(u32::from(self.clitics.letters)))
        } else {
            key.skip(u32::from(self.clitics.letters))
        }
    }
}

/// A window on the tokens: nom's input. The tokens before it stay in sight. Two machine words: it is copied at every step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tokens<'a> {
    text: &'a Window<'a>,
    start: u32,
    /// How many tokens there are from `start` on.
    left: u8,
    /// Whether the next word may carry و, ب, ل …: only the first word of an expression, or after "and".
    open: bool,
    /// Whether the window is inside of a list, whose members may be glued by a dash: «1-8 أيلول».
    listed: bool,
}

/// What all windows of one search share: the tokens, where the search begins, and what several rules ask about the same
/// place, worked out once.
#[derive(Debug)]
pub(crate) struct Window<'a> {
    all: &'a [Lex],
    start: usize,
    /// The rules that can succeed where the search begins.
    rules: Starts,
    pub(super) memory: Memory,
    /// How often a rule has looked at a word.
    work: &'a Cell<u64>,
}

/// What a production gave: where the rest begins, whether it is open, and the result; `None` where it failed.
type Gave<T> = Option<(u32, bool, T)>;

/// What productions gave where all rules begin.
type First<T> = OnceCell<Gave<T>>;

/// What a production gave at the place that it was asked about last.
type Last<T> = Cell<Option<(Place, Gave<T>)>>;

/// A window without its tokens: where it starts, whether it is open and whether it is in a list.
type Place = (u32, bool, bool);

/// What productions gave that several rules try at the same place.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) date: First<(Expression, Rule)>,
    pub(super) relative: First<(Expression, Rule)>,
    pub(super) named: First<(Date, Option<Form>, Rule)>,
    pub(super) shift: First<Form>,
    pub(super) day: First<Form>,
    pub(super) quantity: First<Measured>,
    pub(super) cardinal: Last<Cardinal>,
    /// With the article and without.
    pub(super) ordinal: [Last<i8>; 2],
    pub(super) day_number: Last<u8>,
    pub(super) weekday: Last<Weekday>,
    pub(super) month: Last<Month>,
    pub(super) part: Last<(DayPart, bool)>,
}

impl<'a> Window<'a> {
    /// No expression has more tokens than this; what comes later is out of sight, so that the cost of
    /// trying a rule is bounded.
    pub(super) const LONGEST: u8 = 32;

    /// For rules that begin at token `start`.
    pub(crate) fn new(all: &'a [Lex], start: usize, work: &'a Cell<u64>) -> Self {
        Self { all, start, rules: Starts::ALL, memory: Memory::default(), work }
    }

    /// The same where it is known that only these rules can succeed.
    pub(crate) fn for_rules(self, rules: Starts) -> Self {
        Self { rules, ..self }
    }

    /// The window that begins there and ends with its paragraph.
    pub(crate) fn tokens(&'a self) -> Tokens<'a> {
        let sight = self.all.get(self.start..).unwrap_or_default();
        let sight = &sight[..sight.len().min(usize::from(Self::LONGEST))];
        let next = sight.iter().skip(1).position(|lex| lex.token.gap == Gap::Paragraph);
        let left = next.map_or(sight.len(), |before| before + 1) as u8;
        Tokens { text: self, start: self.start as u32, left, open: true, listed: false }
    }
}

impl<'a> Tokens<'a> {
    /// The index of the next token.
    #[inline]
    pub(crate) fn position(&self) -> usize {
        self.start as usize
    }

    #[inline]
    pub(super) fn next(&self) -> Option<&'a Lex> {
        self.ahead(0)
    }

    /// Counts a look at a word, and hands on what it gave.
    #[inline]
    fn count<T>(&self, seen: T) -> T {
        self.text.work.set(self.text.work.get() + 1);
        seen
    }

    /// Whether the next token is of one of these kinds: refuses most windows before a production looks closer.
    #[inline]
    pub(super) fn begins(&self, kinds: Kinds) -> bool {
        self.count(!gated() || self.next().is_some_and(|lex| lex.kinds.meets(kinds)))
    }

    /// The token `n` before the window, if any.
    pub(super) fn before(&self, n: usize) -> Option<&'a Lex> {
        self.position().checked_sub(n).and_then(|i| self.text.all.get(i))
    }

    /// The token `n` after the next one, 0 being the next.
    #[inline]
    pub(super) fn ahead(&self, n: usize) -> Option<&'a Lex> {
        if n < usize::from(self.left) { self.text.all.get(self.position() + n) } else { None }
    }

    #[inline]
    fn advance(&self, n: usize) -> Self {
        Self { open: false, ..self.from(self.position() + n) }
    }

    /// Whether this is the window that all rules begin with.
    #[inline]
    fn is_first(&self) -> bool {
        self.position() == self.text.start && self.open && !self.listed
    }

    /// Whether a rule can succeed here, as far as is known: a rule that asks another need not ask one that was refused.
    #[inline]
    pub(super) fn may_be(&self, rule: Starts) -> bool {
        !self.is_first() || self.text.rules.has(rule)
    }

    /// Whether a token of one of these kinds follows the next one.
    pub(super) fn goes_on_with(&self, kinds: Kinds) -> bool {
        !gated() || self.rest().iter().skip(1).any(|lex| lex.kinds.meets(kinds))
    }

    /// A production's result, remembered if this is the window that all rules begin with.
    pub(super) fn remember<T: Clone + 'a>(
        self,
        first: impl FnOnce(&'a Memory) -> &'a First<T>,
        production: impl FnOnce(Self) -> Res<'a, T>,
    ) -> Res<'a, T> {
        if !self.is_first() {
            return production(self);
        }
        let first = first(&self.text.memory);
        if let Some(gave) = first.get() {
            return match gave {
                Some((start, open, found)) => Ok((Self { open: *open, ..self.from(*start as usize) }, found.clone())),
                None => fail(),
            };
        }
        let gave = production(self);
        let kept = gave.as_ref().ok().map(|(rest, found)| (rest.start, rest.open, found.clone()));
        // Nothing is there yet, unless the production asked for itself at the same place; then it is the same.
        let _ = first.set(kept);
        gave
    }

    /// A production's result, which is remembered until it is asked about another place.
    #[inline]
    pub(super) fn recall<T: Copy + 'a>(
        self,
        last: impl FnOnce(&'a Memory) -> &'a Last<T>,
        production: impl FnOnce(Self) -> Res<'a, T>,
    ) -> Res<'a, T> {
        let place = (self.start, self.open, self.listed);
        let last = last(&self.text.memory);
        let gave = match last.get() {
            Some((asked, gave)) if asked == place => gave,
            _ => {
                let gave = production(self).ok().map(|(rest, found)| (rest.start, rest.open, found));
                last.set(Some((place, gave)));
                gave
            }
        };
        match gave {
            Some((start, open, found)) => Ok((Self { open, ..self.from(start as usize) }, found)),
            None => fail(),
        }
    }

    /// The window from a later token on.
    #[inline]
    pub(super) fn from(self, start: usize) -> Self {
        let end = self.position() + usize::from(self.left);
        Self { start: start as u32, left: end.saturating_sub(start) as u8, open: true, ..self }
    }

    /// The same window as a member of a list.
    pub(super) fn in_list(self) -> Self {
        Self { listed: true, ..self }
    }

    pub(super) fn is_in_list(&self) -> bool {
        self.listed
    }

    /// The same window, letting the next word carry clitics.
    #[inline]
    pub(super) fn opened(self) -> Self {
        Self { open: true, ..self }
    }

    fn rest(&self) -> &'a [Lex] {
        let start = self.position();
        self.text.all.get(start..start + usize::from(self.left)).unwrap_or_default()
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = Lex;
    type Iter = Copied<std::slice::Iter<'a, Lex>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        usize::from(self.left)
    }
    fn take(&self, index: usize) -> Self {
        Self { left: self.left.min(index as u8), ..*self }
    }
    fn take_from(&self, index: usize) -> Self {
        self.advance(index)
    }
    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }
    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest().iter().position(|&lex| predicate(lex))
    }
    fn iter_elements(&self) -> Self::Iter {
        self.rest().iter().copied()
    }
    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }
    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.input_len() { Ok(count) } else { Err(Needed::Unknown) }
    }
}

#[cfg(test)]
thread_local! {
    /// Set by the test that compares what is found with gates and without.
    pub(super) static OPEN: Cell<bool> = const { Cell::new(false) };
}

/// Whether productions are refused by the first word alone. They only ever refuse what would fail, and a test says so.
#[inline]
pub(super) fn gated() -> bool {
    #[cfg(test)]
    return !OPEN.get();
    #[cfg(not(test))]
    true
}

/// What a production gives.
pub(super) type Res<'a, T> = IResult<Tokens<'a>, T, ()>;

pub(super) fn fail<'a, T>() -> Res<'a, T> {
    Err(Err::Error(()))
}

/// One token for which the test gives a value. Words with attached letters only where the window is open.
pub(super) fn lex<'a, T>(test: impl Fn(&'a Lex) -> Option<T>) -> impl Parser<Tokens<'a>, Output = T, Error = ()> {
    move |i: Tokens<'a>| match i.next() {
        Some(lex) if i.open || !lex.attached() => match i.count(test(lex)) {
            Some(value) => Ok((i.advance(1), value)),
            None => fail(),
        },
        _ => fail(),
    }
}

/// One word in a sense for which the test gives a value.
pub(super) fn sense<'a, T: 'a>(
    test: impl Fn(Sense) -> Option<T> + 'a,
) -> impl Parser<Tokens<'a>, Output = T, Error = ()> {
    lex(move |lex| lex.senses().iter().find_map(|&s| test(s)))
}

/// One word in this sense.
#[inline(always)]
pub(super) fn is<'a>(wanted: Sense) -> impl Parser<Tokens<'a>, Output = (), Error = ()> {
    lex(move |lex| lex.has(wanted).then_some(()))
}

/// One mark out of these.
pub(super) fn mark<'a>(marks: &'static [char]) -> impl Parser<Tokens<'a>, Output = char, Error = ()> {
    lex(move |lex| match lex.token.kind {
        Kind::Mark(c) if marks.contains(&c) => Some(c),
        _ => None,
    })
}

/// One mark out of these, with nothing before it and nothing after it.
pub(super) fn tight_mark<'a>(marks: &'static [char]) -> impl Parser<Tokens<'a>, Output = char, Error = ()> {
    move |i: Tokens<'a>| {
        let (rest, c) = mark(marks).parse(i)?;
        let tight = |lex: Option<&Lex>| lex.is_some_and(|l| l.token.gap == Gap::None);
        if tight(i.next()) && tight(rest.next()) { Ok((rest, c)) } else { fail() }
    }
}

/// A number in digits from `low` to `high`, with its count of digits.
pub(super) fn digits<'a>(low: u64, high: u64) -> impl Parser<Tokens<'a>, Output = (u64, u8), Error = ()> {
    lex(move |lex| lex.token.number().filter(|n| (low..=high).contains(n)).map(|n| (n, lex.token.digits)))
}

/// «و» by itself, as it stands before digits.
pub(super) fn lone_and(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| (l.token.key() == key!("و")).then_some(())).parse(i)
}

/// «و» before `inner`: written onto its first word, or alone.
pub(super) fn and<'a, T, P>(mut inner: P) -> impl Parser<Tokens<'a>, Output = T, Error = ()>
where
    P: Parser<Tokens<'a>, Output = T, Error = ()>,
{
    move |i: Tokens<'a>| match i.next() {
        Some(lex) if lex.clitics.conjunction == Some('و') && lex.clitics.preposition.is_none() => {
            inner.parse(i.opened())
        }
        Some(lex) if lex.token.key() == key!("و") => inner.parse(i.advance(1).opened()),
        _ => fail(),
    }
}

/// A fixed wording with a meaning for which the test gives a value; the longest that there is.
pub(super) fn phrase<'a, T: 'a>(
    test: impl Fn(Meaning) -> Option<T> + 'a,
) -> impl Parser<Tokens<'a>, Output = T, Error = ()> {
    move |i: Tokens<'a>| {
        let Some(first) = i.next() else { return fail() };
        if !first.kinds.meets(Kinds::PHRASE) || (first.attached() && !i.open) {
            return fail();
        }
        let next = i.ahead(1).map_or(Key::NONE, |lex| lex.token.key());
        for phrases in first.phrases().iter().filter(|phrases| phrases.may_go_on_with(next)) {
            // The longest that is there; among equals, the first with the meaning that is asked for.
            let mut longest = None;
            for (rest, meaning) in phrases.longest_first {
                if longest.is_some_and(|n| rest.len() < n) {
                    break;
                }
                let follows = |(n, word): (usize, &Key)| i.ahead(n + 1).is_some_and(|lex| lex.token.key() == *word);
                if rest.iter().enumerate().all(follows) {
                    if let Some(value) = test(*meaning) {
                        return Ok((i.advance(rest.len() + 1), value));
                    }
                    longest = Some(rest.len());
                }
            }
            if longest.is_some() {
                return fail();
            }
        }
        fail()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// The filter lets every word through of which something can be made.
        #[test]
        fn no_known_word_is_refused(
            n in 0usize..2_000,
            before in "(|و|ف|س)(|ال|ب|ك|ل|لل|بال|كال|لال)",
            around in prop::sample::select(&[("", ""), ("او", ""), ("يومال", ""), ("", "بان"), ("", "الماضي"), ("فيال", "")]),
        ) {
            let words = words();
            let stems: Vec<Key> = words.table.entries().map(|(stem, _)| stem).collect();
            let word = format!("{}{before}{}{}", around.0, stems[n % stems.len()], around.1);
            let token = crate::script::tokenize(&word)[0];
            let made = Lex::taken_apart(words.table, token, token.key())
                .or_else(|| run_together(words.table, token, token.key()));
            let passed = words.may_know(token.key()) && words.may_know_end(token.key());
            prop_assert!(made.is_none() || passed, "{word}");
        }
    }
}
