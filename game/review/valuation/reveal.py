"""What play hides and the debrief shows: the true course of inflammation and of the chance to survive."""

from __future__ import annotations

from dataclasses import dataclass

from game.review.playback.hourly_truth import Account
from game.review.valuation.storm_timing import fire_of
from game.values.portable import exp
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Revealed:
    """The truth of a case, hour by hour from admission; rows belong to `ticks`."""

    ticks: tuple[Tick, ...]
    il6: tuple[float, ...]
    """True IL-6, pg/mL."""
    innate: tuple[float, ...]
    """Activated share of the innate cells, 0 to 1."""
    survival: tuple[float, ...]
    """Chance of being alive up to this hour, 0 to 1."""
    untreated_il6: tuple[float, ...]
    """True IL-6 of the same patient without any order, for as long as that lasted."""
    readable: Tick | None
    """When the rise could first be read from two results; nothing where no storm comes."""
    storm: Tick | None
    """When the untreated storm is half grown."""


def revealed(case: Account, idle: Account) -> Revealed:
    """Return the truth of a case beside the same patient untreated."""
    fire = fire_of(idle)
    first = case.moments[0].signs.cumulative_hazard
    return Revealed(
        ticks=tuple([moment.tick for moment in case.moments]),
        il6=tuple([moment.signs.il6 for moment in case.moments]),
        innate=tuple([moment.innate for moment in case.moments]),
        survival=tuple([exp(first - moment.signs.cumulative_hazard) for moment in case.moments]),
        untreated_il6=tuple([moment.signs.il6 for moment in idle.moments]),
        readable=fire.readable,
        storm=fire.storm,
    )
