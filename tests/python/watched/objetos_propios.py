"""Objetos del programa entre los argumentos: nadie más que Python llama a sus métodos."""
import select
import socket

veces = {}


def cuenta(nombre):
    veces[nombre] = veces.get(nombre, 0) + 1


class Cliente:
    def __init__(self, s):
        self.s = s

    def fileno(self):
        cuenta("fileno")
        return self.s.fileno()

    def __repr__(self):
        cuenta("repr")
        return "Cliente"

    def __bool__(self):
        cuenta("bool")
        return True

    def __eq__(self, otro):
        cuenta("eq")
        return self is otro

    __hash__ = object.__hash__


class Numero(int):
    def __repr__(self):
        cuenta("repr de Numero")
        return "n"

    def __int__(self):
        cuenta("int")
        return 1


class Texto(str):
    def __str__(self):
        cuenta("str")
        return "x"


class Lista(list):
    def __iter__(self):
        cuenta("iter")
        return super().__iter__()


class Fallo(OSError):
    def __str__(self):
        cuenta("str de Fallo")
        return "fallo"


a, b = socket.socketpair()
cliente = Cliente(b)
a.send(b"x")
print(select.select([cliente], [], [], 5) == ([cliente], [], []))
print(select.select(Lista([b]), (), {a}, 0)[0] == [b])
espera = select.poll()
espera.register(cliente, Numero(select.POLLIN))
print(len(espera.poll(5)))
print(b.recv(Numero(1)))
a.settimeout(Numero(3))
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.bind((Texto("127.0.0.1"), Numero(0)))
for mal in (lambda: a.send(cliente), lambda: u.bind(cliente), lambda: u.sendto(b"x", cliente), lambda: a.recv(cliente)):
    try:
        mal()
    except TypeError as error:
        print(error)


class Socket(socket.socket):
    def recv(self, *args):
        raise Fallo(5)


c, d = socket.socketpair()
try:
    Socket(fileno=c.detach()).recv(1)
except OSError:
    print("fallo")
print(sorted(veces.items()))
