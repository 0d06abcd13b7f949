"""A table for each judgement of a decision: its cause, its mark, and whether luck had a part in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from msgspec import structs

from game.app.levels import find_level
from game.bedside.chart import Chart
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.walk import logged, walk
from game.futures.engine import mover
from game.policy.bed import AtView
from game.policy.reference import FEVER_C, follow
from game.review.findings import Cause, Luck, Mark
from game.review.scoring.episodes import _episode, _luck, counted, episodes, mark_of, spared
from game.review.scoring.naming import named
from game.review.scoring.reasons import study, why
from game.review.scoring.runs import Run, leave_to_chance
from game.review.scoring.telling import better, did, knew
from game.review.scoring.unasked import ASKED_FOR
from game.review.valuation.curve import Stretch
from game.review.valuation.differences import (
    Difference,
    Uncounted,
    cause_of,
    difference,
    is_unsafe,
)
from game.review.valuation.vigils import trend_vigil, vigil_behind_dampening
from game.values.channel import Channel, Flag, Panel, Reading
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from game.values.organism import Germ
from game.values.ticks import ticks
from tests.levels.plays import level
from tests.review.made_up import case, dose, result, track
from tests.review.test_verdicts import DAMPENED

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
        # An underdosed pump is no inflammation that was left alone, and no drug of theirs makes up for it.
        (TREATED, Difference(support=True), Cause.SUPPORT),
        (BOTH, Difference(support=True), Cause.SUPPORT),
        (CALM, Difference(support=True), Cause.SUPPORT),
        (TREATED, Difference(support=True, kept=("antibiotic",)), Cause.SUPPORT),
        (TREATED, Difference(support=True, extra=("meropenem",)), Cause.SUPPORT),
        (TREATED, Difference(support=True, missing=(DEX,)), Cause.INFECTION_ONLY),
        (TREATED, Difference(support=True, stopped=("antibiotic",)), Cause.OTHER),
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
    ("moment", "parted", "cause"),
    [
        # No dampening makes up for the drug that reaches the germ: 91 points of it were hydrocortisone's.
        (case(given=["antibiotic"]), Difference(missing=("meropenem", "hydrocortisone")), Cause.LATE_ANTIMICROBIAL),
        (case(given=["antibiotic"]), Difference(missing=("hydrocortisone",)), Cause.INFECTION_ONLY),
        # Norepinephrine asks for hydrocortisone, and no trend: 'ignoring the early trend' was told of IL-6 at 33.
        (BOTH, Difference(missing=("hydrocortisone",)), Cause.OTHER),
        (CALM, Difference(missing=("antibiotic",)), Cause.LATE_ANTIMICROBIAL),
    ],
)
def test_in_sepsis_the_germ_comes_first_and_hydrocortisone_is_asked_for_by_no_trend(moment, parted, cause):
    assert cause_of(track(level="septic_shock", cases=[CALM, moment]), 1, parted) is cause


@pytest.mark.parametrize(("hours", "speaks"), [(120.0, True), (120.5, False)])
def test_a_culture_of_more_than_five_days_ago_makes_no_order_unsafe(hours, speaks):
    assert is_unsafe(case(hour=hours, chart=GREW)) is speaks


ANTIBIOTIC = "antibiotic"
ON_IT = case(given=[ANTIBIOTIC])
TO_RESERVE = Difference(missing=("meropenem",), kept=(ANTIBIOTIC,))
RESISTS = {Channel.BLOOD_CULTURE: Reading(Channel.BLOOD_CULTURE, 0, 0, 5.0, germ=Germ.RESISTANT)}


@pytest.mark.parametrize(
    ("level", "moment", "parted", "cause", "words"),
    [
        ("septic_shock", CALM, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "Each hour without"),
        ("covid_storm", CALM, Difference(missing=(GERM,)), Cause.LATE_ANTIMICROBIAL, "An antiviral helps while"),
        ("covid_storm", CALM, Difference(missing=(GERM, "meropenem")), Cause.LATE_ANTIMICROBIAL, "Each hour without"),
        # 'Lets the infection grow' was told of a fever after cells, behind which no germ was known.
        ("car_t_release", CALM, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "if there is one"),
        ("car_t_release", UNSAFE, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "lets the infection"),
        # Whether it reaches the germ nobody knows before the culture: 'does not' was told of one that did.
        ("septic_shock", ON_IT, TO_RESERVE, Cause.LATE_ANTIMICROBIAL, "goes on rising behind"),
        ("septic_shock", case(given=[ANTIBIOTIC], chart=RESISTS), TO_RESERVE,
         Cause.LATE_ANTIMICROBIAL, "An antibiotic that does not reach the germ"),
        # The culture names what the drug reaches, and shock deepens all the same.
        ("septic_shock", case(given=[ANTIBIOTIC], chart=GREW), TO_RESERVE,
         Cause.LATE_ANTIMICROBIAL, "goes on rising behind"),
        ("covid_storm", case(given=["meropenem"], chart=GREW), Difference(missing=(ANTIBIOTIC,), kept=("meropenem",)),
         Cause.LATE_ANTIMICROBIAL, "The antibiotic that ran reaches the germ too"),
        # Who stopped it, and gave none for two days, was told that it had reached too much.
        ("covid_storm", case(given=["meropenem"], chart=GREW), Difference(missing=(ANTIBIOTIC,)),
         Cause.LATE_ANTIMICROBIAL, "Each hour without it"),
        # A pressure of 60 for days was told as 'the inflammation goes on when the germ is gone'.
        ("septic_shock_hands_on", ON_IT, Difference(support=True), Cause.INFECTION_ONLY, "65 mmHg is the first target"),
        ("septic_shock_hands_on", ON_IT, Difference(support=True), Cause.SUPPORT, "65 mmHg is the first target"),
        ("septic_shock_hands_on", ON_IT, Difference(support=True, missing=("hydrocortisone",)), Cause.INFECTION_ONLY,
         "which shortens shock. Until the vessels are tight again"),
        # 'Every hour of a storm does lasting damage' was said of a shock in which dexamethasone ran.
        ("septic_shock", BOTH, Difference(missing=("hydrocortisone",)), Cause.OTHER, "asks for hydrocortisone"),
        ("covid_storm", BOTH, Difference(stopped=(DEX,)), Cause.OTHER, "What it held down comes back"),
        ("covid_storm", FALLING, Difference(missing=(DEX,)), Cause.OTHER, "IL-6 fell, but the need"),
        ("covid_storm", CALM, Difference(extra=("paracetamol",)), Cause.OTHER, "You departed from the guideline run"),
        ("covid_storm", CALM, Difference(kept=(ANTIBIOTIC,)), Cause.OTHER, "The germs that survive it"),
        ("covid_storm", UNSAFE, Difference(extra=(DEX,)), Cause.UNSAFE_ORDER, "The chart spoke against dampening"),
        # Few neutrophils are the rule after the cells, and forbid no tocilizumab.
        ("car_t_release", UNSAFE, Difference(extra=(TOCI,)), Cause.UNSAFE_ORDER, "with few neutrophils"),
    ],
)  # fmt: skip
def test_why_is_said_of_what_parted_the_two(level, moment, parted, cause, words):
    """Stopping a steroid on rising oxygen cost 18 points, and 'its rules lead elsewhere' was all that was told."""
    assert words in why(find_level(level), moment, parted, cause)


@pytest.mark.parametrize(
    ("level", "device", "extra", "told"),
    [
        ("covid_storm", Device.AIR, DEX, True),
        ("covid_storm", Device.AIR, "methylprednisolone", True),
        ("covid_storm", Device.AIR, TOCI, False),
        ("covid_storm", Device.NASAL_CANNULA, DEX, False),
        ("septic_shock", Device.AIR, DEX, False),
    ],
)
@pytest.mark.parametrize(("cause", "won"), [(Cause.OTHER, True), (Cause.OVER_DAMPENED, False)])
def test_a_steroid_without_oxygen_is_told_what_the_trial_found_also_where_it_won(
    level, device, extra, told, cause, won
):
    """A gain of 16 points for dexamethasone on air stood over 'RECOVERY 2021', which found the opposite."""
    words = why(find_level(level), case(device=device), Difference(extra=(extra,)), cause, won=won)

    assert ("17.8 % died with it" in words) is told
    assert ("The model gives more" in words) is won


@pytest.mark.parametrize(
    ("level", "moment", "parted", "cause", "source"),
    [
        ("septic_shock", CALM, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "Seymour 2017"),
        ("covid_storm", CALM, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "Schuetz 2009"),
        ("covid_storm", CALM, Difference(missing=(GERM,)), Cause.LATE_ANTIMICROBIAL, "ACTT-1"),
        ("covid_storm", CALM, Difference(missing=(GERM, ANTIBIOTIC), extra=("meropenem",)), Cause.LATE_ANTIMICROBIAL,
         "Schuetz 2009"),
        ("covid_storm", CALM, Difference(missing=(GERM,), extra=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "ACTT-1"),
        ("car_t_release", CALM, Difference(missing=(ANTIBIOTIC,)), Cause.LATE_ANTIMICROBIAL, "ASCO"),
        ("septic_shock", ON_IT, TO_RESERVE, Cause.LATE_ANTIMICROBIAL, "Charles 2009"),
        ("septic_shock", case(given=[ANTIBIOTIC], chart=GREW), TO_RESERVE,
         Cause.LATE_ANTIMICROBIAL, "Meronem label"),
        ("covid_storm", CALM, Difference(extra=("methylprednisolone",)), Cause.OVER_DAMPENED, "RECOVERY 2021, N Engl"),
        # The trial of 6 mg is no study of a pulse: it won.
        ("covid_storm", CALM, Difference(extra=("methylprednisolone",)), Cause.OVER_DAMPENED, "Lancet 401:1499"),
        ("septic_shock", CALM, Difference(extra=(DEX,)), Cause.OVER_DAMPENED, "Surviving Sepsis"),
        ("septic_shock", CALM, Difference(missing=("hydrocortisone",)), Cause.INFECTION_ONLY, "APROCCHSS"),
        ("car_t_release", CALM, Difference(extra=(TOCI,)), Cause.OVER_DAMPENED, "ASCO"),
        ("covid_storm", CALM, Difference(missing=(TOCI,)), Cause.IGNORED_TREND, "Lancet 397:1637"),
        ("covid_storm", BOTH, Difference(stopped=(DEX,)), Cause.OTHER, "RECOVERY 2021, N Engl"),
        ("septic_shock_hands_on", ON_IT, Difference(support=True), Cause.SUPPORT, "Surviving Sepsis"),
    ],
)  # fmt: skip
def test_a_study_is_of_this_disease_and_of_when_and_no_note_on_a_dose(level, moment, parted, cause, source):
    """An antibiotic three hours late was told with *product information: every 8 h*, release syndrome with COVID-19."""
    assert source in study(find_level(level), moment, parted, cause)


@pytest.mark.parametrize(
    ("parted", "luck"),
    [
        (Difference(extra=(TOCI,)), True),
        # No trial found an antiviral to help later than the guideline gives it, nor what makes comfortable at all.
        (Difference(extra=(GERM,)), True),
        (Difference(extra=("paracetamol",)), True),
        (Difference(extra=(ANTIBIOTIC,)), False),
        # The drug that the culture said does not cover, in place of the one that does, won eight points.
        (Difference(extra=(ANTIBIOTIC,), missing=("meropenem",)), True),
        (Difference(missing=(ANTIBIOTIC,)), True),
        (Difference(missing=(DEX, TOCI), not_drawn=(Panel.IL6,)), True),
        (Difference(missing=(DEX,), support=True), False),
        (Difference(missing=(DEX,), extra=(ANTIBIOTIC,)), False),
        (Difference(stopped=(ANTIBIOTIC,)), False),
        # Nor to go on with a drug that the guideline would stop.
        (Difference(kept=(ANTIBIOTIC,)), True),
        (Difference(support=True), False),
        (Difference(not_drawn=(Panel.IL6,)), True),
    ],
)
def test_nothing_is_won_by_leaving_undone_what_the_chart_asks_for(parted, luck):
    """27 hours of waiting beside a fever that nobody covered won 15 points, of which 5 paid for other losses."""
    chance = Run(0, 10, Cause.CHANCE, 0.0, 0.0, 80.0, Difference())
    won = Run(0, 5, Cause.OTHER, -6.0, -1.0, 80.0, parted)

    told = leave_to_chance(chance, [won])

    assert (not told) is luck
    assert (chance.loss, chance.hindsight_loss) == ((-6.0, -1.0) if luck else (0.0, 0.0))


@pytest.mark.parametrize(
    ("parted", "chance"),
    [
        (Difference(extra=("paracetamol",)), True),
        (Difference(extra=("paracetamol",), extra_drawn=(Panel.IL6,), not_drawn=(Panel.CULTURE,)), True),
        (Difference(extra=("paracetamol",), missing=(DEX,)), False),
        (Difference(extra=("paracetamol", TOCI)), False),
        (Difference(extra=(ANTIBIOTIC,)), False),
        (Difference(), False),
    ],
)
def test_nothing_is_lost_by_a_drug_that_makes_comfortable_and_nothing_else(parted, chance):
    """Paracetamol on the last day, at NEWS2 2: a blunder of 21 points, *from here its rules lead elsewhere*."""
    by_chance = Run(0, 10, Cause.CHANCE, 0.0, 0.0, 80.0, Difference())

    told = leave_to_chance(by_chance, [Run(0, 5, Cause.OTHER, 13.6, 0.0, 80.0, parted)])

    assert (not told) is chance
    assert by_chance.loss == (13.6 if chance else 0.0)
    # After cells the fever that it takes is what asks for an antibiotic.
    masked = [Run(0, 5, Cause.OTHER, 13.6, 0.0, 80.0, parted)]
    assert leave_to_chance(by_chance, masked, fever_asks=True) == masked


@pytest.mark.parametrize(
    ("stopped", "asked_for", "missing", "cause"),
    [
        ([Stop(regimen=DEX)], [], DEX, Cause.OTHER),
        ([Stop(regimen=DEX)], [], "methylprednisolone", Cause.OTHER),
        ([Stop(regimen=DEX)], [], TOCI, Cause.IGNORED_TREND),
        ([Stop(regimen=DEX)], [Stop(regimen=DEX)], DEX, Cause.IGNORED_TREND),
        ([], [], DEX, Cause.IGNORED_TREND),
    ],
)
def test_who_stopped_a_steroid_too_soon_ignored_no_trend_by_not_giving_it_again(stopped, asked_for, missing, cause):
    """A steroid stopped on Day 3: *ignoring the early trend* was told of Day 4."""
    wishes = [[], asked_for, [Give(regimen=missing)]]
    of = track(cases=[CALM, BOTH, BOTH, BOTH], ordered=[[], stopped, []], wishes=wishes)

    parted, watch, found = named(of, Stretch(2, 3, 5.0, 0.0, 5.0, 80.0))

    assert (found, watch) == (cause, None)
    said = why(find_level("covid_storm"), BOTH, parted, found).startswith("What it held down comes back")
    assert said is (cause is Cause.OTHER)


def test_no_trial_is_named_for_an_il6_blocker_in_sepsis():
    assert study(find_level("septic_shock"), CALM, Difference(extra=(TOCI,)), Cause.OVER_DAMPENED) == ""


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
        # A case has no more than all of it to lose.
        (166.0, 114.0, None),
        (166.0, 60.0, Luck.LUCKY_BUT_WRONG),
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
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    run = Run(0, 1, cause, loss, loss, 50.0, Difference(missing=(DEX,)))
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert (found.cause, found.points, found.hindsight_points, found.charged) == (told, points, points, False)
    assert (found.better == "", found.luck is None) == (cause is Cause.CHANCE, True)


def test_mark_and_luck_of_an_episode_are_those_of_its_points(monkeypatch):
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    run = Run(0, 1, Cause.IGNORED_TREND, 4.0, 0.0, 50.0, Difference(missing=(DEX,)))
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert (found.mark, found.luck) == (Mark.SLOW, Luck.LUCKY_BUT_WRONG)


@pytest.mark.parametrize(
    ("cause", "unlooked", "words"),
    [
        # Tazobactam ran on beside a steroid, and was named for what not looking behind the steroid had cost.
        (Cause.OVER_DAMPENED, True, "with dexamethasone and piperacillin-tazobactam running"),
        (Cause.IGNORED_TREND, False, "with dexamethasone and piperacillin-tazobactam running"),
        (Cause.OTHER, False, "with piperacillin-tazobactam running"),
    ],
)
def test_who_waited_is_told_with_the_drug_that_cost_it_or_with_all(cause, unlooked, words, monkeypatch):
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    watch = vigil_behind_dampening(0, ticks(9.0), 24.0, "") if unlooked else None
    run = Run(0, 1, cause, 4.0, 4.0, 50.0, Difference(kept=(ANTIBIOTIC,)), watch)
    moments = [case(given=[DEX, ANTIBIOTIC]), case(given=[DEX, ANTIBIOTIC], hour=1.0)]
    found = _episode(track(cases=moments, ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert words in found.did


@pytest.mark.parametrize(
    ("parted", "undampened", "uncounted"),
    [
        (Difference(missing=("hydrocortisone",)), True, False),
        (Difference(uncounted=Uncounted((TOCI,), 0)), True, True),
        (Difference(missing=(GERM,), uncounted=Uncounted((TOCI,), 0)), True, True),
        # What was asked for outright was missing, whether or not somebody counted.
        (Difference(missing=(DEX,), uncounted=Uncounted((TOCI,), 0)), True, False),
        (Difference(missing=(GERM,)), False, False),
        (Difference(kept=(DEX,)), False, False),
    ],
)
def test_an_episode_knows_whether_dampening_was_called_for(parted, undampened, uncounted, monkeypatch):
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    run = Run(0, 1, Cause.OTHER, 4.0, 4.0, 50.0, parted)
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert (found.undampened, found.uncounted) == (undampened, uncounted)


@pytest.mark.parametrize(
    ("parted", "study"),
    [(Difference(not_drawn=(Panel.IL6,)), ""), (Difference(missing=(DEX,)), FORMULARY[DEX].source)],
)
def test_a_source_is_named_for_a_drug_and_not_for_a_look(parted, study, monkeypatch):
    """A study of the IL-6 of carers stood under 'Without looking, nobody can know that a calm patient is calm'."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    run = Run(0, 1, Cause.IGNORED_TREND, 4.0, 0.0, 50.0, parted)
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


@pytest.mark.parametrize(("given", "verb"), [([], "Give tocilizumab at"), (["tocilizumab"], "Repeat tocilizumab at")])
def test_a_second_dose_of_what_is_given_once_is_told_as_one(given, verb):
    """'Give tocilizumab (8 mg/kg IV, once)' was asked of one who had had it the day before (Bed 4, seed 44)."""
    of = track(cases=[case(given=given)], ordered=[[]], wishes=[[Give(regimen="tocilizumab")]])
    assert better(of, 0, 1, Difference(missing=("tocilizumab",))).startswith(verb)
    stopped = track(cases=[case(given=[DEX])], ordered=[[]], wishes=[[Give(regimen=DEX)]])
    assert better(stopped, 0, 1, Difference(missing=(DEX,))).startswith("Give dexamethasone at")


def told(ordered, wishes, parted):
    return better(track(ordered=ordered, wishes=wishes), 0, len(ordered), parted)


def test_better_says_which_order_at_which_hour():
    words = told([[], [], []], [[], [], [Give(regimen=DEX)]], Difference(missing=(DEX,)))

    assert words == "Give dexamethasone at Day 1 · 10:00 (6 mg daily IV, 10 days)."


def test_of_two_drugs_that_do_not_run_side_by_side_the_later_is_a_change():
    """'Give piperacillin-tazobactam. Give meropenem.' read as both at once."""
    asked = Difference(missing=("antibiotic", "meropenem"))
    both = [Give(regimen="antibiotic")], [Give(regimen="meropenem")]
    words = told([[], []], [*both], asked)

    assert words.startswith("Give piperacillin-tazobactam at Day 1 · 08:00")
    assert "Change to meropenem at Day 1 · 09:00" in words
    assert "Change to" not in told([[], []], [[Give(regimen="antibiotic")], [Give(regimen=DEX)]],
                                   Difference(missing=("antibiotic", DEX)))  # fmt: skip


def test_what_dampens_is_named_where_it_is_told_how_long_it_lasts():
    """'Its effect on cells lasts one to two days' stood under four drugs."""
    words = why(find_level("covid_storm"), BOTH, Difference(extra=(DEX, "tocilizumab")), Cause.OVER_DAMPENED)

    assert "Dexamethasone: its effect on cells lasts one to two days." in words


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


def test_a_count_for_what_rests_on_the_players_steroid_is_no_part_of_one_plan_with_leaving_that_out():
    """*Have the neutrophils counted for tocilizumab. No dexamethasone yet.*, which it asks for behind that alone."""
    asked = Difference(extra=(DEX,), uncounted=Uncounted(("tocilizumab",), 1))
    words = told([[Give(regimen=DEX)], []], [[], []], asked)

    assert words.startswith(
        "No dexamethasone yet. On the chart after that order: have the neutrophils counted by Day 1"
    )
    first = replace(asked, uncounted=Uncounted(("tocilizumab",), 0))
    assert told([[Give(regimen=DEX)], []], [[], []], first).startswith("Have the neutrophils counted by Day 1 · 08:00")


@pytest.mark.parametrize(
    ("name", "extra", "wishes", "words"),
    [
        # In shock no guideline comes to it later.
        ("septic_shock", ("tocilizumab", "dexamethasone"), [], "No tocilizumab or dexamethasone."),
        ("septic_shock", ("hydrocortisone", "remdesivir"), [], "No hydrocortisone yet. No remdesivir."),
        ("covid_storm", ("dexamethasone", "methylprednisolone"), [], "No dexamethasone yet. No methylprednisolone."),
        # On high flow it is too late for what was asked for on air.
        ("covid_storm", ("remdesivir",), [Give(regimen="remdesivir")], "No remdesivir any more."),
        # What eases a fever cost nothing, and is named where nothing else parts the two.
        ("covid_storm", ("paracetamol", "antibiotic"), [], "No piperacillin-tazobactam yet."),
        ("covid_storm", ("paracetamol",), [], "No paracetamol."),
    ],
)
def test_what_was_not_to_be_begun_is_told_as_too_early_only_where_it_can_be(name, extra, wishes, words):
    """'No tocilizumab yet' stood under a septic shock, and 'No remdesivir yet' on high flow."""
    of = track(level=name, cases=[case(hour=float(n)) for n in range(3)], wishes=[wishes, []],
               ordered=[[], [Give(regimen=one) for one in extra]])  # fmt: skip

    assert better(of, 1, 2, Difference(extra=extra)) == words


class _Named(AtView):
    """A bed that writes down every drug the guideline names there, asked for at this hour or not."""

    def __init__(self, view):
        super().__init__(view)
        self.named = set()

    def give(self, regimen, *_):
        self.named.add(regimen)

    def change(self, _old, new, *_):
        self.named.add(new)


@pytest.mark.parametrize("name", ["covid_storm", "septic_shock", "car_t_release"])
def test_what_is_told_as_never_asked_for_in_a_disease_is_named_nowhere_in_its_guideline(name):
    door = admit_case(level(name), 1, mover())
    treated = DISEASES[level(name).phenotype].treated
    bed = _Named(build_view(door))
    follow(treated, bed)

    assert bed.named == ASKED_FOR[treated]


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


@pytest.mark.parametrize(("given", "more"), [(4, ""), (5, "; 1 more"), (6, "; 2 more")])
def test_what_is_left_out_of_many_orders_is_counted(given, more):
    words = did(track(ordered=[[Give(regimen=DEX)] * given]), 0, 1)

    assert words.casefold().count("dexamethasone given") == 4
    assert words.endswith(f"(Day 1 · 08:00){more}.")


@pytest.mark.parametrize(
    ("doses", "words"),
    [
        ((0.1, 0.2, 0.05), "Norepinephrine set to 0.10 → 0.20 → 0.05 µg/kg/min (Day 1 · 21:30 to Day 1 · 23:30)."),
        ((0.1, 0.2, 0.3, 0.2, 0.0),
         "Norepinephrine set 5 times, 0.00 to 0.30, at last 0.00 µg/kg/min (Day 1 · 21:30 to Day 2 · 01:30)."),
    ],
)  # fmt: skip
def test_a_pump_that_was_turned_is_told_once_with_where_it_ended(doses, words):
    """That norepinephrine was turned off at a pressure of 65 stood under '2 more'."""
    turned = [[SetPressor(norepinephrine_ug_per_kg_min=dose)] for dose in doses]

    assert did(track(level="septic_shock_hands_on", ordered=turned), 0, len(doses)) == words


def test_a_course_that_ended_while_somebody_waited_did_not_run_on():
    """'Waited 8 d with remdesivir running', of five days of it."""
    moments = [case(given=[GERM, ANTIBIOTIC]), case(given=[ANTIBIOTIC], hour=1.0)]
    of = track(cases=moments, doses=[dose(GERM, 0.5), dose(ANTIBIOTIC, 0.5)], ordered=[[]])

    words = "remdesivir (last dose Day 1 · 08:30) and piperacillin-tazobactam running"
    assert words in did(of, 0, 1).replace("piperacillin/tazobactam", "piperacillin-tazobactam")


def test_of_drugs_that_run_while_dampening_costs_points_the_dampening_is_named():
    of = track(cases=[case(given=[GERM, DEX]), case(given=[GERM, DEX], hour=1.0)], ordered=[[]])

    assert "with dexamethasone running" in did(of, 0, 1, kept=(DEX,))


@pytest.mark.parametrize(
    ("refused", "words"), [(0, "09:00."), (1, " 1 order was refused."), (2, "2 orders were refused.")]
)
def test_who_was_refused_did_not_only_wait(refused, words):
    """A steroid ordered again and refused for five hours was told as eight days of waiting, and no more."""
    assert did(track(ordered=[[]], refused=[refused]), 0, 1).endswith(words)


UP = SetPressor(norepinephrine_ug_per_kg_min=0.2)
CANNULA, HIGH_FLOW = (SetDevice(device=one) for one in (Device.NASAL_CANNULA, Device.HIGH_FLOW))


@pytest.mark.parametrize(
    ("wishes", "ordered", "words"),
    [
        ([[UP]], [[]], "Turn norepinephrine up at Day 1 · 21:30."),
        ([[UP], [], [UP]], [[], [], []], "Turn norepinephrine up from Day 1 · 21:30 on: asked for in 2 of 3 hours."),
        ([[SetPressor(norepinephrine_ug_per_kg_min=0.05)]], [[]], "Turn norepinephrine down at Day 1 · 21:30."),
        # Who turned it up by more than the protocol was not asked to turn it up.
        ([[UP]], [[SetPressor(norepinephrine_ug_per_kg_min=0.3)]],
         "Set oxygen, fluid and norepinephrine as the ward's protocol does."),
        ([[CANNULA, GiveFluid()], [HIGH_FLOW]], [[], []],
         ("Start oxygen by cannula and high flow from Day 1 · 21:30 on: asked for in 2 of 2 hours. "
          "Give a fluid bolus at Day 1 · 21:30.")),
        ([[SetProne(prone=True)]], [[]], "Turn prone at Day 1 · 21:30."),
        # Who turned the pump down for twelve hours read 'turn it up', and not that it should have been left.
        ([[], [UP]], [[SetPressor(norepinephrine_ug_per_kg_min=0.05)], []],
         "Do not turn norepinephrine down at Day 1 · 21:30. Turn norepinephrine up at Day 1 · 22:30."),
        # What is set again as it was, or was asked for, is not told.
        ([[], [UP]], [[SetPressor(norepinephrine_ug_per_kg_min=0.1), SetDevice(device=Device.AIR)], []],
         "Turn norepinephrine up at Day 1 · 22:30."),
        ([[SetPressor(norepinephrine_ug_per_kg_min=0.05)], [UP]], [[SetPressor(norepinephrine_ug_per_kg_min=0.05)], []],
         "Turn norepinephrine up at Day 1 · 22:30."),
    ],
)  # fmt: skip
def test_better_says_which_way_to_turn_what_is_held_by_hand(wishes, ordered, words):
    """'As the ward's protocol does' was all that a death at a pressure of 30 mmHg came with."""
    moments = [case(hour=float(n), device=Device.AIR, pressor=0.1) for n in range(len(wishes) + 1)]
    of = track(level="septic_shock_hands_on", cases=moments, ordered=ordered, wishes=wishes)

    assert better(of, 0, len(wishes), Difference(support=True)) == words


def test_what_did_not_run_is_started_and_not_turned_up():
    """'Turn norepinephrine up', and 'step oxygen up', where neither had run."""
    moments = [case(hour=float(n), device=Device.AIR) for n in range(2)]
    of = track(level="septic_shock_hands_on", cases=moments, ordered=[[]], wishes=[[UP, CANNULA]])

    told = better(of, 0, 1, Difference(support=True))
    assert told == "Start norepinephrine at Day 1 · 21:30. Start oxygen by cannula at Day 1 · 21:30."

    worn = [case(hour=float(n), device=Device.NASAL_CANNULA) for n in range(2)]
    of = track(
        level="septic_shock_hands_on", cases=worn, ordered=[[SetDevice(device=Device.AIR)]], wishes=[[HIGH_FLOW]]
    )

    told = better(of, 0, 1, Difference(support=True))
    assert told == "Do not step oxygen down at Day 1 · 21:30. Step oxygen up to high flow at Day 1 · 21:30."


@pytest.mark.parametrize(
    ("before", "dose", "words"),
    [
        (0.15, 0.05, ("Norepinephrine turned down from 0.15 to 0.05 µg/kg/min (Day 1 · 21:30), "
                      "and not turned again for 12 h.")),
        (0.05, 0.15, "Norepinephrine set to 0.15 µg/kg/min (Day 1 · 21:30)."),
    ],
)  # fmt: skip
def test_a_pump_that_was_turned_down_and_left_says_from_what_and_for_how_long(before, dose, words):
    """'Norepinephrine set to 0.05' did not say that 0.15 had run."""
    moments = [case(hour=float(n), pressor=before if n == 0 else dose) for n in range(13)]
    orders = [[SetPressor(norepinephrine_ug_per_kg_min=dose)], *[[]] * 11]

    assert did(track(level="septic_shock_hands_on", cases=moments, ordered=orders), 0, 12) == words


def test_many_bags_of_fluid_are_told_at_once_and_those_that_nobody_asked_for():
    """Seven boluses were told as four and '9 more', and *better* said nothing of them."""
    bags = [[GiveFluid()]] * 3
    moments = [case(hour=float(n), device=Device.AIR) for n in range(4)]
    of = track(level="septic_shock_hands_on", cases=moments, ordered=bags, wishes=[[GiveFluid()], [], []])

    assert did(of, 0, 3) == "3 fluid boluses given (Day 1 · 21:30 to Day 1 · 23:30)."
    told = better(of, 0, 3, Difference(support=True))
    assert told == "2 fluid boluses were not asked for, the first at Day 1 · 22:30."


def test_a_way_that_was_hardly_asked_for_is_not_told_beside_one_that_was_for_long():
    down = SetDevice(device=Device.AIR)
    wishes = [[UP, down], *[[UP]] * 10]
    moments = [case(hour=float(n), pressor=0.1) for n in range(12)]
    of = track(level="septic_shock_hands_on", cases=moments, ordered=[[]] * 11, wishes=wishes)

    told = better(of, 0, 11, Difference(support=True))
    assert told == "Turn norepinephrine up from Day 1 · 21:30 on: asked for in 11 of 11 hours."


def test_to_leave_out_a_drug_and_to_go_on_with_it_are_not_one_plan():
    """'No piperacillin-tazobactam yet. Continue piperacillin-tazobactam.' stood under *better*."""
    of = track(ordered=[[Give(regimen=ANTIBIOTIC)], [Stop(regimen=ANTIBIOTIC)]], wishes=[[], []],
               cases=[case(hour=float(n)) for n in range(3)])  # fmt: skip

    told = better(of, 0, 2, Difference(extra=(ANTIBIOTIC,), stopped=(ANTIBIOTIC,)))
    assert told == ("No piperacillin-tazobactam yet. On the chart after that order: continue piperacillin-tazobactam.")


def test_what_tells_of_germs_was_known_too_and_when_it_was_asked_for():
    """An antibiotic that procalcitonin asked for cost 166 points, and what was known named IL-6 and CRP alone."""
    one = level("quiet_recovery")
    looks = (Entry(tick=ticks(1), actor=Actor.PLAYER, order=Draw(panel=Panel.INFLAMMATION)),)
    hourly = [
        moment for moment, _ in walk(admit_case(one, 7, mover()), logged(looks), ticks(4)) if moment.tick % 12 == 0
    ]
    door, later = hourly[0], hourly[-1]

    assert "procalcitonin" not in knew(door)
    assert "procalcitonin 0.10 → 0.61 µg/L in 21 h" in knew(later)
    assert knew(door, later) == knew(door)[:-1] + "; by Day 1 · 12:30: procalcitonin 0.10 → 0.61 µg/L in 21 h."


def test_a_fever_that_asked_for_an_antibiotic_was_known_and_when():
    """An antibiotic that fever asked for cost 143 points, and what was known was of three hours before it."""
    one = level("car_t_release")
    hourly = [
        moment for moment, _ in walk(admit_case(one, 309, mover()), logged(()), ticks(16)) if not moment.tick % 12
    ]
    hot = next(moment for moment in hourly if moment.sheets.hours[-1].vitals[Channel.TEMPERATURE].value >= FEVER_C)
    cool = hourly[hourly.index(hot) - 3]

    assert "temperature" not in knew(cool)
    assert re.search(r"; by Day 1 · \d\d:00: temperature 38\.\d °C; neutrophils 0\.3 ", knew(cool, hot))
    assert "temperature" not in knew(hot, hourly[-1])
    bare = replace(hot, sheets=replace(hot.sheets, chart=Chart()))
    assert knew(cool, bare).endswith("°C, and neutrophils not counted.")


def test_what_was_known_begins_like_a_sentence_and_tells_no_score_that_no_chart_showed():
    """'CRP 29 mg/L; Procalcitonin 0.61 µg/L' ran on in capitals, and 'NEWS2 17' was read of one on a ventilator."""
    door = admit_case(level("quiet_recovery"), 7, mover())
    [*before, now] = door.sheets.hours
    told = {}
    for device in (Device.AIR, Device.VENTILATOR):
        hour = replace(now, support=replace(now.support, device=device))
        told[device] = knew(replace(door, sheets=replace(door.sheets, hours=(*before, hour))))

    assert "written down at 08:30: NEWS2" in told[Device.AIR]
    assert "written down at 08:30: no NEWS2, on a ventilator" in told[Device.VENTILATOR]
    bare = replace(door, sheets=replace(door.sheets, chart=Chart()))
    assert knew(bare).startswith("Written down at 08:30")


@pytest.mark.parametrize(("at", "told"), [(1, True), (2, False)])
def test_an_il6_behind_tocilizumab_was_known_with_its_blocked_receptor(at, told):
    """'IL-6 1,329 → 1,467 pg/mL' under *ignoring the early trend*, of one whose receptor tocilizumab had blocked."""
    orders = (
        Entry(tick=ticks(at), actor=Actor.PLAYER, order=Give(regimen="tocilizumab")),
        Entry(tick=ticks(2), actor=Actor.PLAYER, order=Draw(panel=Panel.IL6)),
    )
    *_, last = [now for now, _ in walk(admit_case(level("quiet_recovery"), 7, mover()), logged(orders), ticks(5))]

    assert ("its receptor blocked; CRP" in knew(last)) is told


def test_a_low_pressure_was_known():
    door = admit_case(level("septic_shock"), 1, mover())

    assert "mean pressure 63 mmHg" in knew(door)
    assert "mean pressure" not in knew(admit_case(level("quiet_recovery"), 7, mover()))


def test_a_bolus_that_was_never_given_is_one_bolus():
    """'Give a fluid bolus: asked for in 66 of 109 hours', where a second one would have been the last."""
    moments = [case(hour=float(n)) for n in range(4)]
    of = track(level="septic_shock_hands_on", cases=moments, ordered=[[]] * 3, wishes=[[GiveFluid()]] * 3)

    assert better(of, 0, 3, Difference(support=True)) == "Give a fluid bolus at Day 1 · 21:30."


@pytest.mark.parametrize(
    ("parted", "by_hand"),
    [
        (Difference(support=True), True),
        (Difference(support=True, not_drawn=(Panel.IL6,)), True),
        (Difference(support=True, missing=("hydrocortisone",)), False),
        (Difference(missing=(DEX,)), False),
    ],
)
def test_a_decision_on_support_alone_is_known_as_one(parted, by_hand, monkeypatch):
    """'Find a better order' offered eight drugs for what norepinephrine would have mended."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    run = Run(0, 1, Cause.INFECTION_ONLY, 4.0, 4.0, 50.0, parted)
    found = _episode(track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()]), run, 2.0)

    assert found.by_hand is by_hand


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ([[], [], [Give(regimen=ANTIBIOTIC)]], "Continue meropenem."),
        ([[Give(regimen=ANTIBIOTIC)], [], []],
         "Give piperacillin-tazobactam at Day 1 · 08:00 (4.5 g every 8 h IV, 7 days). Continue meropenem."),
    ],
)  # fmt: skip
def test_what_is_asked_for_in_the_place_of_what_was_stopped_is_not_asked_beside_it(wishes, words):
    """'Begin piperacillin-tazobactam. Continue meropenem', which do not run side by side."""
    of = track(cases=[case(hour=float(n)) for n in range(4)], ordered=[[], [Stop(regimen="meropenem")], []],
               wishes=wishes)  # fmt: skip

    assert better(of, 0, 3, Difference(missing=(ANTIBIOTIC,), stopped=("meropenem",))) == words


@pytest.mark.parametrize(
    ("parted", "words"),
    [
        (Difference(not_drawn=(Panel.IL6,)), "Without looking, nobody can know"),
        # To go on with an antimicrobial does not hide that nobody looked.
        (Difference(not_drawn=(Panel.IL6,), kept=("antibiotic",)), "Without looking, nobody can know"),
        (Difference(not_drawn=(Panel.IL6,), missing=(DEX,)), "Every hour of a storm does lasting damage."),
    ],
)
def test_not_looking_is_the_reason_only_where_no_drug_was_missing(parted, words, monkeypatch):
    """'Without looking, nobody can know that a calm patient really is calm' stood over a steroid that was not given."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    of = track(cases=[CALM, case(hour=1.0)], ordered=[(), ()], wishes=[(), ()])
    run = Run(0, 1, Cause.IGNORED_TREND, 5.0, 5.0, 50.0, parted, trend_vigil(of, 12, 12.0, "Look."))

    assert _episode(of, run, 2.0).why.startswith(words)


@pytest.mark.parametrize(
    ("came_to", "luck", "told"),
    [
        (2.0, Luck.LUCKY_BUT_WRONG, None),
        (50.0, Luck.LUCKY_BUT_WRONG, Luck.LUCKY_BUT_WRONG),
        (2.0, Luck.RIGHT_BUT_UNLUCKY, Luck.RIGHT_BUT_UNLUCKY),
    ],
)
def test_who_was_not_spared_is_not_told_that_it_cost_less(came_to, luck, told):
    """'Wrong, but it cost this patient less' stood at a survival of 2 %."""
    one = structs.replace(DAMPENED, luck=luck)

    assert [each.luck for each in spared([one], came_to)] == [told]


@pytest.mark.parametrize(("asked", "first"), [(4, 4), (0, 0), (5, 5)])
def test_a_decision_about_support_begins_with_the_first_hour_that_parts(asked, first, monkeypatch):
    """It began with the last moment that was valued before, hours in which the player did as the guideline run."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_: "")
    wishes = [(SetPressor(norepinephrine_ug_per_kg_min=0.2),) if hour >= asked else () for hour in range(7)]
    cases = [case(hour=float(hour), device=Device.AIR) for hour in range(7)]
    of = track(level="septic_shock_hands_on", cases=cases, ordered=[()] * 6, wishes=wishes)
    stretch = Stretch(0, 6, 5.0, 0.0, 5.0, 80.0)
    found = episodes(of, [stretch], (), 50.0)
    one = next(each for each in found if each.points)

    # Its stretch counts to how far the score may move, though it was valued before.
    assert counted(found, [stretch]) == [stretch]
    assert (one.cause, one.first, one.last) == (Cause.SUPPORT, ticks(float(first)), ticks(6.0))


@pytest.mark.parametrize(
    ("given", "loss", "by_course", "fell_on", "put_off"),
    [
        ((TOCI,), 20.0, {"stubborn": 18.0, "mild": 2.0}, "which a steroid alone did not stop", True),
        # Behind a steroid the blocker puts nothing off.
        ((DEX, TOCI), 20.0, {"stubborn": 18.0, "mild": 2.0}, "which a steroid alone did not stop", False),
        ((DEX,), 20.0, {"stubborn": 18.0, "mild": 2.0}, "which a steroid alone did not stop", False),
        # A germ that was brought to the door is what it bred.
        ((TOCI,), 20.0, {"resistant": 18.0, "mild": 2.0}, "that the usual antibiotic does not cover", False),
        # It fell on many, or was little.
        ((TOCI,), 20.0, {"stubborn": 9.0, "mild": 5.0, "storm": 6.0}, "", False),
        ((TOCI,), 2.0, {"stubborn": 2.0}, "", False),
        ((GERM,), 20.0, {"stubborn": 20.0}, "", False),
    ],
)
def test_dear_dampening_says_on_whom_its_cost_fell(given, loss, by_course, fell_on, put_off, monkeypatch):
    """Tocilizumab at hour 2 cost 53 points on one chart and 2 on the next, and the reason was the same: infection."""
    monkeypatch.setattr("game.review.scoring.episodes.knew", lambda *_, **__: "")
    of = track(level="stressed_host", cases=[CALM, case(hour=1.0)], ordered=[[Give(regimen=one) for one in given], []],
               wishes=[(), ()])  # fmt: skip
    stretch = Stretch(0, 1, loss, 0.0, loss, 80.0, by_course=by_course)
    (told,) = [one.why for one in episodes(of, [stretch], (), 50.0) if one.points]

    assert ("Most of what it cost fell on" in told) is bool(fell_on)
    assert fell_on in told
    assert ("put off their need for oxygen" in told) is put_off
    assert ("invites infection" in told) is (GERM not in given and not put_off)
