# watched: no-strace
"""Otro intérprete en el mismo proceso, y después sockets en este."""
import socket
import threading

CODIGO = "import socket; a, b = socket.socketpair(); a.send(b'x'); assert b.recv(1) == b'x'"


def otro():
    try:
        import _interpreters as interpretes
    except ImportError:
        try:
            import _xxsubinterpreters as interpretes
        except ImportError:
            return
    try:
        uno = interpretes.create()
        interpretes.run_string(uno, CODIGO)
        interpretes.destroy(uno)
    except Exception as error:
        print(type(error).__name__)


hilo = threading.Thread(target=otro)
hilo.start()
hilo.join()
a, b = socket.socketpair()
a.send(b"hola")
print(b.recv(10))


def despues():
    otro()
    b.send(b"en el hilo")


hilo = threading.Thread(target=despues)
hilo.start()
hilo.join()
print(a.recv(20))
