"""Support: what oxygen, position, fluids, norepinephrine and paracetamol do to bodies kept from the cohorts."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.evidence.validation import studies
from game.evidence.validation.experiment import Snapshot, Values
from game.evidence.validation.lab import Lab, mean, median
from game.evidence.validation.measures import VENTILATOR, pf_ratios
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Row, Section, holds
from game.patient import compartments
from game.patient.body import AMBIENT, Inputs
from game.patient.equations import pressure_and_gas
from game.patient.signs import oxygen_pressure_mmhg

_C: Final = compartments.INDEX
_HELD_OUT, _CALIBRATED = Basis.HELD_OUT, Basis.CALIBRATED
NO_SHUNT: Final = 0.03
"""Shunt of healthy lungs, as the equations have it."""


def _saturation(shunt: float, fio2: float) -> float:
    """Return the saturation (%) at this shunt, heart and vessels being well."""
    _, saturation, _ = pressure_and_gas(
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        shunt - NO_SHUNT,
        0.0,
        1.0,
        92.0,
        0.0,
        0.0,
        0.0,
        1.0,
        0.0,
        Inputs(fio2, 0.0, 0.0, 0.0, 0.0),
    )
    return 100.0 * float(saturation)


def _half_shunt(_lab: Lab) -> Found:
    return Found(oxygen_pressure_mmhg(0.01 * _saturation(0.5, 1.0)))


def _oxygen_is_no_cure(_lab: Lab) -> Found:
    large = _saturation(0.45, 1.0) - _saturation(0.45, 0.4)
    small = _saturation(0.15, 0.4) - _saturation(0.15, 0.21)
    return holds(
        _saturation(0.45, 1.0) < 92.0 <= _saturation(0.15, 0.4),
        f"shunt 45 %: {_saturation(0.45, 1.0):.0f} % on pure oxygen (+{large:.0f}); "
        f"shunt 15 %: {_saturation(0.15, 0.4):.0f} % on FiO₂ 0.4 (+{small:.0f})",
    )


def _ventilated(lab: Lab) -> tuple[Snapshot, Inputs]:
    return lab["covid usual"].snapshots["ventilated"], VENTILATOR


def _pf(snapshot: Snapshot, inputs: Inputs) -> Values:
    return pf_ratios(snapshot.vitals(snapshot.state, inputs).spo2, inputs.fio2)


def _prone(lab: Lab) -> Found:
    snapshot, inputs = _ventilated(lab)
    back, belly = (_pf(snapshot, inputs._replace(prone=prone)) for prone in (0.0, 1.0))
    return Found(100.0 * median(belly / back - 1.0))


def _peep(lab: Lab) -> Found:
    snapshot, inputs = _ventilated(lab)
    without, with_it = (median(_pf(snapshot, inputs._replace(peep=peep, prone=0.0))) for peep in (0.0, 1.0))
    return holds(with_it > without, f"P/F {without:.0f} without, {with_it:.0f} mmHg with")


def _pressure(snapshot: Snapshot, state: Values, **support: float) -> Values:
    pressure: Values = snapshot.vitals(state, AMBIENT._replace(fio2=0.5, **support)).map
    return pressure


def _sepsis(lab: Lab, moment: str) -> Snapshot:
    return lab["sepsis untreated"].snapshots[moment]


def _norepinephrine_gain(lab: Lab, moment: str) -> float:
    snapshot = _sepsis(lab, moment)
    low, high = (_pressure(snapshot, snapshot.state, norepinephrine_ug_per_kg_min=dose) for dose in (0.05, 0.10))
    return median(high - low)


def _norepinephrine_curve(lab: Lab) -> Found:
    snapshot = _sepsis(lab, "hypotension")
    doses = [0.0, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0]
    pressures = [median(_pressure(snapshot, snapshot.state, norepinephrine_ug_per_kg_min=dose)) for dose in doses]
    gains = [
        (after - before) / (high - low)
        for before, after, low, high in zip(pressures, pressures[1:], doses, doses[1:], strict=False)
    ]
    return holds(
        all(gain > 0.0 for gain in gains) and gains == sorted(gains, reverse=True),
        "MAP " + ", ".join(f"{dose:g}: {pressure:.0f}" for dose, pressure in zip(doses, pressures, strict=True)),
    )


def _norepinephrine_tires(lab: Lab) -> Found:
    early, late = (_norepinephrine_gain(lab, moment) for moment in ("hypotension", "late shock"))
    return holds(late < early, f"0.05 µg/kg/min more: {early:.1f} mmHg at first, {late:.1f} mmHg in late shock")


def _bolus_gain(lab: Lab, moment: str, wait_h: float) -> float:
    """Return the median gain of pressure (mmHg) so long after the end of 500 mL over 30 min, against none."""
    snapshot = _sepsis(lab, moment)
    plain = AMBIENT._replace(fio2=0.5)
    with_it = snapshot.after(plain._replace(fluid_l_per_h=1.0), 0.5)
    without = snapshot.after(plain, 0.5)
    if wait_h:
        with_it, without = (
            Snapshot(state, snapshot.parameters, snapshot.hours, snapshot.holding).after(plain, wait_h)
            for state in (with_it, without)
        )
    return median(_pressure(snapshot, with_it) - _pressure(snapshot, without))


def _bolus_fades(lab: Lab) -> Found:
    return Found(100.0 * _bolus_gain(lab, "hypotension", 1.0) / _bolus_gain(lab, "hypotension", 0.0))


def _bolus_leaks(lab: Lab) -> Found:
    early, late = (_bolus_gain(lab, moment, 0.0) for moment in ("hypotension", "late shock"))
    return holds(late < early, f"500 mL: {early:.1f} mmHg at first, {late:.1f} mmHg in late shock")


def _wet_lungs(lab: Lab) -> Found:
    snapshot, inputs = _ventilated(lab)
    wet, dry = (
        snapshot.vitals(snapshot.after(inputs._replace(fluid_l_per_h=rate), 4.0), inputs).spo2 for rate in (0.5, 0.0)
    )
    return Found(median(wet - dry))


def _paracetamol(lab: Lab, name: str, hours: float) -> tuple[Any, Any]:
    snapshot = lab["covid usual"].snapshots["fever"]
    at = _C[name]
    return (
        snapshot.after(AMBIENT, hours, {"paracetamol_mg": 1000.0})[at],
        snapshot.after(AMBIENT, hours)[at],
    )


def _paracetamol_mean(lab: Lab) -> Found:
    drops = []
    for half_hours in range(1, 9):
        with_it, without = _paracetamol(lab, "temperature_c", 0.5 * half_hours)
        drops.append(median(with_it - without))
    return Found(mean(drops))


def _paracetamol_lasts(lab: Lab) -> Found:
    drops = []
    for hour in range(1, 13):
        with_it, without = _paracetamol(lab, "temperature_c", float(hour))
        drops.append(median(without - with_it))
    strong = [hour for hour, drop in enumerate(drops, start=1) if drop >= 0.5 * max(drops)]
    return Found(float(strong[-1]))


def _paracetamol_il6(lab: Lab) -> Found:
    with_it, without = _paracetamol(lab, "il6", 6.0)
    return holds(
        bool(np.array_equal(with_it, without)), f"largest difference after 6 h: {np.max(np.abs(with_it - without)):.2g}"
    )


_IN: Final = Chapter(Section.SUPPORT)
_row, _claim = _IN.row, _IN.claim
_PERCENT, _DIFFERENCE = Comparison.PERCENT, Comparison.DIFFERENCE
_LUNGS: Final = "Bodies with COVID-19 at the moment of ventilation, on FiO₂ 0.6"
_SHOCK: Final = "Septic bodies at their first hypotension"
_HOT: Final = "Bodies with COVID-19 at their first 38.5 °C, with and without 1 g"
_NONE: Final = (0.0, 0.0)

SUPPORT: Final[tuple[Row, ...]] = (
    _row(
        "shunt", "PaO₂ with half of the blood shunted, on pure oxygen", "mmHg", (45.0, 60.0), _PERCENT,
        studies.BENATAR_1973, Basis.LITERATURE, "Shunt equation with healthy heart and vessels.", _half_shunt, _NONE,
        "oxygen",
    ),
    _claim(
        "oxygen", "Oxygen does not cure a large shunt", studies.BENATAR_1973, Basis.LITERATURE,
        "Shunt equation: SpO₂ at a shunt of 45 and of 15 %.", _oxygen_is_no_cure, "oxygen",
    ),
    _claim(
        "peep", "Positive pressure raises P/F", studies.BEDSIDE, _CALIBRATED, f"{_LUNGS}: median with and without.",
        _peep, "ventilator",
    ),
    _row(
        "prone", "Prone position raises P/F by", "%", (30.0, 60.0), _DIFFERENCE, studies.GUERIN_2013, _CALIBRATED,
        f"{_LUNGS}, prone and on their back: median.", _prone, (10.0, 25.0), "prone position",
    ),
    _row(
        "norepinephrine", "0.05 µg/kg/min more of norepinephrine raises pressure by", "mmHg", (4.0, 8.0), _DIFFERENCE,
        studies.BEDSIDE, _CALIBRATED, f"{_SHOCK}, from 0.05 to 0.10 µg/kg/min: median.",
        lambda lab: Found(_norepinephrine_gain(lab, "hypotension")), (1.0, 4.0), "norepinephrine",
    ),
    _claim(
        "norepinephrine-curve", "More norepinephrine, more pressure, but ever less of it", studies.SURVIVING_SEPSIS,
        _CALIBRATED, f"{_SHOCK}: median pressure at seven doses.", _norepinephrine_curve, "norepinephrine",
    ),
    _claim(
        "norepinephrine-late", "Norepinephrine does less where vessels leak and the heart fails",
        studies.SURVIVING_SEPSIS, _CALIBRATED, "Septic bodies at first hypotension and at 0.25 µg/kg/min: median.",
        _norepinephrine_tires, "norepinephrine",
    ),
    _row(
        "fluid", "500 mL raise pressure by", "mmHg", (3.0, 15.0), _DIFFERENCE, studies.BEDSIDE, _CALIBRATED,
        f"{_SHOCK}, at the end of 30 min against none: median.",
        lambda lab: Found(_bolus_gain(lab, "hypotension", 0.0)), (1.0, 3.0), "fluids",
    ),
    _row(
        "fluid-fades", "An hour later of that is left", "%", (16.0, 16.0), _DIFFERENCE, studies.NUNES_2014, _CALIBRATED,
        f"{_SHOCK}: median gain 60 min after the end, of that at the end (the study: cardiac index).", _bolus_fades,
        (15.0, 40.0), "fluids",
    ),
    _claim(
        "fluid-leaks", "Fluids hold pressure only while vessels hold", studies.NUNES_2014, _CALIBRATED,
        "Septic bodies at first hypotension and at 0.25 µg/kg/min: median gain by 500 mL.", _bolus_leaks, "fluids",
    ),
    _row(
        "fluid-lungs", "2 L into failing lungs: SpO₂ changes by", "points", (-4.0, -1.0), _DIFFERENCE, studies.BEDSIDE,
        _CALIBRATED, f"{_LUNGS}, after 4 h against none: median.", _wet_lungs, (0.5, 2.0), "fluids",
    ),
    _row(
        "paracetamol", "Paracetamol 1 g: temperature over 4 h", "°C", (-0.76, -0.18), _DIFFERENCE,
        studies.SCHELL_CHAPLE_2017, _HELD_OUT, f"{_HOT}: mean of the median difference.", _paracetamol_mean,
        (0.1, 0.4), "paracetamol",
    ),
    _row(
        "paracetamol-lasts", "Paracetamol lowers fever for", "h", (4.0, 6.0), _DIFFERENCE,
        studies.CLINICAL_PHARMACOLOGY, _CALIBRATED, f"{_HOT}: last hour with half of its greatest effect.",
        _paracetamol_lasts, (1.5, 4.0), "paracetamol",
    ),
    _claim(
        "paracetamol-il6", "Paracetamol lowers fever and treats nothing: IL-6 stays", studies.CLINICAL_PHARMACOLOGY,
        Basis.LITERATURE, f"{_HOT}: IL-6 after 6 h.", _paracetamol_il6, "paracetamol",
    ),
)  # fmt: skip
