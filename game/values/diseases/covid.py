"""COVID-19: a virus whose storm comes late, in the lungs first."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Invader, Treated
from game.values.level import Phenotype

CONSTANTS: Final = {
    "d_dimer_production": 0.28,
    "damage_by_innate_per_h": 0.0574,
    "damage_half": 0.1653,
    "damage_repair_per_h": 0.00948,
    "drive_damage": 0.2,
    "effector_growth_per_h": 0.0405,
    "ferritin_production": 122,
    "gate_il6": 1,
    "gate_tnf": 1,
    "hazard_per_h": 0.0062,
    "heart_injury_per_h": 0.02,
    "il6_half_crp": 520.0,
    "il6_half_fever": 1900,
    "il6_half_leak": 186.0,
    "il6_scale": 0.11,
    "il6_self_gain": 3.0,
    "interferon_competence": 0.88,
    "kidney_injury_per_h": 0.034,
    "lung_water_damage_per_h": 0.0426,
    "lung_water_per_h": 0.0215,
    "map_loss_leak": 0.2,
    "map_loss_tnf": 0.02,
    "phagocytosis_per_h": 2.5,
    "shunt_damage": 0.32,
    "shunt_lung_water": 0.592,
    "gate_cytokine": 0.6,
    "tnf_half": 4.5,
    "tnf_half_leak": 20,
    "leak_per_h": 0.082,
    "leak_il6": 0.55,
    "leak_tnf": 0.94,
    "drive_virus": 0.0215,
    "drive_virus_half": 0.015,
    "steroid_interferon": 0.8,
    "steroid_damage": 0.25,
    "steroid_innate": 0,
    "steroid_leak": 0.3,
    "hazard_virus": 0.55,
    "phagocytes_il6": 0.13,
    "phagocytes_tnf": 0.04,
    "damage_by_death": 0.72,
    "steroid_effector": 0.62,
    "il6_tnf_gain": 0.9637,
    "remdesivir_effect_max": 0.95,
    "tnf_bacteria": 30,
    "drive_bacteria": 0.3,
    "hazard_bacteria": 0.22,
    "local_killing": 0.0116,
    "steroid_phagocytosis": 0.28,
    "steroid_tnf": 1,
    "steroid_il6": 0.15,
    "steroid_damage_resistance": 0.4,
    "steroid_sensitivity": 0.76,
    "steroid_il10": 0.9,
    "il10_half": 150,
    "suppression_entry": 0.7,
    "suppression_tocilizumab": 0.09,
    "tube_inoculum": 0.085,
}
"""Where a virus differs from the usual host: units, ranges and sources stand in `game.patient.constants`."""

DISEASE: Final = Disease(
    phenotype=Phenotype.COVID,
    treated=Treated.VIRAL,
    constants=CONSTANTS,
    spreads={
        "effector_growth_per_h": 0.05,
        "interferon_competence": 0.6,
        "il6_scale": 0.6,
        "damage_by_innate_per_h": 0.12,
        "damage_repair_per_h": 0.10,
        "steroid_sensitivity": 0.4,
        "il10_production": 0.15,
        "kidney_injury_per_h": 0.4,
        # Some hold off what tubes let in without a drug in the way, some only just: a quarter fall ill (Somers 2021).
        "local_killing": 0.4,
    },
    pathogen="infected_cells",
    pathogen_start=1.2e-9,
    extra_start={"target_cells": 1.0},
    # What its cultures grow: half of the pneumonias behind tocilizumab were S. aureus (Somers 2021, Clin Infect Dis
    # 73:e445).
    invader=Invader.VIRUS,
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
