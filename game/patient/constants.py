"""Every constant of the model: name, value, unit, range, where it comes from, what it means.

`kind` says how a value was found: 'literature' (a study gives it), 'calibrated' (tuned until the model meets the
targets in docs/validation.md) or 'assumed' (a plausible value that has no direct source; the text says why).
The order of `TABLE` is the order of the parameter tuple that `equations.rate` unpacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Origin = Literal["literature", "calibrated", "assumed"]


@dataclass(frozen=True, slots=True)
class Constant:
    """One number of the model."""

    name: str
    value: float
    unit: str
    low: float
    """Least value that a host may have."""
    high: float
    kind: Origin
    source: str
    meaning: str


_row = Constant


_VIRAL = "Dodds 2021, J Pharmacokinet Pharmacodyn 48:655 (doubling 7 h)"
_DAY = "Reynolds 2006, J Theor Biol 242:220 (structure)"
_BIOGEARS = "McDaniel 2019, Front Physiol 10:1321 (structure)"
_NONE = "assumed: no direct measurement in patients"

# fmt: off
TABLE: Final[tuple[Constant, ...]] = (
    # --- virus
    _row("virus_infection_per_h", 0.124, "1/h", 0.04, 0.3, "literature",
         _VIRAL, "infection of target cells per infected share"),
    _row("infected_death_per_h", 0.025, "1/h", 0.01, 0.08, "literature",
         "Goncalves 2020, CPT Pharmacometrics Syst Pharmacol 9:509 (0.6/d)", "death of infected cells"),
    _row("infected_killing_per_h", 0.25, "1/h", 0.05, 1.0, "calibrated",
         "clearance 11 to 14 days after symptoms", "killing of infected cells at full T-cell response"),
    _row("interferon_competence", 1.0, "share", 0.02, 1.5, "assumed",
         "Hadjadj 2020, Science 369:718: impaired type I interferon in severe COVID-19",
         "strength of type I interferon"),
    _row("interferon_half", 0.01, "share infected", 0.001, 0.1, "assumed", _NONE, "infected share at half interferon"),
    _row("refractory_per_h", 0.02, "1/h", 0.0, 0.1, "calibrated",
         "viral peak 10^7.5 in mild illness", "targets made refractory by interferon"),
    # --- bacteria
    _row("bacteria_growth_per_h", 0.30, "1/h", 0.05, 1.0, "literature", "Reynolds 2006 (0.3 to 0.6/h)", "growth"),
    _row("bacteria_ceiling", 200.0, "10^6 CFU/mL", 20.0, 1000.0, "assumed", _DAY, "carrying capacity"),
    _row("local_killing", 0.0115, "10^6 CFU/mL/h", 0.0, 0.1, "calibrated", _BIOGEARS, "killing by resident cells"),
    _row("local_killing_half", 0.02, "10^6 CFU/mL", 0.005, 0.2, "calibrated", _BIOGEARS, "load at half that killing"),
    _row("phagocytosis_per_h", 1.5, "1/h", 0.2, 6.0, "calibrated", _DAY, "killing by activated innate cells"),
    _row("phagocytosis_ceiling", 5.0, "10^6 CFU/mL", 0.5, 50.0, "calibrated", _DAY, "load that overwhelms phagocytes"),
    _row("antibiotic_kill_per_h", 2.1, "1/h", 0.5, 5.0, "literature",
         "Regoes 2004, Antimicrob Agents Chemother 48:3670 (form)", "greatest kill of the antibiotic"),
    # --- tumour and T cells
    _row("antigen_growth_per_h", 0.002, "1/h", 0.0, 0.01, "assumed", _NONE, "growth of the tumour"),
    _row("antigen_killing_per_h", 0.06, "1/h", 0.01, 0.2, "calibrated",
         "tumour gone by day 8 to 9 after CAR-T cells", "killing of tumour at full CAR-T expansion"),
    _row("effector_growth_per_h", 0.043, "1/h", 0.02, 0.08, "calibrated",
         "net doubling 18 h", "expansion of T cells that see antigen"),
    _row("effector_loss_per_h", 0.004, "1/h", 0.001, 0.02, "assumed", _NONE, "contraction of T cells"),
    _row("effector_rest", 1e-4, "share", 1e-5, 1e-2, "assumed", _NONE, "T cells at rest"),
    _row("antigen_half_virus", 3e-4, "share infected", 1e-5, 1e-2, "assumed",
         "programmed expansion: little antigen suffices", "infected share at half T-cell drive"),
    _row("antigen_half_tumour", 0.02, "share", 1e-3, 0.5, "assumed", _NONE, "tumour at half T-cell drive"),
    # --- innate cells: the loop of the storm
    _row("innate_activation_per_h", 0.50, "1/h", 0.1, 1.5, "calibrated", _BIOGEARS, "greatest activation"),
    _row("innate_rest_per_h", 1.2e-4, "1/h", 0.0, 1e-3, "calibrated",
         "IL-6 under 10 pg/mL in health", "activation at rest"),
    _row("innate_loss_per_h", 0.12, "1/h", 0.04, 0.3, "calibrated",
         "survival of activated monocytes, hours", "loss of activated innate cells"),
    _row("drive_bacteria", 0.3, "", 0.05, 2.0, "calibrated", _DAY, "activation by bacteria"),
    _row("drive_bacteria_half", 0.5, "10^6 CFU/mL", 0.05, 5.0, "calibrated", _DAY, "load at half that activation"),
    _row("drive_virus", 0.015, "", 0.0, 0.2, "calibrated",
         "Jenner 2021, PLoS Pathog 17:e1009753 (pattern)", "activation by infected cells"),
    _row("drive_virus_half", 0.10, "share infected", 0.01, 1.0, "assumed", _NONE, "infected share at half of it"),
    _row("drive_ifn_gamma", 0.50, "", 0.0, 1.5, "calibrated",
         "onset of CAR-T release syndrome on day 3", "activation by IFN-gamma"),
    _row("ifn_gamma_half", 300.0, "pg/mL", 50.0, 2000.0, "assumed", _NONE, "IFN-gamma at half of it"),
    _row("drive_damage", 0.8, "", 0.2, 2.0, "calibrated", _BIOGEARS, "activation by dying tissue, the storm's loop"),
    _row("damage_half", 0.20, "share", 0.05, 0.6, "calibrated",
         "bistable with a threshold near 0.12", "damage at half of it"),
    _row("gate_base", 0.02, "", 0.0, 0.3, "calibrated",
         "storm needs damage and cytokine", "part of the loop that needs no cytokine"),
    _row("gate_cytokine", 0.75, "", 0.1, 1.5, "calibrated",
         "storm needs damage and cytokine", "part of the loop that needs IL-6 or TNF-alpha"),
    _row("gate_il6", 1.0, "share", 0.0, 1.0, "assumed",
         "either cytokine alone activates monocytes", "how far IL-6 alone opens that part"),
    _row("gate_tnf", 0.95, "share", 0.0, 1.0, "calibrated",
         "Le 2018, Oncologist 23:943: tocilizumab fails in a third", "how far TNF-alpha alone opens that part"),
    _row("stressed_drive", 0.0, "1/h", 0.0, 0.01, "assumed",
         "stress before infection raises resting inflammation",
         "activation by an immune system that was stressed before"),
    # --- IL-6 (in reference units; `il6_scale` gives pg/mL)
    _row("il6_scale", 1.0, "pg/mL per unit", 0.02, 6.0, "literature",
         "Leisman 2020, Lancet Respir Med 8:1233: means 37 COVID-19, 984 sepsis, 3,111 CAR-T",
         "serum IL-6 for the same signal, by disease and host"),
    _row("il6_production", 1000.0, "unit/h", 300.0, 3000.0, "calibrated",
         "IL-6 about 2,000 in a full storm", "by innate cells"),
    _row("il6_self_gain", 2.0, "", 0.0, 6.0, "calibrated", "steepness of the rise", "production raised by IL-6 itself"),
    _row("il6_tnf_gain", 1.0, "", 0.0, 3.0, "assumed",
         "infused TNF-alpha raises IL-6", "production raised by TNF-alpha"),
    _row("il6_rest", 2.0, "unit/h", 0.5, 5.0, "calibrated", "healthy mean 5 pg/mL", "production at rest"),
    _row("il6_receptor_clearance_per_h", 0.60, "1/h", 0.2, 1.5, "literature",
         "total 0.66 to 0.70/h: Windoloski 2024, Exp Physiol EP091552; receptor share: Nishimoto 2008, Blood 112:3959",
         "clearance by the receptor, which tocilizumab blocks"),
    _row("il6_other_clearance_per_h", 0.10, "1/h", 0.02, 0.4, "literature", "the same", "clearance by other ways"),
    _row("il6_half", 100.0, "unit", 20.0, 500.0, "calibrated",
         "storm threshold", "IL-6 at half signal in innate cells"),
    _row("il6_half_leak", 300.0, "unit", 60.0, 1500.0, "calibrated", "leak after the rise", "IL-6 at half leak"),
    _row("il6_half_fever", 60.0, "unit", 10.0, 5000.0, "calibrated", "39 °C in a storm", "IL-6 at half fever"),
    _row("il6_half_crp", 250.0, "unit", 50.0, 1000.0, "calibrated",
         "CRP about 150 mg/L in severe COVID-19", "IL-6 at half CRP drive"),
    # --- TNF-alpha, IL-10, IFN-gamma
    _row("tnf_production", 400.0, "pg/mL/h", 100.0, 1500.0, "calibrated",
         "TNF under 100 pg/mL outside shock", "by innate cells"),
    _row("tnf_bacteria", 250.0, "pg/mL/h", 0.0, 1000.0, "calibrated",
         "several hundred pg/mL in shock: Damas 1992, Ann Surg 215:356", "by bacteria"),
    _row("tnf_rest", 2.6, "pg/mL/h", 0.5, 10.0, "calibrated", "healthy 2 pg/mL", "at rest"),
    _row("tnf_clearance_per_h", 1.4, "1/h", 0.5, 4.0, "literature", "Windoloski 2024 (1.395/h)", "clearance"),
    _row("tnf_half", 35.0, "pg/mL", 4.0, 300.0, "calibrated", _BIOGEARS, "TNF-alpha at half signal"),
    _row("tnf_half_leak", 45.0, "pg/mL", 5.0, 500.0, "calibrated", _BIOGEARS, "TNF-alpha at half leak"),
    _row("il10_production", 70.0, "pg/mL/h", 10.0, 300.0, "calibrated",
         "Windoloski 2024 (order TNF, IL-6, IL-10)", "by innate cells"),
    _row("il10_rest", 0.7, "pg/mL/h", 0.1, 3.0, "calibrated", "healthy 2 pg/mL", "at rest"),
    _row("il10_clearance_per_h", 0.35, "1/h", 0.1, 1.0, "literature",
         "half-life 2 to 4.5 h; BioGears 0.35/h", "clearance"),
    _row("il10_half", 120.0, "pg/mL", 30.0, 500.0, "calibrated", _DAY, "IL-10 at half brake"),
    _row("ifn_gamma_production", 80.0, "pg/mL/h", 10.0, 500.0, "calibrated",
         "Hardiansyah 2019, Clin Transl Sci 12:343 (order)", "by T cells that see antigen"),
    _row("ifn_gamma_clearance_per_h", 0.15, "1/h", 0.05, 4.0, "assumed", "published 0.06 to 3.6/h", "clearance"),
    # --- tissue, vessels, organs
    _row("damage_by_death", 0.4, "", 0.05, 2.0, "calibrated",
         "damage from dying infected cells", "damage per cell death"),
    _row("damage_by_innate_per_h", 0.045, "1/h", 0.005, 0.2, "calibrated", "storm threshold", "damage by innate cells"),
    _row("damage_innate_half", 0.40, "share", 0.1, 1.0, "calibrated",
         "collateral damage is steep in activation", "innate cells at half of it"),
    _row("damage_by_hypoxia_per_h", 0.02, "1/h", 0.0, 0.1, "calibrated",
         "shock and hypoxia injure", "damage by hypoxia and shock"),
    _row("damage_repair_per_h", 0.022, "1/h", 0.004, 0.06, "literature", "Reynolds 2006 (0.02/h)", "repair"),
    _row("leak_per_h", 0.12, "1/h", 0.02, 0.4, "calibrated", "hours", "opening of vessels"),
    _row("leak_repair_per_h", 0.06, "1/h", 0.01, 0.2, "calibrated", "hours", "closing of vessels"),
    _row("leak_il6", 0.6, "", 0.1, 1.2, "calibrated",
         "tocilizumab lowers pressor need in 12 to 24 h", "part of leak by IL-6"),
    _row("leak_tnf", 0.7, "", 0.0, 1.2, "calibrated", "the rest", "part of leak by TNF-alpha"),
    _row("lung_water_per_h", 0.05, "1/h", 0.01, 0.3, "calibrated",
         "oxygen need by symptom day 7", "flooding through leaking vessels"),
    _row("lung_water_damage_per_h", 0.03, "1/h", 0.0, 0.3, "calibrated",
         "ARDS after tissue damage", "flooding through damaged lining"),
    _row("lung_water_clearance_per_h", 0.04, "1/h", 0.005, 0.1, "calibrated",
         "oxygenation improves in 2 to 5 days", "clearance"),
    _row("heart_injury_per_h", 0.05, "1/h", 0.002, 0.2, "calibrated", "order of organ failure", "injury of the heart"),
    _row("heart_repair_per_h", 0.02, "1/h", 0.002, 0.05, "assumed", "septic cardiomyopathy heals in a week", "repair"),
    _row("kidney_injury_per_h", 0.05, "1/h", 0.002, 0.2, "calibrated",
         "order of organ failure", "injury of the kidneys"),
    _row("kidney_repair_per_h", 0.012, "1/h", 0.001, 0.05, "assumed", "kidney injury heals in a week or two", "repair"),
    _row("tolerance_per_h", 0.017, "1/h", 0.0, 0.1, "calibrated",
         "storms burn out in one to two weeks if survived", "exhaustion of innate cells"),
    _row("tolerance_loss_per_h", 0.001, "1/h", 0.001, 0.02, "assumed",
         "immune paralysis lasts about a week", "recovery from exhaustion"),
    _row("tolerance_half", 0.414, "share", 0.1, 2.0, "calibrated",
         "storms burn out", "exhaustion that halves activation, fourth power"),
    # --- pressure and gas
    _row("map_rest_mmhg", 92.0, "mmHg", 70.0, 115.0, "literature",
         "healthy adult mean arterial pressure", "pressure at rest"),
    _row("map_loss_leak", 0.40, "share", 0.05, 0.7, "calibrated",
         "shock of sepsis and CAR-T; less in COVID-19", "pressure lost at full leak"),
    _row("map_loss_tnf", 0.15, "share", 0.0, 0.5, "calibrated",
         "Dobreva 2021, J Physiol (pattern)", "pressure lost at full TNF signal"),
    _row("map_loss_bacteria", 0.10, "share", 0.0, 0.5, "assumed",
         "vasoplegia by bacterial products", "pressure lost to bacteria directly"),
    _row("shunt_lung_water", 0.45, "share", 0.1, 0.9, "calibrated",
         "P/F under 150 in severe ARDS", "shunt at full lung water"),
    _row("shunt_damage", 0.12, "share", 0.0, 0.5, "calibrated", "the same", "shunt at full tissue damage"),
    # --- biomarkers
    _row("crp_production", 11.0, "mg/L/h", 3.0, 30.0, "calibrated",
         "CRP 143 (107 to 205) at entry of RECOVERY tocilizumab", "greatest production"),
    _row("crp_signal_h", 8.5, "h", 2.0, 12.0, "calibrated",
         "rise after 4 to 6 h, peak at 36 to 50 h", "each of two delays"),
    _row("crp_half_life_h", 19.0, "h", 15.0, 25.0, "literature", "Pepys 2003, J Clin Invest 111:1805", "half-life"),
    _row("d_dimer_production", 1.2, "mg/L FEU/h", 0.1, 5.0, "calibrated",
         "1.7 mg/L in ventilated COVID-19: PMC7382959; 3 to 20 in severe CAR-T", "by leaking vessels and damage"),
    _row("ferritin_production", 60.0, "µg/L/h", 10.0, 3000.0, "calibrated",
         "1,000 to 3,000 in COVID-19, over 10,000 in CAR-T", "by innate cells"),
    _row("ferritin_half_life_h", 30.0, "h", 15.0, 60.0, "assumed", "about 30 h", "half-life"),
    _row("ferritin_rest", 150.0, "µg/L", 15.0, 400.0, "literature", "healthy range 30 to 400", "at rest"),
    _row("creatinine_rest", 80.0, "µmol/L", 45.0, 200.0, "literature", "healthy range 45 to 110", "at rest"),
    _row("neutrophil_rest", 4.5, "10^9/L", 0.05, 8.0, "literature",
         "healthy range 2.0 to 7.5", "at rest; low after chemotherapy"),
    # --- drugs: what the host makes of them
    _row("steroid_effect_max", 0.80, "share", 0.3, 0.95, "literature",
         "Waage 1990, Eur J Pharmacol: 21 % of TNF is left", "greatest effect"),
    _row("steroid_sensitivity", 1.0, "share", 0.1, 1.2, "literature",
         "Hornik 2019: 21 % of the stimulus is insensitive", "this host's response"),
    _row("steroid_damage_resistance", 0.8, "share", 0.0, 1.0, "calibrated",
         "Horton and Remick 2010: late dexamethasone fails", "response lost at full damage"),
    _row("steroid_innate", 0.25, "share", 0.0, 1.0, "calibrated", "steroids stop activation", "on innate activation"),
    _row("steroid_effector", 0.43, "share", 0.0, 0.8, "calibrated",
         "clearance slower by 1.5 to 7 days: Li 2021, meta-analysis PMC8514812", "on T-cell expansion"),
    _row("steroid_interferon", 0.5, "share", 0.0, 0.9, "calibrated", "the same", "on type I interferon"),
    _row("steroid_phagocytosis", 0.55, "share", 0.0, 0.9, "calibrated",
         "superinfection grows with dose", "on killing of bacteria"),
    _row("steroid_damage", 0.3, "share", 0.0, 0.9, "assumed", _NONE, "on damage by innate cells"),
    _row("steroid_il6", 0.3, "share", 0.0, 0.9, "calibrated",
         "tissue makes IL-6 too, which steroids spare more than TNF-alpha", "on production of IL-6"),
    _row("steroid_tnf", 0.5, "share", 0.0, 1.0, "assumed",
         "Barnes 1998, Clin Sci 94:557: steroids stop NF-kB, by which TNF-alpha acts; IL-6 acts by STAT3",
         "on what TNF-alpha does to innate cells and vessels"),
    _row("steroid_leak", 0.2, "share", 0.0, 0.9, "assumed",
         "steroids tighten the lining of vessels; no measurement in patients", "on opening of vessels"),
    _row("steroid_tone", 0.2, "share", 0.0, 0.9, "calibrated",
         "ADRENAL 2018, N Engl J Med 378:797: a day less of pressor", "on lost tone of vessels"),
    _row("steroid_il10", 1.8, "", 0.0, 4.0, "literature",
         "Hornik 2019: methylprednisolone raises IL-10 (2.28)", "on IL-10"),
    _row("phagocytes_il6", 0.4, "", 0.0, 2.0, "assumed",
         "Dalrymple 1995, Infect Immun 63:2262: without IL-6 more bacteria and deaths in mice",
         "killing of bacteria gained by IL-6"),
    _row("phagocytes_tnf", 0.3, "", 0.0, 2.0, "assumed",
         "Fisher 1996, N Engl J Med 334:1697: more deaths, the more TNF-alpha was blocked",
         "killing of bacteria gained by TNF-alpha"),
    _row("remdesivir_effect_max", 0.87, "share", 0.3, 0.99, "literature",
         "Goncalves 2020: 6 to 87 % for marketed drugs", "on infection of cells"),
    # --- danger
    _row("shock_endothelium", 5.0, "", 0.0, 30.0, "calibrated",
         "lactate in treated septic shock", "shock of the small vessels at full slackness, which no pressor mends"),
    _row("hazard_per_h", 0.0022, "1/h", 0.0001, 0.05, "calibrated",
         "RECOVERY usual care: 41.4, 26.2, 14.0 % by stratum", "death at one unit of organ failure"),
    _row("hazard_bacteria", 0.8, "", 0.0, 5.0, "calibrated",
         "case fatality of untreated superinfection", "part of the hazard at full bacterial load"),
    _row("hazard_virus", 0.28, "", 0.0, 5.0, "calibrated",
         "deaths without oxygen need in RECOVERY usual care", "part of the hazard at full viral load"),
    _row("hazard_rest", 0.0, "", 0.0, 0.2, "assumed",
         "Rhee 2019, JAMA Netw Open 2:e187571: most deaths in sepsis were of what the patient had before",
         "part of the hazard that no treatment of this illness reaches"),
    _row("frailty", 1.0, "", 0.05, 20.0, "calibrated", "age and comorbidity", "multiplies the hazard of death"),
    # --- second infections
    _row("suppression_per_h", 0.06, "1/h", 0.0, 0.3, "calibrated",
         "infections by dose: RECOVERY 2023, Lancet 401:1499", "rise of immunosuppression at full exposure"),
    _row("suppression_half_mg", 8.0, "mg", 1.0, 40.0, "assumed",
         "10 mg every 6 h suppresses four times as much as 6 mg a day", "dexamethasone in the body at half of it"),
    _row("suppression_tocilizumab", 0.2, "share", 0.0, 1.0, "calibrated",
         "Somers 2021: 54 against 26 %", "the same by blocked IL-6 receptors, as part of the steroids' most"),
    _row("suppression_loss_per_h", 0.006, "1/h", 0.002, 0.02, "assumed",
         "lymphocytes and monocytes recover one to two weeks after the last dose", "recovery"),
    _row("suppression_phagocytosis", 0.06, "", 0.0, 1.0, "calibrated",
         "one drug is borne, several are not: RECOVERY against high doses", "killing lost, by the square of it"),
    _row("suppression_entry", 1.2, "", 0.0, 5.0, "calibrated",
         "Somers 2021: 54 against 26 %", "entry of bacteria by one unit of it"),
    _row("selection_per_h", 0.006, "1/h", 0.0, 0.05, "assumed",
         "colonised by resistant bacteria after about a week", "selection under a full dose of an antibiotic"),
    _row("selection_loss_per_h", 0.001, "1/h", 0.0, 0.01, "assumed",
         "the flora takes weeks to recover", "return of the usual flora"),
    _row("carbapenem_selection_per_h", 0.015, "1/h", 0.0, 0.05, "assumed",
         "resistance within days of use in critical care", "selection under a full dose of meropenem"),
    _row("resistant_share", 0.10, "share", 0.0, 0.5, "assumed",
         "hospital flora without antibiotics", "bacteria that get in and are not covered, without selection"),
    _row("resistant_growth_per_h", 0.15, "1/h", 0.02, 0.5, "assumed",
         "half the growth of the first germ: infections of devices come over days", "growth of resistant bacteria"),
    _row("resistant_eaten", 0.4, "share", 0.0, 1.0, "assumed",
         "they sit on tubes and lines, where phagocytes do not reach them well", "killing by the defence that is left"),
    _row("meropenem_kill_per_h", 2.1, "1/h", 0.5, 5.0, "assumed",
         "as piperacillin-tazobactam against what it covers", "greatest kill of meropenem"),
    _row("carbapenem_shift", 100.0, "", 0.0, 1000.0, "assumed",
         "inhibitory concentrations over 100 mg/L after long use", "rise of the needed level at full selection"),
    _row("fungus_growth_per_h", 0.05, "1/h", 0.01, 0.2, "assumed",
         "aspergillosis shows after about a week on the ventilator", "growth of the fungus"),
    _row("fungus_killing_per_h", 0.05, "1/h", 0.0, 0.2, "assumed",
         "resident cells hold spores off", "killing by resident cells"),
    _row("fungus_phagocytosis_per_h", 0.10, "1/h", 0.0, 1.0, "assumed",
         "slower than of bacteria", "killing by activated innate cells"),
    _row("voriconazole_kill_per_h", 0.10, "1/h", 0.0, 0.5, "assumed",
         "cultures clear in days", "greatest kill of voriconazole"),
    _row("fungus_per_h", 0.00004, "1/h", 0.0, 0.005, "calibrated",
         "aspergillosis in 9 to 15 % of ventilated COVID-19", "seeding of fungi without devices"),
    _row("fungus_entry", 2.5, "", 0.0, 10.0, "calibrated",
         "Prattes 2022, Clin Microbiol Infect 28:580: tocilizumab 2.45", "entry of fungi by one unit of it"),
    _row("superinfection_per_h", 0.00078, "1/h", 0.0, 0.02, "calibrated",
         "a quarter of ventilated patients: Somers 2021, Clin Infect Dis 73:e445",
         "seeding of bacteria without devices"),
)
# fmt: on

NAMES: Final[tuple[str, ...]] = tuple(constant.name for constant in TABLE)
INDEX: Final[dict[str, int]] = {name: position for position, name in enumerate(NAMES)}
DEFAULTS: Final[dict[str, float]] = {constant.name: constant.value for constant in TABLE}
