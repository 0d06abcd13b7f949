"""The words of the game: built from the catalogue, all of them used, and none of them written into the code."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from game.bedside.news2 import Response
from game.review.findings import Mark
from game.review.scoring import reasons
from game.review.verdict import Cause, Pitfall, Verdict
from game.review.wording import CAUSE_WORDS, MARK_WORDS, PITFALL_LABELS, VERDICT_WORDS
from game.ui.debrief.verdicts import WHAT_IT_IS
from game.ui.menus.glossary_words import TERMS
from game.ui.toolkit.keys import FIXED, KEYS
from game.values.channel import KINDS, PANELS
from game.values.diseases import DISEASES
from game.values.drug import FORMULARY
from game.values.english import SENTENCES
from game.values.words import Worded, count, say, speak
from tools.build_words import ENGLISH, WORDS, Uses, catalogue, faults, faults_of, module
from tools.find_words import words_of

GAME = Path(__file__).parents[1] / "game"
DONE = (
    "values",
    "bedside",
    "case",
    "policy",
    "review/pressure.py",
    "review/wording.py",
    "review/scoring",
    "ui/debrief",
    "ui/inside",
    "app",
    "ui/menus",
    "ui/replay",
    "ui/toolkit",
    "ui/charts",
    "ui/bedside",
    "ui/screens.py",
    "ui/navigation.py",
    "ui/backends/loop.py",
    "ui/backends/pygame_canvas.py",
    "report",
    "files",
)
"""Rooms whose words stand in the catalogue."""
ALLOWED = {
    # Folders of the systems, and a line of TOML that is read again.
    *(("files/folders.py", name) for name in ("AppData", "Roaming", "Library", "Application Support")),
    ("files/toml_lines.py", "key = {quoted}"),
    # How an intent is written down in tests.
    ("ui/toolkit/intents.py", "order: {order_words(self.order)}"),
    ("ui/bedside/intents.py", " {self.dose_mg} mg"),
    ("ui/bedside/intents.py", "consider {self.regimen}{dose}"),
    # Names of keys, as the window tells them.
    *(("ui/toolkit/keys.py", name) for name in ("alt gr", "caps lock", "scroll lock", "page down", "page up")),
}
SOURCES = {
    "app/commands/bench.py",
    "app/learning_packages.py",
    "review/scoring/reasons.py",
    "report/style.py",
    "ui/toolkit/theme.py",
    "values/counted.py",
    "bedside/lab.py",
    "bedside/critical.py",
    "values/channel.py",
    "values/english.py",
}
"""Modules whose text no player is shown: studies beside their numbers, names of colours, measures for maintainers, and
the words of standards."""


def texts_in_code(*rooms: str) -> set[tuple[str, str]]:
    """Return the text for a user that stands in the code of some rooms."""
    paths = [
        path
        for room in rooms
        for path in (sorted((GAME / room).rglob("*.py")) if (GAME / room).is_dir() else [GAME / room])
    ]
    found = ((path.relative_to(GAME).as_posix(), one.text) for path, one in words_of(paths))
    return {(name, text) for name, text in found if name not in SOURCES and not name.startswith("values/diseases/")}


def test_the_english_is_built_from_its_catalogue() -> None:
    """`python tools/build_words.py` builds it again."""
    assert ENGLISH.read_text("utf-8") == module(catalogue(WORDS / "en.po"))


def test_what_the_code_says_has_words_and_what_has_words_is_said() -> None:
    assert faults(catalogue(WORDS / "en.po"), Uses()) == []


def test_a_drug_has_one_name_and_one_line_of_the_glossary_knows_the_other() -> None:
    """Norepinephrine is its international name and that of most studies here; British wards say noradrenaline."""
    levels = "".join(path.read_text("utf-8") for path in (GAME.parent / "levels").rglob("*.toml"))

    assert [id_ for id_, words in SENTENCES.items() if "noradrenaline" in words.lower()] == ["glossary.pressor.words"]
    assert "noradrenaline" not in levels.lower()


def test_no_text_for_a_user_stands_in_the_code() -> None:
    assert texts_in_code(*DONE) - ALLOWED == set()


def test_no_text_for_a_reader_stands_in_a_template() -> None:
    """What stands between tags is said by id, or comes from the case; so does what is read out of a tag.

    What follows a value after a stroke is the rest of its address.
    """
    found = []
    for page in sorted(GAME.rglob("*.html")):
        told = re.sub(r"\{\{.*?\}\}(/\w+)?|\{%.*?%\}|\{#.*?#\}|&\w+;", "", page.read_text("utf-8"), flags=re.DOTALL)
        texts = re.findall(r">([^<]*)<|^([^<>]*)$|(?:aria-label|title|alt)=\"([^\"]*)\"", told, flags=re.MULTILINE)
        found += [(page.name, text.strip()) for parts in texts for text in parts if re.search(r"[A-Za-z]{2}", text)]

    assert found == []


def test_every_page_names_the_language_that_it_speaks() -> None:
    """A screen reader reads by it: German told as English cannot be understood."""
    heads = [head for page in GAME.rglob("*.html") for head in re.findall(r"<html[^>]*>", page.read_text("utf-8"))]
    assert heads
    assert set(heads) == {'<html lang="{{ say("words.language") }}">'}


def test_nothing_is_allowed_that_is_not_there() -> None:
    assert ALLOWED - texts_in_code(*DONE) == set()


def test_the_lint_sees_text_in_any_place(tmp_path: Path) -> None:
    path = tmp_path / "some.py"
    path.write_text(
        'NAMES = ("Close", "close")\n'
        "def draw(n, x):\n"
        '    """Draw it."""\n'
        '    if x == "No such thing":\n'
        '        raise ValueError("for us alone")\n'
        '    return f"{n} of them", {"Key here": "Value here"}, say("some.id", part=x or "none left")\n',
        "utf-8",
    )

    assert [one.text for _, one in words_of([path])] == ["Close", "{n} of them", "Value here", "none left"]


def test_a_catalogue_at_odds_with_the_code_is_named(tmp_path: Path) -> None:
    code = tmp_path / "some.py"
    code.write_text('say("a.missing")\nsay("a.known", dose=1)\ncount("a.known", 2)\nsay(f"drug.{x}.name")\n', "utf-8")
    english = Catalog()
    english.add("a.known", "{drug} runs")
    english.add("a.idle", "never said")
    english.add("drug.steroid.name", "Steroid")

    assert faults(english, Uses(tmp_path)) == [
        "some.py:1: 'a.missing' has no words in en.po",
        "some.py:2: 'a.known' has the values ['drug'], the code gives ['dose']",
        "some.py:3: 'a.known' is not a sentence that counts",
        "some.py:3: 'a.known' has the values ['drug'], the code gives ['n']",
        "en.po: nothing says 'a.idle'",
    ]


def test_a_language_with_other_values_is_named() -> None:
    english, other = Catalog(), Catalog()
    english.add("a.known", "{drug} runs")
    other.add("a.known", "{droge} läuft")
    other.add("a.strange", "fremd")

    assert faults_of(other, english, "de.po") == [
        "de.po: 'a.known' has other values than ['drug']",
        "de.po: 'a.strange' is not in en.po",
    ]


def test_a_language_is_spoken_and_falls_back_to_english() -> None:
    table = Worded({1: "ending.sentences.stopped", 2: "case.rules.already_prone"})
    speak({"case.rules.already_prone": "Liegt schon."}, lambda id_, number: f"{id_} {number} {{n}}")
    try:
        assert dict(table) == {1: "The case was stopped before its end.", 2: "Liegt schon."}
        assert count("things.points", 3) == "things.points 3 3"
        assert count("things.points", "2.5") == "things.points 100 2.5"
    finally:
        speak()
    assert say("case.rules.already_prone") == "Already prone."


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 points"),
        (1, "1 point"),
        (2, "2 points"),
        (1200, "1,200 points"),
        ("−1", "−1 point"),
        ("1.0", "1.0 points"),
    ],
)
def test_one_is_one_and_all_else_is_many(number: int | str, words: str) -> None:
    assert count("things.points", number) == words


def test_every_member_of_a_family_of_ids_has_its_words() -> None:
    """Ids that are made of parts are not seen by the check of single ids."""
    assert [binding.id for binding in (*FIXED, *KEYS) if not binding.text] == []
    for drug in FORMULARY.values():
        assert all((drug.label, drug.short, drug.summary, drug.check_first, drug.lasts, drug.to_know))
    assert [kind for kind in KINDS.values() if not (kind.label and (kind.unit or not kind.unit_id))] == []
    assert [kind for kind in PANELS.values() if not (kind.label and kind.short)] == []
    assert [one for one in DISEASES.values() if not (one.name and one.short and one.organism)] == []
    assert [one for one in Response if not one.words] == []
    assert [term.id for term in TERMS if not (term.name and term.words)] == []


@pytest.mark.parametrize(
    ("table", "members"),
    [
        (CAUSE_WORDS, Cause),
        (reasons._WHY, Cause),
        (PITFALL_LABELS, Pitfall),
        (WHAT_IT_IS, Pitfall),
        (VERDICT_WORDS, Verdict),
        (MARK_WORDS, Mark),
    ],
)
def test_whatever_a_review_can_find_has_its_words(table: Worded[Enum], members: type[Enum]) -> None:
    """A debrief that finds what has no words breaks, and only on the one case that leads there."""
    assert set(table) == set(members)
    assert [id_ for id_ in table.ids.values() if id_ not in SENTENCES] == [], "give it its sentence in en.po"
