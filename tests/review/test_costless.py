"""What nothing called for and cost nothing is said once, and what a decision tells of is not said again."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.review.findings import Mark
from game.review.scoring.costless import _fluid_unasked, costless
from game.review.verdict import Cause
from game.values.channel import Channel
from game.values.order import Device, Give, GiveFluid, SetPressor, Stop
from game.values.ticks import ticks
from tests.review.made_up import case, result, track
from tests.review.test_verdicts import DAMPENED

ANTIBIOTIC, MEROPENEM, ANTIVIRAL = (Give(regimen=one) for one in ("antibiotic", "meropenem", "remdesivir"))
NEEDLESS = structs.replace(DAMPENED, cause=Cause.NEEDLESS_ANTIMICROBIAL, first=60, last=120, mark=Mark.FINE)
STOP = Stop(regimen="dexamethasone")
UP = SetPressor(norepinephrine_ug_per_kg_min=0.2)


@pytest.mark.parametrize(
    ("ordered", "wishes", "found", "died", "drugs"),
    [
        ([[ANTIBIOTIC]], [[]], (), False, "piperacillin-tazobactam"),
        ([[ANTIBIOTIC], [MEROPENEM]], [[], [ANTIVIRAL]], (), False, "piperacillin-tazobactam and meropenem"),
        # Another one of its kind was asked for.
        ([[MEROPENEM]], [[ANTIBIOTIC]], (), False, ""),
        ([[ANTIVIRAL]], [[]], (), False, ""),
        ([[ANTIBIOTIC]], [[]], (NEEDLESS,), False, ""),
        # A decision whose hours hold the order names it.
        ([[ANTIBIOTIC]], [[]], (structs.replace(NEEDLESS, first=0, last=6, cause=Cause.OTHER),), False, ""),
        ([[ANTIBIOTIC]], [[]], (structs.replace(NEEDLESS, first=0, last=6, cause=Cause.CHANCE),), False,
         "piperacillin-tazobactam"),
        ([[ANTIBIOTIC]], [[]], (structs.replace(NEEDLESS, cause=Cause.OTHER),), False, "piperacillin-tazobactam"),
        ([[ANTIBIOTIC]], [[]], (), True, ""),
    ],
)  # fmt: skip
def test_an_antibiotic_that_nothing_asked_for_is_named_where_no_decision_tells_of_it(
    ordered, wishes, found, died, drugs
):
    """Five days of an antibiotic for a virus that got better by itself passed without a word."""
    cases = [case(hour=float(hour)) for hour in range(len(ordered) + 1)]
    told = costless(track(cases=cases, ordered=ordered, wishes=wishes, died=died), found)

    assert len(told) == bool(drugs)
    assert not drugs or told[0].startswith(f"You began {drugs} in hours in which the guideline run asked for no drug")


@pytest.mark.parametrize(
    ("level", "asked", "turned", "lost", "mean", "words"),
    [
        ("septic_shock_hands_on", 6, 0, 0.0, 50.0, "In 6 of 20 hours"),
        ("septic_shock_hands_on", 7, 1, 0.0, 50.0, "In 6 of 20 hours"),
        ("septic_shock_hands_on", 6, 1, 0.0, 50.0, ""),
        # What cost points is told with them; a pressure that is spoken of is spoken of once.
        ("septic_shock_hands_on", 6, 0, 20.0, 50.0, ""),
        ("septic_shock_hands_on", 6, 0, 0.0, 62.0, "The mean pressure was"),
        ("septic_shock", 6, 0, 0.0, 50.0, ""),
    ],
)
def test_a_pump_that_was_to_be_turned_up_for_hours_and_cost_nothing_is_spoken_of_once(
    level, asked, turned, lost, mean, words
):
    cases = [case(hour=float(hour), pressor=0.1) for hour in range(21)]
    for one in cases:
        one.sheets.hours[-1].vitals = {Channel.MAP: result(mean)}
    wishes = [[UP]] * asked + [[]] * (20 - asked)
    of = track(level=level, cases=cases, wishes=wishes, ordered=[[UP]] * turned + [[]] * (20 - turned))

    told = costless(of, [structs.replace(DAMPENED, cause=Cause.SUPPORT, points=lost)])
    assert len(told) == bool(words)
    assert not words or told[0].startswith(words)


def test_a_pump_left_low_in_hours_that_a_missing_antibiotic_made_dear_did_not_cost_little():
    """At a mean of 44 mmHg no pump ran for eleven hours, which lost 98 points and 'cost little or nothing'."""
    cases = [case(hour=float(hour), pressor=0.1) for hour in range(21)]
    for one in cases:
        one.sheets.hours[-1].vitals = {Channel.MAP: result(44.0)}
    of = track(level="septic_shock_hands_on", cases=cases, wishes=[[UP]] * 17 + [[]] * 3, ordered=[[]] * 20)
    late = structs.replace(DAMPENED, cause=Cause.LATE_ANTIMICROBIAL, first=0, last=ticks(11), points=98.0)

    assert costless(of, [late])[0].startswith("In 6 of 20 hours")
    assert costless(of, [structs.replace(late, last=ticks(12))]) == ()


@pytest.mark.parametrize(
    ("level", "device", "spo2", "hours", "words"),
    [
        ("septic_shock_hands_on", Device.HIGH_FLOW, 98.0, 12, "On oxygen, SpO₂ was over 96 % in 12 of 20 hours"),
        ("septic_shock_hands_on", Device.HIGH_FLOW, 98.0, 11, ""),
        ("septic_shock_hands_on", Device.HIGH_FLOW, 96.0, 21, ""),
        ("septic_shock_hands_on", Device.AIR, 98.0, 21, ""),
        # There the ward sets it.
        ("septic_shock", Device.HIGH_FLOW, 98.0, 21, ""),
    ],
)
def test_oxygen_over_its_target_is_spoken_of(level, device, spo2, hours, words):
    """High flow from the door at an SpO₂ of 99 % scored 100, and nobody said a word of it: the model knows no harm."""
    cases = [case(hour=float(hour), device=device) for hour in range(21)]
    for hour, one in enumerate(cases):
        one.sheets.hours[-1].vitals = {
            Channel.MAP: result(70.0), Channel.SPO2: result(spo2 if hour < hours else 94.0),
        }  # fmt: skip
    told = costless(track(level=level, cases=cases, wishes=[[]] * 20, ordered=[[]] * 20), ())

    assert len(told) == bool(words)
    assert not words or told[0].startswith(words)


@pytest.mark.parametrize(
    ("ordered", "wishes", "device", "found", "told"),
    [
        ([STOP], [], Device.NASAL_CANNULA, (), True),
        ([STOP], [STOP], Device.NASAL_CANNULA, (), False),
        ([STOP], [], Device.AIR, (), False),
        ([STOP, Give(regimen="methylprednisolone")], [], Device.NASAL_CANNULA, (), False),
        ([STOP], [], Device.NASAL_CANNULA, (structs.replace(NEEDLESS, first=0, last=6),), False),
        ([Stop(regimen="antibiotic")], [], Device.NASAL_CANNULA, (), False),
    ],
)
def test_a_steroid_that_ended_while_support_ran_is_named_where_no_decision_tells_of_it(
    ordered, wishes, device, found, told
):
    """Dexamethasone for a day, on oxygen for five: 100 points and no word."""
    cases = [case(hour=float(hour), device=device) for hour in range(2)]
    words = costless(track(cases=cases, ordered=[ordered], wishes=[wishes]), found)

    assert [one.startswith("You stopped dexamethasone (Day 1 · 08:00) on cannula") for one in words] == [True] * told


@pytest.mark.parametrize(("pressor", "device", "told"), [(0.5, Device.AIR, True), (0.0, Device.NASAL_CANNULA, False)])
def test_hydrocortisone_that_ended_while_norepinephrine_ran_is_named_too(pressor, device, told):
    """It was stopped at 0.50 µg/kg/min after twelve hours: 100 points and no word."""
    cases = [case(hour=float(hour), device=device, pressor=pressor) for hour in range(2)]
    of = track(level="septic_shock", cases=cases, ordered=[[Stop(regimen="hydrocortisone")]], wishes=[[]])
    words = costless(of, ())

    assert [one.startswith("You stopped hydrocortisone (Day 1 · 14:30) on norepinephrine") for one in words] == [
        True
    ] * told


@pytest.mark.parametrize(
    ("level", "bags", "asked", "lost", "told"),
    [
        ("septic_shock_hands_on", 3, 0, 0.0, 3),
        ("septic_shock_hands_on", 4, 1, 0.0, 3),
        ("septic_shock_hands_on", 2, 0, 0.0, 0),
        # Where it cost points the decision tells of it; and where the ward gives fluid the player gives none.
        ("septic_shock_hands_on", 3, 0, 6.0, 0),
    ],
)
def test_fluid_that_nobody_asked_for_is_spoken_of_where_it_cost_nothing(level, bags, asked, lost, told):
    """Four boluses for a failing heart, three litres in six hours: 99 points of 100, and no word."""
    dear = structs.replace(NEEDLESS, first=0, last=120, cause=Cause.SUPPORT, points=lost)
    bag = [GiveFluid()]
    of = track(
        level=level, cases=[case(hour=float(hour)) for hour in range(bags + 1)], ordered=[bag] * bags,
        wishes=[bag] * asked + [[]] * (bags + 1 - asked),
    )  # fmt: skip
    said = [one for one in _fluid_unasked(of, (dear,)) if "boluses" in one]

    assert [one.startswith(f"You gave {told} boluses of fluid") for one in said] == [True] * bool(told)
