"""A death by the dice in the first hours, by which hardly anything was decided: it teaches nothing, and earns nothing.

Of 200 drawn patients under the guideline three die so on each bed, and one after CAR-T cells.
"""

from __future__ import annotations

from typing import Final

from game.review.findings import MARK_FROM, Mark
from game.values.ending import Ending
from game.values.ticks import Tick, ticks

EARLY_H: Final = 12.0
"""Hours from the door within which a death is early: the last six, of dying, are not judged (assumed)."""

UNMARKED_ABOVE: Final = 100 - MARK_FROM[Mark.SLOW]
"""Points of a score above which no decision can have cost enough to be marked."""


def decided_early(ending: Ending, tick: Tick, total: int) -> bool:
    """Say whether dice ended a case in its first hours, by when no decision had cost enough to be marked."""
    return ending.died and tick < ticks(EARLY_H) and total > UNMARKED_ABOVE


def filed_as_early(ending: str, tick: Tick, total: int) -> bool:
    """Say the same of an ending as a case file names it; one that this game does not know is another game's."""
    return ending in {one.value for one in Ending} and decided_early(Ending(ending), tick, total)
