"""Exponential and logarithm from + - * / alone, for constants that are computed once.

The platform's own differ in the last bit between machines; these do not. Relative error under 1e-12 for |x| < 30.
"""

from __future__ import annotations

from game.values.elementwise import Column

LN2 = 0.6931471805599453
LN10 = 2.302585092994046
"""Natural logarithms of 2 and 10, to the last bit."""


def exp(x: float) -> float:
    """Return e to the power of `x`."""
    halvings = 0
    while x > 0.0625 or x < -0.0625:
        x *= 0.5
        halvings += 1
    term = 1.0
    total = 1.0
    for n in range(1, 14):
        term = term * x / n
        total = total + term
    for _ in range(halvings):
        total = total * total
    return total


def log(x: float) -> float:
    """Return the natural logarithm of a positive `x`.

    Raises ValueError for x <= 0.
    """
    if x <= 0.0:
        raise ValueError(f"the logarithm needs a positive number, got {x}")
    twos = 0
    while x > 1.4142135623730951:
        x *= 0.5
        twos += 1
    while x < 0.7071067811865476:
        x *= 2.0
        twos -= 1
    found: float = log_of_scaled(x, twos)
    return found


def log_of_scaled(x: Column, twos: Column) -> Column:
    """Return the natural logarithm of `x` times two to the power of `twos`, of a number or a column; `x` is near 1."""
    ratio = (x - 1.0) / (x + 1.0)
    square = ratio * ratio
    power = ratio
    total = ratio
    for n in range(3, 41, 2):
        power = power * square
        total = total + power / n
    return 2.0 * total + twos * LN2


def log10(x: float) -> float:
    """Return the decimal logarithm of a positive `x`."""
    return log(x) / LN10
