"""What readers do, in a real browser: read, tick, print, reckon, on a phone, without JavaScript, by keyboard."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pdfplumber
import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
ENGINE = Path(__file__).parents[2] / "docs" / "assets" / "javascripts" / "vendor" / "minisearch.js"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
QUESTION = "questions/fraud-detection/"
# One page of each kind.
KINDS = [
    "",
    "flow/",
    "flow/metrics/",
    "questions/",
    QUESTION,
    "topics/",
    "topics/calibration/",
    "companies/",
    "companies/uber/",
    "checklists/",
    "checklists/metrics/",
    "checklists/fraud-detection/",
    "checklists/interview-day/",
    "reference/glossary/",
    "reference/numbers/",
    "reference/resources/",
    "reference/case-studies/",
    "contribute/",
]
OpenContext = Callable[..., BrowserContext]


def pdf_text(page: Page, paper: str = "A4") -> list[str]:
    """The text of each sheet that printing the page gives."""
    with pdfplumber.open(BytesIO(page.pdf(format=paper, print_background=True))) as document:
        return [sheet.extract_text() or "" for sheet in document.pages]


def test_each_reader_reaches_a_first_page_in_one_click(page: Page) -> None:
    page.goto("")
    for reader in (
        "I have an interview",
        "I am writing a design document",
        "I interview others",
        "I study or teach",
    ):
        page.goto("")
        page.get_by_role("link", name=reader).click()
        expect(page.locator("h1")).to_be_visible()
        assert page.url.rstrip("/").split("/guide")[-1], reader


def test_a_question_shows_no_answer_until_it_is_opened(page: Page) -> None:
    page.goto(QUESTION)
    answers = page.locator("article details:not(.why)")
    assert answers.count() > 30
    assert page.locator("article details[open]").count() == 0
    first = answers.first
    first.locator("summary").first.click()
    expect(first).to_have_attribute("open", "")
    page.get_by_role("button", name="Open every answer").click()
    assert page.locator("article details:not(.why):not([open])").count() == 0
    page.get_by_role("button", name="Close every answer").click()
    assert page.locator("article details[open]").count() == 0


def test_a_link_into_a_closed_answer_opens_it(page: Page) -> None:
    page.goto(QUESTION)
    deep = page.locator("article details h3[id]").first.get_attribute("id")
    page.goto(f"{QUESTION}#{deep}")
    expect(page.locator(f"#{deep}")).to_be_in_viewport()


def test_ticks_stay_after_a_reload_and_follow_the_item(page: Page) -> None:
    page.goto("checklists/metrics/")
    first = page.locator("li[data-item]").first
    item = first.get_attribute("data-item")
    first.get_by_role("checkbox").check()
    expect(page.locator(".checklist-count").first).to_contain_text("1 of")
    page.reload()
    expect(page.locator(f"li[data-item='{item}'] input[type=checkbox]")).to_be_checked()
    page.goto("flow/metrics/")
    expect(page.locator(f"li[data-item='{item}'] input[type=checkbox]")).to_be_checked()
    assert page.evaluate("id => localStorage.getItem('mlsd:tick:' + id)", item)
    page.locator(".checklist-reset").first.click()
    expect(page.locator(f"li[data-item='{item}'] input[type=checkbox]")).not_to_be_checked()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"li[data-item='{item}'] input[type=checkbox]")).to_be_checked()


STEPS = [
    "problem-formulation", "metrics", "architecture", "data", "features", "model", "serving", "online-testing",
    "scaling-monitoring", "deep-dive",
]  # fmt: skip


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_each_steps_sheet_prints_on_one_page_with_its_items(page: Page, paper: str) -> None:
    for step in STEPS:
        page.goto(f"checklists/{step}/")
        items = page.locator("li[data-item] label").all_inner_texts()
        assert 8 <= len(items) <= 14
        sheets = pdf_text(page, paper)
        assert len(sheets) == 1, f"{step} takes {len(sheets)} pages of {paper}"
        flat = " ".join(sheets[0].split())
        for item in items:
            assert " ".join(item.split()) in flat, f"{step}: {item}"
        for furniture in ("Search", "Edit this page", "Contribute", "Reset"):
            assert furniture not in flat


def test_a_printed_sheet_keeps_the_ticks(page: Page) -> None:
    page.goto("checklists/metrics/")
    before = page.pdf(format="A4", print_background=True)
    page.locator("li[data-item] input[type=checkbox]").first.check()
    after = page.pdf(format="A4", print_background=True)

    def drawn(data: bytes) -> int:
        with pdfplumber.open(BytesIO(data)) as document:
            sheet = document.pages[0]
            return len(sheet.rects) + len(sheet.lines) + len(sheet.curves) + len(sheet.chars)

    assert drawn(after) != drawn(before)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_interview_day_sheet_is_one_page(page: Page, paper: str) -> None:
    page.goto("checklists/interview-day/")
    sheets = pdf_text(page, paper)
    assert len(sheets) == 1
    assert "Deep dive" in sheets[0]


def test_answers_print_only_when_asked_for(page: Page) -> None:
    page.goto(QUESTION)
    closed = " ".join(" ".join(pdf_text(page)).split())
    page.get_by_role("button", name="Open every answer").click()
    opened = " ".join(" ".join(pdf_text(page)).split())
    assert len(opened) > 2 * len(closed)
    page.evaluate(
        "window.print = () => { window.openAtPrint = document.querySelectorAll('article details[open]').length }"
    )
    page.get_by_role("button", name="Close every answer").click()
    page.get_by_role("button", name="Print with answers").click()
    assert page.evaluate("window.openAtPrint") > 30


def test_the_dark_scheme_prints_black_on_white(open_context: OpenContext) -> None:
    page = open_context(viewport={"width": 1280, "height": 800}, color_scheme="dark").new_page()
    page.goto("checklists/metrics/")
    with pdfplumber.open(BytesIO(page.pdf(format="A4", print_background=True))) as document:
        sheet = document.pages[0]
        picture = sheet.to_image(resolution=30).original.convert("L")
        corners = [picture.getpixel(at) for at in ((1, 1), (picture.width - 2, picture.height - 2))]
        assert min(corners) > 240, "the margins print dark"
        dark = sum(picture.histogram()[:60]) / (picture.width * picture.height)
        assert dark < 0.1


def test_editing_an_input_moves_every_figure_that_hangs_on_it(page: Page) -> None:
    page.goto(QUESTION)
    field = page.locator("[data-input='payments_day'] input")
    expect(field).to_be_visible()
    before = str(page.locator("[data-fig='peak_rate']").first.text_content())
    everywhere = page.locator("[data-fig='peak_rate']")
    assert everywhere.count() >= 2, "in the table and in the prose"
    field.fill("200M")
    field.press("Enter")
    expect(everywhere.first).not_to_have_text(before)
    shown = {re.sub(r"\s+", " ", text) for text in everywhere.all_text_contents()}
    assert len(shown) == 1, shown
    field.fill("nonsense")
    field.press("Enter")
    assert {re.sub(r"\s+", " ", t) for t in everywhere.all_text_contents()} == shown, (
        "the last good value stays"
    )
    page.get_by_role("button", name=re.compile("reset", re.I)).first.click()
    expect(everywhere.first).to_have_text(before)


def test_everything_can_be_read_without_javascript(open_context: OpenContext) -> None:
    page = open_context(viewport={"width": 1280, "height": 800}, java_script_enabled=False).new_page()
    page.goto(QUESTION)
    expect(page.locator("[data-fig='peak_rate']").first).to_have_text(re.compile(r"\d"))
    answer = page.locator("article details").first
    answer.locator("summary").click()
    expect(answer.locator("p").first).to_be_visible()
    expect(page.locator(".q-actions")).to_be_hidden()
    page.goto("checklists/metrics/")
    page.get_by_role("checkbox").first.check()
    expect(page.locator(".checklist-progress").first).to_be_hidden()


@pytest.mark.parametrize("address", KINDS)
def test_no_page_is_wider_than_a_phone(open_context: OpenContext, address: str) -> None:
    page = open_context(**PHONE).new_page()
    assert (answer := page.goto(address)) and answer.ok
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_reader_can_open_the_menu_and_a_fold(open_context: OpenContext) -> None:
    page = open_context(**PHONE).new_page()
    page.goto(QUESTION)
    fold = page.locator("article details").first
    fold.locator("summary").tap()
    expect(fold).to_have_attribute("open", "")
    page.get_by_role("button", name="Menu").tap()
    expect(page.get_by_role("link", name="Topics").first).to_be_visible()


def test_a_question_can_be_worked_with_the_keyboard_alone(page: Page) -> None:
    page.goto(QUESTION)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", re.compile("#"))  # the skip link comes first
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('article summary')"):
            break
    assert page.evaluate("document.activeElement.matches('article summary')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('details').open")


def test_a_list_can_be_ticked_with_the_keyboard(page: Page) -> None:
    page.goto("checklists/metrics/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('li[data-item] input')"):
            break
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")


@pytest.mark.parametrize(
    "typed",
    [
        "youtube recommendation",
        "auto suggestion",
        "auto",
        "estimated time of arrival",
        "calibration",
        "calibrtion",  # a slip of the finger
        "deepeta",  # a write-up, by a word of its title
        "how to size an a/b test",
    ],
)
def test_search_finds_a_page_by_the_words_people_type(page: Page, typed: str) -> None:
    wanted = {
        "youtube recommendation": "questions/video-recommendation/",
        "auto suggestion": "questions/typeahead/",
        "auto": "questions/typeahead/",
        "estimated time of arrival": "questions/food-delivery-time/",
        "calibration": "topics/calibration/",
        "calibrtion": "topics/calibration/",
        "deepeta": "companies/uber/",
        "how to size an a/b test": "topics/ab-testing/",
    }[typed]
    page.goto("")
    page.locator("[data-md-component='search-query']").click()
    page.keyboard.type(typed, delay=5)
    # Titles answer at once, the text a moment later.
    results = page.locator(
        f".md-search-result__item:nth-child(-n+3) .md-search-result__link[href*='{wanted}']"
    )
    expect(results.first).to_be_attached(timeout=30_000)
    assert page.locator(".md-search-result__link mark").count() > 0


def test_what_stands_in_a_result_is_text_and_not_markup(page: Page) -> None:
    page.goto("")
    page.locator("[data-md-component='search-query']").click()
    page.keyboard.type("<img src=x onerror=alert(1)> brtitle", delay=5)
    expect(page.locator(".md-search-result__meta")).to_contain_text("match", timeout=30_000)
    assert page.locator(".md-search-result img").count() == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_no_text_in_a_diagram_is_under_11_pixels(open_context: OpenContext, width: int) -> None:
    page = open_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(QUESTION)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    small = page.evaluate(
        """() => [...document.querySelectorAll('figure.diagram svg text')].map(text => {
            const { a, b } = text.getScreenCTM();  // a rotated label has its scale in b
            const scale = Math.hypot(a, b);
            return parseFloat(getComputedStyle(text).fontSize) * scale;
        }).filter(size => size < 10.99)"""
    )
    assert not small
    assert page.locator("figure.diagram svg text").count() > 10


def test_diagrams_follow_the_dark_scheme(open_context: OpenContext) -> None:
    colors = []
    for scheme in ("light", "dark"):
        page = open_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme).new_page()
        page.goto(QUESTION)
        colors.append(
            page.evaluate("getComputedStyle(document.querySelector('figure.diagram svg text')).fill")
        )
    assert colors[0] != colors[1]


def test_an_abbreviation_explains_itself(page: Page) -> None:
    page.goto("flow/metrics/")
    explained = page.locator("article abbr[title], article abbr[data-title]").first
    assert explained.count() == 1


def compressed(site: Path, address: str) -> int:
    path = site / (address + "index.html" if address.endswith("/") or not address else address)
    data = path.read_bytes()
    return len(data) if path.suffix in (".woff2", ".png", ".jpg") else len(gzip.compress(data, 6))


QUESTIONS = sorted(path.stem for path in (ROOT / "docs" / "questions").glob("*.md") if path.stem != "index")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_first_visit_to_a_question_weighs_150_kb_at_most(
    page: Page, site: Path, server: str, question: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"questions/{question}/", wait_until="networkidle")
    base = urlsplit(server).path
    files = {urlsplit(url).path.removeprefix(base) for url in asked if url.startswith("http")}
    weights = {file: compressed(site, file) for file in files if "search_index" not in file}
    total = sum(weights.values())
    assert total <= 150_000, (total, sorted(weights.items(), key=lambda pair: -pair[1])[:8])


def test_only_style_sheets_hold_up_the_first_paint(page: Page) -> None:
    page.goto(QUESTION)
    blocking = page.evaluate(
        """[...document.head.querySelectorAll('script[src]:not([defer]):not([async]):not([type=module])')]
            .map(script => script.src)"""
    )
    assert not blocking


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", KINDS)
def test_no_accessibility_violation(open_context: OpenContext, address: str, scheme: str) -> None:
    page = open_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ).new_page()
    page.goto(address)
    page.evaluate(
        "document.querySelectorAll('article details').forEach((fold, n) => { if (n < 12) fold.open = true })"
    )
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
            resultTypes: ['violations'],
        })).violations.map(rule => rule.id + ': ' + rule.nodes.slice(0, 3).map(
            node => node.target.join(' ') + ' ' + node.failureSummary).join(' | '))"""
    )
    assert not found, "\n".join(found)


@pytest.mark.parametrize("file", [AXE, ENGINE], ids=lambda file: file.name)
def test_a_vendored_file_is_the_recorded_one(file: Path) -> None:
    recorded = re.search(r"`([0-9a-f]{64})`", (file.parent / "README.md").read_text(encoding="utf-8"))
    assert recorded is not None
    assert hashlib.sha256(file.read_bytes()).hexdigest() == recorded.group(1)
