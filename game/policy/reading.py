"""What a policy reads off a view: the questions that a doctor asks of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.case.view import Course, View
from game.values.channel import PANELS, Channel, Panel, Reading
from game.values.drug import FORMULARY, Family
from game.values.order import Draw, Give, Order, Stop
from game.values.organism import Germ
from game.values.ticks import TICKS_PER_HOUR, Tick, hours, ticks

CULTURE_SPEAKS_H: Final = 120.0
"""Hours for which a culture that grew speaks of the germs of today (assumed: about a course of antibiotics)."""


def last(view: View, channel: Channel) -> Reading | None:
    """Return the newest result of a channel."""
    results = view.labs.get(channel, ())
    return results[-1] if results else None


def last_value(view: View, channel: Channel) -> float | None:
    """Return the newest value of a channel; nothing where it was never measured, which is neither well nor ill."""
    reading = last(view, channel)
    return reading.value if reading is not None else None


def is_known_above(view: View, channel: Channel, limit: float) -> bool:
    """Say whether a channel was measured, and its newest value is at a limit or above."""
    value = last_value(view, channel)
    return value is not None and value >= limit


def hours_since(view: View, panel: Panel) -> float:
    """Return the hours since the last sample of this test; a great many if there was none."""
    taken = [result.taken for result in view.pending if result.panel is panel]
    newest = last(view, PANELS[panel].channels[0])
    if newest is not None:
        taken.append(newest.taken)
    return hours(view.tick - max(taken)) if taken else 1e6


def course(view: View, regimen: str) -> Course | None:
    """Return the course of a regimen, if the level offers it."""
    return next((line for line in view.courses if line.regimen.id == regimen), None)


def was_given(view: View, *regimens: str) -> bool:
    """Say whether a dose of any of these went in."""
    return any(line.given for line in view.courses if line.regimen.id in regimens)


def is_running(view: View, *regimens: str) -> bool:
    """Say whether any of these courses runs."""
    return any(line.running for line in view.courses if line.regimen.id in regimens)


def give(view: View, regimen: str) -> tuple[Order, ...]:
    """Return the order for a regimen, if it can be given now."""
    line = course(view, regimen)
    return (Give(regimen=regimen),) if line is not None and not line.refusal else ()


def stop(view: View, *regimens: str) -> tuple[Order, ...]:
    """Return the orders that stop those of these courses that run."""
    return tuple([Stop(regimen=regimen) for regimen in regimens if is_running(view, regimen)])


def give_once(view: View, regimen: str) -> tuple[Order, ...]:
    """Return the order for a regimen, if it can be given now and no dose of it went in yet."""
    return () if was_given(view, regimen) else give(view, regimen)


def give_all(view: View, regimens: Iterable[str]) -> tuple[Order, ...]:
    """Return the orders for all of these that can be given now and go with those before them."""
    found: list[Give] = []
    for regimen in regimens:
        if not any(FORMULARY[one.regimen].excludes(FORMULARY[regimen]) for one in found):
            found += [order for order in give(view, regimen) if isinstance(order, Give)]
    return tuple(found)


def give_family(view: View, family: Family, *, again: bool) -> tuple[Order, ...]:
    """Return the orders for all of a family that can be given now: again and again, or each only once."""
    lines = [line for line in view.courses if line.regimen.family is family]
    return give_all(view, [line.regimen.id for line in lines if again or not line.given])


def change(view: View, old: str, new: str) -> tuple[Order, ...]:
    """Return the orders by which a regimen takes the place of another that bars it, or is given where none does."""
    line = course(view, new)
    if line is None or line.bars_it != old:
        return give(view, new)
    return Stop(regimen=old), Give(regimen=new)


def draw(view: View, panel: Panel, every_h: float) -> tuple[Order, ...]:
    """Return the order for a test, if it is offered, not pending, and `every_h` have passed since the last sample."""
    pending = any(result.panel is panel for result in view.pending)
    if pending or panel not in view.level.panels or hours_since(view, panel) < every_h:
        return ()
    return (Draw(panel=panel),)


def charted_news2(view: View) -> int:
    """Return NEWS2 as it was written down this hour, or between two full hours what it is now."""
    tick, total = view.news2_history[-1] if view.news2_history else (-1, 0)
    return total if tick == view.tick else view.news2.total


def hottest(view: View, within_h: float) -> float:
    """Return the highest hourly temperature of the last hours, °C."""
    since = view.tick - ticks(within_h)
    found = [vitals[Channel.TEMPERATURE].value for tick, vitals in view.vital_history if tick >= since]
    return max([*found, view.vitals[Channel.TEMPERATURE].value])


def support_before(view: View, hours_ago: float) -> tuple[float, float]:
    """Return FiO₂ and norepinephrine (µg/kg/min) so many hours ago, or at the door."""
    place = max(0, view.tick - ticks(hours_ago)) // TICKS_PER_HOUR
    support = view.support_history[place][1]
    return support.fio2, support.norepinephrine_ug_per_kg_min


def least_support(view: View, within_h: float) -> tuple[float, float]:
    """Return the lowest FiO₂ and the lowest norepinephrine (µg/kg/min) of the last hours."""
    since = view.tick - ticks(within_h)
    found = [view.support, *[support for tick, support in view.support_history if tick >= since]]
    return (
        min(support.fio2 for support in found),
        min(support.norepinephrine_ug_per_kg_min for support in found),
    )


def most_support(view: View, within_h: float) -> tuple[float, float]:
    """Return the highest FiO₂ and the highest norepinephrine (µg/kg/min) of the last hours."""
    since = view.tick - ticks(within_h)
    found = [view.support, *[support for tick, support in view.support_history if tick >= since]]
    return (
        max(support.fio2 for support in found),
        max(support.norepinephrine_ug_per_kg_min for support in found),
    )


def culture_that_grew(view: View) -> Reading | None:
    """Return the newest blood culture if it grew something and is not too old to speak of today."""
    culture = last(view, Channel.BLOOD_CULTURE)
    return culture if culture is not None and speaks_of_germs(culture, view.tick) else None


def speaks_of_germs(culture: Reading, tick: Tick) -> bool:
    """Say whether a culture grew something and is not too old to speak of this tick."""
    return culture.grew and tick - culture.taken <= ticks(CULTURE_SPEAKS_H)


def resistance_is_known(view: View) -> bool:
    """Say whether the last bacteria that a culture grew, however long ago, were of those that resist.

    A culture that grew nothing, or a fungus, takes that back no more than time does.
    """
    grown = [one.germ for one in view.labs.get(Channel.BLOOD_CULTURE, ()) if one.grew and one.germ is not Germ.FUNGUS]
    return bool(grown) and grown[-1] is Germ.RESISTANT
