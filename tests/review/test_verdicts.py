"""What a verdict says of a pitfall, on a table of made-up cases."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from msgspec import structs

from game.app.levels import find_level
from game.case.case import admit_case
from game.case.walk import logged, walk
from game.futures.engine import mover
from game.patient import compartments
from game.review.findings import Episode, Mark
from game.review.scoring.hidden import _of_the_patient
from game.review.scoring.judgement import low_pressure, verdicts
from game.review.scoring.own import beside_pitfalls, left_open
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.channel import Channel
from game.values.order import Give
from game.values.ticks import ticks
from tests.review.made_up import case, dose, result, track

DEX, TOCI = "dexamethasone", "tocilizumab"
DAMPENED = Episode(
    first=0, last=12, cause=Cause.OVER_DAMPENED, mark=Mark.FINE, loss=1.0, hindsight_loss=1.0, points=1.0,
    hindsight_points=1.0, charged=False, knew="", did="Dexamethasone went on.", better="", better_value=0.0,
    why="Too long.", study="",
)  # fmt: skip


def reason(of, found, pitfall=Pitfall.OVER_DAMPENED):
    return next(one.reason for one in verdicts(of, found) if one.pitfall is pitfall)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (0.4, "You dampened, and nothing was lost by it."),
        (0.6, "Dexamethasone went on. That cost 1 point. Too long."),
        (1.4, "Dexamethasone went on. That cost 1 point. Too long."),
        (143.2, "Dexamethasone went on. That cost 143 points. (100 is all there was.) Too long."),
    ],
)
def test_nothing_was_lost_is_not_said_beside_a_point(points, words):
    """*Avoided, −1 point* stood over *You dampened, and nothing was lost by it*."""
    of = track(doses=[dose(DEX)])

    assert reason(of, [structs.replace(DAMPENED, points=points)]) == words


@pytest.mark.parametrize(
    ("ordered", "wishes", "drugs"),
    [
        ([[Give(regimen=DEX)]], [[Give(regimen=DEX)]], ""),
        # Another one of them was asked for: it was not out of place.
        ([[Give(regimen=DEX)]], [[Give(regimen=TOCI)]], ""),
        ([[Give(regimen=DEX)]], [[]], "dexamethasone"),
        ([[Give(regimen=DEX)], [Give(regimen=TOCI)]], [[], [Give(regimen="remdesivir")]],
         "dexamethasone and tocilizumab"),
        ([[Give(regimen="remdesivir")]], [[]], ""),
    ],
)  # fmt: skip
def test_dampening_that_nothing_asked_for_is_named_where_it_cost_nothing(ordered, wishes, drugs):
    """Who gave both drugs on air to one who got better by herself was told that nothing was lost, and no more."""
    cases = [case(hour=float(hour)) for hour in range(len(ordered) + 1)]
    told = reason(track(cases=cases, doses=[dose(DEX)], ordered=ordered, wishes=wishes), [])

    assert told.startswith(f"You dampened with {drugs} in hours" if drugs else "You dampened, and nothing")


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0.5, "You dampened with dexamethasone in hours"), (1.5, "You dampened in the last 6 h before the death alone.")],
)
def test_dampening_of_the_hours_of_dying_is_not_said_to_have_cost_nothing(hour, words):
    """Tocilizumab in septic shock, an hour after dying began: 'by what could be seen, nothing was lost by it'."""
    given = [[Give(regimen=DEX)] if int(hour) == at else [] for at in range(2)]
    of = track(cases=[case(), case(hour=1.0), case(hour=2.0)], doses=[dose(DEX, hour)], ordered=given, wishes=[[], []])

    told = next(one.reason for one in verdicts(of, [], 1) if one.pitfall is Pitfall.OVER_DAMPENED)
    assert told.startswith(words)


UNTREATED = structs.replace(DAMPENED, cause=Cause.IGNORED_TREND, first=ticks(26), last=ticks(336), points=60.0)


@pytest.mark.parametrize(
    ("found", "pitfall", "words"),
    [
        (
            [UNTREATED],
            Pitfall.IGNORED_TREND,
            "From Day 2 · 10:00 on, 22 h before the stop, the guideline run asked for",
        ),
        ([UNTREATED], Pitfall.OVER_DAMPENED, ""),
        ([structs.replace(UNTREATED, cause=Cause.OVER_DAMPENED)], Pitfall.OVER_DAMPENED, "From Day 2 · 10:00 on, 22 h"),
        # Too near the stop to say what was asked for by then.
        ([structs.replace(UNTREATED, first=ticks(40))], Pitfall.IGNORED_TREND, ""),
        # A price of hours after the stop is nobody's.
        ([structs.replace(UNTREATED, charged=True)], Pitfall.IGNORED_TREND, ""),
        # What was decided to its end has a verdict.
        ([structs.replace(UNTREATED, last=ticks(40))], Pitfall.IGNORED_TREND, ""),
        ([], Pitfall.IGNORED_TREND, ""),
    ],
)
def test_what_a_stop_left_open_is_told_without_a_verdict(found, pitfall, words):
    """Who watched IL-6 rise for a day and was stopped at NEWS2 12 read 'left open' three times, and no more."""
    told = left_open(SimpleNamespace(decided=found), find_level("covid_storm"), pitfall, ticks(48))

    assert told.startswith(words)
    assert bool(told) is bool(words)


NO_GERM = "No second infection: no new germ came to the 10^3 CFU/mL from which a culture grows."


@pytest.mark.parametrize(
    ("seed", "door", "later", "words"),
    [
        # A bacterial pneumonia on top of mild COVID-19 was told with 'No second infection came'.
        (7, {}, {}, ""),
        (7, {}, {"resistant_bacteria": 9.0}, ""),
        (7, {}, {"fungus": 9.0}, "A new infection grew past 10^6 CFU/mL at Day 1 · 09:30."),
        (2101, {}, {}, f" {NO_GERM}"),
        # 'No second infection showed' stood beside procalcitonin that rose: of germs on the way, or of none at all.
        (2101, {}, {"bacteria": 0.0009}, f" {NO_GERM}"),
        (
            2101,
            {},
            {"bacteria": 0.05},
            "had come to 10^4.6 CFU/mL at most, at Day 1 · 09:30; an infection is counted from 10^6 on.",
        ),
        (
            7,
            {},
            {"fungus": 0.002},
            "it had come to 10^3.3 CFU/mL at most, at Day 1 · 09:30; an infection is counted from 10^6 on.",
        ),
        (2101, {"bacteria": 0.05}, {"bacteria": 0.04}, ""),
        (
            2101,
            {},
            {"procalcitonin_ug_per_l": 0.84},
            f" {NO_GERM} Procalcitonin rose to 0.8 µg/L by the inflammation itself.",
        ),
        (2101, {}, {"procalcitonin_ug_per_l": 0.49}, f" {NO_GERM}"),
        # Of fungi, and of bacteria that the usual antibiotic does not kill, nothing was told.
        (2101, {}, {"resistant_bacteria": 9.0}, "A new infection grew past 10^6 CFU/mL at Day 1 · 09:30."),
        (
            2101,
            {},
            {"bacteria": 1.0},
            "come to 10^6.0 CFU/mL at most, at Day 1 · 09:30; an infection is counted from 10^6 on.",
        ),
        (2101, {"bacteria": 9.0}, {"bacteria": 9.0}, ""),
    ],
)
def test_what_had_got_in_before_the_door_is_no_second_infection(seed, door, later, words):
    def moment(hour, germs):
        state = [germs.get(name, 0.0) for name in compartments.NAMES]
        return SimpleNamespace(body=SimpleNamespace(state=state), tick=ticks(hour))

    of = SimpleNamespace(level=find_level("quiet_recovery"), seed=seed, cases=[moment(0, door), moment(1, later)])

    told = _of_the_patient(of)
    assert told.endswith(words or "were active, at Day 1 · 08:30.")


@pytest.mark.parametrize(
    ("seed", "words"),
    [
        # 'This was severe cytokine release syndrome' of one who had a fever and no more.
        (6, "The course set for this patient: severe cytokine release syndrome. On the chart it came to grade 1 of 4"),
        (4, "The course set for this patient: severe cytokine release syndrome. On the chart it came to grade 3 of 4"),
    ],
)
def test_a_release_syndrome_is_told_with_how_far_it_came(seed, words):
    one = find_level("car_t_release")
    hourly = [
        moment for moment, _ in walk(admit_case(one, seed, mover()), logged(()), ticks(144)) if not moment.tick % 12
    ]
    of = SimpleNamespace(level=one, seed=seed, cases=hourly)

    assert _of_the_patient(of).startswith(words)


@pytest.mark.parametrize(
    ("cause", "pitfall", "level", "words"),
    [
        (Cause.IGNORED_TREND, Pitfall.IGNORED_TREND, "covid_storm", "What the trend asked for in these hours"),
        # 'Meropenem given. That cost 71 points', of the steroid that was missing.
        (Cause.INFECTION_ONLY, Pitfall.INFECTION_ONLY, "covid_storm", "What the chart asked for in these hours"),
        (Cause.LATE_ANTIMICROBIAL, Pitfall.IGNORED_TREND, "septic_shock", "What the chart asked for in these hours"),
        (Cause.OVER_DAMPENED, Pitfall.OVER_DAMPENED, "covid_storm", "That cost 30 points."),
    ],
)
def test_what_was_left_undone_and_not_what_was_ordered_meanwhile_is_what_cost(cause, pitfall, level, words):
    told = reason(track(level=level), [structs.replace(DAMPENED, cause=cause, points=30.0)], pitfall)

    assert words in told
    assert words.endswith(".") or "was not done in time, which cost 30 points." in told


@pytest.mark.parametrize(
    ("level", "means", "lost", "told"),
    [
        ("septic_shock_hands_on", [62.0] * 12 + [70.0] * 12, 0.0, True),
        ("septic_shock_hands_on", [62.0] * 11 + [70.0] * 13, 0.0, False),
        ("septic_shock_hands_on", [65.0] * 24, 0.0, False),
        ("septic_shock_hands_on", [59.0] * 24, 0.0, False),
        # Of a pressure that fell to 50 no trial speaks, and what cost points is told with them.
        ("septic_shock_hands_on", [62.0] * 12 + [50.0], 0.0, False),
        ("septic_shock_hands_on", [62.0] * 12, 5.0, False),
        ("septic_shock", [62.0] * 24, 0.0, False),
    ],
)
def test_a_low_pressure_that_cost_nothing_is_spoken_of(level, means, lost, told):
    """Two days at a mean pressure from 60 to under 65 mmHg scored 100, and nothing was said."""
    cases = [case(hour=float(hour)) for hour in range(len(means))]
    for one, mean in zip(cases, means, strict=True):
        one.sheets.hours[-1].vitals = {Channel.MAP: result(mean)}
    found = [structs.replace(DAMPENED, cause=Cause.SUPPORT, points=lost)]

    words = low_pressure(track(level=level, cases=cases), found)
    assert bool(words) is told
    assert not told or "in 12 of 24 hours" in words[0]
    assert not told or words[0].endswith("This patient is 49.")


@pytest.mark.parametrize(
    ("level", "lost", "weighs", "words"),
    [
        ("covid_storm", {Cause.LATE_ANTIMICROBIAL: 83.2}, Verdict.FELL_IN,
         "Beside the pitfalls: effective antimicrobial late or not given, −83 points."),
        ("covid_storm", {Cause.LATE_ANTIMICROBIAL: 3.9}, None, ""),
        ("covid_storm", {Cause.NEEDLESS_TEST: 3.0, Cause.OTHER: 4.0}, Verdict.NEAR_MISS,
         "Beside the pitfalls: another decision, −4 points; needless test, −3 points."),
        ("covid_storm", {Cause.IGNORED_TREND: 50.0, Cause.UNSAFE_ORDER: 20.0, Cause.CHANCE: 30.0}, None, ""),
        # In sepsis the antibiotic is the answer to the trend, and stands under that.
        ("septic_shock", {Cause.LATE_ANTIMICROBIAL: 83.2}, None, ""),
    ],
)  # fmt: skip
def test_what_no_pitfall_names_is_told_beside_them_in_one_line(level, lost, weighs, words):
    """Six days on an antibiotic that did not reach the germ: three verdicts with a tick, and a score of 0."""
    found = tuple(structs.replace(DAMPENED, cause=cause, points=points) for cause, points in lost.items())
    decided = tuple(one for one in found if one.cause is not Cause.CHANCE)
    one = beside_pitfalls(SimpleNamespace(decided=decided), find_level(level), None)

    assert (one and one.weighs, one.words if one else "") == (weighs, words)


def test_what_goes_on_after_a_stop_is_not_lost_beside_the_pitfalls_either():
    late = structs.replace(DAMPENED, cause=Cause.LATE_ANTIMICROBIAL, points=83.0, last=ticks(20.0))
    found = SimpleNamespace(decided=(late,))

    assert beside_pitfalls(found, find_level("covid_storm"), ticks(10.0)) is None
    assert beside_pitfalls(found, find_level("covid_storm"), ticks(30.0)) is not None
