"""A case played from its orders without a window: the log that it leaves, what happened, and a row for every hour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from game.app.confirming import header_of
from game.app.moving import mover
from game.case.build_view import build_view
from game.case.digest import digest
from game.case.state import Case
from game.case.truth import truth
from game.case.walk import Step, logged, play
from game.patient import compartments
from game.policy.policy import Policy, ordered_by
from game.review.valuation.tracking import Tracking, tracked
from game.values.channel import VITALS, Channel, Flag, Reading
from game.values.fact import DoseGiven, Fact, OrderRefused, SampleTaken, SupportChanged
from game.values.level import Level
from game.values.log import DigestLine, EndLine, Log
from game.values.order import Entry
from game.values.ticks import TICKS_PER_HOUR, hours

_LABS: Final = tuple(channel for channel in Channel if channel not in VITALS)
HEAD: Final = (
    "hour",
    *(channel.value for channel in VITALS),
    "news2",
    "device",
    "oxygen_l_per_min",
    "fio2",
    "prone",
    "norepinephrine_ug_per_kg_min",
    *(f"result_{channel.value}" for channel in _LABS),
    *(f"true_{channel.value}" for channel in Channel),
    *(f"state_{name}" for name in compartments.NAMES),
)
"""Columns of the table. Units: vital signs and results as on the screen, states as in docs/model.md.

`result_` is the newest result that was known at that hour; `true_` has no error and no delay.
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """A case that was played to its end."""

    log: Log
    facts: tuple[Fact, ...]
    """Doses, samples, refusals, support changes, oldest first."""
    rows: tuple[tuple[object, ...], ...]
    """One for every hour, in the order of `HEAD`; empty unless asked for."""
    unused: int
    """Orders that lie after the end, or before the beginning, and were not carried out."""
    refused: int
    """Orders that were refused."""
    begun: Tracking
    """Its hours, for the score."""


def run_case(level: Level, seed: int, orders: Sequence[Entry] | Policy, *, with_rows: bool = False) -> Ran:
    """Play a case from its orders, or by a policy, to its end."""
    digests: list[DigestLine] = []
    facts: list[Fact] = []
    rows: list[tuple[object, ...]] = []
    used: list[Entry] = []

    def noted(steps: Iterable[Step]) -> Iterator[Step]:
        for step in steps:
            case = step.case
            used.extend(step.entries)
            facts.extend(fact for fact in case.facts if isinstance(fact, _TOLD))
            if case.tick % TICKS_PER_HOUR == 0:
                if case.tick:
                    digests.append(DigestLine(tick=case.tick, digest=digest(case)))
                if with_rows:
                    rows.append(_row(case))
            yield step

    given = logged(orders) if isinstance(orders, Sequence) else ordered_by(orders)
    case, begun = tracked(noted(play(level, seed, given, move=mover())))
    outcome = case.outcome
    assert outcome is not None
    end = EndLine(tick=outcome.tick, ending=outcome.ending.value, score=0, digest=digest(case))
    log = Log(header_of(level, seed), tuple(used), tuple(digests), end)
    refused = len([fact for fact in facts if isinstance(fact, OrderRefused)])
    unused = len(orders) - len(used) if isinstance(orders, Sequence) else 0
    return Ran(log, tuple(facts), tuple(rows), unused, refused, begun)


_TOLD = (DoseGiven, OrderRefused, SampleTaken, SupportChanged)


def _told(reading: Reading) -> float | str:
    """Return a result as a number, or as words where it is an organism."""
    return reading.text if reading.channel is Channel.BLOOD_CULTURE else reading.value


def _row(case: Case) -> tuple[object, ...]:
    seen, true = build_view(case), truth(case)
    vitals = [seen.vitals[channel] for channel in VITALS]
    newest = [_told(seen.labs[channel][-1]) if seen.labs.get(channel) else "" for channel in _LABS]
    return (
        hours(case.tick),
        *["" if one.flag is Flag.ABSENT else one.value for one in vitals],
        seen.news2.total,
        seen.support.device.name.lower(),
        seen.support.oxygen_l_per_min,
        seen.support.fio2,
        int(seen.support.prone),
        seen.support.norepinephrine_ug_per_kg_min,
        *newest,
        *[true.observables[channel] for channel in Channel],
        *true.compartments.values(),
    )
