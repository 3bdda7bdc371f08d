"""Python runs this file before the program, because Socketlab has put its folder in front on PYTHONPATH.

It starts the probe, takes the folder off sys.path again, and gives way to the sitecustomize that it hides.
"""

import os
import sys


def _start():
    if os.environ.get("SOCKETLAB_CONTROL") and sys.version_info >= (3, 8):
        try:
            import socketlab_probe

            socketlab_probe.install()
        except Exception:
            pass  # The program comes first: it runs unwatched rather than not at all.
    folder = os.path.dirname(__file__)
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    sys.path_importer_cache.pop(folder, None)


_start()

# A venv, a distribution or the program may have a sitecustomize of its own. The import system hands out whatever stands under
# this name when this file ends; if there is no other, the error that this import raises is the one `site` expects and passes over.
del sys.modules[__name__]
import sitecustomize  # noqa: E402,F401
