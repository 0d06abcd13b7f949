"""Which antibiotic the guideline gives by what is known of the germ, and when it holds an infection for held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.policy.reference import Reference
from game.values.channel import Channel, Panel
from game.values.order import Device, Give, Stop
from game.values.organism import Germ
from game.values.ticks import ticks
from tests.case.levels import CAR_T, SEPSIS
from tests.policy.charts import chart, drawn, drugs, support

LAST_WEEK_H = 200.0
"""Long before a culture stops to speak of the germs of today."""
CANNULA = support(0.28, Device.NASAL_CANNULA)
FEVER = {Channel.TEMPERATURE: 38.5}


def cultured(*germs, of=None, culture_ago_h=LAST_WEEK_H, **parts):
    """Return a chart with a culture a day that grew these, or nothing where it says None; the last so long ago."""
    labs = {**parts.pop("labs", {}), Channel.BLOOD_CULTURE: [5.0 if germ is not None else 0.0 for germ in germs]}
    shown = chart(of, hour=400.0, labs=labs, **parts)
    newest = shown.tick - ticks(culture_ago_h)
    cultures = tuple(
        replace(
            one, taken=newest - ticks(24.0) * (len(germs) - 1 - place), germ=germ if germ is not None else Germ.COVERED
        )
        for place, (one, germ) in enumerate(zip(shown.labs[Channel.BLOOD_CULTURE], germs, strict=True))
    )
    return replace(shown, labs={**shown.labs, Channel.BLOOD_CULTURE: cultures})


def asked(view):
    """Return what is given and what is stopped at a chart."""
    return drugs(Reference().orders(view))


BACTERIAL = {Channel.PROCALCITONIN: [2.0]}


@pytest.mark.parametrize(
    ("germs", "drug"),
    [
        ((), "antibiotic"),
        ((None,), "antibiotic"),
        ((Germ.RESISTANT,), "meropenem"),
        ((Germ.RESISTANT, None), "meropenem"),
        ((Germ.RESISTANT, Germ.FUNGUS, None), "meropenem"),
        ((Germ.RESISTANT, Germ.COVERED), "antibiotic"),
        ((Germ.COVERED, Germ.RESISTANT), "meropenem"),
    ],
)
def test_a_resistance_is_remembered_until_a_newer_culture_grows_other_bacteria(germs, drug):
    """After five days the guideline went back to a drug of which the laboratory had said that it does not cover."""
    for view in (cultured(*germs, labs=BACTERIAL), cultured(*germs, of=CAR_T, vitals=FEVER)):
        assert asked(view)["give"] & {"antibiotic", "meropenem"} == {drug}


def test_what_resists_is_covered_with_a_culture_first_and_in_the_place_of_what_runs():
    infected = {"labs": {Channel.PROCALCITONIN: [0.3, 0.3, 0.9]}, "given": {"dexamethasone": 30.0, "antibiotic": 4.0}}
    view = cultured(Germ.RESISTANT, running=["antibiotic"], **infected)

    orders = Reference().orders(view)
    assert Panel.CULTURE in drawn(orders)
    assert [one for one in orders if isinstance(one, Give | Stop)][-2:] == [
        Stop(regimen="antibiotic"), Give(regimen="meropenem"),
    ]  # fmt: skip
    assert orders.count(Give(regimen="meropenem")) == 1


@pytest.mark.parametrize(("culture_ago_h", "drawn_again"), [(23.5, False), (24.0, True)])
def test_a_culture_of_the_day_is_culture_enough_before_the_reserve(culture_ago_h, drawn_again):
    """Without fever germs are looked for every other day; before the reserve the culture is a day old at most."""
    view = cultured(Germ.RESISTANT, None, culture_ago_h=culture_ago_h, labs=BACTERIAL)

    assert asked(view)["give"] >= {"meropenem"}
    assert (Panel.CULTURE in drawn(Reference().orders(view))) is drawn_again


@pytest.mark.parametrize("of", [None, CAR_T, SEPSIS])
@pytest.mark.parametrize(("germ", "back"), [(Germ.COVERED, True), (Germ.RESISTANT, False), (Germ.FUNGUS, False)])
def test_what_the_usual_antibiotic_reaches_gets_it_in_the_place_of_the_reserve(of, germ, back):
    """Germs that meropenem had selected grew on behind it for a week, while their cultures named what reaches them."""
    found = asked(cultured(germ, of=of, culture_ago_h=26.0, running=["meropenem"], given={"meropenem": 60.0}))

    assert ("meropenem" in found["stop"]) is back
    assert ("antibiotic" in found["give"]) is back
    old = cultured(germ, of=of, running=["meropenem"], given={"meropenem": 60.0})
    assert not {"meropenem"} & asked(old)["stop"]


BEHIND = {"given": {"antibiotic": 13.0}, "running": ["antibiotic"]}
RISES = {Channel.PROCALCITONIN: [1.0, 2.0]}


@pytest.mark.parametrize("of", [None, CAR_T])
def test_without_shock_a_procalcitonin_that_still_rises_half_a_day_behind_the_antibiotic_asks_for_another(of):
    def changes(**parts):
        return "meropenem" in asked(chart(of, **{**BEHIND, "labs": RISES, **parts}))["give"]

    assert changes()
    assert changes(sampled_ago_h=1.0)
    assert not changes(sampled_ago_h=1.5), "it rises of what was there before"
    assert not changes(labs={Channel.PROCALCITONIN: [2.0, 1.0]})
    assert not changes(labs={Channel.PROCALCITONIN: [2.0, 2.1]}), "no more than the error of the assay"
    assert not changes(labs={Channel.PROCALCITONIN: [0.1, 0.49]})
    assert not changes(labs={**RISES, Channel.BLOOD_CULTURE: [5.0]}), "what grew is reached"
    assert not changes(running=[])


def test_a_second_course_is_asked_anew():
    """Of the first dose ever, half a day had passed before the second course had begun."""
    view = chart(labs=RISES, given={"antibiotic": 300.0}, running=["antibiotic"], hour=400.0)
    line = next(one for one in view.courses if one.regimen.id == "antibiotic")

    def since(hours):
        again = replace(line, given=(*line.given, view.tick - ticks(hours)), before=1)
        return replace(view, courses=tuple(again if one is line else one for one in view.courses))

    assert "meropenem" in asked(since(12))["give"]
    assert "meropenem" not in asked(since(11))["give"]


def test_meropenem_stops_as_the_first_antibiotic_does_and_a_second_infection_is_looked_for_behind_it():
    clean = {Channel.PROCALCITONIN: [0.2, 0.24], Channel.BLOOD_CULTURE: [0.0]}
    on_it = {"given": {"meropenem": 48.0}, "running": ["meropenem"]}

    assert asked(chart(labs=clean, **on_it))["stop"] == {"meropenem"}
    assert asked(chart(labs={**clean, Channel.PROCALCITONIN: [0.2, 0.25]}, **on_it))["stop"] == set()
    assert Panel.FUNGAL_ANTIGEN in drawn(Reference().orders(chart(**on_it)))
    assert Panel.FUNGAL_ANTIGEN not in drawn(Reference().orders(chart()))


STORM = {
    Channel.IL6: [40.0, 80.0],
    Channel.CRP: [120.0],
    Channel.NEUTROPHILS: [4.0],
    Channel.PROCALCITONIN: [0.6, 0.6],
}


@pytest.mark.parametrize(
    ("parts", "gives"),
    [
        ({}, True),
        ({"sampled_ago_h": 1.5}, False),
        ({"running": ["dexamethasone"]}, False),
        ({"labs": {**STORM, Channel.PROCALCITONIN: [0.5, 0.8]}}, False),
        ({"labs": {**STORM, Channel.NEUTROPHILS: [0.9]}}, False),
        ({"labs": {**STORM, Channel.BLOOD_CULTURE: [5.0]}}, True),
        ({"labs": {**STORM, Channel.BLOOD_CULTURE: [5.0]}, "germ": Germ.RESISTANT}, False),
        ({"labs": {**STORM, Channel.BLOOD_CULTURE: [5.0]}, "germ": Germ.FUNGUS}, False),
    ],
)
def test_tocilizumab_does_not_wait_for_bacteria_that_were_covered_for_a_day_where_procalcitonin_does_not_rise(
    parts, gives
):
    """It waited for days, until procalcitonin fell under 0.5, while the storm burned."""
    plain = {
        "labs": STORM,
        "now": CANNULA,
        "given": {"dexamethasone": 20.0, "antibiotic": 25.0},
        "running": ["dexamethasone", "antibiotic"],
    }

    assert ("tocilizumab" in asked(chart(**{**plain, **parts}))["give"]) is gives
