"""UDP con connect: send, recv, y ECONNREFUSED cuando no hay nadie."""
import socket

a = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(("127.0.0.1", 0))
b.bind(("127.0.0.1", 0))
a.connect(b.getsockname())
b.connect(a.getsockname())
print(a.send(b"uno"), a.send(b""), a.send(b"tres"))
print(b.recv(10), b.recv(10), b.recv(2))
print(a.getpeername() == b.getsockname())
b.close()
a.send(b"nadie escucha")
try:
    a.recv(10)
except ConnectionRefusedError as e:
    print(e)
a.close()
