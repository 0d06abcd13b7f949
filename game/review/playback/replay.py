"""A case played again from its log, tick by tick, and held against what the log says of it."""

from __future__ import annotations

from collections.abc import Iterator

from game.case.case import Case, stop
from game.case.digest import digest
from game.case.walk import Step, last_of, logged, play
from game.patient.method import Mover, stepped
from game.values.level import Level
from game.values.log import Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

NO_FINGERPRINT = "no fingerprint"


class Diverged(Exception):  # noqa: N818  it is what happened, and the house calls it so
    """The case played again is another one from this tick on."""

    def __init__(self, tick: Tick, expected: str, found: str) -> None:
        """Keep the tick, what the log says and what came of playing it again."""
        super().__init__(f"tick {tick}: the log says {expected}, played again it is {found}")
        self.tick = tick
        self.expected = expected
        self.found = found


def late_orders(log: Log) -> tuple[Entry, ...]:
    """Return the orders that lie after the end of their case; the game writes none.

    Whoever stops a case may have ordered at its last moment; that order was never carried out.
    """
    if log.end is None:
        return ()
    first = log.end.tick + (log.stopped_at is not None)
    return tuple(entry for entry in log.entries if entry.tick >= first)


def has_fingerprint(log: Log, tick: Tick) -> bool:
    """Say whether a log has a fingerprint of a tick: every full hour, and the moment at which a case was left.

    Such a moment is the last line of a case that is not over; it gives way to the next line.
    """
    if tick % TICKS_PER_HOUR == 0:
        return tick > 0
    ordered = log.entries[-1].tick if log.entries else -1
    return log.end is None and bool(log.digests) and ordered < tick == log.digests[-1].tick


def replay(level: Level, log: Log, move: Mover = stepped) -> Iterator[Step]:
    """Yield the case at every tick from admission to the last that the log knows of, before a player stopped it there.

    Raises Diverged at the first tick at which a fingerprint or the ending is another one than the log says, and for an
    order after the end.
    """
    late = late_orders(log)
    if late:
        raise Diverged(late[0].tick, "an order", "over")
    marks = {line.tick: line.digest for line in log.digests}
    last = log.end.tick if log.end else max([0, *[entry.tick for entry in log.entries], *marks])
    for step in play(level, log.header.seed, logged(log.entries), last, move):
        case = step.case
        found = digest(case) if has_fingerprint(log, case.tick) else NO_FINGERPRINT
        expected = marks.get(case.tick, NO_FINGERPRINT)
        if expected != found:
            raise Diverged(case.tick, expected, found)
        yield step
    case = as_left(log, case)
    if case.tick < last and case.outcome is not None:
        raise Diverged(case.tick, "the case goes on", case.outcome.ending.value)
    if log.end is not None:
        ending = case.outcome.ending.value if case.outcome else "the case goes on"
        if ending != log.end.ending:
            raise Diverged(case.tick, log.end.ending, ending)
        if digest(case) != log.end.digest:
            raise Diverged(case.tick, log.end.digest, digest(case))


def as_left(log: Log, last: Case) -> Case:
    """Return the case at the last tick of its log as the player left it there: stopped, if the log says so."""
    return stop(last) if log.stopped_at == last.tick else last


def replayed(level: Level, log: Log, move: Mover = stepped) -> Case:
    """Return the case at the last tick that the log knows of, as it was left.

    Raises Diverged as `replay` does.
    """
    return as_left(log, last_of(replay(level, log, move)))
