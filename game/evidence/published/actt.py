"""ACTT-1: remdesivir against placebo, by the ordinal score at entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.evidence.cohort import Result
from game.evidence.plan import Arm, Treatment, Trial, always
from game.evidence.population import CohortMember
from game.evidence.published.covid import ON_OXYGEN, AtTheirDay, needs_oxygen, population, symptom_day
from game.evidence.published.protocol import (
    SUPERINFECTIONS,
    Figure,
    Measure,
    Numbers,
    Outcomes,
    Published,
    PublishedRow,
    Share,
    entry_rung,
    well_since_entry,
)
from game.values.disease import Bell

__all__ = ["REMDESIVIR"]

_DAYS: Final = Bell(9.0, 4.0, 3.0, 18.0, "ACTT-1: symptoms for a median of 9 days (6 to 12)")


_AIR_JOINS: Final = 0.11
"""Who joins without oxygen, as frail as most: under half of RECOVERY's, so that they are 13 % (calibrated)."""
_HAZARD_PER_H: Final = 0.0013
"""Their hazard of death at one unit of organ failure, where the levels have 0.0062/h and 38 % died: calibrated on all
deaths under placebo, 14.8 %. The trial left out failing kidneys and livers, and whoever was to be moved within 72 h."""


def _protocol(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    trial = Trial(
        entry=AtTheirDay(hosts, _DAYS, always, air_joins=_AIR_JOINS),
        entry_until_h=AtTheirDay.latest_h(_DAYS),
        usual_care=(*SUPERINFECTIONS, Treatment("dexamethasone", when=needs_oxygen, waits=True, share=0.23)),
        track_every_h=12.0,
    )
    return trial, Arm(REMDESIVIR.arms[arm], (Treatment("remdesivir", doses=10),) if arm else ())


def _ordinal(result: Result, _arm: int) -> Numbers:
    return entry_rung(result, ON_OXYGEN, 7.5, 12.5)


def _recovered(result: Result) -> Numbers:
    """On air, SpO₂ 94 % or more, under 37.8 °C, no norepinephrine, at two moments twelve hours apart."""
    well = (
        (result.track("rung") < 0.5)
        & (result.track("pressor") < 0.01)
        & (result.track("spo2") >= 94.0)
        & (result.track("temperature") < 37.8)
    )
    return well_since_entry(result, well, moments=2, after_h=12.0)


def _share(stratum: int) -> Any:
    return lambda outcomes: 100.0 * float(np.mean(outcomes.of("stratum") == stratum))


def _day(outcomes: Outcomes) -> float:
    return symptom_day(float(np.median(outcomes.of("entered_h"))))


def _deaths(
    label: str, stratum: int, figure: Figure, control: Share, treated: Share, *, calibrated: bool = False
) -> PublishedRow:
    strata = (stratum,) if stratum >= 0 else ()
    return PublishedRow(
        f"{label}: death",
        Measure.HAZARD_RATIO,
        figure,
        strata=strata,
        control=control,
        treated=treated,
        calibrated=calibrated,
    )


def _recoveries(label: str, stratum: int, figure: Figure, control: Share, treated: Share) -> PublishedRow:
    return PublishedRow(
        f"{label}: recovery",
        Measure.RATE_RATIO,
        figure,
        strata=(stratum,) if stratum >= 0 else (),
        counted="responded",
        control=control,
        treated=treated,
    )


REMDESIVIR: Final = Published(
    name="actt-1",
    title="Remdesivir in patients in hospital with COVID-19, by need of oxygen",
    citation="Beigel 2020, N Engl J Med 383:1813 (ACTT-1, final report)",
    population=population(
        Bell(58.9, 15.0, 20.0, 95.0, "ACTT-1: 58.9 (15.0) years"),
        0.644,
        (0.19, 0.27, 0.36, 0.18),
        "ACTT-1: 64.4 % men; 19 % without a comorbidity, 27 % with one, 54 % with two or more; how severe is assumed",
        hazard_per_h=_HAZARD_PER_H,
    ),
    arms=("placebo", "remdesivir"),
    strata=("4, no oxygen", "5, oxygen", "6, high flow", "7, ventilated"),
    protocol=_protocol,
    stratum=_ordinal,
    responded=_recovered,
    claims=(
        _deaths("All", -1, Figure(0.73, 0.52, 1.03), Share(77, 521), Share(59, 541), calibrated=True),
        _deaths("Score 4", 0, Figure(0.82, 0.17, 4.07), Share(3, 63), Share(3, 75)),
        _deaths("Score 5", 1, Figure(0.30, 0.14, 0.64), Share(25, 203), Share(9, 232)),
        _deaths("Score 6", 2, Figure(1.02, 0.54, 1.91), Share(20, 98), Share(19, 95)),
        _deaths("Score 7", 3, Figure(1.13, 0.67, 1.89), Share(29, 154), Share(28, 131)),
        _recoveries("All", -1, Figure(1.29, 1.12, 1.49), Share(352, 521), Share(399, 541)),
        _recoveries("Score 4", 0, Figure(1.29, 0.91, 1.83), Share(58, 63), Share(73, 75)),
        _recoveries("Score 5", 1, Figure(1.45, 1.18, 1.79), Share(156, 203), Share(206, 232)),
        _recoveries("Score 6", 2, Figure(1.09, 0.76, 1.57), Share(61, 98), Share(57, 95)),
        _recoveries("Score 7", 3, Figure(0.98, 0.70, 1.36), Share(77, 154), Share(63, 131)),
    ),
    baseline=(
        ("Age, mean, years", "58.9", lambda outcomes: float(np.mean(outcomes.of("age_years")))),
        ("Men, %", "64", lambda outcomes: 100.0 * float(np.mean(outcomes.of("male")))),
        ("Day of symptoms, median", "9", _day),
        ("Score 4, %", "13", _share(0)),
        ("Score 5, %", "41", _share(1)),
        ("Score 6, %", "18", _share(2)),
        ("Score 7, %", "27", _share(3)),
    ),
    differences=(
        (
            "Randomised on a day of symptoms drawn from a normal distribution (mean 9, SD 4, cut off at 3 and 18); "
            "who joins, and who counts as on oxygen, is as in our RECOVERY trials, but without oxygen under half as "
            "many join."
        ),
        "23 % get dexamethasone, 6 mg daily for 10 days, starting at their first oxygen.",
        (
            "Recovered means on air with an SpO₂ of 94 % or more, under 37.8 °C and off norepinephrine, at two checks "
            "twelve hours apart; nobody is kept in hospital for other reasons."
        ),
        (
            "Day 29 of the trial is 28 days after randomisation. The hazard ratio is one of deaths per patient-"
            "day; its expected value is the ratio of the logarithms of mean survival."
        ),
    ),
    tuned=(
        "How much of the illness the virus drives was set with these ratios in view, so they are no prediction. Two "
        "numbers were set for these patients: their hazard of death, on all deaths under placebo, and how many join "
        "without oxygen, on the share with a score of 4; neither on a ratio."
    ),
)
