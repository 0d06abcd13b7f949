"""COVID-19 under treatment: what each drug does, when it is too early and when it is too late."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse, Values
from game.evidence.validation.lab import Lab, median, mortality, share
from game.evidence.validation.measures import (
    cleared_h,
    given_h,
    greatest,
    infected,
    log10_copies,
    ratio,
    until,
    ventilated,
)
from game.evidence.validation.plans import MANY, PAIRED, symptom_day_h
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Row, Section, holds

_HELD_OUT, _CALIBRATED = Basis.HELD_OUT, Basis.CALIBRATED
_PAIRS: Final = f"{PAIRED} hosts, each with and without it"


def _usual(lab: Lab) -> CohortCourse:
    return lab["covid usual"].head(PAIRED)


def _two(label: str, one: float, other_label: str, other: float, unit: str = "%") -> str:
    return f"{label} {one:.1f} {unit}, {other_label} {other:.1f} {unit}"


def _crp_after_steroid(lab: Lab) -> Found:
    course = lab["covid dexamethasone at CRP 75"]
    start = given_h(course, "dexamethasone_mg")
    before, after = course.at("crp_mg_per_l", start), course.at("crp_mg_per_l", start + 72.0)
    return Found(100.0 * median(after / before))


def _later_d(lab: Lab, plan: str) -> Found:
    delay = cleared_h(lab[plan], 100.0) - cleared_h(_usual(lab), 100.0)
    return Found(median(delay) / 24.0)


def _steroid_on_oxygen(lab: Lab) -> Found:
    treated, usual = lab["covid dexamethasone"], _usual(lab)
    needy = np.isfinite(usual.on_oxygen_h)
    with_it, without = mortality(treated, needy), mortality(usual, needy)
    return holds(with_it < without, _two("deaths with it", with_it, "without", without))


def _steroid_too_early(lab: Lab) -> Found:
    early, right = lab["covid dexamethasone early"], lab["covid dexamethasone"]
    gain = mortality(right) - mortality(early)
    return holds(gain <= 1.0, _two("deaths from day 3 on", mortality(early), "from oxygen on", mortality(right)))


def _no_gain_without_need(lab: Lab) -> Found:
    early, usual = lab["covid dexamethasone early"], _usual(lab)
    mild = ~ventilated(usual)
    with_it, without = mortality(early, mild), mortality(usual, mild)
    return Found(ratio(with_it, without))


def _infections_by_dose(lab: Lab) -> Found:
    none, six, twenty = (
        share(infected(course))
        for course in (
            lab["covid usual, many hosts"],
            lab["covid dexamethasone, many hosts"],
            lab["covid dexamethasone 20 mg"],
        )
    )
    return holds(none <= six <= twenty and twenty > none, f"none {none:.0f} %, 6 mg {six:.0f} %, 20 mg {twenty:.0f} %")


def _rebound(lab: Lab) -> Found:
    short, whole = lab["covid dexamethasone 3 days"], lab["covid dexamethasone"]
    start = given_h(short, "dexamethasone_mg") + 96.0
    after_short, after_whole = (median(greatest(course, "il6", start, 144.0)) for course in (short, whole))
    return holds(
        after_short > after_whole,
        _two("IL-6, days 4 to 10: 3 days of it", after_short, "10 days", after_whole, "pg/mL"),
    )


def _tocilizumab(lab: Lab) -> tuple[CohortCourse, Values]:
    course = lab["covid tocilizumab at CRP 75"]
    return course, given_h(course, "tocilizumab_mg")


def _fever_gone_h(lab: Lab) -> Found:
    course, start = _tocilizumab(lab)
    hot = np.where(course.at("temperature_c", start) >= 38.0, start, np.nan)
    return Found(median(until(course, "temperature_c", hot, 38.0)))


def _il6_rises(lab: Lab) -> Found:
    course, start = _tocilizumab(lab)
    return Found(median(greatest(course, "il6", start, 72.0) / course.at("il6", start)))


def _il6_after(lab: Lab) -> Found:
    course = lab["covid tocilizumab on a mask"]
    return Found(median(course.at("il6", given_h(course, "tocilizumab_mg") + 36.0)))


def _crp_halves_h(lab: Lab) -> Found:
    course, start = _tocilizumab(lab)
    return Found(median(until(course, "crp_mg_per_l", start, 0.5 * course.at("crp_mg_per_l", start))))


def _less_oxygen(lab: Lab) -> Found:
    course = lab["covid both at CRP 75"]
    start = given_h(course, "tocilizumab_mg")
    before, after = course.at("fio2", start), course.at("fio2", start + 120.0)
    dosed = np.isfinite(before)
    return Found(share((after < before)[dosed]))


def _tocilizumab_saves(lab: Lab) -> Found:
    both, steroid = lab["covid both at CRP 75"], lab["covid dexamethasone at CRP 75"]
    dosed = np.isfinite(given_h(both, "tocilizumab_mg"))
    with_it, without = mortality(both, dosed), mortality(steroid, dosed)
    return Found(ratio(with_it, without))


def _tocilizumab_ventilated(lab: Lab) -> Found:
    both, steroid = lab["covid both at CRP 75"], lab["covid dexamethasone at CRP 75"]
    with_it, without = share(ventilated(both)), share(ventilated(steroid))
    return holds(with_it < without, _two("ventilated with it", with_it, "without", without))


def _early_remdesivir(lab: Lab) -> Found:
    treated, usual = lab["covid remdesivir early"], _usual(lab)
    return Found(ratio(share(np.isfinite(treated.on_oxygen_h)), share(np.isfinite(usual.on_oxygen_h))))


def _swab(lab: Lab) -> Found:
    day_7 = np.full(PAIRED, symptom_day_h(2.0) + 144.0)
    treated, usual = log10_copies(lab["covid remdesivir early"], day_7), log10_copies(_usual(lab), day_7)
    return Found(median([one - other for one, other in zip(treated, usual, strict=True)]))


def _late_remdesivir(lab: Lab) -> Found:
    treated, usual = lab["covid remdesivir late"], _usual(lab)
    late = ventilated(usual)
    with_it, without = mortality(treated, late), mortality(usual, late)
    return Found(ratio(with_it, without))


def _storm_goes_on(lab: Lab) -> Found:
    treated, usual = lab["covid remdesivir late"], _usual(lab)
    late = ventilated(usual)
    start = np.where(late, usual.ventilated_h, np.nan)
    il6 = ratio(median(greatest(treated, "il6", start, 168.0)), median(greatest(usual, "il6", start, 168.0)))
    return holds(il6 > 0.9, f"IL-6 of the ventilated in the week after: {il6:.2f} times that without it")


_IN: Final = Chapter(Section.COVID)
_row, _claim = _IN.row, _IN.claim
_FOLD, _PERCENT, _DIFFERENCE = Comparison.FOLD, Comparison.PERCENT, Comparison.DIFFERENCE
_AFTER_TOCILIZUMAB: Final = "Tocilizumab on oxygen at CRP of 75 mg/L or more, no steroid: median of those who got it."
_NO_TOLERANCE: Final = (0.0, 0.0)
_DEXAMETHASONE, _TOCILIZUMAB, _REMDESIVIR = "dexamethasone", "tocilizumab", "remdesivir"

COVID_DRUGS: Final[tuple[Row, ...]] = (
    _row(
        "dexamethasone-crp", "CRP 72 h after dexamethasone, of that before", "%", (50.0, 50.0), _FOLD, studies.CUI_2021,
        _HELD_OUT, "Dexamethasone 6 mg from oxygen and CRP of 75 mg/L or more: median.", _crp_after_steroid,
        _NO_TOLERANCE, _DEXAMETHASONE,
    ),
    _row(
        "dexamethasone-clearance", "Dexamethasone 6 mg before oxygen need: virus cleared later by", "d", (-0.79, 3.70),
        _DIFFERENCE, studies.LI_2021, _CALIBRATED,
        f"{_PAIRS} from symptom day 3, where no oxygen was needed: median difference.",
        lambda lab: _later_d(lab, "covid dexamethasone early"), (0.5, 1.5), _DEXAMETHASONE,
    ),
    _row(
        "methylprednisolone-clearance", "High-dose steroid early: virus cleared later by", "d", (7.19, 7.19),
        _DIFFERENCE, studies.LI_2021, _CALIBRATED,
        f"{_PAIRS}: methylprednisolone 1 g daily, 7 days from symptom day 3: median difference.",
        lambda lab: _later_d(lab, "covid methylprednisolone early"), (1.5, 4.0), "methylprednisolone",
    ),
    _claim(
        "dexamethasone-oxygen", "Dexamethasone on oxygen saves lives", studies.RECOVERY_DEXAMETHASONE, _CALIBRATED,
        f"{_PAIRS}, those who needed oxygen: mean chance of death.", _steroid_on_oxygen, _DEXAMETHASONE,
    ),
    _row(
        "dexamethasone-no-need", "Risk ratio of death, dexamethasone without oxygen need", "", (0.92, 1.55), _PERCENT,
        studies.RECOVERY_DEXAMETHASONE, _CALIBRATED,
        f"{_PAIRS} from symptom day 3 without oxygen, those never ventilated: ratio of the mean chance of death.",
        _no_gain_without_need, _NO_TOLERANCE, _DEXAMETHASONE,
    ),
    _claim(
        "dexamethasone-early", "Dexamethasone from symptom day 3 is no better than from oxygen on",
        studies.RECOVERY_DEXAMETHASONE, _HELD_OUT,
        f"{PAIRED} hosts under both plans: mean chance of death, at most one point lower.", _steroid_too_early,
        _DEXAMETHASONE,
    ),
    _claim(
        "dexamethasone-infections", "More steroid, more second infections", studies.RECOVERY_HIGH_DOSE, _CALIBRATED,
        f"{MANY} hosts under each plan: share with bacteria over 10⁵ CFU/mL.", _infections_by_dose, _DEXAMETHASONE,
    ),
    _claim(
        "dexamethasone-rebound", "Dexamethasone stopped after 3 days: the inflammation comes back", studies.BEDSIDE,
        _HELD_OUT, f"{PAIRED} hosts under both plans: median of the greatest IL-6 on days 4 to 10.", _rebound,
        _DEXAMETHASONE,
    ),
    _row(
        "tocilizumab-fever", "Tocilizumab: fever gone within", "h", (4.0, 24.0), _DIFFERENCE, studies.XU_2020,
        _HELD_OUT, f"{_AFTER_TOCILIZUMAB} From 38 °C or more to under 38 °C.", _fever_gone_h, (2.0, 12.0), _TOCILIZUMAB,
    ),
    _row(
        "tocilizumab-il6", "Tocilizumab: measured IL-6 rises", "times", (2.0, 10.0), _FOLD, studies.NISHIMOTO_2008,
        _HELD_OUT, f"{_AFTER_TOCILIZUMAB} Greatest in 72 h, of that before.", _il6_rises, _NO_TOLERANCE, _TOCILIZUMAB,
    ),
    _row(
        "tocilizumab-il6-level", "IL-6 24 to 48 h after tocilizumab", "pg/mL", (290.0, 2398.0), _FOLD,
        studies.COVID_TOCILIZUMAB_IL6, _HELD_OUT,
        "Tocilizumab when a mask is needed, no steroid: median at 36 h.", _il6_after, _NO_TOLERANCE, _TOCILIZUMAB,
    ),
    _row(
        "tocilizumab-crp", "Tocilizumab: CRP falls by half in", "h", (48.0, 72.0), _DIFFERENCE, studies.XU_2020,
        _HELD_OUT, _AFTER_TOCILIZUMAB, _crp_halves_h, (12.0, 24.0), _TOCILIZUMAB,
    ),
    _row(
        "tocilizumab-oxygen", "Five days after tocilizumab on less oxygen", "%", (75.0, 75.0), _DIFFERENCE,
        studies.XU_2020, _CALIBRATED,
        "On oxygen at CRP of 75 mg/L or more, with a steroid, as all of the study had: share with a lower FiO₂ later.",
        _less_oxygen, (10.0, 30.0), _TOCILIZUMAB,
    ),
    _row(
        "tocilizumab-deaths", "Risk ratio of death, tocilizumab on top of a steroid", "", (0.70, 0.89), _PERCENT,
        studies.RECOVERY_TOCILIZUMAB_STEROID, _CALIBRATED,
        f"{_PAIRS} on dexamethasone from CRP of 75 mg/L: ratio of the mean chance of death.", _tocilizumab_saves,
        _NO_TOLERANCE, _TOCILIZUMAB, _DEXAMETHASONE,
    ),
    _claim(
        "tocilizumab-ventilator", "Tocilizumab spares ventilators", studies.RECOVERY_TOCILIZUMAB, _CALIBRATED,
        f"{_PAIRS} on dexamethasone, as 82 % of the trial were: share ventilated.", _tocilizumab_ventilated,
        _TOCILIZUMAB, _DEXAMETHASONE,
    ),
    _row(
        "remdesivir-early", "Remdesivir in the first days: oxygen need, of that without", "", (0.03, 0.59), _PERCENT,
        studies.PINETREE, _HELD_OUT, f"{_PAIRS}: 3 doses from symptom day 2; ratio of shares.", _early_remdesivir,
        _NO_TOLERANCE, _REMDESIVIR,
    ),
    _row(
        "remdesivir-swab", "Remdesivir early: change of viral load after a week against without", "log₁₀",
        (-0.04, -0.04), _DIFFERENCE, studies.PINETREE, _HELD_OUT,
        f"{_PAIRS}: 3 doses from symptom day 2; median difference on day 8.", _swab, (0.5, 1.0), _REMDESIVIR,
    ),
    _row(
        "remdesivir-late", "Hazard ratio of death, remdesivir once ventilated", "", (0.67, 1.89), _PERCENT,
        studies.ACTT_1, _CALIBRATED, f"{_PAIRS}, those ventilated: ratio of the mean chance of death.",
        _late_remdesivir, _NO_TOLERANCE, _REMDESIVIR,
    ),
    _claim(
        "remdesivir-storm", "The antiviral alone does not stop a storm that burns", studies.ACTT_1, _CALIBRATED,
        f"{_PAIRS}, those ventilated: median of the greatest IL-6 in the week after.", _storm_goes_on, _REMDESIVIR,
    ),
)  # fmt: skip
