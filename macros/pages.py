"""A page's Markdown on its way to HTML: macros replaced, figures placed, blocks balanced, abbreviations explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath

from macros import sizing
from macros.fences import fenced
from macros.guide import Guide
from macros.links import Linker, UnknownId
from macros.mathml import FormulaError, formulas, to_mathml
from macros.records import Question, Sizing
from macros.sandbox import Macro, PageError, render
from macros.sizing import Figure
from macros.views import cases, checklist, company, document, index, question, reference, step, topic
from macros.views.markdown import UnbalancedBlock, balance
from macros.views.sizing import figure_span, sizing_table

# A figure travels as a mark until it is known whether it stands in prose (a live element) or in a diagram (plain text).
_MARK = re.compile("\x02(?:([a-z0-9-]+)/)?([a-z0-9_]+)\x03")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[-@][A-Za-z0-9]+)*")


def mark(name: str, owner: str = "") -> str:
    """The mark of a sizing row; `owner` is the question whose row it is where that isn't the page's own."""
    return f"\x02{owner + '/' if owner else ''}{name}\x03"


class Figures:
    """The evaluated sizing tables, each computed once a build."""

    def __init__(self, guide: Guide) -> None:
        """Nothing is computed until a page asks."""
        self._guide = guide
        self._cache: dict[str, dict[str, Figure]] = {}

    def sizing(self, owner: str) -> Sizing | None:
        """The sizing of a question, or of the running example for anything else."""
        found = self._guide.questions.get(owner)
        return found.sizing if found else self._guide.running_example

    def of(self, owner: str) -> Mapping[str, Figure]:
        """The figures of a question's sizing by row."""
        if owner not in self._cache:
            table = self.sizing(owner)
            self._cache[owner] = sizing.evaluate(table.inputs, table.derived) if table else {}
        return self._cache[owner]


class PageMacros:
    """The macros as one page sees them: those about the page's own record know it from the page's address."""

    def __init__(self, guide: Guide, figures: Figures, page: str) -> None:
        """`page` is the path below docs/."""
        self.guide = guide
        self.page = page
        self.own = PurePosixPath(page).stem
        self.figures = figures
        self.link = Linker(guide, page, self.fig, figures_of=lambda owner: partial(mark, owner=owner))

    def fig(self, name: str) -> str:
        """A row of this page's sizing."""
        owner = self.own if self.page.startswith(("questions/", "checklists/")) else ""
        if name not in self.figures.of(owner):
            raise UnknownId(f"no row of the sizing has the name '{name}'")
        return mark(name)

    def _question(self) -> Question:
        if not self.page.startswith("questions/") or self.own not in self.guide.questions:
            raise UnknownId("this macro belongs on the page of a worked question")
        return self.guide.questions[self.own]

    def _sizing(self) -> str:
        owner = self.own if self.own in self.guide.questions else ""
        table = self.figures.sizing(owner)
        assert table is not None

        def source(source_id: str) -> str:
            kind = next(k for k in ("number", "case", "resource") if source_id in self.guide.records(k))
            return f"[source]({self.link.address(kind, source_id)})"

        name = owner or "running-example"
        return sizing_table(
            name, table.inputs, table.derived, self.figures.of(owner), source, self.link.resolve
        )

    def table(self) -> Mapping[str, Macro]:
        """Every macro by the name that pages call it by."""
        guide, link, own = self.guide, self.link, self.own

        def about_question(view: Callable[[Question, Linker], str]) -> Macro:
            return lambda: view(self._question(), link)

        return {
            "topic": lambda id, text=None: link.link("topic", id, text),
            "step": lambda id, text=None: link.link("step", id, text),
            "question": lambda id, text=None: link.link("question", id, text),
            "company": lambda id, text=None: link.link("company", id, text),
            "term": lambda id, text=None: link.link("term", id, text),
            "number": lambda id: reference.number(guide, link, id),
            "cite": link.cite,
            "fig": self.fig,
            "question_header": lambda: question.header(guide, link, own),
            "clarifying": about_question(question.clarifying),
            "sizing": self._sizing,
            "metric_tree": about_question(question.metric_tree),
            "ladder": about_question(question.ladder),
            "latency_budget": about_question(question.latency_budget),
            "failures": about_question(question.failures),
            "followups": about_question(question.followups),
            "levels": about_question(question.levels),
            "built_by": about_question(lambda q, linker: question.built_by(guide, q, linker)),
            "question_footer": lambda: question.footer(guide, own, link),
            "step_header": lambda: step.header(guide, own, link),
            "step_checklist": lambda: step.step_checklist(guide, own, link),
            "step_answers": lambda: step.step_answers(guide, own, link),
            "step_footer": lambda: step.footer(guide, own, link),
            "topic_header": lambda: topic.header(guide, own, link),
            "topic_children": lambda: topic.children(guide, own, link),
            "topic_footer": lambda: topic.footer(guide, own, link),
            "company_header": lambda: company.header(guide, own, link),
            "company_case_studies": lambda: company.case_studies(guide, own, link),
            "company_footer": lambda: company.footer(guide, own, link),
            "checklist": lambda: checklist.sheet(guide, own, link),
            "interview_day": lambda: checklist.interview_day(guide, link),
            "checklist_index": lambda: checklist.index(guide, link),
            "question_index": lambda: index.questions(guide, link),
            "topic_index": lambda: topic.index(guide, link),
            "company_index": lambda: company.index(guide, link),
            "home_steps": lambda: index.steps(guide, link),
            "home_questions": lambda: index.question_cards(guide, link),
            "counts": lambda: index.counts(guide, link),
            "glossary": lambda: reference.glossary(guide, link),
            "numbers": lambda: reference.numbers(guide, link),
            "resources": lambda: reference.resources(guide, link),
            "case_studies": lambda: cases.explorer(guide, link),
            "document": lambda id: document.document(guide, link, id),
        }


def place_figures(markdown: str, figures: Callable[[str], Mapping[str, Figure]], own: str) -> str:
    """Figures' marks become live elements in prose, and plain text inside code and diagrams."""
    lines = markdown.split("\n")
    code = fenced(lines)
    for number, line in enumerate(lines):
        if "\x02" not in line:
            continue

        def shown(match: re.Match[str], plain: bool = number in code) -> str:
            owner, name = match.group(1), match.group(2)
            figure = figures(owner or own)[name]
            # Only the page's own rows move when the reader edits an input.
            return figure.text if plain or owner else figure_span(figure)

        lines[number] = _MARK.sub(shown, line)
    return "\n".join(lines)


def explain(markdown: str, abbreviations: Mapping[str, str]) -> str:
    """The page with a definition for each abbreviation that it uses, so that it is explained on hover."""
    # Its distinct words first: a pattern of all the abbreviations over the whole page takes many times as long.
    words = set(_WORD.findall(" ".join({word for word in markdown.split() if not word.islower()})))
    used = sorted(a for a in abbreviations if a in words or (not _WORD.fullmatch(a) and a in markdown))
    return (
        markdown + "\n\n" + "\n".join(f"*[{abbr}]: {abbreviations[abbr]}" for abbr in used)
        if used
        else markdown
    )


def page_markdown(guide: Guide, figures: Figures, page: str, markdown: str, first_line: int = 1) -> str:
    """The Markdown that MkDocs converts: `markdown` with everything that the records give it. Raises PageError."""
    macros = PageMacros(guide, figures, page)
    text = render(markdown, page, macros.table(), first_line)
    text = place_figures(
        text, figures.of, macros.own if page.startswith(("questions/", "checklists/")) else ""
    )

    def line_in_source(number: int) -> int:
        """The line of the page's file that a line of the text came from; the first where a record wrote it."""
        wanted = text.split("\n")[number]
        return first_line + next((n for n, line in enumerate(markdown.split("\n")) if line == wanted), 0)

    for number, formula, display in formulas(text):
        try:
            to_mathml(formula, display)
        except FormulaError as error:
            raise PageError(page, line_in_source(number), f"formula: {error}") from None
    try:
        text = balance(text)
    except UnbalancedBlock as error:
        raise PageError(page, line_in_source(error.line), str(error)) from None
    if page == "reference/glossary.md":
        return text
    return explain(text, reference.abbreviations(guide))
