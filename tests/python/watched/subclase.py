"""Una subclase de socket.socket con métodos propios, y con un método de menos argumentos."""
import socket


class SocketDeLineas(socket.socket):
    def __init__(self, *argumentos, **opciones):
        super().__init__(*argumentos, **opciones)
        self.resto = b""

    def manda(self, texto):
        self.sendall(texto.encode() + b"\n")

    def recv(self, tamano=16):
        return super().recv(tamano)

    def linea(self):
        while b"\n" not in self.resto:
            self.resto += self.recv()
        linea, self.resto = self.resto.split(b"\n", 1)
        return linea.decode()


servidor = SocketDeLineas(socket.AF_INET, socket.SOCK_STREAM)
servidor.bind(("127.0.0.1", 0))
servidor.listen()
with SocketDeLineas() as cliente:
    cliente.connect(servidor.getsockname())
    conexion, _ = servidor.accept()
    print(type(conexion).__name__, isinstance(conexion, socket.socket))
    conexion.sendall("primera línea\nsegunda\n".encode())
    print(cliente.linea())
    print(cliente.linea())
    cliente.manda("fin")
    print(conexion.recv(100))
    conexion.close()
servidor.close()
