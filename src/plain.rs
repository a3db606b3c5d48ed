//! Words from outside, made safe to show in a line of text.
//!
//! An article may hold control characters, direction marks and invisible letters. Printed as they are they can
//! colour a terminal, reorder a line or hide part of it. Everything the crate prints from a source goes through
//! here; what it stores never does.

use std::fmt;

/// First strong isolate: what follows takes its own direction and cannot reorder what stands around it.
const ISOLATE: char = '\u{2068}';
/// Ends the isolate.
const END: char = '\u{2069}';
/// Marks allowed on one letter. Real Arabic needs two or three; a pile of them covers the lines above and below.
const MARKS: u32 = 4;

/// What becomes of one character when it is shown.
enum Shown {
    Kept,
    /// Invisible, and means nothing on a screen.
    Dropped,
    Space,
    /// A control character, by its code.
    Code(u32),
}

fn shown(c: char) -> Shown {
    match c {
        ' '..='~' => Shown::Kept,
        '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Shown::Space,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Shown::Code(u32::from(c)),
        // Direction: marks, embeddings, overrides, isolates, and the deprecated format characters.
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => Shown::Dropped,
        // Invisible: soft hyphen, Mongolian separator, zero-width space, word joiner, BOM, interlinear, tags.
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' => Shown::Dropped,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => Shown::Dropped,
        _ => Shown::Kept,
    }
}

/// Whether `c` is drawn over the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05bd}' | '\u{0610}'..='\u{061a}'
        | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06dc}' | '\u{06df}'..='\u{06e4}'
        | '\u{06e7}' | '\u{06e8}' | '\u{06ea}'..='\u{06ed}' | '\u{08ca}'..='\u{08e1}' | '\u{08e3}'..='\u{08ff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether `c` is written from right to left, or may pull its neighbours that way.
fn is_rtl(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// `text` on one line, with nothing in it that a terminal obeys and nothing that it hides.
///
/// Line breaks and tabs become one space, control characters show their code (`<1B>`), direction and zero-width
/// characters go (the joiners that shape letters stay), and no letter carries more than four marks.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        match shown(c) {
            Shown::Kept if marks > MARKS => {}
            Shown::Kept if c == ' ' && line.ends_with(' ') => {}
            Shown::Kept => line.push(c),
            Shown::Dropped => {}
            Shown::Space if line.is_empty() || line.ends_with(' ') => {}
            Shown::Space => line.push(' '),
            // Writing to a `String` cannot fail.
            Shown::Code(code) => drop(fmt::write(&mut line, format_args!("<{code:02X}>"))),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// [`one_line`], isolated where it holds right-to-left letters, so that a Latin line around it keeps its order.
pub(crate) fn isolated(text: &str) -> String {
    let line = one_line(text);
    if line.contains(is_rtl) { format!("{ISOLATE}{line}{END}") } else { line }
}

/// A fragment as error messages quote it: safe, isolated, in «», cut after 60 characters.
pub(crate) struct Fragment<'a>(pub(crate) &'a str);

impl fmt::Display for Fragment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 60;
        let line = one_line(self.0);
        match line.char_indices().nth(MOST) {
            Some((cut, _)) => write!(f, "«{ISOLATE}{}…{END}»", &line[..cut]),
            None if line.contains(is_rtl) => write!(f, "«{ISOLATE}{line}{END}»"),
            None => write!(f, "«{line}»"),
        }
    }
}

/// The one of some names that was most likely meant by `word`: at most a third of its letters are wrong, missing, too
/// many or changed places.
pub(crate) fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = |name: &'n str| {
        let away = distance(word, name);
        (away * 3 <= word.chars().count().max(3)).then_some((away, name))
    };
    names.into_iter().filter_map(near).min_by_key(|&(away, _)| away).map(|(_, name)| name)
}

/// How many letters to change, to add, to leave out or to swap with the next for one word to become the other.
fn distance(a: &str, b: &str) -> usize {
    // Longer ones are no misspelling of a name.
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().take(40).collect());
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect(), vec![0; b.len() + 1]];
    for (i, &x) in a.iter().enumerate() {
        let [two, one, row] = &mut rows;
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let swapped = i > 0 && j > 0 && a[i - 1] == y && b[j - 1] == x;
            let best = (one[j] + usize::from(x != y)).min(one[j + 1] + 1).min(row[j] + 1);
            row[j + 1] = if swapped { best.min(two[j - 1] + 1) } else { best };
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_a_terminal_obeys_survives() {
        for (hostile, safe) in [
            ("\u{1b}[2Jمالي", "<1B>[2Jمالي"),
            ("\u{1b}]0;title\u{7}x", "<1B>]0;title<07>x"),
            ("a\rb\n\nc\td", "a b c d"),
            ("x\u{8}\u{8}y", "x<08><08>y"),
            ("\u{9b}31mred", "<9B>31mred"),
            ("قتل \u{202e}ثلاثة\u{202c} جنود", "قتل ثلاثة جنود"),
            ("\u{2069}\u{2069}escape\u{2067}", "escape"),
            ("باما\u{200b}كو", "باماكو"),
            ("a\u{2028}b", "a b"),
            ("tag\u{e0041}\u{e007f}s", "tags"),
            ("", ""),
            ("\u{202e}", ""),
        ] {
            assert_eq!(one_line(hostile), safe, "{hostile:?}");
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut_and_real_vowels_are_kept() {
        assert_eq!(one_line("مُحَمَّدٌ"), "مُحَمَّدٌ");
        let zalgo = format!("a{}", "\u{0301}".repeat(500));
        assert_eq!(one_line(&zalgo).chars().count(), 5);
    }

    #[test]
    fn only_right_to_left_words_are_isolated() {
        assert_eq!(isolated("Bamako"), "Bamako");
        assert_eq!(isolated("باماكو"), "\u{2068}باماكو\u{2069}");
        assert_eq!(Fragment("1 يونيو").to_string(), "«\u{2068}1 يونيو\u{2069}»");
        assert_eq!(Fragment(&"x".repeat(61)).to_string().chars().count(), 60 + 5);
    }

    #[test]
    fn a_misspelt_name_finds_its_own() {
        let names = ["date", "bound", "published", "same_event"];
        for (word, meant) in [
            ("dat", Some("date")),
            ("adte", Some("date")),
            ("publised", Some("published")),
            ("pubilshed", Some("published")),
            ("sameevent", Some("same_event")),
            ("bounds", Some("bound")),
            ("date", Some("date")),
            ("time", None),
            ("", None),
            ("تاريخ", None),
        ] {
            assert_eq!(nearest(word, names), meant, "{word}");
        }
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("abcd", "bacd"), 1);
    }

    proptest! {
        #[test]
        fn any_text_stays_on_one_line_and_inside_its_isolate(text in "\\PC*|(.|\\n){0,40}") {
            let line = isolated(&text);
            let inner = line.strip_prefix(ISOLATE).and_then(|l| l.strip_suffix(END)).unwrap_or(&line);
            let obeyed = |c: char| c.is_control() || matches!(u32::from(c), 0x202a..=0x202e | 0x2066..=0x2069);
            prop_assert!(!inner.contains(obeyed), "{:?}", line);
        }
    }
}
