"""Salida de toda clase: sin fin de línea, bytes que no son UTF-8, muchas líneas, líneas muy largas."""
import socket
import sys

a, b = socket.socketpair()
for n in range(2000):
    print("línea", n)
print("x" * 100_000)
print("mitad", end="")
a.send(b"?")
b.recv(1)
print(" y mitad\r\n\ttabulador\x1b[31m rojo\x1b[0m \0 nulo")
sys.stdout.flush()
sys.stdout.buffer.write(b"\xff\xfe\x80 no es UTF-8\n")
sys.stdout.buffer.write("ñ".encode()[:1])
sys.stdout.buffer.flush()
a.send(b"?")
sys.stdout.buffer.write("ñ".encode()[1:] + b"\n\n\n")
sys.stderr.write("un aviso\n")
sys.stderr.write("otro, sin fin de línea")
print("sin fin de línea", end="")
