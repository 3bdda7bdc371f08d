"""UDP con plazo: la segunda respuesta no llega nunca."""
import socket
import threading

servidor = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
servidor.bind(("localhost", 0))


def sirve():
    datos, direccion = servidor.recvfrom(1024)
    servidor.sendto(b"recibido: " + datos, direccion)
    datos, _ = servidor.recvfrom(5)
    print("servidor, cortado:", datos)


hilo = threading.Thread(target=sirve)
hilo.start()
cliente = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
cliente.settimeout(5)
for intento in range(2):
    cliente.sendto("datagrama {}".format(intento).encode(), servidor.getsockname())
    try:
        datos, origen = cliente.recvfrom(1024)
        print(datos, origen == servidor.getsockname())
        cliente.settimeout(0.3)
    except socket.timeout as e:
        print("sin respuesta:", e)
hilo.join()
cliente.close()
servidor.close()
