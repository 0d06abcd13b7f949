"""Missing is not normal: what the probe does not show is neither well nor ill."""

from dataclasses import replace

import pytest

from game.bedside.alarms import watch
from game.bedside.monitor import observe, probe_is_off
from game.case.build_view import build_view
from game.case.case import admit_case, advance
from game.case.readings import aged
from game.futures.engine import mover
from game.policy.reference import Reference
from game.policy.support import by_hand
from game.ui.bedside.news2 import band, chip_words, missing_words
from game.ui.toolkit.theme import Ink
from game.values.channel import Channel, Flag, Reading
from game.values.level import SupportMode
from game.values.order import Device, Give, SetProne
from game.values.ticks import TICKS_PER_HOUR
from tests.case.levels import level
from tests.ui.sample_view import level as sample_level
from tests.ui.sample_view import view as sample

ORGANS = ("Lungs", "Heart", "Kidneys", "Brain", "Skin")


def lost(case):
    """Return the same case at the next tick at which its probe is off, all else as it was."""
    seed = next(seed for seed in range(10**6) if probe_is_off(case.shown, seed, case.tick))
    return replace(case, admission=replace(case.admission, seed=seed))


def hypoxic(spo2):
    """Return a case some ticks in, whose saturation has been low for a while."""
    case = admit_case(level(), 1, mover())
    for _ in range(TICKS_PER_HOUR + 5):
        case = advance(case)
    shown = replace(case.shown, spo2=spo2)
    return replace(case, shown=shown, recent=(*case.recent[:-3], shown, shown, shown))


@pytest.mark.parametrize("spo2", [70.0, 85.0, 88.0, 92.0])
def test_the_lungs_do_not_get_well_when_the_probe_slips(spo2):
    off = lost(hypoxic(spo2))
    seen, now = build_view(off), observe(off.shown, off.admission.seed, off.tick)
    before = observe(off.shown, off.admission.seed, off.tick - 1)[Channel.SPO2]

    assert now[Channel.SPO2].flag is Flag.ABSENT
    assert seen.news2.readings[Channel.SPO2] == before
    lungs = seen.organs[0]
    assert f"last {before.text} % 5 min ago" in lungs.text
    assert lungs.grade >= (before.shown < 94) + (before.shown < 90) + (before.shown < 86)


def test_a_score_without_a_part_says_so_and_is_never_green():
    case = lost(admit_case(level(), 1, mover()))
    case = replace(case, recent=(), sheets=replace(case.sheets, hours=()))
    seen = build_view(replace(case, sheets=replace(case.sheets, hours=())))

    assert not seen.news2.complete
    assert seen.news2.spo2 is None
    assert "SpO₂ never measured" in missing_words(seen.news2)
    assert chip_words(seen.news2).endswith("+")
    assert band(seen.news2)[0] is not Ink.WELL
    assert "never measured" in seen.organs[0].text
    assert seen.organs[0].grade >= 1


def test_a_missing_reading_prints_the_last_with_its_age():
    now = Reading(Channel.SPO2, 20, 20, 0.0, Flag.ABSENT)

    assert aged(now, Reading(Channel.SPO2, 12, 12, 94.2), 20) == "–, last 94 % 40 min ago"
    assert aged(now, None, 20) == "–, never measured"
    assert aged(Reading(Channel.SPO2, 20, 20, 93.7), None, 20) == "94 %"


def test_what_is_absent_passes_no_limit():
    gone = Reading(Channel.SPO2, 0, 0, 0.0, Flag.ABSENT)

    assert not gone.shown < 1000.0
    assert not gone.shown > -1000.0
    assert gone.range_sign == ""


def without_probe(**changes):
    """Return the sample view with its probe off."""
    seen = sample(**changes)
    gone = Reading(Channel.SPO2, seen.tick, seen.tick, 0.0, Flag.ABSENT)
    return replace(seen, vitals={**seen.vitals, Channel.SPO2: gone})


def test_nobody_is_turned_for_a_probe_that_is_off():
    seen = without_probe()
    support = replace(seen.support, device=Device.VENTILATOR, fio2=0.8)
    seen = replace(seen, level=sample_level(SupportMode.PLAYER), support=support)

    assert not [order for order in by_hand(seen) if isinstance(order, SetProne)]


def test_the_reference_blocks_nothing_before_neutrophils_were_counted():
    seen = sample()
    running = tuple(replace(one, running=one.regimen.id == "dexamethasone", refusal="") for one in seen.courses)
    thick = replace(seen, courses=running, support_history=((0, replace(seen.support, fio2=0.21)),) * 60)
    counted = Reading(Channel.NEUTROPHILS, 0, 1, 6.0)
    measured = replace(thick, labs={**thick.labs, Channel.NEUTROPHILS: (counted,)})

    assert Give(regimen="tocilizumab") in Reference().orders(measured)
    assert Give(regimen="tocilizumab") not in Reference().orders(thick)


def test_an_alarm_shows_the_value_beside_it_or_says_when_it_was():
    """'MAP 59' never stands beside 64: two hours of falling pressure, tick by tick, as the player sees them."""
    case = admit_case(level(), 1, mover())
    said = set()
    for tick in range(3 * TICKS_PER_HOUR):
        case = advance(case)
        falling = replace(case.shown, map=72.0 - tick, spo2=97.0 - tick % 20)
        case = replace(case, shown=falling, watches=watch(case.watches, falling, case.admission.seed, case.tick)[0])
        seen = build_view(case)
        for alarm in seen.alarms:
            dated = ", at " in alarm.text
            shown = f"NEWS2 {seen.news2.total}:" if alarm.channel is None else f" {seen.vitals[alarm.channel].text} "
            assert dated or shown in alarm.text
            assert alarm.active or dated
            said.add(dated)

    assert said == {True, False}


@pytest.mark.parametrize(("value", "sign"), [(4.9, ""), (5.0, ""), (5.4, ""), (5.6, "↑")])
def test_a_result_is_marked_by_the_number_that_is_printed(value, sign):
    crp = Reading(Channel.CRP, 0, 1, value)

    assert crp.range_sign == sign
    assert (float(crp.text) > 5.0) is bool(sign)
