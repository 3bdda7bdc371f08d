# watched: exit=1
"""Borra su propio fuente y luego falla: el traceback ya no tiene líneas."""
import os
import socket

os.remove(__file__)
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[0], os.path.exists(__file__))
s.accept()
