//! What packs promise: the Mali pack is sound, other packs work the same way, names are found as written.

use super::*;
use crate::script::tokenize;

/// The ids found, nationalities and offices told apart by a mark.
fn ids(gazetteer: &Gazetteer, text: &str) -> Vec<String> {
    gazetteer
        .find(&tokenize(text))
        .iter()
        .map(|found| match found.entity.kind {
            EntityKind::Actor => found.entity.id.to_owned(),
            EntityKind::Place => format!("@{}", found.entity.id),
            EntityKind::Office => format!("#{}", found.entity.id),
            EntityKind::Nationality => format!("~{}", found.entity.id),
        })
        .collect()
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_crates_own_pack_is_the_same_read_at_once_or_in_two_parts() {
    let whole = Pack::from_json(include_str!("mali.json")).unwrap();
    let events = serde_json::to_string(whole.reference_events()).unwrap();
    let rest = Pack { events: Events::default(), ..whole.clone() };
    let parts = Pack::in_two_parts(&rest.to_json(), events.leak()).unwrap();
    assert!(parts.events.read.get().is_none(), "reference events are read when asked for");
    assert_eq!(Pack::mali(), &whole);
    assert_eq!(parts, whole);
    assert_eq!(parts.to_json(), whole.to_json());
    let event = &whole.reference_events()[7];
    assert_eq!(parts.reference_event(&event.id), Some(event));
    assert_eq!(parts.clone().merge(whole.clone()).unwrap().reference_events(), whole.reference_events());
}

#[test]
fn the_mali_pack_is_sound_and_as_large_as_promised() {
    let pack = Pack::from_json(include_str!("mali.json")).unwrap();
    let findings: Vec<String> = pack.check().iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    let groups = pack.actors().iter().filter(|a| a.kind != ActorKind::Person).count();
    assert!(groups >= 80, "{groups} actors besides persons");
    assert!(pack.tenures().len() >= 150, "{} tenures", pack.tenures().len());
    assert!(pack.places().iter().filter(|p| p.names.len() > 1).count() >= 60, "places with several spellings");
    assert!(pack.reference_events().len() >= 250, "{} events", pack.reference_events().len());
    for event in pack.reference_events() {
        assert!(event.certain || event.begin.width() > 0, "{}: a doubtful date is a wide bound", event.id);
        assert!(event.label_ar.is_some(), "{}", event.id);
    }
    for tenure in pack.tenures().iter().filter(|t| !t.certain) {
        let doubted = [tenure.begin, tenure.end].into_iter().flatten().any(|b| b.width() > 0);
        assert!(doubted, "{} {}: a doubtful date is a wide bound", tenure.person, tenure.office);
    }
    assert_eq!(&pack, Pack::mali());
}

#[test]
fn every_source_of_the_mali_pack_is_said_or_leads_to_one() {
    let pack = Pack::mali();
    let events: Vec<&str> = pack.reference_events().iter().map(|e| e.id.as_str()).collect();
    let actors = pack.actors().iter().map(|a| (a.id.as_str(), a.source.as_str()));
    let places = pack.places().iter().map(|p| (p.id.as_str(), p.source.as_str()));
    let tenures = pack.tenures().iter().map(|t| (t.person.as_str(), t.source.as_str()));
    for (id, source) in actors.chain(places).chain(tenures) {
        assert!(!source.trim().is_empty(), "{id}: no source");
        let Some(to) = source.strip_prefix("see ") else { continue };
        let to = to.split(';').next().unwrap();
        let held = to == "tenures" && pack.tenures().iter().any(|t| t.person == id);
        assert!(held || events.contains(&to), "{id}: «{source}» leads nowhere");
    }
    for event in pack.reference_events() {
        assert!(!event.source.starts_with("to check"), "{}: {}", event.id, event.source);
    }
}

#[test]
fn every_entry_of_the_mali_pack_is_one_line() {
    for (at, line) in include_str!("mali.json").lines().enumerate() {
        let entry = line.trim_end_matches(',');
        let whole = serde_json::from_str::<serde_json::Value>(entry).is_ok();
        let frame = entry.ends_with('[') || matches!(entry, "{" | "]" | "}") || entry.starts_with("\"");
        assert!(whole || frame, "line {}: {line}", at + 1);
    }
}

#[test]
fn a_pack_written_out_reads_back_the_same() {
    let pack = Pack::mali();
    let again = Pack::from_json(&pack.to_json()).unwrap();
    assert_eq!(&again, pack);
    assert_eq!(again.fingerprint(), pack.fingerprint());
    assert_ne!(Pack::default().fingerprint(), pack.fingerprint());
}

#[test]
fn names_are_found_however_they_are_spelled() {
    for (text, expected) in [
        ("سقطت تمبكتو وتومبكتو وتومبوكتو وتينبكتو وتنبكتو", vec!["@timbuktu"; 5]),
        ("في غاو وجاو وبغاو", vec!["@gao"; 3]),
        ("كيدال وكدال ولكيدال", vec!["@kidal"; 3]),
        ("تساليت تاسليت تيساليت", vec!["@tessalit"; 3]),
        ("أغيلهوك وإيغهوليك", vec!["@aguelhok"; 2]),
        ("آغ", vec![]),
        ("إياد آغ غالي وأياد أغ غالي واياد اق غالى", vec!["iyad_ag_ghaly"; 3]),
        ("الأمم المتحدة والأممالمتحدة وللأمم المتحدة", vec!["united_nations"; 3]),
        ("عبد العزيز بوتفليقة، عبدالعزيز بوتفليقة", vec!["abdelaziz_bouteflika"; 2]),
        ("حركة «أنصار الدين» و«الحركة الوطنية لتحرير أزواد»", vec!["ansar_dine", "mnla"]),
        ("الحركة الوطنية لتحرير «أزواد»", vec!["mnla"]),
        ("حركة الجهاد و التوحيد", vec!["mujao"]),
        ("تنظيم القاعدة في بلاد المغرب الاسلامي", vec!["aqim"]),
        ("أَنْصَارُ الدِّين", vec!["ansar_dine"]),
        ("مجموعة غرب إفريقيا (ايكواس)", vec!["ecowas", "ecowas"]),
        ("مجموعة دول الساحل الخمس", vec!["g5_sahel"]),
        ("كتائب تحرير ماسينا", vec!["katiba_macina"]),
        ("الجنود الفرنسيون والقوات الفرنسية", vec!["french_forces"; 2]),
        ("طائرات فرنسية وخبراء روس من النيجر", vec!["~france", "niger"]),
        ("شمال مالي", vec!["@northern_mali"]),
        ("جبهة تحرير أزواد في أزواد", vec!["fla", "@azawad"]),
        ("للجزائر والجزائر", vec!["algeria"; 2]),
        ("من ليبيا وألمانيا وموريتانيا", vec!["libya", "germany", "mauritania"]),
        ("أعلن بأن قاعدة القوات الإفريقية", vec![]),
    ] {
        assert_eq!(ids(Gazetteer::mali(), text), expected, "{text}");
    }
}

#[test]
fn a_name_does_not_reach_across_a_separator() {
    assert_eq!(ids(Gazetteer::mali(), "أنصار، الدين"), [""; 0]);
    assert_eq!(ids(Gazetteer::mali(), "الأمم. المتحدة"), [""; 0]);
}

#[test]
fn names_that_are_also_words_wait_for_evidence() {
    for (text, expected) in [
        // Financial, until something Malian stands there.
        ("دعم مالي للمؤسسات المالية", vec![]),
        ("قدم خبير مالي استشارة لوزارة المالية", vec![]),
        ("سافر إلى مالي", vec!["mali"]),
        ("قصف معسكرا قرب كيدال فأدانت مالي ذلك", vec!["@kidal", "mali"]),
        ("مقاتلو أنصار الدين هددوا مسؤولا ماليا", vec!["ansar_dine", "~mali"]),
        ("نزح من كيدال دون دعم مالي", vec!["@kidal"]),
        // Islands, not the state; the plural of mountain is nobody.
        ("جزائر بعيدة", vec![]),
        // A dynasty, until the group was named in full.
        ("دولة المرابطون", vec![]),
        ("تنظيم المرابطون أعلن أن المرابطون نفذوا", vec!["al_mourabitoun", "al_mourabitoun"]),
        // Surnames: by title, by full name, or not at all.
        ("قال كيتا", vec![]),
        ("قال الرئيس كيتا", vec!["#president", "ibrahim_boubacar_keita"]),
        ("قال رئيس الوزراء كيتا", vec!["#prime_minister", "modibo_keita"]),
        ("موديبو كيتا استقال ثم عاد كيتا", vec!["modibo_keita", "modibo_keita"]),
        ("الرئيس الانتقالي تراوري", vec!["#president", "dioncounda_traore"]),
        ("رجل اسمه النظيف", vec![]),
    ] {
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        let found = ids(Gazetteer::mali(), text);
        if text.contains("تراوري") {
            assert!(found[0].starts_with('#') && found[1].ends_with("traore"), "{text}: {found:?}");
        } else {
            assert_eq!(found, expected, "{text}");
        }
    }
}

#[test]
fn two_bearers_of_one_name_are_both_told() {
    let text = "الرئيس تراوري";
    let tokens = tokenize(text);
    let found = Gazetteer::mali().find(&tokens);
    let person = &found[1];
    let mut bearers: Vec<&str> = person.also.iter().map(|e| e.id).chain([person.entity.id]).collect();
    bearers.sort_unstable();
    assert_eq!(bearers, ["dioncounda_traore", "ibrahim_traore"]);
    assert_eq!(person.span.of(text), "تراوري");
}

#[test]
fn attached_particles_are_told() {
    for (text, conjunction, preposition, article) in [
        ("كيدال", None, None, false),
        ("بكيدال", None, Some('ب'), false),
        ("وبكيدال", Some('و'), Some('ب'), false),
        ("للجزائر", None, Some('ل'), true),
        ("والنيجر", Some('و'), None, true),
    ] {
        let tokens = tokenize(text);
        let found = Gazetteer::mali().find(&tokens);
        let clitics = found[0].clitics;
        let told = (clitics.conjunction, clitics.preposition, clitics.article);
        assert_eq!(told, (conjunction, preposition, article), "{text}");
        assert_eq!(found[0].span.of(text), text);
    }
}

#[test]
fn a_title_tells_when_its_holder_can_be_meant() {
    let window = |person: &str, title: &str| {
        let window = Pack::mali().tenure_window(person, title)?;
        Some((window.earliest.map(|d| d.to_string()), window.latest.map(|d| d.to_string())))
    };
    let closed = |from: &str, to: &str| Some((Some(from.to_owned()), Some(to.to_owned())));
    for (person, title, expected) in [
        ("francois_hollande", "الرئيس", closed("2012-05-15", "2017-05-14")),
        ("francois_hollande", "الرئيس الفرنسي", closed("2012-05-15", "2017-05-14")),
        ("francois_hollande", "president", closed("2012-05-15", "2017-05-14")),
        ("francois_hollande", "وزير الخارجية", None),
        // Still in office, and not for longer than the last term.
        ("emmanuel_macron", "الرئيس الفرنسي", closed("2017-05-14", "2027-05-14")),
        ("assimi_goita", "الرئيس المالي", Some((Some("2020-08-19".into()), None))),
        ("soumeylou_boubeye_maiga", "وزير الخارجية المالي", closed("2011-04-06", "2012-03-22")),
        ("soumeylou_boubeye_maiga", "رئيس الوزراء", closed("2017-12-30", "2019-04-22")),
        ("soumeylou_boubeye_maiga", "الوزير الأول المالي", closed("2017-12-30", "2019-04-22")),
        ("mourad_medelci", "وزير الشؤون الخارجية الجزائري", closed("2007-06-04", "2013-09-11")),
        // Two terms, and what lies between them.
        ("donald_trump", "الرئيس الأمريكي", closed("2017-01-20", "2029-01-20")),
        // Heads anything: no president.
        ("francois_hollande", "رئيس بلدية", None),
        ("francois_hollande", "رئيس فرنسا", closed("2012-05-15", "2017-05-14")),
        // The acting holder is called like the real one, so the window has to hold both.
        ("abdoulaye_maiga", "رئيس الوزراء", Some((Some("2022-08-21".into()), None))),
        ("ban_ki_moon", "الأمين العام للأمم المتحدة", closed("2007-01-01", "2016-12-31")),
        ("nobody", "الرئيس", None),
    ] {
        assert_eq!(window(person, title), expected, "{title} {person}");
    }
}

#[test]
fn reference_events_are_found_by_what_is_known_of_them() {
    let pack = Pack::mali();
    let begins = |query| pack.find_events(query).iter().map(|e| e.begin.to_string()).collect::<Vec<_>>();
    assert_eq!(begins(EventQuery::new().class("declaration").actor("mnla")), ["2012-04-06"]);
    assert_eq!(begins(EventQuery::new().class("coup").place("kati")), ["2020-08-18"]);
    assert!(begins(EventQuery::new().class("coup").place("mali").keyword("سانوجو")).is_empty());
    assert_eq!(begins(EventQuery::new().class("coup").place("mali").keyword("سانوغو")), ["2012-03-22"]);
    let march = Window { earliest: Some(day("2012-03-01")), latest: Some(day("2012-03-31")) };
    let falls = begins(EventQuery::new().class("capture").place("northern_mali").within(march));
    assert_eq!(falls, ["2012-03-10", "2012-03-30", "2012-03-31"], "Tessalit, Kidal and Gao lie in the north");
}

#[test]
fn groups_have_a_history() {
    let pack = Pack::mali();
    let relation = |id: &str, kind, to: &str| {
        let relation = pack.actor(id).unwrap().relations.iter().find(|r| r.kind == kind && r.to == to);
        relation.unwrap_or_else(|| panic!("{id} {kind:?} {to}")).date.unwrap()
    };
    let merger = relation("ansar_dine", RelationKind::MergedInto, "jnim");
    assert_eq!(merger.exact(), Some(day("2017-03-02")));
    assert_eq!(relation("mia", RelationKind::SplitFrom, "ansar_dine").exact(), Some(day("2013-01-24")));
    assert!(relation("mujao", RelationKind::SplitFrom, "aqim").width() > 0);
    assert_eq!(pack.actor("fla").unwrap().lifetime().earliest, Some(day("2024-11-30")));
    assert_eq!(pack.army_of("france").unwrap().id, "french_forces");
    assert!(pack.lies_in("kidal", "mali") && pack.lies_in("kidal", "africa") && !pack.lies_in("niamey", "mali"));
}

const YEMEN: &str = r#"{"schema":"tarikh-pack/1","name":"yemen","version":"2024-01",
"same_words":[
["الحوثيين","الحوثيون"]
],
"offices":[
{"id":"president","titles":["الرئيس","رئيس الجمهورية"],"single":true}
],
"places":[
{"id":"yemen","kind":"country","source":"atlas"},
{"id":"aden","kind":"city","names":["عدن"],"in":"yemen","lat":12.8,"lon":45.0,"source":"atlas"},
{"id":"hodeidah","kind":"city","names":["الحديدة","الحديده"],"in":"yemen","source":"atlas"}
],
"actors":[
{"id":"yemen","kind":"state","names":["اليمن"],"nisba":["يمني"],"source":"atlas"},
{"id":"houthis","kind":"armed_group","names":["جماعة الحوثيين",{"text":"الحوثيون","exact":true}],"of":"yemen","begin":"2004","source":"press"},
{"id":"hadi","kind":"person","names":["عبد ربه منصور هادي",{"text":"هادي","needs":"title"}],"source":"press"}
],
"tenures":[
{"person":"hadi","office":"president","of":"yemen","begin":"2012-02-27","end":["2022-04-06","2022-04-07"],"source":"press"}
],
"reference_events":[
{"id":"sanaa","class":"capture","label_en":"Houthis take Sanaa","begin":"2014-09-21","end":"2014-09-21","actors":["houthis"],"place":"yemen","keywords":["صنعاء"],"source":"press"}
]}"#;

#[test]
fn a_pack_about_another_conflict_works_the_same_way() {
    let yemen = Pack::from_reader(YEMEN.as_bytes()).unwrap();
    // The spelling that folding makes superfluous is the one mistake in it.
    let findings: Vec<String> = yemen.check().iter().map(ToString::to_string).collect();
    assert_eq!(findings, ["places/hodeidah: the spelling «الحديده» is there already; leave it out"]);
    let gazetteer = Gazetteer::new(&yemen);
    assert_eq!(ids(&gazetteer, "سيطر الحوثيون على عدن"), ["houthis", "@aden"]);
    assert_eq!(ids(&gazetteer, "وصل الرئيس اليمني هادي إلى عدن"), ["#president", "~yemen", "hadi", "@aden"]);
    assert_eq!(ids(&gazetteer, "البحر هادي"), [""; 0]);
    assert_eq!(yemen.tenure_window("hadi", "الرئيس").unwrap().latest, Some(day("2022-04-07")));
    assert_eq!(yemen.find_events(EventQuery::new().actor("houthis")).len(), 1);
}

#[test]
fn packs_merge_and_say_when_they_cannot() {
    let yemen = || Pack::from_json(YEMEN).unwrap();
    assert_eq!(yemen().merge(yemen()).unwrap(), yemen(), "what both say is kept once");
    // Both packs define `president`, with other titles: that is a contradiction.
    let error = Pack::mali().clone().merge(yemen()).unwrap_err();
    assert!(error.is_pack() && error.to_string().contains("«president»"), "{error}");
    let own = Pack::from_json(&YEMEN.replace("\"president\"", "\"president_of_yemen\"")).unwrap();
    let both = Pack::mali().clone().merge(own).unwrap();
    assert_eq!(both.name(), "mali+yemen");
    assert_eq!(ids(&Gazetteer::new(&both), "من عدن إلى كيدال"), ["@aden", "@kidal"]);
}

#[test]
fn an_unreadable_pack_says_where_and_what_to_do() {
    for (json, expected) in [
        ("{\"schema\":\"tarikh-pack/9\",\"moons\":1}", "its schema is «tarikh-pack/9»"),
        (YEMEN.replace("\"2004\"", "\"spring\"").as_str(), "line 15, column"),
        (YEMEN.replace("\"2004\"", "\"spring\"").as_str(), "invalid value: string \"spring\""),
        (YEMEN.replace("armed_group", "horde").as_str(), "unknown variant `horde`"),
        (YEMEN.replace("\"lat\"", "\"latitude\"").as_str(), "unknown field `latitude`"),
        (
            YEMEN.replace("\"source\":\"press\"}\n],\n\"ten", "\"source\":\"press\"},\n],\n\"ten").as_str(),
            "check commas",
        ),
        ("", "line 1"),
        ("{}", "missing field `schema`"),
    ] {
        let error = Pack::from_json(json).unwrap_err();
        assert!(error.is_pack());
        assert!(error.to_string().contains(expected), "«{error}» should contain «{expected}»");
    }
    assert!(Pack::from_reader(&b"\xff\xfe"[..]).unwrap_err().is_pack());
}

#[test]
fn check_finds_each_kind_of_mistake() {
    for (from, to, rule, message) in [
        ("{\"id\":\"aden\"", "{\"id\":\"hodeidah\"", Rule::DuplicateId, "places/hodeidah: this id is taken"),
        ("\"of\":\"yemen\",\"begin\":\"2004\"", "\"of\":\"yaman\"", Rule::UnknownId, "no actor has the id «yaman»"),
        ("\"place\":\"yemen\"", "\"place\":\"sanaa\"", Rule::UnknownId, "no place has the id «sanaa»"),
        ("\"office\":\"president\"", "\"office\":\"king\"", Rule::UnknownId, "no office has the id «king»"),
        (
            "\"begin\":\"2012-02-27\"",
            "\"begin\":\"2023\"",
            Rule::ImpossibleDate,
            "ends (2022-04-07) before it begins (2023-01-01)",
        ),
        ("[\"2022-04-06\",\"2022-04-07\"]", "[\"2022-04-07\",\"2022-04-06\"]", Rule::ImpossibleDate, "swap them"),
        ("\"begin\":\"2004\"", "\"begin\":\"2015\"", Rule::OutOfLifetime, "«houthis» did not exist then"),
        (
            "\"names\":[\"اليمن\"],\"nisba\":[\"يمني\"]",
            "\"names\":[\"اليمن\"],\"begin\":\"2015\"",
            Rule::OutOfLifetime,
            "tenures/hadi president of yemen: began before «yemen» came into being (2015-01-01)",
        ),
        (
            "{\"text\":\"هادي\",\"needs\":\"title\"}]",
            "{\"text\":\"هادي\",\"needs\":\"title\"}],\"end\":\"2020\"",
            Rule::OutOfLifetime,
            "lasted longer than «hadi», which ended on 2020-12-31",
        ),
        ("\"person\":\"hadi\"", "\"person\":\"saleh\"", Rule::UnknownId, "no actor has the id «saleh»"),
        ("\"actors\":[\"houthis\"]", "\"actors\":[\"huthis\"]", Rule::UnknownId, "no actor has the id «huthis»"),
        (
            "\"begin\":\"2004\",\"source\":\"press\"",
            "\"begin\":\"2004\",\"relations\":[{\"kind\":\"split_from\",\"to\":\"islah\",\"source\":\"press\"}],\"source\":\"press\"",
            Rule::UnknownId,
            "no actor has the id «islah»",
        ),
        (
            "\"begin\":\"2014-09-21\",\"end\":\"2014-09-21\"",
            "\"begin\":\"2014-09-21\",\"end\":\"2014-09-20\"",
            Rule::ImpossibleDate,
            "reference_events/sanaa: ends (2014-09-20) before it begins (2014-09-21)",
        ),
        // One spelling, two actors, however its letters are written.
        (
            "\"names\":[\"عبد ربه منصور هادي\"",
            "\"names\":[\"جماعه الحوثيين\"",
            Rule::SharedSpelling,
            "«جماعه الحوثيين» is also actors/houthis; mark both \"shared\"",
        ),
        ("\"عدن\"", "\"اليمن\"", Rule::SharedSpelling, "«اليمن» is also actors/yemen"),
        ("\"الحديده\"", "\"ـ\"", Rule::MissingName, "has no name"),
        ("\"lat\":12.8", "\"lat\":128.0", Rule::ImpossiblePlace, "nowhere on Earth"),
        ("\"in\":\"yemen\",\"lat\"", "\"in\":\"aden\",\"lat\"", Rule::CircularPlace, "which lies in it"),
        ("\"class\":\"capture\"", "\"class\":\"Took it\"", Rule::MalformedClass, "not one lower-case word"),
        ("\"keywords\":[\"صنعاء\"],\"source\":\"press\"", "\"source\":\" \"", Rule::MissingSource, "has no source"),
    ] {
        assert!(YEMEN.contains(from), "{from}");
        let findings = Pack::from_json(&YEMEN.replace(from, to)).unwrap().check();
        let found = findings.iter().find(|f| f.rule == rule && f.to_string().contains(message));
        assert!(found.is_some(), "{rule:?}: {findings:?}");
    }
}

#[test]
fn a_leader_of_what_a_group_grew_out_of_leads_no_group_before_its_time() {
    let check = |relation: &str| {
        let json = format!(
            r#"{{"schema":"tarikh-pack/1","name":"x","version":"1","offices":[{{"id":"leader","titles":["زعيم"]}}],
"actors":[{{"id":"a","kind":"person","names":["أ ب"],"source":"s"}},{{"id":"old","kind":"armed_group","names":["ج د"],"begin":"1998","end":"2007","source":"s"}},{{"id":"new","kind":"armed_group","names":["ه و"],"begin":"2007"{relation},"source":"s"}}],
"tenures":[{{"person":"a","office":"leader","of":"new","begin":"2004","end":"2010","source":"s"}}]}}"#
        );
        Pack::from_json(&json).unwrap().check().iter().map(|f| f.rule).collect::<Vec<_>>()
    };
    assert_eq!(check(""), [Rule::OutOfLifetime]);
    assert_eq!(check(r#","relations":[{"kind":"successor_of","to":"old","source":"s"}]"#), []);
    assert_eq!(check(r#","relations":[{"kind":"part_of","to":"old","source":"s"}]"#), [Rule::OutOfLifetime]);
}

#[test]
fn a_day_that_is_none_is_refused_where_it_stands() {
    for day in ["2022-02-30", "2022-13", "30-02-2022", ""] {
        let json = YEMEN.replace("\"begin\":\"2012-02-27\"", &format!("\"begin\":\"{day}\""));
        let error = Pack::from_json(&json).unwrap_err().to_string();
        assert!(error.contains("line 19") && error.contains(&format!("\"{day}\"")), "{error}");
    }
}

#[test]
fn one_office_has_one_holder_at_a_time() {
    let check = |end: &str, begin: &str, single: bool| {
        let json = format!(
            r#"{{"schema":"tarikh-pack/1","name":"x","version":"1","offices":[{{"id":"king","titles":["الملك"],"single":{single}}}],
"actors":[{{"id":"a","kind":"person","names":["أ ب"],"source":"s"}},{{"id":"b","kind":"person","names":["ج د"],"source":"s"}},{{"id":"x","kind":"state","names":["ه و"],"source":"s"}}],
"tenures":[{{"person":"b","office":"king","of":"x","begin":{begin},"source":"s"}},{{"person":"a","office":"king","of":"x","begin":"1990","end":{end},"source":"s"}}]}}"#
        );
        Pack::from_json(&json).unwrap().check().iter().map(|f| f.rule).collect::<Vec<_>>()
    };
    let overlap = [Rule::OverlappingTenures];
    assert_eq!(check("\"2010-05-02\"", "\"2010-05-01\"", true), overlap);
    assert_eq!(check("null", "\"2010-05-01\"", true), overlap, "nobody said that the first one left");
    assert_eq!(check("\"2010-05-02\"", "\"2010-05-01\"", false), [], "several may be leaders");
    assert_eq!(check("\"2010-05-01\"", "\"2010-05-01\"", true), [], "the day of handing over is shared");
    assert_eq!(check("\"2010-05\"", "\"2010-05\"", true), [], "doubt is no contradiction");
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the words: no panic, spans in order, inside the text, on the words they name.
        #[test]
        fn is_searched_safely(text in "([وفبلكا]{0,3}(ال)?(أغ|غالي|مالي|كيتا|الأمم|المتحدة|الرئيس|رئيس|أنصار|الدين|و|كيدال|[ء-ي]{1,4}|[a-z]{1,2})[ ،]?){0,30}") {
            let tokens = tokenize(&text);
            let found = Gazetteer::mali().find(&tokens);
            let mut end = 0;
            for one in &found {
                prop_assert!(one.tokens.start >= end && one.tokens.start < one.tokens.end);
                end = one.tokens.end;
                prop_assert_eq!(one.span, tokens[one.tokens.start].span.cover(tokens[end - 1].span));
                prop_assert!(!one.span.of(&text).is_empty());
                prop_assert!(u32::from(one.clitics.letters) < tokens[one.tokens.start].key().len());
            }
            prop_assert!(end <= tokens.len());
        }

        /// Any bytes are a pack or an error.
        #[test]
        fn is_a_pack_or_an_error(json in "\\PC{0,200}") {
            prop_assert!(Pack::from_json(&json).map_or_else(|e| e.is_pack(), |_| true));
        }
    }
}
