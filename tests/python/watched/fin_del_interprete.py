# watched: no-strace
"""Sockets que siguen ahí cuando acaba el intérprete: en globales, en atexit, en un hilo demonio, en un ciclo."""
import atexit
import socket
import threading
import weakref

a, b = socket.socketpair()
c, d = socket.socketpair()


class Nodo:
    pass


nodo = Nodo()
nodo.yo, nodo.s = nodo, socket.socket()


@atexit.register
def despedida():
    a.send(b"adios")
    print(b.recv(10), threading.active_count())
    a.close()


class Ultimo:
    def __del__(self):
        if socket is not None:
            s = socket.socket()
            s.close()


guardado = Ultimo()
guardado.yo = guardado
weakref.finalize(nodo, print, "nodo")
propio = threading.local()
propio.s = socket.socket()
hilo = threading.Thread(target=d.recv, args=(1,), daemon=True)
hilo.start()
print("fin")
