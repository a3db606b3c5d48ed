//! What a word can stand for and begin, in bits: the gates before the rules of the grammar.

use super::expression::Unit;
use super::phrases::Meaning;
use super::words::Count::{Many, One};
use super::words::Sense::{
    self, Adverb, Approx, Corresponding, Day, Decade, Deictic, Every, First, Fraction, Hijri, HijriDhu, HijriPair,
    Last, LocalZone, Month, MonthPair, Near, Next, Number, Of, Ordinal, Part, Position, Same, Several, Sharp, Step,
    That, This, Times, Utc, Vague, ZoneHead, ZonePlace,
};
use super::words::{Num, Signal};

/// The places of the bits of a number, the lowest first.
#[inline]
pub(super) fn bits(mut number: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (number != 0).then(|| number.trailing_zeros() as usize);
        number &= number.wrapping_sub(1);
        place
    })
}

/// A set of kinds of sense: whether a production can begin with a word is one look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u64);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const MONTH: Self = Self(1);
    /// «ذو»: no month without the word after it.
    pub(super) const DHU: Self = Self(1 << 28);
    pub(super) const DAY: Self = Self(1 << 1);
    pub(super) const UNIT: Self = Self(1 << 2);
    pub(super) const NUMBER: Self = Self(1 << 3);
    pub(super) const ORDINAL: Self = Self(1 << 4);
    /// «الماضي», «التالي», «نفسه».
    pub(super) const WHICH: Self = Self(1 << 5);
    /// «هذا», «ذلك».
    pub(super) const THIS: Self = Self(1 << 6);
    pub(super) const POSITION: Self = Self(1 << 7);
    pub(super) const APPROX: Self = Self(1 << 8);
    pub(super) const DEICTIC: Self = Self(1 << 9);
    pub(super) const PART: Self = Self(1 << 10);
    pub(super) const SEASON: Self = Self(1 << 11);
    pub(super) const DECADE: Self = Self(1 << 12);
    pub(super) const SEVERAL: Self = Self(1 << 13);
    pub(super) const FRACTION: Self = Self(1 << 14);
    /// «كل», «يوميا», «مرتين».
    pub(super) const SET: Self = Self(1 << 15);
    pub(super) const SIGNAL: Self = Self(1 << 16);
    pub(super) const FIRST: Self = Self(1 << 17);
    pub(super) const LAST: Self = Self(1 << 18);
    pub(super) const ZONE: Self = Self(1 << 19);
    pub(super) const SHARP: Self = Self(1 << 20);
    pub(super) const VAGUE: Self = Self(1 << 21);
    pub(super) const OF: Self = Self(1 << 22);
    /// A phrase begins here.
    pub(super) const PHRASE: Self = Self(1 << 23);
    /// Every other sense.
    pub(super) const OTHER: Self = Self(1 << 24);
    /// A number in digits.
    pub(super) const DIGITS: Self = Self(1 << 25);
    /// Punctuation or a symbol.
    pub(super) const MARK: Self = Self(1 << 26);
    /// A word that the table does not have, or one in other letters.
    pub(super) const UNKNOWN: Self = Self(1 << 27);
    /// «يوميا»: a set by itself.
    pub(super) const ADVERB: Self = Self(1 << 29);
    /// «الموافق» between two names of one day.
    pub(super) const CORRESPONDING: Self = Self(1 << 30);
    /// Of marks, that which opens a bracket.
    pub(super) const BRACKET: Self = Self(1 << 31);
    /// Of units, those that dates are told by: day, night, month.
    pub(super) const OF_DATES: Self = Self(1 << 33);
    /// Of units, those of the clock, and the night.
    pub(super) const OF_CLOCK: Self = Self(1 << 34);
    /// Of units, seasons and those longer than a year.
    pub(super) const OF_AGES: Self = Self(1 << 35);
    /// Of units, those with the article.
    pub(super) const THE_UNIT: Self = Self(1 << 36);
    /// Of numbers, those that may be a year by themselves.
    pub(super) const YEAR: Self = Self(1 << 32);
    /// «عند».
    pub(super) const NEAR: Self = Self(1 << 37);
    /// «في».
    pub(super) const IN: Self = Self(1 << 38);
    /// What stands between two ends: «إلى», «حتى», a dash.
    pub(super) const LINK: Self = Self(1 << 39);
    /// Of marks, the colon.
    pub(super) const COLON: Self = Self(1 << 40);
    /// Any of these.
    pub(super) const ANY: Self = Self((1 << 41) - 1);
    /// The first bit that says nothing of a word's senses, but of how it stands among others.
    pub(super) const OF_PLACE: u32 = 41;
    /// What begins no expression if the word after it is unknown: «خمسة», «الثاني», «هذا», «بعد», «ذو».
    pub(super) const DEPENDENT: Self = Self::NUMBER
        .and(Self::ORDINAL)
        .and(Self::FIRST)
        .and(Self::THIS)
        .and(Self::SIGNAL)
        .and(Self::OF)
        .and(Self::SEVERAL)
        .and(Self::FRACTION)
        .and(Self::DHU)
        .and(Self::CORRESPONDING)
        .and(Self::NEAR)
        .and(Self::IN)
        .and(Self::LINK)
        .and(Self::OTHER);

    /// A kind that words get from where they stand.
    pub(super) const fn of_place(n: u32) -> Self {
        assert!(Self::OF_PLACE + n < 64);
        Self(1 << (Self::OF_PLACE + n))
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// How many there can be.
    pub(super) const BITS: usize = u64::BITS as usize;

    pub(super) const fn of_bit(bit: usize) -> Self {
        Self(1 << bit)
    }

    /// The places of its bits.
    #[inline]
    pub(super) fn bits(self) -> impl Iterator<Item = usize> {
        bits(self.0)
    }

    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kind of one sense.
    #[inline(always)]
    pub(super) const fn of(sense: Sense) -> Self {
        match sense {
            Month(..) | MonthPair { .. } | Hijri(..) | HijriPair { .. } => Self::MONTH,
            HijriDhu => Self::DHU,
            Day(_) => Self::DAY,
            Sense::Unit(Unit::Night, _) => Self::UNIT.and(Self::OF_DATES).and(Self::OF_CLOCK),
            Sense::Unit(Unit::Day | Unit::Month, _) => Self::UNIT.and(Self::OF_DATES),
            Sense::Unit(Unit::Second | Unit::Minute | Unit::Hour, _) => Self::UNIT.and(Self::OF_CLOCK),
            Sense::Unit(Unit::Season | Unit::Decade | Unit::Century, _) | Sense::Millennium => {
                Self::UNIT.and(Self::OF_AGES)
            }
            Sense::Unit(..) => Self::UNIT,
            Number(_) => Self::NUMBER,
            Ordinal(_) => Self::ORDINAL,
            Step(_) | Next | Same => Self::WHICH,
            This | That => Self::THIS,
            Position(_) => Self::POSITION,
            Approx => Self::APPROX,
            Deictic(_) => Self::DEICTIC,
            Part(..) => Self::PART,
            Sense::Season(_) => Self::SEASON,
            Decade(_) => Self::DECADE,
            Several => Self::SEVERAL,
            Fraction(_) => Self::FRACTION,
            Every | Times => Self::SET,
            Adverb(_) => Self::ADVERB,
            Corresponding => Self::CORRESPONDING,
            Sense::Signal(Signal::In) => Self::SIGNAL.and(Self::IN),
            Sense::Signal(Signal::To | Signal::Until) => Self::SIGNAL.and(Self::LINK),
            Sense::Signal(_) => Self::SIGNAL,
            Near => Self::OTHER.and(Self::NEAR),
            First => Self::FIRST,
            Last => Self::LAST,
            ZoneHead | Utc | LocalZone | ZonePlace(_) => Self::ZONE,
            Sharp => Self::SHARP,
            Vague(_) => Self::VAGUE,
            Of => Self::OF,
            Sense::Phrase => Self::PHRASE,
            _ => Self::OTHER,
        }
    }
}

/// A set of grammar rules: those that can begin with a word. Trying only these keeps prepositions cheap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Starts(u16);

impl Starts {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(u16::MAX);
    pub(super) const CLOCK_RANGE: Self = Self(1);
    pub(super) const RANGE: Self = Self(1 << 1);
    pub(super) const DAY_LIST: Self = Self(1 << 2);
    pub(super) const MONTH_DAYS: Self = Self(1 << 3);
    pub(super) const HEADED_LIST: Self = Self(1 << 4);
    pub(super) const YEAR_RANGE: Self = Self(1 << 5);
    pub(super) const TIME: Self = Self(1 << 6);
    pub(super) const SET: Self = Self(1 << 7);
    pub(super) const DATE: Self = Self(1 << 8);
    pub(super) const DAY_OF_IT: Self = Self(1 << 9);
    pub(super) const POSITIONED: Self = Self(1 << 10);
    pub(super) const RELATIVE: Self = Self(1 << 11);
    pub(super) const VAGUE: Self = Self(1 << 12);
    pub(super) const OFFSET: Self = Self(1 << 13);
    pub(super) const DURATION: Self = Self(1 << 14);
    pub(super) const LAST: Self = Self(1 << 15);
    /// How many there are.
    pub(super) const BITS: usize = u16::BITS as usize;

    pub(super) const fn of_bit(bit: usize) -> Self {
        Self(1 << bit)
    }

    /// The places of its bits.
    #[inline]
    pub(super) fn bits(self) -> impl Iterator<Item = usize> {
        bits(u64::from(self.0))
    }

    /// Digits can begin any of these.
    pub(super) const DIGITS: Self = Self::CLOCK_RANGE
        .and(Self::RANGE)
        .and(Self::DAY_LIST)
        .and(Self::YEAR_RANGE)
        .and(Self::TIME)
        .and(Self::SET)
        .and(Self::DATE)
        .and(Self::DAY_OF_IT)
        .and(Self::RELATIVE)
        .and(Self::DURATION);

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The rules that can begin with a word in this sense.
pub(super) const fn starts(sense: Sense) -> Starts {
    match sense {
        Month(..) | MonthPair { .. } | Hijri(..) | HijriPair { .. } | HijriDhu => {
            Starts::DATE.and(Starts::TIME).and(Starts::MONTH_DAYS)
        }
        Day(_) => Starts::DATE
            .and(Starts::TIME)
            .and(Starts::RELATIVE)
            .and(Starts::SET)
            .and(Starts::HEADED_LIST)
            .and(Starts::DAY_LIST)
            .and(Starts::DAY_OF_IT),
        Sense::Unit(unit, count) => {
            let any = Starts::DURATION.and(Starts::RELATIVE).and(Starts::SET).and(Starts::RANGE);
            match (unit, count) {
                (Unit::Day, One) => {
                    any.and(Starts::DATE).and(Starts::TIME).and(Starts::DAY_LIST).and(Starts::DAY_OF_IT)
                }
                (Unit::Day, _) => {
                    any.and(Starts::DATE).and(Starts::TIME).and(Starts::DAY_LIST).and(Starts::HEADED_LIST)
                }
                (Unit::Month, One) => any.and(Starts::DATE).and(Starts::TIME).and(Starts::MONTH_DAYS),
                (Unit::Month, _) => any.and(Starts::HEADED_LIST),
                (Unit::Year, One) => any.and(Starts::DATE).and(Starts::YEAR_RANGE),
                (Unit::Year, _) => any.and(Starts::DATE).and(Starts::HEADED_LIST).and(Starts::YEAR_RANGE),
                (Unit::Century, _) => any.and(Starts::HEADED_LIST),
                (Unit::Hour, Many) => any.and(Starts::TIME),
                (Unit::Hour | Unit::Night, One) => any.and(Starts::TIME).and(Starts::CLOCK_RANGE).and(Starts::DATE),
                _ => any,
            }
        }
        Number(Num::Scale(1_000)) => {
            Starts::DURATION.and(Starts::SET).and(Starts::DATE).and(Starts::RANGE).and(Starts::RELATIVE)
        }
        Number(number) => {
            let any = Starts::DURATION
                .and(Starts::RANGE)
                .and(Starts::SET)
                .and(Starts::TIME)
                .and(Starts::CLOCK_RANGE)
                .and(Starts::DAY_LIST)
                .and(Starts::DATE)
                .and(Starts::DAY_OF_IT);
            // «العشرين من الشهر الجاري», «الثلاثين منه»
            if matches!(number, Num::Tens(20 | 30)) { any.and(Starts::RELATIVE) } else { any }
        }
        Ordinal(_) | First => Starts::DATE
            .and(Starts::DAY_LIST)
            .and(Starts::TIME)
            .and(Starts::RELATIVE)
            .and(Starts::DAY_OF_IT)
            .and(Starts::CLOCK_RANGE)
            .and(Starts::SET),
        Last => Starts::RELATIVE.and(Starts::LAST).and(Starts::SET).and(Starts::TIME).and(Starts::POSITIONED),
        Same | Decade(_) | Sense::Millennium | Sense::ItsUnit(_) => Starts::RELATIVE,
        Sense::Season(_) => Starts::RELATIVE.and(Starts::SET),
        This | That => Starts::RELATIVE.and(Starts::TIME).and(Starts::DATE),
        Position(_) => Starts::POSITIONED.and(Starts::TIME),
        Approx => Starts::DURATION.and(Starts::TIME).and(Starts::POSITIONED).and(Starts::SET),
        Several => Starts::DURATION.and(Starts::TIME).and(Starts::SET),
        Fraction(_) => Starts::DURATION.and(Starts::RELATIVE).and(Starts::SET),
        Deictic(_) => Starts::RELATIVE.and(Starts::TIME),
        Part(..) => Starts::TIME.and(Starts::SET),
        Sharp => Starts::TIME,
        Sense::Campaign => Starts::DATE.and(Starts::RELATIVE),
        Sense::Rest => Starts::RELATIVE,
        Every => Starts::SET.and(Starts::HEADED_LIST),
        Times | Adverb(_) => Starts::SET,
        Vague(_) => Starts::VAGUE,
        Sense::Signal(Signal::DayBefore | Signal::DayAfter) => Starts::RELATIVE,
        Sense::Signal(Signal::Before | Signal::After | Signal::Since | Signal::From) => Starts::OFFSET,
        _ => Starts::NONE,
    }
}

/// What a phrase of this meaning can stand for, where a rule needs a word of that kind.
pub(super) const fn phrase_kinds(meaning: Meaning) -> Kinds {
    match meaning {
        Meaning::Nothing | Meaning::Vague(_) | Meaning::Behind(_) | Meaning::FromNow | Meaning::InARow => Kinds::NONE,
        Meaning::Deictic(_) => Kinds::DEICTIC,
        Meaning::Holiday(_) => Kinds::DAY.and(Kinds::DEICTIC),
        Meaning::Before(_) => Kinds::APPROX,
        Meaning::Part(_) | Meaning::PartOf(_) => Kinds::PART,
        Meaning::Weekend | Meaning::SometimeIn | Meaning::LeftOf | Meaning::ThatTime => Kinds::UNIT.and(Kinds::DEICTIC),
        Meaning::AfterThat | Meaning::BeforeThat => Kinds::SIGNAL,
        Meaning::Regularly(_) => Kinds::SET.and(Kinds::ADVERB),
        Meaning::Third(_) => Kinds::POSITION.and(Kinds::ORDINAL),
        Meaning::BeforeChrist | Meaning::Christian | Meaning::Hijri => Kinds::OTHER,
        Meaning::Utc => Kinds::ZONE,
        Meaning::Neighbour(_) => Kinds::WHICH,
    }
}

/// The rules that can begin with a phrase of this meaning.
pub(super) const fn phrase_starts(meaning: Meaning) -> Starts {
    match meaning {
        // To be stepped over by whichever rule.
        Meaning::Nothing | Meaning::Vague(_) => Starts::VAGUE,
        Meaning::Deictic(_) | Meaning::Holiday(_) => Starts::RELATIVE.and(Starts::TIME),
        Meaning::Before(_) => Starts::DURATION.and(Starts::SET).and(Starts::TIME),
        Meaning::Part(_) => Starts::TIME.and(Starts::SET),
        Meaning::PartOf(_) => Starts::TIME,
        Meaning::Weekend | Meaning::SometimeIn | Meaning::LeftOf | Meaning::ThatTime => Starts::RELATIVE,
        Meaning::AfterThat | Meaning::BeforeThat => Starts::OFFSET,
        Meaning::Regularly(_) => Starts::SET,
        Meaning::Third(_) => Starts::POSITIONED,
        Meaning::Behind(_)
        | Meaning::BeforeChrist
        | Meaning::Christian
        | Meaning::Hijri
        | Meaning::FromNow
        | Meaning::Utc
        | Meaning::Neighbour(_)
        | Meaning::InARow => Starts::NONE,
    }
}
