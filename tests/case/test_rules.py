"""What can be ordered: each refusal with its exact words."""

from dataclasses import replace
from typing import Any

import pytest

from game.case.build_view import build_view
from game.case.case import Case, admit_case, apply_orders
from game.case.rules import check
from game.case.walk import advance_to
from game.futures.engine import mover
from game.values.channel import Channel, Panel, Reading
from game.values.ending import Ending, Outcome
from game.values.level import Rules, SupportMode
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from tests.case.levels import level

WARD = admit_case(level(), 7, mover())
PLAYER = admit_case(level(support=SupportMode.PLAYER), 7, mover())


def after(case: Case, *orders: Any) -> Case:
    """Return the case after these orders, at the same tick."""
    return apply_orders(case, [Entry(tick=case.tick, actor=Actor.PLAYER, order=order) for order in orders])


def later(case: Case, hours: float) -> Case:
    return replace(case, tick=case.tick + round(12 * hours))


def with_result(case: Case, channel: Channel, value: float) -> Case:
    reading = Reading(channel, case.tick, case.tick, value)
    return replace(case, sheets=replace(case.sheets, chart=case.sheets.chart.with_results([reading])))


def dosed(regimen: str) -> Case:
    return after(WARD, Give(regimen=regimen))


FEW = admit_case(
    level(
        regimens=("dexamethasone", "tocilizumab", "remdesivir"),
        panels=(Panel.IL6,),
        rules=(Rules(regimen="tocilizumab", max_doses=1), Rules(regimen="remdesivir", max_doses=0)),
    ),
    7,
)
PRESSOR = "Norepinephrine can be set from 0 to 1.0 µg/kg/min."
A_BETA_LACTAM_TOO = "Piperacillin-tazobactam is running, a beta-lactam too: one takes the place of the other."
PROTOCOL = "Oxygen, fluids and norepinephrine follow the ward's protocol here."

TABLE = [
    (WARD, Give(regimen="dexamethasone"), ""),
    (WARD, Give(regimen="aspirin"), "No regimen is called 'aspirin'."),
    (FEW, Give(regimen="antibiotic"), "Piperacillin-tazobactam is not available in this case."),
    (FEW, Give(regimen="remdesivir"), "Remdesivir is not allowed in this case."),
    (
        dosed("dexamethasone"),
        Give(regimen="dexamethasone"),
        "Dexamethasone is running; next dose Day 2 · 08:00, last dose Day 10 · 08:00.",
    ),
    (
        dosed("dexamethasone"),
        Give(regimen="dexamethasone_high"),
        "Dexamethasone is running: the same drug. Possible after its last dose, Day 10 · 08:00, or once it is stopped.",
    ),
    (dosed("dexamethasone"), Give(regimen="methylprednisolone"), ""),
    (
        dosed("antibiotic"),
        Give(regimen="meropenem"),
        f"{A_BETA_LACTAM_TOO} Possible after its last dose, Day 8 · 00:00, or once it is stopped.",
    ),
    (after(dosed("antibiotic"), Stop(regimen="antibiotic")), Give(regimen="meropenem"), ""),
    (dosed("tocilizumab"), Give(regimen="tocilizumab"), "Next dose possible at Day 1 · 16:00."),
    (later(dosed("tocilizumab"), 8), Give(regimen="tocilizumab"), ""),
    (
        later(after(FEW, Give(regimen="tocilizumab")), 8),
        Give(regimen="tocilizumab"),
        "1 of 1 dose given; no more in this case.",
    ),
    (
        after(dosed("dexamethasone"), Stop(regimen="dexamethasone")),
        Give(regimen="dexamethasone"),
        "Next dose possible at Day 2 · 08:00.",
    ),
    (WARD, Stop(regimen="dexamethasone"), "Dexamethasone is not running."),
    (WARD, Stop(regimen="aspirin"), "No regimen is called 'aspirin'."),
    (dosed("dexamethasone"), Stop(regimen="dexamethasone"), ""),
    (
        with_result(WARD, Channel.ALT, 620.0),
        Give(regimen="remdesivir"),
        "ALT 620 U/L, over 10 times the upper limit. Possible once a repeat ALT is 400 U/L or less.",
    ),
    (with_result(WARD, Channel.ALT, 400.0), Give(regimen="remdesivir"), ""),
    (with_result(WARD, Channel.NEUTROPHILS, 0.2), Give(regimen="tocilizumab"), ""),
    (
        WARD,
        Give(regimen="hydrocortisone"),
        "Needs norepinephrine at 0.25 µg/kg/min or more; it is at 0.00.",
    ),
    (after(PLAYER, SetPressor(norepinephrine_ug_per_kg_min=0.25)), Give(regimen="hydrocortisone"), ""),
    (WARD, Draw(panel=Panel.CULTURE), "Already at the lab; result due Day 2 · 04:25."),
    (WARD, Draw(panel=Panel.IL6), ""),
    (FEW, Draw(panel=Panel.XRAY), "Chest X-ray is not available in this case."),
    (WARD, SetDevice(device=Device.MASK), PROTOCOL),
    (WARD, SetProne(prone=True), PROTOCOL),
    (WARD, SetPressor(norepinephrine_ug_per_kg_min=0.1), PROTOCOL),
    (WARD, GiveFluid(), PROTOCOL),
    (PLAYER, SetDevice(device=Device.MASK), ""),
    (after(PLAYER, SetDevice(device=Device.MASK)), SetDevice(device=Device.MASK), "Already on a mask."),
    (PLAYER, SetProne(prone=False), "Not prone now."),
    (after(PLAYER, SetProne(prone=True)), SetProne(prone=True), "Already prone."),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=-0.1), PRESSOR),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=float("nan")), PRESSOR),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=float("inf")), PRESSOR),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=1.01), PRESSOR),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=0.0), "Norepinephrine is already at 0.00 µg/kg/min."),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=0.0048), "Norepinephrine is already at 0.00 µg/kg/min."),
    (PLAYER, SetPressor(norepinephrine_ug_per_kg_min=0.0052), ""),
    (PLAYER, GiveFluid(), ""),
    (after(PLAYER, GiveFluid()), GiveFluid(), "A bolus is running until Day 1 · 08:30."),
    (replace(WARD, outcome=Outcome(Ending.TIME_UP, 0)), Draw(panel=Panel.IL6), "This case is over."),
]


@pytest.mark.parametrize(("case", "order", "reason"), TABLE)
def test_reason(case, order, reason):
    assert reason == check(order, case)


def test_what_bars_a_drug_alone_is_named_and_its_stop_makes_it_possible():
    bars = [line.bars_it for line in build_view(dosed("antibiotic")).courses if line.regimen.id == "meropenem"]

    assert bars == ["antibiotic"]
    assert not any(line.bars_it for line in build_view(WARD).courses)
    ended = replace(dosed("antibiotic"), outcome=Outcome(Ending.TIME_UP, 0))
    assert not any(line.bars_it for line in build_view(ended).courses)


def test_eight_boluses_by_hand_are_the_most():
    case = PLAYER
    for _ in range(8):
        case = advance_to(after(case, GiveFluid()), (), case.tick + 7)

    assert check(GiveFluid(), case) == "8 boluses given; no more in this case."
