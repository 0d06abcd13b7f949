"""What has just come is ringed for a moment where it belongs: a result on its chart, an order, the words of a call.

By real time, also while the patient's stands still; under a pointer nothing moves, for nothing makes room for it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import Final

from game.case.view import View
from game.ui.bedside.sampling import test_id
from game.ui.charts.plot import newest_il6
from game.ui.charts.small_plot import newest
from game.ui.charts.span import FAMILY_INK
from game.ui.toolkit.canvas import Canvas, Point
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import RADIUS, Page
from game.ui.toolkit.theme import Ink, Mix
from game.ui.toolkit.widget import Role, Widget, find, scrolled_in
from game.values.channel import PANELS, Channel
from game.values.drug import FORMULARY
from game.values.fact import Called, Fact, ResultReady, Urged
from game.values.order import Draw, Give, GiveFluid, Order, SetDevice, SetPressor, SetProne, Stop, Taper

LASTS_US: Final = 2_000_000
"""How long a ring stays: an eye that comes from the other side of the screen finds it still there (assumed)."""
CLOSES_US: Final = 600_000
"""How long a ring closes in on the newest dot of a chart (assumed): seen to move, and over before the next look."""
WIDEST, CLOSEST = 30, 9
"""Design pixels of its radius, at first and then."""
FADES: Final = 8
"""Steps in which it fades."""
RESULTS_TAB, NURSE = "results", "nurse"


class Landings:
    """Remembers what has just come, each by the widget at which it is seen, and for how long it has been there."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._ages: dict[str, int] = {}
        self._inks: dict[str, Ink] = {}

    def tick(self, elapsed_us: int) -> None:
        """Let real time pass."""
        self._ages = {id_: age + elapsed_us for id_, age in self._ages.items() if age + elapsed_us < LASTS_US}

    def away(self) -> None:
        """Forget it all: who lets time run on has seen it."""
        self._ages.clear()

    def come(self, facts: tuple[Fact, ...], charts: tuple[tuple[Channel, Ink], ...]) -> None:
        """Take note of results, at their tab where none of the charts shows them, and of what was called for."""
        for fact in facts:
            if isinstance(fact, ResultReady):
                shown = [(one.value, ink) for one, ink in charts if one in PANELS[fact.panel].channels]
                for id_, ink in shown or [(RESULTS_TAB, Ink.QUIET)]:
                    self._begin(id_, ink)
            elif isinstance(fact, Called | Urged):
                self._begin(NURSE, Ink.LOOK)

    def ordered(self, order: Order) -> None:
        """Take note of an order that was taken."""
        match order:
            case Draw(panel=panel):
                self._begin(test_id(panel), Ink.QUIET)
            case Give(regimen=id_) | Stop(regimen=id_) | Taper(regimen=id_):
                self._begin(id_, FAMILY_INK[FORMULARY[id_].family])
            case SetDevice(device=device):
                self._begin(f"device.{device.value}", Ink.QUIET)
            case SetProne(prone=prone):
                self._begin("position.prone" if prone else "position.back", Ink.QUIET)
            case SetPressor():
                self._begin("pressor.more", Ink.QUIET)
                self._begin("pressor.less", Ink.QUIET)
            case GiveFluid():
                self._begin("fluid", Ink.QUIET)
            case _:
                pass

    def _begin(self, id_: str, ink: Ink) -> None:
        self._ages[id_], self._inks[id_] = 0, ink

    def over(self, page: Page, tree: Widget, chart: View, trends: View) -> Widget:
        """Return a screen with the rings over it; the large chart and the small ones show these views."""
        made = (self._ring(page, tree, id_, chart if id_ == Channel.IL6.value else trends) for id_ in self._ages)
        rings = tuple(one for one in made if one is not None)
        return replace(tree, children=(*tree.children, *rings)) if rings else tree

    def _ring(self, page: Page, tree: Widget, id_: str, view: View) -> Widget | None:
        """Return the ring at a widget; nothing where that is out of sight."""
        of = find(tree, id_)
        if of is None:
            return None
        seen = reduce(Rect.within, scrolled_in(tree, id_), of.rect)
        if seen.w <= 0 or seen.h <= 0:
            return None
        plot = find(of, f"{id_}.plot")
        spot = _spot(page, plot.rect, view, id_) if plot is not None else None

        def paint(canvas: Canvas, box: Rect) -> None:
            age = self._ages.get(id_, LASTS_US)
            still = page.settings.reduced_motion
            fading = max(0, age - CLOSES_US) * FADES // (LASTS_US - CLOSES_US)
            ink = self._inks[id_] if still else Mix(self._inks[id_], Ink.PANEL, 1.0 - fading / FADES)
            canvas.push_clip(box)
            canvas.outline(of.rect, ink, max(1, page.px(2)), page.px(RADIUS - 2))
            if spot is not None:
                left = 0 if still else max(0, CLOSES_US - age)
                radius = page.px(CLOSEST + (WIDEST - CLOSEST) * left / CLOSES_US)
                canvas.circle(spot, radius, ink, max(1, page.px(2)))
            canvas.pop_clip()

        return Widget(f"lands.{id_}", seen, Role.NOTICE, paint=paint)


def _spot(page: Page, box: Rect, view: View, id_: str) -> Point | None:
    """Return where the newest dot of a chart stands."""
    channel = Channel(id_)
    return newest_il6(page, box, view) if channel is Channel.IL6 else newest(page, box, view, channel)
