//! Memory is asked for once a text, not once a word.
#![allow(missing_docs)]

use allocation_counter::measure;
use chrono::NaiveDate;
use tarikh::article::Published;
use tarikh::script::tokenize;
use tarikh::timex::Finder;
use tarikh::{Article, Reader, Tagger};

/// Words, marks, numbers, attached clitics and words of many meanings, and no time expression.
const SENTENCE: &str = "وقال المتحدث باسم الحركة، في مؤتمر بالعاصمة، إن 23 مقاتلا من الذين وصلوا إلى المدينة \
                        «لن ينسحبوا» منها، وللأهالي ما يقولونه. ";

#[test]
fn a_text_without_time_expressions_costs_no_memory_by_the_word() {
    let (short, long) = (SENTENCE.repeat(4), SENTENCE.repeat(400));
    let mut finder = Finder::new();
    // Once for the tables of words, once for the finder's buffers.
    assert_eq!(finder.find(&long), []);
    assert!(finder.tokens().len() > 8_000);
    for text in [&short, &long] {
        assert_eq!(measure(|| drop(finder.find(text))).count_total, 0);
    }

    // A tagger keeps its buffers from text to text.
    let tagger = Tagger::new();
    let reference = NaiveDate::from_ymd_opt(2012, 8, 15).map(Published::from);
    assert_eq!(tagger.tag_text(&long, reference), []);
    for text in [&short, &long] {
        assert_eq!(measure(|| drop(tagger.tag_text(text, reference))).count_total, 0);
    }
}

/// Words in which nothing happens, nobody is named and no time is told.
const STILL: &str = "السقف الأبيض فوق الباب الأزرق الكبير، والنافذة الصغيرة أيضا بيضاء. ";

#[test]
fn a_text_in_which_nothing_happens_is_read_without_memory_by_the_word() {
    let reader = Reader::new();
    let [short, long] = [4, 400].map(|times| Article::new("a", STILL.repeat(times)));
    // Once for the tables of words, and for the buffers that serve one text after another.
    assert!(reader.read(&long).mentions.is_empty());
    let asked = [&short, &long].map(|article| measure(|| drop(reader.read(article))).count_total);
    assert!(asked[0] == asked[1] && asked[0] < 20, "{asked:?}");
}

/// However long a text is, a part of it is looked at at a time.
#[test]
fn a_long_text_is_tagged_in_little_memory() {
    let text = SENTENCE.repeat(10_000);
    // The tables of words have nothing to do with the text.
    Finder::new().find(SENTENCE);
    let most = measure(|| drop(Tagger::new().tag_text(&text, None))).bytes_max;
    assert!(0 < most && most < text.len() as u64 / 10, "{most} bytes for {}", text.len());
}

#[test]
fn splitting_a_text_asks_for_memory_by_the_text() {
    for times in [1, 10, 1_000] {
        let text = SENTENCE.repeat(times);
        // Room is made for as many tokens as news has; a text of shorter words takes one step more.
        assert!(measure(|| drop(tokenize(&text))).count_total <= 2, "{times}");
    }
}
