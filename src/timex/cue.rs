//! Which way the words around an expression look: what calls for, puts off, falls due and reports.

use super::expression::{Expression, Form, TimexKind};
use super::grammar::{Lex, is_delivery, is_future_cue, signal_before};
use super::words::{Sense, Signal};
use crate::script::{Gap, Key, Kind};

/// Which way the words around an expression look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cue {
    /// Nothing says that it is to come: news tells what has happened.
    #[default]
    Past,
    /// After «منذ»: it had begun, whatever the preference.
    Begun,
    /// An imperfect that announces: «تنطلق السبت». The day itself or one to come.
    Announced,
    /// A future verb or another word for what is to come: «سيلتقي», «من المقرر».
    Future,
}

/// Looks for the governing words: back to the beginning of the clause, then forward to its end.
pub(super) fn of(lexes: &[Lex], text: &str, from: usize, to: usize, expression: &Expression) -> Cue {
    // Only what the words leave open needs one; what has gone on since then began in the past.
    let since = matches!(signal_before(lexes, from), Some((Signal::Since, _)));
    if since {
        return Cue::Begun;
    }
    if matches!(expression.form.kind(), TimexKind::Duration | TimexKind::Set) {
        return Cue::Past;
    }
    let mark = |lex: &Lex| matches!(lex.token.kind, Kind::Mark('.' | '؟' | '?' | '!' | '؛' | '"' | '«' | '»' | ':'));
    // «الساعة 11:00», «2.5 مليون»: no end of a clause.
    let inside = |n: usize| {
        let number = |n: usize| lexes.get(n).is_some_and(|l| l.token.number().is_some());
        let glued = |n: usize| lexes.get(n).is_some_and(|l| l.token.gap == Gap::None);
        glued(n) && glued(n + 1) && number(n + 1) && n.checked_sub(1).is_some_and(number)
    };
    let ends = |n: usize| mark(&lexes[n]) && !inside(n);
    // «تسليم أبريل»: goods are sold for a month to come.
    let delivered = matches!(&expression.form, Form::Date(date) if date.month.is_some() && date.day.is_none());
    if delivered && from.checked_sub(1).is_some_and(|n| is_delivery(&lexes[n])) {
        return Cue::Future;
    }
    if begins_or_falls_due(lexes, from, to) {
        return Cue::Announced;
    }
    for n in (from.saturating_sub(REACH)..from).rev() {
        let lex = &lexes[n];
        if ends(n) || reports(lex) {
            break;
        }
        // «منذ بدء القصف في 26 مارس»
        if n + 6 >= from && lex.has(Sense::Signal(Signal::Since)) {
            return Cue::Begun;
        }
        // «وفق الاتفاق الموقع في يونيو»: of what it says, whatever the clause says.
        if n + 2 >= from && IS_DONE.contains(&lex.token.key()) {
            return Cue::Past;
        }
        if is_stipulation(&lexes[n..]) || is_wish(lexes, n) || puts_off(lexes, n, from) || calls_for(lexes, n, from) {
            return Cue::Future;
        }
        if is_future_cue(lex, text) {
            // «كان من المتوقع أن»: it was to come, once.
            let before = lexes[..from].iter().rev().skip_while(|l| l.token.span != lex.token.span).skip(1);
            return if before.take(2).any(is_was) { Cue::Past } else { Cue::Future };
        }
        // «كان من المقرر أن يصل»: the words before «أن» say.
        let led = n.checked_sub(1).is_some_and(|n| is_that(&lexes[n]));
        if lex.has(Sense::Coming) && !led {
            // «لم يعقد السبت», «ما يصل إلى عشرين»
            if n.checked_sub(1).is_some_and(|n| takes_back(&lexes[n])) {
                return Cue::Past;
            }
            let before = lexes[..from].iter().rev().skip_while(|l| l.token.span != lex.token.span).skip(1);
            return if before.take(3).any(is_was) { Cue::Past } else { Cue::Announced };
        }
        if lex.token.gap >= Gap::Line || OTHER_CLAUSE.contains(&lex.token.key()) {
            break;
        }
    }
    for (n, lex) in lexes.iter().enumerate().skip(to).take(REACH / 3) {
        // What follows «أن», «الذي» is another clause.
        let clause = CLAUSE_WORDS.contains(&lex.token.key());
        if ends(n) || clause || lex.token.gap >= Gap::Line || lex.token.is_comma() {
            break;
        }
        if is_future_cue(lex, text) {
            return Cue::Future;
        }
    }
    // «وفي يوم الأحد يطرأ انخفاض»: the verb right behind its day.
    let led = from.checked_sub(1).is_some_and(|n| lexes[n].has(Sense::Signal(Signal::In)));
    if led && lexes.get(to).is_some_and(|l| l.has(Sense::Coming) && l.token.gap <= Gap::Space) {
        return Cue::Announced;
    }
    Cue::Past
}

/// Words that open a clause of its own time: «الوزير الذي قتل الخميس», «ينوي المشاركة، فيما طلب الجمعة».
const OTHER_CLAUSE: &[Key] = &[
    Key::of("الذي"),
    Key::of("التي"),
    Key::of("الذين"),
    Key::of("فيما"),
    Key::of("بينما"),
    Key::of("لكن"),
    Key::of("بعدما"),
    Key::of("حيث"),
];

/// Participles of what has been done: «الموقع في يونيو».
const IS_DONE: &[Key] = &[
    Key::of("الموقع"),
    Key::of("الموقعة"),
    Key::of("المبرم"),
    Key::of("المبرمة"),
    Key::of("الصادر"),
    Key::of("الصادرة"),
    Key::of("المنتخب"),
    Key::of("المنتخبة"),
    Key::of("المعتمد"),
    Key::of("المعتمدة"),
    Key::of("المفروض"),
    Key::of("المفروضة"),
    Key::of("المتوقف"),
    Key::of("المتوقفة"),
    Key::of("المنشور"),
    Key::of("المنشورة"),
    Key::of("المعلن"),
    Key::of("المعلنة"),
    Key::of("الملغى"),
    Key::of("الملغاة"),
];

/// Words that open another clause.
const CLAUSE_WORDS: &[Key] = &[
    Key::of("ان"),
    Key::of("بان"),
    Key::of("انه"),
    Key::of("انها"),
    Key::of("انهم"),
    Key::of("بانه"),
    Key::of("بانها"),
    Key::of("الذي"),
    Key::of("التي"),
    Key::of("الذين"),
    Key::of("حيث"),
    Key::of("لكن"),
    Key::of("بينما"),
    Key::of("فيما"),
    Key::of("عندما"),
    Key::of("بعدما"),
    Key::of("كما"),
];

/// «على أن يعود»: what is laid down for later. «أكد على أن تونس» is none.
fn is_stipulation(lexes: &[Lex]) -> bool {
    const ON: Key = Key::of("علي");
    const THAT: Key = Key::of("ان");
    const IT: Key = Key::of("ي");
    const SHE: Key = Key::of("ت");
    const COUNTRIES: [Key; 6] =
        [Key::of("تونس"), Key::of("تركيا"), Key::of("تشاد"), Key::of("توغو"), Key::of("تايوان"), Key::of("تايلاند")];
    let [on, that, verb, ..] = lexes else { return false };
    let key = verb.token.key();
    on.token.key() == ON
        && that.token.key() == THAT
        && (key.starts_with(IT) || key.starts_with(SHE))
        && key.len() >= 3
        && !COUNTRIES.contains(&key)
}

/// «كان», «كانت».
fn is_was(lex: &Lex) -> bool {
    const WAS: [Key; 4] = [Key::of("كان"), Key::of("كانت"), Key::of("وكان"), Key::of("وكانت")];
    WAS.contains(&lex.token.key())
}

/// How many tokens before an expression its verb is looked for.
const REACH: usize = 24;

/// Whether a verb reports, or tells what has happened: what stands before one is another clause.
fn reports(lex: &Lex) -> bool {
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
fn is_that(lex: &Lex) -> bool {
    const THAT: Key = Key::of("ان");
    lex.token.key() == THAT
}

/// «قرر أن يكون الأحد عطلة», «من المحتمل أن يعقد»: what is wished or laid down. «قبل أن يصل», «استطاع أن يعود» tell of
/// what was.
fn is_wish(lexes: &[Lex], n: usize) -> bool {
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
fn puts_off(lexes: &[Lex], n: usize, from: usize) -> bool {
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
fn calls_for(lexes: &[Lex], n: usize, from: usize) -> bool {
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
fn begins_or_falls_due(lexes: &[Lex], from: usize, to: usize) -> bool {
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
fn takes_back(lex: &Lex) -> bool {
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
