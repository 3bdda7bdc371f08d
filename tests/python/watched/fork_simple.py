"""os.fork: el hijo sirve y el padre es el cliente."""
import os
import socket
import sys

servidor = socket.socket()
servidor.bind(("127.0.0.1", 0))
servidor.listen(1)
direccion = servidor.getsockname()

if os.fork() == 0:
    conexion, _ = servidor.accept()
    conexion.sendall(b"del hijo: " + conexion.recv(100))
    conexion.close()
    servidor.close()
    sys.exit(7)

servidor.close()
cliente = socket.socket()
cliente.connect(direccion)
cliente.sendall(b"del padre")
print(cliente.recv(100))
cliente.close()
_, estado = os.wait()
print("el hijo acaba con", os.WEXITSTATUS(estado))
