"""The guides repeat a few things that the records decide; they must say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.load import load_guide

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(ROOT / "docs")


def page(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text(encoding="utf-8")


def test_the_plan_of_45_minutes_is_that_of_the_steps(guide: Guide) -> None:
    rows = re.findall(r'^\| \{\{ step\("([a-z-]+)"\) \}\} \|(.*)$', page("interview-conduct"), re.MULTILINE)
    plan = {step: [cell.strip(" *") for cell in cells.split("|")] for step, cells in rows[: len(guide.steps)]}
    assert {step: int(cells[1]) for step, cells in plan.items()} == {
        step: record.minutes for step, record in guide.steps.items()
    }
    for column, total in ((0, 35), (3, 60), (4, 45), (5, 45)):
        assert sum(int(cells[column]) for cells in plan.values()) == total


def test_an_interviewer_can_choose_from_every_question(guide: Guide) -> None:
    offered = set(re.findall(r'question\("([a-z0-9-]+)"', page("how-to-interview")))
    assert offered == set(guide.questions)


def test_the_index_leads_to_every_guide() -> None:
    linked = set(re.findall(r"\]\(([a-z-]+)\.md\)", page("index")))
    assert linked == {path.stem for path in GUIDES.glob("*.md")} - {"index"}
