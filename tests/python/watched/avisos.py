"""warnings: el aviso señala la línea del programa, y un ResourceWarning puede ser un error."""
import socket
import warnings

warnings.simplefilter("always")


def abre():
    warnings.warn("abro un socket", UserWarning, stacklevel=2)
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


s = abre()
s.close()
s = abre()
del s
print("fin")
