"""Which sockets this process has, by object and by descriptor, and what becomes of them without a call of the program's.

A socket that is left to the garbage collector is reported as closed. A descriptor that the program closes or copies past its
object, as by os.close, is known all the same; and so is what the process was begun with: its standard input may be a connection.
"""

import os
import sys
from _socket import socket as RawSocket
from _weakref import ref
from stat import S_ISSOCK
from sys import _getframe
from time import monotonic_ns

from socketlab_channel import current, doubt, is_library, is_of_probe, leave_word, own
from socketlab_guard import guarded, swallow

fileno, getsockname, getpeername = RawSocket.fileno, RawSocket.getsockname, RawSocket.getpeername

descriptors = {}  # of sockets -> the number of the socket in the kernel, 0 where it has none
connecting = set()  # ids of the sockets whose connect has not been answered


class _Watch(ref):
    """Notices that a socket has been collected that nobody closed. (A __del__ would be named in the warning Python gives then.)"""

    __slots__ = ("key", "fd", "number", "is_named")


_watches = {}  # id of a socket -> the watch over it


def watch(sock):
    """From now on: its number in the kernel is answered."""
    watch = _watches[id(sock)] = _Watch(sock, _collected)
    watch.key, watch.fd, watch.is_named = id(sock), fileno(sock), False
    watch.number = note(watch.fd)
    return watch.number


def note(fd):
    """This descriptor is a socket. Its number in the kernel, or 0."""
    beware(fd)
    try:
        number = os.fstat(fd).st_ino
    except OSError:
        number = 0
    descriptors[fd] = number
    return number


def beware(fd):
    """The program has something on this descriptor. If that was ours, it is no more."""
    if is_of_probe(fd):
        doubt()


def forget(sock):
    """It has been closed, or gives its descriptor away."""
    watch = _watches.pop(id(sock), None)
    connecting.discard(id(sock))
    return watch


def _tell_collected(watch):
    if _watches.pop(watch.key, None) is None or sys.is_finalizing():
        return
    connecting.discard(watch.key)
    if descriptors.get(watch.fd) == watch.number:
        del descriptors[watch.fd]
    try:
        frame = _getframe(2)
    except ValueError:  # It was dropped by what has no frame: the end of a thread.
        frame = None
    channel = own()
    if channel is None and _is_of_program(frame):  # A thread that is over, and has told nothing, has nothing more to tell.
        channel = current()
    if channel is not None:
        # The descriptor is free already, and may be another socket's by now.
        channel.end(channel.begin("close", watch.fd, (watch.number,), frame, "gc"), -1, None, None)
    else:
        time = monotonic_ns()
        leave_word(("nested", "close", watch.fd, (watch.number,), -1, 0, "gc", time, time, -1, None, None, None))


def _is_of_program(frame):
    while frame is not None:
        if not is_library(frame.f_code.co_filename):
            return True
        frame = frame.f_back
    return False


_collected = guarded(_tell_collected)


def name_of(ask, sock):
    """One of its addresses, if it has it."""
    try:
        return ask(sock)
    except OSError:
        return None


def local(sock):
    """Its own address, for a socket that has just got one."""
    watch = _watches.get(id(sock))
    if watch is not None:
        watch.is_named = True
    return name_of(getsockname, sock)


def local_if_new(sock):
    """Its own address, if the kernel has just chosen one for it to send from."""
    watch = _watches.get(id(sock))
    return None if watch is None or watch.is_named else local(sock)


def ends(sock):
    """Both addresses, of a socket that may have a peer; None where it has none."""
    peer = name_of(getpeername, sock)
    return None if peer is None else (local(sock), peer)


def is_socket(fd):
    try:
        return S_ISSOCK(os.fstat(fd).st_mode)
    except OSError:
        return False


def described(fd):
    """A descriptor of a socket: (descriptor, number, family, type, protocol, own address, peer)."""
    sock = RawSocket(-1, -1, -1, fd)
    try:
        told = fd, note(fd), int(sock.family), int(sock.type), sock.proto
        return told + (name_of(getsockname, sock), name_of(getpeername, sock))
    finally:
        sock.detach()


def inherited():
    """The sockets that the process was begun with, described."""
    try:
        numbers = [int(name) for name in os.listdir("/proc/self/fd")]
    except (OSError, ValueError):
        numbers = [0, 1, 2]
    return [described(fd) for fd in numbers if not is_of_probe(fd) and is_socket(fd)]


def is_answered(sock):
    """Of a socket whose connect was not answered at once: has it a peer by now? Then (own address, peer)."""
    try:
        found = ends(sock)
    except Exception as error:
        swallow(error)
        found = None
    if found is not None:
        connecting.discard(id(sock))
    return found
