"""Los sockets que nadie cierra los cierra el recolector, con y sin ResourceWarning."""
import gc
import socket
import warnings


def olvida():
    s = socket.socket()
    s.bind(("127.0.0.1", 0))
    return s.fileno()


def en_ciclo():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    lista = [s]
    lista.append(lista)
    return s.fileno()


print([olvida() for _ in range(3)])
gc.disable()
primero = en_ciclo()
segundo = en_ciclo()
print(primero != segundo)
gc.collect()
print(en_ciclo() in (primero, segundo))
gc.enable()
gc.collect()

warnings.simplefilter("always")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s = None
servidor = socket.create_server(("127.0.0.1", 0))
cliente = socket.create_connection(servidor.getsockname())
# El aceptado se pierde enseguida: el cliente ve el fin.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    servidor.accept()[0].send(b"x")
print(cliente.recv(10), cliente.recv(10))
cliente.close()
servidor.close()
