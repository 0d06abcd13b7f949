"""What the analysis of a finished case finds: the value of every moment, the loss of every decision, and why.

The value of a moment is the outcome to be expected if the reference policy took over there: chance of survival to the
horizon, weighted by lasting organ damage, 0 to 100. The loss of a decision is the drop in value across it; waiting is a
decision. Every value comes twice: *in view*, averaged over the hosts that fit the chart so far, and *in hindsight*, for
the true host.
"""

from __future__ import annotations

import enum

from game.review.verdict import PitfallVerdict
from game.values.ticks import Tick
from game.values.wire import Wire

ANALYSIS_VERSION = 1


class Mark(enum.Enum):
    """How a decision is marked, as chess programs do: by what it cost."""

    GAIN = "better than the reference"
    FINE = "fine"
    SLOW = "slow"
    MISTAKE = "mistake"
    BLUNDER = "blunder"


MARK_FROM: dict[Mark, float] = {Mark.SLOW: 5.0, Mark.MISTAKE: 10.0, Mark.BLUNDER: 15.0}
"""Points of value lost from which a decision is so marked (the bands of lichess)."""


class Cause(enum.Enum):
    """Why value was lost: what the reference would have done instead decides it."""

    IGNORED_TREND = "ignoring the early trend"
    INFECTION_ONLY = "treating only the infection"
    OVER_DAMPENED = "over-dampening"
    LATE_ANTIMICROBIAL = "late antimicrobial"
    UNSAFE_ORDER = "unsafe order"
    NEEDLESS_TEST = "needless test"
    CHANCE = "chance"
    OTHER = "another order"


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
    knew: str
    """What could be read on the chart: times and values."""
    did: str
    better: str
    """What the reference would have done."""
    better_value: float
    """Value, 0 to 100, had it been done."""
    why: str
    study: str
    luck: str = ""
    """'right but unlucky', 'lucky but wrong', or nothing."""


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
    timing: TimingMap | None
    hidden: str
    """What was hidden until now, in a sentence or two."""
    hosts: int
    """Virtual patients over which the values in view are averaged."""
