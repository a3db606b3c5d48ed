//! The example programs as a user meets them: pipes, threads, broken input, full disks.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The program `name`, built by the same cargo as this test.
fn program(name: &str) -> Command {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let folder = BUILT.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--examples"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        assert!(cargo.status().unwrap().success());
        // …/debug/deps/programs-… → …/debug/examples
        std::env::current_exe().unwrap().parent().unwrap().with_file_name("examples")
    });
    let mut command = Command::new(folder.join(name));
    command.stdin(Stdio::null());
    command
}

fn run(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // A program that stops early closes its input: not an error here.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    })
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder of the test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tarikh-programs-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Articles of very different length, so that threads finish out of order.
fn corpus(articles: usize) -> Vec<u8> {
    let mut lines = Vec::new();
    for i in 0..articles {
        let text = "قتل جنديان قبل يومين في غاو. ".repeat(1 + (i * 7919) % 17);
        writeln!(lines, r#"{{"id":"a{i}","published":"2012-08-15","text":"{text}"}}"#).unwrap();
    }
    lines
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_in_order() {
    let input = corpus(1000);
    let one = run(program("tag").args(["--threads", "1"]), &input);
    assert_eq!((one.status.code(), stderr(&one).as_str()), (Some(0), ""));
    let ids: Vec<String> = String::from_utf8(one.stdout.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, (0..1000).map(|i| format!("a{i}")).collect::<Vec<_>>());
    for threads in ["2", "3", "16"] {
        let many = run(program("tag").args(["--threads", threads]), &input);
        assert!(many.stdout == one.stdout, "{threads} threads");
    }
}

#[test]
fn what_is_left_out_is_said_and_counted() {
    let output = run(&mut program("tag"), b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\n{\"id\":\"b\",\"text\":\"y\"}\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout.iter().filter(|&&byte| byte == b'\n').count(), 2);
    assert_eq!(
        stderr(&output),
        "tag: stdin, line 2: column 6: EOF while parsing a value; write one complete JSON object to a line\n\
         tag: 1 was left out; 2 articles were read\n"
    );
    let many = run(&mut program("tag"), "x\n".repeat(1000).as_bytes());
    assert_eq!(stderr(&many).lines().count(), 22, "a flood is counted, not printed");
    assert!(stderr(&many).ends_with("tag: 1000 were left out; 0 articles were read\n"));
    let missing = run(program("tag").args(["no/such/file", "-"]), b"{\"text\":\"x\"}");
    assert_eq!((missing.status.code(), missing.stdout.is_empty()), (Some(1), false));
}

#[test]
fn nothing_in_nothing_out() {
    let output = run(&mut program("tag"), b"");
    assert_eq!((output.status.code(), output.stdout.len(), output.stderr.len()), (Some(0), 0, 0));
}

#[test]
fn wrong_usage_is_status_two() {
    for arguments in [&["--threads", "0"][..], &["--prefer", "sometimes"], &["--nonsense"]] {
        assert_eq!(run(program("tag").args(arguments), b"").status.code(), Some(2), "{arguments:?}");
    }
}

/// Every program, asked for more than a pipe or a small disk holds.
const PROGRAMS: [(&str, &[&str]); 3] = [("tag", &[]), ("read", &[]), ("chronology", &["--format", "json", "-"])];

#[test]
fn a_reader_who_has_seen_enough_is_not_an_error() {
    for (name, arguments) in PROGRAMS {
        let mut child = program(name)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&corpus(150))));
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        // The pipe is closed here.
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{name}");
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    for (name, arguments) in PROGRAMS {
        let folder = Folder::new(&format!("whole-{name}"));
        let place = folder.0.join("out.json");
        fs::write(&place, "before").unwrap();
        let done = run(program(name).args(arguments).arg("--output").arg(&place), &corpus(10));
        assert_eq!(done.status.code(), Some(0));
        assert_eq!(done.stdout, b"", "{name}: all of it is in the file");
        let streamed = run(program(name).args(arguments), &corpus(10));
        assert!(fs::read(&place).unwrap() == streamed.stdout, "{name}: the same as without a file");
        assert_eq!(folder.names(), ["out.json"]);

        let bad = folder.0.join("no/such/folder/out.json");
        let failed = run(program(name).args(arguments).arg("--output").arg(&bad), b"");
        assert_eq!(failed.status.code(), Some(2));
        assert_eq!(
            stderr(&failed),
            format!("{name}: cannot write the results: No such file or directory (os error 2)\n")
        );
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_completed_leaves_the_old_one() {
    for (name, arguments) in PROGRAMS {
        let folder = Folder::new(&format!("partial-{name}"));
        let place = folder.0.join("out.json");
        fs::write(&place, "before").unwrap();
        let path = program(name).get_program().to_owned();
        // No file may grow beyond a few kilobytes: the disk is full halfway.
        let mut limited = Command::new("sh");
        limited.args(["-c", r#"trap '' XFSZ; ulimit -f 8; place=$1; shift; exec "$0" --output "$place" "$@""#]);
        limited.arg(path).arg(&place).args(arguments);
        let output = run(&mut limited, &corpus(40));
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(stderr(&output), format!("{name}: cannot write the results: File too large (os error 27)\n"));
        assert_eq!(fs::read_to_string(&place).unwrap(), "before");
        assert_eq!(folder.names(), ["out.json"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    for (name, arguments) in PROGRAMS {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child =
            program(name).args(arguments).stdin(Stdio::piped()).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"{\"text\":\"x\"}\n").unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert_eq!(
            stderr(&output),
            format!("{name}: cannot write the results: No space left on device (os error 28)\n")
        );
        let device = run(program(name).args(arguments).args(["--output", "/dev/full"]), b"{\"text\":\"x\"}\n");
        assert_eq!(device.status.code(), Some(2), "{name}");
        assert!(Path::new("/dev/full").exists());
    }
}

#[test]
fn nothing_in_an_article_disturbs_a_terminal() {
    let hostile = "\u{1b}[2J\u{202e}قتل\u{2066} جنديان\u{7} في غاو \u{200f}أمس\u{9b}31m";
    let article = serde_json::json!({ "id": hostile, "title": hostile, "published": "2012-08-15", "text": hostile });
    for arguments in [&["-"][..], &["--published", "\u{1b}[2J=2012-08-15", "-"]] {
        let output = run(program("chronology").args(arguments), article.to_string().as_bytes());
        let shown = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        assert!(shown.contains("غاو"), "{shown:?}");
        let obeyed = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200f}');
        assert!(!shown.contains(obeyed), "{shown:?}");
        for line in shown.lines() {
            assert_eq!(line.matches('\u{2068}').count(), line.matches('\u{2069}').count(), "{line:?}");
            assert!(!line.contains(['\u{2066}', '\u{2067}']), "{line:?}");
        }
    }
}

#[test]
fn a_date_for_an_article_that_is_not_there_is_said() {
    let output =
        run(program("chronology").args(["--published", "b=2012-08-15", "-"]), b"{\"id\":\"a\",\"text\":\"x\"}");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).starts_with("chronology: --published b=…: no article has this id\n"),
        "{}",
        stderr(&output)
    );
    let wrong = run(program("chronology").args(["--published", "a=15/8/2012", "-"]), b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("expected a day as 2012-08-15"), "{}", stderr(&wrong));
}

#[test]
fn a_question_about_no_event_is_wrong_usage() {
    let output = run(program("chronology").args(["--explain", "nothing", "-"]), b"{\"id\":\"a\",\"text\":\"x\"}");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).ends_with("the ids stand at the end of each event's first line\n"), "{}", stderr(&output));
}

#[test]
fn help_says_what_a_program_does_and_how_it_ends() {
    for name in ["tag", "read", "chronology"] {
        let output = run(program(name).arg("--help"), b"");
        let help = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(help.contains("Exit status: 0 if everything was read"), "{name}");
    }
}

/// The time expressions that `tag` finds in `text`.
fn timexes(text: &str, arguments: &[&str]) -> Vec<serde_json::Value> {
    let article = serde_json::json!({ "id": "a", "published": "2012-08-15", "text": text });
    let output = run(program("tag").args(arguments), article.to_string().as_bytes());
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    line["timexes"].as_array().unwrap().clone()
}

#[test]
fn tag_gives_words_place_and_value() {
    let found = timexes("قتل جنديان قبل يومين", &[]);
    assert_eq!(found[0]["text"], "قبل يومين");
    assert_eq!((&found[0]["bytes"], &found[0]["chars"]), (&serde_json::json!([20, 37]), &serde_json::json!([11, 20])));
    assert_eq!((&found[0]["type"], &found[0]["value"]), (&"DATE".into(), &"2012-08-13".into()));
    assert_eq!(found[0].get("rule"), None);
    assert!(timexes("قتل جنديان قبل يومين", &["--trace"])[0]["rule"].is_string());
}

#[test]
fn tag_takes_the_preferred_reading_of_open_words() {
    for (prefer, value) in [("news", "2012-06"), ("past", "2012-06"), ("future", "2013-06")] {
        assert_eq!(timexes("اجتماع في يونيو", &["--prefer", prefer])[0]["value"], value, "{prefer}");
    }
}

#[test]
fn what_cannot_be_resolved_stays_without_a_value() {
    let output = run(&mut program("tag"), "{\"text\":\"قتل جنديان قبل يومين\"}".as_bytes());
    let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(line["id"], "stdin:1");
    assert_eq!(line["timexes"][0]["text"], "قبل يومين");
    assert!(line["timexes"][0]["value"].is_null() && line["timexes"][0]["unresolved"].is_string());
}

/// Two articles that contradict each other and one of which contradicts its date, and two lines that are none.
const DOUBTFUL: &str = r#"{"id":"a","published":"2013-05-02","source":"x","text":"قتل خمسة جنود في هجوم على معسكر في غاو يوم 1 مايو 2013."}
{"id":"b","published":"2013-05-02","source":"y","text":"قتل عشرة جنود على الأقل في هجوم على معسكر في غاو في 1 مايو 2013."}
broken
{"id":"c","published":"2012-04-11","text":"أعلن المتحدث أمس السبت وصول الوفد إلى كيدال."}
{"id":"d","text":"اجتمع الوزير أمس مع الزعماء. وسيزور الرئيس تمبكتو غدا."}
{"id":"a","text":"another"}
"#;

#[test]
fn chronology_says_what_was_not_read_and_what_contradicts_what() {
    let output = run(program("chronology").arg("-"), DOUBTFUL.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8(output.stdout).unwrap().replace(['\u{2068}', '\u{2069}', '\u{200e}'], "");
    let head: Vec<&str> = shown.lines().take(2).collect();
    assert_eq!(head[0], "4 articles, 1 without a publication date; 2 not read, listed below");
    assert!(head[1].starts_with(&format!("tarikh {} · pack mali ", env!("CARGO_PKG_VERSION"))), "{}", head[1]);
    let after = |heading: &str| {
        let rest = shown.split_once(&format!("-- {heading}\n")).unwrap_or_else(|| panic!("{heading}: {shown}")).1;
        rest.split_once("\n-- ").map_or(rest, |(section, _)| section).to_owned()
    };
    let undated = after("Events without a date, or with no more than a latest one");
    assert!(undated.contains("    order  2 days before «سيزور الرئيس تمبكتو»"), "{undated}");
    let not_read = after("Not read");
    assert!(not_read.starts_with("stdin, line 3: ") && not_read.contains("stdin, line 6: the id «a»"), "{not_read}");
    let contradictions = after("Contradictions");
    assert!(
        contradictions.starts_with(
            "the publication date given for c, 11 April 2012, does not fit its text (3 days off):\n  - c, character 13: «أمس السبت»"
        ),
        "{contradictions}"
    );
    assert!(contradictions.contains("how many soldiers dead: "), "{contradictions}");
    assert!(
        contradictions.contains("  - 5: a, character 4: «خمسة جنود», 2 May 2013\n  - 10 or more: b, character 4: «")
    );

    // The same as JSON, in any order of arrival.
    let json = |input: String| -> serde_json::Value {
        let output = run(program("chronology").args(["--format", "json", "-"]), input.as_bytes());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let timeline = json(DOUBTFUL.to_owned());
    assert_eq!(timeline["read"], serde_json::json!({"articles": 4, "dated": 3}));
    assert_eq!(timeline["skipped"][0]["place"], "stdin, line 3");
    assert_eq!(timeline["disputes"][0]["sides"][1]["reports"][0]["article"], "b");
    let mut lines: Vec<&str> = DOUBTFUL.lines().collect();
    lines.swap(0, 4);
    lines.swap(1, 3);
    let mut shuffled = json(lines.join("\n"));
    // Lines stand elsewhere now; nothing else changes.
    shuffled["skipped"] = timeline["skipped"].clone();
    assert!(shuffled == timeline, "the order of arrival makes a difference");
}

#[test]
fn corrections_in_a_file_count_and_those_that_find_nothing_are_said() {
    let folder = Folder::new("claims");
    let json = folder.0.join("claims.json");
    let toml = folder.0.join("claims.toml");
    fs::write(
        &json,
        r#"{"schema": "tarikh-corrections/1", "corrections": [
            {"author": "desk", "reason": "seen on the printed page", "published": {"article": "c", "on": "2012-04-15"}},
            {"author": "desk", "reason": "it was another town", "reject_mention": {"article": "a", "words": "زار الوزير"}}
        ]}"#,
    )
    .unwrap();
    fs::write(
        &toml,
        "schema = \"tarikh-corrections/1\"\n[[corrections]]\nauthor = \"Sara\"\nreason = \"in the archive\"\n\
         date.event = { article = \"a\", words = \"قتل خمسة جنود\" }\ndate.is = 2013-04-30\n",
    )
    .unwrap();
    let output = run(
        program("chronology").arg("--claims").arg(&json).arg("--corrections").arg(&toml).arg("-"),
        DOUBTFUL.as_bytes(),
    );
    assert_eq!(output.status.code(), Some(1));
    let lost = "corrected by desk: «it was another town» [reject_mention] not applied: ";
    assert!(stderr(&output).contains(&format!("chronology: --corrections: {lost}")), "{}", stderr(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains(&format!("-- Corrections that could not be applied\n{lost}")), "{shown}");
    assert!(shown.contains("\n30 April 2013 · "), "{shown}");
    assert!(!shown.contains("does not fit its text"), "the date was corrected: {shown}");

    fs::write(&toml, "schema = 3").unwrap();
    let wrong = run(program("chronology").arg("--corrections").arg(&toml).arg("-"), b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("claims.toml: corrections, line 1, "), "{}", stderr(&wrong));
}

#[test]
fn a_doubtful_pack_is_used_and_what_is_wrong_with_it_is_said() {
    let folder = Folder::new("pack");
    let place = folder.0.join("pack.json");
    let town = r#"{"id":"zzz","kind":"town","names":["زززز"],"in":"nowhere","source":"x"}"#;
    fs::write(&place, format!(r#"{{"schema":"tarikh-pack/1","name":"x","version":"1","places":[{town}]}}"#)).unwrap();
    let output =
        run(program("chronology").arg("--pack").arg(&place).arg("-"), "{\"text\":\"قتل جنديان في زززز\"}".as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("--pack: places/zzz: no place has the id «nowhere»"), "{}", stderr(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("pack mali+x "));
}

/// What `chronology` makes of the doubtful articles, asked so.
fn asked(arguments: &[&str]) -> Output {
    run(program("chronology").args(arguments).arg("-"), DOUBTFUL.as_bytes())
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap().replace(['\u{2068}', '\u{2069}', '\u{200e}'], "")
}

/// Everything that is left out of the text is counted there, whatever else was asked for, and `--all` shows it.
#[test]
fn no_event_is_hidden_without_a_word() {
    for filter in [&[][..], &["--class", "consult"], &["--min-sources", "1"], &["--group", "day"]] {
        let told = |more: &[&str]| stdout(&asked(&[filter, more].concat()));
        let entries =
            |text: &str| text.lines().filter(|line| line.contains(" · ") && line.contains(" article")).count();
        let (some, all) = (told(&[]), told(&["--all"]));
        let hidden: Option<usize> = some.lines().last().and_then(|line| line.split_once(" event")?.0.parse().ok());
        assert_eq!(entries(&some) + hidden.unwrap_or(0), entries(&all), "{some}\n{all}");
        assert!(!all.contains("not shown"), "{all}");
        if !filter.contains(&"--group") {
            let lines = stdout(&asked(&[filter, &["--format", "jsonl"]].concat())).lines().count();
            assert_eq!(entries(&all), lines, "the same events in every form: {filter:?}");
        }
    }
    assert!(stdout(&asked(&[])).ends_with("not shown; --all shows them\n"), "there is something to hide");
}

#[test]
fn what_cannot_be_done_together_is_refused() {
    for (arguments, advice) in [
        (&["--format", "json", "--class", "ASSAULT"][..], "take --format jsonl"),
        (&["--format", "json", "--since", "2013"], "take --format jsonl"),
        (&["--since", "2013", "--until", "2012"], "--since is later than --until"),
        (&["--explain", "e0", "--actor", "mnla"], "--explain is about one event"),
        (&["--format", "jsonl", "--group", "day"], "--format text"),
        (&["--no-readings"], "--format json"),
        (&["--diff", "x.json", "--place", "gao"], "whole timelines"),
    ] {
        let output = asked(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(stderr(&output).contains(advice), "{arguments:?}: {}", stderr(&output));
    }
    let day = asked(&["--since", "2013-05-01", "--until", "2013-05"]);
    assert_eq!(day.status.code(), Some(1), "a month that holds the day is not before it: {}", stderr(&day));
}

#[test]
fn a_word_or_name_that_does_not_exist_is_no_empty_answer() {
    for (arguments, advice) in [
        (&["--class", "FOO"][..], "ASSAULT"),
        (&["--class", "ASSUALT"], "a similar value exists: 'ASSAULT'"),
        (&["--factuality", "faktual"], "a similar value exists: 'factual'"),
        (&["--actor", "nobody at all"], "--actor: nothing is called nobody at all, in the pack or an article"),
        (&["--actor", "keita"], "Ibrahim Boubacar Keita"),
        (&["--place", "Timbuktoo"], "Timbuktu"),
        (&["--place", "تمبكتوووو"], "\u{2068}تمبكتو\u{2069}"),
    ] {
        let output = asked(arguments);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(stderr(&output).contains(advice), "{arguments:?}: {}", stderr(&output));
    }
    // However it is written, and in either language.
    let of = |arguments: &[&str]| stdout(&asked(&[arguments, &["--format", "jsonl"]].concat()));
    for same in [
        [["--class", "assault"], ["--class", "ASSAULT"]],
        [["--factuality", "FACTUAL"], ["--factuality", "factual"]],
        [["--place", "Gao"], ["--place", "غاو"]],
        [["--place", "gao"], ["--place", "Gao"]],
    ] {
        let [one, other] = same.map(|arguments| of(&arguments));
        assert!(!one.is_empty() && one == other, "{same:?}");
    }
    // Known to the pack, and in no article: an answer.
    let none = asked(&["--actor", "Iyad Ag Ghaly"]);
    assert!(stderr(&none).contains("no event to show"), "{}", stderr(&none));
}

#[test]
fn an_event_is_explained_as_json_too() {
    let event: serde_json::Value =
        serde_json::from_str(stdout(&asked(&["--format", "jsonl"])).lines().next().unwrap()).unwrap();
    let id = event["id"].as_str().unwrap();
    for format in ["json", "jsonl"] {
        let told: serde_json::Value =
            serde_json::from_str(&stdout(&asked(&["--explain", id, "--format", format]))).unwrap();
        assert_eq!(told["event"], id);
        assert!(told["limits"][0]["claims"][0]["rule"].is_string(), "{told}");
    }
}

#[test]
fn an_old_timeline_that_is_none_is_named() {
    let folder = Folder::new("diff");
    for (name, content, why) in [
        ("missing.json", None, "No such file"),
        ("notes.md", Some("# notes"), "not a timeline: expected value at line 1 column 1"),
        ("other.json", Some(r#"{"events":[]}"#), "it has no schema, so it is no timeline"),
        ("newer.json", Some(r#"{"schema":"tarikh/2"}"#), "this version reads «tarikh/1»; use a newer tarikh"),
        (
            "claims.json",
            Some(r#"{"schema":"tarikh-corrections/1"}"#),
            "this version reads «tarikh/1»; it is something else",
        ),
    ] {
        let place = folder.0.join(name);
        if let Some(content) = content {
            fs::write(&place, content).unwrap();
        }
        let output = asked(&["--diff", place.to_str().unwrap()]);
        let said = stderr(&output);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{name}");
        assert!(said.contains(&format!("{name}: ")) && said.contains(why) && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn every_program_reads_a_pipe_and_has_a_version() {
    for name in ["tag", "read", "chronology"] {
        let piped = run(&mut program(name), &corpus(1));
        assert_eq!((piped.status.code(), piped.stdout.is_empty()), (Some(0), false), "{name}: {}", stderr(&piped));
        let version = run(program(name).arg("--version"), b"");
        assert_eq!(stdout(&version), format!("{name} {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn nothing_to_read_is_said() {
    let folder = Folder::new("nothing");
    fs::write(folder.0.join("notes.org"), "قتل جنديان").unwrap();
    for name in ["tag", "read", "chronology"] {
        let output = run(program(name).arg(&folder.0), b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(": there was no article to read; give text or Markdown files"), "{name}");
    }
    let page = folder.0.join("page.html");
    fs::write(&page, "<p>قتل جنديان").unwrap();
    let output = run(program("tag").arg(&page), b"");
    assert!(
        stderr(&output).contains("page.html: a web page is not read as an article; save the articles as plain text")
    );
}

/// What only looks at a timeline needs no more of it.
#[test]
fn a_timeline_without_readings_says_the_same() {
    let of = |more: &[&str]| -> serde_json::Value {
        serde_json::from_str(&stdout(&asked(&[&["--format", "json"], more].concat()))).unwrap()
    };
    let mut whole = of(&[]);
    assert_eq!(of(&["--pretty"]), whole);
    whole.as_object_mut().unwrap().remove("readings").unwrap();
    assert_eq!(of(&["--no-readings"]), whole);
    assert_eq!(stdout(&asked(&["--format", "json"])).lines().count(), 1);
}

#[test]
fn a_timeline_without_the_pack_knows_nothing_of_mali() {
    let output = asked(&["--no-default-pack"]);
    let head = stdout(&output).lines().nth(1).unwrap().to_owned();
    assert!(!head.contains("mali"), "{head}");
    assert!(stderr(&asked(&["--no-default-pack", "--actor", "mnla"])).contains("nothing is called mnla"));
}

/// All that the program itself says is Arabic; ids, options and the names of rules stay.
#[test]
fn a_chronology_in_arabic_has_no_english_words() {
    let shown = stdout(&asked(&["--lang", "ar", "--all", "--gaps", "10", "--group", "month"]));
    for word in
        ["article", "who", "where", "count", "order", "published", "against", "Not read", "how many", "May", "set"]
    {
        // What could not be read is told as it was told then.
        let said = |line: &&str| !line.starts_with("stdin, ") && line.split_whitespace().any(|w| w == word);
        let found = shown.lines().find(said);
        assert_eq!(found, None, "{word}: {shown}");
    }
    for words in ["المقالات: 4، منها 1 بلا تاريخ نشر", "-- تناقضات", "عدد القتلى من الجنود: ", "-- مايو 2013", "لم يُقرأ"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn a_table_has_a_row_for_each_event_and_says_what_it_lacks() {
    let output = asked(&["--format", "csv"]);
    let table = String::from_utf8(output.stdout.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), stdout(&asked(&["--format", "jsonl"])).lines().count());
    assert!(stderr(&output).contains("chronology: the table does not have the words that their dates rest on ("));
    let some = asked(&["--format", "csv", "--class", "assault", "--bom"]);
    assert!(some.stdout.starts_with(csv_mark()) && some.stdout.len() < output.stdout.len());
}

fn csv_mark() -> &'static [u8] {
    "\u{feff}id,label,edtf,".as_bytes()
}

#[test]
fn a_page_is_in_the_language_asked_for() {
    for (lang, direction, words) in [("en", "ltr", "1 May 2013"), ("ar", "rtl", "1 مايو 2013")] {
        let page = stdout(&asked(&["--format", "html", "--lang", lang]));
        assert!(page.contains(&format!("<html lang=\"{lang}\" dir=\"{direction}\">")) && page.contains(words));
    }
    let (some, all) = (asked(&["--format", "html"]), asked(&["--format", "html", "--all"]));
    assert!(stdout(&some).contains("this page leaves out: ") && !stdout(&all).contains("this page leaves out: "));
}

/// Read from any language: the script of the README's analyst, where there is a Python.
#[test]
fn python_reads_the_timeline() {
    let timeline = run(program("chronology").args(["--format", "json", "-"]), DOUBTFUL.as_bytes());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/timeline.py");
    let mut python = Command::new("python3");
    python.arg(script).env("PYTHONIOENCODING", "utf-8");
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no python3");
        return;
    }
    let output = run(&mut python, &timeline.stdout);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        shown.lines().next(),
        Some(format!("4 articles, 2 not read; tarikh {}", env!("CARGO_PKG_VERSION")).as_str())
    );
    assert!(shown.contains("2013-05-01\t2013-05-02\t") && shown.contains("how many\tdead\t"), "{shown}");
}
