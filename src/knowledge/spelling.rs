//! The words of a name, spelled as the `script` room spells the words of a text.

use crate::script::{Key, Token, key, tokenize, tokenize_into};

/// A word or number of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Word(Key),
    Number(u64),
}

/// The words and numbers of a name or a title. Marks and Latin letters do not count.
pub(super) fn keys(name: &str) -> impl Iterator<Item = Piece> {
    tokenize(name).into_iter().filter_map(|token| piece(&token))
}

/// The same for many names, into vectors that are used again.
pub(super) fn pieces(name: &str, tokens: &mut Vec<Token>, pieces: &mut Vec<Piece>) {
    tokenize_into(name, tokens);
    pieces.extend(tokens.iter().filter_map(piece));
}

fn piece(token: &Token) -> Option<Piece> {
    match token.number() {
        Some(number) => Some(Piece::Number(number)),
        None => Some(token.key()).filter(|key| !key.is_empty()).map(Piece::Word),
    }
}

/// The word without its article, if enough of it is left to be a word.
pub(super) fn without_article(word: Key) -> Option<Key> {
    (word.starts_with(key!("ال")) && word.len() > 4).then(|| word.skip(2))
}

/// A single word, folded, without its article.
pub(super) fn bare(word: &str) -> Key {
    let word = Key::fold(word);
    without_article(word).unwrap_or(word)
}

/// A name as one string: folded, articles off, words one space apart.
pub(super) fn fold_name(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for piece in keys(name) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        match piece {
            Piece::Word(word) => folded.push_str(&without_article(word).unwrap_or(word).to_string()),
            Piece::Number(number) => folded.push_str(&number.to_string()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for spellings in [
            ["أنصار الدين", "انصار  الدين", "أَنْصَارُ الدِّين"],
            ["آغ غالي", "اغ غالى", "أغ غـالي"],
            ["بان كي-مون", "بان كي مون", "«بان» كي مون"],
            ["القذافي", "قذافي", "القذافى"],
            ["حركة 5 يونيو", "حركة ٥ يونيو", "الحركة 5 يونيو"],
        ] {
            for other in &spellings[1..] {
                assert_eq!(fold_name(spellings[0]), fold_name(other));
            }
        }
        assert_ne!(fold_name("الله"), fold_name("له"), "an article needs a word after it");
    }
}
