"""The drug chart: what was given, what runs and what is due, over time; a page over a bedside that stands still."""

from __future__ import annotations

from collections.abc import Callable

from game.case.view import Course, View
from game.ui.bedside.orders import ended_words
from game.ui.bedside.prescribing import last_dose
from game.ui.charts.dose_sign import dose_due, dose_sign
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import panel, paragraph, scroll_area
from game.ui.toolkit.intents import Back, Intent, OpenDrugChart
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.marks import cross, triangle
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.scene import Act, Pop, Told, Turn
from game.ui.toolkit.stack import Choice, frame, whole
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, Widget
from game.values.drug import FORMULARY, PLACES
from game.values.fact import CourseStopped, DoseGiven
from game.values.order_words import dose_text
from game.values.ticks import TICKS_PER_DAY, Tick, clock_text, day_text, span_text, ticks
from game.values.words import count, say

NAME_SHARE = 0.34
AHEAD_H = 24.0
"""Hours after now that the chart shows at least."""


class DrugChartScene:
    """Shows the drug chart of a view."""

    def __init__(self, view: View) -> None:
        """Take the chart as it is now."""
        self._view = view
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the key that closes it again."""
        return (OpenDrugChart(),)

    def handle(self, told: Told) -> Turn:
        """Leave."""
        return Pop() if isinstance(told, Act) and isinstance(told.intent, Back | OpenDrugChart) else None

    def tick(self, elapsed_us: int) -> Turn:
        """Let real time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the page."""
        return self._kept.still(page, (), lambda: drug_chart(page, self._view))


def drug_chart(page: Page, view: View) -> Widget:
    """Return the whole screen: a line for every drug that the level offers, those that were given first."""
    when = clock_text(view.tick, view.level.start.clock_minute)
    title = say("bedside.drugs.title", name=view.level.patient.name)
    choices = (Choice("drugs.back", say("bedside.results.back_to_the_bedside"), Back(), primary=True),)
    parts = frame(page, "drugs", title, say("bedside.drugs.what_the_signs_mean", when=when), choices)
    inner = parts.body.inset(page.px(14), page.px(10))
    # Those of one kind in the order of the pad, where every drug has its place.
    lines = sorted(view.courses, key=lambda one: (not one.running, not one.given, PLACES.index(one.regimen.drug)))
    end = max([view.tick + ticks(AHEAD_H), *[last for one in lines if (last := last_dose(one)) is not None]])

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        widgets: list[Widget] = []
        y = at.y
        for course in lines:
            widgets.append(_line(page, Rect(at.x, y, at.w, 0), view, course, end))
            y = widgets[-1].rect.bottom + page.px(6)
        widgets.append(_axis(page, Rect(at.x, y, at.w, page.line(SMALL)), view, end))
        return tuple(widgets), widgets[-1].rect.bottom

    area = scroll_area(page, "drugs.scroll", inner, build, title)
    return whole(page, "drugs", parts, (panel(page, "drugs.panel", parts.body, (area,), title),), title)


def told(view: View, course: Course) -> str:
    """Return a course in words: what was given, what is next and when the last dose is due."""
    given = [fact.amount for fact in view.history if isinstance(fact, DoseGiven) and fact.regimen == course.regimen.id]
    words = [count("bedside.drugs.given", len(course.given)) if course.given else say("bedside.drugs.never_given")]
    if course.ended:
        words[:0] = [ended_words(course)]
        if not course.before:
            del words[1:]  # the doses of the one course there was are told with its end
    if given:
        words.append(say("bedside.drugs.last", dose=dose_text(given[-1]), span=span_text(view.tick - course.given[-1])))
    end = last_dose(course)
    if end is not None and course.next_due is not None:
        due = span_text(max(0, course.next_due - view.tick))
        words.append(say("bedside.drugs.next", dose=dose_text(course.dose_mg), span=due))
        words.append(say("bedside.drugs.ends", when=clock_text(end, view.level.start.clock_minute)))
    return " · ".join(words)


def _columns(page: Page, at: Rect) -> tuple[int, Callable[[Tick, Tick], int]]:
    """Return the width of the names, and the place of a tick beside them."""
    words = [word for one in FORMULARY.values() for word in one.label.split()]
    needed = max([page.width(word, BODY, Weight.SEMIBOLD) for word in words]) + page.px(8)
    name = max(int(at.w * NAME_SHARE), min(needed, at.w // 2))
    left, wide = at.x + name + page.px(12), at.w - name - page.px(20)
    return name, lambda tick, end: left + wide * tick // max(1, end)


def _line(page: Page, at: Rect, view: View, course: Course, end: Tick) -> Widget:
    regimen = course.regimen
    ink = FAMILY_INK[regimen.family]
    name_width, x = _columns(page, at)
    id_ = f"drugs.{regimen.id}"
    quiet = not course.given
    name = paragraph(
        page,
        f"{id_}.name",
        Rect(at.x + page.px(8), at.y + page.px(4), name_width - page.px(8), 0),
        regimen.label,
        BODY,
        Ink.QUIET if quiet else Ink.TEXT,
        Weight.SEMIBOLD,
    )
    words = told(view, course)
    below = Rect(name.rect.x, name.rect.bottom, name.rect.w, 0)
    status = paragraph(page, f"{id_}.told", below, words, SMALL, ink if course.running else Ink.QUIET)
    rect = Rect(at.x, at.y, at.w, status.rect.bottom + page.px(4) - at.y)
    stops = [fact for fact in view.history if isinstance(fact, CourseStopped) and fact.regimen == regimen.id]
    last = last_dose(course)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(8))
        y, radius = box.centre[1], page.px(5)
        canvas.line((x(0, end), y), (x(end, end), y), Ink.LINE)
        if last is not None and course.given:
            left, right = x(course.given[-1], end), x(last, end)
            bar = Rect(left, y - page.px(2), max(1, right - left), page.px(4))
            canvas.fill_rect(bar, Mix(ink, Ink.RAISED, 0.45), page.px(2))
        if last is not None and course.next_due is not None:
            for due in range(course.next_due, last + 1, max(1, ticks(regimen.every_h))):
                dose_due(canvas, x(due, end), y, radius, max(1, page.px(1.5)), regimen.family, Ink.RAISED)
        for tick in course.given:
            dose_sign(canvas, x(tick, end), y, radius, regimen.family)
        for fact in stops:
            if fact.tapered:
                triangle(canvas, x(fact.tick, end), y - page.px(11), page.px(4), Ink.LOOK)
            else:
                cross(canvas, x(fact.tick, end), y - page.px(11), page.px(4), Ink.LOOK, max(2, page.px(2)))
        now = x(view.tick, end)
        canvas.line((now, box.y), (now, box.bottom), Ink.TEXT, max(1, page.px(1)))

    return Widget(id_, rect, Role.GROUP, regimen.label, words, children=(name, status), paint=paint)


def _axis(page: Page, at: Rect, view: View, end: Tick) -> Widget:
    """Return the days below the lines."""
    start = view.level.start.clock_minute
    _, x = _columns(page, at)
    size = page.px(SMALL)

    def paint(canvas: Canvas, box: Rect) -> None:
        free = box.x
        first = -(start * TICKS_PER_DAY // 1440)
        for tick in range(first, end + 1, TICKS_PER_DAY):
            words = day_text(max(tick, 0), start)
            wide = canvas.text_size(words, size)[0]
            left = x(max(tick, 0), end)
            if left >= free and left + wide <= box.right:
                canvas.text((left, box.y), words, size, Ink.QUIET, align=Align.LEFT)
                free = left + wide + page.px(12)

    return Widget("drugs.days", at, Role.CHART, say("bedside.drugs.days"), paint=paint)
