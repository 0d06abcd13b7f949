"""A virus that meets an already stressed immune system at a high load: the two risks, alone and together."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse
from game.evidence.validation.lab import Lab, median, mortality, share
from game.evidence.validation.measures import (
    cleared_h,
    doubling_h,
    given_h,
    greatest,
    infected,
    news2_at,
    organs_h,
    ratio,
    readable_h,
    storms,
    until,
    ventilated,
)
from game.evidence.validation.plans import PAIRED
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds

_HELD_OUT, _CALIBRATED = Basis.HELD_OUT, Basis.CALIBRATED
_USUAL: Final = "Usual care, all drawn hosts"
_PAIRS: Final = f"{PAIRED} hosts, each with and without it"


def _course(lab: Lab, name: str = "usual") -> CohortCourse:
    return lab[f"viral_stressed {name}"].head(PAIRED)


def _all(lab: Lab) -> CohortCourse:
    return lab["viral_stressed usual"]


def _resting(lab: Lab) -> Found:
    hour = np.full(PAIRED, 24.0)
    stressed, calm = (median(course.at("il6", hour)) for course in (_course(lab), _course(lab, "unstressed")))
    return holds(stressed > 1.2 * calm, f"IL-6 on day 1: stressed {stressed:.1f} pg/mL, calm {calm:.1f} pg/mL")


def _earlier(lab: Lab) -> Found:
    high, low = (median(course.peak_h("infected_cells")) / 24.0 for course in (_course(lab), _course(lab, "low load")))
    return holds(high < low, f"viral peak: high load day {high:.1f}, low load day {low:.1f}")


def _storms_more(one: str, other: str, words: tuple[str, str]) -> Measured:
    def measure(lab: Lab) -> Found:
        more, less = share(ventilated(_course(lab, one))), share(ventilated(_course(lab, other)))
        return holds(more > less, f"ventilated: {words[0]} {more:.0f} %, {words[1]} {less:.0f} %")

    return measure


def _worse_than_covid(lab: Lab) -> Found:
    stressed, covid = share(storms(_all(lab))), share(storms(lab["covid usual"]))
    return holds(stressed > covid, f"storms: {stressed:.0f} %, in COVID-19 {covid:.0f} %")


def _order(lab: Lab) -> Found:
    lungs, heart, kidneys = (hours / 24.0 for hours in organs_h(_all(lab)))
    return holds(
        lungs < heart <= kidneys, f"day of illness: oxygen {lungs:.1f}, heart {heart:.1f}, kidneys {kidneys:.1f}"
    )


def _calm_score(lab: Lab) -> Found:
    course = _all(lab)
    hours = np.where(ventilated(course), readable_h(course), np.nan)
    score, lead = median(news2_at(course, hours)), median(course.ventilated_h - hours)
    return holds(
        score < 5.0 and lead > 0.0, f"NEWS2 {score:.0f} when it could be read, {lead:.0f} h before the ventilator"
    )


def _steep(lab: Lab) -> Found:
    course = _all(lab)
    over = course.of("il6").max(axis=0) > 1000.0
    first = course.of("il6")[0].max()
    return holds(
        bool(over.any()) and first < 50.0, f"{share(over):.0f} % from under {max(first, 1.0):.0f} to over 1,000 pg/mL"
    )


def _steroid(lab: Lab) -> Found:
    treated, usual = _course(lab, "dexamethasone"), _course(lab)
    il6, other = (median(course.of("il6").max(axis=0)) for course in (treated, usual))
    later = median(cleared_h(treated, 100.0) - cleared_h(usual, 100.0)) / 24.0
    return holds(il6 < other and later > 0.0, f"IL-6 {il6:.0f}, without {other:.0f} pg/mL; cleared {later:.1f} d later")


def _infections(lab: Lab) -> Found:
    with_it, without = share(infected(_course(lab, "dexamethasone"))), share(infected(_course(lab)))
    return holds(with_it > without, f"second infections: with it {with_it:.0f} %, without {without:.0f} %")


def _tocilizumab(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    il6 = median(greatest(course, "il6", start, 72.0) / course.at("il6", start))
    crp = median(until(course, "crp_mg_per_l", start, 0.5 * greatest(course, "crp_mg_per_l", start, 24.0)))
    return holds(il6 > 1.0 and crp <= 96.0, f"IL-6 {il6:.1f} times, CRP half after {crp:.0f} h")


def _remdesivir(lab: Lab) -> Found:
    usual = _course(lab)
    without = mortality(usual)
    early, late = (ratio(mortality(_course(lab, name)), without) for name in ("remdesivir early", "remdesivir late"))
    return holds(
        early < 0.9 and late > 0.95, f"deaths of those without: from day 3 {early:.2f}, once ventilated {late:.2f}"
    )


_IN: Final = Chapter(Section.VIRAL_STRESSED)
_row, _claim = _IN.row, _IN.claim
_VENTILATED_HOW: Final = f"{PAIRED} hosts in both conditions: share ventilated."

STRESSED: Final[tuple[Row, ...]] = (
    _claim(
        "resting-il6", "Stress raises resting IL-6", studies.KIECOLT_2003, _CALIBRATED,
        f"{PAIRED} hosts, each with and without the drive of stress: median on day 1, 1.2 times or more.", _resting,
    ),
    _claim(
        "load-earlier", "A higher first load peaks earlier", studies.DE_JONG_2006, _CALIBRATED,
        f"{PAIRED} hosts with a first load of 10⁻⁶ and 10⁻⁸ of cells: median day.", _earlier,
    ),
    _claim(
        "load-worse", "A higher load, more failing lungs", studies.DE_JONG_2006, _HELD_OUT, _VENTILATED_HOW,
        _storms_more("usual", "low load", ("high load", "low load")),
    ),
    _claim(
        "stress-worse", "Stress before, more failing lungs", studies.KIECOLT_2003, _CALIBRATED, _VENTILATED_HOW,
        _storms_more("usual", "unstressed", ("stressed", "calm")),
    ),
    _claim(
        "both-worse", "Load and stress together, more failing lungs than neither", studies.DE_JONG_2006, _CALIBRATED,
        _VENTILATED_HOW, _storms_more("usual", "low load, unstressed", ("both", "neither")),
    ),
    _claim(
        "worse-than-covid", "More storms than in COVID-19", studies.DE_JONG_2006, _CALIBRATED,
        f"{_USUAL} of both diseases: share with a storm.", _worse_than_covid,
    ),
    _row(
        "doubling", "Virus doubles, early", "h", (7.0, 7.0), Comparison.DIFFERENCE, studies.DODDS_2021,
        Basis.LITERATURE, f"{_USUAL}: median doubling time on the second day.",
        lambda lab: Found(doubling_h(_all(lab), "infected_cells", 24.0, 48.0)), (1.0, 3.0),
    ),
    _row(
        "il6-ventilated", "IL-6 when ventilated (acute lung failure other than COVID-19)", "pg/mL", (216.3, 978.7),
        Comparison.FOLD, studies.LEISMAN_2020, _CALIBRATED, f"{_USUAL}: median.",
        lambda lab: Found(median(_all(lab).at("il6", _all(lab).ventilated_h))),
    ),
    _row(
        "oxygen-day", "Oxygen first needed", "d of illness", (4.0, 9.0), Comparison.DIFFERENCE, studies.KUMAR_2009,
        _HELD_OUT, f"{_USUAL}: median; two days of incubation and 4 (2 to 7) days to the hospital.",
        lambda lab: Found(median(_all(lab).on_oxygen_h) / 24.0), (1.0, 3.0),
    ),
    _claim(
        "steep", "IL-6 from under 50 to over 1,000 pg/mL in the worst hosts", studies.LEISMAN_2020, _CALIBRATED,
        f"{_USUAL}: share over 1,000 pg/mL, and the highest start.", _steep,
    ),
    _claim(
        "organ-order", "Lungs fail first, then heart, then kidneys", studies.ZHOU_2020, _CALIBRATED,
        "Usual care, ventilated hosts: median days of oxygen, troponin 3 times normal, creatinine 1.5 times.", _order,
    ),
    _claim(
        "calm", "IL-6 can be read as rising while NEWS2 is still under 5", studies.HEROLD_2020, _HELD_OUT,
        "Usual care, ventilated hosts: median NEWS2 when IL-6 has risen 1.8-fold in 12 h to 20 pg/mL or more.",
        _calm_score,
    ),
    _claim(
        "steroid", "A steroid lowers IL-6 and lets the virus stay longer", studies.LI_2021, _HELD_OUT,
        f"{_PAIRS}, from oxygen on: medians.", _steroid, "dexamethasone",
    ),
    _claim(
        "steroid-infections", "A steroid brings second infections", studies.NI_2019, _HELD_OUT,
        f"{_PAIRS}, from oxygen on: share with bacteria over 10⁵ CFU/mL.", _infections, "dexamethasone",
    ),
    _claim(
        "tocilizumab", "After tocilizumab IL-6 rises and CRP falls", studies.NISHIMOTO_2008, _HELD_OUT,
        f"{PAIRED} hosts, dosed in the storm: medians; CRP to half of its height within four days.", _tocilizumab,
        "tocilizumab",
    ),
    _claim(
        "remdesivir", "The antiviral helps early and not late", studies.ACTT_1, _HELD_OUT,
        f"{_PAIRS}: ratio of the mean chance of death, under 0.9 from day 3, over 0.95 once ventilated.", _remdesivir,
        "remdesivir",
    ),
)  # fmt: skip
