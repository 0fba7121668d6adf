"""Writes docs/settings.md from the settings themselves: `.venv/bin/python tests/settings_doc.py`."""

from pathlib import Path

from frontdesk.config import described

WRITTEN = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """# Settings of an installation

Everything that differs from one installation to the next is said in the environment, or in a file of `NAME=value` lines
(`frontdesk serve --help` tells how to name it). It is read once, at the start, and checked: a wrong value stops the start
with a sentence that names it. Owners see the same list, with what holds now, on **Settings, Installation**, and there, as
with `frontdesk doctor`, whether everything that is needed is there.

| Name | Means | Without it |
|---|---|---|
"""


def table() -> str:
    """Tell every setting."""
    lines = []
    for one in described():
        default = "needed" if one.needed else f"`{one.default}`" if one.default is not None else "not set"
        meaning = one.meaning.replace("|", "\\|") + (". Secret: shown to nobody" if one.secret else "")
        lines.append(f"| `{one.name}` | {meaning} | {default} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(table(), encoding="utf-8")
