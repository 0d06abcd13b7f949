"""The guideline, sentence by sentence: what it asks for at a chart, and what it does not beyond an edge."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from game.policy.bed import AtView
from game.policy.reference import Reference, il6_falls, il6_rises, release_grade
from game.values.channel import PANELS, Channel, Panel
from game.values.order import Device, Give, Stop
from game.values.organism import Germ
from game.values.ticks import ticks
from tests.case.levels import CAR_T, PATIENT, SEPSIS, level
from tests.policy.charts import chart, drawn, drugs, support

YOUNG = level(labs=(), patient=msgspec.structs.replace(PATIENT, comorbidity=0))
RISING, FALLING, FLAT = [40.0, 80.0], [80.0, 40.0], [80.0, 80.0]
CANNULA = support(0.28, Device.NASAL_CANNULA)
HIGH_FLOW = support(0.6, Device.HIGH_FLOW)
PRESSOR = support(norepinephrine_ug_per_kg_min=0.25)


def asked(of=None, **parts):
    """Return what is given and what is stopped at such a chart."""
    return drugs(Reference().orders(chart(of, **parts)))


def given(of=None, **parts):
    """Return what is given at such a chart."""
    return asked(of, **parts)["give"]


def stopped(of=None, **parts):
    """Return what is stopped at such a chart."""
    return asked(of, **parts)["stop"]


def taken_again(hours_later, of=None, il6=FLAT, procalcitonin=(0.0,), **parts):
    """Return the tests that are taken when each was last taken so many hours ago."""
    labs = {PANELS[panel].channels[0]: il6 if panel is Panel.IL6 else [0.0] for panel in Panel}
    labs[Channel.PROCALCITONIN] = procalcitonin
    shown = chart(of, labs=labs, **parts)
    earlier = {
        channel: tuple(replace(one, taken=one.taken - ticks(hours_later)) for one in results)
        for channel, results in shown.labs.items()
    }
    return drawn(Reference().orders(replace(shown, labs=earlier)))


# --- tests


@pytest.mark.parametrize(
    ("panel", "calm_h", "busy_h"),
    [
        (Panel.IL6, 12.0, 8.0),
        (Panel.INFLAMMATION, 12.0, 8.0),
        (Panel.LACTATE_CREATININE, 12.0, 6.0),
        (Panel.BLOOD_COUNT, 24.0, 12.0),
        (Panel.VIRAL_PCR, 48.0, 48.0),
        (Panel.XRAY, 48.0, 48.0),
    ],
)
def test_each_test_has_its_hours_and_fewer_where_it_burns(panel, calm_h, busy_h):
    for state, every_h in (({"news2": 4}, calm_h), ({"news2": 5}, busy_h), ({"il6": RISING}, busy_h)):
        assert panel in taken_again(every_h, **state)
        assert panel not in taken_again(every_h - 0.5, **state)


def test_whoever_is_dampened_is_looked_at_as_often_as_whoever_is_ill():
    assert Panel.IL6 in taken_again(8.0, given={"dexamethasone": 30.0})
    assert Panel.IL6 not in taken_again(8.0, given={"antibiotic": 30.0})


@pytest.mark.parametrize(("temperature", "every_h"), [(38.0, 24.0), (37.9, 48.0)])
def test_cultures_are_repeated_daily_in_fever_and_every_other_day_without(temperature, every_h):
    state = {"vitals": {Channel.TEMPERATURE: temperature}, "given": {"antibiotic": 50.0}}

    assert Panel.CULTURE in taken_again(every_h, **state)
    assert Panel.CULTURE not in taken_again(every_h - 0.5, **state)


def test_fungi_are_looked_for_every_third_day_and_only_behind_a_drug_that_lets_them_in():
    assert Panel.FUNGAL_ANTIGEN in taken_again(72.0, given={"antibiotic": 80.0})
    assert Panel.FUNGAL_ANTIGEN not in taken_again(71.5, given={"antibiotic": 80.0})
    assert Panel.FUNGAL_ANTIGEN not in taken_again(80.0)


def test_il6_rises_or_falls_only_by_more_than_the_error_of_its_assay():
    for values, rises, falls in ((RISING, True, False), (FALLING, False, True), (FLAT, False, False)):
        bed = AtView(chart(labs={Channel.IL6: values}))
        assert (bool(il6_rises(bed)), bool(il6_falls(bed))) == (rises, falls)


# --- COVID-19


def test_remdesivir_is_for_whoever_needs_oxygen_or_is_at_high_risk_once_and_not_late():
    assert "remdesivir" not in given(YOUNG)
    assert "remdesivir" in given()
    assert "remdesivir" in given(YOUNG, now=CANNULA)
    assert "remdesivir" not in given(YOUNG, now=CANNULA, before={1: support()}), "oxygen for a full hour"
    assert "remdesivir" in given(YOUNG, now=CANNULA, before={2: support()})
    assert "remdesivir" not in given(now=HIGH_FLOW)
    assert "remdesivir" not in given(given={"remdesivir": 24.0})


def test_a_steroid_begins_with_the_need_of_oxygen_unless_il6_turns_by_itself():
    assert "dexamethasone" not in given()
    assert "dexamethasone" in given(now=CANNULA)
    assert "dexamethasone" not in given(now=CANNULA, running=["methylprednisolone"])
    assert "dexamethasone" not in given(now=CANNULA, labs={Channel.IL6: FALLING})
    assert "dexamethasone" in given(now=CANNULA, before={12: support(0.24)}, labs={Channel.IL6: FALLING})
    assert "dexamethasone" not in given(now=CANNULA, before={13: support(0.24)}, labs={Channel.IL6: FALLING})
    assert "dexamethasone" in given(now=HIGH_FLOW, labs={Channel.IL6: FALLING})


@pytest.mark.parametrize(("procalcitonin", "bacterial"), [(0.49, False), (0.5, True)])
def test_procalcitonin_from_a_half_on_means_bacteria_first(procalcitonin, bacterial):
    labs = {Channel.PROCALCITONIN: [procalcitonin]}

    assert ("antibiotic" in given(labs=labs)) is bacterial
    assert ("dexamethasone" in given(labs=labs, now=CANNULA)) is not bacterial
    assert "antibiotic" not in given(labs=labs, running=["antibiotic"])


def test_behind_the_antibiotic_a_steroid_waits_until_the_need_rises_all_the_same():
    labs = {Channel.PROCALCITONIN: [2.0]}
    covered = {"labs": labs, "given": {"antibiotic": 6.0}, "running": ["antibiotic"], "now": CANNULA}

    assert "dexamethasone" not in given(**covered)
    assert "dexamethasone" in given(**covered, before={12: support()})
    assert "dexamethasone" not in given(labs=labs, now=CANNULA, before={12: support()})


READY = {
    "given": {"dexamethasone": 12.0},
    "running": ["dexamethasone"],
    "now": CANNULA,
    "labs": {Channel.IL6: RISING, Channel.CRP: [75.0], Channel.NEUTROPHILS: [1.0]},
}


def with_labs(**changes):
    """Return the chart that is ready for tocilizumab, with other results."""
    return {**READY, "labs": {**READY["labs"], **{Channel[name]: values for name, values in changes.items()}}}


def test_tocilizumab_comes_on_top_of_a_steroid_when_il6_or_the_need_rises_and_crp_is_75():
    assert "tocilizumab" in given(**READY)
    assert "tocilizumab" not in given(**with_labs(IL6=FLAT))
    assert "tocilizumab" in given(**with_labs(IL6=FLAT), before={12: support()})
    assert "tocilizumab" not in given(**with_labs(CRP=[74.9]))
    assert "tocilizumab" not in given(**with_labs(CRP=()))
    assert "tocilizumab" not in given(**{**READY, "running": []})


def test_tocilizumab_waits_for_safety_and_is_given_once():
    assert "tocilizumab" not in given(**with_labs(NEUTROPHILS=[0.99]))
    assert "tocilizumab" not in given(**with_labs(NEUTROPHILS=()))
    assert "tocilizumab" not in given(**with_labs(PROCALCITONIN=[0.5]))
    assert "tocilizumab" not in given(**with_labs(BLOOD_CULTURE=[5.0]))
    assert "tocilizumab" not in given(**{**READY, "given": {**READY["given"], "tocilizumab": 24.0}})


def test_a_steroid_stops_after_a_day_on_air():
    on_steroid = {"given": {"dexamethasone": 90.0}, "running": ["dexamethasone"]}

    assert stopped(**on_steroid) == {"dexamethasone"}
    assert stopped(**on_steroid, before={24: CANNULA}) == set()
    assert stopped(**on_steroid, before={25: CANNULA}) == {"dexamethasone"}


# --- infections behind the dampening


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([0.3, 0.3, 0.6], True),
        ([0.3, 0.3, 0.59], False),
        ([0.2, 0.2, 0.49], False),
        ([0.25, 0.25, 0.5], True),
        ([0.1, 0.6], False),
    ],
)
def test_procalcitonin_that_doubles_behind_the_dampening_means_a_hidden_infection(values, found):
    dampened = {"given": {"dexamethasone": 30.0}, "labs": {Channel.PROCALCITONIN: values}}

    assert ("antibiotic" in given(**dampened)) is found


@pytest.mark.parametrize(
    ("procalcitonin", "culture", "stops"),
    [
        ([0.2, 0.24], [0.0], True),
        ([0.2, 0.25], [0.0], False),
        ([0.24], [0.0], False),
        ([0.2, 0.24], [5.0], False),
        ([0.2, 0.24], [], False),
    ],
)
def test_an_antibiotic_stops_once_two_low_procalcitonins_and_a_culture_speak_against_bacteria(
    procalcitonin, culture, stops
):
    labs = {Channel.PROCALCITONIN: procalcitonin, Channel.BLOOD_CULTURE: culture}

    assert ("antibiotic" in stopped(given={"antibiotic": 48.0}, running=["antibiotic"], labs=labs)) is stops


@pytest.mark.parametrize(
    ("germ", "drug"),
    [(Germ.COVERED, "antibiotic"), (Germ.RESISTANT, "meropenem"), (Germ.FUNGUS, "voriconazole")],
)
def test_the_drug_is_the_one_that_reaches_what_a_culture_grew_and_not_twice(germ, drug):
    """The guideline gave an antibiotic to a germ that its culture had just said it does not reach."""
    labs = {Channel.BLOOD_CULTURE: [5.0]}

    for dampening in ({}, {"dexamethasone": 30.0}):
        wished = given(labs=labs, germ=germ, given=dampening)
        assert wished & {"antibiotic", "meropenem", "voriconazole"} == {drug}
    assert not given(labs=labs, germ=germ, running=["meropenem", "voriconazole"]) & {"meropenem", "voriconazole"}


@pytest.mark.parametrize(("level_pg_per_ml", "treated"), [(79.9, False), (80.0, True)])
def test_the_fungal_antigen_asks_for_voriconazole_from_its_makers_limit_on(level_pg_per_ml, treated):
    assert ("voriconazole" in given(labs={Channel.FUNGAL_ANTIGEN: [level_pg_per_ml]})) is treated


# --- sepsis


def test_sepsis_is_covered_at_the_door_and_once():
    assert given(SEPSIS, hour=0) == {"antibiotic"}
    assert Panel.CULTURE in drawn(Reference().orders(chart(SEPSIS, hour=0)))
    assert "antibiotic" not in given(SEPSIS, given={"antibiotic": 12.0})
    assert "antibiotic" not in given(SEPSIS, running=["meropenem"])


def test_shock_that_deepens_for_four_hours_behind_the_antibiotic_asks_for_a_broader_one():
    rising = {Channel.PROCALCITONIN: [4.0, 8.0], Channel.IL6: [400.0, 800.0]}
    deepening = {"given": {"antibiotic": 12.0}, "now": support(norepinephrine_ug_per_kg_min=0.2), "labs": rising}
    less, none = support(norepinephrine_ug_per_kg_min=0.15), support()

    assert "meropenem" in given(SEPSIS, **deepening, before={4: less})
    assert "meropenem" not in given(SEPSIS, **deepening, before={5: less}), "no more than four hours ago"
    assert "meropenem" not in given(SEPSIS, **deepening, before={4: none}), "not for four hours"
    uncovered = {"now": deepening["now"], "labs": rising}
    assert "meropenem" not in given(SEPSIS, **uncovered, before={4: less}), "nothing was covered"
    again = {**deepening, "given": {"antibiotic": 12.0, "meropenem": 3.0}}
    assert "meropenem" not in given(SEPSIS, **again, before={4: less})


@pytest.mark.parametrize("falling", [Channel.PROCALCITONIN, Channel.IL6])
def test_a_shock_whose_markers_turned_keeps_its_antibiotic_and_so_does_one_that_nobody_measured(falling: Channel):
    rising = {Channel.PROCALCITONIN: [4.0, 8.0], Channel.IL6: [400.0, 800.0]}
    deepens = {"given": {"antibiotic": 12.0}, "now": support(norepinephrine_ug_per_kg_min=0.2)}
    less = support(norepinephrine_ug_per_kg_min=0.15)

    assert "meropenem" in given(SEPSIS, **deepens, before={4: less}, labs=rising)
    assert "meropenem" not in given(SEPSIS, **deepens, before={4: less}, labs={**rising, falling: [8.0, 4.0]})
    assert "meropenem" not in given(SEPSIS, **deepens, before={4: less}, labs={})


@pytest.mark.parametrize(("since_dose_h", "sampled_ago_h", "broader"), [(1.5, 0, False), (2, 0, True), (12, 11, False)])
def test_only_a_sample_from_behind_the_antibiotic_says_that_it_does_not_reach(since_dose_h, sampled_ago_h, broader):
    deepens = {"given": {"antibiotic": since_dose_h}, "now": support(norepinephrine_ug_per_kg_min=0.2)}
    rising = {Channel.PROCALCITONIN: [4.0, 8.0], Channel.IL6: [400.0, 800.0]}
    less = support(norepinephrine_ug_per_kg_min=0.15)

    found = given(SEPSIS, **deepens, before={4: less}, labs=rising, sampled_ago_h=sampled_ago_h)

    assert ("meropenem" in found) is broader


@pytest.mark.parametrize(
    ("procalcitonin", "il6", "broader"),
    [
        ([1.0, 4.1], [], True),
        ([1.0, 4.1], [400.0], True),
        ([1.0, 3.9], [400.0], False),
        ([1.0, 4.1], [800.0, 400.0], False),
        ([1.0, 5.0, 4.1], [], False),
    ],
)
def test_where_il6_has_no_trend_a_procalcitonin_that_rises_fourfold_speaks_alone(procalcitonin, il6, broader):
    deepens = {"given": {"antibiotic": 12.0}, "now": support(norepinephrine_ug_per_kg_min=0.2)}
    labs = {Channel.PROCALCITONIN: procalcitonin, Channel.IL6: il6}

    found = given(SEPSIS, **deepens, before={4: support(norepinephrine_ug_per_kg_min=0.15)}, labs=labs)

    assert ("meropenem" in found) is broader


@pytest.mark.parametrize(("age_h", "speaks"), [(120.0, True), (120.5, False)])
@pytest.mark.parametrize(("germ", "drug"), [(Germ.COVERED, "antibiotic"), (Germ.FUNGUS, "voriconazole")])
def test_a_culture_of_more_than_five_days_ago_asks_for_nothing(age_h, speaks, germ, drug):
    grew = {"labs": {Channel.BLOOD_CULTURE: [5.0]}, "germ": germ, "sampled_ago_h": age_h, "hour": 200.0}

    assert (drug in given(**grew)) is speaks


def test_behind_the_antibiotic_the_markers_are_drawn_every_three_hours_until_five_results_tell():
    serial = {Panel.INFLAMMATION, Panel.IL6}
    covered = {"given": {"antibiotic": 3.0}, "procalcitonin": [4.0] * 4}

    assert serial <= set(taken_again(3.0, SEPSIS, **covered))
    assert not serial & set(taken_again(2.5, SEPSIS, **covered))
    assert not serial & set(taken_again(3.0, SEPSIS, **{**covered, "procalcitonin": [4.0] * 5}))
    assert not serial & set(taken_again(3.0, SEPSIS, procalcitonin=[4.0] * 4))


@pytest.mark.parametrize("of", [None, SEPSIS])
def test_the_reserve_takes_the_antibiotics_place(of):
    grew = {"labs": {Channel.BLOOD_CULTURE: [5.0]}, "germ": Germ.RESISTANT, "given": {"antibiotic": 30.0}}

    changed = asked(of, running=["antibiotic"], **grew)
    assert "meropenem" in changed["give"]
    assert "antibiotic" in changed["stop"]
    orders = [
        one for one in Reference().orders(chart(of, running=["antibiotic"], **grew)) if isinstance(one, Give | Stop)
    ]
    assert orders.index(Stop(regimen="antibiotic")) < orders.index(Give(regimen="meropenem"))
    assert "meropenem" in given(of, **grew)
    assert not {"antibiotic", "meropenem"} & stopped(of, running=["meropenem"], **grew)


def test_hydrocortisone_comes_after_four_hours_at_a_quarter_and_stops_after_twelve_without_norepinephrine():
    a_little_less = support(norepinephrine_ug_per_kg_min=0.24)

    assert "hydrocortisone" in given(SEPSIS, now=PRESSOR)
    assert "hydrocortisone" not in given(SEPSIS, now=PRESSOR, before={4: a_little_less})
    assert "hydrocortisone" in given(SEPSIS, now=PRESSOR, before={5: a_little_less})
    assert "hydrocortisone" not in given(SEPSIS, now=PRESSOR, running=["hydrocortisone"])
    assert "hydrocortisone" in stopped(SEPSIS, running=["hydrocortisone"], before={13: PRESSOR})
    assert "hydrocortisone" not in stopped(SEPSIS, running=["hydrocortisone"], before={12: PRESSOR})


# --- CAR-T cells

FEVER = {Channel.TEMPERATURE: 38.0}


@pytest.mark.parametrize(
    ("grade", "parts"),
    [
        (0, {"vitals": {Channel.SYSTOLIC: 80.0}}),
        (0, {"vitals": {Channel.TEMPERATURE: 37.9}}),
        (1, {"vitals": FEVER}),
        (1, {"vitals": {**FEVER, Channel.SYSTOLIC: 90.0, Channel.MAP: 65.0}}),
        (2, {"vitals": {**FEVER, Channel.SYSTOLIC: 89.9}}),
        (2, {"vitals": {**FEVER, Channel.MAP: 64.9}}),
        (2, {"vitals": FEVER, "now": CANNULA}),
        (2, {"vitals": FEVER, "now": support(fluid_boluses=1), "before": {4: support()}}),
        (3, {"vitals": FEVER, "now": support(0.6, Device.MASK)}),
        (3, {"vitals": FEVER, "now": support(norepinephrine_ug_per_kg_min=0.05)}),
        (3, {"vitals": FEVER, "now": support(norepinephrine_ug_per_kg_min=0.49)}),
        (4, {"vitals": FEVER, "now": support(norepinephrine_ug_per_kg_min=0.5)}),
        (4, {"vitals": FEVER, "now": support(0.6, Device.VENTILATOR)}),
        (2, {"hottest": 38.0, "hottest_ago_h": 48.0, "now": CANNULA}),
        (0, {"hottest": 38.0, "hottest_ago_h": 49.0, "now": CANNULA}),
        (2, {"given": {"tocilizumab": 90.0}, "now": CANNULA}),
        (0, {"now": CANNULA}),
    ],
)
def test_the_release_syndrome_is_graded_as_the_society_has_it(grade, parts):
    """Lee 2019, Biol Blood Marrow Transplant 25:625, table 2."""
    assert release_grade(AtView(chart(CAR_T, **parts))) == grade


def test_tocilizumab_is_for_grade_2_and_again_only_where_twelve_hours_brought_nothing():
    ill = {"vitals": FEVER, "now": CANNULA}

    assert "tocilizumab" not in given(CAR_T, vitals=FEVER)
    assert "tocilizumab" in given(CAR_T, **ill)
    assert "tocilizumab" in given(CAR_T, **ill, given={"tocilizumab": 12.0})
    assert "tocilizumab" not in given(CAR_T, **ill, given={"tocilizumab": 11.0})
    assert "tocilizumab" not in given(CAR_T, **ill, given={"tocilizumab": 12.0}, before={12: HIGH_FLOW})
    more_pressor = support(0.28, Device.NASAL_CANNULA, norepinephrine_ug_per_kg_min=0.1)
    assert "tocilizumab" not in given(CAR_T, **ill, given={"tocilizumab": 12.0}, before={12: more_pressor})


def test_who_needs_less_than_hours_ago_is_better_also_where_it_is_more_than_at_the_dose():
    """A third and a fourth dose were asked for while NEWS2 fell from 8 to 3: air at the first dose, 1 L/min now."""
    ill = {"vitals": FEVER, "now": CANNULA, "given": {"tocilizumab": 20.0}}
    worse_since = {20: support()}

    assert "tocilizumab" in given(CAR_T, **ill, before=worse_since)
    assert "tocilizumab" not in given(CAR_T, **ill, before={**worse_since, 6: HIGH_FLOW})
    assert "dexamethasone_high" not in given(CAR_T, **ill, before={**worse_since, 6: HIGH_FLOW})


@pytest.mark.parametrize(
    ("germ", "running", "waits"),
    [
        (Germ.RESISTANT, ["antibiotic"], True),
        (Germ.RESISTANT, ["meropenem"], False),
        (Germ.COVERED, [], True),
        (Germ.COVERED, ["antibiotic"], False),
        (Germ.FUNGUS, ["meropenem"], True),
        (Germ.FUNGUS, ["voriconazole"], False),
    ],
)
def test_beside_what_grew_and_no_drug_reaches_tocilizumab_waits_also_while_il6_rises(germ, running, waits):
    """Klebsiella that only meropenem covers, procalcitonin 11.9, a mean of 60: *give tocilizumab*."""
    labs = {Channel.BLOOD_CULTURE: [1.0], Channel.PROCALCITONIN: [11.9], Channel.IL6: RISING}
    asked = given(CAR_T, vitals=FEVER, now=CANNULA, labs=labs, germ=germ, running=running)

    assert ("tocilizumab" not in asked) is waits


@pytest.mark.parametrize(("il6", "asked"), [([1.4, 3.0], False), ([3.0, 6.9], False), ([3.0, 7.0], True)])
def test_a_rise_within_what_the_healthy_have_asks_for_no_tocilizumab(il6, asked):
    """IL-6 from under 1.5 to 3 pg/mL, on air: *tocilizumab was called for*."""
    assert ("tocilizumab" in given(**with_labs(IL6=il6))) is asked


@pytest.mark.parametrize(("now", "again"), [(CANNULA, True), (PRESSOR, True), (support(), False)])
def test_a_second_tocilizumab_is_for_whoever_needs_oxygen_or_norepinephrine(now, again):
    """Low pressure alone is of grade 2, but no support: nothing is there that could have fallen."""
    hypotensive = {**FEVER, Channel.MAP: 64.0}

    assert "tocilizumab" in given(CAR_T, vitals=hypotensive, now=now)
    assert ("tocilizumab" in given(CAR_T, vitals=hypotensive, now=now, given={"tocilizumab": 12.0})) is again


def test_where_procalcitonin_is_high_and_il6_does_not_rise_tocilizumab_waits():
    ill = {"vitals": FEVER, "now": CANNULA}

    assert "tocilizumab" not in given(CAR_T, **ill, labs={Channel.PROCALCITONIN: [2.0], Channel.IL6: FLAT})
    assert "tocilizumab" in given(CAR_T, **ill, labs={Channel.PROCALCITONIN: [2.0], Channel.IL6: RISING})


def test_a_steroid_is_for_grade_2_where_twelve_hours_of_tocilizumab_brought_nothing():
    ill = {"vitals": FEVER, "now": CANNULA}

    assert "dexamethasone_high" in given(CAR_T, **ill, given={"tocilizumab": 12.0})
    assert "dexamethasone_high" not in given(CAR_T, **ill, given={"tocilizumab": 11.0})
    assert "dexamethasone_high" not in given(CAR_T, **ill, given={"tocilizumab": 12.0}, before={12: HIGH_FLOW})
    assert "dexamethasone_high" not in given(CAR_T, vitals=FEVER, given={"tocilizumab": 12.0})


def test_a_steroid_is_for_grade_3_and_stops_after_a_calm_day():
    calm = {"given": {"dexamethasone_high": 80.0}, "running": ["dexamethasone_high"]}

    assert "dexamethasone_high" not in given(CAR_T, vitals=FEVER, now=CANNULA)
    assert "dexamethasone_high" in given(CAR_T, vitals=FEVER, now=support(0.6, Device.MASK))
    assert "dexamethasone_high" not in given(CAR_T, vitals=FEVER, now=HIGH_FLOW, running=["dexamethasone"])
    assert stopped(CAR_T, **calm) == {"dexamethasone_high"}
    fever_yesterday = {"hottest": 38.0, "hottest_ago_h": 24.0}
    for unrest in (fever_yesterday, {"before": {24: CANNULA}}, {"before": {24: PRESSOR}}):
        assert stopped(CAR_T, **calm, **unrest) == set()
    for over in ({**fever_yesterday, "hottest_ago_h": 25.0}, {"before": {25: CANNULA}}, {"before": {25: PRESSOR}}):
        assert stopped(CAR_T, **calm, **over) == {"dexamethasone_high"}


@pytest.mark.parametrize(
    ("neutrophils", "temperature", "covered"),
    [([0.99], 38.0, True), ((), 38.0, True), ([1.0], 38.0, False), ([0.1], 37.9, False)],
)
def test_fever_without_neutrophils_is_covered_and_an_unknown_count_is_taken_for_low(neutrophils, temperature, covered):
    vitals, labs = {Channel.TEMPERATURE: temperature}, {Channel.NEUTROPHILS: neutrophils}

    assert ("antibiotic" in given(CAR_T, vitals=vitals, labs=labs)) is covered
    assert "antibiotic" not in given(CAR_T, vitals=vitals, labs=labs, running=["antibiotic"])
