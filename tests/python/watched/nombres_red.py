"""Preguntar por nombres y direcciones, y lo que sale mal."""
import socket

print(socket.gethostbyname("localhost"), socket.gethostbyname_ex("localhost")[2])
print(bool(socket.gethostbyaddr("127.0.0.1")[0]), bool(socket.getfqdn()), bool(socket.getfqdn("127.0.0.1")))
print(socket.getnameinfo(("127.0.0.1", 9), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
print(len(socket.getaddrinfo("127.0.0.1", "http", type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)))
for mal in (
    lambda: socket.getaddrinfo("localhost", 80, flags=socket.AI_NUMERICHOST),
    lambda: socket.gethostbyname(3),
    lambda: socket.getaddrinfo("::", "no-hay-tal-servicio"),
    lambda: socket.getnameinfo("127.0.0.1", 0),
    lambda: socket.gethostbyaddr(None),
    lambda: socket.gethostbyname_ex(),
):
    try:
        mal()
    except Exception as error:
        print(type(error).__name__, error)
