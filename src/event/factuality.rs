//! Whether it happened, as the words have it, and who says so.

use super::class::{Class, Mode};
use super::conjugate::Aspect;
use super::lexicon::{Effect, Particle, Sort};
use super::mention::{Factuality, Form, Link, Tense};
use super::names::is_people;
use super::scene::{Draft, Scene};
use super::traits::Traits;
use super::word::Role;
use crate::script::{Few, Key, key};

/// What the words say of one mention.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judgement {
    pub(crate) factuality: Factuality,
    /// The report that the mention is part of, by its number.
    pub(crate) report: Option<usize>,
    /// Token of حسب or وفق, whose noun is the source.
    pub(crate) according: Option<usize>,
}

/// Words that leave open whether what follows أن happens.
const MODALS: [(Key, Factuality); 45] = [
    (key!("يجب"), Factuality::Asked),
    (key!("ينبغي"), Factuality::Asked),
    (key!("يتعين"), Factuality::Asked),
    (key!("ضرورة"), Factuality::Asked),
    (key!("يمكن"), Factuality::Possible),
    (key!("يحتمل"), Factuality::Possible),
    (key!("المحتمل"), Factuality::Possible),
    (key!("الممكن"), Factuality::Possible),
    (key!("يبدو"), Factuality::Factual),
    (key!("المقرر"), Factuality::Planned),
    (key!("المتوقع"), Factuality::Planned),
    (key!("المنتظر"), Factuality::Planned),
    (key!("المرتقب"), Factuality::Planned),
    (key!("المفترض"), Factuality::Planned),
    (key!("المزمع"), Factuality::Planned),
    (key!("المأمول"), Factuality::Planned),
    (key!("يفترض"), Factuality::Planned),
    (key!("يرتقب"), Factuality::Planned),
    (key!("ينتظر"), Factuality::Planned),
    (key!("يتوقع"), Factuality::Planned),
    (key!("يؤمل"), Factuality::Planned),
    (key!("المرجح"), Factuality::Possible),
    (key!("يرجح"), Factuality::Possible),
    (key!("يخشى"), Factuality::Possible),
    (key!("تخشى"), Factuality::Possible),
    (key!("شأنه"), Factuality::Possible),
    (key!("شأنها"), Factuality::Possible),
    (key!("المستبعد"), Factuality::Denied),
    (key!("الضروري"), Factuality::Asked),
    (key!("الواجب"), Factuality::Asked),
    (key!("الأفضل"), Factuality::Asked),
    (key!("لابد"), Factuality::Asked),
    (key!("بد"), Factuality::Asked),
    (key!("تجب"), Factuality::Asked),
    (key!("عليه"), Factuality::Asked),
    (key!("عليها"), Factuality::Asked),
    (key!("عليهم"), Factuality::Asked),
    (key!("شرط"), Factuality::Conditional),
    (key!("بشرط"), Factuality::Conditional),
    (key!("شريطة"), Factuality::Conditional),
    (key!("كاد"), Factuality::Negated),
    (key!("كادت"), Factuality::Negated),
    (key!("أمل"), Factuality::Planned),
    (key!("يأمل"), Factuality::Planned),
    (key!("تأمل"), Factuality::Planned),
];

/// The same words, for most words before أن are none of them.
static MODAL_WORDS: Few<{ MODALS.len() }> = {
    let (mut words, mut n) = ([Key::NONE; MODALS.len()], 0);
    while n < words.len() {
        words[n] = MODALS[n].0;
        n += 1;
    }
    Few::of(words)
};

/// What a word before أن leaves open.
fn modal(word: Key) -> Option<Factuality> {
    let found = if MODAL_WORDS.may_have(word) { MODALS.iter().find(|(modal, _)| *modal == word) } else { None };
    found.map(|&(_, factuality)| factuality)
}

/// Judges all mentions, in order.
pub(crate) fn judge(scene: &Scene<'_>, drafts: &[Draft], out: &mut Vec<Judgement>) {
    out.clear();
    let sources = sources(scene);
    for (i, draft) in drafts.iter().enumerate() {
        let governor = governor(scene, drafts, i);
        let report = governor.filter(|g| matches!(g.effect, Effect::Reports)).and_then(|g| g.mention);
        let own = own(scene, draft);
        let mut factuality = own.unwrap_or(Factuality::Factual);
        if own.is_none() || own == Some(Factuality::Planned) && !matches!(draft.tense, Tense::Future) {
            let nominal = matches!(draft.form, Form::Noun | Form::Participle);
            if let Some(g) = governor.filter(|g| !nominal || !g.that) {
                factuality = under(g, draft, factuality);
            }
        }
        // «دعا إلى وقف القتال وسحب القوات»: what is joined to what is asked for is asked for too.
        if own.is_none()
            && draft.form == Form::Noun
            && scene.words[draft.token].clitics.conjunction.is_some()
            && !scene.words[draft.token].clitics.article
            && let Some(other) = (0..i)
                .rev()
                .take_while(|&o| drafts[o].form == Form::Noun && drafts[o].clause == draft.clause)
                .find(|&o| {
                    drafts[o].token + 12 > draft.token
                        && matches!(out[o].factuality, Factuality::Asked | Factuality::Planned | Factuality::Denied)
                })
        {
            factuality = out[other].factuality;
        }
        // «لم يقتل أو يصب»
        let i0 = draft.token;
        if i0 > 0
            && scene.words[i0].is_verb()
            && scene.words[i0 - 1].particle() == Some(Particle::Join)
            && let Some(other) =
                (0..i).rev().take_while(|&o| drafts[o].token + 4 >= i0).find(|&o| drafts[o].form == Form::Verb)
        {
            factuality = out[other].factuality;
        }
        // What hangs on something that did not happen is not more certain than that.
        if factuality == Factuality::Factual {
            let head = scene.clauses[draft.clause];
            if draft.form == Form::Noun {
                if let Some(verb) = clause_verb(scene, drafts, out, draft, i)
                    && draft.passive.is_none()
                    && !scene.words[draft.token].clitics.article
                {
                    factuality = verb;
                }
            } else if head.link == Link::Condition {
                factuality = Factuality::Conditional;
            } else if head.link == Link::Relative
                && let Some(none) = of_none(scene, drafts, out, draft, i)
            {
                factuality = none;
            }
        }
        out.push(Judgement { factuality, report, according: according(scene, &sources, draft) });
    }
}

/// What the word's own particles and form say.
fn own(scene: &Scene<'_>, draft: &Draft) -> Option<Factuality> {
    let words = scene.words;
    let i = draft.phrase.0.min(draft.token);
    let clause = scene.clauses[draft.clause];
    let start = clause.start as usize;
    let before = |n: usize| i.checked_sub(n).filter(|&j| j + 6 >= start && !words[j + 1].first).map(|j| words[j]);
    let verb = words[i];
    if let Role::Verb(inflection) = verb.role {
        for n in 1..=2 {
            let Some(word) = before(n) else { break };
            match word.particle() {
                Some(Particle::Not) => return Some(Factuality::Negated),
                Some(Particle::Maybe) => return Some(Factuality::Possible),
                Some(Particle::Qad) if n == 1 && inflection.aspect == Aspect::Imperfect => {
                    return Some(Factuality::Possible);
                }
                Some(Particle::If) => return Some(Factuality::Conditional),
                Some(Particle::Whether) => return Some(Factuality::Possible),
                Some(_) => {}
                None if matches!(word.role, Role::Mark(_)) => {}
                None => break,
            }
        }
        if clause.link == Link::Purpose || verb.clitics.preposition == Some('ل') {
            return Some(Factuality::Planned);
        }
        // «دون أن»
        // «غير أن» is "however".
        let however = scene.located.tokens[start].key().ends_with(key!("غير"));
        if words[start].particle() == Some(Particle::Without) && i <= start + 3 && !however {
            return Some(Factuality::Negated);
        }
        if clause.link == Link::Condition {
            return Some(Factuality::Conditional);
        }
        if draft.tense == Tense::Future {
            return Some(Factuality::Planned);
        }
        return None;
    }
    // Nouns: what stands before them.
    for n in 1..=2 {
        let Some(word) = before(n) else { break };
        match word.particle() {
            Some(Particle::Without) => return Some(Factuality::Negated),
            // «محاولة الانقلاب التي قادها»: one that is known was made.
            Some(Particle::Attempt) if n == 1 && attempted(scene, i - 1, draft) => {}
            Some(Particle::Attempt | Particle::Expected) => return Some(Factuality::Planned),
            Some(Particle::Purpose) => return Some(Factuality::Planned),
            Some(Particle::Maybe) => return Some(Factuality::Possible),
            _ => {}
        }
        if n == 1 && !matches!(word.role, Role::Particle(_)) {
            break;
        }
    }
    // «لمحاربة المتطرفين»: ل and a verbal noun is what for.
    if verb.clitics.preposition == Some('ل') && !verb.clitics.article && draft.weak {
        return Some(Factuality::Planned);
    }
    // «الاجتماع المقرر الخميس»
    for n in 1..=3 {
        match words.get(i + n).filter(|w| !w.first) {
            Some(w) if w.particle() == Some(Particle::Expected) => return Some(Factuality::Planned),
            Some(w) if matches!(w.role, Role::Unknown) => {}
            // «زيارة كانت مقررة الخميس»
            Some(w) if w.entry(scene.lexicon).is_some_and(|e| e.lemma == "كان") => {}
            _ => break,
        }
    }
    None
}

/// «محاولة الانقلاب», «محاولتا اغتيال»: an attempt at violence is itself what happened, where it is known by its article.
fn attempted(scene: &Scene<'_>, word: usize, draft: &Draft) -> bool {
    let made = scene.located.tokens[word].key().ends_with(key!("محاولة"));
    let violent = draft.class == Class::Assault || matches!(draft.mode, Mode::Coup | Mode::Kidnapping);
    made && violent && scene.words[draft.token].clitics.article
}

/// Who or what a mention depends on.
#[derive(Debug, Clone, Copy)]
struct Governor {
    effect: Effect,
    mention: Option<usize>,
    /// A word like يجب right before أن.
    modal: Option<Factuality>,
    /// Through أن, not as an object.
    that: bool,
    /// The verb right after أن: a subjunctive.
    bare: bool,
}

fn governor(scene: &Scene<'_>, drafts: &[Draft], i: usize) -> Option<Governor> {
    let draft = &drafts[i];
    let nominal = matches!(draft.form, Form::Noun | Form::Participle);
    if nominal {
        // The object of the verb before it in its clause.
        let verb = drafts[..i]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, d)| d.clause == draft.clause)
            .find(|(_, d)| matches!(d.form, Form::Verb) || d.entry.effect != Effect::None && d.form == Form::Noun);
        if let Some((at, d)) = verb {
            let word = &scene.words[draft.token];
            // «دعا إلى الانسحاب» asks for it; «رفض الاتفاق» is about one that there is. «قادة انقلاب أغسطس» are people.
            let asked_to = d.entry.effect == Effect::Asks
                && draft.token.checked_sub(1).is_some_and(|i| scene.located.tokens[i].key() == key!("إلى"));
            let object = (draft.token.abs_diff(d.token) <= 3 || asked_to) && draft.entry.verbal;
            let definite = word.clitics.article && !(object && matches!(d.entry.effect, Effect::Asks | Effect::Plans));
            if draft.token > 0 && is_people(scene.words[draft.token - 1], scene.located.tokens[draft.token - 1].key()) {
                return None;
            }
            let first = drafts[at + 1..i].iter().all(|d| d.form != Form::Noun || d.weak);
            // «قررت في قمتها إنشاء قوة»: where it was decided, not what.
            let key = draft.token.checked_sub(1).map(|before| scene.located.tokens[before].key());
            let setting = draft.entry.class == Class::Consult && key == Some(key!("في"));
            if d.entry.effect != Effect::None && first && !setting && !definite && draft.token.abs_diff(d.token) <= 9 {
                return Some(Governor {
                    effect: d.entry.effect,
                    mention: Some(at),
                    modal: None,
                    that: false,
                    bare: false,
                });
            }
        }
    }
    // The clause it is in, up to the أن it stands under.
    let mut clause = draft.clause;
    for _ in 0..12 {
        let c = scene.clauses[clause];
        match c.link {
            Link::That => {
                let opener = c.start as usize;
                let modal = (1..=2).find_map(|n| {
                    let token = opener.checked_sub(n)?;
                    let key = scene.located.tokens[token].key();
                    let key = if key.starts_with(key!("و")) && key.len() > 4 { key.skip(1) } else { key };
                    modal(key)
                });
                // «على أن تستأنف الاثنين»
                let bare = draft.token == opener + 1 && draft.tense == Tense::Present;
                let on = opener > 0 && scene.located.tokens[opener - 1].key() == key!("على");
                let modal = modal.or((bare && on).then_some(Factuality::Planned));
                if let Some(modal) = modal {
                    return Some(Governor {
                        effect: Effect::None,
                        mention: None,
                        modal: Some(modal),
                        that: true,
                        bare: false,
                    });
                }
                // A participle that says so (مشيرا إلى أن) stands nearer than the verb.
                let near = (1..=6).find_map(|n| {
                    let token = opener.checked_sub(n)?;
                    let word = &scene.words[token];
                    // «متابعون» and «متحدث باسم الجيش» are people; what somebody adds is an accusative.
                    let key = scene.located.tokens[token].key();
                    let adds = key.ends_with(key!("ا"))
                        || token.checked_sub(1).is_some_and(|i| scene.located.tokens[i].is_comma());
                    (matches!(word.role, Role::Participle) && !word.clitics.article && adds)
                        .then(|| word.entry(scene.lexicon))
                        .flatten()
                        .filter(|e| e.effect != Effect::None)
                });
                let parent = c.parent? as usize;
                let sentence = drafts[..i]
                    .iter()
                    .enumerate()
                    .rev()
                    .take_while(|(_, d)| scene.clauses[d.clause].sentence == c.sentence);
                let verb = sentence.into_iter().find(|(_, d)| {
                    d.clause <= parent && d.token < opener && !matches!(d.form, Form::Noun | Form::Participle)
                        || d.token < opener
                            && d.form != Form::Participle
                            && d.token + 5 >= opener
                            && d.entry.effect != Effect::None
                });
                let (mention, effect) = match (near, verb) {
                    (Some(entry), verb) => (verb.map(|(at, _)| at), entry.effect),
                    (None, Some((at, d))) => (Some(at), d.entry.effect),
                    (None, None) => return None,
                };
                if scene.clauses[drafts[mention?].clause].sentence != c.sentence {
                    return None;
                }
                let an = scene.located.tokens[opener].key();
                let bare = draft.token == opener + 1 && (an == key!("أن") || an == key!("بأن"));
                return Some(Governor { effect, mention, modal: None, that: true, bare });
            }
            // Joined clauses and those inside stand under the same أن, unless a new report begins.
            Link::And if draft.entry.effect == Effect::Reports || draft.mode == Mode::Statement => return None,
            Link::And | Link::Relative | Link::Adverbial | Link::Purpose | Link::Condition => {
                clause = c.parent? as usize;
            }
            Link::Main => return None,
        }
    }
    None
}

/// What the governing word makes of the event.
fn under(governor: Governor, draft: &Draft, own: Factuality) -> Factuality {
    let past = matches!(draft.tense, Tense::Past | Tense::Pluperfect);
    if let Some(modal) = governor.modal {
        // «من المقرر أن ينفذ القرار الذي تبناه المجلس»: what is told in the past is not what is planned.
        let told = past && matches!(modal, Factuality::Planned | Factuality::Asked);
        return if modal == Factuality::Factual || told { own } else { modal };
    }
    match governor.effect {
        Effect::Denies => Factuality::Denied,
        Effect::Asks => Factuality::Asked,
        Effect::Plans if !past => Factuality::Planned,
        Effect::Doubts if !past => Factuality::Possible,
        Effect::Prevents => Factuality::Negated,
        // «قرر أن يرسل»: an imperfect after أن of anything but saying is still to come.
        Effect::None if governor.bare && draft.tense == Tense::Present => Factuality::Possible,
        Effect::Warns if !governor.that => Factuality::Possible,
        _ => own,
    }
}

/// The judgement of the verb whose clause a noun stands in, where it is not that it happened.
fn clause_verb(
    scene: &Scene<'_>,
    drafts: &[Draft],
    judged: &[Judgement],
    draft: &Draft,
    i: usize,
) -> Option<Factuality> {
    let at = verb_of(scene, drafts, draft.clause, i)?;
    let verb = &drafts[at];
    let f = judged[at].factuality;
    // A denial or a plan takes in its indefinite object: «لم ينفذ هجوما», «ستبدأ محادثات».
    let oblique = draft.token > 0
        && matches!(scene.words[draft.token - 1].particle(), Some(Particle::Preposition | Particle::Temporal))
        && verb.entry.sort != Sort::Aspect;
    let object = draft.token.abs_diff(verb.token) <= 6 && !oblique;
    // «لتنتهي مفاوضات طويلة بدأت قبل عام»: of what somebody aims at, one had happened.
    let mut behind = scene.words.iter().skip(draft.token + 1).take(2).map(|w| w.role);
    let told = scene.clauses[draft.clause].link == Link::Purpose
        && behind
            .find(|role| *role != Role::Unknown)
            .is_some_and(|role| matches!(role, Role::Verb(v) if v.aspect == Aspect::Perfect));
    (object && !told && !matches!(f, Factuality::Factual) && verb.entry.effect == Effect::None).then_some(f)
}

/// «نفى علمه بأي فدية دفعت»: what is said of something that is not is not either.
fn of_none(scene: &Scene<'_>, drafts: &[Draft], judged: &[Judgement], draft: &Draft, i: usize) -> Option<Factuality> {
    let start = scene.clauses[draft.clause].start as usize;
    let any = (start.saturating_sub(3)..start).any(|t| {
        let key = scene.located.tokens[t].key();
        [key!("أي"), key!("بأي"), key!("أية"), key!("بأية")].contains(&key)
    });
    if !any {
        return None;
    }
    let parent = scene.clauses[draft.clause].parent? as usize;
    let at = verb_of(scene, drafts, parent, i)?;
    let denies = drafts[at].entry.effect == Effect::Denies && judged[at].factuality == Factuality::Factual;
    let f = if denies { Factuality::Denied } else { judged[at].factuality };
    matches!(f, Factuality::Denied | Factuality::Negated).then_some(f)
}

/// The last event of a clause before draft `i` that is not a noun. Looks no further back than the sentence.
fn verb_of(scene: &Scene<'_>, drafts: &[Draft], clause: usize, i: usize) -> Option<usize> {
    let sentence = |c: usize| scene.clauses[c].sentence;
    (0..i)
        .rev()
        .take_while(|&at| sentence(drafts[at].clause) == sentence(clause))
        .find(|&at| drafts[at].clause == clause && !matches!(drafts[at].form, Form::Noun))
}

/// The tokens «حسب», «وفق» of a text, which name who says so.
fn sources(scene: &Scene<'_>) -> Vec<usize> {
    let mut sources = Vec::new();
    for (at, word) in scene.words.iter().enumerate() {
        if word.has(Traits::ACCORDING) {
            sources.push(at);
        }
    }
    sources
}

/// The first of them in the clause of a mention.
fn according(scene: &Scene<'_>, sources: &[usize], draft: &Draft) -> Option<usize> {
    let clause = scene.clauses[draft.clause].tokens();
    let first = sources.partition_point(|&at| at < clause.start);
    sources.get(first).copied().filter(|&at| at < clause.end)
}
