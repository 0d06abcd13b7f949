"""How a lesson stands beside its cases: what is on the projector, how long is left, what the instructor has sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import ceil

import msgspec

from game.classroom.acts import Project
from game.classroom.room import RefusedError, Room
from game.classroom.sending import Sending, SentAct
from game.classroom.shown import VoteTold, WallShown
from game.classroom.store import StoreError
from game.files.problem import tidy
from game.values.wire import Wire
from game.values.words import say

FEWEST_ANSWERS = 2
"""Answers among which a vote lets a class choose, at least."""


class _Kept(Wire, frozen=True, kw_only=True, omit_defaults=True):
    """What the database has of it."""

    wall: Project = Project(view="join")
    ends: float | None = None
    acts: tuple[SentAct, ...] = ()


class LessonState:
    """What a host that is started again goes on with; whatever is changed here is in the database then."""

    def __init__(self, room: Room, clock_s: Callable[[], float]) -> None:
        """Go on where an earlier host stood; `clock_s` is the clock of this machine, which goes on without one."""
        self._room = room
        self._clock_s = clock_s
        kept = _Kept()
        with suppress(msgspec.MsgspecError):
            # Another version of the game may have kept it.
            kept = msgspec.json.decode(room.standing or b"{}", type=_Kept)
        self.wall = kept.wall
        """What is on the projector."""
        self._ends = kept.ends
        """When the countdown of the class is over; nothing where there is none."""
        self.sending = Sending(room, clock_s, kept.acts)

    def _kept(self, acts: tuple[SentAct, ...]) -> bytes:
        return msgspec.json.encode(_Kept(wall=self.wall, ends=self._ends, acts=acts))

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        """Keep what is changed within; what cannot be kept does not hold here either. Raises StoreError."""
        before = self.wall, self._ends, self.sending.acts
        try:
            yield
            self._room.keep(self._kept(self.sending.acts))
        except StoreError:
            self.wall, self._ends, self.sending.acts = before
            raise

    @property
    def left_s(self) -> int | None:
        """Return how long is left; nothing where there is no countdown."""
        return None if self._ends is None else max(0, ceil(self._ends - self._clock_s()))

    def count_down(self, minutes: int) -> None:
        """Begin a countdown, or end it where there are no minutes."""
        with self._keeping():
            self._ends = self._clock_s() + 60.0 * minutes if minutes else None

    def project(self, act: Project) -> None:
        """Show something else on the projector; a vote is open as long as it stands there. Raises RefusedError."""
        words, answers = tidy(act.words), tuple(filter(None, map(tidy, act.answers)))
        if act.view == "vote":
            if not words or len(answers) < FEWEST_ANSWERS:
                raise RefusedError(say("classroom.no_vote"))
            self._room.voting.ask(words, answers)
        elif self._room.voting.open:
            self._room.voting.close()
        with self._keeping():
            self.wall = Project(view=act.view, words=words)

    @property
    def on_the_wall(self) -> WallShown:
        """Return what the projector shows, with the vote if there was one."""
        vote, view = self._room.voting, self.wall.view
        told = VoteTold(question=vote.question, answers=vote.answers, voted=sum(vote.counts)) if vote.number else None
        counts = vote.counts if view == "votes" else ()
        return WallShown(view=view, words=self.wall.words, vote=told, counts=counts)

    def send(self, cases: tuple[int, ...], who: str, text: str) -> None:
        """Let words or a mishap wait for some cases, and go then. Raises RefusedError where none takes it."""
        refused = RefusedError(say("classroom.nobody_at_a_bed"))
        taking: list[int] = []
        for case in cases:
            try:
                self._room.check(case, happens=not who)
                taking.append(case)
            except RefusedError as error:
                refused = error
        if not taking:
            raise refused
        with self._keeping():
            self.sending.add(tuple(taking), who, text)

    def take_back(self, number: int) -> None:
        """Let something that still waits not happen. Raises RefusedError where it is gone."""
        with self._keeping():
            self.sending.take_back(number)

    def go_on(self) -> None:
        """Send what has waited long enough."""
        self.sending.go(self._kept)
