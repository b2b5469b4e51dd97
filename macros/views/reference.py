"""Glossary, numbers, resources, case studies: the pages to look things up in."""

from __future__ import annotations

from collections.abc import Mapping

from macros.figures import format_figure
from macros.guide import Guide
from macros.links import Linker, UnknownId
from macros.records import GlossaryTerm, Number
from macros.views.markdown import paragraphs, table


def glossary(guide: Guide, link: Linker) -> str:
    """All terms by first letter, each with an anchor, its other names, its formula and its topic."""
    parts: list[str] = []
    letter = ""
    for term_id, term in sorted(guide.terms.items(), key=lambda pair: pair[1].term.lower()):
        first = term.term[0].upper() if term.term[0].isalpha() else "0–9"
        if first != letter:
            letter = first
            parts.append(f"## {letter} {{ #letter-{'digits' if letter == '0–9' else letter.lower()} }}")
        parts.append(glossary_entry(term_id, term, link))
    return paragraphs(*parts)


def glossary_entry(term_id: str, term: GlossaryTerm, link: Linker) -> str:
    """A term as an entry of a definition list."""
    also = [term.abbr] if term.abbr and term.abbr != term.term else []
    also += term.aliases
    head = f"**{term.term}**{{: #{term_id} }}" + (f" ({', '.join(also)})" if also else "")
    body = link.resolve(term.definition)
    if term.formula:
        body += f" `{term.formula}`."
    if term.topic:
        body += f" See {link.link('topic', term.topic)}."
    return f"{head}\n:   {body}"


def abbreviations(guide: Guide) -> Mapping[str, str]:
    """What each abbreviation stands for, for the hover."""
    return {
        term.abbr: term.term if term.term != term.abbr else term.definition
        for term in guide.terms.values()
        if term.abbr
    }


def source_link(guide: Guide, link: Linker, source: str) -> str:
    """A number's source: a citation of a record, or the address alone."""
    if source.startswith("http"):
        return f"[source]({source})"
    if source in guide.numbers:
        return link.link("number", source)
    return link.cite(source)


def dated_source(guide: Guide, link: Linker, number: Number) -> str:
    """Where a number was read, with the year for which it holds where the citation doesn't say it."""
    cited = source_link(guide, link, number.source)
    return cited if str(number.year) in cited else f"{number.year}, {cited}"


def number(guide: Guide, link: Linker, number_id: str) -> str:
    """A number to know in running text, with its source. Raises UnknownId."""
    if number_id not in guide.numbers:
        raise UnknownId(f"no number has the id '{number_id}'")
    record = guide.numbers[number_id]
    figure = format_figure(record.value, record.unit, exact=True)
    return f"[{figure}]({link.address('number', number_id)})"


def numbers(guide: Guide, link: Linker) -> str:
    """Numbers to know by group, each with its year and source."""
    parts = []
    for group_id, group in guide.vocabulary.number_groups.items():
        rows = [
            (
                f"**{n.label}**{{: #{number_id} }}",
                format_figure(n.value, n.unit, exact=True),
                n.note,
                dated_source(guide, link, n),
            )
            for number_id, n in guide.numbers.items()
            if n.group == group_id
        ]
        parts.append(f"## {group.title} {{ #numbers-{group_id} }}")
        parts.append(group.summary or "")
        parts.append(table(("What", "Figure", "When to use it", "Source"), rows, "numbers", group.title))
    return paragraphs(*parts)


KINDS_OF_RESOURCE = {
    "book": "Books",
    "course": "Courses",
    "repository": "Repositories",
    "paper": "Papers",
    "article": "Articles",
    "video": "Videos",
    "documentation": "Documentation",
}


def resources(guide: Guide, link: Linker) -> str:
    """Books, courses, repositories and papers by kind, each with what it is good for."""
    parts = []
    for kind, heading in KINDS_OF_RESOURCE.items():
        rows = [
            (
                f"**{link.link('resource', i)}**{{: #{i} }}" + (f"<br>{r.authors}" if r.authors else ""),
                str(r.year or ""),
                f"{r.language}, {r.access}",
                link.resolve(r.good_for),
            )
            for i, r in guide.resources.items()
            if r.kind == kind
        ]
        if rows:
            parts.append(f"## {heading} {{ #{kind} }}")
            parts.append(table(("What", "Year", "Language, access", "Good for"), rows, "resources", heading))
    return paragraphs(*parts)
