#!/usr/bin/env python3
"""Compares Python programs that are watched with the same programs left alone, and with what the kernel was asked.

Each program in tests/python/watched is run plain, watched by `socketlab run`, and watched under strace:

- watched, its output, its errors and its exit code are those of the plain run, byte for byte;
- every call that was shown as returned is a system call of the right name, by that thread, on that descriptor, in that
  order, with that result: descriptor, errno or number of bytes. And no Python thread makes a system call on a socket that
  is not shown, but for those that are named in OBSERVATIONS, ADOPTION, NOT_YET and `Thread.excused`;
- as many sockets are made and accepted as in the plain run.

    tests/watched.py [--program target/debug/socketlab] [--python PYTHON] [--jobs 2] [PROGRAM…]
    tests/watched.py --plain 5      only looks whether the programs do the same in each of five plain runs

The first line of a program may say how it wants to be run: `# watched: WORD…`

    stdin="Ana\\n"   what it reads; otherwise nothing
    exit=3          the exit code that it must have plain; -2 for a signal; 0 unless told
    stop-after=2    it never ends: stopped after so many seconds. Only its output is compared
    pythonpath=.    a folder for PYTHONPATH, seen from the program's
    terminal        its plain run has a terminal for its output (see `Workshop.plain`)
    no-strace       not run under strace
    unseen=close    system calls that it makes past its socket objects, as by os.close: each once, not shown

Nothing is normalised. Both runs are made in a copy at the same path, as tracebacks name it.

Exits with 1 unless everything matches, and with 2 where strace or Python is missing.
"""

import argparse
import ast
import collections
import concurrent.futures
import errno
import json
import os
import pathlib
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import termios

from strace import CALL, LINE, RESUMED, UNFINISHED, SystemCall

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "tests/python/watched"
TIMEOUT = 30
# The descriptors of the probe begin here.
OF_THE_PROBE = 200

TRACED = "%network,close,dup,dup2,dup3,fcntl,clone,clone3,fork,vfork,execve,rt_sigaction,read,write,readv,writev,sendfile"
SYSTEM_CALLS = {
    "socket": {"socket"},
    "bind": {"bind"},
    "listen": {"listen"},
    "accept": {"accept", "accept4"},
    "connect": {"connect"},
    "connect_ex": {"connect"},
    "send": {"sendto"},
    "sendall": {"sendto"},
    "sendto": {"sendto"},
    "sendmsg": {"sendmsg"},
    "recv": {"recvfrom"},
    "recv_into": {"recvfrom"},
    "recvfrom": {"recvfrom"},
    "recvfrom_into": {"recvfrom"},
    "recvmsg": {"recvmsg"},
    "recvmsg_into": {"recvmsg"},
    "shutdown": {"shutdown"},
    "close": {"close"},
    "setsockopt": {"setsockopt"},
    "getsockopt": {"getsockopt"},
    "getsockname": {"getsockname"},
    "getpeername": {"getpeername"},
    # Past the methods of sockets.
    "os.read": {"read"},
    "os.readv": {"readv"},
    "os.write": {"write"},
    "os.writev": {"writev"},
    "os.sendfile": {"sendfile"},
    "os.close": {"close"},
}
PAST_METHODS = {"read", "readv", "write", "writev", "sendfile"}
# What makes a socket object for a descriptor.
ADOPTS = {"adopt", "socketpair", "fromfd", "dup"}
# Shown, but no system call on a socket: those that wait for several, names, and what Python keeps for itself.
NAMES = {"getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"}
WITHOUT_SYSTEM_CALL = ADOPTS | NAMES | {"detach", "settimeout", "setblocking", "select", "selectors", "poll", "epoll", "os.dup", "os.dup2"}
# What the probe asks after a call that went well, to tell the addresses: each at most once.
OBSERVATIONS = {
    "bind": ["getsockname"],
    "listen": ["getsockname"],
    "accept": ["getsockname"],
    "connect": ["getsockname", "getpeername"],
    "connect_ex": ["getsockname", "getpeername"],
    "sendto": ["getsockname"],
    "sendmsg": ["getsockname"],
}
# What CPython asks when it makes a socket object for a descriptor that is there already; the probe does the same, to know
# what that socket is.
ADOPTION = ["getsockname", "getsockopt", "getsockopt", "getsockopt"]
# How the probe describes a socket that the process has without having made it.
ENDS_OF = {"getsockname", "getpeername"}
DESCRIBES = ENDS_OF | {"getsockopt"}
# Two names for one number.
SAME_ERRNO = {"ENOTSUP": "EOPNOTSUPP", "EWOULDBLOCK": "EAGAIN"}
# "Not yet": Python waits, and asks again.
NOT_YET = {"EAGAIN", "EINPROGRESS", "EINTR", "ERESTARTSYS"}
# Raised by Python after it has waited as long as it was told, or before it asked the kernel at all.
WAITED = {"timeout", "TimeoutError", "KeyboardInterrupt", "BlockingIOError"}
RESOLVES = {"bind", "connect", "connect_ex", "sendto"} | NAMES
LEAVES = {"getsockname", "getpeername", "close"}


class Program:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        with open(self.path, "rb") as source:
            first = source.readline().decode(errors="replace").lstrip("\ufeff")
        told = first.split("# watched:", 1)[1] if first.startswith("# watched:") else ""
        words = dict(word.partition("=")[::2] for word in shlex.split(told))
        self.stdin = words.pop("stdin", "").replace("\\n", "\n").encode()
        self.exit = int(words.pop("exit", "0"))
        self.stop_after = float(words.pop("stop-after", "0"))
        self.pythonpath = words.pop("pythonpath", None)
        self.terminal = words.pop("terminal", None) is not None
        self.strace = words.pop("no-strace", None) is None
        self.unseen = words.pop("unseen", "").split(",")
        if words:
            sys.exit(f"{path}: what is {', '.join(words)}?")

    @property
    def name(self):
        return self.path.stem

    def copy_to(self, folder):
        """A fresh copy of the folder it stands in, always at the same path. Answers the program's folder there."""
        shutil.rmtree(folder, ignore_errors=True)
        inside = ROOT / "tests/python"
        from_folder = inside if inside in self.path.parents else self.path.parent
        shutil.copytree(from_folder, folder)
        return folder / self.path.parent.relative_to(from_folder)

    def environment(self, folder):
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SOCKETLAB_"))}
        if self.pythonpath:
            kept["PYTHONPATH"] = str((folder / self.pythonpath).resolve())
        return kept


Ran = collections.namedtuple("Ran", "stdout stderr code")


class Workshop:
    """A folder for the runs of one program."""

    def __init__(self, program, python, socketlab, folder):
        self.program = program
        self.python = python
        self.socketlab = socketlab
        self.folder = pathlib.Path(folder)
        self.stdin = self.folder / "stdin"
        self.stdin.write_bytes(program.stdin)

    def start(self, command, stdout, stderr, stdin):
        def as_in_a_shell():
            # A test that runs in the background has SIGINT ignored, and so would the program.
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        place = self.program.copy_to(self.folder / "copy")
        return subprocess.Popen(
            command,
            cwd=place,
            env=self.program.environment(place),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            preexec_fn=as_in_a_shell,
        )

    def plain(self, log=None):
        """Runs the program without us.

        Watched, the output of a program is emptied after each line, as on a terminal. Where a program forks with lines
        that it has not yet written out, a file would show them twice, and a terminal once: such a program is compared
        with its run on a terminal.
        """
        command = [self.python, self.program.path.name]
        if log:
            command = strace_to(log) + command
        files = [self.folder / name for name in ("stdout", "stderr")]
        with open(self.stdin, "rb") as stdin, open(files[0], "wb") as stdout, open(files[1], "wb") as stderr:
            if self.program.terminal:
                ours, theirs = pty.openpty()
                settings = termios.tcgetattr(theirs)
                settings[1] &= ~termios.OPOST
                termios.tcsetattr(theirs, termios.TCSANOW, settings)
                run = self.start(command, theirs, stderr, stdin)
                os.close(theirs)
                try:
                    while some := os.read(ours, 65536):
                        stdout.write(some)
                except OSError:
                    # So Linux tells the end of a terminal.
                    pass
                os.close(ours)
            else:
                run = self.start(command, stdout, stderr, stdin)
            self.wait(run, self.program.stop_after or TIMEOUT)
        return Ran(*(file.read_bytes() for file in files), run.returncode)

    def watched(self, log=None):
        """Runs the program watched. Answers the events, and what Socketlab itself had to say."""
        timeout = self.program.stop_after or TIMEOUT * (3 if log else 1)
        command = [self.socketlab, "run", self.program.path.name, "--python", self.python, "--json"]
        command += ["--timeout", f"{timeout:g}", "--stdin", self.stdin]
        if log:
            command = strace_to(log) + command
        files = [self.folder / name for name in ("events", "complaints")]
        with open(files[0], "wb") as stdout, open(files[1], "wb") as stderr:
            run = self.start(command, stdout, stderr, subprocess.DEVNULL)
            self.wait(run, timeout + 30)
        lines = files[0].read_text(errors="surrogateescape").split("\n")
        events = [json.loads(line) for line in lines if line.startswith("{")]
        said = files[1].read_text(errors="replace") + "".join(line for line in lines if not line.startswith("{"))
        return events, said.strip(), run.returncode

    @staticmethod
    def wait(run, seconds):
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        # What it left behind, as well.
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        run.wait()


def strace_to(log):
    return ["strace", "-f", "-qq", "-s", "32", "-e", f"trace={TRACED}", "-e", "signal=none", "-o", str(log)]


def raw(shown):
    """The bytes that the JSON shows."""
    return bytes.fromhex(shown["hex"]) if "hex" in shown else shown["text"].encode("utf-8", "surrogatepass")


def as_it_ran(events):
    """What a run that was watched put out, and its exit code, from its events."""
    out = {"stdout": [], "stderr": []}
    first = code = None
    for event in events:
        if event["phase"] == "printed":
            out[event["stream"]].append(raw(event["data"]))
        first = first or event["participant"]
        if event["phase"] == "exited" and event["participant"] == first:
            code = event["code"] if event.get("signal") is None else -event["signal"]
    return Ran(b"".join(out["stdout"]), b"".join(out["stderr"]), code)


def first_difference(name, plain, watched):
    at = next((n for n, (a, b) in enumerate(zip(plain, watched)) if a != b), min(len(plain), len(watched)))
    begin = max(0, at - 30)
    return f"{name} differs at byte {at}: plain {plain[begin:at + 60]!r}, watched {watched[begin:at + 60]!r}"


def compare_runs(program, plain, watched):
    complaints = []
    parts = ("stdout",) if program.stop_after else ("stdout", "stderr")
    for part in parts:
        a, b = getattr(plain, part), getattr(watched, part)
        if a != b:
            complaints.append(first_difference(part, a, b))
    if not program.stop_after and plain.code != watched.code:
        complaints.append(f"exit code: plain {plain.code}, watched {watched.code}")
    return complaints


class Made(SystemCall):
    """A system call of a thread. `claimed` when it was shown; `of_a_socket` where its descriptor is known for one."""

    def __init__(self, name, arguments, value, errno, of_a_socket):
        super().__init__(name, arguments, value, errno)
        self.of_a_socket = of_a_socket
        self.claimed = False


class Process:
    def __init__(self, sockets=()):
        self.sockets = set(sockets)
        self.is_python = False


NETWORK = set().union(*SYSTEM_CALLS.values()) | {"socketpair", "sendmmsg", "recvmmsg"}
NETWORK -= PAST_METHODS | {"close"}
# The interpreter lets go of the signals when it ends, before it tidies up.
ENDS = "the end"
FORKS = {"clone", "clone3", "fork", "vfork"}


class Log:
    """What strace wrote: the calls of each Python thread, in order, without those of the probe and of the C library."""

    def __init__(self, text, python, told=()):
        lines = list(self.finished(text.splitlines()))
        self.parents = {}
        for thread, name, arguments, value, _ in lines:
            if name in FORKS and value > 0:
                self.parents[value] = (thread, "CLONE_THREAD" in arguments)
        self.processes = {}
        self.calls = collections.defaultdict(list)
        self.begun = {}
        self.told = set(told)
        self.pythons = {str(python), os.path.realpath(python)}
        self.hosts_paths = set()
        for line in lines:
            self.take(*line)
        self.calls = {thread: self.without_others(calls) for thread, calls in self.calls.items() if self.is_python(thread)}

    @staticmethod
    def finished(lines):
        """Each call as (thread, name, arguments, value, errno), where it returned. A fork stands where it began."""
        begun = {}
        for line in lines:
            parts = LINE.match(line)
            if not parts:
                continue
            thread, _, rest = parts.groups()
            if unfinished := UNFINISHED.match(rest):
                begun[thread] = unfinished.groups()
                continue
            if (resumed := RESUMED.match(rest)) and thread in begun:
                call, beginning = begun.pop(thread)
                rest = f"{call}({re.sub(',$', ', ', beginning)}{resumed.group(2)}"
            if call := CALL.match(rest):
                name, arguments, value, errno = call.groups()
                # Without an errno it never returned. With one a signal ended it; it is made again, or Python goes another way.
                if value != "?" or errno:
                    yield int(thread), name, arguments, -1 if value == "?" else int(value), errno

    def process(self, thread):
        """The process of a thread; a new one begins with its parent's sockets."""
        if thread not in self.processes:
            parent, is_thread = self.parents.get(thread, (None, False))
            if parent is None:
                self.processes[thread] = Process()
            elif is_thread:
                self.processes[thread] = self.process(parent)
            else:
                self.processes[thread] = Process(self.process(parent).sockets)
                self.processes[thread].is_python = self.process(parent).is_python
        return self.processes[thread]

    def is_python(self, thread):
        return self.process(thread).is_python or thread in self.told

    def take(self, thread, name, arguments, value, errno):
        process = self.process(thread)
        if name == "execve":
            if not errno:
                program = arguments.split('"')[1]
                process.is_python = process.is_python or program in self.pythons
                # Python makes its sockets so that they are closed here. What is inherited all the same is not known for one.
                process.sockets.clear()
                earlier = [call for call in self.calls[thread] if call.name != ENDS]
                self.calls[thread] = earlier + [Made(name, arguments, value, errno, False)]
            return
        if name == "rt_sigaction":
            if arguments.startswith("SIGINT, {sa_handler=SIG_DFL"):
                self.calls[thread].append(Made(ENDS, arguments, value, errno, False))
            return
        if name in FORKS:
            self.process(value) if value > 0 else None
            return
        call = Made(name, arguments, value, errno, False)
        call.of_a_socket = call.fd in process.sockets or name in NETWORK
        if name == "bind" and not self.is_python(thread) and (path := re.search(r'sun_path=(@?".*?")', arguments)):
            self.hosts_paths.add(path.group(1))
        if name in DESCRIBES and not errno:
            process.sockets.add(call.fd)  # It may have been inherited.
        if name in ("socket", "accept", "accept4") and value >= 0:
            process.sockets.add(value)
        elif name == "socketpair" and not errno:
            process.sockets.update(pair(call))
        elif name.startswith("dup") or name == "fcntl":
            copies = name != "fcntl" or "F_DUPFD" in arguments
            if copies and value >= 0 and call.fd in process.sockets:
                process.sockets.add(value)
            return
        elif name == "close":
            process.sockets.discard(call.fd)
        if name in NETWORK or name == "close" or name in PAST_METHODS and call.of_a_socket:
            self.calls[thread].append(call)

    def without_others(self, calls):
        """Leaves out the sockets of the probe, of nscd, of netlink and of the resolver: from `socket` to `close`."""
        kept = []
        others = set()
        for n, call in enumerate(calls):
            if call.name == "socket" and not call.errno:
                others.discard(call.value)
                ahead = next((c for c in calls[n + 1 :] if c.fd == call.value), None)
                is_connect = ahead is not None and ahead.name == "connect"
                if (
                    "AF_NETLINK" in call.arguments
                    or (is_connect and any(path in ahead.arguments for path in self.hosts_paths))
                    or (is_connect and "/nscd/socket" in ahead.arguments)
                    or (is_connect and "SOCK_NONBLOCK" in call.arguments and "htons(53)" in ahead.arguments)
                ):
                    others.add(call.value)
                    continue
            if call.fd in others:
                if call.name == "close":
                    others.discard(call.fd)
                continue
            if call.fd is not None and call.fd >= OF_THE_PROBE:
                continue
            kept.append(call)
        return kept

    def count(self):
        """How many sockets were made, and accepted. The C library may have made some, to sort addresses: (least, most)."""
        made = accepted = sorting = 0
        for calls in self.calls.values():
            for n, call in enumerate(calls):
                if call.name == "socket":
                    made += 1
                    sorting += is_for_sorting(calls, n)
                accepted += call.name.startswith("accept") and not call.errno
        return (made - sorting, made), accepted


def pair(call):
    return [int(fd) for fd in re.search(r"\[(\d+), (\d+)\]", call.arguments).groups()]


def is_for_sorting(calls, n):
    """Whether a socket looks like one with which getaddrinfo finds out which addresses are near (RFC 3484)."""
    if "SOCK_DGRAM" not in calls[n].arguments:
        return False
    names = []
    for call in calls[n + 1 :]:
        if call.fd != calls[n].value:
            return False
        names.append(call.name)
        if call.name == "close":
            return names[0] == "connect" and set(names[1:-1]) <= {"connect", "getsockname"}
    return False


class Thread:
    """Walks through the system calls of one thread along with what was shown of it."""

    def __init__(self, calls):
        self.calls = calls
        self.next = 0
        # What lies inside of the last call, and what lies about it.
        self.inside = self.about = range(0)
        self.resolving = set()
        # What the process began with is described before the program asks anything.
        began = max((n + 1 for n, call in enumerate(calls) if call.name == "execve"), default=len(calls))
        for call in calls[began:]:
            if call.name in NETWORK - DESCRIBES:
                break
            call.claimed = call.name in DESCRIBES
        self.adopted = collections.defaultdict(set)

    def match(self, event):
        """What is wrong with a returned call, or None."""
        if event.get("via") == "closerange":
            # One system call closes all, or each has one.
            for call in self.calls[self.next :]:
                if call.name == "close" and call.fd == fd_of(event):
                    call.claimed = True
                    break
            return None
        if event["call"] in WITHOUT_SYSTEM_CALL:
            return self.without_system_call(event)
        claims = self.find(range(self.next, len(self.calls)), event)
        if claims is None:
            # A call inside another one is shown after it.
            claims = self.find(self.about if event.get("via") == "gc" else self.inside, event)
            if claims is None:
                return None if may_ask_nothing(event) else self.no_call(event)
            for n in claims:
                self.calls[n].claimed = True
            return None
        for n in claims:
            self.calls[n].claimed = True
        if claims:
            self.inside = range(claims[0], claims[-1])
            self.about = range(self.next, claims[-1])
            if event["call"] in RESOLVES:
                self.resolving.update(range(self.next, claims[0]))
            self.next = claims[-1] + 1
        self.observed(event)
        return None

    def no_call(self, event):
        near = next((str(c) for c in self.calls[self.next :] if fits(event, c)), None)
        return f"no such system call; the next like it is {near}" if near else "no such system call"

    def without_system_call(self, event):
        if event["call"] in RESOLVES:
            end = next((n for n in range(self.next, len(self.calls)) if not self.is_of_sorting(n)), len(self.calls))
            self.resolving.update(range(self.next, end))
        if event["call"] in ADOPTS:
            fd = opened(event)
            self.find_pair(fd)
            # Asked before it is shown: it follows whatever else the thread did.
            asked = next((n for n in range(self.next, len(self.calls)) if self.calls[n].name in NETWORK), None)
            # A number that is no socket's was asked for all the same.
            failed = fd is None and asked is not None and self.calls[asked].errno
            if asked is not None and (failed or self.calls[asked].fd == fd):
                fd = self.calls[asked].fd
                self.next = asked
                self.accept_next(ADOPTION + ADOPTION, fd)
        return None

    def find_pair(self, fd):
        """Of the two sockets of a pair each is shown by itself."""
        for n, call in enumerate(self.calls):
            if call.name == "socketpair" and not call.errno and fd in pair(call) and fd not in self.adopted[n]:
                self.adopted[n].add(fd)
                call.claimed = self.adopted[n] == set(pair(call))
                self.next = max(self.next, n + 1)
                return

    def is_of_sorting(self, n):
        return self.calls[n].name in {"socket", "connect", "getsockname", "close"}

    def find(self, where, event):
        """Where the system calls of a call are, or None: tries that had to wait, and one that ended it."""
        claims = []
        result = event["result"]
        done = 0
        for n in where:
            call = self.calls[n]
            if call.claimed or not fits(event, call):
                if claims and event["call"] in ("connect", "connect_ex") and is_so_error(call, event):
                    # How Python learns what became of a connect that it had to wait for.
                    claims.append(n)
                    return claims if so_error(call) == wanted_errno(event) else None
                if claims and raised(event) in WAITED:
                    return claims
                continue
            if event["call"] == "sendall" and not call.errno:
                claims.append(n)
                done += call.value
                if "ok" in result and done == size(event["args"].get("data")):
                    return claims if result["ok"]["sent"] == done else None
                continue
            if raised(event) in WAITED and result.get("errno") in (None, "EINTR") and event["call"] not in ("connect", "sendall"):
                # It waited for nothing, and asked nothing. A try that came to nothing goes to the next call like it.
                return [n] if call.errno in ("EINTR", "ERESTARTSYS") else None
            if call.errno in NOT_YET and call.errno != wanted_errno(event):
                claims.append(n)
                continue
            if not is_its_result(event, call):
                # A descriptor that os.close took away is closed once more.
                if event["call"] == "close" and not call.errno:
                    continue
                return claims if claims and raised(event) in WAITED else None
            claims.append(n)
            return claims
        return claims if claims and raised(event) in WAITED else None

    def observed(self, event):
        result = event["result"]
        name = event["call"]
        fd = event.get("fd")
        if name in ("connect", "connect_ex") and result.get("errno") in NOT_YET:
            # Is there a peer already?
            self.accept_next(["getpeername", "getsockname"], fd)
        if "ok" not in result:
            return
        if name.startswith("recvmsg"):
            # Descriptors may have come with the message.
            while self.next < len(self.calls) and self.calls[self.next].name in DESCRIBES and self.calls[self.next].fd != fd:
                self.calls[self.next].claimed = True
                self.next += 1
        if name == "accept":
            fd = opened(event)
            self.accept_next(ADOPTION + ADOPTION, fd)
        self.accept_next(OBSERVATIONS.get(name, []), fd)

    def accept_next(self, names, fd):
        for name in names:
            if self.next < len(self.calls):
                call = self.calls[self.next]
                if call.name == name and call.fd == fd:
                    call.claimed = True
                    self.next += 1

    def left(self, detached):
        """System calls on sockets that nothing was shown for."""
        return [call for n, call in enumerate(self.calls) if not call.claimed and not self.excused(n, detached)]

    def excused(self, n, detached):
        call = self.calls[n]
        # Files, and descriptors that were taken out of their sockets: os.close.
        if call.name == "execve" or not call.of_a_socket or (call.name == "close" and call.fd in detached):
            return True
        # Between fork and exec, a child closes what is not to be inherited.
        after = next((c for c in self.calls[n:] if c.name != "close"), None)
        if after is not None and after.name == "execve":
            return True
        # Whether a connect that was not answered at once has been: asked before each call on its socket.
        if call.name in ENDS_OF and any(c.fd == call.fd and c.errno == "EINPROGRESS" for c in self.calls[:n]):
            return True
        # What has come with a message.
        if call.name in DESCRIBES and any("SCM_RIGHTS" in c.arguments for c in self.calls[:n]):
            return True
        # Sorting addresses, inside of getaddrinfo.
        if n in self.resolving and (call.name == "socket" and is_for_sorting(self.calls, n) or self.begun_by_sorting(n)):
            return True
        # What a signal ended did nothing.
        if call.errno == "ERESTARTSYS":
            return True
        # The interpreter ends: it tidies up when nobody is told any more.
        if call.name in LEAVES and any(c.name == ENDS for c in self.calls[:n]) and n >= self.next:
            return True
        # The text of the ResourceWarning for a socket that nobody closed names both addresses.
        before = [c.name for c in self.calls[:n] if c.fd == call.fd][-1:]
        names = [c.name for c in self.calls[n:] if c.fd == call.fd][:3]
        warning = ["getsockname", "getpeername", "close"]
        return names == warning or before + names[:2] == warning

    def begun_by_sorting(self, n):
        fd = self.calls[n].fd
        begin = next((m for m in range(n - 1, -1, -1) if self.calls[m].name == "socket" and self.calls[m].value == fd), None)
        return begin is not None and is_for_sorting(self.calls, begin)


def size(data):
    if isinstance(data, dict):
        return data.get("bytes", data.get("big"))
    return data if isinstance(data, int) else None


def opened(event):
    """The descriptor that a call gave."""
    ok = event["result"].get("ok")
    if isinstance(ok, str):
        fd = re.search(r"fd=(\d+)", ok)
        return int(fd.group(1)) if fd else None
    return ok.get("fd") if isinstance(ok, dict) else ok


def raised(event):
    result = event["result"]
    if "unresolved" in result:
        return "gaierror"
    # Ctrl-C is shown as an interrupted call.
    if result.get("errno") == "EINTR":
        return "KeyboardInterrupt"
    return result.get("raised") or ("OSError" if "errno" in result else None)


def fd_of(event):
    """The descriptor that a call is made on; Python passes -1 for a socket that is closed, and the events show none."""
    return event.get("fd", -1)


def wanted_errno(event):
    """The errno that a call ended with, connect_ex's answer included; None for success."""
    result = event["result"]
    if "errno" in result:
        return SAME_ERRNO.get(result["errno"], result["errno"])
    if event["call"] == "connect_ex" and isinstance(result.get("ok"), int) and result["ok"]:
        return errno.errorcode.get(result["ok"])
    return None


def is_so_error(call, event):
    return call.name == "getsockopt" and "SO_ERROR" in call.arguments and call.fd == fd_of(event)


def so_error(call):
    value = re.search(r"SO_ERROR, \[(\w+)\]", call.arguments).group(1)
    return None if value == "0" else value


def may_ask_nothing(event):
    """Whether Python can end a call like this without asking the kernel."""
    result = event["result"]
    if "raised" in result and "errno" not in result:
        return True
    if raised(event) in WAITED | {"gaierror", "herror"}:
        return True
    if event["call"] == "sendall" and "ok" in result:
        return size(event["args"].get("data")) == 0
    # Nothing is asked for.
    if event["call"] in ("recv", "recv_into") and "ok" in result:
        return any(event["args"].get(key) == 0 for key in ("bufsize", "size", "nbytes", "max_bytes"))
    return False


def fits(event, call):
    """Whether a system call can be what the event says was called."""
    name = event["call"]
    if call.name not in SYSTEM_CALLS.get(name, {name}):
        return False
    return name == "socket" or call.fd == fd_of(event)


def is_its_result(event, call):
    """Whether a system call gave what the event shows."""
    name = event["call"]
    if wanted := wanted_errno(event):
        return call.errno == wanted
    if call.errno or "ok" not in event["result"]:
        return False
    ok = event["result"]["ok"]
    if isinstance(ok, str) and name.startswith(("send", "recv", "os.")):
        # A call with flags and the like is shown as Python writes it.
        ok = ast.literal_eval(ok) if not ok.endswith("…") else None
        ok = ok[0] if isinstance(ok, tuple) else ok
        if ok is None:
            return call.value >= 0
        ok = {"bytes": len(ok)} if isinstance(ok, bytes) else ok
    if name == "accept" and isinstance(ok, str) and opened(event) is None:
        return call.value >= 0  # What it gave was no socket.
    if name in ("socket", "accept"):
        return call.value == opened(event)
    if name in ("send", "sendto", "sendmsg", "os.write", "os.writev", "os.sendfile"):
        return call.value == (ok["sent"] if isinstance(ok, dict) else ok)
    if name.startswith("recv") or name in ("os.read", "os.readv"):
        return call.value == size(ok.get("data", ok) if isinstance(ok, dict) else ok)
    if name == "getsockopt" and isinstance(ok, int):
        shown = re.search(r", \[(-?\d+)\], \[", call.arguments)
        return not shown or int(shown.group(1)) == ok
    return call.value == 0


def compare_with_kernel(events, log, unseen=()):
    """How what was shown compares with what strace saw: (matched, total, complaints)."""
    threads = {thread: Thread(calls) for thread, calls in log.calls.items()}
    processes = {event["tid"]: event["pid"] for event in events if event["phase"] in ("started", "joined")}
    detached = collections.defaultdict(set)
    matched = total = 0
    complaints = []
    for event in events:
        # What the kernel closes when a program ends is a call of nobody; and what a dead thread was in has not returned.
        if event["phase"] != "returned" or event.get("origin") == "program_end" or "killed" in event["result"]:
            continue
        tid = event["tid"]
        if event["call"] == "detach" and isinstance(event["result"].get("ok"), int):
            detached[processes.get(tid)].add(event["result"]["ok"])
        total += 1
        thread = threads.setdefault(tid, Thread([]))
        if wrong := thread.match(event):
            where = f"{event['participant']}: {event['call']} (event {event['seq']}, line {event.get('line')})"
            complaints.append(f"{where}: {json.dumps(event['result'])[:120]}: {wrong}")
        else:
            matched += 1
    unseen = list(unseen)
    for tid, thread in threads.items():
        for call in thread.left(detached[processes.get(tid)]):
            if call.name in unseen:
                unseen.remove(call.name)
                continue
            total += 1
            complaints.append(f"thread {tid}: not shown: {call}")
    return matched, total, complaints


def compare_counts(events, log):
    """The sockets that were made, against a plain run."""
    (least, most), accepted = log.count()
    returned = [event for event in events if event["phase"] == "returned"]
    shown = sum(event["call"] == "socket" and raised(event) != "TypeError" for event in returned)
    shown_accepted = sum(event["call"] == "accept" and "ok" in event["result"] for event in returned)
    if not least <= shown <= most:
        yield f"{shown} sockets shown, {most} made in the plain run"
    if shown_accepted != accepted:
        yield f"{shown_accepted} accepted, {accepted} in the plain run"


def check(program, python, socketlab):
    """Runs a program in all ways. Answers (matched, total, complaints)."""
    with tempfile.TemporaryDirectory(prefix="watched-") as folder:
        workshop = Workshop(program, python, socketlab, folder)
        plain = workshop.plain()
        complaints = []
        if not program.stop_after and plain.code != program.exit:
            complaints.append(f"plain, it exits with {plain.code}: {plain.stderr[-200:]!r}")
        events, said, code = workshop.watched()
        complaints += compare_runs(program, plain, as_it_ran(events))
        if not events:
            return 0, 1, complaints + [f"no events; exit code {code}: {said[-300:]}"]
        matched = total = 0
        if program.strace:
            log = workshop.folder / "strace"
            workshop.plain(log)
            alone = Log(log.read_text(errors="replace"), python)
            events, _, _ = workshop.watched(log)
            told = {event["tid"] for event in events if event["phase"] in ("started", "joined")}
            made = Log(log.read_text(errors="replace"), python, told)
            matched, total, wrong = compare_with_kernel(events, made, program.unseen)
            complaints += wrong + list(compare_counts(events, alone))
        return matched, total, complaints


def repeat_plain(program, python, times):
    with tempfile.TemporaryDirectory(prefix="watched-") as folder:
        workshop = Workshop(program, python, None, folder)
        runs = [workshop.plain() for _ in range(times)]
    complaints = [c for run in runs[1:] for c in compare_runs(program, runs[0], run)]
    if not program.stop_after and runs[0].code != program.exit:
        complaints.append(f"it exits with {runs[0].code}: {runs[0].stderr.decode(errors='replace')[-300:]}")
    return times - len(complaints), times, complaints


def programs(named):
    if named:
        return [Program(path) for path in named]
    in_folders = [folder / f"{folder.name}.py" for folder in PROGRAMS.iterdir() if folder.is_dir()]
    return [Program(path) for path in sorted(PROGRAMS.glob("*.py")) + sorted(p for p in in_folders if p.exists())]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=ROOT / "target/debug/socketlab")
    parser.add_argument("--python", default=shutil.which("python3"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--plain", type=int, metavar="TIMES", help="only run the programs plain, so often each")
    parser.add_argument("--trace", action="store_true", help="a mistake of the harness ends it")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM")
    arguments = parser.parse_args()
    if not shutil.which("strace"):
        print("strace is not installed", file=sys.stderr)
        return 2
    if not arguments.python or not shutil.which(arguments.python):
        print("there is no such Python", file=sys.stderr)
        return 2
    python = str(pathlib.Path(shutil.which(arguments.python)).absolute())
    socketlab = pathlib.Path(arguments.program).absolute()

    def work(program):
        try:
            if arguments.plain:
                return repeat_plain(program, python, arguments.plain)
            return check(program, python, socketlab)
        except Exception as wrong:
            if arguments.trace:
                raise
            return 0, 1, [f"the harness: {wrong!r}"]

    chosen = programs(arguments.programs)
    all_matched = all_total = good = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as workers:
        for program, (matched, total, complaints) in zip(chosen, workers.map(work, chosen)):
            all_matched += matched
            all_total += total
            good += not complaints
            print(f"{program.name}: {matched}/{total}{'' if not complaints else ' DIFFERS'}", flush=True)
            for complaint in complaints[:20]:
                print(f"    {complaint}")
    print(f"all: {good}/{len(chosen)} programs, {all_matched}/{all_total} calls")
    return 0 if chosen and good == len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
