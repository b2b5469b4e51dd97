"""The output that a topic's page shows is what its listing prints."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.topics import CODE

LISTINGS = sorted(path.stem for path in CODE.glob("*.py"))


@pytest.mark.parametrize("topic", LISTINGS)
def test_the_listing_prints_what_the_page_shows(topic: str) -> None:
    run = subprocess.run(
        [sys.executable, str(CODE / f"{topic}.py")], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == (CODE / f"{topic}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", LISTINGS)
def test_a_listing_is_short_enough_to_read(topic: str) -> None:
    lines = (CODE / f"{topic}.py").read_text(encoding="utf-8").splitlines()
    assert 10 <= sum(bool(line.strip()) for line in lines) <= 45


@pytest.mark.parametrize("topic", LISTINGS)
def test_the_page_shows_the_listing_and_its_output(topic: str) -> None:
    page = (CODE.parent / f"{topic}.md").read_text(encoding="utf-8")
    assert f'--8<-- "topics/code/{topic}.py"' in page
    assert f'--8<-- "topics/code/{topic}.txt"' in page
