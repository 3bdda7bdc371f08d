"""Familias y tipos que no son ni TCP ni UDP."""
import socket

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
a.send(b"entero")
print(b.recv(3), a.send(b"otro"), b.recv(100))
a.close()
print(b.recv(10))
b.close()
servidor = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
servidor.bind("\0prueba-seqpacket-%d" % id(servidor))
servidor.listen()
cliente = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
cliente.connect(servidor.getsockname())
c, addr = servidor.accept()
cliente.send(b"hola")
print(c.recv(10), addr)
for s in (c, cliente, servidor):
    s.close()
for familia, tipo, protocolo in (
    (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
    (socket.AF_INET6, socket.SOCK_RAW, 58),
    (getattr(socket, "AF_PACKET", -1), socket.SOCK_RAW, 0),
    (socket.AF_INET, socket.SOCK_RDM, 0),
    (77, 1, 0),
):
    try:
        s = socket.socket(familia, tipo, protocolo)
    except OSError as error:
        print(type(error).__name__, error.errno)
        continue
    print("hay", s.fileno() >= 0, s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == tipo)
    s.close()
