"""The captions beside the recorded voice are WebVTT and come back as they were written; nothing breaks without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.case.explainer import SCRIPT, Recording, captions, digest
from game.files.voice_file import CAPTIONS, SOUND, lines_of, read_voice, voice_folder, vtt
from tests.test_house import ROOT
from tools.render_explainer import spoken

ENDS = tuple(1_500 * number + 3_601_007 for number in range(13))


def test_times_and_digest_come_back_as_they_were_written(tmp_path: Path) -> None:
    voice = Recording(str(tmp_path / SOUND), digest(), ENDS)
    (tmp_path / SOUND).write_bytes(b"OggS")
    (tmp_path / CAPTIONS).write_text(vtt(captions(voice), digest()), "utf-8")

    assert read_voice(tmp_path) == voice


def test_the_shipped_captions_are_written_from_the_script_and_the_sound_is_ogg_vorbis() -> None:
    folder = voice_folder(ROOT / "assets")
    voice = read_voice(folder)

    assert voice is not None
    assert (folder / CAPTIONS).read_text("utf-8") == vtt(captions(voice), digest())
    raw = (folder / SOUND).read_bytes()
    assert raw[:4] == b"OggS"
    assert b"vorbis" in raw[:64]
    samples = int.from_bytes(raw[(last := raw.rindex(b"OggS")) + 6 : last + 14], "little")
    assert abs(samples / 24_000 - voice.ends_ms[-1] / 1000) < 0.1, "the sound is as long as its captions"


def test_captions_are_webvtt_that_a_player_can_read() -> None:
    text = vtt(captions(None), digest())
    blocks = text.strip().split("\n\n")

    assert blocks[0] == "WEBVTT"
    assert blocks[1].startswith("NOTE\n")
    assert len(blocks) == 2 + len(captions(None))
    for block in blocks[2:]:
        assert re.fullmatch(r"\d+\n\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}\n.+(\n.+)?", block)
    assert "--" not in "".join(one.words for one in captions(None))


@pytest.mark.parametrize("missing", [SOUND, CAPTIONS, "words", "times"])
def test_a_voice_that_is_not_whole_is_none(tmp_path: Path, missing: str) -> None:
    text = vtt(captions(None), digest())
    text = (
        text.replace("NOTE", "NOTES")
        if missing == "words"
        else text.replace("-->", "->")
        if missing == "times"
        else text
    )
    if missing != SOUND:
        (tmp_path / SOUND).write_bytes(b"OggS")
    if missing != CAPTIONS:
        (tmp_path / CAPTIONS).write_text(text, "utf-8")

    assert read_voice(tmp_path) is None


def test_lines_of_a_caption_are_of_about_the_same_length() -> None:
    assert lines_of("Read the trend.") == ["Read the trend."]
    one, other = lines_of("Past a threshold, each turn makes more than the last, with the virus or without.")
    assert abs(len(one) - len(other)) < 8


def test_nothing_is_left_in_a_sentence_that_a_voice_would_misread() -> None:
    """Letters, commas, colons and full stops: no figure, no unit, no hyphen; an abbreviation is spelled."""
    for passage in SCRIPT:
        said = spoken(passage.words)
        assert re.fullmatch(r"[A-Za-z ,:.]+", said), said
        assert set(re.findall(r"\b[A-Z]{2,}\b", said)) == set()
