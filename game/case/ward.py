"""The ward's protocol for oxygen, prone position, fluids and norepinephrine, on every half hour.

`protocol` and `oxygen` have no branch on a value, so the same source runs on floats and on columns of patients with the
same bits: a condition is a number, 0 or 1.

The oxygen ladder has twenty rungs, from air to a ventilator at full oxygen:

    rung      0     1 .. 6             7      8 .. 12               13 .. 19
    device    air   cannula 1-6 L/min  mask   high flow 0.5 .. 0.9  ventilator 0.4 .. 1.0
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from game.bedside.monitor import slips, with_error
from game.case.view import Support
from game.patient import constants
from game.patient.body import Body, Inputs
from game.patient.signs import entry_per_h
from game.values.channel import Channel
from game.values.elementwise import Column, where
from game.values.order import Device
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import say

PROTOCOL_EVERY_TICKS = TICKS_PER_HOUR // 2
"""How often the ward looks and turns what it holds (assumed)."""
BOLUS_TICKS = TICKS_PER_HOUR // 2
BOLUS_L_PER_H = 1.0
"""500 mL over 30 minutes."""
MOST_BOLUSES = 2
"""Boluses that the ward gives in one case before it starts norepinephrine (assumed: a litre)."""
PRESSOR_STEPS_PER_UNIT = 20.0
"""One step of norepinephrine is 0.05 µg/kg/min."""
MOST_PRESSOR_UG_PER_KG_MIN = 1.0
"""What a pump gives at most (assumed)."""
MASK_L_PER_MIN = 10.0
"""What flows to a mask, as it is told (assumed)."""

SPO2_TO_STAY = 94.0
"""What the ward assumes while the probe shows nothing: the oxygen stays as it is."""
SPO2_TO_AIM_AT = 92.0
"""The least SpO₂ with which the ambulance leaves the oxygen as it is."""
PRONE_AT_LEAST_H = 16.0
"""Nobody is turned back sooner (PROSEVA; Guérin 2013, N Engl J Med 368:2159, recalled)."""
TURNED_BACK_FROM = 250.0
"""The SpO₂ (%) for each share of oxygen above which a patient is turned back (assumed)."""
_PRONED_LONG = 2.0 * PRONE_AT_LEAST_H - 0.5
"""Half hours; between two whole numbers."""


class Holding(NamedTuple):
    """What holds the patient up, as plain numbers (or columns of them)."""

    rung: Column = 0.0
    """Of the oxygen ladder, 0 to 19."""
    calm: Column = 0.0
    """Half hours running with SpO₂ over 96 %."""
    ventilated: Column = 0.0
    """Half hours on the ventilator."""
    prone: Column = 0.0
    proned: Column = 0.0
    """Half hours lying prone."""
    pressor: Column = 0.0
    """Steps of norepinephrine."""
    boluses: Column = 0.0
    """Fluid boluses given so far."""
    fluid: Column = 0.0
    """1 while a bolus runs."""


RUNGS: Final[dict[Device, tuple[int, int, int]]] = {
    Device.AIR: (0, 0, 0),
    Device.NASAL_CANNULA: (1, 6, 2),
    Device.MASK: (7, 7, 7),
    Device.HIGH_FLOW: (8, 12, 10),
    Device.VENTILATOR: (13, 19, 16),
}
"""First and last rung of each device, and the rung at which a person starts it."""


def _larger(a: Column, b: Column) -> Column:
    return 0.5 * (a + b + abs(a - b))


def _smaller(a: Column, b: Column) -> Column:
    return 0.5 * (a + b - abs(a - b))


def oxygen(rung: Column) -> tuple[Column, Column]:
    """Return the share of oxygen breathed in, and 1 where a ventilator holds the lungs open."""
    cannula = (rung > 0.5) * (rung < 6.5) * 1.0
    mask = (rung > 6.5) * (rung < 7.5) * 1.0
    high_flow = (rung > 7.5) * (rung < 12.5) * 1.0
    ventilator = (rung > 12.5) * 1.0
    fio2 = (
        (rung < 0.5) * 0.21
        + cannula * (0.20 + 0.04 * rung)
        + mask * 0.60
        + high_flow * (0.1 * (rung - 3.0))
        + ventilator * (0.1 * (rung - 9.0))
    )
    return fio2, ventilator


def protocol(spo2: Column, respiratory_rate: Column, mean_arterial_pressure: Column, support: Holding) -> Holding:
    """Return the support for the next half hour, from what the monitor shows.

    Oxygen for SpO₂ 92 to 96 %: up at once under 92 (faster under 90 and 87) or when breathing passes 35; down after
    two hours over 96, on high flow and ventilator dials each half hour; off the ventilator after twelve hours, at FiO₂
    0.4 and little pressor. Prone after four hours of ventilation with SpO₂/FiO₂ under 190, for sixteen hours at least.
    For a mean pressure of 65: two boluses, then norepinephrine, weaned above 75.
    """
    rung, calm, ventilated, prone, proned, pressor, boluses, _fluid = support
    fio2, _ = oxygen(rung)

    short = (spo2 < 92.0) * 1.0
    tired = (respiratory_rate > 35.0) * 1.0
    worse = _larger(short, tired)
    climbed = rung + _larger(short * (1.0 + (spo2 < 90.0) * 1.0 + (spo2 < 87.0) * 2.0), tired)
    enters = (rung < 7.5) * (climbed > 7.5) * 1.0
    climbed = climbed + enters * (10.0 - climbed)
    enters = (rung < 12.5) * (climbed > 12.5) * 1.0
    climbed = climbed + enters * (19.0 - climbed)
    climbed = _smaller(climbed, 19.0)

    plenty = (spo2 > 96.0) * (1.0 - worse)
    calm = (calm + 1.0) * plenty
    rested = (calm > 3.5) * 1.0
    dial = ((rung > 8.5) * (rung < 12.5) * 1.0 + (rung > 13.5) * 1.0) * plenty
    cannula = (rung > 0.5) * (rung < 7.5) * rested
    off_high_flow = (rung > 7.5) * (rung < 8.5) * rested
    off_ventilator = (rung > 12.5) * (rung < 13.5) * (ventilated > 23.5) * (pressor < 2.5) * rested
    lowered = rung - dial - cannula - 2.0 * off_high_flow - 5.0 * off_ventilator
    calm = calm * (1.0 - cannula - off_high_flow - off_ventilator)
    rung = worse * climbed + (1.0 - worse) * lowered

    on_ventilator = (rung > 12.5) * 1.0
    reserve = spo2 / fio2
    turned = (ventilated > 7.5) * (reserve < 190.0) * 1.0
    back = (proned > _PRONED_LONG) * (reserve > TURNED_BACK_FROM) * 1.0
    ventilated = (ventilated + 1.0) * on_ventilator
    prone = on_ventilator * _larger(turned, prone * (1.0 - back))
    proned = (proned + 1.0) * prone

    low = (mean_arterial_pressure < 65.0) * 1.0
    fluid = low * (pressor < 0.5) * (boluses < MOST_BOLUSES - 0.5)
    rise = low * (1.0 - fluid) * (1.0 + (mean_arterial_pressure < 55.0) * 1.0)
    fall = (mean_arterial_pressure > 75.0) * 1.0
    pressor = _smaller(_larger(pressor + rise - fall, 0.0), PRESSOR_STEPS_PER_UNIT * MOST_PRESSOR_UG_PER_KG_MIN)
    return Holding(rung, calm, ventilated, prone, proned, pressor, boluses + fluid, fluid)


class Draws(NamedTuple):
    """The luck of one look at the monitor: three standard normal numbers, and one in [0, 1) for the probe."""

    spo2: Column
    respiratory_rate: Column
    map: Column
    probe: Column


def seen(shown: Any, draws: Draws) -> tuple[Column, Column, Column]:
    """Return SpO₂, breathing rate and mean pressure as the ward takes them from the monitor."""
    spo2 = with_error(Channel.SPO2, shown.spo2, draws.spo2)
    return (
        where(slips(shown.map, draws.probe), SPO2_TO_STAY, spo2),
        with_error(Channel.RESPIRATORY_RATE, shown.respiratory_rate, draws.respiratory_rate),
        with_error(Channel.MAP, shown.map, draws.map),
    )


def on_the_way(shown: Any, draws: Draws, settled: Column, support: Holding) -> tuple[Column, Holding]:
    """Return whether the ambulance has settled the oxygen, and the support with it turned up where it has not."""
    spo2, _, _ = seen(shown, draws)
    settled = settled | (spo2 >= SPO2_TO_AIM_AT)
    turned = protocol(spo2, 20.0, 80.0, support).rung
    return settled, support._replace(rung=where(settled, support.rung, turned))


def inputs(support: Holding) -> Inputs:
    """Return what this support does to the body."""
    fio2, peep = oxygen(support.rung)
    return Inputs(fio2, peep, support.prone, support.pressor / PRESSOR_STEPS_PER_UNIT, BOLUS_L_PER_H * support.fluid)


def device(support: Holding) -> Device:
    """Return the oxygen device of one patient."""
    return max(device for device, (first, _, _) in RUNGS.items() if support.rung >= first)


def with_device(support: Holding, chosen: Device) -> Holding:
    """Return the support after a person chose a device."""
    ventilated = support.ventilated if chosen is Device.VENTILATOR else 0.0
    return support._replace(rung=float(RUNGS[chosen][2]), calm=0.0, ventilated=ventilated)


def begins_with(chosen: Device) -> Support:
    """Return what a device begins with that a person chooses, whatever came before it."""
    return described(with_device(Holding(), chosen))


def titrated(spo2: float, support: Holding) -> Holding:
    """Return the support with the oxygen turned for SpO₂ 92 to 96 % on the device that a person chose."""
    first, last, _ = RUNGS[device(support)]
    plenty = spo2 > 96.0
    wanted = support.rung + (spo2 < 92.0) + (spo2 < 88.0) - plenty
    ventilated = support.ventilated + 1.0 if device(support) is Device.VENTILATOR else 0.0
    return support._replace(
        rung=min(float(last), max(float(first), wanted)),
        calm=support.calm + 1.0 if plenty else 0.0,
        ventilated=ventilated,
        proned=(support.proned + 1.0) * support.prone,
    )


def device_factor(support: Holding) -> Column:
    """Return by how much tubes and lines raise the hazard of a new infection (assumed); for one patient or columns."""
    device = where(support.rung > 12.5, 4.0, where(support.rung > 6.5, 1.3, 1.0))
    return device + where(support.pressor > 0.0, 1.0, 0.0)


class Seeded(NamedTuple):
    """Whether a germ of each kind gets in, for one patient or columns."""

    bacteria: Column
    resistant: Column
    fungus: Column


INOCULUM_MILLION_CFU_PER_ML = 0.02
"""Germs that get in at once (assumed)."""
_TUBE_INOCULUM: Final = constants.INDEX["tube_inoculum"]
GERMS: Final = ("bacteria", "resistant_bacteria", "fungus")
"""The compartment of each kind."""


class Inocula(NamedTuple):
    """How many germs of each kind get in at once, 10^6 CFU/mL, for one patient or columns."""

    bacteria: Column
    resistant: Column
    fungus: Column


def inocula(body: Body, support: Holding) -> Inocula:
    """Return how many germs get in at once: more bacteria slip past the cuff of a tube than resident cells eat."""
    bacteria = where(support.rung > 12.5, body.parameters[_TUBE_INOCULUM], INOCULUM_MILLION_CFU_PER_ML)
    return Inocula(bacteria, bacteria, INOCULUM_MILLION_CFU_PER_ML)


class EntryChances(NamedTuple):
    """The chance that a germ gets in, of one kind after the other added up, for one patient or columns."""

    bacteria: Column
    """That the usual antibiotic covers."""
    any_bacteria: Column
    any_germ: Column


def entry_chances(body: Body, support: Holding, hours: Column) -> EntryChances:
    """Return the chances that germs get in during so many hours."""
    entry, devices = entry_per_h(body), hours * device_factor(support)
    bacteria = entry.bacteria * devices
    any_bacteria = bacteria + entry.resistant * devices
    return EntryChances(bacteria, any_bacteria, any_bacteria + entry.fungus * devices)


def seeded(chances: EntryChances, draw: Column) -> Seeded:
    """Say which germ gets in by one draw in [0, 1)."""
    covered, any_bacteria = draw < chances.bacteria, draw < chances.any_bacteria
    return Seeded(covered, any_bacteria ^ covered, (draw < chances.any_germ) ^ any_bacteria)


def described(support: Holding) -> Support:
    """Return the support in words and units."""
    kind = device(support)
    fio2 = inputs(support).fio2
    flow = 0.0
    if kind is Device.AIR:
        text = say("case.ward.air")
    elif kind is Device.NASAL_CANNULA:
        flow = float(support.rung)
        text = say("case.ward.cannula_l_min", flow=f"{flow:.0f}")
    elif kind is Device.MASK:
        flow = MASK_L_PER_MIN
        text = say("case.ward.mask_l_min", flow=f"{flow:.0f}")
    else:
        text = say(f"case.ward.{'high_flow' if kind is Device.HIGH_FLOW else 'ventilator'}", fio2=f"{fio2:.2f}")
    return Support(
        device=kind,
        oxygen_l_per_min=flow,
        fio2=fio2,
        prone=support.prone > 0.0,
        norepinephrine_ug_per_kg_min=support.pressor / PRESSOR_STEPS_PER_UNIT,
        fluid_boluses=int(support.boluses),
        text=text + (say("case.ward.prone") if support.prone > 0.0 else ""),
    )
