"""A case walked through time by the orders of a log or of a policy: nowhere else does one tick follow another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from game.case.case import admit_case, advance
from game.case.state import FAR, Case
from game.patient.method import Mover, stepped
from game.values.level import Level
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, Tick

Orders: TypeAlias = Callable[[Case], Sequence[Entry]]
"""Says of a case what is ordered at its tick."""


class Step(NamedTuple):
    """A case at one tick, and the orders of the tick before, which are carried out in it or refused."""

    case: Case
    entries: Sequence[Entry] = ()


def logged(entries: Iterable[Entry]) -> Orders:
    """Return the orders of a log, each to be given at its tick."""
    by_tick: dict[Tick, list[Entry]] = {}
    for entry in entries:
        by_tick.setdefault(entry.tick, []).append(entry)
    return lambda case: by_tick.get(case.tick, ())


def walk(case: Case, orders: Orders, until: Tick = FAR) -> Iterator[Step]:
    """Yield a case as it stands and then at every tick, to tick `until` or to its end.

    The orders at `until` itself are left out, since they take effect with the tick that follows.
    """
    yield Step(case)
    while case.tick < until and case.outcome is None:
        entries = orders(case)
        case = advance(case, entries)
        yield Step(case, entries)


def play(level: Level, seed: int, orders: Orders, until: Tick = FAR, move: Mover = stepped) -> Iterator[Step]:
    """Yield a case from its admission and at every tick, to tick `until` or to its end; `move` lets the body live."""
    return walk(admit_case(level, seed, move), orders, until)


def hourly(steps: Iterable[Step]) -> Iterator[Case]:
    """Yield the case where a walk begins, at every full hour, and where it comes to."""
    told = None
    for case, _ in steps:
        if told is None or case.tick % TICKS_PER_HOUR == 0:
            told = case
            yield case
    if told is not case:
        yield case


def last_of(steps: Iterable[Step]) -> Case:
    """Return where a walk comes to."""
    (step,) = deque(steps, maxlen=1)
    return step.case


def advance_to(case: Case, entries: Iterable[Entry], until: Tick = FAR) -> Case:
    """Let time pass to tick `until` or the end of the case, with these orders on the way.

    Raises ValueError for an entry that lies before the case's tick.
    """
    given = tuple(entries)
    for entry in given:
        if entry.tick < case.tick:
            raise ValueError(f"an order of tick {entry.tick} comes too late for a case at tick {case.tick}")
    return last_of(walk(case, logged(given), until))
