"""The plots of the topic pages are drawn from the pages' own listings, and are kept as they were drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import plots
from tests.topics import CODE

FOLDER = CODE.parent / "plots"
SOURCES = sorted(FOLDER.glob("*.py"))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_plot_is_what_its_listing_computes(source: Path) -> None:
    # Coordinates may differ by a tenth from one processor to another; nothing else may.
    kept, drawn = source.with_suffix(".html").read_text(encoding="utf-8"), plots.draw(source, CODE)
    assert NUMBER.sub("#", kept) == NUMBER.sub("#", drawn), "run `python scripts/guide.py plots`"
    old, new = (list(map(float, NUMBER.findall(html))) for html in (kept, drawn))
    assert old == pytest.approx(new, abs=0.2), "run `python scripts/guide.py plots`"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_plot_stands_on_the_page_of_its_topic(source: Path) -> None:
    page = (CODE.parent / f"{source.name.split('.')[0]}.md").read_text(encoding="utf-8")
    assert f'--8<-- "topics/plots/{source.stem}.html"' in page


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_plot_has_the_site_s_colors_only_and_says_what_it_shows(source: Path) -> None:
    html = source.with_suffix(".html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:#[0-9a-f]{6}|rgb\()", html), "name a color of scripts/plots.py"
    description = re.search(r"<desc[^>]*>(.+?)</desc>", html)
    assert description and len(description[1].split()) >= 15


def test_no_figure_is_left_without_its_source() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == {path.stem for path in SOURCES}


def test_a_plot_without_its_text_alternative_is_refused_by_name(tmp_path: Path) -> None:
    source = tmp_path / "calibration.py"
    source.write_text("TITLE = 'x'\ndef draw(axes, listing):\n    axes.plot([0], [0])\n", encoding="utf-8")
    with pytest.raises(plots.PlotError, match=r"calibration\.py: has no `DESCRIPTION`"):
        plots.draw(source, CODE)
