"""What an instructor sends to beds: it waits a few seconds, in which it can be taken back, and then it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import structs

from game.classroom.room import RefusedError, Room
from game.values.order import Mishap
from game.values.order_words import MISHAP_WORDS
from game.values.wire import Wire
from game.values.words import say

WAITS_S: Final = 6.0
"""Seconds (assumed: to read what was pressed, and to press once more). What reaches a bed cannot be taken back."""
MOST_GONE: Final = 1
"""Of each kind, so many that are gone are still told about."""


class SentAct(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """Words, or something that happens, for some beds."""

    number: int
    cases: tuple[int, ...]
    due: float
    """When it goes, in seconds by the clock of this machine."""
    who: str = ""
    """Who says it; empty where `text` names a mishap."""
    text: str
    places: dict[int, int] = {}  # noqa: RUF012  msgspec copies it
    """By case, under which number it went there."""
    gone: bool = False


class ActShown(Wire, frozen=True, kw_only=True):
    """The same for the instructor's page."""

    number: int
    happens: bool
    words: str
    cases: tuple[int, ...]
    waits_s: float
    """How long it can still be taken back; 0 once it is gone."""
    went: int
    """To how many beds it went: not to those whose case was over meanwhile."""
    came: int
    """In how many of their logs it stands."""
    coming: int
    """In how many it can still come."""


class Sending:
    """What waits, and what went last."""

    def __init__(self, room: Room, clock_s: Callable[[], float], kept: tuple[SentAct, ...] = ()) -> None:
        """Go on with what an earlier host kept; `clock_s` tells what time it is."""
        self._room = room
        self._clock_s = clock_s
        self.acts = kept

    def add(self, cases: tuple[int, ...], who: str, text: str) -> None:
        """Let something wait for some beds."""
        number = 1 + max([one.number for one in self.acts], default=0)
        act = SentAct(number=number, cases=cases, due=self._clock_s() + WAITS_S, who=who, text=text)
        self.acts = (*self.acts, act)

    def take_back(self, number: int) -> None:
        """Let something not happen. Raises RefusedError where it is gone already."""
        if not any(one.number == number and not one.gone for one in self.acts):
            raise RefusedError(say("classroom.gone_already"))
        self.acts = tuple(one for one in self.acts if one.number != number)

    @property
    def is_due(self) -> bool:
        """Say whether something has to go now."""
        return any(not one.gone and one.due <= self._clock_s() for one in self.acts)

    def go(self, kept: Callable[[tuple[SentAct, ...]], bytes]) -> None:
        """Send what is due; `kept` makes what is kept of the room, with these acts."""
        for act in [one for one in self.acts if not one.gone and one.due <= self._clock_s()]:
            later: list[tuple[SentAct, ...]] = []

            def keep(places: dict[int, int], act: SentAct = act, later: list[tuple[SentAct, ...]] = later) -> bytes:
                later.append(self._with(structs.replace(act, places=places, gone=True)))
                return kept(later[-1])

            self._room.send(act.cases, act.who, act.text, keep)
            self.acts = later[-1]

    def _with(self, gone: SentAct) -> tuple[SentAct, ...]:
        """Return all with one that is gone now, and no more of its kind than are told about."""
        acts = [gone if one.number == gone.number else one for one in self.acts]
        old = [one.number for one in acts if one.gone and bool(one.who) is bool(gone.who)][:-MOST_GONE]
        return tuple(one for one in acts if one.number not in old)

    def shown(self) -> tuple[ActShown, ...]:
        """Return all of it, as the page tells it."""
        now = self._clock_s()
        return tuple(self._shown(one, now) for one in self.acts)

    def _shown(self, act: SentAct, now: float) -> ActShown:
        came = [case for case, number in act.places.items() if self._room.came(case, number)]
        return ActShown(
            number=act.number,
            happens=not act.who,
            words=f"{act.who}: “{act.text}”" if act.who else MISHAP_WORDS[Mishap(act.text)],
            cases=act.cases,
            waits_s=0.0 if act.gone else max(0.0, round(act.due - now)),
            went=len(act.places),
            came=len(came),
            coming=sum(case not in came and not self._room.ended(case) for case in act.places),
        )
