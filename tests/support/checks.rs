//! What must hold of any input: one function for each fuzz target.
//!
//! `fuzz/` calls them with what the fuzzer makes up; `tests/hostile.rs` with every seed and every input that once broke
//! something (`tests/data/fuzz`).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::LazyLock;
use tarikh::article::{Article, Articles, Published, Quote, Span};
use tarikh::calendar::{Bounds, Context, Granularity, Preference, Resolution, Value, edtf, edtf_approximate};
use tarikh::event::Mention;
use tarikh::export::dates::{self, Language};
use tarikh::export::text;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::network::{Claim, ClaimId, Network, PointId};
use tarikh::timex::{Cue, Expression, Finder};
use tarikh::{Error, Reader, Reading, Tagger, Timeline};

static NAMES: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new(Pack::mali()));

/// The bytes that are left of an input. An input that is used up gives zeros.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut taken = [0; N];
        let n = N.min(self.0.len());
        taken[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        taken
    }

    /// A day: mostly of the years that news is about, sometimes any that chrono can hold, or none.
    fn day(&mut self) -> Option<NaiveDate> {
        let [kind, a, b, c, d] = self.take();
        let near = NaiveDate::from_ymd_opt(2012, 1, 1).unwrap_or_default();
        let step = u64::from(u16::from_le_bytes([a, b]));
        match kind % 8 {
            0 => None,
            1 => NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes([a, b, c, d])),
            2 => NaiveDate::MIN.checked_add_days(chrono::Days::new(step)),
            3 => NaiveDate::MAX.checked_sub_days(chrono::Days::new(step)),
            4 => NaiveDate::from_ymd_opt(i32::from(a) - 20, u32::from(b % 12) + 1, u32::from(c % 31) + 1),
            _ => near.checked_add_days(chrono::Days::new(step % 6000)),
        }
    }

    fn published(&mut self) -> Option<Published> {
        let day = self.day()?;
        let [kind, a, b] = self.take();
        // In steps of two seconds, so that the last second of the day is out of reach; nothing depends on it.
        let seconds = u32::from(u16::from_be_bytes([a, b])) % 43_200 * 2;
        Some(match NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0) {
            Some(time) if kind % 2 == 1 => Published::At(day.and_time(time)),
            _ => Published::On(day),
        })
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(self.0).into_owned()
    }
}

/// A publication date, then a text: reading it.
pub fn read(data: &[u8]) {
    let mut bytes = Bytes(data);
    let published = bytes.published();
    let mut article = Article::new("a", bytes.text());
    article.published = published;
    let reading = Reader::new().with_names(&*NAMES).read(&article);
    is_reading_of(&reading, &article.text);
    assert_eq!(Tagger::new().tag(&article), reading.timexes, "reading tags as tagging does");

    let json = serde_json::to_string(&reading).unwrap();
    let back: Reading = serde_json::from_str(&json).unwrap();
    assert_eq!(back, reading, "JSON gives the reading back");

    is_timeline(&Timeline::from_readings([reading]));
}

/// A reading's spans, numbers and bounds, against the text it was made of.
pub fn is_reading_of(reading: &Reading, text: &str) {
    let mut end = 0;
    let mut sentence = 0;
    for timex in &reading.timexes {
        is_quote(&timex.quote, text);
        assert!(timex.quote.bytes.start >= end, "time expressions are in order and do not overlap");
        assert!(!timex.quote.bytes.is_empty());
        end = timex.quote.bytes.end;
        assert!(timex.sentence >= sentence, "sentences count up");
        sentence = timex.sentence;
        if let Some(signal) = timex.signal {
            is_span(signal.bytes, text);
        }
        assert!(timex.value.is_some() || timex.unresolved.is_some(), "what has no value says why: {timex:?}");
        for value in timex.value.iter().chain(&timex.candidates) {
            is_value(value);
        }
        if let Some(bounds) = &timex.bounds {
            is_bounds(bounds);
        }
    }
    for (mention, id) in reading.mentions.iter().zip(0..) {
        assert_eq!(mention.mention.id, id);
        is_mention(&mention.mention, text, reading.mentions.len());
        assert!(mention.timexes.iter().all(|&timex| (timex as usize) < reading.timexes.len()));
        if let Some(time) = &mention.time {
            is_bounds(&time.bounds);
        }
    }
    for link in &reading.links {
        assert!((link.mention as usize) < reading.mentions.len() && (link.timex as usize) < reading.timexes.len());
        link.words.iter().for_each(|words| is_quote(words, text));
    }
    for (claim, id) in reading.claims.iter().zip(0..) {
        assert_eq!(claim.id, id);
        if let (Some(least), Some(most)) = (claim.least, claim.most) {
            assert!(least <= most, "{claim:?}");
        }
        claim.evidence.iter().for_each(|quote| is_quote(quote, text));
    }
}

fn is_mention(mention: &Mention, text: &str, mentions: usize) {
    is_quote(&mention.trigger, text);
    is_span(mention.sentence, text);
    assert!(mention.sentence.contains(mention.trigger.bytes), "{mention:?}");
    mention.participants.iter().for_each(|p| is_quote(&p.quote, text));
    mention.places.iter().for_each(|p| is_quote(&p.quote, text));
    if let Some(attribution) = &mention.attribution {
        attribution.source.iter().for_each(|source| is_quote(source, text));
        assert!(attribution.report.is_none_or(|report| (report as usize) < mentions));
    }
}

fn is_span(span: Span, text: &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end), "{span:?}");
}

fn is_quote(quote: &Quote, text: &str) {
    is_span(quote.bytes, text);
    assert_eq!(quote.text, quote.bytes.of(text), "a quotation is the words at its place");
    let chars = |byte: u32| text[..byte as usize].chars().count() as u32;
    assert_eq!(quote.chars, Span::new(chars(quote.bytes.start), chars(quote.bytes.end)));
}

fn is_bounds(bounds: &Bounds) {
    let points = [bounds.earliest_start(), bounds.latest_start(), bounds.earliest_end(), bounds.latest_end()];
    let [earliest_start, latest_start, earliest_end, latest_end] = points;
    let ordered = |a: Option<NaiveDateTime>, b: Option<NaiveDateTime>| a.zip(b).is_none_or(|(a, b)| a <= b);
    assert!(ordered(earliest_start, latest_start) && ordered(earliest_end, latest_end), "{bounds:?}");
    assert!(ordered(earliest_start, latest_end) && ordered(earliest_start, earliest_end), "{bounds:?}");
    assert!(ordered(latest_start, latest_end), "{bounds:?}");
    for language in [Language::English, Language::Arabic] {
        assert!(!dates::bounds(bounds, language).is_empty());
    }
    for written in [edtf(bounds, Granularity::Day), edtf_approximate(bounds, Granularity::Second)] {
        assert!(edtf_core::is_valid(&written), "{written} from {bounds:?}");
    }
    let json = serde_json::to_string(bounds).unwrap();
    assert_eq!(serde_json::from_str::<Bounds>(&json).unwrap(), *bounds, "{json}");
}

fn is_value(value: &Value) {
    let written = value.to_string();
    assert_eq!(written.parse::<Value>().as_ref().ok(), Some(value), "{written} reads back");
    if let Some((start, end)) = value.interval() {
        assert!(start < end, "{written}: {start} to {end}");
    }
}

/// A publication date, a choice of context, then a text, or an expression as JSON: resolving it.
pub fn resolve(data: &[u8]) {
    let mut bytes = Bytes(data);
    let reference = bytes.published();
    let [choice, story, earlier] = bytes.take();
    let mut context = Context::unknown();
    context.reference = reference;
    context.cue = [Cue::Past, Cue::Begun, Cue::Announced, Cue::Future][usize::from(choice % 4)];
    context.preference = [Preference::News, Preference::Past, Preference::Future][usize::from(choice / 4 % 3)];
    context.habitual = choice & 0x80 != 0;
    context.story_year = (story > 0).then(|| match story {
        1 => i32::MIN,
        2 => i32::MAX,
        3 => -1,
        other => 1900 + i32::from(other),
    });
    if earlier > 0 {
        let day = bytes.day();
        let granularity = [
            Granularity::Day,
            Granularity::Week,
            Granularity::Month,
            Granularity::Season,
            Granularity::Year,
            Granularity::Decade,
            Granularity::Century,
        ][usize::from(earlier % 7)];
        context.earlier = day.and_then(|day| Value::of(granularity, day));
    }
    let text = bytes.text();
    if text.starts_with('{') {
        if let Ok(expression) = serde_json::from_str::<Expression>(&text) {
            let json = serde_json::to_string(&expression).unwrap();
            assert_eq!(serde_json::from_str::<Expression>(&json).unwrap(), expression);
            is_resolution(&expression.resolve(&context), &expression);
        }
        return;
    }
    if let Ok(value) = text.parse::<Value>() {
        is_value(&value);
    }
    for found in Finder::new().find(&text) {
        let resolution = found.expression.resolve(&context);
        is_resolution(&resolution, &found.expression);
        if let Some(value) = resolution.value {
            context.earlier = Some(value);
        }
    }
}

fn is_resolution(resolution: &Resolution, expression: &Expression) {
    assert!(resolution.value.is_some() || resolution.unresolved.is_some(), "{expression:?}: {resolution:?}");
    resolution.value.iter().chain(&resolution.candidates).for_each(is_value);
    if let Some(bounds) = &resolution.bounds {
        is_bounds(bounds);
        if let Some(granularity) = resolution.granularity {
            let written = edtf(bounds, granularity);
            assert!(edtf_core::is_valid(&written), "{written} from {bounds:?} as {granularity:?}");
        }
    }
    if let (Some(first), Some(value)) = (resolution.candidates.first(), &resolution.value) {
        assert_eq!(first, value, "the preferred reading is the first candidate");
    }
}

/// JSON: a timeline, a reading or a pack.
pub fn timeline(data: &[u8]) {
    if let Ok(timeline) = serde_json::from_slice::<Timeline>(data) {
        let json = serde_json::to_string(&timeline).unwrap();
        let back: Timeline = serde_json::from_str(&json).unwrap();
        assert!(back == timeline, "JSON gives the timeline back");
        is_timeline(&timeline);
        // What it says may be anything; built anew from its readings it keeps its promises.
        let built = timeline.clone().merge(timeline.clone());
        is_timeline(&built);
        assert!(built.clone().merge(timeline) == built, "merging is idempotent");
    }
    if let Ok(reading) = serde_json::from_slice::<Reading>(data) {
        is_timeline(&Timeline::from_readings([reading.clone()]));
        is_timeline(&Timeline::from_readings([reading.clone(), reading]));
    }
    if let Ok(json) = std::str::from_utf8(data)
        && let Ok(pack) = Pack::from_json(json)
    {
        let written = pack.to_json();
        assert_eq!(Pack::from_json(&written).unwrap(), pack);
        assert_eq!(pack.clone().merge(pack.clone()).ok().map(|both| both.places().len()), Some(pack.places().len()));
        let _ = pack.check();
        let article = Article::new("a", "قال الرئيس في باماكو إن المتمردين سيطروا على غاو يوم 31 مارس 2012.");
        let names = Gazetteer::new(&pack);
        let reading = Reader::new().with_names(&names).read(&article);
        is_reading_of(&reading, &article.text);
        is_timeline(&Timeline::builder().pack(&pack).add(reading).build());
    }
}

/// Every question that can be asked of a timeline has an answer that is safe to print.
fn is_timeline(timeline: &Timeline) {
    let json = serde_json::to_string(timeline).unwrap();
    assert!(serde_json::from_str::<Timeline>(&json).unwrap() == *timeline);
    let events: Vec<_> = timeline.events().take(8).collect();
    for event in &events {
        for language in [Language::English, Language::Arabic] {
            is_safe(&dates::bounds(event.bounds(), language));
            if let Some(explanation) = timeline.explain(&event.id) {
                explanation.prose(language).lines().for_each(is_safe);
            }
        }
        let _ = edtf(event.bounds(), Granularity::Day);
        for other in &events {
            let _ = timeline.relation(&event.id, &other.id);
        }
        let _ = timeline.of_article("a").count() + timeline.with_actor(&event.label).count();
    }
    for conflict in timeline.conflicts().iter().take(8) {
        for language in [Language::English, Language::Arabic] {
            conflict.lines(language).iter().for_each(|line| is_safe(line));
        }
    }
    let (min, max) = (NaiveDateTime::MIN, NaiveDateTime::MAX);
    let _ = timeline.surely_during(min, max).count() + timeline.possibly_during(max, min).count();
    let _ = timeline.surely_before(min).count() + timeline.surely_after(max).count();
}

/// A line that no terminal obeys: no control character, and every direction that is opened is closed again.
fn is_safe(line: &str) {
    let mut open = 0i32;
    for c in line.chars() {
        assert!(!c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}'), "{line:?}");
        open += match c {
            '\u{2066}'..='\u{2068}' => 1,
            '\u{2069}' => -1,
            _ => 0,
        };
        assert!(open >= 0, "{line:?}");
    }
    assert_eq!(open, 0, "{line:?}");
    let _ = text::one_line(line);
}

/// A sequence of claims: the network against Bellman and Ford.
pub fn network(data: &[u8]) {
    const POINTS: u8 = 7;
    let mut bytes = Bytes(data);
    let mut network = Network::new();
    let points: Vec<PointId> = (0..POINTS).map(|_| network.add_point()).collect();
    // Taken in, by id; and all that were offered in the order of offering, for the build in bulk.
    let mut taken: BTreeMap<u64, Claim> = BTreeMap::new();
    let mut offered: Vec<Claim> = Vec::new();
    let mut removed = false;
    while !bytes.0.is_empty() && offered.len() < 64 {
        let [action, ends, low, high] = bytes.take();
        let id = ClaimId::new(offered.len() as u64);
        if action % 8 == 7 {
            let victim = u64::from(ends) % (offered.len() as u64 + 1);
            assert_eq!(network.remove(ClaimId::new(victim)).is_some(), taken.remove(&victim).is_some());
            removed = true;
        } else {
            let (from, to) = (ends % (POINTS + 1), ends / (POINTS + 1) % POINTS);
            let (least, most) = (amount(action, low, &mut bytes), amount(action, high, &mut bytes));
            let least = (action & 0x10 == 0).then_some(least);
            let most = (action & 0x20 == 0).then_some(most);
            let claim = match points.get(usize::from(from)) {
                Some(&from) if action & 0x40 == 0 => Claim::between(id, from, points[usize::from(to)], least, most),
                _ => Claim::on(id, points[usize::from(to)], least, most),
            };
            offered.push(claim);
            let before = format!("{:?}", answers(&network, &points));
            match network.add(claim) {
                Ok(_) => {
                    taken.insert(id.get(), claim);
                    assert!(Oracle::of(taken.values(), POINTS).is_some(), "taken in, and contradictory: {claim:?}");
                }
                Err(conflict) => {
                    let of: Vec<&Claim> = conflict
                        .claims()
                        .iter()
                        .map(|id| if *id == claim.id() { &claim } else { &taken[&id.get()] })
                        .collect();
                    assert!(Oracle::of(of.iter().copied(), POINTS).is_none(), "refused, and not contradictory");
                    for leave in 0..of.len() {
                        let rest = of.iter().enumerate().filter(|(n, _)| *n != leave).map(|(_, claim)| *claim);
                        assert!(Oracle::of(rest, POINTS).is_some(), "the contradiction is minimal");
                    }
                    assert!(conflict.excess() > 0);
                    assert_eq!(before, format!("{:?}", answers(&network, &points)), "refused, and changed something");
                }
            }
        }
        let oracle = Oracle::of(taken.values(), POINTS).expect("the claims taken in agree");
        for (&point, n) in points.iter().zip(1..) {
            assert_eq!(network.bounds(point), oracle.between(0, n), "bounds of {}", n - 1);
        }
    }
    let oracle = Oracle::of(taken.values(), POINTS).expect("the claims taken in agree");
    for (&a, from) in points.iter().zip(1..) {
        for (&b, to) in points.iter().zip(1..).filter(|(_, to)| *to != from) {
            assert_eq!(network.difference(a, b), oracle.between(from, to), "{} to {}", from - 1, to - 1);
        }
    }
    if !removed {
        let (bulk, _) = Network::from_claims(u32::from(POINTS), offered);
        assert_eq!(format!("{:?}", answers(&bulk, &points)), format!("{:?}", answers(&network, &points)));
    }
}

/// A number of seconds: small, a few days, or near the ends of what 64 bits hold.
fn amount(action: u8, byte: u8, bytes: &mut Bytes<'_>) -> i64 {
    let small = i64::from(byte as i8);
    match action % 8 {
        0..4 => small,
        4 => small * 86_400,
        5 => i64::from_le_bytes(bytes.take()),
        _ if small < 0 => i64::MIN - (small + 1),
        _ => i64::MAX - small,
    }
}

/// Everything a network says about its points.
fn answers(network: &Network, points: &[PointId]) -> Vec<impl std::fmt::Debug> {
    let of = |&p: &PointId| (network.bounds(p), network.explain_earliest(p), network.explain_latest(p));
    points.iter().map(of).collect()
}

/// All distances between the calendar (0) and the points (from 1), by Bellman and Ford from each of them.
struct Oracle(Vec<Vec<Option<i128>>>);

impl Oracle {
    /// `None` if the claims contradict each other.
    fn of<'c>(claims: impl Iterator<Item = &'c Claim> + Clone, points: u8) -> Option<Self> {
        let arcs: Vec<(usize, usize, i128)> = claims
            .flat_map(|claim| {
                let from = claim.from().map_or(0, |point| point.index() as usize + 1);
                let to = claim.to().index() as usize + 1;
                let (least, most) = claim.bounds();
                let up = most.map(|most| (from, to, i128::from(most)));
                up.into_iter().chain(least.map(|least| (to, from, -i128::from(least))))
            })
            .collect();
        let count = usize::from(points) + 1;
        let rows = (0..count).map(|source| {
            let mut distance = vec![None; count];
            distance[source] = Some(0i128);
            for round in 0..=count {
                let mut moved = false;
                for &(from, to, weight) in &arcs {
                    if let Some(here) = distance[from]
                        && distance[to].is_none_or(|there| here + weight < there)
                    {
                        distance[to] = Some(here + weight);
                        moved = true;
                    }
                }
                if !moved {
                    return Some(distance);
                }
                if round == count {
                    return None;
                }
            }
            Some(distance)
        });
        rows.collect::<Option<Vec<_>>>().map(Self)
    }

    /// The least and the greatest difference, as far as 64 bits can say it.
    fn between(&self, from: usize, to: usize) -> (Option<i64>, Option<i64>) {
        let (min, max) = (i128::from(i64::MIN), i128::from(i64::MAX));
        let least = self.0[to][from].map(|distance| -distance).filter(|&least| least > min);
        let most = self.0[from][to].filter(|&most| most < max);
        (least.map(|least| least.min(max) as i64), most.map(|most| most.max(min) as i64))
    }
}

/// A choice of form and limits, then the bytes of a file: JSON lines, and a text with front matter.
pub fn articles(data: &[u8]) {
    let mut bytes = Bytes(data);
    let [choice, step] = bytes.take();
    let file = bytes.0;
    let limit = if choice & 1 == 0 { 1 << 20 } else { 48 };
    // A reader that gives a few bytes at a time must make no difference.
    let whole: Vec<_> = Articles::from_jsonl(file, "in").limit(limit).collect();
    let slow = Trickle { rest: file, step: usize::from(step % 7) + 1 };
    let slow = Articles::from_jsonl(BufReader::with_capacity(usize::from(step) + 1, slow), "in").limit(limit);
    let (mut seen, mut again) = (Vec::new(), Vec::new());
    for (articles, out) in [(whole, &mut seen), (slow.collect(), &mut again)] {
        for article in articles {
            out.push(match article {
                Ok(article) => {
                    is_article(&article, "in");
                    Ok(article)
                }
                Err(error) => Err(is_error(&error)),
            });
        }
    }
    assert_eq!(seen, again);
    let filled = file.split(|&byte| byte == b'\n').filter(|line| {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        !line.iter().all(u8::is_ascii_whitespace)
    });
    if limit > file.len() {
        assert_eq!(seen.len(), filled.count(), "each line is an article or an error");
    }
    if let Ok(text) = std::str::from_utf8(file) {
        match Article::from_markdown("in", text) {
            Ok(article) => {
                assert!(text.ends_with(&article.text), "the text is what follows the front matter");
                is_article(&article, "in");
            }
            Err(error) => drop(is_error(&error)),
        }
        match text.parse::<Published>() {
            Ok(published) => assert!(published.date().format("%Y").to_string().len() == 4),
            Err(error) => drop(is_error(&error)),
        }
    }
}

fn is_article(article: &Article, name: &str) {
    assert!(!article.id.is_empty());
    let mut line = serde_json::to_vec(article).unwrap();
    line.push(b'\n');
    let back: Vec<_> = Articles::from_jsonl(&line[..], name).map(|a| a.map_err(|e| e.to_string())).collect();
    assert_eq!(back, [Ok(article.clone())], "what is written is read back");
}

/// The message of an error: one line, safe to show.
fn is_error(error: &Error) -> String {
    let message = error.to_string();
    assert!(!message.contains('\n') && message.len() < 4000, "{message:?}");
    is_safe(&message);
    message
}

/// Bytes a few at a time.
struct Trickle<'a> {
    rest: &'a [u8],
    step: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.step.min(self.rest.len()).min(buffer.len());
        buffer[..n].copy_from_slice(&self.rest[..n]);
        self.rest = &self.rest[n..];
        Ok(n)
    }
}
