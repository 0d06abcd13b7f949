"""The ladder: its page and its table agree, its demands hold, and cases played again score as they stand there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.evidence.ladder import (
    MARGIN,
    NOVICES,
    PLAYERS,
    RECIPES,
    SEEDS,
    TRAPS,
    Rung,
    climbed,
    csv_text,
    player,
    read,
    rungs,
    standings,
    weights,
)  # fmt: skip
from game.evidence.ladder_page import page
from game.review.scoring.score import score
from game.review.valuation.tracking import track
from game.values.courses import course_of
from game.values.log import LOG_FORMAT, Header, Log
from tests.levels.analysed import FUTURES, log_of
from tests.levels.plays import NAMES, level

DOCS = Path(__file__).parents[2] / "docs"
LEVELS = tuple(sorted((level(name) for name in NAMES), key=lambda one: (one.order, one.id)))
PLAYED_AGAIN = {
    "quiet_recovery": (1, ("never_looks",)),
    "covid_storm": (1, ("infection_only",)),
    "car_t_release": (1, ("idle",)),
    "septic_shock": (1, ("everything_at_once",)),
    "stressed_host": (1, ("infection_only",)),
    "septic_shock_hands_on": (1, ("never_looks",)),
}
"""A seed and some policies for each level: the whole ladder takes many hours."""
CHIEF = ("reference", "idle", "infection_only", "everything_at_once", "never_looks", "clock_12", "late_24")
"""Who must have climbed every level; the others climb where there was time, with the seeds that their rows say."""


def stored() -> tuple[Rung, ...]:
    return read((DOCS / "ladder.csv").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_cases_played_again_score_to_the_point_as_the_table_says(name: str):
    seed, policies = PLAYED_AGAIN[name]
    known = {(one.policy, one.seed): one for one in stored() if one.level == name}

    for one in rungs(level(name), seed, policies):
        assert one == known[one.policy, seed]


@pytest.mark.parametrize(("bed", "seed"), [("septic_shock", 68), ("septic_shock_hands_on", 74)])
def test_dampening_beside_an_antibiotic_that_works_costs_the_top_band(bed: str, seed: int):
    (case,) = rungs(level(bed), seed, ["everything_at_once"])
    course = course_of(level(bed), seed)
    assert course is not None
    assert course.id in {"covered", "mild", "sterile", "heart"}
    assert case.total < 85


def test_the_chief_players_climbed_every_level_with_the_same_first_seeds_and_all_have_their_reference():
    by: dict[tuple[str, str], list[int]] = {}
    for one in stored():
        by.setdefault((one.level, one.policy), []).append(one.seed)

    assert {(name, policy) for name in NAMES for policy in CHIEF} <= set(by)
    for (name, policy), seeds in by.items():
        assert len(seeds) == len(set(seeds))
        assert set(seeds) <= set(by[name, "reference"])
        assert policy not in CHIEF or {1, 2} <= set(seeds)


def test_a_ladder_that_is_not_climbed_to_its_top_says_so():
    some = [Rung("covid_storm", "reference", 1, 100, 100, 0.0, 0.0, 0.0, "discharged")]
    every = [replace(some[0], policy=name, seed=seed) for name in PLAYERS for seed in range(1, SEEDS + 1)]

    told = " ".join(page([level("covid_storm")], some).split())
    assert f"1 of {SEEDS} seeds for each player at most, and not every player on every level." in told
    assert "**A sample**" not in page([level("covid_storm")], every)
    # 'Not all of them on every level' stood over twenty players on each of six.
    few = " ".join(page([level("covid_storm")], [one for one in every if one.seed <= 2]).split())
    assert f"2 of {SEEDS} seeds for each player at most. What" in few


def test_the_first_seeds_of_a_climb_meet_the_courses_of_a_level_about_as_often_as_they_are_drawn():
    order = climbed(SEEDS)

    assert order[:2] == [1, 2]
    assert sorted(order) == list(range(1, SEEDS + 1))
    for one in LEVELS:
        met = [found.id for seed in order[:10] if (found := course_of(one, seed)) is not None]
        weights = sum(course.weight for course in one.courses)
        for course in one.courses:
            assert abs(met.count(course.id) - 10 * course.weight / weights) <= 1.0


def test_the_page_shows_the_table():
    assert (DOCS / "ladder.md").read_text("utf-8") == page(LEVELS, stored())


def test_the_table_is_read_as_it_was_written():
    cases = stored()

    assert read(csv_text(cases)) == cases


OPEN = {
    ("quiet_recovery", "late_48"),
    ("septic_shock", "late_48"),
}
"""Demands that the cases of the table do not meet: debts. Each that is paid leaves this list.

Every row met twenty patients, and both are of novices. Who is 24 hours late on the control, or in septic shock, has
lost most already: 48 hours lose little more, and the patients of a bed differ by more than that. On one and the same
patient they are told apart by more than 0.7.
"""


def test_what_does_not_hold_on_the_ladder_is_known_and_named():
    found = standings(LEVELS, stored())
    asked = {one.policy for one in found if "under" in one.must}

    assert {(one.level, one.policy) for one in found if not one.holds} == OPEN
    assert asked == {*TRAPS, *RECIPES, NOVICES[-1]} & {one.policy for one in found}
    assert (DOCS / "ladder.md").read_text("utf-8").count("**does not hold**") == len(OPEN)


def test_a_demand_that_fails_is_shown_as_failing():
    fair = [Rung("covid_storm", "reference", 1, 100, 100, 0.0, 0.0, 0.0, "discharged")]
    near = Rung("covid_storm", "infection_only", 1, round(100 - MARGIN) + 1, 90, 0.0, 14.0, 0.0, "discharged")
    far = Rung("covid_storm", "infection_only", 1, round(100 - MARGIN), 80, 0.0, 15.0, 0.0, "discharged")
    elsewhere = Rung("covid_storm", "infection_only", 1, 50, 50, 50.0, 0.0, 0.0, "died_of_lungs")

    holds = [standings([level("covid_storm")], [*fair, one])[0].holds for one in (near, far, elsewhere)]

    assert holds == [False, True, False]
    assert "**does not hold**" in page([level("covid_storm")], [*fair, near])


def test_how_often_the_less_late_does_better_with_the_same_patient_stands_beside_the_area_and_asks_for_nothing():
    hard, mild = 40, 90
    of_one_course = [seed for seed in range(1, 101) if course_of(level("covid_storm"), seed).id == "storm"]
    cases = [
        Rung("covid_storm", name, seed, total - late, total, 0.0, 0.0, 0.0, "discharged")
        for seed, total in zip(of_one_course, (hard, mild), strict=False)
        for name, late in (("reference", 0), ("late_6", 5))
    ]
    found = next(one for one in standings([level("covid_storm")], cases) if one.policy == "late_6")

    assert "0.75 (1.00 on the same patient)" in found.must
    assert found.holds


def test_a_course_counts_as_its_level_weighs_it_however_many_seeds_drew_it():
    bed = level("septic_shock")
    drew = {
        course.id: [seed for seed in range(1, 101) if course_of(bed, seed).id == course.id] for course in bed.courses
    }
    seeds = [*drew["resistant"][:1], *drew["covered"][:3]]
    cases = [
        Rung(bed.id, "infection_only", seed, total, total, lost, 0.0, 0.0, "time_up")
        for seed, total, lost in zip(seeds, (0, 70, 70, 70), (90.0, 0.0, 0.0, 0.0), strict=True)
    ]
    fair = [replace(one, policy="reference", total=100, trend=0.0) for one in cases]
    shares = {course.id: course.weight / 7.5 for course in bed.courses if course.id in ("resistant", "covered")}

    (found,) = [one for one in standings([bed], [*fair, *cases]) if one.policy == "infection_only"]

    assert shares == {"covered": 0.4, "resistant": 0.6}
    assert found.mean == pytest.approx(28.0)
    assert found.margin == pytest.approx(72.0)
    assert found.verdicts == pytest.approx((60.0, 0.0, 0.0))
    assert weights(bed, seeds) == pytest.approx(dict(zip(seeds, (0.6, 0.4 / 3, 0.4 / 3, 0.4 / 3), strict=True)))


@pytest.mark.parametrize(
    ("bed", "totals", "holds"),
    [
        ("covid_storm", (100, 90, 85, 80, 75), [True] * 5),
        ("covid_storm", (100, 90, 90, 80, 75), [True, True, False, True, True]),
        ("covid_storm", (100, 90, 91, 80, 75), [True, True, False, True, True]),
        ("covid_storm", (100, 90, 85, 80, 76), [True, True, True, True, False]),
        ("quiet_recovery", (100, 98, 95, 92, 90), [True] * 5),
        ("quiet_recovery", (100, 98, 95, 92, 91), [True, True, True, True, False]),
    ],
)
def test_novices_must_come_out_in_order_and_the_last_far_under_the_first(bed, totals, holds):
    cases = [
        Rung(bed, name, 1, total, total, 0.0, 0.0, 0.0, "discharged")
        for name, total in zip(NOVICES, totals, strict=True)
    ]
    found = {one.policy: one.holds for one in standings([level(bed)], cases)}

    assert [found[name] for name in NOVICES] == holds


def test_who_takes_every_test_must_pay_for_samples():
    fair = Rung("covid_storm", "reference", 1, 100, 100, 0.0, 0.0, 0.0, "discharged")
    cheap, dear = (replace(fair, policy="orders_every_test", total=total) for total in (97, 95))

    assert [standings([level("covid_storm")], [one, fair])[0].holds for one in (cheap, dear)] == [False, True]


def test_a_recipe_must_fail_by_itself_and_against_the_guideline():
    fair = Rung("covid_storm", "reference", 1, 90, 90, 0.0, 0.0, 0.0, "discharged")
    good = Rung("covid_storm", "clock_12", 1, 66, 66, 0.0, 0.0, 0.0, "discharged")
    near = replace(good, total=65)
    weak = replace(fair, total=89)

    holds = [standings([level("covid_storm")], [*both])[0].holds for both in ([good, fair], [near, fair], [near, weak])]

    assert holds == [False, True, False]


def test_the_script_of_another_run_is_the_guidelines_for_the_patient_as_written():
    one = level("septic_shock")
    own, other = (track(one, seed, player(one, "anothers_script")) for seed in (one.seed, 3))

    assert own.ordered == track(one, one.seed, player(one, "reference")).ordered
    assert [entry for hour in other.ordered for entry in hour][:3] == [entry for hour in own.ordered for entry in hour][
        :3
    ]


def test_the_ladder_scores_what_the_score_of_the_log_scores():
    name, seed = "quiet_recovery", 7
    log = log_of(name, "acts_at_news2_7", seed, dies=False)
    header = Header(format=LOG_FORMAT, game="", method=log.header.method, level=name, level_digest="", seed=seed)
    alone = score(level(name), Log(header, log.entries), FUTURES)
    (one,) = rungs(level(name), seed, ("acts_at_news2_7",))

    assert (one.total, one.hindsight_total) == (alone.total, alone.hindsight_total)
