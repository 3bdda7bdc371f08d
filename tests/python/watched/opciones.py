"""Opciones que tienen nombre en Python."""
import socket
import struct

s = socket.create_server(("127.0.0.1", 0))
c = socket.create_connection(s.getsockname())
d, _ = s.accept()
c.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
print(c.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), c.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
print(len(c.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 4)))
c.send(b"urgente", socket.MSG_DONTWAIT)
print(d.recv(4, socket.MSG_PEEK), d.recv(7, socket.MSG_WAITALL))
d.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 0, 20000))
try:
    d.recv(1)
except OSError as error:
    print(error.errno)
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
u.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 3)
u.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
print(u.getsockopt(socket.IPPROTO_IP, socket.IP_TTL))
c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
c.close()
try:
    d.recv(1)
except OSError as error:
    print(error.errno)
