//! The rules of linking, by name.

rules! {
    /// Why a time dates a mention, or what else a claim of a [`Reading`](super::Reading) rests on: what
    /// [`TimeLink::rule`](super::TimeLink::rule) and [`Claim::rule`](super::Claim::rule) name.
    ///
    /// The names stay the same from version to version; new ones may come. A claim that a timeline makes of several
    /// readings has names of its own.
    ///
    /// ```
    /// use tarikh::link::Rule;
    /// use tarikh::{Article, Reader};
    ///
    /// let reading = Reader::new().read(&Article::new("a", "أعلن المتحدث مقتل 30 مسلحا يوم 5 مايو 2013"));
    /// let rule: Rule = reading.links[0].rule.parse()?;
    /// assert_eq!(rule, Rule::ContentNoun);
    /// println!("{rule}: {}", rule.meaning());
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    "rule of linking" {
        /// The verb that the time stands behind: «قتل جنديان الخميس».
        ClauseVerb = "clause-verb",
        /// The verb that the time stands before: «الخميس قتل جنديان».
        VerbAfter = "verb-after",
        /// A noun that the time follows at once, as its possessor: «نددت فرنسا بهجوم الخميس».
        Construct = "construct",
        /// A participle before the time, or the noun that it describes: «أشادت فرنسا باتفاق السلام الموقع عام 2015».
        Participle = "participle",
        /// What a verb of saying tells of: «أعلن المتحدث مقتل جنديين الأحد».
        ContentNoun = "content-noun",
        /// A noun before a second time, where the verb has the first: «اعتقل الجيش الخميس رجلا متهما بهجوم في غاو في 5 مايو».
        SecondTime = "second-time",
        /// Saying it is doing it, and both are dated: «أعلنت الحكومة مساء الأربعاء إقالة القائد».
        Performative = "performative",
        /// A noun where no verb tells anything: «هجوم على معسكر في غاو الخميس».
        NominalSentence = "nominal-sentence",
        /// What is expected, planned or set for the time: «الانتخابات المقرر إجراؤها في يوليو».
        Expected = "expected",
        /// What is put off until the time: «تأجلت محاكمة الوزير إلى الجمعة».
        Postponed = "postponed",
        /// What is counted in the time: «تجاوز عدد الهجمات في العام الماضي المئة».
        Counted = "counted",
        /// A noun that a word of before, after or since leads: «عاد الهدوء منذ انتهاء المعارك في مارس 2012».
        AfterEvent = "after-event",
        /// What goes back to the time: «ويرجع تأسيس النادي، الأقدم في الإقليم، إلى عام 1921».
        GoesBack = "goes-back",
        /// What the sentence tells first, past وذلك or a source: «وصل الوزير إلى غاو، وذلك مساء الخميس».
        ThatWas = "that-was",
        /// The verb behind a time that opens its sentence, a quotation or a clause: «قال الوزير: «في 22 فبراير فقدنا جنودا»».
        Fronted = "fronted",
        /// What a clause interrupts that tells nothing of its own: «قتل جنود كانوا يحرسون البلدة الخميس».
        Described = "described",
        /// What is told past a description closed by commas: «غادر كيتا، الذي كان يخضع للإقامة الجبرية، مساء السبت».
        Resumed = "resumed",
        /// The clause before one that says only when it was: «قتل جنديان في غاو، وكان ذلك يوم الخميس».
        Parenthetical = "parenthetical",
        /// What goes on past a parenthesis behind a time that is part of a name: «تمكنت حركة «أزواد 2012» - وهي مسلحة - من إعلان الاستقلال».
        AfterParenthesis = "after-parenthesis",
        /// A state that holds since, until or throughout the time, or at the least then: «يعاني الإقليم منذ 2012».
        State = "state",
        /// The event of whose day the words before or behind the time say that it is it: «في 20 يونيو، موعد الانتخابات».
        DayOf = "day-of",
        /// An event a day from another, by غداة or عشية: «وصل الوزير غداة هجوم الخميس».
        DayBesideEvent = "day-beside-event",
        /// What a relative clause says of the time itself: «في اليوم نفسه الذي أطلق فيه الرهائن».
        RelativeOfTime = "relative-of-time",
        /// What a clause of when, while or where says: «تراجعت منذ الأربعاء، عندما قتل قائدها».
        WhenClause = "when-clause",
        /// An event and the clause that tells of it: «استنكر الوزير الهجوم الذي أودى الأحد بحياة عشرة».
        RelativeOfEvent = "relative-of-event",
        /// An event of which its clause says when it began: «اندلعت معركة بدأت الخميس».
        Begun = "begun",
        /// The event that something dated happens in: «قتل جنديان الخميس في هجوم».
        HappensIn = "happens-in",
        /// What happens in the course of a dated event: «قتل طيار خلال غارة على المدينة أمس».
        DuringEvent = "during-event",
        /// The occasion on which something is said: «طالب القادة في القمة الخميس بانسحابه».
        Setting = "setting",
        /// The event that is subject or object of its verb: «هز انفجار المدينة الخميس».
        Subject = "subject",
        /// What is attempted: «حاول شخص مهاجمة الوزير أمس».
        Attempted = "attempted",
        /// What is thwarted, or thwarting it: «أحبط الحراس ليل أمس هجوما على المصرف».
        Thwarted = "thwarted",
        /// Whom an event befell: «أصيب جندي في هجوم وقع الخميس».
        Outcome = "outcome",
        /// What came of a dated event: «هجوم الجمعة الذي أسفر عن مقتل عشرة».
        Consequence = "consequence",
        /// What a dated statement, decree or report says or is: «قال الوزير في بيان صدر الخميس إن».
        Issued = "issued",
        /// A verb joined by و, ثم or the like to one that is dated: «هاجموا القرية الخميس وأحرقوا منازل».
        JoinedClause = "joined-clause",
        /// A noun joined by و to one that is dated: «مقتل جندي الخميس وإصابة آخر».
        JoinedNoun = "joined-noun",
        /// A clause of while, where or until beside a dated one: «قتل سائق الخميس فيما أصيب آخر».
        BesideClause = "beside-clause",
        /// What is said to be going on when it is said: «قال الوزير أمس إن الجيش يحاصر المدينة».
        SaidNow = "said-now",
        /// The harm done in an attack told before: «هاجم مسلحون المعسكر الخميس. وقتل في الهجوم جنديان».
        SameEvent = "same-event",
        /// The day told last, for what comes in its course: «قتل جنديان يوم الأحد. وقال الوزير يومها إن الجيش سيرد».
        ThatDay = "that-day",
        /// The line that a time heads: «15 مايو: مقتل جنديين».
        Line = "line",
        /// The day of the story for what only an hour dates: «هاجموا المعسكر السبت. ثم عثر الجيش بعد ساعتين على جثث».
        StoryDay = "story-day",
        /// An event so long before or after another: «وصل الوزير بعد يومين من الهجوم».
        CountedFromEvent = "counted-from-event",
        /// An event told before and named again where something is counted from it:
        /// «هاجموا القرية الأربعاء. ويأتي الهجوم بعد يومين من الإفراج عن رهائن».
        ToldAgain = "told-again",
        /// The event that is counted from, told before: «هاجموا القرية يوم 5 مايو. وخطف الرجلان قبل يومين من الهجوم».
        ToldBefore = "told-before",
        /// What lasted so long from the day on which it is told to have begun: «اندلعت يوم 5 مايو معارك دامت ثلاثة أيام».
        Lasted = "lasted",
        /// No time: told in the past, so no later than the publication: «قتل جنديان».
        TensePast = "tense-past",
        /// No time: told as to come, so no earlier than the publication: «سيصل الوزير».
        TenseFuture = "tense-future",
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::article::Article;
    use crate::link::Reader;
    use chrono::NaiveDate;

    /// The first example in a rule's documentation is read by that rule.
    #[test]
    fn every_rule_reads_its_example() {
        let reader = Reader::new();
        let mut wrong = Vec::new();
        for &rule in Rule::ALL {
            let (_, example) = rule.meaning().split_once('«').unwrap_or_else(|| panic!("{rule} has no example"));
            let example = example.rsplit_once('»').unwrap().0;
            let article = Article::new("a", example).with_published(NaiveDate::from_ymd_opt(2013, 5, 16).unwrap());
            let reading = reader.read(&article);
            let links = reading.links.iter().map(|link| link.rule.as_ref());
            let rules: Vec<&str> = links.chain(reading.claims.iter().map(|claim| claim.rule.as_ref())).collect();
            if !rules.contains(&rule.as_str()) {
                wrong.push(format!("{rule}: {example}: {rules:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
