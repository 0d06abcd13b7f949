"""The tables of a report: what was ordered and what came of it, what was measured."""

from __future__ import annotations

from typing import Final

from game.case.view import View
from game.report.html import quoted
from game.values.channel import KINDS, PANELS, Channel, Flag, Panel, Reading
from game.values.fact import DoseGiven, SampleTaken, refusals
from game.values.log import Log
from game.values.order import Actor, Draw, Entry, Give
from game.values.order_words import order_words
from game.values.ticks import Tick, clock_text, hours
from game.values.words import say

BY: Final = {Actor.PLAYER: "player", Actor.INSTRUCTOR: "instructor"}


def recorded_rows(log: Log, minute: int | None) -> list[tuple[str, ...]]:
    """Return time, order and who gave it; in hours since admission where the ward's clock is not known."""
    return [
        (
            say("report.tables.hour", hour=f"{hours(entry.tick):.1f}")
            if minute is None
            else clock_text(entry.tick, minute),
            quoted(order_words(entry.order)),
            BY[entry.actor],
        )
        for entry in log.entries
    ]


def order_rows(log: Log, view: View) -> list[tuple[str, ...]]:
    """Return the same with what came of each order."""
    recorded = recorded_rows(log, view.level.start.clock_minute)
    refused = refusals(log.entries, view.history)
    return [
        (*row, _came_of(entry, view) if reason is None else say("report.tables.refused", reason=reason))
        for row, entry, reason in zip(recorded, log.entries, refused, strict=True)
    ]


def _came_of(entry: Entry, view: View) -> str:
    match entry.order:
        case Give(regimen=regimen):
            first = _dose(view, regimen, entry.tick)
            return (
                say("report.tables.mg_given", amount=f"{first.amount:,.0f}")
                if first is not None
                else say("report.tables.done")
            )
        case Draw(panel=panel):
            due = next((fact.due for fact in _samples(view, panel) if fact.tick == entry.tick), None)
            if due is None:
                return say("report.tables.taken")
            when = clock_text(due, view.level.start.clock_minute)
            return (
                say("report.tables.result", when=when)
                if due <= view.tick
                else say("report.tables.result_was_due_after_the", when=when)
            )
        case _:
            return say("report.tables.done")


def _dose(view: View, regimen: str, tick: Tick) -> DoseGiven | None:
    given = (fact for fact in view.history if isinstance(fact, DoseGiven))
    return next((fact for fact in given if fact.regimen == regimen and fact.tick == tick), None)


def _samples(view: View, panel: Panel) -> list[SampleTaken]:
    return [fact for fact in view.history if isinstance(fact, SampleTaken) and fact.panel is panel]


def result_rows(view: View) -> list[tuple[str, ...]]:
    """Return a row for each sample: taken, known, test, what it gave."""
    samples: dict[tuple[Tick, str], list[Reading]] = {}
    for panel, kind in PANELS.items():
        for channel in kind.channels:
            for one in view.labs.get(channel, ()):
                samples.setdefault((one.taken, panel.value), []).append(one)
    minute = view.level.start.clock_minute
    return [
        (
            clock_text(taken, minute),
            clock_text(readings[0].known, minute),
            PANELS[Panel(panel)].label,
            "; ".join([_result(one) for one in readings]),
        )
        for (taken, panel), readings in sorted(samples.items(), key=lambda pair: pair[0])
    ]


def _result(one: Reading) -> str:
    kind = KINDS[one.channel]
    if one.flag is Flag.ABSENT:
        return say("report.tables.no_result", kind=kind.label)
    if one.channel is Channel.BLOOD_CULTURE:
        return f"{kind.label}: {one.text}"
    return f"{kind.label} {one.told} {one.range_sign}".rstrip()
