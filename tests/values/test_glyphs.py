"""The table of characters of a font is read as it was meant; a bad one shows nothing, and does nothing worse."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.values.glyphs import Characters, characters


def words(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}H", *numbers)


def segments() -> bytes:
    """Return A to C of which B is glyph 0, X to Z with a hole, and the end mark."""
    body = words(4, 48, 0, 6, 0, 0, 0)
    ends, starts = words(0x43, 0x5A, 0xFFFF), words(0x41, 0x58, 0xFFFF)
    deltas, offsets = words((-0x42) % 0x10000, 0, 1), words(0, 4, 0)
    return body + ends + words(0) + starts + deltas + offsets + words(7, 0, 9)


def groups() -> bytes:
    return words(12, 0) + struct.pack(">III", 40, 0, 2) + struct.pack(">6I", 0x1F600, 0x1F602, 5, 0x5C71, 0x5C71, 9)


def font(*tables: tuple[int, bytes], start: int = 0) -> bytes:
    at = 4 + 8 * len(tables)
    heads, bodies = b"", b""
    for encoding, body in tables:
        heads += struct.pack(">HHI", 3, encoding, at + len(bodies))
        bodies += body
    cmap = words(0, len(tables)) + heads + bodies
    record = struct.pack(">4sIII", b"cmap", 0, start + 28, len(cmap))
    return b"\0\1\0\0" + words(1, 0, 0, 0) + record + cmap


def shown(raw: bytes) -> str:
    found = characters(BytesIO(raw))
    return "".join(sign for sign in "ABCDWXYZ\uffff山😀😁😂😃" if sign in found)


def test_segments_and_groups_are_read_with_their_holes() -> None:
    assert shown(font((1, segments()))) == "ACXZ"
    assert shown(font((10, groups()))) == "山😀😁😂"
    assert shown(font((1, segments()), (10, groups()))) == "ACXZ山😀😁😂"


def test_tables_that_do_not_speak_unicode_are_passed_over() -> None:
    assert shown(font((0, segments()))) == ""


def test_a_collection_is_read_at_its_first_face() -> None:
    head = b"ttcf" + struct.pack(">III", 0x10000, 1, 16)

    assert shown(head + font((1, segments()), start=16)) == "ACXZ"


@given(st.binary(max_size=200), st.integers(0, 60))
def test_a_broken_font_shows_nothing_or_a_part(noise: bytes, cut: int) -> None:
    whole = font((1, segments()), (10, groups()))

    for raw in (noise, whole[:cut], whole[:cut] + noise, whole[:cut] + noise + whole[cut + len(noise) :]):
        assert isinstance(characters(BytesIO(raw)), Characters)


@pytest.mark.parametrize(
    ("runs", "joined"), [([(5, 6), (1, 4)], ((1,), (6,))), ([(1, 9), (2, 3), (11, 11)], ((1, 11), (9, 11)))]
)
def test_runs_are_joined_in_order(runs: list[tuple[int, int]], joined: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    assert Characters.of(runs) == Characters(*joined)
