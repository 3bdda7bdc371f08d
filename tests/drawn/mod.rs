//! Scenarios that are drawn: participants that make calls wise and unwise, the same ones for the same seed. Each byte that is sent
//! says which call sent it.

#![allow(dead_code, reason = "each test program uses a part of it")]

use std::sync::Arc;

use socketlab::run::{Manner, free_ports};
use socketlab::scenario::{ParticipantId, Readiness, Scenario, distinct_ports};
use socketlab::session::{Command, Session};
use socketlab::sockets::{Call, Data, Family, Half, Kind, OptionName, OptionSetting};

use crate::driver::{
    Driven, accept, bind, close, connect, get, listen, make, recv, recvfrom, scenario, set, shutdown,
};

/// Numbers that are the same each time (xorshift64*).
pub struct Draw(u64);

impl Draw {
    pub fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % count
    }

    pub fn one_of<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// What every byte of the `step`-th call of a participant is.
fn mark(who: usize, step: usize) -> u8 {
    u8::try_from(who * 80 + step).unwrap()
}

/// A script in the making.
struct Writing {
    who: usize,
    script: Vec<Call>,
}

impl Writing {
    fn data(&self, times: usize) -> Data {
        let mark = mark(self.who, self.script.len());
        Data::Hex(format!("{mark:02x}").repeat(5 * times).parse().unwrap())
    }

    /// Anything that can be called on a stream, wise or not.
    fn on_stream(&mut self, draw: &mut Draw, socket: &str) {
        let call = match draw.below(16) {
            0..=4 => Call::Send { socket: socket.into(), data: self.data(1 + draw.below(4)) },
            5..=9 => recv(socket, 1 + draw.below(24)),
            10 | 11 => shutdown(socket, draw.one_of(&[Half::Read, Half::Write, Half::Write, Half::Both])),
            12 => set(socket, OptionSetting::Linger(draw.one_of(&[Some(0), None]))),
            13 => get(socket, OptionName::Error),
            _ => close(socket),
        };
        self.script.push(call);
    }
}

/// A server and so many clients that do with their connections whatever comes to mind.
pub fn streams(draw: &mut Draw, family: Family, clients: usize) -> Scenario {
    let at = if family == Family::Unix { "unix:here" } else { "127.0.0.1:1" };
    let mut server = Writing {
        who: 0,
        script: vec![make("l", family, Kind::Stream), bind("l", at), listen("l", draw.one_of(&[0, 1, 2]))],
    };
    for _ in 0..4 + draw.below(14) {
        match draw.below(9) {
            0..=2 => server.script.push(accept("l", draw.one_of(&["c", "d"]))),
            3 if draw.below(4) == 0 => {
                let end = draw.one_of(&[close("l"), shutdown("l", Half::Both), shutdown("l", Half::Write)]);
                server.script.push(end);
            }
            _ => {
                let socket = draw.one_of(&["c", "c", "d"]);
                server.on_stream(draw, socket);
            }
        }
    }
    let mut scripts = vec![server.script];
    for who in 1..=clients {
        let mut client = Writing { who, script: vec![make("s", family, Kind::Stream), connect("s", at)] };
        for _ in 0..2 + draw.below(9) {
            if draw.below(12) == 0 {
                client.script.extend([make("s", family, Kind::Stream), connect("s", at)]);
            } else {
                client.on_stream(draw, "s");
            }
        }
        scripts.push(client.script);
    }
    scenario(scripts)
}

/// Three that send each other datagrams, some of them to nobody.
pub fn datagrams(draw: &mut Draw, family: Family) -> Scenario {
    let ports = match family {
        Family::Unix => ["unix:one", "unix:two", "unix:three", "unix:four"],
        _ => ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:4"],
    };
    let scripts = (0..3).map(|who| {
        let mut one = Writing { who, script: vec![make("u", family, Kind::Dgram)] };
        if draw.below(4) != 0 {
            one.script.push(bind("u", ports[who]));
        }
        for _ in 0..3 + draw.below(9) {
            let to = draw.one_of(&ports).parse().unwrap();
            let call = match draw.below(12) {
                0..=4 => Call::SendTo { socket: "u".into(), data: one.data(1 + draw.below(3)), to },
                5..=8 => recvfrom("u", 1 + draw.below(20)),
                9 => connect("u", draw.one_of(&ports)),
                10 => Call::Send { socket: "u".into(), data: one.data(1) },
                _ if draw.below(3) == 0 => close("u"),
                _ => recv("u", 20),
            };
            one.script.push(call);
        }
        one.script
    });
    scenario(scripts.collect::<Vec<_>>())
}

/// Opens a scenario on free ports.
pub fn open(scenario: &Scenario, manner: Manner) -> Driven {
    let scenario = scenario.with_ports(&free_ports(&distinct_ports(scenario)).unwrap());
    let session = Session::open_in(manner, scenario, Arc::new(|| {}));
    assert_eq!(session.notices(), [], "the run could not begin");
    Driven { session }
}

/// Runs everybody at once, until all are over or wait.
pub fn free(scenario: &Scenario) -> Driven {
    let mut run = open(scenario, Manner { watches: false });
    run.session.apply(Command::RunFreely);
    run.until("the end, or a wait of all that are left", |session| {
        let rests = |id: ParticipantId| match session.snapshot().readiness(id) {
            Readiness::Done => true,
            _ => session.waiting().any(|call| session.trace().call(call).participant == id),
        };
        session.scenario().ids().all(|(id, _)| rests(id)).then_some(())
    });
    run
}
