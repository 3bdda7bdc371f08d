//! What programs print, and how they end: told as events, byte for byte, and at the line.

use super::*;
use crate::driver::A;
use socketlab::trace::Unseen;

#[test]
fn an_exception_is_shown_with_the_line_that_it_came_through() {
    if !has_python() {
        return;
    }
    let program = "import socket\n\ndef abre():\n    socket.socket().connect(('localhost', 1))\n\nabre()\n";
    let folder = Folder::of(&[("falla.py", program)]);
    let mut run = folder.watch(&["falla.py"]);
    run.run();
    let snapshot = run.trace().at(run.trace().live());
    let raised = snapshot.shown_by(A).find_map(|(_, shown)| match shown {
        ProgramEvent::Raised { exception, frames, .. } => Some((exception.clone(), frames.clone())),
        _ => None,
    });
    let (exception, frames) = raised.unwrap();
    assert_eq!(&*exception, "ConnectionRefusedError");
    let lines: Vec<_> = frames.iter().map(|frame| (frame.line, &*frame.function)).collect();
    assert_eq!(lines, [(6, "<module>"), (4, "abre")]);
    assert_eq!(run.exit(A), (Some(1), None));
    let told = run.printed(A, Stream::Err);
    assert!(told.starts_with("Traceback (most recent call last):\n"), "{told}");
    assert!(!told.contains("socketlab"), "{told}");
    assert!(run.calls(A).contains(&"connect ECONNREFUSED".to_owned()));
}

#[test]
fn a_program_that_prints_without_end_is_kept_in_bounds() {
    if !has_python() {
        return;
    }
    let program = "import sys\nfor n in range(300):\n    sys.stdout.write('x' * 99_999 + '\\n')\n";
    let folder = Folder::of(&[("mucho.py", program)]);
    let mut run = folder.watch(&["mucho.py"]);
    run.run();
    let kept = run.printed(A, Stream::Out).len();
    assert_eq!(kept, 16 << 20);
    let snapshot = run.trace().at(run.trace().live());
    let unseen = ProgramEvent::Unseen(Unseen::Output { kept: 16 << 20 });
    assert!(snapshot.shown_by(A).any(|(_, shown)| *shown == unseen));
    assert_eq!(run.exit(A), (Some(0), None), "it has printed all of it");
}

#[test]
fn a_program_goes_on_to_its_end_when_we_are_killed() {
    if !has_python() {
        return;
    }
    let program = "\
import pathlib, socket
s = socket.create_server(('localhost', 0))
pathlib.Path('puerto').write_text(str(s.getsockname()[1]))
c, addr = s.accept()
for _ in range(2000):
    print('x' * 999)
c.sendall(c.recv(10).upper())
c.close()
pathlib.Path('fin').write_text('fin')
";
    let folder = Folder::of(&[("largo.py", program)]);
    let mut us = std::process::Command::new(env!("CARGO_BIN_EXE_socketlab"))
        .args(["run", "--json"])
        .arg(folder.path("largo.py"))
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // It waits in accept when that is told.
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(us.stdout.take().unwrap()));
    let waits = lines.any(|line| line.unwrap().contains("\"waits_for\":\"connection\""));
    assert!(waits);
    us.kill().unwrap();
    us.wait().unwrap();
    let port: u16 = std::fs::read_to_string(folder.path("puerto")).unwrap().parse().unwrap();
    let mut peer = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    std::io::Write::write_all(&mut peer, b"hola").unwrap();
    let mut answer = String::new();
    std::io::Read::read_to_string(&mut peer, &mut answer).unwrap();
    assert_eq!(answer, "HOLA", "it answers as if nobody had watched");
    // Its last act comes right after the close that ended the stream.
    let began = std::time::Instant::now();
    while std::fs::read_to_string(folder.path("fin")).is_err() {
        assert!(began.elapsed() < crate::driver::GENEROUS, "it did not come to its end");
        std::thread::yield_now();
    }
}
