"""The patient can be seen: in the picture of the bed, on the trace of the heart, and at the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_desk import levels
from msgspec import structs
from pilot import Pilot
from sample_view import over, view

from game.bedside.monitor import without_a_heartbeat
from game.bedside.rhythm import HeartRhythm
from game.case.appearance import Appearance, Effort, Position, Skin
from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.view import Alarm
from game.futures.engine import mover
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.ended import course
from game.ui.charts.bed_picture import InBed, at_the_door, bed_picture, in_bed, paint_bed
from game.ui.charts.trace import Pulse, Rhythm
from game.ui.toolkit.cues import PulseBeep
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.widget import find, walk
from game.values.channel import Channel, Reading
from game.values.fact import Priority
from game.values.level import Level
from game.values.order import Device
from game.values.ticks import ticks
from game.values.words import say

SICK = Appearance(Position.PRONE, Skin.MOTTLED, Effort.MACHINE, awake=False)


def drawn(of: InBed) -> str:
    canvas = RecordingCanvas()
    paint_bed(canvas, Rect(0, 0, 1600, 1000), of)
    return repr(canvas.drawn)


def test_the_bed_is_seen_beside_the_nurses_words_and_says_what_it_shows() -> None:
    pilot = Pilot(replace(view(), appearance=SICK))
    picture = find(pilot.tree(), "nurse.picture")
    assert picture is not None
    assert "lying prone" in picture.value
    assert "mottled knees" in picture.value
    assert view().support.text in picture.value


def test_the_picture_lies_wholly_within_its_panel_at_every_size_of_text() -> None:
    for percent in (100, 150, 200):
        pilot = Pilot(view())
        pilot.settings = replace(pilot.settings, text_percent=percent)
        panel, picture = find(pilot.tree(), "nurse"), find(pilot.tree(), "nurse.picture")
        assert panel is not None
        if picture is not None:
            assert panel.rect.y <= picture.rect.y
            assert picture.rect.bottom <= panel.rect.bottom


@pytest.mark.parametrize("device", list(Device))
def test_every_device_of_oxygen_changes_the_picture(device: Device) -> None:
    door = at_the_door(levels()[0])
    others = [drawn(replace(door, device=other)) for other in Device if other is not device]
    assert drawn(replace(door, device=device)) not in others


def test_position_skin_effort_pumps_and_rhythm_change_the_picture() -> None:
    door = at_the_door(levels()[0])
    changes = [
        replace(door, appearance=Appearance(position=position))
        for position in Position
        if position is not Position.FLAT
    ]
    changes += [replace(door, appearance=Appearance(skin=skin)) for skin in Skin if skin is not Skin.PINK]
    changes += [replace(door, appearance=Appearance(effort=Effort.HARD)), replace(door, pressor_ug_per_kg_min=0.1)]
    changes += [replace(door, rhythm=rhythm) for rhythm in HeartRhythm if rhythm is not HeartRhythm.SINUS]
    pictures = [drawn(one) for one in changes]
    assert len(set(pictures)) == len(pictures)


def test_no_two_beds_of_the_ward_show_the_same_person() -> None:
    people = [drawn(at_the_door(level)) for level in levels()]
    assert len(set(people)) == len(people)


@pytest.mark.parametrize("level", levels(), ids=lambda one: one.id)
def test_the_door_shows_the_bed_as_the_first_minute_of_its_case(level: Level) -> None:
    """Skin, position, breathing, oxygen, pump and what came along: the ward's picture promises nothing else."""
    met = in_bed(build_view(admit_case(level, level.seed, mover())))

    assert drawn(met) == drawn(at_the_door(level))
    assert met.words == at_the_door(level).words


def test_what_came_along_changes_the_picture_and_is_told() -> None:
    of = at_the_door(next(level for level in levels() if level.id == "stressed_host"))
    things = ("drip", "central_line", "kidney_bag", "pump", "phone", "paper")
    door, *beds = [
        replace(of, patient=structs.replace(of.patient, looks=structs.replace(of.looks, has=has)))
        for has in ((), *((one,) for one in things))
    ]

    assert len({drawn(one) for one in (door, *beds)}) == len(things) + 1
    assert all(one.words != door.words for one in beds)


def test_who_fights_for_breath_holds_no_phone_and_a_pump_that_runs_is_none_that_waits() -> None:
    door = at_the_door(next(level for level in levels() if level.id == "covid_storm"))
    hands_on = at_the_door(next(level for level in levels() if level.id == "septic_shock_hands_on"))

    assert door.at_hand == ("phone",)
    assert not replace(door, appearance=Appearance(effort=Effort.HARD)).at_hand
    assert not replace(door, device=Device.MASK).at_hand
    assert "pump" in hands_on.at_hand
    assert "pump" not in replace(hands_on, pressor_ug_per_kg_min=0.1).at_hand


def test_a_heart_that_stands_still_draws_a_flat_line_and_has_no_beat() -> None:
    pulse = Pulse(80.0, 120.0, 70.0, 12.0, HeartRhythm.NONE)
    rhythm = Rhythm(pulse)
    assert sum(rhythm.advance(100_000, pulse) for _ in range(100)) == 0
    assert len({height for beat in rhythm.beats for _, height in beat.ecg}) == 1


def test_extra_beats_are_some_of_the_beats_and_slow_ones_all() -> None:
    for kind, least, most in ((HeartRhythm.ECTOPIC, 1, 4), (HeartRhythm.AGONAL, 99, 99)):
        pulse = Pulse(100.0, 120.0, 70.0, 12.0, kind)
        beats = Rhythm(pulse).beats
        broad = [beat for beat in beats if len(beat.ecg) < 12]
        assert min(least, len(beats)) <= len(broad) <= most


def test_without_a_heart_beat_the_monitor_is_silent_and_says_so() -> None:
    vitals = without_a_heartbeat(view().vitals, ventilated=False)
    pilot = Pilot(replace(view(), rhythm=HeartRhythm.NONE, vitals=vitals))
    pilot.press("space")
    for _ in range(60):
        pilot.stage.tick(16_667)
    assert not [cue for cue in pilot.ear.heard if isinstance(cue, PulseBeep)]
    assert "asystole" in pilot.words()
    numbers = [find(pilot.tree(), f"monitor.{name}.value") for name in ("ecg", "spo2", "abp", "rr")]
    assert [one.label for one in numbers if one is not None] == ["0", "–", "–", "–"]


def test_who_no_longer_breathes_draws_a_flat_line() -> None:
    flat = Rhythm(Pulse(0.0, 120.0, 70.0, 0.0, HeartRhythm.NONE)).breaths

    assert len({height for one in flat for _, height in one.wave}) == 1


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_line_of_alarms_stays_within_itself(percent: int, *, active: bool) -> None:
    """'!!! SpO₂ 54 %, below 85, at 00:05 · 3 more' ran over both its edges in the last minute of a case."""
    short = "SpO₂ 54 %, below 85, at 00:05"
    alarms = [Alarm(one, Priority.HIGH, short, 0, active=active, short=short) for one in list(Channel)[:4]]
    pilot = Pilot(view(alarms=tuple(alarms)), Settings(text_percent=percent))
    line = find(pilot.tree(), "alarms.caption")
    assert line is not None
    assert line.paint is not None
    shown = RecordingCanvas()
    line.paint(shown, line.rect)
    words = [one.rect for one in shown.drawn if one.text]
    assert words
    assert all(line.rect.y <= one.y and one.bottom <= line.rect.bottom for one in words)


def test_the_end_shows_the_person_and_the_course() -> None:
    pilot = Pilot(over())
    words = [widget.label for widget in walk(pilot.tree()) if widget.id.startswith("ended")]
    assert find(pilot.tree(), "ended.picture") is not None
    assert any(over().level.patient.name in one for one in words)
    assert "In the unit" in words
    assert "Highest oxygen support" in words


def test_the_end_counts_the_support_of_the_last_moment() -> None:
    seen = over()
    hourly = replace(seen.support, norepinephrine_ug_per_kg_min=0.25)
    last = replace(seen.support, norepinephrine_ug_per_kg_min=0.45)
    seen = replace(seen, support=last, support_history=((0, hourly),))

    assert seen.outcome is not None
    assert any("0.45" in value for _, value in course(seen, seen.outcome))


def test_the_end_tells_how_high_glucose_was_seen() -> None:
    """By the laboratory alone it had counted; the nurse's check, and a rise within the range, went untold."""

    def told(*values: float, on: bool = True, heard: bool = False, up: bool = False) -> list[str]:
        lines = tuple(replace(one, given=(ticks(1),) if on else ()) for one in over().courses)
        steroid = tuple(one for one in lines if one.regimen.id == "dexamethasone")
        known = tuple(
            Reading(channel=Channel.GLUCOSE, taken=ticks(2 * hour), known=ticks(2 * hour), value=value)
            for hour, value in enumerate(values)
        )
        words = [say(f"nurse.{one}.he") for one, is_so in (("sugar_is_up", heard), ("sugar_goes_up", up)) if is_so]
        nurse = tuple((ticks(9), one) for one in words)
        seen = replace(over(), courses=steroid, labs={Channel.GLUCOSE: known}, nurse=nurse)
        assert seen.outcome is not None
        return [f"{name}: {value}" for name, value in course(seen, seen.outcome) if "lucose" in name]

    assert told(5.4, 8.7, 7.0) == ["Glucose on dexamethasone: 5.4 → 8.7 mmol/L"]
    assert told(5.4, 8.7, on=False) == []
    assert told(5.4, 6.4) == []
    assert told(9.0, 10.4) == told(9.0, 10.4, heard=True) == ["Highest glucose: 10.4 mmol/L"]
    assert told(5.4, 8.7, heard=True) == told(heard=True) == ["Highest glucose: over 10 mmol/L, checked by the nurse"]
    assert told(5.4, 7.8, up=True) == told(up=True) == ["Highest glucose: over 8 mmol/L, checked by the nurse"]
    assert told(5.4, 8.7, up=True) == ["Glucose on dexamethasone: 5.4 → 8.7 mmol/L"]
    assert told() == []


def test_the_picture_of_a_view_shows_its_devices() -> None:
    seen = in_bed(view())
    assert seen.device is view().support.device
    assert view().support.text in bed_picture("x", Rect(0, 0, 10, 10), seen).value


def test_age_build_hair_and_bed_each_change_the_picture() -> None:
    door = at_the_door(next(level for level in levels() if level.id == "quiet_recovery"))
    patient = door.patient
    changes = [
        replace(door, patient=structs.replace(patient, **change))
        for change in ({"age_years": 23}, {"weight_kg": 110.0}, {"bed": "Bed 11"})
    ]
    changes += [
        replace(door, patient=structs.replace(patient, looks=structs.replace(door.looks, **change)))
        for change in ({"style": "long"}, {"style": "curls"}, {"hair": "black"}, {"beard": True}, {"glasses": False})
    ]
    pictures = [drawn(one) for one in (door, *changes)]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize(
    ("position", "device", "word"),
    [
        (Position.PRONE, Device.VENTILATOR, "Prone"),
        (Position.PROPPED, Device.VENTILATOR, "Head up"),
        (Position.PRONE, Device.HIGH_FLOW, "Prone"),
        (Position.PROPPED, Device.AIR, ""),
        (Position.UPRIGHT, Device.AIR, ""),
    ],
)
def test_the_picture_names_the_position_of_whom_others_turn(position: Position, device: Device, word: str) -> None:
    """On a ventilator prone and head up looked alike; the order said *head up*, and the picture *propped up*."""
    lies = InBed(view().level.patient, Appearance(position, awake=False), device)
    canvas = RecordingCanvas()
    bed_picture("x", Rect(0, 0, 300, 200), lies, pixels=13).paint(canvas, Rect(0, 0, 300, 200))
    drawn_words = canvas.texts()

    assert drawn_words == ([word] if word else [])
    assert not word or word.lower() in lies.words
    assert say("bedside.support.head_up") == say("bed_picture.position.propped.word")
