"""docs/model.md says what the code does: its tables are the code's, its formulas give the code's numbers."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from game.evidence.model_document import PARTS, MarkerError, model_document
from game.patient import compartments, constants
from game.patient.body import Body
from game.patient.equations import rate
from game.patient.signs import log10_or_zero, oxygen_pressure_mmhg, signs
from game.values.channel import Channel
from game.values.level import Phenotype
from tests.patient.hosts import SUPPORT, aged, drawn

PAGE = Path(__file__).parents[2] / "docs" / "model.md"
TEXT = PAGE.read_text(encoding="utf-8")
AGAIN = "write it again with: cytokine-storm model-document --write"
FORMULA = re.compile(r"^(d\((?P<change>\w+)\)|(?P<name>\w+)) = (?P<value>.+)$")


def hill(x: float, k: float, n: float) -> float:
    return x**n / (k**n + x**n)


def above(x: float, limit: float) -> float:
    return max(x - limit, 0.0)


def within(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


def blocks(kind: str) -> list[re.Match[str]]:
    """Return the formulas of every block of this kind, in order; an indented line goes on with the one before."""
    joined: list[str] = []
    for block in re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL):
        for line in block.splitlines():
            formula = line.split("#")[0].rstrip()
            if line.startswith(" "):
                joined[-1] += f" {formula.strip()}"
            elif formula:
                joined.append(formula)
    found = [FORMULA.match(formula) for formula in joined]
    assert all(found), [line for line, match in zip(joined, found, strict=True) if not match]
    return [match for match in found if match]


def evaluated(kind: str, names: dict[str, Any]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the changes and the values that the formulas of the page give."""
    changes: dict[str, float] = {}
    values: dict[str, float] = {}
    for formula in blocks(kind):
        value = eval(formula["value"], {"__builtins__": {}}, {**names, **values})  # noqa: S307  our own page
        if formula["change"]:
            changes[formula["change"]] = value
        else:
            values[formula["name"]] = value
    return changes, values


def bodies() -> list[Any]:
    found = []
    for number, phenotype in enumerate(Phenotype):
        state, parameters = drawn(phenotype, number)
        for days in (0, 2, 8):
            ill = list(aged(state, parameters, days))
            for place, name in enumerate(compartments.NAMES):
                if name.endswith("_mg"):
                    ill[place] += 5.0 * (number + 1)
            ill[compartments.INDEX["steroid_effect"]] = 0.2 * number
            ill[compartments.INDEX["receptor_occupancy"]] = 0.3
            ill[compartments.INDEX["fluid_l"]] = 0.4
            found.append(
                pytest.param(tuple(ill), parameters, SUPPORT[(number + days) % 5], id=f"{phenotype.value}-{days}")
            )
    return found


@pytest.mark.parametrize(("state", "parameters", "inputs"), bodies())
def test_the_formulas_of_the_page_are_the_equations_of_the_code(state: Any, parameters: Any, inputs: Any) -> None:
    names = {
        **dict(zip(compartments.NAMES, state, strict=True)),
        **dict(zip(constants.NAMES, parameters, strict=True)),
        **inputs._asdict(),
        "hill": hill, "above": above, "within": within, "sqrt": math.sqrt,
        "oxygen_pressure": oxygen_pressure_mmhg, "log10": log10_or_zero,
    }  # fmt: skip
    changes, values = evaluated("equations", names)
    assert tuple(sorted(changes)) == tuple(sorted(compartments.NAMES))
    wrong = {
        name: (changes[name], expected)
        for name, expected in zip(compartments.NAMES, rate(state, parameters, inputs), strict=True)
        if not math.isclose(changes[name], expected, rel_tol=1e-9, abs_tol=1e-12)
    }
    assert not wrong, "docs/model.md, section 4, has other equations than game/patient/equations.py"

    _, shown = evaluated("signs", {**names, **values})
    true = signs(Body(state, parameters), inputs)
    wrong = {
        name: (value, getattr(true, name))
        for name, value in shown.items()
        if hasattr(true, name) and not math.isclose(value, getattr(true, name), rel_tol=1e-9)
    }
    assert not wrong, "docs/model.md, section 5, has other formulas than game/patient/signs.py"


def test_every_value_that_is_shown_has_a_formula_on_the_page_or_is_a_compartment() -> None:
    formulas = {formula["name"] for formula in blocks("signs")}
    missing = [
        channel.value
        for channel in Channel
        if channel.value not in formulas
        and not any(f"{name}_".startswith(f"{channel.value}_") for name in compartments.NAMES)
    ]
    assert not missing, "docs/model.md, section 5, lacks the formulas that stand in `signs` of game/patient/signs.py"


def test_every_constant_and_input_is_used_on_the_page() -> None:
    used = " ".join(formula["value"] for kind in ("equations", "signs") for formula in blocks(kind))
    missing = [name for name in constants.NAMES if not re.search(rf"\b{name}\b", used)]
    assert missing == []


def test_the_tables_of_the_page_are_those_of_the_code() -> None:
    assert model_document(TEXT) == TEXT, AGAIN


def test_every_part_stands_on_the_page_once() -> None:
    for name in PARTS:
        assert TEXT.count(f"<!-- generated: {name} -->") == 1


def test_a_lost_marker_is_named() -> None:
    with pytest.raises(MarkerError, match="generated: constants"):
        model_document(TEXT.replace("<!-- generated: constants -->", ""))
