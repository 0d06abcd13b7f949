"""The model: how fast each compartment changes, and what pressure and gas follow from it. Nothing else.

One source serves three uses: a patient (plain floats), a cohort (numpy columns, `batch`) and a compiler. For the
same bits in all three and on every machine it uses `+ - * /`, `sqrt`, `abs` and comparisons only: IEEE 754 rounds
these alike everywhere. So a Hill exponent is 1, 1.5, 2, 2.5, 3 or 4, and the larger of x and 0 is
`0.5 * (x + abs(x))`. docs/model.md gives every equation in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from game.values.elementwise import Column


def pressure_and_gas(  # arguments in the order of use
    leak: Column,
    heart_injury: Column,
    tnf_signal: Column,
    bacteria_signal: Column,
    fluid_l: Column,
    lung_water: Column,
    damage: Column,
    slackness: Column,
    map_rest_mmhg: Column,
    map_loss_leak: Column,
    map_loss_tnf: Column,
    map_loss_bacteria: Column,
    shunt_lung_water: Column,
    shunt_damage: Column,
    inputs: Sequence[Column],
) -> tuple[Column, Column, Column]:
    """Return mean arterial pressure (mmHg), arterial oxygen saturation (share) and shunt (share).

    Gas exchange is a shunt equation with Severinghaus' dissociation curve (1979, J Appl Physiol 46:599); so oxygen
    alone does not cure a shunt. Norepinephrine saturates and is weaker in a failing heart and leaking vessels.
    `slackness` is the share of the lost tone that a steroid has not given back, 1 without one.
    """
    fio2, peep, prone, norepinephrine, _fluid_rate = inputs
    open_vessel = 1.0 - leak
    pump = 1.0 - 0.4 * heart_injury
    mean_pressure = (
        map_rest_mmhg
        * (1.0 - map_loss_leak * leak * slackness)
        * (1.0 - 0.30 * heart_injury)
        * (1.0 - map_loss_tnf * tnf_signal * slackness)
        * (1.0 - map_loss_bacteria * bacteria_signal)
        + 55.0 * norepinephrine / (norepinephrine + 0.25) * pump * (1.0 - 0.5 * leak)
        + 9.0 * fluid_l / (1.0 + 0.35 * fluid_l) * open_vessel
    )
    flooded = (
        (0.03 + shunt_lung_water * lung_water + shunt_damage * damage) * (1.0 - 0.22 * peep) * (1.0 - 0.26 * prone)
    )
    over = flooded - 0.75
    shunt = flooded - 0.5 * (over + abs(over))
    alveolar = 713.0 * fio2 - 50.0
    alveolar_cubic = alveolar * alveolar * alveolar + 150.0 * alveolar
    capillary = 17.42 * alveolar_cubic / (alveolar_cubic + 23400.0) + 0.003 * alveolar
    flow = 1.0 - 0.5 * heart_injury
    arterial = (capillary - shunt / (1.0 - shunt) * 4.5 / flow) / 17.72
    above = arterial - 0.99
    arterial = arterial - 0.5 * (above + abs(above))
    below = arterial - 0.40
    saturation = 0.40 + 0.5 * (below + abs(below))
    return mean_pressure, saturation, shunt


def rate(state: Sequence[Column], parameters: Sequence[Column], inputs: Sequence[Column]) -> tuple[Column, ...]:
    """Return the change of each compartment per hour.

    `state` in the order of `compartments.NAMES`, `parameters` in that of `constants.NAMES`, `inputs` in that of
    `body.Inputs`; each a float or a column of patients. Structure after the models named in docs/model.md.
    """
    # fmt: off
    (
        target_cells, infected_cells, bacteria, antigen, effector_cells, innate_cells, il6, tnf, il10, ifn_gamma,
        damage, leak, lung_water, heart_injury, kidney_injury, tolerance, fluid_l, crp_signal_first, crp_signal,
        crp, ferritin, d_dimer, procalcitonin, lactate, creatinine, temperature, neutrophils, tocilizumab,
        tocilizumab_tissue, receptor_occupancy, dexamethasone, dexamethasone_tissue, methylprednisolone,
        hydrocortisone, steroid_effect, remdesivir, antibiotic, paracetamol, suppression, selection,
        carbapenem_selection, resistant_bacteria, fungus, meropenem, voriconazole, _cumulative_hazard,
    ) = state
    # fmt: on
    # fmt: off
    (
        virus_infection, infected_death, infected_killing, interferon_competence, interferon_half, refractory,
        bacteria_growth, bacteria_ceiling, local_killing, local_killing_half, phagocytosis, phagocytosis_ceiling,
        antibiotic_kill, antigen_growth, antigen_killing, effector_growth, effector_loss, effector_rest,
        antigen_half_virus, antigen_half_tumour, innate_activation, innate_rest, innate_loss, drive_bacteria,
        drive_bacteria_half, drive_virus, drive_virus_half, drive_ifn_gamma, ifn_gamma_half, drive_damage,
        damage_half, gate_base, gate_cytokine, gate_il6, gate_tnf, stressed_drive, _il6_scale, il6_production,
        il6_self_gain, il6_tnf_gain, il6_rest, il6_receptor_clearance, il6_other_clearance, il6_half, il6_half_leak,
        il6_half_fever, il6_half_crp, tnf_production, tnf_bacteria, tnf_rest, tnf_clearance, tnf_half,
        tnf_half_leak, il10_production, il10_rest, il10_clearance, il10_half, ifn_gamma_production,
        ifn_gamma_clearance, damage_by_death, damage_by_innate, damage_innate_half, damage_by_hypoxia,
        damage_repair, leak_per_h, leak_repair, leak_il6, leak_tnf, lung_water_per_h, lung_water_damage,
        lung_water_clearance, heart_injury_per_h, heart_repair, kidney_injury_per_h, kidney_repair, tolerance_per_h,
        tolerance_loss, tolerance_half, map_rest_mmhg, map_loss_leak, map_loss_tnf, map_loss_bacteria,
        shunt_lung_water, shunt_damage, crp_production, crp_signal_h, crp_half_life_h, d_dimer_production,
        ferritin_production, ferritin_half_life_h, ferritin_rest, creatinine_rest, neutrophil_rest,
        steroid_effect_max, steroid_sensitivity, steroid_damage_resistance, steroid_innate, steroid_effector,
        steroid_interferon, steroid_phagocytosis, steroid_damage, steroid_il6, steroid_tnf, steroid_leak,
        steroid_tone, steroid_il10, phagocytes_il6, phagocytes_tnf, remdesivir_effect_max, shock_endothelium,
        hazard_per_h, hazard_bacteria, hazard_virus, hazard_rest, frailty, suppression_per_h, suppression_half,
        suppression_tocilizumab, suppression_loss, suppression_phagocytosis, shock_phagocytosis, _suppression_entry,
        selection_per_h, selection_loss, carbapenem_selection_per_h, _resistant_share, resistant_growth,
        resistant_eaten, meropenem_kill, carbapenem_shift, fungus_growth, fungus_killing, fungus_phagocytosis,
        voriconazole_kill, _fungus_per_h, _fungus_entry, _superinfection, _tube_inoculum,
    ) = parameters
    # fmt: on

    # Signals: Hill functions of exponent 1.5 for cytokines. Tocilizumab hides IL-6 from its receptor.
    free = 1.0 - receptor_occupancy
    level = abs(il6)
    seen = level * sqrt(level)
    il6_signal = free * seen / (seen + il6_half * sqrt(il6_half))
    il6_leak = free * seen / (seen + il6_half_leak * sqrt(il6_half_leak))
    il6_crp = free * seen / (seen + il6_half_crp * sqrt(il6_half_crp))
    fever_il6 = free * level / (level + il6_half_fever)
    level = abs(tnf)
    seen = level * sqrt(level)
    tnf_signal = seen / (seen + tnf_half * sqrt(tnf_half))
    tnf_leak = seen / (seen + tnf_half_leak * sqrt(tnf_half_leak))
    ratio = ifn_gamma / ifn_gamma_half
    ifn_signal = ratio * ratio / (1.0 + ratio * ratio)
    germs = bacteria + resistant_bacteria
    load = germs + 0.1 * fungus
    bacteria_signal = load / (load + drive_bacteria_half)
    replicating = infected_cells * (1.0 - remdesivir_effect_max * remdesivir / (remdesivir + 20.0))
    virus_signal = replicating / (replicating + drive_virus_half)
    ratio = damage / damage_half
    damage_signal = ratio * ratio * ratio / (1.0 + ratio * ratio * ratio)
    ratio = il10 / il10_half
    il10_brake = 1.0 / (1.0 + ratio * ratio)
    steroid = steroid_effect * steroid_sensitivity * (1.0 - steroid_damage_resistance * damage)
    heard = 1.0 - steroid_tnf * steroid  # of TNF: a steroid stops NF-kB, not the STAT3 by which IL-6 speaks

    # Pressure and gas
    mean_pressure, saturation, shunt = pressure_and_gas(
        leak,
        heart_injury,
        tnf_signal,
        bacteria_signal,
        fluid_l,
        lung_water,
        damage,
        1.0 - steroid_tone * steroid,
        map_rest_mmhg,
        map_loss_leak,
        map_loss_tnf,
        map_loss_bacteria,
        shunt_lung_water,
        shunt_damage,
        inputs,
    )
    low_oxygen = 0.86 - saturation
    low_pressure = 60.0 - mean_pressure
    hypoxia = 2.5 * (low_oxygen + abs(low_oxygen)) + 0.02 * (low_pressure + abs(low_pressure))
    # A rounded bend of 1 mmHg where the others are sharp: lactate follows it fast, and a kink costs the method order.
    low_pressure = 65.0 - mean_pressure
    low_pressure = 0.5 * (low_pressure + sqrt(low_pressure * low_pressure + 1.0))
    filtration = (mean_pressure - 35.0) / 35.0
    below = filtration - 0.05
    filtration = 0.05 + 0.5 * (below + abs(below))
    above = filtration - 1.0
    filtration = (filtration - 0.5 * (above + abs(above))) * (1.0 - kidney_injury)

    # Virus: target cells, infection slowed by interferon and remdesivir, which stops the copying of the virus inside
    # infected cells and so also what they signal; killing by T cells
    interferon = (
        interferon_competence
        * infected_cells
        / (infected_cells + interferon_half)
        * (1.0 - steroid_interferon * steroid)
    )
    infection = virus_infection * target_cells * replicating / (1.0 + interferon)
    armed = effector_cells * (1.0 - steroid_effector * steroid)
    virus_kill = infected_killing * armed * infected_cells
    d_target = -infection - refractory * interferon * target_cells
    d_infected = infection - infected_death * infected_cells - virus_kill

    # Germs: growth, what kills them, resident and activated phagocytes
    antibiotic_in_mic = antibiotic / 112.5
    meropenem_in_mic = meropenem / 40.0
    needed = 1.0 + carbapenem_shift * carbapenem_selection * carbapenem_selection
    kill = antibiotic_kill * antibiotic_in_mic / (antibiotic_in_mic + 2.5)
    reserve_kill = meropenem_kill * meropenem_in_mic / (meropenem_in_mic + 2.5 * needed)
    paralysis = leak * leak  # of phagocytes in shock: small while vessels hold
    paralysis = shock_phagocytosis * paralysis * paralysis
    competence = (
        (1.0 - steroid_phagocytosis * steroid)
        * (1.0 + phagocytes_il6 * il6_signal + phagocytes_tnf * tnf_signal)
        * (1.0 - 0.5 * tolerance)
        * 1.2
        * neutrophils
        / ((neutrophils + 0.9) * (1.0 + suppression_phagocytosis * suppression * suppression) * (1.0 + paralysis))
    )
    room = 1.0 - germs / bacteria_ceiling
    eaten = competence * (
        local_killing / (germs + local_killing_half)
        + phagocytosis * innate_cells / (1.0 + germs / phagocytosis_ceiling)
    )
    d_bacteria = bacteria * (bacteria_growth * room - kill - reserve_kill - eaten)
    d_resistant = resistant_bacteria * (resistant_growth * room - reserve_kill - resistant_eaten * eaten)
    d_fungus = fungus * (
        fungus_growth * (1.0 - fungus / bacteria_ceiling)
        - voriconazole_kill * voriconazole / (voriconazole + 400.0)
        - competence * (fungus_killing + fungus_phagocytosis * innate_cells)
    )
    carbapenem_pressure = meropenem_in_mic / (meropenem_in_mic + 1.0)
    pressure = antibiotic_in_mic / (antibiotic_in_mic + 1.0) + carbapenem_pressure
    d_selection = selection_per_h * pressure * (1.0 - selection) - selection_loss * selection
    d_carbapenem = (
        carbapenem_selection_per_h * carbapenem_pressure * (1.0 - carbapenem_selection)
        - selection_loss * carbapenem_selection
    )
    exposure = dexamethasone + 0.1875 * methylprednisolone + 0.0375 * hydrocortisone
    d_suppression = (
        suppression_per_h * (exposure / (exposure + suppression_half) + suppression_tocilizumab * receptor_occupancy)
        - suppression_loss * suppression
    )

    # Tumour and T cells
    tumour_kill = antigen_killing * armed * antigen
    d_antigen = antigen_growth * antigen - tumour_kill
    unseen_virus = antigen_half_virus / (infected_cells + antigen_half_virus)
    unseen_tumour = antigen_half_tumour / (antigen + antigen_half_tumour)
    d_effector = effector_growth * (1.0 - unseen_virus * unseen_tumour) * effector_cells * (1.0 - effector_cells) * (
        1.0 - steroid_effector * steroid
    ) - effector_loss * (effector_cells - effector_rest) * (1.0 + 0.3 * steroid)

    # Innate cells: activation by pathogen, IFN-gamma, and by damage where IL-6 or TNF opens the gate
    drive = (
        drive_bacteria * bacteria_signal
        + drive_virus * virus_signal
        + drive_ifn_gamma * ifn_signal
        + drive_damage
        * damage_signal
        * (gate_base + gate_cytokine * (1.0 - (1.0 - gate_il6 * il6_signal) * (1.0 - gate_tnf * heard * tnf_signal)))
    )
    ratio = tolerance / tolerance_half
    ratio = ratio * ratio
    awake = 1.0 / (1.0 + ratio * ratio)
    d_innate = (
        innate_activation * (1.0 - innate_cells) * drive * (1.0 - steroid_innate * steroid) * il10_brake * awake
        + innate_rest
        + stressed_drive
        - innate_loss * innate_cells
    )
    d_tolerance = tolerance_per_h * innate_cells * (1.0 - tolerance) - tolerance_loss * tolerance

    # Cytokines
    spared = 1.0 - steroid
    d_il6 = (
        il6_production
        * innate_cells
        * (1.0 + il6_tnf_gain * tnf_signal + il6_self_gain * il6_signal)
        * (1.0 - steroid_il6 * steroid)
        + il6_rest
        - (il6_receptor_clearance * free + il6_other_clearance) * il6
    )
    d_tnf = (
        (tnf_production * innate_cells + tnf_bacteria * bacteria_signal) * spared * il10_brake
        + tnf_rest
        - tnf_clearance * tnf
    )
    d_il10 = (
        il10_production * innate_cells * (1.0 + il6_signal) * (1.0 + steroid_il10 * steroid)
        + il10_rest
        - il10_clearance * il10
    )
    unseen_virus = 0.003 / (infected_cells + 0.003)
    unseen_tumour = 0.4 / (antigen + 0.4)
    d_ifn_gamma = (
        ifn_gamma_production * effector_cells * (1.0 - unseen_virus * unseen_tumour) * spared
        + ifn_gamma_clearance * 1.0  # pg/mL, the level at rest
        - ifn_gamma_clearance * ifn_gamma
    )

    # Tissue, vessels, organs
    ratio = innate_cells / damage_innate_half
    ratio = ratio * ratio * ratio
    d_damage = (1.0 - damage) * (
        damage_by_death * (infected_death + infected_killing * armed) * replicating
        + damage_by_innate * ratio / (1.0 + ratio) * (1.0 - steroid_damage * steroid)
        + damage_by_hypoxia * hypoxia
    ) - damage_repair * damage
    opening = (1.0 - (1.0 - leak_il6 * il6_leak) * (1.0 - leak_tnf * heard * tnf_leak)) * (1.0 - steroid_leak * steroid)
    d_leak = leak_per_h * (1.0 - leak) * opening - leak_repair * leak
    d_lung_water = (1.0 - lung_water) * (
        lung_water_per_h * leak + lung_water_damage * damage + (0.02 + 0.08 * leak) * fluid_l
    ) - lung_water_clearance * lung_water
    d_heart = (
        heart_injury_per_h * (1.0 - heart_injury) * (opening * sqrt(abs(opening)) + 0.5 * hypoxia)
        - heart_repair * heart_injury
    )
    d_kidney = (
        kidney_injury_per_h * (1.0 - kidney_injury) * (0.6 * leak * opening + low_pressure / 30.0)
        - kidney_repair * kidney_injury
    )
    d_fluid = inputs[4] - (0.9 + 2.2 * leak) * fluid_l

    # Biomarkers
    d_signal_first = (il6_crp - crp_signal_first) / crp_signal_h
    d_signal = (crp_signal_first - crp_signal) / crp_signal_h
    d_crp = crp_production * crp_signal + 0.015 - 0.6931471805599453 / crp_half_life_h * crp
    d_ferritin = ferritin_production * innate_cells * (
        1.0 + 3.0 * ifn_signal
    ) + 0.6931471805599453 / ferritin_half_life_h * (ferritin_rest - ferritin)
    d_d_dimer = d_dimer_production * (leak * opening + 0.3 * damage) + 0.0866 * (0.3 - d_dimer)
    d_procalcitonin = (
        2.9 * germs / (germs + 1.0) * (1.0 - 0.3 * steroid) + 0.02 * tnf_leak + 0.02 * (0.05 - procalcitonin)
    )
    low_oxygen = 0.85 - saturation
    slack = map_loss_leak * leak
    shock = low_pressure / 15.0 + shock_endothelium * slack * slack
    d_lactate = 0.5 * (1.0 + 3.75 * shock + 10.0 * (low_oxygen + abs(low_oxygen)) - lactate)
    d_creatinine = 0.035 * (creatinine_rest - filtration * creatinine)
    fever = 0.65 * fever_il6 + 0.35 * tnf_signal
    ratio = paracetamol / 700.0
    d_temperature = (36.8 + 3.3 * fever - 2.0 * ratio * ratio / (1.0 + ratio * ratio) * fever - temperature) / 1.7
    d_neutrophils = (
        neutrophil_rest
        * (1.0 + 3.0 * innate_cells * (1.0 - 0.5 * receptor_occupancy) + 1.0 * steroid)
        * (1.0 - 0.1 * receptor_occupancy)
        - neutrophils
    ) / 18.0

    # Drugs, all of them in mg
    concentration = tocilizumab / 3.5
    d_tocilizumab = (
        -0.0125 * concentration
        - 0.47 * concentration / (2.7 + concentration)
        - 0.00833 * concentration
        + 0.00833 * tocilizumab_tissue / 2.9
    )
    d_tocilizumab_tissue = 0.00833 * concentration - 0.00833 * tocilizumab_tissue / 2.9
    d_occupancy = (concentration / (concentration + 1.0) - receptor_occupancy) / 4.0
    d_dexamethasone = -0.1915789473684210 * dexamethasone + 0.1063241106719368 * dexamethasone_tissue
    d_dexamethasone_tissue = 0.0104873294346979 * dexamethasone - 0.1063241106719368 * dexamethasone_tissue
    d_methylprednisolone = -0.2475525644857 * methylprednisolone
    d_hydrocortisone = -0.3850817669777 * hydrocortisone
    dexamethasone_level = 19.49317738791423 * dexamethasone
    ratio = abs(methylprednisolone) * 0.8403361344537815
    ratio = ratio * ratio * sqrt(ratio)
    wanted = steroid_effect_max * (
        1.0 - 10.0 / (dexamethasone_level + 10.0) / (1.0 + ratio) * 12.0 / (hydrocortisone + 12.0)
    )
    gap = wanted - steroid_effect
    d_steroid = 0.2 * (gap + abs(gap)) + 0.017857142857142856 * (gap - abs(gap))
    d_remdesivir = -0.028881132523331 * remdesivir
    d_antibiotic = -(0.1 + 0.35 * filtration) * antibiotic
    d_meropenem = -(0.15 + 0.60 * filtration) * meropenem
    d_voriconazole = -0.0577622650467 * voriconazole
    d_paracetamol = -0.2772588722239781 * paracetamol

    # Danger
    flooded = 4.0 * (shunt - 0.25)
    flooded = 0.5 * (flooded + abs(flooded))
    low_oxygen = 5.0 * (0.88 - saturation + abs(0.88 - saturation))
    sour = 0.16666666666666666 * (lactate - 3.0 + abs(lactate - 3.0))
    d_hazard = (
        hazard_per_h
        * frailty
        * (
            flooded * flooded
            + low_oxygen * low_oxygen
            + shock * shock
            + sour * sour
            + kidney_injury * kidney_injury
            + heart_injury * heart_injury
            + hazard_bacteria * bacteria_signal
            + hazard_virus * virus_signal
            + hazard_rest
        )
    )
    return (
        d_target, d_infected, d_bacteria, d_antigen, d_effector, d_innate, d_il6, d_tnf, d_il10, d_ifn_gamma,
        d_damage, d_leak, d_lung_water, d_heart, d_kidney, d_tolerance, d_fluid,
        d_signal_first, d_signal, d_crp, d_ferritin, d_d_dimer, d_procalcitonin, d_lactate, d_creatinine, d_temperature,
        d_neutrophils,
        d_tocilizumab, d_tocilizumab_tissue, d_occupancy, d_dexamethasone, d_dexamethasone_tissue,
        d_methylprednisolone, d_hydrocortisone, d_steroid, d_remdesivir, d_antibiotic, d_paracetamol,
        d_suppression, d_selection, d_carbapenem, d_resistant, d_fungus, d_meropenem, d_voriconazole, d_hazard,
    )  # fmt: skip
