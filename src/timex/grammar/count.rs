//! How many: «نحو 20», «ما لا يقل عن مائة», «أربعة إلى ثمانية», «عشرات». What is counted is the caller's business.

use super::number::{Cardinal, cardinal, ordinal, stands_alone};
use super::quantity::{about, behind};
use super::tokens::{Lex, Res, Tokens, Window, and, fail, is, lex, mark, sense};
use crate::script::key;
use crate::timex::expression::Modifier;
use crate::timex::kinds::Kinds;
use crate::timex::words::{Num, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, value};
use std::cell::Cell;

/// How many, as words say it: what is said, and between which numbers the truth lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The token after it.
    pub(crate) end: usize,
    /// The number that the words name; none for «عشرات» and for ranges.
    pub(crate) value: Option<u64>,
    pub(crate) least: u64,
    /// None where it is open: «أكثر من 80».
    pub(crate) most: Option<u64>,
    /// Whether it is one in words, which is more often "one of" or "somebody" than a count.
    pub(crate) one_in_words: bool,
    /// Whether the number has the article: «الثلاثة».
    pub(crate) definite: bool,
}

/// «نحو» reaches a tenth to either side.
const ABOUT: u64 = 10;

/// The count that begins at token `start`. `work` is as in [`parse_at`](super::parse_at).
pub(crate) fn count_at(all: &[Lex], start: usize, work: &Cell<u64>) -> Option<Counted> {
    let window = Window::new(all, start, work);
    count(window.tokens()).ok().map(|(_, counted)| counted)
}

/// The rank that the words from token `start` on say, and the token after them: «الثانية والستين».
pub(crate) fn rank_at(all: &[Lex], start: usize) -> Option<(u32, usize)> {
    let work = Cell::new(0);
    let window = Window::new(all, start, &work);
    let (rest, rank) = ordinal(false).parse(window.tokens()).ok()?;
    Some((u32::try_from(rank).ok()?, rest.position()))
}

/// The token after «على الأقل», if that stands at `start`.
pub(crate) fn at_least(all: &[Lex], start: usize) -> Option<usize> {
    all.get(start)?;
    let work = Cell::new(0);
    let window = Window::new(all, start, &work);
    match behind(window.tokens()) {
        Ok((rest, Modifier::EqualOrMore)) => Some(rest.position()),
        _ => None,
    }
}

/// `count := [about] ("بين" number "و" number | number [to number] | "بضعة" | "عشرات") [behind]`
fn count(i: Tokens<'_>) -> Res<'_, Counted> {
    let begins =
        Kinds::PHRASE.and(Kinds::APPROX).and(Kinds::DIGITS).and(Kinds::NUMBER).and(Kinds::SEVERAL).and(Kinds::SIGNAL);
    if !i.begins(begins) {
        return fail();
    }
    let (rest, modifier) = opt(about).parse(i)?;
    // «أكثر من ما يقرب من»: once is enough.
    let definite = rest.next().is_some_and(Lex::definite);
    let (rest, amount) = alt((between, number, vague)).parse(rest)?;
    let (rest, after) = opt(behind).parse(rest)?;
    Ok((rest, amount.widened(modifier.or(after), rest.position(), definite)))
}

/// An amount without its modifier.
#[derive(Debug, Clone, Copy)]
struct Amount {
    value: Option<u64>,
    least: u64,
    most: Option<u64>,
    one_in_words: bool,
}

impl Amount {
    fn widened(self, modifier: Option<Modifier>, end: usize, definite: bool) -> Counted {
        let Self { value, least, most, one_in_words } = self;
        let (least, most) = match modifier {
            Some(Modifier::Approx) => (least - least / ABOUT, most.map(|m| m.saturating_add(m.div_ceil(ABOUT)))),
            Some(Modifier::MoreThan) => (least.saturating_add(1), None),
            Some(Modifier::EqualOrMore) => (least, None),
            Some(Modifier::LessThan) => (0, most.map(|m| m.saturating_sub(1))),
            Some(Modifier::EqualOrLess) => (0, most),
            _ => (least, most),
        };
        Counted { end, value, least, most, one_in_words, definite }
    }
}

/// `between := "بين" number "و" number`: «ما بين 20 و30».
fn between(i: Tokens<'_>) -> Res<'_, Amount> {
    let (rest, (_, low, high)) = (is(Sense::Signal(Signal::Between)), cardinal, and(cardinal)).parse(i)?;
    range(rest, low, high)
}

/// `number := cardinal [("أو" | "إلى" | "-") cardinal]`: «أربعة إلى ثمانية», «20-30».
fn number(i: Tokens<'_>) -> Res<'_, Amount> {
    let (rest, low) = cardinal(i)?;
    let word = lex(|l| (l.token.key() == key!("او")).then_some(()));
    let to = alt((word, is(Sense::Signal(Signal::To)), value((), mark(&['-', '–']))));
    if let Ok((after, (_, high))) = (to, cardinal).parse(rest)
        && let Ok(done) = range(after, low, high)
    {
        return Ok(done);
    }
    // A share, a score, a price, a version is none.
    if low.digits.is_some() && !stands_alone(i, rest) {
        return fail();
    }
    let one_in_words = low.value == 1 && low.digits.is_none();
    Ok((rest, Amount { value: Some(low.value), least: low.value, most: Some(low.value), one_in_words }))
}

fn range<'a>(rest: Tokens<'a>, low: Cardinal, high: Cardinal) -> Res<'a, Amount> {
    if low.value >= high.value {
        return fail();
    }
    Ok((rest, Amount { value: None, least: low.value, most: Some(high.value), one_in_words: false }))
}

/// `vague := "بضعة" | "عشرات" | "مئات" | "آلاف"`. Tens are at least twenty, and fewer than two hundred.
fn vague(i: Tokens<'_>) -> Res<'_, Amount> {
    let (rest, (least, most)) = sense(|s| match s {
        Sense::Several => Some((3, 10)),
        Sense::Number(Num::Vague(power)) => {
            let unit = 10u64.checked_pow(u32::from(power))?;
            Some((2 * unit, 20 * unit - 1))
        }
        _ => None,
    })
    .parse(i)?;
    Ok((rest, Amount { value: None, least, most: Some(most), one_in_words: false }))
}
