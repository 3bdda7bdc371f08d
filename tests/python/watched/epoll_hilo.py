"""select.epoll: con with, con fromfd, por partes, y cerrado."""
import select
import socket
import threading

a, b = socket.socketpair()
print(select.epoll.__name__, select.epoll.__module__)
with select.epoll() as e:
    print(isinstance(e, select.epoll), e.closed, e.fileno() >= 0)
    e.register(fd=b, eventmask=select.EPOLLIN)
    hilo = threading.Timer(0.05, a.send, (b"x",))
    hilo.start()
    print([n for _, n in e.poll(5)], b.recv(1))
    hilo.join()
    e.modify(b, select.EPOLLOUT | select.EPOLLIN)
    print([n for _, n in e.poll(timeout=1, maxevents=2)])
    otro = select.epoll.fromfd(e.fileno())
    print(isinstance(otro, select.epoll), len(otro.poll(1)))
    e.unregister(b)
    print(e.poll(0))
print(e.closed)
try:
    e.poll(0)
except ValueError as error:
    print(error)
try:
    select.epoll(-5)
except (ValueError, OSError) as error:
    print(type(error).__name__)
