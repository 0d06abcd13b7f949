"""What findings answer by themselves: a value between points, how flat a map is, what was decided, points in words."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.review.findings import FLAT, MARK_FROM, Analysis, Episode, Luck, Mark, Point, TimingMap, value_at
from game.review.verdict import CaseOutcome, Cause, CauseSum, Score
from game.review.wording import luck_of, luck_words, points_number, points_words, whole_points
from game.values.ending import Ending
from game.values.words import say

FALLS = ((12, 80, 70), (24, 60, 40), (25, 50, 30))
LINE = tuple(Point(tick=tick, in_view=seen, hindsight=true) for tick, seen, true in FALLS)


@pytest.mark.parametrize(
    ("tick", "seen", "true"),
    [(0, 80, 70), (12, 80, 70), (15, 75, 62.5), (18, 70, 55), (24, 60, 40), (25, 50, 30), (26, 50, 30), (99, 50, 30)],
)
def test_a_value_lies_on_the_line_between_two_points_and_stays_beyond_the_last(tick, seen, true):
    assert value_at(LINE, tick) == seen
    assert value_at(LINE, tick, hindsight=True) == true


def test_without_a_point_the_value_is_none_and_two_at_one_moment_are_no_fault():
    assert value_at((), 12) == 0.0
    assert value_at((LINE[0], structs.replace(LINE[1], tick=12)), 12) == 80
    assert value_at((LINE[0], structs.replace(LINE[1], tick=12), LINE[2]), 12) == 80


def survival(*rows: tuple[float, ...]) -> TimingMap:
    return TimingMap(across="a", up="b", hours=(0.0, 6.0), survival_percent=rows, yours=(None, None), best=(0.0, 0.0))


@pytest.mark.parametrize(
    ("rows", "flat", "can_wait"),
    [
        (((90.0, 90.0), (90.0, 90.0)), True, True),
        (((90.0, 87.5), (90.0, 90.0)), True, True),
        (((90.0, 90.0 - FLAT), (90.0, 90.0)), False, True),
        (((90.0, 60.0), (90.0, 87.5)), False, True),
        (((90.0, 90.0), (90.0, 90.0 - FLAT)), False, False),
        (((60.0, 90.0), (87.0, 60.0)), False, False),
    ],
)
def test_a_map_is_flat_and_a_patient_can_wait_within_what_luck_does(rows, flat, can_wait):
    assert (survival(*rows).flat, survival(*rows).can_wait) == (flat, can_wait)


def test_marks_come_from_the_bands_that_chess_programs_use():
    assert MARK_FROM == {Mark.SLOW: 5.0, Mark.MISTAKE: 10.0, Mark.BLUNDER: 15.0}
    assert FLAT == 3.0


def episode(cause: Cause) -> Episode:
    return Episode(
        first=0, last=12, cause=cause, mark=Mark.SLOW, loss=1.0, hindsight_loss=1.0, points=1.0, hindsight_points=1.0,
        charged=False, knew="", did="", better="", better_value=0.0, why="", study="",
    )  # fmt: skip


def test_what_chance_did_nobody_decided_and_findings_are_whole_unless_they_say_otherwise():
    both = (episode(Cause.CHANCE), episode(Cause.IGNORED_TREND))
    found = Analysis(
        version=1, level="", method="", reference_version=1, curve=LINE, best_plan=(), no_treatment=(), episodes=both,
        pitfalls=(), score=None, timing=None, hidden="", hosts=1,
    )  # fmt: skip

    assert found.decided == (both[1],)
    assert not found.rough
    assert both[0].gained == 0


@pytest.mark.parametrize(
    ("points", "number", "words"),
    [
        (17.4, "−17", "−17 points"),
        (1.0, "−1", "−1 point"),
        (100.4, "−100", "−100 points"),
        # A sum of more than a score has read as a broken one.
        (142.7, "−143", "−143 points (100 is all there was)"),
        (-2.6, "+3", "+3 points"),
        (0.4, "0", "no points lost"),
        (-0.4, "0", "no points lost"),
        (0.0, "0", "no points lost"),
    ],
)
def test_points_lost_are_told_with_their_sign(points, number, words):
    assert (points_number(points), points_words(points)) == (number, words)


def score(total: int, **lost: float) -> Score:
    return Score(
        version=1, level="", method="", reference_version=1, total=total, hindsight_total=total, stars=0,
        ending=Ending.TIME_UP, ending_sentence="",
        outcome=CaseOutcome(
            survival_percent=0.0, organ_percent=0.0, untreated_survival_percent=0.0, reference_survival_percent=0.0,
            reason="",
        ),
        winnable=1.0, sums=tuple(CauseSum(cause=Cause(name), lost=points) for name, points in lost.items()),
        pitfalls=(), remarks=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "lost", "told"),
    [
        (70, {"over_dampened": 10.4, "ignored_trend": 19.6}, {"ignored_trend": 20, "over_dampened": 10}),
        # Rounded one by one they make 31: the one that was rounded up farthest gives way.
        (70, {"over_dampened": 10.5001, "ignored_trend": 19.6}, {"ignored_trend": 20, "over_dampened": 10}),
        (70, {"over_dampened": 10.6, "ignored_trend": 19.5001}, {"ignored_trend": 19, "over_dampened": 11}),
        (69, {"over_dampened": 10.4, "ignored_trend": 20.45}, {"ignored_trend": 21, "over_dampened": 10}),
        # Farther apart than rounding goes: the parts stay what they are.
        (90, {"over_dampened": 10.4, "ignored_trend": 20.45}, {"ignored_trend": 21, "over_dampened": 10}),
        (90, {"over_dampened": 11.0}, {"over_dampened": 11}),
        (90, {"over_dampened": 10.9}, {"over_dampened": 10}),
        # What luck took is no points of the score.
        (90, {"chance": 40.0, "other": 10.0}, {"other": 10}),
        (100, {"other": 0.3}, {}),
        (100, {}, {}),
    ],
)
def test_whole_points_of_the_causes_add_up_the_dearest_first(total, lost, told):
    assert whole_points(score(total, **lost)) == tuple((Cause(name), points) for name, points in told.items())


@pytest.mark.parametrize(
    ("luck", "hindsight", "words"),
    [
        (None, 3.0, ""),
        (Luck.RIGHT_BUT_UNLUCKY, -3.0, "right, but it did this patient less good"),
        (Luck.RIGHT_BUT_UNLUCKY, 0.4, "right, but it did this patient less good"),
        # A gain of ten points stood over 58 that the patient lost by it.
        (Luck.RIGHT_BUT_UNLUCKY, 58.0, "right, but this patient lost by it"),
        (Luck.LUCKY_BUT_WRONG, 3.0, "wrong, but it cost this patient less"),
        (Luck.LUCKY_BUT_WRONG, -0.4, "wrong, but it cost this patient less"),
        (Luck.LUCKY_BUT_WRONG, -38.0, "wrong, but this patient gained by it"),
    ],
)
def test_luck_is_told_by_what_became_of_this_patient(luck, hindsight, words):
    one = structs.replace(episode(Cause.OTHER), luck=luck, hindsight_points=hindsight)

    assert luck_words(one) == words
    # 'It cost this patient less' stood under *this patient gained by it*.
    meant = say(f"debrief.decision.luck.{luck_of(one)}").lower() if words else ""
    assert meant.startswith(words.partition("but ")[2])
