"""How much each hour without an antibiotic costs in septic shock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.evidence.cohort import Result
from game.evidence.plan import Arm, Look, Treatment, Trial, bacteria_found, fungus_found, on_pressor, resistant_found
from game.evidence.population import POPULATIONS, CohortMember
from game.evidence.published.protocol import NO_FIGURE, Figure, Measure, Numbers, Published, PublishedRow
from game.values.disease import Bell
from game.values.level import Phenotype

__all__ = ["ANTIBIOTIC_DELAY", "HOURS", "RECOGNISED_H", "RESERVES", "WATCHED_SINCE_H", "FoundAgain", "covered"]

HOURS: Final = 6
"""Arms: the first antibiotic in the first hour, the second, and so on."""
WATCHED_SINCE_H: Final = 2.0
"""Hours of illness. Patients are watched from so early on that nobody is in shock yet."""
_GONE: Final = 0.01
"""10^6 CFU/mL under which an infection is over."""
RECOGNISED_H: Final = 6.0
"""From when cultures would show a new infection to the antibiotic, in patients who are watched for it (assumed)."""
RESERVES: Final = (
    Treatment("meropenem", when=resistant_found, waits=True, delay_h=RECOGNISED_H, courses=4),
    Treatment("voriconazole", when=fungus_found, waits=True, delay_h=4.0 * RECOGNISED_H, courses=4),
)
"""What is given for germs that the antibiotic does not reach, once they are found; a fungus is found late (assumed)."""
_KUMAR_SURVIVAL: Final = (79.9, 72.3, 64.7, 57.1, 49.5, 41.9)


class FoundAgain:
    """True of patients in whom bacteria are found again after they had gone."""

    def __init__(self, hosts: Sequence[CohortMember]) -> None:
        """Begin with nobody rid of them."""
        self._gone = np.zeros(len(hosts), dtype=bool)

    def __call__(self, look: Look) -> Any:
        """Say in whom they are found again."""
        self._gone |= look.of("bacteria") < _GONE
        return self._gone & bacteria_found(look)


def covered(hosts: Sequence[CohortMember], delay_h: float) -> tuple[Treatment, ...]:
    """Return the antibiotic so long after entry, and again for whoever catches another infection."""
    again = Treatment("antibiotic", when=FoundAgain(hosts), waits=True, delay_h=RECOGNISED_H, courses=4)
    return (Treatment("antibiotic", delay_h=delay_h), again, *RESERVES)


def _protocol(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    trial = Trial(entry=on_pressor, entry_until_h=48.0, track_every_h=0.0)
    return trial, Arm(ANTIBIOTIC_DELAY.arms[arm], covered(hosts, arm + 0.5))


def _stratum(result: Result, _arm: int) -> Numbers:
    return np.where(np.isnan(result.column("entered_h")), -1.0, 0.0)


ANTIBIOTIC_DELAY: Final = Published(
    name="antibiotic-delay",
    title="Hours from hypotension to the first antibiotic in septic shock",
    citation="Kumar 2006, Crit Care Med 34:1589",
    population=POPULATIONS[Phenotype.SEPSIS].coming(
        hours_before=Bell(WATCHED_SINCE_H, 0.0, WATCHED_SINCE_H, WATCHED_SINCE_H, "before anyone is in shock"),
    ),
    arms=tuple([f"shock, hour {hour + 1}" for hour in range(HOURS)]),
    allocation=(1,) * HOURS,
    strata=("shock",),
    protocol=_protocol,
    stratum=_stratum,
    claims=tuple(
        [
            PublishedRow(f"Shock, antibiotic in hour {hour + 1}: survival", Measure.SURVIVAL,
                  Figure(percent, NO_FIGURE.low, NO_FIGURE.high), arms=(hour,), calibrated=True)
            for hour, percent in enumerate(_KUMAR_SURVIVAL)
        ]
    ),
    baseline=(("Age, mean, years", "63", lambda outcomes: float(np.mean(outcomes.of("age_years")))),),
    differences=(
        (
            "Every patient is treated after each delay in turn, with the same luck; in the study, which only "
            "observed, doctors chose."
        ),
        (
            "Shock counts from the need for norepinephrine (mean pressure under 65 mmHg after two boluses of fluid), "
            "which stands for Kumar's persistent or recurrent hypotension."
        ),
        "The antibiotic is given in the middle of its hour and always covers the germ.",
        (
            "Later infections are treated 6 h after a culture would show them (a fungus 24 h), because such patients "
            "are watched for them."
        ),
        "Survival is to day 28; in the study, to discharge from hospital.",
        "Kumar's numbers are 79.9 % in the first hour, less 7.6 points for each hour of delay, as in the abstract.",
    ),
    tuned=(
            "The constants of sepsis were set with Kumar's survival by hour in view; how much hosts differ, with "
            "Seymour's slope in view."
        ),
)  # fmt: skip
