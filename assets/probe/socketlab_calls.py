"""What the host is told of each call: its arguments, and its result with what belongs to it but Python does not answer.

Nothing here runs code of the program's: what is no plain argument is told as its class is called.
"""

import errno
import os
import sys
import _socket
from _socket import AF_INET, SOCK_DGRAM, SOCK_STREAM, SOL_SOCKET, getaddrinfo
from _socket import socket as RawSocket
from sys import _getframe

import socketlab_sockets as sockets
from socketlab_channel import current
from socketlab_guard import swallow
from socketlab_sockets import local, local_if_new
from socketlab_values import LARGEST_DATA, Written, name_of, stranger

MOST_ADDRESSES = 20  # told of a getaddrinfo
BEGUN = frozenset([errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY])
LISTS = frozenset([list, tuple, set, frozenset])

RIGHTS = SOL_SOCKET, getattr(_socket, "SCM_RIGHTS", None)
INT = 4  # bytes of a descriptor

fileno, type_of, family_of = RawSocket.fileno, RawSocket.type.__get__, RawSocket.family.__get__


def _copied(data):
    """The bytes as they are now, of anything that has bytes."""
    return data if type(data) is bytes else memoryview(data).tobytes()


def _joined(buffers):
    """Of an iterator nothing can be told: it can be read only once."""
    return b"".join(buffers) if type(buffers) in (list, tuple) else buffers


def _filled(buffers, size):
    return b"".join([memoryview(buffer).cast("B") for buffer in buffers])[:size]


def _room(buffer):
    return memoryview(buffer).nbytes


def descriptor(item):
    """The number of what a program waits for. An object of the program's own has a `fileno` of its own, which is not ours to call."""
    if type(item) is int:
        return item
    kind = type(item)
    if issubclass(kind, RawSocket) and getattr(kind, "fileno", None) is fileno:
        return fileno(item)
    if kind.__module__ == "_io":
        try:
            return item.fileno()
        except (OSError, ValueError):
            pass
    return stranger(item)


def _descriptors(items):
    return [descriptor(item) for item in items] if type(items) in LISTS else stranger(items)


# Arguments: given the socket (or module, or selector) and what the program gave.


def _nothing(owner):
    return ()


def _creating(sock, family=-1, type=-1, proto=-1, fileno=None):
    sockets.beware(fileno)
    if fileno is None:
        return AF_INET if family == -1 else family, SOCK_STREAM if type == -1 else type, 0 if proto == -1 else proto
    try:
        twin = RawSocket(family, type, proto, fileno)  # It finds out what was not given.
    except OSError:
        return family, type, proto, fileno
    try:
        return twin.family, twin.type, twin.proto, fileno, os.fstat(fileno).st_ino
    finally:
        twin.detach()


def _sending_to(sock, data, *rest):
    flags, address = rest if len(rest) == 2 else (0,) + rest
    return _copied(data), flags, address


def _sending_message(sock, buffers, ancillary=(), flags=0, address=None):
    passed = passed_descriptors(ancillary) if type(ancillary) in LISTS else []
    if passed:
        current().tell(("passes", passed), _getframe())
    return _joined(buffers), flags, address, type(ancillary) not in LISTS or len(ancillary) > 0


def passed_descriptors(ancillary):
    """The descriptors of sockets among what a message has with it."""
    found = []
    for item in ancillary:
        if type(item) is tuple and len(item) == 3 and item[:2] == RIGHTS:
            data = memoryview(item[2]).tobytes()
            data = data[: len(data) - len(data) % INT]
            found += [fd for fd in memoryview(data).cast("i") if sockets.is_socket(fd)]
    return found


def _resolving(module, host, port, family=0, type=0, proto=0, flags=0):
    told = [host, port, family, type, proto, flags]
    while len(told) > 2 and not told[-1]:
        told.pop()
    return tuple(told)


def _selecting(module, reading, writing, exceptional, timeout=None):
    return _descriptors(reading), _descriptors(writing), _descriptors(exceptional), timeout


def _waiting(selector, timeout=None):
    return name_of(type(selector)), list(selector._fd_to_key), timeout


def listed(owner, *args, **kwargs):
    """The arguments as they are written, of what is called with whatever it takes."""
    return args + tuple([Written("%s=%s" % (name, _short(value))) for name, value in kwargs.items()])


def _short(value):
    return repr(value) if type(value) in (int, str, bytes, float, bool, type(None)) else str.__str__(stranger(value))


# Results: given the socket, what the call answered, and its arguments. They answer (result, extra).


def _created(sock, result, *args, **kwargs):
    number = sockets.watch(sock)
    ssl = sys.modules.get("ssl")
    if ssl is not None and isinstance(sock, ssl.SSLSocket):
        current().tell(("tls",), _getframe())  # It hands the data to OpenSSL, past the methods that are replaced.
    return None, (number, sock.proto)


def _accepted(sock, result):
    connection, peer = result
    watch = sockets._watches.get(id(connection))
    if watch is None:  # It is no socket: the program has put something else in place of the class.
        return Written("(%s, …)" % stranger(connection)), None
    return peer, (local(connection), sockets.descriptors.get(watch.fd, 0))


def descriptor_accepted(sock, result):
    watch = sockets._watches.get(id(result[0]))
    return -1 if watch is None else watch.fd


def _named(sock, result, *args):
    return None, local(sock)


def _connected(sock, result, *args):
    if result:  # connect_ex answers an errno.
        return result, connection_begun(sock) if result in BEGUN else None
    return result, (local(sock), sockets.name_of(sockets.getpeername, sock))


def connection_begun(sock):
    """After a connect that is not over: its own address, and its peer where it has one already. It is asked for again."""
    found = sockets.is_answered(sock)
    if found is None:
        sockets.connecting.add(id(sock))
        return local(sock), None
    return found


def _sent_to(sock, result, *args):
    return result, (local_if_new(sock), _destinations.pop(id(sock), None))


def _sent_message(sock, result, buffers, ancillary=(), flags=0, address=None):
    return result, None if address is None else (local_if_new(sock), None)


def _received_from(sock, result, *args):
    return result


def _received_into(sock, result, buffer, *args, **kwargs):
    return _filled([buffer], result), None


def _received_from_into(sock, result, buffer, *args, **kwargs):
    return _filled([buffer], result[0]), result[1]


def _received_message(sock, result, *args):
    _take(result[1])
    return result[0], (result[3], len(result[1]), result[2])


def _received_message_into(sock, result, buffers, *args):
    _take(result[1])
    return _filled(buffers, result[0]), (result[3], len(result[1]), result[2])


def _take(ancillary):
    """Descriptors have come with a message."""
    held = [sockets.described(fd) for fd in passed_descriptors(ancillary)]
    if held:
        current().tell(("holds", held), _getframe())


def _closed(sock, result, *args):
    watch = sockets.forget(sock)
    if watch is not None:
        sockets.descriptors.pop(watch.fd, None)
    return result, None


def _detached(sock, result):
    sockets.forget(sock)
    return result, None


def _resolved(module, result, *args, **kwargs):
    return result[:MOST_ADDRESSES], None


def _selected(module, result, *args):
    return [_descriptors(items) for items in result], None


def _ready(selector, result, *args, **kwargs):
    return [key.fd for key, _ in result], None


CREATE = _creating, _created
CLOSE = (lambda sock, *socket: ()), _closed
DETACH = _nothing, _detached
ACCEPT = _nothing, _accepted
RESOLVE = _resolving, _resolved
SELECT = _selecting, _selected
WAIT = _waiting, _ready
LISTED = listed, None

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
# What asks nobody, or is done through another method.
SILENT = frozenset(
    ["accept", "close", "detach", "dup", "family", "fileno", "get_inheritable", "getblocking", "gettimeout", "ioctl", "makefile"]
    + ["proto", "sendfile", "set_inheritable", "share", "timeout", "type"]
)
# Functions of the module `socket` that ask for names and numbers.
NAMES = ["gethostbyname", "gethostbyname_ex", "gethostbyaddr", "getnameinfo"]


# Where datagrams go

_destinations = {}  # id of a socket -> the address that the name in its sendto stands for


def to_found(original):
    """A sendto that tells where to. Python looks a name up inside of the call and tells nobody what it found. So it is looked up
    before, in just the same way, and the call is made with what was found; where nothing was, Python says so."""

    def sendto(sock, *args, **kwargs):
        try:
            _destinations.pop(id(sock), None)
            address = args[-1]
            if type(address) is tuple and len(address) > 1 and _is_name(address[0]) and type_of(sock) == SOCK_DGRAM:
                found = (getaddrinfo(address[0], None, family_of(sock))[0][4][0],) + address[1:]
                args = args[:-1] + (found,)
                _destinations[id(sock)] = found
        except Exception as error:
            swallow(error)
        return original(sock, *args, **kwargs)

    return sendto


def _is_name(host):
    """Whether it is a plain name of a host. All else Python has its own ways with."""
    if type(host) is not str or not host.isascii():
        return False
    letters = [letter for letter in host if letter not in "-._0123456789"]
    return bool(letters) and "".join(letters).isalpha()
