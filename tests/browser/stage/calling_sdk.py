"""Is Azure's proprietary calling SDK in a build? `python tests/browser/stage/calling_sdk.py FOLDER` says so; exit code 1
when it is. Its licence does not allow passing it on with pages that do not need it, so only the Azure build may have it.
"""

from __future__ import annotations

import sys
from pathlib import Path

MARKERS = (
    "azsdk-js-communication-calling",
    "Call was ended by Azure Communication Service as the call has ended.",
    "Licensed under the Microsoft Software License Terms for the Azure Communications Services",
)
"""Words of the SDK's bundle that no minifier changes; the last is its licence comment, where comments are kept."""
TEXTS = {".js", ".mjs", ".css", ".html", ".map", ".json"}


def files_with_calling_sdk(built: Path) -> list[Path]:
    """Return the files of a build that contain code of the SDK. Raises FileNotFoundError when nothing was built there."""
    files = [path for path in built.rglob("*") if path.suffix in TEXTS]
    if not any(path.suffix == ".js" for path in files):
        raise FileNotFoundError(f"No build in {built}.")
    texts = ((path, path.read_text("utf-8", errors="replace")) for path in files)
    return sorted(path for path, text in texts if any(marker in text for marker in MARKERS))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    found = files_with_calling_sdk(folder)
    print("\n".join(str(path) for path in found) or f"No code of the calling SDK in {folder}.")
    sys.exit(1 if found else 0)
