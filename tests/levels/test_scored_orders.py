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
    assert survival[0] > survival[1] + 6.0 > survival[2] + 12.0
    assert found[0].total > 8 + found[1].total > 28 + found[2].total
    assert verdict(found[0], Pitfall.IGNORED_TREND) is not Verdict.FELL_IN
    assert verdict(found[-1], Pitfall.IGNORED_TREND) is Verdict.FELL_IN


def test_in_sepsis_a_blocker_costs_and_to_look_for_no_germ_behind_it_costs_more():
    blocked = give(0.0, "antibiotic"), give(2.0, "tocilizumab")
    looks = [at(float(hour), Draw(panel=Panel.CULTURE)) for hour in (3, 24, 48, 72, 96)]
    unseen, seen = [
        next(item for item in one.pitfalls if item.pitfall is Pitfall.OVER_DAMPENED)
        for one in (scored_orders("septic_shock", *blocked), scored_orders("septic_shock", *blocked, *looks))
    ]

    assert unseen.verdict is Verdict.FELL_IN
    assert unseen.evidence[0].tick == ticks(2.0)
    assert unseen.reason.startswith("No culture")
    assert "Tocilizumab given" in seen.reason
    assert 2.0 <= seen.lost < unseen.lost - 5.0


def test_a_case_that_death_cut_short_is_measured_by_what_could_be_lost_till_then():
    whole = scored_orders("covid_storm")
    cut = scored("covid_storm", "idle")

    assert whole.outcome.untreated_survival_percent == pytest.approx(whole.outcome.survival_percent, abs=0.1)
    assert cut.total <= 20
