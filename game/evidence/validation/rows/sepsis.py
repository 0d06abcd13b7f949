"""Bacterial sepsis: hours count, and dampening alone feeds the bacteria."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse, Values
from game.evidence.validation.lab import Lab, Single, mean, median, mortality, share
from game.evidence.validation.measures import greatest, kidney_injury, ratio
from game.evidence.validation.plans import HOURS_OF_SHOCK, PAIRED
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds
from game.patient import constants
from game.values.diseases import DISEASES
from game.values.level import Phenotype

_HELD_OUT, _CALIBRATED = Basis.HELD_OUT, Basis.CALIBRATED
_TREATED: Final = f"{PAIRED} hosts, antibiotic 3 h after hypotension"
SMALL_MILLION_PER_ML: Final = 0.005


def _course(lab: Lab, name: str) -> CohortCourse:
    return lab[f"sepsis {name}"].head(PAIRED)


def _shock_h(course: CohortCourse) -> Values:
    return course.first(course.of("map") < 65.0)


def _after_shock(name: str, hours: float, plan: str = "antibiotic 3 h") -> Measured:
    def measure(lab: Lab) -> Found:
        course = _course(lab, plan)
        return Found(median(course.at(name, _shock_h(course) + hours)))

    return measure


def _il6_fall(lab: Lab) -> Found:
    course = _course(lab, "antibiotic 3 h")
    start = _shock_h(course) + 6.0
    return Found(100.0 * median(1.0 - course.at("il6", start + 24.0) / course.at("il6", start)))


def _peak_day(name: str) -> Measured:
    def measure(lab: Lab) -> Found:
        course = _course(lab, "antibiotic 3 h")
        return Found(median(course.peak_h(name) - _shock_h(course)) / 24.0)

    return measure


def _fast_and_slow(lab: Lab) -> Found:
    course = _course(lab, "antibiotic 3 h")
    start = _shock_h(course)
    il6, crp = (
        median(course.at(name, start + 48.0) / greatest(course, name, start, 48.0)) for name in ("il6", "crp_mg_per_l")
    )
    return holds(il6 < crp, f"left after 48 h of the height: IL-6 {100 * il6:.0f} %, CRP {100 * crp:.0f} %")


def _procalcitonin_half_h(lab: Lab) -> Found:
    course = _course(lab, "antibiotic 3 h")
    name = "procalcitonin_ug_per_l"
    top = course.peak_h(name)
    with np.errstate(invalid="ignore"):
        below = (course.hours[:, np.newaxis] > top) & (course.of(name) <= 0.5 * course.of(name).max(axis=0))
    return Found(median(course.first(below) - top))


def _survival(plan: str) -> Measured:
    return lambda lab: Found(100.0 - mortality(_course(lab, plan)))


def _hours_count(lab: Lab) -> Found:
    deaths = [mortality(_course(lab, f"antibiotic in hour {hour}")) for hour in HOURS_OF_SHOCK]
    words = ", ".join(f"hour {hour} {value:.0f} %" for hour, value in zip(HOURS_OF_SHOCK, deaths, strict=True))
    return holds(deaths == sorted(deaths) and deaths[-1] > deaths[0], f"deaths: {words}")


def _per_hour(lab: Lab) -> Found:
    return Found(
        (mortality(_course(lab, "antibiotic in hour 6")) - mortality(_course(lab, "antibiotic in hour 1"))) / 5.0
    )


def _storm_goes_on(lab: Lab) -> Found:
    course = _course(lab, "antibiotic 18 h")
    start = _shock_h(course) + 18.0
    clean = course.at("bacteria", start + 48.0) < 0.1
    il6 = median(course.at("il6", start + 48.0)[clean])
    return holds(
        bool(clean.any()) and il6 > 200.0, f"48 h later bacteria gone in {share(clean):.0f} %, IL-6 {il6:.0f} pg/mL"
    )


def _same_without(lab: Lab) -> Found:
    treated, none = _course(lab, "remdesivir alone"), _course(lab, "untreated")
    same = bool((treated.of("bacteria") == none.of("bacteria")).all())
    return holds(same, "the course of the bacteria is the same to the last digit" if same else "it differs")


def _dampening(plan: str) -> Measured:
    def measure(lab: Lab) -> Found:
        course = _course(lab, plan)
        ceiling = course.constant("bacteria_ceiling")
        full = share(course.of("bacteria")[-1] > 0.5 * ceiling)
        deaths, right = mortality(course), mortality(_course(lab, "antibiotic 3 h"))
        return holds(
            full > 50.0 and deaths > right + 20.0,
            f"bacteria near their limit in {full:.0f} %; deaths {deaths:.0f} %, with the antibiotic {right:.0f} %",
        )

    return measure


def _masked(lab: Lab) -> Found:
    treated, none = _course(lab, "tocilizumab alone"), _course(lab, "untreated")
    crp, other = (median(course.at("crp_mg_per_l", _shock_h(course) + 48.0)) for course in (treated, none))
    heat, hot = (median(course.at("temperature_c", _shock_h(course) + 48.0)) for course in (treated, none))
    load = median(treated.at("bacteria", _shock_h(treated) + 48.0))
    return holds(
        crp < 0.5 * other and heat < hot and load > 1.0,
        f"at 48 h CRP {crp:.0f} (without {other:.0f}) mg/L, {heat:.1f} ({hot:.1f}) °C, bacteria {load:.0f}×10⁶/mL",
    )


def _with_hydrocortisone(lab: Lab) -> tuple[CohortCourse, CohortCourse, NDArray[np.bool_]]:
    """Return the courses with and without it, and who got it."""
    with_it = _course(lab, "antibiotic 6 h and hydrocortisone")
    return with_it, _course(lab, "antibiotic 6 h"), with_it.of("hydrocortisone_mg").max(axis=0) > 0.0


def _hydrocortisone(lab: Lab) -> Found:
    with_it, without, dosed = _with_hydrocortisone(lab)
    one, other = (mean((course.of("pressor") > 0.0)[:, dosed].sum(axis=0).tolist()) for course in (with_it, without))
    return holds(one < other, f"{share(dosed):.0f} % got it; hours on norepinephrine {one:.0f}, without {other:.0f}")


def _hydrocortisone_deaths(lab: Lab) -> Found:
    with_it, without, dosed = _with_hydrocortisone(lab)
    return Found(ratio(mortality(with_it, dosed), mortality(without, dosed)))


def _small(_lab: Lab) -> Found:
    values = {**constants.DEFAULTS, **DISEASES[Phenotype.SEPSIS].constants}
    left = Single(values, {"bacteria": SMALL_MILLION_PER_ML}).advanced(72.0).of("bacteria")
    return holds(left < 0.001 * SMALL_MILLION_PER_ML, f"{left:.1e}×10⁶/mL left after 72 h")


_IN: Final = Chapter(Section.SEPSIS)
_row, _claim = _IN.row, _IN.claim
_FOLD, _PERCENT, _DIFFERENCE = Comparison.FOLD, Comparison.PERCENT, Comparison.DIFFERENCE
_ENTRY_HOW: Final = f"{_TREATED}: median 3 h after it, as in a trial's first hours."
_MEDIAN: Final = f"{_TREATED}: median"
_KUMAR_HOW: Final = (
    f"{PAIRED} hosts, in the middle of that hour after norepinephrine was first needed, which stands for a low "
    "pressure that stays after fluids: mean chance of survival, 28 days."
)
_LATE: Final = (
    f"{PAIRED} hosts, antibiotic 6 h after hypotension, each with and without hydrocortisone 4 h after 0.25 µg/kg/min"
)

SEPSIS: Final[tuple[Row, ...]] = (
    _row(
        "il6-shock", "IL-6 in shock", "pg/mL", (550.1, 1758.4), _FOLD, studies.LEISMAN_2020, _CALIBRATED,
        f"{_MEDIAN} 6 h after it.", _after_shock("il6", 6.0),
    ),
    _row(
        "tnf-peak", "TNF-α at its height", "pg/mL", (100.0, 500.0), _FOLD, studies.DAMAS_1992, _CALIBRATED,
        f"{_MEDIAN}.", lambda lab: Found(median(_course(lab, "antibiotic 3 h").of("tnf").max(axis=0))),
    ),
    _row(
        "il6-fall", "IL-6 falls in 24 h of treatment by", "%", (46.0, 84.0), _DIFFERENCE, studies.THAO_2018,
        _CALIBRATED, f"{_MEDIAN}, from 6 h after it; non-survivors 46 %, survivors 84 %.", _il6_fall, (10.0, 25.0),
        "antibiotic",
    ),
    _row(
        "il6-60h", "IL-6 after 48 to 72 h", "pg/mL", (114.2, 746.6), _FOLD, studies.WEIDHASE_2019, _CALIBRATED,
        f"{_MEDIAN} 60 h after it; survivors and non-survivors of the study.", _after_shock("il6", 60.0),
        (0.0, 0.0), "antibiotic",
    ),
    _row(
        "crp-60h", "CRP after 48 to 72 h", "mg/L", (158.5, 172.4), _FOLD, studies.WEIDHASE_2019, _CALIBRATED,
        f"{_MEDIAN} 60 h after it.", _after_shock("crp_mg_per_l", 60.0), (0.0, 0.0), "antibiotic",
    ),
    _row(
        "procalcitonin-60h", "Procalcitonin after 48 to 72 h", "µg/L", (4.9, 5.6), _FOLD, studies.WEIDHASE_2019,
        _CALIBRATED, f"{_MEDIAN} 60 h after it.", _after_shock("procalcitonin_ug_per_l", 60.0), (0.0, 0.0),
        "antibiotic",
    ),
    _row(
        "il6-peak-day", "IL-6 peaks on the first day", "d", (0.0, 1.0), _DIFFERENCE, studies.SHIMAZUI_2017, _HELD_OUT,
        f"{_MEDIAN} time from it.", _peak_day("il6"), (0.25, 1.0), "antibiotic",
    ),
    _row(
        "procalcitonin-peak-day", "Procalcitonin peaks on the first or second day", "d", (0.0, 2.0), _DIFFERENCE,
        studies.SHIMAZUI_2017, _HELD_OUT, f"{_MEDIAN} time from it.", _peak_day("procalcitonin_ug_per_l"), (0.25, 1.0),
        "antibiotic",
    ),
    _row(
        "crp-peak-day", "CRP peaks on the third day", "d", (2.0, 3.0), _DIFFERENCE, studies.SHIMAZUI_2017, _HELD_OUT,
        f"{_MEDIAN} time from it.", _peak_day("crp_mg_per_l"), (0.5, 1.5), "antibiotic",
    ),
    _claim(
        "fast-and-slow", "Under treatment IL-6 falls before CRP does", studies.WEIDHASE_2019, _HELD_OUT,
        f"{_MEDIAN} part of the height that is left after 48 h.", _fast_and_slow, "antibiotic",
    ),
    _row(
        "procalcitonin-half", "Procalcitonin falls by half in", "h", (24.0, 36.0), _DIFFERENCE,
        studies.CLINICAL_PHARMACOLOGY, _CALIBRATED, f"{_MEDIAN} from its height.", _procalcitonin_half_h,
        (6.0, 18.0), "antibiotic",
    ),
    _row(
        "heart-rate", "Heart rate", "beats/min", (114.0, 114.0), _PERCENT, studies.PROCESS_2014, _HELD_OUT, _ENTRY_HOW,
        _after_shock("heart_rate", 3.0),
    ),
    _row(
        "respiratory-rate", "Respiratory rate", "breaths/min", (25.0, 25.0), _PERCENT, studies.PROCESS_2014,
        _CALIBRATED, _ENTRY_HOW, _after_shock("respiratory_rate", 3.0),
    ),
    _row(
        "systolic", "Systolic pressure", "mmHg", (100.0, 100.0), _PERCENT, studies.PROCESS_2014, _CALIBRATED,
        _ENTRY_HOW, _after_shock("systolic", 3.0),
    ),
    _row(
        "lactate", "Lactate at its height", "mmol/L", (4.9, 4.9), _FOLD, studies.PROCESS_2014, _CALIBRATED,
        f"{_MEDIAN}.", lambda lab: Found(median(_course(lab, "antibiotic 3 h").of("lactate_mmol_per_l").max(axis=0))),
    ),
    _row(
        "temperature", "Temperature", "°C", (37.6, 37.6), _DIFFERENCE, studies.PROCESS_2014, _CALIBRATED, _ENTRY_HOW,
        _after_shock("temperature_c", 3.0), (0.5, 1.0),
    ),
    _row(
        "kidneys", "Kidney injury in septic shock", "%", (64.4, 64.4), _DIFFERENCE, studies.BAGSHAW_2009, _HELD_OUT,
        f"{PAIRED} hosts, antibiotic 6 h after hypotension: share with creatinine 1.5 times rest.",
        lambda lab: Found(share(kidney_injury(_course(lab, "antibiotic 6 h")))), (10.0, 30.0),
    ),
    _row(
        "survival-1h", "Survival, antibiotic in the first hour of shock", "%", (79.9, 79.9), _PERCENT,
        studies.KUMAR_2006, _CALIBRATED, _KUMAR_HOW, _survival("antibiotic in hour 1"), (0.0, 0.0),
        "antibiotic",
    ),
    _row(
        "survival-6h", "Survival, antibiotic in the sixth hour of shock", "%", (41.9, 41.9), _PERCENT,
        studies.KUMAR_2006, _CALIBRATED, _KUMAR_HOW, _survival("antibiotic in hour 6"), (0.0, 0.0),
        "antibiotic",
    ),
    _row(
        "per-hour", "Survival lost for each hour of delay", "points", (1.0, 7.6), _DIFFERENCE, studies.KUMAR_SEYMOUR,
        _CALIBRATED, f"{PAIRED} hosts, antibiotic in hour 1 and hour 6: difference over five.", _per_hour,
        (1.0, 4.0), "antibiotic",
    ),
    _claim(
        "hours-count", "Every delay of the antibiotic costs lives", studies.KUMAR_2006, _CALIBRATED,
        f"{PAIRED} hosts under each delay: mean chance of death.", _hours_count, "antibiotic",
    ),
    _claim(
        "storm-goes-on", "Late, the bacteria die and the inflammation goes on", studies.REYNOLDS_2006, _CALIBRATED,
        f"{PAIRED} hosts, antibiotic 18 h after hypotension: IL-6 of those cleared, two days later.", _storm_goes_on,
        "antibiotic",
    ),
    _claim(
        "small-inoculum", "A few bacteria are cleared without help", studies.REYNOLDS_2006, _CALIBRATED,
        "The disease's own constants, a first load of 5×10³/mL.", _small,
    ),
    _claim(
        "remdesivir", "Remdesivir does nothing to bacteria", studies.REMDESIVIR_LABEL, Basis.LITERATURE,
        f"{PAIRED} hosts, each with and without it: every value of the load.", _same_without, "remdesivir",
    ),
    _claim(
        "tocilizumab-alone", "Tocilizumab without an antibiotic lets the bacteria grow", studies.TOCILIZUMAB_WARNING,
        _HELD_OUT, f"{PAIRED} hosts dosed at hypotension: share near the limit of growth, and deaths.",
        _dampening("tocilizumab alone"), "tocilizumab",
    ),
    _claim(
        "tocilizumab-masks", "After tocilizumab CRP and fever no longer show the infection",
        studies.TOCILIZUMAB_WARNING, _HELD_OUT, f"{PAIRED} hosts, each with and without it: medians.", _masked,
        "tocilizumab",
    ),
    _claim(
        "steroid-alone", "A steroid without an antibiotic lets the bacteria grow", studies.SURVIVING_SEPSIS, _HELD_OUT,
        f"{PAIRED} hosts dosed at hypotension: share near the limit of growth, and deaths.",
        _dampening("dexamethasone alone"), "dexamethasone",
    ),
    _claim(
        "hydrocortisone", "Hydrocortisone in shock: fewer hours on norepinephrine", studies.ADRENAL, _CALIBRATED,
        f"{_LATE}: mean hours of those who got it, in ten days.", _hydrocortisone,
        "hydrocortisone", "norepinephrine",
    ),
    _row(
        "hydrocortisone-deaths", "Risk ratio of death, hydrocortisone", "", (0.78, 1.10), _PERCENT,
        studies.ADRENAL_APROCCHSS, _CALIBRATED, f"{_LATE}: ratio of the mean chance of death of those who got it.",
        _hydrocortisone_deaths, (0.0, 0.0), "hydrocortisone",
    ),
)  # fmt: skip
