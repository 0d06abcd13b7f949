"""Strips of numbers, and what works on them: the page, where they lie in Python's memory, or else Python.

A strip is an array of floats, or one of bytes where it holds truths. A call of the page costs as much as some twenty
numbers cost in Python, and hardly more for a thousand. Both have the same bits: only `+ - * /`, roots and comparisons.
"""

from __future__ import annotations

import math
import operator
import struct
from array import array
from collections.abc import Callable, Iterable
from itertools import compress, repeat
from typing import Any, Final, Protocol, TypeAlias

Strip: TypeAlias = "array[Any]"
Work: TypeAlias = Callable[..., int]
"""Takes what `plain` takes, and does the same."""
_NAMES: Final = (
    "add", "sub", "mul", "truediv", "least", "most", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "xor", "abs",
    "neg", "root", "copy", "whole", "nan", "finite", "not", "where", "pick", "put", "take", "lay",
)  # fmt: skip
NUMBER: Final = {name: number for number, name in enumerate(_NAMES)}
"""What can be done, with its number in `static/columns.js`."""
_ASKED: Final = struct.Struct("14I")
"""The work, how many; of each of three strips whether it holds floats, its address, and the step to its next number,
which of the last one is always 1 and in whose place stands the address of a mask; then how many rows, and the numbers
from one to the next in the first strip and in the last."""


class StripPage(Protocol):
    """What works on strips where they lie."""

    def attend(self, address: int, /) -> None:
        """Hear at which address everything will be asked."""

    def work(self) -> None:
        """Do what is asked there; how many it came to stands in the second place then."""


def plain(
    what: int,
    many: int,
    strip: Strip,
    first: int,
    step: int,
    other: Strip,
    second: int,
    step_2: int,
    out: Strip,
    place: int,
    mask: Strip | None = None,
    of_mask: int = 0,
    rows: int = 1,
    row: int = 0,
    out_row: int = 0,
) -> int:
    """Do one piece of work on `many` numbers in Python, and return how many it came to.

    `first` and `second` say where they begin in two strips, and a step of 0 that one number stands for all; what comes
    of it is written into `out` from `place` on. Of several rows each begins so many numbers after the one before.
    """
    count = 0
    for number in range(rows):
        from_, to = first + number * row, place + number * out_row
        count = _plain_row(what, many, strip, from_, step, other, second, step_2, out, to, mask, of_mask)
    return count


def _plain_row(
    what: int,
    many: int,
    strip: Strip,
    first: int,
    step: int,
    other: Strip,
    second: int,
    step_2: int,
    out: Strip,
    place: int,
    mask: Strip | None,
    of_mask: int,
) -> int:
    one = strip[first : first + many] if step else repeat(strip[first], many)
    two = other[second : second + many] if step_2 else repeat(other[second], many)
    name = _NAMES[what]
    held = mask[of_mask : of_mask + many] if mask is not None else ()
    found: Iterable[Any]
    match name:
        case "where":
            found = [yes if holds else no for holds, yes, no in zip(held, one, two, strict=True)]
        case "pick":
            found = list(compress(one, held))
        case "put":
            new = iter(strip[first:] if step else repeat(strip[first]))
            found = [next(new) if holds else old for holds, old in zip(held, out[place : place + many], strict=True)]
        case "take":
            found = [strip[first + int(at)] for at in two]
        case "lay":
            for at, given in zip(two, one, strict=True):
                out[place + int(at)] = given
            return many
        case _:
            found = map(_SINGLE[name], one) if name in _SINGLE else map(_DOUBLE[name], one, two)
    made = array(out.typecode, map(int, found) if out.typecode == "B" else found)
    out[place : place + len(made)] = made
    return len(made)


_SINGLE: Final[dict[str, Callable[[Any], Any]]] = {
    "abs": abs,
    "neg": operator.neg,
    "root": math.sqrt,
    "copy": lambda one: one,
    "whole": lambda one: float(int(one)),
    "nan": math.isnan,
    "finite": math.isfinite,
    "not": operator.not_,
}
_DOUBLE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    # What is not a number stays so.
    "least": lambda one, two: two if two < one or two != two else one,  # noqa: PLR0124
    "most": lambda one, two: two if two > one or two != two else one,  # noqa: PLR0124
} | {name: getattr(operator, f"__{name}__") for name in _NAMES if hasattr(operator, f"__{name}__")}


def beside(page: StripPage) -> Work:
    """Return what lets a page work."""
    asked = array("I", bytes(_ASKED.size))
    page.attend(asked.buffer_info()[0])
    work, pack = page.work, _ASKED.pack_into

    def working(
        what: int,
        many: int,
        strip: Strip,
        first: int,
        step: int,
        other: Strip,
        second: int,
        step_2: int,
        out: Strip,
        place: int,
        mask: Strip | None = None,
        of_mask: int = 0,
        rows: int = 1,
        row: int = 0,
        out_row: int = 0,
    ) -> int:
        one, two, three = strip.itemsize, other.itemsize, out.itemsize
        pack(
            asked,
            0,
            what,
            many,
            one > 1,
            strip.buffer_info()[0] + first * one,
            step,
            two > 1,
            other.buffer_info()[0] + second * two,
            step_2,
            three > 1,
            out.buffer_info()[0] + place * three,
            0 if mask is None else mask.buffer_info()[0] + of_mask,
            rows,
            row,
            out_row,
        )
        work()
        return asked[1]

    return working
