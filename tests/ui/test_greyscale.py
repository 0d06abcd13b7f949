"""Nothing is told by colour alone: in greyscale and to colour-blind eyes, shapes, words and brightness say the rest."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from pilot import Pilot
from sample_view import courses, view

from game.review.findings import Mark
from game.review.verdict import Verdict
from game.ui.backends.recording_canvas import RecordingCanvas
from game.ui.bedside.drug_chart import drug_chart
from game.ui.bedside.order_words import order_sign
from game.ui.charts.bands import HIGH_GROUND, LOW_GROUND
from game.ui.charts.dose_sign import dose_due, family_sign
from game.ui.charts.span import FAMILY_INK
from game.ui.debrief.timing_map import cell_ground, sign_ink
from game.ui.inside.picture import BLOOD_RED
from game.ui.inside.sprites import RED_TONES, sprite
from game.ui.toolkit.emblems import verdict_mark
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.mark_signs import mark_sign
from game.ui.toolkit.page import Page
from game.ui.toolkit.settings import Settings
from game.ui.toolkit.theme import THEMES, Ink, Own, contrast
from game.ui.toolkit.widget import find
from game.values.channel import Panel
from game.values.drug import FORMULARY, Family
from game.values.order import Draw, Give, SetProne, Stop
from game.values.settings import ThemeName

BOX = Rect(0, 0, 20, 20)
STEPS = [step / 10 for step in range(11)]
# What such eyes see of linear red, green and blue: Machado, Oliveira, Fernandes 2009, severity 1.
COLOUR_BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TOLD_APART = 25.0
"""Distance in CIE 1976 L*a*b* from which two colours are far apart at a glance; 2.3 is just seen (Mahy 1994)."""


def page():
    return Page((1280, 720), Settings(), bindings({}), (), RecordingCanvas())


class Corners(RecordingCanvas):
    """Counts the corners of polygons as well."""

    def polygon(self, points, colour):
        super().polygon(points, colour)
        self.drawn[-1] = replace(self.drawn[-1], what=f"polygon of {len(points)}")


def shapes(paint, box=BOX):
    """Return what a paint draws, without its colours."""
    canvas = Corners()
    paint(canvas, box)
    return tuple((one.what, one.rect) for one in canvas.drawn)


def seen(rgb, eyes):
    """Return what eyes of a kind see of a colour."""
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    turned = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in COLOUR_BLIND[eyes]]
    return tuple(round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in turned)


def lab(rgb):
    """Return a colour in CIE 1976 L*a*b*, white D65."""
    r, g, b = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz]
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, other):
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("name", THEMES)
def test_the_timing_map_is_read_in_greyscale(name):
    """Each tenth of the range is brighter or darker than the one before, and its ends are far apart."""
    cells = [THEMES[name].rgb(cell_ground(share)) for share in STEPS]

    assert min(contrast(one, other) for one, other in itertools.pairwise(cells)) >= 1.1
    assert contrast(cells[0], cells[-1]) >= 4.5
    grown = [contrast(cells[0], cell) for cell in cells]
    assert grown == sorted(grown)


@pytest.mark.parametrize("eyes", COLOUR_BLIND)
@pytest.mark.parametrize("name", THEMES)
def test_the_timing_map_is_read_by_colour_blind_eyes(name, eyes):
    cells = [seen(THEMES[name].rgb(cell_ground(share)), eyes) for share in STEPS]

    assert min(contrast(one, other) for one, other in itertools.pairwise(cells)) >= 1.1
    assert contrast(cells[0], cells[-1]) >= 4.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("share", STEPS)
def test_star_and_ring_stand_out_from_every_cell(name, share):
    """In the light theme white stood on a middle brown with 2.9:1."""
    theme, ground = THEMES[name], cell_ground(share)

    assert contrast(theme.rgb(sign_ink(theme, ground)), theme.rgb(ground)) >= 4.0


@pytest.mark.parametrize("eyes", COLOUR_BLIND)
@pytest.mark.parametrize("name", THEMES)
def test_infection_and_inflammation_are_two_colours_to_every_eye(name, eyes):
    theme = THEMES[name]

    assert distance(*[seen(theme.rgb(ink), eyes) for ink in (Ink.INFECTION, Ink.INFLAMMATION)]) >= TOLD_APART


@pytest.mark.parametrize("name", THEMES)
def test_infection_and_inflammation_are_one_grey_and_so_have_shapes(name):
    """They are equally bright in every theme: the sign of a drug has to say by its shape what it acts on."""
    theme = THEMES[name]

    assert contrast(theme.rgb(Ink.INFECTION), theme.rgb(Ink.INFLAMMATION)) < 1.2
    assert len({shapes(family_sign(family)) for family in Family}) == len(Family)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("band", [HIGH_GROUND, LOW_GROUND])
def test_the_bands_of_the_chart_are_seen_in_greyscale(name, band):
    theme = THEMES[name]

    assert contrast(theme.rgb(band), theme.rgb(Ink.PANEL)) >= 1.1


def test_every_verdict_and_every_mark_has_a_shape_of_its_own():
    assert len({shapes(verdict_mark(page(), one)) for one in Verdict}) == len(Verdict)
    kinds = {(mark in (Mark.GAIN, Mark.FINE), shapes(mark_sign(mark))[0]) for mark in Mark}
    assert len(kinds) == len(Mark) - 1  # A disc with a tick, and one with a dash.
    words = {mark: {one.text for one in _drawn(mark_sign(mark)) if one.what == "text"} for mark in Mark}
    assert words[Mark.GAIN] != words[Mark.FINE]


def _drawn(paint, box=BOX):
    canvas = RecordingCanvas()
    paint(canvas, box)
    return canvas.drawn


@pytest.mark.parametrize("regimen", [one.regimen.id for one in courses()])
def test_the_order_pad_says_by_a_shape_what_a_drug_acts_on(regimen):
    """The coloured edge of a card was all: in greyscale remdesivir and dexamethasone looked alike."""
    pilot = Pilot(view())
    if find(pilot.tree(), f"{regimen}.kind") is None:
        pilot.press("u")
    sign = find(pilot.tree(), f"{regimen}.kind")
    family = FORMULARY[regimen].family

    assert shapes(sign.paint) == shapes(family_sign(family))
    assert sign.label
    card, key, name = [find(pilot.tree(), one) for one in (regimen, f"{regimen}.key", f"{regimen}.name")]
    assert card.rect.x < sign.rect.x
    assert sign.rect.right <= name.rect.x
    assert name.rect.right < key.rect.x
    assert card.rect.y <= sign.rect.y
    assert sign.rect.bottom <= card.rect.bottom


@pytest.mark.parametrize("family", Family)
def test_the_drug_chart_draws_doses_as_every_chart_does_and_those_to_come_hollow(family):
    regimen = next(one for one in FORMULARY.values() if one.family is family and one.every_h)
    course = replace(courses()[0], regimen=regimen, given=(12,), next_due=120, ordered=4)
    tree = drug_chart(page(), view(courses=(course,), tick=60))
    line = find(tree, f"drugs.{regimen.id}")
    kinds = {"infection": "circle", "dampening": "fill_rect", "support": "polygon"}
    inks = [one.colour for one in _drawn(line.paint, line.rect) if one.what == kinds[family.value]]

    assert FAMILY_INK[family] in inks
    due = _drawn(lambda canvas, _: dose_due(canvas, 10, 10, 5, 1.5, family, Ink.RAISED))
    assert [one.colour for one in due] == [FAMILY_INK[family], Ink.RAISED]


def test_every_kind_of_order_has_a_shape_of_its_own_in_a_replay():
    """Tests, doses, support and refusals were discs that differed by colour alone."""
    prone = SetProne(prone=True)
    signs = [
        order_sign(Give(regimen="remdesivir")),
        order_sign(Give(regimen="dexamethasone")),
        order_sign(Stop(regimen="remdesivir")),
        order_sign(Draw(panel=Panel.IL6)),
        order_sign(prone),
    ]

    assert len({shapes(sign) for sign in signs}) == len(signs)
    assert shapes(order_sign(prone, refused=True)) != shapes(order_sign(prone))
    assert {one.colour for one in _drawn(order_sign(prone, refused=True))} == {Ink.DANGER}


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_whatever_drifts_inside_the_storm_has_a_shape_of_its_own(size):
    """Plasma that leaked and IL-6 were discs of one brightness."""
    kinds = ("virus", "germ", "macrophage", "macrophage_blocked", "neutrophil", "t_cell", "il6", "tnf", "drug")
    box = Rect(0, 0, round(90 * size), round(90 * size))
    drawn = [shapes(sprite(name, size).paint, box) for name in (*kinds, "red_cell", "leak")]

    assert len(set(drawn)) == len(kinds) + 2
    assert shapes(sprite("leak", size).paint, box)[1][0] == "polygon of 3", "a tear with its tip"


@pytest.mark.parametrize("eyes", COLOUR_BLIND)
def test_cells_stand_out_from_the_blood(eyes):
    """The vessel was a dusty pink; now it is as red as its cells, which must stay brighter than it."""
    blood = THEMES[ThemeName.DARK].rgb(Own(BLOOD_RED, Ink.GROUND, 0.56))

    assert contrast(seen(RED_TONES[0][1], eyes), seen(blood, eyes)) >= 2.5
