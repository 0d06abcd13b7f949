"""The glossary: the words of the game, to be searched and read."""

from __future__ import annotations

from game.ui.menus.glossary_words import QUESTIONS, TERMS, Term
from game.ui.menus.intents import ChooseTerm, FindTerm, ShowMe
from game.ui.navigation import Ways
from game.ui.toolkit.canvas import Canvas, Weight
from game.ui.toolkit.controls import button_height, panel, scroll_area
from game.ui.toolkit.field import after_typing
from game.ui.toolkit.intents import Back, Earlier, Intent, Later, OpenExplainer, OpenInside
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, GAP, HEADING, SMALL, TITLE, Page
from game.ui.toolkit.scene import Act, Pop, Push, Told, Turn, Typed
from game.ui.toolkit.stack import Choice, Stack, frame, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Role, State, Widget
from game.values.words import say

TWO_COLUMNS = 640
MEASURE = 680
"""Design pixels of a line of an explanation: some 85 signs; a line that is longer is lost on the way back."""
LIST_WIDTH = 300
LOW = 480
"""Design pixels of height below which an answer needs the room of heading and list: half of it was unseen."""


ALL = (*QUESTIONS, *TERMS)


def found(search: str) -> tuple[Term, ...]:
    """Return the terms whose name begins with the search, then those that mention it."""
    wanted = search.strip().lower()
    first = [term for term in ALL if term.name.lower().startswith(wanted)]
    others = [term for term in ALL if term not in first and wanted in f"{term.name} {term.words}".lower()]
    return (*first, *others)


class GlossaryScene:
    """Shows the terms and explains the chosen one."""

    def __init__(self, ways: Ways) -> None:
        """Begin with the first question and no search."""
        self._ways = ways
        self._search = ""
        self._chosen = ALL[0].name
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the keys that go from term to term, and those that look inside the storm and explain it."""
        return (Earlier(), Later(), OpenInside(), OpenExplainer())

    def handle(self, told: Told) -> Turn:
        """Choose a term, search, or leave."""
        if isinstance(told, Typed):
            self._type(told.text)
        elif isinstance(told, Act):
            match told.intent:
                case Back():
                    return Pop()
                case ShowMe() if self._term.shows is not None:
                    return Push(self._ways.inside(*self._term.shows))
                case OpenInside():
                    return Push(self._ways.inside())
                case OpenExplainer():
                    return Push(self._ways.explainer())
                case ChooseTerm(term):
                    self._chosen = term
                case Earlier():
                    self._step(-1)
                case Later():
                    self._step(1)
                case FindTerm() if found(self._search):
                    self._chosen = found(self._search)[0].name
                case _:
                    pass
        return None

    @property
    def _term(self) -> Term:
        """Return what is explained."""
        return next((one for one in ALL if one.name == self._chosen), ALL[0])

    def _type(self, typed: str) -> None:
        self._search = after_typing(self._search, typed, 24)
        names = [term.name for term in found(self._search)]
        if names and (self._search or self._chosen not in names):
            self._chosen = names[0]

    def _step(self, step: int) -> None:
        names = [term.name for term in found(self._search)]
        if names:
            place = names.index(self._chosen) if self._chosen in names else 0
            self._chosen = names[(place + step) % len(names)]

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the list of terms and the chosen one."""
        return self._kept.still(page, (self._search, self._chosen), lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        choices = (
            Choice("glossary.back", say("menus.glossary.back"), Back(), primary=True),
            Choice("glossary.inside", say("inside.open"), OpenInside()),
            Choice("glossary.explainer", say("film.open"), OpenExplainer()),
        )
        words = say("menus.glossary.press_tab_and_type_to")
        parts = frame(page, "glossary", say("menus.glossary.glossary"), words, choices)
        terms = found(self._search)
        term = self._term
        body = parts.body
        high = button_height(page) + page.px(4)
        gap = page.px(GAP)
        if page.wide >= TWO_COLUMNS:
            left, right = columns(body, (page.px(LIST_WIDTH), 1.0), gap)
        else:
            left, right = columns(body, (0.42, 0.58), gap)
        field = self._field(page, Rect(left.x, left.y, left.w, high))
        area = Rect(left.x, left.y + high + gap, left.w, left.bottom - left.y - high - gap)
        listed = scroll_area(
            page, "glossary.terms", area, lambda at: self._list(page, at, terms), say("menus.glossary.words")
        )
        return whole(
            page, "glossary", parts, (field, listed, _explained(page, right, term)), say("menus.glossary.glossary")
        )

    def _field(self, page: Page, rect: Rect) -> Widget:
        size = page.px(BODY)
        words = self._search or say("menus.glossary.search")

        def paint(canvas: Canvas, box: Rect) -> None:
            canvas.fill_rect(box, Ink.PANEL, page.px(8))
            canvas.outline(box, Ink.LINE, max(1, page.px(1)), page.px(8))
            high = canvas.text_size(words, size)[1]
            at = (box.x + page.px(12), box.centre[1] - high // 2)
            canvas.text(at, words, size, Ink.TEXT if self._search else Ink.QUIET, width=box.w - page.px(24))
            if self._search:
                x = min(at[0] + canvas.text_size(words, size)[0] + page.px(2), box.right - page.px(10))
                canvas.fill_rect(Rect(x, at[1], max(1, page.px(2)), high), Ink.TEXT)

        return Widget(
            "glossary.search",
            rect,
            Role.FIELD,
            say("menus.glossary.search"),
            self._search,
            intent=FindTerm(),
            paint=paint,
        )

    def _list(self, page: Page, at: Rect, terms: tuple[Term, ...]) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "glossary.list", at)
        if not terms:
            stack.words(say("menus.glossary.no_word_matches"), BODY, Ink.QUIET)
        for term in terms:
            # A search lists what fits best first, whatever it is.
            if not self._search and term in (QUESTIONS[0], TERMS[0]):
                stack.space(4)
                stack.heading(say("menus.glossary.asked" if term is QUESTIONS[0] else "menus.glossary.words"))
            stack.put(_row(page, Rect(stack.x, stack.y, stack.w, 0), term, chosen=term.name == self._chosen), 2)
        return stack.done()


def _row(page: Page, at: Rect, term: Term, *, chosen: bool) -> Widget:
    """Return the name of a term to choose; what is too long for a line grows smaller, and then has a second one."""
    room, weight = at.w - page.px(16), Weight.SEMIBOLD if chosen else Weight.REGULAR
    # By the heavier weight, so that no row changes its height when it is chosen.
    size = BODY if page.width(term.name, BODY, Weight.SEMIBOLD) <= room else SMALL
    lines = page.wrap(term.name, size, room, Weight.SEMIBOLD)
    rect = Rect(at.x, at.y, at.w, max(page.line(BODY), len(lines) * page.line(size)) + page.px(8))

    def paint(canvas: Canvas, box: Rect) -> None:
        if chosen:
            canvas.fill_rect(box, Ink.RAISED, page.px(8))
            bar = Rect(box.x, box.y + page.px(4), page.px(3), box.h - page.px(8))
            canvas.fill_rect(bar, Ink.INFLAMMATION, page.px(1))
        for number, line in enumerate(lines):
            spot = (box.x + page.px(12), box.y + page.px(4) + number * page.line(size))
            canvas.text(spot, line, page.px(size), Ink.TEXT, weight, width=room)

    state = State.SELECTED | State.CURRENT if chosen else State.NONE
    return Widget(f"term.{term.name}", rect, Role.BUTTON, term.name, "", state, ChooseTerm(term.name), paint=paint)


def _explained(page: Page, rect: Rect, term: Term) -> Widget:
    low = page.high < LOW

    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, "glossary.explained", Rect(at.x, at.y, min(at.w, page.px(MEASURE)), 0))
        stack.words(term.name, HEADING if low else TITLE, weight=Weight.BOLD, gap=4 if low else 8)
        stack.words(term.words, BODY + 1, gap=12)
        if term.normal:
            stack.words(say("menus.glossary.usual_in_a_healthy_adult"), SMALL, Ink.QUIET, Weight.SEMIBOLD, 0)
            stack.words(term.normal, BODY + 1, Ink.WELL, Weight.SEMIBOLD)
        if term.shows is not None:
            stack.buttons((Choice("glossary.show", say("menus.glossary.show_me"), ShowMe()),), 12)
            stack.words(term.study, SMALL, Ink.QUIET)
        return stack.done()

    inner = rect.inset(page.px(12), page.px(8)) if low else rect.inset(page.px(20), page.px(16))
    body = scroll_area(page, f"glossary.text.{term.name}", inner, build, term.name)
    return panel(page, "glossary.panel", rect, (body,), term.name)
