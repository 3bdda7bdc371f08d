# watched: exit=1
# -*- coding: latin-1 -*-
"""Un fuente en Latin-1; también el traceback lo lee así."""
import socket

año = "año, señal, ¿qué tal?"
a, b = socket.socketpair()
a.send(año.encode("latin-1"))
print(b.recv(100))
print(año)
b.send("ñ")  # aquí falla: no son bytes
