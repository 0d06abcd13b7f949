"""The charts of a report: what is named on them."""

from __future__ import annotations

from game.case.view import Support
from game.report.charts import _devices
from game.report.drawing import drawn
from game.ui.charts.span import Span
from game.ui.toolkit.layout import Rect
from game.ui.toolkit.widget import Role, Widget
from game.values.order import Device
from game.values.ticks import TICKS_PER_HOUR


def test_a_device_that_was_begun_where_another_is_still_named_is_named_after():
    """Four days on a cannula were called room air: the name had no room at the hour of the change, and came no more."""
    history = tuple(
        (hour * TICKS_PER_HOUR, Support(Device.NASAL_CANNULA if hour > 4 else Device.AIR, 0.0, 0.3, False, 0.0, 0, ""))
        for hour in range(120)
    )
    span, box = Span(0, 120 * TICKS_PER_HOUR, 0), Rect(0, 0, 700, 100)

    def build(page, _at):
        return [Widget("", box, Role.CHART, paint=lambda canvas, _: _devices(page, canvas, box, span, history, 0))]

    source = drawn("one", "One", "One", build).source
    assert source.count("room air") == 1
    assert source.count("cannula") == 1
