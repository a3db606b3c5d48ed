//! What an event is called where no pack knows it: cut from the sentence, readable alone.

use tarikh::{Article, Reader, Timeline};

/// Sentence, trigger, label.
const TABLE: &[(&str, &str, &str)] = &[
    // The verb first: from the verb on, without the time.
    ("أعلنت الحركة أمس الاثنين استقلال الإقليم.", "أعلنت", "أعلنت الحركة استقلال الإقليم"),
    // The subject first.
    ("قالت مصادر إن الجيش هاجم القرية فجر الأحد.", "هاجم", "الجيش هاجم القرية"),
    ("الجيش المالي يستعيد كيدال الثلاثاء.", "يستعيد", "الجيش المالي يستعيد كيدال"),
    // Somebody's relative clause, with whom it is about, and only that.
    ("تحدثت الجماعة التي تأسست عام 2017 عن عشرات القتلى.", "تأسست", "تحدثت الجماعة التي تأسست"),
    // A negation stays.
    ("ولم توقع التنسيقية على الوثيقة في مايو 2015.", "توقع", "لم توقع التنسيقية على الوثيقة"),
    // What belongs to another event in front does not come along.
    ("وصلوا إلى الفندق وفتحوا النار على الحراس صباح الجمعة.", "فتحوا", "فتحوا النار على الحراس"),
    // «و» of a minister is his own, that of an army is not.
    ("والجيش انسحب من البلدة الخميس.", "انسحب", "الجيش انسحب من البلدة"),
    ("وزير الدفاع استقال من منصبه الخميس.", "استقال", "وزير الدفاع استقال من منصبه"),
    ("وقع هجوم في غاو الخميس.", "هجوم", "وقع هجوم في غاو"),
    ("وسيط جزائري زار كيدال الخميس.", "زار", "وسيط جزائري زار كيدال"),
    ("ومسلحون هاجموا القرية الخميس.", "هاجموا", "مسلحون هاجموا القرية"),
    // An event keeps its article.
    ("قال مسؤول إن الهدنة التي وقعت يوم 23 مايو 2014 صامدة.", "هدنة", "الهدنة التي وقعت"),
    // What only leads to the time goes with it.
    ("تنجز البعثة انسحابها من مالي بحلول نهاية عام 2023.", "تنجز", "تنجز البعثة انسحابها من مالي"),
    ("واستقال الوزير بعد يوم من إعلان تشكيل الحكومة.", "إعلان", "إعلان تشكيل الحكومة"),
    // No half of a quotation.
    ("أطلقت فرنسا عملية «سرفال» في يناير 2013.", "عملية", "أطلقت فرنسا عملية «سرفال»"),
];

#[test]
fn labels_are_readable_alone() {
    let reader = Reader::new();
    for (text, trigger, label) in TABLE {
        let article = Article::new("a", *text).with_published(chrono::NaiveDate::from_ymd_opt(2018, 3, 14).unwrap());
        let timeline = Timeline::from_readings([reader.read(&article)]);
        let event = timeline.events().find(|e| e.mentions.iter().any(|m| m.trigger.text == *trigger));
        assert_eq!(event.map(|e| e.label.as_str()), Some(*label), "{text}");
    }
}
