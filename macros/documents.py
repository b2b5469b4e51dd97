"""A plain Markdown document that readers take away: as HTML for the page that shows it, and as a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from markdown import markdown

from macros.fences import fenced

# What each part of a document may be is what all three forms of it can show.
_EXTENSIONS: Final = ("tables", "fenced_code", "sane_lists")
_LINK: Final = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]*)")
_TAG: Final = re.compile(r"<(/?[a-z][a-z0-9]*)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"(`+).+?\1")
_HEADING: Final = re.compile(r"(</?h)([1-6])(?=>)")
MAX_CODE: Final = 88  # characters of 9 points that fit on a sheet
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def problems(text: str) -> Iterator[tuple[int, str]]:
    """What a take-away document can't hold, with the number of its line, counted from 1."""
    lines = text.split("\n")
    if not lines[0].startswith("# "):
        yield 1, "found no title; expected a first line `# Title`"
    code = fenced(lines)
    for number, line in enumerate(lines):
        if number in code:
            if len(line) > MAX_CODE:
                yield (
                    number + 1,
                    f"found {len(line)} characters of code; expected at most {MAX_CODE}, a sheet's width",
                )
            continue
        prose = _CODE.sub("", line)
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


def to_docx(text: str) -> bytes:
    """The document as a Word file: the same bytes for the same text."""
    # Only a whole build needs them, and they take a third of a second to import.
    from docx import Document
    from docx.shared import Cm, Pt
    from html4docx import HtmlToDocx

    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = text.partition("\n")[0].removeprefix("# ").strip()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    converter = HtmlToDocx()
    converter.table_style = "Table Grid"
    converter.add_html_to_document(to_html(text), document)
    for run in (run for par in document.paragraphs for run in par.runs if run.font.name == "Courier"):
        run.font.size = Pt(9)
    width = (section.page_width or 0) - 2 * Cm(2)
    for table in document.tables:
        shares = column_shares([[cell.text for cell in row.cells] for row in table.rows])
        # Word goes by the cells, others by the columns.
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(share * width)
            for cell in column.cells:
                cell.width = int(share * width)
        for run in (run for cell in table.rows[0].cells for par in cell.paragraphs for run in par.runs):
            run.bold = True
        for cell in (cell for row in table.rows for cell in row.cells):
            for run in (run for par in cell.paragraphs for run in par.runs):
                run.font.size = Pt(9)
    written = io.BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def column_shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column of a table should be, as parts of 1: by its text, and no narrower than its longest word."""
    columns = list(zip(*rows, strict=True))
    longest = [max(len(word) for text in column for word in (text or " ").split(" ")) for column in columns]
    # The root keeps a column of sentences from starving one of figures.
    wanted = [
        max(word + 2.0, 4 * max(map(len, column)) ** 0.5)
        for word, column in zip(longest, columns, strict=True)
    ]
    return [w / sum(wanted) for w in wanted]


def _without_clock(archive: bytes) -> bytes:
    """The same archive with every entry dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
