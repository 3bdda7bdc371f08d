# Comes into the probe by every entry that it has: methods and functions that are replaced, weak references, forks, imports, hooks
# for exceptions, signals, the ends of threads and of the interpreter. It prints the same each time.
import _thread
import gc
import importlib
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
import warnings

warnings.simplefilter("ignore")


def pair():
    return socket.socketpair()


def until(what):
    for _ in range(2000):
        if what():
            return True
        time.sleep(0.005)
    return False


# Methods, and arguments that they do not take.
listener = socket.create_server(("127.0.0.1", 0))
address = listener.getsockname()
client = socket.create_connection(address)
server, _ = listener.accept()
client.sendall(b"hola")
print(server.recv(10), client.send(b"otra"), server.recv_into(bytearray(10)))
for wrong in (lambda: client.send("text"), lambda: client.bind("127.0.0.1", 80), lambda: client.recv(-1), lambda: listener.accept(1)):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
server.setblocking(False)
try:
    server.recv(1)
except BlockingIOError as error:
    print(type(error).__name__, error.errno)
datagrams = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
datagrams[0].bind(("127.0.0.1", 0))
print(datagrams[1].sendto(b"dato", ("localhost", datagrams[0].getsockname()[1])), datagrams[0].recvfrom(10)[0])
print(socket.gethostbyname("localhost"), socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST)[0])
print(bool(socket.getfqdn("localhost")), bool(socket.getaddrinfo("127.0.0.1", 80)))

# A connect that is not answered at once.
later = socket.socket()
later.setblocking(False)
print(later.connect_ex(address) in (0, 115, 36))
select.select([], [later], [], 5)
print(later.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
print(later.send(b"luego"), listener.accept()[0].recv(5))

# What waits for several.
poll = select.poll()
poll.register(server, select.POLLIN)
client.sendall(b"a")
print([events for _, events in poll.poll(5000)], server.recv(1))
poll.modify(server, select.POLLOUT)
poll.unregister(server)
if hasattr(select, "epoll"):
    with select.epoll() as epoll:
        epoll.register(server, select.EPOLLOUT)
        print([events for _, events in epoll.poll(5)], epoll.closed)
    print(epoll.closed)
with selectors.DefaultSelector() as selector:
    selector.register(server, selectors.EVENT_WRITE)
    print(len(selector.select(5)))

# Past the methods.
a, b = pair()
print(os.write(a.fileno(), b"past"), os.read(b.fileno(), 10), os.writev(a.fileno(), [b"1", b"2"]), os.readv(b.fileno(), [bytearray(5)]))
with open(__file__, "rb") as file:
    print(a.sendfile(file, 0, 10), b.recv(20))
copy = os.dup(a.fileno())
os.dup2(copy, copy + 20)
os.closerange(copy + 20, copy + 21)
os.close(copy)
socket.close(a.detach())
print(b.recv(1))

# The last reference goes: by name, in a cycle, at the end of a thread, in a timer, with what a thread has for itself.
x, y = pair()
del x
print(y.recv(1))


class Node:
    pass


node = Node()
node.me, (node.socket, other) = node, pair()
del node
gc.collect()
print(other.recv(1))
x, y = pair()
_thread.start_new_thread(lambda s: s.send(b"x"), (x,))
del x
print(y.recv(1), y.recv(1))
x, y = pair()
_thread.start_new_thread(x.send, (b"z",))
del x
print(y.recv(1), y.recv(1))
x, y = pair()
threading.Timer(0.02, lambda s: s.send(b"t"), (x,)).start()
del x
print(y.recv(1), y.recv(1))
own = threading.local()
x, y = pair()


def keep():
    own.kept = x
    x.send(b"l")


thread = threading.Thread(target=keep)
thread.start()
thread.join()
del x, thread
print(y.recv(1), y.recv(1))

# Forks and other programs.
sys.stdout.flush()
x, y = pair()
child = os.fork()
if child == 0:
    y.send(b"hijo")
    os._exit(0)
y.close()
os.waitpid(child, 0)
print(x.recv(10), x.recv(10))
x, y = pair()
subprocess.run(["cat"], stdin=subprocess.DEVNULL, stdout=y.fileno())
print(subprocess.run([sys.executable, "-c", "print('otro')"], stdout=subprocess.PIPE).stdout)

# Signals: their handlers run anywhere, and what they raise goes through.
hits = []
signal.signal(signal.SIGUSR1, lambda *_: hits.append(1))
os.kill(os.getpid(), signal.SIGUSR1)
print(until(lambda: hits))


def raises(*_):
    raise TimeoutError("a handler")


signal.signal(signal.SIGALRM, raises)
x, y = pair()
signal.setitimer(signal.ITIMER_REAL, 0.05)
try:
    y.recv(1)
except TimeoutError as error:
    print(error)
threading.Timer(0.05, _thread.interrupt_main).start()
try:
    while True:
        x.send(b"-")
        y.recv(1)
except KeyboardInterrupt:
    print("Ctrl-C")

# Imports, and exceptions that somebody looks at.
for name in "selectors", "asyncio", "fcntl", "uuid":
    importlib.import_module(name)
try:
    socket.socket(-2)
except OSError as error:
    print(traceback.format_exc().count("File"), error.errno)


def falls():
    socket.socket().connect(("127.0.0.1", "puerto"))


thread = threading.Thread(target=falls, name="cae")
thread.start()
thread.join()
print("fin", flush=True)
kept = [client]  # It is there until the interpreter ends.
socket.create_connection("no address")
