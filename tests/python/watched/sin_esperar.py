"""Clientes que no esperan a connect: connect_ex, selectors, y a quien nadie contesta."""
import selectors
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0))


def atiende():
    for _ in range(3):
        c, _ = servidor.accept()
        with c:
            c.sendall(c.recv(10).upper())


hilo = threading.Thread(target=atiende)
hilo.start()
s = socket.socket()
s.setblocking(False)
print(s.connect_ex(servidor.getsockname()))
with selectors.DefaultSelector() as espera:
    espera.register(s, selectors.EVENT_WRITE)
    espera.select()
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    s.send(b"uno")
    espera.modify(s, selectors.EVENT_READ)
    espera.select()
    print(s.recv(10))
s.close()
s = socket.socket()
s.setblocking(False)
try:
    s.connect(servidor.getsockname())
except BlockingIOError as error:
    print(error.errno)
s.setblocking(True)
s.connect(servidor.getsockname())
s.sendall(b"dos")
print(s.recv(10))
s.close()
s = socket.socket()
s.settimeout(5)
s.connect(servidor.getsockname())
s.sendall(b"tres")
print(s.recv(10))
s.close()
hilo.join()
libre = socket.socket()
libre.bind(("127.0.0.1", 0))
s = socket.socket()
s.setblocking(False)
print(s.connect_ex(libre.getsockname()))
with selectors.DefaultSelector() as espera:
    espera.register(s, selectors.EVENT_WRITE)
    espera.select()
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
