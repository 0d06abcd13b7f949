"""The state of the body: names, units and order of its numbers. The one index table."""

from __future__ import annotations

from typing import Final

COMPARTMENTS: Final[tuple[tuple[str, str, str], ...]] = (
    ("target_cells", "share", "cells that the virus can infect"),
    ("infected_cells", "share", "infected cells; 10^9 of it copies/mL of virus"),
    ("bacteria", "10^6 CFU/mL", "bacteria"),
    ("antigen", "share", "tumour that CAR-T cells see"),
    ("effector_cells", "share of the most", "T cells that kill"),
    ("innate_cells", "share of the most", "activated monocytes, macrophages and neutrophils"),
    ("il6", "unit", "interleukin-6; times il6_scale in pg/mL"),
    ("tnf", "pg/mL", "tumour necrosis factor alpha"),
    ("il10", "pg/mL", "interleukin-10"),
    ("ifn_gamma", "pg/mL", "interferon gamma"),
    ("damage", "share", "dying tissue and what it releases"),
    ("leak", "share", "opening of the vessels"),
    ("lung_water", "share", "water in the lungs"),
    ("heart_injury", "share", "loss of heart function"),
    ("kidney_injury", "share", "loss of kidney function"),
    ("tolerance", "share", "exhaustion of innate cells after a storm"),
    ("fluid_l", "L", "infused fluid still in the vessels"),
    ("crp_signal_first", "share", "liver signal, first delay"),
    ("crp_signal", "share", "liver signal, second delay"),
    ("crp_mg_per_l", "mg/L", "C-reactive protein"),
    ("ferritin_ug_per_l", "µg/L", "ferritin"),
    ("d_dimer_mg_per_l", "mg/L FEU", "D-dimer"),
    ("procalcitonin_ug_per_l", "µg/L", "procalcitonin"),
    ("lactate_mmol_per_l", "mmol/L", "lactate"),
    ("creatinine_umol_per_l", "µmol/L", "creatinine"),
    ("temperature_c", "°C", "body temperature"),
    ("neutrophils", "10^9/L", "neutrophils in the blood"),
    ("tocilizumab_mg", "mg", "tocilizumab in the blood"),
    ("tocilizumab_tissue_mg", "mg", "tocilizumab in tissue"),
    ("receptor_occupancy", "share", "IL-6 receptors that tocilizumab blocks"),
    ("dexamethasone_mg", "mg", "dexamethasone in the blood"),
    ("dexamethasone_tissue_mg", "mg", "dexamethasone in tissue"),
    ("methylprednisolone_mg", "mg", "methylprednisolone"),
    ("hydrocortisone_mg", "mg", "hydrocortisone"),
    ("steroid_effect", "share", "effect of steroids on genes"),
    ("remdesivir_mg", "mg", "active remdesivir in cells, as mg of the dose"),
    ("antibiotic_mg", "mg", "antibiotic in the body"),
    ("paracetamol_mg", "mg", "paracetamol"),
    ("suppression", "", "slow immunosuppression; about 1.3 after two weeks of dexamethasone 6 mg a day"),
    ("selection", "share", "flora that piperacillin-tazobactam no longer kills, beyond the usual share"),
    ("carbapenem_selection", "share", "flora shifted by meropenem"),
    ("resistant_bacteria", "10^6 CFU/mL", "bacteria that piperacillin-tazobactam does not kill"),
    ("fungus", "10^6 CFU/mL", "Candida or Aspergillus"),
    ("meropenem_mg", "mg", "meropenem in the body"),
    ("voriconazole_mg", "mg", "voriconazole in the body"),
    ("cumulative_hazard", "", "hazard of death that has been run since the illness began"),
)
"""Name, unit, meaning; in the order of the state tuple."""

NAMES: Final[tuple[str, ...]] = tuple(name for name, _, _ in COMPARTMENTS)
INDEX: Final[dict[str, int]] = {name: position for position, name in enumerate(NAMES)}
