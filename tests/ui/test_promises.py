"""A dialog promises what happens: what it offers is carried out; the support tab says who does what."""

from __future__ import annotations

import pytest

from game.app.levels import find_level
from game.case.case import admit_case, advance
from game.case.play import Play
from game.case.walk import advance_to
from game.futures.engine import mover
from game.ui.bedside.intents import Consider
from game.ui.bedside.prescribing import question
from game.ui.bedside.support import BY_HAND
from game.ui.toolkit.intents import Back, PlaceOrder
from game.values.order import Actor, Device, Entry, Give, SetDevice, SetPressor, Stop, plain
from game.values.ticks import ticks
from game.values.words import say

LEVELS = ("covid_storm", "septic_shock", "septic_shock_hands_on", "car_t_release")


@pytest.mark.parametrize("name", LEVELS)
def test_every_order_that_a_dialog_offers_is_carried_out(name: str) -> None:
    level = find_level(name)
    entries = [
        Entry(tick=ticks(6.0 * number), actor=Actor.PLAYER, order=Give(regimen=regimen))
        for number, regimen in enumerate(level.regimens)
    ]
    offered = 0
    for hour in (0.0, 6.0, 14.0, 26.0, 40.0):
        case = advance_to(
            admit_case(level, level.seed, mover()), [one for one in entries if one.tick < ticks(hour)], ticks(hour)
        )
        for course in Play(case, lambda _: None, lambda *_: None).view.courses:
            play = Play(case, lambda _: None, lambda *_: None)
            asked = question(play.view, course, Consider(course.regimen.id))
            chosen = [intent for _, buttons in asked.options for _, _, intent in buttons if intent is not None]
            for way in (Consider(course.regimen.id), *chosen):
                assert isinstance(way, Consider)
                for _, label, intent in question(play.view, course, way).choices:
                    if intent in {None, Back()}:
                        continue
                    assert isinstance(intent, PlaceOrder)
                    fresh = Play(case, lambda _: None, lambda *_: None)
                    own = (Give(regimen=course.regimen.id), Stop(regimen=course.regimen.id))
                    assert plain(intent.order) in (*own, Stop(regimen=course.bars_it))
                    assert fresh.order(Actor.PLAYER, intent.order) == "", label
                    offered += 1

    assert offered


def test_what_is_in_the_players_hands_changes_by_hand_alone() -> None:
    """The nurse turns the oxygen on the device; device, position, norepinephrine and fluid stay as they were set."""
    level = find_level("septic_shock_hands_on")
    case = admit_case(level, level.seed, mover())
    case = advance(
        case,
        [
            Entry(tick=0, actor=Actor.PLAYER, order=SetDevice(device=Device.HIGH_FLOW)),
            Entry(tick=0, actor=Actor.PLAYER, order=SetPressor(norepinephrine_ug_per_kg_min=0.2)),
        ],
    )
    oxygen = set()
    while case.outcome is None and case.tick < ticks(24.0):
        case = advance(case)
        held = Play(case, lambda _: None, lambda *_: None).view.support
        oxygen.add(round(held.fio2, 2))
        assert (held.device, held.prone, held.fluid_boluses) == (Device.HIGH_FLOW, False, 0)
        assert held.norepinephrine_ug_per_kg_min == pytest.approx(0.2)

    assert len(oxygen) > 1, "the nurse turned it"
    assert "the nurse turns the oxygen" in say(BY_HAND)
