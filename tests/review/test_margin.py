"""How sure a score is: hosts that part in what they lose leave a margin, more of them a smaller one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from game.review.findings import Episode
from game.review.scoring.charges import Charge, went_bare
from game.review.scoring.judgement import (
    LEAST_WINNABLE,
    STEADY,
    Closed,
    Measured,
    dice_aside,
    scored,
    unjudged_words,
    verdicts,
)
from game.review.valuation.curve import Valuer
from game.review.valuation.value import IDLE, Became, Expected, Fork, Futures, Host, Track
from game.review.verdict import Cause
from game.review.wording import points_number
from game.values.ending import Ending
from tests.levels.plays import level
from tests.review.made_up import case, track

Falls = Callable[[int], float]


def measured(winnable: float = 40.0, margin: float = 0.0, *, bare: bool = False) -> Measured:
    """Return a patient who lives whatever is done."""
    lives = Became(1.0, 1.0)
    return Measured(lives, lives, lives, winnable, margin, bare)


class Played:
    """Futures in which host `n` is worth 90 at the door, `falls(n)` less an hour later, and 40 less untreated."""

    def __init__(self, falls: Falls) -> None:
        self._falls = falls

    def worths(self, forks: Sequence[Fork], _cancelled: Any) -> list[Expected]:
        return [self._worth(fork) for fork in forks]

    def _worth(self, fork: Fork) -> Expected:
        host = cast("int", fork.body)
        fallen = 40.0 if fork.plan is IDLE else self._falls(host) if fork.case.tick else 0.0
        return Expected(90.0 - fallen, 0.0)

    def fits(self, _track: Track, hosts: Sequence[Host], _cancelled: Any) -> Any:
        return SimpleNamespace(
            misfit=lambda _hour: [0.0] * len(hosts), body=lambda _hour, host: host, hazard_at_door=lambda _host: 0.0
        )


def margin(hosts: int, falls: Falls, winnable: float = 40.0) -> float:
    moments = [
        SimpleNamespace(tick=12 * hour, body=0, admission=SimpleNamespace(hazard_at_door=0.0)) for hour in (0, 1)
    ]
    of = SimpleNamespace(
        cases=moments, wishes=((), ()), last=1, over=False, died=False, seed=1, mishaps_from=lambda _hour: ()
    )
    some = cast("list[Host]", [SimpleNamespace(seed=n, course="") for n in range(hosts)])
    valuer = Valuer(cast("Track", of), some, cast("Futures", Played(falls)), lambda: False)
    return valuer.margin(valuer.value([0, 1]).stretches, winnable)


def test_hosts_that_lose_the_same_leave_no_margin():
    assert margin(64, lambda _host: 20.0) == pytest.approx(0.0, abs=1e-9)


def test_hosts_that_part_leave_a_margin_that_is_halved_by_four_times_as_many():
    few, many = [margin(hosts, lambda host: 20.0 * (host % 2)) for hosts in (64, 256)]

    assert few > STEADY
    assert many == pytest.approx(few / 2.0, rel=0.05)


def test_what_is_measured_by_a_greater_sum_moves_less():
    assert margin(64, lambda host: 20.0 * (host % 2), 80.0) < margin(64, lambda host: 20.0 * (host % 2))


def _episode(loss: float) -> Episode:
    """Return what chance did to a case."""
    return msgspec.convert(
        {
            "first": 0, "last": 12, "cause": "chance", "mark": "fine", "loss": loss, "hindsight_loss": 0.0,
            "points": 0.0, "hindsight_points": 0.0, "charged": False, "knew": "", "did": "", "better": "",
            "better_value": 0.0, "why": "", "study": "",
        },
        Episode,
    )  # fmt: skip


@pytest.mark.parametrize(("moves", "told"), [(STEADY, False), (STEADY + 1.0, True)])
def test_a_score_says_by_how_much_it_is_not_steady(moves: float, told: bool):
    one = scored(level("covid_storm"), Closed(Ending.TIME_UP), (), (), measured(LEAST_WINNABLE, moves))

    assert one.margin == moves
    assert any("virtual patients" in remark for remark in one.remarks) is told


@pytest.mark.parametrize(("points", "whole"), [(161.46, 161), (5.47, 5), (8.5, 8)])
def test_what_a_cause_took_is_the_same_whole_number_as_its_only_decision(points: float, whole: int):
    """The opening said −161 points and the sum −162: of a tenth that had been rounded up already."""
    late = msgspec.structs.replace(_episode(0.0), cause=Cause.OVER_DAMPENED, points=points)
    of = track(cases=[case()])
    one = scored(of.level, Closed(Ending.TIME_UP), (late,), verdicts(of, (late,)), measured())

    assert points_number(points) == f"−{whole}"
    assert round(one.pitfalls[-1].lost) == min(100, whole)
    assert [round(item.lost) for item in one.sums] == [whole]


@pytest.mark.parametrize(
    ("ending", "points", "withheld"),
    [(Ending.STOPPED, 0.0, 16), (Ending.STOPPED, 15.0, 1), (Ending.STOPPED, 30.0, 0), (Ending.TIME_UP, 0.0, 0)],
)
def test_a_score_says_what_is_withheld_of_a_case_that_was_left(ending: Ending, points: float, withheld: int):
    late = msgspec.structs.replace(_episode(0.0), cause=Cause.IGNORED_TREND, points=points)
    one = scored(level("covid_storm"), Closed(ending), (late,), (), measured())

    assert one.withheld == withheld
    assert one.total == round(100.0 - points) - withheld


@pytest.mark.parametrize("survival", [0.93471, 0.9349, 0.865, 0.5])
def test_a_chance_is_the_same_whole_number_wherever_it_is_told(survival: float):
    """The opening said that 94 would live, the remark and the outcome 93: it was rounded twice."""
    one = Became(survival, 1.0)
    found = scored(level("covid_storm"), Closed(Ending.TIME_UP), (), (), Measured(one, one, one, 40.0))
    (told,) = dice_aside(cast(Track, SimpleNamespace(died=True, waited=False)), one)

    assert found.outcome.reason.count(f"{found.outcome.survival_percent:.0f} %") == 3
    assert f"{found.outcome.survival_percent:.0f} would live" in told


@pytest.mark.parametrize(("points", "moves"), [(60.0, 33.0), (120.0, 13.0), (153.0, 0.0)])
def test_what_is_lost_beyond_a_hundred_points_moves_no_score(points: float, moves: float):
    late = msgspec.structs.replace(_episode(0.0), cause=Cause.IGNORED_TREND, points=points)
    one = scored(level("covid_storm"), Closed(Ending.TIME_UP), (late,), (), measured(margin=33.0))

    assert one.margin == moves
    assert any(f"about {moves:.0f} points" in remark for remark in one.remarks) is (moves > STEADY)


@pytest.mark.parametrize(
    ("fell", "lost", "told"),
    [
        (4.9, 0.0, ""),
        (24.0, 0.0, "The expected outcome fell by 24 points besides"),
        (-4.9, 60.0, ""),
        (-48.1, 60.0, "Besides, the expected outcome rose by 48 points"),
        # A play to which nothing was lost has nothing that it could pay for.
        (-48.1, 0.0, ""),
    ],
)
def test_a_score_says_by_how_much_the_curve_fell_or_rose_besides(fell: float, lost: float, told: str):
    """A score of 10 stood beside a curve that went from 82 to 88, and nobody said why."""
    late = msgspec.structs.replace(_episode(0.0), cause=Cause.IGNORED_TREND, points=lost)
    found = (_episode(fell), late)
    one = scored(level("covid_storm"), Closed(Ending.TIME_UP), found, (), measured())

    assert (one.total, one.unjudged) == (100 - lost, fell)
    assert unjudged_words(one).startswith(told)
    assert bool(told) is bool(unjudged_words(one))


def test_margin_and_what_nobody_is_charged_with_are_told_to_a_tenth_of_a_point():
    one = scored(level("covid_storm"), Closed(Ending.TIME_UP), (_episode(24.26),), (), measured(margin=3.14))

    assert (one.margin, one.unjudged) == (3.1, 24.3)


@pytest.mark.parametrize(("price", "total", "stars"), [(9.0, 91, 3), (10.0, 84, 2), (15.0, 84, 2)])
@pytest.mark.parametrize("told", [True, False])
def test_a_fever_that_went_bare_for_twelve_hours_takes_the_third_star(price: float, told: bool, total: int, stars: int):
    """Who ordered nothing, and was spared by luck, had all three; whatever the value shows of it."""
    charge = Charge(0, 1, Cause.LATE_ANTIMICROBIAL, price, did="", better="", why="", study="")
    found = msgspec.structs.replace(_episode(0.0), cause=Cause.LATE_ANTIMICROBIAL, points=price, charged=told)
    bare = went_bare((charge,))
    one = scored(level("car_t_release"), Closed(Ending.TIME_UP), (found,), (), measured(bare=bare))

    assert (one.total, one.stars) == (total, stars)
    assert any("84 points at most" in remark for remark in one.remarks) is (price >= 10.0)
