"""A reader finds write-ups: by filter, by word, by order; shares the view; and has the whole table without a script."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

EXPLORER = "reference/case-studies/"
COMPANY = "companies/uber/"
OpenContext = Callable[..., BrowserContext]


def shown(page: Page) -> list[str]:
    """The titles of the rows in sight, in order."""
    return page.locator("table.cases tbody tr:visible td:first-child > a").all_inner_texts()


def test_filters_narrow_the_table_and_stand_in_the_address(page: Page) -> None:
    page.goto(EXPLORER)
    every = page.locator("table.cases tbody tr").count()
    page.get_by_label("Topic").select_option("calibration")
    page.get_by_label("Kind").select_option("paper")
    rows = page.locator("table.cases tbody tr:visible")
    few = rows.count()
    assert 0 < few < every
    expect(page.locator(".cases-count")).to_have_text(f"{few} of {every}")
    assert all("calibration" in (row.get_attribute("data-topic") or "") for row in rows.all())
    assert re.search(r"\?topic=calibration&kind=paper$", page.url)
    titles = shown(page)
    page.goto("about:blank")
    page.go_back()
    page.reload()  # as a friend would open it
    assert shown(page) == titles
    page.locator(".cases-filter").get_by_role("button", name="Clear").click()
    expect(page.locator(".cases-count")).to_have_text(f"{every} of {every}")
    assert "?" not in page.url


def test_words_are_looked_for_in_titles_companies_and_lessons(page: Page) -> None:
    page.goto(EXPLORER)
    page.get_by_label("Words").fill("uber eta")
    assert shown(page) and any("ETA" in title for title in shown(page))
    page.get_by_label("Words").fill("zxqv")
    expect(page.locator(".cases-count")).to_contain_text("take a filter away")
    assert shown(page) == []


def test_columns_sort_both_ways_and_undated_rows_come_last(page: Page) -> None:
    page.goto(EXPLORER)
    untouched = shown(page)
    year = page.get_by_role("columnheader", name="Year")
    year.get_by_role("button").click()
    expect(year).to_have_attribute("aria-sort", "descending")
    column = page.locator("table.cases tbody tr:visible td:nth-child(3)").all_inner_texts()
    dated = [text for text in column if text]
    assert dated == sorted(dated, reverse=True) and column[: len(dated)] == dated
    assert "sort=-year" in page.url
    year.get_by_role("button").click()
    expect(year).to_have_attribute("aria-sort", "ascending")
    year.get_by_role("button").click()
    assert shown(page) == untouched


def test_an_address_with_an_unknown_filter_shows_everything(page: Page) -> None:
    page.goto(EXPLORER + "?topic=no-such-topic&sort=color")
    every = page.locator("table.cases tbody tr").count()
    expect(page.locator(".cases-count")).to_have_text(f"{every} of {every}")


def test_a_companys_table_filters_too(page: Page) -> None:
    page.goto(COMPANY)
    page.get_by_label("Question").select_option("ride-matching")
    assert shown(page) and "question=ride-matching" in page.url


@pytest.mark.parametrize("address", [EXPLORER, COMPANY])
def test_without_javascript_the_table_is_complete(
    open_context: OpenContext, page: Page, address: str
) -> None:
    page.goto(address)
    every = len(shown(page))
    plain = open_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert len(shown(plain)) == every and plain.locator(".cases-filter").count() == 0


def test_a_topic_leads_to_the_explorer_filtered_by_it(page: Page) -> None:
    page.goto("topics/calibration/")
    page.get_by_role("link", name=re.compile(r"All \d+ in the case-study explorer")).click()
    page.wait_for_url(re.compile(r"case-studies/\?topic=calibration"))
    expect(page.get_by_label("Topic")).to_have_value("calibration")


def test_the_explorer_downloads_as_csv_and_json(page: Page) -> None:
    page.goto(EXPLORER)
    rows = page.locator("table.cases tbody tr").count()
    texts = {}
    for name in ("CSV", "JSON"):
        address = page.get_by_role("link", name=name, exact=True).evaluate("link => link.href")
        texts[name] = page.request.get(address).text()
    table = list(csv.DictReader(io.StringIO(texts["CSV"])))
    records = json.loads(texts["JSON"])
    assert len(table) == len(records) == rows
    assert {row["id"] for row in table} == {record["id"] for record in records}
    assert table[0]["topics"].split() == records[0]["topics"]
