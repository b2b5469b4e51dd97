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
    """Companies by industry, those with the most write-ups first; one without a page leads to its write-ups."""
    parts = []
    for industry_id, industry in guide.vocabulary.industries.items():
        ids = [i for i, company in guide.companies.items() if company.industry == industry_id]
        ids.sort(key=lambda i: -len(guide.cases_of(i)))
        written = [i for i in ids if guide.written("company", i)]
        others = [i for i in ids if i not in written]
        if ids:
            parts.append(f"## {industry.title} {{ #industry-{industry_id} }}")
            parts.append(bullets(_index_line(guide, link, i) for i in written))
        if others:
            parts.append(f"Write-ups only: {', '.join(_index_name(guide, link, i) for i in others)}.")
    return paragraphs(*parts)


def _index_line(guide: Guide, link: Linker, company_id: str) -> str:
    product = guide.companies[company_id].product.rstrip(".")
    return f"**{_index_name(guide, link, company_id)}** {product}."


def _index_name(guide: Guide, link: Linker, company_id: str) -> str:
    """The company's name with its number of write-ups, and the anchor that other pages may still lead to."""
    count = len(guide.cases_of(company_id))
    return f"{link.link('company', company_id)}{{: #{company_id} }} ({count})"
