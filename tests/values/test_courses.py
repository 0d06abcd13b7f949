"""Courses: a seed alone says who lies in the bed, by the weights of the level, and nobody sees it at the door."""

from __future__ import annotations

import msgspec
import pytest

from game.case.build_view import build_view
from game.case.case import admit_case
from game.futures.engine import mover
from game.patient.body import admit, begun
from game.patient.compartments import INDEX, NAMES
from game.values.channel import Panel
from game.values.courses import course_at, course_of, of_course
from game.values.level import Infection, LabRule, Level, Phenotype, PossibleCourse, Prior, Start
from tests.case.levels import level

GROWN = PossibleCourse(
    id="grown",
    weight=1.0,
    was="a bacterial pneumonia",
    infection=Infection(hours_before=6.0, million_per_ml=3.0),
    host={"phagocytosis_per_h": 0.9},
    organism="Gram-positive rods",
)
SEPTIC = PossibleCourse(
    id="septic", weight=1.0, was="a sepsis", phenotype=Phenotype.SEPSIS, hours_before=6.0, pathogen=0.4
)
BURNT = PossibleCourse(id="burnt", weight=1.0, was="burnt", state={"damage": 0.2, "infected_cells": 0.0})
SLOW = PossibleCourse(id="slow", weight=2.0, was="a slow one", hours_before=Prior(median=150.0, spread=0.1))
WRITTEN = PossibleCourse(id="written", weight=4.0, was="the patient as written")


@pytest.fixture(scope="module")
def bed() -> Level:
    return level(
        courses=(WRITTEN, GROWN, SEPTIC, SLOW),
        start=Start(hours_before=120.0, clock_minute=480, pathogen=1e-7),
        organism="Gram-positive cocci",
        labs=(LabRule(panel=Panel.IL6, history_h=(5.0,)),),
    )


def test_the_levels_own_seed_gives_the_patient_as_written(bed: Level) -> None:
    assert course_of(bed, bed.seed) is WRITTEN
    assert admit(bed, bed.seed) == admit(msgspec.structs.replace(bed, courses=()), bed.seed)


def test_any_other_seed_draws_the_course_by_weight(bed: Level) -> None:
    drawn = [course_of(bed, seed) for seed in range(4000) if seed != bed.seed]

    for course in bed.courses:
        assert drawn.count(course) / len(drawn) == pytest.approx(course.weight / 8.0, abs=0.02)
    assert course_of(bed, 12) is course_of(bed, 12)


def test_every_other_seed_gives_another_body(bed: Level) -> None:
    bodies = {admit(bed, seed).parameters for seed in range(100, 120)}

    assert len(bodies) == 20


def test_a_level_without_courses_has_one_patient_whatever_the_seed() -> None:
    one = level()

    assert course_of(one, 12) is None
    assert admit(one, 12) == admit(one, one.seed)


def test_what_a_course_does_not_say_is_the_levels(bed: Level) -> None:
    same, other = of_course(bed, GROWN), of_course(bed, SEPTIC)

    assert same.host == {**bed.host, "phagocytosis_per_h": 0.9}
    assert (same.phenotype, same.start, same.organism) == (bed.phenotype, bed.start, "Gram-positive rods")
    assert (other.phenotype, other.host, other.organism) == (Phenotype.SEPSIS, {}, "")
    assert (other.start.hours_before, other.start.pathogen, other.start.clock_minute) == (6.0, 0.4, 480)


def test_bacteria_get_in_before_the_door_and_a_spread_draws_the_length_of_the_illness(bed: Level) -> None:
    onset, _ = begun(bed, GROWN, 1, spread=1.0)
    late, _ = begun(bed, msgspec.structs.replace(GROWN, hours_before=3.0), 1, spread=1.0)
    lengths = {begun(bed, SLOW, seed, spread=1.0)[0].ticks for seed in range(20)}

    assert onset.infections == ((-72, INDEX["bacteria"], 3.0),)
    assert (late.ticks, late.infections, late.state[INDEX["bacteria"]]) == (36, (), 3.0)
    assert len(lengths) > 10
    assert begun(bed, SLOW, 5, spread=0.0)[0].ticks == 1800


def test_a_course_may_begin_with_another_body(bed: Level) -> None:
    usual, _ = begun(bed, WRITTEN, 1, spread=0.0)
    burnt, _ = begun(bed, BURNT, 1, spread=0.0)
    apart = {name: (a, b) for name, a, b in zip(NAMES, usual.state, burnt.state, strict=True) if a != b}

    assert apart == {"damage": (0.0, 0.2), "infected_cells": (1e-7, 0.0)}


def test_weights_are_taken_one_after_the_other(bed: Level) -> None:
    assert [course_at(bed, share) for share in (0.0, 0.49, 0.5, 0.63, 0.76, 0.999)] == [
        WRITTEN, WRITTEN, GROWN, SEPTIC, SLOW, SLOW,
    ]  # fmt: skip


def test_nothing_that_a_player_or_a_policy_sees_tells_the_course(bed: Level) -> None:
    shown = build_view(admit_case(bed, 3, mover())).level

    assert shown.courses == ()
    assert shown.host == {}
    assert (shown.start.hours_before, shown.start.pathogen, shown.organism) == (0.0, 0.0, "")
    assert all(build_view(admit_case(bed, seed, mover())).level == shown for seed in range(3))
