# watched: no-strace
"""Un manejador de señal que lanza una excepción, esté donde esté el programa: se ve donde tiene que verse."""
import signal
import socket


class Tarde(Exception):
    pass


def tarde(*_):
    raise Tarde


signal.signal(signal.SIGALRM, tarde)
a, b = socket.socketpair()
cortados = 0
for n in range(60):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.001 + n / 20000)
        while True:
            a.sendall(b"hola")
            b.recv(4)
    except Tarde:
        cortados += 1
    b.setblocking(False)
    try:
        while b.recv(4):
            pass
    except BlockingIOError:
        pass
    b.setblocking(True)
print(cortados)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.02)
    b.recv(1)
except Tarde:
    print("recv")
