"""A bed that is played on from lines: what it shows is what its learner sees."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.confirming import header_of
from game.app.levels import find_level
from game.classroom.beds import MOST_TICKS_AT_ONCE, LiveBed
from game.files.case_lines import chained
from game.values.channel import Channel, Panel
from game.values.order import Actor, Draw, Tell
from game.values.ticks import TICKS_PER_HOUR
from tests.classroom.lesson import Learner, lesson_in


@pytest.fixture
def ann(tmp_path: Path) -> Learner:
    return Learner(tmp_path, lesson_in(tmp_path), "Ann")


def _caught_up(bed: LiveBed) -> LiveBed:
    while bed.behind:
        bed.step()
    return bed


def test_a_bed_shows_what_its_learner_sees_however_the_lines_come(tmp_path: Path, ann: Learner) -> None:
    bed, at_once = LiveBed(1, (ann.level,)), LiveBed(1, (ann.level,))
    sent = 0
    for tick in range(40):
        if tick in {3, 20}:
            ann.play.order(Actor.PLAYER, Draw(panel=Panel.IL6))
        if tick == 21:
            ann.play.order(Actor.INSTRUCTOR, Tell(number=1, who="Family", text="How is she?"))
        ann.play.tick()
        bed.hear(sent, b"".join(ann.lines[sent:]), ann.play.view.tick)
        sent = len(ann.lines)
        if tick % 7 == 0:
            _caught_up(bed)
    at_once.hear(0, ann.record.whole, ann.play.view.tick)
    shown, same = _caught_up(bed).shown, _caught_up(at_once).shown

    assert shown is not None
    assert shown == same
    view = ann.play.view
    assert (shown.tick, shown.news2, shown.differs) == (view.tick, view.news2.total, "")
    told = {channel: one.text for channel, one in view.vitals.items()}
    pressure = f"{told[Channel.SYSTOLIC]}/{told[Channel.DIASTOLIC]} ({told[Channel.MAP]})"
    assert {told[Channel.HEART_RATE], told[Channel.SPO2], pressure} < {one.value for one in shown.vitals}
    assert [one.told for one in shown.orders] == [False, False, True]
    assert shown.came == 1
    assert len(shown.il6_history) == len(view.labs[next(iter(view.labs))])


def test_a_learner_who_runs_on_does_not_hold_up_the_others(ann: Learner) -> None:
    for _ in range(30 * TICKS_PER_HOUR):
        ann.play.tick()
    bed = LiveBed(1, (ann.level,))
    bed.hear(0, ann.record.whole, ann.play.view.tick)

    before = bed.behind
    bed.step()

    assert before - bed.behind == MOST_TICKS_AT_ONCE


def test_hours_without_what_the_guideline_asks_for_are_a_pitfall_under_way() -> None:
    level = find_level("covid_storm")
    bed = LiveBed(1, (level,))
    header, _ = chained("", header_of(level, level.seed))
    bed.hear(0, header, 120 * TICKS_PER_HOUR)
    longest: dict[str, int] = {}
    while bed.behind:
        bed.step()
        assert bed.shown is not None
        longest |= {one.name: one.hours for one in bed.shown.pitfalls}

    assert longest["Ignoring the early trend"] > 12


def test_a_case_that_is_not_as_its_lines_say_is_told(ann: Learner) -> None:
    for _ in range(2 * TICKS_PER_HOUR):
        ann.play.tick()
    ann.record.mark(3 * TICKS_PER_HOUR, "0" * 16)
    bed = LiveBed(1, (ann.level,))
    bed.hear(0, ann.record.whole, 3 * TICKS_PER_HOUR)

    shown = _caught_up(bed).shown

    assert shown is not None
    assert shown.differs


def test_a_case_of_a_level_that_is_not_taught_here_lies_in_no_bed(ann: Learner) -> None:
    level = find_level("covid_storm")
    header, _ = chained("", header_of(level, level.seed))
    bed = LiveBed(1, (ann.level,))

    bed.hear(0, header, 12)

    assert (bed.behind, bed.shown) == (0, None)


def test_a_case_that_was_stopped_is_over(ann: Learner) -> None:
    from game.values.log import EndLine

    for _ in range(5):
        ann.play.tick()
    ann.play.stop()
    ann.record.end(EndLine(tick=5, ending="stopped", score=1, digest=ann.play.case_digest))
    bed = LiveBed(1, (ann.level,))
    bed.hear(0, ann.record.whole, 5)
    _caught_up(bed).step()

    assert bed.shown is not None
    assert bed.shown.ended
