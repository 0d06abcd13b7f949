"""The support tab: what the ward's protocol runs, and the dials where the level hands them to the player."""

from __future__ import annotations

from game.case.rules import MOST_BOLUSES_BY_HAND
from game.case.view import View
from game.case.ward import MOST_PRESSOR_UG_PER_KG_MIN
from game.ui.bedside.history import histories
from game.ui.bedside.orders import cards
from game.ui.toolkit.canvas import Align, Weight
from game.ui.toolkit.controls import button, button_height, button_width, heading, paragraph, text
from game.ui.toolkit.intents import PlaceOrder
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import State, Widget, selected
from game.values.drug import Family
from game.values.level import SupportMode
from game.values.order import Device, GiveFluid, SetDevice, SetPressor, SetProne
from game.values.ticks import TICKS_PER_HOUR
from game.values.words import Worded, say

DEVICES = Worded(
    {
        Device.AIR: "bedside.support.devices.air",
        Device.NASAL_CANNULA: "bedside.support.devices.nasal_cannula",
        Device.MASK: "bedside.support.devices.mask",
        Device.HIGH_FLOW: "bedside.support.devices.high_flow",
        Device.VENTILATOR: "bedside.support.devices.ventilator",
    }
)
BY_HAND = "bedside.support.you_choose_the_device_the"
BY_WARD = "bedside.support.the_ward_runs_all_of"
PRESSOR_STEP = 0.05
"""µg/kg/min per press."""


def support(page: Page, at: Rect, view: View, keep: Keep = anew) -> tuple[tuple[Widget, ...], int]:
    """Return the contents of the tab and their bottom."""
    held = view.support
    by_hand = view.level.support is SupportMode.PLAYER
    who = say(BY_HAND) if by_hand else say(BY_WARD)
    note = paragraph(page, "support.who", at, who, SMALL, Ink.QUIET)
    widgets: list[Widget] = [note]
    y = note.rect.bottom + page.px(8)
    lines = (
        (say("bedside.support.oxygen"), held.text),
        (say("bedside.support.share_of_oxygen"), say("bedside.support.fio2", fio2=f"{held.fio2:.2f}")),
        (say("bedside.support.six_hours_ago"), _earlier(view)),
        (
            say("bedside.support.position"),
            say(f"bed_picture.position.{view.appearance.position.value}"),
        ),
        (say("bedside.support.norepinephrine"), _pressor(view)),
        (say("bedside.support.fluid_boluses"), _fluid(view)),
    )
    for index, (name, value) in enumerate(lines):
        widgets += _line(page, f"support.{index}", Rect(at.x, y, at.w, 0), name, value)
        y = widgets[-1].rect.bottom + page.px(4)
    if by_hand:
        dials, y = _dials(page, Rect(at.x, y + page.px(8), at.w, 0), view)
        widgets += dials
    drugs, y = cards(page, Rect(at.x, y + page.px(8), at.w, 0), view, family=Family.SUPPORT, keep=keep)
    trends, y = histories(page, Rect(at.x, y + page.px(8), at.w, 0), view)
    return (*widgets, *drugs, *trends), y


def _pressor(view: View) -> str:
    """Return the dose that runs."""
    dose = view.support.norepinephrine_ug_per_kg_min
    return say("bedside.support.ug_kg_min", pressor=f"{dose:.2f}") if dose else say("bedside.support.off")


def _fluid(view: View) -> str:
    """Return how often fluid was given."""
    given = view.support.fluid_boluses
    return say("bedside.support.500_ml", fluid_boluses=given) if given else say("bedside.support.none")


def _earlier(view: View) -> str:
    past = [each for tick, each in view.support_history if tick <= view.tick - 6 * TICKS_PER_HOUR]
    return past[-1].text if past else "–"


def _line(page: Page, id_: str, at: Rect, name: str, value: str) -> list[Widget]:
    wide = page.width(value, BODY - 1, Weight.SEMIBOLD)
    left = page.width(name, BODY - 1)
    if left + wide + page.px(10) <= at.w:
        return [
            text(page, f"{id_}.name", Rect(at.x, at.y, left, 0), name, BODY - 1, Ink.QUIET),
            text(
                page,
                f"{id_}.value",
                Rect(at.right - wide, at.y, wide, 0),
                value,
                BODY - 1,
                weight=Weight.SEMIBOLD,
                align=Align.RIGHT,
            ),
        ]
    first = text(page, f"{id_}.name", at, name, BODY - 1, Ink.QUIET)
    below = Rect(at.x, first.rect.bottom, at.w, 0)
    return [first, paragraph(page, f"{id_}.value", below, value, BODY - 1, weight=Weight.SEMIBOLD)]


def _dials(page: Page, at: Rect, view: View) -> tuple[list[Widget], int]:
    held = view.support
    pressor = held.norepinephrine_ug_per_kg_min
    more, less = pressor + PRESSOR_STEP, max(0.0, pressor - PRESSOR_STEP)
    raised, lowered = (PlaceOrder(SetPressor(norepinephrine_ug_per_kg_min=round(dose, 2))) for dose in (more, less))
    bolus = PlaceOrder(GiveFluid())
    groups: tuple[tuple[str, tuple[tuple[str, str, PlaceOrder, bool], ...]], ...] = (
        (
            say("bedside.support.oxygen_by"),
            tuple(
                (f"device.{device.value}", name, PlaceOrder(SetDevice(device=device)), device is held.device)
                for device, name in DEVICES.items()
            ),
        ),
        (
            say("bedside.support.position"),
            (
                (
                    "position.back",
                    say("bedside.support.head_up"),
                    PlaceOrder(SetProne(prone=False)),
                    not held.prone,
                ),
                ("position.prone", say("bedside.support.prone"), PlaceOrder(SetProne(prone=True)), held.prone),
            ),
        ),
        (
            say("bedside.support.norepinephrine"),
            (("pressor.less", "–0.05", lowered, False), ("pressor.more", "+0.05", raised, False)),
        ),
        (say("bedside.support.fluid"), (("fluid", say("bedside.support.give_500_ml"), bolus, False),)),
    )
    refused = {
        lowered if pressor == 0 else None,
        raised if round(more, 2) > MOST_PRESSOR_UG_PER_KG_MIN else None,
        bolus if held.fluid_boluses >= MOST_BOLUSES_BY_HAND else None,
    }
    widgets: list[Widget] = []
    y = at.y
    high = button_height(page, 14)
    # In large text the lines above are scrolled away: what a press has come to stands beside the buttons.
    come_to = {say("bedside.support.norepinephrine"): _pressor(view), say("bedside.support.fluid"): _fluid(view)}
    for name, choices in groups:
        title = say("bedside.support.come_to", name=name, value=come_to[name]) if name in come_to else name
        widgets.append(heading(page, f"dial.{name}", Rect(at.x, y, at.w, 0), title))
        area = Rect(at.x, widgets[-1].rect.bottom + page.px(3), at.w, 0)
        boxes = flow(area, [button_width(page, label, 14) for _, label, _, _ in choices], high, page.px(6))
        for box, (id_, label, intent, chosen) in zip(boxes, choices, strict=True):
            off = intent in refused
            state = selected(chosen, State.DISABLED if off else State.NONE)
            widgets.append(
                button(page, id_, box, label, None if chosen else intent, state, size=14, words=f"{name} {label}")
            )
        y = boxes[-1].bottom + page.px(8)
    return widgets, y
