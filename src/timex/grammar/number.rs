//! Numbers in digits and in words.

use super::tokens::{Res, Tokens, and, digits, fail, is, is_sign, lex, sense, tight_mark};
use crate::script::{Gap, Kind};
use crate::timex::kinds::Kinds;
use crate::timex::words::{Num, Sense};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// A whole number and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cardinal {
    pub(super) value: u64,
    /// Number of digits; `None` for words.
    pub(super) digits: Option<u8>,
}

/// `cardinal := digits [scale] | words`: «2012», «3 آلاف», «خمسة وعشرون», «ألفين وثلاثة عشر».
pub(super) fn cardinal(i: Tokens<'_>) -> Res<'_, Cardinal> {
    if !i.begins(Kinds::DIGITS.and(Kinds::NUMBER)) {
        return fail();
    }
    i.recall(|memory| &memory.cardinal, any_cardinal)
}

fn any_cardinal(i: Tokens<'_>) -> Res<'_, Cardinal> {
    if let Ok((rest, (mut value, width))) = digits(0, u64::MAX).parse(i) {
        // Thousands set apart by a comma: «1,200».
        let (mut rest, mut width) = (rest, width);
        while width <= 3 {
            match (tight_mark(&[',', '٬', '،']), lex(|l| l.token.number().filter(|_| l.token.digits == 3))).parse(rest)
            {
                Ok((after, (_, group))) => {
                    value = value.saturating_mul(1000).saturating_add(group);
                    rest = after;
                    width = 3;
                    if value > u64::MAX / 1000 {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        return match sense(|s| if let Sense::Number(Num::Scale(n)) = s { Some(n) } else { None }).parse(rest) {
            Ok((rest, scale)) => Ok((rest, Cardinal { value: value.saturating_mul(scale), digits: None })),
            Err(_) => Ok((rest, Cardinal { value, digits: Some(width) })),
        };
    }
    words(i)
}

/// `words := group [scale] { "و" group [scale] }`, each group smaller than the one before.
fn words(i: Tokens<'_>) -> Res<'_, Cardinal> {
    let (mut rest, mut total) = scaled(i)?;
    let mut magnitude = total;
    while let Ok((after, next)) = and(scaled).parse(rest) {
        // «خمسة وعشرون» has the units first; otherwise the larger part comes first.
        let units_first = magnitude < 10 && (20..100).contains(&next) && next % 10 == 0;
        let fits = if units_first { true } else { next < magnitude && next < lowest_power(total) };
        if !fits {
            break;
        }
        total = total.saturating_add(next);
        magnitude = next.max(magnitude.min(next));
        rest = after;
    }
    Ok((rest, Cardinal { value: total, digits: None }))
}

/// `ascending := words | below-a-hundred ["و" hundreds] ["و" thousand]`: «ستة وأربعين وتسعمائة وألف», a year as it is told in
/// older prose, units first. Only years are told so: «عشرين ومائة» elsewhere are two numbers.
pub(super) fn ascending(i: Tokens<'_>) -> Res<'_, Cardinal> {
    let (mut rest, mut number) = cardinal(i)?;
    if number.digits.is_some() {
        return Ok((rest, number));
    }
    let larger = |value: u64, next: u64| match next {
        100..=900 => value < 100 && next.is_multiple_of(100),
        1_000 | 2_000 => value < 1_000,
        _ => false,
    };
    while let Ok((after, next)) = and(scaled).parse(rest) {
        if !larger(number.value, next) {
            break;
        }
        number.value += next;
        rest = after;
    }
    Ok((rest, number))
}

/// The largest power of ten that divides the number: what may be added below it.
fn lowest_power(n: u64) -> u64 {
    let mut power = 1;
    while n != 0 && n.is_multiple_of(power * 10) && power < 1_000_000_000 {
        power *= 10;
    }
    power
}

/// `scaled := two-scale | small [hundred] [scale]`.
fn scaled(i: Tokens<'_>) -> Res<'_, u64> {
    let number = |i: Tokens<'_>| -> Option<(usize, Num)> {
        let lex = i.next()?;
        lex.senses().iter().find_map(|s| if let Sense::Number(n) = s { Some((0, *n)) } else { None })
    };
    let Some((_, first)) = number(i) else { return fail() };
    let (rest, ()) = sense(|s| matches!(s, Sense::Number(_)).then_some(())).parse(i)?;
    let (rest, value) = match first {
        Num::Digit(d) => {
            let (rest, teen) = if d < 10 { opt(is(Sense::Teen)).parse(rest)? } else { (rest, None) };
            if teen.is_some() {
                (rest, u64::from(d) + 10)
            } else {
                let hundred = sense(|s| (s == Sense::Number(Num::Hundreds(100))).then_some(()));
                let (rest, hundred) = opt(hundred).parse(rest)?;
                (rest, if hundred.is_some() { u64::from(d) * 100 } else { u64::from(d) })
            }
        }
        Num::Tens(t) => (rest, u64::from(t)),
        Num::Hundreds(h) => (rest, u64::from(h)),
        // «آلاف السنين» is a vague amount, «ألف سنة» a number.
        Num::Scale(_) if i.next().is_some_and(|l| l.any(|s| matches!(s, Sense::Number(Num::Vague(_))))) => {
            return fail();
        }
        Num::Scale(s) => return Ok((rest, s)),
        Num::TwoScale(s) => return Ok((rest, 2 * s)),
        Num::Vague(_) => return fail(),
    };
    let (rest, scale) =
        opt(sense(|s| if let Sense::Number(Num::Scale(n)) = s { Some(n) } else { None })).parse(rest)?;
    Ok((rest, value.saturating_mul(scale.unwrap_or(1))))
}

/// `ordinal := ordinal-word ["عشر"] | ordinal-word "و" tens | the-tens`: «الثالث», «الحادي عشر»,
/// «الثالث والعشرون», «الثلاثين». With −1 for "last". The article is required unless `bare`.
pub(super) fn ordinal<'a>(bare: bool) -> impl Parser<Tokens<'a>, Output = i8, Error = ()> {
    move |i: Tokens<'a>| {
        if !i.begins(Kinds::ORDINAL.and(Kinds::NUMBER)) {
            return fail();
        }
        i.recall(|memory| &memory.ordinal[usize::from(bare)], any_ordinal(bare))
    }
}

fn any_ordinal<'a>(bare: bool) -> impl Fn(Tokens<'a>) -> Res<'a, i8> {
    move |i: Tokens<'a>| {
        let tens = |i: Tokens<'a>| {
            lex(|l| {
                l.senses().iter().find_map(|s| match s {
                    Sense::Number(Num::Tens(t)) if l.definite() => i8::try_from(*t).ok(),
                    _ => None,
                })
            })
            .parse(i)
        };
        if let Ok((rest, n)) = tens(i) {
            return Ok((rest, n));
        }
        let (rest, n) = lex(|l| {
            if !bare && !l.definite() {
                return None;
            }
            l.senses().iter().find_map(|s| if let Sense::Ordinal(n) = s { Some(*n) } else { None })
        })
        .or(|i| {
            // «القرن الواحد والعشرين»: the cardinal for the ordinal, before tens only.
            let one = lex(|l| (l.definite() && l.has(Sense::Number(Num::Digit(1)))).then_some(1));
            let (rest, one) = { one }.parse(i)?;
            if and(tens).parse(rest).is_ok() { Ok((rest, one)) } else { super::tokens::fail() }
        })
        .parse(i)?;
        if n < 0 || n == 10 {
            return Ok((rest, n));
        }
        alt((is(Sense::Teen).map(move |()| n + 10), and(tens).map(move |t| n + t))).parse(rest).or(Ok((rest, n)))
    }
}

/// `decimal := digits ("," | ".") digits`, in thousandths: «2,5».
pub(super) fn decimal(i: Tokens<'_>) -> Res<'_, u64> {
    let (rest, ((whole, _), _, (fraction, width))) =
        (digits(0, 999_999), tight_mark(&[',', '.', '،', '٫']), digits(0, 99)).parse(i)?;
    let thousandths = match width {
        1 => fraction * 100,
        2 => fraction * 10,
        _ => return fail(),
    };
    Ok((rest, whole * 1000 + thousandths))
}

/// Marks that glue a number to more of the same token.
fn glues(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ':'
            | '/'
            | '-'
            | '\\'
            | '_'
            | '٫'
            | '%'
            | '٪'
            | '$'
            | '€'
            | '£'
            | '#'
            | '@'
            | '+'
            | '='
            | '°'
            | '*'
            | '×'
            | '^'
    )
}

/// Whether a number stands glued to more of a larger token, as in a version, a score, an address or a price.
pub(super) fn stands_alone(start: Tokens<'_>, rest: Tokens<'_>) -> bool {
    free_on_the_left(start) && free_on_the_right(rest)
}

pub(super) fn free_on_the_left(start: Tokens<'_>) -> bool {
    // A mark on the left that is glued to a number or Latin letters before it.
    if let (Some(here), Some(left)) = (start.next(), start.before(1))
        && here.token.gap == Gap::None
    {
        match left.token.kind {
            Kind::Mark(c) if glues(c) => {
                let beyond = start.before(2);
                if left.token.gap == Gap::None
                    && beyond.is_some_and(|l| matches!(l.token.kind, Kind::Number | Kind::Latin | Kind::Foreign))
                    || matches!(c, '$' | '€' | '£' | '#' | '@' | '+' | '_' | '=' | '%' | '٪')
                {
                    return false;
                }
            }
            Kind::Latin | Kind::Foreign | Kind::Number => return false,
            _ => {}
        }
    }
    true
}

/// Nothing of the same token follows the number.
pub(super) fn free_on_the_right(rest: Tokens<'_>) -> bool {
    let next_number = |lex: Option<&super::tokens::Lex>| {
        lex.is_some_and(|l| {
            l.token.gap == Gap::None && matches!(l.token.kind, Kind::Number | Kind::Latin | Kind::Foreign)
        })
    };
    if next_number(rest.next()) {
        return false;
    }
    if let Some(mark) = rest.next()
        && let Kind::Mark(c) = mark.token.kind
    {
        if glues(c) && mark.token.gap == Gap::None {
            return !(next_number(rest.ahead(1)) || is_sign(c));
        }
        // A sign set apart by a space still makes the number a share or a price.
        if is_sign(c) {
            return false;
        }
    }
    true
}
