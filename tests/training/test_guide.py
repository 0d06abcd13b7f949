"""The facilitator's guide: fifty minutes, whole in itself, from the level's own file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs

from game.app import main
from game.files.level_file import level_digest
from game.training.guide import MINUTES, SECONDS_AN_HOUR, SHORTER, TALK, guide, lesson, play_minutes
from game.ui.toolkit.pace import TICK_US
from game.values.log import EndLine
from game.values.ticks import TICKS_PER_HOUR
from tests.levels.plays import NAMES, level


def test_the_parts_fill_fifty_minutes_and_the_phases_fill_the_talk() -> None:
    assert sum(minutes for _, minutes in MINUTES) == 50
    assert lesson()[-1] == ("commitment", "47–50")
    assert sum(minutes for _, minutes in TALK) == dict(MINUTES)["debrief"]
    assert sum(SHORTER.values()) == 45
    assert SHORTER["play"] >= play_minutes(level("covid_storm"))
    assert TICK_US * TICKS_PER_HOUR / 1e6 == SECONDS_AN_HOUR
    assert play_minutes(level("covid_storm")) == 17


@pytest.mark.parametrize("id_", NAMES)
def test_every_level_has_a_guide_that_tells_its_own_texts(id_: str) -> None:
    bed = level(id_)
    assert bed.guide is not None
    idle = EndLine(tick=3552, ending="died_of_organ_failure", score=7, digest="d" * 16)
    page = re.sub("</?abbr[^>]*>", "", guide(bed, None, idle))

    assert len(bed.guide.watch_for) == 3
    for words in (
        bed.guide.prebrief,
        bed.guide.course,
        *bed.questions,
        *(point.study for point in bed.teaching_points),
    ):
        assert words.replace("'", "&#39;").replace('"', "&#34;").replace("&", "&amp;").replace("&amp;#", "&#") in page
    assert "Hour 296, score 7 of 100." in page
    assert "I will" in page
    assert "<script" not in page


def test_a_level_that_tells_no_course_has_no_empty_heading_for_it() -> None:
    """The first case stood in print with *Expected course* above nothing."""
    bed = structs.replace(level("covid_storm"), guide=None, courses=())

    assert "Expected course" not in guide(bed, None, None)
    assert "Expected course" in guide(bed, None, EndLine(tick=12, ending="stopped", score=0, digest="d" * 16))


def test_a_guide_changes_nothing_that_a_case_file_rests_on() -> None:
    bed = level("covid_storm")

    assert level_digest(structs.replace(bed, guide=None)) == level_digest(bed)


def test_what_the_debrief_asks_and_teaches_changes_nothing_that_a_case_file_rests_on() -> None:
    """A question put better closed every case of its level: it had been changed since."""
    bed = level("covid_storm")

    assert level_digest(structs.replace(bed, questions=("Why?",), teaching_points=())) == level_digest(bed)
    assert level_digest(structs.replace(bed, horizon_h=24.0)) != level_digest(bed)


def test_the_command_writes_a_page_and_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "covid_storm", "--out", str(tmp_path), "--pdf"]) == 0

    assert "covid_storm.guide.html" in capsys.readouterr().out
    assert (tmp_path / "covid_storm.guide.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / "covid_storm.guide.html").read_text("utf-8")
    assert "If nothing is done" in page
    assert "The guideline run" in page
    # Whoever leads a lesson knew how it ended and not at which hours to look up.
    assert "remdesivir Day 1 · 08:00; dexamethasone Day 2 · 14:00; tocilizumab Day 2 · 15:00" in page
    assert "In 45 minutes: 6 of prebrief, 18 of the case, 18 of debrief with 7 of its analysis" in page
