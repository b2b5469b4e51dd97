"""An id -> a Markdown link, relative to the page that shows it, so that MkDocs' own strict check sees every link."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import cache

from macros.guide import FIGURE, FOLDERS, REFERENCE, Guide

_PARTS = re.compile(r"([^?#]*)(.*)")
_PRODUCT = re.compile(r"(?<=[\w)])\*(?=[\w(])")


class UnknownId(Exception):
    """A page or record names an id that no record has."""


def target(guide: Guide, kind: str, record_id: str) -> str:
    """The address of a record below docs/: its page, else its line on the index, or a company's write-ups."""
    if kind == "case":
        return guide.cases[record_id].url
    if kind == "resource":
        return guide.resources[record_id].url
    if kind == "term":
        return f"reference/glossary.md#{record_id}"
    if kind == "number":
        return f"reference/numbers.md#{record_id}"
    if kind == "item":
        item = guide.items[record_id]
        return f"checklists/{item.question or item.step}.md"
    if guide.written(kind, record_id):
        return f"{FOLDERS[kind]}/{record_id}.md"
    if kind == "company":
        return f"reference/case-studies.md?company={record_id}"
    return f"{FOLDERS[kind]}/index.md#{record_id}"


@cache
def relative(page: str, address: str) -> str:
    """The address of a page below docs/ as seen from another; an outside address as it is."""
    if address.startswith("https://") or address.startswith("http://"):
        return address
    path, hash_mark, anchor = address.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + hash_mark + anchor


def _file_in(page: str) -> str:
    """A file in the folder that a page of docs/ becomes on the site."""
    folder = page.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return f"{folder}/x" if folder else "x"


def file_in_html(page: str, path: str) -> str:
    """The address of a file that the site publishes, as the HTML of `page` says it."""
    return relative(_file_in(page), path)


def in_html(page: str, address: str) -> str:
    """The address of a page below docs/ as the HTML of `page` says it; an outside address as it is."""
    path, rest = _PARTS.fullmatch(address).groups()  # type: ignore[union-attr]
    if not path.endswith(".md"):
        return address
    # A page's address ends in a slash, which a relative path can't: it is found by a file that stands there.
    return relative(_file_in(page), _file_in(path)).removesuffix("x") + rest


def title(guide: Guide, kind: str, record_id: str) -> str:
    """What a link to this record says where the page gives no text of its own."""
    record = guide.records(kind)[record_id]
    if kind == "company":
        return str(record.name)
    if kind == "term":
        return str(record.term)
    if kind == "number":
        return str(record.label)
    if kind == "item":
        return str(record.record.text)
    return str(record.title)


def citation(guide: Guide, record_id: str) -> str:
    """`Uber, 2022` for a case study, `Kohavi et al., 2020` for a resource."""
    if record_id in guide.cases:
        name = guide.companies[guide.case_owner[record_id]].name
        year: int | None = guide.cases[record_id].year
    else:
        resource = guide.resources[record_id]
        name = resource.authors or resource.title
        year = resource.year
    return f"{name}, {year}" if year else name


def escape(text: str) -> str:
    """A text as the words of a Markdown link."""
    return text.replace("[", r"\[").replace("]", r"\]")


def plain_stars(text: str) -> str:
    """A text whose `a*b` outside code stays a product instead of starting an emphasis."""
    parts = text.split("`")
    parts[::2] = [_PRODUCT.sub(r"\\*", part) for part in parts[::2]]
    return "`".join(parts)


class Linker:
    """Writes links as one page sees them."""

    def __init__(
        self,
        guide: Guide,
        page: str,
        figure: Callable[[str], str] | None = None,
        figures_of: Callable[[str], Callable[[str], str]] | None = None,
    ) -> None:
        """`page` is the path below docs/ of the page being built; `figure` shows a row of its sizing.

        `figures_of` gives the same for another question's sizing.
        """
        self.guide = guide
        self.page = page
        self._figure = figure
        self._figures_of = figures_of

    def to(self, address: str) -> str:
        """A path below docs/ as seen from the page being built."""
        return relative(self.page, address)

    def about(self, question_id: str) -> Linker:
        """The same linker for texts of another question's record, whose figures are that question's."""
        figure = self._figures_of(question_id) if self._figures_of else None
        return Linker(self.guide, self.page, figure, self._figures_of)

    def address(self, kind: str, record_id: str) -> str:
        """The relative address of a record. Raises UnknownId."""
        if record_id not in self.guide.records(kind):
            raise UnknownId(f"no {kind} has the id '{record_id}'")
        return relative(self.page, target(self.guide, kind, record_id))

    def link(self, kind: str, record_id: str, text: str | None = None) -> str:
        """A Markdown link to a record; on the record's own page its name alone."""
        address = self.address(kind, record_id)
        words = escape(text or title(self.guide, kind, record_id))
        if kind in FOLDERS and target(self.guide, kind, record_id) == self.page:
            return words
        return f"[{words}]({address})"

    def cite(self, record_id: str) -> str:
        """A short citation in parentheses, linking to the source. Raises UnknownId."""
        if record_id not in self.guide.cases and record_id not in self.guide.resources:
            raise UnknownId(f"no case study or resource has the id '{record_id}'")
        address = self.address("case" if record_id in self.guide.cases else "resource", record_id)
        return f"([{escape(citation(self.guide, record_id))}]({address}))"

    def resolve(self, text: str) -> str:
        """A record's text with its `[[kind:id]]` and `{fig:name}` turned into links and figures."""

        def reference(match: re.Match[str]) -> str:
            kind, record_id, words = match.group(1), match.group(2), match.group(3)
            if kind == "case" and words is None:
                words = citation(self.guide, record_id)
            return self.link(kind, record_id, words)

        text = REFERENCE.sub(reference, plain_stars(text.strip()))
        if self._figure is not None:
            figure = self._figure
            text = FIGURE.sub(lambda match: figure(match.group(1)), text)
        return text
