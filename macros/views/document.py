"""A document to take away: read here, copied as Markdown, downloaded as Markdown or for Word."""

from __future__ import annotations

from macros.documents import to_html
from macros.guide import Guide
from macros.links import Linker, UnknownId, file_in_html
from macros.views.markdown import fold, paragraphs

# Longer than any fence that a document holds.
_FENCE = "`" * 8


def document(guide: Guide, link: Linker, document_id: str, depth: int = 2) -> str:
    """Its downloads, its Markdown to copy, and the document with headings `depth` deeper. Raises UnknownId."""
    if document_id not in guide.documents:
        raise UnknownId(f"no document has the id '{document_id}'")
    text = guide.documents[document_id]
    downloads = " ".join(
        f'<a class="g-button" href="{file_in_html(link.page, f"data/{document_id}.{suffix}")}" download>{words}</a>'
        for suffix, words in (("md", "Download as Markdown"), ("docx", "Download for Word (.docx)"))
    )
    return paragraphs(
        f'<p class="document-downloads">{downloads}</p>',
        fold("Copy it as Markdown", f"{_FENCE}markdown\n{text.strip()}\n{_FENCE}"),
        f'<div class="document" markdown="0">\n{to_html(text, depth)}\n</div>',
    )
