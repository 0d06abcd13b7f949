"""A rise is told where it exceeds the error of the assay: hours or results, never noise."""

from __future__ import annotations

from math import inf

import pytest

from game.bedside.lab import assayed
from game.bedside.trend import LONGEST_DOUBLING_H, Doubling, Trend, bounds, doubling, is_old, moved, trend
from game.values.channel import KINDS, PANEL_OF, VITALS, Channel, Flag, Reading, detectable
from game.values.noise import gaussian
from game.values.ticks import ticks

H = 12
SAMPLES = 400


def il6(hour: float, value: float, flag: Flag = Flag.NONE) -> Reading:
    return Reading(Channel.IL6, round(hour * H), round(hour * H) + 1, value, flag)


@pytest.mark.parametrize(
    "channel", [one for one in PANEL_OF if one not in {Channel.BLOOD_CULTURE, Channel.XRAY, Channel.DELIRIUM}]
)
def test_a_value_that_stands_still_seems_to_move_in_one_of_twenty(channel):
    """By the noise of the laboratory itself, as it is drawn in play."""
    true = 0.5 * (KINDS[channel].low + min(KINDS[channel].high, 50.0 * max(1.0, KINDS[channel].low)))
    drawn = [
        Reading(channel, n, n + 1, float(detectable(channel, assayed(channel, true, gaussian(5, channel.value, n)))))
        for n in range(2 * SAMPLES)
    ]
    moved = [trend((one, other)) is not Trend.UNCLEAR for one, other in zip(drawn[::2], drawn[1::2], strict=True)]
    assert sum(moved) / SAMPLES < 0.09
    held = [bounds(one)[0] <= true <= bounds(one)[1] for one in drawn]
    assert sum(held) / len(held) > 0.92


def test_the_range_of_a_doubling_time_holds_the_truth():
    """IL-6 that doubles every eight hours, six hours apart, with the laboratory's own noise."""
    held, told = 0, 0
    for n in range(SAMPLES):
        early = assayed(Channel.IL6, 100.0, gaussian(7, "early", n))
        late = assayed(Channel.IL6, 100.0 * 2 ** (6 / 8), gaussian(7, "late", n))
        found = doubling((il6(0, early), il6(6, late)))
        if found is not None:
            told += 1
            held += found.least_h <= 8.0 <= found.most_h
    assert told > 0.8 * SAMPLES
    assert 0.92 < held / told < 0.995, "a range that always holds says nothing"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), Trend.NONE),
        ((il6(0, 50.0),), Trend.NONE),
        ((il6(0, 50.0), il6(6, 60.0)), Trend.UNCLEAR),
        ((il6(0, 50.0), il6(6, 80.0)), Trend.RISING),
        ((il6(0, 80.0), il6(6, 50.0)), Trend.FALLING),
        ((il6(0, 500.0), il6(3, 50.0), il6(6, 80.0)), Trend.RISING),
    ],
)
def test_the_last_two_results_count(results, expected):
    assert trend(results) is expected


@pytest.mark.parametrize(
    ("results", "expected", "since"),
    [
        ((il6(0, 51.0), il6(6, 62.0), il6(12, 78.0), il6(18, 98.0), il6(24, 124.0)), Trend.RISING, 0),
        ((il6(0, 300.0), il6(6, 240.0), il6(12, 190.0)), Trend.FALLING, 0),
        ((il6(0, 10.0), il6(12, 100.0), il6(37, 110.0)), Trend.UNCLEAR, 12),
        ((il6(0, 211.0), il6(6, 521.0), il6(12, 339.0), il6(18, 290.0)), Trend.FALLING, 6),
        ((il6(0, 100.0), il6(6, 200.0), il6(12, 100.0)), Trend.FALLING, 6),
        ((il6(0, 100.0), il6(6, 120.0), il6(12, 110.0)), Trend.UNCLEAR, 6),
    ],
)
def test_a_rise_that_neighbours_hide_is_seen_over_a_day(results, expected, since):
    found = moved(results)
    assert (found.trend, found.since.taken) == (expected, ticks(since))


def test_a_rise_over_a_day_has_a_doubling_time():
    found = doubling((il6(0, 50.0), il6(4, 63.0), il6(8, 79.0), il6(12, 100.0)))
    assert round(found.hours, 6) == 12.0


def test_a_value_that_has_come_down_again_doubles_no_more():
    """163 after 89, then 130: higher than at the door, and no slope to be drawn on."""
    assert doubling((il6(0, 89.0), il6(6, 163.0), il6(14, 130.0))) is None


def test_a_value_that_stands_still_for_a_day_seldom_seems_to_move():
    """Five samples and two comparisons: one more chance to be misled, not four."""
    drawn = [assayed(Channel.IL6, 100.0, gaussian(11, "day", n)) for n in range(5 * SAMPLES)]
    days = [tuple([il6(6 * k, drawn[5 * n + k]) for k in range(5)]) for n in range(SAMPLES)]
    assert sum(moved(day).trend is not Trend.UNCLEAR for day in days) / SAMPLES < 0.13


def test_a_doubling_time_needs_a_rise_two_numbers_and_less_than_two_days():
    assert doubling((il6(0, 100.0), il6(6, 115.0))) is None
    assert doubling((il6(0, 1.5, Flag.BELOW), il6(6, 40.0))) is None
    assert doubling((il6(0, 40.0), il6(6, 50_000.0, Flag.ABOVE))) is None
    slow = doubling((il6(0, 100.0), il6(48, 200.0)))
    assert slow == Doubling(LONGEST_DOUBLING_H, slow.least_h, slow.most_h)
    assert doubling((il6(0, 100.0), il6(49, 200.0))) is None


def test_two_results_that_are_printed_alike_have_no_doubling_time():
    """Both read 3 pg/mL: the rise is beyond the error of the assay, and nobody could see it."""
    alike = (il6(0.0, 2.52), il6(18.0, 3.46))
    assert trend(alike) is Trend.RISING
    assert alike[0].shown == alike[1].shown
    assert doubling(alike) is None


def test_a_range_is_open_where_the_error_allows_no_rise():
    found = doubling((il6(0, 100.0), il6(6, 136.0)))
    assert found is not None
    assert found.least_h < found.hours < found.most_h
    barely = doubling((il6(0, 100.0), il6(6, 133.9)))
    assert barely is None or barely.most_h > 60.0 or barely.most_h == inf


SPEAKS_H = {
    12.0: {
        Channel.IL6, Channel.LACTATE, Channel.CREATININE, Channel.GLUCOSE, Channel.NEUTROPHILS, Channel.LYMPHOCYTES,
        Channel.INR, Channel.ALT, Channel.TROPONIN, Channel.PF_RATIO, Channel.DELIRIUM, Channel.URINE,
    },
    24.0: {
        Channel.CRP, Channel.FERRITIN, Channel.D_DIMER, Channel.PROCALCITONIN, Channel.FIBRINOGEN, Channel.PLATELETS,
        Channel.VIRAL_LOAD, Channel.BLOOD_CULTURE, Channel.FUNGAL_ANTIGEN, Channel.XRAY,
    },
}  # fmt: skip
"""For how long a result is told as of now: for a shift, or to the next day's round."""


@pytest.mark.parametrize("channel", [one for one in Channel if one not in VITALS])
def test_a_result_is_told_as_of_now_for_a_shift_or_a_day(channel):
    hours = [hours for hours, channels in SPEAKS_H.items() if channel in channels]
    assert len(hours) == 1, "a place in SPEAKS_H, and in SLOW of game/bedside/trend.py where it changes over days"
    # What grows in a bottle speaks from when it is known.
    taken, known = (-ticks(30.0), 0) if channel is Channel.BLOOD_CULTURE else (0, ticks(2.0))

    result = Reading(channel, taken, known, 5.0)

    assert not is_old(result, ticks(hours[0]))
    assert is_old(result, ticks(hours[0]) + 1)
