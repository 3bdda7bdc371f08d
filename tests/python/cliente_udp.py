import socket
import sys

HOST = 'localhost'
PORT = int(sys.argv[1])

s_udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s_udp.sendto("Soy el cliente".encode("utf-8"), (HOST, PORT))

s_udp.close()
