"""What the IL-6 chart says of its values: a logarithmic axis, a doubling time with a limit, a word for the trend."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest
from layout_rules import struck_through
from sample_view import reading, series, view

from game.bedside.trend import Doubling, is_old
from game.case.view import PendingResult
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.bands import il6_bands, il6_plot, log_y, normal_name, storm_name
from game.ui.charts.flags import poles
from game.ui.charts.placing import Crowd, crosses
from game.ui.charts.plot import blocked_since, doubling_words, il6_chart, il6_span, trend_word
from game.ui.charts.scales import SCALES
from game.ui.charts.small_plot import small_chart
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import dump, find
from game.values.channel import KINDS, PANEL_OF, Channel, Panel
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven
from game.values.ticks import ticks

BOX = Rect(0, 100, 400, 400)


def test_every_decade_of_il6_is_equally_high():
    """A storm is read as a straight line: from 1 to 10 it is as far as from 1,000 to 10,000."""
    heights = [log_y(float(value), BOX) for value in (1, 10, 100, 1_000, 10_000)]

    apart = [low - high for low, high in pairwise(heights)]
    assert apart == pytest.approx([apart[0]] * 4)
    assert heights[0] == BOX.bottom


def test_the_axis_of_il6_reaches_what_the_laboratory_can_tell():
    """Behind a blocked receptor, and after CAR-T cells, it passes 10,000: two such results are at two heights."""
    assert log_y(31_000.0, BOX) < log_y(10_654.0, BOX)
    assert log_y(KINDS[Channel.IL6].high, BOX) == BOX.y


@pytest.mark.parametrize("tall", [90, 110, 140, 300])
def test_no_number_of_the_axis_stands_on_another(tall):
    page, canvas = Page((1280, 720), Settings(text_percent=200), bindings({}), (), RecordingCanvas()), RecordingCanvas()
    il6_bands(page, canvas, Rect(0, 0, 800, tall))
    numbers = [one.rect for one in canvas.drawn if one.what == "text" and one.text.replace(",", "").isdigit()]

    assert len(numbers) >= 2
    assert all(low.y - high.y >= low.h - page.px(4) for low, high in pairwise(numbers))


def test_what_passes_the_axis_stands_at_its_ends():
    assert log_y(0.1, BOX) == BOX.bottom
    assert log_y(1e6, BOX) == BOX.y


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Doubling(7.6, 6.1, 10.0), "doubles about every 7.5 h (6 to 10)"),
        (Doubling(30.0, 12.0, inf), "doubles about every 30 h (12 or more)"),
    ],
)
def test_a_doubling_time_is_told_with_its_range(found, words):
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())

    assert words in dump(il6_chart(page, Rect(0, 0, 600, 300), view(il6_doubling=found)))
    assert "doubles" not in dump(il6_chart(page, Rect(0, 0, 600, 300), view(il6_doubling=None)))


def test_every_channel_of_the_laboratory_has_a_fixed_scale_that_holds_its_healthy_range():
    assert set(SCALES) == set(PANEL_OF) - {Channel.BLOOD_CULTURE}
    box = Rect(0, 0, 100, 100)
    for channel, scale in SCALES.items():
        assert scale.low <= max(scale.low, KINDS[channel].healthy_high) <= scale.high, channel
        assert scale.y(scale.low - 1.0, box) == box.bottom
        assert scale.y(scale.high * 2.0, box) == box.y


def test_a_value_stands_at_the_same_height_whatever_was_measured_before():
    """An axis that follows its data makes a small change look like a storm."""
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())

    def height(*values):
        canvas = RecordingCanvas()
        seen = view(labs={Channel.CRP: series(Channel.CRP, *[(6 * n, value) for n, value in enumerate(values)])})
        plot = find(small_chart(page, Rect(0, 0, 300, 160), seen, Channel.CRP, Ink.INFLAMMATION), "crp.plot")
        plot.paint(canvas, plot.rect)
        return [one.rect.y for one in canvas.drawn if one.what == "circle"][-1]

    assert height(20.0, 150.0) == height(290.0, 150.0)


@pytest.mark.parametrize(
    ("channel", "before", "now", "word"),
    [
        (Channel.IL6, 100.0, 134.0, "rising"),
        (Channel.IL6, 100.0, 132.0, "no clear change"),
        (Channel.IL6, 100.0, 76.0, "no clear change"),
        (Channel.IL6, 100.0, 74.0, "falling"),
        (Channel.CRP, 100.0, 117.0, "rising"),
        (Channel.CRP, 100.0, 113.0, "no clear change"),
        (Channel.VIRAL_LOAD, 6.0, 6.7, "rising"),
        (Channel.VIRAL_LOAD, 6.0, 6.68, "no clear change"),
        (Channel.VIRAL_LOAD, 6.0, 5.32, "no clear change"),
        (Channel.VIRAL_LOAD, 6.0, 5.3, "falling"),
    ],
)
def test_the_trend_is_named_where_it_exceeds_the_error_of_the_assay(channel, before, now, word):
    assert trend_word(series(channel, (0, before), (6, now))) == word


def test_a_change_within_the_error_is_told_beside_a_result_to_come():
    """'Steady' was read as an assurance; longer words must not be what gives way while the laboratory has a sample."""
    seen = view(
        labs={Channel.CRP: series(Channel.CRP, (0, 100.0), (6, 113.0))},
        tick=ticks(7.0),
        pending=(PendingResult(Panel.INFLAMMATION, ticks(6.9), ticks(7.9)),),
    )
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    drawn = dump(small_chart(page, Rect(0, 0, 212, 160), seen, Channel.CRP, Ink.INFLAMMATION))
    assert "no clear change · due in 55 min" in drawn


def test_a_rise_over_a_day_is_named_where_no_two_neighbours_show_it():
    rise = series(Channel.IL6, (0, 51.0), (6, 62.0), (12, 78.0), (18, 100.0))
    assert trend_word(rise) == "up in 18 h"
    assert trend_word(rise[:2]) == "no clear change"


@pytest.mark.parametrize(
    ("values", "word"), [((89.0, 163.0, 125.0), "up in 15 h"), ((163.0, 89.0, 110.0), "down in 15 h")]
)
def test_a_value_that_turned_is_not_said_to_go_on(values, word):
    """The guide said 'no longer rising' of a chart that said 'rising over 15 h'."""
    assert trend_word(series(Channel.IL6, *zip((0, 6, 15), values, strict=True))) == word


def test_one_result_is_no_trend():
    assert trend_word((reading(Channel.IL6, 0, 50.0),)) == "one result"


@pytest.mark.parametrize(("channel", "hours"), [(Channel.LACTATE, 12.0), (Channel.IL6, 12.0), (Channel.CRP, 24.0)])
def test_a_result_grows_old_after_half_a_day_or_a_whole_one_where_it_is_slow(channel, hours):
    assert not is_old(reading(channel, 0.0, 2.0), ticks(hours))
    assert is_old(reading(channel, 0.0, 2.0), ticks(hours) + 1)


def test_a_culture_that_has_just_grown_is_not_old():
    """It takes a day to grow, and is news then."""
    rods = replace(reading(Channel.BLOOD_CULTURE, 0.0, 4.0), known=ticks(25.0))

    assert not is_old(rods, ticks(49.0))
    assert is_old(rods, ticks(49.0) + 1)


@pytest.mark.parametrize("old", [False, True])
def test_an_old_result_tells_its_age_and_no_trend(old):
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    tick = ticks(60.0 if old else 48.0)
    labs = {
        Channel.LACTATE: series(Channel.LACTATE, (40, 1.0), (46, 4.0)),
        Channel.IL6: series(Channel.IL6, (40, 100.0), (46, 200.0)),
    }
    seen = view(labs=labs, tick=tick, pending=(), il6_doubling=Doubling(6.0, 5.0, 8.0))
    small = dump(small_chart(page, Rect(0, 0, 300, 160), seen, Channel.LACTATE, Ink.INFLAMMATION))
    chart = dump(il6_chart(page, Rect(0, 0, 700, 300), seen))

    assert ("rising" in small) is not old
    assert ("old: taken 14 h ago" in small) is old
    assert ("doubles about every" in chart) is not old
    assert ("taken 14 h ago" in chart) is old


@pytest.mark.parametrize(("taken_h", "side"), [(0, "right"), (120, "left")])
def test_no_curve_runs_through_the_name_of_the_band(taken_h, side):
    """In septic shock IL-6 climbs at once, through the words at the left."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    box = Rect(0, 0, 480, 200)
    plot = il6_plot(page, box)
    x = plot.x + page.px(8) + taken_h
    name = storm_name(page, canvas, box, Crowd(([(x, plot.bottom), (x + 8, plot.y)],)))

    assert (name.rect.x > plot.centre[0]) == (side == "right")
    assert not crosses(name.rect, [(x, plot.bottom), (x + 8, plot.y)], 0)


@pytest.mark.parametrize("now", [20, 400])
def test_the_line_of_now_does_not_run_through_what_is_normal(now):
    """In the first hours it stands at the left, where the name is while results to come are named at the right."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    box = Rect(0, 0, 480, 150)
    plot = il6_plot(page, box)
    line = [(plot.x + now, plot.y), (plot.x + now, plot.bottom)]
    name = normal_name(page, canvas, box, Crowd(lines=(line,)), due=True)

    assert name.rect.right < plot.centre[0]
    assert not crosses(name.rect, line, 0)


def test_no_flag_stands_on_the_name_of_a_band():
    """The first antibiotic of a long case stands where the names are at the left."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    given = DoseGiven(ticks(2.0), "antibiotic", 4_500.0)
    labs = {Channel.IL6: series(Channel.IL6, (0, 40.0), (4, 60.0))}
    seen = view(tick=ticks(60.0), history=(given,), labs=labs, pending=())
    plot = find(il6_chart(page, Rect(0, 0, 480, 230), seen), "il6.plot")
    plot.paint(canvas, plot.rect)

    (pole,) = poles(il6_plot(page, plot.rect), seen, il6_span(seen))
    names = [one for one in canvas.drawn if one.text.startswith(("very high", "normal"))]
    assert len(names) == 2
    assert not [one for one in names if crosses(one.rect, pole, 0)]


@pytest.mark.parametrize("every_h", [6.0, 12.0, 24.0])
@pytest.mark.parametrize("high", [120, 150, 190, 230])
def test_no_mark_of_a_dose_crosses_what_is_normal(every_h, high):
    """Daily doses stand at the foot of the chart, where a low chart has the name of its lowest band."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    hours = [2.0 + every_h * number for number in range(int(230 // every_h))]
    given = tuple(DoseGiven(ticks(hour), "dexamethasone", 6.0) for hour in hours)
    labs = {Channel.IL6: series(Channel.IL6, (0, 40.0), (4, 60.0), (200, 12.0))}
    seen = view(tick=ticks(236.0), history=given, labs=labs, pending=())
    plot = find(il6_chart(page, Rect(0, 0, 480, high), seen), "il6.plot")
    plot.paint(canvas, plot.rect)

    (normal,) = [one.rect for one in canvas.drawn if one.text.startswith("normal")]
    upright = [one.rect for one in canvas.drawn if one.what == "line" and one.rect.w <= 1]
    assert len(upright) >= len(given)
    assert not [one for one in upright if one.x >= normal.x and one.right <= normal.right and one.overlaps(normal)]


@pytest.mark.parametrize("due_h", [3.0, 6.0, 12.0])
@pytest.mark.parametrize("high", [150, 190, 210, 230])
def test_what_is_normal_is_not_named_on_a_result_to_come(due_h, high):
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    labs = {Channel.IL6: series(Channel.IL6, (0, 40.0), (2, 60.0))}
    coming = (PendingResult(Panel.IL6, ticks(2.5), ticks(due_h)),)
    given = (DoseGiven(ticks(1.0), "antibiotic", 4_500.0),)
    seen = view(tick=ticks(2.6), labs=labs, pending=coming, history=given)
    plot = find(il6_chart(page, Rect(0, 0, 480, high), seen), "il6.plot")
    plot.paint(canvas, plot.rect)

    (normal,) = [one for one in canvas.drawn if one.text.startswith("normal")]
    (due,) = [one for one in canvas.drawn if one.text.startswith("result in")]
    assert not normal.rect.overlaps(due.rect)


@pytest.mark.parametrize("high", [120, 150, 190, 230])
@pytest.mark.parametrize("percent", [100, 200])
def test_no_flag_covers_the_name_of_the_highest_band(high, percent):
    """In the low chart of a replay two zeros of *very high >1,000* looked out behind *Dexamethasone*."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(text_percent=percent), bindings({}), (), canvas)
    given = tuple(
        DoseGiven(ticks(at), id_, 6.0) for at, id_ in ((14, "remdesivir"), (50, "dexamethasone"), (58, "tocilizumab"))
    )
    labs = {Channel.IL6: series(Channel.IL6, (0, 40.0), (20, 200.0), (50, 800.0), (66, 2400.0), (74, 3200.0))}
    seen = view(tick=ticks(103.0), history=given, labs=labs, pending=())
    plot = find(il6_chart(page, Rect(0, 0, page.px(480), page.px(high)), seen), "il6.plot")
    plot.paint(canvas, plot.rect)

    names = [one.rect for one in canvas.drawn if one.text.startswith("very high")]
    flags = [one.rect for one in canvas.drawn if one.text in {"Remdesivir", "Dexamethasone", "Tocilizumab"}]
    assert not [one for one in names if any(one.overlaps(other) for other in flags)]


def test_a_range_that_is_one_number_is_not_told_as_a_range():
    assert doubling_words(Doubling(1.1, 1.0, 1.2)) == "doubles about every 1 h"
    assert doubling_words(Doubling(6.0, 5.0, 8.0)) == "doubles about every 6 h (5 to 8)"


def test_the_name_of_the_highest_band_stands_between_the_line_of_a_drug_and_that_of_now():
    """Each went through it where the other end was taken."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    box = Rect(0, 0, 480, 200)
    plot = il6_plot(page, box)
    lines = [[(x, plot.y), (x, plot.bottom)] for x in (plot.x + 20, plot.right - 20)]
    name = storm_name(page, canvas, box, Crowd(lines=lines))

    assert not [line for line in lines if crosses(name.rect, line, 0)]


@pytest.mark.parametrize("high", [95, 120, 190, 230])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("tick_h", [31, 49, 72, 98])
def test_no_upright_runs_through_a_word_of_the_chart(tick_h, percent, high):
    """On the fifth day of Bed 3 that of remdesivir struck *very high >1,000*, and two lines a result to come."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(text_percent=percent), bindings({}), (), canvas)
    doses = ((0, "remdesivir"), (24, "remdesivir"), (29, "dexamethasone"), (48, "tocilizumab"), (53, "dexamethasone"))
    given = tuple(DoseGiven(ticks(at), id_, 6.0) for at, id_ in doses if at <= tick_h)
    values = ((-18, 12.0), (-6, 23.0), (0, 51.0), (17, 125.0), (25, 160.0), (35, 262.0), (48, 239.0), (57, 244.0))
    labs = {Channel.IL6: series(Channel.IL6, *[one for one in values if one[0] < tick_h - 2])}
    coming = (PendingResult(Panel.IL6, ticks(tick_h), ticks(tick_h + 1.6)),)
    seen = view(tick=ticks(tick_h), history=given, labs=labs, pending=coming)
    plot = find(il6_chart(page, Rect(0, 0, page.px(480), page.px(high)), seen), "il6.plot")
    plot.paint(canvas, plot.rect)

    # In the lowest chart the curve leaves no place at all for when a result comes, which is told in any case.
    words = ("very high", "normal", "Remdesivir", "Dexamethasone", "Toci", *(("result in",) if high > 95 else ()))
    assert struck_through(canvas.drawn, *words) == []
    words = [one.text for one in canvas.drawn if one.text.startswith(("very high", "normal", "result in"))]
    assert "result in 1 h 35" in words
    assert len(words) >= (2 if high > 95 else 1)


def test_a_word_that_curves_leave_no_room_is_left_out_and_never_written_over_them():
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    plot = il6_plot(page, Rect(0, 0, 480, 120))
    through = [[(plot.x, y), (plot.right, y)] for y in range(plot.y, plot.bottom, 6)]

    assert storm_name(page, canvas, Rect(0, 0, 480, 120), Crowd(through)) is None
    assert normal_name(page, canvas, Rect(0, 0, 480, 120), Crowd(through)) is None


def blocked(hour, *pairs):
    """Return a case with tocilizumab at an hour, and these results of IL-6."""
    given = DoseGiven(ticks(hour), "tocilizumab", 640.0)
    labs = {Channel.IL6: series(Channel.IL6, *pairs)}
    return view(labs=labs, history=(given,), il6_doubling=Doubling(12.0, 10.0, 15.0))


@pytest.mark.parametrize("percent", [100, 200])
def test_behind_a_blocked_receptor_no_doubling_is_told_and_none_drawn(percent):
    """The receptor no longer clears IL-6, which rises though the storm goes: the chart read it as the storm's speed."""
    page = Page((1280, 720), Settings(text_percent=percent), bindings({}), (), RecordingCanvas())

    def told_and_drawn(hour):
        canvas, chart = RecordingCanvas(), il6_chart(page, Rect(0, 0, 640, 300), blocked(hour, (30, 300), (42, 600)))
        plot = find(chart, "il6.plot")
        plot.paint(canvas, plot.rect)
        ahead = [
            one for one in canvas.drawn if one.what == "line" and one.colour == Mix(Ink.INFLAMMATION, Ink.PANEL, 0.7)
        ]
        trend = find(chart, "il6.trend")
        assert chart.rect.contains(trend.rect)
        return trend.label, len(ahead)

    assert told_and_drawn(36) == ("blocked: no measure of the storm", 0)
    assert told_and_drawn(41.9)[0] == "blocked: no measure of the storm"
    # What was taken before the dose, or with it, was still a measure.
    assert told_and_drawn(42) == ("doubles about every 12 h (10 to 15)", 1)


def test_a_receptor_is_blocked_from_the_first_dose_for_as_long_as_the_drug_acts():
    doses = tuple(DoseGiven(ticks(hour), "tocilizumab", 640.0) for hour in (30, 40))
    case = view(history=(DoseGiven(ticks(10), "dexamethasone", 6.0), *doses))
    acts = ticks(FORMULARY["tocilizumab"].acts_h)

    assert blocked_since(case, ticks(30)) is None
    assert blocked_since(case, ticks(31)) == ticks(30)
    assert blocked_since(case, ticks(40) + acts) == ticks(40)
    assert blocked_since(case, ticks(40) + acts + 1) is None


def test_the_number_stays_where_it_is_while_its_age_is_told_in_hours_and_minutes():
    """At every full hour *taken 29 h ago* was shorter, and the number jumped to and fro by 22 pixels."""
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    labs = {Channel.IL6: series(Channel.IL6, (-6, 20), (2, 60))}
    places = set()
    for tick in range(ticks(31), ticks(33)):
        chart = il6_chart(page, Rect(0, 0, 480, 230), view(labs=labs, tick=tick))
        places.add(find(chart, "il6.value").rect)
    assert len(places) == 1
