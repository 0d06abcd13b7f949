"""A healthy adult, and what cytokines and markers do after a stimulus that goes away."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.evidence.validation import studies
from game.evidence.validation.experiment import Values
from game.evidence.validation.lab import Lab, Single
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, Study
from game.patient import compartments, constants
from game.patient.body import AMBIENT, Body
from game.patient.signs import Signs, signs

_C: Final = compartments.INDEX
_REST_HOW: Final = "Healthy adult with the table's own constants, after ten days without a pathogen."


def _signs(lab: Lab) -> Signs:
    return signs(Body(lab.healthy.state, lab.healthy.parameters), AMBIENT)


def _sign(name: str) -> Measured:
    return lambda lab: Found(float(getattr(_signs(lab), name)))


_REST: Final = Chapter(Section.HEALTHY)


def _healthy(
    name: str, what: str, unit: str, expected: tuple[float, float], comparison: Comparison, study: Study, basis: Basis
) -> Row:
    id_ = name.replace("_", "-")
    return _REST.row(id_, what, unit, expected, comparison, study, basis, _REST_HOW, _sign(name), (0.5, 1.0))


_PERCENT, _FOLD, _DIFFERENCE, _DIRECTION = (
    Comparison.PERCENT,
    Comparison.FOLD,
    Comparison.DIFFERENCE,
    Comparison.DIRECTION,
)
_NEWS2, _LABORATORY = studies.NEWS2, studies.ADULT_LABORATORY

HEALTHY: Final[tuple[Row, ...]] = (
    _healthy("il6", "IL-6", "pg/mL", (4.631, 5.740), _FOLD, studies.SAID_2021, Basis.CALIBRATED),
    _healthy("crp", "CRP, median", "mg/L", (0.8, 0.8), _FOLD, studies.PEPYS_2003, Basis.CALIBRATED),
    _healthy("ferritin", "Ferritin", "µg/L", (30.0, 400.0), _FOLD, _LABORATORY, Basis.LITERATURE),
    _healthy("d_dimer", "D-dimer", "mg/L FEU", (0.1, 0.5), _FOLD, _LABORATORY, Basis.CALIBRATED),
    _healthy("temperature", "Temperature", "°C", (36.8, 36.8), _DIFFERENCE, studies.MACKOWIAK_1992, Basis.LITERATURE),
    _healthy("heart_rate", "Heart rate", "beats/min", (60.0, 80.0), _PERCENT, _NEWS2, Basis.CALIBRATED),
    _healthy("map", "Mean arterial pressure", "mmHg", (80.0, 100.0), _PERCENT, _LABORATORY, Basis.LITERATURE),
    _healthy("systolic", "Systolic pressure", "mmHg", (111.0, 140.0), _PERCENT, _NEWS2, Basis.CALIBRATED),
    _healthy("respiratory_rate", "Respiratory rate", "breaths/min", (12.0, 20.0), _PERCENT, _NEWS2, Basis.CALIBRATED),
    _healthy("spo2", "SpO₂ on air", "%", (96.0, 99.0), _PERCENT, _NEWS2, Basis.CALIBRATED),
    _healthy("pf_ratio", "P/F ratio", "mmHg", (400.0, 500.0), _PERCENT, _LABORATORY, Basis.CALIBRATED),
    _healthy("lactate", "Lactate", "mmol/L", (0.5, 1.6), _FOLD, _LABORATORY, Basis.CALIBRATED),
    _healthy("creatinine", "Creatinine", "µmol/L", (45.0, 110.0), _FOLD, _LABORATORY, Basis.LITERATURE),
)

_PULSE_HOW: Final = "Healthy adult; 3×10⁶/mL of bacteria that barely grow, and their antibiotic: gone in hours."


def _pulse(lab: Lab, name: str) -> Values:
    _, states = lab.pulse
    values: Values = states[:, _C[name]]
    return values


def _peak_h(lab: Lab, name: str) -> float:
    hours, _ = lab.pulse
    return float(hours[int(np.argmax(_pulse(lab, name)))])


def _fall_h(lab: Lab, name: str, rest: float) -> float:
    """Return the hours from the peak to half of it, above rest."""
    hours, _ = lab.pulse
    values = _pulse(lab, name) - rest
    top = int(np.argmax(values))
    below = np.flatnonzero(values[top:] <= 0.5 * values[top])
    return float(hours[top + int(below[0])] - hours[top]) if len(below) else float("nan")


def _order(lab: Lab) -> Found:
    tnf, il6, il10 = _peak_h(lab, "tnf"), _peak_h(lab, "il6"), _peak_h(lab, "il10")
    return Found(float(tnf < il6 < il10), f"TNF-α {tnf:.1f} h, IL-6 {il6:.1f} h, IL-10 {il10:.1f} h")


def _crp_onset_h(lab: Lab) -> Found:
    hours, _ = lab.pulse
    over = np.flatnonzero(_pulse(lab, "crp_mg_per_l") > 5.0)
    return Found(float(hours[int(over[0])]) if len(over) else float("nan"))


def _crp_half_life_h(_lab: Lab) -> Found:
    body = Single(constants.DEFAULTS, {"crp_mg_per_l": 100.0, "il6": 0.0})
    hours, states = body.track(48.0, {})
    return Found(float(hours[int(np.argmax(states[:, _C["crp_mg_per_l"]] <= 50.0))]))


def _il6_alone(_lab: Lab) -> Found:
    body = Single(constants.DEFAULTS, {"il6": 1000.0}).advanced(24.0)
    return Found(float(body.of("il6") < 10.0), f"IL-6 {body.of('il6'):.0f} pg/mL after 24 h")


_kinetic: Final = Chapter(Section.KINETICS).row
_LPS = studies.WINDOLOSKI_2024
KINETICS: Final[tuple[Row, ...]] = (
    _kinetic(
        "order", "TNF-α peaks before IL-6, IL-6 before IL-10", "", (1, 1), _DIRECTION, _LPS, Basis.CALIBRATED,
        _PULSE_HOW, _order,
    ),
    _kinetic(
        "tnf-peak", "TNF-α peaks after a pulse", "h", (1.5, 1.5), _DIFFERENCE, _LPS, Basis.HELD_OUT, _PULSE_HOW,
        lambda lab: Found(_peak_h(lab, "tnf")), (1.0, 3.0),
    ),
    _kinetic(
        "il6-peak", "IL-6 peaks after a pulse", "h", (2.0, 2.5), _DIFFERENCE, _LPS, Basis.HELD_OUT, _PULSE_HOW,
        lambda lab: Found(_peak_h(lab, "il6")), (1.0, 3.0),
    ),
    _kinetic(
        "il10-peak", "IL-10 peaks after a pulse", "h", (3.0, 3.0), _DIFFERENCE, _LPS, Basis.HELD_OUT, _PULSE_HOW,
        lambda lab: Found(_peak_h(lab, "il10")), (1.0, 3.0),
    ),
    _kinetic(
        "tnf-fall", "TNF-α falls from its peak to half", "h", (0.5, 1.0), _FOLD, _LPS, Basis.LITERATURE, _PULSE_HOW,
        lambda lab: Found(_fall_h(lab, "tnf", 2.0)),
    ),
    _kinetic(
        "il6-fall", "IL-6 falls from its peak to half", "h", (0.5, 1.0), _FOLD, _LPS, Basis.HELD_OUT, _PULSE_HOW,
        lambda lab: Found(_fall_h(lab, "il6", 4.0)),
    ),
    _kinetic(
        "crp-onset", "CRP leaves the healthy range (5 mg/L) after a pulse", "h", (4.0, 12.0), _DIFFERENCE,
        studies.PEPYS_2003, Basis.CALIBRATED, _PULSE_HOW, _crp_onset_h, (2.0, 6.0),
    ),
    _kinetic(
        "crp-peak", "CRP peaks after a pulse", "h", (36.0, 50.0), _DIFFERENCE, studies.PEPYS_2003, Basis.CALIBRATED,
        _PULSE_HOW, lambda lab: Found(_peak_h(lab, "crp_mg_per_l")), (6.0, 18.0),
    ),
    _kinetic(
        "crp-half-life", "CRP half-life without production", "h", (19.0, 19.0), _DIFFERENCE, studies.PEPYS_2003,
        Basis.LITERATURE, "CRP set to 100 mg/L in a healthy adult without IL-6.", _crp_half_life_h, (1.0, 4.0),
    ),
    _kinetic(
        "il6-alone", "IL-6 alone lights no storm: 1,000 pg/mL are gone within a day", "", (1, 1), _DIRECTION,
        studies.REYNOLDS_2006, Basis.CALIBRATED,
        "IL-6 set to 1,000 pg/mL in a healthy adult; the storm needs tissue damage too.", _il6_alone,
    ),
)  # fmt: skip
