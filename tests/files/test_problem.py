"""Faults in words: text of a stranger is shown and never obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.files.problem import MOST_FAULTS, FileError, Problem, control_sign, nearest, shown, visible, visible_lines
from game.files.reading import SETTINGS, ReadError, read_bytes


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("TNF-α, 3 × 10⁶ µg", "TNF-α, 3 × 10⁶ µg"),
        ("no\u00a0break", "no\u00a0break"),
        ("\x1b[2Jcleared", "\\x1b[2Jcleared"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("line\u2028separator", "line\\u2028separator"),
        ("odd\udcffname", "odd\\udcffname"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_control_signs_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible(text).encode()


def test_a_fault_is_one_line_whatever_the_file_says() -> None:
    assert Problem("a\nb.toml", "", "'\x1b[31m'", "a name", line=2).text == (
        "a\\nb.toml:2: found '\\x1b[31m', expected a name"
    )


def test_a_sentence_keeps_the_ends_of_its_lines() -> None:
    assert visible_lines("one\ntwo\x1b\r\n") == "one\ntwo\\x1b\\r\n"


def test_the_first_control_sign_of_a_text_is_named() -> None:
    assert control_sign("a\x1bb\x00") == "\\x1b"
    assert control_sign("a\n\tb – α\u200c\u202eمريض") == ""


def test_a_fault_is_one_short_line_whatever_stands_in_the_file() -> None:
    text = Problem("a\nb", "key\x1b" * 100_000, "x\n" * 100_000, "y").text

    assert "\n" not in text
    assert "\x1b" not in text
    assert len(text) < 1500


def test_a_hundred_faults_are_named_and_the_others_counted() -> None:
    error = FileError(Problem("file", "", str(number), "y") for number in range(1234))

    assert len(error.problems) == MOST_FAULTS
    assert str(error).splitlines()[-2:] == ["file: found 99, expected y", "and 1,134 more"]


def test_a_long_word_has_no_near_spelling_and_a_giant_number_no_digits() -> None:
    assert nearest("tocilizumab" * 10_000, ["tocilizumab"]) == ""
    assert nearest("tociluzimab", ["tocilizumab"]) == "tocilizumab"
    assert shown(16**10_000) == "a number of about 12001 digits"
    assert shown("x" * 100_000) == f"'{'x' * 57}...'"


def test_nothing_of_a_json_file_is_named_as_json_names_it() -> None:
    assert shown(None) == "null"


def test_a_file_in_place_of_a_folder_is_named_as_that(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")
    with pytest.raises(ReadError, match=r"settings\.json: found a file where the path needs a folder"):
        read_bytes(home / "settings.json", SETTINGS)
