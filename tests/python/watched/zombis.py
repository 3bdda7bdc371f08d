# watched: no-strace
"""Trescientos hijos que nadie espera: han acabado, y no son procesos que cuenten."""
import os
import socket
import time

servidor = socket.create_server(("127.0.0.1", 0))
hijos = []
for n in range(300):
    hijo = os.fork()
    if hijo == 0:
        os._exit(0)
    hijos.append(hijo)
time.sleep(0.5)
print(len(hijos), servidor.getsockname()[0])
for hijo in hijos:
    os.waitpid(hijo, 0)
