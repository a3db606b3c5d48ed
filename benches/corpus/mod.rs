//! A made-up corpus of any size: readings as the reader would give them, without the cost of reading.
//!
//! Happenings are spread over twelve years; an article tells ten, most of the last days, each of which some three
//! articles tell. Three mentions of ten have a time. Names, words and repetition are skewed as they are in news: few
//! are frequent, most are rare, and their number grows with the corpus. One article in fifty has no date. The same
//! number of articles is always the same corpus.

use chrono::{Datelike, Days, NaiveDate};
use std::collections::HashMap;
use tarikh::article::{Published, Quote, Span};
use tarikh::event::{Class, Form, Mode, Participant, PlaceRef, Role, Tense};
use tarikh::knowledge::Pack;
use tarikh::link::{Claim, DatedMention, Moment, Reading, Relation, Strength, TimeLink, When};
use tarikh::{Tagger, Timex};

const MENTIONS: u64 = 10;
/// Of a hundred mentions so many have a time.
const TIMED: u64 = 30;

const KINDS: &[(&str, &str, Class, Mode, Form)] = &[
    ("هجوم", "هجوم", Class::Assault, Mode::Attack, Form::Noun),
    ("هاجم", "هاجم", Class::Assault, Mode::Attack, Form::Verb),
    ("قتل", "قتل", Class::Assault, Mode::Killing, Form::Verb),
    ("قال", "قال", Class::Consult, Mode::Statement, Form::Verb),
    ("أعلن", "أعلن", Class::Consult, Mode::Statement, Form::Verb),
    ("زار", "زار", Class::Consult, Mode::Visit, Form::Verb),
    ("اعتقل", "اعتقل", Class::Coerce, Mode::Arrest, Form::Verb),
    ("خطف", "خطف", Class::Coerce, Mode::Kidnapping, Form::Verb),
    ("وقع", "وقع", Class::Agree, Mode::Agreement, Form::Verb),
    ("انسحب", "انسحب", Class::Retreat, Mode::Withdrawal, Form::Verb),
    ("تظاهر", "تظاهر", Class::Protest, Mode::Protest, Form::Verb),
    ("انفجار", "انفجار", Class::Assault, Mode::Bombing, Form::Noun),
];

/// SplitMix64: numbers that look random and follow from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        Self(seed ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    fn unit(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// The first of `n` are the most frequent, as words are in texts.
    fn skewed(&mut self, n: u64) -> u64 {
        (((self.unit() * ((n + 1) as f64).ln()).exp() - 1.0) as u64).min(n - 1)
    }
}

/// What happened once.
struct Happening {
    day: u64,
    kind: usize,
    actors: Vec<u64>,
    place: u64,
    words: Vec<u64>,
}

/// Makes the readings of a corpus, one by one.
pub(crate) struct Corpus {
    size: u64,
    seed: u64,
    days: u64,
    /// So many actors and places, first those that the pack knows.
    actors: u64,
    places: u64,
    /// One article of so many has no date.
    undated: u64,
    pack: &'static Pack,
    tagger: Tagger,
    prototype: Reading,
    timexes: HashMap<(String, NaiveDate, bool), Timex>,
}

impl Corpus {
    /// Of so many articles.
    #[allow(dead_code)]
    pub(crate) fn new(size: u64) -> Self {
        let pack = Pack::mali();
        let names = 30 * size.isqrt();
        let (actors, places) = (pack.actors().len() as u64 + names, pack.places().len() as u64 + names);
        Self::of(size, 0, 4383, actors, places, 50)
    }

    /// Of so many articles of three weeks about a few actors and places: everything may be one with everything.
    #[allow(dead_code)]
    pub(crate) fn dense(size: u64, seed: u64) -> Self {
        Self::of(size, seed, 21, 4, 5, 6)
    }

    fn of(size: u64, seed: u64, days: u64, actors: u64, places: u64, undated: u64) -> Self {
        let prototype = r#"{"schema":"tarikh/1","article":{"id":""},"timexes":[],"links":[],"claims":[],"mentions":[
            {"id":0,"trigger":{"text":"","bytes":[0,0],"chars":[0,0]},"lemma":"","class":"OTHER","mode":"other",
            "form":"verb","tense":"past","factuality":"factual","participants":[],"places":[],"sentence":[0,0],
            "timexes":[],"time":null}]}"#;
        Self {
            size,
            seed,
            days,
            actors,
            places,
            undated,
            pack: Pack::mali(),
            tagger: Tagger::new(),
            prototype: serde_json::from_str(prototype).expect("a reading"),
            timexes: HashMap::new(),
        }
    }

    fn happening(&self, number: u64) -> Happening {
        let mut dice = Dice::of(17 + self.seed, number);
        let happenings = self.happenings();
        let kind = dice.skewed(KINDS.len() as u64) as usize;
        Happening {
            day: number * self.days / happenings,
            kind,
            actors: (0..1 + dice.below(2)).map(|_| dice.skewed(self.actors)).collect(),
            place: dice.skewed(self.places),
            words: (0..7).map(|_| dice.skewed(20_000)).collect(),
        }
    }

    fn happenings(&self) -> u64 {
        (self.size * MENTIONS / 3).max(1)
    }

    /// The reading of an article, from 0.
    pub(crate) fn reading(&mut self, number: u64) -> Reading {
        let mut dice = Dice::of(4 + self.seed, number);
        let day = number * self.days / self.size.max(1);
        let date = date(day);
        let undated = dice.below(self.undated) == 0;
        let mut reading = self.prototype.clone();
        let mention = reading.mentions.remove(0);
        // Ids in no order that has to do with time.
        reading.article.id = format!("{:08x}", Dice::of(9, number).roll() as u32 ^ (number as u32) << 8);
        reading.article.source = Some(format!("outlet {}", dice.skewed(40)));
        reading.article.published = (!undated).then_some(Published::On(date));
        let mut text = Text::default();
        for id in 0..MENTIONS {
            let ago = match dice.below(100) {
                0..60 => dice.below(2),
                60..85 => 2 + dice.below(5),
                85..95 => 7 + dice.below(54),
                _ => dice.below(1000),
            };
            let (h, count) = (day.saturating_sub(ago), self.happenings());
            let (first, last) = (h * count / self.days, ((h + 1) * count / self.days).min(count - 1));
            let u = dice.unit();
            let h = self.happening(first + (u * u * (last.saturating_sub(first)) as f64) as u64);
            let ago = day.saturating_sub(h.day);
            let timed = dice.below(100) < TIMED;
            self.tell(&mut reading, &mention, &mut text, &mut dice, (id as u32, &h, ago, timed), date);
        }
        reading.text = text.text;
        reading
    }

    fn tell(
        &mut self,
        reading: &mut Reading,
        mention: &DatedMention,
        text: &mut Text,
        dice: &mut Dice,
        (id, h, ago, timed): (u32, &Happening, u64, bool),
        date: NaiveDate,
    ) {
        let (trigger, lemma, class, mode, form) = KINDS[h.kind];
        let copied = dice.below(4) == 0;
        let start = text.text.len() as u32;
        let trigger = text.add(trigger);
        let mut dated = mention.clone();
        let m = &mut dated.mention;
        (m.id, m.trigger, m.lemma, m.class, m.mode, m.form) = (id, trigger.clone(), lemma.into(), class, mode, form);
        m.tense = if form == Form::Verb { Tense::Past } else { Tense::None };
        for &actor in h.actors.iter().take(if copied { 2 } else { 1 + dice.below(2) as usize }) {
            let known = self.pack.actors().get(actor as usize);
            let name = known.map_or_else(|| word(1_000_000 + actor), |a| a.label().to_owned());
            let quote = text.add(&name);
            m.participants.push(Participant { name, id: known.map(|a| a.id.clone()), role: Role::Agent, quote });
        }
        if copied || dice.below(10) < 7 {
            text.add("في");
            let known = self.pack.places().get(h.place as usize);
            let name = known.map_or_else(|| word(2_000_000 + h.place), |p| p.label().to_owned());
            let quote = text.add(&name);
            m.places.push(PlaceRef { name, id: known.map(|p| p.id.clone()), quote });
        }
        for &w in &h.words {
            let w = if copied || dice.below(2) == 0 { w } else { dice.skewed(20_000) };
            text.add(&word(w));
        }
        if timed {
            self.date(reading, &mut dated, text, (h, ago), date);
        } else if form == Form::Verb {
            let claim = claim(Moment::Publication, Moment::End(id), None, Some(86_400), "tense-past", Strength::Tense);
            reading.claims.push(Claim { evidence: vec![trigger], id: reading.claims.len() as u32, ..claim });
        }
        let m = &mut dated.mention;
        text.end();
        m.sentence = Span::new(start, text.text.len() as u32);
        reading.mentions.push(dated);
    }

    /// Says when, as news do: by the day for what is fresh, in full for what is old.
    fn date(
        &mut self,
        reading: &mut Reading,
        dated: &mut DatedMention,
        text: &mut Text,
        (h, ago): (&Happening, u64),
        published: NaiveDate,
    ) {
        let day = date(h.day);
        let words = match ago {
            0 => "اليوم".to_owned(),
            1 => "أمس".to_owned(),
            2..7 => format!("قبل {ago} أيام"),
            _ => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
        };
        text.add("في");
        let quote = text.add(&words);
        let known = reading.article.published.is_some();
        let tagger = &self.tagger;
        let timex = self.timexes.entry((words, published, known)).or_insert_with_key(|(words, published, known)| {
            tagger.tag_text(words, known.then_some(Published::On(*published))).remove(0)
        });
        let mut timex = timex.clone();
        timex.quote = quote.clone();
        let id = dated.mention.id;
        let index = reading.timexes.len() as u32;
        let strength = if ago < 7 { Strength::Relative } else { Strength::Explicit };
        let during = TimeLink {
            mention: id,
            timex: index,
            relation: Relation::During,
            rule: "same-clause".into(),
            strength,
            words: None,
        };
        reading.links.push(during);
        dated.timexes.push(index);
        if let Some((start, end)) = timex.bounds.and_then(|b| b.extent()) {
            let sides = [
                (Moment::Calendar(start), Moment::Start(id), Some(0), None),
                (Moment::Calendar(end), Moment::End(id), None, Some(0)),
            ];
            for (from, to, least, most) in sides {
                let said = claim(from, to, least, most, "same-clause", strength);
                let evidence = vec![dated.mention.trigger.clone(), quote.clone()];
                reading.claims.push(Claim { id: reading.claims.len() as u32, timex: Some(index), evidence, ..said });
            }
            let bounds = tarikh::calendar::Bounds::sometime_in(start, end).unwrap_or(tarikh::calendar::Bounds::UNKNOWN);
            dated.time = Some(When { value: timex.value.clone(), granularity: timex.granularity, bounds });
        }
        reading.timexes.push(timex);
    }
}

const MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2012, 1, 1).and_then(|d| d.checked_add_days(Days::new(day))).expect("a day")
}

fn claim(
    from: Moment,
    to: Moment,
    least: Option<i64>,
    most: Option<i64>,
    rule: &'static str,
    strength: Strength,
) -> Claim {
    Claim { id: 0, from, to, least, most, rule: rule.into(), strength, timex: None, evidence: Vec::new() }
}

/// A made-up word; the same number is the same word.
fn word(number: u64) -> String {
    const LETTERS: [char; 20] =
        ['ب', 'ت', 'ج', 'ح', 'خ', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ط', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن'];
    let mut dice = Dice::of(1, number);
    (0..4 + dice.below(3)).map(|_| LETTERS[dice.below(20) as usize]).collect()
}

#[derive(Default)]
struct Text {
    text: String,
    chars: u32,
}

impl Text {
    fn add(&mut self, words: &str) -> Quote {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
            self.chars += 1;
        }
        let (start, first) = (self.text.len() as u32, self.chars);
        self.text.push_str(words);
        self.chars += words.chars().count() as u32;
        Quote {
            text: words.to_owned(),
            bytes: Span::new(start, self.text.len() as u32),
            chars: Span::new(first, self.chars),
        }
    }

    fn end(&mut self) {
        self.text.push_str(".\n");
        self.chars += 2;
    }
}
