"""makefile: leer y escribir líneas de texto."""
import socket

servidor = socket.create_server(("127.0.0.1", 0))
cliente = socket.create_connection(servidor.getsockname())
conexion, _ = servidor.accept()
servidor.close()

salida = cliente.makefile("w", encoding="utf-8")
for linea in ("primera línea", "segunda", "x" * 20000):
    print(linea, file=salida)
salida.close()
cliente.shutdown(socket.SHUT_WR)

with conexion, conexion.makefile("r", encoding="utf-8") as entrada:
    for linea in entrada:
        print(len(linea), linea[:14].rstrip())

# El descriptor queda abierto mientras lo tenga un fichero.
fichero = cliente.makefile("rb", buffering=0)
cliente.close()
print(cliente.fileno() >= 0, fichero.readable())
print(fichero.read(10))
fichero.close()
