"""settimeout, setblocking, setdefaulttimeout, y un plazo en cada llamada que espera."""
import socket


def intenta(nombre, funcion, *argumentos):
    try:
        print(nombre, funcion(*argumentos))
    except OSError as e:
        print(nombre, type(e).__name__, e)


servidor = socket.socket()
servidor.bind(("127.0.0.1", 0))
servidor.listen(1)
servidor.settimeout(0.05)
intenta("accept", servidor.accept)

cliente = socket.socket()
cliente.settimeout(2)
cliente.connect(servidor.getsockname())
conexion, _ = servidor.accept()
print(servidor.gettimeout(), cliente.gettimeout(), conexion.gettimeout())
conexion.settimeout(0.05)
intenta("recv", conexion.recv, 10)
conexion.setblocking(False)
intenta("recv", conexion.recv, 10)
cliente.sendall(b"dentro del plazo")
conexion.settimeout(2)
intenta("recv", conexion.recv, 100)
cliente.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
cliente.settimeout(0.05)
intenta("sendall", cliente.sendall, bytes(20_000_000))
for s in (cliente, conexion, servidor):
    s.close()

socket.setdefaulttimeout(0.05)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.bind(("127.0.0.1", 0))
    print(udp.gettimeout())
    intenta("recvfrom", udp.recvfrom, 10)
