//! The published schema of a timeline describes what is written, all of it and nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tarikh::article::Articles;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::timeline::{Corrections, Skipped};
use tarikh::{Reader, Timeline};

const SCHEMA: &str = include_str!("../schema/timeline.json");

/// As much of JSON Schema as the file uses.
struct Checker {
    schema: Value,
    /// Properties that occurred, by their place in the schema.
    seen: BTreeSet<String>,
}

impl Checker {
    /// What is wrong with a value, by its place; `at` is the place in the schema.
    fn check(&mut self, value: &Value, at: &str, place: &str) -> Result<(), String> {
        let here = self.schema.pointer(at).unwrap_or_else(|| panic!("{at}")).clone();
        if let Some(target) = here.get("$ref").and_then(Value::as_str) {
            return self.check(value, target.trim_start_matches('#'), place);
        }
        if let Some(choices) = here.get("oneOf").and_then(Value::as_array) {
            let fitting = (0..choices.len()).filter(|n| self.check(value, &format!("{at}/oneOf/{n}"), place).is_ok());
            let count = fitting.count();
            return if count == 1 { Ok(()) } else { Err(format!("{place}: {count} of the choices fit {value}")) };
        }
        if let Some(values) = here.get("enum").and_then(Value::as_array) {
            return if values.contains(value) {
                Ok(())
            } else {
                Err(format!("{place}: {value} is none of the values"))
            };
        }
        if let (Some(pattern), Some(text)) = (here.get("pattern").and_then(Value::as_str), value.as_str()) {
            // A regular expression is more than a test needs: both patterns are of dates that chrono reads.
            let day = |text: &str| text.parse::<chrono::NaiveDate>().is_ok();
            let moment = |text: &str| text.parse::<chrono::NaiveDateTime>().is_ok();
            let unknown = pattern.contains(r"\.\.") && text == "..";
            let fits = unknown || moment(text) || pattern.ends_with(")?$") && day(text);
            if !fits {
                return Err(format!("{place}: {text} is no {at}"));
            }
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let kinds = &here["type"];
        if kinds != kind && !kinds.as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind)) {
            return Err(format!("{place}: {kind} where {kinds} should be"));
        }
        if let Some(items) = value.as_array() {
            let within = |name: &str| here.get(name).and_then(Value::as_u64);
            let count = items.len() as u64;
            if within("minItems").is_some_and(|least| count < least)
                || within("maxItems").is_some_and(|most| count > most)
            {
                return Err(format!("{place}: {count} items"));
            }
            for (n, item) in items.iter().enumerate() {
                self.check(item, &format!("{at}/items"), &format!("{place}[{n}]"))?;
            }
        }
        if let Some(fields) = value.as_object() {
            for required in here.get("required").and_then(Value::as_array).into_iter().flatten() {
                if !fields.contains_key(required.as_str().unwrap()) {
                    return Err(format!("{place}: no {required}"));
                }
            }
            for (name, field) in fields {
                let mut place = place.to_owned();
                write!(place, ".{name}").unwrap();
                if here["properties"].get(name).is_some() {
                    self.seen.insert(format!("{at}/properties/{name}"));
                    self.check(field, &format!("{at}/properties/{name}"), &place)?;
                } else if here.get("additionalProperties").is_some_and(Value::is_object) {
                    self.check(field, &format!("{at}/additionalProperties"), &place)?;
                } else if here.get("additionalProperties") != Some(&Value::Bool(true)) {
                    // Readers pass over what they do not know; whoever writes it has to describe it.
                    return Err(format!("{place}: the schema does not know it"));
                }
            }
        }
        Ok(())
    }

    /// Every property that the schema describes, by its place.
    fn properties(value: &Value, at: &str, all: &mut BTreeSet<String>) {
        let Some(fields) = value.as_object() else {
            for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                Self::properties(item, &format!("{at}/{n}"), all);
            }
            return;
        };
        for (name, field) in fields {
            if let Some(properties) = field.as_object().filter(|_| name == "properties") {
                all.extend(properties.keys().map(|property| format!("{at}/properties/{property}")));
            }
            Self::properties(field, &format!("{at}/{name}"), all);
        }
    }
}

/// Articles that contradict each other, their dates and a correction.
const ODD: &str = r#"{"id":"x1","published":"2013-05-02","source":"x","text":"قتل خمسة جنود في هجوم على معسكر في تيساليت يوم 1 مايو 2013."}
{"id":"x2","published":"2013-05-04","source":"x","text":"قتل سبعة جنود في هجوم على معسكر في تيساليت يوم 1 مايو 2013."}
{"id":"x3","published":"2013-05-03","source":"y","text":"قال المتحدث إن عشرة جنود على الأقل قتلوا في هجوم على معسكر في تيساليت في 1 مايو 2013. وقتل ثلاثة جنود في الهجوم داخل المعسكر."}
{"id":"x4","published":"2012-04-11","text":"أعلن المتحدث أمس السبت وصول الوفد إلى كيدال."}
{"id":"x5","text":"اجتمع الوزير أمس مع الزعماء. وسيزور الرئيس تمبكتو غدا."}"#;

#[test]
fn the_schema_describes_what_is_written() {
    let names = Gazetteer::new(Pack::mali());
    let reader = Reader::new().with_names(&names);
    let mut builder = Timeline::builder().pack(Pack::mali()).skipped(Skipped::new("news.jsonl, line 3", "broken"));
    let folder = Articles::open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles")).unwrap();
    builder.extend(
        folder.followed_by(Articles::from_jsonl(ODD.as_bytes(), "odd")).unique().map(|a| reader.read(&a.unwrap())),
    );
    // A dispatch, and a copy of it that names the agency as well.
    let copies: String = include_str!("data/syndication.jsonl").lines().skip(7).take(3).collect::<Vec<_>>().join("\n");
    builder.extend(Articles::from_jsonl(copies.as_bytes(), "copies").map(|article| reader.read(&article.unwrap())));
    let lost = r#"{"schema": "tarikh-corrections/1", "corrections": [
        {"author": "desk", "reason": "it was another town", "reject_mention": {"article": "x9", "words": "زار"}}]}"#;
    let corrections = Corrections::from_json(include_str!("../examples/corrections.json")).unwrap();
    let date: chrono::NaiveDate = "2015-11-23".parse().unwrap();
    let timeline = builder
        .published("08-radisson-gulf", date)
        .corrections(corrections.merge(Corrections::from_json(lost).unwrap()))
        .build();
    let written = serde_json::to_value(&timeline).unwrap();
    let mut checker = Checker { schema: serde_json::from_str(SCHEMA).unwrap(), seen: BTreeSet::new() };
    checker.check(&written, "", "timeline").unwrap();
    // Nothing is described that is not there.
    let mut all = BTreeSet::new();
    Checker::properties(&checker.schema, "", &mut all);
    let unseen: Vec<&String> = all.difference(&checker.seen).collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}
