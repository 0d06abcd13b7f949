"""Sounds in a tab: the samples of a desktop, made once each, and none before somebody has touched the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.ui.backends.cue_samples import PULSE_SHARE, samples_of
from game.ui.toolkit.cues import AlarmBurst, PulseBeep, WardMurmur
from game.values.fact import Priority
from game.web.seat import wanted_levels
from game.web.speaker import PageSpeaker
from tests.web.page import Sound


def test_a_cue_has_the_samples_of_a_desktop_and_they_are_made_once() -> None:
    sound = Sound()
    speaker = PageSpeaker(sound)

    speaker.play(AlarmBurst(Priority.HIGH), 80)
    speaker.play(PulseBeep(95.9), 80)
    speaker.play(PulseBeep(96.2), 40)

    assert list(sound.learned.values()) == [samples_of(AlarmBurst(Priority.HIGH)), samples_of(PulseBeep(96.0))]
    assert [share for _, share in sound.played] == [0.8, 0.8 * PULSE_SHARE, 0.4 * PULSE_SHARE]
    assert sound.played[1][0] == sound.played[2][0]
    assert sound.voices == ["AlarmBurst", "PulseBeep", "PulseBeep"]

    speaker.play(WardMurmur(), 80)
    speaker.end_alarm()

    assert sound.voices[3:] == ["", "end AlarmBurst"]


def test_a_page_that_nobody_has_touched_makes_no_samples() -> None:
    sound = Sound(ready=False)

    PageSpeaker(sound).play(AlarmBurst(Priority.LOW), 80)

    assert sound.learned == {}


def test_the_voice_is_read_from_its_file_and_can_be_turned_and_ended(tmp_path: Path) -> None:
    (tmp_path / "voice.ogg").write_bytes(b"words")
    sound = Sound()
    speaker = PageSpeaker(sound)

    speaker.narrate(str(tmp_path / "voice.ogg"), 1500, 50)
    speaker.turn_voice(20)
    speaker.hush()

    assert sound.told == [(b"words", 1.5, 0.5), (0.2,), ()]


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ('[[levels]]\nid = "covid_storm"\n[[levels]]\nid = "own_bed"\n', ["own_bed"]),
        ('[[levels]]\nid = "../secret"\n[[levels]]\nid = 7\n', []),
        ("levels = 3\n", []),
        ("no TOML", []),
    ],
)
def test_the_page_fetches_only_levels_that_a_session_has_of_its_own(
    tmp_path: Path, levels: str, wanted: list[str]
) -> None:
    pack = tmp_path / "night.toml"
    pack.write_text(levels, "utf-8")

    assert wanted_levels(str(pack)) == wanted
    assert wanted_levels(str(tmp_path / "gone.toml")) == []
