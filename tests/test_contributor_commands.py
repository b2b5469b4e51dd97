"""What a contributor relies on when starting something new and checking it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.records import Company, Question, Topic
from scripts import bench, drafts, links, scaffold, schemas


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A guide with the few records that a draft leans on."""
    docs = tmp_path / "docs"
    records = {
        "vocabulary.yml": {
            "families": {"ads": {"title": "Ads"}},
            "industries": {"retail": {"title": "Retail"}},
        },
        "topics.yml": {name: {"title": name} for name in ("calibration", "embeddings", "ranking")},
        "case_studies/acme.yml": {f"acme-{n}": {"title": "Paper"} for n in range(4)},
        "questions/old-question.yml": {"title": "An old question"},
    }
    for name, record in records.items():
        path = docs / "_data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(record, sort_keys=False))
    return docs


def test_a_new_question_is_valid_as_drafted(docs: Path) -> None:
    record, page, sheet = scaffold.new_question(docs, "spam-detection")
    Question.model_validate(yaml.safe_load(record.read_text()))
    assert "# Spam detection\n" in page.read_text()
    assert "{{ checklist() }}" in sheet.read_text()


def test_a_new_topic_and_company_are_valid_as_drafted(docs: Path) -> None:
    topics, _ = scaffold.new_topic(docs, "cold-start")
    companies, _ = scaffold.new_company(docs, "initech", "Initech: a company")
    Topic.model_validate(yaml.safe_load(topics.read_text())["cold-start"])
    company = Company.model_validate(yaml.safe_load(companies.read_text())["initech"])
    assert company.name == "Initech: a company"


def test_a_listed_topic_gets_only_its_page(docs: Path) -> None:
    before = (docs / "_data/topics.yml").read_text()
    (page,) = scaffold.new_topic(docs, "calibration")
    assert page == docs / "topics/calibration.md"
    assert (docs / "_data/topics.yml").read_text() == before


def test_a_planned_question_keeps_what_was_planned_and_leaves_the_plan(docs: Path) -> None:
    plan = docs / "_data/planned.yml"
    planned = {
        name: {
            "title": f"The {name}: planned",
            "prompt": 'Design "it".',
            "family": "ads",
            "level": "staff",
            "topics": ["ranking", "embeddings"],
        }
        for name in ("first", "second", "third")
    }
    plan.write_text("# what is to come\n" + yaml.safe_dump(planned, sort_keys=False))
    record = scaffold.new_question(docs, "second")[0]
    question = Question.model_validate(yaml.safe_load(record.read_text()))
    assert (question.title, question.prompt, question.level) == (
        "The second: planned",
        'Design "it".',
        "staff",
    )
    assert list(yaml.safe_load(plan.read_text())) == ["first", "third"]
    assert plan.read_text().startswith("# what is to come\n")


def test_nothing_that_exists_is_overwritten(docs: Path) -> None:
    page = docs / "questions/spam-detection.md"
    page.parent.mkdir()
    page.write_text("mine")
    with pytest.raises(scaffold.ScaffoldError, match="is there already"):
        scaffold.new_question(docs, "spam-detection")
    assert page.read_text() == "mine"
    assert not (docs / "_data/questions/spam-detection.yml").exists()
    scaffold.new_step_item(docs, "data", "data-leakage")
    with pytest.raises(scaffold.ScaffoldError, match="already"):
        scaffold.new_step_item(docs, "data", "data-leakage")


@pytest.mark.parametrize("id", ["", "Spam", "spam_detection", "spam--x", "../spam", "a/b"])
def test_an_id_that_could_not_be_an_address_is_refused(docs: Path, id: str) -> None:
    with pytest.raises(scaffold.ScaffoldError, match="not an id"):
        scaffold.new_question(docs, id)


def test_an_unknown_step_is_refused_with_the_steps_there_are(docs: Path) -> None:
    with pytest.raises(scaffold.ScaffoldError, match="problem-formulation, metrics"):
        scaffold.new_step_item(docs, "metric", "met-x")


def test_what_a_draft_leaves_to_write_is_named_by_line(docs: Path) -> None:
    assert drafts.unfinished(docs) == []
    scaffold.new_step_item(docs, "data", "data-leakage")
    where = [place for place, _ in drafts.unfinished(docs)]
    assert where == ["docs/_data/checklists/data.yml:2", "docs/_data/checklists/data.yml:4"]


def test_a_link_to_a_page_that_is_not_there_is_named_by_line(docs: Path) -> None:
    (docs / "index.md").write_text(
        "# Home\n\n[here](index.md#home) [gone](gone.md) `[code](x.md)` [out](https://a.example/b)\n"
        '```\n[fenced](x.md)\n```\n![image](no.png "title") [root](/index.md) [mail](mailto:a@b.example)\n'
    )
    assert links.broken_links(docs) == [
        ("docs/index.md:3", "link: (gone.md) leads to gone.md, which is not there"),
        ("docs/index.md:7", "link: (no.png) leads to no.png, which is not there"),
        ("docs/index.md:7", "link: (/index.md) starts with '/'; write it relative to this page"),
    ]


def test_schemas_are_fresh_valid_and_known_to_the_editor(root: Path) -> None:
    folder = root / "docs/_data/schema"
    assert schemas.stale_schemas(folder) == []
    for path in folder.glob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text()))
    settings = json.loads((root / ".vscode/settings.json").read_text())
    assert settings["yaml.schemas"] == schemas.editor_mapping()


def test_every_record_satisfies_the_schema_that_its_editor_shows(root: Path) -> None:
    for schema, pattern in schemas.editor_mapping().items():
        validator = Draft202012Validator(json.loads((root / schema).read_text()))
        for path in sorted(root.glob(pattern)):
            record = json.loads(json.dumps(yaml.load(path.read_bytes(), yaml.CSafeLoader), default=str))
            errors = [
                f"{path.name}: {error.json_path}: {error.message}" for error in validator.iter_errors(record)
            ]
            assert errors == []


def test_a_stale_schema_is_noticed_and_rewritten(tmp_path: Path) -> None:
    schemas.write_schemas(tmp_path)
    (tmp_path / "topics.json").write_text("{}")
    (tmp_path / "no-such-record.json").write_text("{}")
    assert [path.name for path in schemas.stale_schemas(tmp_path)] == ["no-such-record.json", "topics.json"]
    schemas.write_schemas(tmp_path)
    assert schemas.stale_schemas(tmp_path) == []


def test_the_benchmark_compares_pair_by_pair() -> None:
    report = bench.Report(full=(2.0, 3.0, 2.2), plain=(2.0, 2.0, 2.0))
    assert report.ratios == (1.0, 1.5, 1.1)
    assert report.ratio == 1.1


def test_the_benchmarks_plain_site_differs_by_macros_diagrams_and_formulas_only(
    root: Path, tmp_path: Path
) -> None:
    plain = bench.plain_variant(root / "mkdocs.yml", tmp_path)
    assert "macros" not in plain
    assert "search" in plain
    assert "pymdownx.superfences" in plain


def test_the_lock_names_no_index_and_hashes_everything(root: Path) -> None:
    lines = (root / "requirements.txt").read_text().splitlines()
    assert not [line for line in lines if "://" in line or line.startswith("--")]
    pinned = [number for number, line in enumerate(lines) if "==" in line]
    assert pinned
    assert all("--hash=sha256:" in lines[number + 1] for number in pinned)
