"""How a figure is written: rounded as a person would at a whiteboard, with its unit as people write it.

The rule for a computed figure:
- two significant digits (694.4 -> 690, 7.68 -> 7.7), three where the first is a 1 (1.084 -> 1.08), since 1.1 for
  1.084 would be off by as much as 9.5 for 9.6 is not;
- money below ten to the cent: $2.25, where $2.30 would look exact and be wrong;
- a whole number below 1,000 is left as it is: 256 vectors, 365 days;
- halves go up, judged on twelve digits, so that 0.1 + 0.2 reads as 0.3;
- up to 99,999 with separators, from 100,000 with K, M, B, T; beyond, and below 0.0001, as a power of ten;
- bytes, seconds and the like move to the unit that suits their size (7.7 GB, 1.2 ms, 20 days).
An input is shown as given: all its digits, in the unit it was given in.

`sizing.js` writes figures by the same rule from `Display.to_json()`: a change here is a change there, and
tests/browser/test_sizing_agreement.py holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import inf, isfinite

from macros.units import base_factor, container, is_counted, parse_unit, units

MINUS = "\N{MINUS SIGN}"
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUFFIXES = ((12, "T"), (9, "B"), (6, "M"), (3, "K"))

# Units that follow the size of the figure: (unit, below how many of it). The last has no end.
_LADDERS: tuple[tuple[tuple[str, float], ...], ...] = (
    (("nanosecond", 1000), ("microsecond", 1000), ("millisecond", 1000), ("second", 120), ("minute", 120),
     ("hour", 48), ("day", 730), ("year", inf)),
    (("byte", 1000), ("kilobyte", 1000), ("megabyte", 1000), ("gigabyte", 1000), ("terabyte", 1000),
     ("petabyte", 1000), ("exabyte", inf)),
    (("bit", 1000), ("kilobit", 1000), ("megabit", 1000), ("gigabit", 1000), ("terabit", 1000), ("petabit", inf)),
    (("flop", 1e6), ("megaflop", 1000), ("gigaflop", 1000), ("teraflop", 1000), ("petaflop", 1000),
     ("exaflop", 1000), ("zettaflop", 1000), ("yottaflop", inf)),
    (("joule", 1000), ("kilojoule", 1000), ("megajoule", 1000), ("gigajoule", inf)),
    (("watthour", 1000), ("kilowatthour", 1000), ("megawatthour", 1000), ("gigawatthour", inf)),
    (("milliwatt", 1000), ("watt", 1000), ("kilowatt", 1000), ("megawatt", 1000), ("gigawatt", inf)),
    (("hertz", 1000), ("kilohertz", 1000), ("megahertz", 1000), ("gigahertz", inf)),
    (("millimeter", 1000), ("meter", 1000), ("kilometer", inf)),
    (("gram", 1000), ("kilogram", inf)),
)  # fmt: skip
# Where a declared unit of time is kept although the ladder would say otherwise: (from, below).
_KEPT: dict[str, tuple[float, float]] = {
    "nanosecond": (1, 1000), "microsecond": (1, 1000), "millisecond": (1, 1000), "second": (1, 300),
    "minute": (1, 180), "hour": (1, 100), "day": (1, 1000), "week": (1, 1000), "month": (1, 36), "year": (1, inf),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to write a figure: in a unit of `factor` base units, when there are fewer than `limit` of them."""

    limit: float
    factor: float
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Display:
    """How figures of one unit are written. `kept` is the declared unit, used from `kept_from` and below its limit."""

    prefix: str
    rungs: tuple[Rung, ...]
    kept: Rung | None = None
    kept_from: float = 0.0

    def write(self, base: float) -> str:
        """The rounded text of a figure given in base units."""
        rung, number = self._choose(base)
        return self._place(number, rung)

    def _choose(self, base: float) -> tuple[Rung, str]:
        if self.kept is not None:
            digits, power = _round(base / self.kept.factor, bool(self.prefix))
            size = _size(digits, power)
            if base == 0 or self.kept_from <= size < self.kept.limit:
                return self.kept, _layout(base < 0, digits, power, bool(self.prefix))
        for rung in self.rungs:
            digits, power = _round(base / rung.factor, bool(self.prefix))
            if _size(digits, power) < rung.limit:
                break
        return rung, _layout(base < 0, digits, power, bool(self.prefix))

    def write_exact(self, value: float) -> str:
        """The text of an input: `value`, in the declared unit, with all its digits."""
        return self._place(exact_number(value, money=bool(self.prefix)), self.rungs[0])

    def _place(self, number: str, rung: Rung) -> str:
        sign, number = (number[0], number[1:]) if number.startswith(MINUS) else ("", number)
        return f"{sign}{self.prefix}{number}{rung.one if number == '1' else rung.many}"

    def to_json(self) -> dict[str, object]:
        """The same for the browser: `p` prefix, `r` rungs and `k` the kept one, each [limit, factor, one, many]."""

        def plain(rung: Rung) -> list[object]:
            return [rung.limit if isfinite(rung.limit) else None, rung.factor, rung.one, rung.many]

        spec: dict[str, object] = {"p": self.prefix, "r": [plain(rung) for rung in self.rungs]}
        if self.kept is not None:
            spec["k"] = [*plain(self.kept), self.kept_from]
        return spec


@cache
def display(unit: str, *, exact: bool = False) -> Display:
    """How figures declared in `unit` are written; `exact` (for inputs) stays in that very unit."""
    powers = parse_unit(unit)
    above = [(name, power) for name, power in powers if power > 0]
    below = [(name, -power) for name, power in powers if power < 0]
    factor = base_factor(container(dict(powers)))
    rest = "".join("/" + units()[name].per + _power(power) for name, power in below)
    if [power for _, power in above] == [1]:
        [(lead, _)] = above
        if lead == "dollar" or (lead == "cent" and not exact):
            # A price in cents reads better in dollars: $0.05.
            factor *= base_factor(container({"dollar": 1})) / base_factor(container({lead: 1}))
            return Display("$", (Rung(inf, factor, rest, rest),))
        ladder = next((ladder for ladder in _LADDERS if lead in dict(ladder)), None)
        if lead in _KEPT and ladder is None:
            ladder = _LADDERS[0]
        if ladder is not None and not exact:
            below_factor = factor / base_factor(container({lead: 1}))
            rungs = tuple(_rung(name, limit, below_factor, rest) for name, limit in ladder)
            if lead not in _KEPT:
                return Display("", rungs)
            start, end = _KEPT[lead]
            return Display("", rungs, _rung(lead, end, below_factor, rest), start)
    one, many = (_spaced(words) for words in unit_words(powers))
    return Display("", (Rung(inf, factor, one, many),))


def _spaced(words: str) -> str:
    return words if not words or words[0] in "/%" else " " + words


def _rung(name: str, limit: float, below_factor: float, rest: str) -> Rung:
    unit = units()[name]
    factor = base_factor(container({name: 1})) * below_factor
    return Rung(limit, factor, f" {unit.one}{rest}", f" {unit.many}{rest}")


def unit_words(powers: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """What follows the number, for one and for many: "GPU-hour", "GPU-hours"; "payment/s", "payments/s"; "%"."""
    above = [(units()[name], power) for name, power in powers if power > 0 and name != "percent"]
    percent = "%" if ("percent", 1) in powers else ""
    rest = "".join("/" + units()[name].per + _power(-power) for name, power in powers if power < 0)
    if not above:
        return percent + rest, percent + rest
    # Products are said in full, GPU-hours; alone a unit has its sign, 3 h.
    shown = [
        (unit.name, unit.name + "s")
        if len(above) > 1 and not is_counted(unit.name)
        else (unit.one, unit.many)
        for unit, _ in above
    ]
    tails = [_power(power) for _, power in above]
    head = percent + "".join(f"{one}{tail}-" for (one, _), tail in zip(shown[:-1], tails, strict=False))
    one, many = (head + word + tails[-1] + rest for word in shown[-1])
    return one, many


def _power(power: int) -> str:
    return "" if power == 1 else str(power).translate(_SUPERSCRIPT)


def _round(value: float, money: bool = False) -> tuple[str, int]:
    """The digits to show and the power of ten of the first: 694.4 -> ("69", 2). ("0", 0) for zero."""
    if value == 0:
        return "0", 0
    mantissa, _, exponent = f"{abs(value):.11e}".partition("e")
    digits, power = mantissa.replace(".", ""), int(exponent)
    if 0 <= power <= 2 and not digits[power + 1 :].strip("0"):
        return digits.rstrip("0") or "0", power
    keep = 3 if digits[0] == "1" or (money and power == 0) else 2
    kept = int(digits[:keep]) + (digits[keep] >= "5")
    if kept == 10**keep:
        power += 1
    return str(kept).rstrip("0"), power


def _size(digits: str, power: int) -> float:
    return float(f"{digits[0]}.{digits[1:]}e{power}")


def _layout(negative: bool, digits: str, power: int, money: bool = False, *, exact: bool = False) -> str:
    """Digits and power of ten as a number for people: 18M, 86,000, 0.0012, 3 × 10²¹."""
    sign = MINUS if negative else ""
    if power >= 15 or power < (-6 if exact else -4):
        point = "." if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{point}{digits[1:]} × 10{str(power).translate(_SUPERSCRIPT)}"
    if power >= 5:
        shift, suffix = next((shift, suffix) for shift, suffix in _SUFFIXES if power >= shift)
        # An input keeps all its digits: 20.5M, but 1,234,567.
        if not exact or len(digits) <= power - shift + 3:
            return sign + _plain(digits, power - shift) + suffix
    text = _plain(digits, power)
    if money and power < 3 and text[-2:-1] == ".":
        text += "0"  # $8.60
    return sign + text


def _plain(digits: str, power: int) -> str:
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    digits = digits.ljust(power + 1, "0")
    whole, fraction = digits[: power + 1], digits[power + 1 :]
    return f"{int(whole):,}" + ("." + fraction if fraction else "")


def exact_number(value: float, *, money: bool = False) -> str:
    """`value` with all its digits: 20M, 20.5M, 1,234,567, 0.001."""
    _, digits, exponent = Decimal(repr(float(value))).as_tuple()
    text = "".join(map(str, digits))
    power = len(text) - 1 + int(exponent)
    text = text.rstrip("0") or "0"
    return _layout(value < 0, text, power if value else 0, money, exact=True)


def format_figure(magnitude: float, unit: str, *, exact: bool = False) -> str:
    """A figure as text: `format_figure(694.4, "payment/second")` is "690 payments/s".

    Args:
        magnitude: how many of `unit`; must be finite.
        unit: as records write it. Raises `macros.units.UnitError` if it can't be read.
        exact: write it as an input is: all digits, in this very unit.
    """
    if exact:
        return display(unit, exact=True).write_exact(magnitude)
    return display(unit).write(magnitude * base_factor(container(dict(parse_unit(unit)))))
