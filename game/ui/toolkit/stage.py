"""The stage: the stack of scenes, the focus and the scrolling. It turns keys and clicks into what scenes understand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from game.ui.toolkit.canvas import Canvas, TextMeasure
from game.ui.toolkit.help import HelpScene, help_over
from game.ui.toolkit.intents import Back, ExplainNext, Intent, ShowKeys, TurnPage
from game.ui.toolkit.keys import ALWAYS, ARROWS, MODIFIERS, OF_TIME, REPEATING, SCROLL_KEYS, bindings
from game.ui.toolkit.notice import Notices
from game.ui.toolkit.page import DESIGN_WINDOW, SMALLEST_WINDOW, Page
from game.ui.toolkit.scene import (
    Act,
    Away,
    Drop,
    Dropped,
    Input,
    Key,
    Move,
    Press,
    Pressed,
    Pull,
    Push,
    Release,
    Resize,
    Rest,
    Scene,
    Text,
    Told,
    Turn,
    Typed,
    Unseen,
    Wheel,
    turned,
)
from game.ui.toolkit.scrolling import to_read, to_see, to_turn
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.tip import Tips
from game.ui.toolkit.widget import (
    Role,
    State,
    Widget,
    default,
    draw,
    field_to_fill,
    find,
    first_field,
    focus_order,
    hit,
    modal,
    over_or_under,
    scrolls_at,
    walk,
    written_in,
)


@dataclass
class _Place:
    """What the stage remembers about one scene of the stack."""

    focus: str = ""
    held: str = ""
    dialog: str = ""
    scrolls: dict[str, int] = field(default_factory=dict)
    followed: Widget | None = None
    """The tree for which the focus was last put right."""
    current: str = ""
    """What was scrolled to of its own accord."""
    asks: str = ""
    """The field in which the screen waited last, of its own accord."""


class Stage:
    """Holds the scenes and passes them what the player does; needs no window, so tests drive it as a player would."""

    def __init__(
        self,
        first: Scene,
        measure: TextMeasure,
        settings: Callable[[], Settings],
        news: Callable[[], tuple[str, ...]] = tuple,
        shown: Callable[[tuple[Scene, ...]], None] = lambda _: None,
    ) -> None:
        """Begin with a scene.

        `settings` is asked at every frame, so that changes show at once; so is `news`, for what is to be told over any
        screen. `shown` is told which scenes there still are, whenever that changes.
        """
        self._scenes: tuple[Scene, ...] = (first,)
        self._places = [_Place()]
        self._measure = measure
        self._settings = settings
        self._notices = Notices(news, lambda: settings().text_percent)
        self._shown = shown
        self._tips = Tips()
        self._size = DESIGN_WINDOW
        self._pointer: tuple[int, int] | None = None
        self._spent = False
        """The key that is down did something by itself; its letter is not typed into what it opened."""

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Return the stack, the top one last; empty once the game is over."""
        return self._scenes

    @property
    def focus(self) -> str:
        """Return the id of the focused widget; empty if none."""
        return self._places[-1].focus

    @property
    def page(self) -> Page:
        """Return what the layout of this moment depends on."""
        settings = self._settings()
        scrolls = tuple(sorted(self._places[-1].scrolls.items()))
        return Page(self._size, settings, bindings(settings.keys), scrolls, self._measure)

    def tree(self) -> Widget:
        """Return the widgets of the top scene, with a notice and a line of help over them if there are any."""
        top = self._scenes[-1]
        return self._notices.below(
            self.page, lambda one: self._tips.over(one, top.tree(one), self.focus), self._pointer
        )

    def draw(self, canvas: Canvas) -> None:
        """Draw the top scene; it changes nothing."""
        tree = self.tree()
        over = hit(tree, *self._pointer) if self._pointer else None
        draw(tree, canvas, self.focus, over.id if over and over.role is not Role.SCROLL else "", self.page.unit)

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass."""
        self._notices.tick(elapsed_us)
        self._tips.tick(elapsed_us)
        self.go(self._scenes[-1].tick(elapsed_us))
        if self._scenes:
            self._follow_dialog()

    def give(self, given: Input) -> None:
        """Pass on one input."""
        match given:
            case Key(name) if name not in MODIFIERS:
                self._tips.key()
                self._pointer = None  # who works by keys points at nothing
            case Press():
                self._tips.away()
            case Move(x, y):
                self._tips.point(x, y)
            case Rest(x, y):
                self._pointer = (x, y)
                self._tips.rest(x, y)
            case Away():
                self._pointer = None
                self._tips.away()
        match given:
            case Resize(width, height):
                self._size = (max(width, SMALLEST_WINDOW[0]), max(height, SMALLEST_WINDOW[1]))
            case Key(name):
                focused = find(self.tree(), self.focus)
                in_field = focused is not None and focused.role is Role.FIELD
                if not given.repeated:
                    self._spent = (len(name) == 1 or name == "space") and not in_field
                self._key(given)
            case Press(x, y):
                self._press(x, y)
            case Move(x, y, held):
                self._move(x, y, held=held)
            case Wheel(x, y, steps):
                self._scroll_at(x, y, -steps * self.page.px(48))
            case Pull(x, y, length):
                self._scroll_at(x, y, length)
            case Drop(path):
                self._told(Dropped(path))
            case Release():
                self._spent = False
            case Text(text) if not self._spent:
                widget = find(self.tree(), self.focus)
                if widget is not None and widget.role is Role.FIELD:
                    self._told(Typed(widget.id, text))
            case Unseen():
                for scene in self._scenes:
                    scene.handle(given)

    def edge(self, step: int) -> bool:
        """Say whether the focus stands on the last widget, or for a step back on the first: a page goes on then."""
        order = focus_order(self.tree())
        return not order or self.focus == order[-1 if step > 0 else 0].id

    def enter(self, step: int) -> None:
        """Put the focus, where it stands nowhere, on the first widget, or for a step back on the last."""
        if self.focus not in [one.id for one in focus_order(self.tree())]:
            self._focus_next(self.tree(), step)

    def blur(self) -> None:
        """Take the focus away: what is around the stage has it."""
        self._places[-1].focus = ""

    def press(self, id_: str) -> None:
        """Press a widget by its id, as a screen reader does; it gets the focus, a slider or field no more."""
        tree = self.tree()
        widget = next((one for one in focus_order(tree) if one.id == id_), None)
        if widget is None:
            return
        self._places[-1].focus = id_
        self._reveal(tree, id_)
        if widget.role not in {Role.SLIDER, Role.FIELD}:
            self._act(widget, 0.5)

    def go(self, turn: Turn) -> None:
        """Make a turn of the stack of scenes."""
        before = self._scenes
        self._scenes = turned(before, turn)
        if self._scenes == before:
            return
        kept = 0
        while kept < min(len(before), len(self._scenes)) and before[kept] is self._scenes[kept]:
            kept += 1
        self._places = self._places[:kept] + [_Place() for _ in self._scenes[kept:]]
        self._notices.anew()
        self._shown(self._scenes)

    def asks(self, key: Key, intents: tuple[Intent, ...]) -> Intent | None:
        """Return which of some intents of the window a key asks for, if any.

        A key that belongs to what is focused asks for nothing: a letter of a field, a key to be chosen.
        """
        focused = find(modal(self.tree()), self.focus)
        if focused is not None and focused.role is Role.FIELD and key.writes:
            return None
        if focused is not None and focused.role is Role.KEY and key.name not in {"tab", "escape"}:
            return None
        table = self.page.bindings
        return table.intent(table.meant(key.name, key.place, shift=key.shift), intents)

    def _told(self, told: Told) -> None:
        top = self._scenes[-1]
        if isinstance(told, Act) and isinstance(told.intent, OF_TIME):
            # Whoever lets time go on has read what was said before.
            self._notices.leave()
        self.go(top.handle(told))
        if isinstance(top, HelpScene) and isinstance(told, Act) and told.intent in top.offers:
            # The list of keys has closed; what was asked for is the scene's below.
            self.go(self._scenes[-1].handle(told))
        if self._scenes:
            self._follow_dialog()

    def _act(self, widget: Widget, fraction: float = 0.0, step: int = 0) -> None:
        if widget.intent is not None:
            self._told(Act(widget.intent, widget.id, fraction, step))

    def _follow_dialog(self) -> None:
        """Move the focus into a dialog that opened, and out of one that closed; scroll to what is read now."""
        place, tree = self._places[-1], self.tree()
        if tree is place.followed:
            return
        place.followed = tree
        top = modal(tree)
        dialog = top.id if top.role is Role.DIALOG else ""
        if dialog or place.dialog:
            self._focus_in(place, top, dialog)
        elif (asks := "" if self._scenes[-1].keys else first_field(top)) != place.asks:
            # Letters are for nothing else here: a screen waits in the first field that is to be filled in.
            place.asks, place.focus = asks, field_to_fill(top) if asks else place.focus
        current = next((widget.id for widget in walk(tree) if State.CURRENT in widget.state), "")
        if current != place.current:
            place.current = current
            self._reveal(tree, current)

    def _focus_in(self, place: _Place, top: Widget, dialog: str) -> None:
        """Move the focus into a dialog, unless it is there, or out of one that is no more."""
        inside = focus_order(top)
        order = [widget.id for widget in inside]
        if dialog != place.dialog or place.focus not in order:
            place.dialog = dialog
            # A dialog that asks for words waits in its field; any other on the button that is safe to press.
            safe = next((one.id for one in (default(top), *inside) if one is not None), "")
            place.focus = (field_to_fill(top) or safe) if dialog else ""

    def _key(self, key: Key) -> None:
        tree = self.tree()
        focused = next((one for one in focus_order(tree) if one.id == self.focus), None)
        if key.name == "return" and (focused is None or focused.role is Role.SCROLL):
            focused = default(tree) or focused
        name = self.page.bindings.meant(key.name, key.place, shift=key.shift)
        once = not key.repeated
        if focused is not None and focused.role is Role.FIELD and key.writes:
            if key.name == "backspace":
                self._told(Typed(focused.id, "\b"))
        elif focused is not None and focused.role is Role.KEY and key.name not in {"tab", "escape"}:
            if once:
                self._told(Pressed(focused.id, name))
        elif focused is not None and focused.role is Role.SCROLL and key.name in SCROLL_KEYS:
            self._scroll(focused, SCROLL_KEYS[key.name] * self.page.px(48))
        elif key.name == "tab":
            self._focus_next(tree, -1 if key.shift else 1)
        elif key.name in {"left", "right"} and focused is not None and focused.role is Role.SLIDER:
            self._act(focused, step=1 if key.name == "right" else -1)
        elif focused is not None and focused.role is not Role.SCROLL and self._presses(key.name, tree):
            if once:
                self._act(focused, 0.5)
        elif key.name == "escape":
            if once and not self._notices.dismiss():
                if written_in(tree, self.focus):
                    self.blur()
                else:
                    self._told(Act(Back()))
        else:
            self._bound_key(name, tree, once=once)

    def _presses(self, name: str, tree: Widget) -> bool:
        """Say whether a key presses what is marked: Enter always, Space in a dialog, where it has no other use."""
        return name == "return" or (name == "space" and modal(tree) is not tree)

    def _bound_key(self, name: str, tree: Widget, *, once: bool) -> None:
        """Do what a key of the table asks for; while it is held, only what goes on."""
        scene = self._scenes[-1]
        intent = self.page.bindings.intent(name, (*scene.keys, *ALWAYS))
        if intent == ShowKeys() or name in {"?", "shift+/"}:
            if once and not isinstance(scene, HelpScene):
                self.go(Push(help_over(scene)))
        elif intent == ExplainNext():
            self._tips.step()
        elif isinstance(intent, TurnPage):
            self._turn_page(tree, intent.pages)
        elif intent is not None:
            if once or intent in REPEATING:
                self._told(Act(intent))
        elif name in ARROWS:
            self._focus_next(tree, ARROWS[name], over_or_under(tree, self.focus, name))
        elif name == "space" and self.focus:
            self._key(Key("return", repeated=not once))

    def _focus_next(self, tree: Widget, step: int, near: Widget | None = None) -> None:
        order = [widget.id for widget in focus_order(tree)]
        if not order:
            return
        index = order.index(self.focus) + step if self.focus in order else min(0, step)
        focus = self._places[-1].focus = near.id if near is not None else order[index % len(order)]
        self._reveal(tree, focus)
        for area, length in to_read(self.tree(), focus, step, self.page.px(8)):
            self._scroll(area, length)

    def _reveal(self, tree: Widget, id_: str) -> None:
        """Scroll so that a widget can be seen."""
        for area, length in to_see(tree, id_, self.page.px(8)):
            self._scroll(area, length)

    def _turn_page(self, tree: Widget, pages: int) -> None:
        """Scroll the first area that can be scrolled that way, but for a line that is read on from."""
        for area in to_turn(tree, self.focus):
            length = pages * max(1, area.rect.h - self.page.px(24))
            if self._moved(area, length):
                self._scroll(area, length)
                return

    def _scroll_at(self, x: int, y: int, length: int) -> None:
        """Scroll the innermost area at a point that can be scrolled that way."""
        area = next((one for one in scrolls_at(self.tree(), x, y) if self._moved(one, length)), None)
        if area is not None:
            self._scroll(area, length)

    def _scroll(self, area: Widget, length: int) -> None:
        self._places[-1].scrolls[area.id] = self._offset(area) + self._moved(area, length)

    def _offset(self, area: Widget) -> int:
        """Return how far an area is scrolled now; it may have grown, or its column shrunk, since it was scrolled."""
        return max(0, min(self.page.scroll(area.id), area.extent - area.rect.h))

    def _moved(self, area: Widget, length: int) -> int:
        """Return how far an area would move if it were scrolled by a length; nothing at its end."""
        offset = self._offset(area)
        return max(0, min(offset + length, area.extent - area.rect.h)) - offset

    def _press(self, x: int, y: int) -> None:
        self._pointer = (x, y)
        tree = self.tree()
        over = find(tree, "notice")
        if over is not None and over.rect.holds(x, y):
            self._notices.dismiss()
            return
        place, widget = self._places[-1], hit(tree, x, y)
        place.focus = place.held = ""
        if widget is None:
            return
        place.focus = widget.id if widget.role in {Role.FIELD, Role.KEY, Role.SLIDER, Role.SCROLL} else ""
        place.held = widget.id if widget.role is Role.SLIDER else ""
        if widget.role not in {Role.FIELD, Role.SCROLL}:
            # A field is pressed to write in it; Enter says that it is written.
            self._act(widget, widget.share(x))

    def _move(self, x: int, y: int, *, held: bool) -> None:
        self._pointer = (x, y)
        place = self._places[-1]
        widget = find(self.tree(), place.held) if held and place.held else None
        if widget is not None:
            self._act(widget, widget.share(x))
