"""Servidor y tres clientes con los flujos de asyncio."""
import asyncio


async def atiende(lector, escritor):
    linea = await lector.readline()
    escritor.write(b"eco " + linea)
    await escritor.drain()
    escritor.close()
    await escritor.wait_closed()


async def cliente(puerto, texto):
    lector, escritor = await asyncio.open_connection("127.0.0.1", puerto)
    escritor.write(texto.encode() + b"\n")
    await escritor.drain()
    respuesta = await lector.read()
    escritor.close()
    await escritor.wait_closed()
    return respuesta.decode().strip()


async def principal():
    servidor = await asyncio.start_server(atiende, "127.0.0.1", 0)
    puerto = servidor.sockets[0].getsockname()[1]
    respuestas = await asyncio.gather(*(cliente(puerto, t) for t in ("uno", "dos", "tres")))
    print(respuestas)
    try:
        await asyncio.wait_for(asyncio.Event().wait(), 0.05)
    except asyncio.TimeoutError:
        print("nada más")
    servidor.close()
    await servidor.wait_closed()


asyncio.run(principal())
