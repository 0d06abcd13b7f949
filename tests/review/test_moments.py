"""The small rules of a review: between two moments, from hour to hour, and what is known is not played again."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from game.case.walk import logged, play
from game.files.case_file import read_case
from game.review.findings import Point, value_at
from game.review.playback.replay import has_fingerprint
from game.review.valuation.remembering import Remembering
from game.review.valuation.tracking import Wishes, tracked
from game.review.valuation.value import Host, Track, begins
from game.review.valuation.virtual_hosts import LEAST_EFFECTIVE, MEDIAN_HOSTS, WEIGHT_KEPT, candidates, weights
from game.values.channel import Panel
from game.values.fact import OrderRefused, refusals
from game.values.order import Actor, Draw, Entry, Give, GiveFluid
from game.values.ticks import TICKS_PER_HOUR, ticks
from tests.levels.plays import LEVELS, level
from tests.review.made_up import case


@pytest.mark.parametrize(
    ("tick", "in_view", "hindsight"),
    [(0, 80.0, 60.0), (12, 80.0, 60.0), (15, 72.5, 55.0), (24, 50.0, 40.0), (30, 45.0, 40.0), (60, 40.0, 40.0)],
)
def test_between_two_moments_the_value_lies_on_the_line_through_them(tick: int, in_view: float, hindsight: float):
    points = [
        Point(tick=12, in_view=80.0, hindsight=60.0),
        Point(tick=24, in_view=50.0, hindsight=40.0),
        Point(tick=36, in_view=40.0, hindsight=40.0),
    ]

    assert value_at(points, tick) == in_view
    assert value_at(points, tick, hindsight=True) == hindsight


def test_every_full_hour_has_a_fingerprint_but_admission():
    log = read_case(Path(LEVELS) / "septic_shock.idle.jsonl").log

    assert [tick for tick in range(3 * TICKS_PER_HOUR) if has_fingerprint(log, tick)] == [
        TICKS_PER_HOUR,
        2 * TICKS_PER_HOUR,
    ]


def test_a_plan_begins_a_drug_in_one_hour_alone():
    assert [now for now in range(0, 48, 6) if begins(12, now)] == [12, 18]


def test_wishes_are_the_same_where_the_same_was_wished_at_every_hour():
    looks = (Draw(panel=Panel.IL6),)
    wished = Wishes((case(), case()), {0: (), 1: looks})

    assert wished == Wishes((case(hour=1.0), case()), {0: (), 1: looks})
    assert wished != Wishes((case(), case()), {0: looks, 1: looks})


def test_the_virtual_patients_have_all_the_luck_that_a_float_can_name():
    found = candidates(level("covid_storm"), 4117)

    assert max(host.seed for host in found) >= 2**52
    assert max(host.seed for host in found) < 2**53


def test_the_first_virtual_patient_of_a_course_is_its_median_whatever_the_luck():
    first, again = (candidates(level("covid_storm"), seed) for seed in (4117, 4118))
    medians = sum(one.parameters == other.parameters for one, other in zip(first, again, strict=True))

    assert medians == MEDIAN_HOSTS * len(level("covid_storm").courses)


@pytest.mark.parametrize("slope", [0.5, 1.0, 2.0, 4.0, 8.0, 16.0])
def test_no_score_rests_on_fewer_virtual_patients_than_it_says(slope: float):
    found = weights([slope * place for place in range(192)])

    assert sum(found.values()) == pytest.approx(1.0)
    assert 1.0 / sum(weight * weight for weight in found.values()) >= WEIGHT_KEPT * WEIGHT_KEPT * LEAST_EFFECTIVE


def test_hosts_are_taken_from_what_was_played_under_the_same_orders_only():
    asked: list[tuple[str, tuple[str, ...]]] = []

    def fits(of: SimpleNamespace, hosts: tuple[str, ...], _cancelled: object) -> SimpleNamespace:
        asked.append((of.name, tuple(hosts)))
        return SimpleNamespace(misfit=lambda _hour: [f"{host} of {of.name}" for host in hosts])

    known = Remembering(cast("Any", SimpleNamespace(fits=fits)))
    mine, other = (cast("Track", SimpleNamespace(name=name)) for name in ("mine", "other"))
    two = cast("list[Host]", ["a", "b"])

    assert [known.fits(mine, two).misfit(0), known.fits(mine, two[1:]).misfit(0)] == [
        ["a of mine", "b of mine"],
        ["b of mine"],
    ]
    assert known.fits(other, two[1:]).misfit(0) == ["b of other"]
    assert asked == [("mine", ("a", "b")), ("other", ("b",))]


def test_an_order_that_was_given_twice_in_a_minute_and_refused_once_is_still_judged():
    """Two presses of 'Give 500 mL': the second is refused, the first went in."""
    of, bolus = level("septic_shock_hands_on"), GiveFluid()
    twice = [Entry(tick=0, actor=Actor.PLAYER, order=bolus)] * 2
    steps = list(play(of, of.seed, logged(twice), ticks(1.0)))
    refused = [fact for step in steps for fact in step.case.facts if isinstance(fact, OrderRefused)]

    _, begun = tracked(steps)

    assert [fact.entry.order for fact in refused] == [bolus]
    assert [entry.order for entry in begun.track.ordered[0]] == [bolus]


@pytest.mark.parametrize(
    ("given", "not_done", "found"),
    [
        ("aa", "a", [None, "a"]),
        ("aba", "a", [None, None, "a"]),
        ("aba", "ab", [None, "b", "a"]),
        ("aa", "aa", ["a", "a"]),
        ("ab", "", [None, None]),
    ],
)
def test_of_one_order_given_twice_the_later_is_the_refused(given: str, not_done: str, found: list[str | None]):
    entries = {name: Entry(tick=0, actor=Actor.PLAYER, order=Give(regimen=name)) for name in "ab"}
    facts = [OrderRefused(0, entries[name], name) for name in not_done]

    assert refusals([entries[name] for name in given], facts) == found
