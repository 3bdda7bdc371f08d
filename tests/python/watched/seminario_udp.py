"""Servidor y cliente UDP del seminario, cada uno en su proceso."""
import os
import re
import socket
import subprocess
import sys

AQUI = os.path.dirname(os.path.abspath(__file__))


def puerto_libre():
    with socket.socket(type=socket.SOCK_DGRAM) as s:
        s.bind(("localhost", 0))
        return s.getsockname()[1]


def arranca(programa, puerto):
    orden = [sys.executable, "-u", os.path.join(AQUI, "..", programa), str(puerto)]
    return subprocess.Popen(orden, stdout=subprocess.PIPE, universal_newlines=True)


puerto = puerto_libre()
servidor = arranca("servidor_udp.py", puerto)
print(servidor.stdout.readline(), end="")
cliente = arranca("cliente_udp.py", puerto)
print(cliente.communicate()[0], end="")
# El puerto del cliente es distinto cada vez.
print(re.sub(r"cliente: \d+$", "cliente: PUERTO", servidor.communicate()[0], flags=re.M), end="")
print("servidor:", servidor.returncode, "cliente:", cliente.returncode)
