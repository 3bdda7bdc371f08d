# watched: exit=1
"""Cambia de carpeta y luego falla: el traceback busca el fuente por su ruta."""
import os
import socket
import tempfile

with tempfile.TemporaryDirectory() as carpeta:
    os.chdir(carpeta)
    s = socket.socket(socket.AF_UNIX)
    s.bind("relativo")
    s.listen(1)
    cliente = socket.socket(socket.AF_UNIX)
    cliente.connect("relativo")
    print(s.getsockname(), os.listdir("."))
    os.chdir("/")
cliente.connect("relativo")
