"""A bed that is played on from lines: what it shows is what its learner sees."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest

pytest.importorskip("sqlalchemy", reason="the live host needs the extra [class]: pip install 'cytokine-storm[class]'")

from game.app.confirming import header_of
from game.app.levels import find_level
from game.case.case import admit_case
from game.case.digest import digest
from game.classroom.beds import BedShown, LiveBed
from game.classroom.decided import MOST_TICKS_AT_ONCE, GuidelineRun, GuidelineRuns
from game.classroom.room import News
from game.classroom.ward import _PartBeds
from game.files.case_lines import chained
from game.policy.policy import play_out
from game.policy.reference import Reference
from game.values.channel import Channel, Panel
from game.values.level import Level
from game.values.log import EntryLine
from game.values.order import Actor, Befall, Draw, Entry, Give, Mishap, Order, Tell
from game.values.ticks import TICKS_PER_HOUR
from tests.classroom.lesson import Learner, lesson_in


@pytest.fixture
def ann(tmp_path: Path) -> Learner:
    return Learner(tmp_path, lesson_in(tmp_path), "Ann")


def case_log(level: Level, orders: tuple[Order, ...]) -> bytes:
    """Return the lines of a case in which one order follows the other from the second hour on, each at its tick."""
    line, chain = chained("", header_of(level, level.seed))
    lines = [line]
    for tick, order in enumerate(orders, start=12):
        line, chain = chained(chain, EntryLine(entry=Entry(tick=tick, actor=Actor.PLAYER, order=order)))
        lines.append(line)
    return b"".join(lines)


def _caught_up(bed: LiveBed) -> LiveBed:
    while bed.behind:
        bed.step()
    return bed


def test_a_bed_shows_what_its_learner_sees_however_the_lines_come(tmp_path: Path, ann: Learner) -> None:
    bed, at_once = LiveBed(1, (ann.level,), GuidelineRuns()), LiveBed(1, (ann.level,), GuidelineRuns())
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
    bed = LiveBed(1, (ann.level,), GuidelineRuns())
    bed.hear(0, ann.record.whole, ann.play.view.tick)

    before = bed.behind
    bed.step()

    assert before - bed.behind == MOST_TICKS_AT_ONCE


def test_hours_without_what_the_guideline_asks_for_are_a_pitfall_under_way() -> None:
    level = find_level("covid_storm")
    bed = LiveBed(1, (level,), GuidelineRuns())
    header, _ = chained("", header_of(level, level.seed))
    bed.hear(0, header, 120 * TICKS_PER_HOUR)
    longest: dict[str, int] = {}
    while bed.behind:
        bed.step()
        assert bed.shown is not None
        longest |= {one.name: one.hours for one in bed.shown.pitfalls}

    assert longest["Ignoring the early trend"] > 12


def test_what_was_given_stands_beside_what_the_guideline_gave_the_same_patient_by_then() -> None:
    level = find_level("covid_storm")
    log = case_log(level, (Give(regimen="dexamethasone"), Draw(panel=Panel.IL6), Give(regimen="dexamethasone")))
    bed = LiveBed(1, (level,), GuidelineRuns())
    bed.hear(0, log, 60 * TICKS_PER_HOUR)
    _caught_up(bed)
    assert bed.shown is not None
    assert bed.shown.guideline == ()
    assert bed.shown.guideline_behind == 60 * TICKS_PER_HOUR
    while bed.guideline_behind:
        bed.follow_guideline()

    shown = bed.shown
    assert [(one.name, one.tick) for one in shown.did] == [("Dexamethasone", 12), ("IL-6 taken", 13)]
    _, entries = play_out(admit_case(level, level.seed), Reference(), 60 * TICKS_PER_HOUR)
    given = {entry.order.regimen: entry.tick for entry in reversed(entries) if isinstance(entry.order, Give)}
    assert given
    assert {one.what: one.tick for one in shown.guideline if one.what != "il6"} == given
    assert shown.guideline_behind == 0


def test_a_guideline_run_meets_what_the_instructor_let_happen(ann: Learner) -> None:
    runs = []
    for happens in (False, True):
        befallen = (Entry(tick=6, actor=Actor.INSTRUCTOR, order=Befall(number=1, mishap=Mishap.OXYGEN_OFF)),)
        run = GuidelineRuns().of(admit_case(ann.level, 7), befallen if happens else ())
        run.step(8)
        runs.append(digest(run._case))
    assert runs[0] != runs[1]


def test_one_patient_has_one_guideline_run_until_something_else_happens_at_a_bed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each bed of a class played its own: twelve learners with one patient had the same run played twelve times."""
    played: list[int] = []
    step = GuidelineRun.step

    def counted(run: GuidelineRun, until: int) -> None:
        before = run._case.tick
        step(run, until)
        played.append(run._case.tick - before)

    monkeypatch.setattr(GuidelineRun, "step", counted)
    level = find_level("covid_storm")
    log = case_log(level, (Draw(panel=Panel.IL6),))
    beds, alone = _PartBeds((level,)), _PartBeds((level,))
    for case, tick in enumerate((14, 100, 150, 200, 250, 300)):
        beds.hear(News(case, 0, log, tick))
    shown = _all_shown(beds)
    assert sum(played) == 300
    assert len({bed._guideline for bed in beds._beds.values()}) == 1
    # No bed is told of a later hour than its own, however far the run is.
    alone.hear(News(0, 0, log, 14))
    assert _all_shown(alone)[0].guideline == shown[0].guideline
    assert len(shown[5].guideline) > len(shown[0].guideline)

    line, _ = chained(
        log.splitlines()[-1].decode().rpartition('"chain":"')[2][:16],
        EntryLine(entry=Entry(tick=101, actor=Actor.INSTRUCTOR, order=Befall(number=1, mishap=Mishap.OXYGEN_OFF))),
    )
    beds.hear(News(1, log.count(b"\n"), line, 110))
    assert len({bed._guideline for bed in beds._beds.values()}) == 2


def _all_shown(beds: _PartBeds) -> dict[int, BedShown]:
    found: dict[int, BedShown] = {}
    while (wait := beds.idle_s()) is not None:
        sleep(wait)
        beds.play_on()
        found |= beds.to_show()
    return found


def test_a_case_that_is_not_as_its_lines_say_is_told(ann: Learner) -> None:
    for _ in range(2 * TICKS_PER_HOUR):
        ann.play.tick()
    ann.record.mark(3 * TICKS_PER_HOUR, "0" * 16)
    bed = LiveBed(1, (ann.level,), GuidelineRuns())
    bed.hear(0, ann.record.whole, 3 * TICKS_PER_HOUR)

    shown = _caught_up(bed).shown

    assert shown is not None
    assert shown.differs


def test_a_case_of_a_level_that_is_not_taught_here_lies_in_no_bed(ann: Learner) -> None:
    level = find_level("covid_storm")
    header, _ = chained("", header_of(level, level.seed))
    bed = LiveBed(1, (ann.level,), GuidelineRuns())

    bed.hear(0, header, 12)

    assert (bed.behind, bed.shown) == (0, None)


def test_a_case_that_was_stopped_is_over(ann: Learner) -> None:
    from game.values.log import EndLine

    for _ in range(5):
        ann.play.tick()
    ann.play.stop()
    ann.record.end(EndLine(tick=5, ending="stopped", score=1, digest=ann.play.case_digest))
    bed = LiveBed(1, (ann.level,), GuidelineRuns())
    bed.hear(0, ann.record.whole, 5)
    _caught_up(bed).step()

    assert bed.shown is not None
    assert bed.shown.ended
