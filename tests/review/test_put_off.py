"""Tocilizumab alone, before anything called for it: what a debrief says of its cost is what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from game.case.view import View
from game.futures.engine import mover
from game.patient import compartments
from game.policy.reference import Reference
from game.review.valuation.tracking import track
from game.review.valuation.value import Track, became
from game.values.courses import course_of
from game.values.order import Give, Order
from game.values.ticks import TICKS_PER_HOUR
from tests.levels.plays import level

TOCI, DEX = Give(regimen="tocilizumab"), Give(regimen="dexamethasone")
STORM = 0.1
"""Share of the innate cells from which a storm has come; a calm patient has a fortieth."""


@dataclass(frozen=True, slots=True)
class _Early:
    """The guideline, and tocilizumab in its third hour."""

    name: str = "early"

    def orders(self, view: View) -> tuple[Order, ...]:
        asked = Reference().orders(view)
        return (*asked, TOCI) if view.tick // TICKS_PER_HOUR == 2 and TOCI not in asked else asked


def begun(of: Track) -> int:
    return next(hour for hour, entries in enumerate(of.ordered) if any(entry.order == DEX for entry in entries))


def worst(of: Track) -> float:
    return max(case.body.state[compartments.INDEX["innate_cells"]] for case in of.cases)


@pytest.mark.parametrize(("name", "seed"), [("stressed_host", 116), ("stressed_host", 137), ("covid_storm", 100)])
def test_a_blocker_alone_puts_off_the_steroid_and_not_the_storm(name: str, seed: int):
    """'Dampening invites infection' stood over 53 points; no germ took part in them."""
    one = level(name)
    course = course_of(one, seed)
    assert course is not None
    assert course.infection is None

    guided, early = (track(one, seed, who, move=mover()) for who in (Reference(), _Early()))

    assert begun(early) >= begun(guided) + 9
    assert worst(early) > STORM
    assert became(early.cases[-1]).survival < 0.25
    assert became(guided.cases[-1]).survival > 0.85
