"""What the analysis of a finished case finds: the value of every moment, the loss of every decision, and why.

The value of a moment is the outcome to be expected if the reference policy took over there: chance of survival to the
horizon, weighted by lasting organ damage, 0 to 100. The loss of a decision is the drop in value across it; waiting is a
decision. Every value comes twice: *in view*, averaged over the hosts that fit the chart so far, and *in hindsight*, for
the true host.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from itertools import pairwise

from game.review.verdict import Cause, Evidence, PitfallVerdict, Score
from game.values.ticks import Tick
from game.values.wire import Wire

ANALYSIS_VERSION = 9
"""Raised where an analysis that was kept can no longer be read, or would say something else."""


class Mark(enum.Enum):
    """How a decision is marked, as chess programs do: by what it cost."""

    GAIN = "gain"
    FINE = "fine"
    SLOW = "slow"
    MISTAKE = "mistake"
    BLUNDER = "blunder"


class Luck(enum.Enum):
    """Where what could be seen and hindsight part by much."""

    RIGHT_BUT_UNLUCKY = "right_but_unlucky"
    LUCKY_BUT_WRONG = "lucky_but_wrong"


__all__ = [
    "ANALYSIS_VERSION",
    "FLAT",
    "MARK_FROM",
    "MARK_SIGNS",
    "Analysis",
    "Cause",
    "Episode",
    "Luck",
    "Mark",
    "PitfallVerdict",
    "Point",
    "Score",
    "TimingMap",
    "value_at",
]

MARK_SIGNS: dict[Mark, str] = {
    Mark.GAIN: "+",
    Mark.FINE: "–",
    Mark.SLOW: "?!",
    Mark.MISTAKE: "?",
    Mark.BLUNDER: "??",
}
FLAT = 3.0
"""Points of value, or of survival, within which starts of drugs count as equally good on the timing map: its top is
flat, and the model gives tocilizumab alone more than trials found."""
MARK_FROM: dict[Mark, float] = {Mark.SLOW: 5.0, Mark.MISTAKE: 10.0, Mark.BLUNDER: 15.0}
"""Points of the score lost from which a decision is so marked (the bands of lichess)."""


class Point(Wire, frozen=True, kw_only=True):
    """The value of one moment, 0 to 100."""

    tick: Tick
    in_view: float
    hindsight: float


class Episode(Wire, frozen=True, kw_only=True):
    """Neighbouring hours in which value was lost, or won, for one cause."""

    first: Tick
    last: Tick
    cause: Cause
    mark: Mark
    loss: float
    """Points of value lost in view; negative where the decision was better than the reference."""
    hindsight_loss: float
    points: float
    """Points of the score: what the loss in view comes to of what could be won, and what is charged for harm that comes
    after the horizon. Negative for a gain; 0 for chance."""
    hindsight_points: float
    charged: bool
    """The points are a declared price, not a loss of value, listed in docs/score.md."""
    knew: str
    """What could be read on the chart: times and values."""
    did: str
    better: str
    """What the reference would have done."""
    better_value: float
    """Value, 0 to 100, had it been done."""
    why: str
    study: str
    gained: int = 0
    """Points of the score won by whoever does this instead, and goes on as the reference."""
    unlooked: bool = False
    """What was missing was a look alone: no other order at its hours shows in the answer of the model."""
    by_hand: bool = False
    """What parted the two was oxygen, position, fluid or norepinephrine alone: no drug in its place would show much."""
    undampened: bool = False
    """Dampening was called for in these hours, and not begun."""
    uncounted: bool = False
    """All that was missing of it waited for a blood count that nobody had taken."""
    waited: bool = False
    """Nothing but tests was ordered in these hours."""
    luck: Luck | None = None
    """Where both judgements part by much; nothing where they do not."""


class TimingMap(Wire, frozen=True, kw_only=True):
    """Survival by when two drugs are started."""

    across: str
    """Regimen whose start runs across."""
    up: str
    hours: tuple[float, ...]
    survival_percent: tuple[tuple[float, ...], ...]
    """One row for each start of `up`, one column for each start of `across`."""
    yours: tuple[float | None, float | None]
    best: tuple[float, float]
    """Of the cells as good as the best, the one nearest to when the reference begins."""

    @property
    def flat(self) -> bool:
        """Say whether all starts come to the same, within what luck does: then no cell is best."""
        cells = [cell for row in self.survival_percent for cell in row]
        return max(cells) - min(cells) < FLAT

    @property
    def can_wait(self) -> bool:
        """Say whether both may begin at the last start, or never, and as many live, within what luck does."""
        cells = [cell for row in self.survival_percent for cell in row]
        return max(cells) - cells[-1] < FLAT


class Analysis(Wire, frozen=True, kw_only=True):
    """One finished case, taken apart."""

    version: int
    level: str
    method: str
    reference_version: int
    curve: tuple[Point, ...]
    best_plan: tuple[Point, ...]
    """The value along the best plan found."""
    no_treatment: tuple[Point, ...]
    episodes: tuple[Episode, ...]
    """In the order of time; their losses add up to the fall of the curve."""
    pitfalls: tuple[PitfallVerdict, ...]
    score: Score | None
    """From the second stage on; the episodes' points add up to 100 less its total."""
    timing: TimingMap | None
    hidden: str
    """What was hidden until now, in a sentence or two."""
    hosts: int
    """Virtual patients over which the values in view are averaged."""
    praised: tuple[Evidence, ...] = ()
    """What was done well, with its moment: read off log and chart, and moving no points."""
    rough: bool = False
    """A first look: the curve alone, of the true patient or in longer steps; the next stage replaces it."""

    @property
    def decided(self) -> tuple[Episode, ...]:
        """Return what the player decided, in the order of time: all but what chance did."""
        return tuple([one for one in self.episodes if one.cause is not Cause.CHANCE])


def value_at(points: Sequence[Point], tick: Tick, *, hindsight: bool = False) -> float:
    """Return the value at a moment, between two points on the line through them."""
    values = [(point.tick, point.hindsight if hindsight else point.in_view) for point in points]
    if not values:
        return 0.0
    if tick <= values[0][0]:
        return values[0][1]
    for (first, low), (last, high) in pairwise(values):
        if tick <= last:
            return low + (high - low) * (tick - first) / max(1, last - first)
    return values[-1][1]
