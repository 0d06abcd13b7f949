"""What a replay shows just now."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.view import View
from game.review.findings import Episode
from game.ui.desk import Ghost, Note, OtherRun
from game.ui.replay.intents import Asks
from game.values.order import Entry
from game.values.ticks import Tick


@dataclass(frozen=True, slots=True)
class Showing:
    """Which moment is shown, how time passes, and what is laid over it."""

    at: Tick
    end: Tick
    entries: tuple[Entry, ...]
    running: bool
    speed: int
    truth: bool
    marks: tuple[Episode, ...] = ()
    """Decisions that cost or won something."""
    notes: tuple[Note, ...] = ()
    ghost: Ghost | None = None
    asking: Asks | None = None
    """What stands over the replay until it is answered."""
    typed: str = ""
    editing: int = -1
    """Which note is being changed; -1 for none."""
    runs: tuple[OtherRun, ...] = ()
    """What can be chosen as a ghost."""
    reason: str = ""
    """What the player is told."""
    marking: str = ""
    """How far the marks of decisions are, or why there are none; empty if there is nothing to say."""
    debrief: bool = False
    """The way out leads to the debrief."""

    @property
    def ghost_view(self) -> View | None:
        """Return the other run, if one is laid over this."""
        return self.ghost.view if self.ghost is not None else None
