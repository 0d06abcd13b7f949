"""Text from a file on its way to the screen: made harmless, bounded, broken, and put into reading order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.layout import wrapped
from game.ui.toolkit.reading_order import drawn_order, levels
from game.ui.toolkit.signs import LONGEST_LINE, LONGEST_TEXT, before, drawable, fitting, follows, paragraphs

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("a\0b\tc\nd", "a b c d"),
        ("one\u2028two\u2029three\x85", "one two three "),
        ("\u202eevil\u202c \u2066x\u2069\u200f", "evil x"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", "\ufffd"),
        ("a" + "\u0301" * 100, "á" + "\u0301" * 6),
    ],
)
def test_what_would_do_more_than_be_seen_is_made_harmless(written, drawn):
    assert drawable(written) == drawn


@given(ANY_TEXT)
def test_no_control_no_line_end_and_no_mark_of_direction_is_drawn(text):
    shown = drawable(text)

    kinds = {unicodedata.category(sign) for sign in shown if sign not in "\u200c\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert drawable(shown) == shown


@pytest.mark.parametrize("length", [2_000, 100_000, 1_000_000])
def test_one_long_word_is_bounded_and_asks_for_its_width_a_few_times(length):
    asked = []

    def measure(line):
        asked.append(len(line))
        return 8 * len(line)

    lines = wrapped("w" * length, 400, measure)

    assert "".join(lines) == ("w" * length if length <= LONGEST_TEXT else "w" * (LONGEST_TEXT - 1) + "…")
    assert {len(line) for line in lines[:-1]} == {50}
    assert max(asked) <= LONGEST_LINE
    assert len(asked) <= 12 * len(lines)
    assert len(drawable("w" * length)) <= LONGEST_LINE


@given(ANY_TEXT, st.integers(20, 300))
def test_any_text_is_broken_into_lines_that_fit_and_none_of_it_is_lost(text, width):
    canvas = RecordingCanvas()
    lines = canvas.text_lines(text, 16, width)

    def one_letter(line):
        return all(follows(line, index) for index in range(1, len(line)))

    assert all(canvas.text_size(line, 16)[0] <= width or one_letter(line) for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(paragraphs(text)).replace(" ", "")


def test_a_line_is_not_cut_between_a_letter_and_its_accent():
    word = "x\u0301" * 20

    assert before(word, 7) == 6
    assert fitting(word, 7, len) == 6
    assert before("a 👩\u200d⚕️ nurse", 4) == 2


@given(ANY_TEXT.filter(bool), st.integers(0, 80))
def test_a_cut_leaves_something_and_never_more_than_asked(text, end):
    assert 1 <= before(text, end) <= max(1, min(end, len(text)))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc, 12", "abc, 12"),
        ("Sara שרה here", "Sara הרש here"),
        ("Bed 2, Sara Lindt or שרה לב, 66", "Bed 2, Sara Lindt or בל הרש, 66"),
        ("גיל 66 שנים", "םינש 66 ליג"),
        ("12:30 שעה", "העש 12:30"),
        ("mother שרה 7.5 דוד father", "mother דוד 7.5 הרש father"),
        ("שרה abc לב אור", "רוא בל abc הרש"),
    ],
)
def test_words_from_right_to_left_stand_in_their_order_and_numbers_stay_legible(text, seen):
    runs = []
    for level, sign in zip(levels(text), text, strict=True):
        if runs and runs[-1][0] == level:
            runs[-1] = level, runs[-1][1] + sign
        else:
            runs.append((level, sign))

    turned = [(level, run[::-1] if level % 2 else run) for level, run in runs]
    assert "".join(drawn_order(turned)) == seen


@given(ANY_TEXT)
def test_every_sign_is_drawn_once_whatever_the_order(text):
    runs = list(zip(levels(text), range(len(text)), strict=True))

    assert sorted(drawn_order(runs)) == list(range(len(text)))
