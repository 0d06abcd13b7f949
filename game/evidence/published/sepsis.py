"""How much each hour without an antibiotic costs: in septic shock, and before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.evidence.cohort import Result
from game.evidence.plan import (
    Arm,
    Look,
    Treatment,
    Trial,
    bacteria_found,
    fungus_found,
    hypotensive,
    on_pressor,
    resistant_found,
)
from game.evidence.population import POPULATIONS, CohortMember
from game.evidence.published.protocol import NO_FIGURE, Figure, Measure, Numbers, Published, PublishedRow
from game.values.disease import Bell
from game.values.diseases import DISEASES
from game.values.level import Phenotype

__all__ = ["ANTIBIOTIC_DELAY", "RECOGNISED_H", "RESERVES", "FoundAgain"]

_HOURS: Final = 6
_WATCHED_SINCE_H: Final = 2.0
"""Patients are watched from so early on that nobody is in shock yet."""
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


class _OnArrival:
    """Randomises each patient at the hour of illness at which he comes to hospital, unless he is in shock by then."""

    def __init__(self, hosts: Sequence[CohortMember]) -> None:
        arrival = DISEASES[Phenotype.SEPSIS].arrivals.hours_before
        self._hours = np.array([round(arrival.draw(host.seed, "hours_before")) - _WATCHED_SINCE_H for host in hosts])

    def __call__(self, look: Look) -> Any:
        return (look.hours == self._hours) & _not_in_shock(look)


def _not_in_shock(look: Look) -> Any:
    return ~(hypotensive(look) | on_pressor(look))


def _protocol(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    shock, hour = arm < _HOURS, arm % _HOURS
    trial = Trial(entry=on_pressor if shock else _OnArrival(hosts), entry_until_h=48.0, track_every_h=0.0)
    first = Treatment("antibiotic", delay_h=hour + 0.5)
    again = Treatment("antibiotic", when=FoundAgain(hosts), waits=True, delay_h=RECOGNISED_H, courses=4)
    return trial, Arm(ANTIBIOTIC_DELAY.arms[arm], (first, again, *RESERVES))


def _stratum(result: Result, arm: int) -> Numbers:
    return np.where(np.isnan(result.column("entered_h")), -1.0, 0.0 if arm < _HOURS else 1.0)


def _hour(first: int) -> tuple[str, ...]:
    where = "shock" if first == 0 else "no shock"
    return tuple([f"{where}, hour {hour + 1}" for hour in range(_HOURS)])


ANTIBIOTIC_DELAY: Final = Published(
    name="antibiotic-delay",
    title="Hours from hypotension, or from arrival, to the first antibiotic in sepsis",
    citation="Kumar 2006, Crit Care Med 34:1589 (septic shock); Seymour 2017, N Engl J Med 376:2235 (sepsis)",
    population=POPULATIONS[Phenotype.SEPSIS].coming(
        hours_before=Bell(_WATCHED_SINCE_H, 0.0, _WATCHED_SINCE_H, _WATCHED_SINCE_H, "before anyone is in shock"),
    ),
    arms=(*_hour(0), *_hour(_HOURS)),
    allocation=(1,) * (2 * _HOURS),
    strata=("shock", "no shock at arrival"),
    protocol=_protocol,
    stratum=_stratum,
    claims=(
        *[
            PublishedRow(f"Shock, antibiotic in hour {hour + 1}: survival", Measure.SURVIVAL,
                  Figure(percent, NO_FIGURE.low, NO_FIGURE.high), arms=(hour,), calibrated=True)
            for hour, percent in enumerate(_KUMAR_SURVIVAL)
        ],
        PublishedRow(
            "No shock at arrival: death for each hour of delay", Measure.ODDS_RATIO_PER_HOUR, Figure(1.04, 1.03, 1.06),
            arms=tuple(range(_HOURS, 2 * _HOURS)),
        ),
    ),
    baseline=(("Age, mean, years", "63", lambda outcomes: float(np.mean(outcomes.of("age_years")))),),
    differences=(
        (
            "Every patient is treated after each delay in turn, with the same luck; in the studies, which only "
            "observed, doctors chose, and odds were adjusted."
        ),
        (
            "Shock counts from the need for norepinephrine (mean pressure under 65 mmHg after two boluses of fluid), "
            "which stands for Kumar's persistent or recurrent hypotension. Without shock the hours count from arrival."
        ),
        "The antibiotic is given in the middle of its hour and always covers the germ.",
        (
            "Later infections are treated 6 h after a culture would show them (a fungus 24 h), because such patients "
            "are watched for them."
        ),
        "Survival is to day 28; in the studies, to discharge from hospital.",
        "Kumar's numbers are 79.9 % in the first hour, less 7.6 points for each hour of delay, as in the abstract.",
        "Seymour's odds ratio is for all patients with sepsis, shock included.",
        (
            "Ours who come without shock are patients on their way into it: nine in ten need norepinephrine within "
            "three days even with the antibiotic in the first hour, where 17.8 % of such patients went into shock "
            "(Glickman 2010, Acad Emerg Med 17:383). So delay costs them nearly what it costs in shock. Sepsis that "
            "never comes near shock is not in the model; and to count the few of ours who stay out of it as often as "
            "they came there still gives odds over 1.1."
        ),
    ),
    tuned=(
            "The constants of sepsis were set with Kumar's survival by hour in view; how much hosts differ, with "
            "Seymour's slope in view."
        ),
)  # fmt: skip
