"""A case that dice of death ended, as far as it is judged, and how it would have gone on but for them."""

from __future__ import annotations

from dataclasses import replace

from game.review.valuation.differences import difference
from game.review.valuation.value import Track, first_hours
from game.review.valuation.vigils import unlooked
from game.values.order import Give, Stop, plain


def cut_short(whole: Track, hour: int) -> Track:
    """Return the hours of a case before dying began in `hour`, of which `whole` is all, played as if it had not.

    Whoever left undone to the death what the guideline had asked for by then would have waited on; whoever left nothing
    undone would have followed it. So neither a patient who was lost nor one who was spared changes what is lost.
    """
    hour = min(hour, whole.last)
    given = {plain(entry.order) for entries in whole.ordered[hour:] for entry in entries}
    asked = [order for order in whole.wishes[hour] if isinstance(order, Give | Stop)]
    answered = tuple([order for order in asked if order in given])
    # A drug that nobody can ask for, because nobody looked, is undone as well.
    undone = len(answered) < len(asked) or unlooked(whole, hour, difference(whole, hour, hour + 1)) is not None
    return replace(first_hours(whole, hour), died=True, answered=answered, waited=undone)
