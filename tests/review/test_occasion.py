"""Whether a pitfall was avoided, or the case gave no occasion to fall in."""

from __future__ import annotations

from typing import Any

import pytest

from game.review.findings import Episode, Mark
from game.review.scoring.judgement import verdicts
from game.review.verdict import Cause, Pitfall, Verdict
from game.values.channel import Panel
from game.values.order import Give
from tests.review.made_up import case, dose, track

TREND, ALONE, OVER = Pitfall.IGNORED_TREND, Pitfall.INFECTION_ONLY, Pitfall.OVER_DAMPENED
AVOIDED, UNTESTED = Verdict.AVOIDED, Verdict.UNTESTED
DEX, ANTIBIOTIC = "dexamethasone", "antibiotic"
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
    asked = judged[TREND].reason.endswith("saw no trend to answer with a drug.")
    assert asked is (trend is UNTESTED)


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


def test_what_was_dampened_while_dying_is_not_judged_and_so_not_avoided():
    of = days(doses=[dose(DEX, 30.0)])

    assert told(of, judged_to=24)[OVER].verdict is UNTESTED
    assert told(of, judged_to=36)[OVER].verdict is AVOIDED


def test_what_was_asked_for_in_the_hours_of_dying_is_no_occasion():
    of = days(wishes=[*[()] * 30, *ASKED], drawn=LOOKS)

    assert told(of, judged_to=24)[TREND].verdict is UNTESTED
    assert told(of)[TREND].verdict is AVOIDED
