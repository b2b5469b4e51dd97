"""Finds links between pages that lead nowhere, in seconds and without a build.

The strict build checks more (anchors, and links that macros write); this is for `make check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from macros.fences import fenced, without_code_spans

# A link or image, `[text](target "title")`; the text may hold brackets of its own, which do not matter here.
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\)")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#|\{)", re.IGNORECASE)


def broken_links(docs: Path) -> list[tuple[str, str]]:
    """Every relative link in a page under `docs` whose file is not there, as `(file:line, what is wrong)`."""
    problems = []
    for page in sorted(docs.rglob("*.md")):
        text = page.read_text(encoding="utf-8", errors="replace")
        for line, target in _links(text):
            path = unquote(target.partition("#")[0].partition("?")[0])
            if path.startswith("/"):
                reason = "starts with '/'; write it relative to this page"
            elif not (page.parent / path).exists():
                reason = f"leads to {path}, which is not there"
            else:
                continue
            where = f"{docs.name}/{page.relative_to(docs).as_posix()}:{line}"
            problems.append((where, f"link: ({target}) {reason}"))
    return problems


def _links(text: str) -> Iterator[tuple[int, str]]:
    """The links of a page outside its code, each with its line, without those to other sites and to anchors."""
    lines = text.splitlines()
    code = fenced(lines)
    for number, line in enumerate(lines):
        if number not in code:
            for link in LINK.finditer(without_code_spans(line)):
                if not ELSEWHERE.match(link[1]):
                    yield number + 1, link[1]
