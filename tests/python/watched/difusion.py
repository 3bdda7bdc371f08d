"""Difusión en la red de loopback: 127.255.255.255."""
import socket

oyente = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
oyente.bind(("", 0))
oyente.settimeout(5)
puerto = oyente.getsockname()[1]

emisor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    emisor.sendto(b"a todos", ("127.255.255.255", puerto))
except PermissionError as e:
    print("sin SO_BROADCAST:", e)
emisor.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
print(emisor.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST))
print(emisor.sendto(b"a todos", ("127.255.255.255", puerto)))
datos, origen = oyente.recvfrom(100)
print(datos, origen[0])
emisor.close()
oyente.close()
