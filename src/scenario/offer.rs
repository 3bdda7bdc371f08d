//! What a call looks like when it is put in: the arguments that a person would most likely write there.

use super::Scenario;
use super::known::Known;
use super::templates::newest_bound;
use crate::sockets::{Address, Call, CallName, Data, Family, Half, Kind, OptionName, OptionSetting};

/// A call with its arguments, for a place where so much is known.
#[must_use]
pub fn offer(name: CallName, known: &Known, scenario: &Scenario) -> Call {
    let socket = known.last.clone().unwrap_or_else(|| "s".into());
    let on = known.get(&socket);
    let family = on.and_then(|on| on.family).unwrap_or(Family::Inet);
    let kind = on.and_then(|on| on.kind).unwrap_or(Kind::Stream);
    let own = || match family {
        Family::Inet => Address::Inet { host: "localhost".into(), port: 1024 },
        Family::Inet6 => Address::Inet { host: "::1".into(), port: 1024 },
        Family::Unix => Address::Unix { path: "charla".into() },
    };
    let far = || newest_bound(scenario, family, kind).unwrap_or_else(own);
    let data = || Data::Text("Hola".into());
    match name {
        CallName::Socket => Call::Socket { socket: known.free_name("s"), family, kind },
        CallName::Bind => Call::Bind { socket, to: own() },
        CallName::Listen => Call::Listen { socket, backlog: 5 },
        CallName::Accept => {
            let listener = known.sockets.iter().rfind(|socket| socket.listening && !socket.closed);
            let socket = listener.map_or(socket, |listener| listener.name.clone());
            Call::Accept { socket, into: known.free_name("s_cliente") }
        }
        CallName::Connect => Call::Connect { socket, to: far() },
        CallName::Send => Call::Send { socket, data: data() },
        CallName::SendTo => {
            let to = if known.has_sender { Address::Sender } else { far() };
            Call::SendTo { socket, data: data(), to }
        }
        CallName::Recv => Call::Recv { socket, max: 1024 },
        CallName::RecvFrom => Call::RecvFrom { socket, max: 1024 },
        CallName::Shutdown => Call::Shutdown { socket, how: Half::Write },
        CallName::Close => Call::Close { socket },
        CallName::SetSockOpt => Call::SetSockOpt { socket, option: OptionSetting::ReuseAddr(true) },
        CallName::GetSockOpt => Call::GetSockOpt { socket, option: OptionName::Error },
        CallName::GetSockName => Call::GetSockName { socket },
        CallName::GetPeerName => Call::GetPeerName { socket },
        // No script has what only programs call.
        CallName::Sleep | CallName::Function => Call::Sleep { ms: 500 },
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::scenario::Template;

    #[test]
    fn what_is_offered_is_on_the_socket_of_the_line_above_and_makes_free_names() {
        let scenario = Template::TcpServer.scenario();
        let script = &scenario.participants[0].script;
        let known = Known::before(script, 7); // within the block, after recv on s_cliente
        for name in CallName::of_scripts() {
            let call = offer(name, &known, scenario);
            assert_eq!(call.name(), name);
        }
        assert_eq!(offer(CallName::Send, &known, scenario).socket(), Some("s_cliente"));
        let accept = Call::Accept { socket: "socketServidor".into(), into: "s_cliente2".into() };
        assert_eq!(offer(CallName::Accept, &known, scenario), accept);
    }
}
