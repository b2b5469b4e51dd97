"""Formulas: read by a whitelist, their unit worked out, turned into arithmetic on plain numbers. No eval().

A formula is read into a small tree over Python's own parser; its unit is worked out before any number is (pint does
the units); then it becomes a tree over plain numbers in base units (`Plain`), with every unit a factor. That last tree
is the one definition that both evaluators run: `calculate` here and in docs/assets/javascripts/sizing.js.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from macros.figures import exact_number, unit_words
from macros.units import (
    base_factor,
    container,
    dimension,
    is_counted,
    nearest,
    powers,
    spellings,
    write_dimension,
    write_unit,
)

if TYPE_CHECKING:
    from pint.util import UnitsContainer

MAX_LENGTH = 500
MAX_DEPTH = 50
MAX_EXPONENT = 1000.0

# name -> (fewest arguments, most arguments)
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "min": (2, 20), "max": (2, 20), "ceil": (1, 1), "floor": (1, 1), "sqrt": (1, 1),
    "ln": (1, 1), "log2": (1, 1), "log10": (1, 1), "exp": (1, 1),
}  # fmt: skip

# A formula over plain numbers in base units: a number, a row's id, or [operator, operand, ...].
Plain: TypeAlias = "float | str | list[Plain]"

# --- Reading a formula ---------------------------------------------------------------------------------------------


class FormulaError(ValueError):
    """Why a formula can't be read, in plain words."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A row's id or a unit."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`+ - * / **`, `neg`, or a function of `FUNCTIONS`, on its operands."""

    operator: str
    operands: tuple[Expression, ...]


Expression: TypeAlias = Number | Name | Operation

_BINARY: Mapping[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip
_HINTS: tuple[tuple[type[ast.AST], str], ...] = (
    (ast.BitXor, "`^` is not a power here: write `**`"),
    (ast.FloorDiv, "`//` is not allowed: write floor(a / b)"),
    (ast.Mod, "`%` is not allowed: for a percentage write `6 * percent`"),
    (ast.Tuple, "a comma is only for function arguments: write 20_000, not 20,000"),
    (
        ast.Attribute,
        "a dot between names is not allowed: a formula holds numbers, names, + - * / ** and functions",
    ),
)
_ALLOWED = "a formula holds numbers, names of rows and units, + - * / ** ( ) and the functions " + " ".join(
    FUNCTIONS
)


def parse_formula(text: str) -> Expression:
    """Read a formula. Raises `FormulaError` for anything but arithmetic, or one too long or too deep."""
    text = " ".join(text.split())
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"the formula has {len(text)} characters; at most {MAX_LENGTH} are allowed")
    if not text:
        raise FormulaError("the formula is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's own remarks on odd literals, such as `1or 2`
            tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(_syntax_reason(text, error)) from None
    return _convert(tree, 1)


def _syntax_reason(text: str, error: Exception) -> str:
    for sign, instead in (("×", "*"), ("·", "*"), ("÷", "/"), ("−", "-"), ("–", "-"), ("=", ""), (";", "")):
        if sign in text:
            return f"`{sign}` is not allowed" + (f": write `{instead}`" if instead else f"; {_ALLOWED}")
    if match := re.search(r"\d[\d_.]*\s*[KMBTkmbt%](?!\w)", text):
        return f"can't read {match[0]!r}: write 20e6 or 20_000_000, and `6 * percent`"
    if isinstance(error, SyntaxError) and error.offset and error.lineno == 1:
        near = text[max(0, error.offset - 12) : error.offset + 12]
        return f"can't read the formula near {near!r}; {_ALLOWED}"
    return f"can't read the formula; {_ALLOWED}"


def _convert(node: ast.AST, depth: int) -> Expression:
    if depth > MAX_DEPTH:
        raise FormulaError(f"the formula is nested more than {MAX_DEPTH} deep: split it over several rows")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Number(_number(value))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("neg", (_convert(operand, depth + 1),))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _convert(operand, depth + 1)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _BINARY:
            return Operation(_BINARY[type(operator)], (_convert(left, depth + 1), _convert(right, depth + 1)))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            fewest, most = FUNCTIONS[name]
            if not fewest <= len(args) <= most:
                wanted = "one value" if most == 1 else f"{fewest} to {most} values"
                raise FormulaError(f"{name}() takes {wanted}, not {len(args)}")
            return Operation(name, tuple(_convert(arg, depth + 1) for arg in args))
        case ast.Call(func=ast.Name(id=name)):
            raise FormulaError(f"{name}() is not a function here{nearest(name, FUNCTIONS)} ({_ALLOWED})")
    odd = node.op if isinstance(node, ast.BinOp) else node
    for kind, hint in _HINTS:
        if isinstance(odd, kind):
            raise FormulaError(hint)
    raise FormulaError(f"{ast.unparse(node)[:60]!r} is not allowed; {_ALLOWED}")


def _number(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise FormulaError("a number in the formula is too large")
    return number


def names(expression: Expression) -> Iterator[str]:
    """Every name in a formula, in order, repeats included."""
    match expression:
        case Name(name):
            yield name
        case Operation(_, operands):
            for operand in operands:
                yield from names(operand)


# --- Units of a formula --------------------------------------------------------------------------------------------


def _scalar(of: UnitsContainer) -> bool:
    return not dimension(of)


def _told(of: UnitsContainer) -> str:
    return write_unit(powers(of))


def unit_of(expression: Expression, rows: Mapping[str, UnitsContainer]) -> UnitsContainer:
    """The unit that a formula yields, as written (hours and days don't cancel, their dimension does)."""
    match expression:
        case Number():
            return container({})
        case Name(name):
            return rows[name] if name in rows else container(_unit_name(name))
        case Operation("neg", (operand,)):
            return unit_of(operand, rows)
        case Operation("**", (base, exponent)):
            return _unit_of_power(unit_of(base, rows), exponent, rows)
    of = [unit_of(operand, rows) for operand in expression.operands]
    match expression.operator:
        case "*":
            product: UnitsContainer = of[0] * of[1]
            return product
        case "/":
            quotient: UnitsContainer = of[0] / of[1]
            return quotient
        case "+" | "-" | "min" | "max" as operator:
            for other in of[1:]:
                if dimension(other) != dimension(of[0]):
                    verb = {"+": "add", "-": "subtract"}.get(operator, f"take the {operator} of")
                    raise FormulaError(
                        f"can't {verb} {_told(of[0])} and {_told(other)}: they measure different things"
                        f" [{write_dimension(dimension(of[0]))}; {write_dimension(dimension(other))}]"
                    )
            return of[0]
        case "sqrt":
            root: UnitsContainer = of[0] ** 0.5
            return root
        case "ceil" | "floor" as operator:
            if not _whole(of[0]):
                raise FormulaError(
                    f"{operator}() of {_told(of[0])} would depend on the unit: divide by one first,"
                    f" such as {operator}(x / hour) * hour"
                )
            return of[0]
        case function:
            if not _scalar(of[0]):
                raise FormulaError(
                    f"{function}() needs a plain number, not {_told(of[0])}: divide by a unit first"
                )
            return container({})


def _whole(of: UnitsContainer) -> bool:
    """Whether rounding to whole `of` means one thing only: a plain number, or counted things without any measure."""
    return all(is_counted(name) for name, _ in powers(dimension(of)))


def _unit_of_power(
    base: UnitsContainer, exponent: Expression, rows: Mapping[str, UnitsContainer]
) -> UnitsContainer:
    if not _scalar(unit_of(exponent, rows)):
        raise FormulaError(f"an exponent must be a plain number, not {_told(unit_of(exponent, rows))}")
    constant = _constant(exponent)
    if constant is not None and abs(constant) > MAX_EXPONENT:
        raise FormulaError(f"an exponent of {constant:g} is too large: at most {MAX_EXPONENT:g}")
    if not base:
        return base
    if _scalar(base):
        return container({})
    if constant is None:
        raise FormulaError(f"{_told(base)} can only be raised to a number written in the formula")
    if abs(constant) > 10:
        raise FormulaError(f"{_told(base)} to the power {constant:g} is not a unit: at most 10")
    power: UnitsContainer = base**constant
    return power


def _constant(expression: Expression) -> float | None:
    """The value of a formula of numbers only, else None."""
    if next(names(expression), None) is not None:
        return None
    try:
        return calculate(plain_formula(expression, ()), {})
    except CalculationError as error:
        raise FormulaError(str(error)) from None


def _unit_name(spelling: str) -> dict[str, float]:
    name = spellings()[spelling]
    return {name: 1} if name else {}


# --- Evaluating ----------------------------------------------------------------------------------------------------


class CalculationError(ArithmeticError):
    """Why a formula has no value, in plain words."""


def plain_formula(expression: Expression, rows: Collection[str]) -> Plain:
    """The formula over plain numbers: a name in `rows` stays, a unit becomes its factor to base units."""
    match expression:
        case Number(value):
            return value
        case Name(name):
            return name if name in rows else base_factor(container(_unit_name(name)))
        case Operation(operator, operands):
            return [operator, *(plain_formula(operand, rows) for operand in operands)]


def _whole_number(value: float, rounding: Callable[[float], float]) -> float:
    # 3.0000000000000004 servers are three: a ceil must not hang on the last bit of a division.
    near = math.floor(value + 0.5)
    return float(near if abs(value - near) <= 1e-9 * max(1.0, abs(value)) else rounding(value))


def _log(value: float, log: Callable[[float], float]) -> float:
    if value <= 0:
        raise CalculationError(f"the logarithm of {value:g}: only a positive number has one")
    return log(value)


def _power(base: float, exponent: float) -> float:
    if abs(exponent) > MAX_EXPONENT:
        raise CalculationError(f"an exponent of {exponent:g} is too large: at most {MAX_EXPONENT:g}")
    if base == 0 and exponent < 0:
        raise CalculationError("division by zero (zero to a negative power)")
    if base < 0 and exponent != math.floor(exponent):
        raise CalculationError(f"{base:g} to the power {exponent:g}: a negative number has only whole powers")
    return math.pow(base, exponent)


def _divide(above: float, below: float) -> float:
    if below == 0:
        raise CalculationError("division by zero")
    return above / below


def _sqrt(value: float) -> float:
    if value < 0:
        raise CalculationError(f"the square root of {value:g}: a negative number has none")
    return math.sqrt(value)


_CALCULATE: Mapping[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "**": _power,
    "neg": lambda a: -a,
    "min": min,
    "max": max,
    "ceil": lambda a: _whole_number(a, math.ceil),
    "floor": lambda a: _whole_number(a, math.floor),
    "sqrt": _sqrt,
    "ln": lambda a: _log(a, math.log),
    "log2": lambda a: _log(a, math.log2),
    "log10": lambda a: _log(a, math.log10),
    "exp": math.exp,
}


def calculate(plain: Plain, rows: Mapping[str, float]) -> float:
    """The value of a formula over plain numbers. Raises `CalculationError` where there is none."""
    if isinstance(plain, str):
        return rows[plain]
    if not isinstance(plain, list):
        return plain
    operator, *operands = plain
    assert isinstance(operator, str)
    try:
        value = _CALCULATE[operator](*(calculate(operand, rows) for operand in operands))
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise CalculationError("the result is too large for a number")
    return value


def plain_names(plain: Plain) -> Iterator[str]:
    """Every row's id in a formula over plain numbers."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, list):
        for operand in plain[1:]:
            yield from plain_names(operand)


# --- Showing a formula ---------------------------------------------------------------------------------------------


def readable(formula: str, name: Callable[[str], str], rows: Collection[str]) -> str:
    """A formula for people: `payments_day * peak_factor / (8 * hour)` is "Payments a day × Peak factor ÷ (8 hours)".

    `name` gives the text of a row's id, and may be markup: the rest of the result is digits, signs and unit names.
    """
    return _show(parse_formula(formula), name, rows)[0]


# How tightly a piece of text holds together: brackets go around one that stands where more is needed.
_SUM, _PRODUCT, _FACTOR, _ATOM = 1, 2, 3, 4
_CALLED: Mapping[str, str] = {"ceil": "round up", "floor": "round down", "sqrt": "√"}


def _show(expression: Expression, name: Callable[[str], str], rows: Collection[str]) -> tuple[str, int]:
    def show(inner: Expression, needed: int) -> str:
        text, tightness = _show(inner, name, rows)
        return text if tightness >= needed else f"({text})"

    match expression:
        case Number(value):
            return exact_number(value), _ATOM
        case Name(spelled) if spelled in rows:
            return name(spelled), _ATOM
        case Operation("+", (left, right)):
            return f"{show(left, _SUM)} + {show(right, _SUM)}", _SUM
        case Operation("-", (left, right)):
            return f"{show(left, _SUM)} − {show(right, _PRODUCT)}", _SUM
        case Name() | Operation("*" | "/"):
            parts = [
                (
                    sign,
                    part if isinstance(part, str) else show(part, _FACTOR if at or sign == "/" else _PRODUCT),
                )
                for at, (sign, part) in enumerate(_quantities(list(_factors(expression)), rows))
            ]
            first, *others = parts
            text = first[1] + "".join((" × " if sign == "*" else " ÷ ") + part for sign, part in others)
            # "8 hours" is one thing, but not to a power.
            return text, _PRODUCT if others else _FACTOR
        case Operation("**", (base, Number(power))) if power in range(2, 10):
            return show(base, _ATOM) + "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(power)], _FACTOR
        case Operation("**", (base, exponent)):
            return f"{show(base, _ATOM)} ^ {show(exponent, _ATOM)}", _FACTOR
        case Operation("neg", (operand,)):
            return "−" + show(operand, _FACTOR), _PRODUCT
        case Operation(function, operands):
            return (
                f"{_CALLED.get(function, function)}({', '.join(show(each, 0) for each in operands)})",
                _ATOM,
            )


def _factors(expression: Expression, sign: str = "*") -> Iterator[tuple[str, Expression]]:
    """A product's factors down its left side, each with `*` or `/` before it."""
    match expression:
        case Operation("*" | "/" as operator, (left, right)):
            yield from _factors(left)
            yield operator, right
        case _:
            yield sign, expression


def _quantities(
    factors: Sequence[tuple[str, Expression]], rows: Collection[str]
) -> Iterator[tuple[str, Expression | str]]:
    """The factors, with a number and the units after it made one text: `2 * byte / item` is "2 bytes/item"."""

    def unit(factor: Expression) -> str | None:
        return spellings()[factor.name] if isinstance(factor, Name) and factor.name not in rows else None

    at = 0
    while at < len(factors):
        sign, factor = factors[at]
        at += 1
        if not isinstance(factor, Number) and unit(factor) is None:
            yield sign, factor
            continue
        number = factor.value if isinstance(factor, Number) else 1.0
        powers_of: dict[str, int] = {}
        if (name := unit(factor)) is not None:
            powers_of[name] = 1
        # What is divided by can't be joined: `/ 8 * hour` is not "÷ 8 hours".
        while sign == "*" and at < len(factors) and (name := unit(factors[at][1])) is not None:
            powers_of[name] = powers_of.get(name, 0) + (1 if factors[at][0] == "*" else -1)
            at += 1
        one, many = unit_words([(name, power) for name, power in powers_of.items() if name and power])
        words = one if number == 1 else many
        yield sign, exact_number(number) + ("" if not words or words[0] in "/%" else " ") + words
