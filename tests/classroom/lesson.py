"""A lesson with one short level, learners who play in it without a window, and a clock that a test turns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from game.app.confirming import header_of
from game.app.sessions import open_session
from game.case.case import admit_case
from game.case.play import Play
from game.classroom.lesson import Lesson
from game.classroom.messages import CasePiece, Join, Reply, Report
from game.classroom.room import Room
from game.classroom.store import Store
from game.files.case_record import CaseRecord
from game.values.log import SessionLine
from game.values.session import seed_for
from tests.files.sample_level import written

PACK = """
format = 1
id = "night"
title = "A night <b>& day</b>"
[[levels]]
id = "sample"
whose = "own"
"""


OPEN: list[CaseRecord | Store] = []
"""What a test has open; closed after each (`conftest`)."""


class Clock:
    """A clock that stands until it is turned."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def lesson_in(folder: Path) -> Lesson:
    """Write a pack beside its level, and return what is taught by it."""
    level = written(folder)
    pack = folder / "night.toml"
    pack.write_text(PACK, "utf-8")
    opened = open_session(pack)
    beside = {level.name: level.read_text("utf-8")}
    return Lesson(opened.session, opened.digest, opened.levels, pack.name, PACK, beside)


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'class.sqlite'}"


def room_in(folder: Path, clock: Callable[[], float] | None = None, url: str = "", *, anew: bool = False) -> Room:
    """Return a room with its database in a folder; a second call is what a host that was started again finds."""
    store = Store(url or database(folder))
    OPEN.append(store)
    return Room(store, lesson_in(folder), clock or Clock(), anew=anew)


def send(room: Room, case: int, who: str, text: str) -> None:
    """Send words to a case, or a mishap that nobody says; it has waited long enough. Raises RefusedError."""
    room.check(case, happens=not who)
    assert list(room.send((case,), who, text)) == [case]


class Learner:
    """Plays one case with a case file of its own, and reports it."""

    def __init__(self, folder: Path, lesson: Lesson, name: str, *, hosted: bool = True, log_format: int = 0) -> None:
        level = lesson.levels[0]
        line = SessionLine(
            session=lesson.session.id, session_digest=lesson.digest, learner=name, attempt=1, sealed=False
        )
        seed = seed_for(lesson.session, 0, level, name)
        header = header_of(level, seed, line, hosted=hosted)
        header = structs.replace(header, format=log_format or header.format)
        self.name = name
        self.level = level
        self.record = CaseRecord.begin(folder / name, "case", header, lambda _: None, line)
        OPEN.append(self.record)
        self.play = Play(admit_case(level, seed), self.record.entry, self.record.mark)
        self.key = ""
        self.seat = 0

    def sits_in(self, room: Room) -> Learner:
        """Join by the code of the room."""
        self.key = room.join(Join(code=room.code, learner=self.name, seat=self.key), self.name).seat
        self.seat = room.seat_of(self.key)
        return self

    @property
    def lines(self) -> list[bytes]:
        return self.record.whole.splitlines(keepends=True)

    def piece(self, after: int = 0, until: int | None = None) -> CasePiece:
        """Return the lines from a number on as they are sent."""
        tick = self.play.view.tick if until is None else 0
        return CasePiece(case="case", after=after, lines=b"".join(self.lines[after:until]).decode(), tick=tick)

    def reports(self, room: Room, piece: CasePiece | None = None) -> Reply:
        """Send a piece and return the answer."""
        answers, _ = room.take([(self.seat, Report(pieces=(piece or self.piece(),), playing="case"))])
        return answers[0]
