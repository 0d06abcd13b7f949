"""CAR-T release syndrome: the fever that starts it, tocilizumab that costs nothing, steroids that cost cells."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.case.ward import PRESSOR_STEPS_PER_UNIT
from game.evidence.validation import studies
from game.evidence.validation.experiment import CohortCourse, Values
from game.evidence.validation.lab import Lab, median, share
from game.evidence.validation.measures import given_h, greatest, storms, until
from game.evidence.validation.plans import PAIRED, TUMOURS
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds

_HELD_OUT, _CALIBRATED = Basis.HELD_OUT, Basis.CALIBRATED
_USUAL: Final = "Antibiotic for fever and the ward's support; a third of the hosts each with 10, 40 and 100 % of tumour"
_PAIRS: Final = f"{PAIRED} hosts, each with and without it"
GONE: Final = 0.01
"""Share of the first tumour that counts as gone."""


def _all(lab: Lab) -> CohortCourse:
    return lab["car_t usual"]


def _course(lab: Lab, name: str = "usual") -> CohortCourse:
    return lab[f"car_t {name}"].head(PAIRED)


def _fever_h(course: CohortCourse) -> Values:
    return course.first(course.of("temperature_c") >= 38.0)


def _fever_d(course: CohortCourse) -> Values:
    """Return the days from the first to the last fever, oxygen or norepinephrine."""
    sick = (course.of("temperature_c") >= 38.0) | (course.of("rung") > 0.5) | (course.of("pressor") > 0.0)
    days: Values = (course.last(sick) - _fever_h(course)) / 24.0
    return days


def _grade_4_d(lab: Lab) -> Found:
    course = _all(lab)
    worst = np.where(np.isfinite(course.ventilated_h), course.ventilated_h, course.first(course.of("pressor") >= 10.0))
    return Found(median(worst - _fever_h(course)) / 24.0)


def _sick(course: CohortCourse) -> NDArray[np.bool_]:
    """Say who had a release syndrome: fever."""
    return np.isfinite(_fever_h(course))


def _need(*, low: float) -> Measured:
    return lambda lab: Found(share((_all(lab).of("rung").max(axis=0) > low)[_sick(_all(lab))]))


def _tumour_gone_d(course: CohortCourse) -> Values:
    left = course.of("antigen") / course.of("antigen")[0]
    days: Values = course.first(left < GONE) / 24.0
    return days


def _burden(lab: Lab) -> Found:
    shares = [share(storms(_course(lab, f"tumour {100 * burden:.0f} %"))) for burden in TUMOURS]
    return holds(
        shares == sorted(shares) and shares[-1] > shares[0],
        "storms by tumour: "
        + ", ".join(f"{100 * load:.0f} % {found:.0f} %" for load, found in zip(TUMOURS, shares, strict=True)),
    )


def _severe(lab: Lab) -> Found:
    course = _course(lab, f"tumour {100 * TUMOURS[-1]:.0f} %")
    return Found(median(course.of("ferritin_ug_per_l").max(axis=0)))


def _interferon_first(lab: Lab) -> Found:
    course = _all(lab)
    interferon, il6 = (
        median(course.first(course.of(name) >= 0.5 * course.of(name).max(axis=0))) for name in ("ifn_gamma", "il6")
    )
    return holds(interferon < il6, f"half of the height: IFN-γ hour {interferon:.0f}, IL-6 hour {il6:.0f}")


def _severity(lab: Lab) -> Found:
    course = _all(lab)
    severe = course.of("pressor").max(axis=0) > 0.0
    high, low = (median(course.of("il6").max(axis=0)[chosen]) for chosen in (severe, ~severe))
    return holds(high > low, f"peak IL-6: with norepinephrine {high:.0f}, without {low:.0f} pg/mL")


def _tocilizumab_fever_h(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    return Found(median(until(course, "temperature_c", start, 38.0)))


def _tocilizumab_il6(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    return Found(median(greatest(course, "il6", start, 72.0) / course.at("il6", start)))


def _tocilizumab_crp(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    half = 0.5 * greatest(course, "crp_mg_per_l", start, 24.0)
    return Found(median(until(course, "crp_mg_per_l", start, half)))


def _response(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    dosed = np.isfinite(start)
    sick = (course.of("temperature_c") >= 38.0) | (course.of("rung") > 0.5) | (course.of("pressor") > 0.0)
    end = course.last(sick)
    answered = (end - start <= 14.0 * 24.0) & (end < course.hours[-1])
    return Found(share(answered[dosed]))


def _pressor_falls(lab: Lab) -> Found:
    course = _course(lab, "tocilizumab")
    start = given_h(course, "tocilizumab_mg")
    before, after = greatest(course, "pressor", start, 12.0), course.at("pressor", start + 36.0)
    needed = before > 0.0
    return holds(
        median(after[needed]) < median(before[needed]),
        f"norepinephrine {median(before[needed]) / PRESSOR_STEPS_PER_UNIT:.2f} µg/kg/min in the first 12 h, "
        f"{median(after[needed]) / PRESSOR_STEPS_PER_UNIT:.2f} at 36 h",
    )


def _cells(plan: str) -> tuple[Measured, Measured]:
    def expansion(lab: Lab) -> Found:
        return Found(
            100.0
            * median(
                _course(lab, plan).of("effector_cells").max(axis=0) / _course(lab).of("effector_cells").max(axis=0)
            )
        )

    def clearance(lab: Lab) -> Found:
        return Found(median(_tumour_gone_d(_course(lab, plan)) - _tumour_gone_d(_course(lab))))

    return expansion, clearance


def _steroid_costs(lab: Lab) -> Found:
    later = _cells("dexamethasone from day 0")[1](lab).value
    none = _cells("tocilizumab")[1](lab).value
    return holds(later > 0.5 and later > none, f"tumour gone {later:.1f} d later, with tocilizumab {none:.1f} d")


def _neutrophils(lab: Lab) -> Found:
    return Found(median(_all(lab).of("neutrophils")[0]))


_IN: Final = Chapter(Section.CAR_T)
_row, _claim = _IN.row, _IN.claim
_FOLD, _DIFFERENCE = Comparison.FOLD, Comparison.DIFFERENCE
_FEBRILE: Final = f"{_USUAL}, those with fever"
_DOSED: Final = f"{PAIRED} hosts, tocilizumab at grade 2"

CAR_T: Final[tuple[Row, ...]] = (
    _row(
        "fever-day", "Fever begins", "d", (3.0, 3.0), _DIFFERENCE, studies.LEVINE_2021, _CALIBRATED,
        f"{_USUAL}: median day of 38 °C (published range 1 to 22).",
        lambda lab: Found(median(_fever_h(_all(lab))) / 24.0), (1.0, 3.0),
    ),
    _row(
        "share", "Has a release syndrome", "%", (74.0, 79.0), _DIFFERENCE, studies.CAR_T_LABEL, _CALIBRATED,
        f"{_USUAL}: share with 38 °C or more.", lambda lab: Found(share(_sick(_all(lab)))), (10.0, 20.0),
    ),
    _row(
        "duration", "The syndrome lasts", "d", (7.0, 8.0), _DIFFERENCE, studies.LEVINE_2021, _CALIBRATED,
        f"{_USUAL}: median from the first to the last fever, oxygen or norepinephrine.",
        lambda lab: Found(median(_fever_d(_all(lab)))), (1.5, 4.0),
    ),
    _row(
        "grade-4", "From the first fever to grade 4", "d", (4.5, 4.5), _DIFFERENCE, studies.LEVINE_2021, _HELD_OUT,
        f"{_FEBRILE}: median to a ventilator or 0.5 µg/kg/min of norepinephrine.", _grade_4_d, (1.5, 3.0),
    ),
    _row(
        "oxygen", "Needs oxygen", "%", (50.0, 50.0), _DIFFERENCE, studies.LEVINE_2021, _CALIBRATED,
        f"{_FEBRILE}: share.", _need(low=0.5), (15.0, 30.0),
    ),
    _row(
        "ventilated", "Ventilated", "%", (17.0, 17.0), _DIFFERENCE, studies.LEVINE_2021, _CALIBRATED,
        f"{_FEBRILE}: share.", _need(low=12.5), (10.0, 20.0),
    ),
    _row(
        "il6", "IL-6 at its height", "pg/mL", (632.3, 15302.9), _FOLD, studies.LEISMAN_2020, _CALIBRATED,
        f"{_FEBRILE}: median.", lambda lab: Found(median(_all(lab).of("il6").max(axis=0)[_sick(_all(lab))])),
    ),
    _row(
        "ferritin", "Ferritin in severe syndrome", "µg/L", (10000.0, 50000.0), _FOLD, studies.TEACHEY_2016,
        _CALIBRATED, f"{PAIRED} hosts with 100 % of tumour: median height.", _severe,
    ),
    _row(
        "temperature", "Temperature at its height", "°C", (39.0, 40.5), _DIFFERENCE, studies.LEVINE_2021, _HELD_OUT,
        f"{_FEBRILE}: median.",
        lambda lab: Found(median(_all(lab).of("temperature_c").max(axis=0)[_sick(_all(lab))])), (0.5, 1.0),
    ),
    _row(
        "tumour-gone", "Tumour gone (1 % left)", "d", (7.0, 14.0), _DIFFERENCE, studies.AWASTHI_2020, _CALIBRATED,
        f"{_USUAL}: median; the cells peak on day 9 to 10.", lambda lab: Found(median(_tumour_gone_d(_all(lab)))),
        (1.0, 4.0),
    ),
    _row(
        "expansion-day", "CAR-T cells peak", "d", (7.0, 12.0), _DIFFERENCE, studies.AWASTHI_2020, _CALIBRATED,
        f"{_USUAL}: median.", lambda lab: Found(median(_all(lab).peak_h("effector_cells")) / 24.0), (1.0, 4.0),
    ),
    _claim(
        "burden", "More tumour, more storm", studies.HAY_2017, _CALIBRATED,
        f"{PAIRED} hosts with 10, 40 and 100 % of tumour: share with a storm.", _burden,
    ),
    _claim(
        "interferon-first", "IFN-γ rises before IL-6", studies.TEACHEY_2016, _CALIBRATED,
        f"{_USUAL}: median hour of half of the height.", _interferon_first,
    ),
    _claim(
        "severity", "Higher peak IL-6 where norepinephrine was needed", studies.TEACHEY_2016, _HELD_OUT,
        f"{_USUAL}: median peak with and without it.", _severity,
    ),
    _row(
        "tocilizumab-fever", "Tocilizumab: fever gone within", "h", (4.0, 24.0), _DIFFERENCE, studies.XU_2020,
        _CALIBRATED, f"{_DOSED}: median to under 38 °C.", _tocilizumab_fever_h, (2.0, 12.0), "tocilizumab",
    ),
    _row(
        "tocilizumab-il6", "Tocilizumab: measured IL-6 rises", "times", (2.0, 10.0), _FOLD, studies.NISHIMOTO_2008,
        _HELD_OUT, f"{_DOSED}: greatest in 72 h, of that before; median.", _tocilizumab_il6, (0.0, 0.0), "tocilizumab",
    ),
    _row(
        "tocilizumab-crp", "Tocilizumab: CRP falls by half in", "h", (48.0, 72.0), _DIFFERENCE, studies.XU_2020,
        _HELD_OUT, f"{_DOSED}: median, from its height in the first day.", _tocilizumab_crp, (12.0, 24.0),
        "tocilizumab",
    ),
    _row(
        "tocilizumab-response", "Answer to tocilizumab by day 14", "%", (53.0, 82.0), _DIFFERENCE, studies.LE_2018,
        _CALIBRATED, f"{_DOSED}, at most two: share without fever, oxygen and norepinephrine.", _response, (10.0, 20.0),
        "tocilizumab",
    ),
    _claim(
        "tocilizumab-pressor", "Tocilizumab lowers the need for norepinephrine within 36 h", studies.LE_2018,
        _CALIBRATED, f"{_DOSED}, those on norepinephrine: median.", _pressor_falls, "tocilizumab", "norepinephrine",
    ),
    _row(
        "tocilizumab-cells", "Tocilizumab: greatest expansion, of that without", "%", (90.0, 110.0),
        Comparison.PERCENT, studies.AWASTHI_2020, _CALIBRATED, f"{_PAIRS}: median.", _cells("tocilizumab")[0],
        (0.0, 0.0), "tocilizumab",
    ),
    _row(
        "tocilizumab-tumour", "Tocilizumab: tumour gone later by", "d", (0.0, 0.0), _DIFFERENCE, studies.AWASTHI_2020,
        _CALIBRATED, f"{_PAIRS}: median.", _cells("tocilizumab")[1], (0.25, 1.0), "tocilizumab",
    ),
    _claim(
        "steroid-cells", "Early, long steroids slow the killing of the tumour; tocilizumab does not",
        studies.DAVILA_2014, _CALIBRATED, f"{_PAIRS}: dexamethasone 10 mg every 6 h, 7 days from day 0.",
        _steroid_costs, "dexamethasone",
    ),
    _row(
        "steroid-short", "Three days of dexamethasone at grade 2: tumour gone later by", "d", (0.0, 1.0), _DIFFERENCE,
        studies.TOPP_2021, _CALIBRATED, f"{_PAIRS}: median.", _cells("dexamethasone")[1], (0.5, 1.5), "dexamethasone",
    ),
    _row(
        "neutrophils", "Neutrophils after the chemotherapy", "10⁹/L", (0.2, 1.0), _FOLD, studies.LEVINE_2021,
        _CALIBRATED, f"{_USUAL}: median at infusion.", _neutrophils,
    ),
)  # fmt: skip
