"""The layout of the replay: the bedside's panels, with the orders so far where orders were given."""

from __future__ import annotations

from dataclasses import replace

from game.case.view import View
from game.ui.canvas import Align, Canvas, Weight
from game.ui.desk import Revealed
from game.ui.layout import Rect, columns, flow, rows
from game.ui.page import BODY, GAP, SMALL, Page
from game.ui.parts import button, button_height, button_width, ground, scroll_area, text
from game.ui.theme import Colour, Ink
from game.ui.widget import Role, State, Widget
from game.ui.widgets import marks
from game.ui.widgets.bedside_page import nurse, nurse_height, trends
from game.ui.widgets.header import who
from game.ui.widgets.monitor import monitor
from game.ui.widgets.news2 import band, chip_words
from game.ui.widgets.organs import organs, organs_height
from game.ui.widgets.plot import il6_chart, il6_span
from game.ui.widgets.replay_side import replay_dialog, replay_side
from game.ui.widgets.scrub import scrub, scrub_height
from game.ui.widgets.showing import Showing
from game.ui.widgets.stack import NOT_FOR_CARE, Choice, Stack
from game.ui.widgets.trace import Rhythm
from game.ui.widgets.truth_chart import truth_chart
from game.values.ticks import clock_text

THREE_COLUMNS = 1080
TWO_COLUMNS = 780
LEAST_HEIGHT = 495
"""Of the panels, below the controls."""
BUTTON = 14
CLOCK = 22


def replay_page(page: Page, view: View, showing: Showing, revealed: Revealed | None, rhythm: Rhythm) -> Widget:
    """Return the whole screen; everything but the monitor may be kept until the next moment."""
    gap = page.px(GAP)
    top = _header(page, view, showing)
    inner = Rect(gap, top.rect.bottom, page.size[0] - 2 * gap, page.size[1] - top.rect.bottom - gap)
    main, line = rows(inner, (1.0, scrub_height(page, showing)), gap)
    start = view.level.start.clock_minute
    bar = scrub(page, line, showing, start)
    if page.wide >= THREE_COLUMNS and main.h >= page.px(LEAST_HEIGHT):
        body = _three(page, main, view, showing, revealed, rhythm)
    else:
        across = (0.6, 0.4) if page.wide >= TWO_COLUMNS else (1.0,)
        body = _stacked(page, main, view, showing, revealed, rhythm, across)
    token = object()
    kept = tuple(
        widget if widget.id in {"monitor", "replay.column"} else replace(widget, frozen=token)
        for widget in (top, *body, bar)
    )
    question = replay_dialog(page, view, showing)
    return ground(page, "replay", (*kept, *((question,) if question is not None else ())), "Replay")


def _three(
    page: Page, main: Rect, view: View, showing: Showing, revealed: Revealed | None, rhythm: Rhythm
) -> tuple[Widget, ...]:
    gap = page.px(GAP)
    left, centre, right = columns(main, (0.326, 0.39, 0.284), gap)
    low = min(organs_height(page, left.w, view), left.h * 45 // 100)
    upper, lower = rows(left, (1.0, low), gap)
    said = nurse_height(page, centre.w, view, centre.h // 4)
    chart, first, second, note = rows(centre, (1.0, page.px(108), page.px(108), said), gap)
    cells = (*columns(first, (1.0, 1.0), gap), *columns(second, (1.0, 1.0), gap))
    return (
        monitor(page, upper, view, rhythm, ""),
        organs(page, lower, view),
        _chart(page, chart, view, showing, revealed),
        *trends(page, cells, view, showing.ghost_view),
        nurse(page, note, view),
        replay_side(page, right, view, showing, revealed),
    )


def _stacked(
    page: Page,
    main: Rect,
    view: View,
    showing: Showing,
    revealed: Revealed | None,
    rhythm: Rhythm,
    across: tuple[float, ...],
) -> tuple[Widget, ...]:
    gap = page.px(GAP)
    parts = columns(main, across, gap)

    def patient(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "replay.patient", at)

        def place(height: int) -> Rect:
            return Rect(stack.x, stack.y, stack.w, height)

        stack.put(monitor(page, place(page.px(376)), view, rhythm, ""), GAP)
        stack.put(_chart(page, place(page.px(260)), view, showing, revealed), GAP)
        if len(parts) == 1:
            stack.put(replay_side(page, place(page.px(260)), view, showing, revealed), GAP)
        for first in (0, 2):
            cells = columns(place(page.px(124)), (1.0, 1.0), gap)
            stack.widgets += trends(page, (*cells, *cells), view, showing.ghost_view)[first : first + 2]
            stack.y = cells[0].bottom + gap
        stack.put(organs(page, place(organs_height(page, at.w, view)), view), GAP)
        stack.put(nurse(page, place(nurse_height(page, at.w, view, 10_000)), view))
        return stack.done()

    first = scroll_area(page, "replay.column", parts[0], patient, "Patient and trends")
    return (first, replay_side(page, parts[1], view, showing, revealed)) if len(parts) > 1 else (first,)


def _chart(page: Page, rect: Rect, view: View, showing: Showing, revealed: Revealed | None) -> Widget:
    return (
        truth_chart(page, rect, view, revealed, il6_span(view), showing.ghost_view)
        if showing.truth
        else il6_chart(page, rect, view, showing.ghost_view)
    )


def _play_mark(canvas: Canvas, box: Rect, colour: Colour) -> None:
    marks.play(canvas, box, colour)


def _header(page: Page, view: View, showing: Showing) -> Widget:
    """Return who lies here and when, and the controls in as many lines as they need."""
    pad = page.px(GAP) + page.px(4)
    right = page.size[0] - page.px(GAP)
    name, _ = who(view)
    clock = clock_text(view.tick, view.level.start.clock_minute)
    clock_wide = page.width("Day 00 · 00:00", CLOCK, Weight.BOLD)
    news = chip_words(view.news2)
    ink, _ = band(view.news2)
    news_wide = page.width("NEWS2 20 ▲20", BODY, Weight.BOLD)
    top = page.px(8)
    ghost = f" · beside it: {showing.ghost.name}" if showing.ghost is not None else ""
    below = f"Replay{ghost} · {'playing' if showing.running else 'standing still'} · {NOT_FOR_CARE}"
    room = right - pad - clock_wide - page.px(16)
    narrow = page.width(name, 18, Weight.BOLD) > room or page.width(below, SMALL) > right - pad - news_wide - page.px(
        16
    )
    below = "Replay" if narrow else below
    small_y = top + page.line(CLOCK)
    children: list[Widget] = [
        text(page, "replay.name", Rect(pad, top, room, 0), name, 18, weight=Weight.BOLD),
        text(
            page, "replay.what", Rect(pad, small_y, right - pad - news_wide - page.px(12), 0), below, SMALL, Ink.QUIET
        ),
        text(
            page,
            "clock",
            Rect(right - clock_wide, top, clock_wide, 0),
            clock,
            CLOCK,
            weight=Weight.BOLD,
            align=Align.RIGHT,
        ),
        text(
            page,
            "replay.news2",
            Rect(right - news_wide, small_y, news_wide, 0),
            news,
            BODY - 1,
            ink,
            Weight.SEMIBOLD,
            Align.RIGHT,
        ),
    ]
    y = small_y + page.line(BODY) + page.px(4)
    choices = _controls(showing)
    high = button_height(page, BUTTON)
    widths = [button_width(page, choice.label, BUTTON) for choice in choices]
    widths[0] = button_width(page, "Pause", BUTTON) + page.px(18)
    area = Rect(page.px(GAP), y, right - page.px(GAP), high)
    for index, (choice, box) in enumerate(zip(choices, flow(area, widths, high, page.px(8)), strict=True)):
        sign = None if index else marks.pause if showing.running else _play_mark
        children.append(
            button(
                page,
                choice.id,
                box,
                choice.label,
                choice.intent,
                choice.state,
                primary=choice.primary,
                size=BUTTON,
                mark=sign,
                words=choice.words,
            )
        )
    bottom = children[-1].rect.bottom + page.px(8)
    return Widget("replay.header", Rect(0, 0, page.size[0], bottom), Role.GROUP, name, clock, children=tuple(children))


def _controls(showing: Showing) -> tuple[Choice, ...]:
    def speed(number: int) -> Choice:
        chosen = showing.running and showing.speed == number
        return Choice(
            f"speed_{number}", f"{number}×", f"speed_{number}", state=State.SELECTED if chosen else State.NONE
        )

    return (
        Choice("play", "Pause" if showing.running else "Play", "play_back", primary=not showing.running),
        *(speed(number) for number in (1, 2, 4, 8, 16)),
        Choice("earlier", "− 1 h", "earlier", words="One hour back"),
        Choice("later", "+ 1 h", "later", words="One hour forward"),
        Choice("order_before", "‹ Order", "order_before", words="The order before"),
        Choice("order_after", "Order ›", "order_after", words="The next order"),
        Choice(
            "reveal",
            "Truth",
            "truth",
            words="Show the truth",
            state=State.SELECTED if showing.truth else State.NONE,
        ),
        *(
            (
                Choice("decision_before", "‹ Mark", "decision_before", words="The marked decision before"),
                Choice("decision_after", "Mark ›", "decision_after", words="The next marked decision"),
            )
            if showing.marks
            else ()
        ),
        Choice("note", "Note", "note", words="Pin a note to this moment"),
        Choice("ghost", "Compare", "ghost", state=State.SELECTED if showing.ghost else State.NONE),
        Choice("take_over", "Take over", "take_over", words="Take over from here"),
        Choice("replay.back", "Close", "back"),
    )
