"""One definition, two evaluators: what the build computes and what the browser computes are the same, to the letter.

Needs a browser but not the site: the page here holds one sizing table and its script, and no request leaves it.
"""

from __future__ import annotations

import gzip
import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown
from playwright.sync_api import Browser, Page, expect

from macros import sizing
from macros.figures import display
from macros.formula import MAX_LENGTH
from macros.units import base_factor, container, parse_unit, units
from macros.views.sizing import figure_span, sizing_table

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parents[2] / "docs/assets"
SCRIPT = ASSETS / "javascripts/sizing.js"
ADDRESS = "http://guide.test/questions/sample/"


@dataclass(frozen=True)
class Given:
    value: float
    unit: str
    min: float | None = None
    max: float | None = None
    label: str = "An input"
    basis: str = "assumed"
    source: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Found:
    formula: str
    unit: str
    label: str = "A figure"
    decides: str | None = None


# --- Random sizings, right by construction

KINDS = [
    "dimensionless",
    "request/second",
    "user",
    "byte",
    "day",
    "dollar/day",
    "percent",
    "gpu*hour",
    "millisecond/item",
]


def formula_of(unit: str, rows: dict[str, str], rng: random.Random, depth: int = 0) -> str:
    """A random formula that yields `unit`, over rows (id -> unit)."""

    def inner(of: str = unit) -> str:
        return formula_of(of, rows, rng, depth + 1)

    same = [key for key, of in rows.items() if of == unit]
    plain = "dimensionless"
    if depth > 4 or rng.random() < 0.15:
        if same and rng.random() < 0.8:
            return rng.choice(same)
        return f"{round(10 ** rng.uniform(-3, 6), 4)} * {unit}"
    ways = [
        lambda: f"({inner()} + {inner()})",
        lambda: f"({inner()} - 0.3 * {inner()})",
        lambda: f"{inner()} * ({inner(plain)})",
        lambda: f"({inner()}) / ({inner(plain)})",
        lambda: f"min({inner()}, {inner()}, {inner()})",
        lambda: f"max({inner()}, {inner()})",
        lambda: f"-({inner()})",
        lambda: f"sqrt(({inner()}) ** 2)",
        lambda: f"({inner()}) * ({inner('day')}) / ({inner('day')})",
        lambda: f"({inner()}) * 1000 * byte / ({inner('byte')})",
    ]
    if unit in (plain, "percent", "user"):
        ways += [lambda: f"ceil({inner()})", lambda: f"floor({inner()})"]
    if unit in (plain, "percent"):
        ways += [
            lambda: f"log2(1 + ({inner(plain)}) ** 2)",
            lambda: f"ln(2 + max({inner(plain)}, 0))",
            lambda: f"log10(1e-9 + ({inner(plain)}) ** 2)",
            lambda: f"exp(-(({inner(plain)}) ** 2) ** 0.125)",
            lambda: f"({inner(plain)}) ** 3",
            lambda: f"({inner('user')}) / user",
            lambda: f"({inner('dollar/day')}) / (dollar / week)",
        ]
    return rng.choice(ways)()


def random_sizing(seed: int) -> tuple[dict[str, Given], dict[str, Found]]:
    rng = random.Random(seed)
    inputs: dict[str, Given] = {}
    rows: dict[str, str] = {}
    for n in range(rng.randint(2, 6)):
        unit = rng.choice(KINDS)
        value = rng.choice([0.0, float(rng.randint(1, 10**6)), round(10 ** rng.uniform(-6, 12), 6)])
        inputs[f"in{n}"] = Given(value, unit)
        rows[f"in{n}"] = unit
    derived: dict[str, Found] = {}
    for n in range(rng.randint(1, 6)):
        unit = rng.choice(KINDS)
        formula = formula_of(unit, rows, rng)
        while len(formula) > MAX_LENGTH:
            formula = formula_of(unit, rows, rng)
        derived[f"out{n}"] = Found(formula, unit)
        rows[f"out{n}"] = unit
    # An input must be used.
    derived["all"] = Found(
        " + ".join(f"{key} / (1 * {row.unit})" for key, row in inputs.items()), "dimensionless"
    )
    return inputs, derived


def edited(inputs: dict[str, Given], seed: int) -> dict[str, Given]:
    """The inputs as a reader might change them."""
    rng = random.Random(-seed)
    return {
        key: replace(row, value=row.value * rng.choice([1, 1, 2, 0.1, 100, rng.uniform(0, 9)]))
        for key, row in inputs.items()
    }


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    """A page with the script and nothing else."""
    page = browser.new_page()
    page.add_script_tag(path=SCRIPT)
    yield page
    page.close()


def test_random_sizings_come_out_the_same_after_an_edit(blank: Page) -> None:
    cases: list[dict[str, Any]] = []
    wanted: list[dict[str, sizing.Figure] | None] = []
    for seed in range(300):
        inputs, derived = random_sizing(seed)
        changed = edited(inputs, seed)
        try:
            data = sizing.to_json(inputs, derived)
        except sizing.SizingErrors as errors:
            pytest.fail(f"seed {seed}: {errors}")
        try:
            figures = sizing.evaluate(changed, derived)
        except sizing.SizingErrors:
            figures = None
        wanted.append(figures)
        cases.append({"data": data, "values": {key: row.value for key, row in changed.items()}})
    made = blank.evaluate(
        """cases => cases.map(({data, values}) => {
            try {
                const rows = guideSizing.compute(data, values);
                const derived = Object.keys(data.derived).map(key =>
                    [key, {base: rows[key], text: guideSizing.write(data.derived[key].d, rows[key])}]);
                const inputs = Object.keys(data.inputs).map(key =>
                    [key, {base: rows[key], text: guideSizing.writeExact(data.inputs[key].d, values[key])}]);
                return Object.fromEntries([...inputs, ...derived]);
            } catch (key) {
                if (key instanceof Error) throw key;
                return null;
            }
        })""",
        json.loads(json.dumps(cases, allow_nan=False)),
    )
    compared = 0
    for seed, (figures, browser_figures) in enumerate(zip(wanted, made, strict=True)):
        assert (figures is None) == (browser_figures is None), (
            f"seed {seed}: only one of the two has a result"
        )
        for key, figure in (figures or {}).items():
            factor = base_factor(container(dict(parse_unit(figure.unit))))
            assert browser_figures[key]["base"] / factor == pytest.approx(
                figure.magnitude, rel=1e-9, abs=1e-300
            ), f"seed {seed}: {key}"
            assert browser_figures[key]["text"] == figure.text, f"seed {seed}: {key}"
            compared += 1
    assert compared > 1000
    assert sum(figures is None for figures in wanted) > 10, "divisions by zero and the like must be tried too"


def test_numbers_of_every_unit_and_size_are_written_the_same(blank: Page) -> None:
    rng = random.Random(7)
    names = [
        "dimensionless",
        "dollar",
        "cent/query",
        "percent",
        "1/second",
        "query/user/day",
        "gpu*hour",
        *units(),
    ]
    cases = []
    wanted = []
    for name in names:
        sizes = [
            0.0,
            1.0,
            2.0,
            9.95,
            9.96,
            0.995,
            99.5,
            999.5,
            1000.0,
            99_999.0,
            100_000.0,
            1e15,
            1e-4,
            0.00012,
            625.0,
        ]
        sizes += [10 ** rng.uniform(-12, 20) for _ in range(20)] + [
            float(rng.randint(1, 10**7)) for _ in range(10)
        ]
        sizes += [round(rng.uniform(0, 100), rng.randint(0, 3)) for _ in range(10)]
        sizes += [-size for size in sizes[:10]]
        for exact in (False, True):
            how = display(name, exact=exact)
            cases.append({"d": how.to_json(), "exact": exact, "sizes": sizes})
            wanted.append([how.write_exact(size) if exact else how.write(size) for size in sizes])
    made = blank.evaluate(
        "cases => cases.map(({d, exact, sizes}) =>"
        " sizes.map(size => exact ? guideSizing.writeExact(d, size) : guideSizing.write(d, size)))",
        json.loads(json.dumps(cases)),
    )
    for case, texts, browser_texts in zip(cases, wanted, made, strict=True):
        for size, text, browser_text in zip(case["sizes"], texts, browser_texts, strict=True):
            assert browser_text == text, (size, case["d"])


def test_what_the_table_shows_can_be_typed(blank: Page) -> None:
    rng = random.Random(11)
    for unit in ("user", "dollar/order", "percent", "request/user/day"):
        values = [
            rng.choice([1, 1e3, 1e6, 1e9]) * rng.randint(1, 9999) / rng.choice([1, 10, 100])
            for _ in range(200)
        ]
        row = sizing.to_json({"a": Given(1, unit)}, {"b": Found("a * 1", unit)})["inputs"]["a"]  # type: ignore[index]
        again = blank.evaluate(
            "([row, values]) => values.map(value => guideSizing.parse(guideSizing.writeExact(row.d, value), row))",
            [row, values],
        )
        assert again == values


@pytest.mark.parametrize(
    ("unit", "typed", "value"),
    [
        ("user", "20M", 20e6),
        ("user", "1.5k", 1500),
        ("user", "1.5 K", 1500),
        ("user", "2b", 2e9),
        ("user", "2 bn", 2e9),
        ("user", "3e6", 3e6),
        ("user", "3E-2", 0.03),
        ("user", "20,000,000", 20e6),
        ("user", "20 000 000", 20e6),
        ("user", "20_000", 20e3),
        ("user", " 20M users ", 20e6),
        ("user", "1 user", 1),
        ("user", ".5", 0.5),
        ("user", "5.", 5),
        ("percent", "12%", 12),
        ("percent", "12", 12),
        ("dimensionless", "7%", 0.07),
        ("dimensionless", "0.07", 0.07),
        ("dollar/order", "$32", 32),
        ("dollar/order", "$1.2M/order", 1.2e6),
        ("user", "12%", None),
        ("user", "", None),
        ("user", "-", None),
        ("user", "abc", None),
        ("user", "1,5", None),
        ("user", "1.2.3", None),
        ("user", "0x10", None),
        ("user", "Infinity", None),
        ("user", "20 Mb", None),
        ("user", "1e9999", None),
    ],
)
def test_a_reader_may_type_a_number_as_people_do(
    blank: Page, unit: str, typed: str, value: float | None
) -> None:
    row = sizing.to_json({"a": Given(1, unit)}, {"b": Found("a * 1", unit)})["inputs"]["a"]  # type: ignore[index]
    read = blank.evaluate("([typed, row]) => guideSizing.parse(typed, row)", [typed, row])
    assert read == value if value is not None else not math.isfinite(read)


# --- The table on a page

INPUTS = {
    "payments_day": Given(
        20_000_000, "payment/day", min=1e6, max=1e9, label="Payments a day", note="mid-sized"
    ),
    "peak": Given(3, "dimensionless", label="Peak factor"),
    "fraud": Given(0.1, "percent", label="Fraud rate"),
}
DERIVED = {
    "peak_qps": Found(
        "payments_day * peak", "payment/second", label="Peak rate", decides="One service is enough."
    ),
    "frauds": Found("payments_day * fraud", "payment/day", label="Frauds a day"),
    "gap": Found("1 * payment / frauds", "second", label="Time between frauds"),
}


def sample_page() -> str:
    figures = sizing.evaluate(INPUTS, DERIVED)
    table = sizing_table("sample", INPUTS, DERIVED, figures, str)
    prose = f"At {figure_span(figures['peak_qps'])}, from {figure_span(figures['payments_day'])}."
    body = markdown(f"{prose}\n\n{table}\n\nAfter.", extensions=["md_in_html", "attr_list"])
    return (
        "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>A sample</title>"
        f"<style>{(ASSETS / 'stylesheets/sizing.css').read_text(encoding='utf-8')}</style>"
        f"<body><main class=md-typeset>{body}</main><script src=/sizing.js defer></script>"
    )


@pytest.fixture
def sample(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=getattr(request, "param", True))
    context.set_default_timeout(10_000)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.route(
        "**/*", lambda route: route.fulfill(body=sample_page(), content_type="text/html; charset=utf-8")
    )
    page.route(
        "**/sizing.js",
        lambda route: route.fulfill(path=SCRIPT, content_type="text/javascript; charset=utf-8"),
    )
    page.goto(ADDRESS)
    yield page
    assert not problems
    context.close()


def field(page: Page, label: str) -> Any:
    return page.get_by_label(label)


def test_an_edit_moves_every_figure_that_hangs_on_it(sample: Page) -> None:
    assert field(sample, "Payments a day").input_value() == "20M"
    field(sample, "Payments a day").fill("40M")
    expect(sample.locator("output[data-fig=peak_qps]")).to_have_text("1,390 payments/s")
    expect(sample.locator("output[data-fig=frauds]")).to_have_text("40,000 payments/day")
    expect(sample.locator("output[data-fig=gap]")).to_have_text("2.2 s")
    expect(sample.locator("p .fig[data-fig=peak_qps]")).to_have_text("1,390 payments/s")
    expect(sample.locator("p .fig[data-fig=payments_day]")).to_have_text("40M payments/day")
    expect(sample.locator("tr.sizing-changed")).to_have_count(4)
    expect(sample.locator("body")).to_have_class("sizing-edited")
    expect(sample.locator(".sizing-summary")).to_have_text(
        "Figures moved: 3. Peak rate: 1,390 payments/s; Frauds a day: 40,000 payments/day; Time between frauds: 2.2 s"
    )


def test_reset_and_escape_bring_the_built_figures_back(sample: Page) -> None:
    built = sample.locator("table output").all_inner_texts()
    field(sample, "Peak factor").fill("5")
    field(sample, "Fraud rate").fill("1%")
    assert sample.locator("table output").all_inner_texts() != built
    sample.get_by_role("button", name="Reset").click()
    assert sample.locator("table output").all_inner_texts() == built
    assert field(sample, "Fraud rate").input_value() == "0.1"
    expect(sample.get_by_role("button", name="Reset")).to_be_hidden()
    field(sample, "Peak factor").fill("5")
    field(sample, "Peak factor").press("Escape")
    assert sample.locator("table output").all_inner_texts() == built


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("Payments a day", "lots", "Write a number"),
        ("Payments a day", "", "Write a number"),
        ("Payments a day", "2B", "At most 1B payments/day."),
        ("Peak factor", "-1", "At least 0."),
        ("Fraud rate", "0", "“Time between frauds” would have no result."),
    ],
)
def test_a_bad_value_is_explained_and_the_last_good_one_stands(
    sample: Page, label: str, typed: str, said: str
) -> None:
    built = sample.locator("table output").all_inner_texts()
    field(sample, label).fill(typed)
    expect(sample.locator(".sizing-error:visible")).to_contain_text(said)
    expect(field(sample, label)).to_have_attribute("aria-invalid", "true")
    assert sample.locator("table output").all_inner_texts() == built
    field(sample, label).fill("12M" if "Payments" in label else "7")
    expect(sample.locator(".sizing-error:visible")).to_have_count(0)
    assert sample.locator("table output").all_inner_texts() != built


def test_the_keyboard_alone_is_enough(sample: Page) -> None:
    field(sample, "Payments a day").focus()
    sample.keyboard.press("Tab")
    expect(field(sample, "Peak factor")).to_be_focused()
    sample.keyboard.press("ControlOrMeta+a")
    sample.keyboard.type("4.5")
    expect(sample.locator("output[data-fig=peak_qps]")).to_have_text("1,040 payments/s")
    sample.keyboard.press("Backspace")
    sample.keyboard.press("Tab")
    assert field(sample, "Peak factor").input_value() == "4"
    expect(sample.locator("output[data-fig=peak_qps]")).to_have_text("930 payments/s")


def test_edits_outlive_a_reload_of_the_page(sample: Page) -> None:
    field(sample, "Peak factor").fill("6")
    sample.reload()
    assert field(sample, "Peak factor").input_value() == "6"
    expect(sample.locator("p .fig[data-fig=peak_qps]")).to_have_text("1,390 payments/s")
    sample.get_by_role("button", name="Reset").click()
    sample.reload()
    assert field(sample, "Peak factor").input_value() == "3"


@pytest.mark.parametrize("sample", [False], indirect=True)
def test_without_javascript_the_built_figures_stand(sample: Page) -> None:
    expect(sample.locator("[data-input=payments_day]")).to_have_text("20M payments/day")
    expect(sample.locator("output[data-fig=peak_qps]")).to_have_text("690 payments/s")
    assert sample.locator("input, button").count() == 0


def test_what_the_build_wrote_is_what_the_script_computes_at_first(sample: Page) -> None:
    figures = sizing.evaluate(INPUTS, DERIVED)
    field(sample, "Peak factor").fill("4")
    field(sample, "Peak factor").fill("3")
    for key in DERIVED:
        expect(sample.locator(f"output[data-fig={key}]")).to_have_text(figures[key].text)
    expect(sample.locator("tr.sizing-changed")).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_no_tap_zooms(sample: Page) -> None:
    sample.set_viewport_size({"width": 390, "height": 800})
    field(sample, "Payments a day").fill("900,000,000")
    field(sample, "Peak factor").fill("no such number")
    assert sample.evaluate("document.documentElement.scrollWidth") <= 390
    size = field(sample, "Peak factor").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
    assert size >= 16, "phones zoom in on smaller fields"


def test_the_script_stays_small() -> None:
    assert len(gzip.compress(SCRIPT.read_bytes())) < 4096
