"""Write the equations as one WebAssembly file, `game/futures/kernel.wasm`: the compiled kernel of the game.

    python tools/build_kernel.py

There is no second copy of the equations: `equations.rate` runs once on place holders, which write down every operation
in its order, and each becomes one instruction on two patients side by side. WebAssembly rounds `+ - * /` and `sqrt` as
IEEE 754 asks, and its compilers may neither reorder nor fuse them, so the bits are those of plain Python; a test holds
them, and another that this file is the one the equations make.
"""

from __future__ import annotations

import struct
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from game.patient import compartments, constants, equations
from game.patient.batch import rebound
from game.patient.body import Inputs
from tools.webassembly import (
    AND,
    AND_NOT,
    END,
    I32,
    I32_ADD,
    I32_MUL,
    PLUS,
    TIMES,
    V128,
    both,
    function,
    get,
    if_any,
    listed,
    load,
    load_twice,
    load_whole,
    loop,
    put,
    section,
    simd,
    store,
    unsigned,
    whole,
)

OUT = ROOT / "game" / "futures" / "kernel.wasm"

STATES, CONSTANTS, INPUTS = len(compartments.NAMES), len(constants.NAMES), len(Inputs._fields)
ROWS = STATES + CONSTANTS + INPUTS
PAIR = 16
"""Bytes of one number of two patients."""
WIDTH, STRIDE, STEPS, TOLD, LASTING, WEIGHTS = 0, 4, 8, 12, 16, 24
"""Where in memory stands what is asked: the bytes of a row in use, those to the next row, the steps, where the state of
a pair is written after each step, or 0, and where what rests on the constants begins, pair by pair, as whole numbers;
half a step, a step and a sixth of it as doubles."""
BLOCK = 1024
"""Where in memory the numbers of the pair begin that is being moved: its states, then what the kernel makes of them."""
RANKS = ("number", "constant", "input", "state")
"""What an entry can rest on, what changes most last."""

# --- the operations of the equations, written down

SIMD = {
    "add": 0xF0, "subtract": 0xF1, "multiply": 0xF2, "divide": 0xF3, "negative": 0xED, "absolute": 0xEC, "sqrt": 0xEF,
    "less": 0x49, "more": 0x4A, "at most": 0x4B, "at least": 0x4C,
    "and": 0x4E, "or": 0x50, "xor": 0x51, "holds": 0x48, "select": 0x52,
}  # fmt: skip
"""Instructions on two doubles (f64x2)."""
COMPARISONS = ("less", "more", "at most", "at least")
TRUTHS = (*COMPARISONS, "and", "or", "xor")
"""What is 0 or 1; only of these the bits may be joined."""


class Tape:
    """All operations in their order; what is asked twice stands once."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.entries: list[tuple[Any, ...]] = []
        self._known: dict[tuple[Any, ...], int] = {}

    def note(self, *entry: Any) -> Mark:
        """Write an operation or a leaf down, and return what stands for its result."""
        if entry not in self._known:
            self._known[entry] = len(self.entries)
            self.entries.append(entry)
        return Mark(self, self._known[entry])

    def operate(self, call: str, *on: Any) -> Mark:
        """Write down an operation on marks and plain numbers."""
        marks = [one if isinstance(one, Mark) else self.note("number", struct.pack("<d", one)) for one in on]
        return self.note(call, *[one.place for one in marks])


class Mark:
    """Stands for a number while the equations are written down."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, tape: Tape, place: int) -> None:
        """Stand for the entry at this place of a tape."""
        self.tape, self.place = tape, place

    def __bool__(self) -> bool:
        """Refuse: a branch would be taken once and for all patients. Raises TypeError."""
        raise TypeError("equations cannot branch; use a comparison as 0 or 1")

    def __eq__(self, other: object) -> bool:
        """Refuse, as `__bool__` does."""
        raise TypeError("equations cannot ask whether numbers are equal")

    def __array_namespace__(self) -> type[Mark]:
        """Return what `values.elementwise` asks a column for."""
        return Mark

    @staticmethod
    def where(condition: Mark, yes: Any, no: Any) -> Mark:
        """Return what stands for the one number where a condition holds, else for the other."""
        tape = condition.tape
        return tape.operate("select", yes, no, tape.operate("holds", condition, 0.0))


def _joined(call: str) -> Callable[[Mark, Any], Mark]:
    def join(mark: Mark, other: Any) -> Mark:
        for one in (mark, other):
            if not (isinstance(one, bool) or (isinstance(one, Mark) and one.tape.entries[one.place][0] in TRUTHS)):
                raise TypeError("only what is true or not can be joined")
        return mark.tape.operate(call, mark, other)

    return join


def _binary(call: str, *, swapped: bool = False) -> Callable[[Mark, Any], Mark]:
    return lambda mark, other: mark.tape.operate(call, *((other, mark) if swapped else (mark, other)))


def _unary(call: str) -> Callable[[Mark], Mark]:
    return lambda mark: mark.tape.operate(call, mark)


for _sign, _call in (("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("truediv", "divide")):
    setattr(Mark, f"__{_sign}__", _binary(_call))
    setattr(Mark, f"__r{_sign}__", _binary(_call, swapped=True))
for _sign, _call in (("neg", "negative"), ("abs", "absolute")):
    setattr(Mark, f"__{_sign}__", _unary(_call))
for _call in ("and", "or", "xor"):
    setattr(Mark, f"__{_call}__", _joined(_call))
    setattr(Mark, f"__r{_call}__", _joined(_call))
for _sign, _call in (("lt", "less"), ("gt", "more"), ("le", "at most"), ("ge", "at least")):
    setattr(Mark, f"__{_sign}__", _binary(_call))


# --- the kernel


def emitted(
    tape: Tape, wanted: Sequence[tuple[int, bytes, int]], leaf: Callable[[int], bytes], first_local: int
) -> tuple[bytes, int]:
    """Return code that finds each wanted entry and stores it, and the number of locals it takes.

    `wanted` gives each entry, what puts an address on the stack, and how many bytes after it the entry goes; `leaf`
    reads an entry that is there already.
    """
    needed: set[int] = set()
    asked = [place for place, *_ in wanted]
    uses = Counter(asked)
    while asked:
        if (one := asked.pop()) not in needed:
            needed.add(one)
            if not leaf(one):
                uses.update(tape.entries[one][1:])
                asked.extend(tape.entries[one][1:])
    local: dict[int, int] = {}

    def computed(place: int) -> bytes:
        if code := leaf(place):
            return code
        call, *operands = tape.entries[place]
        code = b"".join([found(one) for one in operands]) + simd(SIMD[call])
        return code + both(1.0) + AND if call in COMPARISONS else code

    def found(place: int) -> bytes:
        return get(local[place]) if place in local else computed(place)

    code = b""
    for place in sorted(needed):
        if uses[place] > 1 and tape.entries[place][0] != "number":
            code += computed(place) + put(first_local + len(local))
            local[place] = first_local + len(local)
    for place, address, offset in wanted:
        code += address + found(place) + store(offset)
    return code, len(local)


def row(number: int) -> int:
    """Return the address of a row of the pair."""
    return BLOCK + number * PAIR


class Kernel:
    """The functions of the file: `rates` of one pair, `prepare` for the constants of all, `advance` for all ticks."""

    def __init__(self, rate: Callable[..., Sequence[Any]]) -> None:
        """Write the equations down and lay out the memory."""
        self.tape = tape = Tape()
        leaves = [tape.note("state", n) for n in range(STATES)]
        leaves += [tape.note("constant", n) for n in range(STATES, STATES + CONSTANTS)]
        leaves += [tape.note("input", n) for n in range(STATES + CONSTANTS, ROWS)]
        changes = rate(leaves[:STATES], leaves[STATES : STATES + CONSTANTS], leaves[STATES + CONSTANTS :])
        self.changes = [one.place for one in changes]
        self.rests_on: list[int] = []
        """The place in RANKS of what each entry rests on."""
        for kind, *of in tape.entries:
            self.rests_on.append(RANKS.index(kind) if kind in RANKS else max(map(self.rests_on.__getitem__, of)))
        steady = self._met(self.changes, "input")
        passing = [one for one in steady if self._is_of(one, "input")]
        self.passing = {place: STATES + n for n, place in enumerate(passing)}
        """The row of each number that stays the same through a call, and so is found once in it."""
        lasting = {*steady, *self._met(passing, "constant")}
        self.lasting = {
            place: n for n, place in enumerate(sorted([one for one in lasting if self._is_of(one, "constant")]))
        }
        """The place of each number that rests on the constants alone, and so is found once for many calls."""
        self.at = STATES + len(passing)
        self.slopes = [self.at + STATES * (1 + n) for n in range(4)]
        self.columns = -(-row(self.at + 5 * STATES) // 1024) * 1024

    def _is_of(self, place: int, rank: str) -> bool:
        return self.rests_on[place] == RANKS.index(rank)

    def _met(self, asked: Sequence[int], rank: str) -> list[int]:
        """Return the entries that rest on no more than that and are the first such on the way to what is asked."""
        found: set[int] = set()
        seen: set[int] = set()
        left = list(asked)
        while left:
            if (place := left.pop()) not in seen:
                seen.add(place)
                if self.rests_on[place] <= RANKS.index(rank):
                    found.add(place)
                elif self.tape.entries[place][0] in SIMD:
                    left.extend(self.tape.entries[place][1:])
        return sorted(found)

    def _found(self, place: int, lasting: int) -> bytes:
        """Put an entry on the stack that is a number or rests on the constants; `lasting` is the local of those."""
        kind, value, *_ = self.tape.entries[place]
        if place in self.lasting:
            return get(lasting) + load(self.lasting[place] * PAIR)
        return both(struct.unpack("<d", value)[0]) if kind == "number" else b""

    def _column(self, number: int, at: int, stride: int) -> bytes:
        """Put what stands in a row of the patients on the stack; `at` and `stride` are locals."""
        return get(at) + get(stride) + whole(number) + I32_MUL + I32_ADD + load(self.columns)

    def rates(self) -> bytes:
        """Return the function that stores the changes at its second address of the state at its first.

        At its third stands what rests on the constants.
        """

        def leaf(place: int) -> bytes:
            kind, value, *_ = self.tape.entries[place]
            if kind == "state":
                return get(0) + load(value * PAIR)
            if place in self.passing:
                return whole(0) + load(row(self.passing[place]))
            return self._found(place, 2)

        code, count = emitted(self.tape, [(one, get(1), n * PAIR) for n, one in enumerate(self.changes)], leaf, 3)
        return function([(count, V128)], code)

    def prepare(self) -> bytes:
        """Return the function that finds what rests on the constants of all patients; see `advance`."""
        width, stride, at, base, first = range(5)

        def leaf(place: int) -> bytes:
            kind, value, *_ = self.tape.entries[place]
            if kind == "constant":
                return self._column(value, at, stride)
            return both(struct.unpack("<d", value)[0]) if kind == "number" else b""

        wanted = [(place, get(base), n * PAIR) for place, n in self.lasting.items()]
        code, count = emitted(self.tape, wanted, leaf, first)
        asked = _asked({width: WIDTH, stride: STRIDE, base: LASTING})
        return function([(4, I32), (count, V128)], asked + loop(at, get(width), code + self._next(base), whole(PAIR)))

    def _next(self, base: int) -> bytes:
        """Let the local of what rests on the constants go on to the next pair."""
        return get(base) + whole(len(self.lasting) * PAIR) + I32_ADD + put(base)

    def advance(self) -> bytes:
        """Return the function that moves all pairs.

        Neither it nor `prepare` takes an argument, which makes them cheap to call from Python: what is asked stands in
        memory, from address 0 on (`WIDTH` and the following).
        """
        width, stride, ticks, kept, base, at, source, target, tick, moved, half, whole_step, sixth, first = range(14)
        asked = _asked({width: WIDTH, stride: STRIDE, ticks: STEPS, kept: TOLD, base: LASTING})
        asked += b"".join(
            [whole(WEIGHTS + 8 * n) + load_twice(0) + put(one) for n, one in enumerate((half, whole_step, sixth))]
        )

        def leaf(place: int) -> bytes:
            kind, value, *_ = self.tape.entries[place]
            return self._column(value, at, stride) if kind == "input" else self._found(place, base)

        once, count = emitted(self.tape, [(one, whole(0), row(n)) for one, n in self.passing.items()], leaf, first)

        def copied(*, back: bool) -> bytes:
            ends = (get(source), get(target)) if back else (get(target), get(source))
            body = ends[0] + ends[1] + load(0) + store(0) + get(source) + get(stride) + I32_ADD + put(source)
            begin = whole(self.columns) + get(at) + I32_ADD + put(source) + whole(BLOCK) + put(target)
            return begin + loop(target, whole(row(STATES)), body, whole(PAIR))

        def rates(start: int, slope: int) -> bytes:
            return whole(row(start)) + whole(row(slope)) + get(base) + b"\x10\x00"

        def number(start: int, n: int) -> bytes:
            return whole(0) + load(row(start + n))

        def part(weight: int, slope: int) -> bytes:
            return b"".join(
                [
                    whole(0) + number(0, n) + get(weight) + number(slope, n) + TIMES + PLUS + store(row(self.at + n))
                    for n in range(STATES)
                ]
            )

        def last(n: int) -> bytes:
            """Return the end of a tick in the order of `method.step`: y + sixth * (a + 2.0 * (b + c) + d)."""
            a, b, c, d = [number(slope, n) for slope in self.slopes]
            slope = a + both(2.0) + b + c + PLUS + TIMES + PLUS + d + PLUS
            code = number(0, n) + get(sixth) + slope + TIMES + PLUS + put(moved)
            above = get(moved) + get(moved) + both(0.0) + simd(SIMD["less"]) + AND_NOT
            return code + whole(0) + above + store(row(n))

        k1, k2, k3, k4 = self.slopes
        one_tick = rates(0, k1) + part(half, k1) + rates(self.at, k2) + part(half, k2) + rates(self.at, k3)
        one_tick += part(whole_step, k3) + rates(self.at, k4) + b"".join([last(n) for n in range(STATES)])
        told = get(kept) + get(target) + load(0) + store(0) + get(kept) + whole(PAIR) + I32_ADD + put(kept)
        one_tick += if_any(kept, whole(BLOCK) + put(target) + loop(target, whole(row(STATES)), told, whole(PAIR)))
        pair = copied(back=False) + once + whole(0) + put(tick) + loop(tick, get(ticks), one_tick) + copied(back=True)
        code = asked + loop(at, get(width), pair + self._next(base), whole(PAIR))
        return function([(9, I32), (4 + count, V128)], code)


def _asked(of: dict[int, int]) -> bytes:
    """Return code that reads whole numbers from where they stand in memory into locals."""
    return b"".join([whole(address) + load_whole(0) + put(local) for local, address in of.items()])


def build(rate: Callable[..., Sequence[Any]] | None = None) -> bytes:
    """Return the file for these equations; without any, for those of the game."""
    tape_sqrt = {"sqrt": lambda mark: mark.tape.operate("sqrt", mark)}
    kernel = Kernel(rate or rebound(vars(equations), tape_sqrt)["rate"])
    types = [b"\x60" + listed([I32] * count) + listed([]) for count in (3, 0)]
    told = (kernel.columns, ROWS, len(kernel.lasting))
    globals_ = [I32 + b"\x00" + whole(value) + END for value in told]
    exports = [("memory", 2, 0), ("prepare", 0, 1), ("advance", 0, 2)]
    exports += [(name, 3, n) for n, name in enumerate(("columns", "rows", "lasting"))]
    return b"\x00asm\x01\x00\x00\x00" + b"".join(
        [
            section(1, types),
            section(3, [unsigned(0), unsigned(1), unsigned(1)]),
            section(5, [b"\x00" + unsigned(1)]),
            section(6, globals_),
            section(7, [unsigned(len(name)) + name.encode() + bytes([kind, place]) for name, kind, place in exports]),
            section(10, [kernel.rates(), kernel.prepare(), kernel.advance()]),
        ]
    )


if __name__ == "__main__":
    OUT.write_bytes(build())
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")
