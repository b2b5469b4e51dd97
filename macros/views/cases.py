"""Write-ups as a table: complete without a script, and sorted and filtered in place by `cases.js` where there is one.

The table is HTML, not Markdown: a thousand rows of Markdown take longer to convert than all the rest of the guide.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from macros.guide import Guide
from macros.links import Linker, relative, target, title
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


def page_address(link: Linker, kind: str, record_id: str) -> str:
    """The address of a record's page as HTML says it, relative to the address of the page it stands on."""
    path, hash_mark, anchor = target(link.guide, kind, record_id).partition("#")
    folder = path.removesuffix("index.md").removesuffix(".md").rstrip("/")
    here = link.page.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return relative(f"{here}/x", f"{folder}/x").removesuffix("x") + hash_mark + anchor


def asset(link: Linker, path: str) -> str:
    """The address of a file below docs/assets as the page's HTML says it."""
    here = link.page.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return relative(f"{here}/x", f"assets/{path}")


def row(guide: Guide, link: Linker, case_id: str, with_company: bool, with_about: bool) -> str:
    """A write-up as a row: title and lesson, company, year, kind, what it bears on."""
    case = guide.cases[case_id]
    company = guide.case_owner[case_id]
    questions = guide.linked("case", case_id, "question")
    facts: dict[str, list[str]] = {
        "topic": case.topics,
        "question": questions,
        "step": case.steps,
        "company": [company],
        "industry": [guide.companies[company].industry],
        "kind": [str(case.kind)],
        "year": [str(case.year)] if case.year else [],
    }
    data = "".join(f' data-{name}="{" ".join(facts[name])}"' for name in FILTERS if facts[name])
    cells = [f"<td>{_title(case)}</td>"]
    if with_company:
        cells.append(
            f'<td><a href="{page_address(link, "company", company)}">{escape(guide.companies[company].name)}</a></td>'
        )
    cells += [f"<td>{case.year or ''}</td>", f"<td>{KINDS[case.kind]}</td>"]
    if with_about:
        about = [("question", i) for i in questions] + [("topic", i) for i in case.topics]
        links = ", ".join(
            f'<a href="{page_address(link, kind, i)}">{escape(title(guide, kind, i))}</a>'
            for kind, i in about
        )
        cells.append(f"<td>{links}</td>")
    return f"<tr{data}>{''.join(cells)}</tr>"


def _title(case: CaseStudy) -> str:
    notes = (
        "" if case.access == "free" else f" <small>{'paid' if case.access == 'paid' else 'sign-in'}</small>"
    )
    if case.archive:
        notes += f' <small><a href="{escape(case.archive)}">archived copy</a></small>'
    lesson = f"<p>{escape(case.teaches, quote=False)}</p>" if case.teaches else ""
    return f'<a href="{escape(case.url)}">{escape(case.title, quote=False)}</a>{notes}{lesson}'


def labels(guide: Guide, ids: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """The words for every id that the rows can be filtered by, in the guide's own order."""
    cases = [guide.cases[i] for i in ids]
    owners = {guide.case_owner[i] for i in ids}
    used: dict[str, set[str]] = {
        "topic": {t for c in cases for t in c.topics},
        "question": {q for i in ids for q in guide.linked("case", i, "question")},
        "step": {s for c in cases for s in c.steps},
        "industry": {guide.companies[c].industry for c in owners},
        "kind": {c.kind for c in cases},
    }
    names = {
        kind: {i: title(guide, kind, i) for i in guide.records(kind) if i in used[kind]}
        for kind in ("topic", "question", "step", "industry")
    }
    companies = sorted(owners, key=lambda c: guide.companies[c].name.lower())
    years = sorted({c.year for c in cases if c.year}, reverse=True)
    return names | {
        "company": {c: guide.companies[c].name for c in companies},
        "kind": {kind: word for kind, word in KINDS.items() if kind in used["kind"]},
        "year": {str(year): str(year) for year in years},
    }


def table(
    guide: Guide, link: Linker, ids: Sequence[str], with_company: bool = True, with_about: bool = False
) -> str:
    """The table of these write-ups with what the filter form needs to know."""
    words = {name: values for name, values in labels(guide, ids).items() if len(values) > 1}
    heads = [
        "Write-up",
        *(["Company"] if with_company else []),
        "Year",
        "Kind",
        *(["Bears on"] if with_about else []),
    ]
    # `<` in a title must not end the script.
    data = json.dumps({name: words[name] for name in FILTERS if name in words}, ensure_ascii=False)
    data = data.replace("<", r"\u003c")
    filters = (
        f'<script type="application/json" class="cases-labels">{data}</script>'
        f'<script src="{asset(link, "javascripts/cases.js")}" defer></script>'
    )
    return _wrap(link, heads, (row(guide, link, i, with_company, with_about) for i in ids), filters)


def explorer(guide: Guide, link: Linker) -> str:
    """Every write-up, by company, newest first."""
    companies = sorted(guide.companies, key=lambda c: guide.companies[c].name.lower())
    return table(guide, link, [i for company in companies for i in guide.cases_of(company)])


def _wrap(link: Linker, head: Sequence[str], rows: Iterable[str], before: str = "") -> str:
    """The table in its frame, with its own style sheet: most pages have no such table, and needn't carry it."""
    style = f'<link rel="stylesheet" href="{asset(link, "stylesheets/cases.css")}">'
    heads = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(rows)
    return (
        f'<div class="cases-view" markdown="0">\n{style}{before}\n'
        f'<table class="cases">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>'
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
        _wrap(link, ("Write-up", "Company", "Year", "Kind"), rows),
        in_explorer(link, kind, record_id, len(ids)) if len(ids) > most else "",
    )
