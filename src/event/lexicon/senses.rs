//! Verbs of several meanings: which one it is by the words that follow.
//!
//! To add a meaning, add one line: the verb, the sign, what it then means. Of the lines of a verb the first whose sign is
//! there counts; where none is, the verb means what its own line says.

use crate::event::class::Class::{self, Assault, Coerce, Concede, Consult, Mobilize, Other, Retreat};
use crate::event::class::Mode::{
    self, Appointment, Arrest, Battle, Capture, Death, Departure, Deployment, Disaster, Election, Killing,
    Other as Any, Release, Shelling, Shooting, Statement, Trial, Visit,
};
use crate::script::{Key, key};

/// What shows a meaning.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sign {
    /// One of the words after it begins so.
    Begins(&'static [Key]),
    /// One of the words after it has this preposition written onto it.
    With(char),
    /// An object is written onto it.
    Object,
    /// It is one of these forms, and «دون» stands before it.
    Without(&'static [Key]),
    /// Nothing: what it means where no other line says so.
    Else,
}

/// What a verb then means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// What its own line says.
    Own,
    /// Something else.
    Event(Class, Mode),
    /// No event at all.
    Nothing,
}

/// A meaning of a verb.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sense {
    pub(crate) sign: Sign,
    pub(crate) meaning: Meaning,
}

const fn sense(sign: Sign, meaning: Meaning) -> Sense {
    Sense { sign, meaning }
}

use Meaning::{Event, Nothing, Own};
use Sign::{Begins, Else, Object, With, Without};

#[rustfmt::skip]
const SENSES: &[(&str, &[Sense])] = &[
    // «قضى على المسلحين», «قضت المحكمة بسجنه», «قضى عامين في السجن»
    ("قضى", &[
        sense(Begins(&[key!("على")]), Event(Assault, Killing)),
        sense(With('ب'), Event(Coerce, Trial)),
        sense(Begins(&[key!("محكمة"), key!("المحكمة"), key!("قاض"), key!("القاضي"), key!("هيئة"), key!("بأن")]), Event(Coerce, Trial)),
        sense(Object, Nothing),
        sense(Begins(&[
            key!("عام"), key!("سن"), key!("شهر"), key!("أشهر"), key!("أيام"), key!("يوما"), key!("يومي"), key!("يومه"),
            key!("ليلت"), key!("ليال"), key!("ساع"), key!("أسبوع"), key!("أسابيع"), key!("أول"),
        ]), Nothing),
        sense(Else, Event(Assault, Killing)),
    ]),
    // «نصب كمينا», «نصب نفسه رئيسا», «نصبوا خياما»
    ("نصب", &[
        sense(Begins(&[key!("كمين"), key!("كمائن"), key!("مكمن"), key!("فخ"), key!("الكمين")]), Own),
        sense(Begins(&[
            key!("نفس"), key!("رئيس"), key!("لجن"), key!("حكوم"), key!("حاكم"), key!("قائد"), key!("أمير"),
        ]), Event(Other, Appointment)),
        sense(Else, Event(Other, Any)),
    ]),
    // «حكمت المحكمة عليه بالسجن», «حكم البلاد»
    ("حكم", &[
        sense(Begins(&[
            key!("محكم"), key!("المحكم"), key!("قاض"), key!("القاض"), key!("القضا"), key!("على"), key!("غيابي"),
            key!("بالسجن"), key!("بالإعدام"), key!("بالحبس"), key!("بسجن"), key!("ببراءة"),
        ]), Own),
        sense(Else, Event(Other, Any)),
    ]),
    // «خرج الآلاف إلى الشوارع», «خرج من الاجتماع»
    ("خرج", &[
        sense(Begins(&[
            key!("مظاهر"), key!("تظاهر"), key!("مسير"), key!("بمسير"), key!("احتجاج"), key!("الشوارع"), key!("شوارع"),
            key!("الشارع"), key!("متظاهر"), key!("المتظاهر"), key!("محتج"), key!("المحتج"), key!("آلاف"),
            key!("الآلاف"), key!("مئات"), key!("المئات"), key!("حشود"),
        ]), Own),
        sense(Else, Event(Retreat, Departure)),
    ]),
    // «تعرض لأزمة قلبية»: nobody attacks.
    ("تعرض", &[
        sense(Begins(&[
            key!("لأزم"), key!("لوعك"), key!("لجلط"), key!("لنوب"), key!("لضغ"), key!("لانتقاد"), key!("لحادث"),
            key!("لخسا"), key!("لنكس"),
        ]), Event(Other, Any)),
    ]),
    // «من دون مقاومة تذكر»: none worth mentioning.
    ("ذكر", &[sense(Without(&[key!("تذكر"), key!("يذكر")]), Nothing)]),
    // «انقلب على الرئيس», «انقلبت الحافلة»
    ("انقلب", &[
        sense(Begins(&[key!("على"), key!("عليه"), key!("عسكري"), key!("ضباط"), key!("الضباط"), key!("العسكر")]), Own),
        sense(Else, Event(Other, Disaster)),
    ]),
    // «استقلت البلاد عن فرنسا», «استقل القطار إلى المدينة»
    ("استقل", &[
        sense(Begins(&[
            key!("قطار"), key!("القطار"), key!("سيار"), key!("طائر"), key!("حافل"), key!("قارب"), key!("القارب"),
            key!("زورق"), key!("سفين"), key!("دراج"), key!("مركب"), key!("مروحي"), key!("متن"), key!("تاكسي"),
        ]), Event(Consult, Visit)),
    ]),
    // «نظرت المحكمة في الطعن», «ينظر إليه على أنه خصم»
    ("نظر", &[
        sense(Begins(&[
            key!("محكم"), key!("المحكم"), key!("قاض"), key!("القاض"), key!("القضا"), key!("دائرة"), key!("الدائرة"),
            key!("غرفة"), key!("مجلس"), key!("المجلس"), key!("لجن"), key!("اللجن"),
        ]), Own),
        sense(Else, Nothing),
    ]),
    // «فارق الحياة», «فارق أصدقاءه»
    ("فارق", &[sense(Begins(&[key!("الحياة")]), Event(Other, Death))]),
    // «أدلى بتصريح», «أدلى بصوته»
    ("أدلى", &[sense(Begins(&[key!("بصوت"), key!("بأصوات"), key!("أصوات"), key!("صوت")]), Event(Other, Election))]),
    // «سقطت المدينة في أيدي المتمردين», «سقطت الأمطار»
    ("سقط", &[
        sense(Begins(&[key!("بيد"), key!("بأيدي"), key!("أيدي"), key!("قبضة"), key!("سيطرة")]), Event(Coerce, Capture)),
    ]),
    // «لفظ أنفاسه»
    ("لفظ", &[
        sense(Begins(&[key!("أنفاس"), key!("آخر")]), Own),
        sense(Else, Nothing),
    ]),
    // «حملته المسؤولية», «حملته الانتخابية»
    ("حمل", &[
        sense(Begins(&[
            key!("المسؤولي"), key!("مسؤولي"), key!("المسئولي"), key!("مسئولي"), key!("تبعات"),
        ]), Own),
        sense(Object, Nothing),
        sense(Else, Event(Other, Any)),
    ]),
];

/// The meanings of a verb; none where it has but one.
pub(crate) fn senses(lemma: &str) -> &'static [Sense] {
    SENSES.iter().find(|(verb, _)| *verb == lemma).map_or(&[], |(_, senses)| senses)
}

/// What follows a verb, and what the two then mean.
type Fixed = (Key, Class, Mode);

/// What a verb does by what stands after it, where that is no event noun itself: «لقي مصرعه».
#[rustfmt::skip]
const OBJECTS: &[(&str, &[Fixed])] = &[
    ("أطلق", &[
        (key!("سراح"), Concede, Release),
        (key!("النار"), Assault, Shooting),
        (key!("الرصاص"), Assault, Shooting),
        (key!("صواريخ"), Assault, Shelling),
        (key!("صاروخ"), Assault, Shelling),
        (key!("قذائف"), Assault, Shelling),
        (key!("قذيفة"), Assault, Shelling),
    ]),
    ("فتح", &[(key!("النار"), Assault, Shooting), (key!("نيران"), Assault, Shooting)]),
    ("سقط", &[(key!("قتيل"), Assault, Killing), (key!("قتلى"), Assault, Killing), (key!("ضحايا"), Assault, Killing)]),
    ("نشر", &[
        (key!("قوات"), Mobilize, Deployment),
        (key!("قوة"), Mobilize, Deployment),
        (key!("جنود"), Mobilize, Deployment),
        (key!("وحدات"), Mobilize, Deployment),
    ]),
    ("أدى", &[(key!("اليمين"), Other, Appointment)]),
    ("تبادل", &[(key!("إطلاق"), Assault, Battle)]),
    ("ألقى", &[(key!("القبض"), Coerce, Arrest), (key!("كلمة"), Other, Statement)]),
    ("لقي", &[(key!("مصرع"), Other, Death), (key!("حتف"), Other, Death)]),
];

/// The objects that make a verb what it does.
pub(crate) fn objects(lemma: &str) -> &'static [Fixed] {
    OBJECTS.iter().find(|(verb, _)| *verb == lemma).map_or(&[], |(_, objects)| objects)
}

/// Verbs of managing to do something, and the preposition before what was done; none for an object.
const MANAGING: &[(&str, Option<Key>)] = &[
    ("تمكن", Some(key!("من"))),
    ("استطاع", None),
    ("نجح", Some(key!("في"))),
    ("عمل", Some(key!("على"))),
    ("أقدم", Some(key!("على"))),
    ("سارع", Some(key!("إلى"))),
    ("عمد", Some(key!("إلى"))),
];

/// The preposition before what is managed, if a verb is one of managing; within, none for an object.
pub(crate) fn manages(lemma: &str) -> Option<Option<Key>> {
    MANAGING.iter().find(|(verb, _)| *verb == lemma).map(|&(_, preposition)| preposition)
}

/// Nouns that say what kind of event the next noun is: عملية احتجاز، جولة مفاوضات.
#[rustfmt::skip]
pub(crate) const KINDS_OF_EVENT: [Key; 8] =
    [key!("عملية"), key!("حملة"), key!("جولة"), key!("حادث"), key!("حادثة"), key!("جريمة"), key!("مراسم"), key!("حفل")];

/// What somebody becomes.
#[rustfmt::skip]
pub(crate) const OFFICES: [Key; 17] = [
    key!("جنرال"), key!("عقيد"), key!("ماريشال"), key!("رئيس"), key!("وزير"), key!("زعيم"), key!("قائد"), key!("أمير"),
    key!("أمين"), key!("سكرتير"), key!("مدير"), key!("نائب"), key!("عضو"), key!("سفير"), key!("حاكم"), key!("مستشار"), key!("ناطق"),
];
