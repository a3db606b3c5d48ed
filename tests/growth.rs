//! The cost of a text is linear in its length, whatever it consists of. Counted in steps, never in seconds.
#![allow(missing_docs)]

use chrono::NaiveDate;
use tarikh::Tagger;
use tarikh::article::Published;
use tarikh::timex::Finder;

/// Text that is hard on one part or another, cut to a length.
const KINDS: &[(&str, &str)] = &[
    ("one word", "اليوم "),
    ("one phrase that begins many rules", "بعد "),
    ("digits without end", "1234567890"),
    ("numbers", "12 "),
    ("numbers with marks", "12/"),
    ("«و»", "و"),
    ("«و», set apart", "و "),
    ("nested ranges", "من 1 إلى "),
    ("ranges of clock times", "بين الساعة 3 و"),
    ("numbers in words", "خمسة وعشرون ألفا و"),
    ("diacritics", "َُِ"),
    ("a word in diacritics", "يَوْم"),
    ("a line without spaces", "الخميس،15يونيو2012-"),
    ("months", "يناير "),
    ("months joined by dashes", "مايو-"),
    ("tatweel", "ـ"),
    ("a word drawn out", "لليـــــــوم "),
    ("mixed direction", "May 5 مايو \u{202B}2012\u{202C} "),
    ("openings of phrases", "في وقت سابق من "),
    ("first, last, first, last", "أول آخر "),
    ("lengths of lengths", "نصف ساعة و"),
    ("empty lines", "\n\nالسبت"),
    ("brackets", "الخميس ("),
    ("bytes beyond Arabic", "日本語—"),
];

/// The kind of text repeated to about as many bytes.
fn text(pattern: &str, bytes: usize) -> String {
    pattern.repeat(bytes.div_ceil(pattern.len()))
}

#[test]
fn four_times_the_text_is_four_times_the_work() {
    const SMALL: usize = 8_000;
    let mut finder = Finder::new();
    for (kind, pattern) in KINDS {
        let mut count = |bytes| {
            let text = text(pattern, bytes);
            let found = finder.find(&text).len() as u64;
            (finder.work() + found, text.len() as u64)
        };
        let ((small, small_bytes), (large, large_bytes)) = (count(SMALL), count(4 * SMALL));
        println!("{kind}: {} steps a kilobyte", 1000 * large / large_bytes);
        // 4.5 for what a text has at its ends.
        assert!(2 * large <= 9 * small + 200, "{kind}: {small} steps, then {large}");
        // And no kind of text is a trap: so many steps for a byte are never needed.
        for (steps, bytes) in [(small, small_bytes), (large, large_bytes)] {
            assert!(steps <= 400 * bytes, "{kind}: {steps} steps for {bytes} bytes");
        }
    }
}

#[test]
fn anything_is_read() {
    let reference = NaiveDate::from_ymd_opt(2012, 8, 15).map(Published::from);
    for (kind, pattern) in KINDS {
        let text = text(pattern, 1 << 16);
        let timexes = Tagger::new().tag_text(&text, reference);
        for pair in timexes.windows(2) {
            assert!(pair[0].quote.bytes.end <= pair[1].quote.bytes.start, "{kind}");
        }
        for timex in &timexes {
            assert_eq!(timex.quote.text, timex.quote.bytes.of(&text), "{kind}");
        }
    }
}
