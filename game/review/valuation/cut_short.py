"""A case that dice of death ended, as far as it is judged, and how it would have gone on but for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Final

from game.case.dying import DYING_TICKS
from game.review.valuation.differences import difference, way_of
from game.review.valuation.uncounted import uncounted
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import unlooked
from game.values.order import Give, Order, Stop, plain
from game.values.ticks import TICKS_PER_HOUR, Tick

_HOLDS: Final = {"pressor_up": "pressure", "fluid": "pressure", "oxygen_up": "oxygen", "prone": "oxygen"}
"""Ways to turn what holds a patient up, by what each is for: one of them answers for the others."""
HOURS_ASKED: Final = 3
"""Hours in a row in which support is asked for before it counts as undone: one low reading is none (assumed)."""


def cut_short(whole: Track, fell: Tick) -> Track:
    """Return the hours of a case before dying began at tick `fell`, of which `whole` is all, played as if it had not.

    Whoever had left undone by then what the guideline had asked for would have waited on, for as long again as it was
    left in the end: to its order in the hours of dying, or to the death. Whoever had left nothing undone would have
    followed it. So neither a patient who was lost nor one who was spared changes what is lost: how late somebody would
    have come, nobody can know, but who was an hour late is not one who would never have come, nor is what is ordered
    for a patient who is dying ordered in time.
    """
    hour, death = min(fell // TICKS_PER_HOUR, whole.last), fell + DYING_TICKS
    answered, left = answers(whole, fell)
    late = [_again(_since(whole, hour, order), _ordered_at(whole, hour, order) or death, death) for order in left]
    # A drug that nobody can ask for, because nobody looked, is undone as well.
    looking = (_unlooked, _uncounted)
    late += [_again(_asked_since(hour, partial(one, whole)), death, death) for one in looking if one(whole, hour)]
    return replace(first_hours(whole, hour), died=True, answered=answered, waits_until=max(late, default=0))


def _again(since_h: int, ordered: Tick, death: Tick) -> Tick:
    """Return when an order comes that is as late again as it was."""
    return 2 * min(ordered, death) - since_h * TICKS_PER_HOUR


def _since(whole: Track, hour: int, order: Order) -> int:
    """Return since which hour an order of this hour had been asked for."""
    return _asked_since(hour, partial(_wished, whole, order))


def _asked_since(hour: int, still: Callable[[int], bool]) -> int:
    """Return the first of the hours up to this one in all of which something was asked for."""
    while hour > 0 and still(hour - 1):
        hour -= 1
    return hour


def _wished(whole: Track, order: Order, hour: int) -> bool:
    """Say whether the guideline asks for an order in an hour, or of support for another with the same purpose."""
    return any(_does_for(whole, hour, wish, order) for wish in whole.wishes[hour])


def _unlooked(whole: Track, hour: int) -> bool:
    # In the last hour nothing is left that a look could ask for.
    return hour < whole.last and unlooked(whole, hour, difference(whole, hour, hour + 1)) is not None


def _uncounted(whole: Track, hour: int) -> bool:
    return uncounted(whole, hour, hour + 1) is not None


def answers(whole: Track, fell: Tick) -> tuple[tuple[Order, ...], tuple[Order, ...]]:
    """Return what was asked of drugs and support in the hour in which dying began, and ordered in time; and the rest.

    In time is before dying began; or, where it was first asked for in that hour, before the hour was over.
    """
    hour = min(fell // TICKS_PER_HOUR, whole.last)
    asked = [order for order in whole.wishes[hour] if isinstance(order, Give | Stop) or _for(whole, hour, order)]
    answered = tuple([order for order in asked if _in_time(whole, hour, order, fell)])
    left = [order for order in asked if order not in answered]
    return answered, tuple([one for one in left if isinstance(one, Give | Stop) or _still_asked(whole, hour, one)])


def _ordered_at(whole: Track, hour: int, order: Order) -> Tick | None:
    """Return when an order of this hour was given from then on, or one of support that is for the same."""
    later = chain.from_iterable(whole.ordered[hour:])
    return next((entry.tick for entry in later if _does_for(whole, hour, plain(entry.order), order)), None)


def _in_time(whole: Track, hour: int, order: Order, fell: Tick) -> bool:
    """Say whether what was asked for was ordered before dying began, or as soon as anybody is asked to."""
    ordered = _ordered_at(whole, hour, order)
    if ordered is None or ordered < fell:
        return ordered is not None
    free = 1 if isinstance(order, Give | Stop) else HOURS_ASKED
    return ordered < (_since(whole, hour, order) + free) * TICKS_PER_HOUR


def _does_for(whole: Track, hour: int, one: Order, other: Order) -> bool:
    """Say whether an order is the other one, or one of support that is for the same."""
    purpose = _for(whole, hour, other)
    return one == other or (purpose is not None and _for(whole, hour, one) == purpose)


def _for(whole: Track, hour: int, order: Order) -> str | None:
    """Return what more of support is for; nothing for any other order, or for less of it."""
    return _HOLDS.get(way_of(whole.cases[hour], order))


def _still_asked(whole: Track, hour: int, order: Order) -> bool:
    """Say whether support for the same was asked for in this hour and in those after it."""
    hours = range(hour, min(hour + HOURS_ASKED, whole.last + 1))
    return all(any(_for(whole, at, wish) == _for(whole, hour, order) for wish in whole.wishes[at]) for at in hours)
