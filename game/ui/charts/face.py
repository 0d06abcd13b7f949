"""The head in the picture of a bed: large enough that age, hair and beard tell one patient from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from game.ui.charts.sketch import Sketch
from game.ui.toolkit.canvas import Point
from game.ui.toolkit.theme import Colour, Own, Rgb
from game.values.level import Looks

HAIR: Final[dict[str, Rgb]] = {
    "blond": (214, 178, 108),
    "red": (165, 84, 46),
    "brown": (104, 70, 46),
    # Not as dark as the ground of the dark theme, on which it would not be seen.
    "black": (70, 62, 70),
    "grey": (146, 148, 152),
    "white": (226, 226, 224),
}
DARK: Final = Own((34, 30, 34))
SIZE: Final = 1.32
"""The head is drawn larger than a body of this size has it, as in a drawing for children: it is what one knows."""
AGED_FROM: Final = 60
"""Years from which lines are drawn in a face."""
CURLS: Final = ((8.5, 2), (9.2, -3), (6.5, -7.5), (2, -9.8), (-3, -9.5), (-6.5, -7), (5, 6), (7.5, 4), (4, -4))
At = Callable[[float, float], Point]
"""A place of a head: so far towards the crown from its middle, and so far out on the side of the face."""


class FaceShown(NamedTuple):
    """What a face shows just now."""

    flesh: Colour
    flushed: Colour | None = None
    """The colour of cheeks with a fever."""
    awake: bool = True
    gasping: bool = False
    hidden: bool = False
    """It lies in the pillow."""


def head(sketch: Sketch, looks: Looks, age: int, place: At, seen: FaceShown) -> None:
    """Draw hair, face and what is in it."""

    def at(forth: float, out: float) -> Point:
        return place(forth * SIZE, out * SIZE)

    def disc(forth: float, out: float, radius: float, colour: Colour) -> None:
        sketch.disc(at(forth, out), radius * SIZE, colour)

    hair = Own(HAIR[looks.hair])
    _behind(looks.style, at, disc, sketch, hair)
    disc(-0.8, 0.8, 7.2, seen.flesh)
    disc(-0.6, 8.0, 1.4, seen.flesh)
    if looks.style in {"short", "long"}:
        for forth, out in ((6.6, 2.4), (5.6, -1.6), (6.0, 4.6)):
            disc(forth, out, 2.3, hair)
    if looks.style == "bald":
        disc(4.0, 0.4, 1.5, Own((255, 246, 238)))
    if seen.flushed is not None:
        disc(-2.6, 4.2, 2.0, seen.flushed)
    if looks.beard:
        for forth, out, radius in ((-5.6, 5.0, 3.0), (-6.4, 1.8, 3.2), (-4.6, -1.6, 2.4), (-3.2, 7.4, 1.3)):
            disc(forth, out, radius, hair)
    if seen.hidden:
        return
    if age >= AGED_FROM:
        for forth in (3.6, 5.0):
            sketch.line((at(forth, 3.6), at(forth + 0.2, 6.2)), Own((80, 50, 40), share=0.5), 0.6)
    if looks.style != "bald":
        sketch.line((at(3.2, 4.2), at(3.4, 6.8)), hair, 1.0)
    if seen.awake:
        disc(1.4, 5.0, 1.0, DARK)
    else:
        sketch.line((at(0.2, 5.2), at(2.6, 5.2)), DARK, 0.9)
    if looks.glasses:
        sketch.ring(at(1.4, 5.2), 2.6 * SIZE, DARK, 0.9)
        sketch.line((at(2.6, 2.8), at(3.6, -2.0)), DARK, 0.9)
    if seen.gasping:
        disc(-4.2, 6.4, 1.5, DARK)


def _behind(
    style: str, at: At, disc: Callable[[float, float, float, Colour], None], sketch: Sketch, hair: Colour
) -> None:
    """Draw what of the hair lies behind the face."""
    if style == "bald":
        return
    if style == "long":
        sketch.line((at(3, -5.5), at(-6, -7.5), at(-14, -6.5)), hair, 8.0)
    if style == "bun":
        disc(8.0, -7.0, 4.2, hair)
    if style == "curls":
        for forth, out in CURLS:
            disc(forth, out, 4.2, hair)
    if style == "thin":
        disc(-1.2, -2.6, 7.6, hair)
    else:
        disc(1.8, -1.6, 8.4, hair)
