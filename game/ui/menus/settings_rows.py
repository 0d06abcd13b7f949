"""The lines of the settings: sliders, switches and keys."""

from __future__ import annotations

from game.ui.menus.intents import ChooseKey, TurnSwitch
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import button, button_height, button_width, paragraph, text
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.keys import Binding, key_text
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL
from game.ui.toolkit.slider import slider
from game.ui.toolkit.stack import Stack
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.words import say


def slide_row(stack: Stack, name: str, label: str, value: str, share: float, intent: Intent) -> None:
    """Add a slider below its name and value."""
    page = stack.page
    need = page.width("200 %", BODY)
    stack.widgets.append(text(page, f"{name}.label", Rect(stack.x, stack.y, stack.w - need, 0), label))
    right = Rect(stack.x + stack.w - need, stack.y, need, 0)
    stack.put(text(page, f"{name}.value", right, value, BODY, Ink.QUIET, align=Align.RIGHT), 5)
    # The mark of the focus stands around it, clear of the words above and below.
    bar = Rect(stack.x, stack.y, stack.w, page.px(22))
    stack.put(slider(page, f"{name}.slider", bar, label, value, share, intent), 13)


def switch_row(stack: Stack, name: str, label: str, words: str) -> None:
    """Add a switch: a knob on the left or right, with the word On or Off beside it."""
    page = stack.page
    on = bool(getattr(page.settings, name))
    wide = page.px(46) + page.width(say("menus.settings_rows.off"), BODY, Weight.SEMIBOLD) + page.px(16)
    left = Rect(stack.x, stack.y, stack.w - wide - page.px(12), 0)
    name_widget = paragraph(page, f"{name}.label", left, label)
    below = paragraph(page, f"{name}.words", left.moved(0, name_widget.rect.h), words, SMALL, Ink.QUIET)
    rect = Rect(stack.x + stack.w - wide, stack.y, wide, button_height(page))

    def paint(canvas: Canvas, box: Rect) -> None:
        track = Rect(box.x + page.px(4), box.centre[1] - page.px(11), page.px(40), page.px(22))
        canvas.fill_rect(track, Ink.WELL if on else Mix(Ink.QUIET, Ink.PANEL, 0.5), track.h // 2)
        knob = track.right - track.h // 2 if on else track.x + track.h // 2
        canvas.circle((knob, track.centre[1]), track.h // 2 - page.px(3), Ink.ON_BRIGHT if on else Ink.TEXT)
        high = canvas.text_size(say("menus.settings_rows.on"), page.px(BODY), Weight.SEMIBOLD)[1]
        at = (track.right + page.px(8), box.centre[1] - high // 2)
        canvas.text(
            at,
            say("menus.settings_rows.on") if on else say("menus.settings_rows.off"),
            page.px(BODY),
            Ink.TEXT,
            Weight.SEMIBOLD,
        )

    state = selected(on)
    press = Widget(
        f"{name}.switch",
        rect,
        Role.BUTTON,
        label,
        say("menus.settings_rows.is_on") if on else say("menus.settings_rows.is_off"),
        state,
        TurnSwitch(name),
        paint=paint,
    )
    stack.widgets += [name_widget, below, press]
    stack.y = max(below.rect.bottom, rect.bottom) + page.px(10)


def key_row(stack: Stack, binding: Binding, *, changed: bool) -> None:
    """Add what a key does, with the button that changes it."""
    page = stack.page
    label = key_text(page.bindings.key_of(binding)) or say("menus.settings_rows.no_key")
    wide = max(page.px(84), button_width(page, label))
    high = button_height(page)
    words = binding.text + (say("menus.settings_rows.changed") if changed else "")
    left = Rect(stack.x, stack.y + page.px(5), stack.w - wide - page.px(12), 0)
    name = paragraph(page, f"key.{binding.id}.what", left, words, BODY - 1)
    rect = Rect(stack.x + stack.w - wide, stack.y, wide, high)
    told = say("menus.settings_rows.change_2", binding=binding.text, label=label)
    press = button(page, f"key.{binding.id}", rect, label, ChooseKey(binding.id), words=told)
    stack.widgets += [name, press]
    stack.y = max(name.rect.bottom, rect.bottom) + page.px(4)
