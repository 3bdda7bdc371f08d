"""Un solo hilo con select.select sirve a dos clientes, que esperan en hilos."""
import select
import socket
import threading

servidor = socket.create_server(("127.0.0.1", 0))
direccion = servidor.getsockname()
respuestas = {}


def cliente(nombre):
    with socket.create_connection(direccion) as s:
        s.sendall(nombre.encode())
        respuestas[nombre] = s.recv(100).decode()


hilos = [threading.Thread(target=cliente, args=(n,)) for n in ("ana", "blas")]
for hilo in hilos:
    hilo.start()

abiertos = [servidor]
cerrados = 0
while cerrados < 2:
    listos, _, _ = select.select(abiertos, [], [], 5)
    for s in listos:
        if s is servidor:
            conexion, _ = servidor.accept()
            abiertos.append(conexion)
            continue
        datos = s.recv(100)
        if datos:
            s.sendall(datos[::-1])
        else:
            abiertos.remove(s)
            s.close()
            cerrados += 1
for hilo in hilos:
    hilo.join()
servidor.close()
print(sorted(respuestas.items()))
print(select.select([], [], [], 0.01))
