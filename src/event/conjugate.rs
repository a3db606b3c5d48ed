//! What a form of an Arabic verb is: its pattern, aspect, voice and person.
//!
//! How its forms are written is the business of `verb.rs`, which works when the crate is built.

/// One of the forms (أوزان) of the Arabic verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::upper_case_acronyms)]
pub(crate) enum Form {
    /// فعَل; a weak last letter is open in the perfect (نفى، دعا), a weak middle one keeps its kind (قام يقوم).
    I,
    /// فعِل, where it shows in writing: a weak last letter stays (لقي، بقي), a weak middle one is open in the
    /// imperfect (نال ينال).
    Ii,
    /// فعّل
    II,
    /// فاعل
    III,
    /// أفعل
    IV,
    /// تفعّل
    V,
    /// تفاعل
    VI,
    /// انفعل
    VII,
    /// افتعل
    VIII,
    /// استفعل
    X,
    /// فعلل
    Q,
    /// تفعلل
    Qt,
}

/// Who does it, and whether it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aspect {
    Perfect,
    Imperfect,
}

/// Whether the written form can be active, passive or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Active,
    Passive,
    Both,
}

/// Person of a verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Third,
    Second,
    First,
}

/// What a surface form of a verb says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Inflection {
    pub(crate) aspect: Aspect,
    pub(crate) voice: Voice,
    pub(crate) person: Person,
    pub(crate) plural: bool,
    /// Only with an object pronoun after it (`قتلو` in قتلوه, `نفا` in نفاه).
    pub(crate) needs_object: bool,
}
