"""The generated parts of docs/model.md: tables of the code's own names, units, values, ranges and sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from game.patient.body import SPREADS_KEPT
from game.patient.compartments import COMPARTMENTS
from game.patient.constants import INDEX, TABLE, Constant
from game.patient.method import METHOD
from game.values.disease import Disease
from game.values.diseases import DISEASES
from game.values.level import Phenotype
from game.values.ticks import MINUTES_PER_TICK

__all__ = ["PARTS", "MarkerError", "model_document"]

END: Final = "<!-- end -->"


class MarkerError(ValueError):
    """A marker of a generated part is missing."""


def _number(value: float) -> str:
    return f"{value:g}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join(lines)


def _method() -> str:
    return f"Model and method, as case files name them: `{METHOD}`; a step is {MINUTES_PER_TICK} minutes."


def _compartments() -> str:
    return _table(
        ("Compartment", "Unit", "Meaning"),
        [(f"`{name}`", unit or "–", meaning) for name, unit, meaning in COMPARTMENTS],
    )


def _constant(row: Constant) -> tuple[str, ...]:
    return (
        f"`{row.name}`",
        _number(row.value),
        row.unit or "–",
        f"{_number(row.low)} to {_number(row.high)}",
        row.kind,
        row.meaning,
        row.source,
    )


def _constants() -> str:
    kinds = {kind: sum(1 for row in TABLE if row.kind == kind) for kind in ("literature", "calibrated", "assumed")}
    counted = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    table = _table(("Constant", "Value", "Unit", "Range", "Kind", "Meaning", "Source"), map(_constant, TABLE))
    return f"{len(TABLE)} constants: {counted}.\n\n{table}"


def _begins(kind: Disease) -> str:
    parts = [f"`{kind.pathogen}` {_number(kind.pathogen_start)}"]
    parts += [f"`{name}` {_number(value)}" for name, value in kind.extra_start.items()]
    return ", ".join(parts)


def _disease(phenotype: Phenotype) -> str:
    kind = DISEASES[phenotype]
    names = [row.name for row in TABLE if row.name in kind.constants or row.name in kind.spreads]
    rows = []
    for name in names:
        usual = TABLE[INDEX[name]].value
        own = kind.constants.get(name)
        spread = kind.spreads.get(name)
        rows.append(
            (
                f"`{name}`",
                _number(usual),
                "the same" if own is None else _number(own),
                "none" if spread is None else _number(spread),
            )
        )
    table = _table(("Constant", "Usual", "In this disease", "Spread between hosts"), rows)
    return f"**{kind.name}** begins with {_begins(kind)}.\n\n{table}"


def _phenotypes() -> str:
    head = (
        "Spread: standard deviation of the natural logarithm between hosts; draws are cut at "
        f"{_number(SPREADS_KEPT)} of them."
    )
    return "\n\n".join([head, *map(_disease, Phenotype)])


PARTS: Final = {
    "method": _method,
    "compartments": _compartments,
    "phenotypes": _phenotypes,
    "constants": _constants,
}
"""What stands between the markers `<!-- generated: NAME -->` and `<!-- end -->`."""


def model_document(text: str) -> str:
    """Return docs/model.md with its generated parts written anew; `text` is the page as it stands.

    Raises MarkerError where a marker is missing.
    """
    for name, part in PARTS.items():
        start = f"<!-- generated: {name} -->"
        begins = text.find(start)
        ends = text.find(END, begins)
        if begins < 0 or ends < 0:
            raise MarkerError(f"docs/model.md needs '{start}' and after it '{END}'")
        text = f"{text[: begins + len(start)]}\n{part()}\n{text[ends:]}"
    return text
