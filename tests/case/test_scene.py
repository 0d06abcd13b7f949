"""What may be said at a bedside, claim by claim, at the edge where it turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.bedside.news2 import Consciousness
from game.case import appearance
from game.case.build_view import comparable
from game.case.giving import ordered_mg
from game.case.scene import HOLDS, BedsideHour
from game.case.view import Support
from game.values.claim import Claim
from game.values.drug import FORMULARY
from game.values.order import Device
from game.values.ticks import ticks
from tests.policy.charts import support

CALM = BedsideHour(
    tick=ticks(30.0),
    start_minute=8 * 60,
    symptom_day=6.0,
    consciousness=Consciousness.ALERT,
    mottling=0.0,
    breathlessness=0.0,
    temperature=37.0,
    mean_pressure=80.0,
    spo2=96.0,
    breaths=16.0,
    breaths_at_door=16.0,
    breaths_before=16.0,
    device=Device.AIR,
    prone=False,
    prone_h=0.0,
    by_hand=False,
    fio2=0.21,
    fio2_at_midnight=0.21,
    less_oxygen_than_worst=False,
    was_febrile=False,
    pressor=False,
    fluid_ran_in=False,
    dampened=False,
    on_steroid=False,
    sugar=6.0,
    sugar_first=6.0,
    urine=1.1,
    blocked=False,
    il6=10.0,
    news2_lately=(2, 4, 3),
    alarmed=False,
    called=None,
    at_hand=(),
    grew=None,
    grew_in=0,
)
HOT, BREATHLESS, MOTTLED = appearance.FEVER_C, appearance.BREATHLESS_FROM, appearance.MOTTLED_FROM
THIGHS = appearance.MOTTLED_TO_THIGHS_FROM
NOT_A_NUMBER = float("nan")


def at_clock(hour: float) -> dict[str, int]:
    """Return the first tick at or after a day here at which the clock says this hour."""
    return {"tick": ticks((hour - 8.0) % 24.0)}


FULL = {"prone": True, "fio2": 1.0}
LESS = {"prone": True, "by_hand": True, "fio2": 0.35}

EDGES = [
    (Claim.LITTLE_URINE, {"urine": 0.4}, {"urine": 0.5}),
    (Claim.BREATHLESS, {"breathlessness": BREATHLESS}, {"breathlessness": BREATHLESS * 0.99}),
    (Claim.AT_EASE, {"breathlessness": BREATHLESS * 0.99}, {"breathlessness": BREATHLESS}),
    (Claim.AT_EASE, {"breaths": 20.0}, {"breaths": 21.0}),
    (Claim.AT_EASE, {"breaths": 8.0}, {"breaths": 7.0}),
    (Claim.AT_EASE, {}, {"device": Device.VENTILATOR}),
    (Claim.BREATHES_FAST, {"breaths": 21.0}, {"breaths": 20.0}),
    (Claim.BREATHES_FAST, {"breaths": 30.0}, {"breaths": 30.0, "breathlessness": BREATHLESS}),
    (Claim.FEVER_GONE, {"was_febrile": True, "temperature": HOT - 0.1}, {"temperature": HOT - 0.1}),
    (Claim.FEVER_GONE, {"was_febrile": True}, {"was_febrile": True, "temperature": HOT}),
    (Claim.PHONE, {"at_hand": ("drip", "phone")}, {"at_hand": ("drip", "paper")}),
    (Claim.PAPER, {"at_hand": ("paper",)}, {"at_hand": ("phone",)}),
    (Claim.BREATHES_FASTER, {"breaths": 19.0}, {"breaths": 18.0}),
    # It was said of who breathed 24 times and had breathed 30 times in the morning.
    (Claim.BREATHES_FASTER, {"breaths": 24.0, "breaths_before": 24.0}, {"breaths": 24.0, "breaths_before": 25.0}),
    (Claim.OXYGEN, {"device": Device.NASAL_CANNULA}, {}),
    (Claim.NO_VENTILATOR, {"device": Device.HIGH_FLOW}, {"device": Device.VENTILATOR}),
    (Claim.LIGHT_OXYGEN, {"device": Device.NASAL_CANNULA}, {"device": Device.MASK}),
    (
        Claim.MORE_OXYGEN_THAN_AT_MIDNIGHT,
        {"fio2": 0.4, "fio2_at_midnight": 0.3},
        {"fio2": 0.3, "fio2_at_midnight": 0.3},
    ),
    (Claim.MORE_OXYGEN_THAN_AT_MIDNIGHT, {"fio2": 0.4, "fio2_at_midnight": 0.22}, {"fio2": 0.4}),
    (
        Claim.MORE_OXYGEN_THAN_AT_MIDNIGHT,
        {"fio2": 0.4, "fio2_at_midnight": 0.3},
        {"fio2": 0.4, "fio2_at_midnight": None},
    ),
    (Claim.SATURATED, {"spo2": 92.0}, {"spo2": 91.0}),
    (Claim.SATURATED, {}, {"spo2": NOT_A_NUMBER}),
    (Claim.MOTTLED, {"mottling": MOTTLED}, {"mottling": MOTTLED * 0.99}),
    (Claim.MOTTLED_TO_THIGHS, {"mottling": THIGHS}, {"mottling": THIGHS * 0.99}),
    (Claim.NOT_MOTTLED, {"mottling": MOTTLED * 0.99}, {"mottling": MOTTLED}),
    (Claim.WARM, {}, {"mottling": MOTTLED}),
    (Claim.FEVER, {"temperature": HOT}, {"temperature": HOT - 0.1}),
    (Claim.HIGH_FEVER, {"temperature": 38.5}, {"temperature": 38.4}),
    (Claim.NO_FEVER, {"temperature": HOT - 0.1}, {"temperature": HOT}),
    (Claim.NO_PRESSOR, {}, {"pressor": True}),
    (Claim.LOW_PRESSURE, {"mean_pressure": 64.0}, {"mean_pressure": 65.0}),
    (Claim.FLUID_RAN_IN, {"fluid_ran_in": True}, {}),
    (Claim.BETTER, {"less_oxygen_than_worst": True}, {}),
    (Claim.BETTER, {"was_febrile": True, "temperature": HOT - 0.1}, {"was_febrile": True, "temperature": HOT}),
    (Claim.DAY, at_clock(7.0), at_clock(21.0)),
    (Claim.NIGHT, at_clock(22.0), at_clock(6.0)),
    (Claim.NIGHT, at_clock(5.5), at_clock(21.5)),
    (Claim.VISITING, at_clock(9.0), at_clock(20.0)),
    (Claim.BREAKFAST, at_clock(6.5), at_clock(9.0)),
    (Claim.AFTER_A_MEAL, at_clock(8.0), at_clock(10.0)),
    (Claim.AFTER_A_MEAL, at_clock(13.5), at_clock(11.5)),
    (Claim.AFTER_A_MEAL, at_clock(19.5), at_clock(20.0)),
    (Claim.NIGHT_SPENT_HERE, {"tick": ticks(21.0)}, {"tick": ticks(20.5)}),
    (Claim.EARLY, {"tick": ticks(11.5)}, {"tick": ticks(12.0)}),
    (Claim.SECOND_DAY_OF_ILLNESS, {"symptom_day": 1.0}, {"symptom_day": 2.0}),
    (Claim.NOBODY_CALLED, {"called": ticks(26.0)}, {"called": ticks(26.5)}),
    (Claim.NOBODY_CALLED, {}, {"called": ticks(30.0)}),
    (Claim.CALM, {"news2_lately": (4, 4, 4)}, {"news2_lately": (3, 5, 4)}),
    (Claim.CALM, {"news2_lately": (1, 0, 2)}, {"news2_lately": (1, 0, 3)}),
    (Claim.CALM, {"called": ticks(18.0)}, {"called": ticks(18.5)}),
    (Claim.CALM, {}, {"alarmed": True}),
    (Claim.CALM, {"device": Device.NASAL_CANNULA}, {"device": Device.MASK}),
    (Claim.CALM, {}, {"pressor": True}),
    (Claim.CULTURE_GREW, {"grew": ticks(18.5)}, {"grew": ticks(18.0)}),
    (Claim.NOT_CALM, {"alarmed": True}, {}),
    (
        Claim.CULTURE_GREW_SOON,
        {"grew": ticks(20.0), "grew_in": ticks(11.9)},
        {"grew": ticks(20.0), "grew_in": ticks(12.0)},
    ),
    (Claim.CULTURE_GREW, {"grew": ticks(30.0)}, {}),
    (Claim.HIGH_IL6, {"il6": 100.0}, {"il6": 99.0}),
    (Claim.HIGH_IL6, {"il6": 500.0}, {"il6": NOT_A_NUMBER}),
    (Claim.SUGAR_UP_ON_STEROID, {"on_steroid": True, "sugar": 8.1}, {"on_steroid": True, "sugar": 8.0}),
    (Claim.SUGAR_UP_ON_STEROID, {"on_steroid": True, "sugar": 10.0}, {"on_steroid": True, "sugar": 10.1}),
    (Claim.SUGAR_UP_ON_STEROID, {"on_steroid": True, "sugar": 9.0}, {"sugar": 9.0}),
    (
        Claim.SUGAR_UP_ON_STEROID,
        {"on_steroid": True, "sugar": 9.0},
        {"on_steroid": True, "sugar": 9.0, "sugar_first": 8.1},
    ),
    (
        Claim.SUGAR_UP_ON_STEROID,
        {"on_steroid": True, "sugar": 9.0},
        {"on_steroid": True, "sugar": 9.0, "sugar_first": NOT_A_NUMBER},
    ),
    (Claim.PRONE_FOR_A_DAY, FULL | {"prone_h": 24.0}, FULL | {"prone_h": 23.5}),
    (Claim.PRONE_FOR_A_DAY, FULL | {"prone_h": 24.0}, FULL | {"prone_h": 24.0, "prone": False}),
    (Claim.PRONE_FOR_A_DAY, FULL | {"prone_h": 24.0}, FULL | {"prone_h": 24.0, "fio2": 0.35}),
    (Claim.MAY_BE_TURNED_BACK, LESS | {"prone_h": 16.0}, LESS | {"prone_h": 15.5}),
    (Claim.MAY_BE_TURNED_BACK, LESS | {"prone_h": 16.0}, LESS | {"prone_h": 16.0, "by_hand": False}),
    (Claim.MAY_BE_TURNED_BACK, LESS | {"prone_h": 16.0}, LESS | {"prone_h": 16.0, "fio2": 0.4}),
    (Claim.SUGAR_HIGH_ON_STEROID, {"on_steroid": True, "sugar": 10.1}, {"on_steroid": True, "sugar": 10.0}),
    (Claim.SUGAR_HIGH_ON_STEROID, {"on_steroid": True, "sugar": 10.1}, {"sugar": 10.1}),
    (Claim.BLOCKED, {"blocked": True}, {}),
    (Claim.NOT_DAMPENED, {}, {"dampened": True}),
    (Claim.NOT_BLOCKED, {}, {"blocked": True}),
    (Claim.PRONE, {"prone": True}, {}),
    (Claim.NOT_PRONE, {}, {"prone": True}),
]


@pytest.mark.parametrize(("claim", "so", "not_so"), EDGES)
def test_a_claim_holds_to_its_edge_and_not_beyond(claim, so, not_so):
    assert HOLDS[claim](replace(CALM, **so))
    assert not HOLDS[claim](replace(CALM, **not_so))


AWAKE = {
    Consciousness.ALERT: {Claim.ALERT, Claim.TALKS},
    Consciousness.CONFUSED: {Claim.CONFUSED, Claim.TALKS},
    Consciousness.VOICE: {Claim.ROUSED_BY_VOICE},
    Consciousness.PAIN: {Claim.UNRESPONSIVE},
    Consciousness.UNRESPONSIVE: {Claim.UNRESPONSIVE},
    Consciousness.SEDATED: {Claim.SEDATED},
}


@pytest.mark.parametrize("consciousness", Consciousness)
def test_only_who_is_awake_talks(consciousness):
    here = replace(CALM, consciousness=consciousness)

    assert {claim for claim in set().union(*AWAKE.values()) if HOLDS[claim](here)} == AWAKE[consciousness]


def test_every_claim_has_an_edge_here():
    assert {claim for claim, _, _ in EDGES} | set().union(*AWAKE.values()) == set(HOLDS)


def held(device: Device = Device.MASK, pressor: float = 0.1) -> Support:
    """Return what holds a patient up."""
    return support(0.5, device, norepinephrine_ug_per_kg_min=pressor)


@pytest.mark.parametrize(
    ("then", "now", "falls", "rises"),
    [
        (held(), held(), True, True),
        (held(), held(Device.HIGH_FLOW), False, True),
        (held(), held(pressor=0.15), False, True),
        (held(Device.HIGH_FLOW), held(), True, True),
        (held(), held(Device.VENTILATOR), False, False),
        (held(Device.VENTILATOR), held(), False, False),
        (held(Device.VENTILATOR), held(Device.VENTILATOR), True, True),
    ],
)
def test_a_score_that_falls_under_more_support_is_no_progress(then, now, falls, rises):
    assert comparable(then, now, -1) is falls
    assert comparable(then, now, 0) is rises
    assert comparable(then, now, 1) is rises


@pytest.mark.parametrize(("left", "share"), [(13, 0.5), (9, 0.5), (8, 0.25), (5, 0.25), (4, 0.125), (1, 0.125)])
def test_a_taper_halves_the_dose_for_each_of_its_last_days(left, share):
    """Hydrocortisone, four doses a day: half, a quarter, an eighth."""
    steroid = FORMULARY["hydrocortisone"]

    assert ordered_mg(steroid, 80.0, given=3, left=left, chosen_mg=0.0, tapering=True) == 50.0 * share
    assert ordered_mg(steroid, 80.0, given=3, left=left, chosen_mg=0.0, tapering=False) == 50.0
    assert ordered_mg(steroid, 80.0, given=3, left=left, chosen_mg=20.0, tapering=True) == 20.0 * share


def test_the_first_dose_may_be_a_loading_dose_and_a_chosen_dose_is_never_one():
    remdesivir = FORMULARY["remdesivir"]

    doses = [ordered_mg(remdesivir, 80.0, given=n, left=4, chosen_mg=0.0, tapering=False) for n in (0, 1)]
    assert doses == [200.0, 100.0]
    assert ordered_mg(remdesivir, 80.0, given=0, left=4, chosen_mg=1.0, tapering=False) == 1.0
