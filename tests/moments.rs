//! A trace can be read at any moment, and what its links carry is what was received: over every scenario of the catalogue.

mod driver;

use std::path::Path;
use std::sync::Arc;

use socketlab::scenario::{CATALOGUE, Document, ParticipantId};
use socketlab::sockets::{Outcome, SocketId};
use socketlab::trace::{Carries, LinkEnd, Moment, Room, Snapshot, Trace};

use driver::{A, B, Driven};

/// Every scenario of the catalogue, run to its end.
fn catalogue_runs() -> impl Iterator<Item = (&'static str, Driven)> {
    CATALOGUE.iter().map(|entry| {
        let scenario = entry.document().unwrap().scenario;
        let mut run = Driven::open(&scenario);
        run.run();
        (entry.file, run)
    })
}

#[test]
fn in_every_scenario_the_links_carry_exactly_the_bytes_received_and_rows_ascend() {
    for (file, run) in catalogue_runs() {
        let trace = run.trace();
        for record in trace.calls() {
            let Some(data) = trace.outcome_of(record).and_then(Outcome::received) else { continue };
            let id = trace.calls().iter().position(|other| std::ptr::eq(other, record)).unwrap();
            let id = socketlab::trace::CallId(u32::try_from(id).unwrap());
            let linked: u64 = trace
                .links_at(id)
                .filter(|link| link.to == LinkEnd::Call(id))
                .map(|link| match link.carries {
                    Carries::Bytes { count, .. } | Carries::Datagram { count, .. } => count,
                    _ => 0,
                })
                .sum();
            assert_eq!(linked, data.len() as u64, "{file}: {}\n{}", record.call, run.story());
        }
        for pair in trace.calls().windows(2) {
            assert!(pair[0].row < pair[1].row, "{file}: {} and {}", pair[0].call, pair[1].call);
        }
        let times: Vec<u64> = trace.events().iter().map(|event| event.at).collect();
        assert!(times.is_sorted(), "{file}");
        assert_eq!(trace.outsiders(), [], "{file}");
        for link in trace.links() {
            assert!(link.known < trace.events().len(), "{file}");
            if let (LinkEnd::Call(from), LinkEnd::Call(to)) = (link.from, link.to) {
                assert_ne!(from, to, "{file}");
                assert!(trace.call(from).called < link.known && trace.call(to).called < link.known, "{file}");
            }
        }
    }
}

#[test]
fn at_every_moment_a_trace_shows_what_its_beginning_alone_would_show() {
    for (file, run) in catalogue_runs() {
        let trace = run.trace();
        let participants = run.session.scenario().participants.len();
        let mut beginning = Trace::of(Arc::clone(trace.scenario(Moment(0))));
        for moment in 0..=trace.events().len() {
            let (then, alone) = (trace.at(Moment(moment)), beginning.at(beginning.live()));
            let at = format!("{file} at {moment}");
            assert_eq!(then.calls().len(), alone.calls().len(), "{at}");
            for (one, other) in then.calls().iter().zip(alone.calls()) {
                assert_eq!(one.row, other.row, "{at}");
                assert_eq!(one.socket, other.socket, "{at}");
                assert_eq!(then.state(one), alone.state(other), "{at}: {}", one.call);
                assert_eq!(then.made_by(one).map(|s| s.id), alone.made_by(other).map(|s| s.id), "{at}");
            }
            for socket in trace.sockets() {
                assert_eq!(flows(then, socket.id), flows(alone, socket.id), "{at}: {}", socket.name);
            }
            assert_eq!(then.last_row(), alone.last_row(), "{at}");
            for who in (0..participants).map(|n| ParticipantId(u32::try_from(n).unwrap())) {
                assert_eq!(then.activity(who), alone.activity(who), "{at}");
                assert_eq!(then.calls_of(who), alone.calls_of(who), "{at}");
                assert_eq!(then.next_step(who), alone.next_step(who), "{at}");
                let sockets = |snapshot: socketlab::trace::Snapshot| -> Vec<_> {
                    let seen = |s: &socketlab::trace::SocketRecord| {
                        let moment = snapshot.moment;
                        (s.id, s.is_listening(moment), s.local(moment).cloned(), s.peer(moment).cloned())
                    };
                    snapshot.open_sockets(who).map(seen).collect()
                };
                assert_eq!(sockets(then), sockets(alone), "{at}");
            }
            let known: Vec<_> =
                trace.links().iter().filter(|link| Moment(moment).shows(link.known)).copied().collect();
            assert_eq!(known, beginning.links(), "{at}");
            assert_eq!(then.outsiders().count(), beginning.outsiders().len(), "{at}");
            if let Some(event) = trace.events().get(moment) {
                beginning.append(event.clone()).unwrap();
            }
        }
    }
}

/// What flows through a socket, in words.
fn flows(snapshot: Snapshot, socket: SocketId) -> String {
    let connection = snapshot.connection(socket).map(|connection| {
        let directions = [connection.out, connection.back];
        let told = directions
            .map(|d| (d.sends.to_vec(), d.sending, d.reads.to_vec(), d.ended, d.end_read, d.unread()));
        (connection.peer, told, snapshot.reset(socket))
    });
    let calls = snapshot.datagram_calls(socket);
    let datagrams: Vec<_> = (0..calls.len()).map(|at| snapshot.datagram(calls, at)).collect();
    format!("{connection:?} {datagrams:?}")
}

#[test]
fn a_moment_after_the_end_shows_the_end() {
    let scenario = CATALOGUE[0].document().unwrap().scenario;
    let mut run = Driven::open(&scenario);
    run.run();
    let trace = run.trace();
    let beyond = trace.at(Moment(usize::MAX));
    assert_eq!(beyond.calls().len(), trace.calls().len());
    assert_eq!(beyond.last_row(), trace.at(trace.live()).last_row());
}

/// Two threads queue for the log: what one tells comes after what the other has told later.
#[test]
fn how_long_a_call_took_is_told_by_its_own_times() {
    let scenario = driver::scenario([vec![driver::udp("a"), driver::close("a")], vec![driver::udp("b")]]);
    let mut trace = Trace::of(Arc::new(scenario));
    let call = |at, participant, call: &socketlab::sockets::Call| socketlab::trace::Event {
        at,
        participant,
        what: socketlab::trace::What::Called {
            origin: socketlab::trace::Origin::ByHand,
            call: Arc::new(call.clone()),
            socket: None,
        },
    };
    let back = |at, participant| socketlab::trace::Event {
        at,
        participant,
        what: socketlab::trace::What::Returned(socketlab::sockets::Outcome::Done),
    };
    let sleep = driver::sleep(0);
    for event in [call(1_000, A, &sleep), call(400, B, &sleep), back(950, B), back(1_300, A)] {
        trace.append(event).unwrap();
    }
    // Times never run backwards, and yet neither took no time at all.
    let times: Vec<_> = trace.events().iter().map(|event| event.at).collect();
    assert_eq!(times, [1_000, 1_000, 1_000, 1_300]);
    assert_eq!((trace.took(0, 3), trace.took(1, 2)), (300, 550));
}

#[test]
fn events_that_do_not_fit_are_refused_and_change_nothing() {
    let document = Document::parse(
        "Scenario(version: 1, participants: [Participant(name: \"a\", role: Peer, script: [Sleep(ms: 0)])])",
        Path::new("x"),
    );
    let mut run = Driven::open(&document.unwrap().scenario);
    run.run();
    let events = run.trace().events();
    // called, waiting, returned, ended: each too early, twice, or after the end.
    let mut trace = Trace::of(Arc::clone(run.session.scenario_now()));
    let [called, waiting, returned, ended] = events else { panic!("{}", run.story()) };
    for (fits, event) in [
        (false, waiting),
        (false, returned),
        (true, called),
        (false, called),
        (true, waiting),
        (true, returned),
        (false, returned),
        (true, ended),
        (false, ended),
        (false, called),
    ] {
        let before = (trace.events().len(), trace.calls().len());
        assert_eq!(trace.append(event.clone()).is_ok(), fits, "{event:?}");
        if !fits {
            assert_eq!((trace.events().len(), trace.calls().len()), before);
        }
    }
    let stranger = socketlab::trace::Event { participant: ParticipantId(7), ..ended.clone() };
    assert!(Trace::of(Arc::clone(run.session.scenario_now())).append(stranger).is_err());
}

#[test]
fn what_is_dropped_from_memory_changes_nothing_of_what_is_kept() {
    for (file, run) in catalogue_runs() {
        let whole = run.trace();
        let room = Room { events: 12, ..Room::default() };
        let mut short = Trace::with_room(Arc::clone(whole.scenario(Moment(0))), room);
        for (at, event) in whole.events().iter().enumerate() {
            short.append(event.clone()).unwrap_or_else(|error| panic!("{file} at {at}: {error}"));
            assert!(short.events().len() <= 12, "{file}: {} are kept", short.events().len());
            for moment in short.first().0..=short.live().0 {
                let (one, other) = (whole.at(Moment(moment)), short.at(Moment(moment)));
                let at = format!("{file} at {moment} of {at}");
                assert_eq!(one.next(), other.next(), "{at}");
                for (who, _) in one.scenario().ids() {
                    assert_eq!(one.activity(who), other.activity(who), "{at}");
                    assert_eq!(one.readiness(who), other.readiness(who), "{at}");
                    assert_eq!(one.next_step(who), other.next_step(who), "{at}");
                    let open = |snapshot: Snapshot| -> Vec<_> {
                        let told = |s: &socketlab::trace::SocketRecord| {
                            (
                                s.id,
                                s.number,
                                s.local(snapshot.moment).cloned(),
                                s.reading(snapshot.moment).cloned(),
                            )
                        };
                        snapshot.open_sockets(who).map(told).collect()
                    };
                    assert_eq!(open(one), open(other), "{at}");
                }
                for call in other.calls() {
                    assert!(
                        other.calls_of(call.participant).iter().any(|id| std::ptr::eq(short.call(*id), call)),
                        "{at}"
                    );
                    let position = call.called;
                    let id = whole.call_of(position).unwrap();
                    assert_eq!(one.state(whole.call(id)), other.state(call), "{at}: {}", call.call);
                    assert_eq!(whole.call(id).row, call.row, "{at}");
                    assert_eq!(short.call_of(position), Some(id), "{at}");
                    let links = short.links_at(id).copied();
                    let all: Vec<_> = whole.links_at(id).copied().collect();
                    assert!(links.into_iter().all(|link| all.contains(&link)), "{at}");
                }
            }
        }
        // The bytes that arrive after the beginning was dropped are still those that were sent.
        for link in short.links() {
            assert!(whole.links().contains(link), "{file}: {link:?}");
        }
    }
}
