"""Sizing: what a writer of a question and a reader of its table rely on."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pint
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from macros import figures, sizing, units
from macros.formula import (
    CalculationError,
    FormulaError,
    Name,
    Number,
    Operation,
    calculate,
    parse_formula,
    plain_formula,
    readable,
    unit_of,
)
from macros.views.sizing import MOST_STEPS_SHOWN, figure_span, sizing_table

# The first sizing loads pint, and machines that run tests in parallel are slow at times.
unhurried = settings(deadline=None)


@dataclass(frozen=True)
class Given:
    value: float
    unit: str
    min: float | None = None
    max: float | None = None
    label: str = "An input"
    basis: str = "assumed"
    source: str | None = None
    note: str | None = "a note"


@dataclass(frozen=True)
class Found:
    formula: str
    unit: str
    label: str = "A figure"
    decides: str | None = None


def figure(formula: str, unit: str, **inputs: Given) -> sizing.Figure:
    return sizing.evaluate(inputs, {"answer": Found(formula, unit)})["answer"]


def complaints(inputs: Mapping[str, Given], derived: Mapping[str, Found]) -> list[str]:
    with pytest.raises(sizing.SizingErrors) as caught:
        sizing.evaluate(inputs, derived)
    return [str(error) for error in caught.value]


def complaint(formula: str, unit: str = "dimensionless", **inputs: Given) -> str:
    (only,) = complaints(inputs, {"answer": Found(formula, unit)})
    return only


# --- Units


def test_users_times_requests_per_user_per_day_is_requests_per_time() -> None:
    made = figure(
        "users * requests",
        "request/second",
        users=Given(86_400, "user"),
        requests=Given(10, "request/user/day"),
    )
    assert made.magnitude == pytest.approx(10)
    assert made.text == "10 requests/s"


def test_a_formula_of_the_wrong_unit_is_refused_with_what_would_mend_it() -> None:
    said = complaint(
        "users * requests", "request/second", users=Given(9, "user"), requests=Given(9, "request/day")
    )
    assert said == (
        "answer: the formula gives request*user/day [request*user per time], but the declared unit is request/second"
        " [request per time]: divide by something in user, or check the units of the rows it uses"
    )


@pytest.mark.parametrize(
    ("formula", "unit", "cure"),
    [
        ("payments", "payment", "multiply by something in time"),
        ("payments * dollar", "dollar/day", "divide by something in payment"),
        (
            "128 * payments",
            "byte",
            "divide by something in payment and multiply by something in information*time",
        ),
    ],
)
def test_the_missing_or_surplus_factor_is_named(formula: str, unit: str, cure: str) -> None:
    assert cure in complaint(formula, unit, payments=Given(5, "payment/day"))


def test_counted_things_and_bytes_are_not_plain_numbers() -> None:
    for unit in ("user", "byte", "token", "dollar", "model_call", "gpu"):
        assert "declared unit is dimensionless" in complaint(f"3 * {unit}")


def test_adding_what_measures_different_things_is_refused() -> None:
    said = complaint("live + new", "item", live=Given(5, "item"), new=Given(5, "item/day"))
    assert "can't add item and item/day" in said
    assert "can't take the max of" in complaint("max(hour, byte)", "hour")


def test_adding_hours_and_minutes_works() -> None:
    assert figure("1 * hour + 30 * minute", "minute").magnitude == pytest.approx(90)


def test_an_unknown_unit_names_its_nearest() -> None:
    assert complaints({"a": Given(1, "qerry/day")}, {"b": Found("a * 2", "query/day")}) == [
        "a: unit 'qerry' is not known; did you mean query? (units are listed in macros/units.py)"
    ]


@pytest.mark.parametrize(
    "text", ["payment per day", "", "payment/", "/day", "payment day", "a.b", "x()", "payment//day"]
)
def test_a_unit_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(units.UnitError):
        units.parse_unit(text)


def test_logarithms_and_exponents_need_plain_numbers() -> None:
    assert "log2() needs a plain number, not byte" in complaint("log2(8 * byte)")
    assert "an exponent must be a plain number, not hour" in complaint("2 ** (3 * hour)")


def test_rounding_to_whole_hours_must_say_hours() -> None:
    life = Given(36, "hour")
    assert "would depend on the unit" in complaint("ceil(life)", "day", life=life)
    assert figure("ceil(life / day) * day", "day", life=life).text == "2 days"


def test_whole_servers_are_not_lost_to_the_last_bit() -> None:
    rate, each = Given(0.3, "request/second"), Given(0.1, "request/second/server")
    assert 0.1 * 3 / 0.1 > 3
    assert figure("ceil(each * 3 * server / each)", "server", each=each).magnitude == 3
    assert figure("ceil(rate / each)", "server", rate=rate, each=each).magnitude == 3


def test_every_unit_of_the_list_can_be_printed_and_read_back() -> None:
    for spelling, name in units.spellings().items():
        if re.fullmatch(r"[^\W\d]\w*", spelling):
            assert units.parse_unit(spelling) == (((name, 1),) if name else ())
            assert figures.format_figure(2, f"{spelling}/day").startswith(("2", "$", "0", "1"))


def test_no_spelling_stands_for_two_units() -> None:
    seen: dict[str, str] = {}
    for unit in units.units().values():
        for spelling in {unit.name, *unit.spellings}:
            assert seen.setdefault(spelling, unit.name) == unit.name, spelling


# --- What is wrong with a sizing


def test_an_unknown_name_names_the_nearest_row() -> None:
    rows = {"payments_day": Given(5, "payment/day")}
    said = complaints(rows, {"a": Found("payment_day * payments_day * day / payment", "payment/day")})
    assert said == ["a: 'payment_day' is neither a row of this sizing nor a unit; did you mean payments_day?"]


def test_a_circle_of_formulas_is_shown() -> None:
    rows = {
        "a": Found("b + c", "item"),
        "b": Found("2 * item", "item"),
        "c": Found("e", "item"),
        "e": Found("a", "item"),
    }
    assert complaints({}, rows) == ["a: the formulas go in a circle: a -> c -> e -> a"]
    assert complaints({}, {"a": Found("a", "item")}) == ["a: the formulas go in a circle: a -> a"]


def test_division_by_zero_is_said() -> None:
    assert complaint("1 / none", none=Given(0, "dimensionless")) == "answer: division by zero"
    assert "division by zero" in complaint("0 ** -1")


@pytest.mark.parametrize(
    "formula", ["exp(1000)", "1e300 * 1e300", "ln(0)", "log2(-1)", "sqrt(-1)", "(-8) ** 0.5", "10 ** 999"]
)
def test_a_result_that_is_no_number_is_refused(formula: str) -> None:
    assert complaint(formula)


def test_an_input_outside_its_bounds_is_refused() -> None:
    ok = {"b": Found("a * 2", "item")}
    assert complaints({"a": Given(5, "item", min=6)}, ok) == ["a: the value 5 is below its min, 6"]
    assert complaints({"a": Given(5, "item", max=4)}, ok) == ["a: the value 5 is above its max, 4"]
    assert complaints({"a": Given(5, "item", min=6, max=4)}, ok) == ["a: min 6 is above max 4"]
    assert complaints({"a": Given(math.nan, "item")}, ok) == ["a: the value is not a finite number"]


def test_an_unused_input_is_refused() -> None:
    rows = {"a": Given(1, "item"), "b": Given(1, "item")}
    assert complaints(rows, {"c": Found("a * 2", "item")}) == [
        "b: no formula uses this input: use it, or leave it out"
    ]


def test_all_mistakes_come_at_once_and_each_once() -> None:
    rows = {"no_unit": Given(1, "itm"), "ok": Given(1, "item"), "unused": Given(1, "item")}
    derived = {
        "hangs_on_a_fault": Found("no_unit * 2", "item"),
        "cut_short": Found("ok *", "item"),
        "mixed": Found("ok + 1", "item"),
        "hangs_on_another": Found("mixed * 2", "item"),
        "odd_unit": Found("ok * 2", "hours_"),
    }
    found = [said.split(":")[0] for said in complaints(rows, derived)]
    assert found == ["no_unit", "unused", "cut_short", "mixed", "odd_unit"]


@pytest.mark.parametrize("key", ["hour", "min", "byte"])
def test_a_row_may_not_hide_a_measure_or_a_function(key: str) -> None:
    assert "is the name of a" in complaints({key: Given(1, "item")}, {"b": Found(f"{key} * 2", "item")})[0]


def test_a_row_may_bear_the_name_of_a_counted_thing() -> None:
    assert figure("users * 2", "user", users=Given(21, "user")).text == "42 users"


def test_too_many_rows_are_refused_and_the_longest_chain_works() -> None:
    chain = {f"r{n}": Found(f"r{n + 1}" if n < 98 else "start", "item") for n in range(99)}
    assert sizing.evaluate({"start": Given(1, "item")}, chain)["r0"].magnitude == 1
    assert (
        "more than 100 rows"
        in complaints({"start": Given(1, "item")}, {**chain, "more": Found("r0", "item")})[0]
    )


# --- Formulas that reach for more than arithmetic


ESCAPES = [
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "a.__init__.__globals__",
    "(lambda: 1)()",
    "[x for x in (1, 2)]",
    "{1: 2}",
    "f'{1}'",
    "'a' * 9",
    "b'a'",
    "1j",
    "True",
    "None",
    "...",
    "a if a else a",
    "a and a",
    "a < 2",
    "a[0]",
    "(a := 3)",
    "open('/etc/passwd')",
    "eval('1')",
    "getattr(a, 'b')",
    "min(*a)",
    "min(a, key=a)",
    "max(a, default=1)",
    "min(a)",
    "sqrt(a, a)",
    "ceil()",
    "a; a",
    "a = 2",
    "import os",
    "print(1)",
    "yield",
    "await a",
    "~a",
    "not a",
    "a @ a",
    "a << 3",
    "a | a",
    "a // 2",
    "a % 2",
    "a ^ 2",
    "a, a",
    "1 +",
    "(a",
    "a)",
    "",
    "  ",
    "# a",
    "a\x00",
    "20M * a",
    "5%",
    "min.min(a, 2)",
    "min(a, 2).real",
    "(min)(a, 2)(1)",
    "9**9**9",
    "a ** 9999",
    "1e999",
    "9" * 499,
    "1" + "0" * 400 + " ** 2",
    "a+" * 300 + "a",
    "-" * 60 + "a",
    "-" * 499 + "a",
    "(" * 60 + "a" + ")" * 60 + "+" * 60 + "a",
    "(" * 249 + "a" + ")" * 249,
    "min(" * 60 + "a" + ", 1)" * 60,
    "ln(" * 55 + "a" + ")" * 55,
]


@pytest.mark.parametrize("formula", [f for f in ESCAPES if f != "(" * 249 + "a" + ")" * 249])
def test_a_formula_is_arithmetic_and_nothing_else(formula: str) -> None:
    started = time.perf_counter()
    with pytest.raises(sizing.SizingErrors):
        sizing.evaluate({"a": Given(2, "dimensionless")}, {"answer": Found(formula, "dimensionless")})
    assert time.perf_counter() - started < 1


@unhurried
@given(st.text(max_size=80) | st.text("a(1)*+-/.,[]_ \"'=:lambdinx", max_size=40))
def test_any_text_is_a_formula_or_refused_with_a_reason(text: str) -> None:
    try:
        made = figure(text, "dimensionless", a=Given(2, "dimensionless"))
        assert math.isfinite(made.magnitude)
    except sizing.SizingErrors as errors:
        assert all(error.message for error in errors)


@unhurried
@given(st.text(max_size=40) | st.text("ab/*1 day**_", max_size=30))
def test_any_text_is_a_unit_or_refused_with_a_reason(text: str) -> None:
    try:
        figures.format_figure(2.5, text)
    except units.UnitError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("a ^ 2", "`^` is not a power here: write `**`"),
        ("a // 2", "write floor(a / b)"),
        ("a % 2", "write `6 * percent`"),
        ("20,000 * a", "write 20_000, not 20,000"),
        ("20M * a", "can't read '20M': write 20e6 or 20_000_000"),
        ("a × 2", "`×` is not allowed: write `*`"),
        ("log(a)", "log() is not a function here; did you mean log10 or log2?"),
        ("sqrt(a, a)", "sqrt() takes one value, not 2"),
        ("min(a)", "min() takes 2 to 20 values, not 1"),
        ("a * 9**9**9", "an exponent of 3.8742e+08 is too large"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_to_write(formula: str, said: str) -> None:
    message = complaint(formula, a=Given(2, "dimensionless"))
    if "log()" in said:
        assert "log() is not a function here; did you mean" in message
    else:
        assert said in message


# --- Formulas and pint agree

PINT = pint.UnitRegistry(None)
PINT.load_definitions([unit.definition for unit in units.units().values()])
UNITS = [
    "user",
    "request/user/day",
    "byte/item",
    "item",
    "hour",
    "gigabyte",
    "dollar/request",
    "percent",
    "millisecond",
]

leaves = st.one_of(
    st.floats(0.01, 1000, allow_subnormal=False).map(lambda value: Number(round(value, 3))),
    st.sampled_from(["hour", "byte", "user", "percent"]).map(Name),
    st.sampled_from([f"r{n}" for n in range(len(UNITS))]).map(Name),
)
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Operation, st.sampled_from(["+", "-", "*", "/", "min", "max"]), st.tuples(inner, inner)),
        st.builds(lambda of: Operation("neg", (of,)), inner),
        st.builds(
            lambda of, power: Operation("**", (of, Number(power))), inner, st.sampled_from([1.0, 2.0, 3.0])
        ),
        st.builds(lambda of: Operation("sqrt", (Operation("**", (of, Number(2.0))),)), inner),
    ),
    max_leaves=12,
)


def by_pint(of: object, rows: Mapping[str, object]) -> object:
    """The formula's value by pint's own quantities."""
    match of:
        case Number(value):
            return PINT.Quantity(value)
        case Name(name):
            return rows[name] if name in rows else PINT.Quantity(1.0, name)
        case Operation(operator, operands):
            a, *others = (by_pint(operand, rows) for operand in operands)
            match operator:
                case "+":
                    return a + others[0]
                case "-":
                    return a - others[0]
                case "*":
                    return a * others[0]
                case "/":
                    return a / others[0]
                case "**":
                    return a ** others[0].magnitude
                case "min":
                    return a if a <= others[0] else others[0]
                case "max":
                    return a if a >= others[0] else others[0]
                case "neg":
                    return -a
                case "sqrt":
                    return a**0.5
    raise AssertionError(of)


@unhurried
@given(expressions, st.lists(st.floats(0.01, 1e6), min_size=len(UNITS), max_size=len(UNITS)))
def test_units_and_values_agree_with_pint(expression: Name | Number | Operation, values: list[float]) -> None:
    parsed = [dict(units.parse_unit(unit)) for unit in UNITS]
    quantities = {
        f"r{n}": PINT.Quantity(value, PINT.Unit(units.container(powers)))
        for n, (value, powers) in enumerate(zip(values, parsed, strict=True))
    }
    try:
        wanted = by_pint(expression, quantities)
    except (pint.DimensionalityError, ZeroDivisionError, OverflowError) as error:
        wanted = error
    declared = {f"r{n}": units.container(powers) for n, powers in enumerate(parsed)}
    bases = {f"r{n}": value * units.base_factor(declared[f"r{n}"]) for n, value in enumerate(values)}
    try:
        unit = unit_of(expression, declared)
        value = calculate(plain_formula(expression, declared), bases)
    except FormulaError:
        assert isinstance(wanted, pint.DimensionalityError)
        return
    except CalculationError:
        assert isinstance(wanted, Exception) or not math.isfinite(wanted.to_base_units().magnitude)
        return
    assert not isinstance(wanted, pint.DimensionalityError), f"pint refuses what the guide takes: {wanted}"
    assume(not isinstance(wanted, Exception))
    assert dict(units.dimension(unit)) == pytest.approx(dict(wanted.dimensionality))
    # Where terms cancel, the two are free to differ in what is left.
    if "'-'" not in str(expression) and "'neg'" not in str(expression):
        assert value == pytest.approx(wanted.to_base_units().magnitude, rel=1e-9)


# --- How figures are written


@pytest.mark.parametrize(
    ("magnitude", "unit", "text"),
    [
        (694.4, "payment/second", "690 payments/s"),
        (208.333, "query/second", "210 queries/s"),
        (625, "query/second", "625 queries/s"),
        (7.68e9, "byte", "7.7 GB"),
        (8.64e6, "dollar/day", "$8.6M/day"),
        (18e6, "query/day", "18M queries/day"),
        (1.08e6, "query/day", "1.08M queries/day"),
        (0.0012, "second", "1.2 ms"),
        (20, "day", "20 days"),
        (1, "day", "1 day"),
        (6, "percent", "6%"),
        (0.1523, "percent", "0.152%"),
        (86_400, "request", "86,000 requests"),
        (99_999, "request", "100K requests"),
        (312_500, "item/second", "310K items/s"),
        (256, "vector", "256 vectors"),
        (0.1 + 0.2, "dimensionless", "0.3"),
        (1, "payment", "1 payment"),
        (2, "person", "2 people"),
        (1, "gpu", "1 GPU"),
        (40, "gpu*hour", "40 GPU-hours"),
        (312.5, "gigabyte", "310 GB"),
        (7680, "gigabyte", "7.7 TB"),
        (0.5, "gigabyte/second", "500 MB/s"),
        (90, "second", "90 s"),
        (694, "second", "11.6 min"),
        (1500, "millisecond", "1.5 s"),
        (0.8, "day", "19.2 h"),
        (45, "day", "45 days"),
        (400, "hour", "16.7 days"),
        (3, "week", "3 weeks"),
        (5, "millisecond/item", "5 ms/item"),
        (8.64, "dollar/order", "$8.64/order"),
        (0.0384, "dollar/query", "$0.038/query"),
        (5, "cent", "$0.05"),
        (1e9, "dollar", "$1B"),
        (2.5e12, "parameter", "2.5T parameters"),
        (3e16, "token", "3 × 10¹⁶ tokens"),
        (0.00002, "dimensionless", "2 × 10⁻⁵"),
        (312e12, "flop/second", "312 TFLOP/s"),
        (3e23, "flop", "300 ZFLOP"),
        (0.7, "kilowatt", "700 W"),
        (-5, "percent", "−5%"),
        (-8.5e6, "dollar", "−$8.5M"),
        (0, "byte", "0 bytes"),
        (0, "minute", "0 min"),
        (208, "1/second", "208/s"),
        (999.96, "megabyte", "1 GB"),
        (6, "query/user/day", "6 queries/user/day"),
    ],
)
def test_figures_read_as_a_person_would_write_them(magnitude: float, unit: str, text: str) -> None:
    assert figures.format_figure(magnitude, unit) == text


@pytest.mark.parametrize(
    ("magnitude", "unit", "text"),
    [
        (20_000_000, "payment/day", "20M payments/day"),
        (20_500_000, "payment/day", "20.5M payments/day"),
        (1_234_567, "user", "1,234,567 users"),
        (12_345, "user", "12,345 users"),
        (768, "byte/item", "768 bytes/item"),
        (1536, "byte", "1,536 bytes"),
        (16, "gigabyte", "16 GB"),
        (0.00125, "dimensionless", "0.00125"),
        (3e-6, "dimensionless", "0.000003"),
        (0.1, "percent", "0.1%"),
        (8.6, "dollar", "$8.60"),
        (32, "dollar/order", "$32/order"),
        (5, "cent", "5 cents"),
        (300, "second", "300 s"),
        (365.25, "day", "365.25 days"),
    ],
)
def test_inputs_are_shown_as_given(magnitude: float, unit: str, text: str) -> None:
    assert figures.format_figure(magnitude, unit, exact=True) == text


SCALES = {"": 1.0, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def read_back(text: str) -> float:
    match = re.fullmatch(r"(−?)\$?([\d,.]+)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?([KMBT]?)\D*", text)
    assert match, text
    sign, number, power, suffix = match.groups()
    value = float(number.replace(",", "")) * SCALES[suffix]
    return (-1 if sign else 1) * value * 10.0 ** int((power or "0").translate(DIGITS))


numbers = st.floats(1e-12, 1e20) | st.floats(0.01, 1e6) | st.integers(0, 10**7).map(float)


@unhurried
@given(numbers, st.sampled_from(["dimensionless", "dollar/day", "user"]), st.booleans())
def test_a_written_figure_reads_back_within_its_rounding(value: float, unit: str, negative: bool) -> None:
    value = -value if negative else value
    # Two digits from 20 on are at most 5 in 200 off, three from 100 on 5 in 1000.
    assert read_back(figures.format_figure(value, unit)) == pytest.approx(value, rel=0.0251, abs=1e-300)


@unhurried
@given(numbers, st.sampled_from(["dimensionless", "dollar/day", "user"]))
def test_an_input_reads_back_exactly(value: float, unit: str) -> None:
    assert read_back(figures.format_figure(value, unit, exact=True)) == pytest.approx(value, rel=1e-15)


@unhurried
@given(st.floats(1e-9, 1e9), st.sampled_from(["second", "minute", "day", "week"]))
def test_times_keep_their_length(value: float, unit: str) -> None:
    seconds = value * units.base_factor(units.container({unit: 1}))
    text = figures.format_figure(value, unit)
    number, _, shown = text.replace(" × 10", "×").partition(" ")
    name = {"µs": "us"}.get(shown, shown)
    ((name, _),) = units.parse_unit(name)
    again = read_back(number.replace("×", " × 10")) * units.base_factor(units.container({name: 1}))
    assert again == pytest.approx(seconds, rel=0.0251)


@unhurried
@given(st.floats(1e-6, 1e18), st.floats(1.0, 1.5))
def test_a_larger_figure_never_reads_smaller(value: float, more: float) -> None:
    less, greater = (read_back(figures.format_figure(each, "user")) for each in (value, value * more))
    assert less <= greater * (1 + 1e-12)


# --- The formula as people read it


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("a * b", "[a] × [b]"),
        ("a * 2 * byte / item", "[a] × 2 bytes/item"),
        ("24 * hour * a", "24 h × [a]"),
        ("30 * day", "30 days"),
        ("a / hour", "[a] ÷ 1 h"),
        ("a / (8 * hour)", "[a] ÷ 8 h"),
        ("a / (b / 2)", "[a] ÷ ([b] ÷ 2)"),
        ("(a + b) * 3", "([a] + [b]) × 3"),
        ("a - (b - 1)", "[a] − ([b] − 1)"),
        ("(a + 1) ** 2", "([a] + 1)²"),
        ("ceil(a / b)", "round up([a] ÷ [b])"),
        ("6 * percent * a", "6% × [a]"),
        ("min(a, 20_000_000)", "min([a], 20M)"),
        ("a * gpu * hour", "[a] × 1 GPU-hour"),
    ],
)
def test_a_formula_is_shown_with_labels_and_signs(formula: str, shown: str) -> None:
    assert readable(formula, lambda key: f"[{key}]", {"a", "b"}) == shown


def test_brackets_keep_the_meaning() -> None:
    assert parse_formula("a / 8 * hour") != parse_formula("a / (8 * hour)")
    shown = [readable(f, str, {"a"}) for f in ("a / 8 * hour", "a / (8 * hour)", "(a / 8) * hour")]
    assert shown[0] == shown[2] == "a ÷ 8 × 1 h"
    assert shown[1] == "a ÷ 8 h"


# --- For the browser, and for the build


def test_the_browser_gets_plain_numbers_in_base_units() -> None:
    data = sizing.to_json(
        {"rate": Given(20, "payment/hour", min=1, max=50)},
        {"day_total": Found("rate * 24 * hour", "payment")},
    )
    assert json.loads(json.dumps(data, allow_nan=False)) == {
        "inputs": {
            "rate": {
                "v": 20, "f": pytest.approx(1 / 3600), "min": 1, "max": 50,
                "d": {"p": "", "r": [[None, pytest.approx(1 / 3600), " payment/h", " payments/h"]]},
            }
        },
        "derived": {
            "day_total": {
                "x": ["*", ["*", "rate", 24], 3600],
                "d": {"p": "", "r": [[None, 1, " payment", " payments"]]},
            }
        },
    }  # fmt: skip


def test_figures_come_in_the_order_of_the_record_with_inputs_first() -> None:
    made = sizing.evaluate({"z": Given(1, "item")}, {"b": Found("a", "item"), "a": Found("z", "item")})
    assert list(made) == ["z", "b", "a"]


def test_a_sizing_takes_milliseconds() -> None:
    inputs = {f"i{n}": Given(n + 1.5, "item/day") for n in range(20)}
    derived = {
        f"d{n}": Found(f"max(i{n}, 3 * item/hour) * 28 * day + sqrt(i{n} * i{n}) * 2 * day", "item")
        for n in range(20)
    }
    sizing.evaluate(inputs, derived)
    times = []
    for _ in range(10):
        started = time.process_time()
        sizing.evaluate(inputs, derived)
        sizing.to_json(inputs, derived)
        times.append(time.process_time() - started)
    assert min(times) < 0.05


def test_pint_is_loaded_only_when_a_sizing_is_evaluated(root: Path) -> None:
    code = "import sys; import macros.sizing; sys.exit('pint' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_the_table_says_nothing_that_the_record_did_not() -> None:
    inputs = {"a": replace(Given(5, "item"), label="<b>A & b</b>", note="p99 < 5 <script>alert(1)</script>")}
    derived = {"b": replace(Found("a * 2", "item"), label='"></script><b>', decides="`x < y` *decides*")}
    made = sizing.evaluate(inputs, derived)
    table = sizing_table("q", inputs, derived, made, str)
    assert table.count("<script") == table.count("</script") == 1
    assert "<b>" not in table
    assert "`x < y` *decides*" in table
    assert json.loads(re.search(r"sizing-data\">(.*?)</script>", table)[1]) == sizing.to_json(inputs, derived)  # type: ignore[index]
    assert figure_span(made["b"]) == '<span class="fig" data-fig="b">10 items</span>'


def test_what_decides_comes_first_and_many_steps_are_folded() -> None:
    inputs = {"a": Given(5, "item")}
    steps = {f"step{n}": Found("a * 2", "item") for n in range(MOST_STEPS_SHOWN)}
    derived = {**steps, "answer": Found("a * 3", "item", decides="One host.")}
    table = sizing_table("q", inputs, derived, sizing.evaluate(inputs, derived), str)
    order = [table.index(f'data-row="{key}"') for key in ("answer", "a", "step0")]
    assert order == sorted(order)
    assert "<details" not in table
    derived["more"] = Found("a * 4", "item")
    table = sizing_table("q", inputs, derived, sizing.evaluate(inputs, derived), str)
    assert f"The {MOST_STEPS_SHOWN + 1} steps in between" in table


def test_a_sourced_input_links_its_source_and_a_note_may_refer() -> None:
    inputs = {"a": replace(Given(5, "item"), basis="sourced", source="some-case", note="see [[term:auc]]")}
    derived = {"b": Found("a * 2", "item")}
    table = sizing_table(
        "q",
        inputs,
        derived,
        sizing.evaluate(inputs, derived),
        source_link=lambda id: f'<a href="https://example.org/{id}">source</a>',
        rich=lambda text: text.replace("[[term:auc]]", "[AUC](../glossary.md#auc)"),
    )
    assert (
        '>sourced</span> see [AUC](../glossary.md#auc) <a href="https://example.org/some-case">source</a></td>'
        in table
    )
