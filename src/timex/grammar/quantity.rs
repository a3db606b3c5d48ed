//! Lengths and how they are said: «أربعة أشهر», «سنة ونصف», «الأيام الثلاثة الماضية».

use super::lists::connector;
use super::number::{Cardinal, cardinal, decimal, free_on_the_left, ordinal};
use super::tokens::{Lex, Res, Tokens, and, fail, is, lex, lone_and, phrase, sense};
use super::{Found, Piece};
use crate::script::{Gap, Kind, key};
use crate::timex::expression::{Amount, Direction, Expression, Form, Modifier, Quantity, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Clear, Count, Num, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, value};
use nom::sequence::preceded;

/// A quantity with its modifier.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub(super) quantity: Quantity,
    pub(super) modifier: Option<Modifier>,
    /// Whether the words could not be anything but a length: a number or a plural, not a lone «شهر».
    pub(super) counted: bool,
    /// Whether it is definite: «السنوات الخمس».
    pub(super) definite: bool,
}

/// What a quantity can begin with.
pub(super) const QUANTITY: Kinds = Kinds::PHRASE
    .and(Kinds::APPROX)
    .and(Kinds::DIGITS)
    .and(Kinds::NUMBER)
    .and(Kinds::UNIT)
    .and(Kinds::SEVERAL)
    .and(Kinds::FRACTION);

/// `about := "نحو" | "أكثر من" | …`
pub(super) fn about(i: Tokens<'_>) -> Res<'_, Modifier> {
    if !i.begins(Kinds::PHRASE.and(Kinds::APPROX)) {
        return fail();
    }
    alt((
        phrase(|m| if let Meaning::Before(m) = m { Some(m) } else { None }),
        value(Modifier::Approx, is(Sense::Approx)),
    ))
    .parse(i)
}

/// `behind := "على الأقل" | "على الأكثر" | "تقريبا"`
pub(super) fn behind(i: Tokens<'_>) -> Res<'_, Modifier> {
    alt((
        phrase(|m| if let Meaning::Behind(m) = m { Some(m) } else { None }),
        lex(|l| (l.token.key() == key!("تقريبا")).then_some(Modifier::Approx)),
    ))
    .parse(i)
}

/// `unit(count) := يوم | يومين | أيام …`
fn unit<'a>(counts: &'static [Count]) -> impl Parser<Tokens<'a>, Output = (Unit, bool), Error = ()> {
    lex(move |l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(unit, count) if counts.contains(count) => Some((*unit, l.definite())),
            _ => None,
        })
    })
}

const ONE: &[Count] = &[Count::One];
const TWO: &[Count] = &[Count::Two];
const MANY: &[Count] = &[Count::Many];
const COUNTED: &[Count] = &[Count::One, Count::Many];

/// Whether a dual is cut to its construct form, which needs a noun after it: «شهري», «يومي», «عامي».
fn is_construct(lex: &Lex) -> bool {
    let key = lex.plain();
    [
        key!("شهري"),
        key!("يومي"),
        key!("عامي"),
        key!("سنتي"),
        key!("الشهري"),
        key!("اليومي"),
        key!("العامي"),
        key!("السنتي"),
    ]
    .contains(&key)
}

/// One amount of one unit.
///
/// ```text
/// amount := number unit | dual | "بضعة" plural | "عشرات" plural | fraction unit | plural | unit "واحد"
/// ```
fn amount(i: Tokens<'_>) -> Res<'_, (Amount, Unit, bool, bool)> {
    // «2,5 سنوات»
    if let Ok((rest, (thousandths, (unit, _)))) = (decimal, unit(COUNTED)).parse(i) {
        // «4,2 سنة ضوئية» is a distance.
        if of_light(rest.next()) {
            return fail();
        }
        return Ok((rest, (Amount::Thousandths(thousandths), unit, true, false)));
    }
    // «ثلاثة أرباع الساعة»
    let quarters = is(Sense::Quarters);
    if let Ok((rest, (Cardinal { value: 3, .. }, _, (unit, _)))) = (cardinal, quarters, unit(ONE)).parse(i) {
        return Ok((rest, (Amount::Thousandths(750), unit, true, false)));
    }
    // «ثلاثة أشهر», «20 عاما», «3 آلاف سنة», «الخمس سنوات»
    if let Ok((rest, Cardinal { value, digits })) = cardinal(i) {
        // «أحد أيام الصيف», «إحدى ليالي الشتاء»: one of them.
        if value == 1 && digits.is_none() {
            return fail();
        }
        let definite = i.next().is_some_and(Lex::definite);
        // «وقعها الاثنين عقد اتفاق» is a weekday, «0.4 في المائة عام 2012» a share: two and a hundred are counted so
        // with an article nowhere else.
        let share = value == 100 && i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::In)));
        if definite && digits.is_none() && (value == 2 || share) {
            return fail();
        }
        // «23 الشهر المقبل», «15 الساعة» are no lengths: a counted unit has no article.
        let bare = rest.next().is_some_and(|l| !l.definite() || l.any(|s| matches!(s, Sense::Unit(_, Count::Many))));
        let light = of_light(rest.ahead(1));
        if let (true, Ok((rest, (unit, after)))) = (bare && !light, unit(COUNTED).parse(rest)) {
            // A clock or date would not put a number before these units; but «الثانية ساعة» is none.
            if i.next().is_some_and(|l| l.any(|s| matches!(s, Sense::Ordinal(_))) && l.definite()) {
                return fail();
            }
            // «كأس العالم 2022 يوم 18»: «يوم» heads what follows.
            if unit == Unit::Day && rest.before(1).is_some_and(|l| l.token.key() == key!("يوم")) && names_a_day(rest)
            {
                return fail();
            }
            return Ok((rest, (Amount::Whole(value), unit, true, definite || after)));
        }
        return fail();
    }
    // «شهرين», «اليومين», «سنتين اثنتين»
    if let Some(lex) = i.next()
        && !is_construct(lex)
        && let Ok((rest, (unit, definite))) = unit(TWO).parse(i)
    {
        let two = sense(|s| (s == Sense::Number(Num::Digit(2))).then_some(()));
        let (rest, _) = opt(two).parse(rest)?;
        return Ok((rest, (Amount::Whole(2), unit, true, definite)));
    }
    // «بضعة أيام», «عدة أشهر»
    if let Ok((rest, (_, (unit, _)))) = (is(Sense::Several), unit(MANY)).parse(i) {
        return Ok((rest, (Amount::Some, unit, true, false)));
    }
    // «عشرات السنين», «آلاف السنين»
    let vague = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            _ if l.definite() => None,
            Sense::Number(Num::Vague(1)) => Some(Amount::Tens),
            Sense::Number(Num::Vague(2)) => Some(Amount::Hundreds),
            Sense::Number(Num::Vague(3)) => Some(Amount::Thousands),
            _ => None,
        })
    });
    if let Ok((rest, (amount, _, (unit, _)))) = (vague, opt(is(Sense::Of)), unit(MANY)).parse(i) {
        return Ok((rest, (amount, unit, true, false)));
    }
    // «نصف ساعة», «ربع قرن»
    let fraction = sense(|s| if let Sense::Fraction(f) = s { Some(f) } else { None });
    if let Ok((rest, (thousandths, (unit, _)))) = (fraction, unit(ONE)).parse(i) {
        return Ok((rest, (Amount::Thousandths(u64::from(thousandths)), unit, true, false)));
    }
    // «سنوات», «السنوات الخمس»
    if let Ok((rest, (unit, definite))) = unit(MANY).parse(i) {
        if definite {
            // The number follows: «السنوات الخمس», «الأسابيع الثلاثة».
            // «الثواني ال 14»: the article alone before digits.
            let article = lex(|l| (l.token.key() == key!("ال")).then_some(()));
            if let Ok((after, (_, number))) = (article, cardinal).parse(rest) {
                return Ok((after, (Amount::Whole(number.value), unit, true, true)));
            }
            if rest.next().is_some_and(Lex::definite)
                && let Ok((after, number)) = cardinal(rest)
            {
                return Ok((after, (Amount::Whole(number.value), unit, true, true)));
            }
            if let Ok((after, ())) = lex(|l| few(l).then_some(())).parse(rest) {
                return Ok((after, (Amount::Some, unit, true, true)));
            }
        } else {
            // «سنوات عدة», «أيام قليلة», «سنوات خمس», «سنوات طويلة»
            if let Ok((after, Cardinal { value, digits: None })) = cardinal(rest)
                && (3..=10).contains(&value)
            {
                return Ok((after, (Amount::Whole(value), unit, true, false)));
            }
            if let Ok((after, ())) = lex(|l| (l.has(Sense::Several) || few(l)).then_some(())).parse(rest) {
                return Ok((after, (Amount::Some, unit, true, false)));
            }
            // «أيام عيد الأضحى»
            if phrase(|m| matches!(m, Meaning::Holiday(_)).then_some(())).parse(rest).is_ok() {
                return fail();
            }
            // «عقود الرعاية», «سنوات الحرب»: a plural before a definite noun belongs to it.
            if rest.next().is_some_and(|l| is_definite_noun(l) || is_name(l)) {
                return fail();
            }
        }
        return Ok((rest, (Amount::Some, unit, true, definite)));
    }
    // «شهر واحد», «شهر كامل», «ساعة»; but «شهر أيلول», «عام 2012» name a month and a year.
    let (rest, (unit, definite)) = unit(ONE).parse(i)?;
    // «سنة ضوئية» is a distance.
    let every = || i.before(1).is_some_and(|l| l.has(Sense::Every));
    if of_light(rest.next()) || i.next().is_some_and(is_only_counted) && !every() {
        return fail();
    }
    if rest.next().is_some_and(|l| names_a_time(l) && !l.attached()) {
        return fail();
    }
    // «منذ عام ألف وتسعمائة وواحد وستين»
    if unit == Unit::Year && !definite && super::year::year(i).is_ok() {
        return fail();
    }
    let one = sense(|s| matches!(s, Sense::Number(Num::Digit(1)) | Sense::Whole).then_some(()));
    let led = i.before(1).is_some_and(|l| {
        l.any(|s| matches!(s, Sense::Every | Sense::Signal(Signal::In | Signal::From | Signal::To | Signal::Until)))
    });
    // «قابلة للتمديد سنة أخرى», «مددها شهرا آخر», but not «في سنة أخرى», nor «يوم آخر».
    let more = lex(|l| {
        let key = l.token.key();
        let accusative = i.next().is_some_and(|l| l.plain().ends_with(key!("ا")));
        let feminine = i.next().is_some_and(|l| l.plain().ends_with(key!("ه")));
        (!definite && !led && (key == key!("اخر") && accusative || key == key!("اخري") && feminine)).then_some(())
    });
    let (after, said) = opt(alt((one, more))).parse(rest)?;
    Ok((after, (Amount::Whole(1), unit, said.is_some(), definite)))
}

/// «ستة عشر ربيعا», «أربعة فصول»: a length only where it is counted, not in «فصل الغاز».
fn is_only_counted(lex: &Lex) -> bool {
    [key!("ربيعا"), key!("حولا"), key!("فصل")].contains(&lex.plain())
}

/// «ضوئية», behind a year.
fn of_light(lex: Option<&Lex>) -> bool {
    lex.is_some_and(|l| l.token.key().starts_with(key!("ضويي")))
}

/// A number, a month or a day: a unit before it is its head.
pub(super) fn names_a_time(lex: &Lex) -> bool {
    lex.token.number().is_some()
        || lex.kinds.meets(Kinds::MONTH.and(Kinds::DAY))
            && lex.any(|s| {
                matches!(
                    s,
                    Sense::Month(..)
                        | Sense::MonthPair { .. }
                        | Sense::Hijri(..)
                        | Sense::HijriPair { .. }
                        | Sense::Day(_)
                )
            })
}

/// Whether a day's number or name follows.
fn names_a_day(i: Tokens<'_>) -> bool {
    i.next().is_some_and(|l| {
        !l.attached() && (l.token.number().is_some() || l.definite() && l.any(|s| matches!(s, Sense::Day(_))))
    })
}

/// «أيام الجمعة», «عقود أبريل»: a plural before a name belongs to it.
fn is_name(lex: &Lex) -> bool {
    !lex.attached()
        && lex.any(|s| {
            matches!(s, Sense::Month(_, Clear::Yes) | Sense::MonthPair { .. })
                || (matches!(s, Sense::Day(_)) && lex.definite())
        })
}

/// A word with the article that no rule of lengths knows.
fn is_definite_noun(lex: &Lex) -> bool {
    let key = lex.token.key();
    let of_time = lex.definite() && lex.any(|s| matches!(s, Sense::Part(..) | Sense::Season(_)));
    of_time
        || lex.says_no_time()
            && key.starts_with(key!("ال"))
            && key.len() > 4
            && key != key!("الذي")
            && key != key!("التي")
}

/// «قليلة», «معدودة», «طويلة» after a plural: a quantity all the same.
fn few(lex: &Lex) -> bool {
    let key = lex.plain();
    [key!("قليله"), key!("القليله"), key!("معدوده"), key!("طويله"), key!("طوال"), key!("كثيره"), key!("عديده")]
        .contains(&key)
}

/// `quantity := [about] amount ["و" fraction | "و" amount …] ["على الأقل" | "تقريبا"]`
pub(super) fn quantity(i: Tokens<'_>) -> Res<'_, Measured> {
    if !i.begins(QUANTITY) {
        return fail();
    }
    i.remember(|memory| &memory.quantity, any_quantity)
}

fn any_quantity(i: Tokens<'_>) -> Res<'_, Measured> {
    let (rest, mut modifier) = opt(about).parse(i)?;
    let (rest, (first, unit_, mut counted, definite)) = amount(rest)?;
    let mut parts = vec![(first, unit_)];
    let mut rest = rest;
    let fraction = || sense(|s| if let Sense::Fraction(f) = s { Some(f) } else { None });
    if let Ok((after, thousandths)) = and(fraction()).parse(rest) {
        // «عام ونصف», «سنتين ونصف السنة»; but not «خمس سنوات ونصف اليوم»
        let own = |i| match unit(ONE).parse(i)? {
            (rest, (same, _)) if same == unit_ => Ok((rest, ())),
            _ => fail(),
        };
        let (after, _) = opt(own).parse(after)?;
        if let Amount::Whole(_) = first {
            parts.push((Amount::Thousandths(u64::from(thousandths)), unit_));
            counted = true;
            rest = after;
        }
    } else {
        // «سنة وستة أشهر»
        while let Ok((after, (next, smaller, said, _))) = and(amount).parse(rest) {
            let last = parts.last().map_or(Unit::Second, |p| p.1);
            // «3 دقائق و28.32 ثانية», «ساعتان وثلاثة أرباع الساعة»: a fraction comes last.
            let fits = match next {
                Amount::Whole(_) => smaller < last,
                Amount::Thousandths(part) => smaller < last || smaller == last && part < 1000,
                _ => false,
            };
            let ended = matches!(parts.last(), Some((Amount::Thousandths(_), _)));
            if !said || !fits || ended || parts.len() >= 4 {
                break;
            }
            parts.push((next, smaller));
            counted = true;
            rest = after;
        }
    }
    // «ساعة إلا ربعا»
    if let (Amount::Whole(n), Ok((after, (_, less)))) = (first, (is(Sense::Minus), fraction()).parse(rest)) {
        parts[0].0 = Amount::Thousandths(n.saturating_mul(1000).saturating_sub(u64::from(less)));
        counted = true;
        rest = after;
    }
    // «عشرين سنة إلا خمسة وعشرين يوما», «ثمانية أشهر إلا أياما»: a little less.
    if let Ok((after, ((), (_, smaller, said, false)))) = (is(Sense::Minus), amount).parse(rest)
        && said
        && smaller < unit_
    {
        modifier = modifier.or(Some(Modifier::LessThan));
        counted = true;
        rest = after;
    }
    // «ثلاث سنوات ونيف», «شهرا ونيفا»
    if let Ok((after, ())) =
        lex(|l| [key!("ونيف"), key!("ونيفا")].contains(&l.token.key()).then_some(())).parse(rest.opened())
    {
        modifier = modifier.or(Some(Modifier::MoreThan));
        rest = after;
    }
    // «يومين أو ثلاثة»: the unit is said once.
    let or = (lex(|l| (l.token.key() == key!("او")).then_some(())), cardinal);
    if let (Amount::Whole(n), Ok((after, (_, more)))) = (first, { or }.parse(rest))
        && more.value == n + 1
        && more.digits.is_none()
        && unit(COUNTED).parse(after).is_err()
    {
        rest = after;
    }
    // «سنة أو سنتين»: said of one length that is not known exactly.
    let or_two = (lex(|l| (l.token.key() == key!("او")).then_some(())), unit(TWO));
    if let (Amount::Whole(1), Ok((after, (_, (same, false))))) = (first, { or_two }.parse(rest))
        && same == unit_
        && parts.len() == 1
    {
        counted = true;
        rest = after;
    }
    if let Ok((after, m)) = behind(rest) {
        modifier = modifier.or(Some(m));
        rest = after;
    }
    let (rest, whole) = opt(is(Sense::Whole)).parse(rest)?;
    let (rest, in_row) = opt(in_a_row).parse(rest)?;
    // «من الزمن», «من الزمان» adds nothing but makes «عقد» a length.
    let time = lex(|l| {
        let key = l.plain();
        (key == key!("الزمن") || key == key!("الزمان")).then_some(())
    });
    let (rest, of_time) = opt(preceded(is(Sense::Of), time)).parse(rest)?;
    counted |= whole.is_some() || in_row.is_some() || of_time.is_some() || modifier.is_some();
    Ok((rest, Measured { quantity: Quantity { parts }, modifier, counted, definite }))
}

/// `in-a-row := "متتالية" | "على التوالي"`
pub(super) fn in_a_row(i: Tokens<'_>) -> Res<'_, ()> {
    alt((is(Sense::Consecutive), phrase(|m| (m == Meaning::InARow).then_some(())))).parse(i)
}

/// `step := "الماضي" | "المقبل" | …` after a definite length.
fn step(i: Tokens<'_>) -> Res<'_, Direction> {
    if !i.begins(Kinds::WHICH) {
        return fail();
    }
    lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Step(d @ (Direction::Past | Direction::Future)) if l.definite() => Some(*d),
            Sense::Next if l.definite() => Some(Direction::Future),
            _ => None,
        })
    })
    .parse(i)
}

/// «أسبوعا بعد الهجوم», «تمديد المهلة يوما», «نعود سنة إلى الوراء»: how far something is moved or lies from another.
fn is_distance(i: Tokens<'_>, first: &Lex) -> bool {
    let Some((unit, key)) = first.senses().iter().find_map(|s| match s {
        Sense::Unit(unit @ (Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year), Count::One) => {
            Some((*unit, first.token.key()))
        }
        _ => None,
    }) else {
        return false;
    };
    // «يوما», «سنة»: what ends otherwise is not in the accusative.
    if first.definite() || first.attached() || !(key.ends_with(key!("ا")) || key.ends_with(key!("ه"))) {
        return false;
    }
    let next = i.ahead(1);
    let other = |l: &Lex| !l.any(|s| matches!(s, Sense::Unit(of, _) if of == unit));
    let from_event = unit > Unit::Hour
        && next.is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::After | Signal::Before))))
        && i.ahead(2).is_some_and(|l| l.token.kind == Kind::Word && other(l));
    let back = next.is_some_and(|l| l.has(Sense::Signal(Signal::To)))
        && i.ahead(2).is_some_and(|l| l.token.key() == key!("الوراء"));
    let moved =
        (1..=5).map_while(|n| i.before(n)).take_while(|l| l.token.kind == Kind::Word).any(|l| l.has(Sense::PutsOff));
    from_event || back || moved
}

/// What makes a lone singular («شهر», «ساعة») a length: a preposition of time before it.
fn licensed_singular(i: Tokens<'_>) -> bool {
    let Some(first) = i.next() else { return false };
    if first.clitics.preposition == Some('ل') && !first.definite() {
        return true;
    }
    // «يستمر المعرض أسبوعا»: the accusative of a length after a verb that takes one.
    let accusative = first.token.key().ends_with(key!("ا"));
    // «عرضت شهرا في المتحف»: nothing but a length is so written; «يوما» may be one day.
    let sure = [key!("شهرا"), key!("اسبوعا")].contains(&first.token.key());
    if sure || accusative && (1..=4).any(|n| i.before(n).is_some_and(|l| l.has(Sense::Lasts))) {
        return true;
    }
    if is_distance(i, first) {
        return true;
    }
    // «أكثر من 2 % في أسبوع.»: the whole of its clause's end.
    let ends = i
        .ahead(1)
        .is_none_or(|l| matches!(l.token.kind, Kind::Mark('.' | '،' | ',' | '؛')) || l.token.gap > Gap::Space);
    let long = first.any(|s| matches!(s, Sense::Unit(Unit::Week | Unit::Month | Unit::Year, Count::One)));
    if long && ends && !first.attached() && i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::In))) {
        return true;
    }
    // «بعد مرور عام على»
    let passed = [
        key!("مرور"),
        key!("بمرور"),
        key!("انقضاء"),
        key!("مضي"),
        key!("انقضي"),
        key!("انقضت"),
        key!("مر"),
        key!("مرت"),
    ];
    if i.before(1).is_some_and(|l| passed.contains(&l.token.key())) && !first.definite() {
        return true;
    }
    i.before(1).is_some_and(|l| {
        l.any(|s| {
            matches!(s, Sense::Signal(Signal::For | Signal::During | Signal::Since | Signal::After | Signal::Before))
        })
    })
}

/// Words that are a unit and something else as often: «عقد» contract, «قرن» horn, «ثانية» second, «دقيقة» precise,
/// «أشهر» most famous.
fn is_doubtful(measured: &Measured, first: &Lex) -> bool {
    let key = first.plain();
    // «عقود» are contracts as often as decades.
    let either = key == key!("اشهر") || key == key!("عقود");
    let famous = either && measured.modifier.is_none() && measured.quantity.parts[0].0 == Amount::Some;
    let lone = measured.quantity.parts[0].0 == Amount::Whole(1) && !measured.counted;
    famous || (lone && matches!(measured.quantity.unit(), Unit::Decade | Unit::Century | Unit::Second | Unit::Minute))
}

/// `duration := quantity | the-quantity step`: «أربعة أشهر», «السنوات الخمس الماضية».
pub(super) fn duration(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    // «ذو القرنين»
    if i.next().is_some_and(|l| l.token.key() == key!("القرنين"))
        && i.before(1).is_some_and(|l| [key!("ذو"), key!("ذي"), key!("ذا"), key!("بذي")].contains(&l.token.key()))
    {
        return fail();
    }
    let (rest, measured) = quantity(i)?;
    let modifier = measured.modifier;
    if measured.definite {
        // «الأشهر العشرة الأولى من العام الحالي», «الأشهر الثلاثة الأخيرة من السنة»
        let single = matches!(measured.quantity.parts[..], [(Amount::Whole(1), _)]);
        if !single && let Ok((rest, (_, _))) = (ordinal(false), super::period::of_period).parse(rest) {
            let form = Form::Duration(measured.quantity);
            return Ok((rest, (Expression { form, modifier, also: None }, Rule::LengthOf)));
        }
        // «السنوات الخمس الماضية», «اليومين الماضيين», «الأشهر القليلة المقبلة»
        if !single && let Ok((rest, direction)) = step(rest) {
            let (rest, _) = opt(in_a_row).parse(rest)?;
            let form = Form::Stretch { quantity: measured.quantity, direction, since: false };
            return Ok((rest, (Expression { form, modifier, also: None }, Rule::Stretch)));
        }
        // «الأيام الثلاثة»; but «السنوات», «الأيام» alone name no length, and «الساعة» is a clock.
        // «لا يتجاوز السنة ونصف السنة»
        let compound = measured.quantity.parts.len() > 1 && measured.quantity.unit() >= Unit::Day;
        let alone = !compound && !matches!(measured.quantity.parts[..], [(Amount::Whole(n), _), ..] if n > 1);
        // «طوال الشهر», «طيلة العام»
        let throughout =
            i.before(1).is_some_and(|l| [key!("طوال"), key!("طيله"), key!("مهله")].contains(&l.token.key()))
                && measured.quantity.parts[0].0 == Amount::Whole(1);
        if alone && !throughout && !plural_in_context(i, &measured) {
            return fail();
        }
    } else {
        // «3 أيام القادمة»: the article is only on the last word.
        if let (true, Ok((rest, direction))) = (measured.counted, step(rest))
            && matches!(measured.quantity.parts[..], [(Amount::Whole(n), _)] if n > 1)
        {
            let form = Form::Stretch { quantity: measured.quantity, direction, since: false };
            return Ok((rest, (Expression { form, modifier, also: None }, Rule::Stretch)));
        }
        // «ثلاث سنوات مضت»
        if let Ok((rest, ())) = is(Sense::Elapsed).parse(rest) {
            let form = Form::Stretch { quantity: measured.quantity, direction: Direction::Past, since: false };
            return Ok((rest, (Expression { form, modifier, also: None }, Rule::Elapsed)));
        }
        let first = match i.next() {
            Some(first) => first,
            None => return fail(),
        };
        if !(measured.counted || licensed_singular(i) || whole_input(i, rest)) {
            return fail();
        }
        // «عبر عقود», «عقود من التعاون»
        let through =
            i.before(1).is_some_and(|l| l.token.key() == key!("عبر")) || rest.next().is_some_and(|l| l.has(Sense::Of));
        // «تركة عقود من الزمن»
        let through = through || rest.before(1).is_some_and(|l| l.token.key() == key!("الزمن"));
        let decades = measured.quantity.unit() == Unit::Decade && through;
        if is_doubtful(&measured, first) && !(decades || licensed_singular(i) || whole_input(i, rest)) {
            return fail();
        }
        if measured.quantity.is_exact()
            && matches!(measured.quantity.parts[0].0, Amount::Whole(_))
            && !free_on_the_left(i)
        {
            return fail();
        }
    }
    Ok((rest, (Expression { form: Form::Duration(measured.quantity), modifier, also: None }, Rule::Length)))
}

/// `range := number ("و" | "إلى" | "أو" | "-") quantity`: «بين 18 و24 شهرا», «ثلاثة أو أربعة أيام». The unit is the second's.
pub(super) fn range(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    // «من سنة إلى ثلاث سنوات», «يوم أو يومين»: one of them is the unit alone.
    let lone = |i| {
        let (rest, (unit, definite)) = unit(ONE).parse(i)?;
        if definite { fail() } else { Ok((rest, (Cardinal { value: 1, digits: None }, Some(unit)))) }
    };
    let (mid, (first, said)) = alt((cardinal.map(|n| (n, None)), lone)).parse(i).ok()?;
    let between = i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::Between | Signal::From))));
    let next = match connector(mid.opened()) {
        Ok((next, ())) => next.opened(),
        Err(_) if between => match lone_and(mid.opened()) {
            Ok((next, ())) => next.opened(),
            Err(_) if mid.next()?.clitics.conjunction == Some('و') => mid.opened(),
            Err(_) => return None,
        },
        Err(_) => return None,
    };
    let to_word = mid.next()?.has(Sense::Signal(Signal::To));
    // «سنة أو سنتين» is one length.
    if said.is_some() && mid.next()?.token.key() == key!("او") && unit(TWO).parse(next).is_ok() {
        return None;
    }
    // A comma sets items of a list apart; only words and dashes make a range of lengths.
    if mid.next()?.token.is_comma() {
        return None;
    }
    let (rest, measured) = quantity(next).ok()?;
    let [(Amount::Whole(second), unit)] = measured.quantity.parts[..] else { return None };
    // «بين أسبوع و10 أيام»: of two units, the second still the longer.
    let first_unit = said.unwrap_or(unit);
    let longer = if first_unit == unit {
        second > first.value
    } else {
        (between || to_word)
            && days(first_unit).zip(days(unit)).is_some_and(|(a, b)| second.saturating_mul(b) > first.value * a)
    };
    // «أعلنت الفترة 2005-2014 عقدا للتعليم»: two years.
    let years = |n: u64| (1900..=2100).contains(&n);
    if years(first.value) && years(second) && mid.next()?.token.is_mark('-') {
        return None;
    }
    let counted = measured.counted && !measured.definite && longer && first.value > 0;
    if !counted || !free_on_the_left(i) {
        return None;
    }
    let piece = |from, to, n, unit| {
        let form = Form::Duration(Quantity::new(Amount::Whole(n), unit));
        Piece { from, to, expression: form.into() }
    };
    let pieces = vec![
        piece(i.position(), mid.position(), first.value, first_unit),
        piece(next.position(), rest.position(), second, unit),
    ];
    Some((rest, Found { pieces, rule: Rule::LengthRange }))
}

/// About how many days a unit has.
fn days(unit: Unit) -> Option<u64> {
    Some(match unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 30,
        Unit::Year => 365,
        _ => return None,
    })
}

/// «بمرور السنين», «خلال السنوات التي»: a definite plural is a length where a word of duration is before it.
fn plural_in_context(i: Tokens<'_>, measured: &Measured) -> bool {
    // «خلال الأعوام من 1940 حتى 1945»
    if i.ahead(1).is_some_and(|l| l.has(Sense::Of)) && i.ahead(2).is_some_and(|l| l.token.digits == 4) {
        return false;
    }
    matches!(measured.quantity.parts[..], [(Amount::Some, Unit::Year | Unit::Month | Unit::Decade | Unit::Century)])
        && i.before(1).is_some_and(|l| {
            l.any(|s| matches!(s, Sense::Signal(Signal::During | Signal::For)))
                || [key!("بمرور"), key!("مرور"), key!("عبر")].contains(&l.token.key())
        })
}

/// Whether the expression is the whole of the text: a phrase given by itself.
pub(super) fn whole_input(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    i.before(1).is_none() && rest.next().is_none()
}
