//! What the letters of a word say by themselves, wherever it stands: asked once a word, not once a token.

use super::names::Head;
use super::word::{ARTICLE, begins_with_article};
use crate::script::{Few, Key, key};

/// A bit for each question, and the name that the word announces; as small as it is so that what is kept of four words
/// ([`Memo`](super::memo::Memo)) is one line of the processor's cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    bits: [u8; 2],
    head: u8,
}

impl Traits {
    /// It seems to have the article, alone or after one attached letter.
    pub(super) const ARTICLE: u16 = 1;
    /// «جنديان», «وزيرين»: it ends like two of something.
    pub(super) const PAIR: u16 = 1 << 1;
    /// «اثنان», «اثنين»
    pub(super) const TWO: u16 = 1 << 2;
    /// It ends in «ان».
    pub(super) const DUAL: u16 = 1 << 3;
    /// «من»
    pub(super) const FROM: u16 = 1 << 4;
    /// «في», «وفي», «ففي»
    pub(super) const IN: u16 = 1 << 5;
    /// «نفسه», «ذاتها»
    pub(super) const SELF: u16 = 1 << 6;
    /// One letter, which was to be attached.
    pub(super) const LETTER: u16 = 1 << 7;
    /// It ends in ه, which may be ة.
    pub(super) const TEH: u16 = 1 << 8;
    /// It is read in one way wherever it stands: «في», «والتي».
    pub(super) const CERTAIN: u16 = 1 << 9;
    /// «أما»
    pub(super) const AS_FOR: u16 = 1 << 10;
    /// «حسب», «وفقا»: who says so follows.
    pub(super) const ACCORDING: u16 = 1 << 11;
    /// «ذلك»
    pub(crate) const THAT: u16 = 1 << 12;
    /// «يومها», «يومئذ»: the day that was told.
    pub(crate) const THAT_DAY: u16 = 1 << 13;
    /// «مصرعه», «حتفهم»: what somebody meets with who dies.
    pub(super) const OWN_DEATH: u16 = 1 << 14;

    /// Nothing to be said.
    pub(super) const NONE: Self = Self { bits: [0; 2], head: 0 };

    /// What is to be said of a word that announces this name, and whether it is read in one way wherever it stands.
    pub(super) fn of(word: Key, head: Option<Head>, certain: bool) -> Self {
        static IN: Few<3> = Few::of([key!("في"), key!("وفي"), key!("ففي")]);
        static ACCORDING: Few<5> = Few::of([key!("حسب"), key!("بحسب"), key!("وفق"), key!("وفقا"), key!("وبحسب")]);
        static THAT_DAY: Few<4> = Few::of([key!("يومها"), key!("ويومها"), key!("يومئذ"), key!("يومذاك")]);
        static OWN_DEATH: Few<8> = Few::of([
            key!("مصرعه"),
            key!("مصرعها"),
            key!("مصرعهم"),
            key!("مصرعهما"),
            key!("حتفه"),
            key!("حتفها"),
            key!("حتفهم"),
            key!("حتفهما"),
        ]);
        static SELF: Few<4> = Few::of([key!("نفسه"), key!("نفسها"), key!("ذاته"), key!("ذاتها")]);
        let dual = word.ends_with(key!("ان"));
        let pair = (dual || word.ends_with(key!("ين"))) && word.len() >= 6 && !word.starts_with(ARTICLE);
        let all = [
            (Self::ARTICLE, begins_with_article(word)),
            (Self::PAIR, pair),
            (Self::TWO, [key!("اثنان"), key!("اثنين")].contains(&word)),
            (Self::DUAL, dual),
            (Self::FROM, word == key!("من")),
            (Self::IN, IN.has(word)),
            (Self::SELF, SELF.has(word)),
            (Self::LETTER, word.len() == 1),
            (Self::TEH, word.last(1) == key!("ة")),
            (Self::CERTAIN, certain),
            (Self::AS_FOR, word == key!("أما")),
            (Self::ACCORDING, ACCORDING.has(word)),
            (Self::THAT, word == key!("ذلك")),
            (Self::THAT_DAY, THAT_DAY.has(word)),
            (Self::OWN_DEATH, OWN_DEATH.has(word)),
        ];
        let bits = all.into_iter().fold(0, |bits, (bit, is)| if is { bits | bit } else { bits });
        Self { bits: u16::to_le_bytes(bits), head: Head::pack(head) }
    }

    #[inline]
    pub(crate) const fn has(self, bit: u16) -> bool {
        u16::from_le_bytes(self.bits) & bit != 0
    }

    /// Whether it announces a name.
    #[inline]
    pub(super) const fn is_head(self) -> bool {
        self.head != 0
    }

    /// The same of a word that announces none where it stands.
    pub(super) const fn without_head(self) -> Self {
        Self { head: 0, ..self }
    }

    #[inline]
    pub(super) fn head(self) -> Option<Head> {
        Head::unpack(self.head)
    }
}
