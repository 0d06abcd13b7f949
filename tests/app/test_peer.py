"""The second process of an analysis: it does what it is asked, and nobody waits for one that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from time import sleep

import pytest
from msgspec import structs

from game.app import peer
from game.app.peer import PeerLine, PeerProcess
from game.futures.dealing import Worths
from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.review.valuation.tracking import track
from game.review.valuation.value import CancelledError, Fork, true_fork, with_luck
from tests.levels.plays import level

STORM = structs.replace(level("covid_storm"), horizon_h=20.0)


@pytest.fixture
def process() -> Iterator[PeerProcess]:
    one = PeerProcess(0)
    yield one
    one.end()
    one.join()


def forks(count: int) -> tuple[Fork, ...]:
    one = track(STORM, STORM.seed, (), move=mover())
    return tuple([with_luck(true_fork(one, 0), seed) for seed in range(count)])


def woken(process: PeerProcess) -> PeerLine:
    """Return the line to a peer that has loaded what it needs."""
    line = PeerLine(process.line)
    assert not line.idle
    line.wake()
    while not line.free:
        assert line.idle
        sleep(0.01)
    return line


def test_it_finds_what_is_found_here_and_takes_up_the_next(process: PeerProcess) -> None:
    line = woken(process)
    for count in (3, 2):
        line.ask(Worths(forks(count)))
        assert not line.free
        assert line.answer(lambda: False) == ColumnFutures().worths(forks(count))
        assert line.free


def test_what_is_dropped_is_not_heard_of_again(process: PeerProcess) -> None:
    line = woken(process)
    line.ask(Worths(forks(40)))
    with pytest.raises(CancelledError):
        line.answer(lambda: True)
    line.drop()
    line.ask(Worths(forks(1)))
    assert line.answer(lambda: False) == ColumnFutures().worths(forks(1))


def test_one_that_is_gone_answers_nothing_and_is_asked_nothing_more(process: PeerProcess) -> None:
    line = woken(process)
    line.ask(Worths(forks(2)))
    process.end()
    process.join()
    line.answer(lambda: False)
    line.ask(Worths(forks(2)))
    assert line.answer(lambda: False) is None
    assert not line.idle
    assert not line.free
    line.drop()


def test_work_that_fails_there_is_answered_with_nothing(process: PeerProcess) -> None:
    line = woken(process)
    line.ask(Worths((None,)))  # type: ignore[arg-type]
    assert line.answer(lambda: False) is None
    line.ask(Worths(forks(1)))
    assert line.answer(lambda: False) == ColumnFutures().worths(forks(1))


@pytest.mark.parametrize("awake", [False, True])
def test_it_ends_when_nobody_holds_the_line(process: PeerProcess, awake: bool) -> None:
    (woken(process) if awake else PeerLine(process.line)).close()
    process.join(60.0)
    assert not process.lives


def test_without_a_second_core_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "cores", lambda: 1)
    assert peer.started() is None


def test_without_a_line_there_is_none() -> None:
    line = PeerLine(None)
    line.wake()
    assert not line.idle
    assert not line.free
