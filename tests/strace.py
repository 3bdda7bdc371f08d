#!/usr/bin/env python3
"""Compares what Socketlab shows with what the kernel was asked and answered.

Runs each saved scenario under strace. Every call that `socketlab run --json` shows as returned must be a system call of
the right name, by the thread of that participant, on that descriptor, in that order, with that result: descriptor, errno
or number of bytes. And no participant may make a system call on its sockets that is not shown, but for those that are
named in OBSERVATIONS and NOT_YET.

    tests/strace.py [--program target/debug/socketlab] [FILE…]

Exits with 1 unless everything matches, and with 2 where strace is missing.
"""

import argparse
import collections
import json
import pathlib
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
    def __init__(self, name, arguments, value, errno):
        self.name = name
        self.arguments = arguments
        self.value = value
        self.errno = errno

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
    for line in text.splitlines():
        parts = LINE.match(line)
        if not parts:
            continue
        thread, name, rest = parts.groups()
        if name:
            names[thread] = name
        if unfinished := UNFINISHED.match(rest):
            begun[thread] = unfinished.groups()
            continue
        if (resumed := RESUMED.match(rest)) and thread in begun:
            call, beginning = begun.pop(thread)
            rest = f"{call}({beginning}{resumed.group(2)}"
        if call := CALL.match(rest):
            name, arguments, value, errno = call.groups()
            if value != "?":
                calls[thread].append(SystemCall(name, arguments, int(value), errno))
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
    arguments = event["args"]
    if name == "socket":
        return call.arguments.startswith(FAMILIES[arguments["family"]]) and KINDS[arguments["kind"]] in call.arguments
    if name == "setsockopt":
        option = next(iter(arguments["option"]))
        if not names_option(call, option):
            return False
    if name == "getsockopt" and not names_option(call, arguments["option"]):
        return False
    if name == "send" and not call.arguments.endswith("NULL, 0"):
        return False
    # Python, and so Socketlab, passes -1 for a socket that is closed.
    return call.fd == (-1 if event["result"].get("errno") == "EBADF" else event.get("fd"))


class Participant:
    """Walks through the system calls of one thread along with what was shown of it."""

    def __init__(self, calls):
        self.calls = collections.deque(calls)
        self.open = set()

    def next(self, event):
        """The next system call on the sockets of the participant."""
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
                self.calls.popleft()

    def match(self, event):
        """What is wrong with a returned call, or None."""
        sent = 0
        while True:
            call = self.next(event)
            if call is None:
                return "no such system call"
            if not is_its_call(event, call):
                return f"the system call is {call}"
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
        # A wait that the socket's own time limit ended: every try of it was answered so.
        while call.errno in NOT_YET and self.calls and str(self.calls[0]) == str(call):
            self.calls.popleft()
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


def compare(program, file):
    """Runs a scenario and prints how it compares. Answers (matched, total, complaints)."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "strace"
        command = ["strace", "-f", "--decode-pids=comm", "-s", "0", "-e", "trace=%network,close", "-o", log]
        command += [program, "run", file, "--json", "--any-port", "--timeout", "60"]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            return 0, 1, [f"exit code {run.returncode}: {run.stderr.strip()}"]
        made = system_calls(log.read_text(errors="replace"))
    participants = {}
    matched = total = 0
    complaints = []
    for line in run.stdout.splitlines():
        event = json.loads(line)
        if event["phase"] != "returned" or event["call"] == "sleep":
            continue
        if "unresolved" in event["result"] or "no_socket" in event["result"]:
            continue
        total += 1
        name = event["participant"]
        # The kernel keeps 15 bytes of a thread's name.
        thread = name.encode()[:15].decode(errors="ignore")
        participant = participants.setdefault(name, Participant(made.get(thread, [])))
        if wrong := participant.match(event):
            complaints.append(f"{name}: {event['call']} (event {event['seq']}): {wrong}")
        else:
            matched += 1
    for name, participant in participants.items():
        for call in participant.left():
            total += 1
            complaints.append(f"{name}: not shown: {call}")
    return matched, total, complaints


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=ROOT / "target/debug/socketlab")
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
    print(f"all: {all_matched}/{all_total}")
    return 0 if files and all_matched == all_total > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
