import socket
import sys

HOST = 'localhost'
PORT = int(sys.argv[1])

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))

s.send("Hola, servidor".encode("utf-8"))
mensaje = s.recv(1024)
print("Recibido: [" + mensaje.decode("utf-8") + "] del servidor ")

s.close()
