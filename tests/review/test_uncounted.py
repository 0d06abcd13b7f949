"""A count that nobody took: the drug that waited for it was called for, and what it cost has the name of the drug."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.app.levels import find_level
from game.app.moving import mover
from game.case.case import admit_case
from game.case.walk import logged
from game.review.scoring.naming import named
from game.review.scoring.reasons import study
from game.review.scoring.telling import better
from game.review.valuation.curve import Stretch
from game.review.valuation.cut_short import cut_short
from game.review.valuation.differences import Difference, Uncounted, cause_of
from game.review.valuation.tracking import Tracking
from game.review.valuation.uncounted import uncounted
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.channel import Panel
from game.values.order import Actor, Draw, Entry, Give, Order
from game.values.ticks import ticks

TOCI = "tocilizumab"
LEVEL = find_level("covid_storm")
STORM = 62
"""The seed of a rare high producer of IL-6, whose need of oxygen rises in the second day."""
FROM_H = 18


def at(hour: float, order: Order) -> Entry:
    return Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order)


def played(*more: Entry) -> Track:
    """Return a day and a half with CRP at each round, a steroid when oxygen is needed, and no antiviral."""
    rounds = [at(float(hour), Draw(panel=Panel.INFLAMMATION)) for hour in range(1, 36, 8)]
    steroid = at(17.0, Give(regimen="dexamethasone"))
    playing = Tracking(admit_case(LEVEL, STORM, mover()))
    playing.play_to(ticks(36.0), logged(tuple(sorted([*rounds, steroid, *more], key=lambda one: one.tick))))
    return playing.track


BARE = played()


def hours_of(of: Track) -> list[int]:
    return [hour for hour in range(of.last) if uncounted(of, hour, hour + 1)]


def test_what_waited_for_a_count_alone_was_called_for_until_somebody_counts() -> None:
    assert hours_of(BARE) == [*range(FROM_H, 36)]
    assert uncounted(BARE, 0, 36) == Uncounted((TOCI,), FROM_H)
    # Two rounds before the count is taken it is not late, and once it is on its way it is not missing.
    assert hours_of(played(at(22.0, Draw(panel=Panel.BLOOD_COUNT)))) == [18, 19]


@pytest.mark.parametrize(
    "entry", [at(2.0, Draw(panel=Panel.BLOOD_COUNT)), at(18.0, Give(regimen=TOCI))], ids=["counted", "given"]
)
def test_who_counted_or_gave_it_all_the_same_left_no_count_out(entry: Entry) -> None:
    assert hours_of(played(entry)) == []


def test_a_fall_that_came_of_a_missing_count_is_not_told_as_a_late_antiviral() -> None:
    """Covid storm, seed 62: 83 points as *remdesivir late*, and with remdesivir at the door the same end."""
    found = named(BARE, Stretch(FROM_H, 24, 9.0, 0.0, 9.0, 80.0))

    assert found.parted.missing == ("remdesivir",)
    assert (found.cause, found.watch) == (Cause.IGNORED_TREND, None)
    assert cause_of(BARE, FROM_H, replace(found.parted, uncounted=None)) is Cause.LATE_ANTIMICROBIAL
    told = better(BARE, FROM_H, 24, found.parted)
    assert told.startswith("Have the neutrophils counted by Day 2 · 02:00: with 1.0 × 10⁹/L or more, tocilizumab was")
    assert "RECOVERY" in study(LEVEL, BARE.cases[FROM_H], found.parted, found.cause)


def test_who_died_with_no_count_had_left_something_undone() -> None:
    antiviral = at(23.0, Give(regimen="remdesivir"))

    assert cut_short(played(antiviral), ticks(24.0)).waited
    assert not cut_short(played(antiviral, at(18.0, Give(regimen=TOCI))), ticks(24.0)).waited


def test_a_count_alone_acts_on_no_body() -> None:
    assert not Difference(uncounted=Uncounted((TOCI,), 18)).treats
