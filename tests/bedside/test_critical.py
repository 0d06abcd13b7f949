"""What the laboratory rings through."""

from __future__ import annotations

import pytest

from game.bedside.critical import critical
from game.values.channel import Channel, Reading


@pytest.mark.parametrize(
    ("channel", "calm", "rung"),
    [
        (Channel.LACTATE, 3.9, 4.0),
        (Channel.CREATININE, 353.0, 354.0),
        (Channel.CRP, 299.0, 300.0),
        (Channel.NEUTROPHILS, 0.6, 0.5),
        (Channel.PLATELETS, 31.0, 30.0),
        (Channel.GLUCOSE, 2.6, 2.5),
        (Channel.GLUCOSE, 24.9, 25.0),
        (Channel.ALT, 599.0, 600.0),
        (Channel.PF_RATIO, 101.0, 100.0),
    ],
)
def test_a_result_is_rung_through_from_its_limit(channel, calm, rung):
    assert critical(Reading(channel, 0, 12, calm)) == ""
    assert f"{rung:g}" in critical(Reading(channel, 0, 12, rung))
