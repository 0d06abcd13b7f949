"""Charts written by hand, so that what a policy asks for can be tested without a body behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from game.case.build_view import build_view
from game.case.case import admit_case
from game.case.view import Course, Support, View
from game.futures.engine import mover
from game.values.channel import Channel, Flag, Panel, Reading
from game.values.drug import FORMULARY
from game.values.level import Level
from game.values.order import Device, Draw, Give, Order, Stop
from game.values.organism import Germ
from game.values.ticks import Tick, ticks
from tests.case.levels import level

HOUR = 60
"""The hour of the charts, late enough for everything that looks back."""
COVID = level(labs=())
CALM = {
    Channel.HEART_RATE: 80.0,
    Channel.SPO2: 95.0,
    Channel.SYSTOLIC: 120.0,
    Channel.MAP: 70.0,
    Channel.RESPIRATORY_RATE: 16.0,
    Channel.TEMPERATURE: 37.0,
}


_ADMITTED: dict[str, View] = {}


def _admitted(of: Level) -> View:
    if repr(of) not in _ADMITTED:
        _ADMITTED[repr(of)] = build_view(admit_case(of, 1, mover()))
    return _ADMITTED[repr(of)]


def support(fio2: float = 0.21, device: Device = Device.AIR, **changes: object) -> Support:
    """Return what holds a patient up."""
    plain = Support(device, 0.0, fio2, prone=False, norepinephrine_ug_per_kg_min=0.0, fluid_boluses=0, text="")
    return replace(plain, **changes)  # type: ignore[arg-type]


def chart(
    of: Level | None = None,
    *,
    hour: float = HOUR,
    vitals: Mapping[Channel, float] | None = None,
    hottest: float = 37.0,
    hottest_ago_h: float = 6.0,
    labs: Mapping[Channel, Sequence[float]] | None = None,
    sampled_ago_h: float = 0.0,
    germ: Germ = Germ.COVERED,
    given: Mapping[str, float] | None = None,
    running: Sequence[str] = (),
    now: Support | None = None,
    before: Mapping[int, Support] | None = None,
    news2: int = 0,
) -> View:
    """Return a chart at an hour.

    Results are back, sampled six hours apart, the newest so many hours ago; `given` names doses by the hours since;
    `before` is the support so many hours ago and earlier, as now where nothing is said.
    """
    base = _admitted(of or COVID)
    tick = ticks(hour)
    support_now = now or support()
    kept = []
    for past in range(int(hour) + 1):
        ago = [hours_ago for hours_ago in before or {} if hour - past >= hours_ago]
        kept.append((ticks(past), (before or {})[max(ago)] if ago else support_now))
    shown = {channel: Reading(channel, tick, tick, value) for channel, value in {**CALM, **(vitals or {})}.items()}
    return replace(
        base,
        tick=tick,
        vitals=shown,
        vital_history=(
            (tick - ticks(hottest_ago_h), {Channel.TEMPERATURE: Reading(Channel.TEMPERATURE, 0, 0, hottest)}),
        ),
        labs={
            channel: tuple(
                Reading(
                    channel,
                    tick - ticks(sampled_ago_h + 6.0 * (len(values) - 1 - place)),
                    tick,
                    value,
                    # A culture of 0 grew nothing.
                    Flag.BELOW if channel is Channel.BLOOD_CULTURE and not value else Flag.NONE,
                    germ=germ,
                )
                for place, value in enumerate(values)
            )
            for channel, values in (labs or {}).items()
        },
        pending=(),
        courses=tuple(_course(name, tick, given or {}, running) for name in base.level.regimens),
        support=support_now,
        support_history=tuple(kept),
        news2=replace(base.news2, total=news2),
        news2_history=(),
    )


def _course(name: str, tick: Tick, given: Mapping[str, float], running: Sequence[str]) -> Course:
    beside = next((one for one in running if FORMULARY[one].excludes(FORMULARY[name])), "")
    refusal = "It is running." if name in running else "Another is running." if beside else ""
    return Course(
        regimen=FORMULARY[name],
        running=name in running,
        given=(tick - ticks(given[name]),) if name in given else (),
        next_due=None,
        dose_mg=1.0,
        refusal=refusal,
        bars_it="" if name in running else beside,
    )


def drugs(orders: Sequence[Order]) -> dict[str, set[str]]:
    """Return the regimens that are given and stopped."""
    return {
        "give": {one.regimen for one in orders if isinstance(one, Give)},
        "stop": {one.regimen for one in orders if isinstance(one, Stop)},
    }


def drawn(orders: Sequence[Order]) -> set[Panel]:
    """Return the tests that are taken."""
    return {one.panel for one in orders if isinstance(one, Draw)}
