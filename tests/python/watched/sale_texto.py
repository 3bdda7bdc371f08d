# watched: exit=1
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.close()
try:
    s.sendto(b"x", ("127.0.0.1", 9))
except OSError as e:
    sys.exit("Error: " + e.strerror)
