"""socketserver con ThreadingMixIn."""
import socket
import socketserver
import threading


class Eco(socketserver.StreamRequestHandler):
    def handle(self):
        for linea in self.rfile:
            self.wfile.write(b"eco: " + linea)


class Servidor(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = True


with Servidor(("127.0.0.1", 0), Eco) as servidor:
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
    hilo.start()
    for palabra in (b"uno", b"dos"):
        with socket.create_connection(servidor.server_address) as cliente:
            cliente.sendall(palabra + b"\n")
            print(cliente.makefile("rb").readline())
    servidor.shutdown()
    hilo.join()
print("fin")
