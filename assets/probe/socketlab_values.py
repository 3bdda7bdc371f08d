"""Values of the program as they are told: in types that marshal knows, and without running code of the program.

A value of a class of the program's is told as its class is called. Its `__repr__`, `__str__`, `__iter__` or `__bool__` are the
program's: they may print, count or raise, and are not ours to call.
"""

from _socket import socket as RawSocket
from marshal import dumps

from socketlab_guard import swallow

MARSHAL_VERSION = 2  # the newest without back references
LARGEST_DATA = 16 << 20
LONGEST_TEXT = 200
DEEPEST = 8  # Values may stand inside each other so deep, or in themselves.
EXACT = frozenset([int, str, bytes, float, bool, type(None)])
PIECES = tuple, list

fileno = RawSocket.fileno
_arguments, _errno = BaseException.args.__get__, OSError.errno.__get__
name_of = type.__dict__["__name__"].__get__  # A metaclass can have a `__name__` of its own.


class Written(str):
    """How a value is written that marshal does not know: no text of the program's."""

    __slots__ = ()


def stranger(value):
    kind = type(value)
    if issubclass(kind, RawSocket):
        return Written("<%s fd=%d>" % (name_of(kind), fileno(value)))
    if issubclass(kind, type):
        return Written(name_of(value))
    return Written("<%s>" % name_of(kind))


def plain(value, deep=0):
    """The same value in types that marshal knows: constants become ints, buffers bytes."""
    kind = type(value)
    if kind in EXACT:
        return value
    if kind is Written:
        return _marked(value)
    if kind is tuple or kind is list:
        for item in value:
            if type(item) not in EXACT:
                return kind([plain(item, deep + 1) for item in value]) if deep < DEEPEST else _marked("…")
        return value
    if issubclass(kind, int):
        return int.__int__(value)
    if issubclass(kind, str):
        return str.__str__(value)
    if issubclass(kind, float):
        return float.__float__(value)
    if issubclass(kind, (bytes, bytearray, memoryview)):
        try:
            return memoryview(value).tobytes()
        except ValueError:  # It has been released.
            return _marked(stranger(value))
    for sequence in PIECES:
        if issubclass(kind, sequence):
            return plain(tuple(sequence.__iter__(value)), deep)
    if value is Ellipsis or kind is complex:
        return _marked(repr(value))
    return _marked(stranger(value))


def _marked(text):
    """A set of one text, as no value of the program is told."""
    return frozenset((str.__str__(text)[:LONGEST_TEXT],))


def describe_error(error, asks=False):
    """(type, errno or None, message). The message of a class of the program's only where it `asks` for it."""
    kind = type(error)
    number = _errno(error) if issubclass(kind, OSError) else None
    message = ""
    try:
        is_builtin = type(kind.__str__) is type(BaseException.__str__)
        if asks or is_builtin and all([type(item) in EXACT for item in _arguments(error)]):
            message = str(error)
    except Exception as trouble:
        if not asks:
            swallow(trouble)
    return name_of(kind), number if type(number) is int else None, str.__str__(message)


def _shortened(value):
    if type(value) is bytes and len(value) > LARGEST_DATA:
        return frozenset((len(value),))
    return tuple([_shortened(item) for item in value]) if type(value) is tuple else value


def framed(message):
    """A message as it goes over the wire."""
    body = dumps(message, MARSHAL_VERSION)
    if len(body) > LARGEST_DATA:
        body = dumps(_shortened(message), MARSHAL_VERSION)
    return len(body).to_bytes(4, "little") + body
