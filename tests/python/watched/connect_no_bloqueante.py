"""connect_ex sin bloqueo, select y SO_ERROR; también contra un puerto cerrado."""
import errno
import os
import select
import socket


def conecta(direccion):
    s = socket.socket()
    s.setblocking(False)
    codigo = s.connect_ex(direccion)
    print("connect_ex:", errno.errorcode.get(codigo, codigo))
    if codigo == errno.EINPROGRESS:
        _, listos, _ = select.select([], [s], [], 5)
        codigo = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        print("SO_ERROR:", os.strerror(codigo) if codigo else 0, listos == [s])
    return s


servidor = socket.socket()
servidor.bind(("127.0.0.1", 0))
servidor.listen()
s = conecta(servidor.getsockname())
try:
    s.recv(10)
except BlockingIOError as e:
    print(e)
print(s.connect_ex(servidor.getsockname()) in (0, errno.EISCONN))
s.close()

direccion = servidor.getsockname()
servidor.close()
conecta(direccion).close()
bloqueante = socket.socket()
print(errno.errorcode[bloqueante.connect_ex(direccion)])
bloqueante.close()
