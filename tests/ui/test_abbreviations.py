"""Every abbreviation on any screen has its line, by pointer, by focus and by a key; and every sign can be drawn."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from fake_desk import LEVELS, FakeDesk, Hands
from layout_rules import broken_rules
from pilot import Pilot
from sample_view import view

from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.toolkit.abbreviations import abbreviations, finder
from game.ui.toolkit.overheard import heard
from game.ui.toolkit.scene import Move
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.tip import REST_US
from game.ui.toolkit.widget import Role, Widget, draw, find, walk
from game.values.english import FORMS, SENTENCES
from game.values.glyphs import characters

CAPITALS = re.compile(r"(?<![\w/])[A-Za-zα-ω]{0,2}(?:[A-Z]|[A-Z]-)[\w₀-₉/α-ω-]*(?!\w)")
"""A word that may be an abbreviation: what is one has two capitals, or a capital and a figure or a Greek letter."""
NONE = re.compile(r"F\d\d?|Ctrl|Esc|X-ray|C-reactive|PubMed")
"""Keys, and names in full."""
CONSOLE = ("app.", "commands.", "files.", "web.page.no_script")
"""What is said on the console, of files, or by a page that can draw no screen: no line can be shown there."""
SCREENS = (
    "title",
    "ward",
    "prebrief",
    "opening",
    "debrief",
    "replay",
    "settings",
    "glossary",
    "finished",
    "inside",
    "explainer",
)


def level_texts(of: object) -> Iterator[str]:
    if isinstance(of, str):
        yield of
    elif isinstance(of, (dict, list)):
        for one in of.values() if isinstance(of, dict) else of:
            yield from level_texts(one)


def contents() -> list[str]:
    """Return every text of the shipped levels that a player or a teacher reads."""
    levels = [tomllib.loads(path.read_text("utf-8")) for path in sorted(LEVELS.glob("*.toml"))]
    return [text for level in levels for text in level_texts(level) if " " in text]


def unexplained(text: str) -> list[str]:
    """Return the abbreviations of a text that have no line."""
    known = [range(start, end) for start, end, _ in finder()(text)]
    shouted = re.search("[a-z]{3}", text) is None
    return [
        word
        for at in CAPITALS.finditer(re.sub(r"\{\w+\}", lambda found: "_" * len(found.group()), text))
        if is_one(word := at.group().strip("-/"), shouted=shouted)
        and not any(at.start() in one or at.end() - 1 in one for one in known)
    ]


def is_one(word: str, *, shouted: bool) -> bool:
    if NONE.fullmatch(word) or re.fullmatch(r"PMC\d+", word):
        return False
    if shouted and re.fullmatch(r"[A-Z]+(-\d)?", word) and word.partition("-")[0].lower() in plain_words():
        return False
    if "-" in word and all(re.fullmatch("[A-Z]?[a-z]*", part) for part in word.split("-")):
        return re.match("[A-Z]-", word) is not None  # D-dimer is one, Kiecolt-Glaser is none
    return len(re.findall("[A-Z]", word)) > 1 or re.search("[A-Z].*[₂α-ω]|[A-Z]-\\d", word) is not None


def plain_words() -> frozenset[str]:
    """Return the words of the game that are written small somewhere: in a heading they are no abbreviation."""
    return frozenset(word.lower() for text in SENTENCES.values() for word in re.findall(r"\b[A-Z]?[a-z]+\b", text))


def drawn(tree: Widget) -> set[str]:
    canvas = RecordingCanvas()
    draw(tree, canvas)
    said = {words for one in walk(tree) for words in (one.label, one.value) if words}
    return said | set(canvas.texts())


def hands(screen: str, percent: int = 100) -> Hands:
    desk = FakeDesk(Settings(text_percent=percent))
    desk.answer()
    return Hands(desk, (1280, 720), screen)


def test_every_abbreviation_of_the_catalogue_has_its_line() -> None:
    texts = [text for id_, text in SENTENCES.items() if not id_.startswith(CONSOLE)]
    texts += [form for id_, forms in FORMS.items() if not id_.startswith(CONSOLE) for form in forms]
    assert {word for text in texts for word in unexplained(text)} == set()


def test_every_abbreviation_of_the_levels_has_its_line() -> None:
    assert {word for text in contents() for word in unexplained(text)} == set()


@pytest.mark.parametrize("screen", SCREENS)
def test_every_abbreviation_of_a_screen_has_its_line(screen: str) -> None:
    assert {word for text in drawn(hands(screen).tree()) for word in unexplained(text)} == set()


@pytest.mark.parametrize("tab", ["tab.chart", "tab.teach"])
def test_every_abbreviation_of_the_debrief_has_its_line(tab: str) -> None:
    seen = hands("debrief")
    seen.choose(tab)
    assert {word for text in drawn(seen.tree()) for word in unexplained(text)} == set()


@pytest.mark.parametrize("keys", [(), ("u",), ("r",), ("w",), ("q",), ("z",), ("f1",)])
def test_every_abbreviation_at_the_bedside_has_its_line(keys: tuple[str, ...]) -> None:
    pilot = Pilot(view())
    pilot.press(*keys)
    assert {word for text in drawn(pilot.tree()) for word in unexplained(text)} == set()


def test_an_abbreviation_without_a_line_would_be_seen() -> None:
    assert unexplained("Ask for the XYZ and the CRP of {name}, Q-fever, PaCO₂ and IL-8") == [
        "XYZ",
        "Q-fever",
        "PaCO₂",
        "IL-8",
    ]
    assert unexplained("CYTOKINE STORM, XYZ") == ["XYZ"]


def test_none_is_listed_twice_or_for_nothing() -> None:
    shorts = [one.short for one in abbreviations()]
    assert len(set(shorts)) == len(shorts)
    everywhere = " ".join(
        (*(text for id_, text in SENTENCES.items() if not id_.startswith("abbreviation.")), *contents())
    )
    assert [one for one in shorts if one not in everywhere] == []


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("CRP, IL-6 and SpO₂ on FiO₂ 0.4", ["CRP", "IL-6", "SpO₂", "FiO₂"]),
        ("P/F RATIO OVER TIME", ["P/F"]),
        ("SPO₂ AND MMHG", ["SpO₂", "mmHg"]),
        ("TIMING MAP", []),
        ("MAP 62", ["MAP"]),
        ("IL-10 is not IL-1, nor IL-60", ["IL-10"]),
        ("HIV, CRPs, CAR-T cells", ["CAR-T"]),
    ],
)
def test_an_abbreviation_is_found_as_a_whole_word(text: str, shorts: list[str]) -> None:
    assert [of.short for _, _, of in finder()(text)] == shorts
    assert all(text[start:end].upper() == of.short.upper() for start, end, of in finder()(text))


def at_rest(stage, x: int, y: int) -> str:
    stage.give(Move(x, y, held=False))
    stage.tick(REST_US)
    tip = find(stage.tree(), "tip")
    return tip.label if tip is not None else ""


@pytest.mark.parametrize("screen", [*SCREENS, "bedside"])
@pytest.mark.parametrize("percent", [100, 200])
def test_every_abbreviation_that_can_be_seen_answers_to_the_pointer(screen: str, percent: int) -> None:
    seen = Pilot(view(), Settings(text_percent=percent)) if screen == "bedside" else hands(screen, percent)
    stage = seen.stage
    stage.tick(0)
    for one in heard(stage.page, stage.tree())[:12]:
        assert one.of.line in at_rest(stage, *one.rect.centre)
        assert broken_rules(stage.tree()) == []
        stage.give(Move(0, 0, held=False))


def test_what_a_widget_is_for_stands_below_what_its_letters_mean() -> None:
    pilot = Pilot(view())
    of = next(one for one in heard(pilot.stage.page, pilot.tree()) if one.of.short == "NEWS2")
    first, second = at_rest(pilot.stage, *of.rect.centre).split("\n")
    assert first == of.of.line
    assert second == find(pilot.tree(), "news2").help


def test_the_focus_answers_with_what_the_letters_mean_after_what_it_is_for() -> None:
    pilot = Pilot(view())
    pilot.tab_to("test_inflammation")
    pilot.stage.tick(REST_US)
    lines = find(pilot.tree(), "tip").label.split("\n")
    assert lines[0] == find(pilot.tree(), "test_inflammation").help
    assert lines[1].startswith("CRP: C-reactive protein")


@pytest.mark.parametrize("percent", [100, 200])
def test_a_key_goes_from_each_abbreviation_to_the_next_and_any_other_key_ends_it(percent: int) -> None:
    pilot = Pilot(view(), Settings(text_percent=percent))
    all_ = list(dict.fromkeys(one.of.line for one in heard(pilot.stage.page, pilot.tree())))
    told = []
    for _ in (*all_, "once more"):
        pilot.press("left shift", "shift+f1")
        told.append(find(pilot.tree(), "tip").label)
        assert broken_rules(pilot.tree()) == []
        assert find(pilot.tree(), "tip.of").role is Role.NOTICE
    assert told == [*all_, all_[0]]
    pilot.press("left")
    assert find(pilot.tree(), "tip") is None


def test_a_question_over_the_screen_is_explained_alone() -> None:
    pilot = Pilot(view())
    pilot.press("w")
    below = {one.of.short for one in heard(pilot.stage.page, Pilot(view()).tree())}
    pilot.press("shift+f1")
    assert "CRP" in below
    assert "NEWS2" in find(pilot.tree(), "tip").label


def test_the_faces_of_the_game_can_draw_every_sign_of_its_words() -> None:
    """Greek letters, small figures and arrows among them."""
    signs = {sign for text in SENTENCES.values() for sign in text}
    signs |= {sign for forms in FORMS.values() for form in forms for sign in form}
    signs |= {sign for text in contents() for sign in text}
    for path in sorted((LEVELS.parent / "assets" / "fonts").glob("*.ttf")):
        with path.open("rb") as opened:
            drawn_by_it = characters(opened)
        assert {sign for sign in signs if sign not in drawn_by_it and sign not in "\n\r\t"} == set(), path.name
