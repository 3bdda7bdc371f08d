"""sendall de 3 MB contra un lector lento; también con sendfile y con un plazo."""
import hashlib
import socket
import tempfile
import threading

datos = bytes(range(256)) * (3 * 4096)


def lee(conexion, resultado):
    suma, total = hashlib.md5(), 0
    while True:
        trozo = conexion.recv(65536)
        if not trozo:
            break
        suma.update(trozo)
        total += len(trozo)
    resultado.append((total, suma.hexdigest()))
    conexion.close()


def manda(como):
    with socket.create_server(("127.0.0.1", 0)) as servidor:
        cliente = socket.create_connection(servidor.getsockname())
        conexion, _ = servidor.accept()
    resultado = []
    hilo = threading.Thread(target=lee, args=(conexion, resultado))
    hilo.start()
    como(cliente)
    cliente.close()
    hilo.join()
    print(resultado[0] == (len(datos), hashlib.md5(datos).hexdigest()), resultado[0][0])


def con_plazo(s):
    s.settimeout(5)
    s.sendall(memoryview(datos))


def por_partes(s):
    resto = memoryview(datos)
    while resto:
        resto = resto[s.send(resto):]


def con_sendfile(s):
    with tempfile.TemporaryFile() as fichero:
        fichero.write(datos)
        fichero.seek(0)
        print(s.sendfile(fichero))


manda(lambda s: print(s.sendall(datos)))
manda(con_plazo)
manda(por_partes)
manda(con_sendfile)
