//! Where sentences end.

use super::token::{Gap, Kind, Token};

/// Whether a token can end a sentence: a full stop, a question or exclamation mark, a semicolon.
#[inline]
pub(crate) const fn is_stop(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('.' | '؟' | '?' | '!' | '؛'))
}

/// Whether a sentence ends with a token, by those beside it. Where a line ends, a sentence does so too: that is for
/// [`Token::gap`] to say.
#[inline]
pub(crate) fn ends_sentence(before: Option<&Token>, stop: &Token, after: Option<&Token>) -> bool {
    is_stop(stop) && stops_sentence(before, stop, after)
}

fn stops_sentence(before: Option<&Token>, stop: &Token, after: Option<&Token>) -> bool {
    // «أين!؟», «سيدافع.. عن», «ص.ب.، باماكو»: the last of them says.
    if after.is_some_and(|next| is_stop(next) || next.is_mark('،')) {
        return false;
    }
    let attached = after.filter(|next| next.gap == Gap::None);
    match stop.kind {
        Kind::Mark('.') => {
            let digits = before.zip(attached).is_some_and(|(a, b)| a.kind == Kind::Number && b.kind == Kind::Number);
            let latin = attached.is_some_and(|next| next.kind == Kind::Latin);
            // «د. محمد»
            let letter = before.is_some_and(|word| word.key().len() == 1 && word.gap != Gap::None);
            !(digits || latin || letter || before.zip(attached).is_some_and(|(a, b)| spelt(a, stop, b)))
        }
        _ => true,
    }
}

/// «أ.ش.أ», «بي.بي.سي»: a dot between letters that are said one by one.
fn spelt(before: &Token, dot: &Token, after: &Token) -> bool {
    let short = |word: &Token| word.kind == Kind::Word && word.key().len() <= 2;
    dot.gap == Gap::None && short(before) && short(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::tokenize;

    #[test]
    fn sentences_end_where_they_end() {
        for (text, ends) in [
            ("قتل 3.5 ملايين. وقال", 1),
            ("في مالي.واستهدف", 1),
            ("سيدافع.. عن", 1),
            ("أين هم!؟ قال", 1),
            ("قال لوكالة «أ.ش.أ» أمس. وأضاف", 1),
            ("نقلته إذاعة بي.بي.سي أمس.", 1),
            ("عادوا إلى أ.ف.ب.وقالوا", 1),
            ("زار د. محمد غاو؛ ثم عاد", 1),
            ("نشر في rfi.fr أمس", 0),
        ] {
            let tokens = tokenize(text);
            let found = (0..tokens.len())
                .filter(|&i| ends_sentence(i.checked_sub(1).map(|i| &tokens[i]), &tokens[i], tokens.get(i + 1)));
            assert_eq!(found.count(), ends, "{text}");
        }
    }
}
