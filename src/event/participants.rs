//! Who takes part in an event, in which role, and where it happens.

use super::class::{Class, Mode};
use super::conjugate::Aspect;
use super::factuality::Judgement;
use super::lexicon::{Effect, Particle};
use super::mention::{Attribution, Form, Link, Mention, Participant, PlaceRef, Role};
use super::names::{Chunk, NameKind};
use super::scene::{Draft, Scene};
use super::word;
use crate::article::Quote;
use crate::script::{Few, Key, Kind, Token, key};

/// Names and places more than this many tokens from the trigger are not taken to be its own.
const REACH: usize = 24;

/// Plurals of men in ة.
const MEN: [Key; 5] = [key!("قادة"), key!("رعاة"), key!("قضاة"), key!("طلبة"), key!("غزاة")];

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
    /// «على يد», «من قبل»: who does it, where the verb does not say so.
    By,
    /// «عن»
    Off,
    Other,
}

/// How the names of a text stand in their clauses: worked out once, asked by every mention near to them.
pub(crate) struct Cases(Vec<Case>);

impl Cases {
    pub(crate) fn of(scene: &Scene<'_>) -> Self {
        Self(scene.chunks.iter().map(|chunk| case(scene, chunk)).collect())
    }

    /// The names from one on, each with its number and how it stands.
    fn from<'a>(&'a self, scene: &Scene<'a>, first: usize) -> impl Iterator<Item = (usize, &'a Chunk, Case)> {
        let cases = self.0.iter().copied();
        scene.chunks.iter().zip(cases).enumerate().skip(first).map(|(at, (chunk, case))| (at, chunk, case))
    }
}

/// The participants and places of one mention.
pub(crate) fn of(scene: &Scene<'_>, cases: &Cases, drafts: &[Draft], i: usize) -> (Vec<Participant>, Vec<PlaceRef>) {
    let draft = &drafts[i];
    let clause = scene.clauses[draft.clause];
    let (mut participants, mut places) = (Vec::new(), Vec::new());
    let verbal = matches!(draft.form, Form::Verb | Form::LightVerb);
    let anchor = draft.phrase.0.min(draft.token);
    // A noun's names lie between it and the next event; a verb's in its clause.
    let start = if verbal { clause.start as usize } else { draft.token };
    let next = drafts[i + 1..]
        .iter()
        .find(|d| d.token > draft.token && d.form != Form::Participle && (!verbal || d.clause != draft.clause));
    // «أعلن مقتل القائد على أيدي الجنود»: what is reported has the names after it.
    let reports = draft.entry.effect == Effect::Reports;
    let content = |d: &&Draft| d.form == Form::Noun && !d.weak && d.token > draft.token && d.clause == draft.clause;
    let content = drafts[i + 1..].iter().take(8).find(content).map(|d| d.token);
    // «أعلن الرئيس استقالته وحل البرلمان»: what comes with the next event is none of this.
    let announces = draft.form == Form::LightVerb
        && scene.words[draft.phrase.0].entry(scene.lexicon).is_some_and(|e| e.lemma == "أعلن");
    let also = |d: &&Draft| d.form == Form::Noun && d.token > draft.phrase.1 && d.clause == draft.clause;
    let also = drafts[i + 1..].iter().take(4).find(also).map(|d| d.token).filter(|_| announces);
    let end = if verbal {
        content.filter(|_| reports).or(also).unwrap_or(clause.end as usize)
    } else {
        next.map_or(clause.end as usize, |d| d.token).min(clause.end as usize)
    };
    let first = scene.chunks.partition_point(|c| c.tokens.start < start);
    let mut agent = false;
    let mut patient = false;
    let mut last: Option<(usize, Case)> = None;
    let mut before: Option<Role> = None;
    let agreement = Agreement::of(scene, draft);
    let struck = strikes(scene, draft);
    // «اعتقل الرئيس من قبل جنود»: whoever does it is named, so the other name is whom it is done to.
    let by = || {
        let near = cases.from(scene, first);
        let mut near = near.take_while(|(_, c, _)| c.tokens.start < end && c.tokens.start <= anchor + REACH);
        near.any(|(.., case)| case == Case::Oblique(Tie::By))
    };
    for (at, chunk, case) in cases.from(scene, first).take_while(|(_, c, _)| c.tokens.start < end) {
        let distance = chunk.tokens.start.abs_diff(anchor);
        if distance > REACH || chunk.tokens.contains(&draft.token) {
            continue;
        }
        // «في النيجر وليبيا»: what is joined stands as the name before it.
        let joined =
            chunk.skip > 0 && scene.located.tokens[chunk.tokens.start].span.of(scene.located.text).starts_with('و');
        let beside = joined && last.is_some_and(|(end, _)| end == chunk.tokens.start);
        let case = match last {
            Some((_, before)) if beside => before,
            _ => case,
        };
        last = Some((chunk.tokens.end, case));
        let before_verb = verbal && chunk.tokens.end <= anchor;
        if before_verb && case == Case::Bare && !leads(scene, chunk.tokens.end, anchor) {
            continue;
        }
        let quote = || quote(scene, chunk);
        // The noun right before it is what it belongs to: «قتل جنديان في هجوم الجماعة».
        let other = content.is_some_and(|n| n != draft.token && n < chunk.tokens.start && n + 2 >= chunk.tokens.start);
        if verbal && case == Case::Bare && other && chunk.kind.is_actor() {
            continue;
        }
        let place = chunk.kind == NameKind::Place || chunk.kind == NameKind::State && case == Case::Oblique(Tie::In);
        // «فرضت باريس عقوبات»: a city acts only where it stands for its government; otherwise it is where it happens, not
        // who does or suffers it («سقطت غاو», «استعادت القوات بلدة بورغو»).
        let acts = chunk.named && verbal && !agent && !struck && governs(draft) && chunk.tokens.start <= anchor + 6;
        // «عقوبات على باماكو»: on its government.
        let borne = chunk.named && case == Case::Oblique(Tie::On) && draft.class == Class::Sanction;
        if place && !borne && (case != Case::Bare || !acts) {
            // «اختارت باماكو السلاح»: a city right after the verb is what stands where the subject does.
            agent |= verbal
                && case == Case::Bare
                && chunk.tokens.start == draft.phrase.1.max(draft.token) + 1
                && !happens_to_places(draft.mode);
            let quote = quote();
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
            // «فرنسا والجزائر»
            _ if beside && before.is_some() => before.unwrap_or(Role::Other),
            Case::Oblique(Tie::By) => Role::Agent,
            Case::Oblique(Tie::Off) if draft.mode == Mode::Release => Role::Patient,
            // «أطاح الجنود بالرئيس»
            Case::Oblique(Tie::In) if draft.mode == Mode::Coup => Role::Patient,
            Case::Bare if !agent && by() => {
                patient = true;
                Role::Patient
            }
            Case::Bare if verbal => {
                let object = scene.chunks.get(at + 1).filter(|c| c.tokens.start < end);
                let kills = draft.form == Form::Verb && draft.passive.is_none() && !patient && !before_verb;
                let acts = kills && object.is_some_and(|object| has_object(scene, chunk, object));
                let undergone =
                    !agent && !acts && (struck || undergoes(draft) || !before_verb && !agreement.allows(scene, chunk));
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
        before = Some(role);
        let quote = quote();
        participants.push(Participant { name: quote.text.clone(), id: chunk.id.clone(), role, quote });
    }
    // «الجماعات التي تسيطر»: the noun described is who does it.
    if verbal
        && !agent
        && clause.link == Link::Relative
        && draft.passive != Some(true)
        && let Some(parent) = clause.parent
    {
        let from = scene.clauses[parent as usize].start as usize;
        let before = scene.chunks[..first].last();
        if let Some(chunk) =
            before.filter(|c| c.tokens.start >= from && c.kind.is_actor() && c.tokens.end + 1 >= clause.start as usize)
        {
            let quote = quote(scene, chunk);
            participants
                .insert(0, Participant { name: quote.text.clone(), id: chunk.id.clone(), role: Role::Agent, quote });
        }
    }
    (participants, places)
}

/// Whether a name before the verb leads up to it: nothing but a pair of commas stands between. A dateline does not
/// («باماكو 12-1 (رويترز) - قال»).
fn leads(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let between = scene.located.tokens.get(from..to).unwrap_or_default();
    let commas = between.iter().filter(|t| t.is_comma()).count();
    let apart = |t: &Token| matches!(t.kind, Kind::Number | Kind::Mark(':' | '(' | ')' | '-' | '–' | '—'));
    commas % 2 == 0 && !between.iter().any(apart)
}

/// What the verb's own form says of a subject after it.
#[derive(Clone, Copy)]
struct Agreement {
    /// Masculine singular: no feminine follows as its subject.
    masculine: bool,
    /// Plural: its subject stands before it or is in it.
    plural: bool,
}

impl Agreement {
    fn of(scene: &Scene<'_>, draft: &Draft) -> Self {
        let at = draft.phrase.0;
        let word = &scene.words[at];
        let word::Role::Verb(inflection) = word.role else { return Self { masculine: false, plural: false } };
        let key = scene.located.tokens[at].key().skip(u32::from(word.clitics.letters) + u32::from(word.future));
        let masculine = match inflection.aspect {
            Aspect::Perfect => draft.entry.key == key,
            Aspect::Imperfect => key.starts_with(key!("ي")),
        };
        Self { masculine: masculine && !inflection.plural, plural: inflection.plural }
    }

    fn allows(self, scene: &Scene<'_>, chunk: &Chunk) -> bool {
        let first = scene.located.tokens[chunk.tokens.start].key();
        let feminine = first.ends_with(key!("ه")) && first.len() > 3 && !MEN.contains(&first);
        !(self.plural || self.masculine && feminine)
    }
}

/// «هجوم استهدف قاعدة», «هجوم تعرضت له دورية»: the event is the subject of the verb that tells it, and what the verb names
/// suffers; «هجوم شنه مسلحون» has who does it.
fn strikes(scene: &Scene<'_>, draft: &Draft) -> bool {
    // «أعلنت الحركة استقلال»: the verb comes first, and its subject acts.
    let told = draft.phrase.1 > draft.token && !scene.words[draft.token].is_verb();
    draft.form == Form::LightVerb && told && !scene.words[draft.phrase.1].pronoun
}

/// «قتل مسلحون جنديين», «قتل الجيش عشرة مسلحين»: whether the second is the object of what the first does, by the case of
/// the two or by what an army or a group is: nobody kills one at a time.
fn has_object(scene: &Scene<'_>, subject: &Chunk, object: &Chunk) -> bool {
    static FORCES: Few<16> = Few::of([
        key!("الجيش"),
        key!("القوات"),
        key!("قوات"),
        key!("قوة"),
        key!("الشرطة"),
        key!("الدرك"),
        key!("الطيران"),
        key!("طائرات"),
        key!("طائرة"),
        key!("مروحيات"),
        key!("الحركة"),
        key!("الجماعة"),
        key!("التنظيم"),
        key!("تنظيم"),
        key!("حركة"),
        key!("جماعة"),
    ]);
    let key = |at: usize| scene.located.tokens[at].key();
    let (from, to) = (subject.tokens.end, object.tokens.start);
    // Nothing stands between but how many.
    let counted = |at: usize| {
        matches!(scene.words[at].role, word::Role::Number | word::Role::Particle(Particle::Plain))
            && !scene.words[at].clitics.article
    };
    let beside = from <= to && to < from + 3 && (from..to).all(counted) && object.skip == 0 && !object.named;
    let accusative = from < to || [key!("ين"), key!("ا")].iter().any(|case| key(to).ends_with(*case));
    let nominative = [key!("ون"), key!("ان")].iter().any(|case| key(subject.tokens.start).ends_with(*case));
    let bare = case(scene, object) == Case::Bare && object.kind.is_actor();
    beside && bare && (accusative && nominative || FORCES.has(key(subject.tokens.start)))
}

/// Whether a bare name with a verb is more likely what it is done to: قتل جنديان، أوقف شخص.
fn undergoes(draft: &Draft) -> bool {
    match draft.passive {
        Some(_) if matches!(draft.entry.lemma, "سقط" | "لقي") && draft.form == Form::LightVerb => true,
        Some(passive) => passive,
        // «تم توقيف شخصين»
        None if draft.form == Form::LightVerb => {
            // «سقط قتلى», «لقي جنود مصرعهم»
            matches!(draft.entry.lemma, "سقط" | "لقي") || done_to(draft.mode) && draft.token != draft.phrase.0
        }
        None => matches!(draft.mode, Mode::Killing | Mode::Injury),
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
            | Mode::Founding
    )
}

/// Whether governments do it, so that a capital can stand for one: «فرضت باريس عقوبات», «أعلنت باماكو».
fn governs(draft: &Draft) -> bool {
    draft.entry.effect == Effect::Reports
        || matches!(
            draft.class,
            Class::Agree
                | Class::Consult
                | Class::Support
                | Class::Cooperate
                | Class::Aid
                | Class::Request
                | Class::Accuse
                | Class::Reject
                | Class::Threaten
                | Class::Sanction
                | Class::Mobilize
        ) && draft.mode != Mode::Visit
        || matches!(draft.mode, Mode::Declaration | Mode::Resolution | Mode::Start | Mode::End | Mode::Appointment)
}

/// Whether what it is done to is most often a place: سيطر، زار، حاصر.
fn happens_to_places(mode: Mode) -> bool {
    matches!(
        mode,
        Mode::Capture | Mode::Visit | Mode::Departure | Mode::Siege | Mode::Withdrawal | Mode::Shelling | Mode::Attack
    )
}

fn case(scene: &Scene<'_>, chunk: &Chunk) -> Case {
    let at = chunk.tokens.start;
    let key = |n: usize| at.checked_sub(n).map(|b| scene.located.tokens[b].key());
    static HANDS: Few<6> = Few::of([key!("يد"), key!("يدي"), key!("أيدي"), key!("قبل"), key!("طرف"), key!("جانب")]);
    static ONE: Few<3> = Few::of([key!("بأيدي"), key!("بيد"), key!("بواسطة")]);
    let over = |k: Key| k == key!("على") || k == key!("من");
    if key(1).is_some_and(|k| ONE.has(k))
        || key(1).is_some_and(|k| HANDS.has(k)) && key(2).is_some_and(over) && key(1) != Some(key!("أيدي"))
        || key(1) == Some(key!("أيدي")) && key(2) == Some(key!("على"))
    {
        return Case::Oblique(Tie::By);
    }
    // «من أيدي المتمردين»
    if key(1) == Some(key!("أيدي")) {
        return Case::Oblique(Tie::Other);
    }
    if let Some(letter) = scene.words[at].clitics.preposition {
        return Case::Oblique(match letter {
            'ب' => Tie::In,
            _ => Tie::Other,
        });
    }
    let before = preposition(scene, at).map(|b| (scene.words[b], scene.located.tokens[b].span.of(scene.located.text)));
    match before {
        Some((word, text)) if matches!(word.particle(), Some(Particle::Preposition | Particle::Temporal)) => {
            Case::Oblique(match text {
                "في" | "فى" | "وسط" | "شمال" | "جنوب" | "شرق" | "غرب" | "شمالي" | "داخل" | "قرب" => {
                    Tie::In
                }
                "مع" | "بين" => Tie::With,
                "على" | "ضد" => Tie::On,
                "عن" => Tie::Off,
                _ => Tie::Other,
            })
        }
        Some((word, _)) if word.clitics.preposition.is_some() && !word.clitics.article => Case::Oblique(Tie::Other),
        _ => Case::Bare,
    }
}

/// The word on which a name depends: the one before it, past a number («عن 27 قتيلا») and past nouns of which the name is
/// the rest («أمام أعين السكان», «في سوق المدينة»).
fn preposition(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let ties = |b: usize| {
        let word = scene.words[b];
        matches!(word.particle(), Some(Particle::Preposition)) || word.clitics.preposition.is_some()
    };
    let key = |b: usize| scene.located.tokens[b].key();
    let number = |b: usize| scene.located.tokens[b].kind == Kind::Number || scene.words[b].role == word::Role::Number;
    // A noun that has something after it is without the article, and an adjective is no such noun.
    let construct = |b: usize| {
        scene.words[b].role == word::Role::Unknown && !key(b).starts_with(key!("ال")) && !key(b).ends_with(key!("ه"))
    };
    let definite = key(at).starts_with(key!("ال"));
    let first = scene.words[at].first || scene.words[before].first;
    match before.checked_sub(1) {
        Some(b) if !first && (number(before) || definite && construct(before)) && ties(b) => Some(b),
        _ => Some(before),
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
    let at = scene.chunks.partition_point(|c| c.tokens.start <= according);
    let chunk = scene.chunks.get(at).filter(|c| c.tokens.start == according + 1).map(|c| quote(scene, c));
    let source = chunk.or_else(|| {
        // The words up to the next small word.
        let mut last = according;
        while last + 1 < scene.words.len()
            && last < according + 4
            && !scene.words[last + 1].first
            && matches!(
                scene.words[last + 1].role,
                word::Role::Unknown | word::Role::Noun { .. } | word::Role::Participle
            )
        {
            last += 1;
        }
        (last > according).then(|| scene.located.quote(according + 1, last, 0))
    });
    source.map(|source| Attribution { source: Some(source), report: None })
}

#[cfg(test)]
mod tests {
    use crate::event::{Located, Role, find};
    use crate::knowledge::Gazetteer;
    use crate::script::tokenize;

    /// Who takes part in the first event that has anybody, as `a:` agent, `p:` patient, `o:` other, `@` place.
    fn roles(text: &str) -> String {
        let tokens = tokenize(text);
        let found = find(&Located::new(text, &tokens), Gazetteer::mali(), &[]);
        let of = |m: &crate::event::Mention| {
            let people = m.participants.iter().map(|p| {
                let role = match p.role {
                    Role::Agent => 'a',
                    Role::Patient => 'p',
                    Role::Other => 'o',
                };
                format!("{role}:{}", p.id.as_ref().unwrap_or(&p.name))
            });
            let places = m.places.iter().map(|p| format!("@{}", p.id.as_ref().unwrap_or(&p.name)));
            people.chain(places).collect::<Vec<_>>().join(" ")
        };
        found.mentions.iter().map(of).find(|roles| !roles.is_empty()).unwrap_or_default()
    }

    #[test]
    fn who_does_what_to_whom_and_where() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("وقعت فرنسا والجزائر اتفاقا في باريس", "a:france a:algeria @paris"),
            ("اتفقت الحكومة المالية وتنسيقية حركات أزواد على وقف القتال", "a:government_of_mali a:cma"),
            ("قُتل جنديان على يد مسلحين مجهولين في بلدة تيساليت", "p:جنديان a:مسلحين مجهولين @tessalit"),
            ("قتل ثلاثة جنود بأيدي عناصر من تنظيم القاعدة", "p:جنود a:al_qaeda"),
            ("هاجم مقاتلو الحركة مدينة تمبكتو", "a:مقاتلو الحركة @timbuktu"),
            ("هاجم مقاتلو جماعة «أنصار الدين» حامية ميناكا", "a:ansar_dine @menaka"),
            ("قرر قادة المجموعة الاقتصادية لدول غرب أفريقيا رفع العقوبات", "a:ecowas"),
            ("اقتحمت القوات الخاصة المبنى", "a:القوات الخاصة"),
            // Who kills and who is killed.
            ("قتل مسلحون جنديين", "a:مسلحون p:جنديين"),
            ("قتل الدرك عشرة مسلحين", "a:الدرك p:مسلحين"),
            ("قتلت القوات الخاصة زعيم العصابة", "a:القوات الخاصة p:زعيم العصابة"),
            ("قتل عشرة جنود وثلاثة مدنيين", "p:جنود p:مدنيين"),
            ("علقت الحكومة الدراسة", "a:الحكومة"),
            ("تولى العسكريون الوزارات السيادية", "a:العسكريون"),
            ("أعلن التنظيم الجديد انفصالا", "a:التنظيم الجديد"),
            ("أدانت فرنسا الانقلاب العسكري الأخير", "a:france"),
            ("أعلن الوزير الأول، عبد المالك سلال، الحصيلة", "a:abdelmalek_sellal"),
            ("بايع إياد أغ غالي، قائد أنصار الدين، التنظيم", "a:iyad_ag_ghaly p:التنظيم"),
            ("سقطت غاو في أيدي المتمردين", "o:المتمردين @gao"),
            ("سقطت مدينة كيدال بأيدي مقاتلي الحركة الوطنية لتحرير أزواد", "a:mnla @kidal"),
            ("فرضت باريس عقوبات على باماكو", "a:paris p:bamako"),
            ("قال أحد سكان مدينة تمبكتو إن الجنود غادروا", "o:سكان مدينة تمبكتو"),
            ("تحدثت الحكومة عن 27 قتيلا", "a:الحكومة o:قتيلا"),
            ("قتل 84 مقاتلا في المعركة", "p:مقاتلا"),
            ("استقبل الرئيس كيتا الوفد أمام أعين السكان", "a:ibrahim_boubacar_keita p:الوفد o:السكان"),
            ("أعلنت الحركة الوطنية لتحرير أزواد استقلال أزواد", "a:mnla @azawad"),
            ("اعتقل الرئيس من قبل الجنود المتمردين", "p:الرئيس a:الجنود المتمردين"),
            ("مقتل الرئيس إدريس ديبي على يد المتمردين", "p:idriss_deby_itno a:المتمردين"),
            ("أعلن مقتل عبد المالك دروكدال على أيدي القوات الفرنسية", "p:abdelmalek_droukdel a:french_forces"),
            ("هجوم جماعة أنصار الدين على قاعدة عسكرية في كيدال", "a:ansar_dine @قاعدة عسكرية @kidal"),
            (
                "اتفاق بين الحكومة المالية والحركات المسلحة في الجزائر",
                "o:government_of_mali o:الحركات المسلحة @algeria",
            ),
            ("شن الجيش المالي غارة على مواقع الجماعة في منطقة ميناكا", "a:malian_army p:الجماعة @menaka_region"),
            (
                "التقى وزير الخارجية الجزائري رمطان لعمامرة نظيره المالي عبد الله ديوب",
                "a:ramtane_lamamra p:abdoulaye_diop",
            ),
            ("زيارة الرئيس الفرنسي فرانسوا هولاند إلى مالي", "a:francois_hollande o:mali"),
            ("استعادت القوات المالية بلدة بورغو من أيدي المتمردين", "a:malian_army o:المتمردين @بلدة بورغو"),
            ("طردت السلطات المالية السفير الفرنسي من باماكو", "a:السلطات المالية p:السفير الفرنسي @bamako"),
            ("قصف الطيران الفرنسي مواقع للمتشددين قرب قرية بونتي", "a:french_forces p:متشددين @bounti"),
            ("أدان المجلس هجوما شنه مسلحون على فندق راديسون", "a:المجلس"),
            ("هجوم استهدف معسكر كاتي", "@kati"),
            ("قال نائب الرئيس العقيد عاصمي غويتا", "a:assimi_goita"),
            ("أطاح جنود متمردون بالرئيس أمادو توماني توري", "a:جنود متمردون p:amadou_toumani_toure"),
        ] {
            let roles = roles(text);
            if roles != expected {
                wrong.push(format!("{text}: {roles}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
