//! Sentences and what dates what in them.

use super::{Moment, Reader};
use crate::article::Article;
use crate::event::Factuality;
use chrono::NaiveDate;
use proptest::prelude::*;

/// A Wednesday.
fn read(text: &str) -> super::Reading {
    let published = NaiveDate::from_ymd_opt(2012, 8, 15).unwrap();
    Reader::new().read(&Article::new("a", text).with_published(published))
}

/// Dated mentions as `word=value`, in order.
fn dated(text: &str) -> String {
    let reading = read(text);
    let mut out = Vec::new();
    for m in &reading.mentions {
        let values: Vec<String> = m
            .timexes
            .iter()
            .map(|&t| reading.timexes[t as usize].value.as_ref().map_or("?".to_owned(), ToString::to_string))
            .collect();
        if !values.is_empty() {
            out.push(format!("{}={}", m.mention.trigger.text, values.join("+")));
        }
    }
    out.join(" ")
}

#[test]
fn which_time_dates_what() {
    for (text, expected) in [
        // The verb of the clause, wherever the time stands in it.
        ("وصل الوزير الخميس إلى العاصمة", "وصل=2012-08-09"),
        ("وفي عام 2009 أسس القائد كتيبة", "أسس=2009"),
        ("كان الرئيس قد أكد قبل يومين دعمه", "أكد=2012-08-13"),
        // Each clause has its own.
        ("أعلنت الوزارة الاثنين أن ثلاثة جنود قتلوا الأحد", "أعلنت=2012-08-13 قتلوا=2012-08-12"),
        ("غادر الوفد أمس المدينة التي وصل إليها الخميس", "غادر=2012-08-14 وصل=2012-08-09"),
        // A verb of saying leaves the time to the event it tells of; in a setting it keeps it.
        ("تبنت الجماعة هجوما وقع الجمعة", "هجوما=2012-08-10"),
        ("أعلن الجيش مقتل خمسة مسلحين السبت", "مقتل=2012-08-11"),
        ("قال الناطق في اتصال هاتفي السبت إن الوضع هادئ", "قال=2012-08-11"),
        // What is declared by saying so.
        ("أعلنت الحركة الاستقلال في أبريل الماضي", "استقلال=2012-04"),
        ("أعلنت أربع جماعات الخميس اندماجها", "أعلنت=2012-08-09"),
        // What is already known by its article is not what a report is about.
        ("أعلنت باريس الانسحاب في فبراير الماضي", "أعلنت=2012-02"),
        ("وتعهد قادة الانقلاب أمس بالحوار", "تعهد=2012-08-14"),
        // A quotation's time is not the report's.
        ("قال أحد السكان «لا ماء منذ أسبوع»", ""),
        ("قال المجلس الذي شكله الضباط، في كلمة فجر الأحد، إن الوضع هادئ", "قال=2012-08-12TMO"),
        // A verb and the event it happens in share a time.
        ("قتل جنديان الاثنين في هجوم على قاعدة", "قتل=2012-08-13 هجوم=2012-08-13"),
        ("قتل جنديان في هجوم شنه مسلحون الاثنين", "قتل=2012-08-13 هجوم=2012-08-13"),
        ("قتل جنديان في سلسلة هجمات شنها مسلحون الاثنين", "قتل=2012-08-13 هجمات=2012-08-13"),
        ("قتل طيار أصيبت مروحيته خلال غارة نفذت الجمعة", "قتل=2012-08-10 أصيبت=2012-08-10 غارة=2012-08-10"),
        ("هجوم السبت الذي أسفر عن مقتل عشرة جنود", "هجوم=2012-08-11 مقتل=2012-08-11"),
        ("مقتل ثمانية جنود وإصابة عشرة السبت", "مقتل=2012-08-11 إصابة=2012-08-11"),
        ("اندلعت الجمعة مواجهات قتل فيها ثمانية جنود", "اندلعت=2012-08-10 قتل=2012-08-10"),
        // What goes on beside it, or before the scene is over.
        ("استقبل السكان القوات أمس فيما تظاهر آخرون ضدها", "استقبل=2012-08-14 تظاهر=2012-08-14"),
        ("زار الرئيس المدينة الجمعة حيث التقى الجنود", "زار=2012-08-10 التقى=2012-08-10"),
        ("احتجز المسلحون الرهائن الجمعة قبل أن تقتحم القوات المبنى", "احتجز=2012-08-10 تقتحم=2012-08-10"),
        ("يحكم المقاتلون المدينة منذ الأربعاء الماضي، حين طردوا الجيش", "يحكم=2012-08-08 طردوا=2012-08-08"),
        ("أصيب خمسة أمس حين أطلق جنود النار على محتجين", "أصيب=2012-08-14 أطلق=2012-08-14"),
        ("اشتبك الطرفان الجمعة واستمر القتال ثلاث ساعات", "اشتبك=2012-08-10 استمر=2012-08-10"),
        ("خاض الجيش الجمعة معركة ضارية قتل فيها عشرون جنديا", "معركة=2012-08-10 قتل=2012-08-10"),
        // During another event, or at its opening, or in charge of it.
        ("اتفق القادة خلال قمة في العاصمة الجمعة على الانسحاب", "اتفق=2012-08-10 قمة=2012-08-10"),
        ("أقر القائد بذنبه عند افتتاح محاكمته في 3 أغسطس", "أقر=2012-08-03 افتتاح=2012-08-03"),
        ("أشرف القائد على هدم المسجد بين 3 و5 يوليو", "أشرف=2012-07-03+2012-07-05 هدم=2012-07-03+2012-07-05"),
        ("قتل القائد السبت إثر انفجار سيارته", "قتل=2012-08-11 انفجار=2012-08-11"),
        // What is said, when it is issued; and when the content follows.
        ("أكد القائد في كلمة بثها التلفزيون الجمعة أن الوضع هادئ", "أكد=2012-08-10 بثها=2012-08-10"),
        ("طالبت الحركة في بيان أصدرته الجمعة بفتح الحدود", "طالبت=2012-08-10 أصدرته=2012-08-10"),
        ("قال الأمين العام لمؤتمر الأحزاب الجمعة إن الوضع هادئ", "قال=2012-08-10"),
        // A participle of what is no event itself; a name is none.
        ("استند المجلس إلى القرار 2085 الصادر في 3 أغسطس", "صادر=2012-08-03"),
        ("تولى المهدي رئاسة الهيئة من أبريل 2011 إلى يونيو 2011", "تولى=2011-04+2011-06"),
        // A day beside another event's.
        ("جاء التدخل غداة سقوط بلدة كونا بأيدي المسلحين الخميس", "تدخل=2012-08-09 سقوط=2012-08-09"),
        ("عاد الهدوء الاثنين غداة معارك عنيفة", "عاد=2012-08-13 معارك=2012-08-13"),
        // Days in names date nothing.
        ("خرجت حركة 5 يونيو المعارضة إلى الشارع", ""),
        ("قال كيتا (73 عاما) إنه سيترشح", ""),
        // A description between commas is past when the time comes.
        ("غادر القائد العاصمة، الذي كان يخضع للحراسة، مساء الأحد، على متن طائرة", "غادر=2012-08-12TEV"),
        ("غادر الوفد العاصمة، حيث كان يتفاوض مع الوسطاء، ليل الأحد إلى قريته", "غادر=2012-08-12TNI"),
        ("قتل القيادي الذي كان ينسق أنشطة الجماعة مساء الأحد في حادث سير", "قتل=2012-08-12TEV حادث=2012-08-12TEV"),
        // A heading within a line is a sentence of its own.
        ("مفاوضات في الجنوب: وفي 3 أغسطس أطلق المجلس سراح الوزير", "أطلق=2012-08-03"),
        // What began then, and what was managed, led or attempted then.
        ("تعود بداية الحصار إلى مطلع يوليو 2012", "حصار=2012-07"),
        ("تمكن الجيش الأحد من تحرير الرهائن", "تحرير=2012-08-12"),
        ("قادت فرنسا تدخلا عسكريا في 2010", "تدخلا=2010"),
        ("حاول رجل مهاجمة الوزير في العاصمة الأحد", "حاول=2012-08-12 مهاجمة=2012-08-12"),
        // What is asked of a place is named by its noun; a kind of event by the event.
        ("شهدت المدينة الأحد حادثة هدم ضريح", "هدم=2012-08-12"),
        // One of several, and what something belongs to.
        ("نفذت الجماعة عمليات عدة، منها هجوم على الثكنة في 3 يوليو 2012", "هجوم=2012-07-03"),
        ("استهدف الهجومان المنفصلان ليوم الخميس زورقا وثكنة", "هجومان=2012-08-09"),
        // What is known of a meeting is not its time twice.
        ("أعلنت الحكومة في آخر اجتماع لها مساء الأحد إقالة القائد", "أعلنت=2012-08-12TEV إقالة=2012-08-12TEV"),
        // A quotation begins with the time of what it tells.
        ("وقال الوزير أمام جنود عادوا من الشمال «في 3 أغسطس، خسرنا رجالا»", "خسرنا=2012-08-03"),
        // What led to it, told after it.
        ("أسفر هجوم على ثكنة عن مقتل جنديين أمس", "هجوم=2012-08-14 مقتل=2012-08-14"),
        ("شهدت القرية في مارس 2011 مجزرة نسبت إلى مسلحين وقتل فيها مئة شخص", "مجزرة=2011-03 قتل=2011-03"),
        // The day of a story for its hours; the event told before for what is counted from it.
        ("هاجم مسلحون الثكنة الأحد. وسمع السكان صباحا إطلاق نار", "هاجم=2012-08-12 سمع=2012-08-12+TMO"),
        (
            "شن مسلحون هجوما الأحد. وخطف راعيان قبل أربعة أيام من الهجوم",
            "هجوما=2012-08-12 خطف=2012-08-12+P4D هجوم=2012-08-12",
        ),
        // Another time than what stands before.
        ("أطاح القائد بالحكومة في مايو 2012 ونصب نفسه لاحقا رئيسا", "أطاح=2012-05"),
        // A second time that nothing joins to the first.
        ("عينت الحكومة الرجل وزيرا للمالية في العام 1993 ثم وزيرا للاقتصاد في العام 1999", "عينت=1993"),
        // The day before or after is a whole day.
        ("غادر الجنود بعد ظهر أمس غداة إصدار العفو", "غادر=2012-08-14TAF إصدار=2012-08-14TAF"),
        // A noun with a time right behind it.
        ("أدانت الحكومة هجمات الجمعة الماضية", "هجمات=2012-08-10"),
        ("يلتزم الطرفان باتفاق السلام الموقع عام 2006", "اتفاق=2006"),
        ("عاد السكان بعد اشتباكات الأحد", "اشتباكات=2012-08-12"),
        // A light verb and its noun are one event.
        ("شن الطيران غارة أمس", "غارة=2012-08-14"),
        ("قام الوزير بزيارة إلى الجزائر الأحد", "زيارة=2012-08-12"),
        ("تم توقيف شخصين الجمعة", "توقيف=2012-08-10"),
        // Joined clauses without a time of their own.
        ("أوقف شخص أمس وتم استجوابه", "أوقف=2012-08-14 استجوابه=2012-08-14"),
        // A description in the present takes no time from what is told.
        ("قتل مدنيان في قرية يسكنها رعاة يطلق عليهم اسم الرحل السبت", "قتل=2012-08-11"),
        // Several times bound one event together.
        ("نفذت الجماعة هجمات في مارس 2011 ويونيو 2011", "هجمات=2011-03+2011-06"),
        ("تعيد إلى الأذهان أحداث 26 و27 أبريل 2011", "أحداث=2011-04-26+2011-04-27"),
        // Vague words date nothing; nor does a dateline.
        ("حذر المبعوث في وقت سابق من الأزمة", ""),
        ("باماكو 5 أغسطس (وكالات) - وصل الوفد إلى المدينة", ""),
        ("نواكشوط (08/08/2012) الرمال - أغلقت الجزائر أمس مجالها الجوي", "أغلقت=2012-08-14"),
        // How long it took is no time that it has; the day stays open.
        ("ينفذ الجيش عملية استمرت ثلاثة أيام في يونيو 2011", "عملية=2011-06 استمرت=2011-06"),
        (
            "هاجم مسلحون الثكنة وأحرقوا سيارات خلال عملية استمرت يومين في يونيو 2011",
            "هاجم=2011-06 أحرقوا=2011-06 عملية=2011-06 استمرت=2011-06",
        ),
        // The other name of a month, misprinted.
        ("وصل الوفد في 24 مايو/أذار الماضي", "وصل=2012-05-24"),
        // What happened when something else did; not before it.
        ("غادر الجنود حين وصل الوفد الخميس", "غادر=2012-08-09 وصل=2012-08-09"),
        ("زار الوزير المدينة الجمعة حيث كان قد التقى القادة", "زار=2012-08-10"),
        ("سيطر المسلحون على المدينة عام 2010 قبل أن تطردهم القوات", "سيطر=2010"),
        // At the opening of a meeting, in what it decides, and where something is held.
        ("وفي مستهل اللقاء الجمعة، أكد الوزير دعمه", "لقاء=2012-08-10 أكد=2012-08-10"),
        ("قررت الدول في قمتها في فبراير الماضي إنشاء قوة", "قررت=2012-02"),
        ("أدى الرئيس اليمين في مراسم أقيمت الخميس", "أدى=2012-08-09 أقيمت=2012-08-09"),
        ("أدانت المحكمة، في حكم نادر، الثلاثاء، القائد السابق", "أدانت=2012-08-14"),
        // The day before what stands beside a time; the day after an event that follows.
        ("يعود آخر قرار إلى 3 أغسطس غداة الهجوم على الثكنة", "قرار=2012-08-03 هجوم=2012-08-03"),
        ("عزل القائد الوزير الثلاثاء في اليوم التالي لاعتقاله", "عزل=2012-08-14 اعتقاله=2012-08-14"),
        // What is expected, put off, prepared.
        ("من المقرر إجراء الجولة الثانية للفصل بين المرشحين الأحد المقبل", "إجراء=2012-08-19"),
        ("تأجلت المحاكمة إلى الجمعة المقبل", "محاكمة=2012-08-17"),
        ("تستعد السلطات لانتخابات في 22 سبتمبر المقبل", "انتخابات=2012-09-22"),
        // What is announced from a day on; what takes effect.
        ("أعلنت الحكومة غلق مجالها الجوي، وذلك اعتبارا من الخميس المقبل", "غلق=2012-08-16"),
        ("يدخل القرار حيز التنفيذ اعتبارا من الأحد المقبل", "يدخل=2012-08-19"),
        // Of what somebody led; but a time that nothing else has is of what is told.
        ("اعتقل الجنود الجنرال سانوغو، قائد الانقلاب في 22 مارس 2011", "انقلاب=2011-03-22"),
        ("اعتقل الجنود قائد الانقلاب في 22 مارس 2011", "اعتقل=2011-03-22"),
        // The day that was told last, and soon after it.
        ("التقى المتظاهرون الخميس. وقال الوزير يومها إن الوضع هادئ", "التقى=2012-08-09 قال=2012-08-09"),
        ("استقال الرئيس في 3 أغسطس. وغداة ذلك أعلن القائد الحداد", "استقال=2012-08-03 أعلن=2012-08-03"),
        ("هاجم مسلحون الثكنة الجمعة. وبعد ذلك بوقت قصير، أصدرت الرئاسة بيانا", "هاجم=2012-08-10 أصدرت=2012-08-10"),
        ("وصل المحتجون الخميس ثم عثرت دورية بعد ساعتين على جثتين", "وصل=2012-08-09 عثرت=2012-08-09+PT2H"),
        // So long ago, and by the year.
        ("ومنذ ثمانية أيام هاجم مسلحون الفندق", "هاجم=P8D"),
        ("أطاح الجنود بالرئيس في أغسطس 2011 بعد عامين من انتخابه", "أطاح=2011-08 انتخابه=2011-08+P2Y"),
        ("أصبح سكرتيرا للرئاسة في العام 1992", "أصبح=1992"),
        // One event, named by the noun and told by the verb; in quotation marks, too.
        ("قتل جنديان الخميس في كمين نصبه مسلحون", "قتل=2012-08-09 كمين=2012-08-09"),
        ("شارك في أغسطس 2011 في انقلاب أطاح بالرئيس", "شارك=2011-08 انقلاب=2011-08 أطاح=2011-08"),
        ("قتل جنديان الجمعة في «هجوم إرهابي» قرب القرية", "قتل=2012-08-10 هجوم=2012-08-10"),
        ("قتل خمسة الاثنين إثر حادث تصادم بين مروحيتين", "قتل=2012-08-13 تصادم=2012-08-13"),
        ("قتل ثلاثة الأحد بعد هجوم على قرية", "قتل=2012-08-12 هجوم=2012-08-12"),
        ("تبنت الجماعة هجوما قتل فيه جندي، وقع السبت", "هجوما=2012-08-11 قتل=2012-08-11 وقع=2012-08-11"),
        // What goes on since; what did not happen until; what a court does later; a birth.
        ("تسيطر الجماعة على الشمال وسط أزمة مستمرة منذ 2011", "أزمة=2011"),
        ("تسيطر الجماعة على الشمال وسط أزمة أمنية مستمرة منذ 2011", "مستمرة=2011"),
        ("لم تتبن أي جهة الهجوم حتى مساء الجمعة", ""),
        ("أفرج المسلحون عن رهينتين الجمعة وحكم القضاء على آخر", "أفرج=2012-08-10"),
        ("ولد القائد في يونيو 1972 وشارك في القتال", "ولد=1972-06"),
        // A night of two days.
        ("قتل ثلاثة في ليلة 31 يوليو إلى 1 أغسطس", "قتل=2012-07-31TNI+2012-08-01"),
        // What is expected.
        ("ستؤجل اللجنة الانتخابات المقرر إجراؤها في أبريل المقبل", "إجراؤها=2013-04"),
    ] {
        assert_eq!(dated(text), expected, "{text}");
    }
}

#[test]
fn whether_it_happened() {
    let factuality = |text: &str, word: &str| {
        let reading = read(text);
        let found = reading.mentions.iter().find(|m| m.mention.trigger.text == word);
        found.map(|m| m.mention.factuality)
    };
    for (text, word, expected) in [
        ("قتل جنديان أمس", "قتل", Factuality::Factual),
        ("لم يقتل أي جندي", "يقتل", Factuality::Negated),
        ("لم يقتل أو يجرح أي جندي", "يجرح", Factuality::Negated),
        ("انسحبت القوات دون أن تقاتل", "تقاتل", Factuality::Negated),
        ("ستنسحب القوات", "ستنسحب", Factuality::Planned),
        ("لن تنسحب القوات", "تنسحب", Factuality::Negated),
        ("قد تنسحب القوات", "تنسحب", Factuality::Possible),
        ("إذا انسحبت القوات عاد السكان", "انسحبت", Factuality::Conditional),
        ("طالبت المعارضة بانسحاب القوات", "انسحاب", Factuality::Asked),
        ("نفت الحكومة انسحاب قواتها", "انسحاب", Factuality::Denied),
        ("نفت الحكومة الخميس انسحاب قواتها", "نفت", Factuality::Factual),
        ("هددت الجماعة بشن هجمات", "هجمات", Factuality::Planned),
        ("حذرت السفارة من هجمات", "هجمات", Factuality::Possible),
        ("أحبطت الشرطة هجوما", "هجوما", Factuality::Negated),
        ("فشلت محاولة اغتيال القائد", "اغتيال", Factuality::Negated),
        ("يزور الوزير الجزائر غدا", "يزور", Factuality::Planned),
        ("أعلن الجيش أن المتمردين انسحبوا", "انسحبوا", Factuality::Factual),
        ("من المقرر أن تجتمع اللجنة", "تجتمع", Factuality::Planned),
        ("كان يفترض ألا تنتشر القوة قبل سبتمبر", "تنتشر", Factuality::Planned),
        ("اتفقوا على أن تستأنف الدراسة الاثنين", "تستأنف", Factuality::Planned),
        ("من المقرر أن تنهي البعثة عملها بقرار تبناه المجلس", "تبناه", Factuality::Factual),
        ("دعت إلى وقف القتال واستئناف المفاوضات", "استئناف", Factuality::Asked),
        ("دعا إلى الانسحاب من المدينة", "انسحاب", Factuality::Asked),
        ("رفض المتمردون الاتفاق", "اتفاق", Factuality::Factual),
        ("لم تقم القوات بأي ضربة", "ضربة", Factuality::Negated),
        ("نفى مسؤول علمه بأي فدية دفعت", "دفعت", Factuality::Denied),
        ("غير أن الوفد تغيب عن الاجتماع", "تغيب", Factuality::Factual),
        ("استبعدت اللجنة اثنين من قادة انقلاب أغسطس", "انقلاب", Factuality::Factual),
        ("يتوقع متابعون للشأن المالي أن تتصاعد الهجمات", "تتصاعد", Factuality::Planned),
    ] {
        assert_eq!(factuality(text, word), Some(expected), "{text}: {word}");
    }
}

#[test]
fn what_is_said_names_who_said_it() {
    let reading = read("قال المتحدث باسم الجيش إن ثلاثة جنود قتلوا");
    let killed = &reading.mentions.iter().find(|m| m.mention.trigger.text == "قتلوا").unwrap().mention;
    let attribution = killed.attribution.as_ref().unwrap();
    assert_eq!(attribution.report, Some(0));
    assert_eq!(attribution.source.as_ref().unwrap().text, "المتحدث باسم الجيش");
}

#[test]
fn bounds_contain_what_the_words_allow() {
    let days = |text: &str, word: &str| {
        let reading = read(text);
        let m = reading.mentions.iter().find(|m| m.mention.trigger.text.contains(word)).unwrap().clone();
        let b = m.time.unwrap().bounds;
        let day = |t: Option<chrono::NaiveDateTime>| t.map_or("..".to_owned(), |t| t.date().to_string());
        format!("{} {}", day(b.earliest_start()), day(b.latest_end()))
    };
    for (text, word, expected) in [
        ("وصل الوفد الأسبوع الماضي", "وصل", "2012-08-06 2012-08-13"),
        ("تسيطر الجماعة على المدينة منذ عام 2011", "تسيطر", "2011-01-01 .."),
        ("حكم الرئيس البلاد من 2002 إلى 2007", "حكم", "2002-01-01 2008-01-01"),
        ("وقعت الهجمات بين عامي 2008 و2010", "هجمات", "2008-01-01 2011-01-01"),
        ("وصل الوفد ليل الجمعة", "وصل", "2012-08-10 2012-08-11"),
        ("جاء التدخل غداة سقوط البلدة الخميس", "تدخل", "2012-08-10 2012-08-11"),
        ("عاد الهدوء الاثنين غداة معارك عنيفة", "معارك", "2012-08-12 2012-08-13"),
        ("أعلنت الحكومة حدادا ثلاثة أيام اعتبارا من الخميس المقبل", "حداد", "2012-08-16 2012-08-19"),
        // Counted from an event, either way round.
        ("هاجموا المعسكر الجمعة بعد يومين من سقوط البلدة", "سقوط", "2012-08-08 2012-08-09"),
        ("هاجم المسلحون المعسكر بعد يومين من سقوط البلدة في 3 أغسطس", "هاجم", "2012-08-05 2012-08-06"),
        ("انفجرت سيارته السبت بعد دقائق من مغادرته المعسكر", "مغادرته", "2012-08-11 2012-08-12"),
        ("أكد الوزير الجمعة أن بلاده ستبقى، وذلك بعد يومين من انتخابه", "انتخابه", "2012-08-08 2012-08-09"),
        ("ومنذ ثمانية أيام هاجم مسلحون الفندق", "هاجم", "2012-08-07 2012-08-08"),
        ("أطاح الجنود بالرئيس في أغسطس 2011 بعد عامين من انتخابه", "انتخابه", "2009-01-01 2010-01-01"),
        ("قتل ثلاثة في ليلة 31 يوليو إلى 1 أغسطس", "قتل", "2012-07-31 2012-08-02"),
        ("قتل خمسة بعد منتصف ليلة الجمعة", "قتل", "2012-08-11 2012-08-12"),
        ("هاجم مسلحون قرية الجمعة. ويأتي الهجوم بعد يومين من مقتل جندي", "مقتل", "2012-08-08 2012-08-09"),
        ("وصل الوفد إلى المدينة", "وصل", ".. 2012-08-16"),
        ("سيصل الوفد إلى المدينة", "سيصل", "2012-08-15 .."),
    ] {
        assert_eq!(days(text, word), expected, "{text}");
    }
}

#[test]
fn without_a_publication_date_links_stay_and_claims_wait() {
    let reading = Reader::new().read(&Article::new("a", "وصل الوفد قبل يومين وغادر عام 2010"));
    assert_eq!(reading.links.len(), 2);
    assert!(reading.claims.iter().all(|c| !matches!(c.from, Moment::Publication) || c.timex.is_none()));
    assert!(reading.claims.iter().any(|c| matches!(c.to, Moment::Start(1))));
}

#[test]
fn events_are_counted_from_each_other() {
    const DAY: i64 = 86_400;
    let reading = read("جاءت زيارة الوزير بعد يومين من اجتماع الطرفين");
    let claim = reading.claims.iter().find(|c| c.rule == "counted-from-event").unwrap();
    let word = |moment: Moment| match moment {
        Moment::Start(id) => reading.mentions[id as usize].mention.trigger.text.as_str(),
        _ => "",
    };
    assert_eq!((word(claim.from), word(claim.to)), ("اجتماع", "زيارة"));
    assert_eq!((claim.least, claim.most), (Some(3 * DAY / 2), Some(5 * DAY / 2)));
}

#[test]
fn a_reading_is_data() {
    let reading = read("أعلنت الوزارة الاثنين أن ثلاثة جنود قتلوا الأحد في هجوم على مدينة كيدال");
    let json = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<super::Reading>(&json).unwrap(), reading);
    for (i, m) in reading.mentions.iter().enumerate() {
        assert_eq!(m.mention.id as usize, i);
    }
}

/// Words that meet in news, and marks that break sentences anywhere.
fn news() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "قال",
        "أعلن",
        "إن",
        "أن",
        "الذي",
        "قتل",
        "في",
        "هجوم",
        "الخميس",
        "عام 2012",
        "وقع",
        "شن",
        "غارة",
        "،",
        ".",
        "\"",
        "»",
        "«",
        ":",
        "-",
        "لم",
        "قد",
        "كان",
        "سيعلن",
        "بعد",
        "قبل يومين",
        "المقرر",
        "تم",
        "قام",
        "بزيارة",
        "و",
        "أو",
        "منذ",
        "الرئيس",
        "مالي",
        "إذا",
        "كي",
        "محاولة",
        "الموقع",
        "\n",
        "عندما",
        "نفى",
        "من",
        "إلى",
        "12",
        "؟",
        "الحركة",
        "الوطنية",
        "المقبل",
        "مساء",
        "خلال",
        "حتى الآن",
        "وقال",
        "فيه",
        "(",
        ")",
        "ينسحب",
        "دون",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_order_of_words_is_read(text in news()) {
        let reading = read(&text);
        for m in &reading.mentions {
            let quote = &m.mention.trigger;
            prop_assert_eq!(quote.bytes.of(&text), quote.text.as_str());
            let chars: String = text.chars().skip(quote.chars.start as usize).take(quote.chars.len() as usize).collect();
            prop_assert_eq!(&chars, &quote.text);
            prop_assert!(m.timexes.iter().all(|&t| (t as usize) < reading.timexes.len()));
        }
        for link in &reading.links {
            prop_assert!((link.mention as usize) < reading.mentions.len());
            if let Some(words) = &link.words {
                prop_assert_eq!(words.bytes.of(&text), words.text.as_str());
                let chars: String = text.chars().skip(words.chars.start as usize).take(words.chars.len() as usize).collect();
                prop_assert_eq!(&chars, &words.text);
            }
        }
        for (i, claim) in reading.claims.iter().enumerate() {
            prop_assert_eq!(claim.id as usize, i);
            prop_assert!(claim.least.zip(claim.most).is_none_or(|(least, most)| least <= most));
            prop_assert!(!claim.evidence.is_empty());
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}|[ء-ي 0-9،.«»\n]{0,80}") {
        read(&text);
    }
}
