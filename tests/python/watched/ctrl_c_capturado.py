"""Ctrl-C capturado: el servidor sigue un poco y acaba bien."""
import signal
import socket
import threading

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind(("localhost", 0))
    threading.Timer(0.3, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT)).start()
    try:
        s.recvfrom(1024)
    except KeyboardInterrupt:
        print("interrumpido")
    s.sendto(b"todavia vivo", s.getsockname())
    print(s.recvfrom(1024)[0])
