"""What the debrief says beside true and measured IL-6 is true of the case that was played."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import truth
from layout_rules import struck_through
from sample_view import over

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.debrief.truth_chart import hidden_words, truth_chart, truth_plot, whole_span
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import dump
from game.values.ending import Ending, Outcome
from game.values.fact import DoseGiven
from game.values.ticks import ticks


def page(percent=100):
    return Page((1280, 720), Settings(text_percent=percent), bindings({}), (), RecordingCanvas())


def given(*doses):
    """Return the end of a case in which these drugs were given, each at an hour."""
    return replace(over(), history=tuple(DoseGiven(ticks(hour), id_, 6.0) for hour, id_ in doses))


@pytest.mark.parametrize("hour", [10, 14, 17, 19, 20, 22, 26])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_line_runs_through_the_name_of_the_readable_rise(hour, percent):
    """The upright of remdesivir crossed it in large text: it stands elsewhere, or the line ends at its edge."""
    seen = given((hour, "remdesivir"), (hour + 5, "dexamethasone"))
    canvas = RecordingCanvas()
    plot = truth_plot(page(percent), Rect(0, 0, 900, 360), seen, truth(), whole_span(seen))
    plot.paint(canvas, plot.rect)
    (name,) = [one.rect for one in canvas.drawn if one.text == "rise readable"]

    assert plot.rect.contains(name)
    assert struck_through(canvas.drawn, "rise readable", "very high", "normal") == []
    assert [one.text for one in canvas.drawn if one.text.startswith(("very high", "normal"))] != []


@pytest.mark.parametrize(("end_h", "ended"), [(18, False), (17.9, True)])
def test_what_would_have_come_after_the_end_is_not_told_as_if_it_had_happened(end_h, ended):
    """A case that was stopped in its first hour told from when the rise could be read, days later."""
    seen = replace(over(), tick=ticks(end_h), outcome=Outcome(Ending.STOPPED, ticks(end_h)))

    for headed in (False, True):
        told = hidden_words(seen, truth(), headed=headed)
        assert ("after the case ended" in told) is ended
        assert ("rise could be read from" in told) is not ended
        assert "ntreated" in told


def test_it_is_said_once_that_behind_a_blocked_receptor_il6_is_no_measure():
    """At the end and on the way there, as the chart of the bedside says it."""

    def told(seen):
        return dump(truth_chart(page(), Rect(0, 0, 800, 400), seen, truth(), whole_span(seen)))

    blocked = given((36, "tocilizumab"))
    assert told(blocked).count("no measure of the storm") == 1
    assert told(replace(blocked, outcome=None)).count("no measure of the storm") == 1
    assert "no measure" not in told(given((36, "dexamethasone")))


def test_a_low_chart_has_no_days_where_there_is_no_room_for_them():
    """In a replay they stood in the words below the chart."""
    seen = given((10, "remdesivir"))
    for high, days in ((60, False), (200, True)):
        canvas = RecordingCanvas()
        plot = truth_plot(page(), Rect(0, 0, 600, high), seen, truth(), whole_span(seen))
        plot.paint(canvas, plot.rect)
        assert any(text.startswith("Admitted") for text in canvas.texts()) is days


def test_the_line_of_now_runs_through_no_flag():
    """In a replay with the truth it was drawn over the flags, through the name of the drug just given."""
    seen = replace(given((17, "remdesivir"), (22, "dexamethasone")), tick=ticks(23), outcome=None)
    canvas = RecordingCanvas()
    plot = truth_plot(page(), Rect(0, 0, 480, 200), seen, truth(), whole_span(seen))
    plot.paint(canvas, plot.rect)

    assert struck_through(canvas.drawn, "Remdesivir", "Dexamethasone") == []
