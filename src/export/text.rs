//! Plain text for terminals and logs.
//!
//! What comes out of an article can hold anything: escape sequences that colour or clear a terminal, direction marks
//! that reorder a line, letters that cannot be seen. These functions make words from outside fit to stand in a line.

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
