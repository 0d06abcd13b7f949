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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from game.futures.tape import PAIR, SIMD, Tape, emitted
from game.futures.webassembly import (
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
    load,
    load_twice,
    load_whole,
    loop,
    module,
    put,
    simd,
    store,
    whole,
)
from game.patient import compartments, constants, equations
from game.patient.batch import rebound
from game.patient.body import Inputs

OUT = ROOT / "game" / "futures" / "kernel.wasm"

STATES, CONSTANTS, INPUTS = len(compartments.NAMES), len(constants.NAMES), len(Inputs._fields)
ROWS = STATES + CONSTANTS + INPUTS
WIDTH, STRIDE, STEPS, TOLD, LASTING, WEIGHTS = 0, 4, 8, 12, 16, 24
"""Where in memory stands what is asked: the bytes of a row in use, those to the next row, the steps, where the state of
a pair is written after each step, or 0, and where what rests on the constants begins, pair by pair, as whole numbers;
half a step, a step and a sixth of it as doubles."""
BLOCK = 1024
"""Where in memory the numbers of the pair begin that is being moved: its states, then what the kernel makes of them."""
RANKS = ("number", "constant", "input", "state")
"""What an entry can rest on, what changes most last."""

# --- the kernel


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
    told = (kernel.columns, ROWS, len(kernel.lasting))
    globals_ = [I32 + b"\x00" + whole(value) + END for value in told]
    functions = [(0, kernel.rates()), (1, kernel.prepare()), (1, kernel.advance())]
    exports = [("prepare", 0, 1), ("advance", 0, 2)]
    exports += [(name, 3, n) for n, name in enumerate(("columns", "rows", "lasting"))]
    return module([[I32] * 3, []], functions, exports, globals_)


if __name__ == "__main__":
    OUT.write_bytes(build())
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size:,} bytes")
