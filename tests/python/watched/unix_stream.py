"""Sockets Unix de flujo, en una carpeta temporal."""
import os
import socket
import tempfile
import threading

with tempfile.TemporaryDirectory() as carpeta:
    ruta = os.path.join(carpeta, "servidor")
    servidor = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    servidor.bind(ruta)
    servidor.listen(1)

    def sirve():
        conexion, direccion = servidor.accept()
        print("dirección del cliente:", repr(direccion))
        with conexion:
            conexion.sendall(conexion.recv(100) * 2)

    hilo = threading.Thread(target=sirve)
    hilo.start()
    cliente = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    cliente.connect(ruta)
    cliente.sendall("ñandú ".encode())
    hilo.join()
    print(cliente.recv(100).decode())
    print(cliente.getpeername() == ruta, repr(cliente.getsockname()))
    cliente.close()
    servidor.close()
    try:
        socket.socket(socket.AF_UNIX).connect(ruta + "-no")
    except FileNotFoundError as e:
        print(e)
