# watched: exit=3
import socket
import sys

s = socket.socket()
try:
    s.connect(("127.0.0.1", 0))
except OSError as e:
    print("no se puede:", e.strerror)
    sys.exit(3)
