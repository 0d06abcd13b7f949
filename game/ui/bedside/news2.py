"""NEWS2: always there with its change in six hours, and opened to its seven parts."""

from __future__ import annotations

from game.bedside.news2 import OF_THE_MACHINE, Parts, Response
from game.case.appearance import awareness_words
from game.case.readings import aged
from game.case.view import News2, View
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import button, button_height, button_width, framed, paragraph, text
from game.ui.toolkit.intents import Back, OpenNews2
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, State, Widget
from game.values.channel import KINDS, Channel
from game.values.words import capital, count, say, together

MEASURED = (
    Channel.RESPIRATORY_RATE,
    Channel.SPO2,
    Channel.SYSTOLIC,
    Channel.HEART_RATE,
    Channel.TEMPERATURE,
)
"""The channels of which the score is made."""
MACHINE_LINES = tuple(Parts._fields.index(name) for name in OF_THE_MACHINE)
"""Which lines of the parts a ventilator explains: they carry no points on it."""


def band(news2: News2) -> tuple[Ink, str]:
    """Return colour of a score, and what the Royal College of Physicians asks for; a missing part is never well."""
    asked = news2.response
    if asked is Response.EMERGENCY:
        return Ink.DANGER, asked.words
    return (Ink.WELL if news2.complete and not asked.urgent else Ink.LOOK), asked.words


def total_words(news2: News2) -> str:
    """Return the total; with a plus where a part was never measured, since it may be more."""
    return f"{news2.total}{'' if news2.complete else '+'}"


def missing_words(news2: News2) -> str:
    """Return which parts were never measured, as a sentence; empty if the score is complete."""
    missing = [KINDS[channel].label for channel in MEASURED if channel not in news2.readings]
    if news2.complete or not missing:
        return ""
    return say("bedside.news2.not_complete_never_measured", missing=together(missing))


def chip_words(news2: News2) -> str:
    """Return the score with its change: a triangle says up or down, a dash no change."""
    change = news2.change_6h
    if change is None:
        return f"NEWS2 {total_words(news2)}"
    return f"NEWS2 {news2.total} {'▲' if change > 0 else '▼' if change < 0 else '–'}{abs(change) or ''}"


def change_words(news2: News2) -> str:
    """Return how the score moved in six hours, where that is known: no change is no '+0'."""
    if news2.change_6h is None:
        return ""
    if not news2.change_6h:
        return say("bedside.news2.as_six_hours_ago")
    return say("bedside.news2.in_six_hours", change_6h=f"{news2.change_6h:+d}")


def standing(view: View) -> tuple[str, Ink, str]:
    """Return how a patient stands in a few words, their colour, and what it asks for.

    On a ventilator no score: red where what the machine does not explain asks for somebody all the same.
    """
    if view.ventilated:
        ink = Ink.DANGER if view.own_parts.response.urgent else Ink.LOOK
        return say("bedside.news2.ventilated"), ink, say("bedside.news2.of_wards")
    return chip_words(view.news2), *band(view.news2)


def chip(page: Page, rect: Rect, view: View, size: float) -> Widget:
    """Return the button that carries the score."""
    news2 = view.news2
    label, ink, words = standing(view)
    pixels = page.px(size)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, ink, page.px(8))
        high = canvas.text_size(label, pixels, Weight.BOLD)[1]
        canvas.text((box.centre[0], box.centre[1] - high // 2), label, pixels, Ink.ON_BRIGHT, Weight.BOLD, Align.CENTRE)

    scored = f"{missing_words(news2)}{total_words(news2)}{change_words(news2)}: {words}"
    value = words if view.ventilated else scored
    return Widget("news2", rect, Role.BUTTON, label, value, State.NONE, OpenNews2(), paint=paint)


def parts_dialog(page: Page, view: View) -> Widget:
    """Return the seven parts of the score, with the value that each rests on."""
    news2, marked = view.news2, not view.ventilated
    _, ink, asked = standing(view)

    def shown(channel: Channel) -> str:
        reading = view.vitals.get(channel)
        return aged(reading, news2.readings.get(channel), view.tick) if reading is not None else "–"

    oxygen = say("bedside.news2.on_oxygen") if news2.oxygen else say("bedside.news2.on_air")
    if not marked:
        oxygen = view.support.text
    lines = (
        (say("bedside.news2.breathing_rate"), shown(Channel.RESPIRATORY_RATE), news2.respiratory_rate),
        (say("bedside.news2.spo2"), shown(Channel.SPO2), news2.spo2),
        (say("bedside.news2.air_or_oxygen"), oxygen, news2.oxygen),
        (say("bedside.news2.systolic_pressure"), shown(Channel.SYSTOLIC), news2.systolic),
        (say("bedside.news2.heart_rate"), shown(Channel.HEART_RATE), news2.heart_rate),
        (say("bedside.news2.consciousness"), awareness_words(view.consciousness), news2.consciousness),
        (say("bedside.news2.temperature"), shown(Channel.TEMPERATURE), news2.temperature),
    )
    pad = page.px(20)
    wide = min(page.px(460), page.size[0] - 2 * pad)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        title = say(
            "bedside.news2.news2_is",
            complete="" if news2.complete else say("bedside.news2.at_least"),
            total=news2.total,
            change=change_words(news2),
        )
        if not marked:
            title = say("bedside.news2.no_score")
        children = [paragraph(page, "news2.title", at, title, HEADING, ink, Weight.BOLD)]
        y = children[-1].rect.bottom + page.px(8)
        for index, (name, value, points) in enumerate(lines):
            own = marked or index not in MACHINE_LINES
            children.append(_part(page, f"news2.part.{index}", Rect(at.x, y, at.w, 0), name, value, points, marked=own))
            y = children[-1].rect.bottom + page.px(4)
        note = say(
            "bedside.news2.each_part_gives_0_to", missing=missing_words(news2), total=total_words(news2), asked=asked
        )
        note = note if marked else capital(f"{asked}.")
        children.append(paragraph(page, "news2.note", Rect(at.x, y + page.px(4), at.w, 0), note, SMALL, Ink.QUIET))
        return tuple(children), children[-1].rect.bottom + page.px(GAP - 8)

    def close(at: Rect) -> tuple[Widget, ...]:
        words = say("bedside.news2.close")
        where = Rect(at.x, at.y, button_width(page, words), button_height(page))
        return (button(page, "news2.close", where, words, Back(), primary=True),)

    ids = ("news2.dialog", "news2.scroll")
    return framed(page, ids, wide, "NEWS2", build, close, say("bedside.news2.parts_of_news2"))


def _part(page: Page, id_: str, at: Rect, name: str, value: str, points: int | None, *, marked: bool) -> Widget:
    line = page.line(BODY)
    rect = Rect(at.x, at.y, at.w, line + page.px(6))
    mark = page.px(30) if marked else 0
    room = rect.w - mark - page.px(24)
    need = page.width(value, BODY)
    ink = Ink.LOOK if points is None else (Ink.WELL, Ink.LOOK, Ink.LOOK, Ink.DANGER)[points]
    digits = "?" if points is None else str(points)
    words = say("bedside.news2.not_known") if points is None else count("things.points", points)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Mix(Ink.GROUND, Ink.RAISED, 0.5), page.px(6))
        if not marked:
            return
        canvas.fill_rect(Rect(box.right - mark, box.y, mark, box.h), ink, page.px(6))
        at_ = (box.right - mark // 2, box.y + page.px(3))
        canvas.text(at_, digits, page.px(BODY), Ink.ON_BRIGHT, Weight.BOLD, Align.CENTRE)

    top = rect.y + page.px(3)
    left = Rect(rect.x + page.px(8), top, room - need, 0)
    right = Rect(rect.right - mark - page.px(8) - need, top, need, 0)
    children = (
        text(page, f"{id_}.name", left, name, BODY),
        text(page, f"{id_}.value", right, value, BODY, Ink.QUIET, align=Align.RIGHT),
    )
    told = f"{value}: {words}" if marked else value
    return Widget(id_, rect, Role.GROUP, name, told, children=children, paint=paint)
