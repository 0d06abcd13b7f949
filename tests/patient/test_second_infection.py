"""Germs that the first antibiotic does not cover, and what lets them in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.patient import compartments, constants
from game.patient.body import AMBIENT, Body, first_state, live
from game.patient.method import step
from game.patient.signs import carbapenem_works, entry_per_h, germ, glucose_mmol_per_l
from game.values.level import Phenotype
from game.values.organism import Germ, told
from game.values.ticks import TICKS_PER_HOUR

AT = compartments.INDEX
DEXAMETHASONE, HIGH_DOSE = {"dexamethasone_mg": 6.0}, {"methylprednisolone_mg": 1000.0}
TOCILIZUMAB = {"tocilizumab_mg": 640.0}


def healthy(**given: float) -> Body:
    """Return a healthy body with some compartments set."""
    parameters = tuple([constants.DEFAULTS[name] for name in constants.NAMES])
    state = dict(zip(compartments.NAMES, first_state(Phenotype.COVID, parameters), strict=True))
    state.update({"infected_cells": 0.0, **given})
    return Body(tuple([state[name] for name in compartments.NAMES]), parameters)


def given(body: Body, doses: dict[str, float]) -> Body:
    """Put doses in."""
    state = [value + doses.get(name, 0.0) for name, value in zip(compartments.NAMES, body.state, strict=True)]
    return replace(body, state=tuple(state))


def after(body: Body, days: float, daily: dict[str, float] | None = None, every_h: int = 24) -> Body:
    """Let days pass, with these doses every so many hours."""
    for hour in range(int(24 * days)):
        if daily and hour % every_h == 0:
            body = given(body, daily)
        for _ in range(TICKS_PER_HOUR // 6):
            body = replace(body, state=step(body.state, body.parameters, AMBIENT, 6))
    return body


def of(body: Body, name: str) -> float:
    """Return one compartment."""
    return body.state[AT[name]]


def test_suppression_grows_with_the_dose_of_a_steroid_and_adds_up_with_tocilizumab() -> None:
    low, high = (of(after(healthy(), 5, doses), "suppression") for doses in (DEXAMETHASONE, HIGH_DOSE))
    blocked = of(after(given(healthy(), TOCILIZUMAB), 5), "suppression")
    both = of(after(given(healthy(), TOCILIZUMAB), 5, HIGH_DOSE), "suppression")
    assert high > 2.5 * low > 0.0
    assert both == pytest.approx(high + blocked, rel=0.05)


def test_suppression_lasts_one_to_two_weeks_after_the_last_dose() -> None:
    ends = after(healthy(), 5, HIGH_DOSE)
    week, fortnight = (of(after(ends, days), "suppression") / of(ends, "suppression") for days in (7, 14))
    assert 0.25 < week < 0.75
    assert fortnight < 0.25


def test_several_drugs_open_the_door_wider_than_each() -> None:
    def entry(body: Body) -> float:
        return float(entry_per_h(body).total)

    rest = entry(healthy())
    blocked, steroid = entry(after(given(healthy(), TOCILIZUMAB), 7)), entry(after(healthy(), 7, HIGH_DOSE))
    assert rest < blocked < steroid < entry(after(given(healthy(), TOCILIZUMAB), 7, HIGH_DOSE))


def test_the_longer_an_antibiotic_is_given_the_more_of_what_gets_in_is_not_covered() -> None:
    shares = []
    for days in (0, 2, 7):
        entry = entry_per_h(after(healthy(), days, {"antibiotic_mg": 4500.0}, 8))
        shares.append(entry.resistant / (entry.resistant + entry.bacteria))
    assert shares[0] == constants.DEFAULTS["resistant_share"]
    assert shares[0] < shares[1] < 0.5 < shares[2]


@pytest.mark.parametrize(
    ("germ_of", "drug", "mg", "dies"),
    [
        ("bacteria", "antibiotic_mg", 4500.0, True),
        ("resistant_bacteria", "antibiotic_mg", 4500.0, False),
        ("resistant_bacteria", "meropenem_mg", 1000.0, True),
        ("bacteria", "meropenem_mg", 1000.0, True),
        ("fungus", "meropenem_mg", 1000.0, False),
    ],
)
def test_each_germ_dies_of_its_drug_alone(germ_of: str, drug: str, mg: float, *, dies: bool) -> None:
    weak = {"suppression": 6.0, "neutrophils": 0.3}
    treated = of(after(healthy(**{germ_of: 1.0}, **weak), 1, {drug: mg}, 8), germ_of)
    assert (treated < 0.01) is dies


def test_a_fungus_falls_under_voriconazole_and_grows_without() -> None:
    weak = healthy(fungus=1.0, suppression=20.0)
    assert of(after(weak, 3, {"voriconazole_mg": 320.0}, 12), "fungus") < 1.0 < of(after(weak, 3), "fungus")


def test_meropenem_given_without_need_no_longer_works_when_it_is_needed() -> None:
    fresh, worn = healthy(), after(healthy(), 7, {"meropenem_mg": 1000.0}, 8)
    assert carbapenem_works(fresh)
    assert not carbapenem_works(worn)
    infected = {"resistant_bacteria": 1.0, "suppression": 20.0}
    kills, fails = (
        of(after(given(body, infected), 0.5, {"meropenem_mg": 1000.0}, 8), "resistant_bacteria")
        for body in (fresh, worn)
    )
    assert kills < 0.01
    assert fails > 0.3


def test_procalcitonin_tells_bacteria_and_no_fungus() -> None:
    bacterial, fungal = (after(healthy(**{name: 5.0}), 1) for name in ("resistant_bacteria", "fungus"))
    assert of(bacterial, "procalcitonin_ug_per_l") > 5.0
    assert of(fungal, "procalcitonin_ug_per_l") < 0.3 * of(bacterial, "procalcitonin_ug_per_l")


def test_behind_tocilizumab_crp_and_fever_hide_an_infection_that_a_culture_finds() -> None:
    plain, hidden = (
        after(given(after(healthy(), 0.5, start), {"resistant_bacteria": 2.0}), 2) for start in ({}, TOCILIZUMAB)
    )
    assert of(hidden, "crp_mg_per_l") < 0.5 * of(plain, "crp_mg_per_l")
    assert of(hidden, "temperature_c") < 38.0 <= of(plain, "temperature_c")
    assert germ(hidden) == Germ.RESISTANT


def test_what_a_culture_grew_is_named_with_what_covers_it() -> None:
    assert told(Germ.COVERED, "Gram-negative rods", 1, carbapenem_works=True) == "Gram-negative rods"
    named = {told(Germ.RESISTANT, "", seed, carbapenem_works=True) for seed in range(40)}
    assert len(named) == 3
    assert all("meropenem only" in one for one in named)
    assert "not covered by any drug" in told(Germ.RESISTANT, "", 1, carbapenem_works=False)
    assert {told(Germ.FUNGUS, "", seed, carbapenem_works=True).split(",")[0] for seed in range(40)} == {
        "Candida",
        "Aspergillus (sputum)",
    }


def test_a_steroid_raises_glucose_on_the_first_day_and_more_by_dose() -> None:
    rest, low, high = (float(glucose_mmol_per_l(after(healthy(), 1, one))) for one in ({}, DEXAMETHASONE, HIGH_DOSE))
    assert rest < low - 1.0 < high


def test_a_tick_of_a_living_body_is_a_step_of_the_method() -> None:
    body = healthy(fungus=0.1)
    assert live(body, AMBIENT).state == step(body.state, body.parameters, AMBIENT)
