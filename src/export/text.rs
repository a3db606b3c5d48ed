//! Plain text for terminals and logs.
//!
//! What comes out of an article can hold anything: escape sequences that colour or clear a terminal, direction marks
//! that reorder a line, letters that cannot be seen. These functions make words from outside fit to stand in a line.

use super::dates::Language;

/// Left-to-right mark. A line whose first letters are Arabic is taken for an Arabic line by some terminals and viewers,
/// which look into isolates; its indentation would jump to the right.
const LEFT_TO_RIGHT: char = '\u{200e}';

/// `text` on one line, with nothing in it that a terminal obeys or hides.
///
/// Line breaks and tabs become one space, control characters show their code, direction marks and zero-width
/// characters go, and no letter carries more than four marks.
///
/// ```
/// use tarikh::export::text::one_line;
///
/// assert_eq!(one_line("مالي\u{1b}[2J\nغاو"), "مالي<1B>[2J غاو");
/// assert_eq!(one_line("\u{202e}txt.exe"), "txt.exe");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    crate::plain::one_line(text)
}

/// [`one_line`], and where it holds right-to-left letters enclosed in Unicode isolates, so that the words around it in
/// a left-to-right line keep their places.
///
/// ```
/// use tarikh::export::text::isolate;
///
/// assert_eq!(isolate("Gao"), "Gao");
/// assert_eq!(isolate("غاو"), "\u{2068}غاو\u{2069}");
/// ```
#[must_use]
pub fn isolate(text: &str) -> String {
    crate::plain::isolated(text)
}

/// One event as a reader meets it on a terminal.
///
/// All fields are words as they came; [`lines`](Self::lines) makes them safe and keeps directions apart.
///
/// ```
/// use tarikh::export::text::Entry;
///
/// let entry = Entry {
///     id: "e7".into(),
///     when: "between 30 March and 1 April 2012".into(),
///     what: "سيطرة على مدينة غاو".into(),
///     places: vec!["غاو".into()],
///     articles: 3,
///     ..Entry::default()
/// };
/// let lines: Vec<_> = entry.lines().collect();
/// assert_eq!(lines[0], "between 30 March and 1 April 2012 · 3 articles · e7");
/// assert_eq!(lines[1], "    \u{200e}\u{2068}سيطرة على مدينة غاو\u{2069}");
/// assert_eq!(lines[2], "    where  \u{2068}غاو\u{2069}");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// What to ask for to have it explained.
    pub id: String,
    /// The date in words; see [`dates`](super::dates).
    pub when: String,
    /// Why it is not to be taken as a plain fact, in words: "planned", "denied", "claimed".
    pub reservations: Vec<String>,
    /// What happened.
    pub what: String,
    /// Who took part, each with the role where one is known.
    pub who: Vec<(String, Option<String>)>,
    /// Where.
    pub places: Vec<String>,
    /// How many articles report it.
    pub articles: usize,
    /// How many of them are independent, where that is fewer; 0 if it is not known.
    pub independent: usize,
    /// How many were killed, wounded, freed, in words.
    pub numbers: Vec<String>,
    /// What it lies before or after, where it has no date, in words.
    pub order: Vec<String>,
    /// The language of the labels.
    pub language: Language,
}

impl Entry {
    /// The lines of the entry, without line ends: when, what, who, where, how many, in what order. Long ones are not broken.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let english = self.language == Language::English;
        let some = Some(self.independent).filter(|&some| some > 0 && some < self.articles);
        let articles = match (self.articles, some, english) {
            (1, _, true) => "1 article".to_owned(),
            (n, Some(some), true) => format!("{n} articles, {some} independent"),
            (n, None, true) => format!("{n} articles"),
            (n, Some(some), false) => format!("المقالات: {n}، المستقلة منها: {some}"),
            (n, None, false) => format!("المقالات: {n}"),
        };
        let mut head = vec![lead(isolate(&self.when))];
        head.extend(self.reservations.iter().map(|word| isolate(word).to_uppercase()));
        head.push(articles);
        head.push(isolate(&self.id));
        let who = self.who.iter().map(|(name, role)| match role {
            Some(role) => format!("{} ({})", isolate(name), isolate(role)),
            None => isolate(name),
        });
        let label = |words: &'static str, arabic: &'static str| if english { words } else { arabic };
        let who = labelled(label("who", "من"), who);
        let places = labelled(label("where", "أين"), self.places.iter().map(|place| isolate(place)));
        let numbers = labelled(label("count", "كم"), self.numbers.iter().map(|words| isolate(words)));
        let order = labelled(label("order", "الترتيب"), self.order.iter().map(|words| isolate(words)));
        let what = Some(isolate(&self.what)).filter(|what| !what.is_empty()).map(|what| format!("    {}", lead(what)));
        [Some(head.join(" · ")), what, who, places, numbers, order].into_iter().flatten()
    }
}

/// `words` as the first of a line that is to stay a left-to-right one.
fn lead(words: String) -> String {
    if words.starts_with('\u{2068}') { format!("{LEFT_TO_RIGHT}{words}") } else { words }
}

/// A line of names after a word that says what they are; none without names.
fn labelled(label: &str, names: impl Iterator<Item = String>) -> Option<String> {
    // A semicolon, not a comma: names of places and offices may hold commas.
    let names = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ");
    (!names.is_empty()).then(|| format!("    {label:<6} {names}"))
}

/// Words of an article as evidence: where they stand, counted in characters, then the quotation.
///
/// ```
/// use tarikh::export::text::evidence;
///
/// assert_eq!(evidence("قبل يومين", "a.md", 118), "a.md, character 118: «\u{2068}قبل يومين\u{2069}»");
/// ```
#[must_use]
pub fn evidence(words: &str, article: &str, character: u32) -> String {
    format!("{}, character {character}: «{}»", lead(isolate(article)), isolate(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hostile_words_stay_in_their_place() {
        let hostile = "\u{202e}\u{2069}\u{1b}[1A\u{1b}[2Kمالي\nx";
        let entry = Entry {
            id: hostile.into(),
            when: "13 August 2012".into(),
            reservations: vec!["denied".into()],
            what: hostile.into(),
            who: vec![(hostile.into(), Some("actor".into())), ("Mali".into(), None)],
            places: vec![String::new(), "\u{200f}".into()],
            articles: 1,
            ..Entry::default()
        };
        let safe = "\u{2068}<1B>[1A<1B>[2Kمالي x\u{2069}";
        assert_eq!(
            entry.lines().collect::<Vec<_>>(),
            [
                format!("13 August 2012 · DENIED · 1 article · {safe}"),
                format!("    \u{200e}{safe}"),
                format!("    who    {safe} (actor); Mali"),
            ]
        );
    }

    proptest! {
        #[test]
        fn isolates_are_closed_on_every_line(words in "\\PC*|[\u{2066}-\u{2069}\u{202a}-\u{202e}ا\n]{0,20}") {
            let entry = Entry { id: words.clone(), what: words.clone(), who: vec![(words.clone(), Some(words))], ..Entry::default() };
            for line in entry.lines() {
                let opened = line.matches('\u{2068}').count();
                prop_assert_eq!(opened, line.matches('\u{2069}').count());
                prop_assert!(!line.contains('\n'));
            }
        }
    }
}
