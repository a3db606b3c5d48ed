//! Who takes part in an event, in which role, and where it happens.

use super::class::{Class, Mode};
use super::factuality::Judgement;
use super::find::{Draft, Scene};
use super::lexicon::Particle;
use super::mention::{Attribution, Form, Link, Mention, Participant, PlaceRef, Role};
use super::names::{Chunk, NameKind};
use super::words;
use crate::article::Quote;

/// Names and places more than this many tokens from the trigger are not taken to be its own.
const REACH: usize = 24;

/// How a name stands in its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Bare,
    /// After a preposition, or with one written on.
    Oblique(Tie),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    In,
    With,
    On,
    Other,
}

/// The participants and places of one mention.
pub(crate) fn of(scene: &Scene<'_>, drafts: &[Draft], i: usize) -> (Vec<Participant>, Vec<PlaceRef>) {
    let draft = &drafts[i];
    let clause = scene.clauses[draft.clause];
    let (mut participants, mut places) = (Vec::new(), Vec::new());
    let verbal = matches!(draft.form, Form::Verb | Form::LightVerb);
    let anchor = draft.phrase.0.min(draft.token);
    // A noun's names lie between it and the next event; a verb's in its clause.
    let start = if verbal { clause.start as usize } else { draft.token };
    let next = drafts[i + 1..].iter().find(|d| d.token > draft.token && (!verbal || d.clause != draft.clause));
    let end = if verbal {
        clause.end as usize
    } else {
        next.map_or(clause.end as usize, |d| d.token).min(clause.end as usize)
    };
    let first = scene.chunks.partition_point(|c| c.tokens.start < start);
    let mut agent = false;
    let mut patient = false;
    for chunk in scene.chunks[first..].iter().take_while(|c| c.tokens.start < end) {
        let distance = chunk.tokens.start.abs_diff(anchor);
        if distance > REACH || chunk.tokens.contains(&draft.token) {
            continue;
        }
        let case = case(scene, chunk);
        let quote = quote(scene, chunk);
        let place = chunk.kind == NameKind::Place;
        if place && (case != Case::Bare || !verbal || chunk.tokens.start > anchor + 6) {
            if case == Case::Oblique(Tie::With) {
                participants.push(Participant {
                    name: quote.text.clone(),
                    id: chunk.id.clone(),
                    role: Role::Other,
                    quote,
                });
            } else {
                places.push(PlaceRef { name: quote.text.clone(), id: chunk.id.clone(), quote });
            }
            continue;
        }
        let role = match case {
            Case::Bare if verbal => {
                let undergone = undergoes(draft) && !agent;
                if undergone || agent && !patient {
                    patient = true;
                    Role::Patient
                } else if agent {
                    Role::Other
                } else {
                    agent = true;
                    Role::Agent
                }
            }
            Case::Bare if chunk.tokens.start <= draft.token + 3 => {
                if done_to(draft.mode) {
                    Role::Patient
                } else {
                    Role::Agent
                }
            }
            Case::Bare => continue,
            Case::Oblique(Tie::On) if matches!(draft.class, Class::Assault | Class::Coerce | Class::Sanction) => {
                Role::Patient
            }
            Case::Oblique(_) => Role::Other,
        };
        participants.push(Participant { name: quote.text.clone(), id: chunk.id.clone(), role, quote });
    }
    // «الجماعات التي تسيطر»: the noun described is who does it.
    if verbal && !agent && clause.link == Link::Relative && draft.passive != Some(true) {
        if let Some(parent) = clause.parent {
            let from = scene.clauses[parent as usize].start as usize;
            let before = scene.chunks[..first].last();
            if let Some(chunk) = before.filter(|c| c.tokens.start >= from && c.kind == NameKind::Actor) {
                let quote = quote(scene, chunk);
                participants.insert(
                    0,
                    Participant { name: quote.text.clone(), id: chunk.id.clone(), role: Role::Agent, quote },
                );
            }
        }
    }
    (participants, places)
}

/// Whether a bare name with a verb is more likely what it is done to: قتل جنديان، أوقف شخص.
fn undergoes(draft: &Draft) -> bool {
    match draft.passive {
        Some(passive) => passive,
        None => matches!(draft.mode, Mode::Killing | Mode::Injury) && draft.form == Form::Verb,
    }
}

/// Whether the noun's own complement is who it is done to: مقتل جنديين، اعتقال رجل.
fn done_to(mode: Mode) -> bool {
    matches!(
        mode,
        Mode::Killing
            | Mode::Injury
            | Mode::Arrest
            | Mode::Kidnapping
            | Mode::Release
            | Mode::Destruction
            | Mode::Siege
            | Mode::Appointment
            | Mode::Deployment
            | Mode::Trial
            | Mode::Shelling
    )
}

fn case(scene: &Scene<'_>, chunk: &Chunk) -> Case {
    let at = chunk.tokens.start;
    if let Some(letter) = scene.words[at].clitics.preposition {
        return Case::Oblique(match letter {
            'ب' => Tie::In,
            _ => Tie::Other,
        });
    }
    let before = at.checked_sub(1).map(|b| (scene.words[b], scene.located.tokens[b].span.of(scene.located.text)));
    match before {
        Some((word, text)) if matches!(word.particle(), Some(Particle::Preposition | Particle::Temporal)) => {
            Case::Oblique(match text {
                "في" | "فى" | "وسط" | "شمال" | "جنوب" | "شرق" | "غرب" | "شمالي" | "داخل" | "قرب" => {
                    Tie::In
                }
                "مع" | "بين" => Tie::With,
                "على" | "ضد" => Tie::On,
                _ => Tie::Other,
            })
        }
        Some((word, _)) if word.clitics.preposition.is_some() && !word.clitics.article => Case::Oblique(Tie::Other),
        _ => Case::Bare,
    }
}

fn quote(scene: &Scene<'_>, chunk: &Chunk) -> Quote {
    scene.located.quote(chunk.tokens.start, chunk.tokens.end - 1, chunk.skip)
}

/// Who says so: the agent of the reporting verb, or the noun after حسب.
pub(crate) fn attribution(scene: &Scene<'_>, mentions: &[Mention], judgement: &Judgement) -> Option<Attribution> {
    if let Some(report) = judgement.report {
        let source = mentions[report].participants.iter().find(|p| p.role == Role::Agent).map(|p| p.quote.clone());
        return Some(Attribution { source, report: Some(mentions[report].id) });
    }
    let according = judgement.according?;
    let chunk = scene.chunks.iter().find(|c| c.tokens.start == according + 1).map(|c| quote(scene, c));
    let source = chunk.or_else(|| {
        // The words up to the next small word.
        let mut last = according;
        while last + 1 < scene.words.len()
            && last < according + 4
            && !scene.words[last + 1].first
            && matches!(
                scene.words[last + 1].role,
                words::Role::Unknown | words::Role::Noun { .. } | words::Role::Participle
            )
        {
            last += 1;
        }
        (last > according).then(|| scene.located.quote(according + 1, last, 0))
    });
    source.map(|source| Attribution { source: Some(source), report: None })
}
