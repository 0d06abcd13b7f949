"""Small levels for tests, apart from those that are played."""

from __future__ import annotations

from typing import Any

from game.values.channel import Panel
from game.values.drug import FORMULARY
from game.values.level import LabRule, Level, NurseNote, Patient, Phenotype, Start

PATIENT = Patient(name="Test Person", age_years=60, sex="female", weight_kg=80.0, comorbidity=1)


def level(**changes: Any) -> Level:
    """Return a COVID-19 level in which everything is offered; six days after symptoms, ten days from infection."""
    given: dict[str, Any] = {
        "format": 1,
        "id": "test",
        "title": "Test",
        "phenotype": Phenotype.COVID,
        "summary": "",
        "patient": PATIENT,
        "start": Start(hours_before=216.0, clock_minute=480),
        "host": {"interferon_competence": 0.33, "il6_scale": 0.6},
        "seed": 7,
        "horizon_h": 240.0,
        "regimens": tuple(FORMULARY),
        "panels": tuple(Panel),
        "labs": (
            LabRule(panel=Panel.IL6, history_h=(18.0, 6.0)),
            LabRule(panel=Panel.CULTURE, history_h=(6.0,)),
            LabRule(panel=Panel.BLOOD_COUNT, routine_every_h=24.0),
        ),
        "notes": (NurseNote(text="A word of the level.", after_h=1.0),),
        "needs_dampening": True,
        "objectives": (),
        "teaching_points": (),
    }
    return Level(**{**given, **changes})


SEPSIS = level(
    phenotype=Phenotype.SEPSIS,
    start=Start(hours_before=8.0, clock_minute=480),
    host={},
    labs=(),
    horizon_h=168.0,
)

CAR_T = level(
    phenotype=Phenotype.CAR_T,
    start=Start(hours_before=48.0, clock_minute=480, pathogen=1.0),
    host={"neutrophil_rest": 0.7},
    labs=(LabRule(panel=Panel.BLOOD_COUNT, history_h=(6.0,)),),
)
MILD = level(
    host={
        "interferon_competence": 1.5,
        "effector_growth_per_h": 0.046,
        "il6_half_crp": 400.0,
        "il6_half_fever": 250.0,
        "il6_half_leak": 600.0,
        "tnf_half_leak": 90.0,
    },
    start=Start(hours_before=264.0, clock_minute=480),
    labs=(),
    needs_dampening=False,
)
