
"""close dos veces, with después de close, y uso de lo cerrado."""
import os
import socket

s = socket.socket()
fd = s.fileno()
s.close()
s.close()
print(s.fileno(), "[closed]" in repr(s))
otro = socket.socket()
print(otro.fileno() == fd)
s.close()
print(otro.fileno() == fd)
with otro:
    otro.close()
try:
    with s:
        s.bind(("127.0.0.1", 0))
except OSError as e:
    print(e)
# El descriptor, cerrado por detrás.
s = socket.socket()
os.close(s.fileno())
try:
    s.close()
except OSError as e:
    print(e)
print(s.fileno())
