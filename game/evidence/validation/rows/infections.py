"""Second infections: who gets them, and what the drugs that dampen add."""

from __future__ import annotations

from typing import Final

from game.evidence.validation import studies
from game.evidence.validation.lab import Lab, Single, share
from game.evidence.validation.measures import infected, ventilated
from game.evidence.validation.plans import MANY
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds
from game.patient import compartments, constants
from game.patient.body import Body
from game.patient.signs import entry_per_h, glucose_mmol_per_l
from game.values.drug import FORMULARY

_C: Final = compartments.INDEX
WEIGHT_KG: Final = 80.0
DAYS: Final = 10
"""As long as such patients are ventilated, about."""
TREATED: Final = 0.43
"""Share who were given tocilizumab in ZUMA-1."""


def _day(body: Single, doses: dict[str, float]) -> Single:
    _, states = body.track(24.0, doses)
    body.state = tuple(states[-1].tolist())
    return body


def _fungal_entry(name: str, mg: float, *, daily: bool) -> Measured:
    def measure(_lab: Lab) -> Found:
        def mean(dose: float) -> float:
            body, total = Single(constants.DEFAULTS, {}), 0.0
            for day in range(DAYS):
                _day(body, {name: dose} if daily or day == 0 else {})
                total = total + entry_per_h(Body(body.state, body.parameters)).fungus
            return total

        return Found(mean(mg) / mean(0.0))

    return measure


def _ventilated_after_tocilizumab(lab: Lab) -> Found:
    course = lab["covid tocilizumab once ventilated"]
    return Found(share(infected(course)[ventilated(course)]))


def _in_three_weeks(lab: Lab) -> Found:
    usual, treated = (share(infected(lab[f"car_t {name}"])) for name in ("usual", "tocilizumab"))
    return Found((1.0 - TREATED) * usual + TREATED * treated)


def _glucose(_lab: Lab) -> Found:
    def after(mg: float) -> float:
        body = _day(Single(constants.DEFAULTS, {}), {"dexamethasone_mg": mg})
        return float(glucose_mmol_per_l(Body(body.state, body.parameters)))

    rest, day = after(0.0), after(6.0)
    return holds(day > rest + 1.0, f"{day:.1f} mmol/L a day after the first dose, {rest:.1f} without")


_TOCILIZUMAB: Final = FORMULARY["tocilizumab"].dose(WEIGHT_KG, 0)

_COVID, _CAR_T, _DRUGS = Chapter(Section.COVID), Chapter(Section.CAR_T), Chapter(Section.DRUGS)

INFECTIONS: Final[tuple[Row, ...]] = (
    _DRUGS.row(
        "tocilizumab-fungus", "Entry of fungi within ten days of tocilizumab, times", "",
        (1.41, 4.25), Comparison.PERCENT, studies.PRATTES_2022, Basis.CALIBRATED,
        "Healthy adult, 8 mg/kg: mean chance of ten days over that without.",
        _fungal_entry("tocilizumab_mg", _TOCILIZUMAB, daily=False), (0.0, 0.0), "tocilizumab",
    ),
    _DRUGS.row(
        "dexamethasone-fungus", "Entry of fungi within ten days of dexamethasone 6 mg, times", "",
        (1.11, 8.70), Comparison.PERCENT, studies.LEISTNER_2022, Basis.CALIBRATED,
        "Healthy adult, 6 mg a day: mean chance of ten days over that without.",
        _fungal_entry("dexamethasone_mg", 6.0, daily=True), (0.0, 0.0), "dexamethasone",
    ),
    _COVID.row(
        "tocilizumab-superinfection", "Second infection, ventilated, with tocilizumab", "%",
        (54.0, 54.0), Comparison.DIFFERENCE, studies.SOMERS_2021, Basis.CALIBRATED,
        f"Tocilizumab on the ventilator, {MANY} hosts: share of the ventilated with germs over 10⁵ CFU/mL.",
        _ventilated_after_tocilizumab, (10.0, 20.0), "tocilizumab",
    ),
    _CAR_T.row(
        "infections", "Infection within three weeks", "%", (20.0, 30.0),
        Comparison.DIFFERENCE, studies.HILL_2018, Basis.CALIBRATED,
        "43 % given tocilizumab, as in ZUMA-1: share with germs over 10⁵ CFU/mL.", _in_three_weeks, (8.0, 15.0),
        "tocilizumab",
    ),
    _DRUGS.claim(
        "steroid-glucose", "A steroid raises glucose from the first day", studies.APROCCHSS,
        Basis.LITERATURE, "Healthy adult, 6 mg of dexamethasone.", _glucose, "dexamethasone",
    ),
)  # fmt: skip
"""Rows about second infections and what else dampening costs."""
