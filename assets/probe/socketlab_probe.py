"""Reports every socket call of the program to Socketlab, and holds it back until Socketlab lets it go.

The standard library's own methods and functions are replaced right after the program has imported their module, and only then.
What is told of a call stands in socketlab_calls; how, in socketlab_channel. Here: the replacements, and that nobody sees them.
"""

import os
import sys
from _socket import socket as RawSocket
from sys import _getframe
from time import monotonic_ns

import socketlab_calls as calls
import socketlab_files as files
import socketlab_sockets as sockets
import socketlab_waits as waits
from socketlab_channel import PACKAGES, Channel, current, forget_parent, is_standard, note_fork
from socketlab_guard import FOLDER, guarded, swallow
from socketlab_values import EXACT, describe_error, plain

FRAMES_STAY = sys.version_info < (3, 11)  # The traceback of an exception keeps the frames that it has gone through.

fileno = RawSocket.fileno
MethodType = type(Channel.tell.__get__(object()))


def install():
    """Says hello. If nobody answers, nothing is touched."""
    channel = current()
    if channel is None:
        return
    held = sockets.inherited()
    if held:
        channel.tell(("holds", held), None)
    # For every fork after which Python code may run.
    os.register_at_fork(before=guarded(note_fork), after_in_child=guarded(forget_parent))
    sys.meta_path.insert(0, _Finder())
    for name in PATCHES.keys() & sys.modules.keys():
        module = sys.modules[name]
        if _may_patch(module.__spec__):
            _patched(PATCHES[name], module)
    _patch_os(os)
    sys.excepthook = _excepthook
    try:
        if not sys.stdout.isatty():
            sys.stdout.reconfigure(line_buffering=True)  # Socketlab shows the output while the program runs.
    except (AttributeError, ValueError):
        pass


@guarded
def _patched(patch, module):
    """What cannot be patched, as nobody has foreseen it, stays as it is."""
    patch(module)


# The replacements


def _reported(method, original, telling, before=fileno, after=None, makes=False):
    """`original`, with a report before and after it.

    `before` and `after` answer the descriptor: -1 for none, None before a call that is not worth a report. `method` is a name, or
    answers one with what is told, given that and the frame that calls.

    An error of the program's leaves it as it came: of `original`, or of a signal handler that struck while we were at work. Any
    other is ours, and stays here: the call is made all the same, and is not told, or not in full.
    """
    arguments, outcome = telling
    usual = calls.USUAL.get(method)
    connecting = sockets.connecting

    def wrapper(owner, *args, **kwargs):
        channel = begun = None
        try:
            try:
                fd = before(owner, *args, **kwargs) if before is not fileno else fileno(owner)
                if fd is not None:
                    channel = current()
                if channel is not None:
                    is_odd = False
                    if len(args) == 1 and type(args[0]) is usual:
                        told = args[0], 0
                    else:
                        try:
                            told = plain(arguments(owner, *args, **kwargs))
                        except Exception as error:  # Wrong arguments: the call will say so itself.
                            swallow(error)
                            told, is_odd = plain(calls.listed(owner, *args, **kwargs)), True
                    try:
                        frame = _getframe(1)
                    except ValueError:  # It was called by what has no frame, as the beginning of a thread.
                        frame = None
                    if connecting and id(owner) in connecting:
                        _tell_met(channel, owner, fd, frame)
                    name = method
                    if type(method) is not str:
                        name, told = method(told, frame)
                    begun = channel.begin(name, fd, told, frame, None, makes, is_odd)
            except Exception as error:
                swallow(error)
                channel = None
            result = original(owner, *args, **kwargs)
            if channel is not None:
                value, extra, got = result, None, fd
                try:
                    if outcome is not None:
                        value, extra = outcome(owner, result, *args, **kwargs)
                    if type(value) not in EXACT or extra is not None:
                        value, extra = plain(value), plain(extra)
                    if after is not None:
                        got = after(owner, result)
                except Exception as error:
                    swallow(error)
                    value, extra, got = _of_no_kind(result), None, -1
                try:
                    channel.end(begun, got, value, extra)
                except Exception as error:
                    swallow(error)
            return result
        except BaseException as error:
            # From 3.11 on `raise` goes on with the traceback that the exception has: the program sees none of us.
            error.__traceback__ = _from_program(error.__traceback__)
            if channel is not None:
                try:
                    extra = None
                    if method == "connect" and isinstance(error, BlockingIOError):
                        extra = plain(calls.connection_begun(owner))
                    channel.fail(begun, fd, error, extra)
                except Exception as trouble:
                    swallow(trouble)
            if FRAMES_STAY:
                owner = args = kwargs = None  # This frame must not keep the socket alive.
            raise

    return _disguised(wrapper, original)


def _of_no_kind(result):
    """A result of another kind than the library gives: the program has put something else in the place of its classes."""
    try:
        return plain(calls.stranger(result))
    except Exception as error:
        return swallow(error)


def _tell_met(channel, sock, fd, frame):
    """Its connect was not answered at once. If it is by now, that is told."""
    found = sockets.is_answered(sock)
    if found is not None:
        channel.tell(("met", monotonic_ns(), fd, plain(found)), frame)


def _unseen(function, original=None):
    """`function` in the place of `original`, with nothing to tell, as nobody sees that it is there."""

    def wrapper(owner, *args, **kwargs):
        try:
            return function(owner, *args, **kwargs)
        except BaseException as error:
            error.__traceback__ = _from_program(error.__traceback__)
            if FRAMES_STAY:
                owner = args = kwargs = None
            raise

    return _disguised(wrapper, original or function)


def _disguised(wrapper, original):
    """`wrapper` with the name and the help text of what it stands for."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, attribute, getattr(original, attribute))
        except AttributeError:
            pass
    wrapper.__wrapped__ = original
    return wrapper


def _replace_function(module, name, telling, before=None, method=None, through=None):
    """Puts a bound method in its place: as a builtin, it stays what it is when a class has it as an attribute."""
    original = getattr(module, name, None)
    if original is None:
        return
    function = through or original

    def call(module, *args, **kwargs):
        return function(*args, **kwargs)

    call = _disguised(call, original)
    setattr(module, name, MethodType(_reported(method or name, call, telling, before or _none), module))


def _stand_in_for(module, name, function):
    original = getattr(module, name, None)
    if original is not None:
        ours = function(original)
        setattr(module, name, MethodType(_unseen(lambda module, *args, **kwargs: ours(*args, **kwargs), original), module))


def _none(owner, *args, **kwargs):
    return -1


def _descriptor_to_close(sock, *args):
    fd = fileno(sock)
    return None if fd < 0 else fd


def _maker(told, frame):
    """What makes a socket for a descriptor that is there already, as the program knows it."""
    if len(told) < 4:
        return "socket", told
    name = frame.f_code.co_name if frame is not None and is_standard(frame.f_code.co_filename) else ""
    if name == "fromfd":
        fd = frame.f_locals.get("fd")
        return name, told + (fd if type(fd) is int else None,)
    return name if name in ("socketpair", "dup") else "adopt", told


def _patch_socket(module):
    cls = module.socket
    # accept() makes a socket object for its new descriptor; repr() asks for both addresses.
    Channel.untold = {id(cls.accept.__code__), id(cls.__repr__.__code__)}
    for name in dir(cls):
        method = getattr(cls, name)
        if name in calls.METHODS:
            original = calls.to_found(method) if name == "sendto" else method
            setattr(cls, name, _disguised(_reported(name, original, calls.METHODS[name]), method))
        elif not name.startswith("_") and name not in calls.SILENT and callable(method):
            setattr(cls, name, _reported(name, method, calls.LISTED))
    made = {"before": _none, "after": lambda sock, result: fileno(sock), "makes": True}
    cls.__init__ = _reported(_maker, cls.__init__, calls.CREATE, **made)
    cls.accept = _reported("accept", cls.accept, calls.ACCEPT, after=calls.descriptor_accepted, makes=True)
    cls.detach = _reported("detach", cls.detach, calls.DETACH, after=_none)
    cls._real_close = _reported("close", cls._real_close, calls.CLOSE, before=_descriptor_to_close, after=_none)
    _replace_function(module, "getaddrinfo", calls.RESOLVE)
    for name in calls.NAMES:
        _replace_function(module, name, calls.LISTED)
    _replace_function(module, "close", (files.closing, files.closed), files.which, "os.close", files.keeps_ours("close", module.close))
    channel = current()
    if channel is not None:
        channel.tell(("names", _constants(module, CONSTANTS)), _getframe())


# What the constants of `socket` and `select` are called with which a program says what it wants.
CONSTANTS = ("AF_", "SOCK_", "SOL_", "SO_", "IPPROTO_", "IP_", "IPV6_", "TCP_", "UDP", "MSG_", "AI_", "NI_", "SHUT_")
READINESS = ("POLL", "EPOLL", "KQ_")


def _constants(module, beginnings):
    """Their names and numbers."""
    found = [(name, value) for name, value in vars(module).items() if name.startswith(beginnings)]
    return [(name, int.__int__(value)) for name, value in found if isinstance(value, int)]


def _patch_select(module):
    channel = current()
    if channel is not None:
        channel.tell(("names", _constants(module, READINESS)), _getframe())
    _replace_function(module, "select", calls.SELECT)
    waits.patch(module, _reported, _unseen, _disguised)


def _patch_selectors(module):
    for name in ("EpollSelector", "PollSelector", "KqueueSelector", "DevpollSelector"):
        cls = getattr(module, name, None)
        if cls is not None:
            cls.select = _reported("selectors", cls.select, calls.WAIT, before=_none)
            made = getattr(cls, "_selector_cls", None)
            cls._selector_cls = waits.originals.get(made, made)
    cls = module.SelectSelector
    cls.select = _reported("selectors", cls.select, calls.WAIT, before=_none)


def _patch_os(module):
    for name, telling in files.TOLD.items():
        if hasattr(module, name):
            keeps = files.keeps_ours(name, getattr(module, name)) if name in files.KEEPING else None
            _replace_function(module, name, telling, files.which, "os." + name, keeps)
    _stand_in_for(module, "closerange", files.closerange)
    for name in "fork", "forkpty":
        _stand_in_for(module, name, files.forking)


def _patch_fcntl(module):
    _stand_in_for(module, "fcntl", files.doubting)


def _patch_posixsubprocess(module):
    _stand_in_for(module, "fork_exec", files.spawning)


def _note_loop(module):
    """A library that calls the kernel by itself, or puts something else in the place of sockets."""
    channel = current()
    if channel is not None:
        channel.tell(("foreign", module.__name__), _getframe(1))


# Exceptions that nobody catches, and tracebacks as without us


def _excepthook(kind, error, traceback):
    _tell_uncaught(kind, error, traceback)
    sys.__excepthook__(kind, error, traceback)


def _patch_threading(module):
    original = module.excepthook

    def excepthook(args):
        if args.exc_type is not SystemExit:
            _tell_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
        return original(args)

    module.excepthook = _disguised(excepthook, original)


@guarded
def _tell_uncaught(kind, error, traceback):
    _clean_chain(error, set())
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append((code.co_filename, traceback.tb_lineno or 0, code.co_name))
        traceback = traceback.tb_next
    channel = current()
    if channel is not None:
        channel.tell(("raised", kind.__name__, describe_error(error, True)[2], frames), None)


def _from_program(traceback):
    """The traceback without the probe's frames at its top."""
    while traceback is not None and traceback.tb_frame.f_code.co_filename.startswith(FOLDER):
        traceback = traceback.tb_next
    return traceback


def _clean(traceback):
    """Takes the probe's frames out of the whole of it."""
    entry = first = _from_program(traceback)
    while entry is not None:
        entry.tb_next = _from_program(entry.tb_next)
        entry = entry.tb_next
    return first


def _clean_chain(error, seen):
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        _clean(error.__traceback__)
        _clean_chain(error.__cause__, seen)
        error = error.__context__


def _patch_traceback(module):
    if FRAMES_STAY:
        original = module.walk_tb
        module.walk_tb = _disguised(lambda tb: original(_clean(tb)), original)


# The moment of import

PATCHES = {
    "_posixsubprocess": _patch_posixsubprocess,
    "fcntl": _patch_fcntl,
    "select": _patch_select,
    "selectors": _patch_selectors,
    "socket": _patch_socket,
    "threading": _patch_threading,
    "traceback": _patch_traceback,
}
FOREIGN = ("eventlet", "gevent", "grpc", "pycurl", "uvloop", "zmq")
PATCHES.update(dict.fromkeys(FOREIGN, _note_loop))


def _may_patch(spec):
    """Only the standard library's own: a socket.py next to the program is none of our business. And what was installed, to say
    that it is there."""
    origin = spec.origin or ""
    if spec.name in FOREIGN:
        return PACKAGES[0] in origin or PACKAGES[1] in origin
    return origin in ("built-in", "frozen") or is_standard(origin)


class _Finder:
    """Lets the other finders find a module of ours, and has it patched once it has been executed."""

    def find_spec(self, name, path=None, target=None):
        if name not in PATCHES:
            return None
        for finder in sys.meta_path:
            if finder is not self and hasattr(finder, "find_spec"):
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    _take(spec)
                    return spec
        return None


@guarded
def _take(spec):
    """Has a module patched once it has been executed."""
    if spec.loader is not None and _may_patch(spec):
        spec.loader = _Loader(spec.loader, PATCHES[spec.name])


class _Loader:
    def __init__(self, loader, patch):
        self.loader, self.patch = loader, patch

    def __getattr__(self, name):
        return getattr(self.loader, name)

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        _patched(self.patch, module)
