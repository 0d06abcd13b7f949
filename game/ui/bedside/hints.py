"""The line of help of everything on the bedside, by the ids of its widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from game.case.view import View
from game.case.ward import begins_with
from game.ui.bedside.sampling import cost_words, usual_delay
from game.ui.toolkit.keys import key_text
from game.ui.toolkit.page import Page
from game.ui.toolkit.widget import Widget
from game.values.channel import KINDS, PANELS, Channel, Panel
from game.values.drug import FORMULARY
from game.values.order import Device
from game.values.words import Worded, say

_HINTS: Final = Worded(
    {
        "pause": "bedside.hint.pause",
        "speed_1": "bedside.hint.speed",
        "speed_2": "bedside.hint.speed",
        "speed_4": "bedside.hint.speed",
        "step": "bedside.hint.step",
        "skip": "bedside.hint.skip",
        "news2": "bedside.hint.news2",
        "menu": "bedside.hint.menu",
        "alarms.silence": "bedside.hint.silence",
        "monitor": "bedside.hint.monitor",
        "monitor.ecg.trace": "bedside.hint.ecg",
        "monitor.spo2.trace": "bedside.hint.spo2",
        "monitor.abp.trace": "bedside.hint.abp",
        "monitor.rr.trace": "bedside.hint.rr",
        "organs": "bedside.hint.organs",
        "il6": "bedside.hint.il6",
        "glance": "bedside.hint.glance",
        "nurse": "bedside.hint.nurse",
        "pad": "bedside.hint.pad",
        "treat": "bedside.hint.treat",
        "support": "bedside.hint.support",
        "results": "bedside.hint.results",
        "drug_chart": "bedside.hint.drug_chart",
        "timeline": "bedside.hint.timeline",
        "position": "bedside.hint.position",
        "pressor": "bedside.hint.pressor",
        "fluid": "bedside.hint.fluid",
        "history.oxygen": "bedside.hint.history_oxygen",
        "history.news2": "bedside.hint.history_news2",
        "place": "bedside.hint.place",
    }
)
_CHANNELS: Final = {channel.value: channel for channel in Channel}
_TESTS: Final = {f"test_{panel.value}": panel for panel in Panel}


def _hint(page: Page, view: View, widget: Widget) -> str:
    id_ = widget.id
    if id_ in _HINTS:
        key = page.bindings.key(widget.intent) if widget.intent is not None else ""
        return say("bedside.hint.with_key", words=_HINTS[id_], key=key_text(key)) if key else _HINTS[id_]
    if id_ in _TESTS:
        kind, span = PANELS[_TESTS[id_]], usual_delay(view.level, _TESTS[id_])
        measures = ", ".join(KINDS[channel].label for channel in kind.channels)
        return say("bedside.hint.test", measures=measures, cost=cost_words(_TESTS[id_]), span=span)
    if id_ in FORMULARY:
        return " ".join(part for part in (FORMULARY[id_].lasts, say("bedside.hint.drug")) if part)
    if id_ in _CHANNELS and widget.intent is not None:
        return say("bedside.hint.chart", name=KINDS[_CHANNELS[id_]].label)
    family, _, which = id_.partition(".")
    if family == "device":
        return say("bedside.hint.device", support=begins_with(Device(int(which))).text)
    return _HINTS[family] if family in {"position", "pressor", "fluid", "place"} and widget.rect.h else ""


def with_hints(page: Page, view: View, widget: Widget) -> Widget:
    """Return a tree in which everything that is named here has its line of help; what is kept of it has them."""
    if widget.frozen is not None:
        return widget
    children = tuple(with_hints(page, view, child) for child in widget.children)
    found = _hint(page, view, widget)
    same = all(new is old for new, old in zip(children, widget.children, strict=True))
    if same and not found:
        return widget
    return replace(widget, children=children, help=found or widget.help)
