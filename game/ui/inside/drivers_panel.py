"""The drivers: what the patient started with, and what is done about it; four sliders and a choice of drugs."""

from __future__ import annotations

from dataclasses import replace

from game.case.inside import LAST_START, LOADS, Dampening, Drivers
from game.ui.inside.intents import DampenBy, Drive
from game.ui.inside.shown import StormShown
from game.ui.toolkit.canvas import Align
from game.ui.toolkit.controls import button_height, heading, text
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.slider import slider
from game.ui.toolkit.stack import Choice, choice_button
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Widget, selected
from game.values.words import say

NAMES = ("load", "stressed", "antiviral", "dampening")
STRESS_STEP = 5
_INKS = {
    "load": (Ink.INFECTION, False),
    "stressed": (Ink.INFLAMMATION, False),
    "antiviral": (Ink.INFECTION, True),
    "dampening": (Ink.INFLAMMATION, True),
}
"""Colour of a slider, and whether what lies after its knob is filled: a drug is given from its day on."""
_EXPONENTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def label(name: str) -> str:
    """Return the name of a driver."""
    return say(f"inside.driver.{name}")


def value(drivers: Drivers, name: str) -> str:
    """Return where a driver stands."""
    if name == "load":
        return say("inside.driver.load.value", exponent=_EXPONENTS[drivers.load])
    if name == "stressed":
        return f"{drivers.stressed} %"
    start = drivers.antiviral if name == "antiviral" else drivers.dampening
    return say("inside.never") if start is None else say("inside.driver.from", day=f"{start / 2.0:g}")


def _steps(name: str) -> int:
    if name == "load":
        return LOADS[1] - LOADS[0]
    return 100 // STRESS_STEP if name == "stressed" else LAST_START + 1


def _step(drivers: Drivers, name: str) -> int:
    """Return at which of its steps a driver stands; a drug that is never given stands at the last."""
    if name == "load":
        return drivers.load - LOADS[0]
    if name == "stressed":
        return drivers.stressed // STRESS_STEP
    start = drivers.antiviral if name == "antiviral" else drivers.dampening
    return LAST_START + 1 if start is None else start


def share(drivers: Drivers, name: str) -> float:
    """Return where a driver stands on its line, 0 to 1."""
    return _step(drivers, name) / _steps(name)


def moved(drivers: Drivers, name: str, *, fraction: float, step: int) -> Drivers:
    """Return the drivers after one was dragged to a place, or moved by a step."""
    wanted = _step(drivers, name) + step if step else round(fraction * _steps(name))
    at = min(_steps(name), max(0, wanted))
    if name == "load":
        return replace(drivers, load=LOADS[0] + at)
    if name == "stressed":
        return replace(drivers, stressed=at * STRESS_STEP)
    start = None if at > LAST_START else at
    return replace(drivers, antiviral=start) if name == "antiviral" else replace(drivers, dampening=start)


def driver_height(page: Page) -> int:
    """Return the height of one slider with its words."""
    return page.line(BODY - 1) + page.px(22)


def drivers_width(page: Page, drivers: Drivers) -> int:
    """Return the width in which no name of the first two sliders is cut, wherever they stand."""
    ends = [replace(drivers, load=load, stressed=100) for load in LOADS]
    values = {name: max(page.width(value(end, name), BODY - 1) for end in ends) for name in NAMES[:2]}
    return max(page.width(label(name), BODY - 1) + wide + page.px(10) for name, wide in values.items())


def drive(page: Page, rect: Rect, drivers: Drivers, name: str) -> tuple[Widget, ...]:
    """Return a slider with its name and its number above."""
    words = value(drivers, name)
    wide = page.width(words, BODY - 1)
    room = Rect(rect.x, rect.y, rect.w - wide - page.px(8), 0)
    named = text(page, f"inside.{name}.name", room, label(name), BODY - 1)
    right = Rect(rect.right - wide, rect.y, wide, 0)
    number = text(page, f"inside.{name}.value", right, words, BODY - 1, Ink.QUIET, align=Align.RIGHT)
    at = Rect(rect.x, named.rect.bottom, rect.w, page.px(20))
    ink, after = _INKS[name]
    moves = slider(
        page, f"inside.{name}", at, label(name), words, share(drivers, name), Drive(name), ink=ink, after=after
    )
    return named, number, moves


def started_with(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return the first two drivers."""
    assert shown.drivers is not None
    return _column(page, rect, say("inside.started_with"), shown.drivers, NAMES[:2])


def do_about_it(page: Page, rect: Rect, shown: StormShown) -> tuple[Widget, ...]:
    """Return the other two, and what dampens."""
    assert shown.drivers is not None
    made = _column(page, rect, say("inside.do_about_it"), shown.drivers, NAMES[2:])
    y = max(widget.rect.bottom for widget in made) + page.px(2)
    return (*made, *_drugs(page, Rect(rect.x, y, rect.w, 0), shown.drivers))


def _column(page: Page, rect: Rect, title: str, drivers: Drivers, names: tuple[str, ...]) -> tuple[Widget, ...]:
    head = heading(page, f"inside.{names[0]}.head", rect, title)
    y = head.rect.bottom + page.px(2)
    made: list[Widget] = [head]
    for name in names:
        made += drive(page, Rect(rect.x, y, rect.w, 0), drivers, name)
        y += driver_height(page)
    return tuple(made)


def _drugs(page: Page, rect: Rect, drivers: Drivers) -> tuple[Widget, ...]:
    labels = [say(f"inside.dampening.{one.value}.short") for one in Dampening]
    pad = page.px(18)
    boxes = flow(rect, [page.width(words, SMALL) + pad for words in labels], button_height(page, SMALL), page.px(5))
    return tuple(
        choice_button(
            page,
            box,
            Choice(
                f"inside.by.{one.value}",
                words,
                DampenBy(one),
                state=selected(one is drivers.by),
                words=say("inside.dampen_by", drug=one.words),
            ),
            SMALL,
        )
        for one, words, box in zip(Dampening, labels, boxes, strict=True)
    )
