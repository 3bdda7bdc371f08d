//! A call that stands in no script, as a recording has it: in the form of the scenario file, with addresses that no script
//! could write.

use serde::{Deserialize, Serialize};

use super::address;
use crate::sockets::{Address, Call, Data, Family, Half, Kind, OptionName, OptionSetting, SocketName};

/// A call, whatever its arguments.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recorded(#[serde(with = "Form")] pub Call);

/// The form of a [`Call`] in a recording. A function of Python's own has another one.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Call", deny_unknown_fields)]
enum Form {
    Socket {
        socket: SocketName,
        family: Family,
        kind: Kind,
    },
    Bind {
        socket: SocketName,
        #[serde(with = "address")]
        to: Address,
    },
    Listen {
        socket: SocketName,
        backlog: u32,
    },
    Accept {
        socket: SocketName,
        into: SocketName,
    },
    Connect {
        socket: SocketName,
        #[serde(with = "address")]
        to: Address,
    },
    Send {
        socket: SocketName,
        data: Data,
    },
    Recv {
        socket: SocketName,
        max: usize,
    },
    SendTo {
        socket: SocketName,
        data: Data,
        #[serde(with = "address")]
        to: Address,
    },
    RecvFrom {
        socket: SocketName,
        max: usize,
    },
    Shutdown {
        socket: SocketName,
        how: Half,
    },
    Close {
        socket: SocketName,
    },
    SetSockOpt {
        socket: SocketName,
        option: OptionSetting,
    },
    GetSockOpt {
        socket: SocketName,
        option: OptionName,
    },
    GetSockName {
        socket: SocketName,
    },
    GetPeerName {
        socket: SocketName,
    },
    Sleep {
        ms: u32,
    },
    #[serde(skip)]
    Function {
        name: String,
        socket: Option<SocketName>,
        arguments: String,
    },
}
