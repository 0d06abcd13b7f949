"""Drugs in the body: how long they stay, and what they do to a healthy adult."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.evidence.validation import studies
from game.evidence.validation.experiment import Values
from game.evidence.validation.lab import PULSE_MILLION_PER_ML, Lab, Single
from game.evidence.validation.row import Basis, Chapter, Comparison, Found, Measured, Row, Section, holds
from game.patient import compartments, constants
from game.patient.body import Body
from game.patient.equations import rate
from game.patient.signs import superinfection_hazard_per_h
from game.values.drug import FORMULARY
from game.values.portable import log

_C: Final = compartments.INDEX
_LITERATURE, _HELD_OUT, _CALIBRATED = Basis.LITERATURE, Basis.HELD_OUT, Basis.CALIBRATED
WEIGHT_KG: Final = 80.0
TOCILIZUMAB_L: Final = 3.5
"""Central volume of the model of Frey 2010."""


def _dosed(doses: dict[str, float], hours: float) -> tuple[Values, Values]:
    return Single(constants.DEFAULTS, {}).track(hours, doses)


def _half_h(name: str, mg: float, hours: float) -> Measured:
    def measure(_lab: Lab) -> Found:
        moments, states = _dosed({name: mg}, hours)
        amounts = states[:, _C[name]]
        below = np.flatnonzero(amounts <= 0.5 * mg)
        return Found(float(moments[int(below[0])]) if len(below) else float("nan"))

    return measure


def _dose(regimen: str) -> float:
    return FORMULARY[regimen].dose(WEIGHT_KG, 0)


def _tocilizumab(hours: float) -> tuple[Values, Values]:
    return _dosed({"tocilizumab_mg": _dose("tocilizumab")}, hours)


def _tocilizumab_peak(_lab: Lab) -> Found:
    return Found(_dose("tocilizumab") / TOCILIZUMAB_L)


def _tocilizumab_half_d(_lab: Lab) -> Found:
    """Return the half-life between the third and the tenth day."""
    _, states = _tocilizumab(240.0)
    early, late = (float(states[hour * 12, _C["tocilizumab_mg"]]) for hour in (72, 240))
    return Found(7.0 * log(2.0) / log(early / late))


def _blocked_d(_lab: Lab) -> Found:
    moments, states = _tocilizumab(24.0 * 45)
    blocked = np.flatnonzero(states[:, _C["receptor_occupancy"]] > 0.5)
    return Found(float(moments[int(blocked[-1])]) / 24.0)


def _effect_half_h(name: str, mg: float) -> Measured:
    def measure(_lab: Lab) -> Found:
        moments, states = _dosed({name: mg}, 120.0)
        effect = states[:, _C["steroid_effect"]]
        top = int(np.argmax(effect))
        below = np.flatnonzero(effect[top:] <= 0.5 * effect[top])
        return Found(float(moments[top + int(below[0])]))

    return measure


def _area(name: str, mg: float) -> float:
    _, states = _dosed({name: mg}, 72.0)
    total = 0.0
    for value in states[:, _C["steroid_effect"]].tolist():
        total = total + value
    return total / 12.0


def _equivalent(name: str, mg: float) -> Measured:
    return lambda _lab: Found(_area(name, mg) / _area("dexamethasone_mg", 6.0))


def _net_growth(_lab: Lab) -> Found:
    """Return the growth (1/h) of bacteria that nothing but the antibiotic kills, at the least dose that stops them."""
    values = {**constants.DEFAULTS, "bacteria_growth_per_h": 0.6, "local_killing": 0.0, "phagocytosis_per_h": 0.0}
    body = Single(values, {"bacteria": 1e-3, "antibiotic_mg": MIC_MG})
    return Found(rate(body.state, body.parameters, body.inputs)[_C["bacteria"]] / 1e-3)


MIC_MG: Final = 112.5
"""Piperacillin in the body at its minimal inhibitory concentration, as the equations have it."""


def _pulse_peak(name: str, doses: dict[str, float]) -> float:
    body = Single({**constants.DEFAULTS, "bacteria_growth_per_h": 0.05}, {})
    _, before = body.track(6.0, doses)
    body.state = tuple(before[-1].tolist())
    _, states = body.track(12.0, {"bacteria": PULSE_MILLION_PER_ML, "antibiotic_mg": 4500.0})
    return float(states[:, _C[name]].max())


def _tnf_left(_lab: Lab) -> Found:
    return Found(100.0 * _pulse_peak("tnf", {"dexamethasone_mg": 40.0}) / _pulse_peak("tnf", {}))


def _il10_up(_lab: Lab) -> Found:
    with_it, without = (_steady("il10", {"methylprednisolone_mg": mg}, 12.0) for mg in (1000.0, 0.0))
    return holds(with_it > without, f"IL-10 at rest {without:.1f}, 12 h after 1 g {with_it:.1f} pg/mL")


def _steady(name: str, doses: dict[str, float], hours: float) -> float:
    _, states = _dosed(doses, hours)
    return float(states[-1, _C[name]])


def _neutrophils_up(_lab: Lab) -> Found:
    return Found(
        _steady("neutrophils", {"methylprednisolone_mg": 1000.0}, 24.0) - constants.DEFAULTS["neutrophil_rest"]
    )


def _hazard(doses: dict[str, float], **changed: float) -> float:
    body = Single({**constants.DEFAULTS, **changed}, {})
    _, states = body.track(24.0, doses)
    return superinfection_hazard_per_h(Body(tuple(states[-1].tolist()), body.parameters))


def _hazards(_lab: Lab) -> Found:
    rest = _hazard({})
    found = {
        "steroid": _hazard({"methylprednisolone_mg": 1000.0}) / rest,
        "tocilizumab": _hazard({"tocilizumab_mg": _dose("tocilizumab")}) / rest,
        "neutropenia": _hazard({}, neutrophil_rest=0.3) / rest,
    }
    words = ", ".join(f"{name} {value:.1f} times" for name, value in found.items())
    return holds(min(found.values()) > 1.0, f"chance of a new infection: {words}")


_IN: Final = Chapter(Section.DRUGS)
_row, _claim = _IN.row, _IN.claim
_FOLD, _DIFFERENCE = Comparison.FOLD, Comparison.DIFFERENCE
_PHARMACOLOGY: Final = studies.CLINICAL_PHARMACOLOGY
_NONE: Final = (0.0, 0.0)
_ONE_DOSE: Final = "Healthy adult, one dose: time to half of the amount in the blood."
_EFFECT: Final = "Healthy adult, one dose: time from its greatest effect on genes to half of it."

DRUGS: Final[tuple[Row, ...]] = (
    _row(
        "dexamethasone-half", "Dexamethasone half-life", "h", (3.4, 3.4), _FOLD, studies.JUSKO_DEXAMETHASONE,
        _LITERATURE, _ONE_DOSE, _half_h("dexamethasone_mg", 6.0, 24.0), _NONE, "dexamethasone",
    ),
    _row(
        "dexamethasone-effect", "Dexamethasone's effect on cells halves in", "h", (24.0, 54.0), _DIFFERENCE,
        _PHARMACOLOGY, _CALIBRATED, _EFFECT, _effect_half_h("dexamethasone_mg", 6.0), (6.0, 18.0), "dexamethasone",
    ),
    _row(
        "methylprednisolone-half", "Methylprednisolone half-life", "h", (1.5, 3.0), _FOLD, _PHARMACOLOGY, _LITERATURE,
        _ONE_DOSE, _half_h("methylprednisolone_mg", 1000.0, 12.0), _NONE, "methylprednisolone",
    ),
    _row(
        "methylprednisolone-equal", "32 mg of methylprednisolone against 6 mg of dexamethasone", "times", (1.0, 1.0),
        _FOLD, _PHARMACOLOGY, _HELD_OUT, "Healthy adult, one dose: area under the effect on genes over three days.",
        _equivalent("methylprednisolone_mg", 32.0), _NONE, "methylprednisolone",
    ),
    _row(
        "hydrocortisone-half", "Hydrocortisone half-life", "h", (1.5, 2.0), _FOLD, _PHARMACOLOGY, _LITERATURE,
        _ONE_DOSE, _half_h("hydrocortisone_mg", 50.0, 12.0), _NONE, "hydrocortisone",
    ),
    _row(
        "hydrocortisone-equal", "160 mg of hydrocortisone against 6 mg of dexamethasone", "times", (1.0, 1.0), _FOLD,
        _PHARMACOLOGY, _HELD_OUT, "Healthy adult, one dose: area under the effect on genes over three days.",
        _equivalent("hydrocortisone_mg", 160.0), _NONE, "hydrocortisone",
    ),
    _row(
        "hydrocortisone-effect", "Hydrocortisone's effect on cells halves in", "h", (8.0, 24.0), _DIFFERENCE,
        _PHARMACOLOGY, _CALIBRATED, _EFFECT, _effect_half_h("hydrocortisone_mg", 50.0), (4.0, 12.0), "hydrocortisone",
    ),
    _row(
        "steroid-tnf", "TNF-α left under a full dose of steroid", "%", (21.0, 50.0), _FOLD, studies.WAAGE_1990,
        _CALIBRATED, "Healthy adult, a pulse of bacteria 6 h after dexamethasone 40 mg, of that without.", _tnf_left,
        _NONE, "dexamethasone",
    ),
    _claim(
        "steroid-il10", "A steroid raises IL-10", studies.HORNIK_2019, _LITERATURE,
        "Healthy adult, 12 h after methylprednisolone 1 g.", _il10_up, "methylprednisolone",
    ),
    _row(
        "steroid-neutrophils", "Neutrophils a day after a high-dose steroid rise by", "10⁹/L", (3.0, 8.0), _FOLD,
        _PHARMACOLOGY, _CALIBRATED, "Healthy adult, 24 h after methylprednisolone 1 g.", _neutrophils_up, _NONE,
        "methylprednisolone",
    ),
    _claim(
        "infection-hazard", "Steroid, tocilizumab and neutropenia each raise the chance of a new infection",
        studies.SOMERS_2021, _CALIBRATED, "Healthy adult after a day, without devices.", _hazards, "tocilizumab",
        "methylprednisolone",
    ),
    _row(
        "tocilizumab-peak", "Tocilizumab 8 mg/kg: greatest level", "mg/L", (150.0, 226.0), _FOLD,
        studies.TOCILIZUMAB_LEVEL, _LITERATURE, "80 kg: dose over the central volume of 3.5 L.", _tocilizumab_peak,
        _NONE, "tocilizumab",
    ),
    _row(
        "tocilizumab-half", "Tocilizumab half-life after one dose", "d", (6.3, 6.3), _FOLD, studies.TOCILIZUMAB_LABEL,
        _HELD_OUT, "Healthy adult of 80 kg, 8 mg/kg: from day 3 to day 10.", _tocilizumab_half_d, _NONE,
        "tocilizumab",
    ),
    _row(
        "tocilizumab-blocks", "Tocilizumab blocks IL-6 for", "d", (14.0, 28.0), _DIFFERENCE, studies.TOCILIZUMAB_WEEKS,
        _CALIBRATED, "Healthy adult of 80 kg, 8 mg/kg: last day with half of the receptors blocked.", _blocked_d,
        (3.0, 10.0), "tocilizumab",
    ),
    _row(
        "remdesivir-half", "Active remdesivir in cells, half-life", "h", (20.0, 40.0), _FOLD, _PHARMACOLOGY,
        _LITERATURE, _ONE_DOSE, _half_h("remdesivir_mg", 200.0, 72.0), _NONE, "remdesivir",
    ),
    _row(
        "antibiotic-half", "Piperacillin half-life", "h", (0.7, 1.2), _FOLD, _PHARMACOLOGY, _HELD_OUT, _ONE_DOSE,
        _half_h("antibiotic_mg", 4500.0, 12.0), _NONE, "antibiotic",
    ),
    _row(
        "meropenem-half", "Meropenem half-life", "h", (1.0, 1.0), _FOLD, _PHARMACOLOGY, _HELD_OUT, _ONE_DOSE,
        _half_h("meropenem_mg", 1000.0, 12.0), _NONE, "meropenem",
    ),
    _row(
        "voriconazole-half", "Voriconazole half-life", "h", (6.0, 9.0), _FOLD, _PHARMACOLOGY, _HELD_OUT, _ONE_DOSE,
        _half_h("voriconazole_mg", 320.0, 24.0), _NONE, "voriconazole",
    ),
    _row(
        "antibiotic-mic", "Net growth of bacteria at the minimal inhibitory concentration", "1/h", (0.0, 0.0),
        _DIFFERENCE, studies.REGOES_2004, _LITERATURE, "Growth of 0.6/h and no defence: the equations' own rate.",
        _net_growth, (0.02, 0.1), "antibiotic",
    ),
    _row(
        "paracetamol-half", "Paracetamol half-life", "h", (2.0, 3.0), _FOLD, _PHARMACOLOGY, _LITERATURE, _ONE_DOSE,
        _half_h("paracetamol_mg", 1000.0, 12.0), _NONE, "paracetamol",
    ),
)  # fmt: skip
