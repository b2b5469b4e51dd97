"""The generated parts of a step's page."""

from __future__ import annotations

from macros.guide import Guide
from macros.links import Linker
from macros.views import checklist
from macros.views.markdown import bullets, html, paragraphs, table


def header(guide: Guide, step_id: str, link: Linker) -> str:
    """Number, goal, minutes, and what comes in and must go out."""
    step = guide.steps[step_id]
    number = html("div", "step-number", f"{step.number:02d}")
    goal = html("div", "step-goal", link.resolve(step.goal))
    time = f"{step.minutes} of 45 minutes in an interview; {step.project_time} on a real project."
    sides = paragraphs(
        html("div", "step-in", paragraphs("**Comes in**", bullets(map(link.resolve, step.takes)))),
        html("div", "step-out", paragraphs("**Must go out**", bullets(map(link.resolve, step.gives)))),
    )
    return html(
        "div",
        "step-header",
        paragraphs(number, goal, html("div", "step-time", time), html("div", "step-io", sides)),
    )


def step_checklist(guide: Guide, step_id: str, link: Linker) -> str:
    """The step's checklist, to tick here or to print from its own sheet."""
    sheet = link.to(f"checklists/{step_id}.md")
    return paragraphs(
        "## Checklist { #checklist }",
        f"The same ticks show on the [sheet to print]({sheet}).",
        checklist.items(guide, step_id, guide.items_by_step[step_id], link),
    )


def step_answers(guide: Guide, step_id: str, link: Linker) -> str:
    """How every worked question answers this step, side by side."""
    rows = []
    for question_id, question in guide.questions.items():
        address = link.to(f"questions/{question_id}.md#{step_id}")
        answer = link.about(question_id).resolve(question.steps.of(step_id))
        rows.append((f"[{question.title}]({address})", answer))
    return paragraphs(
        "## How each question answers this step { #answers }",
        table(("Question", "Its answer"), rows, "step-answers", "How each question answers this step"),
    )


def footer(guide: Guide, step_id: str, link: Linker) -> str:
    """The topics that belong to the step, write-ups about it, and the steps before and after."""
    ids = list(guide.steps)
    place = ids.index(step_id)
    topics = [i for i in guide.linked("step", step_id, "topic") if guide.topics[i].parent is not None]
    parts = [
        "## Topics of this step { #topics }",
        bullets(f"{link.link('topic', i)}: {guide.topics[i].summary}" for i in topics),
    ]
    cases = [i for i in guide.linked("step", step_id, "case") if guide.cases[i].teaches]
    if cases:
        parts.append("## Write-ups that show this step { #write-ups }")
        parts.append(
            bullets(
                f"{link.link('case', i)} {link.cite(i)}: {link.resolve(guide.cases[i].teaches or '')}"
                for i in cases[:12]
            )
        )
    ways = []
    if place > 0:
        ways.append(f"Before: {link.link('step', ids[place - 1])}")
    if place + 1 < len(ids):
        ways.append(f"Next: {link.link('step', ids[place + 1])}")
    parts.append(html("div", "step-nav", "\n\n".join(ways)))
    return paragraphs(*parts)
