"""The guide's build: records -> guide -> views. Here it is joined to MkDocs by mkdocs-macros-plugin; no logic.

The plugin's own Jinja environment hands pages the whole configuration, from which they can reach the system. So its
`render` is replaced with ours, which lets a page call our macros with literal arguments and nothing else.
"""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
SHOWN_ERROR = "/// danger | This page could not be built\n\n`{}`\n\n///\n"


_builds = 0


def _reload() -> None:
    """Read the macros' code anew before a rebuild: `mkdocs serve` keeps modules between builds.

    MkDocs holds on to the diagram fence from before, so that module is run again in place; the others are dropped.
    """
    for name in [n for n in sys.modules if n.startswith("macros.") and n != "macros.diagrams"]:
        del sys.modules[name]
    if "macros.diagrams" in sys.modules:
        importlib.reload(sys.modules["macros.diagrams"])


def define_env(env: Any) -> None:
    """Called by mkdocs-macros-plugin once a build, with the plugin itself. Ends the build where a record is wrong."""
    from mkdocs.exceptions import Abort

    global _builds
    if _builds:
        _reload()
    _builds += 1
    diagrams = importlib.import_module("macros.diagrams")
    load = importlib.import_module("macros.load")
    pages = importlib.import_module("macros.pages")
    sandbox = importlib.import_module("macros.sandbox")

    importlib.import_module("macros.block_options").install()

    docs = Path(env.conf["docs_dir"])
    try:
        guide = load.load_guide(docs)
    except load.RecordErrors as errors:
        raise Abort(f"{len(errors.errors)} error(s) in the records:\n{errors}") from None
    figures = pages.Figures(guide)

    def render(markdown: str, force_rendering: bool = False) -> str:
        del force_rendering  # every page is rendered
        file = env.page.file
        source = Path(file.abs_src_path).read_text(encoding="utf-8-sig")
        front = FRONT_MATTER.match(source)
        body = source[front.end() :] if front else source
        blank = len(body) - len(body.lstrip("\n"))
        first_line = (front.group().count("\n") if front else 0) + blank + 1
        diagrams.set_page(f"docs/{file.src_uri}", source)
        try:
            return str(pages.page_markdown(guide, figures, file.src_uri, markdown.lstrip("\n"), first_line))
        except sandbox.PageError as error:
            if env.config["on_error_fail"]:
                raise Abort(str(error)) from None
            return SHOWN_ERROR.format(error)

    env.render = render
    env._guide = guide
    # The theme's strip of steps is a ruler of 45 minutes.
    env.conf["extra"]["steps"] = [
        {"id": step_id, "minutes": step.minutes, "short": step.short} for step_id, step in guide.steps.items()
    ]


def on_post_build(env: Any) -> None:
    """Called by mkdocs-macros-plugin once the site is written: publish the records and the documents beside it."""
    publish = importlib.import_module("macros.publish")
    folder = Path(env.conf["site_dir"]) / "data"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("guide.json", publish.as_json),
        ("case-studies.json", publish.cases_as_json),
        ("case-studies.csv", publish.cases_as_csv),
    ):
        (folder / name).write_text(text(env._guide), encoding="utf-8")
    # A Word file is made by hand (scripts/guide.py documents), so one may be missing while its document is new.
    for path in sorted((Path(env.conf["docs_dir"]) / "_data" / "documents").glob("*.*")):
        (folder / path.name).write_bytes(path.read_bytes())
