"""What a rule asks of a number, for one patient (a float) or for many (a numpy column), with the same bits.

A rule is written once with `+ - * /`, comparisons, `&`, `|` and these; what it is given decides for how many it is
worked out. This room needs no numpy: a column brings its own functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

__all__ = ["Column", "above", "between", "each", "no", "where"]

Column: TypeAlias = Any
"""A float, an integer or a bool, or a numpy column of them."""


def where(condition: Column, yes: Column, no: Column) -> Column:
    """Return the one value where the condition holds, else the other."""
    if isinstance(condition, bool):
        return yes if condition else no
    return condition.__array_namespace__().where(condition, yes, no)


def no(condition: Column) -> Column:
    """Return whether a condition does not hold; Python's `not` knows no columns, and its `~` no truth."""
    return condition ^ True


def above(value: Column, limit: Column) -> Column:
    """Return by how much a value passes a limit; 0 where it does not."""
    return where(value > limit, value - limit, 0.0)


def between(value: Column, low: Column, high: Column) -> Column:
    """Return the value, cut to its limits; what is not a number stays so."""
    return where(value < low, low, where(value > high, high, value))


def each(function: Callable[[float], float], value: Column) -> Column:
    """Return a function of a value, or of each value of a column: for what runs in loops of its own."""
    if isinstance(value, float):
        return function(value)
    if own := getattr(value, "each", None):
        return own(function)
    return value.__array_namespace__().asarray([function(one) for one in value.tolist()])
