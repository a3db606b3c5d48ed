//! Every time expression of an article, found and resolved.

use super::context::{Components, Context, Disagreement, Preference, Resolution, Unresolved};
use super::story::Story;
use super::{Bounds, Granularity, Value, habit};
use crate::article::{Article, Published, Quote, Span};
use crate::script::Key;
use crate::timex::{
    Anchor, Date, DayPart, Expression, Finder, Form, Modifier, Occurrence, Signal, TimexKind, Unit, with_next,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cell::RefCell;

/// A time expression of an article with its meaning.
///
/// In JSON: `text`, `bytes` and `chars` (half-open), `signal`, `type`, `value` (null where there is none), `mod`,
/// `bounds`; then what explains it.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::{Granularity, Origin};
/// use tarikh::{Article, Tagger};
///
/// let article = Article::new("a1", "سقطت غاو في مارس").with_published(NaiveDate::from_ymd_opt(2012, 8, 15).unwrap());
/// let timex = &Tagger::new().tag(&article)[0];
/// assert_eq!((timex.quote.text.as_str(), timex.quote.chars.start), ("مارس", 12));
/// assert_eq!(timex.value.as_ref().unwrap().to_string(), "2012-03");
/// assert_eq!(timex.granularity, Some(Granularity::Month));
/// // The month is said, the year is not; and the month may have been any moment of it.
/// assert_eq!((timex.components.month, timex.components.year), (Origin::Said, Origin::Inferred));
/// let (from, to) = timex.bounds.unwrap().extent().unwrap();
/// assert_eq!((from.to_string(), to.to_string()), ("2012-03-01 00:00:00".into(), "2012-04-01 00:00:00".into()));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Timex {
    /// Its words and where they stand.
    #[serde(flatten)]
    pub quote: Quote,
    /// The preposition that relates it to what is told.
    pub signal: Option<SignalQuote>,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: TimexKind,
    /// The preferred reading; `None` where there is none.
    pub value: Option<Value>,
    /// «نحو», «أوائل».
    #[serde(rename = "mod")]
    pub modifier: Option<Modifier>,
    /// Bounds of the time that is named, half-open; `None` where nothing can be said.
    pub bounds: Option<Bounds>,
    /// How fine the value is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granularity: Option<Granularity>,
    /// All readings, the preferred one first; empty where the words leave only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Value>,
    /// Which policy ranked the candidates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Preference>,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unresolved: Option<Unresolved>,
    /// Where year, month, day and time come from.
    pub components: Components,
    /// What the expression says twice and differently.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disagreement: Option<Disagreement>,
    /// The symbolic form: it can be resolved again against another date.
    pub expression: Expression,
    /// The grammar rule that found it: the name of a [`Rule`](crate::timex::Rule), which says what it means.
    pub rule: Cow<'static, str>,
    /// Number of the sentence it stands in.
    #[serde(default)]
    pub sentence: u32,
}

/// A preposition of time where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SignalQuote {
    /// What it says.
    pub kind: Signal,
    /// Its bytes in the text.
    pub bytes: Span,
}

thread_local! {
    /// Its buffers serve all texts of a thread; they hold a part of a text only, whatever its length.
    static FINDER: RefCell<Finder> = RefCell::default();
}

/// Finds and resolves the time expressions of texts.
///
/// ```
/// use tarikh::{Article, Tagger};
/// use chrono::NaiveDate;
///
/// let article = Article::new("a1", "أعلنت الحكومة الأسبوع الماضي، ونفت الخميس")
///     .with_published(NaiveDate::from_ymd_opt(2021, 10, 25).unwrap());
/// let timexes = Tagger::new().tag(&article);
/// let values: Vec<_> = timexes.iter().filter_map(|t| t.value.as_ref()).map(|v| v.to_string()).collect();
/// assert_eq!(values, ["2021-W42", "2021-10-21"]);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Tagger {
    preference: Preference,
}

impl Tagger {
    /// A tagger that reads as news is written.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Which reading to prefer where the words leave several open. Changes what is open and only that.
    #[must_use]
    pub fn prefer(mut self, preference: Preference) -> Self {
        self.preference = preference;
        self
    }

    /// The time expressions of an article's text, in order, none overlapping.
    #[must_use]
    pub fn tag(&self, article: &Article) -> Vec<Timex> {
        self.tag_text(&article.text, article.published)
    }

    /// The time expressions of a text that was published at `reference`.
    #[must_use]
    pub fn tag_text(&self, text: &str, reference: Option<Published>) -> Vec<Timex> {
        let found = FINDER.with_borrow_mut(|finder| finder.find_alone(text));
        self.resolve(text, reference, found)
    }

    /// Resolves what a [`Finder`] found: for callers that keep one finder for many texts.
    #[must_use]
    pub fn resolve(&self, text: &str, reference: Option<Published>, found: Vec<Occurrence>) -> Vec<Timex> {
        if found.is_empty() {
            return Vec::new();
        }
        let mut found = found;
        share_parts(text, &mut found);
        let mut story = Story::of(&found);
        let mut chars = Chars::default();
        let mut timexes = Vec::with_capacity(found.len());
        for occurrence in found {
            let cue = story.cue(&occurrence, text);
            let habitual = story.recurs(&occurrence, text);
            let context = Context {
                reference: story.present_of(&occurrence, cue, reference, text),
                earlier: story.earlier(&occurrence, cue, reference, text),
                story_year: story.year(&occurrence, reference),
                cue,
                habitual,
                preference: self.preference,
                timeless: self.preference == Preference::News && story.timeless(&occurrence, cue, habitual, text),
                afternoon: habit::in_the_afternoon(&occurrence, text),
                lunar: story.lunar(&occurrence),
            };
            let mut resolution = occurrence.expression.resolve(&context);
            if let Some(told) = timexes.last().filter(|told| restates(text, told, &occurrence)) {
                resolution = Resolution {
                    kind: told.kind,
                    value: told.value.clone(),
                    bounds: told.bounds,
                    granularity: told.granularity,
                    unresolved: None,
                    ..resolution
                };
            }
            story.told(&occurrence, &resolution, text);
            timexes.push(timex(text, &mut chars, occurrence, resolution, self.preference));
        }
        say_again(text, &mut timexes);
        timexes
    }
}

/// «الأولى الساعة الخامسة والثانية السابعة مساء»: both in the evening.
fn share_parts(text: &str, found: &mut [Occurrence]) {
    const LONGEST: usize = 60;
    with_next(found, |one, next| {
        let near = one.sentence == next.sentence && one.span.between(next.span, text).len() <= LONGEST;
        let words = one.span.of(text);
        if let (true, Form::Clock { clock, day: None }, Form::Clock { clock: later, .. }) =
            (near, &mut one.expression.form, &next.expression.form)
            && let (None, None, Some(DayPart::Afternoon | DayPart::Evening)) = (clock.part, clock.zone, later.part)
            // Figures may be those of a clock with twenty-four hours.
            && !words.contains(char::is_numeric)
            && (1..=11).contains(&clock.hour)
            && clock.hour < later.hour
            && later.hour < 12
        {
            clock.part = later.part;
        }
    });
}

/// «دشن في 4 يناير 2010، أي بعد ستة أعوام من بدء العمل»: whatever it is counted from, it is the time just told.
fn restates(text: &str, told: &Timex, next: &Occurrence) -> bool {
    let Form::Offset { quantity, anchor: Anchor::Text | Anchor::Event, .. } = &next.expression.form else {
        return false;
    };
    let known = |value: &Option<Value>| value.as_ref().and_then(Value::interval).is_some();
    let named = !matches!(told.expression.form, Form::Offset { .. });
    let between = || told.quote.bytes.between(next.span, text).trim().trim_start_matches(['،', ',']).trim();
    // «بدأ التدخل منتصف نهار الخميس، أي بعد 30 ساعة من الحصار»: so long it took.
    quantity.unit() >= Unit::Day
        && named
        && told.sentence == next.sentence
        && known(&told.value)
        && !between().contains(char::is_whitespace)
        && Key::fold(between()) == Key::of("أي")
}

/// «قبل أسبوع، في 11 يونيو», «قبلها بستة أيام، أي في 17 مارس»: what is counted is the day that is named beside it.
fn say_again(text: &str, timexes: &mut [Timex]) {
    with_next(timexes, |counted, named| {
        let is_named = matches!(&named.expression.form, Form::Date(Date { day: Some(_), month: Some(_), .. }));
        let is_counted = matches!(
            counted.expression.form,
            Form::Offset { anchor: Anchor::Text | Anchor::Reference, .. } | Form::Shift { .. }
        );
        if !(is_named && is_counted && introduces(counted.quote.bytes.between(named.quote.bytes, text))) {
            return;
        }
        let days = |timex: &Timex| timex.bounds.and_then(|b| b.extent()).map(|(start, _)| start.date());
        if let (Some(one), Some(other)) = (days(counted), days(named))
            && (one - other).num_days().abs() <= NEARLY
        {
            counted.bounds = named.bounds;
        }
    });
}

/// How many days what is counted may be off from what is named.
const NEARLY: i64 = 10;

/// A comma, and «في» or «أي» behind it.
fn introduces(words: &str) -> bool {
    const LONGEST: usize = 64;
    let words = if words.len() <= LONGEST { words.trim() } else { "" };
    let Some(rest) = words.strip_prefix(['،', ',']) else { return false };
    rest.split_whitespace().all(|word| [Key::of("في"), Key::of("أي"), Key::of("يوم")].contains(&Key::fold(word)))
}

fn timex(text: &str, chars: &mut Chars, found: Occurrence, r: Resolution, preference: Preference) -> Timex {
    let policy = (!r.candidates.is_empty()).then_some(preference);
    let start = chars.at(text, found.span.start);
    let end = chars.at(text, found.span.end);
    Timex {
        quote: Quote { text: found.span.of(text).to_owned(), bytes: found.span, chars: Span::new(start, end) },
        signal: found.signal.map(|(kind, bytes)| SignalQuote { kind, bytes }),
        kind: r.kind,
        value: r.value,
        modifier: found.expression.modifier,
        bounds: r.bounds,
        granularity: r.granularity,
        candidates: r.candidates,
        policy,
        unresolved: r.unresolved,
        components: r.components,
        disagreement: r.disagreement,
        expression: found.expression,
        rule: found.rule.into(),
        sentence: found.sentence,
    }
}

/// Code points before a byte, counted once along the text.
#[derive(Debug, Default)]
pub(crate) struct Chars {
    byte: usize,
    chars: u32,
}

impl Chars {
    /// The number of code points before `byte`. Cheap as long as it is asked in order.
    pub(crate) fn at(&mut self, text: &str, byte: u32) -> u32 {
        let byte = (byte as usize).min(text.len());
        if byte < self.byte {
            *self = Self::default();
        }
        // A code point begins at every byte that does not continue one. Counted in bytes, many of them at a time.
        let starts = |part: &[u8]| part.iter().fold(0, |count, &b| count + u8::from(b & 0xC0 != 0x80));
        let passed: usize = text.as_bytes()[self.byte..byte].chunks(255).map(|part| usize::from(starts(part))).sum();
        self.byte = byte;
        self.chars += passed as u32;
        self.chars
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn tag(text: &str) -> Vec<Timex> {
        Tagger::new().tag_text(text, NaiveDate::from_ymd_opt(2015, 3, 18).map(Published::On))
    }

    fn values(text: &str) -> Vec<String> {
        tag(text).iter().filter_map(|t| t.value.as_ref()).map(ToString::to_string).collect()
    }

    #[test]
    fn a_year_on_its_own_line_is_of_what_is_listed_under_it() {
        for (text, expected) in [
            (
                "محطات:\n2009\n3 مايو: فاز الفريق.\n8 يونيو: خسر.\n2010\n2 يناير: عاد.",
                "2009 2009-05-03 2009-06-08 2010 2010-01-02",
            ),
            ("-2009-\n- 3 مايو: فاز الفريق", "2009 2009-05-03"),
            // A number in a line is none, and what follows tells of the present again.
            ("2009 لاعبا\n3 مايو: فاز الفريق", "2014-05-03"),
            ("2009\n3 مايو: فاز الفريق.\nوأمس احتفل. وكان انسحب في 5 يناير", "2009 2009-05-03 2015-03-17 2015-01-05"),
            // A month ends with its line.
            ("غاب في فبراير.\n2014\n3 مايو: عاد", "2015-02 2014 2014-05-03"),
        ] {
            assert_eq!(values(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn what_is_counted_and_named_is_the_day_that_is_named() {
        for (text, same) in [
            ("صوت الجنود قبل أسبوع، في 9 مارس، ثم عادوا", true),
            ("قتل في 20 مارس 2012. قبلها بستة أيام، أي في 13 مارس، سافر", true),
            ("صوت الجنود قبل أسبوع، وفي 9 مارس عادوا", false),
            ("صوت الجنود قبل أسبوع، في 9 يناير، ثم عادوا", false),
        ] {
            let timexes = tag(text);
            let [.., counted, named] = &timexes[..] else { panic!("{text}") };
            assert_eq!(counted.bounds == named.bounds, same, "{text}");
        }
    }
}
