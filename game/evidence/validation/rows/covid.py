"""COVID-19 under usual care: the virus, the inflammation, the lungs, the other organs."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.case.ward import RUNGS
from game.evidence.ranks import chance_greater
from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse
from game.evidence.validation.lab import Lab, median, share
from game.evidence.validation.measures import (
    VENTILATOR,
    cleared_h,
    doubling_h,
    infected,
    kidney_injury,
    news2_at,
    organs_h,
    pf_ratios,
    readable_h,
    storms,
    ventilated,
)
from game.evidence.validation.plans import INCUBATION_H, MANY, symptom_day_h
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds
from game.patient import compartments
from game.patient.body import Inputs
from game.review.valuation.storm_timing import STORM_INNATE
from game.values.order import Device

_FOLD, _DAYS, _PERCENT = Comparison.FOLD, Comparison.DIFFERENCE, Comparison.PERCENT
_CALIBRATED, _HELD_OUT = Basis.CALIBRATED, Basis.HELD_OUT
_USUAL: Final = "Usual care, all drawn hosts"
_MEDIAN: Final = f"{_USUAL}: median."
_SEVERE: Final = "Usual care, when a mask or more is needed (the study: SpO₂ 88 % on admission): median."
MASK: Final = RUNGS[Device.MASK][0]
"""First rung of the oxygen ladder that is more than a cannula."""
ON_MASK: Final = Inputs(0.4, 0.0, 0.0, 0.0, 0.0)
"""Support in the hours after it."""


def _usual(lab: Lab) -> CohortCourse:
    return lab["covid usual"]


def _symptom_day(hours: float) -> float:
    return (hours - INCUBATION_H) / 24.0


def _at_oxygen(name: str) -> Measured:
    return lambda lab: Found(median(_usual(lab).at(name, _usual(lab).on_oxygen_h)))


def _severe(name: str) -> Measured:
    def measure(lab: Lab) -> Found:
        course = _usual(lab)
        return Found(median(course.at(name, course.first(course.of("rung") >= MASK))))

    return measure


def _with_paracetamol(lab: Lab) -> Found:
    snapshot = _usual(lab).snapshots["mask"]
    state = snapshot.after(ON_MASK, 2.0, {"paracetamol_mg": 1000.0})
    return Found(median(state[compartments.INDEX["temperature_c"]]))


def _at_ventilation(name: str) -> Measured:
    return lambda lab: Found(median(_usual(lab).at(name, _usual(lab).ventilated_h)))


def _herold(lab: Lab) -> Found:
    highest, worse = _usual(lab).of("il6").max(axis=0), ventilated(_usual(lab))
    return Found(chance_greater(highest[worse], highest[~worse]))


def _rare(lab: Lab) -> Found:
    over = share(_usual(lab).of("il6").max(axis=0) > 1000.0)
    return holds(over <= 5.0, f"{over:.0f} % of hosts over 1,000 pg/mL")


def _order(lab: Lab) -> Found:
    lungs, heart, kidneys = (_symptom_day(hours) for hours in organs_h(_usual(lab)))
    return holds(
        lungs < heart <= kidneys,
        f"symptom day: oxygen {lungs:.1f}, heart {heart:.1f}, kidneys {kidneys:.1f}",
    )


def _calm(lab: Lab) -> Found:
    course = _usual(lab)
    hours = np.where(ventilated(course), readable_h(course), np.nan)
    score = median(news2_at(course, hours))
    lead = median(course.ventilated_h - hours)
    return holds(
        score < 5.0 and lead > 0.0, f"NEWS2 {score:.0f} when it could be read, {lead:.0f} h before the ventilator"
    )


def _burns_out(lab: Lab) -> Found:
    course = _usual(lab)
    out = share(course.of("innate_cells")[-1][storms(course)] < STORM_INNATE)
    return holds(out >= 50.0, f"{out:.0f} % of storms out on symptom day {_symptom_day(float(course.hours[-1])):.0f}")


def _mild(lab: Lab) -> Found:
    course = _usual(lab)
    airy = ~np.isfinite(course.on_oxygen_h) | ~storms(course)
    il6 = median(course.of("il6")[-1][airy])
    return holds(il6 < 10.0, f"{share(airy):.0f} % without a storm; their IL-6 at the end {il6:.1f} pg/mL")


def _kidneys(*, on_ventilator: bool) -> Measured:
    def measure(lab: Lab) -> Found:
        course = _usual(lab)
        return Found(share(kidney_injury(course)[ventilated(course) == on_ventilator]))

    return measure


def _superinfected(lab: Lab) -> Found:
    course = lab["covid usual, many hosts"]
    return Found(share(infected(course)[ventilated(course)]))


def _crp_of_entry(lab: Lab) -> Found:
    course = _usual(lab)
    when = np.where(course.on_oxygen_h <= symptom_day_h(9.0), symptom_day_h(9.0), np.nan)
    crp = course.at("crp_mg_per_l", when)
    return Found(median(np.where(crp >= 75.0, crp, np.nan)))


def _pf(lab: Lab) -> Found:
    snapshot = _usual(lab).snapshots["ventilated"]
    shown = snapshot.vitals(snapshot.state, VENTILATOR)
    return Found(median(pf_ratios(shown.spo2, VENTILATOR.fio2)))


_IN: Final = Chapter(Section.COVID)
_row, _claim = _IN.row, _IN.claim
COVID: Final[tuple[Row, ...]] = (
    _row(
        "doubling", "Virus doubles, early", "h", (7.0, 7.0), _DAYS, studies.DODDS_2021, Basis.LITERATURE,
        f"{_USUAL}: median doubling time on the second day after infection.",
        lambda lab: Found(doubling_h(_usual(lab), "infected_cells", 24.0, 48.0)), (1.0, 3.0),
    ),
    _row(
        "viral-peak", "Viral load peaks, days after infection", "d", (7.7, 9.0), _DAYS, studies.GONCALVES_2020,
        _CALIBRATED, _MEDIAN, lambda lab: Found(median(_usual(lab).peak_h("infected_cells")) / 24.0), (1.0, 3.0),
    ),
    _row(
        "viral-peak-week", "Viral load peaks in the first week of symptoms", "symptom day", (0.0, 7.0), _DAYS,
        studies.CEVIK_2021, _HELD_OUT, _MEDIAN,
        lambda lab: Found(_symptom_day(median(_usual(lab).peak_h("infected_cells")))), (1.0, 3.0),
    ),
    _row(
        "infectious", "Virus that can be grown (over 10⁷ copies/mL) to", "symptom day", (5.0, 11.0), _DAYS,
        studies.VAN_KAMPEN_2021, _HELD_OUT, _MEDIAN,
        lambda lab: Found(_symptom_day(median(cleared_h(_usual(lab), 1e7)))), (1.0, 3.0),
    ),
    _row(
        "rna", "Viral RNA found (over 100 copies/mL) to", "symptom day", (15.5, 18.6), _DAYS, studies.CEVIK_2021,
        _CALIBRATED, _MEDIAN, lambda lab: Found(_symptom_day(median(cleared_h(_usual(lab), 100.0)))), (1.5, 4.0),
    ),
    _row(
        "il6-oxygen", "IL-6 when oxygen is first needed", "pg/mL", (21.6, 62.3), _FOLD, studies.LEISMAN_2020,
        _CALIBRATED, _MEDIAN, _at_oxygen("il6"),
    ),
    _row(
        "il6-ventilated", "IL-6 when ventilated", "pg/mL", (115.0, 168.0), _FOLD, studies.COVID_TOCILIZUMAB_43,
        _CALIBRATED, _MEDIAN, _at_ventilation("il6"),
    ),
    _claim(
        "il6-rare", "IL-6 over 1,000 pg/mL in the rare patient only", studies.LEISMAN_2020, _CALIBRATED,
        f"{_USUAL}: share whose peak is over it, at most 5 %.", _rare,
    ),
    _row(
        "il6-predicts", "Peak IL-6 tells who will be ventilated (area under the curve)", "", (0.90, 0.97), _PERCENT,
        studies.HEROLD_2020, _HELD_OUT, f"{_USUAL}: every ventilated host against every other.", _herold,
    ),
    _row(
        "crp-severe", "CRP when a mask is needed", "mg/L", (105.0, 152.0), _FOLD, studies.COVID_TOCILIZUMAB_BMRI,
        _CALIBRATED, _SEVERE, _severe("crp_mg_per_l"),
    ),
    _row(
        "crp-entry", "CRP on oxygen, where it is 75 or more", "mg/L", (107.0, 205.0), _FOLD,
        studies.RECOVERY_TOCILIZUMAB, _CALIBRATED,
        "Usual care, hosts on oxygen by symptom day 9 with CRP of 75 mg/L or more: median on that day.", _crp_of_entry,
    ),
    _row(
        "crp-ventilated", "CRP when ventilated", "mg/L", (152.0, 233.0), _FOLD, studies.COVID_TOCILIZUMAB_43,
        _CALIBRATED, _MEDIAN, _at_ventilation("crp_mg_per_l"),
    ),
    _row(
        "ferritin-severe", "Ferritin when a mask is needed", "µg/L", (760.0, 1331.0), _FOLD,
        studies.COVID_TOCILIZUMAB_BMRI, _HELD_OUT, _SEVERE, _severe("ferritin_ug_per_l"),
    ),
    _row(
        "ferritin-ventilated", "Ferritin when ventilated", "µg/L", (1331.0, 1884.0), _FOLD,
        studies.COVID_TOCILIZUMAB_43, _CALIBRATED, _MEDIAN, _at_ventilation("ferritin_ug_per_l"),
    ),
    _row(
        "d-dimer-ventilated", "D-dimer when ventilated", "mg/L FEU", (1.71, 1.71), _FOLD, studies.COVID_TOCILIZUMAB_43,
        _CALIBRATED, _MEDIAN, _at_ventilation("d_dimer_mg_per_l"),
    ),
    _row(
        "procalcitonin", "Procalcitonin when oxygen is needed", "µg/L", (0.15, 0.38), _FOLD,
        studies.COVID_TOCILIZUMAB_43, _HELD_OUT, _MEDIAN, _at_oxygen("procalcitonin_ug_per_l"),
    ),
    _row(
        "oxygen-day", "Oxygen first needed", "symptom day", (5.0, 8.0), _DAYS, studies.HUANG_WANG_2020, _CALIBRATED,
        _MEDIAN, lambda lab: Found(_symptom_day(median(_usual(lab).on_oxygen_h))), (1.0, 2.0),
    ),
    _row(
        "ventilator-day", "Ventilated", "symptom day", (8.0, 12.0), _DAYS, studies.WANG_ZHOU_2020, _CALIBRATED,
        _MEDIAN, lambda lab: Found(_symptom_day(median(_usual(lab).ventilated_h))), (1.0, 2.0),
    ),
    _claim(
        "organ-order", "Lungs fail first, then heart, then kidneys", studies.ZHOU_2020, _CALIBRATED,
        "Usual care, hosts who were ventilated: median days of oxygen, troponin 3 times normal, creatinine 1.5 times.",
        _order,
    ),
    _claim(
        "calm", "IL-6 can be read as rising while NEWS2 is still under 5", studies.HEROLD_2020, _HELD_OUT,
        "Usual care, hosts who were ventilated: median NEWS2 when IL-6 has risen 1.8-fold in 12 h to 20 pg/mL or more.",
        _calm,
    ),
    _row(
        "pf-ventilated", "P/F ratio when ventilated", "mmHg", (114.0, 220.0), _PERCENT, studies.GRASSELLI_2020,
        _HELD_OUT, "Usual care, ventilated hosts at that moment, on FiO₂ 0.6: median.", _pf,
    ),
    _row(
        "map-oxygen", "Mean arterial pressure when oxygen is needed", "mmHg", (85.0, 95.0), _PERCENT,
        studies.WANG_2020, _CALIBRATED, _MEDIAN, _at_oxygen("map"),
    ),
    _row(
        "temperature", "Temperature when a mask is needed", "°C", (37.2, 37.9), Comparison.DIFFERENCE,
        studies.COVID_TOCILIZUMAB_BMRI, _CALIBRATED,
        "Usual care, when a mask or more is needed, 2 h after 1 g of paracetamol, as a ward gives for fever: median.",
        _with_paracetamol, (0.5, 1.0),
    ),
    _row(
        "kidneys-ventilated", "Kidney injury, ventilated", "%", (89.7, 89.7), Comparison.DIFFERENCE,
        studies.HIRSCH_2020, _CALIBRATED, "Usual care, ventilated hosts: share with creatinine 1.5 times rest.",
        _kidneys(on_ventilator=True), (10.0, 30.0),
    ),
    _row(
        "kidneys-others", "Kidney injury, not ventilated", "%", (21.7, 21.7), Comparison.DIFFERENCE,
        studies.HIRSCH_2020, _CALIBRATED, "Usual care, other hosts: share with creatinine 1.5 times rest.",
        _kidneys(on_ventilator=False), (10.0, 30.0),
    ),
    _row(
        "superinfection", "Second infection, ventilated, without tocilizumab", "%", (26.0, 26.0),
        Comparison.DIFFERENCE, studies.SOMERS_2021, _CALIBRATED,
        f"Usual care, {MANY} hosts, the ventilated: share with germs over 10⁵ CFU/mL.", _superinfected, (10.0, 20.0),
    ),
    _claim(
        "burns-out", "Storms that are survived burn out", studies.REYNOLDS_2006, _CALIBRATED,
        "Usual care, hosts with a storm: share under 0.12 of innate cells active at the end of the run.", _burns_out,
    ),
    _claim(
        "mild", "Without a storm the illness heals by itself", studies.WU_2020, _CALIBRATED,
        "Usual care, hosts without a storm: median IL-6 at the end of the run.", _mild,
    ),
)  # fmt: skip
