#!/usr/bin/env python3
"""Compares what Socketlab shows with what the kernel was asked and answered.

Runs each saved scenario under strace. Every call that `socketlab run --json` shows as returned must be a system call of
the right name, by the thread of that participant, on that descriptor, in that order, with that result: descriptor, errno
or number of bytes. And no participant may make a system call on its sockets that is not shown, but for those that are
named in OBSERVATIONS and NOT_YET.

The links between calls are held against the same system calls, by their ports, their numbers of bytes and their order:
no link may be shown that they speak against, and none that follows from them may be missing. Of two system calls that
overlap in time none is the first: where only their order could tell, either is right.

    tests/strace.py [--program target/debug/socketlab] [--random N [--seed S]] [FILE…]

With --random it does the same with N scenarios made by chance. What is wrong with one is told with its text, and with
the seed that makes it again.

Exits with 1 unless everything matches, and with 2 where strace is missing.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What Socketlab asks after a call, to tell the addresses: never more than this.
OBSERVATIONS = {
    "bind": ["getsockname"],
    "listen": ["getsockname"],
    "accept": ["getsockname"],
    "connect": ["getsockname", "getpeername"],
    "sendto": ["getsockname"],
}
# "Not yet": the call waits, and is made again.
NOT_YET = {"EAGAIN", "EINPROGRESS", "EALREADY"}
# Bounds how long the first try of a connect blocks.
BOUNDS_CONNECT = "SO_SNDTIMEO"

SYSTEM_CALLS = {
    "accept": {"accept", "accept4"},
    "send": {"sendto", "send"},
    "recv": {"recvfrom", "recv"},
    "sendto": {"sendto"},
    "recvfrom": {"recvfrom"},
}
FAMILIES = {"Inet": "AF_INET,", "Inet6": "AF_INET6,", "Unix": "AF_UNIX,"}
KINDS = {"Stream": "SOCK_STREAM", "Dgram": "SOCK_DGRAM"}
OPTIONS = {
    "ReuseAddr": "SO_REUSEADDR",
    "SndBuf": "SO_SNDBUF",
    "RcvBuf": "SO_RCVBUF",
    "Linger": "SO_LINGER",
    "NoDelay": "TCP_NODELAY",
    "Broadcast": "SO_BROADCAST",
    "RcvTimeo": "SO_RCVTIMEO",
    "Error": "SO_ERROR",
}

LINE = re.compile(r"^(\d+)(?:<(.*?)>)?\s+(.*)$")
UNFINISHED = re.compile(r"^(\w+)\((.*?)\s*<unfinished \.\.\.>$")
RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+|\?)(?: ([A-Z]+)\b.*)?$")


class SystemCall:
    def __init__(self, name, arguments, value, errno, entry=0, exit_=0):
        self.name = name
        self.arguments = arguments
        self.value = value
        self.errno = errno
        # The lines of the log in which it begins and ends: what it does it does in between.
        self.entry = entry
        self.exit = exit_

    @property
    def fd(self):
        first = self.arguments.split(",", 1)[0]
        return int(first) if re.fullmatch(r"-?\d+", first) else None

    def __str__(self):
        return f"{self.name}({self.arguments}) = {self.errno or self.value}"


def system_calls(text):
    """The system calls of each thread, by the thread's name."""
    names = {}
    calls = collections.defaultdict(list)
    begun = {}
    for number, line in enumerate(text.splitlines()):
        parts = LINE.match(line)
        if not parts:
            continue
        thread, name, rest = parts.groups()
        if name:
            names[thread] = name
        if unfinished := UNFINISHED.match(rest):
            begun[thread] = (*unfinished.groups(), number)
            continue
        entry = number
        if (resumed := RESUMED.match(rest)) and thread in begun:
            call, beginning, entry = begun.pop(thread)
            gap = " " if beginning.endswith(",") else ""
            rest = f"{call}({beginning}{gap}{resumed.group(2).lstrip()}"
        if call := CALL.match(rest):
            name, arguments, value, errno = call.groups()
            if value != "?":
                calls[thread].append(SystemCall(name, arguments, int(value), errno, entry, number))
    by_name = {}
    for thread, made in calls.items():
        by_name.setdefault(names.get(thread, thread), []).extend(made)
    return by_name


def is_its_result(event, call):
    """Whether a system call gave what the event shows."""
    result = event["result"]
    if "errno" in result:
        return call.errno == result["errno"]
    if call.errno:
        return False
    ok = result["ok"]
    match event["call"]:
        case "socket" | "accept":
            return call.value == ok["fd"]
        case "send" | "sendto":
            return call.value == ok["sent"]
        case "recv" | "recvfrom":
            return call.value == ok["data"]["bytes"]
        case "getsockopt":
            # Two numbers for SO_LINGER and SO_RCVTIMEO; one for the others, as it was shown.
            shown = re.search(r", \[(-?\d+)\], \[", call.arguments)
            return not shown or int(shown.group(1)) == ok
        case _:
            return call.value == 0


def names_option(call, option):
    # The kernel calls the options with times _OLD or _NEW, after the width of their seconds.
    return re.search(rf", {OPTIONS[option]}(_OLD|_NEW)?,", call.arguments)


def is_its_call(event, call):
    """Whether a system call is what the event says was called."""
    name = event["call"]
    if call.name not in SYSTEM_CALLS.get(name, {name}):
        return False
    # Python, and so Socketlab, passes -1 for a socket that is closed. Which option it was does not matter then.
    if event["result"].get("errno") == "EBADF":
        return call.fd == -1
    arguments = event["args"]
    if name == "socket":
        return call.arguments.startswith(FAMILIES[arguments["family"]]) and KINDS[arguments["kind"]] in call.arguments
    if name == "setsockopt":
        option = next(iter(arguments["option"]))
        if not names_option(call, option):
            return False
    if name == "getsockopt" and not names_option(call, arguments["option"]):
        return False
    if name in ("recv", "recvfrom") and f", {arguments['max']}, 0" not in call.arguments:
        return False
    if name == "send" and not call.arguments.endswith("NULL, 0"):
        return False
    return call.fd == event.get("fd")


class Participant:
    """Walks through the system calls of one thread along with what was shown of it."""

    def __init__(self, calls):
        self.calls = collections.deque(calls)
        self.open = set()
        # The system calls of the event that was matched last, and what was asked after it.
        self.made = []
        self.asked = []
        # The tries after it that may have been of the next event: of two waits one after the other, both up to their
        # time limit, the log does not tell where the first ends.
        self.spare = []

    def next(self, event):
        """The next system call on the sockets of the participant."""
        if self.spare and event["result"].get("errno") in NOT_YET and is_its_call(event, self.spare[0]):
            first = next((call for call in self.calls if call.fd in self.open), None)
            if first is None or first.errno not in NOT_YET or not is_its_call(event, first):
                self.calls.extendleft(reversed(self.spare))
        while self.calls:
            call = self.calls.popleft()
            ours = call.fd in self.open or call.fd == -1 or (event["call"] == "socket" and is_its_call(event, call))
            # The resolver has sockets and files of its own.
            if not ours or BOUNDS_CONNECT in call.arguments:
                continue
            return call
        return None

    def observed(self, names, fd):
        for name in names:
            while self.calls and self.calls[0].fd not in self.open | {-1, fd} and self.calls[0].name != "socket":
                self.calls.popleft()
            while self.calls and BOUNDS_CONNECT in self.calls[0].arguments:
                self.calls.popleft()
            if self.calls and self.calls[0].name == name and self.calls[0].fd == fd:
                self.asked.append(self.calls.popleft())

    def match(self, event):
        """What is wrong with a returned call, or None."""
        self.made, self.asked = [], []
        sent = 0
        while True:
            call = self.next(event)
            if call is None:
                return "no such system call"
            if not is_its_call(event, call):
                return f"the system call is {call}"
            self.made.append(call)
            if call.errno in NOT_YET and event["result"].get("errno") not in NOT_YET:
                continue
            if event["call"] == "send" and not call.errno and "ok" in event["result"]:
                sent += call.value
                if sent < event["result"]["ok"]["sent"]:
                    continue
                call.value = sent
            if not is_its_result(event, call):
                return f"the system call gave {call}"
            break
        self.spare = []
        # A wait that the socket's own time limit ended: every try of it was answered so.
        while call.errno in NOT_YET and self.calls and str(self.calls[0]) == str(call):
            self.spare.append(self.calls.popleft())
        fd = event.get("fd")
        result = event["result"]
        if event["call"] == "close":
            self.open.discard(fd)
        elif event["call"] in ("socket", "accept") and "ok" in result:
            fd = result["ok"]["fd"]
            self.open.add(fd)
        if "ok" in result:
            self.observed(OBSERVATIONS.get(event["call"], []), fd)
        return None

    def left(self):
        """System calls on sockets that nothing was shown for."""
        return [call for call in self.calls if call.fd in self.open]


class Socket:
    """A socket of the run, with what was called on it, in order."""

    def __init__(self, family, kind, local=None):
        self.is_local = family == "Unix"
        self.is_stream = kind == "Stream"
        self.family, self.kind = family, kind
        self.local = local
        self.peer = None
        self.made = []
        # The other end of its connection, and whether its close resets it, as its listener's would.
        self.other = None
        self.is_abortive = False

    def before(self, made):
        """What was called on it before a call of its own."""
        return self.made[: self.made.index(made)]

    def listens(self):
        return any(made.name == "listen" and made.count == 0 for made in self.made)


class Made:
    """A call that was shown, with the system calls that it was."""

    def __init__(self, event, seq, participant, socket):
        self.event = event
        self.seq = seq
        self.calls = participant.made
        self.asked = participant.asked
        # The socket that it was made on, and the one that it gave.
        self.socket = socket
        self.gave = None
        # Whether the socket's close would have been a reset when it was made.
        self.is_abortive = socket is not None and socket.is_abortive

    @property
    def name(self):
        return self.event["call"]

    @property
    def entry(self):
        return self.calls[0].entry

    @property
    def exit(self):
        return self.calls[-1].exit

    @property
    def count(self):
        """What it gave back, a number of bytes for most, or None where it failed."""
        return None if self.calls[-1].errno else self.calls[-1].value

    @property
    def sends(self):
        return self.name in ("send", "sendto")

    @property
    def receives(self):
        return self.name in ("recv", "recvfrom") and self.event["args"]["max"] > 0

    @property
    def ends(self):
        """Which ways of its socket it has ended, reading and writing."""
        if self.count is None:
            return set()
        if self.name == "close":
            return {"RD", "WR"}
        if self.name != "shutdown":
            return set()
        how = self.calls[-1].arguments.rsplit("SHUT_", 1)[-1]
        return {"RD", "WR"} if how == "RDWR" else {how}

    @property
    def failure(self):
        """The errno by which it met that its connection was broken."""
        if self.name == "getsockopt":
            is_error = self.event["args"]["option"] == "Error"
            return {104: "ECONNRESET", 32: "EPIPE"}.get(self.event["result"].get("ok")) if is_error else None
        meets = self.sends or self.receives or self.name == "connect"
        return self.calls[-1].errno if meets and self.calls[-1].errno in ("ECONNRESET", "EPIPE") else None

    def __str__(self):
        return f"{self.event['participant']}'s {self.calls[-1]} (event {self.seq})"


def port(calls):
    """The port in the address of the first of these system calls that has one."""
    for call in calls:
        if found := re.search(r"sin6?_port=htons\((\d+)\)", call.arguments):
            return int(found.group(1))
    return None


def port_of(address):
    """The port in an address as it is shown."""
    return int(address.rsplit(":", 1)[-1]) if address else None


def pieces(receiver):
    """Which send must have become which recv, as (send, recv, offset, bytes): what goes in first comes out first."""

    def ranges(calls):
        at = 0
        for made in calls:
            if made.count:
                yield made, at, at + made.count
                at += made.count

    sent = list(ranges(made for made in receiver.other.made if made.sends))
    for recv, start, end in ranges(made for made in receiver.made if made.receives):
        for send, first, last in sent:
            at, until = max(start, first), min(end, last)
            if at < until:
                yield send, recv, at, until - at


def first_to_end(socket, way):
    """The first call that ended this way of a socket, or None."""
    return next((made for made in socket.made if way in made.ends), None)


class Links:
    """Holds the links of a run against its system calls."""

    def __init__(self, all_made, links):
        self.all = all_made
        self.by_seq = {(made.event["participant"], made.seq): made for made in all_made}
        self.links = links
        self.matched = self.total = 0
        self.complaints = []
        self.sockets = list(dict.fromkeys(s for made in all_made for s in (made.socket, made.gave) if s))
        self.met = {}
        self.meet()
        ends = [socket for socket in self.sockets if socket.other]
        self.pieces = [piece for socket in ends for piece in pieces(socket)]

    def meet(self):
        """Finds the two ends of each connection by their addresses. Unix sockets that connect have none: there the
        first in the queue is the first to be accepted."""
        waiting = [made for made in self.all if made.name == "connect" and made.count == 0 and made.socket.is_stream]
        for accept in self.all:
            if accept.name != "accept" or not accept.gave:
                continue
            one = accept.gave
            for connect in waiting:
                other = connect.socket
                if one.local == other.peer and (one.is_local or one.peer == other.local):
                    one.other, other.other = other, one
                    self.met[accept] = connect
                    waiting.remove(connect)
                    break

    def queued_at(self, made):
        """The listeners in whose queue a connection may be, or may have been, that nobody has accepted."""
        socket = made.socket
        to = socket.peer or made.event["args"].get("to", "")
        if socket.other or not to:
            return []
        listeners = [other for other in self.sockets if other.local and other.listens()]
        if socket.is_local:
            return [other for other in listeners if other.is_local]
        return [other for other in listeners if not other.is_local and port_of(other.local) == port_of(to)]

    def compare(self):
        shown = []
        for link in self.links:
            self.total += 1
            ends = [self.by_seq.get((end.get("participant"), end.get("seq"))) for end in (link["from"], link["to"])]
            if any("outside" in end for end in (link["from"], link["to"])):
                wrong = "there is no program outside"
            elif None in ends:
                wrong = "it has an end that is no call"
            else:
                wrong = getattr(self, link["carries"])(link, *ends)
                if not wrong and any(link["carries"] == was["carries"] and ends == its for was, its in shown):
                    wrong = "it is shown twice"
                shown.append((link, ends))
            if wrong:
                told = " → ".join(str(end or "?") for end in ends)
                self.complaints.append(f"link of {link['carries']}, {told}: {wrong}")
            else:
                self.matched += 1
        for wrong in self.missing(shown):
            self.total += 1
            self.complaints.append(wrong)
        return self

    def connection(self, _link, connect, accept):
        if connect.name != "connect" or accept.name != "accept" or not accept.gave:
            return "it is not from a connect to an accept"
        if self.met.get(accept) is not connect:
            return f"by the addresses the connect is {self.met.get(accept)}"
        if connect.entry >= accept.exit:
            return "the accept was there first"
        # What the kernel says of the two ends, each for itself.
        if connect.asked and not connect.socket.is_local and port(connect.asked) != port(accept.calls[-1:]):
            return f"the ports are {port(connect.asked)} and {port(accept.calls[-1:])}"
        return None

    def bytes(self, link, send, recv):
        if (send, recv, link["at"], link["bytes"]) in self.pieces:
            return None if send.entry < recv.exit else "the recv was there first"
        expected = [(str(one), at, count) for one, other, at, count in self.pieces if other is recv]
        return f"at {link['at']} {link['bytes']} bytes, expected {expected}"

    def end(self, _link, end, recv):
        if not recv.receives or recv.count != 0 or not recv.socket.is_stream:
            return "no recv has met an end"
        if not recv.socket.other or end.socket is not recv.socket.other:
            return "they are not the two ends of one connection"
        first = first_to_end(end.socket, "WR")
        if end is not first:
            return f"what ended it is {first}"
        if end.entry >= recv.exit:
            return "it had not been called"
        if end.name == "close" and end.is_abortive and not end.socket.is_local:
            return "that was a reset and no end"
        own = next((made for made in recv.socket.before(recv) if "RD" in made.ends), None)
        if own and own.exit < end.entry:
            return f"what ended it is {own}"
        return None

    def reset(self, link, end, failed):
        failure = failed.failure
        if not failure:
            return "nothing was broken"
        if failed.name != "getsockopt" and failure == "EPIPE":
            if own := next((made for made in failed.socket.before(failed) if "WR" in made.ends), None):
                return f"what ended it is {own}"
        if not end.ends:
            return "it ends nothing"
        if end.entry >= failed.exit:
            return "it had not been called"
        if end.socket in self.queued_at(failed):
            return None if "RD" in end.ends else "the listener went on listening"
        if not failed.socket.other or end.socket is not failed.socket.other:
            return "they are not the two ends of one connection"
        if link["carries"] == "no_reader":
            if not failed.socket.is_local or failure != "EPIPE":
                return "only a Unix socket has no reader"
            first = first_to_end(end.socket, "RD")
            return None if end is first else f"what ended it is {first}"
        if failed.socket.is_local:
            return None if end.name == "close" and failure == "ECONNRESET" else "only a close is met so"
        # Over TCP an end answers so that neither sends nor receives any more.
        ended = set().union(end.ends, *(made.ends for made in end.socket.before(end)))
        return None if ended == {"RD", "WR"} else "it went on sending or receiving"

    no_reader = reset

    def datagram(self, link, send, recv):
        both = send.sends and recv.receives and send.socket and recv.socket
        if not both or send.socket.is_stream or recv.socket.is_stream:
            return "it is not from one datagram socket to another"
        if (link["sent"], link["bytes"]) != (send.count, recv.count):
            return f"{link['sent']} bytes as sent, {link['bytes']} as received"
        if min(send.count, recv.event["args"]["max"]) != recv.count:
            return "the sizes are not those of one datagram"
        if send.entry >= recv.exit:
            return "it was received first"
        to = port(send.calls) or port_of(send.socket.peer)
        if not recv.socket.is_local and to != port_of(recv.socket.local):
            return f"it was sent to port {to}, and received at {port_of(recv.socket.local)}"
        # The log has no bytes: these are as they were shown.
        sent, received = send.event["args"]["data"].get("text"), recv.event["result"]["ok"]["data"].get("text")
        if None not in (sent, received) and not sent.startswith(received):
            return "it is another datagram"
        if not recv.socket.is_local and recv.name == "recvfrom" and send.asked:
            if port(send.asked) != port(recv.calls[-1:]):
                return f"the ports are {port(send.asked)} and {port(recv.calls[-1:])}"
        return None

    def missing(self, shown):
        """What follows from the system calls and is not shown, and what is shown too often or out of order."""

        def links_to(made, *carries):
            return [ends[0] for link, ends in shown if ends[1] is made and link["carries"] in carries]

        for send, recv, at, count in self.pieces:
            if send not in links_to(recv, "bytes"):
                yield f"no link of bytes, {send} → {recv}: {count} at {at}"
        # Datagrams of one socket to another do not overtake each other within one machine.
        last = {}
        for made in self.all:
            if made.name == "accept" and made.gave:
                if (count := len(links_to(made, "connection"))) != 1:
                    yield f"{count} links of connection to {made}"
            if made.receives and made.count is not None and not made.socket.is_stream:
                sends = links_to(made, "datagram")
                if len(sends) != 1:
                    yield f"{len(sends)} links of datagram to {made}"
                for send in sends:
                    before = last.get((send.socket, made.socket))
                    if before and before.entry >= send.entry:
                        yield f"link of datagram, {send} → {made}: {before} was received before"
                    last[send.socket, made.socket] = send
        for socket in self.sockets:
            if socket.is_stream:
                yield from self.missing_on(socket, links_to)

    def missing_on(self, socket, links_to):
        """What is not shown of how a connection came to its end for one of its sockets."""
        writer = socket.other and first_to_end(socket.other, "WR")
        own = set()
        is_reset = met_end = met_reset = False
        is_connected = socket in (made.gave for made in self.all if made.name == "accept")
        for made in socket.made:
            is_connected = is_connected or (made.name == "connect" and made.count == 0)
            if ends := links_to(made, "end"):
                if met_end:
                    yield f"link of end, {ends[0]} → {made}: it had been met before"
                met_end = True
            met_reset = met_reset or bool(links_to(made, "reset", "no_reader"))
            if made.receives and made.count == 0 and "RD" not in own and not is_reset:
                if writer and writer.entry < made.exit and not met_end:
                    yield f"no link of end, {writer} → {made}"
            is_reset = is_reset or made.failure == "ECONNRESET"
            if made.failure and is_connected and not met_reset and (socket.other or self.queued_at(made)):
                # Whoever has ended its own sending gets EPIPE for that.
                if own != {"RD", "WR"} and (made.failure == "ECONNRESET" or "WR" not in own):
                    yield f"no link to {made}"
            own |= made.ends


class Run:
    """Takes the events of a run as they come, and matches each with its system calls."""

    def __init__(self, made):
        self.made_by_thread = made
        self.participants = {}
        self.called = {}
        self.fds = collections.defaultdict(dict)
        self.all = []
        self.links = []
        self.matched = self.total = 0
        self.complaints = []

    def take(self, event):
        name = event["participant"]
        self.links += event.get("links", [])
        if event["phase"] == "called":
            self.called[name] = event["seq"]
        if event["phase"] != "returned" or event["call"] == "sleep":
            return
        if "unresolved" in event["result"] or "no_socket" in event["result"]:
            return
        self.total += 1
        # The kernel keeps 15 bytes of a thread's name.
        thread = name.encode()[:15].decode(errors="ignore")
        participant = self.participants.setdefault(name, Participant(self.made_by_thread.get(thread, [])))
        if wrong := participant.match(event):
            self.complaints.append(f"{name}: {event['call']} (event {event['seq']}): {wrong}")
            return
        self.matched += 1
        self.keep(Made(event, self.called[name], participant, self.fds[name].get(event.get("fd"))))

    def keep(self, made):
        """Keeps what a call says of its socket."""
        fds, result = self.fds[made.event["participant"]], made.event["result"].get("ok")
        self.all.append(made)
        if made.socket:
            made.socket.made.append(made)
        if made.count is None:
            return
        match made.name:
            case "socket":
                made.gave = fds[result["fd"]] = Socket(made.event["args"]["family"], made.event["args"]["kind"])
            case "accept":
                made.gave = fds[result["fd"]] = Socket(made.socket.family, made.socket.kind, result["local"])
                made.gave.peer = result["peer"]
                # A connection has the options of its listener.
                made.gave.is_abortive = made.socket.is_abortive
            case "bind" | "listen":
                made.socket.local = result["local"]
            case "sendto":
                made.socket.local = result.get("local") or made.socket.local
            case "connect":
                made.socket.local, made.socket.peer = result["local"], result["peer"]
            case "setsockopt" if "Linger" in made.event["args"]["option"]:
                made.socket.is_abortive = made.event["args"]["option"]["Linger"] == 0
            case "close":
                fds.pop(made.event["fd"], None)

    def left(self):
        for name, participant in self.participants.items():
            for call in participant.left():
                self.total += 1
                self.complaints.append(f"{name}: not shown: {call}")


def compare(program, file):
    """Runs a scenario and answers how it compares: (matched, total, complaints)."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "strace"
        command = ["strace", "-f", "--decode-pids=comm", "-s", "0", "-e", "trace=%network,close", "-o", log]
        command += [program, "run", file, "--json", "--any-port", "--timeout", "60"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return 0, 1, [f"exit code {done.returncode}: {done.stderr.strip()}"]
        run = Run(system_calls(log.read_text(errors="replace")))
    for line in done.stdout.splitlines():
        run.take(json.loads(line))
    run.left()
    links = Links(run.all, run.links).compare()
    return run.matched + links.matched, run.total + links.total, run.complaints + links.complaints


# The most lines of a script that is made by chance.
LINES = 18


def some_calls(chance, socket, count, is_server):
    """Calls on a connected stream, by chance."""
    often = {"send": 8, "recv": 9, "shutdown": 3, "close": 1, "linger": 1, "error": 2, "sleep": 3}
    for call in chance.choices(list(often), often.values(), k=count):
        match call:
            case "send":
                data = chance.choice(['Text("Hola")', 'Text("¿Sigues ahí?")', 'Hex("ff 00")', 'Repeat("x", 300)'])
                yield f'Send(socket: "{socket}", data: {data})'
            case "recv":
                yield f'Recv(socket: "{socket}", max: {chance.choice([1, 3, 16, 200, 1024])})'
            case "shutdown":
                yield f'Shutdown(socket: "{socket}", how: {chance.choice(["Read", "Write", "Write", "Both"])})'
            case "close":
                yield f'Close(socket: "{chance.choice([socket, "listener"]) if is_server else socket}")'
            case "linger":
                yield f'SetSockOpt(socket: "{socket}", option: Linger(Some(0)))'
            case "error":
                yield f'GetSockOpt(socket: "{socket}", option: Error)'
            case "sleep":
                yield f"Sleep(ms: {chance.randint(1, 8)})"


def wait_for_at_most(socket):
    # Whoever waits for what never comes goes on after this time.
    return f'SetSockOpt(socket: "{socket}", option: RcvTimeo(20))'


def some_streams(chance):
    """A server and those who connect to it. Two at once over Unix sockets could not be told apart."""
    is_local = chance.random() < 1 / 3
    family, address = ("Unix", "unix:azar") if is_local else ("Inet", "127.0.0.1:2300")
    server = [f'Socket(socket: "listener", family: {family}, kind: Stream)', wait_for_at_most("listener")]
    server += [f'Bind(socket: "listener", to: "{address}")', 'Listen(socket: "listener", backlog: 8)']
    for number in range(chance.choice([1, 1, 2])):
        server += [f'Accept(socket: "listener", into: "s{number}")', wait_for_at_most(f"s{number}")]
        server += some_calls(chance, f"s{number}", chance.randint(1, 8), True)
    if chance.random() < 0.3:
        server.insert(chance.randint(5, len(server)), 'Close(socket: "listener")')
    scripts = {"server": server}
    for name in ["client"] if is_local else chance.choice([["client"], ["client 1", "client 2"]]):
        client = scripts[name] = []
        for number in range(chance.choice([1, 1, 2])):
            client += [f'Socket(socket: "s{number}", family: {family}, kind: Stream)', wait_for_at_most(f"s{number}")]
            client += [f'Connect(socket: "s{number}", to: "{address}")']
            client += some_calls(chance, f"s{number}", chance.randint(1, 8), False)
    return scripts


def some_datagrams(chance):
    """A server and those who send to it."""
    address = "127.0.0.1:2301"
    begin = ['Socket(socket: "s", family: Inet, kind: Dgram)', wait_for_at_most("s")]
    server = [*begin, f'Bind(socket: "s", to: "{address}")']
    for _ in range(chance.randint(1, 5)):
        server.append(f'RecvFrom(socket: "s", max: {chance.choice([3, 1024])})')
        if chance.random() < 0.6:
            server.append(f'SendTo(socket: "s", data: Text("{"Hola" * chance.randint(1, 3)}"), to: "sender")')
    scripts = {"server": server}
    to = f'to: "{address}"'
    for name in ["client 1", "client 2"][: chance.randint(1, 2)]:
        client = scripts[name] = begin.copy()
        connected = chance.random() < 0.4
        if connected:
            client.append(f'Connect(socket: "s", to: "{address}")')
        for number in range(chance.randint(1, 5)):
            data = f'data: Text("{name} {number}{"." * chance.randint(0, 9)}")'
            client.append(f'Send(socket: "s", {data})' if connected else f'SendTo(socket: "s", {data}, {to})')
            if chance.random() < 0.5:
                client.append(f'{"Recv" if connected else "RecvFrom"}(socket: "s", max: {chance.choice([3, 1024])})')
    return scripts


def some_scenario(seed):
    """The text of a scenario made by chance, the same one for the same seed."""
    chance = random.Random(seed)
    scripts = some_datagrams(chance) if chance.random() < 0.15 else some_streams(chance)
    lines = ["Scenario(", "    version: 1,", "    participants: ["]
    for name, script in scripts.items():
        role = "Server" if name == "server" else "Client"
        lines.append(f'        Participant(name: "{name}", role: {role}, script: [')
        lines += [f"            {call}," for call in script[:LINES]]
        lines.append("        ]),")
    return "\n".join([*lines, "    ],", ")", ""])


def compare_random(program, count, first):
    """Compares scenarios made by chance. Answers (matched, total)."""
    all_matched = all_total = 0
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + count):
            file = pathlib.Path(folder) / f"{seed}.ron"
            text = some_scenario(seed)
            file.write_text(text)
            matched, total, of_it = compare(program, file)
            all_matched += matched
            all_total += total
            if of_it:
                complaints += [f"    seed {seed}: {complaint}" for complaint in of_it] + [text]
    print(f"random: {all_matched}/{all_total}")
    for complaint in complaints:
        print(complaint)
    return all_matched, all_total


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=ROOT / "target/debug/socketlab")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="compare N scenarios made by chance as well")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the number of the first of them")
    parser.add_argument("files", nargs="*", metavar="FILE")
    arguments = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed", file=sys.stderr)
        return 2
    files = arguments.files or sorted((ROOT / "saved_scenarios").glob("*.ron"))
    all_matched = all_total = 0
    for file in files:
        matched, total, complaints = compare(arguments.program, file)
        all_matched += matched
        all_total += total
        print(f"{pathlib.Path(file).name}: {matched}/{total}")
        for complaint in complaints:
            print(f"    {complaint}")
    if arguments.random > 0:
        matched, total = compare_random(arguments.program, arguments.random, arguments.seed)
        all_matched += matched
        all_total += total
    print(f"all: {all_matched}/{all_total}")
    return 0 if files and all_matched == all_total > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
