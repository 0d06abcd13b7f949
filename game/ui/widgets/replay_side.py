"""The right-hand side of the replay: notes, another run, the orders so far; and the questions that it asks."""

from __future__ import annotations

from collections.abc import Callable

from game.case.view import View
from game.ui.canvas import Canvas, Weight
from game.ui.desk import Note, Revealed
from game.ui.layout import Rect
from game.ui.page import BODY, HEADING, SMALL, Page
from game.ui.parts import button, button_height, dialog, over, panel, paragraph, scroll_area, text
from game.ui.theme import Ink
from game.ui.widget import Role, State, Widget
from game.ui.widgets import emblems
from game.ui.widgets.field import field, field_height
from game.ui.widgets.order_words import order_ink, order_words
from game.ui.widgets.showing import Showing
from game.ui.widgets.stack import Choice, Stack
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven, OrderRefused
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, clock_text


def _survival(view: View, revealed: Revealed) -> float:
    place = min(view.tick // TICKS_PER_HOUR, len(revealed.survival) - 1)
    return revealed.survival[place]


def replay_side(page: Page, rect: Rect, view: View, showing: Showing, revealed: Revealed | None) -> Widget:
    """Return the notes, and the orders up to this moment, newest first; pressing one goes to it."""
    inner = rect.inset(page.px(14), page.px(12))
    top = Stack(page, "orders.head", inner)
    if revealed is not None:
        top.words("Truth", SMALL, Ink.LOOK, Weight.SEMIBOLD, 0)
        top.words(f"Chance to have survived so far: {100 * _survival(view, revealed):.0f} %", BODY - 1, gap=8)
    given = [entry for entry in showing.entries if entry.tick <= showing.at]
    refused = [fact.entry for fact in view.history if isinstance(fact, OrderRefused)]
    start = view.level.start.clock_minute

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "orders.list", at)
        _notes(stack, showing, start)
        _ghost(stack, view, showing)
        stack.heading("Orders so far")
        if not given:
            stack.words("None yet.", BODY - 1, Ink.QUIET)
        for index in range(len(given) - 1, -1, -1):
            entry = given[index]
            stack.put(
                _order(page, index, stack.at, entry, start, now=entry.tick == showing.at, bad=entry in refused), 4
            )
        return stack.done()

    area = Rect(inner.x, top.y, inner.w, inner.bottom - top.y)
    listed = scroll_area(page, "orders.scroll", area, build, "Orders so far")
    return panel(page, "orders", rect, (*top.widgets, listed), "Orders so far")


def _order(page: Page, index: int, at: Rect, entry: Entry, start: int, *, now: bool, bad: bool) -> Widget:
    pad = page.px(8)
    side = page.px(8)
    left = at.x + 2 * pad + side
    inner = Rect(left, at.y + page.px(4), at.right - pad - left, 0)
    when = text(page, f"order.{index}.when", inner, clock_text(entry.tick, start), SMALL, Ink.QUIET)
    words = order_words(entry.order) + (" (refused)" if bad else "")
    what = paragraph(page, f"order.{index}.what", Rect(inner.x, when.rect.bottom, inner.w, 0), words, BODY - 1)
    rect = Rect(at.x, at.y, at.w, what.rect.bottom + page.px(4) - at.y)
    spot = Rect(at.x + pad, at.y + page.px(4) + (when.rect.h - side) // 2, side, side)
    sign = emblems.mark(f"order.{index}.sign", spot, "", emblems.dot(Ink.DANGER if bad else order_ink(entry.order)))

    def paint(canvas: Canvas, box: Rect) -> None:
        if now:
            canvas.fill_rect(box, Ink.RAISED, page.px(8))

    state = State.SELECTED if now else State.NONE
    return Widget(
        f"order.{index}",
        rect,
        Role.BUTTON,
        words,
        clock_text(entry.tick, start),
        state,
        f"watch:{entry.tick}",
        children=(sign, when, what),
        paint=paint,
    )


def _notes(stack: Stack, showing: Showing, start: int) -> None:
    """Add the notes, in the order of their moments; the ones of this moment can be taken away."""
    if not showing.notes:
        return
    stack.heading("Notes")
    for index, note in enumerate(showing.notes):
        stack.put(_note(stack.page, index, stack.at, note, start, now=note.tick == showing.at), 4)
        if note.tick == showing.at:
            stack.buttons((Choice(f"note.{index}.remove", "Remove this note", f"remove_note:{index}"),), 6)
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

    state = State.SELECTED if now else State.NONE
    label = f"{when}: {note.text}"
    return Widget(f"note.{index}", rect, Role.BUTTON, label, "", state, f"watch:{note.tick}", (first, words), paint)


def _ghost(stack: Stack, view: View, showing: Showing) -> None:
    """Add what the other run had given by now."""
    if showing.ghost is None:
        return
    stack.heading(showing.ghost.name)
    seen: dict[str, str] = {}
    for fact in showing.ghost.view.history:
        if isinstance(fact, DoseGiven) and fact.tick <= view.tick and fact.regimen in FORMULARY:
            label = FORMULARY[fact.regimen].label.partition(",")[0]
            seen.setdefault(label, clock_text(fact.tick, view.level.start.clock_minute))
    stack.words("Rings on dashed lines are its results.", SMALL, Ink.SPO2, gap=2)
    for label, when in seen.items():
        stack.words(f"{label}: first at {when}", SMALL + 1, gap=2)
    if not seen:
        stack.words("No drug given by now.", SMALL + 1, Ink.QUIET)
    stack.space(8)


def replay_dialog(page: Page, view: View, showing: Showing) -> Widget | None:
    """Return the open question, if there is one."""
    when = clock_text(showing.at, view.level.start.clock_minute)
    close = Choice("ask.back", "Cancel", "back")
    match showing.asking:
        case "note":

            def typing(stack: Stack) -> None:
                at = Rect(stack.x, stack.y, stack.w, field_height(page))
                stack.put(
                    field(page, "note.field", at, "Type a note, then press Enter", showing.typed, "save_note"), 10
                )

            ready = State.NONE if showing.typed.strip() else State.DISABLED
            save = Choice("note.save", "Keep the note", "save_note", primary=True, state=ready)
            return _asked(page, f"Note at {when}", typing, (save, close))
        case "ghost":

            def listed(stack: Stack) -> None:
                if not showing.runs:
                    stack.words("There is no other finished run of this level yet.", BODY)
                for index, run in enumerate(showing.runs):
                    high = button_height(page)
                    at = Rect(stack.x, stack.y, stack.w, high)
                    stack.put(button(page, f"ghost.{index}", at, run.name, f"lay:{index}"), 6)

            return _asked(page, "Lay another run over this one", listed, (close,))
        case "take_over":
            words = (
                "A new case begins at this moment, without the orders of this moment.",
                "Its file says that it was taken over: it is no first play and sets no best score.",
            )
            choices = (("ask.take_over", "Take over", "confirm"), ("ask.back", "Cancel", "back"))
            return dialog(page, "ask", f"Take over at {when}?", words, choices)
        case "failed":
            return dialog(
                page, "ask", "This can not be done", (showing.reason,), (("ask.back", "Close", "back"),), Ink.LOOK
            )
        case _:
            return None


def _asked(page: Page, title: str, fill: Callable[[Stack], None], choices: tuple[Choice, ...]) -> Widget:
    """Return a dialog that holds more than words."""
    pad = page.px(20)
    wide = min(page.px(480), page.size[0] - 2 * pad)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "asked", at)
        stack.words(title, HEADING, weight=Weight.BOLD, gap=10)
        fill(stack)
        stack.space(6)
        stack.buttons(choices, 0)
        return stack.done()

    _, bottom = build(Rect(0, 0, wide - 2 * pad, 0))
    tall = min(bottom + 2 * pad, page.size[1] - page.px(16))
    rect = Rect((page.size[0] - wide) // 2, (page.size[1] - tall) // 2, wide, tall)
    body = scroll_area(page, "asked.scroll", rect.inset(pad), build)
    return Widget("asked", rect, Role.DIALOG, title, children=(body,), paint=over(page, Ink.RAISED))
