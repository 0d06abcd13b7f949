"""The exported model gives the same courses in an engine that is not ours."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from game.evidence import race, sbml, units
from game.patient import compartments, constants
from game.patient.body import Inputs
from game.patient.method import step
from game.values.level import Phenotype
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_DAY
from tests.patient.hosts import DAYS_BEFORE, aged, drawn, every_drug

needs_antimony = pytest.mark.skipif(not sbml.installed(), reason=sbml.MISSING)
DAYS = 14


@needs_antimony
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("phenotype", Phenotype)
def test_libroadrunner_agrees_within_a_ten_thousandth(phenotype: Phenotype) -> None:
    """A drawn host, fourteen days with doses of every drug and every kind of support; CVODE against our method."""
    runner = race.road_runner()
    if runner is None:
        pytest.skip("libRoadRunner is not installed, or this Python has no shared library for it")
    state, parameters = drawn(phenotype, 4)
    state = aged(state, parameters, DAYS_BEFORE[phenotype])
    course, ticks = every_drug(DAYS), DAYS * TICKS_PER_DAY
    ours = []
    body = state
    for tick in range(ticks):
        body = step(course.dosed(body, tick), parameters, course.inputs(tick))
        ours.append(body)

    engine = runner(sbml.sbml_text(phenotype, parameters))
    engine.integrator.relative_tolerance = 1e-9
    engine.integrator.absolute_tolerance = 1e-12
    engine.timeCourseSelections = list(compartments.NAMES)
    rows: list[Any] = []
    for now, later in itertools.pairwise(course.moments(ticks)):
        start = course.dosed(tuple(rows[-1]) if rows else state, now)
        for name, value in zip(compartments.NAMES, start, strict=True):
            engine[name] = value
        for name, value in zip(Inputs._fields, course.inputs(now), strict=True):
            engine[name] = value
        found = engine.simulate(now * HOURS_PER_TICK, later * HOURS_PER_TICK, later - now + 1)
        rows += list(np.array(found)[1:])
    theirs = np.array(rows)
    scale = np.maximum(np.abs(theirs).max(axis=0), 1e-12)
    error = np.abs(np.array(ours) - theirs).max(axis=0)
    worst = {
        name: float(error[n] / scale[n]) for n, name in enumerate(compartments.NAMES) if error[n] > 1e-4 * scale[n]
    }
    assert not worst


@needs_antimony
def test_the_sbml_names_every_number() -> None:
    tree = ET.fromstring(sbml.sbml_text(Phenotype.COVID))  # noqa: S314  our own text
    space = {"s": tree.tag.split("}")[0].lstrip("{")}
    names = {node.attrib["id"] for node in tree.findall(".//s:parameter", space)}
    assert {*compartments.NAMES, *constants.NAMES, *Inputs._fields} <= names
    rated = {node.attrib["variable"] for node in tree.findall(".//s:rateRule", space)}
    assert rated == set(compartments.NAMES)
    labels = {node.attrib["id"]: node.attrib["name"] for node in tree.findall(".//s:parameter[@name]", space)}
    assert labels["creatinine_umol_per_l"] == "creatinine (µmol/L)"
    assert labels["tnf_clearance_per_h"] == "tnf clearance per h: clearance (1/h)"
    assert {*compartments.NAMES, *constants.NAMES} == set(labels)
    assert len(set(labels.values())) == len(labels)


@needs_antimony
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("phenotype", Phenotype)
def test_libsbml_finds_nothing_to_warn_of(phenotype: Phenotype) -> None:
    """Units of every quantity and of every number among it: a sum of unlike things would be found here."""
    libsbml = pytest.importorskip("libsbml")
    document = libsbml.readSBMLFromString(sbml.sbml_text(phenotype))
    found = document.checkConsistency()
    assert [document.getError(n).getMessage() for n in range(found)] == []


@needs_antimony
def test_the_sbml_says_that_it_is_never_for_care_and_counts_in_hours() -> None:
    tree = ET.fromstring(sbml.sbml_text(Phenotype.SEPSIS))  # noqa: S314  our own text
    space = {"s": tree.tag.split("}")[0].lstrip("{")}
    model = tree.find("s:model", space)
    assert model is not None
    notes = model.find("s:notes", space)
    assert notes is not None
    assert "never for care" in "".join(notes.itertext())
    unit = model.find(f".//s:unitDefinition[@id='{model.attrib['timeUnits']}']//s:unit", space)
    assert unit is not None
    # Exactly this spelling is an hour to COPASI, which shows it in all its axes.
    assert unit.attrib == {"kind": "second", "exponent": "1", "scale": "0", "multiplier": "3600"}
    for kind in ("substance", "extent", "volume", "area", "length"):
        assert model.attrib[f"{kind}Units"]


def test_antimony_text_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sbml, "installed", lambda: False)
    text = sbml.antimony_text(Phenotype.SEPSIS)
    assert all(f"\n{name} = " in text for name in (*compartments.NAMES, *constants.NAMES))
    with pytest.raises(sbml.SbmlMissingError, match=r"cytokine-storm\[sbml\]"):
        sbml.sbml_text(Phenotype.SEPSIS)


def test_a_helper_of_the_equations_is_written_out_where_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        "def above(x):\n    return 0.5 * (x + abs(x))\n"
        "def rate(state, parameters, inputs):\n    change = above(state[0] - 1) * (state[1] > 2)\n"
        "    return (change, -change)\n"
    )
    monkeypatch.setattr(sbml.inspect, "getsource", lambda _: source)
    rules = sbml._Assignments()
    mg, hour = units.Units.read("mg"), units.Units.read("h")
    changes = rules.call("rate", [(sbml._Term("a", mg), sbml._Term("b", hour)), (), ()])
    assert [change.text for change in changes] == ["change", "(-change)"]
    rules.units.same(changes[0].unit, mg, "here")
    assert rules.lines({}) == [
        (
            "change := ((0.5 dimensionless * ((a - 1.0 mg) + abs((a - 1.0 mg)))) "
            "* piecewise(1 dimensionless, b > 2.0 hour, 0 dimensionless)); change has mg;"
        )
    ]


def test_a_sum_of_unlike_things_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "def rate(state, parameters, inputs):\n    return (state[6] + state[7],)\n"
    monkeypatch.setattr(sbml.inspect, "getsource", lambda _: source)
    with pytest.raises(units.UnitError, match=r"state\[6\] \+ state\[7\]: il6_unit is not pg_per_ml"):
        sbml.antimony_text(Phenotype.COVID)
    with pytest.raises(units.UnitError, match="'furlong' is not in the table"):
        units.Units.read("furlong")


def test_a_root_has_half_the_powers_and_a_unit_that_nothing_demands_is_none() -> None:
    found = units.Units()
    side, open_one = found.new(), found.new()
    found.same(units.powered(side, Fraction(2)), {"L": Fraction(1), "ten": Fraction(-6)}, "area")
    assert found.found(side) == {"L": Fraction(1, 2), "ten": Fraction(-3)}
    assert units.definition(found.found(side)) == "litre^0.5 * 1e-3 dimensionless"
    assert found.found(open_one) == units.NO_UNIT


def test_equations_that_cannot_be_translated_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "def rate(state, parameters, inputs):\n    power = state[0] ** inputs[0]\n    return (power, power)\n"
    monkeypatch.setattr(sbml.inspect, "getsource", lambda _: source)
    with pytest.raises(sbml.UntranslatableError, match=r"state\[0\] \*\* inputs\[0\]"):
        sbml.antimony_text(Phenotype.COVID)
