"""What a regimen and a channel say in words is what their numbers are."""

from __future__ import annotations

import re

import pytest

from game.bedside.news2 import points
from game.values.channel import KINDS, Channel
from game.values.drug import FORMULARY
from game.values.english import SENTENCES
from game.values.noise import exponential

MG = {"g": 1000.0, "mg": 1.0}


@pytest.mark.parametrize("id_", FORMULARY)
def test_the_words_of_a_regimen_are_its_doses(id_):
    one = FORMULARY[id_]
    said = re.findall(r"([\d.,]+) (g|mg)\b(/kg)?", one.summary)
    amounts = [float(number.replace(",", "")) * MG[unit] for number, unit, _ in said]
    every = re.search(r"every (\d+) h", one.summary)
    days = re.search(r"(\d+) days", one.summary)

    assert amounts[-1] == (one.dose_mg_per_kg if said[-1][2] else one.dose_mg)
    assert amounts[:-1] == ([one.first_dose_mg] if one.first_dose_mg else [])
    assert one.every_h == (float(every[1]) if every else 24.0 if "daily" in one.summary else 0.0)
    assert days is None or one.doses * one.every_h == 24.0 * int(days[1])


def test_a_dose_of_tocilizumab_ends_at_800_mg():
    """As the label has it, and as the level after CAR-T cells teaches."""
    assert FORMULARY["tocilizumab"].max_dose_mg == 800.0


NORMAL = {
    channel: [float(number) for number in re.findall(r"\d+(?:\.\d+)?", words.partition("×")[0])]
    for channel in Channel
    if (words := SENTENCES.get(f"glossary.{channel.value}.normal", ""))
}
"""Numbers of what the glossary calls normal: '45 to 110 µmol/L', 'under 5 mg/L', 'above 400 mmHg'."""
OTHERWISE = {Channel.SPO2, Channel.BLOOD_CULTURE}
"""Told to its end of 100 %, and without a number."""


@pytest.mark.parametrize("channel", [one for one in NORMAL if one not in OTHERWISE])
def test_the_glossary_gives_the_range_of_the_chart(channel):
    kind = KINDS[channel]
    above = SENTENCES[f"glossary.{channel.value}.normal"].startswith("above")

    assert NORMAL[channel] == (
        [kind.healthy_low] if above else [kind.healthy_low, kind.healthy_high][-len(NORMAL[channel]) :]
    )


@pytest.mark.parametrize("channel", [Channel.RESPIRATORY_RATE, Channel.TEMPERATURE])
def test_a_healthy_vital_sign_scores_nothing(channel):
    kind = KINDS[channel]
    step = 10.0**-kind.decimals

    assert points(channel, kind.healthy_low) == points(channel, kind.healthy_high) == 0
    assert points(channel, kind.healthy_low - step) > 0
    assert points(channel, kind.healthy_high + step) > 0


def test_the_luck_of_a_seed_never_changes():
    """Case files of years hence rest on these bits."""
    assert exponential(1, "death") == 0.2518758477651696
    assert exponential(2, "death") == 0.06725026938216205
