"""A link between two records is written on one side and shown on both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.guide import KINDS, Guide, build_guide, figures_in
from macros.links import Linker, UnknownId, file_in_html, in_html, relative
from macros.load import load_guide
from macros.records import CaseStudy, Topic

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "docs")


def topic(title: str, related: list[str] | None = None, parent: str | None = None) -> Topic:
    return Topic(title=title, summary="s", steps=["data"], related=related or [], parent=parent)


def test_every_link_of_the_guide_can_be_followed_back(guide: Guide) -> None:
    for kind in KINDS:
        for record_id in guide.records(kind):
            for other in KINDS:
                for neighbor in guide.linked(kind, record_id, other):
                    assert record_id in guide.linked(other, neighbor, kind)


def test_every_record_that_can_be_reached_exists(guide: Guide) -> None:
    for kind in KINDS:
        for record_id in guide.records(kind):
            for other in KINDS:
                assert set(guide.linked(kind, record_id, other)) <= set(guide.records(other))


def test_a_question_shows_on_the_pages_of_its_topics_and_write_ups(guide: Guide) -> None:
    for question_id, question in guide.questions.items():
        for topic_id in question.topics:
            assert question_id in guide.linked("topic", topic_id, "question")
        for row in question.built_by:
            assert question_id in guide.linked("case", row.case, "question")


def test_related_topics_show_each_other_when_one_says_so() -> None:
    topics = {"a": topic("A", ["b"]), "b": topic("B")}
    guide = build_guide([("topic", "docs/_data/topics.yml", topics)], frozenset())
    assert guide.linked("topic", "b", "topic") == ["a"]
    assert guide.linked("topic", "a", "topic") == ["b"]


def test_a_write_up_belongs_to_the_company_of_its_file() -> None:
    case = CaseStudy(title="T", url="https://example.org/x", kind="blog", topics=["a"])
    files = [("topic", "topics.yml", {"a": topic("A")}), ("case", "case_studies/acme.yml", {"acme-x": case})]
    guide = build_guide(files, frozenset())
    assert guide.cases_of("acme") == ["acme-x"]
    assert guide.linked("company", "acme", "case") == ["acme-x"]
    assert guide.linked("topic", "a", "case") == ["acme-x"]


ids = st.sampled_from([f"t{n}" for n in range(8)])


@given(st.dictionaries(ids, st.lists(ids, unique=True, max_size=4)))
def test_links_are_symmetric_for_any_records(said: dict[str, list[str]]) -> None:
    topics = {f"t{n}": topic(f"T{n}", [r for r in said.get(f"t{n}", []) if r != f"t{n}"]) for n in range(8)}
    guide = build_guide([("topic", "topics.yml", topics)], frozenset())
    for one in topics:
        for other in guide.linked("topic", one, "topic"):
            assert one in guide.linked("topic", other, "topic")
        assert guide.linked("topic", one, "topic") == sorted(set(guide.linked("topic", one, "topic")))


def test_a_company_without_a_page_leads_to_its_write_ups(guide: Guide) -> None:
    link = Linker(guide, "flow/data.md")
    unwritten = next(i for i in guide.companies if not guide.written("company", i))
    assert link.link("company", unwritten).endswith(f"](../reference/case-studies.md?company={unwritten})")


def test_a_hub_gathers_the_write_ups_of_its_topics() -> None:
    topics = {"a": topic("A"), "b": topic("B", parent="a")}
    case = CaseStudy(title="X", url="https://acme.org/x", kind="blog", topics=["b"])
    guide = build_guide(
        [("topic", "topics.yml", topics), ("case", "acme.yml", {"acme-x": case})], frozenset()
    )
    assert guide.cases_about("a") == guide.cases_about("b") == ["acme-x"]
    assert guide.with_hubs(case.topics) == ["b", "a"]


def test_an_unknown_id_is_refused(guide: Guide) -> None:
    link = Linker(guide, "flow/data.md")
    with pytest.raises(UnknownId):
        link.link("topic", "no-such-topic")
    with pytest.raises(UnknownId):
        link.cite("no-such-source")


@pytest.mark.parametrize(
    ("page", "address", "seen"),
    [
        ("index.md", "topics/bandits.md", "topics/bandits.md"),
        ("topics/bandits.md", "topics/index.md", "index.md"),
        ("questions/typeahead.md", "topics/bandits.md#short", "../topics/bandits.md#short"),
        ("reference/glossary.md", "reference/glossary.md#auc", "#auc"),
        ("index.md", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_addresses_are_relative_to_the_page(page: str, address: str, seen: str) -> None:
    assert relative(page, address) == seen


@pytest.mark.parametrize(
    ("page", "address", "seen"),
    [
        ("companies/uber.md", "topics/bandits.md#short", "../../topics/bandits/#short"),
        ("companies/uber.md", "companies/index.md", "../"),
        ("index.md", "topics/bandits.md", "topics/bandits/"),
        ("reference/case-studies.md", "reference/case-studies.md?company=uber", "?company=uber"),
        ("index.md", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_in_html_addresses_are_those_of_the_site(page: str, address: str, seen: str) -> None:
    assert in_html(page, address) == seen


def test_a_published_file_keeps_its_name() -> None:
    assert file_in_html("guides/design-doc-template.md", "data/a.md") == "../../data/a.md"
    assert file_in_html("companies/index.md", "data/guide.json") == "../data/guide.json"
    assert file_in_html("index.md", "data/guide.json") == "data/guide.json"


def test_references_in_a_text_become_links_and_figures(guide: Guide) -> None:
    link = Linker(guide, "questions/fraud-detection.md", figure=lambda name: f"<{name}>")
    assert link.resolve("[[topic:bandits|exploring]]") == (
        "[exploring](../topics/bandits.md)"
        if guide.written("topic", "bandits")
        else "[exploring](../topics/index.md#bandits)"
    )
    assert link.resolve("about {fig:peak_rate}") == "about <peak_rate>"
    assert figures_in("{fig:a} and {fig:b_2}") == ["a", "b_2"]


def test_every_topic_but_a_hub_is_used_by_a_question(guide: Guide) -> None:
    unused = [t for t in guide.topics if t not in guide.hubs and not guide.linked("topic", t, "question")]
    assert not unused


def test_every_topic_and_question_has_its_page(guide: Guide) -> None:
    assert not [t for t in guide.topics if not guide.written("topic", t)]
    assert not [q for q in guide.all_questions if not guide.written("question", q)]
