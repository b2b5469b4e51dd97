"""A contributor's mistake in a record is named with file, line, field, what was found and what was expected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.load import MAX_BYTES, RecordErrors, load_guide

ROOT = Path(__file__).resolve().parents[2]

Break = Callable[[str, str, str], str]


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's records and pages, without what they show."""
    target = tmp_path_factory.mktemp("docs") / "docs"
    shutil.copytree(ROOT / "docs", target, ignore=shutil.ignore_patterns("assets", "schema"))
    return target


@pytest.fixture
def broken(tree: Path) -> Callable[[str, bytes], str]:
    """`broken(file, bytes)` gives the errors of the guide with this file's content replaced."""

    def load(file: str, content: bytes) -> str:
        path = tree / "_data" / file
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(content)
        try:
            load_guide(tree)
        except RecordErrors as errors:
            return str(errors)
        finally:
            if before is None:
                path.unlink()
            else:
                path.write_bytes(before)
        return ""

    return load


@pytest.fixture
def edited(tree: Path, broken: Callable[[str, bytes], str]) -> Break:
    """`edited(file, old, new)` gives the errors after one edit; the old text must be there."""

    def edit(file: str, old: str, new: str) -> str:
        text = (tree / "_data" / file).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}: the test needs another text to break"
        return broken(file, text.replace(old, new, 1).encode())

    return edit


def line_of(tree: Path, file: str, text: str) -> int:
    lines = (tree / "_data" / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_records_of_the_guide_are_sound(tree: Path) -> None:
    assert load_guide(tree).questions


def test_a_missing_field_is_named_with_its_line(edited: Break, tree: Path) -> None:
    line = line_of(tree, "topics.yml", "calibration:")
    errors = edited("topics.yml", '  title: "Calibration"\n', "")
    assert f"docs/_data/topics.yml:{line}: calibration.title: found nothing; expected this field" in errors


def test_a_wrong_type_is_named_with_what_was_found(edited: Break) -> None:
    errors = edited("steps.yml", "minutes: 6", "minutes: six")
    assert "problem-formulation.minutes: found 'six'; expected a whole number" in errors


def test_a_word_that_yaml_takes_for_yes_or_no_is_explained(edited: Break) -> None:
    errors = edited("steps.yml", "title: Metrics", "title: on")
    assert "metrics.title: found true (a yes/no value; quote it if it is a word); expected text" in errors


def test_an_unknown_field_suggests_the_nearest(edited: Break) -> None:
    errors = edited("topics.yml", "  summary:", "  sumary:")
    assert "found an unknown field" in errors
    assert "did you mean 'summary'?" in errors


def test_an_unknown_id_suggests_the_nearest(edited: Break) -> None:
    errors = edited("topics.yml", "parent: recommendation-systems", "parent: recomendation-systems")
    assert (
        "parent: found 'recomendation-systems'; expected the id of a topic; did you mean 'recommendation-systems'?"
        in errors
    )


def test_an_unknown_id_inside_a_text_is_found(edited: Break) -> None:
    errors = edited(
        "steps.yml", "goal: Turn a vague prompt", "goal: Turn [[topic:calibraton]] a vague prompt"
    )
    assert errors == "" or "did you mean 'calibration'?" in errors
    assert errors, "a reference in a step's goal must be checked"


def test_a_duplicate_key_is_named_with_both_lines(broken: Callable[[str, bytes], str]) -> None:
    errors = broken(
        "vocabulary.yml", b"families:\n  ads: {title: Ads}\n  ads: {title: Ads}\nindustries: {}\n"
    )
    assert "docs/_data/vocabulary.yml:3: families.ads: found the key twice" in errors
    assert "it stands first in line 2" in errors


def test_an_id_used_in_two_files_names_the_first(edited: Break, tree: Path) -> None:
    first = next(iter(yaml.safe_load((tree / "_data/checklists/data.yml").read_text())))
    second = next(iter(yaml.safe_load((tree / "_data/checklists/features.yml").read_text())))
    errors = edited("checklists/features.yml", f"{second}:", f"{first}:")
    assert "expected an id of its own" in errors
    assert "docs/_data/checklists/data.yml:" in errors


def test_an_id_with_capitals_is_refused(edited: Break) -> None:
    assert "found the id 'Calibration'; expected small letters" in edited(
        "topics.yml", "\ncalibration:", "\nCalibration:"
    )


def test_a_bad_address_is_refused(edited: Break) -> None:
    errors = edited("companies.yml", "https://netflixtechblog.com/", "netflixtechblog")
    assert "netflix.blog: found 'netflixtechblog'; expected an address that starts with https://" in errors


def test_two_write_ups_cannot_share_an_address(edited: Break, tree: Path) -> None:
    records = yaml.safe_load((tree / "_data/case_studies/stripe.yml").read_text())
    first, second = list(records.values())[:2]
    assert "found an address that" in edited("case_studies/stripe.yml", second["url"], first["url"])


def test_a_link_written_on_both_sides_is_refused(edited: Break) -> None:
    title = '  title: "Class imbalance"\n'
    errors = edited("topics.yml", title, title + "  related: [calibration]\n")
    assert "found a link to topic 'calibration' that is written on its side too; expected one side" in errors


def test_a_tab_is_called_a_tab(broken: Callable[[str, bytes], str]) -> None:
    errors = broken("vocabulary.yml", b"families:\n\tads: {title: Ads}\n")
    assert "docs/_data/vocabulary.yml:2: found a tab; expected spaces" in errors


def test_bytes_that_are_not_utf8_are_placed(broken: Callable[[str, bytes], str]) -> None:
    errors = broken("glossary.yml", b"auc:\n  term: caf\xe9\n")
    assert "docs/_data/glossary.yml:2: found the byte 0xe9, which is not UTF-8" in errors


@pytest.mark.parametrize("content", [b"", b"  \n\n"])
def test_an_empty_file_is_refused(broken: Callable[[str, bytes], str], content: bytes) -> None:
    assert "docs/_data/numbers.yml:1: found an empty file" in broken("numbers.yml", content)


def test_a_list_where_a_mapping_belongs_is_refused(broken: Callable[[str, bytes], str]) -> None:
    assert "found a list of 1; expected a mapping" in broken("numbers.yml", b"- auc\n")


def test_a_huge_file_is_refused_unread(broken: Callable[[str, bytes], str]) -> None:
    errors = broken("glossary.yml", b"# " + b"x" * MAX_BYTES)
    assert f"expected at most {MAX_BYTES:,}" in errors


@pytest.mark.parametrize("opening", [b"[", b"{a: "])
def test_a_deeply_nested_file_is_refused(broken: Callable[[str, bytes], str], opening: bytes) -> None:
    assert "levels of nesting" in broken("glossary.yml", b"auc: " + opening * 50_000)


def test_anchors_that_blow_up_are_refused(broken: Callable[[str, bytes], str]) -> None:
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert "found a YAML anchor or alias" in broken("glossary.yml", bomb)


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system ['touch /tmp/owned']",
        "!!python/name:os.system",
        "!!python/object/new:subprocess.Popen [[ls]]",
        "!!binary aGk=",
        "!custom x",
    ],
)
def test_tags_that_try_to_run_code_are_refused(broken: Callable[[str, bytes], str], tag: str) -> None:
    assert "expected plain values: tags can run code" in broken(
        "glossary.yml", f"auc:\n  term: {tag}\n".encode()
    )


def test_broken_yaml_says_where(broken: Callable[[str, bytes], str]) -> None:
    errors = broken("glossary.yml", b'auc:\n  term: "no end\n  definition: x\n')
    assert errors.startswith("docs/_data/glossary.yml:")
    assert "broken YAML" in errors


def test_a_text_with_a_colon_gets_a_hint_to_quote_it(broken: Callable[[str, bytes], str]) -> None:
    assert "quote a text that holds" in broken("glossary.yml", b"auc:\n  term: area: under the curve\n")


def test_all_mistakes_are_told_at_once(
    edited: Break, tree: Path, broken: Callable[[str, bytes], str]
) -> None:
    text = (tree / "_data/steps.yml").read_text(encoding="utf-8")
    text = (
        text.replace("minutes: 6", "minutes: 99")
        .replace("number: 2", "number: two")
        .replace("  short: Serve\n", "")
    )
    errors = broken("steps.yml", text.encode())
    assert len(errors.splitlines()) >= 3
    assert all(line.startswith("docs/_data/steps.yml:") for line in errors.splitlines()), (
        "no echoes in other files"
    )


def test_a_formula_with_the_wrong_units_says_so(edited: Break) -> None:
    errors = edited(
        "running_example.yml",
        "formula: daily_buyers * searches_per_buyer,",
        "formula: daily_buyers + searches_per_buyer,",
    )
    assert "derived.searches_day" in errors


def test_a_latency_budget_that_does_not_add_up_is_refused(
    tree: Path, broken: Callable[[str, bytes], str]
) -> None:
    file = "questions/fraud-detection.yml"
    record = yaml.safe_load((tree / "_data" / file).read_text(encoding="utf-8"))
    record["latency"]["budget_ms"] = 1
    errors = broken(file, yaml.safe_dump(record, allow_unicode=True).encode())
    assert "latency.parts: found stages of" in errors
    assert "expected at most the budget of 1 ms" in errors


def test_a_figure_that_is_no_row_of_the_sizing_is_refused(
    tree: Path, broken: Callable[[str, bytes], str]
) -> None:
    file = "questions/fraud-detection.yml"
    record = yaml.safe_load((tree / "_data" / file).read_text(encoding="utf-8"))
    record["red_flags"][0] = "Ignores {fig:peak_rat}"
    errors = broken(file, yaml.safe_dump(record, allow_unicode=True).encode())
    assert (
        "red_flags.0: found '{fig:peak_rat}'; expected a row of the sizing; did you mean 'peak_rate'?"
        in errors
    )


def test_a_file_under_a_wrong_name_is_not_left_out_silently(tree: Path) -> None:
    steps = tree / "_data" / "steps.yml"
    steps.rename(steps.with_name("stepz.yml"))
    try:
        with pytest.raises(RecordErrors) as errors:
            load_guide(tree)
    finally:
        steps.with_name("stepz.yml").rename(steps)
    found = str(errors.value).splitlines()
    assert found[0] == "docs/_data/steps.yml:1: found no such file; expected it"
    assert found[1].startswith("docs/_data/stepz.yml:1: found a file that is none of the records")
    assert found[1].endswith("did you mean 'steps.yml'?")
    assert all(line.startswith(("docs/_data/step", "docs/flow/")) for line in found), (
        "no echoes in other files"
    )


def test_a_page_without_a_record_is_refused(tree: Path) -> None:
    page = tree / "topics" / "calibratoin.md"
    page.write_text("# ?\n", encoding="utf-8")
    try:
        with pytest.raises(
            RecordErrors, match=r"docs/topics/calibratoin\.md:1: .*did you mean 'calibration'"
        ):
            load_guide(tree)
    finally:
        page.unlink()


@pytest.mark.parametrize("folder", ["questions", "checklists"])
def test_a_worked_question_without_its_pages_is_refused(tree: Path, folder: str) -> None:
    page = tree / folder / "typeahead.md"
    text = page.read_text(encoding="utf-8")
    page.unlink()
    try:
        with pytest.raises(RecordErrors, match=rf"typeahead\.yml:1: .*expected docs/{folder}/typeahead\.md"):
            load_guide(tree)
    finally:
        page.write_text(text, encoding="utf-8")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(str.encode)))
def test_no_content_of_a_record_file_ends_in_a_traceback(
    broken: Callable[[str, bytes], str], content: bytes
) -> None:
    errors = broken("numbers.yml", content)
    assert all(line.startswith("docs/_data/") for line in errors.splitlines() if "numbers.yml" in line)


def test_an_input_takes_value_and_unit_from_the_number_it_names(tree: Path) -> None:
    guide = load_guide(tree)
    taken = [
        (row, guide.numbers[row.source])
        for question in guide.questions.values()
        for row in question.sizing.inputs.values()
        if row.source in guide.numbers
    ]
    assert taken
    for row, number in taken:
        assert (row.value, row.unit, row.basis) == (number.value, number.unit, "sourced")


def test_a_number_is_not_said_again_beside_its_id(edited: Break, tree: Path) -> None:
    file = "questions/video-recommendation.yml"
    line = line_of(tree, file, "source: gpu-cost") + 1
    errors = edited(file, "      source: gpu-cost\n", "      source: gpu-cost\n      value: 3\n")
    assert f"docs/_data/{file}:{line}: sizing.inputs.gpu_price.value: found 3; expected it left out" in errors


def test_an_unknown_unit_of_a_number_is_told_where_it_stands(edited: Break, tree: Path) -> None:
    line = line_of(tree, "numbers.yml", "reading-speed:")
    errors = edited("numbers.yml", "unit: word/minute, year: 2019", "unit: wrods/minute, year: 2019")
    assert f"docs/_data/numbers.yml:{line}: reading-speed.unit: unit 'wrods' is not known" in errors


def test_a_misspelled_number_is_told_with_the_nearest(edited: Break) -> None:
    errors = edited("questions/video-recommendation.yml", "source: gpu-cost", "source: gpu-costs")
    assert "sizing.inputs.gpu_price.source: found 'gpu-costs' and no value; expected the id" in errors
    assert "did you mean 'gpu-cost'?" in errors


def test_an_input_without_value_is_missed_where_its_source_is_no_number(edited: Break) -> None:
    errors = edited("questions/video-recommendation.yml", "source: gpu-cost", "source: napkin-math")
    assert "sizing.inputs.gpu_price.value: found nothing; expected this field" in errors
