"""The layout of the explainer: the film, and below it what stops, moves and turns it."""

from __future__ import annotations

from dataclasses import dataclass

from game.case.explainer import Caption
from game.ui.inside.explainer_film import beside, film, in_a_line
from game.ui.inside.intents import ScrubExplainer, SlideVoice, SwitchCaptions
from game.ui.inside.parts import PLAY_SIGN, control_buttons
from game.ui.inside.reel import Shot
from game.ui.toolkit.canvas import Align, Weight
from game.ui.toolkit.controls import button_height, button_width, ground, text
from game.ui.toolkit.intents import Back, Earlier, OpenInside, RunOrPause
from game.ui.toolkit.layout import Rect, flow
from game.ui.toolkit.opaque import bare_ground, still
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, Page
from game.ui.toolkit.slider import slider
from game.ui.toolkit.stack import Choice
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Widget, selected
from game.values.caution import FOR_EDUCATION
from game.values.words import say

LINE_HIGH = 20
VOLUME_WIDE = 80
MOVING = ("inside.picture", "inside.ring.panel")
"""What moves and covers its rectangle; so does all that is kept."""


@dataclass(frozen=True, slots=True)
class ExplainerShown:
    """One moment of the explainer, with all that its layout depends on."""

    shots: tuple[Shot, ...]
    """This moment, then those of the frames before it."""
    captions: tuple[Caption, ...]
    at_ms: int
    running: bool
    voiced: bool
    """There is a recording of these words."""
    over: bool


def explainer_page(page: Page, shown: ExplainerShown, pieces: Pieces) -> Widget:
    """Return the screen."""
    margin = page.px(GAP)
    inner = Rect(margin, page.px(8), page.size[0] - 2 * margin, page.size[1] - page.px(8) - margin)
    second, state = shown.at_ms // 1000, (shown.running, shown.voiced, shown.over)
    low = pieces.get(page, "controls", (second, state), lambda: _controls(page, inner, shown))
    foot = min(widget.rect.y for widget in low) - page.px(10)
    title = say("film.title") if beside(page, foot - inner.y - page.line(HEADING)) else in_a_line(shown.shots[0])
    head = pieces.get(page, "head", title, lambda: _head(page, inner, title))
    top = max(widget.rect.bottom for widget in head) + page.px(10)
    at = Rect(inner.x, top, inner.w, foot - top)
    seen = film(page, at, shown.shots, shown.captions, pieces)
    opaque = [one for one in (*seen.children, *low, *head) if one.frozen is not None or one.id in MOVING]
    return bare_ground(page, "explainer", (*head, seen, *low), say("film.title"), opaque)


def bare_film(page: Page, shot: Shot, captions: tuple[Caption, ...], pieces: Pieces) -> Widget:
    """Return the film with its title and caution and nothing to press, as a video shows it."""
    inner = page.rect.inset(page.px(GAP), page.px(8))
    head = _head(page, inner, say("film.title"))
    top = max(widget.rect.bottom for widget in head) + page.px(10)
    whole = film(page, Rect(inner.x, top, inner.w, inner.bottom - page.px(4) - top), (shot,), captions, pieces)
    return ground(page, "explainer", (*head, whole), say("film.title"))


def _head(page: Page, at: Rect, title: str) -> tuple[Widget, ...]:
    """Return what stands above the film and the caution, in a line where they fit."""
    caution = say(FOR_EDUCATION)
    size = HEADING if title == say("film.title") else SMALL
    wide = page.width(title, size, Weight.BOLD)
    named = text(page, "explainer.title", Rect(at.x, at.y, min(wide, at.w), 0), title, size, Ink.TEXT, Weight.BOLD)
    need = page.width(caution, SMALL)
    if wide + need + page.px(16) <= at.w:
        room = Rect(at.right - need, named.rect.bottom - page.line(SMALL), need, 0)
    else:
        room = Rect(at.x, named.rect.bottom, at.w, 0)
    both = (named, text(page, "explainer.caution", room, caution, SMALL, Ink.QUIET))
    rect = Rect(at.x, at.y, at.w, max(one.rect.bottom for one in both) - at.y)
    return (still("explainer.head", rect, both, (page.unit, rect, title)),)


def _choices(page: Page, shown: ExplainerShown) -> tuple[Choice, ...]:
    captions = page.settings.captions
    play = say("film.again") if shown.over else say("inside.pause") if shown.running else say("inside.play")
    on = say("menus.settings_rows.is_on") if captions else say("menus.settings_rows.is_off")
    return (
        Choice("explainer.play", play, RunOrPause(), primary=not shown.over),
        Choice("explainer.earlier", say("film.earlier"), Earlier()),
        Choice("explainer.skip", say("film.close") if shown.over else say("film.skip"), Back()),
        *((Choice("explainer.drive", say("film.drive"), OpenInside(), primary=True),) if shown.over else ()),
        Choice(
            "explainer.captions",
            say("film.captions"),
            SwitchCaptions(),
            state=selected(captions),
            words=say("film.captions_are", on=on),
        ),
    )


def _controls(page: Page, at: Rect, shown: ExplainerShown) -> tuple[Widget, ...]:
    """Return the line of the film, and below it the buttons with the volume, in as many rows as they need."""
    choices, high = _choices(page, shown), button_height(page)
    widths = [button_width(page, choice.label) for choice in choices]
    longest = say("film.again") if shown.over else max(say("inside.play"), say("inside.pause"), key=len)
    widths[0] = button_width(page, longest) + page.px(PLAY_SIGN)
    sound = [page.width(_volume(page), BODY - 1) + page.px(8 + VOLUME_WIDE)] if shown.voiced else []
    rows = flow(Rect(at.x, 0, at.w, 0), [*widths, *sound], high, page.px(8))
    up = at.bottom - rows[-1].bottom
    boxes = [box.moved(0, up) for box in rows]
    if sound:
        boxes[-1] = boxes[-1].moved(at.right - boxes[-1].right, 0)
    buttons = control_buttons(page, boxes[: len(choices)], choices, running=shown.running)
    voice = _voice(page, boxes[-1]) if shown.voiced else ()
    line = Rect(at.x, boxes[0].y - page.px(LINE_HIGH + 8), at.w, page.px(LINE_HIGH))
    low = Rect(at.x, boxes[0].y, at.w, at.bottom - boxes[0].y)
    key = (page.unit, low, choices, shown.running, page.settings)
    return (*_line(page, line, shown), still("explainer.buttons", low, [*buttons, *voice], key))


def _line(page: Page, at: Rect, shown: ExplainerShown) -> tuple[Widget, ...]:
    """Return where the film stands: a line to drag, and the seconds."""
    end = shown.captions[-1].ends_ms
    value = say("film.of", at=round(shown.at_ms / 1000), end=round(end / 1000))
    wide = page.width(say("film.of", at=88, end=88), SMALL)
    room = Rect(at.right - wide, at.y + (at.h - page.line(SMALL)) // 2, wide, 0)
    seconds = text(page, "explainer.seconds", room, value, SMALL, Ink.QUIET, align=Align.RIGHT)
    dragged = Rect(at.x, at.y, at.w - wide - page.px(10), at.h)
    line = slider(page, "explainer.at", dragged, say("film.at"), value, shown.at_ms / end, ScrubExplainer())
    return line, seconds


def _volume(page: Page) -> str:
    if not page.settings.sound:
        return say("film.sound_off")
    return say("film.volume", percent=page.settings.voice_percent)


def _voice(page: Page, box: Rect) -> tuple[Widget, ...]:
    words = _volume(page)
    wide, down = page.width(words, BODY - 1), (box.h - page.line(BODY - 1)) // 2
    named = text(page, "explainer.volume.name", Rect(box.x, box.y + down, wide, 0), words, BODY - 1, Ink.QUIET)
    share = page.settings.voice_percent / 100 if page.settings.sound else 0.0
    at = Rect(named.rect.right + page.px(8), box.y, box.right - named.rect.right - page.px(8), box.h)
    value = f"{page.settings.voice_percent} %" if page.settings.sound else say("film.sound_off")
    return named, slider(page, "explainer.volume", at, say("menus.settings.voice"), value, share, SlideVoice())
