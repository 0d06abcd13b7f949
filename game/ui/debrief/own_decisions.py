"""What the player decided: a case that was stopped waits on in the analysis, and nobody chose that."""

from __future__ import annotations

from game.case.view import View
from game.review.findings import Analysis, Cause, Episode
from game.values.ending import Ending


def stopped(view: View) -> bool:
    """Say whether the case was stopped before its end."""
    return view.outcome is not None and view.outcome.ending is Ending.STOPPED


def outlasts(one: Episode, view: View) -> bool:
    """Say whether a decision goes on after the case was stopped, by the player or with the lesson."""
    return stopped(view) and one.last > view.tick and one.cause is not Cause.CHANCE


def own_decisions(analysis: Analysis, view: View) -> tuple[Episode, ...]:
    """Return the decisions that the player made to their end."""
    return tuple(one for one in analysis.decided if not outlasts(one, view))
