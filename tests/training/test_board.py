"""The board of a class: who is who, where value was lost, what counts, and that no name of a learner becomes markup."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser

import msgspec
import pytest

from game.files.session_file import new_pack
from game.report.html import environment
from game.review.findings import Analysis
from game.review.scoring.own import own_decisions
from game.review.verdict import Cause, Pitfall, Verdict
from game.review.wording import points_words
from game.training.board import Class, board, script_mark, taken_by
from game.training.handed_in import FirstDose, HandedIn, HandIn
from game.training.losses import fell_in, heat_of, lost_by_hour, moments, stretches, verdict_on
from game.training.roster import learners_of, told_apart
from game.training.table import HEAD, rows, safe
from game.values.log import EndLine, Stopper
from game.values.session import Aim, Session
from game.values.sheet import Sheet
from game.values.ticks import TICKS_PER_HOUR, ticks
from game.values.words import say
from tests.levels.plays import level
from tests.ui import sample_analysis

LEVEL = level("covid_storm")
NAMES = ("Ann", "Bo <script>alert(1)</script>", "=Chi")


def found() -> Analysis:
    return sample_analysis.stages()[1]


def handed_in(learner: str, number: int = 0, **changes: object) -> HandedIn:
    one = HandedIn(
        file=f"{number}.jsonl",
        path=f"in/{number}.jsonl",
        learner=learner,
        standing=HandIn.CONFIRMED,
        level=LEVEL.id,
        seed=LEVEL.seed,
        end=EndLine(tick=ticks(52), ending="time_up", score=58, digest="d" * 16, score_version=3),
        doses=(FirstDose("dexamethasone", ticks(20), 140.0), FirstDose("remdesivir", ticks(2), None)),
        orders=f"orders {number}",
        mark=f"mark {number}",
        reach=ticks(52),
        analysis=found(),
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def a_class(**changes: object) -> Class:
    files = tuple(handed_in(name, number) for number, name in enumerate(NAMES))
    session = msgspec.convert(tomllib.loads(new_pack("night", "A <b>night</b>", [LEVEL.id])), Session)
    sheets = [
        Sheet(
            format=1, session="night", session_digest="e" * 16, learner=name, before=(1,), after=(2,), commitment=plan
        )
        for name, plan in zip(NAMES, ("I will <i>look</i>.", "", ""), strict=True)
    ]
    made = Class("A <b>night</b>", files, learners_of(files, sheets), (LEVEL,), session)
    return replace(made, **changes)  # type: ignore[arg-type]


class _Page(HTMLParser):
    """Every element of a page, with what it would fetch or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script" and self.cdata_elem == "script":
            self.scripts.append(data)


def test_a_board_is_whole_in_itself_and_no_name_becomes_markup() -> None:
    page = board(a_class())
    read = _Page(page)

    assert read.scripts == [environment("game.training").get_template("board.js").render()]
    assert f"script-src '{script_mark()}'" in page
    assert not {"b", "i", "link", "img", "iframe"} & set(read.tags)
    assert all(one.startswith("#") for one in read.fetched)
    assert "default-src 'none'" in page
    assert "Bo &lt;script&gt;" in page
    assert "A &lt;b&gt;night" in page


def test_every_name_stands_where_it_can_be_hidden() -> None:
    page = board(a_class())
    shown = re.sub(r'<span class="name">.*?</span>', "", page)

    assert "Ann" in page
    assert "Ann" not in shown
    assert "alert(1)" not in shown
    assert shown.count('<span class="alias">Learner') >= len(NAMES)
    assert "#hide:checked~* .name" in page


def test_the_order_of_learners_says_nothing_of_their_names() -> None:
    names = [f"{letter}x" for letter in "abcdefghijkl"]
    order = [one.name for one in learners_of([handed_in(name, number) for number, name in enumerate(names)])]

    assert sorted(order) == names
    assert order != names


def test_pitfalls_objectives_and_tests_are_counted() -> None:
    page = board(a_class())

    fallen = [
        one for one in Pitfall if (v := verdict_on(handed_in("Ann"), LEVEL, one)) and v.verdict.value == "fell_in"
    ]
    assert len(fallen) == 1
    assert "<strong>3</strong>" in page
    assert "reached by 0 of 3" in page
    assert "0 of 3 right" in page
    assert "3 of 3 right" in page
    assert "I will &lt;i&gt;look" in page


def test_what_is_not_analysed_yet_is_said_to_be_so() -> None:
    files = tuple(replace(one, analysis=None) for one in a_class().files)
    page = board(a_class(files=files, learners=learners_of(files), waiting=3))

    assert "3 scores are as handed in until they are checked here." in page
    assert "Score as handed in: 58 of 100." in page
    # Moments, pitfalls, hours, and each of the three objectives.
    assert page.count("not analysed yet") == 6


def test_each_part_of_a_board_whose_files_are_still_to_be_read_says_that_they_are() -> None:
    files = tuple(handed_in(name, number, standing=HandIn.WAITING, analysis=None) for number, name in enumerate(NAMES))
    page = board(a_class(files=files, learners=learners_of(files)))

    for part in ("moments", "pitfalls", "heat", "doses"):
        told = page.partition(f'<section id="{part}"')[2].partition("</section>")[0]
        assert "not analysed yet" in told, part


def test_files_that_do_not_count_are_told_first_and_a_hidden_name_leaves_no_empty_line() -> None:
    good = [handed_in(name, number, remarks=("It has a remark.",)) for number, name in enumerate(NAMES)]
    bad = handed_in("Dora", 9, standing=HandIn.EDITED, why=("It was edited.",), analysis=None)
    files = (*good, bad)
    page = board(a_class(files=files, learners=learners_of(files)))

    told = re.findall(r"<p( class=\"private\")?><strong><span class=\"name\"><bdi>([^<]*)</bdi></span>", page)
    assert told == [("", "9.jsonl"), *[(' class="private"', one.file) for one in good]]


def test_an_aim_with_a_score_counts_who_came_so_far() -> None:
    made = a_class()
    assert made.session is not None
    aims = (Aim(text="Come far.", score=59), Aim(text="Come here.", score=58), Aim(text="Talk."))
    page = board(replace(made, session=msgspec.structs.replace(made.session, objectives=aims)))

    assert re.findall(r'class="count">(reached by \d of \d|for discussion)', page) == [
        "reached by 0 of 3", "reached by 3 of 3", "for discussion",
    ]  # fmt: skip


def test_a_case_that_dice_ended_early_reaches_no_aim_and_misses_none() -> None:
    """Who died at hour 7 with 100 points had avoided every pitfall, and come as far as any aim asks."""
    made = a_class()
    assert made.session is not None
    end = EndLine(tick=ticks(7), ending="died_of_shock", score=100, digest="d" * 16, score_version=3)
    early = handed_in("Ann", 7, end=end, analysis=None)
    files = (early, *made.files[1:])
    aims = (Aim(text="Come here.", score=58), Aim(text="Look.", avoids="infection_only"))
    session = msgspec.structs.replace(made.session, objectives=aims)
    page = board(replace(made, files=files, learners=learners_of(files), session=session))

    assert early.by_dice
    counts = re.findall(r'class="count">(reached by \d of \d)', page)
    assert [one.rpartition(" ")[2] for one in counts] == ["2", "2"]


def test_the_heat_of_a_class_adds_up_to_what_its_decisions_cost() -> None:
    case = handed_in("Ann")
    assert case.analysis is not None
    cost = sum(one.points for one in case.analysis.decided if heat_of(one.points / max(1, (one.last - one.first) / 12)))

    lost = lost_by_hour([case, handed_in("Bo", 1)], 60)

    assert sum(lost) == pytest.approx(cost)
    assert Cause.CHANCE not in {part.cause for part in stretches(case)}
    assert [heat_of(value) for value in (-3.0, 0.04, 0.05, 0.3, 9.0)] == [0, 0, 1, 2, 5]


def test_the_moments_are_of_different_kinds_and_the_costliest_first() -> None:
    best = moments(learners_of([handed_in(name, number) for number, name in enumerate(NAMES)]), (LEVEL,))

    assert 0 < len(best) <= 3
    assert len({one.cause for one in best}) == len(best)
    assert [one.points for one in best] == sorted((one.points for one in best), reverse=True)
    assert {len(one.learners) for one in best} == {3}
    page = board(a_class())
    assert f"replay in/{best[0].case.file} --at {best[0].example.first / 12:g}" in page
    assert f"3 of 3 learners decided so. It cost each of them about {round(best[0].points / 3)} of 100 points" in page


def test_no_moment_costs_more_than_a_score_has() -> None:
    (one, *_) = moments(learners_of([handed_in("Ann")]), (LEVEL,))

    assert taken_by(replace(one, points=239.0)) == "1 of 1 learners decided so. It cost the whole score."
    assert "It cost 99 of 100 points." in taken_by(replace(one, points=99.4))


def test_a_file_handed_in_twice_counts_once() -> None:
    files = told_apart([handed_in("Ann", 0), replace(handed_in("Ann", 1), mark="mark 0")], {})
    assert [one.standing for one in files] == [HandIn.CONFIRMED, HandIn.TWICE]
    again = told_apart([handed_in("Ann", 0), handed_in(" ANN", 1)], {})
    assert [one.standing for one in again] == [HandIn.CONFIRMED, HandIn.TWICE]
    assert "the same try" in again[1].why[0]


def test_orders_of_the_expert_and_of_others_are_told() -> None:
    files = [handed_in("Ann", 0), replace(handed_in("Bo", 1), orders="orders 0")]

    one, other = told_apart(files, {LEVEL.id: "orders 0"})

    assert one.counts
    assert "guideline run" in one.remarks[0]
    assert "0.jsonl" in other.remarks[1]


def _tried(number: int, ending: str, tick: int, score: int) -> HandedIn:
    end = EndLine(tick=tick, ending=ending, score=score, digest="d" * 16, score_version=3)
    by = Stopper.LESSON if ending == "stopped" else None
    return handed_in("Ann", number, attempt=number, end=end, analysis=None, stopped_by=by)


@pytest.mark.parametrize(
    ("tries", "counted"),
    [
        ([("discharged", 2000, 58), ("discharged", 2000, 58)], 2),
        # A seat in a class and a learning system took the best one, the board the last.
        ([("discharged", 2000, 80), ("discharged", 2000, 40)], 1),
        ([("discharged", 2000, 40), ("discharged", 2000, 80)], 2),
        # What dice ended early hides no try, wherever it comes.
        ([("discharged", 2000, 40), ("died_of_shock", 84, 100)], 1),
        ([("died_of_shock", 84, 100), ("discharged", 2000, 40)], 2),
        ([("died_of_shock", 84, 100), ("died_of_shock", 84, 98)], 1),
        # A better score at the end of the lesson hid a whole try, and the level stood without points.
        ([("discharged", 2000, 40), ("stopped", 900, 70)], 1),
        ([("stopped", 900, 70), ("died_of_lungs", 2000, 20)], 2),
        ([("died_of_shock", 84, 100), ("stopped", 900, 30)], 2),
    ],
)
def test_the_best_try_of_a_level_counts(tries: list[tuple[str, int, int]], counted: int) -> None:
    files = [_tried(number, *one) for number, one in enumerate(tries, start=1)]
    (learner,) = learners_of(files)
    page = board(a_class(files=tuple(files), learners=(learner,)))

    assert [one.attempt for one in learner.counted] == [counted]
    assert page.count(say("training.board.another_try_counts")) == 1
    dice = sum(ending == "died_of_shock" for ending, _, _ in tries)
    assert page.count(say("training.board.by_dice")) == dice


def test_the_table_says_which_scores_the_board_leaves_out() -> None:
    """Whoever took the mean of its column counted what dice ended early, and what the class stopped."""
    whole = handed_in("Ann", 0)
    assert whole.end is not None
    dice = msgspec.structs.replace(whole.end, ending="died_of_shock", tick=84, score=98)
    files = (
        whole,
        replace(handed_in("Bo", 1), end=dice, analysis=None),
        replace(handed_in("Chi", 2), stopped_by=Stopper.TIME),
        replace(handed_in("Di", 3), end=dice, analysis=None, standing=HandIn.EDITED),
    )
    at = HEAD.index("left_out")

    assert [row[at] for row in rows(files, learners_of(files), None, [LEVEL])] == ["", "dice", "stopped", ""]


def test_the_table_has_a_row_for_each_file_and_no_formula() -> None:
    made = a_class()
    table = list(rows(made.files, made.learners, made.session, made.levels))

    assert len(table) == 3
    assert {len(row) for row in table} == {len(HEAD)}
    named = dict(zip(HEAD, next(row for row in table if row[-1] == "2.jsonl"), strict=True))
    assert (named["learner"], named["score"], named["score_is"]) == ("'=Chi", 58, "found")
    assert (named["test_before_right"], named["test_after_right"]) == (0, 1)
    assert [safe(one)[0] for one in ("=1", "+1", "-1", "@x", "\n=1", "\uff1d1", "a")] == [*"'" * 6, "a"]


def test_a_try_in_which_no_time_passed_takes_nobodys_place() -> None:
    played = handed_in("Ann")
    ended = EndLine(tick=0, ending="stopped", score=0, digest="d" * 16, score_version=3)
    empty = handed_in("Ann", 1, attempt=2, end=ended, orders="", reach=0, analysis=None)
    files = told_apart((played, empty), {})
    (ann,) = learners_of(files)

    assert [one.attempt for one in ann.counted] == [1]
    assert "any time had passed" in files[1].why[0]


def test_a_case_that_the_class_stopped_is_marked_and_left_out_of_the_sums() -> None:
    end = handed_in("Ann").end
    assert end is not None
    stopped = handed_in("Ann", end=msgspec.structs.replace(end, ending="stopped"), stopped_by=Stopper.LESSON)
    made = a_class(files=(stopped,), learners=learners_of((stopped,)))

    assert "Stopped by the end of the lesson." in board(made)
    by_time = replace(stopped, stopped_by=Stopper.TIME)
    assert "Stopped by the time limit." in board(replace(made, files=(by_time,), learners=learners_of((by_time,))))
    assert "Stopped" not in board(a_class())
    assert moments(made.learners, (LEVEL,)) == ()
    assert sum(lost_by_hour([stopped], 60)) == 0.0


def test_whoever_was_stopped_before_a_pitfall_has_not_fallen_into_it() -> None:
    """A class whose lesson ended on the first day read that all had ignored the trend of the second."""
    whole = handed_in("Ann")
    assert whole.analysis is not None
    fallen = next(one for one in whole.analysis.pitfalls if one.verdict is Verdict.FELL_IN and one.evidence)
    blamed = [one for one in whole.analysis.decided if one.cause is Cause.IGNORED_TREND]
    reaches = min(one.last for one in blamed) - 1, max(one.last for one in blamed)
    early, late = (replace(whole, stopped_by=Stopper.LESSON, reach=reach) for reach in reaches)

    assert [fell_in(one, LEVEL, fallen.pitfall) for one in (whole, late, early)] == [True, True, None]
    told = [board(a_class(files=(one,), learners=learners_of((one,)))) for one in (whole, late, early)]
    assert ["<strong>fell in</strong>" in page for page in told] == [True, True, False]
    assert ["counts here only for what" in page for page in told] == [False, True, True]
    others = [one.pitfall for one in whole.analysis.pitfalls if not one.evidence]
    assert {fell_in(late, LEVEL, one) for one in others} <= {None}


def test_a_decision_that_outlasts_the_stop_is_nobodys_on_the_board_as_in_the_debrief() -> None:
    """The board told of waiting that began before the stop and went on for days after it, the debrief did not."""
    whole = handed_in("Ann")
    assert whole.analysis is not None
    dearest = max(whole.analysis.decided, key=lambda one: one.points)
    stop = dearest.first + 1
    assert stop < dearest.last
    cut = replace(whole, stopped_by=Stopper.LESSON, reach=stop)
    own = own_decisions(whole.analysis, stop)

    told = [board(a_class(files=(one,), learners=learners_of((one,)))) for one in (whole, cut)]

    assert [f"{points_words(dearest.points)}: " in page for page in told] == [True, False]
    assert len(stretches(cut)) < len(stretches(whole))
    assert all(part.first_h + part.hours <= stop / TICKS_PER_HOUR for part in stretches(cut))
    assert {one.cause for one in own} == {one.cause for one in whole.analysis.decided if one.last <= stop}
    (row,) = rows((cut,), learners_of((cut,)), None, (LEVEL,))
    verdict = verdict_on(cut, LEVEL, Pitfall.IGNORED_TREND)
    assert verdict is not None
    assert verdict.lost == pytest.approx(sum(one.points for one in own if one.cause is Cause.IGNORED_TREND), abs=0.05)
    assert [verdict.verdict.value, f"{verdict.lost:.1f}"] == row[HEAD.index("ignored_trend") :][:2]
    assert all(one.tick <= stop for one in verdict.evidence)


def test_the_chart_of_first_doses_has_room_for_its_last_hour() -> None:
    page = board(a_class())
    wide = float(re.findall(r'viewBox="0 0 (\S+) 260', page)[0])
    last = max(float(x) for x in re.findall(r'x="(\S+)" y="256', page))

    # Four signs of twelve units, each some 0.6 as wide as it is high, half of them at the right of the middle.
    assert wide - last >= 12 * 0.6 * len("24 h") / 2


def test_the_chart_of_first_doses_tells_the_kind_of_a_drug_by_its_shape() -> None:
    """Blue and orange discs were one grey in print."""
    page = board(a_class())
    chart = page[page.index('id="doses"') :]
    shapes = {words: shape for shape, words in re.findall(r"<(circle|rect) class=[^>]*><title>[^:]*: ([^<]*)", chart)}

    assert shapes["Remdesivir"] == "circle"
    assert shapes["Dexamethasone"] == "rect"


def test_what_no_pitfall_names_stands_with_the_verdicts_of_a_learner() -> None:
    late = sample_analysis.with_a_late_drug(found())
    pages = [board(a_class(files=(one,), learners=learners_of((one,))))
             for one in (handed_in("Ann"), handed_in("Ann", analysis=late))]  # fmt: skip

    assert [page.count(sample_analysis.BESIDE) for page in pages] == [0, 1]
