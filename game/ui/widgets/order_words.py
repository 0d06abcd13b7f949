"""Orders in words, for the lists of the replay."""

from __future__ import annotations

from typing import assert_never

from game.ui.theme import Ink
from game.ui.widgets.plot import FAMILY_INK
from game.values.channel import PANELS
from game.values.drug import FORMULARY
from game.values.order import Device, Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop

DEVICE_WORDS = {
    Device.AIR: "room air",
    Device.NASAL_CANNULA: "nasal cannula",
    Device.MASK: "mask",
    Device.HIGH_FLOW: "high flow",
    Device.VENTILATOR: "ventilator",
}


def _label(regimen: str) -> str:
    return FORMULARY[regimen].label if regimen in FORMULARY else regimen


def order_words(order: Order) -> str:
    """Return an order in a few words."""
    match order:
        case Give(regimen=regimen):
            return f"Give {_label(regimen)}"
        case Stop(regimen=regimen):
            return f"Stop {_label(regimen)}"
        case Draw(panel=panel):
            return f"Take {PANELS[panel].label}"
        case SetDevice(device=device):
            return f"Oxygen: {DEVICE_WORDS[device]}"
        case SetProne(prone=prone):
            return "Turn prone" if prone else "Turn on the back"
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            return f"Norepinephrine {dose:.2f} µg/kg/min"
        case GiveFluid():
            return "Fluid, 500 mL"
        case _:
            assert_never(order)


def order_ink(order: Order) -> Ink:
    """Return the colour of an order: what its drug is for, or quiet for tests and support."""
    if isinstance(order, Give | Stop) and order.regimen in FORMULARY:
        return FAMILY_INK[FORMULARY[order.regimen].family]
    return Ink.QUIET if isinstance(order, Draw) else Ink.SPO2
