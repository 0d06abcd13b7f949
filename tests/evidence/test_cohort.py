"""Virtual cohorts: the bits of a case, the same whole from any parts, plans that give what they say."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from game.case import ward
from game.case.case import admit_case, advance
from game.evidence import plan
from game.evidence.cohort import ROW, TRACK, Result, follow, merged, run, run_chunk
from game.evidence.cohort import chunks as cut
from game.evidence.plan import Arm, Treatment, Trial
from game.evidence.population import POPULATIONS, CohortMember, Population, draw
from game.futures import beds, kernel
from game.futures.engine import choose, mover
from game.patient import compartments, constants
from game.review.playback.hourly_truth import deathless
from game.values.channel import Panel
from game.values.disease import Bell
from game.values.level import Level, Phenotype, Start
from game.values.order import Actor, Entry, Give
from game.values.portable import exp
from game.values.ticks import TICKS_PER_HOUR, ticks

SHORT = Trial(follow_up_h=48.0, track_every_h=6.0)
DEXAMETHASONE = Arm("dexamethasone", (Treatment("dexamethasone"),))
USUAL = Arm("usual care")


def _population(phenotype: Phenotype, hours: float = 240.0) -> Population:
    usual = POPULATIONS[phenotype]
    short = min(hours, usual.arrivals.hours_before.mean)
    return usual.coming(hours_before=Bell(short, 6.0, 2.0, short + 12.0, "a test"))


def _level(host: CohortMember, phenotype: Phenotype, regimens: tuple[str, ...]) -> Level:
    """Return the level in which this host is played."""
    return Level(
        format=1,
        id="cohort_member",
        title="",
        phenotype=phenotype,
        summary="",
        patient=host.patient,
        start=Start(hours_before=host.hours_before),
        host=dict(zip(constants.NAMES, host.parameters, strict=True)),
        seed=host.seed,
        horizon_h=700.0,
        regimens=regimens,
        panels=(Panel.IL6,),
        needs_dampening=True,
        objectives=(),
        teaching_points=(),
    )


@pytest.mark.parametrize(
    ("phenotype", "hours_before", "regimens"),
    [
        (Phenotype.COVID, 240.0, ("dexamethasone", "remdesivir")),
        (Phenotype.SEPSIS, 240.0, ("antibiotic",)),
        (Phenotype.CAR_T, 240.0, ("tocilizumab", "dexamethasone_high")),
        (Phenotype.VIRAL_STRESSED, 60.0, ("paracetamol", "methylprednisolone")),
    ],
)
def test_a_member_of_a_cohort_has_the_bits_of_the_case(
    phenotype: Phenotype, hours_before: float, regimens: tuple[str, ...]
) -> None:
    """Four hosts, four days on the ward: protocol, devices, many infections, drugs; against `case.advance`.

    By the kernel where there is one: another test here holds that numpy gives the same cohort.
    """
    population = replace(_population(phenotype, hours_before), host={"superinfection_per_h": 0.02})
    hosts = [draw(population, 11, number) for number in range(4)]
    arm = Arm("as ordered", tuple([Treatment(regimen) for regimen in regimens]))
    result = follow(hosts, Trial(follow_up_h=96.0, track_every_h=6.0), arm, choose())
    supported = infected = 0
    for n, host in enumerate(hosts):
        # The dice lie aside: the last hours of a case are seen on its monitor, and a cohort has none.
        case = deathless(admit_case(_level(host, phenotype, regimens), host.seed, mover()))
        orders = [Entry(tick=0, actor=Actor.PLAYER, order=Give(regimen=regimen)) for regimen in regimens]
        for moment in range(result.tracks.shape[1]):
            while case.tick < moment * ticks(6.0) and case.outcome is None:
                case = advance(case, orders if case.tick == 0 else ())
            if case.outcome is not None:
                break
            kept = dict(zip(TRACK, result.tracks[n, moment].tolist(), strict=True))
            state = dict(zip(compartments.NAMES, case.body.state, strict=True))
            state["il6"] *= host.parameters[constants.INDEX["il6_scale"]]
            assert [kept[name] for name in TRACK if name in state] == [state[name] for name in TRACK if name in state]
            assert kept["rung"] == case.holding.rung
            assert kept["map"] == case.shown.map
            supported += kept["rung"] + kept["pressor"] > 0.0
            infected += kept["bacteria"] > 0.0
    assert infected > 0
    assert supported > 0 or phenotype is not Phenotype.SEPSIS


def test_parts_in_any_order_make_the_same_whole() -> None:
    population = _population(Phenotype.SEPSIS)
    whole = run(population, SHORT, DEXAMETHASONE, 3, 12, chunk_size=12)
    parts = {chunk.first: run_chunk(chunk) for chunk in reversed(list(cut(population, SHORT, DEXAMETHASONE, 3, 12, 5)))}
    put_together = merged(parts[first] for first in sorted(parts))
    assert put_together.digest == whole.digest
    assert run(population, SHORT, DEXAMETHASONE, 3, 12, chunk_size=4).digest == whole.digest
    assert run(population, SHORT, USUAL, 3, 12).digest != whole.digest
    assert run(population, SHORT, DEXAMETHASONE, 4, 12).digest != whole.digest


@pytest.mark.skipif(choose().name == "numpy", reason=kernel.MISSING)
def test_the_compiled_cohort_has_the_same_digest() -> None:
    population = _population(Phenotype.COVID, 60.0)
    slow = run(population, SHORT, DEXAMETHASONE, 3, 9, engine=choose("numpy"))
    fast = run(population, SHORT, DEXAMETHASONE, 3, 9, engine=choose("compiled", threads=2))
    assert fast.digest == slow.digest


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(ValueError, match="'turbo'"):
        choose("turbo")


def test_progress_is_told_chunk_by_chunk() -> None:
    told: list[int] = []
    run(_population(Phenotype.SEPSIS), Trial(follow_up_h=1.0), USUAL, 1, 7, chunk_size=3, progress=told.append)
    assert told == [3, 6, 7]


def _covid(trial: Trial, *treatments: Treatment, patients: int = 10) -> Result:
    return run(_population(Phenotype.COVID), trial, Arm("", treatments), 5, patients)


def test_survival_is_the_exponential_of_the_hazard_since_entry() -> None:
    result = run(_population(Phenotype.SEPSIS), Trial(follow_up_h=24.0), USUAL, 5, 6)
    for hazard, survival in zip(result.column("hazard").tolist(), result.column("survival").tolist(), strict=True):
        assert hazard > 0.0
        assert survival == exp(-hazard)


def test_those_who_never_meet_the_condition_never_enter() -> None:
    nobody = Trial(entry=lambda look: look.shown.spo2 < 0.0, entry_until_h=12.0, follow_up_h=12.0)
    result = run(_population(Phenotype.SEPSIS), nobody, Arm("", (Treatment("antibiotic"),)), 5, 6)
    for name in ("entered_h", "entry_rung", "hazard", "survival"):
        assert np.isnan(result.column(name)).all()


def test_patients_enter_when_the_condition_first_holds() -> None:
    """Entry at a mean pressure under 65 mmHg, each patient at his own hour, followed for as long as all others."""
    trial = Trial(entry=plan.hypotensive, entry_until_h=24.0, follow_up_h=12.0, track_every_h=0.5)
    result = run(_population(Phenotype.SEPSIS), trial, USUAL, 5, 8)
    entered = result.column("entered_h")
    assert len({hour for hour in entered.tolist() if hour == hour}) > 1  # noqa: PLR0124
    for n, hour in enumerate(entered.tolist()):
        if not math.isnan(hour):
            moment = round(hour * 2)
            assert result.track("map")[n, moment] < 65.0
            assert (result.track("map")[n, :moment] >= 65.0).all()
            later = result.track("cumulative_hazard")[n, moment + 24]
            assert result.column("hazard")[n] == later - result.column("entry_hazard")[n]


def _doses_seen(result: Result, name: str = "steroid_effect") -> list[bool]:
    return [bool(course.max() > 0.01) for course in result.track(name)]


def test_a_share_of_patients_is_treated() -> None:
    result = _covid(Trial(follow_up_h=6.0, track_every_h=0.5), Treatment("dexamethasone", share=0.5), patients=40)
    assert 10 < sum(_doses_seen(result)) < 30


def test_a_condition_counts_at_entry_or_is_waited_for() -> None:
    def later(look: plan.Look) -> object:
        return (look.hours >= 3.0) & plan.always(look)

    trial = Trial(follow_up_h=6.0, track_every_h=0.5)
    assert not any(_doses_seen(_covid(trial, Treatment("dexamethasone", when=later))))
    waited = _covid(trial, Treatment("dexamethasone", when=later, waits=True))
    assert all(_doses_seen(waited))
    assert waited.track("steroid_effect")[:, 6].max() < 1e-9
    assert not any(_doses_seen(_covid(trial, Treatment("dexamethasone", when=later, waits=True, delay_h=4.0))))


def test_a_course_ends_after_its_doses_or_when_told() -> None:
    trial = Trial(follow_up_h=60.0, track_every_h=1.0)
    whole = _covid(trial, Treatment("dexamethasone", doses=2), patients=3)
    stopped = _covid(
        trial,
        Treatment("dexamethasone", doses=2, until=lambda look: look.hours > 12.0 + 0.0 * look.holding.rung),
        patients=3,
    )
    once = _covid(trial, Treatment("dexamethasone", doses=1), patients=3)
    assert stopped.digest == once.digest
    assert whole.digest != once.digest


def test_a_course_may_start_again() -> None:
    trial = Trial(follow_up_h=30.0, track_every_h=1.0)
    once = _covid(trial, Treatment("dexamethasone", doses=1, waits=True), patients=2)
    again = _covid(trial, Treatment("dexamethasone", doses=1, waits=True, courses=2), patients=2)
    assert (again.track("steroid_effect")[:, -1] >= once.track("steroid_effect")[:, -1]).all()
    assert again.digest != once.digest


def test_repeated_doses_need_a_rhythm() -> None:
    with pytest.raises(ValueError, match="every_h"):
        _covid(SHORT, Treatment("tocilizumab", doses=2), patients=1)


def test_devices_raise_the_hazard_of_infection_of_a_column_as_of_one_patient() -> None:
    for rung, factor in ((0.0, 1.0), (6.0, 1.0), (7.0, 1.3), (12.0, 1.3), (13.0, 4.0), (19.0, 4.0)):
        for pressor in (0.0, 1.0):
            columns = beds.nothing(1)._replace(rung=np.array([rung]), pressor=np.array([pressor]))
            alone = ward.Holding(rung=rung, pressor=pressor)
            assert ward.device_factor(columns).tolist() == [ward.device_factor(alone)] == [factor + pressor]


@pytest.mark.parametrize("phenotype", Phenotype)
def test_a_population_is_as_it_says(phenotype: Phenotype) -> None:
    population = POPULATIONS[phenotype]
    arrivals = population.arrivals
    hosts = [draw(population, 1, number) for number in range(400)]
    ages = np.array([host.patient.age_years for host in hosts])
    assert abs(ages.mean() - arrivals.age_years.mean) < 3.0
    assert abs(np.mean([host.patient.sex == "male" for host in hosts]) - arrivals.male) < 0.08
    shares = [np.mean([host.patient.comorbidity == n for host in hosts]) for n in range(4)]
    assert all(abs(found - wanted) < 0.08 for found, wanted in zip(shares, arrivals.comorbidity, strict=True))
    assert abs(sum(arrivals.comorbidity) - 1.0) < 1e-9
    assert arrivals.source
    assert arrivals.age_years.source
    assert arrivals.hours_before.source
    assert len({host.parameters for host in hosts}) == 400
    assert draw(population, 1, 7) == hosts[7]


def test_a_row_names_every_patient() -> None:
    result = run(_population(Phenotype.SEPSIS), Trial(follow_up_h=1.0, track_every_h=0.0), USUAL, 9, 5)
    assert result.rows.shape == (5, len(ROW))
    assert result.tracks.shape == (5, 0, len(TRACK))
    seeds = result.column("seed").tolist()
    assert seeds == [float(draw(_population(Phenotype.SEPSIS), 9, n).seed) for n in range(5)]
    assert TICKS_PER_HOUR % 2 == 0
