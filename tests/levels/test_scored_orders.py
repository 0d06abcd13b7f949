"""The score of orders that are written by hand: one drug, one test or nothing, each at its hour."""

from __future__ import annotations

import pytest

from game.review.verdict import Pitfall, Verdict
from game.values.channel import Panel
from game.values.order import Draw
from game.values.ticks import ticks
from tests.levels.analysed import scored, scored_orders, verdict
from tests.levels.plays import at, give


@pytest.mark.parametrize(("name", "drug"), [("covid_storm", "antibiotic"), ("stressed_host", "remdesivir")])
def test_on_the_beds_of_covid_one_antimicrobial_from_the_first_hour_is_treating_the_infection_only(
    name: str, drug: str
):
    """The virus is past its peak, or all but at it: taking it away leaves a storm that feeds itself."""
    one = scored_orders(name, give(0.0, drug))

    assert verdict(one, Pitfall.INFECTION_ONLY) is Verdict.FELL_IN
    assert verdict(one, Pitfall.OVER_DAMPENED) is Verdict.UNTESTED
    assert one.total <= 65
    assert one.outcome.survival_percent < one.outcome.reference_survival_percent - 40.0


def test_in_sepsis_each_hour_without_the_antibiotic_costs():
    looks = [at(float(hour), Draw(panel=Panel.LACTATE_CREATININE)) for hour in (1, 12, 24, 36)]
    found = [scored_orders("septic_shock", give(float(hour), "antibiotic"), *looks) for hour in (0, 2, 4)]
    survival = [one.outcome.survival_percent for one in found]

    assert survival == sorted(survival, reverse=True)
    assert survival[0] > survival[1] + 10.0 > survival[2] + 20.0
    assert found[0].total > 25 + max(one.total for one in found[1:])
    assert verdict(found[0], Pitfall.IGNORED_TREND) is not Verdict.FELL_IN
    assert verdict(found[-1], Pitfall.IGNORED_TREND) is Verdict.FELL_IN


def test_in_sepsis_a_blocker_is_over_dampening_at_its_hour_and_dearer_than_to_look_for_no_germ_after_it():
    one = scored_orders("septic_shock", give(0.0, "antibiotic"), give(2.0, "tocilizumab"))
    told = next(item for item in one.pitfalls if item.pitfall is Pitfall.OVER_DAMPENED)

    assert told.verdict is Verdict.FELL_IN
    assert told.evidence[0].tick == ticks(2.0)
    assert "Tocilizumab given" in told.reason
    assert told.lost >= 25.0


def test_a_case_that_death_cut_short_is_measured_by_what_could_be_lost_till_then():
    whole = scored_orders("covid_storm")
    cut = scored("covid_storm", "idle")

    assert whole.outcome.untreated_survival_percent == pytest.approx(whole.outcome.survival_percent, abs=0.1)
    assert cut.total <= 20
