"""Un hijo por spawn, que recibe un socket ya conectado del padre."""
import multiprocessing
import socket


def hijo(conexion, tubo):
    texto = conexion.recv(100).decode()
    conexion.sendall(texto.upper().encode())
    conexion.close()
    tubo.send("terminado")
    tubo.close()


if __name__ == "__main__":
    contexto = multiprocessing.get_context("spawn")
    servidor = socket.create_server(("127.0.0.1", 0))
    cliente = socket.create_connection(servidor.getsockname())
    conexion, _ = servidor.accept()
    tubo, otro = contexto.Pipe()
    proceso = contexto.Process(target=hijo, args=(conexion, otro))
    proceso.start()
    conexion.close()
    cliente.sendall(b"desde el padre")
    print(cliente.recv(100).decode())
    print(tubo.recv())
    proceso.join()
    print(proceso.exitcode, cliente.recv(100))
    cliente.close()
    servidor.close()
