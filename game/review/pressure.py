"""Who pressed, who yielded to it, and what that came to: read off the words heard, the orders and the decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.review.findings import Analysis, Episode
from game.values.fact import Urged
from game.values.order import Entry, Give, Stop
from game.values.ticks import Tick, ticks

YIELD_WITHIN: Final = ticks(6.0)
"""An order in the direction of the pressure counts as yielding so long after the words (assumed)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a player did about one who pressed."""

    pressed: Urged
    regimen: str = ""
    """What was given or stopped as asked; empty where nobody yielded."""
    tick: Tick = 0
    weighed: bool = False
    """Whether the decisions of the case are known."""
    decision: Episode | None = None
    """The decision that the order belongs to, where it cost or won something."""

    @property
    def yielded(self) -> bool:
        """Say whether what was asked for was done."""
        return bool(self.regimen)


def _as_asked(pressed: Urged, entry: Entry) -> str:
    order = entry.order
    if not pressed.tick <= entry.tick <= pressed.tick + YIELD_WITHIN:
        return ""
    if isinstance(order, Give if pressed.more else Stop) and order.regimen in pressed.about:
        return order.regimen
    return ""


def answers(heard: Sequence[Urged], entries: Sequence[Entry], analysis: Analysis | None) -> tuple[Answer, ...]:
    """Return for everybody who pressed what was done about it, in the order of time."""
    episodes = analysis.decided if analysis is not None else ()
    found = []
    for pressed in heard:
        answer = Answer(pressed)
        for entry in entries:
            regimen = _as_asked(pressed, entry)
            if regimen:
                # A decision ends where the next one begins: the order is of the one that it began.
                decision = next((one for one in episodes if one.first <= entry.tick < one.last), None)
                answer = Answer(pressed, regimen, entry.tick, analysis is not None, decision)
                break
        found.append(answer)
    return tuple(found)


def before(decision: Episode, given: Sequence[Answer]) -> Answer | None:
    """Return the pressure to which a decision yielded, if it did."""
    return next((one for one in given if one.decision is decision), None)
