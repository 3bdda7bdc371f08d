"""socketserver.ForkingTCPServer: un proceso para cada cliente."""
import os
import socket
import socketserver
import threading


class Saludo(socketserver.BaseRequestHandler):
    def handle(self):
        nombre = self.request.recv(100)
        propio = os.getpid() != padre
        self.request.sendall(b"Hola, " + nombre + (b" (otro proceso)" if propio else b" (el mismo)"))


padre = os.getpid()
with socketserver.ForkingTCPServer(("127.0.0.1", 0), Saludo) as servidor:
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
    hilo.start()
    for nombre in (b"Ana", b"Blas"):
        with socket.create_connection(servidor.server_address) as s:
            s.sendall(nombre)
            print(s.recv(100).decode())
    servidor.shutdown()
    hilo.join()
