"""Every band edge of the chart of the Royal College of Physicians (2017), scale 1."""

import numpy as np
import pytest

from game.bedside.news2 import Consciousness, Response, news2, parts, points, response
from game.values.channel import Channel

WELL = {
    "respiratory_rate": 16.0,
    "spo2": 98.0,
    "on_oxygen": False,
    "systolic": 120.0,
    "heart_rate": 70.0,
    "consciousness": Consciousness.ALERT,
    "temperature": 37.0,
}

BANDS = {
    "respiratory_rate": [(0, 3), (8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3), (60, 3)],
    "spo2": [(50, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)],
    "on_oxygen": [(False, 0), (True, 2)],
    "systolic": [(50, 3), (90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3), (260, 3)],
    "heart_rate": [
        (30, 3),
        (40, 3),
        (41, 1),
        (50, 1),
        (51, 0),
        (90, 0),
        (91, 1),
        (110, 1),
        (111, 2),
        (130, 2),
        (131, 3),
        (190, 3),
    ],
    "consciousness": [
        (Consciousness.ALERT, 0),
        (Consciousness.CONFUSED, 3),
        (Consciousness.VOICE, 3),
        (Consciousness.PAIN, 3),
        (Consciousness.UNRESPONSIVE, 3),
        (Consciousness.SEDATED, 3),
    ],
    "temperature": [
        (34.0, 3),
        (35.0, 3),
        (35.1, 1),
        (36.0, 1),
        (36.1, 0),
        (38.0, 0),
        (38.1, 1),
        (39.0, 1),
        (39.1, 2),
        (42.0, 2),
    ],
}
CASES = [(name, value, points) for name, rows in BANDS.items() for value, points in rows]


@pytest.mark.parametrize(("name", "value", "points"), CASES)
def test_band_edge(name, value, points):
    parts = news2(**{**WELL, name: value})
    part = "oxygen" if name == "on_oxygen" else name

    assert points == getattr(parts, part)
    assert points == parts.total


def test_readings_are_rounded_as_the_chart_shows_them():
    """20.4 breaths print as 20 and score as 20; 38.04 °C prints as 38.0."""
    assert news2(**{**WELL, "respiratory_rate": 20.4, "temperature": 38.04, "spo2": 95.6}).total == 0


def test_the_worst_of_everything_is_twenty():
    worst = news2(
        40, 80, on_oxygen=True, systolic=60, heart_rate=150, consciousness=Consciousness.UNRESPONSIVE, temperature=34.0
    )

    assert worst.total == 20


PUBLISHED = [
    (25, 96, False, 111, 51, Consciousness.ALERT, 38.0, 3),
    (8, 96, False, 111, 51, Consciousness.ALERT, 38.0, 3),
    (12, 91, False, 219, 51, Consciousness.ALERT, 36.1, 3),
    (12, 96, False, 219, 51, Consciousness.ALERT, 35.0, 3),
    (12, 96, False, 90, 51, Consciousness.ALERT, 36.1, 3),
    (12, 96, False, 220, 51, Consciousness.ALERT, 36.1, 3),
    (12, 96, False, 219, 40, Consciousness.ALERT, 36.1, 3),
    (20, 96, False, 111, 131, Consciousness.ALERT, 36.1, 3),
    (20, 96, False, 111, 90, Consciousness.VOICE, 36.1, 3),
]
"""One red part and nothing else, on edges of the zero bands: breaths/min, SpO₂ %, on oxygen, mmHg, beats/min,
consciousness, °C, total. Bands and response: Royal College of Physicians 2017, NEWS2, charts 1 and 4."""


@pytest.mark.parametrize(("rate", "spo2", "oxygen", "systolic", "heart", "mind", "temperature", "total"), PUBLISHED)
def test_one_red_part_asks_for_urgent_review(rate, spo2, oxygen, systolic, heart, mind, temperature, total):
    parts = news2(
        rate,
        spo2,
        on_oxygen=oxygen,
        systolic=systolic,
        heart_rate=heart,
        consciousness=mind,
        temperature=temperature,
    )

    assert total == parts.total
    assert parts.response is Response.URGENT_PART
    assert "urgent" in parts.response.value


@pytest.mark.parametrize(
    ("total", "highest", "asked"),
    [
        (0, 0, Response.ROUTINE),
        (1, 1, Response.LOW),
        (4, 2, Response.LOW),
        (3, 3, Response.URGENT_PART),
        (4, 3, Response.URGENT_PART),
        (5, 2, Response.URGENT),
        (6, 3, Response.URGENT),
        (7, 2, Response.EMERGENCY),
        (20, 3, Response.EMERGENCY),
    ],
)
def test_every_threshold_has_its_response(total, highest, asked):
    assert response(total, highest) is asked


def test_a_part_that_was_never_measured_leaves_the_score_incomplete():
    unmeasured = news2(**{**WELL, "spo2": None, "heart_rate": 120})

    assert (unmeasured.spo2, unmeasured.total, unmeasured.complete) == (None, 2, False)
    assert news2(**WELL).complete


def test_tenths_are_counted_as_printed():
    """38.05 °C prints as 38.0, although ten times it rounds to 381 or 380 by a hair."""
    for hundredths in range(3400, 4200):
        value = hundredths / 100
        points = news2(**{**WELL, "temperature": value}).temperature
        assert points == news2(**{**WELL, "temperature": float(f"{value:.1f}")}).temperature


@pytest.mark.parametrize("name", ["respiratory_rate", "spo2", "systolic", "heart_rate", "temperature"])
def test_a_column_scores_as_each_of_its_readings_alone(name):
    """On every tenth and hundredth, where the printed number changes; what was never read scores nothing."""
    low, high = BANDS[name][0][0], BANDS[name][-1][0]
    values = np.arange(100 * low, 100 * high + 1) / 100
    alone = [points(Channel(name), value) for value in values.tolist()]

    assert points(Channel(name), values).tolist() == alone
    assert set(alone) == {points for _, points in BANDS[name]}
    assert points(Channel(name), np.array([np.nan])).tolist() == [0]


def test_a_column_of_patients_has_the_totals_of_each():
    rows = np.array([row[:2] + row[3:5] + (row[6],) for row in PUBLISHED]).T
    found = parts(
        respiratory_rate=rows[0],
        spo2=rows[1],
        on_oxygen=np.array([row[2] for row in PUBLISHED]),
        systolic=rows[2],
        heart_rate=rows[3],
        alert=np.array([row[5] is Consciousness.ALERT for row in PUBLISHED]),
        temperature=rows[4],
    )

    assert found.total.tolist() == [row[7] for row in PUBLISHED]
