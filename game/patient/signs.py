"""The true value of everything that can be observed. The bedside adds error and delay; nobody else reads this."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from game.patient import compartments, constants
from game.patient.body import Body, Inputs
from game.patient.equations import pressure_and_gas
from game.patient.failing import LACTATE_MMOL_PER_L
from game.values.elementwise import Column, above, between, each, where
from game.values.organism import Germ
from game.values.portable import log10

_C = compartments.INDEX
_K = constants.INDEX
VIRUS_COPIES_PER_ML = 1e9
"""Copies/mL of a fully infected lung; a peak of 10^8 to 10^8.5 in severe COVID-19 (assumed scale)."""


@dataclass(frozen=True, slots=True)
class Signs:
    """True observables of one body at one tick; fields that a channel reports are named as the channel."""

    heart_rate: float
    spo2: float
    systolic: float
    diastolic: float
    map: float
    respiratory_rate: float
    temperature: float
    il6: float
    crp: float
    ferritin: float
    d_dimer: float
    procalcitonin: float
    viral_load: float
    blood_culture: float
    fungal_antigen: float
    lactate: float
    creatinine: float
    glucose: float
    neutrophils: float
    lymphocytes: float
    platelets: float
    fibrinogen: float
    inr: float
    alt: float
    troponin: float
    pf_ratio: float
    xray: float
    delirium: float
    urine: float
    """mL/kg/h."""
    confusion: float
    """0 clear to 1 unresponsive."""
    breathlessness: float
    skin_mottling: float
    superinfection_hazard_per_h: float
    """Of the body alone; devices multiply it."""
    cumulative_hazard: float
    lung_injury: float
    heart_injury: float
    kidney_injury: float
    vessel_leak: float
    bacteria_million_per_ml: float


def oxygen_pressure_mmhg(saturation: float) -> float:
    """Return the arterial oxygen pressure at this saturation (share): Severinghaus' curve, inverted by Newton."""
    bounded = min(0.985, max(0.40, saturation))
    goal = 23400.0 * bounded / (1.0 - bounded)
    pressure = 60.0
    for _ in range(12):
        square = pressure * pressure
        pressure = pressure - (square * pressure + 150.0 * pressure - goal) / (3.0 * square + 150.0)
    return pressure


def log10_or_zero(value: float) -> float:
    """Return the decimal logarithm of a number over one, else 0."""
    return log10(value) if value > 1.0 else 0.0


def bacteria_of_all_kinds(body: Body) -> Column:
    """Return bacteria, covered by the usual antibiotic or not, 10^6 CFU/mL; of one body or of columns."""
    return body.state[_C["bacteria"]] + body.state[_C["resistant_bacteria"]]


def germs(body: Body) -> Column:
    """Return bacteria and fungi, 10^6 CFU/mL, as far as the body feels them; of one body or of columns.

    A fungus burns slowly: a tenth of it counts (assumed).
    """
    return bacteria_of_all_kinds(body) + 0.1 * body.state[_C["fungus"]]


def germ(body: Body) -> Column:
    """Return which germ a culture grows, by its number in `values.organism.Germ`; of one body or of columns."""
    state = body.state
    fungus = 0.1 * state[_C["fungus"]] > bacteria_of_all_kinds(body)
    return where(fungus, Germ.FUNGUS, where(state[_C["resistant_bacteria"]] > state[_C["bacteria"]], Germ.RESISTANT, 0))


def carbapenem_works(body: Body) -> bool:
    """Say whether meropenem at its mean level still outruns the growth of resistant bacteria."""
    shifted = body.state[_C["carbapenem_selection"]]
    works: bool = body.parameters[_K["carbapenem_shift"]] * shifted * shifted < 20.0
    return works


def steroid_signal(body: Body) -> float:
    """Return how strongly steroids act in this host, as the equations have it."""
    state, parameters = body.state, body.parameters
    resisted = 1.0 - parameters[_K["steroid_damage_resistance"]] * state[_C["damage"]]
    return state[_C["steroid_effect"]] * parameters[_K["steroid_sensitivity"]] * resisted


def pressure_saturation_shunt(body: Body, inputs: Inputs) -> tuple[float, float, float]:
    """Return mean arterial pressure (mmHg), oxygen saturation (share) and shunt (share), as the equations have them."""
    state, parameters = body.state, body.parameters
    ratio = state[_C["tnf"]] / parameters[_K["tnf_half"]]
    ratio = ratio * sqrt(ratio)
    bacteria = germs(body)
    at = _K["map_rest_mmhg"]
    rest, by_leak, by_tnf, by_bacteria, by_water, by_damage = parameters[at : at + 6]
    result: tuple[float, float, float] = pressure_and_gas(
        state[_C["leak"]],
        state[_C["heart_injury"]],
        ratio / (1.0 + ratio),
        bacteria / (bacteria + parameters[_K["drive_bacteria_half"]]),
        state[_C["fluid_l"]],
        state[_C["lung_water"]],
        state[_C["damage"]],
        1.0 - parameters[_K["steroid_tone"]] * steroid_signal(body),
        rest,
        by_leak,
        by_tnf,
        by_bacteria,
        by_water,
        by_damage,
        inputs,
    )
    return result


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a monitor without error would show; needed at every tick."""

    heart_rate: float
    spo2: float
    systolic: float
    diastolic: float
    map: float
    respiratory_rate: float
    temperature: float
    shunt: float


def vitals(body: Body, inputs: Inputs) -> Vitals:
    """Return the true vital signs.

    Heart rate rises 10 beats a degree of fever (Liebermeister), with low pressure and low oxygen; breathing with low
    oxygen, acid, fever and vessels that leak in the lungs (their J receptors); slack vessels keep the pulse pressure
    wide. The coefficients are assumed and the results checked in docs/validation.md.
    """
    pressure, saturation, shunt = pressure_saturation_shunt(body, inputs)
    state, failing = body.state, body.failing
    if failing is not None:
        pressure, saturation = failing.pressure(pressure), failing.saturation(saturation)
    temperature = state[_C["temperature_c"]]
    lactate = state[_C["lactate_mmol_per_l"]]
    heart = state[_C["heart_injury"]]
    leak = state[_C["leak"]]
    fever = above(temperature, 36.8)
    norepinephrine = inputs.norepinephrine_ug_per_kg_min
    heart_rate = (
        72.0
        + 9.0 * fever
        + 0.7 * above(88.0, pressure)
        + 60.0 * above(0.94, saturation)
        + 20.0 * leak
        + 15.0 * norepinephrine
    )
    breathing = (
        14.5
        + 24.0 * above(shunt, 0.05)
        + 70.0 * above(0.94, saturation)
        + 1.5 * above(lactate, 1.8)
        + 1.6 * fever
        + 20.0 * between(leak - 0.1, 0.0, 0.33)
    )
    if failing is not None:
        heart_rate, breathing = failing.heart_rate(heart_rate), failing.breathing(breathing)
    breathing = where(inputs.peep > 0.0, 18.0 + 0.25 * above(breathing, 18.0), breathing)
    pulse_pressure = 43.0 * (1.0 - 0.45 * heart) * (0.6 + 0.4 * pressure / 92.0)
    return Vitals(
        heart_rate=between(heart_rate, 20.0, 195.0),
        spo2=100.0 * saturation,
        systolic=pressure + pulse_pressure * 2.0 / 3.0,
        diastolic=pressure - pulse_pressure / 3.0,
        map=pressure,
        respiratory_rate=between(breathing, 4.0, 48.0),
        temperature=temperature,
        shunt=shunt,
    )


def confusion(body: Body, shown: Vitals) -> float:
    """Return clouding of the mind, 0 clear to 1 unresponsive: by low oxygen and pressure, fever, leak (assumed)."""
    low_oxygen = above(86.0, shown.spo2) / 16.0
    low_pressure = above(58.0, shown.map) / 22.0
    hot = 0.15 * above(shown.temperature, 39.3)
    by_leak = 0.25 * body.state[_C["leak"]] * body.state[_C["leak"]]
    clouding: float = between(low_oxygen + low_pressure + hot + by_leak, 0.0, 1.0)
    return clouding


def delirium(body: Body, clouding: float) -> float:
    """Return the delirium score, 0 to 8 (ICDSC; 4 and more is delirium).

    Low oxygen, low pressure, fever and leak cloud the mind; steroids and the T cells' IFN-gamma add to it (assumed).
    """
    state = body.state
    ratio = state[_C["ifn_gamma"]] / 800.0
    by_cells = 3.0 * ratio * ratio / (1.0 + ratio * ratio)
    score: float = between(6.0 * clouding + 1.2 * state[_C["steroid_effect"]] + by_cells, 0.0, 8.0)
    return score


def glucose_mmol_per_l(body: Body) -> Column:
    """Return blood glucose, of one body or of columns: steroids raise it within hours, by dose; illness too (assumed).

    Nobody takes insulin here. At 6 mg of dexamethasone it is about 10, in RECOVERY a reason for insulin in 14 %.
    """
    state = body.state
    by_steroid = state[_C["steroid_effect"]] * (5.0 + 0.8 * state[_C["suppression"]])
    return 5.4 + by_steroid + 4.5 * state[_C["innate_cells"]]


def fungal_antigen_pg_per_ml(body: Body) -> Column:
    """Return β-D-glucan, of one body or of columns; 80 is reached long before a culture grows (assumed)."""
    fungus = body.state[_C["fungus"]]
    return 20.0 + 480.0 * fungus / (fungus + 0.5)


def alt_u_per_l(body: Body) -> Column:
    """Return ALT, of one body or of columns: a liver that leaks when tissue and vessels are damaged (assumed)."""
    damage = body.state[_C["damage"]]
    return 24.0 + 160.0 * damage + 300.0 * damage * body.state[_C["leak"]]


def blood_culture_log10_per_ml(body: Body) -> Column:
    """Return the decimal logarithm of germs per mL that a culture finds, of one body or of columns; 0 for one or less.

    A tenth of a fungus counts: yeasts in blood and moulds in the airway are missed more often (assumed).
    """
    return each(log10_or_zero, germs(body) * 1e6)


def lung_injury(shown: Vitals) -> Column:
    """Return the share of lung that is lost, 0 to 1: twice the shunt beyond a healthy one."""
    return between(2.0 * above(shown.shunt, 0.05), 0.0, 1.0)


class GermEntry(NamedTuple):
    """How fast germs get in, devices apart, 1/h: numbers or columns."""

    bacteria: Column
    """That the usual antibiotic covers."""
    resistant: Column
    fungus: Column

    @property
    def total(self) -> Column:
        """Return the hazard that any germ gets in."""
        return self.bacteria + self.resistant + self.fungus


def entry_per_h(body: Body) -> GermEntry:
    """Return how fast each kind of germ gets in: immunosuppression, neutropenia and exhaustion raise it.

    What an antibiotic leaves of the flora decides how many of the bacteria it does not cover; fungi follow its use.
    """
    state, parameters = body.state, body.parameters
    lacking = 1.0 - state[_C["neutrophils"]] / (state[_C["neutrophils"]] + 0.5)
    suppression, selection = state[_C["suppression"]], state[_C["selection"]]
    weak = 5.0 * lacking + 1.5 * state[_C["tolerance"]]
    bacteria = parameters[_K["superinfection_per_h"]] * (1.0 + parameters[_K["suppression_entry"]] * suppression + weak)
    fungus = parameters[_K["fungus_per_h"]] * (1.0 + parameters[_K["fungus_entry"]] * suppression + weak)
    usual = parameters[_K["resistant_share"]]
    uncovered = usual + (1.0 - usual) * selection
    return GermEntry(bacteria * (1.0 - uncovered), bacteria * uncovered, fungus * (1.0 + 2.0 * selection))


def superinfection_hazard_per_h(body: Body) -> float:
    """Return the hazard that any germ gets in, devices apart."""
    total: float = entry_per_h(body).total
    return total


def lactate_mmol_per_l(body: Body) -> float:
    """Return lactate, with what a dying body adds to it."""
    lactate: float = body.state[_C["lactate_mmol_per_l"]]
    return lactate if body.failing is None else lactate + LACTATE_MMOL_PER_L * body.failing.blood


def lymphocytes_and_platelets(body: Body) -> tuple[float, float]:
    """Return both, 10^9/L: an emptied marrow makes fewer; inflammation, steroids and a leak take them (assumed)."""
    state = body.state
    damage, leak = state[_C["damage"]], state[_C["leak"]]
    marrow = between(body.parameters[_K["neutrophil_rest"]] / 4.5, 0.05, 1.0)
    made, innate, steroid = 1.8 * (0.35 + 0.65 * marrow), state[_C["innate_cells"]], state[_C["steroid_effect"]]
    lymphocytes: float = made / (1.0 + 9.0 * innate) * (1.0 - 0.45 * steroid)
    platelets: float = 240.0 * (0.3 + 0.7 * marrow) * (1.0 - 0.6 * leak * leak) * (1.0 - 0.5 * damage)
    return lymphocytes, platelets


def breathlessness(shown: Vitals, inputs: Inputs) -> float:
    """Return how breathless the patient is, 0 to 1; nobody is on a ventilator (assumed)."""
    return 0.0 if inputs.peep > 0.0 else between(above(shown.respiratory_rate, 20.0) / 18.0, 0.0, 1.0)


def signs(body: Body, inputs: Inputs) -> Signs:
    """Return every true observable of this body."""
    shown = vitals(body, inputs)
    state, parameters = body.state, body.parameters
    damage = state[_C["damage"]]
    heart = state[_C["heart_injury"]]
    kidney = state[_C["kidney_injury"]]
    leak = state[_C["leak"]]
    virus = state[_C["infected_cells"]] * VIRUS_COPIES_PER_ML
    clouded = confusion(body, shown)
    lactate = lactate_mmol_per_l(body)
    lymphocytes, platelets = lymphocytes_and_platelets(body)
    filtration = between((shown.map - 35.0) / 35.0, 0.05, 1.0) * (1.0 - kidney)
    return Signs(
        heart_rate=shown.heart_rate,
        spo2=shown.spo2,
        systolic=shown.systolic,
        diastolic=shown.diastolic,
        map=shown.map,
        respiratory_rate=shown.respiratory_rate,
        temperature=shown.temperature,
        il6=state[_C["il6"]] * parameters[_K["il6_scale"]],
        crp=state[_C["crp_mg_per_l"]],
        ferritin=state[_C["ferritin_ug_per_l"]],
        d_dimer=state[_C["d_dimer_mg_per_l"]],
        procalcitonin=state[_C["procalcitonin_ug_per_l"]],
        viral_load=log10_or_zero(virus),
        blood_culture=blood_culture_log10_per_ml(body),
        fungal_antigen=fungal_antigen_pg_per_ml(body),
        lactate=lactate,
        glucose=glucose_mmol_per_l(body),
        creatinine=state[_C["creatinine_umol_per_l"]],
        neutrophils=state[_C["neutrophils"]],
        lymphocytes=lymphocytes,
        platelets=platelets,
        # Made by the liver under IL-6, used up where vessels leak (assumed).
        fibrinogen=(3.0 + 3.5 * state[_C["crp_signal"]]) * (1.0 - 0.75 * leak * leak) * (1.0 - 0.4 * damage),
        inr=1.0 + 0.5 * leak * leak + 1.2 * damage * leak,
        alt=alt_u_per_l(body),
        troponin=6.0 + 400.0 * heart * heart,
        pf_ratio=oxygen_pressure_mmhg(shown.spo2 / 100.0) / inputs.fio2,
        xray=between(9.0 * state[_C["lung_water"]] + 3.0 * damage, 0.0, 6.0),
        delirium=delirium(body, clouded),
        urine=1.1 * filtration,
        confusion=clouded,
        breathlessness=breathlessness(shown, inputs),
        skin_mottling=between(above(72.0, shown.map) / 20.0 + 0.1 * above(lactate, 2.5), 0.0, 1.0),
        superinfection_hazard_per_h=superinfection_hazard_per_h(body),
        cumulative_hazard=state[_C["cumulative_hazard"]],
        lung_injury=lung_injury(shown),
        heart_injury=heart,
        kidney_injury=kidney,
        vessel_leak=leak,
        bacteria_million_per_ml=germs(body),
    )
