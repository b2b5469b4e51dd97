"""Mermaid fences become inline SVG while the site is built: no browser, no Node, no script on the reader's page.

The way of a diagram: ``read_source`` checks what the author wrote, ``_render`` hands it to the native Mermaid renderer
(``mmdr``), and ``_Redraw`` copies the drawing element by element. Only shapes, geometry and text are copied; styles,
colors, ids and fonts are not, so nothing of the renderer's theme can reach the page. What a shape *is* (node, edge,
store, decision, ...) becomes a class, and ``docs/assets/stylesheets/diagrams.css`` says once how that looks in the
light scheme, the dark scheme and on paper.

Lengths are CSS pixels at the drawing's natural size.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from html import escape, unescape
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import mmdr
from mkdocs.exceptions import PluginError
from pymdownx.superfences import SuperFencesException

__all__ = ["KINDS", "NODE_CLASSES", "DiagramError", "fence", "figure", "set_page", "to_svg", "validate"]

# ---------------------------------------------------------------------------------------------------------------------
# What is allowed

KINDS: Final = {
    "flowchart": "flowchart",
    "graph": "flowchart",
    "sequenceDiagram": "sequence",
    "stateDiagram": "state",
    "stateDiagram-v2": "state",
    "quadrantChart": "quadrant",
    "xychart-beta": "xychart",
    "xychart": "xychart",
    "timeline": "timeline",
}
"""First word of a diagram -> the family it is drawn as."""

NODE_CLASSES: Final = frozenset({"user", "store", "model", "offline", "decision", "external", "fallback"})
"""What ``Node:::class`` may say: the kind of thing a node stands for. Colors and strokes are the style sheet's."""

TEXT_SIZE: Final = 14.0
"""Every label is set in this size at natural size; titles are larger."""

MIN_TEXT_SIZE: Final = 11.0
"""No label may be shown smaller than this on a screen."""

COLUMN_WIDTH: Final = 720.0
"""Width that the text column gives a diagram in a window 1,280 px wide."""

MAX_WIDTH: Final = math.floor(COLUMN_WIDTH * TEXT_SIZE / MIN_TEXT_SIZE)
"""A wider drawing would have to be shrunk below ``MIN_TEXT_SIZE`` to fit ``COLUMN_WIDTH``: 916 px."""

MAX_HEIGHT: Final = 1200
"""A taller drawing does not fit an A4 page beside its caption without its text falling under about 7 pt."""

MAX_BYTES: Final = 15 * 1024
"""Upper bound of a figure's HTML, compressed with gzip."""

MAX_SOURCE: Final = 8_000
"""Characters. A longer source is no diagram that anyone can read, and its layout could hold up the build."""

PHONE_WIDTH: Final = 320
"""Width of a fold in the text column of a window 390 px wide. What may shrink to this needs no scrolling region."""

# The renderer lays text out by its own metrics table, for one common sans serif. It is told a size 7 % above the one
# shown, so that a wider face (the site's, or a reader's fallback) still fits its box.
_LAYOUT_SIZE: Final = 15
_LINE: Final = 1.1 * _LAYOUT_SIZE  # the renderer's line height
_CAP_SHIFT: Final = 0.35 * TEXT_SIZE  # from the middle of a line down to its baseline

_SEQUENCE: Final = {"width": 120, "height": 44}  # of a participant
_TIMELINE_SCALE: Final = 0.8  # columns of 160 px, so that five fit

_CONFIG: Final = {
    "theme": "base",
    "look": "classic",
    "layout": "dagre",
    "htmlLabels": False,
    "fontFamily": "Arial",
    "fontSize": _LAYOUT_SIZE,
    "themeVariables": {"fontSize": f"{_LAYOUT_SIZE}px", "fontFamily": "Arial"},
    "flowchart": {
        "htmlLabels": False,
        "nodeSpacing": 30,
        "rankSpacing": 36,
        "padding": 14,
        "wrappingWidth": 200,
        "minNodeWidth": 40,
        "curve": "rounded",
        "diagramPadding": 4,
        "subGraphTitleMargin": {"top": 0, "bottom": 16},
    },
    "state": {"nodeSpacing": 30, "rankSpacing": 36},
    "sequence": {
        "mirrorActors": False,
        "diagramMarginX": 10,
        "diagramMarginY": 8,
        "actorMargin": 40,
        **_SEQUENCE,
        "messageMargin": 30,
        "boxMargin": 8,
        "actorFontSize": _LAYOUT_SIZE,
        "messageFontSize": _LAYOUT_SIZE,
        "noteFontSize": _LAYOUT_SIZE,
    },
    "quadrantChart": {
        "chartWidth": 560,
        "chartHeight": 440,
        "titleFontSize": 16,
        "quadrantLabelFontSize": 14,
        "pointLabelFontSize": 14,
        "xAxisLabelFontSize": 14,
        "yAxisLabelFontSize": 14,
    },
    "xyChart": {"width": 640, "height": 360, "titleFontSize": 16},
    "timeline": {"leftMargin": 10, "diagramMarginX": 10, "width": 150, "padding": 10},
}


class DiagramError(SuperFencesException, PluginError):  # type: ignore[misc]  # pymdownx is untyped
    """A diagram that cannot be shown; ends the build.

    SuperFences swallows every exception of a formatter but its own, and shows the source as plain code instead; MkDocs
    prints a ``PluginError`` as one line instead of a traceback. Hence both.
    """


class _Fault(Exception):
    """What is wrong, and on which line of the fence's content (counted from 1; 0: on the fence as a whole)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


# ---------------------------------------------------------------------------------------------------------------------
# The page that is being built


@dataclass
class _Page:
    """The page that the next fences are on, and how many diagrams it has so far."""

    path: str = ""
    source: str | Path = ""
    count: int = 0


_page = _Page()


def set_page(path: str, source: str | Path) -> None:
    """Say which page the coming fences are on; call it for every page before its Markdown is converted.

    path: what an error should call the page, e.g. ``docs/questions/fraud-detection.md``. source: the page's text as it
    stands in its file (front matter included, macros not yet replaced), or the file, which is then read only when an
    error has to be placed.
    """
    global _page
    _page = _Page(path, source)


def _page_lines(source: str | Path) -> list[str]:
    """Return the page's lines; none when the file cannot be read (the error is then placed on the page alone)."""
    if isinstance(source, str):
        return source.splitlines()
    try:
        return source.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


_OPEN = re.compile(r"^[\s>]*(?P<mark>`{3,}|~{3,})\s*(?:mermaid\b|\{[^}]*\.mermaid\b)")


def _fences(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the index of each Mermaid fence's opening line and its content, stripped of indentation."""
    index = 0
    while index < len(lines):
        opened = _OPEN.match(lines[index])
        if opened is None:
            index += 1
            continue
        start, content = index, []
        index += 1
        while index < len(lines) and lines[index].lstrip(" \t>").rstrip() != opened["mark"]:
            content.append(lines[index].lstrip(" \t>").rstrip())
            index += 1
        yield start, "\n".join(content).strip("\n").split("\n")
        index += 1


def _locate(page: _Page, source: str) -> int:
    """Return the line (from 1) of the fence in the page whose content is ``source``; 0 when it is not there.

    Macros may have filled in values since, so the most similar fence counts, and the first among equals.
    """
    wanted = "\n".join(line.strip() for line in source.splitlines()).strip("\n").split("\n")
    best, place = 0.5, 0
    for start, content in _fences(_page_lines(page.source)):
        if content == wanted:
            return start + 1
        likeness = SequenceMatcher(None, content, wanted, autojunk=False).ratio()
        if likeness > best:
            best, place = likeness, start + 1
    return place


def _at(fault: _Fault, line: int) -> DiagramError:
    """Return the error for a fault in the fence that opens on this line of the page (0: unknown)."""
    place = _page.path or "(unknown page)"
    if line:
        place += f":{line + fault.line}"
    return DiagramError(f"{place}: diagram: {fault.message}")


# ---------------------------------------------------------------------------------------------------------------------
# Reading the source


@dataclass(frozen=True)
class Source:
    """A diagram as written: its family, its text alternative, and what the renderer gets."""

    family: str
    title: str
    description: str
    body: str


_STATEMENT = re.compile(
    r"^\s*accTitle\s*:\s*(?P<title>.*)$|^\s*accDescr\s*:\s*(?P<descr>.*)$|^\s*accDescr\s*\{(?P<open>.*)$"
)
_STYLING = re.compile(r"^\s*(?P<word>classDef|style|linkStyle|click)\s")
_CLASS_STATEMENT = re.compile(r"^\s*class\s+[^\s{][^{]*?\s+(?P<name>[\w-]+)\s*;?\s*$")
_CLASS_MARK = re.compile(r":::\s*(?P<name>[\w-]*)")
_QUOTED = re.compile(r'"[^"]*"')
_ENTITY = re.compile(r"[&#](?P<code>#?\w+);")

# Characters that are Mermaid's or XML's own syntax travel through the renderer as private-use characters: its families
# disagree about how often an entity is to be unescaped.
_STAND_INS: Final = {char: chr(0xE000 + n) for n, char in enumerate("\"'&<>#;`%{}[]()|:,*_\\/")}
_RESTORE: Final = {ord(stand_in): char for char, stand_in in _STAND_INS.items()}


_TIGHT_LABEL: Final = re.compile(r'(?<=\[\()"?(?P<store>.+?)"?(?=\)\])|(?<=\(\[)"?(?P<pill>.+?)"?(?=\]\))')
_SPACER: Final = (
    "\ue0ff"  # the renderer leaves no room at the sides of stores and pills: this has a width, then vanishes
)
_RESTORE[ord(_SPACER)] = ""


def _loosen(match: re.Match[str]) -> str:
    """Return the label of a store or pill with room at both sides of its lines."""
    lines = re.split(r"<br\s*/?>", match["store"] or match["pill"])
    return '"' + "<br/>".join(f"{_SPACER}{line.strip()}{_SPACER}" for line in lines) + '"'


def _shield(match: re.Match[str]) -> str:
    """Return the character an HTML (``&amp;``) or Mermaid (``#amp;``) entity stands for, shielded from the renderer."""
    text = unescape(f"&{match['code']};") if not match["code"].isdigit() else unescape(f"&#{match['code']};")
    if len(text) != 1 or ord(text) < 32:
        return match[0]
    return _STAND_INS.get(text, text)


def read_source(text: str) -> Source:
    """Check a fence's content and take the text alternative out of it; raise ``_Fault`` on the first thing wrong."""
    if len(text) > MAX_SOURCE:
        raise _Fault(f"{len(text):,} characters of source; the limit is {MAX_SOURCE:,}: split it")
    if not text.isprintable() and (
        bad := re.search(r"[^\S\n\t ]|[\x00-\x08\x0e-\x1f\ue000-\uf8ff]", text.replace("\xa0", " "))
    ):
        raise _Fault(f"control character {bad[0]!r}", text.count("\n", 0, bad.start()) + 1)
    lines = text.splitlines()
    first = next(
        (n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("%%")), None
    )
    for number, line in enumerate(lines, 1):
        if re.match(r"\s*%%\s*\{", line):
            raise _Fault("directives (%%{...}%%) are not used here: the site decides the looks", number)
    if first is None:
        raise _Fault("it is empty")
    if lines[first].strip() == "---":
        raise _Fault("front matter is not used here: the site decides the looks", first + 1)
    word = re.match(r"[\w-]*", lines[first].strip())
    family = KINDS.get(word[0] if word else "")
    if family is None:
        known = ", ".join(KINDS)
        raise _Fault(f"unknown kind {lines[first].strip()[:40]!r}; known: {known}", first + 1)

    title, description, body = _take_alternative(lines)
    if not title:
        raise _Fault("no text alternative: write `accTitle: ...` under the first line", first + 1)
    if not description:
        raise _Fault("no text alternative: write `accDescr: ...` under the first line", first + 1)
    _check_statements(body, family)
    drawn = _ENTITY.sub(_shield, "\n".join(body))
    return Source(
        family, title, description, _TIGHT_LABEL.sub(_loosen, drawn) if family == "flowchart" else drawn
    )


def _take_alternative(lines: list[str]) -> tuple[str, str, list[str]]:
    """Return title, description and the other lines; taken lines become blank, so that line numbers hold."""
    title = description = ""
    body: list[str] = []
    block: list[str] | None = None
    for line in lines:
        if block is not None:
            before, closed, _ = line.partition("}")
            block.append(before)
            if closed:
                description, block = " ".join(" ".join(block).split()), None
            body.append("")
            continue
        match = _STATEMENT.match(line)
        if match is None:
            body.append(line)
            continue
        body.append("")
        if match["title"] is not None:
            title = match["title"].strip()
        elif match["descr"] is not None:
            description = match["descr"].strip()
        else:
            before, closed, _ = match["open"].partition("}")
            if closed:
                description = before.strip()
            else:
                block = [before]
    return unescape(title), unescape(description), body


def _check_statements(lines: list[str], family: str) -> None:
    """Refuse styling by hand, unknown node classes, and what a sequence diagram would drop without a word."""
    for number, written in enumerate(lines, 1):
        line = _QUOTED.sub("", written)
        if line.lstrip().startswith("%%"):
            continue
        if (
            family == "sequence"
            and "#" in _ENTITY.sub("", written)
            and not re.match(r"\s*(rect|box)\b", written)
        ):
            raise _Fault("`#` starts a comment in a sequence diagram: write #35;", number)
        marks = [m["name"] for m in _CLASS_MARK.finditer(line)]
        if family not in ("flowchart", "state"):
            if ":::" in line and family == "quadrant":
                raise _Fault("node classes (:::) work in flowcharts and state diagrams only", number)
            continue
        if styling := _STYLING.match(line):
            raise _Fault(f"`{styling['word']}` is not used here: give nodes a class, {_known()}", number)
        if statement := _CLASS_STATEMENT.match(line):
            marks.append(statement["name"])
        for name in marks:
            if name not in NODE_CLASSES:
                raise _Fault(f"unknown node class {name!r}; known: {_known()}", number)


def _known() -> str:
    """Return the node classes for an error message."""
    return ", ".join(sorted(NODE_CLASSES))


# ---------------------------------------------------------------------------------------------------------------------
# Rendering


def _render(body: str) -> str:
    """Return the renderer's own SVG; raise ``ValueError`` with its reason when it cannot draw the body."""
    try:
        return mmdr.render(f"%%{{init: {json.dumps(_CONFIG)}}}%%\n{body}").svg()
    except (KeyboardInterrupt, SystemExit):
        raise
    except ValueError:
        raise
    except BaseException as panic:  # a panic of the native code is no Exception
        raise ValueError(f"the renderer gave up: {panic}") from None


def _draws(lines: Iterable[str]) -> bool:
    """Say whether these lines make a diagram."""
    try:
        _render("\n".join(lines))
    except ValueError:
        return False
    return True


_BLOCK: Final = re.compile(  # what opens, parts or ends a block means nothing on its own
    r"\s*(subgraph|end|state\b.*\{|\}|alt|else|opt|loop|par|and|critical|option|break|rect|box)(?!\w)"
)


def _offender(body: str) -> int:
    """Return the line (from 1) that keeps the body from being drawn; 0 when no single line does.

    The renderer does not say where it stopped. A line is to blame when the diagram can be drawn without it, or, when
    several are wrong, when it cannot be drawn on its own under the diagram's first line.
    """
    lines = body.splitlines()
    filled = [n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("%%")]
    head, rest = filled[0], filled[1:]
    for n in rest:
        if _draws([*lines[:n], "", *lines[n + 1 :]]):
            return n + 1
    alone = [n for n in rest if not _BLOCK.match(lines[n])]
    return next((n + 1 for n in alone if not _draws([lines[head], lines[n]])), 0)


@dataclass(frozen=True)
class Drawing:
    """A finished drawing. ``svg`` has ``_ID`` where the page's id for it belongs; sizes in pixels."""

    family: str
    title: str
    svg: str
    width: int
    height: int


_ID: Final = "\0"
_IMAGE_SPACE = "{http://www.w3.org/2000/svg}"


@lru_cache(maxsize=2048)
def to_svg(text: str) -> Drawing:
    """Return the drawing of a fence's content; raise ``_Fault`` when it breaks a rule. Remembered, for ``serve``."""
    source = read_source(text)
    try:
        rendered = _render(source.body)
    except ValueError as reason:
        raise _Fault(f"it does not parse: {_plain(str(reason))}", _offender(source.body)) from None
    redraw = _Redraw(source.family)
    x, y, width, height = redraw.draw(ElementTree.fromstring(rendered))
    if width > MAX_WIDTH:
        raise _Fault(
            f"{width} px wide; the limit is {MAX_WIDTH} px (text would fall under {MIN_TEXT_SIZE:.0f} px): "
            "use TB, fewer nodes side by side, or shorter labels broken with <br/>"
        )
    if height > MAX_HEIGHT:
        raise _Fault(f"{height} px high; the limit is {MAX_HEIGHT} px (one page of A4): split it in two")
    # Shrinks with its column down to the smallest legible text; then its region scrolls.
    least = math.ceil(width * MIN_TEXT_SIZE / TEXT_SIZE)
    svg = (
        f'<svg role="img" aria-labelledby="{_ID}-title {_ID}-desc" xmlns="http://www.w3.org/2000/svg" '
        f'class="dg-{source.family}" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}" '
        f'style="min-width:{least}px" data-search-exclude>'
        f'<title id="{_ID}-title">{escape(source.title)}</title>'
        f'<desc id="{_ID}-desc">{escape(source.description)}</desc>'
        f"{redraw.markup()}</svg>"
    )
    return Drawing(source.family, source.title, svg, width, height)


def _plain(reason: str) -> str:
    """Return the renderer's reason without its preamble."""
    return re.sub(r"^Diagram parse error \([\w-]+\): ", "", reason.translate(_RESTORE)).strip()


# ---------------------------------------------------------------------------------------------------------------------
# Redrawing: geometry and text only

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")


def _round(text: str) -> str:
    """Return a path, transform or number with every number rounded to a tenth of a pixel."""
    return _NUMBER.sub(lambda m: _number(float(m[0])), text)


def _number(value: float) -> str:
    """Return a number in its shortest form, to a tenth."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0")
        if abs(value) < 0.05
        else f"{value:.1f}".removesuffix(".0")
    )


def _float(element: ElementTree.Element, name: str) -> float:
    """Return a numeric attribute, 0 when it is not there."""
    return float(element.get(name) or 0)


def _offset(element: ElementTree.Element) -> tuple[float, float]:
    """Return the translation of an element; (0, 0) when it has none."""
    match = re.search(r"translate\(([^)]*)\)", element.get("transform") or "")
    numbers = [float(n) for n in _NUMBER.findall(match[1])] if match else []
    x, y, *_ = *numbers, 0.0, 0.0
    return x, y


def _tokens(element: ElementTree.Element) -> set[str]:
    """Return an element's classes."""
    return set((element.get("class") or "").split())


def _name(element: ElementTree.Element) -> str:
    """Return an element's name without its name space."""
    return element.tag.removeprefix(_IMAGE_SPACE)


def _css(element: ElementTree.Element, name: str) -> str:
    """Return one declaration of an element's style attribute, or the attribute of that name."""
    match = re.search(rf"(?:^|;)\s*{name}\s*:\s*([^;]+)", element.get("style") or "")
    return match[1].strip() if match else element.get(name) or ""


_SHAPES: Final = {
    "rect": ("x", "y", "width", "height", "rx"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "path": ("d",),
    "polygon": ("points",),
    "polyline": ("points",),
}
_MARKER: Final = ("refX", "refY", "markerWidth", "markerHeight", "markerUnits", "orient", "viewBox")
_IGNORED: Final = frozenset(
    {"style", "title", "desc", "defs", "filter", "linearGradient", "symbol", "marker"}
)

# The renderer's class -> ours. Anything else is dropped.
_CLASSES: Final = {
    "cluster": "dg-cluster",
    "statediagram-cluster": "dg-cluster",
    "node": "dg-node",
    "flowchart-link": "dg-edge",
    "transition": "dg-edge",
    "note-edge": "dg-dotted",
    "edge-thickness-thick": "dg-thick",
    "edge-pattern-dotted": "dg-dotted",
    "edge-pattern-dashed": "dg-dotted",
    "state-start": "dg-dot",
    "statediagram-note": "dg-note",
    "divider": "dg-divider",
    "actor": "dg-actor",
    "actor-man": "dg-actor",
    "actor-line": "dg-lifeline",
    "messageLine0": "dg-edge",
    "messageLine1": "dg-edge dg-dotted",
    "messageText": "dg-said",
    "activation0": "dg-active",
    "activation1": "dg-active",
    "activation2": "dg-active",
    "note": "dg-note",
    "loopLine": "dg-frame",
    "labelBox": "dg-tag",
    "loopText": "dg-said",
    "sectionTitle": "dg-said",
    "quadrant": "dg-cell",
    "border": "dg-frame",
    "data-point": "dg-point",
    "axis-line": "dg-axis",
    "axisl-line": "dg-axis",
    "ticks": "dg-axis",
    "chart-title": "dg-title",
    "title": "dg-title",
    "timeline-node": "dg-period",
    "lineWrapper": "dg-edge",
}


def _classes(element: ElementTree.Element) -> str:
    """Return our classes for the renderer's."""
    tokens = (element.get("class") or "").split()
    found = [_CLASSES[t] for t in tokens if t in _CLASSES]
    if "node" in tokens:
        found += [f"dg-{t}" for t in tokens if t in NODE_CLASSES]
    for token in tokens:
        if series := re.fullmatch(r"(bar|line)-plot-(\d+)", token):
            found.append(f"dg-{series[1]} dg-series-{int(series[2]) % 4}")
        if section := re.fullmatch(r"section-(-?\d+)", token):
            found.append(f"dg-section-{(int(section[1]) + 1) % 4}")
    return " ".join(dict.fromkeys(" ".join(found).split()))


def _attributes(values: dict[str, str]) -> str:
    """Return attributes as markup, in the order given, without the empty ones."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


@dataclass
class _Redraw:
    """Copies a rendered drawing: known shapes with their geometry, text, and classes of our own."""

    family: str
    parts: list[str] = field(default_factory=list)
    markers: dict[str, ElementTree.Element] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # titles of subgraphs, to be written over the edges
    reach: list[float] = field(
        default_factory=lambda: [0.0, 0.0, 0.0]
    )  # left, right and bottom of a sequence's boxes

    def draw(self, root: ElementTree.Element) -> tuple[int, int, int, int]:
        """Copy the drawing; return x, y, width and height of its view box, in whole pixels."""
        self.markers = {m.get("id", ""): m for m in root.iter(f"{_IMAGE_SPACE}marker")}
        x, y, width, height = (float(n) for n in (root.get("viewBox") or "0 0 0 0").split())
        if self.family == "timeline":
            x, width = x * _TIMELINE_SCALE, width * _TIMELINE_SCALE
            _narrow(root)
        for child in root:
            self._copy(child)
        if (
            self.family == "sequence"
        ):  # without actors at its foot the renderer cuts the last message, and wide boxes
            width = max(x + width, self.reach[1] + 4) - min(x, self.reach[0] - 4)
            x, height = min(x, self.reach[0] - 4), max(height, self.reach[2] + 4 - y)
        left, top = math.floor(x), math.floor(y)
        return left, top, math.ceil(x + width) - left, math.ceil(y + height) - top

    def markup(self) -> str:
        """Return the copy, its arrow heads first."""
        heads = "".join(self._marker(name) for name in dict.fromkeys(self.used))
        return (f"<defs>{heads}</defs>" if heads else "") + "".join(self.parts)

    # -- one element

    def _copy(self, element: ElementTree.Element) -> None:
        name, tokens = _name(element), _tokens(element)
        if name in _IGNORED or tokens & {"note-cluster", "edge-thickness-invisible", "background"}:
            return
        if name == "text":
            self._text(element, tokens)
        elif name in _SHAPES:
            self._shape(element, tokens)
        elif name in ("g", "svg"):
            self._group(element, tokens)
        else:
            raise _Fault(f"it uses what cannot be shown here: <{name}>")

    def _group(self, element: ElementTree.Element, tokens: set[str]) -> None:
        if "edgeLabel" in tokens:
            self._edge_label(element)
            return
        if "cluster-label" in tokens:
            return  # drawn with its cluster
        if "actor-man" in tokens:
            self._person(element)
            return
        if "timeline-node" in tokens:
            self._period(element)
            return
        rough = [
            child for child in element if _name(child) == "path" and child.get("fill") and child.get("stroke")
        ]
        if rough and self.family in ("flowchart", "state"):
            self._outline(element, rough)
            return
        if tokens & {"label", "labels"} and self.family in ("flowchart", "state"):
            self._node_label(element)
            return
        self._open(element)
        outer, self.names = self.names, [] if "root" in tokens else self.names
        for child in element:
            self._copy(child)
        if tokens & {"cluster", "statediagram-cluster"}:
            self._cluster_label(element)
        if "root" in tokens:
            self.parts += self.names
            self.names = outer
        self._close()

    def _open(self, element: ElementTree.Element) -> None:
        """Open a group: plain ones stay too, and vanish in ``_close`` when they hold nothing or say nothing."""
        place = _round(element.get("transform") or "")
        if place.replace(" ", "") in ("translate(0,0)", "translate(0)"):
            place = ""
        self.parts.append(f"<g{_attributes({'class': _classes(element), 'transform': place})}>")

    def _close(self) -> None:
        if self.parts[-1].startswith("<g") and self.parts[-1].endswith(">") and "</" not in self.parts[-1]:
            self.parts.pop()
            return
        depth = 0
        for index in range(len(self.parts) - 1, -1, -1):
            depth += (self.parts[index] == "</g>") - self.parts[index].startswith("<g")
            if depth < 0:
                if self.parts[index] == "<g>":
                    self.parts[index] = ""
                else:
                    self.parts.append("</g>")
                return

    def _shape(self, element: ElementTree.Element, tokens: set[str]) -> None:
        name = _name(element)
        if (element.get("marker-start") or "").endswith("sequencenumber)"):
            return  # the number brings its own disc
        if name == "rect" and "background" in tokens:
            return
        values = {"class": _classes(element)}
        if name == "rect" and tokens & {"rect"}:
            values["class"] = "dg-shade"
        if "stroke-dasharray" in (element.get("style") or "") and "dg-frame" in values["class"]:
            values["class"] += " dg-dotted"
        values |= {a: _round(element.get(a) or "") for a in _SHAPES[name]}
        values["transform"] = _round(element.get("transform") or "")
        for end in ("marker-start", "marker-end"):
            if head := re.search(r"#([^)]*)\)", element.get(end) or ""):
                self.used.append(head[1])
                values[end] = f"url(#{_ID}-{_short(head[1])})"
        if name == "rect":
            left, foot = _float(element, "x"), _float(element, "y") + _float(element, "height")
            self.reach = [
                min(self.reach[0], left),
                max(self.reach[1], left + _float(element, "width")),
                max(self.reach[2], foot),
            ]
        self.reach[2] = max(self.reach[2], _float(element, "y2"))
        self.parts.append(f"<{name}{_attributes(values)}/>")

    def _person(self, element: ElementTree.Element) -> None:
        """Draw a sequence's actor as people are drawn elsewhere, a pill: the stick figure stands on its own name."""
        text, head = element.find(f"{_IMAGE_SPACE}text"), element.find(f"{_IMAGE_SPACE}circle")
        if text is None or head is None:
            return
        width, height = float(_SEQUENCE["width"]), float(_SEQUENCE["height"])
        x, top = _float(text, "x"), _float(head, "cy") - _float(head, "r") + 5
        box = {"x": x - width / 2, "y": top, "width": width, "height": height, "rx": height / 2}
        self.parts.append(
            f'<rect class="dg-actor dg-user"{_attributes({k: _number(v) for k, v in box.items()})}/>'
        )
        name = " ".join("".join(t.itertext()) for t in element.iter(f"{_IMAGE_SPACE}text"))
        self._lines([_words(name)], x, top + height / 2)

    def _period(self, element: ElementTree.Element) -> None:
        """Draw a box of a time line, its text in the middle (the renderer hangs it from the top)."""
        path = next(element.iter(f"{_IMAGE_SPACE}path"))
        low, _, width = (float(n) for n in re.findall(r"M0 (\S+) v(\S+) .* h(\S+) ", path.get("d") or "")[0])
        width, height = (width + 10) * _TIMELINE_SCALE, low + 5
        self.parts.append(
            f'<g class="{_classes(element)}"><rect width="{_number(width)}" height="{_number(height)}" rx="4"/>'
            f'<path d="M0 {_number(height)}h{_number(width)}"/>'
        )
        rows = [_words("".join(t.itertext())) for t in element.iter(f"{_IMAGE_SPACE}tspan")]
        self._lines([row for row in rows if row.strip()], width / 2, height / 2)
        self.parts.append("</g>")

    def _outline(self, element: ElementTree.Element, rough: list[ElementTree.Element]) -> None:
        """Draw a shape that the renderer gives as a hand-drawn outline: a fill and a stroke of hundreds of strokes."""
        inner = [child for child in element if _name(child) == "g"]
        if inner:  # the end of a state diagram: a dot in a ring
            self.parts.append('<circle class="dg-ring" r="7"/><circle class="dg-dot" r="4"/>')
            return
        points = _corners(rough[0].get("d") or "")
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        top, foot = min(p[1] for p in points), max(p[1] for p in points)
        width, height = right - left, foot - top
        values = {"transform": _round(element.get("transform") or "")}
        box = {"x": left, "y": top, "width": width, "height": height}
        if _is_pill(points, left, top, width, height):
            shape = "rect"
            values |= {k: _number(v) for k, v in (box | {"rx": height / 2}).items()}
        elif len(points) > 60:
            shape = "rect"
            values |= {k: _number(v) for k, v in (box | {"rx": 5}).items()}
        else:
            shape = "polygon"
            values["points"] = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        if self.family == "state" and min(width, height) < 16 and max(width, height) > 50:
            values["class"] = "dg-fork"
        self.parts.append(f"<{shape}{_attributes(values)}/>")

    # -- text

    def _rows(self, element: ElementTree.Element) -> list[str]:
        """Return the lines of a label as markup, bold and italic kept."""
        rows = []
        for row in element.iter(f"{_IMAGE_SPACE}tspan"):
            if "row" not in _tokens(row):
                continue
            runs: list[tuple[str, str]] = [("", row.text or "")]
            for run in row:
                style = ("b" if run.get("font-weight") == "bold" else "") + (
                    "i" if run.get("font-style") == "italic" else ""
                )
                runs.append((style, run.text or ""))
            markup = "".join(
                f'<tspan class="dg-{style}">{_words(text)}</tspan>' if style else _words(text)
                for style, text in runs
            )
            if markup.strip():
                rows.append(markup)
        return rows

    def _lines(self, rows: list[str], x: float, middle: float, classes: str = "", anchor: str = "") -> None:
        """Write the rows of a label centered on ``middle``."""
        if not rows:
            return
        first = middle - _LINE * (len(rows) - 1) / 2 + _CAP_SHIFT
        values = {"class": classes, "text-anchor": anchor}
        at = _number(x)
        if len(rows) == 1:
            self.parts.append(f'<text{_attributes(values)} x="{at}" y="{_number(first)}">{rows[0]}</text>')
            return
        spans = "".join(
            f'<tspan x="{at}" y="{_number(first + n * _LINE)}">{row}</tspan>' for n, row in enumerate(rows)
        )
        self.parts.append(f"<text{_attributes(values)}>{spans}</text>")

    def _node_label(self, element: ElementTree.Element) -> None:
        """Write a node's label about its middle. A state with a description has two blocks, one under the other."""
        _, y = _offset(element)
        blocks = [b for b in element if _name(b) == "g" and b.find(f"{_IMAGE_SPACE}text") is not None] or [
            element
        ]
        for block in blocks:
            rows = self._rows(block)
            self._lines(
                rows, 0, y + (_offset(block)[1] if block is not element else 0) + _LINE * len(rows) / 2
            )

    def _edge_label(self, element: ElementTree.Element) -> None:
        """Write an edge's label on a plate, about the point where the renderer wants its middle."""
        rows = self._rows(element)
        plate = next((r for r in element.iter(f"{_IMAGE_SPACE}rect")), None)
        if not rows or plate is None:
            return
        x, y = _offset(element)
        width, height = _float(plate, "width") + 4, _LINE * len(rows) + 3
        box = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height, "rx": 3.0}
        self.parts.append(f'<rect class="dg-plate"{_attributes({k: _number(v) for k, v in box.items()})}/>')
        self._lines(rows, x, y, "dg-label")

    def _cluster_label(self, element: ElementTree.Element) -> None:
        """Write a subgraph's title at its upper left, out of the way of the edges that enter from above."""
        label = next((g for g in element.iter(f"{_IMAGE_SPACE}g") if "cluster-label" in _tokens(g)), None)
        box = next((r for r in element.iter(f"{_IMAGE_SPACE}rect")), None)
        if label is None or box is None:
            return
        rows = self._rows(label)
        middle = _float(box, "y") + 6 + _LINE * len(rows) / 2
        start = len(self.parts)
        self._lines(rows, _float(box, "x") + 10, middle, "dg-name", "start")
        self.names += self.parts[start:]
        del self.parts[start:]

    def _text(self, element: ElementTree.Element, tokens: set[str]) -> None:
        content = self._spans(element)
        if not content.strip():
            return
        x, y = element.get("x") or "", element.get("y") or ""
        if "sequenceNumber" in tokens:
            middle = _float(element, "y") - 4
            self.parts.append(f'<circle class="dg-count" cx="{_round(x)}" cy="{_number(middle)}" r="10"/>')
            self._lines([content], float(x), middle, "dg-count")
            return
        large = "4ex" in (element.get("font-size") or "")
        classes = "dg-title" if large else _classes(element).replace("dg-actor", "")
        if self.family == "quadrant" and not element.get("dy"):
            element.set("dy", "3")  # off its point, off its frame
        values = {
            "class": classes.strip(),
            "x": _round(x) if x != "0" else "",
            "y": _round(y) if y != "0" else "",
            "dy": element.get("dy") or "",
            "transform": _round((element.get("transform") or "").replace(" rotate(0)", "")),
            "text-anchor": _css(element, "text-anchor") or "start",
            "dominant-baseline": element.get("dominant-baseline") or "",
        }
        if values["text-anchor"] == "middle":
            del values["text-anchor"]  # the style sheet's default
        self.parts.append(f"<text{_attributes(values)}>{content}</text>")

    def _spans(self, element: ElementTree.Element) -> str:
        """Return the content of a text whose lines the renderer has placed."""
        content = _words(element.text or "")
        for span in element:
            values = {"x": _round(span.get("x") or ""), "dy": (span.get("dy") or "").removesuffix("px")}
            if values["dy"] == "0":
                del values["dy"]
            inner = _words("".join(span.itertext()))
            content += f"<tspan{_attributes(values)}>{inner}</tspan>" if inner.strip() else ""
        return content

    def _marker(self, name: str) -> str:
        """Return the definition of one arrow head."""
        marker = self.markers.get(name)
        if marker is None:
            raise _Fault(f"the renderer left out the arrow head {name}")
        values = {"id": f"{_ID}-{_short(name)}", "class": "dg-head"}
        values |= {a: marker.get(a) or "" for a in _MARKER}
        shapes = []
        for shape in marker:
            if _name(shape) not in _SHAPES:
                continue
            line = shape.get("fill") == "none" or "cross" in name.lower()
            own = {"class": "dg-stroke" if line else ""} | {
                a: shape.get(a) or "" for a in _SHAPES[_name(shape)]
            }
            shapes.append(f"<{_name(shape)}{_attributes(own)}/>")
        return f"<marker{_attributes(values)}>{''.join(shapes)}</marker>"


def _narrow(root: ElementTree.Element) -> None:
    """Draw a time line's columns closer: the renderer's width of 200 px a column cannot be set."""
    for element in root.iter():
        for name in ("x", "x1", "x2"):
            if name in element.attrib and _name(element) != "tspan":
                element.set(name, str(_float(element, name) * _TIMELINE_SCALE))
        if "transform" in element.attrib:
            x, y = _offset(element)
            element.set("transform", f"translate({x * _TIMELINE_SCALE}, {y})")


def _short(marker: str) -> str:
    """Return a marker's id without the renderer's prefixes: ``merman_flowchart-v2-pointEnd`` -> ``pointEnd``."""
    return re.sub(r"\W", "", marker.replace("-head", "Head").rsplit("-", 1)[-1])


def _words(text: str) -> str:
    """Return label text as markup: what the renderer escaped twice, and what was shielded from it, put right."""
    return escape(re.sub(r"\s{2,}", " ", unescape(text)).translate(_RESTORE), quote=False)


def _corners(path: str) -> list[tuple[float, float]]:
    """Return the end points of a path's segments, neighbors that fall together left out."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLC])([^A-Za-z]*)", path):
        values = [float(n) for n in _NUMBER.findall(numbers)]
        step = 6 if command == "C" else 2
        for start in range(0, len(values) - step + 1, step):
            point = (values[start + step - 2], values[start + step - 1])
            if not points or math.dist(points[-1], point) > 0.1:
                points.append(point)
    return points[:-1] if len(points) > 1 and math.dist(points[0], points[-1]) < 0.1 else points


def _is_pill(points: list[tuple[float, float]], left: float, top: float, width: float, height: float) -> bool:
    """Say whether all points lie on the outline of a box with half-round ends."""
    radius = height / 2
    for x, y in points:
        across = max(abs(x - left - width / 2) - (width / 2 - radius), 0)
        if abs(math.hypot(across, y - top - radius) - radius) > 0.8:
            return False
    return len(points) > 8


# ---------------------------------------------------------------------------------------------------------------------
# The fence


# `mkdocs serve` reads the macros anew at every build, but the formatter that SuperFences holds is from before. So both
# of its entries go through the module of today, which is also the one whose page `set_page` set.


def validate(
    language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: object
) -> bool:
    """SuperFences validator: a Mermaid fence takes no options. Refused aloud, or it would show as plain code."""
    if inputs:
        import_module(__name__).refuse_options(list(inputs))
    return True


def fence(
    source: str, language: str, css_class: str, options: dict[str, Any], md: object, **kwargs: Any
) -> str:
    """SuperFences formatter: return the figure for a fence's content; raise ``DiagramError`` with page and line."""
    return str(import_module(__name__).figure(source))


def refuse_options(names: list[str]) -> None:
    """End the build over a fence that says more than ``mermaid`` in its first line."""
    found = re.compile(_OPEN.pattern + r"\s*[^\s`~}].*$")
    line = next((n for n, text in enumerate(_page_lines(_page.source), 1) if found.match(text)), 0)
    raise _at(_Fault(f"the fence takes no options; found {', '.join(names)}"), line)


def figure(source: str) -> str:
    """Return the figure for a fence's content on the page set; raise ``DiagramError`` with page and line."""
    try:
        drawing = to_svg(source)
        _page.count += 1
        html = _figure(drawing, _page.count)
        size = len(gzip.compress(html.encode(), mtime=0))
        if size > MAX_BYTES:
            raise _Fault(f"{size:,} bytes compressed; the limit is {MAX_BYTES:,}: split it in two")
    except _Fault as fault:
        raise _at(fault, _locate(_page, source)) from None
    return html


def _figure(drawing: Drawing, number: int) -> str:
    """Return the page's figure of that number. Where a phone is too narrow it scrolls, and takes the focus for that."""
    label = escape(f"Diagram {number}: {drawing.title}")  # the number tells regions of the same title apart
    scrolls = drawing.width * MIN_TEXT_SIZE / TEXT_SIZE > PHONE_WIDTH
    region = f' tabindex="0" role="region" aria-label="{label}"' if scrolls else ""
    return (
        f'<figure class="diagram" data-kind="{drawing.family}"><div class="diagram-view"{region}>'
        f"{drawing.svg.replace(_ID, f'dg{number}')}</div>"
        f"<figcaption>{escape(drawing.title)}</figcaption></figure>"
    )
