"""Lines of a TOML text, as editors count them, for everything that the standard reader finds in it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.files.toml_lines import DEEPEST, ExcessError, Place, line_of, lines_of


def test_lines_are_found_around_long_texts_lists_and_quoted_keys() -> None:
    found = lines_of(
        '"a b" = 1\n'
        'long = """\n[not.a.table]\nkey = 1\n"""\n'
        'many = [\n  "x = 1", # ]\n  [2,\n   3],\n]\n'
        "[one . two] # remark\nkey = 1\n[[rows]]\nk = 1\n[[rows]]\nk = { m = 2 }\n[rows.inner]\n'dots.in.it' = 5\n"
    )
    lines = {
        "a b": 1,
        "long": 2,
        "many": 6,
        "many[0]": 7,
        "many[1]": 8,
        "many[1][0]": 8,
        "many[1][1]": 9,
        "one": 11,
        "one.two.key": 12,
        "rows": 13,
        "rows[0].k": 14,
        "rows[1]": 15,
        "rows[1].k.m": 16,
        "rows[1].missing": 15,
        "rows[1].inner.dots.in.it": 18,
        "rows[2]": 13,
        "unknown": 0,
    }

    assert {place: line_of(found, place) for place in lines} == lines


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c"])
def test_only_newlines_end_a_line(sign: str) -> None:
    assert line_of(lines_of(f"a = '{sign}'\r\nb = 1\r\n"), "b") == 2


def test_a_text_that_is_no_toml_is_read_as_far_as_it_can_be() -> None:
    assert line_of(lines_of("a = 1\nb = = 2\nc = 3\n"), "a") == 1
    assert lines_of("= 1").parts == {}


@pytest.mark.parametrize(
    "text",
    [
        "\na = " + "[" * 100_000,
        "\n" + ".".join("a" * 100_000) + " = 1",
        "\n[" + " . ".join(["'a'"] * 100_000) + "]",
        "\na = " + "{ a = " * 100_000,
        "\na = " + "9" * 5000,
        "\na = 0x" + "f" * 5000,
    ],
)
def test_what_is_too_deep_or_too_long_is_named_with_its_line(text: str) -> None:
    with pytest.raises(ExcessError) as caught:
        lines_of(text)

    assert caught.value.line == 2


def test_a_level_may_lie_as_deep_as_it_says() -> None:
    deep = "[" * (DEEPEST - 1) + "1" + "]" * (DEEPEST - 1)

    assert line_of(lines_of(f"\na = {deep}"), "a" + "[0]" * (DEEPEST - 1)) == 2


KEYS = st.sampled_from(["a", "b", "c-1", "d e", "f.g", "h[0]", "ä", 'i"', "#", "\u2028", "="])
SPACE = st.sampled_from(["", " ", "\t "])
BLANK = st.sampled_from(["", " ", "\n", " # ] } ''' \"\"\"\n", "\r\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Make a text that is TOML most of the time; every value in it is a number of its own."""
    count = iter(range(1000, 2000))

    def key() -> str:
        name = draw(KEYS)
        if name.replace("-", "").isalnum() and name.isascii() and draw(st.booleans()):
            return name
        return '"' + name.replace('"', '\\"') + '"' if '"' in name or draw(st.booleans()) else f"'{name}'"

    def keys() -> str:
        return f"{draw(SPACE)}.{draw(SPACE)}".join(key() for _ in range(draw(st.integers(1, 3))))

    def scalar() -> str:
        number = next(count)
        before, after = draw(
            st.sampled_from([
                ("", ""), ("'", "'"), ('"', ' \\" # ]"'), ('"""', '\n\n " "" [x]\n"""'), ("'''", "\r\n']\n''''"),
                ("1979-05-27 07:32:00.", ""), ("'\u2028\u0085", "'"), ("0x", ""),
            ])
        )  # fmt: skip
        return f"{before}{number}{after}"

    def value(depth: int) -> str:
        kind = draw(st.integers(0, 5)) if depth < 3 else 5
        if kind == 0:
            inner = [f"{draw(BLANK)}{value(depth + 1)}{draw(BLANK)}" for _ in range(draw(st.integers(0, 3)))]
            return f"[{','.join(inner)}{draw(st.sampled_from(['', ',']) if inner else st.just(''))}{draw(BLANK)}]"
        if kind == 1:
            inner = [
                f"{draw(SPACE)}{keys()}{draw(SPACE)}={draw(SPACE)}{value(depth + 1)}{draw(SPACE)}"
                for _ in range(draw(st.integers(0, 3)))
            ]
            return f"{{{','.join(inner)}}}"
        return scalar()

    def line() -> str:
        match draw(st.integers(0, 4)):
            case 0:
                return f"{draw(SPACE)}[{draw(SPACE)}{keys()}{draw(SPACE)}]"
            case 1:
                return f"[[{draw(SPACE)}{keys()} ]] # remark"
            case _:
                return f"{draw(SPACE)}{keys()}{draw(SPACE)}={draw(SPACE)}{value(0)}{draw(SPACE)}"

    ends = st.sampled_from(["\n", "\r\n", "\n\n", " # x = [\n"])
    return "".join(line() + draw(ends) for _ in range(draw(st.integers(0, 8))))


def same(place: Place, value: Any, lines: list[str]) -> None:
    """Hold that a place has the parts of a value, and that every number stands on the line that is said."""
    if isinstance(value, (dict, list)):
        parts = dict(enumerate(value)) if isinstance(value, list) else value
        assert place.parts.keys() == parts.keys()
        for key, one in parts.items():
            same(place.parts[key], one, lines)
    else:
        assert place.parts == {}
        assert number_of(value) in lines[place.line - 1]


def number_of(value: Any) -> str:
    """Return the four digits by which a value is known."""
    match value:
        case datetime():
            return f"{value.microsecond:06}"[:4]
        case int() if value >= 0x1000:
            # Decimal ones are below 2000, hexadecimal ones above 4000.
            return f"{value:x}"
        case _:
            return str(value).removeprefix("\u2028\u0085")[:4]


@given(documents())
def test_everything_that_the_standard_reader_finds_has_its_line(text: str) -> None:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        lines_of(text)
        return

    same(lines_of(text), table, text.split("\n"))
