"""The picture of a bed: who lies in it and how, what the skin and the breathing look like, and what is connected."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Final, NamedTuple

from game.bedside.rhythm import HeartRhythm
from game.case.appearance import Appearance, Effort, Position, Skin, at_hand
from game.case.view import View
from game.ui.charts import devices
from game.ui.charts.face import FaceShown, head
from game.ui.charts.sketch import Sketch
from game.ui.toolkit.canvas import Align, Canvas
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.theme import Colour, Ink, Mix, Own, Rgb
from game.ui.toolkit.widget import Role, Widget
from game.values.drug import Family
from game.values.level import Level, Looks, Patient
from game.values.order import Device
from game.values.words import say

SKIN: Final[dict[str, Rgb]] = {
    "pale": (243, 217, 201),
    "fair": (232, 190, 166),
    "olive": (203, 157, 120),
    "brown": (150, 101, 70),
    "dark": (104, 68, 48),
}
LINEN: Final[tuple[Rgb, ...]] = (
    (84, 112, 150), (126, 88, 122), (74, 124, 122), (150, 116, 74), (98, 122, 86), (136, 84, 80), (104, 100, 148)
)  # fmt: skip
"""Each bed has linen of its own; no red, orange or blue that means something elsewhere."""
_BLOOD: Final[Rgb] = (198, 62, 58)
_MOTTLE: Final[Rgb] = (112, 62, 118)
_GREY: Final[Rgb] = (150, 156, 160)
BACK_DEGREES: Final = {
    Position.PROPPED: 30.0,
    Position.UPRIGHT: 62.0,
    Position.PRONE: 0.0,
    Position.FLAT: 0.0,
    Position.STANDING: 0.0,
}
HIP: Final = (84.0, 71.0)
"""Where the bed bends, in the units of the sketch."""
BACK: Final = 38.0
USUAL_KG: Final = 75.0
WORD_AT: Final = (81.0, 4.0)
WORD_SHARE: Final = 0.34
"""Where the word for the position stands, between machine and monitor, and how much of the width is free there."""
ROLL: Final = 4.5
"""How high the rolls under chest and pelvis lift who lies prone, in the units of the sketch."""


@dataclass(frozen=True, slots=True)
class InBed:
    """All that the picture shows."""

    patient: Patient
    appearance: Appearance = Appearance()  # noqa: RUF009  frozen
    device: Device = Device.AIR
    support: str = ""
    """The oxygen in words."""
    pressor_ug_per_kg_min: float = 0.0
    running: tuple[Family, ...] = ()
    """The drugs that run."""
    rhythm: HeartRhythm = HeartRhythm.SINUS

    @property
    def looks(self) -> Looks:
        """Return what the patient looks like."""
        return self.patient.looks or Looks()

    @property
    def at_hand(self) -> tuple[str, ...]:
        """Return what came along and is still seen; a pump that runs is no longer one that stands ready."""
        seen = at_hand(self.looks.has, self.appearance, self.device)
        return tuple([one for one in seen if not (one == "pump" and self.pressed)])

    @property
    def pressed(self) -> bool:
        """Say whether norepinephrine runs."""
        return self.pressor_ug_per_kg_min > 0.0

    @property
    def position_word(self) -> str:
        """Return how a patient lies whom others turn, in a word; empty for all others."""
        place = self.appearance.position
        turned = place is Position.PRONE or (place is Position.PROPPED and self.device is Device.VENTILATOR)
        return say(f"bed_picture.position.{place.value}.word") if turned else ""

    @property
    def words(self) -> str:
        """Return what is seen, for who cannot see it."""
        look = self.appearance
        parts = [
            say(f"bed_picture.position.{look.position.value}"),
            self.support or say("case.ward.air"),
            say(f"bed_picture.effort.{look.effort.value}"),
            say(f"bed_picture.skin.{look.skin.value}"),
        ]
        if self.pressed:
            parts.append(say("bed_picture.pressor_pump"))
        return ", ".join([*parts, *(say(f"bed_picture.has.{one}") for one in self.at_hand)])


def in_bed(view: View) -> InBed:
    """Return who lies in the bed just now."""
    return InBed(
        patient=view.level.patient,
        appearance=view.appearance,
        device=view.support.device,
        support=view.support.text,
        pressor_ug_per_kg_min=view.support.norepinephrine_ug_per_kg_min,
        running=tuple([course.regimen.family for course in view.courses if course.running]),
        rhythm=view.rhythm,
    )


def at_the_door(level: Level) -> InBed:
    """Return who is about to be met, as the level says how; a test holds it against the first minute of its case."""
    looks = level.patient.looks or Looks()
    return InBed(level.patient, Appearance(skin=Skin(looks.at_door)))


def bed_picture(id_: str, rect: Rect, of: InBed, *, ground: bool = False, pixels: int = 0) -> Widget:
    """Return the picture as a widget whose value says what it shows, on a ground of its own if asked.

    With the `pixels` of a text it names the position where somebody chooses it.
    """

    def paint(canvas: Canvas, box: Rect) -> None:
        if ground:
            canvas.fill_rect(box, Mix(Ink.RAISED, Ink.PANEL, 0.75), 8)
        paint_bed(canvas, box, of)
        word = of.position_word
        if pixels and word and canvas.text_size(word, pixels)[0] <= box.w * WORD_SHARE:
            place = Sketch(canvas, box).place(WORD_AT)
            canvas.text((round(place[0]), round(place[1])), word, pixels, Ink.TEXT, align=Align.CENTRE)

    return Widget(id_, rect, Role.CHART, say("bed_picture.label", patient=of.patient.name), of.words, paint=paint)


class _Lie(NamedTuple):
    """The places of a body in its bed."""

    along: tuple[float, float]
    """From the hip to the head, of length one."""
    up: tuple[float, float]
    """Away from the mattress, of length one."""
    thick: float

    def at(self, along: float, up: float) -> tuple[float, float]:
        """Return a place so far from the hip."""
        return (
            HIP[0] + along * self.along[0] + up * self.up[0],
            HIP[1] + along * self.along[1] + up * self.up[1],
        )


def _lie(of: InBed) -> _Lie:
    turn = radians(BACK_DEGREES.get(of.appearance.position, 0.0))
    thick = min(21.0, max(9.0, 13.0 + (of.patient.weight_kg - USUAL_KG) * 0.32))
    return _Lie((-cos(turn), -sin(turn)), (sin(turn), -cos(turn)), thick)


def _flesh(of: InBed) -> Colour:
    rgb = SKIN[of.looks.skin]
    share = {Skin.PALE: 0.30, Skin.MOTTLED: 0.30, Skin.MOTTLED_TO_THIGHS: 0.45}.get(of.appearance.skin, 0.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(rgb, _GREY, strict=True))
    return Own((red, green, blue))


def paint_bed(canvas: Canvas, box: Rect, of: InBed) -> None:
    """Draw the bed and all around it into a box."""
    sketch, lie = Sketch(canvas, box), _lie(of)
    sketch.line(((2, 94), (158, 94)), Ink.LINE, 0.8)
    devices.monitor(sketch, of.rhythm)
    hung = devices.hung(of.running, of.looks.has)
    if hung or of.pressed or "pump" in of.at_hand:
        devices.pole(sketch, of.pressor_ug_per_kg_min, hung, ready="pump" in of.at_hand)
    devices.source(sketch, of.device)
    _frame(sketch, lie)
    if of.appearance.position is Position.STANDING:
        _made_bed(sketch)
        _standing(sketch, of)
        return
    devices.bag_below(sketch, of.at_hand)
    _legs(sketch, of)
    if of.appearance.position is Position.PRONE:
        _rolls(sketch, lie)
    _body(sketch, lie, of)
    _head(sketch, lie, of)
    _blanket(sketch, lie, of)
    _arm(sketch, lie, of, dripping=bool(hung) or of.pressed)
    devices.central_line(sketch, lie.at(BACK - 10, lie.thick * 0.95), of.at_hand)
    devices.oxygen(
        sketch, of.device, lie.at(BACK + 3, lie.thick / 2 + (6 if of.appearance.position is not Position.PRONE else -5))
    )
    _breath(sketch, lie, of)


def _frame(sketch: Sketch, lie: _Lie) -> None:
    steel = Ink.QUIET
    sketch.line(((40, 82), (142, 82)), steel, 3)
    for x in (50, 132):
        sketch.line(((x, 82), (x, 90)), steel, 2)
        sketch.disc((x, 91.5), 2, steel)
    sketch.line(((144, 64), (144, 84)), steel, 3)
    sheet = Mix(Ink.HOST, Ink.PANEL, 0.35)
    sketch.shape(((HIP[0], 71), (142, 71), (142, 79), (HIP[0], 79)), sheet)
    sketch.shape((lie.at(-2, 0), lie.at(BACK + 8, 0), lie.at(BACK + 8, -7), lie.at(-2, -8)), sheet)
    sketch.line((lie.at(BACK + 9, -8), lie.at(BACK + 9, 6)), steel, 3)
    sketch.line((lie.at(BACK - 8, -7), (56, 82)), steel, 2)
    sketch.shape(
        (lie.at(BACK - 5, 0), lie.at(BACK + 8, 0), lie.at(BACK + 8, 4.5), lie.at(BACK - 5, 3)),
        Mix(Ink.HOST, Ink.PANEL, 0.8),
    )


def _made_bed(sketch: Sketch) -> None:
    cloth = Mix(Ink.HOST, Ink.PANEL, 0.55)
    sketch.shape(((70, 66), (142, 66), (142, 74), (66, 74)), cloth)
    sketch.shape(((66, 66), (74, 66), (70, 74), (62, 74)), Mix(Ink.HOST, Ink.PANEL, 0.85))


def _standing(sketch: Sketch, of: InBed) -> None:
    """Draw the patient dressed and on both feet in front of the bed, with a bag."""
    x = 96.0
    half = min(10.0, max(4.5, 6.5 + (of.patient.weight_kg - USUAL_KG) * 0.16))
    trousers, coat = Ink.KIDNEY, Own(_linen(of))
    for side in (-1, 1):
        sketch.line(((x + side * 2.5, 66), (x + side * 3.4, 91)), Mix(trousers, Ink.GROUND, 0.7), 4.4)
        sketch.line(((x + side * 3.4, 92), (x + side * 3.4 + 3, 92)), Ink.QUIET, 2.4)
    sketch.shape(((x - half, 44), (x + half, 44), (x + half + 0.6, 69), (x - half - 0.6, 69)), coat)
    sketch.line(((x - half + 1.5, 45), (x + half - 1.5, 45)), coat, 5)
    sketch.line(((x + half, 46), (x + half + 3, 57), (x + half + 4, 66)), coat, 3.6)
    sketch.line(((x - half, 46), (x - half - 2, 56), (x - half + 1, 65)), coat, 3.6)
    sketch.disc((x + half + 4, 68), 1.9, _flesh(of))
    sketch.shape(
        ((x + half - 1, 71), (x + half + 10, 71), (x + half + 11, 83), (x + half - 2, 83)),
        Mix(Ink.INFLAMMATION, Ink.PANEL, 0.6),
    )
    sketch.line(((x, 42), (x, 38)), _flesh(of), 4.5)
    head(
        sketch,
        of.looks,
        of.patient.age_years,
        lambda forth, out: (x + 0.6 + out, 29.4 - forth),
        FaceShown(_flesh(of)),
    )


def _legs(sketch: Sketch, of: InBed) -> None:
    flesh = _flesh(of)
    sketch.line(((86, 67), (110, 66), (136, 67.5)), flesh, 7)
    # Toes up, or down where the belly is.
    prone = of.appearance.position is Position.PRONE
    sketch.line(((134, 66), (140, 71.5)) if prone else ((136, 67), (138, 61)), flesh, 4)
    worst = of.appearance.skin is Skin.MOTTLED_TO_THIGHS
    if "dressing" in of.at_hand:
        sketch.line(((118, 66.2), (129, 66.9)), Own((236, 238, 240)), 8)
    if not worst and of.appearance.skin is not Skin.MOTTLED:
        return
    places = [(112, 64.5), (116, 67.5), (108, 67), (120, 65)]
    places += [(104, 65), (101, 67.8), (126, 66), (98, 64.8), (131, 68)] if worst else []
    for place in places:
        sketch.disc(place, 1.9, Own(_MOTTLE))


def _body(sketch: Sketch, lie: _Lie, of: InBed) -> None:
    gown = Own(_linen(of))
    half = lie.thick / 2
    if of.appearance.position is Position.PRONE:
        # The back is the upper side: it falls to the waist between shoulders and seat.
        spine = (lie.at(-4, half + ROLL - 1), lie.at(BACK * 0.45, half + 1.5), lie.at(BACK - 8, half + ROLL))
        sketch.line(spine, gown, lie.thick)
        sketch.disc(lie.at(-5, half + ROLL - 0.5), lie.thick * 0.62, gown)
        sketch.line((lie.at(BACK - 6, half + ROLL - 1), lie.at(BACK, half)), _flesh(of), 5.5)
        return
    sketch.line((lie.at(0, half), lie.at(BACK * 0.5, half + 0.6), lie.at(BACK - 8, half)), gown, lie.thick)
    sketch.line((lie.at(BACK - 6, half), lie.at(BACK, half)), _flesh(of), 5.5)


def _rolls(sketch: Sketch, lie: _Lie) -> None:
    """Draw the rolls on which chest and pelvis lie, so that the belly hangs free."""
    for along in (-3.0, BACK - 12.0):
        for step in (-3.0, 0.0, 3.0):
            sketch.disc(lie.at(along + step, 2.0), 3.0, Mix(Ink.HOST, Ink.PANEL, 0.9))


def _face(of: InBed) -> FaceShown:
    fever = Own(_BLOOD, Ink.HOST, 0.75) if of.appearance.skin is Skin.FLUSHED else None
    gasping = of.appearance.effort in {Effort.HARD, Effort.GASPS} and of.device <= Device.HIGH_FLOW
    prone = of.appearance.position is Position.PRONE
    return FaceShown(_flesh(of), fever, of.appearance.awake, gasping, hidden=prone)


def _head(sketch: Sketch, lie: _Lie, of: InBed) -> None:
    side = -1.0 if of.appearance.position is Position.PRONE else 1.0
    along, level = BACK + 6, lie.thick / 2 + 1.0
    head(
        sketch,
        of.looks,
        of.patient.age_years,
        lambda forth, out: lie.at(along + forth, level + side * out),
        _face(of),
    )


def _linen(of: InBed) -> Rgb:
    number = "".join(sign for sign in of.patient.bed if sign in "0123456789")
    return LINEN[int(number or 0) % len(LINEN)]


def _blanket(sketch: Sketch, lie: _Lie, of: InBed) -> None:
    folded = of.appearance.skin in {Skin.MOTTLED, Skin.MOTTLED_TO_THIGHS}
    end = (96.0 if of.appearance.skin is Skin.MOTTLED_TO_THIGHS else 104.0) if folded else 132.0
    prone = of.appearance.position is Position.PRONE
    hem = 0 if prone else 9
    top = lie.at(-2 if prone else 7, lie.thick + (ROLL if prone else 1.2))
    cloth = Own(_linen(of), Ink.HOST, 0.55)
    sketch.shape(
        (
            top,
            (HIP[0] + 6, 71 - lie.thick * 0.9),
            (end, 61.5),
            (end + 2, 74),
            (HIP[0] - 4, 74),
            lie.at(hem, 1),
        ),
        cloth,
    )
    sketch.line((top, lie.at(hem, 2)), Mix(Ink.HOST, Ink.PANEL, 0.85), 1.4)


def _arm(sketch: Sketch, lie: _Lie, of: InBed, *, dripping: bool) -> None:
    shoulder, elbow = lie.at(BACK - 9, lie.thick * 0.55), lie.at(BACK - 26, lie.thick * 0.35)
    hand = (HIP[0] + 8, 70 - lie.thick * 0.75)
    flesh = _flesh(of)
    if of.appearance.position is Position.PRONE:
        # One arm beside the body, the other up beside the head.
        elbow, hand = lie.at(BACK - 28, 1.0), (HIP[0] + 5, 71.0)
        reach = (lie.at(BACK - 8, lie.thick * 0.3), lie.at(BACK + 4, -3.0), lie.at(BACK + 19, -4.0))
        sketch.line(reach[:2], Own(_linen(of), share=0.85), 5)
        sketch.line(reach[1:], flesh, 3.6)
        sketch.disc(reach[2], 2.4, flesh)
    sketch.line((shoulder, elbow), Own(_linen(of), share=0.85), 5)
    sketch.line((elbow, hand), flesh, 3.6)
    sketch.disc(hand, 2.4, flesh)
    devices.lines(sketch, elbow, hand, dripping=dripping)
    devices.in_hand(sketch, hand, of.at_hand)


def _breath(sketch: Sketch, lie: _Lie, of: InBed) -> None:
    """Draw how hard it is to breathe: the muscles of the neck, and air that is fought for."""
    if of.appearance.effort is not Effort.HARD:
        return
    for number in range(2):
        forth, out = BACK + 1 - 3.0 * number, lie.thick / 2 + 12 + 4.0 * number
        arc = tuple([lie.at(forth + step, out + 0.14 * step * step) for step in (-4, -2, 0, 2, 4)])
        sketch.line(arc, Ink.BREATHING, 1.2)
    for step in (0.0, 2.6):
        sketch.line(
            (lie.at(BACK - 6 + step, lie.thick * 0.85), lie.at(BACK - 1 + step, lie.thick * 0.55)),
            Own(_BLOOD, Ink.HOST, 0.5),
            0.8,
        )
