//! Lines that fit a terminal.

use unicode_width::UnicodeWidthChar;

const ISOLATES: std::ops::RangeInclusive<char> = '\u{2066}'..='\u{2068}';
const END: char = '\u{2069}';
/// Without it a line that begins with Arabic would be taken for an Arabic one, and move to the right.
const LEFT_TO_RIGHT: char = '\u{200e}';
/// A line that begins with it is an Arabic one, and goes on as one.
const RIGHT_TO_LEFT: char = '\u{200f}';

/// `line` in pieces of at most `width` columns, broken at spaces, the later ones indented by `indent` more than the
/// line itself.
///
/// A right-to-left isolate that a break would cut is closed at the end of the piece and opened again in the next:
/// every line of a terminal is a paragraph of its own.
pub fn wrap(line: &str, width: usize, indent: usize) -> Vec<String> {
    let own = line.len() - line.trim_start_matches(' ').len();
    let indent = (own + indent).min(width / 2);
    let arabic = line[own..].starts_with(RIGHT_TO_LEFT);
    let mut pieces = Vec::new();
    let mut piece = " ".repeat(own.min(width / 2));
    let mut used = piece.len();
    let mut open: Vec<char> = Vec::new();
    for (i, word) in line[own..].split(' ').enumerate() {
        let columns = columns(word);
        let space = usize::from(i > 0);
        if i > 0 && used + space + columns > width && used > indent {
            open.iter().for_each(|_| piece.push(END));
            pieces.push(std::mem::take(&mut piece));
            piece.push_str(&" ".repeat(indent));
            if !open.is_empty() || word.starts_with(|c| ISOLATES.contains(&c)) {
                piece.push(if arabic { RIGHT_TO_LEFT } else { LEFT_TO_RIGHT });
            }
            piece.extend(&open);
            used = indent;
        } else if space > 0 {
            piece.push(' ');
            used += 1;
        }
        piece.push_str(word);
        used += columns;
        for c in word.chars() {
            if ISOLATES.contains(&c) {
                open.push(c);
            } else if c == END {
                open.pop();
            }
        }
    }
    pieces.push(piece);
    pieces
}

/// How many columns of a terminal `text` takes up.
pub fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if ISOLATES.contains(&c) || c == END || c == LEFT_TO_RIGHT || c == RIGHT_TO_LEFT {
                0
            } else {
                c.width().unwrap_or(0)
            }
        })
        .sum()
}

/// The width to write for: what was asked for, else what the shell says of its terminal, else 100.
pub fn width(asked: Option<usize>) -> usize {
    let terminal = || std::env::var("COLUMNS").ok()?.parse().ok();
    asked.or_else(terminal).unwrap_or(100).max(20)
}
