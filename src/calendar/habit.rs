//! What a clause tells of every year or every week: «تتجمد مياهها من تشرين الثاني حتى نيسان في معظم السنوات», «الدوام من السبت
//! إلى الأربعاء». A month or weekday in it is of no one year.

use crate::article::Span;
use crate::script::{Few, Key, key};
use crate::tense::{self, Tense};
use crate::timex::{Anchor, Calendar, Cue, Date, Form, Occurrence, Signal};

/// How many words of a clause are looked at on either side of a time.
const WORDS: usize = 30;
/// So many bytes hold them, unless they are none.
const REACH: u32 = 4096;

/// What ends a clause.
const ENDS: [char; 10] = ['.', '؟', '?', '!', '؛', '،', ',', '\n', '«', '»'];

/// What a folded list of words holds.
fn any(words: &[Key], list: &[Key]) -> bool {
    words.iter().any(|word| list.contains(word))
}

/// The same of words that و or ف may be written onto.
fn any_verb(words: &[Key], list: &[Key]) -> bool {
    let and = [key!("و"), key!("ف")];
    let bare = |word: Key| if and.contains(&word.first(1)) { word.skip(1) } else { word };
    words.iter().any(|&word| list.contains(&word) || list.contains(&bare(word)))
}

/// Whether one of the words is a verb of the past.
fn any_past(words: &[Key]) -> bool {
    let other = Tense::PRESENT.and(Tense::NOUN).and(Tense::LASTS);
    words.iter().any(|&word| tense::of(word).is_past_but(other))
}

/// Whether two words follow one another.
fn pair(words: &[Key], first: &[Key], second: &[Key]) -> bool {
    words.windows(2).any(|two| any(&two[..1], first) && any(&two[1..], second))
}

/// The words of the clause around a time, without the time's own. Counted in words, as marks on letters lengthen a text.
fn clause(found: &Occurrence, text: &str) -> Vec<Key> {
    let Span { start, end } = found.span;
    let near = Span::new(start.saturating_sub(REACH), end.saturating_add(REACH)).whole_letters(text);
    let before = Span::new(near.start, start).of(text);
    let before = before.rfind(ENDS).map_or(before, |n| before[n..].trim_start_matches(ENDS));
    let after = Span::new(end, near.end).of(text);
    let after = after.find(ENDS).map_or(after, |n| &after[..n]);
    let near = |words: &mut dyn Iterator<Item = &str>| words.take(WORDS).map(Key::fold).collect::<Vec<_>>();
    let mut words = near(&mut before.split_whitespace().rev());
    words.reverse();
    words.extend(near(&mut after.split_whitespace()));
    words
}

/// Whether a time is a season, a month, a day of one or a weekday, with nothing that says of which year or week.
pub(super) fn is_bare(form: &Form) -> bool {
    match form {
        Form::Date(Date { year: None, direction: None, anchor: Anchor::Reference, calendar, .. }) => {
            *calendar == Calendar::Gregorian
        }
        _ => false,
    }
}

/// Whether the clause around a time has a verb of the past.
pub(super) fn tells_past(found: &Occurrence, text: &str) -> bool {
    clause(found, text).iter().any(|&word| tense::of(word).is_past_but(Tense::PRESENT))
}

/// Whether a time is of every year or week, by the words of its clause.
pub(super) fn is_timeless(found: &Occurrence, cue: Cue, habitual: bool, text: &str) -> bool {
    let Form::Date(date) = &found.expression.form else { return false };
    if !is_bare(&found.expression.form) || cue == Cue::Future || found.expression.also.is_some() {
        return false;
    }
    // «تصل الحرارة في الصيف إلى 48 درجة»
    if date.season.is_some() {
        let words = clause(found, text);
        return words.iter().any(|&word| SIGNS.has(word)) || any_verb(&words, &REACHES);
    }
    match (date.month, date.weekday) {
        (Some(_), None) => of_every_year(&clause(found, text)),
        (None, Some(_)) if date.day.is_none() => {
            let before = text.get(..found.span.start as usize).unwrap_or_default();
            let last = before.split_whitespace().next_back().map(Key::fold);
            // «يوميا من 9 إلى 12 عدا الجمعة»
            let excepted =
                last.is_some_and(|word| any(&[word], &const { Key::all(["عدا", "وعدا", "ماعدا", "باستثناء", "سوى"]) }));
            let end = matches!(found.signal, Some((Signal::From | Signal::To | Signal::Until, _)));
            // «تعمل المكاتب من الأحد إلى الخميس وتقفل الجمعة والسبت»
            let closed = || {
                let shut = const { Key::all(["تقفل", "يقفل", "تغلق", "يغلق", "تعطل"]) };
                any_verb(&clause(found, text), &shut)
            };
            habitual && (excepted || closed()) || end && of_every_week(&clause(found, text))
        }
        _ => false,
    }
}

/// Verbs of measures: «تصل درجة الحرارة».
const REACHES: [Key; 12] =
    Key::all(["تتراوح", "يتراوح", "تتفاوت", "يتفاوت", "تصل", "يصل", "تبلغ", "يبلغ", "تنخفض", "ترتفع", "تهبط", "متوسط"]);
/// Without one of these nothing comes back.
static SIGNS: Few<15> = Few::of(Key::all([
    "السنوات",
    "الأعوام",
    "السنين",
    "عام",
    "سنة",
    "سنويا",
    "عادة",
    "غالبا",
    "الحرارة",
    "الأمطار",
    "الثلوج",
    "الرطوبة",
    "وعادة",
    "وغالبا",
    "والأمطار",
]));

/// «في معظم السنوات», «يقام كل عام في تموز», «تصل درجة الحرارة في آب».
fn of_every_year(words: &[Key]) -> bool {
    const OF_NATURE: [Key; 34] = Key::all([
        "يقام",
        "تقام",
        "يعقد",
        "تعقد",
        "ينظم",
        "تنظم",
        "يحتفل",
        "تحتفل",
        "يصادف",
        "تصادف",
        "يبدأ",
        "تبدأ",
        "ينتهي",
        "تنتهي",
        "يستمر",
        "تستمر",
        "يمتد",
        "تمتد",
        "يزهر",
        "تزهر",
        "تتفتح",
        "يهاجر",
        "تهاجر",
        "يتكاثر",
        "تتكاثر",
        "تضع",
        "تتجمد",
        "يتجمد",
        "تهطل",
        "يهطل",
        "تسقط",
        "يسقط",
        "تجرى",
        "يجرى",
    ]);
    let peaks = words.iter().any(|word| word.starts_with(key!("ذروت")) || *word == key!("ذروة"));
    if !peaks && !words.iter().any(|&word| SIGNS.has(word)) {
        return false;
    }
    const YEARS: [Key; 3] = Key::all(["السنوات", "الأعوام", "السنين"]);
    if pair(words, &const { Key::all(["معظم", "أغلب", "غالبية"]) }, &YEARS) {
        return true;
    }
    // «ارتفعت الأسعار 3% سنويا في يوليو» is news.
    let rate = words
        .iter()
        .any(|w| any(&[*w], &const { Key::all(["المئة", "المائة", "بالمئة", "بالمائة", "بنسبة", "معدل"]) }));
    let yearly = any(words, &const { Key::all(["سنويا"]) }) && !rate
        || pair(words, &const { Key::all(["كل"]) }, &const { Key::all(["عام", "سنة"]) });
    let usually = any_verb(words, &const { Key::all(["عادة", "غالبا"]) });
    let nature = any_verb(words, &OF_NATURE);
    // «يقطف الزيتون عادة بين تشرين الأول وكانون الأول», but not «نظم المعرض في مارس كما يحدث عادة».
    if usually && !any_past(words) {
        return true;
    }
    // «تبلغ الهجرة ذروتها في أيلول»
    if peaks {
        return any_verb(words, &REACHES);
    }
    let of_climate = pair(words, &const { Key::all(["درجة", "درجات"]) }, &const { Key::all(["الحرارة"]) })
        || any(words, &const { Key::all(["الأمطار", "الثلوج", "الرطوبة"]) });
    (yearly || usually) && nature
        || of_climate && (any_verb(words, &REACHES) || any(words, &const { Key::all(["المتوسط", "المعدل"]) }))
}

/// «تعمل المدارس بدوام مخفف (9:00 - 13:00)», «يفتح أبوابه من 9 إلى 5», «حظر التجول من السابعة حتى السادسة»: such hours are those
/// of any day.
pub(super) fn in_hours_of_work(found: &Occurrence, text: &str) -> bool {
    const NEAR: usize = 10;
    const WORDS: usize = 16;
    const SIGNS: [Key; 10] =
        Key::all(["دوام", "بدوام", "الدوام", "دوامها", "دوامه", "والدوام", "أبوابه", "أبوابها", "زواره", "زوارها"]);
    // «فرض حظر تجول من الثامنة إلى السادسة»: once imposed, it is of every night.
    const CURFEW: [Key; 5] = Key::all(["التجول", "تجول", "التجوال", "تجوال", "حظر"]);
    let before = text.get(..found.span.start as usize).unwrap_or_default();
    let after = text.get(found.span.end as usize..).unwrap_or_default();
    // «ينتهي الدوام في الساعة الثانية» is of today.
    let dash = ['-', '–'];
    let ranged = matches!(found.signal, Some((Signal::From | Signal::To | Signal::Until | Signal::Between, _)))
        || before.trim_end_matches(' ').ends_with(dash)
        || after.trim_start_matches(' ').starts_with(dash);
    if !ranged {
        return false;
    }
    let words = before.rsplit(char::is_whitespace).take(WORDS).take_while(|word| !word.ends_with(['.', '؟', '!']));
    let words: Vec<Key> = words.map(Key::fold).collect();
    // «فتحت المكاتب أبوابها من الثامنة إلى السادسة»: on that day. The nearest verb says: «افتتح أمس ويفتح أبوابه من».
    let other = Tense::PRESENT.and(Tense::NOUN).and(Tense::TELLS);
    let near = &words[..words.len().min(NEAR)];
    let is_verb = |tense: &Tense| tense.is_past_but(other) || tense.is(Tense::PRESENT) && !tense.is(Tense::NOUN);
    let verb = near.iter().map(|&word| tense::of(word)).find(is_verb);
    any(&words, &CURFEW) || any(near, &SIGNS) && !verb.is_some_and(|tense| tense.is_past_but(other))
}

/// Whether an hour in words that names no part of the day is more likely one after noon: from one to four nobody tells of
/// the night without saying so, and matches are played in the evening.
pub(super) fn in_the_afternoon(found: &Occurrence, text: &str) -> bool {
    const MATCHES: [Key; 14] = Key::all([
        "مباراة",
        "المباراة",
        "مباريات",
        "المباريات",
        "مباراته",
        "مباراتها",
        "يلعب",
        "تلعب",
        "يلاقي",
        "تلاقي",
        "يواجه",
        "تواجه",
        "ملعب",
        "استاد",
    ]);
    let Form::Clock { clock, .. } = &found.expression.form else { return false };
    if clock.part.is_some() || clock.zone.is_some() || found.span.of(text).starts_with(char::is_numeric) {
        return false;
    }
    match clock.hour {
        1..=4 => !found.span.of(text).contains(char::is_numeric),
        5..=10 => any(&clause(found, text), &MATCHES),
        _ => false,
    }
}

/// «أثناء الدوام الرسمي من السبت إلى الأربعاء»
fn of_every_week(words: &[Key]) -> bool {
    let opened = any(words, &const { Key::all(["الدوام", "دوام", "دوامه", "دوامها", "دوامهم"]) })
        || pair(
            words,
            &const { Key::all(["ساعات", "أوقات", "أيام", "مواعيد"]) },
            &const { Key::all(["العمل", "الدوام", "الزيارة", "الزيارات", "الافتتاح"]) },
        );
    let opened = opened || any_verb(words, &const { Key::all(["تعمل", "يعمل", "يداوم", "تداوم", "يعملون"]) });
    // «تعليق الدوام من الأحد إلى الثلاثاء» is news.
    const CHANGES: [Key; 13] = Key::all([
        "تعليق",
        "علق",
        "تعطيل",
        "عطل",
        "إيقاف",
        "إلغاء",
        "تأجيل",
        "استئناف",
        "استأنف",
        "بدأ",
        "يبدأ",
        "تبدأ",
        "مدد",
    ]);
    let changed = words.iter().any(|word| CHANGES.iter().any(|start| word.starts_with(*start)));
    let both =
        any(words, &const { Key::all(["من"]) }) && any(words, &const { Key::all(["الى", "حتى", "والى", "وحتى"]) });
    opened && both && !changed
}
