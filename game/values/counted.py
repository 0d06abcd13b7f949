"""Numbers with what they count, in one way everywhere: '1 day', '2 days', '0 days'."""

from __future__ import annotations


def counted(number: int | str, noun: str, more: str = "") -> str:
    """Return a number with its noun in the singular or the plural; `more` is a plural that is not made with an s.

    A number that has its digits already is given as text: '2.5', '1,000'. Only '1' is one: '1.0 h' are hours.
    """
    digits = number if isinstance(number, str) else f"{number:,}"
    return f"{digits} {noun if digits.lstrip('−+-') == '1' else more or f'{noun}s'}"
