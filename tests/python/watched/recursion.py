# watched: no-strace
"""Llamadas cada vez más hondas: el límite de la pila es el del programa."""
import socket
import sys

a, b = socket.socketpair()
sys.setrecursionlimit(300)


def baja(n):
    a.send(b"x")
    b.recv(1)
    baja(n + 1)


try:
    baja(0)
except RecursionError as error:
    print(type(error).__name__)
b.setblocking(False)
try:
    b.recv(10)
except BlockingIOError:
    pass
b.setblocking(True)
for n in range(5):
    a.send(b"hola")
    print(b.recv(10))
