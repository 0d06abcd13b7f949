"""Orders in words, for lists on the screen and on paper."""

from __future__ import annotations

from typing import Final, assert_never

from game.values.channel import PANELS
from game.values.drug import FORMULARY
from game.values.order import Device, Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop

DEVICE_NAMES: Final[dict[Device, str]] = {
    Device.AIR: "room air",
    Device.NASAL_CANNULA: "nasal cannula",
    Device.MASK: "mask",
    Device.HIGH_FLOW: "high flow",
    Device.VENTILATOR: "ventilator",
}


def regimen_name(regimen: str) -> str:
    """Return the name of a regimen; its id where the formulary no longer has it, as in an old case file."""
    return FORMULARY[regimen].label if regimen in FORMULARY else regimen


def order_words(order: Order) -> str:
    """Return an order in a few words."""
    match order:
        case Give(regimen=regimen):
            return f"Give {regimen_name(regimen)}"
        case Stop(regimen=regimen):
            return f"Stop {regimen_name(regimen)}"
        case Draw(panel=panel):
            return f"Take {PANELS[panel].label}"
        case SetDevice(device=device):
            return f"Oxygen: {DEVICE_NAMES[device]}"
        case SetProne(prone=prone):
            return "Turn prone" if prone else "Turn on the back"
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            return f"Norepinephrine {dose:.2f} µg/kg/min"
        case GiveFluid():
            return "Fluid, 500 mL"
        case _:
            assert_never(order)
