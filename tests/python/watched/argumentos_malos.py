"""Lo que falla en Python, antes de preguntar al núcleo, y lo que falla después."""
import socket

s = socket.socket()
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
x = socket.socket(socket.AF_UNIX)
for mal in (
    lambda: s.bind("127.0.0.1", 80),
    lambda: s.bind("127.0.0.1"),
    lambda: s.bind(("127.0.0.1", "80")),
    lambda: s.bind(("127.0.0.1", 70000)),
    lambda: s.bind(("127.0.0.1",)),
    lambda: s.bind(),
    lambda: s.connect("localhost"),
    lambda: s.connect(("localhost", 80, 1, 2, 3)),
    lambda: s.connect(None),
    lambda: s.listen("5"),
    lambda: s.accept(1),
    lambda: s.send("texto"),
    lambda: s.send(b"x", "y"),
    lambda: s.sendall(3),
    lambda: s.recv("10"),
    lambda: s.recv(-1),
    lambda: s.recv_into(b"fijo"),
    lambda: s.shutdown("todo"),
    lambda: s.shutdown(9),
    lambda: s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR),
    lambda: s.setsockopt("nivel", 1, 1),
    lambda: s.getsockopt(1),
    lambda: s.settimeout(-1),
    lambda: s.settimeout("x"),
    lambda: s.getsockname(1),
    lambda: u.sendto(b"x"),
    lambda: u.sendto(b"x", "127.0.0.1"),
    lambda: u.sendto("x", ("127.0.0.1", 9)),
    lambda: u.sendto(b"x", ("127.0.0.1", -1)),
    lambda: u.sendto(b"x", ("localhost", 9, 3)),
    lambda: u.recvfrom(),
    lambda: x.bind(("127.0.0.1", 80)),
    lambda: x.bind("/" + "x" * 200),
    lambda: x.connect(3),
    lambda: socket.socket("AF_INET"),
    lambda: socket.socket(2, 1, 0, "x"),
    lambda: socket.socket(familia=2),
    lambda: socket.create_connection("localhost", 80),
    lambda: socket.getaddrinfo(1, 2, 3, 4, 5, 6, 7),
):
    try:
        mal()
        print("bien")
    except Exception as error:
        print(type(error).__name__, error)
