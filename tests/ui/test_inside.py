"""Inside the storm: driven by keyboard alone and by mouse alone, said in words, and still where motion is reduced."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from types import SimpleNamespace
from typing import cast

import pytest
from fake_desk import FakeDesk, Hands, levels
from layout_rules import broken_rules
from pilot import FakePlay
from sample_view import over

from game.case.inside import HORIZON_H, InsideRun, Preset
from game.case.storm import PicturePart
from game.case.storm_course import Fate, StormStage
from game.case.storm_words import gain_text
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.backends.svg_canvas import SvgCanvas
from game.ui.inside.drivers_panel import NAMES, moved, share, value
from game.ui.inside.inside import HOUR_US, TRAIL, InsideScene
from game.ui.inside.parts import loop, said
from game.ui.inside.places import ANCHORS, GAPS
from game.ui.inside.shown import StormShown
from game.ui.inside.sprites import sprite
from game.ui.inside.time_line import curve
from game.ui.menus.glossary_words import QUESTIONS, TERMS
from game.ui.toolkit.intents import OpenInside
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.tabs import InsideTab
from game.ui.toolkit.theme import THEMES
from game.ui.toolkit.widget import find
from game.values.settings import ThemeName
from game.values.ticks import TICKS_PER_HOUR


@pytest.fixture(scope="module", autouse=True)
def one_run():
    """Play each preset once for all tests of this file: a course never changes."""
    kept = {}
    original = InsideScene._run

    def run(self, drivers):
        if drivers not in kept:
            kept[drivers] = original(self, drivers)
        return kept[drivers]

    InsideScene._run = run
    yield kept
    InsideScene._run = original


def scene(hands: Hands) -> InsideScene:
    top = hands.stage.scenes[-1]
    assert isinstance(top, InsideScene)
    return top


def found(hands: Hands, hour: int = HORIZON_H) -> InsideScene:
    """Return the scene once this many hours are known."""
    top = scene(hands)
    top.shown.source.read_on(max(0, hour - top.shown.course.last) * TICKS_PER_HOUR)
    return top


def stamps(hands: Hands, now_us: int = 0) -> list[tuple[str, object]]:
    widget = find(hands.tree(), "inside.picture")
    canvas = RecordingCanvas(now_us=now_us)
    widget.paint(canvas, widget.rect)
    return [(call.text, call.rect) for call in canvas.drawn if call.what == "stamp"]


@pytest.mark.parametrize(
    ("il6", "least", "most"),
    [((163.0, 540.0), 12, 30), ((163.0, 170.0), 0, 2), ((0.4, 90_000.0), 30, 30), ((2.0, 3.0), 0, 0)],
)
def test_a_rise_of_il6_is_seen_on_the_line_of_time(il6, least, most):
    """'IL-6 rises all the same' was said beside a line that rose by five pixels, on an axis of four decades."""
    known = SimpleNamespace(storms=[SimpleNamespace(il6=one) for one in il6])
    points = curve(Rect(0, 0, 101, 50), 10, 40, cast("StormShown", SimpleNamespace(axis=1, drawn=1, course=known)))

    assert [x for x, _ in points] == [0, 100]
    assert all(10 <= y <= 40 for _, y in points)
    assert least <= points[0][1] - points[1][1] <= most


def test_by_keyboard_alone_a_preset_is_played_stepped_dragged_and_left():
    hands = Hands(at="title")
    hands.press("f10")
    assert hands.where == "InsideScene"
    hands.press("1")
    assert scene(hands).shown.preset is Preset.NORMAL
    assert not scene(hands).shown.running, "who chooses a patient has not asked for time to run"
    hands.press("space")
    assert scene(hands).shown.running
    head = find(hands.tree(), "inside.now.head")
    assert head is not None
    assert "DAY" in head.label, "the sentences say of which moment they speak while the numbers run on"
    hands.press("space", "s", "s", "right", "left")
    assert not scene(hands).shown.running
    found(hands, 30)
    hands.press("s", "s")
    at = scene(hands).shown.hour
    hands.press("left")
    assert scene(hands).shown.hour == at - 1
    hands.choose("inside.over")
    assert scene(hands).shown.hour == 0
    hands.press("escape")
    assert hands.where == "TitleScene"


def test_by_mouse_alone_sliders_presets_and_the_line_of_time_are_moved():
    hands = Hands(at="title")
    hands.click("inside")
    hands.click("inside.preset.only_infection")
    assert scene(hands).shown.preset is Preset.ONLY_INFECTION
    found(hands)
    hands.click("inside.play")
    hands.drag("inside.time", 0.5)
    half = scene(hands).shown
    assert abs(half.hour - half.source.end // 2) <= 2
    hands.drag("inside.dampening", 0.4)
    assert scene(hands).shown.drivers == Preset.IN_TIME.drivers
    hands.click("inside.by.high")
    assert scene(hands).shown.drivers.by.value == "high"
    assert scene(hands).shown.preset is None
    hands.click("inside.back")
    assert hands.where == "TitleScene"


def test_a_slider_moves_by_keys_and_says_its_number():
    hands = Hands(at="inside")
    hands.press("2")
    before = scene(hands).shown.drivers
    for _ in range(200):
        if hands.stage.focus == "inside.load":
            break
        hands.press("tab")
    hands.press("left")
    assert scene(hands).shown.drivers == replace(before, load=before.load - 1)
    assert find(hands.tree(), "inside.load").value == "10⁵ copies/mL"


@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_a_driver_can_be_reached_and_read(name):
    drivers = moved(Preset.STORM.drivers, name, fraction=0.0, step=0)
    places, words = [], []
    for _ in range(40):
        places.append(share(drivers, name))
        words.append(value(drivers, name))
        assert moved(drivers, name, fraction=places[-1], step=0) == drivers
        drivers = moved(drivers, name, fraction=0.0, step=1)
    assert places[0] == 0.0
    assert places[-1] == 1.0
    assert len(set(words)) == len(set(places))


def test_played_to_its_end_the_film_stops_and_says_what_was_decided():
    hands = Hands(at="inside")
    hands.press("1")
    top = found(hands)
    top._go(top.shown.course.last - 3)
    hands.press("space")
    hands.wait(4 * HOUR_US / 1e6 + 0.1)
    assert not top.shown.running
    assert top.shown.course.fate(top.shown.hour) is Fate.RECOVERED
    assert "Recovered: the virus is gone" in hands.words()
    hands.press("space")
    assert top.shown.hour == 0, "play begins anew after the end"


def test_an_hour_that_is_not_known_yet_is_waited_for():
    hands = Hands(at="inside")
    top = scene(hands)
    top._set(replace(Preset.STORM.drivers, load=5))
    top._go(40)
    assert top.shown.waiting
    assert "Calculating the hours before" in hands.words()
    hands.wait(0.5)
    assert top.shown.hour == 40
    assert not top.shown.waiting


def test_the_screen_says_all_that_it_shows():
    hands = Hands(at="inside")
    hands.press("2")
    top = found(hands)
    top._go(180)
    words = hands.words()
    storm = top.shown.storm
    for part in (
        f"IL-6 {storm.il6:,.0f} pg/mL, TNF-α",
        "lining cells are dead",
        "0.8",
        "each turn",
        "failing since day",
        "Runaway, IL-6",
        f"The threshold was crossed on day {top.shown.course.crossings[0] / 24:.1f}",
        "The storm feeds on dying tissue",
    ):
        assert part in words, part


def test_as_many_things_are_drawn_as_the_scales_say_wherever_they_drift():
    hands = Hands(at="inside")
    hands.press("2")
    top = found(hands)
    top._go(180)
    counts = top.shown.storm.counts
    drawn = [name for name, _ in stamps(hands, 3_000_000)]
    for part, name in (
        (PicturePart.VIRUS, "virus"),
        (PicturePart.NEUTROPHIL, "neutrophil"),
        (PicturePart.IL6, "il6"),
        (PicturePart.TNF, "tnf"),
        (PicturePart.T_CELL, "t_cell"),
        (PicturePart.DEAD_LINING, "rubble"),
        (PicturePart.MACROPHAGE, "macrophage"),
    ):
        assert drawn.count(name) == counts[part], part
    assert counts[PicturePart.MACROPHAGE] <= len(ANCHORS)
    assert counts[PicturePart.GAP] <= len(GAPS)


def test_blocked_receptors_can_be_seen_and_il6_stays():
    hands = Hands(at="inside")
    hands.press("4")
    top = found(hands)
    top._go(140)
    drawn = [name for name, _ in stamps(hands)]
    assert drawn.count("macrophage_blocked") == top.shown.storm.counts[PicturePart.MACROPHAGE]
    assert drawn.count("macrophage") == 0
    assert drawn.count("il6") > 100
    assert "receptors are blocked" in hands.words()


def test_with_reduced_motion_nothing_drifts_and_the_counts_stay():
    still = Hands(FakeDesk(Settings(reduced_motion=True)), at="inside")
    moving = Hands(FakeDesk(Settings()), at="inside")
    assert stamps(still, 0) == stamps(still, 9_000_000)
    assert stamps(moving, 0) != stamps(moving, 9_000_000)
    assert [name for name, _ in stamps(still)] == [name for name, _ in stamps(moving)]


@pytest.mark.parametrize("at", ["title", "ward", "glossary", "debrief", "replay"])
def test_one_key_leads_there_from_every_screen_and_back(at):
    desk = FakeDesk()
    desk.answer()
    hands = Hands(desk, at=at)
    before = hands.where
    assert OpenInside() in hands.stage.scenes[-1].keys
    hands.press("f10")
    assert hands.where == "InsideScene"
    hands.press("escape")
    assert hands.where == before


def test_the_help_of_the_bedside_leads_there_and_the_case_stands_still():
    hands = Hands(at="title")
    play = FakePlay(replace(over(), outcome=None, level=levels()[1]))
    hands.stage.go(hands.screens._left(cast("object", play)) and None)
    bedside = hands.screens.bedside(cast("object", play))
    hands.stage._scenes = (bedside,)
    hands.press("space", "f1")
    assert hands.where == "HelpScene"
    hands.choose("help.inside")
    assert hands.where == "InsideScene"
    hands.press("escape")
    assert hands.where == "Bedside"
    assert not bedside.look.pace.running


def test_the_replay_leads_to_that_patient_at_that_moment_who_cannot_be_driven():
    hands = Hands(at="replay")
    hands.press("right", "right", "right", "f10")
    assert scene(hands).shown.drivers is None
    assert "Calculating" in hands.words()
    hands.wait(0.3)
    shown = scene(hands).shown
    assert shown.hour == 3
    assert shown.storm.tick == 3 * TICKS_PER_HOUR
    assert find(hands.tree(), "inside.load") is None
    assert "as the body was at that moment" in hands.words()


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("preset", [Preset.STORM, Preset.IN_TIME])
def test_every_state_fits(preset, percent):
    for size in ((1024, 640), (1280, 720), (1920, 1080)):
        hands = Hands(FakeDesk(Settings(text_percent=percent)), size, "inside")
        top = scene(hands)
        top._set(preset.drivers)
        found(hands)
        for hour in (0, 60, 136, 180, top.shown.course.last):
            top._go(hour)
            assert broken_rules(hands.tree()) == [], (size, hour)


def test_a_course_is_begun_again_only_for_other_drivers():
    top = InsideScene()
    runs = top._run(Preset.STORM.drivers), top._run(Preset.NORMAL.drivers), top._run(Preset.STORM.drivers)
    assert runs[0] is runs[2]
    assert isinstance(runs[1], InsideRun)


def test_a_sprite_is_written_once_into_a_drawing_and_used_at_each_point():
    canvas = SvgCanvas(THEMES[ThemeName.DARK], "page")
    canvas.stamp(sprite("virus", 1.0), [(10.0, 10.0), (40.0, 12.5)])
    canvas.stamp(sprite("virus", 1.0), [(80.0, 10.0)])
    assert canvas.source.count("<defs>") == 1
    assert canvas.source.count('<use href="#page-virus-23"') == 3


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.id)
def test_a_question_is_answered_in_three_sentences_with_a_study_and_shown(question):
    hands = Hands(at="glossary")
    hands.click(f"term.{question.name}")
    assert len(re.findall(r"[.!?](?: |$)", question.words)) in {2, 3}
    assert re.search(r"\d{4}", question.study)
    assert question.study in hands.words()
    hands.choose("glossary.show")
    preset, hour = question.shows
    assert scene(hands).shown.preset is preset
    found(hands, hour)
    hands.wait(0.1)
    assert scene(hands).shown.hour == hour
    hands.press("escape")
    assert hands.where == "GlossaryScene"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.id)
@pytest.mark.parametrize("size", [(1280, 720), (1024, 640)])
def test_with_the_largest_text_most_of_an_answer_is_in_sight(question, size):
    """Of seven lines three and a half were seen, below a heading of two."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), size, "glossary")
    for _ in range(QUESTIONS.index(question)):
        hands.press("right")
    seen = find(hands.tree(), f"glossary.text.{question.name}")
    answer = next(one for one in seen.children if one.label == question.words)

    assert answer.rect.bottom - seen.rect.bottom <= answer.rect.h // 3


def test_a_word_of_the_glossary_has_nothing_to_show():
    hands = Hands(at="glossary")
    hands.click(f"term.{TERMS[0].name}")
    assert find(hands.tree(), "glossary.show") is None


def test_panels_and_sentences_follow_the_picture_within_a_few_frames_and_at_once_where_it_stands():
    """Drawn in one frame, an hour would be late for the next; what stands still is of one hour."""
    hands = Hands(at="inside")
    hands.press("2")
    top = found(hands)
    top._go(140)
    hands.press("space")
    while top.shown.hour == 140:
        hands.stage.tick(16_667)
    gains, lines = set(), []
    for _ in range(TRAIL + 1):
        gains.add(find(hands.tree(), "inside.ring").value)
        lines.append(
            [find(hands.tree(), f"inside.line.{one}").value for one in ("signalling", "inflammation", "target")]
        )
        hands.stage.tick(16_667)
    assert lines[0] != lines[-1]
    assert len(gains) == 1  # the ring waits for the sentence that tells its number
    assert set(top.shown.trail) == {top.shown.hour} == {141}
    hands.press("s")
    assert top.shown.behind(TRAIL).hour == top.shown.hour == 142
    assert "1.20" in find(hands.tree(), "inside.ring").value


def test_another_course_is_begun_in_the_middle_of_a_film_by_any_driver_and_by_any_preset():
    """The panels follow the picture by some frames: of those hours the new course may know nothing yet."""
    hands = Hands(at="inside")
    hands.press("2")
    top = found(hands)
    for begin in (lambda: hands.drag("inside.stressed", 0.37), lambda: hands.press("3")):
        hands.press("2")
        found(hands)
        top._go(140)
        hands.press("space")
        hands.stage.tick(16_667)
        begin()
        assert set(top.shown.trail) <= {top.shown.hour}
        assert broken_rules(hands.tree()) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_what_is_named_on_the_line_of_time_is_read_whole_or_not_there(percent):
    """The moment may stand over the name of the threshold, and then over all of it."""
    hands = Hands(FakeDesk(Settings(text_percent=percent)), at="inside")
    hands.press("2")
    top = found(hands)
    beside = 0
    for hour in range(0, top.shown.course.last, 3):
        top._go(hour)
        widget = find(hands.tree(), "inside.time")
        canvas = RecordingCanvas()
        widget.paint(canvas, widget.rect)
        names = [at for at, call in enumerate(canvas.drawn) if call.what == "text" and call.rect.y == widget.rect.y]
        for at, later in ((names[at], names[at + 1 :]) for at in range(len(names))):
            name = canvas.drawn[at].rect
            over_it = [call.rect for call in canvas.drawn[at:] if call.what == "fill_rect" and call.rect.overlaps(name)]
            beside += bool(later) and not over_it
            assert all(one.contains(name) for one in over_it[-1:])
    assert beside


@pytest.mark.parametrize("tab", list(InsideTab))
def test_with_large_text_each_part_is_seen_whole_and_nothing_is_scrolled_for(tab):
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1280, 720), "inside")
    hands.choose(f"tab.{tab.value}")
    part = find(hands.tree(), f"inside.part.{tab.value}")

    assert part.extent == part.rect.h
    assert broken_rules(hands.tree()) == []


def test_while_it_runs_ring_and_sentence_tell_the_same_gain():
    """The sentence stands for some hours, so that it can be read: the ring beside it had another number meanwhile."""
    hands = Hands(at="inside")
    hands.press("2")
    course = found(hands).shown.course
    first = next(hour for hour in range(HORIZON_H) if course.stage(hour) is StormStage.RUNS_AWAY)
    shown = replace(scene(hands).shown, running=True, hour=first + 5, said=first)
    page = Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())
    early, late = (gain_text(course.storms[hour].gain) for hour in (shown.said, shown.hour))

    assert early != late
    assert early in said(page, Rect(0, 0, 400, 0), shown).label
    assert early in find(loop(page, Rect(0, 0, 400, 300), shown), "inside.ring").value


def written(hands: Hands, id_: str) -> list[tuple[str, Rect]]:
    """Return what a widget writes, and where."""
    canvas = RecordingCanvas()
    widget = find(hands.tree(), id_)
    widget.paint(canvas, widget.rect)
    return [(call.text, call.rect) for call in canvas.drawn if call.what == "text"]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)])
@pytest.mark.parametrize("preset", ["2", "5"])
def test_no_word_of_the_ring_stands_on_another(size, preset):
    """In the smallest window two stations stood on the gain between them."""
    hands = Hands(FakeDesk(), size, "inside")
    hands.press(preset)
    found(hands)
    scene(hands)._go(90)
    # The room of a line is a little higher than its letters.
    texts = [(words, at.inset(1, at.h // 6)) for words, at in written(hands, "inside.ring.panel")]

    assert len(texts) >= 7
    assert [(a, b) for (a, at), (b, other) in combinations(texts, 2) if at.overlaps(other)] == []
    top, low = (next(at for words, at in texts if words == name) for name in ("Immune cells", "Leaky vessels"))
    # As high as the panel lets it be: a flat ring says nothing of turning round.
    assert low.bottom - top.y >= 0.8 * (find(hands.tree(), "inside.ring.panel").rect.h - 32)


def test_every_brake_is_named_beside_the_ring():
    hands = Hands(at="inside")
    hands.press("5")
    found(hands)
    scene(hands)._go(90)
    named = [words for words, _ in written(hands, "inside.ring.panel") if "without" in words]

    assert [words.split()[1] for words in named] == ["IL-10", "steroid", "blockade"]
    value = find(hands.tree(), "inside.ring").value
    assert all(words.split()[-1] in value for words in named)


@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 720)), (100, (1024, 640)), (200, (1024, 640))])
def test_days_are_named_at_even_steps_and_the_threshold_stands_on_no_other_name(percent, size):
    """Day 0, 3, 5, 7: at its edge the first name stood in the place of the next."""
    hands = Hands(FakeDesk(Settings(text_percent=percent)), size, "inside")
    hands.press("5")
    found(hands)
    scene(hands)._go(91)
    texts = written(hands, "inside.time")
    days = [int(words.removeprefix("day ")) for words, _ in texts if re.fullmatch(r"day \d+", words)]

    assert len({later - one for one, later in pairwise(days)}) == 1
    assert "threshold crossed" in [words for words, _ in texts]
    assert [(a, b) for (a, at), (b, other) in combinations(texts, 2) if at.overlaps(other)] == []


@pytest.mark.parametrize("tab", list(InsideTab))
def test_no_word_is_cut_in_the_smallest_window_with_the_largest_text(tab):
    """'Immune system already stress...'."""
    hands = Hands(FakeDesk(Settings(text_percent=200)), (1024, 640), "inside")
    hands.choose(f"tab.{tab.value}")
    tree = hands.tree()

    assert broken_rules(tree) == []
    # The film's button stands beside the tabs, and the picture has the row that it took.
    assert find(tree, "tab.picture").rect.bottom <= find(tree, "inside.explainer").rect.bottom
