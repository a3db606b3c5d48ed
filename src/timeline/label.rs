//! What happened in a few words, cut from the sentence that tells it.

use crate::article::Span;
use crate::event::{Form, is_joined};
use crate::link::{DatedMention, Reading};
use crate::script::Key;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Longest label, in characters.
const LONGEST: usize = 90;
/// Words of a label at most, from the trigger on.
const WORDS: usize = 12;
/// Words in front of the trigger at most; a subject that is longer is left out.
const BEFORE: usize = 7;
/// A label of fewer words says too little.
const TELLING: usize = 3;

/// Words apart by spaces, however they are spelled.
fn set(words: &str) -> FxHashSet<Key> {
    words.split_whitespace().map(Key::fold).collect()
}

/// Words after which a phrase cannot end.
static OPEN: LazyLock<FxHashSet<Key>> = LazyLock::new(|| {
    set("من في على الى عن مع بين ان أنه أنها التي الذي الذين قد لم لن لا ما كما او ثم و بعد قبل منذ خلال \
     حتى ضد نحو حيث وذلك بعدما عندما فيما بينما هو هي كل أي عدد هذا هذه ذلك تلك إثر عقب حول لدى أكثر \
     يوم عام سنة شهر كان كانت والتي والذي بأن لأن وهو وهي غير دون أما وفق بحسب حسب جراء عبر بسبب أجل \
     بحلول قبيل بعيد أثناء إبان طوال طيلة")
});

/// Words with which another clause begins: what stands in front of them belongs to that one.
static BOUNDARIES: LazyLock<FxHashSet<Key>> = LazyLock::new(|| {
    set("أن بأن أنه أنها أنهم بأنه بأنها لأن حيث فيما بينما عندما حين حينما بعدما لكن ولكن ثم إذ إذا لو \
     كي لكي كما وكما مما ما وأن قبل بعد منذ و")
});

/// Words that begin a sentence and say nothing of what happened.
static CONNECTIVES: LazyLock<FxHashSet<Key>> =
    LazyLock::new(|| set("فقد أما لكنه لكنها ولكنها فإن وقد قد وكان وكانت كان كانت وفي ومن وهو وهي وذلك لقد ولقد"));

/// Words that tie a clause to the noun before it.
static RELATIVES: LazyLock<FxHashSet<Key>> = LazyLock::new(|| set("الذي التي الذين اللذين اللتين والذي والتي"));

/// Words that turn what follows into its opposite: never cut off.
static NEGATIONS: LazyLock<FxHashSet<Key>> = LazyLock::new(|| set("لم لن لا ولم ولن ولا فلم ما دون عدم بدون غير"));

/// A label for a mention: its trigger with what belongs to it, without the times, which are shown beside it.
///
/// It begins where the clause begins if somebody stands before the verb («الجيش يستعيد كيدال») or the trigger alone says
/// too little, and goes on as far as a phrase goes. Where that still says nothing, who took part is added.
pub(super) fn label(dated: &DatedMention, reading: &Reading) -> String {
    let m = &dated.mention;
    let words = Words::of(dated, reading);
    let right = words.right();
    let length = right - words.trigger;
    let verb = matches!(m.form, Form::Verb | Form::LightVerb);
    let left = match words.left() {
        Some(left) if verb || length < TELLING => left,
        _ => words.negated(),
    };
    let mut label = words.join(left, right);
    if label.split_whitespace().count() < TELLING {
        let missing: Vec<&str> =
            m.participants.iter().map(|p| p.name.as_str()).filter(|name| !label.contains(name)).take(2).collect();
        for name in missing {
            label.push(' ');
            label.push_str(name);
        }
    }
    if label.is_empty() { m.trigger.text.clone() } else { label }
}

/// A word of the sentence without the marks around it.
struct Word<'t> {
    text: &'t str,
    key: Key,
    /// A pause follows.
    pause: bool,
    /// It belongs to a time.
    time: bool,
    /// A verb that «و» joins to what stands before.
    joins: bool,
    /// «و» or «ف» is written onto the event that the word names.
    conjunction: bool,
}

impl Word<'_> {
    fn is_open(&self) -> bool {
        OPEN.contains(&self.key)
    }

    fn negates(&self) -> bool {
        NEGATIONS.contains(&self.key)
    }
}

/// The words of a sentence, and which of them is the trigger.
struct Words<'t> {
    all: Vec<Word<'t>>,
    trigger: usize,
}

const PAUSES: [char; 7] = ['،', '؛', ',', ';', ':', '؟', '!'];

impl<'t> Words<'t> {
    fn of(dated: &DatedMention, reading: &'t Reading) -> Self {
        let m = &dated.mention;
        let sentence = m.sentence.of(&reading.text);
        let own = m.trigger.bytes;
        let mut all: Vec<Word<'t>> = Vec::new();
        let mut trigger = 0;
        let mut at = 0;
        while let Some(rest) = sentence.get(at..).filter(|rest| !rest.trim_start().is_empty()) {
            let start = at + (rest.len() - rest.trim_start().len());
            let word = rest.split_whitespace().next().unwrap_or_default();
            at = start + word.len();
            let mut span = Span::new(m.sentence.start + start as u32, m.sentence.start + at as u32);
            let mut text = word;
            let mine = span.overlaps(own);
            if mine {
                // What is written onto the trigger is not part of it.
                let before = text.get(..own.start.saturating_sub(span.start) as usize).unwrap_or_default();
                // Its article is: «الهدنة التي وقعت».
                let cut = before.strip_suffix("ال").unwrap_or(before).len();
                text = text.get(cut..).unwrap_or(text);
                span = Span::new(span.start + cut as u32, span.end);
            }
            // A mark inside a word is a pause without its space: the rest is the next word.
            let pause = text.find(PAUSES).or_else(|| text.ends_with('.').then(|| text.len() - 1));
            if let Some(mark) = pause {
                let width = text.get(mark..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                at = (span.start - m.sentence.start) as usize + mark + width;
                text = text.get(..mark).unwrap_or(text);
            }
            let kept = text.trim_matches(['-', '–', '—', 'ـ']);
            let dash = kept.is_empty() && !text.is_empty();
            if kept.is_empty() {
                if let Some(last) = all.last_mut().filter(|_| dash || pause.is_some()) {
                    last.pause = true;
                }
                continue;
            }
            if mine && trigger == 0 {
                trigger = all.len();
            }
            let time = !mine && reading.timexes.iter().any(|t| t.quote.bytes.overlaps(span));
            let named = |other: &&DatedMention| span.overlaps(other.mention.trigger.bytes);
            let other = reading.mentions.iter().filter(|other| other.mention.id != m.id).find(named);
            let joins = kept.starts_with('و') && other.is_some_and(|o| o.mention.form == Form::Verb);
            let attached = word.starts_with(['و', 'ف']);
            let conjunction = attached
                && match other {
                    Some(other) => other.mention.trigger.bytes.start > span.start,
                    None => mine && text.len() < word.len(),
                };
            all.push(Word { text: kept, key: Key::fold(kept), pause: pause.is_some(), time, joins, conjunction });
        }
        Self { all, trigger }
    }

    /// Where the clause of the trigger begins; `None` if that is the trigger itself or too far away.
    fn left(&self) -> Option<usize> {
        // «ووصلوا … وفتحوا»: what stands in front is another event.
        if self.all.get(self.trigger)?.conjunction {
            return None;
        }
        let mut at = self.trigger;
        while at > 0 {
            let (before, word) = (self.all.get(at - 1)?, self.all.get(at)?);
            // «كيتا، الذي انتخب»: whom the clause is about stands before the comma.
            let ends = before.pause && !RELATIVES.contains(&word.key);
            let boundary = BOUNDARIES.contains(&before.key) && !before.negates();
            if ends || boundary || word.joins || word.conjunction {
                break;
            }
            at -= 1;
            if self.trigger - at > BEFORE {
                return None;
            }
        }
        // «بعد يوم من إعلان …»: the distance is a time, and «من» goes with it.
        let mut counted = false;
        while at < self.trigger {
            let word = self.all.get(at)?;
            let distance = counted && matches!(word.text, "من" | "على" | "عن");
            counted = word.time;
            if !word.time && !distance && !CONNECTIVES.contains(&word.key) && !RELATIVES.contains(&word.key) {
                break;
            }
            at += 1;
        }
        let telling = self.all.get(at..self.trigger)?.iter().any(|w| !w.time && (!w.is_open() || w.negates()));
        telling.then_some(at)
    }

    /// The trigger, or the negation right before it.
    fn negated(&self) -> usize {
        let before = self.trigger.checked_sub(1);
        before.filter(|&at| self.all.get(at).is_some_and(Word::negates)).unwrap_or(self.trigger)
    }

    /// One past the last word of the phrase that the trigger begins.
    fn right(&self) -> usize {
        let mut whole = self.trigger + 1;
        let mut length = 0;
        let mut shown = 0;
        let mut quoted = false;
        let before = self.trigger.checked_sub(1).and_then(|at| self.all.get(at));
        let mut relative = before.is_some_and(|word| RELATIVES.contains(&word.key));
        for (at, word) in self.all.iter().enumerate().skip(self.trigger) {
            if word.text == "قد" {
                continue;
            }
            if word.time {
                // A time is shown beside the label. What follows it may belong to the phrase, but after a relative
                // clause («التي تأسست عام 2017 …») to what stood before that.
                if word.pause && shown >= TELLING || relative {
                    break;
                }
                continue;
            }
            relative |= RELATIVES.contains(&word.key);
            length += word.text.chars().count() + 1;
            let joins = word.joins && shown >= 2;
            if length > LONGEST || shown >= WORDS || joins {
                if joins {
                    whole = at;
                }
                break;
            }
            shown += 1;
            let (opens, closes) = (word.text.matches(['«', '(']).count(), word.text.matches(['»', ')']).count());
            quoted = if opens == closes { quoted } else { opens > closes };
            quoted ^= word.text.matches('"').count() % 2 == 1;
            // A pause after one or two words is no end: «شن أمس، طيران الجيش، غارة».
            if word.pause && shown > TELLING {
                whole = at + 1;
                break;
            }
            if !quoted && !word.is_open() {
                whole = at + 1;
            }
        }
        whole
    }

    /// The words of a range as one phrase.
    fn join(&self, from: usize, to: usize) -> String {
        let mut kept: Vec<&Word<'t>> = Vec::new();
        for word in self.all.get(from..to).unwrap_or_default() {
            if word.text == "قد" {
                continue;
            }
            if word.time {
                // «في» of «في مارس الماضي» has nothing to hold on to.
                while kept.len() > 1 && kept.last().is_some_and(|last| last.is_open()) {
                    kept.pop();
                }
            } else {
                kept.push(word);
            }
        }
        while kept.len() > 1 && kept.last().is_some_and(|last| last.is_open()) {
            kept.pop();
        }
        let label = kept.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        // «والجيش» at the beginning of a sentence is the army.
        let begins = from.checked_sub(1).and_then(|at| self.all.get(at)).is_none_or(|before| before.pause);
        let joined = from != self.trigger
            && (self.all.get(from).is_some_and(|w| w.conjunction)
                || begins && kept.first().is_some_and(|word| is_joined(word.text)));
        let label = label.strip_prefix(['و', 'ف']).filter(|_| joined).unwrap_or(&label);
        balanced(label)
    }
}

/// A quotation of which the other half was cut off loses its mark.
fn balanced(label: &str) -> String {
    let mut label = label.to_owned();
    for (open, close) in [('«', '»'), ('(', ')'), ('“', '”')] {
        if label.matches(open).count() != label.matches(close).count() {
            label = label.replace([open, close], "");
        }
    }
    if label.matches('"').count() % 2 == 1 {
        label = label.replace('"', "");
    }
    label.trim_matches(['-', '–', ' ']).to_owned()
}
