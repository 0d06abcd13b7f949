"""A case that dice of death ended: what was left undone goes on undone, and nothing else is lost to the dice."""

from __future__ import annotations

from itertools import islice

import pytest

from game.futures.engine import mover
from game.futures.sweep import ColumnFutures
from game.patient.method import METHOD
from game.review.findings import Analysis
from game.review.scoring.analysis import stages
from game.review.valuation.cut_short import answers, cut_short
from game.review.valuation.tracking import track
from game.values.channel import Panel
from game.values.ending import Ending
from game.values.log import EndLine, Header, Log
from game.values.order import Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor
from game.values.ticks import ticks
from tests.levels.plays import at, give, level
from tests.review.made_up import case
from tests.review.made_up import track as made_up
from tests.review.test_true_of_log import LEVELS

ASKED = (Give(regimen="antibiotic"),)
GERM = give(0.0, "remdesivir")
ROUNDS = tuple(at(float(hour), Draw(panel=Panel.INFLAMMATION)) for hour in (0, 10, 20))


@pytest.mark.parametrize(
    ("bed", "entries", "hour", "answered", "waited"),
    [
        ("septic_shock", (), 1, (), True),
        ("septic_shock", (give(0.5, "antibiotic"),), 1, (), False),
        # She is dying, and what had been asked for is ordered at last: it was undone when dying began.
        ("septic_shock", (give(1.0, "antibiotic"),), 1, (), True),
        ("septic_shock", (give(5.5, "antibiotic"),), 1, (), True),
        # Another drug is no answer.
        ("septic_shock", (give(2.0, "tocilizumab"),), 1, (), True),
        # Nothing is asked for yet: whoever waits there does what the guideline does.
        ("quiet_recovery", (GERM,), 2, (), False),
        # Only a look is asked for, and nobody has looked for a day: what it would have asked for is undone.
        ("quiet_recovery", (GERM,), 24, (), True),
        ("quiet_recovery", (GERM, *ROUNDS), 24, (), False),
    ],
)  # fmt: skip
def test_what_was_asked_for_when_dying_began_was_answered_or_left(
    bed: str, entries: tuple[Entry, ...], hour: int, answered: tuple[Give, ...], waited: bool
) -> None:
    one = LEVELS[bed]
    whole = track(one, one.seed, entries, move=mover())
    found = cut_short(whole, ticks(float(hour)))

    assert found.died
    assert (found.last, found.answered, found.waited) == (hour, answered, waited)


@pytest.mark.parametrize(
    ("bed", "entries", "hour", "until_h"),
    [
        # Asked for at the door, undone at the death six hours after the first: as late again.
        ("septic_shock", (), 1, 14.0),
        ("septic_shock", (), 10, 32.0),
        # Ordered in the hours of dying, it comes as late again as it then was.
        ("septic_shock", (give(1.0, "antibiotic"),), 1, 2.0),
        ("septic_shock", (give(5.5, "antibiotic"),), 1, 11.0),
        ("septic_shock", (give(6.5, "antibiotic"),), 1, 13.0),
        ("septic_shock", (give(0.5, "antibiotic"),), 1, 0.0),
        # Nobody has looked for bacteria for a day, and at twelve hours it was due.
        ("quiet_recovery", (GERM,), 24, 48.0),
    ],
)  # fmt: skip
def test_what_was_left_undone_is_done_after_as_long_again(
    bed: str, entries: tuple[Entry, ...], hour: int, until_h: float
) -> None:
    """An hour late and dead by dice was *never ordered*: 59 points for an order that stood on the next round."""
    one = LEVELS[bed]
    found = cut_short(track(one, one.seed, entries, move=mover()), ticks(float(hour)))

    assert found.waits_until == ticks(until_h)


def test_a_death_at_the_last_hour_or_behind_it_is_cut_at_the_last():
    """In the last hour nothing is left that a look could ask for."""
    one = LEVELS["quiet_recovery"]
    whole = track(one, one.seed, (GERM,), until=ticks(25.0), move=mover())

    for hour in (25, 30):
        found = cut_short(whole, ticks(float(hour)))
        assert (found.last, found.waited) == (25, False)


PUMP = tuple(at(float(hour), SetPressor(norepinephrine_ug_per_kg_min=0.1 + 0.05 * hour)) for hour in range(8))
DRIP = at(0.0, SetPressor(norepinephrine_ug_per_kg_min=0.02))


@pytest.mark.parametrize(
    ("entries", "hour", "waited"),
    [
        # The right antibiotic, and a mean pressure of 33 mmHg that nobody holds.
        ((give(0.0, "antibiotic"),), 6, True),
        ((give(0.0, "antibiotic"), *PUMP), 4, False),
        # Turned up at last while the patient is dying: it was undone. Turned down, it is not done at all.
        ((give(0.0, "antibiotic"), at(9.0, SetPressor(norepinephrine_ug_per_kg_min=0.3))), 6, True),
        ((give(0.0, "antibiotic"), DRIP, at(9.0, SetPressor(norepinephrine_ug_per_kg_min=0.0))), 6, True),
        # Fluid is another answer to the same pressure, and as late.
        ((give(0.0, "antibiotic"), at(7.0, GiveFluid())), 6, True),
        # Oxygen is none.
        ((give(0.0, "antibiotic"), at(7.0, SetDevice(device=Device.MASK))), 6, True),
    ],
)
def test_support_that_is_in_the_players_hands_can_be_left_undone(
    entries: tuple[Entry, ...], hour: int, waited: bool
) -> None:
    one = level("septic_shock_hands_on")
    assert cut_short(track(one, one.seed, entries, move=mover()), ticks(float(hour))).waited is waited


def test_what_was_asked_of_support_on_one_round_alone_is_not_undone() -> None:
    """A reading one mmHg under the target is asked about, and the next is not: nobody left anything undone."""
    pump = [SetPressor(norepinephrine_ug_per_kg_min=0.05)]
    for wishes, waited in (([pump, pump, []], False), ([pump, [], pump], False), ([pump] * 3, True)):
        of = made_up(
            level="septic_shock_hands_on",
            cases=[case(hour=float(hour)) for hour in range(4)],
            ordered=[()] * 3,
            wishes=[*wishes, []],
        )
        answered, left = answers(of, 0)
        assert (answered, bool(left)) == ((), waited)


@pytest.mark.parametrize(
    ("asked", "turned_h", "fell_h", "answered"),
    [
        # Asked for two hours before dying began, turned up in the third: nobody left it undone for three rounds.
        (range(4, 12), 6, 6.0, True),
        (range(4, 12), 7, 6.0, False),
        (range(6, 12), 8, 6.0, True),
        # Turned up before dying began, in the same hour.
        (range(12), 6, 6.5, True),
        (range(12), 6, 6.0, False),
    ],
)
def test_support_is_answered_before_dying_began_or_within_three_hours_in_which_it_is_asked_for(
    asked: range, turned_h: int, fell_h: float, answered: bool
) -> None:
    pump = SetPressor(norepinephrine_ug_per_kg_min=0.05)
    of = made_up(
        level="septic_shock_hands_on",
        cases=[case(hour=float(hour)) for hour in range(13)],
        ordered=[[pump] if hour == turned_h else [] for hour in range(12)],
        wishes=[[pump] if hour in asked else [] for hour in range(13)],
    )

    assert answers(of, ticks(fell_h)) == (((pump,), ()) if answered else ((), (pump,)))


def test_a_drug_that_is_first_asked_for_in_the_hour_in_which_dying_begins_may_be_ordered_in_that_hour() -> None:
    """The living have that hour too: nobody is late within it."""
    (order,) = ASKED
    for since, answered in ((6, True), (5, False)):
        of = made_up(
            cases=[case(hour=float(hour)) for hour in range(13)],
            ordered=[[order] if hour == 6 else [] for hour in range(12)],
            wishes=[[order] if hour >= since else [] for hour in range(13)],
        )
        assert answers(of, ticks(6.0)) == (((order,), ()) if answered else ((), (order,)))


def died_of_dice(entries: tuple[Entry, ...]) -> Analysis:
    """Return the analysis, up to the score, of a man in shock who begins to die after twenty minutes."""
    one = LEVELS["septic_shock"]
    header = Header(format=1, game="", method=METHOD, level=one.id, level_digest="", seed=one.seed)
    end = EndLine(tick=ticks(6.0) + 4, ending=Ending.DIED_OF_ORGAN_FAILURE.value, score=0, digest="")
    return list(islice(stages(one, Log(header, entries, (), end), ColumnFutures()), 2))[-1]


def test_whoever_left_nothing_undone_loses_nothing_to_the_dice() -> None:
    """The antibiotic within the hour, and a death by dice: 0 points, as if it had never been given."""
    score = died_of_dice((give(0.9, "antibiotic"),)).score

    assert score is not None
    assert score.total >= 85
    assert score.outcome.survival_percent > 75.0
    assert 50.0 < score.outcome.organ_percent <= 100.0
    assert any("the dice of death are not scored" in remark for remark in score.remarks)


def test_an_order_for_a_dying_patient_is_worth_what_its_delay_leaves_of_it() -> None:
    """An antibiotic 25 minutes before the death, asked for since the second day, was worth 19 points."""
    plays = ((), (give(6.0, "antibiotic"),), (give(1.0, "antibiotic"),))
    scores = [one for orders in plays if (one := died_of_dice(orders).score) is not None]
    idle, late, soon = [one.total for one in scores]

    assert idle <= late < 40
    assert soon >= 70
    assert not any("dice" in remark for one in scores for remark in one.remarks)


def test_whoever_left_it_undone_is_told_how_late_it_would_have_come() -> None:
    found = died_of_dice(())

    assert found.score is not None
    assert found.score.total < 50
    assert not any("dice" in remark for remark in found.score.remarks)
    words = "nothing more is ordered before Day 2 · 04:30."
    assert [one.why.count(words) for one in found.episodes if one.points > 5.0] == [1]
