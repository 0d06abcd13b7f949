"""What an instructor lets happen at a bed, in the case itself."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from game.case.apply_orders import with_holding
from game.case.case import Case, admit_case
from game.case.digest import digest
from game.case.walk import last_of, logged, walk
from game.case.ward import PROTOCOL_EVERY_TICKS, inputs, with_device
from game.patient import compartments
from game.values.channel import Channel, Panel, Reading
from game.values.fact import DoseGiven, Relayed, SupportChanged
from game.values.level import Start
from game.values.order import Actor, Befall, Device, Draw, EndLesson, Entry, Give, Mishap, Order, Stop, actor_of
from game.values.ticks import Tick, ticks
from tests.case.levels import MILD, level

FIRST = admit_case(level(start=Start(hours_before=300.0, clock_minute=480)), 7)
"""A patient with COVID-19 who needs much oxygen."""
BACTERIA = compartments.INDEX["bacteria"]
DEXAMETHASONE = compartments.INDEX["dexamethasone_mg"]


def at(tick: Tick, order: Order) -> Entry:
    return Entry(tick=tick, actor=actor_of(order), order=order)


def befall(tick: Tick, mishap: Mishap) -> Entry:
    return at(tick, Befall(number=1, mishap=mishap))


def played(until: Tick, *entries: Entry) -> list[Case]:
    return [step.case for step in walk(FIRST, logged(entries), until)]


def test_tubing_that_comes_off_takes_the_oxygen_for_ten_minutes_and_the_nurse_finds_it() -> None:
    plain = played(40)
    assert plain[24].breathed.fio2 > 0.3

    for first in (24, 25, 29):
        struck = played(40, befall(first, Mishap.OXYGEN_OFF))
        assert [case.tick for case in struck if case.breathed.fio2 == 0.21] == [first + 1, first + 2]
        assert struck[first + 1].shown.spo2 < plain[first + 1].shown.spo2
        said = [(case.tick, fact.who) for case in struck for fact in case.facts if isinstance(fact, Relayed)]
        assert said == [(first + 3, "Nurse")]
        assert struck[40].inputs == inputs(struck[40].holding)


def test_support_that_is_turned_up_while_tubing_is_off_reaches_nobody_before_it_is_on() -> None:
    assert PROTOCOL_EVERY_TICKS == 6
    struck = played(32, befall(29, Mishap.OXYGEN_OFF))

    assert struck[31].breathed.fio2 == 0.21
    assert struck[31].breathed.norepinephrine_ug_per_kg_min == inputs(struck[31].holding).norepinephrine_ug_per_kg_min


def test_a_device_that_is_changed_while_tubing_is_off_is_told_all_the_same() -> None:
    off = played(25, befall(24, Mishap.OXYGEN_OFF))[25]
    changed = with_holding(off, with_device(off.holding, Device.HIGH_FLOW))

    assert changed.inputs == off.inputs
    assert [fact.device for fact in changed.facts if isinstance(fact, SupportChanged)] == [Device.HIGH_FLOW]


def test_a_line_infection_puts_as_many_germs_in_as_get_in_by_chance() -> None:
    plain, struck = played(13)[13], played(13, befall(12, Mishap.LINE_INFECTION))[13]

    more = struck.body.state[BACTERIA] - plain.body.state[BACTERIA]
    assert 0.015 < more < 0.025
    assert not [fact for fact in struck.facts if isinstance(fact, Relayed)]


def test_a_late_laboratory_gives_the_same_result_two_hours_later() -> None:
    drawn = at(3, Draw(panel=Panel.IL6))

    def back(*entries: Entry) -> Reading:
        return next(
            one
            for case in played(ticks(12), drawn, *entries)
            for one in case.sheets.chart.of(Channel.IL6)
            if one.taken == 3
        )

    plain, struck = back(), back(befall(5, Mishap.LABORATORY_LATE))

    assert struck == replace(plain, known=plain.known + ticks(2))


GIVEN = at(3, Give(regimen="dexamethasone"))
EVERY, LATE = ticks(24), ticks(4)


def _doses(*entries: Entry, until: Tick = 3 + EVERY + LATE + 1) -> list[Tick]:
    return [fact.tick for case in played(until, GIVEN, *entries) for fact in case.facts if isinstance(fact, DoseGiven)]


def test_a_missed_dose_goes_in_at_a_later_round_and_the_nurse_says_so_then() -> None:
    due = 3 + EVERY
    struck = played(due + LATE + 1, GIVEN, befall(due - 9, Mishap.DOSE_MISSED))
    plain = played(due + 1, GIVEN)

    assert [case.sheets.course("dexamethasone").next_due for case in struck[due : due + 2]] == [due, due + LATE]
    assert struck[due + 1].body.state[DEXAMETHASONE] < plain[due + 1].body.state[DEXAMETHASONE] - 1.0
    last = struck[-1].sheets.course("dexamethasone")
    assert last is not None
    assert (last.given, last.next_due) == ((3, due + LATE), due + LATE + EVERY)
    said = [(case.tick, fact.text) for case in struck for fact in case.facts if isinstance(fact, Relayed)]
    assert said == [(due + LATE + 1, "Dexamethasone: the dose due at Day 2 · 08:15 was not given. It is going in now.")]
    marked = [digest(one) != digest(other) for one, other in zip(struck, plain, strict=False)]
    assert marked.index(True) == due - 8


def test_whoever_notices_a_missed_dose_may_give_it_before_the_round() -> None:
    missed, due = befall(9, Mishap.DOSE_MISSED), 3 + EVERY
    again = (at(due + 6, Stop(regimen="dexamethasone")), at(due + 6, Give(regimen="dexamethasone")))

    assert _doses(missed, *again) == [3, due + 6]
    assert _doses(missed) == [3, due + LATE]


def test_a_dose_is_missed_only_of_the_course_that_was_running() -> None:
    missed = befall(2, Mishap.DOSE_MISSED)
    stopped = (befall(9, Mishap.DOSE_MISSED), at(12, Stop(regimen="dexamethasone")))
    again = at(3 + EVERY, Give(regimen="dexamethasone"))

    assert _doses(missed) == [3, 3 + EVERY]
    assert _doses(*stopped, again, until=3 + 2 * EVERY + 1) == [3, 3 + EVERY, 3 + 2 * EVERY]


def test_what_finds_nothing_to_act_on_changes_no_bit() -> None:
    quiet = admit_case(structs.replace(MILD, labs=()), 3)
    entries = (befall(1, Mishap.LABORATORY_LATE), at(2, EndLesson()))

    plain = last_of(walk(quiet, logged(()), 6))
    struck = last_of(walk(quiet, logged(entries), 6))

    assert not quiet.sheets.samples
    assert digest(struck) == digest(plain)
    assert not struck.sheets.history


def test_only_an_instructor_lets_things_happen() -> None:
    assert {actor_of(Befall(number=1, mishap=one)) for one in Mishap} == {Actor.INSTRUCTOR}
    assert actor_of(EndLesson()) is Actor.INSTRUCTOR
