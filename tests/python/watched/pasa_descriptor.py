"""Un proceso acepta, y pasa la conexión a otro con un mensaje."""
import array
import os
import socket
import sys

servidor = socket.create_server(("127.0.0.1", 0))
ida, vuelta = socket.socketpair()
sys.stdout.flush()
hijo = os.fork()
if hijo == 0:
    servidor.close()
    ida.close()
    datos, extra, _, _ = vuelta.recvmsg(10, socket.CMSG_SPACE(4))
    fds = array.array("i")
    fds.frombytes(extra[0][2][:4])
    c = socket.socket(fileno=fds[0])
    c.sendall(b"del hijo: " + c.recv(10))
    c.close()
    os._exit(0)
vuelta.close()
cliente = socket.create_connection(servidor.getsockname())
c, _ = servidor.accept()
ida.sendmsg([b"toma"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [c.fileno()]))])
c.close()
cliente.sendall(b"hola")
print(cliente.recv(100), cliente.recv(100))
os.waitpid(hijo, 0)
