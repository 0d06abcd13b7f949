"""Doses and lengths that a guideline leaves open, and courses that are ended in steps."""

from __future__ import annotations

import msgspec
import pytest

from game.case.case import Case, admit_case
from game.case.digest import digest
from game.case.rules import check
from game.case.walk import advance_to
from game.futures.engine import choose, mover
from game.futures.sweep import ColumnFutures
from game.review.valuation.tracking import track
from game.review.valuation.value import IDLE, true_fork
from game.values.drug import FORMULARY
from game.values.fact import CourseStopped, DoseGiven
from game.values.order import Actor, Entry, Give, Order, Stop, Taper, plain
from game.values.ticks import TICKS_PER_HOUR, ticks
from tests.case.levels import level

LEVEL = level()
PULSE = Give(regimen="methylprednisolone", dose_mg=32.0, doses=10)


def entries(*orders: tuple[float, Order]) -> tuple[Entry, ...]:
    return tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=order) for hour, order in orders)


def played(hours: float, *orders: tuple[float, Order]) -> Case:
    return advance_to(admit_case(LEVEL, 7, mover()), entries(*orders), ticks(hours))


def doses(case: Case) -> list[float]:
    return [fact.amount for fact in case.sheets.history if isinstance(fact, DoseGiven)]


def test_a_chosen_dose_goes_in_at_every_dose_of_the_course():
    """Who orders 32 mg gets 32 mg, ten times, not the pulse."""
    case = played(100.0, (0.0, PULSE))

    assert doses(case) == [32.0] * 5
    assert case.sheets.course("methylprednisolone").left == 5


def test_the_next_course_begins_with_the_usual_dose_again():
    """A choice belongs to its course."""
    case = played(2.0, (0.0, PULSE), (1.0, Stop(regimen="methylprednisolone")))

    assert case.sheets.course("methylprednisolone").chosen_mg == 0.0


def test_a_taper_halves_the_dose_each_day_and_ends():
    """Ten milligrams every six hours: four of 5, four of 2.5, four of 1.25, and no more."""
    case = played(100.0, (0.0, Give(regimen="dexamethasone_high")), (1.0, Taper(regimen="dexamethasone_high")))

    assert doses(case) == [10.0] + [5.0] * 4 + [2.5] * 4 + [1.25] * 4
    assert not case.sheets.course("dexamethasone_high").running
    assert CourseStopped(ticks(1.0), "dexamethasone_high", tapered=True) in case.sheets.history


def test_a_usual_order_is_written_as_it_always_was():
    """Files of older versions and of this one hold the same bytes for the same order."""
    assert msgspec.json.encode(Give(regimen="remdesivir")) == b'{"kind":"give","regimen":"remdesivir"}'
    assert msgspec.json.decode(msgspec.json.encode(PULSE), type=Give) == PULSE


REFUSED = (
    (Give(regimen="methylprednisolone", dose_mg=40.0), "Methylprednisolone is ordered as 1 g / 32 mg."),
    (Give(regimen="remdesivir", doses=7), "A course of remdesivir has 5 / 10 doses."),
    (Taper(regimen="dexamethasone"), "Dexamethasone is not running."),
)


@pytest.mark.parametrize(("order", "reason"), REFUSED)
def test_what_no_guideline_leaves_open_is_refused(order, reason):
    """Only doses and lengths that the drug's own file names can be ordered."""
    assert check(order, admit_case(LEVEL, 7, mover())) == reason


def test_an_antiviral_has_no_taper():
    """It is stopped."""
    case = played(1.0, (0.0, Give(regimen="remdesivir")))

    assert check(Taper(regimen="remdesivir"), case) == "Remdesivir needs no taper: it can be stopped at once."


def test_a_taper_that_runs_says_when_it_ends():
    """A refusal names its end."""
    case = played(1.0, (0.0, Give(regimen="dexamethasone")), (0.5, Taper(regimen="dexamethasone")))

    assert check(Taper(regimen="dexamethasone"), case) == (
        "Dexamethasone is being tapered; the last dose is due Day 4 · 08:00."
    )


def test_every_choice_has_its_source():
    """Nobody can order what stands in no guideline or trial."""
    for regimen in FORMULARY.values():
        assert bool(regimen.doses_mg or regimen.courses) is bool(regimen.choice_source), regimen.id


def test_players_are_compared_by_drug_and_not_by_choice():
    """A defensible length is no difference from the guideline run."""
    assert plain(PULSE) == Give(regimen="methylprednisolone")
    assert plain(Taper(regimen="dexamethasone")) == Stop(regimen="dexamethasone")


@pytest.mark.parametrize(
    "orders", [(PULSE,), (Give(regimen="dexamethasone_high"), Taper(regimen="dexamethasone_high"))]
)
def test_columns_carry_a_chosen_course_on_to_the_bit(orders):
    """What is still due of a chosen dose or a taper goes into a future as it goes into the case."""
    short = level(horizon_h=40.0)
    given = entries(*[(float(place), order) for place, order in enumerate(orders)])
    whole = track(short, 7, given)
    fork = true_fork(whole, 2, IDLE)
    alone = ColumnFutures(choose("numpy")).worths([fork])
    without = ColumnFutures(choose("numpy")).worths([true_fork(track(short, 7, ()), 2, IDLE)])

    assert alone != without
    assert digest(whole.cases[-1]) == digest(advance_to(admit_case(short, 7, mover()), given, ticks(40.0)))
    assert len(whole.cases) > 40.0 - TICKS_PER_HOUR
