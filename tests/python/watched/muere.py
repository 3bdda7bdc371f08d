# watched: exit=-9
"""El hijo y el padre mueren por una señal."""
import os
import signal
import socket

servidor = socket.create_server(("127.0.0.1", 0))
hijo = os.fork()
if hijo == 0:
    conexion, _ = servidor.accept()
    conexion.recv(10)
    os.kill(os.getpid(), signal.SIGTERM)
cliente = socket.create_connection(servidor.getsockname())
cliente.sendall(b"muere")
print("el cliente ve", cliente.recv(10), flush=True)
_, estado = os.waitpid(hijo, 0)
print("señal", os.WTERMSIG(estado), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
