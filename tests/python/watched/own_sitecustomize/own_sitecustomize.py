# watched: pythonpath=.
"""Next to a sitecustomize.py of its own."""
import builtins
import socket
import sys

print("greeting:", builtins.greeting)
print(sys.modules["sitecustomize"].__name__, sys.modules["sitecustomize"].__file__.rsplit("/", 1)[1])
print(sys.modules["sitecustomize"].VALUE)
a, b = socket.socketpair()
a.send(b"still watched")
print(b.recv(100))
s = socket.socket()
print(s.fileno())
