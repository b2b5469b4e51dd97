"""The output that a topic's page shows is what its listing prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.topics import CODE

LISTINGS = sorted(path.stem for path in CODE.glob("*.py"))


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_listing_prints_what_the_page_shows(listing: str) -> None:
    run = subprocess.run(
        [sys.executable, str(CODE / f"{listing}.py")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout == (CODE / f"{listing}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_listing_is_short_enough_to_read(listing: str) -> None:
    lines = (CODE / f"{listing}.py").read_text(encoding="utf-8").splitlines()
    assert 10 <= sum(bool(line.strip()) for line in lines) <= 45


@pytest.mark.parametrize("listing", LISTINGS)
def test_somebody_holds_the_listing_against_a_trusted_result(listing: str) -> None:
    tests = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py"))]
    assert any(f'load_example("{listing}")' in text for text in tests)


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_page_shows_the_listing_and_its_output(listing: str) -> None:
    page = (CODE.parent / f"{listing.split('.')[0]}.md").read_text(encoding="utf-8")
    assert f'--8<-- "topics/code/{listing}.py"' in page
    assert f'--8<-- "topics/code/{listing}.txt"' in page
