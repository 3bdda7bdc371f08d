# watched: stdin="Ana\nñ y ü\n" exit=1
"""Lee de la entrada y lo manda; la tercera vez ya no hay nada: EOFError."""
import socket

a, b = socket.socketpair()
while True:
    texto = input("mensaje: ")
    a.send(texto.encode())
    print("[" + b.recv(100).decode() + "]")
