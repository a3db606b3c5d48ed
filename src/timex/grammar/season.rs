//! Seasons: «الربيع المقبل», «ربيع 2004», «أشهر الصيف».

use super::date::which;
use super::period::is_previous;
use super::tokens::{Lex, Res, Tokens, and, fail, lex, sense};
use super::year::{one_winter, short_year, year_of};
use crate::script::key;
use crate::timex::expression::{Anchor, Date, Direction, Form, Season, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::words::{Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a season can begin with.
pub(super) const SEASON: Kinds =
    Kinds::OF_DATES.and(Kinds::OF_AGES).and(Kinds::THIS).and(Kinds::SEASON).and(Kinds::OTHER);

/// `season := ["فصل" | "موسم" | "أشهر"] season [which | year]`: «الربيع المقبل», «ربيع 2004», «أشهر الصيف».
pub(super) fn season(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(SEASON) {
        return fail();
    }
    let head = lex(|l| {
        let key = l.plain();
        ([key!("فصل"), key!("موسم")].contains(&key) || l.has(Sense::Unit(Unit::Month, Count::Many)) && !l.definite())
            .then_some(())
    });
    let (rest, head) = opt(head).parse(i)?;
    let rest = if head.is_some() { rest } else { i };
    let this = sense(|s| (s == Sense::This).then_some(()));
    let (rest, this) = if head.is_none() { opt(this).parse(rest)? } else { (rest, None) };
    let (rest, (season, definite)) =
        lex(|l| l.senses().iter().find_map(|s| if let Sense::Season(s) = s { Some((*s, l.definite())) } else { None }))
            .parse(rest)?;
    let mut date = Date { season: Some(season), ..Date::default() };
    if this.is_some() {
        date.direction = Some(Direction::Present);
        return if definite { Ok((rest, Form::Date(date))) } else { fail() };
    }
    if definite && let Ok((after, (direction, anchor))) = which(rest) {
        // «بدأت في الخريف السابق»: before the time told.
        date.direction = Some(direction);
        date.anchor = if is_previous(rest) { Anchor::Text } else { anchor };
        return Ok((after, Form::Date(date)));
    }
    let winter = |i| if season == Season::Winter { one_winter(i) } else { fail() };
    let short = |i| if definite { fail() } else { short_year(i) };
    if let Ok((rest, name)) = alt((winter, year_of, short)).parse(rest) {
        date.year = Some(name.year);
        return Ok((rest, Form::Date(date)));
    }
    // «في ربيع وصيف 2013»: the year of the season that is joined to it.
    let (joined, next) = match and(lex(|l| l.any(|s| matches!(s, Sense::Season(_))).then_some(()))).parse(rest) {
        Ok((next, ())) => (true, next),
        Err(_) => (false, rest),
    };
    if joined
        && !definite
        && let Ok((_, name)) = year_of(next)
    {
        date.year = Some(name.year);
        return Ok((rest, Form::Date(date)));
    }
    // «صيفا وشتاء»: in any year.
    if is_adverb_of_season(i) {
        return Ok((rest, Form::Date(date)));
    }
    // «بحلول الربيع», «منذ الخريف»: one of them, on that side of the reference.
    // «منذ أواخر الخريف»
    let positioned = i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Position(_))));
    date.direction = i.before(if positioned { 2 } else { 1 }).and_then(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Signal(Signal::Before | Signal::By | Signal::Until) => Some(Direction::Future),
            Sense::Signal(Signal::Since) => Some(Direction::Past),
            _ => None,
        })
    });
    // «ربيع الأول» is a month; «ربيع» alone may be a name; «الربيع العربي» is one.
    let arab = rest.next().is_some_and(|l| l.plain() == key!("العربي"));
    if (definite || head.is_some()) && !arab { Ok((rest, Form::Date(date))) } else { fail() }
}

/// «صيفا»; «شتاء» where it is beside «صيفا».
fn is_adverb_of_season(i: Tokens<'_>) -> bool {
    let adverb = |l: &Lex| [key!("صيفا"), key!("خريفا"), key!("ربيعا")].contains(&l.plain());
    let winter = i.next().is_some_and(|l| l.plain() == key!("شتاء"));
    let near = |l: Option<&Lex>| l.is_some_and(adverb);
    i.next().is_some_and(adverb) || winter && (1..=3).any(|n| near(i.before(n)) || near(i.ahead(n)))
}
