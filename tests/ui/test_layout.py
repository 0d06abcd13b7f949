"""Rows, columns, grids and lines of text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fake_desk import Hands
from hypothesis import given
from hypothesis import strategies as st

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.charts.lines import Line, key
from game.ui.menus.glossary_words import QUESTIONS, TERMS
from game.ui.menus.intents import ChooseTerm
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect, columns, flow, grid, rows, shares, wrapped
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.scene import Act
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink

BOX = Rect(10, 20, 300, 200)


@given(
    st.integers(100, 4000),
    st.lists(st.one_of(st.integers(1, 20), st.floats(0.1, 4.0)), min_size=1, max_size=8),
    st.integers(0, 12),
)
def test_shares_fill_the_line_exactly(length, sizes, gap):
    """With at least one share, parts and gaps fill the whole length and never overlap."""
    parts = shares(length, sizes, gap)

    for (at, span), (following, _) in pairwise(parts):
        assert at + span + gap == following
    if (
        any(isinstance(size, float) for size in sizes)
        and sum(s for s in sizes if isinstance(s, int)) + gap * 8 < length
    ):
        assert parts[-1][0] + parts[-1][1] == length


def test_columns_rows_and_grid():
    """Fixed sizes are kept, shares divide the rest, a grid breaks its lines."""
    assert columns(BOX, (100, 1.0), 10) == [Rect(10, 20, 100, 200), Rect(120, 20, 190, 200)]
    assert rows(BOX, (1.0, 50), 10) == [Rect(10, 20, 300, 140), Rect(10, 170, 300, 50)]
    assert grid(BOX, 2, 3, 40, 10)[2] == Rect(10, 70, 145, 40)


def test_flow_breaks_where_the_next_box_no_longer_fits():
    """Boxes go on in the next line, and never leave the rectangle."""
    boxes = flow(BOX, [200, 90, 90, 500], 30, 10)

    assert [(box.x, box.y, box.w) for box in boxes] == [(10, 20, 200), (220, 20, 90), (10, 60, 90), (10, 100, 300)]


@pytest.mark.parametrize("percent", [100, 200])
def test_the_lines_of_a_key_belong_together(percent):
    """In large text a line and a half lay between *best plan found* and *no treatment*."""
    page = Page((1280, 720), Settings(text_percent=percent), bindings({}), (), RecordingCanvas())
    names = [Line(str(number), "a name of some length", (), Ink.TEXT) for number in range(6)]
    tops = sorted({one.rect.y for one in key(page, "key", Rect(0, 0, page.px(400), 0), names)})

    assert len(tops) > 1
    assert {low - high for high, low in pairwise(tops)} == {page.line(SMALL)}


@given(st.text("abc def  ghi", max_size=80), st.integers(3, 40))
def test_wrapping_keeps_every_word_and_every_width(text, width):
    """No line is wider than asked, and no letter is lost."""
    lines = wrapped(text, width, len)

    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a fever of 39.5 °C. Please come", ["a fever of", "39.5 °C.", "Please come"]),
        ("her SpO₂ is 92 %, and falls", ["her SpO₂ is", "92 %, and", "falls"]),
        ("take it in 12 hours or so", ["take it in 12", "hours or so"]),
        ("1234567890123 mg", ["1234567890123", "mg"]),
        ("it was long 2 d 10 h ago", ["it was long", "2 d 10 h ago"]),
    ],
)
def test_a_number_stays_with_its_unit(text, lines):
    """Where a line is broken between the two, the number goes down; one that stands alone stays."""
    assert wrapped(text, 13, len) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Seen on Day 8 · 00:00, at last", ["Seen on", "Day 8 · 00:00,", "at last"]),
        ("Day 8 · 00:00", ["Day 8 · 00:00"]),
        ("at Day −1 · 09:30.", ["at", "Day −1 · 09:30."]),
        ("Bed 12 · Ruth is well", ["Bed 12 · Ruth", "is well"]),
        ("now at 8 NEWS2 11; air", ["now at 8", "NEWS2 11; air"]),
        ("from Yesterday 8 · 00:00", ["from Yesterday", "8 · 00:00"]),
    ],
)
def test_a_day_stays_with_its_hour(text, lines):
    """'Day' stood at the end of one line of a question, and '2 · 11:00' at the head of the next."""
    assert wrapped(text, 15, len) == lines


@pytest.mark.parametrize(("inner", "inside"), [(Rect(10, 20, 300, 200), True), (Rect(9, 20, 5, 5), False)])
def test_contains(inner, inside):
    """A rectangle contains itself and nothing that sticks out."""
    assert BOX.contains(inner) is inside


def test_overlap_and_inset():
    """Touching is not overlapping; an inset never turns inside out."""
    assert not BOX.overlaps(BOX.moved(300, 0))
    assert BOX.overlaps(BOX.moved(299, 199))
    assert BOX.inset(1000).w == 0
    assert BOX.holds(10, 20)
    assert not BOX.holds(310, 20)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (2560, 1440)])
def test_a_line_of_the_glossary_ends_where_the_eye_finds_the_next(size):
    """A line of 116 signs ran through the whole panel."""
    hands = Hands(at="glossary", size=size)
    for term in (*QUESTIONS, *TERMS):
        hands.stage.scenes[-1].handle(Act(ChooseTerm(term.name), ""))
        canvas = RecordingCanvas()
        hands.stage.draw(canvas)
        assert max(len(words) for words in canvas.texts()) <= 100, term.name
