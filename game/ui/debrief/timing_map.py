"""The timing map: survival by when two drugs are started, in colour and, for what is chosen, in numbers."""

from __future__ import annotations

from game.review.findings import TimingMap
from game.ui.debrief.intents import ReadMap
from game.ui.toolkit.canvas import Align, Canvas, Paint, Weight
from game.ui.toolkit.controls import heading, panel, paragraph
from game.ui.toolkit.emblems import star
from game.ui.toolkit.layout import Rect, shares
from game.ui.toolkit.page import SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix, Theme, contrast
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.drug import FORMULARY
from game.values.words import say, within

MapCell = tuple[int, int]
"""Row (start of `up`) and column (start of `across`) of the map."""
TITLE = "debrief.timing_map.survival_by_when_you_act"
LEAST_SPREAD = 10.0
"""Differences smaller than this are not blown up to the whole range of the colour."""


def drug_name(regimen: str) -> str:
    """Return the short name of a regimen."""
    return FORMULARY[regimen].short if regimen in FORMULARY else regimen


def cell_words(found: TimingMap, cell: MapCell) -> str:
    """Return one cell in words."""
    row, column = cell
    return say(
        "debrief.timing_map.at_hour_at_hour_survive",
        drug=drug_name(found.across),
        hours=f"{found.hours[column]:.0f}",
        drug_2=within(drug_name(found.up)),
        hours_2=f"{found.hours[row]:.0f}",
        survival_percent=f"{found.survival_percent[row][column]:.0f}",
    )


def moved_cell(found: TimingMap, cell: MapCell | None, row: int, *, step: int, fraction: float) -> MapCell:
    """Return the cell after a press on a row (at a fraction of its width) or a step along it."""
    count = len(found.hours)
    if not step:
        return row, min(count - 1, int(fraction * count))
    column = cell[1] if cell is not None else nearest(found.hours, found.best[0]) - step
    return row, min(count - 1, max(0, column + step))


def nearest(hours: tuple[float, ...], hour: float) -> int:
    """Return which start of the map is nearest to an hour."""
    return min(range(len(hours)), key=lambda place: abs(hours[place] - hour))


def _best_words(found: TimingMap) -> str:
    if found.flat:
        return say("debrief.timing_map.no_star_here_all_starts")
    best = [f"{hour:.0f}" for hour in found.best]
    star = say("debrief.timing_map.star_among_the_best_hour", best=best[0], best_2=best[1])
    return f"{wait_words(found)} {star}".lstrip()


def wait_words(found: TimingMap) -> str:
    """Return that neither drug is needed in the hours of the map, where it is so: its star reads like advice."""
    if not found.can_wait:
        return ""
    return say("debrief.timing_map.neither_is_needed", hour=f"{found.hours[-1]:.0f}")


def _your_words(found: TimingMap) -> str:
    across, up = [
        say("debrief.timing_map.hour", hour=f"{hour:.0f}") if hour is not None else say("debrief.timing_map.not_given")
        for hour in found.yours
    ]
    # A drug that was not given has no place on the map, and nothing is ringed.
    return say(f"debrief.timing_map.{'yours' if None in found.yours else 'ring_yours'}", across=across, up=up)


def timing_map(page: Page, rect: Rect, found: TimingMap | None, cell: MapCell | None, *, waits: bool) -> Widget:
    """Return the panel; rows are pressed or stepped along to read their numbers."""
    inner = rect.inset(page.px(14), page.px(12))
    title = heading(
        page,
        "timing.title",
        inner,
        say(TITLE)
        if page.width(say(TITLE).upper(), SMALL, Weight.BOLD) < inner.w
        else say("debrief.timing_map.timing"),
    )
    y = title.rect.bottom + page.px(4)
    if found is None:
        words = (
            say("debrief.timing_map.the_timing_map_follows")
            if waits
            else say("debrief.timing_map.there_is_no_timing_map")
        )
        said = paragraph(page, "timing.waits", Rect(inner.x, y, inner.w, 0), words, SMALL + 1, Ink.QUIET)
        return panel(page, "timing", rect, (title, said), say(TITLE))
    up = paragraph(
        page,
        "timing.up",
        Rect(inner.x, y, inner.w, 0),
        say("debrief.timing_map.started_at_hour", drug=within(drug_name(found.up))),
        SMALL,
        Ink.QUIET,
    )
    below = [
        say("debrief.timing_map.started_at_hour_2", drug=within(drug_name(found.across))),
        _your_words(found),
        _best_words(found),
        _chosen(found, cell),
    ]

    def feet(top: int) -> list[Widget]:
        widgets: list[Widget] = []
        for index, words in enumerate(below):
            ink = Ink.QUIET if index == 0 else Ink.TEXT
            weight = Weight.SEMIBOLD if index == 3 else Weight.REGULAR
            at = Rect(inner.x, top, inner.w, 0)
            widgets.append(paragraph(page, f"timing.words.{index}", at, words, SMALL, ink, weight))
            top = widgets[-1].rect.bottom
        return widgets

    tall = feet(0)[-1].rect.bottom
    grid = Rect(inner.x, up.rect.bottom + page.px(2), inner.w, inner.bottom - tall - up.rect.bottom - page.px(4))
    chart = timing_grid(page, grid, found, cell)
    return panel(page, "timing", rect, (title, up, chart, *feet(grid.bottom + page.px(2))), say(TITLE))


def timing_height(page: Page, width: int, found: TimingMap | None) -> int:
    """Return the height that the panel needs where there is room for all of it."""
    if found is None:
        return page.px(72) + page.line(SMALL + 1)
    inner = width - 2 * page.px(14)
    lines = sum(
        len(page.wrap(words, SMALL, inner))
        for words in (_your_words(found), _best_words(found), _chosen(found, (0, 0)), say(TITLE), "x", "x", "x", "x")
    )
    return lines * page.line(SMALL) + page.px(220)


def _chosen(found: TimingMap, cell: MapCell | None) -> str:
    if cell is not None and max(cell) < len(found.hours):
        return f"{cell_words(found, cell)}."
    low, high = _range(found)
    return say("debrief.timing_map.dark_to_full_colour_press", low=f"{low:.0f}", high=f"{high:.0f}")


def _range(found: TimingMap) -> tuple[float, float]:
    values = [value for row in found.survival_percent for value in row]
    return min(*values, max(values) - LEAST_SPREAD), max(values)


def timing_grid(page: Page, box: Rect, found: TimingMap, cell: MapCell | None = None) -> Widget:
    """Return the coloured cells with their hours; each row is a slider."""
    small = page.line(SMALL - 1)
    axis = page.width(f"{found.hours[-1]:.0f}", SMALL - 1) + page.px(6)
    plot = Rect(box.x + axis, box.y, box.w - axis, box.h - small)
    count = len(found.hours)
    # Hour 0 stands at the bottom, as on any chart.
    spans = shares(plot.h, (1.0,) * count, 0)[::-1]
    sliders = []
    for row in range(count - 1, -1, -1):
        at, span = spans[row]
        chosen = cell is not None and cell[0] == row
        value = cell_words(found, cell) if cell is not None and chosen else ""
        sliders.append(
            Widget(
                f"timing.row.{row}",
                Rect(plot.x, plot.y + at, plot.w, span),
                Role.SLIDER,
                say("debrief.timing_map.at_hour", drug=drug_name(found.up), hours=f"{found.hours[row]:.0f}"),
                value,
                selected(chosen),
                ReadMap(row),
                paint=_row(page, found, row, cell[1] if cell is not None and chosen else None),
            )
        )

    def paint(canvas: Canvas, _box: Rect) -> None:
        size = page.px(SMALL - 1)
        for place in (0, count // 2, count - 1):
            words = f"{found.hours[place]:.0f}"
            at, span = spans[place]
            y = min(max(plot.y + at + (span - small) // 2, plot.y), plot.bottom - small)
            canvas.text((plot.x - page.px(4), y), words, size, Ink.QUIET, align=Align.RIGHT)
            left, wide = shares(plot.w, (1.0,) * count, 0)[place]
            half = canvas.text_size(words, size)[0] // 2
            x = min(max(plot.x + left + wide // 2, plot.x + half), plot.right - half - 1)
            canvas.text((x, plot.bottom), words, size, Ink.QUIET, align=Align.CENTRE)

    said = f"{_your_words(found)} {_best_words(found)}"
    return Widget("timing.grid", box, Role.CHART, say(TITLE), said, children=tuple(sliders), paint=paint)


def cell_ground(share: float) -> Mix:
    """Return the colour of a cell by its share of the range: from dark to full, in greyscale as well."""
    return Mix(Ink.INFLAMMATION, Ink.RAISED, 0.06 + 0.9 * share)


def sign_ink(theme: Theme, ground: Colour) -> Ink:
    """Return in which ink a star or a ring is seen best on a cell; that turns where the theme says."""
    cell = theme.rgb(ground)
    return max((Ink.TEXT, Ink.ON_BRIGHT), key=lambda ink: contrast(theme.rgb(ink), cell))


def _row(page: Page, found: TimingMap, row: int, column: int | None) -> Paint:
    low, high = _range(found)
    best = None if found.flat else (nearest(found.hours, found.best[1]), nearest(found.hours, found.best[0]))
    across, up = found.yours
    yours = None if across is None or up is None else (nearest(found.hours, up), nearest(found.hours, across))

    def paint(canvas: Canvas, box: Rect) -> None:
        for place, (left, wide) in enumerate(shares(box.w, (1.0,) * len(found.hours), 0)):
            share = (found.survival_percent[row][place] - low) / (high - low)
            spot = Rect(box.x + left, box.y, wide, box.h)
            ground = cell_ground(share)
            canvas.fill_rect(spot, ground)
            ink = sign_ink(page.theme, ground)
            radius = min(wide, box.h) / 2 - 1
            x, y = spot.centre
            if (row, place) == yours:
                off = radius if yours == best else 0
                canvas.circle((x - off, y), radius * 0.75, ink, max(1, page.px(2)))
            if (row, place) == best:
                off = radius if yours == best else 0
                canvas.polygon(star((x + off, y), radius), ink)
            if place == column:
                canvas.outline(spot, Ink.TEXT, max(1, page.px(2)))

    return paint
