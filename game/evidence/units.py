"""The units of the exported model: read from the tables, found for every other number, written as Antimony has them.

The equations hold numbers whose units nobody wrote down: in `fluid_l / (1.0 + 0.35 * fluid_l)` the 0.35 is one per
litre. A sum has one unit and so has each side of a comparison; of such demands all the others follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

__all__ = [
    "NO_UNIT",
    "OF_INPUTS",
    "OF_LINES",
    "Unit",
    "UnitError",
    "Units",
    "definition",
    "powered",
    "product",
    "symbol",
]

Unit: TypeAlias = Mapping[str | int, Fraction]
"""Powers: of a base by its name, or of a unit that is still to be found by its number. Ten is a base, for 'milli'."""

NO_UNIT: Final[Unit] = MappingProxyType({})
_BASES: Final = {
    "item": "item",
    "unit": "dimensionless",
    "mol": "mole",
    "g": "gram",
    "mmHg": "133.322 pascal",
    "degC": "kelvin",
    "L": "litre",
    "kg": "kilogram",
    "h": "3600 second",
    "min": "60 second",
}
"""Antimony's word for each. `unit` is the arbitrary one of IL-6; SBML knows kelvin only, which has the same steps."""


def _unit(**powers: int) -> Unit:
    return {base: Fraction(power) for base, power in powers.items()}


_WRITTEN: Final[dict[str, tuple[str, Unit]]] = {
    "": ("dimensionless", NO_UNIT),
    "share": ("dimensionless", NO_UNIT),
    "share infected": ("dimensionless", NO_UNIT),
    "share of the most": ("dimensionless", NO_UNIT),
    "h": ("hour", _unit(h=1)),
    "1/h": ("per_hour", _unit(h=-1)),
    "L": ("litre", _unit(L=1)),
    "L/h": ("litre_per_hour", _unit(L=1, h=-1)),
    "mg": ("mg", _unit(g=1, ten=-3)),
    "mg/L": ("mg_per_litre", _unit(g=1, L=-1, ten=-3)),
    "mg/L/h": ("mg_per_litre_hour", _unit(g=1, L=-1, h=-1, ten=-3)),
    "mg/L FEU": ("mg_per_litre", _unit(g=1, L=-1, ten=-3)),
    "mg/L FEU/h": ("mg_per_litre_hour", _unit(g=1, L=-1, h=-1, ten=-3)),
    "µg/L": ("ug_per_litre", _unit(g=1, L=-1, ten=-6)),
    "µg/L/h": ("ug_per_litre_hour", _unit(g=1, L=-1, h=-1, ten=-6)),
    "pg/mL": ("pg_per_ml", _unit(g=1, L=-1, ten=-9)),
    "pg/mL/h": ("pg_per_ml_hour", _unit(g=1, L=-1, h=-1, ten=-9)),
    "mmol/L": ("mmol_per_litre", _unit(mol=1, L=-1, ten=-3)),
    "µmol/L": ("umol_per_litre", _unit(mol=1, L=-1, ten=-6)),
    "10^6 CFU/mL": ("million_per_ml", _unit(item=1, L=-1, ten=9)),
    "10^6 CFU/mL/h": ("million_per_ml_hour", _unit(item=1, L=-1, h=-1, ten=9)),
    "10^9/L": ("billion_per_litre", _unit(item=1, L=-1, ten=9)),
    "unit": ("il6_unit", _unit(unit=1)),
    "unit/h": ("il6_unit_per_hour", _unit(unit=1, h=-1)),
    "pg/mL per unit": ("pg_per_ml_per_il6_unit", _unit(g=1, L=-1, unit=-1, ten=-9)),
    "mmHg": ("mmHg", _unit(mmHg=1)),
    "°C": ("degree_celsius", _unit(degC=1)),
    "µg/kg/min": ("ug_per_kg_minute", _unit(g=1, kg=-1, min=-1, ten=-6)),
}
"""Each unit of the tables, its symbol and its powers."""
_SYMBOLS: Final = {frozenset(unit.items()): symbol for symbol, unit in reversed(_WRITTEN.values())}

OF_INPUTS: Final = {
    "fio2": "share",
    "peep": "share",
    "prone": "share",
    "norepinephrine_ug_per_kg_min": "µg/kg/min",
    "fluid_l_per_h": "L/h",
}
OF_LINES: Final = {
    "alveolar": "mmHg",
    "filtration": "share",
    "antibiotic_in_mic": "",
    "meropenem_in_mic": "",
    "concentration": "mg/L",
    "dexamethasone_level": "µg/L",
    "ratio": "",
}
"""Lines of the equations whose unit no demand decides: pressure of oxygen, tocilizumab and dexamethasone in plasma."""


class UnitError(ValueError):
    """A sum of unlike things, or a unit that is not in the table."""


def product(one: Unit, other: Unit, power: int = 1) -> Unit:
    """Return one unit times another, or with power -1 divided by it."""
    powers = dict(one)
    for base, value in other.items():
        powers[base] = powers.get(base, Fraction(0)) + power * value
    return {base: value for base, value in powers.items() if value}


def powered(unit: Unit, power: Fraction) -> Unit:
    """Return a power of a unit, such as its root."""
    return {base: power * value for base, value in unit.items()}


class Units:
    """Units to be found, and what is known about them."""

    def __init__(self) -> None:
        """Begin without knowledge."""
        self._count = 0
        self._known: dict[int, Unit] = {}

    @staticmethod
    def read(written: str) -> Unit:
        """Return the unit that a table writes so."""
        if written not in _WRITTEN:
            raise UnitError(f"the unit '{written}' is not in the table")
        return _WRITTEN[written][1]

    def new(self) -> Unit:
        """Return a unit that is still to be found."""
        self._count += 1
        return {self._count: Fraction(1)}

    def _reduced(self, unit: Unit) -> Unit:
        while known := [base for base in unit if isinstance(base, int) and base in self._known]:
            power = unit[known[0]]
            rest = {base: value for base, value in unit.items() if base != known[0]}
            unit = product(rest, powered(self._known[known[0]], power))
        return unit

    def same(self, one: Unit, other: Unit, where: str) -> None:
        """Demand that two units are one. Raises UnitError if they cannot be."""
        over = self._reduced(product(one, other, -1))
        open_ones = [base for base in over if isinstance(base, int)]
        if not open_ones:
            if over:
                raise UnitError(f"{where}: {symbol(self.found(one))} is not {symbol(self.found(other))}")
            return
        # The latest number is what follows from the earlier ones.
        last = max(open_ones)
        rest = {base: value for base, value in over.items() if base != last}
        self._known[last] = powered(rest, -1 / over[last])

    def prefer(self, one: Unit, other: Unit) -> None:
        """Let two units be one if nothing speaks against it."""
        with suppress(UnitError):
            self.same(one, other, "")

    def found(self, unit: Unit) -> Unit:
        """Return what a unit has turned out to be; what nothing demands is a pure number."""
        return {base: power for base, power in self._reduced(unit).items() if not isinstance(base, int)}


def _parts(unit: Unit) -> Iterator[tuple[str, Fraction]]:
    yield from [(base, unit[base]) for base in _BASES if base in unit]


def symbol(unit: Unit) -> str:
    """Return a name for a unit; the same unit always has the same."""
    if (known := _SYMBOLS.get(frozenset(unit.items()))) is not None:
        return known
    words = ["x"]
    if ten := unit.get("ten"):
        words.append(f"1e{ten}")
    for base, power in _parts(unit):
        words += ["per"] * (power < 0) + [base] + [str(abs(power))] * (abs(power) != 1)
    return "_".join(words).replace("-", "minus").replace("/", "_over_")


def definition(unit: Unit) -> str:
    """Return what defines it, as Antimony reads it; `3600 second^-1` is one for each 3600 seconds."""
    ten = unit.get("ten", Fraction(0))
    factors = []
    for base, power in _parts(unit):
        number, _, kind = _BASES[base].rpartition(" ")
        # Roots too: half a power of ten has no number of its own, but stands within what is raised.
        if not number and ten and (power == 1 or (ten.denominator != 1 and (ten / power).denominator == 1)):
            number, ten = f"1e{ten / power}", Fraction(0)
        factors.append(f"{number} {kind}".strip() + f"^{float(power):g}" * (power != 1))
    if ten or not factors:
        factors.append(f"1e{ten} dimensionless")
    return " * ".join(factors)
