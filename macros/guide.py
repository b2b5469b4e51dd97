"""All records with their indexes and back-links: the graph. Pure: no file is read and nothing is formatted here.

A link between two records is written on one side only. Here it becomes an edge, and `Guide.linked` shows it from both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from macros.records import (
    CaseStudy,
    ChecklistItem,
    Company,
    GlossaryTerm,
    Number,
    PlannedQuestion,
    Question,
    Record,
    Resource,
    Sizing,
    Step,
    Topic,
    Vocabulary,
    VocabularyEntry,
)

# The kinds of record that can be pointed at, by the names that errors give them.
KINDS = {
    "step": "step",
    "topic": "topic",
    "question": "question",
    "company": "company",
    "case": "case study",
    "term": "glossary term",
    "number": "number",
    "resource": "resource",
    "item": "checklist item",
}

# The kinds that have pages of their own, and the folder of docs/ where these are.
FOLDERS = {"topic": "topics", "question": "questions", "company": "companies", "step": "flow"}

# The closed lists of the vocabulary that a record's field can choose from.
LISTS = ("family", "industry", "number group")

# [[topic:calibration]] or [[topic:calibration|calibrated scores]] in a record's text.
REFERENCE = re.compile(r"\[\[([a-z]+):([A-Za-z0-9-]+)(?:\|([^\]]*))?\]\]")
FIGURE = re.compile(r"\{fig:([A-Za-z0-9_]+)\}")

Node = tuple[str, str]  # (kind, id)


def figures_in(text: str) -> list[str]:
    """The sizing rows that a record's text shows, as in `{fig:peak_qps}`."""
    return FIGURE.findall(text)


@dataclass(frozen=True)
class Item:
    """A checklist item with where it belongs: its step and, for a question's own item, the question."""

    id: str
    record: ChecklistItem
    step: str
    question: str | None = None


@dataclass(frozen=True)
class Guide:
    """Every record by kind and id, in the order in which the files give them, and the links between them."""

    steps: Mapping[str, Step]
    topics: Mapping[str, Topic]
    questions: Mapping[str, Question]
    planned: Mapping[str, PlannedQuestion]
    companies: Mapping[str, Company]
    cases: Mapping[str, CaseStudy]
    case_owner: Mapping[str, str]
    terms: Mapping[str, GlossaryTerm]
    numbers: Mapping[str, Number]
    resources: Mapping[str, Resource]
    items: Mapping[str, Item]
    vocabulary: Vocabulary
    running_example: Sizing | None
    pages: frozenset[str]
    documents: Mapping[str, str] = field(default_factory=dict)
    edges: Mapping[Node, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    said: Mapping[Node, Mapping[Node, int]] = field(default_factory=dict)

    @cached_property
    def all_questions(self) -> Mapping[str, PlannedQuestion]:
        """Worked and planned questions together, worked ones first."""
        return MappingProxyType(
            {**self.questions, **{k: v for k, v in self.planned.items() if k not in self.questions}}
        )

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, Any]]:
        return {
            "step": self.steps,
            "topic": self.topics,
            "question": self.all_questions,
            "company": self.companies,
            "case": self.cases,
            "term": self.terms,
            "number": self.numbers,
            "resource": self.resources,
            "item": self.items,
            "family": self.vocabulary.families,
            "industry": self.vocabulary.industries,
            "number group": self.vocabulary.number_groups,
        }

    def records(self, kind: str) -> Mapping[str, Any]:
        """The records of a kind by id. Raises KeyError for a kind that isn't one."""
        return self._by_kind[kind]

    def linked(self, kind: str, record_id: str, other: str) -> list[str]:
        """Ids of the records of kind `other` that are linked with this one from either side, in record order."""
        return list(self.edges.get((kind, record_id), {}).get(other, ()))

    def children(self, topic_id: str) -> list[str]:
        """The topics whose parent this hub is."""
        return [i for i, topic in self.topics.items() if topic.parent == topic_id]

    @cached_property
    def hubs(self) -> list[str]:
        """The topics without a parent."""
        return [i for i, topic in self.topics.items() if topic.parent is None]

    def leads_to(self, topic_id: str) -> list[str]:
        """The topics that name this one as a prerequisite."""
        return [i for i, topic in self.topics.items() if topic_id in topic.prerequisites]

    def cases_of(self, company_id: str) -> list[str]:
        """A company's write-ups, newest first, undated last."""
        return sorted(
            (i for i, owner in self.case_owner.items() if owner == company_id),
            key=lambda i: (-(self.cases[i].year or 0), self.cases[i].title),
        )

    def with_hubs(self, topic_ids: Sequence[str]) -> list[str]:
        """These topics and the hubs over them: what bears on a part bears on the whole."""
        parents = (parent for i in topic_ids if (topic := self.topics.get(i)) and (parent := topic.parent))
        return list(dict.fromkeys([*topic_ids, *parents]))

    def cases_about(self, topic_id: str) -> list[str]:
        """The write-ups that bear on a topic; on a hub, those of its topics as well."""
        topics = [topic_id, *self.children(topic_id)]
        return list(dict.fromkeys(case for i in topics for case in self.linked("topic", i, "case")))

    @cached_property
    def companies_by_name(self) -> list[str]:
        """The companies as a reader looks them up."""
        return sorted(self.companies, key=lambda i: self.companies[i].name.lower())

    def written(self, kind: str, record_id: str) -> bool:
        """Whether the record has a page of its own already."""
        return f"{FOLDERS[kind]}/{record_id}.md" in self.pages

    @cached_property
    def items_by_step(self) -> Mapping[str, list[Item]]:
        """The steps' own checklist items."""
        result: dict[str, list[Item]] = {step: [] for step in self.steps}
        for item in self.items.values():
            if item.question is None:
                result.setdefault(item.step, []).append(item)
        return result

    def items_of_question(self, question_id: str) -> list[Item]:
        """A question's own checklist items in the flow's order."""
        order = list(self.steps)
        own = [item for item in self.items.values() if item.question == question_id]
        return sorted(own, key=lambda item: order.index(item.step))


def _says(kind: str, record_id: str, record: Record, owner: str) -> Iterator[tuple[Node, Node]]:
    """Every link that one record writes, as (from, to)."""
    here = (kind, record_id)

    def to(other: str, ids: Iterable[str]) -> Iterator[tuple[Node, Node]]:
        return ((here, (other, i)) for i in ids)

    if isinstance(record, Question):
        yield from to("topic", record.topics)
        yield from to("question", record.related)
        yield from to("case", (b.case for b in record.built_by))
        for step, items in record.checklist.items():
            for item_id, item in items.items():
                yield ("item", item_id), ("question", record_id)
                yield ("item", item_id), ("step", step)
                if item.topic:
                    yield ("item", item_id), ("topic", item.topic)
    elif isinstance(record, PlannedQuestion):
        yield from (((("question", record_id)), ("topic", t)) for t in record.topics)
    elif isinstance(record, Topic):
        yield from to("topic", record.related)
        yield from to("step", record.steps)
    elif isinstance(record, CaseStudy):
        yield from to("company", [owner])
        yield from to("topic", record.topics)
        yield from to("question", record.questions)
        yield from to("step", record.steps)
    elif isinstance(record, ChecklistItem):
        yield from to("step", [owner])
        yield from to("topic", [record.topic] if record.topic else [])
    elif isinstance(record, GlossaryTerm) and record.topic:
        yield from to("topic", [record.topic])


def build_guide(
    files: Iterable[tuple[str, str, Mapping[str, Record]]],
    pages: frozenset[str],
    documents: Mapping[str, str] = MappingProxyType({}),
) -> Guide:
    """Join the files' records into one graph.

    `files` are (kind, path, records by id); a file's stem is its records' owner where the kind has one (a case study's
    company, a checklist item's step). `documents` are the texts to take away, by id. Unknown ids are left in: the
    loader reports them.
    """
    by_kind: dict[str, dict[str, Any]] = {}
    owners: dict[str, str] = {}
    items: dict[str, Item] = {}
    said: dict[Node, Counter[Node]] = {}
    for kind, path, records in files:
        owner = path.rsplit("/", 1)[-1].removesuffix(".yml")
        for record_id, record in records.items():
            by_kind.setdefault(kind, {}).setdefault(record_id, record)
            if kind == "case":
                owners.setdefault(record_id, owner)
            if isinstance(record, ChecklistItem):
                items.setdefault(record_id, Item(record_id, record, owner))
            if isinstance(record, Question):
                for step, rows in record.checklist.items():
                    for item_id, item in rows.items():
                        items.setdefault(item_id, Item(item_id, item, step, record_id))
            for start, end in _says(kind, record_id, record, owner):
                said.setdefault(start, Counter())[end] += 1
    vocabulary = next(iter(by_kind.get("vocabulary", {}).values()), None)
    guide = Guide(
        steps=dict(sorted(by_kind.get("step", {}).items(), key=lambda pair: pair[1].number)),
        topics=by_kind.get("topic", {}),
        questions=by_kind.get("question", {}),
        planned=by_kind.get("planned", {}),
        companies=by_kind.get("company", {}),
        cases=by_kind.get("case", {}),
        case_owner=owners,
        terms=by_kind.get("term", {}),
        numbers=by_kind.get("number", {}),
        resources=by_kind.get("resource", {}),
        items=items,
        vocabulary=vocabulary
        or Vocabulary(families={}, industries={"-": VocabularyEntry(title="-")}, number_groups={}),
        running_example=next(iter(by_kind.get("sizing", {}).values()), None),
        pages=pages,
        documents=documents,
        said=said,
    )
    object.__setattr__(guide, "edges", _both_ways(guide, said))
    return guide


def _both_ways(
    guide: Guide, said: Mapping[Node, Mapping[Node, int]]
) -> Mapping[Node, Mapping[str, tuple[str, ...]]]:
    neighbours: dict[Node, set[Node]] = {}
    for start, ends in said.items():
        for end in ends:
            neighbours.setdefault(start, set()).add(end)
            neighbours.setdefault(end, set()).add(start)
    place = {(kind, i): n for kind in KINDS for n, i in enumerate(guide.records(kind))}
    edges: dict[Node, dict[str, tuple[str, ...]]] = {}
    for node, others in neighbours.items():
        grouped: dict[str, list[str]] = {}
        for kind, other_id in sorted(others, key=lambda o: (o[0], place.get(o, len(place)), o[1])):
            grouped.setdefault(kind, []).append(other_id)
        edges[node] = {kind: tuple(ids) for kind, ids in grouped.items()}
    return edges


def said_twice(guide: Guide, kind: str, record_id: str) -> list[Node]:
    """The records that this one links to and that link back in their own file, or that it names twice itself."""
    here = ("question" if kind == "planned" else kind, record_id)
    return [
        end
        for end, count in guide.said.get(here, {}).items()
        if count > 1 or (here in guide.said.get(end, {}) and here > end)
    ]
