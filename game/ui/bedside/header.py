"""The top line: who lies here, what time it is, the controls of time, NEWS2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from game.case.view import View
from game.ui.bedside.intents import OpenMenu
from game.ui.bedside.news2 import chip
from game.ui.toolkit import marks
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import button, button_height, button_width, text
from game.ui.toolkit.intents import Intent, RunAt, RunOrPause, RunToEvent, StepHour
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import GAP, SMALL, Page
from game.ui.toolkit.theme import Colour, Ink
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import Role, State, Widget, selected
from game.values.disease import Invader
from game.values.diseases import DISEASES
from game.values.ticks import clock_text, day_of
from game.values.words import say

BUTTON = 14
CLOCK = 22


@dataclass(frozen=True, slots=True)
class Pace:
    """How time passes now."""

    running: bool = False
    speed: int = 1
    skipping: bool = False
    to_end: bool = False
    """While skipping: past all that is routine, to the end of the case."""
    reason: str = ""
    """Why it stands still, if it stopped by itself, or what has just come in while it runs."""
    held: bool = False
    """The instructor of a live class lets it stand still."""


Control: TypeAlias = tuple[str, str, Intent, State, Callable[[Canvas, Rect, Colour], None] | None]
"""A button of time: id, label, intent, state, sign."""


def who(view: View) -> tuple[str, str]:
    """Return name and age, and what the patient has."""
    patient, start = view.level.patient, view.level.start
    ill = start.symptom_day + day_of(view.tick, start.clock_minute) - 1
    # Two days after the cells nobody has symptoms yet: the days count from the infusion.
    of = "after_the_cells" if DISEASES[view.level.phenotype].invader is Invader.TUMOUR else "of_symptoms"
    day = say(f"bedside.header.day_{of}", ill=f"{ill:.0f}") if start.symptom_day else ""
    return f"{patient.in_bed()}, {patient.age_years}", say(
        "bedside.header.kg", diagnosis=patient.diagnosis, weight_kg=f"{patient.weight_kg:.0f}", day=day
    )


def controls(view: View, pace: Pace) -> tuple[Control, ...]:
    """Return the buttons of time."""
    over = State.DISABLED if view.outcome is not None else State.NONE
    first = (
        ("pause", say("bedside.header.pause"), RunOrPause(), over, marks.pause)
        if pace.running
        else ("pause", say("bedside.header.run"), RunOrPause(), over, marks.play)
    )
    speeds = tuple(
        (
            f"speed_{n}",
            f"{n}×",
            RunAt(n),
            selected(pace.running and not pace.skipping and pace.speed == n, over),
            None,
        )
        for n in (1, 2, 4)
    )
    return (
        first,
        *speeds,
        ("step", say("bedside.header.step_1_h"), StepHour(), over, None),
        ("skip", say("bedside.header.next_event"), RunToEvent(), over, None),
    )


def header(page: Page, view: View, pace: Pace, keep: Keep = anew) -> Widget:
    """Return the line, or two lines where the page is narrow; its rectangle says how tall it became."""
    high = button_height(page, BUTTON)
    gap = page.px(8)
    pad = page.px(GAP)
    buttons = controls(view, pace)
    widths = [
        button_width(page, say("bedside.header.pause") if id_ == "pause" else label, BUTTON)
        for id_, label, *_ in buttons
    ]
    widths[0] += page.px(18)
    news_width = page.width(say("bedside.header.news2_20_20"), BUTTON, Weight.BOLD) + page.px(20)
    clock_width = max(
        page.width(say("bedside.header.day_00_00_00"), CLOCK, Weight.BOLD),
        page.width(say("bedside.header.paused_result_blood_culture"), SMALL),
    )
    name, what = who(view)
    name_width = max(page.width(name, 18, Weight.BOLD), page.width(what, SMALL))
    chips = news_width + high
    one_line = name_width + clock_width + sum(widths) + chips + gap * (len(widths) + 6) + 2 * pad <= page.size[0]
    tall = max(page.line(18) + page.line(SMALL), page.line(CLOCK) + page.line(SMALL))
    top = page.px(8)
    right = page.size[0] - pad
    left = pad + page.px(4)
    # The reason of a pause takes what room the name leaves.
    free = left + name_width + gap
    widths += [news_width, high + page.px(6)]
    if one_line:
        x = right - sum(widths) - gap * (len(widths) - 1)
        area = Rect(x, top + (tall - high) // 2, right - x, high)
        clock_at = Rect(free, top, x - gap * 2 - free, 0)
        align = Align.RIGHT
    else:
        beside = name_width + clock_width + gap <= right - left
        clock_at = Rect(free, top, right - free, 0) if beside else Rect(left, top + tall, clock_width, 0)
        align = Align.RIGHT if beside else Align.LEFT
        area = Rect(pad, clock_at.y + tall + page.px(4), right - pad, high)
    room = right - left if clock_at.x == left else clock_at.x - gap - left
    boxes = flow(area, widths, high, gap)
    children = [
        text(page, "patient.name", Rect(left, top, room, 0), name, 18, weight=Weight.BOLD),
        text(page, "patient.what", Rect(left, top + page.line(18), room, 0), what, SMALL, Ink.QUIET),
        *_clock(page, clock_at, view, pace, align),
    ]
    for box, one in zip(boxes, buttons, strict=False):
        bright = one[0] == "pause" and not pace.running
        children.append(keep(one[0], (box, one, bright), partial(_button, page, box, one, bright=bright)))
    scored = (boxes[-2], view.news2, view.ventilated)
    children.append(keep("news2", scored, lambda: chip(page, boxes[-2], view, BUTTON)))
    children.append(keep("menu", boxes[-1], lambda: _menu(page, boxes[-1])))
    bottom = max(top + tall, boxes[-1].bottom) + page.px(8)
    return Widget("header", Rect(0, 0, page.size[0], bottom), Role.GROUP, name, what, children=tuple(children))


def _button(page: Page, box: Rect, one: Control, *, bright: bool) -> Widget:
    id_, label, intent, state, mark = one
    return button(page, id_, box, label, intent, state, primary=bright, size=BUTTON, mark=mark)


def _menu(page: Page, box: Rect) -> Widget:
    return button(page, "menu", box, "", OpenMenu(), mark=marks.menu, words=say("bedside.header.menu"))


def _clock(page: Page, at: Rect, view: View, pace: Pace, align: Align) -> list[Widget]:
    words = clock_text(view.tick, view.level.start.clock_minute)
    if view.outcome is not None:
        below = say("bedside.header.the_case_is_over")
    elif pace.held:
        below = say("bedside.header.held")
    elif pace.skipping:
        below = say("bedside.header.running_to_the_end" if pace.to_end else "bedside.header.running_to_the_next_event")
    elif pace.running:
        below = f"{pace.speed}× · {pace.reason}" if pace.reason else say("bedside.header.running_at", speed=pace.speed)
    else:
        below = say("bedside.header.paused", reason=pace.reason) if pace.reason else say("bedside.header.paused_2")
    whole = below
    if page.width(below, SMALL) > at.w and pace.reason and not pace.held:
        # That it stands still is seen on the button.
        below = pace.reason
    told = text(page, "clock.pace", at.moved(0, page.line(CLOCK)), below, SMALL, Ink.QUIET, align=align)
    return [
        text(page, "clock", at, words, CLOCK, weight=Weight.BOLD, align=align),
        replace(told, help=whole),
    ]
