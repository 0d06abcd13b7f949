"""Decisions as runs of hours in which value was lost or won for one cause, before anything is told of them.

Waiting is one decision however long it lasts, and what no decision did is chance's: nothing is left out of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from game.review.scoring.naming import Named, named
from game.review.valuation.curve import Stretch, summed
from game.review.valuation.differences import Difference, against_germs, difference, of_family
from game.review.valuation.value import Track
from game.review.valuation.vigils import Vigil
from game.review.verdict import Cause
from game.values.drug import FORMULARY, Family

WORTH_TELLING: Final = 0.5
"""Points of value; smaller runs are added to what chance did."""
TURNED: Final = 2.0
"""Points of value from which neighbouring orders of one kind, one that won and one that lost, are told apart."""
PARTED: Final = 5.0
"""Points by which the two judgements must part before luck is spoken of; a run is told that may come to it."""


@dataclass(slots=True)
class Run:
    """Neighbouring stretches that are one decision."""

    first: int
    last: int
    cause: Cause
    loss: float
    hindsight_loss: float
    value: float
    parted: Difference
    watch: Vigil | None = None
    """What had not been looked at for too long when it began."""
    shares: Mapping[int, float] = field(default_factory=dict)
    """By how much each host parts from all of them in what was lost."""
    by_course: Mapping[str, float] = field(default_factory=dict)
    """What of it each course of the level lost."""

    def go_on(self, one: Stretch, now: Named) -> None:
        """Take in the stretch behind it."""
        self.last = one.last
        self.loss += one.loss
        self.hindsight_loss += one.hindsight_loss
        self.shares = summed((self.shares, one.shares))
        self.by_course = summed((self.by_course, one.by_course))
        if self.cause is now.cause:
            self.parted = self.parted.merged(now.parted)


def runs_of(of: Track, stretches: Sequence[Stretch]) -> tuple[Run, list[Run]]:
    """Return what chance did, and every decision in the order of time; their losses add up to the fall of the curve."""
    runs: list[Run] = []
    chance = Run(0, max(1, of.last), Cause.CHANCE, 0.0, 0.0, stretches[0].value if stretches else 0.0, Difference())
    for one in stretches:
        now = named(of, one)
        chance.loss += one.news
        if now.cause is Cause.CHANCE:
            chance.loss += one.loss
            chance.hindsight_loss += one.hindsight_loss
        elif runs and _is_one(runs[-1], one, now):
            runs[-1].go_on(one, now)
        else:
            so_far = (one.first, one.last, now.cause, one.loss, one.hindsight_loss, one.value)
            runs.append(Run(*so_far, now.parted, now.watch, one.shares, one.by_course))
    for run in runs:
        run.first = _begun(of, run)
    return chance, runs


def _is_one(last: Run, one: Stretch, now: Named) -> bool:
    """Say whether a stretch goes on with the decision before it: for the same cause, or too small to be another."""
    same = last.cause is now.cause or abs(one.loss) < WORTH_TELLING
    return last.last == one.first and same and not _turned(last, one, now.parted)


def _turned(last: Run, one: Stretch, parted: Difference) -> bool:
    """Say whether an order won and the one before it lost, or the other way round.

    Waiting is one decision however its value wavers, and so is to go on with a drug: or its losses would count and its
    gains would not. An order that won is not one with an order that lost, nor with what it began.
    """
    ordered = _orders(parted) or (bool(parted.kept) and _orders(last.parted))
    if not ordered or min(abs(one.loss), abs(last.loss)) < TURNED or (one.loss > 0.0) is (last.loss > 0.0):
        return False
    # What was won by beginning it pays for what going on with it lost; not the other way round.
    return not (last.loss < 0.0 and _goes_on(last.parted, parted))


def _orders(parted: Difference) -> bool:
    """Say whether the player gave or stopped what the guideline would not have."""
    return bool(parted.extra or parted.stopped)


def _goes_on(before: Difference, after: Difference) -> bool:
    """Say whether dampening that was begun without a call for it goes on, and nothing else was ordered since."""
    kept = {*before.extra}.intersection(after.kept)
    return not _orders(after) and bool(of_family(Family.DAMPENING, kept))


def _begun(of: Track, run: Run) -> int:
    """Return the first hour of a decision; of support the first in which the two part, not the one valued before."""
    if run.cause is not Cause.SUPPORT:
        return run.first
    hours = range(run.first, min(run.last, of.last))
    return next((hour for hour in hours if difference(of, hour, hour + 1).support), run.first)


def leave_to_chance(chance: Run, runs: Sequence[Run], *, fever_asks: bool = False) -> list[Run]:
    """Return the runs that are decisions worth telling; what the others did, and part of these, goes to chance.

    Where `fever_asks` for an antibiotic, as it does with few neutrophils, to take it away is a decision.
    """
    told = []
    for run in runs:
        chance.loss += _taken_by_chance(run)
        lucky = (run.loss < 0.0 and _is_luck(run)) or (not fever_asks and _only_comforts(run))
        if lucky or (abs(run.loss) < WORTH_TELLING and abs(run.hindsight_loss) < PARTED):
            chance.loss += run.loss
            chance.hindsight_loss += run.hindsight_loss
        else:
            told.append(run)
    return told


def _is_luck(run: Run) -> bool:
    """Say whether what went better than the guideline did so by luck, and is nobody's gain.

    Nobody wins anything by not looking, nor by leaving undone what the chart asks for: whom it spared, no chart told.
    Nor by dampening, or an antiviral, that nothing calls for, yet or any more, or by a drug that makes comfortable: no
    trial found these to help. Nor by one drug against germs in place of another that was called for.
    """
    parted = run.parted
    gave = against_germs(parted.extra) and not against_germs(parted.missing)
    return run.watch is not None or not (gave or parted.stopped or parted.support) or _dampens_uncalled(parted)


def _only_comforts(run: Run) -> bool:
    """Say whether all that was ordered eases: that the guideline reads the fever, and looks later, is no harm of it."""
    parted, family = run.parted, {FORMULARY[one].family for one in run.parted.extra}
    return family == {Family.SUPPORT} and run.watch is None and not replace(parted, extra=()).treats


def _taken_by_chance(run: Run) -> float:
    """Take of what a decision cost, or won, what one virtual patient alone did beyond the next, and return it.

    One who lay at the edge of a storm, or met a germ a day later, is an accident of who was drawn. What several share
    is not, nor is the germ that one meets behind dampening that nothing called for: to bring it to a few is its harm.
    """
    if len(run.shares) < 2 or (run.loss > 0.0 and _dampens_uncalled(run.parted)):
        return 0.0
    first, second = sorted(run.shares.values(), reverse=run.loss > 0.0)[:2]
    alone = min(abs(first - second), abs(run.loss))
    taken = alone if run.loss > 0.0 else -alone
    run.loss = run.loss - taken
    return taken


def _dampens_uncalled(parted: Difference) -> bool:
    """Say whether dampening was begun that the guideline would not begin, or gone on with that it would stop."""
    return bool(of_family(Family.DAMPENING, (*parted.extra, *parted.kept)))
