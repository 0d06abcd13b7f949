"""Every result is seen: on one page, newest first and over time, with what was said; and announced with its value."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import reading, series, view

from game.bedside.radiology import report
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.announced import announced
from game.ui.bedside.result_words import measured, newest_first, range_text, result_words, said
from game.ui.bedside.results import ResultsScene
from game.ui.charts.chest_film import paint_film
from game.ui.charts.plot import value_text
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.notice import LAST_WORDS, Notices, Passing
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import State, draw, dump, find, walk
from game.values.channel import PANEL_OF, Channel, Panel, Reading
from game.values.fact import Called, CallReason, ResultReady, Urged
from game.values.ticks import time_text
from game.web.aloud import read_of

CULTURE = Channel.BLOOD_CULTURE


def test_every_value_that_was_ever_reported_stands_on_the_page():
    seen = view()
    pilot = Pilot(seen)
    pilot.press("r")
    words = pilot.words()
    every = [one for results in seen.labs.values() for one in results]
    assert every
    for one in every:
        assert f"= {value_text(one)}" in words, one


def test_no_result_is_cut_in_the_table_over_time():
    """Rods in a culture read "Gram-negativ…"."""
    seen = view()
    rods = Reading(CULTURE, seen.tick - 1, seen.tick, 2.0, words="Gram-negative rods")
    pilot = Pilot(replace(seen, labs={**seen.labs, CULTURE: (rods,)}))
    pilot.press("r")
    page = pilot.stage.page
    cells = [one for one in walk(pilot.stage.tree()) if one.id.startswith("row.") and one.id[-1].isdigit()]

    assert any("Gram-negative rods" in one.label for one in cells)
    for one in cells:
        assert one.rect.w >= page.width(one.label, SMALL), one.label


def test_the_newest_result_stands_first():
    told = newest_first(view())
    assert [one.known for one in told] == sorted([one.known for one in told], reverse=True)


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.IL6, "to 10 pg/mL"),
        (Channel.NEUTROPHILS, "2–7.5 ×10⁹/L"),
        (Channel.PF_RATIO, "from 400 mmHg"),
        (CULTURE, "no growth"),
        (Channel.VIRAL_LOAD, "not found"),
        (Channel.XRAY, "clear"),
    ],
)
def test_the_reference_range_stands_beside(channel, words):
    assert range_text(channel) == words


def test_every_channel_of_the_level_has_its_line_measured_or_not():
    seen = view()
    pilot = Pilot(seen)
    pilot.press("r")
    rows = [widget.id for widget in walk(pilot.tree()) if widget.id.startswith("row.") and widget.id.count(".") == 1]
    assert rows == [f"row.{channel.value}" for channel in measured(seen)]
    assert "never measured" in pilot.words()


def test_the_page_opens_by_key_by_chart_and_by_its_tab_and_closes_by_the_same_key():
    for opened in ("crp", "il6", "results"):
        pilot = Pilot(view())
        pilot.click(opened)
        assert isinstance(pilot.stage.scenes[-1], ResultsScene), opened
        pilot.press("r")
        assert pilot.stage.scenes == (pilot.bedside,)


def test_a_chart_opens_the_page_at_its_channel():
    pilot = Pilot(view())
    pilot.click("crp")
    chosen = [widget.id for widget in walk(pilot.tree()) if widget.id.startswith("row.crp")]
    assert chosen
    assert '"CRP"' in pilot.words()
    assert next(widget for widget in walk(pilot.tree()) if widget.id == "row.crp").state


def test_time_stands_still_behind_the_page():
    pilot = Pilot(view())
    pilot.press("space")
    pilot.press("r")
    before = pilot.play.view.tick
    pilot.stage.tick(5_000_000)
    pilot.press("r")
    assert pilot.play.view.tick == before
    assert not pilot.bedside.look.pace.running


def test_a_result_is_announced_in_words_with_its_value():
    now = view()
    ready = replace(now, tick=now.tick + 1, facts=(ResultReady(now.tick + 1, Panel.IL6),))
    pilot = Pilot(now, coming=(ready,))
    pilot.press("space")
    pilot.stage.tick(1_000_000)
    last = now.labs[Channel.IL6][-1]
    when = time_text(ready.tick, now.level.start.clock_minute)
    assert pilot.said == [f"{when} · Result: IL-6 {last.text} pg/mL (high)."]


def test_a_film_is_told_by_its_zones_alone():
    """'1 of 6 zones shadowed (high)' was read at a bedside."""
    film = Reading(Channel.XRAY, 0, 1, 1.0)

    assert result_words(replace(view(), labs={Channel.XRAY: (film,)}), Panel.XRAY) == (
        "Result: Chest X-ray 1 of 6 zones shadowed."
    )


def test_time_pauses_when_the_nurse_calls_unless_a_setting_says_otherwise():
    now = view()
    call = Called(now.tick + 1, CallReason.EMERGENCY, "NEWS2 is 8. Please come now.", grade=8)
    called = replace(now, tick=now.tick + 1, facts=(call,), calls=(call,))
    pilot = Pilot(now, coming=(called,))
    pilot.press("space")
    pilot.stage.tick(1_000_000)
    assert not pilot.bedside.look.pace.running
    assert "the nurse called" in pilot.words()
    assert "NEWS2 is 8. Please come now." in pilot.words()
    quiet = Pilot(now, Settings(pause_on_call=False), coming=(called,))
    quiet.press("space")
    quiet.stage.tick(1_000_000)
    # While time runs on, the parts of the bedside follow one another within a tenth of a second.
    for _ in range(6):
        quiet.stage.tick(16_000)
    assert quiet.bedside.look.pace.running
    assert "NEWS2 is 8. Please come now." in quiet.words()


@pytest.mark.parametrize(
    ("also", "percent", "drawn"),
    [("", 100, False), (" · Result: IL-6 90 pg/mL", 100, True), ("", 200, True)],
)
def test_a_call_that_the_card_says_is_not_written_below_it_too(also, percent, drawn):
    """It is read aloud all the same, and written where it says more, or where the card is out of sight."""
    now = view()
    call = Called(now.tick, CallReason.EMERGENCY, "NEWS2 is 8. Please come now.", grade=8)
    pilot = Pilot(replace(now, calls=(call,), facts=(call,)), Settings(text_percent=percent))
    words = f"12:00{also} · the nurse called: {call.text}"
    coming = [Passing(words, "" if also else call.text)]
    notices = Notices(lambda: (coming.pop(),) if coming else ())
    notices.tick(0)

    tree = notices.below(pilot.stage.page, pilot.bedside.tree)

    notice = find(tree, "notice")
    assert (notice.label, notice.paint is not None) == (words, drawn)
    assert find(tree, "nurse.words").label == call.text
    assert words in read_of(tree, "").news
    assert broken_rules(tree) == []
    # Esc is meant for the screen where there is nothing to take away.
    assert notices.dismiss() is drawn


def test_a_notice_knows_the_call_that_it_tells_only_where_it_tells_nothing_else():
    now = view(labs={Channel.IL6: series(Channel.IL6, (0, 90.0))})
    call = Called(now.tick, CallReason.EMERGENCY, "NEWS2 is 8. Please come now.", grade=8)
    result = ResultReady(now.tick, Panel.IL6)
    told = [announced(replace(now, facts=facts)) for facts in ((call,), (call, result), (result,))]
    assert [one.call for one in told] == [call.text, "", ""]
    assert all("the nurse called" in one for one in told[:2])


def test_what_somebody_urged_is_not_read_twice_on_one_screen():
    """It stood at each stop on the card of the bed and again on the notice below."""
    wife = Urged(view().tick, "His wife", "Can you not give him something?", more=True, about=("tocilizumab",))
    now = view(nurse=(), calls=(), pressed=(wife,), facts=(wife,))
    told = announced(now)
    tree = Pilot(now).tree()

    assert told is not None
    assert find(tree, LAST_WORDS).label == told.call
    assert told == f"{time_text(now.tick, now.level.start.clock_minute)} · His wife: {told.call}"


@pytest.mark.parametrize(("ago", "ink"), [(0, Ink.LOOK), (71, Ink.LOOK), (72, Ink.TEXT)])
def test_a_call_stands_out_for_six_hours(ago, ink):
    """*Norepinephrine started* stood in yellow a day after it was off again: what is old is read, and does not call."""
    now = view(nurse=(), pressed=())
    text = "Norepinephrine started at 0.05 µg/kg/min."
    pilot = Pilot(replace(now, calls=(Called(now.tick - ago, CallReason.PRESSOR_STARTED, text, grade=0),)))
    canvas = RecordingCanvas()
    draw(find(pilot.tree(), "nurse.words"), canvas)
    assert {call.colour for call in canvas.drawn} == {ink}


def test_all_that_was_said_and_called_stays_readable():
    now = view()
    call = Called(now.tick - 5, CallReason.RISING, "NEWS2 is 5, up from 3 six hours ago.", grade=5)
    now = replace(now, nurse=((0, "He is asleep."), (now.tick, "He is awake.")), calls=(call,))
    assert [one.words for one in said(now.nurse, now.calls)] == ["“He is awake.”", call.text, "“He is asleep.”"]
    pilot = Pilot(now)
    pilot.press("q")
    for one in said(now.nurse, now.calls):
        assert one.words in pilot.words()


def film(*zones: float):
    return series(Channel.XRAY, *[(12 * n, value) for n, value in enumerate(zones)])


@pytest.mark.parametrize(
    ("zones", "line"),
    [
        ((0.0,), "Lung fields clear. No previous film for comparison."),
        ((1.0, 2.0), "Shadowing at both bases. Worse than on the previous film."),
        ((6.0, 5.0), "Widespread bilateral shadowing; only the left apex is clear. Better than on the previous film."),
        ((3.0, 3.0), "Shadowing at both bases and in the right middle zone. No change since the previous film."),
    ],
)
def test_the_radiologist_says_how_much_and_whether_it_is_more(zones, line):
    assert report(film(*zones)) == line


def test_a_film_shows_more_with_every_zone():
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    drawn = []
    for zones in range(7):
        canvas = RecordingCanvas()
        paint_film(page, canvas, Rect(0, 0, 200, 180), zones)
        drawn.append(len([one for one in canvas.drawn if one.what == "circle"]))
        assert all(Rect(0, 0, 201, 181).holds(one.rect.x, one.rect.y) for one in canvas.drawn)
    assert drawn == sorted(set(drawn))


def test_a_film_is_shown_with_its_line():
    pilot = Pilot(view(labs={Channel.XRAY: film(0.0, 4.0)}))
    pilot.press("r")
    assert "Shadowing in the lower and middle zones on both sides. Worse than on the previous film." in pilot.words()


def test_a_channel_without_a_test_of_the_level_is_not_listed():
    seen = view()
    assert {PANEL_OF[channel] for channel in measured(seen)} == set(seen.level.panels)


def test_older_samples_can_be_turned_to():
    many = {Channel.IL6: series(Channel.IL6, *[(3 * n, 50.0 + n) for n in range(12)])}
    pilot = Pilot(view(labs=many))
    pilot.press("r")
    first = dump(pilot.tree())
    pilot.click("results.older")
    assert dump(pilot.tree()) != first
    pilot.click("results.newer")
    assert dump(pilot.tree()) == first


@pytest.mark.parametrize("size", [(800, 600), (1280, 720)])
def test_older_samples_can_be_turned_to_while_some_are_out_of_sight(size):
    """With all of them in the table the button left an emptier one behind."""
    many = {Channel.IL6: series(Channel.IL6, *[(3 * n, 50.0 + n) for n in range(12)])}
    pilot = Pilot(view(labs=many), size=size)
    pilot.press("r")

    def in_sight() -> int:
        return sum(one.id.startswith("results.column.") for one in walk(pilot.tree())) - 2

    turned, room = 0, in_sight()
    while not find(pilot.tree(), "results.older").state & State.DISABLED:
        pilot.click("results.older")
        turned += 1

    assert (turned, in_sight()) == (12 - room, room)


def test_one_reading_is_enough_for_the_page():
    pilot = Pilot(view(labs={Channel.CRP: (reading(Channel.CRP, 0, 30.0),)}))
    pilot.press("r")
    assert "30 mg/L" in pilot.words()


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (3840, 2160)])
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("key", ["r", "q"])
def test_nothing_on_the_page_overlaps_or_is_cut(size, percent, key):
    pilot = Pilot(view(), Settings(text_percent=percent), size)
    pilot.press(key)
    assert broken_rules(pilot.tree()) == []


def test_with_large_text_too_the_film_and_the_table_stand_on_the_page():
    pilot = Pilot(view(labs={Channel.XRAY: film(0.0, 4.0)}), Settings(text_percent=200))
    pilot.press("r")
    assert "Worse than on the previous film." in pilot.words()
    assert {"results.newest", "results.over_time"} <= {widget.id for widget in walk(pilot.tree())}
