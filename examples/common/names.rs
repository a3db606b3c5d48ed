//! Words and names on a command line: which are allowed, and which were meant.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::collections::BTreeSet;
use tarikh::export::text::isolate;
use tarikh::script::tokenize;

/// One of the words of an enum, in capitals or not; an error lists them all.
pub fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |&value| word(value))).try_map(move |said| {
        all.iter().copied().find(|&value| word(value).eq_ignore_ascii_case(&said)).ok_or("none of the words")
    })
}

/// Somebody or something that a pack knows.
pub struct Known<'p> {
    pub id: &'p str,
    pub names: Vec<&'p str>,
    pub names_en: &'p [String],
}

/// Everything that the things asked for may be called in a timeline: the words themselves, and the ids that a pack has
/// for them. What is called neither so in the pack nor by `found` is an error.
pub fn resolve<'p>(
    option: &str,
    asked: &[String],
    known: impl Iterator<Item = Known<'p>> + Clone,
    found: &BTreeSet<&'p str>,
) -> Result<BTreeSet<String>, String> {
    let mut all = BTreeSet::new();
    for words in asked {
        let wanted = folded(words);
        let is = |name: &str| name == words || !wanted.is_empty() && folded(name) == wanted;
        let called = |known: &Known<'_>| {
            known.id == words
                || known.names.iter().any(|name| is(name))
                || known.names_en.iter().any(|name| name.eq_ignore_ascii_case(words))
        };
        let ids: Vec<&str> = known.clone().filter(called).map(|known| known.id).collect();
        if ids.is_empty() && !found.iter().any(|name| is(name)) {
            let near = near(words, known, found);
            let near = near.iter().map(|name| isolate(name)).collect::<Vec<_>>().join(", ");
            let near = if near.is_empty() { String::new() } else { format!("; near it are: {near}") };
            return Err(format!("{option}: nothing is called {}, in the pack or an article{near}", isolate(words)));
        }
        all.extend(ids.into_iter().map(str::to_owned));
        all.insert(words.clone());
    }
    Ok(all)
}

/// A name without differences of spelling.
fn folded(name: &str) -> String {
    // Letters of another script fold to nothing.
    let keys =
        tokenize(name).iter().map(|token| token.key().to_string()).filter(|key| !key.is_empty()).collect::<Vec<_>>();
    keys.join(" ")
}

/// The names that may have been meant: those that hold the words, then those that are written much like them.
fn near<'p>(words: &str, known: impl Iterator<Item = Known<'p>>, found: &BTreeSet<&'p str>) -> BTreeSet<String> {
    const MOST: usize = 5;
    let lower = |name: &str| name.to_lowercase();
    let (wanted, latin) = (folded(words), lower(words));
    let mut names = found.clone();
    for known in known {
        names.insert(known.id);
        names.extend(known.names);
        names.extend(known.names_en.iter().map(String::as_str));
    }
    let away = |name: &str| {
        if !wanted.is_empty() && folded(name).contains(&wanted) || lower(name).contains(&latin) {
            return Some(0);
        }
        let letters = latin.chars().count();
        // Letters of another script fold to nothing, which is near to everything short.
        let arabic = Some(folded(name)).filter(|name| !name.is_empty() && !wanted.is_empty());
        let arabic = arabic.map(|name| strsim::osa_distance(&name, &wanted));
        let best = strsim::osa_distance(&lower(name), &latin);
        let best = arabic.map_or(best, |arabic| arabic.min(best));
        (best * 3 <= letters).then_some(best)
    };
    let mut likely: Vec<(usize, &str)> = names.into_iter().filter_map(|name| Some((away(name)?, name))).collect();
    likely.sort_by_key(|&(away, name)| (away, name.chars().count(), name));
    likely.dedup_by_key(|(_, name)| name.to_lowercase());
    likely.into_iter().take(MOST).map(|(_, name)| name.to_owned()).collect()
}
