"""Servidor con selectors y sockets no bloqueantes; los clientes están en el mismo hilo."""
import selectors
import socket

selector = selectors.DefaultSelector()
servidor = socket.socket()
servidor.bind(("127.0.0.1", 0))
servidor.listen()
servidor.setblocking(False)
selector.register(servidor, selectors.EVENT_READ, "servidor")

cliente = socket.create_connection(servidor.getsockname())
cliente.sendall(b"hola")
cliente.shutdown(socket.SHUT_WR)

abierto = True
while abierto:
    for clave, _ in selector.select(timeout=5):
        if clave.data == "servidor":
            conexion, _ = servidor.accept()
            conexion.setblocking(False)
            selector.register(conexion, selectors.EVENT_READ, "conexion")
            continue
        datos = clave.fileobj.recv(2)
        print("llega", datos)
        if datos:
            clave.fileobj.send(datos * 2)
        else:
            selector.unregister(clave.fileobj)
            clave.fileobj.close()
            abierto = False

recibido = b""
while True:
    datos = cliente.recv(1024)
    if not datos:
        break
    recibido += datos
print("cliente:", recibido)
try:
    servidor.accept()
except BlockingIOError as e:
    print(type(e).__name__, e)
cliente.close()
selector.close()
servidor.close()
