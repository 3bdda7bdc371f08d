"""El fuente empieza con la marca de orden de bytes (BOM)."""
import socket

a, b = socket.socketpair()
a.send("señal".encode())
print(b.recv(100).decode())
