"""Formulas: LaTeX in a page becomes MathML, which browsers typeset, read aloud and print without a script.

Two spellings, both of which code hosts typeset as well: `` $`a^2`$ `` within a line, and a fence named `math` for a
formula of its own. A dollar sign alone stays a dollar sign: the guide speaks of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from latex2mathml import exceptions
from latex2mathml.converter import convert
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

from macros.fences import fence_spans, fenced

INLINE: Final = re.compile(r"\$`([^`\n]+)`\$")
_UNKNOWN: Final = re.compile(r">(\\[A-Za-z]+)<")
# The converter says what is wrong by the exception's name alone; some faults it lets Python find.
_PROBLEMS: tuple[type[Exception], ...] = (
    *(e for e in vars(exceptions).values() if isinstance(e, type) and issubclass(e, Exception)),
    *(IndexError, KeyError, StopIteration),
)
_THOUSANDS: Final = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
# Before code spans (190), which the inner backticks would otherwise be.
_PRIORITY: Final = 195


class FormulaError(ValueError):
    """A formula that can't be typeset; the message says why."""


def to_mathml(latex: str, display: bool = False) -> str:
    """The formula as a MathML element: `display` for one on lines of its own. Raises FormulaError."""
    return _converted(latex.strip(), display)


# A page's formulas are converted when it is checked, with the line for an error, and asked for again by Markdown.
@cache
def _converted(latex: str, display: bool) -> str:
    try:
        mathml: str = convert(latex, display="block" if display else "inline")
    except _PROBLEMS as error:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        raise FormulaError(f"`{latex}` can't be typeset ({words}); is every brace closed?") from None
    if unknown := _UNKNOWN.search(mathml):
        raise FormulaError(f"`{latex}` holds {unknown.group(1)}, which is no command of LaTeX known here")
    # A comma between thousands is part of the number; as an operator it would be followed by a space.
    for number in set(_THOUSANDS.findall(latex)):
        parts = "<mo>&#x0002C;</mo>".join(f"<mn>{part}</mn>" for part in number.split(","))
        mathml = mathml.replace(parts, f"<mn>{number}</mn>")
    return mathml.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")


def formulas(markdown: str) -> Iterator[tuple[int, str, bool]]:
    """Each formula of a text: its line, counted from 0, its LaTeX, and whether it is on lines of its own.

    Other code is passed over.
    """
    if "$`" not in markdown and "math" not in markdown:
        return
    lines = markdown.split("\n")
    for start, end in fence_spans(lines):
        if lines[start].strip(" \t`~") == "math":
            yield start, "\n".join(lines[start + 1 : end]), True
    code = fenced(lines)
    for number, line in enumerate(lines):
        if number not in code:
            yield from ((number, found[1], False) for found in INLINE.finditer(line))


def fence(source: str, language: str, css_class: str, options: dict[str, Any], md: object, **_: Any) -> str:
    """SuperFences formatter for a `math` fence. A wide formula scrolls by itself on a phone."""
    return f'<div class="formula">{to_mathml(source, display=True)}</div>'


class _Inline(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # the library's names
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        formula, after = to_mathml(m[1]), m[2]
        if after:  # a formula is a box: a line may otherwise begin with the comma after it
            formula = f'<span class="formula-end">{formula}{after}</span>'
        return self.md.htmlStash.store(formula), m.start(0), m.end(0)


class _Formulas(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.inlinePatterns.register(_Inline(INLINE.pattern + r"([.,:;)?!]*)", md), "formula", _PRIORITY)


def makeExtension(**options: Any) -> Extension:
    """Called by Python-Markdown for the entry `macros.mathml` in mkdocs.yml."""
    return _Formulas(**options)
