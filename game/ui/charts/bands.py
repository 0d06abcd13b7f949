"""The axis of IL-6: a scale of decades with its lowest and its highest band, and the names of both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.ui.charts.lines import plot_of, rulers
from game.ui.charts.placing import CLEAR, Crowd, Name, crossed, placed
from game.ui.charts.scales import SCALES
from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.values.channel import Channel
from game.values.words import say

STORM, HEALTHY = 1_000.0, 10.0
"""Where the bands of the IL-6 axis begin and end, pg/mL."""
SLIDES = 24
"""Places along the lowest band at which its name is tried."""
LEAST_WITH_DAYS = 84
"""Units of height of the IL-6 chart from which the days are named below it."""
DECADES = tuple(10.0**power for power in range(5))
HIGH_GROUND: Final = Mix(Ink.INFLAMMATION, Ink.PANEL, 0.13)
LOW_GROUND: Final = Mix(Ink.WELL, Ink.PANEL, 0.13)


def log_y(value: float, box: Rect) -> float:
    """Return how high an IL-6 of so many pg/mL stands on the axis."""
    return SCALES[Channel.IL6].y(value, box)


def il6_plot(page: Page, box: Rect) -> Rect:
    """Return where the plot of IL-6 lies beside the numbers of its axis."""
    return plot_of(page, box, "10,000", times=has_times(page, box))


def has_times(page: Page, box: Rect) -> bool:
    """Say whether there is room for the days: in a low chart the slope goes before them."""
    return box.h >= page.px(LEAST_WITH_DAYS)


def il6_bands(page: Page, canvas: Canvas, box: Rect) -> None:
    """Draw the bands and the lines of the axis."""
    plot = il6_plot(page, box)
    storm, healthy = round(log_y(STORM, plot)), round(log_y(HEALTHY, plot))
    canvas.fill_rect(Rect(plot.x, plot.y, plot.w, storm - plot.y), HIGH_GROUND)
    canvas.fill_rect(Rect(plot.x, healthy, plot.w, plot.bottom - healthy), LOW_GROUND)
    rulers(page, canvas, plot, SCALES[Channel.IL6], DECADES)


def ruled(plot: Rect) -> tuple[int, ...]:
    """Return the heights of the lines of the axis."""
    return tuple(round(log_y(value, plot)) for value in DECADES)


def normal_name(page: Page, canvas: Canvas, box: Rect, crowd: Crowd, *, due: bool = False) -> Name | None:
    """Return the name of the lowest band with its place; nothing where curves run all along it.

    With `due`, results to come are named at the right end of that band.
    """
    small, plot = page.line(SMALL - 0.5), il6_plot(page, box)
    healthy = round(log_y(HEALTHY, plot))
    right = plot.right - page.px(6)
    words = say("charts.plot.healthy_10")
    wide = canvas.text_size(words, page.px(SMALL - 0.5))[0]
    first, most = plot.x + page.px(6), right - wide
    xs = [most]
    if due and plot.bottom - healthy < 2 * small + page.px(8):
        # At the left, or beyond what stands there: in the first hours the line of now does.
        xs = [first, plot.x + page.px(18) + wide, *xs]
    # Then wherever no mark of a dose stands.
    xs += [first + (most - first) * part // SLIDES for part in range(SLIDES + 1)]
    # A band lower than its name hands it down to the edge, never beyond, and not onto the days.
    at = min(healthy + page.px(3), (plot if has_times(page, box) else box).bottom - small)
    place = placed(page, [Rect(x, y, wide, small) for y in (at, max(at, plot.bottom - small)) for x in xs], crowd)
    return None if place is None else Name(place, words, Ink.QUIET)


def storm_name(page: Page, canvas: Canvas, box: Rect, crowd: Crowd) -> Name | None:
    """Return the name of the highest band with its place; nothing where curves and other names take all of it."""
    small, plot = page.line(SMALL - 0.5), il6_plot(page, box)
    # At the foot of its band, since the drugs are named at its head; at the left, since the latest stand at the right.
    foot = max(plot.y + page.px(2), round(log_y(STORM, plot)) - small - page.px(1))
    words = say("charts.plot.storm_1_000")
    first = Rect(plot.x + page.px(6), foot, canvas.text_size(words, page.px(SMALL - 0.5))[0], small)
    room = plot.right - page.px(6) - first.w - first.x
    # Then at the right, and then wherever there is room between what stands in the band.
    shifts = [(room * part // 12, y) for y in (foot, plot.y) for part in (12, *range(12))]
    place = placed(page, [first, *[Rect(first.x + by, y, first.w, small) for by, y in shifts]], crowd)
    return None if place is None else Name(place, words, Ink.QUIET)


def write(page: Page, canvas: Canvas, plot: Rect, names: Iterable[Name], crowd: Crowd) -> None:
    """Write words on the chart, its lines drawn; a plate of its ground lies behind those that one would run through."""
    for one in names:
        on_ruler = any(one.rect.y < y < one.rect.bottom for y in crowd.rulers)
        if on_ruler or crossed(page, one.rect, crowd):
            _plate(canvas, plot, one.rect.inset(-page.px(CLEAR), 0))
        canvas.text((one.rect.x, one.rect.y), one.words, page.px(SMALL - 0.5), one.ink, one.weight)


def _plate(canvas: Canvas, plot: Rect, rect: Rect) -> None:
    """Paint the ground anew behind a word, as far as it lies on the plot: of each band its own."""
    storm, healthy = round(log_y(STORM, plot)), round(log_y(HEALTHY, plot))
    for top, bottom, ground in (
        (plot.y, storm, HIGH_GROUND),
        (storm, healthy, Ink.PANEL),
        (healthy, plot.bottom + 1, LOW_GROUND),
    ):
        piece = rect.within(Rect(plot.x, top, plot.w, bottom - top))
        if piece.w > 0 and piece.h > 0:
            canvas.fill_rect(piece, ground)
