"""Finishes a page's HTML where Markdown can't say what is meant. A MkDocs hook.

- Links that leave the site are marked, so that the style sheet can show it and paper can say where they lead. On paper
  every address is absolute, so which lead outside is known at build time only.
- The empty corner of a table with headers on two sides is a cell: a header without words says nothing to a screen reader.
"""

from __future__ import annotations

import re
from typing import Any

OUTSIDE_LINK = re.compile(r'<a href="(?=https?://)')
EMPTY_HEADER = re.compile(r"<th([^>]*)></th>")


def on_page_content(html: str, **_: Any) -> str:
    """Called by MkDocs with each page's content as HTML."""
    return EMPTY_HEADER.sub(r"<td\1></td>", OUTSIDE_LINK.sub('<a class="external" href="', html))
