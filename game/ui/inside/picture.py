"""The cross-section: air sac, lining, tissue and capillary of one patient at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin
from typing import Final, TypeAlias

from game.case.storm import FLUID_FULL, LINING_CELLS, PicturePart, Storm
from game.case.storm_words import invader, load_text, percent
from game.ui.inside.places import (
    AIR,
    ANCHORS,
    BLOOD,
    GAPS,
    LINING,
    TISSUE,
    WALL,
    cells_in_a_row,
    cloud,
    flowing,
    hovering,
    leaking,
    order_of_dying,
    spread,
)
from game.ui.inside.sprites import sprite
from game.ui.toolkit.canvas import Canvas, Paint, Point, Weight
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import RADIUS, SMALL, Page
from game.ui.toolkit.theme import Ink, Mix, Own, Rgb
from game.ui.toolkit.widget import Role, Widget
from game.values.disease import Invader
from game.values.diseases import DISEASES
from game.values.words import say

Counts: TypeAlias = Mapping[PicturePart, int]
DESIGN_WIDTH: Final = 820.0
"""The width at which the sprites have the sizes of their table."""
RED_CELLS: Final = 44
STREAMS: Final = 16
"""Drops that rise from one opening."""
WALL_CELLS: Final = 26
BANDS: Final = 24
HELD_FROM: Final = 0.05
"""Share of its effect from which a drug is called on board."""
FIBRES: Final = 46
BLOOD_RED: Final[Rgb] = (190, 26, 40)
"""Blood is red in every theme."""
IN_THE_BLOOD: Final = 0.6
"""Share of the IL-6 that is drawn in the blood where the vessels are wholly open (decoration)."""


def picture(page: Page, rect: Rect, storm: Storm) -> Widget:
    """Return the cross-section; its value is all of it in words."""
    return Widget("inside.picture", rect, Role.CHART, say("inside.picture"), in_words(storm), paint=_paint(page, storm))


def in_words(storm: Storm) -> str:
    """Return what the picture shows, for who cannot see it."""
    counts = storm.counts
    return say(
        "inside.picture.words",
        load=load_text(storm),
        macrophages=counts[PicturePart.MACROPHAGE],
        neutrophils=counts[PicturePart.NEUTROPHIL],
        t_cells=counts[PicturePart.T_CELL],
        il6=f"{storm.il6:,.0f}",
        tnf=f"{storm.tnf:,.0f}",
        dead=counts[PicturePart.DEAD_LINING],
        lining=LINING_CELLS,
        leak=percent(storm.leak),
        fluid=percent(min(1.0, storm.water / FLUID_FULL)),
        drugs=", ".join(drugs(storm)) or say("inside.no_drug"),
    )


def drugs(storm: Storm) -> dict[str, Ink]:
    """Return the drugs on board, with what they do and the colour of what they act on."""
    found = {}
    if storm.against_infection >= HELD_FROM:
        share = percent(storm.against_infection)
        found[say("inside.drug.infection", invader=invader(storm.kind), share=share)] = Ink.INFECTION
    if storm.steroid >= HELD_FROM:
        found[say("inside.drug.steroid", share=percent(storm.steroid))] = Ink.INFLAMMATION_LIGHT
    if storm.blocked >= HELD_FROM:
        found[say("inside.drug.blocker", share=percent(storm.blocked))] = Ink.INFLAMMATION_LIGHT
    return found


def _paint(page: Page, storm: Storm) -> Paint:
    still = page.settings.reduced_motion
    counts = storm.counts
    level = round(min(1.0, storm.water / FLUID_FULL) * 40) / 40

    def paint(canvas: Canvas, box: Rect) -> None:
        now_s = 0.0 if still else canvas.now_us / 1e6
        canvas.push_clip(box)
        canvas.layer("inside.ground", (page.unit, level), box, lambda: _ground(page, canvas, box, level))
        _blood(canvas, box, storm, counts, now_s)
        _walls(canvas, box, counts, now_s)
        _tissue(canvas, box, storm, counts, now_s)
        _labels(page, canvas, box, storm, counts)
        _round_off(page, canvas, box)
        canvas.pop_clip()

    return paint


def _round_off(page: Page, canvas: Canvas, box: Rect) -> None:
    """Give the picture the corners of a panel."""
    radius = page.px(RADIUS)
    turns = [0.5 * pi * step / 6 for step in range(7)]
    upper = ((box.x, box.y, -1, -1), (box.right, box.y, 1, -1))
    lower = ((box.x, box.bottom, -1, 1), (box.right, box.bottom, 1, 1))
    for x, y, right, down in (*upper, *lower):
        arc = [(x - right * radius * (1.0 - cos(turn)), y - down * radius * (1.0 - sin(turn))) for turn in turns]
        canvas.polygon([(x + right, y + down), *arc], Ink.GROUND)


def _strip(
    canvas: Canvas,
    box: Rect,
    top: float,
    bottom: float,
    tones: tuple[float, float],
    inks: tuple[Ink | Rgb, Ink],
) -> None:
    """Fill a band that goes from one tone to another."""
    first, last = box.y + round(box.h * top), box.y + round(box.h * bottom)
    for band in range(BANDS):
        y = first + (last - first) * band // BANDS
        low = first + (last - first) * (band + 1) // BANDS
        share = round(tones[0] + (tones[1] - tones[0]) * band / (BANDS - 1), 3)
        ink, under = inks
        tint = Mix(ink, under, share) if isinstance(ink, Ink) else Own(ink, under, share)
        canvas.fill_rect(Rect(box.x, y, box.w, low - y), tint)


def _ground(page: Page, canvas: Canvas, box: Rect, level: float) -> None:
    """Draw what lies behind; all but the water stays the same, and is kept by itself."""
    canvas.layer("inside.dry", page.unit, box, lambda: _dry(canvas, box))
    if level > 0.0:
        _water(canvas, box, level)


def _dry(canvas: Canvas, box: Rect) -> None:
    canvas.fill_rect(box, Ink.GROUND)
    _strip(canvas, box, 0.0, LINING + 0.02, (0.16, 0.08), (Ink.INFECTION, Ink.GROUND))
    _strip(canvas, box, LINING + 0.02, WALL, (0.07, 0.16), (Ink.INFLAMMATION, Ink.GROUND))
    _fibres(canvas, box)
    _strip(canvas, box, WALL, BLOOD, (0.10, 0.34), (BLOOD_RED, Ink.GROUND))
    _strip(canvas, box, BLOOD, 0.9, (0.34, 0.56), (BLOOD_RED, Ink.GROUND))
    _strip(canvas, box, 0.9, 1.0, (0.56, 0.22), (BLOOD_RED, Ink.GROUND))


def _fibres(canvas: Canvas, box: Rect) -> None:
    """Draw the strands that hold the tissue together (decoration)."""
    for n in range(FIBRES):
        middle, length = spread(n, 0.11), 0.10 + 0.16 * spread(n, 0.57)
        y = TISSUE + 0.02 + (WALL - TISSUE - 0.04) * spread(n, 0.83)
        bend, turn = 0.004 + 0.010 * spread(n, 0.29), 6.3 * spread(n, 0.41)
        points = [
            (box.x + box.w * (middle + length * (step / 14 - 0.5)), box.y + box.h * (y + bend * sin(turn + step * 0.6)))
            for step in range(15)
        ]
        canvas.polyline(points, Mix(Ink.INFLAMMATION_LIGHT, Ink.GROUND, 0.13 + 0.09 * spread(n, 0.97)))


def _water(canvas: Canvas, box: Rect, level: float) -> None:
    """Fill the air sac from its lining up."""
    top = LINING + 0.01 - (LINING - 0.02) * level
    _strip(canvas, box, top, LINING + 0.01, (0.36, 0.26), (Ink.SPO2, Ink.GROUND))
    wave = [(box.x + box.w * n / 80, box.y + box.h * (top + 0.008 * sin(n * 0.35))) for n in range(81)]
    down = box.y + box.h * (top + 0.012)
    canvas.polygon([*wave, (box.right, down), (box.x, down)], Mix(Ink.SPO2, Ink.GROUND, 0.36))
    canvas.polyline(wave, Mix(Ink.SPO2, Ink.TEXT, 0.75), max(1, box.h // 260))


def _in_blood(counts: Counts, part: PicturePart) -> int:
    """Return how many of what lies on both sides of the wall are in the blood; the rest is in the tissue."""
    count = counts[part]
    return {
        PicturePart.NEUTROPHIL: count - count * 2 // 3,
        PicturePart.GERM: count // 3,
        PicturePart.DRUG: count // 2,
    }[part]


def _in_tissue(counts: Counts, part: PicturePart) -> int:
    return counts[part] - _in_blood(counts, part)


def _blood(canvas: Canvas, box: Rect, storm: Storm, counts: Counts, now_s: float) -> None:
    unit = box.w / DESIGN_WIDTH
    band = (BLOOD + 0.025, 0.97)
    canvas.stamp(sprite("red_cell", unit), flowing(box, RED_CELLS, 0.21, band, now_s, 0.035))
    neutrophils, germs, drug = (
        _in_blood(counts, part) for part in (PicturePart.NEUTROPHIL, PicturePart.GERM, PicturePart.DRUG)
    )
    canvas.stamp(sprite("neutrophil", unit), flowing(box, neutrophils, 0.83, band, now_s, 0.02))
    if DISEASES[storm.kind].invader is Invader.TUMOUR:
        canvas.stamp(sprite("t_cell", unit), flowing(box, counts[PicturePart.T_CELL] // 2, 0.57, band, now_s, 0.025))
    canvas.stamp(sprite("germ", unit), flowing(box, germs, 0.44, band, now_s, 0.03))
    canvas.stamp(sprite("drug", unit), flowing(box, drug, 0.33, band, now_s, 0.03))


def _walls(canvas: Canvas, box: Rect, counts: Counts, now_s: float) -> None:
    unit = box.w / DESIGN_WIDTH
    dead = set(order_of_dying(LINING_CELLS)[: counts[PicturePart.DEAD_LINING]])
    lining = cells_in_a_row(box, LINING_CELLS, LINING, now_s)
    canvas.stamp(sprite("rubble", unit), [at for cell, at in enumerate(lining) if cell in dead])
    canvas.stamp(sprite("lining", unit), [at for cell, at in enumerate(lining) if cell not in dead])
    gaps = counts[PicturePart.GAP]
    open_ = {round(GAPS[gap] * WALL_CELLS - 0.5) for gap in range(gaps)}
    wall = cells_in_a_row(box, WALL_CELLS, WALL + 0.02, 0.7 * now_s)
    canvas.stamp(sprite("leak", unit), leaking(box, gaps, STREAMS, now_s))
    canvas.stamp(sprite("wall", unit), [at for cell, at in enumerate(wall) if cell not in open_])


def _tissue(canvas: Canvas, box: Rect, storm: Storm, counts: Counts, now_s: float) -> None:
    unit = box.w / DESIGN_WIDTH
    tissue = (TISSUE + 0.03, WALL - 0.05)
    cells = counts[PicturePart.MACROPHAGE]
    middles: list[Point] = [
        (box.x + box.w * (x + 0.004 * sin(0.5 * now_s + n)), box.y + box.h * (y + 0.007 * sin(0.7 * now_s + 2 * n)))
        for n, (x, y) in enumerate(ANCHORS[:cells])
    ]
    blocked = round(storm.blocked * cells)
    canvas.stamp(sprite("macrophage", unit), middles[blocked:])
    canvas.stamp(sprite("macrophage_blocked", unit), middles[:blocked])
    neutrophils = _in_tissue(counts, PicturePart.NEUTROPHIL)
    canvas.stamp(sprite("neutrophil", unit), hovering(box, neutrophils, 0.91, tissue, now_s))
    canvas.stamp(sprite("t_cell", unit), hovering(box, counts[PicturePart.T_CELL], 0.49, tissue, now_s))
    spilt = round(IN_THE_BLOOD * storm.leak * counts[PicturePart.IL6])
    canvas.stamp(sprite("il6", unit), cloud(box, counts[PicturePart.IL6] - spilt, 0.17, cells, now_s))
    canvas.stamp(sprite("il6", unit), flowing(box, spilt, 0.39, (BLOOD, 0.98), now_s, 0.03))
    canvas.stamp(sprite("tnf", unit), cloud(box, counts[PicturePart.TNF], 0.63, cells, now_s))
    virus = counts[PicturePart.VIRUS]
    above = virus * 3 // 5
    air = (0.03, AIR - 0.02)
    canvas.stamp(sprite("virus", unit), hovering(box, above, 0.05, air, now_s))
    canvas.stamp(sprite("virus", unit), hovering(box, virus - above, 0.74, tissue, now_s))
    germs, drug = _in_tissue(counts, PicturePart.GERM), _in_tissue(counts, PicturePart.DRUG)
    canvas.stamp(sprite("germ", unit), hovering(box, germs, 0.27, tissue, now_s))
    canvas.stamp(sprite("drug", unit), hovering(box, drug, 0.66, tissue, now_s))


def _labels(page: Page, canvas: Canvas, box: Rect, storm: Storm, counts: Counts) -> None:
    """Write what is what, each word on a ground of its own."""
    left = box.x + page.px(10)
    cells = say("inside.label.blocked") if storm.blocked >= 0.5 else say("inside.label.macrophages")
    air = say("inside.label.air_filling") if storm.water >= 0.08 else say("inside.label.air")
    vessel = say("inside.label.vessel_leaking") if counts[PicturePart.GAP] else say("inside.label.vessel")
    pill(page, canvas, (left, box.y + page.px(8)), air, box)
    pill(page, canvas, (left, round(box.y + box.h * TISSUE)), say("inside.label.lining"), box)
    pill(page, canvas, (round(box.x + box.w * 0.52), round(box.y + box.h * TISSUE)), cells, box)
    pill(page, canvas, (left, box.bottom - page.line(SMALL) - page.px(12)), vessel, box)
    x = box.right - page.px(10)
    for words, ink in reversed(drugs(storm).items()):
        x -= page.width(words, SMALL, Weight.SEMIBOLD) + page.px(16)
        if x < box.centre[0]:
            break
        pill(page, canvas, (x, box.y + page.px(8)), words, box, ink)
        x -= page.px(6)


def pill(page: Page, canvas: Canvas, at: tuple[int, int], words: str, box: Rect, ink: Ink = Ink.TEXT) -> None:
    """Write words on a round ground, within a box."""
    size, pad = page.px(SMALL), page.px(8)
    wide, high = canvas.text_size(words, size, Weight.SEMIBOLD)
    x = max(box.x, min(at[0], box.right - wide - 2 * pad))
    ground = Rect(x, at[1], min(wide + 2 * pad, box.w), high + page.px(4))
    canvas.fill_rect(ground, Mix(Ink.GROUND, Ink.PANEL, 0.85), page.px(7))
    canvas.text((ground.x + pad, ground.y + page.px(2)), words, size, ink, Weight.SEMIBOLD, width=ground.w - 2 * pad)
