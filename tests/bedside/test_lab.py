"""The laboratory: error, limits, delay; and the chart."""

from dataclasses import replace

import pytest
from msgspec import structs

from game.bedside.chart import Chart
from game.bedside.lab import ASSAYS, assayed, delay_ticks, sample
from game.bedside.trend import doubling
from game.patient.body import AMBIENT, admit
from game.patient.signs import signs
from game.values.channel import KINDS, PANELS, VITALS, Channel, Flag, Panel, Reading
from game.values.diseases import DISEASES, organism_of
from game.values.level import LabRule
from tests.case.levels import level

BODY = admit(level(), 7)
TRUE = signs(BODY, AMBIENT)


def test_every_laboratory_channel_has_an_assay_with_a_source():
    assert set(Channel) - set(VITALS) == set(ASSAYS)
    assert all(assay.source for assay in ASSAYS.values())


def test_il6_has_the_stated_coefficient_of_variation():
    values = [sample(TRUE, Panel.IL6, seed, 10)[0].value for seed in range(3000)]
    mean = sum(values) / len(values)
    spread = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5

    assert abs(mean / TRUE.il6 - 1.0) < 0.01
    assert 0.09 < spread / TRUE.il6 < 0.11


def test_a_level_may_set_noise_and_delay():
    rule = LabRule(panel=Panel.IL6, delay_minutes=30, noise=0.0)
    reading = sample(TRUE, Panel.IL6, 1, 10, rule)[0]

    assert TRUE.il6 == reading.value
    assert 6 <= reading.known - reading.taken <= 8


def test_results_come_at_the_usual_time_or_up_to_a_fifth_later():
    for panel, kind in PANELS.items():
        delays = {delay_ticks(panel, seed, 5) for seed in range(300)}

        assert kind.delay_minutes <= 5 * min(delays)
        assert 5 * max(delays) <= 1.2 * kind.delay_minutes + 5
        assert all(isinstance(one, int) for one in delays)


def test_limits_of_detection_are_flagged():
    found = {one.channel: one for panel in Panel for one in sample(TRUE, panel, 3, 10)}

    assert Flag.BELOW is found[Channel.BLOOD_CULTURE].flag
    assert found[Channel.BLOOD_CULTURE].text == "no growth"
    assert Flag.NONE is found[Channel.XRAY].flag
    for channel, reading in found.items():
        assert KINDS[channel].low <= reading.value <= KINDS[channel].high


@pytest.mark.parametrize(
    ("value", "flag"), [(1.49, Flag.BELOW), (1.5, Flag.NONE), (50_000.0, Flag.NONE), (50_001.0, Flag.ABOVE)]
)
def test_a_result_is_flagged_beyond_the_limits_of_its_test_and_not_at_them(value, flag):
    exact = LabRule(panel=Panel.IL6, delay_minutes=30, noise=0.0)
    (reading,) = sample(replace(TRUE, il6=value), Panel.IL6, 1, 10, exact)

    assert reading.flag is flag


def test_a_sample_depends_on_nothing_drawn_before():
    alone = sample(TRUE, Panel.LACTATE_CREATININE, 3, 10)
    for panel in Panel:
        sample(TRUE, panel, 3, 10)

    assert alone == sample(TRUE, Panel.LACTATE_CREATININE, 3, 10)


@pytest.mark.parametrize(
    ("channel", "panel", "lowest"),
    [
        (Channel.IL6, Panel.IL6, "1.5"),
        (Channel.CRP, Panel.INFLAMMATION, "0.3"),
        (Channel.PROCALCITONIN, Panel.INFLAMMATION, "0.02"),
    ],
)
def test_nothing_is_reported_under_the_limit_of_detection(channel, panel, lowest):
    """What an assay cannot see is told as 'less than' its own limit, never as a number."""
    nothing = replace(TRUE, **{channel.value: 0.0})
    found = next(one for one in sample(nothing, panel, 3, 10) if one.channel is channel)

    assert Flag.BELOW is found.flag
    assert found.text == f"<{lowest}"


def reading(taken, value, flag=Flag.NONE, delay=12):
    return Reading(Channel.IL6, taken, taken + delay, value, flag)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), None),
        ((reading(0, 50.0),), None),
        ((reading(0, 50.0), reading(72, 100.0)), 6.0),
        ((reading(72, 100.0), reading(0, 50.0)), 6.0),
        ((reading(0, 10.0), reading(12, 50.0), reading(36, 200.0)), 1.0),
        ((reading(0, 50.0), reading(72, 50.0)), None),
        ((reading(0, 50.0), reading(72, 40.0)), None),
        ((reading(0, 1.5, Flag.BELOW), reading(72, 40.0)), None),
    ],
)
def test_doubling_time_from_the_last_two_results(results, expected):
    found = doubling(Chart().with_results(results).of(Channel.IL6))

    assert expected == (None if found is None else round(found.hours, 9))


def test_results_stand_in_the_order_in_which_samples_were_taken():
    chart = Chart().with_results([reading(40, 3.0)]).with_results([reading(10, 1.0), reading(20, 2.0)])

    assert [one.value for one in chart.of(Channel.IL6)] == [1.0, 2.0, 3.0]
    assert chart.last(Channel.IL6).value == 3.0
    assert chart.last(Channel.CRP) is None


def test_a_result_that_came_late_stands_where_its_sample_was_taken():
    """The slope is that of the blood, not that of the laboratory's delays."""
    late, soon = reading(10, 50.0, delay=60), reading(22, 100.0, delay=6)
    chart = Chart().with_results([soon]).with_results([late])

    assert chart.of(Channel.IL6) == (late, soon)
    assert chart.last(Channel.IL6) is soon
    assert round(doubling(chart.of(Channel.IL6)).hours, 9) == 1.0


@pytest.mark.parametrize(("decades", "words"), [(0.0, "no growth"), (6.7, "Gram-positive cocci")])
def test_a_culture_is_an_organism_and_never_a_quantity(decades, words):
    """The laboratory tells what grows, not how much."""
    true = replace(TRUE, blood_culture=decades)
    (found,) = sample(true, Panel.CULTURE, 3, 10, None, "Gram-positive cocci")

    assert found.text == found.told == words
    assert found.grew is (decades > 0.0)
    assert found.range_sign == ""


def test_every_disease_has_an_organism_and_a_level_may_name_its_own():
    for disease in DISEASES.values():
        assert disease.organism
    assert organism_of(level()) == DISEASES[level().phenotype].organism
    assert organism_of(structs.replace(level(), organism="Yeast")) == "Yeast"


def test_little_is_not_printed_as_nothing():
    """CRP of 0.4 mg/L is no CRP of 0."""
    assert Reading(Channel.CRP, 0, 12, 0.4).told == "0.4 mg/L"
    assert Reading(Channel.CRP, 0, 12, 12.4).told == "12 mg/L"


@pytest.mark.parametrize(
    ("channel", "true", "draw", "value"),
    [
        (Channel.LACTATE, 0.8, 0.0, 0.8),
        (Channel.LACTATE, 0.8, -30.0, 0.0),
        (Channel.XRAY, 2.0, 1.42, 2.0),
        (Channel.XRAY, 2.0, 1.44, 3.0),
        (Channel.DELIRIUM, 2.0, 1.24, 2.0),
        (Channel.DELIRIUM, 2.0, 1.26, 3.0),
    ],
)
def test_an_assay_errs_by_its_spread_and_never_below_nothing(channel, true, draw, value):
    assert assayed(channel, true, draw) == value
