//! Every phrase in `tests/data/phrases.txt` means what the file says.

#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use tarikh::article::Published;
use tarikh::calendar::Preference;
use tarikh::{Tagger, Timex};

/// `text = TYPE value [MOD]`, as the file writes an expression.
fn written(timex: &Timex) -> String {
    let kind = format!("{:?}", timex.kind).to_uppercase();
    let value = timex.value.as_ref().map_or("-".to_owned(), ToString::to_string);
    let modifier = timex.modifier.map(|m| format!(" {}", serde_json::to_value(m).unwrap().as_str().unwrap()));
    format!("{} = {kind} {value}{}", timex.quote.text, modifier.unwrap_or_default())
}

#[test]
fn every_phrase_means_what_the_file_says() {
    let (mut reference, mut preference) = (None, Preference::News);
    let (mut cases, mut wrong) = (0, Vec::new());
    for (n, line) in include_str!("data/phrases.txt").lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(setting) = line.strip_prefix("@ ") {
            if let Some(name) = setting.strip_prefix("prefer ") {
                preference = name.parse().unwrap();
            } else if setting == "none" {
                reference = None;
            } else {
                let day = setting.parse::<NaiveDate>().map(Published::On);
                reference = Some(day.unwrap_or_else(|_| Published::At(format!("{setting}:00").parse().unwrap())));
            }
            continue;
        }
        let (text, expected) = line.split_once('|').unwrap_or_else(|| panic!("line {}: no bar", n + 1));
        let timexes = Tagger::new().prefer(preference).tag_text(text.trim_end(), reference);
        let found = timexes.iter().map(written).collect::<Vec<_>>().join(" ; ");
        cases += 1;
        if found != expected.trim() {
            wrong.push(format!("line {}: {}\n  expected {}\n  found    {found}", n + 1, text, expected.trim()));
        }
    }
    assert!(cases > 250, "{cases} cases only");
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
}
