//! Times of the clock: «الساعة الثالثة والنصف», «18:30», «العاشرة مساء الجمعة».

use super::day_part::{day, day_part, definite_part, part, part_phrase, the_night};
use super::number::{cardinal, ordinal, stands_alone};
use super::period::relative;
use super::quantity::about;
use super::tokens::{Lex, Res, Tokens, and, digits, fail, is, lex, mark, phrase, sense, tight_mark};
use super::zone::{bracketed_zone, zone};
use crate::script::{Gap, Kind, key};
use crate::timex::expression::{self as timex, Anchor, Clock, DayPart, Expression, Form, Modifier, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Clear, Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What an hour in words can begin with.
const HOUR: Kinds = Kinds::ORDINAL.and(Kinds::NUMBER);

/// Hands of a clock in digits: «18:30», «21،30», «0930», «15:23:24», «7».
pub(super) fn hands(i: Tokens<'_>, headed: bool) -> Res<'_, Clock> {
    if !i.begins(Kinds::DIGITS) {
        return fail();
    }
    let clock = |hour: u64, minute: Option<u64>, second: Option<u64>| Clock {
        hour: hour as u8,
        minute: minute.map(|m| m as u8),
        second: second.map(|s| s as u8),
        part: None,
        zone: None,
        headed,
    };
    let two =
        |low, high| lex(move |l: &Lex| l.token.number().filter(|n| (low..=high).contains(n) && l.token.digits == 2));
    // «15:23:24»
    let colon = || tight_mark(&[':']);
    if let Ok((rest, ((hour, width), _, minute, _, second))) =
        (digits(0, 24), colon(), two(0, 59), colon(), two(0, 59)).parse(i)
        && width <= 2
        && stands_alone(i, rest)
    {
        return Ok((rest, clock(hour, Some(minute), Some(second))));
    }
    let separators: &'static [char] = if headed { &[':', '.', ',', '،', '٫', '/'] } else { &[':'] };
    if let Ok((rest, ((hour, width), _, minute))) = (digits(0, 24), tight_mark(separators), two(0, 59)).parse(i)
        && width <= 2
        && stands_alone(i, rest)
    {
        return Ok((rest, clock(hour, Some(minute), None)));
    }
    // «17,00 تغ» has no head, but a zone.
    if !headed
        && let Ok((rest, ((hour, width), _, minute))) =
            (digits(0, 24), tight_mark(&['.', ',', '،', '٫']), two(0, 59)).parse(i)
        && width <= 2
        && stands_alone(i, rest)
        && (zone(rest).is_ok() || (hour > 0 && hour <= 12 && part(rest).is_ok()) || ends_a_range(i))
    {
        return Ok((rest, clock(hour, Some(minute), None)));
    }
    // «00،14 تغ», «30،10»: typed from the left in a text that runs from the right.
    if let Ok((rest, (minute, _, hour))) = (two(0, 59), tight_mark(&['،', ',']), two(0, 24)).parse(i)
        && minute > 24
        && headed
        && stands_alone(i, rest)
    {
        return Ok((rest, clock(hour, Some(minute), None)));
    }
    // «07h15»
    let letter = lex(|l| (l.token.is_latin("h") && l.token.gap == Gap::None).then_some(()));
    if let Ok((rest, ((hour, width), (), minute))) = (digits(0, 24), letter, two(0, 59)).parse(i)
        && width <= 2
    {
        return Ok((rest, Clock { headed: true, ..clock(hour, Some(minute), None) }));
    }
    let (rest, (number, width)) = digits(0, 2400).parse(i)?;
    if !stands_alone(i, rest) {
        return fail();
    }
    match width {
        // «0930», «2130 بتوقيت غرينتش»
        4 if number % 100 < 60 && number / 100 <= 24 => Ok((rest, clock(number / 100, Some(number % 100), None))),
        1 | 2 if number <= 24 => Ok((rest, clock(number, None, None))),
        _ => fail(),
    }
}

/// «من الساعة 19,00 حتى 06,00», «فتحت على 08:00 وأغلقت على 19.00»: behind an hour of the sentence.
fn ends_a_range(i: Tokens<'_>) -> bool {
    let led = i.before(1).is_some_and(|l| {
        l.any(|s| matches!(s, Sense::Signal(Signal::Until | Signal::To))) || l.token.key() == key!("علي")
    });
    let hour = |n: usize| {
        let two = |m: usize| i.before(m).is_some_and(|l| l.token.digits == 2);
        i.before(n).is_some_and(|l| l.token.is_mark(':')) && two(n - 1) && two(n + 1)
    };
    led && (clock_nearby(i) || (3..12).any(hour))
}

/// Hands in words: `hour := ordinal | cardinal`; 1–12.
pub(super) fn hour_word(i: Tokens<'_>, definite: bool) -> Res<'_, u8> {
    if !i.begins(HOUR) {
        return fail();
    }
    if let Ok((rest, hour)) = ordinal(definite).parse(i)
        && (1..=12).contains(&hour)
    {
        return Ok((rest, hour as u8));
    }
    if definite {
        let (rest, number) = cardinal(i)?;
        if number.digits.is_none() && (1..=12).contains(&number.value) {
            return Ok((rest, number.value as u8));
        }
    }
    fail()
}

/// How the minutes of an hour are said: what may be read another way, «والنصف», or what may not, «وعشر دقائق».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Bare,
    Fraction,
    Named,
}

/// `minutes := "و" ("النصف" | "الربع" | "الثلث" | number ["دقيقة"] | "بضع" "دقائق") | "إلا" ("ربعا" | "ثلثا" | number)`,
/// signed.
pub(super) fn minutes(i: Tokens<'_>) -> Res<'_, (i16, Said)> {
    let fraction = || {
        |i| {
            let (rest, minutes) = sense(|s| match s {
                Sense::Fraction(500) => Some(30i16),
                Sense::Fraction(250) => Some(15),
                Sense::Fraction(333) => Some(20),
                _ => None,
            })
            .parse(i)?;
            // «المباراة الثانية والنصف الأول من الثالثة», but not «بين التاسعة والنصف والعاشرة».
            let ordinal = |l: &Lex| l.definite() && !l.attached() && l.any(|s| matches!(s, Sense::Ordinal(_)));
            let of_another = rest.next().is_some_and(ordinal);
            if of_another { fail() } else { Ok((rest, (minutes, Said::Fraction))) }
        }
    };
    let abbreviated = |l: &Lex| l.token.key() == key!("د");
    let minute = |i| {
        let unit = lex(|l| (l.any(|s| matches!(s, Sense::Unit(Unit::Minute, _))) || abbreviated(l)).then_some(()));
        opt(unit).parse(i)
    };
    let count = |i| {
        let (rest, number) = cardinal(i)?;
        let (after, unit) = minute(rest)?;
        // «الساعة الخامسة وسبعة جنود» has other things to count.
        let bare = unit.is_none() && (number.digits.is_some() || super::date::counts_something(rest));
        let said = if unit.is_some() { Said::Named } else { Said::Bare };
        if number.value < 60 && !bare { Ok((after, (number.value as i16, said))) } else { fail() }
    };
    // «العاشرة والدقيقة السادسة والعشرين»
    let named = |i| {
        let head = lex(|l| (l.definite() && l.has(Sense::Unit(Unit::Minute, Count::One))).then_some(()));
        let (rest, (_, minute)) = (head, ordinal(false)).parse(i)?;
        if (1..60).contains(&minute) { Ok((rest, (i16::from(minute), Said::Named))) } else { fail() }
    };
    // «الثالثة ودقيقتين»
    let two = lex(|l| l.has(Sense::Unit(Unit::Minute, Count::Two)).then_some((2, Said::Named)));
    // «الخامسة وبضع دقائق»
    let some = (is(Sense::Several), lex(|l| l.has(Sense::Unit(Unit::Minute, Count::Many)).then_some(())));
    if let Ok(found) = and(alt((fraction(), named, count, two, some.map(|_| (0, Said::Named))))).parse(i) {
        return Ok(found);
    }
    let (rest, ()) = is(Sense::Minus).parse(i)?;
    // «العاشرة إلا دقيقة»
    let lone = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(Unit::Minute, Count::One) if !l.definite() => Some((1, Said::Named)),
            Sense::Unit(Unit::Minute, Count::Two) => Some((2, Said::Named)),
            _ => None,
        })
    });
    let (rest, (n, _)) = alt((fraction(), lone, count)).parse(rest)?;
    Ok((rest, (-n, Said::Named)))
}

/// «9 ص», «السادسة م»: before noon, after noon.
pub(super) fn half_of_day(i: Tokens<'_>) -> Res<'_, DayPart> {
    let (rest, half) = lex(|l| match l.token.key() {
        k if k == key!("م") => Some(DayPart::Evening),
        k if k == key!("ص") => Some(DayPart::Morning),
        k if k == key!("ظ") => Some(DayPart::Noon),
        _ => None,
    })
    .parse(i)?;
    // «ج 2 ص 15» is a page.
    if rest.next().is_some_and(|l| l.token.number().is_some()) { fail() } else { Ok((rest, half)) }
}

/// Whether an hour in digits without its minutes may be cut short with «ص» or «م» here: «من 9 ص», «الساعة 5 م», but not
/// «بطول 9 م».
fn may_be_cut_short(i: Tokens<'_>, half: DayPart, headed: bool) -> bool {
    let morning = half == DayPart::Morning;
    let led = i.before(1).is_some_and(|l| l.kinds.meets(Kinds::SIGNAL.and(Kinds::NEAR).and(Kinds::LINK)));
    let after_morning = || (2..=6).any(|n| i.before(n).is_some_and(|l| l.token.key() == key!("ص")));
    let at = i.before(1).is_some_and(|l| l.kinds.meets(Kinds::NEAR));
    headed || at || led && (morning || after_morning())
}

/// Whether the sentence has told a time of the clock or a part of the day shortly before.
pub(super) fn clock_nearby(i: Tokens<'_>) -> bool {
    const NEAR: usize = 20;
    for n in 1..=NEAR {
        let Some(lex) = i.before(n) else { return false };
        if matches!(lex.token.kind, Kind::Mark('.' | '؟' | '?' | '!' | '؛')) {
            return false;
        }
        let told = lex.any(|s| matches!(s, Sense::Part(_, Clear::Yes)))
            || lex.has(Sense::Unit(Unit::Hour, Count::One)) && lex.definite()
            || [key!("ص"), key!("دوام"), key!("الدوام"), key!("دوامها"), key!("دوامه")].contains(&lex.token.key());
        if told {
            return true;
        }
        if lex.token.gap >= Gap::Line {
            return false;
        }
    }
    false
}

/// Whether the clause ends here, but for «فقط».
fn closes(rest: Tokens<'_>) -> bool {
    ends(rest) || rest.next().is_some_and(|l| [key!("فقط"), key!("تقريبا")].contains(&l.token.key()))
}

/// `clock := [about] ["تمام"] ["الساعة"] hands [minutes] [["من" | "في"] day-part | day] [zone]`
pub(super) fn clock(i: Tokens<'_>) -> Res<'_, (Clock, Option<Form>, Option<Modifier>, bool)> {
    if !i.begins(HOUR.and(Kinds::PHRASE).and(Kinds::APPROX).and(Kinds::SHARP).and(Kinds::OF_CLOCK).and(Kinds::DIGITS)) {
        return fail();
    }
    // «بزمن قدره 1:45» is a runner's.
    if i.before(1).is_some_and(|l| [key!("قدره"), key!("بزمن"), key!("زمن"), key!("زمنه")].contains(&l.token.key()))
    {
        return fail();
    }
    let (rest, approx) = opt(about).parse(i)?;
    let sharp = is(Sense::Sharp);
    let (rest, sharp) = opt(sharp).parse(rest)?;
    let head = lex(|l| (l.has(Sense::Unit(Unit::Hour, Count::One)) && l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(rest)?;
    let headed = head.is_some();
    // «16/04/2013 الساعة: 18:58»
    let (rest, _) = if headed { opt(tight_head_colon).parse(rest)? } else { (rest, None) };
    // «الساعة الـ 8»
    let article = lex(|l| (l.token.key() == key!("ال")).then_some(()));
    let (rest, _) = if headed { opt(article).parse(rest)? } else { (rest, None) };
    let word_start = rest;
    // «في تمام الثالثة»
    if sharp.is_some() && !headed && !feminine(rest) {
        return fail();
    }
    let (mut rest, mut clock, in_words) = match hands(rest, headed) {
        Ok((rest, clock)) => (rest, clock, false),
        Err(_) => {
            // «للمرة الأولى منتصف الليل», «الأسبوع الرابع مساء»: the ordinal belongs to the noun before it.
            if !headed && rest.next().is_some_and(is_masculine) {
                return fail();
            }
            let zero = lex(|l| (headed && l.token.key() == key!("صفر")).then_some(0));
            let (rest, hour) = match one(rest) {
                Ok((rest, ())) if !headed && parted_or_zoned(rest) => (rest, 1),
                _ => alt((|i| hour_word(i, headed), zero)).parse(rest)?,
            };
            (rest, Clock { hour, minute: None, second: None, part: None, zone: None, headed }, true)
        }
    };
    let number_only = !in_words && clock.minute.is_none();
    let four = !in_words && word_start.next().is_some_and(|l| l.token.digits == 4);
    let mut said = None;
    if clock.minute.is_none()
        && let Ok((after, (minutes, how))) = minutes(rest)
    {
        let total = i16::from(clock.hour) * 60 + minutes;
        if (0..24 * 60).contains(&total) {
            clock.hour = (total / 60) as u8;
            clock.minute = Some((total % 60) as u8);
            said = Some(how);
            rest = after;
            // «الثانية و27 دقيقة و46 ثانية»
            if let (Said::Named, Ok((after, second))) = (how, and(counted_by_name(Unit::Second)).parse(rest)) {
                clock.second = Some(second);
                rest = after;
            }
        }
    }
    // «الساعة ٣:١٠ دقائق»
    if !in_words && clock.minute.is_some() {
        let unit = lex(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Minute, Count::One | Count::Many))).then_some(()));
        rest = opt(unit).parse(rest)?.0;
    }
    let mut day_form = None;
    let mut parted = false;
    let link = |i| opt(alt((is(Sense::Of), is(Sense::Signal(Signal::In))))).parse(i);
    let (linked, _) = link(rest)?;
    // «8:42 م», «10:30 ص», «9 ص»: after noon, before noon.
    let half = half_of_day(rest).ok().filter(|&(_, half)| match () {
        () if in_words => feminine(word_start),
        () if number_only => (1..=12).contains(&clock.hour) && may_be_cut_short(i, half, headed),
        () => !four,
    });
    if let Some((after, half)) = half {
        clock.part = Some(half);
        parted = true;
        rest = after;
    } else if let Ok((after, (part, day))) = alt((past_midnight, |_| past_midnight(linked.opened()))).parse(rest) {
        clock.part = Some(part);
        day_form = day;
        parted = true;
        rest = after;
    } else if let Ok((after, (Form::DayPart { part, day }, rule))) = day_part(linked.opened()) {
        // «الثانية من ليلة الجمعة إلى السبت»: past midnight, on the second.
        let small_hour = rule == Rule::NightBetween && clock.hour < 6;
        clock.part = Some(if small_hour { DayPart::Midnight } else { part });
        day_form = day.map(|d| *d);
        parted = true;
        rest = after;
    } else if let Ok((after, part)) = alt((lex(definite_part), by_part)).parse(linked) {
        // «الساعة 3 الفجر», «الساعة 8 بالليل»
        clock.part = Some(part);
        parted = true;
        rest = after;
    } else if let Ok((after, (part, _))) = part(linked) {
        clock.part = Some(part);
        parted = true;
        rest = after;
    }
    let mut zoned = false;
    if let Ok((after, zone)) = alt((zone, bracketed_zone)).parse(rest) {
        clock.zone = Some(zone);
        zoned = true;
        rest = after;
    }
    // «01:17 بالتوقيت المحلي من صباح أمس», «العاشرة ليلا من ليلة البارحة»
    if (zoned || parted)
        && day_form.is_none()
        && let Ok((of, ())) = is(Sense::Of).parse(rest)
        && let Ok((after, (Form::DayPart { part, day: Some(day) }, _))) = day_part(of.opened())
        && clock.part.is_none_or(|said| said == part)
    {
        clock.part = Some(part);
        day_form = Some(*day);
        parted = true;
        rest = after;
    }
    // «الحادية عشرة صباحا ودقيقتين»
    if parted
        && clock.minute.is_none()
        && let Ok((after, minutes)) = and(minutes_by_name).parse(rest)
    {
        clock.minute = Some(minutes);
        rest = after;
    }
    if headed || parted {
        rest = opt(|i| again(i, &clock)).parse(rest)?.0;
    }
    if day_form.is_none() && (headed || parted || zoned || (in_words && clock.minute.is_some())) {
        let (linked, _) = link(rest)?;
        // «الساعة 8 مساء، أول يناير»: after a comma only a day of a month.
        let after_comma = |i| match (mark(&['،', ',']), day).parse(i)? {
            (rest, (_, day @ Form::Date(timex::Date { day: Some(_), .. }))) => Ok((rest, day)),
            // «الساعة 13:11 بتوقيت غرينتش، اليوم السبت»
            (rest, (_, day @ Form::Shift { unit: Unit::Day, by: 0, anchor: Anchor::Reference }))
                if rest.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Day(_)))) =>
            {
                Ok((rest, day))
            }
            _ => fail(),
        };
        // «التاسعة مساء الليلة», «الثامنة من مساء الليلة الماضية»
        let late = matches!(clock.part, Some(DayPart::Evening | DayPart::Night));
        let tonight = |i| if late { the_night(i) } else { fail() };
        if let Ok((after, day)) = alt((day, after_comma, tonight)).parse(linked) {
            day_form = Some(day);
            rest = after;
            // «مساء الليلة بتوقيت البحرين»
            if !zoned && let Ok((after, zone)) = zone(rest) {
                clock.zone = Some(zone);
                zoned = true;
                rest = after;
            }
        }
    }
    // What is enough to be a clock time.
    let licensed = headed || parted || (zoned && !number_only) || (!in_words && !four && clock.minute.is_some());
    let licensed = licensed || (zoned && four) || (sharp.is_some() && in_words);
    // «عند 7», «في السابعة», «الثامنة وربع»: an hour by a preposition.
    let led = i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::In))) || l.has(Sense::Near));
    let led = led || i.before(1).is_some_and(|l| l.has(Sense::Returns));
    // «قبيل السادسة», «قرابة الخامسة»; «لا يغلق قبل الخامسة» where the sentence has told hours.
    let just_before = i.before(1).is_some_and(|l| l.token.key() == key!("قبيل"));
    let goes_on = rest.next().is_some_and(|l| l.token.key().starts_with(key!("و")));
    let shortly = || just_before || approx.is_some() && clock.hour > 1;
    let among_hours = || i.before(1).is_some_and(|l| l.kinds.meets(Kinds::SIGNAL)) && clock_nearby(i);
    let alone = || led && ends(rest) || closes(rest) && (shortly() || among_hours()) || just_before && goes_on;
    // «الثانية والنصف» is no second, «الثانية وأربعين دقيقة» neither.
    let an_hour = feminine(word_start) || matches!(said, Some(Said::Fraction | Said::Named));
    let hour_of_day = in_words && an_hour && (clock.minute.is_some() || alone());
    let hour_of_day =
        hour_of_day || (number_only && !four && i.before(1).is_some_and(|l| l.has(Sense::Near)) && ends(rest));
    if !licensed && !hour_of_day {
        return fail();
    }
    if four && !(headed || parted || zoned) {
        return fail();
    }
    // «بداية المباراة السابعة والربع بتوقيت الإمارات», but «للمرة الثالثة مساء»
    let sure = said == Some(Said::Named) || said.is_some() && parted;
    if in_words && !headed && !zoned && !sure && after_feminine(word_start) {
        return fail();
    }
    // «18 صباحا» is nothing; «2 مساء» is, «1140 صباحا» too.
    if clock.hour > 24 || (clock.hour == 24 && clock.minute.unwrap_or(0) > 0) {
        return fail();
    }
    Ok((rest, (clock, day_form, approx, headed)))
}

/// «بالليل»
fn by_part(i: Tokens<'_>) -> Res<'_, DayPart> {
    if i.next().is_some_and(|l| l.clitics.preposition == Some('ب')) {
        lex(definite_part).parse(i.opened())
    } else {
        fail()
    }
}

/// «الواحدة»: no ordinal, and most often not an hour.
fn one(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| (l.token.key() == key!("الواحده")).then_some(())).parse(i)
}

/// «الواحدة ظهرا», «الواحدة والربع من ظهر اليوم»
fn parted_or_zoned(i: Tokens<'_>) -> bool {
    let here = |i: Tokens<'_>| part(i.opened()).is_ok() || zone(i).is_ok() || past_midnight(i).is_ok();
    let of = |i| is(Sense::Of).parse(i).is_ok_and(|(rest, ())| here(rest));
    here(i) || of(i) || minutes(i).is_ok_and(|(rest, _)| here(rest) || of(rest))
}

/// `"دقيقتين" | number "دقيقة"`
fn minutes_by_name(i: Tokens<'_>) -> Res<'_, u8> {
    let two = lex(|l| l.has(Sense::Unit(Unit::Minute, Count::Two)).then_some(2));
    alt((two, counted_by_name(Unit::Minute))).parse(i)
}

/// `number "دقيقة"`, `number "ثانية"`
fn counted_by_name<'a>(unit: Unit) -> impl Parser<Tokens<'a>, Output = u8, Error = ()> {
    move |i| {
        let (rest, number) = cardinal(i)?;
        let named = lex(move |l| l.any(|s| matches!(s, Sense::Unit(said, _) if said == unit)).then_some(()));
        let (rest, ()) = { named }.parse(rest)?;
        if number.value < 60 { Ok((rest, number.value as u8)) } else { fail() }
    }
}

/// «الواحدة بعد منتصف الليل», «الثانية بعد منتصف ليل السبت»
fn past_midnight(i: Tokens<'_>) -> Res<'_, (DayPart, Option<Form>)> {
    let (rest, ()) = is(Sense::Signal(Signal::After)).parse(i)?;
    match day_part(rest) {
        Ok((rest, (Form::DayPart { part: DayPart::Midnight, day }, _))) => {
            Ok((rest, (DayPart::Midnight, day.map(|day| *day))))
        }
        _ => match part(rest)? {
            (rest, (DayPart::Midnight, _)) => Ok((rest, (DayPart::Midnight, None))),
            _ => fail(),
        },
    }
}

/// `at-clock := ["في" | "عند"] clock`: a clock time beside what comes back; a bare hour only at the end of the clause.
pub(super) fn at_clock(i: Tokens<'_>) -> Res<'_, Clock> {
    let (rest, led) = opt(alt((is(Sense::Signal(Signal::In)), is(Sense::Near)))).parse(i)?;
    if let Ok((rest, (clock, None, _, _))) = clock(rest) {
        return Ok((rest, clock));
    }
    if led.is_none() { fail() } else { bare_hour(rest) }
}

/// «الليلة في 7»: an hour in digits that ends the clause.
fn bare_hour(i: Tokens<'_>) -> Res<'_, Clock> {
    let (rest, clock) = hands(i, false)?;
    if clock.minute.is_none() && (1..=12).contains(&clock.hour) && ends(rest) { Ok((rest, clock)) } else { fail() }
}

/// The colon of «الساعة: 18:58».
fn tight_head_colon(i: Tokens<'_>) -> Res<'_, ()> {
    let (rest, _) = mark(&[':']).parse(i)?;
    if i.next().is_some_and(|l| l.token.gap == Gap::None) && rest.next().is_some_and(|l| l.token.number().is_some()) {
        Ok((rest, ()))
    } else {
        fail()
    }
}

/// «الثانية والنصف بعد الزوال (14.30)»: the same hour once more in figures.
pub(super) fn again<'a>(i: Tokens<'a>, said: &Clock) -> Res<'a, ()> {
    let (rest, _) = mark(&['(']).parse(i)?;
    let (rest, figures) = hands(rest, true)?;
    let (rest, _) = mark(&[')']).parse(rest)?;
    let same = figures.hour % 12 == said.hour % 12 && figures.minute.unwrap_or(0) == said.minute.unwrap_or(0);
    if same { Ok((rest, ())) } else { fail() }
}

/// Ordinals of days and ranks: «الرابع».
pub(super) fn is_masculine(lex: &Lex) -> bool {
    let ordinal = lex.any(|s| matches!(s, Sense::Ordinal(_)));
    ordinal && !lex.plain().ends_with(key!("ه")) && lex.plain() != key!("الاولي")
}

/// Hours are feminine: «السابعة». Masculine ordinals are days and ranks.
pub(super) fn feminine(i: Tokens<'_>) -> bool {
    i.next().is_some_and(|l| {
        l.plain().ends_with(key!("ه")) && l.definite() && !l.has(Sense::Unit(Unit::Second, Count::One))
    })
}

/// «المرة», «للدورة»: a definite feminine noun just before.
fn after_feminine(i: Tokens<'_>) -> bool {
    i.before(1).is_some_and(|l| {
        let key = l.token.key();
        let article = [key!("ال"), key!("لل"), key!("بال"), key!("وال"), key!("فال")];
        key.ends_with(key!("ه"))
            && key.len() > 4
            && article.iter().any(|a| key.starts_with(*a))
            && !l.any(|s| {
                matches!(
                    s,
                    Sense::Day(_) | Sense::Unit(Unit::Hour | Unit::Night, _) | Sense::Part(..) | Sense::FutureCue
                )
            })
    })
}

/// Whether a sentence or clause ends here.
pub(super) fn ends(rest: Tokens<'_>) -> bool {
    match rest.next() {
        None => true,
        Some(l) => matches!(l.token.kind, Kind::Mark(_)) || l.token.gap > Gap::Space,
    }
}

/// `time := day-part | day-part clock | clock | day clock`
pub(super) fn time(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let (rest, (expression, rule)) = any_time(i)?;
    let also = other_name(i, rest, &expression.form).map(Box::new);
    Ok((rest, (Expression { also, ..expression }, rule)))
}

fn any_time(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let expression = |form, modifier| Expression { form, modifier, also: None };
    // «في وقت متأخر من ليل الأربعاء», «في ساعة مبكرة من صباح الأحد», «في وقت متأخر من يوم السبت»
    let part_of = phrase(|m| if let Meaning::PartOf(m) = m { Some(m) } else { None });
    if let Ok((rest, modifier)) = { part_of }.parse(i) {
        if let Ok((rest, (form, rule))) = day_part(rest.opened()) {
            return Ok((rest, (expression(form, Some(modifier)), rule)));
        }
        if let Ok((rest, part)) = lex(definite_part).parse(rest) {
            return Ok((rest, (expression(Form::DayPart { part, day: None }, Some(modifier)), Rule::Part)));
        }
        let (rest, day) = day(rest.opened())?;
        return Ok((rest, (expression(day, Some(modifier)), Rule::PartOf)));
    }
    // «أواخر الصباح», «أول الليل», «آخر النهار»
    let position = lex(|l| match () {
        () if l.definite() => None,
        () if l.has(Sense::First) => Some(Modifier::Start),
        () if l.has(Sense::Last) => Some(Modifier::End),
        () => l.senses().iter().find_map(|s| if let Sense::Position(m) = s { Some(*m) } else { None }),
    });
    let of_day =
        lex(|l| definite_part(l).filter(|p| matches!(p, DayPart::Morning | DayPart::Daytime | DayPart::Night)));
    if let Ok((rest, (modifier, part))) = (position, of_day).parse(i)
        && part_phrase(i).is_err()
    {
        return Ok((rest, (expression(Form::DayPart { part, day: None }, Some(modifier)), Rule::PartPosition)));
    }
    let mut found: Vec<(Tokens<'_>, Expression, Rule)> = Vec::new();
    if let Ok((rest, (clock, day, approx, _))) = clock(i) {
        // «الساعة ٣ الفجر كل يوم», «الثامنة مساء كل خميس»
        if day.is_none()
            && let Ok((after, every)) = super::sets::every_day(rest)
        {
            let form = Form::Set(timex::Recurrence::At { every: Box::new(every), clock: clock.clone() });
            found.push((after, expression(form, approx), Rule::Set));
        }
        found.push((rest, expression(Form::Clock { clock, day: day.map(Box::new) }, approx), Rule::Clock));
    }
    // «منتصف النهار والنصف», «منتصف الليل وعشر دقائق»
    if let Ok((rest, (part @ (DayPart::Midday | DayPart::Midnight), _))) = part(i)
        && let Ok((rest, (minute @ 1..60, _))) = minutes(rest)
    {
        let hour = if part == DayPart::Midday { 12 } else { 0 };
        let clock = Clock { hour, minute: Some(minute as u8), second: None, part: None, zone: None, headed: true };
        found.push((rest, expression(Form::Clock { clock, day: None }, None), Rule::PartClock));
    }
    if let Ok((rest, (form, rule))) = day_part(i) {
        // «بعد الظهر 7:00», «الظهر الساعة 7», «مساء الأحد الساعة الثامنة», «الليلة في 7»
        let comma = mark(&['،', ',']).map(|_| ());
        let (linked, link) = opt(alt((is(Sense::Signal(Signal::In)), is(Sense::Near), comma))).parse(rest)?;
        if let (Form::DayPart { part, day }, Some(()), Ok((after, mut clock))) = (&form, link, bare_hour(linked)) {
            clock.part = Some(*part);
            found.push((after, expression(Form::Clock { clock, day: day.clone() }, None), Rule::PartHour));
        }
        if let (Form::DayPart { part, day }, Ok((after, (mut clock, later, approx, _)))) = (&form, clock(linked)) {
            clock.part = clock.part.or(Some(*part));
            let day = day.clone().or(later.map(Box::new));
            found.push((after, expression(Form::Clock { clock, day }, approx), Rule::PartClock));
        }
        // «مساء الأحد بتوقيت واشنطن»
        let (rest, _) = opt(zone).parse(rest)?;
        found.push((rest, expression(form, None), rule));
    } else if let Ok((rest, (part, _))) = part(i)
        && let Ok((after, (mut clock, later, approx, true))) = clock(rest)
    {
        clock.part = clock.part.or(Some(part));
        found.push((after, expression(Form::Clock { clock, day: later.map(Box::new) }, approx), Rule::PartClock));
    }
    if let Ok((rest, day)) = day(i) {
        // «يوم الخميس 14 يونيو 2012 الساعة الخامسة مساء», «أول مايو 10:38»
        // «أمس الاثنين على الساعة الواحدة زوالا»
        let on = |i| {
            let (rest, ()) = lex(|l| (l.token.key() == key!("علي")).then_some(())).parse(i)?;
            let headed = rest.next().is_some_and(|l| l.has(Sense::Unit(Unit::Hour, Count::One)) && l.definite());
            if headed { Ok((rest, ())) } else { fail() }
        };
        // «غدا عند الساعة الثامنة» is a day, and an hour of it.
        let link = alt((mark(&['،', ',', '-', '–']).map(|_| ()), is(Sense::Signal(Signal::In)), on));
        let (linked, _) = opt(link).parse(rest)?;
        if let Ok((after, (clock, None, approx, _))) = clock(linked.opened()) {
            found.push((after, expression(Form::Clock { clock, day: Some(Box::new(day)) }, approx), Rule::DayClock));
        }
    }
    match found.into_iter().reduce(|a, b| if b.0.position() > a.0.position() { b } else { a }) {
        Some((rest, expression, rule)) => Ok((rest, (expression, rule))),
        None => fail(),
    }
}

/// The weekday of «صباح أمس الأربعاء»: its day by its other name, which the form of a part or an hour has no place for.
fn other_name(i: Tokens<'_>, rest: Tokens<'_>, form: &Form) -> Option<Form> {
    let (Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. }) = form else { return None };
    if !matches!(**day, Form::Shift { unit: Unit::Day, anchor: Anchor::Reference, .. }) {
        return None;
    }
    let end = rest.position();
    (i.position()..end).find_map(|n| match relative(i.from(n)) {
        Ok((after, (named, _))) if named.form == **day && after.position() <= end => named.also.map(|also| *also),
        _ => None,
    })
}
