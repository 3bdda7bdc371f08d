"""Otra clase en lugar de socket.socket: lo que da accept() no es un socket."""
import socket
from unittest import mock

servidor = socket.create_server(("127.0.0.1", 0))
clientes = [socket.create_connection(servidor.getsockname()) for _ in range(3)]
with mock.patch("socket.socket"):
    c, addr = servidor.accept()
    print(type(c).__name__, addr[0])


class Verde:
    """Como los sockets de una biblioteca de corrutinas."""

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self.fd = fileno

    def setblocking(self, _):
        pass


real = socket.socket
socket.socket = Verde
c, addr = servidor.accept()
print(type(c).__name__, c.fd >= 0)
socket.socket = real


class Hija(socket.socket):
    def accept(self):
        c, addr = super().accept()
        return (c, addr, "más")

    def recv(self, *args):
        return super().recv(*args).upper()


hija = Hija(fileno=servidor.detach())
c, addr, mas = hija.accept()
clientes[2].sendall(b"hola")
print(c.recv(4), mas)
with mock.patch.object(socket, "getaddrinfo", side_effect=socket.gaierror(-2, "nadie")):
    try:
        socket.create_connection(("nadie", 1))
    except socket.gaierror as error:
        print(error)
