"""The questions' index, the flow's index, and what the home page shows of both."""

from __future__ import annotations

from macros.guide import Guide
from macros.links import Linker
from macros.views.markdown import html, paragraphs, table
from macros.views.question import SENIORITY


def questions(guide: Guide, link: Linker) -> str:
    """All questions by family with prompt, level and topics, those still to be written marked."""
    parts = []
    for family_id, family in guide.vocabulary.families.items():
        ids = [i for i, q in guide.all_questions.items() if q.family == family_id]
        if not ids:
            continue
        rows = []
        for question_id in ids:
            question = guide.all_questions[question_id]
            if question_id in guide.questions:
                name = f"**{link.link('question', question_id)}**"
            else:
                name = (
                    f'**{question.title}**{{: #{question_id} }} <span class="planned">not written yet</span>'
                )
            topics = ", ".join(link.link("topic", t) for t in question.topics)
            also = f"<br>Also: {', '.join(question.aliases)}" if question.aliases else ""
            rows.append((name + also, question.prompt, SENIORITY[question.level], topics))
        parts.append(f"## {family.title} {{ #family-{family_id} }}")
        if family.summary:
            parts.append(family.summary)
        parts.append(table(("Question", "Prompt", "Level", "Topics"), rows, "index-table", family.title))
    return paragraphs(*parts)


def steps(guide: Guide, link: Linker) -> str:
    """The ten steps as a map: number, title, goal, minutes."""
    rows = []
    start = 0
    for step_id, step in guide.steps.items():
        parts = (
            html("div", "step-number", f"{step.number:02d}"),
            f"**{link.link('step', step_id)}**",
            f"{step.goal}",
            html("div", "step-minutes", f"{step.minutes} min"),
        )
        rows.append(html("li", "g-step", paragraphs(*parts), {"style": f"--s:{start};--m:{step.minutes}"}))
        start += step.minutes
    return html("ol", "g-steps", "\n\n".join(rows))


def question_cards(guide: Guide, link: Linker) -> str:
    """The worked questions as cards: title, prompt, level."""
    rows = [
        html(
            "li",
            "g-card",
            paragraphs(
                f"**{link.link('question', question_id)}**",
                question.prompt,
                html(
                    "div",
                    "g-card-meta",
                    f"{guide.vocabulary.families[question.family].title}, {SENIORITY[question.level]}",
                ),
            ),
        )
        for question_id, question in guide.questions.items()
    ]
    return html("ul", "g-cards", "\n\n".join(rows))


def counts(guide: Guide, link: Linker) -> str:
    """How much the guide holds, in a sentence."""
    written_topics = sum(guide.written("topic", i) for i in guide.topics)
    written_companies = sum(guide.written("company", i) for i in guide.companies)
    return (
        f"[{len(guide.questions)} questions worked]({link.to('questions/index.md')}), "
        f"[{written_topics} topics]({link.to('topics/index.md')}), "
        f"[{written_companies} companies]({link.to('companies/index.md')}), "
        f"[{len(guide.cases)} write-ups]({link.to('reference/case-studies.md')}), "
        f"[{len(guide.items)} checklist items]({link.to('checklists/index.md')}), "
        f"[{len(guide.terms)} terms]({link.to('reference/glossary.md')})."
    )
