"""asyncio: un cliente y un servidor, y una conexión que nadie acepta."""
import asyncio
import socket


async def atiende(lee, escribe):
    while linea := await lee.readline():
        escribe.write(linea.upper())
        await escribe.drain()
    escribe.close()


async def main():
    servidor = await asyncio.start_server(atiende, "127.0.0.1", 0)
    puerto = servidor.sockets[0].getsockname()[1]
    lee, escribe = await asyncio.open_connection("127.0.0.1", puerto)
    for n in range(3):
        escribe.write(b"linea %d\n" % n)
        await escribe.drain()
        print(await lee.readline())
    escribe.close()
    libre = socket.socket()
    libre.bind(("127.0.0.1", 0))
    try:
        await asyncio.open_connection("127.0.0.1", libre.getsockname()[1])
    except ConnectionRefusedError as error:
        print(error.errno)
    await asyncio.sleep(0.05)
    servidor.close()


asyncio.run(main())
