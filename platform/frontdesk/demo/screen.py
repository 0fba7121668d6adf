"""What the demo says on the terminal: each step with its time, then where everything is."""

import contextlib
import time
from collections.abc import Iterator

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text


class Screen:
    """A calm terminal. A terminal that has gone away is no reason to stop."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._began_at = time.monotonic()

    def title(self, words: str) -> None:
        """Begin."""
        self._print(Text(f"\n{words}", style="bold"))

    def note(self, words: str) -> None:
        """Tell something by the way."""
        self._print(Text(f"    {words}", style="dim"))

    def warn(self, words: str) -> None:
        """Tell something that a person should know."""
        self._print(Text(f"  ! {words}", style="yellow"))

    def fail(self, words: str) -> None:
        """Tell what ended it all."""
        self._print(Text(f"\n  ✗ {words}\n", style="red"))

    @contextlib.contextmanager
    def step(self, doing: str, done: str, *, since: float | None = None) -> Iterator[None]:
        """Show that something goes on, and then how long it took, also where it began earlier (`since`, monotonic)."""
        began_at = since or time.monotonic()
        if self._console.is_terminal:
            with self._console.status(Text(doing), spinner="dots"):
                yield
        else:
            self._print(Text(f"  … {doing}"))
            yield
        line = Text("  ✓ ", style="green").append(done, style="default")
        self._print(line.append(f"  {time.monotonic() - began_at:.1f} s", style="dim"))

    def summary(self, rows: list[tuple[str, str, str]], footer: list[str]) -> None:
        """Show where everything is: what, address, and a word on it."""
        table = Table.grid(padding=(0, 3))
        for what, address, word in rows:
            table.add_row(Text(what, style="bold"), Text(address, style="cyan"), Text(word))
        seconds = time.monotonic() - self._began_at
        title = f"[bold green]Frontdesk is open[/][dim], ready in {seconds:.1f} s[/]"
        self._print("")
        if self._console.width >= 90 and self._console.is_terminal:
            self._print(Panel(table, title=title, title_align="left", padding=(1, 2), expand=False))
        else:  # narrow, or a file: one thing a line
            self._print(f"  {title}")
            widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
            for what, address, word in rows:
                self._print(Text(f"  {what:<{widths[0]}}  {address:<{widths[1]}}  {word}".rstrip()))
        for line in footer:
            self._print(Text(f"  {line}", style="dim"))
        self._print("")

    def _print(self, what: object) -> None:
        with contextlib.suppress(OSError):
            self._console.print(what)
