"""One command line for contributors: `python scripts/guide.py --help`.

Each command says what it did in a line, or fails with a reason; the work is done in the modules beside this one and in
`macros`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SCHEMAS = DOCS / "_data" / "schema"

# Run as a script, Python looks for modules in scripts/ only.
sys.path.insert(0, str(ROOT))

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
new = typer.Typer(no_args_is_help=True, help="Start a new page or record from its template.")
app.add_typer(new, name="new")


def _fail(reason: object) -> typer.Exit:
    typer.echo(reason, err=True)
    return typer.Exit(1)


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@app.command()
def check() -> None:
    """Check the records, the freshness of their schemas, drafts left unfinished, and the links between pages."""
    from macros.load import RecordErrors, load_guide
    from scripts.drafts import unfinished
    from scripts.links import broken_links

    problems = []
    try:
        load_guide(DOCS)
    except RecordErrors as errors:
        problems.append(str(errors))
    problems += [f"{where}: {what}" for where, what in [*broken_links(DOCS), *unfinished(DOCS)]]
    problems += _stale()
    if problems:
        raise _fail("\n".join(problems))
    typer.echo("guide: records, schemas and links are in order")


@app.command()
def links(
    report: Annotated[Path | None, typer.Option(help="Write the findings here as Markdown.")] = None,
    fresh_days: Annotated[float, typer.Option(help="Do not ask again what was found this recently.")] = 6,
    only: Annotated[str, typer.Option(help="Only addresses that contain this.")] = "",
) -> None:
    """Ask whether the outside addresses are alive; fails if one is gone. Run it again to take up a broken run."""
    import asyncio

    from scripts import outside_links

    try:
        excepted = outside_links.exceptions(ROOT / "scripts" / "link_exceptions.yml")
    except ValueError as error:
        raise _fail(error) from None
    places = {url: where for url, where in outside_links.addresses(ROOT).items() if only in url}
    memory = outside_links.Memory(ROOT / ".cache" / "links.jsonl", fresh_days)
    typer.echo(f"links: {len(places)} addresses, {sum(u in memory.found for u in places)} known from before")

    def told(finding: outside_links.Finding) -> None:
        if finding.verdict in outside_links.HEADINGS:
            typer.echo(f"{finding.verdict}: {finding.url} ({finding.detail})")

    manners = outside_links.Manners()
    findings = asyncio.run(outside_links.check(places, memory, excepted, manners, told=told))
    text = outside_links.report(findings, places)
    if report:
        report.write_text(text, encoding="utf-8")
    typer.echo(text.split("\n", 1)[0])
    if any(finding.verdict is outside_links.Verdict.DEAD for finding in findings):
        raise _fail("links: some are gone; replace each, or give the record its `archive` address")


@app.command()
def plots(
    names: Annotated[
        list[str] | None, typer.Argument(help="Only these, drawn whether changed or not.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Draw all, write nothing; fail if one is stale.")
    ] = False,
) -> None:
    """Draw the topic pages' plots whose listing or description has changed, into docs/topics/plots/."""
    from scripts.plots import PlotError, changed, draw, sources

    code = DOCS / "topics" / "code"
    every = sources(DOCS, names or ())
    wanted = [source for source in every if names or check or changed(source, code)]
    stale = []
    try:
        for source in wanted:
            figure, html = source.with_suffix(".html"), draw(source, code)
            if not figure.exists() or figure.read_text(encoding="utf-8") != html:
                stale.append(
                    f"{_relative(figure)}: stale; `python scripts/guide.py plots {source.stem}` draws it"
                )
            if not check:
                figure.write_text(html, encoding="utf-8")
    except PlotError as error:
        raise _fail(error) from None
    if check and stale:
        raise _fail("\n".join(stale))
    typer.echo(f"plots: {len(every)} in order, {len(stale)} drawn anew")


@app.command()
def documents(
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; fail if a Word file is not what its document says."),
    ] = False,
) -> None:
    """Make the Word files of the documents in docs/_data/documents whose text has changed."""
    from scripts.word_files import stale

    found = stale(DOCS / "_data" / "documents")
    if check and found:
        raise _fail(
            "\n".join(f"{_relative(path)}: stale; run `python scripts/guide.py documents`" for path in found)
        )
    for path, word in found.items():
        path.write_bytes(word)
    typer.echo(f"documents: {len(found)} made anew")


@app.command()
def schema(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if one is stale.")] = False,
) -> None:
    """Write the JSON Schemas of the records, for editors, into docs/_data/schema/."""
    from scripts.schemas import write_schemas

    if check:
        stale = _stale()
        if stale:
            raise _fail("\n".join(stale))
        typer.echo("guide: the schemas are fresh")
        return
    changed = write_schemas(SCHEMAS)
    for path in changed:
        typer.echo(f"guide: {'wrote' if path.exists() else 'removed'} {_relative(path)}")
    if not changed:
        typer.echo("guide: the schemas were fresh")


def _stale() -> list[str]:
    from scripts.schemas import stale_schemas

    return [
        f"{_relative(path)}: differs from macros/records.py; run 'python scripts/guide.py schema'"
        for path in stale_schemas(SCHEMAS)
    ]


@app.command()
def bench(
    pairs: Annotated[int, typer.Option(min=1, help="How many pairs of builds to time.")] = 5,
    limit: Annotated[float, typer.Option(help="Fail above this ratio of the medians.")] = 1.25,
) -> None:
    """Time the full build against the same Markdown built without macros and diagrams."""
    from scripts.bench import BenchError, compare_builds

    try:
        report = compare_builds(ROOT, pairs)
    except BenchError as error:
        raise _fail(f"bench: {error}") from None
    typer.echo(report.text())
    if report.ratio > limit:
        raise _fail(
            f"bench: the full build takes {report.ratio:.2f} times the plain one; the limit is {limit}"
        )


def _scaffold(make: Callable[[], list[Path]]) -> None:
    from scripts.scaffold import ScaffoldError

    try:
        written = make()
    except ScaffoldError as error:
        raise _fail(f"new: {error}") from None
    for path in written:
        typer.echo(f"new: wrote {_relative(path)}")
    typer.echo("new: fill in what the comments ask for; 'make serve' shows it, 'make check' checks it")


Id = Annotated[str, typer.Argument(help="Its permanent id, in kebab-case: the name of its file and address.")]
Title = Annotated[str | None, typer.Option(help="Its title; made from the id where it is not given.")]


@new.command()
def question(
    id: Id,
    title: Title = None,
    code: Annotated[
        str | None, typer.Option(help="Short prefix of its items' ids; the id's initials by default.")
    ] = None,
) -> None:
    """A worked question: its record and its page."""
    from scripts.scaffold import new_question

    _scaffold(lambda: new_question(DOCS, id, title, code))


@new.command()
def topic(id: Id, title: Title = None) -> None:
    """A topic: an entry in topics.yml and its page."""
    from scripts.scaffold import new_topic

    _scaffold(lambda: new_topic(DOCS, id, title))


@new.command()
def company(id: Id, title: Title = None) -> None:
    """A company: an entry in companies.yml and its page."""
    from scripts.scaffold import new_company

    _scaffold(lambda: new_company(DOCS, id, title))


@new.command("step-item")
def step_item(
    step: Annotated[str, typer.Argument(help="The step it belongs to: metrics, data, serving...")], id: Id
) -> None:
    """An item of a step's checklist: an entry in checklists/<step>.yml."""
    from scripts.scaffold import new_step_item

    _scaffold(lambda: new_step_item(DOCS, step, id))


if __name__ == "__main__":
    app()
