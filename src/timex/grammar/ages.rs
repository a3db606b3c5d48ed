//! Decades, centuries and millennia: «تسعينيات القرن الماضي», «القرن الثالث الهجري», «الألفية الثانية».

use super::number::ordinal;
use super::period::shift;
use super::tokens::{Lex, Res, Tokens, fail, is, lex, sense};
use super::year::Era;
use crate::script::key;
use crate::timex::expression::{Calendar, Form, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::words::{Count, Num, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// `decade := ["عقد"] decade-name ["من"] [century]`: «تسعينيات القرن الماضي», «السبعينيات».
pub(super) fn decade(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(Kinds::OF_AGES.and(Kinds::DECADE)) {
        return fail();
    }
    let head = lex(|l| (l.has(Sense::Unit(Unit::Decade, Count::One)) && !l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    let rest = if head.is_some() { rest } else { i };
    let (rest, tens) = sense(|s| if let Sense::Decade(t) = s { Some(t) } else { None }).parse(rest)?;
    let (after, _) = opt(is(Sense::Of)).parse(rest)?;
    match alt((century, shift)).parse(after) {
        Ok((rest, whole @ (Form::Century { .. } | Form::Shift { unit: Unit::Century, .. }))) => {
            Ok((rest, Form::Decade { tens, century: Some(Box::new(whole)) }))
        }
        _ => Ok((rest, Form::Decade { tens, century: None })),
    }
}

/// `century := "القرن" number [era]`: «القرن العشرين», «القرن الـ19», «القرن الخامس قبل الميلاد», «القرن الثالث الهجري».
pub(super) fn century(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(Kinds::OF_AGES) {
        return fail();
    }
    let head = lex(|l| (l.has(Sense::Unit(Unit::Century, Count::One)) && l.definite()).then_some(()));
    let (rest, (_, number)) = (head, century_number).parse(i)?;
    let (rest, (before_christ, calendar)) = century_era(rest)?;
    Ok((rest, Form::Century { number, before_christ, calendar }))
}

/// `another-century := ordinal [era]` behind a century of the same sentence, set against it or beside it in brackets: «في
/// القرن الرابع عشر لا في الحادي والعشرين», «القرن الخامس الهجري (الحادي عشر الميلادي)».
pub(super) fn another_century(i: Tokens<'_>) -> Res<'_, Form> {
    const NEAR: usize = 16;
    let behind = if i.before(1).is_some_and(|l| l.kinds.meets(Kinds::POSITION)) { 1 } else { 0 };
    let left = |n: usize| i.before(n + behind);
    let bracket = left(1).is_some_and(|l| l.token.is_mark('('));
    let against = left(1).is_some_and(|l| l.has(Sense::Signal(Signal::In)))
        && left(2).is_some_and(|l| [key!("لا"), key!("وليس"), key!("وليست")].contains(&l.token.key()));
    let century = |l: &Lex| l.definite() && l.has(Sense::Unit(Unit::Century, Count::One));
    if !(bracket || against)
        || !i.next().is_some_and(Lex::definite)
        || !(2..=NEAR).any(|n| i.before(n).is_some_and(century))
    {
        return fail();
    }
    let (rest, number) = ordinal(false).parse(i)?;
    let (after, (before_christ, calendar)) = century_era(rest)?;
    let said = after.position() > rest.position();
    match u16::try_from(number) {
        Ok(number @ 2..=30) if against || said => Ok((after, Form::Century { number, before_christ, calendar })),
        _ => fail(),
    }
}

/// `century-number := ordinal | ["الـ"] digits`: 1–30.
pub(super) fn century_number(i: Tokens<'_>) -> Res<'_, u16> {
    let digits = |i| {
        let (rest, _) = opt(lex(|l| (l.token.key() == key!("ال")).then_some(()))).parse(i)?;
        lex(|l| l.token.number().filter(|n| l.token.digits <= 2 && *n <= 30).map(|n| n as i8)).parse(rest)
    };
    let (rest, number) = alt((ordinal(false), digits)).parse(i)?;
    match u16::try_from(number) {
        Ok(number @ 1..=30) => Ok((rest, number)),
        _ => fail(),
    }
}

/// `century-era := ["قبل الميلاد" | "الميلادي" | "للميلاد" | "الهجري"]`
pub(super) fn century_era(i: Tokens<'_>) -> Res<'_, (bool, Calendar)> {
    let (rest, era) = opt(super::year::era).parse(i)?;
    Ok((
        rest,
        match era {
            Some(Era::BeforeChrist) => (true, Calendar::Gregorian),
            Some(Era::Hijri) => (false, Calendar::Hijri),
            Some(Era::Christian) | None => (false, Calendar::Gregorian),
        },
    ))
}

/// `millennium := "الألفية" (ordinal [era] | "الجديدة") | "الألف" ordinal "قبل الميلاد"`
pub(super) fn millennium(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(Kinds::OF_AGES.and(Kinds::NUMBER)) {
        return fail();
    }
    let head = lex(|l| (l.has(Sense::Millennium) && l.definite()).then_some(()));
    let thousand = lex(|l| (l.has(Sense::Number(Num::Scale(1000))) && l.definite()).then_some(()));
    let (after, head) = opt(head).parse(i)?;
    let rest = if head.is_some() { after } else { { thousand }.parse(i)?.0 };
    let new = lex(|l| [key!("الجديده"), key!("الحاليه")].contains(&l.token.key()).then_some(3i8));
    let (rest, number) = alt((ordinal(false), new)).parse(rest)?;
    let (rest, (before_christ, calendar)) = century_era(rest)?;
    let number = u8::try_from(number).ok().filter(|n| (1..=9).contains(n));
    match number {
        Some(number) if calendar == Calendar::Gregorian && (head.is_some() || before_christ) => {
            Ok((rest, Form::Millennium { number, before_christ }))
        }
        _ => fail(),
    }
}
