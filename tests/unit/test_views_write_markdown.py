"""What the macros write survives MkDocs: blocks nest, tables hold, figures follow the page they stand on."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pymdownx import blocks

from macros.block_options import read_options
from macros.guide import Guide
from macros.load import load_guide
from macros.pages import Figures, explain, page_markdown, place_figures
from macros.sandbox import PageError
from macros.sizing import Figure
from macros.views.markdown import UnbalancedBlock, balance, block, cell, fold, html, table

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = [
    "tables",
    "attr_list",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.superfences",
]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "docs")


def converted(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def test_blocks_nest_without_counting_slashes() -> None:
    inner = fold("Inner", "deep inside")
    page = converted(balance(fold("Outer", html("div", "middle", inner))))
    assert "///" not in page
    assert page.index("<summary>Outer") < page.index('class="middle"') < page.index("<summary>Inner")
    assert page.count("</details>") == 2


def test_a_writers_own_fold_may_hold_a_macros_blocks() -> None:
    page = "/// details | Worked answer\n" + table(("A",), [("1",)], "ladder", "Ladder") + "\n///\n"
    shown = converted(balance(page))
    assert shown.index("<details>") < shown.index("<table>") < shown.index("</details>")


options = st.dictionaries(
    st.sampled_from(["attrs", "open", "type", "markdown"]),
    st.one_of(
        st.booleans(),
        st.text(max_size=20),
        st.dictionaries(st.sampled_from(["id", "class"]), st.text(max_size=9)),
    ),
)


@given(st.one_of(options.map(yaml.safe_dump), st.text(max_size=60)))
def test_the_fast_reader_of_block_options_reads_what_pymdowns_own_does(text: str) -> None:
    assert read_options(text) == blocks.get_frontmatter(text)


def test_slashes_in_code_are_left_alone() -> None:
    page = "```text\n/// details | not a block\n```\n"
    assert balance(page) == page


@pytest.mark.parametrize(
    ("page", "line"),
    [("a\n/// details | T\nb\n", 1), ("a\n\n///\n", 2), ("/// details | T\n```\n///\n```\n", 0)],
)
def test_a_block_without_its_partner_is_placed(page: str, line: int) -> None:
    with pytest.raises(UnbalancedBlock) as error:
        balance(page)
    assert error.value.line == line


def test_an_unclosed_block_names_the_line_of_the_file(guide: Guide) -> None:
    with pytest.raises(PageError, match=r"docs/topics/x\.md:8: found a block that is never closed"):
        page_markdown(guide, Figures(guide), "topics/x.md", "# X\n\n/// details | T\n\nbody\n", first_line=6)


nested = st.recursive(
    st.just("text"),
    lambda body: st.lists(body, min_size=1, max_size=3).map(
        lambda parts: block("details", "T", "\n\n".join(parts))
    ),
    max_leaves=12,
)


@given(nested)
def test_any_nesting_comes_out_whole(page: str) -> None:
    shown = converted(balance(page))
    assert shown.count("<details>") == shown.count("</details>") == page.count("/// details")
    assert "///" not in shown


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_a_cell_never_breaks_its_table(text: str) -> None:
    assert "|" not in cell(text)
    assert "\n" not in cell(text)


def test_a_table_names_each_cells_column_for_small_screens() -> None:
    shown = converted(balance(table(("What", "Why"), [("a", "b | c"), ("d", "")], "ladder", "Model ladder")))
    assert 'aria-label="Model ladder"' in shown
    assert '<td data-label="Why">b &#124; c</td>' in shown
    assert shown.count("<td") == 4


def test_a_figure_is_live_in_prose_and_plain_in_a_diagram() -> None:
    figures = {"qps": Figure("qps", 690.0, "request/second", "690 requests/s")}
    page = "about \x02qps\x03\n```mermaid\nA[\x02qps\x03]\n```\n"
    shown = place_figures(page, lambda _: figures, "x")
    assert 'data-fig="qps"' in shown.split("\n")[0]
    assert "A[690 requests/s]" in shown


def test_only_abbreviations_that_a_page_uses_are_explained() -> None:
    known = {"AUC": "Area under the curve", "NDCG": "Normalized discounted cumulative gain"}
    page = explain("The AUC is high. AUCs too.", known)
    assert "*[AUC]: Area under the curve" in page
    assert "NDCG" not in page


def test_every_figure_of_a_question_is_shown_with_its_unit(guide: Guide) -> None:
    figures = Figures(guide)
    for question_id, question in guide.questions.items():
        shown = figures.of(question_id)
        assert set(shown) == {*question.sizing.inputs, *question.sizing.derived}
        assert all(figure.text.strip() for figure in shown.values())


def test_each_question_answers_every_step_in_its_own_words(guide: Guide) -> None:
    for step_id in guide.steps:
        answers = [question.steps.of(step_id) for question in guide.questions.values()]
        assert len(set(answers)) == len(answers)


def test_no_two_questions_share_a_follow_up_failure_or_checklist_item(guide: Guide) -> None:
    seen: dict[str, str] = {}
    for question_id, question in guide.questions.items():
        texts = [row.question for row in question.followups] + [row.failure for row in question.failures]
        texts += [item.record.text for item in guide.items_of_question(question_id)]
        for text in texts:
            key = " ".join(text.lower().split())
            assert seen.setdefault(key, question_id) == question_id, f"{question_id} and {seen[key]}: {text}"
