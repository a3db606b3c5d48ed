//! Stretches of the calendar by their relation: this week, last year, the weekend; and all that is named like them.

use super::ages::{another_century, century, decade, millennium};
use super::date::{MONTH_NAME, month, month_in_context, which};
use super::holiday::holiday;
use super::season::{SEASON, season};
use super::tokens::{Lex, Res, Tokens, fail, is, lex, phrase, sense};
use super::within::{WITHIN, eve, its_unit, rest_of, same_in, within};
use super::year::{YEAR, year, year_of};
use crate::script::{Kind, key};
use crate::timex::expression::{Anchor, Calendar, Date, Direction, Expression, Form, Part, Unit, Year};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a shift and any stretch can begin with.
const SHIFT: Kinds =
    Kinds::OTHER.and(Kinds::PHRASE).and(Kinds::UNIT).and(Kinds::DEICTIC).and(Kinds::WHICH).and(Kinds::THIS);
const PERIOD: Kinds =
    SHIFT.and(SEASON).and(Kinds::NUMBER).and(Kinds::ORDINAL).and(Kinds::DECADE).and(MONTH_NAME).and(YEAR);

/// A unit that stands for one: «يوم», «العام».
pub(super) fn one_unit<'a>(definite: bool) -> impl Parser<Tokens<'a>, Output = Unit, Error = ()> {
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
pub(super) fn is_previous(i: Tokens<'_>) -> bool {
    i.next().is_some_and(|l| [key!("السابق"), key!("السابقه")].contains(&l.plain()))
}

/// What can hold a part: `period := shift | month-year | year | season | decade | century`.
pub(super) fn period(i: Tokens<'_>) -> Res<'_, Form> {
    if !i.begins(PERIOD) {
        return fail();
    }
    if let Ok(found) = alt((century, another_century, millennium, decade, shift, season)).parse(i) {
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

/// A rule that gives a form.
type FormRule = for<'a> fn(Tokens<'a>) -> Res<'a, Form>;

/// The rules for these stretches and for what is named after them, each with what it can begin with.
const RELATIVE: &[(Kinds, FormRule, Rule)] = &[
    (WITHIN, within, Rule::Within),
    (SHIFT.and(Kinds::FRACTION), same_in, Rule::Same),
    (Kinds::SIGNAL.and(Kinds::PART), eve, Rule::Eve),
    (Kinds::OTHER, its_unit, Rule::Its),
    (Kinds::OTHER.and(Kinds::PHRASE), rest_of, Rule::Rest),
    (Kinds::OF_AGES, century, Rule::Century),
    (Kinds::ORDINAL.and(Kinds::NUMBER), another_century, Rule::Century),
    (Kinds::OF_AGES.and(Kinds::NUMBER), millennium, Rule::Millennium),
    (Kinds::OF_AGES.and(Kinds::DECADE), decade, Rule::Decade),
    (Kinds::PHRASE, weekend, Rule::Weekend),
    (SEASON, season, Rule::Season),
    (Kinds::PHRASE, holiday, Rule::Holiday),
    (Kinds::PHRASE, that_time, Rule::Same),
    (SHIFT, shift, Rule::Shift),
];

/// What these rules find, as expressions.
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
    // «اليوم السبت», «أمس الثلاثاء», «يوم أمس (الثلاثاء)», «اليوم /الخميس/», «غدا، الاثنين»: the day again, by its name.
    let mut rest = rest;
    if let Form::Shift { unit: Unit::Day, .. } = expression.form {
        let day = |i| sense_weekday(i);
        let parens = nom::sequence::delimited(
            super::tokens::mark(&['(', '[', '"', '“', '«', '/']),
            day,
            super::tokens::mark(&[')', ']', '"', '”', '»', '/']),
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
