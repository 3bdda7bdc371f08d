# watched: no-strace
"""multiprocessing.connection: Listener, Client y Pipe, que leen y escriben por os."""
import os
import sys
from multiprocessing import Pipe
from multiprocessing.connection import Client, Listener

escucha = Listener(("127.0.0.1", 0), authkey=b"clave")
sys.stdout.flush()
hijo = os.fork()
if hijo == 0:
    with Client(escucha.address, authkey=b"clave") as c:
        c.send([1, "dos"])
        c.send_bytes(c.recv_bytes()[::-1])
    os._exit(0)
with escucha.accept() as c:
    print(c.recv())
    c.send_bytes(b"abc")
    print(c.recv_bytes())
os.waitpid(hijo, 0)
escucha.close()
uno, otro = Pipe()
uno.send("hola")
print(otro.poll(1), otro.recv())
otro.send({"a": 1})
print(uno.recv())
uno.close()
otro.close()
