"""Lo que hace os con los descriptores de los sockets, y con los que no lo son."""
import os
import socket
import tempfile

a, b = socket.socketpair()
print(os.write(a.fileno(), b"uno"), os.read(b.fileno(), 10))
print(os.writev(a.fileno(), [b"do", b"s"]), os.readv(b.fileno(), [bytearray(2), bytearray(5)]))
with tempfile.TemporaryFile() as fichero:
    fichero.write(b"0123456789")
    fichero.flush()
    print(os.sendfile(a.fileno(), fichero.fileno(), 2, 5), os.read(b.fileno(), 20))
    fichero.seek(0)
    print(a.sendfile(fichero), b.recv(20))
    print(a.sendfile(fichero, 3, 4), b.recv(20))
copia = os.dup(a.fileno())
print(os.write(copia, b"copia"), b.recv(10))
os.dup2(copia, 150)
print(os.write(150, b"otra"), b.recv(10))
os.close(copia)
os.closerange(150, 151)
lee, escribe = os.pipe()
print(os.write(escribe, b"tubo"), os.read(lee, 10))
os.close(lee)
os.close(escribe)
for mal in (lambda: os.read(b.fileno()), lambda: os.write(a.fileno(), "x"), lambda: os.close(-1), lambda: os.read(77, 1)):
    try:
        mal()
    except Exception as error:
        print(type(error).__name__, error)
fd = a.detach()
os.write(fd, b"suelto")
print(b.recv(10))
os.close(fd)
print(b.recv(10))
b.close()
