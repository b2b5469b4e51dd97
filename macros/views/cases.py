"""Write-ups as a table: complete without a script, and sorted and filtered in place by `cases.js` where there is one.

The table is HTML, not Markdown: a thousand rows of Markdown take longer to convert than all the rest of the guide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from macros.guide import Guide
from macros.links import Linker, file_in_html, in_html, target, title
from macros.records import CaseStudy
from macros.views.markdown import paragraphs

KINDS = {"blog": "Post", "paper": "Paper", "talk": "Talk", "code": "Code"}
# What a reader may filter by, in the order of the form; `data-<name>` of a row holds the ids.
FILTERS = ("topic", "question", "step", "company", "industry", "kind", "year")


def by_use(guide: Guide, ids: Iterable[str]) -> list[str]:
    """Write-ups in the order a reader wants them: those read and told first, then the newest."""
    return sorted(
        ids, key=lambda i: (not guide.cases[i].teaches, -(guide.cases[i].year or 0), guide.cases[i].title)
    )


def facts(guide: Guide, case_id: str) -> Mapping[str, Sequence[str]]:
    """The ids by which a write-up is found, for each filter."""
    case = guide.cases[case_id]
    company = guide.case_owner[case_id]
    return {
        "topic": guide.with_hubs(case.topics),
        "question": guide.linked("case", case_id, "question"),
        "step": case.steps,
        "company": [company],
        "industry": [guide.companies[company].industry],
        "kind": [case.kind],
        "year": [str(case.year)] if case.year else [],
    }


def row(guide: Guide, link: Linker, case_id: str, with_company: bool, with_about: bool) -> str:
    """A write-up as a row: title and lesson, company, year, kind, what it bears on."""
    case = guide.cases[case_id]
    found = facts(guide, case_id)
    data = "".join(f' data-{name}="{" ".join(found[name])}"' for name in FILTERS if found[name])
    cells = [f"<td>{_title(case)}</td>"]
    if with_company:
        cells.append(f"<td>{_record(link, 'company', guide.case_owner[case_id])}</td>")
    cells += [f"<td>{case.year or ''}</td>", f"<td>{KINDS[case.kind]}</td>"]
    if with_about:
        about = [("question", i) for i in found["question"]] + [("topic", i) for i in case.topics]
        cells.append(f"<td>{', '.join(_record(link, kind, i) for kind, i in about)}</td>")
    return f"<tr{data}>{''.join(cells)}</tr>"


def _title(case: CaseStudy) -> str:
    notes = (
        "" if case.access == "free" else f" <small>{'paid' if case.access == 'paid' else 'sign-in'}</small>"
    )
    if case.archive:
        notes += f' <small><a href="{escape(case.archive)}">archived copy</a></small>'
    lesson = f"<p>{escape(case.teaches, quote=False)}</p>" if case.teaches else ""
    return f'<a href="{escape(case.url)}">{escape(case.title, quote=False)}</a>{notes}{lesson}'


def _record(link: Linker, kind: str, record_id: str) -> str:
    address = in_html(link.page, target(link.guide, kind, record_id))
    return f'<a href="{address}">{escape(title(link.guide, kind, record_id))}</a>'


def labels(guide: Guide, ids: Sequence[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The words for every id that the rows can be filtered by, in the order in which a reader chooses."""
    used: dict[str, set[str]] = {name: set() for name in FILTERS}
    for case_id in ids:
        for name, values in facts(guide, case_id).items():
            used[name].update(values)
    known: dict[str, Sequence[tuple[str, str]]] = {
        kind: [(i, title(guide, kind, i)) for i in guide.records(kind)]
        for kind in ("topic", "question", "step", "industry")
    }
    known["company"] = [(i, guide.companies[i].name) for i in guide.companies_by_name]
    known["kind"] = list(KINDS.items())
    known["year"] = [(year, year) for year in sorted(used["year"], reverse=True)]
    return {name: [(i, words) for i, words in known[name] if i in used[name]] for name in FILTERS}


def table(
    guide: Guide, link: Linker, ids: Sequence[str], with_company: bool = True, with_about: bool = False
) -> str:
    """The table of these write-ups with what the filter form needs to know."""
    words = {name: values for name, values in labels(guide, ids).items() if len(values) > 1}
    # `<` in a title must not end the script.
    data = json.dumps(words, ensure_ascii=False).replace("<", r"\u003c")
    filters = (
        f'<script type="application/json" class="cases-labels">{data}</script>'
        f'<script src="{_asset(link, "javascripts/cases.js")}" defer></script>'
    )
    rows = (row(guide, link, i, with_company, with_about) for i in ids)
    return _wrap(link, heads(with_company, with_about), rows, filters)


def heads(with_company: bool, with_about: bool) -> Sequence[str]:
    """The names of the columns, in the order in which `row` fills them."""
    return (
        "Write-up",
        *(["Company"] if with_company else []),
        "Year",
        "Kind",
        *(["Bears on"] if with_about else []),
    )


def _asset(link: Linker, path: str) -> str:
    return file_in_html(link.page, f"assets/{path}")


def explorer(guide: Guide, link: Linker) -> str:
    """Every write-up, by company, newest first."""
    return table(guide, link, [i for company in guide.companies_by_name for i in guide.cases_of(company)])


def _wrap(link: Linker, head: Sequence[str], rows: Iterable[str], before: str = "") -> str:
    """The table in its frame, with its own style sheet: most pages have no such table, and needn't carry it."""
    style = f'<link rel="stylesheet" href="{_asset(link, "stylesheets/cases.css")}">'
    cells = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(rows)
    return (
        f'<div class="cases-view" markdown="0">\n{style}{before}\n'
        f'<table class="cases">\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>'
    )


def in_explorer(link: Linker, kind: str, record_id: str, count: int) -> str:
    """A link to the explorer, filtered by a record."""
    return (
        f"[All {count} in the case-study explorer]({link.to('reference/case-studies.md')}?{kind}={record_id})"
    )


def some(guide: Guide, link: Linker, kind: str, record_id: str, ids: Sequence[str], most: int) -> str:
    """The most useful of a record's write-ups, and the way to all of them in the explorer."""
    rows = [row(guide, link, i, with_company=True, with_about=False) for i in by_use(guide, ids)[:most]]
    return paragraphs(
        _wrap(link, heads(with_company=True, with_about=False), rows),
        in_explorer(link, kind, record_id, len(ids)) if len(ids) > most else "",
    )
