"""Sockets Unix de datagramas, con ruta, sin nombre y de nombre abstracto."""
import os
import socket
import tempfile

with tempfile.TemporaryDirectory() as carpeta:
    ruta = os.path.join(carpeta, "buzón")
    buzon = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    buzon.bind(ruta)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as anonimo:
        anonimo.sendto(b"sin nombre", ruta)
        print(buzon.recvfrom(100))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as otro:
        otro.bind(os.path.join(carpeta, "otro"))
        otro.connect(ruta)
        otro.send(b"con nombre")
        datos, origen = buzon.recvfrom(100)
        print(datos, os.path.basename(origen))
        buzon.sendto(b"respuesta", origen)
        print(otro.recv(100))
    buzon.close()

abstracto = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
nombre = b"\0socketlab-%d" % os.getpid()
abstracto.bind(nombre)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as emisor:
    emisor.sendto(b"a un nombre abstracto", nombre)
print(abstracto.recv(100), abstracto.getsockname() == nombre)
abstracto.close()
