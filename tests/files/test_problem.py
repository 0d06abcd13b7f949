"""Faults in words: text of a stranger is shown and never obeyed."""

from __future__ import annotations

import pytest

from game.files.problem import Problem, visible


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
