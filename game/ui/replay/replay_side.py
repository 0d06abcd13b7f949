"""The right-hand side of the replay: the decision of this moment, notes, another run, the orders so far."""

from __future__ import annotations

from itertools import groupby

from game.case.view import View
from game.review.findings import Episode
from game.review.wording import CAUSE_WORDS, MARK_WORDS, points_words
from game.ui.bedside.order_words import order_sign, order_words
from game.ui.debrief.decision import when_words
from game.ui.desk import Ghost, Note, Revealed
from game.ui.replay.intents import EditNote, RemoveNote
from game.ui.replay.showing import Showing
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import panel, paragraph, scroll_area, text
from game.ui.toolkit.intents import GoTo
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import MARK_INKS, mark_sign
from game.ui.toolkit.page import BODY, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, Widget, selected
from game.ui.toolkit.wording import typeset
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven, refusals
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick, clock_text
from game.values.words import say

SIGN = 18


def _survival(view: View, revealed: Revealed) -> float:
    place = min(view.tick // TICKS_PER_HOUR, len(revealed.survival) - 1)
    return revealed.survival[place]


def replay_side(page: Page, rect: Rect, view: View, showing: Showing, revealed: Revealed | None) -> Widget:
    """Return what is to be read at this moment, and the orders up to it, newest first; pressing one goes to it."""
    inner = rect.inset(page.px(14), page.px(12))
    top = Stack(page, "orders.head", inner)
    if revealed is not None:
        top.words(say("replay.replay_side.truth"), SMALL, Ink.LOOK, Weight.SEMIBOLD, 0)
        top.words(
            say("replay.replay_side.chance_to_have_survived_so", survival=f"{100 * _survival(view, revealed):.0f}"),
            BODY - 1,
            gap=8,
        )
    given = [entry for entry in showing.entries if entry.tick <= showing.at]
    told = zip(given, refusals(given, view.history), strict=True)
    rounds = [(tick, tuple(one)) for tick, one in groupby(told, key=lambda one: one[0].tick)]
    start = view.level.start.clock_minute

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "orders.list", at)
        for index, one in enumerate(_decided(showing)):
            stack.put(_decision(page, index, stack.at, one, start), 8)
        _notes(stack, showing, start)
        if showing.ghost is not None:
            _ghost(stack, view, showing.ghost)
        stack.heading(say("replay.replay_side.orders_so_far"))
        if not rounds:
            stack.words(say("replay.replay_side.none_yet"), BODY - 1, Ink.QUIET)
        for index in range(len(rounds) - 1, -1, -1):
            tick, both = rounds[index]
            entries, bad = tuple(entry for entry, _ in both), tuple(reason is not None for _, reason in both)
            stack.put(_round(page, index, stack.at, entries, bad, clock_text(tick, start), now=tick == showing.at), 4)
        return stack.done()

    area = Rect(inner.x, top.y, inner.w, inner.bottom - top.y)
    listed = scroll_area(page, "orders.scroll", area, build, say("replay.replay_side.orders_so_far"))
    return panel(page, "orders", rect, (*top.widgets, listed), say("replay.replay_side.orders_so_far"))


def _decided(showing: Showing) -> list[Episode]:
    """Return the marked decisions that this moment belongs to, the dearest first."""
    here = [one for one in showing.marks if max(0, one.first) == showing.at or one.first <= showing.at < one.last]
    return sorted(here, key=lambda one: -abs(one.points))


def _decision(page: Page, index: int, at: Rect, one: Episode, start: int) -> Widget:
    """Return what was decided here and what it cost; what would have been better is for the debrief to ask."""
    pad, side = page.px(10), page.px(SIGN)
    ink = MARK_INKS[one.mark]
    stack = Stack(page, f"decided.{index}", Rect(at.x + 2 * pad + side, at.y + page.px(6), at.w - 3 * pad - side, 0))
    name = f"{MARK_WORDS[one.mark].capitalize()}, {points_words(one.points)}"
    stack.words(name, BODY - 1, ink, Weight.SEMIBOLD, 0)
    stack.words(f"{CAUSE_WORDS[one.cause].capitalize()} · {when_words(one, start)}", SMALL, Ink.QUIET, gap=2)
    stack.words(typeset(one.did), BODY - 1, gap=0)
    words, bottom = stack.done()
    rect = Rect(at.x, at.y, at.w, bottom + page.px(6) - at.y)
    spot = Rect(at.x + pad, at.y + page.px(6) + (page.line(BODY - 1) - side) // 2, side, side)
    sign = emblems.mark(f"decided.{index}.sign", spot, "", mark_sign(one.mark))

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(8))

    return Widget(f"decided.{index}", rect, Role.GROUP, name, children=(sign, *words), paint=paint)


def _round(
    page: Page, index: int, at: Rect, entries: tuple[Entry, ...], bad: tuple[bool, ...], when: str, *, now: bool
) -> Widget:
    """Return the orders of one moment below its time."""
    pad, side = page.px(8), page.px(8)
    left = at.x + 2 * pad + side
    inner = Rect(left, at.y + page.px(4), at.right - pad - left, 0)
    name = f"order.{index}"
    made: list[Widget] = [text(page, f"{name}.when", inner, when, SMALL, Ink.QUIET)]
    said = []
    for number, (entry, refused) in enumerate(zip(entries, bad, strict=True)):
        words = order_words(entry.order) + (say("replay.replay_side.refused") if refused else "")
        line = Rect(inner.x, made[-1].rect.bottom, inner.w, 0)
        what = paragraph(page, f"{name}.what.{number}", line, words, BODY - 1)
        spot = Rect(at.x + pad, line.y + (page.line(BODY - 1) - side) // 2, side, side)
        sign = order_sign(entry.order, refused=refused)
        made += [emblems.mark(f"{name}.sign.{number}", spot, "", sign), what]
        said.append(words)
    rect = Rect(at.x, at.y, at.w, made[-1].rect.bottom + page.px(4) - at.y)

    def paint(canvas: Canvas, box: Rect) -> None:
        if now:
            canvas.fill_rect(box, Ink.RAISED, page.px(8))

    state = selected(now)
    intent = GoTo(entries[0].tick)
    return Widget(name, rect, Role.BUTTON, "; ".join(said), when, state, intent, tuple(made), paint)


def _notes(stack: Stack, showing: Showing, start: int) -> None:
    """Add the notes, in the order of their moments; the ones of this moment can be changed and taken away."""
    if not showing.notes:
        return
    stack.heading(say("replay.replay_side.notes"))
    for index, note in enumerate(showing.notes):
        stack.put(_note(stack.page, index, stack.at, note, start, now=note.tick == showing.at), 4)
        if note.tick == showing.at:
            change = Choice(
                f"note.{index}.edit",
                say("replay.replay_side.edit"),
                EditNote(index),
                words=say("replay.replay_side.edit_this_note"),
            )
            remove = Choice(
                f"note.{index}.remove",
                say("replay.replay_side.remove"),
                RemoveNote(index),
                words=say("replay.replay_side.remove_this_note"),
            )
            stack.buttons((change, remove), 6)
    stack.space(8)


def _note(page: Page, index: int, at: Rect, note: Note, start: int, *, now: bool) -> Widget:
    pad = page.px(8)
    inner = Rect(at.x + pad, at.y + page.px(4), at.w - 2 * pad, 0)
    when = clock_text(note.tick, start)
    first = text(page, f"note.{index}.when", inner, f"▶ {when}", SMALL, Ink.LOOK, Weight.SEMIBOLD)
    words = paragraph(page, f"note.{index}.text", Rect(inner.x, first.rect.bottom, inner.w, 0), note.text, BODY - 1)
    rect = Rect(at.x, at.y, at.w, words.rect.bottom + page.px(4) - at.y)

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.RAISED, page.px(8))
        if now:
            canvas.outline(box, Ink.LOOK, max(1, page.px(1)), page.px(8))

    state = selected(now)
    label = f"{when}: {note.text}"
    return Widget(f"note.{index}", rect, Role.BUTTON, label, "", state, GoTo(note.tick), (first, words), paint)


def _ghost(stack: Stack, view: View, ghost: Ghost) -> None:
    """Add what the other run had given by now."""
    start = view.level.start.clock_minute
    title = say("replay.replay_side.beside_it", ghost=ghost.name)
    stack.words(title, BODY - 1, Ink.SPO2, Weight.SEMIBOLD, 2)
    seen: dict[str, Tick] = {}
    for fact in ghost.view.history:
        if isinstance(fact, DoseGiven) and fact.tick <= view.tick and fact.regimen in FORMULARY:
            seen.setdefault(FORMULARY[fact.regimen].short, fact.tick)
    for label, tick in seen.items():
        stack.words(say("replay.replay_side.first_at", label=label, when=clock_text(tick, start)), SMALL + 1, gap=2)
    if not seen:
        stack.words(say("replay.replay_side.no_drug_given_by_now"), SMALL + 1, Ink.QUIET)
    over = ghost.view.outcome
    if over is not None and over.tick <= view.tick:
        stack.words(f"{clock_text(over.tick, start)}: {over.sentence}", SMALL + 1, gap=2)
    stack.space(8)
