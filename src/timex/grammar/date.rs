//! Dates by name and by number: days, months, years, and lists of them that share a head or a tail.

use super::number::{Cardinal, cardinal, free_on_the_right, ordinal, stands_alone};
use super::numeric::numeric_fields;
use super::sets::{of_every, recurring};
use super::tokens::{Lex, Res, Tokens, fail, gated, is, lex, mark, sense};
use super::year::{YEAR, YearName, short_year, year, year_in_context, year_number, year_of, years_ago};
use super::{Found, Piece};
use crate::script::{Gap, Key, Kind, key};
use crate::timex::expression::{Anchor, Calendar, Date, Direction, Expression, Form, Modifier, Part, Unit, Year};
use crate::timex::kinds::Kinds;
use crate::timex::rule::Rule;
use crate::timex::words::{Clear, Count, Num, Sense, Signal};
use chrono::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::{delimited, preceded};

/// What a day of the month, a date by name and a year can begin with.
const DAY_NUMBER: Kinds = Kinds::OF_DATES.and(Kinds::DIGITS).and(Kinds::ORDINAL).and(Kinds::NUMBER).and(Kinds::FIRST);
const NAMED: Kinds = DAY_NUMBER.and(Kinds::DAY).and(MONTH_NAME);
pub(super) const MONTH_NAME: Kinds = Kinds::MONTH.and(Kinds::DHU);

/// A month's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) number: u8,
    pub(super) calendar: Calendar,
    /// Whether the name can be nothing else, or something beside it says that it is a month.
    pub(super) clear: bool,
}

/// `which := "الماضي" | "المقبل" | "الجاري" | "التالي" | "نفسه"` after a date.
pub(super) fn which(i: Tokens<'_>) -> Res<'_, (Direction, Anchor)> {
    if !i.begins(Kinds::WHICH) {
        return fail();
    }
    lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Step(d) if l.definite() => Some((*d, Anchor::Reference)),
            Sense::Next if l.definite() => Some((Direction::Future, Anchor::Text)),
            Sense::Same if !l.definite() && !l.any(|s| matches!(s, Sense::This)) => {
                Some((Direction::Present, Anchor::Text))
            }
            _ => None,
        })
    })
    .parse(i)
}

/// `month-name := single | "تشرين" ("الأول" | "الثاني") | "ربيع" … | "ذو" …`
fn month_name(i: Tokens<'_>) -> Res<'_, Month> {
    if !i.begins(MONTH_NAME) {
        return fail();
    }
    let pair = sense(|s| match s {
        Sense::MonthPair { first, second } => Some((first, second, Calendar::Gregorian)),
        Sense::HijriPair { first, second } => Some((first, second, Calendar::Hijri)),
        _ => None,
    });
    if let Ok((rest, (first, second, calendar))) = { pair }.parse(i) {
        let which = lex(|l| {
            l.senses().iter().find_map(|s| match s {
                Sense::Ordinal(1) => Some(1),
                Sense::Ordinal(2) | Sense::Last => Some(2),
                _ => None,
            })
        });
        // «جمادى الآخرة», «ربيع الآخر»: the other one.
        let other = lex(|l| {
            let key = l.plain();
            (key == key!("الاخره") || key == key!("الاخر")).then_some(2)
        });
        let (rest, n) = alt((which, other)).parse(rest)?;
        return Ok((rest, Month { number: if n == 1 { first } else { second }, calendar, clear: true }));
    }
    if let Ok((rest, (_, number))) =
        (is(Sense::HijriDhu), sense(|s| if let Sense::DhuMonth(m) = s { Some(m) } else { None })).parse(i)
    {
        return Ok((rest, Month { number, calendar: Calendar::Hijri, clear: true }));
    }
    lex(|l| {
        // No month's name has the article, but for «المحرم».
        l.senses().iter().find_map(|s| match s {
            Sense::Month(number, clear) if !l.definite() => {
                Some(Month { number: *number, calendar: Calendar::Gregorian, clear: *clear == Clear::Yes })
            }
            Sense::Hijri(number, clear) if !l.definite() || *number == 1 => {
                Some(Month { number: *number, calendar: Calendar::Hijri, clear: *clear == Clear::Yes })
            }
            _ => None,
        })
    })
    .parse(i)
}

/// `month := ["شهر"] month-name [double] | "شهر" number | "الشهر" ordinal`: «آذار/مارس», «مارس (آذار)», «شهر عشرة».
pub(super) fn month(i: Tokens<'_>) -> Res<'_, Month> {
    if !i.begins(MONTH_NAME.and(Kinds::OF_DATES)) {
        return fail();
    }
    i.recall(|memory| &memory.month, any_month)
}

fn any_month(i: Tokens<'_>) -> Res<'_, Month> {
    let head = lex(|l| (l.has(Sense::Unit(Unit::Month, Count::One)) && !l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    if head.is_some()
        && let Ok((after, n)) =
            lex(|l| l.token.number().filter(|n| (1..=12).contains(n) && l.token.digits <= 2).map(|n| n as u8))
                .parse(rest)
    {
        return Ok((after, Month { number: n, calendar: Calendar::Gregorian, clear: true }));
    }
    if let Ok((rest, mut name)) = month_name(if head.is_some() { rest.opened() } else { rest }) {
        name.clear |= head.is_some();
        // «رمضان المبارك»
        let blessed = lex(|l| {
            [key!("المبارك"), key!("الكريم"), key!("الفضيل"), key!("المعظم")].contains(&l.token.key()).then_some(())
        });
        let (rest, _) = if name.calendar == Calendar::Hijri { opt(blessed).parse(rest)? } else { (rest, None) };
        // The same month under its other name: «آذار/مارس», «مارس (آذار)», «كانون الثاني يناير».
        let slash = preceded(mark(&['/', '-', '\\', '_', '|']), month_name);
        let parens = delimited(mark(&['(']), month_name, mark(&[')']));
        if let Ok((after, other)) = alt((slash, parens, month_name)).parse(rest) {
            // Twice the same word is no second name: «صفر-صفر» is a score.
            let again = rest.before(1).map(|l| l.token.key()) == after.before(1).map(|l| l.token.key());
            if other.number == name.number && other.calendar == name.calendar && !again {
                return Ok((after, Month { clear: true, ..name }));
            }
        }
        return Ok((rest, name));
    }
    if head.is_some() {
        // «شهر ثلاثة»: colloquial, by number; but «خلال شهر واحد» is a length.
        let (after, Cardinal { value, digits }) = cardinal(rest)?;
        if digits.is_none() && (2..=12).contains(&value) {
            return Ok((after, Month { number: value as u8, calendar: Calendar::Gregorian, clear: true }));
        }
        return fail();
    }
    let the_month = lex(|l| (l.has(Sense::Unit(Unit::Month, Count::One)) && l.definite()).then_some(()));
    let (rest, (_, n)) = (the_month, ordinal(false)).parse(i)?;
    // «الشهر الأول» is as often the first month of something.
    if (2..=12).contains(&n) || (n == 1 && year(rest).is_ok()) {
        return Ok((rest, Month { number: n as u8, calendar: Calendar::Gregorian, clear: true }));
    }
    fail()
}

/// Whether the next word is something that the number before it counts: «2000 مقاتل», «2015 شخصا».
pub(super) fn counts_something(rest: Tokens<'_>) -> bool {
    let Some(next) = rest.next() else { return false };
    if next.token.gap > Gap::Space || next.attached() {
        return false;
    }
    if next.has(Sense::Counted) || next.any(|s| matches!(s, Sense::Number(Num::Scale(_)))) {
        return true;
    }
    // «سنة», «عاما», «يوما» after it: a length.
    if next.any(|s| matches!(s, Sense::Unit(_, Count::One | Count::Many))) && !next.definite() {
        return true;
    }
    // A noun in the accusative of counting: «مهاجرا», «قذيفةً» — but not «مطلقا», «كاملا» …, which no list holds;
    // so the ending alone decides only where the word has nothing verbal about it.
    false
}

/// `weekday := ["يوم"] the-weekday | "يوم" weekday`
pub(super) fn weekday(i: Tokens<'_>) -> Res<'_, Weekday> {
    if !i.begins(Kinds::DAY.and(Kinds::OF_DATES)) {
        return fail();
    }
    i.recall(|memory| &memory.weekday, any_weekday)
}

fn any_weekday(i: Tokens<'_>) -> Res<'_, Weekday> {
    let head =
        lex(|l| (l.any(|s| matches!(s, Sense::Unit(Unit::Day | Unit::Night, _))) && !l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    let rest_open = if head.is_some() { rest } else { i };
    let (after, (day, definite)) =
        lex(|l| l.senses().iter().find_map(|s| if let Sense::Day(d) = s { Some((*d, l.definite())) } else { None }))
            .parse(rest_open)?;
    if definite || head.is_some() {
        // «يوم أحد» is Sunday; «يوم واحد» is not spelled so. «صلاة الجمعة» is a prayer, «سوق الأربعاء» a town.
        let town = || i.before(1).is_some_and(|l| l.plain() == key!("سوق"));
        let prayer = || super::after_prayer(i.before(1), i.before(2));
        let name = || i.before(1).is_some_and(|l| l.has(Sense::Names) && !l.definite()) && !prayer();
        if head.is_none() && (name() || town()) {
            return fail();
        }
        return Ok((after, day));
    }
    fail()
}

/// `further := "قبل" "الماضي" | "بعد" "المقبل"`: one more.
fn further(i: Tokens<'_>) -> Res<'_, Direction> {
    // «الخميس ما قبل الماضي»
    let (i, _) = opt(lex(|l| (l.token.key() == key!("ما")).then_some(()))).parse(i)?;
    if !i.begins(Kinds::SIGNAL) {
        return fail();
    }
    let past = (
        is(Sense::Signal(Signal::Before)),
        lex(|l| (l.definite() && l.has(Sense::Step(Direction::Past))).then_some(Direction::Past)),
    );
    let future = (
        is(Sense::Signal(Signal::After)),
        lex(|l| (l.definite() && l.has(Sense::Step(Direction::Future))).then_some(Direction::Future)),
    );
    alt((past.map(|(_, d)| d), future.map(|(_, d)| d))).parse(i)
}

/// `this-weekday := "هذا" ["يوم"] the-weekday`: of this week.
fn this_weekday(i: Tokens<'_>) -> Res<'_, Date> {
    if !i.begins(Kinds::THIS) {
        return fail();
    }
    let (rest, ()) = is(Sense::This).parse(i)?;
    let (rest, day) = weekday(rest)?;
    Ok((rest, Date { weekday: Some(day), direction: Some(Direction::Present), ..Date::default() }))
}

/// A day of the month in digits.
pub(super) fn day_digits(i: Tokens<'_>) -> Res<'_, u8> {
    lex(|l| l.token.number().filter(|n| (1..=31).contains(n) && l.token.digits <= 2).map(|n| n as u8)).parse(i)
}

/// A day of the month by number or ordinal, before its month.
pub(super) fn day_number(i: Tokens<'_>) -> Res<'_, u8> {
    if !i.begins(DAY_NUMBER) {
        return fail();
    }
    i.recall(|memory| &memory.day_number, any_day_number)
}

fn any_day_number(i: Tokens<'_>) -> Res<'_, u8> {
    let head = lex(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Day, _))).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    let rest = if head.is_some() { rest } else { i };
    if let Ok((rest, n)) = day_digits(rest) {
        return Ok((rest, n));
    }
    // Days are masculine; «الثانية من أكتوبر» counts something else.
    if rest
        .next()
        .is_some_and(|l| (l.plain().ends_with(key!("ه")) && !l.has(Sense::First)) || l.plain() == key!("الاولي"))
    {
        return fail();
    }
    // «غرة رمضان», «غرة شهر يناير»
    if let Ok((rest, ())) = lex(|l| (l.token.key() == key!("غره")).then_some(())).parse(rest)
        && month(rest).is_ok()
    {
        return Ok((rest, 1));
    }
    // «الفاتح مارس» has the article in the Maghreb.
    let first = lex(|l| (l.has(Sense::First) && (!l.definite() || l.plain() == key!("الفاتح"))).then_some(1i8));
    let (rest, n) = alt((ordinal(false), first)).parse(rest)?;
    if (1..=31).contains(&n) { Ok((rest, n as u8)) } else { fail() }
}

/// `day-month := day ["من" | "." | "/"] month`: «15 يونيو», «الثالث عشر من شباط», «2. أكتوبر».
fn day_month(i: Tokens<'_>) -> Res<'_, (u8, Month)> {
    let (rest, day) = day_number(i)?;
    let free = if i.is_in_list() { free_on_the_right(rest) } else { stands_alone(i, rest) };
    if !free && !rest.next().is_some_and(|l| matches!(l.token.kind, Kind::Mark('.' | '/' | '-'))) {
        return fail();
    }
    let link = opt(alt((is(Sense::Of), mark(&['.', '/', '-']).map(|_| ()))));
    let (rest, link) = { link }.parse(rest)?;
    let dashed = link.is_some() && rest.before(1).is_some_and(|l| l.token.is_mark('-'));
    // «الأول لشهر يونيو»; the month may carry ل or ب there.
    let (rest, month) = month(
        if link.is_none()
            && rest
                .next()
                .is_some_and(|l| l.clitics.preposition.is_some() && l.has(Sense::Unit(Unit::Month, Count::One)))
        {
            rest.opened()
        } else {
            rest
        },
    )?;
    // «7-صفر» is a score.
    if dashed && month.calendar == Calendar::Hijri && year_of(rest).is_err() {
        return fail();
    }
    Ok((rest, (day, month)))
}

/// A date by name, its parts as found.
pub(super) fn named(i: Tokens<'_>) -> Res<'_, (Date, Option<Form>, Rule)> {
    if !i.begins(NAMED) {
        return fail();
    }
    i.remember(|memory| &memory.named, any_named)
}

fn any_named(i: Tokens<'_>) -> Res<'_, (Date, Option<Form>, Rule)> {
    let (rest, weekday_) = opt(weekday).parse(i)?;
    let comma = |i| opt(alt((mark(&[',', '،', '(', '-']).map(|_| ()), is(Sense::Corresponding)))).parse(i);
    let mut date = Date { weekday: weekday_, ..Date::default() };
    let (inner, opening) = if weekday_.is_some() {
        let opening = rest.next().is_some_and(|l| l.token.is_mark('('));
        let (inner, _) = comma(rest)?;
        // «الخميس، الموافق 14 …», «الأحد القادم 18 أبريل»
        let (inner, _) = opt(is(Sense::Corresponding)).parse(inner)?;
        let said = inner.before(1).is_some_and(|l| l.has(Sense::Corresponding));
        // «الموافق لـ»
        let (inner, _) = if said { opt(to_it).parse(inner)? } else { (inner, None) };
        let inner = if said { inner.opened() } else { inner };
        match which(inner) {
            Ok((beyond, _)) if day_month(beyond).is_ok() => (beyond, opening),
            // «الأحد القادم (22 فبراير)», «الخميس المقبل الموافق 14 يونيو»
            Ok((beyond, _)) => match comma(beyond)? {
                (dated, Some(())) if day_month(dated.opened()).is_ok() || numeric_fields(dated.opened()).is_ok() => {
                    (dated.opened(), beyond.next().is_some_and(|l| l.token.is_mark('(')))
                }
                _ => (inner, opening),
            },
            _ => (inner, opening),
        }
    } else {
        (rest, false)
    };
    let close =
        |r| if opening { preceded(opt(mark(&[')'])), nom::combinator::success(())).parse(r) } else { Ok((r, ())) };

    if let Ok((after, (day, month))) = day_month(inner) {
        date.day = Some(day);
        date.month = Some(month.number);
        date.calendar = month.calendar;
        let rule = if weekday_.is_some() { Rule::WeekdayDayMonth } else { Rule::DayMonth };
        let (after, tail) = opt(year_or_which).parse(after)?;
        apply(&mut date, tail);
        if date.year.is_none() && date.direction.is_none() && weekday_.is_none() {
            date.year = year_of_fame(i, day, month);
        }
        let (after, ()) = close(after)?;
        return Ok((after, (date, None, rule)));
    }
    // «5 أي النار 1985», «1 الفاتح (سبتمبر) 1990»
    if let Ok((after, (day, month, year))) = libyan(inner) {
        date = Date { day: Some(day), month: Some(month), year: Some(year.year), ..date };
        return Ok((after, (date, None, Rule::Libyan)));
    }
    // «يوليو 13», «يناير-1», «يناير الحادي والعشرين ألفان وثمانية عشر»
    if let Ok((after, (month, _, day))) =
        (month, opt(mark(&['-', '/'])), alt((day_digits, ordinal(false).map(|n| u8::try_from(n).unwrap_or(0)))))
            .parse(inner)
    {
        // «مارس 3 جنود» would be read so; a word that is counted forbids it.
        let follows_colon = after.next().is_some_and(|l| l.token.is_mark(':') && l.token.gap == Gap::None);
        if (1..=31).contains(&day)
            && month.calendar == Calendar::Gregorian
            && !counts_something(after)
            && !follows_colon
            && month.clear
            && stands_alone(inner, after)
        {
            date.day = Some(day);
            date.month = Some(month.number);
            let (after, tail) = opt(year_or_which).parse(after)?;
            apply(&mut date, tail);
            let (after, ()) = close(after)?;
            return Ok((after, (date, None, Rule::MonthDay)));
        }
    }
    if weekday_.is_some() {
        // «الخميس 15-7-2012»; «فاز الجمعة 6-3» is a score.
        let score = |after: Tokens<'_>| {
            let short = |n| inner.ahead(n).is_some_and(|l: &Lex| l.token.digits == 1);
            after.position() == inner.position() + 3
                && inner.ahead(1).is_some_and(|l| l.token.is_mark('-'))
                && short(0)
                && short(2)
        };
        if let Ok((after, numeric)) = numeric_fields(inner)
            && !score(after)
        {
            let (after, ()) = close(after)?;
            return Ok((after, (Date { weekday: weekday_, ..numeric }, None, Rule::WeekdayNumeric)));
        }
        // «الخميس 15», «الثلاثاء الحادي والثلاثين»: the month is understood; what the number would count must not follow.
        if let Ok((after, day)) = day_number(inner) {
            let ends = after.next().is_none_or(|l| matches!(l.token.kind, Kind::Mark(_)) || l.token.gap > Gap::Space);
            // «الأحد الثاني» counts Sundays.
            let digits = inner.next().is_some_and(|l| l.token.number().is_some());
            if ends && !opening && (digits || day > 5) && stands_alone(inner, after) {
                date.day = Some(day);
                return Ok((after, (date, None, Rule::WeekdayDay)));
            }
        }
        // «الأحد من الأسبوع الماضي», «أحد الأسبوع الماضي», «الاثنين الأخير من شهر ثلاثة» are in `period`.
        // «الجمعة بعد القادمة», «الأحد قبل الماضي»
        if let Ok((rest, direction)) = further(rest) {
            date.direction = Some(direction);
            date.further = true;
            return Ok((rest, (date, None, Rule::Weekday)));
        }
        // «يوم الجمعة هذا», but not «الجمعة هذا العام»
        if let Ok((after, ())) = is(Sense::This).parse(rest)
            && !after.next().is_some_and(|l| l.definite() || l.token.key().starts_with(key!("ال")))
        {
            date.direction = Some(Direction::Present);
            return Ok((after, (date, None, Rule::Weekday)));
        }
        let (rest, direction) = opt(which).parse(rest)?;
        if let Some((direction, anchor)) = direction {
            date.direction = Some(direction);
            date.anchor = anchor;
        }
        return Ok((rest, (date, None, Rule::Weekday)));
    }
    let (rest, month) = month(i)?;
    date.month = Some(month.number);
    date.calendar = month.calendar;
    let (rest, tail) = opt(year_or_which).parse(rest)?;
    let tailed = tail.is_some();
    apply(&mut date, tail);
    if !(month.clear || tailed || month_in_context(i)) {
        return fail();
    }
    Ok((rest, (date, None, if tailed { Rule::MonthYear } else { Rule::Month })))
}

/// Days that news names without their year: by what stands before them, day and month.
const FAMOUS: &[(&[Key], u8, u8, i32)] = &[
    (
        &[
            Key::of("هجمات"),
            Key::of("اعتداءات"),
            Key::of("احداث"),
            Key::of("تفجيرات"),
            Key::of("هجوم"),
            Key::of("الحادي"),
        ],
        11,
        9,
        2001,
    ),
    (&[Key::of("ثوره")], 25, 1, 2011),
    (&[Key::of("ثوره")], 14, 1, 2011),
    (&[Key::of("ثوره")], 17, 2, 2011),
    (&[Key::of("ثوره")], 30, 6, 2013),
    (&[Key::of("ثوره")], 23, 7, 1952),
    (&[Key::of("ثوره")], 14, 7, 1958),
    (&[Key::of("ثوره")], 26, 9, 1962),
    (&[Key::of("ثوره")], 14, 10, 1963),
];

/// «هجمات 11 سبتمبر», «ثورة 25 يناير»: the year of a day that is known by its date.
fn year_of_fame(i: Tokens<'_>, day: u8, month: Month) -> Option<Year> {
    let left = i.before(1)?.token.key();
    let left =
        [key!("و"), key!("ل"), key!("ب")].into_iter().find(|&c| left.first(1) == c).map_or(left, |_| left.skip(1));
    let row = FAMOUS.iter().find(|&&(heads, d, m, _)| (d, m) == (day, month.number) && heads.contains(&left))?;
    (month.calendar == Calendar::Gregorian).then_some(Year::Number(row.3))
}

/// A date by Libya's own names of months, as used from 1986 to 2011: day, month and year must all be there.
fn libyan(i: Tokens<'_>) -> Res<'_, (u8, u8, YearName)> {
    let (rest, day) = day_number(i)?;
    let (rest, _) = opt(is(Sense::Of)).parse(rest)?;
    let (rest, _) = opt(is(Sense::Unit(Unit::Month, Count::One))).parse(rest)?;
    let fire =
        (lex(|l| (l.token.key() == key!("اي")).then_some(())), lex(|l| (l.token.key() == key!("النار")).then_some(1)));
    let name = lex(|l| match l.token.key() {
        k if k == key!("الربيع") => Some(3),
        k if k == key!("الصيف") => Some(6),
        k if k == key!("الكانون") => Some(12),
        _ => l.senses().iter().find_map(|s| if let Sense::Libyan(n) = s { Some(*n) } else { None }),
    });
    let (rest, number) = alt((fire.map(|((), n)| n), name)).parse(rest)?;
    let double = delimited(mark(&['(', '/']), month_name, opt(mark(&[')'])));
    let (rest, _) = opt(double).parse(rest)?;
    let (rest, year) = year_of(rest)?;
    if matches!(year.year, Year::Number(1970..=2012)) { Ok((rest, (day, number, year))) } else { fail() }
}

/// «تسليم», «لعقود»: before the month in which goods change hands.
pub(in crate::timex) fn is_delivery(lex: &Lex) -> bool {
    const DELIVERY: [Key; 6] =
        [Key::of("تسليم"), Key::of("عقود"), Key::of("العقود"), Key::of("لعقود"), Key::of("لتسليم"), Key::of("استحقاق")];
    DELIVERY.contains(&lex.token.key())
}

/// Whether a doubtful month name («مارس», «أوت», «رمضان») stands where a month does: after a preposition of time.
pub(super) fn month_in_context(i: Tokens<'_>) -> bool {
    let Some(here) = i.next() else { return false };
    if here.definite() {
        return false;
    }
    // A phrase given by itself.
    if i.before(1).is_none() && i.ahead(1).is_none() {
        return true;
    }
    i.before(1).is_some_and(|l| {
        is_delivery(l)
            || l.any(|s| {
                matches!(
                    s,
                    Sense::Signal(
                        Signal::In
                            | Signal::Since
                            | Signal::During
                            | Signal::Until
                            | Signal::Between
                            | Signal::By
                            | Signal::For
                    ) | Sense::Position(_)
                )
            })
            // «هلال شوال», «نهار رمضان», «قيظ آب»
            || [key!("هلال"), key!("نهار"), key!("ليالي"), key!("صيام"), key!("قيظ")].contains(&l.token.key())
    }) || here.clitics.conjunction == Some('و')
        && i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Month(..) | Sense::Ordinal(_))))
}

/// What follows a month: its year or which one it is.
pub(super) enum Tail {
    Year(YearName),
    Which(Direction, Anchor),
}

pub(super) fn year_or_which(i: Tokens<'_>) -> Res<'_, Tail> {
    if let Ok((rest, year)) = year_of(i) {
        return Ok((rest, Tail::Year(year)));
    }
    if let Ok((rest, year)) = alt((short_year, years_ago)).parse(i) {
        return Ok((rest, Tail::Year(year)));
    }
    let (rest, (direction, anchor)) = which(i)?;
    // «أيلول المقبل من العام الجاري»
    if rest.next().is_some_and(|l| l.has(Sense::Of))
        && let Ok((rest, year)) = year_of(rest)
    {
        return Ok((rest, Tail::Year(year)));
    }
    Ok((rest, Tail::Which(direction, anchor)))
}

pub(super) fn apply(date: &mut Date, tail: Option<Tail>) {
    match tail {
        Some(Tail::Year(name)) => {
            date.year = Some(name.year);
            if let Some(calendar) = name.calendar {
                date.calendar = calendar;
            }
        }
        Some(Tail::Which(direction, anchor)) => {
            date.direction = Some(direction);
            date.anchor = anchor;
        }
        None => {}
    }
}

/// The date grammar's simple rules: one date, named or numeric.
pub(super) fn date(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    i.remember(|memory| &memory.date, any_date)
}

fn any_date(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    if !i.begins(NAMED.and(YEAR).and(Kinds::THIS)) {
        return fail();
    }
    let next = |kinds| !gated() || i.ahead(1).is_some_and(|l| l.kinds.meets(kinds));
    if let Ok((rest, date)) = numeric_fields(i) {
        return Ok((rest, (Form::Date(date).into(), Rule::Numeric)));
    }
    // «يوم 5/3/2015»
    let head = lex(|l| (l.plain() == key!("يوم")).then_some(()));
    if i.begins(Kinds::OF_DATES)
        && next(Kinds::DIGITS)
        && let Ok((rest, (_, date))) = (head, numeric_fields).parse(i)
    {
        return Ok((rest, (Form::Date(date).into(), Rule::Numeric)));
    }
    if i.begins(Kinds::DAY)
        && next(Kinds::MARK)
        && let Ok((rest, date)) = stamped(i)
    {
        return Ok((rest, (Form::Date(date).into(), Rule::WeekdayNumeric)));
    }
    if let Ok((rest, date)) = this_weekday(i) {
        return Ok((rest, (Form::Date(date).into(), Rule::ThisWeekday)));
    }
    if let Ok((rest, (date, also, rule))) = named(i) {
        if let Ok((after, unit)) = of_every(rest)
            && let Some(form) = recurring(&date, unit)
        {
            return Ok((after, (form.into(), Rule::SetDate)));
        }
        let also = also.map(Box::new);
        let (rest, modifier) = opt(roughly).parse(rest)?;
        return Ok((rest, (Expression { form: Form::Date(date), modifier, also }, rule)));
    }
    if i.begins(Kinds::OF_DATES.and(Kinds::DIGITS))
        && (next(Kinds::DIGITS.and(Kinds::OF_CLOCK)) || i.ahead(1).is_some_and(is_lone_article))
        && let Ok((rest, day)) = lone_day(i)
    {
        let form = Form::Date(Date { day: Some(day), ..Date::default() });
        return Ok((rest, (form.into(), Rule::Day)));
    }
    let (rest, name) = year(i)?;
    if !name.headed && !year_in_context(i, rest) {
        return fail();
    }
    let calendar = name.calendar.unwrap_or_default();
    let date = Date { year: Some(name.year), calendar, ..Date::default() };
    let rule = if name.headed { Rule::Year } else { Rule::BareYear };
    let (rest, modifier) = opt(roughly).parse(rest)?;
    Ok((rest, (Expression { form: Form::Date(date), modifier, also: None }, rule)))
}

/// `stamped := weekday "," numeric`: «خميس, 21/09/2017», as sites head their pages.
fn stamped(i: Tokens<'_>) -> Res<'_, Date> {
    let bare = lex(|l| l.senses().iter().find_map(|s| if let Sense::Day(d) = s { Some(*d) } else { None }));
    let (rest, (weekday, _, date)) = (bare, mark(&[',', '،']), numeric_fields).parse(i)?;
    if date.year.is_some() { Ok((rest, Date { weekday: Some(weekday), ..date })) } else { fail() }
}

/// `lone-day := "يوم" digits | digits "الساعة"` after «في»: of a month that is understood.
fn lone_day(i: Tokens<'_>) -> Res<'_, u8> {
    let head = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::One)) && !l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    // «يوم الـ 29»
    let (rest, _) =
        if head.is_some() { opt(lex(|l| is_lone_article(l).then_some(()))).parse(rest)? } else { (rest, None) };
    let (rest, day) = day_digits(rest)?;
    let hour = rest.next().is_some_and(|l| l.definite() && l.has(Sense::Unit(Unit::Hour, Count::One)));
    let ends = rest.next().is_none_or(|l| matches!(l.token.kind, Kind::Mark(_)) || l.token.gap > Gap::Space);
    // «يوم 18 على ملعب النادي»: nothing is counted.
    let led_on = rest.next().is_some_and(|l| {
        l.token.gap <= Gap::Space && (l.any(|s| matches!(s, Sense::Signal(Signal::In))) || l.token.key() == key!("علي"))
    });
    let said = if head.is_some() {
        ends || hour || led_on
    } else {
        hour && i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::In)))
    };
    if said && stands_alone(i, rest) { Ok((rest, day)) } else { fail() }
}

/// «الـ» before a number.
fn is_lone_article(lex: &Lex) -> bool {
    lex.token.key() == key!("ال")
}

/// «تقريبا» after a date.
fn roughly(i: Tokens<'_>) -> Res<'_, Modifier> {
    lex(|l| (l.token.key() == key!("تقريبا")).then_some(Modifier::Approx)).parse(i)
}

/// `double-date := date corresponding`: «15 رمضان 1433 الموافق 3 أغسطس 2012», one day by two calendars. Two expressions,
/// each with the other as its second name.
pub(super) fn double_date(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let day = alt((numeric_fields, named.map(|(date, _, _)| date))).parse(i);
    let (mid, first, (rest, second)) = match day {
        Ok((mid, first)) => {
            let second = corresponding(mid, &first).ok()?;
            (mid, first, second)
        }
        Err(_) => {
            // «عام 66 هـ/685 م»: one year, of which both calendars have a part.
            let (mid, lunar) = lunar_year(i).ok()?;
            let (rest, form) = corresponding_year(mid).ok()?;
            let expression = Expression { form, modifier: None, also: Some(Box::new(Form::Date(lunar))) };
            let piece = Piece { from: i.position(), to: rest.position(), expression };
            return Some((rest, Found { pieces: vec![piece], rule: Rule::DoubleDate }));
        }
    };
    let start = (mid.position()..rest.position()).find(|&n| {
        let at = mid.from(n);
        let begins = numeric_fields(at).is_ok() || named(at).is_ok() || year_number(true)(at).is_ok();
        begins && !at.next().is_some_and(|l| l.has(Sense::Corresponding))
    })?;
    let first = Form::Date(first);
    let piece = |from, to, form: &Form, other: &Form| Piece {
        from,
        to,
        expression: Expression { form: form.clone(), modifier: None, also: Some(Box::new(other.clone())) },
    };
    let closed = rest.before(1).is_some_and(|l| l.token.is_mark(')'));
    let end = rest.position() - usize::from(closed);
    let pieces = vec![piece(i.position(), mid.position(), &first, &second), piece(start, end, &second, &first)];
    Some((rest, Found { pieces, rule: Rule::DoubleDate }))
}

/// A year of the Hijra that says so: «العام الهجري 245», «1438 / 1439هـ».
fn lunar_year(i: Tokens<'_>) -> Res<'_, Date> {
    match year(i)? {
        (rest, YearName { year, calendar: Some(Calendar::Hijri), .. }) => {
            Ok((rest, Date { year: Some(year), calendar: Calendar::Hijri, ..Date::default() }))
        }
        _ => fail(),
    }
}

/// How the second name of a date stands beside the first.
struct Beside {
    /// Behind «الموافق» or a mark that stands for it.
    said: bool,
    /// In brackets.
    bracketed: bool,
}

/// `beside := ["("] ["الموافق" | mark] ["لـ"] name [")"]`
fn beside<'a, T>(
    i: Tokens<'a>,
    marks: &'static [char],
    name: impl Fn(Tokens<'a>) -> Res<'a, T>,
) -> Res<'a, (T, Beside)> {
    let (rest, open) = opt(mark(&['('])).parse(i)?;
    let (rest, said) = opt(alt((is(Sense::Corresponding), mark(marks).map(|_| ())))).parse(rest)?;
    // «الموافق لـ»
    let (rest, _) = opt(to_it).parse(rest)?;
    let (rest, name) = name(rest.opened())?;
    let (rest, closed) = if open.is_some() { opt(mark(&[')'])).parse(rest)? } else { (rest, None) };
    Ok((rest, (name, Beside { said: said.is_some(), bracketed: closed.is_some() })))
}

/// «ل» by itself, or with a stroke: «لـ».
fn to_it(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| (l.token.key() == key!("ل")).then_some(())).parse(i)
}

/// `corresponding-year := beside(["سنة"] year)`: the same year by the Christian calendar.
fn corresponding_year(i: Tokens<'_>) -> Res<'_, Form> {
    let year = |i| {
        let (rest, _) = opt(is(Sense::Unit(Unit::Year, Count::One))).parse(i)?;
        year_number(true)(rest)
    };
    let (rest, ((number, calendar, era), Beside { said, bracketed })) = beside(i, &['/', '-'], year)?;
    if calendar == Some(Calendar::Hijri) || !(era || said || bracketed) {
        return fail();
    }
    Ok((rest, Form::Date(Date { year: Some(Year::Number(number)), ..Date::default() })))
}

/// `corresponding := beside(date)`: the same day in the other calendar. Without «الموافق» in brackets only, and with its
/// year: «العاشر من ديسمبر 1198 (9 صفر 595 هـ)».
fn corresponding<'a>(i: Tokens<'a>, first: &Date) -> Res<'a, Form> {
    let date = |i| alt((numeric_fields, named.map(|(date, _, _)| date))).parse(i);
    let (rest, (second, Beside { said, bracketed })) = beside(i, &[], date)?;
    let whole = |date: &Date| date.day.is_some() && date.month.is_some() && date.year.is_some();
    let other = second.calendar != first.calendar && whole(first) && whole(&second);
    if said || bracketed && other { Ok((rest, Form::Date(second))) } else { fail() }
}

/// `of-it := [weekday] day ("منه" | ["من"] "الجاري" | "الماضي")`: «12 منه», «15 الجاري», «السابع من الجاري»,
/// «الخميس 11 الجاري».
pub(super) fn day_of_it(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let (i, _) = opt(weekday).parse(i)?;
    let (rest, day) = day_number(i)?;
    let day = i8::try_from(day).unwrap_or(1);
    let of = |by, anchor| Form::Within {
        part: Part::Nth { nth: day, unit: Unit::Day },
        whole: Some(Box::new(Form::Shift { unit: Unit::Month, by, anchor })),
    };
    if let Ok((rest, ())) = is(Sense::OfIt).parse(rest) {
        // «وفي الثالث منه», but not «الفصل الثالث منه».
        let led = i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::In)));
        if led || i.next().is_some_and(|l| matches!(l.token.kind, Kind::Number)) {
            return Ok((rest, (of(0, Anchor::Text).into(), Rule::DayOfIt)));
        }
        return fail();
    }
    let (rest, by) = of_running_month(i, rest)?;
    Ok((rest, (of(by, Anchor::Reference).into(), Rule::DayOfMonth)))
}

/// `["من"] ("الجاري" | "الماضي" | "المقبل")` after a day: how many months its month is from that of the reference.
pub(super) fn of_running_month<'a>(day: Tokens<'a>, rest: Tokens<'a>) -> Res<'a, i64> {
    let digits = day.next().is_some_and(|l| matches!(l.token.kind, Kind::Number));
    let (rest, from) = opt(is(Sense::Of)).parse(rest)?;
    // Days are masculine: «15 الجاري», not «14 القادمة».
    let masculine = rest.next().is_some_and(|l| !l.token.key().ends_with(key!("ه")));
    match which(rest)? {
        // «7 من الجاري», «السابع من الجاري»: of the month that runs; «الثالث الماضي» is third of something else.
        (rest, (direction, Anchor::Reference))
            if masculine && if from.is_some() { direction == Direction::Present } else { digits } =>
        {
            Ok((rest, direction.step()))
        }
        _ => fail(),
    }
}
