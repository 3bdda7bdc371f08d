//! Every call with every kind of answer, in both languages; and the sentences where a fact is easy to get wrong.

use std::sync::Arc;
use std::time::Duration;

use strum::IntoEnumIterator;

use super::*;
use crate::scenario::{Participant, ParticipantId, Role, Scenario, Script};
use crate::sockets::{
    Awaited, CallName, Data, Endpoint, Family, Half, Kind, OptionSetting, Payload, SocketId, SocketOpened,
};
use crate::trace::{
    CallId, Closing, Cut, Event, Fate, Holder, How, Missing, NoBytes, Origin, OutsiderId, Snapshot, Trace,
    What,
};

const AWAITED: [Awaited; 8] = [
    Awaited::Connection,
    Awaited::Answer,
    Awaited::Bytes,
    Awaited::Datagram,
    Awaited::Room,
    Awaited::Name,
    Awaited::Delivery,
    Awaited::Time(Duration::from_millis(250)),
];

const ERRNOS: [Errno; 27] = [
    Errno::EACCES,
    Errno::EADDRINUSE,
    Errno::EADDRNOTAVAIL,
    Errno::EAFNOSUPPORT,
    Errno::EAGAIN,
    Errno::EALREADY,
    Errno::EBADF,
    Errno::ECONNREFUSED,
    Errno::ECONNRESET,
    Errno::EDESTADDRREQ,
    Errno::EINPROGRESS,
    Errno::EINTR,
    Errno::EINVAL,
    Errno::EISCONN,
    Errno::EMFILE,
    Errno::EMSGSIZE,
    Errno::ENAMETOOLONG,
    Errno::ENETUNREACH,
    Errno::ENOENT,
    Errno::ENOTCONN,
    Errno::EOPNOTSUPP,
    Errno::EPERM,
    Errno::EPIPE,
    Errno::EPROTOTYPE,
    Errno::ETIMEDOUT,
    Errno::EHOSTUNREACH,
    Errno::ENOBUFS,
];

fn calls() -> Vec<Call> {
    let s = || "s_zz".to_owned();
    let at = |text: &str| text.parse::<Address>().unwrap();
    let mut calls = vec![
        Call::Listen { socket: s(), backlog: 1 },
        Call::Listen { socket: s(), backlog: 4096 },
        Call::Accept { socket: s(), into: "s_new".into() },
        Call::Send { socket: s(), data: Data::Text("ñ".into()) },
        Call::Send { socket: s(), data: Data::Text("Hola".into()) },
        Call::Recv { socket: s(), max: 4 },
        Call::Recv { socket: s(), max: 0 },
        Call::RecvFrom { socket: s(), max: 4 },
        Call::Close { socket: s() },
        Call::GetSockName { socket: s() },
        Call::GetPeerName { socket: s() },
        Call::Sleep { ms: 250 },
    ];
    for family in [Family::Inet, Family::Inet6, Family::Unix] {
        for kind in [Kind::Stream, Kind::Dgram] {
            calls.push(Call::Socket { socket: s(), family, kind });
        }
    }
    for to in ["localhost:1024", "localhost:0", ":80", ":0", "[::]:80", "unix:chat", "sender"] {
        calls.push(Call::Bind { socket: s(), to: at(to) });
        calls.push(Call::Connect { socket: s(), to: at(to) });
        calls.push(Call::SendTo { socket: s(), data: Data::Repeat("x".into(), 65_508), to: at(to) });
    }
    for how in [Half::Read, Half::Write, Half::Both] {
        calls.push(Call::Shutdown { socket: s(), how });
    }
    for option in [
        OptionSetting::ReuseAddr(true),
        OptionSetting::ReuseAddr(false),
        OptionSetting::SndBuf(4096),
        OptionSetting::RcvBuf(4096),
        OptionSetting::Linger(Some(0)),
        OptionSetting::Linger(Some(5)),
        OptionSetting::Linger(None),
        OptionSetting::NoDelay(true),
        OptionSetting::NoDelay(false),
        OptionSetting::Broadcast(true),
        OptionSetting::Broadcast(false),
        OptionSetting::RcvTimeo(0),
        OptionSetting::RcvTimeo(250),
    ] {
        calls.push(Call::SetSockOpt { socket: s(), option });
    }
    calls.extend(OptionName::iter().map(|option| Call::GetSockOpt { socket: s(), option }));
    calls
}

/// What can be known around a call: each alone, and with what goes with it.
fn contexts() -> Vec<Context<'static>> {
    let sockets = [Family::Inet, Family::Inet6, Family::Unix]
        .into_iter()
        .flat_map(|family| [Kind::Stream, Kind::Dgram].map(|kind| (family, kind)));
    let of = |(family, kind)| Context {
        at: Some(at()),
        family: Some(family),
        kind: Some(kind),
        ..Context::default()
    };
    let mut contexts: Vec<_> = std::iter::once(Context::default()).chain(sockets.map(of)).collect();
    let tcp = Context { used: Some(SocketUse::Connection), ..of((Family::Inet, Kind::Stream)) };
    let cut = Cut::Unread(3);
    let hows = [
        How::Ends,
        How::AfterShutdown,
        How::AfterTheOther,
        How::Alone(SOME),
        How::Broken(SOME),
        How::Cuts(Cut::Linger),
        How::Cuts(Cut::Unread(0)),
        How::Cuts(cut),
        How::NeverAccepted,
        How::Unknown,
    ];
    for how in hows {
        for is_first in [None, Some(true)] {
            let closing = Some(Closing { how, is_first, may_time_wait: true });
            contexts.push(Context { closing, local: Some(&LOCAL), ..tcp });
        }
    }
    for used in [SocketUse::Listener, SocketUse::Unconnected, SocketUse::Datagrams] {
        contexts.push(Context { used: Some(used), datagrams_left: 2, ..tcp });
    }
    let missing = [
        Missing::NeverConnected,
        Missing::Listener,
        Missing::OwnShutdown,
        Missing::Cut(SOME, cut),
        Missing::Cut(SOME, Cut::Linger),
        Missing::SentAfter(SOME),
        Missing::Closed(SOME),
        Missing::ShutReading(SOME),
        Missing::Told(SOME),
        Missing::NeverAccepted,
        Missing::Unknown,
    ];
    contexts.extend(missing.map(|missing| Context { missing: Some(missing), ..tcp }));
    let no_bytes = [NoBytes::End, NoBytes::Again(SOME), NoBytes::OwnShutdown, NoBytes::AfterReset(SOME)];
    contexts.extend(no_bytes.map(|no_bytes| Context { no_bytes: Some(no_bytes), ..tcp }));
    let holders = [Holder::Open(THERE), Holder::TimeWait(THERE)];
    contexts.extend(holders.map(|holder| Context { holder: Some(holder), ..tcp }));
    contexts.push(Context { full: Some(THERE), ..tcp });
    contexts.push(Context { is_program: true, ..tcp });
    contexts.push(Context { is_frozen: true, ..tcp });
    contexts.push(Context { gone: Some(SOME), ..tcp });
    let fates = [
        Fate::Arrived { other: SOME, kept: 2, sent: 4 },
        Fate::Arrived { other: SOME, kept: 4, sent: 4 },
        Fate::Refused(SOME),
        Fate::Unread(THERE),
        Fate::Abandoned(THERE),
        Fate::Dropped(THERE),
        Fate::ToOutside(OutsiderId(0)),
        Fate::Nobody,
        Fate::Gone,
    ];
    let udp = of((Family::Inet, Kind::Dgram));
    contexts.extend(fates.map(|fate| Context { fate: Some(fate), ..udp }));
    contexts
}

/// A run with one call, which opened one socket: what names are found in.
fn at() -> Snapshot<'static> {
    static TRACE: std::sync::LazyLock<Trace> = std::sync::LazyLock::new(|| {
        let id = ParticipantId(0);
        let name = "servidor".to_owned();
        let one = Participant { id, name, role: Role::Peer, script: Script::default(), program: None };
        let mut trace = Trace::of(Arc::new(Scenario { participants: vec![one], ..Scenario::default() }));
        let (family, kind) = (Family::Inet, Kind::Stream);
        let call = Arc::new(Call::Socket { socket: "l_zz".into(), family, kind });
        let opened = Outcome::Opened(SocketOpened { id: THERE, fd: 3 });
        for what in [What::Called { origin: Origin::ByHand, call, socket: None }, What::Returned(opened)] {
            trace.append(Event { at: 0, participant: id, what }).unwrap();
        }
        trace
    });
    TRACE.at(TRACE.live())
}

const SOME: CallId = CallId(0);
const THERE: SocketId = SocketId { participant: 0, index: 0 };
static LOCAL: Endpoint =
    Endpoint::Inet(std::net::SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 1024));

fn outcomes() -> Vec<Outcome> {
    let opened = SocketOpened { id: SocketId { participant: 0, index: 0 }, fd: 3 };
    let ends = ["0.0.0.0:0", "0.0.0.0:9999", "127.0.0.1:80", "192.0.2.1:9999", "[::1]:9999"]
        .map(|text| Endpoint::Inet(text.parse().unwrap()))
        .into_iter()
        .chain([Endpoint::Unix("chat".into()), Endpoint::Unnamed]);
    let mut outcomes = vec![
        Outcome::Done,
        Outcome::Opened(opened),
        Outcome::Sent { count: 4, asked: 4 },
        Outcome::Sent { count: 2, asked: 4 },
        Outcome::Sent { count: 0, asked: 0 },
        Outcome::Unresolved("Name or service not known".into()),
        Outcome::NoSocket,
        Outcome::Interrupted,
        Outcome::Killed,
    ];
    outcomes.extend([-1, 0, 1, 111, 8192].map(Outcome::Value));
    for bytes in [&b""[..], b"Hol", b"Hola", b"\xc3", b"\xb1xx", b"\xff\xfe"] {
        let data = Payload::from(bytes);
        outcomes.push(Outcome::Received { data: data.clone() });
        outcomes.push(Outcome::ReceivedFrom { data: data.clone(), from: None });
        outcomes.push(Outcome::ReceivedFrom { data: data.clone(), from: Some(Endpoint::Unnamed) });
        outcomes.push(Outcome::ReceivedFrom { data, from: Some(Endpoint::Unix("chat".into())) });
    }
    for end in ends {
        let (local, peer) = (end.clone(), end.clone());
        outcomes.push(Outcome::Bound { local: end.clone() });
        outcomes.push(Outcome::Accepted { socket: opened, local: local.clone(), peer: peer.clone() });
        outcomes.push(Outcome::Connected { local: local.clone(), peer: peer.clone() });
        outcomes.push(Outcome::SentTo { count: 4, from: local, to: peer });
        outcomes.push(Outcome::Address(end));
    }
    outcomes.extend(ERRNOS.into_iter().chain([Errno(99_999), Errno(71)]).map(Outcome::Failed));
    outcomes
}

fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(')');
    text.ends_with('.') && !text.contains(['{', '}', '\n']) && !text.contains("  ")
}

/// Only sleep waits for time, and no answer about a socket comes from it; every other pair has to make sentences.
fn is_possible(call: &Call, state: &CallState<'_>) -> bool {
    let sleeps = call.name() == CallName::Sleep;
    match state {
        CallState::Called => true,
        CallState::Waiting { on, .. } => sleeps == matches!(on, Awaited::Time(_)),
        CallState::Returned(outcome) => {
            !sleeps || matches!(outcome, Outcome::Done | Outcome::Interrupted | Outcome::Killed)
        }
    }
}

/// Whether anything that is known so says something of such a call: what each can be known of is gone through, and the rest
/// only with what the calls have in common.
fn is_about(call: &Call, context: &Context) -> bool {
    let is_plain = context.at.is_none() || context.used.is_none() && context.fate.is_none();
    let tells_more = matches!(
        call,
        Call::Close { .. }
            | Call::Send { .. }
            | Call::SendTo { .. }
            | Call::Recv { .. }
            | Call::RecvFrom { .. }
    );
    let names_one = matches!(call, Call::Bind { .. } | Call::Connect { .. } | Call::Shutdown { .. });
    is_plain || tells_more || names_one && context.fate.is_none()
}

#[test]
fn every_call_with_every_answer_is_explained_in_both_languages() {
    let outcomes = outcomes();
    let states: Vec<_> = [CallState::Called]
        .into_iter()
        .chain(AWAITED.map(|on| CallState::Waiting { since: 0, on }))
        .chain(outcomes.iter().map(CallState::Returned))
        .collect();
    let contexts = contexts();
    for call in calls() {
        for state in states.iter().filter(|state| is_possible(&call, state)) {
            for context in contexts.iter().filter(|context| is_about(&call, context)) {
                let [es, en] = [Language::SPANISH, Language::ENGLISH]
                    .map(|language| explain(language, &call, Some(state), context));
                for told in [&es, &en] {
                    let advice = told.advice.as_deref();
                    for text in [told.does.as_str(), &told.happened].into_iter().chain(advice) {
                        assert!(is_sentence(text), "{call:?} {state:?}: {text:?}");
                    }
                    assert!(told.man.contains('('));
                    let whole = told.does.len() + told.happened.len() + advice.map_or(0, str::len);
                    assert!(whole < 560, "too long for a panel, {whole}: {told:?}");
                }
                assert_ne!(es.does, en.does, "{call:?}");
                assert_ne!(es.happened, en.happened, "{call:?} {state:?}");
                assert_eq!(es.advice.is_some(), en.advice.is_some());
                assert!(es.advice.is_none() || es.advice != en.advice, "{call:?} {state:?}");
            }
        }
    }
}

#[test]
fn a_call_not_yet_made_only_says_what_it_does() {
    let made: std::collections::HashSet<CallName> = calls().iter().map(Call::name).collect();
    assert_eq!(made.len(), CallName::of_scripts().count(), "a call is missing from this test");
    for call in calls() {
        let told = explain(Language::SPANISH, &call, None, &Context::default());
        assert_eq!((told.happened.as_str(), told.advice), ("", None));
        if let Some(socket) = call.socket() {
            assert!(told.does.contains(socket), "{}", told.does);
        }
    }
}

#[test]
fn phrases_for_the_box_are_short_and_differ_between_the_languages() {
    for on in AWAITED {
        for phrase in [awaited, waited] {
            let [es, en] = [Language::SPANISH, Language::ENGLISH].map(|language| phrase(language, on));
            assert_ne!(es, en);
            assert!([es, en].iter().all(|text| (1..=26).contains(&text.chars().count())), "{es} {en}");
        }
        assert_ne!(awaited(Language::SPANISH, on), waited(Language::SPANISH, on));
    }
    for errno in ERRNOS {
        let [es, en] = [Language::SPANISH, Language::ENGLISH]
            .map(|language| errno_words(language, errno).unwrap_or_default());
        assert_ne!(es, en, "{errno}");
        assert!([es, en].iter().all(|text| (1..=40).contains(&text.chars().count())), "{es} {en}");
    }
    assert_eq!(errno_words(Language::SPANISH, Errno(99_999)), None);
}

/// What a call told, with what it advised.
fn told(call: &Call, outcome: &Outcome) -> String {
    told_of(call, outcome, &Context::default())
}

/// The same of a socket of which more is known.
fn told_of(call: &Call, outcome: &Outcome, context: &Context) -> String {
    let told = explain(Language::ENGLISH, call, Some(&CallState::Returned(outcome)), context);
    format!("{} {}", told.happened, told.advice.unwrap_or_default())
}

#[test]
fn each_call_explains_the_errnos_that_linux_gives_it_in_its_own_words() {
    for (call, errnos) in [
        ("Bind(socket: \"s\", to: \"h:1\")", "EADDRINUSE EADDRNOTAVAIL EACCES EINVAL EAFNOSUPPORT"),
        ("Bind(socket: \"s\", to: \"unix:p\")", "EADDRINUSE ENOENT EINVAL ENAMETOOLONG"),
        ("Listen(socket: \"s\", backlog: 1)", "EADDRINUSE EINVAL EOPNOTSUPP"),
        ("Accept(socket: \"s\", into: \"c\")", "EINVAL EOPNOTSUPP EAGAIN EMFILE"),
        (
            "Connect(socket: \"s\", to: \"h:1\")",
            "ECONNREFUSED EISCONN EINVAL EAFNOSUPPORT ETIMEDOUT ENETUNREACH EACCES",
        ),
        ("Connect(socket: \"s\", to: \"unix:p\")", "ENOENT ECONNREFUSED EPROTOTYPE"),
        (
            "Send(socket: \"s\", data: Text(\"x\"))",
            "EPIPE ECONNRESET EDESTADDRREQ ECONNREFUSED EMSGSIZE ENOTCONN",
        ),
        ("SendTo(socket: \"s\", data: Text(\"x\"), to: \"h:1\")", "EMSGSIZE EACCES EINVAL EPIPE ENETUNREACH"),
        (
            "SendTo(socket: \"s\", data: Text(\"x\"), to: \"unix:p\")",
            "ENOENT ECONNREFUSED EPROTOTYPE EMSGSIZE EOPNOTSUPP",
        ),
        ("Recv(socket: \"s\", max: 9)", "ENOTCONN ECONNRESET ECONNREFUSED EAGAIN ETIMEDOUT"),
        ("RecvFrom(socket: \"s\", max: 9)", "ENOTCONN ECONNRESET ECONNREFUSED EAGAIN"),
        ("Shutdown(socket: \"s\", how: Write)", "ENOTCONN EBADF"),
        ("GetPeerName(socket: \"s\")", "ENOTCONN EBADF"),
        ("Close(socket: \"s\")", "EBADF"),
        ("SetSockOpt(socket: \"s\", option: NoDelay(true))", "ENOPROTOOPT EOPNOTSUPP"),
    ] {
        let call: Call = ron::from_str(call).unwrap();
        for name in errnos.split(' ') {
            let errno: nix::errno::Errno =
                (1..200).map(nix::errno::Errno::from_raw).find(|errno| format!("{errno:?}") == name).unwrap();
            let words = told(&call, &Outcome::Failed(errno.into()));
            assert!(!words.contains("failed with"), "{call:?} {name}: {words}");
        }
    }
}

#[test]
fn an_errno_that_nothing_foresees_is_quoted_with_its_message() {
    let words = told(&Call::Close { socket: "s".into() }, &Outcome::Failed(Errno(5)));
    assert!(words.contains("EIO") && words.contains(Errno(5).message()), "{words}");
}

#[test]
fn surprises_are_pointed_out() {
    let recv = Call::Recv { socket: "s".into(), max: 4 };
    let got = |bytes: &[u8]| Outcome::Received { data: bytes.into() };
    let stream = Context { kind: Some(Kind::Stream), no_bytes: Some(NoBytes::End), ..Context::default() };
    assert!(told_of(&recv, &got(b""), &stream).contains("end of the stream"));
    let datagrams = Context { kind: Some(Kind::Dgram), ..Context::default() };
    assert!(told_of(&recv, &got(b"Hola"), &datagrams).contains("the rest is lost"));
    assert!(told_of(&recv, &got(b"Hola"), &stream).contains("may be more"));
    assert!(told_of(&recv, &got(b"Hol"), &stream).contains("no borders"));
    assert!(told(&recv, &got("añ".as_bytes().split_last().unwrap().1)).contains("character"));
    let nothing_asked = Call::Recv { socket: "s".into(), max: 0 };
    assert!(!told(&nothing_asked, &got(b"")).contains("end of the stream"));

    let datagram = Call::RecvFrom { socket: "s".into(), max: 4 };
    let from = Some(Endpoint::Inet("127.0.0.1:9".parse().unwrap()));
    let empty = Outcome::ReceivedFrom { data: Payload::default(), from };
    assert!(told(&datagram, &empty).contains("announce no end"));

    let send = Call::Send { socket: "s".into(), data: Data::Text("Hola".into()) };
    assert!(told(&send, &Outcome::Sent { count: 4, asked: 4 }).contains("does not prove"));
    assert!(told(&send, &Outcome::Sent { count: 2, asked: 4 }).contains("only 2 bytes of 4 bytes"));
    let broken = told(&send, &Outcome::Failed(Errno::EPIPE));
    assert!(broken.contains("never had one") && broken.contains("has gone"), "{broken}");

    let listen = Call::Listen { socket: "s".into(), backlog: 1 };
    let local = Endpoint::Inet("127.0.0.1:9".parse().unwrap());
    assert!(told(&listen, &Outcome::Bound { local }).contains("lets 2 complete"));
}
