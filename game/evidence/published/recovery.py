"""RECOVERY: dexamethasone, then tocilizumab on top of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from game.evidence.cohort import Result
from game.evidence.plan import Arm, Look, Treatment, Trial, always, crp_over_75
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
)
from game.values.disease import Bell

__all__ = ["DEXAMETHASONE", "TOCILIZUMAB"]

_PATIENTS: Final = population(
    Bell(66.0, 15.7, 20.0, 98.0, "RECOVERY 2021: 66.1 (15.7) years"),
    0.64,
    (0.44, 0.30, 0.18, 0.08),
    "RECOVERY 2021: 64 % men, 56 % with a comorbidity; how many with several is assumed",
    hazard_per_h=0.0033,
)
"""Their hazard is calibrated on all deaths of usual care, 25.7 %: with that of the levels, 0.0062/h, 36.3 % died."""
_DAYS: Final = Bell(
    9.0, 3.2, 3.0, 16.0, "RECOVERY 2021: symptoms for a median of 8 to 9 days (5 to 13) at randomisation"
)
_VENTILATED_DAYS: Final = Bell(13.0, 7.4, 3.0, 28.0, "RECOVERY 2021: 13 days (8 to 18) of symptoms if ventilated")
_OLDER_DAYS: Final = Bell(9.5, 3.2, 3.0, 16.0, "RECOVERY 2021, Lancet 397: median of 9 to 10 days (7 to 14)")
_STEROID_BEFORE_H: Final = 24.0
"""From the first dose of dexamethasone, on admission, to randomisation between usual care and tocilizumab (assumed)."""
_YOUNGER: Final = population(
    Bell(63.6, 13.6, 20.0, 98.0, "RECOVERY 2021, Lancet 397: 63.6 (13.6) years"),
    0.67,
    (0.46, 0.30, 0.17, 0.07),
    "RECOVERY 2021, Lancet 397:1637: 67 % men; comorbidity assumed",
)


def _dexamethasone(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    trial = Trial(
        entry=AtTheirDay(hosts, _DAYS, always, ventilated_days=_VENTILATED_DAYS),
        entry_until_h=AtTheirDay.latest_h(_VENTILATED_DAYS),
        usual_care=SUPERINFECTIONS,
        track_every_h=0.0,
    )
    return trial, Arm(DEXAMETHASONE.arms[arm], (Treatment("dexamethasone", share=0.95 if arm else 0.08),))


def _first_dose_in(look: Look) -> Any:
    return look.of("receptor_occupancy") > 0.5


def _tocilizumab(hosts: Sequence[CohortMember], arm: int) -> tuple[Trial, Arm]:
    def eligible(look: Look) -> Any:
        return needs_oxygen(look) & crp_over_75(look)

    entry = AtTheirDay(hosts, _OLDER_DAYS, eligible)
    steroid = Treatment("dexamethasone", when=entry.since(_STEROID_BEFORE_H), waits=True, share=0.82)
    trial = Trial(
        entry=entry,
        entry_until_h=AtTheirDay.latest_h(_OLDER_DAYS),
        usual_care=(*SUPERINFECTIONS, steroid),
        track_every_h=12.0,
    )
    doses = (
        Treatment("tocilizumab", share=0.84),
        Treatment("tocilizumab", when=_first_dose_in, waits=True, delay_h=18.0, share=0.29),
    )
    return trial, Arm(TOCILIZUMAB.arms[arm], doses if arm else (Treatment("tocilizumab", share=0.03),))


def _on_steroid(result: Result) -> Numbers:
    """Mark those on a steroid at entry, by its effect at the last kept moment before it."""
    before = result.track("hours") <= result.column("entered_h")[:, np.newaxis]
    place = np.maximum(before.sum(axis=1) - 1, 0)
    effect = result.track("steroid_effect")[np.arange(len(place)), place]
    on: Numbers = (effect > 0.05).astype(np.float64)
    return on


def _three(result: Result, _arm: int) -> Numbers:
    return entry_rung(result, ON_OXYGEN, 12.5)


def _support(result: Result, _arm: int) -> Numbers:
    return entry_rung(result, 7.5, 12.5)


def _day(outcomes: Outcomes) -> float:
    return symptom_day(float(np.median(outcomes.of("entered_h"))))


def _age(outcomes: Outcomes) -> float:
    return float(np.mean(outcomes.of("age_years")))


def _ventilated(outcomes: Outcomes) -> Outcomes:
    return outcomes.where(outcomes.of("stratum") == 2)


def _men(outcomes: Outcomes) -> float:
    return 100.0 * float(np.mean(outcomes.of("male")))


def _crp(outcomes: Outcomes) -> float:
    return float(np.median(outcomes.of("entry_crp")))


def _share(stratum: int) -> Any:
    return lambda outcomes: 100.0 * float(np.mean(outcomes.of("stratum") == stratum))


def _marked(outcomes: Outcomes) -> float:
    return 100.0 * float(np.mean(outcomes.of("marked")))


_SUPERINFECTIONS = (
    "Usual care treats a second infection from 6 h after a culture would show bacteria, a day for a fungus."
)
_LATER_DEATHS = "Patients who have gone home stay in the count: the hazard of death runs on there, near zero."

DEXAMETHASONE: Final = Published(
    name="recovery-dexamethasone",
    title="Dexamethasone in patients in hospital with COVID-19",
    citation="RECOVERY Collaborative Group 2021, N Engl J Med 384:693",
    population=_PATIENTS,
    arms=("usual care", "dexamethasone"),
    allocation=(2, 1),
    strata=("no oxygen", "oxygen", "ventilated"),
    protocol=_dexamethasone,
    stratum=_three,
    claims=(
        PublishedRow(
            "No oxygen", Measure.RISK_RATIO, Figure(1.19, 0.92, 1.55), strata=(0,), control=Share(145, 1034),
            treated=Share(89, 501), calibrated=True,
        ),
        PublishedRow(
            "Oxygen", Measure.RISK_RATIO, Figure(0.82, 0.72, 0.94), strata=(1,), control=Share(682, 2604),
            treated=Share(298, 1279), calibrated=True,
        ),
        PublishedRow(
            "Ventilated", Measure.RISK_RATIO, Figure(0.64, 0.51, 0.81), strata=(2,), control=Share(283, 683),
            treated=Share(95, 324), calibrated=True,
        ),
        PublishedRow(
            "All", Measure.RISK_RATIO, Figure(0.83, 0.75, 0.93), control=Share(1110, 4321), treated=Share(482, 2104),
            calibrated=True,
        ),
    ),
    baseline=(
        ("Age, mean, years", "66.1", _age),
        ("Men, %", "64", _men),
        ("Day of symptoms, median", "8 to 9", _day),
        ("Day of symptoms if ventilated, median", "13", lambda outcomes: _day(_ventilated(outcomes))),
        ("Age if ventilated, mean, years", "59.1", lambda outcomes: _age(_ventilated(outcomes))),
        ("No oxygen, %", "24", _share(0)),
        ("Oxygen, %", "60", _share(1)),
        ("Ventilated, %", "16", _share(2)),
    ),
    differences=(
        (
            "Everyone is given oxygen by the ward's protocol from the second day of symptoms, and is randomised on a "
            "day drawn from a normal distribution (mean 9, SD 3.2, cut off at 3 and 16; of those then on a "
            "ventilator mean 13, SD 7.4, cut off at 3 and 28)."
        ),
        (
            "1 L/min counts as no oxygen: the ward starts it whenever its monitor reads under 92 % once, and nine in "
            "ten of these patients have 92 % or more on air."
        ),
        (
            "Of those who need no oxygen, only patients with a CRP over 10 mg/L are in hospital; the frailer they "
            "are, the likelier it is."
        ),
        (
            "95 % of the dexamethasone arm and 8 % of usual care get 6 mg daily for 10 days; nobody stops at "
            "discharge, and all get it intravenously."
        ),
        _SUPERINFECTIONS,
        _LATER_DEATHS,
        (
            "RECOVERY gives rate ratios adjusted for age; here both arms hold the same patients, and the ratio is "
            "one of risks."
        ),
    ),
    tuned=(
            "The model was tuned on the usual-care arm (mortality in the three strata, their sizes, days on oxygen "
            "and on a ventilator). The hazard of death of these patients was set again, on all deaths of usual care, "
            "and how many join without oxygen, on their share; the days on which the ventilated join are the trial's. "
            "None was set on a ratio. How strongly a steroid "
            "acts was taken from cell cultures and from viral clearance; where in the model it acts was set with this "
            "trial's ratios in view. So none of them is a prediction."
    ),
)  # fmt: skip

TOCILIZUMAB: Final = Published(
    name="recovery-tocilizumab",
    title="Tocilizumab in patients in hospital with COVID-19, hypoxia and inflammation",
    citation="RECOVERY Collaborative Group 2021, Lancet 397:1637",
    population=_YOUNGER,
    arms=("usual care", "tocilizumab"),
    strata=("simple oxygen", "high flow or non-invasive", "ventilated"),
    protocol=_tocilizumab,
    stratum=_support,
    marked=_on_steroid,
    marked_means="on a steroid at randomisation",
    claims=(
        PublishedRow(
            "All", Measure.RISK_RATIO, Figure(0.85, 0.76, 0.94),
            control=Share(729, 2094), treated=Share(621, 2022),
        ),
        PublishedRow(
            "Not ventilated at entry", Measure.RISK_RATIO, Figure(0.87, 0.78, 0.96), strata=(0, 1),
            control=Share(580, 1800), treated=Share(490, 1754),
        ),
        PublishedRow(
            "Not ventilated at entry: ventilated or dead", Measure.RISK_RATIO, Figure(0.84, 0.77, 0.92), strata=(0, 1),
            counted="ventilated_or_died", control=Share(754, 1800), treated=Share(619, 1754),
        ),
        PublishedRow(
            "On a steroid", Measure.RISK_RATIO, Figure(0.79, 0.70, 0.89), marked=True, control=Share(600, 1721),
            treated=Share(482, 1664), recalled=True,
        ),
        PublishedRow(
            "Not on a steroid", Measure.RISK_RATIO, Figure(1.16, 0.91, 1.48), marked=False, control=Share(127, 367),
            treated=Share(139, 357), recalled=True,
        ),
    ),
    baseline=(
        ("Age, mean, years", "63.6", _age),
        ("Men, %", "67", _men),
        ("Day of symptoms, median", "9 to 10", _day),
        ("CRP, median, mg/L", "143", _crp),
        ("On a steroid, %", "82", _marked),
        ("Simple oxygen, %", "45", _share(0)),
        ("High flow or non-invasive, %", "41", _share(1)),
        ("Ventilated, %", "14", _share(2)),
    ),
    differences=(
        (
            "Randomised on a day drawn from a normal distribution (mean 9.5, SD 3.2, cut off at 3 and 16), if then "
            "on 2 L/min of oxygen or more with a CRP of 75 mg/L or more."
        ),
        (
            "82 % get dexamethasone, 6 mg daily for 10 days, starting a day before randomisation, or at their first "
            "oxygen after that."
        ),
        (
            "84 % of the tocilizumab arm get 8 mg/kg, at most 800 mg (the trial dosed by weight band); 29 % get a "
            "second dose after 18 h. 3 % of usual care get it too."
        ),
        _SUPERINFECTIONS,
        _LATER_DEATHS,
    ),
    tuned=(
            "The loop, and what TNF-alpha does under a steroid, were set with these ratios in view, so they are no "
            "prediction."
        ),
)  # fmt: skip
