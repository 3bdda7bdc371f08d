"""Una señal con manejador que usa sockets, mientras otro socket espera (EINTR, y vuelta a esperar)."""
import signal
import socket
import threading

a, b = socket.socketpair()


def manejador(numero, marco):
    b.send(b"desde el manejador")


signal.signal(signal.SIGUSR1, manejador)
threading.Timer(0.3, signal.pthread_kill, (threading.main_thread().ident, signal.SIGUSR1)).start()
print(a.recv(100))
a.close()
b.close()
