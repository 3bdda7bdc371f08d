//! Small files never take much: whatever stands in a file of a megabyte, `check` comes to its end and takes less than 200 MB.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

/// The size of a file, in bytes.
const SIZE: usize = 1 << 20;
/// What a check may take at most, in KiB.
const MOST_KIB: i64 = 200 << 10;
/// What ends a hang. It measures nothing: a debug build on a busy machine is slow.
const DEADLINE: Duration = Duration::from_mins(4);

/// One participant with a script that repeats what sockets need, and one that waits.
const HEADER: &str = "Recording(version:3,program:\"\",platform:\"\",began:\"\",participants:[0,1],scenario:Scenario(version: 1, \
    participants: [Participant(name: \"a\", role: Peer, script: [Repeat(times: 9999999, script: [Socket(socket: \"s\", family: \
    Inet, kind: Stream)])]), Participant(name: \"b\", role: Peer, script: [Repeat(times: 9999999, script: [Accept(socket: \"s\", \
    into: \"c\")])])]))\n";

/// A recording of as many of these lines as there is room for. A line is told its number, and which round it is of.
fn recording(header: &str, first: &[&str], round: impl Fn(usize, usize) -> Vec<String>) -> String {
    let mut text = header.to_owned();
    let mut number = 0;
    let mut add = |text: &mut String, line: &str| {
        let _ = writeln!(text, "({number},{number},{line})");
        number += 1;
    };
    for line in first {
        add(&mut text, line);
    }
    for nth in 0.. {
        if text.len() > SIZE - 20_000 {
            break;
        }
        for line in round(nth, first.len()) {
            add(&mut text, &line);
        }
    }
    let _ = writeln!(text, "End({number})");
    text
}

/// As many times as there is room for.
fn filled(before: &str, item: &str, after: &str) -> String {
    let room = SIZE - before.len() - after.len();
    format!("{before}{}{after}", item.repeat(room / item.len()))
}

#[expect(clippy::too_many_lines, reason = "a table: one file a row")]
fn recordings() -> Vec<(&'static str, String)> {
    let own = |header: &str, first: &[&str], line: fn(usize) -> String| {
        recording(header, first, move |nth, _| vec![line(nth)])
    };
    let joined = "Program(Joined(of:(0),name:\"\",pid:1,thread:1))";
    let script = format!("0,Script(0,[{}])", "Sleep(ms:1),".repeat(900));
    let scenario = format!(
        "0,Edited([0,1],Scenario(version:1,participants:[Participant(name:\"a\",role:Peer,script:[{}]),\
         Participant(name:\"\",role:Peer)]))",
        "Sleep(ms:1),".repeat(900)
    );
    let made = |call: &str, on: &str| format!("Made(ByHand,{call},{on})");
    let socket = |kind: &str| made(&format!("Socket(socket:\"s\",family:Inet,kind:{kind})"), "None");
    let listener: Vec<String> = vec![
        format!("0,{}", socket("Stream")),
        "0,Opened(0,3)".into(),
        format!("0,{}", made("Bind(socket:\"s\",to:\"localhost:9\")", "0")),
        "0,Bound(\"127.0.0.1:9\")".into(),
        format!("0,{}", made("Listen(socket:\"s\",backlog:9)", "0")),
        "0,Bound(\"127.0.0.1:9\")".into(),
        format!("1,{}", socket("Stream")),
        "1,Opened(0,4)".into(),
    ];
    let listener: Vec<&str> = listener.iter().map(String::as_str).collect();
    let connecting = format!("1,{}", made("Connect(socket:\"s\",to:\"localhost:9\")", "0"));
    let with_connect: Vec<&str> = listener.iter().copied().chain([connecting.as_str()]).collect();
    let datagrams: Vec<String> = vec![
        format!("0,{}", socket("Dgram")),
        "0,Opened(0,3)".into(),
        format!("1,{}", socket("Dgram")),
        "1,Opened(0,4)".into(),
    ];
    let datagrams: Vec<&str> = datagrams.iter().map(String::as_str).collect();
    let sending = format!("1,{}", made("SendTo(socket:\"s\",data:Text(\"\"),to:\"localhost:9\")", "0"));
    let with_send: Vec<&str> = datagrams.iter().copied().chain([sending.as_str()]).collect();
    vec![
        (
            "threads far apart",
            recording(HEADER, &[], |nth, _| vec![format!("{},{joined}", 9999 * (nth + 1))]),
        ),
        ("threads", recording(HEADER, &[], |nth, _| vec![format!("{},{joined}", nth + 2)])),
        ("scripts", recording(HEADER, &[], |_, _| vec![script.clone()])),
        ("short scripts", own(HEADER, &[], |_| "0,Script(0,[])".into())),
        ("edits", recording(HEADER, &[], |_, _| vec![scenario.clone()])),
        (
            "short edits",
            own(HEADER, &[], |_| {
                "0,Edited([0],Scenario(version:1,participants:[(name:\"\",role:Peer)]))".into()
            }),
        ),
        (
            "sockets that stay open",
            recording(HEADER, &[], |nth, _| {
                vec![format!("0,Call(socket,{nth},None)"), format!("0,Opened({nth},0)")]
            }),
        ),
        (
            "connects that nobody accepts",
            recording(HEADER, &listener, |_, _| {
                vec![connecting.clone(), "1,Connected(\"127.0.0.1:8\",\"127.0.0.1:9\")".into()]
            }),
        ),
        (
            "accepts of nobody while somebody connects",
            recording(HEADER, &with_connect, |nth, _| {
                let accepted = format!("0,Accepted({},0,\"127.0.0.1:9\",\"127.0.0.1:7\")", nth + 1);
                vec![format!("0,{}", made("Accept(socket:\"s\",into:\"c\")", "0")), accepted]
            }),
        ),
        (
            "listeners that are closed in turn",
            recording(HEADER, &[], |nth, _| {
                vec![
                    format!("0,Call(socket,{nth},None)"),
                    format!("0,Opened({nth},0)"),
                    format!("0,{}", made("Listen(socket:\"s\",backlog:9)", &nth.to_string())),
                    "0,Bound(\"127.0.0.1:9\")".into(),
                ]
            }),
        ),
        (
            "datagrams of nobody while somebody sends",
            recording(HEADER, &with_send, |nth, _| {
                let call = format!("0,{}", made("RecvFrom(socket:\"s\",max:9)", "0"));
                vec![call, format!("0,ReceivedFrom(Text(\"{}\"),\"127.0.0.1:9\")", nth % 10)]
            }),
        ),
        (
            "datagrams that nearly match",
            recording(HEADER, &datagrams, |nth, _| {
                let end = if nth % 2 == 0 { 'x' } else { 'y' };
                let data = format!("{}{end}", "x".repeat(200));
                vec![
                    format!(
                        "1,{}",
                        made("SendTo(socket:\"s\",data:Repeat(\"x\",202),to:\"localhost:9\")", "0")
                    ),
                    "1,SentTo(202,\"127.0.0.1:8\",\"127.0.0.1:9\")".into(),
                    format!("0,{}", made("RecvFrom(socket:\"s\",max:999)", "0")),
                    format!("0,ReceivedFrom(Text(\"{data}y\"),\"127.0.0.1:8\")"),
                ]
            }),
        ),
        (
            "data that is made longer",
            own(HEADER, &datagrams, |nth| match nth % 2 {
                0 => "1,Made(ByHand,Send(socket:\"s\",data:Repeat(\"x\",16777216)),0)".into(),
                _ => "1,Sent(16777216)".into(),
            }),
        ),
        ("frozen", own(HEADER, &[], |_| "0,Frozen".into())),
        (
            "held",
            own(HEADER, &[], |_| {
                "0,Held(((file:\"\",line:0,function:\"\",method:\"\",via:\"\"),Function(\"\",None,\"\"),None))".into()
            }),
        ),
        ("sources", own(HEADER, &[], |nth| format!("0,Program(Source(file:\"{nth}\",text:\"\"))"))),
        ("printed", own(HEADER, &[], |_| "0,Program(Printed(stream:Out,data:Text(\"\")))".into())),
        (
            "frames",
            recording(HEADER, &[], |_, _| {
                let frames = "(file:\"\",line:0,function:\"\"),".repeat(400);
                vec![format!("0,Program(Raised(exception:\"\",message:\"\",frames:[{frames}]))")]
            }),
        ),
        (
            "ids beyond all measure",
            HEADER.replace("participants:[0,1]", "participants:[4294967295,1073741824]"),
        ),
        ("many ids", filled("Recording(version:3,participants:[", "0,", "])\n")),
        ("brackets", filled(HEADER, "(", "")),
        ("brackets in an event", filled(&format!("{HEADER}(0,0,0,Script(0,"), "[", "")),
        ("notes", filled(HEADER, "Bookmark(9,\"\")\n", "End(0)\n")),
        ("zeros", filled(HEADER, "\0", "")),
        ("no recording", "x".repeat(SIZE)),
    ]
}

fn scenarios() -> Vec<(&'static str, String)> {
    let begin = "Scenario(version:1,participants:[";
    let one = "(name:\"a\",role:Peer,script:[";
    let blocks = format!("Repeat(times:1,script:[{}]),", "Sleep(ms:1),".repeat(9));
    vec![
        ("lines", filled(&format!("{begin}{one}"), "Sleep(ms:1),", "])])")),
        ("lines in blocks", filled(&format!("{begin}{one}"), &blocks, "])])")),
        ("lines of all", filled(begin, &format!("{one}{}]),", "Sleep(ms:1),".repeat(1500)), "])")),
        ("participants", filled(begin, "(name:\"\",role:Peer),", "])")),
        ("turns", filled(&format!("{begin}{one}])],order:["), "1,", "])")),
        ("named turns", filled(&format!("{begin}{one}])],order:["), "\"a\",", "])")),
        ("a title", filled("Scenario(version:1,title:{\"en\":\"", "x", "\"},participants:[])")),
        ("languages", {
            let mut texts = String::new();
            for nth in 0..SIZE / 12 {
                let _ = write!(texts, "\"{nth}\":\"\",");
            }
            format!("Scenario(version:1,title:{{{texts}}},participants:[])")
        }),
        ("a name", filled(&format!("{begin}(name:\""), "x", "\",role:Peer)])")),
        (
            "arguments",
            filled(&format!("{begin}(name:\"\",role:Peer,python:\"x\",arguments:["), "\"\",", "])])"),
        ),
        ("data", filled(&format!("{begin}{one}Send(socket:\"s\",data:Hex(\""), "41", "\"))])])")),
        ("blocks in blocks", filled(&format!("{begin}{one}"), "Repeat(times:1,script:[", "])])")),
        ("brackets", filled(begin, "[", "")),
        ("a comment in comments", filled("/*", "/*", "")),
        ("blanks", filled(begin, " ", "])")),
        ("fields before the version", filled("Scenario(", "x:1,", "version:1)")),
    ]
}

/// Has the program check a file. Answers what it said.
fn check(path: &Path) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_socketlab"))
        .args(["--lang", "en", "check"])
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    let mut told = String::new();
    // What it says ends when it does.
    let mut stderr = child.stderr.take().unwrap();
    let (sender, ended) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        let read = std::io::Read::read_to_string(&mut stderr, &mut text);
        let _ = sender.send(());
        read.map(|_| text)
    });
    if ended.recv_timeout(DEADLINE).is_err() {
        child.kill().unwrap();
    }
    told.push_str(&reader.join().unwrap().unwrap());
    let status = child.wait().unwrap();
    assert!(began.elapsed() < DEADLINE, "{}: no end", path.display());
    assert!(status.code().is_some(), "{}: {status}", path.display());
    assert!(!told.contains("panicked"), "{}: {told}", path.display());
    told
}

/// The most memory that any of the programs that were waited for has had, in KiB.
fn most_memory() -> i64 {
    getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss()
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_of_a_megabyte_is_checked_within_two_hundred() {
    let folder = tempfile::tempdir().unwrap();
    let files = recordings().into_iter().map(|(what, text)| (what, "ronl", text));
    for (what, extension, text) in
        files.chain(scenarios().into_iter().map(|(what, text)| (what, "ron", text)))
    {
        assert!(text.len() <= SIZE, "{what}: {} bytes", text.len());
        let path = folder.path().join(format!("{}.{extension}", what.replace(' ', "_")));
        fs::write(&path, &text).unwrap();
        drop(text);
        let began = Instant::now();
        let told = check(&path);
        if std::env::var_os("SHOWN").is_some() {
            eprintln!(
                "{:7.2?} {:7} KiB  {what}: {}",
                began.elapsed(),
                most_memory(),
                told.chars().take(200).collect::<String>().trim()
            );
        }
        assert!(most_memory() < MOST_KIB, "{what}: {} KiB", most_memory());
    }
}

#[test]
fn what_is_no_file_is_refused_and_nobody_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["pipe.ron", "pipe.ronl"] {
        let path = folder.path().join(name);
        nix::unistd::mkfifo(&path, nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert!(check(&path).contains("it is a device, a pipe or a socket, and no file"), "{name}");
        let linked = folder.path().join(format!("linked_{name}"));
        std::os::unix::fs::symlink(&path, &linked).unwrap();
        assert!(check(&linked).contains("it is a device, a pipe or a socket, and no file"), "{name}");
    }
    for name in ["/dev/zero", "/dev/null"] {
        assert!(check(Path::new(name)).contains("no file"), "{name}");
        let linked = folder.path().join(format!("{}.ronl", name.replace('/', "_")));
        std::os::unix::fs::symlink(name, &linked).unwrap();
        assert!(check(&linked).contains("no file"), "{name}");
    }
    assert!(check(folder.path()).contains("folder"));
}
