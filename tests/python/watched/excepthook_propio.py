# watched: exit=1
"""Un sys.excepthook del programa."""
import socket
import sys
import traceback


def mi_gancho(tipo, valor, rastro):
    print("mi gancho:", tipo.__name__, valor)
    for marco in traceback.extract_tb(rastro):
        print("  ", marco.name, marco.line)


sys.excepthook = mi_gancho
s = socket.socket()
s.listen("muchos")
