"""The score is a sum that a learner can check, comes late without moving anything, and tells both judgements."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest
from fake_desk import FakeDesk, Hands, score, truth
from layout_rules import broken_rules
from sample_analysis import BESIDE, FakeAnalysing, episodes, stages, with_a_late_drug
from sample_view import view

from game.app.commands import simulate
from game.app.levels import find_level
from game.review.findings import Cause
from game.review.scoring.judgement import paid_back
from game.review.verdict import CauseSum, Pitfall, PitfallVerdict, Verdict
from game.review.wording import points_number, points_words, whole_points
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.debrief.curve_marks import placed_marks
from game.ui.debrief.next_time import costliest, paid_for
from game.ui.debrief.opening import died_by_dice
from game.ui.debrief.score_sum import _rows, pitfall_points
from game.ui.debrief.trial import like, worst_of
from game.ui.debrief.value_curve import decisions, lines_of, points_of, value_curve
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink
from game.ui.toolkit.widget import Role, State, find, walk
from game.ui.toolkit.wording import typeset
from game.values.ending import Ending
from game.values.settings import ThemeName
from game.values.ticks import ticks

TABS = ("decisions", "chart", "teach")


def with_sums(total, *sums, remarks=()):
    made = tuple(CauseSum(cause=cause, lost=lost) for cause, lost in sums)
    return msgspec.structs.replace(score(), total=total, sums=made, remarks=remarks)


def debrief(stage=None, percent=100, size=(1280, 720), theme=ThemeName.DARK):
    """Return hands on a debrief at a stage of the analysis: none, 0, 1 (with the score), 2 (the whole)."""
    hands = Hands(FakeDesk(Settings(text_percent=percent, theme=theme)), size, "debrief")
    if stage is not None:
        hands.desk.analysing.found = stages()[stage]
        hands.desk.analysing.share_done = (0.35, 0.5, 0.9)[stage]
        hands.desk.reveal.set_result(truth())
        if stage:
            hands.desk.score.set_result(score())
    hands.wait(0.1)
    return hands


def rows(hands):
    """Return the numbers of the sum as they stand on the screen."""
    shown = [widget for widget in walk(hands.tree()) if widget.id.startswith("sum.row.")]
    return [(row.label, int(row.value.replace("−", "-").replace("+", ""))) for row in shown]


def test_the_sum_on_the_screen_adds_up_to_the_score():
    """A hundred, less every cause, is the number above."""
    first, *causes, last = rows(debrief(2))
    assert first == ("You start with", 100)
    assert last == ("Your score", 58)
    assert causes[0] == ("Ignoring the early trend", -23)
    assert ("Another decision", 3) in causes
    assert 100 + sum(points for _, points in causes) == 58
    words = debrief(2).words()
    assert "58 of 100" in words
    assert "come to 63; that does not count" in words
    assert find(debrief(2).tree(), "score.hindsight") is None
    assert "100 points of the score stand for 90 points of expected outcome" in words


def test_rounding_never_breaks_the_sum():
    """Exact sums that add up do so in whole points as well: those rounded farthest give way."""
    for total, sums in (
        (97, ((Cause.IGNORED_TREND, 1.4), (Cause.OVER_DAMPENED, 1.4), (Cause.OTHER, 0.3))),
        (41, ((Cause.IGNORED_TREND, 30.5), (Cause.INFECTION_ONLY, 20.5), (Cause.NEEDLESS_TEST, 8.4))),
        (93, ((Cause.OVER_DAMPENED, 12.5), (Cause.OTHER, -5.5))),
        (100, ((Cause.OTHER, 0.2), (Cause.NEEDLESS_TEST, 0.2))),
    ):
        found = whole_points(with_sums(total, *sums))
        assert 100 - sum(points for _, points in found) == total
        assert all(abs(points - dict(sums)[cause]) < 1 for cause, points in found)
        assert all(points for _, points in found)


def test_the_command_line_tells_the_points_that_the_debrief_tells(capsys):
    """It rounded each cause by itself: −63 there, −62 here, of one case."""
    simulate._print_score(with_sums(8, (Cause.INFECTION_ONLY, 62.6), (Cause.IGNORED_TREND, 29.6)))
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()[2:4]] == ["−62", "−30"]


def test_where_the_sum_is_not_the_score_a_remark_says_why():
    """What was lost, or won, stays as it is; what of it does not count is a line of its own, and a remark says why."""
    why = "More was lost than could be won. No score is below 0."
    won = with_sums(89, (Cause.OTHER, -53.0), (Cause.IGNORED_TREND, 21.0))
    assert [(row.name, row.number) for row in _rows(won)][-2:] == [("Not counted", "−43"), ("Your score", "89")]
    capped = with_sums(0, (Cause.INFECTION_ONLY, 90.2), (Cause.IGNORED_TREND, 18.9), remarks=(why,))
    hands = Hands(FakeDesk(analysing=FakeAnalysing(stages()[1])), at="debrief")
    hands.desk.score.set_result(capped)
    hands.wait(0.1)
    assert rows(hands)[-2:] == [("Not counted", 9), ("Your score", 0)]
    assert why in hands.words()
    assert broken_rules(hands.tree()) == []


@pytest.mark.parametrize(
    ("total", "withheld", "sums", "told"),
    [
        (84, 1, ((Cause.LATE_ANTIMICROBIAL, 15.0),), [-15, -1]),
        (84, 1, ((Cause.LATE_ANTIMICROBIAL, 15.3),), [-15, -1]),
        (84, 16, (), [-16]),
        (84, 0, ((Cause.LATE_ANTIMICROBIAL, 15.7),), [-16]),
    ],
)
def test_what_the_most_takes_that_can_be_had_is_a_row_of_its_own(total, withheld, sums, told):
    """'Not counted −1' stood where the third star was withheld."""
    found = _rows(msgspec.structs.replace(with_sums(total, *sums), withheld=withheld))

    assert [int(row.number.replace("−", "-")) for row in found[1:-1]] == told
    assert [row.name for row in found[1:-1] if row.name == "84 at most"] == ["84 at most"] * bool(withheld)
    assert "Not counted" not in [row.name for row in found]


def test_cards_of_pitfalls_say_what_the_sum_says():
    """The same number stands on the card and in the sum, with a sign, a word and a true minus."""
    hands = debrief(2)
    for words in ("fell in · −23 points", "avoided · −5 points", "near miss · −15 points", "waited: −17"):
        assert words in hands.words()
    assert pitfall_points(score(), Pitfall.OVER_DAMPENED) == 15
    assert "-" not in "".join(
        widget.label for widget in walk(hands.tree()) if widget.role is Role.TEXT and "points" in widget.label
    )
    assert typeset("lost -17, 10^-6, PaO2-ratio 1-2") == "lost −17, 10^−6, PaO2-ratio 1-2"
    assert [points_number(points) for points in (17.1, -3.2, 0.4)] == ["−17", "+3", "0"]
    assert [points_words(points) for points in (1.0, -3.2, 0.4)] == ["−1 point", "+3 points", "no points lost"]


def test_the_curve_that_is_scored_is_the_one_with_what_could_be_seen():
    """The thick line is the score's; hindsight is thin, and stands under its own name with its own values."""
    found = stages()[2]
    strokes = {line.id: (line.name, line.wide) for line in lines_of(found)}
    canvas = RecordingCanvas()
    page = Page((1280, 720), Settings(), bindings({}), (), canvas)
    box = Rect(0, 0, 900, 400)
    chart = find(value_curve(page, box, found, 0, 0), "curve.plot")
    chart.paint(canvas, chart.rect)

    assert strokes["view"] == ("your case, with what you could see", 3)
    assert strokes["hindsight"] == ("in hindsight", 1)
    assert chart.value.startswith("at the end: 58; beside it: in hindsight")
    assert points_of(found, "view")[0] == (0, 92)
    assert points_of(found, "hindsight")[0] == (0, 90)


def test_the_best_plan_is_drawn_over_the_case():
    """Where both came to about the same, its dashes lay below the thick line."""
    found = stages()[2]
    canvas = RecordingCanvas()
    chart = find(
        value_curve(Page((1280, 720), Settings(), bindings({}), (), canvas), Rect(0, 0, 900, 400), found, 0, 0),
        "curve.plot",
    )
    chart.paint(canvas, chart.rect)
    inks = [one.colour for one in canvas.drawn if one.what == "polyline"]

    assert inks.index(Ink.WELL) > inks.index(Ink.TEXT)


def test_where_no_plan_came_to_more_the_key_of_the_curve_says_so():
    """The line of the best plan lay below that of the case, and the key named a line that nobody could find."""
    found = stages()[2]
    own = msgspec.structs.replace(found, best_plan=found.curve)

    assert [line.name for line in lines_of(found) if line.id == "best"] == ["best plan found"]
    assert [line.name for line in lines_of(own) if line.id == "best"] == ["no better plan found"]


def test_the_outcome_stands_beside_no_treatment_and_the_plan():
    """Survival of this case, untreated and by the reference plan, and the organs."""
    hands = debrief(2)
    hands.choose("tab.chart")
    card = [(row.label, row.value) for row in walk(find(hands.tree(), "outcome")) if row.id.startswith("outcome.")]
    shares = [pair for pair in card if pair[1]]
    assert shares == [("This case", "50 %"), ("Untreated", "1 %"), ("Guideline run", "95 %"), ("This case", "71 %")]


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_score_comes_late_and_moves_nothing(tab, percent):
    """Until then every tab says how far it is; when it is there, frames, tabs and buttons stand where they stood."""
    hands = debrief(0, percent)
    hands.choose(f"tab.{tab}")
    assert "Score calculating" in hands.words()
    assert find(hands.tree(), "analysis.progress") is not None
    fixed = (*(f"tab.{one}" for one in TABS), "debrief.replay", "debrief.back", "score", "curve", "decision", "truth")
    before = {id_: widget.rect for id_ in fixed if (widget := find(hands.tree(), id_)) is not None}
    hands.desk.score.set_result(score())
    hands.desk.analysing.come_to_its_end()
    hands.wait(0.1)
    assert "calculating" not in hands.words()
    assert "58 of 100" in hands.words()
    assert {id_: find(hands.tree(), id_).rect for id_ in before} == before


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (3840, 2160)])
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("stage", [None, 0, 1, 2])
def test_every_stage_fits(stage, percent, size):
    """Nothing overlaps or is cut before, while and after the score comes."""
    hands = debrief(stage, percent, size)
    for tab in TABS:
        hands.choose(f"tab.{tab}")
        assert broken_rules(hands.tree()) == [], tab


def test_a_finer_look_keeps_the_decision_that_is_read():
    """Also where another one turns out worse, and where two begin at the same hour."""
    hands = debrief(0)
    hands.press("right")
    assert "Slow · treating only the infection · −5 points" in hands.words()
    later = list(episodes())
    later[5] = msgspec.structs.replace(later[5], points=40.0)
    later.insert(0, msgspec.structs.replace(later[0], first=ticks(1), cause=Cause.LATE_ANTIMICROBIAL))
    hands.desk.analysing.found = msgspec.structs.replace(stages()[1], episodes=tuple(later))
    hands.wait(0.1)
    assert "Slow · treating only the infection · −5 points" in hands.words()
    hands.press("left")
    assert "Find a better order here" in hands.words()
    first = stages()[0]
    assert [like(first, one) for one in decisions(first)] == list(range(8))


def test_a_charge_is_never_asked_about():
    """No other order shows in the model's answer to a price that is charged anyway."""
    dear = msgspec.structs.replace(episodes()[6], points=60.0)
    found = msgspec.structs.replace(stages()[0], episodes=(dear, *episodes()[:6]))
    assert worst_of(found, view()).points == 17.1


@pytest.mark.parametrize("part", ["unlooked", "by_hand"])
def test_where_a_look_or_support_was_missing_no_better_order_is_asked_for(part):
    """Every try came to *no different*, and the solution, to look, was not among the answers."""
    unlooked = msgspec.structs.replace(worst_of(stages()[0], view()), **{part: True})
    others = [one for one in episodes() if one.points != unlooked.points]
    found = msgspec.structs.replace(stages()[0], episodes=(unlooked, *others))
    assert worst_of(found, view()).points < unlooked.points


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("percent", [100, 200])
def test_marks_never_lie_over_each_other(percent, theme):
    """Decisions of the same hour stand above each other; each keeps its sign and its number."""
    hands = debrief(2, percent, theme=theme)
    hands.choose("trial.tell")
    marks = [widget for widget in walk(hands.tree()) if widget.id.startswith("mark.")]
    assert len(marks) == 7
    assert not any(one.rect.overlaps(other.rect) for one, other in combinations(marks, 2))
    assert State.SELECTED in find(hands.tree(), "mark.2").state


def test_marks_at_one_moment_make_room():
    """Ten decisions of one hour on a small curve: none over another, the one shown among them, all in the room."""
    hands = debrief(2)
    room = Rect(0, 0, 400, 120)
    one = worst_of(stages()[0], view())
    every = tuple(msgspec.structs.replace(one, points=float(n)) for n in range(10))
    placed = placed_marks(hands.stage.page, room, every, 0, lambda _one: (200, 60))
    assert 0 in {mark.index for mark in placed}
    assert len(placed) >= 5
    assert all(room.contains(mark.rect) for mark in placed)
    assert not any(a.rect.overlaps(b.rect) for a, b in combinations(placed, 2))


def test_without_a_score_the_rest_stays_readable():
    """The reason stands where the score would; nothing says that it is still coming."""
    desk = FakeDesk(analysing=FakeAnalysing(stages()[0], 0.35, "Stopped", finished=True, failure="The process died."))
    desk.score.set_exception(ValueError("The process died."))
    hands = Hands(desk, at="debrief")
    hands.wait(0.1)
    assert "The process died." in hands.words()
    assert "no score" in hands.words()
    assert "being w" not in hands.words()
    assert find(hands.tree(), "curve.plot") is not None
    for tab in TABS:
        hands.choose(f"tab.{tab}")
        assert broken_rules(hands.tree()) == []


@pytest.mark.parametrize("way", ["key", "click"])
def test_a_report_is_saved_and_its_path_is_told(way):
    """The button waits while it is written; the path is told over whatever screen there is by then."""
    hands = debrief(2)
    hands.press("f2") if way == "key" else hands.click("debrief.report")
    assert State.DISABLED in find(hands.tree(), "debrief.report").state
    hands.press("escape")
    assert hands.where == "WardScene"
    hands.desk.report.set_result("/home/nurse/report.html")
    hands.wait(0.1)
    assert find(hands.tree(), "notice").label == "Report saved: /home/nurse/report.html"


def test_why_a_report_is_not_saved_is_told():
    """A full disk is no end of the debrief."""
    hands = debrief(2)
    hands.choose("debrief.report")
    hands.desk.report.set_exception(OSError("no space left on device"))
    hands.wait(0.1)
    assert find(hands.tree(), "notice").label == "No report was saved: no space left on device"
    assert State.DISABLED not in find(hands.tree(), "debrief.report").state


@pytest.mark.parametrize("way", ["key", "click"])
def test_the_case_is_compared_with_the_experts(way):
    """The replay opens at the end with the expert's run over it."""
    hands = debrief(2)
    hands.press("f3") if way == "key" else hands.click("debrief.compare")
    hands.wait(0.1)
    assert hands.where == "ReplayScene"
    assert hands.stage.scenes[-1].at == ticks(52)
    assert "beside it: Expert" in hands.words()


def test_without_an_experts_run_nothing_offers_it():
    """No button, no key, no line in the help."""
    hands = Hands(FakeDesk(runs=FakeDesk().runs[1:]), at="debrief")
    assert find(hands.tree(), "debrief.compare") is None
    hands.press("f3")
    assert hands.where == "DebriefScene"
    hands.press("f1")
    assert "expert" not in hands.words()


def test_help_has_the_keys_and_the_signs_of_the_curve():
    """F1 lists both new keys and what the shapes mean."""
    hands = debrief(2)
    hands.press("f1")
    for words in (
        "Save a report of the case",
        "Compare the case with the guideline run",
        "Signs on the curve",
        "Octagon, ??",
    ):
        assert words in hands.words()
    assert broken_rules(hands.tree()) == []


def test_a_faultless_case_says_so():
    """Nothing but chance: no decision is numbered, nothing is asked, the sum has no causes."""
    chance = episodes()[-1]
    found = msgspec.structs.replace(stages()[1], episodes=(chance,), score=with_sums(100))
    desk = FakeDesk(analysing=FakeAnalysing(found))
    desk.score.set_result(found.score)
    hands = Hands(desk, at="debrief")
    hands.wait(0.1)
    assert rows(hands) == [("You start with", 100), ("Your score", 100)]
    assert "WHAT WAS NOT A DECISION" in hands.words()
    assert "Chance: costs nothing" in hands.words()
    assert "Find a better order" not in hands.words()
    assert broken_rules(hands.tree()) == []


def test_a_line_is_read_where_it_ends():
    """A plan that goes on after the patient went home is read at the end of the case, as it is drawn."""
    found = stages()[2]
    longer = (*found.no_treatment[:-1], msgspec.structs.replace(found.no_treatment[-1], tick=ticks(78)))
    hands = debrief(2)
    hands.desk.analysing.found = msgspec.structs.replace(found, no_treatment=longer)
    hands.wait(0.1)
    tick, value = points_of(hands.desk.analysing.found, "untreated")[-1]
    assert (tick, round(value)) == (found.curve[-1].tick, 20)
    # Only the case has a number: the others are no second outcome of it.
    assert find(hands.tree(), "curve.untreated").label == "no treatment"
    assert find(hands.tree(), "curve.view").label.endswith(": 58")


def test_a_rough_first_look_is_a_curve_that_says_so():
    """Where only the slow engine is there, a curve comes before any decision is weighed."""
    first = stages()[0]
    rough = msgspec.structs.replace(first, rough=True, episodes=(), pitfalls=(), hidden="", score=None)
    desk = FakeDesk(analysing=FakeAnalysing(rough))
    hands = Hands(desk, at="debrief")
    hands.wait(0.1)
    assert "A FIRST ROUGH LOOK" in hands.words()
    assert "being weighed" in hands.words()
    assert "No decision lost" not in hands.words()
    assert broken_rules(hands.tree()) == []
    desk.analysing.found = stages()[1]
    hands.wait(0.1)
    assert "A FIRST ROUGH LOOK" not in hands.words()
    assert "Find a better order" in hands.words()


def test_a_first_look_that_knows_the_true_patient_alone_names_no_line_of_what_could_be_seen():
    first = stages()[0]
    curve = tuple(msgspec.structs.replace(point, in_view=point.hindsight) for point in first.curve)
    alone = msgspec.structs.replace(first, rough=True, curve=curve, episodes=(), pitfalls=(), hidden="", score=None)
    desk = FakeDesk(analysing=FakeAnalysing(alone))
    hands = Hands(desk, at="debrief")
    hands.wait(0.1)

    assert find(hands.tree(), "curve.view") is None
    assert find(hands.tree(), "curve.hindsight").label == "in hindsight; what you could see is being worked out"
    assert broken_rules(hands.tree()) == []
    desk.analysing.found = stages()[1]
    hands.wait(0.1)
    assert find(hands.tree(), "curve.view") is not None


def test_how_far_the_analysis_is_has_one_bar():
    """A second bar under the score showed the same share of the same work."""
    tree, canvas = debrief(0).tree(), RecordingCanvas()
    assert find(tree, "analysis.progress") is not None
    for part in walk(find(tree, "score")):
        if part.paint is not None:
            part.paint(canvas, part.rect)
    assert [one.what for one in canvas.drawn if one.what != "text"] == []


def test_the_line_of_the_readable_rise_lies_below_the_flags():
    """Drawn over them it cut their words."""
    hands, canvas = debrief(2), RecordingCanvas()
    hands.choose("tab.chart")
    plot = find(hands.tree(), "truth.plot")
    plot.paint(canvas, plot.rect)
    lines = [place for place, one in enumerate(canvas.drawn) if one.what == "line" and one.colour is Ink.LOOK]
    words = [place for place, one in enumerate(canvas.drawn) if one.what == "text" and one.colour is Ink.ON_BRIGHT]
    assert lines
    assert words
    assert max(lines) < min(words)


def test_a_loss_that_the_total_does_not_show_is_told_as_made_up_for():
    """'100 of 100' stood above 'costliest decision: −5 points' without a word."""
    assert paid_for(100, 5.2, 5.2) == "Better orders at other times made up for it."
    assert paid_for(97, 5.2, 2.2) == "Better orders at other times made up for part of it."
    assert paid_for(95, 5.2, 0.4) == paid_for(60, 5.2, 5.0) == ""


@pytest.mark.parametrize(("gain", "loss", "paid"), [(0.0, 161.5, 0.0), (6.0, 161.5, 0.0), (3.0, 20.0, 3.0)])
def test_nothing_is_told_as_made_up_for_where_the_score_was_only_cut_at_nothing(gain, loss, paid):
    """'−161 points. Better orders made up for part of it' opened a debrief in which nothing was won."""
    first = episodes()[0]
    lost = msgspec.structs.replace(first, cause=Cause.IGNORED_TREND, points=loss, charged=False)
    won = msgspec.structs.replace(first, cause=Cause.OTHER, points=-gain, charged=False)

    assert paid_back((lost, won)) == paid
    assert bool(paid_for(83 if paid else 0, loss, paid_back((lost, won)))) is (paid > 0.0)


@pytest.mark.parametrize(
    ("ending", "survival", "told"),
    [
        (Ending.DIED_OF_SHOCK, 50.0, True),
        (Ending.DIED_OF_SHOCK, 49.9, False),
        (Ending.TIME_UP, 99.0, False),
    ],
)
def test_a_death_that_most_would_not_have_died_is_told_beside_its_score(ending, survival, told):
    """Three stars and 100 points stood under 'the patient died', and nothing said why."""
    outcome = msgspec.structs.replace(score().outcome, survival_percent=survival, reference_survival_percent=55.0)
    words = died_by_dice(msgspec.structs.replace(score(), ending=ending, outcome=outcome))

    assert ("of 100 such patients with this care 50 would live" in words) is told


def test_a_death_in_which_decisions_took_part_is_not_told_as_one_of_the_dice():
    """A score of 0 opened with 'of what was decided, and not of this death', and 98 would live by the guideline."""
    outcome = msgspec.structs.replace(score().outcome, survival_percent=62.0, reference_survival_percent=98.0)
    words = died_by_dice(msgspec.structs.replace(score(), ending=Ending.DIED_OF_INFECTION, outcome=outcome))

    assert words == "Of 100 such patients 62 would live with this care, and 98 in the guideline run."


@pytest.mark.parametrize(
    ("cause", "lost", "words"),
    [
        (Cause.OVER_DAMPENED, 15.0, "Costliest decision: over-dampening, −10 points; −15 points in all."),
        (Cause.UNSAFE_ORDER, 15.0, "Costliest decision: unsafe order, −10 points. Over-dampening: −15 points in all."),
        (Cause.OVER_DAMPENED, 10.2, "Costliest decision: over-dampening, −10 points."),
        (Cause.IGNORED_TREND, 15.0, "Costliest decision: ignoring the early trend, −10 points."),
        (Cause.SUPPORT, 15.0, "Costliest decision: support other than called for, −10 points."),
    ],
)
def test_beside_the_dearest_decision_stands_what_its_pitfall_took_in_all(cause, lost, words):
    """-10 for over-dampening opened a debrief whose verdicts said -15."""
    one = msgspec.structs.replace(episodes()[0], cause=cause, points=10.0)
    verdicts = [
        PitfallVerdict(pitfall=pitfall, verdict=Verdict.FELL_IN, lost=had, reason="", evidence=())
        for pitfall, had in ((Pitfall.IGNORED_TREND, 4.0), (Pitfall.OVER_DAMPENED, lost))
    ]

    assert costliest(one, verdicts, find_level("car_t_release")) == words


def test_what_no_pitfall_names_stands_under_the_verdicts_of_the_first_page_with_the_sign_of_one():
    """Three verdicts with a tick, and a score of 0: an antibiotic that did not reach the germ for six days."""
    for late in (False, True):
        hands = Hands(FakeDesk(Settings()), (1280, 720), "opening")
        hands.desk.analysing.found = with_a_late_drug(stages()[1]) if late else stages()[1]
        hands.desk.reveal.set_result(truth())
        hands.desk.score.set_result(score())
        hands.wait(0.1)

        assert hands.words().count(typeset(BESIDE)) == late
        signs = [
            one.id for one in walk(hands.tree()) if one.id.startswith("opening.verdict") and one.id.endswith("sign")
        ]
        assert ("opening.verdict.beside.sign" in signs) is late
