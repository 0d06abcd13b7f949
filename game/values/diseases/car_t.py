"""The release syndrome after CAR-T cells: no germ, cells that meet their tumour."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Invader, Treated
from game.values.level import Phenotype

DISEASE: Final = Disease(
    phenotype=Phenotype.CAR_T,
    treated=Treated.RELEASE,
    constants={
        "effector_growth_per_h": 0.052,
        # Cells wake macrophages; the loop makes a storm of it, in those who tip. So most have a fever, few a shock.
        "drive_ifn_gamma": 0.11,
        "drive_damage": 0.8,
        "damage_by_innate_per_h": 0.04,
        # A mild syndrome costs pressure little, so that grade 2 is not a step on the way to norepinephrine.
        "map_loss_leak": 0.15,
        # Lungs fail with the lining that dies in a storm, not with the leak of a mild syndrome.
        "lung_water_per_h": 0.026,
        "lung_water_damage_per_h": 0.08,
        "hazard_per_h": 0.005,
        "ifn_gamma_production": 160.0,
        # Mean 3,111 pg/mL, of sepsis 984 and of COVID-19 37: Leisman 2020, Lancet Respir Med 8:1233.
        "il6_scale": 2.8,
        "ferritin_production": 850.0,
        "neutrophil_rest": 0.8,
        "frailty": 0.6,
        "gate_cytokine": 0.75,
        "gate_tnf": 0.9,
        "tnf_half": 30,
        "il6_half_fever": 55,
        "leak_tnf": 0.42,
        # Antibacterial and antifungal prophylaxis in neutropenia: about a quarter have an infection within a month.
        "superinfection_per_h": 0.0005,
        "fungus_per_h": 0.000015,
        "tnf_bacteria": 60,
        "local_killing": 0.023,
        "resistant_eaten": 0.45,
        "steroid_effector": 0.42,
    },
    spreads={
        "effector_growth_per_h": 0.08,
        "drive_ifn_gamma": 1,
        "il6_scale": 0.6,
        "drive_damage": 0.1,
        "gate_tnf": 0.5,
        "map_loss_leak": 0.3,
        # Vessels differ most in what TNF-alpha does to them (assumed): it holds a shock up behind a blocked receptor of
        # IL-6, as in the third of patients whom two doses of tocilizumab did not bring round (Le 2018).
        "map_loss_tnf": 0.8,
        "steroid_sensitivity": 0.6,
    },
    pathogen="antigen",
    pathogen_start=0.4,
    extra_start={"effector_cells": 5e-3},
    # What its cultures grow comes from the gut, in neutropenia (assumed).
    invader=Invader.TUMOUR,
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
