"""Writes the first draft of a record and its page from the templates in scripts/templates/.

A draft is valid as it stands, so that it can be looked at from the start; what is left to write is marked TODO, which
`make check` reports. Nothing that exists is overwritten. A question that is listed in planned.yml moves out of it, with
its title, prompt, family and topics.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.records import ID_PATTERN, StepId

# Pages hold Jinja of their own, so the templates' marks differ from it.
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent / "templates"),
    block_start_string="<%",
    block_end_string="%>",
    variable_start_string="<<",
    variable_end_string=">>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,
)


class ScaffoldError(Exception):
    """The draft can't be written; the message says why and what to do."""


def new_question(docs: Path, id: str, title: str | None = None, code: str | None = None) -> list[Path]:
    """Write a question's record, page and checklist page; the paths that were written.

    Args:
        docs: the folder of the pages.
        id: the question's id.
        title: its title; from planned.yml or the id where it is None.
        code: the prefix of its items' ids; the id's initials where it is None.

    Raises:
        ScaffoldError: if the id is malformed or taken.
    """
    _check_id(id)
    data = docs / "_data"
    record, page = data / "questions" / f"{id}.yml", docs / "questions" / f"{id}.md"
    sheet = docs / "checklists" / f"{id}.md"
    _check_absent(docs, record, page, sheet)
    planned = _mapping(data / "planned.yml").get(id, {})
    name = title or planned.get("title") or _title(id)
    values = {
        **_names(id, name),
        "code": code or "".join(word[0] for word in id.split("-")),
        "prompt": _quoted(planned.get("prompt", "TODO as vague as an interviewer says it")),
        "family": planned.get("family") or _first(_mapping(data / "vocabulary.yml").get("families", {})),
        "level": planned.get("level", "senior"),
        "aliases": _flow_list(planned.get("aliases", [])),
        "topics": _flow_list(planned.get("topics") or list(_mapping(data / "topics.yml"))[:2]),
        "related": _flow_list([path.stem for path in sorted(data.glob("questions/*.yml"))][:1]),
        "cases": _some_cases(data, 3),
        "steps": get_args(StepId),
    }
    written = [
        _write(record, "question.yml.jinja", values),
        _write(page, "question.md.jinja", values),
        _write(sheet, "question-checklist.md.jinja", values),
    ]
    if planned:
        _remove_entry(data / "planned.yml", id)
        written.append(data / "planned.yml")
    return written


def new_topic(docs: Path, id: str, title: str | None = None) -> list[Path]:
    """Add a topic to topics.yml and write its page; raises ScaffoldError as `new_question` does."""
    return _entry_and_page(docs, "topic", "topics", id, title)


def new_company(docs: Path, id: str, title: str | None = None) -> list[Path]:
    """Add a company to companies.yml and write its page; raises ScaffoldError as `new_question` does."""
    return _entry_and_page(docs, "company", "companies", id, title)


def new_step_item(docs: Path, step: str, id: str) -> list[Path]:
    """Add an item to a step's checklist; raises ScaffoldError if there is no such step or the id is taken."""
    _check_id(id)
    if step not in get_args(StepId):
        raise ScaffoldError(f"there is no step '{step}'; the steps are {', '.join(get_args(StepId))}")
    record = docs / "_data/checklists" / f"{step}.yml"
    return [_append_entry(record, "step-item.yml.jinja", {"id": id})]


def _entry_and_page(docs: Path, kind: str, folder: str, id: str, title: str | None) -> list[Path]:
    _check_id(id)
    record, page = docs / "_data" / f"{folder}.yml", docs / folder / f"{id}.md"
    _check_absent(docs, page)
    # Its record may be there already, listed but not written up: then only the page is new.
    listed = _mapping(record).get(id, {})
    values = {
        **_names(id, title or listed.get("title") or listed.get("name") or _title(id)),
        "industry": _first(_mapping(docs / "_data/vocabulary.yml").get("industries", {})),
    }
    written = [] if listed else [_append_entry(record, f"{kind}.yml.jinja", values)]
    return [*written, _write(page, f"{kind}.md.jinja", values)]


def _check_id(id: str) -> None:
    if not re.fullmatch(ID_PATTERN, id):
        raise ScaffoldError(f"'{id}' is not an id: lower-case words and digits, joined by single hyphens")


def _check_absent(docs: Path, *paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise ScaffoldError(f"{path.relative_to(docs.parent)} is there already; nothing was written")


def _title(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _names(id: str, title: str) -> dict[str, str]:
    """The id, the title as YAML has to have it, and as a heading has."""
    return {"id": id, "title": _quoted(title), "heading": title}


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, default_style='"', width=10_000, allow_unicode=True).strip()


def _flow_list(words: list[str]) -> str:
    return yaml.safe_dump(words, default_flow_style=True, width=10_000, allow_unicode=True).strip()


def _first(mapping: dict[str, Any]) -> str:
    return next(iter(mapping), "TODO")


def _some_cases(data: Path, count: int) -> list[str]:
    found: list[str] = []
    for path in sorted(data.glob("case_studies/*.yml")):
        found += _mapping(path)
        if len(found) >= count:
            break
    return found[:count]


def _mapping(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        found = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ScaffoldError(f"{path.name} can't be read; mend it first: {error}") from None
    return found if isinstance(found, dict) else {}


def _write(path: Path, template: str, values: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEMPLATES.get_template(template).render(values), encoding="utf-8")
    return path


def _append_entry(path: Path, template: str, values: dict[str, Any]) -> Path:
    if values["id"] in _mapping(path):
        raise ScaffoldError(f"'{values['id']}' is in {path.name} already; nothing was written")
    before = path.read_text(encoding="utf-8").rstrip("\n") if path.exists() else ""
    entry = TEMPLATES.get_template(template).render(values)
    # As text, so that comments and the order of the file stay as they are.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}\n\n{entry}".lstrip("\n"), encoding="utf-8")
    return path


def _remove_entry(path: Path, id: str) -> None:
    text = path.read_text(encoding="utf-8")
    entry = re.compile(rf"^[\"']?{re.escape(id)}[\"']?:.*\n(?:(?:[ \t].*)?\n)*", re.MULTILINE)
    path.write_text(entry.sub("", text, count=1), encoding="utf-8")
