"""The documents to take away as Word files, beside their Markdown in `docs/_data/documents`.

They are made when a document changes and not in every build, which they would hold up by some seconds.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from docx import Document
from docx.shared import Cm, Pt
from html4docx import HtmlToDocx

from macros.documents import to_html

_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def stale(folder: Path) -> Mapping[Path, bytes]:
    """The Word files of a folder that are missing or not what their Markdown makes, with what they should be."""
    made = {
        source.with_suffix(".docx"): to_docx(source.read_text(encoding="utf-8"))
        for source in sorted(folder.glob("*.md"))
    }
    return {
        path: word
        for path, word in made.items()
        if not path.exists() or _contents(path.read_bytes()) != _contents(word)
    }


def _contents(archive: bytes) -> Mapping[str, bytes]:
    """What an archive holds: two that were compressed by other versions of zlib may differ in every byte."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def to_docx(text: str) -> bytes:
    """The document as a Word file: the same bytes for the same text."""
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
        # Asked for once: the library finds a row's cells anew each time.
        rows = [row.cells for row in table.rows]
        shares = column_shares([[cell.text for cell in cells] for cells in rows])
        # Word goes by the cells, others by the columns.
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(share * width)
        for cells in rows:
            for cell, share in zip(cells, shares, strict=True):
                cell.width = int(share * width)
                for run in (run for par in cell.paragraphs for run in par.runs):
                    run.font.size = Pt(9)
                    run.bold = run.bold or cells is rows[0]
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
