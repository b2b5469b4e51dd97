"""The pieces of Markdown that every view is made of: blocks, tables, lists. Text in, Markdown out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from macros.fences import fenced

_OPEN = re.compile(r"^/{3,}[ \t]+[a-z]")
_CLOSE = re.compile(r"^/{3,}[ \t]*$")


class UnbalancedBlock(Exception):
    """A `///` block that is never closed, or a `///` that closes nothing. `line` counts from 0."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def one_line(text: str) -> str:
    """A text without line breaks, as a table cell or a block's title needs it."""
    return " ".join(text.split())


def cell(text: str) -> str:
    """A text as a table cell."""
    return one_line(text).replace("|", "&#124;")


def attributes(values: Mapping[str, str]) -> str:
    """The option line that gives a block its HTML attributes."""
    pairs = ", ".join(
        f"{key}: '{value.replace(chr(39), chr(39) * 2)}'" for key, value in values.items() if value
    )
    return f"    attrs: {{{pairs}}}\n" if pairs else ""


def block(kind: str, argument: str, body: str, attrs: Mapping[str, str] | None = None) -> str:
    """A PyMdown block such as `/// details | Title`. How many slashes it needs is settled by `balance`."""
    head = f"/// {kind} | {one_line(argument)}" if argument else f"/// {kind}"
    options = attributes(attrs or {})
    if (
        argument == "li"
    ):  # the extension takes a list item's content for one line of text unless told otherwise
        options += "    markdown: block\n"
    return f"{head}\n{options}\n{body.strip()}\n\n///"


def html(tag: str, css: str, body: str, attrs: Mapping[str, str] | None = None) -> str:
    """An HTML element with these classes around Markdown."""
    return block("html", tag, body, {"class": css, **(attrs or {})})


def fold(title: str, body: str, css: str = "", anchor: str = "") -> str:
    """A part that stays shut until the reader opens it."""
    return block("details", title, body, {"class": css, "id": anchor})


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], css: str, label: str) -> str:
    """A table that scrolls by keyboard where it is too wide, and names each cell's column for small screens."""
    lines = [f"| {' | '.join(headers)} |", f"|{' --- |' * len(headers)}"]
    for row in rows:
        cells = (
            f'{cell(value)} {{: data-label="{name}" }}' if value else ""
            for name, value in zip(headers, row, strict=True)
        )
        lines.append(f"| {' | '.join(cells)} |")
    attrs = {"tabindex": "0", "role": "region", "aria-label": label}
    return html("div", f"table-wrap {css}", "\n".join(lines), attrs)


def bullets(items: Iterable[str]) -> str:
    """A plain list."""
    return "\n".join(f"- {one_line(item)}" for item in items)


def paragraphs(*parts: str) -> str:
    """Parts one under the other, the empty ones left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part and part.strip())


def balance(markdown: str) -> str:
    """Give every `///` block as many slashes as its nesting needs (an outer block has more than those inside).

    Writers and views nest blocks without counting. Raises UnbalancedBlock with the line that has no partner.
    """
    lines = markdown.split("\n")
    code = fenced(lines)
    open_blocks: list[tuple[int, int]] = []  # (line, height of the tallest block inside)
    heights: dict[int, int] = {}
    for number, line in enumerate(lines):
        if number in code:
            continue
        if _OPEN.match(line):
            open_blocks.append((number, 0))
        elif _CLOSE.match(line):
            if not open_blocks:
                raise UnbalancedBlock(
                    number, "found `///` that closes nothing; expected an open block above it"
                )
            start, height = open_blocks.pop()
            heights[start] = heights[number] = height
            if open_blocks:
                outer, tallest = open_blocks[-1]
                open_blocks[-1] = (outer, max(tallest, height + 1))
    if open_blocks:
        raise UnbalancedBlock(
            open_blocks[-1][0], "found a block that is never closed; expected `///` on a line below"
        )
    for number, height in heights.items():
        lines[number] = "/" * (3 + height) + lines[number].lstrip("/")
    return "\n".join(lines)
