"""`frontdesk demo` and `frontdesk dev`: the whole product on one machine, with one command and nothing to set.

One process conducts the others (PostgreSQL, the Azure emulator, the web server, the worker): it starts them in order,
starts again what dies, and stops them in good order. All they share lies in one data folder.
"""

from frontdesk.demo import folder as folders
from frontdesk.demo.conductor import Conductor, interruptible
from frontdesk.demo.screen import Screen
from frontdesk.demo.trouble import DemoTrouble
from frontdesk.demo.wish import Wish

__all__ = ["DemoTrouble", "Wish", "run"]


def run(wish: Wish) -> int:
    """Play the demo until somebody stops it; return the exit code."""
    screen = Screen()
    try:
        with interruptible(), folders.held(wish.folder):
            screen.title("Frontdesk, with reloading" if wish.reload else "Frontdesk")
            if left := folders.end_leftovers(wish.folder):
                screen.note(f"Ended what an earlier demo left running: {', '.join(left)}")
            if wish.reset:
                folders.reset(wish.folder)
                screen.note("Starting over: everything of the last time is deleted")
            Conductor(wish, screen).play()
    except KeyboardInterrupt:
        screen.note("Stopped. Everything is kept for the next start.")
        return 0
    except DemoTrouble as trouble:
        screen.fail(str(trouble))
        return 1
    return 0
