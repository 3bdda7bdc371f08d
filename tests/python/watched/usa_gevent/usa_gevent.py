# watched: pythonpath=site-packages
"""Una biblioteca que pone lo suyo en lugar de los sockets."""
import gevent
import socket

s = socket.socket()
s.close()
print(gevent.nombre)
