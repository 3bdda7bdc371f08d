"""asyncio: datagramas, sockets crudos con loop.sock_recv, y un error de conexión."""
import asyncio
import socket


class Eco(asyncio.DatagramProtocol):
    def connection_made(self, transporte):
        self.transporte = transporte

    def datagram_received(self, datos, direccion):
        self.transporte.sendto(datos[::-1], direccion)


async def principal():
    bucle = asyncio.get_running_loop()
    transporte, _ = await bucle.create_datagram_endpoint(Eco, local_addr=("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.setblocking(False)
        s.connect(transporte.get_extra_info("sockname"))
        await bucle.sock_sendall(s, b"roma")
        print(await bucle.sock_recv(s, 100))
    transporte.close()
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    try:
        await asyncio.open_connection("127.0.0.1", puerto)
    except ConnectionRefusedError as e:
        print(type(e).__name__, e.errno)


asyncio.run(principal())
