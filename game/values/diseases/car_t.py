"""The release syndrome after CAR-T cells: no germ, cells that meet their tumour."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Treated
from game.values.level import Phenotype

DISEASE: Final = Disease(
    phenotype=Phenotype.CAR_T,
    treated=Treated.RELEASE,
    constants={
        "effector_growth_per_h": 0.049,
        "drive_ifn_gamma": 0.05,
        "drive_damage": 0.7,
        "damage_by_innate_per_h": 0.04,
        "map_loss_leak": 0.36,
        "hazard_per_h": 0.005,
        "ifn_gamma_production": 160.0,
        "il6_scale": 1.6,
        "ferritin_production": 700.0,
        "neutrophil_rest": 0.8,
        "frailty": 0.6,
        "gate_cytokine": 0.75,
        "gate_tnf": 0.8,
        "tnf_half": 12,
        "tnf_half_leak": 22,
        "il6_half_fever": 30,
        "leak_il6": 0.4,
        "leak_tnf": 0.6,
        # Antibacterial and antifungal prophylaxis in neutropenia: about a quarter have an infection within a month.
        "superinfection_per_h": 0.0005,
        "fungus_per_h": 0.000015,
        "tnf_bacteria": 60,
        "local_killing": 0.02,
        "steroid_effector": 0.5,
    },
    spreads={
        "effector_growth_per_h": 0.08,
        "drive_ifn_gamma": 1,
        "il6_scale": 0.6,
        "drive_damage": 0.1,
        "gate_tnf": 0.5,
        "map_loss_leak": 0.2,
    },
    pathogen="antigen",
    pathogen_start=0.4,
    extra_start={"effector_cells": 5e-3},
    # From the gut, in neutropenia (assumed).
    bacterial=False,
    stay_at_least_h=168.0,
    arrivals=Arrivals(
        age_years=Bell(42.0, 16.0, 18.0, 75.0, "assumed: adults of the label populations"),
        male=0.58,
        comorbidity=(0.55, 0.30, 0.12, 0.03),
        hours_before=Bell(48.0, 12.0, 24.0, 72.0, "assumed: watched from the second day after the cells"),
        source="assumed",
    ),
    map_span_h=144.0,
    map_drugs=(("dexamethasone_high", "dexamethasone", "methylprednisolone"), ("tocilizumab",)),
    trend_panels=frozenset({Panel.IL6, Panel.INFLAMMATION}),
    blind_within_h=120.0,
)
