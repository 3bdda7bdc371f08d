"""IPv6: TCP y UDP por ::1, y un servidor de doble pila."""
import socket

servidor = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
servidor.bind(("::1", 0))
servidor.listen()
cliente = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
cliente.connect(servidor.getsockname())
conexion, origen = servidor.accept()
print(origen[0], origen[2:], origen == cliente.getsockname())
cliente.send(b"seis")
print(conexion.recv(10))
for s in (cliente, conexion, servidor):
    s.close()

udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
udp.bind(("::1", 0))
with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as emisor:
    emisor.sendto(b"datagrama", udp.getsockname())
datos, origen = udp.recvfrom(100)
print(datos, origen[0])
udp.close()

if socket.has_dualstack_ipv6():
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as doble:
        with socket.create_connection(("127.0.0.1", doble.getsockname()[1])) as cliente:
            conexion, origen = doble.accept()
            print(origen[0])
            conexion.close()
