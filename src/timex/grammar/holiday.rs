//! Feasts and days that have a name: «عيد الفطر», «اليوم الوطني», «العيد».

use super::date::which;
use super::number::ordinal;
use super::tokens::{Lex, Res, Tokens, fail, phrase};
use super::year::year_of;
use crate::script::{Gap, Key, key};
use crate::timex::expression::{Date, Form, Unit};
use crate::timex::phrases::Meaning;
use crate::timex::words::Sense;
use nom::Parser;

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

/// `holiday := holiday-name [["من"] year | which]`
pub(super) fn holiday(i: Tokens<'_>) -> Res<'_, Form> {
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
