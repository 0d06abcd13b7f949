"""One way to count days: a moment has the same day in a heading, in the text below it and on every axis."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import cast

import pytest
from msgspec import structs

from game.app.levels import find_level
from game.review.scoring.charges import _blindness
from game.review.valuation.value import Track
from game.ui.charts.span import Span
from game.ui.toolkit.layout import Rect
from game.values.channel import Panel
from game.values.level import Level
from game.values.order import Actor, Draw, Entry
from game.values.ticks import TICKS_PER_DAY, clock_text, day_text
from tests.review.made_up import case

STARTS = (0, 3, 420, 480, 870, 1290, 1439)
CLOCK = re.compile(r"Day \d+ · \d\d:\d\d")


def _admitted_at(minute: int) -> Level:
    level = find_level("covid_storm")
    return structs.replace(level, start=structs.replace(level.start, clock_minute=minute))


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("looked", [(), (100,), (40, 1000)])
def test_the_text_of_a_price_names_the_moments_of_its_heading(start: int, looked: tuple[int, ...]) -> None:
    entries = [Entry(tick=tick, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)) for tick in looked]
    end = [case(hour=7 * 24.0)]
    of = SimpleNamespace(level=_admitted_at(start), doses=[], cases=end, last=0, ordered=[entries])

    charge = _blindness(cast("Track", of))

    assert charge is not None
    assert CLOCK.findall(charge.did) == [clock_text(charge.first, start), clock_text(charge.last, start)]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("days", [2, 5, 14, 30])
def test_axes_name_a_day_where_the_clock_begins_it(start: int, days: int) -> None:
    last = days * TICKS_PER_DAY
    screen = [(tick, day_text(tick, start)) for tick in Span(0, last, start).days(Rect(0, 0, 400, 20), 60)[1:]]

    assert screen
    for tick, words in screen:
        if tick:
            assert clock_text(tick, start).startswith(f"{words} · 00:0")
            assert not clock_text(tick - 1, start).startswith(f"{words} ")
