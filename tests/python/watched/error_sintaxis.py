# watched: exit=1
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM
s.connect(("localhost", 1024))
