"""The generated parts of a topic's page."""

from __future__ import annotations

from macros.guide import Guide
from macros.links import Linker
from macros.views import cases
from macros.views.markdown import bullets, html, paragraphs
from macros.views.question import chips

# A popular topic has a hundred; the explorer holds the rest.
MOST_WRITE_UPS = 15


def header(guide: Guide, topic_id: str, link: Linker) -> str:
    """The topic in a line, where it belongs, what to know before, and its other names."""
    topic = guide.topics[topic_id]
    facts = [
        ("Part of", link.link("topic", topic.parent) if topic.parent else ""),
        ("Know first", ", ".join(link.link("topic", i) for i in topic.prerequisites)),
        ("Also called", ", ".join(topic.aliases)),
        ("Source", link.cite(topic.source)[1:-1] if topic.source else ""),
    ]
    rows = "\n\n".join(f"{name}\n:   {value}" for name, value in facts if value)
    return html("div", "topic-header", paragraphs(html("div", "topic-summary", topic.summary), rows))


def children(guide: Guide, topic_id: str, link: Linker) -> str:
    """A hub's topics, each in a line."""
    rows = []
    for child in guide.children(topic_id):
        mark = "" if guide.written("topic", child) else ' <span class="planned">not written yet</span>'
        rows.append(f"{link.link('topic', child)}: {guide.topics[child].summary}{mark}")
    return bullets(rows)


def footer(guide: Guide, topic_id: str, link: Linker) -> str:
    """Where the topic appears: steps, questions, write-ups, neighbours."""
    parts = ["## Where it appears { #appears }"]
    parts += ["**Steps**", chips(link, "step", guide.linked("topic", topic_id, "step"))]
    questions = guide.linked("topic", topic_id, "question")
    if questions:
        parts += ["**Questions**", chips(link, "question", questions)]
    near = list(
        dict.fromkeys(
            [
                *guide.children(topic_id),
                *guide.topics[topic_id].prerequisites,
                *guide.leads_to(topic_id),
                *guide.linked("topic", topic_id, "topic"),
            ]
        )
    )
    if near:
        parts += ["**Neighbors**", chips(link, "topic", near)]
    terms = guide.linked("topic", topic_id, "term")
    if terms:
        parts += ["**Terms**", chips(link, "term", terms)]
    ids = guide.cases_about(topic_id)
    if ids:
        parts.append("## Who has written about it { #write-ups }")
        parts.append(cases.some(guide, link, "topic", topic_id, ids, MOST_WRITE_UPS))
    return paragraphs(*parts)


def index(guide: Guide, link: Linker) -> str:
    """All topics under their hubs, those still to be written marked."""
    parts = []
    for hub in guide.hubs:
        parts.append(f"## {guide.topics[hub].title} {{ #hub-{hub} }}")
        parts.append(f"{entry(guide, hub, link)}: {guide.topics[hub].summary}")
        parts.append(
            bullets(
                f"{entry(guide, child, link)}: {guide.topics[child].summary}" for child in guide.children(hub)
            )
        )
    return paragraphs(*parts)


def entry(guide: Guide, topic_id: str, link: Linker) -> str:
    """A topic's line on the index: a link, or its name with an anchor and a mark where it isn't written yet."""
    if guide.written("topic", topic_id):
        return link.link("topic", topic_id)
    return (
        f'**{guide.topics[topic_id].title}**{{: #{topic_id} }} <span class="planned">not written yet</span>'
    )
