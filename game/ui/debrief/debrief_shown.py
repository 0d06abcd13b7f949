"""What a debrief shows just now."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.view import View
from game.review.findings import Analysis
from game.review.pressure import Answer
from game.review.verdict import Score
from game.ui.debrief.decision import Studied
from game.ui.debrief.score_board import Progress
from game.ui.debrief.thought import Thoughts
from game.ui.debrief.timing_map import MapCell
from game.ui.debrief.trial import Attempt
from game.ui.desk import Revealed
from game.ui.toolkit.tabs import DebriefTab


@dataclass(frozen=True, slots=True)
class DebriefShown:
    """Everything that the debrief shows."""

    view: View
    score: Score | None
    failure: str
    """Why there is no score; empty while it is worked out and once it is there."""
    revealed: Revealed | None
    analysis: Analysis | None
    no_analysis: str
    """Why there is no (more) analysis."""
    progress: Progress | None
    """What the analysis is doing and how far it is; nothing once it is over."""
    remark: str
    tab: DebriefTab
    chosen: int
    """Which decision is shown."""
    asked: int
    """Which one is asked about; -1 for none."""
    trial: Attempt
    answers: tuple[Answer, ...]
    """What was done about everybody who pressed."""
    thoughts: Thoughts
    cell: MapCell | None
    lesson_ended: bool
    """The instructor ended the lesson, and with it this case."""
    expert: bool
    """There is an expert's run to compare with."""
    more: bool
    """The menu of what else can be done is open."""
    saving: bool
    """The report is being written."""
    listed: bool
    """It was opened from the list of finished cases, and leads back there."""

    @property
    def studied(self) -> Studied:
        """Return the decisions, and which one is shown."""
        return Studied(self.analysis, self.chosen, self.asked, self.trial, self.answers)

    @property
    def waits(self) -> Progress | None:
        """Return how far the score is; nothing once it is there, or cannot come."""
        return None if self.score is not None or self.failure else self.progress or Progress("", 1.0)
