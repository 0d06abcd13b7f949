"""A table for each judgement of a decision: its cause, its mark, and whether luck had a part in it."""

from __future__ import annotations

import pytest

from game.review.findings import Cause, Luck, Mark
from game.review.scoring.episodes import MOST_TOLD, _episode, _luck, _Run, _why, better, did, mark_of
from game.review.valuation.differences import (
    Difference,
    cause_of,
    difference,
    is_unsafe,
)
from game.values.channel import Channel, Flag, Panel
from game.values.drug import FORMULARY
from game.values.order import Device, Draw, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from game.values.ticks import ticks
from tests.review.made_up import case, result, track

GREW = {Channel.BLOOD_CULTURE: result(1.0)}
DEX, TOCI, GERM = "dexamethasone", "tocilizumab", "remdesivir"
CALM = case()
TREATED = case(given=[GERM])
BOTH = case(given=[GERM, DEX])
UNSAFE = case(chart=GREW)
RISING, FALLING = case(il6=(100.0, 300.0)), case(il6=(300.0, 100.0))


@pytest.mark.parametrize(
    ("moment", "parted", "cause"),
    [
        (CALM, Difference(), Cause.CHANCE),
        (CALM, Difference(extra=(TOCI,)), Cause.OVER_DAMPENED),
        (UNSAFE, Difference(extra=(TOCI,)), Cause.UNSAFE_ORDER),
        (CALM, Difference(extra=(TOCI,), missing=(DEX,)), Cause.OVER_DAMPENED),
        (UNSAFE, Difference(kept=(DEX,)), Cause.OVER_DAMPENED),
        (CALM, Difference(kept=(DEX,), missing=(TOCI,)), Cause.OVER_DAMPENED),
        (TREATED, Difference(missing=(DEX,)), Cause.INFECTION_ONLY),
        (BOTH, Difference(missing=(DEX,)), Cause.IGNORED_TREND),
        (CALM, Difference(missing=(DEX,)), Cause.IGNORED_TREND),
        (RISING, Difference(missing=(DEX,)), Cause.IGNORED_TREND),
        # Who gives no dampening while IL-6 falls ignores no rise.
        (FALLING, Difference(missing=(DEX,)), Cause.OTHER),
        (CALM, Difference(missing=(DEX, GERM)), Cause.IGNORED_TREND),
        # What grew is treated first; dampening that is missing as well is the lesser of the two.
        (UNSAFE, Difference(missing=(DEX, "meropenem")), Cause.LATE_ANTIMICROBIAL),
        (UNSAFE, Difference(missing=(DEX, GERM)), Cause.IGNORED_TREND),
        # A second infection behind dampening is an effective antimicrobial late, by the chart that shows it.
        (BOTH, Difference(missing=("antibiotic",)), Cause.LATE_ANTIMICROBIAL),
        (TREATED, Difference(missing=("antibiotic",), support=True), Cause.LATE_ANTIMICROBIAL),
        (TREATED, Difference(support=True), Cause.INFECTION_ONLY),
        (BOTH, Difference(support=True), Cause.OTHER),
        (CALM, Difference(support=True), Cause.OTHER),
        (CALM, Difference(extra=(GERM,), not_drawn=(Panel.IL6,)), Cause.NEEDLESS_ANTIMICROBIAL),
        (CALM, Difference(stopped=(DEX,), not_drawn=(Panel.IL6,)), Cause.OTHER),
        # Tests alone change no body: what happens beside them is chance.
        (CALM, Difference(not_drawn=(Panel.IL6,), extra_drawn=(Panel.CULTURE,)), Cause.CHANCE),
        (CALM, Difference(extra_drawn=(Panel.CULTURE,)), Cause.CHANCE),
    ],
)
def test_a_difference_has_one_cause(moment, parted, cause):
    assert cause_of(track(cases=[CALM, moment]), 1, parted) is cause


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], "Each hour without it lets the infection grow."),
        ([GERM], "Each hour without it lets the infection grow."),
        (["antibiotic"], "An antibiotic that does not reach the germ lets it grow."),
    ],
)
def test_hours_on_an_antibiotic_that_should_have_been_changed_are_not_called_hours_without_one(given, why):
    assert _why(case(given=given), Difference(missing=("meropenem",)), Cause.LATE_ANTIMICROBIAL) == why


@pytest.mark.parametrize(
    ("chart", "unsafe"),
    [
        ({}, False),
        ({Channel.NEUTROPHILS: result(0.99)}, True),
        ({Channel.NEUTROPHILS: result(1.0)}, False),
        ({Channel.BLOOD_CULTURE: result(0.0, Flag.BELOW)}, False),
        ({Channel.BLOOD_CULTURE: result(1.0)}, True),
        ({Channel.NEUTROPHILS: result(0.5), Channel.BLOOD_CULTURE: result(0.0, Flag.BELOW)}, True),
    ],
)
def test_few_neutrophils_or_a_culture_that_grew_forbid_dampening(chart, unsafe):
    assert is_unsafe(case(chart=chart)) is unsafe


OXYGEN = SetDevice(device=Device.NASAL_CANNULA)


@pytest.mark.parametrize(
    ("done", "wished", "parted"),
    [
        ([], [], Difference()),
        ([Give(regimen=DEX)], [Give(regimen=DEX)], Difference()),
        ([], [Give(regimen=DEX)], Difference(missing=(DEX,))),
        ([Give(regimen=DEX)], [], Difference(extra=(DEX,))),
        ([], [Stop(regimen=DEX)], Difference(kept=(DEX,))),
        ([Stop(regimen=DEX)], [], Difference(stopped=(DEX,))),
        ([], [Draw(panel=Panel.IL6)], Difference(not_drawn=(Panel.IL6,))),
        ([Draw(panel=Panel.IL6)], [], Difference(extra_drawn=(Panel.IL6,))),
        ([OXYGEN], [OXYGEN], Difference()),
        ([OXYGEN], [], Difference(support=True)),
        ([], [OXYGEN], Difference(support=True)),
        ([Give(regimen=TOCI)], [Give(regimen=DEX)], Difference(missing=(DEX,), extra=(TOCI,))),
    ],
)
def test_each_order_that_only_one_of_them_gave_is_a_difference(done, wished, parted):
    assert difference(track(ordered=[done], wishes=[wished]), 0, 1) == parted


def test_only_the_hours_asked_for_count():
    orders = [[Give(regimen=DEX)], [Give(regimen=TOCI)], [Give(regimen=GERM)]]

    assert difference(track(ordered=orders, wishes=[[], [], []]), 1, 2) == Difference(extra=(TOCI,))


@pytest.mark.parametrize(
    ("loss", "mark"),
    [
        (-30.0, Mark.GAIN),
        (-1.0, Mark.GAIN),
        (-0.99, Mark.FINE),
        (0.0, Mark.FINE),
        (4.4, Mark.FINE),
        (4.6, Mark.SLOW),
        (9.4, Mark.SLOW),
        (9.6, Mark.MISTAKE),
        (14.4, Mark.MISTAKE),
        (14.6, Mark.BLUNDER),
        (100.0, Mark.BLUNDER),
    ],
)
def test_points_are_marked_as_they_are_shown(loss, mark):
    assert mark_of(loss) is mark


@pytest.mark.parametrize(
    ("loss", "hindsight", "luck"),
    [
        (8.0, 3.0, Luck.LUCKY_BUT_WRONG),
        (8.0, 3.1, None),
        (5.0, 0.0, Luck.LUCKY_BUT_WRONG),
        (4.9, -5.0, None),
        (40.0, 28.0, Luck.LUCKY_BUT_WRONG),
        (40.0, 28.1, None),
        (1.9, 6.9, Luck.RIGHT_BUT_UNLUCKY),
        (1.9, 6.8, None),
        (2.0, 60.0, None),
        (0.0, 40.0, Luck.RIGHT_BUT_UNLUCKY),
        (-40.0, -27.9, Luck.RIGHT_BUT_UNLUCKY),
        (-40.0, -28.1, None),
        (20.0, 40.0, None),
    ],
)
def test_luck_is_named_where_both_judgements_part_by_much(loss, hindsight, luck):
    assert _luck(loss, hindsight) is luck


@pytest.mark.parametrize(
    ("cause", "loss", "told", "points"),
    [
        (Cause.IGNORED_TREND, 0.5, Cause.IGNORED_TREND, 1.0),
        (Cause.IGNORED_TREND, -0.5, Cause.OTHER, -1.0),
        (Cause.CHANCE, 0.5, Cause.CHANCE, 0.0),
        (Cause.CHANCE, -0.5, Cause.CHANCE, 0.0),
    ],
)
def test_a_loss_keeps_its_cause_a_gain_is_another_order_and_chance_moves_no_point(
    cause, loss, told, points, monkeypatch
):
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda _: "")
    run = _Run(0, 1, cause, loss, loss, 50.0, Difference(missing=(DEX,)))
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert (found.cause, found.points, found.hindsight_points, found.charged) == (told, points, points, False)
    assert (found.better == "", found.luck is None) == (cause is Cause.CHANCE, True)


def test_mark_and_luck_of_an_episode_are_those_of_its_points(monkeypatch):
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda _: "")
    run = _Run(0, 1, Cause.IGNORED_TREND, 4.0, 0.0, 50.0, Difference(missing=(DEX,)))
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert (found.mark, found.luck) == (Mark.SLOW, Luck.LUCKY_BUT_WRONG)


@pytest.mark.parametrize(
    ("parted", "study"),
    [(Difference(not_drawn=(Panel.IL6,)), ""), (Difference(missing=(DEX,)), FORMULARY[DEX].source)],
)
def test_a_source_is_named_for_a_drug_and_not_for_a_look(parted, study, monkeypatch):
    """A study of the IL-6 of carers stood under 'Without looking, nobody can know that a calm patient is calm'."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda _: "")
    run = _Run(0, 1, Cause.IGNORED_TREND, 4.0, 0.0, 50.0, parted)
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert found.study == study


@pytest.mark.parametrize(
    ("parted", "treats"),
    [
        (Difference(), False),
        (Difference(not_drawn=(Panel.IL6,), extra_drawn=(Panel.CULTURE,)), False),
        (Difference(missing=(DEX,)), True),
        (Difference(extra=(DEX,)), True),
        (Difference(kept=(DEX,)), True),
        (Difference(stopped=(DEX,)), True),
        (Difference(support=True), True),
    ],
)
def test_a_difference_in_tests_alone_acts_on_no_body(parted, treats):
    assert parted.treats is treats


@pytest.mark.parametrize(("given", "verb"), [([], "Give meropenem"), (["antibiotic"], "Change to meropenem")])
def test_what_takes_the_place_of_an_antibiotic_that_runs_is_a_change(given, verb):
    of = track(cases=[case(given=given)], ordered=[[]], wishes=[["meropenem"]])
    assert better(of, 0, 1, Difference(missing=("meropenem",))).startswith(verb)
    assert "Stop" not in better(of, 0, 1, Difference(missing=("meropenem",), kept=("antibiotic",)))


def told(ordered, wishes, parted):
    return better(track(ordered=ordered, wishes=wishes), 0, len(ordered), parted)


def test_better_says_which_order_at_which_hour():
    words = told([[], [], []], [[], [], [Give(regimen=DEX)]], Difference(missing=(DEX,)))

    assert words == "Give dexamethasone at Day 1 · 10:00 (6 mg daily IV, 10 days)."


def test_what_was_given_later_is_told_as_when_to_begin_it():
    """'Give it' would be false of a decision in which it was given."""
    words = told([[], [], [Give(regimen=DEX)]], [[], [Give(regimen=DEX)], []], Difference(missing=(DEX,), extra=(DEX,)))

    assert words == "Begin dexamethasone at Day 1 · 09:00 (6 mg daily IV, 10 days)."


def test_another_drug_of_its_kind_is_begun_and_not_given_beside():
    other = "methylprednisolone"
    words = told([[], [Give(regimen=other)]], [[Give(regimen=DEX)], []], Difference(missing=(DEX,), extra=(other,)))

    assert words.startswith("Begin dexamethasone at Day 1 · 08:00")


def test_what_the_guideline_asks_for_once_the_players_drug_is_in_is_no_part_of_one_plan():
    """*Give tocilizumab. No dexamethasone yet.*, though it gives tocilizumab behind a steroid only: the player's."""
    asked = Difference(missing=("tocilizumab",), extra=(DEX,))
    words = told([[Give(regimen=DEX)], []], [[], [Give(regimen="tocilizumab")]], asked)

    assert words.startswith("No dexamethasone yet. On the chart after that order: give tocilizumab at Day 1 · 09:00")
    words = told([[Give(regimen=DEX)], []], [[Give(regimen="tocilizumab")], []], asked)
    assert words.startswith("Give tocilizumab at Day 1 · 08:00")
    assert words.endswith("No dexamethasone yet.")


def test_a_stop_is_told_with_its_hour_too():
    words = told([[], []], [[], [Stop(regimen=DEX)]], Difference(kept=(DEX,)))

    assert words == "Stop dexamethasone at Day 1 · 09:00."


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (SetDevice(device=Device.MASK), "Mask set (Day 1 · 08:00)."),
        (SetProne(prone=True), "Turned prone (Day 1 · 08:00)."),
        (SetPressor(norepinephrine_ug_per_kg_min=0.2), "Norepinephrine set to 0.20 µg/kg/min (Day 1 · 08:00)."),
        (GiveFluid(), "Fluid bolus given (Day 1 · 08:00)."),
        (Draw(panel=Panel.IL6), "Waited 1 h, from Day 1 · 08:00 to Day 1 · 09:00. 1 test taken."),
    ],
)
def test_who_ordered_did_not_only_wait(order, words):
    assert did(track(ordered=[[order]]), 0, 1) == words


def test_who_only_waited_let_a_course_run_on():
    """Six days of a steroid that nobody needed were told as 'Waited 6 d 19 h', and cost points for dampening."""
    words = did(track(cases=[case(given=[DEX])], ordered=[[]]), 0, 1)

    assert words == "Waited 1 h with dexamethasone running, from Day 1 · 08:00 to Day 1 · 09:00."


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        ([Give(regimen=GERM)], "Dexamethasone went on; remdesivir given (Day 1 · 08:00)."),
        ([Stop(regimen=DEX)], "Dexamethasone stopped (Day 1 · 08:00)."),
        ([Draw(panel=Panel.IL6)],
         "Waited 1 h with dexamethasone running, from Day 1 · 08:00 to Day 1 · 09:00. 1 test taken."),
    ],
)  # fmt: skip
def test_what_went_on_is_told_before_what_was_given_beside_it(orders, words):
    """*Remdesivir given. That cost 5 points: dampening without need*, where a steroid that ran on had cost them."""
    assert did(track(cases=[case(given=[DEX])], ordered=[orders]), 0, 1, kept=(DEX,)) == words


def test_who_waited_to_the_end_did_not_wait_beyond_it():
    """A case that ended at 08:00 was told as waited to 08:30, below a heading that said 08:00."""
    assert did(track(ordered=[[]]), 0, 1, ticks(0.5)) == "Waited 30 min, from Day 1 · 08:00 to Day 1 · 08:30."


@pytest.mark.parametrize(("given", "more"), [(MOST_TOLD, ""), (MOST_TOLD + 1, "; 1 more"), (MOST_TOLD + 2, "; 2 more")])
def test_what_is_left_out_of_many_orders_is_counted(given, more):
    words = did(track(ordered=[[Give(regimen=DEX)] * given]), 0, 1)

    assert words.casefold().count("dexamethasone given") == MOST_TOLD
    assert words.endswith(f"(Day 1 · 08:00){more}.")
