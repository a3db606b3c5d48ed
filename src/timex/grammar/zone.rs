//! Time zones behind an hour: «ت غ», «بتوقيت مكة», «بالتوقيت المحلي», «GMT+3».

use super::tokens::{Res, Tokens, digits, fail, is, lex, mark, phrase, tight_mark};
use crate::script::key;
use crate::timex::expression::Zone;
use crate::timex::phrases::Meaning;
use crate::timex::words::Sense;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// `zone := "ت غ" | "تغ" | "بتوقيت" place | "بالتوقيت المحلي" | "gmt"`
pub(super) fn zone(i: Tokens<'_>) -> Res<'_, Zone> {
    let i = i.opened();
    if let Ok((rest, ())) = phrase(|m| (m == Meaning::Utc).then_some(())).parse(i) {
        return Ok((rest, Zone::Utc));
    }
    let dotted = (
        lex(|l| (l.token.key() == key!("ت")).then_some(())),
        opt(mark(&['.'])),
        lex(|l| (l.token.key() == key!("غ")).then_some(())),
        opt(tight_mark(&['.'])),
    );
    if let Ok((rest, _)) = { dotted }.parse(i) {
        return Ok((rest, Zone::Utc));
    }
    let name = || lex(|l| (l.token.is_latin("gmt") || l.token.is_latin("utc")).then_some(()));
    // «GMT+3»
    let latin = || {
        |i| {
            let (rest, ()) = name().parse(i)?;
            match (tight_mark(&['+', '-']), digits(0, 14)).parse(rest) {
                Ok((rest, (sign, (hours, _)))) => {
                    let minutes = hours as i16 * 60;
                    Ok((rest, Zone::East(if sign == '-' { -minutes } else { minutes })))
                }
                Err(_) => Ok((rest, Zone::Utc)),
            }
        }
    };
    let named = || {
        lex(|l| {
            l.senses().iter().find_map(|s| match s {
                Sense::Utc => Some(Zone::Utc),
                Sense::ZonePlace(minutes) => Some(Zone::East(*minutes)),
                Sense::LocalZone => Some(Zone::Local),
                _ => None,
            })
        })
    };
    if let Ok((rest, ())) = is(Sense::ZoneHead).parse(i) {
        if let Ok((rest, zone)) = alt((latin(), named())).parse(rest) {
            // «مكة المكرمة»
            let (rest, _) =
                opt(lex(|l| [key!("المكرمه"), key!("المنسق")].contains(&l.token.key()).then_some(()))).parse(rest)?;
            return Ok((rest, zone));
        }
        // «بتوقيت باماكو»: a place whose zone is not in the table is the article's own.
        if let Ok((rest, place)) = lex(|l| Some(l.token.key()).filter(|key| !key.is_empty())).parse(rest) {
            // «بتوقيت العاصمة بيروت», «بتوقيت الساحل الشرقي»
            let leads = [key!("العاصمه"), key!("الساحل"), key!("شرق"), key!("غرب"), key!("وسط")].contains(&place);
            let word = lex(|l| (leads && !l.token.key().is_empty()).then_some(()));
            let (rest, _) = opt(word).parse(rest)?;
            // «بتوقيت شرق الولايات المتحدة»
            let (rest, _) = opt(lex(|l| (l.token.key() == key!("المتحده")).then_some(()))).parse(rest)?;
            return Ok((rest, Zone::Local));
        }
        return fail();
    }
    alt((latin(), lex(|l| l.has(Sense::Utc).then_some(Zone::Utc)))).parse(i)
}

/// «3:00 (مكة المكرمة)», «0:00 (غرينتش)»: the zone alone in brackets.
pub(super) fn bracketed_zone(i: Tokens<'_>) -> Res<'_, Zone> {
    let (rest, _) = mark(&['(']).parse(i)?;
    let bare = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Utc => Some(Zone::Utc),
            Sense::ZonePlace(minutes) => Some(Zone::East(*minutes)),
            _ => None,
        })
    });
    let honoured = lex(|l| (l.token.key() == key!("المكرمه")).then_some(()));
    let named = (bare, opt(honoured)).map(|(zone, _)| zone);
    let (rest, zone) = alt((zone, named)).parse(rest)?;
    let (rest, _) = mark(&[')']).parse(rest)?;
    Ok((rest, zone))
}
