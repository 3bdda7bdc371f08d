"""El programa vacía su entorno, y después abre hilos."""
import os
import socket
import threading

os.environ.clear()
servidor = socket.create_server(("127.0.0.1", 0))


def llama(n):
    with socket.create_connection(servidor.getsockname()) as s:
        s.sendall(b"%d" % n)


for n in range(3):
    hilo = threading.Thread(target=llama, args=(n,))
    hilo.start()
    conexion, _ = servidor.accept()
    with conexion:
        print(conexion.recv(10))
    hilo.join()
servidor.close()
