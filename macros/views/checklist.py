"""Checklists: items to tick that remember, and the sheets to print."""

from __future__ import annotations

from collections.abc import Iterable

from macros.guide import Guide, Item
from macros.links import Linker
from macros.views.markdown import fold, html, paragraphs, table

LEVELS = {"must": "Must", "should": "Should", "stretch": "Stretch"}


def item_line(item: Item, link: Linker, explain: bool) -> str:
    """One item: a box, its text, its level, and its reason on request."""
    record = item.record
    label = (
        f'<label><input type="checkbox" id="tick-{item.id}" autocomplete="off"> {link.resolve(record.text)}</label>'
        f' <span class="item-level">{LEVELS[record.level]}</span>'
    )
    why = link.resolve(record.why)
    if record.topic:
        why += f" See {link.link('topic', record.topic)}."
    reason = fold(f"Why: {record.text}", why, "why") if explain else ""
    return html("li", record.level, paragraphs(label, reason), {"data-item": item.id})


def items(guide: Guide, list_id: str, rows: Iterable[Item], link: Linker, explain: bool = True) -> str:
    """A list of items with its progress bar."""
    lines = [item_line(item, link, explain) for item in rows]
    progress = (
        f'<div class="checklist-progress" data-for="{list_id}" hidden>'
        f'<progress max="{len(lines)}" value="0" aria-label="Items ticked"></progress>'
        f'<span class="checklist-count">0 of {len(lines)}</span>'
        f'<button type="button" class="checklist-reset">Reset</button>'
        f'<button type="button" data-action="print">Print</button></div>'
    )
    return paragraphs(progress, html("ul", "checklist", "\n\n".join(lines), {"data-checklist": list_id}))


def sheet(guide: Guide, page_id: str, link: Linker) -> str:
    """The printable sheet of a step, of a question, or of the whole flow (`complete`)."""
    if page_id in guide.steps:
        step = guide.steps[page_id]
        lead = f"Step {step.number} of 10: {link.link('step', page_id)}. {step.goal}"
        return paragraphs(
            html("div", "sheet-lead", lead), items(guide, page_id, guide.items_by_step[page_id], link)
        )
    if page_id == "complete":
        parts = []
        for step_id, step in guide.steps.items():
            parts.append(f"## {step.number}. {step.title} {{ #{step_id} }}")
            parts.append(items(guide, step_id, guide.items_by_step[step_id], link))
        return paragraphs(*parts)
    if page_id in guide.questions:
        own = guide.items_of_question(page_id)
        lead = f"For {link.link('question', page_id)}: {guide.questions[page_id].prompt}"
        parts = [html("div", "sheet-lead", lead)]
        for step_id, step in guide.steps.items():
            rows = [item for item in own if item.step == step_id]
            if rows:
                parts.append(f"## {step.title} {{ #{step_id} }}")
                parts.append(items(guide, f"{page_id}-{step_id}", rows, link))
        return paragraphs(*parts)
    raise KeyError(f"no step or worked question has the id '{page_id}'")


def index(guide: Guide, link: Linker) -> str:
    """Every sheet, with how many items it has."""

    def line(page_id: str, title: str, count: int) -> str:
        return f"- [{title}]({page_id}.md) ({count} items)"

    steps = [line(i, f"{s.number}. {s.title}", len(guide.items_by_step[i])) for i, s in guide.steps.items()]
    questions = [line(i, q.title, len(guide.items_of_question(i))) for i, q in guide.questions.items()]
    return paragraphs(
        "## The ten steps { #steps }",
        "\n".join(steps),
        "## The questions { #questions }",
        "\n".join(questions),
    )


def interview_day(guide: Guide, link: Linker) -> str:
    """The ten steps with minutes, the clock at which each ends, and what to leave each with."""
    rows = []
    clock = 0
    for step_id, step in guide.steps.items():
        clock += step.minutes
        must = [item.record.text for item in guide.items_by_step[step_id] if item.record.level == "must"][:2]
        rows.append(
            (
                f"**{step.number}. {link.link('step', step_id)}**",
                f"{step.minutes}",
                f"0:{clock:02d}",
                ". ".join(must),
            )
        )
    return table(
        ("Step", "Min", "Done by", "Do not leave it without"),
        rows,
        "interview-day",
        "The ten steps by the clock",
    )
