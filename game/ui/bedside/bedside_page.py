"""The layout of the bedside: three columns, two, or one, as the page allows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import NamedTuple

from game.case.view import Alarm, View
from game.ui.bedside.dialogs import asked
from game.ui.bedside.glance import glance
from game.ui.bedside.header import Pace, header
from game.ui.bedside.hints import with_hints
from game.ui.bedside.intents import Question
from game.ui.bedside.monitor import monitor
from game.ui.bedside.nurse_card import nurse, nurse_height
from game.ui.bedside.order_pad import order_pad, order_pad_height
from game.ui.bedside.organs import SPARE_LINES, organs, organs_height, organs_shown
from game.ui.bedside.three_columns import three_columns
from game.ui.bedside.trend_charts import IL6_CHART, trend_channels
from game.ui.charts.plot import il6_chart
from game.ui.charts.small_plot import small_chart
from game.ui.charts.timeline import timeline, timeline_seen
from game.ui.charts.trace import Rhythm
from game.ui.toolkit.controls import scroll_area
from game.ui.toolkit.intents import OpenResults
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.opaque import bare_ground, on_ground
from game.ui.toolkit.page import GAP, Page
from game.ui.toolkit.tabs import BedsideTab
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Keep, Pieces
from game.ui.toolkit.widget import Role, Widget
from game.values.channel import Channel
from game.values.words import say

THREE_COLUMNS = 1080
TWO_COLUMNS = 780
LEAST_HEIGHT = 600
IL6_PERCENT = 40
"""Of the height of the right of two columns, for the curve above the orders."""
LEAST_CHART, COACH_RING = 112, 14
"""Design pixels that the layouts need; a ring of the coach stands around what he points at."""


@dataclass(frozen=True, slots=True)
class BedsideLook:
    """What the screen shows beside the patient."""

    pace: Pace
    tab: BedsideTab = BedsideTab.TREAT
    turned: bool = False
    """The player has turned to a tab: in a column it is scrolled to."""
    asking: Question | None = None
    """What stands over the page until it is answered."""
    reason: str = ""
    silenced: str = ""
    """How long alarms stay quiet, as minutes and seconds; empty if they sound."""
    alarms: tuple[Alarm, ...] = ()
    """What the monitor shows of alarms."""


class BedsideViews(NamedTuple):
    """What a bedside shows of its patient: in every part the same, or in some that of a tick or more before."""

    now: View
    body: View
    """What organs and words show."""
    chart: View
    """What the chart of IL-6 shows."""
    trends: View
    """What the small charts show."""
    last: View
    """What order pad and timeline show."""

    @classmethod
    def all_of(cls, view: View) -> BedsideViews:
        """Return the same view for every part."""
        return cls(*(view,) * len(cls._fields))

    def followed(self, view: View) -> BedsideViews:
        """Return what is shown a frame later: the patient as in this view, and so the part that is furthest behind.

        No frame has all to draw, also where a slow machine has a tick in each of them.
        """
        late = [number for number, one in enumerate(self) if number and one is not view]
        follows = min(late, key=lambda number: self[number].tick, default=0)
        return BedsideViews(*(view if number in {0, follows} else one for number, one in enumerate(self)))


def bedside_page(page: Page, seen: BedsideViews, look: BedsideLook, rhythm: Rhythm, pieces: Pieces) -> Widget:
    """Return the whole screen. A canvas may keep the pixels of everything but the monitor.

    What looks as it did a tick ago is taken from the pieces of this bedside, and neither built nor drawn again.
    """

    def keep(name: str, key: Hashable, build: Callable[[], Widget]) -> Widget:
        return pieces.still(page, name, key, lambda: with_hints(page, view, build()))

    def watched(at: Rect) -> Widget:
        # Its traces move by themselves: the canvas keeps no pixels of it.
        def build() -> tuple[Widget, ...]:
            shown = replace(view, alarms=look.alarms)
            return (with_hints(page, view, monitor(page, at, shown, rhythm, look.silenced)),)

        return pieces.get(page, "monitor", (at, view, rhythm, look.silenced, look.alarms), build)[0]

    gap, view = page.px(GAP), seen.now
    top = keep("header", (view, look.pace), lambda: header(page, view, look.pace, keep))
    inner = Rect(gap, top.rect.bottom, page.size[0] - 2 * gap, page.size[1] - top.rect.bottom - gap)
    if page.wide >= THREE_COLUMNS and page.high >= LEAST_HEIGHT:
        body = _three(page, inner, seen, look, watched, keep)
    else:
        across = (0.58, 0.42) if page.wide >= TWO_COLUMNS else (1.0,)
        body = _stacked(page, inner, seen, look, watched, across, keep)
    children = tuple(_kept(widget) for widget in (top, *body))
    covering = tuple(widget for widget in children if widget.role is not Role.SCROLL)
    question_ = asked(page, view, look.asking, look.reason)
    whole = (*children, *((question_,) if question_ else ()))
    return bare_ground(page, "bedside", whole, say("bedside.bedside"), covering)


def _kept(widget: Widget) -> Widget:
    """Let the canvas keep the pixels of a panel that does not move by itself, and the ground behind its corners."""
    if widget.role is Role.SCROLL:
        return widget
    # A fresh object and no number: two bedsides never take each other's pictures.
    key = None if widget.id == "monitor" else object() if widget.frozen is None else widget.frozen
    return on_ground(widget, key)


def _three(
    page: Page, inner: Rect, seen: BedsideViews, look: BedsideLook, watched: Callable[[Rect], Widget], keep: Keep
) -> tuple[Widget, ...]:
    main, bottom = rows(inner, (1.0, page.px(48)), page.px(GAP))
    at = three_columns(page, main, seen.body, SPARE_LINES)
    return (
        watched(at.monitor),
        keep("organs", (at.organs, seen.body), lambda: _organs(page, at.organs, seen.body, keep)),
        _il6(page, at.il6, seen, keep),
        *_trends(page, at.small, seen, keep),
        keep("nurse", (at.nurse, seen.body), lambda: nurse(page, at.nurse, seen.body, keep=keep)),
        keep("pad", (at.right, seen.last, look.tab, look.turned), lambda: _pad(page, at.right, seen.last, look, keep)),
        _timeline(page, bottom, seen.last, keep),
    )


def _il6(page: Page, at: Rect, seen: BedsideViews, keep: Keep) -> Widget:
    """Return the chart of IL-6, which opens the page of results at it."""
    return keep("il6", (at, seen.chart), lambda: _opens(il6_chart(page, at, seen.chart), Channel.IL6))


def _trends(page: Page, cells: tuple[Rect, ...], seen: BedsideViews, keep: Keep) -> list[Widget]:
    """Return the small charts, each of which opens the page of results at its channel."""

    def small(at: Rect, channel: Channel, ink: Ink) -> Widget:
        view = seen.trends
        return keep(channel.value, (at, view), lambda: _opens(small_chart(page, at, view, channel, ink), channel))

    return [small(at, *one) for at, one in zip(cells, trend_channels(seen.now), strict=True)]


def _timeline(page: Page, rect: Rect, view: View, keep: Keep) -> Widget:
    made = with_hints(page, view, timeline(page, rect, view))
    return replace(made, frozen=keep("timeline", timeline_seen(page, rect, view), lambda: made).frozen)


def _organs(page: Page, rect: Rect, view: View, keep: Keep) -> Widget:
    return keep("organs.seen", (rect, organs_shown(view)), lambda: organs(page, rect, view, keep))


def _pad(page: Page, at: Rect, view: View, look: BedsideLook, keep: Keep) -> Widget:
    return order_pad(page, at, view, look.tab, keep, turned=look.turned)


def _opens(chart: Widget, channel: Channel) -> Widget:
    """Let a chart open the page of results at its channel."""
    return replace(chart, role=Role.BUTTON, value=say("bedside.opens_its_results"), intent=OpenResults(channel))


def _stacked(
    page: Page,
    inner: Rect,
    seen: BedsideViews,
    look: BedsideLook,
    watched: Callable[[Rect], Widget],
    across: tuple[float, ...],
    keep: Keep,
) -> tuple[Widget, ...]:
    gap, view = page.px(GAP), seen.now
    above, inner = _glance(page, inner, seen, keep) if len(across) == 1 else ((), inner)
    parts = columns(inner, across, gap)

    def patient(at: Rect) -> tuple[tuple[Widget, ...], int]:
        y = at.y
        widgets: list[Widget] = []

        def place(height: int) -> Rect:
            nonlocal y
            rect = Rect(at.x, y, at.w, height)
            y = rect.bottom + gap
            return rect

        widgets.append(watched(place(page.px(376))))
        if len(parts) == 1:
            # All of the curve at once, also where a coach leaves little of the page: he points at its newest value.
            seen_at_once = max(page.px(LEAST_CHART), inner.h - page.px(COACH_RING))
            widgets.append(_il6(page, place(min(page.px(240), seen_at_once)), seen, keep))
            pad = place(page.px(16) + order_pad_height(page, at.w, view, look.tab))
            widgets.append(_pad(page, pad, view, look, keep))
        cells = [cell for _ in range(2) for cell in columns(place(page.px(124)), (1.0, 1.0), gap)]
        widgets += _trends(page, tuple(cells), seen, keep)
        widgets.append(_organs(page, place(organs_height(page, at.w, view)), view, keep))
        widgets.append(nurse(page, place(nurse_height(page, at.w, view, 10_000)), view, keep=keep))
        widgets.append(_timeline(page, place(page.px(48)), seen.last, keep))
        return tuple(_kept(with_hints(page, view, widget)) for widget in widgets), y - gap

    first = scroll_area(page, "column.0", parts[0], patient, say("bedside.patient_and_trends"))
    if len(parts) == 1:
        return (*above, first)
    # The curve stands above the orders: below the monitor it was scrolled out of sight, and it is what is decided by.
    tall = max(page.px(LEAST_CHART), min(page.px(IL6_CHART), parts[1].h * IL6_PERCENT // 100))
    chart, pad = rows(parts[1], (tall, 1.0), gap)
    return (first, _il6(page, chart, seen, keep), _pad(page, pad, view, look, keep))


def _glance(page: Page, inner: Rect, seen: BedsideViews, keep: Keep) -> tuple[tuple[Widget, ...], Rect]:
    """Return IL-6 in a line, and the room below; none where a coach leaves no more than the chart needs."""
    at = Rect(inner.x, inner.y, inner.w, 0)
    line = keep("glance", (at, seen.chart), lambda: _opens(glance(page, at, seen.chart), Channel.IL6))
    top = line.rect.bottom + page.px(GAP) // 2
    if inner.bottom - top < page.px(LEAST_CHART + COACH_RING):
        return (), inner
    return (line,), Rect(inner.x, top, inner.w, inner.bottom - top)
