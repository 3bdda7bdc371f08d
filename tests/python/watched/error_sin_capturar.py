# watched: exit=1
"""Conecta con un puerto cerrado y no captura el error."""
import socket


def puerto_cerrado():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind(("127.0.0.1", 0))
    direccion = s.getsockname()
    s.close()
    return direccion


def cliente(direccion):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(direccion)
    s.send(b"no llega")


print("voy a conectar")
cliente(puerto_cerrado())
print("esto no se imprime")
