"""Build the game's fonts: Atkinson Hyperlegible Next with tabular figures, clinical signs and more scripts.

Greek, Cyrillic and the rest of Latin come from Source Sans 3, whose x-height and capitals are nearly the same. Run it
with the folders of the npm packages `@expo-google-fonts/atkinson-hyperlegible-next` and `.../source-sans-3` (both have
full character sets, in TTF):

    python tools/build_fonts.py UNPACKED_ATKINSON UNPACKED_SOURCE assets/fonts

Atkinson has no reserved name, Source has one; the licence allows changes under another name, which the result bears.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.misc.transform import Transform
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Storm Hyperlegible"
WEIGHTS = {"400Regular": ("regular", 78), "600SemiBold": ("semibold", 104), "700Bold": ("bold", 118)}
"""Name in the game and thickness of a stem, by folder of the package."""
MORE = {"regular": "400Regular", "semibold": "600SemiBold", "bold": "600SemiBold"}
"""The weight of Source Sans whose stems come nearest."""
BLOCKS = (
    *((0x0100, 0x0250), (0x02B0, 0x0530), (0x1E00, 0x2070)),  # Latin, marks, Greek, Cyrillic, punctuation
    *((0x2070, 0x2190), (0x2190, 0x2300), (0x25A0, 0x2714)),  # figures, currencies, fractions, arrows, signs
)
"""Code points taken from Source Sans where Atkinson lacks them."""
GREEK = frozenset(map(ord, "ΔΩμπ"))
"""Atkinson has these alone of all Greek letters; a word should not change its face within."""
HALF_A_LETTER = 270
"""How far left of the pen a mark stands that finds no anchor: over the middle of most letters."""
SUPERSCRIPTS = {0x2070: "0", 0x00B9: "1", 0x00B2: "2", 0x00B3: "3"} | {0x2070 + n: str(n) for n in range(4, 10)}
SUBSCRIPTS = {0x2080 + n: str(n) for n in range(10)}
SHRINK = 0.6
METRICS = {
    "hhea": ("ascent", "descent", "lineGap"),
    "OS/2": (
        "sTypoAscender",
        "sTypoDescender",
        "sTypoLineGap",
        "usWinAscent",
        "usWinDescent",
        "sxHeight",
        "sCapHeight",
    ),
}
"""Fields that give a line its height; the donor must not make it taller."""


def main(source: Path, more: Path, target: Path) -> None:
    """Write one TTF for each weight."""
    heavy = TTFont(source / "800ExtraBold/AtkinsonHyperlegibleNext_800ExtraBold.ttf")
    for folder, (name, stroke) in WEIGHTS.items():
        font = TTFont(source / folder / f"AtkinsonHyperlegibleNext_{folder}.ttf", recalcTimestamp=False)
        tabular(font)
        donor = heavy if name != "regular" else TTFont(source / "600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf")
        small_figures(font, donor)
        drawn_signs(font, stroke)
        add(font, 0x00B5, "micro.sign", copied(font, font.getBestCmap()[0x03BC]))
        loose_marks(font)
        font = extended(font, TTFont(more / MORE[name] / f"SourceSans3_{MORE[name]}.ttf"))
        rename(font, name)
        font.save(target / f"storm-hyperlegible-{name}.ttf")


def loose_marks(font: TTFont) -> None:
    """Move combining marks left of the pen, with all that knows where they stood: now they meet any letter before."""
    glyphs = font["glyf"]
    moved: dict[str, int] = {}
    for code, name in font.getBestCmap().items():
        if 0x0300 <= code < 0x0370:
            moved[name] = -HALF_A_LETTER - (glyphs[name].xMin + glyphs[name].xMax) // 2
            glyphs[name].coordinates.translate((moved[name], 0))
            glyphs[name].recalcBounds(glyphs)
            font["hmtx"][name] = (font["hmtx"][name][0], glyphs[name].xMin)
    for name in font.getGlyphOrder():
        for component in glyphs[name].components if glyphs[name].isComposite() else ():
            component.x -= moved.get(component.glyphName, 0)
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            for name, anchor in anchors(getattr(part, "ExtSubTable", part)):
                anchor.XCoordinate += moved.get(name, 0)


def anchors(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield every anchor that marks bring along in a table of positions, with the mark's name."""
    for kind in ("Mark", "Mark1"):
        if hasattr(part, f"{kind}Coverage"):
            records = getattr(part, f"{kind}Array").MarkRecord
            yield from zip(getattr(part, f"{kind}Coverage").glyphs, (one.MarkAnchor for one in records), strict=True)
    if hasattr(part, "Mark2Coverage"):
        for name, record in zip(part.Mark2Coverage.glyphs, part.Mark2Array.Mark2Record, strict=True):
            yield from ((name, anchor) for anchor in record.Mark2Anchor if anchor is not None)


def extended(font: TTFont, donor: TTFont) -> TTFont:
    """Return the font with the letters of the donor that it lacks, at the same x-height and without glyph names."""
    for cmap in font["cmap"].tables:
        cmap.cmap = {code: glyph for code, glyph in cmap.cmap.items() if code not in GREEK}
    wanted = {code for low, high in BLOCKS for code in range(low, high)} - set(font.getBestCmap())
    options = Options(layout_features=["kern", "mark", "mkmk"], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(donor)
    scale_upem(donor, round(1000 * font["OS/2"].sxHeight / donor["OS/2"].sxHeight))
    donor["head"].unitsPerEm = font["head"].unitsPerEm
    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / "font.ttf", Path(folder) / "donor.ttf"]
        for part, path in zip((font, donor), parts, strict=True):
            for tag in ("prep", "fpgm", "cvt ", "gasp", "STAT", "BASE", "DSIG"):
                if tag in part and part is donor:
                    del part[tag]
            part.save(path)
        whole = Merger().merge([str(path) for path in parts])
    for tag in ("hhea", "OS/2"):
        for field in METRICS[tag]:
            setattr(whole[tag], field, getattr(font[tag], field))
    whole["post"].formatType = 3.0
    whole["name"].setName(f"{font['name'].getDebugName(0)}; {donor['name'].getDebugName(0)}", 0, 3, 1, 0x409)
    whole.recalcTimestamp = False
    for field in ("created", "modified"):
        setattr(whole["head"], field, getattr(font["head"], field))
    return whole


def tabular(font: TTFont) -> None:
    """Let the figures 0 to 9 all have one width."""
    table = font["GSUB"].table
    swap: dict[str, str] = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for part in table.LookupList.Lookup[index].SubTable:
                    swap |= getattr(part, "ExtSubTable", part).mapping
    for cmap in font["cmap"].tables:
        cmap.cmap = {code: swap.get(glyph, glyph) for code, glyph in cmap.cmap.items()}


def small_figures(font: TTFont, donor: TTFont) -> None:
    """Add superior and inferior figures, from a heavier weight so that their strokes match the text."""
    for rise, codes in ((290, SUPERSCRIPTS), (-110, SUBSCRIPTS)):
        for code, figure in codes.items():
            glyph = donor.getBestCmap()[ord(figure)]
            pen = TTGlyphPen(None)
            donor.getGlyphSet()[glyph].draw(TransformPen(pen, Transform(SHRINK, 0, 0, SHRINK, 12, rise)))
            width = round(donor["hmtx"][glyph][0] * SHRINK) + 24
            add(font, code, f"small.{code:04X}", (pen.glyph(), width))


def copied(font: TTFont, glyph: str) -> tuple[object, int]:
    """Return the outline and width of a glyph."""
    pen = TTGlyphPen(None)
    font.getGlyphSet()[glyph].draw(pen)
    return pen.glyph(), font["hmtx"][glyph][0]


def drawn_signs(font: TTFont, stroke: int) -> None:
    """Add arrows, triangles, a tick, stars and plus and minus exponents as plain polygons."""
    half = stroke / 2
    right = [(60, 335 - half), (560, 335 - half), (560, 335 + half), (60, 335 + half)]
    reach = stroke * 0.72
    tip = [(740, 335), (510, 565), (510 - reach, 565 - reach), (740 - 2 * reach, 335)]
    tip += [(510 - reach, 105 + reach), (510, 105)]
    arrow = [right[0], (740 - 2 * reach + 20, 335 - half), (740 - 2 * reach + 20, 335 + half), right[3]]
    for code, turn in ((0x2192, Transform()), (0x2190, Transform(-1, 0, 0, 1, 800, 0))):
        add(font, code, f"arrow.{code:04X}", polygons([arrow, tip], turn, 800))
    for code, turn in (
        (0x2191, Transform(0, 1, -1, 0, 635, -65)),
        (0x2193, Transform(0, -1, 1, 0, -35, 735)),
    ):
        add(font, code, f"arrow.{code:04X}", polygons([arrow, tip], turn, 600))
    add(font, 0x25B2, "triangle.up", polygons([[(50, 40), (650, 40), (350, 600)]], Transform(), 700))
    add(font, 0x25BC, "triangle.down", polygons([[(50, 600), (350, 40), (650, 600)]], Transform(), 700))
    add(font, 0x25B6, "triangle.right", polygons([[(90, 20), (650, 320), (90, 620)]], Transform(), 700))
    tick = [(40, 300), (40 + reach, 300 + reach), (250, 150 + reach), (600, 560), (600 + reach, 560 - reach)]
    add(font, 0x2713, "tick", polygons([[*tick, (250, 50)]], Transform(), 720))
    cross = [(60 + reach, 80), (60, 80 + reach), (540 - reach, 560), (540, 560 - reach)]
    add(font, 0x2715, "cross", polygons([cross, [(600 - x, y) for x, y in reversed(cross)]], Transform(), 600))
    add(font, 0x2605, "star", polygons([star(400, 330, 370, 150)], Transform(), 800))
    hollow = [star(400, 330, 370, 150), list(reversed(star(400, 330, 250, 100)))]
    add(font, 0x2606, "star.hollow", polygons(hollow, Transform(), 800))
    bar = [(40, 520 - half * 0.6), (340, 520 - half * 0.6), (340, 520 + half * 0.6), (40, 520 + half * 0.6)]
    post = [(190 - half * 0.6, 370), (190 + half * 0.6, 370), (190 + half * 0.6, 670), (190 - half * 0.6, 670)]
    add(font, 0x207B, "small.minus", polygons([bar], Transform(), 380))
    add(font, 0x207A, "small.plus", polygons([bar, post], Transform(), 380))


def star(x: float, y: float, outer: float, inner: float) -> list[tuple[float, float]]:
    """Return a five-pointed star, clockwise from its top."""
    circle = ((0.0, 1.0), (0.588, 0.809), (0.951, 0.309), (0.951, -0.309), (0.588, -0.809))
    points = [*circle, (0.0, -1.0), *((-a, b) for a, b in reversed(circle[1:]))]
    return [
        (x + a * (inner if n % 2 else outer), y + b * (inner if n % 2 else outer)) for n, (a, b) in enumerate(points)
    ]


def polygons(shapes: list[list[tuple[float, float]]], turn: Transform, width: int) -> tuple[object, int]:
    """Return a glyph of straight-sided shapes; a hole runs the other way round."""
    pen = TTGlyphPen(None)
    for shape in shapes:
        points = [turn.transformPoint(point) for point in shape]
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph(), width


def add(font: TTFont, code: int, name: str, outline: tuple[object, int]) -> None:
    """Put a glyph into the font under a code point."""
    glyph, width = outline
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])  # type: ignore[attr-defined]
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    for cmap in font["cmap"].tables:
        if cmap.isUnicode():
            cmap.cmap[code] = name


def rename(font: TTFont, weight: str) -> None:
    """Give the changed font its own name; copyright and licence lines stay."""
    texts = {1: f"{FAMILY} {weight}", 3: f"{FAMILY} {weight}", 4: f"{FAMILY} {weight}"}
    texts |= {6: f"StormHyperlegible-{weight}", 16: FAMILY}
    for record in font["name"].names:
        if record.nameID in texts:
            record.string = texts[record.nameID]
    for tag in ("DSIG", "STAT", "fvar", "HVAR", "MVAR"):
        if tag in font:
            del font[tag]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
