//! What one line of the verb tables says.

use crate::event::class::{Class, Mode};
use crate::event::conjugate::Form;
use crate::script::Key;

/// What a verb does to the event its complement tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    /// Nothing: both happened.
    None,
    /// Reports it (قال، أعلن).
    Reports,
    /// Says it is not so, or refuses it (نفى، رفض).
    Denies,
    /// Asks for it (طالب، دعا).
    Asks,
    /// Means to bring it about (ينوي، يسعى، هدد).
    Plans,
    /// Holds it possible (رجح، حذر).
    Doubts,
    /// Warns of it: a noun is feared (حذر من هجوم), a clause is stated (حذر من أن المقاتلين يتقدمون).
    Warns,
    /// Places itself beside it in time (سبق، أعقب، تزامن): a time after the noun is the noun's.
    Relates,
    /// Keeps it from happening (منع، أحبط).
    Prevents,
    /// Carries the event noun after it: the two are one event (شن غارة).
    Light,
}

/// How a verb behaves beyond its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    /// An ordinary happening.
    Event,
    /// A lasting condition: dated only where the text says since when, or how long.
    State,
    /// The result of the event before it (أسفر، أدى): shares its time and is no event of its own.
    Consequence,
    /// كان and its sisters: no event.
    Copula,
    /// Beginning, going on: the event noun after it is its subject (بدأت المحادثات).
    Aspect,
}

/// One verb.
#[derive(Debug, Clone, Copy)]
#[allow(dead_code, reason = "its root, form and nouns are read by the build script, the rest by the crate")]
pub(crate) struct VerbRow {
    pub(crate) lemma: &'static str,
    /// The lemma, folded.
    pub(crate) key: Key,
    pub(crate) root: &'static str,
    pub(crate) form: Form,
    pub(crate) class: Class,
    pub(crate) mode: Mode,
    /// Its verbal nouns; a `!` after one makes it an event noun in its own right. Empty: the one that
    /// follows from the form; `!` alone: that one, in its own right; `-`: none that means the event.
    pub(crate) nouns: &'static str,
    pub(crate) effect: Effect,
    pub(crate) sort: Sort,
    /// Its bare third person is more often another word (وجه "face").
    pub(crate) homograph: bool,
    /// Nobody is its object: with a pronoun after it, it is another word (شب "broke out", but شبه "half").
    pub(crate) intransitive: bool,
    /// Its participles are other words (شب, but شاب "a young man"), or only describe (أرعب, but مرعب "terrible").
    pub(crate) finite: bool,
}

/// One line: lemma, root, form, class, mode, verbal nouns.
pub(crate) const fn v(
    lemma: &'static str,
    root: &'static str,
    form: Form,
    class: Class,
    mode: Mode,
    nouns: &'static str,
) -> VerbRow {
    let key = Key::of(lemma);
    VerbRow {
        lemma,
        key,
        root,
        form,
        class,
        mode,
        nouns,
        effect: Effect::None,
        sort: Sort::Event,
        homograph: false,
        // Nothing of form VII is done to anybody.
        intransitive: matches!(form, Form::VII),
        finite: false,
    }
}

impl VerbRow {
    const fn with(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    pub(crate) const fn says(self) -> Self {
        self.with(Effect::Reports)
    }

    pub(crate) const fn denies(self) -> Self {
        self.with(Effect::Denies)
    }

    pub(crate) const fn asks(self) -> Self {
        self.with(Effect::Asks)
    }

    pub(crate) const fn plans(self) -> Self {
        self.with(Effect::Plans)
    }

    pub(crate) const fn doubts(self) -> Self {
        self.with(Effect::Doubts)
    }

    pub(crate) const fn warns(self) -> Self {
        self.with(Effect::Warns)
    }

    pub(crate) const fn relates(self) -> Self {
        self.with(Effect::Relates)
    }

    pub(crate) const fn prevents(self) -> Self {
        self.with(Effect::Prevents)
    }

    pub(crate) const fn light(self) -> Self {
        self.with(Effect::Light)
    }

    /// Judges an event that happened (أدان الهجوم); nothing follows for its complement.
    pub(crate) const fn evaluates(self) -> Self {
        self
    }

    pub(crate) const fn state(mut self) -> Self {
        self.sort = Sort::State;
        self
    }

    pub(crate) const fn consequence(mut self) -> Self {
        self.sort = Sort::Consequence;
        self
    }

    pub(crate) const fn copula(mut self) -> Self {
        self.sort = Sort::Copula;
        self
    }

    pub(crate) const fn aspect(mut self) -> Self {
        self.sort = Sort::Aspect;
        self
    }

    pub(crate) const fn homograph(mut self) -> Self {
        self.homograph = true;
        self
    }

    pub(crate) const fn intransitive(mut self) -> Self {
        self.intransitive = true;
        self
    }

    pub(crate) const fn finite(mut self) -> Self {
        self.finite = true;
        self
    }
}
