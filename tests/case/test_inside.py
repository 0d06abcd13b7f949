"""The patient to try things on ends as its presets say, by the equations alone; the gain is where a storm begins."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs

from game.case.case import admit_case
from game.case.inside import HORIZON_H, SEED, Dampening, Drivers, InsideRun, Preset, entries_of, level_of
from game.case.storm import FLUID_FULL, SCALES, Counting, Organ, PicturePart, storm_of
from game.case.storm_course import Fate, StormCourse, StormStage
from game.case.storm_words import gain_text, happening, lines_of, thousands
from game.case.walk import advance_to
from game.futures.engine import mover
from game.patient.body import Body, Inputs
from game.patient.compartments import INDEX
from game.patient.feedback import INVADER, feedback
from game.patient.method import step
from game.values.level import Phenotype
from game.values.ticks import TICKS_PER_HOUR, ticks

PAGE = Path(__file__).parents[2] / "docs" / "inside.md"


@cache
def played(preset: Preset) -> InsideRun:
    run = InsideRun(preset.drivers)
    run.read_on((HORIZON_H + 1) * TICKS_PER_HOUR)
    return run


def fate(preset: Preset) -> Fate | None:
    course = played(preset).course
    return course.fate(course.last)


def highest_gain(preset: Preset) -> float:
    return max(one.gain for one in played(preset).course.storms)


def test_a_normal_response_recovers_and_never_comes_near_the_threshold() -> None:
    assert fate(Preset.NORMAL) is Fate.RECOVERED
    assert highest_gain(Preset.NORMAL) < 0.5
    assert not any(line.stormy for hour in (48, 96, 144) for line in lines_of(played(Preset.NORMAL).course, hour))


def test_the_storm_crosses_the_threshold_and_organs_are_lost_lungs_first() -> None:
    course = played(Preset.STORM).course
    failed = [course.failed(organ, course.last) for organ in (Organ.LUNGS, Organ.HEART, Organ.KIDNEYS)]

    assert fate(Preset.STORM) is Fate.LOST
    assert highest_gain(Preset.STORM) > 1.1
    assert failed == sorted(hour for hour in failed if hour is not None)
    assert all(line.stormy for line in lines_of(course, course.last))
    assert max(one.il6 for one in course.storms) > 1_000.0


def test_treating_only_the_infection_clears_the_virus_and_not_the_storm() -> None:
    course = played(Preset.ONLY_INFECTION).course

    assert fate(Preset.ONLY_INFECTION) is Fate.LOST
    assert course.fallen(course.last) < 1e-3
    assert course.stage(course.last) is StormStage.KEEPS_GOING


def test_dampened_in_time_the_threshold_is_never_crossed_and_the_same_patient_recovers() -> None:
    assert replace(Preset.IN_TIME.drivers, dampening=None) == replace(
        Preset.ONLY_INFECTION.drivers, by=Preset.IN_TIME.drivers.by
    )
    assert fate(Preset.IN_TIME) is Fate.RECOVERED
    assert highest_gain(Preset.IN_TIME) < 0.8


def test_dampened_too_much_the_virus_grows_and_the_storm_comes_sooner() -> None:
    much, none = played(Preset.TOO_MUCH).course, played(Preset.STORM).course

    assert fate(Preset.TOO_MUCH) is Fate.LOST
    assert max(one.virus for one in much.storms) > 2.0 * max(one.virus for one in none.storms)
    assert much.crossings[0] < none.crossings[0] - 12


def _later(body: Body, inputs: Inputs, hours: int) -> Body:
    """Return a body whose invader was taken away, so many hours later."""
    state = list(body.state)
    for name in INVADER:
        state[INDEX[name]] = 0.0
    after: tuple[float, ...] = tuple(state)
    for _ in range(hours * TICKS_PER_HOUR):
        after = step(after, body.parameters, inputs)
    return Body(after, body.parameters)


def test_with_the_virus_taken_away_a_storm_settles_before_the_threshold_and_goes_on_after_it() -> None:
    level = level_of(Preset.STORM.drivers)
    crossing = played(Preset.STORM).course.crossings[0]
    before = advance_to(admit_case(level, SEED, mover()), (), (crossing - 36) * TICKS_PER_HOUR)
    after = advance_to(before, (), (crossing + 12) * TICKS_PER_HOUR)
    cells = INDEX["innate_cells"]

    settled, burning = _later(before.body, before.breathed, 72), _later(after.body, after.breathed, 72)

    assert feedback(before.body, before.breathed).gain < 0.7
    assert settled.state[cells] < 0.25 * before.body.state[cells]
    assert burning.state[cells] > 0.8 * after.body.state[cells]


def test_the_gain_is_that_of_the_loop_alone_and_each_brake_lowers_it() -> None:
    case = advance_to(
        admit_case(level_of(Preset.IN_TIME.drivers), SEED, mover()), entries_of(Preset.IN_TIME.drivers), ticks(150.0)
    )
    found = feedback(case.body, case.breathed)
    clean = list(case.body.state)
    for name in INVADER:
        clean[INDEX[name]] = 0.0

    assert feedback(Body(tuple(clean), case.body.parameters), case.breathed) == found
    assert 0.0 < found.gain < min(found.without_il10, found.without_steroid, found.without_blocker)
    clean[INDEX["damage"]] = 0.0
    assert feedback(Body(tuple(clean), case.body.parameters), case.breathed).gain == pytest.approx(0.0, abs=1e-9)


def test_a_run_shows_the_same_hours_as_the_case_that_advance_moves() -> None:
    drivers = Preset.ONLY_INFECTION.drivers
    case = advance_to(admit_case(level_of(drivers), SEED, mover()), entries_of(drivers), ticks(130.0))

    assert played(Preset.ONLY_INFECTION).course.storms[130] == storm_of(case)


def test_every_driver_changes_the_case() -> None:
    first = Drivers(load=5, stressed=40, antiviral=2, dampening=2)
    others = (replace(first, load=6), replace(first, stressed=80))
    assert len({structs.astuple(level_of(one).start) for one in (first, *others)}) > 1
    assert {entry.tick for entry in entries_of(first)} == {ticks(24.0)}
    assert entries_of(replace(first, antiviral=None, dampening=None)) == ()
    assert [entry.order.regimen for entry in entries_of(replace(first, antiviral=None, by=Dampening.HIGH))] == [  # type: ignore[union-attr]
        "methylprednisolone",
        "tocilizumab",
    ]


def test_what_is_known_of_an_earlier_hour_does_not_change_when_later_ones_come() -> None:
    whole = played(Preset.STORM).course
    part = StormCourse()
    for storm in whole.storms[:120]:
        part.add(storm)

    assert part.crossings == ()
    for hour in (0, 60, 119):
        assert happening(part, hour) == happening(whole, hour)
        assert [part.failed(organ, hour) for organ in Organ] == [whole.failed(organ, hour) for organ in Organ]


def test_every_stage_has_its_own_sentence() -> None:
    said = {happening(played(preset).course, hour)[0] for preset in Preset for hour in range(0, 200, 6)}

    assert any("of the peak of" in one for one in said)
    assert any("receptors are blocked" in one for one in said)
    assert any("while the virus still grows" in one for one in said)
    assert any("so it would die down" in one for one in said)


def test_a_gain_under_one_never_reads_as_one() -> None:
    assert [gain_text(gain) for gain in (0.0, 0.96, 0.9999, 1.0, 1.27)] == ["0.00×", "0.96×", "0.99×", "1.00×", "1.27×"]


def test_large_numbers_are_short() -> None:
    numbers = [thousands(one) for one in (3.0, 100.0, 240.0, 3_120.0, 24_600.0, 42e6)]
    assert numbers == ["under 100", "100", "240", "3,100", "25,000", "42 million"]


@pytest.mark.parametrize("part", list(PicturePart))
def test_more_of_a_thing_is_never_drawn_as_less(part: PicturePart) -> None:
    scale = SCALES[part]
    values = [0.0, 0.01, 0.3, 1.0] if scale.curve is Counting.EVEN else [0.0, 10.0, 1e3, 1e5, 1e9]
    counts = [scale.count(value) for value in values]

    assert counts == sorted(counts)
    assert counts[0] == scale.least
    assert counts[-1] > scale.least
    assert counts[-1] <= scale.most


def test_the_page_of_the_scales_is_the_table_of_the_code() -> None:
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    found = {row[1].strip(" `"): tuple(cell.strip() for cell in row[3:8]) for row in rows}

    assert found == {
        part.value: (scale.curve.value, *(f"{one:g}" for one in (scale.per, scale.start, scale.least, scale.most)))
        for part, scale in SCALES.items()
    }
    assert f"{100 * FLUID_FULL:g} % of the lungs' room" in PAGE.read_text("utf-8")


def _serious(preset: Preset, hour: int, **changes: object) -> StormCourse:
    """Return a course of one hour, taken from a preset and altered."""
    course = StormCourse()
    course.add(replace(played(preset).course.storms[hour], **changes))  # type: ignore[arg-type]
    return course


def test_a_body_in_a_storms_state_is_never_told_to_need_nothing() -> None:
    """Sepsis and release syndrome are driven from outside the loop, whose gain stays low."""
    sepsis = _serious(Preset.NORMAL, 60, kind=Phenotype.SEPSIS, germs=1e7, leak=0.7)
    cells = _serious(Preset.NORMAL, 60, kind=Phenotype.CAR_T, tumour=0.5, il6=2_300.0)

    assert "What drives this is the bacteria" in happening(sepsis, 0)[0]
    assert "the organs have to be supported" in happening(sepsis, 0)[1]
    assert "CAR-T cells" in happening(cells, 0)[0]
    assert [line.id for line in lines_of(sepsis, 0) if line.stormy] == ["inflammation"]
    assert [line.id for line in lines_of(cells, 0) if line.stormy] == ["signalling"]


def test_an_organ_that_fails_lights_the_outcome_of_a_storm() -> None:
    storm = played(Preset.NORMAL).course.storms[60]
    failing = _serious(Preset.NORMAL, 60, organs={**storm.organs, Organ.KIDNEYS: 0.4})

    (outcome,) = [line for line in lines_of(failing, 0) if line.id == "outcome"]
    assert outcome.stormy
    assert "1 organ failing" in outcome.number


def test_a_loop_that_makes_nothing_is_not_told_with_two_zeros() -> None:
    found = played(Preset.NORMAL).course.storms[60].feedback
    quiet, some = (
        _serious(Preset.NORMAL, 60, kind=Phenotype.SEPSIS, germs=1e7, leak=0.7, feedback=found._replace(gain=gain))
        for gain in (0.004, 0.43)
    )

    assert "The loop alone makes hardly any cells for each that is lost" in happening(quiet, 0)[0]
    assert "The loop alone makes only 0.43 cells" in happening(some, 0)[0]

    some.add(replace(some.storms[0], germs=0.0))
    assert "The loop makes 0.43 cells for each that is lost" in happening(some, 1)[0]
