//! Runs of any length, made up for benches: a client and a server that send and receive in turn over one connection.

#![allow(dead_code, reason = "each bench uses a part of it")]

pub mod window;

use std::path::Path;
use std::sync::Arc;

use socketlab::scenario::{Document, ParticipantId, Scenario};
use socketlab::sockets::{Awaited, Call, Endpoint, Outcome, Payload, SocketId, SocketOpened};
use socketlab::trace::{Event, Origin, Trace, What};

/// Events of one round: two sends that return and two recvs that wait and return.
const ROUND: usize = 10;
/// Events before the first round.
const OPENING: usize = 11;

const SERVER: ParticipantId = ParticipantId(0);
const CLIENT: ParticipantId = ParticipantId(1);

/// The scenario of such a run.
pub fn scenario(events: usize) -> Scenario {
    let rounds = events / ROUND + 1;
    let text = format!(
        r#"Scenario(version: 1, participants: [
            Participant(name: "servidor", role: Server, script: [
                Socket(socket: "l", family: Inet, kind: Stream),
                Listen(socket: "l", backlog: 1),
                Accept(socket: "l", into: "c"),
                Repeat(times: {rounds}, script: [
                    Recv(socket: "c", max: 1024),
                    Send(socket: "c", data: Text("Hola, cliente")),
                ]),
            ]),
            Participant(name: "cliente", role: Client, script: [
                Socket(socket: "s", family: Inet, kind: Stream),
                Connect(socket: "s", to: "localhost:1024"),
                Repeat(times: {rounds}, script: [
                    Send(socket: "s", data: Text("Hola, servidor")),
                    Recv(socket: "s", max: 1024),
                ]),
            ]),
        ])"#
    );
    Document::parse(&text, Path::new("made_up.ron")).expect("a sound scenario").scenario
}

/// The events of such a run, at least so many but for what the last round lacks.
pub fn events(scenario: &Scenario, number: usize) -> Vec<Event> {
    let mut telling = Telling { scenario, events: Vec::with_capacity(number), steps: [0; 2] };
    let end = |port: u16| Endpoint::Inet(([127, 0, 0, 1], port).into());
    let socket = |participant: ParticipantId, index| SocketId { participant: participant.0, index };
    let opened = |id, fd| SocketOpened { id, fd };
    let (listener, server, client) = (socket(SERVER, 0), socket(SERVER, 1), socket(CLIENT, 0));
    telling.called(SERVER, None);
    telling.returned(SERVER, Outcome::Opened(opened(listener, 3)));
    telling.called(SERVER, Some(listener));
    telling.returned(SERVER, Outcome::Bound { local: end(1024) });
    telling.called(SERVER, Some(listener));
    telling.tell(SERVER, What::Waiting(Awaited::Connection));
    telling.called(CLIENT, None);
    telling.returned(CLIENT, Outcome::Opened(opened(client, 4)));
    telling.called(CLIENT, Some(client));
    telling.returned(CLIENT, Outcome::Connected { local: end(40_000), peer: end(1024) });
    let accepted = Outcome::Accepted { socket: opened(server, 5), local: end(1024), peer: end(40_000) };
    telling.returned(SERVER, accepted);
    for _ in 0..number.saturating_sub(OPENING) / ROUND {
        for ((sender, from), (receiver, to)) in
            [((CLIENT, client), (SERVER, server)), ((SERVER, server), (CLIENT, client))]
        {
            if receiver == SERVER {
                telling.called(receiver, Some(to));
                telling.tell(receiver, What::Waiting(Awaited::Bytes));
            }
            let data = telling.called(sender, Some(from)).data().map(socketlab::sockets::Data::to_payload);
            let data: Payload = data.expect("a send");
            telling.returned(sender, Outcome::Sent { count: data.len(), asked: data.len() });
            if receiver == CLIENT {
                telling.called(receiver, Some(to));
                telling.tell(receiver, What::Waiting(Awaited::Bytes));
            }
            telling.returned(receiver, Outcome::Received { data });
        }
    }
    telling.events
}

/// The trace of such a run.
pub fn trace(number: usize) -> Trace {
    let scenario = Arc::new(scenario(number));
    let mut trace = Trace::of(Arc::clone(&scenario));
    for event in events(&scenario, number) {
        trace.append(event).expect("a sound trace");
    }
    trace
}

struct Telling<'a> {
    scenario: &'a Scenario,
    events: Vec<Event>,
    steps: [u64; 2],
}

impl Telling<'_> {
    fn tell(&mut self, participant: ParticipantId, what: What) {
        let at = self.events.len() as u64 * 1_000;
        self.events.push(Event { at, participant, what });
    }

    fn called(&mut self, who: ParticipantId, socket: Option<SocketId>) -> Arc<Call> {
        let step = &mut self.steps[who.index()];
        let script = &self.scenario.participant(who).expect("one of two").script;
        let made = script.call(*step).expect("a script that is long enough");
        let (call, origin) = (Arc::clone(made.call), Origin::Script { step: *step, line: made.line });
        *step += 1;
        self.tell(who, What::Called { origin, call: Arc::clone(&call), socket });
        call
    }

    fn returned(&mut self, who: ParticipantId, outcome: Outcome) {
        self.tell(who, What::Returned(outcome));
    }
}
