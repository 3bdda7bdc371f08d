"""Runs a program and tells on standard error of each call on a socket: that it is made, what came of it, and what was received.

A socket is told by its number among those that the program has made.
"""

import builtins
import errno
import runpy
import socket
import sys

CALLS = [
    'bind', 'listen', 'accept', 'connect', 'send', 'sendto', 'recv', 'recvfrom', 'shutdown', 'close',
    'setsockopt', 'getsockopt', 'getsockname', 'getpeername',
]
# Two names are one number on Linux.
NAMES = {**errno.errorcode, errno.EOPNOTSUPP: 'EOPNOTSUPP'}


def tell(*words):
    print(*words, file=sys.stderr, flush=True)


class Watched(socket.socket):
    made = 0

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.number = Watched.made
        Watched.made += 1


def watched(name):
    def call(self, *arguments):
        # Python itself calls some to describe a socket.
        if sys._getframe(1).f_code.co_filename != sys.argv[1]:
            return getattr(super(Watched, self), name)(*arguments)
        tell('call', name)
        try:
            answer = getattr(super(Watched, self), name)(*arguments)
        except OSError as error:
            tell('back', name, NAMES.get(error.errno, error.errno))
            raise
        if name in ('recv', 'recvfrom'):
            data = answer if name == 'recv' else answer[0]
            tell('got', self.number, data.hex() or '-')
        tell('back', name, 'ok')
        return answer
    return call


def awaited(prompt=''):
    tell('asks', prompt)
    return sys.stdin.readline()


for name in CALLS:
    setattr(Watched, name, watched(name))
socket.socket = Watched
builtins.input = awaited
runpy.run_path(sys.argv[1], run_name='__main__')
tell('over')
