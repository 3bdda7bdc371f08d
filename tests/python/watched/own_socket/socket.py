class socket:
    def __init__(self, *arguments):
        print("my own socket", arguments)

    def recv(self, size):
        return b"?" * size
