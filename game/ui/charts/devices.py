"""What is connected to a patient, as the picture of a bed shows it: oxygen, lines, pumps, monitor."""

from __future__ import annotations

from typing import Final

from game.bedside.rhythm import HeartRhythm
from game.ui.charts.sketch import Sketch
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Point
from game.ui.toolkit.theme import Colour, Ink, Mix, Own
from game.values.drug import Family
from game.values.order import Device

POLE_X: Final = 9.0
SECOND_PUMP_FROM: Final = 0.5
"""Norepinephrine, µg/kg/min, from which a second pump stands ready (assumed)."""
MOST_BAGS: Final = 3
_DARK: Final = Own((24, 30, 38))
_CLOUDY: Final = Own((206, 178, 96))
_AIR_HOSE: Final = Own((120, 190, 205))
_TRACES: Final = {
    HeartRhythm.SINUS: (0, 0, 0.12, 0, -0.1, 0.8, -0.3, 0, 0, 0.2, 0, 0, 0, 0.12, 0, -0.1, 0.8, -0.3, 0, 0, 0.2, 0),
    HeartRhythm.ECTOPIC: (
        0,
        0.1,
        -0.1,
        0.8,
        -0.3,
        0,
        0.2,
        0,
        -0.3,
        0.3,
        0.9,
        0.6,
        -0.5,
        -0.4,
        0,
        0,
        0.1,
        0.8,
        -0.3,
        0,
        0.2,
    ),
    HeartRhythm.AGONAL: (0, 0, 0, 0, -0.1, 0.1, 0.4, 0.55, 0.4, 0.1, -0.3, -0.35, -0.1, 0, 0, 0, 0, 0, 0, 0, 0),
    HeartRhythm.NONE: (0, 0.02, 0, -0.02, 0, 0.01, 0),
}


def monitor(sketch: Sketch, rhythm: HeartRhythm) -> None:
    """Draw the monitor with the rhythm that it shows."""
    sketch.line(((136, 34), (136, 93)), Ink.QUIET, 1.6)
    sketch.shape(((112, 6), (158, 6), (158, 36), (112, 36)), Ink.QUIET)
    sketch.shape(((113.5, 7.5), (156.5, 7.5), (156.5, 34.5), (113.5, 34.5)), Own((8, 12, 17)))
    heights = _TRACES[rhythm]
    step = 39.0 / (len(heights) - 1)
    flat = rhythm is HeartRhythm.NONE
    ink = Own((255, 92, 122)) if flat else Own((67, 209, 138))
    sketch.line([(115.5 + step * n, 24.0 - 13.0 * value) for n, value in enumerate(heights)], ink, 1.1)


def hung(running: tuple[Family, ...], has: tuple[str, ...]) -> tuple[Ink, ...]:
    """Return the bags on the pole: one for each drug that runs, or clear fluid where a drip came along."""
    return tuple([FAMILY_INK[family] for family in running[:MOST_BAGS]]) or ((Ink.HOST,) if "drip" in has else ())


def pole(sketch: Sketch, pressor_ug_per_kg_min: float, bags: tuple[Ink, ...], *, ready: bool) -> None:
    """Draw the pole with its bags and pumps; one that is `ready` is dark."""
    sketch.line(((POLE_X, 8), (POLE_X, 92)), Ink.QUIET, 1.4)
    sketch.line(((POLE_X - 5, 93), (POLE_X + 5, 93)), Ink.QUIET, 1.6)
    sketch.line(((POLE_X - 6, 9), (POLE_X + 21, 9)), Ink.QUIET, 1.2)
    for number, ink in enumerate(bags):
        x = POLE_X - 4 + 10 * number
        sketch.shape(
            ((x - 3, 11), (x + 3, 11), (x + 3, 22), (x + 1, 25), (x - 1, 25), (x - 3, 22)), Mix(ink, Ink.PANEL, 0.75)
        )
    pumps = ready + (pressor_ug_per_kg_min > 0.0) + (pressor_ug_per_kg_min >= SECOND_PUMP_FROM)
    shown: Colour = _DARK if ready else Ink.PRESSURE
    for number in range(pumps):
        y = 34.0 + 11 * number
        sketch.shape(((POLE_X - 7, y), (POLE_X + 7, y), (POLE_X + 7, y + 8), (POLE_X - 7, y + 8)), Ink.QUIET)
        sketch.shape(
            ((POLE_X - 5.5, y + 1.5), (POLE_X + 2, y + 1.5), (POLE_X + 2, y + 5), (POLE_X - 5.5, y + 5)), shown
        )
        sketch.disc((POLE_X + 4.5, y + 4), 1.2, shown)


def lines(sketch: Sketch, elbow: Point, hand: Point, *, dripping: bool) -> None:
    """Draw the drip into the arm or its cap, and the arterial line at the wrist, of the monitor's pressure."""
    if dripping:
        tube = ((POLE_X + 2, 25), (POLE_X + 18, 62), (elbow[0] - 8, elbow[1] + 6), elbow)
        sketch.line(tube, Mix(Ink.HOST, Ink.PANEL, 0.7), 0.8)
    else:
        sketch.disc((elbow[0] + 1, elbow[1]), 1.0, Ink.HOST)
    wrist = (hand[0] - 3, hand[1] + 0.6)
    sketch.line((wrist, (hand[0] + 14, 58), (124, 46), (128, 36)), Ink.PRESSURE, 0.8)
    sketch.disc(wrist, 1.2, Ink.PRESSURE)


def central_line(sketch: Sketch, chest: Point, has: tuple[str, ...]) -> None:
    """Draw a line that leaves the skin below the collarbone, with its dressing and two ends."""
    if "central_line" not in has:
        return
    x, y = chest
    sketch.line(((POLE_X + 12, 25), (POLE_X + 26, 44), (x - 7, y + 5), chest), Mix(Ink.HOST, Ink.PANEL, 0.85), 1.0)
    sketch.disc(chest, 2.4, Own((236, 238, 240)))
    for step, rgb in ((0.0, (86, 132, 190)), (3.4, (196, 84, 84))):
        sketch.disc((x - 5 + step, y + 6.5), 1.1, Own(rgb))


def bag_below(sketch: Sketch, has: tuple[str, ...]) -> None:
    """Draw a bag that hangs from the frame of the bed, with its tube."""
    if "kidney_bag" in has:
        sketch.line(((98, 72), (106, 78), (108, 84)), _CLOUDY, 1.0)
        sketch.shape(((103, 83), (113, 83), (113, 92), (111, 94), (105, 94), (103, 92)), Mix(Ink.HOST, Ink.PANEL, 0.7))
        sketch.shape(((104, 87), (112, 87), (112, 91.5), (110.5, 93), (105.5, 93), (104, 91.5)), _CLOUDY)


def in_hand(sketch: Sketch, hand: Point, has: tuple[str, ...]) -> None:
    """Draw what is read or spoken into."""
    x, y = hand
    if "phone" in has:
        sketch.shape(((x - 1.5, y - 8), (x + 3, y - 9), (x + 4, y - 1), (x - 0.5, y)), _DARK)
        sketch.shape(((x - 0.8, y - 7), (x + 2.3, y - 7.7), (x + 3, y - 2), (x, y - 1.2)), Own((150, 190, 220)))
    if "paper" in has:
        sketch.shape(((x - 2, y - 1), (x + 1, y - 12), (x + 14, y - 10), (x + 12, y + 1)), Own((232, 228, 214)))
        for step in (0.0, 2.6, 5.2):
            sketch.line(((x + 1.6, y - 9 + step), (x + 11.6, y - 7.6 + step)), Own((120, 118, 110)), 0.6)


def source(sketch: Sketch, device: Device) -> None:
    """Draw where oxygen comes from: the wall, or a machine beside the head."""
    if device >= Device.HIGH_FLOW:
        _machine(sketch, ventilator=device is Device.VENTILATOR)
    elif device is not Device.AIR:
        sketch.shape(((30, 22), (38, 22), (38, 30), (30, 30)), Ink.QUIET)
        sketch.disc((34, 26), 2, _AIR_HOSE)


def oxygen(sketch: Sketch, device: Device, mouth: Point) -> None:
    """Draw how oxygen comes to the mouth."""
    x, y = mouth
    if device is Device.AIR:
        return
    if device is Device.NASAL_CANNULA:
        sketch.line(((x, y), (x - 7, y + 5), (x - 10, y + 10), (35, 42), (34, 30)), _AIR_HOSE, 1.0)
        sketch.disc((x, y), 1.2, _AIR_HOSE)
    elif device is Device.MASK:
        sketch.disc((x + 0.5, y), 4.2, Own((120, 190, 205), Ink.HOST, 0.6))
        sketch.disc((x + 2, y + 7), 2.6, Own((120, 190, 205), Ink.HOST, 0.35))
        sketch.line(((x, y), (x + 4, y + 8), (38, 46), (34, 30)), _AIR_HOSE, 1.2)
    else:
        thick = 3.2 if device is Device.VENTILATOR else 2.4
        sketch.line(((x, y), (x + 4, y - 8), (24, y - 14 if y > 40 else y - 8), (24, 56)), _AIR_HOSE, thick)
        sketch.disc((x, y), 2.4 if device is Device.VENTILATOR else 1.8, Own((235, 240, 244)))


def _machine(sketch: Sketch, *, ventilator: bool) -> None:
    top = 44.0 if ventilator else 58.0
    sketch.shape(((17, top), (29, top), (29, 92), (17, 92)), Mix(Ink.HOST, Ink.PANEL, 0.6))
    sketch.shape(((18.5, top + 2), (27.5, top + 2), (27.5, top + 11), (18.5, top + 11)), Own((8, 12, 17)))
    wave = [(19.2 + 1.3 * n, top + 9 - (5 if n % 3 == 1 else 0)) for n in range(7)]
    sketch.line(wave, Own((246, 208, 77)), 0.9)
