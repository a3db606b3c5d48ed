//! What kind of happening a mention tells of.

use std::fmt;

macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// What a name can be, for messages.
            pub(super) const NAMES: &'static str = concat!("one of" $(, " ", $text)*);

            /// The name used in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

open_enum! {
    /// The broad class: the event types of PLOVER, successor of CAMEO, and one for the rest.
    Class {
        /// An agreement is made: «وقعت الحكومة اتفاق سلام».
        Agree = "AGREE",
        /// Meeting, visiting, negotiating: «التقى الرئيس نظيره».
        Consult = "CONSULT",
        /// Diplomatic support, recognition, praise: «أيدت الأمم المتحدة المبادرة».
        Support = "SUPPORT",
        /// Working together: «تعاونت القوتان في العملية».
        Cooperate = "COOPERATE",
        /// Material help: «قدمت الجزائر مساعدات».
        Aid = "AID",
        /// Giving way, releasing: «أفرجت الجماعة عن الرهائن».
        Concede = "CONCEDE",
        /// Leaving a place or a fight: «انسحبت فرنسا من مالي».
        Retreat = "RETREAT",
        /// Asking for something: «طلبت مالي تدخلا عسكريا».
        Request = "REQUEST",
        /// Blaming, charging, condemning: «اتهمت باماكو الجزائر».
        Accuse = "ACCUSE",
        /// Refusing, denying: «نفت الحكومة تفويض أحد».
        Reject = "REJECT",
        /// Threatening, warning: «هدد التنظيم بشن هجمات».
        Threaten = "THREATEN",
        /// Taking to the streets, striking: «تظاهر الآلاف في باماكو».
        Protest = "PROTEST",
        /// Cutting ties, imposing penalties: «فرض المجلس عقوبات».
        Sanction = "SANCTION",
        /// Moving or raising forces: «نشرت فرنسا قوات».
        Mobilize = "MOBILIZE",
        /// Force without a fight: arrest, kidnapping, siege, seizure: «اعتقلت الشرطة رجلا».
        Coerce = "COERCE",
        /// Violence: «قتل مسلحون جنديين».
        Assault = "ASSAULT",
        /// Anything else: founding, dying, beginning, saying: «تأسس التنظيم عام 2017».
        Other = "OTHER",
    }
}

open_enum! {
    /// The finer kind, as far as this domain tells kinds apart.
    Mode {
        /// «سيطر المتمردون على بلدة»
        Capture = "capture",
        /// «شن الطيران غارة»
        Airstrike = "airstrike",
        /// «وقعت الدورية في كمين»
        Ambush = "ambush",
        /// «انفجرت سيارة ملغمة»
        Bombing = "bombing",
        /// «قصف الجيش مواقع»
        Shelling = "shelling",
        /// «اشتبك الجيش مع المتمردين»
        Battle = "battle",
        /// «هاجم مسلحون قاعدة»
        Attack = "attack",
        /// «فتحوا النار على الفندق»
        Shooting = "shooting",
        /// «قتل جنديان»
        Killing = "killing",
        /// «أصيب ثلاثة أشخاص»
        Injury = "injury",
        /// «خطف مسلحون صحافيين»
        Kidnapping = "kidnapping",
        /// «أفرج عن الرهائن»
        Release = "release",
        /// «أوقفت الشرطة مشتبها به»
        Arrest = "arrest",
        /// «أطاح الجيش بالرئيس»
        Coup = "coup",
        /// «تأسست الجماعة»
        Founding = "founding",
        /// «اندمجت أربع حركات»
        Merger = "merger",
        /// «انشق قائد عن الحركة»
        Split = "split",
        /// «انتخب كيتا رئيسا»
        Election = "election",
        /// «أعلنت الحركة الاستقلال»
        Declaration = "declaration",
        /// «أرسلت فرنسا جنودا»
        Deployment = "deployment",
        /// «سحبت فرنسا قواتها»
        Withdrawal = "withdrawal",
        /// «توفي الرئيس السابق»
        Death = "death",
        /// «زار الوزير الجزائر»
        Visit = "visit",
        /// «غادر الرئيس فرنسا»
        Departure = "departure",
        /// «عقد الطرفان محادثات»
        Talks = "talks",
        /// «اتفق الطرفان على هدنة»
        Agreement = "agreement",
        /// «تبنى المجلس القرار»
        Resolution = "resolution",
        /// «قال المتحدث»
        Statement = "statement",
        /// «تولى المنصب»، «عين الرئيس وزيرا»
        Appointment = "appointment",
        /// «استقال رئيس الوزراء»
        Resignation = "resignation",
        /// «احتج المئات»
        Protest = "protest",
        /// «نزح آلاف السكان»
        Displacement = "displacement",
        /// «فرضت الأمم المتحدة عقوبات»
        Sanctions = "sanctions",
        /// «قدمت المنظمة مساعدات»
        Aid = "aid",
        /// «حكمت المحكمة عليه بالسجن»
        Trial = "trial",
        /// «دمر المسلحون أضرحة»
        Destruction = "destruction",
        /// «حاصر المقاتلون القاعدة»
        Siege = "siege",
        /// «طلبت الحكومة دعما»
        Demand = "demand",
        /// «بدأت العملية»
        Start = "start",
        /// «انتهت المهمة»
        End = "end",
        /// «هزّ زلزال المدينة»
        Disaster = "disaster",
        /// Anything else.
        Other = "other",
    }
}

impl Mode {
    /// Whether somebody does violence to somebody: fighting, attacks, and who comes to harm in them.
    pub(crate) const fn is_violent(self) -> bool {
        matches!(
            self,
            Self::Airstrike
                | Self::Ambush
                | Self::Bombing
                | Self::Shelling
                | Self::Battle
                | Self::Attack
                | Self::Shooting
                | Self::Killing
                | Self::Injury
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_survive_json() {
        for &mode in Mode::ALL {
            let json = serde_json::to_string(&mode).unwrap();
            assert_eq!(serde_json::from_str::<Mode>(&json).unwrap(), mode);
        }
        for &class in Class::ALL {
            let json = serde_json::to_string(&class).unwrap();
            assert_eq!(serde_json::from_str::<Class>(&json).unwrap(), class);
        }
        assert_eq!(serde_json::from_str::<Class>("\"SOMETHING_NEW\"").unwrap(), Class::Other);
    }

    /// The example in the docs of each class and mode is read as of that class and mode.
    #[test]
    fn examples_are_what_they_illustrate() {
        let mut wrong = Vec::new();
        let (mut examples, mut seen) = (Vec::new(), 0);
        for line in include_str!("class.rs").lines().take_while(|line| !line.starts_with("#[cfg(test)]")) {
            let line = line.trim();
            if line.starts_with("///") {
                examples = line.split('«').skip(1).filter_map(|part| part.split('»').next()).collect();
            } else if let Some((_, name)) = line.strip_suffix("\",").and_then(|line| line.split_once(" = \"")) {
                for example in std::mem::take(&mut examples) {
                    seen += 1;
                    let tokens = crate::script::tokenize(example);
                    let located = crate::event::Located::new(example, &tokens);
                    let found = crate::event::find(&located, crate::knowledge::Gazetteer::mali(), &[]);
                    if !found.mentions.iter().any(|m| m.class.as_str() == name || m.mode.as_str() == name) {
                        let read: Vec<_> = found.mentions.iter().map(|m| (m.class.as_str(), m.mode.as_str())).collect();
                        wrong.push(format!("{name}: {example} {read:?}"));
                    }
                }
            }
        }
        assert!(seen > 50 && wrong.is_empty(), "{seen} {wrong:#?}");
    }
}
