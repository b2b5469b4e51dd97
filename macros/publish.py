"""The records as one JSON document, for whoever builds on the guide."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from macros.guide import Guide

# Kinds as they stand in the document, each in the shape of the schema of the same name.
PUBLISHED = ("steps", "topics", "questions", "planned", "companies", "cases", "terms", "numbers", "resources")


def as_json(guide: Guide) -> str:
    """All records by kind and id, with checklist items and each write-up's company; fields that are unset left out."""
    document: dict[str, Any] = {
        name: {
            i: record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            for i, record in getattr(guide, name).items()
        }
        for name in PUBLISHED
    }
    for case_id, company_id in guide.case_owner.items():
        document["cases"][case_id]["company"] = company_id
    document["items"] = {
        i: {
            **item.record.model_dump(mode="json", exclude_defaults=True),
            "step": item.step,
            "question": item.question,
        }
        for i, item in guide.items.items()
    }
    return json.dumps(document, ensure_ascii=False, indent=None, separators=(",", ":"))


COLUMNS = (
    "id",
    "company",
    "title",
    "url",
    "year",
    "kind",
    "industry",
    "topics",
    "questions",
    "steps",
    "teaches",
    "access",
    "archive",
)


def case_rows(guide: Guide) -> list[dict[str, Any]]:
    """The write-ups as flat rows in the order of the explorer; lists of ids stay lists."""
    return [
        {
            "id": i,
            "company": guide.companies[company].name,
            "title": guide.cases[i].title,
            "url": guide.cases[i].url,
            "year": guide.cases[i].year,
            "kind": guide.cases[i].kind,
            "industry": guide.companies[company].industry,
            "topics": guide.cases[i].topics,
            "questions": guide.linked("case", i, "question"),
            "steps": guide.cases[i].steps,
            "teaches": guide.cases[i].teaches,
            "access": guide.cases[i].access,
            "archive": guide.cases[i].archive,
        }
        for company in guide.companies_by_name
        for i in guide.cases_of(company)
    ]


def cases_as_json(guide: Guide) -> str:
    """The write-ups as a JSON list of objects."""
    return json.dumps(case_rows(guide), ensure_ascii=False, indent=1)


def cases_as_csv(guide: Guide) -> str:
    """The write-ups as CSV with a header line; ids in a cell are parted by a space."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in case_rows(guide):
        writer.writerow({k: " ".join(v) if isinstance(v, list) else v for k, v in row.items()})
    return text.getvalue()
