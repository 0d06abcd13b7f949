"""What the coach of the first case says of the body is so in the model: each of its claims has its test here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest

from game.case.build_view import build_view
from game.case.case import Case, admit_case
from game.case.coach import Coaching, looked, way_back
from game.case.digest import digest
from game.case.storm import Storm, storm_of
from game.case.walk import logged, walk
from game.files.level_file import level_digest, read_level
from game.values.channel import PANELS, Channel, Panel
from game.values.coach import OtherWay, Slip
from game.values.level import Level
from game.values.order import Actor, Device, Draw, Entry, Give, Order
from game.values.ticks import ticks

FILE = Path(__file__).parents[2] / "levels" / "guided" / "first_case.toml"
LEVEL = read_level(FILE)
TREATED_H = (2.0, 4.0)
"""Earliest and latest hour at which a player who follows the coach treats: oxygen comes at hour 2, and he has three."""


@cache
def admitted() -> Case:
    return admit_case(LEVEL, LEVEL.seed)


def played(hours: tuple[float, ...], *orders: tuple[float, Order]) -> dict[float, Case]:
    """Play these orders, and return the case at some hours."""
    entries = tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order) for hour, order in orders)
    wanted = {ticks(hour): hour for hour in hours}
    steps = walk(admitted(), logged(entries), ticks(max(hours)))
    return {wanted[step.case.tick]: step.case for step in steps if step.case.tick in wanted}


def inside(cases: Mapping[float, Case]) -> dict[float, Storm]:
    return {hour: storm_of(case) for hour, case in cases.items()}


def gives(hour: float, *regimens: str) -> list[tuple[float, Order]]:
    return [(hour, Give(regimen=regimen)) for regimen in regimens]


def runs_h(name: str) -> float:
    """Return how long the coach lets a wrong act, or the other choice of a step, run."""
    assert LEVEL.coach is not None
    steps = LEVEL.coach.steps
    slips: list[Slip] = [*LEVEL.coach.slips, *[slip for step in steps for slip in step.slips]]
    others: dict[str, OtherWay] = {step.id: step.other for step in steps if step.other is not None}
    return next((slip.runs_h for slip in slips if slip.id == name), 0.0) or others[name].runs_h


@pytest.mark.parametrize("minutes", [0, 15, 30, 60])
def test_a_second_value_within_the_first_hour_shows_the_trend_while_the_score_is_no_emergency(minutes):
    """'IL-6 went from … to …; NEWS2 was … when he came': half as much again, whatever the assay adds."""
    cases = played((0.0, 3.0), (minutes / 60, Draw(panel=Panel.IL6)))
    door, known = build_view(cases[0.0]), build_view(cases[3.0])
    before, last = known.labs[Channel.IL6]

    assert door.news2.total < 7
    assert door.support.device is Device.AIR
    assert last.value >= 1.5 * before.value
    assert known.il6_doubling is not None


def test_oxygen_is_needed_soon_after_and_the_virus_still_multiplies():
    """`first_case.infection`."""
    cases = played((2.0, 3.0, 5.0))
    found = inside(cases)

    assert build_view(cases[3.0]).support.device is not Device.AIR
    assert found[2.0].virus < found[5.0].virus


def test_who_never_asks_meets_a_loop_that_feeds_itself():
    """`first_case.not_asked.inside`, `first_case.nothing_given.inside` and `first_case.trend.other`."""
    cases = played((0.0, 5.0, 15.0, 18.0))
    found = inside(cases)

    assert found[0.0].gain < 1.0 < found[15.0].gain
    assert found[15.0].water > 1.5 * found[0.0].water
    assert build_view(cases[18.0]).support.device >= Device.MASK


@pytest.mark.parametrize("at", TREATED_H)
def test_the_infection_alone_is_not_enough(at):
    """`first_case.only_infection.inside` and `first_case.both.other`: the virus falls, IL-6 rises all the same."""
    end = at + runs_h("both")
    found = inside(played((at, end), *gives(at, "remdesivir")))

    assert found[end].virus < 0.95 * found[at].virus
    assert found[end].il6 > 1.5 * found[at].il6
    assert found[end].gain > 1.0


@pytest.mark.parametrize("at", TREATED_H)
def test_both_together_turn_it_and_the_germ_stays_held(at):
    """`first_case.turned`: IL-6 is no longer rising eight hours later, at a dose that leaves the defences standing."""
    end = at + 32.0
    found = inside(played((at, at + 8.0, end), *gives(at, "remdesivir", "dexamethasone")))

    assert found[at + 8.0].il6 < 0.8 * found[at].il6
    assert found[end].germs < found[at].germs


@pytest.mark.parametrize("at", TREATED_H)
def test_the_large_dose_lets_the_germ_flare(at):
    """`first_case.too_much.inside`: what dexamethasone leaves held has grown many times over.

    The loop is held below its threshold, and IL-6 rises again once it has fallen: no sentence may call that held.
    """
    end, between = at + runs_h("too_much"), at + 12.0
    found = inside(played((at, between, end), *gives(at, "remdesivir", "methylprednisolone")))

    assert found[end].germs > 8.0 * found[at].germs
    assert found[between].gain < 1.0
    assert found[end].gain < 1.0
    assert found[end].il6 > 1.5 * found[between].il6


@pytest.mark.parametrize("at", TREATED_H)
def test_the_large_dose_on_top_lets_it_flare_too(at):
    """`first_case.turned.other`."""
    later = at + 8.0
    end = later + runs_h("turned")
    orders = (*gives(at, "remdesivir", "dexamethasone"), *gives(later, "methylprednisolone"))
    found = inside(played((later, end), *orders))

    assert found[end].germs > 5.0 * found[later].germs


def slipped(name: str) -> Slip:
    assert LEVEL.coach is not None
    every = [*LEVEL.coach.slips, *[slip for step in LEVEL.coach.steps for slip in step.slips]]
    return next(slip for slip in every if slip.id == name)


@pytest.mark.parametrize("at", TREATED_H)
def test_the_storm_alone_is_not_enough(at):
    """`first_case.only_storm.inside`."""
    end = at + runs_h("only_storm")
    found = inside(played((at, end), *gives(at, "dexamethasone")))

    assert found[end].virus > 1.2 * found[at].virus


def test_who_does_not_look_again_misses_that_il6_rises_once_more():
    """`first_case.not_looked.inside`: three hours after the six that the coach lets pass, and on."""
    at = max(TREATED_H)
    low, end = at + 9.0, at + 9.0 + runs_h("not_looked")
    found = inside(played((at, low, end), *gives(at, "remdesivir", "dexamethasone")))

    assert found[low].il6 < found[at].il6
    assert found[end].il6 > 1.3 * found[low].il6
    assert found[end].water > 1.3 * found[low].water


def test_both_drugs_given_late_do_not_turn_it_and_the_way_back_leads_to_where_they_do():
    """`first_case.still_rises` and `first_case.too_late`: the coach praises nothing that came too late."""
    assert LEVEL.coach is not None
    step = [one.id for one in LEVEL.coach.steps].index("second_result")
    known = [(0.5, Draw(panel=Panel.IL6)), (28.0, Draw(panel=Panel.IL6))]
    late = played((20.0, 34.0), *known, *gives(22.0, "remdesivir", "dexamethasone"))
    early = played((11.0, 20.0), known[0], (9.0, Draw(panel=Panel.IL6)), *gives(3.0, "remdesivir", "dexamethasone"))
    now = looked(LEVEL.coach, Coaching(step, ticks(28.0)), build_view(late[34.0]))

    assert now.slip == slipped("still_rises")
    assert way_back(now) / ticks(1.0) <= min(TREATED_H)
    assert looked(LEVEL.coach, Coaching(step, ticks(9.0)), build_view(early[11.0])).slip is None
    waits = looked(LEVEL.coach, Coaching(6, ticks(19.0)), build_view(late[20.0]))
    assert waits.slip == slipped("too_late")
    assert inside(late)[20.0].water > 1.3 * inside(early)[20.0].water


def test_nobody_dies_while_the_coach_shows_what_a_wrong_act_does():
    """The way back is always open: nothing that is let run ends the case."""
    for name, hour, regimens in (
        ("too_much", 12.0, ("methylprednisolone",)),
        ("only_infection", 6.0, ("remdesivir",)),
        ("too_late", 20.0, ()),
        ("still_rises", 34.0, ()),
    ):
        end = hour + runs_h(name)
        assert played((end,), *gives(hour, *regimens))[end].outcome is None


def test_the_coach_moves_nothing():
    """The same orders give the same case with a coach and without one, and the level has the same digest."""
    alone: Level = msgspec.structs.replace(LEVEL, coach=None)
    first = played((6.0,), *gives(2.0, "dexamethasone"))[6.0]
    entries = (Entry(tick=ticks(2.0), actor=Actor.PLAYER, order=Give(regimen="dexamethasone")),)
    steps = [step.case for step in walk(admit_case(alone, alone.seed), logged(entries), ticks(6.0))]

    assert level_digest(alone) == level_digest(LEVEL)
    assert digest(steps[-1]) == digest(first)


def test_what_is_practised_is_named_before_each_case_and_tells_no_answer():
    """A goal names a skill; no drug, no dose and no threshold stands in it."""
    answers = ("steroid", "tocilizumab", "dexamethasone", "hydrocortisone", "antibiotic", "antiviral", "mmHg", "SpO")
    levels = [tomllib.loads(path.read_text("utf-8")) for path in FILE.parents[1].rglob("*.toml")]
    goals = [goal for level in levels for goal in level["practises"]]

    assert all(len(level["practises"]) == 3 for level in levels)
    assert [goal for goal in goals if any(word in goal for word in answers) or any(map(str.isdigit, goal))] == []


def test_the_hours_that_are_told_are_those_of_the_steps():
    """Three hours pass before a lack is told, six are let pass, two results make a trend, IL-6 takes 95 minutes."""
    assert LEVEL.coach is not None
    steps = {step.id: step for step in LEVEL.coach.steps}
    lacks = [slip for step in steps.values() for slip in step.slips]

    assert [slip.when.hours for slip in lacks] == [3] * 8 + [0]
    assert steps["both"].waits.hours == 6
    assert (steps["second"].waits.drawn, steps["second_result"].waits.known) == (Panel.IL6, Panel.IL6)
    assert (runs_h("trend"), runs_h("both"), runs_h("turned")) == (15, 14, 36)
    assert PANELS[Panel.IL6].delay_minutes in range(85, 100)
