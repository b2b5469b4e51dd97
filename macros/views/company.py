"""The generated parts of a company's page."""

from __future__ import annotations

from macros.guide import Guide
from macros.links import Linker
from macros.views import cases
from macros.views.markdown import bullets, html, paragraphs
from macros.views.question import chips


def header(guide: Guide, company_id: str, link: Linker) -> str:
    """What the company makes, its industry, its other names, its engineering blog."""
    company = guide.companies[company_id]
    facts = [
        ("Industry", guide.vocabulary.industries[company.industry].title),
        ("Also", ", ".join(company.aliases)),
        ("Engineering blog", f"<{company.blog}>" if company.blog else ""),
        ("Write-ups here", str(len(guide.cases_of(company_id)))),
    ]
    rows = "\n\n".join(f"{name}\n:   {value}" for name, value in facts if value)
    return html("div", "company-header", paragraphs(html("div", "topic-summary", company.product), rows))


def case_studies(guide: Guide, company_id: str, link: Linker) -> str:
    """The company's write-ups, newest first, with what each teaches and bears on."""
    ids = guide.cases_of(company_id)
    return paragraphs(
        "## Write-ups { #write-ups }",
        cases.table(guide, link, ids, with_company=False, with_about=True) if ids else "",
    )


def questions_of(guide: Guide, company_id: str) -> list[str]:
    """The questions that the company's write-ups bear on."""
    found = {q for case in guide.cases_of(company_id) for q in guide.linked("case", case, "question")}
    return [q for q in guide.all_questions if q in found]


def footer(guide: Guide, company_id: str, link: Linker) -> str:
    """Questions and topics that the company's write-ups bear on."""
    topics = {t for case in guide.cases_of(company_id) for t in guide.linked("case", case, "topic")}
    questions = questions_of(guide, company_id)
    parts = ["## Related { #related }"]
    if questions:
        parts += ["**Questions its write-ups bear on**", chips(link, "question", questions)]
    if topics:
        parts += ["**Topics**", chips(link, "topic", [t for t in guide.topics if t in topics])]
    return paragraphs(*parts)


def index(guide: Guide, link: Linker) -> str:
    """Companies by industry with their number of write-ups, those still to be written marked."""
    parts = []
    for industry_id, industry in guide.vocabulary.industries.items():
        ids = [i for i, company in guide.companies.items() if company.industry == industry_id]
        if not ids:
            continue
        parts.append(f"## {industry.title} {{ #industry-{industry_id} }}")
        lines = []
        for company_id in ids:
            company = guide.companies[company_id]
            count = len(guide.cases_of(company_id))
            size = f", {count} write-up{'s' if count != 1 else ''}" if count else ""
            name = link.link("company", company_id)
            # The anchor stands where another page's link to a company without a page once led.
            mark = f"**{name}**" if guide.written("company", company_id) else name
            lines.append(f"{mark}{{: #{company_id} }}: {company.product}{size}")
        parts.append(bullets(lines))
    return paragraphs(*parts)
