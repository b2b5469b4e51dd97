"""Where the code of a Markdown text stands: what is written there is shown, not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FENCE: Final = re.compile(r"^[ \t]*(`{3,}|~{3,})")

_SPAN: Final = re.compile(r"(`+).+?\1")


def without_code_spans(line: str) -> str:
    """A line without its inline code."""
    return _SPAN.sub("", line)


def fence_spans(lines: Sequence[str]) -> list[tuple[int, int]]:
    """The lines of each fence's first and last mark, counted from 0; an open one ends after the last line.

    A fence is closed by a line of its own mark, as long or longer, and nothing else.
    """
    spans: list[tuple[int, int]] = []
    mark, start = "", 0
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if found and not mark:
            mark, start = found[1], number
        elif found and found[1].startswith(mark) and not line.strip(f" \t{mark[0]}"):
            spans.append((start, number))
            mark = ""
    return [*spans, (start, len(lines))] if mark else spans


def fenced(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that are fenced code, its marks included."""
    return {number for start, end in fence_spans(lines) for number in range(start, end + 1)}
