//! Which way the words around an expression look: what calls for, puts off, falls due and reports.

use super::expression::{Anchor, Expression, Form, TimexKind, Unit};
use super::grammar::{Lex, is_delivery, is_future_cue, signal_before};
use super::words::{Sense, Signal};
use crate::script::{Few, Gap, Key, Kind, Sieve, key};
use crate::tense::{self, Tense};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Which way the words around an expression look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Cue {
    /// Nothing says that it is to come: news tells what has happened.
    #[default]
    Past,
    /// After «منذ», or of a verb that tells of what has happened: it had begun, whatever the preference.
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
    let table = roles();
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
    if moved_to(lexes, from) || stood_for(lexes, from) {
        return Cue::Future;
    }
    if holds_until(lexes, from, expression, table) {
        return Cue::Announced;
    }
    // «اعتبارا من منتصف الليل» is of the day that is told.
    let of_a_day = matches!(&expression.form, Form::DayPart { day: None, .. } | Form::Clock { day: None, .. });
    if !of_a_day && begins_or_falls_due(lexes, from, to, table) {
        return Cue::Announced;
    }
    // «أعلنت المحكمة أن الخميس هو أول أيام العيد»: no past is told of it.
    let is_it = || lexes.get(to).is_some_and(|l| [key!("هو"), key!("هي")].contains(&l.token.key()));
    if table.before(lexes, from).is(THAT) && is_it() {
        return Cue::Announced;
    }
    if told_right_before(lexes, from) {
        return Cue::Begun;
    }
    // «أعلن الرئيس الأربعاء عطلة», «حددت الأحد موعدا»
    let settled = || lexes[from.saturating_sub(3)..from].iter().any(|l| table.of(l).is(SETTLES));
    if lexes.get(to).is_some_and(|l| table.of(l).is(SET_AS)) && settled() {
        return Cue::Announced;
    }
    let weekday = lexes[from..to].iter().any(|l| l.any(|s| matches!(s, Sense::Day(_))));
    let offset = matches!(&expression.form, Form::Offset { .. });
    let month = matches!(&expression.form, Form::Date(date) if date.month.is_some() && date.year.is_none());
    // Whether the time stands in a clause of its own, which what comes after it does not govern.
    let mut enclosed = false;
    // Whether another time stands between: the one of a clause about a noun.
    let mut told_before = false;
    // The token that opens a short name in quotation marks, which the clause goes on behind: «رحلة "الاتحاد" يوم الجمعة».
    let mut name = None;
    for n in (from.saturating_sub(REACH)..from).rev() {
        let lex = &lexes[n];
        let role = table.of(lex);
        if name.is_some_and(|open| n >= open) {
            continue;
        }
        name = name_in_quotes(lexes, n);
        if name.is_some() {
            continue;
        }
        let agreed = || role.is(AGREES) && agrees_on(lexes, n, from, table);
        if agreed() || role.is(SETTLES) && settles(lexes, n, from, table) {
            return Cue::Announced;
        }
        if ends(n) || role.is(REPORTS) {
            break;
        }
        let left = table.before(lexes, n);
        enclosed = role.is(RELATIVE);
        let tense = tense_at(lexes, n);
        // «أن يكون قد رجم الأربعاء»
        let done = role.is(ALREADY) && lexes.get(n + 1).is_some_and(|l| n + 4 >= from && !is_imperfect(l));
        if done {
            return Cue::Begun;
        }
        // «منذ بدء القصف في 26 مارس»
        if n + 6 >= from && lex.has(Sense::Signal(Signal::Since)) {
            return Cue::Begun;
        }
        // «وفق الاتفاق الموقع في يونيو»: of what it says, whatever the clause says.
        if n + 2 >= from && role.is(DONE) && !is_team(lexes, n) {
            return Cue::Begun;
        }
        let lies_ahead = role.is(ON) && is_stipulation(&lexes[n..], table)
            || role.is(THAT) && is_wish(lexes, n, table)
            || role.is(PUTS_OFF) && puts_off(lexes, n, from, table)
            || role.is(CALLS) && calls_for(lexes, n, from, table);
        if lies_ahead {
            return Cue::Future;
        }
        if is_future_cue(lex, text) || role.is(EXPECTS) {
            // «كان من المتوقع أن»: it was to come, once.
            let was = lexes[..n].iter().rev().take(2).any(|l| table.of(l).is(WAS));
            // «التي كانت مقررة في 27 فبراير»: on the nearest.
            let day = matches!(&expression.form, Form::Date(date) if date.month.is_some() && date.day.is_some());
            return if was && day {
                Cue::Announced
            } else if was {
                Cue::Begun
            } else {
                Cue::Future
            };
        }
        // «قد يحدث الجمعة»: it may; «قد وقع الجمعة» has.
        if role.is(ALREADY) && from <= n + 4 && lexes.get(n + 1).is_some_and(may_come) {
            return Cue::Future;
        }
        // «كان من المقرر أن يصل»: the words before «أن» say.
        // «يشار إلى أن المسلحين نشروا الأحد»: what is told after «أن» has a verb of its own.
        let told = || lexes[n + 1..from].iter().any(|l| table.of(l).is(CLAUSE));
        // «شوهد يغادر», «وهو يغادر» tell of what was.
        let beside = || {
            n.checked_sub(1).is_some_and(|m| {
                let tense = tense_at(lexes, m);
                BESIDE.contains(&lexes[m].token.key()) || tense.is_past_but(Tense::TELLS)
            })
        };
        // «يعود الخميس», but not «يعود الخلاف إلى الخميس».
        let returns = || {
            let back_to = matches!(signal_before(lexes, from), Some((Signal::To, _)));
            role.is(RETURNS) && weekday && !back_to
        };
        let declares = || role.is(DECLARES) && opens_clause(lexes, n);
        // «وتأتي الزيارة قبل أيام من قمة الخميس»
        let before = || {
            let earlier = |l: &Lex| l.any(|s| matches!(s, Sense::Signal(Signal::Before | Signal::DayBefore)));
            role.is(STANDS) && lexes[n + 1..from].iter().any(earlier)
        };
        // «يحيى» is a name, where «يحيي» gives a concert.
        let comes = || {
            let john = lex.token.key() == key!("يحيي") && lex.token.span.of(text).ends_with('ى');
            lex.has(Sense::Coming) && !john
        };
        if (comes() || returns() || declares() || before()) && !beside()
            || (weekday || offset || month) && opens_with_imperfect(lexes, n) && !told()
        {
            // «لم يعقد السبت», «ما يصل إلى عشرين»
            if left.is(TAKES_BACK) {
                return Cue::Past;
            }
            if !left.is(THAT) {
                let was = lexes[..n].iter().rev().take(3).any(|l| table.of(l).is(WAS));
                return if was { Cue::Past } else { Cue::Announced };
            }
        }
        // «طالبت بإجراء انتخابات في مارس», «هددت بالإضراب الأحد»: what is asked for or meant to be.
        if tense.is(Tense::PLANS) && !left.is(TAKES_BACK) && led_on(lexes, n, from) {
            return Cue::Future;
        }
        if tense.is_past_but(Tense::PRESENT.and(Tense::LASTS)) {
            // «إذا فازت الأحد»
            if left.is(IF) {
                return Cue::Future;
            }
            // «أعلن …»: what stands before a verb that tells of something is another clause.
            if tense.is(Tense::TELLS) {
                break;
            }
            // «يلتقي الوزير الذي وصل أمس الرئيس الخميس»: the clause about the noun has its time.
            if !(left.is(RELATIVE) && told_before) {
                // «وافق على موعد 5 أبريل», «منح مهلة إلى 31 يوليو»: such a day may lie ahead; not in «الذي وقع في 5 أبريل».
                let its_own = signal_before(lexes, from).map_or(from, |(_, n)| n) == n + 1;
                return if is_day_of_month(&expression.form) && !its_own { Cue::Past } else { Cue::Begun };
            }
        }
        // «يطيحون بالملك، والجيران يقطعون العلاقات بعد أربعة أيام»: what is counted is counted from what is told.
        let bare = || !matches!(&expression.form, Form::Date(date) if date.direction.is_some());
        let dated = || bare() && (weekday && !offset || month && signal_before(lexes, from).is_some());
        // «الجيش يهدم عشرة أكواخ الاثنين» tells what was on that day, «كاميرون يرحل في تشرين الأول» what will be.
        // «قال إن الجنود يغادرون الجمعة» tells of one to come again.
        let after_subject = || !month && !opens_clause(lexes, n) && !is_said(lexes, n, table);
        if tense.is(Tense::PRESENT) && dated() && !after_subject() && announces(lexes, n, tense, table) {
            return Cue::Announced;
        }
        told_before |= lex.any(|s| matches!(s, Sense::Day(_) | Sense::Deictic(_) | Sense::Month(..)));
        // «كان ينتظر أن تخرج الأربعاء»: it was to come, once.
        if role.is(WAS) && n + 8 >= from {
            let day = matches!(&expression.form, Form::Date(date) if date.day.is_some());
            return if month && !day { Cue::Begun } else { Cue::Past };
        }
        if lex.token.gap >= Gap::Line || role.is(OTHER_CLAUSE) {
            break;
        }
    }
    if enclosed {
        return Cue::Past;
    }
    // «وأورد تقرير في يناير أن»: the time of him who tells.
    if lexes.get(to).is_some_and(|l| l.token.gap <= Gap::Space && table.of(l).is(THAT)) {
        return Cue::Begun;
    }
    for (n, lex) in lexes.iter().enumerate().skip(to).take(REACH / 3) {
        // What follows «أن», «الذي» is another clause.
        if ends(n) || table.of(lex).is(CLAUSE) || lex.token.gap >= Gap::Line || lex.token.is_comma() {
            break;
        }
        // «في قرية قرب سيكاسو», «بياتريس ستوكلي»: what begins like a future verb is one after its subject or a time only.
        let left = &lexes[n - 1];
        let subject = n == to || left.definite() || lex.token.key().first(1) == key!("و");
        if subject && is_future_cue(lex, text) {
            return Cue::Future;
        }
    }
    // «3 مايو: فاز الفريق», «وفي 3 مايو فاز»: the same of a verb of the past.
    let colon = lexes.get(to).is_some_and(|l| l.token.is_mark(':'));
    let behind = to + usize::from(colon);
    let told = |l: &Lex| {
        let done = || tense_at(lexes, behind).is_past_but(Tense::PRESENT.and(Tense::LASTS));
        l.token.gap <= Gap::Space && (table.of(l).is(WAS) || done())
    };
    if lexes.get(behind).is_some_and(told) {
        return Cue::Begun;
    }
    // «وفي يوم الأحد يطرأ انخفاض», «ومن مطلع سبتمبر تصرف الإعانات»: the verb right behind its time.
    let led = matches!(signal_before(lexes, from), Some((Signal::In | Signal::From | Signal::By, _)));
    let of_time = matches!(
        &expression.form,
        Form::Date(_) | Form::DayPart { day: Some(_), .. } | Form::Clock { day: Some(_), .. }
    );
    let comes = |l: &Lex| {
        l.token.gap <= Gap::Space && (l.has(Sense::Coming) || of_time && is_act(l.token.key(), tense_at(lexes, to)))
    };
    if led && lexes.get(to).is_some_and(comes) {
        return Cue::Announced;
    }
    // «صالح حتى ديسمبر»: what holds until then is told while it does.
    let until = !told_before && matches!(signal_before(lexes, from), Some((Signal::Until, _)));
    if until && matches!(&expression.form, Form::Date(date) if date.month.is_some()) {
        return Cue::Announced;
    }
    Cue::Past
}

/// Whether a time is a day of a month, or a part of one.
fn is_day_of_month(form: &Form) -> bool {
    match form {
        Form::Date(date) => date.month.is_some() && date.day.is_some(),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_day_of_month(day),
        _ => false,
    }
}

/// What words do to the time of a clause: a set, since one word may do several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Roles(u32);

impl Roles {
    const NONE: Self = Self(0);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A verb reports, or tells what has happened: what stands before one is another clause.
const REPORTS: Roles = Roles(1);
/// «إذا»: what follows may come to pass.
const IF: Roles = Roles(1 << 19);
/// Opens a clause about a noun.
const RELATIVE: Roles = Roles(1 << 20);
/// A participle of what has been done: «الموقع في يونيو».
const DONE: Roles = Roles(1 << 1);
/// Opens a clause of its own time: «الوزير الذي قتل الخميس», «ينوي المشاركة، فيما طلب الجمعة».
const OTHER_CLAUSE: Roles = Roles(1 << 2);
/// Opens another clause.
const CLAUSE: Roles = Roles(1 << 3);
/// «كان», «كانت».
const WAS: Roles = Roles(1 << 4);
/// «أن» before a verb.
const THAT: Roles = Roles(1 << 5);
/// «على» before «أن».
const ON: Roles = Roles(1 << 6);
/// Countries that begin as imperfects do: «أكد على أن تونس».
const COUNTRY: Roles = Roles(1 << 7);
/// After «أن»: what is laid down.
const LAID_DOWN: Roles = Roles(1 << 8);
/// Before «أن» and any imperfect: what is thought likely.
const LIKELY: Roles = Roles(1 << 9);
/// Before «أن»: what was, or is denied.
const DENIES: Roles = Roles(1 << 10);
/// «قد» behind the verb.
const ALREADY: Roles = Roles(1 << 11);
/// «أجلت», «تمديد».
const PUTS_OFF: Roles = Roles(1 << 12);
/// «جلسة» to which it is put off.
const SITTING: Roles = Roles(1 << 13);
/// «من» of «من أجل».
const OF: Roles = Roles(1 << 14);
/// «دعا».
const CALLS: Roles = Roles(1 << 15);
/// What is called for.
const CALLED: Roles = Roles(1 << 16);
/// «اعتبارا من».
const STARTING: Roles = Roles(1 << 17);
/// «اتفق على», «وافق على».
const AGREES: Roles = Roles(1 << 21);
/// What is agreed on and comes later: «نشر قوة», «لقاء».
const PROJECT: Roles = Roles(1 << 22);
/// «أعلن», «حدد», «قرر».
const SETTLES: Roles = Roles(1 << 23);
/// «إجراء», «عقد».
const HOLDING: Roles = Roles(1 << 24);
/// What is held on a day that is told before: «انتخابات», «قمة».
const HELD: Roles = Roles(1 << 25);
/// «يتوقع», «يأمل».
const EXPECTS: Roles = Roles(1 << 26);
/// «يعود».
const RETURNS: Roles = Roles(1 << 27);
/// «يعلن»: where it opens its clause.
const DECLARES: Roles = Roles(1 << 28);
/// «تأتي … قبل».
const STANDS: Roles = Roles(1 << 29);
/// «عطلة», «موعدا» behind a day: what it is to be.
const SET_AS: Roles = Roles(1 << 30);
/// «لم», «ما»: with an imperfect after them that tells of nothing to come.
const TAKES_BACK: Roles = Roles(1 << 18);

/// The words of these roles as they are written, one line a role.
const ALONE: &[(Roles, &str)] = &[
    (IF, "اذا واذا فاذا"),
    (REPORTS, "واضاف واضافت وصرح وصرحت"),
    (
        DONE,
        "الموقع الموقعه المبرم المبرمه الصادر الصادره المنتخب المنتخبه المعتمد المعتمده المفروض المفروضه المتوقف \
         المتوقفه المنشور المنشوره المعلن المعلنه الملغي الملغاه المورخ المورخه المنعقد المنعقده الوارد الوارده",
    ),
    (OTHER_CLAUSE.and(CLAUSE).and(RELATIVE), "الذي التي الذين اللذان اللذين اللتان اللتين"),
    (OTHER_CLAUSE.and(CLAUSE), "فيما بينما لكن بعدما حيث كما وهو وهي وهم"),
    (CLAUSE, "ان بان انه انها انهم بانه بانها عندما"),
    (WAS, "كان كانت وكان وكانت"),
    (THAT, "ان بان"),
    (ON, "علي"),
    (COUNTRY, "تونس تركيا تشاد توغو تايوان تايلاند"),
    (
        LAID_DOWN,
        "يكون تكون يعقد تعقد يبدا تبدا يقام تقام يجري تجري يتم تتم يصل تصل ينطلق تنطلق يصدر تصدر يلتقي تلتقي \
         يجتمع تجتمع ينتهي تنتهي يعلن تعلن",
    ),
    (ALREADY, "قد"),
    (SITTING, "جلسه لجلسه"),
    (OF, "من"),
    (
        CALLED,
        "التوقف اضراب الاضراب تظاهره تظاهرات التظاهر مظاهره مظاهرات مسيره مسيرات اعتصام اجتماع جلسه قمه تعبئه التعبئه عصيان العصيان وقفه احتجاجات الاحتجاج",
    ),
    (TAKES_BACK, "لم ولم ما"),
    (SET_AS, "عطله موعدا"),
    (
        PROJECT,
        "نشر ارسال لقاء اجتماع جوله زياره بدء استئناف اطلاق تسليم سحب انسحاب خفض رفع زياده تقليص عوده فتح افتتاح تشكيل \
         موعد مناقشه توقيع تبادل تسيير",
    ),
    (
        HOLDING.and(PROJECT),
        "اجراء عقد تنظيم اقامه استضافه باجراء بعقد بتنظيم باقامه باستضافه لاجراء لعقد لتنظيم لاقامه لاستضافه",
    ),
    (
        HELD,
        "انتخابات الانتخابات استفتاء الاستفتاء اقتراع الاقتراع قمه القمه قمته موتمر الموتمر موتمره موتمرها مباراه المباراه \
         جوله الجوله دوره الدوره بطوله البطوله مهرجان المهرجان معرض المعرض",
    ),
];

/// The same of words that «و» may be written onto.
const WITH_AND: &[(Roles, &str)] = &[
    (REPORTS, "قال قالت اعلن اعلنت اكد اكدت ذكر ذكرت افاد افادت"),
    (
        LIKELY,
        "يتوقع تتوقع توقع توقعت توقعوا رجح رجحت المرجح المحتمل الممكن المفترض المنتظر المستبعد يستبعد تستبعد استبعد استبعدت وعد وعدت \
         وعدوا وعدنا وعدونا يرتقب ترتقب ينتظر تنتظر المرتقب تعهد تعهدت تعهدوا يامل تامل نامل ياملون امل املت يريد تريد يريدون",
    ),
    (DENIES, "نافيا نافيه نفي نفت ينفي تنفي قبل بعد دون بدون الي منذ بدل استطاع استطاعت حاول حاولت كاد كادت كان كانت"),
    (PUTS_OFF, "رفعت ترفع يرفع رفع تاجيل اجل اجلت تاجل تاجلت ارجا ارجات ارجاء تمديد مدد مددت امهل امهلت امهلوا"),
    (CALLS, "دعا دعت دعوا يدعو تدعو دعوه الدعوه دعوات"),
    (STARTING, "اعتبارا بدءا ابتداء بدايه انطلاقا"),
    (AGREES, "اتفق اتفقت اتفقا اتفقوا اتفقنا وافق وافقت وافقوا صادق صادقت اتفاق الاتفاق موافقه الموافقه"),
    (SETTLES, "اعلن اعلنت اعلنوا حدد حددت حددوا قرر قررت قرروا اقر اقرت اكد اكدت رجح رجحت توقع توقعت"),
    (EXPECTS, "يتوقع تتوقع نتوقع يتوقعون يرتقب ترتقب يامل تامل نامل ياملون امله املها املهم"),
    (RETURNS, "يعود تعود يعودون يعودان"),
    (DECLARES, "يعلن تعلن"),
    (STANDS, "ياتي تاتي"),
];

/// The roles by the word, behind a filter that refuses most words of a text at a glance.
struct Table {
    sieve: Sieve<64>,
    roles: FxHashMap<Key, Roles>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    const AND: Key = Key::of("و");
    let mut table = Table { sieve: Sieve::new(), roles: FxHashMap::default() };
    let mut add = |word: Key, role: Roles| {
        table.sieve.add(word);
        let roles = table.roles.entry(word).or_insert(Roles::NONE);
        *roles = roles.and(role);
    };
    for (role, words) in ALONE {
        words.split_ascii_whitespace().for_each(|word| add(Key::fold(word), *role));
    }
    for (role, words) in WITH_AND {
        for word in words.split_ascii_whitespace().map(Key::fold) {
            add(word, *role);
            add(AND.join(word), *role);
        }
    }
    table
});

fn roles() -> &'static Table {
    &TABLE
}

impl Table {
    #[inline]
    fn of(&self, lex: &Lex) -> Roles {
        let key = lex.token.key();
        if self.sieve.may_have(key) { self.roles.get(&key).copied().unwrap_or(Roles::NONE) } else { Roles::NONE }
    }

    /// Of the word before this one.
    #[inline]
    fn before(&self, lexes: &[Lex], n: usize) -> Roles {
        n.checked_sub(1).and_then(|n| lexes.get(n)).map_or(Roles::NONE, |lex| self.of(lex))
    }
}

/// «على أن يعود»: what is laid down for later. «أكد على أن تونس» is none.
fn is_stipulation(lexes: &[Lex], table: &Table) -> bool {
    let [_, that, verb, ..] = lexes else { return false };
    table.of(that).is(THAT) && is_imperfect(verb) && !table.of(verb).is(COUNTRY)
}

/// «طائرة حملت في 25 يونيو»: a verb of the past in the feminine right before the time and its preposition.
fn told_right_before(lexes: &[Lex], from: usize) -> bool {
    const NOUNS: [Key; 14] = [
        Key::of("بيروت"),
        Key::of("الكويت"),
        Key::of("وقت"),
        Key::of("بنت"),
        Key::of("بيت"),
        Key::of("صوت"),
        Key::of("تحت"),
        Key::of("توقيت"),
        Key::of("بتوقيت"),
        Key::of("موت"),
        Key::of("انترنت"),
        Key::of("زيت"),
        Key::of("ليست"),
        Key::of("كانت"),
    ];
    let before = signal_before(lexes, from).map_or(from, |(_, n)| n);
    let Some(lex) = before.checked_sub(1).and_then(|n| lexes.get(n)) else { return false };
    let key = lex.token.key();
    key.len() >= 4
        && key.ends_with(key!("ت"))
        && !key.ends_with(key!("ات"))
        && lex.token.kind == Kind::Word
        && !lex.definite()
        && !lex.any(|_| true)
        && !NOUNS.contains(&key)
        // «تفاوت», «يموت»: imperfects and their nouns.
        && ![key!("ت"), key!("ي")].contains(&key.first(1))
}

/// Whether a line begins at `n`, or one of these words stands before it.
fn is_behind(lexes: &[Lex], n: usize, opener: impl Fn(&Lex) -> bool) -> bool {
    lexes[n].token.gap >= Gap::Line || n.checked_sub(1).is_none_or(|n| opener(&lexes[n]))
}

/// The tense of the word at `n`, if it stands there as a verb.
fn tense_at(lexes: &[Lex], n: usize) -> Tense {
    let lex = &lexes[n];
    if lex.token.kind != Kind::Word || !lex.says_no_time() || lex.definite_word() {
        return Tense::NONE;
    }
    let tense = tense::of(lex.token.key());
    // «قتل خمسة» where a clause begins, «من قتل الرهينة» elsewhere.
    let opens = |l: &Lex| {
        matches!(l.token.kind, Kind::Mark('.' | '؟' | '!' | ':' | '-' | '–'))
            || roles().of(l).is(RELATIVE.and(ALREADY).and(IF))
    };
    if tense.is(Tense::NOUN) && !is_behind(lexes, n, opens) { Tense::NONE } else { tense }
}

/// Whether a verb of asking or planning leads on to the time by a preposition: «بإجراء انتخابات في مارس», but not «طالب
/// الخميس بإجرائها», nor «بالتحقيق في هجوم الأحد».
fn led_on(lexes: &[Lex], verb: usize, from: usize) -> bool {
    let between = lexes.get(verb + 1..from).unwrap_or_default();
    let definite = |l: &Lex| {
        let key = l.token.key();
        l.definite_word() || key.starts_with(key!("بال")) || key.starts_with(key!("لل"))
    };
    // «بسحب القوات» as well; «بلد», «لقاء» are no verbal nouns.
    let leads = |pair: &[Lex]| {
        let (Some(key), next) = (pair.first().map(|l| l.token.key()), pair.get(1)) else { return false };
        let long = key.len() > 4 || key.len() == 4 && next.is_some_and(definite);
        [key!("ب"), key!("ل")].contains(&key.first(1)) && long || [key!("الي"), key!("علي")].contains(&key)
    };
    let apart = || {
        let last = between.last();
        signal_before(lexes, from).is_some() || last.is_some_and(|l| definite(l) || l.token.key().ends_with(key!("ا")))
    };
    // «هدد سيدي ولد بوعمامة يوم الأربعاء»: a name.
    const NAME_LINKS: [Key; 8] = Key::all(["ولد", "بن", "ابن", "أبو", "أبي", "أغ", "آغ", "عبد"]);
    let named = |n: usize| n.checked_sub(1).is_some_and(|m| NAME_LINKS.contains(&lexes[m].token.key()));
    let led = (0..between.len()).any(|n| between.get(n..).is_some_and(leads) && !named(verb + 1 + n));
    between.len() <= 10 && led && apart()
}

/// Whether a verb is the first word of its clause.
fn opens_clause(lexes: &[Lex], n: usize) -> bool {
    const LINKS: [Key; 3] = [key!("كما"), key!("ثم"), key!("فيما")];
    lexes[n].token.key().first(1) == key!("و")
        || is_behind(lexes, n, |l| matches!(l.token.kind, Kind::Mark(_)) || LINKS.contains(&l.token.key()))
}

/// A word without the و before it.
fn without_and(word: Key) -> Key {
    if word.first(1) == key!("و") { word.skip(1) } else { word }
}

/// Whether a word is an imperfect that tells of something done, and not of a state or of what is said.
fn is_act(word: Key, tense: Tense) -> bool {
    // «وتقع», «يقع»
    let state = || STATES.has(key!("ي").join(without_and(word).skip(1)));
    let other = Tense::PAST.and(Tense::TELLS).and(Tense::LASTS).and(Tense::NOUN);
    tense.is(Tense::PRESENT) && !tense.is(other) && !state()
}

/// Whether an imperfect is the verb of its clause, and tells of no state: «مالي تستقبل الوفد الخميس», «ويغادر الأحد». «كان
/// يغادر», «شوهد يغادر» and «وهو يغادر» tell of what was.
fn announces(lexes: &[Lex], n: usize, tense: Tense, table: &Table) -> bool {
    let key = lexes[n].token.key();
    if !is_act(key, tense) && !is_led_before(lexes, n) {
        return false;
    }
    if key.first(1) == key!("و") {
        return true;
    }
    for m in (n.saturating_sub(REACH)..n).rev() {
        let lex = &lexes[m];
        let role = table.of(lex);
        let near = m + 1 == n;
        if near && (role.is(TAKES_BACK.and(THAT).and(RELATIVE)) || BESIDE.contains(&lex.token.key())) || role.is(WAS) {
            return false;
        }
        let ends = matches!(lex.token.kind, Kind::Mark(_)) || role.is(OTHER_CLAUSE.and(THAT).and(REPORTS));
        if ends {
            break;
        }
        if tense_at(lexes, m).is(Tense::PAST) {
            return false;
        }
        if lexes[m].token.gap >= Gap::Line {
            break;
        }
    }
    true
}

/// Before an imperfect that tells what somebody was doing, or that is not so.
const BESIDE: [Key; 8] = Key::all(["وهو", "وهي", "وهم", "هو", "هي", "هم", "لا", "ولا"]);

/// How many tokens before an expression its verb is looked for.
const REACH: usize = 24;

/// «قرر أن يكون الأحد عطلة», «من المحتمل أن يعقد»: what is wished or laid down. «قبل أن يصل», «استطاع أن يعود» tell of
/// what was.
fn is_wish(lexes: &[Lex], n: usize, table: &Table) -> bool {
    let [_, verb, ..] = &lexes[n..] else { return false };
    let before = |most: usize, role| lexes[n.saturating_sub(most)..n].iter().any(|l| table.of(l).is(role));
    let already = lexes.get(n + 2).is_some_and(|l| table.of(l).is(ALREADY));
    !already && (table.of(verb).is(LAID_DOWN) || before(7, LIKELY) && is_imperfect(verb)) && !before(3, DENIES)
}

/// «أجلت المحكمة القضية إلى 5 أبريل», «تمديد الهدنة حتى الجمعة»: the time after «إلى» is still to come.
fn puts_off(lexes: &[Lex], n: usize, from: usize, table: &Table) -> bool {
    // «من أجل»
    if table.before(lexes, n).is(OF) {
        return false;
    }
    let to = |l: &Lex| l.any(|s| matches!(s, Sense::Signal(Signal::To | Signal::Until))) || table.of(l).is(SITTING);
    // The nearest preposition of time is the one that counts.
    let near = lexes[n + 1..from].iter().rev().take(3).any(to);
    near || matches!(signal_before(lexes, from), Some((Signal::For, _)))
}

/// «دعا إلى إضراب الأحد», «دعت إلى التظاهر الجمعة»: what is called for comes later.
fn calls_for(lexes: &[Lex], n: usize, from: usize, table: &Table) -> bool {
    if from > n + 10 {
        return false;
    }
    let between = &lexes[n + 1..from];
    let to = between.iter().position(|l| l.has(Sense::Signal(Signal::To)));
    let told = |l: &Lex| l.any(|s| matches!(s, Sense::Signal(Signal::After | Signal::During | Signal::Since)));
    to.is_some_and(|to| between[to..].iter().any(|l| table.of(l).is(CALLED))) && !between.iter().any(told)
}

/// «وافق على نشر قوة في يوليو»: what they agree on comes later.
fn agrees_on(lexes: &[Lex], n: usize, from: usize, table: &Table) -> bool {
    let between = &lexes[n + 1..from];
    let on = between.windows(2).any(|two| table.of(&two[0]).is(ON) && table.of(&two[1]).is(PROJECT));
    on && !between.iter().any(|l| table.of(l).is(CLAUSE))
}

/// «أعلنت الحكومة إجراء الانتخابات في نوفمبر», «حدد موعد عقد القمة».
fn settles(lexes: &[Lex], n: usize, from: usize, table: &Table) -> bool {
    const FAR: usize = 10;
    let between = &lexes[n + 1..from];
    let held = between.windows(2).any(|two| table.of(&two[0]).is(HOLDING) && table.of(&two[1]).is(HELD));
    from <= n + FAR && held && !between.iter().any(|l| table.of(l).is(CLAUSE))
}

/// «إن الجنود يغادرون»: whether the subject of a verb stands right behind «إن».
fn is_said(lexes: &[Lex], verb: usize, table: &Table) -> bool {
    const SUBJECT: usize = 5;
    lexes[verb.saturating_sub(SUBJECT)..verb.saturating_sub(1)].iter().any(|l| table.of(l).is(THAT))
}

/// «اعتبارا من يونيو», «بحلول السبت»; but not «بحلول السبت كان».
fn begins_or_falls_due(lexes: &[Lex], from: usize, to: usize, table: &Table) -> bool {
    let left = |n: usize| from.checked_sub(n).map(|n| &lexes[n]);
    let starting = left(1).is_some_and(|l| l.has(Sense::Of)) && left(2).is_some_and(|l| table.of(l).is(STARTING));
    let due = || left(1).is_some_and(|l| l.has(Sense::Signal(Signal::By)));
    let was = || lexes[to..].iter().take(4).any(|l| table.of(l).is(WAS));
    starting || due() && !was()
}

/// «يدخل المنتخب فجر الثلاثاء معسكره»: a team, not «الرئيس المنتخب».
fn is_team(lexes: &[Lex], n: usize) -> bool {
    let adjective = n.checked_sub(1).is_some_and(|n| lexes[n].definite_word());
    lexes[n].token.key() == key!("المنتخب") && !adjective
}

/// Where a name of at most four words begins that a quotation mark closes here.
fn name_in_quotes(lexes: &[Lex], close: usize) -> Option<usize> {
    const WORDS: usize = 4;
    let open = match lexes[close].token.kind {
        Kind::Mark('"') => '"',
        Kind::Mark('»') => '«',
        _ => return None,
    };
    let is_open = |n: &usize| lexes[*n].token.kind == Kind::Mark(open);
    let from = (close.saturating_sub(WORDS + 1)..close).rev().find(is_open)?;
    let words = lexes[from + 1..close].iter().all(|l| l.token.kind == Kind::Word);
    (words && from + 1 < close).then_some(from)
}

/// «رحلت إلى الخميس», «أرجئت إلى الأحد»: what is moved to a day is still to come.
fn moved_to(lexes: &[Lex], from: usize) -> bool {
    const MOVED: [Key; 10] = [
        Key::of("رحلت"),
        Key::of("ترحيلها"),
        Key::of("ترحيله"),
        Key::of("نقلت"),
        Key::of("نقلها"),
        Key::of("ارجيت"),
        Key::of("ارجي"),
        Key::of("ارجاوها"),
        Key::of("ارجاوه"),
        Key::of("تاجيلها"),
    ];
    let left = |n: usize| from.checked_sub(n).map(|n| &lexes[n]);
    left(1).is_some_and(|l| l.has(Sense::Signal(Signal::To))) && left(2).is_some_and(|l| MOVED.contains(&l.token.key()))
}

/// «يمثل المتهمون الخميس أمام المحكمة»: who stands before judges does so on a day; who stands for others always does.
fn is_led_before(lexes: &[Lex], verb: usize) -> bool {
    const NEAR: usize = 9;
    const STANDS: [Key; 5] = Key::all(["يمثل", "تمثل", "ويمثل", "وتمثل", "يمثلون"]);
    let behind = lexes.get(verb + 1..).unwrap_or_default();
    let judges = |l: &Lex| [key!("امام"), key!("لدي")].contains(&l.token.key());
    STANDS.contains(&lexes[verb].token.key())
        && behind.iter().take(NEAR).take_while(|l| !matches!(l.token.kind, Kind::Mark('.' | '؟' | '!'))).any(judges)
}

/// Words of standing for a vote, and of preparing for it.
#[rustfmt::skip]
static RUNS: Few<32> = Few::of(Key::all([
    "ترشح", "ترشحت", "ترشحوا", "ترشحه", "ترشحها", "ترشيح", "ترشيحه", "ترشيحها", "رشح", "رشحت", "رشحوا", "مرشح",
    "مرشحا", "مرشحه", "المرشح", "المرشحه", "مرشحي", "مرشحين", "يستعد", "تستعد", "يستعدون", "استعداد", "استعدادا",
    "الاستعداد", "استعدادات", "الاستعدادات", "تمهيدا", "تحضيرا", "تحضيرات", "التحضيرات", "حملته", "حملتها",
]));

/// «ترشح لانتخابات نوفمبر», «يستعد الحزب لاستفتاء مارس»: who stands for a vote, or prepares for it, does so before it.
fn stood_for(lexes: &[Lex], from: usize) -> bool {
    const NEAR: usize = 8;
    const VOTES: [Key; 8] =
        Key::all(["لانتخابات", "للانتخابات", "لانتخاب", "لاستفتاء", "للاستفتاء", "لاقتراع", "لرئاسيات", "لتشريعيات"]);
    // «لخوض انتخابات يوليو», «سيخوض رئاسيات 2027»; who has been through one, «خاض», has it behind him.
    const RUN_IN: [Key; 8] = Key::all(["خوض", "لخوض", "بخوض", "يخوض", "تخوض", "سيخوض", "ستخوض", "يخوضون"]);
    const VOTE: [Key; 5] = Key::all(["انتخابات", "الانتخابات", "استفتاء", "اقتراع", "رئاسيات"]);
    let key = |n: usize| lexes.get(n).map(|l| l.token.key());
    let is_one = |back: usize, of: &[Key]| from.checked_sub(back).and_then(key).is_some_and(|key| of.contains(&key));
    if is_one(1, &VOTE) && is_one(2, &RUN_IN) {
        return true;
    }
    let vote = from.checked_sub(1).filter(|&n| key(n).is_some_and(|key| VOTES.contains(&key)));
    let Some(vote) = vote else { return false };
    let before = lexes.get(vote.saturating_sub(NEAR)..vote).unwrap_or_default().iter().rev();
    let clause = before.take_while(|l| !matches!(l.token.kind, Kind::Mark(_)));
    clause.map(|l| l.token.key()).any(|word| RUNS.has(word) || RUNS.has(without_and(word)))
}

/// Words of what is laid down for some time.
#[rustfmt::skip]
static LAID: Few<24> = Few::of(Key::all([
    "اغلق", "اغلقت", "اغلقوا", "اقفل", "اقفلت", "اقفلوا", "علق", "علقت", "علقوا", "عطل", "عطلت", "فرض", "فرضت",
    "فرضوا", "منح", "منحت", "منع", "منعت", "حدادا", "الحداد", "حداد", "اغلاق", "تعليق", "تعطيل",
]));

/// «أقفلت المتاجر حدادا حتى الجمعة», «تستمر الاحتفالات حتى نهاية الأسبوع»: what is laid down holds until a time to come.
fn holds_until(lexes: &[Lex], from: usize, expression: &Expression, table: &Table) -> bool {
    const NEAR: usize = 10;
    let weekend = matches!(expression.form, Form::Shift { unit: Unit::Weekend, by: 0, anchor: Anchor::Reference });
    let open = match &expression.form {
        Form::Date(date) => {
            (date.weekday.is_some() || date.month.is_some()) && date.year.is_none() && date.direction.is_none()
        }
        _ => weekend,
    };
    let Some((Signal::Until, until)) = signal_before(lexes, from).filter(|_| open) else { return false };
    let before = lexes.get(until.saturating_sub(NEAR)..until).unwrap_or_default().iter().rev();
    let ends = |l: &Lex| matches!(l.token.kind, Kind::Mark(_)) || table.of(l).is(OTHER_CLAUSE);
    let mut clause = before.take_while(|l| !ends(l)).map(|l| l.token.key());
    weekend || clause.any(|word| LAID.has(word) || LAID.has(without_and(word)))
}

/// Imperfects that tell of a state, or of what is said, and names that look like one.
static STATES: Few<47> = Few::of(Key::all([
    "يقول",
    "يوكد",
    "يري",
    "يعتقد",
    "يعاني",
    "يذكر",
    "يعد",
    "يعتبر",
    "يروي",
    "يعيش",
    "يواصل",
    "يبدو",
    "يضيف",
    "يشير",
    "يوضح",
    "يكشف",
    "يظهر",
    "يتهم",
    "ينفي",
    "يعرف",
    "يسود",
    "يخشي",
    "يشكل",
    "يمثل",
    "يضم",
    "يقع",
    "يوجد",
    "يعمل",
    "يسكن",
    "يبلغ",
    "يقدر",
    "يعود",
    "يرجع",
    "يستعد",
    "يسعي",
    "يرتبط",
    "يحاول",
    "يشهد",
    "يتعرض",
    "يرقد",
    "يحمل",
    "يملك",
    "يوسف",
    "يعقوب",
    "يونس",
    "ياسين",
    "ياتي",
]));

/// «يدخل المنتخب فجر الثلاثاء معسكره», «ثم يتجدد الموعد بعد خمسة أيام»: an imperfect that opens its clause announces; what is
/// said, thought or goes on does not.
fn opens_with_imperfect(lexes: &[Lex], n: usize) -> bool {
    let lex = &lexes[n];
    let key = lex.token.key();
    let imperfect = key.first(1) == key!("ي")
        && (4..=7).contains(&key.len())
        && lex.token.kind == Kind::Word
        && !lex.any(|_| true)
        && !key.ends_with(key!("ون"));
    if !imperfect || STATES.has(key) && !is_led_before(lexes, n) {
        return false;
    }
    let opens = is_behind(lexes, n, |l| {
        matches!(l.token.kind, Kind::Mark('.' | '؟' | '!' | ':' | '-' | '–' | ')')) || l.token.key() == key!("ثم")
    });
    // A name: «ياسر», «يحيى».
    let name = lexes.get(n + 1).is_some_and(|l| matches!(l.token.kind, Kind::Mark(_)));
    opens && !name
}

/// A verb that tells what may come to pass, after «قد».
fn may_come(lex: &Lex) -> bool {
    const EVENTS: [Key; 4] = [key!("يحدث"), key!("تحدث"), key!("يقع"), key!("تقع")];
    EVENTS.contains(&lex.token.key()) || roles().of(lex).is(LAID_DOWN)
}

/// A word that begins as imperfects do.
fn is_imperfect(lex: &Lex) -> bool {
    let key = lex.token.key();
    key.len() >= 3 && [key!("ي"), key!("ت")].contains(&key.first(1))
}
