//! Files that cannot be used: each is refused with what is wrong and where, at once, and nothing panics.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use socketlab::scenario::{Document, LONGEST_FILE, LocatedProblem, NEWEST_VERSION, Problem};
use socketlab::sockets::AddressError;
use tempfile::TempDir;

fn parse(text: &str) -> Result<Document, LocatedProblem> {
    Document::parse(text, Path::new("bad.ron"))
}

/// A scenario with one participant and this script, which begins on line 3.
fn with_script(script: &str) -> String {
    format!(
        "Scenario(version: 1, participants: [\n  Participant(name: \"a\", role: Peer, script: [\n{script}\n])])\n"
    )
}

/// The problem of a text. Its place must be that of the mark `⟨`, which is not part of the text.
#[track_caller]
fn problem_at_mark(marked: &str) -> Problem {
    let mark = marked.find('⟨').expect("a mark");
    let before = &marked[..mark];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let problem = parse(&marked.replace('⟨', "")).expect_err("the text is bad");
    assert_eq!((problem.line, problem.column), (line, column), "place of: {problem}");
    problem.problem
}

const LISTENING: &str = "Socket(socket: \"s\", family: Inet, kind: Stream),\n    ";

#[test]
fn what_is_not_ron_is_refused_where_it_stops_being_ron() {
    assert!(matches!(problem_at_mark("⟨hello"), Problem::Syntax(_)));
    assert!(matches!(problem_at_mark("⟨{\"version\": 1}"), Problem::Syntax(_)));
    let unclosed = parse("Scenario(version: 1, participants: [").unwrap_err();
    assert!(matches!(unclosed.problem, Problem::Syntax(_)) && unclosed.line == 1, "{unclosed}");
    let problem = parse(&with_script("Bind(socket: \"s\" to: \"localhost:1\")")).unwrap_err();
    assert_eq!(problem.line, 3, "a comma is missing: {problem}");
}

#[test]
fn an_empty_file_is_refused_on_its_first_line() {
    for text in ["", "\n\n", "// nothing but words\n"] {
        let problem = parse(text).unwrap_err();
        assert!(matches!(problem.problem, Problem::Syntax(_)), "{problem}");
        assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
    }
}

#[test]
fn a_scenario_cut_off_at_any_byte_is_refused_with_a_place_and_never_panics() {
    let text = fs::read_to_string(saved("01_tcp_pair.ron")).unwrap();
    let whole = text.trim_end().len();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cut.ron");
    for cut in 0..text.len() {
        fs::write(&path, &text.as_bytes()[..cut]).unwrap();
        let read = Document::read(&path);
        if cut >= whole {
            assert!(read.is_ok(), "only blanks are missing");
            continue;
        }
        let problem = read.expect_err("something is missing");
        // Cut between the bytes of one character, the file as a whole is no text.
        if problem.problem == Problem::NotText {
            assert!(!text.is_char_boundary(cut), "{cut}");
        } else {
            let lines = text[..cut].matches('\n').count() + 1;
            assert!((1..=lines).contains(&problem.line) && problem.column >= 1, "{cut}: {problem}");
        }
    }
}

#[test]
fn a_scenario_with_any_byte_broken_never_panics() {
    let text = fs::read_to_string(saved("02_udp_pair.ron")).unwrap();
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + 1)) {
        for broken in ["\"", "(", "\u{0}"] {
            let mut bad = text.clone();
            bad.replace_range(at..=at, broken);
            if let Err(problem) = parse(&bad) {
                assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
            }
        }
    }
}

#[test]
fn a_large_file_is_refused_at_once() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("large.ron");
    File::create(&path).unwrap().set_len(100_000_000).unwrap();
    let began = Instant::now();
    let problem = Document::read(&path).unwrap_err();
    assert!(began.elapsed() < Duration::from_millis(200), "{:?}", began.elapsed());
    assert_eq!(problem.problem, Problem::FileTooLarge { bytes: 100_000_000, limit: LONGEST_FILE });
    assert_eq!(problem.line, 0, "the file as a whole is meant");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_is_refused() {
    let problem = Document::read(Path::new("/dev/zero")).unwrap_err();
    assert_eq!(problem.problem, Problem::NotAFile);
}

#[test]
fn a_missing_file_a_directory_and_bytes_that_are_no_text_are_refused() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing.ron");
    let problem = Document::read(&missing).unwrap_err();
    assert!(matches!(problem.problem, Problem::Unreadable(_)), "{problem}");
    assert_eq!(problem.path, missing);

    let problem = Document::read(folder.path()).unwrap_err();
    assert!(matches!(problem.problem, Problem::Unreadable(_)), "{problem}");

    let path = folder.path().join("latin1.ron");
    fs::write(&path, b"Scenario(version: 1, title: {\"es\": \"introducci\xf3n\"}, participants: [])")
        .unwrap();
    assert_eq!(Document::read(&path).unwrap_err().problem, Problem::NotText);
}

#[test]
fn an_unknown_version_is_refused_at_the_version() {
    let problem = problem_at_mark("Scenario(\n    version: ⟨99,\n    participants: [], later: true,\n)");
    assert_eq!(problem, Problem::Version { found: 99, newest: NEWEST_VERSION });
    assert_eq!(
        problem_at_mark("Scenario(version: ⟨0)"),
        Problem::Version { found: 0, newest: NEWEST_VERSION }
    );
    let commented = "// version 1 of my lesson\nScenario(\n    version: ⟨99, participants: [])";
    assert!(matches!(problem_at_mark(commented), Problem::Version { .. }));
    let titled = "Scenario(title: {\"en\": \"version 99\"}, version: ⟨99, participants: [])";
    assert!(matches!(problem_at_mark(titled), Problem::Version { .. }));
}

#[test]
fn a_missing_version_is_refused() {
    let problem = parse("Scenario(participants: [])").unwrap_err();
    assert!(problem.to_string().contains("version"), "{problem}");
    assert_eq!(problem.line, 1);
}

#[test]
fn an_unknown_call_is_refused_on_its_line() {
    let problem = parse(&with_script(&format!("{LISTENING}Bend(socket: \"s\"),"))).unwrap_err();
    assert_eq!(problem.line, 4, "{problem}");
    assert!(problem.to_string().contains("Bend"), "{problem}");
}

#[test]
fn an_unknown_field_is_refused_on_its_line() {
    for (bad, field) in [
        ("Listen(socket: \"s\", backlog: 1, colour: 3)", "colour"),
        ("Listen(socket: \"s\", backlogg: 1)", "backlogg"),
        ("Repeat(times: 2, script: [], while: 3)", "while"),
    ] {
        let problem = parse(&with_script(&format!("{LISTENING}{bad},"))).unwrap_err();
        assert_eq!(problem.line, 4, "{problem}");
        assert!(problem.to_string().contains(field), "{problem}");
    }
    let problem = parse("Scenario(version: 1,\n participants: [],\n colour: 3)").unwrap_err();
    assert_eq!(problem.line, 3, "{problem}");
    assert!(problem.to_string().contains("colour"), "{problem}");
}

#[test]
fn a_missing_or_wrong_argument_is_refused_on_its_line() {
    for bad in [
        "Listen(socket: \"s\")",
        "Listen(socket: \"s\", backlog: \"one\")",
        "Listen(socket: \"s\", backlog: -1)",
        "Recv(socket: \"s\", max: -1)",
        "Socket(socket: \"t\", family: Ipx, kind: Stream)",
        "Send(socket: \"s\", data: Hex(\"4g\"))",
        "Send(socket: \"s\", data: Hex(\"4\"))",
        "Shutdown(socket: \"s\", how: Sideways)",
    ] {
        let problem = parse(&with_script(&format!("{LISTENING}{bad},"))).unwrap_err();
        assert_eq!(problem.line, 4, "{bad}: {problem}");
        assert!(problem.column >= 5, "{bad}: {problem}");
    }
}

#[test]
fn an_unknown_role_is_refused_on_its_line() {
    let problem =
        parse("Scenario(version: 1, participants: [\n Participant(name: \"a\",\n  role: Boss, script: [])])")
            .unwrap_err();
    assert_eq!(problem.line, 3, "{problem}");
}

#[test]
fn a_socket_that_nothing_made_is_refused_at_its_call() {
    let script = with_script(&format!("{LISTENING}⟨Bind(socket: \"t\", to: \"localhost:1\"),"));
    let expected = Problem::UnknownSocket { participant: "a".into(), socket: "t".into() };
    assert_eq!(problem_at_mark(&script), expected);
    let inside =
        with_script(&format!("{LISTENING}Repeat(times: 2, script: [\n      ⟨Close(socket: \"t\"),\n]),"));
    assert_eq!(problem_at_mark(&inside), expected);
    let too_early = with_script("⟨Close(socket: \"t\"), Socket(socket: \"t\", family: Inet, kind: Stream),");
    assert_eq!(problem_at_mark(&too_early), expected);
}

#[test]
fn an_address_that_is_none_is_refused_with_its_reason_on_its_line() {
    let address = |text: &str| {
        let script = format!("{LISTENING}Connect(socket: \"s\", to: \"{text}\"),");
        let problem = parse(&with_script(&script)).unwrap_err();
        assert_eq!(problem.line, 4, "{text}: {problem}");
        assert!(problem.column >= 5, "{text}: {problem}");
        match problem.problem {
            Problem::Address(why) => why,
            other => panic!("{text}: {other}"),
        }
    };
    let (text, port) = ("localhost:70000".to_owned(), "70000".to_owned());
    assert_eq!(address(&text.clone()), AddressError::BadPort { text, port });
    assert_eq!(address("localhost"), AddressError::NoPort("localhost".into()));
    assert_eq!(address("::1:80"), AddressError::Brackets("::1:80".into()));
    assert!(matches!(address("localhost:http"), AddressError::BadPort { .. }));
    assert!(matches!(address("localhost:"), AddressError::BadPort { .. }));
    assert!(matches!(address("unix:"), AddressError::BadPath(_)));
    assert!(matches!(address("my host:80"), AddressError::BadHost(_)));
}

fn nested(depth: usize) -> String {
    format!("{}Sleep(ms: 1){}", "Repeat(times: 2, script: [".repeat(depth), "])".repeat(depth))
}

#[test]
fn repeats_inside_each_other_are_refused_beyond_their_limit_and_never_overflow() {
    assert!(parse(&with_script(&nested(8))).is_ok());
    let problem = parse(&with_script(&nested(9))).unwrap_err();
    assert!(matches!(problem.problem, Problem::TooDeep { limit: 8 }), "{problem}");
    assert_eq!((problem.line, problem.column), (3, 1 + 8 * "Repeat(times: 2, script: [".len()));
    for depth in [100, 1_000, 30_000] {
        let problem = parse(&with_script(&nested(depth))).unwrap_err();
        assert!(problem.line >= 1, "{problem}");
    }
    for open in ["(", "[", "{", "Some("] {
        let _ = parse(&open.repeat(200_000)).unwrap_err();
        let _ = parse(&with_script(&open.repeat(200_000))).unwrap_err();
    }
}

#[test]
fn absurd_numbers_of_calls_are_refused() {
    let problem = parse(&with_script("Repeat(times: 4294967295, script: [Sleep(ms: 0)])")).unwrap_err();
    assert!(matches!(problem.problem, Problem::TooManyCalls { .. }), "{problem}");
    let eight = "Repeat(times: 4294967295, script: [".repeat(8) + "Sleep(ms: 0)" + &"])".repeat(8);
    let problem = parse(&with_script(&eight)).unwrap_err();
    assert!(matches!(problem.problem, Problem::TooManyCalls { .. }), "{problem}");
    let problem = parse(&with_script("Repeat(times: 4294967296, script: [Sleep(ms: 0)])")).unwrap_err();
    assert_eq!(problem.line, 3, "more than fits: {problem}");
    let problem = parse(&with_script(&"Sleep(ms: 0),\n".repeat(10_001))).unwrap_err();
    assert!(matches!(problem.problem, Problem::TooManyLines { limit: 10_000 }), "{problem}");
    assert_eq!((problem.line, problem.column), (10_003, 1), "the first line that is too many");
}

#[test]
fn too_much_data_is_refused_at_its_call() {
    let script = with_script(&format!("{LISTENING}⟨Send(socket: \"s\", data: Repeat(\"xyz\", 4294967295)),"));
    assert!(matches!(problem_at_mark(&script), Problem::TooMuchData { .. }));
    let script = with_script(&format!("{LISTENING}⟨Recv(socket: \"s\", max: 18446744073709551615),"));
    assert!(matches!(problem_at_mark(&script), Problem::TooMuchData { .. }));
}

#[test]
fn no_participants_and_too_many_are_refused() {
    let problem = parse("Scenario(version: 1, participants: [])").unwrap_err();
    assert_eq!(problem.problem, Problem::NoParticipants);
    assert_eq!((problem.line, problem.column), (1, 1));
    let many = "Participant(name: \"a\", role: Peer),".repeat(65);
    let problem = parse(&format!("Scenario(version: 1, participants: [{many}])")).unwrap_err();
    assert_eq!(problem.problem, Problem::TooManyParticipants { limit: 64 });
}

#[test]
fn an_order_with_an_unknown_or_an_ambiguous_name_is_refused_at_the_name() {
    let participants = "Participant(name: \"a\", role: Peer), Participant(name: \"b\", role: Peer), \
                        Participant(name: \"b\", role: Peer)";
    let order = |order| format!("Scenario(version: 1, participants: [{participants}],\n  order: [{order}])");
    assert!(parse(&order("\"a\", \"a\"")).is_ok());
    assert_eq!(problem_at_mark(&order("\"a\", ⟨\"c\"")), Problem::OrderUnknown("c".into()));
    assert_eq!(problem_at_mark(&order("\"a\",\n ⟨\"b\"")), Problem::OrderAmbiguous("b".into()));
}

#[test]
fn two_participants_may_have_the_same_name() {
    let text = "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [Sleep(ms: 1)]), \
                Participant(name: \"a\", role: Peer, script: [Sleep(ms: 2)])])";
    let scenario = parse(text).unwrap().scenario;
    assert_eq!(scenario.participants.len(), 2);
    let read_again = parse(&scenario.to_ron()).unwrap().scenario;
    assert_eq!(read_again, scenario);
}

fn saved(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("saved_scenarios").join(file)
}
