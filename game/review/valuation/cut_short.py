"""A case that dice of death ended, as far as it is judged, and how it would have gone on but for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from game.case.dying import DYING_TICKS
from game.review.valuation.differences import difference, way_of
from game.review.valuation.uncounted import uncounted
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import unlooked
from game.values.order import Give, Order, Stop, plain
from game.values.ticks import TICKS_PER_HOUR

_HOLDS: Final = {"pressor_up": "pressure", "fluid": "pressure", "oxygen_up": "oxygen", "prone": "oxygen"}
"""Ways to turn what holds a patient up, by what each is for: one of them answers for the others."""
HOURS_ASKED: Final = 3
"""Hours in a row in which support is asked for before it counts as undone: one low reading is none (assumed)."""


def cut_short(whole: Track, hour: int) -> Track:
    """Return the hours of a case before dying began in `hour`, of which `whole` is all, played as if it had not.

    Whoever left undone to the death what the guideline had asked for by then would have waited on, for as long again as
    had passed since it was asked for; whoever left nothing undone would have followed it. So neither a patient who was
    lost nor one who was spared changes what is lost: how late somebody would have come, nobody can know, but who was an
    hour late is not one who would never have come.
    """
    hour = min(hour, whole.last)
    answered, left = answers(whole, hour)
    asked = [_asked_since(hour, partial(_wished, whole, order)) for order in left]
    # A drug that nobody can ask for, because nobody looked, is undone as well.
    looking = (_unlooked, _uncounted)
    asked += [_asked_since(hour, partial(missed, whole)) for missed in looking if missed(whole, hour)]
    until = 2 * (whole.cases[hour].tick + DYING_TICKS) - min(asked) * TICKS_PER_HOUR if asked else 0
    return replace(first_hours(whole, hour), died=True, answered=answered, waits_until=until)


def _asked_since(hour: int, still: Callable[[int], bool]) -> int:
    """Return the first of the hours up to this one in all of which something was asked for."""
    while hour > 0 and still(hour - 1):
        hour -= 1
    return hour


def _wished(whole: Track, order: Order, hour: int) -> bool:
    """Say whether the guideline asks for an order in an hour, or of support for another with the same purpose."""
    purpose = _for(whole, hour, order)
    return any(wish == order or (purpose and _for(whole, hour, wish) == purpose) for wish in whole.wishes[hour])


def _unlooked(whole: Track, hour: int) -> bool:
    # In the last hour nothing is left that a look could ask for.
    return hour < whole.last and unlooked(whole, hour, difference(whole, hour, hour + 1)) is not None


def _uncounted(whole: Track, hour: int) -> bool:
    return uncounted(whole, hour, hour + 1) is not None


def answers(whole: Track, hour: int) -> tuple[tuple[Order, ...], tuple[Order, ...]]:
    """Return what was asked of drugs and support in an hour and ordered from then on, and what of it was left."""
    given = [plain(entry.order) for entries in whole.ordered[hour:] for entry in entries]
    held = {_for(whole, hour, order) for order in given} - {None}
    asked = [order for order in whole.wishes[hour] if isinstance(order, Give | Stop) or _for(whole, hour, order)]
    answered = tuple([order for order in asked if order in given or _for(whole, hour, order) in held])
    left = [order for order in asked if order not in answered]
    return answered, tuple([one for one in left if isinstance(one, Give | Stop) or _still_asked(whole, hour, one)])


def _for(whole: Track, hour: int, order: Order) -> str | None:
    """Return what more of support is for; nothing for any other order, or for less of it."""
    return _HOLDS.get(way_of(whole.cases[hour], order))


def _still_asked(whole: Track, hour: int, order: Order) -> bool:
    """Say whether support for the same was asked for in this hour and in those after it."""
    hours = range(hour, min(hour + HOURS_ASKED, whole.last + 1))
    return all(any(_for(whole, at, wish) == _for(whole, hour, order) for wish in whole.wishes[at]) for at in hours)
