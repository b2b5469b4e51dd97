"""The units that a sizing may use: one list, and what each is called in a formula and in print.

The list is closed on purpose. Pint's own registry knows a thousand names and every prefix of each, so a slip of the
pen is too easily a unit (`ad` would be an attoday, `cell` a length); it also takes bytes and counted things for plain
numbers. Here a byte, a user or a payment is a dimension of its own, so `users * requests/user/day` must come out as
requests per time. To add a counted thing, add its name to `COUNTED`.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.util import UnitsContainer

# Counted things, each a dimension. "query/queries" gives an odd plural, "gpu=GPU" how it is printed.
COUNTED = """
account ad address/addresses advertiser agent alert answer app arm article auction author
badge batch/batches bid block book booking box/boxes bucket buyer
call campaign candidate card case category/categories cell character chunk city/cities claim class/classes click
cluster comment contact conversation conversion copy/copies core courier cpu=CPU creator creative customer
decision delivery/deliveries device dispute document doctor download driver
edge email employee entity/entities epoch event example experiment
face feature feed file fold follower forecast frame friend
gpu=GPU guest
hit host hotel household
image impression incident install item
job judge
key keystroke keyword
label language layer lead line link list listing location log lookup
machine member merchant message miss/misses model model_call
neighbor night node notification
object order
pack page pair parameter=parameter partition passage patient payment person/people photo pixel playlist position
post prediction prefix/prefixes product profile project prompt
query/queries question
rating reader reading recommendation record region replica report request response restaurant result retrieval review
reviewer rider ring route row rule run
sample scan score search/searches seat segment seller sensor sentence sequence server service session shard share
shipment shop signal site sku=SKU slate slice slot song source span step stop store stream student study/studies
subscriber suggestion switch/switches
table task team test thread ticket token tool_call topic track trade transaction transfer traveler tree trip turn
tweet
update upload user
value variant vector vehicle vendor version video view viewer visit visitor
warehouse watch/watches word worker write
zone
"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name for pint, how pint knows it, how it is printed (one, many, after a slash), its other names."""

    name: str
    definition: str
    one: str
    many: str
    per: str
    spellings: tuple[str, ...]


def _counted() -> Iterable[Unit]:
    for entry in COUNTED.split():
        entry, _, shown = entry.partition("=")
        name, _, plural = entry.partition("/")
        plural = plural or name + "s"
        one = shown or name.replace("_", " ")
        many = shown + "s" if shown else plural.replace("_", " ")
        yield Unit(name, f"{name} = [{name}]", one, many, one, (plural,))


def _measure(
    name: str, definition: str, shown: str, *spellings: str, many: str | None = None, per: str | None = None
) -> Unit:
    spellings = (name + "s", *spellings)
    return Unit(name, f"{name} = {definition}", shown, many or shown, per or shown, spellings)


def _prefixed(base: str, symbol: str, prefixes: str, shown: str, kilo: str = "k") -> Iterable[Unit]:
    """A unit's multiples: `base` and `symbol` are what formulas say (megabyte, MB), `shown` what is printed."""
    names = {
        "n": ("nano", "1e-9"), "u": ("micro", "1e-6"), "m": ("milli", "1e-3"), "k": ("kilo", "1e3"),
        "M": ("mega", "1e6"), "G": ("giga", "1e9"), "T": ("tera", "1e12"), "P": ("peta", "1e15"), "E": ("exa", "1e18"),
        "Z": ("zetta", "1e21"), "Y": ("yotta", "1e24"),
    }  # fmt: skip
    for letter in prefixes:
        prefix, factor = names[letter]
        sign = {"u": "µ", "k": kilo}.get(letter, letter)
        yield _measure(prefix + base, f"{factor} * {base}", sign + shown, letter + symbol, sign + symbol)


def _measures() -> Iterable[Unit]:
    # Time. A month is a twelfth of a Julian year, as in pint.
    yield _measure("second", "[time]", "s", "s", "sec")
    yield from _prefixed("second", "s", "num", "s")
    yield _measure("minute", "60 * second", "min", "min")
    yield _measure("hour", "3600 * second", "h", "h", "hr")
    yield _measure("day", "86400 * second", "day", "d", many="days")
    yield _measure("week", "604800 * second", "week", many="weeks")
    yield _measure("month", "2629800 * second", "month", many="months")
    yield _measure("year", "31557600 * second", "year", many="years")
    yield _measure("hertz", "1 / second", "Hz", "Hz")
    yield from _prefixed("hertz", "Hz", "kMG", "Hz")
    # Information, decimal as disks and networks are sold: a kilobyte is 1,000 bytes.
    yield _measure("byte", "[information]", "byte", "B", many="bytes")
    yield from _prefixed("byte", "B", "kMGTPE", "B", kilo="K")
    yield _measure("bit", "0.125 * byte", "bit", many="bits")
    yield from _prefixed("bit", "bit", "kMGTP", "bit")
    # Work, energy, distance, mass.
    yield _measure("flop", "[computation]", "FLOP", "FLOP")
    yield from _prefixed("flop", "FLOP", "MGTPEZY", "FLOP")
    yield _measure("joule", "[energy]", "J", "J")
    yield from _prefixed("joule", "J", "kMG", "J")
    yield _measure("watt", "joule / second", "W", "W")
    yield from _prefixed("watt", "W", "mkMG", "W")
    yield _measure("watthour", "3600 * joule", "Wh", "Wh", "watt_hour", "watt_hours")
    yield from _prefixed("watthour", "Wh", "kMG", "Wh")
    yield _measure("meter", "[length]", "m", "metre", "metres")
    yield _measure("millimeter", "0.001 * meter", "mm", "mm")
    yield _measure("centimeter", "0.01 * meter", "cm", "cm")
    yield _measure("kilometer", "1000 * meter", "km", "km", "kilometre", "kilometres")
    yield _measure("mile", "1609.344 * meter", "mile", many="miles")
    yield _measure("gram", "[mass]", "g", "g")
    yield _measure("kilogram", "1000 * gram", "kg", "kg")
    # Money: one currency is enough for a back-of-envelope figure.
    yield _measure("dollar", "[money]", "dollar", "usd", "USD", many="dollars", per="$")
    yield _measure("cent", "0.01 * dollar", "cent", many="cents")
    # Plain numbers.
    yield _measure("percent", "0.01", "%", "pct")


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by its name."""
    return {unit.name: unit for unit in (*_measures(), *_counted())}


@cache
def spellings() -> Mapping[str, str]:
    """Every way to write a unit in a formula -> the unit's name. `dimensionless` is written "1" to pint: no unit."""
    by_spelling: dict[str, str] = {"dimensionless": ""}
    for unit in units().values():
        for spelling in unit.spellings:
            by_spelling.setdefault(spelling, unit.name)
    # Names win over other units' short forms and plurals.
    by_spelling.update({name: name for name in units()})
    return by_spelling


@cache
def _counted_names() -> frozenset[str]:
    return frozenset(unit.name for unit in _counted())


def is_counted(name: str) -> bool:
    """Whether a unit (or dimension) is a counted thing, which comes in whole ones, and not a measure such as time."""
    return name in _counted_names()


@cache
def registry() -> UnitRegistry[float]:
    """The one pint registry of the build, made from the list above when first needed."""
    # Where NumPy is installed, pint loads it for arrays that no sizing has: a tenth of a second of every build.
    hidden = "numpy" not in sys.modules
    if hidden:
        sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        from pint import UnitRegistry
    finally:
        if hidden:
            del sys.modules["numpy"]

    made: UnitRegistry[float] = UnitRegistry(None, cache_folder=None, auto_reduce_dimensions=False)
    made.load_definitions([unit.definition for unit in units().values()])
    return made


def container(of: Mapping[str, float]) -> UnitsContainer:
    """A product of units as pint's value for it: `{"payment": 1, "day": -1}`. Names must be in `units()`."""
    from pint.util import UnitsContainer

    return UnitsContainer(of)


def powers(of: UnitsContainer) -> list[tuple[str, float]]:
    """The names and powers of a unit or dimension, sorted; a dimension's name comes without its brackets."""
    return sorted((str(name).strip("[]"), float(cast(float, power))) for name, power in of.items())


@cache
def base_factor(of: UnitsContainer) -> float:
    """How many base units (second, byte, dollar, counted things) one `of` is: 3600.0 for an hour."""
    return cast(float, registry().get_base_units(of)[0]) * 1.0


@cache
def dimension(of: UnitsContainer) -> UnitsContainer:
    """What kind of quantity `of` measures, such as `[payment] / [time]`; empty for a plain number."""
    return registry().get_dimensionality(of)


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean a or b?` for the known names most like `name`, else an empty string."""
    close = difflib.get_close_matches(name.lower(), sorted(set(known)), n=3, cutoff=0.7)
    return f"; did you mean {' or '.join(close)}?" if close else ""


class UnitError(ValueError):
    """A unit that cannot be read; its text says why in plain words."""


_FACTOR = re.compile(
    r"\s*(?P<sign>[*/]?)\s*(?:(?P<name>[^\W\d]\w*)\s*(?:\*\*\s*(?P<power>[1-9]))?|(?P<one>1))\s*"
)


@cache
def parse_unit(text: str) -> tuple[tuple[str, int], ...]:
    """Read a unit as records write it: `request/user/day`, `gpu*hour`, `1/second`, `percent`.

    Returns (unit name, power) in the order written, each unit once, without those that cancel.
    """
    if len(text) > 120:
        raise UnitError("the unit is longer than 120 characters")
    found: dict[str, int] = {}
    at = 0
    while at < len(text) or (not found and at == 0):
        match = _FACTOR.match(text, at)
        if match is None or bool(match["sign"]) != bool(at):
            raise UnitError(
                f"can't read the unit {text!r}: write it like payment/day, gpu*hour or request/user/day"
            )
        at = match.end()
        if match["one"]:
            if at == len(text):
                raise UnitError(f"can't read the unit {text!r}: a plain number is `dimensionless`")
            continue
        name = spellings().get(match["name"])
        if name is None:
            raise UnitError(
                f"unit {match['name']!r} is not known{nearest(match['name'], spellings())}"
                " (units are listed in macros/units.py)"
            )
        if name:
            power = int(match["power"] or 1)
            found[name] = found.get(name, 0) + (-power if match["sign"] == "/" else power)
    return tuple((name, power) for name, power in found.items() if power)


def write_unit(of: Iterable[tuple[str, float]]) -> str:
    """A unit in the form that records use, for error messages: `request*user/day`; `dimensionless` if empty."""

    def factor(name: str, power: float) -> str:
        return name if power == 1 else f"{name}**{power:g}"

    listed = list(of)
    above = "*".join(factor(name, power) for name, power in listed if power > 0)
    below = "".join("/" + factor(name, -power) for name, power in listed if power < 0)
    return (above or ("1" if below else "dimensionless")) + below


def write_dimension(of: UnitsContainer) -> str:
    """A dimension in words for error messages: `request*user per time`, `a plain number`."""
    named = powers(of)
    if not named:
        return "a plain number"
    above = [(name, power) for name, power in named if power > 0]
    below = [(name, -power) for name, power in named if power < 0]
    return (write_unit(above) if above else "1") + (f" per {write_unit(below)}" if below else "")
