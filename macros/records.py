"""What each record is: the shape of every file in `docs/_data`.

The JSON Schemas that editors use are written from these models (`scripts/guide.py schema`), so a rule about a record's
shape is said here and nowhere else. A field that holds another record's id is annotated with `Ref`; the loader checks
every such id against the records of that kind.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Seniority = Literal["mid", "senior", "staff"]
StepId = Literal[
    "problem-formulation",
    "metrics",
    "architecture",
    "data",
    "features",
    "model",
    "serving",
    "online-testing",
    "scaling-monitoring",
    "deep-dive",
]

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY_PATTERN = r"^[a-z][a-z0-9_]*$"


@dataclass(frozen=True)
class Ref:
    """Marks a text field as the id of another record. `kinds` are tried in order; the first that has the id wins."""

    kinds: tuple[str, ...]


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+\.[^\s<>\"]+$")]
Year = Annotated[int, Field(ge=1900, le=2100)]
# No pattern on an id that points elsewhere: "no such topic, did you mean" says more than "wrong pattern".
TopicRef = Annotated[str, Ref(("topic",))]
QuestionRef = Annotated[str, Ref(("question",))]
StepRef = Annotated[str, Ref(("step",))]
CaseRef = Annotated[str, Ref(("case",))]
SourceRef = Annotated[str, Ref(("case", "resource"))]
FigureSourceRef = Annotated[str, Ref(("number", "case", "resource"))]
FamilyRef = Annotated[str, Ref(("family",))]
IndustryRef = Annotated[str, Ref(("industry",))]
NumberGroupRef = Annotated[str, Ref(("number group",))]


class Record(BaseModel):
    """Common rules: unknown fields are refused, nothing is converted silently, a loaded record never changes."""

    # Built when first needed: most records are only ever read as a part of another.
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Step(Record):
    """A step of the ten-step flow."""

    title: Text
    short: Annotated[str, StringConstraints(min_length=1, max_length=24)]
    number: Annotated[int, Field(ge=1, le=10)]
    goal: Text
    minutes: Annotated[int, Field(ge=1, le=20)]
    project_time: Text
    takes: list[Text] = Field(min_length=1, description="What must be there before the step can start.")
    gives: list[Text] = Field(min_length=1, description="What must be there before the next step can start.")


class ChecklistItem(Record):
    """One thing to do that can be ticked without arguing whether it is done. Its id never changes."""

    text: Annotated[str, StringConstraints(min_length=8, max_length=110)]
    level: Literal["must", "should", "stretch"]
    why: Text
    topic: TopicRef | None = None


class Topic(Record):
    """A topic of the field; a hub has no parent."""

    title: Text
    aliases: list[Text] = []
    parent: TopicRef | None = None
    summary: Text
    prerequisites: list[TopicRef] = []
    related: list[TopicRef] = Field(default=[], description="Said on one side, shown on both.")
    steps: list[StepRef] = Field(min_length=1)
    source: SourceRef | None = None


class Company(Record):
    """A company whose write-ups the guide cites."""

    name: Text
    aliases: list[Text] = []
    product: Text
    industry: IndustryRef
    blog: Url | None = None


class CaseStudy(Record):
    """A first-party write-up. `teaches` is in our own words and only where a copy was read (`read_on`)."""

    title: Text
    url: Url
    year: Year | None = None
    kind: Literal["paper", "blog", "talk", "code"]
    topics: list[TopicRef] = []
    questions: list[QuestionRef] = []
    steps: list[StepRef] = []
    teaches: Text | None = None
    read_on: dt.date | None = None
    access: Literal["free", "paid", "login"] = "free"
    archive: Url | None = None


class GlossaryTerm(Record):
    """A term in one sentence, with the names people type for it."""

    term: Text
    abbr: Annotated[str, StringConstraints(pattern=r"^\S.*$")] | None = None
    aliases: list[Text] = []
    definition: Text
    formula: Text | None = None
    topic: TopicRef | None = None


class Number(Record):
    """A figure worth knowing, with its source; usable as an input of a sizing table."""

    label: Text
    group: NumberGroupRef
    value: float
    unit: Text
    year: Year
    source: SourceRef | Url
    note: Text


class Resource(Record):
    """A book, paper, course, repository, article, video or documentation."""

    title: Text
    authors: Text | None = None
    url: Url
    kind: Literal["paper", "book", "course", "repository", "article", "video", "documentation"]
    language: Text = "English"
    access: Literal["free", "paid", "login"] = "free"
    year: Year | None = None
    good_for: Text


class SizingInput(Record):
    """An input of a back-of-envelope table: assumed, sourced, or true by definition.

    One whose `source` is a number to know leaves out `value`, `unit` and `basis`: the loader takes them from there.
    """

    model_config = ConfigDict(json_schema_extra={"required": ["label"]})

    label: Text
    value: float
    unit: Text
    basis: Literal["assumed", "sourced", "definition"]
    source: FigureSourceRef | None = None
    note: Text | None = None
    min: float | None = None
    max: float | None = None


class SizingDerived(Record):
    """A figure that follows from the inputs by a formula; `decides` says what hangs on it."""

    label: Text
    formula: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    unit: Text
    decides: Text | None = None


class Sizing(Record):
    """Inputs and the figures that follow from them."""

    inputs: dict[Annotated[str, StringConstraints(pattern=KEY_PATTERN)], SizingInput] = Field(min_length=1)
    derived: dict[Annotated[str, StringConstraints(pattern=KEY_PATTERN)], SizingDerived] = Field(min_length=1)


class Clarification(Record):
    """A question to ask the interviewer, an answer, and what either answer changes in the design."""

    id: Text
    ask: Text
    answer: Text
    changes: Text
    otherwise: Text


class Metric(Record):
    """A metric of the question's metric tree."""

    id: Text
    name: Text
    kind: Literal["offline", "online", "business", "guardrail"]
    definition: Text
    target: Text
    ties: Text


class Rung(Record):
    """A rung of the model ladder: what it buys and costs, and what must be seen to move up."""

    stage: Literal["baseline", "next", "final"]
    model: Text
    how: Text
    buys: Text
    costs: Text
    trigger: Text


class LatencyPart(Record):
    """A stage of the serving path and the milliseconds it may take."""

    stage: Text
    ms: Annotated[float, Field(gt=0)]
    note: Text


class LatencyBudget(Record):
    """A latency budget, in milliseconds at a percentile, split over the stages of the serving path."""

    budget_ms: Annotated[float, Field(gt=0)]
    percentile: Literal["p50", "p90", "p95", "p99", "p99.9"]
    scope: Text
    parts: list[LatencyPart] = Field(min_length=3)


class Failure(Record):
    """What breaks, its first sign, the response, and what degrades to what."""

    id: Text
    failure: Text
    sign: Text
    response: Text
    degrades: Text


class FollowUp(Record):
    """A follow-up question by level, with an answer that takes a position."""

    id: Text
    level: Seniority
    question: Text
    answer: Text


class Levels(Record):
    """What a candidate of each level shows on this question."""

    mid: list[Text] = Field(min_length=3)
    senior: list[Text] = Field(min_length=3)
    staff: list[Text] = Field(min_length=3)


class BuiltBy(Record):
    """A write-up that was read, what it teaches for this question, and when its choice would be wrong."""

    case: CaseRef
    teaches: Text
    wrong_when: Text


class Card(Record):
    """A flash card."""

    id: Text
    front: Text
    back: Text


class StepAnswers(Record):
    """This question's answer to each of the ten steps in a sentence or two; shown side by side on the step pages."""

    model_config = ConfigDict(populate_by_name=True)

    problem_formulation: Text = Field(alias="problem-formulation")
    metrics: Text
    architecture: Text
    data: Text
    features: Text
    model: Text
    serving: Text
    online_testing: Text = Field(alias="online-testing")
    scaling_monitoring: Text = Field(alias="scaling-monitoring")
    deep_dive: Text = Field(alias="deep-dive")

    def of(self, step: str) -> str:
        """The answer to the step of this id."""
        return str(getattr(self, step.replace("-", "_")))


class PlannedQuestion(Record):
    """A question that is listed but not written yet."""

    title: Text
    prompt: Text
    family: FamilyRef
    level: Seniority
    topics: list[TopicRef] = Field(min_length=2)
    aliases: list[Text] = []


class Question(PlannedQuestion):
    """A worked question: every part that its page shows as a table, a fold or a card."""

    minutes: Annotated[int, Field(ge=20, le=90)]
    related: list[QuestionRef] = Field(min_length=1, description="Said on one side, shown on both.")
    clarifying: list[Clarification] = Field(min_length=6)
    sizing: Sizing
    metrics: list[Metric] = Field(min_length=6)
    ladder: list[Rung] = Field(min_length=3, max_length=5)
    latency: LatencyBudget
    failures: list[Failure] = Field(min_length=6)
    followups: list[FollowUp] = Field(min_length=8)
    levels: Levels
    red_flags: list[Text] = Field(min_length=5, max_length=7)
    built_by: list[BuiltBy] = Field(min_length=3)
    steps: StepAnswers
    checklist: dict[StepId, dict[str, ChecklistItem]]
    cards: list[Card] = Field(min_length=6)


class VocabularyEntry(Record):
    """An entry of a closed list."""

    title: Text
    summary: Text | None = None


class Vocabulary(Record):
    """The closed lists that records choose from."""

    families: dict[str, VocabularyEntry]
    industries: dict[str, VocabularyEntry]
    number_groups: dict[str, VocabularyEntry]


# One line for each kind of file: where it lies under docs/_data (a `*` is the record's own id or its owner's), its
# model, and whether the file is one record or a mapping of ids to records. The editors' schemas follow this table.
@dataclass(frozen=True)
class FileKind:
    """A kind of record file: its schema's name, its place under `docs/_data`, its model, and whether it maps ids."""

    name: str
    pattern: str
    model: type[Record]
    mapping: bool
    kind: str


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("steps", "steps.yml", Step, True, "step"),
    FileKind("checklist", "checklists/*.yml", ChecklistItem, True, "item"),
    FileKind("topics", "topics.yml", Topic, True, "topic"),
    FileKind("companies", "companies.yml", Company, True, "company"),
    FileKind("case_studies", "case_studies/*.yml", CaseStudy, True, "case"),
    FileKind("glossary", "glossary.yml", GlossaryTerm, True, "term"),
    FileKind("numbers", "numbers.yml", Number, True, "number"),
    FileKind("resources", "resources.yml", Resource, True, "resource"),
    FileKind("planned", "planned.yml", PlannedQuestion, True, "planned"),
    FileKind("question", "questions/*.yml", Question, False, "question"),
    FileKind("running_example", "running_example.yml", Sizing, False, "sizing"),
    FileKind("vocabulary", "vocabulary.yml", Vocabulary, False, "vocabulary"),
)
