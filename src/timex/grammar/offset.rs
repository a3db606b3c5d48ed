//! Times that lie so far from another: «قبل يومين», «بعد ذلك بشهر», «آخر ثلاثة أيام».

use super::clock::ends;
use super::quantity::{quantity, whole_input};
use super::tokens::{Res, Tokens, fail, is, lex, phrase, sense};
use crate::script::{Gap, Key, Kind, key};
use crate::timex::expression::{Amount, Anchor, Direction, Expression, Form, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, value};

/// What says where an offset is counted from, after the quantity.
fn anchor(i: Tokens<'_>) -> Res<'_, Anchor> {
    alt((
        value(Anchor::Reference, phrase(|m| (m == Meaning::FromNow).then_some(()))),
        value(Anchor::Text, of_that),
        value(
            Anchor::Event,
            // «بعد شهرين من الاجتماع», «بعد يوم على الهجوم»; «من» and the event are left out of the extent.
            event_follows,
        ),
    ))
    .parse(i)
}

/// Zero-width: «من ذلك» of «بعد يومين من ذلك», not «من ذلك الهجوم».
fn of_that(i: Tokens<'_>) -> Res<'_, ()> {
    let that = lex(|l| (l.token.key() == key!("ذلك")).then_some(()));
    let (rest, _) = (is(Sense::Of), that).parse(i)?;
    if rest.next().is_some_and(|l| l.definite() && l.token.gap <= Gap::Space) { fail() } else { Ok((i, ())) }
}

/// Zero-width: «من» or «على» and a noun.
fn event_follows(i: Tokens<'_>) -> Res<'_, ()> {
    // «خطف قبل يومين من منزله», «وصل قبل ساعة من مدينة غاو»: a place is no event.
    let follows = i.next().is_some_and(|l| l.has(Sense::Of));
    let noun = i.ahead(1).is_some_and(|l| !l.token.key().is_empty() && !l.has(Sense::Place));
    if follows && noun { Ok((i, ())) } else { fail() }
}

/// `last := "آخر" quantity`: «آخر ثلاثة أيام», «آخر شهرين».
pub(super) fn last(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let (rest, ()) = lex(|l| (l.has(Sense::Last) && !l.definite()).then_some(())).parse(i)?;
    let (rest, measured) = quantity(rest)?;
    // «آخر يوم» is the last day of something; «آخر سنة» too.
    let several = !matches!(measured.quantity.parts[..], [(Amount::Whole(0 | 1), _), ..]);
    if measured.definite || !several {
        return fail();
    }
    let form = Form::Stretch { quantity: measured.quantity, direction: Direction::Past, since: false };
    Ok((rest, (Expression { form, modifier: measured.modifier, also: None }, Rule::Last)))
}

/// Whether «لن» or «ألا» governs what stands here: «لن تنتهي الأشغال قبل ثلاثة أشهر», but not «لن ينسى ما حدث قبل عامين».
fn not_before(i: Tokens<'_>) -> bool {
    const OPENS: [Key; 8] = [
        Key::of("ما"),
        Key::of("الذي"),
        Key::of("التي"),
        Key::of("الذين"),
        Key::of("كما"),
        Key::of("مثلما"),
        Key::of("حيث"),
        Key::of("بعدما"),
    ];
    // What stands on another line is another sentence.
    let mut apart = i.next().is_none_or(|l| l.token.gap >= Gap::Line);
    for n in 1..=7 {
        let Some(lex) = i.before(n).filter(|_| !apart) else { return false };
        apart = lex.token.gap >= Gap::Line;
        let key = lex.token.key();
        // «يتوقع ألا تنقشع قبل يوم»; «لا يعود إلا قبل يوم» is none.
        let lest = || {
            key == key!("الا")
                && i.before(n - 1)
                    .is_some_and(|l| l.token.key().first(1) == key!("ت") || l.token.key().first(1) == key!("ي"))
        };
        if key == key!("لن") || key == key!("ولن") || n > 1 && lest() {
            return true;
        }
        if OPENS.contains(&key) || matches!(lex.token.kind, Kind::Mark(_)) {
            return false;
        }
    }
    false
}

/// `offset := ("قبل" | "بعد" | "منذ" | "من") quantity [anchor] | "بعد ذلك" "ب"quantity`
pub(super) fn offset(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    if !i.begins(Kinds::SIGNAL.and(Kinds::PHRASE)) {
        return fail();
    }
    // «بعد ذلك بشهرين», «قبله بيومين»
    let that = phrase(|m| match m {
        Meaning::AfterThat => Some(Direction::Future),
        Meaning::BeforeThat => Some(Direction::Past),
        _ => None,
    });
    if let Ok((rest, direction)) = { that }.parse(i) {
        // «بعدها بـ72 ساعة»
        let lone = lex(|l| (l.token.key() == key!("ب")).then_some(()));
        let (figures, lone) = opt(lone).parse(rest)?;
        if lone.is_some() || rest.next().is_some_and(|l| l.clitics.preposition == Some('ب')) {
            let (rest, measured) = quantity(if lone.is_some() { figures } else { rest.opened() })?;
            let form = Form::Offset { quantity: measured.quantity, direction, anchor: Anchor::Text };
            return Ok((rest, (Expression { form, modifier: measured.modifier, also: None }, Rule::OffsetAfterThat)));
        }
        return fail();
    }
    let (rest, signal) = sense(|s| if let Sense::Signal(s) = s { Some(s) } else { None }).parse(i)?;
    if !matches!(signal, Signal::Before | Signal::After | Signal::Since | Signal::From) {
        return fail();
    }
    let first = match i.next() {
        Some(first) => first,
        None => return fail(),
    };
    // «بحلول» and the like never head an offset; «من» only in «من أسبوع» given by itself.
    if first.definite() {
        return fail();
    }
    let (rest, measured) = quantity(rest)?;
    if signal == Signal::From {
        let lone_week = !measured.counted && measured.quantity.unit() == Unit::Week && !measured.definite;
        return if lone_week && whole_input(i, rest) {
            let form =
                Form::Offset { quantity: measured.quantity, direction: Direction::Past, anchor: Anchor::Reference };
            Ok((rest, (Expression { form, modifier: measured.modifier, also: None }, Rule::OffsetFrom)))
        } else {
            fail()
        };
    }
    if measured.definite {
        return fail();
    }
    let modifier = measured.modifier;
    if signal == Signal::Since {
        let form = Form::Stretch { quantity: measured.quantity, direction: Direction::Past, since: true };
        return Ok((rest, (Expression { form, modifier, also: None }, Rule::OffsetSince)));
    }
    // «بعد دقيقة», «قبل ثانية» are said; «قبل عقد» "before concluding" is not one, but where the clause ends.
    if !measured.counted && measured.quantity.unit() == Unit::Decade && !ends(rest) {
        return fail();
    }
    let direction = if signal == Signal::Before { Direction::Past } else { Direction::Future };
    // «لن يعود قبل أسبوعين»: not until they have passed.
    if direction == Direction::Past && not_before(i) {
        let form =
            Form::Offset { quantity: measured.quantity, direction: Direction::Future, anchor: Anchor::Reference };
        return Ok((rest, (Expression { form, modifier, also: None }, Rule::OffsetAfter)));
    }
    let (rest, _) = opt(is(Sense::Elapsed)).parse(rest)?;
    // «بعد يومين فقط من الهجوم»: «فقط» says nothing of time.
    let only = lex(|l| [key!("فقط"), key!("بالضبط")].contains(&l.token.key()).then_some(()));
    // «بعد عامين بالتمام والكمال من مقتله»
    let full = rest.next().is_some_and(|l| l.token.key() == key!("بالتمام"))
        && rest.ahead(1).is_some_and(|l| l.token.key() == key!("والكمال"));
    let rest = if full { rest.from(rest.position() + 2) } else { rest };
    let (beyond, _) = opt(only).parse(rest)?;
    let (after, said) = opt(anchor).parse(beyond)?;
    let rest = if said == Some(Anchor::Reference) { after } else { rest };
    // «بعد شهر على الهجوم»
    let on = direction == Direction::Future && beyond.next().is_some_and(|l| l.token.key() == key!("علي"));
    // «أحيل على التقاعد بعد ستة وثلاثين عاما في الخدمة»: so long it lasted.
    // «أفرج عنه بعد ستة أشهر قضاها في الأسر»
    let spent = direction == Direction::Future
        && (beyond.next().is_some_and(|l| l.has(Sense::Spent))
            || beyond.next().is_some_and(|l| l.has(Sense::Signal(Signal::In)))
                && beyond.ahead(1).is_some_and(|l| l.has(Sense::Condition)));
    let said = said.or((on || spent).then_some(Anchor::Event));
    let anchor = said.unwrap_or(if direction == Direction::Past { Anchor::Reference } else { Anchor::Text });
    let form = Form::Offset { quantity: measured.quantity, direction, anchor };
    let rule = if direction == Direction::Past { Rule::OffsetBefore } else { Rule::OffsetAfter };
    Ok((rest, (Expression { form, modifier, also: None }, rule)))
}
