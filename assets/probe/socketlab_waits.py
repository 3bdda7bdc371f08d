"""The objects of `select` that wait for several descriptors: poll, epoll, kqueue.

Their classes are builtin and cannot be patched. So the program is given objects of classes that stand for them: each has one of
theirs and hands everything on to it, and its calls that wait are told.
"""

from socketlab_calls import descriptor
from socketlab_guard import guarded
from socketlab_values import stranger

originals = {}  # what stands in the place of a class or function of `select` -> what stood there


def patch(module, reported, unseen, disguised):
    """Puts ours in their places."""
    for name, make in ("poll", _poll), ("epoll", _epoll), ("kqueue", _kqueue):
        original = getattr(module, name, None)
        if original is not None:
            ours = disguised(make(module, original, reported, unseen), original)
            ours.__module__, ours.__name__, ours.__qualname__ = module.__name__, name, name
            del ours.__wrapped__
            originals[ours] = original
            setattr(module, name, ours)


class _Poller:
    """An object that waits for what has been registered: descriptor -> events."""

    __slots__ = ("_real", "_registered")
    _all = 0

    def register(self, *args, **named):
        result = self._real.register(*args, **named)
        self._note(args, named)
        return result

    def modify(self, *args, **named):
        result = self._real.modify(*args, **named)
        self._note(args, named)
        return result

    def unregister(self, *args, **named):
        result = self._real.unregister(*args, **named)
        self._forget(args, named)
        return result

    def poll(self, *args, **named):
        return self._real.poll(*args, **named)

    @guarded
    def _note(self, args, named):
        fd = args[0] if args else named["fd"]
        events = args[1] if len(args) > 1 else named.get("eventmask", self._all)
        self._registered[descriptor(fd)] = events if type(events) is int else int.__int__(events)

    @guarded
    def _forget(self, args, named):
        self._registered.pop(descriptor(args[0] if args else named["fd"]), None)


def _polling(owner, timeout=None, maxevents=-1):
    return list(owner._registered.items()), timeout


def _ready(owner, result, *args, **named):
    return list(result), None


POLL = _polling, _ready


def _none(owner, *args, **named):
    return -1


def _poll(module, original, reported, unseen):
    class poll(_Poller):
        __slots__ = ()
        _all = module.POLLIN | module.POLLPRI | module.POLLOUT

        def __init__(self, *args, **named):
            self._real, self._registered = original(*args, **named), {}

    return _finished(poll, "poll", reported, unseen)


def _epoll(module, original, reported, unseen):
    class epoll(_Poller):
        __slots__ = ()
        _all = module.EPOLLIN | module.EPOLLPRI | module.EPOLLOUT

        def __init__(self, *args, **named):
            self._real, self._registered = original(*args, **named), {}

        @classmethod
        def fromfd(cls, *args, **named):
            return _around(cls, original.fromfd(*args, **named))

        @property
        def closed(self):
            return self._real.closed

        def close(self, *args):
            return self._real.close(*args)

        def fileno(self, *args):
            return self._real.fileno(*args)

        def __enter__(self):
            self._real.__enter__()
            return self

        def __exit__(self, *args):
            return self._real.__exit__(*args)

    return _finished(epoll, "epoll", reported, unseen)


def _kqueue(module, original, reported, unseen):
    class kqueue:
        __slots__ = ("_real", "_registered")

        def __init__(self, *args, **named):
            self._real, self._registered = original(*args, **named), {}

        @classmethod
        def fromfd(cls, *args, **named):
            return _around(cls, original.fromfd(*args, **named))

        @property
        def closed(self):
            return self._real.closed

        def close(self, *args):
            return self._real.close(*args)

        def fileno(self, *args):
            return self._real.fileno(*args)

        def control(self, *args, **named):
            return self._real.control(*args, **named)

    kqueue.control = reported("kqueue", kqueue.control, (_controlling, _happened), before=_none)
    return _quiet(kqueue, unseen)


def _controlling(owner, changes, limit, timeout=None):
    told = changes if type(changes) not in (list, tuple) else [(change.ident, change.filter) for change in changes]
    return told if told is None or type(told) is list else stranger(told), limit, timeout


def _happened(owner, result, *args, **named):
    return [(event.ident, event.filter) for event in result], None


def _around(cls, real):
    """One of ours for one of theirs that is there already."""
    ours = cls.__new__(cls)
    ours._real, ours._registered = real, {}
    return ours


def _finished(cls, name, reported, unseen):
    cls.poll = reported(name, _Poller.poll, POLL, before=_none)
    for method in "register", "modify", "unregister":
        setattr(cls, method, unseen(getattr(_Poller, method), None))
    return _quiet(cls, unseen)


def _quiet(cls, unseen):
    """Its own methods leave no trace in a traceback."""
    for method in "__init__", "close", "fileno":
        if method in vars(cls):
            setattr(cls, method, unseen(vars(cls)[method], None))
    return cls
