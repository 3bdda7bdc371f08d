# watched: terminal
"""Lo que el padre imprimió antes de fork sale una vez en un terminal, y dos si la salida es un fichero.

Vigilado sale como en un terminal, pues la salida se vacía en cada línea."""
import os
import socket

a, b = socket.socketpair()
print("antes de fork")
if os.fork() == 0:
    b.send(b"hijo")
    print("en el hijo")
else:
    os.wait()
    print("en el padre:", a.recv(10))
