//! Parts of a stretch of the calendar: «الربع الأول من العام», «ثالث ثلاثاء في مايو», «بقية الأسبوع», «عشية العيد».

use super::date::{day_digits, month, weekday};
use super::holiday::holiday;
use super::number::ordinal;
use super::period::{of_period, one_unit, period, shift};
use super::tokens::{Lex, Res, Tokens, fail, is, lex, phrase, sense};
use crate::script::{Few, Key, Kind, key};
use crate::timex::expression::{Anchor, Calendar, Date, Expression, Form, Part, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::words::{Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a part can begin with.
pub(super) const WITHIN: Kinds = Kinds::PHRASE
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
pub(super) fn within(i: Tokens<'_>) -> Res<'_, Form> {
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
            // «مراد الثالث سنة 989هـ», «الأول والثاني سنة 1609»: no year is the third of a year.
            && larger(&whole, unit)
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
        && (of_business(i)
            || (1..=10).any(|n| i.before(n).is_some_and(|l| l.definite() && l.has(Sense::Fraction(500)))));
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

/// Whether what stands before is of business, whose year has halves: «ارتفع الطلب 4% خلال النصف الأول», but not «سجل هدفين في
/// النصف الأول».
fn of_business(i: Tokens<'_>) -> bool {
    static WORDS: Few<26> = Few::of(Key::all([
        "المئة",
        "المائة",
        "بالمئة",
        "بالمائة",
        "بنسبة",
        "الطلب",
        "أرباح",
        "الأرباح",
        "أرباحها",
        "أرباحه",
        "إيرادات",
        "الإيرادات",
        "إيراداتها",
        "مبيعات",
        "المبيعات",
        "مبيعاتها",
        "الإنتاج",
        "النمو",
        "نموا",
        "صادرات",
        "الصادرات",
        "واردات",
        "الواردات",
        "العجز",
        "خسائر",
        "خسائرها",
    ]));
    let led = i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::In | Signal::During))));
    let of_it = |l: &Lex| WORDS.has(l.token.key()) || matches!(l.token.kind, Kind::Mark('%' | '٪'));
    led && (2..=14).map_while(|n| i.before(n)).take_while(|l| !l.token.is_mark('.')).any(of_it)
}

/// A day's number in its month: «15», «السابع». Days are masculine: «للمرة الأخيرة الشهر الماضي» names none.
fn day_in_month(i: Tokens<'_>) -> Res<'_, i8> {
    if i.next().is_some_and(|l| l.has(Sense::Ordinal(-1)) && l.plain().ends_with(key!("ه"))) {
        return fail();
    }
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
pub(super) fn same_in(i: Tokens<'_>) -> Res<'_, Form> {
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
pub(super) fn eve(i: Tokens<'_>) -> Res<'_, Form> {
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
pub(super) fn rest_of(i: Tokens<'_>) -> Res<'_, Form> {
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
pub(super) fn its_unit(i: Tokens<'_>) -> Res<'_, Form> {
    let unit = sense(|s| if let Sense::ItsUnit(unit) = s { Some(unit) } else { None });
    let (rest, (unit, _)) = (unit, ordinal(false)).parse(i)?;
    // «دخلت الاشتباكات يومها الثاني», «تتواصل الهدنة في يومها الثالث»: today.
    let enters = (1..=8).map_while(|n| i.before(n)).take_while(|l| l.token.kind == Kind::Word).any(|l| {
        let key = l.token.key();
        [
            key!("دخل"),
            key!("دخلت"),
            key!("يدخل"),
            key!("تدخل"),
            key!("يتواصل"),
            key!("تتواصل"),
            key!("يستمر"),
            key!("تستمر"),
        ]
        .iter()
        .any(|verb| key == *verb || key == key!("و").join(*verb))
    });
    let anchor = if enters && unit == Unit::Day { Anchor::Reference } else { Anchor::Event };
    Ok((rest, Form::Shift { unit, by: 0, anchor }))
}
