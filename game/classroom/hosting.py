"""A host at work: reports go to the disk together, beds are played on, the page is told what changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Final, Protocol, TypeVar

import msgspec

from game.classroom.acts import (
    Call,
    Countdown,
    End,
    Free,
    Happen,
    InstructorAct,
    LookAt,
    MakeBoard,
    PackLesson,
    Pause,
    Project,
    Say,
    TakeBack,
)
from game.classroom.messages import Reply, Report
from game.classroom.room import News, RefusedError, Room
from game.classroom.seen import Reported, named
from game.classroom.shown import RoomShown, SeatShown
from game.classroom.standing import LessonState
from game.classroom.store import StoreError
from game.classroom.voting import VoteResult
from game.classroom.ward import Ward
from game.files.case_lines import ended_in
from game.files.problem import tidy
from game.values.level import Level
from game.values.ticks import clock_text
from game.values.words import count, say

AWAY_AFTER_S: Final = 10.0
"""A learner who did not report for so long is shown as away."""
SEND_EVERY_S: Final = 0.25
"""So often it is looked whether something has waited long enough."""
T = TypeVar("T")


class Board(Protocol):
    """What makes the board of what the room has; the app provides it."""

    def make(self, cases: Sequence[tuple[int, bytes]], sheets: Sequence[bytes], names: Mapping[str, str]) -> None:
        """Begin to verify and score cases: number, file. A second call goes on with what is new.

        `names` says how learners are shown, by their keys, where that is not the name that they typed.
        """

    @property
    def progress(self) -> tuple[float, str]:
        """Return how far the work has come, 0 to 1, and what is done; no words while nothing is."""

    @property
    def made(self) -> bool:
        """Say whether there is a board."""

    def pack(self, votes: Sequence[VoteResult]) -> None:
        """Begin to write the report of every case that was confirmed, and to pack all of the lesson."""

    @property
    def packed(self) -> bool:
        """Say whether all of it is packed."""

    def download(self, name: str) -> bytes | None:
        """Return the table beside the board or the archive of the lesson; nothing where it was not made."""

    def results(self) -> dict[int, str]:
        """Return what was found of each case, in a few words."""

    def page(self) -> bytes | None:
        """Return the board; nothing before it was made."""

    def close(self) -> None:
        """End the work."""


class LiveHost:
    """Everything that the doors of the class share; its methods run on the event loop."""

    def __init__(
        self,
        room: Room,
        ward: Callable[[Callable[[int, bytes], None]], Ward],
        board: Board,
        secret: str,
        address: str,
        now_s: Callable[[], float],
        clock_s: Callable[[], float],
        guide: Callable[[Level], str] | None = None,
    ) -> None:
        """Take a room; `ward` makes what plays its beds on, `now_s` only measures how time passes.

        `clock_s` is the clock of this machine, which goes on while no host is there; `guide` makes the page of what an
        instructor says and asks at a level.
        """
        self.guide = guide
        self.room = room
        self.board = board
        self.secret = secret
        self.address = address
        """What learners type."""
        self.closing = False
        self.title = room.lesson.session.title
        self.now_s = now_s
        self._make_ward = ward
        self._one_thread = ThreadPoolExecutor(1, thread_name_prefix="room")
        self._waiting: list[tuple[int, Report, asyncio.Future[Reply]]] = []
        self._awake = asyncio.Event()
        self._version = 0
        self._beds: dict[int, tuple[int, bytes]] = {}
        """Of each case the version, and what is shown."""
        self._reported: dict[int, tuple[int, bytes]] = {}
        """The same of what its learner's game reports."""
        self._heard: dict[int, float] = {}
        """When each seat was heard last."""
        self._playing: dict[int, int] = {}
        """At which case each seat is."""
        self.stands = LessonState(room, clock_s)
        """What is on the projector, and what was sent."""
        self._unkept = False
        """What was reported last could not be written down."""
        self._board_ends: set[int] | None = None
        """The cases at their end when the board was last begun; nothing before it was asked for."""

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work as long as this lasts."""
        loop = asyncio.get_running_loop()

        def shown(case: int, bed: bytes) -> None:
            with suppress(RuntimeError):
                # The loop may be over before the last bed was shown.
                loop.call_soon_threadsafe(self._show, case, bed)

        self._ward = self._make_ward(shown)
        await self.alone(partial(self._ward.start, self._all_news))
        if self.room.over:
            # Its host fell after the end: whoever ended the lesson waits for its board.
            await self.alone(self._make_board)
        tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._send_on())]
        try:
            yield
        finally:
            self.closing = True
            for task in tasks:
                task.cancel()
            self._ward.close()
            self.board.close()
            if self.room.over:
                with suppress(StoreError):
                    await self.alone(self.room.close)
            self._one_thread.shutdown(wait=True)

    async def alone(self, do: Callable[[], T]) -> T:
        """Do something with the room, which one thread at a time may use."""
        return await asyncio.get_running_loop().run_in_executor(self._one_thread, do)

    async def _send_on(self) -> None:
        """Send what can be taken back no more."""
        while True:
            await asyncio.sleep(SEND_EVERY_S)
            if self.stands.sending.is_due:
                with suppress(StoreError):
                    # It waits until the database is there again.
                    await self.alone(self.stands.go_on)

    async def taken(self, seat: int, report: Report) -> Reply:
        """Have a report written down, with whatever else came meanwhile, and return the answer."""
        self._heard[seat] = self.now_s()
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting.append((seat, report, answer))
        self._awake.set()
        return await answer

    async def _write(self) -> None:
        """Write what was reported down, all that waits at once: one wait for the disk serves a whole class."""
        while True:
            await self._awake.wait()
            self._awake.clear()
            batch, self._waiting = self._waiting, []
            try:
                answers = await self.alone(partial(self._take, [(seat, report) for seat, report, _ in batch]))
            except StoreError as error:
                self._unkept = True
                for _, _, waiting in batch:
                    if not waiting.done():
                        waiting.set_exception(error)
                continue
            self._unkept = False
            for seat, report, _ in batch:
                self._show_reported(seat, report)
            for (_, _, waiting), answer in zip(batch, answers, strict=True):
                if not waiting.done():
                    waiting.set_result(answer)

    def _take(self, reports: list[tuple[int, Report]]) -> list[Reply]:
        answers, news = self.room.take(reports)
        for seat, report in reports:
            case = self.room.played(seat, report)
            if case is not None:
                self._playing[seat] = case
        self._ward.hear(news)
        if self.room.over and self._board_ends is not None and self._ends() - self._board_ends:
            # Cases end when their games hear that the lesson is over; a board made before that lacks them.
            self._make_board()
        return answers

    def _ends(self) -> set[int]:
        return {case.id for case in self.room.cases if self.room.ended(case.id)}

    def _all_news(self) -> list[News]:
        return [News(case.id, 0, self.room.lines(case.id), 0) for case in self.room.cases]

    def _show(self, case: int, bed: bytes) -> None:
        self._version += 1
        self._beds[case] = (self._version, bed)

    def _show_reported(self, seat: int, report: Report) -> None:
        """Show at once what a learner's game says that it shows: the bed is verified in its turn."""
        case = self.room.played(seat, report)
        for piece in report.pieces:
            level = None if case is None else self.room.level_of(case)
            if case is None or level is None or piece.seen is None or piece.case != report.playing:
                continue
            seen = piece.seen
            shown = Reported(
                case=case,
                tick=seen.tick,
                when=clock_text(seen.tick, level.start.clock_minute),
                vitals=named(seen),
                news2=seen.news2,
                response=seen.response,
                il6=seen.il6,
            )
            self._version += 1
            self._reported[case] = (self._version, msgspec.json.encode(shown))

    def changed(self, since: int) -> tuple[list[bytes], list[bytes], int]:
        """Return the beds that changed since a version, what was reported since, and the version now."""
        beds, reported = (
            [one for version, one in shown.values() if version > since] for shown in (self._beds, self._reported)
        )
        return beds, reported, self._version

    def standing(self) -> bytes:
        """Return how the room stands, for the page."""
        now = self.now_s()
        share, words = self.board.progress
        standing_still = say("classroom.standing_still") if self._ward.given_up else ""
        cases = self.room.cases
        newest = {case.seat: case.id for case in cases} | self._playing
        found = self.board.results()
        forgers, keepers = self.room.forgers, self.room.keepers
        seats = tuple(
            SeatShown(
                id=seat.id,
                learner=self.room.name_of(seat.id),
                away=now - self._heard.get(seat.id, -AWAY_AFTER_S) >= AWAY_AFTER_S,
                free=not seat.digest,
                case=newest.get(seat.id),
                forged=seat.id in forgers,
                kept_back=seat.id in keepers,
                found=found.get(newest.get(seat.id, 0), ""),
            )
            for seat in self.room.seats
        )
        return msgspec.json.encode(
            RoomShown(
                paused=self.room.paused,
                over=self.room.over,
                unkept=self._unkept,
                seats=seats,
                wall=self.stands.on_the_wall,
                left_s=self.stands.left_s,
                sent=self.stands.sending.shown(),
                share=round(share, 3),
                working=" · ".join(one for one in (self._ending(), standing_still, words) if one),
                board=self.board.made,
                packed=self.board.packed,
            )
        )

    def _ending(self) -> str:
        """Say how many beds have still to hear that the lesson is over; empty where none has."""
        beds = set(self._playing.values())
        waiting = sum(not self.room.ended(case) for case in beds)
        return count("classroom.ending", waiting, of=len(beds)) if self.room.over and waiting else ""

    async def act(self, act: InstructorAct) -> None:
        """Do what the instructor asks for. Raises RefusedError."""
        match act:
            case Pause(paused=paused):
                await self.alone(partial(self.room.pause, paused=paused))
            case End():
                await self.alone(self._end)
            case Say():
                await self.alone(partial(self._say, act))
            case Happen(case=case, mishap=mishap):
                await self.alone(partial(self.stands.send, self._at(case), "", mishap.value))
            case TakeBack(number=number):
                await self.alone(partial(self.stands.take_back, number))
            case LookAt(case=case):
                self._ward.look(case)
            case Free(seat=seat):
                await self.alone(partial(self.room.free, seat))
            case Call(seat=seat, name=name):
                await self.alone(partial(self.room.call, seat, name))
            case Countdown(minutes=minutes):
                await self.alone(partial(self.stands.count_down, minutes))
            case Project():
                await self.alone(partial(self.stands.project, act))
            case PackLesson():
                self.board.pack(await self.alone(self.room.voting.results))
            case MakeBoard():
                await self.alone(self._make_board)

    def _say(self, act: Say) -> None:
        who, text = tidy(act.who), tidy(act.text)
        if not who or not text:
            raise RefusedError(say("classroom.no_words"))
        self.stands.send(self._at(act.case), who, text)

    def _at(self, case: int | None) -> tuple[int, ...]:
        """Return the case that was named, or all at which somebody sits."""
        return tuple(sorted(set(self._playing.values()))) if case is None else (case,)

    def _end(self) -> None:
        """End the lesson, and begin its board: whoever ends it wants to see that next."""
        self.room.end()
        self._make_board()

    def _make_board(self) -> None:
        cases = [(case.id, self.room.lines(case.id)) for case in self.room.cases]
        # Of those that were not heard of since the host began, the file says whether they ended.
        self._board_ends = self._ends() | {case for case, whole in cases if ended_in(whole)}
        names = {seat.learner_key: self.room.name_of(seat.id) for seat in self.room.seats}
        self.board.make(cases, [seat.sheet for seat in self.room.seats if seat.sheet], names)
