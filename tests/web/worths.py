"""A few futures and fits of a case as numbers, found with numpy or without it."""

from __future__ import annotations

from game.app.levels import find_level
from game.futures.sweep import ColumnFutures
from game.policy.reference import Reference
from game.review.valuation.tracking import track
from game.review.valuation.value import true_fork, with_luck
from game.review.valuation.virtual_hosts import candidates
from game.values.order import Actor, Befall, Entry, Mishap
from game.values.ticks import ticks

FEW = 5
"""Hosts that are played beside each other: an odd number, which does not fill its pairs."""
FIT_AT_H = 12
COME = tuple(
    Entry(tick=ticks(3.5 * number), actor=Actor.INSTRUCTOR, order=Befall(number=number, mishap=mishap))
    for number, mishap in enumerate(Mishap, start=1)
)
"""What an instructor let happen, each of them once."""


def found_by(futures: ColumnFutures) -> list[object]:
    """Return what futures and fits come to."""
    level = find_level("septic_shock")
    of = track(level, level.seed, Reference(), ticks(18.0), mishaps=COME)
    forks = [with_luck(true_fork(of, hour), seed) for hour in (0, 17) for seed in (3, 4)]
    fits = futures.fits(of, candidates(level, level.seed)[:FEW])
    body = fits.body(FIT_AT_H, FEW - 1)
    worths = [list(one) for one in futures.worths(forks)]
    return [worths, list(fits.misfit(FIT_AT_H)), list(body.state), fits.hazard_at_door(1)]
