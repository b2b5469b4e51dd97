"""Finds what a draft still leaves to be written: the marks that `scripts/guide.py new` puts into it."""

from __future__ import annotations

import re
from pathlib import Path

MARK = re.compile(r"\bTODO\b")


def unfinished(docs: Path) -> list[tuple[str, str]]:
    """Each marked line of a page or record under `docs`, as `(file:line, what is wrong)`."""
    files = sorted([*docs.rglob("*.md"), *(docs / "_data").rglob("*.yml")])
    return [
        (
            f"{docs.name}/{path.relative_to(docs).as_posix()}:{number}",
            f"draft: still to be written: {line.strip()}",
        )
        for path in files
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if MARK.search(line)
    ]
