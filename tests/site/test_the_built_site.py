"""What a reader relies on in every page of the built site, whoever wrote it."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.site

BASE = "https://guide.invalid/"
# Elements whose addresses the browser fetches by itself.
FETCHING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src", "embed": "src"}
FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect", "dns-prefetch"}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every page by its address below the site's root."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html":
            continue
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    return found


def links(address: str, page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """The page's links inside the site, as (address, anchor)."""
    for anchor in page.select("a[href]"):
        parts = urlsplit(urljoin(BASE + address, str(anchor["href"])))
        if f"{parts.scheme}://{parts.netloc}/" == BASE:
            yield unquote(parts.path.lstrip("/")), unquote(parts.fragment)


def article(page: BeautifulSoup) -> Tag:
    found = page.select_one("article")
    assert found is not None
    return found


def test_every_kind_of_page_is_there(pages: dict[str, BeautifulSoup]) -> None:
    for address in ("", "flow/", "questions/", "topics/", "companies/", "checklists/", "reference/glossary/", "contribute/"):
        assert address in pages
    assert sum(a.startswith("flow/") for a in pages) == 11
    assert sum(a.startswith("questions/") for a in pages) >= 6


def test_no_link_or_anchor_is_broken(pages: dict[str, BeautifulSoup], site: Path) -> None:
    ids = {address: {str(e["id"]) for e in page.select("[id]")} for address, page in pages.items()}
    broken = []
    for address, page in pages.items():
        for target, anchor in links(address, page):
            if target in pages:
                if anchor and anchor not in ids[target] and anchor != "__search":
                    broken.append(f"{address} -> {target}#{anchor}")
            elif not (site / target).is_file():
                broken.append(f"{address} -> {target}")
    assert not broken


def test_no_id_stands_twice_on_a_page(pages: dict[str, BeautifulSoup]) -> None:
    twice = {}
    for address, page in pages.items():
        counts = Counter(str(element["id"]) for element in page.select("[id]"))
        if found := [i for i, count in counts.items() if count > 1]:
            twice[address] = found
    assert not twice


def test_every_page_is_valid_html(site: Path) -> None:
    # What html5lib's parser reports but is right: parts of Material's own markup that browsers read alike.
    wrong = []
    for path in sorted(site.rglob("*.html")):
        parser = html5lib.HTMLParser(namespaceHTMLElements=True)
        parser.parse(path.read_text(encoding="utf-8"))
        for (line, _), code, details in parser.errors:
            wrong.append(f"{path.relative_to(site)}:{line}: {code} {details}")
    assert not wrong, "\n".join(wrong[:20])


def test_no_page_asks_another_host(pages: dict[str, BeautifulSoup], site: Path) -> None:
    asked = []
    for address, page in pages.items():
        for element in page.find_all(True):
            name = element.name
            value = str(element.get(FETCHING.get(name, ""), "") or "")
            if name == "link" and FETCHING_LINKS & set(element.get("rel") or []):
                value = str(element.get("href", ""))
            if value.startswith(("http:", "https:", "//")):
                asked.append(f"{address}: <{name}> {value}")
            asked += [f"{address}: style {u}" for u in re.findall(r"url\((https?:[^)]*|//[^)]*)\)", str(element.get("style") or ""))]
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        asked += [f"{sheet.name}: {u}" for u in re.findall(r"(?:url\(|@import\s+)[\"']?(https?://[^\"')]+|//[^\"')]+)", text)]
    assert not asked


def test_every_page_is_four_clicks_from_home_at_most(pages: dict[str, BeautifulSoup]) -> None:
    clicks = {"": 0}
    queue = deque([""])
    while queue:
        here = queue.popleft()
        for target, _ in links(here, pages[here]):
            if target in pages and target not in clicks:
                clicks[target] = clicks[here] + 1
                queue.append(target)
    assert set(clicks) == set(pages)
    assert max(clicks.values()) <= 4


def test_every_page_can_be_edited(pages: dict[str, BeautifulSoup], root: Path) -> None:
    for address, page in pages.items():
        found = [str(a["href"]) for a in page.select("a[href*='/edit/main/docs/']")]
        assert found, f"{address or 'home'} has no edit link"
        source = root / "docs" / found[0].split("/edit/main/docs/")[1]
        assert source.is_file(), f"{address}: {source} is not there"


def test_no_section_is_empty(pages: dict[str, BeautifulSoup]) -> None:
    empty = []
    for address, page in pages.items():
        body = article(page)
        for heading in body.find_all(re.compile("^h[2-6]$")):
            following = heading.find_next_sibling()
            level = int(heading.name[1])
            if following is None or (re.match("^h[1-6]$", following.name) and int(following.name[1]) <= level):
                empty.append(f"{address}: {heading.get_text(strip=True)}")
        for element in body.select("ul, ol, tbody, dl, details"):
            text = " ".join(
                part.get_text(" ", strip=True) if isinstance(part, Tag) else str(part).strip()
                for part in element.children
                if getattr(part, "name", "") != "summary"
            )
            # A form to fill in has rows that wait for their reader.
            if not text.strip() and not element.find(["svg", "input"]) and not element.find_parent(class_="document"):
                empty.append(f"{address}: an empty <{element.name}>")
    assert not empty


def test_no_macro_mark_or_block_is_left_as_text(pages: dict[str, BeautifulSoup]) -> None:
    left = []
    for address, page in pages.items():
        body = BeautifulSoup(str(article(page)), "lxml")
        for code in body.select("pre, code, script"):
            code.decompose()
        text = body.get_text()
        for mark in ("{{", "}}", "///", "\x02", "\x03", "[[", "{:", "{ #", "{fig:", "could not be built"):
            if mark in text:
                left.append(f"{address}: {mark!r} in ...{text[max(0, text.index(mark) - 40) : text.index(mark) + 40]!r}")
    assert not left


def test_every_page_says_what_it_is(pages: dict[str, BeautifulSoup]) -> None:
    titles: Counter[str] = Counter()
    for address, page in pages.items():
        assert page.html is not None and page.html.get("lang") == "en"
        assert len(page.select("h1")) == 1, f"{address} has {len(page.select('h1'))} h1"
        description = page.select_one("meta[name=description]")
        assert description and 40 <= len(str(description["content"])) <= 200, f"{address}: description"
        titles[page.title.get_text() if page.title else ""] += 1
    assert titles.most_common(1)[0][1] == 1, titles.most_common(3)


def test_headings_do_not_skip_a_level(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        level = 1
        for heading in article(page).find_all(re.compile("^h[1-6]$")):
            here = int(heading.name[1])
            assert here <= level + 1, f"{address}: {heading.get_text(strip=True)} follows a heading of level {level}"
            level = here


def test_every_diagram_has_a_text_alternative(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        assert not article(page).select("pre.mermaid, code.language-mermaid"), f"{address}: an undrawn diagram"
        for drawing in article(page).select("figure svg[role=img]"):
            named = drawing.select_one("title, desc")
            assert named and named.get_text(strip=True), f"{address}: a diagram without words"


def test_a_question_page_shows_every_part(pages: dict[str, BeautifulSoup]) -> None:
    steps = {
        "problem-formulation", "metrics", "architecture", "data", "features", "model", "serving", "online-testing",
        "scaling-monitoring", "deep-dive",
    }  # fmt: skip
    parts = {"try-first", "short-answers", "clarifying", "sizing", "what-breaks", "follow-ups", "levels", "who-built", "cards"}
    for address, page in pages.items():
        if not re.fullmatch(r"questions/[a-z0-9-]+/", address):
            continue
        ids = {str(element["id"]) for element in page.select("[id]")}
        assert not (steps | parts) - ids, f"{address} lacks {(steps | parts) - ids}"
        assert len(article(page).select("figure.diagram")) >= 2, address
        assert len(article(page).select(".built-by .built")) >= 3, address
        assert len(article(page).select("details.dialogue")) >= 6, address


def test_planned_things_are_marked_so(pages: dict[str, BeautifulSoup]) -> None:
    for index in ("questions/", "topics/", "companies/"):
        for mark in article(pages[index]).select(".planned"):
            row = mark.find_parent(["li", "td", "p"])
            assert row is not None and not row.select("a[href$='index.html']")
    questions = article(pages["questions/"])
    assert len(questions.select("tbody tr")) == 36


def test_the_records_are_published(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    data = json.loads((site / "data" / "guide.json").read_text(encoding="utf-8"))
    assert set(data["steps"]) == {a.split("/")[1] for a in pages if re.fullmatch(r"flow/[a-z-]+/", a)}
    assert all(case["company"] in data["companies"] for case in data["cases"].values())


def test_every_alias_of_a_question_can_be_found(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for entry in index["docs"]:
        page = entry["location"].split("#")[0]
        words[page] = words.get(page, "") + " " + (entry["title"] + " " + entry["text"]).lower()
    data = json.loads((site / "data" / "guide.json").read_text(encoding="utf-8"))
    for question_id, question in data["questions"].items():
        for alias in question.get("aliases", []):
            assert alias.lower() in words[f"questions/{question_id}/"], f"{alias} does not lead to {question_id}"
