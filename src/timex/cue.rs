//! Which way the words around an expression look: what calls for, puts off, falls due and reports.

use super::grammar::{Lex, signal_before};
use super::words::{Sense, Signal};
use crate::script::Key;

/// Whether a verb reports, or tells what has happened: what stands before one is another clause.
pub(super) fn reports(lex: &Lex) -> bool {
    const VERBS: [Key; 10] = [
        Key::of("قال"),
        Key::of("قالت"),
        Key::of("اعلن"),
        Key::of("اعلنت"),
        Key::of("اكد"),
        Key::of("اكدت"),
        Key::of("ذكر"),
        Key::of("ذكرت"),
        Key::of("افاد"),
        Key::of("افادت"),
    ];
    const WITH_AND: [Key; 4] = [Key::of("واضاف"), Key::of("واضافت"), Key::of("وصرح"), Key::of("وصرحت")];
    // «استطلاع أجري في مايو»
    const HELD: [Key; 12] = [
        Key::of("اجري"),
        Key::of("اجريت"),
        Key::of("جري"),
        Key::of("جرت"),
        Key::of("شهد"),
        Key::of("شهدت"),
        Key::of("وقع"),
        Key::of("وقعت"),
        Key::of("حدث"),
        Key::of("حدثت"),
        Key::of("اندلع"),
        Key::of("اندلعت"),
    ];
    let key = lex.token.key();
    HELD.contains(&key) || VERBS.contains(&key) || VERBS.contains(&without_and(key)) || WITH_AND.contains(&key)
}

/// «أن» before a verb.
pub(super) fn is_that(lex: &Lex) -> bool {
    const THAT: Key = Key::of("ان");
    lex.token.key() == THAT
}

/// «قرر أن يكون الأحد عطلة», «من المحتمل أن يعقد»: what is wished or laid down. «قبل أن يصل», «استطاع أن يعود» tell of
/// what was.
pub(super) fn is_wish(lexes: &[Lex], n: usize) -> bool {
    const VERBS: [Key; 26] = [
        Key::of("يكون"),
        Key::of("تكون"),
        Key::of("يعقد"),
        Key::of("تعقد"),
        Key::of("يبدا"),
        Key::of("تبدا"),
        Key::of("يقام"),
        Key::of("تقام"),
        Key::of("يجري"),
        Key::of("تجري"),
        Key::of("يتم"),
        Key::of("تتم"),
        Key::of("يصل"),
        Key::of("تصل"),
        Key::of("ينطلق"),
        Key::of("تنطلق"),
        Key::of("يصدر"),
        Key::of("تصدر"),
        Key::of("يلتقي"),
        Key::of("تلتقي"),
        Key::of("يجتمع"),
        Key::of("تجتمع"),
        Key::of("ينتهي"),
        Key::of("تنتهي"),
        Key::of("يعلن"),
        Key::of("تعلن"),
    ];
    const OPEN: [Key; 12] = [
        Key::of("يتوقع"),
        Key::of("تتوقع"),
        Key::of("توقع"),
        Key::of("توقعت"),
        Key::of("رجح"),
        Key::of("رجحت"),
        Key::of("المرجح"),
        Key::of("المحتمل"),
        Key::of("الممكن"),
        Key::of("المفترض"),
        Key::of("المنتظر"),
        Key::of("المستبعد"),
    ];
    const NOT: [Key; 21] = [
        Key::of("نافيا"),
        Key::of("نافيه"),
        Key::of("نفي"),
        Key::of("نفت"),
        Key::of("ينفي"),
        Key::of("تنفي"),
        Key::of("قبل"),
        Key::of("بعد"),
        Key::of("دون"),
        Key::of("بدون"),
        Key::of("الي"),
        Key::of("منذ"),
        Key::of("بدل"),
        Key::of("استطاع"),
        Key::of("استطاعت"),
        Key::of("حاول"),
        Key::of("حاولت"),
        Key::of("كاد"),
        Key::of("كادت"),
        Key::of("كان"),
        Key::of("كانت"),
    ];
    const ALREADY: Key = Key::of("قد");
    let [that, verb, ..] = &lexes[n..] else { return false };
    let already = lexes.get(n + 2).is_some_and(|l| l.token.key() == ALREADY);
    let open = lexes[n.saturating_sub(4)..n].iter().any(|l| OPEN.contains(&without_and(l.token.key())));
    is_that(that)
        && !already
        && (VERBS.contains(&verb.token.key()) || open && is_imperfect(verb))
        && !lexes[n.saturating_sub(3)..n].iter().any(|l| NOT.contains(&without_and(l.token.key())))
}

/// «أجلت المحكمة القضية إلى 5 أبريل», «تمديد الهدنة حتى الجمعة»: the time after «إلى» is still to come.
pub(super) fn puts_off(lexes: &[Lex], n: usize, from: usize) -> bool {
    const VERBS: [Key; 12] = [
        Key::of("تاجيل"),
        Key::of("اجل"),
        Key::of("اجلت"),
        Key::of("تاجل"),
        Key::of("تاجلت"),
        Key::of("ارجا"),
        Key::of("ارجات"),
        Key::of("ارجاء"),
        Key::of("تمديد"),
        Key::of("مدد"),
        Key::of("مددت"),
        Key::of("امهل"),
    ];
    const SITTING: [Key; 2] = [Key::of("جلسه"), Key::of("لجلسه")];
    const OF: Key = Key::of("من");
    let key = lexes[n].token.key();
    // «من أجل»
    let sake = n.checked_sub(1).is_some_and(|n| lexes[n].token.key() == OF);
    if sake || !(VERBS.contains(&key) || VERBS.contains(&without_and(key))) {
        return false;
    }
    let to =
        |l: &Lex| l.any(|s| matches!(s, Sense::Signal(Signal::To | Signal::Until))) || SITTING.contains(&l.token.key());
    // The nearest preposition of time is the one that counts.
    let near = lexes[n + 1..from].iter().rev().take(3).any(to);
    near || matches!(signal_before(lexes, from), Some((Signal::For, _)))
}

/// «دعا إلى إضراب الأحد», «دعت إلى التظاهر الجمعة»: what is called for comes later.
pub(super) fn calls_for(lexes: &[Lex], n: usize, from: usize) -> bool {
    const VERBS: [Key; 8] = [
        Key::of("دعا"),
        Key::of("دعت"),
        Key::of("دعوا"),
        Key::of("يدعو"),
        Key::of("تدعو"),
        Key::of("دعوه"),
        Key::of("الدعوه"),
        Key::of("دعوات"),
    ];
    const WHAT: [Key; 13] = [
        Key::of("اضراب"),
        Key::of("الاضراب"),
        Key::of("تظاهره"),
        Key::of("تظاهرات"),
        Key::of("التظاهر"),
        Key::of("مظاهره"),
        Key::of("مظاهرات"),
        Key::of("مسيره"),
        Key::of("مسيرات"),
        Key::of("اعتصام"),
        Key::of("اجتماع"),
        Key::of("جلسه"),
        Key::of("قمه"),
    ];
    let key = lexes[n].token.key();
    if from > n + 7 || !(VERBS.contains(&key) || VERBS.contains(&without_and(key))) {
        return false;
    }
    let between = &lexes[n + 1..from];
    let to = between.iter().position(|l| l.has(Sense::Signal(Signal::To)));
    let told = |l: &Lex| l.any(|s| matches!(s, Sense::Signal(Signal::After | Signal::During | Signal::Since)));
    to.is_some_and(|to| between[to..].iter().any(|l| WHAT.contains(&l.token.key()))) && !between.iter().any(told)
}

/// «اعتبارا من يونيو», «بحلول السبت»; but not «بحلول السبت كان».
pub(super) fn begins_or_falls_due(lexes: &[Lex], from: usize, to: usize) -> bool {
    const STARTING: [Key; 5] =
        [Key::of("اعتبارا"), Key::of("بدءا"), Key::of("ابتداء"), Key::of("بدايه"), Key::of("انطلاقا")];
    const WAS: [Key; 4] = [Key::of("كان"), Key::of("كانت"), Key::of("وكان"), Key::of("وكانت")];
    let left = |n: usize| from.checked_sub(n).map(|n| &lexes[n]);
    let starting = left(1).is_some_and(|l| l.has(Sense::Of))
        && left(2).is_some_and(|l| STARTING.contains(&l.token.key()) || STARTING.contains(&without_and(l.token.key())));
    let due = left(1).is_some_and(|l| l.has(Sense::Signal(Signal::By)));
    let was = lexes[to..].iter().take(4).any(|l| WAS.contains(&l.token.key()));
    // «اعتبارا من الجمعة» may have been yesterday.
    let weekday = lexes[from..to].iter().any(|l| l.any(|s| matches!(s, Sense::Day(_))));
    starting && !weekday || due && !was
}

/// «لم», «ما»: with an imperfect after them that tells of nothing to come.
pub(super) fn takes_back(lex: &Lex) -> bool {
    const WORDS: [Key; 4] = [Key::of("لم"), Key::of("ولم"), Key::of("ما"), Key::of("كما")];
    WORDS.contains(&lex.token.key())
}

/// A word that begins as imperfects do.
fn is_imperfect(lex: &Lex) -> bool {
    const HE: Key = Key::of("ي");
    const SHE: Key = Key::of("ت");
    let key = lex.token.key();
    key.len() >= 3 && (key.starts_with(HE) || key.starts_with(SHE))
}

fn without_and(key: Key) -> Key {
    const AND: Key = Key::of("و");
    if key.first(1) == AND && key.len() > 3 { key.skip(1) } else { key }
}
