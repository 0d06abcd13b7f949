"""The database of a live class: rooms, seats, the lines of every case, what the instructor said. SQLite or PostgreSQL.

Whatever a learner was told to be on the disk is there: SQLite writes ahead and waits for the disk at every commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    Update,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from game.classroom.holding import LetGo, hold
from game.classroom.tables import (
    BALLOTS,
    CASES,
    ENDED,
    FORGED,
    KEYS,
    LINES,
    NAMED,
    PLAYED,
    REACHED,
    ROOMS,
    SEATS,
    STANDINGS,
    TABLES,
    VOTES,
    WORDS,
)
from game.files.reading import exists
from game.values.ticks import Tick


class StoreError(Exception):
    """The database cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as it is kept."""

    id: int
    code: str
    paused: bool
    over: bool


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as it is kept."""

    id: int
    learner: str
    learner_key: str
    digest: str
    sheet: bytes


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it is kept."""

    id: int
    seat: int
    stem: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """A case, with what is known of what an instructor did in it."""

    second: bytes
    """Its second line, with the newline."""
    words: tuple[WordRow, ...]
    over: bool
    forged: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    """Words that an instructor sent to a case; where nobody says them, `text` names something that happens."""

    number: int
    who: str
    text: str
    sent: Tick | None = None
    """To which moment the case had come, as far as was known; nothing for one that an older host sent."""
    heard: Tick | None = None
    """The moment by which its game had heard of it for certain; nothing while it may not have."""


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A vote as it is kept."""

    number: int
    asked: bytes
    """Its question and answers."""
    open: bool


class Store:
    """A database; every change is made within `changing`, and is there for good when that ends."""

    def __init__(self, url: str) -> None:
        """Open a database and make the tables that it lacks. Raises StoreError."""
        try:
            self._engine = _engine(url)
            TABLES.create_all(self._engine)
        except (SQLAlchemyError, ImportError, ValueError) as error:
            # A port that is no number is told by Python itself.
            raise StoreError(f"{_shown(url)}: {_reason(error)}") from error
        self._let_go: LetGo | None = None
        database = self._engine.url.database if self._engine.dialect.name == "sqlite" else None
        self._file = Path(database) if database and Path(database).is_file() else None

    def hold(self, code: str) -> bool:
        """Hold the room with a code until this is closed or its program ends; say whether no other host has it.

        Raises StoreError.
        """
        try:
            self._let_go = hold(self._engine, code)
        except SQLAlchemyError as error:
            raise StoreError(_reason(error)) from error
        return self._let_go is not None

    def close(self) -> None:
        """Let go of the database, and of a room that was held."""
        if self._let_go is not None:
            self._let_go()
        self._engine.dispose()

    @contextmanager
    def changing(self) -> Iterator[Changes]:
        """Make changes that all come about, or none. Raises StoreError."""
        if self._file is not None and not exists(self._file):
            # SQLite goes on with what was deleted, and all of it would be gone with the host.
            raise StoreError(f"{self._file} was moved or deleted")
        try:
            with self._engine.begin() as connection:
                yield Changes(connection)
        except SQLAlchemyError as error:
            raise StoreError(_reason(error)) from error


class Changes:
    """What may be asked of the database, and changed in it."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection on which a transaction is under way."""
        self._on = connection

    def room(self, session_digest: str) -> RoomRow | None:
        """Return the newest room of a session that is not over, or whose host fell after its end."""
        open_ = ROOMS.c.over.is_(False) | ROOMS.c.id.in_(select(ENDED.c.room))
        asked = select(ROOMS).where(ROOMS.c.session_digest == session_digest, open_)
        row = self._on.execute(asked.order_by(ROOMS.c.id.desc())).first()
        return None if row is None else RoomRow(row.id, row.code, row.paused, row.over)

    def new_room(self, code: str, session_digest: str) -> RoomRow:
        """Open a room."""
        return RoomRow(self._new(ROOMS, code=code, session_digest=session_digest), code, paused=False, over=False)

    def set_room(self, room: int, *, paused: bool, over: bool) -> None:
        """Keep how a room stands."""
        self._on.execute(update(ROOMS).where(ROOMS.c.id == room).values(paused=paused, over=over))
        self.close_room(room)
        if over:
            self._on.execute(insert(ENDED).values(room=room))

    def close_room(self, room: int) -> None:
        """Keep that the host of a room whose lesson was ended was closed: its session has no open room any more."""
        self._on.execute(delete(ENDED).where(ENDED.c.room == room))

    def add_key(self, room: int, digest: str) -> None:
        """Let an instructor's browser in."""
        self._on.execute(insert(KEYS).values(room=room, digest=digest))

    def keys(self, room: int) -> set[str]:
        """Return the fingerprints of the keys of a room."""
        return set(self._on.scalars(select(KEYS.c.digest).where(KEYS.c.room == room)))

    def seats(self, room: int) -> list[SeatRow]:
        """Return the seats of a room."""
        rows = self._on.execute(select(SEATS).where(SEATS.c.room == room).order_by(SEATS.c.id))
        return [SeatRow(row.id, row.learner, row.learner_key, row.digest, row.sheet) for row in rows]

    def new_seat(self, room: int, learner: str, learner_key: str, digest: str) -> SeatRow:
        """Give somebody a seat."""
        id_ = self._new(SEATS, room=room, learner=learner, learner_key=learner_key, digest=digest, sheet=b"")
        return SeatRow(id_, learner, learner_key, digest, b"")

    def set_seat(self, seat: int, *, digest: str | None = None, sheet: bytes | None = None) -> None:
        """Keep another key or answer sheet of a seat."""
        new = {name: value for name, value in (("digest", digest), ("sheet", sheet)) if value is not None}
        self._on.execute(update(SEATS).where(SEATS.c.id == seat).values(**new))

    def names(self, room: int) -> dict[int, str]:
        """Return what an instructor calls the seats of a room that are not shown by their own name."""
        asked = select(NAMED).select_from(NAMED.join(SEATS)).where(SEATS.c.room == room)
        return {row.seat: row.name for row in self._on.execute(asked)}

    def set_name(self, seat: int, name: str) -> None:
        """Keep what a seat is called; without a name, its own."""
        self._on.execute(delete(NAMED).where(NAMED.c.seat == seat))
        if name:
            self._on.execute(insert(NAMED).values(seat=seat, name=name))

    def standing(self, room: int) -> bytes:
        """Return what was kept of how a room stands; nothing where an older host kept none."""
        found = self._on.scalar(select(STANDINGS.c.standing).where(STANDINGS.c.room == room))
        return b"" if found is None else bytes(found)

    def set_standing(self, room: int, standing: bytes) -> None:
        """Keep how a room stands."""
        self._on.execute(delete(STANDINGS).where(STANDINGS.c.room == room))
        self._on.execute(insert(STANDINGS).values(room=room, standing=standing))

    def votes(self, room: int) -> list[VoteRow]:
        """Return the votes of a room, the first one first."""
        rows = self._on.execute(select(VOTES).where(VOTES.c.room == room).order_by(VOTES.c.number))
        return [VoteRow(row.number, row.asked, row.open) for row in rows]

    def new_vote(self, room: int, number: int, asked: bytes) -> None:
        """Open a vote."""
        self._on.execute(insert(VOTES).values(room=room, number=number, asked=asked, open=True))

    def close_votes(self, room: int) -> None:
        """Have no vote of a room open."""
        self._on.execute(update(VOTES).where(VOTES.c.room == room).values(open=False))

    def ballots(self, room: int, number: int) -> dict[int, int]:
        """Return what each seat chose in a vote."""
        asked = select(BALLOTS).where(BALLOTS.c.room == room, BALLOTS.c.number == number)
        return {row.seat: row.answer for row in self._on.execute(asked)}

    def set_ballot(self, room: int, number: int, seat: int, answer: int) -> None:
        """Keep what a seat chose, in the place of what it chose before."""
        one = (BALLOTS.c.room == room, BALLOTS.c.number == number, BALLOTS.c.seat == seat)
        self._on.execute(delete(BALLOTS).where(*one))
        self._on.execute(insert(BALLOTS).values(room=room, number=number, seat=seat, answer=answer))

    def cases(self, room: int) -> list[CaseRow]:
        """Return the cases of a room."""
        rows = self._on.execute(select(CASES).join(SEATS).where(SEATS.c.room == room).order_by(CASES.c.id))
        return [CaseRow(row.id, row.seat, row.stem) for row in rows]

    def new_case(self, seat: int, stem: str) -> CaseRow:
        """Begin a case, with what was sent to it in an earlier room of this session."""
        row = CaseRow(self._new(CASES, seat=seat, stem=stem), seat, stem)
        earlier = [one for one in self._same(row) if one != row.id]
        for word in self.words(max(earlier)) if earlier else ():
            self._keep_word(row.id, word)
        return row

    def _same(self, case: CaseRow) -> list[int]:
        """Return the numbers of a case in every room of its session."""
        ours = select(SEATS.c.learner_key, ROOMS.c.session_digest).select_from(SEATS.join(ROOMS))
        key, session_digest = self._on.execute(ours.where(SEATS.c.id == case.seat)).one()
        asked = select(CASES.c.id).select_from(PLAYED).where(
            CASES.c.stem == case.stem, SEATS.c.learner_key == key, ROOMS.c.session_digest == session_digest
        )  # fmt: skip
        return list(self._on.scalars(asked))

    def was_over(self, case: CaseRow) -> bool:
        """Say whether a lesson in which a case was played was ended."""
        asked = select(CASES.c.id).select_from(PLAYED).where(CASES.c.id.in_(self._same(case)), ROOMS.c.over)
        return self._on.execute(asked).first() is not None

    def is_forged(self, case: int) -> bool:
        """Say whether a line of a case was refused that only an instructor could have brought about."""
        return self._on.execute(select(FORGED).where(FORGED.c.case_id == case)).first() is not None

    def forgers(self, room: int) -> set[int]:
        """Return the seats of such cases."""
        asked = select(CASES.c.seat).select_from(CASES.join(SEATS).join(FORGED)).where(SEATS.c.room == room)
        return set(self._on.scalars(asked))

    def set_forged(self, case: int) -> None:
        """Keep that such a line was refused."""
        if not self.is_forged(case):
            self._on.execute(insert(FORGED).values(case_id=case))

    def sent(self, session_digest: str = "") -> list[SentRow]:
        """Return what an instructor did in each case of a session, or of all, in any room."""
        asked = (
            select(CASES.c.id, LINES.c.line, ROOMS.c.over, FORGED.c.case_id.is_not(None).label("forged"))
            .select_from(
                PLAYED.join(LINES, LINES.c.case_id == CASES.c.id).outerjoin(FORGED, FORGED.c.case_id == CASES.c.id)
            )
            .where(LINES.c.number == 1)
        )
        if session_digest:
            asked = asked.where(ROOMS.c.session_digest == session_digest)
        return [
            SentRow(row.line, tuple(self.words(row.id)), row.over, row.forged) for row in self._on.execute(asked).all()
        ]

    def lines(self, case: int) -> list[bytes]:
        """Return the lines of a case, each with its newline."""
        asked = select(LINES.c.line).where(LINES.c.case_id == case).order_by(LINES.c.number)
        return list(self._on.scalars(asked))

    def add_lines(self, rows: Sequence[tuple[int, int, bytes]]) -> None:
        """Keep lines: case, number from 0, line with its newline."""
        if rows:
            named = [{"case_id": case, "number": number, "line": line} for case, number, line in rows]
            self._on.execute(insert(LINES), named)

    def words(self, case: int) -> list[WordRow]:
        """Return what an instructor sent to a case."""
        same = (REACHED.c.case_id == WORDS.c.case_id) & (REACHED.c.number == WORDS.c.number)
        asked = select(WORDS, REACHED.c.sent, REACHED.c.heard).select_from(WORDS.outerjoin(REACHED, same))
        rows = self._on.execute(asked.where(WORDS.c.case_id == case).order_by(WORDS.c.number))
        return [WordRow(row.number, row.who, row.text, row.sent, row.heard) for row in rows]

    def add_word(self, case: int, who: str, text: str, sent: Tick) -> WordRow:
        """Keep words for a case that has come to a moment, under the next number."""
        last = self._on.scalar(select(func.max(WORDS.c.number)).where(WORDS.c.case_id == case)) or 0
        word = WordRow(last + 1, who, text, sent)
        self._keep_word(case, word)
        return word

    def _keep_word(self, case: int, word: WordRow) -> None:
        self._on.execute(insert(WORDS).values(case_id=case, number=word.number, who=word.who, text=word.text))
        if word.sent is not None:
            made = insert(REACHED).values(case_id=case, number=word.number, sent=word.sent, heard=word.heard)
            self._on.execute(made)

    def set_heard(self, case: int, number: int, tick: Tick) -> None:
        """Keep that the game of a case has heard of words."""
        self._on.execute(_reached(case, number).values(heard=tick))

    def set_kept_back(self, case: int, number: int) -> None:
        """Keep that the game of a case left words out of it."""
        self._on.execute(_reached(case, number).values(kept_back=True))

    def keepers(self, room: int) -> set[int]:
        """Return the seats whose games left out what they had heard of."""
        asked = select(CASES.c.seat).select_from(CASES.join(SEATS).join(REACHED))
        return set(self._on.scalars(asked.where(SEATS.c.room == room, REACHED.c.kept_back)))

    def _new(self, table: Table, **values: object) -> int:
        key: Row[Any] | None = self._on.execute(insert(table).values(**values)).inserted_primary_key
        assert key is not None
        return int(key[0])


def _reached(case: int, number: int) -> Update:
    return update(REACHED).where(REACHED.c.case_id == case, REACHED.c.number == number)


def _reason(error: Exception) -> str:
    """Return the first line of what the database itself said."""
    return str(getattr(error, "orig", None) or error).partition("\n")[0]


def _shown(url: str) -> str:
    """Return the address of a database as it may stand on a screen: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (SQLAlchemyError, ValueError):
        return url.rpartition("@")[2]


def _engine(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def carefully(connection: Any, _: object) -> None:
            for what in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
                connection.execute(f"PRAGMA {what}")

    return engine
