"""El programa se cambia por otro Python con exec; el socket se hereda."""
import os
import socket
import sys

a, b = socket.socketpair()
if len(sys.argv) == 1:
    a.send(b"antes de exec")
    b.set_inheritable(True)
    print("primero", b.fileno(), flush=True)
    os.execv(sys.executable, [sys.executable, __file__, str(b.fileno())])
heredado = socket.socket(fileno=int(sys.argv[1]))
print("segundo", heredado.recv(100))
a.close()
