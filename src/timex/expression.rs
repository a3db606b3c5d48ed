//! The symbolic form of a time expression: what the words say, before any context.
//!
//! As a regular-expression parser gives a syntax tree, the grammar gives an [`Expression`]; it can be kept,
//! written as JSON, and resolved again and again against other dates. What the words leave out is `None`
//! here and stays so: the calendar fills it in a copy of its own.

use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// A time expression as a value: its form and a modifier.
///
/// ```
/// use tarikh::timex::{Amount, Anchor, Direction, Finder, Form, Quantity, Unit};
///
/// let found = Finder::new().find("قتل قبل يومين");
/// let form = Form::Offset {
///     quantity: Quantity::new(Amount::Whole(2), Unit::Day),
///     direction: Direction::Past,
///     anchor: Anchor::Reference,
/// };
/// assert_eq!(found[0].expression.form, form);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Expression {
    /// What is said.
    pub form: Form,
    /// «نحو», «أكثر من», «أوائل»: TIMEX3 `mod`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
    /// The same time named a second way beside it: «اليوم السبت», «15 رمضان الموافق 3 أغسطس».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub also: Option<Box<Form>>,
}

impl Expression {
    /// The zone that is said with a clock time. TIMEX3 values are the hands as told: «الساعة 17:00 بتوقيت غرينتش» is
    /// `T17:00` wherever it was written, and this says in which zone.
    ///
    /// ```
    /// use tarikh::timex::{Finder, Zone};
    ///
    /// let found = Finder::new().find("بدأ الساعة 17:00 بتوقيت غرينتش");
    /// assert_eq!(found[0].expression.zone(), Some(Zone::Utc));
    /// ```
    #[must_use]
    pub fn zone(&self) -> Option<Zone> {
        match &self.form {
            Form::Clock { clock, .. } | Form::Set(Recurrence::At { clock, .. }) => clock.zone,
            _ => None,
        }
    }
}

/// TIMEX3 kinds of time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexKind {
    /// A stretch of the calendar of a day or more: «يونيو الماضي».
    Date,
    /// A clock time or a part of a day: «مساء الأربعاء».
    Time,
    /// A length: «أربعة أشهر».
    Duration,
    /// A recurrence: «كل خميس».
    Set,
}

/// TIMEX3 `mod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Modifier {
    /// «نحو», «حوالي», «تقريبا».
    Approx,
    /// «أكثر من».
    MoreThan,
    /// «أقل من».
    LessThan,
    /// «على الأقل», «ما لا يقل عن».
    EqualOrMore,
    /// «على الأكثر», «ما لا يزيد على».
    EqualOrLess,
    /// «أوائل», «مطلع».
    Start,
    /// «منتصف».
    Mid,
    /// «أواخر», «نهاية».
    End,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// Fields of a calendar date: «15 يونيو 2012», «يونيو الماضي», «الخميس».
    Date(Date),
    /// A decade: «تسعينيات القرن الماضي» is tens 9 of the century before.
    Decade {
        /// Its tens digit: 9 for the nineties.
        tens: u8,
        /// The century, if said.
        century: Option<Box<Form>>,
    },
    /// A century by number: «القرن العشرين» is 20.
    Century {
        /// First century: 1.
        number: u16,
        /// «قبل الميلاد».
        #[serde(default)]
        before_christ: bool,
        /// «الهجري».
        #[serde(default)]
        calendar: Calendar,
    },
    /// A millennium by number: «الألفية الثالثة» is 3.
    Millennium {
        /// First millennium: 1.
        number: u8,
        /// «قبل الميلاد».
        #[serde(default)]
        before_christ: bool,
    },
    /// The unit that holds the anchor, or one so many before or after: «الأسبوع الماضي», «هذا العام», «غدا».
    Shift {
        /// Which unit of the calendar.
        unit: Unit,
        /// 0 is the one that holds the anchor.
        by: i64,
        /// What it is counted from.
        anchor: Anchor,
    },
    /// A length before or after the anchor: «قبل يومين».
    Offset {
        /// How far.
        quantity: Quantity,
        /// Which way.
        direction: Direction,
        /// What it is counted from.
        anchor: Anchor,
    },
    /// A length that reaches to the anchor or begins at it: «السنوات الخمس الماضية», «منذ أربعة أشهر».
    Stretch {
        /// How long.
        quantity: Quantity,
        /// Which way it lies.
        direction: Direction,
        /// Whether it goes on: «منذ أربعة أشهر», against «الأشهر الأربعة الماضية».
        #[serde(default)]
        since: bool,
    },
    /// A part of a larger stretch: «آخر يوم من مارس», «الربع الأول من هذا العام».
    Within {
        /// Which part.
        part: Part,
        /// Of what; the reference's own where it is not said.
        whole: Option<Box<Form>>,
    },
    /// A part of a day: «مساء الأربعاء».
    DayPart {
        /// Which part.
        part: DayPart,
        /// Of which day, if said.
        day: Option<Box<Form>>,
    },
    /// A time on the clock: «الساعة الخامسة والنصف مساء».
    Clock {
        /// The hands.
        clock: Clock,
        /// On which day, if said.
        day: Option<Box<Form>>,
    },
    /// A length that is not placed: «أربعة أشهر».
    Duration(Quantity),
    /// A recurrence: «كل خميس».
    Set(Recurrence),
    /// A holiday: «عيد الفطر».
    Holiday {
        /// Its name in the holiday table.
        holiday: String,
        /// The year, if said.
        year: Option<Box<Form>>,
    },
    /// Past, present or future without measure: «مؤخرا», «حاليا», «قريبا».
    Vague(Direction),
}

/// Which calendar the fields of a [`Date`] belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Proleptic Gregorian.
    #[default]
    Gregorian,
    /// Umm al-Qura where its table reaches, tabular elsewhere.
    Hijri,
}

/// Fields of a calendar date, each there only if the words give it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Date {
    /// The calendar of the fields.
    pub calendar: Calendar,
    /// The year as said; years before Christ are negative (1 BCE is −1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Year>,
    /// 1–12.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// 1–31, as said: it may not exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
    /// Day of the week.
    #[serde(skip_serializing_if = "Option::is_none", with = "weekday")]
    pub weekday: Option<Weekday>,
    /// A season instead of a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// «الماضي» past, «الجاري» present, «المقبل» future.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// One further in its direction: «الجمعة بعد القادمة».
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// What a direction or an absent field is counted from.
    #[serde(skip_serializing_if = "Anchor::is_reference")]
    pub anchor: Anchor,
}

/// A year as the words give it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Year {
    /// In full: «2012».
    Number(i32),
    /// Two digits: «15-07-12».
    Short(u8),
    /// A year that spans two: «العام الدراسي 2001/2002», «عام 89/90»; the first of them.
    Fiscal(i32),
    /// By a relative year: «تموز من العام الماضي».
    Relative {
        /// Years after the anchor's.
        by: i64,
        /// What it is counted from.
        anchor: Anchor,
    },
}

/// What a relative expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The article's reference time: its publication.
    #[default]
    Reference,
    /// A time named earlier in the text: «في اليوم التالي», «الشهر نفسه».
    Text,
    /// An event named beside it: «بعد شهرين من الاجتماع».
    Event,
}

impl Anchor {
    fn is_reference(&self) -> bool {
        *self == Self::Reference
    }
}

/// Before, at, or after the anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// «الماضي», «قبل».
    Past,
    /// «الحالي», «هذا».
    Present,
    /// «المقبل», «بعد».
    Future,
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// ثانية
    Second,
    /// دقيقة
    Minute,
    /// ساعة
    Hour,
    /// يوم
    Day,
    /// ليلة
    Night,
    /// عطلة نهاية الأسبوع
    Weekend,
    /// أسبوع
    Week,
    /// شهر
    Month,
    /// فصل
    Season,
    /// ربع سنة
    Quarter,
    /// نصف سنة
    Half,
    /// سنة
    Year,
    /// عقد
    Decade,
    /// قرن
    Century,
}

/// A length: one or more amounts of units, largest first: «سنة وستة أشهر».
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The amounts, largest unit first; never empty.
    pub parts: Vec<(Amount, Unit)>,
}

impl Quantity {
    /// So many of one unit.
    #[must_use]
    pub fn new(amount: Amount, unit: Unit) -> Self {
        Self { parts: vec![(amount, unit)] }
    }

    /// The unit of its first amount.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.parts.first().map_or(Unit::Day, |&(_, unit)| unit)
    }

    /// Whether it is a number of hours that makes whole days.
    fn is_whole_days(&self) -> bool {
        matches!(self.parts[..], [(Amount::Whole(hours), Unit::Hour)] if hours > 0 && hours.is_multiple_of(24))
    }

    /// Whether every amount is a number.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.parts.iter().all(|(amount, _)| matches!(amount, Amount::Whole(_) | Amount::Thousandths(_)))
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// A whole number.
    Whole(u64),
    /// A number with a fraction, in thousandths: «عام ونصف» is 1500.
    Thousandths(u64),
    /// Some: «بضعة أيام», «سنوات».
    Some,
    /// Tens: «عشرات السنين».
    Tens,
    /// Hundreds: «مئات السنين».
    Hundreds,
    /// Thousands: «آلاف السنين».
    Thousands,
}

/// Seasons of the northern half of the Earth, in whole months as meteorology counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// ربيع: March to May, `SP`.
    Spring,
    /// صيف: June to August, `SU`.
    Summer,
    /// خريف: September to November, `FA`.
    Autumn,
    /// شتاء: December to February, `WI`; named by the year in which it begins.
    Winter,
}

/// Parts of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPart {
    /// فجر
    Dawn,
    /// صباح، ضحى
    Morning,
    /// ظهر
    Noon,
    /// منتصف النهار: twelve o'clock.
    Midday,
    /// بعد الظهر، عصر
    Afternoon,
    /// مساء، مغرب
    Evening,
    /// ليل
    Night,
    /// منتصف الليل
    Midnight,
    /// نهار
    Daytime,
}

/// Which part of a larger stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The nth unit, 1 the first, −1 the last: «آخر يوم», «الربع الأول».
    Nth {
        /// 1 the first, −1 the last.
        nth: i8,
        /// Of which unit.
        unit: Unit,
    },
    /// The nth weekday: «ثالث ثلاثاء».
    NthWeekday {
        /// 1 the first, −1 the last.
        nth: i8,
        /// Which weekday, 1 Monday … 7 Sunday.
        weekday: u8,
    },
    /// So many days from its first day: «عشية عيد الأضحى» is −1.
    Beside {
        /// Days after the first.
        days: i8,
    },
    /// The part that has the same place as the time told before: «الشهر نفسه من العام الماضي».
    Same {
        /// Which unit.
        unit: Unit,
    },
    /// What is left of it at the reference: «بقية الأسبوع».
    Rest,
    /// The one whose beginning is nearest to the reference: «العام الجديد».
    New {
        /// Which unit.
        unit: Unit,
    },
    /// Somewhere inside, not said where: «وقت سابق من هذا الأسبوع».
    Some,
}

/// Hands of a clock.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// 0–24 as said.
    pub hour: u8,
    /// 0–59.
    pub minute: Option<u8>,
    /// 0–59.
    pub second: Option<u8>,
    /// The part of the day that tells five in the morning from five in the evening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<DayPart>,
    /// The zone, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Whether the words call it a time of the clock («الساعة»), and not just two numbers.
    #[serde(default)]
    pub headed: bool,
}

/// A zone as said with a clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// «بالتوقيت المحلي».
    Local,
    /// «ت غ», «بتوقيت غرينتش».
    Utc,
    /// «بتوقيت مكة المكرمة» and others: minutes east of Greenwich.
    East(i16),
}

/// A recurrence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// «كل عامين», «يوميا».
    Every(Quantity),
    /// «كل خميس»: 1 Monday … 7 Sunday.
    EveryWeekday(u8),
    /// «كل صباح».
    EveryPart(DayPart),
    /// «كل يناير».
    EveryMonth(u8),
    /// «18 ديسمبر من كل عام».
    EveryDate {
        /// 1–12.
        month: u8,
        /// 1–31.
        day: u8,
    },
    /// «15 من كل شهر».
    EveryDayOfMonth(u8),
    /// «أول جمعة من كل شهر».
    EveryNthWeekday {
        /// 1 the first, −1 the last.
        nth: i8,
        /// 1 Monday … 7 Sunday.
        weekday: u8,
    },
    /// «كل صيف».
    EverySeason(Season),
    /// «كل نهاية أسبوع».
    EveryWeekend,
    /// «مساء كل خميس».
    InPart {
        /// What comes back.
        every: Box<Recurrence>,
        /// The part of its day.
        part: DayPart,
    },
    /// «كل أحد الساعة الثامنة مساء».
    At {
        /// What comes back.
        every: Box<Recurrence>,
        /// The time on the clock.
        clock: Clock,
    },
}

mod weekday {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    // The signature is serde's.
    #[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
    pub(super) fn serialize<S: Serializer>(day: &Option<Weekday>, s: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => s.serialize_u8(day.number_from_monday() as u8),
            None => s.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Weekday>, D::Error> {
        Option::<u8>::deserialize(d)?
            .map(|n| match n {
                1..=7 => Weekday::try_from(n - 1).map_err(|_| D::Error::custom("weekday")),
                _ => Err(D::Error::custom("a weekday is a number from 1 (Monday) to 7 (Sunday)")),
            })
            .transpose()
    }
}

impl Date {
    /// Whether only the year is said.
    #[must_use]
    pub fn is_year(&self) -> bool {
        self.year.is_some()
            && self.month.is_none()
            && self.day.is_none()
            && self.weekday.is_none()
            && self.season.is_none()
    }

    /// Whether the year is missing and nothing says which it is.
    #[must_use]
    pub fn lacks_year(&self) -> bool {
        self.year.is_none() && self.direction.is_none()
    }
}

impl Direction {
    /// How many units on: −1 the one before, 0 this one, 1 the next.
    pub(super) const fn step(self) -> i64 {
        match self {
            Self::Past => -1,
            Self::Present => 0,
            Self::Future => 1,
        }
    }
}

impl Form {
    /// The TIMEX3 kind of what is said.
    #[must_use]
    pub fn kind(&self) -> TimexKind {
        match self {
            Self::DayPart { .. } | Self::Clock { .. } => TimexKind::Time,
            Self::Shift { unit: Unit::Night | Unit::Hour | Unit::Minute | Unit::Second, .. } => TimexKind::Time,
            // «بعد شهرين من الاجتماع»: a length that the text hangs on an event.
            Self::Offset { anchor: Anchor::Event, .. } => TimexKind::Duration,
            // «بعدها بـ72 ساعة»: three days on.
            Self::Offset { quantity, anchor: Anchor::Text, .. } if quantity.is_whole_days() => TimexKind::Date,
            Self::Offset { quantity, .. }
                if matches!(quantity.unit(), Unit::Hour | Unit::Minute | Unit::Second) && quantity.is_exact() =>
            {
                TimexKind::Time
            }
            Self::Duration(_) | Self::Stretch { .. } => TimexKind::Duration,
            Self::Set(_) => TimexKind::Set,
            _ => TimexKind::Date,
        }
    }
}

impl From<Form> for Expression {
    fn from(form: Form) -> Self {
        Self { form, modifier: None, also: None }
    }
}
