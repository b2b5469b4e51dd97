"""A plain Markdown document that readers take away: as HTML for the page that shows it, and as a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from markdown import markdown

from macros.fences import fenced

# What each part of a document may be is what all three forms of it can show.
_EXTENSIONS: Final = ("tables", "fenced_code", "sane_lists")
_LINK: Final = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]*)")
_TAG: Final = re.compile(r"<(/?[a-z][a-z0-9]*)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"(`+).+?\1")
_HEADING: Final = re.compile(r"(</?h)([1-6])(?=>)")
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def problems(text: str) -> Iterator[tuple[int, str]]:
    """What a take-away document can't hold, with the number of its line, counted from 1."""
    lines = text.split("\n")
    if not lines[0].startswith("# "):
        yield 1, "found no title; expected a first line `# Title`"
    code = fenced(lines)
    for number, line in enumerate(lines):
        if number in code:
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
    from docx.shared import Pt
    from html4docx import HtmlToDocx

    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = text.partition("\n")[0].removeprefix("# ").strip()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    converter = HtmlToDocx()
    converter.table_style = "Table Grid"
    converter.add_html_to_document(to_html(text), document)
    for table in document.tables:
        for run in (run for cell in table.rows[0].cells for par in cell.paragraphs for run in par.runs):
            run.bold = True
    written = io.BytesIO()
    document.save(written)
    return _without_clock(written.getvalue())


def _without_clock(archive: bytes) -> bytes:
    """The same archive with every entry dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
