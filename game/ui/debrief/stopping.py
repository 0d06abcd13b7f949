"""Where the case on the screen was stopped: what goes on after it was nobody's (`game.review.scoring.own`)."""

from __future__ import annotations

from game.case.view import View
from game.values.ending import Ending
from game.values.ticks import Tick


def stopped_at(view: View) -> Tick | None:
    """Return where the case was stopped, by the player or with the lesson; nothing where it came to its end."""
    stopped = view.outcome is not None and view.outcome.ending is Ending.STOPPED
    return view.tick if stopped else None
