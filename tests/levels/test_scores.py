"""The score: 100 less what was lost of what could be won, with verdicts and remarks from the same sums."""

from __future__ import annotations

import msgspec
import pytest

from game.files.case_file import read_case
from game.review.findings import Mark
from game.review.scoring.charges import BLIND_AT_MOST, PRICES_AT_MOST, TESTS_AT_MOST
from game.review.scoring.judgement import GAIN_AT_MOST, STARS_AT
from game.review.verdict import Cause, Pitfall, Verdict
from game.review.wording import points_number
from game.values.drug import FORMULARY
from game.values.level import Phenotype
from tests.levels.analysed import curves, scored, verdict
from tests.levels.plays import LEVELS, NAMES, level
from tools.record_levels import PLAYERS

STORMS = [name for name in NAMES if level(name).needs_dampening]
SEPTIC = [name for name in NAMES if level(name).phenotype is Phenotype.SEPSIS]
CONTROL = "quiet_recovery"
TO_THE_END = ("covid_storm", "septic_shock")
"""Where dampening to the end is taken apart: a storm and a sepsis; the ladder climbs the others."""
GERM_ALONE = ("car_t_release",)
"""Where treating the germ alone is."""
AT_ONCE = ("covid_storm", "septic_shock", CONTROL)
"""Where everything at once is: a storm, a sepsis and the control; the ladder climbs the others."""


def taken_apart(name: str) -> list[str]:
    """Return who is taken apart on every level, and everything at once where it is."""
    return ["idle", "reference", *(["everything_at_once"] if name in AT_ONCE else [])]


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_loses_nothing_to_itself(name: str):
    one = scored(name, "reference")

    assert one.total == one.hindsight_total == 100
    assert one.stars == 3
    assert one.sums == ()
    assert all(item.verdict in (Verdict.AVOIDED, Verdict.UNTESTED) for item in one.pitfalls)


@pytest.mark.parametrize("kind", ["expert", "idle"])
@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_case_has_the_score_it_was_recorded_with(name: str, kind: str):
    """By the orders alone: test_recorded holds that those of the file are those of its player."""
    end = read_case(LEVELS / f"{name}.{kind}.jsonl").log.end

    assert end is not None
    assert scored(name, PLAYERS[kind]).total == end.score


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        *((name, "idle") for name in STORMS + SEPTIC),
        *((name, "dampen_to_the_end") for name in TO_THE_END),
    ],
)
def test_where_a_life_is_at_stake_nothing_and_dampening_to_the_end_win_no_star(name: str, policy: str):
    assert scored(name, policy).total <= STARS_AT[0]
    assert scored(name, policy).stars == 0


@pytest.mark.parametrize("name", AT_ONCE)
def test_everything_at_once_is_over_dampening_and_far_under_the_guideline(name: str):
    one = scored(name, "everything_at_once")

    # In sepsis the first antibiotic reaches the germ of the patient as written; the ladder has the others.
    # The germ that dampening lets in comes after the five days, where the value alone sees it: 82 and 79.
    assert one.total <= scored(name, "reference").total - (15 if name in SEPTIC else 25)
    fell = {Verdict.NEAR_MISS, Verdict.FELL_IN} if name in SEPTIC else {Verdict.FELL_IN}
    assert verdict(one, Pitfall.OVER_DAMPENED) in fell
    if name not in SEPTIC:
        assert one.outcome.survival_percent < one.outcome.reference_survival_percent


@pytest.mark.parametrize("name", STORMS + SEPTIC)
def test_who_waits_ignores_the_trend(name: str):
    assert verdict(scored(name, "idle"), Pitfall.IGNORED_TREND) is Verdict.FELL_IN
    assert verdict(scored(name, "idle"), Pitfall.OVER_DAMPENED) is Verdict.UNTESTED


@pytest.mark.parametrize("name", GERM_ALONE)
def test_who_treats_the_germ_alone_falls_into_that_and_nothing_else(name: str):
    found = {item.pitfall: item.verdict for item in scored(name, "infection_only").pitfalls}

    assert found[Pitfall.INFECTION_ONLY] is Verdict.FELL_IN
    assert found[Pitfall.IGNORED_TREND] not in (Verdict.NEAR_MISS, Verdict.FELL_IN)
    assert found[Pitfall.OVER_DAMPENED] is Verdict.UNTESTED


def test_who_gives_the_antibiotic_and_leaves_the_pump_alone_is_told_of_the_pump():
    """Five days without norepinephrine cost 146 points that were called treating only the infection."""
    one = scored("septic_shock_hands_on", "infection_only")
    lost = {item.cause: item.lost for item in one.sums}

    assert max(lost, key=lost.__getitem__) is Cause.SUPPORT
    assert Cause.INFECTION_ONLY not in lost
    assert verdict(one, Pitfall.INFECTION_ONLY) is verdict(one, Pitfall.OVER_DAMPENED) is Verdict.UNTESTED
    assert one.stars == 0


def test_who_begins_dampening_early_does_not_pay_with_its_gains_for_new_courses():
    """Doses that were ordered later are decisions of their own: what the first ones won was luck."""
    one = scored("covid_storm", "dampen_to_the_end")

    assert verdict(one, Pitfall.OVER_DAMPENED) is Verdict.FELL_IN


@pytest.mark.parametrize("name", NAMES)
def test_sums_and_episodes_add_up_to_what_the_score_lacks(name: str):
    for policy in taken_apart(name):
        one = scored(name, policy)
        lost = sum(item.lost for item in one.sums)
        episodes = sum(item.points for item in curves(name, policy)[-1].episodes)

        assert lost == pytest.approx(episodes, abs=0.5)
        assert one.remarks or one.total == pytest.approx(100.0 - lost, abs=1.0)


@pytest.mark.parametrize("name", NAMES)
def test_a_score_that_is_not_its_sum_says_why(name: str):
    for policy in (*taken_apart(name), *(["dampen_to_the_end"] if name in TO_THE_END else [])):
        one = scored(name, policy)
        lost = sum(item.lost for item in one.sums)
        if abs(one.total - (100.0 - lost)) > 1.0:
            assert one.remarks


def test_the_control_punishes_reflex_dampening_by_what_it_does():
    """No drug has a price: the body shows what a reflex costs, and the value counts it."""
    dampened, spared = (scored(CONTROL, policy) for policy in ("dampen_to_the_end", "reference"))

    assert verdict(spared, Pitfall.OVER_DAMPENED) is Verdict.AVOIDED
    assert verdict(dampened, Pitfall.OVER_DAMPENED) is Verdict.FELL_IN
    assert dampened.total < spared.total - 15
    assert dampened.outcome.survival_percent < spared.outcome.survival_percent


def test_the_control_takes_points_from_whoever_never_looked():
    idle = scored(CONTROL, "idle")

    assert idle.total <= 100 - BLIND_AT_MOST
    assert verdict(idle, Pitfall.IGNORED_TREND) is not Verdict.AVOIDED


def test_taking_every_test_costs_its_price_and_no_more():
    one = scored("septic_shock", "orders_every_test")

    assert {item.cause: item.lost for item in one.sums}[Cause.NEEDLESS_TEST] == TESTS_AT_MOST
    assert one.total <= 100 - TESTS_AT_MOST


@pytest.mark.parametrize("name", NAMES)
def test_all_prices_of_a_case_have_their_bound_and_none_is_of_a_drug(name: str):
    for policy in taken_apart(name):
        charged = [one for one in curves(name, policy)[-1].episodes if one.charged]

        fever = sum(one.points for one in charged if one.cause is Cause.LATE_ANTIMICROBIAL)
        assert sum(one.points for one in charged) <= PRICES_AT_MOST == 15.0
        assert not fever or (name, policy) == ("car_t_release", "idle")
        looked = {Cause.NEEDLESS_TEST, Cause.IGNORED_TREND, Cause.OVER_DAMPENED}
        assert {one.cause for one in charged} <= looked | {Cause.LATE_ANTIMICROBIAL}
        drugs = [regimen.label for regimen in FORMULARY.values()]
        assert not [one.did for one in charged if "given" in one.did or any(drug in one.did for drug in drugs)]


@pytest.mark.parametrize("name", NAMES)
def test_what_went_better_than_the_reference_pays_for_little(name: str):
    for policy in (*taken_apart(name), *(["infection_only"] if name in GERM_ALONE else [])):
        one = scored(name, policy)
        lost = sum(item.lost for item in one.sums if item.lost > 0.0)
        won = -sum(item.lost for item in one.sums if item.lost < 0.0)

        assert one.total <= max(0.0, 100.0 - lost + GAIN_AT_MOST) + 1.0
        assert won <= GAIN_AT_MOST + 1.0 or any("at most" in remark for remark in one.remarks)


@pytest.mark.parametrize("name", STORMS + SEPTIC)
def test_every_verdict_has_a_reason_and_every_fall_its_evidence(name: str):
    for policy in taken_apart(name):
        for item in scored(name, policy).pitfalls:
            assert item.reason
            assert item.lost >= 0.0
            if item.verdict is Verdict.FELL_IN:
                assert item.evidence
                assert all("−" in one.text for one in item.evidence)


def test_a_charge_is_an_episode_with_points_and_no_value():
    found = [one for one in curves("covid_storm", "everything_at_once")[-1].episodes if one.charged]

    assert Cause.NEEDLESS_TEST in {one.cause for one in found}
    for one in found:
        assert one.loss == one.hindsight_loss == 0.0
        assert one.points > 0.0
        assert one.mark is not Mark.GAIN
        assert one.did
        assert one.why


def test_the_score_goes_to_json_and_back():
    one = scored("covid_storm", "idle")

    assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one


@pytest.mark.parametrize(("points", "text"), [(17.2, "−17"), (-3.4, "+3"), (0.2, "0"), (-0.2, "0")])
def test_points_are_read_with_a_true_minus(points: float, text: str):
    assert points_number(points) == text
