"""The true value of everything that can be observed. The bedside adds error and delay; nobody else reads this."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from game.patient import compartments, constants
from game.patient.body import Body, Inputs
from game.patient.equations import pressure_and_gas
from game.values.elementwise import Column, above, between, each, where
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
    lactate: float
    creatinine: float
    neutrophils: float
    lymphocytes: float
    platelets: float
    alt: float
    troponin: float
    pf_ratio: float
    xray: float
    confusion: float
    """0 clear to 1 unresponsive."""
    breathlessness: float
    skin_mottling: float
    urine_ml_per_kg_h: float
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


def _log10_or_zero(value: float) -> float:
    return log10(value) if value > 1.0 else 0.0


def pressure_saturation_shunt(body: Body, inputs: Inputs) -> tuple[float, float, float]:
    """Return mean arterial pressure (mmHg), oxygen saturation (share) and shunt (share), as the equations have them."""
    state, parameters = body.state, body.parameters
    ratio = state[_C["tnf"]] / parameters[_K["tnf_half"]]
    ratio = ratio * sqrt(ratio)
    bacteria = state[_C["bacteria"]]
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
    oxygen, acid and fever; the coefficients are assumed and the results checked in docs/validation.md.
    """
    pressure, saturation, shunt = pressure_saturation_shunt(body, inputs)
    state = body.state
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
        14.5 + 24.0 * above(shunt, 0.05) + 70.0 * above(0.94, saturation) + 1.5 * above(lactate, 1.8) + 1.6 * fever
    )
    breathing = where(inputs.peep > 0.0, 18.0 + 0.25 * above(breathing, 18.0), breathing)
    pulse_pressure = 42.0 * (1.0 - 0.45 * heart) * (1.0 - 0.25 * leak) * (0.6 + 0.4 * pressure / 92.0)
    return Vitals(
        heart_rate=between(heart_rate, 35.0, 195.0),
        spo2=100.0 * saturation,
        systolic=pressure + pulse_pressure * 2.0 / 3.0,
        diastolic=pressure - pulse_pressure / 3.0,
        map=pressure,
        respiratory_rate=between(breathing, 8.0, 48.0),
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


def alt_u_per_l(body: Body) -> Column:
    """Return ALT, of one body or of columns: a liver that leaks when tissue and vessels are damaged (assumed)."""
    damage = body.state[_C["damage"]]
    return 24.0 + 160.0 * damage + 300.0 * damage * body.state[_C["leak"]]


def blood_culture_log10_per_ml(body: Body) -> Column:
    """Return the decimal logarithm of bacteria per mL, of one body or of columns; 0 for one or less."""
    return each(_log10_or_zero, body.state[_C["bacteria"]] * 1e6)


def lung_injury(shown: Vitals) -> Column:
    """Return the share of lung that is lost, 0 to 1: twice the shunt beyond a healthy one."""
    return between(2.0 * above(shown.shunt, 0.05), 0.0, 1.0)


def superinfection_hazard_per_h(body: Body) -> float:
    """Return the hazard that bacteria get in, devices apart: steroid, tocilizumab, neutropenia, exhaustion raise it."""
    state = body.state
    lacking = 1.0 - state[_C["neutrophils"]] / (state[_C["neutrophils"]] + 0.5)
    return body.parameters[_K["superinfection_per_h"]] * (
        1.0
        + 2.5 * state[_C["steroid_effect"]]
        + 0.5 * state[_C["receptor_occupancy"]]
        + 5.0 * lacking
        + 1.5 * state[_C["tolerance"]]
    )


def signs(body: Body, inputs: Inputs) -> Signs:
    """Return every true observable of this body."""
    shown = vitals(body, inputs)
    state, parameters = body.state, body.parameters
    innate = state[_C["innate_cells"]]
    damage = state[_C["damage"]]
    heart = state[_C["heart_injury"]]
    kidney = state[_C["kidney_injury"]]
    steroid = state[_C["steroid_effect"]]
    leak = state[_C["leak"]]
    bacteria = state[_C["bacteria"]]
    water = state[_C["lung_water"]]
    virus = state[_C["infected_cells"]] * VIRUS_COPIES_PER_ML
    marrow = between(parameters[_K["neutrophil_rest"]] / 4.5, 0.05, 1.0)
    breathless = above(shown.respiratory_rate, 20.0) / 18.0
    if inputs.peep > 0.0:
        breathless = 0.0
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
        viral_load=_log10_or_zero(virus),
        blood_culture=blood_culture_log10_per_ml(body),
        lactate=state[_C["lactate_mmol_per_l"]],
        creatinine=state[_C["creatinine_umol_per_l"]],
        neutrophils=state[_C["neutrophils"]],
        lymphocytes=1.8 * (0.35 + 0.65 * marrow) / (1.0 + 9.0 * innate) * (1.0 - 0.45 * steroid),
        platelets=240.0 * (0.3 + 0.7 * marrow) * (1.0 - 0.6 * leak * leak) * (1.0 - 0.5 * damage),
        alt=alt_u_per_l(body),
        troponin=6.0 + 400.0 * heart * heart,
        pf_ratio=oxygen_pressure_mmhg(shown.spo2 / 100.0) / inputs.fio2,
        xray=between(9.0 * water + 3.0 * damage, 0.0, 6.0),
        confusion=confusion(body, shown),
        breathlessness=between(breathless, 0.0, 1.0),
        skin_mottling=between(
            above(72.0, shown.map) / 20.0 + 0.1 * above(state[_C["lactate_mmol_per_l"]], 2.5), 0.0, 1.0
        ),
        urine_ml_per_kg_h=1.1 * filtration,
        superinfection_hazard_per_h=superinfection_hazard_per_h(body),
        cumulative_hazard=state[_C["cumulative_hazard"]],
        lung_injury=lung_injury(shown),
        heart_injury=heart,
        kidney_injury=kidney,
        vessel_leak=leak,
        bacteria_million_per_ml=bacteria,
    )
