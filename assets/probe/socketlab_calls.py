"""What the host is told of each call: its arguments, and its result with what belongs to it but Python does not answer.

Here too stands which sockets the program has: one that it leaves to the garbage collector is reported as closed.
"""

import sys
from _socket import AF_INET, SOCK_STREAM
from _socket import socket as RawSocket
from _weakref import ref
from sys import _getframe

from socketlab_channel import current

MOST_ADDRESSES = 20  # told of a getaddrinfo

fileno, getsockname, getpeername = RawSocket.fileno, RawSocket.getsockname, RawSocket.getpeername


class _Watch(ref):
    """Notices that a socket has been collected that nobody closed. (A __del__ would be named in the warning Python gives then.)"""

    __slots__ = ("key", "fd", "is_named")


_watches = {}  # id of a socket -> the watch over it


def _watch(sock):
    watch = _watches[id(sock)] = _Watch(sock, _collected)
    watch.key, watch.fd, watch.is_named = id(sock), fileno(sock), False


def _collected(watch):
    if _watches.pop(watch.key, None) is None or sys.is_finalizing():
        return
    channel = current()
    if channel is not None:
        channel.end(channel.begin("close", watch.fd, (), _getframe(1), "gc"), -1, None, None)


def _address(ask, sock):
    try:
        return ask(sock)
    except OSError:
        return None


def _local(sock):
    """Its own address, for a socket that has just got one."""
    watch = _watches.get(id(sock))
    if watch is not None:
        watch.is_named = True
    return _address(getsockname, sock)


def _local_if_new(sock):
    """Its own address, if the kernel has just chosen one for it to send from."""
    watch = _watches.get(id(sock))
    return None if watch is None or watch.is_named else _local(sock)


def _copied(data):
    """The bytes as they are now, of anything that has bytes."""
    return data if type(data) is bytes else memoryview(data).tobytes()


def _joined(buffers):
    return b"".join(buffers) if isinstance(buffers, (list, tuple)) else buffers  # An iterator can be read only once.


def _filled(buffers, size):
    return b"".join([memoryview(buffer).cast("B") for buffer in buffers])[:size]


def _room(buffer):
    return memoryview(buffer).nbytes


def _descriptors(items):
    return items if iter(items) is items else [item if type(item) is int else item.fileno() for item in items]


# Arguments: given the socket (or module, or selector) and what the program gave.


def _nothing(owner, *args):
    return ()


def _creating(sock, family=-1, type=-1, proto=-1, fileno=None):
    if fileno is None:
        return AF_INET if family == -1 else family, SOCK_STREAM if type == -1 else type, 0 if proto == -1 else proto
    try:
        twin = RawSocket(family, type, proto, fileno)  # It finds out what was not given.
    except OSError:
        return family, type, proto, fileno
    try:
        return twin.family, twin.type, twin.proto, fileno
    finally:
        twin.detach()


def _sending_to(sock, data, *rest):
    return _copied(data), rest[0] if len(rest) == 2 else 0, rest[-1]


def _sending_message(sock, buffers, ancillary=(), flags=0, address=None):
    return _joined(buffers), flags, address, bool(ancillary)


def _resolving(module, host, port, family=0, type=0, proto=0, flags=0):
    told = [host, port, family, type, proto, flags]
    while len(told) > 2 and not told[-1]:
        told.pop()
    return tuple(told)


def _selecting(module, reading, writing, exceptional, timeout=None):
    return _descriptors(reading), _descriptors(writing), _descriptors(exceptional), timeout


def _waiting(selector, timeout=None):
    return type(selector).__name__, list(selector.get_map()), timeout


# Results: given the socket, what the call answered, and its arguments. They answer (result, extra).


def _created(sock, result, *args, **kwargs):
    _watch(sock)
    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        current().tell(("tls",), _getframe())  # It hands the data to OpenSSL, past the methods that are replaced.
    return None, None


def _accepted(sock, result):
    return result[1], _local(result[0])


def _named(sock, result, *args):
    return None, _local(sock)


def _connected(sock, result, *args):
    return result, None if result else (_local(sock), _address(getpeername, sock))  # connect_ex answers an errno.


def _sent_to(sock, result, *args):
    return result, _local_if_new(sock)


def _sent_message(sock, result, buffers, ancillary=(), flags=0, address=None):
    return result, None if address is None else _local_if_new(sock)


def _received_from(sock, result, *args):
    return result


def _received_into(sock, result, buffer, *args, **kwargs):
    return _filled([buffer], result), None


def _received_from_into(sock, result, buffer, *args, **kwargs):
    return _filled([buffer], result[0]), result[1]


def _received_message(sock, result, *args):
    return result[0], (result[3], len(result[1]), result[2])


def _received_message_into(sock, result, buffers, *args):
    return _filled(buffers, result[0]), (result[3], len(result[1]), result[2])


def _closed(sock, result, *args):
    _watches.pop(id(sock), None)
    return result, None


def _resolved(module, result, *args, **kwargs):
    return result[:MOST_ADDRESSES], None


def _selected(module, result, *args):
    return [_descriptors(items) for items in result], None


def _ready(selector, result, *args, **kwargs):
    return [key.fd for key, _ in result], None


CREATE = _creating, _created
CLOSE = _nothing, _closed
ACCEPT = _nothing, _accepted
RESOLVE = _resolving, _resolved
SELECT = _selecting, _selected
WAIT = _waiting, _ready

# The call as most programs make it: one argument of just this type, and no flags.
USUAL = {"send": bytes, "sendall": bytes, "recv": int}

# The methods of a socket that keep its descriptor as it is. None: the result is told as it is.
METHODS = {
    "bind": (lambda sock, address: (address,), _named),
    "listen": (lambda sock, backlog=None: (backlog,), _named),
    "connect": (lambda sock, address: (address,), _connected),
    "connect_ex": (lambda sock, address: (address,), _connected),
    "send": (lambda sock, data, flags=0: (_copied(data), flags), None),
    "sendall": (lambda sock, data, flags=0: (_copied(data), flags), None),
    "sendto": (_sending_to, _sent_to),
    "sendmsg": (_sending_message, _sent_message),
    "recv": (lambda sock, size, flags=0: (size, flags), None),
    "recv_into": (lambda sock, buffer, nbytes=0, flags=0: (nbytes or _room(buffer), flags), _received_into),
    "recvfrom": (lambda sock, size, flags=0: (size, flags), _received_from),
    "recvfrom_into": (lambda sock, buffer, nbytes=0, flags=0: (nbytes or _room(buffer), flags), _received_from_into),
    "recvmsg": (lambda sock, size, ancillary=0, flags=0: (size, flags), _received_message),
    "recvmsg_into": (lambda sock, buffers, ancillary=0, flags=0: (sum(map(_room, buffers)), flags), _received_message_into),
    "shutdown": (lambda sock, how: (how,), None),
    "setsockopt": (lambda sock, level, name, value, length=None: (level, name, value), None),
    "getsockopt": (lambda sock, level, name, size=0: (level, name, size), None),
    "getsockname": (_nothing, None),
    "getpeername": (_nothing, None),
    "settimeout": (lambda sock, value: (value,), None),
    "setblocking": (lambda sock, value: (value,), None),
}
