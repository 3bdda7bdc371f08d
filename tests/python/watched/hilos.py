"""Un hilo para cada cliente."""
import socket
import threading


def atiende(conexion):
    with conexion:
        while True:
            datos = conexion.recv(1024)
            if not datos:
                break
            conexion.sendall(datos.upper())


def sirve(servidor, clientes):
    hilos = []
    for n in range(clientes):
        conexion, _ = servidor.accept()
        hilo = threading.Thread(target=atiende, args=(conexion,), name=f"atiende-{n}")
        hilo.start()
        hilos.append(hilo)
    for hilo in hilos:
        hilo.join()


servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
servidor.bind(("localhost", 0))
servidor.listen()
hilo_servidor = threading.Thread(target=sirve, args=(servidor, 3), name="servidor")
hilo_servidor.start()

clientes = []
for nombre in ("Ana", "Blas", "Carla"):
    cliente = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    cliente.connect(servidor.getsockname())
    clientes.append((nombre, cliente))
for nombre, cliente in clientes:
    cliente.send(f"hola, soy {nombre}".encode())
    print(cliente.recv(1024).decode())
for _, cliente in clientes:
    cliente.close()
hilo_servidor.join()
servidor.close()
