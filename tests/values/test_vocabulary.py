"""Ticks, channels, regimens and log lines: parsing and printing are inverses, tables are complete."""

from __future__ import annotations

import msgspec
import pytest

from game.values.channel import KINDS, PANEL_OF, PANELS, VITALS, Channel, Flag, Panel, Reading
from game.values.drug import FORMULARY, Drug
from game.values.ending import SENTENCES, Ending
from game.values.level import Patient
from game.values.log import DigestLine, EndLine, EntryLine, Header, LogLine
from game.values.order import Actor, Device, Draw, Entry, Give, GiveFluid, SetDevice, SetPressor, SetProne, Stop
from game.values.ticks import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    clock_text,
    day_begins,
    day_of,
    day_text,
    hours,
    span_text,
    ticks,
)

ORDERS = [
    Give(regimen="tocilizumab"),
    Stop(regimen="dexamethasone"),
    Draw(panel=Panel.IL6),
    SetDevice(device=Device.HIGH_FLOW),
    SetProne(prone=True),
    SetPressor(norepinephrine_ug_per_kg_min=0.15),
    GiveFluid(),
]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_survives_the_log(order):
    line = EntryLine(entry=Entry(tick=17, actor=Actor.PLAYER, order=order))

    assert msgspec.json.decode(msgspec.json.encode(line), type=LogLine) == line


@pytest.mark.parametrize(
    "line",
    [
        Header(format=1, game="0.1.0", method="m", level="x", level_digest="d", seed=5),
        DigestLine(tick=12, digest="00ff"),
        EndLine(tick=99, ending="discharged", score=88, digest="00ff"),
    ],
)
def test_every_other_line_survives_the_log(line):
    assert msgspec.json.decode(msgspec.json.encode(line), type=LogLine) == line


def test_an_unknown_key_is_refused():
    with pytest.raises(msgspec.ValidationError, match="unknown field `dose`"):
        msgspec.json.decode(b'{"kind":"give","regimen":"x","dose":3}', type=Give)


def test_ticks_and_hours_are_inverses():
    for tick in range(0, 5000, 7):
        assert ticks(hours(tick)) == tick


@pytest.mark.parametrize(
    ("tick", "start", "text"),
    [
        (0, 480, "Day 1 · 08:00"),
        (16 * 12 - 1, 480, "Day 1 · 23:55"),
        (16 * 12, 480, "Day 2 · 00:00"),
        (1, 0, "Day 1 · 00:05"),
        (-1, 0, "Day −1 · 23:55"),
        (-24 * 12, 0, "Day −1 · 00:00"),
        (-24 * 12 - 1, 0, "Day −2 · 23:55"),
    ],
)
def test_the_clock_prints_day_and_time(tick, start, text):
    assert clock_text(tick, start) == text


@pytest.mark.parametrize("start", [0, 3, 480, 485, 870, 1290, 1435, 1439])
@pytest.mark.parametrize("every", [1, 2, 7])
def test_a_day_of_an_axis_begins_where_the_clock_says_it_does(start, every):
    last = 40 * TICKS_PER_DAY
    begins = day_begins(last, start, every)

    assert [day_of(tick, start) for tick in begins] == list(range(1, 1 + every * len(begins), every))
    assert last - begins[-1] <= every * TICKS_PER_DAY
    for tick in begins[1:]:
        assert day_of(tick - 1, start) == day_of(tick, start) - 1
        assert clock_text(tick, start).startswith(f"{day_text(tick, start)} · 00:0")


@pytest.mark.parametrize(
    ("tick", "text"),
    [
        (8, "40 min"),
        (12, "1 h"),
        (16, "1 h 20"),
        (13, "1 h 05"),
        (18 * 12, "18 h"),
        (76 * 12, "3 d 4 h"),
        (48 * 12, "2 d"),
    ],
)
def test_a_span_prints_in_the_shortest_exact_words(tick, text):
    assert span_text(tick) == text


def test_every_channel_has_a_kind_and_a_way_to_be_measured():
    assert set(KINDS) == set(Channel)
    assert set(PANEL_OF) | set(VITALS) == set(Channel)
    for channel, kind in KINDS.items():
        assert kind.low < kind.high
        assert kind.unit or channel in {Channel.BLOOD_CULTURE, Channel.INR}, "an organism and a ratio have no unit"


def test_every_panel_has_a_delay_in_whole_ticks_and_a_source():
    for kind in PANELS.values():
        assert kind.delay_minutes % 5 == 0
        assert kind.source


@pytest.mark.parametrize(
    "channel", [Channel.CRP, Channel.PROCALCITONIN, Channel.LACTATE, Channel.CREATININE, Channel.GLUCOSE]
)
def test_a_test_is_named_by_what_is_decided_on(channel):
    """Procalcitonin and lactate decide the septic beds, and no order said that it measures them."""
    assert KINDS[channel].label.lower() in PANELS[PANEL_OF[channel]].label.lower()


def test_a_reading_prints_its_flag_and_decimals():
    assert Reading(Channel.IL6, 0, 9, 1234.4).text == "1,234"
    assert Reading(Channel.IL6, 0, 9, 50_000.0, Flag.ABOVE).text == ">50,000"
    assert Reading(Channel.LACTATE, 0, 9, 2.04).text == "2.0"
    assert Reading(Channel.SPO2, 0, 0, 0.0, Flag.ABSENT).text == "–"


def test_every_drug_can_be_ordered_and_every_regimen_names_its_source():
    assert {regimen.drug for regimen in FORMULARY.values()} == set(Drug)
    for identifier, regimen in FORMULARY.items():
        assert regimen.id == identifier
        assert regimen.source
        assert regimen.dose(80.0, 0) > 0.0


@pytest.mark.parametrize(
    ("regimen", "weight_kg", "index", "mg"),
    [
        ("tocilizumab", 80.0, 0, 640.0),
        ("tocilizumab", 130.0, 0, 800.0),
        ("remdesivir", 80.0, 0, 200.0),
        ("remdesivir", 80.0, 1, 100.0),
        ("dexamethasone", 50.0, 3, 6.0),
    ],
)
def test_doses_are_those_of_the_label(regimen, weight_kg, index, mg):
    assert FORMULARY[regimen].dose(weight_kg, index) == mg


def test_every_ending_has_its_sentence():
    assert set(SENTENCES) == set(Ending)
    assert Ending.DIED_OF_SHOCK.died
    assert not Ending.DISCHARGED.died
    assert TICKS_PER_HOUR == 12


def test_a_patient_is_named_with_the_bed_where_it_has_a_name():
    patient = Patient(name="Maria Lang", age_years=60, sex="female", weight_kg=70.0)
    assert patient.in_bed() == "Maria Lang"
    placed = Patient(name="Maria Lang", age_years=60, sex="female", weight_kg=70.0, bed="Bed 3")
    assert (placed.in_bed(), placed.in_bed(", ")) == ("Bed 3 · Maria Lang", "Bed 3, Maria Lang")
