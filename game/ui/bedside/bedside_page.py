"""The layout of the bedside: three columns, two, or one, as the page allows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from game.case.view import View
from game.ui.bedside.dialogs import asked
from game.ui.bedside.glance import glance
from game.ui.bedside.header import Pace, header
from game.ui.bedside.hints import with_hints
from game.ui.bedside.intents import Question
from game.ui.bedside.monitor import monitor, monitor_height
from game.ui.bedside.orders import cards, tests
from game.ui.bedside.organs import SPARE_LINES, organs, organs_height, organs_shown
from game.ui.bedside.results_page import Said, said
from game.ui.bedside.support import support
from game.ui.charts.bed_picture import bed_picture, in_bed
from game.ui.charts.plot import il6_chart
from game.ui.charts.small_plot import small_chart
from game.ui.charts.timeline import timeline, timeline_seen
from game.ui.charts.trace import Rhythm
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import heading, panel, paragraph, scroll_area, tab
from game.ui.toolkit.intents import Intent, OpenDrugChart, OpenResults, OpenSaid, ShowTab
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.opaque import bare_ground, on_ground
from game.ui.toolkit.page import BODY, GAP, SMALL, Page
from game.ui.toolkit.tabs import BedsideTab
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Keep, Pieces, anew
from game.ui.toolkit.widget import Role, State, Widget
from game.values.channel import Channel, Panel
from game.values.ticks import clock_text, day_of, time_text
from game.values.words import say

THREE_COLUMNS = 1080
TWO_COLUMNS = 780
LEAST_HEIGHT = 600
PICTURE_WIDE, PICTURE_HIGH = 150, 106
LEAST_FOR_PICTURE = 330
IL6_CHART, SMALL_CHART = 200, 108
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
        key = (at, view, rhythm, look.silenced)
        made = pieces.get(page, "monitor", key, lambda: (with_hints(page, view, monitor(page, *key)),))
        return made[0]

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
    gap = page.px(GAP)
    main, bottom = rows(inner, (1.0, page.px(48)), gap)
    left, centre, right = columns(main, (0.326, 0.39, 0.284), gap)
    body_height = organs_height(page, left.w, seen.body, SPARE_LINES)
    # A window that the coach has made lower scrolls the organs before it cuts the monitor's units.
    room = left.h - gap - monitor_height(page, left.w)
    upper, lower = rows(left, (1.0, min(body_height, left.h * 45 // 100, room)), gap)
    words_height = nurse_height(page, centre.w, seen.body, centre.h // 4)
    low = _small_height(page, centre.h - words_height - 3 * gap)
    chart, first, second, note = rows(centre, (1.0, low, low, words_height), gap)
    cells = (*columns(first, (1.0, 1.0), gap), *columns(second, (1.0, 1.0), gap))
    return (
        watched(upper),
        keep("organs", (lower, seen.body), lambda: _organs(page, lower, seen.body, keep)),
        _il6(page, chart, seen, keep),
        *_trends(page, cells, seen, keep),
        keep("nurse", (note, seen.body), lambda: nurse(page, note, seen.body, keep=keep)),
        keep("pad", (right, seen.last, look.tab, look.turned), lambda: _pad(page, right, seen.last, look, keep)),
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


def _small_height(page: Page, room: int) -> int:
    """Return how high each row of small charts is: they give way, as far as they can be read, to the slope of IL-6."""
    least = page.line(14) + page.line(SMALL) + page.px(44)
    return max(least, min(page.px(SMALL_CHART), (room - page.px(IL6_CHART)) // 2))


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
            pad = place(page.px(16) + _pad_height(page, at.w, view, look))
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


def _speaker(last: Said) -> str:
    if last.call:
        return say("bedside.call")
    return say("bedside.nurses_note") if last.who == say("bedside.results.nurse") else last.who


def _last_words(view: View) -> tuple[str, str, Ink]:
    """Return what was said or called for last: its title, the words, and their colour."""
    # At every tick: of all that was said only the last of each.
    spoken = said(view.nurse[-1:], view.calls[-1:], (*view.pressed[-1:], *view.instructor[-1:]))
    if not spoken:
        return say("bedside.nurses_note"), say("bedside.no_words_from_the_nurse"), Ink.TEXT
    last = spoken[0]
    minute = view.level.start.clock_minute
    today = day_of(last.tick, minute) == day_of(view.tick, minute)
    when = time_text(last.tick, minute) if today else clock_text(last.tick, minute)
    return (
        f"{_speaker(last)} · {when}",
        last.words,
        Ink.LOOK if last.call else Ink.TEXT,
    )


def nurse_height(page: Page, width: int, view: View, most: int) -> int:
    """Return the height that the last word needs, at most `most`."""
    _, words, _ = _last_words(view)
    lines = len(page.wrap(words, BODY - 1, width - 2 * page.px(14) - picture_width(page, width)))
    tall = page.line(13) + max(2, lines) * page.line(BODY - 1) + page.px(26)
    return min(max(most, page.px(PICTURE_HIGH)), max(page.px(PICTURE_HIGH), tall))


def picture_width(page: Page, width: int) -> int:
    """Return the room of the picture of the bed beside the words; none where there is too little for both."""
    return page.px(PICTURE_WIDE + 12) if width >= page.px(LEAST_FOR_PICTURE) else 0


def nurse(page: Page, rect: Rect, view: View, *, opens: bool = True, keep: Keep = anew) -> Widget:
    """Return the panel with what was said or called for last; it may open all of them."""
    key = (rect, _last_words(view), in_bed(view), opens)
    return keep("nurse.seen", key, lambda: _nurse(page, rect, view, opens=opens, keep=keep))


def _nurse(page: Page, rect: Rect, view: View, *, opens: bool, keep: Keep) -> Widget:
    room = picture_width(page, rect.w)
    whole = rect.inset(page.px(14), page.px(10))
    inner = Rect(whole.x + room, whole.y, whole.w - room, whole.h)
    title, words, ink = _last_words(view)
    seen = Rect(whole.x - page.px(4), rect.y + page.px(6), room - page.px(8), rect.h - page.px(12))
    lies = in_bed(view)
    small = page.px(SMALL)
    drawn = partial(bed_picture, "nurse.picture", seen, lies, pixels=small)
    picture = (keep("nurse.picture", (seen, lies, small), drawn),) if room else ()
    head = heading(page, "nurse.title", inner, title)
    top = head.rect.bottom + page.px(4)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        told = paragraph(page, "nurse.words", at, words, BODY - 1, ink)
        return (told,), told.rect.bottom

    area = Rect(inner.x, top, inner.w, rect.bottom - page.px(6) - top)
    made = panel(
        page,
        "nurse",
        rect,
        (*picture, head, scroll_area(page, "nurse.scroll", area, build)),
        say("bedside.nurses_note"),
    )
    return (
        replace(made, role=Role.BUTTON, value=say("bedside.opens_all_notes_and_calls"), intent=OpenSaid())
        if opens
        else made
    )


def _pad_contents(
    page: Page, at: Rect, view: View, look: BedsideLook, keep: Keep = anew
) -> tuple[tuple[Widget, ...], int]:
    if look.tab is BedsideTab.SUPPORT:
        return support(page, at, view, keep)
    for dense in (False, True):
        drugs, y = cards(page, at, view, family=None, keep=keep, dense=dense)
        asked, bottom = tests(page, Rect(at.x, y + page.px(5), at.w, 0), view, keep, dense=dense)
        if not at.h or bottom - at.y <= at.h:
            break
    return (*drugs, *asked), bottom


def _pad_height(page: Page, width: int, view: View, look: BedsideLook) -> int:
    _, bottom = _pad_contents(page, Rect(0, 0, width - 2 * page.px(12), 0), view, look)
    return bottom + page.line(BODY) + page.px(34)


def _pad(page: Page, rect: Rect, view: View, look: BedsideLook, keep: Keep) -> Widget:
    inner = rect.inset(page.px(12), page.px(8))
    high = page.line(BODY) + page.px(8)
    tabs = []
    x = inner.x
    places: tuple[tuple[str, str, Intent], ...] = (
        ("treat", say("bedside.treat"), ShowTab(BedsideTab.TREAT)),
        ("support", say("bedside.support"), ShowTab(BedsideTab.SUPPORT)),
        ("results", say("bedside.results"), OpenResults()),
        ("drug_chart", say("bedside.drug_chart"), OpenDrugChart()),
    )
    # Long words move together, and then grow smaller, before anything sticks out.
    for size, room, gap in ((BODY, 16, 8), (BODY, 8, 4), (BODY, 4, 2), (SMALL, 4, 2)):
        wide = [page.width(label, size, Weight.BOLD) for _, label, _ in places]
        if sum(wide) + 4 * page.px(room) + 3 * page.px(gap) <= inner.w:
            break
    for (name, label, intent), width in zip(places, wide, strict=True):
        at, on = Rect(x, inner.y, width + page.px(room), high), intent == ShowTab(look.tab)
        build = partial(tab, page, name, at, label, intent, on=on, size=size, edge=4)
        tabs.append(keep(name, (at, label, intent, on), build))
        x = tabs[-1].rect.right + page.px(gap)
    top = inner.y + high + page.px(5)
    area = Rect(inner.x, top, inner.w, rect.bottom - page.px(8) - top)
    body = scroll_area(
        page, f"pad.{look.tab.value}", area, lambda at: _pad_contents(page, at, view, look, keep), say("bedside.orders")
    )
    if look.turned:
        body = replace(body, state=body.state | State.CURRENT)
    return keep(
        "pad.seen", (rect, tuple(tabs), body), lambda: panel(page, "pad", rect, (*tabs, body), say("bedside.orders"))
    )
