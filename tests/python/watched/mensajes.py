"""sendmsg, recvmsg, recvmsg_into, recv_into, recvfrom_into, y MSG_PEEK."""
import array
import os
import socket

a, b = socket.socketpair()
print(a.sendmsg([b"uno ", b"dos ", bytearray(b"tres")]))
print(b.recvmsg(100))

memoria = bytearray(b"." * 8)
a.sendall(b"abcdefghij")
print(b.recv(4, socket.MSG_PEEK))
print(b.recv_into(memoria, 4), memoria)
print(b.recv_into(memoryview(memoria)[4:]), memoria)
print(b.recv_into(memoria), memoria)

a.sendall(b"0123456789")
partes = [bytearray(4), bytearray(3)]
print(b.recvmsg_into(partes), partes)
print(b.recv(10))

# Un descriptor viaja por un socket Unix.
lectura, escritura = os.pipe()
a.sendmsg([b"fd"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [escritura]))])
datos, auxiliares, banderas, _ = b.recvmsg(10, socket.CMSG_SPACE(4))
nuevo = array.array("i", auxiliares[0][2])[0]
os.write(nuevo, b"por el tubo")
print(datos, len(auxiliares), os.read(lectura, 100))
for fd in (lectura, escritura, nuevo):
    os.close(fd)
a.close()
b.close()

udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
emisor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(emisor.sendmsg([b"un ", b"datagrama"], [], 0, udp.getsockname()))
memoria = bytearray(6)
leidos, origen = udp.recvfrom_into(memoria)
print(leidos, bytes(memoria), origen == ("127.0.0.1", emisor.getsockname()[1]))
emisor.sendto(b"demasiado largo", socket.MSG_DONTWAIT, udp.getsockname())
datos, _, banderas, origen = udp.recvmsg(9)
print(datos, bool(banderas & socket.MSG_TRUNC), origen[0])
emisor.close()
udp.close()
