"""Bacterial sepsis: hours count, and the trend is the pressure on the monitor."""

from __future__ import annotations

from typing import Final

from game.values.channel import Panel
from game.values.disease import Arrivals, Bell, Disease, Invader, Treated
from game.values.level import Phenotype

DISEASE: Final = Disease(
    phenotype=Phenotype.SEPSIS,
    treated=Treated.SEPSIS,
    constants={
        "bacteria_growth_per_h": 0.42,
        # Who got over it holds off the next few bacteria, unless exhausted or dampened.
        "local_killing": 0.03,
        # Phagocytes are paralysed in shock: Conway Morris 2011, Blood 117:5178; whose neutrophils ate least on the
        # first day died most: Danikas 2008, Clin Exp Immunol 154:87. How far is assumed: a germ that was held comes
        # back within a day or two, and of established shock without an antibiotic next to nobody lives.
        "shock_phagocytosis": 10,
        # Monocytes of septic patients are deaf within the first day: Cavaillon 2006, Crit Care 10:233. So a storm whose
        # germ is gone burns down over days; the rate is assumed, with Kumar's survival after 10 to 48 h in view.
        "tolerance_per_h": 0.08,
        "phagocytosis_per_h": 1.0,
        # Activated neutrophils live on for days in sepsis: Taneja 2004, Crit Care Med 32:1460. They wake more slowly
        # by about as much, so that the threshold of the storm stays where it was.
        "innate_loss_per_h": 0.042,
        "innate_activation_per_h": 0.19,
        "drive_bacteria": 0.35,
        "drive_damage": 0.85,
        "damage_by_innate_per_h": 0.06,
        "damage_by_hypoxia_per_h": 0.04,
        "map_loss_leak": 0.6,
        "kidney_injury_per_h": 0.072,
        "map_loss_bacteria": 0.2,
        # Hydrocortisone won little or nothing in ADRENAL and APROCCHSS.
        "steroid_sensitivity": 0.285,
        # Sepsis leaves immune paralysis; what is added weighs more: Boomer 2011, JAMA 306:2594 (pattern).
        "suppression_phagocytosis": 0.2,
        # More than elsewhere, beside that paralysis. Set so that tocilizumab under the antibiotic comes out a little
        # harmful; no such trial was done. Two blockers at once brought serious infections and no gain: Genovese 2004,
        # Arthritis Rheum 50:1412 (pattern). The number is assumed.
        "suppression_tocilizumab": 0.245,
        "phagocytes_il6": 0.6,
        "hazard_per_h": 0.0019,
        "tnf_half": 10,
        "tnf_half_leak": 16,
        "leak_tnf": 0.75,
        "leak_il6": 0.5,
        "gate_tnf": 1,
        "leak_repair_per_h": 0.035,
        "steroid_damage": 0.01,
        "steroid_leak": 0.03,
        "drive_bacteria_half": 2,
        # In sepsis most deaths were of what the patient had before: Rhee 2019, JAMA Netw Open 2:e187571.
        "hazard_rest": 0.048,
        "shock_endothelium": 4.5,
        "steroid_tone": 0.9,
        "il6_half_crp": 120,
        # Serum IL-6 of about 1,000 pg/mL, and of some hundred on the third day: Leisman 2020, Weidhase 2019.
        "il6_scale": 2.1,
        # Older patients mount little fever, and many are cold: a mean of 37.6 °C in ProCESS 2014.
        "il6_half_fever": 2500,
        # Organs that have failed mend over a week.
        "damage_repair_per_h": 0.014,
        "steroid_phagocytosis": 0.3,
        "fungus_per_h": 1.6e-05,
    },
    spreads={
        "kidney_injury_per_h": 0.5,
        "bacteria_growth_per_h": 0.42,
        "phagocytosis_per_h": 0.15,
        "drive_bacteria": 0.15,
        "drive_damage": 0.10,
        # So wide that hosts tip one after the other, hour by hour, as survival falls in Kumar 2006.
        "damage_by_innate_per_h": 0.35,
        "steroid_sensitivity": 0.4,
        "il6_scale": 0.5,
        "damage_repair_per_h": 0.12,
        # Assumed: how deep the paralysis goes differs between hosts, so that its cost does not come to all at one dose.
        "suppression_tocilizumab": 0.1,
    },
    pathogen="bacteria",
    pathogen_start=0.2,
    extra_start={},
    # What its cultures grow comes from the urinary tract or the gut (assumed).
    invader=Invader.BACTERIA,
    stay_at_least_h=72.0,
    arrivals=Arrivals(
        age_years=Bell(66.0, 16.0, 18.0, 98.0, "ADRENAL 2018, N Engl J Med 378:797: 62 (15) years; older on wards"),
        male=0.57,
        comorbidity=(0.35, 0.33, 0.22, 0.10),
        hours_before=Bell(8.0, 3.0, 2.0, 24.0, "assumed"),
        source="assumed",
    ),
    map_span_h=48.0,
    map_drugs=(("antibiotic",), ("hydrocortisone",)),
    trend_panels=frozenset({Panel.IL6, Panel.INFLAMMATION, Panel.LACTATE_CREATININE}),
    blind_within_h=48.0,
)
