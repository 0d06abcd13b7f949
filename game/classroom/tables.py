"""The tables of a live class's database; those that an older one lacks are made when it is opened."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

TABLES: Final = MetaData()
ROOMS: Final = Table(
    "rooms",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("code", String(20), nullable=False, unique=True),
    Column("session_digest", String(16), nullable=False),
    Column("paused", Boolean, nullable=False, default=False),
    Column("over", Boolean, nullable=False, default=False),
)
ENDED: Final = Table("ended", TABLES, Column("room", ForeignKey("rooms.id"), primary_key=True))
"""Rooms whose lesson was ended and whose host was not closed since: one that fell goes on with them."""
KEYS: Final = Table(
    "keys",
    TABLES,
    Column("room", ForeignKey("rooms.id"), nullable=False),
    Column("digest", String(64), primary_key=True),
)
"""Fingerprints of the keys of instructors' browsers; the keys themselves are nowhere."""
SEATS: Final = Table(
    "seats",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("room", ForeignKey("rooms.id"), nullable=False),
    Column("learner_key", String(60), nullable=False),
    Column("learner", String(60), nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("sheet", LargeBinary, nullable=False, default=b""),
    UniqueConstraint("room", "learner_key"),
)
CASES: Final = Table(
    "cases",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("seat", ForeignKey("seats.id"), nullable=False),
    Column("stem", String(140), nullable=False),
    UniqueConstraint("seat", "stem"),
)
LINES: Final = Table(
    "lines",
    TABLES,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("line", LargeBinary, nullable=False),
)
"""The primary key is why no line can stand twice."""
WORDS: Final = Table(
    "words",
    TABLES,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("who", String(60), nullable=False),
    Column("text", String(400), nullable=False),
)
REACHED: Final = Table(
    "reached",
    TABLES,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sent", Integer, nullable=False),
    Column("heard", Integer),
    Column("kept_back", Boolean, nullable=False, default=False),
)
"""By which moment of a case words were sent and heard; in a table of their own, since older databases have none."""
FORGED: Final = Table("forged", TABLES, Column("case_id", ForeignKey("cases.id"), primary_key=True))
"""Cases of which lines were refused that only an instructor could have brought about."""
NAMED: Final = Table(
    "named",
    TABLES,
    Column("seat", ForeignKey("seats.id"), primary_key=True),
    Column("name", String(60), nullable=False),
)
"""What an instructor calls a learner whose own name is not to be shown."""
PLAYED: Final = CASES.join(SEATS).join(ROOMS)
"""Cases with whose they are, and where."""
STANDINGS: Final = Table(
    "standings",
    TABLES,
    Column("room", ForeignKey("rooms.id"), primary_key=True),
    Column("standing", LargeBinary, nullable=False),
)
"""What is on the projector, when the countdown ends, and what is still to be sent: `standing.LessonState` as JSON."""
VOTES: Final = Table(
    "votes",
    TABLES,
    Column("room", ForeignKey("rooms.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("asked", LargeBinary, nullable=False),
    Column("open", Boolean, nullable=False),
)
"""Every vote of a room, with its question and answers as JSON."""
BALLOTS: Final = Table(
    "ballots",
    TABLES,
    Column("room", ForeignKey("rooms.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seat", ForeignKey("seats.id"), primary_key=True),
    Column("answer", Integer, nullable=False),
)
"""The primary key is why no seat votes twice."""
