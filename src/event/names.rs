//! Who and where: names from a gazetteer, and names that titles and kinds of things announce.
//!
//! Takes tokens with their readings; gives stretches that name an actor or a place. Names that no
//! gazetteer knows are kept as they are written.

use super::lexicon::{Lexicon, Particle};
use super::words::{Role, Word};
use crate::knowledge::{EntityKind, Gazetteer};
use crate::script::{Gap, Key, Kind, Token, key, splits, without_letters};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NameKind {
    /// A person, group, force, state or organisation.
    Actor,
    /// A place.
    Place,
    /// An adjective of a state (الفرنسية); the id is the state's. No name by itself, but it tells whose forces
    /// the forces before it are.
    Nationality,
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The tokens it takes.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Its id in the knowledge pack.
    pub id: String,
    /// Letters attached to its first word that are no part of it: و, ب, ل.
    pub lead: u8,
}

/// Whoever knows names: a knowledge pack's gazetteer.
///
/// ```
/// use tarikh::event::{NameKind, Named, Names};
/// use tarikh::script::{Key, Token};
///
/// struct OneTown;
/// impl Names for OneTown {
///     fn find(&self, tokens: &[Token]) -> Vec<Named> {
///         let town = Key::of("كيدال");
///         let here = tokens.iter().enumerate().filter(|(_, t)| t.key() == town);
///         here.map(|(i, _)| Named { tokens: i..i + 1, kind: NameKind::Place, id: "kidal".into(), lead: 0 }).collect()
///     }
/// }
/// ```
pub trait Names {
    /// Every name in the text, in order, none overlapping another.
    fn find(&self, tokens: &[Token]) -> Vec<Named>;
}

/// Nobody knows any name.
impl Names for () {
    fn find(&self, _: &[Token]) -> Vec<Named> {
        Vec::new()
    }
}

/// The names of a knowledge pack. Offices are no names of anybody.
impl Names for Gazetteer {
    fn find(&self, tokens: &[Token]) -> Vec<Named> {
        Self::find(self, tokens)
            .into_iter()
            .filter_map(|found| {
                let kind = match found.entity.kind {
                    EntityKind::Actor => NameKind::Actor,
                    EntityKind::Place => NameKind::Place,
                    EntityKind::Nationality => NameKind::Nationality,
                    // A title announces its holder without being one.
                    _ => return None,
                };
                let lead =
                    u8::from(found.clitics.conjunction.is_some()) + u8::from(found.clitics.preposition.is_some());
                Some(Named { tokens: found.tokens, kind, id: found.entity.id.to_owned(), lead })
            })
            .collect()
    }
}

/// A stretch of tokens that names somebody or some place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: NameKind,
    pub(crate) id: Option<String>,
    /// Bytes of clitics in front of the first word that do not belong to the name.
    pub(crate) skip: u32,
    /// A known name by itself, without a word that announces it.
    pub(crate) named: bool,
}

/// A word that announces a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    kind: HeadKind,
    /// How many letters stand before it that do not belong to it.
    lead: u8,
    /// Whether it has the article.
    article: bool,
}

/// What a word announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HeadKind {
    /// A title or office: the holder's name follows.
    Title,
    /// A group, force or institution: its name follows.
    Group,
    /// People of some kind, named by the word itself.
    People,
    /// A kind of place: its name follows.
    Place,
    /// A nationality: follows a group or people.
    Nation,
    /// A country or well-known place that stands alone.
    Country,
}

/// Every announcing word, one kind a line.
const HEADS: &[(HeadKind, &str)] = &[
    (
        HeadKind::Title,
        "رئيس وزير وزيرة متحدث ناطق ناطقة متحدثة جنرال كولونيل عقيد عميد لواء نقيب رائد قائد زعيم أمير ملك سفير مبعوث موفد \
         سكرتير محافظ حاكم عمدة نائب مدير أمين مسؤول شيخ إمام دكتور رئيسة زعيمة سفيرة مبعوثة قيادي قياديا قياديين رئيسان وزيران كاتب خبير ضابط مستشار قاضي نظيره نظيرها نظير صحافي صحفي",
    ),
    (
        HeadKind::Group,
        "حركات جماعات تنظيمات ميليشيات منظمات مجموعات طرفان طرفا طرفين أطراف حكومات هيئات بعثات قوى جماعة حركة تنظيم كتيبة كتائب جبهة ميليشيا مليشيا قوة قوات جيش شرطة درك حكومة وزارة مجلس هيئة منظمة بعثة مهمة سلطات \
         سلطة اتحاد تحالف ائتلاف حزب أحزاب تنسيقية منسقية لجنة وكالة جمعية محكمة برلمان رئاسة قيادة صحيفة قناة إذاعة مجموعة \
         طيران سلاح فصيل فصائل عصابة عصابات دول دولة أمم وفد شركة نادي فريق منتخب نيابة قضاء معارضة قبائل قبيلة",
    ),
    (
        HeadKind::People,
        "سائح سياح ناشط ناشطون ناشطين طبيب أطباء راهبة كاهن طالب طلاب رعايا مهندس مهندسين عمال موظف موظفون موظفين مسلح مسلحون مسلحين مسلحان مهاجم مهاجمون مهاجمين متمرد متمردون متمردين متشددون متشددين متطرفون متطرفين إرهابيون إرهابيين \
         جهادي جهاديون جهاديين جهاديا جندي جنود جنديان جنديين جنديا عسكري عسكريون عسكريين عسكريان مدني مدنيون مدنيين مدنيان شخص أشخاص \
         شخصا شخصين رهينة رهائن مهاجرون مهاجرين لاجئون لاجئين نازحون سكان أهالي متظاهرون متظاهرين انقلابيون انقلابيين صحافيين \
         صحافيون صحفيين صحفيان عناصر عنصر مقاتل مقاتلون مقاتلين مقاتلو مقاتلي مجهولون مجهولين قتيل قتلى جريح جرحى ضحايا مواطن مواطنون \
         مواطنين مصدر مصادر شاهد شهود شاهدان خبراء مسؤولون مسؤولين قادة ضباط طوارق رجل رجال رعاة صيادون ممثلون ممثلين انتحاري",
    ),
    (
        HeadKind::Place,
        "مدينة بلدة قرية منطقة ولاية إقليم محافظة مطار معسكر مخيم عاصمة حي شارع فندق مقر مسجد سجن جبال جبل وادي صحراء ثكنة حدود \
         ميناء ضاحية جامعة مطعم سفارة",
    ),
    (
        HeadKind::Nation,
        "مالي مالية ماليون ماليين فرنسي فرنسية فرنسيون فرنسيين جزائري جزائرية موريتاني موريتانية نيجيري نيجيرية نيجري أفريقي أفريقية \
         إفريقية أمريكي أمريكية أميركي أميركية بريطاني بريطانية روسي روسية ليبي ليبية تشادي تشادية بوركيني بوركينية سنغالي ألماني \
         ألمانية دولي دولية أممي أممية تركي تركية مصري مصرية سعودي سعودية عراقي عراقية سوري سورية إيراني إيرانية إسرائيلي إسرائيلية \
         فلسطيني فلسطينية أوروبي أوروبية",
    ),
    (
        HeadKind::Country,
        "باماكو فرنسا الجزائر موريتانيا النيجر نيجيريا تشاد ليبيا السنغال المغرب تونس مصر روسيا أمريكا أميركا بريطانيا ألمانيا \
         إسبانيا إيطاليا الصين تركيا إيران العراق سوريا لبنان الأردن السعودية قطر الإمارات الكويت البحرين اليمن عمان السودان \
         الصومال كينيا إثيوبيا باريس واشنطن لندن موسكو برلين نيويورك جنيف بروكسل واغادوغو نيامي نواكشوط داكار أبيدجان غاو كيدال \
         تمبكتو تومبوكتو تومبكتو تمبوكتو موبتي سيغو أزواد بغداد دمشق القاهرة بيروت الرياض طرابلس بنغازي القدس غزة أوروبا إفريقيا أفريقيا",
    ),
];

static HEAD_WORDS: LazyLock<FxHashMap<Key, HeadKind>> = LazyLock::new(|| {
    let mut words = FxHashMap::with_capacity_and_hasher(600, rustc_hash::FxBuildHasher);
    for &(head, list) in HEADS {
        for word in list.split_whitespace() {
            words.entry(Key::of(word)).or_insert(head);
        }
    }
    words
});

/// Words that end a name although no table calls them small words; times end it by themselves.
const ENDERS: [Key; 10] = [
    key!("بأي"),
    key!("نفسه"),
    key!("نفسها"),
    key!("إن"),
    key!("أيضا"),
    key!("لاحقا"),
    key!("بأيدي"),
    key!("بيد"),
    key!("أيدي"),
    key!("يد"),
];

impl Head {
    /// What a word announces, with whatever is written onto it.
    pub(super) fn of(key: Key) -> Option<Self> {
        splits(key).find_map(|split| {
            let &kind = HEAD_WORDS.get(&split.stem)?;
            let clitics = split.clitics;
            // Countries keep their article; a conjunction or preposition is cut off.
            let lead = u8::from(clitics.conjunction.is_some()) + u8::from(clitics.preposition.is_some());
            // «للمتشددين»: the article has lost its alef and goes with the preposition.
            let to_the = clitics.preposition == Some('ل') && clitics.article;
            Some(Self { kind, lead: lead + u8::from(to_the), article: clitics.article })
        })
    }
}

/// Whether a word names people or a holder of an office, with whatever is written onto it.
pub(crate) fn is_people(word: Word, key: Key) -> bool {
    let stem = key.skip(u32::from(word.clitics.letters));
    let bare = if stem.starts_with(key!("ال")) { stem.skip(2) } else { stem };
    matches!(HEAD_WORDS.get(&bare), Some(HeadKind::People | HeadKind::Title))
}

/// Finds the actors and places of a text, in order.
pub(crate) fn chunks(tokens: &[Token], words: &[Word], text: &str, names: &dyn Names, lexicon: &Lexicon) -> Vec<Chunk> {
    let known = names.find(tokens);
    let mut known =
        known.into_iter().filter(|n| n.tokens.start < n.tokens.end && n.tokens.end <= tokens.len()).peekable();
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        while known.peek().is_some_and(|n| n.tokens.start < i) {
            known.next();
        }
        if let Some(named) = known.next_if(|n| n.tokens.start == i) {
            i = named.tokens.end;
            if named.kind == NameKind::Nationality {
                continue;
            }
            let skip = without_letters(tokens[named.tokens.start].span.of(text), u32::from(named.lead));
            out.push(Chunk { tokens: named.tokens, kind: named.kind, id: Some(named.id), skip, named: true });
            continue;
        }
        let small = words[i].particle().is_some_and(|p| !matches!(p, Particle::Plain));
        if tokens[i].kind != Kind::Word || words[i].is_verb() || small {
            i += 1;
            continue;
        }
        let Some(Head { kind, lead, article }) = words[i].head else {
            i += 1;
            continue;
        };
        let limit = match kind {
            HeadKind::Title => 10,
            HeadKind::Group => 6,
            HeadKind::People => 4,
            HeadKind::Place => 3,
            HeadKind::Nation | HeadKind::Country => 1,
        };
        let mut end = i + 1;
        if kind == HeadKind::Nation {
            i += 1;
            continue;
        }
        let mut id = None;
        while end < tokens.len() && end - i < limit {
            // A known name ends inside what it continues, and completes it: مدينة غاو، حركة أنصار الدين.
            if let Some(named) = known.peek() {
                // «مصدر عسكري مالي»: an adjective although it is also the country's name.
                let adjective = named.kind == NameKind::Nationality
                    || kind == HeadKind::People
                        && named.tokens.len() == 1
                        && HEAD_WORDS.get(&tokens[end].key()) == Some(&HeadKind::Nation);
                if named.tokens.start == end && adjective && named.lead == 0 {
                    end = named.tokens.end;
                    let people = matches!(kind, HeadKind::Group | HeadKind::People);
                    id = known.next().map(|n| n.id).filter(|_| people).or(id);
                    continue;
                }
                if named.tokens.start == end {
                    break;
                }
            }
            // «المتحدث باسم الجيش»
            let spokesman = kind == HeadKind::Title && tokens[end].key() == key!("باسم");
            if !spokesman && !goes_on(tokens, words, end, lexicon) {
                break;
            }
            if kind == HeadKind::People && !is_adjective(tokens, end, article) {
                // «الرهينة الفرنسية صوفي بترونين»: one person's name.
                let named = article
                    && SINGLE.contains(&bare(tokens[i].key(), lead))
                    && words[end].role == Role::Unknown
                    && !words[end].clitics.article;
                if !named {
                    break;
                }
            }
            // «السلطات المالية السفير الفرنسي»: another head after an adjective begins another name.
            let again = end > i + 1
                && tokens[end].key().starts_with(key!("ال"))
                && tokens[end - 1].key().starts_with(key!("ال"))
                && words[end].head.is_some_and(|next| match next.kind {
                    // «نائب الرئيس العقيد غويتا» is one man.
                    HeadKind::Title => kind != HeadKind::Title,
                    HeadKind::People | HeadKind::Group => true,
                    _ => false,
                });
            // «مقاتلو الحركة مدينة تمبكتو»: so does a kind of place, save after those who head one («عمدة مدينة غاو»).
            let place = !matches!(kind, HeadKind::Title | HeadKind::Place)
                && matches!(words[end].head, Some(Head { kind: HeadKind::Place, lead: 0, article: false }));
            if again || place {
                break;
            }
            // Quotation marks around a name belong to it.
            end += 1;
        }
        if matches!(kind, HeadKind::Title | HeadKind::Group | HeadKind::Place)
            && let Some(named) =
                known.next_if(|n| n.tokens.start == end && n.lead == 0 && n.kind != NameKind::Nationality)
        {
            end = named.tokens.end;
            let is_place = named.kind == NameKind::Place;
            if (kind == HeadKind::Place) == is_place {
                id = Some(named.id);
            }
        }
        while end > i + 1 && matches!(tokens[end - 1].kind, Kind::Mark(_)) {
            end -= 1;
        }
        let skip = without_letters(tokens[i].span.of(text), u32::from(lead));
        let kind = if matches!(kind, HeadKind::Place | HeadKind::Country) { NameKind::Place } else { NameKind::Actor };
        out.push(Chunk { tokens: i..end, kind, id, skip, named: false });
        i = end;
    }
    out
}

/// One person, whose name may follow.
const SINGLE: [Key; 10] = [
    key!("رهينة"),
    key!("صحافي"),
    key!("صحفي"),
    key!("جندي"),
    key!("مواطن"),
    key!("ناشط"),
    key!("سائح"),
    key!("طبيب"),
    key!("كاهن"),
    key!("راهبة"),
];

/// A word without what is written in front of it and without its article.
fn bare(key: Key, lead: u8) -> Key {
    let stem = key.skip(u32::from(lead));
    if stem.starts_with(key!("ال")) { stem.skip(2) } else { stem }
}

/// An adjective agrees in having the article.
fn is_adjective(tokens: &[Token], at: usize, article: bool) -> bool {
    let key = tokens[at].key();
    let has = key.starts_with(key!("ال"));
    has == article
        && (article || [key!("ين"), key!("ون"), key!("يا"), key!("ي"), key!("يه")].iter().any(|&e| key.ends_with(e)))
}

/// Whether a name can take this token in.
fn goes_on(tokens: &[Token], words: &[Word], at: usize, lexicon: &Lexicon) -> bool {
    let token = &tokens[at];
    if token.gap >= Gap::Line {
        return false;
    }
    match token.kind {
        Kind::Mark(mark) => {
            matches!(mark, '"' | '«' | '»' | '\'' | '“' | '”')
                && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Word)
                && goes_on(tokens, words, at + 1, lexicon)
        }
        Kind::Word => {
            let word = &words[at];
            if word.first || ENDERS.contains(&token.key()) {
                return false;
            }
            match word.role {
                Role::Unknown => word.clitics.letters == 0 && !opens_new(token.key()),
                Role::Particle(Particle::Plain) => {
                    word.clitics.preposition.is_none() && word.clitics.conjunction.is_none()
                }
                // «حركة تحرير أزواد», «التوحيد والجهاد», «تنظيم الدولة»: names are full of verbal nouns.
                Role::Noun { .. } | Role::Participle => {
                    word.clitics.preposition.is_none()
                        && !word.pronoun
                        && (word.clitics.article || words[at - 1].clitics.letters == 0)
                        && word
                            .entry(lexicon)
                            .is_none_or(|e| !matches!(e.mode, super::Mode::Attack | super::Mode::Killing))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// An unknown word that begins with a preposition and the article starts another phrase.
fn opens_new(key: Key) -> bool {
    let cut = key.skip(1);
    (key.starts_with(key!("ل")) && cut.starts_with(key!("ل")))
        || (key.starts_with(key!("ب")) && cut.starts_with(key!("ال")))
        || (key.starts_with(key!("و")) && !cut.starts_with(key!("ال")) && key.len() > 6)
}
