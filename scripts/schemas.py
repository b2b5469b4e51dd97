"""The JSON Schemas that editors check and complete records with, written from the models in `macros.records`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.records import FILE_KINDS, ID_PATTERN, FileKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def wanted_schemas(folder: Path) -> dict[Path, str]:
    """Each schema file that belongs in `folder`, with its text."""
    return {
        folder / f"{kind.name}.json": json.dumps(_schema(kind), indent=2, ensure_ascii=False) + "\n"
        for kind in FILE_KINDS
    }


def stale_schemas(folder: Path) -> list[Path]:
    """The schema files in `folder` that are missing, differ from the models, or have no model."""
    wanted = wanted_schemas(folder)
    differing = {
        path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text
    }
    return sorted(differing | (set(folder.glob("*.json")) - set(wanted)))


def write_schemas(folder: Path) -> list[Path]:
    """Write what is stale, remove what has no model; the paths that changed."""
    wanted, stale = wanted_schemas(folder), stale_schemas(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8")
        else:
            path.unlink()
    return stale


def editor_mapping() -> dict[str, str]:
    """What `yaml.schemas` in .vscode/settings.json has to say: each schema and the records it is for."""
    return {f"docs/_data/schema/{kind.name}.json": f"docs/_data/{kind.pattern}" for kind in FILE_KINDS}


def _schema(kind: FileKind) -> dict[str, Any]:
    shape: Any = dict[str, kind.model] if kind.mapping else kind.model  # type: ignore[name-defined]
    schema = TypeAdapter(shape).json_schema(by_alias=True)
    if kind.mapping:
        schema["propertyNames"] = {"pattern": ID_PATTERN}
    return {"$schema": DIALECT, "title": f"docs/_data/{kind.pattern}", **schema}
