"""What readers and contributors rely on when a page holds a Mermaid diagram."""

from __future__ import annotations

import gzip
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent
from xml.etree import ElementTree

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError
from pymdownx.superfences import SuperFencesException

from macros import diagrams
from macros.diagrams import DiagramError, fence, set_page

CSS = Path(__file__).parents[2] / "docs" / "assets" / "stylesheets" / "diagrams.css"

PRINTABLE = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"], exclude_characters='"`')
ALTERNATIVE = "  accTitle: Serving path\n  accDescr: A request is scored in 40 ms.\n"
FLOW = f"flowchart TB\n{ALTERNATIVE}" + dedent("""\
    U([Viewer]):::user -->|"12 k/s"| G[Feed service]
    subgraph online ["Online path, 200 ms"]
      G --> M["Ranker<br/>60 ms"]:::model
      F[(Feature store)]:::store --> M
      M --> D{"Allowed?"}:::decision
    end
    D -. labels .-> T[Trainer]:::offline
    T ==> F
    D --> X[[Partner]]:::external
    D --> B[Popular items]:::fallback
    """)
SAMPLES = {
    "flowchart": FLOW,
    "flowchart LR": FLOW.replace("TB", "LR").replace("-. labels .->", "-.->").replace('-->|"12 k/s"|', "-->"),
    "sequence": f"sequenceDiagram\n{ALTERNATIVE}"
    + dedent("""\
        autonumber
        actor U as User
        participant S as Ranker<br/>(GPU)
        U->>+S: score 500 & rank
        Note over S: 35 ms p99
        alt timeout
          S-->>U: popular
        else in time
          S--)-U: 50 items
        end
        S-xS: retry
        """),
    "state": f"stateDiagram-v2\n{ALTERNATIVE}"
    + dedent("""\
        [*] --> Shadow
        Shadow --> Canary: 7 days ok
        state Live {
          [*] --> Serving
        }
        state c <<choice>>
        Canary --> c
        c --> Live: holds
        c --> Old: alert
        Old:::fallback
        note right of Shadow: no traffic
        Live --> [*]
        """),
    "quadrant": f"quadrantChart\n{ALTERNATIVE}"
    + dedent("""\
        title Models
        x-axis Low latency --> High latency
        y-axis Low quality --> High quality
        quadrant-1 Cache it
        GBDT: [0.3, 0.65]
        Cross-encoder: [0.85, 0.9]
        """),
    "xychart": f"xychart-beta\n{ALTERNATIVE}"
    + dedent("""\
        title "Recall at k"
        x-axis "k" [10, 50, 100]
        y-axis "Recall" 0 --> 1
        bar [0.3, 0.55, 0.68]
        line [0.3, 0.55, 0.68]
        """),
    "timeline": f"timeline\n{ALTERNATIVE}"
    + dedent("""\
        title 45 minutes
        section Frame
          0-5 : Clarify : Requirements
        section Design
          5-20 : Data
        """),
}
EVERY_KIND = pytest.mark.parametrize("source", SAMPLES.values(), ids=SAMPLES.keys())


@pytest.fixture(autouse=True)
def page() -> Iterator[None]:
    """Every test starts on a page of its own."""
    set_page("docs/questions/x.md", "")
    yield
    set_page("", "")


def draw(source: str) -> str:
    """Return the figure for a fence's content."""
    return fence(source, "mermaid", "diagram", {}, None)


def convert(text: str) -> str:
    """Return a page's HTML by the extensions that the site uses around fences."""
    custom = {"name": "mermaid", "class": "diagram", "format": fence, "validator": diagrams.validate}
    return markdown.markdown(
        text,
        extensions=[
            "admonition",
            "attr_list",
            "pymdownx.superfences",
            "pymdownx.blocks.details",
            "pymdownx.blocks.tab",
        ],
        extension_configs={"pymdownx.superfences": {"custom_fences": [custom]}},
    )


def fenced(source: str) -> str:
    """Return a source as a fence."""
    return f"```mermaid\n{source}```\n"


def chain(length: int) -> str:
    """Return that many nodes in a row."""
    return " --> ".join(f"N{n}[Some service]" for n in range(length))


def svg(html: str) -> ElementTree.Element:
    """Return the drawing in a figure, parsed as XML."""
    match = re.search(r"<svg.*</svg>", html, re.DOTALL)
    assert match is not None
    return ElementTree.fromstring(match[0].replace(" data-search-exclude", ""))


def fails(text: str, source: str | None = None) -> str:
    """Return the message with which the build of a page ends."""
    set_page("docs/questions/x.md", text if source is None else source)
    with pytest.raises(DiagramError) as caught:
        convert(text)
    return str(caught.value)


# -- what a reader gets


@EVERY_KIND
def test_every_kind_is_drawn_with_its_labels(source: str) -> None:
    text = " ".join("".join(t.itertext()) for t in svg(draw(source)).iter("{http://www.w3.org/2000/svg}text"))
    wanted = {
        "flowchart": ["Feed service", "Ranker", "60 ms", "Online path, 200 ms", "12 k/s", "labels"],
        "sequenceDiagram": ["User", "(GPU)", "score 500 & rank", "35 ms p99", "[timeout]", "1"],
        "stateDiagram-v2": ["Shadow", "7 days ok", "Live", "Serving", "no traffic"],
        "quadrantChart": ["Models", "Low latency", "Cache it", "Cross-encoder"],
        "xychart-beta": ["Recall at k", "100", "0.5"],
        "timeline": ["45 minutes", "Frame", "0-5", "Requirements"],
    }[source.split()[0]]
    unlabeled = {"12 k/s", "labels"} if " LR" in source else set()
    assert not [label for label in wanted if label not in text and label not in unlabeled], text


@EVERY_KIND
def test_no_color_font_or_style_sheet_is_written_into_a_drawing(source: str) -> None:
    html = draw(source)
    assert not re.search(
        r"#[0-9a-fA-F]{3,8}\b(?!-)|rgb|hsl|font-family|<style|<script|<foreignObject|javascript", html
    )
    assert not re.search(r'\s(fill|stroke|color|flood-color|stop-color)="', html)


@EVERY_KIND
def test_every_class_in_a_drawing_is_known_to_the_style_sheet(source: str) -> None:
    rules = CSS.read_text(encoding="utf-8")
    names = {name for classes in re.findall(r'class="([^"]*)"', draw(source)) for name in classes.split()}
    structural = {f"dg-{family}" for family in diagrams.KINDS.values()} | {"dg-label"}
    unknown = [n for n in names - structural if not re.search(rf"\.{re.escape(n)}(?![\w-])", rules)]
    assert not unknown


def test_colors_stand_in_the_style_sheet_as_tokens_only() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS.read_text(encoding="utf-8"), flags=re.DOTALL)
    for declaration in re.findall(r"([\w-]+)\s*:\s*([^;{}]*#[0-9a-fA-F]{3,8}[^;{}]*);", rules):
        assert declaration[0].startswith("--dg-"), declaration


def test_every_node_class_has_a_color_on_screen_and_on_paper() -> None:
    screen, _, paper = CSS.read_text(encoding="utf-8").partition("@media print")
    for name in diagrams.NODE_CLASSES:
        assert f".dg-{name}" in screen
        assert name in ("user", "model") or f"--dg-{name}: #000" in paper  # those two follow ink and accent


@EVERY_KIND
def test_a_screen_reader_gets_title_and_description(source: str) -> None:
    root = svg(draw(source))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "dg1-title dg1-desc"
    named = {child.get("id"): child.text for child in root if child.get("id")}
    assert named == {"dg1-title": "Serving path", "dg1-desc": "A request is scored in 40 ms."}


def test_a_description_may_take_several_lines() -> None:
    source = "flowchart TB\n accTitle: T\n accDescr {\n  One.\n  Two & three.\n }\n A --> B\n"
    assert '<desc id="dg1-desc">One. Two &amp; three.</desc>' in draw(source)


def test_ids_are_unique_on_a_page_and_every_reference_resolves() -> None:
    html = "".join(draw(source) for source in [*SAMPLES.values(), FLOW])
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    references = (
        re.findall(r"url\(#([^)]*)\)", html)
        + " ".join(re.findall(r'aria-labelledby="([^"]*)"', html)).split()
    )
    assert references
    assert set(references) <= set(ids)


def test_two_builds_are_identical_byte_for_byte() -> None:
    text = "\n".join(fenced(source) for source in SAMPLES.values())
    first = convert(text)
    diagrams.to_svg.cache_clear()
    set_page("docs/questions/x.md", "")
    assert convert(text) == first


@EVERY_KIND
def test_a_drawing_weighs_little(source: str) -> None:
    assert len(gzip.compress(draw(source).encode())) < 4 * 1024


@EVERY_KIND
def test_no_label_falls_under_eleven_pixels(source: str) -> None:
    root = svg(draw(source))
    width = float(root.get("width") or 0)
    least = float(re.sub(r"\D", "", root.get("style") or ""))
    assert diagrams.TEXT_SIZE * least / width >= diagrams.MIN_TEXT_SIZE  # when shrunk to the least
    assert diagrams.TEXT_SIZE * min(1, diagrams.COLUMN_WIDTH / width) >= diagrams.MIN_TEXT_SIZE  # at 1,280 px
    assert "font-size" not in ElementTree.tostring(
        root, encoding="unicode"
    )  # so that the style sheet's sizes hold
    sizes = re.findall(r"font-size: ([\d.]+)px", CSS.read_text(encoding="utf-8"))
    assert min(float(size) for size in sizes) >= diagrams.TEXT_SIZE


def test_a_wide_drawing_scrolls_in_a_region_that_takes_focus_and_a_narrow_one_does_not() -> None:
    wide, narrow = draw(SAMPLES["flowchart LR"]), draw(f"flowchart TB\n{ALTERNATIVE} A --> B\n")
    assert 'tabindex="0" role="region" aria-label="Diagram 1: Serving path"' in wide
    assert "tabindex" not in narrow


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('A["Ranker (v2) [GPU] {x}"]', "Ranker (v2) [GPU] {x}"),
        ('A["R&D, recall > 0.9 < 1"]', "R&D, recall > 0.9 < 1"),
        ('A["&quot;top&quot; &amp; &lt;b&gt; &#39;x&#39;"]', "\"top\" & <b> 'x'"),
        ('A["#quot;top#quot; #35;1"]', '"top" #1'),
        ('A["10⁶ → ≤ 5 × “q” 日本 é"]', "10⁶ → ≤ 5 × “q” 日本 é"),
        ('A[("p99 &lt; 8 ms")]', "p99 < 8 ms"),
        ("A([Cardholder pays])", "Cardholder pays"),
        ('A -- "99.2%, no" --> B', "99.2%, no"),
        ('subgraph "Online, 100 ms"\n A --> B\n end', "Online, 100 ms"),
    ],
)
def test_labels_show_the_characters_that_were_meant(written: str, shown: str) -> None:
    root = svg(draw(f"flowchart LR\n{ALTERNATIVE} {written}\n"))
    assert shown in ["".join(t.itertext()) for t in root.iter() if t.tag.endswith("text")]


def test_a_break_makes_two_lines() -> None:
    root = svg(draw(f'flowchart LR\n{ALTERNATIVE} A["Ranker<br/>60 ms"] --> B[("a<br>b")]\n'))
    lines = ["".join(t.itertext()) for t in root.iter() if t.tag.endswith("tspan")]
    assert lines == ["Ranker", "60 ms", "a", "b"]


@settings(max_examples=60, deadline=None)
@given(st.text(PRINTABLE, max_size=30))
def test_no_label_can_write_markup_into_the_page(label: str) -> None:
    try:
        html = draw(f'flowchart LR\n{ALTERNATIVE} A["{label}<img src=x onerror=alert(1)>"]\n')
    except DiagramError:
        return
    assert {re.sub(r"\{.*\}", "", element.tag) for element in svg(html).iter()} <= {
        "svg", "title", "desc", "g", "rect", "path", "polygon", "circle", "text", "tspan", "defs", "marker",
    }  # fmt: skip


# -- where it may stand


@pytest.mark.parametrize(
    ("before", "after", "depth"),
    [
        ("", "", 0),
        ("/// details | Show\n\n", "\n///\n", 0),
        ('!!! note "Title"\n\n', "", 4),
        ("1. A step\n\n", "", 4),
        ("/// tab | One\n\n", "\n///\n", 0),
        ("!!! note\n\n    !!! tip\n\n", "", 8),
    ],
    ids=["page", "details", "admonition", "list", "tab", "admonition in admonition"],
)
def test_a_diagram_may_stand_inside_other_blocks(before: str, after: str, depth: int) -> None:
    html = convert(f"Text.\n\n{before}{indent(fenced(FLOW), ' ' * depth)}{after}\nMore.\n")
    assert html.count("<svg") == 1
    assert "Feed service" in html
    assert "wzxhzdk" not in html and "```" not in html
    assert "<p><figure" not in html


@pytest.mark.parametrize("before", ["", "/// details | Show\n\n", '!!! note "Title"\n\n'])
def test_a_fault_ends_the_build_wherever_the_diagram_stands(before: str) -> None:
    wrong = fenced("flowchart TB\n accTitle: T\n accDescr: D\n A[x (y)] --> B\n")
    source = indent(wrong, "    " if "!!!" in before else "")
    text = f"# Title\n\n{before}{source}" + ("\n///\n" if "///" in before else "")
    line = text.splitlines().index(next(row for row in text.splitlines() if "A[x (y)]" in row)) + 1
    assert fails(text).startswith(f"docs/questions/x.md:{line}: diagram: it does not parse: ")


# -- what a contributor is told


def test_the_error_is_one_that_neither_superfences_nor_mkdocs_hides() -> None:
    assert issubclass(DiagramError, PluginError)
    with pytest.raises(PluginError):
        convert(fenced("flowchart TB\n A --> B\n"))


@pytest.mark.parametrize(
    ("source", "offset", "told"),
    [
        ("flowchart TB\n A --> B\n", 1, "accTitle"),
        ("flowchart TB\n accTitle: T\n A --> B\n", 1, "accDescr"),
        ("flowchart TB\n accTitle:\n accDescr: D\n A --> B\n", 1, "accTitle"),
        (f"flowchart TB\n{ALTERNATIVE} A --> B:::stor\n", 4, "unknown node class 'stor'; known: decision, ext"),
        (f"flowchart TB\n{ALTERNATIVE} A --> B\n class A,B red\n", 5, "unknown node class 'red'"),
        (f"flowchart TB\n{ALTERNATIVE} A --> B\n style A fill:#f00\n", 5, "`style` is not used here"),
        (f"flowchart TB\n{ALTERNATIVE} classDef store fill:#f00\n A --> B\n", 4, "`classDef` is not used here"),
        (f"flowchart TB\n{ALTERNATIVE} A --> B\n click A href \"x\"\n", 5, "`click` is not used here"),
        (f"%%{{init: {{}}}}%%\nflowchart TB\n{ALTERNATIVE} A --> B\n", 1, "directives"),
        (f"---\ntitle: x\n---\nflowchart TB\n{ALTERNATIVE} A --> B\n", 1, "front matter"),
        (f"flowchart TB\n{ALTERNATIVE} A --> B\n B --> C[\n C --> D\n", 5, "does not parse"),
        (f"flowchart TB\n{ALTERNATIVE} A -> -> B\n B --> C[(\n", 4, "does not parse"),
        (f"sequenceDiagram\n{ALTERNATIVE} A->>B: ok\n A->>\n", 5, "does not parse"),
        (f"sequenceDiagram\n{ALTERNATIVE} A->>B: item #4\n", 4, "write #35;"),
        (f"quadrantChart\n{ALTERNATIVE} title T\n A: [0.2, 3]\n", 5, "does not parse"),
        (f"pie\n{ALTERNATIVE} \"a\": 3\n", 1, "unknown kind 'pie'; known: flowchart"),
        ("\n", 0, "it is empty"),
        (f"flowchart LR\n{ALTERNATIVE}{chain(12)}\n", 0, "px wide; the limit is 916 px"),
        (f"flowchart TB\n{ALTERNATIVE}{chain(30)}\n", 0, "px high; the limit is 1200 px"),
        (f"flowchart TB\n{ALTERNATIVE}" + "%% x\n" * 2000, 0, "characters of source"),
    ],
)  # fmt: skip
def test_an_error_names_page_line_and_reason(source: str, offset: int, told: str) -> None:
    text = f"---\ntitle: X\n---\n\n# X\n\n{fenced(FLOW)}\nText.\n\n{fenced(source)}"
    fence_line = text[: text.rindex(f"```mermaid\n{source}")].count("\n") + 1
    message = fails(text)
    assert message.startswith(f"docs/questions/x.md:{fence_line + offset}: diagram: ")
    assert told in message


def test_the_line_is_found_although_macros_filled_in_a_value() -> None:
    written = f"# X\n\n{fenced(FLOW)}\n\n" + fenced(
        "flowchart TB\n accTitle: T\n A[{{ figure('qps') }} req/s] --> B\n"
    )
    built = written.replace("{{ figure('qps') }}", "12,000")
    line = written[: written.rindex("```mermaid")].count("\n") + 2
    assert fails(built, written).startswith(f"docs/questions/x.md:{line}: ")


def test_the_page_may_be_given_as_a_file(tmp_path: Path) -> None:
    page = tmp_path / "x.md"
    page.write_text("---\ntitle: X\n---\n" + fenced("flowchart TB\n A --> B\n"), encoding="utf-8")
    set_page("docs/x.md", page)
    with pytest.raises(DiagramError, match=r"^docs/x\.md:5: diagram: no text alternative"):
        convert(fenced("flowchart TB\n A --> B\n"))


def test_a_fence_from_nowhere_on_the_page_still_names_the_page() -> None:
    assert fails(fenced("flowchart TB\n A --> B\n"), "nothing of the kind").startswith(
        "docs/questions/x.md: diagram: "
    )


def test_options_on_the_fence_are_refused_and_not_shown_as_code() -> None:
    text = f"{fenced(FLOW)}\nText.\n\n" + '```mermaid title="x"\n' + FLOW + "```\n"
    line = text[: text.index("```mermaid title")].count("\n") + 1
    assert fails(text) == f"docs/questions/x.md:{line}: diagram: the fence takes no options; found title"


def test_a_drawing_over_the_size_limit_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "MAX_BYTES", 500)
    assert re.search(r"bytes compressed; the limit is 500", fails(fenced(FLOW)))


def test_a_panic_of_the_renderer_is_an_error_with_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What native code raises when it gives up."""

    def give_up(_: str) -> object:
        raise Panic("index out of bounds")

    monkeypatch.setattr("mmdr.render", give_up)
    diagrams.to_svg.cache_clear()
    assert "the renderer gave up: index out of bounds" in fails(fenced(FLOW))


def test_counting_starts_anew_on_every_page() -> None:
    first = draw(FLOW)
    assert 'id="dg2-title"' in draw(FLOW)
    set_page("docs/questions/y.md", "")
    assert draw(FLOW) == first


def test_a_formatter_kept_from_before_a_reload_knows_the_page_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "macros.diagrams")
    anew = importlib.import_module("macros.diagrams")
    anew.set_page("docs/questions/z.md", "")
    with pytest.raises(SuperFencesException, match=r"^docs/questions/z\.md: diagram: "):
        fence("flowchart TB\n A --> B\n", "mermaid", "diagram", {}, None)
