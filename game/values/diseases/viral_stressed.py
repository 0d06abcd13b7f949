"""A virus in a host whose immune system was under stress before."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Invader, Treated
from game.values.diseases import covid
from game.values.level import Phenotype

DISEASE: Final = Disease(
    phenotype=Phenotype.VIRAL_STRESSED,
    treated=Treated.VIRAL,
    constants={
        **covid.CONSTANTS,
        "il6_scale": 0.6,
        "stressed_drive": 0.0012,
        "interferon_competence": 0.6,
        "effector_growth_per_h": 0.037,
    },
    spreads={
        "interferon_competence": 0.3,
        "il6_scale": 0.4,
        "drive_damage": 0.08,
        "stressed_drive": 0.3,
        "local_killing": 0.6,
    },
    pathogen="infected_cells",
    pathogen_start=1e-6,
    extra_start={"target_cells": 1.0},
    # What its cultures grow is as in COVID-19 (assumed).
    invader=Invader.VIRUS,
    stay_at_least_h=48.0,
    arrivals=Arrivals(
        age_years=Bell(58.0, 14.0, 18.0, 95.0, "assumed"),
        male=0.55,
        comorbidity=(0.25, 0.35, 0.28, 0.12),
        hours_before=Bell(120.0, 36.0, 48.0, 216.0, "assumed: a high load makes a short incubation"),
        source="assumed: patients whose immune system is under stress before",
    ),
    map_span_h=144.0,
    map_drugs=(("dexamethasone", "methylprednisolone"), ("tocilizumab",)),
    trend_panels=frozenset({Panel.IL6, Panel.INFLAMMATION}),
    blind_within_h=120.0,
)
