"""What is seen of a body and stands in no formula of docs/model.md: a table for each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.patient import compartments, constants
from game.patient.body import AMBIENT, Body, Inputs, first_state
from game.patient.failing import Failing
from game.patient.signs import Signs, germ, signs
from game.values.level import Phenotype
from game.values.organism import Germ

VENTILATED = Inputs(0.5, 1.0, 0.0, 0.0, 0.0)


def body(**changed: float) -> Body:
    """Return a body at rest with some compartments changed."""
    parameters = tuple([constants.DEFAULTS[name] for name in constants.NAMES])
    state = dict(zip(compartments.NAMES, first_state(Phenotype.COVID, parameters), strict=True))
    state.update({"infected_cells": 0.0, **changed})
    return Body(tuple([state[name] for name in compartments.NAMES]), parameters)


def under_pressure(map_mmhg: float, **changed: float) -> Signs:
    """Return the signs of a body whose vessels leak until its mean pressure is this, to a hundredth."""
    low, high = 0.0, 1.0
    for _ in range(40):
        leak = (low + high) / 2.0
        low, high = (leak, high) if signs(body(leak=leak, **changed), AMBIENT).map > map_mmhg else (low, leak)
    found = signs(body(leak=low, **changed), AMBIENT)
    assert found.map == pytest.approx(map_mmhg, abs=0.01)
    return found


@pytest.mark.parametrize(
    ("map_mmhg", "lactate", "mottled"),
    [(75.0, 1.0, 0.0), (72.0, 1.0, 0.0), (62.0, 1.0, 0.5), (62.0, 2.5, 0.5), (72.0, 4.5, 0.2), (62.0, 4.5, 0.7)],
)
def test_skin_mottles_under_a_mean_pressure_of_72_and_over_a_lactate_of_two_and_a_half(
    map_mmhg: float, lactate: float, mottled: float
) -> None:
    found = under_pressure(map_mmhg, lactate_mmol_per_l=lactate)

    assert found.skin_mottling == pytest.approx(mottled, abs=0.001)


def test_the_skin_is_mottled_all_over_at_most() -> None:
    assert signs(body(leak=0.9, lactate_mmol_per_l=16.0), AMBIENT).skin_mottling == 1.0


def test_who_breathes_38_times_is_breathless_all_through_and_nobody_on_a_ventilator_is() -> None:
    ill = body(leak=0.6, lung_water=0.6, damage=0.5, lactate_mmol_per_l=6.0, temperature_c=39.5)
    for one in (body(), body(leak=0.3, lung_water=0.2), ill):
        found = signs(one, AMBIENT)
        expected = min(1.0, max(0.0, found.respiratory_rate - 20.0) / 18.0)
        assert found.breathlessness == pytest.approx(expected)
    assert signs(ill, AMBIENT).breathlessness > signs(body(), AMBIENT).breathlessness == 0.0
    assert signs(ill, VENTILATED).breathlessness == 0.0


@pytest.mark.parametrize(
    ("bacteria", "resistant", "fungus", "grows"),
    [
        (0.0, 0.0, 0.0, 0),
        (1.0, 1.0, 0.0, 0),
        (1.0, 1.01, 0.0, Germ.RESISTANT),
        (1.0, 0.0, 10.0, 0),
        (1.0, 0.0, 10.1, Germ.FUNGUS),
        (0.5, 0.6, 11.0, Germ.RESISTANT),
    ],
)
def test_a_culture_grows_what_there_is_most_of_and_a_fungus_counts_for_a_tenth(
    bacteria: float, resistant: float, fungus: float, grows: int
) -> None:
    assert germ(body(bacteria=bacteria, resistant_bacteria=resistant, fungus=fungus)) == grows


@pytest.mark.parametrize(
    ("blood", "was", "left"), [(0.0, 80.0, 80.0), (0.5, 80.0, 52.0), (1.0, 80.0, 24.0), (1.0, 20.0, 20.0)]
)
def test_a_circulation_that_gives_way_ends_at_24_and_raises_no_pressure(blood: float, was: float, left: float) -> None:
    assert Failing(share=0.0, breath=0.0, blood=blood).pressure(was) == pytest.approx(left)


@pytest.mark.parametrize(
    ("breath", "was", "left"), [(0.0, 0.92, 0.92), (0.5, 0.92, 0.72), (1.0, 0.92, 0.52), (1.0, 0.4, 0.4)]
)
def test_lungs_that_give_way_end_at_52_percent_and_raise_no_saturation(breath: float, was: float, left: float) -> None:
    assert Failing(share=0.0, breath=breath, blood=0.0).saturation(was) == pytest.approx(left)


def test_a_circulation_that_has_wholly_given_way_adds_11_of_lactate() -> None:
    dying = replace(body(lactate_mmol_per_l=2.0), failing=Failing(share=0.5, breath=0.0, blood=1.0))

    assert signs(dying, AMBIENT).lactate == pytest.approx(13.0)
