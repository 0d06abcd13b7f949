"""Before a case: who lies there, what is to be learnt, what can be ordered, how to play in a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from game.ui.bedside.sampling import usual_delay
from game.ui.charts.dose_sign import FAMILY_WORDS, family_sign
from game.ui.charts.span import FAMILY_INK
from game.ui.desk import Desk, ListedBed
from game.ui.menus.intents import ChoosePatient, StartCase
from game.ui.menus.patient_card import KINDS, LABELS, Chosen, fill_patient
from game.ui.navigation import Ways
from game.ui.toolkit.canvas import Weight
from game.ui.toolkit.controls import paragraph, scroll_area, text
from game.ui.toolkit.intents import (
    Back,
    ChooseNumber,
    Intent,
    OpenGlossary,
    OpenNews2,
    OpenResults,
    OpenSaid,
    PlaceOrder,
    RunOrPause,
    RunToEvent,
    ShowKeys,
    SilenceAlarms,
    StepHour,
)
from game.ui.toolkit.keys import key_text
from game.ui.toolkit.layout import Rect, columns
from game.ui.toolkit.page import BODY, GAP, SMALL, Page
from game.ui.toolkit.scene import Act, Pop, Push, Replace, Reset, Told, Turn, Typed
from game.ui.toolkit.stack import Choice, Stack, bullet, frame, pair, whole
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.tree_cache import Kept
from game.ui.toolkit.widget import Widget
from game.values.channel import PANELS, Panel
from game.values.drug import FORMULARY, Family
from game.values.level import SupportMode
from game.values.order import Draw
from game.values.patients import PatientKind
from game.values.words import count, say

TWO_COLUMNS = 900
_NUMBERS: Final = (ChooseNumber(1), ChooseNumber(2), ChooseNumber(3))
"""Keys of the three patients."""
HOW_TO_PLAY: tuple[tuple[tuple[Intent, ...], str], ...] = (
    ((RunOrPause(),), "menus.prebrief.how.pause"),
    ((StepHour(), RunToEvent()), "menus.prebrief.how.step"),
    ((ChooseNumber(1), ChooseNumber(2)), "menus.prebrief.how.order_1"),
    (
        (PlaceOrder(Draw(panel=Panel.IL6)), PlaceOrder(Draw(panel=Panel.INFLAMMATION))),
        "menus.prebrief.how.test_il6",
    ),
    ((OpenResults(), OpenSaid()), "menus.prebrief.how.results"),
    ((OpenNews2(), SilenceAlarms()), "menus.prebrief.how.news2"),
    ((ShowKeys(),), "menus.prebrief.how.help"),
)


class PrebriefScene:
    """Tells what a player should know before the clock starts."""

    def __init__(
        self,
        desk: Desk,
        ways: Ways,
        bed: ListedBed,
        seed: int | None = None,
        begin: Callable[[], Turn] | None = None,
    ) -> None:
        """Prepare for a bed; `seed` is that of the patient who was met before.

        In a training session nobody chooses the patient: `begin` says what follows.
        """
        self._begin = begin
        self._desk = desk
        self._ways = ways
        self._bed = bed
        asked = desk.first_seed(bed.level) if seed is None else seed
        self._asked = asked
        self._chosen = Chosen.first(bed.level, asked, desk.new_seed(), desk.seed_of_today())
        self._kept = Kept()

    @property
    def keys(self) -> tuple[Intent, ...]:
        """Return the key that starts the case, and those that choose the patient."""
        return (RunOrPause(), *(_NUMBERS if self._chooses else ()))

    @property
    def numbers(self) -> dict[int, str]:
        """Return which patient each digit chooses."""
        return {number: say("keys.number.patient", kind=LABELS[kind]) for number, kind in enumerate(KINDS, 1)}

    def handle(self, told: Told) -> Turn:
        """Choose the patient, start, or go back."""
        if isinstance(told, Typed):
            self._chosen = self._chosen.type(told.text)
            return None
        if not isinstance(told, Act):
            return None
        match told.intent:
            case StartCase() | RunOrPause() if self._begin is not None:
                return self._begin()
            case Back() if self._begin is not None:
                return Pop()
            case StartCase() | RunOrPause():
                level = self._bed.level
                seed = self._chosen.seed(level) if level.courses else self._asked
                return Replace(self._ways.bedside(self._desk.start(level, seed)))
            case ChoosePatient(kind) if self._chooses:
                self._choose(kind)
            case ChooseNumber(number) if self._chooses and number <= len(KINDS):
                self._choose(KINDS[number - 1])
            case Back():
                return Reset(self._ways.ward())
            case OpenGlossary():
                return Push(self._ways.glossary())
            case _:
                pass
        return None

    @property
    def _chooses(self) -> bool:
        """Say whether the player chooses whom to meet."""
        return bool(self._bed.level.courses) and self._begin is None

    def _choose(self, kind: PatientKind) -> None:
        # Asked for again, a new patient is another one.
        another = kind is PatientKind.NEW and self._chosen.kind is PatientKind.NEW
        new = self._desk.new_seed() if another else self._chosen.new
        self._chosen = replace(self._chosen, kind=kind, new=new, typed="")

    def tick(self, elapsed_us: int) -> Turn:
        """Let time pass; nothing moves here."""
        del elapsed_us
        return None

    def tree(self, page: Page) -> Widget:
        """Return the briefing in two columns, or in one."""
        return self._kept.still(page, self._chosen, lambda: self._built(page))

    def _built(self, page: Page) -> Widget:
        level = self._bed.level
        choices = (
            Choice("start", say("menus.prebrief.start_the_case"), StartCase(), primary=True),
            Choice("prebrief.back", say("menus.prebrief.back"), Back()),
            Choice("prebrief.glossary", say("menus.prebrief.glossary"), OpenGlossary()),
        )
        words = f"{level.patient.in_bed()}, {level.patient.age_years} · {level.patient.diagnosis}"
        parts = frame(page, "prebrief", level.title, words, choices)
        whose = (("patient", say("menus.prebrief.whom_you_meet"), self._patient),) if self._chooses else ()
        practise = say("menus.prebrief.what_you_will_practise")
        left: tuple[tuple[str, str, Callable[[Stack], None]], ...] = (
            ("who", say("menus.prebrief.who_lies_here"), self._who),
            *whose,
            *([("objectives", practise, self._objectives)] if self._bed.level.practises else []),
            ("minute", say("menus.prebrief.how_to_play_in_a"), self._minute),
        )
        right: tuple[tuple[str, str, Callable[[Stack], None]], ...] = (
            ("treatments", say("menus.prebrief.what_you_can_give"), self._treatments),
            ("tests", say("menus.prebrief.what_you_can_measure"), self._tests),
            ("aids", say("menus.prebrief.what_helps_you"), self._aids),
        )
        if page.wide >= TWO_COLUMNS:
            places = columns(parts.body, (0.54, 0.46), page.px(GAP))
            body = tuple(
                _column(page, f"prebrief.column.{index}", place, cards)
                for index, (place, cards) in enumerate(zip(places, (left, right), strict=True))
            )
        else:
            body = (_column(page, "prebrief.column", parts.body, (*left, *right)),)
        return whole(page, "prebrief", parts, body, say("menus.prebrief.before_the_case", title=level.title))

    def _who(self, stack: Stack) -> None:
        level = self._bed.level
        stack.words(level.summary, BODY + 1, weight=Weight.SEMIBOLD, gap=6)
        stack.words(level.patient.story, BODY, Ink.TEXT, gap=6)
        days = count("menus.prebrief.the_case_lasts_days_at", f"{level.horizon_h / 24:.3g}")
        stack.words(
            say("menus.prebrief.kg", weight_kg=f"{level.patient.weight_kg:.0f}", sex=level.patient.sex, days=days),
            SMALL,
            Ink.QUIET,
            gap=0,
        )

    def _patient(self, stack: Stack) -> None:
        fill_patient(stack, self._bed, self._chosen)

    def _objectives(self, stack: Stack) -> None:
        for skill in self._bed.level.practises:
            bullet(stack, skill, Ink.WELL)

    def _treatments(self, stack: Stack) -> None:
        for family in Family:
            found = [FORMULARY[one] for one in self._bed.level.regimens if FORMULARY[one].family is family]
            if not found:
                continue
            stack.words(FAMILY_WORDS[family], SMALL, FAMILY_INK[family], Weight.SEMIBOLD, 3)
            for regimen in found:
                words = f"{regimen.label}: {regimen.summary}"
                bullet(stack, words, FAMILY_INK[family], BODY - 1, family_sign(family))

    def _tests(self, stack: Stack) -> None:
        for panel in self._bed.level.panels:
            pair(
                stack,
                PANELS[panel].label,
                say("menus.prebrief.result_in", span=usual_delay(self._bed.level, panel)),
            )

    def _aids(self, stack: Stack) -> None:
        level = self._bed.level
        pair(
            stack,
            say("menus.prebrief.doubling_time_of_il_6"),
            say("menus.prebrief.shown") if level.show_doubling_time else say("menus.prebrief.not_shown"),
        )
        ward = level.support is SupportMode.WARD
        pair(
            stack,
            say("menus.prebrief.oxygen_fluids_pressors"),
            say("menus.prebrief.run_by_the_ward") if ward else say("menus.prebrief.yours_the_nurse_fine_tunes"),
        )
        drawn = [PANELS[rule.panel].label for rule in level.labs if rule.routine_every_h]
        pair(
            stack,
            say("menus.prebrief.drawn_by_the_ward_itself"),
            ", ".join(drawn) if drawn else say("menus.prebrief.nothing"),
        )

    def _minute(self, stack: Stack) -> None:
        page = stack.page
        labels = [" ".join(key_text(page.bindings.key(one)) for one in intents) for intents, _ in HOW_TO_PLAY]
        wide = max(page.width(label, BODY, Weight.SEMIBOLD) for label in labels) + page.px(14)
        for index, (label, (_, words)) in enumerate(zip(labels, HOW_TO_PLAY, strict=True)):
            key = text(
                page, f"minute.key.{index}", Rect(stack.x, stack.y, wide, 0), label, BODY, Ink.LOOK, Weight.SEMIBOLD
            )
            at = Rect(stack.x + wide, stack.y, stack.w - wide, 0)
            what = paragraph(page, f"minute.what.{index}", at, say(words), BODY)
            stack.widgets += [key, what]
            stack.y = max(key.rect.bottom, what.rect.bottom) + page.px(3)


def _column(page: Page, id_: str, rect: Rect, cards: tuple[tuple[str, str, Callable[[Stack], None]], ...]) -> Widget:
    def build(at: Rect) -> tuple[tuple[Widget, ...], int]:
        stack = Stack(page, id_, at)
        for name, title, fill in cards:

            def filled(inside: Stack, title: str = title, fill: Callable[[Stack], None] = fill) -> None:
                inside.heading(title)
                fill(inside)

            stack.card(name, filled, title)
        return stack.done()

    return scroll_area(page, id_, rect, build, say("menus.prebrief.briefing"))
