"""concurrent.futures: ocho clientes en un grupo de cuatro hilos."""
import concurrent.futures
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0), backlog=10)
direccion = servidor.getsockname()


def sirve():
    for _ in range(8):
        conexion, _ = servidor.accept()
        with conexion:
            conexion.sendall(str(int(conexion.recv(100)) ** 2).encode())


def cuadrado(n):
    with socket.create_connection(direccion) as s:
        s.sendall(str(n).encode())
        return int(s.recv(100))


hilo = threading.Thread(target=sirve)
hilo.start()
with concurrent.futures.ThreadPoolExecutor(4) as grupo:
    print(list(grupo.map(cuadrado, range(8))))
hilo.join()
servidor.close()
