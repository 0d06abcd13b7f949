"""What parts player and reference in a stretch of hours, and the name that goes by."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from game.review.valuation.curve import Stretch
from game.review.valuation.differences import Difference, cause_of, difference, given_up, il6_falls
from game.review.valuation.uncounted import uncounted
from game.review.valuation.value import Track
from game.review.valuation.vigils import Vigil, unlooked
from game.review.verdict import Cause


class Named(NamedTuple):
    """In what player and reference part in a stretch, what had not been looked at for too long, and its name."""

    parted: Difference
    watch: Vigil | None
    cause: Cause


def named(of: Track, one: Stretch) -> Named:
    """Return the difference of a stretch with its cause; to look too late names what nothing else does.

    Where a drug was not asked for only because nobody had counted the neutrophils, its name is that of the drug; and
    where it is asked for because the player had stopped it, no trend was ignored.
    """
    parted = difference(of, one.first, one.last)
    parted = replace(parted, uncounted=uncounted(of, one.first, one.last), given_up=given_up(of, one.first, parted))
    watch = None if parted.uncounted else unlooked(of, one.first, parted)
    if watch is None:
        return Named(parted, None, cause_of(of, one.first, parted))
    # A fall that was seen is no rise that was ignored, however long ago it was seen.
    seen_to_fall = watch.cause is Cause.IGNORED_TREND and il6_falls(of.cases[one.first])
    return Named(parted, watch, Cause.OTHER if seen_to_fall else watch.cause)
