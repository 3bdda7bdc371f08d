"""ThreadingHTTPServer con conexiones que se quedan abiertas."""
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Atiende(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"hola")

    def log_message(self, *args):
        pass


servidor = ThreadingHTTPServer(("127.0.0.1", 0), Atiende)
hilo = threading.Thread(target=servidor.serve_forever, args=(0.05,))
hilo.start()
with socket.create_connection(servidor.server_address) as s:
    for _ in range(2):
        s.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        pagina = b""
        while not pagina.endswith(b"hola"):
            pagina += s.recv(4096)
        print(pagina.split(b"\r\n")[0])
servidor.shutdown()
servidor.server_close()
hilo.join()
