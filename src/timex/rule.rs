//! The rules of the grammar, by name.

rules! {
    /// The rule of the grammar that found a time expression, as [`Occurrence::rule`](super::Occurrence::rule) and
    /// [`Timex::rule`](crate::calendar::Timex::rule) name it.
    ///
    /// The word before the dot is what is named: a date, a time of the day, a calendar unit counted from another
    /// (`period`), a length (`duration`), a point so far from another (`offset`), what comes back (`set`). The names
    /// stay the same from version to version; new ones may come.
    ///
    /// ```
    /// use tarikh::timex::{Finder, Rule};
    ///
    /// let found = Finder::new().find("قتل جنديان قبل يومين");
    /// assert_eq!(found[0].rule, Rule::OffsetBefore);
    /// assert_eq!(found[0].rule.as_str(), "offset.before");
    /// // A name read from JSON.
    /// let rule: Rule = "offset.before".parse()?;
    /// assert!(rule.meaning().starts_with("A length before"));
    /// # Ok::<(), tarikh::Error>(())
    /// ```
    "rule of time expressions" {
        /// A day and a month, with or without the year: «15 أغسطس 2012».
        DayMonth = "date.day_month",
        /// The same after its weekday: «الأربعاء 15 أغسطس 2012».
        WeekdayDayMonth = "date.weekday_day_month",
        /// A month before its day: «يوليو 13».
        MonthDay = "date.month_day",
        /// A day of the Libyan calendar of the Jamahiriya: «5 أي النار 1985».
        Libyan = "date.libyan",
        /// A date in digits: «15/8/2012».
        Numeric = "date.numeric",
        /// The same after its weekday: «الخميس 15-7-2012».
        WeekdayNumeric = "date.weekday_numeric",
        /// A weekday, alone or with what places it: «الخميس الماضي».
        Weekday = "date.weekday",
        /// A weekday of this week: «هذا الخميس».
        ThisWeekday = "date.this_weekday",
        /// A weekday and a day of a month that is understood: «الخميس 15».
        WeekdayDay = "date.weekday_day",
        /// A day of a month that is understood: «يوم 18».
        Day = "date.day",
        /// A day of the month told of before: «في 12 منه».
        DayOfIt = "date.day_of_it",
        /// A day of the month that is current, last or next: «15 الجاري».
        DayOfMonth = "date.day_of_month",
        /// A month: «في يونيو».
        Month = "date.month",
        /// A month with its year, or with what places it: «يونيو الماضي».
        MonthYear = "date.month_year",
        /// A year that a word announces: «عام 2012».
        Year = "date.year",
        /// A year by its number alone, where what stands before it makes it one: «في 2012».
        BareYear = "date.bare_year",
        /// The years from one to another: «2013-2014». Two expressions.
        YearRange = "date.year_range",
        /// Days of one month: «12 و13 أغسطس». An expression for each.
        DayList = "date.day_list",
        /// The same after their month: «تموز 13 الى 15».
        MonthDayRange = "date.month_day_range",
        /// Years, months or days after a noun in the dual or plural: «عامي 2004 و2006». An expression for each.
        HeadedList = "date.headed_list",
        /// One day by two calendars: «15 رمضان 1433 الموافق 3 أغسطس 2012». Two expressions.
        DoubleDate = "date.double",
        /// A day, week, month, year or a word like أمس by how far it is from now: «الأسبوع الماضي».
        Shift = "period.shift",
        /// The same unit of another time: «الشهر نفسه من العام الماضي».
        Same = "period.same",
        /// A part of a stretch by its number or end: «آخر يوم من الشهر الماضي».
        Within = "period.within",
        /// The day before or after a feast: «عشية عيد الفطر».
        Eve = "period.eve",
        /// A day, week … of something told of, by its number: «في يومه الأول».
        Its = "period.its",
        /// What is left of a stretch: «بقية العام».
        Rest = "period.rest",
        /// A century: «القرن التاسع عشر».
        Century = "period.century",
        /// Two centuries: «القرنين الثامن عشر والتاسع عشر». Two expressions.
        Centuries = "period.centuries",
        /// One century by two calendars: «القرن السابع الهجري / الثالث عشر الميلادي». Two expressions.
        DoubleCentury = "period.double_century",
        /// A millennium: «الألفية الثالثة».
        Millennium = "period.millennium",
        /// A decade: «تسعينيات القرن الماضي».
        Decade = "period.decade",
        /// A weekend: «نهاية الأسبوع الماضي».
        Weekend = "period.weekend",
        /// A season: «ربيع 2004».
        Season = "period.season",
        /// A feast or a day with a name: «عيد الأضحى».
        Holiday = "period.holiday",
        /// The beginning, middle or end of a stretch: «أواخر أغسطس».
        Position = "position",
        /// Half a month, which is its middle day: «نصف شهر مارس».
        Half = "position.half",
        /// A third of a month: «العشر الأواخر من رمضان».
        Third = "position.third",
        /// A word for before, now or to come: «مؤخرا».
        Vague = "vague",
        /// The same in several words: «الفترة الأخيرة».
        VaguePhrase = "vague.phrase",
        /// A time of the clock: «الساعة الخامسة مساء».
        Clock = "time.clock",
        /// A time of the clock after its day: «أمس الساعة الخامسة مساء».
        DayClock = "time.day_clock",
        /// A time of the clock after its part of the day: «مساء الأحد الساعة الثامنة».
        PartClock = "time.part_clock",
        /// The same where the hour is a bare number: «الليلة في 7».
        PartHour = "time.part_hour",
        /// From one time of the clock to another: «من 3:00 إلى 4:30». Two expressions.
        ClockRange = "time.clock_range",
        /// Between two times of the clock: «بين الساعة 8 صباحا و2 مساء». Two expressions.
        ClockBetween = "time.clock_between",
        /// One time by two zones, and its day: «الساعة 11:00 مساء (20:00 ت غ) يوم الثلاثاء». Three expressions.
        DoubleClock = "time.double_clock",
        /// A part of an unnamed day: «صباحا».
        Part = "time.part",
        /// A part of today: «هذا الصباح».
        ThisPart = "time.this_part",
        /// A part of a day told of before: «ذاك المساء».
        ThatPart = "time.that_part",
        /// A part before its day: «مساء الخميس».
        PartOfDay = "time.part_of_day",
        /// A part after its day: «الخميس صباحا».
        DayPart = "time.day_part",
        /// Late or early on a day: «في وقت متأخر من يوم السبت».
        PartOf = "time.part_of",
        /// The beginning or end of a part of the day: «أواخر الليل».
        PartPosition = "time.position",
        /// The hours of a part of the day: «ساعات الصباح الأولى».
        HoursOf = "time.hours_of",
        /// This night, the last or the next: «الليلة الماضية».
        Night = "time.night",
        /// The night between two days: «ليل الخميس الجمعة».
        NightBetween = "time.night_between",
        /// A length: «ثلاثة أيام».
        Length = "duration",
        /// From one length to another: «من 3 إلى 5 أيام». Two expressions.
        LengthRange = "duration.range",
        /// A length that ends or begins now: «السنوات الخمس الماضية».
        Stretch = "duration.stretch",
        /// A length that has passed: «ثلاث سنوات مضت».
        Elapsed = "duration.elapsed",
        /// A length up to now, after آخر: «آخر ثلاثة أيام».
        Last = "duration.last",
        /// The first or last so many units of a stretch: «الأشهر العشرة الأولى من العام الحالي».
        LengthOf = "duration.of",
        /// A length before now or before an event: «قبل يومين».
        OffsetBefore = "offset.before",
        /// A length after a time told of, or after an event: «بعد يومين».
        OffsetAfter = "offset.after",
        /// A length after what was told: «بعد ذلك بشهرين».
        OffsetAfterThat = "offset.after_that",
        /// From a length ago until now: «منذ ثلاثة أيام».
        OffsetSince = "offset.since",
        /// A week ago, where nothing else is said: «من أسبوع».
        OffsetFrom = "offset.from",
        /// What comes back, or how often: «كل يوم».
        Set = "set",
        /// The same in a set phrase: «بشكل يومي».
        Regularly = "set.regularly",
        /// How long in each unit: «ثلاث ساعات يوميا».
        SetLength = "set.length",
        /// A date of every year, or a weekday of every week: «15 أغسطس من كل عام».
        SetDate = "set.date",
        /// Weekdays of every week: «كل جمعة وسبت». An expression for each.
        SetWeekdays = "set.weekdays",
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;
    use crate::timex::Finder;

    /// The first example in a rule's documentation is found by that rule.
    #[test]
    fn every_rule_finds_its_example() {
        let mut finder = Finder::new();
        for &rule in Rule::ALL {
            let example = rule.meaning().split(['«', '»']).nth(1).unwrap_or_else(|| panic!("{rule} has no example"));
            let found = finder.find(example);
            let rules: Vec<_> = found.iter().map(|o| (o.rule.as_str(), o.span.of(example))).collect();
            assert!(found.iter().any(|o| o.rule == rule), "{rule}: {example}: {rules:?}");
        }
    }
}
