"""http.server y urllib en el mismo proceso."""
import http.server
import threading
import urllib.error
import urllib.request


class Pagina(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            self.send_error(404)
            return
        cuerpo = b"<p>Hola</p>" * 1000
        self.send_response(200)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        self.wfile.write(cuerpo)

    def log_message(self, formato, *argumentos):
        print("servidor:", argumentos[0], flush=True)


servidor = http.server.HTTPServer(("127.0.0.1", 0), Pagina)
hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
hilo.start()
url = "http://127.0.0.1:%d" % servidor.server_port
with urllib.request.urlopen(url, timeout=5) as respuesta:
    cuerpo = respuesta.read()
try:
    urllib.request.urlopen(url + "/nada", timeout=5)
except urllib.error.HTTPError as e:
    error = e.code
    e.close()
servidor.shutdown()
hilo.join()
servidor.server_close()
print("cliente:", respuesta.status, len(cuerpo), error)
try:
    urllib.request.urlopen(url, timeout=5)
except urllib.error.URLError as e:
    print(e)
