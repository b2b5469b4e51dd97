"""Back-of-envelope sizing: inputs and formulas, evaluated with their units checked.

figures = evaluate(sizing.inputs, sizing.derived)
figures["peak_qps"].text  # "690 payments/s"
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from macros.figures import display, exact_number, format_figure
from macros.formula import (
    FUNCTIONS,
    CalculationError,
    Expression,
    FormulaError,
    Plain,
    calculate,
    names,
    parse_formula,
    plain_formula,
    plain_names,
    unit_of,
)
from macros.units import (
    UnitError,
    base_factor,
    container,
    dimension,
    is_counted,
    nearest,
    parse_unit,
    powers,
    spellings,
    write_dimension,
    write_unit,
)

if TYPE_CHECKING:
    from pint.util import UnitsContainer

__all__ = [
    "Derived",
    "Figure",
    "Input",
    "SizingError",
    "SizingErrors",
    "evaluate",
    "format_figure",
    "to_json",
]

MAX_ROWS = 100


class Input(Protocol):
    """A row that the author gives: `value` in `unit`, and optional bounds for a reader's edits."""

    @property
    def value(self) -> float: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def min(self) -> float | None: ...  # noqa: D102
    @property
    def max(self) -> float | None: ...  # noqa: D102


class Derived(Protocol):
    """A row that a formula gives, shown in `unit`."""

    @property
    def formula(self) -> str: ...  # noqa: D102
    @property
    def unit(self) -> str: ...  # noqa: D102


class SizingError(Exception):
    """What is wrong with one row: `key` is the row's id, `field` the part at fault, `message` plain words."""

    def __init__(self, key: str, message: str, field: str = "formula") -> None:
        super().__init__(f"{key}: {message}")
        self.key = key
        self.field = field
        self.message = message


class SizingErrors(Exception):
    """Everything wrong with a sizing, in the order of its rows."""

    def __init__(self, errors: Sequence[SizingError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = list(errors)

    def __iter__(self) -> Iterator[SizingError]:
        return iter(self.errors)

    def __len__(self) -> int:
        return len(self.errors)


@dataclass(frozen=True, slots=True)
class Figure:
    """A row's value: `magnitude` in its declared `unit`, `text` as people write it, `plain` its formula if derived."""

    key: str
    magnitude: float
    unit: str
    text: str
    plain: Plain | None = None


@dataclass(frozen=True, slots=True)
class _Sizing:
    """A sizing read and checked: base values of the inputs, formulas in the order in which they can be run."""

    inputs: Mapping[str, float]
    formulas: Mapping[str, Plain]
    factors: Mapping[str, float]


def _read(inputs: Mapping[str, Input], derived: Mapping[str, Derived]) -> tuple[_Sizing, list[SizingError]]:
    """Everything but the values of the formulas, and all that is wrong with it in the order of the rows."""
    sizing, errors = _read_rows(tuple(inputs.items()), tuple(derived.items()))
    return sizing, list(errors)


# A build reads each sizing three times: to check the record, to show its figures, and for the browser.
@lru_cache(maxsize=256)
def _read_rows(
    given: tuple[tuple[str, Input], ...], following: tuple[tuple[str, Derived], ...]
) -> tuple[_Sizing, list[SizingError]]:
    inputs, derived = dict(given), dict(following)
    if len(inputs) + len(derived) > MAX_ROWS:
        key = next(iter([*derived, *inputs]))
        return _Sizing({}, {}, {}), [SizingError(key, f"the sizing has more than {MAX_ROWS} rows", "id")]
    errors = [error for key in [*inputs, *derived] for error in _id_errors(key, inputs, derived)]
    declared = _declared_units(
        [
            *((key, row.unit) for key, row in inputs.items()),
            *((key, row.unit) for key, row in derived.items()),
        ],
        errors,
    )
    factors = {key: base_factor(of) for key, of in declared.items()}
    values: dict[str, float] = {}
    for key, row in inputs.items():
        if (found := _input_error(key, row, factors.get(key, 1.0))) is not None:
            errors.append(found)
        elif key in factors:
            values[key] = row.value * factors[key]
    expressions = _expressions(inputs, derived, errors)
    formulas = _checked_formulas(expressions, derived, declared, {*inputs, *derived}, errors)
    position = {key: at for at, key in enumerate([*inputs, *derived])}
    errors.sort(key=lambda error: position[error.key])
    return _Sizing(values, formulas, factors), errors


def _id_errors(
    key: str, inputs: Mapping[str, Input], derived: Mapping[str, Derived]
) -> Iterator[SizingError]:
    if not key.isidentifier():
        yield SizingError(key, "a row's id is written like peak_qps, so that formulas can name it", "id")
    elif key in FUNCTIONS:
        yield SizingError(key, "is the name of a function: give the row another id", "id")
    elif key in spellings() and not is_counted(spellings()[key]):
        yield SizingError(
            key, "is the name of a unit: give the row another id, or formulas lose the unit", "id"
        )
    if key in inputs and key in derived:
        yield SizingError(key, "is both an input and derived: rename one", "id")


def _declared_units(units: Iterable[tuple[str, str]], errors: list[SizingError]) -> dict[str, UnitsContainer]:
    declared: dict[str, UnitsContainer] = {}
    for key, unit in units:
        try:
            of = container(dict(parse_unit(unit)))
            if not 1e-100 < base_factor(of) < 1e100:
                raise UnitError(f"the unit {unit!r} is out of all proportion")
            declared[key] = of
        except UnitError as error:
            errors.append(SizingError(key, str(error), "unit"))
    return declared


def _expressions(
    inputs: Mapping[str, Input], derived: Mapping[str, Derived], errors: list[SizingError]
) -> dict[str, Expression]:
    """The formulas that can be read and whose names are all known."""
    rows = {*inputs, *derived}
    expressions: dict[str, Expression] = {}
    used: set[str] = set()
    for key, row in derived.items():
        try:
            expression = parse_formula(row.formula)
        except FormulaError as error:
            # Names in a formula that can't be read still count as used: one fault, one message.
            used.update(re.findall(r"[^\W\d]\w*", row.formula[:5000]))
            errors.append(SizingError(key, str(error)))
            continue
        mentioned = list(dict.fromkeys(names(expression)))
        used.update(mentioned)
        unknown = [name for name in mentioned if name not in rows and name not in spellings()]
        for name in unknown[:3]:
            near = nearest(name, rows) or nearest(name, spellings())
            errors.append(SizingError(key, f"{name!r} is neither a row of this sizing nor a unit{near}"))
        if not unknown:
            expressions[key] = expression
    errors += [
        SizingError(key, "no formula uses this input: use it, or leave it out", "id")
        for key in inputs
        if key not in used
    ]
    return expressions


def _checked_formulas(
    expressions: Mapping[str, Expression],
    derived: Mapping[str, Derived],
    declared: Mapping[str, UnitsContainer],
    rows: Collection[str],
    errors: list[SizingError],
) -> dict[str, Plain]:
    """The formulas whose units hold, over plain numbers, each after those it uses."""
    formulas: dict[str, Plain] = {}
    for key in _in_order(expressions, errors):
        expression = expressions[key]
        used = [name for name in names(expression) if name in rows]
        # A row that hangs on a faulty one is left for the next run.
        if any(name not in declared or (name in derived and name not in formulas) for name in used):
            continue
        try:
            got = unit_of(expression, declared)
        except FormulaError as error:
            errors.append(SizingError(key, str(error)))
            continue
        if key not in declared:
            continue
        if dimension(got) != dimension(declared[key]):
            # The rows that use it are still checked, against what it declares.
            errors.append(SizingError(key, _mismatch(got, declared[key], derived[key].unit)))
        formulas[key] = plain_formula(expression, rows)
    return formulas


def _input_error(key: str, row: Input, factor: float) -> SizingError | None:
    low, high, value = row.min, row.max, row.value
    if not math.isfinite(value) or not math.isfinite(value * factor):
        return SizingError(key, "the value is not a finite number", "value")
    if low is not None and high is not None and not low <= high:
        return SizingError(key, f"min {exact_number(low)} is above max {exact_number(high)}", "min")
    if low is not None and not value >= low:
        return SizingError(
            key, f"the value {exact_number(value)} is below its min, {exact_number(low)}", "value"
        )
    if high is not None and not value <= high:
        return SizingError(
            key, f"the value {exact_number(value)} is above its max, {exact_number(high)}", "value"
        )
    return None


def _mismatch(got: UnitsContainer, declared: UnitsContainer, unit: str) -> str:
    """Why a formula's unit is not the declared one, and what would mend it."""
    excess = powers(dimension(got) / dimension(declared))
    cures = [
        f"{verb} by something in {write_unit(things)}"
        for verb, things in (
            ("divide", [(name, power) for name, power in excess if power > 0]),
            ("multiply", [(name, -power) for name, power in excess if power < 0]),
        )
        if things
    ]
    return (
        f"the formula gives {write_unit(powers(got))} [{write_dimension(dimension(got))}],"
        f" but the declared unit is {unit} [{write_dimension(dimension(declared))}]:"
        f" {' and '.join(cures)}, or check the units of the rows it uses"
    )


def _in_order(expressions: Mapping[str, Expression], errors: list[SizingError]) -> list[str]:
    """Ids with each after those it uses. Adds an error for each cycle; rows on or behind one are left out."""
    order: list[str] = []
    state: dict[str, str] = {}
    path: list[str] = []

    def visit(key: str) -> None:
        if state.get(key) == "open":
            cycle = path[path.index(key) :]
            start = cycle.index(min(cycle))
            shown = " -> ".join([*cycle[start:], *cycle[:start], cycle[start]])
            errors.append(SizingError(key, f"the formulas go in a circle: {shown}"))
        if key in state:
            return
        state[key] = "open"
        path.append(key)
        for name in names(expressions[key]):
            if name in expressions:
                visit(name)
        path.pop()
        state[key] = "done"
        order.append(key)

    for key in expressions:
        visit(key)
    return order


def evaluate(inputs: Mapping[str, Input], derived: Mapping[str, Derived]) -> dict[str, Figure]:
    """Every row's figure, inputs included, in the order of the record.

    Raises `SizingErrors` with everything that is wrong: formulas that can't be read, unknown names and units, units
    that don't match, cycles, unused inputs, values out of bounds, results that are no number.
    """
    sizing, errors = _read(inputs, derived)
    values = dict(sizing.inputs)
    if not errors:
        for key, plain in sizing.formulas.items():
            # A row that hangs on one without a value is left for the next run.
            if any(name in derived and name not in values for name in plain_names(plain)):
                continue
            try:
                values[key] = calculate(plain, values)
            except CalculationError as error:
                errors.append(SizingError(key, str(error)))
    if errors:
        raise SizingErrors(errors)
    figures = {
        key: Figure(key, row.value, row.unit, display(row.unit, exact=True).write_exact(row.value))
        for key, row in inputs.items()
    }
    for key, result in derived.items():
        base = values[key]
        text = display(result.unit).write(base)
        figures[key] = Figure(key, base / sizing.factors[key], result.unit, text, sizing.formulas[key])
    return figures


def to_json(inputs: Mapping[str, Input], derived: Mapping[str, Derived]) -> dict[str, object]:
    """What the browser needs to evaluate the sizing anew. Raises `SizingErrors` as `evaluate` does.

    - `inputs`: id -> value `v` and bounds `min`, `max` in the declared unit, factor `f` to base units, display `d`,
      and `pct` where "12%" may be typed: by how many places the decimal point then moves.
    - `derived`: id -> formula `x` (see `Plain`) and display `d`, in the order in which they can be run.
    """
    sizing, errors = _read(inputs, derived)
    if errors:
        raise SizingErrors(errors)

    def given(key: str, row: Input) -> dict[str, object]:
        spec = display(row.unit, exact=True).to_json()
        data: dict[str, object] = {"v": row.value, "f": sizing.factors[key], "d": spec}
        data |= {name: bound for name, bound in (("min", row.min), ("max", row.max)) if bound is not None}
        if not (of := parse_unit(row.unit)) or ("percent", 1) in of:
            data["pct"] = 0 if of else -2
        return data

    return {
        "inputs": {key: given(key, row) for key, row in inputs.items()},
        "derived": {
            key: {"x": plain, "d": display(derived[key].unit).to_json()}
            for key, plain in sizing.formulas.items()
        },
    }
