"""Oxygen, fluids and norepinephrine by the hands of a policy, on levels that leave them to the player."""

from __future__ import annotations

from typing import Final

from game.case.view import View
from game.case.ward import MOST_BOLUSES, MOST_PRESSOR_UG_PER_KG_MIN, PRESSOR_STEPS_PER_UNIT, RUNGS, oxygen
from game.policy import reading
from game.values.channel import Channel, Flag
from game.values.level import SupportMode
from game.values.order import Device, GiveFluid, Order, SetDevice, SetPressor, SetProne

LEAST_FIO2: Final = {device: oxygen(float(first))[0] for device, (first, _, _) in RUNGS.items()}
TOP_FIO2: Final = {device: oxygen(float(last))[0] for device, (_, last, _) in RUNGS.items()}
"""The least and the most oxygen that the ward's rounds turn each device to."""
UP: Final[dict[Device, Device]] = {
    Device.AIR: Device.NASAL_CANNULA,
    Device.NASAL_CANNULA: Device.HIGH_FLOW,
    Device.MASK: Device.HIGH_FLOW,
    Device.HIGH_FLOW: Device.VENTILATOR,
}
DOWN: Final[dict[Device, Device]] = {
    Device.NASAL_CANNULA: Device.AIR,
    Device.MASK: Device.NASAL_CANNULA,
    Device.HIGH_FLOW: Device.NASAL_CANNULA,
    Device.VENTILATOR: Device.HIGH_FLOW,
}
LOW_MMHG = 66.0
VERY_LOW_MMHG = 60.0
HIGH_MMHG = 75.0
"""Mean pressure, mmHg, under which it is raised, raised twice as fast, and over which it is let down.

65 is the target of the Surviving Sepsis Campaign (2021, Intensive Care Med 47:1181); the margins are assumed.
"""
MOST_STEPS = round(MOST_PRESSOR_UG_PER_KG_MIN * PRESSOR_STEPS_PER_UNIT)
MARGIN = 0.01
"""How near to an end of its range a share of oxygen counts as there: rounded shares are not compared to the bit."""


def by_hand(view: View) -> tuple[Order, ...]:
    """Return the support of this hour where the level hands it to the player, else nothing."""
    if view.level.support is not SupportMode.PLAYER:
        return ()
    return (*_pressure(view), *_oxygen(view), *_position(view))


def _pressure(view: View) -> tuple[Order, ...]:
    mean = view.vitals[Channel.MAP].value
    steps = round(view.support.norepinephrine_ug_per_kg_min * PRESSOR_STEPS_PER_UNIT)
    wanted = steps
    fluid: tuple[Order, ...] = ()
    if mean < LOW_MMHG:
        fluid = (GiveFluid(),) if view.support.fluid_boluses < MOST_BOLUSES else ()
        wanted = min(MOST_STEPS, steps + (2 if mean < VERY_LOW_MMHG else 1))
    elif mean > HIGH_MMHG:
        wanted = max(0, steps - 1)
    if wanted == steps:
        return fluid
    return (*fluid, SetPressor(norepinephrine_ug_per_kg_min=wanted / PRESSOR_STEPS_PER_UNIT))


def _oxygen(view: View) -> tuple[Order, ...]:
    spo2 = view.vitals[Channel.SPO2]
    if spo2.flag is Flag.ABSENT:
        return ()
    device, fio2 = view.support.device, view.support.fio2
    tired = view.vitals[Channel.RESPIRATORY_RATE].value > 35.0
    if (spo2.value < 92.0 and fio2 > TOP_FIO2[device] - MARGIN) or (tired and device < Device.VENTILATOR):
        return (SetDevice(device=UP[device]),) if device in UP else ()
    rested = device in DOWN and reading.most_support(view, 4.0)[0] < LEAST_FIO2[device] + MARGIN
    if rested and spo2.value > 95.0:
        return (SetDevice(device=DOWN[device]),)
    return ()


def _position(view: View) -> tuple[Order, ...]:
    if view.support.device is not Device.VENTILATOR:
        return ()
    spo2 = view.vitals[Channel.SPO2]
    if spo2.flag is Flag.ABSENT:
        return ()
    reserve = spo2.value / view.support.fio2
    if not view.support.prone and reserve < 190.0:
        return (SetProne(prone=True),)
    if view.support.prone and reserve > 250.0:
        return (SetProne(prone=False),)
    return ()
