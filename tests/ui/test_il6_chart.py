"""What the IL-6 chart says of its values: a logarithmic axis, a doubling time with a limit, a word for the trend."""

from __future__ import annotations

import pytest
from sample_view import reading, series, view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.plot import LONGEST_DOUBLING_H, il6_chart, log_y, trend_word
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import dump
from game.values.channel import Channel

BOX = Rect(0, 100, 400, 400)


def test_every_decade_of_il6_is_equally_high():
    """A storm is read as a straight line: from 1 to 10 it is as far as from 1,000 to 10,000."""
    heights = [log_y(float(value), BOX) for value in (1, 10, 100, 1_000, 10_000)]

    assert heights == [500.0, 400.0, 300.0, 200.0, 100.0]


def test_what_passes_the_axis_stands_at_its_ends():
    assert log_y(0.1, BOX) == BOX.bottom
    assert log_y(1e6, BOX) == BOX.y


@pytest.mark.parametrize(("hours", "shown"), [(7.6, True), (LONGEST_DOUBLING_H, True), (48.5, False), (200.0, False)])
def test_a_doubling_time_beyond_two_days_is_not_shown(hours, shown):
    """Slower than that lies within the error of two assays."""
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    words = dump(il6_chart(page, Rect(0, 0, 600, 300), view(il6_doubling_h=hours)))

    assert LONGEST_DOUBLING_H == 48.0
    assert shown is (f"doubles every {hours:.1f} h" in words)


@pytest.mark.parametrize(
    ("channel", "before", "now", "word"),
    [
        (Channel.IL6, 100.0, 111.0, "rising"),
        (Channel.IL6, 100.0, 109.0, "steady"),
        (Channel.IL6, 100.0, 91.0, "steady"),
        (Channel.IL6, 100.0, 89.0, "falling"),
        (Channel.VIRAL_LOAD, 6.0, 6.3, "rising"),
        (Channel.VIRAL_LOAD, 6.0, 6.1, "steady"),
        (Channel.VIRAL_LOAD, 6.0, 5.9, "steady"),
        (Channel.VIRAL_LOAD, 6.0, 5.7, "falling"),
    ],
)
def test_the_trend_is_named_where_it_exceeds_the_error_of_the_assay(channel, before, now, word):
    assert trend_word(series(channel, (0, before), (6, now))) == word


def test_one_result_is_no_trend():
    assert trend_word((reading(Channel.IL6, 0, 50.0),)) == "one result"
