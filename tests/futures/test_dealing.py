"""An analysis of which a peer plays a share has the bits of one that is played in one place, whatever the peer does."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from msgspec import structs

from game.case.case import admit_case, stop
from game.case.digest import digest
from game.case.walk import last_of, logged, walk
from game.futures.dealing import LEAST_GAIN, Dealing, Fitting, Work, Worths, dealt, done
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.scoring.analysis import CancelledError, Extent, stages
from game.review.scoring.score import score
from game.review.valuation.remembering import Remembering
from game.review.valuation.tracking import track
from game.review.valuation.tracks import CaseTracks
from game.review.valuation.value import true_fork, with_luck
from game.values.log import EndLine, Header, Log
from tests.levels.plays import level

STORM = structs.replace(level("covid_storm"), horizon_h=30.0)


def played(policy: str = "clock_12") -> Log:
    """Return a case of the short storm."""
    first = admit_case(STORM, STORM.seed, mover())
    _, entries = play_out(first, POLICIES[policy])
    last = stop(last_of(walk(first, logged(entries))))
    assert last.outcome is not None
    end = EndLine(tick=last.tick, ending=last.outcome.ending.value, score=0, digest=digest(last))
    header = Header(format=1, game="", method=METHOD, level=STORM.id, level_digest="", seed=STORM.seed)
    return Log(header, entries, (), end)


class Beside:
    """A peer that hears and answers in bytes, as one in another process does."""

    def __init__(self, *fails: type) -> None:
        self.futures = ColumnFutures()
        self.asked: list[Work] = []
        self.dropped = 0
        self._fails = fails
        self._heard: bytes | None = None

    @property
    def free(self) -> bool:
        return self._heard is None

    def ask(self, work: Work) -> None:
        assert self.free
        self.asked.append(work)
        self._heard = pickle.dumps(work)

    def answer(self, cancelled: Callable[[], bool]) -> Any:
        """Do it only now: what nobody waits for costs a test no time."""
        assert self._heard is not None
        if cancelled():
            raise CancelledError
        work, self._heard = pickle.loads(self._heard), None  # noqa: S301  both ends are this test
        found = None if isinstance(work, self._fails) else done(work, self.futures, lambda: False)
        return pickle.loads(pickle.dumps(found))  # noqa: S301

    def drop(self) -> None:
        self.dropped += 1
        self._heard = None


def analysed(log: Log, futures: ColumnFutures | Dealing) -> tuple[Any, ...]:
    tracks = CaseTracks(STORM, log, move=mover())
    return tuple(stages(STORM, log, futures, tracks=tracks, extent=Extent.AT_ONCE))


LOG = played()


@cache
def alone() -> tuple[Any, ...]:
    """Return the analysis that is played in one place."""
    return analysed(LOG, ColumnFutures())


@cache
def with_a_peer() -> tuple[tuple[Any, ...], list[Work]]:
    """Return the analysis of which a peer plays a share, and what the peer was asked for."""
    peer = Beside()
    return analysed(LOG, Dealing(ColumnFutures(), peer)), peer.asked


def test_every_stage_has_the_same_bits_with_a_peer_and_it_does_its_share() -> None:
    found, asked = with_a_peer()
    assert found == alone()
    assert {type(work) for work in asked} == {Worths, Fitting}
    # What the map of timing asks for was begun before it was wanted, and asked for once.
    assert all(work.forks for work in asked if isinstance(work, Worths))


def test_for_a_score_alone_a_peer_plays_nothing_of_the_map_of_timing() -> None:
    peer = Beside()
    assert score(STORM, LOG, Dealing(ColumnFutures(), peer)) == next(one.score for one in alone() if one.score)
    asked = [fork for work in peer.asked if isinstance(work, Worths) for fork in work.forks]
    assert asked
    assert not any(fork.plan.starts for fork in asked)


def test_what_a_peer_fails_at_is_done_here() -> None:
    assert analysed(LOG, Dealing(ColumnFutures(), Beside(Worths, Fitting))) == alone()


def test_who_was_told_to_stop_lets_the_peer_stop_too() -> None:
    one = track(STORM, STORM.seed, ())
    forks = [with_luck(true_fork(one, hour), seed) for hour in range(one.last) for seed in range(20)]
    peer = Beside()
    with pytest.raises(CancelledError):
        Dealing(ColumnFutures(), peer).worths(forks, lambda: True)
    assert peer.dropped == 1
    assert peer.free


def test_those_that_begin_last_are_dealt_out_and_both_shares_are_shorter_than_the_whole() -> None:
    one = track(STORM, STORM.seed, ())
    forks = [with_luck(true_fork(one, hour), seed) for seed in range(40) for hour in range(one.last)]
    mine, theirs = dealt(forks)
    assert sorted([*mine, *theirs]) == list(range(len(forks)))
    assert max(forks[place].case.tick for place in mine) <= min(forks[place].case.tick for place in theirs)
    left = [sum(STORM.horizon_h * 12 - forks[place].case.tick for place in part) for part in (mine, theirs)]
    assert max(left) < LEAST_GAIN * sum(left)


def test_a_few_futures_stay_here() -> None:
    one = track(STORM, STORM.seed, ())
    forks = [with_luck(true_fork(one, 0), seed) for seed in range(24)]
    assert dealt(forks) == (list(range(24)), [])
    assert dealt([]) == ([], [])


def test_the_hosts_of_two_places_are_those_of_one() -> None:
    from game.review.valuation.virtual_hosts import candidates

    one = track(STORM, STORM.seed, ())
    hosts = candidates(STORM, STORM.seed)[:7]
    here, two = ColumnFutures().fits(one, hosts), Dealing(ColumnFutures(), Beside()).fits(one, hosts)
    for hour in range(one.last + 1):
        assert list(two.misfit(hour)) == list(here.misfit(hour))
        for host in range(len(hosts)):
            assert two.body(hour, host) == here.body(hour, host)
            assert two.hazard_at_door(host) == here.hazard_at_door(host)


def test_what_was_compiled_here_is_told_a_peer_once() -> None:
    _, asked = with_a_peer()
    told = [work.code for work in asked if work.code is not None]
    assert len(told) == len(asked) > 1
    machine = [code for one in told for code in one.machine]
    written = [alike for one in told for alike in one.written]
    assert machine
    assert written
    assert len({*machine}) == len(machine)
    assert len({*written}) == len(written)


def test_what_is_begun_leaves_time_for_what_is_done_here_before() -> None:
    one = track(STORM, STORM.seed, ())
    forks = [with_luck(true_fork(one, hour), seed) for seed in range(40) for hour in range(one.last)]

    def theirs(meanwhile_h: int | None) -> int:
        return len(Dealing(ColumnFutures(), Beside()).begin(forks, meanwhile_h))

    assert theirs(None) == len(forks)
    assert 0 < theirs(0) < theirs(100) < theirs(10_000) == len(forks)


def test_what_somebody_plays_meanwhile_is_waited_for_last_and_played_once() -> None:
    one = track(STORM, STORM.seed, ())
    forks = [with_luck(true_fork(one, hour), seed) for seed in range(3) for hour in range(0, one.last, 9)]
    met: list[str] = []

    class Own(ColumnFutures):
        def worths(self, forks: Any, cancelled: Callable[[], bool] = lambda: False) -> Any:
            met.append(f"{len(forks)} here")
            return super().worths(forks, cancelled)

    class Other(Beside):
        def answer(self, cancelled: Callable[[], bool]) -> Any:
            met.append("waited")
            return super().answer(cancelled)

    both = Remembering(Dealing(Own(), Other()))
    both.begin(lambda: forks[:4])
    assert both.worths(forks) == ColumnFutures().worths(forks)
    assert met == [f"{len(forks) - 4} here", "waited"]
    failing = Remembering(Dealing(ColumnFutures(), Beside(Worths)))
    failing.begin(lambda: forks[:4])
    assert failing.worths(forks) == ColumnFutures().worths(forks)
