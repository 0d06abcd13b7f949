"""A line through points as dashes: they run on over its corners, however near these are to each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from game.ui.toolkit.canvas import Point


def dashes(points: Sequence[Point], dash: float) -> list[list[Point]]:
    """Return the dashes of a line, each as long as the gap after it."""
    pieces: list[list[Point]] = [[points[0]]]
    drawn, left = True, dash
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        at = 0.0
        while length - at > left:
            at += left
            turn = (start[0] + (end[0] - start[0]) * at / length, start[1] + (end[1] - start[1]) * at / length)
            if drawn:
                pieces[-1].append(turn)
            else:
                pieces.append([turn])
            drawn, left = not drawn, dash
        left -= length - at
        if drawn:
            pieces[-1].append(end)
    return [piece for piece in pieces if len(piece) > 1]
