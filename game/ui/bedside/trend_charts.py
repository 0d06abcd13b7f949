"""The small charts below that of IL-6: which channels they show, and how high they are."""

from __future__ import annotations

from game.case.view import View
from game.ui.charts.small_plot import small_chart
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import GAP, SMALL, Page
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel, Panel

IL6_CHART, SMALL_CHART = 200, 108
"""Design pixels: the height that the chart of IL-6 keeps, and the most that a small one takes."""


def trend_channels(view: View) -> tuple[tuple[Channel, Ink], ...]:
    """Return what the small charts show, and in which colour."""
    third = Channel.VIRAL_LOAD if Panel.VIRAL_PCR in view.level.panels else Channel.BLOOD_CULTURE
    second = third if Panel.CULTURE in view.level.panels or third is Channel.VIRAL_LOAD else Channel.FERRITIN
    return (
        (Channel.CRP, Ink.INFLAMMATION_LIGHT),
        (second, Ink.INFLAMMATION if second is Channel.FERRITIN else Ink.INFECTION),
        (Channel.LACTATE, Ink.TEMPERATURE),
        (Channel.CREATININE, Ink.KIDNEY),
    )


def charted(view: View) -> tuple[tuple[Channel, Ink], ...]:
    """Return what has a chart at the bedside, and in which colour."""
    return ((Channel.IL6, Ink.INFLAMMATION), *trend_channels(view))


def trends(page: Page, cells: tuple[Rect, ...], view: View, ghost: View | None = None) -> list[Widget]:
    """Return the small charts below the IL-6 chart."""
    places = zip(cells, trend_channels(view), strict=False)
    return [small_chart(page, cell, view, channel, ink, ghost) for cell, (channel, ink) in places]


def _least(page: Page) -> int:
    """Return how high a small chart is at least, so that it can be read."""
    return page.line(14) + page.line(SMALL) + page.px(44)


def room_below(page: Page, high: int) -> int:
    """Return how high a card below the charts may be in a column so high: the charts keep what they need."""
    return max(high // 4, high - 3 * page.px(GAP) - page.px(IL6_CHART) - 2 * _least(page))


def small_height(page: Page, room: int) -> int:
    """Return how high each row of small charts is: they give way, as far as they can be read, to the slope of IL-6."""
    return max(_least(page), min(page.px(SMALL_CHART), (room - page.px(IL6_CHART)) // 2))
