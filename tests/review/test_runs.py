"""Where one decision ends and the next begins, and what of both is chance: each rule at the edge where it turns."""

from __future__ import annotations

import pytest

from game.review.scoring.runs import Run, leave_to_chance, runs_of
from game.review.valuation.curve import Stretch
from game.review.valuation.differences import Difference
from game.review.valuation.value import Track
from game.review.verdict import Cause
from game.values.order import Give, Order, Stop
from tests.review.made_up import case, track

DEX, TOCI, ANTIBIOTIC = "dexamethasone", "tocilizumab", "antibiotic"
BEGUN, OTHER, BOTH = [Give(regimen=TOCI)], [Give(regimen=DEX)], [Give(regimen=DEX), Give(regimen=TOCI)]
MISSED, GOES_ON = [Give(regimen=DEX)], [Stop(regimen=DEX)]
"""What the guideline asks for and nobody does: to begin it, and to end it."""


def hours(*parts: tuple[list[Order], list[Order]]) -> Track:
    """Return a case of so many hours, each with what was ordered in it and what the guideline asked for."""
    return track(
        cases=[case(hour=float(hour)) for hour in range(len(parts) + 1)],
        ordered=[done for done, _ in parts],
        wishes=[*[wished for _, wished in parts], []],
    )


def stretch(first: int, loss: float, news: float = 0.0) -> Stretch:
    return Stretch(first, first + 1, loss, news, hindsight_loss=loss, value=80.0)


def test_what_was_lost_in_runs_and_by_chance_adds_up_to_the_fall_of_the_curve():
    of = hours((BEGUN, []), ([], []), (OTHER, []))
    stretches = [stretch(0, 5.0, news=1.0), stretch(1, 2.0, news=-3.0), stretch(2, 4.0)]

    chance, runs = runs_of(of, stretches)

    assert [(run.first, run.last, run.loss) for run in runs] == [(0, 1, 5.0), (2, 3, 4.0)], "an hour lies between"
    assert (chance.loss, chance.hindsight_loss) == (0.0, 2.0)
    assert chance.loss + sum(run.loss for run in runs) == sum(one.loss + one.news for one in stretches)


@pytest.mark.parametrize(("loss", "runs"), [(0.49, 1), (0.5, 2)])
def test_what_is_too_small_to_be_told_goes_on_with_the_decision_before_it_and_adds_no_word(loss, runs):
    _, found = runs_of(hours((BEGUN, []), ([], MISSED)), [stretch(0, 5.0), stretch(1, loss)])

    assert len(found) == runs
    assert (found[0].cause, found[0].parted) == (Cause.OVER_DAMPENED, Difference(extra=(TOCI,)))


@pytest.mark.parametrize(("loss", "told"), [(0.49, False), (0.5, True), (-0.49, False), (-0.5, True)])
def test_a_run_is_told_from_half_a_point_on(loss, told):
    chance = Run(0, 10, Cause.CHANCE, 0.0, 0.0, 80.0, Difference())

    found = leave_to_chance(chance, [Run(0, 5, Cause.OTHER, loss, 0.0, 80.0, Difference(extra=(ANTIBIOTIC,)))])

    assert (bool(found), chance.loss) == (told, 0.0 if told else loss)


@pytest.mark.parametrize(
    ("first", "then", "losses", "runs"),
    [
        # An order that won is not one with an order that lost; two that lost are.
        ((BEGUN, []), (OTHER, []), (2.0, -2.0), 2),
        ((BEGUN, []), (OTHER, []), (-2.0, 2.0), 2),
        ((BEGUN, []), (OTHER, []), (2.0, -1.99), 1),
        ((BEGUN, []), (OTHER, []), (1.99, -2.0), 1),
        ((BEGUN, []), (OTHER, []), (5.0, 5.0), 1),
        # To wait is one decision however its value wavers, and so is to go on with what nobody began in it.
        (([], MISSED), ([], MISSED), (5.0, -5.0), 1),
        (([], GOES_ON), ([], GOES_ON), (5.0, -5.0), 1),
        # What was won by beginning it pays for going on with it; what was lost by beginning it is not won back so.
        ((OTHER, []), ([], GOES_ON), (-5.0, 3.0), 1),
        ((OTHER, []), ([], GOES_ON), (5.0, -3.0), 2),
        # Nor where something else was begun meanwhile, or another drug goes on.
        ((OTHER, []), (BEGUN, GOES_ON), (-5.0, 3.0), 2),
        ((BEGUN, []), ([], GOES_ON), (-5.0, 3.0), 2),
    ],
)
def test_orders_that_won_and_orders_that_lost_are_told_apart(first, then, losses, runs):
    _, found = runs_of(hours(first, then), [stretch(0, losses[0]), stretch(1, losses[1])])

    assert len(found) == runs


@pytest.mark.parametrize(
    ("loss", "shares", "parted", "left"),
    [
        # What one virtual patient lost beyond the next is an accident of who was drawn.
        (12.0, {1: 9.0, 2: 2.0, 3: 1.0}, Difference(missing=(DEX,)), 5.0),
        (-12.0, {1: -9.0, 2: -2.0, 3: -1.0}, Difference(extra=(ANTIBIOTIC,)), -5.0),
        # It takes no more than there is.
        (3.0, {1: 9.0, 2: 1.0}, Difference(extra=(ANTIBIOTIC,)), 0.0),
        # The germ that dampening brings to a few is its harm, begun or gone on with.
        (12.0, {1: 9.0, 2: 2.0}, Difference(extra=(DEX,)), 12.0),
        (12.0, {1: 9.0, 2: 2.0}, Difference(kept=(DEX,)), 12.0),
        (12.0, {1: 9.0}, Difference(missing=(DEX,)), 12.0),
    ],
)
def test_what_one_virtual_patient_alone_did_is_chance(loss, shares, parted, left):
    chance = Run(0, 10, Cause.CHANCE, 0.0, 0.0, 80.0, Difference())
    run = Run(0, 5, Cause.OTHER, loss, 0.0, 80.0, parted, shares=shares)

    told = leave_to_chance(chance, [run])

    assert [one.loss for one in told] == ([left] if left else [])
    assert chance.loss == loss - left
