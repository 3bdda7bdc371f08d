#!/usr/bin/env python3
"""Tries the probe without the program: a host of its own listens to what it tells.

What a Python program does with the probe in it must be what it does alone, whatever goes wrong in the probe. So each function of
the probe is spoilt in turn, so that it raises as soon as it is called, and a program that comes in by every entry there is runs
with it: what it prints, what it complains of and how it ends must be as without a probe.

    tests/probe.py [--python PYTHON] [--jobs 2] [--show PROGRAM]

Exits with 1 where something differs.
"""

import argparse
import concurrent.futures
import marshal
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROBE = ROOT / "assets/probe"
ENTRIES = ROOT / "tests/python/probe_entries.py"
TIMEOUT = 60

# Starts the probe with one of its functions spoilt: named by module and qualified name.
SPOILING = """
import os, sys
sys.path.insert(0, os.environ["PROBE_FOLDER"])
import socketlab_probe, socketlab_waits
name = os.environ.get("SPOILT")
if name:
    module, _, path = name.partition(":")
    at = sys.modules[module]
    for part in path.split("."):
        at = vars(at)[part]
    at = getattr(at, "__func__", at)
    at = getattr(at, "__wrapped__", at)
    spoilt = "lambda *args, **kwargs: 1 / 0"
    if at.__code__.co_freevars:
        inner = "(lambda *args, **kwargs: (1 / 0, %s))" % ", ".join(at.__code__.co_freevars)
        spoilt = "(lambda %s: %s)(%s)" % (", ".join(at.__code__.co_freevars), inner, ", ".join("0" for _ in at.__code__.co_freevars))
    at.__code__ = eval(compile(spoilt, os.environ["PROBE_FOLDER"] + "/spoilt.py", "eval")).__code__
try:
    socketlab_probe.install()
except Exception:
    if not name:
        raise
folder = os.path.dirname(__file__)
sys.path[:] = [entry for entry in sys.path if entry not in (folder, os.environ["PROBE_FOLDER"])]
sys.path_importer_cache.pop(folder, None)
del sys.modules[__name__]
import sitecustomize
"""


# What cannot be spoilt: the guard itself, and what does nothing but hand on what the program asks for.
HAND_ON = {
    "socketlab_guard:is_ours",
    "socketlab_guard:swallow",
    # Up to Python 3.10 these take the frames of the probe out of tracebacks.
    "socketlab_probe:_from_program",
    "socketlab_probe:_clean",
    "socketlab_probe:_clean_chain",
    "socketlab_probe:_patch_threading",
    "socketlab_probe:_patch_traceback",
    "socketlab_probe:_tell_uncaught",
    "socketlab_probe:_excepthook",
    "socketlab_probe:_Finder.find_spec",
    "socketlab_probe:_Loader.create_module",
    "socketlab_probe:_Loader.exec_module",
    "socketlab_waits:_Poller.register",
    "socketlab_waits:_Poller.modify",
    "socketlab_waits:_Poller.unregister",
    "socketlab_waits:_Poller.poll",
}


class Host:
    """Listens on a Unix socket, greets everybody, and lets everybody go."""

    def __init__(self, folder, holds):
        self.path = os.path.join(folder, "door")
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(self.path)
        self.listener.listen(64)
        self.holds = holds
        self.messages = []
        self.faults = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.hear, args=(connection,), daemon=True).start()

    def hear(self, connection):
        stream = connection.makefile("rb")
        calls = 0
        while len(length := stream.read(4)) == 4:
            message = marshal.loads(stream.read(int.from_bytes(length, "little")))
            self.messages.append(message)
            try:
                if message[0] == "hello":
                    connection.sendall(b"h" if self.holds else b"f")
                elif message[0] == "call":
                    if message[8]:
                        connection.sendall(b"g" + calls.to_bytes(4, "little"))
                    calls += 1
            except OSError:
                return

    def close(self):
        self.listener.close()


def run(python, program, folder, spoilt=None, holds=False, probe=True):
    """(stdout, stderr, exit code, what the host was told) of a run."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SOCKETLAB_"))}
    host = None
    if probe:
        host = Host(folder, holds)
        custom = pathlib.Path(folder, "custom")
        custom.mkdir(exist_ok=True)
        (custom / "sitecustomize.py").write_text(SPOILING)
        environment |= {"SOCKETLAB_CONTROL": host.path, "SOCKETLAB_TOKEN": "x", "PYTHONPATH": str(custom)}
        environment |= {"PROBE_FOLDER": str(PROBE), "SPOILT": spoilt or ""}
    try:
        ran = subprocess.run(
            [python, program.name], cwd=program.parent, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT,
        )
        result = ran.stdout, ran.stderr, ran.returncode
    except subprocess.TimeoutExpired as late:
        result = late.stdout or b"", late.stderr or b"", "it hangs"
    if host:
        host.close()
    return result, host.messages if host else []


def functions(python):
    """All functions of the probe: module:qualified.name."""
    listing = """
import os, sys, types
sys.path.insert(0, sys.argv[1])
import socketlab_probe, socketlab_waits
for name, module in sorted(sys.modules.items()):
    if name.startswith("socketlab_"):
        for key, value in vars(module).items():
            value = getattr(value, "__wrapped__", value)
            if isinstance(value, types.FunctionType) and value.__module__ == name and value.__name__ == key:
                print(name + ":" + key)
            elif isinstance(value, type) and value.__module__ == name:
                for inner, method in vars(value).items():
                    if isinstance(getattr(method, "__func__", method), types.FunctionType):
                        print(name + ":" + value.__name__ + "." + inner)
"""
    listed = subprocess.run([python, "-c", listing, str(PROBE)], stdout=subprocess.PIPE, check=True, env={"SOCKETLAB_CONTROL": "x"})
    return listed.stdout.decode().split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="do not spoil anything")
    parser.add_argument("--show", type=pathlib.Path, help="only run this program, and print what it tells")
    arguments = parser.parse_args()
    if arguments.show:
        with tempfile.TemporaryDirectory() as folder:
            result, messages = run(arguments.python, arguments.show.absolute(), folder)
        for message in messages:
            if message[0] not in ("code", "names"):
                print(message)
        print(result[0].decode(), result[1].decode(), result[2], sep="\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        alone, _ = run(arguments.python, ENTRIES, folder, probe=False)
    if b"fin" not in alone[0]:
        print(f"alone, it says {alone}")
        return 1

    def try_one(case):
        spoilt, holds = case
        with tempfile.TemporaryDirectory() as folder:
            result, messages = run(arguments.python, ENTRIES, folder, spoilt, holds)
        wrong = "" if result == alone else f"{result}"
        if not spoilt and len(messages) < 50:
            wrong += f" only {len(messages)} messages"
        return spoilt, holds, wrong

    cases = [(None, False), (None, True)] + [
        (name, False) for name in functions(arguments.python) if name not in HAND_ON and not arguments.whole
    ]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as workers:
        for spoilt, holds, wrong in workers.map(try_one, cases):
            if wrong:
                bad += 1
                print(f"{spoilt or 'whole'}{' held' if holds else ''}: {wrong}", flush=True)
    print(f"{len(cases)} runs, {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
