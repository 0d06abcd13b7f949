"""The coach reads the view alone: what it waits for, which wrong act it sees, and where a case stands again."""

from __future__ import annotations

from dataclasses import fields, replace

from msgspec import structs

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.coach import BACK, Coaching, looked, met, played_otherwise, read, standing, way_back
from game.case.view import View
from game.case.walk import advance_to
from game.futures.engine import mover
from game.values.channel import Panel
from game.values.coach import Awaited, Coach, CoachedPitfall, CoachStep, OtherWay, Slip
from game.values.order import Actor, Draw, Entry, Give, Order
from game.values.ticks import ticks
from tests.case.levels import level

LEFT_OUT = Slip(id="late", pitfall=CoachedPitfall.TREND, when=Awaited(hours=3), say="a", told="b", runs_h=6)
TOO_MUCH = Slip(
    id="much", pitfall=CoachedPitfall.TOO_MUCH, when=Awaited(given=("dexamethasone",)), say="a", told="b", runs_h=6
)
COACH = Coach(
    steps=(
        CoachStep(id="read", points="nurse", say="a"),
        CoachStep(
            id="ask", points="test_il6", say="b", waits=Awaited(drawn=Panel.LACTATE_CREATININE), slips=(LEFT_OUT,)
        ),
        CoachStep(id="wait", points="skip", say="c", waits=Awaited(known=Panel.LACTATE_CREATININE)),
        CoachStep(id="end", points="nurse", say="d"),
    ),
    slips=(TOO_MUCH,),
)


ADMITTED = admit_case(level(), 7, mover())


def seen(hour: float, *orders: tuple[float, Order]) -> View:
    entries = tuple(Entry(tick=ticks(at), actor=Actor.PLAYER, order=order) for at, order in orders)
    return build_view(advance_to(ADMITTED, entries, ticks(hour)))


DRAWN = (0.0, Draw(panel=Panel.LACTATE_CREATININE))


def test_each_thing_that_is_awaited_is_seen_in_the_view():
    known = seen(6.0, DRAWN)

    assert met(Awaited(drawn=Panel.LACTATE_CREATININE), seen(0.1, DRAWN), 0)
    assert not met(Awaited(known=Panel.LACTATE_CREATININE), seen(0.1, DRAWN), 0)
    assert met(Awaited(known=Panel.LACTATE_CREATININE), known, 0)
    assert not met(Awaited(known=Panel.LACTATE_CREATININE, times=2), known, 0)
    assert not met(Awaited(hours=6.5), known, 0)
    assert met(Awaited(hours=6.0), known, 0)
    assert met(Awaited(none_of=("dexamethasone",)), known, 0)


def test_a_result_from_before_the_door_is_no_answer_to_the_coach():
    assert not met(Awaited(known=Panel.IL6), seen(0.0), 0)


def test_steps_go_by_when_what_they_wait_for_is_done_and_a_sentence_when_it_was_read():
    now = looked(COACH, Coaching(), seen(0.0))
    assert now.step == 0
    now = read(COACH, now, seen(0.0))
    assert COACH.steps[now.step].id == "ask"
    now = looked(COACH, now, seen(0.1, DRAWN))
    assert COACH.steps[now.step].id == "wait"
    now = looked(COACH, now, seen(6.0, DRAWN))
    assert COACH.steps[now.step].id == "end"
    assert read(COACH, now, seen(6.0, DRAWN)) == now


def test_a_wrong_act_at_any_step_is_seen_and_stands_until_it_is_taken_back():
    view = seen(1.0, (0.9, Give(regimen="dexamethasone")))
    now = looked(COACH, Coaching(), view)

    assert now.slip is TOO_MUCH
    assert looked(COACH, now, seen(2.0)) == now
    assert read(COACH, now, view) == now


def test_the_way_back_is_an_hour_and_no_further_than_the_step():
    assert way_back(Coaching(1, since=0, slip=TOO_MUCH, slipped=60)) == 60 - BACK
    assert way_back(Coaching(1, since=55, slip=TOO_MUCH, slipped=60)) == 56
    assert way_back(Coaching(1, since=60, slip=TOO_MUCH, slipped=60)) == 60
    assert way_back(Coaching(1, since=20, slip=LEFT_OUT, slipped=60)) == 21
    assert way_back(Coaching(1, since=20, slip=LEFT_OUT, slipped=60, kept=31)) == 31
    assert way_back(Coaching(1, since=0, slip=TOO_MUCH, slipped=60, kept=55)) == 55
    assert way_back(Coaching(1, since=0, slip=TOO_MUCH, slipped=60, kept=61)) == 60


def test_a_case_that_is_taken_up_stands_before_the_first_act_that_is_not_done():
    assert standing(COACH, seen(0.0)).step == 0
    assert COACH.steps[standing(COACH, seen(0.1, DRAWN)).step].id == "wait"
    assert COACH.steps[standing(COACH, seen(6.0, DRAWN)).step].id == "end"
    assert COACH.steps[standing(COACH, seen(0.1, DRAWN), 1).step].id == "ask"


def test_the_other_choice_leaves_out_and_gives_and_knows_nothing_later():
    orders = [(0, Give(regimen="antibiotic")), (1, Give(regimen="dexamethasone")), (9, Draw(panel=Panel.IL6))]
    entries = tuple(Entry(tick=tick, actor=Actor.PLAYER, order=order) for tick, order in orders)
    other = OtherWay(
        pitfall=CoachedPitfall.TOO_MUCH, told="a", runs_h=6, without=("dexamethasone",), gives=("methylprednisolone",)
    )

    made = played_otherwise(other, entries, 5)

    assert [(one.tick, one.order.regimen) for one in made] == [(0, "antibiotic"), (5, "methylprednisolone")]


def test_after_a_drug_only_later_samples_count():
    waits = Awaited(drawn=Panel.LACTATE_CREATININE, after=("dexamethasone",))
    given = (1.0, Give(regimen="dexamethasone"))

    assert not met(waits, seen(2.0, DRAWN), 0)
    assert not met(waits, seen(2.0, DRAWN, given), 0)
    assert met(waits, seen(2.0, given, (1.5, DRAWN[1])), 0)


def test_a_wrong_act_that_shows_late_names_the_hour_to_go_back_to():
    late = Slip(
        id="late", pitfall=CoachedPitfall.TREND, when=Awaited(stepped_up=True), say="a", told="b", runs_h=6, back_to_h=2
    )

    assert way_back(Coaching(1, since=200, slip=late, slipped=300)) == ticks(2.0)
    assert way_back(Coaching(1, since=0, slip=late, slipped=9)) == 9


def test_a_look_changes_nothing_that_it_looks_at():
    view = seen(1.0, DRAWN)
    before = replace(view)
    looked(COACH, Coaching(1), view)

    assert all(getattr(view, one.name) == getattr(before, one.name) for one in fields(View))


def test_what_was_left_out_may_be_done_after_all_until_it_was_shown():
    """The coach went on to say that nothing was asked for, and showed it, beside the sample just taken."""
    late = looked(COACH, Coaching(1), seen(4.0))
    assert late.slip == LEFT_OUT
    asked = seen(4.1, (4.0, Draw(panel=Panel.LACTATE_CREATININE)))

    after_all = looked(COACH, late, asked)

    assert after_all == Coaching(2, asked.tick)
    assert looked(COACH, replace(late, seen=True), asked).slip == LEFT_OUT


def test_a_wrong_act_takes_the_place_of_what_was_left_out():
    """A large dose was given while the coach said that the storm was untreated: that dose is what there is to see."""
    late = looked(COACH, Coaching(1), seen(4.0))
    given = seen(4.1, (4.0, Give(regimen="dexamethasone")))

    instead = looked(COACH, late, given)

    assert instead.slip == TOO_MUCH
    assert instead.slipped == given.tick
    assert looked(COACH, instead, given) == instead


def test_nothing_is_left_out_any_more_once_one_of_the_drugs_was_given():
    step = CoachStep(
        id="give",
        points="pad",
        say="a",
        waits=Awaited(given=("remdesivir", "antibiotic")),
        slips=(structs.replace(LEFT_OUT, when=Awaited(hours=3, none_of=("remdesivir",))),),
    )
    coach = Coach(steps=(step, COACH.steps[-1]))
    late = looked(coach, Coaching(), seen(4.0))
    assert late.slip is not None

    assert looked(coach, late, seen(4.1, (4.0, Give(regimen="remdesivir")))) == replace(late, slip=None)
