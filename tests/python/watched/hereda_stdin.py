"""Como inetd: otro programa empieza con la conexión por entrada y salida."""
import socket
import subprocess
import sys

OTRO = """
import socket, sys
s = socket.fromfd(0, socket.AF_INET, socket.SOCK_STREAM)
s.sendall(b"nombre? ")
s.sendall(b"hola " + s.recv(20))
"""
servidor = socket.create_server(("127.0.0.1", 0))
cliente = socket.create_connection(servidor.getsockname())
c, _ = servidor.accept()
otro = subprocess.Popen([sys.executable, "-c", OTRO], stdin=c.fileno(), stdout=c.fileno())
c.close()
print(cliente.recv(8))
cliente.sendall(b"Eva")
print(cliente.recv(100), cliente.recv(100), otro.wait())
