"""A slider: pressed, dragged, or moved by the arrow keys."""

from __future__ import annotations

from game.ui.toolkit.canvas import Canvas
from game.ui.toolkit.intents import Intent
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.page import Page
from game.ui.toolkit.scene import Act
from game.ui.toolkit.theme import Colour, Ink
from game.ui.toolkit.widget import Role, Widget

VOLUME_STEP = 10
"""Of a volume, in percent."""


def slid_to(now: int, act: Act, low: int, high: int, step: int) -> int:
    """Return where a slider comes to stand that a key moves by a step, or the pointer to the nearest one."""
    aimed = now + act.step * step if act.step else low + round(act.fraction * (high - low) / step) * step
    return min(high, max(low, aimed))


def slider(
    page: Page,
    id_: str,
    rect: Rect,
    label: str,
    value: str,
    share: float,
    intent: Intent,
    *,
    ink: Colour = Ink.HOST,
    after: bool = False,
) -> Widget:
    """Return a slider whose knob stands at `share` of its length; what lies before it is filled, or what lies after."""
    thick = max(2, page.px(4))
    radius = page.px(9)

    def paint(canvas: Canvas, box: Rect) -> None:
        y = box.centre[1]
        x = round(box.x + share * (box.w - 1))
        canvas.fill_rect(Rect(box.x, y - thick // 2, box.w, thick), Ink.LINE, thick // 2)
        filled = (
            Rect(x, y - thick // 2, box.right - x, thick) if after else Rect(box.x, y - thick // 2, x - box.x, thick)
        )
        if filled.w > 0:
            canvas.fill_rect(filled, ink, thick // 2)
        knob = min(max(x, box.x + radius), box.right - radius)
        canvas.circle((knob, y), radius, Ink.PANEL)
        canvas.circle((knob, y), radius - page.px(2), Ink.TEXT)

    return Widget(id_, rect, Role.SLIDER, label, value, intent=intent, paint=paint)
