"""create_server y create_connection, con with."""
import socket
import threading


def sirve(servidor):
    for _ in range(2):
        conexion, _ = servidor.accept()
        with conexion:
            conexion.sendall(b"Hola, " + conexion.recv(100))


with socket.create_server(("localhost", 0), backlog=2) as servidor:
    hilo = threading.Thread(target=sirve, args=(servidor,))
    hilo.start()
    for nombre in (b"Ana", b"Blas"):
        with socket.create_connection(servidor.getsockname(), timeout=5) as cliente:
            cliente.sendall(nombre)
            print(cliente.recv(100).decode(), cliente.gettimeout())
    hilo.join()
print(servidor.fileno(), cliente.fileno())
