"""The questions that the replay asks: a note, another run to lay over this one, taking over."""

from __future__ import annotations

from collections.abc import Callable

from game.case.view import View
from game.ui.replay.intents import Asks, ConfirmTakeOver, KeepNote, LayRun, TakeRunAway
from game.ui.replay.showing import Showing
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import button, dialog, over, paragraph, scroll_area
from game.ui.toolkit.field import field, field_height
from game.ui.toolkit.intents import Back
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, HEADING, SMALL, Page
from game.ui.toolkit.stack import Choice, Stack, button_row
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, Widget, selected
from game.values.ticks import clock_text
from game.values.words import say

DROP = "replay.replay_dialogs.a_case_file_can_also"


def replay_dialog(page: Page, view: View, showing: Showing) -> Widget | None:
    """Return the open question, if there is one."""
    when = clock_text(showing.at, view.level.start.clock_minute)
    close = Choice("ask.back", say("replay.replay_dialogs.cancel"), Back())
    match showing.asking:
        case Asks.NOTE:
            return _note(page, when, showing, close)
        case Asks.RUN:
            return _ghost(page, showing, close)
        case Asks.TAKE_OVER:
            words = (
                say("replay.replay_dialogs.a_new_case_begins_at"),
                say("replay.replay_dialogs.its_file_says_that_it"),
            )
            choices = (
                ("ask.take_over", say("replay.replay_dialogs.take_over"), ConfirmTakeOver()),
                ("ask.back", say("replay.replay_dialogs.cancel"), Back()),
            )
            return dialog(page, "ask", say("replay.replay_dialogs.take_over_at", when=when), words, choices)
        case Asks.FAILED:
            close_it = (("ask.back", say("replay.replay_dialogs.close"), Back()),)
            return dialog(
                page, "ask", say("replay.replay_dialogs.this_cannot_be_done"), (showing.reason,), close_it, Ink.LOOK
            )
        case _:
            return None


def _note(page: Page, when: str, showing: Showing, close: Choice) -> Widget:
    def typing(stack: Stack) -> None:
        at = Rect(stack.x, stack.y, stack.w, field_height(page))
        stack.put(field(page, "note.field", at, "Type a note, then press Enter", showing.typed, KeepNote()), 10)

    ready = State.NONE if showing.typed.strip() else State.DISABLED
    save = Choice("note.save", say("replay.replay_dialogs.keep_the_note"), KeepNote(), primary=True, state=ready)
    return _asked(
        page,
        say(
            "replay.replay_dialogs.at",
            part=say("replay.replay_dialogs.edit_the_note")
            if showing.editing >= 0
            else say("replay.replay_dialogs.note"),
            when=when,
        ),
        typing,
        (save, close),
    )


def _ghost(page: Page, showing: Showing, close: Choice) -> Widget:
    def listed(stack: Stack) -> None:
        if not showing.runs:
            stack.words(say("replay.replay_dialogs.there_is_no_other_finished"), BODY)
        for index, run in enumerate(showing.runs):
            laid = showing.ghost is not None and run.name == showing.ghost.name
            (made,) = button_row(page, stack.at, (Choice(f"ghost.{index}", run.name, LayRun(index)),))
            state = selected(laid)
            at = Rect(stack.x, stack.y, stack.w, made.rect.h)
            stack.put(button(page, made.id, at, run.name, made.intent, state), 6)
        stack.words(say(DROP), SMALL, Ink.QUIET)

    away = (
        (Choice("ghost.away", say("replay.replay_dialogs.take_it_away"), TakeRunAway()),)
        if showing.ghost is not None
        else ()
    )
    return _asked(page, say("replay.replay_dialogs.lay_another_run_over_this"), listed, (*away, close))


def _asked(page: Page, title: str, fill: Callable[[Stack], None], choices: tuple[Choice, ...]) -> Widget:
    """Return a dialog that holds more than words: they scroll where they must, the choices below them stay."""
    pad = page.px(20)
    wide = min(page.px(480), page.size[0] - 2 * pad)
    inner = wide - 2 * pad
    head = paragraph(page, "asked.title", Rect(0, 0, inner, 0), title, HEADING, Ink.TEXT, Weight.BOLD)
    row = button_row(page, Rect(0, 0, inner, 0), choices)
    foot = max(one.rect.bottom for one in row)

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "asked", at)
        fill(stack)
        return stack.done()

    _, body = build(Rect(0, 0, inner, 0))
    gap = page.px(10)
    tall = min(head.rect.h + body + foot + 2 * gap + 2 * pad, page.size[1] - page.px(16))
    rect = Rect((page.size[0] - wide) // 2, (page.size[1] - tall) // 2, wide, tall)
    room = rect.inset(pad)
    title_at = Rect(room.x, room.y, room.w, 0)
    head = paragraph(page, "asked.title", title_at, title, HEADING, Ink.TEXT, Weight.BOLD)
    row = button_row(page, Rect(room.x, room.bottom - foot, room.w, 0), choices)
    top = head.rect.bottom + gap
    area = Rect(room.x, top, room.w, max(page.px(24), room.bottom - foot - gap - top))
    listed = scroll_area(page, "asked.scroll", area, build, title)
    return Widget("asked", rect, Role.DIALOG, title, children=(head, listed, *row), paint=over(page, Ink.RAISED))
