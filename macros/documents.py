"""A plain Markdown document that readers take away, and its HTML for the page that shows it.

`scripts/word_files.py` makes the same HTML into a Word file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown import markdown

from macros.fences import fenced, without_code_spans

# What each part of a document may be is what all three forms of it can show.
_EXTENSIONS: Final = ("tables", "fenced_code", "sane_lists")
_LINK: Final = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]*)")
_TAG: Final = re.compile(r"<(/?[a-z][a-z0-9]*)\b", re.IGNORECASE)
_HEADING: Final = re.compile(r"(</?h)([1-6])(?=>)")
MAX_CODE: Final = 88  # characters of 9 points that fit on a sheet


def problems(text: str) -> Iterator[tuple[int, str]]:
    """What a take-away document can't hold, with the number of its line, counted from 1."""
    lines = text.split("\n")
    if not lines[0].startswith("# "):
        yield 1, "found no title; expected a first line `# Title`"
    code = fenced(lines)
    for number, line in enumerate(lines):
        if number in code:
            if len(line) > MAX_CODE:
                message = (
                    f"found {len(line)} characters of code; expected at most {MAX_CODE}, a sheet's width"
                )
                yield number + 1, message
            continue
        prose = without_code_spans(line)
        for image, address in _LINK.findall(prose):
            if image:
                yield number + 1, "found an image; expected text: it would be missing in the downloaded file"
            elif not address.startswith("https://"):
                message = f"found the link '{address}'; expected a whole https:// address"
                yield number + 1, f"{message}: the document is read outside the guide"
        if tag := _TAG.search(prose):
            yield number + 1, f"found the HTML tag '{tag[1]}'; expected plain Markdown"


def to_html(text: str, below: int = 0) -> str:
    """The document as HTML, its headings `below` levels deeper."""
    html = markdown(text, extensions=list(_EXTENSIONS))
    return _HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + below, 6)}", html)
