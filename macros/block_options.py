"""PyMdown Blocks reads the options of each `///` block with YAML's Python loader, which for a whole build of the guide
takes as long as every macro together. The same text is read here by the C loader, ten times as fast.
"""

from __future__ import annotations

from typing import Any

import yaml
from pymdownx import blocks


def read_options(text: str) -> dict[str, Any] | None:
    """The options of a block by name; none where the text is no mapping, which PyMdown then shows as text."""
    try:
        options = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    if options is None:
        return {}
    return options if isinstance(options, dict) else None


def install() -> None:
    """Let PyMdown read its options by `read_options`. Raises AttributeError where its own reader has another name."""
    getattr(blocks, "get_frontmatter")  # noqa: B009  a new release that renames it should fail here, not grow slow
    blocks.get_frontmatter = read_options
