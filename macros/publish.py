"""The records as one JSON document, for whoever builds on the guide."""

from __future__ import annotations

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
