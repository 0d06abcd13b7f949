"""How a case ended: the person in the picture of the bed, what became of them, and the course in a few lines."""

from __future__ import annotations

from game.case.dying import DYING_TICKS
from game.case.scene import HIGH_SUGAR_MMOL_PER_L, UP_SUGAR_MMOL_PER_L
from game.case.view import View
from game.ui.bedside.intents import SeeDebrief
from game.ui.bedside.round import acts_on
from game.ui.charts.bed_picture import bed_picture, in_bed
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button_height, button_width, framed
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, HEADING, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, choice_button, pair
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget
from game.values.channel import Channel, Reading
from game.values.ending import Ending, Outcome
from game.values.ticks import clock_text, span_text
from game.values.words import count, say, together, within

WIDE, PICTURE_HIGH, PICTURE_PERCENT = 520, 190, 27
"""Design pixels, and how much of the window's height the picture takes at most."""
CLEAR_RISE_MMOL_PER_L = 2.0
"""From how much more on a steroid glucose is told though it stayed in range, 0.5 to 5; assumed."""


def title(view: View, outcome: Outcome) -> str:
    """Return when it ended and what became of whom."""
    when = clock_text(outcome.tick, view.level.start.clock_minute)
    name = view.level.patient.name
    if outcome.ending.died:
        return say("bedside.ended.died", when=when, name=name)
    if outcome.ending is Ending.DISCHARGED:
        return say("bedside.ended.goes_home", when=when, name=name)
    return say("bedside.the_case_is_over", when=when)


def course(view: View, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    """Return the course as names and values: time here, the worst NEWS2, the most support, how it turned."""
    start = view.level.start.clock_minute
    told = [(say("bedside.ended.in_the_unit"), span_text(outcome.tick))]
    if view.scored:
        tick, total = max(view.scored, key=lambda one: one[1])
        told.append(
            (say("bedside.ended.highest_news2"), say("bedside.ended.at", value=total, when=clock_text(tick, start)))
        )
    # The hours, and the last moment: what was turned up since the last full hour counts too.
    held = [*(one for _, one in view.support_history), view.support]
    told.append((say("bedside.ended.most_oxygen"), max(held, key=lambda one: (one.device, one.fio2)).text))
    dose = max(one.norepinephrine_ug_per_kg_min for one in held)
    if dose > 0.0:
        told.append((say("bedside.ended.most_norepinephrine"), say("bedside.ended.dose", dose=f"{dose:.2f}")))
    if sugar := _glucose(view):
        told.append(sugar)
    # What the bed has not shown yet is taken along: whoever was dampened goes home with it.
    if not outcome.ending.died and (acting := acts_on(view)):
        hides = count("bedside.ended.acts_on.hidden", len(acting), drugs=together(acting))
        told.append((say("bedside.ended.acts_on"), hides))
    if outcome.ending.died:
        fell = clock_text(max(0, outcome.tick - DYING_TICKS), start)
        told.append((say("bedside.ended.decline_from"), fell))
    return tuple(told)


def _glucose(view: View) -> tuple[str, str] | None:
    """Return how high glucose was seen: over its target, or clearly risen on a steroid, by laboratory or nurse."""
    known = view.labs.get(Channel.GLUCOSE, ())
    most = max(known, key=lambda one: one.shown, default=None)
    if checked := _checked(view, most):
        return say("bedside.ended.highest_glucose"), say("bedside.ended.by_the_nurse", high=f"{checked:g}")
    if most is None:
        return None
    steroids = [line for line in view.courses if line.given and line.regimen.kind.is_steroid]
    on = [line for line in steroids if line.given[0] < most.taken]
    before = [one for one in known if one.taken <= min((line.given[0] for line in on), default=most.taken)]
    if on and before and most.shown >= before[-1].shown + CLEAR_RISE_MMOL_PER_L:
        name = say("bedside.ended.glucose_on", drugs=together(within(line.regimen.short) for line in on))
        return name, say("bedside.ended.glucose_rose", before=before[-1].text, after=most.told)
    return (say("bedside.ended.highest_glucose"), most.told) if most.shown > HIGH_SUGAR_MMOL_PER_L else None


def _checked(view: View, most: Reading | None) -> float:
    """Return over what the nurse told that glucose was, where that is more than the laboratory saw; else 0."""
    for over, told in ((HIGH_SUGAR_MMOL_PER_L, "sugar_is_up"), (UP_SUGAR_MMOL_PER_L, "sugar_goes_up")):
        words = {say(f"nurse.{told}.he"), say(f"nurse.{told}.she")}
        if (most is None or most.shown <= over) and any(one in words for _, one in view.nurse):
            return over
    return 0.0


def ended_dialog(page: Page, view: View, outcome: Outcome) -> Widget:
    """Return the ending over the page; it leads to the debrief."""
    pad = page.px(20)
    wide = min(page.px(WIDE), page.size[0] - 2 * pad)
    home = Ink.WELL if outcome.ending is Ending.DISCHARGED else Ink.TEXT
    ink = Ink.DANGER if outcome.ending.died else home

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "ended", at)
        stack.words(title(view, outcome), HEADING, ink, Weight.BOLD, gap=8)
        # In large text the picture filled the window, and what became of the patient had to be scrolled to.
        high = min(page.px(PICTURE_HIGH), page.size[1] * PICTURE_PERCENT // 100)
        picture = Rect(stack.x, stack.y, stack.w, high)
        stack.put(bed_picture("ended.picture", picture, in_bed(view), ground=True, pixels=page.px(SMALL)), 10)
        stack.words(outcome.sentence, BODY, gap=8)
        for name, value in course(view, outcome):
            pair(stack, name, value)
        widgets, bottom = stack.done()
        return widgets, bottom + page.px(2)

    def on(at: Rect) -> tuple[Widget, ...]:
        choice = Choice("ask.debrief", say("bedside.see_the_debrief"), SeeDebrief(), primary=True)
        where = Rect(at.x, at.y, button_width(page, choice.label), button_height(page))
        return (choice_button(page, where, choice),)

    return framed(page, ("ended", "ended.scroll"), wide, title(view, outcome), build, on)
