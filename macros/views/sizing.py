"""The sizing table and its figures in prose, as HTML. docs/assets/javascripts/sizing.js makes them move.

The table is HTML through and through, for its row groups and the hooks of the script; only the cells of notes and
decisions are left to Markdown (md_in_html), so that their links are checked and abbreviations explained.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Protocol

from macros import sizing
from macros.formula import readable
from macros.sizing import Figure

# More steps than these between inputs and what decides are folded away: a reader who checks opens them.
MOST_STEPS_SHOWN = 8


class InputRow(sizing.Input, Protocol):
    """An input as the table shows it."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def basis(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102
    @property
    def note(self) -> str | None: ...  # noqa: D102


class DerivedRow(sizing.Derived, Protocol):
    """A derived figure as the table shows it."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def decides(self) -> str | None: ...  # noqa: D102


def figure_span(figure: Figure) -> str:
    """A figure in prose: it follows the reader's edits."""
    return f'<span class="fig" data-fig="{escape(figure.key)}">{escape(figure.text)}</span>'


def sizing_table(
    sizing_id: str,
    inputs: Mapping[str, InputRow],
    derived: Mapping[str, DerivedRow],
    figures: Mapping[str, Figure],
    source_link: Callable[[str], str],
    rich: Callable[[str], str] = lambda text: text,
) -> str:
    """The table of inputs and derived figures, with what the browser needs to evaluate it anew.

    What decides something comes first, then the inputs, then the steps in between.

    Args:
        sizing_id: names the sizing in the page (the question's id).
        inputs: the record's inputs, in order.
        derived: the record's derived rows, in order.
        figures: `sizing.evaluate(inputs, derived)`.
        source_link: HTML of a link to a case study, number or resource, by its id.
        rich: resolves the references in the text of a note or decision; gives Markdown.
    """
    labels = {key: row.label for key, row in inputs.items()} | {
        key: row.label for key, row in derived.items()
    }
    found = {key: _derived_row(key, row, figures[key], labels, rich) for key, row in derived.items()}
    deciding = "".join(found[key] for key, row in derived.items() if row.decides)
    given = "".join(_input_row(key, row, figures[key], source_link, rich) for key, row in inputs.items())
    steps = [found[key] for key, row in derived.items() if not row.decides]
    between = _group("between", "Steps in between", "".join(steps)) if steps else ""
    top = (_group("deciding", "What decides", deciding) if deciding else "") + _group(
        "inputs", "Inputs", given
    )
    if len(steps) > MOST_STEPS_SHOWN:
        parts = _table(top) + (
            '<details class="sizing-fold" markdown="1"><summary markdown="0">'
            f"The {len(steps)} steps in between</summary>{_table(between)}</details>"
        )
    else:
        parts = _table(top + between)
    # Nothing in the data may end the script element, or look like markup to what reads the page after.
    data = json.dumps(sizing.to_json(inputs, derived), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        data = data.replace(sign, f"\\u{ord(sign):04x}")
    return (
        f'<div class="sizing" data-sizing="{escape(sizing_id)}" markdown="1">{parts}'
        f'<script type="application/json" class="sizing-data">{data}</script></div>'
    )


def _table(groups: str) -> str:
    return (
        '<table class="sizing-table" markdown="1">'
        '<thead><tr><th scope="col">Figure</th><th scope="col">Value</th>'
        f'<th scope="col">Why</th></tr></thead>{groups}</table>'
    )


def _group(name: str, title: str, rows: str) -> str:
    return (
        f'<tbody class="sizing-{name}" markdown="1">'
        f'<tr class="sizing-group"><th colspan="3" scope="rowgroup">{title}</th></tr>{rows}</tbody>'
    )


def _input_row(
    key: str,
    row: InputRow,
    figure: Figure,
    source_link: Callable[[str], str],
    rich: Callable[[str], str],
) -> str:
    why = f'<span class="sizing-basis sizing-basis--{escape(row.basis)}">{escape(row.basis)}</span>'
    if row.note:
        why += f" {rich(_without_tags(row.note))}"
    if row.source:
        why += f" {source_link(row.source)}"
    return (
        f'<tr data-row="{escape(key)}" markdown="1"><th scope="row">{escape(row.label)}</th>'
        f'<td class="sizing-value" data-input="{escape(key)}">{escape(figure.text)}</td>'
        f'<td class="sizing-why" markdown="span">{why}</td></tr>'
    )


def _derived_row(
    key: str, row: DerivedRow, figure: Figure, labels: Mapping[str, str], rich: Callable[[str], str]
) -> str:
    def name(used: str) -> str:
        return f'<span class="sizing-name">{escape(_mid_sentence(labels[used]))}</span>'

    formula = readable(row.formula, name, labels)
    why = rich(_without_tags(row.decides)) + " " if row.decides else ""
    # An output element is a live region by itself: with a dozen of them moving, one summary does it better.
    return (
        f'<tr data-row="{escape(key)}" markdown="1"><th scope="row">{escape(row.label)}</th>'
        f'<td class="sizing-value"><output data-fig="{escape(key)}" aria-live="off">{escape(figure.text)}</output></td>'
        f'<td class="sizing-why" markdown="span">{why}<span class="sizing-formula">= {formula}</span></td></tr>'
    )


def _without_tags(text: str) -> str:
    """A record's Markdown on one line, with what looks like a tag outside code made text."""
    pieces = re.split(r"(`+[^`]*`+)", " ".join(text.split()))
    return "".join(piece if at % 2 else piece.replace("<", "&lt;") for at, piece in enumerate(pieces))


def _mid_sentence(label: str) -> str:
    """A label inside a formula: `Payments a day` as `payments a day`, `GPU memory` as it is."""
    first, second = label[:1], label[1:2]
    return label if second.isupper() or (second and not second.isalpha()) else first.lower() + label[1:]
