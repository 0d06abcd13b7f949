"""The drugs on the order pad, by family: dose, rhythm, what runs and what to check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from game.case.view import Course, View
from game.ui.bedside.intents import Consider
from game.ui.bedside.prescribing import check_first
from game.ui.charts.dose_sign import FAMILY_WORDS, family_sign
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import text
from game.ui.toolkit.intents import ChooseNumber, Intent
from game.ui.toolkit.keys import key_text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, RADIUS, SMALL, Page
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.tree_cache import Keep, anew
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.drug import FORMULARY, PLACES, Drug, Family
from game.values.order_words import dose_text
from game.values.ticks import span_text
from game.values.words import count, say, within

SIGN = 9
"""Side of the sign of a kind of drug in design pixels."""
INDENT = 20
"""From the edge of a card to its words, in design pixels: the coloured edge and the sign stand before them."""
SUPPORTING = frozenset(one.drug for one in FORMULARY.values() if one.family is Family.SUPPORT)
"""Drugs that stand with the support."""


def placed(view: View) -> tuple[tuple[int, Drug, tuple[Course, ...]], ...]:
    """Return every drug with its key and the courses of it that the level offers, what runs first.

    Key and place are the same on every level, so that a hand that has learnt one bed finds its way at another.
    """
    return tuple(
        (number, drug, tuple(sorted((c for c in view.courses if c.regimen.drug is drug), key=lambda c: not c.running)))
        for number, drug in enumerate(PLACES, 1)
    )


def status(view: View, course: Course) -> tuple[tuple[str, Colour], ...]:
    """Return what a course is doing now with the colour to say it in, the fullest words first."""
    ink = FAMILY_INK[course.regimen.family]
    if course.running:
        due = ""
        if course.next_due is not None:
            wait = course.next_due - view.tick
            due = (
                say("bedside.orders.next_dose_in", span=span_text(wait))
                if wait > 0
                else say("bedside.orders.next_dose_now")
            )
        return (
            (say("bedside.orders.running", due=due) if due else say("bedside.orders.running_2"), ink),
            (due or say("bedside.orders.running_2"), ink),
            (say("bedside.orders.running_2"), ink),
        )
    given, ended = "", _ended(view, course)
    if course.given:
        words = "bedside.orders.given_times" if len(course.given) > 1 else "bedside.orders.given_ago"
        given = say(words, times=len(course.given), span=span_text(view.tick - course.given[-1]))
    if ended:
        return tuple([(one, Ink.LOOK if course.refusal else ink) for one in ended])
    if course.refusal:
        why = say("bedside.orders.not_now_press_for_the")
        return (
            (say("bedside.orders.not_now", given=given) if given else why, Ink.LOOK),
            (why, Ink.LOOK),
            (say("bedside.orders.not_now_2"), Ink.LOOK),
        )
    if given:
        return ((given, ink), (say("bedside.orders.given"), ink))
    check = check_first(view, course.regimen)
    gentle = say("bedside.orders.not_given", check=within(check)) if check else say("bedside.orders.not_given_2")
    return (
        (gentle, Ink.QUIET),
        (check or say("bedside.orders.not_given_2"), Ink.QUIET),
        (say("bedside.orders.not_given_2"), Ink.QUIET),
    )


def _ended(view: View, course: Course) -> tuple[str, ...]:
    """Return how a course ended that runs no more, with when its last dose went in, the fullest words first."""
    if not course.ended:
        return ()
    words, span = ended_words(course), span_text(view.tick - course.given[-1])
    told = (say("bedside.orders.ended_ago", ended=words, span=span), words)
    barred = [say("bedside.orders.not_now", given=one) for one in told] if course.refusal else []
    return (*barred[:1], told[0], *barred[1:], told[1])


def ended_words(course: Course) -> str:
    """Return how a course ended: 'Ended: 10 of 10 doses', or that it was stopped."""
    key = "bedside.orders.ended" if course.in_course >= course.ordered else "bedside.orders.stopped"
    return count(key, course.ordered, given=course.in_course)


def summary(view: View, course: Course) -> str:
    """Return dose and rhythm, with the dose worked out where it goes by weight."""
    regimen = course.regimen
    if not regimen.dose_mg_per_kg:
        return regimen.summary
    return say(
        "bedside.orders.for_kg",
        summary=regimen.summary,
        dose=dose_text(course.dose_mg),
        weight_kg=f"{view.level.patient.weight_kg:.0f}",
    )


def card_height(page: Page, *, short: bool = False) -> int:
    """Return the height of an order."""
    return page.line(BODY) + (1 if short else 2) * page.line(SMALL) + page.px(5)


def cards(
    page: Page, at: Rect, view: View, *, family: Family | None, keep: Keep = anew, dense: bool = False
) -> tuple[list[Widget], int]:
    """Return the drugs of one family (none: all but support), each at its own place, and their bottom.

    `dense`, what is not offered takes one line: it must not push the tests out of sight.
    """
    widgets = []
    y = at.y
    for number, drug, courses in placed(view):
        support = drug in SUPPORTING
        if support is not (family is Family.SUPPORT):
            continue
        rect = Rect(at.x, y, at.w, card_height(page, short=not support))
        for course in courses:
            card = _Card(rect, course, number, status(view, course), summary(view, course), short=not support)
            widgets.append(keep(course.regimen.id, card, partial(_card, page, card)))
            rect = rect.moved(0, rect.h + page.px(4))
        if not courses:
            place = Rect(at.x, y, at.w, page.line(BODY) + page.px(2)) if dense else rect
            widgets.append(keep(_place_id(drug), (place, drug), partial(_empty_place, page, place, drug)))
        y = widgets[-1].rect.bottom + page.px(4)
    return widgets, y


def _place_id(drug: Drug) -> str:
    return f"place.{drug.value}"


def _empty_place(page: Page, rect: Rect, drug: Drug) -> Widget:
    """Return the place of a drug that this hospital does not keep for this case; low, all on one line."""
    name = next(regimen.short for regimen in FORMULARY.values() if regimen.drug is drug)
    words = say("bedside.orders.not_offered")
    pad = page.px(INDENT)
    id_ = _place_id(drug)
    room, first, small = rect.w - 2 * pad, page.line(BODY), page.line(SMALL)
    low = rect.h < first + small
    top = rect.y + page.px(1 if low else 3)
    # One wording for all low places: the longer one fits beside some names only.
    brief = say("bedside.orders.not_offered_2")
    shown = words if not low else brief if page.width(brief, SMALL) <= room - page.width(name, BODY) else ""
    wide = page.width(shown, SMALL)
    status = (
        Rect(rect.right - page.px(8) - wide, rect.centre[1] - small // 2, wide, 0)
        if low
        else Rect(rect.x + pad, top + first, room, 0)
    )
    children = (
        text(page, f"{id_}.name", Rect(rect.x + pad, top, room - (wide if low else 0), 0), name, BODY, Ink.QUIET),
        *((text(page, f"{id_}.status", status, shown, SMALL, Ink.QUIET),) if shown else ()),
    )

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.outline(box, Mix(Ink.LINE, Ink.PANEL, 0.6), max(1, page.px(1)), page.px(RADIUS - 2))

    return Widget(id_, rect, Role.GROUP, name, words, children=children, paint=paint)


@dataclass(frozen=True, slots=True)
class _Card:
    """All that is seen on the card of a course."""

    rect: Rect
    course: Course
    number: int
    said: tuple[tuple[str, Colour], ...]
    """What it does now, the fullest words first."""
    summary: str
    short: bool


def _card(page: Page, card: _Card) -> Widget:
    rect, course, short = card.rect, card.course, card.short
    regimen = course.regimen
    ink = FAMILY_INK[regimen.family]
    pad = page.px(INDENT)
    first, small = page.line(BODY), page.line(SMALL)
    room = rect.w - pad - page.px(10)
    fitting = (said for said in card.said if page.width(said[0], SMALL) <= room)
    words, colour = next(fitting, ("", ink))
    badge = key_badge_width(page, ChooseNumber(card.number))
    top, side = rect.y + page.px(3), page.px(SIGN)
    place = Rect(rect.right - badge - page.px(8), top + page.px(2), badge, small)
    # At the edge that it explains: beside the key it took from a long name what that needs in a small window.
    sign = Rect(rect.x + page.px(8), place.centre[1] - side // 2, side, side)

    def paint(canvas: Canvas, box: Rect) -> None:
        radius = page.px(RADIUS - 2)
        edge = page.px(5)
        body = Mix(ink, Ink.RAISED, 0.1) if course.running else Ink.RAISED
        canvas.fill_rect(Rect(box.x, box.y, box.w // 2, box.h), ink, radius)
        canvas.fill_rect(Rect(box.x + box.w // 3, box.y, box.w - box.w // 3, box.h), body, radius)
        canvas.fill_rect(Rect(box.x + edge, box.y, box.w // 2, box.h), body)

    whole = card.summary if page.width(card.summary, SMALL) <= room else regimen.summary
    # For how long is asked and told again before it is given.
    brief = whole.rpartition(", ")[0] or whole
    line = whole if page.width(whole, SMALL) <= room else brief
    lines: list[Widget] = [
        text(
            page,
            f"{regimen.id}.name",
            Rect(rect.x + pad, top, place.x - page.px(6) - rect.x - pad, 0),
            regimen.label,
            BODY,
            weight=Weight.BOLD,
        ),
    ]
    # In two lines: what it does where it does something, and else what would be given; the rest is asked before.
    busy = course.running or course.given or course.refusal
    if not short or not busy:
        lines.append(text(page, f"{regimen.id}.dose", Rect(rect.x + pad, top + first, room, 0), line, SMALL))
    if not short or busy:
        below = Rect(rect.x + pad, top + first + (0 if short else small), room, 0)
        lines.append(text(page, f"{regimen.id}.status", below, words, SMALL, colour))
    # In greyscale the edge alone does not tell what acts on the infection from what dampens.
    lines.append(emblems.mark(f"{regimen.id}.kind", sign, FAMILY_WORDS[regimen.family], family_sign(regimen.family)))
    lines.append(key_badge(page, f"{regimen.id}.key", place, ChooseNumber(card.number)))
    value = f"{whole}. {words}"
    return Widget(
        regimen.id,
        rect,
        Role.BUTTON,
        regimen.label,
        value,
        selected(course.running),
        Consider(regimen.id),
        tuple(lines),
        paint,
    )


def key_badge_width(page: Page, intent: Intent) -> int:
    """Return how wide the frame of a key is."""
    return max(page.line(SMALL), page.width(key_text(page.bindings.key(intent)), SMALL - 1) + page.px(10))


def key_badge(page: Page, id_: str, rect: Rect, intent: Intent) -> Widget:
    """Return the small frame that names a key."""
    words = key_text(page.bindings.key(intent))
    pixels = page.px(SMALL - 1)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.outline(box, Ink.LINE, max(1, page.px(1)), page.px(4))
        high = canvas.text_size(words, pixels)[1]
        canvas.text((box.centre[0], box.centre[1] - high // 2), words, pixels, Ink.QUIET, align=Align.CENTRE)

    return Widget(id_, rect, Role.TEXT, say("bedside.orders.key", words=words), paint=paint)
