"""What a bedside keeps from tick to tick looks as if it were built and drawn anew."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from game.app.levels import find_level
from game.app.moving import mover
from game.case.case import admit_case
from game.case.play import Play
from game.case.view import View
from game.policy.registry import POLICIES
from game.ui.backends.html_canvas import HtmlCanvas
from game.ui.backends.table_measure import TableMeasure
from game.ui.bedside.bedside import Bedside
from game.ui.bedside.bedside_page import BedsideLook, BedsideViews, bedside_page
from game.ui.bedside.header import Pace
from game.ui.bedside.monitor import pulse_of
from game.ui.bedside.wiring import Wiring
from game.ui.charts.trace import Rhythm
from game.ui.toolkit.cues import Silence
from game.ui.toolkit.intents import PlaceOrder, RunAt
from game.ui.toolkit.keys import bindings
from game.ui.toolkit.pace import TICK_US
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act
from game.ui.toolkit.tabs import BedsideTab
from game.ui.toolkit.theme import THEMES
from game.ui.toolkit.tree_cache import Pieces
from game.ui.toolkit.widget import Widget, draw, dump, walk
from game.values.channel import Panel
from game.values.order import Actor, Draw
from game.values.settings import Settings, ThemeName
from game.values.ticks import TICKS_PER_HOUR

SIZE = (1280, 720)


def drawn(widget):
    """Return all that is drawn of a widget, to a tenth of a pixel."""
    canvas = HtmlCanvas(lambda text, size, _: TableMeasure().text_size(text, size)[0])
    canvas.begin(SIZE, THEMES[ThemeName.DARK], 0)
    draw(widget, canvas)
    return canvas.taken()


@pytest.mark.parametrize(("percent", "policy"), [(100, "orders_every_test"), (200, "reference")])
def test_what_is_kept_looks_as_if_built_anew(percent, policy):
    """Over hours of orders, results, alarms and changes of the look, at large text too."""
    settings = Settings(text_percent=percent)
    level = find_level("covid_storm")
    play = Play(admit_case(level, level.seed, mover()), lambda _: None, lambda *_: None)
    rhythm, pieces = Rhythm(pulse_of(play.view)), Pieces()
    page = Page(SIZE, settings, bindings(settings.keys), (), TableMeasure())
    looks = (BedsideLook(Pace(running=True)), BedsideLook(Pace(reason="You were away")))
    before: tuple[View, ...] = (play.view,) * (len(BedsideViews._fields) - 1)
    pictures: dict[int, str] = {}
    tokens: list[object] = []
    for number in range(26):
        view = play.view
        look = replace(looks[number // 5 % 2], tab=list(BedsideTab)[number // 9 % 2])
        seen = BedsideViews(view, *(before if number % 3 else (view,) * len(before)))
        kept, anew = (bedside_page(page, seen, look, rhythm, one) for one in (pieces, Pieces()))

        assert dump(kept) == dump(anew)
        assert [one.help for one in walk(kept)] == [one.help for one in walk(anew)]
        assert drawn(kept) == drawn(anew)
        for widget in walk(kept):
            if widget.frozen is not None:
                tokens.append(widget.frozen)
                told = drawn(widget)
                assert pictures.setdefault(id(widget.frozen), told) == told

        before = (view, *before[:-1])
        if number % 4 == 0:
            for order in POLICIES[policy].orders(view):
                play.order(Actor.PLAYER, order)
        for _ in range(1 if number % 4 < 3 else TICKS_PER_HOUR):
            play.tick()
    assert len(pictures) < 0.7 * len(tokens)


PARTS = (("organs", "nurse"), ("il6",), ("crp", "lactate", "creatinine"), ("pad",))
"""What follows the monitor and the head of the page, each group a frame after the one before."""


def test_a_frame_draws_one_part_anew_also_where_each_has_a_tick_and_an_order_shows_at_once():
    """A slow machine at 4×; what was ordered does not go away again while the parts follow."""
    level = find_level("covid_storm")
    play = Play(admit_case(level, level.seed, mover()), lambda _: None, lambda *_: None)
    bedside = Bedside(play, Wiring(Settings, lambda _: None, Silence(), lambda _: None))
    page = Page(SIZE, Settings(), bindings({}), (), TableMeasure())

    def frame(elapsed: int) -> dict[str, Widget]:
        if not bedside.look.pace.running:
            bedside.handle(Act(RunAt(4)))
        bedside.tick(elapsed)
        return {one.id: one for one in walk(bedside.tree(page))}

    def painted(shown: dict[str, Widget]) -> list[object]:
        return [tuple(shown[name].frozen for name in group) for group in PARTS]

    seen = [painted(frame(TICK_US // 4)) for _ in range(40)]
    new = [[one != other for one, other in zip(*pair, strict=True)] for pair in pairwise(seen)]
    assert play.view.tick >= 38
    assert max(map(sum, new)) == 1
    assert all(sum(group) >= 3 for group in list(zip(*new, strict=True))[:3])  # the pad looks the same all along

    bedside.handle(Act(PlaceOrder(Draw(panel=Panel.LACTATE_CREATININE))))
    words = [dump(frame(elapsed)["pad"]) for elapsed in (0, *(TICK_US // 4,) * 4)]
    assert ["result in" in one for one in words] == [True] * 5, words[1]
