"""A case that dice of death ended, as far as it is judged, and how it would have gone on but for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.review.valuation.differences import difference, way_of
from game.review.valuation.uncounted import uncounted
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import unlooked
from game.values.order import Give, Order, Stop, plain

_HOLDS: Final = {"pressor_up": "pressure", "fluid": "pressure", "oxygen_up": "oxygen", "prone": "oxygen"}
"""Ways to turn what holds a patient up, by what each is for: one of them answers for the others."""
HOURS_ASKED: Final = 3
"""Hours in a row in which support is asked for before it counts as undone: one low reading is none (assumed)."""


def cut_short(whole: Track, hour: int) -> Track:
    """Return the hours of a case before dying began in `hour`, of which `whole` is all, played as if it had not.

    Whoever left undone to the death what the guideline had asked for by then would have waited on; whoever left nothing
    undone would have followed it. So neither a patient who was lost nor one who was spared changes what is lost.
    """
    hour = min(hour, whole.last)
    answered, undone = answers(whole, hour)
    # A drug that nobody can ask for, because nobody looked, is undone as well.
    undone = undone or unlooked(whole, hour, difference(whole, hour, hour + 1)) is not None
    undone = undone or uncounted(whole, hour, hour + 1) is not None
    return replace(first_hours(whole, hour), died=True, answered=answered, waited=undone)


def answers(whole: Track, hour: int) -> tuple[tuple[Order, ...], bool]:
    """Return what was asked of drugs and support in an hour and ordered from then on, and whether any was left."""
    given = [plain(entry.order) for entries in whole.ordered[hour:] for entry in entries]
    held = {_for(whole, hour, order) for order in given} - {None}
    asked = [order for order in whole.wishes[hour] if isinstance(order, Give | Stop) or _for(whole, hour, order)]
    answered = tuple([order for order in asked if order in given or _for(whole, hour, order) in held])
    left = [order for order in asked if order not in answered]
    return answered, any(isinstance(order, Give | Stop) or _still_asked(whole, hour, order) for order in left)


def _for(whole: Track, hour: int, order: Order) -> str | None:
    """Return what more of support is for; nothing for any other order, or for less of it."""
    return _HOLDS.get(way_of(whole.cases[hour], order))


def _still_asked(whole: Track, hour: int, order: Order) -> bool:
    """Say whether support for the same was asked for in this hour and in those after it."""
    hours = range(hour, min(hour + HOURS_ASKED, whole.last + 1))
    return all(any(_for(whole, at, wish) == _for(whole, hour, order) for wish in whole.wishes[at]) for at in hours)
