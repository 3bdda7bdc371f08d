"""Un error de cada clase, capturado y escrito."""
import socket
import struct
import sys


def prueba(nombre, funcion, *argumentos):
    try:
        print(nombre, "->", funcion(*argumentos))
    except Exception as e:
        print(nombre, "->", type(e).__name__, "errno", getattr(e, "errno", None), "|", e)


def par():
    with socket.create_server(("127.0.0.1", 0)) as servidor:
        cliente = socket.create_connection(servidor.getsockname())
        conexion, _ = servidor.accept()
    return cliente, conexion


with socket.socket() as libre:
    libre.bind(("127.0.0.1", 0))
    direccion = libre.getsockname()
s = socket.socket()
prueba("ECONNREFUSED", s.connect, direccion)
s.close()

uno, otro = socket.socket(), socket.socket()
uno.bind(("127.0.0.1", 0))
uno.listen()
prueba("EADDRINUSE", otro.bind, uno.getsockname())
prueba("EADDRNOTAVAIL", otro.bind, ("192.0.2.1", 0))
prueba("EINVAL", otro.accept)
prueba("ENOTCONN", otro.getpeername)
prueba("ENOTCONN", otro.recv, 10)
prueba("ENOTCONN", otro.shutdown, socket.SHUT_RDWR)
prueba("EPIPE", otro.send, b"nadie")
prueba("ENOPROTOOPT", otro.setsockopt, socket.SOL_SOCKET, 9999, 1)
prueba("gaierror", socket.getaddrinfo, "nadie", 80, 0, 0, 0, socket.AI_NUMERICHOST)
prueba("gaierror", otro.connect, ("::1", 80))
prueba("TypeError", otro.send, "texto sin codificar")
prueba("TypeError", otro.connect, "127.0.0.1")
prueba("TypeError", otro.recv)
prueba("TypeError", otro.bind, ("127.0.0.1", "ochenta"))
prueba("ValueError", otro.recv, -1)
prueba("OverflowError", otro.bind, ("127.0.0.1", 70000))
prueba("ValueError", otro.settimeout, -1)
otro.settimeout(0.05)
uno.settimeout(0.05)
prueba("timeout", uno.accept)
uno.close()
otro.close()
prueba("EBADF", otro.send, b"cerrado")
prueba("EBADF", otro.fileno)
prueba("familia", socket.socket, 999, socket.SOCK_STREAM)

cliente, conexion = par()
conexion.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
conexion.close()
prueba("ECONNRESET", cliente.recv, 10)
prueba("tras el reset", cliente.recv, 10)
prueba("EPIPE", cliente.send, b"otra vez")
cliente.close()

cliente, conexion = par()
cliente.shutdown(socket.SHUT_WR)
prueba("EPIPE", cliente.send, b"ya no")
prueba("fin", conexion.recv, 10)
cliente.close()
conexion.close()

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
prueba("EMSGSIZE", udp.sendto, bytes(70000), ("127.0.0.1", 9))
prueba("EDESTADDRREQ", udp.send, b"a nadie")
prueba("EOPNOTSUPP", udp.listen)
prueba("EOPNOTSUPP", udp.accept)
udp.close()
sys.stdout.flush()
