"""Functions of `os` and the like that go past the methods of sockets: they read, write, copy and close descriptors.

What they do to a descriptor that is a socket is told as what it is; with any other they have nothing to do with us. Descriptors of
the probe are not the program's: to close one is the error that it would be without us, and what is to be put in its place makes
it move on.
"""

import os
from sys import _getframe
from time import monotonic_ns

import socketlab_sockets as sockets
from socketlab_calls import _copied, _filled, _room
from socketlab_channel import Channel, current, doubt, is_of_probe, make_way, note_child
from socketlab_guard import swallow
from socketlab_values import LARGEST_DATA

descriptors = sockets.descriptors


def which(module, fd=-1, *args, **kwargs):
    """The descriptor of a call, if it is a socket's."""
    return fd if type(fd) is int and fd in descriptors else None


def _reading(module, fd, size):
    return size, 0


def _reading_into(module, fd, buffers):
    return sum(map(_room, buffers)), 0


def _read_into(module, result, fd, buffers):
    return _filled(buffers, result), None


def _writing(module, fd, data):
    return _copied(data), 0


def _writing_all(module, fd, buffers):
    return b"".join(buffers), 0


def _sending_file(module, out_fd, in_fd, offset, count, *more, **kwargs):
    """The bytes of the file that are about to be sent, where they can be read without moving in it."""
    begin = os.lseek(in_fd, 0, os.SEEK_CUR) if offset is None else offset
    length = min(count, os.fstat(in_fd).st_size - begin)
    if not 0 <= length <= LARGEST_DATA or not more == () == tuple(kwargs):
        return in_fd, offset, count
    return os.pread(in_fd, length, begin), 0


def closing(module, fd):
    return ()


def closed(module, result, fd):
    descriptors.pop(fd, None)
    return result, None


def _copies(module, fd, *args, **kwargs):
    return (fd,) + args


def _copied_to(module, result, fd, *args, **kwargs):
    return result, sockets.note(result)


# The functions of `os` that are told, under which name.
TOLD = {
    "read": (_reading, None),
    "readv": (_reading_into, _read_into),
    "write": (_writing, None),
    "writev": (_writing_all, None),
    "sendfile": (_sending_file, None),
    "close": (closing, closed),
    "dup": (_copies, _copied_to),
    "dup2": (_copies, _copied_to),
}


KEEPING = "close", "dup2"


def keeps_ours(name, original):
    """`os.close` or `os.dup2`, as if the descriptors of the probe were not there."""
    return {"close": _close, "dup2": _dup2}[name](original)


def _close(original):
    def close(fd):
        # As it says of a number that is nobody's.
        return original(-1 if type(fd) is int and is_of_probe(fd) else fd)

    return close


def closerange(original):
    def close_all(fd_low, fd_high, /):
        if type(fd_low) is not int or type(fd_high) is not int:
            return original(fd_low, fd_high)
        gone = sorted([fd for fd in list(descriptors) if fd_low <= fd < fd_high])
        low = fd_low
        for ours in sorted(Channel.registry):
            if low <= ours < fd_high:
                original(low, ours)
                low = ours + 1
        original(low, fd_high)
        try:
            _tell_closed(gone)
        except Exception as error:
            swallow(error)

    return close_all


def _tell_closed(gone):
    """These have been closed in one go."""
    for fd in gone:
        descriptors.pop(fd, None)
        channel = current()
        if channel is not None:
            channel.end(channel.begin("os.close", fd, (), _getframe(2), "closerange"), -1, None, None)


def _dup2(original):
    def dup2(fd, fd2, *args, **kwargs):
        try:
            if type(fd2) is int and is_of_probe(fd2):
                make_way(fd2)
        except Exception as error:
            swallow(error)
        result = original(fd, fd2, *args, **kwargs)
        if type(fd2) is int and not (type(fd) is int and fd in descriptors):
            descriptors.pop(fd2, None)
        return result

    return dup2


def doubting(original):
    """`fcntl.fcntl`, which can give a descriptor any number."""

    def fcntl(*args):
        try:
            return original(*args)
        finally:
            doubt()

    return fcntl


def forking(original):
    """`os.fork` and `os.forkpty`."""

    def fork(*args):
        made = original(*args)
        try:
            note_child(made[0] if type(made) is tuple else made)
        except Exception as error:
            swallow(error)
        return made

    return fork


def spawning(original):
    """`_posixsubprocess.fork_exec`: which sockets the new program begins with is told."""

    def fork_exec(*args):
        pid = original(*args)
        try:
            channel = current()
            passed = _passed(args) if channel is not None else []
            if passed:
                channel.tell(("spawned", monotonic_ns(), pid, passed), _getframe())
        except Exception as error:
            swallow(error)
        return pid

    return fork_exec


def _passed(args):
    """(descriptor there, descriptor here) of each socket that it begins with."""
    closes, kept, streams = args[2], args[3], (args[6], args[9], args[11])
    passed = [(there, there if here == -1 else here) for there, here in enumerate(streams)]
    passed += [(fd, fd) for fd in (kept if closes else list(descriptors)) if closes or fd > 2 and os.get_inheritable(fd)]
    return [(there, here) for there, here in passed if here in descriptors]
