"""Datagramas a un nombre: Python lo busca dentro de la llamada."""
import socket

recibe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
recibe.bind(("127.0.0.1", 0))
puerto = recibe.getsockname()[1]
envia = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for destino in (("localhost", puerto), ("127.0.0.1", puerto)):
    print(envia.sendto(b"hola", destino), recibe.recvfrom(10)[0])
print(envia.sendto(b"hola", 0, ("localhost", puerto)), recibe.recvfrom(10)[0])
print(envia.sendmsg([b"ho", b"la"], [], 0, ("localhost", puerto)), recibe.recvfrom(10)[0])
for mal in (("localhost", "x"), ("localhost",), ("localhost", puerto, 3), (None, puerto), ("local\0host", puerto)):
    try:
        print(envia.sendto(b"hola", mal))
    except Exception as error:
        print(type(error).__name__, error)
recibe.close()
envia.close()
