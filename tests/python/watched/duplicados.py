"""dup, detach, fromfd, fileno= y socketpair, con los números de los descriptores."""
import os
import socket

a, b = socket.socketpair()
print(a.fileno(), b.fileno(), a.family.name, a.type.name)
copia = a.dup()
copia.send(b"por la copia")
print(b.recv(100))
fd = copia.detach()
print(copia.fileno(), fd)
otra_vez = socket.socket(fileno=fd)
print(otra_vez.family.name, otra_vez.type.name, otra_vez.proto)
otra_vez.sendall(b"con fileno=")
print(b.recv(100))
otra_vez.close()
tercera = socket.fromfd(b.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)
tercera.send(b"de vuelta")
print(a.recv(100))
tercera.close()
os.write(a.fileno(), b"por os.write")
print(os.read(b.fileno(), 100))
a.close()
print(b.recv(100))
b.close()
try:
    socket.socket(fileno=fd)
except OSError as e:
    print(e)
izquierda, derecha = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
izquierda.send(b"uno")
izquierda.send(b"dos")
print(derecha.recv(100), derecha.recv(100))
print(socket.socket().fileno())
