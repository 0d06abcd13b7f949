"""The best plan that is named is no gamble: who may lie at the door fares no worse by it than by the guideline."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from game.review.scoring.other_plans import PLANS_LOOKED_AT, best_in_view
from game.review.valuation.curve import Valuer
from game.review.valuation.timing import TIED, Tried
from game.review.valuation.value import REFERENCE, Expected, Plan

FIRST, SECOND = Plan((("dexamethasone", 0),)), Plan((("dexamethasone", 144),))
GAMBLES = [Plan((("tocilizumab", 12 * hour),)) for hour in range(PLANS_LOOKED_AT)]


def named(true: dict[Plan, float], in_view: dict[Plan, float]) -> Plan:
    """Return the plan that is named, of plans with these values for the true patient and in view of the door."""
    valuer = cast("Valuer", SimpleNamespace(at_the_door_by=lambda plans, _most: [in_view[plan] for plan in plans]))
    return best_in_view([Tried(plan, Expected(worth, worth)) for plan, worth in true.items()], valuer)


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        (80.0, 80.0, FIRST),
        (80.0 - TIED, 80.0, FIRST),
        # What is best for this one patient costs others who may lie there.
        (78.9, 80.0, SECOND),
        (78.9, 78.9, REFERENCE),
    ],
)
def test_a_plan_that_costs_those_who_may_lie_there_is_not_the_best(first, second, best):
    true = {REFERENCE: 50.0, FIRST: 90.0, SECOND: 70.0}

    assert named(true, {REFERENCE: 80.0, FIRST: first, SECOND: second}) is best


def test_where_the_best_plans_are_all_gambles_the_guideline_is_named():
    true = {REFERENCE: 50.0, **{plan: 90.0 - 2.0 * place for place, plan in enumerate(GAMBLES)}, SECOND: 60.0}

    assert named(true, {REFERENCE: 80.0, **dict.fromkeys(GAMBLES, 20.0), SECOND: 99.0}) is REFERENCE


def test_a_plan_that_is_better_by_chance_alone_is_no_better():
    assert named({REFERENCE: 50.0, FIRST: 50.0 + TIED}, {REFERENCE: 80.0, FIRST: 99.0}) is REFERENCE
