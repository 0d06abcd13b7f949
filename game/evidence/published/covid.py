"""How patients with COVID-19 come into a trial: cared for since the second day, randomised on a drawn one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.evidence.plan import Look, ventilated
from game.evidence.population import POPULATIONS, CohortMember, Population
from game.patient.body import frailty
from game.values.disease import Bell
from game.values.level import Patient, Phenotype
from game.values.noise import uniform

__all__ = ["INCUBATION_H", "ON_OXYGEN", "AtTheirDay", "needs_oxygen", "population", "symptom_day"]

INCUBATION_H: Final = 120.0
"""From infection to the first symptom (assumed; 5 days)."""
_CARED_FOR_SINCE_H: Final = 168.0
"""The ward's protocol gives oxygen to whoever needs it from here on, at home or in hospital."""
_LIKE_MOST: Final = frailty(Patient(name="like most", age_years=66, sex="male", weight_kg=80.0, comorbidity=1))
ON_OXYGEN: Final = 1.5
"""Rung of the oxygen ladder above which a patient counts as on oxygen. The ward gives 1 L/min whenever its noisy
monitor shows under 92 % once; nine in ten of those patients have 92 % or more on air: no trial would call it a need."""
OXYGEN_JOINS: Final = 2.0 / 3.0
"""Share of those on oxygen who join (assumed)."""
AIR_JOINS: Final = 0.24
"""The same without oxygen, for a patient as frail as most; it rises with frailty, since only frail patients are kept in
hospital who need no oxygen (calibrated on RECOVERY's usual care, of whom 24 % needed none)."""
AIR_CRP_MG_PER_L: Final = 10.0
"""Without oxygen, only who is ill by this CRP is in hospital."""


def population(
    age_years: Bell,
    male: float,
    comorbidity: tuple[float, float, float, float],
    source: str,
    hazard_per_h: float | None = None,
) -> Population:
    """Return the usual patients with COVID-19, of another age and burden.

    `hazard_per_h` is their hazard of death at one unit of organ failure, where it is not the usual one.
    """
    usual = POPULATIONS[Phenotype.COVID]
    host = {} if hazard_per_h is None else {"hazard_per_h": hazard_per_h}
    return replace(usual, host=host).coming(
        age_years=age_years,
        male=male,
        comorbidity=comorbidity,
        hours_before=Bell(
            _CARED_FOR_SINCE_H, 0.0, _CARED_FOR_SINCE_H, _CARED_FOR_SINCE_H, "the second day of symptoms"
        ),
        source=source,
    )


def symptom_day(hours: float) -> float:
    """Return the day of symptoms at so many hours since the ward's care began."""
    return (hours + _CARED_FOR_SINCE_H - INCUBATION_H) / 24.0


def needs_oxygen(look: Look) -> Any:
    """Say who is on more oxygen than the ward gives by chance."""
    return look.holding.rung > ON_OXYGEN


def _half_hours(days: Bell, hosts: Sequence[CohortMember]) -> NDArray[np.float64]:
    """Return at how many hours of the ward's care each host's drawn day comes, to the half hour."""
    first = symptom_day(0.0)
    return np.array([round((days.draw(host.seed, "randomised") - first) * 48.0) / 2.0 for host in hosts])


class AtTheirDay:
    """Randomises each patient on a day of symptoms that belongs to his seed, if he is eligible and joins."""

    def __init__(
        self,
        hosts: Sequence[CohortMember],
        days: Bell,
        eligible: Callable[[Look], Any],
        *,
        ventilated_days: Bell | None = None,
        air_joins: float = AIR_JOINS,
    ) -> None:
        """Draw for each host the day, another for whoever is on a ventilator by then, and whether he would join."""
        self._hours = _half_hours(days, hosts)
        self._hours_ventilated = self._hours if ventilated_days is None else _half_hours(ventilated_days, hosts)
        luck = np.array([uniform(host.seed, "trial/joins") for host in hosts])
        frail = np.array([frailty(host.patient) / _LIKE_MOST for host in hosts])
        self._joins_on_oxygen = luck < OXYGEN_JOINS
        self._joins_on_air = luck < air_joins * frail
        self._eligible = eligible

    def __call__(self, look: Look) -> Any:
        """Say who is randomised now."""
        oxygen = needs_oxygen(look)
        ill = look.of("crp_mg_per_l") > AIR_CRP_MG_PER_L
        joins = (oxygen & self._joins_on_oxygen) | (~oxygen & ill & self._joins_on_air)
        day = np.where(ventilated(look), self._hours_ventilated, self._hours)
        return (look.hours == day) & joins & self._eligible(look)

    def since(self, hours_before: float) -> Callable[[Look], Any]:
        """Return the condition of being on oxygen no more than so many hours before the day, or after it."""

        def condition(look: Look) -> Any:
            return (look.hours >= self._hours - hours_before) & needs_oxygen(look)

        return condition

    @staticmethod
    def latest_h(days: Bell) -> float:
        """Return the last hour at which anyone is randomised."""
        return round((days.high - symptom_day(0.0)) * 48.0) / 2.0
