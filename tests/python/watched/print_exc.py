"""traceback.print_exc, format_exc y logging.exception enseñan lo mismo vigilados que sin vigilar."""
import logging
import socket
import sys
import threading
import traceback

logging.basicConfig(format="%(levelname)s %(message)s")


def falla():
    with socket.socket() as s:
        s.getpeername()


def pasa_por_la_biblioteca():
    with socket.create_server(("127.0.0.1", 0)) as servidor:
        servidor.settimeout(0.01)
        servidor.accept()


for funcion in (falla, pasa_por_la_biblioteca):
    try:
        funcion()
    except OSError:
        traceback.print_exc()
        print(traceback.format_exc())
        logging.exception("ha fallado %s", funcion.__name__)
        for marco, linea in traceback.walk_tb(sys.exc_info()[2]):
            print(marco.f_code.co_name, linea)

try:
    socket.socket().send("texto")
except TypeError:
    traceback.print_exc(file=sys.stdout)
    print(len(traceback.extract_tb(sys.exc_info()[2])))


def en_un_hilo():
    socket.socket().shutdown(socket.SHUT_RD)


hilo = threading.Thread(target=en_un_hilo, name="hilo que falla")
hilo.start()
hilo.join()
traceback.print_stack()
