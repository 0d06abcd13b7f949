"""A coach: what a guided case points at, waits for and says, step by step. Data of a level file, no script."""

from __future__ import annotations

import enum
from typing import Annotated

from msgspec import Meta

from game.values.channel import Panel
from game.values.wire import Wire

Name = Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
SentenceName = Annotated[str, Meta(pattern="^[a-z0-9_.]+$", max_length=80)]
"""What stands after 'coach.' in the id of a sentence of the catalogue."""
CaseHours = Annotated[float, Meta(ge=0.0, le=96.0)]
"""Hours of a case."""


class CoachedPitfall(enum.Enum):
    """What goes wrong most often in a storm."""

    TREND = "trend"
    """The early trend is missed: the patient looks stable."""
    ONLY_INFECTION = "only_infection"
    """The infection is treated, the immune response is not."""
    TOO_MUCH = "too_much"
    """So much is dampened, so early, that an infection flares."""


class Awaited(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What has to be so, by what the player knows; all that is named here. Nothing named: that a sentence was read."""

    drawn: Panel | None = None
    """A sample of this test was taken, or is about to be, since the door."""
    known: Panel | None = None
    """A result of it is back."""
    times: Annotated[int, Meta(ge=1, le=9)] = 1
    """So many samples or results."""
    after: tuple[str, ...] = ()
    """Only samples count that were taken after a first dose of each of these regimens."""
    rising: Panel | None = None
    """The last two results of it rise, by more than the error of the assay."""
    given: tuple[str, ...] = ()
    """Regimens that were ordered, each of them."""
    none_of: tuple[str, ...] = ()
    """Regimens of which none was ordered."""
    oxygen: bool = False
    """The patient is given oxygen."""
    stepped_up: bool = False
    """Oxygen by a cannula is no longer enough."""
    hours: CaseHours = 0.0
    """So long the step stands already."""

    @property
    def reading(self) -> bool:
        """Say whether nothing is waited for but that the sentence was read."""
        return self == Awaited()


class Slip(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """A wrong act, or the lack of a right one: it is let be, its outcome is shown, then the way back is offered."""

    id: Name
    pitfall: CoachedPitfall
    when: Awaited
    say: SentenceName
    """Said as soon as it was done."""
    told: SentenceName
    """Said beside the picture of what it does inside the body."""
    runs_h: Annotated[float, Meta(gt=0.0, le=96.0)]
    """So long the case runs on before that picture is shown."""
    back_to_h: Annotated[float, Meta(gt=0.0, le=96.0)] | None = None
    """The hour of the case to which one is taken back; nothing: an hour before the act."""


class OtherWay(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What would have come of the other choice, to look at for who chose well; nobody else orders anything in it."""

    pitfall: CoachedPitfall
    told: SentenceName
    runs_h: Annotated[float, Meta(gt=0.0, le=96.0)]
    without: tuple[str, ...] = ()
    """Regimens that are left out of what was ordered."""
    gives: tuple[str, ...] = ()
    """Regimens that are ordered now."""


class CoachStep(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """One sentence, what it points at, and what it waits for."""

    id: Name
    points: Annotated[str, Meta(pattern="^[a-z0-9_.]+$", max_length=64)]
    """The widget of the bedside that is meant, by its id."""
    say: SentenceName
    waits: Awaited = Awaited()
    slips: tuple[Slip, ...] = ()
    """Wrong acts while this step stands."""
    other: OtherWay | None = None


class Coach(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """All that the coach of a level does."""

    steps: Annotated[tuple[CoachStep, ...], Meta(min_length=1, max_length=40)]
    slips: tuple[Slip, ...] = ()
    """Wrong acts at any step."""
