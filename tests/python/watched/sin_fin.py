# watched: stop-after=2
"""Un servidor que no acaba nunca."""
import socket
import threading

servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.bind(("localhost", 0))
servidor.listen()


def un_cliente():
    with socket.create_connection(servidor.getsockname()) as s:
        s.sendall(b"hola")
        s.recv(10)


threading.Thread(target=un_cliente).start()
while True:
    conexion, _ = servidor.accept()
    print("Recibo:", conexion.recv(1024), flush=True)
    conexion.sendall(b"adios")
    conexion.close()
