"""Reports every socket call of the program to Socketlab, and holds it back until Socketlab lets it go.

The standard library's own methods and functions are replaced right after the program has imported their module, and only then.
What is told of a call stands in socketlab_calls; how, in socketlab_channel. Here: the replacements, and that nobody sees them.
"""

import os
import sys
from _socket import socket as RawSocket
from sys import _getframe

import socketlab_calls as calls
from socketlab_channel import EXACT, FOLDER, Channel, current, describe_error, forget_parent, is_library, note_fork, plain

FRAMES_STAY = sys.version_info < (3, 11)  # The traceback of an exception keeps the frames that it has gone through.

fileno = RawSocket.fileno
MethodType = type(Channel.tell.__get__(object()))


def install():
    """Says hello. If nobody answers, nothing is touched."""
    if current() is None:
        return
    os.register_at_fork(before=note_fork, after_in_child=forget_parent)  # for every fork after which Python code may run
    sys.meta_path.insert(0, _Finder())
    for name in PATCHES.keys() & sys.modules.keys():
        module = sys.modules[name]
        if _may_patch(module.__spec__):
            PATCHES[name](module)
    sys.excepthook = _excepthook
    try:
        if not sys.stdout.isatty():
            sys.stdout.reconfigure(line_buffering=True)  # Socketlab shows the output while the program runs.
    except (AttributeError, ValueError):
        pass


# The replacements


def _reported(method, original, telling, before=fileno, after=None):
    """`original`, with a report before and after it.

    `before` and `after` answer the descriptor: -1 for none, None before a call that is not worth a report.
    """
    arguments, outcome = telling
    usual = calls.USUAL.get(method)

    def wrapper(owner, *args, **kwargs):
        channel = begun = None
        try:
            fd = before(owner)
            if fd is not None:
                channel = current()
            if channel is None:
                return original(owner, *args, **kwargs)
            if len(args) == 1 and type(args[0]) is usual:
                told = args[0], 0
            else:
                try:
                    told = plain(arguments(owner, *args, **kwargs))
                except Exception:  # Wrong arguments: the call will say so itself.
                    told = plain(args)
            begun = channel.begin(method if type(method) is str else method(told), fd, told, _getframe(1))
            result = original(owner, *args, **kwargs)
            value, extra = result, None
            if outcome is not None:
                try:
                    value, extra = outcome(owner, result, *args, **kwargs)
                except Exception:
                    value = None
            if type(value) not in EXACT or extra is not None:
                value, extra = plain(value), plain(extra)
            channel.end(begun, fd if after is None else after(owner, result), value, extra)
            return result
        except BaseException as error:
            if channel is not None:
                channel.fail(begun, fd, error)
            # From 3.11 on `raise` goes on with the traceback that the exception has: the program sees none of us.
            error.__traceback__ = _from_program(error.__traceback__)
            if FRAMES_STAY:
                owner = args = kwargs = None  # This frame must not keep the socket alive.
            raise

    return _disguised(wrapper, original)


def _disguised(wrapper, original):
    """`wrapper` with the name and the help text of what it stands for."""
    for attribute in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(wrapper, attribute, getattr(original, attribute))
        except AttributeError:
            pass
    wrapper.__wrapped__ = original
    return wrapper


def _replace_function(module, name, telling):
    """Puts a bound method in its place: as a builtin, it stays what it is when a class has it as an attribute."""
    original = getattr(module, name)

    def call(module, *args, **kwargs):
        return original(*args, **kwargs)

    setattr(module, name, MethodType(_reported(name, _disguised(call, original), telling, _none), module))


def _none(owner, result=None):
    return -1


def _descriptor_to_close(sock):
    fd = fileno(sock)
    return None if fd < 0 else fd


def _patch_socket(module):
    cls = module.socket
    # accept() makes a socket object for its new descriptor; repr() asks for both addresses.
    Channel.untold = {id(cls.accept.__code__), id(cls.__repr__.__code__)}
    for name in calls.METHODS.keys() & set(dir(cls)):
        setattr(cls, name, _reported(name, getattr(cls, name), calls.METHODS[name]))
    cls.__init__ = _reported(
        lambda told: "adopt" if len(told) == 4 else "socket",
        cls.__init__,
        calls.CREATE,
        before=_none,
        after=lambda sock, result: fileno(sock),
    )
    cls.accept = _reported("accept", cls.accept, calls.ACCEPT, after=lambda sock, result: fileno(result[0]))
    cls.detach = _reported("detach", cls.detach, calls.CLOSE, after=_none)
    cls._real_close = _reported("close", cls._real_close, calls.CLOSE, before=_descriptor_to_close, after=_none)
    _replace_function(module, "getaddrinfo", calls.RESOLVE)
    _replace_function(module, "gethostbyname", (lambda module, name: (name,), None))


def _patch_select(module):
    _replace_function(module, "select", calls.SELECT)


def _patch_selectors(module):
    for name in ("EpollSelector", "PollSelector", "KqueueSelector", "DevpollSelector"):
        cls = getattr(module, name, None)
        if cls is not None:
            cls.select = _reported("selectors", cls.select, calls.WAIT, before=_none)


def _note_uvloop(module):
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


def _tell_uncaught(kind, error, traceback):
    try:
        _clean_chain(error, set())
        frames = []
        while traceback is not None:
            code = traceback.tb_frame.f_code
            frames.append((code.co_filename, traceback.tb_lineno or 0, code.co_name))
            traceback = traceback.tb_next
        channel = current()
        if channel is not None:
            channel.tell(("raised", kind.__name__, describe_error(error)[2], frames), None)
    except Exception:
        pass


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
    "select": _patch_select,
    "selectors": _patch_selectors,
    "socket": _patch_socket,
    "threading": _patch_threading,
    "traceback": _patch_traceback,
    "uvloop": _note_uvloop,
}


def _may_patch(spec):
    """Only the standard library's own: a socket.py next to the program is none of our business."""
    origin = spec.origin or ""
    return spec.name == "uvloop" or origin in ("built-in", "frozen") or is_library(origin)


class _Finder:
    """Lets the other finders find a module of ours, and has it patched once it has been executed."""

    def find_spec(self, name, path=None, target=None):
        if name not in PATCHES:
            return None
        for finder in sys.meta_path:
            if finder is not self and hasattr(finder, "find_spec"):
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    if spec.loader is None or not _may_patch(spec):
                        return None
                    spec.loader = _Loader(spec.loader, PATCHES[name])
                    return spec
        return None


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
        try:
            self.patch(module)
        except Exception:
            pass
