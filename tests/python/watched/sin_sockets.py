"""No usa sockets: nada cambia, ni los módulos ni las rutas."""
import sys

print(sys.argv, __name__, sys.flags.dev_mode, sys.dont_write_bytecode)
print([r for r in sys.path if "probe" in r or "socketlab" in r])
print([m for m in ("socket", "select", "selectors", "threading", "traceback", "marshal") if m in sys.modules])
print(sys.stdin.read() == "", sys.stdout.encoding, sys.stdout.errors, sys.stderr.errors)
print(sys.getrecursionlimit(), sys.gettrace(), sys.getprofile())
