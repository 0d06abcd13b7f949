"""Orders in words, for lists on the screen and on paper."""

from __future__ import annotations

from typing import Final, assert_never

from game.values.channel import PANELS
from game.values.drug import FORMULARY
from game.values.order import (
    Befall,
    Device,
    Draw,
    EndLesson,
    Give,
    GiveFluid,
    Mishap,
    Order,
    SetDevice,
    SetPressor,
    SetProne,
    Stop,
    Taper,
    Tell,
)
from game.values.words import Worded, count, say, within

DEVICE_NAMES: Final = Worded(
    {
        Device.AIR: "order_words.device.air",
        Device.NASAL_CANNULA: "order_words.device.nasal_cannula",
        Device.MASK: "order_words.device.mask",
        Device.HIGH_FLOW: "order_words.device.high_flow",
        Device.VENTILATOR: "order_words.device.ventilator",
    }
)

MISHAP_WORDS: Final = Worded({one: f"order_words.mishap.{one.value}" for one in Mishap})


def regimen_name(regimen: str) -> str:
    """Return the name of a regimen; its id where the formulary no longer has it, as in an old case file."""
    return FORMULARY[regimen].label if regimen in FORMULARY else regimen


def dose_text(mg: float) -> str:
    """Return a dose in the unit in which it is ordered: '640 mg', '4.5 g'."""
    return say("order_words.g", g=f"{mg / 1000:,.3g}") if mg >= 1000 else say("order_words.mg", mg=f"{mg:,.3g}")


def choice_words(order: Give) -> str:
    """Return what was chosen beside the usual: ', 32 mg, 10 doses'; empty where nothing was."""
    dose = f", {dose_text(order.dose_mg)}" if order.dose_mg else ""
    return dose + (f", {count('order_words.doses', order.doses)}" if order.doses else "")


def order_words(order: Order) -> str:
    """Return an order in a few words."""
    match order:
        case Give(regimen=regimen):
            return say("order_words.give", regimen=f"{within(regimen_name(regimen))}{choice_words(order)}")
        case Stop(regimen=regimen):
            return say("order_words.stop", regimen=within(regimen_name(regimen)))
        case Taper(regimen=regimen):
            return say("order_words.taper", regimen=within(regimen_name(regimen)))
        case Draw(panel=panel):
            return say("order_words.take", panel=within(PANELS[panel].label))
        case SetDevice(device=device):
            return say("order_words.oxygen", device_names=DEVICE_NAMES[device])
        case SetProne(prone=prone):
            return say("order_words.turn_prone") if prone else say("order_words.turn_on_the_back")
        case SetPressor(norepinephrine_ug_per_kg_min=dose):
            return say("order_words.norepinephrine_ug_kg_min", dose=f"{dose:.2f}")
        case GiveFluid():
            return say("order_words.fluid_500_ml")
        case Tell(who=who, text=text):
            return say("order_words.tell", who=who, text=text)
        case Befall(mishap=mishap):
            return MISHAP_WORDS[mishap]
        case EndLesson():
            return say("order_words.end_lesson")
        case _:
            assert_never(order)
