"""WebAssembly's instructions, sections and files as bytes: as many as the compiled rules need, and no more."""

from __future__ import annotations

import struct
from collections.abc import Sequence

I32, V128 = b"\x7f", b"\x7b"
END, ELSE_NOTHING = b"\x0b", b"\x40"
I32_ADD, I32_MUL, I32_LESS = b"\x6a", b"\x6c", b"\x49"
AND, AND_NOT, PLUS, TIMES = b"\xfd\x4e", b"\xfd\x4f", b"\xfd\xf0\x01", b"\xfd\xf2\x01"


def unsigned(value: int) -> bytes:
    """Return a whole number in LEB128."""
    found = b""
    while value > 0x7F:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def signed(value: int) -> bytes:
    """Return a whole number in signed LEB128."""
    found = b""
    while not -64 <= value < 64:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value & 0x7F])


def simd(code: int) -> bytes:
    """Return an instruction on vectors."""
    return b"\xfd" + unsigned(code)


def get(local: int) -> bytes:
    """Put a local on the stack."""
    return b"\x20" + unsigned(local)


def put(local: int) -> bytes:
    """Take a local from the stack."""
    return b"\x21" + unsigned(local)


def whole(value: int) -> bytes:
    """Put a whole number on the stack."""
    return b"\x41" + signed(value)


def load_whole(offset: int) -> bytes:
    """Read a whole number of 32 bits at the address on the stack and so many bytes on."""
    return b"\x28\x02" + unsigned(offset)


def load(offset: int) -> bytes:
    """Read two doubles at the address on the stack and so many bytes on."""
    return simd(0) + b"\x03" + unsigned(offset)


def load_twice(offset: int) -> bytes:
    """Read one double at the address on the stack and so many bytes on, as both halves of a vector."""
    return simd(10) + b"\x03" + unsigned(offset)


def store(offset: int) -> bytes:
    """Write two doubles to the address under them and so many bytes on."""
    return simd(11) + b"\x03" + unsigned(offset)


def both(value: float) -> bytes:
    """Put the same double twice on the stack, as one vector."""
    return simd(12) + struct.pack("<dd", value, value)


def both_bits(value: bytes) -> bytes:
    """Put the same eight bytes twice on the stack, as one vector."""
    return simd(12) + value * 2


def if_lanes(condition: bytes, body: bytes) -> bytes:
    """Do something where any bit of a vector is set."""
    return condition + simd(0x53) + b"\x04" + ELSE_NOTHING + body + END


def gather(row: int, offset: int, stride: int, at: int, kept: int) -> bytes:
    """Replace two numbers on the stack by what stands so many rows behind a row, for each of a pair.

    `stride` and `at` are locals with the bytes of a row and the place of the pair; `kept` is one to be used.
    """

    def lane(number: int) -> bytes:
        behind = get(kept) + simd(0x21) + bytes([number]) + b"\xfc\x03" + whole(row) + I32_ADD
        return get(at) + behind + get(stride) + I32_MUL + I32_ADD + b"\x2b\x03" + unsigned(offset + 8 * number)

    return put(kept) + lane(0) + simd(0x14) + lane(1) + simd(0x22) + b"\x01"


def loop(local: int, until: bytes, body: bytes, stride: bytes = whole(1)) -> bytes:
    """Repeat while the local is below `until`; at least once."""
    more = get(local) + stride + I32_ADD + b"\x22" + unsigned(local) + until + I32_LESS
    return b"\x03" + ELSE_NOTHING + body + more + b"\x0d\x00" + END


def if_any(local: int, body: bytes) -> bytes:
    """Do something where the local is not zero."""
    return get(local) + b"\x04" + ELSE_NOTHING + body + END


def listed(parts: Sequence[bytes]) -> bytes:
    """Return parts with their number in front."""
    return unsigned(len(parts)) + b"".join(parts)


def section(number: int, parts: Sequence[bytes]) -> bytes:
    """Return a section of the file."""
    content = listed(parts)
    return bytes([number]) + unsigned(len(content)) + content


def function(kinds: Sequence[tuple[int, bytes]], code: bytes) -> bytes:
    """Return the body of a function with so many locals of each kind."""
    content = listed([unsigned(count) + kind for count, kind in kinds]) + code + END
    return unsigned(len(content)) + content


def _named(name: str) -> bytes:
    return unsigned(len(name)) + name.encode()


def module(
    types: Sequence[Sequence[bytes]],
    functions: Sequence[tuple[int, bytes]],
    exports: Sequence[tuple[str, int, int]],
    globals_: Sequence[bytes] = (),
    *,
    lent: bool = False,
) -> bytes:
    """Return a file with a page of memory, which it exports; or one that is `lent` its memory by whoever runs it.

    A type is the arguments of functions that return nothing; a function has its type and its body, an export its name,
    kind (0 a function, 3 a number) and place.
    """
    told = [*([] if lent else [("memory", 2, 0)]), *exports]
    a_page = b"\x00" + unsigned(1)
    return b"\x00asm\x01\x00\x00\x00" + b"".join(
        [
            section(1, [b"\x60" + listed(one) + listed([]) for one in types]),
            section(2, [_named("lent") + _named("memory") + b"\x02" + a_page]) if lent else b"",
            section(3, [unsigned(type_) for type_, _ in functions]),
            b"" if lent else section(5, [a_page]),
            section(6, globals_) if globals_ else b"",
            section(7, [_named(name) + bytes([kind, place]) for name, kind, place in told]),
            section(10, [body for _, body in functions]),
        ]
    )
