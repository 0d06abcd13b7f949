"""The score of a case: what it consists of. How it is reached stands in `game.review.score`.

The score is 100 less what was lost of what could be won. A *point of value* is one in a hundred of the expected
outcome; a *point of the score* is one in a hundred of what treatment could win for this patient.
"""

from __future__ import annotations

import enum

from game.values.ticks import Tick
from game.values.wire import Wire

SCORE_VERSION = 2


class Cause(enum.Enum):
    """Why points were lost: what the reference would have done instead decides it."""

    IGNORED_TREND = "ignoring the early trend"
    INFECTION_ONLY = "treating only the infection"
    OVER_DAMPENED = "over-dampening"
    LATE_ANTIMICROBIAL = "late antimicrobial"
    NEEDLESS_ANTIMICROBIAL = "needless antimicrobial"
    UNSAFE_ORDER = "unsafe order"
    NEEDLESS_TEST = "needless test"
    CHANCE = "chance"
    OTHER = "another order"


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
    lost: float
    """Points of the score that were lost to it, 100 at most."""
    reason: str
    """One or two sentences, with times and values."""
    evidence: tuple[Evidence, ...]


class CauseSum(Wire, frozen=True, kw_only=True):
    """What was lost for one cause."""

    cause: Cause
    lost: float
    """Points of the score; negative where the player did better than the reference."""


class CaseOutcome(Wire, frozen=True, kw_only=True):
    """What became of the patient, without the luck of the draw."""

    survival_percent: float
    """Chance of being alive at the end of play, from the hazard that was run; not whether this patient was lucky."""
    organ_percent: float
    """Organ function kept at the end, 100 for all."""
    untreated_survival_percent: float
    reference_survival_percent: float
    reason: str


class Score(Wire, frozen=True, kw_only=True):
    """The score of a finished case, 0 to 100."""

    version: int
    level: str
    method: str
    """Model that the case was played and valued with."""
    reference_version: int
    total: int
    """100 less what was lost by what could be seen."""
    hindsight_total: int
    """The same for the true patient, who could not be seen; it is shown, and does not count."""
    stars: int
    """0 to 3."""
    ending: str
    ending_sentence: str
    outcome: CaseOutcome
    winnable: float
    """Points of value between no treatment and the reference policy: what 100 points of the score stand for."""
    sums: tuple[CauseSum, ...]
    """What each cause took; they add up to 100 less the total, but for rounding and what the remarks say."""
    pitfalls: tuple[PitfallVerdict, ...]
    remarks: tuple[str, ...]
    """Why the total is not the sum of its parts; empty where it is."""
