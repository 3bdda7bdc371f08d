# watched: exit=1
"""Un servidor con select.poll, con todo lo que el objeto sabe hacer y lo que no."""
import select
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0))
servidor.setblocking(False)


def llama():
    with socket.create_connection(servidor.getsockname()) as s:
        for palabra in (b"uno", b"dos"):
            s.sendall(palabra)
            print(s.recv(10))


hilo = threading.Thread(target=llama)
hilo.start()
espera = select.poll()
print(repr(espera).startswith("<select.poll object at"), type(espera).__name__, type(espera).__module__)
espera.register(servidor, select.POLLIN)
abiertos = {servidor.fileno(): servidor}
acabado = False
while not acabado:
    for fd, evento in espera.poll(5000):
        s = abiertos[fd]
        if s is servidor:
            c, _ = s.accept()
            c.setblocking(False)
            abiertos[c.fileno()] = c
            espera.register(c.fileno())
            espera.modify(c, select.POLLIN)
        else:
            datos = s.recv(100)
            if datos:
                s.send(datos[::-1])
            else:
                espera.unregister(fd)
                abiertos.pop(fd).close()
                acabado = True
hilo.join()
print(espera.poll(0), espera.poll(1))
for mal in (
    lambda: espera.register(),
    lambda: espera.unregister(99),
    lambda: espera.modify(98, 1),
    lambda: espera.poll("x"),
    lambda: espera.register("x"),
):
    try:
        mal()
    except Exception as error:
        print(type(error).__name__, error)


class Selector:
    crea = select.poll

    def __init__(self):
        self.espera = self.crea()


print(Selector().espera.poll(0))
servidor.close()
espera.register("nada")
