"""Colours keep their contrast in every theme."""

from __future__ import annotations

import pytest

from game.ui.toolkit.theme import TEXT_GROUNDS, THEMES, Ink, Mix, contrast

WRITTEN = [ink for ink in Ink if ink not in {*TEXT_GROUNDS, Ink.LINE, Ink.BRIGHT, Ink.ON_BRIGHT, Ink.FOCUS}]
FILLED = [*WRITTEN, Ink.BRIGHT]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ink", WRITTEN)
def test_text_stands_out_from_every_ground(name, ink):
    """Text of any role has a contrast of 4.5:1 on ground, panel and raised panel."""
    theme = THEMES[name]
    for ground in TEXT_GROUNDS:
        ratio = contrast(theme.rgb(ink), theme.rgb(ground))

        assert ratio >= 4.5, f"{name}: {ink.value} on {ground.value} is {ratio:.2f}"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ink", [ink for ink in FILLED if ink not in {Ink.TEXT, Ink.QUIET}])
def test_text_on_coloured_marks_stands_out(name, ink):
    """What is written on a coloured mark has a contrast of 4.5:1 as well."""
    theme = THEMES[name]

    assert contrast(theme.rgb(Ink.ON_BRIGHT), theme.rgb(ink)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ink", [Ink.INFLAMMATION, Ink.WELL])
def test_text_in_the_bands_of_the_chart_stands_out(name, ink):
    """The healthy and the storm band are faint enough for quiet text."""
    theme = THEMES[name]

    assert contrast(theme.rgb(Ink.QUIET), theme.rgb(Mix(ink, Ink.PANEL, 0.13))) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_focus_ring_is_seen(name):
    """The focus ring has 3:1 on every ground."""
    theme = THEMES[name]

    assert all(contrast(theme.rgb(Ink.FOCUS), theme.rgb(ground)) >= 3 for ground in TEXT_GROUNDS)


def test_contrast_of_black_and_white_is_21():
    """The formula agrees with WCAG at its ends."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((9, 9, 9), (9, 9, 9)) == 1.0
