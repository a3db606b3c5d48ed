//! How a mention stands in its sentence: light verbs and the nouns that they carry, and what a noun says of being known
//! or new.

use super::kinds::{Family, Truth};
use super::words;
use crate::event::{Form, Mention, Mode};
use crate::link::DatedMention;

/// Verbs that only say that something happened, folded.
const HAPPEN: &[&str] = &["وقع", "دار", "شهد", "جري", "حدث", "نشب", "تعرض", "اندلع", "حصل"];

/// Verbs that say of something that it begins, goes on, ends, or who did it, folded.
const CARRY: &[&str] = &[
    "بدا",
    "انطلق",
    "استمر",
    "تواصل",
    "انتهي",
    "اختتم",
    "فشل",
    "اخفق",
    "تعثر",
    "انهار",
    "شن",
    "نفذ",
    "نظم",
    "ارتكب",
    "اجري",
    "عقد",
    "ابرم",
    "بسط",
    "فرض",
    "احكم",
    "اتم",
    "انجز",
    "خاض",
    "اسفر",
    "ادي",
    "اودي",
    "خلف",
    "تسبب",
    "ابدي",
    "ترك",
    "اوقع",
    "توصل",
    "خرج",
];

/// Nouns that say the same of the noun that they stand before, folded: «بدء العملية», «فشل المحادثات».
const PHASES: &[&str] = &[
    "بدء",
    "بدايه",
    "انطلاق",
    "استمرار",
    "تواصل",
    "انتهاء",
    "نهايه",
    "ختام",
    "فشل",
    "اخفاق",
    "تعثر",
    "انهيار",
    "مراسم",
    "حفل",
    "عمليه",
    "حادث",
    "حادثه",
    "جريمه",
    "تنفيذ",
    "شن",
    "اجراء",
    "عقد",
    "ابرام",
    "توقيع",
    "حصيله",
    "وقوع",
    "اندلاع",
    "تنظيم",
];

/// Verbs and nouns that tell of a protest by its end, folded: «فرقت الشرطة مظاهرة», «قمع المسيرة».
const BREAKING_UP: &[&str] = &["فرق", "تفريق", "قمع", "فض"];

/// Words after a noun that set it apart from what was told before, without article, folded.
const ANOTHER: &[&str] = &[
    "اخر",
    "اخري",
    "سابق",
    "سابقه",
    "ثان",
    "ثاني",
    "ثانيه",
    "جديد",
    "جديده",
    "مماثل",
    "مماثله",
    "مشابه",
    "مشابهه",
    "ماضي",
    "ماضيه",
    "متكرر",
    "متكرره",
];

/// Plurals that do not end in ات, without article, folded.
const PLURALS: &[&str] = &["معارك", "كماين", "حروب", "مجازر", "مذابح", "حوادث", "كمايين"];

/// Beginnings of sentences that turn to something else, folded and without article.
const TURNS: &[&str] = &[
    "من جهه اخري",
    "من ناحيه اخري",
    "من جانب اخر",
    "علي صعيد اخر",
    "علي صعيد متصل",
    "علي صعيد ذاته",
    "في سياق متصل",
    "في سياق اخر",
    "في سياق شبيه",
    "في سياق ذي صله",
    "في سياق منفصل",
    "في غضون ذلك",
    "في اثناء",
    "في اثناء ذلك",
    "في تطور اخر",
    "في حادث اخر",
    "في حادثه اخري",
    "في هجوم اخر",
    "في عمليه اخري",
    "الي ذلك",
    "في موضوع اخر",
    "في شان اخر",
    "في تطور منفصل",
    "في حادث منفصل",
    "في هجوم منفصل",
];

/// Whether a sentence, folded, turns to something else.
pub(super) fn turns(sentence: &str) -> bool {
    let sentence = sentence.strip_prefix('و').unwrap_or(sentence);
    TURNS
        .iter()
        .any(|turn| sentence.strip_prefix(turn).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '،'])))
}

/// Bytes between a light verb and its noun: «شهدت مدينة غاو شمال البلاد مظاهرة».
const NEAR: u32 = 70;

/// What a noun's form says of being known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub(super) definite: bool,
    pub(super) owned: bool,
    pub(super) another: bool,
    pub(super) many: bool,
}

/// The mention with which this one is one by grammar, and the kind of the two.
pub(super) fn partner(all: &[DatedMention], at: usize, text: &str) -> Option<(usize, Family)> {
    let here = &all.get(at)?.mention;
    let lemma = words::shared_name(&here.lemma);
    let next = all.get(at + 1).map(|m| (at + 1, &m.mention));
    let before = at.checked_sub(1).and_then(|i| Some((i, &all.get(i)?.mention)));
    let family = |m: &Mention| Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty());
    let noun = |m: &Mention| {
        matches!(m.form, Form::Noun)
            && m.sentence == here.sentence
            && Truth::of(m.factuality) == Truth::of(here.factuality)
            && !matches!(family(m), Family::Saying | Family::Turn)
    };
    if here.form == Form::Noun {
        // «توقيع الاتفاق»: nothing but the article stands between.
        let (index, other) = next.filter(|(_, m)| m.form == Form::Noun && m.sentence == here.sentence)?;
        let between = text.get(here.trigger.bytes.end as usize..other.trigger.bytes.start as usize)?;
        let annexed = matches!(between.trim_start(), "" | "ال") && between.starts_with(' ');
        let word = words::name(&here.trigger.text);
        let broken = BREAKING_UP.contains(&&*lemma) && family(other) == Family::Protest;
        let fits =
            PHASES.contains(&word.as_str()) || CARRY.contains(&&*lemma) || family(here) == family(other) || broken;
        return (annexed && fits && !marks(here, text).definite).then(|| (index, family(other)));
    }
    if here.form == Form::Participle {
        // «اتفاق نيامي الموقع»
        let (index, noun) = before.filter(|(_, m)| noun(m) && family(m) == family(here))?;
        let between = text.get(noun.trigger.bytes.end as usize..here.trigger.bytes.start as usize)?;
        let near = between.split_whitespace().count() <= 4 && !between.contains(['.', '،', '؛', ':']);
        return near.then(|| (index, family(noun)));
    }
    if !matches!(here.form, Form::Verb | Form::LightVerb) {
        return None;
    }
    // «أعلنت استقلال أزواد»: saying so is doing it.
    let declared =
        next.filter(|(_, m)| &*lemma == "اعلن" && m.sentence == here.sentence && family(m) == Family::Declaration);
    if let Some((index, noun)) = declared
        && noun.trigger.bytes.start.saturating_sub(here.trigger.bytes.end) <= 2 * NEAR
        && Truth::of(noun.factuality) == Truth::of(here.factuality)
    {
        return Some((index, Family::Declaration));
    }
    if let Some((index, noun)) = next.filter(|(_, m)| noun(m) && family(m) == Family::Protest)
        && BREAKING_UP.contains(&&*lemma)
    {
        let between = text.get(here.trigger.bytes.end as usize..noun.trigger.bytes.start as usize)?;
        return (between.len() as u32 <= 2 * NEAR && !between.contains(['.', '؛', ':', '\n']))
            .then_some((index, Family::Protest));
    }
    let happens = HAPPEN.contains(&&*lemma);
    let own = family(here);
    // «وقّع» is written as «وقع» is.
    let happens = happens
        && !(&*lemma == "وقع" && here.mode == Mode::Agreement && family_of(next, family) != Some(Family::Violence));
    let carries = happens || CARRY.contains(&&*lemma);
    let fits = |m: &Mention| {
        let other = family(m);
        noun(m)
            && (other == own
                || (happens && !matches!(other, Family::Other(_)))
                || (carries && matches!(own, Family::Turn | Family::Other(_))))
    };
    if !carries && own != Family::Violence && own != Family::Agreement && own != Family::Protest && own != Family::Talks
    {
        return None;
    }
    // «الهجوم الذي شنه», «هجوم شنه».
    if let Some((index, noun)) = before.filter(|(_, m)| fits(m)) {
        let between = text.get(noun.trigger.bytes.end as usize..here.trigger.bytes.start as usize).unwrap_or_default();
        let relative = between.split_whitespace().next_back().is_some_and(|w| {
            matches!(words::name(w).as_str(), "ذي" | "تي" | "الذي" | "التي" | "لذان" | "لتان" | "كان" | "كانت" | "قد")
        });
        let pronoun = has_pronoun(here);
        let words = between.split_whitespace().count();
        let stands = |most: usize| words <= most && !between.contains(['.', '؛', ':', '\n']);
        let right_after = between.trim().is_empty();
        if (stands(10) && relative) || (right_after && pronoun) || (carries && stands(2) && !between.contains('،')) {
            return Some((index, family(noun)));
        }
    }
    let (index, noun) = next.filter(|(_, m)| carries && fits(m))?;
    let gap = noun.trigger.bytes.start.checked_sub(here.trigger.bytes.end)?;
    let between = text.get(here.trigger.bytes.end as usize..noun.trigger.bytes.start as usize)?;
    (gap <= NEAR && !between.contains(['.', '؛', ':', '\n'])).then(|| (index, family(noun)))
}

fn family_of(other: Option<(usize, &Mention)>, family: impl Fn(&Mention) -> Family) -> Option<Family> {
    other.map(|(_, m)| family(m))
}

/// Whether «أن» stands before a verb, which then has no tense of its own: «قبل أن تقتحم المبنى».
pub(super) fn after_that(mention: &Mention, text: &str) -> bool {
    let before = text.get(..mention.trigger.bytes.start as usize).unwrap_or_default();
    matches!(before.split_whitespace().next_back(), Some("أن" | "ان"))
}

/// Whether a pronoun is written onto the end of the trigger.
fn has_pronoun(mention: &Mention) -> bool {
    let (word, lemma) = (mention.trigger.text.as_str(), mention.lemma.as_ref());
    ["ها", "ه", "هم", "هما", "هن"].iter().any(|end| word.ends_with(end) && !lemma.ends_with(end))
}

/// What its form and its neighbours say of a noun.
/// Whether what follows a noun makes it a known one: «مقتل الجنود», «إطلاق سراحه».
fn is_possessed(after: &str) -> bool {
    let Some(next) = after.strip_prefix(' ').and_then(|rest| rest.split_whitespace().next()) else { return false };
    next.starts_with("سراحه")
}

pub(super) fn marks(mention: &Mention, text: &str) -> Marks {
    if mention.form == Form::Verb {
        return Marks::default();
    }
    let span = mention.trigger.bytes;
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..mention.sentence.end.max(span.end) as usize).unwrap_or_default();
    let bare = words::shared_name(&mention.trigger.text);
    let lemma = words::shared_name(&mention.lemma);
    let another = after
        .split_whitespace()
        .take(2)
        .take_while(|w| !w.starts_with(['،', '.', '؛', '»', '"', ')']))
        .any(|w| ANOTHER.contains(&words::name(w.trim_end_matches(['،', '.', '؛', '»', '"', ')'])).as_str()));
    Marks {
        definite: mention.trigger.text.starts_with("ال") || before.ends_with("ال") || before.ends_with("لل"),
        owned: mention.form == Form::Noun && (has_pronoun(mention) || is_possessed(after)),
        another,
        many: (bare.ends_with("ات") && !lemma.ends_with("ات"))
            || PLURALS.contains(&&*bare)
            || bare.strip_suffix("ين").or(bare.strip_suffix("ان")).is_some_and(|one| *one == *lemma),
    }
}
