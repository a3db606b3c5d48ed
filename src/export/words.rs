//! Words for the values of enums, in the languages that the crate writes.

use super::dates::{self, Language};
use super::text;
use crate::calendar::Bounds;
use crate::event::{Factuality, Role};
use crate::link::{Fate, Who};
use crate::timeline::{Dispatch, PublishedWhen};
use chrono::NaiveDate;

/// Those who met a fate, in front of a colon: «القتلى من الجنود», "soldiers dead".
pub(crate) fn counted(fate: Fate, who: Option<Who>, language: Language) -> String {
    match (language, who) {
        (Language::English, None) => fate.as_str().to_owned(),
        (Language::English, Some(who)) => format!("{who} {fate}"),
        (Language::Arabic, None | Some(Who::People)) => fated(fate).to_owned(),
        (Language::Arabic, Some(who)) => format!("{} من {}", fated(fate), among(who)),
    }
}

fn fated(fate: Fate) -> &'static str {
    match fate {
        Fate::Dead => "القتلى",
        Fate::Wounded => "الجرحى",
        Fate::Missing => "المفقودون",
        Fate::Abducted => "المخطوفون",
        Fate::Captured => "الأسرى",
        Fate::Arrested => "الموقوفون",
        Fate::Freed => "المفرج عنهم",
        Fate::Displaced => "النازحون",
    }
}

fn among(who: Who) -> &'static str {
    match who {
        Who::People => "الناس",
        Who::Civilians => "المدنيين",
        Who::Women => "النساء",
        Who::Children => "الأطفال",
        Who::Men => "الرجال",
        Who::Soldiers => "الجنود",
        Who::Police => "الشرطة",
        Who::Militants => "المسلحين",
        Who::Fighters => "المقاتلين",
        Who::Peacekeepers => "حفظة السلام",
        Who::Journalists => "الصحافيين",
        Who::Workers => "العاملين",
        Who::Officials => "المسؤولين",
        Who::Foreigners => "الأجانب",
        Who::Suspects => "المشتبه بهم",
        Who::Hostages => "الرهائن",
        Who::Prisoners => "السجناء",
        Who::Refugees => "اللاجئين",
    }
}

/// "5", "3 to 5", "10 or more".
pub(crate) fn range(least: u64, most: Option<u64>, language: Language) -> String {
    match (most, language) {
        (Some(most), _) if most == least => least.to_string(),
        (Some(most), Language::English) => format!("{least} to {most}"),
        (Some(most), Language::Arabic) => format!("{least} إلى {most}"),
        (None, Language::English) => format!("{least} or more"),
        (None, Language::Arabic) => format!("{least} أو أكثر"),
    }
}

impl Factuality {
    /// Why it is not to be taken as a plain fact: "planned", «مخطط له». Nothing of what happened.
    ///
    /// ```
    /// use tarikh::event::Factuality;
    /// use tarikh::export::dates::Language;
    ///
    /// assert_eq!(Factuality::Factual.reservation(Language::English), None);
    /// assert_eq!(Factuality::Denied.reservation(Language::English), Some("denied"));
    /// assert_eq!(Factuality::Negated.reservation(Language::Arabic), Some("لم يقع"));
    /// ```
    #[must_use]
    pub const fn reservation(self, language: Language) -> Option<&'static str> {
        let (english, arabic) = match self {
            Self::Factual => return None,
            Self::Negated => ("did not happen", "لم يقع"),
            Self::Planned => ("planned", "مخطط له"),
            Self::Possible => ("possible", "محتمل"),
            Self::Conditional => ("conditional", "مشروط"),
            Self::Asked => ("asked for", "مطلوب"),
            Self::Denied => ("denied", "منفي"),
        };
        Some(match language {
            Language::English => english,
            Language::Arabic => arabic,
        })
    }
}

impl Role {
    /// What somebody does in an event, in a word: "by" whom, "to" whom. Nothing of those who only take part.
    ///
    /// ```
    /// use tarikh::event::Role;
    /// use tarikh::export::dates::Language;
    ///
    /// assert_eq!(Role::Agent.words(Language::English), Some("by"));
    /// assert_eq!(Role::Patient.words(Language::Arabic), Some("متأثر"));
    /// assert_eq!(Role::Other.words(Language::English), None);
    /// ```
    #[must_use]
    pub const fn words(self, language: Language) -> Option<&'static str> {
        match (self, language) {
            (Self::Agent, Language::English) => Some("by"),
            (Self::Patient, Language::English) => Some("to"),
            (Self::Agent, Language::Arabic) => Some("فاعل"),
            (Self::Patient, Language::Arabic) => Some("متأثر"),
            (Self::Other, _) => None,
        }
    }
}

impl PublishedWhen {
    /// When an article was published, in words: "published between 1 and 4 February 2013".
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tarikh::export::dates::Language;
    /// use tarikh::timeline::PublishedWhen;
    ///
    /// let day = NaiveDate::from_ymd_opt(2013, 2, 4);
    /// assert_eq!(PublishedWhen::Inferred([day, day]).words(Language::English), "published on 4 February 2013");
    /// assert_eq!(PublishedWhen::Inferred([None, day]).words(Language::Arabic), "نُشر بحلول 4 فبراير 2013");
    /// ```
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let english = language == Language::English;
        let day = |day: NaiveDate| dates::bounds(&Bounds::of_day(day), language);
        let ends = match *self {
            Self::Given(published) => [Some(published.date()); 2],
            Self::Inferred(ends) => ends,
        };
        match (ends, english) {
            ([Some(first), Some(last)], true) if first == last => format!("published on {}", day(first)),
            ([Some(first), Some(last)], true) => format!("published between {} and {}", day(first), day(last)),
            ([Some(first), None], true) => format!("published on {} or later", day(first)),
            ([None, Some(last)], true) => format!("published on {} or earlier", day(last)),
            ([None, None], true) => "nothing says when it was published".to_owned(),
            ([Some(first), Some(last)], _) if first == last => format!("نُشر في {}", day(first)),
            ([Some(first), Some(last)], _) => format!("نُشر بين {} و{}", day(first), day(last)),
            ([Some(first), None], _) => format!("نُشر في {} أو بعده", day(first)),
            ([None, Some(last)], _) => format!("نُشر بحلول {}", day(last)),
            ([None, None], _) => "لا شيء يدل على تاريخ نشره".to_owned(),
        }
    }
}

impl Dispatch {
    /// That an article, whose id is given, is one dispatch with another, and by how much, in words.
    #[must_use]
    pub fn words(&self, article: &str, language: Language) -> String {
        let (id, other, shared) = (text::isolate(article), text::isolate(&self.like), self.shared);
        let agency = self.agency.as_deref().map(text::isolate);
        match language {
            Language::English => {
                let kind = if self.copy { "a copy" } else { "a rewrite" };
                let agency = agency.map_or(String::new(), |agency| format!(", both name {agency}"));
                format!("{id} and {other} are one dispatch, {kind}: {shared} % shared{agency}")
            }
            Language::Arabic => {
                let kind = if self.copy { "نسخة" } else { "صياغة أخرى" };
                let agency = agency.map_or(String::new(), |agency| format!("، وكلاهما يذكر {agency}"));
                format!("{id} و{other} برقية واحدة ({kind}): المشترك بينهما {shared} %{agency}")
            }
        }
    }
}
