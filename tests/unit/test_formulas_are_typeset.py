"""A formula in a page is MathML, readable without a script; one that can't be typeset ends the build with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from macros import mathml
from macros.load import load_guide
from macros.pages import Figures, page_markdown
from macros.sandbox import PageError

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXTENSIONS = ["pymdownx.superfences", "macros.mathml", "abbr"]
FENCES = {
    "pymdownx.superfences": {
        "custom_fences": [{"name": "math", "class": "formula", "format": mathml.fence}],
    }
}


def html(text: str) -> BeautifulSoup:
    return BeautifulSoup(markdown(text, extensions=EXTENSIONS, extension_configs=FENCES), "html.parser")


def test_a_formula_in_a_line_is_typeset_and_the_words_around_it_stay() -> None:
    page = html(r"The rate $`\frac{a_1}{n}`$ and *then*.")
    formula = page.select_one("p > math")
    assert formula is not None
    assert [part.name for part in formula.find_all(["mfrac", "msub", "mn"])] == ["mfrac", "msub", "mn"]
    assert page.p is not None and page.p.get_text().startswith("The rate ") and page.em is not None


def test_a_formula_of_its_own_is_displayed() -> None:
    page = html("```math\n\\sum_{i=1}^{n} x_i\n```")
    formula = page.select_one("div.formula > math")
    assert formula is not None and formula["display"] == "block"
    assert "\u2211" in formula.get_text()


@pytest.mark.parametrize("text", ["It costs $5 and `$x` more.", "From $3 to $4", "`a` costs $ `b` $"])
def test_dollars_and_code_stay_what_they_are(text: str) -> None:
    assert html(text).math is None


def test_a_line_never_begins_with_the_comma_after_a_formula() -> None:
    page = html("With $`n`$, it ends.")
    kept = page.select_one("span.formula-end")
    assert (
        kept is not None
        and kept.get_text() == "n,"
        and "nowrap" in (DOCS / "assets/stylesheets/parts.css").read_text(encoding="utf-8")
    )


def test_emphasis_marks_and_abbreviations_inside_a_formula_are_no_markdown() -> None:
    page = html("$`a * b * c_d`$ and CTR\n\n*[CTR]: click-through rate")
    formula = page.math
    assert formula is not None and formula.em is None and formula.abbr is None
    assert page.abbr is not None


@pytest.mark.parametrize(
    ("formula", "said"),
    [(r"\frac{1}{", "every brace closed"), (r"\sigmoyd x", r"\sigmoyd"), (r"x_1_2", "double subscripts")],
)
def test_a_formula_that_cannot_be_typeset_ends_the_build_with_its_line(formula: str, said: str) -> None:
    guide = load_guide(DOCS)
    page = f"# Title\n\nGood: $`x`$.\n\nBad: $`{formula}`$\n"
    with pytest.raises(PageError) as error:
        page_markdown(guide, Figures(guide), "topics/calibration.md", page, first_line=5)
    assert str(error.value).startswith("docs/topics/calibration.md:9:") and said in str(error.value)


def test_formulas_shown_as_code_are_not_read() -> None:
    text = "```text\n$`\\frac{`$\n```\n\n```math\nx\n```\nand $`y`$"
    assert list(mathml.formulas(text)) == [(4, "x", True), (7, "y", False)]


def test_thousands_are_one_number_and_a_list_is_several() -> None:
    def numbers(latex: str) -> list[str]:
        return [n.get_text() for n in BeautifulSoup(mathml.to_mathml(latex), "html.parser").find_all("mn")]

    assert numbers("760,000 + 1,234,567") == ["760,000", "1,234,567"]
    assert numbers("x_1, x_2, 100, 200") == ["1", "2", "100", "200"]


@given(st.text(alphabet="ab1+-^_{}\\ ()", max_size=20))
def test_any_text_is_typeset_or_refused_with_a_reason(latex: str) -> None:
    try:
        assert mathml.to_mathml(latex).startswith("<math")
    except mathml.FormulaError as error:
        assert latex.strip() in str(error)
