# watched: exit=1
"""Next to a module named socket.py: the classic mistake."""
import socket

print(socket.__file__.rsplit("/", 1)[1])
s = socket.socket(2, 1)
print(s.recv(5))
s.connect(("127.0.0.1", 80))
