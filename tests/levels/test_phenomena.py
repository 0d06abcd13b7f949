"""What must come out of the equations: each in the levels as they are played, none from a script."""

from __future__ import annotations

from functools import cache
from itertools import islice
from math import log2

import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.walk import advance_to, last_of, logged, walk
from game.futures.engine import mover
from game.patient import compartments
from game.patient.body import AMBIENT, admit_at
from game.patient.feedback import feedback
from game.review.playback.hourly_truth import Account, deathless
from game.review.valuation.value import became
from game.values.channel import Channel
from game.values.courses import course_of
from game.values.ending import Ending
from game.values.order import Entry
from game.values.ticks import ticks
from tests.levels.plays import account, give, level, played

FLARE_MILLION_PER_ML = 0.1
"""10^5 CFU/mL: an infection that has taken hold."""


def il6(played_out: Account) -> list[float]:
    return [moment.signs.il6 for moment in played_out.moments]


def lived_through(name: str):
    """Return the end of a case in which nobody ordered anything."""
    return advance_to(admit_case(level(name), level(name).seed, mover()), ())


@cache
def lives(name: str, *orders: Entry) -> float:
    """Return the chance to live through a case with these orders, and through the two weeks after it."""
    first = deathless(admit_case(level(name), level(name).seed, mover()))
    return became(last_of(walk(first, logged(orders), first.admission.horizon))).survival


def first_hour(played_out: Account, sign) -> float:
    return next((moment.tick / 12 for moment in played_out.moments if sign(moment)), float("inf"))


def test_a_mild_infection_in_a_healthy_host_resolves_by_itself():
    idle = played("quiet_recovery")

    assert lived_through("quiet_recovery").outcome.ending is Ending.DISCHARGED
    assert max(il6(idle)) < 50.0
    assert il6(idle)[-1] < 10.0
    assert idle.moments[-1].signs.temperature < 37.5


def fastest_doubling_h(values: list[float]) -> float:
    return 6.0 / max(log2(values[hour + 6] / values[hour]) for hour in range(len(values) - 6))


def doubled_h(name: str) -> float:
    return first_hour(played(name), lambda moment: moment.signs.il6 > 2 * il6(played(name))[0])


@pytest.mark.parametrize(
    ("name", "hours"), [("covid_storm", (4.0, 9.0)), ("stressed_host", (6.0, 9.0)), ("car_t_release", (2.0, 6.0))]
)
def test_an_untreated_storm_climbs_from_some_tens_to_over_1000_doubling_every_few_hours(
    name: str, hours: tuple[float, float]
):
    values = il6(played(name))

    assert 10.0 < values[0] < 100.0
    assert max(values) > 1000.0
    assert hours[0] < fastest_doubling_h(values) < hours[1]


@pytest.mark.parametrize(
    ("name", "hours"), [("covid_storm", (6, 12)), ("stressed_host", (6, 14)), ("car_t_release", (8, 24))]
)
def test_news2_is_still_calm_when_il6_has_doubled(name: str, hours: tuple[int, int]):
    """She looks stable while her IL-6 doubles every few hours."""
    one = level(name)
    case = admit_case(one, one.seed, mover())
    for hour in (0, 6, round(doubled_h(name))):
        case = advance_to(case, (), ticks(hour))

        assert build_view(case).news2.total <= 4, hour
    assert hours[0] < doubled_h(name) < hours[1]


def test_lungs_fail_first_then_the_heart_then_the_kidneys():
    idle = played("covid_storm")
    lungs, heart, kidneys = (
        first_hour(idle, lambda moment: moment.signs.pf_ratio < 200.0),
        first_hour(idle, lambda moment: moment.signs.heart_injury > 0.3),
        first_hour(idle, lambda moment: moment.signs.kidney_injury > 0.3),
    )

    assert doubled_h("covid_storm") < lungs < heart < kidneys < 24 * 5
    assert idle.survival < 0.5


def test_at_the_door_of_the_storm_the_virus_is_past_its_peak_and_the_loop_feeds_itself():
    one = level("covid_storm")
    before, door = admit_at(one, one.seed, (18.0, 0.0))
    loads = [each.state[compartments.INDEX["infected_cells"]] for each in (before, door)]

    assert loads[1] < loads[0]
    assert feedback(door, AMBIENT).gain > 0.8
    assert feedback(before, AMBIENT).gain < feedback(door, AMBIENT).gain


@pytest.mark.parametrize("name", ["covid_storm", "stressed_host"])
def test_the_antiviral_alone_saves_nobody_from_a_storm_even_at_once(name: str):
    alone, guided = (give(0, "remdesivir"),), (give(24, "dexamethasone"), give(24, "tocilizumab"))

    assert lives(name, *alone) < lives(name) + 0.05
    assert lives(name, *alone) < lives(name, *alone, *guided) - 0.4


def test_the_antiviral_alone_clears_the_virus_and_the_storm_goes_on():
    late = played("covid_storm", give(48, "remdesivir"))
    untreated = played("covid_storm")

    assert first_hour(late, lambda moment: moment.signs.viral_load < 3.0) < 24 * 14
    assert max(il6(late)) > 0.9 * max(il6(untreated))
    cleared = next(moment for moment in late.moments if moment.signs.viral_load < 3.0)
    assert cleared.innate > 0.2
    assert cleared.signs.il6 > 300.0


def test_dampening_in_the_window_rescues_organs_and_lives_and_one_drug_alone_or_a_late_pair_does_less():
    """The innate cells of the lungs burn as high as ever: what is spared is what they would have destroyed."""

    def worst(played_out: Account) -> tuple[float, float]:
        seen = [moment.signs for moment in played_out.moments]
        return max(one.heart_injury for one in seen), max(one.kidney_injury for one in seen)

    untreated = played("covid_storm")
    rescued = played("covid_storm", give(24, "dexamethasone"), give(30, "tocilizumab"))
    late = played("covid_storm", give(72, "dexamethasone"), give(78, "tocilizumab"))

    assert rescued.survival > untreated.survival + 0.4
    assert rescued.survival > late.survival + 0.3
    for alone in (give(24, "dexamethasone"), give(30, "tocilizumab")):
        assert untreated.survival + 0.03 < played("covid_storm", alone).survival < rescued.survival - 0.05
    assert all(spared < 0.85 * lost for spared, lost in zip(worst(rescued), worst(untreated), strict=True))


def test_far_too_much_dampening_for_too_long_lets_an_infection_flare():
    """Chance decides when bacteria get in; the dampened body decides whether they grow. With the patient came none."""
    one = level("covid_storm")
    lies = ((seed, course_of(one, seed)) for seed in range(99))
    clean = islice((seed for seed, course in lies if course is not None and course.infection is None), 12)
    pulses = [give(hour, "methylprednisolone") for hour in (24, 96, 168)]
    # On top of the steroid that both have, so that both stay as long.
    steroid = give(24, "dexamethasone")
    too_much = (steroid, give(24, "tocilizumab"), pulses[0], give(36, "tocilizumab"), *pulses[1:])
    measured = (steroid, give(30, "tocilizumab"))

    def flares(seed: int, orders: tuple[Entry, ...]) -> bool:
        moments = account(one, seed, orders).moments
        return sum(moment.signs.bacteria_million_per_ml > FLARE_MILLION_PER_ML for moment in moments) > 24

    # The first three are enough: those after them are not played.
    flaring = list(islice((seed for seed in clean if flares(seed, too_much)), 3))
    assert len(flaring) == 3
    assert sum(flares(seed, measured) for seed in flaring) <= 1


def test_after_tocilizumab_measured_il6_rises_while_crp_and_fever_fall():
    hour = 66
    before = played("car_t_release").moments[hour].signs
    treated = played("car_t_release", give(hour, "tocilizumab")).moments

    assert treated[hour + 24].signs.il6 > 1.5 * before.il6
    assert treated[hour + 24].signs.temperature < 38.0 < before.temperature
    peak = max(moment.signs.crp for moment in treated[hour : hour + 24])
    assert treated[hour + 72].signs.crp < 0.5 * peak


@pytest.mark.parametrize("hour", [0, 12])
def test_the_player_sees_il6_late_and_with_noise(hour: int):
    one = level("covid_storm")
    case = advance_to(admit_case(one, one.seed, mover()), (), ticks(hour))
    for reading in build_view(case).labs.get(Channel.IL6, ()):
        assert reading.known > reading.taken
        assert reading.known <= case.tick
