//! Where the time expressions of a text are.

use super::cue::{self, Cue};
use super::expression::{Expression, Form, Year};
use super::grammar::{
    Counted, Found, Lex, Longest, Memo, Piece, Words, at_least, count_at, parse_at, rank_at, signal_before, words,
};
use super::rule::Rule;
use super::words::Signal;
use crate::article::Span;
use crate::script::{Gap, Key, Kind, Sink, Token, Tokenizer, ends_sentence, is_stop, tokenize, without_letters};
use std::cell::Cell;

/// A time expression in a text, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Its bytes in the text, without attached و, ف, ب, ك, ل.
    pub span: Span,
    /// What it says.
    pub expression: Expression,
    /// The preposition that relates it to what is told, with its bytes.
    pub signal: Option<(Signal, Span)>,
    /// Whether the clause speaks of what has happened or of what is to come.
    pub cue: Cue,
    /// The grammar rule that found it.
    pub rule: Rule,
    /// Number of the sentence it stands in, counted from 0.
    pub sentence: u32,
    /// Number of the paragraph it stands in, counted from 0.
    pub paragraph: u32,
}

/// Finds time expressions; keeps its buffers from one text to the next.
///
/// ```
/// use tarikh::timex::{Finder, Signal};
///
/// let text = "سقطت المدينة في أغسطس 2012، وعادت قبل يومين";
/// let found = Finder::new().find(text);
/// let words: Vec<_> = found.iter().map(|o| o.span.of(text)).collect();
/// assert_eq!(words, ["أغسطس 2012", "قبل يومين"]);
/// assert_eq!(found[0].signal.map(|(signal, _)| signal), Some(Signal::In));
/// ```
#[derive(Debug, Default)]
pub struct Finder {
    tokens: Vec<Token>,
    /// What the tokens in sight can mean: all of a text whose tokens are kept, else the block being searched and what is
    /// near to it.
    lexes: Vec<Lex>,
    heads: Vec<Head>,
    /// A bit for each token of the block: whether there is more to it than a word without meaning or a mark.
    matter: Vec<u64>,
    memo: Memo,
    work: u64,
}

/// A token that an expression may begin with, as an index of those in sight, and the sentence and paragraph it stands in.
#[derive(Debug, Clone, Copy)]
struct Head {
    at: u32,
    sentence: u32,
    paragraph: u32,
}

/// Tokens that are looked up and searched together: few enough to stay in the processor's cache.
const BLOCK: usize = 1024;
/// How far from where it begins anything about an expression is looked for: the longest there is, and what governs it.
const AHEAD: usize = 64;
const BACK: usize = 64;
/// No wording of the phrase table is longer.
const PHRASE: usize = 16;

/// What a search leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    Tokens,
    Nothing,
}

/// How far a text has been looked up.
#[derive(Debug, Default)]
struct Place {
    begun: bool,
    sentence: u32,
    paragraph: u32,
    /// Whether the last token may have ended a sentence.
    ended: bool,
}

/// Takes the tokens of a block; those of its fields that a [`Finder`] has are the finder's.
struct Block<'f> {
    words: &'static Words,
    tokens: Option<&'f mut Vec<Token>>,
    lexes: &'f mut Vec<Lex>,
    matter: &'f mut Vec<u64>,
    /// The bits of `matter` to come, and how many tokens there were.
    bits: u64,
    count: u32,
}

impl Block<'_> {
    #[inline(always)]
    fn take(&mut self, token: Token, known: bool) {
        let matters = known | (token.gap >= Gap::Line);
        self.bits |= u64::from(matters) << (self.count % 64);
        self.count += 1;
        if self.count.is_multiple_of(64) {
            self.matter.push(self.bits);
            self.bits = 0;
        }
        if let Some(tokens) = &mut self.tokens {
            tokens.push(token);
        }
        self.lexes.push(Lex::new(token));
    }
}

impl Sink for Block<'_> {
    /// Without a branch for each word: most mean nothing, and which do nobody can foretell.
    #[inline(always)]
    fn word(&mut self, word: Token) {
        self.take(word, self.words.may_know_end(word.key()));
    }

    fn token(&mut self, token: Token) {
        let known = match token.kind {
            Kind::Word => self.words.may_know_end(token.key()),
            Kind::Number => true,
            _ => is_stop(&token),
        };
        self.take(token, known);
    }
}

impl Finder {
    /// A finder with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The tokens of the text that was last searched.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// How many, as the words from a token of the text last searched on say it.
    pub(crate) fn count_at(&self, token: usize) -> Option<Counted> {
        count_at(&self.lexes, token, &Cell::new(0))
    }

    /// Of what rank, as the words from a token of the text last searched on say it, and the token after them.
    pub(crate) fn rank_at(&self, token: usize) -> Option<(u32, usize)> {
        rank_at(&self.lexes, token)
    }

    /// Whether a number can begin at a token: a look at it, no more.
    pub(crate) fn may_count(&self, token: usize) -> bool {
        self.lexes.get(token).is_some_and(Lex::may_count)
    }

    /// The token after «على الأقل», if that stands here.
    pub(crate) fn at_least(&self, token: usize) -> Option<usize> {
        at_least(&self.lexes, token)
    }

    /// How many letters of the word at a token, و, ب, ل, belong to no number.
    pub(crate) fn outside_letters(&self, token: usize) -> u8 {
        self.lexes.get(token).map_or(0, |lex| lex.outside)
    }

    /// How many steps the last search took: tokens, and looks at a token by a grammar rule. For tests of how the cost
    /// grows; means nothing else and may change.
    #[doc(hidden)]
    #[must_use]
    pub fn work(&self) -> u64 {
        self.work
    }

    /// The time expressions of a text, in order, none overlapping. Linear in the text.
    pub fn find(&mut self, text: &str) -> Vec<Occurrence> {
        self.search(text, Keep::Tokens, BLOCK)
    }

    /// The same for callers that do not ask for the tokens: takes memory for a part of a long text only.
    pub(crate) fn find_alone(&mut self, text: &str) -> Vec<Occurrence> {
        self.search(text, Keep::Nothing, BLOCK)
    }

    fn search(&mut self, text: &str, keep: Keep, block: usize) -> Vec<Occurrence> {
        let mut tokenizer = Tokenizer::new(text);
        self.tokens.clear();
        self.lexes.clear();
        self.heads.clear();
        let room = tokenizer.left();
        self.tokens.reserve(if keep == Keep::Tokens { room } else { 0 });
        self.lexes.reserve(if keep == Keep::Tokens { room } else { room.min(block + AHEAD + BACK) });
        let work = Cell::new(0);
        let mut found = Vec::new();
        let mut place = Place::default();
        // The token after the last expression, and the sentences and paragraphs that begin inside of expressions: these
        // are none.
        let (mut next, mut inside) = (0, (0, 0));
        let mut settled = 0;
        loop {
            let known = self.lexes.len();
            self.read(&mut tokenizer, keep, block);
            work.set(work.get() + (self.lexes.len() - known) as u64);
            self.look_up(known, &mut place);
            // A phrase is known, and an expression, when all that it may need is in sight.
            let done = tokenizer.is_done();
            let sure = |ahead| if done { self.lexes.len() } else { self.lexes.len().saturating_sub(ahead) };
            let (phrases, due) = (sure(PHRASE), sure(AHEAD));
            while let Some(head) = self.heads.get(settled)
                && (head.at as usize) < phrases
            {
                Lex::settle_phrase(&mut self.lexes, head.at as usize);
                settled += 1;
            }
            let heads = self.heads.partition_point(|head| (head.at as usize) < due);
            for &Head { at, sentence, paragraph } in &self.heads[..heads] {
                let at = at as usize;
                if at >= next
                    && self.lexes[at].can_begin()
                    && let Some((longest, end)) = parse_at(&self.lexes, at, &work)
                {
                    let place = (sentence - inside.0, paragraph - inside.1);
                    match longest {
                        Longest::One(piece, rule) => found.push(self.occurrence(text, piece, rule, place)),
                        Longest::Several(Found { mut pieces, rule }) => {
                            share_years(&mut pieces);
                            found.extend(pieces.into_iter().map(|piece| self.occurrence(text, piece, rule, place)));
                        }
                        Longest::Nothing => {}
                    }
                    next = end.max(at + 1);
                    for n in at + 1..next.min(self.lexes.len()) {
                        inside.0 += u32::from(starts_sentence(&self.lexes, n));
                        inside.1 += u32::from(self.lexes[n].token.gap == Gap::Paragraph);
                    }
                }
            }
            if done {
                break;
            }
            let gone = if keep == Keep::Tokens { 0 } else { due.saturating_sub(BACK) };
            self.lexes.drain(..gone);
            self.heads.drain(..heads);
            self.heads.iter_mut().for_each(|head| head.at -= gone as u32);
            next = next.saturating_sub(gone);
            settled -= heads;
        }
        self.work = work.get();
        share_years_of_neighbours(&mut found, text);
        found
    }

    /// Takes the next block of tokens, all words as if they meant nothing, and notes which may mean something.
    fn read(&mut self, tokenizer: &mut Tokenizer<'_>, keep: Keep, block: usize) {
        let Self { tokens, lexes, matter, .. } = self;
        matter.clear();
        let tokens = (keep == Keep::Tokens).then_some(tokens);
        let mut sink = Block { words: words(), tokens, lexes, matter, bits: 0, count: 0 };
        tokenizer.read(block, &mut sink);
        let Block { matter, bits, .. } = sink;
        matter.push(bits);
    }

    /// Looks the tokens from `known` on up, and notes those that an expression may begin with.
    fn look_up(&mut self, known: usize, place: &mut Place) {
        let Self { lexes, heads, matter, memo, .. } = self;
        memo.prepare();
        let Place { begun, mut sentence, mut paragraph, ended } = *place;
        // The token after the last that may have ended a sentence.
        let mut after = if ended { 0 } else { usize::MAX };
        for (chunk, &left) in matter.iter().enumerate() {
            let (chunk, mut left) = (64 * chunk, left);
            if (chunk..chunk + 64).contains(&after) {
                left |= 1 << (after - chunk);
            }
            while left != 0 {
                let n = left.trailing_zeros();
                left &= left - 1;
                let at = chunk + n as usize;
                let Some(lex) = lexes.get(known + at) else { break };
                let token = lex.token;
                if begun || at > 0 {
                    let begins = token.gap >= Gap::Line || at == after && starts_sentence(lexes, known + at);
                    sentence += u32::from(begins);
                    paragraph += u32::from(token.gap == Gap::Paragraph);
                }
                if is_stop(&token) {
                    after = at + 1;
                    left |= if n < 63 { 2 << n } else { 0 };
                }
                let Some(lex) = lexes.get_mut(known + at) else { break };
                if token.is_word() {
                    memo.look_up(lex);
                }
                if lex.may_begin() {
                    heads.push(Head { at: (known + at) as u32, sentence, paragraph });
                }
            }
        }
        let new = lexes.len() - known;
        *place = Place { begun: begun || new > 0, sentence, paragraph, ended: after == new };
    }

    fn occurrence(&self, text: &str, piece: Piece, rule: Rule, (sentence, paragraph): (u32, u32)) -> Occurrence {
        let (from, to) = (piece.from, piece.to.max(piece.from + 1).min(self.lexes.len()));
        let first = &self.lexes[from];
        let mut span = first.token.span.cover(self.lexes[to - 1].token.span);
        span.start += without_letters(first.token.span.of(text), u32::from(first.outside));
        // «الـ 48 ساعة الماضية»: digits take their article as a word of its own.
        if let (Kind::Number, Some(left)) = (first.token.kind, from.checked_sub(1).map(|n| &self.lexes[n]))
            && is_article(left)
            && first.token.gap <= Gap::Space
        {
            span.start = left.token.span.start;
        }
        let last = &self.lexes[to - 1];
        if last.after > 0 {
            let letters = last.token.key().len().saturating_sub(u32::from(last.after));
            span.end = last.token.span.start + without_letters(last.token.span.of(text), letters);
        }
        Occurrence {
            span,
            signal: signal_before(&self.lexes, from).map(|(s, n)| (s, self.lexes[n].token.span)),
            cue: cue::of(&self.lexes, text, from, to, &piece.expression),
            expression: piece.expression,
            rule,
            sentence,
            paragraph,
        }
    }
}

/// The article alone, as it stands before digits: «الـ».
fn is_article(lex: &Lex) -> bool {
    const ARTICLES: [Key; 2] = [Key::of("ال"), Key::of("لل")];
    ARTICLES.contains(&lex.token.key())
}

/// Whether a token begins a sentence.
fn starts_sentence(lexes: &[Lex], at: usize) -> bool {
    let token = |back: usize| at.checked_sub(back).and_then(|n| lexes.get(n)).map(|lex| &lex.token);
    let after = |stop| ends_sentence(token(2), stop, token(0));
    token(0).is_some_and(|here| here.gap >= Gap::Line) || token(1).is_some_and(after)
}

/// Each of a list with the one after it, from the last on: what the last says can reach the first.
pub(crate) fn with_next<T>(list: &mut [T], mut each: impl FnMut(&mut T, &T)) {
    for n in (1..list.len()).rev() {
        if let [one, next, ..] = &mut list[n - 1..] {
            each(one, next);
        }
    }
}

/// «يوليو وأكتوبر 2017»: a member of a list takes the year that stands with the last.
fn share_years(pieces: &mut [Piece]) {
    with_next(pieces, |one, next| inherit_year(&mut one.expression, &next.expression));
}

/// The same for members that are expressions of their own: only a connector stands between them.
fn share_years_of_neighbours(found: &mut [Occurrence], text: &str) {
    with_next(found, |one, next| {
        let both_dates = matches!((&one.expression.form, &next.expression.form), (Form::Date(_), Form::Date(_)));
        if both_dates && is_connector(one.span.between(next.span, text)) {
            inherit_year(&mut one.expression, &next.expression);
        }
    });
}

/// «و», «إلى», «أو», a dash or a comma, however they are written.
fn is_connector(words: &str) -> bool {
    const LONGEST: usize = 48;
    const WORDS: [Key; 6] =
        [Key::of("و"), Key::of("الى"), Key::of("والى"), Key::of("حتى"), Key::of("وحتى"), Key::of("او")];
    if words.len() > LONGEST {
        return false;
    }
    match tokenize(words)[..] {
        [only] => matches!(only.kind, Kind::Mark('-' | '–' | '،')) || WORDS.contains(&only.key()),
        [and, to] => and.key() == WORDS[0] && to.key() == WORDS[1],
        _ => false,
    }
}

fn inherit_year(to: &mut Expression, from: &Expression) {
    if let (Form::Date(to), Form::Date(from)) = (&mut to.form, &from.form) {
        let both_months = to.month.is_some() && from.month.is_some() && to.calendar == from.calendar;
        if both_months && to.lacks_year() && to.weekday.is_none() {
            match (&from.year, from.direction) {
                (Some(Year::Number(n)), _) => to.year = Some(Year::Number(*n)),
                (Some(year @ Year::Relative { .. }), _) => to.year = Some(year.clone()),
                // «مارس وأبريل الماضيين»
                (None, Some(_)) if from.day.is_none() && to.day.is_none() && to.month < from.month => {
                    (to.direction, to.anchor) = (from.direction, from.anchor);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_phrase_is_longer_than_what_is_waited_for() {
        assert!(crate::timex::phrases::longest() <= PHRASE);
    }

    #[test]
    fn what_was_searched_is_known_to_its_end() {
        let before = 3 * BLOCK;
        let mut finder = Finder::new();
        finder.find(&format!("{}قتل خمسة جنود", "كلمة ".repeat(before)));
        assert!(finder.count_at(before + 1).is_some() && finder.count_at(before).is_none());
    }

    proptest! {
        /// Expressions, and what governs them, lie across the ends of blocks.
        #[test]
        fn blocks_of_any_length_find_the_same(
            words in prop::collection::vec(
                prop::sample::select(&[
                    "يوم", "الخميس", "الماضي", "15", "يونيو", "2012", "سيعقد", "من", "إلى", "قبل", "ثلاثة", "أيام", "،", ".",
                    "في وقت سابق من", "\n", "\n\n", "وقال", "المقبل", "الساعة", "التاسعة", "صباحا", "و", "-", "أول",
                ]),
                0..400,
            ),
            block in 1usize..200,
        ) {
            let text = words.join(" ");
            let whole = Finder::new().search(&text, Keep::Tokens, text.len() + 1);
            let mut finder = Finder::new();
            prop_assert_eq!(finder.search(&text, Keep::Nothing, block), whole.clone());
            prop_assert_eq!(finder.search(&text, Keep::Tokens, block), whole);
            prop_assert_eq!(finder.tokens(), crate::script::tokenize(&text));
        }
    }
}
