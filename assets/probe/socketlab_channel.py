"""The control connections to Socketlab: one for each thread of the program that makes reported calls.

A message to the host is four bytes of length (little-endian) and a marshalled tuple that begins with its name: hello, code, names,
call, made, ret, exc, nested, fork, spawned, holds, met, raised, tls, foreign, past. The host answers the hello with one byte, `h`
(hold: ask before each call) or `f` (free). Later it sends five: an order and the low 32 bits of the number of the call that it is
for. `g`: go. `f`: go, and be free. `H`: hold from the next call on. `F`: be free.

What the program does must not depend on this file. When the host is gone, or anything here fails, the program runs on unwatched;
only what its own signal handlers raise, KeyboardInterrupt above all, goes through as at any call that blocks.

A program may close descriptors that are not its own, and put others in their place. So a channel looks whether its descriptor is
still its socket after whatever may have changed that, and now and then: if it is not, it falls silent and leaves it alone.
"""

import errno
import os
import sys
from _socket import AF_INET, AF_UNIX, IPPROTO_TCP, MSG_DONTWAIT, SO_SNDBUF, SOCK_STREAM, SOL_SOCKET, TCP_NODELAY
from _socket import socket as RawSocket
from _thread import _local, get_ident, get_native_id
from _weakref import ref
from itertools import islice
from sys import _getframe
from time import monotonic_ns

from socketlab_guard import FOLDER, guarded, swallow
from socketlab_values import describe_error, framed, plain

try:
    from _socket import MSG_NOSIGNAL  # The program may have given SIGPIPE back its default, which kills.
except ImportError:
    MSG_NOSIGNAL = 0

# The environment is the program's, to be changed or emptied.
ADDRESS, TOKEN = os.environ.get("SOCKETLAB_CONTROL", ""), os.environ.get("SOCKETLAB_TOKEN", "")
AT_ONCE = MSG_DONTWAIT | MSG_NOSIGNAL
PROTOCOL = 1
HELLO_SECONDS = 10
HIGH_DESCRIPTORS = 200, 50  # The program's first socket is still descriptor 3. RLIMIT_NOFILE may be low.
SEND_BUFFER = 1 << 20
LOOK_EVERY_NS = 2_000_000
NEVER_HELD = frozenset(["adopt", "detach", "dup", "fromfd", "setblocking", "settimeout", "socketpair"])
NONE_LEFT = frozenset([errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
MOST_CALLERS = 3  # are told of a call that makes a socket: one of them gives it a name
SO_NOSIGPIPE = 0x1022  # macOS, which has no MSG_NOSIGNAL

LIBRARY = os.path.dirname(os.__file__) + os.sep
PACKAGES = os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep

class _Thread(_local):
    """What belongs to one thread, and ends with it."""

    channel = None
    is_opening = False
    is_untold = False  # There was no descriptor left for it, or the host does not know it, or it has lost its own.


UNTOLD = ()  # what `begin` answers for a call that is not reported
_thread = _Thread()
_main_thread = get_ident()
_channels = {}  # descriptor -> weak reference to its channel
_host_is_gone = False
_doubts = 0  # how often something happened after which a descriptor of ours may be another's
_forked_at = 0  # when the fork began that made this process, or the last one that this process made


def current():
    """The channel of this thread, opened now if need be; None when nobody is listening."""
    return None if _host_is_gone or _thread.is_untold else _thread.channel or _open()


def own():
    """The channel of this thread, if it has one already: the thread may be as good as over."""
    return None if _host_is_gone else _thread.channel


def leave_word(message):
    """For a thread that is as good as over, and has no channel any more: another one tells the message for it."""
    for reference in [] if _host_is_gone else list(_channels.values()):
        channel = reference()
        if channel is not None and channel.sock is not None:
            channel.queue.append(framed(message))
            return


def is_of_probe(descriptor):
    return descriptor in _channels


def make_way(descriptor):
    """The program is about to put something else in the place of one of ours: it moves on."""
    reference = _channels.get(descriptor)
    channel = None if reference is None else reference()
    if channel is not None:
        channel.move()


def _open():
    if _thread.is_opening:  # a signal handler or the garbage collector, while the connection is being made
        return None
    _thread.is_opening = True
    try:
        _thread.channel = Channel()
    except Exception as error:
        swallow(error)
        if _channels or isinstance(error, OSError) and error.errno in NONE_LEFT:
            _thread.is_untold = True  # The others go on telling.
        else:
            lose_host(error)
    finally:
        _thread.is_opening = False
    return _thread.channel


def lose_host(error):
    """From now on the process reports nothing and waits for nobody. Unless it was a signal handler of the program that raised
    the error, while we were at work."""
    global _host_is_gone
    swallow(error)
    _host_is_gone = True


def doubt():
    """Descriptors have been closed, or others put in their place: each channel looks whether its own is still there."""
    global _doubts
    _doubts += 1


def note_fork():
    """Before a fork: the host is to remember what the child will have open."""
    global _forked_at
    _forked_at = monotonic_ns()
    channel = current()
    if channel is not None:
        channel.tell(("fork", _forked_at), _getframe())


def note_child(pid):
    """After a fork, where it was made: which process it made."""
    channel = _thread.channel
    if pid and channel is not None and not _host_is_gone:
        channel.tell(("forked", _forked_at, pid), _getframe())


def forget_parent():
    """In the child of a fork: closes its copies of the parent's connections. It opens its own with its first call."""
    global _main_thread
    _main_thread = get_ident()
    for channel in [reference() for reference in list(_channels.values())]:
        if channel is not None:
            channel.let_go()
    _channels.clear()
    _thread.channel = None
    _thread.is_untold = False


def is_library(filename):
    """Does this file belong to the standard library, to a package that was installed, or to us?"""
    return is_standard(filename) or filename.startswith(FOLDER) or PACKAGES[0] in filename or PACKAGES[1] in filename


def is_standard(filename):
    """Does it belong to the standard library?"""
    within = filename.startswith(LIBRARY) and not (PACKAGES[0] in filename or PACKAGES[1] in filename)
    return within or filename.startswith("<frozen ")


def _connect():
    """A connection to the host, on a high descriptor."""
    family, address = AF_UNIX, ADDRESS
    if address.startswith("tcp:"):
        host, port = address[4:].rsplit(":", 1)
        family, address = AF_INET, (host, int(port))
    sock = RawSocket(family, SOCK_STREAM)
    try:
        sock.settimeout(HELLO_SECONDS)
        sock.connect(address)
        sock.setsockopt(SOL_SOCKET, SO_SNDBUF, SEND_BUFFER)
        if family == AF_INET:
            sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        if sys.platform == "darwin":
            sock.setsockopt(SOL_SOCKET, SO_NOSIGPIPE, 1)
        high = _high_copy(sock.fileno())
        if high is not None:
            low, sock = sock, RawSocket(family, SOCK_STREAM, 0, high)
            low.close()
            sock.settimeout(HELLO_SECONDS)  # Here too: the program may have called setdefaulttimeout.
        return sock
    except BaseException:
        sock.close()
        raise


def _high_copy(descriptor):
    try:
        from fcntl import F_DUPFD_CLOEXEC, fcntl
    except ImportError:
        return None
    for lowest in HIGH_DESCRIPTORS:
        try:
            return fcntl(descriptor, F_DUPFD_CLOEXEC, lowest)
        except OSError:
            pass
    return None


def _thread_name(is_main):
    """The name of this thread, without making `threading` invent an object for it. One that was begun without `threading` goes
    by the function that it began with."""
    thread = getattr(sys.modules.get("threading"), "_active", {}).get(get_ident())
    frame, name = _getframe(), "MainThread" if is_main else ""
    while frame is not None and thread is None and not is_main:
        code = frame.f_code
        if code.co_name == "_bootstrap_inner" and is_standard(code.co_filename):
            thread = frame.f_locals.get("self")  # It is ending, and struck off the list.
        elif not is_library(code.co_filename):
            name = code.co_name
        frame = frame.f_back
    frame = None  # No frame may have itself: it would keep alive what the thread has.
    found = getattr(thread, "__dict__", {}).get("_name")
    return str.__str__(found) if isinstance(found, str) else name


def _working_directory():
    try:
        return os.getcwd()
    except OSError:
        return ""


class Channel:
    """The connection of one thread, and its open call."""

    descriptor = sock = identity = None
    registry = _channels
    untold = frozenset()  # ids of the code of methods of socket.socket whose own calls are nobody's business

    def __init__(self):
        self.calls = 0  # made so far on this connection
        self.is_open = False  # The last of them has been announced and has not ended.
        self.looked_at = 0
        self.doubts = _doubts
        self.orders = b""  # received and not yet obeyed
        self.unsent = b""
        self.queue = []  # frames for which the right moment has not come: of nested calls, for one
        self.codes = {}  # id of a code object -> its number, or the complement of its number if it is the standard library's
        self.code_objects = []  # by number; keeps them alive, so that no id comes twice
        self.sock = _connect()
        self.descriptor = self.sock.fileno()
        self.identity = _identity(self.descriptor)
        self.registry[self.descriptor] = ref(self)
        self.send, self.recv = self.sock.send, self.sock.recv
        self.holds = self.greet() == b"h"
        self.sock.settimeout(None)

    @guarded
    def __del__(self):
        self.let_go()

    def let_go(self):
        """Closes the connection, unless its descriptor has become something else."""
        descriptor, sock = self.descriptor, self.sock
        self.descriptor = self.sock = self.send = self.recv = None
        if sock is not None:
            self.registry.pop(descriptor, None)
            if _identity(descriptor) == self.identity:
                sock.close()
            else:
                sock.detach()

    def move(self):
        """Gives its descriptor another number."""
        high = _high_copy(self.descriptor)
        if high is not None:
            self.registry[high] = self.registry.pop(self.descriptor)
            old, self.descriptor = self.sock, high
            self.sock = RawSocket(old.family, SOCK_STREAM, 0, high)
            self.sock.settimeout(None)
            self.send, self.recv = self.sock.send, self.sock.recv
            old.close()

    def is_whole(self):
        """Is its descriptor still its socket? If not, this thread says nothing more."""
        if self.sock is not None and _identity(self.descriptor) == self.identity:
            self.doubts = _doubts
            return True
        self.doubts = -1
        self.let_go()
        _thread.channel = None
        _thread.is_untold = True
        return False

    def greet(self):
        is_main = get_ident() == _main_thread
        process = os.getpid(), os.getppid()
        thread = get_native_id(), _thread_name(is_main), is_main
        python = "%d.%d.%d" % sys.version_info[:3], sys.executable or ""
        program = [], _working_directory()
        self.post(("hello", PROTOCOL, TOKEN) + process + thread + python + program + (monotonic_ns(), _forked_at))
        answer = self.recv(1)
        if answer not in (b"h", b"f"):
            raise EOFError("no host")
        return answer

    # A call: begin, then end or fail

    def begin(self, method, fd, args, frame, via=None, makes=False, is_odd=False):
        """Announces a call, and in hold mode waits for the host. Answers what `end` and `fail` need: None, or for a call inside
        another call of this thread, which waits for nobody and is reported afterwards, the first half of its report.

        `makes`: it makes a socket, and who calls is told in full. `is_odd`: its arguments are no good, and told as written."""
        try:
            number = -1 if frame is None else self.codes.get(id(frame.f_code), -1)
            if number >= 0 and via is None:
                line, via = frame.f_lineno, ""
            elif frame is not None and id(frame.f_code) in self.untold:
                return UNTOLD
            else:
                number, line, via = self.place(frame, method, via)
            callers = self.callers(frame) if makes else None
            time = monotonic_ns()
            if self.is_open and self.is_inside(frame):
                return method, fd, args, number, line or 0, via, time, callers, is_odd
            if time - self.looked_at > LOOK_EVERY_NS and not self.holds:
                self.looked_at = time
                if not self.is_whole():
                    return UNTOLD
                self.look()
            held = self.holds and _can_be_held(method, args, frame, via)
            data = framed(("call", time, method, fd, args, number, line or 0, via, held, callers, is_odd))
            if self.queue:
                self.drain()
            self.calls += 1
            self.is_open = True
            self.unsent += data
            self.flush()
            if self.sock is None:
                return UNTOLD
            if held:
                self.wait()
                self.post(("made", monotonic_ns()))
        except Exception as error:
            return self.gives_up(error)
        return None

    def end(self, begun, fd, result, extra):
        """The call has returned."""
        time = monotonic_ns()
        try:
            if begun is None:
                self.close_call(("ret", time, fd, result, extra))
            elif begun is not UNTOLD:
                self.queue.append(framed(("nested",) + begun[:7] + (time, fd, result, extra, None) + begun[7:]))
        except Exception as error:
            self.gives_up(error)

    def fail(self, begun, fd, error, extra=None):
        """The call has raised."""
        time = monotonic_ns()
        try:
            told = describe_error(error)
            if begun:
                self.queue.append(framed(("nested",) + begun[:7] + (time, fd, None, None, told) + begun[7:]))
            elif begun is None and self.is_open:
                self.close_call(("exc", time) + told + (extra,))
        except Exception as trouble:
            self.gives_up(trouble)

    def gives_up(self, error):
        """After an error of ours. Where there is no room left, for the stack or at all, only this call is not told in full."""
        if isinstance(error, (RecursionError, MemoryError)):
            swallow(error)
            return None if self.is_open else UNTOLD
        lose_host(error)
        return UNTOLD

    def tell(self, message, frame):
        """A message that is about no call."""
        try:
            self.queue.append(framed(message))
            if not (self.is_open and self.is_inside(frame)):
                self.drain()
                self.flush()
        except Exception as error:
            self.gives_up(error)

    def is_inside(self, frame):
        """Is the open call still going on around this frame? KeyboardInterrupt may have struck when it could not be reported."""
        while frame is not None:
            if frame.f_code.co_filename.startswith(FOLDER):
                return True
            frame = frame.f_back
        self.close_call(("exc", monotonic_ns(), "KeyboardInterrupt", None, ""))
        return False

    def close_call(self, message):
        data = framed(message)
        self.is_open = False
        self.unsent += data
        if self.queue:
            self.drain()
        self.flush()

    # Where in the program

    def place(self, frame, method, via):
        """(number of the code, line, name of the library function through which the program came) of a call. Where there is
        nothing of the program below, -1, and the function of the library that calls."""
        through = inner = ""
        while frame is not None:
            number = self.codes.get(id(frame.f_code))
            if number is None:
                number = self.define(frame.f_code)
            if number >= 0:
                if through == method:  # socket.close, which calls what we have replaced
                    through = ""
                return number, frame.f_lineno, through if via is None else via
            if not frame.f_code.co_filename.startswith(FOLDER):
                through = frame.f_code.co_name
                if not inner and through != method:
                    inner = through
            frame = frame.f_back
        return -1, 0, via or inner or through

    def callers(self, frame):
        """Who makes a socket: for each frame of the program, from the call outwards, the number of its code, its line, and where
        in it it stands: how far in the code, and from which line and column to which in the source, where Python knows."""
        found = []
        while frame is not None and len(found) < MOST_CALLERS:
            code = frame.f_code
            number = self.codes.get(id(code))
            if number is None:
                number = self.define(code)
            if number >= 0:
                found.append((number, frame.f_lineno or 0, frame.f_lasti, _position(frame)))
            frame = frame.f_back
        return found

    def define(self, code):
        number = len(self.code_objects)
        self.code_objects.append(code)
        self.queue.append(framed(("code", number, code.co_filename, code.co_name)))
        self.codes[id(code)] = number = ~number if is_library(code.co_filename) else number
        return number

    # The wire

    def post(self, message):
        self.unsent += framed(message)
        self.flush()

    def drain(self):
        while self.queue:  # A signal handler may add to it at any moment.
            self.unsent += self.queue.pop(0)

    def flush(self):
        """Writes what is unsent. KeyboardInterrupt may strike between any two steps, and should not lose or double a message."""
        if _host_is_gone or self.doubts != _doubts and not self.is_whole():
            return
        data, self.unsent = self.unsent, b""
        try:
            sent = self.send(data, AT_ONCE)  # A write that cannot wait cannot be cut short by a signal.
        except BlockingIOError:
            sent = 0
        except (RecursionError, MemoryError):
            self.unsent = data
            raise
        if sent < len(data):
            view = memoryview(data)
            try:
                while sent < len(data):
                    sent += self.send(view[sent:], MSG_NOSIGNAL)
            finally:
                self.unsent = data[sent:]

    def wait(self):
        """Blocks until the host lets the open call go."""
        number = (self.calls - 1) & 0xFFFFFFFF
        while True:
            order = self.next_order()
            if order is None:
                self.receive(0)
            elif order[1] == number and order[0] in b"gf":  # Others answer calls that a signal has ended meanwhile.
                self.holds = order[0] == b"g"
                return

    def look(self):
        """Has the host changed the mode?"""
        try:
            self.receive(MSG_DONTWAIT)
        except BlockingIOError:
            return
        while self.next_order():
            pass

    def receive(self, flags):
        data = self.recv(4096, flags)
        if not data:
            raise EOFError("the host is gone")
        self.orders += data

    def next_order(self):
        """(order, number of the call), or None. A change of mode is obeyed at once."""
        if len(self.orders) < 5:
            return None
        order, number = self.orders[:1], int.from_bytes(self.orders[1:5], "little")
        self.orders = self.orders[5:]
        if order in b"HF":
            self.holds = order == b"H"
        return order, number


def _identity(descriptor):
    """What a descriptor stands for; None for nothing."""
    try:
        found = os.fstat(descriptor)
        return found.st_dev, found.st_ino
    except OSError:
        return None


def _position(frame):
    """Where the expression stands that a frame is at: line, last line, column, last column; None before Python 3.11."""
    positions = getattr(frame.f_code, "co_positions", None)
    if positions is None or frame.f_lasti < 0:
        return None
    return next(islice(positions(), frame.f_lasti // 2, None), None)


def _can_be_held(method, args, frame, via):
    """Not what the kernel has no say in, nor a look of asyncio at what is ready, between two steps of its loop."""
    if method == "selectors" and args[-1] is not None and args[-1] <= 0:
        return frame is None or not str(frame.f_globals.get("__name__")).startswith("asyncio.")
    return method not in NEVER_HELD and via != "gc"
