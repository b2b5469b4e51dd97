"""Times the full build against the same Markdown built without macros, diagrams and formulas.

The plain variant is made once, and not timed: the site is built with the macros, and each page's Markdown is kept as
they left it. It is then built with the same theme, extensions and other plugins, but with the macros plugin off and
diagrams and formulas left as code. Both builds are whole processes, timed in pairs that alternate in order, so that a
machine that slows down or warms up weighs on both alike. What is counted is processor time, by the system's own account
of the finished process: a build is one thread, and on a machine that does other work the clock on the wall tells of
that work.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MACROS_PLUGIN = "macros"
FENCES = {"mermaid", "math"}
FORMULAS = "macros.mathml"


class BenchError(Exception):
    """A build failed; the message is its output."""


@dataclass(frozen=True)
class Report:
    """Processor seconds of each build, pair by pair."""

    full: tuple[float, ...]
    plain: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median over pairs of full time to plain time."""
        return statistics.median(self.ratios)

    @property
    def ratios(self) -> tuple[float, ...]:
        """Full time to plain time, pair by pair."""
        return tuple(full / plain for full, plain in zip(self.full, self.plain, strict=True))

    def text(self) -> str:
        """A table of minimum, median and maximum, and the ratio of each pair."""
        rows = [
            ("full build (s)", self.full),
            ("plain build (s)", self.plain),
            ("ratio of a pair", self.ratios),
        ]
        lines = [f"{'':16} {'min':>7} {'median':>7} {'max':>7}"]
        lines += [
            f"{name:16} {min(values):7.2f} {statistics.median(values):7.2f} {max(values):7.2f}"
            for name, values in rows
        ]
        lines.append("ratios, pair by pair: " + ", ".join(f"{ratio:.2f}" for ratio in self.ratios))
        return "\n".join(lines)


def compare_builds(root: Path, pairs: int) -> Report:
    """Build both variants once to warm up, then in `pairs` timed pairs.

    Raises:
        BenchError: if a build fails.
    """
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as folder:
        work = Path(folder)
        expand_pages(root, work / "docs")
        plain_config = work / "mkdocs.yml"
        plain_config.write_text(plain_variant(root / "mkdocs.yml", work / "docs"), encoding="utf-8")

        def full() -> float:
            return _timed_build(root, root / "mkdocs.yml", work / "full")

        def plain() -> float:
            return _timed_build(root, plain_config, work / "plain")

        full(), plain()
        times = []
        for pair in range(pairs):
            if pair % 2:
                plain_time, full_time = plain(), full()
            else:
                full_time, plain_time = full(), plain()
            times.append((full_time, plain_time))
    return Report(full=tuple(f for f, _ in times), plain=tuple(p for _, p in times))


def expand_pages(root: Path, to: Path) -> None:
    """Copy docs/ with each page's Markdown as the macros leave it."""
    shutil.copytree(root / "docs", to)
    command = [sys.executable, "-c", _EXPAND, str(root / "mkdocs.yml"), str(to)]
    _run(root, command)


# A process of its own, so that a failing page ends it and not the benchmark. The plugin is added last, so it sees a
# page's Markdown after the macros.
_EXPAND = """
import pathlib, sys, tempfile
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin

config_file, to = sys.argv[1:]

class KeepMarkdown(BasePlugin):
    def on_page_markdown(self, markdown, /, *, page, config, files):
        meta = yaml.safe_dump(dict(page.meta), allow_unicode=True) if page.meta else ""
        path = pathlib.Path(to, page.file.src_uri)
        path.write_text(f"---\\n{meta}---\\n{markdown}" if meta else markdown, encoding="utf-8")

with tempfile.TemporaryDirectory() as site:
    config = load_config(config_file, site_dir=site)
    config.plugins["keep-markdown"] = KeepMarkdown()
    build(config)
"""


class _Tagged(str):
    """A scalar with a tag of MkDocs' own (`!ENV`, `!!python/name:`), kept as it is written."""

    tag: str


class _Loader(yaml.SafeLoader):
    pass


class _Dumper(yaml.SafeDumper):
    pass


def _keep_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    # Only scalars are carried over; `!ENV [NAME, default]` becomes its default.
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node)[-1]
    scalar = _Tagged(node.value)
    scalar.tag = f"tag:yaml.org,2002:python/name:{suffix}"
    return scalar


_Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _keep_tag)
_Loader.add_multi_constructor("!", _keep_tag)
_Dumper.add_representer(_Tagged, lambda dumper, scalar: dumper.represent_scalar(scalar.tag, str(scalar)))


def plain_variant(config_file: Path, docs: Path) -> str:
    """The site's configuration without the macros plugin, diagrams and formulas, for pages in `docs`."""
    root = config_file.parent
    config = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_Loader)
    config["docs_dir"] = str(docs)
    config["theme"]["custom_dir"] = str(root / config["theme"]["custom_dir"])
    config["hooks"] = [str(root / hook) for hook in config.get("hooks", [])]
    config.pop("watch", None)
    config["plugins"] = [plugin for plugin in config["plugins"] if _name(plugin) != MACROS_PLUGIN]
    extensions = [e for e in config["markdown_extensions"] if _name(e) != FORMULAS]
    config["markdown_extensions"] = extensions
    for extension in extensions:
        if _name(extension) == "pymdownx.superfences" and isinstance(extension, dict):
            options = extension["pymdownx.superfences"]
            fences = options.get("custom_fences", [])
            options["custom_fences"] = [fence for fence in fences if fence["name"] not in FENCES]
    return yaml.dump(config, Dumper=_Dumper, sort_keys=False, allow_unicode=True)


def _name(entry: str | dict[str, Any]) -> str:
    return entry if isinstance(entry, str) else next(iter(entry))


def _timed_build(root: Path, config: Path, site: Path) -> float:
    shutil.rmtree(site, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    before = _spent()
    _run(root, [*command, "--config-file", str(config), "--site-dir", str(site)])
    return _spent() - before


def _spent() -> float:
    """Processor seconds, user and system, of all finished child processes."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _run(root: Path, command: list[str]) -> None:
    done = subprocess.run(command, cwd=root, env=os.environ, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BenchError(f"a build failed:\n{done.stdout}{done.stderr}")
