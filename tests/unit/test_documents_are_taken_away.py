"""A document to take away reads the same on the page, as Markdown and in Word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from macros.documents import problems, to_html
from macros.load import load_documents
from scripts.word_files import column_shares, stale, to_docx

TEXT = """# Design document: late parcels

| Field | Value |
| --- | --- |
| Author | **A. Person** |

*Which decision do you want?* See [the rules](https://example.org/rules) and `p90`.

## Sizing

1. First
2. Second

- Not numbered

```text
a = b
```
"""


def test_word_has_the_headings_tables_lists_and_links() -> None:
    document = Document(io.BytesIO(to_docx(TEXT)))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.text and p.style]
    assert ("Heading 1", "Design document: late parcels") in styles
    assert ("Heading 2", "Sizing") in styles
    assert ("List Number", "Second") in styles
    assert ("List Bullet", "Not numbered") in styles
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Author", "A. Person"]
    assert "https://example.org/rules" in {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert document.core_properties.title == "Design document: late parcels"


def test_a_build_of_the_same_text_gives_the_same_bytes() -> None:
    assert to_docx(TEXT) == to_docx(TEXT)


def test_on_a_page_the_headings_are_below_the_section_that_shows_it() -> None:
    html = to_html(TEXT, below=2)
    assert "<h3>Design document: late parcels</h3>" in html
    assert "<h4>Sizing</h4>" in html


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("See [the step](../flow/data.md).", "found the link '../flow/data.md'"),
        ("![a chart](https://example.org/a.png)", "found an image"),
        ("Text<br>more", "found the HTML tag 'br'"),
    ],
)
def test_what_would_break_outside_the_guide_is_told_with_its_line(line: str, message: str) -> None:
    (found,) = problems(f"# Title\n\n{line}\n")
    assert found[0] == 3
    assert found[1].startswith(message)


def test_code_that_would_wrap_on_a_sheet_is_told() -> None:
    ((line, message),) = problems(f"# Title\n\n```text\n{'x' * 89}\n```\n")
    assert (line, message.split(";")[0]) == (4, "found 89 characters of code")


def test_code_may_hold_anything() -> None:
    assert not list(problems("# Title\n\n`<br>` and\n\n```text\n[a](b.md) <br>\n```\n"))


def test_a_document_without_a_title_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "blank.md").write_text("Some text\n", encoding="utf-8")
    texts, (error,) = load_documents(tmp_path)
    assert texts == {"blank": "Some text\n"}
    assert str(error).startswith("docs/_data/documents/blank.md:1: found no title")


def test_a_column_of_sentences_leaves_room_for_the_words_of_the_others() -> None:
    shares = column_shares([["Component", "When it fails"], ["Quote service", "a long sentence " * 20]])
    assert sum(shares) == pytest.approx(1)
    assert 100 * shares[0] > len("Component") + 2
    assert shares[1] > shares[0]


def test_the_word_files_are_what_their_documents_say() -> None:
    assert not stale(Path(__file__).parents[2] / "docs" / "_data" / "documents")


def test_a_changed_document_makes_its_word_file_stale(tmp_path: Path) -> None:
    source = tmp_path / "plan.md"
    source.write_text(TEXT, encoding="utf-8")
    assert list(stale(tmp_path)) == [tmp_path / "plan.docx"]
    (tmp_path / "plan.docx").write_bytes(to_docx(TEXT))
    assert not stale(tmp_path)
    source.write_text(TEXT.replace("First", "Before"), encoding="utf-8")
    assert list(stale(tmp_path)) == [tmp_path / "plan.docx"]
