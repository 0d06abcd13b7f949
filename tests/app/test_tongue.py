"""The program speaks the language that it is asked for, and English where that has no words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from game.app.command_line import main
from game.app.exits import Exit
from game.files import languages as shelf
from game.files.languages import catalogue, languages, wanted
from game.values.english import FORMS, SENTENCES
from game.values.words import count, say, speak
from tests.pseudo import plain_words, pseudo
from tools.build_words import compiled

PROGRAM = {
    "usage",
    "cytokine",
    "storm",
    "options",
    "positional",
    "arguments",
    "show",
    "this",
    "help",
    "message",
    "and",
    "program's",
    "version",
    "number",
    "exit",
}
"""What argparse says itself, in the words of the standard library, and the name of the program."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a compiled language: all English words accented, but for one that is missing."""
    made = Catalog(locale="pl")
    for id_, words in SENTENCES.items():
        if id_ != "case.rules.already_prone":
            made.add(id_, pseudo(words))
    for id_, forms in FORMS.items():
        made.add((id_, id_), (pseudo(forms[0]), f"few {pseudo(forms[1])}", f"many {pseudo(forms[1])}"))
    (tmp_path / "pl.mo").write_bytes(compiled(made))
    monkeypatch.setattr(shelf, "words_folder", lambda: tmp_path)
    return tmp_path


def test_a_compiled_language_is_found_and_spoken_with_its_own_plurals(folder: Path) -> None:
    assert languages(folder) == ("en", "pl")
    speak(*catalogue("pl", folder))
    try:
        assert say("case.rules.already_on_the_back") == pseudo(SENTENCES["case.rules.already_on_the_back"])
        assert say("case.rules.already_prone") == SENTENCES["case.rules.already_prone"]
        assert [count("things.points", number).split()[0] for number in (1, 3, 12)] == ["1", "few", "many"]
    finally:
        speak()


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("pl", "pl"), ("pl_PL:en", "pl"), ("de:pl", "pl"), ("en:pl", "en"), ("", "en"), ("de", "en")],
)
def test_the_environment_names_languages_in_order(language: str, spoken: str) -> None:
    assert wanted({"LANGUAGE": language, "LANG": "pl_PL.UTF-8"}, ("en", "pl")) == spoken


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("asked", [["--help"], ["play", "--help"], ["score", "--help"], ["replay", "--help"]])
def test_the_help_is_said_in_the_language_asked_for(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        with pytest.raises(SystemExit):
            main(["--language", "pl", *asked])
    finally:
        speak()

    said = re.sub(r"--?[a-z-]+", "", capsys.readouterr().out)
    lines = [line for line in said.splitlines() if not line.lstrip().startswith(("usage:", "[", "-h"))]
    plain = [word for line in lines for word in plain_words(line) if word.lower() not in PROGRAM and word.islower()]
    commands = {
        "play",
        "simulate",
        "check",
        "verify",
        "replay",
        "score",
        "report",
        "bench",
        "trial",
        "ladder",
        "validate",
        "session",
        "board",
        "host",
        "class",
        "guide",
        "xapi",
        "web",
    }
    assert [word for word in plain if word not in commands | {"model", "document", "export", "sbml"}] == []


@pytest.mark.usefixtures("folder")
def test_a_language_that_there_is_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language=xx", "check"]) == Exit.USAGE
    assert capsys.readouterr().err == "There is no language 'xx'. Languages: en, pl.\n"
