"""The listings of the topic pages, run and held against trusted implementations."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

CODE = Path(__file__).resolve().parents[2] / "docs" / "topics" / "code"


def load_example(topic: str) -> ModuleType:
    """The listing of a topic's page as a module."""
    spec = importlib.util.spec_from_file_location(f"example_{topic.replace('-', '_')}", CODE / f"{topic}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
