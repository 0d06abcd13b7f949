"""When the storm of an untreated patient could be read, when it came and when it was over."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.playback.hourly_truth import Account
from game.values.ticks import Tick

STORM_INNATE = 0.12
"""Share of activated innate cells from which a storm burns; a normal response stays under half of it."""
READABLE_PG_PER_ML = 20.0
READABLE_RISE = 1.6
"""Rise over a day that an assay with 10 % error shows beyond doubt."""


@dataclass(frozen=True, slots=True)
class Fire:
    """The storm that this patient would have had, untreated."""

    readable: Tick | None
    """When the rise of IL-6 could first be read from two results; nothing where no storm comes."""
    storm: Tick | None
    """When half of the storm's greatest activation is reached."""
    last: Tick | None
    """When it has burnt out."""


def fire_of(idle: Account) -> Fire:
    """Return when the storm of the untreated patient could be read, when it came and when it was over."""
    moments = idle.moments
    greatest = max(moment.innate for moment in moments)
    if greatest < STORM_INNATE:
        return Fire(None, None, None)
    storm = next(moment.tick for moment in moments if moment.innate >= 0.5 * greatest)
    readable = storm
    for place, moment in enumerate(moments):
        before = moments[max(0, place - 24)]
        if moment.signs.il6 >= READABLE_PG_PER_ML and moment.signs.il6 >= READABLE_RISE * before.signs.il6:
            readable = min(moment.tick, storm)
            break
    burning = [moment.tick for moment in moments if moment.innate >= STORM_INNATE]
    return Fire(readable, storm, burning[-1])
