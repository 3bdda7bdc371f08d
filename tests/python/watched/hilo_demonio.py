"""Un hilo demonio espera en accept cuando el programa acaba."""
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0))
atendido = threading.Event()


def sirve():
    while True:
        conexion, _ = servidor.accept()
        conexion.sendall(b"hora: las doce")
        conexion.close()
        atendido.set()


threading.Thread(target=sirve, daemon=True).start()
with socket.create_connection(servidor.getsockname()) as cliente:
    print(cliente.recv(100).decode())
atendido.wait()
print("adiós")
