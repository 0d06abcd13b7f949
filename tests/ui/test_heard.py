"""What a whole bed sounds like, mixed as a sound card does: by real time, each kind for itself, never too loud."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.bedside.rhythm import HeartRhythm
from game.case.view import Alarm
from game.ui.backends.cue_samples import PULSE_SHARE, RATE, kept, samples_of
from game.ui.bedside.sounding import BURST_EVERY_US
from game.ui.toolkit.cues import VOICES, AlarmBurst, CallRing, PulseBeep, ResultChime, WardMurmur, voice_of
from game.ui.toolkit.settings import Settings
from game.values.channel import Channel, Flag, Panel, Reading
from game.values.fact import AlarmRaised, Called, CallReason, Priority, ResultReady
from tests.ui.pilot import Ear, Pilot
from tests.ui.sample_view import view

FRAME_US = 16_667
LOUD = Settings(
    volume_percent=100,
    pulse_percent=100,
    alarm_percent=100,
    result_percent=100,
    ward_percent=100,
    pause_on_alarm=False,
)


@cache
def sounds(cue):
    return np.array(samples_of(cue), float)


class Room(Ear):
    """A room in which the speaker stands: what is played, mixed."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.now_us = 0
        self.cues: list[tuple[float, object]] = []
        self.tracks = {kind: np.zeros(int(RATE * (seconds + 8.0))) for kind in (*VOICES, WardMurmur)}

    def play(self, cue, volume_percent):
        super().play(cue, volume_percent)
        self.cues.append((self.now_us / 1e6, cue))
        voice = voice_of(type(cue))
        track, at = self.tracks[voice or type(cue)], RATE * self.now_us // 1_000_000
        share = volume_percent / 100 * (PULSE_SHARE if isinstance(cue, PulseBeep) else 1.0)
        samples = sounds(kept(cue)) * share
        if voice is not None:
            track[at:] = 0.0
        track[at : at + len(samples)] += samples

    @property
    def mixed(self):
        return sum(self.tracks.values())

    def times(self, kind):
        return [when for when, cue in self.cues if isinstance(cue, kind)]


def heard(now, seconds=30.0, settings=LOUD, key="space", coming=()):
    """Return the room after so many seconds at this bed, begun by a key."""
    room = Room(seconds)
    pilot = Pilot(now, settings, coming=coming, ear=room)
    pilot.press(key)
    while room.now_us < seconds * 1_000_000:
        room.now_us += FRAME_US
        pilot.bedside.tick(FRAME_US)
    return room


def bed(**signs):
    """Return a bed with these vital signs, and no alarm."""
    now = view(alarms=(), courses=(), pending=())
    vitals = {
        **now.vitals,
        **{Channel(name): Reading(Channel(name), now.tick, now.tick, one) for name, one in signs.items()},
    }
    return replace(now, vitals=vitals)


def alarm(priority):
    return Alarm(Channel.SPO2, priority, "SpO₂ 84 %", 0, active=True, short="SpO₂ 84 %")


@pytest.mark.parametrize("key", ["space", "f6", "f7"])
@pytest.mark.parametrize("rate", [48.0, 75.0, 150.0])
def test_the_beep_follows_the_heart_and_no_faster_clock(rate, key):
    """As many beeps a minute as beats, at 1x, 2x and 4x: the hours run faster, the heart does not."""
    room = heard(bed(heart_rate=rate), 30.0, key=key)

    assert len(room.times(PulseBeep)) == pytest.approx(rate / 2.0, abs=1.0)


@pytest.mark.parametrize("spo2", [98.0, 92.0, 85.0])
def test_the_beep_that_is_heard_has_the_pitch_of_what_the_monitor_shows(spo2):
    """880 Hz at 100 %, half a tone lower for each two percent."""
    room = heard(bed(spo2=spo2), 2.0, replace(LOUD, ward_percent=0))
    first = int(RATE * room.times(PulseBeep)[0])
    spectrum = np.abs(np.fft.rfft(room.mixed[first : first + int(0.07 * RATE)], RATE))

    assert int(spectrum.argmax()) == pytest.approx(880.0 * 2 ** ((spo2 - 100.0) / 24.0), abs=4.0)


def test_a_heart_that_stands_still_does_not_beep_and_a_probe_that_is_off_has_no_pitch():
    """Whatever rate was counted last."""
    still = replace(bed(heart_rate=40.0), rhythm=HeartRhythm.NONE)
    slipped = bed()
    slipped.vitals[Channel.SPO2] = Reading(Channel.SPO2, slipped.tick, slipped.tick, 0.0, Flag.ABSENT)

    assert heard(still, 10.0).times(PulseBeep) == []
    assert heard(slipped, 10.0).times(PulseBeep) == []


@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.MEDIUM])
def test_an_alarm_that_is_on_sounds_at_once_and_again_in_its_time(priority):
    """Also the one of the early warning score, which no limit raises: it sounded only after twenty seconds."""
    times = heard(replace(bed(), alarms=(alarm(priority),)), 45.0).times(AlarmBurst)

    assert times[0] < 0.1
    assert np.diff(times) == pytest.approx(BURST_EVERY_US[priority] / 1e6, abs=0.05)


def test_a_graver_alarm_takes_the_place_of_a_lesser_and_no_lesser_that_of_a_graver():
    """Three bursts that began together added up to more than a speaker can give, and were no pattern any more."""
    now = bed()
    raised = [AlarmRaised(now.tick + 1, Channel.TEMPERATURE, one, "") for one in (Priority.LOW, Priority.HIGH)]
    later = AlarmRaised(now.tick + 4, Channel.MAP, Priority.MEDIUM, "")
    coming = (
        replace(now, tick=now.tick + 1, facts=tuple(raised)),
        *[replace(now, tick=now.tick + one) for one in (2, 3)],
    )
    room = heard(now, 5.0, coming=(*coming, replace(now, tick=now.tick + 4, facts=(later,))))

    assert [cue.priority for cue in room.heard if isinstance(cue, AlarmBurst)] == [Priority.LOW, Priority.HIGH]


def test_nothing_clips_when_all_sounds_at_once_and_all_is_as_loud_as_it_goes():
    """A fast heart, a high alarm, results in a row and the ward, each at 100 %."""
    now = replace(bed(heart_rate=170.0, spo2=99.0), alarms=(alarm(Priority.HIGH),))
    ready = [ResultReady(now.tick + 1, panel) for panel in (Panel.IL6, Panel.BLOOD_COUNT, Panel.CULTURE)]
    coming = [replace(now, tick=now.tick + one, facts=tuple(ready)) for one in range(1, 60)]
    room = heard(now, 12.0, coming=tuple(coming))

    assert all(np.abs(track).max() > 0 for track in room.tracks.values())
    assert np.abs(room.mixed).max() < 32_767


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        ("pulse_percent", PulseBeep),
        ("alarm_percent", AlarmBurst),
        ("result_percent", ResultChime),
        ("ward_percent", WardMurmur),
    ],
)
def test_a_kind_that_is_turned_down_is_not_heard_and_all_others_are(setting, kind):
    """Half is half of the samples; nothing is nothing."""
    now = replace(bed(), alarms=(alarm(Priority.MEDIUM),))
    coming = (replace(now, tick=now.tick + 1, facts=(ResultReady(now.tick + 1, Panel.IL6),)),)
    full, half, none = (heard(now, 6.0, replace(LOUD, **{setting: one}), coming=coming) for one in (100, 50, 0))

    for one, track in full.tracks.items():
        if one is not kind:
            assert np.array_equal(none.tracks[one], track)
    assert np.abs(none.tracks[kind]).max() == 0.0
    assert np.allclose(half.tracks[kind], 0.5 * full.tracks[kind])


def test_a_bed_that_stands_still_and_one_that_is_muted_are_quiet():
    """Alarms rang on over a question, and over the words that a case has ended."""
    now = replace(bed(), alarms=(alarm(Priority.HIGH),))

    assert heard(now, 30.0, key="u").heard == []
    assert heard(now, 30.0, replace(LOUD, sound=False)).heard == []
    assert heard(now, 30.0, replace(LOUD, volume_percent=0)).heard == []


def test_days_that_pass_in_seconds_sound_no_more_than_one_alarm_at_a_time():
    """A way to the end raises an alarm in every second frame."""
    now = bed()
    raised = [AlarmRaised(now.tick + one, Channel.SPO2, Priority.MEDIUM, "") for one in range(1, 200)]
    coming = [replace(now, tick=one.tick, facts=(one,)) for one in raised]
    times = heard(now, 12.0, key="f7", coming=tuple(coming)).times(AlarmBurst)

    assert 2 <= len(times) <= 5


@pytest.mark.parametrize("pause", [True, False])
def test_a_call_is_heard_whether_it_stops_time_or_not(pause):
    """The nurse called without a sound: who looked at the curve saw that the clock stood, and not why."""
    now = bed()
    called = Called(now.tick + 1, CallReason.EMERGENCY, "NEWS2 is 7. Please come now.")
    coming = (replace(now, tick=now.tick + 1, facts=(called,)),)
    room = heard(now, 3.0, replace(LOUD, pause_on_call=pause), coming=coming)

    assert [type(cue) for _, cue in room.cues].count(CallRing) == 1
