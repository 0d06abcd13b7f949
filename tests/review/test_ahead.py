"""What is worked out while a case is played changes no bit of its analysis, and leaves little for afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from msgspec import structs

from game.case.case import admit_case, stop
from game.case.digest import digest
from game.case.walk import last_of, logged, walk
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.findings import Analysis
from game.review.scoring.ahead import Ahead
from game.review.scoring.analysis import CancelledError, stages
from game.review.valuation.remembering import Remembering
from game.review.valuation.tracking import track
from game.review.valuation.value import Expected, Fork, true_fork
from game.review.valuation.virtual_hosts import candidates
from game.values.channel import Panel
from game.values.level import Level
from game.values.log import EndLine, Header, Log
from game.values.order import Actor, Draw, Entry
from game.values.ticks import TICKS_PER_HOUR, Tick
from tests.levels.plays import level

STORM = structs.replace(level("covid_storm"), horizon_h=26.5)
SHOCK = structs.replace(level("septic_shock"), horizon_h=30.0)


class Counting(ColumnFutures):
    """Counts the futures that are played."""

    def __init__(self) -> None:
        super().__init__()
        self.played = 0

    def worths(self, forks: Sequence[Fork], cancelled: Callable[[], bool] = lambda: False) -> list[Expected]:
        self.played += len(forks)
        return super().worths(forks, cancelled)


def _log(one: Level, policy: str, until: Tick | None = None) -> Log:
    first = admit_case(one, one.seed, mover())
    _, entries = play_out(first, POLICIES[policy], *(() if until is None else (until,)))
    last = last_of(walk(first, logged(entries), *(() if until is None else (until,))))
    last = stop(last)
    assert last.outcome is not None
    end = EndLine(tick=last.tick, ending=last.outcome.ending.value, score=0, digest=digest(last))
    header = Header(format=1, game="", method=METHOD, level=one.id, level_digest="", seed=one.seed)
    return Log(header, entries, (), end)


def _followed(ahead: Ahead, log: Log, every_h: int) -> None:
    assert log.end is not None
    told = 0
    for hour in range(every_h, log.end.tick // TICKS_PER_HOUR + 1, every_h):
        past = [entry for entry in log.entries if entry.tick < hour * TICKS_PER_HOUR]
        ahead.hear(past[told:], hour * TICKS_PER_HOUR)
        told = len(past)
        while ahead.work():
            pass


def _after(one: Level, log: Log, ahead: Ahead) -> tuple[Analysis, ...]:
    return tuple(stages(one, log, ahead.futures, tracks=ahead.tracks(log)))


@pytest.mark.parametrize(
    ("one", "policy", "until", "every_h"),
    [
        (STORM, "dampen_to_the_end", None, 1),
        (SHOCK, "idle", None, 7),
        (SHOCK, "reference", 22 * TICKS_PER_HOUR + 5, 3),
    ],
    ids=["to the horizon", "to a death", "stopped within an hour"],
)
def test_an_analysis_that_began_while_the_case_was_played_is_the_same_to_the_last_bit(
    one: Level, policy: str, until: Tick | None, every_h: int
):
    log = _log(one, policy, until)
    ahead = Ahead(one, one.seed, ColumnFutures())
    _followed(ahead, log, every_h)

    assert _after(one, log, ahead) == tuple(stages(one, log, ColumnFutures()))


def test_little_is_left_to_play_after_the_end():
    log = _log(STORM, "dampen_to_the_end")
    afterwards, meanwhile = Counting(), Counting()
    whole = tuple(stages(STORM, log, afterwards))
    ahead = Ahead(STORM, STORM.seed, meanwhile)
    _followed(ahead, log, 1)
    before = meanwhile.played

    assert _after(STORM, log, ahead) == whole
    assert meanwhile.played - before < 0.2 * afterwards.played


def test_a_log_with_other_orders_than_were_heard_is_analysed_as_it_stands():
    log = _log(SHOCK, "idle", 20 * TICKS_PER_HOUR)
    ahead = Ahead(SHOCK, SHOCK.seed, ColumnFutures())
    ahead.hear([Entry(tick=3, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6))], 13 * TICKS_PER_HOUR)
    while ahead.work():
        pass

    assert _after(SHOCK, log, ahead) == tuple(stages(SHOCK, log, ColumnFutures()))


def test_work_that_was_broken_off_at_any_moment_leaves_the_analysis_as_it_is():
    log = _log(SHOCK, "reference", 14 * TICKS_PER_HOUR)
    whole = tuple(stages(SHOCK, log, ColumnFutures()))
    for most in (0, 20, 60):
        asked = iter(range(most))
        ahead = Ahead(SHOCK, SHOCK.seed, ColumnFutures(), lambda asked=asked: next(asked, None) is None)
        with pytest.raises(CancelledError):
            _followed(ahead, log, 6)
        assert _after(SHOCK, log, ahead) == whole


def test_a_future_is_remembered_by_all_that_it_depends_on():
    inner = Counting()
    futures = Remembering(inner)
    of = track(SHOCK, SHOCK.seed, (), 2 * TICKS_PER_HOUR)
    fork = true_fork(of, 0)
    others = [fork, replace(fork, seed=fork.seed + 1), true_fork(of, 1), replace(fork, hazard_at_door=0.5)]

    assert futures.worths([fork, *others]) == ColumnFutures().worths([fork, *others])
    assert inner.played == len(others)
    assert futures.worths(others) == ColumnFutures().worths(others)
    assert inner.played == len(others)


def test_hosts_that_were_played_among_others_are_not_played_again():
    class Once(ColumnFutures):
        def fits(self, *given, **named):
            nonlocal played
            played += 1
            return super().fits(*given, **named)

    played = 0
    of = track(SHOCK, SHOCK.seed, (), 8 * TICKS_PER_HOUR)
    hosts = candidates(SHOCK, SHOCK.seed)[:6]
    futures = Remembering(Once())
    whole, some = futures.fits(of, hosts), futures.fits(of, (hosts[5], hosts[2]))

    assert played == 1
    assert list(some.misfit(7)) == [whole.misfit(7)[place] for place in (5, 2)]
    assert [some.body(8, 0), some.hazard_at_door(1)] == [whole.body(8, 5), whole.hazard_at_door(2)]
    futures.fits(of, candidates(SHOCK, SHOCK.seed)[5:8])
    assert played == 2
