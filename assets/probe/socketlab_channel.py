"""The control connections to Socketlab: one for each thread of the program that makes reported calls.

A message to the host is four bytes of length (little-endian) and a marshalled tuple that begins with its name: hello, code, call,
made, ret, exc, nested, fork, raised, tls, foreign. The host answers the hello with one byte, `h` (hold: ask before each call) or `f`
(free). Later it sends five: an order and the low 32 bits of the number of the call that it is for. `g`: go. `f`: go, and be free.
`H`: hold from the next call on. `F`: be free.

What the program does must not depend on this file. When the host is gone, or anything here fails, the program runs on unwatched;
only what its own signal handlers raise, KeyboardInterrupt above all, goes through as at any call that blocks.
"""

import errno
import os
import sys
from _socket import AF_INET, AF_UNIX, IPPROTO_TCP, MSG_DONTWAIT, SO_SNDBUF, SOCK_STREAM, SOL_SOCKET, TCP_NODELAY
from _socket import socket as RawSocket
from _thread import _local, get_ident, get_native_id
from _weakref import ref
from marshal import dumps
from sys import _getframe
from time import monotonic_ns

try:
    from _socket import MSG_NOSIGNAL  # The program may have given SIGPIPE back its default, which kills.
except ImportError:
    MSG_NOSIGNAL = 0

AT_ONCE = MSG_DONTWAIT | MSG_NOSIGNAL
PROTOCOL = 1
MARSHAL_VERSION = 2  # the newest without back references
HELLO_SECONDS = 10
HIGH_DESCRIPTORS = 200, 50  # The program's first socket is still descriptor 3. RLIMIT_NOFILE may be low.
SEND_BUFFER = 1 << 20
LOOK_EVERY_NS = 2_000_000
LARGEST_DATA = 16 << 20
LONGEST_REPR = 200
NEVER_HELD = frozenset(["adopt", "detach", "setblocking", "settimeout"])
NONE_LEFT = frozenset([errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM])
UNTOLD = ()  # what `begin` answers for a call that is not reported
SO_NOSIGPIPE = 0x1022  # macOS, which has no MSG_NOSIGNAL

FOLDER = os.path.dirname(__file__) + os.sep
LIBRARY = os.path.dirname(os.__file__) + os.sep
PACKAGES = (LIBRARY + "site-packages", LIBRARY + "dist-packages")
EXACT = frozenset([int, str, bytes, float, bool, type(None)])


class _Thread(_local):
    """What belongs to one thread, and ends with it."""

    channel = None
    is_opening = False
    is_untold = False  # There was no descriptor left for it.


_thread = _Thread()
_main_thread = get_ident()
_channels = {}  # descriptor -> weak reference to its channel
_host_is_gone = False
_forked_at = 0  # when the fork began that made this process, or the last one that this process made


def current():
    """The channel of this thread, opened now if need be; None when nobody is listening."""
    return None if _host_is_gone or _thread.is_untold else _thread.channel or _open()


def _open():
    if _thread.is_opening:  # a signal handler or the garbage collector, while the connection is being made
        return None
    _thread.is_opening = True
    try:
        _thread.channel = Channel()
    except OSError as error:
        if error.errno in NONE_LEFT:
            _thread.is_untold = True  # The others go on telling.
        else:
            lose_host(error)
    except Exception as error:
        lose_host(error)
    finally:
        _thread.is_opening = False
    return _thread.channel


def lose_host(error):
    """From now on the process reports nothing and waits for nobody. Unless it was a signal handler of the program that raised
    the error, while we were at work."""
    global _host_is_gone
    traceback = error.__traceback__
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    if not traceback.tb_frame.f_code.co_filename.startswith(FOLDER):
        raise error
    _host_is_gone = True


def note_fork():
    """Before a fork: the host is to remember what the child will have open."""
    global _forked_at
    _forked_at = monotonic_ns()
    channel = current()
    if channel is not None:
        channel.tell(("fork", _forked_at), _getframe())


def forget_parent():
    """In the child of a fork: closes its copies of the parent's connections. It opens its own with its first call."""
    global _main_thread
    _main_thread = get_ident()
    for channel in [reference() for reference in _channels.values()]:
        if channel is not None:
            channel.sock.close()
    _channels.clear()
    _thread.channel = None
    _thread.is_untold = False


def is_library(filename):
    """Does this file belong to the standard library?"""
    return filename.startswith(LIBRARY) and not filename.startswith(PACKAGES) or filename.startswith("<frozen ")


def plain(value):
    """The same value in types that marshal knows: constants become ints, buffers bytes, strangers their repr."""
    kind = type(value)
    if kind in EXACT:
        return value
    if kind is tuple or kind is list:
        for item in value:
            if type(item) not in EXACT:
                return kind([plain(item) for item in value])
        return value
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    try:
        return repr(value)[:LONGEST_REPR]
    except Exception:
        return kind.__name__


def describe_error(error):
    """(type, errno or None, message)"""
    try:
        message = plain(str(error))
    except Exception:
        message = ""
    return type(error).__name__, plain(error.errno) if isinstance(error, OSError) else None, message


def _shortened(value):
    if type(value) is bytes and len(value) > LARGEST_DATA:
        return "big", len(value)
    return tuple([_shortened(item) for item in value]) if type(value) is tuple else value


def _frame(message):
    body = dumps(message, MARSHAL_VERSION)
    if len(body) > LARGEST_DATA:
        body = dumps(_shortened(message), MARSHAL_VERSION)
    return len(body).to_bytes(4, "little") + body


def _connect():
    """A connection to the host, on a high descriptor."""
    address = os.environ["SOCKETLAB_CONTROL"]
    family = AF_UNIX
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
    """The name of this thread, without making `threading` invent an object for it."""
    thread = getattr(sys.modules.get("threading"), "_active", {}).get(get_ident())
    return plain(thread.name) if thread is not None else "MainThread" if is_main else ""


def _working_directory():
    try:
        return os.getcwd()
    except OSError:
        return ""


class Channel:
    """The connection of one thread, and its open call."""

    untold = frozenset()  # ids of the code of methods of socket.socket whose own calls are nobody's business

    def __init__(self):
        self.calls = 0  # made so far on this connection
        self.is_open = False  # The last of them has been announced and has not ended.
        self.looked_at = 0
        self.orders = b""  # received and not yet obeyed
        self.unsent = b""
        self.queue = []  # frames for which the right moment has not come: of nested calls, for one
        self.codes = {}  # id of a code object -> its number, or the complement of its number if it is the standard library's
        self.code_objects = []  # by number; keeps them alive, so that no id comes twice
        self.registry = _channels
        self.sock = _connect()
        self.descriptor = self.sock.fileno()
        self.registry[self.descriptor] = ref(self)
        self.send, self.recv = self.sock.send, self.sock.recv
        self.holds = self.greet() == b"h"
        self.sock.settimeout(None)

    def __del__(self):
        if hasattr(self, "descriptor"):
            self.registry.pop(self.descriptor, None)
            self.sock.close()

    def greet(self):
        is_main = get_ident() == _main_thread
        token = os.environ.get("SOCKETLAB_TOKEN", "")
        process = os.getpid(), os.getppid()
        thread = get_native_id(), _thread_name(is_main), is_main
        python = "%d.%d.%d" % sys.version_info[:3], sys.executable or ""
        program = plain(list(getattr(sys, "argv", []))), _working_directory()
        self.post(("hello", PROTOCOL, token) + process + thread + python + program + (monotonic_ns(), _forked_at))
        answer = self.recv(1)
        if answer not in (b"h", b"f"):
            raise EOFError("no host")
        return answer

    # A call: begin, then end or fail

    def begin(self, method, fd, args, frame, via=None):
        """Announces a call, and in hold mode waits for the host. Answers what `end` and `fail` need: None, or for a call inside
        another call of this thread, which waits for nobody and is reported afterwards, the first half of its report."""
        try:
            number = self.codes.get(id(frame.f_code), -1)
            if number >= 0 and via is None:
                line, via = frame.f_lineno, ""
            elif id(frame.f_code) in self.untold:
                return UNTOLD
            else:
                number, line, via = self.place(frame, method, via)
            time = monotonic_ns()
            if self.is_open and self.is_inside(frame):
                return method, fd, args, number, line or 0, via, time
            if time - self.looked_at > LOOK_EVERY_NS and not self.holds:
                self.looked_at = time
                self.look()
            held = self.holds and _can_be_held(method, args, frame, via)
            data = _frame(("call", time, method, fd, args, number, line or 0, via, held))
            if self.queue:
                self.drain()
            self.calls += 1
            self.is_open = True
            self.unsent += data
            self.flush()
            if held:
                self.wait()
                self.post(("made", monotonic_ns()))
        except Exception as error:
            lose_host(error)
        return None

    def end(self, begun, fd, result, extra):
        """The call has returned."""
        time = monotonic_ns()
        try:
            if begun is None:
                self.close_call(("ret", time, fd, result, extra))
            elif begun is not UNTOLD:
                self.queue.append(_frame(("nested",) + begun + (time, fd, result, extra, None)))
        except Exception as error:
            lose_host(error)

    def fail(self, begun, fd, error):
        """The call has raised."""
        time = monotonic_ns()
        try:
            if begun:
                self.queue.append(_frame(("nested",) + begun + (time, fd, None, None, describe_error(error))))
            elif begun is None and self.is_open:
                self.close_call(("exc", time) + describe_error(error))
        except Exception as trouble:
            lose_host(trouble)

    def tell(self, message, frame):
        """A message that is about no call."""
        try:
            self.queue.append(_frame(message))
            if not (self.is_open and self.is_inside(frame)):
                self.drain()
                self.flush()
        except Exception as error:
            lose_host(error)

    def is_inside(self, frame):
        """Is the open call still going on around this frame? KeyboardInterrupt may have struck when it could not be reported."""
        while frame is not None:
            if frame.f_code.co_filename.startswith(FOLDER):
                return True
            frame = frame.f_back
        self.close_call(("exc", monotonic_ns(), "KeyboardInterrupt", None, ""))
        return False

    def close_call(self, message):
        data = _frame(message)
        self.is_open = False
        self.unsent += data
        if self.queue:
            self.drain()
        self.flush()

    # Where in the program

    def place(self, frame, method, via):
        """(number of the code, line, name of the library function through which the program came) of a call."""
        innermost, through = frame, ""
        while frame is not None:
            number = self.codes.get(id(frame.f_code))
            if number is None:
                number = self.define(frame.f_code)
            if number >= 0:
                if through == method:  # socket.close, which calls what we have replaced
                    through = ""
                return number, frame.f_lineno, through if via is None else via
            through = frame.f_code.co_name
            frame = frame.f_back
        return ~self.codes[id(innermost.f_code)], innermost.f_lineno, via or ""

    def define(self, code):
        number = len(self.code_objects)
        self.code_objects.append(code)
        self.queue.append(_frame(("code", number, code.co_filename, code.co_name)))
        self.codes[id(code)] = number = ~number if is_library(code.co_filename) else number
        return number

    # The wire

    def post(self, message):
        self.unsent += _frame(message)
        self.flush()

    def drain(self):
        while self.queue:  # A signal handler may add to it at any moment.
            self.unsent += self.queue.pop(0)

    def flush(self):
        """Writes what is unsent. KeyboardInterrupt may strike between any two steps, and should not lose or double a message."""
        if _host_is_gone:
            return
        data, self.unsent = self.unsent, b""
        try:
            sent = self.send(data, AT_ONCE)  # A write that cannot wait cannot be cut short by a signal.
        except BlockingIOError:
            sent = 0
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


def _can_be_held(method, args, frame, via):
    """Not what the kernel has no say in, nor a look of asyncio at what is ready, between two steps of its loop."""
    if method == "selectors" and args[-1] is not None and args[-1] <= 0:
        return not str(frame.f_globals.get("__name__")).startswith("asyncio.")
    return method not in NEVER_HELD and via != "gc"
