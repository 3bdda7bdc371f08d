"""Lo que un curioso ve de socket.socket: nombres, documentación, errores."""
import pickle
import pydoc
import socket

s = socket.socket()
for nombre in ("recv", "send", "connect", "bind", "close", "accept", "listen", "makefile"):
    metodo = getattr(s, nombre)
    print(nombre, metodo.__name__, callable(metodo), bool(metodo.__doc__))
print(socket.socket.__name__, socket.socket.__module__, socket.socket.__mro__[1].__name__)
print(isinstance(s, socket.SocketType), hasattr(s, "inventado"))
print([m for m in dir(s) if "probe" in m or "socketlab" in m])
print(pydoc.plain(pydoc.render_doc(socket.socket.accept)).splitlines()[-2:])
for mal in (lambda: s.send(), lambda: s.recv("diez"), lambda: s.noexiste(), lambda: pickle.dumps(s), lambda: s.connect(1, 2)):
    try:
        mal()
    except Exception as e:
        print(type(e).__name__, e)




recibe = socket.socket.getsockname
print(recibe(s))
print(socket.socket.getsockopt(s, socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
s.close()
