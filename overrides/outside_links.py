"""Marks links that leave the site, so that the style sheet can show it and paper can say where they lead.

A MkDocs hook: on paper every address is absolute, so which links lead outside is known at build time only.
"""

from __future__ import annotations

import re
from typing import Any

OUTSIDE = re.compile(r'<a href="(?=https?://)')


def on_page_content(html: str, **_: Any) -> str:
    """Called by MkDocs with each page's content as HTML."""
    return OUTSIDE.sub('<a class="external" href="', html)
