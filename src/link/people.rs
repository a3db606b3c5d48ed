//! The words for people that reports count, and for what became of them. One line a word.
//!
//! To teach the crate another, add it to its line, or a line: singular forms, duals, plurals, folded spelling. A dual
//! that looks like a plural («مدنيين») stands under the plurals only.

use super::number::{Fate, Who};
use crate::script::{Endings, Few, Key, Sieve, key, splits};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a form of a word says by itself of how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    One,
    Two,
    Many,
}

/// A word for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Noun {
    pub(super) who: Option<Who>,
    /// What became of them, where the word itself tells.
    pub(super) fate: Option<Fate>,
    pub(super) form: Form,
    /// Only after "of": «سبعة من قوات الأمن».
    pub(super) group: bool,
    /// Whether the article is written on.
    pub(super) definite: bool,
    /// و, ف, ب, ك or ل is written onto it …
    pub(super) attached: bool,
    /// … and one of them is a preposition.
    pub(super) preposition: bool,
    /// How many letters they take.
    pub(super) letters: u8,
}

type Row = (Option<Who>, Option<Fate>, &'static str, &'static str, &'static str);

/// Who; what became of them; one; two; many.
const PEOPLE: &[Row] = &[
    (None, Some(Fate::Dead), "قتيل قتيلا", "قتيلان قتيلين قتيلتان", "قتلي"),
    (None, Some(Fate::Dead), "", "", "وفيات"),
    (None, Some(Fate::Dead), "جثه", "جثتان جثتين", "جثث جثامين"),
    (None, Some(Fate::Dead), "شهيد شهيدا", "شهيدان شهيدين", "شهداء"),
    (None, Some(Fate::Dead), "ضحيه", "ضحيتان ضحيتين", "ضحايا"),
    (None, Some(Fate::Wounded), "جريح جريحا", "جريحان جريحين", "جرحي"),
    (None, Some(Fate::Wounded), "مصابا", "مصابان", "مصابين مصابون"),
    (None, Some(Fate::Missing), "مفقودا", "مفقودان", "مفقودين مفقودون"),
    (None, Some(Fate::Displaced), "نازح نازحا", "نازحان", "نازحين نازحون مشردين مشردا"),
    (Some(Who::Refugees), None, "لاجي لاجيا لاجيه", "لاجيان", "لاجيين لاجيون لاجيات"),
    (Some(Who::Hostages), None, "رهينه", "رهينتان رهينتين", "رهائن"),
    (Some(Who::Hostages), None, "مختطفا مخطوفا محتجزا", "مختطفان مخطوفان", "مختطفين مخطوفين محتجزين"),
    (Some(Who::Prisoners), None, "اسير اسيرا", "اسيران اسيرين", "اسري"),
    (Some(Who::Prisoners), None, "سجين سجينا", "سجينان سجينين", "سجناء مساجين"),
    (Some(Who::Prisoners), None, "معتقلا موقوفا", "معتقلان", "معتقلين موقوفين"),
    (Some(Who::People), None, "شخص شخصا", "شخصان شخصين", "اشخاص"),
    (Some(Who::People), None, "فرد فردا", "فردان فردين", "افراد"),
    (Some(Who::People), None, "انسانا نسمه", "", "اناس نفوس"),
    (Some(Who::People), None, "راكب راكبا مسافر مسافرا", "راكبان مسافران", "ركاب مسافرين"),
    (Some(Who::Civilians), None, "مدني مدنيا مدنيه", "مدنيان", "مدنيين مدنيون"),
    (Some(Who::Civilians), None, "مواطن مواطنا", "مواطنان", "مواطنين مواطنون"),
    (Some(Who::Civilians), None, "قروي قرويا", "قرويان", "قرويين قرويون"),
    (Some(Who::Civilians), None, "ساكن", "", "سكان اهالي"),
    (Some(Who::Civilians), None, "راعيا مزارع مزارعا", "راعيان مزارعان", "رعاه مزارعين"),
    (Some(Who::Civilians), None, "عائله اسره", "عائلتان اسرتان عائلتين اسرتين", "عائلات اسر عوائل"),
    (Some(Who::Civilians), None, "متظاهر متظاهرا محتج محتجا", "متظاهران", "متظاهرين محتجين متظاهرون"),
    (Some(Who::Civilians), None, "سائح سائحا", "سائحان سائحين", "سياح"),
    (Some(Who::Women), None, "امراه سيده", "امراتان امراتين سيدتان سيدتين", "نساء نسوه سيدات"),
    (Some(Who::Women), None, "فتاه", "فتاتان فتاتين", "فتيات"),
    (Some(Who::Children), None, "طفل طفلا طفله رضيع رضيعا", "طفلان طفلين طفلتان طفلتين", "اطفال"),
    (Some(Who::Children), None, "تلميذ تلميذا", "تلميذان تلميذين", "تلاميذ"),
    (Some(Who::Men), None, "رجل رجلا", "رجلان رجلين", "رجال"),
    (Some(Who::Men), None, "شاب شابا", "شابان شابين", "شبان شباب"),
    (Some(Who::Soldiers), None, "جندي جنديا", "جنديان جنديين", "جنود"),
    (Some(Who::Soldiers), None, "عسكري عسكريا", "عسكريان", "عسكريين عسكريون"),
    (Some(Who::Soldiers), None, "ضابط ضابطا", "ضابطان ضابطين", "ضباط"),
    (Some(Who::Soldiers), None, "مجند مجندا طيار طيارا", "مجندان طياران", "مجندين طيارين"),
    (Some(Who::Police), None, "شرطي شرطيا دركي دركيا", "شرطيان شرطيين دركيان دركيين", "شرطيون"),
    (Some(Who::Police), None, "حارس حارسا", "حارسان حارسين", "حراس"),
    (Some(Who::Militants), None, "مسلح مسلحا", "مسلحان", "مسلحين مسلحون"),
    (Some(Who::Militants), None, "جهادي جهاديا", "جهاديان", "جهاديين جهاديون"),
    (Some(Who::Militants), None, "ارهابي ارهابيا", "ارهابيان", "ارهابيين ارهابيون"),
    (Some(Who::Militants), None, "متطرف متطرفا متشدد متشددا", "متطرفان متشددان", "متطرفين متشددين متطرفون متشددون"),
    (Some(Who::Militants), None, "متمرد متمردا", "متمردان", "متمردين متمردون"),
    (Some(Who::Militants), None, "مهاجم مهاجما انتحاري انتحاريا", "مهاجمان انتحاريان", "مهاجمين مهاجمون انتحاريين"),
    (Some(Who::Militants), None, "اسلاميا قياديا", "اسلاميان قياديان", "اسلاميين اسلاميون قياديين"),
    (Some(Who::Fighters), None, "مقاتل مقاتلا", "مقاتلان", "مقاتلين مقاتلون"),
    (Some(Who::Fighters), None, "عنصر عنصرا", "عنصران عنصرين", "عناصر"),
    (Some(Who::Fighters), None, "مرتزق مرتزقا", "مرتزقان", "مرتزقه مرتزقين"),
    (Some(Who::Peacekeepers), None, "", "", "قبعات"),
    (Some(Who::Journalists), None, "صحافي صحافيا صحفي صحفيا", "صحافيان صحفيان", "صحافيين صحفيين صحافيون صحفيون"),
    (Some(Who::Workers), None, "عامل عاملا", "عاملان", "عمال عاملين"),
    (Some(Who::Workers), None, "موظف موظفا", "موظفان", "موظفين موظفون"),
    (
        Some(Who::Workers),
        None,
        "طبيب طبيبا معلم معلما مهندس مهندسا سائق سائقا",
        "طبيبان معلمان",
        "اطباء معلمين سائقين مهندسين",
    ),
    (Some(Who::Officials), None, "مسوول مسوولا وزير وزيرا", "مسوولان وزيران", "مسوولين وزراء مسوولون"),
    (Some(Who::Foreigners), None, "اجنبيا غربيا", "اجنبيان اجنبيين غربيان", "اجانب غربيين"),
    (Some(Who::Suspects), None, "مشتبها مشتبه", "مشتبهان", "مشتبهين"),
];

/// Groups of whom some are counted: «سبعة من قوات الأمن».
const GROUPS: &[(Who, &str)] = &[
    (Who::Soldiers, "قوات جيش قوه وحده دوريه كتيبه"),
    (Who::Police, "شرطه درك حرس امن"),
    (Who::Civilians, "اهالي سكان"),
    (Who::Militants, "جماعه تنظيم حركه متمردين ميليشيا"),
    (Who::Peacekeepers, "بعثه مينوسما"),
];

/// Words after which those counted are some of those before.
static PART: Few<11> = Few::of([
    key!("بينهم"),
    key!("بينهن"),
    key!("منهم"),
    key!("فيهم"),
    key!("ضمنهم"),
    key!("وبينهم"),
    key!("ومنهم"),
    key!("هم"),
    key!("وهم"),
    key!("هما"),
    key!("وهما"),
]);

/// Whether a word is one of [`PART`].
pub(super) fn is_part(word: Key) -> bool {
    PART.has(word)
}

/// The words, and what says at once that a word is none of them: how they end, and a filter for them with whatever is
/// written onto them.
pub(super) struct Nouns {
    all: FxHashMap<Key, Noun>,
    any: Sieve<512>,
    any_ends: Endings,
    /// Of those that tell by themselves what became of people.
    fates: Sieve<64>,
    fates_end: Endings,
}

impl Nouns {
    /// The one list.
    pub(super) fn get() -> &'static Self {
        &NOUNS
    }

    /// Whether a word can be one for people, or one after which [some of those before](is_part) are counted: says yes too
    /// often, never no wrongly.
    #[inline]
    pub(super) fn may_matter(&self, word: Key) -> bool {
        self.any_ends.may_end(word) && self.any.may_have_form(word)
    }
}

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let mut nouns = FxHashMap::with_capacity_and_hasher(400, rustc_hash::FxBuildHasher);
    let noun = |who, fate, form, group| Noun {
        who,
        fate,
        form,
        group,
        definite: false,
        attached: false,
        preposition: false,
        letters: 0,
    };
    for &(who, fate, one, two, many) in PEOPLE {
        for (form, words) in [(Form::One, one), (Form::Two, two), (Form::Many, many)] {
            for word in words.split_whitespace() {
                nouns.insert(Key::fold(word), noun(who, fate, form, false));
            }
        }
    }
    for (who, words) in GROUPS {
        for word in words.split_whitespace() {
            nouns.entry(Key::fold(word)).or_insert(noun(Some(*who), None, Form::Many, true));
        }
    }
    let (mut any, mut any_ends) = (Sieve::new(), Endings::new());
    let (mut fates, mut fates_end) = (Sieve::new(), Endings::new());
    for (&word, noun) in &nouns {
        any.add_forms(word);
        any_ends.add(word);
        if noun.fate.is_some() {
            fates.add_forms(word);
            fates_end.add(word);
        }
    }
    for word in PART.words() {
        any.add_forms(word);
        any_ends.add(word);
    }
    Nouns { all: nouns, any, any_ends, fates, fates_end }
});

/// Whether a word can itself tell what became of people: says yes too often, never no wrongly.
#[inline]
pub(super) fn may_tell(word: Key) -> bool {
    let nouns = &*NOUNS;
    nouns.fates_end.may_end(word) && nouns.fates.may_have_form(word)
}

/// The word for people that this is, with what is written onto it.
#[inline]
pub(super) fn noun(word: Key) -> Option<Noun> {
    let nouns = &*NOUNS;
    if nouns.may_matter(word) { known(nouns, word) } else { None }
}

fn known(nouns: &Nouns, word: Key) -> Option<Noun> {
    if word.len() < 3 {
        return None;
    }
    splits(word).find_map(|split| {
        let noun = nouns.all.get(&split.stem)?;
        let clitics = split.clitics;
        Some(Noun {
            definite: clitics.article,
            attached: clitics.conjunction.is_some() || clitics.preposition.is_some(),
            preposition: clitics.preposition.is_some(),
            letters: u8::from(clitics.conjunction.is_some()) + u8::from(clitics.preposition.is_some()),
            ..*noun
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_meaning() {
        let mut seen = FxHashMap::default();
        for &(who, fate, one, two, many) in PEOPLE {
            for word in [one, two, many].into_iter().flat_map(str::split_whitespace) {
                assert_eq!(seen.insert(Key::fold(word), (who, fate)), None, "{word} stands twice");
            }
        }
    }

    #[test]
    fn forms_are_told_apart() {
        let form = |word: &str| noun(Key::of(word)).map(|n| (n.form, n.definite));
        assert_eq!(form("جنديين"), Some((Form::Two, false)));
        assert_eq!(form("والمدنيين"), Some((Form::Many, true)));
        assert_eq!(form("شخصا"), Some((Form::One, false)));
        assert_eq!(form("القاهرة"), None);
    }
}
