"""A debrief opens with what to do differently at the next bed, and with what the chart of this one said for it."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from fake_desk import FakeDesk, Hands, truth
from sample_analysis import episodes, score, stages
from sample_view import over, reading, view

from game.app.levels import find_level
from game.review.findings import Cause
from game.review.verdict import Evidence, Pitfall, Verdict
from game.ui.debrief.next_time import dearest, lesson, next_time, on_the_chart, two_weeks_on
from game.values.channel import Channel
from game.values.drug import FORMULARY
from game.values.ending import Ending, Outcome
from game.values.order import Device
from game.values.ticks import ticks

ONE = episodes()[0]


@pytest.mark.parametrize(
    ("changes", "level", "words"),
    [
        ({"cause": Cause.IGNORED_TREND}, "covid_storm", "when oxygen is first needed"),
        ({"cause": Cause.IGNORED_TREND, "unlooked": True}, "covid_storm", "take the tests of the trend again"),
        ({"cause": Cause.IGNORED_TREND}, "septic_shock", "add hydrocortisone"),
        ({"cause": Cause.INFECTION_ONLY}, "septic_shock", "add hydrocortisone"),
        ({"cause": Cause.INFECTION_ONLY}, "stressed_host", "when oxygen is first needed"),
        ({"cause": Cause.IGNORED_TREND}, "car_t_release", "tocilizumab from grade 2"),
        ({"cause": Cause.OVER_DAMPENED}, "covid_storm", "what will end it"),
        ({"cause": Cause.OVER_DAMPENED, "charged": True}, "covid_storm", "look for infection every day"),
        ({"cause": Cause.LATE_ANTIMICROBIAL}, "septic_shock", "give the antibiotic within the hour"),
        ({"cause": Cause.LATE_ANTIMICROBIAL, "charged": True}, "car_t_release", "within the hour"),
        ({"cause": Cause.SUPPORT}, "septic_shock_hands_on", "mean pressure 65 mmHg or more"),
        ({"cause": Cause.UNSAFE_ORDER}, "car_t_release", "neutrophils and cultures"),
        ({"cause": Cause.NEEDLESS_ANTIMICROBIAL}, "quiet_recovery", "cultures and procalcitonin first"),
        ({"cause": Cause.NEEDLESS_TEST}, "quiet_recovery", "change an order"),
        ({"cause": Cause.OTHER}, "quiet_recovery", ""),
        # Hydrocortisone that was missing behind another steroid opened the debrief without a rule.
        ({"cause": Cause.OTHER, "undampened": True}, "septic_shock", "add hydrocortisone"),
        ({"cause": Cause.OTHER, "undampened": True}, "stressed_host", "when oxygen is first needed"),
    ],
)
def test_each_kind_of_fault_has_its_rule_for_the_next_bed(changes, level, words):
    one = msgspec.structs.replace(ONE, **{"charged": False, "unlooked": False, **changes})
    told = next_time(one, replace(view(), level=find_level(level)))

    assert words in told
    assert bool(told) is bool(words)


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_a_rule_but_what_chance_did_and_what_is_of_no_known_kind(cause):
    one = msgspec.structs.replace(ONE, cause=cause)

    assert bool(next_time(one, view())) is (cause not in {Cause.CHANCE, Cause.OTHER})


GREW = reading(Channel.BLOOD_CULTURE, 10.0, 1.0)
OLD = reading(Channel.BLOOD_CULTURE, 12.0 - 120.5, 1.0)
HIGH = reading(Channel.PROCALCITONIN, 10.0, 1.5)
LATER = reading(Channel.PROCALCITONIN, 30.0, 1.5)
SOON = reading(Channel.PROCALCITONIN, 20.0, 1.5)
SOON_GREW = reading(Channel.BLOOD_CULTURE, 20.0, 1.0)


@pytest.mark.parametrize(
    ("level", "labs", "given", "words"),
    [
        ("covid_storm", {Channel.BLOOD_CULTURE: (GREW,)}, (), "what reaches the germ that grew"),
        # A culture of last week was read again.
        ("covid_storm", {Channel.BLOOD_CULTURE: (OLD,)}, (), "begin it on the day of admission"),
        ("covid_storm", {Channel.PROCALCITONIN: (HIGH,)}, (), "give the antibiotic within the hour"),
        ("covid_storm", {Channel.PROCALCITONIN: (HIGH,)}, (ticks(4),), "whether the antibiotic works"),
        # What rose nine days on answered for the first day, and a missing antiviral was another antibiotic.
        ("covid_storm", {Channel.PROCALCITONIN: (LATER,)}, (ticks(4),), "begin it on the day of admission"),
        # Nine days of Pseudomonas without an antibiotic: 'begin an antiviral on the day of admission' (Bed 6, seed 46).
        ("stressed_host", {Channel.PROCALCITONIN: (SOON,)}, (), "give the antibiotic within the hour"),
        ("stressed_host", {Channel.BLOOD_CULTURE: (SOON_GREW,)}, (), "what reaches the germ that grew"),
        ("stressed_host", {Channel.PROCALCITONIN: (LATER,)}, (), "begin it on the day of admission"),
        ("stressed_host", {Channel.PROCALCITONIN: (SOON,)}, (ticks(24),), "begin it on the day of admission"),
        ("covid_storm", {}, (), "begin it on the day of admission"),
        ("septic_shock", {}, (ticks(4),), "whether the antibiotic works"),
        ("car_t_release", {}, (), "cover a fever with few neutrophils"),
    ],
)
def test_a_drug_against_germs_that_was_late_has_a_rule_by_what_asked_for_it(level, labs, given, words):
    """Remdesivir at the door, an antibiotic in shock and a culture that nobody read were one and the same rule."""
    line = next(one for one in view().courses if one.regimen.id == "remdesivir")
    course = replace(line, regimen=FORMULARY["antibiotic"], given=given)
    seen = replace(view(), level=find_level(level), labs=labs, courses=(course,))
    one = msgspec.structs.replace(ONE, cause=Cause.LATE_ANTIMICROBIAL, charged=False, first=ticks(12), last=ticks(40))

    assert words in next_time(one, seen)


@pytest.mark.parametrize("cause", [Cause.IGNORED_TREND, Cause.INFECTION_ONLY, Cause.OTHER])
@pytest.mark.parametrize(
    ("uncounted", "words"), [(True, "have the neutrophils counted too"), (False, "when oxygen is first needed")]
)
def test_who_lost_by_a_missing_count_alone_is_told_to_count(uncounted, words, cause):
    """The debrief had a rule of its own: it asked for a steroid before the loss, where the score asks at each hour."""
    one = msgspec.structs.replace(ONE, cause=cause, charged=False, unlooked=False, undampened=True, uncounted=uncounted)

    assert words in next_time(one, view())


def test_a_debrief_opens_with_the_rule_and_the_numbers_of_the_chart_and_gives_no_answer_away():
    """It opened with a cause and its price alone: neither what to do nor by which number stood there."""
    hands = Hands(FakeDesk(), (1280, 720), "opening")
    hands.desk.answer()
    hands.wait(0.1)
    worst = max(stages()[-1].decided, key=lambda one: one.points)
    words = hands.words()

    assert words.index("Next time: ") < words.index("Costliest decision: ") < words.index("On the chart, ")
    assert worst.better not in words


@pytest.mark.parametrize(
    ("labs", "words"),
    [
        ({}, "temperature 38.6 °C, and neutrophils not counted; "),
        ({Channel.NEUTROPHILS: (reading(Channel.NEUTROPHILS, 0.0, 0.2, 0.5),)}, "temperature 38.6 °C; neutrophils 0.2"),
    ],
)
def test_a_fever_that_waited_for_its_antibiotic_is_told_with_its_height_and_the_neutrophils(labs, words):
    """'Cover a fever with few neutrophils' stood over a line that had neither."""
    one = msgspec.structs.replace(ONE, cause=Cause.LATE_ANTIMICROBIAL, charged=False, first=ticks(2), last=ticks(4))
    hot = ((ticks(2), {Channel.TEMPERATURE: reading(Channel.TEMPERATURE, 2.0, 38.6)}),)
    seen = replace(view(), level=find_level("car_t_release"), labs=labs, vital_history=hot)

    assert words in on_the_chart(one, seen)
    assert one.knew in on_the_chart(one, seen)


def test_no_hour_without_fever_is_told_as_the_chart_of_a_fever_that_came_later():
    """'Cover a fever within the hour' stood over 'temperature 37.4 °C': the decision began three hours before it."""
    one = msgspec.structs.replace(ONE, cause=Cause.LATE_ANTIMICROBIAL, charged=False, first=ticks(2), last=ticks(9))
    hourly = tuple((ticks(hour), {Channel.TEMPERATURE: reading(Channel.TEMPERATURE, hour, 37.4)}) for hour in (2, 3))
    seen = replace(view(), level=find_level("car_t_release"), labs={}, vital_history=hourly)

    assert on_the_chart(one, seen).startswith("On the chart, ")
    assert "temperature" not in on_the_chart(one, seen)
    assert one.knew[1:] in on_the_chart(one, seen)


@pytest.mark.parametrize(
    ("held_until", "waited", "words"),
    [(10, True, "for 14 h neither oxygen nor norepinephrine; IL-6"), (13, True, ""), (10, False, ""), (25, True, "")],
)
def test_dampening_that_went_on_is_told_with_the_hours_in_which_nothing_held_the_patient_up(held_until, waited, words):
    """'Oxygen: air' stood there, and not that it had been so for a day."""
    one = msgspec.structs.replace(
        ONE, cause=Cause.OVER_DAMPENED, charged=False, waited=waited, first=ticks(24), last=ticks(60)
    )
    held = replace(view().support, device=Device.NASAL_CANNULA)
    free = replace(held, device=Device.AIR, norepinephrine_ug_per_kg_min=0.0)
    history = tuple((ticks(hour), held if hour < held_until else free) for hour in range(48))
    told = on_the_chart(one, replace(view(), support_history=history))

    assert words in told
    assert one.knew in told
    assert ("neither oxygen" in told) is bool(words)


def test_a_pump_left_low_is_told_by_the_pressures_of_its_hours():
    """'NEWS2 6; mean pressure 69 mmHg' of the first hour stood for three days at 43."""
    one = msgspec.structs.replace(ONE, cause=Cause.SUPPORT, first=0, last=12 * 4)
    before = view()
    means = (70.0, 64.0, 43.0, 58.0, 50.0)
    history = tuple((12 * hour, {Channel.MAP: reading(Channel.MAP, hour, mean)}) for hour, mean in enumerate(means))
    support = tuple(
        (12 * hour, replace(before.support, norepinephrine_ug_per_kg_min=dose))
        for hour, dose in enumerate((0.0, 0.05, 0.1, 0.1, 0.5))
    )
    seen = replace(before, vital_history=history, support_history=support)

    assert on_the_chart(one, seen) == (
        "On the chart: mean pressure under 65 mmHg in 3 of these 4 hours, down to 43 mmHg; "
        "norepinephrine never over 0.10 µg/kg/min."
    )
    assert "On the chart, " in on_the_chart(one, replace(seen, vital_history=history[:2]))


@pytest.mark.parametrize(
    ("verdict", "told"), [(Verdict.NEAR_MISS, True), (Verdict.AVOIDED, False), (Verdict.UNTESTED, False)]
)
def test_a_near_miss_of_small_decisions_names_one_of_them(verdict, told):
    """Four points twice came to a near miss, and the debrief opened with no decision at all."""
    found = stages()[-1]
    small = tuple(msgspec.structs.replace(one, cause=Cause.IGNORED_TREND, points=4.0) for one in found.decided[:2])
    judged = tuple(
        msgspec.structs.replace(one, verdict=verdict if one.pitfall is Pitfall.IGNORED_TREND else Verdict.AVOIDED)
        for one in found.pitfalls
    )
    assert (dearest(msgspec.structs.replace(found, episodes=small, pitfalls=judged), view()) is not None) is told


@pytest.mark.parametrize(
    ("ending", "lives", "words"),
    [
        (
            Ending.TIME_UP,
            33.0,
            "Of 100 such patients 95 live to the end of the case, and 33 through the two weeks after",
        ),
        (Ending.TIME_UP, 86.0, ""),
        (Ending.DIED_OF_SHOCK, 33.0, ""),
    ],
)
def test_what_is_lost_after_a_case_is_told_beside_it(ending, lives, words):
    """'This case: 33 %' stood over a patient on air with all organs well, and nothing said that germs come after it."""
    at_end = replace(truth(), survival=(1.0, 0.95))
    seen = replace(over(), outcome=Outcome(ending, over().tick))
    outcome = msgspec.structs.replace(score().outcome, survival_percent=lives)
    told = two_weeks_on(msgspec.structs.replace(score(), ending=ending, outcome=outcome), at_end, seen)

    assert told.startswith(words)
    assert bool(told) is bool(words)
    # She went home well with 10^4.8 of a germ that nobody saw: '93 live, and 8 through the two weeks' gave no reason.
    free = replace(seen.support, device=Device.AIR, norepinephrine_ug_per_kg_min=0.0)
    home = two_weeks_on(
        msgspec.structs.replace(score(), ending=ending, outcome=outcome), at_end, replace(seen, support=free)
    )
    assert home.endswith("in which germs still get in, and any that had got in unseen grow on.") is bool(words)


def test_without_a_dear_decision_there_is_no_lesson():
    assert lesson(msgspec.structs.replace(stages()[-1], episodes=(), pitfalls=()), score(), view()) == ("", "", "")


@pytest.mark.parametrize("dear", [True, False])
def test_without_a_dear_decision_a_debrief_opens_with_what_was_done_well_and_what_is_said_beside_the_score(
    dear, monkeypatch
):
    """High flow at an SpO₂ of 99 % scored 100, and what is to be said of it stood on another page."""
    found = stages()[-1]
    well = tuple(Evidence(tick=ticks(hour), text=f"Done well, {hour}.") for hour in range(3))
    changes = {} if dear else {"episodes": (), "pitfalls": ()}
    remarked = msgspec.structs.replace(score(), remarks=("SpO₂ was over its target.",))
    monkeypatch.setattr("fake_desk.score", lambda: remarked)
    hands = Hands(FakeDesk(), (1280, 720), "opening")
    hands.desk.answer()
    hands.desk.analysing.found = msgspec.structs.replace(found, praised=well, **changes)
    hands.wait(0.1)

    assert ("Done well, 2." in hands.words()) is not dear
    assert ("SpO₂ was over its target." in hands.words()) is not dear
