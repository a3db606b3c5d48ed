//! Stretches of the calendar by their relation: this week, last year, the third quarter, the nineties.

use super::date::{MONTH_NAME, day_digits, month, month_in_context, weekday, which};
use super::number::ordinal;
use super::tokens::{Lex, Res, Tokens, and, fail, is, lex, phrase, sense};
use super::year::{Era, YEAR, one_winter, short_year, year, year_of};
use crate::script::{Gap, Key, Kind, key};
use crate::timex::expression::{Anchor, Calendar, Date, Direction, Expression, Form, Part, Season, Unit, Year};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Count, Num, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a shift, a season, any stretch, and a part of one can begin with.
const SHIFT: Kinds =
    Kinds::OTHER.and(Kinds::PHRASE).and(Kinds::UNIT).and(Kinds::DEICTIC).and(Kinds::WHICH).and(Kinds::THIS);
const SEASON: Kinds = Kinds::OF_DATES.and(Kinds::OF_AGES).and(Kinds::THIS).and(Kinds::SEASON).and(Kinds::OTHER);
const PERIOD: Kinds = SHIFT.and(SEASON).and(Kinds::NUMBER).and(Kinds::DECADE).and(MONTH_NAME).and(YEAR);
const WITHIN: Kinds = Kinds::PHRASE
    .and(Kinds::UNIT)
    .and(Kinds::WHICH)
    .and(Kinds::THIS)
    .and(Kinds::FIRST)
    .and(Kinds::LAST)
    .and(Kinds::ORDINAL)
    .and(Kinds::NUMBER)
    .and(Kinds::DIGITS)
    .and(Kinds::DAY)
    .and(Kinds::FRACTION);

/// What a weekday that is part of something goes on with: which one, or a week.
const OF_WEEKDAY: Kinds = Kinds::ORDINAL
    .and(Kinds::NUMBER)
    .and(Kinds::OF)
    .and(Kinds::SIGNAL)
    .and(Kinds::UNIT)
    .and(Kinds::THIS)
    .and(Kinds::WHICH)
    .and(Kinds::DIGITS)
    .and(Kinds::PHRASE);

fn one_unit<'a>(definite: bool) -> impl Parser<Tokens<'a>, Output = Unit, Error = ()> {
    lex(move |l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(unit, Count::One) if l.definite() == definite => Some(*unit),
            _ => None,
        })
    })
}

/// `shift := the-unit which | "هذا" the-unit | "نفس" the-unit | "اليوم" | "أمس" | "غدا" | …`
pub(super) fn shift(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(SHIFT) {
        return fail();
    }
    i.remember(|memory| &memory.shift, any_shift)
}

fn any_shift(i: Tokens<'_>) -> Res<'_, Form> {
    let form = |unit, by, anchor| Form::Shift { unit, by, anchor };
    // «أول من أمس», «بعد غد»
    if let Ok((rest, by)) = phrase(|m| if let Meaning::Deictic(n) = m { Some(n) } else { None }).parse(i) {
        return Ok((rest, form(Unit::Day, i64::from(by), Anchor::Reference)));
    }
    // «يوم أمس», «يوم غد», «يوم بعد غد»; but «استمر يوما أمس»
    if let Ok((rest, unit)) = one_unit(false).parse(i)
        && unit == Unit::Day
        && i.next().is_some_and(|l| l.plain() == key!("يوم"))
    {
        let deictic = sense(|s| if let Sense::Deictic(n) = s { Some(n) } else { None });
        let phrased = phrase(|m| if let Meaning::Deictic(n) = m { Some(n) } else { None });
        if let Ok((rest, by)) = alt((phrased, deictic)).parse(rest) {
            return Ok((rest, form(Unit::Day, i64::from(by), Anchor::Reference)));
        }
    }
    // «على مدار ساعات اليوم»
    let hours = lex(|l| (l.has(Sense::Unit(Unit::Hour, Count::Many)) && !l.definite()).then_some(()));
    let today = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::One)) && l.definite()).then_some(()));
    if i.begins(Kinds::OF_CLOCK)
        && let Ok((rest, _)) = (hours, today).parse(i)
        && which(rest).is_err()
    {
        return Ok((rest, form(Unit::Day, 0, Anchor::Reference)));
    }
    // «نتطلع إلى غد أفضل»: no day, but what is to come.
    let towards = i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::To)));
    let described = i.ahead(1).is_some_and(|l| !l.token.key().is_empty() && !l.definite() && !l.any(|_| true));
    if towards && described && i.next().is_some_and(|l| l.token.key() == key!("غد")) {
        let (rest, ()) = lex(|_| Some(())).parse(i)?;
        return Ok((rest, Form::Vague(Direction::Future)));
    }
    if i.begins(Kinds::DEICTIC)
        && let Ok((rest, by)) = sense(|s| if let Sense::Deictic(n) = s { Some(n) } else { None }).parse(i)
    {
        return Ok((rest, form(Unit::Day, i64::from(by), Anchor::Reference)));
    }
    // «نفس العام», «ذات اليوم»
    if i.begins(Kinds::WHICH)
        && let Ok((rest, unit)) =
            (lex(|l| (l.has(Sense::Same) && !l.definite()).then_some(())), one_unit(true)).map(|(_, u)| u).parse(i)
    {
        return Ok((rest, form(unit, 0, Anchor::Text)));
    }
    // «هذا العام», «تلك السنة»
    let demonstrative = sense(|s| match s {
        Sense::This => Some(Anchor::Reference),
        Sense::That => Some(Anchor::Text),
        _ => None,
    });
    if i.begins(Kinds::THIS)
        && let Ok((rest, (anchor, unit))) = (demonstrative, one_unit(true)).parse(i)
    {
        // «هذا العام الدراسي»
        let fiscal = lex(|l| (l.has(Sense::Fiscal) && l.definite()).then_some(()));
        let (rest, _) = if unit == Unit::Year { opt(fiscal).parse(rest)? } else { (rest, None) };
        // «هذه المرة», «هذه الدقيقة»: units below a day say nothing here.
        return if unit >= Unit::Day { Ok((rest, form(unit, 0, anchor))) } else { fail() };
    }
    // «الموسم الماضي»: of sport, named by the year in which it begins.
    let campaign = lex(|l| (l.has(Sense::Campaign) && l.definite()).then_some(()));
    if let Ok((rest, ((), (direction, anchor)))) = (campaign, which).parse(i) {
        return Ok((rest, form(Unit::Year, direction.step(), anchor)));
    }
    let (rest, unit) = one_unit(true).parse(i)?;
    // The paper «المصري اليوم»
    let quoted = |l: Option<&Lex>| l.is_some_and(|l| matches!(l.token.kind, Kind::Mark('«' | '»' | '"' | '“' | '”')));
    if unit == Unit::Day && quoted(i.before(2)) && quoted(rest.next()) && i.before(1).is_some_and(Lex::definite_word) {
        return fail();
    }
    // «العام الدراسي الحالي»
    let fiscal = lex(|l| (l.has(Sense::Fiscal) && l.definite()).then_some(()));
    let (rest, fiscal) = if unit == Unit::Year { opt(fiscal).parse(rest)? } else { (rest, None) };
    // «العام الدراسي الجديد», «العام الجديد»
    let new = lex(|l| [key!("الجديد"), key!("الجديده")].contains(&l.token.key()).then_some(()));
    if let (Unit::Year, Ok((rest, ()))) = (unit, { new }.parse(rest)) {
        if fiscal.is_some() {
            return Ok((rest, form(unit, 0, Anchor::Reference)));
        }
        return Ok((rest, Form::Within { part: Part::New { unit }, whole: None }));
    }
    // «العام الذي سبقه», «الشهر الذي يليه»
    if let Ok((rest, by)) = phrase(|m| if let Meaning::Neighbour(n) = m { Some(n) } else { None }).parse(rest) {
        return Ok((rest, form(unit, i64::from(by), Anchor::Text)));
    }
    // «الأسبوع قبل الماضي», «العام بعد المقبل», «الأسبوع ما قبل الماضي»
    let far = (
        opt(lex(|l| (l.token.key() == key!("ما")).then_some(()))),
        alt((is(Sense::Signal(Signal::Before)), is(Sense::Signal(Signal::After)))),
        lex(|l| {
            l.senses().iter().find_map(|s| match s {
                Sense::Step(Direction::Past) if l.definite() => Some(-2),
                Sense::Step(Direction::Future) if l.definite() => Some(2),
                _ => None,
            })
        }),
    );
    if let Ok((rest, (_, _, by))) = { far }.parse(rest) {
        return Ok((rest, form(unit, by, Anchor::Reference)));
    }
    // «العام الأسبق»
    let before_last = lex(|l| [key!("الاسبق"), key!("الاسبقه")].contains(&l.token.key()).then_some(()));
    if let (true, Ok((rest, ()))) = (unit >= Unit::Week, { before_last }.parse(rest)) {
        return Ok((rest, form(unit, -2, Anchor::Reference)));
    }
    // «اليوم الذي بعد الغد», «اليوم القبل البارحة»
    if unit == Unit::Day {
        let deictic = phrase(|m| if let Meaning::Deictic(n) = m { Some(n) } else { None });
        if let Ok((rest, by)) = { deictic }.parse(rest) {
            return Ok((rest, form(unit, i64::from(by), Anchor::Reference)));
        }
    }
    if let Ok((after, (direction, anchor))) = which(rest) {
        let by = direction.step();
        // «اليوم السابق», «الشهر السابق»: before the time told of, not before today.
        let anchor = if is_previous(rest) { Anchor::Text } else { anchor };
        // «الثانية الأخيرة», «الدقيقة الأخيرة», «الساعة الحالية»: nothing on the calendar.
        if unit < Unit::Day {
            return fail();
        }
        return Ok((after, form(unit, by, anchor)));
    }
    // «اليوم العالمي للمرأة» is a name.
    // «اليوم الدراسي» is one of any day.
    let named = rest.next().is_some_and(|l| l.definite() && (l.has(Sense::OfName) || l.has(Sense::Fiscal)));
    if unit == Unit::Day && !named { Ok((rest, form(unit, 0, Anchor::Reference))) } else { fail() }
}

/// `weekend := "نهاية الأسبوع" [which]`
fn weekend(i: Tokens<'_>) -> Res<'_, Form> {
    let (rest, ()) = phrase(|m| (m == Meaning::Weekend).then_some(())).parse(i)?;
    // «نهاية الأسبوع الثاني» of something.
    if rest.next().is_some_and(|l| l.definite() && l.any(|s| matches!(s, Sense::Ordinal(1..)))) {
        return fail();
    }
    // «نهاية هذا الأسبوع», «نهاية الأسبوع الجاري»: not the one before, whatever is told.
    let this = (i.position()..rest.position()).any(|n| i.from(n).next().is_some_and(|l| l.has(Sense::This)));
    let (rest, which) = opt(which).parse(rest)?;
    if this || matches!(which, Some((Direction::Present, _))) {
        let week = Form::Shift { unit: Unit::Week, by: 0, anchor: Anchor::Reference };
        let part = Part::Nth { nth: 1, unit: Unit::Weekend };
        return Ok((rest, Form::Within { part, whole: Some(Box::new(week)) }));
    }
    let by = which.map_or(0, |(direction, _)| direction.step());
    Ok((rest, Form::Shift { unit: Unit::Weekend, by, anchor: Anchor::Reference }))
}

/// «السابق»: before the time told.
fn is_previous(i: Tokens<'_>) -> bool {
    i.next().is_some_and(|l| [key!("السابق"), key!("السابقه")].contains(&l.plain()))
}

/// `season := ["فصل" | "موسم" | "أشهر"] season [which | year]`: «الربيع المقبل», «ربيع 2004», «أشهر الصيف».
fn season(i: Tokens<'_>) -> Res<'_, Form> {
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
    date.direction = i.before(1).and_then(|l| {
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

/// `decade := ["عقد"] decade-name ["من"] [century]`: «تسعينيات القرن الماضي», «السبعينيات».
fn decade(i: Tokens<'_>) -> Res<'_, Form> {
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
fn century(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(Kinds::OF_AGES) {
        return fail();
    }
    let head = lex(|l| (l.has(Sense::Unit(Unit::Century, Count::One)) && l.definite()).then_some(()));
    let (rest, (_, number)) = (head, century_number).parse(i)?;
    let (rest, (before_christ, calendar)) = century_era(rest)?;
    Ok((rest, Form::Century { number, before_christ, calendar }))
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
fn millennium(i: Tokens<'_>) -> Res<'_, Form> {
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

/// What can hold a part: `period := shift | month-year | year | season | decade | century`.
pub(super) fn period(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(PERIOD) {
        return fail();
    }
    if let Ok(found) = alt((century, millennium, decade, shift, season)).parse(i) {
        return Ok(found);
    }
    if let Ok((rest, month)) = month(i) {
        let mut date = Date { month: Some(month.number), calendar: month.calendar, ..Date::default() };
        if let Ok((rest, name)) = year_of(rest) {
            date.year = Some(name.year);
            if let Some(calendar) = name.calendar {
                date.calendar = calendar;
            }
            return Ok((rest, Form::Date(date)));
        }
        if let Ok((rest, (direction, anchor))) = which(rest) {
            date.direction = Some(direction);
            date.anchor = anchor;
            return Ok((rest, Form::Date(date)));
        }
        return if month.clear || month_in_context(i) { Ok((rest, Form::Date(date))) } else { fail() };
    }
    if let Ok((rest, name)) = year(i) {
        let date =
            Date { year: Some(name.year), calendar: name.calendar.unwrap_or(Calendar::Gregorian), ..Date::default() };
        return Ok((rest, Form::Date(date)));
    }
    // «الشهر», «العام» alone, after "of": the reference's own.
    let (rest, unit) = one_unit(true).parse(i)?;
    // «ختام الأسبوع الرابع» is of something else.
    let counted = rest.next().is_some_and(|l| l.definite() && l.any(|s| matches!(s, Sense::Ordinal(1..))));
    if unit > Unit::Day && !counted {
        Ok((rest, Form::Shift { unit, by: 0, anchor: Anchor::Reference }))
    } else {
        fail()
    }
}

/// `of := ("من" | "في" | "ل…" | "ب…" | ε) period`
pub(super) fn of_period(i: Tokens<'_>) -> Res<'_, Form> {
    let link = opt(alt((is(Sense::Of), is(Sense::Signal(Signal::In)))));
    let (rest, linked) = { link }.parse(i)?;
    if linked.is_some() {
        // «آخر يوم من مارس»: a month, though the name may be a verb elsewhere.
        return period(rest).or_else(|_| {
            let (rest, (name, year)) = (month, opt(year_of)).parse(rest)?;
            let date = Date { month: Some(name.number), calendar: name.calendar, ..Date::default() };
            Ok((rest, Form::Date(Date { year: year.map(|name| name.year), ..date })))
        });
    }
    // «أول أسبوع بشهر أكتوبر», «الربع الأول للعام»: the preposition is written onto the word.
    period(rest.opened())
}

/// Units that the year and the month are divided into, by the word that names one.
fn division(lex: &Lex) -> Option<Unit> {
    lex.senses().iter().find_map(|s| match s {
        Sense::Fraction(250) => Some(Unit::Quarter),
        Sense::Fraction(500) => Some(Unit::Half),
        // «الفصل الثالث من العام»: of its four.
        Sense::Unit(Unit::Season, Count::One) => Some(Unit::Season),
        Sense::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade), Count::One) => {
            Some(*unit)
        }
        _ => None,
    })
}

/// `within := the-unit ordinal [of] | ordinal unit of | "آخر" unit of | weekday ordinal of | weekday of week`
fn within(i: Tokens<'_>) -> Res<'_, Form> {
    // «وقت سابق من هذا الأسبوع»
    if let Ok((rest, ())) = phrase(|m| (m == Meaning::SometimeIn).then_some(())).parse(i) {
        // «وقت لاحق، اليوم الأربعاء»
        if let Ok((rest, (_, whole @ Form::Shift { unit: Unit::Day, .. }))) =
            (super::tokens::mark(&['،', ',']), shift).parse(rest)
        {
            return Ok((rest, Form::Within { part: Part::Some, whole: Some(Box::new(whole)) }));
        }
        // «وقت سابق من يوم الأحد»
        let (rest, whole) = match weekday(rest) {
            Ok((rest, day)) => (rest, Form::Date(Date { weekday: Some(day), ..Date::default() })),
            Err(_) => period(rest)?,
        };
        return Ok((rest, Form::Within { part: Part::Some, whole: Some(Box::new(whole)) }));
    }
    let first_or_last = || {
        alt((
            lex(|l| (l.has(Sense::First) && !l.definite()).then_some(1i8)),
            lex(|l| (l.has(Sense::Last) && !l.definite()).then_some(-1i8)),
            ordinal(true),
        ))
    };
    // «آخر يوم من», «ثالث ثلاثاء في», «أول أسبوع بشهر»
    if i.begins(Kinds::FIRST.and(Kinds::LAST).and(Kinds::ORDINAL).and(Kinds::NUMBER))
        && let Ok((rest, nth)) = first_or_last().parse(i)
    {
        let head = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::One)) && !l.definite()).then_some(()));
        let day = sense(|s| if let Sense::Day(d) = s { Some(d) } else { None });
        if let Ok((rest, (_, day))) = (opt(head), day).parse(rest)
            && let Ok((rest, whole)) = of_period(rest)
        {
            let part = Part::NthWeekday { nth, weekday: day.number_from_monday() as u8 };
            return Ok((rest, Form::Within { part, whole: Some(Box::new(whole)) }));
        }
        // «ثاني أيام العيد», «أول أيام رمضان», «ثالث أيام التشريق»
        let days = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::Many)) && !l.definite()).then_some(()));
        let of_feast = |i| match holiday(i) {
            Ok(found) => Ok(found),
            Err(_) => {
                let (rest, ()) = { days }.parse(i)?;
                let lunar = |i| match month(i)? {
                    (rest, name) if name.calendar == Calendar::Hijri => {
                        let date =
                            Date { month: Some(name.number), calendar: name.calendar, day: Some(1), ..Date::default() };
                        Ok((rest, Form::Date(date)))
                    }
                    _ => fail(),
                };
                // «أول أيام الشهر», «ثاني أيام العام الجديد»
                let own = |i| {
                    let (rest, unit) = one_unit(true).parse(i)?;
                    Ok((rest, Form::Shift { unit, by: 0, anchor: Anchor::Reference }))
                };
                let whole = |i| match alt((shift, own)).parse(i)? {
                    (rest, form @ Form::Shift { unit: Unit::Week | Unit::Month | Unit::Year, .. }) => Ok((rest, form)),
                    (rest, form @ Form::Within { part: Part::New { .. }, .. }) => Ok((rest, form)),
                    _ => fail(),
                };
                alt((holiday, lunar, whole)).parse(rest)
            }
        };
        if nth > 0
            && let Ok((after, whole)) = of_feast(rest)
        {
            return Ok((
                after,
                Form::Within { part: Part::Nth { nth, unit: Unit::Day }, whole: Some(Box::new(whole)) },
            ));
        }
        if let Ok((rest, unit)) = lex(|l| division(l).filter(|_| !l.definite())).parse(rest)
            && let Ok((rest, whole)) = of_period(rest)
        {
            return Ok((rest, Form::Within { part: Part::Nth { nth, unit }, whole: Some(Box::new(whole)) }));
        }
    }
    // «الأحد من الأسبوع الماضي», «أحد الأسبوع الماضي», «الاثنين الأخير من مارس», «الثلاثاء الأولى من أكتوبر»
    let any_day = |i| sense(|s| if let Sense::Day(d) = s { Some(d) } else { None }).parse(i);
    if i.begins(Kinds::DAY.and(Kinds::OF_DATES))
        && let Ok((rest, day)) = alt((weekday, any_day)).parse(i)
    {
        if !rest.begins(OF_WEEKDAY) {
            return fail();
        }
        let weekday = day.number_from_monday() as u8;
        // «الأحد السادس عشر من الشهر نفسه», «الخميس 28 من الشهر الماضي»: the day's name and its number.
        if let Ok(found) = day_of_month(rest) {
            return Ok(found);
        }
        if let Ok((rest, (nth, whole))) = (ordinal(false), of_period).parse(rest) {
            return Ok((rest, Form::Within { part: Part::NthWeekday { nth, weekday }, whole: Some(Box::new(whole)) }));
        }
        if let Ok((rest, whole @ Form::Shift { unit: Unit::Week, .. })) = of_period(rest) {
            let part = Part::NthWeekday { nth: 1, weekday };
            return Ok((rest, Form::Within { part, whole: Some(Box::new(whole)) }));
        }
        // «الأحد الثاني»: of this month, where no month is named.
        let (rest, nth) = ordinal(false).parse(rest)?;
        if (1..=5).contains(&nth) {
            let whole = Form::Shift { unit: Unit::Month, by: 0, anchor: Anchor::Reference };
            return Ok((rest, Form::Within { part: Part::NthWeekday { nth, weekday }, whole: Some(Box::new(whole)) }));
        }
        return fail();
    }
    // «الأسبوع الماضي الأحد», «الأسبوع المقبل يوم الجمعة»
    if let Ok((rest, (whole @ Form::Shift { unit: Unit::Week, .. }, day))) = (shift, weekday).parse(i) {
        let part = Part::NthWeekday { nth: 1, weekday: day.number_from_monday() as u8 };
        return Ok((rest, Form::Within { part, whole: Some(Box::new(whole)) }));
    }
    // «السابع من الشهر نفسه», «15 من الشهر الجاري»
    // «23 الشهر المقبل» has no «من».
    if i.begins(Kinds::DIGITS.and(Kinds::ORDINAL).and(Kinds::NUMBER))
        && let Ok((rest, (nth, of, whole))) = (day_in_month, opt(is(Sense::Of)), period).parse(i)
    {
        let directed =
            matches!(whole, Form::Shift { unit: Unit::Month, by, anchor } if by != 0 || anchor == Anchor::Text);
        if matches!(whole, Form::Shift { unit: Unit::Month, .. }) && (of.is_some() || directed) {
            let part = Part::Nth { nth, unit: Unit::Day };
            return Ok((rest, Form::Within { part, whole: Some(Box::new(whole)) }));
        }
        if of.is_some() {
            return fail();
        }
    }
    // «الربع الأول من هذا العام», «اليوم الثالث», «الأسبوع الأخير في الشهر التاسع»
    let (rest, unit) = lex(|l| division(l).filter(|_| l.definite())).parse(i)?;
    // «الربع المالي الرابع»
    let fiscal = lex(|l| (l.has(Sense::Fiscal) && l.definite() && unit == Unit::Quarter).then_some(()));
    let (rest, _) = opt(fiscal).parse(rest)?;
    let (rest, nth) = ordinal(false).parse(rest)?;
    if unit == Unit::Season {
        let (after, whole) = of_period(rest)?;
        // «الفصل الأول من العام الدراسي» is a term.
        let term =
            (rest.position()..after.position()).any(|n| rest.from(n).next().is_some_and(|l| l.has(Sense::Fiscal)));
        let fits = matches!(nth, -1 | 1..=4) && !term && is_one_year(&whole);
        let part = Part::Nth { nth, unit: Unit::Quarter };
        return if fits { Ok((after, Form::Within { part, whole: Some(Box::new(whole)) })) } else { fail() };
    }
    if let Ok((after, whole)) = of_period(rest) {
        // The whole is larger than its part.
        if larger(&whole, unit) {
            return Ok((after, Form::Within { part: Part::Nth { nth, unit }, whole: Some(Box::new(whole)) }));
        }
    }
    // «لليوم الثالث على التوالي»: the day told of, counted from an event.
    let contracted = i.next().is_some_and(|l| l.clitics.preposition == Some('ل'));
    let (after, in_row) = opt(super::quantity::in_a_row).parse(rest)?;
    // «في اليوم الثامن للبطولة»: no article tells so many days of one thing.
    let far_on = nth > 3 && !i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::Since)));
    let of_event = unit == Unit::Day && (contracted || far_on) || unit >= Unit::Day && in_row.is_some();
    // «لليوم الثالث على التوالي»: today, or the day that the sentence tells of.
    if nth > 0 && unit == Unit::Day && (in_row.is_some() || contracted) {
        return Ok((after, Form::Shift { unit, by: 0, anchor: Anchor::Text }));
    }
    if nth > 0 && of_event {
        return Ok((after, Form::Shift { unit, by: 0, anchor: Anchor::Event }));
    }
    // «اليوم الأخير», «العام الأخير» are directions; «الأسبوع الأول» of what is not said.
    let other_half = unit == Unit::Half
        && !rest.next().is_some_and(|l| l.has(Sense::Of))
        && (1..=10).any(|n| i.before(n).is_some_and(|l| l.definite() && l.has(Sense::Fraction(500))));
    // «الاجتماع الثلاثي الثاني»: said of the noun before.
    let said_of_noun = unit == Unit::Quarter && i.next().is_some_and(|l| l.plain() == key!("الثلاثي"));
    if said_of_noun && i.before(1).is_some_and(|l| l.token.key().starts_with(key!("ال"))) {
        return fail();
    }
    // «نمت في الربع الأخير»
    let last_quarter = nth == -1 && unit == Unit::Quarter && !rest.next().is_some_and(|l| l.has(Sense::Of));
    if last_quarter || nth > 0 && (matches!(unit, Unit::Day | Unit::Quarter) || other_half) {
        return Ok((rest, Form::Within { part: Part::Nth { nth, unit }, whole: None }));
    }
    fail()
}

/// A day's number in its month: «15», «السابع».
fn day_in_month(i: Tokens<'_>) -> Res<'_, i8> {
    alt((day_digits.map(|day| day as i8), ordinal(false))).parse(i)
}

/// `day-of-month := day "من" the-month which` after the name of the day, which the number of a weekday in its month cannot
/// be: «السادس عشر من الشهر نفسه», «28 من الشهر الماضي».
fn day_of_month(i: Tokens<'_>) -> Res<'_, Form> {
    match (day_in_month, is(Sense::Of), period).parse(i)? {
        (rest, (nth, (), whole @ Form::Shift { unit: Unit::Month, .. }))
            if nth > 5 || i.next().is_some_and(|l| l.token.number().is_some()) =>
        {
            Ok((rest, Form::Within { part: Part::Nth { nth, unit: Unit::Day }, whole: Some(Box::new(whole)) }))
        }
        _ => fail(),
    }
}

fn is_one_year(whole: &Form) -> bool {
    match whole {
        Form::Shift { unit, .. } => *unit == Unit::Year,
        Form::Date(date) => date.is_year(),
        _ => false,
    }
}

fn larger(whole: &Form, unit: Unit) -> bool {
    let of = match whole {
        Form::Shift { unit, .. } => *unit,
        // Halves of a month are said too.
        Form::Date(d) if d.month.is_some() => return unit < Unit::Month || unit == Unit::Half,
        Form::Date(d) if d.season.is_some() => Unit::Season,
        Form::Date(_) => Unit::Year,
        Form::Decade { .. } => Unit::Decade,
        Form::Century { .. } => Unit::Century,
        Form::Millennium { .. } => return true,
        _ => return false,
    };
    of > unit
}

/// `same-in := (the-unit "نفسه" | "هذا" the-unit | the-division "المقابل") "من" year`: «الشهر نفسه من العام الماضي»,
/// «الربع المماثل من 2015», «هذا اليوم من عام 1973».
fn same_in(i: Tokens<'_>) -> Res<'_, Form> {
    let likewise = lex(|l| ((l.has(Sense::Like) && l.definite()) || l.has(Sense::Same)).then_some(()));
    let like = (lex(|l| division(l).filter(|_| l.definite())), likewise).map(|(unit, ())| unit);
    // «نفس السداسي من سنة 2001»
    let same = lex(|l| (l.has(Sense::Same) && !l.definite()).then_some(()));
    let half = lex(|l| division(l).filter(|u| l.definite() && matches!(u, Unit::Quarter | Unit::Half)));
    let like = alt((like, (same, half).map(|((), unit)| unit)));
    let (rest, unit) = match { like }.parse(i) {
        Ok(found) => found,
        Err(_) => match shift(i)? {
            (rest, Form::Shift { unit, by: 0, anchor: Anchor::Text }) => (rest, unit),
            (rest, Form::Shift { unit, by: 0, anchor: Anchor::Reference })
                if i.next().is_some_and(|l| l.has(Sense::This)) =>
            {
                (rest, unit)
            }
            _ => return fail(),
        },
    };
    let (rest, (_, whole)) = (is(Sense::Of), period).parse(rest)?;
    let year = match &whole {
        Form::Shift { unit: Unit::Year, by, .. } => *by != 0,
        Form::Date(date) => date.is_year(),
        _ => false,
    };
    let fits = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Half);
    if !(year && fits) {
        return fail();
    }
    Ok((rest, Form::Within { part: Part::Same { unit }, whole: Some(Box::new(whole)) }))
}

/// `eve := ("عشية" | "غداة") holiday`: «عشية عيد الأضحى» is the day before it.
fn eve(i: Tokens<'_>) -> Res<'_, Form> {
    let (rest, days) = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Signal(Signal::DayBefore) => Some(-1),
            Sense::Signal(Signal::DayAfter) => Some(1),
            _ => None,
        })
    })
    .parse(i)?;
    // «عشية الرابع من نيسان»
    let dated = |i| match super::date::date(i)? {
        (rest, (Expression { form: form @ Form::Date(Date { day: Some(_), month: Some(_), .. }), .. }, _)) => {
            Ok((rest, form))
        }
        _ => fail(),
    };
    let (rest, whole) = alt((holiday, dated)).parse(rest)?;
    Ok((rest, Form::Within { part: Part::Beside { days }, whole: Some(Box::new(whole)) }))
}

/// `rest-of := ("بقية" | "باقي") ["أيام"] (the-unit | shift) | "ما تبقى من" …`: «بقية الأسبوع», «ما تبقى من العام».
fn rest_of(i: Tokens<'_>) -> Res<'_, Form> {
    let left = phrase(|m| (m == Meaning::LeftOf).then_some(()));
    let (rest, ()) = alt((is(Sense::Rest), left)).parse(i)?;
    let days = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::Many)) && !l.definite()).then_some(()));
    let (rest, _) = opt(days).parse(rest)?;
    let own = one_unit(true).map(|unit| Form::Shift { unit, by: 0, anchor: Anchor::Reference });
    let (rest, whole) = alt((shift, own)).parse(rest)?;
    match whole {
        Form::Shift { unit: Unit::Day | Unit::Week | Unit::Month | Unit::Year, by: 0, .. } => {
            Ok((rest, Form::Within { part: Part::Rest, whole: Some(Box::new(whole)) }))
        }
        _ => fail(),
    }
}

/// `its-unit := "يومه" ordinal`: «في يومه الأول»: of what is told, whose beginning is not known here.
fn its_unit(i: Tokens<'_>) -> Res<'_, Form> {
    let unit = sense(|s| if let Sense::ItsUnit(unit) = s { Some(unit) } else { None });
    let (rest, (unit, _)) = (unit, ordinal(false)).parse(i)?;
    Ok((rest, Form::Shift { unit, by: 0, anchor: Anchor::Event }))
}

/// «إجازة العيد», «قبل حلول العيد», «يوم العيد»: one of the two feasts. «صلاة العيد» and «العيد الوطني» are names.
fn is_the_feast(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    const BEFORE: [Key; 20] = [
        Key::of("اجازه"),
        Key::of("باجازه"),
        Key::of("عطله"),
        Key::of("بعطله"),
        Key::of("حلول"),
        Key::of("بحلول"),
        Key::of("قدوم"),
        Key::of("اقتراب"),
        Key::of("ايام"),
        Key::of("يوم"),
        Key::of("ليله"),
        Key::of("فتره"),
        Key::of("موسم"),
        Key::of("قبل"),
        Key::of("قبيل"),
        Key::of("بعد"),
        Key::of("خلال"),
        Key::of("منذ"),
        Key::of("حتي"),
        Key::of("بمناسبه"),
    ];
    const OTHERS: [Key; 5] = [Key::of("الذي"), Key::of("التي"), Key::of("المبارك"), Key::of("السعيد"), Key::of("الي")];
    let described = rest.next().is_some_and(|l| {
        let key = l.token.key();
        l.token.gap <= Gap::Space
            && key.starts_with(key!("ال"))
            && !OTHERS.contains(&key)
            && !l.any(|s| matches!(s, Sense::Step(_)))
    });
    let alone = rest.position() == i.position() + 1;
    let led = i.before(1).is_some_and(|l| BEFORE.contains(&l.token.key()));
    !described && (!alone || led)
}

/// `that-time := "ذلك التاريخ" | "هذا التاريخ"`: the time told last.
fn that_time(i: Tokens<'_>) -> Res<'_, Form> {
    let (rest, ()) = phrase(|m| (m == Meaning::ThatTime).then_some(())).parse(i)?;
    // «في التاريخ نفسه من السنة الماضية»
    if rest.next().is_some_and(|l| l.has(Sense::Of))
        && let Ok((after, name)) = year_of(rest)
    {
        let whole = match name.year {
            Year::Relative { by, anchor } => Form::Shift { unit: Unit::Year, by, anchor },
            year => Form::Date(Date { year: Some(year), ..Date::default() }),
        };
        return Ok((after, Form::Within { part: Part::Same { unit: Unit::Day }, whole: Some(Box::new(whole)) }));
    }
    Ok((rest, Form::Within { part: Part::Some, whole: None }))
}

/// `holiday := holiday-name [["من"] year | which]`
fn holiday(i: Tokens<'_>) -> Res<'_, Form> {
    let (rest, name) = phrase(|m| if let Meaning::Holiday(n) = m { Some(n) } else { None }).parse(i)?;
    if name == "eid" && !is_the_feast(i, rest) {
        return fail();
    }
    // «اليوم الوطني للبيئة» is another day.
    const COUNTRY: [Key; 6] = [
        Key::of("للمملكه"),
        Key::of("للدوله"),
        Key::of("للبلاد"),
        Key::of("للسلطنه"),
        Key::of("للامارات"),
        Key::of("للكويت"),
    ];
    let of_another = |l: &Lex| l.token.key().starts_with(key!("لل")) && !COUNTRY.contains(&l.token.key());
    if name == "national" && rest.next().is_some_and(of_another) {
        return fail();
    }
    // «اليوم الوطني السابع والثمانين»
    let rest = match ordinal(false).parse(rest) {
        Ok((after, 3..)) if name == "national" => after,
        _ => rest,
    };
    let (rest, year) = match year_of(rest) {
        Ok((rest, name)) => (rest, Some(Form::Date(Date { year: Some(name.year), ..Date::default() }))),
        Err(_) => match which(rest) {
            Ok((rest, (direction, anchor))) => {
                let by = direction.step();
                (rest, Some(Form::Shift { unit: Unit::Year, by, anchor }))
            }
            Err(_) => (rest, None),
        },
    };
    Ok((rest, Form::Holiday { holiday: name.to_owned(), year: year.map(Box::new) }))
}

/// A rule that gives a form.
type FormRule = for<'a> fn(Tokens<'a>) -> Res<'a, Form>;

/// The rules of this file, each with what it can begin with.
const RELATIVE: &[(Kinds, FormRule, Rule)] = &[
    (WITHIN, within, Rule::Within),
    (SHIFT.and(Kinds::FRACTION), same_in, Rule::Same),
    (Kinds::SIGNAL.and(Kinds::PART), eve, Rule::Eve),
    (Kinds::OTHER, its_unit, Rule::Its),
    (Kinds::OTHER.and(Kinds::PHRASE), rest_of, Rule::Rest),
    (Kinds::OF_AGES, century, Rule::Century),
    (Kinds::OF_AGES.and(Kinds::NUMBER), millennium, Rule::Millennium),
    (Kinds::OF_AGES.and(Kinds::DECADE), decade, Rule::Decade),
    (Kinds::PHRASE, weekend, Rule::Weekend),
    (SEASON, season, Rule::Season),
    (Kinds::PHRASE, holiday, Rule::Holiday),
    (Kinds::PHRASE, that_time, Rule::Same),
    (SHIFT, shift, Rule::Shift),
];

/// The rules of this file, as expressions.
pub(super) fn relative(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    i.remember(|memory| &memory.relative, any_relative)
}

fn any_relative(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let mut longest: Option<(Tokens<'_>, Form, Rule)> = None;
    for &(kinds, rule, name) in RELATIVE {
        if i.begins(kinds)
            && let Ok((rest, form)) = rule(i)
            && longest.as_ref().is_none_or(|(r, _, _)| rest.position() > r.position())
        {
            longest = Some((rest, form, name));
        }
    }
    let Some((rest, form, name)) = longest else { return fail() };
    let mut expression = Expression::from(form);
    // «اليوم السبت», «أمس الثلاثاء», «يوم أمس (الثلاثاء)», «غدا، الاثنين»: the day again, by its name.
    let mut rest = rest;
    if let Form::Shift { unit: Unit::Day, .. } = expression.form {
        let day = |i| sense_weekday(i);
        let parens = nom::sequence::delimited(
            super::tokens::mark(&['(', '[', '"', '“', '«']),
            day,
            super::tokens::mark(&[')', ']', '"', '”', '»']),
        );
        let comma = nom::sequence::preceded(super::tokens::mark(&['،', ',']), day);
        if let Ok((after, date)) = alt((parens, day, comma)).parse(rest) {
            expression.also = Some(Box::new(Form::Date(date)));
            rest = after;
        }
    }
    // «العام الماضي 2019», «العام الماضي (2019)»: the year again, by its number.
    if is_relative_year(&expression.form) {
        let number = |i| {
            let (rest, name) = alt((super::year::year, super::year::two_years)).parse(i)?;
            match name.year {
                crate::timex::expression::Year::Fiscal(_) => {
                    Ok((rest, Date { year: Some(name.year), ..Date::default() }))
                }
                crate::timex::expression::Year::Number(1900..=2100) if !super::date::counts_something(rest) => {
                    Ok((rest, Date { year: Some(name.year), ..Date::default() }))
                }
                _ => fail(),
            }
        };
        let parens = nom::sequence::delimited(super::tokens::mark(&['(']), number, super::tokens::mark(&[')']));
        if let Ok((after, date)) = alt((parens, number)).parse(rest) {
            expression.also = Some(Box::new(Form::Date(date)));
            rest = after;
        }
    }
    Ok((rest, (expression, name)))
}

/// Whether an expression ends with a year by its relation: «العام الماضي», «الفترة ذاتها من العام الماضي».
fn is_relative_year(form: &Form) -> bool {
    match form {
        Form::Shift { unit: Unit::Year, anchor: Anchor::Reference, .. } => true,
        Form::Within { whole: Some(whole), .. } => is_relative_year(whole),
        _ => false,
    }
}

/// A weekday with its day of the month, as an apposition: «الثلاثاء», «السبت 3 مايو».
fn sense_weekday(i: Tokens<'_>) -> Res<'_, Date> {
    let definite = i.next().is_some_and(Lex::definite);
    if !definite {
        return fail();
    }
    let (rest, (expression, _)) = super::date::date(i)?;
    match expression.form {
        Form::Date(date) if date.weekday.is_some() => Ok((rest, date)),
        _ => fail(),
    }
}
