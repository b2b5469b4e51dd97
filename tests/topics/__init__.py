"""The listings of the topic pages, run and held against trusted implementations."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from scripts.plots import load

CODE = Path(__file__).resolve().parents[2] / "docs" / "topics" / "code"


def load_example(name: str) -> ModuleType:
    """A listing as a module: `<topic>`, or `<topic>.<name>` where a page has several."""
    return load(CODE / f"{name}.py")
