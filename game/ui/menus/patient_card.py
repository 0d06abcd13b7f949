"""Which patient of a bed is to be met: the one as written, a new one, or today's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from game.ui.desk import ListedBed
from game.ui.menus.intents import ChoosePatient, TypeNumber
from game.ui.toolkit.field import after_typing, field, field_height, lines_of
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import BODY, SMALL
from game.ui.toolkit.stack import Choice, Stack, pair
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import selected
from game.values.level import Level
from game.values.patients import PatientKind
from game.values.words import Worded, say

KINDS: Final = (PatientKind.WRITTEN, PatientKind.NEW, PatientKind.TODAY)
LABELS: Final = Worded(
    {
        PatientKind.WRITTEN: "menus.patient_card.labels.written",
        PatientKind.NEW: "menus.patient_card.labels.new",
        PatientKind.TODAY: "menus.patient_card.labels.today",
    }
)
MOST_DIGITS: Final = 15
"""A number of so many digits is below 2^53, which every reader of a case file keeps."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom the player is about to meet."""

    kind: PatientKind
    new: int
    """The number of the new patient that is offered."""
    today: int
    typed: str = ""
    """The number that was typed instead."""

    @classmethod
    def first(cls, level: Level, seed: int, new: int, today: int) -> Chosen:
        """Return what is chosen at first, for a seed that was asked for or played."""
        if not level.courses or seed == level.seed:
            return cls(PatientKind.WRITTEN, new, today)
        return cls(PatientKind.TODAY, new, today) if seed == today else cls(PatientKind.NEW, seed, today)

    def seed(self, level: Level) -> int:
        """Return the seed of this patient."""
        if self.kind is PatientKind.NEW:
            return int(self.typed) if self.typed else self.new
        return self.today if self.kind is PatientKind.TODAY else level.seed

    def type(self, text: str) -> Chosen:
        """Return what is chosen after something was typed; only digits count."""
        signs = "".join(one for one in text if one == "\b" or (one.isascii() and one.isdecimal()))
        return replace(self, kind=PatientKind.NEW, typed=after_typing(self.typed, signs, MOST_DIGITS))


def fill_patient(stack: Stack, bed: ListedBed, chosen: Chosen) -> None:
    """Fill the card: three patients, what was reached with each, and the number of the one that is chosen."""
    stack.words(say("menus.patient_card.all_come_with_the_same"), BODY)
    stack.buttons(
        tuple(
            Choice(
                f"patient.{kind.value}",
                LABELS[kind],
                ChoosePatient(kind),
                state=selected(chosen.kind is kind),
            )
            for kind in KINDS
        )
    )
    for kind, best in zip(KINDS, (bed.best_score, bed.best_new, bed.best_today), strict=True):
        pair(
            stack,
            LABELS[kind],
            say("menus.patient_card.not_played_yet")
            if best is None
            else say("menus.patient_card.best_score_of_100", best=best),
            SMALL,
        )
    if chosen.kind is PatientKind.NEW:
        stack.words(say("menus.patient_card.number", seed=chosen.seed(bed.level)), SMALL, Ink.QUIET, gap=4)
        label = say("menus.patient_card.type_a_number_to_meet")
        long = lines_of(stack.page, label, stack.w)
        at = Rect(stack.x, stack.y, stack.w, field_height(stack.page, long))
        stack.put(field(stack.page, "patient.number", at, label, chosen.typed, TypeNumber(), long=long))
