# watched: no-strace
"""Cierra descriptores que no son suyos, y pone los suyos en su lugar: por ellos no pasa nada que no haya enviado."""
import errno
import fcntl
import os
import socket


def pareja():
    return socket.socketpair()


a, b = pareja()
for fd in (100, 200, 201, 250):
    try:
        os.close(fd)
        print("cerrado", fd)
    except OSError as error:
        print(errno.errorcode[error.errno])
os.closerange(max(a.fileno(), b.fileno()) + 1, 4000)
a.send(b"1")
print(b.recv(10))
# Los suyos, en cualquier número.
c, d = pareja()
for fd in range(195, 215):
    os.dup2(c.fileno(), fd)
a.send(b"2")
print(b.recv(10))
for _ in range(20):
    a.send(b"x")
    b.recv(1)
d.setblocking(False)
try:
    print("ha llegado", d.recv(1000))
except BlockingIOError:
    print("nada")
os.write(200, b"tres")
print(d.recv(10))
e, f = pareja()
copias = [fcntl.fcntl(e.fileno(), fcntl.F_DUPFD, 200) for _ in range(60)]
for _ in range(20):
    a.send(b"x")
    b.recv(1)
f.setblocking(False)
try:
    print("ha llegado", f.recv(1000))
except BlockingIOError:
    print("nada")
print("fin")
