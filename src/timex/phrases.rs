//! Wordings of several words that mean one thing: one line each.
//!
//! The first word may carry clitics, which stay outside. Words are folded before they are compared.

use super::expression::{DayPart, Direction, Modifier, Unit};
use crate::script::{Key, splits};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a fixed wording means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Past, present or future without measure.
    Vague(Direction),
    /// A day counted from today.
    Deictic(i8),
    /// A modifier of the quantity or date after it.
    Before(Modifier),
    /// A modifier of the quantity or date before it.
    Behind(Modifier),
    /// A part of a day.
    Part(DayPart),
    /// «وقت متأخر من» before a part of a day.
    PartOf(Modifier),
    /// The weekend.
    Weekend,
    /// «قبل الميلاد».
    BeforeChrist,
    /// «للميلاد».
    Christian,
    /// «للهجرة».
    Hijri,
    /// A holiday by its name in the calendar's table.
    Holiday(&'static str),
    /// «وقت سابق من»: somewhere inside what follows.
    SometimeIn,
    /// «من الآن» after a quantity: counted from the reference.
    FromNow,
    /// «بعد ذلك ب»: after the time told before.
    AfterThat,
    /// «قبل ذلك ب».
    BeforeThat,
    /// Greenwich.
    Utc,
    /// «الذي سبقه» −1, «الذي يليه» 1, after a unit.
    Neighbour(i8),
    /// «بشكل يومي»: once a unit.
    Regularly(Unit),
    /// «ما تبقى من».
    LeftOf,
    /// «على التوالي».
    InARow,
    /// «العشر الأواخر من» before a month: which of its thirds.
    Third(Modifier),
    /// «ذلك التاريخ»: the time told last.
    ThatTime,
    /// Looks like time and is not.
    Nothing,
}

use Direction::{Future, Past, Present};
use Meaning::{
    AfterThat, Before as Ahead, BeforeChrist, BeforeThat, Behind, Christian, Deictic, FromNow, Hijri, Holiday, InARow,
    LeftOf, Neighbour, Nothing, Part, PartOf, Regularly, SometimeIn, ThatTime, Third, Utc, Vague, Weekend,
};

const PHRASES: &[(&str, Meaning)] = &[
    // Without measure.
    ("الوقت الحالي", Vague(Present)),
    ("الوقت الراهن", Vague(Present)),
    ("الوقت الحاضر", Vague(Present)),
    ("كتابة هذه الأسطر", Vague(Present)),
    ("المرحلة الحالية", Vague(Present)),
    ("المرحلة الراهنة", Vague(Present)),
    ("الفترة الحالية", Vague(Present)),
    ("الفترة الراهنة", Vague(Present)),
    ("هذه الأيام", Vague(Present)),
    ("لحظة كتابة هذه السطور", Vague(Present)),
    ("ساعة كتابة هذه السطور", Vague(Present)),
    ("كتابة هذه السطور", Vague(Present)),
    ("حد الساعة", Vague(Present)),
    ("حتى الساعة", Vague(Present)),
    ("حتى تاريخه", Vague(Present)),
    ("كتابة هذا الخبر", Vague(Present)),
    ("كتابة هذا التقرير", Vague(Present)),
    ("أيامنا هذه", Vague(Present)),
    ("يومنا هذا", Vague(Present)),
    ("وقتنا الحالي", Vague(Present)),
    ("وقتنا الحاضر", Vague(Present)),
    ("هذه اللحظة", Vague(Present)),
    ("اللحظة الراهنة", Vague(Present)),
    ("الفترة الأخيرة", Vague(Past)),
    ("الفترة الماضية", Vague(Past)),
    ("الفترة السابقة", Vague(Past)),
    ("الآونة الأخيرة", Vague(Past)),
    ("الأونة الأخيرة", Vague(Past)),
    ("الأيام الأخيرة", Vague(Past)),
    ("الأيام الماضية", Vague(Past)),
    ("الأيام القليلة الماضية", Vague(Past)),
    ("الأسابيع الأخيرة", Vague(Past)),
    ("الأسابيع الماضية", Vague(Past)),
    ("الأسابيع القليلة الماضية", Vague(Past)),
    ("المرحلة الماضية", Vague(Past)),
    ("السابق", Vague(Past)),
    ("الماضي", Vague(Past)),
    ("الماضي القريب", Vague(Past)),
    ("الماضي البعيد", Vague(Past)),
    ("وقت سابق", Vague(Past)),
    ("وقت قريب", Vague(Past)),
    ("ذات مرة", Vague(Past)),
    ("ذات يوم", Vague(Past)),
    ("للتو", Vague(Past)),
    ("قبل قليل", Vague(Past)),
    ("منذ قليل", Vague(Past)),
    ("قبل لحظات", Vague(Past)),
    ("منذ لحظات", Vague(Past)),
    ("قبل وقت قصير", Vague(Past)),
    ("منذ وقت قصير", Vague(Past)),
    ("بعد قليل", Vague(Future)),
    ("بعد لحظات", Vague(Future)),
    ("وقت لاحق", Vague(Future)),
    ("القريب العاجل", Vague(Future)),
    ("المستقبل القريب", Vague(Future)),
    ("المستقبل", Vague(Future)),
    ("الأيام القادمة", Vague(Future)),
    ("الأيام المقبلة", Vague(Future)),
    ("الأيام القليلة القادمة", Vague(Future)),
    ("الأيام القليلة المقبلة", Vague(Future)),
    ("الأيام القريبة القادمة", Vague(Future)),
    ("الأسابيع القادمة", Vague(Future)),
    ("الأسابيع المقبلة", Vague(Future)),
    ("الأسابيع القليلة القادمة", Vague(Future)),
    ("الأسابيع القليلة المقبلة", Vague(Future)),
    ("قادم الأيام", Vague(Future)),
    ("مقبل الأيام", Vague(Future)),
    ("الفترة القادمة", Vague(Future)),
    ("الفترة المقبلة", Vague(Future)),
    ("المرحلة القادمة", Vague(Future)),
    ("المرحلة المقبلة", Vague(Future)),
    ("القريب", Nothing),
    ("المصري اليوم", Nothing),
    ("روسيا اليوم", Nothing),
    ("أخبار اليوم", Nothing),
    // Days from today.
    ("أول أمس", Deictic(-2)),
    ("أول من أمس", Deictic(-2)),
    ("الأول من أمس", Deictic(-2)),
    ("أمس الأول", Deictic(-2)),
    ("قبل أمس", Deictic(-2)),
    ("قبل البارحة", Deictic(-2)),
    ("القبل البارحة", Deictic(-2)),
    ("أول البارحة", Deictic(-2)),
    // The Maghreb.
    ("البارح", Deictic(-1)),
    ("البارحة الأولى", Deictic(-2)),
    ("ليلة البارحة الأولى", Deictic(-2)),
    ("أول من البارحة", Deictic(-2)),
    ("بعد غد", Deictic(2)),
    ("بعد الغد", Deictic(2)),
    ("بعد بكرة", Deictic(2)),
    ("بعد بكرا", Deictic(2)),
    ("الذي بعد الغد", Deictic(2)),
    ("الي بعد بكرة", Deictic(2)),
    // How exactly.
    ("ما يقرب من", Ahead(Modifier::Approx)),
    ("ما يقارب", Ahead(Modifier::Approx)),
    ("ما يناهز", Ahead(Modifier::Approx)),
    ("في حدود", Ahead(Modifier::Approx)),
    ("بحدود", Ahead(Modifier::Approx)),
    ("أكثر من", Ahead(Modifier::MoreThan)),
    ("أزيد من", Ahead(Modifier::MoreThan)),
    ("ما يزيد على", Ahead(Modifier::MoreThan)),
    ("ما يزيد عن", Ahead(Modifier::MoreThan)),
    ("ما يربو على", Ahead(Modifier::MoreThan)),
    ("ما يربو عن", Ahead(Modifier::MoreThan)),
    ("أقل من", Ahead(Modifier::LessThan)),
    ("ما يقل عن", Ahead(Modifier::LessThan)),
    ("ما لا يقل عن", Ahead(Modifier::EqualOrMore)),
    ("لا تقل عن", Ahead(Modifier::EqualOrMore)),
    ("لا يقل عن", Ahead(Modifier::EqualOrMore)),
    ("على الأقل", Ahead(Modifier::EqualOrMore)),
    ("ما لا يزيد على", Ahead(Modifier::EqualOrLess)),
    ("ما لا يزيد عن", Ahead(Modifier::EqualOrLess)),
    ("لا تتجاوز", Ahead(Modifier::EqualOrLess)),
    ("لا تتعدى", Ahead(Modifier::EqualOrLess)),
    ("لا يتعدى", Ahead(Modifier::EqualOrLess)),
    ("لا تزيد على", Ahead(Modifier::EqualOrLess)),
    ("لا تزيد عن", Ahead(Modifier::EqualOrLess)),
    ("لا يزيد على", Ahead(Modifier::EqualOrLess)),
    ("لا يزيد عن", Ahead(Modifier::EqualOrLess)),
    ("ما يفوق", Ahead(Modifier::MoreThan)),
    ("لا يتجاوز", Ahead(Modifier::EqualOrLess)),
    ("على الأقل", Behind(Modifier::EqualOrMore)),
    ("على الأكثر", Behind(Modifier::EqualOrLess)),
    ("كحد أدنى", Behind(Modifier::EqualOrMore)),
    ("كحد أقصى", Behind(Modifier::EqualOrLess)),
    ("على أقصى تقدير", Behind(Modifier::EqualOrLess)),
    // Again and again.
    ("بشكل يومي", Regularly(Unit::Day)),
    ("على أساس يومي", Regularly(Unit::Day)),
    ("بصورة يومية", Regularly(Unit::Day)),
    ("بصفة يومية", Regularly(Unit::Day)),
    ("بوتيرة يومية", Regularly(Unit::Day)),
    ("بشكل أسبوعي", Regularly(Unit::Week)),
    ("على أساس أسبوعي", Regularly(Unit::Week)),
    ("بصورة أسبوعية", Regularly(Unit::Week)),
    ("بصفة أسبوعية", Regularly(Unit::Week)),
    ("بوتيرة أسبوعية", Regularly(Unit::Week)),
    ("بشكل شهري", Regularly(Unit::Month)),
    ("على أساس شهري", Regularly(Unit::Month)),
    ("بصورة شهرية", Regularly(Unit::Month)),
    ("بصفة شهرية", Regularly(Unit::Month)),
    ("بوتيرة شهرية", Regularly(Unit::Month)),
    ("بشكل سنوي", Regularly(Unit::Year)),
    ("على أساس سنوي", Regularly(Unit::Year)),
    ("بصورة سنوية", Regularly(Unit::Year)),
    ("بصفة سنوية", Regularly(Unit::Year)),
    ("بوتيرة سنوية", Regularly(Unit::Year)),
    // Parts of a day.
    ("الفترة الصباحية", Part(DayPart::Morning)),
    ("الفترة المسائية", Part(DayPart::Evening)),
    ("بعد الظهر", Part(DayPart::Afternoon)),
    ("بعد ظهر", Part(DayPart::Afternoon)),
    ("بعد العصر", Part(DayPart::Afternoon)),
    ("بعد الزوال", Part(DayPart::Afternoon)),
    ("قبل المغرب", Part(DayPart::Afternoon)),
    ("قبل الظهر", Part(DayPart::Morning)),
    ("قبل ظهر", Part(DayPart::Morning)),
    ("وقت متأخر من", PartOf(Modifier::End)),
    ("ساعة متأخرة من", PartOf(Modifier::End)),
    ("وقت مبكر من", PartOf(Modifier::Start)),
    ("ساعة مبكرة من", PartOf(Modifier::Start)),
    ("ساعة متقدمة من", PartOf(Modifier::End)),
    ("ساعات متقدمة من", PartOf(Modifier::End)),
    ("الساعات الأولى من", PartOf(Modifier::Start)),
    ("الدقائق الأولى من", PartOf(Modifier::Start)),
    ("ساعات مبكرة من", PartOf(Modifier::Start)),
    ("ساعات متأخرة من", PartOf(Modifier::End)),
    ("شروق شمس", Part(DayPart::Dawn)),
    ("طلوع شمس", Part(DayPart::Dawn)),
    ("غروب شمس", Part(DayPart::Evening)),
    ("منتصف الليل", Part(DayPart::Midnight)),
    ("منتصف ليل", Part(DayPart::Midnight)),
    ("منتصف ليلة", Part(DayPart::Midnight)),
    ("منتصف النهار", Part(DayPart::Midday)),
    ("منتصف نهار", Part(DayPart::Midday)),
    ("وقت الظهيرة", Part(DayPart::Midday)),
    // Larger stretches.
    ("نهاية الأسبوع", Weekend),
    ("عطلة نهاية الأسبوع", Weekend),
    ("نهاية هذا الأسبوع", Weekend),
    ("عطلة نهاية هذا الأسبوع", Weekend),
    ("عطلة الأسبوع", Weekend),
    ("وقت سابق من", SometimeIn),
    ("وقت سابق", SometimeIn),
    ("نفس الفترة من", SometimeIn),
    ("الفترة نفسها من", SometimeIn),
    ("الفترة ذاتها من", SometimeIn),
    ("الفترة ذاتها في", SometimeIn),
    ("الفترة نفسها في", SometimeIn),
    ("نفس الفترة في", SometimeIn),
    ("ذات الفترة من", SometimeIn),
    ("وقت لاحق من", SometimeIn),
    ("الفترة المماثلة من", SometimeIn),
    ("الفترة المقابلة من", SometimeIn),
    ("وقت لاحق", SometimeIn),
    ("العشر الأواخر من", Third(Modifier::End)),
    ("العشر الأواخر", Holiday("ramadan_last_ten")),
    ("العشر الأواسط من", Third(Modifier::Mid)),
    ("العشر الأوائل من", Third(Modifier::Start)),
    ("على التوالي", InARow),
    ("ما تبقى من", LeftOf),
    ("ما بقي من", LeftOf),
    ("من الآن", FromNow),
    ("ذلك التاريخ", ThatTime),
    ("هذا التاريخ", ThatTime),
    ("التاريخ نفسه", ThatTime),
    ("التاريخ ذاته", ThatTime),
    ("نفس التاريخ", ThatTime),
    ("بعد ذلك", AfterThat),
    ("الذي سبقه", Neighbour(-1)),
    ("التي سبقته", Neighbour(-1)),
    ("التي سبقتها", Neighbour(-1)),
    ("الذي قبله", Neighbour(-1)),
    ("التي قبلها", Neighbour(-1)),
    ("الذي يليه", Neighbour(1)),
    ("الذي يليها", Neighbour(1)),
    ("التي تليه", Neighbour(1)),
    ("التي تليها", Neighbour(1)),
    ("الذي تلاه", Neighbour(1)),
    ("التي تلتها", Neighbour(1)),
    ("الذي بعده", Neighbour(1)),
    ("بعدها", AfterThat),
    ("بعده", AfterThat),
    ("قبل ذلك", BeforeThat),
    ("قبلها", BeforeThat),
    ("قبله", BeforeThat),
    // Eras.
    ("قبل الميلاد", BeforeChrist),
    ("ق م", BeforeChrist),
    ("ق ب", BeforeChrist),
    ("للميلاد", Christian),
    ("بعد الميلاد", Christian),
    ("للهجرة", Hijri),
    // Zones.
    ("ت غ", Utc),
    ("تغ", Utc),
    ("توقيت غرينتش", Utc),
    // Holidays: the names are those of the calendar's table.
    ("رأس السنة", Holiday("new_year")),
    ("رأس السنة الميلادية", Holiday("new_year")),
    ("عيد رأس السنة", Holiday("new_year")),
    ("ليلة رأس السنة", Holiday("new_years_eve")),
    ("عيد الميلاد", Holiday("christmas")),
    ("عيد الميلاد المجيد", Holiday("christmas")),
    ("عيد الفصح", Holiday("easter")),
    ("أحد الفصح", Holiday("easter")),
    ("أحد الشعانين", Holiday("palm_sunday")),
    ("الجمعة العظيمة", Holiday("good_friday")),
    ("يوم الجمعة العظيمة", Holiday("good_friday")),
    ("يوم أحد الفصح", Holiday("easter")),
    ("يوم أحد الشعانين", Holiday("palm_sunday")),
    ("يوم اثنين الفصح", Holiday("easter_monday")),
    ("عيد العمال", Holiday("labour_day")),
    ("عيد الحب", Holiday("valentine")),
    ("عيد الأم", Holiday("arab_mothers_day")),
    ("يوم الأم", Holiday("arab_mothers_day")),
    ("عيد الأب", Holiday("fathers_day")),
    ("يوم الأب", Holiday("fathers_day")),
    ("يوم المرأة العالمي", Holiday("womens_day")),
    ("اليوم العالمي للمرأة", Holiday("womens_day")),
    ("عيد الشغل", Holiday("labour_day")),
    ("ليلة عيد الميلاد", Holiday("christmas_eve")),
    ("أربعاء الرماد", Holiday("ash_wednesday")),
    ("اثنين الفصح", Holiday("easter_monday")),
    ("شم النسيم", Holiday("sham_el_nessim")),
    ("النوروز", Holiday("nowruz")),
    ("عيد النوروز", Holiday("nowruz")),
    ("نوروز", Holiday("nowruz")),
    ("عيد نوروز", Holiday("nowruz")),
    ("الهالوين", Holiday("halloween")),
    ("الجمعة السوداء", Holiday("black_friday")),
    ("رأس السنة الجديدة", Holiday("new_year")),
    ("ليلة رأس السنة الجديدة", Holiday("new_years_eve")),
    ("العنصرة", Holiday("pentecost")),
    ("يوم التروية", Holiday("tarwiyah")),
    ("ليلة النصف من شعبان", Holiday("mid_shaaban")),
    ("عيد الفطر", Holiday("eid_al_fitr")),
    ("عيد الفطر المبارك", Holiday("eid_al_fitr")),
    ("عيد الأضحى", Holiday("eid_al_adha")),
    ("عيد الأضحى المبارك", Holiday("eid_al_adha")),
    // One of the two feasts, the nearer.
    ("اليوم الوطني", Holiday("national")),
    ("العيد الوطني", Holiday("national")),
    ("عيد الاستقلال", Holiday("independence")),
    ("ذكرى الاستقلال", Holiday("independence")),
    ("يوم الاستقلال", Holiday("independence")),
    ("العيد", Holiday("eid")),
    ("يوم العيد", Holiday("eid")),
    ("أيام العيد", Holiday("eid")),
    ("العيد الكبير", Holiday("eid_al_adha")),
    ("العيد الصغير", Holiday("eid_al_fitr")),
    ("يوم عرفة", Holiday("arafa")),
    ("يوم عاشوراء", Holiday("ashura")),
    ("عاشوراء", Holiday("ashura")),
    ("المولد النبوي", Holiday("mawlid")),
    ("المولد النبوي الشريف", Holiday("mawlid")),
    ("رأس السنة الهجرية", Holiday("hijri_new_year")),
    ("ليلة القدر", Holiday("laylat_al_qadr")),
    ("الإسراء والمعراج", Holiday("isra_and_miraj")),
    ("عيد الشكر", Holiday("us_thanksgiving")),
    ("أيام التشريق", Holiday("tashriq")),
    ("النصف من شعبان", Holiday("mid_shaaban")),
    ("رأس السنة الأمازيغية", Holiday("amazigh_new_year")),
    ("رأس السنة الميلادية الجديدة", Holiday("new_year")),
    ("عيد رأس السنة الهجرية", Holiday("hijri_new_year")),
    ("عيد القيامة", Holiday("orthodox_easter")),
    ("عيد القيامة المجيد", Holiday("orthodox_easter")),
    ("عيد الغطاس", Holiday("orthodox_epiphany")),
    ("عيد الغدير", Holiday("ghadir")),
    ("سبت النور", Holiday("orthodox_holy_saturday")),
    ("خميس العهد", Holiday("orthodox_maundy_thursday")),
    ("عيد العرش", Holiday("morocco_throne")),
    ("يوم الأرض", Holiday("palestine_land")),
    ("يوم النكبة", Holiday("nakba_day")),
    ("كذبة أبريل", Holiday("april_fools")),
    ("اليوم العالمي للاجئين", Holiday("refugee_day")),
    ("اليوم العالمي لحقوق الإنسان", Holiday("human_rights_day")),
    ("اليوم العالمي لحرية الصحافة", Holiday("press_freedom_day")),
    ("اليوم الوطني السعودي", Holiday("saudi_national")),
    ("يوم الشكر", Holiday("us_thanksgiving")),
    // Not time.
    ("الرأي العام", Nothing),
    ("الأمين العام", Nothing),
    ("القطاع العام", Nothing),
    ("المدير العام", Nothing),
    ("النائب العام", Nothing),
    ("المدعي العام", Nothing),
    ("الادعاء العام", Nothing),
    ("يوما ما", Nothing),
    ("مساء الخير", Nothing),
    ("صباح الخير", Nothing),
    ("صباح النور", Nothing),
    ("أحد أشهر", Nothing),
    ("إحدى أشهر", Nothing),
    ("أمس الحاجة", Nothing),
];

/// The words after the first, and the meaning.
pub(super) type Continuation = (Vec<Key>, Meaning);

static INDEX: LazyLock<FxHashMap<Key, Vec<Continuation>>> = LazyLock::new(|| {
    let mut index: FxHashMap<Key, Vec<Continuation>> = FxHashMap::default();
    for (phrase, meaning) in PHRASES {
        let mut words = phrase.split_ascii_whitespace().map(Key::fold);
        if let Some(first) = words.next() {
            index.entry(first).or_default().push((words.collect(), *meaning));
        }
    }
    // Longest first, so that the first match is the longest.
    for continuations in index.values_mut() {
        continuations.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    index
});

/// The phrases that begin with one word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    pub(super) longest_first: &'static [Continuation],
    /// One bit for the hash of each second word; all bits if a phrase has none.
    seconds: u64,
}

impl Phrases {
    pub(super) const NONE: Self = Self { longest_first: &[], seconds: 0 };

    /// With this word, folded, with its article.
    pub(super) fn beginning_with(first: Key) -> Self {
        let Some(phrases) = INDEX.get(&first) else { return Self::NONE };
        let bit = |(rest, _): &Continuation| rest.first().map_or(u64::MAX, |&second| Self::bit(second));
        Self { longest_first: phrases, seconds: phrases.iter().map(bit).fold(0, |bits, bit| bits | bit) }
    }

    #[inline]
    fn bit(word: Key) -> u64 {
        1 << (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58)
    }

    /// Whether the word may follow the first: always if it does, seldom if it does not.
    #[inline]
    pub(super) fn may_go_on_with(&self, word: Key) -> bool {
        self.seconds & Self::bit(word) != 0
    }
}

/// Stems of the first words, for the word table: what a phrase can begin with.
pub(super) fn first_stems() -> impl Iterator<Item = Key> {
    INDEX.keys().map(|&first| {
        let article = splits(first).find(|s| s.clitics.article && s.clitics.letters == 2);
        article.map_or(first, |s| s.stem)
    })
}

/// How many words the longest phrase has.
#[cfg(test)]
pub(super) fn longest() -> usize {
    PHRASES.iter().map(|(phrase, _)| phrase.split_ascii_whitespace().count()).max().unwrap_or_default()
}
