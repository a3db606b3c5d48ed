//! Parts of the day, and the day that they are of: «مساء أمس», «ليلة الجمعة إلى السبت», «هذا الصباح».

use super::Production;
use super::date::{date, day_of_it, weekday, which};
use super::lists::day_list;
use super::period::relative;
use super::tokens::{Lex, Res, Tokens, and, fail, is, lex, mark, phrase, sense};
use crate::script::key;
use crate::timex::expression::{self as timex, Anchor, DayPart, Direction, Form, Modifier, Part, Unit};
use crate::timex::kinds::{Kinds, Starts};
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Clear, Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a part of the day can begin with.
const PART: Kinds = Kinds::PHRASE.and(Kinds::POSITION).and(Kinds::PART);

/// A day: a date with a day or weekday, or a day by its relation.
pub(super) fn day(i: Tokens<'_>) -> Res<'_, Form> {
    i.remember(|memory| &memory.day, any_day)
}

fn any_day(i: Tokens<'_>) -> Res<'_, Form> {
    let is_day = |form: &Form| match form {
        Form::Date(d) => d.day.is_some() || d.weekday.is_some(),
        Form::Shift { unit, .. } => *unit == Unit::Day,
        Form::Within { part, .. } => matches!(part, Part::NthWeekday { .. } | Part::Nth { unit: Unit::Day, .. }),
        Form::Holiday { .. } => true,
        _ => false,
    };
    // «زوال يومه الاثنين»
    if let Ok((rest, Sense::ItsUnit(Unit::Day))) = sense(|s| matches!(s, Sense::ItsUnit(_)).then_some(s)).parse(i)
        && weekday(rest).is_ok()
    {
        return any_day(rest);
    }
    // «أيام الجمعة عند الساعة 11:30»: of every week.
    let plural = i.next().is_some_and(|l| l.has(Sense::Unit(Unit::Day, Count::Many)) && !l.definite());
    if plural && i.ahead(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Day(_)))) {
        return fail();
    }
    let mut best: Option<(Tokens<'_>, Form)> = None;
    let rules: [(Starts, Production); 3] =
        [(Starts::DATE, date), (Starts::RELATIVE, relative), (Starts::DAY_OF_IT, day_of_it)];
    for (_, rule) in rules.into_iter().filter(|(starts, _)| i.may_be(*starts)) {
        if let Ok((rest, (expression, _))) = rule(i)
            && is_day(&expression.form)
            && best.as_ref().is_none_or(|(b, _)| rest.position() > b.position())
        {
            best = Some((rest, expression.form));
        }
    }
    best.map_or_else(fail, Ok)
}

/// `part := "صباح" | "بعد الظهر" | "ليلا" …` with whether the word alone is clear.
pub(super) fn part(i: Tokens<'_>) -> Res<'_, (DayPart, bool)> {
    if !i.begins(PART) {
        return fail();
    }
    i.recall(|memory| &memory.part, any_part)
}

fn any_part(i: Tokens<'_>) -> Res<'_, (DayPart, bool)> {
    if let Ok((rest, part)) = part_phrase(i) {
        return Ok((rest, (part, true)));
    }
    // «منتصف-الليل», hyphenated
    let hyphenated = (
        lex(|l| l.has(Sense::Position(Modifier::Mid)).then_some(())),
        mark(&['-']),
        sense(|s| match s {
            Sense::Part(DayPart::Night, _) => Some(DayPart::Midnight),
            Sense::Part(DayPart::Daytime, _) => Some(DayPart::Midday),
            Sense::Part(DayPart::Morning, _) => Some(DayPart::Morning),
            _ => None,
        }),
    );
    if let Ok((rest, (_, _, part))) = { hyphenated }.parse(i) {
        return Ok((rest, (part, true)));
    }
    let (rest, found) = lex(|l| {
        l.senses().iter().find_map(|s| match *s {
            Sense::Part(_, Clear::Bare) if l.definite() => None,
            Sense::Part(part, clear) => Some((part, clear == Clear::Yes)),
            _ => None,
        })
    })
    .parse(i)?;
    // «الصباح الباكر»
    let early = lex(|l| [key!("الباكر"), key!("باكرا")].contains(&l.token.key()).then_some(()));
    let (rest, _) = opt(early).parse(rest)?;
    Ok((rest, found))
}

/// `day-part := part ["من"] day | day part | "هذا" the-part | the-night which | part`
pub(super) fn day_part(i: Tokens<'_>) -> Res<'_, (Form, Rule)> {
    let form = |part, day: Option<Form>| Form::DayPart { part, day: day.map(Box::new) };
    let shift = |by| Form::Shift { unit: Unit::Day, by, anchor: Anchor::Reference };
    // «هذا الصباح», «هذه الليلة»
    if let Ok((rest, (_, part))) = (is(Sense::This), lex(definite_part)).parse(i) {
        return Ok((rest, (form(part, Some(shift(0))), Rule::ThisPart)));
    }
    // «ذاك المساء»: of a day told before.
    if let Ok((rest, (_, part))) = (is(Sense::That), lex(definite_part)).parse(i) {
        let that = Form::Shift { unit: Unit::Day, by: 0, anchor: Anchor::Text };
        return Ok((rest, (form(part, Some(that)), Rule::ThatPart)));
    }
    // «الليلة», «الليلة الماضية», «الليلة قبل الماضية»
    if let Ok((rest, ())) = night_word(i) {
        let far = (
            is(Sense::Signal(Signal::Before)),
            lex(|l| (l.has(Sense::Step(Direction::Past)) && l.definite()).then_some(())),
        );
        if let Ok((rest, _)) = { far }.parse(rest) {
            return Ok((rest, (form(DayPart::Night, Some(shift(-2))), Rule::Night)));
        }
        // «الليلة الفاصلة بين الجمعة والسبت 30 ماي»
        let between = (
            lex(|l| [key!("الفاصله"), key!("الرابطه")].contains(&l.token.key()).then_some(())),
            is(Sense::Signal(Signal::Between)),
            day,
        );
        if let Ok((rest, (_, _, first))) = { between }.parse(rest) {
            let (rest, second) = opt(and(day)).parse(rest)?;
            return Ok((rest, (form(DayPart::Night, Some(eve(first, second))), Rule::NightBetween)));
        }
        if rest.next().is_some_and(|l| l.has(Sense::OfName)) {
            return fail();
        }
        let (rest, day) = the_night(i)?;
        return Ok((rest, (form(DayPart::Night, Some(day)), Rule::Night)));
    }
    // «منتصف الليلة الماضية»
    let middle =
        lex(|l| (l.token.key().ends_with(key!("منتصف")) && l.has(Sense::Position(Modifier::Mid))).then_some(()));
    if let Ok((rest, (_, day))) = (middle, the_night).parse(i) {
        return Ok((rest, (form(DayPart::Midnight, Some(day)), Rule::PartOfDay)));
    }
    // «ليلة رأس السنة» is the name of a day.
    if phrase(|m| matches!(m, Meaning::Holiday(_)).then_some(())).parse(i).is_ok() {
        return fail();
    }
    if let Ok((rest, (part, clear))) = part(i) {
        let (linked, _) = opt(is(Sense::Of)).parse(rest)?;
        let definite = i.next().is_some_and(Lex::definite);
        if !definite || is_fixed(i) {
            // «ليلة 20 – 21 أغسطس»: the night that begins on the first.
            if part == DayPart::Night
                && let Some((after, mut found)) = day_list(linked)
                && found.pieces.len() == 2
            {
                let first = found.pieces.swap_remove(0).expression.form;
                return Ok((after, (form(part, Some(first)), Rule::NightBetween)));
            }
            if let Ok((after, day)) = day(linked) {
                // «نهار الخميس», «نهار أمس»: the day, not its light.
                if part == DayPart::Daytime && !definite {
                    return Ok((after, (day, Rule::PartOfDay)));
                }
                // «عشية عيد الفطر», «عشية الرابع من نيسان» is the day before.
                let dated = matches!(day, Form::Date(timex::Date { day: Some(_), month: Some(_), .. }));
                if (dated || matches!(day, Form::Holiday { .. }))
                    && i.next().is_some_and(|l| l.has(Sense::Signal(Signal::DayBefore)))
                {
                    return fail();
                }
                // «ليل الجمعة - السبت», «ليلة الخميس إلى الجمعة»: the night that begins on the first.
                if matches!(part, DayPart::Night | DayPart::Midnight) {
                    let to = alt((
                        mark(&['-', '–', '/']).map(|_| ()),
                        is(Sense::Signal(Signal::To)),
                        lex(|l| (l.token.key() == key!("علي")).then_some(())),
                        |i| Ok((i, ())),
                    ));
                    let mut to = to;
                    if let Ok((second, ())) = to.parse(after)
                        && (weekday(second).is_ok() || second.position() > after.position() && first_of_month(second))
                        && let Ok((beyond, second)) = self::day(second)
                    {
                        return Ok((beyond, (form(part, Some(eve(day, Some(second)))), Rule::NightBetween)));
                    }
                }
                return Ok((after, (form(part, Some(day)), Rule::PartOfDay)));
            }
        }
        if clear || (definite && part_in_context(i)) {
            // «صباحا», «مساء», «الصباح»; «الظهر» and «العصر» only after a preposition.
            let era = definite && part == DayPart::Afternoon && !is_fixed(i);
            if !era && (!definite || part_in_context(i) || is_fixed(i)) {
                return Ok((rest, (form(part, None), Rule::Part)));
            }
        }
        return fail();
    }
    // «ساعات الصباح الأولى», «ساعات المساء»
    let hours = || lex(|l| (l.has(Sense::Unit(Unit::Hour, Count::Many)) && !l.definite()).then_some(()));
    if let Ok((rest, (_, part))) = (hours(), lex(definite_part)).parse(i) {
        let first = lex(|l| {
            [key!("الاولي"), key!("الباكر"), key!("الباكره"), key!("المتاخره")].contains(&l.token.key()).then_some(())
        });
        let (rest, _) = opt(first).parse(rest)?;
        // «ساعات الصباح الأولى من يوم أمس»
        if let Ok((after, (_, day))) = (is(Sense::Of), day).parse(rest) {
            return Ok((after, (form(part, Some(day)), Rule::HoursOf)));
        }
        return Ok((rest, (form(part, None), Rule::HoursOf)));
    }
    // «ساعات فجر الجمعة»
    if let Ok((rest, ())) = hours().parse(i)
        && rest.begins(PART)
        && let Ok((rest, (part @ Form::DayPart { day: Some(_), .. }, _))) = day_part(rest)
    {
        return Ok((rest, (part, Rule::HoursOf)));
    }
    // «الجمعة صباحا», «أمس مساء»
    if !i.goes_on_with(PART) {
        return fail();
    }
    let (rest, day) = day(i)?;
    let (rest, _) = opt(mark(&['،', ','])).parse(rest)?;
    // «الثلاثاء في الصباح»
    if let Ok((after, (_, part))) = (is(Sense::Signal(Signal::In)), lex(definite_part)).parse(rest) {
        return Ok((after, (form(part, Some(day)), Rule::DayPart)));
    }
    let (after, (part, clear)) = part(rest)?;
    let definite = rest.next().is_some_and(Lex::definite);
    if clear && (!definite || is_fixed(rest)) {
        return Ok((after, (form(part, Some(day)), Rule::DayPart)));
    }
    fail()
}

/// «الليلة»
fn night_word(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| (l.has(Sense::Unit(Unit::Night, Count::One)) && l.definite()).then_some(())).parse(i)
}

/// `the-night := "الليلة" [which]`, as a day.
pub(super) fn the_night(i: Tokens<'_>) -> Res<'_, Form> {
    let (rest, ()) = night_word(i)?;
    let (rest, which) = opt(which).parse(rest)?;
    let (by, anchor) = which.map_or((0, Anchor::Reference), |(direction, anchor)| (direction.step(), anchor));
    Ok((rest, Form::Shift { unit: Unit::Day, by, anchor }))
}

/// «ليلة 31 مارس إلى 1 أبريل»
fn first_of_month(i: Tokens<'_>) -> bool {
    let first =
        i.next().is_some_and(|l| l.token.number() == Some(1) || l.has(Sense::First) || l.has(Sense::Ordinal(1)));
    first && matches!(day(i), Ok((_, Form::Date(timex::Date { day: Some(1), month: Some(_), .. }))))
}

/// The first of two days of which the second may have the date: «بين الجمعة والسبت 30 ماي».
fn eve(first: Form, second: Option<Form>) -> Form {
    match (first, second) {
        (Form::Date(first), Some(Form::Date(second))) if first.day.is_none() && first.month.is_none() => {
            let day = second.day.filter(|&day| day > 1).map(|day| day - 1);
            // The last day of the month before would need its length.
            if second.day.is_some() && day.is_none() {
                Form::Date(second)
            } else {
                Form::Date(timex::Date { weekday: first.weekday, day, ..second })
            }
        }
        (Form::Date(first), Some(Form::Date(second))) if first.month.is_none() => {
            Form::Date(timex::Date { weekday: first.weekday, day: first.day, ..second })
        }
        (first, _) => first,
    }
}

/// «بعد الظهر», «منتصف الليل»: a fixed wording.
pub(super) fn part_phrase(i: Tokens<'_>) -> Res<'_, DayPart> {
    phrase(|m| if let Meaning::Part(p) = m { Some(p) } else { None }).parse(i)
}

pub(super) fn definite_part(lex: &Lex) -> Option<DayPart> {
    lex.senses().iter().find_map(|s| match s {
        Sense::Part(p, clear) if lex.definite() && *clear != Clear::Bare => Some(*p),
        _ => None,
    })
}

/// Whether the part is a fixed wording («بعد الظهر») in which the article says nothing.
fn is_fixed(i: Tokens<'_>) -> bool {
    part_phrase(i).is_ok()
}

/// «في الصباح», «خلال الليل», «حتى الفجر».
fn part_in_context(i: Tokens<'_>) -> bool {
    // «من الفجر حتى الظهيرة»
    let from = || i.before(1).is_some_and(|l| l.has(Sense::Of));
    let till = || i.ahead(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::Until | Signal::To))));
    from() && till()
        || i.before(1).is_some_and(|l| {
            l.any(|s| {
                matches!(
                    s,
                    Sense::Near
                        | Sense::Signal(
                            Signal::In
                                | Signal::During
                                | Signal::Until
                                | Signal::Since
                                | Signal::After
                                | Signal::Before
                        )
                )
            })
        })
        || i.before(1).is_none_or(|l| {
            l.token.key().ends_with(key!("حلول"))
                || [key!("قرب"), key!("ساعات"), key!("طوال"), key!("طيله"), key!("مع"), key!("هبوط"), key!("انتصاف")]
                    .contains(&l.token.key())
        })
}
