//! The words of time: one line a meaning, all its spellings on it.
//!
//! Spelling variants that folding merges (hamza on alef, ى/ي, ة/ه, diacritics, tatweel) need no entry; nor
//! do attached clitics and the article. To teach the crate a new month name, number word or holiday, add
//! the word to its line, or a line:
//!
//! ```text
//! ("يناير جانفي ينايير", Month(1)),          // one more spelling of January: write it here
//! ```
//!
//! A word with several meanings stands on several lines; the grammar decides.

use super::expression::{DayPart, Direction, Modifier, Season, Unit};
use chrono::Weekday;

/// What one word can mean to the grammar of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A month of the Gregorian year. The flag: the word is something else as often.
    Month(u8, Clear),
    /// First word of a month of two: «تشرين الأول» is 10, the second 11.
    MonthPair { first: u8, second: u8 },
    /// «بقية», «باقي» before a stretch.
    Rest,
    /// «مقابل», «مماثل» after a part of the year: the same of another.
    Like,
    /// A verb of coming and going, in the future: «سأعود السابعة».
    Returns,
    /// A month of the Libyan calendar of 1986.
    Libyan(u8),
    /// A Hijri month of one word.
    Hijri(u8, Clear),
    /// First word of a Hijri month of two.
    HijriPair { first: u8, second: u8 },
    /// «ذو», «ذي» of «ذو القعدة».
    HijriDhu,
    /// Second word after «ذو».
    DhuMonth(u8),
    /// A day of the week.
    Day(Weekday),
    /// A unit of time and how many the form says: one, two, or a plural.
    Unit(Unit, Count),
    /// «ألفية».
    Millennium,
    /// «يومه»: a unit of something told.
    ItsUnit(Unit),
    /// A number word.
    Number(Num),
    /// An ordinal, 1–10; −1 for "last".
    Ordinal(i8),
    /// «عشر», «عشرة» after a unit or ordinal.
    Teen,
    /// «ماض», «مقبل», «جار».
    Step(Direction),
    /// «تال», «موال», «لاحق»: next, counted from the text.
    Next,
    /// «نفس», «ذات» before, «نفسه», «ذاته» after.
    Same,
    /// «هذا», «هذه».
    This,
    /// «ذلك», «تلك».
    That,
    /// «أوائل», «منتصف», «أواخر».
    Position(Modifier),
    /// «نحو», «حوالي».
    Approx,
    /// A day counted from today: «أمس» −1, «غدا» 1.
    Deictic(i8),
    /// A part of a day.
    Part(DayPart, Clear),
    /// A season.
    Season(Season),
    /// A decade by its tens: «تسعينيات» is 9.
    Decade(u8),
    /// «بضعة», «عدة».
    Several,
    /// «نصف», «ربع», «ثلث» in thousandths.
    Fraction(u16),
    /// «أرباع» in «ثلاثة أرباع الساعة».
    Quarters,
    /// «كل».
    Every,
    /// «يوميا».
    Adverb(Unit),
    /// «مرة», «مرتين».
    Times,
    /// «شهر», «عام» and the like are units; this is «الساعة» as the head of a clock time.
    Vague(Direction),
    /// A preposition of time.
    Signal(Signal),
    /// «من».
    Of,
    /// «أول», "first" before a noun, also "the first (of a month)".
    First,
    /// «آخر».
    Last,
    /// «إلا» in «الخامسة إلا ربعا».
    Minus,
    /// «موافق» between two names of one day.
    Corresponding,
    /// «منه», «منها».
    OfIt,
    /// «كامل».
    Whole,
    /// «توقيت».
    ZoneHead,
    /// «غرينتش».
    Utc,
    /// «محلي».
    LocalZone,
    /// A place that names a zone: minutes east of Greenwich.
    ZonePlace(i16),
    /// «ميلادي», «م».
    Christian,
    /// «هجري», «هـ».
    HijriEra,
    /// «مالي», «دراسي», «قضائي» after a year.
    Fiscal,
    /// «موسم» before two years: «موسم 2014-2015».
    Campaign,
    /// «متتالية», «متواصلة» after a length.
    Consecutive,
    /// A word that a number before it counts, so that the number is no date.
    Counted,
    /// A word whose number after it is a name or code, not a year.
    Designates,
    /// A word that turns a weekday or month after it into a name («صلاة الجمعة»).
    Names,
    /// «مضى», «خلت» after a quantity.
    Elapsed,
    /// A wording that the event has yet to happen: «سوف», «المقرر».
    FutureCue,
    /// «تمام» before «الساعة».
    Sharp,
    /// «عند» before a clock time.
    Near,
    /// What makes «اليوم» the name of a feast: «اليوم العالمي», and «الليلة» another's: «الليلة الفاصلة بين».
    OfName,
    /// A verb that takes a length: «استمر أسبوعا».
    Lasts,
    /// An imperfect that announces: «تنطلق السبت», «يزور باريس الخميس».
    Coming,
    /// A word that makes a month or weekday after it a name: «السيد نيسان», «شركة نيسان».
    Titles,
    /// A place or an office: what «قبل يومين من» is followed by where no event follows.
    Place,
    /// A word for putting off: «تأجيل», «مدد».
    PutsOff,
    /// «قضاها»: so long somebody stayed, before it.
    Spent,
    /// What somebody is in for so long: «ستة أعوام في السجن».
    Condition,
    /// The first word of a phrase in the phrase table.
    Phrase,
}

impl Sense {
    /// Whether a word in this sense is part of no expression: it tells what the number or the day beside it is.
    pub(super) const fn is_about_others(self) -> bool {
        use Sense::{Condition, Counted, Designates, FutureCue, Names, Place, PutsOff, Spent, Titles};
        matches!(
            self,
            Counted
                | Designates
                | Names
                | Titles
                | Lasts
                | Coming
                | FutureCue
                | OfName
                | Place
                | PutsOff
                | Spent
                | Condition
        )
    }
}

/// Whether a word is clearly a word of time, or needs a neighbour that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clear {
    /// It is.
    Yes,
    /// It is another word as often: «مارس» "practised", «فجر» "blew up".
    No,
    /// And with the article it is always that other word: «المغرب» is Morocco.
    Bare,
}

/// How many a form of a unit's word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// «يوم».
    One,
    /// «يومين».
    Two,
    /// «أيام».
    Many,
}

/// A number word's place in the number system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Num {
    /// 1–10.
    Digit(u8),
    /// 20, 30 … 90.
    Tens(u8),
    /// 100–900.
    Hundreds(u16),
    /// A factor: 1000, 10⁶, 10⁹; the flag says two of them.
    Scale(u64),
    /// «ألفين», «مليونين».
    TwoScale(u64),
    /// «عشرات», «مئات», «آلاف» as vague amounts: exponent of ten.
    Vague(u8),
}

/// A preposition or particle that relates a time to what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Signal {
    /// منذ، مذ
    Since,
    /// قبل
    Before,
    /// بعد
    After,
    /// في، ب
    In,
    /// خلال، أثناء، في غضون
    During,
    /// حتى، لغاية
    Until,
    /// من، اعتبارا من، ابتداء من
    From,
    /// إلى
    To,
    /// بين
    Between,
    /// بحلول
    By,
    /// لمدة، طوال، على مدى
    For,
    /// غداة
    DayAfter,
    /// عشية
    DayBefore,
}

use Clear::{Bare, No, Yes};
use Count::{Many, One, Two};
use Sense::{
    Adverb, Approx, Christian, Coming, Consecutive, Corresponding, Counted, Day, Decade, Deictic, Designates, DhuMonth,
    Elapsed, Every, First, Fiscal, Fraction, FutureCue, Hijri, HijriDhu, HijriEra, HijriPair, Last, Lasts, LocalZone,
    Minus, Month, MonthPair, Names, Near, Next, Number, Of, OfIt, OfName, Ordinal, Part, Position, Same, Several,
    Sharp, Step, Teen, That, This, Times, Utc, Vague, Whole, ZoneHead, ZonePlace,
};

/// Every word that the grammar knows.
pub(super) const WORDS: &[(&str, Sense)] = &[
    // Gregorian months: Egypt and Gulf; Levant and Iraq; Algeria and Tunisia; Morocco; Mauritania.
    ("يناير ينايير جانفي جانفييه", Month(1, Yes)),
    ("فبراير شباط فيفري فيفريي", Month(2, Yes)),
    ("اذار", Month(3, Yes)),
    ("مارس", Month(3, No)),
    ("ابريل ابرايل نيسان افريل", Month(4, Yes)),
    ("مايو ايار مايس", Month(5, Yes)),
    ("ماي", Month(5, No)),
    ("يونيو يونيه حزيران", Month(6, Yes)),
    ("جوان", Month(6, No)),
    ("يوليو يوليه يوليوز تموز جويليه جويليا", Month(7, Yes)),
    ("اغسطس اوغسطس غشت اغشت", Month(8, Yes)),
    ("اب اوت", Month(8, No)),
    ("سبتمبر سبتنبر شتنبر شتمبر ايلول", Month(9, Yes)),
    ("اكتوبر اوكتوبر", Month(10, Yes)),
    ("نوفمبر نوفنبر نونبر", Month(11, Yes)),
    ("ديسمبر دسمبر ديسنبر دجنبر دجمبر", Month(12, Yes)),
    ("تشرين", MonthPair { first: 10, second: 11 }),
    ("كانون", MonthPair { first: 12, second: 1 }),
    // Libya, 1986–2011; common words, so that only a day and a year make them months.
    ("نوار", Sense::Libyan(2)),
    ("طير", Sense::Libyan(4)),
    ("ماء", Sense::Libyan(5)),
    ("ناصر", Sense::Libyan(7)),
    ("هانيبال", Sense::Libyan(8)),
    ("فاتح", Sense::Libyan(9)),
    ("تمور", Sense::Libyan(10)),
    ("حرث", Sense::Libyan(11)),
    // Hijri months.
    ("محرم", Hijri(1, No)),
    ("صفر", Hijri(2, No)),
    ("ربيع", HijriPair { first: 3, second: 4 }),
    ("جمادي جماد", HijriPair { first: 5, second: 6 }),
    ("رجب", Hijri(7, No)),
    ("شعبان", Hijri(8, No)),
    ("رمضان", Hijri(9, No)),
    ("شوال", Hijri(10, No)),
    ("ذو ذي", HijriDhu),
    ("قعده", DhuMonth(11)),
    ("حجه", DhuMonth(12)),
    // Weekdays.
    ("احد احاد", Day(Weekday::Sun)),
    ("اثنين اتنين", Day(Weekday::Mon)),
    ("ثلاثاء ثلاثا ثلثاء", Day(Weekday::Tue)),
    ("اربعاء اربعا", Day(Weekday::Wed)),
    ("خميس", Day(Weekday::Thu)),
    ("جمعه", Day(Weekday::Fri)),
    ("سبت", Day(Weekday::Sat)),
    // Units.
    ("ثانيه", Sense::Unit(Unit::Second, One)),
    ("ثانيتان ثانيتين", Sense::Unit(Unit::Second, Two)),
    ("ثواني ثوان", Sense::Unit(Unit::Second, Many)),
    ("دقيقه", Sense::Unit(Unit::Minute, One)),
    ("دقيقتان دقيقتين", Sense::Unit(Unit::Minute, Two)),
    ("دقائق", Sense::Unit(Unit::Minute, Many)),
    ("ساعه", Sense::Unit(Unit::Hour, One)),
    ("ساعتان ساعتين", Sense::Unit(Unit::Hour, Two)),
    ("ساعات", Sense::Unit(Unit::Hour, Many)),
    ("يوم يوما", Sense::Unit(Unit::Day, One)),
    ("يومان يومين يومي", Sense::Unit(Unit::Day, Two)),
    ("ايام اياما", Sense::Unit(Unit::Day, Many)),
    ("ليله", Sense::Unit(Unit::Night, One)),
    ("ليلتان ليلتين", Sense::Unit(Unit::Night, Two)),
    ("ليالي ليال", Sense::Unit(Unit::Night, Many)),
    ("فصل", Sense::Unit(Unit::Season, One)),
    ("اسبوع اسبوعا", Sense::Unit(Unit::Week, One)),
    ("اسبوعان اسبوعين", Sense::Unit(Unit::Week, Two)),
    ("اسابيع", Sense::Unit(Unit::Week, Many)),
    ("شهر شهرا", Sense::Unit(Unit::Month, One)),
    ("شهران شهرين شهري", Sense::Unit(Unit::Month, Two)),
    ("اشهر شهور اشهرا شهورا", Sense::Unit(Unit::Month, Many)),
    ("سنه عام عاما", Sense::Unit(Unit::Year, One)),
    // Only of ages: «ثمانين حولا», «الستة عشر ربيعا».
    ("حولا ربيعا", Sense::Unit(Unit::Year, One)),
    ("سنتان سنتين عامان عامين سنتي عامي حولان حولين", Sense::Unit(Unit::Year, Two)),
    ("سنوات سنين سنون اعوام اعواما", Sense::Unit(Unit::Year, Many)),
    ("عقد عقدا", Sense::Unit(Unit::Decade, One)),
    ("عقدان عقدين", Sense::Unit(Unit::Decade, Two)),
    ("عقود عقودا", Sense::Unit(Unit::Decade, Many)),
    ("قرن قرنا", Sense::Unit(Unit::Century, One)),
    ("قرنان قرنين", Sense::Unit(Unit::Century, Two)),
    ("قرون قرونا", Sense::Unit(Unit::Century, Many)),
    ("الفيه", Sense::Millennium),
    ("يومه يومها", Sense::ItsUnit(Unit::Day)),
    ("اسبوعه اسبوعها", Sense::ItsUnit(Unit::Week)),
    ("شهره شهرها", Sense::ItsUnit(Unit::Month)),
    ("عامه عامها سنته سنتها", Sense::ItsUnit(Unit::Year)),
    // Numbers.
    ("واحد واحده واحدا احدي احد حادي", Number(Num::Digit(1))),
    ("اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي اتنين", Number(Num::Digit(2))),
    ("ثلاثه ثلاث ثلاثا تلاته", Number(Num::Digit(3))),
    ("اربعه اربع اربعا", Number(Num::Digit(4))),
    ("خمسه خمس خمسا", Number(Num::Digit(5))),
    ("سته ست ستا", Number(Num::Digit(6))),
    ("سبعه سبع سبعا", Number(Num::Digit(7))),
    ("ثمانيه ثماني ثمان ثمانيا تمانيه", Number(Num::Digit(8))),
    ("تسعه تسع تسعا", Number(Num::Digit(9))),
    ("عشره عشر عشرا", Number(Num::Digit(10))),
    ("عشره عشر", Teen),
    ("عشرون عشرين", Number(Num::Tens(20))),
    ("ثلاثون ثلاثين", Number(Num::Tens(30))),
    ("اربعون اربعين", Number(Num::Tens(40))),
    ("خمسون خمسين", Number(Num::Tens(50))),
    ("ستون ستين", Number(Num::Tens(60))),
    ("سبعون سبعين", Number(Num::Tens(70))),
    ("ثمانون ثمانين", Number(Num::Tens(80))),
    ("تسعون تسعين", Number(Num::Tens(90))),
    ("مئه مائه", Number(Num::Hundreds(100))),
    ("مئتان مئتين مائتان مائتين مئتا مائتا مئتي مائتي", Number(Num::Hundreds(200))),
    ("ثلاثمئه ثلاثمائه", Number(Num::Hundreds(300))),
    ("اربعمئه اربعمائه", Number(Num::Hundreds(400))),
    ("خمسمئه خمسمائه", Number(Num::Hundreds(500))),
    ("ستمئه ستمائه", Number(Num::Hundreds(600))),
    ("سبعمئه سبعمائه", Number(Num::Hundreds(700))),
    ("ثمانمئه ثمانمائه ثمانيمئه", Number(Num::Hundreds(800))),
    ("تسعمئه تسعمائه", Number(Num::Hundreds(900))),
    ("الف الاف", Number(Num::Scale(1_000))),
    ("الفان الفين الفا الفي", Number(Num::TwoScale(1_000))),
    ("مليون ملايين", Number(Num::Scale(1_000_000))),
    ("مليونان مليونين مليوني", Number(Num::TwoScale(1_000_000))),
    ("مليار مليارات", Number(Num::Scale(1_000_000_000))),
    ("عشرات", Number(Num::Vague(1))),
    ("مئات مايات", Number(Num::Vague(2))),
    // «آلاف السنين»: thousands of, not a factor, where no number stands before.
    ("الاف ملايين مليارات", Number(Num::Vague(3))),
    // Ordinals.
    ("اولي", Ordinal(1)),
    ("اول", Ordinal(1)),
    ("حادي حاديه", Ordinal(1)),
    ("ثاني ثانيه ثان", Ordinal(2)),
    ("ثالث ثالثه", Ordinal(3)),
    ("رابع رابعه", Ordinal(4)),
    ("خامس خامسه", Ordinal(5)),
    ("سادس سادسه", Ordinal(6)),
    ("سابع سابعه", Ordinal(7)),
    ("ثامن ثامنه", Ordinal(8)),
    ("تاسع تاسعه", Ordinal(9)),
    ("عاشر عاشره", Ordinal(10)),
    ("اخير اخيره", Ordinal(-1)),
    ("اول فاتح غره", First),
    ("اخر", Last),
    // Which one.
    (
        "ماضي ماضيه ماضيين ماضيان ماضيتين منصرم منصرمه منصرمين فائت فائته سابق سابقه سابقين فارط فارطه \
         سالف سالفه منقضي منقضيه اخير اخيره اخيرين اخيرتين",
        Step(Direction::Past),
    ),
    ("مقبل مقبله مقبلين مقبلتين داخل قادم قادمه قادمين قادمتين اتي اتيه جاي جايه", Step(Direction::Future)),
    ("جاري جار جاريه حالي حاليه راهن راهنه", Step(Direction::Present)),
    ("تالي تاليه موالي مواليه لاحق لاحقه تاليين", Next),
    ("نفس ذات نفسه نفسها ذاته ذاتها عينه", Same),
    ("هذا هذه هاذا هذي", This),
    ("ذلك تلك ذاك", That),
    ("منه منها", OfIt),
    // Where in it.
    ("اوائل مطلع بدايه بدايات مستهل", Position(Modifier::Start)),
    ("منتصف اواسط نصف نص", Position(Modifier::Mid)),
    ("اواخر نهايه نهايات ختام موفي متم", Position(Modifier::End)),
    // How exactly.
    ("نحو حوالي قرابه زهاء تقريبا بحدود", Approx),
    // Days from today.
    ("امس بارحه امبارح", Deictic(-1)),
    // Egypt.
    ("نهارده انهارده", Deictic(0)),
    ("غد غدا بكره بكرا", Deictic(1)),
    // Parts of a day.
    ("صباح صباحا صبح صبيحه ضحي", Part(DayPart::Morning, Yes)),
    ("فجر", Part(DayPart::Dawn, No)),
    ("فجرا", Part(DayPart::Dawn, Yes)),
    ("ظهر", Part(DayPart::Noon, No)),
    ("ظهرا زوالا", Part(DayPart::Noon, Yes)),
    // «ظهيره الأيسر» is a full-back.
    ("ظهيره", Part(DayPart::Noon, No)),
    ("عصر", Part(DayPart::Afternoon, No)),
    ("عصرا", Part(DayPart::Afternoon, Yes)),
    ("زوال", Part(DayPart::Afternoon, No)),
    // «عشية أمس»; before an event it is a signal, "on the eve of".
    // «سهرة السبت»: so the Maghreb says the evening.
    ("عشيه سهره", Part(DayPart::Evening, No)),
    ("مساء مساءا", Part(DayPart::Evening, Yes)),
    ("مغرب", Part(DayPart::Evening, Bare)),
    ("مغيب", Part(DayPart::Evening, No)),
    ("ليل ليلا ليله", Part(DayPart::Night, Yes)),
    ("نهار", Part(DayPart::Daytime, No)),
    ("نهارا", Part(DayPart::Daytime, Yes)),
    // Seasons.
    ("ربيع ربيعا", Sense::Season(Season::Spring)),
    ("صيف صيفا صائفه", Sense::Season(Season::Summer)),
    ("خريف خريفا", Sense::Season(Season::Autumn)),
    ("شتاء", Sense::Season(Season::Winter)),
    // Decades.
    ("عشرينيات عشرينات عشرينياته عشريناته", Decade(2)),
    ("ثلاثينيات ثلاثينات ثلاثينياته ثلاثيناته", Decade(3)),
    ("اربعينيات اربعينات اربعينياته اربعيناته", Decade(4)),
    ("خمسينيات خمسينات خمسينياته خمسيناته", Decade(5)),
    ("ستينيات ستينات ستينياته ستيناته", Decade(6)),
    ("سبعينيات سبعينات سبعينياته سبعيناته", Decade(7)),
    ("ثمانينيات ثمانينات ثمانينياته ثمانيناته", Decade(8)),
    ("تسعينيات تسعينات تسعينياته تسعيناته", Decade(9)),
    // Amounts.
    ("بضعه بضع عده بعض", Several),
    ("نصف نص سداسي سداسيه", Fraction(500)),
    ("ربع ربعا ثلاثي ثلاثيه", Fraction(250)),
    ("ثلث ثلثا", Fraction(333)),
    ("نصفا", Fraction(500)),
    ("ارباع", Sense::Quarters),
    ("كل", Every),
    ("يوميا", Adverb(Unit::Day)),
    ("اسبوعيا", Adverb(Unit::Week)),
    ("شهريا", Adverb(Unit::Month)),
    ("فصليا", Adverb(Unit::Quarter)),
    ("سنويا", Adverb(Unit::Year)),
    ("مره مرتين مرات", Times),
    ("كامل كامله كاملين كاملا اضافي اضافيا اضافيه", Whole),
    ("باكمله باكملها بكامله بكاملها", Whole),
    ("متتاليه متتالي متتاليين متتاليتين متواصله متواصل متواليه متوالي متعاقبه", Consecutive),
    ("مضت مضي خلت خلا", Elapsed),
    // Without measure.
    // The last two are said in Syria and Morocco.
    ("الان حاليا راهنا حالا هلق دابا", Vague(Direction::Present)),
    ("موخرا سابقا", Vague(Direction::Past)),
    ("قريبا مستقبلا", Vague(Direction::Future)),
    // Prepositions.
    ("منذ مذ", Sense::Signal(Signal::Since)),
    ("قبل قبيل", Sense::Signal(Signal::Before)),
    ("بعد بعيد", Sense::Signal(Signal::After)),
    ("في", Sense::Signal(Signal::In)),
    ("خلال اثناء غضون", Sense::Signal(Signal::During)),
    ("حتي لغايه غايه", Sense::Signal(Signal::Until)),
    ("من", Sense::Signal(Signal::From)),
    ("من", Of),
    ("الي", Sense::Signal(Signal::To)),
    ("بين", Sense::Signal(Signal::Between)),
    ("بحلول", Sense::Signal(Signal::By)),
    ("مده لمده مدته مدتها طوال طيله طول مدي مدار", Sense::Signal(Signal::For)),
    ("مهله", Sense::Signal(Signal::For)),
    ("غداه", Sense::Signal(Signal::DayAfter)),
    ("عشيه", Sense::Signal(Signal::DayBefore)),
    ("الا", Minus),
    ("موافق", Corresponding),
    // Zones.
    ("توقيت", ZoneHead),
    ("عالمي غرينتش جرينتش غرينيتش جرينيتش غرينويتش جرينتيش غريتنش جرينش", Utc),
    ("محلي", LocalZone),
    ("مكه سعوديه", ZonePlace(180)),
    ("موسكو", ZonePlace(180)),
    // Eras.
    ("ميلادي ميلاديه ميلاديان ميلاديين م", Christian),
    ("هجري هجريه هجريان هجريين ه", HijriEra),
    ("مالي ماليه دراسي دراسيه جامعي جامعيه اكاديمي اكاديميه قضائي تشريعي", Fiscal),
    ("بقيه باقي", Sense::Rest),
    ("مقابل مماثل", Sense::Like),
    (
        "ساعود سيعود ستعود سنعود ساصل سيصل ستصل سنصل سابدا سيبدا ستبدا سنبدا سينطلق ستنطلق سننطلق ساغادر سيغادر ستغادر \
         سنغادر سنلتقي سيلتقي ستلتقي",
        Sense::Returns,
    ),
    (
        "ساعود سيعود ستعود سنعود ساصل سيصل ستصل سنصل سابدا سيبدا ستبدا سنبدا سينطلق ستنطلق سننطلق ساغادر سيغادر ستغادر \
         سنغادر سنلتقي سيلتقي ستلتقي",
        FutureCue,
    ),
    ("موسم", Sense::Campaign),
    // What a number before it counts. The calendar's own units are not here.
    (
        "شخص شخصا اشخاص جندي جنديا جنود مقاتل مقاتلا مقاتلين عنصر عنصرا عناصر مسلح مسلحا مسلحين قتيل قتيلا قتلي جريح \
         جريحا جرحي مدني مدنيا مدنيين لاجي لاجيا رجل رجلا امراه طفل طفلا اطفال كيلومتر كيلومترا كيلومترات كلم كم متر مترا \
         امتار ميل ميلا طن طنا دولار دولارا يورو درهم درهما جنيه جنيها دينار دينارا ريال ريالا فرنك فرنكا نسمه منزل منزلا \
         قريه سياره مركبه طالب طالبا موظف موظفا عامل عاملا صوت صوتا ناخب ناخبا هكتار كيلو لتر لترا نازح نازحا ضحيه رهينه عسكري \
         عسكريا شرطي شرطيا وظيفه شركه حاله درجه نقطه مقعد مقعدا عضو عضوا كيلوغرام برميل شاب شابا اسره عايله مهاجر \
         مهاجرا سجين سجينا ليره صفقه طلب دنانير سهم سهما وحده قطعه زائر زائرا",
        Counted,
    ),
    ("رقم رحله قانون مرسوم قرار ماده بند فقره ميراج بوينغ ايرباص صفحه تلفون هاتف ص طراز", Designates),
    ("صلاه خطبه مسجد مهرجان مجله صحيفه جريده فيلم روايه مسرحيه قناه ديوان اغنيه مسلسل برنامج شركه سياره", Names),
    (
        "استمر استمرت يستمر تستمر استغرق استغرقت يستغرق تستغرق دام دامت يدوم تدوم امضي امضت قضي قضت مكث امتد امتدت يمتد \
         تمتد",
        Lasts,
    ),
    (
        "يعقد تعقد يبدا تبدا ينطلق تنطلق يستضيف تستضيف يقام تقام يزور تزور يجتمع تجتمع ينظم تنظم يفتتح تفتتح يختتم تختتم \
         يستانف تستانف يحتضن تحتضن يلتقي تلتقي يخوض تخوض يلعب تلعب يدلي يتوجه تتوجه يستقبل تستقبل يحيي تحيي يدشن تدشن \
         يطرا تطرا يسود تسود تهطل ينتهي تنتهي يرعي ترعي يتراس تتراس يراس يصل يغادر تغادر \
         يصوت تصوت يناقش تناقش يبحث تبحث يستكمل تستكمل يتواصل يواجه تواجه يحل تحل",
        Coming,
    ),
    (
        "ينظر تنظر يبت تدلي يرسو ترسو يسري تسري يلقي يصادف تصادف تصل ينقطع تنقطع يتوقف تتوقف تقلع يقلع تسافر يسافر يدخل يشارك تشارك يلاقي تلاقي يستهل تستهل ينافس يتسلم تتسلم",
        Coming,
    ),
    ("سيد سيده انسه", Sense::Titles),
    (
        "منزله منزلها منزلهم بيته بيتها مكتبه مكتبها منصبه منصبها سجنه سجنها بلده بلدها بلاده بلادها مدينته قريته سيارته سيارتها \
         مقره مقرها زنزانته مدينه قريه منطقه منزل بيت مطار عاصمه اعضاء",
        Sense::Place,
    ),
    ("تمديد مدد مددت تاجيل اجل اجلت ارجا ارجات ارجاء تاخير اخر اخرت تاخر", Sense::PutsOff),
    ("قضاها قضتها قضوها قضياها قضاهما امضاها امضتها امضوها امضياها امضاهما استغرقتها استغرقها", Sense::Spent),
    ("خدمه سجن اسر منفي حكم سلطه اعتقال احتجاز حبس معتقل منصبه منصب غربه مستشفي فضاء مهنه", Sense::Condition),
    ("تمام", Sharp),
    ("عند", Near),
    ("عالمي عالميه دولي وطني قومي فاصله مشووم اسود موعود", OfName),
    // The event has yet to happen.
    (
        "سوف لن مقرر مقرره مرتقب مرتقبه مزمع مزمعه متوقع متوقعه منتظر منتظره يستعد تستعد استعدادا تحضيرا تمهيدا يخطط تخطط يعتزم تعتزم ينوي تنوي ينوون دعي سيجري ستجري اقصاه اقصاها \
         سيتم ستتم سيحل ستحل سيقع ستقع سيقر ستقر سيرد سترد سيظل ستظل سيشن ستشن سيبت ستبت سيمر ستمر سيضم ستضم",
        FutureCue,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::Key;

    #[test]
    fn no_meaning_is_listed_twice_for_a_spelling() {
        let mut seen = std::collections::HashSet::new();
        for (spellings, sense) in WORDS {
            for word in spellings.split_ascii_whitespace() {
                assert!(seen.insert((Key::of(word), format!("{sense:?}"))), "{word} {sense:?}");
            }
        }
    }

    #[test]
    fn every_month_and_weekday_is_reachable() {
        let senses: Vec<Sense> = WORDS.iter().map(|&(_, s)| s).collect();
        for m in 1..=12u8 {
            let named = |s: &Sense| match *s {
                Month(n, _) => n == m,
                MonthPair { first, second } => first == m || second == m,
                _ => false,
            };
            assert!(senses.iter().any(named), "Gregorian month {m}");
            let named = |s: &Sense| match *s {
                Hijri(n, _) | DhuMonth(n) => n == m,
                HijriPair { first, second } => first == m || second == m,
                _ => false,
            };
            assert!(senses.iter().any(named), "Hijri month {m}");
        }
        for n in 0..7u8 {
            let day = Weekday::try_from(n).unwrap();
            assert!(senses.contains(&Day(day)), "{day}");
        }
    }
}
