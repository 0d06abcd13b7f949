"""Trials by name: who enters, what they get, and the same bytes from any parts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.evidence import registry
from game.evidence.cohort import follow
from game.evidence.population import draw
from game.evidence.published.before_shock import ANTIBIOTIC_BEFORE_SHOCK
from game.evidence.published.covid import symptom_day
from game.evidence.published.protocol import COLUMNS, Outcomes
from game.evidence.registry import TRIALS, here, outcomes_of, parts, run_part, run_trial
from game.futures.engine import choose

CART = "cart-tocilizumab"
DEXAMETHASONE = "recovery-dexamethasone"


@cache
def _outcomes(name: str, patients: int, chunk_size: int, *, twins: bool = True) -> Outcomes:
    return outcomes_of(parts(name, patients, 3, twins=twins, chunk_size=chunk_size), here(choose()))


def test_parts_of_any_size_in_any_order_give_the_same_bytes_and_progress_is_told_in_patients() -> None:
    told: list[tuple[int, int]] = []

    def backwards(asked):
        for place in reversed(range(len(asked))):
            yield place, run_part(asked[place])

    found = outcomes_of(parts(CART, 8, 3, chunk_size=3), backwards, lambda done, of: told.append((done, of)))

    assert found.digest == _outcomes(CART, 8, 8).digest
    assert told == [(2, 8), (5, 8), (8, 8)]


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    first = run_trial(CART, 8, 3)
    again = run_trial(CART, 8, 3)
    assert (first.text, first.csv, first.digest) == (again.text, again.csv, again.digest)
    assert run_trial(CART, 8, 4).digest != first.digest
    assert first.digest in first.text


def test_as_many_go_from_sepsis_into_shock_as_glickman_found() -> None:
    """17.8 % (14.6 to 21.5) within three days; it is what sets how much each hour of delay costs them."""
    hosts = [draw(ANTIBIOTIC_BEFORE_SHOCK.population, 1, number) for number in range(600)]
    plan, treatment = ANTIBIOTIC_BEFORE_SHOCK.protocol(hosts, 2)
    result = follow(hosts, replace(plan, follow_up_h=72.0), treatment, choose())
    outcomes = ANTIBIOTIC_BEFORE_SHOCK.marked(result)[ANTIBIOTIC_BEFORE_SHOCK.stratum(result, 2) >= 0.0]

    assert len(outcomes) >= 400
    assert 0.146 <= np.mean(outcomes) <= 0.215
    assert not (result.column("pressor_h") < result.column("entered_h")).any(), "none was in shock before"


def test_an_unknown_trial_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match="recovery-dexamethasone, recovery-tocilizumab, actt-1"):
        run_trial("recovery-aspirin", 10)
    with pytest.raises(ValueError, match="one patient at least"):
        run_trial(CART, 0)


def test_twins_are_the_same_patients_with_the_same_start() -> None:
    """Both arms of RECOVERY hold the same patients, randomised in the same hour with the same CRP."""
    outcomes = _outcomes(DEXAMETHASONE, 40, 40)
    control, treated = [outcomes.where(outcomes.of("arm") == arm) for arm in (0, 1)]
    assert len(control.rows) > 5
    for name in ("number", "stratum", "entered_h", "entry_crp", "entry_rung", "age_years"):
        assert control.of(name).tolist() == treated.of(name).tolist()
    assert (control.of("mortality") != treated.of("mortality")).any()


def test_without_twins_each_patient_is_in_one_arm_by_the_trials_allocation() -> None:
    hosts = [draw(TRIALS[DEXAMETHASONE].population, 3, number) for number in range(600)]
    dealt = [registry._arm_of(host, (2, 1)) for host in hosts]
    assert abs(np.mean(dealt) - 1 / 3) < 0.06
    outcomes = _outcomes(DEXAMETHASONE, 40, 40, twins=False)
    assert len({*outcomes.of("number").tolist()}) == len(outcomes.rows)


def test_covid_patients_are_randomised_on_their_day_of_symptoms() -> None:
    trial = TRIALS[DEXAMETHASONE]
    hosts = [draw(trial.population, 3, number) for number in range(300)]
    plan, _ = trial.protocol(hosts, 0)
    result = follow(hosts, replace(plan, follow_up_h=0.5), trial.protocol(hosts, 0)[1], choose())
    entered = result.column("entered_h")
    joined = ~np.isnan(entered)
    days = np.array([symptom_day(hour) for hour in entered[joined].tolist()])
    strata = trial.stratum(result, 0)[joined]
    assert len(days) > 60
    assert days.min() >= 3.0
    assert days[strata < 2].max() <= 16.0
    assert 7.5 <= np.median(days) <= 10.5
    assert 10.5 <= np.median(days[strata == 2]) <= 15.5, "in RECOVERY the ventilated had been ill for 13 days"
    shares = np.bincount(strata.astype(int), minlength=3) / len(days)
    assert all(share > 0.03 for share in shares)
    assert shares[1] == max(shares)


def test_few_join_actt_1_without_oxygen() -> None:
    """13 % of the trial; a third of its rule in RECOVERY, where a quarter did."""
    trial = TRIALS["actt-1"]
    hosts = [draw(trial.population, 3, number) for number in range(300)]
    plan, treatment = trial.protocol(hosts, 0)
    result = follow(hosts, replace(plan, follow_up_h=0.5), treatment, choose())
    strata = trial.stratum(result, 0)
    assert 0.06 <= np.mean(strata[strata >= 0.0] == 0.0) <= 0.20


def test_rows_hold_possible_numbers() -> None:
    outcomes = _outcomes(DEXAMETHASONE, 40, 40)
    assert ((outcomes.of("mortality") >= 0.0) & (outcomes.of("mortality") <= 1.0)).all()
    assert set(outcomes.of("died").tolist()) <= {0.0, 1.0}
    assert (outcomes.of("days_alive") <= 28.0).all()
    assert (outcomes.of("ventilated_or_died") >= outcomes.of("died")).all()
    assert outcomes.rows.shape[1] == len(COLUMNS)


def test_every_hour_without_an_antibiotic_costs_lives_in_shock() -> None:
    trial = TRIALS["antibiotic-delay"]
    hosts = [draw(trial.population, 3, number) for number in range(60)]
    survival = []
    for arm in (0, 5):
        plan, treatment = trial.protocol(hosts, arm)
        survival.append(float(np.nanmean(follow(hosts, plan, treatment, choose()).column("survival"))))
    assert survival[0] > survival[1] + 0.05
