# watched: exit=-2
"""Ctrl-C mientras el servidor espera en accept."""
import signal
import socket
import threading

servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.bind(("localhost", 0))
servidor.listen(1)
threading.Timer(0.7, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT)).start()
print("Nos quedamos a la espera...", flush=True)
try:
    conexion, direccion = servidor.accept()
finally:
    print("cierro el servidor")
    servidor.close()
