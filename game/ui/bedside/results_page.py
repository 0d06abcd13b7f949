"""The results page: every value ever reported, newest first and as a table over time, and all that was said."""

from __future__ import annotations

from collections.abc import Callable

from game.bedside.radiology import clouded, report
from game.case.view import View
from game.ui.bedside.intents import ChooseChannel, NewerSamples, OlderSamples
from game.ui.bedside.result_words import flag_words, ink_of, measured, newest_first, range_text, said
from game.ui.charts.chest_film import paint_film
from game.ui.charts.plot import il6_chart, power_text, value_text
from game.ui.charts.small_plot import small_chart
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import BAR, panel, scroll_area, text
from game.ui.toolkit.intents import Back, ShowTab
from game.ui.toolkit.layout import Rect, columns, rows
from game.ui.toolkit.page import BODY, GAP, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, body_width, frame, whole
from game.ui.toolkit.tabs import ResultsTab
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, State, Widget, selected
from game.values.channel import KINDS, PANELS, Channel, Flag, Reading
from game.values.ticks import Tick, clock_text, span_text, taken_text
from game.values.words import Worded, say

WIDE = 900
LIST_WIDTH = 380
NAME_WIDTH, RANGE_WIDTH, CELL_WIDTH = 108, 134, 94
"""Design pixels of the columns of the table."""
DETAIL_HEIGHT = 200
LIST_HEIGHTS = (180, 260, DETAIL_HEIGHT)
"""Design pixels of the three panels where they stand below each other."""


def _sampled(view: View) -> list[Tick]:
    """Return when samples were taken, the newest first."""
    every = {one.taken for channel in measured(view) for one in view.labs.get(channel, ())}
    return sorted(every, reverse=True)


TAB_WORDS = Worded({ResultsTab.RESULTS: "bedside.results.results", ResultsTab.SAID: "bedside.results.notes_and_calls"})


def results_page(page: Page, view: View, chosen: Channel, tab: ResultsTab, back: int = 0) -> Widget:
    """Return the whole screen; `back` is how many newer samples the table leaves out."""
    start = view.level.start.clock_minute
    choices = (
        Choice("results.back", say("bedside.results.back_to_the_bedside"), Back(), primary=True),
        *[
            Choice(f"results.{one.value}", TAB_WORDS[one], ShowTab(one), state=selected(one is tab))
            for one in ResultsTab
        ],
        *_turns(page, view, tab, back),
    )
    words = say("bedside.results.time_stands_still_while_you", when=clock_text(view.tick, start))
    title = f"{TAB_WORDS[tab]} · {view.level.patient.name}"
    parts = frame(page, "results", title, words, choices)
    if tab is ResultsTab.SAID:
        return whole(page, "results", parts, (_said(page, parts.body, view),), title)
    gap = page.px(GAP)
    if page.wide < WIDE:

        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            high = sum(LIST_HEIGHTS) + GAP * (len(LIST_HEIGHTS) - 1)
            places = rows(Rect(at.x, at.y, at.w, page.px(high)), [page.px(one) for one in LIST_HEIGHTS], gap)
            shown = (
                _list(page, places[0], view, chosen),
                _table(page, places[1], view, chosen, back),
                _detail(page, places[2], view, chosen),
            )
            return shown, places[-1].bottom

        column = scroll_area(page, "results.body", parts.body, build, title)
        return whole(page, "results", parts, (column,), title)
    left, right = columns(parts.body, _across(page), gap)
    table, detail = rows(right, (1.0, page.px(DETAIL_HEIGHT)), gap)
    body = (
        _list(page, left, view, chosen),
        _table(page, table, view, chosen, back),
        _detail(page, detail, view, chosen),
    )
    return whole(page, "results", parts, body, title)


def _across(page: Page) -> tuple[float, float]:
    """Return how the list and what stands beside it share the width."""
    return page.px(LIST_WIDTH), 1.0


def _turns(page: Page, view: View, tab: ResultsTab, back: int) -> tuple[Choice, ...]:
    """Return the buttons that turn to older and newer samples, where some are out of sight."""
    if tab is not ResultsTab.RESULTS:
        return ()
    room = Rect(0, 0, body_width(page), 0)
    beside = columns(room, _across(page), page.px(GAP))[1].w
    shown, _ = _cells(page, beside if page.wide >= WIDE else room.w - page.px(BAR), view)
    older = State.NONE if back + shown < len(_sampled(view)) else State.DISABLED
    newer = State.NONE if back else State.DISABLED
    return (
        Choice("results.older", say("bedside.results.older_samples"), OlderSamples(), state=older),
        Choice("results.newer", say("bedside.results.newer_samples"), NewerSamples(), state=newer),
    )


def _list(page: Page, rect: Rect, view: View, chosen: Channel) -> Widget:
    """Return every result, newest first."""
    inner = rect.inset(page.px(12), page.px(10))
    start = view.level.start.clock_minute

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "results.list", at)
        stack.heading(say("bedside.results.newest_first"))
        told: Tick | None = None
        for reading in newest_first(view):
            if reading.known != told:
                told = reading.known
                taken = taken_text(reading.taken, start)
                stack.words(
                    say("bedside.results.known_taken", when=taken_text(told, start), taken=taken),
                    SMALL,
                    Ink.QUIET,
                    gap=2,
                )
            row = Rect(stack.x, stack.y, stack.w, page.line(BODY) + page.px(4))
            stack.put(_result_row(page, row, reading, chosen=reading.channel is chosen), 2)
        if told is None:
            stack.words(say("bedside.results.nothing_has_been_reported_yet"), BODY, Ink.QUIET)
        for pending in view.pending:
            words = say(
                "bedside.results.due_in", panel=PANELS[pending.panel].label, span=span_text(pending.due - view.tick)
            )
            stack.words(words, SMALL, Ink.QUIET, gap=2)
        return stack.done()

    name = say("bedside.results.newest_first")
    return panel(page, "results.newest", rect, (scroll_area(page, "results.scroll", inner, build, name),), name)


def _result_row(page: Page, rect: Rect, reading: Reading, *, chosen: bool) -> Widget:
    label = KINDS[reading.channel].label
    value = f"{value_text(reading)} {reading.range_sign}".rstrip()
    need = page.width(value, BODY, Weight.SEMIBOLD)
    id_ = f"result.{reading.channel.value}.{reading.taken}"

    def paint(canvas: Canvas, box: Rect) -> None:
        if chosen:
            canvas.fill_rect(box, Ink.RAISED, page.px(6))

    left = Rect(rect.x + page.px(8), rect.y + page.px(2), max(1, rect.w - need - page.px(24)), 0)
    right = Rect(rect.right - need - page.px(8), left.y, need, 0)
    children = (
        text(page, f"{id_}.name", left, label, BODY),
        text(page, f"{id_}.value", right, value, BODY, ink_of(reading), Weight.SEMIBOLD, Align.RIGHT),
    )
    told = ", ".join([part for part in (value_text(reading), flag_words(reading)) if part])
    state = selected(chosen)
    return Widget(id_, rect, Role.BUTTON, label, told, state, ChooseChannel(reading.channel), children, paint)


def _table(page: Page, rect: Rect, view: View, chosen: Channel, back: int) -> Widget:
    """Return the table: a line for each channel, a column for each time of sampling, the newest on the left."""
    inner = rect.inset(page.px(12), page.px(10))
    name, ranges = _sides(page, view)
    offered = measured(view)
    room, cell = _cells(page, rect.w, view)
    times = _sampled(view)[back : back + room]
    start = view.level.start.clock_minute

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "results.table", at)
        line = page.line(SMALL)
        heads = [(at.x, name, say("bedside.results.taken")), (at.x + name, ranges, say("bedside.results.reference"))]
        heads += [
            (at.x + name + ranges + place * cell, cell, _column_text(time, start)) for place, time in enumerate(times)
        ]
        for place, (x, wide, words) in enumerate(heads):
            head = text(
                page, f"results.column.{place}", Rect(x, stack.y, wide - page.px(6), 0), words, SMALL - 1, Ink.QUIET
            )
            stack.widgets.append(head)
        stack.y += line + page.px(4)
        for channel in offered:
            row = Rect(stack.x, stack.y, stack.w, page.line(SMALL) + page.px(7))
            stack.put(_channel_row(page, row, view, channel, times, cell, chosen=channel is chosen), 1)
        return stack.done()

    words = say("bedside.results.over_time")
    return panel(page, "results.over_time", rect, (scroll_area(page, "results.table", inner, build, words),), words)


def _cells(page: Page, width: int, view: View) -> tuple[int, int]:
    """Return how many columns a table of a width has, and how wide each is."""
    wide = max(1, width - 2 * page.px(12) - sum(_sides(page, view)) - page.px(12))
    cell = min(wide, max([page.px(CELL_WIDTH), *_needed(page, view)]))
    return wide // cell, cell


def _sides(page: Page, view: View) -> tuple[int, int]:
    """Return how wide the names and the ranges are: in other languages names are longer."""
    names = [page.width(KINDS[one].label, SMALL) for one in measured(view)]
    ranges = [page.width(range_text(one), SMALL) for one in measured(view)]
    return (
        max([page.px(NAME_WIDTH), *(wide + page.px(10) for wide in names)]),
        max([page.px(RANGE_WIDTH), *(wide + page.px(8) for wide in ranges)]),
    )


def _needed(page: Page, view: View) -> list[int]:
    """Return how wide each result is, so that no word of a culture is cut, and each time over a column."""
    start = view.level.start.clock_minute
    told = [page.width(_told(one), SMALL) + page.px(8) for labs in view.labs.values() for one in labs]
    return [*told, *(page.width(_column_text(time, start), SMALL - 1) + page.px(8) for time in _sampled(view))]


def _channel_row(
    page: Page, rect: Rect, view: View, channel: Channel, times: list[Tick], cell: int, *, chosen: bool
) -> Widget:
    name, ranges = _sides(page, view)
    kind = KINDS[channel]
    by_time = {one.taken: one for one in view.labs.get(channel, ())}
    y = rect.y + page.px(3)
    id_ = f"row.{channel.value}"
    children = [
        text(page, f"{id_}.name", Rect(rect.x + page.px(4), y, name - page.px(8), 0), kind.label, SMALL),
        text(
            page, f"{id_}.range", Rect(rect.x + name, y, ranges - page.px(6), 0), range_text(channel), SMALL, Ink.QUIET
        ),
    ]
    for place, time in enumerate(times):
        reading = by_time.get(time)
        words = "·" if reading is None else _told(reading)
        ink = Ink.QUIET if reading is None else ink_of(reading)
        at = Rect(rect.x + name + ranges + place * cell, y, cell - page.px(6), 0)
        children.append(text(page, f"{id_}.{place}", at, words, SMALL, ink))

    def paint(canvas: Canvas, box: Rect) -> None:
        if chosen:
            canvas.fill_rect(box, Ink.RAISED, page.px(4))
        else:
            canvas.line((box.x, box.bottom), (box.right, box.bottom), Mix(Ink.LINE, Ink.PANEL, 0.5))

    last = view.labs.get(channel, ())
    value = say("bedside.results.last", value=value_text(last[-1])) if last else say("bedside.results.never_measured")
    state = selected(chosen)
    return Widget(id_, rect, Role.BUTTON, kind.label, value, state, ChooseChannel(channel), tuple(children), paint)


def _column_text(time: Tick, start: int) -> str:
    return clock_text(time, start) if time >= 0 else say("bedside.results.before", span=span_text(-time))


def _told(reading: Reading) -> str:
    short = power_text(reading) if KINDS[reading.channel].decades else reading.text
    return f"{short} {reading.range_sign}".rstrip()


def _detail(page: Page, rect: Rect, view: View, chosen: Channel) -> Widget:
    """Return the chosen channel over time, or the chest film with the radiologist's line."""
    readings = view.labs.get(chosen, ())
    if chosen is Channel.IL6:
        return il6_chart(page, rect, view)
    if chosen is not Channel.XRAY or not readings or readings[-1].flag is Flag.ABSENT:
        return small_chart(page, rect, view, chosen, Ink.INFLAMMATION)
    inner = rect.inset(page.px(12), page.px(10))
    film = Rect(inner.x, inner.y, inner.h * 6 // 5, inner.h)
    stack = Stack(
        page, "film.words", Rect(film.right + page.px(16), inner.y, inner.right - film.right - page.px(16), 0)
    )
    start = view.level.start.clock_minute
    stack.heading(say("bedside.results.chest_x_ray_taken", when=taken_text(readings[-1].taken, start)))
    line = report(readings)
    stack.words(line, BODY)
    stack.words(say("bedside.results.the_patients_right_side_is"), SMALL, Ink.QUIET)
    picture = Widget(
        "film", film, Role.CHART, say("bedside.results.chest_x_ray"), line, paint=_film(page, clouded(readings[-1]))
    )
    return panel(page, "results.detail", rect, (picture, *stack.widgets), say("bedside.results.chest_x_ray"))


def _film(page: Page, zones: int) -> Callable[[Canvas, Rect], None]:
    return lambda canvas, box: paint_film(page, canvas, box, zones)


def _said(page: Page, rect: Rect, view: View) -> Widget:
    """Return all that was said or called through, newest first."""
    inner = rect.inset(page.px(14), page.px(10))
    start = view.level.start.clock_minute

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "results.said", at)
        for one in said(view.nurse, view.calls, (*view.pressed, *view.instructor)):
            ink = Ink.LOOK if one.call else Ink.QUIET
            stack.words(f"{clock_text(one.tick, start)} · {one.who}", SMALL, ink, Weight.SEMIBOLD, 0)
            stack.words(one.words, BODY, gap=10)
        if not stack.widgets:
            stack.words(say("bedside.results.nobody_has_said_anything_yet"), BODY, Ink.QUIET)
        return stack.done()

    name = say("bedside.results.notes_and_calls")
    return panel(page, "results.notes", rect, (scroll_area(page, "said.scroll", inner, build, name),), name)
