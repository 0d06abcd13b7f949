"""The settings: how the screens look, move and sound, when play pauses, and which keys do what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from game.ui.desk import Desk
from game.ui.menus.intents import (
    ChooseKey,
    ChooseTheme,
    SlideText,
    SlideVolume,
    SwapKeys,
    TakeKey,
    TurnSwitch,
    UsualKeys,
)
from game.ui.menus.settings_rows import key_row, slide_row, switch_row
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import button_height, framed, scroll_area
from game.ui.toolkit.intents import Back, Intent
from game.ui.toolkit.keys import FIXED, KEYS, Binding, bindings, key_text, refusal
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.toolkit.scene import Act, Pop, Pressed, Told, Turn
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.slider import VOLUME_STEP, slid_to
from game.ui.toolkit.stack import Choice, Stack, button_row, frame, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, Widget, selected
from game.values.settings import ThemeName
from game.values.words import Worded, say

THEME_WORDS = Worded(
    {
        ThemeName.DARK: "menus.settings.theme.dark",
        ThemeName.LIGHT: "menus.settings.theme.light",
        ThemeName.CONTRAST: "menus.settings.theme.contrast",
    }
)
SWITCHES = ("reduced_motion", "sound", "captions", "pause_on_alarm", "pause_on_result", "pause_on_call")
VOLUMES = ("volume", "pulse", "alarm", "result", "ward", "voice")
"""Of everything, and of each kind of sound as a share of it."""
TEXT_STEP = 10
TWO_COLUMNS = 900


def clashes(settings: Settings, wanted: Binding, key: str) -> Binding | None:
    """Return the other binding that has this key already, if it is not free."""
    table = bindings(settings.keys)
    return next((one for one in (*FIXED, *KEYS) if one != wanted and table.key_of(one) == key), None)


def rebound(settings: Settings, wanted: Binding, key: str) -> Settings:
    """Return the settings with a key for a binding; whatever had that key gets the one that became free."""
    table = bindings(settings.keys)
    changes = dict(settings.keys)
    other = clashes(settings, wanted, key)
    if other is not None:
        changes[other.id] = table.key_of(wanted)
    changes[wanted.id] = key
    usual = {binding.id: binding.key for binding in KEYS}
    return replace(settings, keys={name: one for name, one in changes.items() if usual.get(name) != one})


def switched(settings: Settings, name: str) -> Settings:
    """Return the settings with one switch turned over."""
    turned: dict[str, Any] = {name: not getattr(settings, name)}
    return replace(settings, **turned)


def slid(settings: Settings, name: str, percent: int) -> Settings:
    """Return the settings with one slider moved."""
    moved: dict[str, Any] = {name: percent}
    return replace(settings, **moved)


class SettingsScene:
    """Changes settings; each change is kept and shows at once."""

    def __init__(self, desk: Desk) -> None:
        """Change the settings of the desk."""
        self._desk = desk
        self._choosing: Binding | None = None
        self._pressed = ""
        self._refused = ""
        """Why the key that was pressed cannot be chosen; empty if it can."""
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return no keys but the fixed ones."""
        return ()

    def handle(self, told: Told) -> Turn:
        """Change one setting, or leave."""
        if isinstance(told, Pressed):
            self._press(told.key)
            return None
        if not isinstance(told, Act):
            return None
        settings = self._desk.settings()
        match told.intent:
            case Back() if self._choosing is not None:
                self._choose(None)
            case Back():
                return Pop()
            case ChooseTheme(theme):
                self._desk.keep_settings(replace(settings, theme=theme))
            case TurnSwitch(setting):
                self._desk.keep_settings(switched(settings, setting))
            case SlideText():
                percent = slid_to(settings.text_percent, told, 100, 200, TEXT_STEP)
                self._desk.keep_settings(replace(settings, text_percent=percent))
            case SlideVolume(setting):
                percent = slid_to(getattr(settings, setting), told, 0, 100, VOLUME_STEP)
                self._desk.keep_settings(slid(settings, setting, percent))
            case ChooseKey(wanted):
                self._choose(next(binding for binding in KEYS if binding.id == wanted))
            case SwapKeys() if self._choosing is not None and not self._refused:
                self._desk.keep_settings(rebound(settings, self._choosing, self._pressed))
                self._choose(None)
            case UsualKeys():
                self._desk.keep_settings(replace(settings, keys={}))
            case _:
                pass
        return None

    def _choose(self, binding: Binding | None) -> None:
        self._choosing, self._pressed, self._refused = binding, "", ""

    def _press(self, key: str) -> None:
        if self._choosing is None:
            return
        settings = self._desk.settings()
        if refusal(key) or clashes(settings, self._choosing, key):
            self._pressed, self._refused = key, refusal(key)
            return
        self._desk.keep_settings(rebound(settings, self._choosing, key))
        self._choose(None)

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the settings and, while a key is chosen, the question for it."""
        return self._kept.still(page, (self._choosing, self._pressed, self._refused), lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        choices = (
            Choice("settings.back", say("menus.settings.done"), Back(), primary=True),
            Choice(
                "settings.usual",
                say("menus.settings.usual_keys"),
                UsualKeys(),
                words=say("menus.settings.set_all_keys_back_to"),
            ),
        )
        parts = frame(
            page, "settings", say("menus.settings.settings"), say("menus.settings.every_change_is_kept_at"), choices
        )
        if page.wide >= TWO_COLUMNS:
            places = columns(parts.body, (1.0, 1.0), page.px(GAP))
            body: tuple[Widget, ...] = (
                _column(page, "settings.left", places[0], (self._look, self._play)),
                _column(page, "settings.right", places[1], (self._keys,)),
            )
        else:
            body = (_column(page, "settings.all", parts.body, (self._look, self._play, self._keys)),)
        tree = whole(page, "settings", parts, body, say("menus.settings.settings"))
        if self._choosing is None:
            return tree
        return replace(tree, children=(*tree.children, self._question(page, self._choosing)))

    def _look(self, stack: Stack) -> None:
        settings = stack.page.settings

        def fill(inside: Stack) -> None:
            inside.heading(say("menus.settings.look"))
            inside.words(say("menus.settings.theme"), BODY, gap=4)
            inside.buttons(
                tuple(
                    Choice(
                        f"theme.{name.value}",
                        words,
                        ChooseTheme(name),
                        state=selected(settings.theme is name),
                    )
                    for name, words in THEME_WORDS.items()
                ),
                12,
            )
            share = (settings.text_percent - 100) / 100
            slide_row(inside, "text", say("menus.settings.text_size"), f"{settings.text_percent} %", share, SlideText())
            _switch(inside, SWITCHES[0])

        stack.card("look", fill, say("menus.settings.look"))

    def _play(self, stack: Stack) -> None:
        settings = stack.page.settings

        def fill(inside: Stack) -> None:
            inside.heading(say("menus.settings.sound_and_time"))
            _switch(inside, SWITCHES[1])
            for name in VOLUMES:
                setting = f"{name}_percent"
                percent = getattr(settings, setting)
                words = say(f"menus.settings.{name}")
                slide_row(inside, name, words, f"{percent} %", percent / 100, SlideVolume(setting))
            for switch in SWITCHES[2:]:
                _switch(inside, switch)

        stack.card("play", fill, say("menus.settings.sound_and_time"))

    def _keys(self, stack: Stack) -> None:
        def fill(inside: Stack) -> None:
            inside.heading(say("menus.settings.keys"))
            inside.words(say("menus.settings.press_a_keys_button_then"), SMALL, Ink.QUIET, gap=8)
            for binding in KEYS:
                key_row(inside, binding, changed=binding.id in inside.page.settings.keys)

        stack.card("keys", fill, say("menus.settings.keys"))

    def _question(self, page: Page, choosing: Binding) -> Widget:
        asked = self._pressed and not self._refused
        other = clashes(page.settings, choosing, self._pressed) if asked else None
        fixed = other in FIXED

        def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
            stack = Stack(page, "choose", at)
            stack.words(choosing.text, HEADING, weight=Weight.BOLD, gap=8)
            field = Rect(stack.x, stack.y, stack.w, button_height(page, HEADING) + page.px(8))
            stack.put(self._field(page, field), 8)
            if self._refused:
                stack.words(say("menus.settings.press_another_key", refused=self._refused), BODY, Ink.LOOK, gap=10)
            elif other is not None:
                words = say("menus.settings.is_taken_2", key=key_text(self._pressed), other=other.text.lower())
                more = (
                    say("menus.settings.it_cannot_be_changed_press")
                    if fixed
                    else say("menus.settings.press_another_key_or_swap")
                )
                stack.words(words + more, BODY, Ink.LOOK, gap=10)
            else:
                stack.words(say("menus.settings.esc_leaves_everything_as_it"), SMALL, Ink.QUIET, gap=2)
            return stack.done()

        def answers(at: Rect) -> tuple[Widget, ...]:
            choices = [Choice("choose.cancel", say("menus.settings.cancel"), Back())]
            if other is not None and not fixed:
                choices.insert(0, Choice("choose.swap", say("menus.settings.swap_the_two"), SwapKeys(), primary=True))
            return button_row(page, at, tuple(choices))

        wide = min(page.px(460), page.size[0] - 2 * page.px(20))
        return framed(page, ("choose", "choose.scroll"), wide, say("menus.settings.choose_a_key"), build, answers)

    def _field(self, page: Page, rect: Rect) -> Widget:
        label = (
            key_text(self._pressed) if self._pressed and not self._refused else say("menus.settings.press_the_new_key")
        )
        size = page.px(HEADING)

        def paint(canvas: Canvas, box: Rect) -> None:
            canvas.fill_rect(box, Ink.GROUND, page.px(8))
            high = canvas.text_size(label, size, Weight.SEMIBOLD)[1]
            at = (box.centre[0], box.centre[1] - high // 2)
            canvas.text(at, label, size, Ink.LOOK, Weight.SEMIBOLD, Align.CENTRE, box.w)

        return Widget("choose.key", rect, Role.KEY, label, intent=TakeKey(), paint=paint)


def _column(page: Page, id_: str, rect: Rect, fills: tuple[Callable[[Stack], None], ...]) -> Widget:
    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, id_, at)
        for fill in fills:
            fill(stack)
        return stack.done()

    return scroll_area(page, id_, rect, build, say("menus.settings.settings"))


def _switch(stack: Stack, name: str) -> None:
    switch_row(stack, name, say(f"menus.settings.{name}"), say(f"menus.settings.{name}.words"))
