"""The score of a case: what it consists of. How it is reached stands in `game.review.score`."""

from __future__ import annotations

import enum

from game.values.ticks import Tick
from game.values.wire import Wire

SCORE_VERSION = 1


class Pitfall(enum.Enum):
    """The three mistakes that kill patients in a cytokine storm."""

    IGNORED_TREND = "ignored_trend"
    INFECTION_ONLY = "infection_only"
    OVER_DAMPENED = "over_dampened"


PITFALL_LABELS: dict[Pitfall, str] = {
    Pitfall.IGNORED_TREND: "Ignoring the early trend",
    Pitfall.INFECTION_ONLY: "Treating only the infection",
    Pitfall.OVER_DAMPENED: "Over-dampening",
}


class Verdict(enum.Enum):
    """How near a player came to a pitfall."""

    AVOIDED = "avoided"
    NEAR_MISS = "near miss"
    FELL_IN = "fell in"


class Evidence(Wire, frozen=True, kw_only=True):
    """One fact of the chart that a verdict rests on."""

    tick: Tick
    text: str


class PitfallVerdict(Wire, frozen=True, kw_only=True):
    """The verdict on one pitfall."""

    pitfall: Pitfall
    verdict: Verdict
    points: float
    max_points: float
    reason: str
    """One or two sentences, with times and values."""
    evidence: tuple[Evidence, ...]


class OutcomePoints(Wire, frozen=True, kw_only=True):
    """What became of the patient, without the luck of the draw."""

    survival_percent: float
    """Chance of being alive at the end of play, from the hazard that was run; not whether this patient was lucky."""
    organ_percent: float
    """Organ function kept at the end, 100 for all."""
    points: float
    max_points: float
    reason: str


class Score(Wire, frozen=True, kw_only=True):
    """The score of a finished case, 0 to 100."""

    version: int
    level: str
    total: int
    stars: int
    """0 to 3."""
    ending: str
    ending_sentence: str
    outcome: OutcomePoints
    pitfalls: tuple[PitfallVerdict, ...]
    capped_by: tuple[str, ...]
    """Why the total is lower than the sum of its parts; empty where it is not."""
