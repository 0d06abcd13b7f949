"""Write what draws for many keys at once in a browser as one WebAssembly file, `game/web/static/draws.wasm`.

    python tools/build_draws.py

It is the hash of `game/values/noise.py`, for which JavaScript lacks whole numbers of 64 bits. Each function overwrites
the keys from byte `FIRST` to an end with the numbers that they draw; it is given the end and what is added to each key.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from game.futures.webassembly import I32, function, get, loop, module, put, signed, whole

OUT: Final = ROOT / "game" / "web" / "static" / "draws.wasm"
FIRST: Final = 64
_GOLDEN, _ONE, _TWO = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_I64: Final = b"\x7e"
_ADD, _MUL, _AND, _XOR, _SHIFTED = b"\x7c", b"\x7e", b"\x83", b"\x85", b"\x88"
_READ, _WRITTEN, _FLOAT = b"\x29\x03\x00", b"\x39\x03\x00", b"\xba"
_LESS, _TIMES, _BY = b"\xa1", b"\xa2", b"\xa3"
_END, _STEP, _AT, _SUM, _HASHED, _TOTAL = range(6)


def _long(value: int) -> bytes:
    return b"\x42" + signed(value - (1 << 64) if value >> 63 else value)


def _float(value: float) -> bytes:
    return b"\x44" + struct.pack("<d", value)


def _fold(by: int) -> bytes:
    return get(_HASHED) + get(_HASHED) + _long(by) + _SHIFTED + _XOR


def _mixed() -> bytes:
    """Hash what stands in the sum, as `noise.mixed` does."""
    first = get(_SUM) + put(_HASHED) + _fold(30) + _long(_ONE) + _MUL + put(_HASHED)
    return first + _fold(27) + _long(_TWO) + _MUL + put(_HASHED) + _fold(31) + put(_HASHED)


def _gaussian() -> bytes:
    halves = get(_HASHED) + _long(32) + _SHIFTED + get(_HASHED) + _long(0xFFFFFFFF) + _AND + _ADD
    part = get(_SUM) + _long(_GOLDEN) + _ADD + put(_SUM) + _mixed() + get(_TOTAL) + halves + _ADD + put(_TOTAL)
    total = get(_TOTAL) + _FLOAT + _float(4294967296.0) + _BY + _float(6.0) + _LESS
    return _long(6) + put(_TOTAL) + 6 * part + get(_AT) + total + _WRITTEN


def _uniform() -> bytes:
    return _mixed() + get(_AT) + get(_HASHED) + _long(11) + _SHIFTED + _FLOAT + _float(2.0**-53) + _TIMES + _WRITTEN


def _for_all(one: bytes) -> bytes:
    summed = get(_AT) + _READ + get(_STEP) + _ADD + put(_SUM)
    code = whole(FIRST) + put(_AT) + loop(_AT, get(_END), summed + one, whole(8))
    return function([(1, I32), (3, _I64)], code)


def build() -> bytes:
    """Return the file."""
    functions = [(0, _for_all(_uniform())), (0, _for_all(_gaussian()))]
    return module([[I32, _I64]], functions, [("uniforms", 0, 0), ("gaussians", 0, 1)])


if __name__ == "__main__":
    OUT.write_bytes(build())
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")
