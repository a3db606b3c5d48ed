//! Which kinds of mention can be one happening.

use crate::event::{Class, Factuality, Mode};

/// Kinds between which reports of one happening choose freely: one says «هجوم», another «قتل».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Family {
    Violence,
    Capture,
    Kidnapping,
    Release,
    Arrest,
    Coup,
    Founding,
    Split,
    Election,
    Declaration,
    Deployment,
    Withdrawal,
    Death,
    Visit,
    Talks,
    Agreement,
    Resolution,
    Saying,
    Office,
    Resignation,
    Protest,
    Displacement,
    Sanctions,
    Aid,
    Trial,
    Destruction,
    Siege,
    Disaster,
    Turn,
    /// Others are one happening only if they are the same word; the class keeps them apart.
    Other(Class),
}

/// Verbs and nouns that tell of a capture only where a place is named: «سقطت كيدال», «دخل تمبكتو».
const TAKING: &[&str] = &["سقط", "سقوط", "دخل", "دخول", "استعاد", "استعادة", "اجتاح", "انتزع", "انتزاع"];

/// What a council or an assembly does to a text, where the word alone may be anybody's consent.
const PASSING: &[&str] =
    &["أجاز", "وافق", "موافقة", "تبنى", "اعتمد", "صادق", "صوت", "تصويت", "صدر", "أصدر", "أقر", "أذن"];

/// Verbs and nouns of taking off.
const FLYING: &[&str] = &["أقلع", "إقلاع", "طار", "حلق"];

/// Words for coming to what there is, or being part of it.
const JOINING: &[&str] = &["انضم", "ضم", "التحق", "انخرط"];

impl Family {
    /// `lemma` as the reader gives it; `placed` says whether a place is named.
    pub(super) fn of(class: Class, mode: Mode, lemma: &str, placed: bool) -> Self {
        match mode {
            Mode::Other if placed && TAKING.contains(&lemma) => Self::Capture,
            _ if mode.is_violent() => Self::Violence,
            Mode::Capture => Self::Capture,
            Mode::Kidnapping => Self::Kidnapping,
            Mode::Release => Self::Release,
            Mode::Arrest => Self::Arrest,
            Mode::Coup => Self::Coup,
            // Who joins what there is founds nothing.
            Mode::Merger if JOINING.contains(&lemma) => Self::Other(class),
            Mode::Founding | Mode::Merger => Self::Founding,
            Mode::Split => Self::Split,
            Mode::Election => Self::Election,
            Mode::Declaration => Self::Declaration,
            Mode::Deployment => Self::Deployment,
            // What flies comes back.
            Mode::Departure if FLYING.contains(&lemma) => Self::Other(class),
            Mode::Withdrawal | Mode::Departure => Self::Withdrawal,
            Mode::Death => Self::Death,
            Mode::Visit => Self::Visit,
            Mode::Talks => Self::Talks,
            Mode::Agreement => Self::Agreement,
            Mode::Resolution => Self::Resolution,
            Mode::Statement | Mode::Demand => Self::Saying,
            Mode::Appointment => Self::Office,
            Mode::Resignation => Self::Resignation,
            Mode::Protest => Self::Protest,
            Mode::Displacement => Self::Displacement,
            Mode::Sanctions => Self::Sanctions,
            Mode::Aid => Self::Aid,
            Mode::Trial => Self::Trial,
            Mode::Destruction => Self::Destruction,
            Mode::Siege => Self::Siege,
            Mode::Disaster => Self::Disaster,
            Mode::Start | Mode::End => Self::Turn,
            _ => Self::Other(class),
        }
    }

    /// What the word tells once it is known who did it: the Security Council that agrees resolves, and armed groups that
    /// «وقعت على وقف لإطلاق النار» sign.
    pub(super) fn done_by(self, lemma: &str, council: bool, party: bool) -> Self {
        match self {
            Self::Agreement | Self::Election | Self::Other(_) | Self::Saying if council && PASSING.contains(&lemma) => {
                Self::Resolution
            }
            Self::Other(_) if party && lemma == "وقع" => Self::Agreement,
            other => other,
        }
    }

    /// All but [`Other`](Self::Other), in order.
    const NAMED: [Self; 29] = [
        Self::Violence,
        Self::Capture,
        Self::Kidnapping,
        Self::Release,
        Self::Arrest,
        Self::Coup,
        Self::Founding,
        Self::Split,
        Self::Election,
        Self::Declaration,
        Self::Deployment,
        Self::Withdrawal,
        Self::Death,
        Self::Visit,
        Self::Talks,
        Self::Agreement,
        Self::Resolution,
        Self::Saying,
        Self::Office,
        Self::Resignation,
        Self::Protest,
        Self::Displacement,
        Self::Sanctions,
        Self::Aid,
        Self::Trial,
        Self::Destruction,
        Self::Siege,
        Self::Disaster,
        Self::Turn,
    ];

    /// A number for it.
    pub(super) fn code(self) -> u8 {
        let named = Self::NAMED.iter().position(|&family| family == self);
        let other = |class: Class| Self::NAMED.len() + class as usize;
        named.unwrap_or_else(|| if let Self::Other(class) = self { other(class) } else { 0 }) as u8
    }

    /// The family with a number.
    pub(super) fn from_code(code: u8) -> Self {
        let class = || (code as usize).checked_sub(Self::NAMED.len()).and_then(|at| Class::ALL.get(at));
        let named = Self::NAMED.get(code as usize).copied();
        named.unwrap_or_else(|| Self::Other(class().copied().unwrap_or(Class::Other)))
    }

    /// The family under which this one is looked for in other articles: one says «أوقفوه», another «اقتادوه».
    pub(super) fn kin(self) -> Self {
        match self {
            Self::Arrest => Self::Kidnapping,
            Self::Death | Self::Destruction => Self::Violence,
            other => other,
        }
    }

    /// The families that an event of a pack can be told as.
    pub(super) fn of_reference(class: &str) -> &'static [Self] {
        match class {
            "airstrike" | "ambush" | "attack" | "bombing" | "clash" | "killing" | "execution" => {
                &[Self::Violence, Self::Destruction]
            }
            "capture" => &[Self::Capture],
            "kidnapping" => &[Self::Kidnapping, Self::Violence],
            "release" => &[Self::Release],
            "arrest" => &[Self::Arrest],
            "coup" => &[Self::Coup, Self::Kidnapping, Self::Arrest],
            "founding" | "merger" => &[Self::Founding, Self::Saying],
            "split" => &[Self::Split],
            "election" => &[Self::Election],
            "declaration" => &[Self::Declaration, Self::Saying],
            "deployment" => &[Self::Deployment, Self::Turn],
            "withdrawal" => &[Self::Withdrawal, Self::Turn],
            "death" => &[Self::Death, Self::Violence],
            "visit" => &[Self::Visit],
            "talks" => &[Self::Talks],
            "agreement" => &[Self::Agreement],
            "resolution" => &[Self::Resolution],
            "law" => &[Self::Resolution, Self::Saying],
            "expulsion" => &[Self::Other(Class::Coerce), Self::Resolution, Self::Saying],
            "appointment" | "inauguration" => &[Self::Office],
            "resignation" => &[Self::Resignation],
            "protest" => &[Self::Protest],
            "sanction" => &[Self::Sanctions],
            "trial" => &[Self::Trial],
            "destruction" => &[Self::Destruction, Self::Violence],
            "blockade" => &[Self::Siege],
            "statement" => &[Self::Saying],
            "crash" => &[Self::Disaster, Self::Death, Self::Violence],
            _ => &[],
        }
    }
}

/// Whether something is told to have happened: only alike things are one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Truth {
    Fact,
    Not,
    ToCome,
}

impl Truth {
    pub(super) fn of(factuality: Factuality) -> Self {
        match factuality {
            Factuality::Factual => Self::Fact,
            Factuality::Negated | Factuality::Denied => Self::Not,
            Factuality::Planned | Factuality::Possible | Factuality::Conditional | Factuality::Asked => Self::ToCome,
        }
    }
}
