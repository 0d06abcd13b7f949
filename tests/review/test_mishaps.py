"""What an instructor lets happen: every future lives it, so it costs the patient and nobody's score."""

from __future__ import annotations

from itertools import islice

import pytest
from msgspec import structs

from game.case.case import admit_case
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.policy.policy import play_out
from game.policy.registry import POLICIES
from game.review.playback.rewind import Snapshots
from game.review.scoring.ahead import Ahead
from game.review.scoring.analysis import Extent, stages
from game.review.valuation.tracking import track
from game.review.valuation.value import true_fork, worth_of
from game.review.valuation.what_if import what_if
from game.review.verdict import Cause
from game.values.level import Level
from game.values.log import Header, Log
from game.values.order import Actor, Befall, Entry, Mishap
from game.values.ticks import TICKS_PER_HOUR, Tick
from tests.levels.plays import level

SHOCK = structs.replace(level("septic_shock"), horizon_h=30.0)
"""From the second night on with oxygen."""


def befalls(*when: tuple[float, Mishap]) -> tuple[Entry, ...]:
    return tuple(
        Entry(tick=round(hour * TICKS_PER_HOUR), actor=Actor.INSTRUCTOR, order=Befall(number=number, mishap=mishap))
        for number, (hour, mishap) in enumerate(when, start=1)
    )


ALL = befalls(
    (2.0, Mishap.LABORATORY_LATE), (6.5, Mishap.OXYGEN_OFF), (9.0, Mishap.LINE_INFECTION), (26.0, Mishap.OXYGEN_OFF)
)


def test_columns_live_it_as_the_case_does_to_the_last_bit() -> None:
    by_view = track(SHOCK, SHOCK.seed, POLICIES["reference"], mishaps=ALL)
    plain = track(SHOCK, SHOCK.seed, POLICIES["reference"])

    for hour in (0, 3, 22):
        (by_columns,) = ColumnFutures().worths([true_fork(by_view, hour)])
        assert by_columns.worth == worth_of(by_view.cases[-1])
    assert by_columns.worth < worth_of(plain.cases[-1])


@pytest.mark.parametrize("mishap", Mishap)
def test_each_of_them_comes_to_columns_alone(mishap: Mishap) -> None:
    by_view = track(SHOCK, SHOCK.seed, POLICIES["reference"], mishaps=befalls((25.5, mishap)))
    assert by_view.cases[25].breathed.fio2 > 0.21

    (by_columns,) = ColumnFutures().worths([true_fork(by_view, 0)])

    assert by_columns.worth == worth_of(by_view.cases[-1])


def test_a_missed_dose_is_late_in_every_future_as_it_is_in_the_case() -> None:
    missed = befalls((1.0, Mishap.DOSE_MISSED), (20.0, Mishap.DOSE_MISSED))
    by_view = track(SHOCK, SHOCK.seed, POLICIES["reference"], mishaps=missed)
    plain = track(SHOCK, SHOCK.seed, POLICIES["reference"])
    assert by_view.doses != plain.doses

    for hour in (0, 2, 21):
        (by_columns,) = ColumnFutures().worths([true_fork(by_view, hour)])
        assert by_columns.worth == worth_of(by_view.cases[-1])
    assert by_columns.worth != worth_of(plain.cases[-1])


def _log(one: Level, policy: str, mishaps: tuple[Entry, ...]) -> Log:
    _, entries = play_out(admit_case(one, one.seed), POLICIES[policy], mishaps=mishaps)
    return Log(Header(format=5, game="", method=METHOD, level=one.id, level_digest="", seed=one.seed), entries)


def test_who_follows_the_guideline_is_charged_with_nothing_that_was_let_happen() -> None:
    first, second = islice(stages(SHOCK, _log(SHOCK, "reference", ALL), ColumnFutures()), 2)

    charged = [one.loss for one in second.episodes if one.cause is not Cause.CHANCE]
    assert sum(charged) < 3.0
    assert "A line becomes infected" in first.hidden
    assert "nobody is charged" in first.hidden


def test_nothing_of_it_falls_off_the_curve_when_it_comes() -> None:
    """A value before it knows of it already: the whole fall of those who only wait is not more than it was without."""
    for mishaps in ((), ALL):
        (curve,) = islice(stages(SHOCK, _log(SHOCK, "reference", mishaps), ColumnFutures(), extent=Extent.AT_ONCE), 1)
        assert abs(curve.curve[0].hindsight - curve.curve[-1].hindsight) < 1.0


def test_an_analysis_that_began_before_it_came_is_the_same_to_the_last_bit() -> None:
    short = structs.replace(SHOCK, horizon_h=18.0)
    log = _log(short, "idle", ALL[:3])
    ahead = Ahead(short, short.seed, ColumnFutures())
    told = 0
    for hour in range(7, 18, 7):
        past = [entry for entry in log.entries if entry.tick < hour * TICKS_PER_HOUR]
        ahead.hear(past[told:], hour * TICKS_PER_HOUR)
        told = len(past)
        while ahead.work():
            pass

    found = tuple(stages(short, log, ahead.futures, tracks=ahead.tracks(log)))

    assert found == tuple(stages(short, log, ColumnFutures()))


def test_whatever_came_after_the_last_hour_that_was_heard_is_played_again_as_fast() -> None:
    futures = ColumnFutures()
    ahead = Ahead(SHOCK, SHOCK.seed, futures)
    ahead.hear((), 6 * TICKS_PER_HOUR)
    log = Log(Header(format=5, game="", method=METHOD, level=SHOCK.id, level_digest="", seed=SHOCK.seed), ALL[:2])

    hands = ahead.tracks(log).hands

    assert hands.mishaps == ALL[:2]
    assert hands.admitted().admission.move is futures.move


def test_another_order_is_tried_on_a_patient_whom_it_befell_too() -> None:
    tick: Tick = 4 * TICKS_PER_HOUR
    first = admit_case(SHOCK, SHOCK.seed)

    plain = what_if(Snapshots(first), _log(SHOCK, "idle", ()), tick, None)
    struck = what_if(Snapshots(first), _log(SHOCK, "idle", ALL), tick, None)

    assert struck.instead == struck.done
    assert struck.instead < plain.instead
