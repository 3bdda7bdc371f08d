"""Where the interpreter or the program comes into the probe: nothing of ours goes out of it.

Whatever Python calls by itself (a callback of a weak reference, a hook of a fork, an importer, a hook for exceptions) is made by
`guarded`; what the program calls in place of the library is made by `_reported` in socketlab_probe, by the same rule: an error that
arose in the probe stays in it, and what a handler of the program's signals has raised meanwhile goes on to the program.
"""

import os
import sys
from _thread import interrupt_main, start_new_thread

# Python 3.8 ends the process where somebody catches this and goes on as deep as that.
CANNOT_RECOVER = sys.version_info < (3, 9)
FOLDER = os.path.dirname(__file__) + os.sep


def is_ours(error):
    """Did it arise in the probe? Else a signal handler of the program raised it, while we were at work.

    What is no Exception (KeyboardInterrupt, SystemExit) is never ours: a handler may be a builtin, which has no frame.
    """
    if not isinstance(error, Exception) or CANNOT_RECOVER and isinstance(error, RecursionError):
        return False
    traceback = error.__traceback__
    if traceback is None:
        return True
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    return traceback.tb_frame.f_code.co_filename.startswith(FOLDER)


def swallow(error):
    """Answers None for an error of ours; raises any other again."""
    if not is_ours(error):
        raise error


def guarded(function):
    """`function` as something that Python calls by itself and that answers nothing: no error leaves it.

    All that it needs it holds itself, for when the interpreter ends the globals of modules may be gone. There is nobody to raise
    KeyboardInterrupt to in a callback, so that it is asked for once more, from aside: when the callback is over.
    """
    interrupt, aside, ctrl_c = interrupt_main, start_new_thread, KeyboardInterrupt

    def entry(*args):
        try:
            function(*args)
        except ctrl_c:
            try:
                aside(interrupt, ())
            except BaseException:
                pass
        except BaseException:
            pass

    entry.__wrapped__ = function
    return entry
