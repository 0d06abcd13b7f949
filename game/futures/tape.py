"""Rules written down as they run: each of their operations on a place holder becomes one instruction of WebAssembly.

There is no second copy of a rule: it runs once on marks, which note every operation in its order on a tape, and the
tape becomes code that does the same to two patients side by side, with the same bits.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from game.futures.webassembly import AND, both, get, put, simd, store, whole

__all__ = ["COMPARISONS", "PAIR", "SIMD", "PlaceHolder", "Tape", "emitted", "instruction", "is_truth"]

PAIR = 16
"""Bytes of one number of two patients."""

SIMD = {
    "add": 0xF0, "subtract": 0xF1, "multiply": 0xF2, "divide": 0xF3, "negative": 0xED, "absolute": 0xEC, "sqrt": 0xEF,
    "less": 0x49, "more": 0x4A, "at most": 0x4B, "at least": 0x4C,
    "and": 0x4E, "or": 0x50, "xor": 0x51, "holds": 0x48, "select": 0x52,
    "equal": 0x47, "floor": 0x75, "truncated": 0x7A, "selected truth": 0x52,
    "whole sum": 0xCE, "whole product": 0xD5, "bits and": 0x4E, "bits or": 0x50, "bits xor": 0x51,
}  # fmt: skip
"""Instructions on two doubles (f64x2), or on two whole numbers of 64 bits (i64x2) and their bits."""
SHIFTED = "shifted "
"""Begins the name of a shift of whole numbers to the right; by how many bits comes after it."""
COMPARISONS = ("less", "more", "at most", "at least", "equal")
TRUTHS = (*COMPARISONS, "and", "or", "xor", "truth", "selected truth")
"""What is 0 or 1; only of these the bits may be joined. A 'truth' is read, or known beforehand."""


class Tape:
    """All operations in their order; what is asked twice stands once."""

    def __init__(self, mark: Callable[[Tape, int], PlaceHolder] | None = None) -> None:
        """Begin with nothing; `mark` makes what stands for a result."""
        self.entries: list[tuple[Any, ...]] = []
        self._known: dict[tuple[Any, ...], int] = {}
        self._mark = mark or PlaceHolder

    def note(self, *entry: Any) -> PlaceHolder:
        """Write an operation or a leaf down, and return what stands for its result."""
        if entry not in self._known:
            self._known[entry] = len(self.entries)
            self.entries.append(entry)
        return self._mark(self, self._known[entry])

    def operate(self, call: str, *on: Any) -> PlaceHolder:
        """Write down an operation on marks and plain numbers."""
        marks = [one if isinstance(one, PlaceHolder) else self.note("number", struct.pack("<d", one)) for one in on]
        return self.note(call, *[one.place for one in marks])


class PlaceHolder:
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

    def __array_namespace__(self) -> type[PlaceHolder]:
        """Return what `values.elementwise` asks a column for."""
        return PlaceHolder

    @staticmethod
    def where(condition: PlaceHolder, yes: Any, no: Any) -> PlaceHolder:
        """Return what stands for the one number where a condition holds, else for the other."""
        tape = condition.tape
        return tape.operate("select", yes, no, tape.operate("holds", condition, 0.0))


def is_truth(one: Any) -> bool:
    """Say whether something is known to be 0 or 1."""
    return isinstance(one, bool) or (isinstance(one, PlaceHolder) and one.tape.entries[one.place][0] in TRUTHS)


def _joined(call: str) -> Callable[[PlaceHolder, Any], PlaceHolder]:
    def join(mark: PlaceHolder, other: Any) -> PlaceHolder:
        for one in (mark, other):
            if not is_truth(one):
                raise TypeError("only what is true or not can be joined")
        return mark.tape.operate(call, mark, other)

    return join


def _binary(call: str, *, swapped: bool = False) -> Callable[[PlaceHolder, Any], PlaceHolder]:
    return lambda mark, other: mark.tape.operate(call, *((other, mark) if swapped else (mark, other)))


def _unary(call: str) -> Callable[[PlaceHolder], PlaceHolder]:
    return lambda mark: mark.tape.operate(call, mark)


for _sign, _call in (("add", "add"), ("sub", "subtract"), ("mul", "multiply"), ("truediv", "divide")):
    setattr(PlaceHolder, f"__{_sign}__", _binary(_call))
    setattr(PlaceHolder, f"__r{_sign}__", _binary(_call, swapped=True))
for _sign, _call in (("neg", "negative"), ("abs", "absolute")):
    setattr(PlaceHolder, f"__{_sign}__", _unary(_call))
for _call in ("and", "or", "xor"):
    setattr(PlaceHolder, f"__{_call}__", _joined(_call))
    setattr(PlaceHolder, f"__r{_call}__", _joined(_call))
for _sign, _call in (("lt", "less"), ("gt", "more"), ("le", "at most"), ("ge", "at least")):
    setattr(PlaceHolder, f"__{_sign}__", _binary(_call))


def instruction(call: str) -> bytes:
    """Return the instruction of an operation."""
    if call.startswith(SHIFTED):
        return whole(int(call.removeprefix(SHIFTED))) + simd(0xCD)
    return simd(SIMD[call])


def emitted(
    tape: Tape,
    wanted: Sequence[tuple[int, bytes, int]],
    leaf: Callable[[int], bytes],
    first_local: int,
    done: Callable[[str], bytes] = instruction,
    *,
    first: bool = False,
) -> tuple[bytes, int]:
    """Return code that finds each wanted entry and stores it, and the number of locals it takes.

    `wanted` gives each entry, what puts an address on the stack, and how many bytes after it the entry goes; `leaf`
    reads an entry that is there already, `done` gives the instruction of an operation. All is found `first`, before
    anything is stored, where an entry may go to where another is read.
    """
    needed: set[int] = set()
    asked = [place for place, *_ in wanted]
    uses = Counter(asked + asked if first else asked)
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
        code = b"".join([found(one) for one in operands]) + done(call)
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
