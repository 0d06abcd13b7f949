"""A made-up track of a case: what the findings look at and nothing else, so that a row of a table is one small case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import cast

from game.app.levels import find_level
from game.case.case import Case
from game.case.state import FAR
from game.review.valuation.value import Track
from game.values.channel import Channel, Flag, Panel, Reading
from game.values.drug import FORMULARY
from game.values.fact import DoseGiven
from game.values.level import Level
from game.values.order import Actor, Device, Draw, Entry, Order
from game.values.ticks import ticks


def result(value: float, flag: Flag = Flag.NONE) -> SimpleNamespace:
    """Return a result on the chart."""
    return SimpleNamespace(value=value, flag=flag)


def case(
    *, given: Iterable[str] = (), chart: Mapping[Channel, SimpleNamespace | Reading] | None = None,
    il6: tuple[float, ...] = (), hour: float = 0.0, news2: int = 0, device: Device = Device.NASAL_CANNULA,
    pressor: float = 0.0, routine: tuple[tuple[Panel, int], ...] = (),
) -> Case:  # fmt: skip
    """Return a moment: drugs that went in (a course that was only ordered stands beside them), chart, IL-6 so far."""
    courses = [SimpleNamespace(given=(0,), running=True, regimen=FORMULARY[one]) for one in given]
    courses += [SimpleNamespace(given=(), running=False, regimen=one) for one in FORMULARY.values()]
    known = {
        channel: one if isinstance(one, Reading) else Reading(channel, 0, 0, one.value, one.flag)
        for channel, one in (chart or {}).items()
    }
    series = tuple([Reading(Channel.IL6, 72 * n, 72 * n + 1, value) for n, value in enumerate(il6)])
    every = {**{channel: (one,) for channel, one in known.items()}, Channel.IL6: series}
    sheets = SimpleNamespace(courses=courses, chart=SimpleNamespace(last=known.get, of=every.get))
    text = "air" if device is Device.AIR else "cannula 1 L/min"
    support = SimpleNamespace(device=device, norepinephrine_ug_per_kg_min=pressor, text=text)
    sheets.history = ()
    sheets.hours = (SimpleNamespace(news2_total=news2, support=support),)
    admission = SimpleNamespace(routine=routine)
    return cast("Case", SimpleNamespace(sheets=sheets, tick=ticks(hour), admission=admission))


def dose(regimen: str, hour: float = 0.0) -> DoseGiven:
    """Return a dose that went in."""
    return DoseGiven(tick=ticks(hour), regimen=regimen, amount=1.0)


def track(
    *,
    level: Level | str = "covid_storm",
    cases: Iterable[Case] = (),
    doses: Iterable[DoseGiven] = (),
    drawn: Iterable[tuple[float, Panel]] = (),
    ordered: Iterable[Iterable[Order]] = (),
    wishes: Iterable[Iterable[Order]] = (),
    refused: Iterable[int] = (),
    died: bool = False,
) -> Track:
    """Return a track of these parts; `drawn` are samples with their hours, `ordered` and `wishes` go hour by hour."""
    moments = tuple(cases) or (case(),)
    samples = [Entry(tick=ticks(hour), actor=Actor.PLAYER, order=Draw(panel=panel)) for hour, panel in drawn]
    orders = [
        tuple(Entry(tick=ticks(hour), actor=Actor.PLAYER, order=one) for one in hours)
        for hour, hours in enumerate(ordered)
    ]
    made = SimpleNamespace(
        level=find_level(level) if isinstance(level, str) else level,
        cases=moments,
        last=len(moments) - 1,
        doses=tuple(doses),
        ordered=(*orders, tuple(samples)),
        wishes=tuple(tuple(one) for one in wishes),
        refused=tuple(refused) or (0,) * (len(orders) + 1),
        died=died,
        waited=died,
        waits_until=FAR if died else 0,
    )
    return cast("Track", made)
