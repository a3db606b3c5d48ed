//! The words that announce a name, and what they announce.

use crate::event::word::Word;
use crate::script::{Key, Sieve, any_stem, key, splits};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A word that announces a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::event) struct Head {
    pub(super) kind: HeadKind,
    /// How many letters stand before it that do not belong to it.
    pub(super) lead: u8,
    /// Whether it has the article.
    pub(super) article: bool,
}

/// What a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadKind {
    /// A title or office: the holder's name follows.
    Title,
    /// A group, force or institution: its name follows.
    Group,
    /// People of some kind, named by the word itself.
    People,
    /// People who belong to a group, which may follow: «مقاتلو الحركة», «عناصر من الجيش».
    Members,
    /// Who lives somewhere: «سكان مدينة تمبكتو».
    Residents,
    /// A kind of place: its name follows.
    Place,
    /// A kind of place without the article only: «قاعدة تساليت», not «القاعدة».
    BarePlace,
    /// A nationality: follows a group or people.
    Nation,
    /// A country or well-known place that stands alone.
    Country,
}

impl HeadKind {
    /// By their numbers.
    const ALL: [Self; 9] = [
        Self::Title,
        Self::Group,
        Self::People,
        Self::Members,
        Self::Residents,
        Self::Place,
        Self::BarePlace,
        Self::Nation,
        Self::Country,
    ];
}

/// Every announcing word, one kind a line. Sound plurals of people give their construct («مسلحون»: «مسلحو», «مسلحي») and
/// singulars their accusative («مقاتلا») by themselves.
const HEADS: &[(HeadKind, &str)] = &[
    (
        HeadKind::Title,
        "رئيس وزير وزيرة متحدث ناطق ناطقة متحدثة جنرال كولونيل عقيد عميد لواء نقيب رائد قائد زعيم أمير ملك سفير مبعوث موفد \
         سكرتير محافظ حاكم عمدة نائب مدير أمين مسؤول شيخ إمام دكتور رئيسة زعيمة سفيرة مبعوثة قيادي قياديا قياديين رئيسان \
         وزيران كاتب خبير ضابط مستشار قاضي نظيره نظيرها نظير صحافي صحفي",
    ),
    (
        HeadKind::Group,
        "حركات جماعات تنظيمات ميليشيات منظمات مجموعات طرفان طرفا طرفين أطراف حكومات هيئات بعثات قوى جماعة حركة تنظيم كتيبة \
         كتائب جبهة ميليشيا مليشيا قوة قوات جيش شرطة درك حكومة وزارة مجلس هيئة منظمة بعثة مهمة سلطات سلطة اتحاد تحالف \
         ائتلاف حزب أحزاب تنسيقية منسقية لجنة وكالة جمعية محكمة برلمان رئاسة قيادة صحيفة قناة إذاعة مجموعة طيران سلاح \
         فصيل فصائل عصابة عصابات دول دولة أمم وفد شركة نادي فريق منتخب نيابة قضاء معارضة قبائل قبيلة",
    ),
    (
        HeadKind::Members,
        "عناصر عنصر جنود قادة ضباط رجال أعضاء عضو أفراد أنصار مقاتلو مقاتلي مسلحو مسلحي متمردو متمردي جهاديو جهاديي \
         ممثلو ممثلي مسؤولو مسؤولي ناشطو ناشطي متطرفو متطرفي إرهابيو إرهابيي متشددو متشددي موظفو موظفي",
    ),
    (HeadKind::Residents, "سكان أهالي أعيان وجهاء"),
    (
        HeadKind::People,
        "سائح سياح ناشط ناشطون ناشطين طبيب أطباء راهبة كاهن طالب طلاب رعايا مهندس مهندسين عمال موظف موظفون موظفين مسلح \
         مسلحون مسلحين مسلحان مهاجم مهاجمون مهاجمين متمرد متمردون متمردين متشددون متشددين متطرفون متطرفين إرهابيون \
         إرهابيين جهادي جهاديون جهاديين جهاديا جندي جنديان جنديين جنديا عسكري عسكريون عسكريين عسكريان مدني مدنيون مدنيين \
         مدنيان شخص أشخاص شخصا شخصين رهينة رهائن مهاجرون مهاجرين لاجئون لاجئين نازحون متظاهرون متظاهرين انقلابيون انقلابيين \
         صحافيين صحافيون صحفيين صحفيان مقاتل مقاتلون مقاتلين مجهولون مجهولين قتيل قتلى جريح جرحى ضحايا مواطن مواطنون \
         مواطنين مصدر مصادر شاهد شهود شاهدان خبراء مسؤولون مسؤولين طوارق رجل رعاة صيادون ممثلون ممثلين انتحاري",
    ),
    (
        HeadKind::Place,
        "مدينة بلدة قرية منطقة ولاية إقليم محافظة مطار معسكر مخيم عاصمة حي شارع فندق مقر مسجد سجن جبال جبل وادي صحراء ثكنة \
         حدود ميناء ضاحية جامعة مطعم سفارة",
    ),
    (HeadKind::BarePlace, "قاعدة حامية"),
    (
        HeadKind::Nation,
        "مالي مالية ماليون ماليين فرنسي فرنسية فرنسيون فرنسيين جزائري جزائرية موريتاني موريتانية نيجيري نيجيرية نيجري أفريقي \
         أفريقية إفريقية أمريكي أمريكية أميركي أميركية بريطاني بريطانية روسي روسية ليبي ليبية تشادي تشادية بوركيني بوركينية \
         سنغالي ألماني ألمانية دولي دولية أممي أممية تركي تركية مصري مصرية سعودي سعودية عراقي عراقية سوري سورية إيراني \
         إيرانية إسرائيلي إسرائيلية فلسطيني فلسطينية أوروبي أوروبية",
    ),
    (
        HeadKind::Country,
        "باماكو فرنسا الجزائر موريتانيا النيجر نيجيريا تشاد ليبيا السنغال المغرب تونس مصر روسيا أمريكا أميركا بريطانيا \
         ألمانيا إسبانيا إيطاليا الصين تركيا إيران العراق سوريا لبنان الأردن السعودية قطر الإمارات الكويت البحرين اليمن \
         عمان السودان الصومال كينيا إثيوبيا باريس واشنطن لندن موسكو برلين نيويورك جنيف بروكسل واغادوغو نيامي نواكشوط داكار \
         أبيدجان غاو كيدال تمبكتو تومبوكتو تومبكتو تمبوكتو موبتي سيغو أزواد بغداد دمشق القاهرة بيروت الرياض طرابلس بنغازي \
         القدس غزة أوروبا إفريقيا أفريقيا",
    ),
];

/// The words, and what says at once that a word is none of them.
struct Words {
    all: FxHashMap<Key, HeadKind>,
    any: Sieve<128>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut all = FxHashMap::with_capacity_and_hasher(700, rustc_hash::FxBuildHasher);
    let mut any = Sieve::new();
    for &(head, list) in HEADS {
        for word in list.split_whitespace().map(Key::of) {
            all.entry(word).or_insert(head);
            any.add(word);
            if head == HeadKind::People {
                any.add(word.join(ACCUSATIVE));
            }
        }
    }
    Words { all, any }
});

const ACCUSATIVE: Key = key!("ا");

impl Head {
    /// What a word announces, with whatever is written onto it.
    pub(in crate::event) fn of(key: Key) -> Option<Self> {
        let words = &*WORDS;
        if !any_stem(key, |stem| words.any.may_have(stem)) {
            return None;
        }
        splits(key).find_map(|split| {
            let kind = kind(split.stem)?;
            let clitics = split.clitics;
            if kind == HeadKind::BarePlace && clitics.article {
                return None;
            }
            // Countries keep their article; a conjunction or preposition is cut off.
            let lead = u8::from(clitics.conjunction.is_some()) + u8::from(clitics.preposition.is_some());
            // «للمتشددين»: the article has lost its alef and goes with the preposition.
            let to_the = clitics.preposition == Some('ل') && clitics.article;
            Some(Self { kind, lead: lead + u8::from(to_the), article: clitics.article })
        })
    }

    /// A name, or none, in one byte; less than four letters stand before one.
    pub(in crate::event) const fn pack(head: Option<Self>) -> u8 {
        match head {
            Some(Self { kind, lead, article }) => 0x80 | (kind as u8) << 3 | (lead & 3) << 1 | article as u8,
            None => 0,
        }
    }

    /// What was [packed](Self::pack).
    #[inline]
    pub(in crate::event) fn unpack(byte: u8) -> Option<Self> {
        if byte == 0 {
            return None;
        }
        let kind = HeadKind::ALL.get(usize::from(byte >> 3 & 0xF)).copied()?;
        Some(Self { kind, lead: byte >> 1 & 3, article: byte & 1 == 1 })
    }

    /// Whether nothing is written in front of it.
    pub(in crate::event) const fn is_whole(self) -> bool {
        self.lead == 0
    }

    /// How many tokens a name that it announces takes at most.
    pub(super) const fn longest(self) -> usize {
        match self.kind {
            HeadKind::Title => 10,
            HeadKind::Group | HeadKind::People | HeadKind::Members | HeadKind::Residents => 6,
            HeadKind::Place | HeadKind::BarePlace => 3,
            HeadKind::Nation | HeadKind::Country => 1,
        }
    }

    /// Whether people are named by the word itself.
    pub(super) const fn is_people(self) -> bool {
        matches!(self.kind, HeadKind::People | HeadKind::Members | HeadKind::Residents)
    }

    pub(super) const fn is_place(self) -> bool {
        matches!(self.kind, HeadKind::Place | HeadKind::BarePlace)
    }
}

fn kind(stem: Key) -> Option<HeadKind> {
    let words = &WORDS.all;
    if let Some(&kind) = words.get(&stem) {
        return Some(kind);
    }
    // «84 مقاتلا»
    let cut = stem.ends_with(ACCUSATIVE).then(|| stem.drop_last(1))?;
    words.get(&cut).copied().filter(|kind| *kind == HeadKind::People)
}

/// Whether a word names people or a holder of an office, with whatever is written onto it.
pub(crate) fn is_people(word: Word, key: Key) -> bool {
    let stem = key.skip(u32::from(word.clitics.letters));
    let bare = if stem.starts_with(key!("ال")) { stem.skip(2) } else { stem };
    WORDS.all.get(&bare).is_some_and(|kind| {
        matches!(kind, HeadKind::People | HeadKind::Members | HeadKind::Residents | HeadKind::Title)
    })
}

/// Whether a word with nothing written onto it is a nationality.
pub(super) fn is_nation(key: Key) -> bool {
    WORDS.all.get(&key) == Some(&HeadKind::Nation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_was() {
        let heads = HeadKind::ALL.into_iter().flat_map(|kind| {
            let lead = (0..4).flat_map(move |lead| [true, false].map(|article| Head { kind, lead, article }));
            lead.map(Some)
        });
        for head in heads.chain([None]) {
            assert_eq!(Head::unpack(Head::pack(head)), head);
        }
        // No more than three letters are ever in front.
        let leads = crate::script::LEADING.into_iter().filter_map(|lead| Head::of(lead.join(key!("مدينة"))));
        assert!(leads.map(|head| head.lead).max() == Some(3));
    }
}
