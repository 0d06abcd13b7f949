"""What makes up a published trial: whom it took in, what it gave, what it found."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from game.evidence.cohort import Result
from game.evidence.plan import Arm, Treatment, Trial, bacteria_found, fungus_found, resistant_found
from game.evidence.population import CohortMember, Population

__all__ = [
    "COLUMNS",
    "NO_FIGURE",
    "SUPERINFECTIONS",
    "Figure",
    "Measure",
    "Numbers",
    "Outcomes",
    "Published",
    "PublishedRow",
    "Share",
    "entry_rung",
    "never",
    "nobody",
    "well_since_entry",
]

Numbers: TypeAlias = NDArray[np.float64]

COLUMNS: Final = (
    "number", "arm", "stratum", "marked", "entered_h", "age_years", "male", "comorbidity", "entry_rung", "entry_crp",
    "mortality", "died", "days_alive", "ventilated_or_died", "responded_h", "infected",
)  # fmt: skip
"""One row for each patient in each arm. `mortality` is the chance of death during follow-up, without luck; `died` is
one draw of it, 0 or 1; `responded_h` counts from entry, NaN is never."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of everyone who entered."""

    rows: Numbers
    """Patients in arms, by `COLUMNS`."""
    drawn: int
    """Hosts that were drawn, entered or not."""

    def of(self, name: str) -> Numbers:
        """Return one column."""
        return self.rows[:, COLUMNS.index(name)]

    def where(self, chosen: NDArray[np.bool_]) -> Outcomes:
        """Return only these rows."""
        return Outcomes(self.rows[chosen], self.drawn)

    @property
    def digest(self) -> str:
        """Return the fingerprint of every bit."""
        little = np.ascontiguousarray(self.rows, dtype="<f8")
        return sha256(f"{self.drawn} {little.shape}".encode() + little.tobytes()).hexdigest()


class Measure(enum.Enum):
    """By what number a row of a table is compared."""

    RISK_RATIO = "risk ratio"
    HAZARD_RATIO = "hazard ratio"
    RATE_RATIO = "recovery rate ratio"
    SHARE = "share"
    SURVIVAL = "survival"
    ODDS_RATIO_PER_HOUR = "odds ratio per hour"

    @property
    def in_percent(self) -> bool:
        """Say whether it is told in percent."""
        return self in {Measure.SHARE, Measure.SURVIVAL}

    @property
    def label(self) -> str:
        """Return its name with its unit, as the head of a column has it."""
        return f"{self.value}, %" if self.in_percent else self.value


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with its 95 % confidence interval; NaN where none was given."""

    value: float
    low: float
    high: float


NO_FIGURE: Final = Figure(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row of the published table."""

    label: str
    measure: Measure
    published: Figure
    arms: tuple[int, ...] = (0, 1)
    """Places of the arms that are compared, control first."""
    strata: tuple[int, ...] = ()
    """Places of the strata that count; all where empty."""
    marked: bool | None = None
    """Only patients who had, or had not, what the trial marks."""
    counted: str = "died"
    """The column of 0 and 1 that is counted."""
    control: Share | None = None
    treated: Share | None = None
    calibrated: bool = False
    """Whether the control arm of this row served to set constants."""
    recalled: bool = False
    """Whether the figures were not read again in the source."""


Protocol: TypeAlias = Callable[[Sequence[CohortMember], int], tuple[Trial, Arm]]
"""Gives the plan of one arm for these hosts; made anew for each chunk, since a condition may remember."""


def nobody(result: Result) -> Numbers:
    """Mark no one."""
    return np.zeros(len(result.rows))


def never(result: Result) -> Numbers:
    """Follow no response."""
    return np.full(len(result.rows), np.nan)


@dataclass(frozen=True, slots=True)
class Published:
    """A trial by name."""

    name: str
    title: str
    citation: str
    population: Population
    arms: tuple[str, ...]
    strata: tuple[str, ...]
    protocol: Protocol
    stratum: Callable[[Result, int], Numbers]
    """Place of each patient's stratum in this arm; -1 for those who do not count."""
    claims: tuple[PublishedRow, ...]
    baseline: tuple[tuple[str, str, Callable[[Outcomes], float]], ...]
    """What the trial says of its patients at entry, and the same of ours."""
    differences: tuple[str, ...]
    """Where ours is simpler than the trial."""
    tuned: str
    """Which of these numbers the model was tuned on."""
    allocation: tuple[int, ...] = (1, 1)
    """Parts in which patients are dealt to arms, where each is in one arm only."""
    marked: Callable[[Result], Numbers] = nobody
    marked_means: str = ""
    responded: Callable[[Result], Numbers] = never


def entry_rung(result: Result, *edges: float) -> Numbers:
    """Return the stratum by the rung of the oxygen ladder at entry; -1 for those who did not enter."""
    rung = result.column("entry_rung")
    stratum = np.searchsorted(np.array(edges), np.nan_to_num(rung), side="right").astype(np.float64)
    return np.where(np.isnan(rung), -1.0, stratum)


def well_since_entry(result: Result, well: NDArray[np.bool_], moments: int, after_h: float) -> Numbers:
    """Return the hours from entry until `well` has been so for so many kept moments running; NaN for never.

    None of these moments is earlier than `after_h` hours after entry, and the patient is alive at each.
    """
    since = result.track("hours") - result.column("entered_h")[:, np.newaxis]
    good = well & (result.track("alive") > 0.5) & (since >= after_h)
    run = np.zeros(len(good))
    found = np.full(len(good), np.nan)
    for moment in range(good.shape[1]):
        run = (run + 1.0) * good[:, moment]
        first = (run >= moments) & np.isnan(found)
        found[first] = since[first, moment]
    return found


SUPERINFECTIONS: Final = (
    Treatment("antibiotic", when=bacteria_found, waits=True, delay_h=6.0, courses=3),
    Treatment("meropenem", when=resistant_found, waits=True, delay_h=6.0, courses=3),
    Treatment("voriconazole", when=fungus_found, waits=True, delay_h=24.0, courses=3),
)
"""Usual care: whoever lies there ill is watched, so the drug for what grows begins 6 h after a culture would show it,
for a fungus a day (assumed, as in septic shock)."""
