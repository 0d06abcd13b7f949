"""Septic shock under the antibiotic: tocilizumab, which nobody has tested in it, and hydrocortisone, which was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from game.evidence.cohort import Result
from game.evidence.plan import Arm, Look, Treatment, Trial, on_pressor
from game.evidence.population import CohortMember
from game.evidence.published.protocol import Figure, Measure, Numbers, Published, PublishedRow, Share, well_since_entry
from game.evidence.published.sepsis import ANTIBIOTIC_DELAY, RECOGNISED_H, RESERVES, FoundAgain, covered

__all__ = ["HYDROCORTISONE", "TOCILIZUMAB"]

_ANTIBIOTIC_H: Final = 3.0
"""From shock to the antibiotic, and to tocilizumab."""
_STEPS_FOR_HYDROCORTISONE: Final = 4.5
"""Just under 0.25 µg/kg/min of norepinephrine, from which the guideline gives hydrocortisone."""


def _tocilizumab(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    trial = Trial(entry=on_pressor, entry_until_h=48.0, track_every_h=0.0)
    reached, blocked = arm < 2, arm % 2
    treatments = covered(hosts, _ANTIBIOTIC_H) if reached else ()
    if blocked:
        treatments += (Treatment("tocilizumab", delay_h=_ANTIBIOTIC_H),)
    return trial, Arm(TOCILIZUMAB.arms[arm], treatments)


class _OnMuchPressor:
    """True of patients whose pressor is at the guideline's dose, four hours after it was so first."""

    def __init__(self, hosts: Sequence[CohortMember]) -> None:
        self._since = np.full(len(hosts), np.nan)

    def __call__(self, look: Look) -> Numbers:
        much = look.holding.pressor > _STEPS_FOR_HYDROCORTISONE
        self._since[much & np.isnan(self._since)] = look.hours
        ready: Numbers = much & (look.hours - self._since >= 4.0)
        return ready


def _hydrocortisone(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    usual = (
        Treatment("antibiotic", when=on_pressor, waits=True, delay_h=1.0),
        Treatment("antibiotic", when=FoundAgain(hosts), waits=True, delay_h=RECOGNISED_H, courses=4),
        *RESERVES,
    )
    trial = Trial(entry=_OnMuchPressor(hosts), entry_until_h=72.0, usual_care=usual, track_every_h=6.0)
    return trial, Arm(HYDROCORTISONE.arms[arm], (Treatment("hydrocortisone"),) if arm else ())


def _entered(result: Result, arm: int) -> Numbers:
    return np.where(np.isnan(result.column("entered_h")), -1.0, float(arm // 2))


def _one_stratum(result: Result, _arm: int) -> Numbers:
    return np.where(np.isnan(result.column("entered_h")), -1.0, 0.0)


def _off_pressor(result: Result) -> Numbers:
    """Without norepinephrine at five looks, six hours apart."""
    return well_since_entry(result, result.track("pressor") < 0.01, moments=5, after_h=0.0)


_AGE = ("Age, mean, years", "62", lambda outcomes: float(np.mean(outcomes.of("age_years"))))

TOCILIZUMAB: Final = Published(
    name="septic-shock-tocilizumab",
    title="Tocilizumab in septic shock (no such trial was done; trials against TNF-alpha stand in for it)",
    citation="Qiu 2013, Crit Care Med 41:2419 (15 trials against TNF-alpha)",
    population=ANTIBIOTIC_DELAY.population,
    arms=("antibiotic", "antibiotic and tocilizumab", "no antibiotic", "tocilizumab alone"),
    allocation=(1, 1, 1, 1),
    strata=("antibiotic", "no antibiotic"),
    protocol=_tocilizumab,
    stratum=_entered,
    claims=(
        PublishedRow(
            "Under the antibiotic", Measure.RISK_RATIO, Figure(0.93, 0.90, 1.20), arms=(0, 1), calibrated=True,
        ),
        PublishedRow(
            "Germ not covered", Measure.RISK_RATIO, Figure(1.05, 1.00, 1.30), arms=(2, 3), calibrated=True,
        ),
    ),
    baseline=(_AGE,),
    differences=(
        (
            "Nobody has tested tocilizumab in septic shock in a trial. Antibodies against TNF-alpha gave a ratio of "
            "0.93 (0.88 to 0.98), and nobody expects more of blocking IL-6: 0.90 to 1.20 is our own interval."
        ),
        "Antibiotic and tocilizumab are given 3 h after norepinephrine is needed; death is counted to day 28.",
        (
            "Without an antibiotic that covers the germ, blocking a cytokine must not help; how much it harms has no "
            "figure in patients, and 1.00 to 1.30 is our own interval."
        ),
    ),
    tuned=(
        "The form of the storm's loop was chosen with this ratio in view, and so was how far a blocked receptor "
        "suppresses the defence after sepsis; so it is no prediction."
    ),
)  # fmt: skip

HYDROCORTISONE: Final = Published(
    name="septic-shock-hydrocortisone",
    title="Hydrocortisone in septic shock",
    citation="ADRENAL, Venkatesh 2018, N Engl J Med 378:797; APROCCHSS, Annane 2018, N Engl J Med 378:809",
    population=ANTIBIOTIC_DELAY.population,
    arms=("placebo", "hydrocortisone"),
    allocation=(1, 1),
    strata=("shock",),
    protocol=_hydrocortisone,
    stratum=_one_stratum,
    responded=_off_pressor,
    claims=(
        PublishedRow(
            "Death", Measure.RISK_RATIO, Figure(0.94, 0.88, 1.00), control=Share(526, 1826), treated=Share(511, 1832),
            calibrated=True,
        ),
        PublishedRow(
            "Shock over", Measure.RATE_RATIO, Figure(1.32, 1.23, 1.41), counted="responded", calibrated=True,
            recalled=True,
        ),
    ),
    baseline=(_AGE,),
    differences=(
        (
            "Patients enter after 4 h on 0.25 µg/kg/min of norepinephrine; the antibiotic is given 1 h after "
            "norepinephrine began."
        ),
        (
            "The interval runs from APROCCHSS's 0.88 (with fludrocortisone; 49 % died) past ADRENAL's 0.97 "
            "(hydrocortisone alone; 28 % died) to no effect. Death is counted to day 28, in the trials to day 90."
        ),
        "Shock is over after a day without norepinephrine; the rate ratio is ADRENAL's.",
    ),
    tuned="How hydrocortisone acts on vessels was set with both figures in view.",
)  # fmt: skip
