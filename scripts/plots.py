"""Plots of the topic pages: drawn by Matplotlib from what a page's own listing computes, kept as SVG.

`docs/topics/plots/<topic>[.<name>].py` says what to draw: `TITLE` (the caption), `DESCRIPTION` (what a reader who can't
see it must know) and `draw(axes, listing)`, where `listing` is the module of the same name in `docs/topics/code`, or
else the topic's. Beside it lies the figure, `<topic>[.<name>].html`, which the page includes. Colors are the site's, by
the names of `COLORS`, so a figure follows the color scheme and prints.
"""

from __future__ import annotations

import importlib.util
import io
import re
import warnings
from collections.abc import Collection
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from xml.etree import ElementTree

# Stand-ins while Matplotlib draws, each for a color of the style sheet (docs/assets/stylesheets/diagrams.css).
COLORS: Final = {
    "ink": ("#010101", "var(--dg-text)"),
    "muted": ("#020202", "var(--dg-muted)"),
    "grid": ("#030303", "var(--dg-line)"),
    "paper": ("#040404", "var(--dg-plate)"),
    "first": ("#050505", "var(--dg-accent)"),
    "second": ("#060606", "var(--dg-store)"),
    "third": ("#070707", "var(--dg-decision)"),
    "fourth": ("#080808", "var(--dg-fallback)"),
    "fifth": ("#090909", "var(--dg-offline)"),
}
INK: Final = COLORS["ink"][0]
# Told apart by dashes and markers as well as by color: for paper, and for readers who see few colors.
LINES: Final = [
    (COLORS["first"][0], "-", "o"),
    (COLORS["second"][0], "--", "s"),
    (COLORS["third"][0], "-.", "^"),
    (COLORS["fourth"][0], ":", "D"),
    (COLORS["fifth"][0], (0, (5, 1, 1, 1)), "v"),
]
# In inches of 72 units. A phone's column of 358 px shows it at three quarters, the smallest text then at 10 px.
SIZE: Final = (6.6, 4.1)
MAX_BYTES: Final = 60_000
_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_NUMBER: Final = re.compile(r"-?\d+\.\d+")


class PlotError(Exception):
    """A plot that can't be drawn as it is written; the message starts with its file."""


def load(path: Path) -> ModuleType:
    """A Python file as a module, wherever it lies."""
    spec = importlib.util.spec_from_file_location(re.sub(r"\W", "_", path.stem), path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _style() -> dict[str, Any]:
    from cycler import cycler

    grid, paper = COLORS["grid"][0], COLORS["paper"][0]
    colors, dashes, _ = zip(*LINES, strict=True)
    inked = "text.color axes.labelcolor axes.edgecolor xtick.color ytick.color hatch.color"
    return dict.fromkeys(inked.split(), INK) | {
        "svg.fonttype": "none",
        "svg.hashsalt": "guide",
        "font.size": 14,
        "axes.titlesize": 14,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.facecolor": "none",
        "figure.facecolor": "none",
        "grid.color": grid,
        "legend.frameon": False,
        "legend.facecolor": paper,
        "lines.linewidth": 2.25,
        "lines.markersize": 5,
        "patch.edgecolor": "none",
        "axes.prop_cycle": cycler(color=colors) + cycler(linestyle=dashes),
    }


def draw(source: Path, code: Path) -> str:
    """The figure that a plot's file describes, as a block of HTML. Raises PlotError."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt
    from matplotlib.colors import get_named_colors_mapping

    plot = load(source)
    for name in ("TITLE", "DESCRIPTION", "draw"):
        if not hasattr(plot, name):
            raise PlotError(
                f"{source}: has no `{name}`; a plot says TITLE, DESCRIPTION and draw(axes, listing)"
            )
    own, topics = code / source.name, code / f"{source.name.split('.')[0]}.py"
    listing = load(own if own.exists() else topics)
    file = io.BytesIO()
    # Fonts for measuring come with Matplotlib; one that it lacks is the reader's own anyway.
    get_named_colors_mapping().update({name: stand_in for name, (stand_in, _) in COLORS.items()})
    style: Any = _style()
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*missing from font.*")
        figure, axes = plt.subplots(figsize=getattr(plot, "SIZE", SIZE), layout="constrained")
        plot.draw(axes, listing)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    html = _figure(file.getvalue(), plot.TITLE, plot.DESCRIPTION, re.sub(r"\W", "-", source.name[:-3]))
    if len(html) > MAX_BYTES:
        raise PlotError(f"{source}: {len(html):,} bytes; the limit is {MAX_BYTES:,}: draw fewer points")
    return html


def _figure(svg: bytes, title: str, description: str, name: str) -> str:
    """The drawing as the page holds it: no fonts, no white ground, ids of its own, coordinates to a tenth."""
    root = ElementTree.fromstring(svg)
    ids: dict[str, str] = {}
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{_SVG}metadata", f"{_SVG}style") or child.tag.endswith("}metadata"):
                parent.remove(child)
    used = set(re.findall(rb"(?:url\(#|href=\"#)([\w.-]+)", svg))
    for element in root.iter():
        if (found := element.attrib.pop("id", None)) and found.encode() in used:
            ids[found] = f"pl-{name}-{len(ids)}"
            element.set("id", ids[found])
        if href := element.attrib.pop(_HREF, None):
            element.set("href", href)
    body = "".join(_markup(child, ids) for child in root)
    _, _, width, height = (float(n) for n in (root.get("viewBox") or "0 0 0 0").split())
    label = f'aria-labelledby="pl-{name}-t" aria-describedby="pl-{name}-d"'
    return (
        f'<figure class="diagram" data-kind="plot"><div class="diagram-view">'
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:.0f}" height="{height:.0f}" role="img" {label}>'
        f'<title id="pl-{name}-t">{escape(title)}</title><desc id="pl-{name}-d">{escape(description)}</desc>'
        f"{body}</svg></div><figcaption>{escape(title)}</figcaption></figure>\n"
    )


def _markup(element: ElementTree.Element, ids: dict[str, str]) -> str:
    """An element as text, on one line: a blank line would end the block in Markdown."""
    tag = element.tag.removeprefix(_SVG)
    inside = "".join(_markup(child, ids) + escape((child.tail or "").strip()) for child in element)
    text = escape((element.text or "").strip())
    if tag in ("g", "defs") and not inside:
        return ""
    values = {key: _value(key, value, ids) for key, value in element.attrib.items()}
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in values.items() if value)
    if tag == "g" and not attributes:
        return inside
    return f"<{tag}{attributes}>{text}{inside}</{tag}>"


def _value(key: str, value: str, ids: dict[str, str]) -> str:
    for old, new in ids.items():
        value = value.replace(f"#{old})", f"#{new})") if "url(" in value else value
        value = f"#{new}" if value == f"#{old}" else value
    if key == "style":
        value = re.sub(r"font-family: [^;]+;? ?", "", value)
        value = re.sub(r"font: (\d+)px [^;]+", r"font-size: \1px", value)
        for color, named in COLORS.values():
            value = value.replace(color, named)
    value = re.sub(r"rotate\(-0 [^)]*\)", "", value)
    value = _NUMBER.sub(lambda n: f"{float(n.group()):.1f}".removesuffix(".0"), value)
    return re.sub(r"\s+", " ", value).strip()


def sources(docs: Path, only: Collection[str] = ()) -> list[Path]:
    """The files that describe plots, all or those of these names."""
    return [p for p in sorted((docs / "topics" / "plots").glob("*.py")) if not only or p.stem in only]


def changed(source: Path, code: Path) -> bool:
    """Whether a plot has no figure yet, or an older one than the files it is drawn from."""
    figure = source.with_suffix(".html")
    if not figure.exists():
        return True
    inputs = [source, *(code / name for name in (source.name, f"{source.name.split('.')[0]}.py"))]
    return any(p.exists() and p.stat().st_mtime > figure.stat().st_mtime for p in inputs)
