"""A case walked through time."""

from dataclasses import replace

from game.case.case import admit_case, advance
from game.case.digest import digest
from game.case.walk import hourly, last_of, logged, walk
from game.policy.policy import ordered_by
from game.policy.registry import POLICIES
from game.values.channel import Panel
from game.values.order import Actor, Draw, Entry
from tests.levels.plays import level

ONE = level("covid_storm")
START = admit_case(ONE, ONE.seed)
DRAWN = [Entry(tick=tick, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)) for tick in (0, 5, 5, 30)]


def test_a_walk_begins_with_the_case_as_it_stands_and_gives_each_order_at_its_tick():
    steps = list(walk(START, logged(DRAWN), 30))

    assert [step.case.tick for step in steps] == list(range(31))
    assert steps[0].case is START
    assert {step.case.tick: len(step.entries) for step in steps if step.entries} == {1: 1, 6: 2}
    by_hand = START
    for _ in range(30):
        by_hand = advance(by_hand, [entry for entry in DRAWN if entry.tick == by_hand.tick])
    assert digest(steps[-1].case) == digest(by_hand)


def test_the_hours_of_a_walk_are_where_it_begins_every_full_hour_and_where_it_ends():
    assert [case.tick for case in hourly(walk(START, logged(()), 30))] == [0, 12, 24, 30]
    late = last_of(walk(START, logged(()), 5))
    assert [case.tick for case in hourly(walk(late, logged(()), 24))] == [5, 12, 24]
    assert [case.tick for case in hourly(walk(late, logged(()), 5))] == [5]


def test_a_case_that_is_over_is_walked_no_further():
    near = replace(START, admission=replace(START.admission, horizon=7))

    assert last_of(walk(near, logged(()))).tick == 7
    over = last_of(walk(near, logged(())))
    assert list(walk(over, logged(()))) == [(over, ())]


def test_what_a_policy_ordered_gives_the_same_case_when_it_is_read_from_a_log():
    steps = list(walk(START, ordered_by(POLICIES["orders_every_test"]), 30))
    entries = [entry for step in steps for entry in step.entries]

    assert {entry.tick for entry in entries} <= {0, 12, 24}
    assert entries
    assert digest(last_of(walk(START, logged(entries), 30))) == digest(steps[-1].case)
