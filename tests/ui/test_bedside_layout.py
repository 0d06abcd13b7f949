"""The bedside fits every window and every size of text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import level, over, view

from game.bedside.news2 import Consciousness
from game.case.view import OrganSign
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import Role, find, path_to, walk
from game.values.fact import Called, CallReason
from game.values.level import SupportMode
from game.values.order import Device

SIZES = ((1024, 640), (1280, 720), (1920, 1080), (2560, 1080), (3840, 2160))


def crowded():
    """Return a view in which everything is as long as it gets."""
    sample = view(level=level(SupportMode.PLAYER))
    support = replace(
        sample.support,
        device=Device.VENTILATOR,
        prone=True,
        fio2=1.0,
        norepinephrine_ug_per_kg_min=0.35,
        fluid_boluses=3,
        text="ventilator, FiO₂ 1.00, prone",
    )
    organs = (
        OrganSign("Lungs", "SpO₂ 84 % on ventilator, FiO₂ 1.00, prone", 3),
        OrganSign("Heart", "mean pressure 59 mmHg, norepinephrine 0.35 µg/kg/min", 3),
        OrganSign("Kidneys", "urine 0.1 mL/kg/h, creatinine 1,018 µmol/L", 3),
        OrganSign("Brain", "unresponsive", 3),
        OrganSign("Skin", "cold, mottled to the thighs", 3),
    )
    return replace(sample, support=support, organs=organs, consciousness=Consciousness.UNRESPONSIVE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("sample", [view, crowded, lambda: view(alarms=(), labs={}, pending=(), nurse=())])
def test_nothing_overlaps_or_is_cut(size, percent, sample):
    """Both tabs and all questions keep the rules of layout at every size."""
    for keys in ((), ("u",), ("1",), ("6",), ("8",), ("w",), ("escape",)):
        pilot = Pilot(sample(), Settings(text_percent=percent), size)
        pilot.press(*keys)

        assert broken_rules(pilot.tree()) == [], f"after {keys}"


LONGEST_CALL = (
    "NEWS2 is 14, up from 9 six hours ago: respiratory rate 29 breaths/min, SpO₂ 88 %, systolic pressure 86 mmHg, "
    "heart rate 133 beats/min, responds only to voice, temperature 39.4 °C. Please come now."
)


@pytest.mark.parametrize("size", [(1080, 600), (1280, 620), *SIZES])
def test_what_the_nurse_asks_for_at_the_end_of_a_long_call_is_in_sight(size):
    """*Please come now* was scrolled out of her card in a window of the design; in a low one the picture gives way."""
    now = view()
    call = Called(now.tick, CallReason.EMERGENCY, LONGEST_CALL, "", 14)
    tree = Pilot(replace(now, calls=(*now.calls, call)), size=size).tree()
    card, words = find(tree, "nurse.scroll"), find(tree, "nurse.words")

    assert words.label == LONGEST_CALL
    assert card.rect.contains(words.rect)
    assert find(tree, "il6.plot").rect.h >= 0.15 * size[1]
    assert broken_rules(tree) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_the_ending_fits(percent):
    """The banner at the end keeps the rules of layout, and says what became of the patient before anybody scrolls."""
    pilot = Pilot(over(), Settings(text_percent=percent))
    window = find(pilot.tree(), "ended.scroll").rect
    told = next(one for one in walk(pilot.tree()) if one.label == over().outcome.sentence)

    assert broken_rules(pilot.tree()) == []
    assert window.y <= told.rect.y
    assert told.rect.bottom <= window.bottom
    assert "The case is over" in pilot.words() or "the case is over" in pilot.words()


def test_everything_is_seen_at_once_in_the_design_window():
    """At 1280x720 no part of the bedside has to be scrolled to with five drugs and seven tests."""
    tree = Pilot(view()).tree()

    assert [w.id for w in walk(tree) if w.role is Role.SCROLL and w.extent > w.rect.h] == []


def test_text_is_never_smaller_than_12_pixels():
    """The smallest window still shows text of 11 pixels or more, the design window of 12 or more."""
    for size, least in (((1024, 640), 11), ((1280, 720), 12)):
        page = Pilot(view(), size=size).stage.page

        assert page.px(12.5) >= least


def test_the_monitor_stays_where_it_is_while_the_words_of_two_organs_wrap():
    """Traces and numbers moved by a line whenever a pressor or a breathing rate made a sentence longer."""
    now = view()
    brief = tuple(replace(one, text="well") for one in now.organs)
    wraps = "mean pressure 66 mmHg, norepinephrine 0.05 µg/kg/min"
    longer = tuple(replace(one, text=wraps) if at < 2 else one for at, one in enumerate(brief))
    trees = [Pilot(replace(now, organs=signs)).tree() for signs in (brief, longer)]
    places = [find(tree, "monitor").rect for tree in trees]
    lines = [find(tree, "organ.Lungs").rect.h for tree in trees]

    assert lines[0] < lines[1]
    assert places[0] == places[1]


@pytest.mark.parametrize("percent", [125, 150])
def test_in_large_text_the_curve_stays_in_sight_beside_the_monitor_and_above_the_orders(percent):
    """It lay below the monitor, scrolled away: who chose large text gave orders without the curve."""
    tree = Pilot(view(), Settings(text_percent=percent)).tree()
    chart, pad = find(tree, "il6"), find(tree, "pad")
    around = {one.id for one in path_to(tree, "il6") if one.role is Role.SCROLL}

    assert around == set()
    assert tree.rect.contains(chart.rect)
    assert chart.rect.bottom < pad.rect.y
    assert find(tree, "il6.plot").rect.h > chart.rect.h // 2
    assert find(tree, "monitor").rect.right < chart.rect.x
