"""Letters that the game's own faces lack are named with their place, and are no fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.app import main
from game.files.letters import letter_remarks
from tests.files.sample_level import written


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Łukasz Ωmega, Нгуен, Nguyễn", ()),
        ("山田 山", ("山 田 are not in the game's own fonts, shown where the machine has one",)),
        ("ש", ("ש is not in the game's own fonts, shown where the machine has one",)),
        ("a\u202eb", ("U+202E is never drawn",)),
        (
            "山\u202e",
            ("山 is not in the game's own fonts, shown where the machine has one; U+202E is never drawn",),
        ),
        ("می\u200cخ", ("م ی خ are not in the game's own fonts, shown where the machine has one",)),
        (
            "".join(map(chr, range(0x4E00, 0x4E1E))),
            (
                " ".join(map(chr, range(0x4E00, 0x4E14)))
                + " and 10 more are not in the game's own fonts, shown where the machine has one",
            ),
        ),
    ],
)
def test_each_text_is_told_with_the_letters_it_lacks(tmp_path: Path, name: str, said: tuple[str, ...]) -> None:
    path = written(tmp_path, ("Test Person", name))
    line = path.read_text("utf-8").split("\n").index(f'name = "{name}"') + 1

    assert letter_remarks(path) == tuple(f"{path}:{line}: patient.name: remark: {words}" for words in said)


def test_a_sign_that_is_forbidden_gets_no_remark_beside_its_fault(tmp_path: Path) -> None:
    path = written(tmp_path, ("Test Person", "a\\u0000\\u001bb"))

    assert letter_remarks(path) == ()
    assert main(["check", str(path)]) == 1


def test_a_level_in_another_script_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, ("A sample", "患者"))

    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.endswith(
        "own fonts, shown where the machine has one\n1 level file: no fault, 1 remark\n"
    )


def test_what_is_no_level_file_has_no_remarks(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text('title = "山', encoding="utf-8")

    assert letter_remarks(path) == ()
    assert letter_remarks(tmp_path / "nowhere.toml") == ()
