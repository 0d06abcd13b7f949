"""A table for each judgement of a decision: its cause, its mark, and whether luck had a part in it."""

from __future__ import annotations

import pytest

from game.review.findings import Cause, Luck, Mark
from game.review.scoring.episodes import _luck, mark_of
from game.review.valuation.differences import (
    FLARE_MILLION_PER_ML,
    Difference,
    cause_of,
    difference,
    hidden_infection,
    is_unsafe,
)
from game.values.channel import Channel, Flag, Panel
from game.values.order import Device, Draw, Give, SetDevice, Stop
from tests.review.made_up import case, result, track

GREW = {Channel.BLOOD_CULTURE: result(1.0)}
DEX, TOCI, GERM = "dexamethasone", "tocilizumab", "remdesivir"
CALM = case()
TREATED = case(given=[GERM])
BOTH = case(given=[GERM, DEX])
UNSAFE = case(chart=GREW)
HIDDEN = case(given=[DEX], bacteria=FLARE_MILLION_PER_ML, chart=GREW)


@pytest.mark.parametrize(
    ("moment", "parted", "cause"),
    [
        (CALM, Difference(), Cause.CHANCE),
        (HIDDEN, Difference(), Cause.CHANCE),
        (HIDDEN, Difference(not_drawn=(Panel.IL6,)), Cause.OVER_DAMPENED),
        (HIDDEN, Difference(extra=(TOCI,)), Cause.OVER_DAMPENED),
        (UNSAFE, Difference(extra=(TOCI,)), Cause.UNSAFE_ORDER),
        (CALM, Difference(extra=(TOCI,), missing=(DEX,)), Cause.OVER_DAMPENED),
        (UNSAFE, Difference(kept=(DEX,)), Cause.OVER_DAMPENED),
        (CALM, Difference(kept=(DEX,), missing=(TOCI,)), Cause.OVER_DAMPENED),
        (TREATED, Difference(missing=(DEX,)), Cause.INFECTION_ONLY),
        (BOTH, Difference(missing=(DEX,)), Cause.IGNORED_TREND),
        (CALM, Difference(missing=(DEX,)), Cause.IGNORED_TREND),
        (CALM, Difference(missing=(DEX, GERM)), Cause.IGNORED_TREND),
        (TREATED, Difference(missing=("antibiotic",), support=True), Cause.LATE_ANTIMICROBIAL),
        (TREATED, Difference(support=True), Cause.INFECTION_ONLY),
        (CALM, Difference(support=True), Cause.OTHER),
        (CALM, Difference(extra=(GERM,), not_drawn=(Panel.IL6,)), Cause.OTHER),
        (CALM, Difference(stopped=(DEX,), not_drawn=(Panel.IL6,)), Cause.OTHER),
        (CALM, Difference(not_drawn=(Panel.IL6,), extra_drawn=(Panel.CULTURE,)), Cause.IGNORED_TREND),
        (CALM, Difference(extra_drawn=(Panel.CULTURE,)), Cause.NEEDLESS_TEST),
    ],
)
def test_a_difference_has_one_cause(moment, parted, cause):
    assert cause_of(track(cases=[CALM, moment]), 1, parted) is cause


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


@pytest.mark.parametrize(
    ("level", "given", "germs", "hidden"),
    [
        ("covid_storm", [DEX], FLARE_MILLION_PER_ML, True),
        ("covid_storm", [DEX], 0.99 * FLARE_MILLION_PER_ML, False),
        ("covid_storm", [GERM], FLARE_MILLION_PER_ML, False),
        ("covid_storm", [], FLARE_MILLION_PER_ML, False),
        ("septic_shock", [DEX], FLARE_MILLION_PER_ML, False),
    ],
)
def test_an_infection_is_hidden_where_it_grows_behind_dampening_that_went_in(level, given, germs, hidden):
    """In sepsis the germ is the disease, not a second infection."""
    assert FLARE_MILLION_PER_ML == 0.1
    assert hidden_infection(track(level=level, cases=[case(given=given, bacteria=germs)]), 0) is hidden


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
    assert parted.any is (parted != Difference())


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
