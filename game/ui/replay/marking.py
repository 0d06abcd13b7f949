"""The marked decisions of a case, as an analysis under way finds them."""

from __future__ import annotations

from game.review.findings import Analysis, Episode, Mark
from game.ui.desk import Analysing
from game.values.ticks import Tick
from game.values.words import say


def marks_of(analysis: Analysis | None) -> tuple[Episode, ...]:
    """Return the decisions that cost or won something."""
    if analysis is None:
        return ()
    return tuple(one for one in analysis.decided if one.mark is not Mark.FINE)


class Marking:
    """Asks an analysis for its marks, and tells once if it failed."""

    def __init__(self, analysing: Analysing | None, end: Tick) -> None:
        """Ask for the marks of a case that reaches to tick `end`; without an analysis there are none."""
        self._analysing = analysing
        self._end = end
        self._seen: Analysis | None = None
        self._told = False
        self.marks: tuple[Episode, ...] = ()
        """What was found by now, in the order of time."""
        self.look()

    def look(self) -> None:
        """Take up what was found since."""
        found = self._analysing.latest() if self._analysing is not None else None
        if found is not self._seen:
            self._seen = found
            self.marks = tuple(one for one in marks_of(found) if one.first <= self._end)

    def failure(self) -> str:
        """Return, once, why there are no more marks; empty if all is well."""
        if self._told or self._analysing is None or not self._analysing.failure:
            return ""
        self._told = True
        return self._analysing.failure

    @property
    def words(self) -> str:
        """Return how far the marks are, or why there are none; empty if they speak for themselves."""
        if self._analysing is None:
            return ""
        if self._analysing.failure:
            return say("replay.marking.the_decisions_are_not_marked")
        if not self._analysing.finished:
            return say("replay.marking.marking_the_decisions", share_done=f"{100 * self._analysing.share_done:.0f}")
        return "" if self.marks else say("replay.marking.no_decision_cost_5_points")
