"""`make test`: two halves of the tests at once, since one alone leaves a core idle. Each has its own servers and folders.

The first half's words come as they are said, the second's when it is done. Fails if either does.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
CALENDAR = ["tests/appointments", "tests/availability", "tests/consumers", "tests/durability"]


def main() -> int:
    """Run both halves; answers 0 if both passed."""
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    the_rest = [f"--ignore={folder}" for folder in CALENDAR]
    with tempfile.TemporaryFile() as said:
        second = subprocess.Popen([*command, *CALENDAR], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            first = subprocess.run([*command, *the_rest], cwd=ROOT, check=False).returncode
            second.wait()
        finally:
            second.kill()
        said.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(said.read())
    return first or second.returncode


if __name__ == "__main__":
    sys.exit(main())
