"""What a verdict says of a pitfall, on a table of made-up cases."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.review.findings import Episode, Mark
from game.review.scoring.judgement import verdicts
from game.review.verdict import Cause, Pitfall
from game.values.order import Give
from tests.review.made_up import case, dose, track

DEX, TOCI = "dexamethasone", "tocilizumab"
DAMPENED = Episode(
    first=0, last=12, cause=Cause.OVER_DAMPENED, mark=Mark.FINE, loss=1.0, hindsight_loss=1.0, points=1.0,
    hindsight_points=1.0, charged=False, knew="", did="Dexamethasone went on.", better="", better_value=0.0,
    why="Too long.", study="",
)  # fmt: skip


def reason(of, found, pitfall=Pitfall.OVER_DAMPENED):
    return next(one.reason for one in verdicts(of, found) if one.pitfall is pitfall)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0.4, "You dampened, and nothing was lost by it."),
        (0.6, "Dexamethasone went on. That cost 1 point. Too long."),
        (1.4, "Dexamethasone went on. That cost 1 point. Too long."),
    ],
)
def test_nothing_was_lost_is_not_said_beside_a_point(points, words):
    """*Avoided, −1 point* stood over *You dampened, and nothing was lost by it*."""
    of = track(doses=[dose(DEX)])

    assert reason(of, [structs.replace(DAMPENED, points=points)]) == words


@pytest.mark.parametrize(
    ("ordered", "wishes", "drugs"),
    [
        ([[Give(regimen=DEX)]], [[Give(regimen=DEX)]], ""),
        # Another one of them was asked for: it was not out of place.
        ([[Give(regimen=DEX)]], [[Give(regimen=TOCI)]], ""),
        ([[Give(regimen=DEX)]], [[]], "dexamethasone"),
        ([[Give(regimen=DEX)], [Give(regimen=TOCI)]], [[], [Give(regimen="remdesivir")]],
         "dexamethasone and tocilizumab"),
        ([[Give(regimen="remdesivir")]], [[]], ""),
    ],
)  # fmt: skip
def test_dampening_that_nothing_asked_for_is_named_where_it_cost_nothing(ordered, wishes, drugs):
    """Who gave both drugs on air to one who got better by herself was told that nothing was lost, and no more."""
    cases = [case(hour=float(hour)) for hour in range(len(ordered) + 1)]
    told = reason(track(cases=cases, doses=[dose(DEX)], ordered=ordered, wishes=wishes), [])

    assert told.startswith(f"You dampened with {drugs} in hours" if drugs else "You dampened, and nothing")
