"""Points of the score in words, on every screen and page the same."""

from __future__ import annotations


def points_number(points: float) -> str:
    """Return points lost as a number with its sign: '−17', '+3' where they were won, '0'."""
    whole = round(abs(points))
    return f"{'−' if points > 0.0 else '+'}{whole}" if whole else "0"


def points_words(points: float) -> str:
    """Return points lost as they are read: '−17 points', '+3 points', 'no points lost'."""
    whole = round(abs(points))
    return f"{points_number(points)} {'point' if whole == 1 else 'points'}" if whole else "no points lost"
