"""Programs that end when the one who started them is killed, so that nothing is left behind to clean by hand."""

import signal
import sys

# Runs in a fresh interpreter which then becomes the program: `preexec_fn` would do the same between fork and exec,
# where a process with threads (a test run, a reloading server) may hang.
_TIE = """
import ctypes, os, sys  # all of it now: the user below may be unable to reach the library
parent, death, uid, gid, *command = sys.argv[1:]
if uid:
    os.setgroups([]); os.setgid(int(gid)); os.setuid(int(uid))
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, int(death))  # PR_SET_PDEATHSIG; after setuid, which clears it
if os.getppid() != int(parent):  # killed in between
    sys.exit(1)
os.execv(command[0], command)
"""


def tied(
    command: list[str], *, parent: int, death: signal.Signals, uid: int | None = None, gid: int | None = None
) -> list[str]:
    """Return a command that runs `command`, and has the kernel send it `death` when the starting thread ends (Linux).

    `command` begins with a whole path; with `uid` and `gid` it runs as that user, without further groups.
    """
    identity = ["" if number is None else str(number) for number in (uid, gid)]
    return [sys.executable, "-I", "-S", "-c", _TIE, str(parent), str(int(death)), *identity, *command]
