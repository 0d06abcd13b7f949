"""The report of a case: whole in itself, true to the case and its score, and safe against what people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from msgspec import structs

from game.files.case_file import read_case
from game.report.analysis import value_chart
from game.report.page import _WORDS, Material, report
from game.report.style import DARK, LIGHT
from game.review.findings import Cause
from game.review.valuation.report_case import Retold
from game.review.verdict import SCORE_VERSION, Evidence, Verdict
from game.review.wording import CAUSE_WORDS, MARK_WORDS, PITFALL_LABELS, VERDICT_WORDS
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.debrief.value_curve import curve_chart
from game.ui.toolkit.abbreviations import finder
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page as Sheet
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import Ink, Mix, Theme, contrast
from game.ui.toolkit.widget import draw
from game.values.caution import FOR_EDUCATION
from game.values.channel import Channel, Panel
from game.values.ending import SENTENCES, Ending
from game.values.log import Log
from game.values.note import Note
from game.values.order import Actor, Draw, Entry, Give
from game.values.order_words import order_words
from game.values.settings import ThemeName
from game.values.ticks import clock_text, ticks
from game.values.words import say
from tests.levels.plays import LEVELS, level, retold
from tests.ui import sample_analysis

VOID = {"meta", "br", "hr"}
WITHIN_WORDS = {"bdi", "abbr"}
MINUTE = level("covid_storm").start.clock_minute


class Page(HTMLParser):
    """A page taken apart: its elements, its words, and what is wrong with its shape."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.fresh = True
        self.feed(page)
        self.close()
        self.words = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.fresh |= tag not in WITHIN_WORDS
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.fresh |= tag not in WITHIN_WORDS
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            # The end of a block is the end of a word; the end of a span or of a quotation is not.
            self.text += data if self.open[-1:] == ["span"] or not self.fresh else f" {data}"
            self.fresh = False

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.elements if name == tag)


@cache
def expert() -> tuple[Log, Retold]:
    log = read_case(LEVELS / "covid_storm.expert.jsonl").log
    return log, retold(level("covid_storm"), log)


@cache
def whole() -> Material:
    log, told = expert()
    return Material(log, "amara.jsonl", "0123456789abcdef", level("covid_storm"), told, sample_analysis.stages()[-1])


@cache
def page() -> Page:
    return Page(report(whole()))


def old() -> Material:
    log, _ = expert()
    header = structs.replace(log.header, method="storm-0 euler", game="0.0.1", player="Bo")
    return Material(replace(log, header=header), "old.jsonl", why="This case was played with another model.")


def test_a_report_says_from_when_on_il6_measured_no_storm() -> None:
    assert "From Day 2 · 15:00 its receptor was blocked: IL-6 was no measure of the storm any more." in page().words


def test_a_report_says_of_the_highest_score_that_it_was_charted() -> None:
    """'Highest NEWS2 13' stood there of one who died on a ventilator at 19, which no chart shows."""
    assert "Highest NEWS2 charted " in page().words


@pytest.mark.parametrize("made", [whole, old])
def test_every_element_is_closed_and_every_id_is_its_own(made: object) -> None:
    assert callable(made)
    told = Page(report(made()))
    ids = [attributes["id"] for _, attributes in told.elements if "id" in attributes]

    assert told.faults == []
    assert told.open == []
    assert len(ids) == len(set(ids))
    named = [attributes[name] for _, attributes in told.elements for name in attributes if name.startswith("aria-l")]
    named += [attributes["href"].removeprefix("#") for attributes in told.all("a")]
    assert [one for one in named if re.fullmatch(r"[a-z0-9-]+", one) and one not in ids] == []


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    source = report(whole())

    assert "http://" not in source
    assert "https://" not in source
    assert "url(" not in source
    assert "@import" not in source
    loading = {"script", "link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "use", "image"}
    assert loading.isdisjoint(tag for tag, _ in page().elements)
    assert not [name for _, attributes in page().elements for name in attributes if name.startswith("on")]
    assert [one["href"] for one in page().all("a") if not one["href"].startswith("#")] == []


def test_a_screen_reader_finds_its_way() -> None:
    headings = [tag for tag, _ in page().elements if re.fullmatch(r"h[1-6]", tag)]

    assert headings.count("h1") == 1
    assert all(int(below[1]) <= int(above[1]) + 1 for above, below in pairwise(headings))
    assert next(page().all("html"))["lang"] == "en"
    tables = [tag for tag, _ in page().elements].count("table")
    assert tables == [tag for tag, _ in page().elements].count("caption") >= 4
    for drawing in page().all("svg"):
        assert drawing["role"] == "img"
        for name in ("aria-labelledby", "aria-describedby"):
            assert any(attributes.get("id") == drawing[name] for _, attributes in page().elements)
    assert all(one.get("scope") in {"col", "row"} for one in page().all("th"))


def test_every_order_and_every_result_is_in_it() -> None:
    log, told = expert()

    for entry in log.entries:
        assert f"{clock_text(entry.tick, MINUTE)} {order_words(entry.order)} player" in page().words
    readings = [one for found in told.view.labs.values() for one in found]
    assert len(readings) > 20
    assert "no growth" in page().words
    for one in readings:
        assert one.text in page().words or one.channel is Channel.BLOOD_CULTURE
        assert f"{clock_text(one.taken, MINUTE)} {clock_text(one.known, MINUTE)}" in page().words


def test_the_numbers_are_those_of_the_score() -> None:
    analysis = whole().analysis
    assert analysis is not None
    score = analysis.score
    assert score is not None
    words = page().words

    assert f"{score.total} of 100" in words
    assert f"{score.hindsight_total} of 100" in words
    assert f"{score.stars} of 3 stars" in words
    assert score.outcome.reason in words
    for one in score.sums:
        sign = "−" if one.lost > 0 else "+"
        assert f"{CAUSE_WORDS[one.cause].capitalize()} {sign}{abs(one.lost):.1f}" in words
    for verdict in score.pitfalls:
        assert f"{PITFALL_LABELS[verdict.pitfall]} " in words
        assert f"{VERDICT_WORDS[verdict.verdict]} , −{round(verdict.lost)} points {verdict.reason}" in words
        for evidence in verdict.evidence:
            assert f"{clock_text(evidence.tick, MINUTE)}: {evidence.text}" in words
    decided = [one for one in analysis.episodes if one.cause is not Cause.CHANCE]
    for number, one in enumerate(decided, start=1):
        title = f"{number}. {clock_text(one.first, MINUTE)} to {clock_text(one.last, MINUTE)}"
        assert title in words
        assert f"{MARK_WORDS[one.mark]} , {'−' if one.points > 0 else '+'}{round(abs(one.points))} point" in words
    assert analysis.timing is not None
    cells = [f"{share:.0f}" for row in analysis.timing.survival_percent for share in row]
    assert sum(1 for _ in page().all("td")) > len(cells)


def test_a_report_says_beside_its_score_what_to_do_differently_as_the_debrief_does() -> None:
    """On paper the one thing to take home stood nowhere: eight decisions, each with a cause and a price."""
    words = page().words
    first = words.index("Next time: give the steroid when oxygen is first needed")

    assert words.index("58 of 100") < first < words.index("Costliest decision: ignoring the early trend, −17 points")
    assert "live to the end of the case, and 50 through the two weeks after it" in words


@pytest.mark.parametrize(
    ("hour", "survival", "reference", "told"),
    [
        (7, 99.0, 99.0, "The dice ended this case within its first 12 hours"),
        (70, 62.0, 62.0, "of 100 such patients with this care 62 would live"),
        (70, 62.0, 98.0, "Of 100 such patients 62 would live with this care, and 98 in the guideline run."),
    ],
)
def test_a_report_says_what_the_dice_did_as_the_debrief_does(hour, survival, reference, told) -> None:
    """On paper 100 points stood without a star over a death, and nothing said why."""
    made = whole()
    assert made.analysis is not None
    assert made.analysis.score is not None
    assert made.told is not None
    outcome = structs.replace(
        made.analysis.score.outcome, survival_percent=survival, reference_survival_percent=reference
    )
    died = structs.replace(made.analysis.score, total=100, ending=Ending.DIED_OF_SHOCK, outcome=outcome)
    at = replace(made.told, view=replace(made.told.view, tick=ticks(hour)))
    words = Page(report(replace(made, analysis=structs.replace(made.analysis, score=died), told=at))).words

    assert told in words


def test_what_was_done_well_stands_in_a_report_with_its_moment() -> None:
    """The screen praised; on paper there was nothing but faults."""
    made = whole()
    assert made.analysis is not None
    well = (Evidence(tick=ticks(2), text="Remdesivir begun in time."),)
    words = Page(report(replace(made, analysis=structs.replace(made.analysis, praised=well)))).words

    assert f"Done well {clock_text(ticks(2), MINUTE)}: Remdesivir begun in time." in words
    bare = replace(made, analysis=structs.replace(made.analysis, praised=()))
    assert "Done well" not in Page(report(bare)).words


def test_another_score_in_the_file_is_said() -> None:
    log, _ = expert()
    assert log.end is not None

    analysis = whole().analysis
    assert analysis is not None
    worth = analysis.score
    assert worth is not None
    forged = structs.replace(log.end, score=worth.total - 1)
    words = Page(report(replace(whole(), log=replace(log, end=forged)))).words
    said = f"The file says {forged.score}, and by the same rules this case is worth {worth.total}:"
    assert said in words
    true = structs.replace(log.end, score=worth.total)
    assert "The file says" not in Page(report(replace(whole(), log=replace(log, end=true)))).words
    newer = replace(log, end=structs.replace(log.end, score_version=SCORE_VERSION + 1))
    words = Page(report(replace(whole(), log=newer))).words
    assert (
        f"The file says {log.end.score} by rules {SCORE_VERSION + 1}. This game scores by rules {SCORE_VERSION};"
        in words
    )


def test_a_case_is_known_by_its_file_and_told_to_be_for_education() -> None:
    assert {"name": "cytokine-storm-case", "content": "0123456789abcdef"} in list(page().all("meta"))
    assert "amara.jsonl" in page().words
    assert page().words.count(say(FOR_EDUCATION)) == 2


HOSTILE = "<script>alert('x')</script> & \"quotes\" \x00\x1b[31m"


def test_a_thought_that_was_pinned_comes_along_and_stays_text() -> None:
    thought = replace(whole(), notes=(Note(tick=0, text="Look <b>before</b> midnight."),))
    made = report(thought)
    assert "Look &lt;b&gt;before&lt;/b&gt; midnight." in made
    assert "Thoughts to take along" in made
    assert "Thoughts to take along" not in report(whole())


def test_what_a_person_wrote_stays_text() -> None:
    log, told = expert()
    bad = structs.replace(
        level("covid_storm"),
        title=HOSTILE,
        summary=HOSTILE,
        questions=(HOSTILE,),
        patient=structs.replace(level("covid_storm").patient, name=HOSTILE, story=HOSTILE),
    )
    log = replace(log, header=structs.replace(log.header, player=HOSTILE, game=HOSTILE, level=HOSTILE))
    told_page = Page(report(Material(log, HOSTILE, HOSTILE, bad, told, None, HOSTILE)))

    assert told_page.faults == []
    assert "script" not in {tag for tag, _ in told_page.elements}
    assert told_page.words.count("<script>alert('x')</script> & \"quotes\"") >= 8
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", told_page.text)


def test_what_a_person_wrote_cannot_turn_the_page_around() -> None:
    """Every such text is isolated, and a mark of direction in it is gone; so is what no page can show."""
    log, told = expert()
    name = "\u202eevil\u2066 שרה\u2028\ud800\0"
    bad = structs.replace(
        level("covid_storm"),
        **dict.fromkeys(("title", "summary"), name),
        questions=(name,),
        patient=structs.replace(level("covid_storm").patient, **dict.fromkeys(("name", "story", "diagnosis"), name)),
    )
    log = replace(log, header=structs.replace(log.header, **dict.fromkeys(("player", "game", "level"), name)))
    text = report(Material(log, name, "", bad, told))

    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u2028\ud800-\udfff\0]", text)
    shown = "evil שרה \ufffd "
    assert text.count(shown) >= 12
    # The title of the window is the one place where no element may stand.
    assert text.count(f"<bdi>{shown}</bdi>") == text.count(shown) - 2


def test_an_old_case_is_shown_as_it_was_recorded_and_is_not_scored() -> None:
    words = Page(report(old())).words
    log, _ = expert()
    assert log.end is not None

    assert "This case was played with another model." in words
    assert f"{log.end.score} of 100, as recorded in the file" in words
    assert "storm-0 euler" in words
    assert "old.jsonl, Bo" in words
    assert SENTENCES[Ending(log.end.ending)] in words
    assert f"Hour {log.entries[0].tick / 12:.1f} {order_words(log.entries[0].order)} player" in words
    assert words.count(" player ") == len(log.entries)
    for missing in ("stars", "Chance of survival", "Course", "Decisions", "Results"):
        assert missing not in words


def test_a_drug_that_the_formulary_no_longer_has_is_named_by_its_id() -> None:
    log, _ = expert()
    entry = Entry(tick=3, actor=Actor.INSTRUCTOR, order=Give(regimen="old_drug"))

    assert "Hour 0.2 Give old_drug instructor" in Page(report(Material(replace(log, entries=(entry,))))).words


def test_a_case_without_an_end_or_an_order_says_so() -> None:
    log, _ = expert()
    words = Page(report(Material(replace(log, entries=(), end=None)))).words

    assert "The case was left before its end." in words
    assert "Nothing was ordered." in words


def test_a_case_that_was_stopped_reads_as_its_debrief_does() -> None:
    """The report said *fell in* of hours after the stop, where the screen said *left open*."""
    log, _ = expert()
    assert log.end is not None
    stopped = replace(log, end=structs.replace(log.end, tick=ticks(2), ending=Ending.STOPPED.value))
    words = Page(report(replace(whole(), log=stopped))).words

    assert words.count(say("debrief.verdicts.left_open")) == len(PITFALL_LABELS)
    assert say("debrief.decision.goes_on_after_the_stop") in words
    for told in ("debrief.verdicts.left_open", "debrief.decision.goes_on_after_the_stop"):
        assert say(told) not in page().words


def test_an_order_that_was_forged_behind_the_end_is_found_out() -> None:
    from game.review.playback.replay import Diverged

    log, _ = expert()
    assert log.end is not None
    late = Entry(tick=log.end.tick, actor=Actor.PLAYER, order=Draw(panel=Panel.IL6))

    with pytest.raises(Diverged):
        retold(level("covid_storm"), replace(log, entries=(*log.entries, late)))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_words_stand_out_from_every_ground_of_a_page(theme: Theme) -> None:
    grounds = (Ink.PANEL, Ink.RAISED, Mix(Ink.WELL, Ink.PANEL, 0.13), Mix(Ink.INFLAMMATION, Ink.PANEL, 0.13))
    for ink in (Ink.TEXT, Ink.QUIET):
        for ground in grounds:
            assert contrast(theme.rgb(ink), theme.rgb(ground)) >= 4.5, (ink, ground)
    for ink in (Ink.WELL, Ink.HOST, Ink.LOOK, Ink.INFLAMMATION, Ink.DANGER, Ink.INFECTION):
        for ground in (Ink.PANEL, Ink.RAISED):
            assert contrast(theme.rgb(ink), theme.rgb(ground)) >= 4.5, (ink, ground)


def test_charts_keep_their_colours_where_the_style_sheet_is_kept_from_them() -> None:
    """Programs that turn a page into a PDF draw its pictures by themselves."""
    kinds = {"polyline", "line", "rect", "circle", "polygon", "text"}
    shapes = [attributes for tag, attributes in page().elements if tag in kinds]
    source = report(whole())

    assert len(shapes) > 100
    for attributes in shapes:
        told = [attributes[name] for name in ("fill", "stroke") if attributes.get(name, "none") != "none"]
        assert [one for one in told if not re.fullmatch("#[0-9A-F]{6}", one)] == []
        assert len(told) == 1
        # The class turns it from light to dark: the style sheet knows it, in light by the same number.
        name = attributes["class"].partition("-")[2]
        assert f".{attributes['class']}{{" in source
        assert f"--{name}:{told[0]};" in source


def test_every_abbreviation_of_the_page_says_what_it_is_short_for() -> None:
    made = report(whole())
    bare = re.sub(r"<(title|style|svg|abbr)\b.*?</\1>|<[^>]*>", " ", made, flags=re.DOTALL)
    titles = {attributes["title"] for attributes in page().all("abbr")}

    assert {of.short for _, _, of in finder()(bare)} == set()
    assert "interleukin-6, a cytokine that drives fever, CRP and leaky vessels" in titles
    assert "<abbr" not in "".join(re.findall(r"<title>.*?</title>|<svg.*?</svg>", made, flags=re.DOTALL))


def test_a_page_is_the_same_bytes_each_time() -> None:
    assert report(whole()) == report(whole())


def test_a_chart_of_the_report_is_the_chart_of_the_screen() -> None:
    """Every stroke and word of the debrief's curve stands in the report, drawn by the same function."""
    analysis = whole().analysis
    assert analysis is not None
    canvas = RecordingCanvas()
    sheet = Sheet((1280, 720), Settings(theme=ThemeName.LIGHT, text_percent=115), bindings({}), (), canvas)
    draw(curve_chart(sheet, Rect(0, 0, 760, 310), analysis, MINUTE, numbered=True), canvas)
    source = value_chart(analysis, MINUTE).source
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", source)

    assert [words for words in canvas.texts() if words not in texts] == []
    strokes = [call for call in canvas.drawn if call.what == "polyline"]
    assert source.count("<polyline") == len(strokes) >= 3


def test_what_no_pitfall_names_stands_beside_the_verdicts_with_the_sign_of_one() -> None:
    analysis = whole().analysis
    assert analysis is not None
    told = Page(report(replace(whole(), analysis=sample_analysis.with_a_late_drug(analysis))))

    assert told.faults == []
    sign, _ = _WORDS["verdict_signs"][Verdict.FELL_IN]
    assert f"{sign} {sample_analysis.BESIDE}" in told.words
    assert "Beside the pitfalls" not in page().words
