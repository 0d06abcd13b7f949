"""Whether a pitfall was avoided, or the case gave no occasion to fall in."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from game.review.findings import Episode, Mark
from game.review.scoring.judgement import verdicts
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.channel import Channel, Panel, Reading
from game.values.level import LabRule
from game.values.order import Give, Stop
from game.values.organism import Germ
from tests.levels.plays import level as find_level
from tests.review.made_up import case, dose, result, track

TREND, ALONE, OVER = Pitfall.IGNORED_TREND, Pitfall.INFECTION_ONLY, Pitfall.OVER_DAMPENED
AVOIDED, UNTESTED = Verdict.AVOIDED, Verdict.UNTESTED
DEX, TOCI, ANTIBIOTIC = "dexamethasone", "tocilizumab", "antibiotic"
LOOKS = [(float(hour), Panel.IL6) for hour in range(0, 60, 12)]
PUMP = Episode(
    first=0, last=12, cause=Cause.SUPPORT, mark=Mark.BLUNDER, loss=50.0, hindsight_loss=50.0, points=80.0,
    hindsight_points=80.0, charged=False, knew="", did="Waited.", better="", better_value=0.0, why="", study="",
)  # fmt: skip


def told(of: Any, found: tuple[Episode, ...] = (), judged_to: int | None = None) -> dict[Pitfall, Any]:
    return {one.pitfall: one for one in verdicts(of, found, judged_to)}


def days(hours: int = 48, news2: int = 0, **parts: Any) -> Any:
    """Return two days of a made-up case, hour by hour."""
    made = [case(hour=float(hour), news2=news2) for hour in range(hours + 1)]
    wishes = list(parts.pop("wishes", []))
    wishes += [()] * (hours + 1 - len(wishes))
    return track(cases=made, wishes=wishes, **parts)


ASKED = [(Give(regimen=DEX),)]
BOTH = [dose(DEX), dose(ANTIBIOTIC)]


@pytest.mark.parametrize(
    ("parts", "found", "trend", "alone", "over"),
    [
        # Nothing was asked for, given or pressed for: nobody could fall in.
        ({"drawn": LOOKS}, (), UNTESTED, UNTESTED, UNTESTED),
        # To hold back in one who is ill is a choice.
        ({"drawn": LOOKS, "news2": 6}, (), UNTESTED, UNTESTED, AVOIDED),
        ({"drawn": LOOKS, "news2": 5}, (), UNTESTED, UNTESTED, AVOIDED),
        ({"drawn": LOOKS, "news2": 4}, (), UNTESTED, UNTESTED, UNTESTED),
        # It is none where the pump lost the patient, or where dampening was called for.
        ({"drawn": LOOKS, "news2": 6}, (PUMP,), UNTESTED, UNTESTED, UNTESTED),
        ({"drawn": LOOKS, "news2": 6, "wishes": ASKED}, (), AVOIDED, UNTESTED, UNTESTED),
        ({"drawn": LOOKS, "wishes": ASKED, "doses": [dose(DEX)]}, (), AVOIDED, UNTESTED, AVOIDED),
        ({"drawn": LOOKS, "wishes": ASKED, "doses": BOTH}, (), AVOIDED, AVOIDED, AVOIDED),
        ({"drawn": LOOKS, "doses": [dose(ANTIBIOTIC)]}, (), UNTESTED, UNTESTED, UNTESTED),
        # In sepsis the antibiotic is the answer to the trend; in a viral illness it is none.
        ({"drawn": LOOKS, "wishes": [(Give(regimen=ANTIBIOTIC),)]}, (), UNTESTED, UNTESTED, UNTESTED),
        ({"drawn": LOOKS, "wishes": [(Give(regimen=ANTIBIOTIC),)], "level": "septic_shock"}, (), AVOIDED, UNTESTED,
         UNTESTED),
    ],
)  # fmt: skip
def test_a_pitfall_is_avoided_only_where_somebody_could_have_fallen_in(parts, found, trend, alone, over):
    """A pump left too low, and 46 h without a sample: 0 points, and all three pitfalls *avoided*."""
    judged = told(days(**parts), found)

    assert {pitfall: one.verdict for pitfall, one in judged.items()} == {TREND: trend, ALONE: alone, OVER: over}
    asked = judged[TREND].reason.endswith("on your chart the guideline run asked for no dampening.")
    assert asked is (trend is UNTESTED)


def test_where_the_antibiotic_is_the_answer_a_trend_that_asked_for_nothing_asked_for_no_drug():
    """'Saw no trend to answer with a drug' stood beside a virus whose procalcitonin had asked for an antibiotic."""
    told_of = {name: told(days(drawn=LOOKS, level=name))[TREND].reason for name in ("septic_shock", "covid_storm")}

    assert told_of["septic_shock"].endswith("saw no trend to answer with a drug.")
    assert told_of["covid_storm"].endswith("asked for no dampening.")


@pytest.mark.parametrize(("points", "near"), [(3.0, False), (60.0, True)])
def test_a_trend_that_nobody_heeded_is_not_told_as_one_to_which_nothing_was_lost(points, near):
    """'No points were lost to this pitfall', of paracetamol and an antibiotic until CRP was over 500: *avoided*."""
    alone = structs.replace(PUMP, cause=Cause.INFECTION_ONLY, points=points)
    one = told(days(drawn=LOOKS, wishes=ASKED, doses=[dose(ANTIBIOTIC)]), (alone,))[TREND]

    assert one.verdict is (UNTESTED if near else AVOIDED)
    assert ("counts to treating only the infection." in one.reason) is near
    assert ("No points were lost to this pitfall." in one.reason) is not near


@pytest.mark.parametrize(
    ("procalcitonin", "doses", "bare"),
    [
        (14.3, [dose(DEX, 2.0)], True),
        (0.4, [dose(DEX, 2.0)], False),
        (14.3, [dose(ANTIBIOTIC, 1.0), dose(DEX, 2.0)], False),
        (14.3, [dose(DEX, 2.0), dose(ANTIBIOTIC, 3.0)], True),
        (14.3, [dose(ANTIBIOTIC, 1.0), dose(DEX, 2.0), dose(ANTIBIOTIC, 9.0)], False),
    ],
)
def test_dampening_beside_bare_germs_is_named_though_the_value_saw_no_loss(procalcitonin, doses, bare):
    """At a procalcitonin of 14 µg/L and 39.9 °C, with no antibiotic: 'nothing was lost by it', *avoided*, and dead."""
    chart = {Channel.PROCALCITONIN: result(procalcitonin)}
    made = [case(hour=float(hour), chart=chart) for hour in range(49)]
    of = track(cases=made, wishes=[*ASKED, *[()] * 48], drawn=LOOKS, doses=doses)
    one = told(of)[OVER]

    assert one.verdict is (Verdict.NEAR_MISS if bare else AVOIDED)
    assert one.reason.startswith("You dampened with dexamethasone while the chart spoke for bacteria") is bare


@pytest.mark.parametrize(
    ("hours", "verdict", "words"),
    [
        ((0.0, 12.0, 24.0, 36.0), AVOIDED, "You took 4 tests that show the trend. No points were lost"),
        ((0.0, 23.0, 47.0), AVOIDED, "You took 3 tests"),
        ((0.0, 46.0), UNTESTED, "You took 2 tests that show the trend, and none was taken for 46 h from"),
        ((), UNTESTED, "You never took a test that shows the trend; nothing was lost by that here."),
    ],
)  # fmt: skip
def test_who_did_not_look_for_two_days_did_not_heed_the_trend(hours, verdict, words):
    """46 h without a sample were *Ignoring the early trend: avoided*."""
    one = told(days(wishes=ASKED, drawn=[(hour, Panel.IL6) for hour in hours]))[TREND]

    assert one.verdict is verdict
    assert one.reason.startswith(words)


def test_where_the_ward_looks_every_morning_nobody_is_told_that_the_trend_was_never_tested():
    """IL-6 of five mornings stood on the chart below *You never took a test that shows the trend*."""
    level = structs.replace(find_level("covid_storm"), labs=(LabRule(panel=Panel.IL6, routine_every_h=24.0),))
    one = told(days(wishes=ASKED, level=level))[TREND]

    assert one.reason == (
        "You ordered no test that shows the trend; the ward takes one every 24 h, and nothing was lost by that here."
    )


def test_what_was_dampened_while_dying_is_not_judged_and_so_not_avoided():
    of = days(doses=[dose(DEX, 30.0)])

    assert told(of, judged_to=24)[OVER].verdict is UNTESTED
    assert told(of, judged_to=30)[OVER].verdict is UNTESTED
    assert told(of, judged_to=36)[OVER].verdict is AVOIDED


def test_who_gave_nothing_and_died_of_dice_is_not_told_to_have_held_back():
    of = days(drawn=LOOKS, news2=6)

    assert told(of, judged_to=24)[OVER].verdict is UNTESTED
    assert told(of, judged_to=48)[OVER].verdict is AVOIDED


def test_what_was_asked_for_in_the_hours_of_dying_is_no_occasion():
    of = days(wishes=[*[()] * 30, *ASKED], drawn=LOOKS)

    assert told(of, judged_to=24)[TREND].verdict is UNTESTED
    assert told(of)[TREND].verdict is AVOIDED


def test_dampening_that_nothing_called_for_is_no_proof_of_having_treated_both():
    """Tocilizumab in a bacterial pneumonia: *treating only the infection: avoided*."""
    one = told(days(drawn=LOOKS, doses=[dose(TOCI), dose(ANTIBIOTIC)]))[ALONE]

    assert one.verdict is UNTESTED
    assert one.reason.endswith("the guideline run asked for no dampening beside it.")


@pytest.mark.parametrize(("then", "verdict"), [([], AVOIDED), ([Stop(regimen=DEX)], UNTESTED)])
def test_who_was_an_hour_early_answered_the_trend(then, verdict):
    """The steroid in the hour in which oxygen began, an hour before the guideline: *saw no trend to answer*."""
    made = [case(hour=0.0), *[case(hour=float(hour), given=[DEX]) for hour in range(1, 4)]]
    of = track(
        cases=made, ordered=[[Give(regimen=DEX)], [], []], wishes=[(), then, (), ()], doses=[dose(DEX)],
        drawn=[(0.0, Panel.IL6)],
    )  # fmt: skip

    judged = told(of)

    assert judged[TREND].verdict is verdict
    assert judged[OVER].reason.startswith("You dampened with dexamethasone in hours") is (verdict is UNTESTED)


def test_who_gave_nothing_while_a_germ_took_the_patient_did_not_hold_back():
    """Seven days of nothing at a procalcitonin of 7: score 0, and *over-dampening: avoided*."""
    germ = structs.replace(PUMP, cause=Cause.LATE_ANTIMICROBIAL)

    assert told(days(news2=6), (germ,))[OVER].verdict is UNTESTED


RESISTS, MEROPENEM = Reading(Channel.BLOOD_CULTURE, 0, 0, 5.0, germ=Germ.RESISTANT), "meropenem"


@pytest.mark.parametrize(
    ("wishes", "before", "walked_in"),
    [
        ([], [dose(ANTIBIOTIC)], True),
        ([], [], True),
        ([], [dose(MEROPENEM)], False),
        # Where the guideline asks for it all the same, as hydrocortisone in shock, nobody walked into anything.
        (ASKED, [dose(ANTIBIOTIC)], False),
    ],
)
def test_dampening_beside_a_germ_that_no_drug_reaches_is_no_pitfall_avoided(wishes, before, walked_in):
    """Dexamethasone after the culture had read *meropenem only*, on the other drug: *avoided, nothing was lost*."""
    made = [case(hour=float(hour), chart={Channel.BLOOD_CULTURE: RESISTS}) for hour in range(4)]
    of = track(
        cases=made, ordered=[[], [Give(regimen=DEX)], [], []], wishes=[[], *(wishes or [[]]), [], []],
        doses=[*before, dose(DEX, 1.0)],
    )  # fmt: skip
    one = told(of)[OVER]

    assert (one.verdict is Verdict.NEAR_MISS) is walked_in
    assert (
        "no drug that reaches it had gone in" in one.reason or "no antibiotic had gone in" in one.reason
    ) is walked_in


def test_who_walked_in_and_was_spared_is_told_where_and_not_which_crumb_it_cost():
    """*Near miss* stood over the two points of another hour."""
    chart = {Channel.PROCALCITONIN: result(14.3)}
    made = [case(hour=float(hour), chart=chart) for hour in range(49)]
    crumb = structs.replace(PUMP, cause=Cause.OVER_DAMPENED, points=2.0)
    one = told(track(cases=made, wishes=[*ASKED, *[()] * 48], doses=[dose(DEX, 2.0)]), (crumb,))[OVER]

    assert (one.verdict, round(one.lost)) == (Verdict.NEAR_MISS, 2)
    assert one.reason.startswith("You dampened with dexamethasone while the chart spoke for bacteria")
