"""The exported model gives the same courses in an engine that is not ours."""

from __future__ import annotations

import itertools
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from game.patient import compartments, constants
from game.patient.body import Inputs
from game.patient.method import step
from game.trials import sbml
from game.values.level import Phenotype
from game.values.ticks import HOURS_PER_TICK, TICKS_PER_DAY
from tests.patient.hosts import aged, drawn, every_drug

needs_antimony = pytest.mark.skipif(not sbml.installed(), reason=sbml.MISSING)
DAYS_BEFORE = {Phenotype.COVID: 5, Phenotype.VIRAL_STRESSED: 3, Phenotype.SEPSIS: 0, Phenotype.CAR_T: 1}
DAYS = 14


@needs_antimony
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("phenotype", Phenotype)
def test_libroadrunner_agrees_within_a_ten_thousandth(phenotype: Phenotype) -> None:
    """A drawn host, fourteen days with doses of every drug and every kind of support; CVODE against our method."""
    roadrunner = pytest.importorskip("roadrunner")
    state, parameters = drawn(phenotype, 4)
    state = aged(state, parameters, DAYS_BEFORE[phenotype])
    course, ticks = every_drug(DAYS), DAYS * TICKS_PER_DAY
    ours = []
    body = state
    for tick in range(ticks):
        body = step(course.dosed(body, tick), parameters, course.inputs(tick))
        ours.append(body)

    engine = roadrunner.RoadRunner(sbml.sbml_text(phenotype, parameters))
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
    labels = {node.attrib["id"]: node.attrib.get("name", "") for node in tree.findall(".//s:parameter", space)}
    assert labels["creatinine_umol_per_l"] == "creatinine (µmol/L)"


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
    rules = sbml._Rules()
    assert rules.call("rate", [("a", "b"), (), ()]) == ("change", "(-change)")
    assert rules.lines == ["change := ((0.5 * ((a - 1.0) + abs((a - 1.0)))) * piecewise(1, b > 2.0, 0));"]


def test_equations_that_cannot_be_translated_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "def rate(state, parameters, inputs):\n    power = state[0] ** inputs[0]\n    return (power, power)\n"
    monkeypatch.setattr(sbml.inspect, "getsource", lambda _: source)
    with pytest.raises(sbml.UntranslatableError, match=r"state\[0\] \*\* inputs\[0\]"):
        sbml.antimony_text(Phenotype.COVID)
