"""What nothing called for and cost nothing is said once, and what a decision tells of is not said again."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.review.findings import Mark
from game.review.scoring.costless import costless
from game.review.verdict import Cause
from game.values.channel import Channel
from game.values.order import Give, SetPressor
from tests.review.made_up import case, result, track
from tests.review.test_verdicts import DAMPENED

ANTIBIOTIC, MEROPENEM, ANTIVIRAL = (Give(regimen=one) for one in ("antibiotic", "meropenem", "remdesivir"))
NEEDLESS = structs.replace(DAMPENED, cause=Cause.NEEDLESS_ANTIMICROBIAL, first=60, last=120, mark=Mark.FINE)
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
