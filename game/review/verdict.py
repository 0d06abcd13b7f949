"""The score of a case: what it consists of. How it is reached stands in `game.review.scoring.score`.

The score is 100 less what was lost of what could be won. A *point of value* is one in a hundred of the expected
outcome; a *point of the score* is one in a hundred of what treatment could win for this patient.
"""

from __future__ import annotations

import enum

from game.values.ending import Ending
from game.values.ticks import Tick
from game.values.wire import Wire

SCORE_VERSION = 13
"""Of the rules by which a score is reached; scores of other rules are not compared."""
SCORE_FORMAT = 4
"""Of the shape in which a score is printed, as its schema describes it."""


class Cause(enum.Enum):
    """Why points were lost: what the reference would have done instead decides it."""

    IGNORED_TREND = "ignored_trend"
    INFECTION_ONLY = "infection_only"
    OVER_DAMPENED = "over_dampened"
    LATE_ANTIMICROBIAL = "late_antimicrobial"
    NEEDLESS_ANTIMICROBIAL = "needless_antimicrobial"
    UNSAFE_ORDER = "unsafe_order"
    SUPPORT = "support"
    NEEDLESS_TEST = "needless_test"
    CHANCE = "chance"
    OTHER = "other"


class Pitfall(enum.Enum):
    """The three mistakes that kill patients in a cytokine storm."""

    IGNORED_TREND = "ignored_trend"
    INFECTION_ONLY = "infection_only"
    OVER_DAMPENED = "over_dampened"


class Verdict(enum.Enum):
    """How near a player came to a pitfall."""

    UNTESTED = "untested"
    """Little was lost to it, and the case gave no occasion to fall in, or nobody looked."""
    AVOIDED = "avoided"
    NEAR_MISS = "near_miss"
    FELL_IN = "fell_in"

    @property
    def came_near(self) -> bool:
        """Say whether so much was lost to it that it is spoken of."""
        return self in (Verdict.NEAR_MISS, Verdict.FELL_IN)


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

    format: int = SCORE_FORMAT
    """Of this shape; its schema is docs/schemas/score.schema.json."""
    version: int
    """Of the rules; scores of other rules are not compared."""
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
    ending: Ending
    ending_sentence: str
    outcome: CaseOutcome
    winnable: float
    """Points of value between no treatment and the reference policy: what 100 points of the score stand for."""
    sums: tuple[CauseSum, ...]
    """What each cause took; they add up to 100 less the total and what is withheld, but for rounding and what the
    remarks say."""
    pitfalls: tuple[PitfallVerdict, ...]
    remarks: tuple[str, ...]
    """Why the total is not the sum of its parts, and how sure it is where it is not sure within two points."""
    withheld: int = 0
    """Points that the most took which a case can have that was left, or in which a bare fever was left uncovered."""
    margin: float = 0.0
    """Points by which the total would move with other virtual patients behind it: one standard deviation, estimated."""
    unjudged: float = 0.0
    """Points of expected outcome, of 100, that nobody is charged with: what the chart told, hours in which the
    guideline would have ordered the same on this chart, and crumbs. Below 0 where they were won."""
