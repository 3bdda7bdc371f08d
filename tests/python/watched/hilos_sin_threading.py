"""Hilos de _thread, que no tienen nombre."""
import _thread
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0))
listo = threading.Semaphore(0)


def llama(n):
    s = socket.create_connection(servidor.getsockname())
    s.sendall(b"%d" % n)
    s.close()
    listo.release()


for n in range(3):
    _thread.start_new_thread(llama, (n,))
    c, _ = servidor.accept()
    print(c.recv(10), c.recv(10))
    c.close()
    listo.acquire()
