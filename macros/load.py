"""YAML files -> records. An error names file, line, field, what was found, what was expected, and the nearest id.

All errors are collected, so that a contributor mends them in one go. Nothing here formats a page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from macros import documents, sizing
from macros.guide import KINDS, LISTS, REFERENCE, Guide, build_guide, figures_in, said_twice
from macros.records import (
    FILE_KINDS,
    ID_PATTERN,
    ChecklistItem,
    FileKind,
    GlossaryTerm,
    Number,
    Question,
    Record,
    Ref,
    Sizing,
)
from macros.units import UnitError, parse_unit

MAX_BYTES = 1_000_000  # the largest honest record file is a tenth of this
MAX_ITEM_WORDS = 14
MAX_DEPTH = 12  # the deepest honest record is six levels
SHOWN = 60  # characters of a found value that an error shows

Location = tuple[str | int, ...]
Lines = dict[Location, int]


@dataclass(frozen=True, order=True)
class RecordError:
    """One mistake in one file, said for the person who made it."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return f"{where}{self.field}: {self.message}" if self.field else f"{where}{self.message}"


class RecordErrors(Exception):
    """Every mistake found in the records; `str()` has one a line."""

    def __init__(self, errors: Iterable[RecordError]) -> None:
        self.errors = sorted(set(errors))
        super().__init__("\n".join(map(str, self.errors)))


@dataclass
class Loaded:
    """A file's records by id, and the line of every field for the errors that are found later."""

    file: str
    kind: FileKind
    lines: Lines
    records: dict[str, Record] = field(default_factory=dict)

    def line(self, location: Location) -> int:
        """The line of the field at this location, or of the nearest thing around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def error(self, location: Location, message: str) -> RecordError:
        """A mistake in the field at this location."""
        return RecordError(self.file, self.line(location), ".".join(map(str, location)), message)


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the nearest known word, or nothing where none is near."""
    near = difflib.get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""


def shown(value: object) -> str:
    """A found value, short enough for one line of an error."""
    if isinstance(value, bool):
        return f"{str(value).lower()} (a yes/no value; quote it if it is a word)"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if value is None:
        return "nothing"
    text = str(value).replace("\n", " ")
    text = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return f"'{text}'" if isinstance(value, str) else text


# --- a file -> plain values with lines ------------------------------------------------------------------------------


def decode(data: bytes, file: str) -> str:
    """The text of a file, or an error that says where it isn't UTF-8, empty or too large."""
    if len(data) > MAX_BYTES:
        raise RecordErrors(
            [RecordError(file, 1, "", f"found {len(data):,} bytes; expected at most {MAX_BYTES:,}")]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"found the byte 0x{data[error.start]:02x}, which is not UTF-8; expected the file saved as UTF-8"
        )
        raise RecordErrors([RecordError(file, line, "", message)]) from None
    if not text.strip():
        raise RecordErrors([RecordError(file, 1, "", "found an empty file; expected at least one record")])
    return text


def refuse_dangerous(text: str, file: str) -> None:
    """Refuse tags, anchors and deep nesting by the parser's events, before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RecordErrors(
                [RecordError(file, line, "", "found a YAML anchor or alias; expected the value itself")]
            )
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            tag = event.tag  # type: ignore[attr-defined]
            message = f"found the YAML tag '{tag}'; expected plain values: tags can run code and are refused"
            raise RecordErrors([RecordError(file, line, "", message)])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                message = f"found more than {MAX_DEPTH} levels of nesting; expected a record"
                raise RecordErrors([RecordError(file, line, "", message)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def plain(
    node: Node, loader: Any, file: str, lines: Lines, errors: list[RecordError], at: Location = ()
) -> Any:
    """The node's value, its fields' lines into `lines`, its duplicate keys into `errors`."""
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in result:
                first = lines[(*at, key)]
                message = f"found the key twice; expected it once (it stands first in line {first})"
                errors.append(RecordError(file, line, ".".join(map(str, (*at, key))), message))
                continue
            lines[(*at, key)] = line
            result[key] = plain(value_node, loader, file, lines, errors, (*at, key))
        return result
    if isinstance(node, SequenceNode):
        return [plain(item, loader, file, lines, errors, (*at, i)) for i, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:str":  # nearly all of them
        return node.value
    try:
        return loader.construct_object(node)
    except (ValueError, yaml.YAMLError) as error:
        errors.append(RecordError(file, node.start_mark.line + 1, ".".join(map(str, at)), f"found {error}"))
        return None


def read_yaml(path: Path, file: str) -> tuple[Any, Lines]:
    """A file's plain value and the line of each field. Raises RecordErrors."""
    text = decode(path.read_bytes(), file)
    lines: Lines = {}
    errors: list[RecordError] = []
    try:
        refuse_dangerous(text, file)
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            value = plain(node, loader, file, lines, errors) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = str(error.problem or error.context)
        source = text.splitlines()[line - 1 : line]
        if (source and "\t" in source[0]) or "\\t" in problem or "'\\t'" in problem:
            problem = "found a tab; expected spaces (YAML is indented with spaces only)"
        else:
            problem = f"found broken YAML: {problem}; expected `key: value` lines (quote a text that holds `: ` or `#`)"
        raise RecordErrors([RecordError(file, line, "", problem)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise RecordErrors(
            [RecordError(file, line, "", f"found a control character: {error.reason}")]
        ) from None
    except yaml.YAMLError as error:
        raise RecordErrors([RecordError(file, 1, "", f"found broken YAML: {error}")]) from None
    if errors:
        raise RecordErrors(errors)
    return value, lines


# --- plain values -> records ----------------------------------------------------------------------------------------

EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number (write 6e6 as 6_000_000 or 6.0e+6)",
    "bool_type": "true or false",
    "list_type": "a list (lines that start with `- `)",
    "dict_type": "a mapping of ids to records",
    "model_type": "a mapping of fields",
    "model_attributes_type": "a mapping of fields",
    "date_type": "a date such as 2026-11-21",
    "none_required": "nothing",
}


def expected(error: ErrorDetails) -> str:
    """What pydantic wanted, in plain words."""
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx", {})
    if kind in EXPECTED:
        return EXPECTED[kind]
    if kind == "literal_error":
        return f"one of {str(context['expected']).replace(' or ', ', ')}"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        if "https?" in pattern:
            return "an address that starts with https://"
        return (
            "small letters, digits and underscores" if "_" in pattern else "small letters, digits and hyphens"
        )
    if kind in ("too_short", "string_too_short"):
        return f"at least {context.get('min_length')} {'characters' if 'string' in kind else 'entries'}"
    if kind in ("too_long", "string_too_long"):
        return f"at most {context.get('max_length')} {'characters' if 'string' in kind else 'entries'}"
    return error["msg"].removeprefix("Input should be ").removeprefix("Value error, ")


def fields_of(model: type[BaseModel]) -> list[str]:
    """The names of a model's fields as they are written in YAML."""
    return [info.alias or name for name, info in model.model_fields.items()]


def model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model of the mapping that a field at `location` stands in, to name the fields that it could have had."""
    here: Any = model
    for part in location:
        if isinstance(here, type) and issubclass(here, BaseModel):
            info = next((f for n, f in here.model_fields.items() if part in (n, f.alias)), None)
            here = info.annotation if info else None
        else:
            here = get_args(here)[-1] if get_args(here) else None
        if not (isinstance(here, type) and issubclass(here, BaseModel)):
            nested = [a for a in get_args(here) if isinstance(a, type) and issubclass(a, BaseModel)]
            here = nested[0] if len(nested) == 1 and not hasattr(here, "__metadata__") else here
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def describe(error: ErrorDetails, model: type[BaseModel]) -> str:
    """`found ...; expected ...; did you mean ...` for one of pydantic's errors."""
    location: Location = error["loc"]
    if error["type"] == "extra_forbidden":
        owner = model_at(model, location[:-1])
        known = fields_of(owner) if owner else []
        listed = f"one of {', '.join(known)}" if known else "a known field"
        return f"found an unknown field; expected {listed}{did_you_mean(str(location[-1]), known)}"
    if error["type"] == "missing":
        return "found nothing; expected this field, which every such record has"
    hint = ""
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        hint = did_you_mean(
            error["input"], re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
        )
    return f"found {shown(error['input'])}; expected {expected(error)}{hint}"


def validate(loaded: Loaded, value: Any, record_id: str | None, model: type[Record]) -> Iterator[RecordError]:
    """Turn a plain value into a record of `loaded`, or say what is wrong with it."""
    prefix: Location = (record_id,) if loaded.kind.mapping and record_id else ()
    try:
        loaded.records[record_id or ""] = model.model_validate(value)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            location = tuple(p for p in error["loc"] if p != "[key]")
            yield RecordError(
                loaded.file,
                loaded.line((*prefix, *location)),
                ".".join(map(str, (*prefix, *location))),
                describe(error, model),
            )


def take_numbers(
    loaded: Loaded, value: dict[str, Any], numbers: Mapping[str, Number]
) -> Iterator[RecordError]:
    """Fill in the sizing inputs of a question, or of the running example, whose source is a number to know.

    The number is the one home of its value and unit: an input that says them as well is an error.
    """
    within: Location = ("sizing", "inputs") if loaded.kind.kind == "question" else ("inputs",)
    inputs: Any = value
    for key in within:
        inputs = inputs.get(key) if isinstance(inputs, dict) else None
    for key, row in inputs.items() if isinstance(inputs, dict) else ():
        source = str(row.get("source")) if isinstance(row, dict) and row.get("source") else ""
        number = numbers.get(source)
        if number is None:
            if source and "value" not in row:
                where = (*within, key, "source")
                message = f"found '{source}' and no value; expected the id of a number to know"
                message += did_you_mean(source, numbers)
                yield loaded.error(where, message)
            continue
        for name, taken in (("value", number.value), ("unit", number.unit), ("basis", "sourced")):
            if name in row:
                where = (*within, key, name)
                message = (
                    f"found {shown(row[name])}; expected it left out: it is taken from the number to know"
                )
                yield loaded.error(where, message)
            row[name] = taken


def load_file(
    path: Path, file: str, kind: FileKind, numbers: Mapping[str, Number] = MappingProxyType({})
) -> tuple[Loaded, list[RecordError]]:
    """One file's records and what is wrong with them; `numbers` are those that sizing inputs may name."""
    try:
        value, lines = read_yaml(path, file)
    except RecordErrors as errors:
        return Loaded(file, kind, {}), errors.errors
    loaded = Loaded(file, kind, lines)
    errors_found: list[RecordError] = []
    if not isinstance(value, dict):
        what = "a mapping of ids to records" if kind.mapping else "a mapping of fields"
        return loaded, [RecordError(file, 1, "", f"found {shown(value)}; expected {what}")]
    if not kind.mapping:
        stem = path.stem if "*" in kind.pattern else kind.name
        twice = take_numbers(loaded, value, numbers) if kind.kind in ("question", "sizing") else ()
        return loaded, [*twice, *validate(loaded, value, stem, kind.model)]
    for record_id, record in value.items():
        if not re.match(ID_PATTERN, record_id):
            message = f"found the id '{record_id}'; expected small letters, digits and hyphens, as in 'wide-and-deep'"
            errors_found.append(RecordError(file, loaded.line((record_id,)), record_id, message))
            continue
        errors_found.extend(validate(loaded, record, record_id, kind.model))
    return loaded, errors_found


# --- records -> checked against each other --------------------------------------------------------------------------


@cache
def fields_with_kinds(model: type[BaseModel]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """A model's fields: attribute, name in YAML, and the kinds of record that it (or each of its entries) points to."""

    def kinds(annotation: Any, metadata: Iterable[Any]) -> tuple[str, ...]:
        for mark in (*metadata, *getattr(annotation, "__metadata__", ())):
            if isinstance(mark, Ref):
                return mark.kinds
        # A list or an optional reference hides its mark one level down.
        return next((found for inner in get_args(annotation) if (found := kinds(inner, ()))), ())

    return tuple(
        (name, info.alias or name, kinds(info.annotation, info.metadata))
        for name, info in model.model_fields.items()
    )


def references(record: BaseModel, at: Location = ()) -> Iterator[tuple[Location, tuple[str, ...], str]]:
    """Every id in a record that points to another: where it stands, the kinds it may be, the id."""
    for attribute, name, kinds in fields_with_kinds(type(record)):
        yield from _references(getattr(record, attribute), kinds, (*at, name))


def _references(
    value: Any, kinds: tuple[str, ...], at: Location
) -> Iterator[tuple[Location, tuple[str, ...], str]]:
    if isinstance(value, str):
        if kinds:
            yield at, kinds, value
        if "[[" in value:
            for kind, target, _ in REFERENCE.findall(value):
                yield at, (kind,), target
    elif isinstance(value, BaseModel):
        yield from references(value, at)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _references(item, kinds, (*at, i))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _references(item, (), (*at, key))


def texts(record: Any, at: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text of a record with the place where it stands."""
    if isinstance(record, BaseModel):
        for name, info in type(record).model_fields.items():
            yield from texts(getattr(record, name), (*at, info.alias or name))
    elif isinstance(record, list):
        for i, item in enumerate(record):
            yield from texts(item, (*at, i))
    elif isinstance(record, dict):
        for key, item in record.items():
            yield from texts(item, (*at, key))
    elif isinstance(record, str):
        yield at, record


def check_files(data: Path) -> Iterator[RecordError]:
    """An error for every file that no kind of record has: it would be left out without a word."""
    known = {path for kind in FILE_KINDS for path in data.glob(kind.pattern)}
    patterns = [kind.pattern for kind in FILE_KINDS]
    for path in sorted({*data.rglob("*.yml"), *data.rglob("*.yaml")} - known):
        place = path.relative_to(data).as_posix()
        message = f"found a file that is none of the records; expected one of {', '.join(patterns)}"
        yield RecordError(f"docs/_data/{place}", 1, "", message + did_you_mean(place, patterns))


def check_references(
    files: list[Loaded], known: Mapping[str, Mapping[str, object]], broken: Set[str]
) -> Iterator[RecordError]:
    """An error for every id that no record of the right kind has; `broken` kinds are not known well enough to say."""
    for loaded in files:
        for record_id, record in loaded.records.items():
            prefix: Location = (record_id,) if loaded.kind.mapping else ()
            for at, kinds, target in references(record):
                if any(target in known.get(kind, {}) for kind in kinds) or target.startswith("https://"):
                    continue
                if not broken.isdisjoint(kinds):
                    continue
                name = " or ".join(KINDS.get(kind, kind) for kind in kinds)
                candidates = [i for kind in kinds for i in known.get(kind, {})]
                if not candidates and kinds[0] not in known:
                    message = f"found a reference to '{kinds[0]}'; expected one of {', '.join(sorted(known))}"
                else:
                    article = "an" if name[0] in "aeiou" else "a"
                    message = f"found '{target}'; expected the id of {article} {name}{did_you_mean(target, candidates)}"
                where = (*prefix, *at)
                yield loaded.error(where, message)


def inner_ids(question: Question) -> Iterator[tuple[Location, str]]:
    """The ids that a question gives to its own rows, which ticks, anchors and cards hang on."""
    for name in ("clarifying", "metrics", "failures", "followups", "cards"):
        for i, row in enumerate(getattr(question, name)):
            yield (name, i, "id"), row.id
    for step, items in question.checklist.items():
        for item in items:
            yield ("checklist", step, item), item


def check_unique(files: list[Loaded]) -> Iterator[RecordError]:
    """An error for every id that stands twice among records of one kind, or among the rows of all questions."""
    seen: dict[tuple[str, str], str] = {}
    for loaded in files:
        for record_id, record in loaded.records.items():
            places: list[tuple[str, Location, str]] = []
            if loaded.kind.mapping or isinstance(record, Question):
                places.append((loaded.kind.kind, (record_id,), record_id))
            if isinstance(record, Question):
                places += [("item" if at[0] == "checklist" else "row", at, i) for at, i in inner_ids(record)]
            if loaded.kind.kind == "planned":
                places.append(("question", (record_id,), record_id))
            for kind, at, found in places:
                if not re.match(ID_PATTERN, found):
                    message = f"found '{found}'; expected small letters, digits and hyphens"
                    yield loaded.error(at, message)
                here = f"{loaded.file}:{loaded.line(at)}"
                first = seen.setdefault((kind, found), here)
                if first != here:
                    message = f"found the id '{found}'; expected an id of its own (it is taken in {first})"
                    yield loaded.error(at, message)


def check_urls(files: list[Loaded]) -> Iterator[RecordError]:
    """An error for every address that two case studies or resources share."""
    seen: dict[str, str] = {}
    for loaded in files:
        if loaded.kind.kind not in ("case", "resource"):
            continue
        for record_id, record in loaded.records.items():
            url = str(getattr(record, "url", "")).rstrip("/")
            at: Location = (record_id, "url")
            if url in seen:
                message = (
                    f"found an address that '{seen[url]}' has already; expected one record for each work"
                )
                yield loaded.error(at, message)
            seen.setdefault(url, record_id)


def check_terms(files: list[Loaded]) -> Iterator[RecordError]:
    """An error for every name that two glossary terms share: a reader who looks it up must find one answer."""
    seen: dict[str, str] = {}
    for loaded in files:
        for record_id, record in loaded.records.items():
            if not isinstance(record, GlossaryTerm):
                continue
            for name in {n.lower() for n in (record.term, record.abbr, *record.aliases) if n}:
                if seen.setdefault(name, record_id) != record_id:
                    message = (
                        f"found the name '{name}', which '{seen[name]}' has too; expected it on one term"
                    )
                    yield loaded.error((record_id,), message)


def check_item(loaded: Loaded, at: Location, item: ChecklistItem) -> Iterator[RecordError]:
    """An item that is too long to be read at a glance."""
    words = len(item.text.split())
    if words >= MAX_ITEM_WORDS:
        where = (*at, "text")
        message = f"found {words} words; expected fewer than {MAX_ITEM_WORDS}"
        yield loaded.error(where, message)


def check_step_items(loaded: Loaded) -> Iterator[RecordError]:
    """A step's checklist: how many items it has, and how long they are."""
    items = {i: r for i, r in loaded.records.items() if isinstance(r, ChecklistItem)}
    if not 8 <= len(items) <= 14:
        yield RecordError(loaded.file, 1, "", f"found {len(items)} items; expected 8 to 14")
    for item_id, item in items.items():
        yield from check_item(loaded, (item_id,), item)


def check_question(loaded: Loaded, question: Question, figures: Iterable[str]) -> Iterator[RecordError]:
    """The rules of a question that one field alone can't break."""
    stages = [rung.stage for rung in question.ladder]
    if stages != sorted(stages, key=["baseline", "next", "final"].index) or set(stages) != {
        "baseline",
        "next",
        "final",
    }:
        yield loaded.error(
            ("ladder",), f"found the stages {', '.join(stages)}; expected baseline, next, final in this order"
        )
    spent = sum(part.ms for part in question.latency.parts)
    if spent > question.latency.budget_ms:
        budget = question.latency.budget_ms
        message = f"found stages of {spent:g} ms in all; expected at most the budget of {budget:g} ms"
        yield loaded.error(("latency", "parts"), message)
    items = sum(len(items) for items in question.checklist.values())
    if not 12 <= items <= 25:
        yield loaded.error(("checklist",), f"found {items} items; expected 12 to 25 of the question's own")
    for level, least in (("mid", 2), ("senior", 3), ("staff", 2)):
        count = sum(row.level == level for row in question.followups)
        if count < least:
            yield loaded.error(("followups",), f"found {count} at level {level}; expected at least {least}")
    deciding = sum(bool(row.decides) for row in question.sizing.derived.values())
    if deciding < 3:
        yield loaded.error(
            ("sizing", "derived"), f"found {deciding} figures that decide something; expected at least 3"
        )
    for step, rows in question.checklist.items():
        for item_id, item in rows.items():
            yield from check_item(loaded, ("checklist", step, item_id), item)
    for at, text in texts(question):
        for name in figures_in(text):
            if name not in figures:
                yield loaded.error(
                    at, f"found '{{fig:{name}}}'; expected a row of the sizing{did_you_mean(name, figures)}"
                )


def check_sizing(loaded: Loaded, record: Sizing, at: Location) -> Iterator[RecordError]:
    """The formulas and units of a sizing table."""
    for key, row in record.inputs.items():
        where = (*at, "inputs", key)
        if row.basis == "sourced" and row.source is None:
            message = (
                "found a sourced input without `source`; expected the id of a number, case study or resource"
            )
            yield loaded.error(where, message)
    try:
        sizing.evaluate(record.inputs, record.derived)
    except sizing.SizingErrors as errors:
        for error in errors.errors:
            group = "inputs" if error.key in record.inputs else "derived"
            where = (*at, group, error.key, error.field)
            yield loaded.error(where, error.message)


def check_number(loaded: Loaded, number_id: str, number: Number) -> Iterator[RecordError]:
    """The unit of a number to know."""
    try:
        parse_unit(number.unit)
    except UnitError as error:
        yield loaded.error((number_id, "unit"), str(error))


def check_pages(docs: Path, guide: Guide, broken: Set[str]) -> Iterator[RecordError]:
    """A page without a record, or a worked question without its page and its checklist's."""
    for folder, kind, file in (
        ("questions", "question", "docs/_data/questions/{}.yml"),
        ("topics", "topic", "docs/_data/topics.yml"),
        ("companies", "company", "docs/_data/companies.yml"),
        ("flow", "step", "docs/_data/steps.yml"),
    ):
        for path in sorted((docs / folder).glob("*.md")) if kind not in broken else ():
            if path.stem == "index" or path.stem in guide.records(kind):
                continue
            hint = did_you_mean(path.stem, guide.records(kind))
            message = (
                f"found a page without a record; expected '{path.stem}' in {file.format(path.stem)}{hint}"
            )
            yield RecordError(f"docs/{folder}/{path.name}", 1, "", message)
    for question_id in guide.questions:
        for page in (f"questions/{question_id}.md", f"checklists/{question_id}.md"):
            if page not in guide.pages:
                message = f"found no page for this record; expected docs/{page}"
                yield RecordError(f"docs/_data/questions/{question_id}.yml", 1, "", message)


def load_documents(folder: Path) -> tuple[dict[str, str], list[RecordError]]:
    """The Markdown documents to take away, by file name, and what they can't hold."""
    texts: dict[str, str] = {}
    errors: list[RecordError] = []
    for path in sorted(folder.glob("*.md")):
        file = f"docs/_data/documents/{path.name}"
        try:
            texts[path.stem] = decode(path.read_bytes(), file)
        except RecordErrors as found:
            errors.extend(found.errors)
        else:
            problems = documents.problems(texts[path.stem])
            errors.extend(RecordError(file, line, "", message) for line, message in problems)
    return texts, errors


def load_guide(docs: Path) -> Guide:
    """Read every record under `docs/_data` once and check all of it. Raises RecordErrors with all mistakes found."""
    data = docs / "_data"
    files: list[Loaded] = []
    errors: list[RecordError] = []
    broken: set[str] = set()
    numbers: Mapping[str, Number] = {}
    errors.extend(check_files(data))
    for kind in FILE_KINDS:
        paths = sorted(data.glob(kind.pattern))
        if not paths and "*" not in kind.pattern:
            errors.append(RecordError(f"docs/_data/{kind.pattern}", 1, "", "found no such file; expected it"))
            broken.add(kind.kind)
        for path in paths:
            loaded, found = load_file(path, f"docs/_data/{path.relative_to(data).as_posix()}", kind, numbers)
            if kind.kind == "number":
                numbers = {i: record for i, record in loaded.records.items() if isinstance(record, Number)}
            files.append(loaded)
            errors.extend(found)
    pages = frozenset(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    texts_to_take, found = load_documents(data / "documents")
    errors.extend(found)
    guide = build_guide([(f.kind.kind, f.file, f.records) for f in files], pages, texts_to_take)
    known = {kind: guide.records(kind) for kind in (*KINDS, *LISTS)}
    # A kind with a broken record would only echo as "no such id" wherever it is named: those echoes are left out.
    broken |= {f.kind.kind for f in files if any(e.file == f.file for e in errors)}
    broken |= {"question"} if "planned" in broken else set()
    broken |= set(LISTS) if "vocabulary" in broken else set()
    errors.extend(check_references(files, known, broken))
    errors.extend(check_unique(files))
    errors.extend(check_urls(files))
    errors.extend(check_terms(files))
    for loaded in files:
        if loaded.kind.kind == "item" and loaded.records:
            errors.extend(check_step_items(loaded))
        for record_id, record in loaded.records.items():
            if isinstance(record, Question):
                names = (*record.sizing.inputs, *record.sizing.derived)
                errors.extend(check_question(loaded, record, names))
                errors.extend(check_sizing(loaded, record.sizing, ("sizing",)))
            elif isinstance(record, Sizing):
                errors.extend(check_sizing(loaded, record, ()))
            elif isinstance(record, Number):
                errors.extend(check_number(loaded, record_id, record))
            if loaded.kind.kind == "case" and (owner := Path(loaded.file).stem) not in guide.companies:
                message = f"found a file of '{owner}'; expected it in docs/_data/companies.yml"
                errors.append(RecordError(loaded.file, 1, "", message + did_you_mean(owner, guide.companies)))
            for other in said_twice(guide, loaded.kind.kind, record_id):
                message = f"found a link to {other[0]} '{other[1]}' that is written on its side too; expected one side"
                errors.append(loaded.error((record_id,), message))
    errors.extend(check_pages(docs, guide, broken))
    if errors:
        raise RecordErrors(errors)
    return guide
