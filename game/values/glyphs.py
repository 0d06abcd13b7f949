"""Which characters a font can show, read from its table of characters (OpenType `cmap`, formats 4 and 12)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

_COLLECTION: Final = b"ttcf"
_MOST_TABLES: Final = 256
_LARGEST: Final = 4_000_000
"""Bytes of the largest table that is read; the largest of known fonts has a tenth of it."""
_UNICODE: Final = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}
"""Platform and encoding of tables that speak Unicode."""


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters, as runs of code points."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    """The last code point of each run."""

    def __contains__(self, sign: str) -> bool:
        """Say whether a character is among them."""
        code = ord(sign)
        at = bisect_right(self.starts, code) - 1
        return at >= 0 and code <= self.ends[at]

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> Self:
        """Return the characters of runs in any order, first and last code point of each."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(runs):
            if joined and start <= joined[-1][1] + 1:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        return cls(tuple(start for start, _ in joined), tuple(end for _, end in joined))


def characters(font: BinaryIO) -> Characters:
    """Return what the first face of an open font file can show; nothing where it is no such file."""
    try:
        return Characters.of(_runs(_table(font)))
    except (struct.error, ValueError, IndexError):
        return Characters()


def _table(font: BinaryIO) -> bytes:
    """Return the table of characters; empty if there is none."""
    start = 0
    if font.read(4) == _COLLECTION:
        font.seek(12)
        (start,) = struct.unpack(">I", font.read(4))
    font.seek(start + 4)
    (count,) = struct.unpack(">H", font.read(2))
    font.seek(start + 12)
    for _ in range(min(count, _MOST_TABLES)):
        tag, _, offset, length = struct.unpack(">4sIII", font.read(16))
        if tag == b"cmap":
            font.seek(offset)
            return font.read(min(length, _LARGEST))
    return b""


def _runs(table: bytes) -> Iterable[tuple[int, int]]:
    count = struct.unpack_from(">H", table, 2)[0] if table else 0
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + 8 * index)
        if (platform, encoding) in _UNICODE:
            (form,) = struct.unpack_from(">H", table, offset)
            if form == 4:
                yield from _segments(table[offset:])
            elif form == 12:
                (groups,) = struct.unpack_from(">I", table, offset + 12)
                yield from ((first, last) for first, last, _ in struct.iter_unpack(
                    ">III", table[offset + 16 : offset + 16 + 12 * groups]
                ) if first <= last <= 0x10FFFF)  # fmt: skip


def _segments(table: bytes) -> Iterable[tuple[int, int]]:
    """Yield the runs of a table of format 4; a segment may have holes, which stand as glyph 0."""
    (twice,) = struct.unpack_from(">H", table, 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + twice)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 2 * twice)
    offsets = struct.unpack_from(f">{count}H", table, 16 + 3 * twice)
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        last = min(end, 0xFFFE)
        if start > last:
            continue
        if not offset:
            hole = -delta % 0x10000
            yield from ((a, b) for a, b in ((start, min(last, hole - 1)), (max(start, hole + 1), last)) if a <= b)
            continue
        at = 16 + 3 * twice + 2 * index + offset
        glyphs = struct.unpack_from(f">{last - start + 1}H", table, at)
        yield from ((start + n, start + n) for n, glyph in enumerate(glyphs) if glyph)
