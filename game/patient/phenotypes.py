"""What each disease changes of the constants, how its hosts differ, and how its illness begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.values.level import Phenotype


@dataclass(frozen=True, slots=True)
class PhenotypeKind:
    """One disease: constants, spread between hosts, first insult."""

    constants: dict[str, float]
    spreads: dict[str, float]
    """Standard deviation of the natural logarithm between hosts."""
    pathogen: str
    """Compartment in which the illness begins."""
    pathogen_start: float
    extra_start: dict[str, float]


_COVID_HOST: Final[dict[str, float]] = {
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

KINDS: Final[dict[Phenotype, PhenotypeKind]] = {
    Phenotype.COVID: PhenotypeKind(
        constants=_COVID_HOST,
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
    ),
    Phenotype.VIRAL_STRESSED: PhenotypeKind(
        constants={
            **_COVID_HOST,
            "il6_scale": 0.6,
            "stressed_drive": 0.0012,
            "interferon_competence": 0.35,
            "effector_growth_per_h": 0.037,
        },
        spreads={"interferon_competence": 0.3, "il6_scale": 0.4, "drive_damage": 0.08, "stressed_drive": 0.3},
        pathogen="infected_cells",
        pathogen_start=1e-6,
        extra_start={"target_cells": 1.0},
    ),
    Phenotype.SEPSIS: PhenotypeKind(
        constants={
            "bacteria_growth_per_h": 0.6,
            # Who got over it holds off the next few bacteria, unless exhausted or dampened.
            "local_killing": 0.03,
            "phagocytosis_per_h": 1.0,
            "drive_bacteria": 0.3,
            "drive_damage": 0.6,
            "damage_by_innate_per_h": 0.028,
            "damage_by_hypoxia_per_h": 0.04,
            "map_loss_leak": 0.5,
            "kidney_injury_per_h": 0.14,
            "map_loss_bacteria": 0.2,
            # Hydrocortisone won little or nothing in ADRENAL and APROCCHSS.
            "steroid_sensitivity": 0.4,
            "hazard_per_h": 0.0068,
        },
        spreads={
            "kidney_injury_per_h": 0.5,
            "bacteria_growth_per_h": 0.08,
            "phagocytosis_per_h": 0.15,
            "drive_bacteria": 0.15,
            "drive_damage": 0.10,
            # So wide that hosts tip one after the other, hour by hour, as survival falls in Kumar 2006.
            "damage_by_innate_per_h": 0.5,
            "steroid_sensitivity": 0.4,
            "il6_scale": 0.5,
            "damage_repair_per_h": 0.12,
        },
        pathogen="bacteria",
        pathogen_start=0.2,
        extra_start={},
    ),
    Phenotype.CAR_T: PhenotypeKind(
        constants={
            "effector_growth_per_h": 0.049,
            "drive_ifn_gamma": 0.2,
            "drive_damage": 0.6,
            "damage_by_innate_per_h": 0.04,
            "map_loss_leak": 0.5,
            "hazard_per_h": 0.005,
            "ifn_gamma_production": 160.0,
            "il6_scale": 1.6,
            "ferritin_production": 700.0,
            "neutrophil_rest": 0.8,
            "frailty": 0.6,
        },
        spreads={
            "effector_growth_per_h": 0.08,
            "drive_ifn_gamma": 0.5,
            "il6_scale": 0.6,
            "drive_damage": 0.1,
            "gate_il6": 0.2,
            "gate_tnf": 0.4,
        },
        pathogen="antigen",
        pathogen_start=0.4,
        extra_start={"effector_cells": 5e-3},
    ),
}
