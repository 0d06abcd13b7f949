"""What the laboratory rings through."""

from __future__ import annotations

import pytest

from game.bedside.critical import CRITICAL, critical
from game.values.channel import VITALS, Channel, Reading

LIMITS = (
    (Channel.LACTATE, 3.9, 4.0),
    (Channel.CREATININE, 353.0, 354.0),
    (Channel.CRP, 299.0, 300.0),
    (Channel.NEUTROPHILS, 0.6, 0.5),
    (Channel.PLATELETS, 31.0, 30.0),
    (Channel.GLUCOSE, 2.6, 2.5),
    (Channel.GLUCOSE, 24.9, 25.0),
    (Channel.ALT, 599.0, 600.0),
    (Channel.PF_RATIO, 101.0, 100.0),
)
"""Of each channel a number that is not rung through, and its limit."""
NEVER = {
    Channel.IL6, Channel.FERRITIN, Channel.D_DIMER, Channel.PROCALCITONIN, Channel.VIRAL_LOAD, Channel.FUNGAL_ANTIGEN,
    Channel.LYMPHOCYTES, Channel.FIBRINOGEN, Channel.INR, Channel.TROPONIN, Channel.XRAY, Channel.DELIRIUM,
    Channel.URINE,
}  # fmt: skip
"""What no laboratory rings through, however it is; a culture rings by what grew in it."""


@pytest.mark.parametrize(("channel", "calm", "rung"), LIMITS)
def test_a_result_is_rung_through_from_its_limit(channel, calm, rung):
    assert critical(Reading(channel, 0, 12, calm)) == ""
    assert f"{rung:g}" in critical(Reading(channel, 0, 12, rung))


def test_of_every_result_somebody_said_whether_it_is_rung_through():
    said = {channel for channel, _, _ in LIMITS} | NEVER | {Channel.BLOOD_CULTURE}

    assert {*Channel} - {*VITALS} == said, "a row of LIMITS, or a place in NEVER"
    assert NEVER.isdisjoint(CRITICAL)
