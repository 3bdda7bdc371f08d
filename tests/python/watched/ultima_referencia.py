"""La última referencia a un socket se pierde donde no hay marco de Python: al final de un hilo, en un Timer, en el recolector."""
import _thread
import functools
import gc
import socket
import threading
import warnings

warnings.simplefilter("ignore")


def fin(s):
    """Lo que queda por leer: b'' en cuanto el otro extremo está cerrado."""
    leido = b""
    while True:
        trozo = s.recv(10)
        if not trozo:
            return leido
        leido += trozo


a, b = socket.socketpair()
_thread.start_new_thread(lambda s: s.send(b"uno"), (a,))
del a
print(fin(b))
a, b = socket.socketpair()
_thread.start_new_thread(a.send, (b"dos",))
del a
print(fin(b))
a, b = socket.socketpair()
threading.Thread(target=lambda s: s.send(b"tres"), args=(a,)).start()
del a
print(fin(b))
a, b = socket.socketpair()
threading.Timer(0.01, lambda s: s.send(b"cuatro"), (a,)).start()
del a
print(fin(b))
a, b = socket.socketpair()
t = threading.Timer(0.01, a.send, (b"cinco",))
t.start()
t.join()
del a, t
print(fin(b))


class Nodo:
    pass


nodo = Nodo()
nodo.yo, (nodo.s, b) = nodo, socket.socketpair()
del nodo
gc.collect()
print(fin(b))
propio = threading.local()


def guarda(s):
    propio.s = s
    s.send(b"seis")


a, b = socket.socketpair()
hilo = threading.Thread(target=guarda, args=(a,))
hilo.start()
hilo.join()
del a, hilo
print(fin(b))


def genera(s):
    yield s.fileno() >= 0


a, b = socket.socketpair()
g = genera(a)
print(next(g))
del a, g
print(fin(b))
a, b = socket.socketpair()
try:
    raise ValueError(a)
except ValueError:
    pass
del a
print(fin(b))
a, b = socket.socketpair()
parcial = functools.partial(a.send, b"siete")
parcial()
del a, parcial
print(fin(b))
