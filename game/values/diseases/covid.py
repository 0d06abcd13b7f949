"""COVID-19: a virus whose storm comes late, in the lungs first."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Treated
from game.values.level import Phenotype

CONSTANTS: Final = {
    "d_dimer_production": 0.4,
    "damage_by_innate_per_h": 0.0574,
    "damage_half": 0.15,
    "damage_repair_per_h": 0.00948,
    "drive_damage": 0.227,
    "effector_growth_per_h": 0.0392,
    "ferritin_production": 110.0,
    "gate_il6": 0.26,
    "gate_tnf": 0.495,
    "hazard_per_h": 0.0039,
    "heart_injury_per_h": 0.024,
    "il6_half_crp": 520.0,
    "il6_half_fever": 500.0,
    "il6_half_leak": 186.0,
    "il6_scale": 0.11,
    "il6_self_gain": 3.0,
    "interferon_competence": 0.477,
    "kidney_injury_per_h": 0.0375,
    "lung_water_damage_per_h": 0.0428,
    "lung_water_per_h": 0.0193,
    "map_loss_leak": 0.2,
    "map_loss_tnf": 0.08,
    "phagocytosis_per_h": 2.62,
    "shunt_damage": 0.342,
    "shunt_lung_water": 0.592,
}

DISEASE: Final = Disease(
    phenotype=Phenotype.COVID,
    treated=Treated.VIRAL,
    constants=CONSTANTS,
    spreads={
        "effector_growth_per_h": 0.05,
        "interferon_competence": 0.27,
        "il6_scale": 0.6,
        "drive_damage": 0.10,
        "damage_by_innate_per_h": 0.12,
        "damage_repair_per_h": 0.10,
        "gate_il6": 0.15,
        "gate_tnf": 0.3,
        "steroid_sensitivity": 0.4,
        "il10_production": 0.15,
        "kidney_injury_per_h": 0.4,
    },
    pathogen="infected_cells",
    pathogen_start=1e-8,
    extra_start={"target_cells": 1.0},
    # Half of the pneumonias behind tocilizumab were S. aureus (Somers 2021, Clin Infect Dis 73:e445).
    bacterial=False,
    stay_at_least_h=48.0,
    arrivals=Arrivals(
        age_years=Bell(66.0, 15.7, 20.0, 98.0, "RECOVERY 2021, N Engl J Med 384:693: 66.1 (15.7) years"),
        male=0.64,
        comorbidity=(0.44, 0.30, 0.18, 0.08),
        hours_before=Bell(
            312.0, 84.0, 168.0, 504.0, "incubation 5 days (assumed) and symptoms for 8 days (5 to 13): RECOVERY 2021"
        ),
        source="RECOVERY 2021: 64 % men, 56 % with a comorbidity; how many with several is assumed",
    ),
    map_span_h=144.0,
    map_drugs=(("dexamethasone", "methylprednisolone"), ("tocilizumab",)),
    trend_panels=frozenset({Panel.IL6, Panel.INFLAMMATION}),
    blind_within_h=120.0,
)
