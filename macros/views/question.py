"""The parts of a question's page that come from its record."""

from __future__ import annotations

from macros.guide import Guide
from macros.links import Linker, citation
from macros.records import Question
from macros.views import cases
from macros.views.markdown import bullets, cell, fold, html, paragraphs, table

SENIORITY = {"mid": "Mid", "senior": "Senior", "staff": "Staff"}
METRIC_KINDS = {"offline": "Offline", "online": "Online", "business": "Business", "guardrail": "Guardrail"}
STAGES = {"baseline": "Baseline", "next": "Next", "final": "Final"}
MOST_FURTHER = 10
ACTIONS = (
    ("open-all", "Open every answer"),
    ("close-all", "Close every answer"),
    ("print", "Print without answers"),
    ("print-answers", "Print with answers"),
)


def chips(link: Linker, kind: str, ids: list[str]) -> str:
    """Links in a row, one a record."""
    return (
        html("ul", "chips", "\n\n".join(html("li", "chip", link.link(kind, i)) for i in ids)) if ids else ""
    )


def header(guide: Guide, link: Linker, question_id: str) -> str:
    """The prompt as an interviewer says it, with family, level, time and topics, and what to do with the folds."""
    question = guide.questions[question_id]
    family = guide.vocabulary.families[question.family].title
    facts = "\n\n".join(
        f"{name}\n:   {value}"
        for name, value in (
            ("Family", f"[{family}]({link.to(f'questions/index.md#family-{question.family}')})"),
            ("Probed hardest at", f"{SENIORITY[question.level]} level"),
            ("Time", f"{question.minutes} minutes"),
            ("Also asked as", ", ".join(question.aliases)),
        )
        if value
    )
    buttons = "".join(f'<button type="button" data-action="{name}">{text}</button>' for name, text in ACTIONS)
    actions = f'<div class="q-actions" hidden>{buttons}</div>'
    sheet = f"[Checklist to print]({link.to(f'checklists/{question_id}.md')})"
    return html(
        "div",
        "q-header",
        paragraphs(
            html("div", "q-prompt", question.prompt),
            html("div", "q-meta", facts),
            chips(link, "topic", list(question.topics)),
            actions,
            html("div", "q-sheet", sheet),
        ),
    )


def clarifying(question: Question, link: Linker) -> str:
    """What to ask, a plausible answer, what it changes, and what the other answer would change instead."""
    return "\n\n".join(
        fold(
            link.resolve(row.ask),
            paragraphs(
                html("div", "answer", f"**A plausible answer.** {link.resolve(row.answer)}"),
                html("div", "changes", f"**So in the design.** {link.resolve(row.changes)}"),
                html("div", "otherwise", f"**Had it gone the other way.** {link.resolve(row.otherwise)}"),
            ),
            css="dialogue",
            anchor=row.id,
        )
        for row in question.clarifying
    )


def metric_tree(question: Question, link: Linker) -> str:
    """The question's metrics, from offline to business and guardrails."""
    rows = [
        (
            f"**{link.resolve(m.name)}**",
            METRIC_KINDS[m.kind],
            *map(link.resolve, (m.definition, m.target, m.ties)),
        )
        for kind in METRIC_KINDS
        for m in question.metrics
        if m.kind == kind
    ]
    return table(("Metric", "Kind", "Definition", "Aim", "How it ties in"), rows, "metrics", "Metrics")


def ladder(question: Question, link: Linker) -> str:
    """The model ladder: what each rung buys and costs, and what must be seen to move up."""
    rows = [
        (
            f"**{STAGES[rung.stage]}:** {link.resolve(rung.model)}",
            *map(link.resolve, (rung.how, rung.buys, rung.costs, rung.trigger)),
        )
        for rung in question.ladder
    ]
    return table(("Model", "How", "Buys", "Costs", "Move on when"), rows, "ladder", "Model ladder")


def latency_budget(question: Question, link: Linker) -> str:
    """The latency budget by stage, its sum, and the reserve that is left."""
    budget = question.latency
    spent = sum(part.ms for part in budget.parts)

    rows = []
    before = 0.0
    for part in budget.parts:
        width, start = (100 * ms / budget.budget_ms for ms in (part.ms, before))
        bar = f'<span class="bar" style="--w:{width:.1f};--s:{start:.1f}" aria-hidden="true"></span>'
        rows.append((link.resolve(part.stage), f"{part.ms:g} ms {bar}", link.resolve(part.note)))
        before += part.ms
    rows.append(
        ("**Reserve**", f"{budget.budget_ms - spent:g} ms", f"{spent:g} of {budget.budget_ms:g} ms are spent")
    )
    caption = f"**{budget.budget_ms:g} ms at {budget.percentile}**, {link.resolve(budget.scope)}."
    return paragraphs(caption, table(("Stage", "Time", "Why"), rows, "latency", "Latency budget"))


def failures(question: Question, link: Linker) -> str:
    """What breaks, its first sign, the response, and what degrades to what."""
    rows = [
        (f"**{link.resolve(f.failure)}**", *map(link.resolve, (f.sign, f.response, f.degrades)))
        for f in question.failures
    ]
    return table(("What breaks", "First sign", "Response", "Degrades to"), rows, "failures", "What breaks")


def followups(question: Question, link: Linker) -> str:
    """Follow-up questions from mid to staff, each with a folded answer."""
    groups = []
    for level, name in SENIORITY.items():
        rows = [row for row in question.followups if row.level == level]
        folds = [fold(link.resolve(r.question), link.resolve(r.answer), f"level-{level}", r.id) for r in rows]
        groups.append(html("div", f"followups level-{level}", paragraphs(f"**{name}**", *folds)))
    return "\n\n".join(groups)


def levels(question: Question, link: Linker) -> str:
    """What each level shows, and the red flags."""
    columns = [
        html(
            "div",
            f"level level-{level}",
            f"**{name}**\n\n{bullets(map(link.resolve, getattr(question.levels, level)))}",
        )
        for level, name in SENIORITY.items()
    ]
    flags = html("div", "red-flags", f"**Red flags**\n\n{bullets(map(link.resolve, question.red_flags))}")
    return paragraphs(html("div", "levels", "\n\n".join(columns)), flags)


def built_by(guide: Guide, question: Question, link: Linker) -> str:
    """First-party write-ups, each with what it teaches here and when its choice would be wrong."""
    cards = []
    for row in question.built_by:
        case = guide.cases[row.case]
        source = f"**{link.link('company', guide.case_owner[row.case])}**: {link.link('case', row.case)}"
        year = f", {case.year}" if case.year else ""
        cards.append(
            html(
                "div",
                "built",
                paragraphs(
                    f"{source} ({case.kind}{year})",
                    link.resolve(row.teaches),
                    html("div", "wrong-when", f"**Wrong when** {link.resolve(row.wrong_when)}"),
                ),
                {"data-case": row.case},
            )
        )
    return html("div", "built-by", "\n\n".join(cards))


def further_reading(guide: Guide, question_id: str, link: Linker) -> str:
    """The write-ups whose own record names this question, as many as help; the rest is in the explorer."""
    own = {row.case for row in guide.questions[question_id].built_by}
    every = guide.linked("question", question_id, "case")
    others = cases.by_use(guide, (i for i in every if i not in own))
    lines = [f"{link.link('case', i)} ({citation(guide, i)})" for i in others[:MOST_FURTHER]]
    rest = cases.in_explorer(link, "question", question_id, len(every)) if len(others) > MOST_FURTHER else ""
    return paragraphs("### Further reading { #further-reading }", bullets(lines), rest) if lines else ""


def cards(question: Question, link: Linker) -> str:
    """The question's flash cards, each shut on its answer."""
    return html(
        "div",
        "flash-cards",
        "\n\n".join(fold(link.resolve(c.front), link.resolve(c.back), "card", c.id) for c in question.cards),
    )


def footer(guide: Guide, question_id: str, link: Linker) -> str:
    """Generated at the end of a question's page: topics, related questions, checklist, flash cards."""
    question = guide.questions[question_id]
    topics = [f"{link.link('topic', i)}: {cell(guide.topics[i].summary)}" for i in question.topics]
    related = [
        f"{link.link('question', i)}: {guide.all_questions[i].prompt}"
        for i in guide.linked("question", question_id, "question")
    ]
    own = guide.items_of_question(question_id)
    sheet = link.to(f"checklists/{question_id}.md")
    return paragraphs(
        further_reading(guide, question_id, link),
        "## Flash cards { #cards }",
        cards(question, link),
        "## Go on from here { #next }",
        f"[Print the checklist]({sheet}): {len(own)} items for this question alone.",
        "### Topics this question uses { #topics }",
        bullets(topics),
        "### Related questions { #related }",
        bullets(related),
    )
