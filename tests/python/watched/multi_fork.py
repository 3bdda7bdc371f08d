"""El servidor está en el proceso padre; los clientes son hijos por fork."""
import multiprocessing
import socket


def cliente(direccion, numero, resultados):
    with socket.create_connection(direccion) as s:
        s.sendall(str(numero).encode())
        resultados.put((numero, s.recv(100).decode()))


if __name__ == "__main__":
    contexto = multiprocessing.get_context("fork")
    resultados = contexto.Queue()
    servidor = socket.create_server(("127.0.0.1", 0))
    hijos = [contexto.Process(target=cliente, args=(servidor.getsockname(), n, resultados)) for n in range(3)]
    for hijo in hijos:
        hijo.start()
    for _ in hijos:
        conexion, _ = servidor.accept()
        n = int(conexion.recv(100))
        conexion.sendall(str(n * n).encode())
        conexion.close()
    print(sorted(resultados.get() for _ in hijos))
    for hijo in hijos:
        hijo.join()
    print([hijo.exitcode for hijo in hijos])
    servidor.close()
