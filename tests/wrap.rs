//! Lines of the example programs fit the terminal and keep directions apart.
#![allow(missing_docs)]

#[allow(dead_code, unreachable_pub)]
#[path = "../examples/common/wrap.rs"]
mod wrap;

use proptest::prelude::*;
use wrap::{columns, wrap};

#[test]
fn breaks_at_spaces_with_a_hanging_indent() {
    assert_eq!(wrap("    one two three four", 12, 2), ["    one two", "      three", "      four"]);
    assert_eq!(wrap("", 80, 2), [""]);
    assert_eq!(wrap("a  b", 80, 2), ["a  b"]);
    assert_eq!(wrap("incomprehensibilities", 10, 2), ["incomprehensibilities"], "words stay whole");
}

#[test]
fn an_isolate_is_closed_and_opened_again() {
    assert_eq!(
        wrap("who  \u{2068}الحركة الوطنية لتحرير أزواد\u{2069} (actor)", 20, 5),
        ["who  \u{2068}الحركة الوطنية\u{2069}", "     \u{200e}\u{2068}لتحرير أزواد\u{2069}", "     (actor)"]
    );
}

#[test]
fn vowels_and_isolates_take_no_column() {
    assert_eq!(columns("\u{2068}مُحَمَّد\u{2069}"), 4);
}

proptest! {
    #[test]
    fn every_piece_fits_is_balanced_and_no_word_is_lost(
        words in proptest::collection::vec("[a-zا-ي]{1,9}|\u{2068}[ا-ي]{1,5} [ا-ي]{1,5}\u{2069}", 0..30),
        width in 20usize..80,
    ) {
        let line = words.join(" ");
        let pieces = wrap(&line, width, 4);
        for piece in &pieces {
            prop_assert!(columns(piece) <= width);
            prop_assert_eq!(piece.matches('\u{2068}').count(), piece.matches('\u{2069}').count());
        }
        let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}', '\u{200e}'], "").split_whitespace().map(String::from).collect::<Vec<_>>();
        prop_assert_eq!(plain(&pieces.join(" ")), plain(&line));
    }
}
