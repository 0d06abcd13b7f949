"""A finished case taken apart: losses add up, causes are the right ones, and the same log gives the same findings."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import islice

import msgspec
import pytest

from game.futures.engine import choose
from game.futures.sweep import ColumnFutures
from game.policy.registry import POLICIES
from game.review.findings import Analysis, Cause, Mark
from game.review.scoring.analysis import CancelledError, Extent, OtherModelError, analysis, stages
from game.review.valuation.curve import Valuer
from game.review.valuation.tracking import track
from game.review.valuation.value import true_fork, worth_of
from game.review.valuation.virtual_hosts import CANDIDATES, LEAST_EFFECTIVE, candidates, weights
from game.review.verdict import Pitfall, Verdict
from game.values.level import SupportMode
from game.values.log import Log
from tests.levels.analysed import FUTURES, curves, log_of_level, verdict
from tests.levels.plays import NAMES, level

ONE_OF_EACH = ("car_t_release", "covid_storm", "quiet_recovery", "septic_shock")
"""An analysis takes seconds; one level of each kind keeps the suite to minutes."""
STORMS = ("car_t_release", "covid_storm")
BRIEF = msgspec.structs.replace(level("septic_shock"), horizon_h=48.0)
"""For what holds of every analysis, however long the case and the illness before it."""
IDLE = log_of_level(BRIEF, "idle")


@cache
def grown(name: str) -> tuple[Analysis, ...]:
    """Return every stage of a week that nobody treats: long enough for a whole timing map, at half the cost."""
    week = msgspec.structs.replace(level(name), horizon_h=min(168.0, level(name).horizon_h))
    return tuple(stages(week, log_of_level(week, "idle"), FUTURES))


def fine(name: str, policy: str) -> Analysis:
    return curves(name, policy)[-1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [None, 11])
def test_the_reference_in_columns_ends_where_the_one_that_looks_at_views_ends(name: str, seed: int | None):
    one = level(name)
    own = one.seed if seed is None else seed
    by_view = track(one, own, POLICIES["reference"])
    (by_columns,) = FUTURES.worths([true_fork(by_view, 0)])

    # On a hands-on level the columns leave the support to the ward, and a policy's own hands do nearly as well.
    apart = 0.0 if one.support is SupportMode.WARD else 3.0
    assert by_columns.worth == pytest.approx(worth_of(by_view.cases[-1]), rel=0.0, abs=apart)


@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("policy", ["idle", "reference", "everything_at_once"])
def test_losses_add_up_to_the_fall_of_the_curve(name: str, policy: str):
    for one in curves(name, policy):
        total = sum(episode.loss for episode in one.episodes)
        hindsight = sum(episode.hindsight_loss for episode in one.episodes)

        assert total == pytest.approx(one.curve[0].in_view - one.curve[-1].in_view, abs=1e-6)
        assert hindsight == pytest.approx(one.curve[0].hindsight - one.curve[-1].hindsight, abs=1e-6)


@pytest.mark.parametrize("name", ["covid_storm", "septic_shock"])
def test_no_value_leaves_its_range_and_time_runs_forwards(name: str):
    one = grown(name)[-1]
    points = [*one.curve, *one.best_plan, *one.no_treatment]

    assert all(0.0 <= value <= 100.0 for point in points for value in (point.in_view, point.hindsight))
    assert [point.tick for point in one.curve] == sorted({point.tick for point in one.curve})
    assert [episode.first for episode in one.episodes] == sorted(episode.first for episode in one.episodes)
    assert one.best_plan
    assert one.no_treatment
    assert one.timing is not None
    assert len(one.timing.survival_percent) == len(one.timing.hours) == 9
    assert all(0.0 <= cell <= 100.0 for row in one.timing.survival_percent for cell in row)


@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_the_reference_loses_next_to_nothing(name: str):
    one = fine(name, "reference")

    assert sum(episode.loss for episode in one.episodes if episode.cause is not Cause.CHANCE) < 3.0
    assert all(item.verdict in (Verdict.AVOIDED, Verdict.UNTESTED) for item in one.pitfalls)


@pytest.mark.parametrize("name", STORMS)
def test_waiting_through_a_storm_loses_most_by_ignoring_the_trend(name: str):
    one = fine(name, "idle")
    worst = max((item for item in one.episodes if item.cause is not Cause.CHANCE), key=lambda episode: episode.loss)

    assert worst.cause is Cause.IGNORED_TREND
    assert worst.mark is Mark.BLUNDER
    assert "Waited" in worst.did
    assert verdict(one, Pitfall.IGNORED_TREND) is Verdict.FELL_IN


def test_who_treats_only_the_infection_is_told_so():
    one = fine("car_t_release", "infection_only")
    worst = max(one.episodes, key=lambda episode: episode.loss)

    assert worst.cause is Cause.INFECTION_ONLY
    assert verdict(one, Pitfall.INFECTION_ONLY) is Verdict.FELL_IN


@pytest.mark.parametrize("name", ["car_t_release", "covid_storm", "quiet_recovery"])
def test_everything_at_once_is_over_dampening(name: str):
    one = fine(name, "everything_at_once")
    lost = {
        cause: sum(episode.loss for episode in one.episodes if episode.cause is cause)
        for cause in set(Cause) - {Cause.CHANCE, Cause.OTHER}
    }

    # What grew behind it, and was not treated, is a loss of its own.
    dampening = lost.pop(Cause.OVER_DAMPENED) + lost.pop(Cause.UNSAFE_ORDER)
    assert dampening > max(lost.values())
    assert verdict(one, Pitfall.OVER_DAMPENED) is Verdict.FELL_IN


def test_the_chart_is_quoted_with_units():
    worst = max(fine("covid_storm", "idle").episodes, key=lambda episode: episode.loss)

    assert "pg/mL" in worst.knew
    assert "NEWS2" in worst.knew
    assert "Give dexamethasone at" in worst.better
    assert worst.study
    assert worst.why


def test_the_same_log_gives_the_same_bytes_while_progress_rises_to_the_end():
    log = log_of_level(BRIEF, "everything_at_once")
    heard: list[float] = []
    first = analysis(BRIEF, log, FUTURES, progress=lambda share, _words: heard.append(share))

    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    again = msgspec.json.encode(analysis(BRIEF, log, ColumnFutures()))
    assert msgspec.json.encode(first) == again


def test_the_curve_comes_first_and_grows():
    parts = grown("covid_storm")

    assert parts[0].timing is None
    assert len(parts[0].curve) <= len(parts[1].curve)
    assert [part.timing is not None for part in parts] == sorted(part.timing is not None for part in parts)


def test_another_model_is_refused_in_one_sentence():
    log = IDLE
    old = Log(msgspec.structs.replace(log.header, method="storm-0 euler"), log.entries, (), log.end)

    with pytest.raises(OtherModelError, match="played with model storm-0 euler; it is shown with its recorded values"):
        analysis(BRIEF, old, FUTURES)


def test_it_stops_when_nobody_wants_it_any_more():
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 40

    with pytest.raises(CancelledError):
        analysis(BRIEF, IDLE, FUTURES, cancelled=cancelled)


def test_several_hosts_stay_however_long_the_chart():
    one = level("covid_storm")
    of = track(one, one.seed, ())
    valuer = Valuer(of, candidates(one, one.seed), FUTURES, lambda: False)
    for hour in (0, 48, of.last):
        kept = valuer.weights(hour)

        assert LEAST_EFFECTIVE < len(kept) < CANDIDATES
        assert sum(kept.values()) == pytest.approx(1.0)
        assert 1.0 / sum(weight * weight for weight in kept.values()) >= LEAST_EFFECTIVE - 2.0


def test_hosts_that_fit_weigh_more():
    kept = weights([0.0, 2.0, 50.0, *[4.0] * 20])

    assert kept[0] > kept[1]
    assert 2 not in kept


def test_a_first_look_is_a_curve_alone_and_near_the_whole_one():
    slow = ColumnFutures(choose("numpy"))
    half_a_day = msgspec.structs.replace(BRIEF, horizon_h=12.0)
    first, second = islice(stages(half_a_day, log_of_level(half_a_day, "idle"), slow, extent=Extent.AT_ONCE), 2)

    assert first.rough
    assert not second.rough
    assert first.episodes == first.pitfalls == ()
    assert first.score is None
    for one, other in zip(first.curve, second.curve, strict=True):
        assert one.in_view == pytest.approx(other.in_view, abs=2.0)


def test_a_first_look_of_a_fast_engine_is_the_true_patient_alone_whose_futures_are_not_played_again():
    fast = ColumnFutures(replace(choose(), name="fast"))
    first, second = islice(stages(BRIEF, IDLE, fast, extent=Extent.AT_ONCE), 2)
    (without,) = islice(stages(BRIEF, IDLE, FUTURES), 1)

    assert first.rough
    assert first.episodes == first.pitfalls == ()
    assert [point.in_view for point in first.curve] == [point.hindsight for point in first.curve]
    assert [point.hindsight for point in first.curve] == [point.hindsight for point in second.curve]
    assert second == without


def test_no_first_look_comes_where_nobody_asked():
    (first,) = islice(stages(BRIEF, IDLE, FUTURES), 1)

    assert not first.rough
