# watched: exit=9
"""os._exit en un hilo, con un socket abierto y otro hilo en recv."""
import os
import socket
import threading
import time

a, b = socket.socketpair()
b.sendall(b"un mensaje")
print(a.recv(100), flush=True)


def golpe():
    time.sleep(0.3)
    os._exit(9)


threading.Thread(target=golpe).start()
a.recv(100)
print("no se imprime")
