"""The ward: every level is a bed, with stars, best score and the case that was interrupted there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from game.ui.charts.bed_picture import at_the_door, bed_picture
from game.ui.desk import Desk, ListedBed
from game.ui.menus.intents import OpenBed
from game.ui.menus.interrupted import Interrupted, state_words, when_words
from game.ui.navigation import Ways
from game.ui.toolkit import emblems
from game.ui.toolkit.canvas import Align, Canvas, Weight
from game.ui.toolkit.controls import scroll_area, text
from game.ui.toolkit.intents import Back, ChooseNumber, Intent, OpenGlossary, OpenInside, OpenSettings
from game.ui.toolkit.keys import key_text
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, GAP, HEADING, RADIUS, SMALL, Page
from game.ui.toolkit.scene import Act, Push, Reset, Told, Turn
from game.ui.toolkit.stack import Choice, Stack, card, frame, whole
from game.ui.toolkit.theme import Colour, Ink, Mix
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, State, Widget
from game.values.words import say

CARD_WIDTH = 330
STAR = 18


class WardScene:
    """Lists the beds; choosing one opens its prebrief."""

    def __init__(self, desk: Desk, ways: Ways) -> None:
        """Look once who lies in the beds."""
        self._ways = ways
        self._beds = tuple(sorted(desk.beds(), key=lambda bed: (bed.level.order, bed.level.id)))
        self._interrupted = Interrupted(desk, ways)
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the digits, one for each of the first beds, and the key that looks inside the storm."""
        return (*(ChooseNumber(n) for n in range(1, min(9, len(self._beds)) + 1)), OpenInside())

    @property
    def numbers(self) -> dict[int, str]:
        """Return to whose bed each digit goes."""
        return {
            number: say("keys.number.bed", bed=bed.level.patient.bed, title=bed.level.title)
            for number, bed in enumerate(self._beds[:9], 1)
        }

    def handle(self, told: Told) -> Turn:
        """Open a bed, or go elsewhere."""
        if not isinstance(told, Act):
            return None
        if self._interrupted.asks:
            return self._interrupted.answer(told.intent)
        match told.intent:
            case OpenBed(index):
                return self._open(self._beds[index])
            case ChooseNumber(number):
                return self._open(self._beds[number - 1])
            case Back():
                return Reset(self._ways.title())
            case OpenSettings():
                return Push(self._ways.settings())
            case OpenInside():
                return Push(self._ways.inside())
            case OpenGlossary():
                return Push(self._ways.glossary())
            case _:
                return None

    def _open(self, bed: ListedBed) -> Turn:
        """Go to a bed; where a case was interrupted, ask first what is to be done with it."""
        return None if self.offers(bed.level.id) else Push(self._ways.prebrief(bed))

    def offers(self, level: str) -> bool:
        """Ask what is to be done with the case that was interrupted in the bed of a level; say whether there is one."""
        interrupted = self._interrupted.of(level)
        if interrupted:
            self._interrupted.offer(interrupted[0])
        return bool(interrupted)

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; nothing moves here but the news of interrupted cases."""
        self._interrupted.tick(elapsed_us)
        return None

    def tree(self, page: Page) -> Widget:
        """Return the beds as cards, as many to a row as fit."""
        return self._kept.still(page, self._interrupted.key, lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        played = sum(bed.played for bed in self._beds)
        words = say("menus.wardround.choose_a_bed_of_played", played=played, beds=len(self._beds))
        choices = (
            Choice("ward.back", say("menus.wardround.back"), Back()),
            Choice("ward.inside", say("inside.open"), OpenInside()),
            Choice("ward.glossary", say("menus.wardround.glossary"), OpenGlossary()),
            Choice("ward.settings", say("menus.wardround.settings"), OpenSettings()),
        )
        parts = frame(page, "ward", say("menus.wardround.the_ward"), words, choices)
        cards = scroll_area(
            page, "ward.beds", parts.body, lambda at: self._cards(page, at), say("menus.wardround.beds")
        )
        question = self._interrupted.dialog(page)
        return whole(
            page, "ward", parts, (cards,) if question is None else (cards, question), say("menus.wardround.the_ward")
        )

    def _cards(self, page: Page, at: Rect) -> tuple[tuple[Widget, ...], int]:
        gap = page.px(GAP)
        across = max(1, min(3, (at.w + gap) // (page.px(CARD_WIDTH) + gap)))
        widgets: list[Widget] = []
        y = at.y
        for row in _rows(self._beds, across):
            guided = row[0][1].level.coach is not None
            places = columns(Rect(at.x, y, at.w, 0), (1.0,) * (1 if guided else across), gap)
            placed = tuple(zip(places, row, strict=False))
            tall = max(self._card(page, place, index, bed, 0).rect.h for place, (index, bed) in placed)
            widgets += [self._card(page, place, index, bed, tall) for place, (index, bed) in placed]
            y += tall + gap
        return tuple(widgets), max(at.y, y - gap)

    def _card(self, page: Page, at: Rect, index: int, bed: ListedBed, least: int) -> Widget:
        interrupted = self._interrupted.of(bed.level.id)
        words = ""
        if interrupted:
            stands = "menus.wardround.over_without_debrief" if interrupted[0].ended else "menus.wardround.interrupted"
            told = say(stands, when=when_words(interrupted[0]))
            words = " · ".join(part for part in (told, state_words(interrupted[0])) if part)
        following = next((one for one in self._beds if not one.played), None)
        return _card(page, at, index, bed, least, words, comes=bed is following)


def _rows(beds: tuple[ListedBed, ...], across: int) -> Iterator[tuple[tuple[int, ListedBed], ...]]:
    """Yield the beds row by row, each with its place; a guided case has a row of its own, low and wide."""
    row: list[tuple[int, ListedBed]] = []
    for index, bed in enumerate(beds):
        if row and (len(row) == across or bed.level.coach is not None or row[0][1].level.coach is not None):
            yield tuple(row)
            row = []
        row.append((index, bed))
    if row:
        yield tuple(row)


def _put_interrupted(stack: Stack, index: int, ends_at: int, interrupted: str) -> None:
    """Put at the foot of a card that ends there where its case was interrupted."""
    page = stack.page
    low_left = Rect(stack.x, stack.y, stack.w - page.px(34), 0)

    def lines(at: Rect) -> Stack:
        made = Stack(page, f"bed.{index}.stands", at)
        made.words(interrupted, SMALL, Ink.LOOK, Weight.SEMIBOLD, gap=0)
        return made

    high = lines(low_left).y - stack.y
    stack.space(max(0.0, (ends_at - stack.y - high) / page.unit))
    stands = lines(low_left.moved(0, stack.y - low_left.y))
    stack.widgets += stands.widgets
    stack.y = stands.y


def _put_result(stack: Stack, index: int, ends_at: int, bed: ListedBed, result: str) -> None:
    """Put at the foot of a card that ends there its stars, and what came of it."""
    page = stack.page
    small = page.line(SMALL)
    foot = max(page.px(STAR), small)
    stack.space(max(0.0, (ends_at - stack.y - foot) / page.unit))
    beside = 0
    if bed.level.coach is None:
        stars = emblems.stars(page, f"bed.{index}.stars", stack.at, bed.stars, STAR)
        stack.widgets.append(stars)
        beside = stars.rect.w + page.px(8)
    line = Rect(stack.x + beside, stack.y + (foot - small) // 2, stack.w - beside - page.px(34), small)
    stack.put(text(page, f"bed.{index}.score", line, result, SMALL, Ink.QUIET))


def _card(page: Page, at: Rect, index: int, bed: ListedBed, least: int, interrupted: str, *, comes: bool) -> Widget:
    """Return the card of a bed; the one that `comes` next is marked, and opened by Enter."""
    level, patient = bed.level, bed.level.patient
    inside = at.w - 2 * page.px(16)
    low = bed.level.coach is not None and at.w >= page.px(2 * CARD_WIDTH)
    picture, wide = page.px(84), page.px(150) if low else inside * 2 // 5
    result, guided = _result(bed, interrupted), level.coach is not None

    def fill(stack: Stack) -> None:
        # Who lies there stands beside the picture, so that two rows of beds fit into a window.
        aside = wide + (page.px(34) if low else 0)
        scene = Rect(stack.x + stack.w - aside, stack.y, wide, picture)
        who = Stack(page, f"bed.{index}.who", Rect(stack.x, stack.y, stack.w - aside - page.px(GAP), 0))
        # No number of its own beside the name: two would stand in one line, and the key is shown in its box.
        turn = patient.bed or say("menus.wardround.bed", index=index + 1)
        if comes:
            turn = say("menus.wardround.next", turn=turn)
        who.words(turn, SMALL, Ink.LOOK if comes else Ink.QUIET, Weight.SEMIBOLD, 0)
        who.words(f"{patient.name}, {patient.age_years}", HEADING, Ink.TEXT, Weight.BOLD, 2)
        stack.widgets.append(bed_picture(f"bed.{index}.picture", scene, at_the_door(level), ground=True))
        if low:
            who.words(f"{level.title}. {level.summary}", BODY - 1, Ink.TEXT, gap=4)
            who.words(interrupted or result, SMALL, Ink.LOOK if interrupted else Ink.QUIET, gap=0)
            stack.widgets += who.widgets
            stack.y = max(who.y, scene.bottom)
            return
        who.words(patient.diagnosis, SMALL + 1, Ink.INFECTION, gap=0)
        if interrupted and bed.best_score is not None:
            # What was won before stands beside the picture, where it makes no card taller.
            who.put(emblems.stars(page, f"bed.{index}.stars", who.at, bed.stars, STAR))
        stack.widgets += who.widgets
        stack.y = max(who.y, scene.bottom) + page.px(4)
        stack.words(level.title, BODY + 1, weight=Weight.SEMIBOLD, gap=4)
        stack.words(level.summary, BODY - 1, Ink.TEXT, gap=6)
        # In the place of stars and score: with both, two rows of beds do not fit into a window.
        ends_at = at.y + least - page.px(16)
        if interrupted:
            _put_interrupted(stack, index, ends_at, interrupted)
        else:
            _put_result(stack, index, ends_at, bed, result)

    made = card(page, f"bed.{index}", at, fill, f"{patient.name}, {level.title}", pad=16, least=least)
    stars = "" if guided else emblems.stars_words(bed.stars)
    value = ", ".join(part for part in (interrupted, result, stars) if part)
    # Current too, so that where the beds do not all fit the next one is in sight.
    state = State.DEFAULT | State.CURRENT if comes else State.NONE
    return replace(
        made,
        role=Role.BUTTON,
        value=value,
        state=state,
        intent=OpenBed(index),
        paint=_painter(page, index, comes=comes),
    )


def _result(bed: ListedBed, interrupted: str) -> str:
    """Return what came of the bed so far."""
    if bed.best_score is not None:
        return say("menus.wardround.best_score_of_100", best_score=bed.best_score)
    if interrupted:
        return say("menus.wardround.not_finished_yet")
    if bed.level.coach is not None:
        return say("menus.wardround.guided_taken") if bed.taken else say("menus.wardround.guided")
    if bed.best_other is not None:
        return say("menus.wardround.best_of_others", best=bed.best_other)
    return say("menus.wardround.not_played_yet")


def _painter(page: Page, index: int, *, comes: bool) -> Callable[[Canvas, Rect], None]:
    """Return what paints the ground of a card, with the key that opens it in a corner."""
    radius = page.px(RADIUS)
    number = key_text(page.bindings.key(ChooseNumber(index + 1))) if index < 9 else ""

    def paint(canvas: Canvas, box: Rect) -> None:
        canvas.fill_rect(box, Ink.PANEL, radius)
        edge: Colour = Ink.LOOK if comes else Mix(Ink.LINE, Ink.PANEL, 0.8)
        canvas.outline(box, edge, max(1, page.px(2 if comes else 1)), radius)
        if number:
            side, size = page.px(22), page.px(SMALL)
            wide, high = canvas.text_size(number, size)
            wide = min(max(side, wide + page.px(10)), box.w // 2)
            key = Rect(box.right - page.px(14) - wide, box.bottom - page.px(14) - side, wide, side)
            canvas.outline(key, Ink.LINE, max(1, page.px(1)), page.px(5))
            middle = (key.centre[0], key.centre[1] - high // 2)
            canvas.text(middle, number, size, Ink.QUIET, Weight.REGULAR, Align.CENTRE, wide)

    return paint
