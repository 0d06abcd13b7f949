"""The tables of published trials: the statistics by hand, the sentences, the CSV."""

from __future__ import annotations

import csv
import math
import re
from io import StringIO

import numpy as np
import pytest

from game.evidence import ratios, table
from game.evidence.published.protocol import COLUMNS, Figure, Measure, Outcomes, PublishedRow, Share
from game.evidence.registry import TRIALS

TRIAL = TRIALS["recovery-dexamethasone"]


def _outcomes(*groups: tuple[int, int, int, float]) -> Outcomes:
    """Return patients of stratum 0 as (arm, how many, deaths, chance of death)."""
    rows = []
    for arm, count, deaths, chance in groups:
        for number in range(count):
            row = dict.fromkeys(COLUMNS, 0.0)
            died = number < deaths
            row.update(number=number, arm=arm, mortality=chance, died=died, days_alive=10.0 if died else 28.0)
            row.update(responded_h=math.nan if died else 24.0 * 7.0, entered_h=200.0, age_years=66.0)
            rows.append([float(row[name]) for name in COLUMNS])
    return Outcomes(np.array(rows), 500)


def _row(measure: Measure, outcomes: Outcomes, published: Figure, **more: object) -> ratios.RatioRow:
    return ratios._row(PublishedRow("A row", measure, published, **more), outcomes)


def test_a_risk_ratio_is_that_of_the_textbook() -> None:
    """95/324 against 283/683 (RECOVERY, ventilated): 0.71 (0.58 to 0.86) before any adjustment, by hand."""
    outcomes = _outcomes((0, 683, 283, 0.40), (1, 324, 95, 0.30))
    row = _row(Measure.RISK_RATIO, outcomes, Figure(0.64, 0.51, 0.81))
    assert row.counted.value == pytest.approx(0.7077, abs=1e-4)
    assert (row.counted.low, row.counted.high) == pytest.approx((0.5846, 0.8567), abs=1e-3)
    assert row.expected == pytest.approx(0.75)
    assert row.place is ratios.Lies.INSIDE


def test_the_interval_of_an_expected_ratio_goes_by_pairs_where_the_patients_are_the_same() -> None:
    """Twice the chance in every single patient is twice the chance, however much patients differ."""
    outcomes = _outcomes((0, 50, 5, 0.1), (1, 50, 10, 0.2))
    outcomes.rows[:50, COLUMNS.index("mortality")] = np.linspace(0.01, 0.3, 50)
    outcomes.rows[50:, COLUMNS.index("mortality")] = np.linspace(0.02, 0.6, 50)
    twins = _row(Measure.RISK_RATIO, outcomes, Figure(0.8, 0.7, 0.9))
    assert (twins.expected_low, twins.expected, twins.expected_high) == pytest.approx((2.0, 2.0, 2.0))
    outcomes.rows[50:, COLUMNS.index("number")] += 50
    others = _row(Measure.RISK_RATIO, outcomes, Figure(0.8, 0.7, 0.9))
    assert others.expected_low < 1.7
    assert others.expected_high > 2.3


def test_a_hazard_ratio_counts_patient_days() -> None:
    outcomes = _outcomes((0, 100, 20, 0.20), (1, 100, 10, 0.10))
    row = _row(Measure.HAZARD_RATIO, outcomes, Figure(0.3, 0.1, 0.4))
    control, treated = 20 / (20 * 10 + 80 * 28), 10 / (10 * 10 + 90 * 28)
    assert row.counted.value == pytest.approx(treated / control)
    assert row.expected == pytest.approx(math.log(0.9) / math.log(0.8))
    assert row.place is ratios.Lies.ABOVE
    assert "above the published interval, 0.10 to 0.40" in table.outside(row)


def test_a_recovery_ratio_keeps_the_dead_at_risk() -> None:
    outcomes = _outcomes((0, 100, 20, 0.2), (1, 100, 10, 0.1))
    row = _row(Measure.RATE_RATIO, outcomes, Figure(1.3, 1.1, 1.5), counted="responded")
    assert row.counted.value == pytest.approx((90 / (90 * 7 + 10 * 28)) / (80 / (80 * 7 + 20 * 28)))
    assert math.isnan(row.expected)
    assert row.judged == row.counted.value


def test_an_odds_ratio_per_hour_is_the_slope_of_the_log_odds() -> None:
    chances = [1.0 / (1.0 + math.exp(1.0 - 0.2 * hour)) for hour in range(4)]
    outcomes = _outcomes(*[(hour, 400, round(400 * chance), chance) for hour, chance in enumerate(chances)])
    row = _row(Measure.ODDS_RATIO_PER_HOUR, outcomes, Figure(1.04, 1.03, 1.06), arms=(0, 1, 2, 3))
    assert row.expected == pytest.approx(math.exp(0.2))
    assert row.counted.value == pytest.approx(math.exp(0.2), rel=0.02)
    assert row.counted.low < row.expected < row.counted.high


def test_a_number_just_outside_is_told_with_a_digit_more_than_the_end_that_it_passed() -> None:
    row = _row(Measure.RISK_RATIO, _outcomes((0, 10, 5, 0.5), (1, 10, 5, 0.407)), Figure(0.7, 0.6, 0.81))
    assert table.judged(row) == "0.814"
    assert "of 0.814 lies above the published interval, 0.60 to 0.81" in table.outside(row)
    inside = _row(Measure.RISK_RATIO, _outcomes((0, 10, 5, 0.5), (1, 10, 5, 0.403)), Figure(0.7, 0.6, 0.81))
    assert table.judged(inside) == "0.81"


def test_odds_per_hour_of_what_is_only_counted_have_no_expected_value() -> None:
    outcomes = _outcomes(*[(hour, 400, 0, 0.1) for hour in range(3)])
    for hour, marked in enumerate((40, 60, 80)):
        outcomes.rows[400 * hour : 400 * hour + marked, COLUMNS.index("marked")] = 1.0
    row = _row(Measure.ODDS_RATIO_PER_HOUR, outcomes, Figure(1.08, 1.06, 1.1), arms=(0, 1, 2), counted="marked")
    assert math.isnan(row.expected)
    assert row.counted.value == pytest.approx(math.exp((math.log(80 / 320) - math.log(40 / 360)) / 2.0), rel=0.02)
    assert row.place is ratios.Lies.ABOVE


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert ratios.wilson(Share(31, 45)) == pytest.approx((54.34, 80.46), abs=0.05)


def test_scipy_gives_the_intervals_of_the_formulas() -> None:
    """Wilson's score interval, Katz's of a risk ratio and the weighted line, written out: no printed digit moves."""
    z = 1.959963984540054
    for number, of in ((31, 45), (0, 12), (12, 12), (283, 683)):
        share, scale = number / of, 1 + z * z / of
        half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
        ends = [100 * (share + z * z / (2 * of) + side * half) / scale for side in (-1, 1)]
        assert ratios.wilson(Share(number, of)) == pytest.approx(ends, abs=1e-9)
    found, _ = ratios._risk_ratio(ratios.Cell(283, 683, 40.0), ratios.Cell(95, 324, 30.0))
    error = math.sqrt(1 / 95 - 1 / 324 + 1 / 283 - 1 / 683)
    katz = [95 / 324 / (283 / 683) * math.exp(side * z * error) for side in (-1, 0, 1)]
    assert (found.low, found.value, found.high) == pytest.approx(katz, rel=1e-12)
    hours, values, weights = [0.0, 1.0, 2.0, 3.0], [-1.0, -0.7, -0.65, -0.3], [40.0, 55.0, 12.0, 80.0]
    middle = float(np.average(hours, weights=weights))
    spread = sum([w * (x - middle) ** 2 for w, x in zip(weights, hours, strict=True)])
    rise = sum([w * (x - middle) * y for w, x, y in zip(weights, hours, values, strict=True)]) / spread
    assert ratios._slope(hours, values, weights) == pytest.approx((rise, math.sqrt(1 / spread)), rel=1e-6)


def test_survival_without_a_published_interval_is_near_or_far() -> None:
    outcomes = _outcomes((0, 100, 20, 0.20))
    near = _row(Measure.SURVIVAL, outcomes, Figure(79.9, math.nan, math.nan), arms=(0,))
    far = _row(Measure.SURVIVAL, outcomes, Figure(41.9, math.nan, math.nan), arms=(0,))
    assert (near.expected, near.cells[0].number) == (pytest.approx(80.0), 80)
    assert (near.place, table.outside(near)) == (ratios.Lies.NEAR, "")
    assert table.outside(far) == "A row: the model's survival of 80.0 % is 38 points above the published 41.9 %."


def test_a_control_arm_that_is_off_is_said() -> None:
    outcomes = _outcomes((0, 100, 40, 0.40), (1, 100, 30, 0.30))
    row = _row(Measure.RISK_RATIO, outcomes, Figure(0.8, 0.7, 0.9), control=Share(140, 1000), treated=Share(1, 2))
    assert table.off_control(row).startswith("A row, control arm: 40.0 % in the model, above the published 14.0 %")
    assert table.off_control(_row(Measure.RISK_RATIO, outcomes, Figure(0.8, 0.7, 0.9))) == ""


def test_arms_without_patients_or_deaths_do_not_break_the_table() -> None:
    nobody = _row(Measure.RISK_RATIO, _outcomes((0, 10, 1, 0.1)), Figure(0.8, 0.7, 0.9))
    assert nobody.place is ratios.Lies.UNKNOWN
    assert "nobody entered" in table.outside(nobody)
    none_died = _row(Measure.HAZARD_RATIO, _outcomes((0, 10, 0, 0.1), (1, 10, 0, 0.1)), Figure(0.8, 0.7, 0.9))
    assert math.isfinite(none_died.counted.high)
    assert Measure.RISK_RATIO.value in table.text(TRIAL, (nobody,), _outcomes((0, 10, 1, 0.1)), 1, twins=True)


def test_the_csv_has_a_line_for_each_row_and_reads_back() -> None:
    outcomes = _outcomes((0, 100, 20, 0.2), (1, 100, 10, 0.1))
    rows = ratios.rows(TRIAL, outcomes)
    read = list(csv.DictReader(StringIO(table.csv_text(TRIAL, rows))))
    assert [line["row"] for line in read] == [claim.label for claim in TRIAL.claims]
    assert float(read[0]["published"]) == 1.19
    assert read[0]["control_number"] == "20"
    assert read[1]["place"] == "not known"


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
def test_published_tables_are_sound(trial) -> None:
    """Figures lie in their own intervals, arms and strata exist, and every trial says where it is simpler."""
    for claim in trial.claims:
        figure = claim.published
        assert math.isnan(figure.low) or figure.low <= figure.value <= figure.high
        assert max(claim.arms) < len(trial.arms)
        assert all(stratum < len(trial.strata) for stratum in claim.strata)
        assert all(share is None or share.number <= share.of for share in (claim.control, claim.treated))
    assert len(trial.allocation) == len(trial.arms)
    assert trial.differences
    assert trial.tuned
    assert re.search(r"\b20[0-2][0-9]\b", trial.citation), "a study without its year"
