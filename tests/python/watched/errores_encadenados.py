# watched: exit=1
"""raise … from …, raise dentro de except, y un error que pasa por la biblioteca estándar."""
import socket


class ErrorDeRed(Exception):
    pass


def cerrado():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()


def conecta():
    try:
        return socket.create_connection(cerrado(), timeout=2)
    except OSError as e:
        raise ErrorDeRed("no hay servidor") from e


def reintenta():
    try:
        conecta()
    except ErrorDeRed:
        with socket.socket() as s:
            s.recv(10)


try:
    reintenta()
except OSError as e:
    print(repr(e.__context__), repr(e.__context__.__cause__))
reintenta()
