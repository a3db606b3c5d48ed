//! Articles that tell at leisure, or to judges, what happened long ago: as vividly as the news of that day did.

use crate::script::{Key, Token, key, splits};

/// Words of courts, each with its forms. News of the days after names one of them at most.
const COURT: &[&[Key]] = &[
    &[key!("قاضي"), key!("قاض"), key!("قضاه")],
    &[key!("محكمه")],
    &[key!("محامي"), key!("محام"), key!("محامو"), key!("محامون")],
    &[key!("متهم"), key!("متهمين"), key!("متهمان"), key!("متهمون")],
    &[key!("مدان"), key!("ادانه")],
    &[key!("مرافعه")],
    &[key!("محلفين")],
    &[key!("استئناف")],
];

/// Words that point at a time that is far behind who tells.
const THEN: &[Key] = &[key!("يومئذ"), key!("ليلتئذ"), key!("عامئذ"), key!("وقتئذ"), key!("حينئذ")];

/// What does so after «تلك» and «ذلك». «ذلك اليوم» may have been yesterday.
const FAR: &[Key] = &[
    key!("ليله"),
    key!("سنه"),
    key!("سنوات"),
    key!("عام"),
    key!("اعوام"),
    key!("صيف"),
    key!("شتاء"),
    key!("خريف"),
    key!("ربيع"),
];

/// Whether what the tokens of an article tell is long past, by how it is told.
pub(super) fn tells_of_old(tokens: &[Token]) -> bool {
    /// So many words of courts tell of a trial.
    const TRIAL: usize = 2;
    let is = |list: &[Key], token: &Token| splits(token.key()).any(|split| list.contains(&split.stem));
    let those = |pair: &[Token]| match pair {
        [that, time] => is(&[key!("تلك"), key!("ذلك")], that) && is(FAR, time),
        _ => false,
    };
    let named = |word: &&&[Key]| tokens.iter().any(|token| is(word, token));
    tokens.iter().any(|token| is(THEN, token))
        || tokens.windows(2).any(those)
        || COURT.iter().filter(named).nth(TRIAL - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::tells_of_old;
    use crate::script::tokenize;

    #[test]
    fn who_tells_at_leisure_or_to_judges_tells_of_old() {
        for (text, old) in [
            ("كان الحارس يومئذ شابا في العشرين.", true),
            ("لم ينم أحد في تلك الليلة.", true),
            ("سمع القضاة الشهود، وقال محامي الضحايا إنهم ينتظرون.", true),
            // News of the day after.
            ("قتل جنديان أمس، وبعد ظهر ذلك اليوم عاد الهدوء.", false),
            ("أوقفت الشرطة متهما، ثم أفرجت عن متهمين آخرين.", false),
            ("دعا القاضي أمس إلى الهدوء.", false),
        ] {
            assert_eq!(tells_of_old(&tokenize(text)), old, "{text}");
        }
    }
}
