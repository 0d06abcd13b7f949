"""Alarms: limits, priorities, delay, latch."""

import re
from dataclasses import replace

import pytest

from game.bedside import alarms
from game.bedside.alarms import DELAY_TICKS, LATCH_TICKS, LIMITS, describe, priority, watch
from game.bedside.monitor import SPREADS, probe_is_off, with_error
from game.patient.signs import Vitals
from game.values.channel import KINDS, Channel
from game.values.fact import Priority
from game.values.noise import gaussian

WELL = Vitals(80.0, 99.0, 130.0, 85.0, 100.0, 16.0, 37.0, 0.03)
SEED = 11


def run(values, start=1):
    """Return (watches, facts of all ticks) after these vital signs, one a tick."""
    watches, facts = (), []
    for tick, shown in enumerate(values, start):
        watches, raised = watch(watches, shown, SEED, tick)
        facts += raised
    return watches, facts


@pytest.mark.parametrize(
    ("channel", "value", "expected"),
    [
        (Channel.SPO2, 84.4, Priority.HIGH),
        (Channel.SPO2, 84.6, Priority.MEDIUM),
        (Channel.SPO2, 89.4, Priority.MEDIUM),
        (Channel.SPO2, 89.6, None),
        (Channel.MAP, 54.4, Priority.HIGH),
        (Channel.MAP, 64.4, Priority.MEDIUM),
        (Channel.MAP, 64.6, None),
        (Channel.HEART_RATE, 39.0, Priority.HIGH),
        (Channel.HEART_RATE, 130.4, None),
        (Channel.HEART_RATE, 130.6, Priority.MEDIUM),
        (Channel.HEART_RATE, 150.6, Priority.HIGH),
        (Channel.RESPIRATORY_RATE, 30.6, Priority.MEDIUM),
        (Channel.RESPIRATORY_RATE, 40.6, Priority.HIGH),
        (Channel.TEMPERATURE, 39.54, None),
        (Channel.TEMPERATURE, 39.6, Priority.LOW),
    ],
)
def test_limits_have_their_priority(channel, value, expected):
    assert expected is priority(channel, value)


@pytest.mark.parametrize("channel", list(LIMITS))
def test_an_alarm_says_no_value_that_its_limit_lets_pass(channel):
    """'SpO₂ 85 %, below 85' contradicts itself: what is compared is what is printed."""
    kind = KINDS[channel]
    steps = 40 * round(kind.high - kind.low)
    texts = set()
    for step in range(steps + 1):
        value = kind.low + (kind.high - kind.low) * step / steps
        if priority(channel, value) is not None:
            texts.add(describe(channel, value))

    assert texts
    for text in texts:
        said, side, limit = re.fullmatch(r".* ([\d.]+) \S+, (below|above) ([\d.]+)", text).groups()
        assert float(said) < float(limit) if side == "below" else float(said) > float(limit), text


def test_words_name_value_unit_and_limit():
    assert describe(Channel.SPO2, 84.2) == "SpO₂ 84 %, below 85"
    assert describe(Channel.HEART_RATE, 152.0) == "Heart rate 152 beats/min, above 150"
    assert describe(Channel.TEMPERATURE, 39.7) == "Temperature 39.7 °C, above 39.5"
    assert describe(Channel.HEART_RATE, 152.0, short=True) == "Heart rate 152, above 150"
    assert describe(Channel.MAP, 52.0, short=True).startswith("MAP 52 mmHg, below ")


def test_calm_raises_nothing():
    assert run([WELL] * 500) == ((), [])


def test_a_high_alarm_sounds_at_once_and_once():
    watches, facts = run([replace(WELL, map=30.0)] * 30)

    assert [(fact.tick, fact.channel, fact.priority) for fact in facts] == [(1, Channel.MAP, Priority.HIGH)]
    assert watches[0].passed == 30


def test_a_low_alarm_waits_for_its_delay():
    hot = replace(WELL, temperature=40.2)

    assert run([hot] * (DELAY_TICKS - 1))[1] == []
    assert [fact.tick for fact in run([hot] * 10)[1]] == [DELAY_TICKS]


def test_a_single_passing_value_never_sounds_below_high():
    hot = replace(WELL, temperature=40.2)

    assert run([hot, WELL] * 20)[1] == []


def test_an_alarm_stays_latched_for_an_hour_and_then_goes():
    low = replace(WELL, map=30.0)
    latched, _ = run([low] * 3 + [WELL] * (LATCH_TICKS - 1))
    gone, _ = run([low] * 3 + [WELL] * (LATCH_TICKS + 1))

    assert latched[0].sounded
    assert latched[0].passed == 0
    assert gone == ()


def test_coming_back_within_the_latch_does_not_sound_again():
    low = replace(WELL, map=30.0)

    assert len(run([low] * 3 + [WELL] * 5 + [low] * 3)[1]) == 1
    assert len(run([low] * 3 + [WELL] * 30 + [low] * 3)[1]) == 2


def test_a_worse_value_sounds_again():
    facts = run([replace(WELL, spo2=87.5)] * 3 + [replace(WELL, spo2=60.0)] * 3)[1]

    assert [fact.priority for fact in facts] == [Priority.MEDIUM, Priority.HIGH]


def test_the_short_way_past_quiet_values_changes_nothing():
    """Values in the quiet band are not drawn; drawing them would give no alarm either."""
    for channel, limits in LIMITS.items():
        reach = 6.0 * SPREADS[channel]
        lowest = max(limits.below_high, limits.below_medium) + reach
        highest = min(limits.above_low, limits.above_medium, limits.above_high) - reach
        for edge in (lowest, highest):
            if abs(edge) != float("inf"):
                assert all(
                    priority(channel, with_error(channel, edge, gaussian(SEED, channel.value, tick))) is None
                    for tick in range(2000)
                )


def test_a_lost_probe_keeps_the_alarm_as_it_is():
    low = replace(WELL, spo2=80.0, map=45.0)
    lost = next(tick for tick in range(5, 2000) if probe_is_off(low, SEED, tick))
    before, _ = run([low] * 3, start=lost - 3)
    after, facts = watch(before, low, SEED, lost)

    assert facts == ()
    assert [one for one in before if one.channel is Channel.SPO2] == [
        one for one in after if one.channel is Channel.SPO2
    ]


def test_an_alarm_keeps_its_priority_for_a_while_after_the_value_became_less_bad():
    """A heart rate that swings about 150 is one alarm of high priority, not many of two."""
    high, medium = replace(WELL, heart_rate=170.0), replace(WELL, heart_rate=140.0)
    (still,), _ = run([high] * 3 + [medium] * (LATCH_TICKS - 1))
    (less,), _ = run([high] * 3 + [medium] * (LATCH_TICKS + 1))

    assert still.priority is Priority.HIGH
    assert less.priority is Priority.MEDIUM


def test_no_noise_brings_a_quiet_value_to_a_limit():
    """Values so far from every limit are not looked at closer; the noise of the monitor ends at six spreads."""
    assert {one.channel for one in alarms._QUIET} == set(LIMITS)
    for one in alarms._QUIET:
        for noise in (-6.0, 6.0):
            assert priority(one.channel, one.lowest + noise * one.spread) is None
            assert priority(one.channel, one.highest + noise * one.spread) is None
